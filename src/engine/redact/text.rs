//! A text with tokens in it: a HAR, a log, a command, a file of variables. What surrounds the tokens stays.

use super::mask::MaskKind;
use super::name;
use super::named_value::NamedValue;
use super::piece::{Piece, Replacement};
use super::token::may_be_token;
use super::treatment::Treatment;
use super::{REDACTED, Redactor};
use crate::engine::detect::{self, Candidate, CandidateKind, CleanupKind};
use crate::engine::ground::json::{FaultKind, Kind, scan};
use crate::engine::ground::span::Span;
use crate::engine::lint::privacy::{is_email, known_secrets};
use crate::engine::text::private;
use crate::engine::text::variable::{self, Wanted, call};
use core::net::{Ipv4Addr, Ipv6Addr};
use std::collections::BTreeMap;

/// Longest object within other text that is read as one.
const LONGEST_OBJECT: usize = 256 * 1024;
/// How often a text is looked through again for what was not found before.
const MOST_ROUNDS: usize = 64;
/// Characters of the first line of a value that goes on in the next one.
const SHORTEST_WRAPPED: usize = 40;

/// What is to be put where, without overlaps: what comes first stays.
#[derive(Default)]
pub(super) struct Places {
    by_start: BTreeMap<usize, Replacement>,
}

impl Places {
    fn overlaps(&self, span: Span) -> bool {
        let before = self.by_start.range(..span.end).next_back();
        before.is_some_and(|(_, replacement)| replacement.span.end > span.start)
    }

    pub(super) fn add(&mut self, span: Span, piece: Piece) {
        if !span.is_empty() && !self.overlaps(span) {
            self.by_start.insert(span.start, Replacement { span, piece });
        }
    }

    /// What of a span is not taken yet.
    pub(super) fn free(&self, span: Span) -> Vec<Span> {
        let mut free = Vec::new();
        let mut at = span.start;
        let first = self.by_start.range(..=span.start).next_back().map_or(span.start, |(start, _)| *start);
        for replacement in self.by_start.range(first..span.end).map(|(_, replacement)| replacement) {
            if replacement.span.end <= at {
                continue;
            }
            if replacement.span.start > at {
                free.push(Span::new(at, replacement.span.start));
            }
            at = replacement.span.end;
        }
        if at < span.end {
            free.push(Span::new(at, span.end));
        }
        free
    }

    pub(super) fn into_list(self) -> Vec<Replacement> {
        self.by_start.into_values().collect()
    }
}

impl Redactor {
    /// Anything: JSON, a token, text with tokens in it.
    pub(super) fn any_text(&mut self, text: &str) -> Piece {
        let trimmed = text.trim_start();
        if trimmed.starts_with(['{', '[', '"']) {
            let is_archive = trimmed.starts_with('{') && is_archive(text, self.limits.json_depth);
            let treatment = if is_archive { Treatment::Archive } else { Treatment::Document };
            if let Some(piece) = self.deeper(|redactor| redactor.json(text, treatment)) {
                return piece;
            }
        }
        if let Some(piece) = self.whole_token(text) {
            return around(text, &piece);
        }
        if self.depth < super::DEEPEST
            && let Some(inner) = self.below_envelopes(text)
        {
            return self.deeper(|redactor| redactor.any_text(&inner));
        }
        if let Some(piece) = self.encoded_text(text) {
            return piece;
        }
        self.flat(text)
    }

    /// A text within another, which may be the value of a header line.
    pub(super) fn within(&mut self, text: &str, name: Option<&str>) -> Option<Piece> {
        if self.depth >= super::DEEPEST {
            // Nobody looks into it any more, and what is not known to be harmless is masked.
            return Some(Piece::masked(REDACTED.to_owned(), MaskKind::Secret));
        }
        match name {
            Some(name) if name::is_header(name) => Some(self.header_value(name, text)),
            _ => Some(self.deeper(|redactor| redactor.any_text(text))),
        }
    }

    /// What a text is packed in as a whole.
    fn below_envelopes(&self, text: &str) -> Option<String> {
        // No envelope is shorter than the header of a token, `{"alg":""}` in base64, and two dots.
        const SHORTEST: usize = 16;
        if text.len() < SHORTEST {
            return None;
        }
        let found = detect::tokens(text, &self.limits);
        found.iter().find_map(|candidate| detect::unwrapped(text, candidate))
    }

