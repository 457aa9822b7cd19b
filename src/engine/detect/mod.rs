//! From any text that a person pastes to the tokens in it.
//!
//! People paste headers, cookies, curl commands, log lines, wrapped mails and whole HTTP archives. What is taken away to
//! get at a token is listed with it, never silent; a text that is a token and nothing else is not touched at all. The
//! work is linear in the text: this runs at every edit.

mod alphabet;
mod answer;
mod context;
mod cookie;
mod foreign;
mod key;
mod object;
mod opening;
mod placeholder;
mod run;
mod wrapped;

pub use crate::engine::text::envelope::EnvelopeKind;
pub use foreign::{Foreign, ForeignKind};
pub use key::{KeyHint, KeyHintKind};
pub use wrapped::steps;

use super::ground::base64url;
use super::ground::limit::Limits;
use super::ground::span::Span;
use alphabet::{is_blank, is_core, is_delimiter, is_quote, is_token};
use context::{Surroundings, counted};
use run::{Changes, Run};
use std::collections::HashMap;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    /// The tokens, each once, in the order in which they stand; at most [`Limits::candidates`].
    pub candidates: Vec<Candidate>,
    /// What the text is if it is not a JOSE object; beside a candidate, what the candidate was wrapped in.
    pub foreign: Option<Foreign>,
    /// What else is there that is not a JOSE object: an opaque `refresh_token` beside an `access_token`.
    pub others: Vec<Foreign>,
    /// A key in the text: offered to move to the keys.
    pub key_material: Option<KeyHint>,
    /// Not everything is listed: the text is longer than [`Limits::text`], or there are more tokens than
    /// [`Limits::candidates`].
    pub truncated: bool,
    /// The text is longer than [`Limits::text`]; only its beginning was read.
    pub text_truncated: bool,
}

/// Longest text behind a token that is looked at.
const LONGEST_FOLLOWING: usize = 8 * 1024;

/// What stands behind a token in its line of the text that it was found in.
pub fn following(text: &str, source: Span) -> &str {
    let rest = text.get(source.end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    if line.len() > LONGEST_FOLLOWING { "" } else { line }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The token itself, ready to be parsed.
    pub text: String,
    pub kind: CandidateKind,
    /// What to call it in a list: "access_token", "Cookie session", "token 2". Different for each candidate.
    pub label: String,
    /// Where it stands in the text, in bytes, as it was written there.
    pub source: Span,
    /// What was left out or changed.
    pub cleaned: Vec<Cleanup>,
    /// What is worth knowing about it although nothing was changed.
    pub notes: Vec<Note>,
    /// How often it is in the text.
    pub occurrences: usize,
}

/// Not the token: whoever holds it may use it, and this may end in a log.
impl std::fmt::Debug for Candidate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Candidate")
            .field("length", &self.text.len())
            .field("kind", &self.kind)
            .field("label", &self.label)
            .field("source", &self.source)
            .field("cleaned", &self.cleaned)
            .field("notes", &self.notes)
            .field("occurrences", &self.occurrences)
            .finish()
    }
}

/// The form of a token, by its shape alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// Three parts (RFC 7515 §7.1).
    CompactJws,
    /// Five parts (RFC 7516 §7.1).
    CompactJwe,
    /// Neither three nor five parts, or parts that are not base64: what there is can be shown.
    Fragment,
    /// A JWS or JWE in JSON (RFC 7515 §7.2, RFC 7516 §7.2).
    JsonSerialization,
    /// A JWS with disclosures behind tildes (RFC 9901 §4).
    SdJwt,
}

/// What was left out or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleanup {
    pub kind: CleanupKind,
    /// For a person: "Bearer removed", "2 line breaks removed".
    pub text: String,
    pub count: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CleanupKind {
    /// `Bearer` or `DPoP` in front.
    Scheme,
    /// `Authorization:` or `DPoP:` in front.
    Header,
    /// Another name in front.
    Name,
    /// Taken from a cookie.
    Cookie,
    /// `Path`, `HttpOnly` and so on.
    CookieAttributes,
    /// Joined from several cookies.
    CookieChunks,
    /// The signature that Express puts behind a cookie's value.
    CookieSignature,
    /// Taken from a parameter of a URL or form.
    Parameter,
    /// Taken from a member of JSON.
    JsonMember,
    /// Taken from a command line.
    Command,
    /// Other text around it.
    Surroundings,
    Quotes,
    /// Commas, semicolons, full stops behind it.
    Punctuation,
    /// Blanks and line breaks around it.
    Whitespace,
    LineBreaks,
    Spaces,
    /// `>` at the beginning of lines.
    MailQuoting,
    /// Byte order marks, zero-width characters.
    Invisible,
    /// En dash, em dash, minus instead of the hyphen.
    Dashes,
    /// JSON's escapes.
    JsonEscapes,
    /// Backslashes of Markdown or a regular expression.
    Backslashes,
    PercentEncoding,
    /// Base64 around the whole token.
    Base64,
    /// An ellipsis, and what stands behind it.
    Ellipsis,
    /// Blanks that were plus signs.
    PlusSigns,
    /// A layer around all of it.
    Envelope(EnvelopeKind),
}

