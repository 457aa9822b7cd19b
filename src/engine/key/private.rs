//! Where a text or a JSON document has a private key in it, so that it is not shown: as a JWK or a PEM, in the clear, in a
//! string, in base64, as `did:jwk` or in a token within the token.

use super::PRIVATE_MEMBERS;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;
use std::sync::Arc;

/// What stands for each byte of a private key.
const MASK: u8 = b'*';
/// How many strings and encodings deep a key is looked for.
const DEEPEST: usize = 4;
/// Characters of base64 that can hold a private key: the shortest is `{"kty":"oct","k":"x"}`.
const SHORTEST: usize = 24;

/// The document with a star for every byte of a private key; the same one where there is none. Every value stays where it is.
pub(crate) fn covered(document: &Arc<Document>) -> Arc<Document> {
    let spans = in_document(document, 0);
    if spans.is_empty() {
        Arc::clone(document)
    } else {
        Arc::new(document.with_bytes(starred(document.bytes(), &spans)))
    }
}

/// The document with a star for every byte of this value's text.
pub(crate) fn covered_value(document: &Arc<Document>, value: Value<'_>) -> Arc<Document> {
    let mut spans = Vec::new();
    leaves(value, &mut spans);
    Arc::new(document.with_bytes(starred(document.bytes(), &spans)))
}

/// Bytes of any kind with a star for every byte of a private key; the same ones where there is none.
pub(crate) fn covered_bytes(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let spans = match std::str::from_utf8(bytes) {
        Ok(text) => in_text(text, 0),
        Err(_) if is_private_der(bytes) => vec![Span::new(0, bytes.len())],
        Err(_) => Vec::new(),
    };
    if spans.is_empty() { Arc::clone(bytes) } else { starred(bytes, &spans) }
}

/// Whether a name is that of a private member of a JWK, as readers that are lenient about case take it.
pub(crate) fn is_private_name(name: &str) -> bool {
    PRIVATE_MEMBERS.iter().any(|private| private.eq_ignore_ascii_case(name))
}

fn starred(bytes: &[u8], spans: &[Span]) -> Arc<[u8]> {
    let mut out = bytes.to_vec();
    for span in spans {
        if let Some(private) = out.get_mut(span.range()) {
            private.fill(MASK);
        }
    }
    out.into()
}

/// The bytes of a document that are private: within the quotes of strings, and numbers.
fn in_document(document: &Document, depth: usize) -> Vec<Span> {
    let mut found = Vec::new();
    for value in (0..document.len()).filter_map(|index| document.value(index)) {
        match value.kind() {
            Kind::Object if value.members().any(|member| member.name.eq_ignore_ascii_case("kty")) => {
                let private = value.members().filter(|member| is_private_name(&member.name));
                private.for_each(|member| leaves(member.value, &mut found));
            }
            Kind::String if value.as_str().is_some_and(|text| !in_text(&text, depth).is_empty()) => {
                leaves(value, &mut found);
            }
            _ => {}
        }
    }
    // What broke off is no value, and is shown all the same.
    if !document.is_complete()
        && let Ok(text) = std::str::from_utf8(document.bytes())
    {
        found.extend(in_text(text, depth));
    }
    found
}

/// The strings, without their quotes, and the numbers of a value.
fn leaves(value: Value<'_>, found: &mut Vec<Span>) {
    let within = (value.index()..value.next_index()).filter_map(|index| value.document().value(index));
    for leaf in within {
        let span = leaf.span();
        match leaf.kind() {
            Kind::String if span.len() > 2 => found.push(Span::new(span.start + 1, span.end - 1)),
            Kind::Number => found.push(span),
            _ => {}
        }
    }
}

/// The bytes of a text that are private.
fn in_text(text: &str, depth: usize) -> Vec<Span> {
    let mut found = spans(text);
    if depth >= DEEPEST {
        return found;
    }
    // JSON in a string in JSON: its quotes are escaped.
    for span in strings(text) {
        let lexeme = span.of(text).filter(|lexeme| lexeme.contains('\\'));
        let inner = lexeme.and_then(|lexeme| serde_json::from_str::<String>(lexeme).ok());
        if inner.is_some_and(|inner| !in_text(&inner, depth + 1).is_empty()) {
            found.push(Span::new(span.start + 1, span.end - 1));
        }
    }
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/' | b'=');
    let mut at = 0;
    while let Some(start) = text.as_bytes().iter().skip(at).position(is_base64).map(|skipped| at + skipped) {
        let length = text.as_bytes().iter().skip(start).take_while(|byte| is_base64(byte)).count();
        at = start + length;
        let piece = text.get(start..at).filter(|piece| piece.len() >= SHORTEST);
        if piece.is_some_and(|piece| is_private_base64(piece, depth)) {
            found.push(Span::new(start, at));
        }
    }
    found
}