    /// Lines of text.
    fn flat(&mut self, text: &str) -> Piece {
        let mut places = Places::default();
        if self.is_sentence {
            // What stands there in quotes may have quotes in it.
            self.replaced(text).into_iter().for_each(|replaced| places.add(replaced.span, replaced.piece));
        }
        for span in detect::cookie_pieces(text, &self.limits) {
            self.remember(MaskKind::Signature, span.of(text).unwrap_or_default());
            places.add(span, gone());
        }
        self.objects(text, &mut places);
        for key in detect::keys(text, &self.limits) {
            places.add(key.span, Piece::masked(format!("[{REDACTED} KEY]"), MaskKind::Key));
        }
        self.tokens_in(text, &mut places);
        self.named_in(text, &mut places);
        self.encoded_in(text, &mut places);
        self.shapes_in(text, &mut places);
        for span in places.free(Span::new(0, text.len())) {
            if let Some(piece) = span.of(text).and_then(|free| self.known(free)) {
                places.add(span, piece);
            }
        }
        let piece = Piece::plain(text).with(&places.into_list());
        self.left_over(piece)
    }

    /// JSON objects with other text around them.
    fn objects(&mut self, text: &str, places: &mut Places) {
        let mut budget = text.len().saturating_mul(4) + LONGEST_OBJECT;
        let mut at = 0;
        while let Some(step) = memchr::memchr(b'{', text.as_bytes().get(at..).unwrap_or_default()) {
            let start = at + step;
            at = start + 1;
            let rest = text.get(start..).unwrap_or_default();
            let opens = rest[1..].trim_start().starts_with('"');
            let rest = &rest[..rest.floor_char_boundary(LONGEST_OBJECT)];
            if !opens || self.depth >= super::DEEPEST {
                continue;
            }
            if budget < rest.len() {
                return;
            }
            let document = scan(rest.as_bytes(), self.limits.json_depth);
            let is_whole = document.fault().is_none_or(|fault| fault.kind == FaultKind::Trailing);
            let read = document.fault().map_or(rest.len(), |fault| fault.span.start);
            budget -= read.max(64).min(budget);
            let Some(span) =
                document.root().filter(|root| is_whole && root.kind() == Kind::Object).map(|root| root.span())
            else {
                continue;
            };
            let object = span.of(rest).unwrap_or_default();
            if let Some(piece) = self.deeper(|redactor| redactor.json(object, Treatment::Document)) {
                places.add(span.shift(start), piece);
                at = start + span.end;
            }
        }
    }

    /// The tokens, each wherever it stands. One that was found is blotted out and the text is looked through again: the same
    /// token in lines or in an encoding is found once only.
    fn tokens_in(&mut self, text: &str, places: &mut Places) {
        let mut rest = text.to_owned();
        for span in places.by_start.values().map(|replacement| replacement.span).collect::<Vec<_>>() {
            blot(&mut rest, span);
        }
        for _ in 0..MOST_ROUNDS {
            let found = detect::plain_tokens(&rest, &self.limits);
            let mut blotted: Vec<Span> = Vec::new();
            for candidate in found.iter().filter(|candidate| may_be_token(&candidate.text)) {
                let is_chunked = candidate.cleaned.iter().any(|cleanup| cleanup.kind == CleanupKind::CookieChunks);
                let Some(written) = candidate.source.of(&rest).filter(|written| !written.is_empty() && !is_chunked)
                else {
                    continue;
                };
                let spans: Vec<Span> = if candidate.occurrences > 1 {
                    let again = memchr::memmem::find_iter(rest.as_bytes(), written.as_bytes());
                    again.map(|at| Span::new(at, at + written.len())).collect()
                } else {
                    vec![candidate.source]
                };
                let piece = self.token_as_written(candidate);
                spans.iter().for_each(|span| places.add(*span, piece.clone()));
                blotted.extend(spans);
            }
            if blotted.is_empty() {
                break;
            }
            blotted.into_iter().for_each(|span| blot(&mut rest, span));
        }
    }

    /// In the encoding in which it stood there.
    fn token_as_written(&mut self, candidate: &Candidate) -> Piece {
        let piece = self.token(&candidate.text);
        let has = |kind: CleanupKind| candidate.cleaned.iter().any(|cleanup| cleanup.kind == kind);
        let is_json = candidate.kind == CandidateKind::JsonSerialization;
        if has(CleanupKind::Base64) {
            let text = data_encoding::BASE64.encode(piece.text.as_bytes());
            return piece.rewritten(text);
        }
        if is_json && has(CleanupKind::JsonEscapes) {
            let mut text = String::new();
            crate::engine::text::escape::push_json_string(&mut text, &piece.text);
            let text = text.trim_matches('"').to_owned();
            return piece.rewritten(text);
        }
        piece
    }

