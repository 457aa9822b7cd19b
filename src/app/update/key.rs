//! Keys of the session: added and removed.

use super::act::{examine, forget_offer, notify};
use super::keyring;
use super::keyring::change::may_change;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::key::{PASTED, encoding, name, problem, sentence};
use crate::app::state::{Keys, OpenDialog, RemovedKey, State};
use crate::app::value::{
    CopyTarget, FileBytes, Icon, KeyColumn, KeyOrder, RingId, SecretReading, SecretText, Tone, Workspace, words,
};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::key_file::export::ExportFormat;
use crate::engine::key_file::import;
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::key_file::weakness;
use crate::engine::speech::{self, act::Act};
use crate::engine::verify::key_file;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

#[derive(Debug, Default)]
pub(in crate::app) struct Added {
    /// Names of the keys that are new.
    pub names: Vec<String>,
    /// The same in commands.
    pub ids: Vec<u64>,
    /// Names of those that were there already.
    pub known: Vec<String>,
    /// The same in commands.
    pub known_ids: Vec<u64>,
    /// What could not be read, and why.
    pub problems: Vec<String>,
    /// What was repaired, and how else it could have been read.
    pub notes: Vec<String>,
    /// That not all of it was searched.
    pub part: Option<String>,
    /// What can be done about the problems.
    pub acts: Vec<Act>,
    /// What is known of it beside its keys is new: values that may have been taken for a secret, or that it was read in part.
    pub is_unread: bool,
    /// A passphrase opens it.
    pub needs_passphrase: bool,
}

impl Added {
    /// Whether a key is at hand now that was asked for.
    pub fn any(&self) -> bool {
        !self.names.is_empty() || !self.known.is_empty()
    }

    pub fn words(&self) -> String {
        let mut words = match (self.names.as_slice(), self.known.as_slice()) {
            ([], []) => String::new(),
            ([], [name]) if name.starts_with('"') => format!("Key {name} is already loaded"),
            ([], [name]) => format!("{} is already loaded", words::capital(name)),
            ([], known) => format!("All {} are already loaded", words::counted(known.len(), "key")),
            ([name], _) if name.starts_with('"') => format!("Key {name} loaded"),
            ([name], _) => format!("{} loaded", words::capital(name)),
            (names, _) => format!("{} loaded", words::counted(names.len(), "key")),
        };
        if let Some(note) = self.notes.first().filter(|_| self.problems.is_empty()) {
            words.push_str(" · ");
            words.push_str(note);
        }
        if let Some(problem) = self.problems.first() {
            if !words.is_empty() {
                words.push_str(" · ");
            }
            words.push_str(problem);
            if self.problems.len() > 1 {
                words.push_str(&format!(" · and {} more", self.problems.len() - 1));
            }
        }
        if let Some(part) = &self.part {
            words.push_str(" · ");
            words.push_str(part);
        }
        words
    }
}

/// Adds what a file holds.
pub(in crate::app) fn add_file(keys: &mut Keys, file: &FileBytes, limits: &Limits) -> Added {
    let options = ImportOptions { is_file: file.is_file(), ..ImportOptions::default() };
    let imported = key_file::import(file.expose(), &file.name, &options, limits, &mut keys.ids);
    add_imported(keys, imported, file, false)
}

/// Adds what these bytes hold.
pub(in crate::app) fn add_bytes(keys: &mut Keys, bytes: &[u8], source: &str, limits: &Limits) -> Added {
    let imported = key_file::import(bytes, source, &ImportOptions::default(), limits, &mut keys.ids);
    add_imported(keys, imported, &FileBytes::default(), false)
}

