//! The verdict at a time: signatures and decryption as examined, claims against the clock.

use super::jose::layer::{Content, ContentKind, Examination, JoseObject, Layer};
use super::jose::status::{MatchedBy, RecipientStatus, SignatureResult, SignatureStatus};
use super::jwt::profile::first_header;
use super::jwt::{replicated, validate};
use crate::engine::jwt::policy::{Credentials, Judgement, Policy, Verdict};

/// The finding about a key that is pinned to another issuer than the token's.
const KEY_OTHER_ISSUER: &str = "KEY_OTHER_ISSUER";

/// How one layer stands, whatever the claims say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Verified, or opened.
    Good,
    /// Not checked, or not all of it.
    Unchecked,
    /// `alg` is `none`.
    Unsecured,
    /// Rejected, failed or malformed.
    Bad,
}

/// The verdict at `now`, in seconds since 1970.
///
/// *Valid* needs every layer verified or decrypted, nothing left out, and claims that hold. Claims are judged whatever
/// became of the signature: an expired token is not valid now, whoever made it. `none` stays *unsecured* with whatever
/// claims, as nobody is bound by them.
pub fn judge(examination: &Examination, policy: &Policy, now: i64) -> Judgement {
    let validation = validate::validate(examination, policy, now);
    let is_readable = examination.layers.first().is_some_and(|outermost| !is_unreadable(outermost));
    let standing = examination
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| standing(examination, index, layer))
        .max()
        .unwrap_or(Standing::Bad)
        .max(innermost_standing(examination))
        .max(own_key_standing(examination, policy));
    // RFC 8725 §3.8: a token whose key is not its issuer's must be rejected.
    let is_of_other_issuer = examination.findings.iter().any(|finding| finding.rule.id == KEY_OTHER_ISSUER);
    let are_claims_invalid =
        validation.is_invalid || is_of_other_issuer || !replicated::replicated_mismatches(examination).is_empty();
    let verdict = match standing {
        _ if !is_readable => Verdict::Unreadable,
        Standing::Bad => Verdict::Invalid,
        Standing::Unsecured => Verdict::Unsecured,
        _ if are_claims_invalid => Verdict::Invalid,
        Standing::Unchecked => Verdict::Unchecked,
        Standing::Good => Verdict::Valid,
    };
    let mut findings = validation.findings;
    for finding in &mut findings {
        examination.layers.iter().for_each(|layer| layer.exposed.hide_in(finding));
    }
    Judgement {
        verdict,
        checks: validation.checks,
        findings,
        is_at_iat: policy.at_iat,
        credentials: Credentials::default(),
    }
}

/// When the token was made, by its own word: the time to judge it at that makes it neither too late nor too early.
pub fn issue_time(examination: &Examination) -> Option<i64> {
    validate::issue_time(examination)
}

/// The same, where the token is neither too early nor too late then; see [`validate::fitting_issue_time`].
pub fn fitting_issue_time(examination: &Examination) -> Option<i64> {
    validate::fitting_issue_time(examination)
}

/// The second that a time claim of the token names; see [`validate::claimed_time`].
pub fn claimed_time(examination: &Examination, name: &'static str) -> Option<i64> {
    validate::claimed_time(examination, name)
}

/// The next second, after `now`, at which the verdict or a check can turn; `None`: never again.
pub fn next_change(examination: &Examination, policy: &Policy, now: i64) -> Option<i64> {
    validate::next_change(examination, policy, now)
}