fn is_private_base64(piece: &str, depth: usize) -> bool {
    // `{`, `[`, white space and letters that begin a text, and DER: anything else is decoded in vain.
    if !piece.starts_with(['e', 'W', 'M', 'L', 'I', 'C', 'D', 'Z']) {
        return false;
    }
    let decoded = base64url::decode(piece).bytes;
    match std::str::from_utf8(&decoded) {
        Ok(text) => !in_text(text, depth + 1).is_empty(),
        Err(_) => is_private_der(&decoded),
    }
}

/// Whether DER is a private key by its first fields: PKCS #8 (RFC 5958 §2), PKCS #1 (RFC 8017 A.1.2) or SEC 1 (RFC 5915 §3).
fn is_private_der(bytes: &[u8]) -> bool {
    let body = match bytes {
        [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => rest,
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        _ => return false,
    };
    match body {
        // A version of one byte, then an algorithm, a large number, or an octet string that fills a field.
        [0x02, 0x01, 0 | 1, 0x30, ..] | [0x02, 0x01, 0 | 1, 0x02, 0x81 | 0x82, ..] => true,
        [0x02, 0x01, 1, 0x04, length, ..] => *length >= 28,
        _ => false,
    }
}

/// The bytes of `text` that are private, in their order: values of JWK members without their quotes, and what stands
/// between the lines of a PEM.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut found = pem(text);
    found.extend(members(text));
    found.sort_by_key(|span| span.start);
    // A PEM within a JSON string can be both.
    let mut end = 0;
    found.retain(|span| {
        let is_new = span.start >= end;
        end = end.max(span.end);
        is_new
    });
    found
}

/// Between `-----BEGIN … PRIVATE KEY-----` and the next `-----END`, or the end of the text.
fn pem(text: &str) -> Vec<Span> {
    const BEGIN: &str = "-----BEGIN ";
    const LABEL: &str = "PRIVATE KEY-----";
    /// What stands before that: the label is a few words.
    const BEFORE: usize = 32;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text.get(at..).and_then(|rest| rest.find(BEGIN)).map(|place| at + place) {
        at = begin + BEGIN.len();
        let rest = text.get(at..).unwrap_or_default();
        // No farther, or a text of many beginnings would be read as often as it has them.
        let line = rest.get(..rest.floor_char_boundary(BEFORE + LABEL.len())).unwrap_or(rest);
        let Some(label) = line.find(LABEL) else { continue };
        let start = at + label + LABEL.len();
        let end = text.get(start..).and_then(|rest| rest.find("-----END")).map_or(text.len(), |place| start + place);
        if end > start {
            found.push(Span::new(start, end));
        }
        at = end;
    }
    found
}

/// Values of private members, in a text that speaks of a key at all.
fn members(text: &str) -> Vec<Span> {
    let strings = strings(text);
    let name = |span: &Span| {
        let lexeme = span.of(text).unwrap_or_default();
        serde_json::from_str::<String>(lexeme).unwrap_or_else(|_| lexeme.trim_matches('"').to_owned())
    };
    if !strings.iter().any(|span| name(span).eq_ignore_ascii_case("kty")) {
        return Vec::new();
    }
    // `r` and `t` stand in `oth` alone.
    let is_private = |name: &str| is_private_name(name) || matches!(name, "r" | "t");
    let inside = |span: &Span| {
        let lexeme = span.of(text).unwrap_or_default();
        let is_closed = lexeme.len() >= 2 && lexeme.ends_with('"');
        Span::new(span.start + 1, if is_closed { span.end - 1 } else { span.end })
    };
    let mut found = Vec::new();
    // Brackets that were opened since a private name: all within is its value.
    let mut open = 0_usize;
    for (index, span) in strings.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| strings.get(before));
        let between = text.get(before.map_or(0, |before| before.end)..span.start).unwrap_or_default().trim();
        let brackets = between.chars().fold(0_usize, |depth, character| match character {
            '[' | '{' => depth + 1,
            ']' | '}' => depth.saturating_sub(1),
            _ => depth,
        });
        let closed = between.chars().filter(|character| matches!(character, ']' | '}')).count();
        let is_value = between.starts_with(':') && before.is_some_and(|before| is_private(&name(before)));
        if open > 0 {
            open = open.saturating_sub(closed) + brackets;
        } else if is_value {
            open = brackets;
        }
        let is_name = || text.get(span.end..).unwrap_or_default().trim_start().starts_with(':');
        if (is_value || open > 0) && !is_name() {
            found.push(inside(span));
        }
    }
    found.retain(|span| !span.is_empty());
    found
}

/// Every JSON string with its quotes; the last one may not be closed.
fn strings(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'"', bytes.get(at..).unwrap_or_default()).map(|place| at + place) {
        at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') => {
                    at += 1;
                    break;
                }
                Some(_) => at += 1,
                None => break,
            }
        }
        at = at.min(bytes.len());
        found.push(Span::new(start, at));
    }
    found
}
