//! Header and claims texts: read strictly, held against the rules, changed in place.

use super::Payload;
use super::edit;
use super::edit::{EditError, Edited, NewValue, Position};
use super::error::{BuildError, Place, WeakPoint};
use super::weakness::{BuildNote, Weakness};
use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::fault::duplicate_faults;
use crate::engine::jose::header::{HeaderSource, JoseHeader, Origin};
use crate::engine::rule::structure;
use crate::engine::text::private::PRIVATE_MEMBERS;
use crate::engine::verify::critical::header_faults;
use std::sync::Arc;

/// One header text of a request, while it is brought into step.
#[derive(Clone, Debug)]
pub(crate) struct HeaderText {
    pub place: Place,
    pub origin: Origin,
    /// Without a member: the empty text, and then the token has no such header.
    pub text: String,
    document: Arc<Document>,
    /// As it was typed: what an error points into.
    typed: Arc<Document>,
    depth: usize,
}

impl HeaderText {
    /// Reads what was typed. Blank text is no header.
    pub fn read(place: Place, origin: Origin, text: &str, limits: &Limits) -> Result<Self, BuildError> {
        // In a JSON serialization the object stands up to three levels deeper.
        let depth = limits.json_depth.saturating_sub(3);
        let text = if text.trim().is_empty() { "" } else { text };
        let header = Self::scanned(place, origin, text.to_owned(), depth);
        if !text.is_empty() {
            let object = edit::object(&header.document).map_err(|error| located(place, error))?;
            if let Some(fault) = duplicate_faults(object, |span| span).into_iter().next() {
                return Err(BuildError::Rule { place, span: fault.span, rule: fault.rule, message: fault.message });
            }
        }
        Ok(header)
    }

    fn scanned(place: Place, origin: Origin, text: String, depth: usize) -> Self {
        let source = if text.is_empty() { "{}" } else { &text };
        let document = Arc::new(json::scan(source.as_bytes(), depth));
        Self { place, origin, text, typed: document.clone(), document, depth }
    }

    /// The bytes of a member's value in the text as it was typed.
    pub fn span(&self, name: &str) -> Option<Span> {
        Some(self.typed.root()?.get(name)?.span())
    }

    pub fn has(&self, name: &str) -> bool {
        self.document.root().is_some_and(|root| root.get(name).is_some())
    }

    /// A member's string. Another type is an error.
    pub fn string(&self, name: &'static str) -> Result<Option<String>, BuildError> {
        let Some(value) = self.document.root().and_then(|root| root.get(name)) else { return Ok(None) };
        match value.as_str() {
            Some(text) => Ok(Some(text.into_owned())),
            None => Err(self.invalid(name, "is not a string")),
        }
    }

    pub fn u64(&self, name: &'static str) -> Result<Option<u64>, BuildError> {
        let Some(value) = self.document.root().and_then(|root| root.get(name)) else { return Ok(None) };
        value.as_u64().map(Some).ok_or_else(|| self.invalid(name, "is not a whole number"))
    }

    pub fn bool(&self, name: &str) -> Option<bool> {
        self.document.root()?.get(name)?.as_bool()
    }

    /// A member that is base64url, decoded.
    pub fn bytes(&self, name: &'static str) -> Result<Option<Vec<u8>>, BuildError> {
        let Some(text) = self.string(name)? else { return Ok(None) };
        let decoded = crate::engine::ground::base64url::decode(&text);
        if decoded.is_strict() { Ok(Some(decoded.bytes)) } else { Err(self.invalid(name, "is not base64url")) }
    }

    pub fn invalid(&self, name: &'static str, problem: &'static str) -> BuildError {
        BuildError::Parameter { place: self.place, span: self.span(name), name, problem }
    }

    /// Sets a member in place, or inserts it.
    pub fn set(&mut self, name: &str, value: NewValue<'_>, position: Position) -> Result<(), BuildError> {
        let edited = edit::set_member(&self.text, name, value, position, self.depth);
        self.replace(edited)
    }

    pub fn remove(&mut self, name: &str) -> Result<(), BuildError> {
        let edited = edit::remove_member(&self.text, name, self.depth);
        self.replace(edited)
    }

    fn replace(&mut self, edited: Result<Edited, EditError>) -> Result<(), BuildError> {
        let edited = edited.map_err(|error| located(self.place, error))?;
        if edited.text != self.text {
            let typed = self.typed.clone();
            *self = Self { typed, ..Self::scanned(self.place, self.origin, edited.text, self.depth) };
        }
        Ok(())
    }

    /// Adds a name to `crit`, which is inserted where there is none.
    pub fn demand(&mut self, name: &str) -> Result<(), BuildError> {
        let Some(list) = self.document.root().and_then(|root| root.get("crit")) else {
            return self.set("crit", NewValue::Json(&format!("[{}]", edit::quoted(name))), Position::Last);
        };
        if list.kind() != Kind::Array || list.children().any(|element| element.as_str().as_deref() == Some(name)) {
            return Ok(());
        }
        let (at, comma) = match list.children().last() {
            Some(last) => (last.span().end, ","),
            None => (list.span().start + 1, ""),
        };
        let edited = edit::splice(&self.text, Span::new(at, at), comma, &edit::quoted(name), "");
        self.replace(Ok(edited))
    }

