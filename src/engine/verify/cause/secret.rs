//! A shared secret that the issuer took for other bytes: the most frequent reason of all.

use super::encryption::hkdf_sha256;
use super::rewritten::spaced;
use super::signed::compact;
use super::{Effort, Subject, charset};
use crate::engine::crypto::made::{MacHash, hash_of};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::{SecretBytes, of_characters, replaced};
use crate::engine::jose::reason::{Cause, PairedCause, SecretForm, SignedForm};
use crate::engine::key::reading::{SecretReading, SecretWriting};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::recognition::is_key;
use crate::engine::key_file::secret::{secret_readings, without_line_break};
use crate::engine::text::deceptive::hidden;
use crate::engine::text::variable::{self, assignment, is_secret, unquoted};
use data_encoding::{
    BASE32_NOPAD, BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER,
};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Bytes at which programs cut a secret: keys of AES and of hashes, bcrypt's 72.
const CUTS: [usize; 8] = [8, 16, 24, 32, 48, 64, 72, 128];
/// What copying and configuring leave behind a secret, and what it loses there.
const ENDS: [&str; 22] = [
    "\n\n", "\r", "\t", "=", "==", "%", "\\", "\\n", "\\r\\n", "\"", "'", "`", ";", ",", ".", "$", "#", ")", "}",
    "\u{200b}", "\u{feff}", "\u{a0}",
];
/// The same in front.
const STARTS: [char; 9] = ['"', '\'', '`', '=', ':', '$', '(', '{', '@'];
/// Quotes that are taken for a part of it, those of typography too.
const QUOTES: [(char, &str, &str); 5] = [
    ('"', "\"", "\""),
    ('\'', "'", "'"),
    ('`', "`", "`"),
    ('\u{201c}', "\u{201c}", "\u{201d}"),
    ('\u{2018}', "\u{2018}", "\u{2019}"),
];
/// Where a shell, a file of variables, an address or a connection string ends a value.
const SIGNS: &str = "$#&\"'`!;@:% \\,=?/|<>()\n\t";
/// The info from which `NextAuth.js` 3 derives its signing key.
const NEXT_AUTH_SIGNING: &str = "NextAuth.js Generated Signing Key";
/// Values of JSON that are tried as the secret.
const MOST_VALUES: usize = 64;
/// Longest secret that is written in other ways.
const LONGEST: usize = 16 * 1024;

/// A secret that fits in another form, and the bytes that it is then.
pub(super) fn find(subject: &Subject<'_>, key: &Jwk, effort: &Effort) -> Option<(Cause, Option<SecretBytes>)> {
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    let used = OnceCell::new();
    let made_with = |bytes: &SecretBytes| {
        effort.verifies(subject.row, &KeyMaterial::Oct(bytes.clone()), subject.message, subject.signature)
            && used.set(bytes.clone()).is_ok()
    };
    let found = search(secret, &made_with).or_else(|| {
        // The JSON text as it was written, with whatever other members it has.
        let written = key.written.as_ref()?;
        let texts = [written.expose(), written.expose().trim_ascii()].map(SecretBytes::from);
        // Or as a program writes it that has read it.
        let again = || {
            let is_object = written.expose().trim_ascii_start().starts_with(b"{") && written.expose().len() <= LONGEST;
            let packed = Zeroizing::new(if is_object { compact(written.expose()) } else { Vec::new() });
            [SecretBytes::from(packed.as_slice()), SecretBytes::new(spaced(&packed))]
        };
        let mut texts = texts.into_iter().chain(again()).filter(|text| !text.is_empty());
        let fits = texts.any(|text| made_with(&text));
        fits.then_some(Found::Form { form: SecretForm::JwkText, reading: None })
    });
    if found.is_none() {
        let swapped = KeyMaterial::Oct(SecretBytes::from(subject.message));
        let is_swapped = effort.verifies(subject.row, &swapped, secret.expose(), subject.signature);
        return is_swapped.then_some((Cause::Signed(SignedForm::SecretAndMessageSwapped), None));
    }
    let cause = match found? {
        Found::Reading(reading) => Cause::SecretReading(reading),
        Found::LineBreak => Cause::IssuerAddsLineBreak,
        Found::Writing(writing) => Cause::UndecodedSecret(writing),
        Found::Form { form, reading } => Cause::Secret { form, reading },
    };
    Some((cause, used.into_inner()))
}

