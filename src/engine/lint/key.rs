//! Rules about keys: weak, published, contradicting themselves. A weak key is still a key; the finding says what is wrong.

use super::Subject;
use crate::engine::crypto::confusion::public_key_fingerprint;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::{KeyReason, Reason};
use crate::engine::jose::status::{MatchedBy, Outcome, SignatureStatus};
use crate::engine::jwt::difference::nearly;
use crate::engine::key_file::weakness::in_use;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place, Severity};
use crate::engine::text::words::shown;

crate::engine::rule::rules! {
    KEY_OTHER_KID: Warning, "Made with a different key from the one that the token names", "Verifiers that look keys up by kid reject this token; the issuer must name the key that it uses", "RFC 7515 §4.1.4";
    ISS_FINGERPRINT: Error, "The fingerprint in iss is another key's", "Snowflake answers that the JWT token is invalid: write the SHA-256 hash of this key's public half (DER), as in RSA_PUBLIC_KEY_FP", "";
    KEY_OTHER_ISSUER: Error, "The key is pinned to a different issuer", "This key may not sign for the issuer that the token names: reject the token, or correct the pin", "RFC 8725 §3.8";
}

/// What speaks against the keys that verified or decrypted a layer, or would have if they were allowed to.
pub(super) fn check(subject: &Subject<'_>, index: usize, layer: &Layer, findings: &mut Findings) {
    // Of a secret that everybody knows, the parsers have said so already.
    let is_said = |rule: &Rule| {
        let mut known = subject.examination.findings.iter();
        known.any(|finding| finding.layer == index && finding.rule.id == rule.id)
    };
    let signatures = layer.signatures.iter().enumerate();
    let recipients = layer.recipients.iter().enumerate();
    let used = signatures
        .map(|(entry, result)| (Place::Signature(entry), &result.key, &result.algorithm))
        .chain(recipients.map(|(entry, result)| (Place::Recipient(entry), &result.key, &result.algorithm)));
    // The holder's key is no better than the issuer's: whoever computes it presents in the holder's name.
    let bound = layer.sd_jwt.as_ref().and_then(|sd_jwt| sd_jwt.key_binding.as_ref());
    if let Some((key, algorithm)) = bound.and_then(|bound| Some((bound.key.as_ref()?, &bound.signature.algorithm))) {
        for finding in in_use(key, algorithm.as_deref()) {
            let message = format!("The holder's key (cnf): {}", finding.message);
            findings.push(Finding { layer: index, place: Place::Payload, span: None, ..finding }.saying(message));
        }
    }
    other_kid(index, layer, findings);
    if subject.is_innermost(index) {
        fingerprint(subject, index, layer, findings);
    }
    for (place, key, algorithm) in used {
        let Some(key) = key else { continue };
        for finding in in_use(key, algorithm.as_deref()) {
            if !is_said(finding.rule) {
                findings.push(Finding { layer: index, place, span: None, ..finding });
            }
        }
    }
}

/// Snowflake's tokens name the key that signs them in `iss`: `ACCOUNT.USER.SHA256:…`.
fn fingerprint(subject: &Subject<'_>, index: usize, layer: &Layer, findings: &mut Findings) {
    let Some(claims) = &subject.claims else { return };
    let Some(issuer) = claims.text("iss") else { return };
    let Some((account, named)) = issuer.split_once(".SHA256:") else { return };
    let verified = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
    for key in verified.filter_map(|result| result.key.as_ref()) {
        let Some(own) = public_key_fingerprint(&key.material).filter(|_| account.contains('.')) else { continue };
        if own != named {
            let message =
                format!("The fingerprint in iss is not that of the key that signed: that one's is SHA256:{own}");
            let span = claims.get("iss").and_then(|value| claims.span(value));
            findings.push(Finding::new(&ISS_FINGERPRINT, index, Place::Payload).at(span).saying(message));
        }
    }
}

/// The key that did it has another `kid` than the header names: it did, and many verifiers will not find it.
fn other_kid(index: usize, layer: &Layer, findings: &mut Findings) {
    let signatures =
        layer.signatures.iter().enumerate().map(|(entry, result)| (Place::Signature(entry), &result.attempts));
    let recipients =
        layer.recipients.iter().enumerate().map(|(entry, result)| (Place::Recipient(entry), &result.attempts));
    for (place, attempts) in signatures.chain(recipients) {
        // The one that is named is at hand, and failed: whoever looks it up sees a forgery.
        let named_failed = attempts
            .iter()
            .any(|attempt| attempt.outcome == Outcome::Failure && attempt.matched_by == MatchedBy::KeyId);
        let success = attempts.iter().filter(|attempt| attempt.outcome == Outcome::Success);
        for reason in success.flat_map(|attempt| &attempt.reasons) {
            if let Reason::Key(KeyReason::OtherName { named, own }) = reason {
                let (named, own) = (shown(named), shown(own));
                let finding = Finding::new(&KEY_OTHER_KID, index, place);
                findings.push(if named_failed {
                    let message = format!("The token names key \"{named}\", which failed; key \"{own}\" made it");
                    finding.saying(message).graded(Severity::Error)
                } else {
                    let nearly = nearly(&named, &own).map_or_else(String::new, |how| format!(": the two {how}"));
                    finding
                        .saying(format!("The token names key \"{named}\", but it was made with key \"{own}\"{nearly}"))
                });
            }
        }
    }
}
