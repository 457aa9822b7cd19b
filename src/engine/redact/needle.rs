//! Everything that was masked, looked for wherever it stands: as it is, in other letters, backwards, and in the encodings in
//! which values travel.

use super::mask::MaskKind;
use crate::engine::ground::span::Span;
use crate::engine::text::escape::push_json_string;
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// Shorter values are looked for nowhere else: they stand in every text.
const SHORTEST: usize = 4;
/// Shorter values are looked for in no encoding, and as whole words alone.
const SHORTEST_ENCODED: usize = 6;
const SHORTEST_WITHIN: usize = 8;
/// Bytes that all needles may have together.
const MOST: usize = 64 << 20;

/// How a masked value was written where it was found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// As it is.
    Plain,
    /// In an encoding: what stands around it in the same letters belongs to it.
    Encoded,
}

struct Needle {
    /// In small letters.
    folded: Vec<u8>,
    /// Where the case counts.
    exact: Option<Vec<u8>>,
    value: usize,
    writing: Writing,
    /// Not in the middle of a word.
    is_word: bool,
}

#[derive(Default)]
pub(super) struct Needles {
    values: Vec<(String, MaskKind)>,
    needles: Vec<Needle>,
    by_start: HashMap<[u8; SHORTEST], Vec<usize>>,
}

/// A masked value that was found.
pub(super) struct Hit<'a> {
    pub(super) span: Span,
    pub(super) value: &'a str,
    pub(super) kind: MaskKind,
    pub(super) writing: Writing,
}

