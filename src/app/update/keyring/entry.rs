//! The entries of open keyrings: kept, removed, described.

use super::change::change;
use crate::app::message::effect::Effect;
use crate::app::query;
use crate::app::query::keyring::{chosen_for_new, entry, find};
use crate::app::state::keyring::KeyringDialog;
use crate::app::state::{OpenDialog, RemovedKey, State};
use crate::app::update::act::{examine, notify};
use crate::app::value::words::{capital, counted};
use crate::app::value::{Place, RingId, Tone};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::keyring::{AddError, EntryDetails, KeyringEntry};
use crate::engine::speech;
use std::cmp::Reverse;
use std::sync::Arc;

/// Takes entries out of their keyrings; those of a keyring that may not be changed stay, and the person is told why.
pub(in crate::app) fn remove(state: &mut State, ids: &[u64], effects: &mut Vec<Effect>) -> Vec<RemovedKey> {
    let mut places: Vec<(RingId, usize)> = ids.iter().filter_map(|id| find(state, *id)).collect();
    // From the end: what stands behind an entry moves up.
    places.sort_unstable_by_key(|(ring, index)| (*ring, Reverse(*index)));
    places.dedup();
    let mut removed = Vec::new();
    for places in places.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((ring, _)) = places.first().copied() else { continue };
        let taken = change(state, ring, effects, |keyring| {
            let take = |(_, index): &(RingId, usize)| Some((*index, keyring.remove(*index)?));
            places.iter().filter_map(take).collect::<Vec<_>>()
        });
        let entry = |(index, entry)| RemovedKey::OfKeyring { ring, index, entry };
        removed.extend(taken.into_iter().flatten().map(entry));
    }
    removed
}

/// Puts entries back, one after the other, into keyrings that may be changed.
pub(in crate::app) fn put_back(
    state: &mut State,
    mut entries: Vec<(RingId, usize, KeyringEntry)>,
    effects: &mut Vec<Effect>,
) {
    while let Some((ring, ..)) = entries.first() {
        let ring = *ring;
        let (these, others) = entries.into_iter().partition(|(of, ..)| *of == ring);
        let these: Vec<_> = these;
        change(state, ring, effects, |keyring| {
            these.into_iter().for_each(|(_, index, entry)| keyring.insert(index, entry));
        });
        entries = others;
    }
}

/// A key that is to be kept, and all that came with it.
struct KeyToKeep {
    key: Arc<Jwk>,
    text: Option<SecretBytes>,
    /// What its keyring knows about it; of a key of the session, what is told here.
    details: EntryDetails,
}

fn kept(state: &State, id: u64) -> Option<KeyToKeep> {
    if let Some(entry) = entry(state, id) {
        let text = SecretBytes::from(entry.text().as_bytes());
        return Some(KeyToKeep { key: entry.key().ok()?.clone(), text: Some(text), details: entry.details().clone() });
    }
    let key = state.keys.ring.get(KeyId(id))?;
    let text = state.keys.texts.get(&key.id).cloned();
    // In the keyring it is called what it was called here, and still says where it came from.
    let name = match key.name_to_keep() {
        Some(name) => Some(name.to_owned()),
        None => key.key_id.is_none().then(|| query::key::plain_name(key)),
    };
    let details = EntryDetails { name, source: Some(query::key::source(key)), ..EntryDetails::default() };
    Some(KeyToKeep { key: Arc::clone(key), text, details })
}

/// Keeps keys in an open keyring.
pub(in crate::app) fn keep(state: &mut State, ids: &[u64], ring: RingId, moving: bool, effects: &mut Vec<Effect>) {
    let now = state.clock.real;
    let keys: Vec<(u64, KeyToKeep)> = ids.iter().filter_map(|id| Some((*id, kept(state, *id)?))).collect();
    let fresh: Vec<KeyId> = keys.iter().map(|_| state.keys.ids.next_id()).collect();
    let ids: Vec<KeyId> = keys.iter().map(|(id, _)| KeyId(*id)).collect();
    let mut names = query::key::names(state, &ids);
    let added = change(state, ring, effects, |keyring| {
        let mut done = Vec::new();
        let (mut added, mut known, mut refused) = (0_usize, 0_usize, None);
        for ((id, kept), fresh) in keys.iter().zip(fresh) {
            // Two that are the same have names of their own, or one could not be told from the other.
            let key = Arc::new(Jwk { id: fresh, ..Jwk::clone(&kept.key) });
            match keyring.add(&key, kept.text.as_ref(), now) {
                Ok(index) => {
                    added += 1;
                    let created = kept.details.created.or(Some(now));
                    let name = kept.details.name.as_deref().map(|name| names.take(name, &key.thumbprint));
                    keyring.set_details(index, EntryDetails { name, created, ..kept.details.clone() });
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
        state.keys.selected = vec![fresh.0];
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
        state.keys.ring.hand_over(KeyId(id));
        state.keys.texts.remove(&KeyId(id));
    }
    state.keys.selected.retain(|selected| *selected != id);
}

/// What the person says of a key.
pub(in crate::app) fn edit(state: &mut State, name: &str, issuer: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Edit { key, is_new, .. })) = &state.dialog else { return };
    let (key, is_new) = (*key, *is_new);
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (wanted, issuer) = (said(name), said(issuer));
    let found = state.key(key).cloned();
    // Whoever leaves a new key its kid, or no name, has said nothing.
    let is_same = |key: &Jwk| wanted.is_none() || key.called() == wanted.as_deref();
    if is_new && found.as_deref().is_none_or(is_same) {
        state.dialog = None;
        return;
    }
    let name = wanted.as_deref().map(|wanted| match &found {
        Some(key) => query::key::names(state, &[key.id]).take(wanted, &key.thumbprint),
        None => wanted.to_owned(),
    });
    let apart = wanted.as_deref().zip(name.as_deref()).filter(|(wanted, name)| wanted != name);
    let apart = apart.map(|(wanted, name)| speech::key::named_apart(wanted, name));
    let is_changed = match find(state, key) {
        Some((ring, index)) => {
            let change = change(state, ring, effects, |keyring| {
                let before = keyring.entries().get(index).map(|entry| entry.details().clone()).unwrap_or_default();
                let issuer = if is_new { before.issuer.clone() } else { issuer };
                keyring.set_details(index, EntryDetails { name, issuer, ..before })
            });
            change.is_some()
        }
        None => state.keys.ring.rename(KeyId(key), name),
    };
    if is_changed {
        state.dialog = None;
        if let Some(words) = apart {
            notify(state, Tone::Neutral, words, None, effects);
        }
        examine(state, effects);
    }
}