/// A token that its own key verified is from whoever holds that key: nothing ties it to an issuer that is expected. One that a
/// public secret verified is from anybody.
fn own_key_standing(examination: &Examination, policy: &Policy) -> Standing {
    let results = examination.layers.iter().flat_map(|layer| &layer.signatures);
    // What vouches for the key of a proof rests on the same word.
    let companions = examination.layers.iter().filter_map(|layer| layer.possession.as_ref());
    let vouching = companions.flat_map(|possession| &possession.companion.layers).flat_map(|layer| &layer.signatures);
    let is_own = |result: &SignatureResult| result.matched_by.is_some_and(MatchedBy::is_own);
    // Nothing but the person's word says that it is its maker's.
    let is_assumed = |result: &SignatureResult| result.assumed.iter().any(|assumed| assumed.is_of_key());
    // Keys were supplied, and what came with the proof is none of theirs.
    let is_unvouched =
        |layer: &Layer| layer.possession.as_ref().is_some_and(|possession| possession.is_unvouched(layer));
    let unbound = |result: &SignatureResult| is_assumed(result) || is_own(result) && policy.issuer.is_some();
    if results.into_iter().any(unbound)
        || vouching.into_iter().any(is_assumed)
        || examination.layers.iter().any(is_unvouched)
    {
        Standing::Unchecked
    } else {
        Standing::Good
    }
}

fn is_unreadable(layer: &Layer) -> bool {
    matches!(layer.object, JoseObject::Unreadable(_))
}

fn standing(examination: &Examination, index: usize, layer: &Layer) -> Standing {
    // RFC 7515 §7.2.1, RFC 7516 §7.2.1: an empty list of signatures or recipients is no JWS and no JWE.
    let has_entries = match &layer.object {
        JoseObject::Jws(jws) => !jws.signatures.is_empty(),
        JoseObject::Jwe(jwe) => !jwe.recipients.is_empty(),
        JoseObject::Unreadable(_) => false,
    };
    if !has_entries {
        return Standing::Bad;
    }
    // What is cut off at a limit was not looked at, and may be what decides.
    let is_cut =
        examination.findings.iter().any(|finding| finding.layer == index && finding.rule.id == "TOO_MANY_ENTRIES");
    match &layer.object {
        // Something inside that claimed to be a token and is none.
        JoseObject::Unreadable(_) => Standing::Bad,
        JoseObject::Jws(jws) => {
            let is_whole = !is_cut && !layer.signatures.is_empty() && layer.signatures.len() >= jws.signatures.len();
            let disclosures = match (layer.fatal_reasons(), layer.unchecked_reasons()) {
                ([], []) => Standing::Good,
                ([], _) => Standing::Unchecked,
                _ => Standing::Bad,
            };
            signatures_standing(layer).max(disclosures).max(if is_whole { Standing::Good } else { Standing::Unchecked })
        }
        JoseObject::Jwe(jwe) => {
            let is_whole = !is_cut && !layer.recipients.is_empty() && layer.recipients.len() >= jwe.recipients.len();
            recipients_standing(layer, is_whole)
        }
    }
}

/// RFC 7515 §5.2 leaves to the application which of several signatures must be valid. Here: all of them.
fn signatures_standing(layer: &Layer) -> Standing {
    let standings = layer.signatures.iter().map(|signature| match signature.status {
        SignatureStatus::Verified => Standing::Good,
        SignatureStatus::Unchecked => Standing::Unchecked,
        SignatureStatus::Unsecured => Standing::Unsecured,
        SignatureStatus::Rejected | SignatureStatus::Malformed => Standing::Bad,
    });
    standings.max().unwrap_or(Standing::Unchecked)
}

/// RFC 7516 §5.2: one recipient that opens it is enough.
fn recipients_standing(layer: &Layer, is_whole: bool) -> Standing {
    let has = |status: RecipientStatus| layer.recipients.iter().any(|recipient| recipient.status == status);
    if has(RecipientStatus::Decrypted) {
        if layer.content.is_some() { Standing::Good } else { Standing::Unchecked }
    } else if has(RecipientStatus::Locked) || !is_whole {
        Standing::Unchecked
    } else {
        Standing::Bad
    }
}

/// What the innermost content adds: a token inside that nobody followed, or claims that are broken.
fn innermost_standing(examination: &Examination) -> Standing {
    let Some(layer) = examination.innermost() else { return Standing::Bad };
    match layer.content.as_ref() {
        Some(Content { kind: ContentKind::Nested, .. }) => Standing::Unchecked,
        // RFC 7519 §7.2 step 10: the payload must be a JSON object. Broken claims may hide an `exp` that is past.
        Some(Content { kind: ContentKind::BrokenClaims, .. }) if may_be_jwt(layer) => Standing::Bad,
        _ if layer.is_no_claims_set() || layer.is_no_nested_token() => Standing::Bad,
        _ => Standing::Good,
    }
}

