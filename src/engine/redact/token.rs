//! A token with its values masked and its signature gone, in the serialization that it had.

use super::document::is_serialization;
use super::mask::MaskKind;
use super::piece::{Piece, Replacement, spliced};
use super::treatment::{Treatment, of_member};
use super::{REDACTED, Readable, ReadablePart, Redactor};
use crate::engine::crypto::digest::digest;
use crate::engine::detect::{self, CandidateKind};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Document, Kind, Value, scan};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::parse::jws_end;
use crate::engine::verify::sd_jwt::hash_named;

/// Characters of a part whose text is looked for elsewhere.
const LONGEST_TEXT: usize = 1024;

/// Where a disclosure is on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Waiting,
    UnderWay,
    Done,
}

impl Redactor {
    /// A token as `detect` yields it, without anything around it.
    pub(super) fn token(&mut self, text: &str) -> Piece {
        let text = text.trim();
        if self.token_depth >= super::DEEPEST {
            return gone();
        }
        self.token_depth += 1;
        let piece = if text.starts_with('{') { self.serialization(text) } else { self.compact(text) };
        self.token_depth -= 1;
        if self.token_depth == 0 {
            let readable = std::mem::take(&mut self.readable);
            if self.seen.insert(piece.text.clone()) {
                self.tokens.push(readable);
            }
        }
        piece
    }

    /// A text that is a token and nothing else, or one behind its scheme.
    pub(super) fn whole_token(&mut self, text: &str) -> Option<Piece> {
        let bare = text.trim();
        let (scheme, token) = match bare.split_once(' ') {
            Some((scheme, token)) if matches!(scheme.to_ascii_lowercase().as_str(), "bearer" | "dpop" | "jwt") => {
                (scheme, token)
            }
            _ => ("", bare),
        };
        let token = token.trim();
        if !may_be_token(token) {
            return None;
        }
        let found = detect::tokens(token, &Limits { candidates: 2, ..self.limits });
        let candidate = found.first().filter(|candidate| {
            found.len() == 1
                && candidate.kind != CandidateKind::Fragment
                && candidate.source.len() == token.len()
                && candidate.text.len() == token.len()
        })?;
        let redacted = self.token(&candidate.text);
        if scheme.is_empty() {
            return Some(redacted);
        }
        let mut out = Piece::plain(format!("{scheme} "));
        out.push(&redacted);
        Some(out)
    }

    fn compact(&mut self, text: &str) -> Piece {
        let end = jws_end(text, &self.limits);
        let (jws, behind) = text.split_at(end);
        if behind.is_empty() {
            return self.parts(jws, None);
        }
        let mut segments: Vec<&str> = behind[1..].split('~').collect();
        // Behind the last tilde stands the key binding, or nothing (RFC 9901 §4).
        let binding = segments.pop().unwrap_or_default();
        let hash = disclosure_hash(jws.split('.').nth(1).unwrap_or_default(), &self.limits);
        let disclosures = self.disclosures(&segments, hash);
        let mut out = self.parts(jws, Some(()));
        for (number, (disclosure, readable)) in disclosures.into_iter().enumerate() {
            out.push_str("~");
            out.push(&disclosure);
            if let Some(piece) = readable {
                self.show(ReadablePart::Disclosure(number + 1), &piece);
            }
        }
        out.push_str("~");
        if !binding.is_empty() {
            let piece = self.parts(binding, None);
            out.push(&piece);
        }
        out
    }

    /// Header, payload and what proves them. The five parts of a JWE need no other rule: only its header is JSON.
    fn parts(&mut self, text: &str, selective: Option<()>) -> Piece {
        let parts: Vec<&str> = text.splitn(6, '.').collect();
        let mut out = Piece::default();
        let header = self.part(parts.first().copied().unwrap_or_default(), Treatment::Header, ReadablePart::Header);
        // RFC 7797 §3: the payload is its own characters.
        let is_unencoded = parts.len() == 3 && says_unencoded(parts[0], &self.limits);
        out.push(&header.unwrap_or_else(|| self.gone(parts[0])));
        for (index, part) in parts.iter().enumerate().skip(1) {
            out.push_str(".");
            let payload = match index {
                1 if is_unencoded => self.unencoded(part),
                1 if parts.len() <= 3 => self.part(part, Treatment::Claims, ReadablePart::Claims),
                _ => None,
            };
            match payload {
                Some(piece) => out.push(&piece),
                // Detached content, and the encrypted key that `dir` leaves out, are empty as they were. A signature is
                // said to be gone even where there was none.
                None if part.is_empty() && index + 1 < parts.len() => {}
                None => {
                    let piece = self.gone(part);
                    out.push(&piece);
                }
            }
        }
        if parts.len() == 1 && selective.is_none() {
            out.push_str(".");
            out.push(&gone());
        }
        out
    }