impl Needles {
    /// Of the values that were masked, without what the person wants to have kept.
    pub(super) fn of(found: &HashMap<String, MaskKind>, kept: &HashSet<String>) -> Self {
        let mut values: Vec<(String, MaskKind)> = found
            .iter()
            .filter(|(value, _)| value.len() >= SHORTEST && !kept.iter().any(|kept| kept.contains(value.as_str())))
            .map(|(value, kind)| (value.clone(), *kind))
            .collect();
        // The longest first: an address before the name in it.
        values.sort_by(|(left, _), (right, _)| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        let mut needles = Self { values, ..Self::default() };
        let mut size = 0;
        for index in 0..needles.values.len() {
            size += needles.add(index);
            if size > MOST {
                break;
            }
        }
        for (index, needle) in needles.needles.iter().enumerate() {
            if let Some(start) = needle.folded.first_chunk::<SHORTEST>() {
                needles.by_start.entry(*start).or_default().push(index);
            }
        }
        needles
    }

    fn add(&mut self, index: usize) -> usize {
        let value = self.values[index].0.clone();
        let before = self.needles.len();
        let is_word = value.len() < SHORTEST_WITHIN;
        self.push(value.as_bytes(), false, index, Writing::Plain, is_word);
        // Letters beyond ASCII have capitals too.
        self.push(value.to_lowercase().as_bytes(), false, index, Writing::Plain, is_word);
        self.push(value.to_uppercase().as_bytes(), false, index, Writing::Plain, is_word);
        let mut json = String::new();
        push_json_string(&mut json, &value);
        let form: String = form_encoded(&value).collect();
        for other in [json.trim_matches('"'), &form, &form.replace("%20", "+"), &html_escape::encode_safe(&value)] {
            self.push(other.as_bytes(), false, index, Writing::Plain, is_word);
        }
        if value.len() >= SHORTEST_ENCODED {
            self.encoded(&value, index);
        }
        self.needles[before..].iter().map(|needle| needle.folded.len()).sum()
    }

    fn encoded(&mut self, value: &str, index: usize) {
        let mut push = |text: &[u8], is_exact| self.push(text, is_exact, index, Writing::Encoded, false);
        let reversed: String = value.chars().rev().collect();
        push(reversed.as_bytes(), false);
        let bytes = value.as_bytes();
        push(HEXLOWER.encode(bytes).as_bytes(), false);
        push(
            bytes
                .iter()
                .fold(String::new(), |mut out, byte| {
                    let _ = write!(out, "%{byte:02x}");
                    out
                })
                .as_bytes(),
            false,
        );
        push(
            value
                .encode_utf16()
                .fold(String::new(), |mut out, unit| {
                    let _ = write!(out, "\\u{unit:04x}");
                    out
                })
                .as_bytes(),
            false,
        );
        for cased in [value.to_owned(), value.to_lowercase(), value.to_uppercase(), reversed] {
            for offset in 0..3 {
                let shifted: Vec<u8> = [&[0, 0][..offset], cased.as_bytes()].concat();
                // What the bytes in front of it and behind it also decide is left out.
                let (from, to) = ((offset * 8).div_ceil(6), shifted.len() * 8 / 6);
                for encoding in [BASE64_NOPAD, BASE64URL_NOPAD] {
                    push(encoding.encode(&shifted).as_bytes().get(from..to).unwrap_or_default(), true);
                }
            }
        }
    }

    fn push(&mut self, text: &[u8], is_exact: bool, value: usize, writing: Writing, is_word: bool) {
        let folded = text.to_ascii_lowercase();
        let is_there = |needle: &Needle| needle.value == value && needle.folded == folded;
        if folded.len() < SHORTEST || self.needles.iter().rev().take(40).any(is_there) {
            return;
        }
        let exact = is_exact.then(|| text.to_vec());
        self.needles.push(Needle { folded, exact, value, writing, is_word });
    }

    /// What of `text` was masked elsewhere, in order, the longest of several.
    pub(super) fn find<'a>(&'a self, text: &str) -> Vec<Hit<'a>> {
        let mut hits = Vec::new();
        if self.by_start.is_empty() {
            return hits;
        }
        let bytes = text.as_bytes();
        let folded = bytes.to_ascii_lowercase();
        let mut at = 0;
        while let Some(start) = folded.get(at..).and_then(|rest| rest.first_chunk::<SHORTEST>()) {
            let candidates = self.by_start.get(start).map(Vec::as_slice).unwrap_or_default();
            let fits = |index: &&usize| self.needles[**index].is_at(bytes, &folded, at);
            let longest = candidates.iter().filter(fits).max_by_key(|index| self.needles[**index].folded.len());
            let Some(needle) = longest.map(|index| &self.needles[*index]) else {
                at += 1;
                continue;
            };
            let span = needle.span(bytes, at);
            let (value, kind) = &self.values[needle.value];
            hits.push(Hit { span, value, kind: *kind, writing: needle.writing });
            at = span.end.max(at + 1);
        }
        hits
    }
}

impl Needle {
    fn is_at(&self, bytes: &[u8], folded: &[u8], at: usize) -> bool {
        let end = at + self.folded.len();
        if folded.get(at..end) != Some(&self.folded[..]) {
            return false;
        }
        if self.exact.as_deref().is_some_and(|exact| bytes.get(at..end) != Some(exact)) {
            return false;
        }
        let is_wordy = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
        let front = at.checked_sub(1).and_then(|before| bytes.get(before));
        !(self.is_word && (is_wordy(front) || is_wordy(bytes.get(end))))
    }

    fn span(&self, bytes: &[u8], at: usize) -> Span {
        let end = at + self.folded.len();
        if self.writing == Writing::Plain {
            return Span::new(at, end);
        }
        let belongs = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/=-_%\\".contains(byte);
        // An equals sign in front separates; behind, it is padding.
        let front = bytes[..at].iter().rev().take_while(|byte| belongs(byte) && **byte != b'=').count();
        let behind = bytes[end..].iter().take_while(belongs).count();
        Span::new(at - front, end + behind)
    }
}

fn form_encoded(value: &str) -> impl Iterator<Item = char> {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(value, KEPT).flat_map(str::chars).collect::<Vec<_>>().into_iter()
}
