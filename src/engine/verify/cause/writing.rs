//! The right signature, written in another way than base64url of its bytes (RFC 7515 §3.1, RFC 7518 §3.4).

use super::{Effort, Proved, Subject, charset, number};
use crate::engine::crypto::{mac, signature};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::{Cause, SignatureForm};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::verify::form::FEWEST_OF_BEGINNING;
use data_encoding::HEXLOWER_PERMISSIVE;

/// Zeros in front of an RSA signature that are looked for.
const MOST_ZEROS: usize = 4;
/// Longest signature that is read as something else: the list of numbers of the longest that there is fits.
const LONGEST: usize = 64 * 1024;
/// What stands in front of digests in headers and listings.
const LABELS: [&str; 9] = ["0x", "\\x", "sha256=", "sha384=", "sha512=", "hex:", "base64:", "b64:", "sha256:"];
/// What `vault write transit/sign` puts in front, whatever the number.
const VAULT: &str = "vault:v";

/// What the bytes and characters suggest by themselves.
pub(super) fn find<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Proved> {
    let fits = |bytes: &[u8]| keys().find(|key| effort.verifies(subject.row, &key.material, subject.message, bytes));
    let found = candidates(subject).into_iter().find_map(|(form, bytes)| Some((form, fits(&bytes)?)));
    found.or_else(|| of_mac(subject, keys, effort)).map(proved)
}

fn proved((form, key): (SignatureForm, &Jwk)) -> Proved {
    Proved { cause: Cause::Written(form), by: Some(key.id), used: None }
}

/// The signatures that these bytes and characters could stand for. Most signatures have none.
pub(super) fn candidates(subject: &Subject<'_>) -> Vec<(SignatureForm, Vec<u8>)> {
    let (bytes, text) = (subject.signature, subject.signature_text());
    let mut out = Vec::new();
    if bytes.len() > LONGEST {
        return out;
    }
    let hex = |bytes: &[u8]| HEXLOWER_PERMISSIVE.decode(bytes.trim_ascii()).ok().filter(|bytes| bytes.len() >= 16);
    out.extend(hex(bytes).map(|bytes| (SignatureForm::EncodedHex, bytes)));
    out.extend(hex(text.as_bytes()).map(|bytes| (SignatureForm::Hex, bytes)));
    let inner = std::str::from_utf8(bytes).ok().filter(|inner| inner.is_ascii());
    if let Some(inner) = inner {
        of_text(inner, &mut out);
    }
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
    out.extend(number::candidates(subject));
    out
}

/// The text that the signature is, without the marks that programs put around it.
fn of_text(text: &str, out: &mut Vec<(SignatureForm, Vec<u8>)>) {
    let bare = bare(text);
    let digits = HEXLOWER_PERMISSIVE.decode(bare.as_bytes()).ok().filter(|bytes| bytes.len() >= 16);
    out.extend(digits.map(|bytes| (SignatureForm::EncodedHex, bytes)));
    // Each time that it was encoded again.
    let (mut times, mut decoded) = (2, base64(&bare));
    while let Some(bytes) = decoded.take() {
        if times < MOST_TIMES
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            decoded = base64(text);
        }
        out.push((SignatureForm::EncodedBase64 { times }, bytes));
        times += 1;
    }
}

/// How often a signature is taken for encoded.
const MOST_TIMES: u8 = 4;

/// Without white space, quotation marks, the lines around a PEM, colons between digits and what names the encoding.
fn bare(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let joined: String = lines.flat_map(|line| line.split_ascii_whitespace()).collect();
    let mut rest = joined.trim_matches(['"', '\'']);
    if let Some(at) = rest.find(";base64,").filter(|_| rest.starts_with("data:")) {
        rest = &rest[at + ";base64,".len()..];
    }
    let rest = LABELS.iter().find_map(|label| rest.strip_prefix(label)).unwrap_or(rest);
    rest.replace(':', "")
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
    charset::latin1(text).map(|mut bytes| std::mem::take(&mut *bytes))
}

/// What an HMAC shows, because it can be computed: how it goes on, and how its bytes look as text.
fn of_mac<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<(SignatureForm, &'k Jwk)> {
    let hash = subject.row.hash.filter(|_| subject.row.family == SignatureFamily::Hmac)?;
    let (found, expected) = (subject.signature.len(), hash.output_len());
    // Fewer than eight bytes that happen to agree prove nothing.
    let is_cut = (FEWEST_OF_BEGINNING..expected).contains(&found);
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
            return Some((SignatureForm::Cut { expected, found }, key));
        }
        (is_text && String::from_utf8_lossy(&code).as_bytes() == subject.signature)
            .then_some((SignatureForm::ReplacedAsText, key))
    })
}