/// Something worth knowing about a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// All letters are small, or all are capital.
    CaseLost,
    /// Whoever printed the token cut it.
    CutShort,
    /// It was base64-encoded once more than a token is.
    EncodedTwice,
    /// A cookie between others is missing.
    ChunkMissing,
    /// The key that checks it stands beside it.
    KeyBeside,
}

/// Finds the tokens in `text`, below envelopes too.
pub fn detect(text: &str, limits: &Limits) -> Detection {
    wrapped::improved(text, limits, plain(text, limits))
}

/// Finds the tokens in `text` as it stands.
fn plain(text: &str, limits: &Limits) -> Detection {
    let end = text.floor_char_boundary(limits.text);
    let text_truncated = end < text.len();
    let text = &text[..end];
    let outer = trimmed(text, Span::new(0, text.len()));
    if outer.is_empty() {
        return Detection { truncated: text_truncated, text_truncated, ..Detection::default() };
    }
    let mut search = Search {
        text,
        limits,
        outer,
        value: peeled(text, outer),
        zones: Vec::new(),
        found: Vec::new(),
        weak: Vec::new(),
        others: Vec::new(),
        wrapped: None,
        truncated: text_truncated,
    };
    let keys = search.objects_and_keys();
    search.chunked_cookies();
    search.zones.sort_unstable();
    search.wrapped_block();
    search.broken_word();
    search.compact();
    search.whole_value();
    search.named_tokens();
    search.finish(key::joined(&keys), text_truncated)
}

/// `span` without the blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text).unwrap_or_default();
    let front = inside.trim_start_matches(is_blank);
    let start = span.start + (inside.len() - front.len());
    Span::new(start, start + front.trim_end_matches(is_blank).len())
}

/// `span` without blanks, quotation marks, a comma or semicolon behind it, and a scheme or a well-known name in front.
fn peeled(text: &str, span: Span) -> Span {
    const NAMES: [&str; 9] = [
        "authorization",
        "bearer",
        "dpop",
        "access_token",
        "id_token",
        "refresh_token",
        "token",
        "jwt",
        "proxy-authorization",
    ];
    let mut span = span;
    // A name, a scheme and quotation marks around each: more than a few rounds are not written by anyone.
    for _ in 0..8 {
        let before = span;
        span = trimmed(text, span);
        let inside = span.of(text).unwrap_or_default();
        let unquoted = inside.trim_start_matches(is_quote);
        span.start += inside.len() - unquoted.len();
        span.end = span.start
            + unquoted.trim_end_matches(|character| is_quote(character) || matches!(character, ',' | ';')).len();
        let inside = span.of(text).unwrap_or_default();
        let name = inside.bytes().take(24).take_while(|&byte| is_core(byte)).count();
        let rest = inside.get(name..).unwrap_or_default();
        if NAMES.iter().any(|known| inside[..name].eq_ignore_ascii_case(known))
            && rest.starts_with(|character: char| {
                matches!(character, ':' | '=') || is_blank(character) || is_quote(character)
            })
        {
            let value = rest.trim_start_matches(|character: char| {
                matches!(character, ':' | '=') || is_blank(character) || is_quote(character)
            });
            span.start = span.end - value.len();
        }
        if span == before {
            break;
        }
    }
    span
}

/// A token on its way to a candidate.
struct Found {
    run: Run,
    kind: CandidateKind,
    name: Option<String>,
    notes: Vec<Note>,
    occurrences: usize,
}

struct Search<'a> {
    text: &'a str,
    limits: &'a Limits,
    /// The text without the blanks around it.
    outer: Span,
    /// The one value that the text may be, without what is written around a value.
    value: Span,
    /// Where no compact tokens are looked for, in order.
    zones: Vec<Span>,
    found: Vec<Found>,
    /// What is a token only if nothing better is found.
    weak: Vec<Found>,
    others: Vec<Foreign>,
    /// What a candidate was wrapped in.
    wrapped: Option<Foreign>,
    truncated: bool,
}