    /// What stands in the place of a part that nobody may read.
    fn gone(&mut self, part: &str) -> Piece {
        if part.len() >= 16 {
            self.remember(MaskKind::Signature, part);
        }
        // A payload that is no JSON may be a name.
        if part.len() <= LONGEST_TEXT
            && let Ok(text) = String::from_utf8(base64url::decode(part).bytes)
        {
            self.remember(MaskKind::Text, &text);
        }
        let mut text = REDACTED.to_owned();
        if self.rules.keeps_lengths && part.len() > text.len() {
            // `A` leaves no bits over, wherever the last character stands (RFC 4648 §3.5).
            text.extend(std::iter::repeat_n('A', part.len() - text.len()));
        }
        Piece::masked(text, MaskKind::Signature)
    }

    /// A part that is base64url of JSON, or of another token.
    fn part(&mut self, part: &str, treatment: Treatment, shown: ReadablePart) -> Option<Piece> {
        if part.is_empty() {
            return None;
        }
        let text = String::from_utf8(base64url::decode(part).bytes).ok()?;
        let piece = self.decoded(&text, treatment, shown)?;
        Some(piece.rewritten_in(base64url::encode))
    }

    fn decoded(&mut self, text: &str, treatment: Treatment, shown: ReadablePart) -> Option<Piece> {
        let is_nested = treatment == Treatment::Claims;
        if is_nested && let Some(token) = self.whole_token(text) {
            return Some(token);
        }
        let at = self.readable.len();
        let piece = self.deeper(|redactor| redactor.json(text, treatment))?;
        // In front of what is within it.
        let readable = self.readable(shown, &piece);
        self.readable.insert(at, readable);
        Some(piece)
    }

    fn unencoded(&mut self, text: &str) -> Option<Piece> {
        let piece = self.decoded(text, Treatment::Claims, ReadablePart::Claims)?;
        // RFC 7797 §5.2: a dot would end it.
        (!piece.text.contains('.') && !piece.text.contains('~')).then_some(piece)
    }

    fn readable(&self, part: ReadablePart, piece: &Piece) -> Readable {
        let depth = self.token_depth.saturating_sub(1);
        Readable { part, depth, text: piece.text.clone(), masks: piece.masks.clone() }
    }

    fn show(&mut self, part: ReadablePart, piece: &Piece) {
        let readable = self.readable(part, piece);
        self.readable.push(readable);
    }

    // ---- Disclosures (RFC 9901 §4.2)

    /// Each as it is written and as it is read.
    fn disclosures(&mut self, segments: &[&str], hash: Option<Hash>) -> Vec<(Piece, Option<Piece>)> {
        let documents: Vec<Option<Document>> = segments
            .iter()
            .take(self.limits.disclosures)
            .map(|segment| {
                let document = scan(base64url::decode(segment).bytes, self.limits.json_depth);
                let is_list = document.root().is_some_and(|root| root.kind() == Kind::Array);
                (document.is_complete() && is_list).then_some(document)
            })
            .collect();
        let by_digest = |segment: &&str| hash.map(|hash| base64url::encode(&digest(hash, segment.as_bytes())));
        let digests: std::collections::HashMap<String, usize> =
            segments.iter().enumerate().filter_map(|(index, segment)| Some((by_digest(segment)?, index))).collect();
        let mut made: Vec<Option<(Piece, Option<Piece>)>> = vec![None; segments.len()];
        let mut progress = vec![Progress::Waiting; segments.len()];
        for first in 0..segments.len() {
            let mut stack = vec![first];
            while let Some(&index) = stack.last() {
                let document = documents.get(index).and_then(Option::as_ref);
                if progress[index] == Progress::Waiting {
                    progress[index] = Progress::UnderWay;
                    // Those within it first: their digests are part of it.
                    let inner = document.map(|document| named_digests(document, &digests)).unwrap_or_default();
                    let waiting = inner.into_iter().filter(|inner| progress[*inner] == Progress::Waiting);
                    let before = stack.len();
                    stack.extend(waiting);
                    if stack.len() > before {
                        continue;
                    }
                }
                stack.pop();
                if progress[index] == Progress::Done {
                    continue;
                }
                progress[index] = Progress::Done;
                let (piece, readable) = match document {
                    Some(document) => self.disclosure(document),
                    None => (self.gone(segments[index]), None),
                };
                if let (Some(old), Some(hash)) = (by_digest(&segments[index]), hash) {
                    self.digests.insert(old, base64url::encode(&digest(hash, piece.text.as_bytes())));
                }
                made[index] = Some((piece, readable));
            }
        }
        made.into_iter().map(|made| made.unwrap_or_else(|| (gone(), None))).collect()
    }

