//! What a payload or plaintext is: claims, however they are dressed up, a token, or something else.
//!
//! Readers differ in what they see through: Python's `json` reads UTF-16 and UTF-32, npm jose strips a byte order mark,
//! readers of SMART Health Cards inflate. What any of them reads as claims is read here too, so that an `exp` is judged
//! however it is dressed; that the dress breaks RFC 7519 §7.2 is said beside it.

use super::header::{JoseHeader, names_jwt};
use super::layer::{Content, ContentKind, JoseObject};
use super::part::Part;
use crate::engine::crypto::compression;
use crate::engine::ground::json::{self, Document, Kind};
use crate::engine::ground::limit::Limits;
use std::sync::Arc;

/// What stands around claims that RFC 7519 §7.2 (step 10: a JSON object in UTF-8) does not allow there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dress {
    /// A UTF-8 byte order mark (RFC 8259 §8.1).
    ByteOrderMark,
    /// UTF-16 instead of UTF-8.
    Utf16,
    /// UTF-32 instead of UTF-8.
    Utf32,
    /// Characters around the JSON that are no JSON whitespace: NUL, no-break spaces, form feeds.
    Padding,
    /// Raw DEFLATE in a JWS whose protected header says `"zip":"DEF"`: SMART Health Cards.
    Deflate,
    /// A JSON string that holds the JSON.
    JsonString,
    /// Base64url where `b64` is false: readers that do not know the parameter decode it (RFC 7797 §8).
    Base64url,
}

impl Dress {
    /// What is so, behind "the claims".
    pub const fn words(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "start with a byte order mark",
            Self::Utf16 => "are UTF-16, not UTF-8",
            Self::Utf32 => "are UTF-32, not UTF-8",
            Self::Padding => "have characters around them that are not JSON whitespace",
            Self::Deflate => "are compressed (DEFLATE)",
            Self::JsonString => "are a JSON string that contains JSON: they were serialized twice",
            Self::Base64url => "are base64url although b64 is false: verifiers that do not know b64 decode them",
        }
    }

    /// Whether a kind of token exists whose own specification asks for it.
    pub const fn is_specified(self) -> bool {
        matches!(self, Self::Deflate)
    }
}

/// How many layers of dress are taken off.
const MOST_DRESSES: usize = 4;

/// The header that speaks for an object: of its first signature or recipient.
fn first_header(object: &JoseObject) -> Option<&JoseHeader> {
    match object {
        JoseObject::Jws(jws) => jws.signatures.first().map(|entry| &entry.header),
        JoseObject::Jwe(jwe) => jwe.recipients.first().map(|entry| &entry.header),
        JoseObject::Unreadable(_) => None,
    }
}

/// What the protected `cty` says is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaidContent {
    /// `JWT`, or a kind of JWT: compact (RFC 7519 §5.2).
    Jwt,
    /// `JOSE`: a compact JOSE object (RFC 7515 §4.1.9).
    Jose,
    /// `JOSE+JSON`: one in a JSON serialization.
    JoseJson,
    /// Something else, or nothing.
    Other,
}

/// What the integrity-protected `cty` says; an unprotected one can be added by anybody.
pub(crate) fn said_content(header: Option<&JoseHeader>) -> SaidContent {
    match header.and_then(|header| header.protected_media_type("cty")).as_deref() {
        Some("application/jose") => SaidContent::Jose,
        Some("application/jose+json") => SaidContent::JoseJson,
        Some(cty) if names_jwt(cty) => SaidContent::Jwt,
        _ => SaidContent::Other,
    }
}

/// Reads payload or plaintext.
pub(crate) fn read(bytes: Arc<[u8]>, part: Option<Part>, object: &JoseObject, limits: &Limits) -> Content {
    let plain = |bytes, kind, document| Content { bytes, kind, document, part: part.clone(), dress: None };
    if bytes.is_empty() {
        return plain(bytes, ContentKind::Empty, None);
    }
    let document = Arc::new(json::scan(bytes.clone(), limits.json_depth));
    let header = first_header(object);
    let said = said_content(header);
    let text = std::str::from_utf8(&bytes);
    if header.is_some() && text.is_ok_and(|text| is_jose(text.trim(), &document, said, limits)) {
        return plain(bytes, ContentKind::Nested, None);
    }
    if document.object().is_some() {
        return plain(bytes, ContentKind::Claims, Some(document));
    }
    let is_jws = matches!(object, JoseObject::Jws(_));
    let protected = |name| header.and_then(|header| header.protected(name)).filter(|_| is_jws);
    let outer = Outer {
        may_be_deflated: protected("zip").is_some_and(|zip| zip.value.as_str().as_deref() == Some("DEF")),
        is_unencoded: protected("b64").and_then(|parameter| parameter.value.as_bool()) == Some(false),
    };
    if let Some((dress, inside)) = undressed(&bytes, outer, limits) {
        let document = Arc::new(json::scan(inside.clone(), limits.json_depth));
        let is_whole = dress.is_specified() && document.object().is_some();
        let kind = if is_whole { ContentKind::Claims } else { ContentKind::BrokenClaims };
        return Content { bytes: inside, kind, document: Some(document), part, dress: Some(dress) };
    }
    if document.is_complete() {
        plain(bytes, ContentKind::OtherJson, Some(document))
    } else if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') {
        plain(bytes, ContentKind::BrokenClaims, Some(document))
    } else if is_text(&bytes) {
        plain(bytes, ContentKind::Text, None)
    } else {
        plain(bytes, ContentKind::Binary, None)
    }
}

/// What the header says of the outermost dress.
#[derive(Clone, Copy, Default)]
struct Outer {
    /// `zip` is `DEF`.
    may_be_deflated: bool,
    /// `b64` is false.
    is_unencoded: bool,
}

