//! What is looked for in a text, and in which order.

use super::super::ground::base64url;
use super::super::ground::limit::Limits;
use super::super::ground::span::Span;
use super::alphabet::{self, is_blank, is_delimiter, is_quote, is_token};
use super::context::Surroundings;
use super::run::{Changes, Run};
use super::symbol;
use super::{
    Candidate, CandidateKind, CleanupKind, Detection, Note, NoteKind, PathTracker, answer, case_lost, cookie,
    cut_short, example, foreign, is_boundary, key, kind_of, label, listed, masked, may_be_parts, object, opening,
    peeled, placeholder, scheme, trim_punctuation,
};
use super::{Foreign, KeyHint, Wanted};
use crate::engine::text::{cut, mask};
use alphabet::is_core;
use std::collections::HashMap;

/// A token on its way to a candidate.
pub(super) struct Found {
    pub(super) run: Run,
    pub(super) kind: CandidateKind,
    pub(super) name: Option<String>,
    pub(super) notes: Vec<Note>,
    pub(super) occurrences: usize,
}

pub(super) struct Search<'a> {
    pub(super) text: &'a str,
    pub(super) limits: &'a Limits,
    /// The text without the blanks around it.
    pub(super) outer: Span,
    /// The one value that the text may be, without what is written around a value.
    pub(super) value: Span,
    /// Where no compact tokens are looked for, in order.
    pub(super) zones: Vec<Span>,
    pub(super) found: Vec<Found>,
    /// What is a token only if nothing better is found.
    pub(super) weak: Vec<Found>,
    pub(super) others: Vec<Foreign>,
    /// What a candidate was wrapped in.
    pub(super) wrapped: Option<Foreign>,
    pub(super) truncated: bool,
}

/// Where words end, asked for places in their order: names in one word do not look for its end again.
#[derive(Default)]
struct Words {
    delimiter: Option<usize>,
    /// Behind the place that was asked for last there is none before this one.
    searched: usize,
}

impl Words {
    /// Where the word around `from` ends; `None` where that is too far away.
    fn end(&mut self, text: &str, from: usize, most: usize) -> Option<usize> {
        let limit = text.floor_char_boundary(from.saturating_add(most));
        if self.delimiter.is_none_or(|known| known < from) {
            let start = self.searched.max(from);
            self.delimiter = text.get(start..limit)?.find(is_delimiter).map(|step| start + step);
            self.searched = self.delimiter.unwrap_or(limit);
        }
        let end = self.delimiter.or_else(|| (limit == text.len()).then_some(limit));
        end.filter(|end| *end <= limit)
    }
}

impl<'a> Search<'a> {
    /// Keys, and objects in a JSON serialization. Whatever looks like a compact token inside of them is none
    /// (rfc8725bis: no mixing of formats).
    pub(super) fn objects_and_keys(&mut self) -> Vec<KeyHint> {
        let mut keys = key::find(self.text);
        let objects = object::find(self.text, self.limits.json_depth);
        keys.extend(objects.keys);
        self.zones.extend(keys.iter().map(|key| key.span));
        for object in objects.serializations {
            self.zones.push(object.span);
            let mut changes = Changes::default();
            let text = match object.unescaped {
                Some(text) => {
                    changes.json_escapes = 1;
                    text
                }
                None => object.span.of(self.text).unwrap_or_default().to_owned(),
            };
            let name = object.holder.and_then(|span| span.of(self.text)).map(|name| name.trim_matches('"').to_owned());
            let run = Run::json(text, object.span, changes);
            self.add(run, CandidateKind::JsonSerialization, name, Vec::new());
        }
        keys.sort_by_key(|key| key.span.start);
        keys
    }

    pub(super) fn chunked_cookies(&mut self) {
        for chunked in cookie::chunked(self.text, self.limits.json_depth) {
            self.zones.extend(chunked.pieces);
            let mut notes = Vec::new();
            if let Some(missing) = chunked.missing {
                notes.push(Note {
                    kind: NoteKind::ChunkMissing,
                    text: format!("Cookie number {missing} of {} is missing, so the token has a gap", chunked.name),
                });
            }
            let kind = kind_of(&chunked.run);
            self.add(chunked.run, kind, Some(format!("Cookie {}", chunked.name)), notes);
        }
    }

