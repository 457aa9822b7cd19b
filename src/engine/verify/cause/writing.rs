//! The right signature, written in another way than base64url of its bytes (RFC 7515 §3.1, RFC 7518 §3.4).

use super::{Effort, Subject};
use crate::engine::crypto::{mac, signature};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::{Cause, SignatureForm};
use crate::engine::key::{Jwk, KeyMaterial};
use data_encoding::HEXLOWER_PERMISSIVE;

/// Zeros in front of r or s that are looked for.
const MOST_ZEROS: usize = 4;
/// What `vault write transit/sign` puts in front, whatever the number.
const VAULT: &str = "vault:v";

/// What the bytes and characters suggest by themselves.
pub(super) fn find<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Cause> {
    let fits = |bytes: &[u8]| keys().any(|key| effort.verifies(subject.row, &key.material, subject.message, bytes));
    let candidates = candidates(subject);
    if let Some((form, _)) = candidates.iter().find(|(_, bytes)| fits(bytes)) {
        return Some(Cause::Written(*form));
    }
    of_mac(subject, keys, effort).map(Cause::Written)
}

/// The signatures that these bytes and characters could stand for. Most signatures have none.
fn candidates(subject: &Subject<'_>) -> Vec<(SignatureForm, Vec<u8>)> {
    let (bytes, text) = (subject.signature, subject.signature_text());
    let mut out = Vec::new();
    let hex = |bytes: &[u8]| HEXLOWER_PERMISSIVE.decode(bytes.trim_ascii()).ok().filter(|bytes| bytes.len() >= 16);
    out.extend(hex(bytes).map(|bytes| (SignatureForm::EncodedHex, bytes)));
    out.extend(hex(text.as_bytes()).map(|bytes| (SignatureForm::Hex, bytes)));
    let inner = std::str::from_utf8(bytes).ok().filter(|inner| inner.is_ascii());
    out.extend(inner.and_then(base64).map(|bytes| (SignatureForm::EncodedBase64, bytes)));
    let going_on = format!("{text}{}", subject.following.unwrap_or_default());
    let vault = [going_on.split_whitespace().next(), inner].into_iter().flatten().filter_map(behind_vault);
    out.extend(vault.filter_map(base64).map(|bytes| (SignatureForm::Vault, bytes)));
    let going_on = going_on.trim_end();
    if going_on.contains(' ') {
        out.extend(base64(&going_on.replace(' ', "+")).map(|bytes| (SignatureForm::BlanksForPlus, bytes)));
    }
    out.extend(inner.and_then(numbers).map(|bytes| (SignatureForm::NumberList, bytes)));
    out.extend(latin1(bytes).map(|bytes| (SignatureForm::Latin1AsUtf8, bytes)));
    // Whatever stands there may in turn be in ASN.1.
    let raw = |bytes: &[u8]| signature::raw_of_der(subject.row.curve?, bytes);
    let as_der: Vec<_> = out.iter().filter_map(|(form, bytes)| Some((*form, raw(bytes)?))).collect();
    out.extend(as_der);
    out.extend(raw(bytes).map(|bytes| (SignatureForm::Der, bytes)));
    out.extend(shorter_halves(subject));
    out.extend(longer_halves(subject));
    out
}

/// `[12, 200, 3]`, as a program prints bytes, from -128 on in Java.
fn numbers(text: &str) -> Option<Vec<u8>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let byte = |number: &str| {
        let number: i16 = number.parse().ok()?;
        u8::try_from(if number < 0 { number + 256 } else { number }).ok()
    };
    inside.split([',', ' ']).filter(|number| !number.is_empty()).map(byte).collect()
}

/// r or s with the zero byte in front that a signed integer has.
fn longer_halves(subject: &Subject<'_>) -> Vec<(SignatureForm, Vec<u8>)> {
    let (bytes, Some(curve)) = (subject.signature, subject.row.curve) else { return Vec::new() };
    let half = curve.row().private_len;
    let expected = 2 * half;
    let form = SignatureForm::ExtraZeros { expected, found: bytes.len() };
    let halves: &[(usize, usize)] = match bytes.len().checked_sub(expected) {
        Some(1) => &[(1, 0), (0, 1)],
        Some(2) => &[(1, 1)],
        _ => return Vec::new(),
    };
    let split = |&(front, middle): &(usize, usize)| {
        let (r, s) = bytes.split_at_checked(half + front)?;
        let is_zero = r[..front].iter().chain(&s[..middle]).all(|byte| *byte == 0);
        is_zero.then(|| (form, [&r[front..], &s[middle..]].concat()))
    };
    if subject.row.family == SignatureFamily::Ecdsa { halves.iter().filter_map(split).collect() } else { Vec::new() }
}

