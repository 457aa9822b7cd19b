//! The kind of token that is expected, held against its checklist.

use super::demand::{self, What};
use super::policy::{ClaimState, Policy, Subject};
use super::validate::Validation;
use super::{checklist, profile};
use crate::engine::ground::span::Span;
use crate::engine::jose::embedded::OwnKeyGap;
use crate::engine::jose::layer::{Examination, JoseObject, Layer, member_bytes};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::rule::claims::{PROFILE_UNMET, TYP_NOT_EXPECTED};
use crate::engine::rule::finding::{Finding, Place};

impl Validation {
    /// The kind of token that is expected: one kind must not pass as another (RFC 8725 §3.11, §3.12).
    pub(super) fn profile(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        let Some(row) = policy.profile.and_then(profile::row) else { return };
        let Some(layer) = examination.innermost().filter(|layer| layer.is_payload_known()) else { return };
        if matches!(layer.object, JoseObject::Unreadable(_)) {
            return;
        }
        let index = examination.layers.len().saturating_sub(1);
        let header = profile::first_header(layer);
        let other = header.filter(|header| !row.takes_type_of(header)).and_then(profile::declared);
        if let (Some(other), Some(header)) = (other, header) {
            let message = format!("typ says that it is {}, but {} is expected", other.words(), row.words());
            let span = header.get("typ").map(|typ| typ.span_in_text());
            self.findings.push(Finding::new(&TYP_NOT_EXPECTED, index, Place::Header).at(span).saying(message));
            self.is_invalid = true;
        }
        let checklist = checklist::of_kind(row, examination, &self.checks, policy, now);
        for line in checklist.iter().flat_map(|checklist| &checklist.lines).filter(|line| line.is_fatal()) {
            self.is_invalid = true;
            let is_said = other.is_some() && matches!(line.demand.what, What::Type);
            let what = &line.demand.what;
            let Some(detail) = line.detail().filter(|_| !is_said && !self.is_told(what, layer)) else { continue };
            let (clause, section) = (line.clause(row), line.demand.section);
            let message = format!("Required of {}: {clause}, but {detail} ({section})", row.words());
            let (place, span) = subject_span(what, examination);
            self.findings.push(Finding::new(&PROFILE_UNMET, index, place).at(span).saying(message));
        }
    }

    /// Whether it is told already that a demand is not met: by what the signature is rejected for, or by a time that is none.
    fn is_told(&self, what: &What, layer: &Layer) -> bool {
        let is_malformed = |claim: &str| {
            let mut checks = self.checks.iter();
            checks.any(|check| {
                check.subject == Subject::Token && check.claim == claim && check.state == ClaimState::Malformed
            })
        };
        let claim = match what.subject() {
            Some(demand::Subject::Claim(claim)) => Some(claim),
            _ => None,
        };
        let mut reasons = layer.signatures.iter().filter_map(|result| result.reasons.first());
        claim.is_some_and(is_malformed)
            || reasons.any(|reason| match reason {
                Reason::Signature(SignatureReason::NoProof { gap, .. }) => is_of_gap(*gap, what),
                _ => false,
            })
    }
}

/// Whether a demand is what a token lacks whose own key made it.
fn is_of_gap(gap: OwnKeyGap, what: &What) -> bool {
    match gap {
        OwnKeyGap::Claim(claim) | OwnKeyGap::Malformed(claim) => what.subject() == Some(demand::Subject::Claim(claim)),
        OwnKeyGap::PrivateKey => {
            matches!(what, What::NoPrivateKey | What::PublicKey | What::PublicKeys(_) | What::PublicMember(..))
        }
        OwnKeyGap::NoKey => {
            matches!(what, What::PublicKey | What::OwnKey | What::OneParameter(_) | What::Parameter("jwk"))
        }
        OwnKeyGap::OtherKey | OwnKeyGap::ForbiddenKey => matches!(what, What::OwnKey | What::HeaderKey),
        OwnKeyGap::Symmetric => matches!(what, What::Asymmetric),
        OwnKeyGap::SeveralKeys => matches!(what, What::OneParameter(_)),
        OwnKeyGap::CriticalClaims => matches!(what, What::NoCriticalClaims),
        OwnKeyGap::NotCompact | OwnKeyGap::NotThreeParts | OwnKeyGap::SameKeyId => false,
    }
}

/// Where it is that a demand is about: the header parameter or the claim, where the token has it.
fn subject_span(what: &What, examination: &Examination) -> (Place, Option<Span>) {
    let layer = examination.innermost();
    match what.subject() {
        Some(demand::Subject::Parameter(name)) => {
            let header = layer.and_then(profile::first_header);
            (Place::Header, header.and_then(|header| header.get(name)).map(|found| found.span_in_text()))
        }
        Some(demand::Subject::Claim(name)) => {
            let value = examination.readable_claims().and_then(|(_, claims)| claims.get(name));
            (Place::Payload, value.and_then(|value| layer?.claims_span(member_bytes(value))))
        }
        None => (Place::Token, None),
    }
}
