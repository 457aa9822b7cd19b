//! What the form of a signature says, whatever the keys: a placeholder in its place, one that is cut off, or one that no key
//! makes.

use crate::engine::crypto::signature::{self, VerifyError};
use crate::engine::detect::is_own_redaction;
use crate::engine::ground::base64url::FaultKind;
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{OtherWriting, SignatureReason};
use crate::engine::text::mask::{is_one_sign, is_redaction, mark};
use crate::engine::text::words::shown;

/// RSA signatures are whole multiples of this: no program makes a modulus of another length.
const RSA_STEP: usize = 32;
/// Bytes of a beginning that is no accident.
pub(super) const FEWEST_OF_BEGINNING: usize = 8;
/// Bytes of a signature with a modulus of 2048 bits.
const RSA_USUAL: usize = 256;

/// A signature that is not there.
pub(super) fn missing(
    row: &'static SignatureRow,
    part: &Part,
    text: &str,
    following: Option<&str>,
) -> Option<SignatureReason> {
    let empty = || part.bytes.is_empty().then_some(SignatureReason::Empty { algorithm: row.name });
    redacted(part, text, following).or_else(empty)
}

/// A signature that whoever shared the token replaced: `REDACTED`, `***`, `<signature>`. What follows a compact token may be
/// the rest of it, as it ends at the first character that no token has.
pub(super) fn redacted(part: &Part, text: &str, following: Option<&str>) -> Option<SignatureReason> {
    const LONGEST: usize = 40;
    if is_own_redaction(part.text(text)) {
        return Some(SignatureReason::Redacted { placeholder: "REDACTED".to_owned() });
    }
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
    let word = whole
        .get(..end)
        .filter(|word| (word.len() <= LONGEST || is_one_sign(word)) && end >= part.span.len() && is_redaction(word))?;
    let word = if is_one_sign(word) && word.len() > LONGEST { mark(word) } else { word };
    Some(SignatureReason::Redacted { placeholder: shown(word).into_owned() })
}

/// A signature that is not base64url because characters of it are missing: what happened, before what is wrong.
pub(super) fn cut(
    row: &'static SignatureRow,
    part: &Part,
    by_key: Option<usize>,
    is_computed: bool,
) -> Option<SignatureReason> {
    let found = part.bytes.len();
    let is_rsa = matches!(row.family, SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss);
    let by_size = || (is_rsa && !found.is_multiple_of(RSA_STEP)).then_some(RSA_USUAL);
    let expected = row.signature_len.or(by_key).or_else(by_size).filter(|expected| found < *expected)?;
    let is_cut = part.faults.iter().all(|fault| matches!(fault.kind, FaultKind::TrailingBits | FaultKind::Length));
    // Of fewer bytes, that they are its beginning would have proved nothing.
    let is_elsewhere = is_computed && found >= FEWEST_OF_BEGINNING;
    let cut = SignatureReason::Cut { algorithm: row.name, expected, found, is_elsewhere };
    (is_cut && !part.is_strict()).then_some(cut)
}

/// What a signature stands for that has not the form of one.
pub(super) fn other_writing(
    row: &'static SignatureRow,
    error: &VerifyError,
    signature: &[u8],
    is_tried: bool,
) -> Option<SignatureReason> {
    let writing = match error {
        VerifyError::SignatureLength { expected, found }
            if *found == 2 * expected && signature.iter().all(u8::is_ascii_hexdigit) =>
        {
            OtherWriting::Hex { bytes: *expected }
        }
        VerifyError::DerSignature if is_tried => OtherWriting::Der,
        _ => return None,
    };
    Some(SignatureReason::OtherWriting { algorithm: row.name, writing, is_tried })
}