    /// A text that is nothing but a token in lines of the same length.
    pub(super) fn wrapped_block(&mut self) {
        let touches = |zone: &Span| zone.start < self.value.end && self.value.start < zone.end;
        if self.zones.iter().any(touches) {
            return;
        }
        if let Some(run) = Run::read_block(self.text, self.value, self.limits.json_depth) {
            let mut notes = Vec::new();
            let mut kind = kind_of(&run);
            if run.lost_its_case() {
                notes.push(case_lost());
                kind = CandidateKind::Fragment;
            }
            self.zones.push(self.value);
            self.zones.sort_unstable();
            self.add(run, kind, None, notes);
        }
    }

    /// A text that is one word and opens like a token, with characters in it that no token has: kept as it is, so that
    /// the characters can be shown.
    pub(super) fn broken_word(&mut self) {
        let Some(value) = self.value.of(self.text) else { return };
        if alphabet::plain_length(value.as_bytes()) == value.len() {
            return;
        }
        if !opening::starts(value) || self.in_zone(self.value.start) || value.contains(is_delimiter) {
            return;
        }
        let stop = &self.text[..self.value.end];
        if Run::read(stop, self.value.start, false, self.limits.json_depth).span.end == self.value.end
            || foreign::recognise(value).is_some()
        {
            return;
        }
        let run = Run::of(value.to_owned(), self.value, Changes::default(), self.limits.json_depth);
        self.zones.push(self.value);
        self.zones.sort_unstable();
        self.add(run, CandidateKind::Fragment, None, Vec::new());
    }

    fn in_zone(&self, at: usize) -> bool {
        let behind = self.zones.partition_point(|zone| zone.start <= at);
        self.zones[..behind].iter().rev().take(4).any(|zone| zone.contains(at))
    }

    /// Goes through the text and reads every token in it.
    pub(super) fn compact(&mut self) {
        let bytes = self.text.as_bytes();
        let zones = std::mem::take(&mut self.zones);
        let mut next_zone = zones.iter().copied().peekable();
        let mut seen: HashMap<&'a str, Option<usize>> = HashMap::new();
        let mut path = PathTracker::default();
        // A text may hold a million base64 strings that are no tokens.
        let mut budget = self.limits.candidates.saturating_mul(64);
        let mut at = self.outer.start;
        while let Some(step) = memchr::memchr3(b'e', b'E', b'Z', bytes.get(at..self.outer.end).unwrap_or_default()) {
            let place = at + step;
            while next_zone.next_if(|zone| zone.end <= place).is_some() {}
            if let Some(zone) = next_zone.peek().filter(|zone| zone.start <= place) {
                at = zone.end;
                continue;
            }
            at = place + 1;
            let text: &'a str = self.text;
            let rest = &text[place..];
            let caseless = opening::starts_without_case(rest);
            let encoded = rest.starts_with("ZX");
            if !(encoded || caseless || opening::starts(rest)) || !is_boundary(bytes, place) {
                continue;
            }
            let plain = &rest[..alphabet::plain_length(rest.as_bytes())];
            if let Some(index) = seen.get(plain) {
                if let Some(found) = index.and_then(|index| self.found.get_mut(index)) {
                    found.occurrences += 1;
                }
                at = place + plain.len();
                continue;
            }
            if budget == 0 || self.found.len() > self.limits.candidates {
                self.truncated = true;
                break;
            }
            budget -= 1;
            let stop = next_zone.peek().map_or(self.outer.end, |zone| zone.start.min(self.outer.end));
            let limited = &text[..stop];
            if encoded {
                at = self.encoded(limited, place);
                continue;
            }
            let in_path = path.at(bytes, place);
            let (end, index) = self.token(limited, place, in_path);
            if end == place + plain.len() && !matches!(bytes.get(end), Some(b'%' | b'\\' | b'=' | b'+' | b'/')) {
                // Seen again, it need not be read again. Wrapped ones share their first lines and must be.
                let whole = plain.bytes().filter(|&byte| byte == b'.').count();
                if matches!(whole, 2 | 4) {
                    seen.insert(plain, index);
                }
            }
            at = end;
        }
        self.zones = zones;
    }

