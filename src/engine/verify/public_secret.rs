//! Whether a token was made with a secret that everybody knows. That needs no key: they are tried whatever keys are at hand.

use crate::engine::crypto::mac;
use crate::engine::ground::jwa::{Hash, SignatureAlgorithm, SignatureFamily};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::reason::{Cause, Reason, Remedy};
use crate::engine::jose::sd_jwt::EMBEDDED_KEY;
use crate::engine::jose::status::{Assumed, Attempt, MatchedBy, Outcome, SignatureResult, SignatureStatus};
use crate::engine::key::KeyIds;
use crate::engine::key::public_secret::{PUBLIC_SECRETS, PublicSecret, Trial};
use crate::engine::key_file::import;
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::verify::work::{Work, bytes};
use std::borrow::Cow;
use std::sync::Arc;

/// How many bytes may still be hashed in search of public secrets.
pub(crate) struct Effort(usize);

impl Effort {
    /// As much as the limits allow for one examination.
    pub(crate) const fn new(limits: &Limits) -> Self {
        Self(limits.public_secret_work)
    }
}

/// Whether the signature at `index` is an HMAC that everybody can make. Its price is taken out of the sum that all work on
/// the token has, what the keys have left of it. `known` is what came out before for the same
/// bytes: it is believed, and counts against the effort as if it were found out again, so that the outcome is the same.
pub(crate) fn examine(
    jws: &Jws,
    index: usize,
    (text, detached): (&str, Option<&[u8]>),
    known: Option<Trial>,
    limits: &Limits,
    (effort, work): (&mut Effort, &Work),
) -> Trial {
    let Some((hash, message, signature)) = hmac_of(jws, index, text, detached) else { return Trial::Untried };
    if message.len() > limits.public_secret_input {
        return Trial::Untried;
    }
    let total = message.len().saturating_mul(PUBLIC_SECRETS.len());
    let Some(rest) = effort.0.checked_sub(total) else { return Trial::Untried };
    if !work.take(bytes(total)) {
        return Trial::Untried;
    }
    effort.0 = rest;
    if let Some(known) = known.filter(|known| *known != Trial::Untried) {
        return known;
    }
    let made = |secret: &PublicSecret| mac::equal(&mac::hmac(hash, &secret.bytes, &[&message]), signature);
    PUBLIC_SECRETS.iter().position(made).map_or(Trial::Other, Trial::Public)
}

/// Hash, message and value of a MAC.
pub(super) type Mac<'a> = (Hash, Cow<'a, [u8]>, &'a [u8]);

/// The signature at `index`, where it is an HMAC of the right length.
pub(super) fn hmac_of<'a>(jws: &'a Jws, index: usize, text: &'a str, detached: Option<&'a [u8]>) -> Option<Mac<'a>> {
    let entry = jws.signatures.get(index)?;
    let row = SignatureAlgorithm::named(&entry.header.algorithm()?).known()?;
    let hash = row.hash.filter(|_| row.family == SignatureFamily::Hmac)?;
    let signature = &entry.signature.as_ref()?.bytes;
    if signature.len() != hash.output_len() {
        return None;
    }
    let message = jws.signing_input(index, text, detached).or_else(|| {
        // `header..signature` is also what an empty payload looks like.
        (jws.serialization == Serialization::Compact).then(|| jws.signing_input(index, text, Some(b""))).flatten()
    })?;
    Some((hash, message, signature))
}

/// Says of signatures that none of the keys made that a secret made them which everybody knows.
pub(crate) fn settle(results: &mut [SignatureResult], trials: &[Trial]) {
    for (result, trial) in results.iter_mut().zip(trials) {
        if let Trial::Public(index) = trial
            && result.status == SignatureStatus::Rejected
            && let Some(reason) = result.reasons.first_mut().filter(|reason| reason.is_mere_mismatch())
        {
            *reason = Reason::Cause(Cause::PublicSecret(*index), Remedy::Advice);
        }
    }
}

/// The finding, where the signature at `index` was made with a public secret.
pub(crate) fn finding(trial: Trial, jws: &Jws, index: usize, layer: usize) -> Option<Finding> {
    let Trial::Public(secret) = trial else { return None };
    let found = PUBLIC_SECRETS.get(secret)?.finding(layer);
    Some(Finding { place: if jws.signatures.len() > 1 { Place::Signature(index) } else { found.place }, ..found })
}

