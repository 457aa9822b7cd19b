//! What the engine says about the text in the box, kept for as long as text and keys stay the same.

use super::TextSpan;
use crate::engine::cross::Parameters;
use crate::engine::detect;
use crate::engine::detect::{CandidateKind, Detection};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::layer::Examination;
use crate::engine::text::envelope;
use std::fmt;
use std::sync::Arc;

/// Longest text in which the places of a cleaned token are looked up character by character.
const MAPPED: usize = 256 * 1024;

/// What the text in the box is.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Tokens in it, the best first.
    pub candidates: Vec<TokenCandidate>,
    /// It is something else that has a name; beside candidates, what they stood in.
    pub foreign: Option<Foreign>,
    /// There is key material in it.
    pub key: Option<KeyText>,
    /// There is more in it than was looked at.
    pub truncated: bool,
}

/// What the text is instead of a token.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// "PASETO".
    pub name: &'static str,
    /// What that is, in a sentence, and what to do.
    pub explanation: String,
    /// The command that fetches what it names.
    pub command: Option<String>,
}

/// The text is a key, or has one in it.
#[derive(Clone, Copy, Debug)]
pub struct KeyText {
    /// "a private key (PEM)".
    pub words: &'static str,
    /// Then it is not kept to be brought back.
    pub private: bool,
}

/// One token in the text.
#[derive(Clone, Debug)]
pub struct TokenCandidate {
    pub text: Arc<str>,
    /// It is no piece of a token.
    pub is_whole: bool,
    /// What stands behind it in its line.
    pub following: Arc<str>,
    /// The end of what stands in front of it.
    pub preceding: Arc<str>,
    /// "JWS from access_token".
    pub label: String,
    /// Whether the text names it so; else it is only counted.
    pub is_named: bool,
    /// Where its characters stand in the box.
    pub map: SourceMap,
    /// Where all of it stands there, with what it was wrapped in.
    pub source: TextSpan,
    /// What was removed to get it, in words.
    pub cleaned: Vec<String>,
    /// What is worth knowing about it although nothing was changed.
    pub notes: Vec<String>,
}

/// From the bytes of the cleaned token to those of the text in the box.
#[derive(Clone, Debug)]
pub enum SourceMap {
    /// It is a slice of the text, which begins at this byte.
    Slice(usize),
    /// Characters were left out: the place of every byte, and of the end.
    Sparse(Arc<[u32]>),
    /// It was decoded: only its whole extent is known.
    Whole(TextSpan),
    /// The bytes are those of the processed claims of an SD-JWT, the outermost layer: first to the places of the
    /// layer's text that they were taken from, then on.
    Processed(Arc<Examination>, Box<Self>),
}

impl SourceMap {
    /// Where `cleaned` stands in `text`, of which it was read from the bytes `source`.
    fn new(text: &str, source: Span, cleaned: &str) -> Self {
        let whole = Self::Whole(TextSpan { start: source.start, end: source.end });
        let Some(original) = source.of(text) else { return whole };
        if original == cleaned {
            return Self::Slice(source.start);
        }
        if let Some(at) = memchr::memmem::find(original.as_bytes(), cleaned.as_bytes()) {
            return Self::Slice(source.start + at);
        }
        if original.len() > MAPPED {
            return whole;
        }
        let first = cleaned.get(..4).and_then(|first| original.find(first)).unwrap_or(0);
        Self::stepping_over(original.get(first..).unwrap_or_default(), source.start + first, cleaned).unwrap_or(whole)
    }

