//! What a payload or plaintext is: claims, however they are dressed up, a token, or something else.
//!
//! Readers differ in what they see through: Python's `json` reads UTF-16 and UTF-32, npm jose strips a byte order mark,
//! readers of SMART Health Cards inflate. What any of them reads as claims is read here too, so that an `exp` is judged
//! however it is dressed; that the dress breaks RFC 7519 §7.2 is said beside it.

use super::header::{JoseHeader, names_jwt};
use super::layer::{Content, ContentKind, JoseObject};
use super::part::Part;
use crate::engine::crypto::compression::{self, InflateError};
use crate::engine::ground::json::{self, Document, Kind};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::text::envelope;
use std::borrow::Cow;
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
    /// DEFLATE in a JWS whose `zip` is not exactly `DEF`: readers differ in what they take for it.
    OtherZip,
    /// DEFLATE with the head and sum of zlib (RFC 1950), as JJWT writes for `DEF`.
    Zlib,
    /// gzip (RFC 1952), as JJWT writes for `GZIP`.
    Gzip,
    /// More than is inflated: what is inside is not known.
    TooLarge,
    /// Base64 or base64url of the JSON.
    Base64,
    /// The JSON in hexadecimal digits.
    Hexadecimal,
    /// Comments in front, as JSON5 has them.
    Comment,
    /// A text in front that keeps a browser from running it as a script.
    Guard,
    /// A list of one, which is the claims.
    Array,
    /// `zip` says that it is compressed, and no form that is known fits.
    Unread,
    /// In the middle of a text.
    Around,
    /// Anything else that tools read through, with what was taken off last.
    Enveloped(envelope::Layer),
}

impl Dress {
    /// What is so, behind "the claims".
    pub fn words(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::ByteOrderMark => "start with a byte order mark",
            Self::Utf16 => "are UTF-16, not UTF-8",
            Self::Utf32 => "are UTF-32, not UTF-8",
            Self::Padding => "have characters around them that are not JSON whitespace",
            Self::Deflate => "are compressed (DEFLATE)",
            Self::JsonString => "are a JSON string that contains JSON: they were serialized twice",
            Self::Base64url => "are base64url although b64 is false: verifiers that do not know b64 decode them",
            Self::OtherZip => "are compressed (DEFLATE), but zip is not exactly DEF",
            Self::Zlib => "are compressed with zlib; zip DEF means DEFLATE without its head and sum (RFC 1951)",
            Self::Gzip => "are compressed with gzip, which no standard allows in a token",
            Self::TooLarge => "are compressed, and too large to be decompressed",
            Self::Base64 => "are base64 text: they were encoded twice",
            Self::Hexadecimal => "are hexadecimal text: they were encoded twice",
            Self::Comment => "start with a comment",
            Self::Guard => "start with a prefix against script inclusion (XSSI)",
            Self::Array => "are in a list",
            Self::Unread => "are compressed as zip says, and could not be decompressed",
            Self::Around => "are in the middle of other text",
            Self::Enveloped(layer) => return Cow::Owned(format!("are not plain JSON: {} to read them", layer.note())),
        })
    }

    /// Whether a kind of token exists whose own specification asks for it.
    pub const fn is_specified(self) -> bool {
        matches!(self, Self::Deflate)
    }

    /// Whether a payload that is no claims set may be just that (RFC 7515 §2: any bytes), so that the names of claims inside
    /// have to say that it is one.
    const fn may_be_payload(self) -> bool {
        matches!(
            self,
            Self::Gzip | Self::Zlib | Self::Base64 | Self::Hexadecimal | Self::Comment | Self::Guard | Self::Array
        )
    }
}

/// How many layers of dress are taken off.
const MOST_DRESSES: usize = 4;

/// Claims whose names tell a claims set from another object: those of RFC 7519 §4.1.
const TELLING: [&str; 7] = REGISTERED_CLAIMS;

