//! What is worth saying about a token: a fact, where it stands, how bad it is, what to do.

use super::Rule;
use crate::engine::ground::span::Span;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Likely to hurt.
    Warning,
    /// Exploitable, or against a MUST of a standard.
    Error,
}

impl Severity {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word that people read.
    pub const fn spoken(self) -> &'static str {
        match self {
            Self::Info => "note",
            Self::Warning | Self::Error => self.word(),
        }
    }
}

/// Which pane a finding belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The token as a whole.
    Token,
    Header,
    /// The payload, claims or plaintext.
    Payload,
    /// The signature with this index.
    Signature(usize),
    /// The recipient with this index.
    Recipient(usize),
    /// IV, ciphertext, tag or AAD of a JWE.
    Encryption,
    /// The key binding JWT of an SD-JWT.
    KeyBinding,
    /// The key that was used or offered.
    Key,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// How bad; the rule's own severity unless the case asks for another.
    pub severity: Severity,
    /// Index of the layer, outermost 0.
    pub layer: usize,
    /// Which pane it belongs to.
    pub place: Place,
    /// Bytes in the **layer's text**; `None` where no place can be named.
    pub span: Option<Span>,
    /// What is the case, in one sentence without a full stop.
    pub message: String,
    /// What to do about it; empty where nothing is to be done.
    pub advice: String,
    /// The time that the sentence names: who reads it may want it in a time zone of their own.
    pub time: Option<NamedTime>,
}

/// A time within a sentence, in UTC there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedTime {
    /// Since 1970.
    pub seconds: i64,
    /// Where in the sentence it is.
    pub span: Span,
}

impl Finding {
    /// A finding of `rule` in `layer`, with the rule's own severity, title and advice.
    pub fn new(rule: &'static Rule, layer: usize, place: Place) -> Self {
        Self {
            rule,
            severity: rule.severity,
            layer,
            place,
            span: None,
            message: rule.title.to_owned(),
            advice: rule.advice.to_owned(),
            time: None,
        }
    }

    /// Whether the other says the same of the same layer, perhaps of another place in it.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.rule == other.rule
            && self.layer == other.layer
            && self.severity == other.severity
            && self.message == other.message
            && self.advice == other.advice
    }

    /// Whether the other tells the same of the same bytes.
    pub fn repeats(&self, other: &Self) -> bool {
        let entry = |place| matches!(place, Place::Signature(_) | Place::Recipient(_)).then_some(place);
        let is_of_one = self.span.is_some() || entry(self.place) == entry(other.place);
        self.rule == other.rule && self.span == other.span && self.message == other.message && is_of_one
    }

    /// With the bytes it is about, in the layer's text.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// With words of its own.
    #[must_use]
    pub fn saying(mut self, message: impl Into<String>) -> Self {
        (self.message, self.time) = (message.into(), None);
        self
    }

    /// With advice of its own.
    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// With words of its own around a time, which is given in seconds since 1970 and as it is written in UTC.
    #[must_use]
    pub fn saying_when(mut self, before: impl Into<String>, (seconds, written): (i64, &str), after: &str) -> Self {
        self.message = before.into();
        let start = self.message.len();
        self.message.push_str(written);
        self.time = Some(NamedTime { seconds, span: Span::new(start, self.message.len()) });
        self.message.push_str(after);
        self
    }

    /// With a severity of its own.
    #[must_use]
    pub fn graded(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// The worst first, and those of the outer layers before those of the inner ones.
pub fn worst_first<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = findings.collect();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.layer));
    findings
}

/// Findings of parsers and checks: of each rule no more than the limit in each layer, and none twice.
pub(crate) struct Findings {
    list: Vec<Finding>,
    places: HashMap<(&'static str, usize), Vec<usize>>,
    limit: usize,
}

impl Findings {
    /// None yet, and never more of a kind than `limit`.
    pub fn new(limit: usize) -> Self {
        Self { list: Vec::new(), places: HashMap::new(), limit }
    }

    pub fn push(&mut self, finding: Finding) {
        let places = self.places.entry((finding.rule.id, finding.layer)).or_default();
        let is_said = places.iter().any(|&index| self.list.get(index).is_some_and(|said| said.repeats(&finding)));
        if places.len() < self.limit && !is_said {
            places.push(self.list.len());
            self.list.push(finding);
        }
    }

    /// In the order in which they were added.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// The same, for good.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// What is wrong with the shape of an object, before any key is thought of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule it breaks.
    pub rule: &'static Rule,
    /// The bytes of the layer's text.
    pub span: Option<Span>,
    /// What is the case, in one sentence.
    pub message: String,
    /// Whether every verifier or recipient must reject the object for it.
    pub is_fatal: bool,
    /// Whether it is the header that is wrong.
    pub is_of_header: bool,
}

impl Fault {
    pub(crate) fn fatal(rule: &'static Rule, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { rule, span: span.into(), message: message.into(), is_fatal: true, is_of_header: false }
    }

    pub(crate) fn note(rule: &'static Rule, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { rule, span: span.into(), message: message.into(), is_fatal: false, is_of_header: false }
    }

    /// The same, of a header.
    pub(crate) fn of_header(self) -> Self {
        Self { is_of_header: true, ..self }
    }
}