/// In which form a secret fits.
pub(super) enum Found {
    Reading(SecretReading),
    LineBreak,
    Writing(SecretWriting),
    Form { form: SecretForm, reading: Option<SecretReading> },
}

/// The first form in which the secret `fits`, the likely ones first; it itself does not.
pub(super) fn search(secret: &SecretBytes, fits: &dyn Fn(&SecretBytes) -> bool) -> Option<Found> {
    if secret.len() > LONGEST {
        return None;
    }
    let readings = secret_readings(secret.expose());
    if let Some((reading, _)) = readings.iter().find(|(_, bytes)| bytes != secret && fits(bytes)) {
        return Some(Found::Reading(*reading));
    }
    let broken = SecretBytes::new([secret.expose(), b"\n"].concat());
    if fits(&broken) {
        return Some(Found::LineBreak);
    }
    // Several of what follows are the same bytes; each costs one trial.
    let mut tried: BTreeSet<&[u8]> = readings.iter().map(|(_, bytes)| bytes.expose()).collect();
    tried.extend([secret.expose(), broken.expose()]);
    let writings = writings(secret.expose());
    if let Some((writing, _)) = writings.iter().find(|(_, bytes)| tried.insert(bytes.expose()) && fits(bytes)) {
        return Some(Found::Writing(*writing));
    }
    let mut forms = forms(secret.expose());
    // Without the line break at the end of its file, what is done to it is the same.
    if let Some((_, unbroken)) = readings.iter().find(|(reading, _)| *reading == SecretReading::WithoutLineBreak) {
        forms.extend(self::forms(unbroken.expose()));
    }
    // What was taken out of its wrapping is then read, as any other secret.
    let read = |(form, bytes): (SecretForm, SecretBytes)| {
        let inner = if form.unwraps() { secret_readings(bytes.expose()) } else { Vec::new() };
        let inner = inner.into_iter().filter(|(reading, _)| *reading != SecretReading::AsIs);
        std::iter::once((form, None, bytes)).chain(inner.map(move |(reading, bytes)| (form, Some(reading), bytes)))
    };
    let candidates: Vec<_> = forms.into_iter().flat_map(read).collect();
    candidates
        .iter()
        .find(|(_, _, bytes)| !bytes.is_empty() && tried.insert(bytes.expose()) && fits(bytes))
        .map(|(form, reading, _)| Found::Form { form: *form, reading: *reading })
}

impl SecretForm {
    /// Whether something was taken off, so that what is left is a text of its own.
    const fn unwraps(self) -> bool {
        matches!(
            self,
            Self::WithoutQuotes
                | Self::Trimmed
                | Self::BehindPrefix
                | Self::WithoutComment
                | Self::BehindColon
                | Self::Value
                | Self::WithoutByteOrderMark
                | Self::FromUtf16
                | Self::PercentDecoded
                | Self::JsonMember
                | Self::PlainText
                | Self::WithoutEnd(_)
                | Self::WithoutStart(_)
                | Self::EscapesDecoded
                | Self::Decoded(_)
        )
    }
}