/// What servers put before JSON lest a browser run it.
const GUARDS: [&str; 5] = [")]}',", ")]}'", "while(1);", "for(;;);", "{}&&"];

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
        // RFC 7519 §7.2 step 8 takes the message itself for the token, and a compact one has no white space (RFC 7515 §5.2
        // step 2).
        let is_compact = matches!(said, SaidContent::Jwt | SaidContent::Jose);
        let is_bare = text.is_ok_and(|text| text.trim().len() == text.len());
        return plain(bytes, if is_compact && !is_bare { ContentKind::Text } else { ContentKind::Nested }, None);
    }
    if document.object().is_some() {
        return plain(bytes, ContentKind::Claims, Some(document));
    }
    let is_jws = matches!(object, JoseObject::Jws(_));
    let protected = |name| header.and_then(|header| header.protected(name)).filter(|_| is_jws);
    let outer = Outer {
        has_zip: protected("zip").is_some(),
        is_def: protected("zip").is_some_and(|zip| zip.value.as_str().as_deref() == Some("DEF")),
        is_unencoded: protected("b64").and_then(|parameter| parameter.value.as_bool()) == Some(false),
    };
    if let Some((dress, inside)) = undressed(&bytes, outer, limits) {
        let document = Arc::new(json::scan(inside.clone(), limits.json_depth));
        let is_whole = dress.is_specified() && document.object().is_some();
        let kind = if is_whole { ContentKind::Claims } else { ContentKind::BrokenClaims };
        return Content { bytes: inside, kind, document: Some(document), part, dress: Some(dress) };
    }
    let starts_like_object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let last = || match std::str::from_utf8(&bytes) {
        Ok(_) if starts_like_object => None,
        Ok(text) => enveloped(text, &document, limits),
        Err(_) => None,
    };
    // Nobody knows what it holds: a reader that knows the form may see claims.
    let unread =
        || (outer.has_zip && !document.is_complete() && !is_text(&bytes)).then(|| (Dress::Unread, Arc::default()));
    if let Some((dress, inside)) = last().or_else(unread) {
        let document = Arc::new(json::scan(Arc::clone(&inside), limits.json_depth));
        let kind = ContentKind::BrokenClaims;
        return Content { bytes: inside, kind, document: Some(document), part, dress: Some(dress) };
    }
    if document.is_complete() {
        plain(bytes, ContentKind::OtherJson, Some(document))
    } else if starts_like_object {
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
    /// There is a protected `zip`: of a JWS no standard says what it means.
    has_zip: bool,
    /// It is exactly `DEF`.
    is_def: bool,
    /// `b64` is false.
    is_unencoded: bool,
}

/// The JSON object inside, and what stood around it, outermost first; `None` where there is none, or nothing around it.
fn undressed(bytes: &[u8], outer: Outer, limits: &Limits) -> Option<(Dress, Arc<[u8]>)> {
    let mut first = None;
    let mut is_told_by_name = true;
    let mut current: Vec<u8> = bytes.to_vec();
    for step in 0..MOST_DRESSES {
        let (dress, inside) = one_off(&current, if step == 0 { outer } else { Outer::default() }, limits)?;
        first.get_or_insert(dress);
        if dress == Dress::TooLarge {
            return Some((dress, Arc::default()));
        }
        is_told_by_name &= !dress.may_be_payload() || outer.has_zip;
        // What no specification foresees weighs more than what one does.
        if first.is_some_and(Dress::is_specified) && !dress.is_specified() {
            first = Some(dress);
        }
        let scanned = json::scan(inside.as_slice(), limits.json_depth);
        if let Some(root) = scanned.root().filter(|root| root.kind() == Kind::Object) {
            let has_claims = || {
                root.members().any(|member| TELLING.contains(&&*member.name))
                    || !scanned.is_complete() && names_a_time(&inside)
            };
            return first.filter(|_| is_told_by_name || has_claims()).map(|dress| (dress, inside.into()));
        }
        current = inside;
    }
    None
}

fn one_off(bytes: &[u8], outer: Outer, limits: &Limits) -> Option<(Dress, Vec<u8>)> {
    if let Some(found) = decompressed(bytes, outer, limits) {
        return Some(found);
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
    if let Some(found) = in_front(trimmed).or_else(|| encoded(trimmed)) {
        return Some(found);
    }
    let document = json::scan(bytes, limits.json_depth);
    let root = document.root()?;
    if !document.is_complete() {
        // A list that breaks: of what is in it, readers that go on past the fault see as much as of claims that break.
        let first = root.children().next().filter(|first| matches!(first.kind(), Kind::Object | Kind::Array))?;
        let behind = text.get(first.span().start..).filter(|_| root.kind() == Kind::Array)?;
        return Some((Dress::Array, behind.trim_end().trim_end_matches(']').as_bytes().to_vec()));
    }
    if root.kind() == Kind::Array {
        let mut values = root.children();
        let is_only = |only: &json::Value<'_>| matches!(only.kind(), Kind::Object | Kind::Array);
        let only = values.next().filter(|only| values.next().is_none() && is_only(only))?;
        return Some((Dress::Array, bytes.get(only.span().start..only.span().end)?.to_vec()));
    }
    let inside = root.as_str().filter(|_| root.kind() == Kind::String)?.trim().to_owned();
    let is_dressed = inside.starts_with(['{', '"', '\u{FEFF}', '/', '[', ')']) || encoded(&inside).is_some();
    is_dressed.then(|| (Dress::JsonString, inside.into_bytes()))
}

/// What a compressed payload holds: as `zip` says, or in a form that tells itself.
fn decompressed(bytes: &[u8], outer: Outer, limits: &Limits) -> Option<(Dress, Vec<u8>)> {
    let body = |dress, bytes: &[u8]| match compression::inflate(bytes, limits.inflated) {
        Ok(inflated) => Some((dress, inflated.bytes)),
        Err(InflateError::TooLarge { .. }) if outer.has_zip => Some((Dress::TooLarge, Vec::new())),
        Err(_) => None,
    };
    let zipped = if outer.is_def { Dress::Deflate } else { Dress::OtherZip };
    match bytes {
        [0x1F, 0x8B, 8, flags, _, _, _, _, _, _, rest @ ..] => {
            body(Dress::Gzip, behind_gzip_fields(*flags, rest).unwrap_or(rest))
        }
        // RFC 1950 §2.2: method 8, and both bytes as a number are divisible by 31.
        [method, flags, rest @ ..]
            if method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31) && flags & 0x20 == 0 =>
        {
            body(Dress::Zlib, rest).or_else(|| body(zipped, bytes).filter(|_| outer.has_zip))
        }
        _ if outer.has_zip => body(zipped, bytes),
        _ => None,
    }
}

