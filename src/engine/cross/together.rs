//! What came together in one input is judged together: a token is not valid where what is beside it says otherwise.

use super::{CrossCheck, CrossKind, ListStanding, Outcome, Redirected, SentAs, With, signed_answers};
use crate::engine::jose::layer::{Examination, member_bytes};
use crate::engine::jwt::policy::{Judgement, Verdict};
use crate::engine::jwt::profile::{ProfileKind, profile};
use crate::engine::rule::claims::{
    REQUEST_UNSURE, STATUS_LIST_STALE, STATUS_NOT_COUNTED, STATUS_NOT_VALID, STATUS_UNREADABLE, TOGETHER_MISMATCH,
};
use crate::engine::rule::finding::{Finding, Place};
use std::collections::HashMap;

/// The tokens of an input, and what they say of each other.
pub struct Together<'a> {
    /// In the order of the checks; `None` for what came in another input.
    pub examinations: Vec<Option<&'a Examination>>,
    kinds: Vec<Option<ProfileKind>>,
    /// How many there are of each kind.
    counts: HashMap<ProfileKind, usize>,
    /// What surely came in one answer, by its ID token.
    answers: HashMap<String, Vec<Redirected>>,
    /// The checks, by the tokens that they say something of.
    checks: HashMap<usize, Vec<&'a CrossCheck>>,
}

impl<'a> Together<'a> {
    /// `answers` is what surely came in one answer.
    pub fn new(
        examinations: Vec<Option<&'a Examination>>,
        answers: &[Redirected],
        checks: impl IntoIterator<Item = &'a CrossCheck>,
    ) -> Self {
        let mut kinds: Vec<Option<ProfileKind>> =
            examinations.iter().map(|examination| kind((*examination)?)).collect();
        let signed = examinations.iter().zip(&kinds);
        let signed = signed.filter(|(_, kind)| **kind == Some(ProfileKind::AuthorizationResponse));
        let signed =
            signed.filter_map(|(examination, _)| Some(signed_answers(examination.as_ref()?.readable_claims()?.1)));
        let mut by_token: HashMap<String, Vec<Redirected>> = HashMap::new();
        for answer in answers.iter().cloned().chain(signed.flatten()) {
            by_token.entry(answer.id_token.clone()).or_default().push(answer);
        }
        for (own, examination) in kinds.iter_mut().zip(&examinations) {
            let Some(examination) = examination else { continue };
            let text = examination.layers.first().map(|layer| &*layer.text);
            let answers = text.and_then(|text| by_token.get(text)).into_iter().flatten();
            if answers.into_iter().any(|answer| answer.place == SentAs::IdToken) {
                *own = Some(ProfileKind::IdToken);
            }
        }
        let mut counts = HashMap::new();
        kinds.iter().flatten().for_each(|kind| *counts.entry(*kind).or_default() += 1);
        let mut of_token: HashMap<usize, Vec<&CrossCheck>> = HashMap::new();
        for check in checks {
            // A proof of another key is the proof's fault: the attestation is as good as before.
            let blamed = match (check.kind, check.with) {
                (CrossKind::AttestationKey, With::Token(proof)) => proof,
                _ => check.token,
            };
            of_token.entry(blamed).or_default().push(check);
            // Whoever got an access token with an ID token that has the hash of another one must not use it (OpenID Connect
            // Core §3.1.3.8). That the ID token has none, an empty one, or writes it wrongly, is the ID token's fault alone.
            if let (CrossKind::AccessTokenHash, With::Token(other), Outcome::Differs) =
                (check.kind, check.with, check.outcome)
                && !check.found.trim().is_empty()
            {
                of_token.entry(other).or_default().push(check);
            }
        }
        Self { examinations, kinds, counts, answers: by_token, checks: of_token }
    }

