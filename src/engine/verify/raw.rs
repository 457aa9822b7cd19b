//! Keys that are written as nothing but their bytes. Such a text looks like a shared secret; what it is, the algorithm of a
//! token tells, and the signature.
//!
//! *Invariant:* such a key never speaks against a token: that it does not fit may be because it is none.

use super::cause::Effort;
use crate::engine::crypto::key::{self, Effort as KeyEffort};
use crate::engine::crypto::signature;
use crate::engine::ground::jwa::{Curve, SignatureFamily, SignatureRow};
use crate::engine::jose::reason::{KeyReason, Reason};
use crate::engine::jose::status::{Attempt, Outcome, SignatureResult, SignatureStatus};
use crate::engine::key::likeness::{self, Likeness, RawKind};
use crate::engine::key::reading::SecretReading;
use crate::engine::key::{Jwk, KeyMaterial, KeySource};
use crate::engine::key_file::secret::secret_readings;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use crate::engine::key_file::weakness;
use crate::engine::rule::key::is_of_place;
use crate::engine::text::variable::doubt;
use std::sync::Arc;

/// Texts of one ring that are read so.
const MOST: usize = 16;
/// Longest text of such a key: both coordinates on P-521 in hexadecimal, with colons.
const LONGEST: usize = 512;

/// A key that these bytes are, and how.
struct Raw {
    kind: RawKind,
    bytes: usize,
    reading: SecretReading,
    material: KeyMaterial,
}

/// Verifies with what was taken for a secret and is a key of the token's algorithm, written as its bytes; else says of what does
/// not fit what it may be.
pub(super) fn settle(
    result: &mut SignatureResult,
    row: &'static SignatureRow,
    message: &[u8],
    bytes: &[u8],
    effort: &Effort,
) {
    if result.status == SignatureStatus::Verified {
        return;
    }
    let mut is_whole = result.status == SignatureStatus::Unchecked;
    if is_whole && try_raw(result, row, message, bytes, effort, &mut is_whole) {
        return;
    }
    let attempts = result.attempts.iter_mut().filter(|attempt| is_guessed(&attempt.key)).take(MOST);
    let mut named = None;
    let mut sources = Vec::new();
    for attempt in attempts {
        let found = name(attempt, row, is_whole);
        sources.extend(found.map(|_| attempt.key.source.name.clone()));
        named = named.or(found);
    }
    for attempt in result.attempts.iter_mut().filter(|attempt| is_guessed(&attempt.key)).take(MOST) {
        if sources.contains(&attempt.key.source.name) {
            mark(attempt, Likeness::OtherReading);
        }
    }
    // What is in the place of a secret is why none fits.
    if result.status == SignatureStatus::Rejected
        && named == Some(Likeness::Placeholder)
        && result.attempts.iter().all(|attempt| is_guessed(&attempt.key))
    {
        result.reasons.push(Reason::Key(KeyReason::LooksLike(Likeness::Placeholder)));
    }
}

fn is_guessed(key: &Jwk) -> bool {
    key.source.is_secret && key.name.is_none()
}

fn try_raw(
    result: &mut SignatureResult,
    row: &'static SignatureRow,
    message: &[u8],
    bytes: &[u8],
    effort: &Effort,
    is_whole: &mut bool,
) -> bool {
    let is_unfit = |attempt: &&Attempt| attempt.outcome == Outcome::Unfit && is_guessed(&attempt.key);
    let texts = result.attempts.iter().filter(is_unfit).take(MOST);
    let fitting =
        texts.flat_map(|attempt| raw(row, &attempt.key).into_iter().map(move |raw| (attempt, raw))).find(|(_, raw)| {
            // The bytes of a public key, a fingerprint and a thumbprint are as long as a private key, and everybody has them.
            if matches!(raw.kind, RawKind::Private(_)) {
                return false;
            }
            *is_whole &= effort.may_doubt(message.len());
            *is_whole
                && key::check(&raw.material, &mut KeyEffort::default()).is_ok()
                && signature::verify(row, &raw.material, message, bytes).is_ok()
        });
    let Some((attempt, raw)) = fitting else { return false };
    let matched_by = attempt.matched_by;
    let key = as_key(&attempt.key, raw);
    // The other readings of the text are none of it.
    result.attempts.retain(|other| !is_guessed(&other.key) || other.key.source.name != key.source.name);
    result
        .attempts
        .insert(0, Attempt { key: Arc::clone(&key), matched_by, outcome: Outcome::Success, reasons: Vec::new() });
    result.key = Some(key);
    result.matched_by = Some(matched_by);
    result.status = SignatureStatus::Verified;
    result.reasons.clear();
    true
}