    /// Reads the token at `place`. Returns where it ends and which candidate it has become.
    fn token(&mut self, text: &'a str, place: usize, in_path: bool) -> (usize, Option<usize>) {
        if let Some(run) = self.masked(text, place) {
            return (run.span.end, self.add(run, CandidateKind::Fragment, None, vec![masked()]));
        }
        let mut run = Run::read(text, place, in_path, self.limits.json_depth);
        let end = run.span.end.max(place + 1);
        if let Some(end) = self.lookalike(&run, text, place, end) {
            return (end, None);
        }
        if self.text[..place].ends_with("s:")
            || self.text[..place].ends_with("s%3A")
            || self.text[..place].ends_with("s%3a")
        {
            let signature = run.text.rsplit('.').next().map_or(0, str::len);
            if run.dots == run.opening.dots() + 1 && (43..=44).contains(&signature) {
                run.drop_last_part();
                run.span.end = end;
                run.changes.cookie_signature = true;
                self.wrapped.get_or_insert_with(|| foreign::EXPRESS.at(Span::new(place, end), None));
            }
        }
        let whole = run.span == self.value || run.span == self.outer;
        if let Some(at) = run.joined_at() {
            let rest = run.end_at(at);
            self.joined(rest, Span::new(run.span.end.min(end), end), &run.text);
        }
        if !whole {
            trim_punctuation(&mut run);
            run.cut_at_dots();
        }
        let mut notes = Vec::new();
        if run.lost_its_case() {
            if run.dots < 2 && !whole {
                return (end, None);
            }
            notes.push(case_lost());
        } else if !opening::starts(&run.text) {
            return (end, None);
        }
        if run.changes.ellipsis {
            notes.push(cut_short());
        }
        let kind = if notes.iter().any(|note| note.kind == NoteKind::CaseLost) {
            CandidateKind::Fragment
        } else {
            kind_of(&run)
        };
        let strong = whole
            || matches!(run.dots, 2..)
            || (run.opening.is_jose() && (run.opening.complete || run.dots == 1))
            || run.changes.ellipsis && run.text.len() >= 10;
        if strong {
            (end, self.add(run, kind, None, notes))
        } else {
            if run.text.len() >= 10
                && self.weak.len() < self.limits.candidates
                && !self.weak.iter().any(|weak| weak.run.text == run.text)
            {
                self.weak.push(Found { run, kind, name: None, notes, occurrences: 1 });
            }
            (end, None)
        }
    }

    /// A token with `…`, `***` or `[REDACTED]` in its middle: between two pieces of it, of which the second is no word of the
    /// text around it.
    fn masked(&self, text: &'a str, place: usize) -> Option<Run> {
        const SHORTEST: usize = 4;
        let rest = &text[place..];
        let front = alphabet::plain_length(rest.as_bytes());
        let inside = mask::within(&rest[..front]);
        let first = inside.map_or(front, |span| span.start);
        if first < 2 * SHORTEST {
            return None;
        }
        let (mut end, mut count) = (first, 0);
        while let Some(length) = rest.get(end..).and_then(mask::at) {
            if rest[end..].starts_with(cut::DATADOG) {
                break;
            }
            let behind = rest.get(end + length..)?;
            let more = behind.bytes().take_while(|&byte| is_core(byte) || byte == b'.').count();
            let piece = behind[..more].trim_end_matches('.');
            if piece.len() < SHORTEST || symbol::is_wordish(piece) && piece.len() < 2 * SHORTEST {
                break;
            }
            count += 1;
            end += length + piece.len();
        }
        if count == 0 {
            return None;
        }
        let run =
            Run::of(rest[..end].to_owned(), Span::new(place, place + end), Changes::default(), self.limits.json_depth);
        // Empty parts of a JWE (RFC 7516 §7.1), and what is not encoded.
        let is_of_its_own = run.opening.content_encryption.is_some() && inside.is_some() || run.opening.unencoded;
        (!is_of_its_own && opening::starts(rest)).then_some(run)
    }

    /// The tokens that follow `first` with nothing between them. That it is there twice is no second one.
    fn joined(&mut self, rest: String, span: Span, first: &str) {
        let mut rest = Some(rest);
        while let Some(text) = rest.take().filter(|text| text != first) {
            let mut run = Run::of(text, span, Changes::default(), self.limits.json_depth);
            rest = run.joined_at().map(|at| run.end_at(at));
            // What was undone in the text before is not known here, and so not where this one ends.
            run.span = span;
            run.changes.joined = true;
            let kind = kind_of(&run);
            self.add(run, kind, None, Vec::new());
        }
    }

