//! Rules about keys: weak, published, contradicting themselves. A weak key is still a key; the finding says what is wrong.

use super::Subject;
use crate::engine::jose::layer::Layer;
use crate::engine::key_file::weakness::in_use;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place};

crate::engine::rule::rules! {
    KEY_OTHER_ISSUER: Error, "The key is pinned to another issuer than the token's", "Whoever has this key speaks for its issuer alone: refuse the token, or correct the pin", "RFC 8725 §3.8";
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
    for (place, key, algorithm) in used {
        let Some(key) = key else { continue };
        for finding in in_use(key, algorithm.as_deref()) {
            if !is_said(finding.rule) {
                findings.push(Finding { layer: index, place, span: None, ..finding });
            }
        }
    }
}