/// The key, under the name of the text that it was read from.
fn as_key(text: &Jwk, raw: Raw) -> Arc<Jwk> {
    let what = match raw.kind {
        RawKind::Public(_) => "raw public key",
        RawKind::Coordinates(_) => "raw coordinates",
        RawKind::Compressed(_) => "compressed point",
        RawKind::Private(_) => "raw private key",
    };
    let format = format!("{what}, read {}", raw.reading.words());
    let source = KeySource { format, is_secret: false, ..text.source.clone() };
    let mut key = Jwk::bare(text.id, thumbprint_sha256(&raw.material), raw.material, source);
    key.findings = weakness::examine(&key, &mut KeyEffort::default());
    key.findings.extend(text.findings.iter().filter(|finding| is_of_place(finding.rule)).cloned());
    Arc::new(key)
}

/// What the text of a key may be, by what an algorithm needs.
fn likeness(row: &SignatureRow, key: &Jwk) -> Option<Likeness> {
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    let text = std::str::from_utf8(secret.expose()).ok();
    if let Some(name) = text.and_then(likeness::fingerprint) {
        return Some(Likeness::Fingerprint(name));
    }
    if text.is_some_and(doubt::is_in_place_of_one) {
        return Some(Likeness::Placeholder);
    }
    raw(row, key).into_iter().next().map(|raw| Likeness::Raw { bytes: raw.bytes, kind: raw.kind })
}

/// Says of an attempt what its text may be; of a key that was not tried (`is_whole`), nothing.
fn name(attempt: &mut Attempt, row: &SignatureRow, is_whole: bool) -> Option<Likeness> {
    let found = likeness(row, &attempt.key).filter(|found| is_whole || !matches!(found, Likeness::Raw { .. }))?;
    match attempt.outcome {
        Outcome::Unfit => mark(attempt, found),
        // A hash and a raw key are as good a secret as any other text.
        Outcome::Failure if found == Likeness::Placeholder => {
            attempt.reasons.push(Reason::Key(KeyReason::LooksLike(found)));
        }
        _ => return None,
    }
    Some(found)
}

/// Says what a text may be that is of another kind than the algorithm needs, where nothing is said yet.
fn mark(attempt: &mut Attempt, found: Likeness) {
    for reason in &mut attempt.reasons {
        if let Reason::Key(KeyReason::WrongKind { likeness, .. }) = reason {
            likeness.get_or_insert(found);
        }
    }
}

/// What a text is as a key of this algorithm, the likelier first.
fn raw(row: &SignatureRow, key: &Jwk) -> Vec<Raw> {
    let KeyMaterial::Oct(secret) = &key.material else { return Vec::new() };
    if secret.len() > LONGEST {
        return Vec::new();
    }
    let mut out: Vec<Raw> = Vec::new();
    for (reading, bytes) in secret_readings(secret.expose()) {
        // A text is no key as it stands; a file of bytes, or what was decoded before, is.
        let is_text = matches!(reading, SecretReading::AsIs | SecretReading::WithoutLineBreak | SecretReading::Text);
        if is_text && std::str::from_utf8(bytes.expose()).is_ok() {
            continue;
        }
        for (kind, material) in of_bytes(row, bytes.expose()) {
            if out.iter().all(|known| known.material != material) {
                out.push(Raw { kind, bytes: bytes.len(), reading, material });
            }
        }
    }
    out
}