/// Whether a content that looks like claims is to be held for such: unless the header says that it is something else.
fn may_be_jwt(layer: &Layer) -> bool {
    let Some(header) = first_header(layer) else { return true };
    let is_unencoded = header.protected("b64").and_then(|parameter| parameter.value.as_bool()) == Some(false);
    let names_jwt = |name: &str| {
        header
            .protected_media_type(name)
            .is_none_or(|media_type| media_type.ends_with("jwt") || media_type.ends_with("json"))
    };
    !is_unencoded && names_jwt("typ") && names_jwt("cty")
}

#[cfg(test)]
mod tests {
    use super::{judge, next_change};
    use crate::engine::jose::layer::Examination;
    use crate::engine::jose::status::RecipientStatus::{Decrypted, Failed, Locked, Malformed as MalformedRecipient};
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::jose::status::SignatureStatus::{Malformed, Rejected, Unchecked, Unsecured, Verified};
    use crate::engine::jwt::fixture::{examination, jwe, jws, unreadable, verified};
    use crate::engine::jwt::policy::{ClaimCheck, ClaimState, Policy, Subject, Verdict};
    use crate::engine::rule::finding::{Finding, Place};
    use crate::engine::rule::structure::TOO_MANY_ENTRIES;

    const HEADER: &str = r#"{"alg":"ES256"}"#;
    const NOW: i64 = 1_000;

    fn verdict(examination: &Examination) -> Verdict {
        judge(examination, &Policy::default(), NOW).verdict
    }

    fn of_signatures(claims: &str, statuses: &[SignatureStatus]) -> Verdict {
        verdict(&examination(vec![jws(HEADER, claims, statuses)]))
    }

    fn of_claims(claims: &str) -> Verdict {
        of_signatures(claims, &[Verified])
    }

    fn states(claims: &str, policy: &Policy, now: i64) -> Vec<ClaimCheck> {
        judge(&verified(HEADER, claims), policy, now).checks
    }

    #[test]
    fn every_signature_must_be_verified() {
        assert_eq!(of_signatures("{}", &[Verified]), Verdict::Valid);
        assert_eq!(of_signatures("{}", &[Verified, Verified]), Verdict::Valid);
        assert_eq!(of_signatures("{}", &[Verified, Unchecked]), Verdict::Unchecked);
        assert_eq!(of_signatures("{}", &[Verified, Rejected]), Verdict::Invalid);
        assert_eq!(of_signatures("{}", &[Malformed, Verified]), Verdict::Invalid);
        assert_eq!(of_signatures("{}", &[Unchecked, Rejected]), Verdict::Invalid);
        assert_eq!(of_signatures("{}", &[Verified, Unsecured]), Verdict::Unsecured);
        assert_eq!(of_signatures("{}", &[Unchecked, Unsecured]), Verdict::Unsecured);
        assert_eq!(of_signatures("{}", &[Rejected, Unsecured]), Verdict::Invalid);
    }

    #[test]
    fn a_signature_that_nobody_looked_at_is_never_valid() {
        assert_eq!(of_signatures("{}", &[]), Verdict::Unchecked);
        let mut layer = jws(HEADER, "{}", &[Verified, Verified]);
        layer.signatures.pop();
        assert_eq!(verdict(&examination(vec![layer])), Verdict::Unchecked);
        let mut cut = verified(HEADER, "{}");
        cut.findings.push(Finding::new(&TOO_MANY_ENTRIES, 0, Place::Token));
        assert_eq!(verdict(&cut), Verdict::Unchecked);
        assert_eq!(verdict(&examination(vec![])), Verdict::Unreadable);
    }

