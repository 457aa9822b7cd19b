//! Why a token is rejected, as findings: who reads nothing but findings, such as what shows a SARIF log, must see it there.
//!
//! In the window and the terminal the same stands beside the signature, and is not repeated among the findings.

use crate::engine::ground::span::Span;
use crate::engine::jose::embedded::OwnKeyGap;
use crate::engine::jose::jws::Jws;
use crate::engine::jose::layer::{Examination, JoseObject, Layer, member_bytes};
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::jwt::policy::{Judgement, Verdict};
use crate::engine::rule::Rule;
use crate::engine::rule::claims::PROFILE_UNMET;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::rule::sd_jwt::SDJWT_KB_SIGNATURE;
use crate::engine::rule::verification::{DECRYPTION_FAILED, SIGNATURE_REJECTED, TOKEN_REJECTED};
use crate::engine::speech;
use std::collections::HashSet;

/// What rejects the token and is not among the findings yet. `shown` is what may be repeated of it.
pub(super) fn refusals(
    examination: &Examination,
    shown: &Examination,
    judgement: &Judgement,
    now: i64,
) -> Vec<Finding> {
    let known = examination.findings.iter().chain(&judgement.findings);
    let errors = known.filter(|finding| finding.severity == Severity::Error);
    let mut refusals = Refusals {
        told: errors.map(|finding| (finding.rule.id, finding.layer)).collect(),
        said: HashSet::new(),
        found: Vec::new(),
    };
    let is_told = !refusals.told.is_empty();
    for (index, (layer, shown)) in examination.layers.iter().zip(&shown.layers).enumerate() {
        refusals.of_signatures(index, layer, shown);
        refusals.of_recipients(index, layer, shown);
        refusals.of_layer(index, layer);
    }
    let mut found = refusals.found;
    if !is_told && found.is_empty() && judgement.verdict == Verdict::Invalid {
        let words = speech::verdict::of(examination, judgement, now).line();
        found.push(Finding::new(&TOKEN_REJECTED, 0, Place::Token).saying(words));
    }
    for finding in &mut found {
        examination.layers.iter().for_each(|layer| layer.exposed.hide_in(finding));
    }
    found
}

/// What keeps a token in the making from being what it says that it is, whoever reads it.
pub fn unfit_as_made(examination: &Examination, judgement: &Judgement) -> Vec<Finding> {
    let known = || examination.findings.iter().chain(&judgement.findings);
    let is_told = |layer: usize| known().any(|finding| finding.rule.id == PROFILE_UNMET.id && finding.layer == layer);
    let mut found = Vec::new();
    for (index, layer) in examination.layers.iter().enumerate().filter(|(index, _)| !is_told(*index)) {
        let JoseObject::Jws(jws) = &layer.object else { continue };
        for (entry, result) in layer.signatures.iter().enumerate() {
            let first = result.reasons.first().filter(|_| result.status == SignatureStatus::Rejected);
            let Some(reason @ Reason::Signature(SignatureReason::NoProof { gap, .. })) = first else { continue };
            // That a claim is missing is told where claims are checked, as an error.
            if matches!(gap, OwnKeyGap::Claim(_)) && known().any(|finding| is_missing_claim(finding, index)) {
                continue;
            }
            let place = match gap {
                OwnKeyGap::Claim(_) | OwnKeyGap::Malformed(_) | OwnKeyGap::CriticalClaims | OwnKeyGap::SameKeyId => {
                    Place::Payload
                }
                OwnKeyGap::NotCompact | OwnKeyGap::NotThreeParts => Place::Token,
                OwnKeyGap::OtherKey | OwnKeyGap::ForbiddenKey => Place::Key,
                OwnKeyGap::PrivateKey | OwnKeyGap::NoKey | OwnKeyGap::Symmetric | OwnKeyGap::SeveralKeys => {
                    Place::Signature(entry)
                }
            };
            let words = speech::reason::words(reason);
            let finding = Finding::new(&PROFILE_UNMET, index, place).graded(Severity::Error);
            let span = of_gap(*gap, layer, jws, entry);
            found.push(finding.at(span).saying(words.sentence).advising(words.advice));
        }
    }
    found
}

fn is_missing_claim(finding: &Finding, layer: usize) -> bool {
    finding.layer == layer
        && finding.place == Place::Payload
        && finding.span.is_none()
        && finding.severity == Severity::Error
}