/// What is behind the fields that the flags of a gzip head announce (RFC 1952 §2.3).
fn behind_gzip_fields(flags: u8, mut rest: &[u8]) -> Option<&[u8]> {
    if flags & 4 != 0 {
        let [low, high, more @ ..] = rest else { return None };
        rest = more.get(usize::from(u16::from_le_bytes([*low, *high]))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
        }
    }
    if flags & 2 == 0 { Some(rest) } else { rest.get(2..) }
}

/// What is behind comments, or behind a guard.
fn in_front(text: &str) -> Option<(Dress, Vec<u8>)> {
    let comment = text.strip_prefix("/*").and_then(|rest| Some(rest.split_once("*/")?.1));
    let behind = comment.or_else(|| Some(text.strip_prefix("//")?.split_once(['\n', '\r'])?.1));
    let (dress, rest) = match behind {
        Some(rest) => (Dress::Comment, rest),
        None => (Dress::Guard, GUARDS.iter().find_map(|guard| text.strip_prefix(guard))?),
    };
    Some((dress, rest.trim_start().as_bytes().to_vec()))
}

/// Base64 text of either alphabet, padded or not, or hexadecimal, that decodes to what starts like an object.
fn encoded(text: &str) -> Option<(Dress, Vec<u8>)> {
    if let Ok(decoded) = data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes())
        && decoded.trim_ascii_start().first() == Some(&b'{')
    {
        return Some((Dress::Hexadecimal, decoded));
    }
    let is_of_alphabet =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/' | b'=' | b'\r' | b'\n');
    if text.len() < 4 || !text.bytes().all(is_of_alphabet) {
        return None;
    }
    let decoded = crate::engine::ground::base64url::decode(text).bytes;
    let start = decoded.trim_ascii_start().first();
    // Base64 of base64 starts like itself.
    (matches!(start, Some(b'{')) || decoded.starts_with(b"eyJ")).then_some((Dress::Base64, decoded))
}

/// Claims that are in an envelope of any other kind: percent-encoded, printed by a program, in the middle of a text. Only where
/// a time is among them, as any text may be signed, and may have an object in it.
fn enveloped(text: &str, document: &Document, limits: &Limits) -> Option<(Dress, Arc<[u8]>)> {
    let string = document.root().filter(|root| document.is_complete() && root.kind() == Kind::String);
    let inside = string.and_then(|string| string.as_str().map(|inside| inside.into_owned()));
    let text = inside.as_deref().unwrap_or(text);
    let found = envelope::search(text, &envelope::Work::of(text.len()), |inner, layers| {
        let claims = json::scan(inner.as_bytes(), limits.json_depth);
        let has_time = claims.object()?.members().any(|member| matches!(&*member.name, "exp" | "nbf"));
        let layer = layers.last().filter(|_| has_time)?;
        Some((Dress::Enveloped(*layer), inner.as_bytes().into()))
    });
    // An object that is no JSON, as JSON5 and programs write it, in the middle of a text.
    found.or_else(|| {
        let inner = text.get(text.find('{')?..=text.rfind('}')?).filter(|inner| names_a_time(inner.as_bytes()))?;
        Some((Dress::Around, inner.as_bytes().into()))
    })
}

/// Whether a time is named as a member is, in something that is not JSON as a whole.
fn names_a_time(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b':', bytes).any(|colon| {
        let before = bytes.get(..colon).unwrap_or_default().trim_ascii_end();
        is_name(before, "exp") || is_name(before, "nbf")
    })
}

/// Longest writing of a claim's name that is resolved: each character as an escape of six, and the quotes.
const LONGEST_NAME: usize = 32;

/// Whether what ends here is this name.
pub(crate) fn is_name(before: &[u8], claim: &str) -> bool {
    let short = before.get(before.len().saturating_sub(LONGEST_NAME)..).unwrap_or_default();
    let Some((&quote, inside)) = short.split_last() else { return false };
    if !matches!(quote, b'"' | b'\'') {
        let start = short.len().saturating_sub(claim.len());
        let is_start = start
            .checked_sub(1)
            .and_then(|at| short.get(at))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        return short.get(start..) == Some(claim.as_bytes()) && is_start;
    }
    let Some(start) = memchr::memrchr(quote, inside) else { return false };
    let written = [b"\"", inside.get(start + 1..).unwrap_or_default(), b"\""].concat();
    json::scan(written, 1).root().and_then(json::Value::as_str).as_deref() == Some(claim)
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