    /// Whether `epk` already is this public key, in whatever order its members stand.
    pub fn says_key(&self, jwk: &str) -> bool {
        let Some(there) = self.document.root().and_then(|root| root.get("epk")) else { return false };
        let wanted: Option<serde_json::Value> = serde_json::from_str(jwk).ok();
        wanted.is_some() && there.to_serde() == wanted
    }

    /// Whether `crit` lists a name.
    pub fn demands(&self, name: &str) -> bool {
        let list = self.document.root().and_then(|root| root.get("crit"));
        list.is_some_and(|list| list.children().any(|element| element.as_str().as_deref() == Some(name)))
    }

    /// Whether it has no member, and so must not be in the token (RFC 7515 §7.2.1, RFC 7516 §7.2.1).
    pub fn is_empty(&self) -> bool {
        self.document.root().is_none_or(|root| root.child_count() == 0)
    }

    /// The text that goes into the token; empty where there is no header.
    pub fn written(&self) -> &str {
        if self.is_empty() { "" } else { &self.text }
    }

    fn source(&self) -> HeaderSource {
        HeaderSource { origin: self.origin, part: None, document: self.document.clone(), root: 0 }
    }

    /// A private or secret half within `jwk` or `epk`: to publish it is never meant.
    pub fn published_secret(&self) -> Option<WeakPoint> {
        let root = self.document.root()?;
        let (name, member) = ["jwk", "epk"].into_iter().find_map(|name| {
            let key = root.get(name)?;
            PRIVATE_MEMBERS.into_iter().find(|member| key.get(member).is_some()).map(|member| (name, member))
        })?;
        Some(WeakPoint { place: self.place, weakness: Weakness::PublishedSecret { parameter: name, member } })
    }
}

/// The rules for one signature's or recipient's header (RFC 7515 §4, RFC 7516 §4), and a note on every extension in
/// `crit` that Jotsmith does not know.
pub(crate) fn check(texts: &[&HeaderText], understood: &[&str]) -> Result<Vec<BuildNote>, BuildError> {
    let header = JoseHeader { sources: texts.iter().map(|text| text.source()).collect() };
    let mut notes = Vec::new();
    for fault in header_faults(&header, understood).into_iter().filter(|fault| fault.is_fatal) {
        if fault.rule == &structure::CRIT_UNKNOWN {
            notes.push(BuildNote::UnknownExtension(fault.message));
            continue;
        }
        let member = |text: &HeaderText| {
            let span = fault.span?;
            let whole = |start: usize, end: usize| Span::new(start, end) == span;
            let mut members = text.document.root()?.members();
            members
                .find(|member| whole(member.name_span.start, member.value.span().end))
                .map(|member| member.name.into_owned())
        };
        let mut found: Vec<(&HeaderText, String)> =
            texts.iter().filter_map(|text| member(text).map(|name| (*text, name))).collect();
        // Of a name that stands in two places, the later one is meant.
        let found = if fault.rule == &structure::HEADER_NOT_DISJOINT { found.pop() } else { found.drain(..).next() };
        let (place, span) = match &found {
            Some((text, name)) => (text.place, text.span(name)),
            None => (texts.first().map_or(Place::Request, |text| text.place), None),
        };
        return Err(BuildError::Rule { place, span, rule: fault.rule, message: fault.message });
    }
    Ok(notes)
}

/// The media type of a header, as RFC 7515 §4.1.9 compares it.
pub(crate) fn media_type(texts: &[&HeaderText], name: &str) -> Option<String> {
    JoseHeader { sources: texts.iter().map(|text| text.source()).collect() }.media_type(name)
}

/// Claims are a JSON object with every name once (RFC 7519 §4); other payloads are not looked at.
pub(crate) fn check_payload(payload: &Payload, limits: &Limits) -> Result<(), BuildError> {
    let Payload::Claims(text) = payload else { return Ok(()) };
    let document = json::scan(text.as_bytes(), limits.json_depth);
    let object = edit::object(&document).map_err(|error| located(Place::Payload, error))?;
    match duplicate_faults(object, |span| span).into_iter().next() {
        Some(fault) => {
            let message = fault.message;
            Err(BuildError::Rule { place: Place::Payload, span: fault.span, rule: fault.rule, message })
        }
        None => Ok(()),
    }
}

/// A text that could not be read, with its place.
pub(crate) fn located(place: Place, error: EditError) -> BuildError {
    match error {
        EditError::Syntax(fault, mistake) => BuildError::Syntax { place, fault, mistake },
        EditError::NotAnObject { found, span } => BuildError::NotAnObject { place, span, found },
    }
}
