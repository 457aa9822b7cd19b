//! What the form of a signature says, whatever the keys: a placeholder in its place, one that is cut off, or one that no key
//! makes.

use crate::engine::crypto::signature;
use crate::engine::detect::is_redaction;
use crate::engine::ground::base64url::FaultKind;
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::SignatureReason;
use crate::engine::text::words::shown;

/// RSA signatures are whole multiples of this: no program makes a modulus of another length.
const RSA_STEP: usize = 32;
/// Bytes of a signature with a modulus of 2048 bits.
const RSA_USUAL: usize = 256;

/// A signature that whoever shared the token replaced: `REDACTED`, `***`, `<signature>`. What follows a compact token may be
/// the rest of it, as it ends at the first character that no token has.
pub(super) fn redacted(part: &Part, text: &str, following: Option<&str>) -> Option<SignatureReason> {
    const LONGEST: usize = 40;
    let following = following.unwrap_or_default();
    let following = &following[..following.floor_char_boundary(LONGEST)];
    let whole = format!("{}{following}", part.text(text));
    let close = match whole.as_bytes().first() {
        Some(b'<') => whole.find('>'),
        Some(b'[') => whole.find(']'),
        Some(b'{') => whole.rfind('}'),
        _ => None,
    };
    let ends = |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | ',' | ';' | '`' | '&');
    let end = close.map_or_else(|| whole.find(ends).unwrap_or(whole.len()), |close| close + 1);
    let word = whole.get(..end).filter(|word| word.len() <= LONGEST && end >= part.span.len() && is_redaction(word))?;
    Some(SignatureReason::Redacted { placeholder: shown(word).into_owned() })
}

/// A signature that is not base64url because characters of it are missing: what happened, before what is wrong.
pub(super) fn cut(row: &'static SignatureRow, part: &Part, by_key: Option<usize>) -> Option<SignatureReason> {
    let found = part.bytes.len();
    let is_rsa = matches!(row.family, SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss);
    let by_size = || (is_rsa && !found.is_multiple_of(RSA_STEP)).then_some(RSA_USUAL);
    let expected = row.signature_len.or(by_key).or_else(by_size).filter(|expected| found < *expected)?;
    let is_cut = part.faults.iter().all(|fault| matches!(fault.kind, FaultKind::TrailingBits | FaultKind::Length));
    (is_cut && !part.is_strict()).then_some(SignatureReason::Cut { algorithm: row.name, expected, found })
}

/// A signature that no key of its algorithm makes. One that goes on behind the token says nothing by its length.
pub(super) fn impossible(row: &'static SignatureRow, part: &Part, following: Option<&str>) -> Option<SignatureReason> {
    let goes_on = following.is_some_and(|rest| rest.starts_with([':', '+', '/', '=', ' ']));
    if goes_on || part.bytes.is_empty() || !part.is_strict() {
        return None;
    }
    let error = signature::check_form(row, &part.bytes).err()?;
    let reason = SignatureReason::Refused { algorithm: row.name, error };
    reason.is_about_form().then_some(reason)
}

/// The signature of an RSA algorithm, where no key of a usual size makes one so long.
pub(super) fn unusual(row: &'static SignatureRow, part: &Part) -> Option<SignatureReason> {
    let is_rsa = matches!(row.family, SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss);
    let found = part.bytes.len();
    (is_rsa && !found.is_multiple_of(RSA_STEP)).then_some(SignatureReason::UnusualLength {
        algorithm: row.name,
        usual: RSA_USUAL,
        found,
    })
}