/// The JSON object inside, and what stood around it, outermost first; `None` where there is none, or nothing around it.
fn undressed(bytes: &[u8], outer: Outer, limits: &Limits) -> Option<(Dress, Arc<[u8]>)> {
    let mut first = None;
    let mut current: Vec<u8> = bytes.to_vec();
    for step in 0..MOST_DRESSES {
        let (dress, inside) = one_off(&current, if step == 0 { outer } else { Outer::default() }, limits)?;
        first.get_or_insert(dress);
        // What no specification foresees weighs more than what one does.
        if first.is_some_and(Dress::is_specified) && !dress.is_specified() {
            first = Some(dress);
        }
        let root = json::scan(inside.as_slice(), limits.json_depth);
        if root.root().is_some_and(|root| root.kind() == Kind::Object) {
            return first.map(|dress| (dress, inside.into()));
        }
        current = inside;
    }
    None
}

fn one_off(bytes: &[u8], outer: Outer, limits: &Limits) -> Option<(Dress, Vec<u8>)> {
    if outer.may_be_deflated
        && let Ok(inflated) = compression::inflate(bytes, limits.inflated)
    {
        return Some((Dress::Deflate, inflated.bytes));
    }
    if outer.is_unencoded
        && let Ok(text) = std::str::from_utf8(bytes)
        && let decoded = crate::engine::ground::base64url::decode(text)
        && decoded.faults.is_empty()
        && !decoded.bytes.is_empty()
    {
        return Some((Dress::Base64url, decoded.bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some((Dress::ByteOrderMark, rest.to_vec()));
    }
    if let Some(found) = wide(bytes) {
        return Some(found);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let is_json_space = |character| matches!(character, ' ' | '\t' | '\r' | '\n');
    let is_around = |character: char| character.is_whitespace() || character.is_control() || is_invisible(character);
    let trimmed = text.trim_matches(is_around);
    if trimmed.len() < text.trim_matches(is_json_space).len() && trimmed.starts_with(['{', '"']) {
        return Some((Dress::Padding, trimmed.as_bytes().to_vec()));
    }
    let document = json::scan(bytes, limits.json_depth);
    let string = document.root().filter(|root| document.is_complete() && root.kind() == Kind::String)?;
    let inside = string.as_str()?.trim().to_owned();
    inside.starts_with(['{', '"', '\u{FEFF}']).then(|| (Dress::JsonString, inside.into_bytes()))
}

fn is_invisible(character: char) -> bool {
    crate::engine::text::deceptive::hidden(character).is_some()
}

/// UTF-16 or UTF-32, told by a byte order mark or by where the zero bytes of the first characters are (RFC 4627 §3).
fn wide(bytes: &[u8]) -> Option<(Dress, Vec<u8>)> {
    let units16 = |bytes: &[u8], big: bool| {
        let units = bytes.chunks(2).map(|pair| match *pair {
            [first, second] if big => u16::from_be_bytes([first, second]),
            [first, second] => u16::from_le_bytes([first, second]),
            _ => 0xFFFD,
        });
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>().into_bytes()
    };
    let units32 = |bytes: &[u8], big: bool| {
        let units = bytes.chunks(4).map(|unit| match *unit {
            [a, b, c, d] if big => u32::from_be_bytes([a, b, c, d]),
            [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
            _ => 0xFFFD,
        });
        units.map(|unit| char::from_u32(unit).unwrap_or('\u{FFFD}')).collect::<String>().into_bytes()
    };
    Some(match bytes {
        [0, 0, 0xFE, 0xFF, rest @ ..] => (Dress::Utf32, units32(rest, true)),
        [0xFF, 0xFE, 0, 0, rest @ ..] => (Dress::Utf32, units32(rest, false)),
        [0xFE, 0xFF, rest @ ..] => (Dress::Utf16, units16(rest, true)),
        [0xFF, 0xFE, rest @ ..] => (Dress::Utf16, units16(rest, false)),
        [0, 0, 0, 1..=u8::MAX, ..] => (Dress::Utf32, units32(bytes, true)),
        [1..=u8::MAX, 0, 0, 0, ..] => (Dress::Utf32, units32(bytes, false)),
        [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] => (Dress::Utf16, units16(bytes, true)),
        [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..] => (Dress::Utf16, units16(bytes, false)),
        _ => return None,
    })
}

/// Whether a content is a token itself. Compact text that has a JOSE header is one beyond doubt; a JSON object is one only
/// where the protected `cty` says so (RFC 7519 §5.2): claims may be called `payload` and `signature` too.
fn is_jose(text: &str, document: &Document, said: SaidContent, limits: &Limits) -> bool {
    if document.object().is_some() {
        return said == SaidContent::JoseJson;
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'~')) {
        return false;
    }
    let dots = memchr::memchr_iter(b'.', text.as_bytes()).take(6).count();
    if dots != 2 && dots != 4 {
        return false;
    }
    let Some(first) = text.split('.').next().filter(|first| !first.is_empty()) else { return false };
    let decoded = crate::engine::ground::base64url::decode(first);
    let header = json::scan(decoded.bytes, limits.json_depth);
    let is_said = said != SaidContent::Other;
    header.object().is_some_and(|object| is_said || object.get("alg").is_some_and(|alg| alg.kind() == Kind::String))
}

/// Whether claims have the members of a JWS or JWE in a JSON serialization, and nothing says that they are one.
pub(crate) fn looks_nested(object: json::Value<'_>) -> bool {
    let has = |name: &str| object.get(name).is_some();
    let jws = has("payload") && (has("signatures") || (has("signature") && (has("protected") || has("header"))));
    let jwe = has("ciphertext") && has("tag") && (has("protected") || has("recipients") || has("unprotected"));
    jws || jwe
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        !text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
    })
}