/// The texts that a secret's bytes may have been decoded from, when the issuer did not decode them.
fn writings(bytes: &[u8]) -> Vec<(SecretWriting, SecretBytes)> {
    let text = |text: String| SecretBytes::from(text);
    vec![
        (SecretWriting::Base64Url, text(BASE64URL_NOPAD.encode(bytes))),
        // Of what is both, padding is the mark of standard base64.
        (SecretWriting::Base64, text(BASE64.encode(bytes))),
        (SecretWriting::PaddedBase64Url, text(BASE64URL.encode(bytes))),
        (SecretWriting::UnpaddedBase64, text(BASE64_NOPAD.encode(bytes))),
        (SecretWriting::Hex, text(HEXLOWER.encode(bytes))),
        (SecretWriting::UpperHex, text(HEXUPPER.encode(bytes))),
    ]
}

/// Everything else that is done to secrets on their way through files, variables and languages.
fn forms(bytes: &[u8]) -> Vec<(SecretForm, SecretBytes)> {
    let mut out: Vec<(SecretForm, SecretBytes)> = Vec::new();
    let text = std::str::from_utf8(bytes).ok();
    if let Some(text) = text {
        of_text(text, &mut out);
    }
    let mut add = |form, bytes: SecretBytes| out.push((form, bytes));
    if text.is_none() && bytes.iter().filter(|byte| byte.is_ascii()).count() >= bytes.len() / 2 {
        for text in charset::taken_for_latin(bytes) {
            add(SecretForm::FromLatin1, text.trim_end_matches(['\r', '\n']).as_bytes().into());
            add(SecretForm::FromLatin1, text.into());
        }
    }
    // base64url of a JWK that has hexadecimal in its place.
    let member = Zeroizing::new(BASE64URL_NOPAD.encode(bytes));
    if let Some(decoded) = HEXLOWER_PERMISSIVE.decode(member.as_bytes()).ok().filter(|decoded| decoded.len() >= 8) {
        add(SecretForm::HexadecimalMember, decoded.into());
    }
    if let Some(text) = from_utf16(bytes) {
        add(SecretForm::FromUtf16, text.trim_end_matches(['\r', '\n']).as_bytes().into());
        add(SecretForm::FromUtf16, text.into());
    }
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            add(SecretForm::WithoutByteOrderMark, rest.trim_ascii_end().into());
            add(SecretForm::WithoutByteOrderMark, rest.into());
        }
        None => add(SecretForm::WithByteOrderMark, [b"\xef\xbb\xbf", bytes].concat().into()),
    }
    add(SecretForm::CrLfBehind, [bytes, b"\r\n"].concat().into());
    add(SecretForm::BlankBehind, [bytes, b" "].concat().into());
    add(SecretForm::NulBehind, [bytes, b"\0"].concat().into());
    if let Some(length) = bytes.iter().position(|byte| *byte == 0) {
        add(SecretForm::CutAtNul, bytes.get(..length).unwrap_or_default().into());
    }
    for length in CUTS {
        add(SecretForm::First(length), bytes.get(..length).filter(|cut| *cut != bytes).unwrap_or_default().into());
    }
    let hashes = [Hash::Sha256, Hash::Sha512, Hash::Sha1, Hash::Sha384].map(MacHash::Sha);
    for hash in hashes.into_iter().chain([MacHash::Md5]) {
        let Some(hashed) = hash_of(hash, bytes) else { continue };
        add(SecretForm::HashedHex(hash), HEXLOWER.encode(&hashed).into());
        add(SecretForm::HashedBase64(hash), BASE64.encode(&hashed).into());
        add(SecretForm::Hashed(hash), hashed.into());
    }
    add(SecretForm::NextAuthSigning, hkdf_sha256(bytes, b"", NEXT_AUTH_SIGNING, 64));
    let encoded = Zeroizing::new(BASE64URL_NOPAD.encode(bytes));
    for [front, behind] in [
        [r#"{"kty":"oct","k":""#, r#""}"#],
        [r#"{"k":""#, r#"","kty":"oct"}"#],
        [r#"{"kty": "oct", "k": ""#, r#""}"#],
        [r#"{"k": ""#, r#"", "kty": "oct"}"#],
    ] {
        add(SecretForm::JwkText, [front, &encoded, behind].concat().into());
    }
    out
}

fn of_text(text: &str, out: &mut Vec<(SecretForm, SecretBytes)>) {
    let mut add = |form, text: &str| out.push((form, SecretBytes::from(text.as_bytes())));
    let trimmed = text.trim();
    // In quotes as a whole; a comment behind them is another thing.
    let bare = Some(unquoted(trimmed)).filter(|bare| bare.len() + 2 == trimmed.len());
    if let Some(bare) = bare {
        add(SecretForm::WithoutQuotes, bare);
    }
    add(SecretForm::Trimmed, trimmed);
    surrounded(text, &mut add);
    for (mark, open, close) in QUOTES {
        add(SecretForm::InQuotes(mark), &Zeroizing::new([open, text, close].concat()));
    }
    for line in trimmed.lines().take(64) {
        if let Some((_, value)) = variable::of_line(line).filter(|(name, value)| is_secret(name, value, is_key)) {
            add(SecretForm::Value, value);
            // A comment behind it.
            if let Some((value, _)) = value.split_once(" #") {
                add(SecretForm::Value, unquoted(value.trim()));
            }
            for prefix in PREFIXES {
                if let Some(rest) = value.strip_prefix(prefix) {
                    add(SecretForm::Value, rest);
                }
            }
        }
    }
    for prefix in PREFIXES {
        if let Some(rest) = bare.unwrap_or(trimmed).strip_prefix(prefix) {
            add(SecretForm::BehindPrefix, rest.trim());
        }
    }
    add(SecretForm::WithPrefix, &Zeroizing::new(["base64:", trimmed].concat()));
    if let Some((_, rest)) = trimmed.split_once(':').filter(|(id, rest)| !id.is_empty() && !rest.is_empty()) {
        add(SecretForm::BehindColon, rest);
    }
    add(SecretForm::LowerCase, &Zeroizing::new(text.to_ascii_lowercase()));
    add(SecretForm::UpperCase, &Zeroizing::new(text.to_ascii_uppercase()));
    respelled(text, out);
    let mut add = |form, bytes: SecretBytes| out.push((form, bytes));
    if trimmed.starts_with(['{', '[']) {
        let document = json::scan(trimmed.as_bytes(), 16);
        // At any depth, as in a JWK Set. What has no name of a secret is public, or anybody's guess.
        for value in (0..MOST_VALUES).map_while(|index| document.value(index)) {
            let (Some(name), Some(text)) = (value.name(), value.as_str()) else { continue };
            if name == "k" || is_secret(&name, &text, is_key) {
                add(SecretForm::JsonMember, text.into_owned().into());
            }
        }
        document.wipe();
    }
    // Not before what says what it is by itself: hex:…, id:secret.
    for variable in variable::secrets(&assignment::read(trimmed).variables, is_key).all {
        add(SecretForm::Value, variable.value.clone());
    }
    if !text.is_ascii() {
        // No form of a text is longer (UAX #15, table of the worst cases).
        let room = 3 * text.len();
        for other in [of_characters(room, text.nfc()), of_characters(room, text.nfd())] {
            if *other != text {
                add(SecretForm::OtherNormalization, other.into());
            }
        }
    }
    for once in [BASE64, BASE64URL_NOPAD].map(|encoding| Zeroizing::new(encoding.encode(text.as_bytes()))) {
        add(SecretForm::EncodedTwice, BASE64.encode(once.as_bytes()).into());
        add(SecretForm::EncodedTwice, BASE64URL_NOPAD.encode(once.as_bytes()).into());
    }
    // Without and with the byte order mark of .NET's and Java's writers.
    add(SecretForm::Utf16Le, in_utf16(None, text, u16::to_le_bytes));
    add(SecretForm::Utf16Be, in_utf16(None, text, u16::to_be_bytes));
    add(SecretForm::Utf16LeMarked, in_utf16(Some(0xfeff), text, u16::to_le_bytes));
    add(SecretForm::Utf16BeMarked, in_utf16(Some(0xfeff), text, u16::to_be_bytes));
    for (reading, bytes) in secret_readings(text.as_bytes()) {
        if !matches!(reading, SecretReading::AsIs | SecretReading::WithoutLineBreak) {
            out.push((SecretForm::Decoded(reading), bytes));
        }
    }
    let upper = Zeroizing::new(trimmed.trim_end_matches('=').to_ascii_uppercase());
    if let Some(decoded) = BASE32_NOPAD.decode(upper.as_bytes()).ok().filter(|decoded| decoded.len() >= 10) {
        out.push((SecretForm::Base32, SecretBytes::new(decoded)));
    }
    leniently(trimmed, out);
}

/// Decoded by decoders that pass over what is not base64.
fn leniently(trimmed: &str, out: &mut Vec<(SecretForm, SecretBytes)>) {
    let lenient = base64url::decode(trimmed);
    if !lenient.bytes.is_empty() {
        out.push((SecretForm::LenientBase64, SecretBytes::new(lenient.bytes)));
    }
    // PHP knows the standard alphabet alone; Java's DatatypeConverter drops what is left over of four characters as well.
    let is_standard = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '+' | '/');
    let standard = of_characters(trimmed.len(), trimmed.chars().filter(is_standard));
    let whole = standard.len() - standard.len() % 4;
    for text in [&**standard, &standard[..whole]] {
        let text = replaced(&replaced(text, "+", "-"), "/", "_");
        let decoded = base64url::decode(&text).bytes;
        if !decoded.is_empty() {
            out.push((SecretForm::LenientBase64, SecretBytes::new(decoded)));
        }
    }
}

/// What variables are called whose whole line is taken for the secret.
const NAMES: [&str; 12] = [
    "JWT_SECRET",
    "SECRET",
    "SECRET_KEY",
    "JWT_SECRET_KEY",
    "JWT_KEY",
    "TOKEN_SECRET",
    "ACCESS_TOKEN_SECRET",
    "JWT_ACCESS_SECRET",
    "REFRESH_TOKEN_SECRET",
    "APP_SECRET",
    "AUTH_SECRET",
    "NEXTAUTH_SECRET",
];

/// Readings and ends of a secret that are frequent enough to be tried over other bytes too.
pub(super) fn frequent(secret: &SecretBytes) -> Vec<(PairedCause, SecretBytes)> {
    if secret.len() > LONGEST || secret.is_empty() {
        return Vec::new();
    }
    let readings = secret_readings(secret.expose()).into_iter().filter(|(_, bytes)| bytes != secret);
    let mut out: Vec<_> = readings.map(|(reading, bytes)| (PairedCause::Reading(reading), bytes)).collect();
    let with = |end: &[u8]| SecretBytes::new([secret.expose(), end].concat());
    out.push((PairedCause::LineBreak, with(b"\n")));
    out.push((PairedCause::Form { form: SecretForm::CrLfBehind, reading: None }, with(b"\r\n")));
    out
}

/// What becomes of a secret in two steps, each of which is frequent: `echo` and an encoding or a hash behind it, quotation
/// marks in a file of one line. And what becomes of it in one that is rare.
pub(super) fn pairs(secret: &SecretBytes) -> Vec<(Cause, SecretBytes)> {
    use PairedCause::{LineBreak, Writing};
    let mut out: Vec<(Cause, SecretBytes)> = Vec::new();
    let bytes = without_line_break(secret.expose());
    // What is made of nothing, everybody can make.
    if secret.len() > LONGEST || bytes.is_empty() {
        return out;
    }
    let form = |form| PairedCause::Form { form, reading: None };
    let joined = |front: &[u8], bytes: &[u8], end: &[u8]| SecretBytes::new([front, bytes, end].concat());
    let ends = [(LineBreak, &b"\n"[..]), (form(SecretForm::CrLfBehind), b"\r\n")];
    for quote in ['"', '\''] {
        let mark = [u8::try_from(quote).unwrap_or_default()];
        let quoted = joined(&mark, bytes, &mark);
        for (what, end) in ends {
            out.push((Cause::Two(form(SecretForm::InQuotes(quote)), what), joined(b"", quoted.expose(), end)));
        }
    }
    let written = |bytes: &[u8]| {
        [
            (SecretWriting::Base64, SecretBytes::from(BASE64.encode(bytes))),
            (SecretWriting::Base64Url, SecretBytes::from(BASE64URL_NOPAD.encode(bytes))),
            (SecretWriting::Hex, SecretBytes::from(HEXLOWER.encode(bytes))),
        ]
    };
    let echoed = joined(b"", bytes, b"\n");
    for (writing, text) in written(echoed.expose()) {
        out.push((Cause::Two(LineBreak, Writing(writing)), text));
    }
    let hashes = [Hash::Sha256, Hash::Sha512, Hash::Sha1].map(MacHash::Sha);
    for hash in hashes.into_iter().chain([MacHash::Md5]) {
        let Some(hashed) = hash_of(hash, echoed.expose()) else { continue };
        out.push((Cause::Two(LineBreak, form(SecretForm::HashedHex(hash))), HEXLOWER.encode(&hashed).into()));
    }
    for (writing, text) in written(bytes) {
        out.push((Cause::Two(Writing(writing), LineBreak), joined(b"", text.expose(), b"\n")));
    }
    // As PowerShell writes a file.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = Zeroizing::new([text, "\r\n"].concat());
        let what = [SecretForm::CrLfBehind, SecretForm::Utf16LeMarked].map(form);
        out.push((Cause::Two(what[0], what[1]), in_utf16(Some(0xfeff), &text, u16::to_le_bytes)));
    }
    for name in NAMES {
        let front = [name.as_bytes(), b"="].concat();
        let named = SecretForm::WithName(name);
        out.push((Cause::Secret { form: named, reading: None }, joined(&front, bytes, b"")));
        out.push((Cause::Two(form(named), LineBreak), joined(&front, bytes, b"\n")));
    }
    out
}

/// What stands around a secret by mistake, and what a shell or a file makes of the signs in it.
fn surrounded(text: &str, add: &mut impl FnMut(SecretForm, &str)) {
    for end in ENDS {
        add(SecretForm::WithEnd(end), &Zeroizing::new([text, end].concat()));
        let mut characters = end.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && let Some(rest) = text.strip_suffix(character)
        {
            add(SecretForm::WithoutEnd(character), rest);
        }
    }
    for start in [' ', '\t', '\n'] {
        add(SecretForm::WithStart(start), &Zeroizing::new([start.encode_utf8(&mut [0; 4]), text].concat()));
    }
    for start in STARTS {
        if let Some(rest) = text.strip_prefix(start) {
            add(SecretForm::WithoutStart(start), rest);
        }
    }
    if let Some((front, _)) = text.split_once('#').filter(|(front, _)| front.ends_with([' ', '\t'])) {
        add(SecretForm::WithoutComment, unquoted(front.trim()));
    }
    for sign in SIGNS.chars() {
        if let Some((front, _)) = text.split_once(sign) {
            add(SecretForm::CutAt(sign), front);
        }
    }
    if text.contains('$') {
        add(SecretForm::VariablesEmptied, &emptied(text));
    }
    if text.contains('\\') {
        // A line break alone has a sentence of its own.
        if text.split("\\n").any(|piece| piece.contains('\\')) {
            add(SecretForm::EscapesDecoded, &unescaped(text));
        }
        add(SecretForm::WithoutBackslashes, &replaced(text, "\\", ""));
        add(SecretForm::DoubledBackslashes, &replaced(text, "\\", "\\\\"));
    }
}

/// Without `$NAME` and `${NAME}`, as a shell leaves them that knows no such variable.
fn emptied(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut pieces = text.split('$');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        if let Some((_, rest)) = piece.strip_prefix('{').and_then(|piece| piece.split_once('}')) {
            out.push_str(rest);
            continue;
        }
        // `$1` is one digit, whatever follows.
        let is_digit = piece.starts_with(|first: char| first.is_ascii_digit());
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let name = if is_digit { 1 } else { piece.bytes().take_while(is_of_name).count() };
        if name == 0 {
            out.push('$');
        }
        out.push_str(&piece[name..]);
    }
    out
}