/// Checks the signature at `index` with the secret that everybody knows, as the person wants it: no key at hand was tried. One
/// that a key of the person's refuses stays refused.
pub(crate) fn assume(trial: Trial, result: &mut SignatureResult) {
    let Some(secret) = trial.secret().filter(|_| result.status == SignatureStatus::Unchecked) else { return };
    let Ok(mut key) = import::secret(secret.expose(), SecretEncoding::Utf8, "a public list", &mut KeyIds::default())
    else {
        return;
    };
    key.id = EMBEDDED_KEY;
    let key = Arc::new(key);
    result.status = SignatureStatus::Verified;
    result.assumed.push(Assumed::PublicSecret);
    result.key = Some(Arc::clone(&key));
    result.matched_by = Some(MatchedBy::PublicSecret);
    result.reasons.clear();
    let matched_by = MatchedBy::PublicSecret;
    result.attempts.push(Attempt { key, matched_by, outcome: Outcome::Success, reasons: Vec::new() });
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC_SECRETS, Trial};
    use crate::engine::crypto::signature::sign;
    use crate::engine::examine::{examine, examine_again};
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::jwa::signature::find;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::jose::layer::Examination;
    use crate::engine::jose::reason::{Cause, Reason};
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::key::public_secret::Kind;
    use crate::engine::key::{KeyIds, KeyMaterial, KeyRing};
    use crate::engine::rule::finding::{Finding, Place, Severity};

    /// What is found about keys, and the state of the first signature.
    fn found(token: &str, options: &ExamineOptions) -> (Vec<Finding>, SignatureStatus) {
        let examination = examine(token, &KeyRing::default(), options);
        let status = examination.layers[0].signatures[0].status;
        let is_secret = |finding: &Finding| finding.rule.id.starts_with("KEY_HS_");
        (examination.findings.into_iter().filter(is_secret).collect(), status)
    }

    fn token(algorithm: &str, payload: &[u8], secret: &[u8]) -> String {
        let header = encode(format!(r#"{{"alg":"{algorithm}"}}"#).as_bytes());
        let input = format!("{header}.{}", encode(payload));
        let key = KeyMaterial::Oct(secret.into());
        format!("{input}.{}", encode(&sign(find(algorithm).unwrap(), &key, input.as_bytes()).unwrap()))
    }

    fn ids(token: &str) -> Vec<&'static str> {
        found(token, &ExamineOptions::default()).0.iter().map(|finding| finding.rule.id).collect()
    }

    #[test]
    fn key_hs_leaked_names_the_secret_of_jwt_io() {
        let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxN\
                     TE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        let (findings, status) = found(token, &ExamineOptions::default());
        // Without a key nothing was checked: that the secret is public does not make the token good or bad.
        assert_eq!(status, SignatureStatus::Unchecked);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!((finding.rule.id, finding.severity), ("KEY_HS_LEAKED", Severity::Error));
        assert_eq!((finding.layer, finding.place), (0, Place::Key));
        assert!(finding.message.contains("\"your-256-bit-secret\""), "{}", finding.message);
        // One bit of the payload changed: nobody's secret any more.
        assert_eq!(ids(&token.replace("eyJzdWIiOiIx", "eyJzdWIiOiIy")), [""; 0]);
    }

    #[test]
    fn key_hs_leaked_in_every_algorithm_and_reading() {
        for algorithm in ["HS256", "HS384", "HS512"] {
            for secret in [
                &b"secret"[..],
                b"secret\n",
                b"a-string-secret-at-least-256-bits-long",
                b"a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
                b"DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.",
                // VGhpc0lzTXlDdXN0b21TZWNyZXRLZXkwMTIzNDU2Nzg= decoded, as Nacos does.
                b"ThisIsMyCustomSecretKey012345678",
                b"\x09\xd2\x5e\x09\x4f\xaa\x6c\xa2\x55\x6c\x81\x81\x66\xb7\xa9\x56\x3b\x93\xf7\x09\x9f\x6f\x0f\x4c\xaa\
                  \x6c\xf6\x3b\x88\xe8\xd3\xe7",
            ] {
                assert_eq!(ids(&token(algorithm, b"{}", secret)), ["KEY_HS_LEAKED"], "{algorithm} {secret:?}");
            }
            assert_eq!(ids(&token(algorithm, b"{}", b"sR7hZ0cX1mPq9vN4bT6yWk3LfDg8JaUe5oQiMtHx2BA")), [""; 0]);
        }
    }

    /// CVE-2019-20933, and what becomes of a variable that was never set.
    #[test]
    fn key_hs_empty() {
        for algorithm in ["HS256", "HS384", "HS512"] {
            for secret in [&b""[..], b"\0", &[0; 32], b"null", b"undefined", b"None", b"nil", b"\n"] {
                let token = token(algorithm, b"{}", secret);
                let (findings, status) = found(&token, &ExamineOptions::default());
                assert_eq!(status, SignatureStatus::Unchecked);
                let [finding] = findings.as_slice() else { panic!("{algorithm} {secret:?} {findings:?}") };
                assert_eq!((finding.rule.id, finding.severity), ("KEY_HS_EMPTY", Severity::Error));
                assert_eq!((finding.layer, finding.place), (0, Place::Key));
            }
        }
    }

    #[test]
    fn only_an_hmac_of_its_own_length_is_tried() {
        let hs256 = token("HS256", b"{}", b"secret");
        let (rest, signature) = hs256.rsplit_once('.').unwrap();
        let payload = rest.split_once('.').unwrap().1;
        for algorithm in ["RS256", "none", "HS1", "ML-DSA-44"] {
            let header = encode(format!(r#"{{"alg":"{algorithm}"}}"#).as_bytes());
            assert_eq!(ids(&format!("{header}.{payload}.{signature}")), [""; 0], "{algorithm}");
        }
        assert_eq!(ids(&format!("{rest}.{}", &signature[..40])), [""; 0]);
        assert_eq!(ids(&format!("{rest}.")), [""; 0]);
    }

    #[test]
    fn a_detached_payload_is_tried_once_it_is_there() {
        let whole = token("HS256", b"{}", b"secret");
        let (header, rest) = whole.split_once('.').unwrap();
        let detached = format!("{header}..{}", rest.split_once('.').unwrap().1);
        assert_eq!(ids(&detached), [""; 0]);
        let options = ExamineOptions { detached_payload: Some(b"{}"[..].into()), ..Default::default() };
        assert_eq!(found(&detached, &options).0.len(), 1);
        assert_eq!(ids(&token("HS256", b"", b"secret")), ["KEY_HS_LEAKED"]);
    }

    #[test]
    fn each_signature_of_several_is_tried() {
        let one = |payload: &str, secret: &[u8]| {
            let whole = token("HS256", payload.as_bytes(), secret);
            let parts: Vec<_> = whole.split('.').map(str::to_owned).collect();
            format!(r#"{{"protected":"{}","signature":"{}"}}"#, parts[0], parts[2])
        };
        let text = format!(
            r#"{{"payload":"{}","signatures":[{},{}]}}"#,
            encode(b"{}"),
            one("{}", b"sR7hZ0cX1mPq9vN4bT6yWk3LfDg8JaUe5oQiMtHx2BA"),
            one("{}", b"")
        );
        let (findings, _) = found(&text, &ExamineOptions::default());
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(finding.rule.id, "KEY_HS_EMPTY");
        assert_eq!(finding.place, Place::Signature(1));
    }

    #[test]
    fn what_is_too_long_is_left_alone_and_the_work_is_bounded() {
        let payload = |length: usize| vec![b'x'; length];
        assert_eq!(ids(&token("HS256", &payload(100_000), b"secret")), ["KEY_HS_LEAKED"]);
        assert_eq!(ids(&token("HS256", &payload(800_000), b"secret")), [""; 0]);
        let mut options = ExamineOptions::default();
        options.limits.public_secret_work = 1000;
        assert_eq!(found(&token("HS256", b"{}", b"secret"), &options).0, []);
        // All of them over the longest input are within the work of one examination.
        let limits = ExamineOptions::default().limits;
        assert!(PUBLIC_SECRETS.len() * limits.public_secret_input <= limits.public_secret_work);
    }

    /// What was planted in an earlier examination comes out again, so that nothing was computed; and only for the same text.
    #[test]
    fn the_same_text_is_tried_once() {
        let options = ExamineOptions::default();
        let token = token("HS256", b"{}", b"secret");
        let first = examine(&token, &KeyRing::default(), &options);
        let [Trial::Public(found)] = first.layers[0].public_secrets[..] else { panic!("it is public") };
        let says = |text: &str, options: &ExamineOptions, before: &Examination| {
            let again = examine_again(text, &KeyRing::default(), options, Some(before));
            let said = again.findings.iter().find(|finding| finding.rule.id.starts_with("KEY_HS_"));
            (again.layers[0].public_secrets.clone(), said.map(|finding| finding.message.clone()))
        };
        assert_eq!(says(&token, &options, &first).1.as_deref(), Some(&*PUBLIC_SECRETS[found].finding(0).message));
        let mut planted = first.clone();
        planted.layers[0].public_secrets = vec![Trial::Public(found + 1)];
        let (trials, said) = says(&token, &options, &planted);
        assert_eq!(trials, [Trial::Public(found + 1)]);
        assert_eq!(said.as_deref(), Some(&*PUBLIC_SECRETS[found + 1].finding(0).message));
        // A line break behind it is another text; so is a payload that comes from elsewhere.
        planted.layers[0].text = format!("{token}\n").into();
        assert_eq!(says(&token, &options, &planted).0, [Trial::Public(found)]);
        let (header, rest) = token.split_once('.').unwrap();
        let detached = format!("{header}..{}", rest.split_once('.').unwrap().1);
        let mut planted = examine(&detached, &KeyRing::default(), &options);
        assert_eq!(planted.layers[0].public_secrets, [Trial::Other]);
        planted.layers[0].public_secrets = vec![Trial::Public(found + 1)];
        let supplied = ExamineOptions { detached_payload: Some(b"{}"[..].into()), ..Default::default() };
        assert_eq!(says(&detached, &supplied, &planted).0, [Trial::Public(found)]);
        // The work is bounded as if it were done.
        let mut tight = ExamineOptions::default();
        tight.limits.public_secret_work = 1000;
        assert_eq!(says(&token, &tight, &first), (vec![Trial::Untried], None));
    }

    /// Where none of the keys made it, that a public secret did is why.
    #[test]
    fn the_public_secret_is_the_cause() {
        let key = |bytes: &[u8]| {
            let encoding = crate::engine::key_file::secret::SecretEncoding::Utf8;
            let key = crate::engine::key_file::import::secret(bytes, encoding, "a", &mut KeyIds(1)).expect("a key");
            KeyRing::new([std::sync::Arc::new(key)])
        };
        let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
        let reasons = |secret: &[u8], ring: &KeyRing| {
            let examination = examine(&token("HS256", b"{}", secret), ring, &options);
            examination.layers[0].signatures[0].reasons.clone()
        };
        let other = key(b"correct-horse-battery-staple-0123456789");
        for secret in [&b"secret"[..], b""] {
            let found = reasons(secret, &other);
            assert!(matches!(found.as_slice(), [Reason::Cause(Cause::PublicSecret(_), _)]), "{found:?}");
        }
        assert_eq!(reasons(b"secret", &key(b"secret")), [], "it is verified with it");
        let found = reasons(b"sR7hZ0cX1mPq9vN4bT6yWk3LfDg8JaUe5oQiMtHx2BA", &other);
        assert!(matches!(found.as_slice(), [Reason::Signature(_)]), "{found:?}");
    }

    #[test]
    fn the_list_is_whole() {
        let listed = include_str!("../../../assets/registry/public_secrets.csv").lines().count() - 1;
        let plain = |kind: &Kind| matches!(kind, Kind::Leaked { reading: "", .. });
        assert_eq!(PUBLIC_SECRETS.iter().filter(|secret| plain(&secret.kind)).count(), listed);
        assert!(listed >= 60);
        for secret in PUBLIC_SECRETS.iter() {
            let message = secret.finding(0).message;
            assert!(message.len() < 200 && !message.contains('\n') && !message.ends_with('.'), "{message}");
        }
    }
}