    /// The token is what remains when line breaks, quotes and the like are left out; else it was decoded, and no byte
    /// has a place.
    fn stepping_over(original: &str, start: usize, cleaned: &str) -> Option<Self> {
        let is_left_out = |character: char| !(character.is_ascii_alphanumeric() || "-_.".contains(character));
        let mut places = Vec::with_capacity(cleaned.len() + 1);
        let mut rest = original.char_indices();
        let mut end = start;
        for wanted in cleaned.chars() {
            let at = loop {
                match rest.next()? {
                    (at, character) if character == wanted => break at,
                    (_, character) if is_left_out(character) => {}
                    _ => return None,
                }
            };
            for byte in 0..wanted.len_utf8() {
                places.push(u32::try_from(start + at + byte).ok()?);
            }
            end = start + at + wanted.len_utf8();
        }
        places.push(u32::try_from(end).ok()?);
        Some(Self::Sparse(places.into()))
    }

    /// The map of what stands behind the first `by` bytes of the token.
    pub fn behind(&self, by: usize) -> Option<Self> {
        match self {
            Self::Slice(start) => Some(Self::Slice(start + by)),
            Self::Sparse(places) => Some(Self::Sparse(places.get(by..)?.into())),
            Self::Whole(_) | Self::Processed(..) => None,
        }
    }

    /// The bytes of the box's text for these bytes of the token; `None` where no place can be named.
    pub fn span(&self, span: Span) -> Option<TextSpan> {
        match self {
            Self::Slice(start) => Some(TextSpan { start: start + span.start, end: start + span.end }),
            Self::Sparse(places) => {
                let start = *places.get(span.start)? as usize;
                let end = if span.is_empty() { start } else { *places.get(span.end - 1)? as usize + 1 };
                Some(TextSpan { start, end })
            }
            Self::Whole(_) => None,
            Self::Processed(examination, text) => text.span(examination.layers.first()?.claims_span(span)?),
        }
    }
}

/// Longest text, in bytes, that is edited in place: beyond it a text field lags behind the keys.
pub const EDITABLE: usize = 128 * 1024;
/// Longest text, in bytes, that is read on the window's thread: every keystroke, and little enough to go unnoticed.
pub const AT_ONCE: usize = EDITABLE;

/// A text on its way into the box, and what is in it.
#[derive(Clone)]
pub struct Arrived {
    /// What goes into the box.
    pub text: Arc<str>,
    pub reading: Reading,
    /// What it was cleaned of, in words.
    pub cleaned: Vec<String>,
    /// The same one by one, the outermost first, each with the text as it was before.
    pub steps: Vec<CleaningStep>,
    /// What it was before it was cleaned.
    pub original: Option<Arc<str>>,
    /// The code, the state and the opaque token that came with its tokens.
    pub parameters: Parameters,
}

/// Something that was taken off a text, and the text as it was before.
#[derive(Clone)]
pub struct CleaningStep {
    /// In words.
    pub words: String,
    pub before: Arc<str>,
}

impl fmt::Debug for Arrived {
    /// The text is counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arrived({} bytes, {} tokens)", self.text.len(), self.reading.candidates.len())
    }
}

/// Reads a text that goes into the box, and cleans it where that is wanted and it has one token in it.
pub fn arrive(text: Arc<str>, is_cleaned: bool, limits: &Limits) -> Arrived {
    let (reading, parameters) = (read(&text, limits), Parameters::of(&text));
    // With several tokens the text stays as it is, so that none of them is lost.
    if let [candidate] = reading.candidates.as_slice()
        && is_cleaned
        && reading.key.is_none()
        && *candidate.text != *text
    {
        let (token, cleaned) = (Arc::clone(&candidate.text), candidate.cleaned.clone());
        let (steps, mut reading) = (steps(&text, limits), read(&token, limits));
        // What was left out is still what stood behind it: it may say why the signature is no longer than it is.
        if let [own] = reading.candidates.as_mut_slice() {
            own.following = Arc::clone(&candidate.following);
            own.preceding = Arc::clone(&candidate.preceding);
        }
        return Arrived { text: token, reading, cleaned, steps, original: Some(text), parameters };
    }
    Arrived { text, reading, cleaned: Vec::new(), steps: Vec::new(), original: None, parameters }
}

