//! One key after the other, for a signature and for a recipient alike.

use super::select::KeyMatch;
use super::work::{self, Untried, Work};
use crate::engine::jose::reason::{KeyReason, Purpose, Reason};
use crate::engine::jose::status::{Attempt, MatchedBy, Outcome};
use crate::engine::key::{Jwk, KeyMaterial};
use std::sync::Arc;

/// Why one key does not fit.
pub(super) struct Refusal {
    pub outcome: Outcome,
    pub reason: Reason,
    /// Whether it is the token's fault, whatever the key is called.
    pub is_of_the_token: bool,
}

/// What came of all keys.
pub(super) struct Attempts<T> {
    pub all: Vec<Attempt>,
    /// The key that fits, and what it gave.
    pub fitting: Option<(Arc<Jwk>, MatchedBy, T)>,
    /// The first key that fits and is not allowed, with what is said of it.
    pub forbidden: Option<(Arc<Jwk>, Vec<Reason>)>,
    pub untried: Untried,
    /// How many keys were tried in vain.
    pub tried: usize,
    /// Whether one of them had to fit.
    pub speaks_against: bool,
}

/// Tries keys until one fits. `price` is what a try costs; `fit` gives what the key opens or verifies, with what is odd
/// about it.
pub(super) fn try_keys<T>(
    matches: Vec<KeyMatch>,
    purpose: Purpose,
    keys_are_for_this_token: bool,
    work: &Work,
    price: impl Fn(&KeyMaterial) -> u64,
    mut fit: impl FnMut(&KeyMaterial) -> Result<(T, Option<Reason>), Refusal>,
) -> Attempts<T> {
    // Of a whole key set that lacks the key that the token names, no member says anything: an issuer has changed its
    // keys since the set was fetched, even where the set has one member. One key that was given as such is meant.
    let is_meant = keys_are_for_this_token && matches!(matches.as_slice(), [only] if !only.key.source.is_of_set);
    let mut attempts = Attempts {
        all: Vec::with_capacity(matches.len()),
        fitting: None,
        forbidden: None,
        untried: Untried::default(),
        tried: 0,
        speaks_against: false,
    };
    for found in matches {
        let price = price(&found.key.material);
        let (outcome, reasons) = if !found.unfit.is_empty() {
            (Outcome::Unfit, found.unfit)
        } else if let Some((fitting, ..)) = &attempts.fitting {
            let is_same = fitting.thumbprint == found.key.thumbprint;
            let reason = if is_same { KeyReason::Same } else { KeyReason::NotNeeded(purpose) };
            (Outcome::Unfit, vec![Reason::Key(reason)])
        } else if !work.take(price) {
            attempts.untried.add(price);
            work.leave_out(price);
            (Outcome::Unfit, vec![work::not_tried()])
        } else {
            match fit(&found.key.material) {
                Ok((given, note)) if found.forbidden.is_empty() => {
                    attempts.fitting = Some((found.key.clone(), found.matched_by, given));
                    (Outcome::Success, found.notes.into_iter().chain(note).collect())
                }
                Ok(_) => {
                    attempts.tried += 1;
                    let mut reasons = found.forbidden;
                    reasons.push(Reason::Key(KeyReason::FitsAnyway(purpose)));
                    attempts.forbidden.get_or_insert_with(|| (found.key.clone(), reasons.clone()));
                    (Outcome::Failure, reasons)
                }
                Err(refusal) if refusal.outcome == Outcome::Failure => {
                    attempts.tried += 1;
                    // A ring key with another name says nothing about this token, and no more does one that may not be used
                    // for it; the key that the token names does, and so does one that was given for it.
                    let is_likely = !found.is_named_otherwise && found.forbidden.is_empty();
                    attempts.speaks_against |= is_meant || is_likely || refusal.is_of_the_token;
                    (refusal.outcome, [refusal.reason].into_iter().chain(found.notes).collect())
                }
                Err(refusal) => (refusal.outcome, vec![refusal.reason]),
            }
        };
        attempts.all.push(Attempt { key: found.key, matched_by: found.matched_by, outcome, reasons });
    }
    attempts
}
