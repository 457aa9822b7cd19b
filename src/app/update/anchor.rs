//! Trust anchors: loaded, taken from a key, kept in keyrings, removed.

use super::act::{choose_file, examine, forget_offer, notify};
use super::keyring::change::{change, may_change};
use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::{RemovedAnchor, State};
use crate::app::value::words::{counted, elided};
use crate::app::value::{FileBytes, FilePurpose, Icon, Place, RingId, Tone};
use crate::engine::key::TrustAnchor;
use crate::engine::key_file::anchor;
use std::sync::Arc;

/// Applies a command.
pub(super) fn apply(state: &mut State, command: AnchorCommand, effects: &mut Vec<Effect>) {
    match command {
        AnchorCommand::Load => choose_file(state, FilePurpose::Anchor, effects),
        AnchorCommand::OfKey(id) => {
            if let Some(anchor) = query::anchor::of_key(state, id) {
                let place = match query::keyring::entry_ring(state, id) {
                    Some(ring) if may_write(state, ring) => Place::Keyring(ring),
                    _ => Place::Session,
                };
                add(state, vec![anchor], place, effects);
            }
        }
        AnchorCommand::Keep { anchor, ring } => keep(state, &anchor, ring, effects),
        AnchorCommand::Remove { anchor, place } => remove(state, &anchor, place, effects),
        AnchorCommand::UndoRemove(number) => undo_remove(state, number, effects),
    }
}

/// A file that was chosen for it.
pub(super) fn take_file(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    match anchor::read(file.expose(), &file.name, &state.options.limits) {
        Ok(anchors) => {
            let place = query::keyring::chosen_for_new(state).map_or(Place::Session, Place::Keyring);
            add(state, anchors, place, effects);
        }
        Err(_) => {
            let text = format!("{}: there is no certificate in it, or it cannot be read", file.name);
            notify(state, Tone::Bad, text, None, effects);
        }
    }
}

fn may_write(state: &State, ring: RingId) -> bool {
    state.keyrings.get(ring).and_then(|ring| ring.open()).is_some_and(|open| open.read_only.is_none())
}

fn add(state: &mut State, anchors: Vec<TrustAnchor>, place: Place, effects: &mut Vec<Effect>) {
    let name = anchors.first().map(|anchor| elided(&anchor.certificate.subject, 80)).unwrap_or_default();
    let count = anchors.len();
    let new = match place {
        Place::Session => {
            let mut new = 0;
            for anchor in anchors {
                if !query::anchor::is_trusted(state, &anchor) {
                    state.keys.ring.trust(Arc::new(anchor));
                    new += 1;
                }
            }
            new
        }
        Place::Keyring(ring) => {
            let now = state.clock.real;
            let added = change(state, ring, effects, |keyring| {
                anchors.into_iter().filter(|anchor| keyring.trust(Arc::new(anchor.clone()), now)).count()
            });
            let Some(added) = added else { return };
            added
        }
    };
    let kept = match place {
        Place::Keyring(ring) => {
            state.keyrings.get(ring).map(|ring| format!(", kept in {}", ring.name)).unwrap_or_default()
        }
        Place::Session => String::new(),
    };
    let (tone, text) = match (count, new) {
        (1, 1) => (Tone::Good, format!("{name} is a trust anchor now{kept}")),
        (1, _) => (Tone::Neutral, format!("{name} is a trust anchor already")),
        (_, 0) => (Tone::Neutral, format!("All {count} certificates are trust anchors already")),
        (_, new) => (Tone::Good, format!("{} are trust anchors now{kept}", counted(new, "certificate"))),
    };
    notify(state, tone, text, None, effects);
    if new > 0 {
        examine(state, effects);
    }
}

/// Moves one of the session into a keyring.
fn keep(state: &mut State, x5t_s256: &str, ring: RingId, effects: &mut Vec<Effect>) {
    if !may_change(state, ring, effects) {
        return;
    }
    let Some(anchor) = state.keys.ring.distrust(x5t_s256) else { return };
    let (now, subject) = (state.clock.real, elided(&anchor.certificate.subject, 80));
    change(state, ring, effects, |keyring| keyring.trust(anchor, now));
    let name = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    notify(state, Tone::Good, format!("Trust anchor {subject} kept in {name}"), None, effects);
    examine(state, effects);
}

fn remove(state: &mut State, x5t_s256: &str, place: Place, effects: &mut Vec<Effect>) {
    let Some(anchor) = query::anchor::get(state, place, x5t_s256) else { return };
    let is_removed = match place {
        Place::Session => state.keys.ring.distrust(x5t_s256).is_some(),
        Place::Keyring(ring) => change(state, ring, effects, |keyring| keyring.distrust(x5t_s256)) == Some(true),
    };
    if !is_removed {
        return;
    }
    let text = format!("{} is no longer a trust anchor", elided(&anchor.certificate.subject, 80));
    let number = state.keys.removed_anchors.push(RemovedAnchor { place, anchor });
    let command = Command::Anchor(AnchorCommand::UndoRemove(Some(number)));
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
    examine(state, effects);
}

fn undo_remove(state: &mut State, number: Option<u64>, effects: &mut Vec<Effect>) {
    let Some((number, RemovedAnchor { place, anchor })) = state.keys.removed_anchors.take(number) else { return };
    match place {
        Place::Session => state.keys.ring.trust(anchor),
        Place::Keyring(ring) => {
            let now = state.clock.real;
            if change(state, ring, effects, |keyring| keyring.trust(Arc::clone(&anchor), now)).is_none() {
                // The person was told why, and may try once more.
                state.keys.removed_anchors.put_back(number, RemovedAnchor { place, anchor });
                return;
            }
        }
    }
    forget_offer(state, &Command::Anchor(AnchorCommand::UndoRemove(Some(number))));
    examine(state, effects);
}