    fn named_in(&mut self, text: &str, places: &mut Places) {
        let named = super::form::find(text)
            .into_iter()
            .chain(super::named_value::find(text))
            .chain(super::login::find(text))
            .chain(super::csv::find(text))
            .chain(of_calls(text))
            .chain(of_commands(text));
        for mut found in named {
            // A long text in base64 that was wrapped at the end of its lines goes on in the next one.
            if found.span.len() >= SHORTEST_WRAPPED
                && found.header.is_none()
                && !found.span.of(text).is_some_and(|value| value.contains('\n'))
            {
                found.span.end = wrapped(text, found.span.end, found.span.len());
            }
            for span in places.free(found.span) {
                let value = span.of(text).unwrap_or_default();
                let piece = match &found.header {
                    Some(header) if span == found.span => self.header_value(header, value),
                    // Only what stands around a token within it is left.
                    _ if span != found.span && !value.bytes().any(|byte| byte.is_ascii_alphanumeric()) => continue,
                    _ if span != found.span && is_scheme(value.trim()) => continue,
                    _ => {
                        let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
                        self.remember(found.kind, &decoded.replace('+', " "));
                        self.value(&decoded, found.kind, value.len())
                    }
                };
                places.add(span, piece);
            }
        }
    }

    /// The value of a header line that opens something.
    fn header_value(&mut self, header: &str, value: &str) -> Piece {
        if name::is_cookie(header) || name::is_set_cookie(header) {
            return self.cookies(value, name::is_set_cookie(header));
        }
        if let Some(piece) = self.whole_token(value) {
            return around(value, &piece);
        }
        let (value, length) = (&*super::fold::unfolded(value), value.len());
        let (front, secret) = match value.split_once(' ') {
            Some((scheme, secret)) if name::is_authorization(header) && is_scheme(scheme) => {
                (format!("{scheme} "), secret)
            }
            _ => (String::new(), value),
        };
        self.credentials(&front, secret);
        let length = length.saturating_sub(front.len());
        let mut out = Piece::plain(front);
        out.push(&self.value(secret, MaskKind::Secret, length));
        out
    }

    /// User and password of RFC 7617: each may stand elsewhere.
    fn credentials(&mut self, front: &str, secret: &str) {
        if !front.to_ascii_lowercase().starts_with("basic") {
            return;
        }
        let decoded = crate::engine::ground::base64url::decode(secret.trim()).bytes;
        if let Some((user, password)) = std::str::from_utf8(&decoded).ok().and_then(|pair| pair.split_once(':')) {
            self.remember(MaskKind::Id, user);
            self.remember(MaskKind::Secret, password);
        }
    }

