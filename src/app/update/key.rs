//! Keys of the session: added and removed.

use super::act::{examine, notify};
use super::keyring;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::key::{PASTED, encoding, name, problem, sentence};
use crate::app::state::{Keys, OpenDialog, State};
use crate::app::value::{FileBytes, Icon, KeyColumn, KeyOrder, SecretReading, SecretText, Tone, Workspace, words};
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::key_file::import;
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::key_file::weakness;
use crate::engine::speech::{self, act::Act};
use crate::engine::verify::key_file;
use std::collections::HashSet;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(in crate::app) struct Added {
    /// Names of the keys that are new.
    pub names: Vec<String>,
    /// The same in commands.
    pub ids: Vec<u64>,
    /// Names of those that were there already.
    pub known: Vec<String>,
    /// What could not be read, and why.
    pub problems: Vec<String>,
    /// What was repaired, and how else it could have been read.
    pub notes: Vec<String>,
    /// What can be done about the problems.
    pub acts: Vec<Act>,
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
    let mut added = Added {
        problems: imported.problems.iter().map(problem).collect(),
        acts: imported.problems.iter().filter_map(|problem| speech::key_error::problem(problem).act).collect(),
        notes: imported.notes,
        needs_passphrase: imported.needs_passphrase,
        ..Added::default()
    };
    // Of ten thousand keys, each would be compared with all before it: only one of the same name and thumbprint is.
    let mark = |key: &Jwk| (key.thumbprint.clone(), key.key_id.clone());
    let mut marks: HashSet<_> = keys.ring.keys().iter().map(|key| mark(key)).collect();
    for mut key in imported.keys {
        // Under a passphrase it says nothing to others.
        if file.is_open_to_others && key.is_private() && !was_locked {
            key.findings.push(weakness::readable_file());
        }
        if let Some(carrier) = file.carrier.filter(|_| key.is_private() && !was_locked) {
            key.findings.push(weakness::copied_file(carrier));
        }
        if marks.insert(mark(&key)) {
            append(keys, key, &mut added);
        } else {
            push(keys, key, &mut added);
        }
    }
    let ids: HashSet<u64> = added.ids.iter().copied().collect();
    keys.texts.extend(imported.texts.into_iter().filter(|(id, _)| ids.contains(&id.0)));
    keys.certificates.extend(imported.certificates.into_iter().filter(|(id, _)| ids.contains(&id.0)));
    added
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
        return;
    }
    append(keys, key, added);
}

fn append(keys: &mut Keys, key: Jwk, added: &mut Added) {
    added.names.push(name(&key));
    added.ids.push(key.id.0);
    keys.ring.push(Arc::new(key));
}

pub(super) fn remove(state: &mut State, id: u64, effects: &mut Vec<Effect>) {
    if keyring::entry::remove(state, id, effects) {
        return;
    }
    let Some((index, key)) = state.keys.ring.remove(query::key::id(id)) else { return };
    let text = format!("{} removed", words::capital(&query::key::words(&key)));
    state.keys.removed = Some((index, key));
    state.keyrings.removed = None;
    if state.keys.selected == Some(id) {
        state.keys.selected = None;
    }
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command: Command::UndoRemoveKey };
    notify(state, Tone::Neutral, text, Some(undo), effects);
    examine(state, effects);
}

pub(super) fn undo_remove(state: &mut State, effects: &mut Vec<Effect>) {
    keyring::entry::undo_remove(state, effects);
    if let Some((index, key)) = state.keys.removed.take() {
        state.keys.ring.insert(index, key);
        state.notices.retain(|notice| notice.actions.iter().all(|action| action.command != Command::UndoRemoveKey));
        examine(state, effects);
    }
}

/// Shows a key's detail, and the place that it is in.
pub(super) fn select(state: &mut State, id: Option<u64>) {
    state.keys.selected = id;
    if let Some(id) = id {
        state.workspace = Workspace::Keys;
        keyring::show_place_of(state, id);
    }
}

/// The dialog's text changed: what could it be?
pub(super) fn preview(state: &mut State, text: &SecretText) {
    if let Some(OpenDialog::AddKey { error, readings, offer, .. }) = &mut state.dialog {
        (*error, *offer) = (None, None);
        *readings = query::key::readings(text.expose(), &state.options.limits);
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