/// `vault:v1:` and its kin in front.
fn behind_vault(text: &str) -> Option<&str> {
    let (version, rest) = text.trim().strip_prefix(VAULT)?.split_once(':')?;
    version.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
}

/// Base64 in either alphabet, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let unpadded = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let decoded = base64url::decode(&unpadded);
    (decoded.is_strict() && decoded.bytes.len() >= 16).then_some(decoded.bytes)
}

/// The bytes that were taken for Latin-1, a character each, and written in UTF-8.
fn latin1(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_ascii())?;
    text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

/// r and s that lack their leading zeros: every place where one may end.
fn shorter_halves(subject: &Subject<'_>) -> Vec<(SignatureForm, Vec<u8>)> {
    let (bytes, Some(curve)) = (subject.signature, subject.row.curve) else { return Vec::new() };
    let half = curve.row().private_len;
    if subject.row.family != SignatureFamily::Ecdsa {
        return Vec::new();
    }
    let expected = 2 * half;
    let missing = expected.checked_sub(bytes.len()).filter(|missing| (1..=MOST_ZEROS).contains(missing));
    let Some(missing) = missing else { return Vec::new() };
    let form = SignatureForm::MissingZeros { expected, found: bytes.len() };
    let split = |zeros: usize| {
        let (r, s) = bytes.split_at_checked(half - zeros)?;
        let padded = [&[0; MOST_ZEROS][..zeros], r, &[0; MOST_ZEROS][..missing - zeros], s].concat();
        Some((form, padded))
    };
    (0..=missing).filter_map(split).collect()
}

/// What an HMAC shows, because it can be computed: how it goes on, and how its bytes look as text.
fn of_mac<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<SignatureForm> {
    let hash = subject.row.hash.filter(|_| subject.row.family == SignatureFamily::Hmac)?;
    let (found, expected) = (subject.signature.len(), hash.output_len());
    // Fewer than eight bytes that happen to agree prove nothing.
    let is_cut = (8..expected).contains(&found);
    let is_text = found != expected && subject.signature.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes());
    if !is_cut && !is_text {
        return None;
    }
    keys().find_map(|key| {
        let KeyMaterial::Oct(secret) = &key.material else { return None };
        if !effort.spend(1, subject.message.len()) {
            return None;
        }
        let code = mac::hmac(hash, secret.expose(), &[subject.message]);
        if is_cut && mac::equal(code.get(..found)?, subject.signature) {
            return Some(SignatureForm::Cut { expected, found });
        }
        (is_text && String::from_utf8_lossy(&code).as_bytes() == subject.signature)
            .then_some(SignatureForm::ReplacedAsText)
    })
}

/// What any signature could be, so that it is tried last: bytes glued on, another order.
pub(super) fn find_dear<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Cause> {
    let fits = |key: &Jwk, bytes: &[u8]| effort.verifies(subject.row, &key.material, subject.message, bytes);
    let bytes = subject.signature;
    for key in keys() {
        let Some(length) = signature::length(subject.row, &key.material) else { continue };
        if let Some((front, behind)) = bytes.split_at_checked(length)
            && !behind.is_empty()
            && fits(key, front)
        {
            return Some(Cause::Written(SignatureForm::Glued { bytes: length, more: behind.len() }));
        }
        if bytes.len() != length || subject.row.family == SignatureFamily::Hmac {
            continue;
        }
        let (left, right) = bytes.split_at(length / 2);
        if subject.row.family == SignatureFamily::Ecdsa && fits(key, &[right, left].concat()) {
            return Some(Cause::Written(SignatureForm::SwappedHalves));
        }
        let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
        if fits(key, &reversed) {
            return Some(Cause::Written(SignatureForm::Reversed));
        }
    }
    swapped_with_payload(subject, keys, effort).map(Cause::Written)
}

/// `header.signature.payload`
fn swapped_with_payload<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<SignatureForm> {
    let payload = subject.jws.payload.as_ref()?;
    let header = subject.jws.signatures.get(subject.index)?.protected_text(subject.text);
    let message = format!("{header}.{}", subject.signature_text());
    let fits = |key: &Jwk| {
        signature::length(subject.row, &key.material) == Some(payload.bytes.len())
            && effort.verifies(subject.row, &key.material, message.as_bytes(), &payload.bytes)
    };
    keys().any(fits).then_some(SignatureForm::SwappedWithPayload)
}