    /// `name=value; name=value`. Of `Set-Cookie` only the first is a cookie (RFC 6265 §4.1).
    fn cookies(&mut self, text: &str, is_set: bool) -> Piece {
        let mut out = Piece::default();
        // HARs join several by line breaks: each begins anew.
        if is_set && text.contains('\n') {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    out.push_str("\n");
                }
                out.push(&self.cookies(line, is_set));
            }
            return out;
        }
        for (index, pair) in text.split(';').enumerate() {
            if index > 0 {
                out.push_str(";");
            }
            let Some((name, value)) = pair.split_once('=').filter(|(_, value)| !value.is_empty()) else {
                match self.known(pair) {
                    Some(piece) => out.push(&piece),
                    None => out.push_str(pair),
                }
                continue;
            };
            out.push_str(name);
            out.push_str("=");
            // A date has a comma; in anything else another cookie may stand behind it (fetch joins them so).
            let is_plain = |known: &str| match known {
                "expires" => !value.contains('='),
                "max-age" | "path" | "samesite" | "priority" => !value.contains(['=', ',']),
                _ => false,
            };
            let is_attribute = is_set && index > 0 && is_plain(&name.trim().to_ascii_lowercase());
            if is_attribute {
                match self.known(value) {
                    Some(piece) => out.push(&piece),
                    None => out.push_str(value),
                }
            } else {
                let bare = value.trim_matches('"');
                let (front, behind) = value.split_once(bare).unwrap_or(("", ""));
                let piece = self.value(bare, MaskKind::Secret, bare.len());
                out.push_str(front);
                out.push(&piece);
                out.push_str(behind);
            }
        }
        out
    }

    /// What is known by its form: addresses, numbers of telephones, keys of the usual services.
    fn shapes_in(&mut self, text: &str, places: &mut Places) {
        for span in known_secrets(text) {
            self.shape(span, text, MaskKind::Secret, places);
        }
        let private = private::spans(text).into_iter().chain(private_runs(text)).chain(private::dumps(text));
        for span in private.chain(jar(text)).chain(credentials(text)) {
            self.shape(span, text, MaskKind::Secret, places);
        }
        for (at, separator) in text.match_indices("://") {
            let behind = &text[at + separator.len()..];
            let behind = &behind[..behind.floor_char_boundary(512)];
            let authority =
                &behind[..behind.find(['/', '?', '#', ' ', '"', '\'', '<', '>', '\n']).unwrap_or(behind.len())];
            if let Some((userinfo, _)) = authority.rsplit_once('@') {
                let start = at + separator.len();
                // `user` stands for nobody.
                let parts = userinfo.split(':').filter(|part| name::named(part) == name::Named::Nothing);
                parts.for_each(|part| self.remember(MaskKind::Secret, part));
                self.shape(Span::new(start, start + userinfo.len()), text, MaskKind::Secret, places);
            }
        }
        for span in telephones(text).into_iter().chain(national_telephones(text)) {
            self.shape(span, text, MaskKind::Phone, places);
        }
        let mut at = 0;
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"@._+-:%".contains(byte) || *byte >= 0x80;
            let Some(start) = rest.iter().position(is_part).map(|step| at + step) else { break };
            let length = text.as_bytes()[start..].iter().position(|byte| !is_part(byte)).unwrap_or(text.len() - start);
            self.word(Span::new(start, start + length), text, places);
            at = start + length;
        }
    }

    /// A run of letters that may be an address.
    fn word(&mut self, span: Span, text: &str, places: &mut Places) {
        const LONGEST: usize = 320;
        if span.len() > LONGEST || span.len() < 6 {
            return;
        }
        let word = span.of(text).unwrap_or_default();
        let end = word.trim_end_matches(['.', ':', '-', '%']).len();
        let decoded = if word.contains("%40") { word.replace("%40", "@") } else { String::new() };
        for (candidate, offset, length) in candidates(&word[..end]) {
            let span = Span::new(span.start + offset, span.start + offset + length);
            let is_v4 =
                candidate.parse::<Ipv4Addr>().is_ok_and(|address| !address.is_loopback() && !address.is_unspecified());
            let is_v6 = candidate.matches(':').count() > 2
                && candidate
                    .parse::<Ipv6Addr>()
                    .is_ok_and(|address| !address.is_loopback() && !address.is_unspecified());
            if is_v4 || is_v6 {
                return self.shape(span, text, MaskKind::Ip, places);
            }
            let digits = candidate.strip_prefix('+').unwrap_or_default();
            if (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.shape(span, text, MaskKind::Phone, places);
            }
            if is_email(candidate) {
                return self.shape(span, text, MaskKind::Email, places);
            }
        }
        if is_email(&decoded) {
            self.remember(MaskKind::Email, &decoded);
            self.shape(Span::new(span.start, span.start + word.len()), text, MaskKind::Email, places);
        }
    }

    fn shape(&mut self, span: Span, text: &str, kind: MaskKind, places: &mut Places) {
        for span in places.free(span) {
            let value = span.of(text).unwrap_or_default();
            // What is behind the credentials of an address, or behind a name that was masked, is a host.
            let (span, value, kind) = match value.strip_prefix('@') {
                Some(host) => (Span::new(span.start + 1, span.end), host, MaskKind::Host),
                None => (span, value, kind),
            };
            let piece = self.value(value, kind, value.len());
            places.add(span, piece);
        }
    }

    /// Looks at what was made as anybody would who searches it for tokens.
    fn left_over(&mut self, mut piece: Piece) -> Piece {
        for _ in 0..MOST_ROUNDS {
            let mut places = Places::default();
            let found = detect::plain_tokens(&piece.text, &self.limits);
            let is_left = |candidate: &&Candidate| !is_redacted(&candidate.text) && may_be_token(&candidate.text);
            for candidate in found.iter().filter(is_left) {
                let written = candidate.source.of(&piece.text).unwrap_or_default();
                let redacted = self.token_as_written(candidate);
                for at in memchr::memmem::find_iter(piece.text.as_bytes(), written.as_bytes()) {
                    places.add(Span::new(at, at + written.len()), redacted.clone());
                }
            }
            let list = places.into_list();
            if list.is_empty() {
                break;
            }
            piece = piece.with(&list);
        }
        piece
    }
}