    #[test]
    fn one_recipient_that_opens_it_is_enough() {
        let of = |plaintext, statuses: &[_]| verdict(&examination(vec![jwe("{}", plaintext, statuses)]));
        assert_eq!(of(Some("{}"), &[Decrypted]), Verdict::Valid);
        assert_eq!(of(Some("{}"), &[Failed, Decrypted, MalformedRecipient, Locked]), Verdict::Valid);
        assert_eq!(of(None, &[Locked]), Verdict::Unchecked);
        assert_eq!(of(None, &[Failed, Locked]), Verdict::Unchecked);
        assert_eq!(of(None, &[Failed]), Verdict::Invalid);
        assert_eq!(of(None, &[MalformedRecipient, MalformedRecipient]), Verdict::Invalid);
        assert_eq!(of(None, &[MalformedRecipient, Failed]), Verdict::Invalid);
        assert_eq!(of(None, &[MalformedRecipient, Locked]), Verdict::Unchecked);
        assert_eq!(of(None, &[]), Verdict::Unchecked);
    }

    #[test]
    fn the_worst_layer_decides() {
        let nested = |outer, inner| verdict(&examination(vec![outer, inner]));
        let opened = || jwe("{}", Some("eyJ"), &[Decrypted]);
        assert_eq!(nested(opened(), jws(HEADER, "{}", &[Verified])), Verdict::Valid);
        assert_eq!(nested(opened(), jws(HEADER, "{}", &[Unchecked])), Verdict::Unchecked);
        assert_eq!(nested(opened(), jws(HEADER, "{}", &[Rejected])), Verdict::Invalid);
        assert_eq!(nested(opened(), jws(HEADER, "{}", &[Unsecured])), Verdict::Unsecured);
        assert_eq!(nested(opened(), unreadable("eyJ.x")), Verdict::Invalid);
        // Deeper than is followed: the token inside was never checked.
        assert_eq!(verdict(&examination(vec![jwe("{}", Some("eyJ"), &[Decrypted])])), Verdict::Unchecked);
    }

    #[test]
    fn what_is_no_token_is_unreadable() {
        assert_eq!(verdict(&examination(vec![unreadable("hello")])), Verdict::Unreadable);
    }