/// The value of a string literal with these characters.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let next = if character == '\\' { characters.next() } else { None };
        out.push(match next {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('0') => '\0',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some(kind @ ('x' | 'u')) => {
                let length = if kind == 'x' { 2 } else { 4 };
                let digits = characters
                    .as_str()
                    .get(..length)
                    .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
                match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
                    Some(value) => {
                        characters.nth(length - 1);
                        value
                    }
                    None => kind,
                }
            }
            Some(other) => other,
            None => character,
        });
    }
    out
}

/// The same text as URLs, shells, HTML and word processors spell it, and back.
fn respelled(text: &str, out: &mut Vec<(SecretForm, SecretBytes)>) {
    let trimmed = text.trim();
    if trimmed.contains('%') {
        out.push((SecretForm::PercentDecoded, percent_decoded(trimmed)));
    }
    let mut add = |form, bytes: SecretBytes| out.push((form, bytes));
    let encoded = percent_encoded(trimmed);
    if *encoded != trimmed {
        add(SecretForm::PercentEncoded, encoded.into());
    }
    if trimmed.contains("\\n") {
        add(SecretForm::Unescaped, replaced(trimmed, "\\n", "\n").into());
    }
    if trimmed.contains('\n') {
        add(SecretForm::Escaped, replaced(trimmed, "\n", "\\n").into());
    }
    if trimmed.contains("$$") {
        add(SecretForm::SingleDollar, replaced(trimmed, "$$", "$").into());
    }
    if trimmed.contains('&') {
        add(SecretForm::EntityDecoded, assignment::entities_decoded(trimmed).into());
    }
    if trimmed.contains('+') {
        let form = if trimmed.contains('%') { SecretForm::PercentDecoded } else { SecretForm::PlusDecoded };
        add(form, percent_decoded(&replaced(trimmed, "+", " ")));
    }
    broken_lines(trimmed, &mut add);
    if !trimmed.is_ascii() {
        let is_decoration = |character: char| {
            hidden(character).is_some()
                || matches!(character, '\u{201c}'..='\u{201f}' | '\u{2018}'..='\u{201b}' | '\u{ab}' | '\u{bb}' | '\u{a0}')
        };
        let plain = trimmed.chars().filter(|&character| !is_decoration(character));
        add(SecretForm::PlainText, of_characters(trimmed.len(), plain).into());
        for garbled in charset::taken_for_latin(text.as_bytes()) {
            add(SecretForm::Garbled, garbled.into());
        }
        // Where it was garbled here, its bytes are UTF-8 once more.
        let (latin1, windows) = (charset::latin1(text), charset::windows_1252(text));
        for bytes in [&latin1, &windows].into_iter().flatten().filter(|bytes| std::str::from_utf8(bytes).is_ok()) {
            add(SecretForm::Ungarbled, bytes.as_slice().into());
        }
        if let Some(windows) = windows.filter(|windows| Some(windows) != latin1.as_ref()) {
            add(SecretForm::Windows1252, windows.into());
        }
        if let Some(latin1) = latin1 {
            add(SecretForm::Latin1, latin1.into());
        }
    }
}