    /// Salt, name and value, or salt and value.
    fn disclosure(&mut self, document: &Document) -> (Piece, Option<Piece>) {
        let text = String::from_utf8_lossy(document.bytes()).into_owned();
        let Some(root) = document.root() else { return (gone(), None) };
        let elements: Vec<Value<'_>> = root.children().collect();
        let name = (elements.len() == 3).then(|| elements[1].as_str()).flatten();
        let mut replacements = Vec::new();
        for (index, element) in elements.iter().enumerate() {
            let is_value = index + 1 == elements.len() && index > 0;
            if index == 1 && !is_value && name.is_some() {
                continue;
            }
            let treatment = match (is_value, &name) {
                (true, Some(name)) => of_member(Treatment::Claims, name, &self.rules),
                (true, None) => Treatment::Claims,
                (false, _) => Treatment::Masked(MaskKind::Secret),
            };
            let piece = self.alone(*element, treatment);
            replacements.push(Replacement { span: element.span(), piece });
        }
        let piece = spliced(&text, &replacements);
        (piece.clone().rewritten_in(base64url::encode), Some(piece))
    }

    // ---- JSON serializations (RFC 7515 §7.2, RFC 7516 §7.2)

    fn serialization(&mut self, text: &str) -> Piece {
        let document = scan(text.as_bytes(), self.limits.json_depth);
        let Some(root) = document.object() else { return gone() };
        if self.depth >= super::DEEPEST {
            return gone();
        }
        if !is_serialization(root) && root.get("payload").is_none() && root.get("ciphertext").is_none() {
            let piece = self.deeper(|redactor| redactor.json(text, Treatment::Claims));
            return piece.unwrap_or_else(gone);
        }
        let mut replacements = Vec::new();
        self.disclosures_of(root);
        for member in root.members() {
            self.member(&member.name, member.value, root, &mut replacements);
        }
        spliced(text, &replacements)
    }

    /// The disclosures of a JWS in JSON are in its unprotected header (RFC 9901 §8): their digests come first.
    fn disclosures_of(&mut self, root: Value<'_>) {
        let entries = root.get("signatures").into_iter().flat_map(Value::children);
        let headers: Vec<Value<'_>> = entries.chain([root]).filter_map(|entry| entry.get("header")).collect();
        let payload = root.get("payload").and_then(Value::as_str).unwrap_or_default();
        let hash = disclosure_hash(&payload, &self.limits);
        for header in headers {
            let list: Vec<String> = header
                .get("disclosures")
                .into_iter()
                .flat_map(Value::children)
                .filter_map(|value| Some(value.as_str()?.into_owned()))
                .collect();
            let segments: Vec<&str> = list.iter().map(String::as_str).collect();
            for (segment, (piece, _)) in segments.iter().zip(self.disclosures(&segments, hash)) {
                self.digests.insert((*segment).to_owned(), piece.text);
            }
        }
    }

    fn member(&mut self, name: &str, value: Value<'_>, root: Value<'_>, out: &mut Vec<Replacement>) {
        let mut replace = |span, piece| out.push(Replacement { span, piece });
        let text = value.as_str();
        match (name, &text) {
            ("protected", Some(part)) => {
                let piece = self.part(part, Treatment::Header, ReadablePart::Header).unwrap_or_else(|| self.gone(part));
                replace(value.span(), in_quotes(piece));
            }
            ("payload", Some(part)) => {
                let is_unencoded = root
                    .get("protected")
                    .and_then(Value::as_str)
                    .is_some_and(|part| says_unencoded(&part, &self.limits));
                let piece = if is_unencoded {
                    self.decoded(part, Treatment::Claims, ReadablePart::Claims)
                } else {
                    self.part(part, Treatment::Claims, ReadablePart::Claims)
                };
                let piece = piece.unwrap_or_else(|| if part.is_empty() { Piece::default() } else { self.gone(part) });
                replace(value.span(), in_quotes(piece));
            }
            ("signature" | "ciphertext" | "iv" | "tag" | "aad" | "encrypted_key", Some(part)) => {
                let piece = self.gone(part);
                replace(value.span(), in_quotes(piece));
            }
            ("signatures" | "recipients", None) if value.kind() == Kind::Array => {
                for entry in value.children() {
                    if entry.kind() == Kind::Object {
                        entry.members().for_each(|member| self.member(&member.name, member.value, root, out));
                    } else {
                        out.push(Replacement { span: entry.span(), piece: in_quotes(gone()) });
                    }
                }
            }
            ("header" | "unprotected", None) if value.kind() == Kind::Object => {
                for member in value.members() {
                    self.unprotected(&member.name, member.value, out);
                }
            }
            _ => replace(value.span(), self.alone(value, of_member(Treatment::Claims, name, &self.rules))),
        }
    }