/// The values in a file of cookies (Netscape's format, as curl and wget keep it): the last of seven columns.
fn jar(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        let columns: Vec<&str> = line.splitn(7, '\t').collect();
        let is_flag = |at: usize| columns.get(at).is_some_and(|word| matches!(*word, "TRUE" | "FALSE"));
        if let Some(value) = columns.get(6).filter(|value| !value.is_empty() && is_flag(1) && is_flag(3)) {
            let behind = start + line.len();
            found.push(Span::new(behind - value.len(), behind));
        }
    }
    found
}

/// What stands behind a scheme wherever that is: in a column of a table, in a sentence. A word in its place is prose.
fn credentials(text: &str) -> Vec<Span> {
    const SHORTEST: usize = 16;
    let mut found = Vec::new();
    for scheme in ["Bearer ", "bearer ", "BEARER ", "Basic ", "basic ", "DPoP ", "Negotiate ", "ApiKey "] {
        for (at, _) in text.match_indices(scheme) {
            let start = at + scheme.len();
            let is_within = at.checked_sub(1).is_some_and(|before| text.as_bytes()[before].is_ascii_alphanumeric());
            let length = text.as_bytes()[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte))
                .count();
            let value = &text[start..start + length];
            let is_pair = || {
                let decoded = crate::engine::ground::base64url::decode(value).bytes;
                scheme.eq_ignore_ascii_case("basic ")
                    && std::str::from_utf8(&decoded).is_ok_and(|pair| pair.contains(':'))
            };
            let is_mixed = value.bytes().any(|byte| byte.is_ascii_digit())
                || value.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
            if !is_within && (length >= SHORTEST && is_mixed || is_pair()) {
                found.push(Span::new(start, start + length));
            }
        }
    }
    found
}

/// Telephone numbers in groups that begin with a zero, `030 1234567`, or have the lengths of North America's, `415.555.2671`.
/// A date has groups too.
fn national_telephones(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)).map(|step| at + step)
    {
        let (mut end, mut groups, mut gaps) = (start, vec![0_usize], Vec::new());
        for (index, byte) in bytes.iter().enumerate().skip(start).take(24) {
            match *byte {
                b'0'..=b'9' => {
                    *groups.last_mut().unwrap_or(&mut 0) += 1;
                    end = index + 1;
                }
                gap @ (b' ' | b'-' | b'.' | b'/') if end == index => {
                    gaps.push(gap);
                    groups.push(0);
                }
                _ => break,
            }
        }
        if groups.last() == Some(&0) {
            groups.pop();
        }
        // No farther back than the run of digits that it begins.
        at = end.max(start + 1);
        let is_joined = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:/".contains(byte);
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        let is_within = before.is_some_and(is_joined) || bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        let digits: usize = groups.iter().sum();
        let is_date = matches!(groups.as_slice(), [1..=2, 1..=2, 2] | [1..=2, 1..=2, 4, ..]);
        let begins_with_zero =
            bytes[start] == b'0' && (2..=6).contains(&groups[0]) && groups.len() > 1 && (8..=15).contains(&digits);
        let is_american = groups.as_slice() == [3, 3, 4] && gaps.first() == gaps.get(1);
        if !is_within && !is_date && (begins_with_zero || is_american) {
            found.push(Span::new(start, end));
        }
    }
    found
}

/// Telephone numbers in groups: `+49 30 1234567`, `+1 (415) 555-2671`, `(030) 123-4567`. One without a plus sign or a code in
/// parentheses may be anything.
fn telephones(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let is_in_word = |at: usize| at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr2(b'+', b'(', bytes.get(at..).unwrap_or_default()).map(|step| at + step) {
        at = start + 1;
        if is_in_word(start) {
            continue;
        }
        let (mut end, mut digits, mut gap) = (at, 0_usize, 0_usize);
        // So many characters have fifteen digits (ITU-T E.164 §6) in groups.
        for (index, byte) in bytes.iter().enumerate().skip(at).take(40) {
            match byte {
                b'0'..=b'9' => (end, digits, gap) = (index + 1, digits + 1, 0),
                b' ' | b'-' | b'.' | b'(' | b')' | b'/' if gap < 3 => gap += 1,
                _ => break,
            }
        }
        let is_code = bytes[start] == b'+' || bytes[start..end].contains(&b')');
        let is_closed = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        if is_code && is_closed && (8..=15).contains(&digits) {
            found.push(Span::new(start, end));
            at = end;
        }
    }
    found
}

