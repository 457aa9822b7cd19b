//! Everything that was masked, looked for wherever it stands: as it is, in other letters, backwards, and in the encodings in
//! which values travel.

use super::mask::MaskKind;
use crate::engine::ground::span::Span;
use crate::engine::text::escape::push_json_string;
use crate::engine::text::words::{LONGEST_SHOWN, shown, shown_within};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use zeroize::{Zeroize, Zeroizing};

/// Shorter values are looked for nowhere else: they stand in every text.
const SHORTEST: usize = 4;
/// Shorter values are looked for in no encoding, and as whole words alone.
const SHORTEST_ENCODED: usize = 6;
const SHORTEST_WITHIN: usize = 8;
/// Bytes that all needles may have together.
const MOST: usize = 64 << 20;
/// Of a value in an encoding this many characters are looked for: what stands behind them in the same letters belongs to it.
const ANCHOR: usize = 48;

/// What stands where the rest of a value was left out.
const CUT_MARKS: [&str; 2] = ["\u{2026}", "..."];
/// Bytes in front of such a mark in which a value may begin.
const LONGEST_CUT: usize = 1024;

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
    /// In the order of their letters, once all are there.
    needles: Vec<Needle>,
    /// Those that begin so.
    by_start: HashMap<[u8; SHORTEST], Range<usize>>,
    size: usize,
    /// How many values are not looked for in every writing, as that would take too much memory.
    left_out: usize,
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
        Self::within(found, kept, MOST)
    }

    fn within(found: &HashMap<String, MaskKind>, kept: &HashSet<String>, most: usize) -> Self {
        let kept = Self::contained(found, kept);
        let mut values: Vec<(String, MaskKind)> = found
            .iter()
            .filter(|(value, _)| value.len() >= SHORTEST && !kept.contains(value.as_str()))
            .map(|(value, kind)| (value.clone(), *kind))
            .collect();
        // The longest first: an address before the name in it.
        values.sort_by(|(left, _), (right, _)| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        let mut needles = Self::default();
        needles.values = values;
        // As they are first: that is how most of them stand elsewhere.
        let writings: [fn(&mut Self, &str, usize); 2] = [Self::plain, Self::encoded];
        let mut left_out = 0;
        for write in writings {
            for index in 0..needles.values.len() {
                if needles.size > most {
                    left_out = left_out.max(needles.values.len() - index);
                    break;
                }
                let value = Zeroizing::new(needles.values[index].0.clone());
                write(&mut needles, &value, index);
            }
        }
        needles.left_out = left_out;
        needles.sort();
        needles
    }

    /// How many values are not looked for in every writing.
    pub(super) const fn left_out(&self) -> usize {
        self.left_out
    }

    /// The values that stand in something that is kept.
    fn contained<'a>(found: &'a HashMap<String, MaskKind>, kept: &HashSet<String>) -> HashSet<&'a str> {
        let mut contained = HashSet::new();
        if kept.is_empty() {
            return contained;
        }
        let values: Vec<&'a String> = found.keys().filter(|value| value.len() >= SHORTEST).collect();
        let mut needles = Self::default();
        for (index, value) in values.iter().enumerate() {
            needles.push(value.as_bytes(), true, index, Writing::Plain, false);
        }
        needles.sort();
        for text in kept {
            let bytes = text.as_bytes();
            let folded = bytes.to_ascii_lowercase();
            for at in 0..bytes.len() {
                needles.all_at(bytes, &folded, at, |needle| {
                    contained.insert(values[needle.value].as_str());
                    false
                });
            }
        }
        contained
    }

    fn sort(&mut self) {
        self.needles.sort_by(|left, right| left.folded.cmp(&right.folded));
        let mut at = 0;
        while let Some(start) = self.needles.get(at).and_then(|needle| needle.folded.first_chunk::<SHORTEST>()) {
            let count = self.needles[at..].iter().take_while(|needle| needle.folded.starts_with(start)).count();
            self.by_start.insert(*start, at..at + count);
            at += count;
        }
    }

    fn plain(&mut self, value: &str, index: usize) {
        let is_word = value.len() < SHORTEST_WITHIN;
        self.push(value.as_bytes(), false, index, Writing::Plain, is_word);
        // Letters beyond ASCII have capitals too.
        self.push(value.to_lowercase().as_bytes(), false, index, Writing::Plain, is_word);
        self.push(value.to_uppercase().as_bytes(), false, index, Writing::Plain, is_word);
        let mut json = String::new();
        push_json_string(&mut json, value);
        let form: String = form_encoded(value).collect();
        for other in [json.trim_matches('"'), &form, &form.replace("%20", "+"), &html_escape::encode_safe(value)] {
            self.push(other.as_bytes(), false, index, Writing::Plain, is_word);
        }
        // As sentences show it: what hides or reorders is spelled out, and a long text is cut.
        for said in [shown(value), shown_within(value, LONGEST_SHOWN)] {
            self.push(said.as_bytes(), false, index, Writing::Plain, is_word);
        }
    }

    fn encoded(&mut self, value: &str, index: usize) {
        if value.len() < SHORTEST_ENCODED {
            return;
        }
        let reversed: String = value.chars().rev().collect();
        // Words have blanks between them, so that not all of it is of one run.
        self.push(reversed.as_bytes(), false, index, Writing::Encoded, false);
        let mut push = |text: &[u8], is_exact| {
            let anchor = text.get(..ANCHOR).unwrap_or(text);
            self.push(anchor, is_exact, index, Writing::Encoded, false);
        };
        // No longer than what is looked for of it.
        let value = &value[..value.floor_char_boundary(ANCHOR)];
        let reversed: String = reversed.chars().take(ANCHOR).collect();
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
        self.size += folded.len() + exact.as_ref().map_or(0, Vec::len);
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
        // Most of a text begins nothing that was masked.
        while let Some(start) = folded.get(at..).and_then(|rest| rest.first_chunk::<SHORTEST>()) {
            let Some(needle) = self.by_start.get(start).and_then(|_| self.all_at(bytes, &folded, at, |_| true)) else {
                at += 1;
                continue;
            };
            let span = needle.span(bytes, at);
            let (value, kind) = &self.values[needle.value];
            hits.push(Hit { span, value, kind: *kind, writing: needle.writing });
            at = span.end.max(at + 1);
        }
        self.add_cut(text, &folded, &mut hits);
        hits
    }

    /// The beginning of a value in front of a mark that something was left out, as in `alice.wal…`.
    fn add_cut<'a>(&'a self, text: &str, folded: &[u8], hits: &mut Vec<Hit<'a>>) {
        // Behind the mark before.
        let mut first = 0;
        let mut found = Vec::new();
        for mark in CUT_MARKS {
            for (end, _) in text.match_indices(mark) {
                let from = text.ceil_char_boundary(end.saturating_sub(LONGEST_CUT).max(first));
                first = end + mark.len();
                // Where a word begins; a quotation mark is none.
                let mut before = text[..from].chars().next_back();
                let starts = text[from..end]
                    .char_indices()
                    .filter(|(_, character)| before.replace(*character).is_none_or(|before| !before.is_alphanumeric()));
                let needle = |at: usize| self.beginning(folded.get(at..end)?).map(|needle| (at, needle));
                if let Some((start, needle)) = starts.into_iter().find_map(|(at, _)| needle(from + at)) {
                    found.push((Span::new(start, end), needle.value));
                }
            }
            first = 0;
        }
        found.retain(|(span, _)| {
            let behind = hits.partition_point(|hit| hit.span.end <= span.start);
            hits.get(behind).is_none_or(|hit| span.end <= hit.span.start)
        });
        hits.extend(found.into_iter().map(|(span, value)| {
            let (value, kind) = &self.values[value];
            Hit { span, value, kind: *kind, writing: Writing::Plain }
        }));
        hits.sort_by_key(|hit| hit.span.start);
    }

    /// A value that begins so.
    fn beginning(&self, piece: &[u8]) -> Option<&Needle> {
        let list = self.needles.get(self.by_start.get(piece.first_chunk::<SHORTEST>()?)?.clone())?;
        let first = list.partition_point(|needle| needle.folded.as_slice() < piece);
        let fits = |needle: &&Needle| needle.writing == Writing::Plain && needle.exact.is_none();
        list[first..].iter().take_while(|needle| needle.folded.starts_with(piece)).find(fits)
    }
}

fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

impl Needles {
    /// Those that stand at a place, the longest first, up to the first that is taken. They are in the order of their letters,
    /// so that each step is a search by halves, however many begin alike.
    fn all_at(
        &self,
        bytes: &[u8],
        folded: &[u8],
        at: usize,
        mut is_taken: impl FnMut(&Needle) -> bool,
    ) -> Option<&Needle> {
        let text = folded.get(at..)?;
        let range = self.by_start.get(text.first_chunk::<SHORTEST>()?)?.clone();
        let mut list = self.needles.get(range)?;
        let mut limit = text.len();
        loop {
            let beginning = &text[..limit];
            let behind = list.partition_point(|needle| needle.folded.as_slice() <= beginning);
            let last = &list.get(behind.checked_sub(1)?)?.folded;
            let common = last.iter().zip(beginning).take_while(|(own, there)| own == there).count();
            if common < SHORTEST {
                return None;
            }
            list = &list[..behind];
            limit = common;
            if common == last.len() {
                let first = list.partition_point(|needle| needle.folded < *last);
                let found = list[first..].iter().find(|needle| needle.is_at(bytes, folded, at) && is_taken(needle));
                if found.is_some() {
                    return found;
                }
                list = &list[..first];
                limit = common.checked_sub(1)?;
            }
        }
    }
}

