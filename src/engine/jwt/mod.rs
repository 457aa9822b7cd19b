//! JSON Web Token (RFC 7519): claims, times, kinds of token.

use super::ground::json::Value;
use super::ground::span::Span;
use super::jose::layer::{Content, Examination, Layer, member_bytes};
use std::collections::HashMap;

pub mod claim;
mod expectation;
#[cfg(test)]
pub(crate) mod fixture;
pub mod numeric_date;
pub mod policy;
pub mod profile;
pub mod validate;

/// The members of a JWT Claims Set that somebody asked for, every occurrence of each, found in one pass.
#[derive(Debug)]
pub struct ClaimsSet<'a> {
    /// Index of the layer whose content it is.
    pub layer: usize,
    /// The content.
    pub content: &'a Content,
    /// The JSON object; of an SD-JWT with the disclosed claims put in.
    pub object: Value<'a>,
    source: &'a Layer,
    by_name: HashMap<&'static str, Vec<Value<'a>>>,
}

impl<'a> ClaimsSet<'a> {
    /// The claims of the innermost layer, where it has any; of them those that `wanted` names.
    pub fn of(examination: &'a Examination, wanted: impl Fn(&str) -> Option<&'static str>) -> Option<Self> {
        let content = examination.claims()?;
        let source = examination.innermost()?;
        let object = source.claims_document()?.object()?;
        let mut by_name: HashMap<&'static str, Vec<Value<'a>>> = HashMap::new();
        for member in object.members() {
            if let Some(name) = wanted(&member.name) {
                by_name.entry(name).or_default().push(member.value);
            }
        }
        Some(Self { layer: examination.layers.len().saturating_sub(1), content, object, source, by_name })
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
        self.source.claims_span(member_bytes(value))
    }
}