    /// What opens like a token and is the signed value of some framework.
    fn lookalike(&mut self, run: &Run, text: &str, place: usize, end: usize) -> Option<usize> {
        if run.opening.is_jose() || !matches!(run.dots, 0..=2) {
            return None;
        }
        let behind = text.get(end..)?;
        let more = behind.bytes().take(1024).take_while(|&byte| is_token(byte) || matches!(byte, b':' | b'%')).count();
        let longest = Span::new(place, end + more);
        let shown = longest.of(text)?.trim_end_matches([':', '.', '%']);
        let fact = foreign::recognise(shown)
            .filter(|fact| !fact.is_general())
            .map(|fact| (fact, place + shown.len()))
            .or_else(|| foreign::recognise(&run.text).map(|fact| (fact, end)));
        let (fact, end) = fact?;
        self.name(fact, Span::new(place, end), None);
        Some(end)
    }

    /// A token that was base64-encoded as a whole, as Kubernetes does in a Secret. Returns where to go on.
    fn encoded(&mut self, text: &str, place: usize) -> usize {
        let bytes = text.as_bytes();
        let base64 = |byte: u8| is_core(byte) || matches!(byte, b'+' | b'/' | b'=');
        let line =
            |from: usize| from + bytes.get(from..).unwrap_or_default().iter().take_while(|&&byte| base64(byte)).count();
        let mut end = line(place);
        if end - place < 24 {
            return end;
        }
        let mut encoded = text[place..end].to_owned();
        let mut changes = Changes { base64: 1, ..Changes::default() };
        // Wrapped at 64 or 76 columns: lines of the same length, the last one shorter.
        let width = end - place;
        let mut last = width;
        while width >= 60 && last == width {
            let breaks = text[end..].len() - text[end..].trim_start_matches(['\r', '\n']).len();
            let indent = text[end + breaks..].len() - text[end + breaks..].trim_start_matches([' ', '\t']).len();
            let next = end + breaks + indent;
            let next_end = line(next);
            let alone = matches!(bytes.get(next_end), None | Some(b'\r' | b'\n' | b'"' | b'\''));
            if breaks == 0 || next_end == next || next_end - next > width || !alone {
                break;
            }
            encoded.push_str(&text[next..next_end]);
            changes.line_breaks += 1;
            last = next_end - next;
            end = next_end;
        }
        let decoded = base64url::decode(encoded.trim_end_matches('=')).bytes;
        let Ok(inner) = std::str::from_utf8(&decoded) else { return end };
        let inner = inner.trim();
        let inner =
            inner.get(..7).filter(|front| front.eq_ignore_ascii_case("bearer ")).map_or(inner, |_| inner[7..].trim());
        if !opening::starts(inner) || !inner.bytes().all(is_token) {
            return end;
        }
        let run = Run::of(inner.to_owned(), Span::new(place, end), changes, self.limits.json_depth);
        if run.dots == 0 && !run.opening.is_jose() {
            return end;
        }
        let note = Note {
            kind: NoteKind::EncodedTwice,
            text: "The whole token was base64-encoded again, as in a Kubernetes Secret".to_owned(),
        };
        let kind = kind_of(&run);
        self.add(run, kind, None, vec![note]);
        end
    }

    /// Adds a token unless it is there already. Returns its number.
    fn add(&mut self, run: Run, kind: CandidateKind, name: Option<String>, notes: Vec<Note>) -> Option<usize> {
        if let Some(index) = self.found.iter().position(|found| found.run.text == run.text) {
            self.found[index].occurrences += 1;
            return Some(index);
        }
        // One more than the limit, to know that there are more.
        if run.text.is_empty() || self.found.len() > self.limits.candidates {
            self.truncated |= !run.text.is_empty();
            return None;
        }
        self.found.push(Found { run, kind, name, notes, occurrences: 1 });
        Some(self.found.len() - 1)
    }