impl<'a> Search<'a> {
    /// Keys, and objects in a JSON serialization. Whatever looks like a compact token inside of them is none
    /// (rfc8725bis: no mixing of formats).
    fn objects_and_keys(&mut self) -> Vec<KeyHint> {
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

    fn chunked_cookies(&mut self) {
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
    fn wrapped_block(&mut self) {
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
    fn broken_word(&mut self) {
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
    fn compact(&mut self) {
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
    fn whole_value(&mut self) {
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
            || self.others.iter().any(|other| other.source.start == self.value.start)
        {
            return;
        }
        let (mut text, mut changes) = (String::new(), Changes::default());
        let end = run::word(&self.text[..self.value.end], self.value.start, false, &mut text, &mut changes);
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
    fn named_tokens(&mut self) {
        let bytes = self.text.as_bytes();
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
            let near = &value[..value.floor_char_boundary(8192)];
            let Some(length) = near.find(is_delimiter).or_else(|| (near.len() == value.len()).then_some(near.len()))
            else {
                continue;
            };
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

    fn finish(mut self, key_material: Option<KeyHint>, text_truncated: bool) -> Detection {
        self.found.sort_by_key(|found| (found.run.span.start, found.run.span.end));
        if self.found.len() > self.limits.candidates {
            self.found.truncate(self.limits.candidates);
            self.truncated = true;
        }
        let foreign = match &self.wrapped {
            Some(wrapped) => Some(wrapped.clone()),
            None if self.found.is_empty() && key_material.is_none() => Some(self.foreign()),
            None => None,
        };
        let surroundings = Surroundings::new(self.text);
        let total = self.found.len();
        let mut candidates: Vec<Candidate> = Vec::with_capacity(total);
        for (index, found) in self.found.into_iter().enumerate() {
            let Found { run, kind, name, mut notes, occurrences } = found;
            let mut context = surroundings.describe(run.span);
            if !run.changes.chunks.is_empty() {
                context.cleaned.retain(|cleanup| !matches!(cleanup.kind, CleanupKind::Cookie | CleanupKind::Name));
            }
            context.cleaned.extend(listed(&run.changes));
            notes.append(&mut context.notes);
            let ordinal = if total == 1 { "token".to_owned() } else { format!("token {}", index + 1) };
            let label = name.or(context.label).unwrap_or(ordinal);
            candidates.push(Candidate {
                label: unused(label, &candidates),
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

/// `label`, with a number behind it if it is taken.
fn unused(label: String, candidates: &[Candidate]) -> String {
    let taken = |label: &str| candidates.iter().any(|candidate| candidate.label == label);
    if !taken(&label) {
        return label;
    }
    (2..).map(|number| format!("{label} {number}")).find(|numbered| !taken(numbered)).unwrap_or(label)
}

fn case_lost() -> Note {
    let text = "Its upper and lower case were lost, which cannot be repaired: copy the token again from its source";
    Note { kind: NoteKind::CaseLost, text: text.to_owned() }
}

fn cut_short() -> Note {
    Note {
        kind: NoteKind::CutShort,
        text: "The token was cut off when it was printed: copy it again from its source".to_owned(),
    }
}

/// The form of a token, by its shape.
fn kind_of(run: &Run) -> CandidateKind {
    if !opening::starts(&run.text) {
        CandidateKind::Fragment
    } else if run.is_selective() {
        CandidateKind::SdJwt
    } else if run.dots == 2 && (run.is_base64() || run.opening.unencoded) {
        CandidateKind::CompactJws
    } else if run.dots == 4 && run.is_base64() {
        CandidateKind::CompactJwe
    } else {
        CandidateKind::Fragment
    }
}

/// Takes off a full stop or a slash that belongs to the text around the token.
fn trim_punctuation(run: &mut Run) {
    let text = run.text.as_str();
    let full_stop = text.ends_with('.') && !text.ends_with("..") && !matches!(run.dots, 2 | 4);
    let standard = || text.bytes().filter(|byte| matches!(byte, b'+' | b'/' | b'=')).count();
    if full_stop || (text.ends_with(['+', '/']) && standard() == 1) {
        run.drop_last_character();
    }
}

/// Whether parts with dots between them are likelier than a word, a number or an address.
fn may_be_parts(text: &str) -> bool {
    let dots = text.bytes().filter(|&byte| byte == b'.').count();
    if dots == 0 {
        return false;
    }
    let inner = text.trim_matches('.');
    let word = !inner.contains('.') && inner.len() < text.len() && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let number = !inner.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !number && (inner.is_empty() || !word)
}

/// Whether a token may start at `at`: not in the middle of other base64.
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    match before {
        [] => true,
        // An escape or a percent-encoded sign in front of it ends with letters or digits.
        [.., b'\\', b'n' | b'r' | b't' | b'b' | b'f'] => true,
        [.., b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => true,
        [.., b'\\', b'u', a, b, c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => true,
        [.., b'=', b'3', b'D'] => true,
        // Behind a dot it is the payload of something whose header opens in another way, or a PASETO.
        [.., last, b'.'] => !is_core(*last),
        [.., last] => !is_core(*last),
    }
}

/// Follows whether a place is in the path of a URL, where a slash ends a token.
#[derive(Default)]
struct PathTracker {
    at: usize,
    in_path: bool,
}

impl PathTracker {
    /// Asked for ascending places only.
    fn at(&mut self, bytes: &[u8], place: usize) -> bool {
        while self.at < place {
            let rest = &bytes[self.at..];
            match rest[0] {
                b':' if rest.starts_with(b"://") || rest.starts_with(b":\\/\\/") => self.in_path = true,
                b'%' if rest.starts_with(b"%3A%2F%2F") || rest.starts_with(b"%3a%2f%2f") => self.in_path = true,
                b'?' | b'#' | b'=' | b'&' | b'"' | b'\'' | b'<' | b'>' | b' ' | b'\t' | b'\r' | b'\n' => {
                    self.in_path = false
                }
                _ => {}
            }
            self.at += 1;
        }
        self.in_path || (place > 0 && bytes[place - 1] == b'/')
    }
}

/// What was undone inside a token, in words.
fn listed(changes: &Changes) -> Vec<Cleanup> {
    let mut list = Vec::new();
    let mut add = |kind: CleanupKind, count: usize, text: String| {
        if count > 0 {
            list.push(Cleanup { kind, text, count });
        }
    };
    let chunks = changes.chunks.len();
    add(CleanupKind::CookieChunks, chunks, format!("{chunks} cookies joined in order: {}", changes.chunks.join(", ")));
    let signature = "Signature added by Express ignored".to_owned();
    add(CleanupKind::CookieSignature, usize::from(changes.cookie_signature), signature);
    add(CleanupKind::Base64, changes.base64, "Base64 around the whole token decoded".to_owned());
    let breaks = changes.line_breaks;
    add(CleanupKind::LineBreaks, breaks, format!("{} removed", counted(breaks, "line break", "line breaks")));
    let spaces = changes.spaces;
    add(CleanupKind::Spaces, spaces, format!("Spaces in {} removed", counted(spaces, "place", "places")));
    let pluses = changes.pluses;
    let text = format!(
        "{} in the last part read as +, which URL decoding turns into a space",
        counted(pluses, "space", "spaces")
    );
    add(CleanupKind::PlusSigns, pluses, text);
    let quotes = changes.mail_quotes;
    add(
        CleanupKind::MailQuoting,
        quotes,
        format!("{} removed", counted(quotes, "mail quoting mark", "mail quoting marks")),
    );
    let invisible = changes.invisible;
    let text = format!("{} removed", counted(invisible, "invisible character", "invisible characters"));
    add(CleanupKind::Invisible, invisible, text);
    let dashes = changes.dashes;
    let text = format!(
        "{} read as -; an e-mail program or word processor may have changed more",
        counted(dashes, "long dash", "long dashes")
    );
    add(CleanupKind::Dashes, dashes, text);
    add(CleanupKind::JsonEscapes, changes.json_escapes, "JSON escapes decoded".to_owned());
    let backslashes = changes.backslashes;
    add(CleanupKind::Backslashes, backslashes, format!("{} removed", counted(backslashes, "backslash", "backslashes")));
    add(CleanupKind::PercentEncoding, changes.percent, "Percent-encoding decoded".to_owned());
    add(CleanupKind::Ellipsis, usize::from(changes.ellipsis), "Ellipsis and everything after it ignored".to_owned());
    let text = "Punctuation after it removed".to_owned();
    add(CleanupKind::Punctuation, changes.punctuation, text);
    list
}

#[cfg(test)]
mod tests;
