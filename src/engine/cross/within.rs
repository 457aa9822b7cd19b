//! A presentation is only as good as the credentials in it: each has an issuer, a period and a signature of its own.

use crate::engine::examine::examine;
use crate::engine::ground::limit::{Beside, ExamineOptions};
use crate::engine::jose::layer::{Examination, member_bytes};
use crate::engine::judge::judge;
use crate::engine::jwt::inner;
use crate::engine::jwt::policy::{Credentials, Judgement, Policy, Verdict};
use crate::engine::key::KeyRing;
use crate::engine::rule::claims::CREDENTIAL_INVALID;
use crate::engine::rule::finding::{Finding, Place};
use std::sync::Arc;

/// Presentations in presentations are followed so far.
const DEEPEST: usize = 4;
/// Credentials that are looked into for one presentation, those in presentations within it too.
const MOST: usize = 64;

/// A credential that was looked at.
pub struct Credential<'a> {
    /// The claim that it is in.
    pub path: &'a str,
    pub examination: &'a Examination,
    pub judgement: &'a Judgement,
}

/// Puts into the judgement of a presentation what is to be said of the credentials in it. `words` is the verdict of one.
pub fn judge_within(
    examination: &Examination,
    judgement: &mut Judgement,
    credentials: &[Credential<'_>],
    words: impl Fn(&Credential<'_>) -> String,
) {
    let inner = inner::tokens(examination);
    let mut count = Credentials::default();
    for credential in credentials {
        let Some(held) = inner.iter().find(|inner| inner.is_credential && inner.path == credential.path) else {
            continue;
        };
        count.all += 1;
        match credential.judgement.verdict {
            // One that presents others is no better than they are.
            Verdict::Valid if unchecked(credential.examination, credential.judgement) == 0 => count.valid += 1,
            Verdict::Valid | Verdict::Unchecked | Verdict::Unsecured => {}
            Verdict::Invalid | Verdict::Unreadable => {
                count.invalid += 1;
                let span = examination.innermost().and_then(|layer| layer.claims_span(member_bytes(held.value)));
                let layer = examination.layers.len().saturating_sub(1);
                let mut finding =
                    Finding::new(&CREDENTIAL_INVALID, layer, Place::Payload).at(span).saying(words(credential));
                let layers = examination.layers.iter().chain(&credential.examination.layers);
                layers.for_each(|layer| layer.exposed.hide_in(&mut finding));
                judgement.findings.push(finding);
            }
        }
    }
    judgement.credentials = count;
    if count.invalid > 0 && judgement.verdict != Verdict::Unreadable {
        judgement.verdict = Verdict::Invalid;
    }
    // It says of others what nobody has checked.
    if judgement.verdict == Verdict::Valid && unchecked(examination, judgement) > 0 {
        judgement.verdict = Verdict::Unchecked;
    }
}

/// A credential of a presentation, and what it is worth.
#[derive(Debug)]
pub struct Evaluated {
    /// Which of the tokens in the claims it is, the first being 1.
    pub number: usize,
    pub path: String,
    pub examination: Examination,
    pub judgement: Judgement,
}

/// Looks at the credentials in a presentation, those in presentations within it too, and judges it by them.
pub fn evaluate(
    examination: &Examination,
    judgement: &mut Judgement,
    (keys, options, now): (&KeyRing, &ExamineOptions, i64),
    words: &dyn Fn(&Credential<'_>) -> String,
) -> Vec<Evaluated> {
    // What was said of the presentation was not said of what it presents: neither what is assumed, nor whose the keys are, nor
    // what stands beside it.
    let options = ExamineOptions {
        limits: options.limits,
        is_key_expected: options.is_key_expected,
        cancel: options.cancel.clone(),
        ..ExamineOptions::default()
    };
    let mut left = MOST;
    below(examination, judgement, (keys, &options, now), words, &mut Left { depth: DEEPEST, tokens: &mut left })
}

/// What is still looked into.
struct Left<'a> {
    /// Presentations in presentations.
    depth: usize,
    /// Credentials of the outermost one, however deep they are.
    tokens: &'a mut usize,
}

fn below(
    examination: &Examination,
    judgement: &mut Judgement,
    (keys, options, now): (&KeyRing, &ExamineOptions, i64),
    words: &dyn Fn(&Credential<'_>) -> String,
    left: &mut Left<'_>,
) -> Vec<Evaluated> {
    if left.depth == 0 || *left.tokens == 0 {
        return Vec::new();
    }
    let mut held: Vec<_> = (1..).zip(inner::tokens(examination)).filter(|(_, inner)| inner.is_credential).collect();
    // What is left out counts as not verified.
    held.truncate(*left.tokens);
    // Those of one presentation come before what is in them.
    *left.tokens -= held.len();
    let limits = options.limits.shared_by(held.len());
    // The key of whoever presents is none of the issuer's.
    let beside = examination.layers.first().map(|layer| Beside::new(Arc::clone(&layer.text), false, false));
    let options = ExamineOptions { limits, beside: beside.into_iter().collect(), ..options.clone() };
    let looked_at: Vec<Evaluated> = held
        .into_iter()
        .map(|(number, inner)| {
            let examination = examine(&inner.text, keys, &options);
            // What is expected of the presentation is not expected of what it presents.
            let mut judgement = judge(&examination, &Policy::default(), now);
            let mut left = Left { depth: left.depth - 1, tokens: &mut *left.tokens };
            below(&examination, &mut judgement, (keys, &options, now), words, &mut left);
            Evaluated { number, path: inner.path, examination, judgement }
        })
        .collect();
    if looked_at.is_empty() {
        return looked_at;
    }
    let credentials: Vec<_> = looked_at
        .iter()
        .map(|Evaluated { path, examination, judgement, .. }| Credential { path, examination, judgement })
        .collect();
    judge_within(examination, judgement, &credentials, words);
    looked_at
}

/// The order in which tokens are judged: those that one holds, by their index, come before it, wherever they stand.
pub fn innermost_first(held: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(held.len());
    let mut is_seen = vec![false; held.len()];
    for start in 0..held.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        loop {
            if let Some(index) = next.filter(|index| is_seen.get(*index) == Some(&false)) {
                is_seen[index] = true;
                path.push((index, held[index].iter()));
            }
            let Some((index, left)) = path.last_mut() else { break };
            next = left.next().copied();
            if next.is_none() {
                order.push(*index);
                path.pop();
            }
        }
    }
    order
}

/// How many credentials of a presentation nobody can call valid or invalid.
pub fn unchecked(examination: &Examination, judgement: &Judgement) -> usize {
    inner::credentials(examination).saturating_sub(judgement.credentials.valid + judgement.credentials.invalid)
}

#[cfg(test)]
mod tests {
    use super::{Credential, MOST, evaluate, innermost_first, judge_within, unchecked};
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::judge::judge;
    use crate::engine::jwt::fixture::verified;
    use crate::engine::jwt::policy::{Policy, Verdict};
    use crate::engine::key::KeyRing;

    const CREDENTIAL: &str = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";
    const NOW: i64 = 1_800_000_000;

    /// A response that presents a presentation, and nobody knows what that one presents.
    #[test]
    fn a_presentation_is_as_unchecked_as_what_it_presents() {
        for (within, open) in [(r#"["TOKEN"]"#, 1), (r#"["TOKEN","TOKEN"]"#, 1), ("[]", 0)] {
            let claims = format!(r#"{{"vp":{{"verifiableCredential":{within}}}}}"#).replace("TOKEN", CREDENTIAL);
            let presentation = verified(r#"{"alg":"ES256"}"#, &claims);
            let held = judge(&presentation, &Policy::default(), NOW);
            assert_eq!(held.verdict, Verdict::Valid);
            let response = verified(r#"{"alg":"ES256"}"#, &format!(r#"{{"vp_token":"{CREDENTIAL}"}}"#));
            let mut judgement = judge(&response, &Policy::default(), NOW);
            let credential = Credential { path: "vp_token", examination: &presentation, judgement: &held };
            judge_within(&response, &mut judgement, &[credential], |_| String::new());
            assert_eq!(unchecked(&response, &judgement), open, "{within}");
        }
    }

    #[test]
    fn what_is_held_is_judged_before_what_holds_it() {
        for (held, expected) in [
            (vec![vec![], vec![]], vec![0, 1]),
            (vec![vec![1], vec![2], vec![]], vec![2, 1, 0]),
            (vec![vec![], vec![0], vec![1]], vec![0, 1, 2]),
            (vec![vec![2], vec![0, 2], vec![]], vec![2, 0, 1]),
            // No token holds itself; whoever says so is not followed for ever.
            (vec![vec![1], vec![0, 1, 9]], vec![1, 0]),
        ] {
            assert_eq!(innermost_first(&held), expected, "{held:?}");
        }
    }

    /// Three levels of sixteen are more than four thousand tokens.
    #[test]
    fn presentations_in_presentations_are_not_looked_into_without_end() {
        let presenting = |held: &str| {
            let list = vec![format!("\"{held}\""); 16].join(",");
            let claims = format!(r#"{{"vp":{{"verifiableCredential":[{list}]}}}}"#);
            format!("eyJhbGciOiJFUzI1NiJ9.{}.AAAA", encode(claims.as_bytes()))
        };
        let token = presenting(&presenting(&presenting(CREDENTIAL)));
        let (keys, options) = (KeyRing::default(), ExamineOptions::default());
        let examination = examine(&token, &keys, &options);
        let mut judgement = judge(&examination, &Policy::default(), NOW);
        let held = evaluate(&examination, &mut judgement, (&keys, &options, NOW), &|_| String::new());
        assert_eq!(held.len(), 16);
        let within: usize = held.iter().map(|held| held.judgement.credentials.all).sum();
        assert!(held.len() + within <= MOST, "{within}");
    }
}