/// Writes quotes over it: they end what stands in front of them.
fn blot(text: &mut String, span: Span) {
    text.replace_range(span.range(), &"\"".repeat(span.len()));
}

/// The whole word, and what of it is behind a separator: `from:1.2.3.4`, `peer-10.0.0.1:443`.
fn candidates(word: &str) -> Vec<(&str, usize, usize)> {
    let mut list = vec![(word, 0, word.len())];
    let mut offset = 0;
    for part in word.split(':') {
        if part.len() < word.len() && part.len() >= 6 {
            let bare = part.trim_end_matches(['.', '-', '%']);
            list.push((bare, offset, bare.len()));
        }
        offset += part.len() + 1;
    }
    list
}

/// Whether a token is one that the redactor wrote.
fn is_redacted(text: &str) -> bool {
    text.split(['.', '~', '"']).any(|part| part.trim_end_matches('A') == REDACTED)
}

/// `text` with `piece` in the place of what is not blank.
pub(super) fn around(text: &str, piece: &Piece) -> Piece {
    let bare = text.trim();
    let (front, behind) = text.split_once(bare).unwrap_or(("", ""));
    let mut out = Piece::plain(front);
    out.push(piece);
    out.push_str(behind);
    out
}

fn gone() -> Piece {
    Piece::masked(REDACTED.to_owned(), MaskKind::Signature)
}

/// Schemes of the `Authorization` header (RFC 9110 §11.1): a word without digits.
fn is_scheme(word: &str) -> bool {
    word.len() <= 24 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// Whether a JSON text is a HAR (HAR 1.2: `log.entries`).
fn is_archive(text: &str, depth: usize) -> bool {
    if !text.contains("\"entries\"") {
        return false;
    }
    let document = scan(text.as_bytes(), depth);
    document.object().and_then(|root| root.get("log")).is_some_and(|log| log.get("entries").is_some())
}

/// Runs of characters that are a private key by themselves: DER in base64 or hexadecimal, a PEM in percent-encoding.
fn private_runs(text: &str) -> Vec<Span> {
    /// The shortest key: 32 bytes in PKCS #8, as base64.
    const SHORTEST: usize = 60;
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    for run in text.split_inclusive(|sign: char| sign.is_whitespace() || "\"'`<>,;()=".contains(sign)) {
        let bare = run.trim_end_matches(|sign: char| sign.is_whitespace() || "\"'`<>,;()=".contains(sign));
        if bare.len() >= SHORTEST && start >= end && private::is_private(bare) {
            end = wrapped(text, start + bare.len(), bare.len());
            found.push(Span::new(start, end));
        }
        start += run.len();
    }
    found
}

/// Where a text in base64 or hexadecimal ends that was wrapped: lines as long as the first one and one that is shorter.
pub(super) fn wrapped(text: &str, from: usize, width: usize) -> usize {
    let mut end = from;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let Some(behind) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else { return end };
        let line = behind.lines().next().unwrap_or_default().trim_end();
        // Elsewhere than at the end, an equals sign is that of another name.
        let unpadded = line.trim_end_matches('=');
        let is_text = unpadded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
        if line.is_empty() || line.len() > width || !is_text {
            return end;
        }
        end += rest.len() - behind.len() + line.len();
        if line.len() < width {
            return end;
        }
    }
}

/// The values that commands put into a store of secrets, whatever they are called there, and those of tables, statements and
/// sentences.
fn of_commands(text: &str) -> impl Iterator<Item = NamedValue> {
    variable::kept(text, Wanted::Hidden).map(|put| NamedValue { span: put.span, kind: MaskKind::Secret, header: None })
}

/// The secrets among the arguments of what signs and verifies.
fn of_calls(text: &str) -> impl Iterator<Item = NamedValue> {
    call::find(text).into_iter().map(|found| NamedValue { span: found.span, kind: MaskKind::Secret, header: None })
}