fn steps(text: &str, limits: &Limits) -> Vec<CleaningStep> {
    if text.len() > MAPPED {
        return Vec::new();
    }
    let detection = detect::detect(text, limits);
    let steps = detection.candidates.first().map(|candidate| detect::steps(text, candidate)).unwrap_or_default();
    steps.into_iter().map(|(words, before)| CleaningStep { words, before: before.into() }).collect()
}

/// Reads a text: at every edit of a short one.
pub fn read(text: &str, limits: &Limits) -> Reading {
    if text.trim().is_empty() {
        return Reading::default();
    }
    let Detection { candidates, foreign, key_material, truncated, .. } = detect::detect(text, limits);
    let candidates: Vec<_> = candidates
        .into_iter()
        .map(|candidate| TokenCandidate {
            is_whole: candidate.kind != CandidateKind::Fragment,
            following: detect::following(text, candidate.source).into(),
            preceding: detect::preceding(text, candidate.source).into(),
            map: SourceMap::new(text, candidate.source, &candidate.text),
            source: TextSpan { start: candidate.source.start, end: candidate.source.end },
            label: candidate.label,
            is_named: candidate.is_named,
            cleaned: candidate.cleaned.iter().map(|cleanup| cleanup.text.clone()).collect(),
            notes: candidate.notes.iter().map(|note| note.text.clone()).collect(),
            text: candidate.text.into(),
        })
        .collect();
    Reading {
        candidates,
        foreign: foreign.map(|foreign| Foreign {
            name: foreign.name,
            explanation: foreign.words(),
            command: foreign.command,
        }),
        key: key_material.map(|key| KeyText { words: key.words(), private: key.private }),
        truncated,
    }
}

/// Whether a text that is pasted is a token by itself and no piece of one: it takes the place of what is in the box.
pub fn is_whole_token(text: &str) -> bool {
    let is_whole = |candidate: &detect::Candidate| match candidate.kind {
        CandidateKind::CompactJws | CandidateKind::CompactJwe | CandidateKind::SdJwt => true,
        CandidateKind::JsonSerialization => text.trim_start().starts_with('{'),
        CandidateKind::Fragment => false,
    };
    detect::detect(text, &Limits::DEFAULT).candidates.iter().any(is_whole)
}

/// Whether a text that is pasted is a private key: it goes to the keys, wherever the caret is, and is shown nowhere.
pub fn is_private_key(text: &str) -> bool {
    let may_be = text.contains("PRIVATE KEY") || text.contains("\"kty\"");
    may_be && detect::detect(text, &Limits::DEFAULT).key_material.is_some_and(|hint| hint.private)
}

/// The text of a file: UTF-8, UTF-16 or UTF-32 as Windows writes them, packed with gzip or not.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    envelope::of_file(bytes).map(|file| String::clone(&file.text))
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::app::value::TextSpan;
    use crate::engine::ground::span::Span;

    #[test]
    fn a_slice_keeps_its_places() {
        let text = "Bearer abc.def.ghi";
        let map = SourceMap::new(text, Span::new(0, text.len()), "abc.def.ghi");
        assert_eq!(map.span(Span::new(4, 7)), Some(TextSpan { start: 11, end: 14 }));
    }

    #[test]
    fn line_breaks_that_were_left_out_are_stepped_over() {
        let text = "abc.d\nef.g\r\nhi";
        let map = SourceMap::new(text, Span::new(0, text.len()), "abc.def.ghi");
        assert_eq!(map.span(Span::new(4, 7)), Some(TextSpan { start: 4, end: 8 }));
        assert_eq!(map.span(Span::new(8, 11)), Some(TextSpan { start: 9, end: 14 }));
        assert_eq!(map.span(Span::new(11, 11)), Some(TextSpan { start: 14, end: 14 }));
    }

    #[test]
    fn what_was_decoded_has_no_places() {
        let text = "abc%2Edef";
        let map = SourceMap::new(text, Span::new(0, text.len()), "abc.def");
        assert_eq!(map.span(Span::new(0, 3)), None);
    }
}