/// What tools print of base64 that is long: a line break after 64 characters (OpenSSL) or 76 (coreutils, MIME). Whoever copies
/// it may leave them out.
fn broken_lines(text: &str, add: &mut impl FnMut(SecretForm, SecretBytes)) {
    if text.contains('\n') {
        let joined = of_characters(text.len(), text.chars().filter(|sign| !matches!(sign, '\r' | '\n')));
        add(SecretForm::Joined, joined.into());
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)) {
        return;
    }
    for width in [64, 76].into_iter().filter(|width| text.len() > *width) {
        let breaks = (1..).map(|index| index % width == 0);
        let broken =
            text.chars().zip(breaks).flat_map(|(sign, is_last)| [Some(sign), is_last.then_some('\n')]).flatten();
        let broken = of_characters(2 * text.len(), broken);
        let broken = broken.trim_end_matches('\n');
        add(SecretForm::Wrapped(width), broken.as_bytes().into());
        let whole = SecretBytes::new([broken, "\n"].concat().into_bytes());
        add(SecretForm::Wrapped(width), whole);
    }
}

/// What Laravel, Spring, Svix and others write in front of an encoded secret.
const PREFIXES: [&str; 8] = ["base64:", "hex:", "base64url:", "base64,", "b64:", "hex,", "utf8:", "whsec_"];

