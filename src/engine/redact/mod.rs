//! What can be shown to others of a token, or of a text with tokens in it: structure and protocol stay, values are masked.
//!
//! *Invariant:* whatever is not known to be harmless is masked, and what was masked once is masked wherever it stands, in
//! whatever encoding. A redacted token never verifies, as nothing is left of its signature, and says what it is.

mod bare;
mod csv;
mod document;
mod encoded;
mod fold;
mod form;
mod login;
mod mask;
mod name;
mod named_value;
mod needle;
mod option;
mod piece;
mod text;
mod token;
mod treatment;
mod whole;

pub use mask::MaskKind;
pub use piece::Mask;

use super::crypto::generate;
use super::ground::limit::Limits;
use super::ground::secret::SecretBytes;
use super::ground::span::Span;
use super::text::variable;
use bare::Bare;
use mask::Pseudonyms;
use needle::Needles;
use piece::Piece;
use std::collections::{BTreeMap, HashMap, HashSet};
use treatment::Treatment;
use zeroize::Zeroize;

/// What stands where a signature, a ciphertext or something unreadable was.
pub const REDACTED: &str = "REDACTED";

/// What a person wants to have kept or masked beyond what always is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Every masked value is as long as it was.
    pub keeps_lengths: bool,
    /// Roles, groups and scopes stay.
    pub keeps_roles: bool,
    /// Issuer, audience and client stay.
    pub keeps_issuer: bool,
    /// Names of claims, header parameters and fields whose values stay.
    pub kept: Vec<String>,
    /// Names whose values are masked, whatever they are.
    pub masked: Vec<String>,
}

/// One JSON text within a token, as it is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    pub part: ReadablePart,
    /// How many tokens it is within.
    pub depth: usize,
    pub text: String,
    /// What of `text` is masked.
    pub masks: Vec<Mask>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadablePart {
    Header,
    Claims,
    /// The disclosure with this number, counted from 1.
    Disclosure(usize),
}

/// The pieces of `span`, in order, and whether each is masked. Of masks, which are in order, only those of this piece are
/// looked at.
pub(crate) fn pieces<'a>(text: &'a str, span: Span, masks: &[Mask]) -> Vec<(&'a str, bool)> {
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let first = masks.partition_point(|mask| mask.span.start < span.start);
    let within = masks.iter().skip(first).take_while(|mask| mask.span.start < span.end);
    let (mut pieces, mut at) = (Vec::new(), span.start);
    for mask in within.filter(|mask| mask.span.end <= span.end) {
        pieces.push((piece(at, mask.span.start), false));
        pieces.push((piece(mask.span.start, mask.span.end), true));
        at = mask.span.end;
    }
    pieces.push((piece(at, span.end), false));
    pieces
}

impl ReadablePart {
    /// What the JSON report calls it.
    pub fn word(self) -> String {
        match self {
            Self::Header => "header".to_owned(),
            Self::Claims => "claims".to_owned(),
            Self::Disclosure(number) => format!("disclosure {number}"),
        }
    }
}

/// A text that can be shown to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    pub text: String,
    /// What of `text` is masked, in order. Within a token its readable parts say it.
    pub masks: Vec<Mask>,
    /// What can be read of each token.
    pub tokens: Vec<Vec<Readable>>,
    /// Masked values that are too many to be looked for wherever they stand: what names one of them may be left.
    pub left_out: usize,
}

impl Redacted {
    /// How many values of each kind were masked, those within tokens too.
    pub fn counts(&self) -> BTreeMap<MaskKind, usize> {
        let mut counts = BTreeMap::new();
        let readable = self.tokens.iter().flatten();
        for mask in self.masks.iter().chain(readable.flat_map(|readable| &readable.masks)) {
            *counts.entry(mask.kind).or_default() += 1;
        }
        counts
    }
}

/// Masks texts by the same rules and with the same pseudonyms: what was the same is the same.
///
/// Pseudonyms are made with a key that nobody else has, so that trying all names in a directory leads to nothing.
pub struct Redactor {
    rules: Rules,
    limits: Limits,
    pseudonyms: Pseudonyms,
    /// What was masked in any of the texts.
    found: HashMap<String, MaskKind>,
    /// What the person wants to have kept.
    kept: HashSet<String>,
    /// Texts of which nothing is left.
    whole: HashSet<String>,
    /// What is masked wherever it stands.
    needles: Needles,
    /// Digests of disclosures, and those of the redacted ones.
    digests: HashMap<String, String>,
    /// What can be read of the token that is under way.
    readable: Vec<Readable>,
    /// What can be read of the tokens of this text, and how each is written now.
    tokens: Vec<Vec<Readable>>,
    seen: HashSet<String>,
    /// How deep in tokens and in texts within texts it is.
    depth: usize,
    token_depth: usize,
    /// What is read is one of the program's own sentences, about what was learnt.
    is_sentence: bool,
}