fn of_bytes(row: &SignatureRow, bytes: &[u8]) -> Vec<(RawKind, KeyMaterial)> {
    let mut out = Vec::new();
    match (row.family, row.curve) {
        (SignatureFamily::EdDsa, curve) => {
            for curve in
                [Curve::Ed25519, Curve::Ed448].into_iter().filter(|own| curve.is_none_or(|curve| curve == *own))
            {
                if bytes.len() != curve.row().coordinate_len {
                    continue;
                }
                out.push((RawKind::Public(curve), KeyMaterial::Okp { curve, x: bytes.to_vec(), d: None }));
                out.extend(key::okp_private(curve, bytes).ok().map(|pair| (RawKind::Private(curve), pair)));
            }
        }
        (SignatureFamily::Ecdsa, Some(curve)) => {
            let length = curve.row().coordinate_len;
            let found = match bytes {
                [2 | 3, x @ ..] if x.len() == length => {
                    key::ec_public(curve, bytes).ok().map(|point| (RawKind::Compressed(curve), point))
                }
                _ if bytes.len() == 2 * length => {
                    let (x, y) = bytes.split_at(length);
                    let point = KeyMaterial::Ec { curve, x: x.to_vec(), y: y.to_vec(), d: None };
                    let is_on = key::check(&point, &mut KeyEffort::default()).is_ok();
                    is_on.then_some((RawKind::Coordinates(curve), point))
                }
                _ if bytes.len() == length => {
                    key::ec_private(curve, bytes).ok().map(|pair| (RawKind::Private(curve), pair))
                }
                _ => None,
            };
            out.extend(found);
        }
        _ => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::of_bytes;
    use crate::engine::crypto::signature;
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::jwa::{Curve, SignatureAlgorithm};
    use crate::engine::ground::limit::{ExamineOptions, Limits};
    use crate::engine::jose::reason::{KeyReason, Reason};
    use crate::engine::jose::status::{Outcome, SignatureStatus};
    use crate::engine::key::likeness::{Likeness, RawKind};
    use crate::engine::key::{KeyIds, KeyRing};
    use crate::engine::key_file::import::ImportOptions;
    use crate::engine::verify::key_file;
    use std::sync::Arc;

    /// RFC 8037 Appendix A.4: the token, and its public key as base64url of 32 bytes.
    const TOKEN: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const PRIVATE: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    fn ring(text: &[u8]) -> KeyRing {
        let import =
            key_file::import(text, "key.txt", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
        KeyRing::new(import.keys.into_iter().map(Arc::new))
    }

    #[test]
    fn a_key_of_bytes_alone_verifies_what_it_signed() {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(PUBLIC.as_bytes()).expect("base64url");
        let hex = data_encoding::HEXLOWER.encode(&bytes);
        let spaced = format!("{}\n", data_encoding::BASE64.encode(&bytes));
        for text in [PUBLIC.as_bytes(), hex.as_bytes(), spaced.as_bytes(), &bytes] {
            let examination = examine(TOKEN, &ring(text), &ExamineOptions::default());
            let result = &examination.layers[0].signatures[0];
            assert_eq!(result.status, SignatureStatus::Verified, "{}", String::from_utf8_lossy(text));
            let key = result.key.as_ref().expect("a key");
            assert!(!key.source.is_secret && key.curve().is_some(), "{}", key.source.format);
        }
    }

    /// A public key is known to all, and so is a private key of the same bytes.
    #[test]
    fn bytes_alone_are_no_private_key() {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(PUBLIC.as_bytes()).expect("base64url");
        for (algorithm, curve) in [("EdDSA", Curve::Ed25519), ("ES256", Curve::P256)] {
            let row = SignatureAlgorithm::named(algorithm).known().expect("a row");
            let pair =
                of_bytes(row, &bytes).into_iter().find(|(kind, _)| *kind == RawKind::Private(curve)).expect("one").1;
            let input = format!("{}.e30", encode(format!(r#"{{"alg":"{}"}}"#, row.name).as_bytes()));
            let signature = signature::sign(row, &pair, input.as_bytes()).expect("a signature");
            let examination = examine(
                &format!("{input}.{}", encode(&signature)),
                &ring(PUBLIC.as_bytes()),
                &ExamineOptions::default(),
            );
            assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Unchecked, "{}", row.name);
        }
        let examination = examine(TOKEN, &ring(PRIVATE.as_bytes()), &ExamineOptions::default());
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Unchecked);
    }

    /// What does not fit is no proof that the token is wrong: nobody said that it is a key.
    #[test]
    fn one_that_does_not_fit_is_named_and_speaks_against_nothing() {
        let other = encode([7; 32].as_slice());
        let examination = examine(TOKEN, &ring(other.as_bytes()), &ExamineOptions::default());
        let result = &examination.layers[0].signatures[0];
        assert_eq!(result.status, SignatureStatus::Unchecked);
        let likeness = result.attempts.iter().flat_map(|attempt| &attempt.reasons).find_map(|reason| match reason {
            Reason::Key(KeyReason::WrongKind { likeness, .. }) => *likeness,
            _ => None,
        });
        assert!(matches!(likeness, Some(Likeness::Raw { bytes: 32, kind: RawKind::Public(_) })), "{likeness:?}");
        assert!(result.attempts.iter().all(|attempt| attempt.outcome == Outcome::Unfit));
        // A secret of an HMAC is one.
        let token = format!("{}.e30.{}", encode(br#"{"alg":"HS256"}"#), encode([0; 32].as_slice()));
        let examination = examine(&token, &ring(other.as_bytes()), &ExamineOptions::default());
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Rejected);
    }

    #[test]
    fn a_fingerprint_and_a_placeholder_are_named() {
        let token = format!("{}.e30.{}", encode(br#"{"alg":"RS256"}"#), encode([1; 256].as_slice()));
        let fingerprint = ["A1"; 20].join(":");
        for (text, expected) in
            [(fingerprint.as_str(), Likeness::Fingerprint("SHA-1")), ("YOUR_SECRET_HERE", Likeness::Placeholder)]
        {
            let examination = examine(&token, &ring(text.as_bytes()), &ExamineOptions::default());
            let reasons = examination.layers[0].signatures[0].attempts.iter().flat_map(|attempt| &attempt.reasons);
            let found = reasons.filter_map(|reason| match reason {
                Reason::Key(KeyReason::WrongKind { likeness, .. }) => *likeness,
                _ => None,
            });
            assert_eq!(found.collect::<Vec<_>>(), [expected], "{text}");
        }
        let token = format!("{}.e30.{}", encode(br#"{"alg":"HS256"}"#), encode([1; 32].as_slice()));
        for text in ["YOUR_SECRET_HERE", "undefined"] {
            let examination = examine(&token, &ring(text.as_bytes()), &ExamineOptions::default());
            let reasons = &examination.layers[0].signatures[0].reasons;
            let is_named = |reason: &Reason| matches!(reason, Reason::Key(KeyReason::LooksLike(Likeness::Placeholder)));
            assert!(reasons.iter().any(is_named), "{text}: {reasons:?}");
        }
    }

    #[test]
    fn points_and_numbers_are_known_by_their_length() {
        let row = SignatureAlgorithm::named("ES256").known().expect("ES256");
        let pair = |bytes: &[u8]| of_bytes(row, bytes).into_iter().map(|(kind, _)| kind).next();
        assert!(matches!(pair(&[1; 32]), Some(RawKind::Private(_))));
        assert_eq!((pair(&[0; 32]), pair(&[1; 33]), pair(&[1; 64]), pair(&[1; 31])), (None, None, None, None));
    }
}