/// The text of what is UTF-16, with or without a byte order mark.
fn from_utf16(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let read = |from: fn([u8; 2]) -> u16| {
        let units = pairs.iter().map(|pair| from(*pair));
        // Secrets that are typed are ASCII nearly always; random bytes are not.
        let is_typed = |(index, unit): (usize, u16)| (1..0x80).contains(&unit) || index == 0 && unit == 0xfeff;
        let is_text = units.clone().enumerate().all(is_typed);
        let characters = units.filter_map(|unit| u8::try_from(unit).ok()).map(char::from);
        is_text.then(|| of_characters(pairs.len(), characters))
    };
    read(u16::from_le_bytes).or_else(|| read(u16::from_be_bytes))
}

/// The text in UTF-16, behind a mark or none.
fn in_utf16(mark: Option<u16>, text: &str, to: fn(u16) -> [u8; 2]) -> SecretBytes {
    let mut out = Vec::with_capacity(2 * text.len() + 2);
    out.extend(mark.into_iter().chain(text.encode_utf16()).flat_map(to));
    SecretBytes::new(out)
}

fn percent_decoded(text: &str) -> SecretBytes {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let digits = bytes.get(index + 1..index + 3).filter(|_| byte == b'%');
        let value = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        out.push(value.unwrap_or(byte));
        index += if value.is_some() { 3 } else { 1 };
    }
    SecretBytes::new(out)
}