/// A signature that no key of its algorithm makes. One that goes on behind the token says nothing by its length.
pub(super) fn impossible(row: &'static SignatureRow, part: &Part, following: Option<&str>) -> Option<SignatureReason> {
    let goes_on = following.is_some_and(|rest| rest.starts_with([':', '+', '/', '=', ' ']));
    if goes_on || part.bytes.is_empty() || !part.is_strict() {
        return None;
    }
    let error = signature::check_form(row, &part.bytes).err()?;
    if let Some(other) = other_writing(row, &error, &part.bytes, false) {
        return Some(other);
    }
    matches!(error, VerifyError::SignatureLength { .. } | VerifyError::DerSignature)
        .then_some(SignatureReason::Refused { algorithm: row.name, error })
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

#[cfg(test)]
mod tests {
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::jose::reason::{Reason, SignatureReason};
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::key::KeyRing;

    /// Status and first reason of a signature, with what follows the token; no key is at hand.
    fn said(alg: &str, signature: &str, following: &str) -> (SignatureStatus, SignatureReason) {
        let header = encode(format!(r#"{{"alg":"{alg}"}}"#).as_bytes());
        let options = ExamineOptions { following: Some(following.into()), ..ExamineOptions::default() };
        let examination = examine(&format!("{header}.e30.{signature}"), &KeyRing::default(), &options);
        let result = &examination.layers[0].signatures[0];
        let reason = match result.reasons.first() {
            Some(Reason::Signature(reason)) => reason.clone(),
            _ => SignatureReason::Missing,
        };
        (result.status, reason)
    }

    #[test]
    fn a_placeholder_in_the_place_of_a_signature_is_named() {
        for (signature, following) in [
            ("REDACTED", ""),
            ("signature", ""),
            ("xxxxxxxx", ""),
            ("xxx", ""),
            ("00000000000000000000000000000000000000000000", ""),
            ("-----", ""),
            ("", "????????"),
            ("", "########"),
            ("your_signature_here", ""),
            ("***", ""),
            ("%SIG%", ""),
            ("", "<signature>"),
            ("", "[redacted]\", \"expires_in\": 3600"),
            ("", "{signature}"),
            ("", "\u{2026}"),
            ("", "..."),
        ] {
            for alg in ["HS256", "RS256", "ES512", "EdDSA"] {
                let (status, reason) = said(alg, signature, following);
                let is_named = matches!(reason, SignatureReason::Redacted { .. });
                assert!(is_named && status != SignatureStatus::Unchecked, "{alg} {signature}{following}: {reason:?}");
            }
        }
        // A signature is none of these words, and a token that ends is no placeholder.
        for (signature, following) in [("", ""), ("", ", signature"), ("", " is my token"), ("SGVsbG8", "")] {
            let (_, reason) = said("HS256", signature, following);
            assert!(!matches!(reason, SignatureReason::Redacted { .. }), "{signature}{following}: {reason:?}");
        }
    }

    #[test]
    fn a_length_that_no_key_makes_needs_no_key() {
        let bytes = |length: usize| encode(&vec![0x5a; length]);
        for (alg, right) in [("HS256", 32), ("HS512", 64), ("ES256", 64), ("ES512", 132), ("Ed448", 114)] {
            assert_eq!(said(alg, &bytes(right), "").0, SignatureStatus::Unchecked, "{alg}");
            for wrong in [right - 1, right + 1, right / 2] {
                let (status, reason) = said(alg, &bytes(wrong), "");
                assert!(status == SignatureStatus::Rejected && reason.is_about_length(), "{alg} {wrong}: {reason:?}");
            }
            // Characters that no token has end it too early.
            assert_eq!(said(alg, &bytes(right - 1), "+/8=").0, SignatureStatus::Unchecked, "{alg}");
        }
        // The key decides with RSA and EdDSA; a length that no modulus has is told.
        for alg in ["RS256", "PS512"] {
            for usual in [128, 256, 384, 512] {
                assert_eq!(said(alg, &bytes(usual), ""), (SignatureStatus::Unchecked, SignatureReason::Missing));
            }
            let (status, reason) = said(alg, &bytes(219), "");
            let is_told = matches!(reason, SignatureReason::UnusualLength { found: 219, .. });
            assert!(is_told && status == SignatureStatus::Unchecked, "{alg}: {reason:?}");
        }
        // Where characters are missing, base64url itself says that it was cut.
        let cut = &bytes(256)[..341];
        assert!(matches!(said("RS256", cut, "").1, SignatureReason::Cut { expected: 256, found: 255, .. }));
    }
}