struct Refusals {
    /// The rules of errors that are told, each with its layer.
    told: HashSet<(&'static str, usize)>,
    /// What of it is in `found`: rule, layer, place and words.
    said: HashSet<(&'static str, usize, Option<Span>, String)>,
    found: Vec<Finding>,
}

impl Refusals {
    fn of_signatures(&mut self, index: usize, layer: &Layer, shown: &Layer) {
        let JoseObject::Jws(jws) = &layer.object else { return };
        let place = |entry: usize| if jws.signatures.len() == 1 { Place::Token } else { Place::Signature(entry) };
        for (entry, result) in shown.signatures.iter().enumerate() {
            if matches!(result.status, SignatureStatus::Rejected | SignatureStatus::Malformed) {
                let part = jws.signatures.get(entry).and_then(|own| own.signature.as_ref());
                let span = |reason: Option<&Reason>| match reason {
                    Some(Reason::Signature(SignatureReason::NoProof { gap, .. })) => of_gap(*gap, layer, jws, entry),
                    _ => part.map(|part| part.span),
                };
                self.entry(index, place(entry), &result.reasons, &SIGNATURE_REJECTED, span);
            }
        }
    }

    /// One recipient that opens it, or may still, is enough.
    fn of_recipients(&mut self, index: usize, layer: &Layer, shown: &Layer) {
        let JoseObject::Jwe(jwe) = &layer.object else { return };
        let is_lost = |status| matches!(status, RecipientStatus::Failed | RecipientStatus::Malformed);
        if !shown.recipients.iter().all(|result| is_lost(result.status)) {
            return;
        }
        let place = |entry: usize| if jwe.recipients.len() == 1 { Place::Token } else { Place::Recipient(entry) };
        for (entry, result) in shown.recipients.iter().enumerate() {
            let key = jwe.recipients.get(entry).and_then(|own| own.encrypted_key.as_ref());
            let span = key.map(|part| part.span).filter(|span| !span.is_empty());
            self.entry(index, place(entry), &result.reasons, &DECRYPTION_FAILED, |_| span);
        }
    }

    /// What is wrong with the disclosures and the key binding.
    fn of_layer(&mut self, index: usize, layer: &Layer) {
        for reason in layer.fatal_reasons() {
            self.reason(index, Place::Token, Some(reason), &SDJWT_KB_SIGNATURE, None);
        }
    }

    /// The first reason is why; those behind it are notes on it, unless they are rules that are broken as well.
    fn entry(
        &mut self,
        index: usize,
        place: Place,
        reasons: &[Reason],
        otherwise: &'static Rule,
        span: impl Fn(Option<&Reason>) -> Option<Span>,
    ) {
        let first = reasons.first();
        self.reason(index, place, first, otherwise, span(first));
        for reason in reasons.iter().skip(1).filter(|reason| matches!(reason, Reason::Rule(_))) {
            self.reason(index, place, Some(reason), otherwise, None);
        }
    }

    fn reason(
        &mut self,
        index: usize,
        place: Place,
        reason: Option<&Reason>,
        otherwise: &'static Rule,
        span: Option<Span>,
    ) {
        let rule = match reason {
            Some(Reason::Rule(broken)) => broken.rule,
            Some(Reason::Signature(SignatureReason::NoProof { .. })) => &PROFILE_UNMET,
            Some(Reason::KeyBinding(_)) => &SDJWT_KB_SIGNATURE,
            _ => otherwise,
        };
        // What breaks a rule is a finding already, as a rule.
        if matches!(reason, Some(Reason::Rule(_))) && !self.told.insert((rule.id, index)) {
            return;
        }
        let mut finding = Finding::new(rule, index, place).graded(Severity::Error).at(span);
        if let Some(reason) = reason {
            let words = speech::reason::words(reason);
            finding = finding.saying(words.sentence).advising(words.advice);
        }
        if self.said.insert((rule.id, index, finding.span, finding.message.clone())) {
            self.found.push(finding);
        }
    }
}

/// Where in the text it is that a token lacks what its standard demands, or has what it forbids.
fn of_gap(gap: OwnKeyGap, layer: &Layer, jws: &Jws, entry: usize) -> Option<Span> {
    let header = &jws.signatures.get(entry)?.header;
    let protected = header.sources.iter().find_map(|source| source.part.as_ref());
    let payload = jws.payload.as_ref();
    let whole = |part: Option<&Part>| part.map(|part| part.span);
    let claim = |name: &str| {
        let value = layer.claims_document()?.object()?.get(name)?;
        layer.claims_span(member_bytes(value))
    };
    match gap {
        OwnKeyGap::Claim(_) => whole(payload),
        OwnKeyGap::Malformed(name) => claim(name).or_else(|| whole(payload)),
        OwnKeyGap::CriticalClaims => claim("crit").or_else(|| whole(payload)),
        OwnKeyGap::SameKeyId => claim("jwks").or_else(|| whole(payload)),
        OwnKeyGap::PrivateKey | OwnKeyGap::OtherKey | OwnKeyGap::ForbiddenKey => {
            let jwk = header.get("jwk").map(|jwk| jwk.span_in_text());
            jwk.or_else(|| claim("jwks")).or_else(|| claim("sub_jwk")).or_else(|| whole(protected))
        }
        OwnKeyGap::NoKey | OwnKeyGap::Symmetric | OwnKeyGap::SeveralKeys => whole(protected),
        OwnKeyGap::NotCompact | OwnKeyGap::NotThreeParts => None,
    }
}

#[cfg(test)]
mod tests {
    use super::refusals;
    use crate::engine::ground::span::Span;
    use crate::engine::jose::embedded::{OwnKeyGap, OwnKeyKind};
    use crate::engine::jose::layer::Examination;
    use crate::engine::jose::reason::{Reason, SignatureReason};
    use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
    use crate::engine::judge::judge;
    use crate::engine::jwt::fixture::{examination, jwe, jws};
    use crate::engine::jwt::policy::Policy;
    use crate::engine::rule::finding::Severity;
    use crate::engine::rule::structure::CRIT_UNKNOWN;

    fn of(examination: &Examination) -> Vec<(&'static str, Severity, Option<Span>)> {
        let judgement = judge(examination, &Policy::default(), 0);
        let found = refusals(examination, examination, &judgement, 0);
        found.iter().map(|finding| (finding.rule.id, finding.severity, finding.span)).collect()
    }

    fn rejected(status: SignatureStatus, reasons: Vec<Reason>) -> Examination {
        let mut layer = jws(r#"{"alg":"ES256"}"#, r#"{"htm":"GET"}"#, &[status]);
        layer.signatures[0].reasons = reasons;
        examination(vec![layer])
    }

    #[test]
    fn a_signature_that_is_rejected_is_an_error_at_its_place() {
        let of_signature = |examination: &Examination| {
            let text = &examination.layers[0].text;
            Some(Span::new(text.rfind('.').unwrap() + 1, text.len()))
        };
        for (status, reasons) in [
            (SignatureStatus::Rejected, vec![]),
            (SignatureStatus::Rejected, vec![Reason::Signature(SignatureReason::Empty { algorithm: "ES256" })]),
            (SignatureStatus::Malformed, vec![Reason::Signature(SignatureReason::Missing)]),
        ] {
            let examination = rejected(status, reasons);
            assert_eq!(of(&examination), [("SIGNATURE_REJECTED", Severity::Error, of_signature(&examination))]);
        }
        for status in [SignatureStatus::Verified, SignatureStatus::Unchecked, SignatureStatus::Unsecured] {
            assert_eq!(of(&rejected(status, vec![])), []);
        }
    }

    /// What the standard of the kind has verifiers refuse is no fault of the signature.
    #[test]
    fn what_is_none_of_its_kind_is_that() {
        let proof = |gap| Reason::Signature(SignatureReason::NoProof { kind: OwnKeyKind::DpopProof, gap });
        let missing = rejected(SignatureStatus::Rejected, vec![proof(OwnKeyGap::Claim("jti"))]);
        let text = &missing.layers[0].text;
        let payload = Span::new(text.find('.').unwrap() + 1, text.rfind('.').unwrap());
        assert_eq!(of(&missing), [("PROFILE_UNMET", Severity::Error, Some(payload))]);
        let malformed = rejected(SignatureStatus::Rejected, vec![proof(OwnKeyGap::Malformed("htm"))]);
        let [(_, _, Some(span))] = of(&malformed)[..] else { panic!("one, with a place") };
        assert!(payload.start < span.start && span.end <= payload.end);
    }

    /// What breaks a rule is a finding already, where a check told it.
    #[test]
    fn a_broken_rule_is_told_once() {
        let mut broken = rejected(SignatureStatus::Malformed, vec![Reason::rule(&CRIT_UNKNOWN, "crit")]);
        assert_eq!(of(&broken).iter().map(|found| found.0).collect::<Vec<_>>(), ["CRIT_UNKNOWN"]);
        let told = crate::engine::rule::Finding::new(&CRIT_UNKNOWN, 0, crate::engine::rule::Place::Header);
        broken.findings.push(told);
        assert_eq!(of(&broken), []);
    }

    /// One recipient that opens it, or may still, is enough.
    #[test]
    fn what_nobody_can_decrypt_is_an_error() {
        let rules = |statuses: &[RecipientStatus]| {
            let examination = examination(vec![jwe(r#"{"alg":"dir","enc":"A128GCM"}"#, None, statuses)]);
            of(&examination).iter().map(|found| found.0).collect::<Vec<_>>()
        };
        assert_eq!(rules(&[RecipientStatus::Failed]), ["DECRYPTION_FAILED"]);
        assert_eq!(rules(&[RecipientStatus::Locked]), [""; 0]);
        assert_eq!(rules(&[RecipientStatus::Failed, RecipientStatus::Locked]), [""; 0]);
    }
}