/// As `encodeURIComponent` does it.
fn percent_encoded(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(3 * text.len()));
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SecretBytes, in_utf16, search};
    use std::cell::RefCell;

    /// Every trial is an HMAC over the token.
    #[test]
    fn no_form_is_tried_twice() {
        for text in ["correct horse", "JWT_SECRET=\"correct horse\" # x\n", "secret: a b\r\n", "\u{e4}\u{20ac}$a&b"] {
            let tried = RefCell::new(Vec::new());
            let secret = SecretBytes::from(text.as_bytes());
            let found = search(&secret, &|bytes| {
                tried.borrow_mut().push(bytes.expose().to_vec());
                false
            });
            assert!(found.is_none());
            let mut tried = tried.into_inner();
            let count = tried.len();
            tried.sort();
            tried.dedup();
            assert!(count > 50, "{count}");
            assert_eq!(tried.len(), count, "{text:?}");
        }
    }

    #[test]
    fn utf16_is_written_in_one_piece() {
        assert_eq!(in_utf16(Some(0xfeff), "a\u{e4}", u16::to_be_bytes).expose(), b"\xfe\xff\0a\0\xe4");
        assert_eq!(super::from_utf16(b"\xff\xfea\0b\0").as_deref().map(String::as_str), Some("ab"));
        assert_eq!(super::from_utf16(b"\0a\0b").as_deref().map(String::as_str), Some("ab"));
        assert_eq!(super::from_utf16(b"\0a\0\xe4"), None);
    }
}
