//! What came together in one input is judged together: a token is not valid where what is beside it says otherwise.

use super::{CrossCheck, CrossKind, ListStanding, Outcome, Redirected, With, signed_answers};
use crate::engine::jose::layer::{Examination, member_bytes};
use crate::engine::jwt::policy::{Judgement, Verdict};
use crate::engine::jwt::profile::{ProfileKind, profile};
use crate::engine::rule::claims::{
    STATUS_LIST_STALE, STATUS_NOT_COUNTED, STATUS_NOT_VALID, STATUS_UNREADABLE, TOGETHER_MISMATCH,
};
use crate::engine::rule::finding::{Finding, Place};

/// One of the tokens of an input, and the others.
pub struct Together<'a> {
    /// In the order of the checks; `None` for what came in another input.
    pub examinations: &'a [Option<&'a Examination>],
    /// Which one is judged.
    pub token: usize,
    /// What surely came in one answer.
    pub answers: &'a [Redirected],
}

impl Together<'_> {
    /// Puts into the judgement of the token what the checks say of it. `words` are the sentence and the advice of a check.
    pub fn judge<'c>(
        &self,
        judgement: &mut Judgement,
        checks: impl IntoIterator<Item = &'c CrossCheck>,
        words: impl Fn(&CrossCheck) -> (String, String),
    ) {
        let kinds: Vec<Option<ProfileKind>> =
            self.examinations.iter().map(|examination| kind((*examination)?)).collect();
        let signed = self.examinations.iter().zip(&kinds);
        let signed = signed.filter(|(_, kind)| **kind == Some(ProfileKind::AuthorizationResponse));
        let signed =
            signed.filter_map(|(examination, _)| Some(signed_answers(examination.as_ref()?.readable_claims()?.1)));
        let answers: Vec<Redirected> = self.answers.iter().cloned().chain(signed.flatten()).collect();
        let mut is_bad = false;
        for check in checks.into_iter().filter(|check| self.is_about(check, &kinds, &answers)) {
            let is_wrong = check.is_bad();
            // Anybody can put a token beside another one: that they do not fit says nothing of tokens that were not issued
            // together (OpenID Connect Core §3.1.3.8). It stands among the comparisons.
            if check.outcome == Outcome::Differs && !self.is_one_answer(check, &answers) {
                continue;
            }
            let rule = match (check.kind, check.outcome) {
                // The newer one has been told.
                (_, Outcome::Status { standing: ListStanding::Superseded, .. }) => continue,
                // A proof is held against its access token where it is examined.
                (CrossKind::ProofTokenHash | CrossKind::ProofKey, _) if self.is_said(judgement) => {
                    // What only stands beside it need not be what it was made for; what is in its own request is.
                    is_bad |= is_wrong && matches!(check.with, With::Sent(_));
                    continue;
                }
                (CrossKind::Status, Outcome::Status { .. }) if is_wrong => &STATUS_NOT_VALID,
                (CrossKind::Status, _) if is_wrong => &STATUS_UNREADABLE,
                (CrossKind::Status, Outcome::Status { standing: ListStanding::Stale, .. }) => &STATUS_LIST_STALE,
                (
                    CrossKind::Status,
                    Outcome::Status { .. } | Outcome::NoList | Outcome::ListWithoutTime | Outcome::ListTooLong,
                ) if check.is_open() => &STATUS_NOT_COUNTED,
                _ if is_wrong => &TOGETHER_MISMATCH,
                _ => continue,
            };
            let (sentence, advice) = words(check);
            let mut finding = self.finding(rule, check).saying(sentence).advising(advice);
            let layers = self.examinations.iter().flatten().flat_map(|examination| &examination.layers);
            layers.for_each(|layer| layer.exposed.hide_in(&mut finding));
            judgement.findings.push(finding);
            is_bad |= is_wrong;
        }
        if is_bad && judgement.verdict != Verdict::Unreadable {
            judgement.verdict = Verdict::Invalid;
        }
    }

    /// Whether what is compared surely belongs together: it came in one answer, or it names the other itself.
    fn is_one_answer(&self, check: &CrossCheck, answers: &[Redirected]) -> bool {
        let text = |index: usize| Some(&*self.examinations.get(index).copied().flatten()?.layers.first()?.text);
        let is_in = |answer: &Redirected| match check.with {
            With::Token(other) => {
                let (one, other) = (text(check.token), text(other));
                let of_answer = [Some(answer.id_token.as_str()), answer.access_token.as_deref()];
                one.is_some() && other.is_some() && of_answer.contains(&one) && of_answer.contains(&other)
            }
            With::OpaqueAccessToken => answer.access_token.is_some() && text(check.token) == Some(&answer.id_token),
            With::Code => answer.code.is_some() && text(check.token) == Some(&answer.id_token),
            With::State => answer.state.is_some() && text(check.token) == Some(&answer.id_token),
            With::Answer => answer.issuer.is_some() && text(check.token) == Some(&answer.id_token),
            _ => text(check.token) == Some(&answer.id_token),
        };
        match check.kind {
            CrossKind::AccessTokenHash
            | CrossKind::CodeHash
            | CrossKind::StateHash
            | CrossKind::Issuer
            | CrossKind::ResponseIssuer
            | CrossKind::Subject => answers.iter().any(is_in),
            _ => true,
        }
    }

    fn is_said(&self, judgement: &Judgement) -> bool {
        judgement.findings.iter().any(|finding| ["ATH_MISMATCH", "CNF_MISMATCH"].contains(&finding.rule.id))
    }

    /// Whether a check speaks about the token, and surely about these two: of several logins or requests in one input nobody
    /// can say what belongs to which.
    fn is_about(&self, check: &CrossCheck, kinds: &[Option<ProfileKind>], answers: &[Redirected]) -> bool {
        // Whoever got an access token with an ID token that has the hash of another one must not use it (OpenID Connect
        // Core §3.1.3.8).
        let is_hashed = check.kind == CrossKind::AccessTokenHash && check.with == With::Token(self.token);
        if check.token != self.token && !is_hashed {
            return false;
        }
        let is_only = |index: usize| {
            let own = kinds.get(index).copied().flatten();
            own.is_none() || kinds.iter().filter(|kind| **kind == own).count() == 1
        };
        let are_only = || match check.with {
            With::Token(other) => is_only(check.token) && is_only(other),
            _ => is_only(check.token),
        };
        // What one answer has twice is surely of it; of a request nobody can say whose it was.
        let is_hash = matches!(check.kind, CrossKind::AccessTokenHash | CrossKind::CodeHash | CrossKind::StateHash);
        let is_of_answer = check.outcome == Outcome::Repeated && self.is_repeated_in_own(check, kinds, answers)
            || check.kind == CrossKind::Scheme
            || matches!(check.with, With::Sent(_))
            || (is_hash || check.kind == CrossKind::ResponseIssuer) && self.is_one_answer(check, answers);
        // What is there twice in an answer that it did not come in says nothing of it.
        let may_be_meant =
            check.outcome != Outcome::Repeated || check.with == With::Request && check.kind != CrossKind::Parameter;
        check.kind == CrossKind::Status || is_of_answer || may_be_meant && are_only()
    }

    /// Whether what is there twice is in the answer that the token came in, or that it is, or in the request of a proof.
    fn is_repeated_in_own(&self, check: &CrossCheck, kinds: &[Option<ProfileKind>], answers: &[Redirected]) -> bool {
        let text =
            self.examinations.get(check.token).copied().flatten().and_then(|token| Some(&*token.layers.first()?.text));
        match check.with {
            With::Request => matches!(check.kind, CrossKind::Proof | CrossKind::SentToken),
            _ => {
                kinds.get(check.token) == Some(&Some(ProfileKind::AuthorizationResponse))
                    || answers.iter().any(|answer| text == Some(answer.id_token.as_str()))
            }
        }
    }

    fn finding(&self, rule: &'static crate::engine::rule::Rule, check: &CrossCheck) -> Finding {
        let examination = self.examinations.get(self.token).copied().flatten();
        let layer = examination.map_or(0, |examination| examination.layers.len().saturating_sub(1));
        let span = examination.filter(|_| check.token == self.token).and_then(|examination| {
            let (_, claims) = examination.readable_claims()?;
            let claim = claims.get(check.kind.code())?;
            examination.innermost()?.claims_span(member_bytes(claim))
        });
        Finding::new(rule, layer, Place::Payload).at(span)
    }
}

fn kind(examination: &Examination) -> Option<ProfileKind> {
    profile(examination).and_then(|profile| profile.kind())
}
