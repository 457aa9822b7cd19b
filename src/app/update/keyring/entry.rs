//! The entries of open keyrings: kept, removed, described.

use super::change::{change, may_change};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::keyring::{chosen_for_new, entry, find};
use crate::app::state::keyring::{KeyringDialog, RemovedEntry};
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::{examine, notify};
use crate::app::value::words::{capital, counted};
use crate::app::value::{Icon, Place, RingId, Tone};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::keyring::{AddError, EntryDetails};
use std::sync::Arc;

/// Takes an entry out of its keyring. Says whether there was one.
pub(in crate::app) fn remove(state: &mut State, id: u64, effects: &mut Vec<Effect>) -> bool {
    let Some((ring, index)) = find(state, id) else { return false };
    let Some(Some(entry)) = change(state, ring, effects, |keyring| keyring.remove(index)) else { return true };
    let name = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    let what = match entry.key() {
        Ok(key) => query::key::words(key),
        Err(_) => "an unusable entry".to_owned(),
    };
    state.keyrings.removed = Some(RemovedEntry { ring, index, entry });
    state.keys.removed = None;
    if state.keys.selected == Some(id) {
        state.keys.selected = None;
    }
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command: Command::UndoRemoveKey };
    let text = format!("{} removed from {name}", capital(&what));
    notify(state, Tone::Neutral, text, Some(undo), effects);
    examine(state, effects);
    true
}

/// Puts back what was taken out last.
pub(in crate::app) fn undo_remove(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(ring) = state.keyrings.removed.as_ref().map(|removed| removed.ring) else { return };
    if !may_change(state, ring, effects) {
        return;
    }
    let Some(removed) = state.keyrings.removed.take() else { return };
    change(state, ring, effects, |keyring| keyring.insert(removed.index, removed.entry));
    examine(state, effects);
}

/// A key that is to be kept, and all that came with it.
struct KeyToKeep {
    key: Arc<Jwk>,
    text: Option<SecretBytes>,
    details: EntryDetails,
}

fn kept(state: &State, id: u64) -> Option<KeyToKeep> {
    if let Some(entry) = entry(state, id) {
        let text = SecretBytes::from(entry.text().as_bytes());
        return Some(KeyToKeep { key: entry.key().ok()?.clone(), text: Some(text), details: entry.details().clone() });
    }
    let key = state.keys.ring.get(KeyId(id))?;
    let text = state.keys.texts.get(&key.id).cloned();
    Some(KeyToKeep { key: Arc::clone(key), text, details: EntryDetails::default() })
}

/// Keeps keys in an open keyring.
pub(in crate::app) fn keep(state: &mut State, ids: &[u64], ring: RingId, moving: bool, effects: &mut Vec<Effect>) {
    let now = state.clock.real;
    let keys: Vec<(u64, KeyToKeep)> = ids.iter().filter_map(|id| Some((*id, kept(state, *id)?))).collect();
    let fresh: Vec<KeyId> = keys.iter().map(|_| state.keys.ids.next_id()).collect();
    let added = change(state, ring, effects, |keyring| {
        let mut done = Vec::new();
        let (mut added, mut known, mut refused) = (0_usize, 0_usize, None);
        for ((id, kept), fresh) in keys.iter().zip(fresh) {
            // Two that are the same have names of their own, or one could not be told from the other.
            let key = Arc::new(Jwk { id: fresh, ..Jwk::clone(&kept.key) });
            match keyring.add(&key, kept.text.as_ref(), now) {
                Ok(index) => {
                    added += 1;
                    if kept.details != EntryDetails::default() {
                        keyring.set_details(index, kept.details.clone());
                    }
                    done.push((*id, fresh));
                }
                Err(AddError::Already(index)) => {
                    known += 1;
                    let there = keyring.entries().get(index).and_then(|entry| entry.key().ok());
                    done.push((*id, there.map_or(fresh, |key| key.id)));
                }
                Err(error) => refused = Some(error),
            }
        }
        (done, added, known, refused)
    });
    let Some((done, added, known, refused)) = added else { return };
    let name = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    state.keys.kept.extend(done.iter().map(|(id, _)| KeyId(*id)));
    if moving {
        for (id, _) in &done {
            take_out(state, *id, ring, effects);
        }
    }
    if let [(_, fresh)] = done.as_slice() {
        state.keyrings.chosen = Place::Keyring(ring);
        state.keys.selected = Some(fresh.0);
    }
    let mut words = match (added, known) {
        (0, 1) => format!("{name} already has this key"),
        (0, known) if known > 0 => format!("{name} already has all {known} of them"),
        (added, 0) => format!("{} kept in {name}", counted(added, "key")),
        (added, known) => format!("{} kept in {name}; {known} already there", counted(added, "key")),
    };
    let tone = if refused.is_some() { Tone::Warning } else { Tone::Good };
    if let Some(error) = refused {
        words = if added == 0 { capital(&error.to_string()) } else { format!("{words}. The others: {error}") };
    }
    notify(state, tone, words, None, effects);
    examine(state, effects);
}

/// Moves keys of the session that were just added into the keyring that the person looks at.
pub(in crate::app) fn keep_in_chosen(state: &mut State, ids: &[u64], effects: &mut Vec<Effect>) {
    if let Some(ring) = chosen_for_new(state) {
        keep(state, ids, ring, true, effects);
    }
}

/// Takes a key out of where it was before it was moved into `to`.
fn take_out(state: &mut State, id: u64, to: RingId, effects: &mut Vec<Effect>) {
    if let Some((ring, index)) = find(state, id) {
        if ring != to {
            change(state, ring, effects, |keyring| keyring.remove(index));
        }
    } else {
        state.keys.ring.remove(KeyId(id));
        state.keys.texts.remove(&KeyId(id));
    }
    if state.keys.selected == Some(id) {
        state.keys.selected = None;
    }
}

/// What the person says of a key.
pub(in crate::app) fn edit(state: &mut State, name: &str, issuer: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Edit { key, .. })) = &state.dialog else { return };
    let key = *key;
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (name, issuer) = (said(name), said(issuer));
    let is_changed = match find(state, key) {
        Some((ring, index)) => {
            let change = change(state, ring, effects, |keyring| {
                let before = keyring.entries().get(index).map(|entry| entry.details().clone());
                keyring.set_details(index, EntryDetails { name, issuer, ..before.unwrap_or_default() })
            });
            change.is_some()
        }
        None => state.keys.ring.rename(KeyId(key), name),
    };
    if is_changed {
        state.dialog = None;
        examine(state, effects);
    }
}
