//! A key that a draft means and that is not at hand: which one, where it was kept, and how it comes back.

use super::ResultView;
use crate::app::query::key::short;
use crate::app::query::keyring::{gone_actions, locked, unlock_action};
use crate::app::state::State;
use crate::app::state::keyring::RingStatus;
use crate::app::value::Tone;
use crate::app::value::words::{capital, elided, in_short};
use crate::engine::builder::draft::KeyReference;

/// Locked keyrings that are offered where nobody knows which of them it is in.
const OFFERED: usize = 3;

/// What a person calls the key that is meant: `"Production signer"`, `"prod-2026"`, "EC P-256 from issuer.pem".
pub(in crate::app) fn name(reference: &KeyReference) -> String {
    match &reference.key_id {
        // Its kid, or the name that it was given.
        Some(kid) if reference.name.is_empty() || !is_called(reference) => format!("\"{}\"", short(kid)),
        Some(kid) if reference.name == format!("\"{}\"", in_short(kid, 40)) => format!("\"{}\"", short(kid)),
        None if reference.name.is_empty() => "a key without a name".to_owned(),
        _ => elided(&reference.name, 60),
    }
}

/// Whether it was called something: that stands in quotes, and a description does not.
fn is_called(reference: &KeyReference) -> bool {
    reference.name.starts_with('"')
}

/// Says which key is missed and offers what brings it back; returns whether a keyring is known to hold it.
pub(in crate::app) fn missing(state: &State, reference: &KeyReference, view: &mut ResultView) -> bool {
    view.tone = Tone::Warning;
    let words = if reference.key_id.is_some() || is_called(reference) {
        format!("Key {}", name(reference))
    } else {
        capital(&name(reference))
    };
    let rings = &state.keyrings.rings;
    let known = reference.keyring.as_deref();
    let found = known.and_then(|known| rings.iter().find(|ring| ring.name == known));
    let quoted = known.map(|known| elided(known, 40)).unwrap_or_default();
    let is_known = match found.map(|ring| (ring, &ring.standing)) {
        Some((ring, RingStatus::Locked)) if ring.fault.is_none() => {
            view.title = format!("{words} is in keyring {quoted}, which is locked");
            view.actions.push(unlock_action(ring));
            true
        }
        Some((_, RingStatus::Locked)) => {
            view.title = format!("{words} is in keyring {quoted}, which cannot be opened");
            true
        }
        Some((_, RingStatus::Opening)) => {
            view.title = format!("{words} is in keyring {quoted}, which is being unlocked");
            true
        }
        Some((ring, RingStatus::Open(open))) if open.is_gone => {
            view.title = format!("{words} is in keyring {quoted}, whose file is gone");
            view.actions.extend(gone_actions(ring.id, open));
            true
        }
        Some((_, RingStatus::Open(_))) => {
            view.title = format!("{words} is no longer in keyring {quoted}");
            false
        }
        None if known.is_some() => {
            view.title = format!("{words} was in keyring {quoted}, which is gone");
            false
        }
        None => {
            view.title = format!("{words} is not loaded");
            view.actions.extend(locked(state).take(OFFERED).map(unlock_action));
            false
        }
    };
    let advice = "No other key takes its place: bring it back, or choose another one".to_owned();
    view.reasons.push(("No token is made without it".to_owned(), advice));
    is_known
}