    /// Without any token, the text as a whole may be the rest of one.
    pub(super) fn whole_value(&mut self) {
        if !self.found.is_empty() {
            return;
        }
        if !self.weak.is_empty() {
            self.found = std::mem::take(&mut self.weak);
            return;
        }
        let Some(value) = self.value.of(self.text) else { return };
        if !self.zones.is_empty()
            || foreign::recognise(value).is_some()
            || example::find(value, self.value).is_some()
            || self.others.iter().any(|other| other.source.start == self.value.start)
        {
            return;
        }
        let (mut text, mut changes) = (String::new(), Changes::default());
        let end = symbol::word(&self.text[..self.value.end], self.value.start, false, &mut text, &mut changes);
        if end != self.value.end || foreign::recognise(&text).is_some() || !may_be_parts(&text) {
            return;
        }
        // Only with its escapes undone does it have a name in front or a token in its middle: no one writes that.
        let bytes = text.as_bytes();
        let whole = Span::new(0, text.len());
        if peeled(&text, whole) != whole
            || memchr::memchr_iter(b'e', bytes)
                .any(|at| is_boundary(bytes, at) && opening::starts(&text[at..]) && at > 0)
        {
            return;
        }
        let run = Run::of(text, self.value, changes, self.limits.json_depth);
        let kind = kind_of(&run);
        self.add(run, kind, None, Vec::new());
    }

    /// Values that are called tokens and are none of JOSE.
    pub(super) fn named_tokens(&mut self) {
        let bytes = self.text.as_bytes();
        let mut words = Words::default();
        for place in memchr::memmem::find_iter(bytes, b"_token").take(1024) {
            if self.others.len() >= self.limits.candidates {
                break;
            }
            let start = place
                - bytes[..place]
                    .iter()
                    .rev()
                    .take(32)
                    .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_')
                    .count();
            let name_end = place + 6;
            let rest = &self.text[name_end..];
            let sign =
                rest.trim_start_matches(|character: char| is_quote(character) || character == '\\' || character == ' ');
            if rest.len() - sign.len() > 4 || !sign.starts_with([':', '=']) {
                continue;
            }
            let value = sign[1..]
                .trim_start_matches(|character: char| is_quote(character) || character == '\\' || character == ' ');
            let from = self.text.len() - value.len();
            // What is longer than a cookie can be is not looked at: this is done for many names.
            let Some(length) = words.end(self.text, from, 8192).map(|end| end - from) else { continue };
            let source = Span::new(from, from + length);
            let value = &value[..length];
            let taken = |span: Span| span.start < source.end && source.start < span.end;
            if length < 6
                || matches!(value, "undefined")
                || self.found.iter().any(|found| taken(found.run.span))
                || self.others.iter().any(|other| taken(other.source))
                || self.in_zone(from)
                || opening::starts(value)
            {
                continue;
            }
            let fact = foreign::recognise(value).unwrap_or(&foreign::OPAQUE);
            let label = self.text.get(start..name_end).map(str::to_owned);
            self.name(fact, source, label);
        }
    }

    fn name(&mut self, fact: &foreign::Fact, source: Span, label: Option<String>) {
        if self.others.len() < self.limits.candidates {
            self.others.push(fact.at(source, label));
        }
    }

    /// What the text is when no token is in it.
    fn foreign(&mut self) -> Foreign {
        let value = self.value.of(self.text).unwrap_or_default();
        let outer = self.outer.of(self.text).unwrap_or_default();
        let named = placeholder::find(value, self.value)
            .or_else(|| example::find(value, self.value))
            .or_else(|| cookie::piece(outer, self.outer))
            .or_else(|| scheme::of(value, self.value))
            .or_else(|| answer::of(outer, self.outer))
            .or_else(|| placeholder::within(self.text, self.outer));
        if let Some(foreign) = named {
            return foreign;
        }
        let credentials = outer.len() - outer.trim_start_matches(|character: char| !is_blank(character)).len();
        let front = outer.get(..credentials.min(24)).unwrap_or_default();
        if value.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic "))
            || front.eq_ignore_ascii_case("basic")
        {
            return foreign::BASIC.at(self.value, None);
        }
        for (text, span) in [(value, self.value), (outer, self.outer)] {
            if let Some(fact) = foreign::recognise(text).filter(|_| !text.contains(is_blank) || text.starts_with('<')) {
                return fact.at(span, None);
            }
        }
        if !self.others.is_empty() {
            return self.others.remove(0);
        }
        let separates = |character: char| {
            is_blank(character)
                || is_quote(character)
                || matches!(character, '=' | ',' | ';' | '&' | '(' | ')' | '<' | '>')
        };
        let mut start = 0;
        for (end, _) in outer.match_indices(separates).chain([(outer.len(), "")]).take(4096) {
            let word = &outer[start..end];
            if let Some(fact) = foreign::recognise(word).filter(|fact| !fact.is_identifier()) {
                return fact.at(Span::new(start, end).shift(self.outer.start), None);
            }
            start = end + outer[end..].chars().next().map_or(0, char::len_utf8);
        }
        if outer.starts_with(['{', '[', '<']) {
            return foreign::general(outer).at(self.outer, None);
        }
        foreign::general(value).at(self.value, None)
    }