/// Nothing of what was masked stays in memory.
impl Drop for Needles {
    fn drop(&mut self) {
        self.values.iter_mut().for_each(|(value, _)| value.zeroize());
        for needle in &mut self.needles {
            needle.folded.zeroize();
            needle.exact.zeroize();
        }
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
        let is_wordy = |byte: Option<&u8>| byte.is_some_and(|byte| is_wordy(*byte));
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

#[cfg(test)]
mod tests {
    use super::{MaskKind, Needles};
    use std::collections::{HashMap, HashSet};

    fn found(values: &[&str]) -> HashMap<String, MaskKind> {
        values.iter().map(|value| ((*value).to_owned(), MaskKind::Text)).collect()
    }

    fn hits(values: &[&str], text: &str) -> Vec<String> {
        let needles = Needles::of(&found(values), &HashSet::new());
        needles.find(text).into_iter().map(|hit| hit.span.of(text).unwrap().to_owned()).collect()
    }

    #[test]
    fn of_values_that_begin_alike_the_longest_that_stands_there_is_found() {
        let values = ["abcd", "abcdefgh", "abcdefghij-klmn", "abce", "abcdefghijk"];
        assert_eq!(hits(&values, "abcdefghij-klmo"), ["abcdefgh"]);
        assert_eq!(hits(&values, "ABCDEFGHIJ-KLMN abcd xabcd abcdx"), ["ABCDEFGHIJ-KLMN", "abcd"]);
        assert_eq!(hits(&values, "abcdefghijkl abcf abc"), ["abcdefghijk"]);
        assert_eq!(
            hits(&["alice.smith"], "x YWxpY2Uuc21pdGg= htims.ecila 616c6963652e736d697468"),
            ["YWxpY2Uuc21pdGg=", "htims.ecila", "616c6963652e736d697468"]
        );
        let long = format!("long {}", "value of many letters ".repeat(20));
        let encoded = data_encoding::BASE64.encode(long.as_bytes());
        assert_eq!(hits(&[&long], &format!("see {encoded} there")), [encoded]);
    }

    #[test]
    fn the_beginning_of_a_value_is_found_in_front_of_what_was_left_out() {
        let values = ["alice.walker", "Springfield upon the river"];
        assert_eq!(hits(&values, "for \u{201c}alice.wal\u{2026}\u{201d}, not"), ["alice.wal"]);
        assert_eq!(hits(&values, "in springfield up... and alice.walker..."), ["springfield up", "alice.walker"]);
        // Too little of it, or the end of a word.
        assert!(hits(&values, "ali\u{2026} malice\u{2026} of course...").is_empty());
    }

    #[test]
    fn what_is_within_something_kept_is_not_looked_for() {
        let kept = HashSet::from(["https://alice.example/".to_owned()]);
        let needles = Needles::of(&found(&["alice.example", "Alice.Example", "bobby"]), &kept);
        let values: Vec<&str> = needles.values.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(values, ["Alice.Example", "bobby"]);
    }

    #[test]
    fn what_is_too_much_to_be_looked_for_is_counted() {
        let values: Vec<String> = (0..100).map(|number| format!("value-{number}-of-many")).collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let of = |most| Needles::within(&found(&values), &HashSet::new(), most).left_out();
        assert_eq!(of(1 << 20), 0);
        assert!(of(30_000) > 0 && of(30_000) < 100, "{}", of(30_000));
        assert!(of(100) > 90, "{}", of(100));
    }
}