    /// Puts into the judgement of a token what the checks say of it. `words` are the sentence and the advice of a check.
    pub fn judge(&self, token: usize, judgement: &mut Judgement, words: impl Fn(&CrossCheck) -> (String, String)) {
        let checks = self.checks.get(&token).into_iter().flatten().copied();
        let mut is_bad = false;
        for check in checks.filter(|check| self.is_about(check)) {
            let is_wrong = check.is_bad();
            // Anybody can put a token beside another one: that they do not fit says nothing of tokens that were not issued
            // together (OpenID Connect Core §3.1.3.8). It stands among the comparisons.
            if check.outcome == Outcome::Differs && !self.is_one_answer(check) {
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
                // So is a proof against its attestation: another key is a signature that does not match.
                (CrossKind::AttestationKey, _) if self.is_said(judgement) || judgement.verdict == Verdict::Invalid => {
                    is_bad |= is_wrong;
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
                // Whoever sends a request writes its header.
                (CrossKind::Method | CrossKind::Address, Outcome::MatchesForwarded | Outcome::Alias)
                | (CrossKind::ProofId, Outcome::MaybeReplayed) => &REQUEST_UNSURE,
                _ => continue,
            };
            let (sentence, advice) = words(check);
            let mut finding = self.finding(token, rule, check).saying(sentence).advising(advice);
            let layers = self.examinations.iter().flatten().flat_map(|examination| &examination.layers);
            layers.for_each(|layer| layer.exposed.hide_in(&mut finding));
            judgement.findings.push(finding);
            is_bad |= is_wrong;
        }
        if is_bad && judgement.verdict != Verdict::Unreadable {
            judgement.verdict = Verdict::Invalid;
        }
    }

    fn text(&self, index: usize) -> Option<&str> {
        Some(&*self.examinations.get(index).copied().flatten()?.layers.first()?.text)
    }

    /// The answers that brought this token.
    fn answers(&self, index: usize) -> &[Redirected] {
        self.text(index).and_then(|text| self.answers.get(text)).map_or(&[], Vec::as_slice)
    }

    /// Whether what is compared surely belongs together: it came in one answer, or it names the other itself.
    fn is_one_answer(&self, check: &CrossCheck) -> bool {
        let brings = |id: usize, other: usize| {
            let other = self.text(other);
            other.is_some() && self.answers(id).iter().any(|answer| answer.access_token.as_deref() == other)
        };
        let mut own = self.answers(check.token).iter();
        match check.kind {
            // That it is of the login beside it is what a logout token is held against, in each of its claims (OpenID Connect
            // Back-Channel Logout §2.6).
            _ if self.kinds.get(check.token) == Some(&Some(ProfileKind::LogoutToken)) => true,
            CrossKind::AccessTokenHash
            | CrossKind::CodeHash
            | CrossKind::StateHash
            | CrossKind::Issuer
            | CrossKind::TokenIssuer
            | CrossKind::ResponseIssuer
            | CrossKind::Subject => match check.with {
                With::Token(other) => brings(check.token, other) || brings(other, check.token),
                With::OpaqueAccessToken => own.any(|answer| answer.access_token.is_some()),
                With::Code => own.any(|answer| answer.code.is_some()),
                With::State => own.any(|answer| answer.state.is_some()),
                With::Answer => own.any(|answer| answer.issuer.is_some()),
                _ => own.next().is_some(),
            },
            _ => true,
        }
    }

    fn is_said(&self, judgement: &Judgement) -> bool {
        judgement.findings.iter().any(|finding| ["ATH_MISMATCH", "CNF_MISMATCH"].contains(&finding.rule.id))
    }

    /// Whether a check speaks about its token, and surely about these two: of several logins or requests in one input nobody
    /// can say what belongs to which.
    fn is_about(&self, check: &CrossCheck) -> bool {
        let is_only = |index: usize| {
            let own = self.kinds.get(index).copied().flatten();
            own.is_none_or(|own| self.counts.get(&own) == Some(&1))
        };
        let are_only = || match check.with {
            With::Token(other) => is_only(check.token) && is_only(other),
            _ => is_only(check.token),
        };
        // What one answer has twice is surely of it; of a request nobody can say whose it was.
        let is_hash = matches!(check.kind, CrossKind::AccessTokenHash | CrossKind::CodeHash | CrossKind::StateHash);
        let is_of_answer = check.outcome == Outcome::Repeated && self.is_repeated_in_own(check)
            || self.is_of_own_request(check)
            || matches!(
                check.kind,
                CrossKind::Scheme
                    | CrossKind::Type
                    | CrossKind::GrantedKey
                    | CrossKind::Unbound
                    | CrossKind::RefreshedIssuer
                    | CrossKind::RefreshedSubject
                    | CrossKind::RefreshedSignIn
                    | CrossKind::RefreshedParty
                    | CrossKind::HybridIssuer
                    | CrossKind::HybridSubject
                    | CrossKind::HintSubject
                    | CrossKind::Method
                    | CrossKind::Address
                    | CrossKind::ProofId
            )
            || matches!(check.with, With::Sent(_))
            || (is_hash || check.kind == CrossKind::ResponseIssuer) && self.is_one_answer(check);
        // What is there twice in an answer that it did not come in says nothing of it.
        let may_be_meant =
            check.outcome != Outcome::Repeated || check.with == With::Request && check.kind != CrossKind::Parameter;
        check.kind == CrossKind::Status || is_of_answer || may_be_meant && are_only()
    }

    /// Whether it was held against the request that its token surely answers: that with its state, or at a refresh that of its
    /// login.
    fn is_of_own_request(&self, check: &CrossCheck) -> bool {
        let own = self.answers(check.token);
        let is_of_state = || {
            let mut checks = self.checks.get(&check.token).into_iter().flatten();
            checks.any(|other| other.kind == CrossKind::ResponseState && other.outcome == Outcome::Matches)
        };
        let is_refreshed = || !own.is_empty() && own.iter().all(|answer| answer.is_refreshed);
        match check.kind {
            CrossKind::Client if own.iter().any(|answer| answer.client.is_some()) => true,
            CrossKind::Client | CrossKind::Nonce | CrossKind::SignInTime => is_of_state() || is_refreshed(),
            _ => false,
        }
    }

    /// Whether what is there twice is in the answer that the token came in, or that it is, or in the request of a proof.
    fn is_repeated_in_own(&self, check: &CrossCheck) -> bool {
        match check.with {
            With::Request => matches!(check.kind, CrossKind::Proof | CrossKind::SentToken),
            _ => {
                self.kinds.get(check.token) == Some(&Some(ProfileKind::AuthorizationResponse))
                    || !self.answers(check.token).is_empty()
            }
        }
    }

    fn finding(&self, token: usize, rule: &'static crate::engine::rule::Rule, check: &CrossCheck) -> Finding {
        let examination = self.examinations.get(token).copied().flatten();
        let layer = examination.map_or(0, |examination| examination.layers.len().saturating_sub(1));
        // A claim of that name, as Keycloak has one, is none of it.
        if check.kind == CrossKind::Type {
            return Finding::new(rule, layer, Place::Header);
        }
        let span = examination.filter(|_| check.token == token).and_then(|examination| {
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

#[cfg(test)]
mod tests {
    use super::Together;
    use crate::engine::cross::{CrossKind, Parameters, Token, cross_checks};
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::jwt::policy::Verdict;
    use crate::engine::key::KeyRing;

    /// What is wrong with the ID token alone is not held against the access token beside it.
    #[test]
    fn an_access_token_is_blamed_for_the_hash_of_another_only() {
        let token = |header: &str, claims: &str| {
            format!("{}.{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()), encode(b"signature"))
        };
        let access = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"a"}"#);
        for (at_hash, is_blamed) in [
            (Some(encode(&[7; 16])), true),
            (Some("lLUcDZoMZ6zUL4uhZSs66w==".into()), false),
            (Some(String::new()), false),
            (None, false),
        ] {
            let hash = at_hash.as_ref().map_or_else(String::new, |hash| format!(r#","at_hash":"{hash}""#));
            let claims = format!(r#"{{"iss":"a","sub":"b","aud":"c","nonce":"n","exp":9,"iat":1{hash}}}"#);
            let texts = [token(r#"{"alg":"ES256"}"#, &claims), access.clone()];
            let options = ExamineOptions::default();
            let examined = texts.each_ref().map(|text| examine(text, &KeyRing::default(), &options));
            let tokens: Vec<_> = texts
                .iter()
                .zip(&examined)
                .map(|(text, examination)| Token { text, examination, verdict: Verdict::Valid, is_stale: false })
                .collect();
            let checks = cross_checks(&tokens, &Parameters::default());
            let together = Together::new(examined.iter().map(Some).collect(), &[], &checks);
            let mut of_access = together.checks.get(&1).into_iter().flatten();
            let is_hash = of_access.any(|check| check.kind == CrossKind::AccessTokenHash);
            assert_eq!(is_hash, is_blamed, "{at_hash:?}: {checks:?}");
        }
    }
}
