//! The window in which the person says what is expected of tokens, and what of it the token that is shown meets.

use super::checklist::{KindChoice, kinds};
use crate::app::query;
use crate::app::state::State;
use crate::app::value::policy::{Expecting, PolicyText};
use crate::app::value::words::{elided, safe};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::{ClaimState, Policy};
use crate::engine::rule::finding::Severity;

/// Characters of a name that are shown.
const SHOWN: usize = 60;

/// What is expected of tokens, to be read and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyView {
    /// Rises when other expectations are to be shown than those that were typed.
    pub edition: u64,
    /// What is expected now.
    pub text: PolicyText,
    /// What the token that is shown has of it, in the same fields.
    pub of_token: PolicyText,
    /// What of it the token meets.
    pub met: Met,
    /// Which expectations there are.
    pub choices: Vec<ExpectationChoice>,
    /// Kinds of token.
    pub kinds: Vec<KindChoice>,
    /// What went wrong with the last try.
    pub error: Option<String>,
}

/// Expectations that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectationChoice {
    pub words: String,
    pub expecting: Expecting,
    pub is_chosen: bool,
}

/// What the token meets, a field of the expectations each; `None`: nothing is expected there, or there is no token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the field of that name")]
pub struct Met {
    pub issuer: Option<bool>,
    pub audience: Option<bool>,
    pub token_type: Option<bool>,
    pub profile: Option<bool>,
    pub algorithms: Option<bool>,
    pub required_claims: Option<bool>,
    pub max_age: Option<bool>,
    pub min_remaining: Option<bool>,
    pub nonce: Option<bool>,
}

pub(super) fn dialog(state: &State, error: Option<&str>, preview: Option<&PolicyText>) -> PolicyView {
    let has = query::policy::of_token(state);
    let text = |value: Option<String>| value.unwrap_or_default();
    let expectations = state.expectations();
    let (policy, name) = expectations.chosen(state.examination());
    let own = PolicyText { name: name.unwrap_or_default().to_owned(), ..PolicyText::of(policy) };
    let met = met(state, preview.unwrap_or(&own));
    PolicyView {
        edition: state.policy_editions,
        text: preview.unwrap_or(&own).clone(),
        of_token: PolicyText {
            issuer: text(has.issuer),
            audience: text(has.audience),
            token_type: text(has.token_type),
            algorithms: text(has.algorithm),
            nonce: text(has.nonce),
            ..PolicyText::default()
        },
        met,
        choices: choices(state),
        kinds: kinds(),
        error: error.map(str::to_owned),
    }
}

fn choices(state: &State) -> Vec<ExpectationChoice> {
    let by_issuer = match (&state.expecting, state.expectations().chosen(state.examination()).1) {
        (Expecting::ByIssuer, Some(name)) => format!("By issuer: {}", elided(&safe(name), SHOWN)),
        (Expecting::ByIssuer, None) => "By issuer: none applies".to_owned(),
        _ => "By issuer".to_owned(),
    };
    let choice = |words, expecting: Expecting| {
        let is_chosen = state.expecting == expecting;
        ExpectationChoice { words, expecting, is_chosen }
    };
    let named = state.settings.expectations.iter();
    let named = named.map(|named| choice(elided(&safe(&named.name), SHOWN), Expecting::Named(named.name.clone())));
    let first = [choice(by_issuer, Expecting::ByIssuer), choice("This session only".to_owned(), Expecting::Typed)];
    first.into_iter().chain(named).collect()
}

/// What of it the token that is shown meets, a field each: each alone, so that one says nothing of another.
fn met(state: &State, text: &PolicyText) -> Met {
    let Some(examination) = state.examination().filter(|_| state.is_current()) else { return Met::default() };
    let own = PolicyText { leeway: text.leeway.clone(), ..PolicyText::default() }.read().ok();
    let leeway = own.and_then(|policy| policy.leeway).or(Some(state.settings.leeway));
    let now = state.now();
    let without = faults(examination, &Policy { leeway, ..Policy::default() }, now);
    let alone = |field: PolicyText| {
        let policy = field.read().ok().filter(|_| field != PolicyText::default())?;
        Some(faults(examination, &Policy { leeway, ..policy }, now) <= without)
    };
    let nothing = PolicyText::default;
    Met {
        issuer: alone(PolicyText { issuer: text.issuer.clone(), ..nothing() }),
        audience: alone(PolicyText { audience: text.audience.clone(), ..nothing() }),
        token_type: alone(PolicyText { token_type: text.token_type.clone(), ..nothing() }),
        profile: alone(PolicyText { profile: text.profile.clone(), ..nothing() }),
        algorithms: alone(PolicyText { algorithms: text.algorithms.clone(), ..nothing() }),
        required_claims: alone(PolicyText { required_claims: text.required_claims.clone(), ..nothing() }),
        max_age: alone(PolicyText { max_age: text.max_age.clone(), ..nothing() }),
        min_remaining: alone(PolicyText { min_remaining: text.min_remaining.clone(), ..nothing() }),
        nonce: alone(PolicyText { nonce: text.nonce.clone(), ..nothing() }),
    }
}

/// How many things are wrong with it then.
fn faults(examination: &Examination, policy: &Policy, now: i64) -> usize {
    let judgement = judge(examination, policy, now);
    let findings = judgement.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    findings + judgement.checks.iter().filter(|check| check.state != ClaimState::Holds).count()
}
