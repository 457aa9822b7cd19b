//! A token without some of its underscores, which Markdown and chats take for emphasis: with them put back the signature fits.

use super::{Effort, Proved, Subject};
use crate::engine::crypto::{mac, signature};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::eaten::{MOST, restored};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::reason::{Cause, EatenPart};
use crate::engine::key::{Jwk, KeyMaterial};
use std::borrow::Cow;

/// Characters of a signature that may be missing: two pairs.
const MOST_OF_SIGNATURE: usize = 2 * MOST;

pub(super) fn find<'k, K: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    keys: &dyn Fn() -> K,
    effort: &Effort,
) -> Option<Proved> {
    let entry = subject.jws.signatures.get(subject.index)?;
    let payload = subject.jws.payload.as_ref()?.text(subject.text);
    let written = subject.signature_text();
    let is_plain = written.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if subject.jws.serialization != Serialization::Compact || entry.is_unencoded() || !is_plain {
        return None;
    }
    let header = entry.protected_text(subject.text);
    let mut texts = vec![(Cow::Borrowed(payload), 0)];
    texts.extend(restored(payload).into_iter().map(|one| (Cow::Owned(one.text), one.places.len())));
    keys().find_map(|key| {
        texts.iter().find_map(|(payload, of_payload)| {
            let message = format!("{header}.{payload}");
            let of_signature = missing(subject, key, message.as_bytes(), written, *of_payload > 0, effort)?;
            let part = match (*of_payload, of_signature) {
                (0, 0) => return None,
                (0, _) => EatenPart::Signature,
                (_, 0) => EatenPart::Payload,
                _ => EatenPart::Both,
            };
            let count = u8::try_from(of_payload + of_signature).ok()?;
            Some(Proved { cause: Cause::Eaten { count, part }, by: Some(key.id), used: None })
        })
    })
}

/// How many underscores the signature lacks to be that of this message; `None`: it is not, with as many as are looked for.
fn missing(
    subject: &Subject<'_>,
    key: &Jwk,
    message: &[u8],
    written: &str,
    is_restored: bool,
    effort: &Effort,
) -> Option<usize> {
    let row = subject.row;
    if let (SignatureFamily::Hmac, Some(hash), KeyMaterial::Oct(secret)) = (row.family, row.hash, &key.material) {
        let whole = (8 * hash.output_len()).div_ceil(6);
        let count = whole.checked_sub(written.len()).filter(|count| *count <= MOST_OF_SIGNATURE)?;
        if count == 0 && !is_restored || !effort.spend(1, message.len()) {
            return None;
        }
        let right = base64url::encode(&mac::hmac(hash, secret.expose(), &[message]));
        return is_without(&right, written).then_some(count);
    }
    let whole = (8 * signature::length(row, &key.material)?).div_ceil(6);
    let fits = |text: &str| {
        let decoded = base64url::decode(text);
        decoded.is_strict() && effort.verifies(row, &key.material, message, &decoded.bytes)
    };
    match whole.checked_sub(written.len())? {
        0 => (is_restored && fits(written)).then_some(0),
        // Two places are too many to try with a key pair.
        1 if !is_restored => (0..=written.len())
            .filter(|place| written.as_bytes().get(*place) != Some(&b'_'))
            .any(|place| fits(&format!("{}_{}", &written[..place], &written[place..])))
            .then_some(1),
        _ => None,
    }
}

/// Whether `short` is `whole` without some of its underscores.
fn is_without(whole: &str, short: &str) -> bool {
    let mut rest = short.bytes().peekable();
    whole.bytes().all(|byte| rest.next_if_eq(&byte).is_some() || byte == b'_') && rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_without;

    #[test]
    fn only_underscores_may_be_missing() {
        for (whole, short) in [("a_b_c", "abc"), ("a_b_c", "a_bc"), ("a_b_c", "a_b_c"), ("__", ""), ("a__b", "a_b")] {
            assert!(is_without(whole, short), "{whole} {short}");
        }
        for (whole, short) in [("a_b_c", "ab"), ("a_b_c", "abd"), ("abc", "ab"), ("a_b", "a_b_"), ("a_b", "ba")] {
            assert!(!is_without(whole, short), "{whole} {short}");
        }
    }
}