    /// A member of a header that stands in the clear.
    fn unprotected(&mut self, name: &str, value: Value<'_>, out: &mut Vec<Replacement>) {
        match name {
            "disclosures" if value.kind() == Kind::Array => {
                for element in value.children() {
                    let redacted = element.as_str().and_then(|text| self.digests.get(&*text).cloned());
                    let piece = Piece::masked(redacted.unwrap_or_else(|| REDACTED.to_owned()), MaskKind::Signature);
                    out.push(Replacement { span: element.span(), piece: in_quotes(piece) });
                }
            }
            "kb_jwt" if value.kind() == Kind::String => {
                let text = value.as_str().unwrap_or_default().into_owned();
                let piece = self.parts(&text, None);
                out.push(Replacement { span: value.span(), piece: in_quotes(piece) });
            }
            _ => out.push(Replacement {
                span: value.span(),
                piece: self.alone(value, of_member(Treatment::Header, name, &self.rules)),
            }),
        }
    }

    /// One value by itself.
    fn alone(&mut self, value: Value<'_>, treatment: Treatment) -> Piece {
        let masked = self.deeper(|redactor| redactor.json(&value.lexeme(), treatment));
        masked.unwrap_or_else(|| in_quotes(gone()))
    }
}

/// Whether it is worth asking: `HTTP/1.1` and the name of a host have dots too. A token has two or four, and a part of it that
/// is no word: an object in base64url, or a long run of letters and digits.
pub(super) fn may_be_token(text: &str) -> bool {
    const SHORTEST: usize = 8;
    const LONG: usize = 20;
    if text.len() < SHORTEST {
        return false;
    }
    if text.starts_with("ey") || text.starts_with('{') {
        return true;
    }
    let mut parts = text.split('.').peekable();
    let is_object = |part: &str| base64url::decode(part).bytes.trim_ascii_start().first() == Some(&b'{');
    let first = parts.peek().copied().unwrap_or_default();
    let is_random = |part: &str| {
        let has = |known: fn(&u8) -> bool| part.bytes().any(|byte| known(&byte));
        part.len() >= LONG && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
    };
    text.contains('.') && (is_object(first) || parts.any(is_random))
}

fn gone() -> Piece {
    Piece::masked(REDACTED.to_owned(), MaskKind::Signature)
}

/// What is written in base64url or in words of the redactor needs no escapes.
fn in_quotes(piece: Piece) -> Piece {
    let mut text = String::new();
    crate::engine::text::escape::push_json_string(&mut text, &piece.text);
    piece.rewritten(text)
}

/// The disclosures whose digests stand in this one.
fn named_digests(document: &Document, digests: &std::collections::HashMap<String, usize>) -> Vec<usize> {
    let values = (0..document.len()).filter_map(|index| document.value(index));
    values.filter_map(|value| value.as_str()).filter_map(|text| digests.get(&*text).copied()).collect()
}

/// The hash behind the digests of this payload (RFC 9901 §4.1.1).
fn disclosure_hash(payload: &str, limits: &Limits) -> Option<Hash> {
    let document = scan(base64url::decode(payload).bytes, limits.json_depth);
    match document
        .object()
        .and_then(|claims| claims.get("_sd_alg"))
        .map(|name| name.as_str().unwrap_or_default().into_owned())
    {
        Some(name) => hash_named(&name),
        None => Some(Hash::Sha256),
    }
}

fn says_unencoded(header: &str, limits: &Limits) -> bool {
    let document = scan(base64url::decode(header).bytes, limits.json_depth);
    document.object().and_then(|header| header.get("b64")).and_then(Value::as_bool) == Some(false)
}