/// Adds what was read from a file, with a passphrase or without one.
pub(in crate::app) fn add_imported(keys: &mut Keys, imported: Import, file: &FileBytes, was_locked: bool) -> Added {
    let mut unread = imported.unread();
    let mut added = Added {
        problems: imported.problems.iter().map(problem).collect(),
        acts: imported.problems.iter().filter_map(|problem| speech::key_error::problem(problem).act).collect(),
        notes: imported.notes,
        part: imported.part.map(speech::key::read_in_part),
        needs_passphrase: imported.needs_passphrase,
        ..Added::default()
    };
    // Of ten thousand keys, each would be compared with all before it: only one of the same name and thumbprint is.
    let mark = |key: &Jwk| (key.thumbprint.clone(), key.key_id.clone());
    let mut marks: HashSet<_> = keys.ring.keys().iter().map(|key| mark(key)).collect();
    // Under a passphrase it says nothing to others.
    let mark_place = |key: &mut Jwk| {
        if key.is_private() && !was_locked {
            key.findings.extend(file.is_open_to_others.then(weakness::readable_file));
            key.findings.extend(file.carrier.map(weakness::copied_file));
        }
    };
    unread.doubtful.iter_mut().for_each(|doubtful| mark_place(Arc::make_mut(&mut doubtful.key)));
    for mut key in imported.keys {
        mark_place(&mut key);
        if marks.insert(mark(&key)) {
            append(keys, key, &mut added);
        } else {
            push(keys, key, &mut added);
        }
    }
    let source = if file.name.is_empty() { PASTED } else { &file.name };
    added.is_unread = keys.ring.note(source, added.ids.iter().chain(&added.known_ids).map(|id| KeyId(*id)), unread);
    let ids: HashSet<u64> = added.ids.iter().copied().collect();
    keys.texts.extend(imported.texts.into_iter().filter(|(id, _)| ids.contains(&id.0)));
    keys.certificates.extend(imported.certificates.into_iter().filter(|(id, _)| ids.contains(&id.0)));
    join_certificates(keys, &mut added);
    added
}

/// Certificates that are joined with their keys at a time: each is taken out of a list.
const MOST_JOINED: usize = 1_000;

/// A private key and the certificate of the same key are one key, also where each came by itself: what the certificate says
/// becomes the key's.
fn join_certificates(keys: &mut Keys, added: &mut Added) {
    if keys.certificates.is_empty() {
        return;
    }
    let is_new: HashSet<u64> = added.ids.iter().copied().collect();
    let private = keys.ring.keys().iter().filter(|key| key.is_private());
    let private: HashMap<&str, KeyId> = private.map(|key| (key.thumbprint.as_str(), key.id)).collect();
    let is_certificate = |key: &&Arc<Jwk>| !key.is_private() && keys.certificates.contains_key(&key.id);
    let pairs: Vec<(KeyId, KeyId)> = keys
        .ring
        .keys()
        .iter()
        .filter(is_certificate)
        .filter_map(|key| Some((key.id, *private.get(key.thumbprint.as_str())?)))
        .filter(|(certificate, owner)| is_new.contains(&certificate.0) || is_new.contains(&owner.0))
        .take(MOST_JOINED)
        .collect();
    for (certificate, owner) in pairs {
        let Some(of) = keys.ring.hand_over(certificate) else { continue };
        let Some(mut taken) = keys.ring.remove(owner) else { continue };
        let mut key = Jwk::clone(&taken.key);
        key.take_from_certificate(&of);
        added.notes.push(speech::key::one_with_certificate(&words::capital(&name(&key))));
        taken.key = Arc::new(key);
        keys.ring.insert(taken);
        if let Some(says) = keys.certificates.remove(&certificate) {
            keys.certificates.entry(owner).or_insert(says);
        }
        let ids = added.ids.iter_mut().chain(&mut keys.selected);
        ids.filter(|id| **id == certificate.0).for_each(|id| *id = owner.0);
    }
    added.ids.dedup();
    keys.selected.dedup();
}

/// Adds what a person pasted or typed: a key if it is one, else a secret in the chosen reading.
pub(in crate::app) fn add_text(keys: &mut Keys, text: &str, reading: SecretReading, limits: &Limits) -> Added {
    if text.trim().is_empty() {
        return Added { problems: vec!["Enter a key or a secret".to_owned()], ..Added::default() };
    }
    let Some(encoding) = encoding(reading) else {
        return add_bytes(keys, text.as_bytes(), PASTED, limits);
    };
    add_secret(keys, text.as_bytes(), encoding, PASTED)
}