/// Texts in texts that are followed: a token in JSON in a form in JSON in a HAR.
const DEEPEST: usize = 8;

impl Redactor {
    /// With a key of at least 16 random bytes.
    pub fn new(key: SecretBytes, rules: Rules) -> Self {
        Self {
            pseudonyms: Pseudonyms::new(key, rules.keeps_lengths),
            rules,
            limits: Limits { candidates: 4096, ..Limits::DEFAULT },
            found: HashMap::new(),
            kept: HashSet::new(),
            whole: HashSet::new(),
            needles: Needles::default(),
            digests: HashMap::new(),
            readable: Vec::new(),
            tokens: Vec::new(),
            seen: HashSet::new(),
            depth: 0,
            token_depth: 0,
            is_sentence: false,
        }
    }

    /// A key for [`new`](Self::new).
    pub fn key() -> Option<SecretBytes> {
        generate::secret(32).ok()
    }

    /// Redacts all of them, in order. A value that is masked in one is masked in all.
    pub fn all(&mut self, texts: &[&str]) -> Vec<Redacted> {
        // What is masked in the last line also stands in the first: all must be known before anything is written.
        for text in texts {
            self.once(text);
            self.settings(text);
        }
        self.needles = Needles::of(&self.found, &self.kept);
        texts.iter().map(|text| self.once(text)).collect()
    }

    /// Remembers what would be read from the text as a secret where keys are looked for.
    fn settings(&mut self, text: &str) {
        let text = &text[..text.floor_char_boundary(self.limits.text)];
        for value in variable::hidden(text, self.limits.json_depth) {
            self.remember(MaskKind::Secret, &value);
        }
        match bare::of(text, &self.limits) {
            Some(Bare::Words(words)) => words.iter().for_each(|word| self.remember(MaskKind::Secret, word)),
            Some(Bare::Whole) => {
                self.whole.insert(text.to_owned());
            }
            None => {}
        }
    }

    /// Redacts one text: a token, or anything with tokens in it.
    pub fn text(&mut self, text: &str) -> Redacted {
        self.all(&[text]).pop().unwrap_or_default()
    }

    /// Learns what is masked in a token and in the JSON texts that were read out of it, for what is said about it after.
    pub(crate) fn learn(&mut self, token: &str, parts: &[(ReadablePart, &str)]) {
        self.once(token);
        for (part, text) in parts {
            self.excerpt(*part, text);
        }
        self.needles = Needles::of(&self.found, &self.kept);
    }

    /// A header or claims, by themselves.
    pub(crate) fn excerpt(&mut self, part: ReadablePart, text: &str) -> Readable {
        let treatment = if part == ReadablePart::Header { Treatment::Header } else { Treatment::Claims };
        let piece = self.json(text, treatment).unwrap_or_else(|| Piece::masked(REDACTED.to_owned(), MaskKind::Text));
        self.tokens.clear();
        Readable { part, depth: 0, text: piece.text, masks: piece.masks }
    }

    /// A sentence about what was learnt.
    pub(crate) fn sentence(&mut self, text: &str) -> Redacted {
        self.is_sentence = true;
        let said = self.once(text);
        self.is_sentence = false;
        if said.left_out == 0 {
            return said;
        }
        // What could not be looked for may be in it.
        let Piece { text, masks } = Piece::masked(REDACTED.to_owned(), MaskKind::Text);
        Redacted { text, masks, ..said }
    }

    fn once(&mut self, text: &str) -> Redacted {
        self.seen.clear();
        let text = &text[..text.floor_char_boundary(self.limits.text)];
        let Piece { text, masks } = if self.whole.contains(text) {
            Piece::masked(REDACTED.to_owned(), MaskKind::Secret)
        } else {
            self.any_text(text)
        };
        let tokens = std::mem::take(&mut self.tokens);
        Redacted { text, masks, tokens, left_out: self.needles.left_out() }
    }

    /// Masks a value, and remembers that it was.
    fn mask(&mut self, kind: MaskKind, value: &str, length: usize) -> String {
        self.remember(kind, value);
        self.pseudonyms.of(kind, value, length)
    }

    fn remember(&mut self, kind: MaskKind, value: &str) {
        if !value.is_empty() && !self.found.contains_key(value) {
            self.found.insert(value.to_owned(), kind);
        }
    }
}

/// What was masked stays in no memory.
impl Drop for Redactor {
    fn drop(&mut self) {
        self.found.drain().for_each(|(mut value, _)| value.zeroize());
        self.kept.drain().for_each(|mut value| value.zeroize());
        self.whole.drain().for_each(|mut text| text.zeroize());
        self.digests.drain().for_each(|(mut digest, _)| digest.zeroize());
    }
}
