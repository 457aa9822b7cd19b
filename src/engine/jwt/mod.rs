//! JSON Web Token (RFC 7519): claims, times, kinds of token.

use super::ground::json::{FaultKind, Kind, Value};
use super::ground::span::Span;
use super::jose::layer::{Examination, Layer, member_bytes};
use super::jose::sd_jwt::KeyBinding;
use std::collections::HashMap;

pub mod checklist;
pub mod claim;
pub mod demand;
pub mod difference;
mod expectation;
mod expected_kind;
#[cfg(test)]
pub(crate) mod fixture;
mod hidden;
pub mod inner;
pub mod moment;
pub mod numeric_date;
pub mod period;
pub mod policy;
pub mod policy_file;
pub mod profile;
pub(in crate::engine) mod proof;
pub(crate) mod recipient;
pub mod replicated;
pub mod status_list;
pub mod validate;

/// The members of a JWT Claims Set that somebody asked for, every occurrence of each, found in one pass.
#[derive(Debug)]
pub struct ClaimsSet<'a> {
    /// Index of the layer whose content it is.
    pub layer: usize,
    /// The JSON object; of an SD-JWT with the disclosed claims put in.
    pub object: Value<'a>,
    source: Source<'a>,
    by_name: HashMap<&'static str, Vec<Value<'a>>>,
}

/// Whose claims they are.
#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    Layer(&'a Layer),
    KeyBinding(&'a KeyBinding),
}

impl<'a> ClaimsSet<'a> {
    /// The claims of the innermost layer, where it has any; of them those that `wanted` names.
    pub fn of(examination: &'a Examination, wanted: impl Fn(&str) -> Option<&'static str>) -> Option<Self> {
        examination.claims()?;
        let source = examination.innermost()?;
        let object = source.claims_document()?.object()?;
        Some(Self::within(examination.layers.len().saturating_sub(1), object, Source::Layer(source), wanted))
    }

    /// The same of claims that some reader may see, although they are no claims set: broken off, dressed up.
    pub fn readable(examination: &'a Examination, wanted: impl Fn(&str) -> Option<&'static str>) -> Option<Self> {
        let (source, object) = examination.readable_claims()?;
        let mut claims =
            Self::within(examination.layers.len().saturating_sub(1), object, Source::Layer(source), wanted);
        // A number that the end of the text cuts is another number than the one that was written.
        let end = object.document().bytes().len();
        if object.document().fault().is_some_and(|fault| fault.kind == FaultKind::Truncated) {
            claims.by_name.values_mut().for_each(|values| values.retain(|value| value.span().end < end));
        }
        claims.by_name.retain(|_, values| !values.is_empty());
        Some(claims)
    }

    /// The claims of the key binding of the layer with this index (RFC 9901 §4.3).
    pub fn of_key_binding(
        layer: usize,
        key_binding: &'a KeyBinding,
        wanted: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Self> {
        let object = key_binding.document.as_deref()?.root().filter(|root| root.kind() == Kind::Object)?;
        Some(Self::within(layer, object, Source::KeyBinding(key_binding), wanted))
    }

    fn within(
        layer: usize,
        object: Value<'a>,
        source: Source<'a>,
        wanted: impl Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let mut by_name: HashMap<&'static str, Vec<Value<'a>>> = HashMap::new();
        for member in object.members() {
            if let Some(name) = wanted(&member.name) {
                by_name.entry(name).or_default().push(member.value);
            }
        }
        Self { layer, object, source, by_name }
    }

    /// Every claim of the registries.
    pub fn registered(examination: &'a Examination) -> Option<Self> {
        Self::of(examination, |name| claim::claim(name).map(|row| row.name))
    }

    /// Every occurrence of a claim, in the order written.
    pub fn all(&self, name: &str) -> &[Value<'a>] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The **last** occurrence: what most parsers see (RFC 7519 §4).
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        self.all(name).last().copied()
    }

    /// Whether the claim is there.
    pub fn has(&self, name: &str) -> bool {
        !self.all(name).is_empty()
    }

    /// A claim that is a string.
    pub fn text(&self, name: &str) -> Option<std::borrow::Cow<'a, str>> {
        self.get(name)?.as_str()
    }

    /// The strings of a claim that is a string or a list of strings; what is no string is left out.
    pub fn texts(&self, name: &str) -> Vec<std::borrow::Cow<'a, str>> {
        self.get(name).map_or_else(Vec::new, |value| match value.as_str() {
            Some(text) => vec![text],
            None => value.children().filter_map(Value::as_str).collect(),
        })
    }

    /// The characters of the layer's text that carry name and value of a member; `None` for a decrypted plaintext.
    pub fn span(&self, value: Value<'_>) -> Option<Span> {
        let bytes = member_bytes(value);
        match self.source {
            Source::Layer(layer) => layer.claims_span(bytes),
            Source::KeyBinding(key_binding) => Some(key_binding.span_in_text(bytes)),
        }
    }
}