/// Adds a secret, read like this.
pub(in crate::app) fn add_secret(keys: &mut Keys, secret: &[u8], encoding: SecretEncoding, source: &str) -> Added {
    let mut added = Added::default();
    match import::secret(secret, encoding, source, &mut keys.ids) {
        Ok(key) => push(keys, key, &mut added),
        Err(error) => added.problems.push(sentence(&error)),
    }
    added
}

/// The password of a PBES2 token as a key; the error in words.
pub(in crate::app) fn passphrase(keys: &mut Keys, passphrase: &str) -> Result<Jwk, String> {
    let key = import::secret(passphrase.as_bytes(), SecretEncoding::Utf8, "typed", &mut keys.ids);
    key.map(import::as_passphrase).map_err(|error| sentence(&error))
}

fn push(keys: &mut Keys, key: Jwk, added: &mut Added) {
    let known = keys.ring.keys().iter().find(|known| known.material == key.material && known.key_id == key.key_id);
    if let Some(known) = known {
        added.known.push(name(known));
        added.known_ids.push(known.id.0);
        return;
    }
    append(keys, key, added);
}

fn append(keys: &mut Keys, key: Jwk, added: &mut Added) {
    added.names.push(name(&key));
    added.ids.push(key.id.0);
    keys.ring.push(Arc::new(key));
}

/// Removes keys together: one *Undo* brings all of them back.
pub(super) fn remove(state: &mut State, ids: &[u64], effects: &mut Vec<Effect>) {
    let mut removed = keyring::entry::remove(state, ids, effects);
    for id in ids {
        removed.extend(state.keys.ring.remove(query::key::id(*id)).map(RemovedKey::OfSession));
    }
    if removed.is_empty() {
        return;
    }
    let gone: HashSet<u64> = ids.iter().copied().collect();
    state.keys.selected.retain(|id| !gone.contains(id));
    let text = removal_words(state, &removed, ids.len());
    let number = state.keys.removed.push(removed);
    let command = Command::UndoRemoveKeys(Some(number));
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
    examine(state, effects);
}

/// "Key "signer-1" removed from prod", "3 keys removed", "2 of 3 keys removed": those that may not be removed stay.
fn removal_words(state: &State, removed: &[RemovedKey], asked: usize) -> String {
    let what = match removed {
        [RemovedKey::OfSession(removed)] if asked == 1 => words::capital(&query::key::words(&removed.key)),
        [RemovedKey::OfKeyring { entry, .. }] if asked == 1 => match entry.key() {
            Ok(key) => words::capital(&query::key::words(key)),
            Err(_) => "An unusable entry".to_owned(),
        },
        removed if removed.len() == asked => words::counted(asked, "key"),
        removed => format!("{} of {}", removed.len(), words::counted(asked, "key")),
    };
    let place = |removed: &RemovedKey| match removed {
        RemovedKey::OfSession(_) => None,
        RemovedKey::OfKeyring { ring, .. } => Some(*ring),
    };
    let places: HashSet<Option<RingId>> = removed.iter().map(place).collect();
    let ring = if places.len() == 1 { places.into_iter().next().flatten() } else { None };
    match ring.and_then(|ring| state.keyrings.get(ring)) {
        Some(ring) => format!("{what} removed from {}", ring.name),
        None => format!("{what} removed"),
    }
}

/// Puts back what a removal took, in the reverse order: each key then stands where it stood.
pub(super) fn undo_remove(state: &mut State, number: Option<u64>, effects: &mut Vec<Effect>) {
    let Some((number, removed)) = state.keys.removed.take(number) else { return };
    let rings: HashSet<RingId> = removed
        .iter()
        .filter_map(|removed| match removed {
            RemovedKey::OfKeyring { ring, .. } => Some(*ring),
            RemovedKey::OfSession(_) => None,
        })
        .collect();
    if !rings.into_iter().all(|ring| may_change(state, ring, effects)) {
        state.keys.removed.put_back(number, removed);
        return;
    }
    let mut of_rings = Vec::new();
    for removed in removed.into_iter().rev() {
        match removed {
            RemovedKey::OfSession(removed) => state.keys.ring.insert(removed),
            RemovedKey::OfKeyring { ring, index, entry } => of_rings.push((ring, index, entry)),
        }
    }
    keyring::entry::put_back(state, of_rings, effects);
    forget_offer(state, &Command::UndoRemoveKeys(Some(number)));
    examine(state, effects);
}

