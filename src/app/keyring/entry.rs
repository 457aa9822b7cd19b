//! The entries of open keyrings: kept, removed, described.

use super::change::{change, may_change};
use super::{KeyringDialog, Place, RemovedEntry, RingId, State};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::key;
use crate::app::state::OpenDialog;
use crate::app::update::{examine, notify};
use crate::app::view::{Action, Icon, Tone, Workspace, capital, counted};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::keyring::{AddError, EntryDetails, KeyringEntry};
use std::sync::Arc;

/// Names entries that cannot be used as keys: this bit, and their place in the keyring that is shown.
const UNUSABLE: u64 = 1 << 63;

/// How a view names the unusable entry at `index` of the keyring that it shows.
pub(in crate::app) const fn unusable_id(index: usize) -> u64 {
    UNUSABLE | index as u64
}

/// The place of an entry that cannot be used as a key.
fn unusable_index(id: u64) -> Option<usize> {
    if id & UNUSABLE == 0 { None } else { usize::try_from(id & !UNUSABLE).ok() }
}

/// The keyring and the place in it of whatever a view calls `id`.
pub(in crate::app) fn find(state: &State, id: u64) -> Option<(RingId, usize)> {
    match (unusable_index(id), state.keyrings.chosen) {
        (Some(index), Place::Keyring(ring)) => {
            let open = state.keyrings.get(ring)?.open()?;
            (index < open.keyring.entries().len()).then_some((ring, index))
        }
        (Some(_), Place::Session) => None,
        (None, _) => state.keyrings.find(KeyId(id)).map(|(ring, index)| (ring.id, index)),
    }
}

/// The entry of a keyring that a view calls `id`.
pub(in crate::app) fn entry(state: &State, id: u64) -> Option<&KeyringEntry> {
    let (ring, index) = find(state, id)?;
    state.keyrings.get(ring)?.open()?.keyring.entries().get(index)
}

/// Takes an entry out of its keyring. Says whether there was one.
pub(in crate::app) fn remove(state: &mut State, id: u64, effects: &mut Vec<Effect>) -> bool {
    let Some((ring, index)) = find(state, id) else { return false };
    let Some(Some(entry)) = change(state, ring, effects, |keyring| keyring.remove(index)) else { return true };
    let name = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    let what = match entry.key() {
        Ok(key) => key::words(key),
        Err(_) => "an entry that could not be used".to_owned(),
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
struct Kept {
    key: Arc<Jwk>,
    text: Option<SecretBytes>,
    details: EntryDetails,
}

fn kept(state: &State, id: u64) -> Option<Kept> {
    if let Some(entry) = entry(state, id) {
        let text = SecretBytes::from(entry.text().as_bytes());
        return Some(Kept { key: entry.key().ok()?.clone(), text: Some(text), details: entry.details().clone() });
    }
    let key = state.keys.ring.get(KeyId(id))?;
    let text = state.keys.texts.get(&key.id).cloned();
    Some(Kept { key: Arc::clone(key), text, details: EntryDetails::default() })
}

/// Keeps keys in an open keyring.
pub(super) fn keep(state: &mut State, ids: &[u64], ring: RingId, moving: bool, effects: &mut Vec<Effect>) {
    let now = state.clock.real;
    let keys: Vec<(u64, Kept)> = ids.iter().filter_map(|id| Some((*id, kept(state, *id)?))).collect();
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
        (0, 1) => format!("{name} has this key already"),
        (0, known) if known > 0 => format!("{name} has all {known} of them already"),
        (added, 0) => format!("{} kept in {name}", counted(added, "key")),
        (added, known) => format!("{} kept in {name}; {known} there already", counted(added, "key")),
    };
    let tone = if refused.is_some() { Tone::Warning } else { Tone::Good };
    if let Some(error) = refused {
        words = if added == 0 { capital(&error.to_string()) } else { format!("{words}. The others: {error}") };
    }
    notify(state, tone, words, None, effects);
    examine(state, effects);
}

/// The keyring that new keys go into: the one that the person looks at while adding them.
pub(in crate::app) fn chosen_for_new(state: &State) -> Option<RingId> {
    let Place::Keyring(ring) = state.keyrings.chosen else { return None };
    let open = state.keyrings.get(ring)?.open()?;
    (state.workspace == Workspace::Keys && open.read_only.is_none()).then_some(ring)
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
pub(super) fn edit(state: &mut State, name: &str, issuer: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Edit { key, .. })) = &state.dialog else { return };
    let Some((ring, index)) = find(state, *key) else { return };
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (name, issuer) = (said(name), said(issuer));
    let changed = change(state, ring, effects, |keyring| {
        let created = keyring.entries().get(index).and_then(|entry| entry.details().created);
        keyring.set_details(index, EntryDetails { name, created, issuer })
    });
    if changed.is_some() {
        state.dialog = None;
        examine(state, effects);
    }
}