    pub(super) fn finish(mut self, key_material: Option<KeyHint>, text_truncated: bool, wanted: Wanted) -> Detection {
        self.found.sort_by_key(|found| (found.run.span.start, found.run.span.end));
        if self.found.len() > self.limits.candidates {
            self.found.truncate(self.limits.candidates);
            self.truncated = true;
        }
        let may_be_variables = wanted >= Wanted::Keys && self.found.is_empty();
        let key_material = key_material.or_else(|| may_be_variables.then(|| key::variables(self.text)).flatten());
        let is_nothing = wanted == Wanted::All && self.found.is_empty() && key_material.is_none();
        let foreign = self.wrapped.clone().or_else(|| is_nothing.then(|| self.foreign()));
        let surroundings = Surroundings::new(self.text);
        let total = self.found.len();
        let mut candidates: Vec<Candidate> = Vec::with_capacity(total);
        let contexts: Vec<_> = self.found.iter().map(|found| surroundings.describe(found.run.span)).collect();
        let names: Vec<_> = contexts.iter().map(|context| context.label.clone()).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        names.iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
        let mut labels = Labels::default();
        for (index, (found, mut context)) in self.found.into_iter().zip(contexts).enumerate() {
            let Found { run, kind, name, mut notes, occurrences } = found;
            context.label = told_apart(self.text, run.span, names.get(index).and_then(Option::as_deref), &counts);
            if kind == CandidateKind::Fragment
                && let Some(note) = context.label.as_deref().and_then(cookie::one_of_several)
            {
                notes.push(note);
            }
            if !run.changes.chunks.is_empty() {
                context.cleaned.retain(|cleanup| !matches!(cleanup.kind, CleanupKind::Cookie | CleanupKind::Name));
            }
            context.cleaned.extend(listed(&run.changes));
            notes.append(&mut context.notes);
            let ordinal = if total == 1 { "token".to_owned() } else { format!("token {}", index + 1) };
            let name = name.or(context.label);
            candidates.push(Candidate {
                is_named: name.is_some(),
                label: labels.unused(name.unwrap_or(ordinal)),
                text: run.text,
                kind,
                source: run.span,
                cleaned: context.cleaned,
                notes,
                occurrences,
            });
        }
        Detection { candidates, foreign, others: self.others, key_material, truncated: self.truncated, text_truncated }
    }
}

/// What the token at `source` is called, and what tells it from another one of that name.
fn told_apart(text: &str, source: Span, own: Option<&str>, counts: &HashMap<&str, usize>) -> Option<String> {
    let Some(own) = own else { return label::beside(text, source) };
    if counts.get(own).is_none_or(|count| *count < 2) {
        return Some(own.to_owned());
    }
    let side = label::side(text, source).map(|side| format!("{own}, {side}"));
    side.or_else(|| label::parent(text, source).map(|parent| format!("{parent}.{own}")))
        .or_else(|| Some(own.to_owned()))
}

/// Labels that are taken, and for each the number that is tried next.
#[derive(Default)]
struct Labels(HashMap<String, usize>);

impl Labels {
    /// `label`, with a number behind it if it is taken.
    fn unused(&mut self, label: String) -> String {
        let Some(next) = self.0.get(&label).copied() else {
            self.0.insert(label.clone(), 2);
            return label;
        };
        let (mut number, mut own) = (next, format!("{label} {next}"));
        while self.0.contains_key(&own) {
            number += 1;
            own = format!("{label} {number}");
        }
        self.0.insert(label, number + 1);
        self.0.insert(own.clone(), 2);
        own
    }
}