/// Shows a key's detail, and the place that it is in.
pub(super) fn select(state: &mut State, id: Option<u64>) {
    state.keys.selected = id.into_iter().collect();
    if let Some(id) = id {
        state.workspace = Workspace::Keys;
        keyring::show_place_of(state, id);
    }
}

/// Selects keys of the place that is shown together.
pub(super) fn select_all(state: &mut State, ids: Vec<u64>) {
    state.keys.selected = ids;
}

/// The public halves of these keys, and that they were copied. Of a shared secret there is none that may be shown: that is
/// said, and it is left out.
pub(super) fn copy_public(state: &mut State, ids: &[u64], effects: &mut Vec<Effect>) {
    let is_public = |id: &&u64| state.key(**id).is_some_and(|key| ExportFormat::PublicJwk.fits(key));
    let public: Vec<u64> = ids.iter().filter(is_public).copied().collect();
    let (target, text) = match public.as_slice() {
        [] => return notify(state, Tone::Neutral, nothing_to_copy(state, ids), None, effects),
        [id] if ids.len() == 1 => {
            let named = state.key(*id).map(|key| query::key::words(key)).unwrap_or_default();
            (CopyTarget::PublicJwk(*id), format!("The public JWK of {named} copied"))
        }
        _ => {
            let set = CopyTarget::Keys(query::keyring::set_of(state, &public, ExportFormat::PublicJwkSet));
            let text = match ids.len() - public.len() {
                0 => format!("{} public keys copied as a JWK Set", public.len()),
                1 => format!("{} of {} keys copied: the other has no public half", public.len(), ids.len()),
                _ => format!("{} of {} keys copied: the others have no public half", public.len(), ids.len()),
            };
            (set, text)
        }
    };
    effects.push(Effect::Copy(target));
    notify(state, Tone::Good, text, None, effects);
}

/// Why Ctrl+C in Keys copies nothing.
fn nothing_to_copy(state: &State, ids: &[u64]) -> &'static str {
    match ids {
        [] if query::keyring::has_keys_shown(state) => {
            "Nothing was copied: select the keys whose public halves you want"
        }
        [] => "Nothing was copied: there is no key here",
        ids if ids.iter().all(|id| state.key(*id).is_none()) => {
            "Nothing was copied: this entry is no key that can be used"
        }
        [_] => "Nothing was copied: a shared secret has no public half",
        _ => "Nothing was copied: shared secrets have no public half",
    }
}

/// The dialog's text changed: what could it be?
pub(super) fn preview(state: &mut State, text: &SecretText, reading: SecretReading) {
    if !matches!(state.dialog, Some(OpenDialog::AddKey { .. })) {
        return;
    }
    let limits = state.options.limits;
    let called = query::key::suggested(state, text.expose(), reading);
    let guessing = query::key::rated(state, text.expose(), reading);
    if let Some(OpenDialog::AddKey { error, readings, found, suggested, offer, rated, .. }) = &mut state.dialog {
        (*error, *offer, *rated) = (None, None, guessing);
        // A text that is read in one way alone is one secret.
        let is_automatic = reading == SecretReading::Automatic;
        *found = if is_automatic { query::key::found(text.expose(), &limits) } else { Vec::new() };
        *readings = if found.is_empty() { query::key::readings(text.expose(), &limits) } else { Vec::new() };
        *suggested = called;
    }
}

/// Sorts by a column: forwards, backwards, and then as the keys came.
pub(in crate::app) fn sort(state: &mut State, column: KeyColumn) {
    state.keys.order = match state.keys.order {
        Some(KeyOrder { column: before, is_reversed: false }) if before == column => {
            Some(KeyOrder { column, is_reversed: true })
        }
        Some(KeyOrder { column: before, .. }) if before == column => None,
        _ => Some(KeyOrder { column, is_reversed: false }),
    };
}
