//! One disclosure (RFC 9901 §4.2): salt, name and value, and the digest that must stand in the claims.

use super::fault::{duplicate_faults, json_fault, part_faults};
use super::part::Part;
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::sd_jwt;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a disclosure discloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisclosureKind {
    /// A claim: salt, name, value.
    Claim,
    /// An element of a list: salt, value.
    Element,
    Broken,
}

/// What became of a disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DisclosureState {
    /// Its digest was found, and it was put there.
    Disclosed,
    /// No digest names it.
    Unreferenced,
    /// Its digest was found, but it must not stand there; the findings say why.
    Refused,
    /// It is there a second time.
    Repeated,
    /// Nothing was looked for: the payload or the hash is not known.
    Unchecked,
}

impl DisclosureState {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::Unreferenced => "unreferenced",
            Self::Refused => "refused",
            Self::Repeated => "repeated",
            Self::Unchecked => "unchecked",
        }
    }
}

/// One disclosure as it was received.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Its characters and bytes.
    pub part: Part,
    /// The JSON in it, as far as it goes.
    pub document: Arc<Document>,
    pub kind: DisclosureKind,
    /// The hash over its characters, base64url; `None` where the hash algorithm is not understood.
    pub digest: Option<String>,
    /// What became of it.
    pub state: DisclosureState,
    /// Where it stands in the processed payload, as a JSON pointer (RFC 6901), shortened in front where it is long; `None`
    /// where it does not.
    pub path: Option<String>,
}

impl Disclosure {
    /// Reads one; what is wrong with it is for [`check`] to say.
    pub(crate) fn decode(part: Part, hash: Option<Hash>, limits: &Limits, text: &str) -> Self {
        let document = Arc::new(json::scan(part.bytes.clone(), limits.json_depth));
        // RFC 9901 §4.2.3: over the characters, not over what they decode to.
        let digest = hash.map(|hash| base64url::encode(&digest(hash, part.text(text).as_bytes())));
        let kind = kind(&part, &document);
        Self { part, document, kind, digest, state: DisclosureState::Unchecked, path: None }
    }

    fn element(&self, index: usize) -> Option<Value<'_>> {
        self.document.root().filter(|root| root.kind() == Kind::Array)?.children().nth(index)
    }

    /// The salt, whatever it is.
    pub fn salt(&self) -> Option<Value<'_>> {
        self.element(0)
    }

    /// The name of the claim; `None` for an element of a list.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        self.name_value()?.as_str()
    }

    /// The name as it is written.
    pub fn name_value(&self) -> Option<Value<'_>> {
        (self.kind == DisclosureKind::Claim).then(|| self.element(1)).flatten()
    }

    pub fn value(&self) -> Option<Value<'_>> {
        match self.kind {
            DisclosureKind::Claim => self.element(2),
            DisclosureKind::Element => self.element(1),
            DisclosureKind::Broken => None,
        }
    }

    /// The characters of the layer's text that carry these bytes of [`document`](Self::document).
    pub fn span_in_text(&self, bytes: Span) -> Span {
        self.part.span_of_bytes(bytes)
    }
}

/// Only what is canonical, complete and of the right shape may be put into the claims.
fn kind(part: &Part, document: &Document) -> DisclosureKind {
    let Some(root) = document.root().filter(|root| root.kind() == Kind::Array) else { return DisclosureKind::Broken };
    if !part.is_strict() || !document.is_complete() {
        return DisclosureKind::Broken;
    }
    let mut elements = root.children();
    let is_text = |value: Option<Value<'_>>| value.is_some_and(|value| value.kind() == Kind::String);
    match root.child_count() {
        2 if is_text(elements.next()) => DisclosureKind::Element,
        3 if is_text(elements.next()) && is_text(elements.next()) => DisclosureKind::Claim,
        _ => DisclosureKind::Broken,
    }
}

/// What is wrong with the disclosures themselves, wherever they belong.
pub(crate) fn check(disclosures: &mut [Disclosure], text: &str, faults: &mut Vec<Fault>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut salts: HashMap<String, usize> = HashMap::new();
    for (index, disclosure) in disclosures.iter_mut().enumerate() {
        let number = index + 1;
        faults.extend(own_fault(disclosure, number));
        if let Some(value) = disclosure.value() {
            let part = &disclosure.part;
            let twice = duplicate_faults(value, |span| part.span_of_bytes(span));
            faults.extend(twice.into_iter().map(|fault| Fault { is_fatal: false, ..fault }));
        }
        if !seen.insert(disclosure.part.text(text).to_owned()) {
            // RFC 9901 §4: "MUST NOT … send a Disclosure more than once".
            disclosure.state = DisclosureState::Repeated;
            let message = format!("Disclosure {number} appears more than once");
            faults.push(Fault::fatal(&sd_jwt::SDJWT_DUP_DISCLOSURE, disclosure.part.span, message));
        } else if disclosure.kind != DisclosureKind::Broken
            && let Some(salt) = disclosure.salt().and_then(Value::as_str)
            && let Some(other) = salts.insert(salt.into_owned(), number)
        {
            let message = format!("Disclosures {other} and {number} have the same salt");
            faults.push(Fault::note(&sd_jwt::SDJWT_SALT_TWICE, disclosure.part.span, message));
        }
    }
}

fn own_fault(disclosure: &Disclosure, number: usize) -> Option<Fault> {
    let part = &disclosure.part;
    let fatal = |rule, message: String| Some(Fault::fatal(rule, part.span, message));
    if part.bytes.is_empty() {
        return fatal(&sd_jwt::SDJWT_ENCODING, format!("Disclosure {number} is empty"));
    }
    if let Some(fault) = part_faults(part).into_iter().next() {
        let message = format!("Disclosure {number} is not base64url: {}", lower_start(&fault.message));
        return Some(Fault { rule: &sd_jwt::SDJWT_ENCODING, message, ..fault });
    }
    if let Some(fault) = disclosure.document.fault() {
        let fault = json_fault(fault, &format!("Disclosure {number}"), Some(part.span));
        return Some(Fault { rule: &sd_jwt::SDJWT_ENCODING, ..fault });
    }
    let root = disclosure.document.root()?;
    if root.kind() != Kind::Array {
        let message = format!("Disclosure {number} is {}, not a list", root.kind().words());
        return fatal(&sd_jwt::SDJWT_ARITY, message);
    }
    if !matches!(root.child_count(), 2 | 3) {
        let message = format!("Disclosure {number} has {} elements, not two or three", root.child_count());
        return fatal(&sd_jwt::SDJWT_ARITY, message);
    }
    let mut elements = root.children();
    let salt = elements.next()?;
    if salt.kind() != Kind::String {
        return fatal(
            &sd_jwt::SDJWT_SALT,
            format!("The salt of disclosure {number} is {}, not a string", salt.kind().words()),
        );
    }
    let name = elements.next()?;
    if root.child_count() == 3 && name.kind() != Kind::String {
        let message = format!("The name in disclosure {number} is {}, not a string", name.kind().words());
        return fatal(&sd_jwt::SDJWT_ARITY, message);
    }
    None
}

fn lower_start(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