    /// RFC 7519 §4.1.4: before, not at.
    #[test]
    fn exp_is_the_first_second_that_is_too_late() {
        let at = |now| judge(&verified(HEADER, r#"{"exp":1000}"#), &Policy::default(), now);
        assert_eq!(at(999).verdict, Verdict::Valid);
        assert_eq!(at(1_000).verdict, Verdict::Invalid);
        assert_eq!(
            at(1_000).checks,
            [ClaimCheck { subject: Subject::Token, claim: "exp", state: ClaimState::Expired(0), difference: None }]
        );
        assert_eq!(at(12_520).findings[0].message, "Expired 3 h 12 min ago (1970-01-01 00:16:40 UTC)");
        assert!(at(999).findings.is_empty());
        let fraction = |now| judge(&verified(HEADER, r#"{"exp":999.5}"#), &Policy::default(), now).verdict;
        assert_eq!(fraction(999), Verdict::Valid);
        assert_eq!(fraction(1_000), Verdict::Invalid);
    }

    /// RFC 7519 §4.1.5: at, or after.
    #[test]
    fn nbf_is_the_first_second_that_is_late_enough() {
        let at = |now| judge(&verified(HEADER, r#"{"nbf":1000}"#), &Policy::default(), now);
        assert_eq!(at(999).verdict, Verdict::Invalid);
        assert_eq!(
            at(999).checks,
            [ClaimCheck { subject: Subject::Token, claim: "nbf", state: ClaimState::NotYet(1), difference: None }]
        );
        assert_eq!(at(1_000).verdict, Verdict::Valid);
        let fraction = |now| judge(&verified(HEADER, r#"{"nbf":999.5}"#), &Policy::default(), now).verdict;
        assert_eq!(fraction(999), Verdict::Invalid);
        assert_eq!(fraction(1_000), Verdict::Valid);
    }

    #[test]
    fn leeway_moves_both_ends() {
        let policy = Policy { leeway: Some(60), ..Policy::default() };
        let at = |claims: &str, now| judge(&verified(HEADER, claims), &policy, now).verdict;
        assert_eq!(at(r#"{"exp":1000}"#, 1_059), Verdict::Valid);
        assert_eq!(at(r#"{"exp":1000}"#, 1_060), Verdict::Invalid);
        assert_eq!(at(r#"{"nbf":1000}"#, 939), Verdict::Invalid);
        assert_eq!(at(r#"{"nbf":1000}"#, 940), Verdict::Valid);
        let endless = Policy { leeway: Some(u64::MAX), ..Policy::default() };
        for now in [i64::MIN, 0, i64::MAX] {
            assert_eq!(
                judge(&verified(HEADER, r#"{"exp":1e308,"nbf":-1e308}"#), &endless, now).verdict,
                Verdict::Valid
            );
        }
    }

    #[test]
    fn a_future_iat_is_a_warning() {
        let judgement = judge(&verified(HEADER, r#"{"iat":1300}"#), &Policy::default(), NOW);
        assert_eq!(judgement.verdict, Verdict::Valid);
        assert_eq!(
            judgement.checks,
            [ClaimCheck {
                subject: Subject::Token,
                claim: "iat",
                state: ClaimState::IssuedInFuture(300),
                difference: None
            }]
        );
        assert_eq!(judgement.findings[0].rule.id, "IAT_FUTURE");
        assert!(judge(&verified(HEADER, r#"{"iat":1000}"#), &Policy::default(), NOW).findings.is_empty());
    }

    /// Clocks are wrong by seconds or a zone, not by a unit.
    #[test]
    fn what_is_no_date_says_nothing_of_clocks() {
        let advice = |claims: &str| {
            let judgement = judge(&verified(HEADER, claims), &Policy::default(), 1_800_000_000);
            judgement.findings.into_iter().map(|finding| (finding.rule.id, finding.advice)).collect::<Vec<_>>()
        };
        for (plausible, none) in [
            (r#"{"exp":1700000000}"#, r#"{"exp":3600}"#),
            (r#"{"nbf":1900000000}"#, r#"{"nbf":1800000000000}"#),
            (r#"{"iat":1900000000}"#, r#"{"iat":1800000000000}"#),
        ] {
            let ([one], [other]) = (&advice(plausible)[..], &advice(none)[..]) else { panic!("one finding each") };
            assert_eq!(one.0, other.0);
            assert_ne!(one.1, other.1, "{plausible}");
        }
        let message = |claims: &str| {
            judge(&verified(HEADER, claims), &Policy::default(), 1_800_000_000).findings[0].message.clone()
        };
        let says_clocks = |claims: &str| message(claims).contains("clocks");
        assert!(says_clocks(r#"{"iat":1800000700}"#));
        assert!(!says_clocks(r#"{"iat":1800000000000}"#));
        // A time zone ahead.
        assert!(!says_clocks(r#"{"iat":1800019800}"#));
    }

    /// Judging at `iat` is offered where it helps.
    #[test]
    fn the_issue_time_that_is_within_the_validity() {
        let at = |claims: &str| super::fitting_issue_time(&verified(HEADER, claims));
        let made = Some(1_800_000_000);
        assert_eq!(at(r#"{"iat":1800000000,"nbf":1800000000,"exp":1800000600}"#), made);
        assert_eq!(at(r#"{"iat":1800000000}"#), made);
        for claims in [
            r#"{"iat":1800000000,"nbf":1800000600}"#,
            r#"{"iat":1800000000,"exp":1800000000}"#,
            r#"{"iat":1800000000,"exp":3600}"#,
            r#"{"iat":1800000000000,"exp":1800000000001}"#,
            r#"{"exp":1800000000}"#,
        ] {
            assert_eq!(at(claims), None, "{claims}");
        }
    }

    /// CVE-2026-25537: malformed is not absent.
    #[test]
    fn a_time_that_is_no_number_is_malformed() {
        for value in [r#""2000""#, "null", "true", "[2000]", "{}"] {
            for name in ["exp", "nbf", "iat"] {
                let claims = format!(r#"{{"{name}":{value}}}"#);
                assert_eq!(of_claims(&claims), Verdict::Invalid, "{claims}");
                assert_eq!(states(&claims, &Policy::default(), NOW)[0].state, ClaimState::Malformed, "{claims}");
            }
        }
    }

    #[test]
    fn of_duplicates_the_strictest_counts() {
        assert_eq!(of_claims(r#"{"exp":1,"exp":2000}"#), Verdict::Invalid);
        assert_eq!(of_claims(r#"{"exp":2000,"exp":1}"#), Verdict::Invalid);
        assert_eq!(of_claims(r#"{"exp":2000,"\u0065xp":1}"#), Verdict::Invalid);
        assert_eq!(of_claims(r#"{"exp":2000,"exp":"x"}"#), Verdict::Invalid);
        assert_eq!(of_claims(r#"{"exp":2000,"exp":3000}"#), Verdict::Valid);
        assert_eq!(of_claims(r#"{"nbf":1,"nbf":2000}"#), Verdict::Invalid);
        let policy = Policy { issuer: Some("a".into()), ..Policy::default() };
        assert_eq!(judge(&verified(HEADER, r#"{"iss":"b","iss":"a"}"#), &policy, NOW).verdict, Verdict::Invalid);
    }

    #[test]
    fn an_exp_deeper_down_is_no_exp() {
        assert_eq!(of_claims(r#"{"a":{"exp":1},"Exp":1}"#), Verdict::Valid);
    }

    #[test]
    fn claims_are_judged_whatever_the_signature() {
        assert_eq!(of_signatures(r#"{"exp":1}"#, &[Unchecked]), Verdict::Invalid);
        assert_eq!(of_signatures(r#"{"exp":2000}"#, &[Unchecked]), Verdict::Unchecked);
        assert_eq!(of_signatures(r#"{"exp":1}"#, &[Unsecured]), Verdict::Unsecured);
        assert_eq!(of_signatures(r#"{"exp":2000}"#, &[Unsecured]), Verdict::Unsecured);
        assert_eq!(of_signatures(r#"{"exp":2000}"#, &[Rejected]), Verdict::Invalid);
    }

    #[test]
    fn a_payload_that_is_no_claims_set_has_nothing_to_expire() {
        assert_eq!(of_claims("hello"), Verdict::Valid);
        assert_eq!(of_claims("[1]"), Verdict::Valid);
        assert_eq!(of_claims(""), Verdict::Valid);
    }

    /// RFC 7519 §7.2: broken claims could hide an `exp`.
    #[test]
    fn broken_claims_are_invalid_unless_the_header_says_that_they_are_none() {
        assert_eq!(of_claims(r#"{"exp":1"#), Verdict::Invalid);
        assert_eq!(of_claims(r#"{"sub":"a"} trailing"#), Verdict::Invalid);
        assert_eq!(verdict(&verified(r#"{"alg":"ES256","typ":"JWT"}"#, "{x")), Verdict::Invalid);
        assert_eq!(verdict(&verified(r#"{"alg":"ES256","cty":"text/plain"}"#, "{x")), Verdict::Valid);
        assert_eq!(verdict(&verified(r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#, "{x")), Verdict::Valid);
    }

    #[test]
    fn the_issuer_must_be_exactly_the_expected() {
        let policy = Policy { issuer: Some("https://issuer.example".into()), ..Policy::default() };
        let state = |claims: &str| states(claims, &policy, NOW)[0].state.clone();
        assert_eq!(state(r#"{"iss":"https://issuer.example"}"#), ClaimState::Holds);
        assert_eq!(state(r#"{"iss":"https:\/\/issuer.example"}"#), ClaimState::Holds);
        assert_eq!(state(r#"{"iss":"https://issuer.example/"}"#), ClaimState::Mismatch);
        assert_eq!(state(r#"{"iss":["https://issuer.example"]}"#), ClaimState::Malformed);
        assert_eq!(state("{}"), ClaimState::Missing);
        assert_eq!(judge(&verified(HEADER, "{}"), &policy, NOW).verdict, Verdict::Invalid);
        assert_eq!(judge(&verified(HEADER, "{}"), &policy, NOW).findings[0].rule.id, "ISS_MISMATCH");
    }

    /// RFC 7519 §4.1.3.
    #[test]
    fn the_audience_must_be_among_the_tokens() {
        let policy = Policy { audience: Some("api".into()), ..Policy::default() };
        let state = |claims: &str| states(claims, &policy, NOW)[0].state.clone();
        assert_eq!(state(r#"{"aud":"api"}"#), ClaimState::Holds);
        assert_eq!(state(r#"{"aud":["x","api"]}"#), ClaimState::Holds);
        assert_eq!(state(r#"{"aud":"API"}"#), ClaimState::Mismatch);
        assert_eq!(state(r#"{"aud":[]}"#), ClaimState::Mismatch);
        assert_eq!(state(r#"{"aud":["api",1]}"#), ClaimState::Malformed);
        assert_eq!(state(r#"{"aud":"api","aud":"x"}"#), ClaimState::Mismatch);
        assert_eq!(state("{}"), ClaimState::Missing);
    }

    /// RFC 7519 §5.3.
    #[test]
    fn a_claim_that_the_jwe_header_repeats_must_be_equal() {
        let of = |header: &str, claims: &str| verdict(&examination(vec![jwe(header, Some(claims), &[Decrypted])]));
        assert_eq!(of(r#"{"iss":"a"}"#, r#"{"iss":"a"}"#), Verdict::Valid);
        assert_eq!(of(r#"{"iss":"a"}"#, r#"{"iss":"b"}"#), Verdict::Invalid);
        assert_eq!(of(r#"{"iss":"a"}"#, "{}"), Verdict::Valid);
        assert_eq!(of(r#"{"aud":["a"]}"#, r#"{"aud":"a"}"#), Verdict::Valid);
        assert_eq!(of(r#"{"aud":["a","b"]}"#, r#"{"aud":"a"}"#), Verdict::Invalid);
        assert_eq!(of(r#"{"sub":1}"#, r#"{"sub":"1"}"#), Verdict::Invalid);
        let nested = examination(vec![
            jwe(r#"{"sub":"a"}"#, Some("eyJ"), &[Decrypted]),
            jws(HEADER, r#"{"sub":"b"}"#, &[Verified]),
        ]);
        assert_eq!(verdict(&nested), Verdict::Invalid);
    }

    #[test]
    fn only_the_innermost_claims_are_judged() {
        let locked = examination(vec![jwe(r#"{"exp":1}"#, None, &[Locked])]);
        assert_eq!(verdict(&locked), Verdict::Unchecked);
        assert!(judge(&locked, &Policy::default(), NOW).checks.is_empty());
    }

    #[test]
    fn the_next_change_is_the_next_boundary() {
        let policy = Policy { leeway: Some(10), ..Policy::default() };
        let next = |claims: &str, now| next_change(&verified(HEADER, claims), &policy, now);
        let claims = r#"{"nbf":100,"exp":200}"#;
        assert_eq!(next(claims, 0), Some(90));
        assert_eq!(next(claims, 89), Some(90));
        assert_eq!(next(claims, 90), Some(210));
        assert_eq!(next(claims, 210), None);
        assert_eq!(next("{}", 0), None);
        assert_eq!(next(r#"{"exp":1e308}"#, 0), None);
        assert_eq!(next(r#"{"exp":"200"}"#, 0), None);
        // At the boundary itself the verdict has turned.
        let at = |now| judge(&verified(HEADER, claims), &policy, now).verdict;
        assert_eq!(
            (at(89), at(90), at(209), at(210)),
            (Verdict::Invalid, Verdict::Valid, Verdict::Valid, Verdict::Invalid)
        );
    }

    #[test]
    fn a_finding_marks_the_claim_in_the_text() {
        let examination = verified(HEADER, r#"{"a":1,"exp":1}"#);
        let judgement = judge(&examination, &Policy::default(), NOW);
        let span = judgement.findings[0].span.expect("the payload stands in the text");
        let marked = span.of(&examination.layers[0].text).expect("within the text");
        let payload = crate::engine::ground::base64url::encode(br#"{"a":1,"exp":1}"#);
        // Bytes 7 to 14: characters 9 to 19, the last of which the closing brace shares.
        assert_eq!(marked, &payload[9..19]);
    }
}