/// A signature whose text is that of the right one but for one place: it can be computed of an HMAC.
pub(super) fn damaged<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Proved> {
    let hash = subject.row.hash.filter(|_| subject.row.family == SignatureFamily::Hmac)?;
    let text = subject.signature_text();
    if text.len() < FEWEST_ALIKE || text.len() > 2 * hash.output_len() {
        return None;
    }
    let found = keys().find_map(|key| {
        let KeyMaterial::Oct(secret) = &key.material else { return None };
        if !effort.spend(1, subject.message.len()) {
            return None;
        }
        let right = base64url::encode(&mac::hmac(hash, secret.expose(), &[subject.message]));
        Some((damage(text.as_bytes(), right.as_bytes())?, key))
    });
    found.map(proved)
}

/// Characters that have to agree so that it is no accident.
const FEWEST_ALIKE: usize = 16;
/// Characters that are told to have been changed.
const MOST_ALTERED: usize = 8;

/// In which one place a text differs from the right one, and how.
fn damage(found: &[u8], right: &[u8]) -> Option<SignatureForm> {
    let shorter = found.len().min(right.len());
    let at = found.iter().zip(right).take_while(|(one, other)| one == other).count();
    let pairs = found.iter().rev().zip(right.iter().rev());
    let behind = pairs.take(shorter - at).take_while(|(one, other)| one == other).count();
    if at + behind < FEWEST_ALIKE {
        return None;
    }
    let (missing, more) = (right.len().saturating_sub(found.len()), found.len().saturating_sub(right.len()));
    let differing = shorter - at - behind;
    match (missing, more, differing) {
        // Without its end it is cut, and what stands around it has been told or is told later.
        (1.., 0, 0) if behind > 0 => Some(SignatureForm::Gap { at, missing }),
        (0, 1.., 0) if at > 0 && behind > 0 => Some(SignatureForm::Inserted { at, more }),
        (0, 0, 1..=MOST_ALTERED) => Some(SignatureForm::Altered { at, count: differing }),
        _ => None,
    }
}

/// What any signature could be, so that it is tried last: bytes glued on, another order.
pub(super) fn find_dear<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Proved> {
    keys()
        .find_map(|key| Some((dear(subject, key, effort)?, key)))
        .or_else(|| swapped_with_payload(subject, keys, effort))
        .map(proved)
}

fn dear(subject: &Subject<'_>, key: &Jwk, effort: &Effort) -> Option<SignatureForm> {
    let fits = |bytes: &[u8]| effort.verifies(subject.row, &key.material, subject.message, bytes);
    let bytes = subject.signature;
    let length = signature::length(subject.row, &key.material)?;
    if let Some(more) = bytes.len().checked_sub(length).filter(|more| *more > 0) {
        let ((front, behind), (before, end)) = (bytes.split_at(length), bytes.split_at(more));
        if fits(front) {
            return Some(glued(subject, length, behind));
        }
        return fits(end).then_some(SignatureForm::Prefixed { bytes: length, more: before.len() });
    }
    if let Some(zeros) = length.checked_sub(bytes.len()).filter(|zeros| (1..=MOST_ZEROS).contains(zeros)) {
        let is_rsa = matches!(subject.row.family, SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss);
        let form = SignatureForm::ShortNumber { expected: length, found: bytes.len() };
        return (is_rsa && fits(&[&[0; MOST_ZEROS][..zeros], bytes].concat())).then_some(form);
    }
    if bytes.len() != length || subject.row.family == SignatureFamily::Hmac {
        return None;
    }
    if subject.row.family == SignatureFamily::Ecdsa {
        let (left, right) = bytes.split_at(length / 2);
        if fits(&[right, left].concat()) {
            return Some(SignatureForm::SwappedHalves);
        }
        let reversed: Vec<u8> = left.iter().rev().chain(right.iter().rev()).copied().collect();
        if fits(&reversed) {
            return Some(SignatureForm::ReversedHalves);
        }
    }
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    fits(&reversed).then_some(SignatureForm::Reversed)
}

/// What stands behind the right signature.
fn glued(subject: &Subject<'_>, length: usize, behind: &[u8]) -> SignatureForm {
    // 0 to 3, or that and 27 (SEC 1 §4.1.6).
    if subject.row.family == SignatureFamily::Ecdsa && matches!(behind, [0..=3 | 27..=30]) {
        SignatureForm::RecoveryId
    } else if behind == subject.message {
        SignatureForm::WithMessage
    } else {
        SignatureForm::Glued { bytes: length, more: behind.len() }
    }
}

/// `header.signature.payload`
fn swapped_with_payload<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<(SignatureForm, &'k Jwk)> {
    let payload = subject.jws.payload.as_ref()?;
    let header = subject.jws.signatures.get(subject.index)?.protected_text(subject.text);
    let message = format!("{header}.{}", subject.signature_text());
    let fits = |key: &&Jwk| {
        signature::length(subject.row, &key.material) == Some(payload.bytes.len())
            && effort.verifies(subject.row, &key.material, message.as_bytes(), &payload.bytes)
    };
    keys().find(fits).map(|key| (SignatureForm::SwappedWithPayload, key))
}
