//! Making keys of what a person gives: files, pasted text, passphrases.

use super::command::{FileBytes, SecretReading};
use super::state::Keys;
use crate::engine::ground::limit::Limits;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::key_file::import;
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::key_file::weakness;
use crate::engine::verify::key_file;
use std::collections::HashSet;
use std::sync::Arc;

/// Longest text, in bytes, that is looked into while it is typed.
const PREVIEWED: usize = 64 * 1024;

/// Where a key comes from that was pasted.
pub(super) const PASTED: &str = "pasted";

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Added {
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
    /// A passphrase opens it.
    pub needs_passphrase: bool,
}

impl Added {
    /// Whether a key is at hand now that was asked for.
    pub fn any(&self) -> bool {
        !self.names.is_empty() || !self.known.is_empty()
    }

    /// In one sentence.
    pub fn words(&self) -> String {
        let mut words = match (self.names.as_slice(), self.known.as_slice()) {
            ([], []) => String::new(),
            ([], [name]) if name.starts_with('"') => format!("The key {name} was loaded already"),
            ([], [name]) => format!("{} was loaded already", super::view::capital(name)),
            ([], known) => format!("All {} were loaded already", super::view::counted(known.len(), "key")),
            ([name], _) if name.starts_with('"') => format!("Key {name} loaded"),
            ([name], _) => format!("{} loaded", super::view::capital(name)),
            (names, _) => format!("{} loaded", super::view::counted(names.len(), "key")),
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

/// A key's name for a person: its `kid` in quotes, or what it is and where it came from.
pub(super) fn name(key: &Jwk) -> String {
    match &key.key_id {
        Some(kid) => format!("\"{}\"", super::view::elided(kid, 40)),
        None if key.source.name == PASTED => format!("pasted {}", kind(key)),
        None => format!("{} from {}", kind(key), super::view::elided(&key.source.name, 40)),
    }
}

/// The name in the midst of a sentence: `key "prod-2026"`, "pasted secret of 19 bytes".
pub(super) fn words(key: &Jwk) -> String {
    if key.key_id.is_some() { format!("key {}", name(key)) } else { name(key) }
}

/// The same without quotes, for a place of its own.
pub(super) fn plain_name(key: &Jwk) -> String {
    match &key.key_id {
        Some(kid) => super::view::elided(kid, 60),
        None => super::view::capital(&name(key)),
    }
}

/// Whether it is a text that was taken for a secret because it is nothing else.
pub(super) fn is_guessed(key: &Jwk) -> bool {
    key.source.format.starts_with("secret, ")
}

/// Whether these bytes would be taken for a secret only because they are nothing else.
pub(super) fn is_only_guess(bytes: &[u8], limits: &Limits) -> bool {
    let imported = key_file::import(bytes, "", &ImportOptions::default(), limits, &mut Default::default());
    !imported.keys.is_empty() && imported.keys.iter().all(is_guessed)
}

/// "EC P-256", "RSA 2048 bits", "secret of 32 bytes".
pub(super) fn kind(key: &Jwk) -> String {
    use crate::engine::key::KeyMaterial;
    match &key.material {
        KeyMaterial::Oct(secret) => format!("secret of {}", super::view::counted(secret.len(), "byte")),
        KeyMaterial::Rsa { n, .. } => format!("RSA {} bits", bits(n)),
        KeyMaterial::Ec { curve, .. } => format!("EC {}", curve.name()),
        KeyMaterial::Okp { curve, .. } => curve.name().to_owned(),
        KeyMaterial::Akp { algorithm, .. } => (*algorithm).to_owned(),
    }
}

fn bits(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros).map_or(0, |first| (number.len() - zeros) * 8 - first.leading_zeros() as usize)
}

/// Adds what a file holds.
pub(super) fn add_file(keys: &mut Keys, file: &FileBytes, limits: &Limits) -> Added {
    let imported = key_file::import(file.expose(), &file.name, &ImportOptions::default(), limits, &mut keys.ids);
    add_imported(keys, imported, file, false)
}

/// Adds what these bytes hold.
pub(super) fn add_bytes(keys: &mut Keys, bytes: &[u8], source: &str, limits: &Limits) -> Added {
    let imported = key_file::import(bytes, source, &ImportOptions::default(), limits, &mut keys.ids);
    add_imported(keys, imported, &FileBytes::default(), false)
}

/// Adds what was read from a file, with a passphrase or without one.
pub(super) fn add_imported(keys: &mut Keys, imported: Import, file: &FileBytes, was_locked: bool) -> Added {
    let mut added = Added {
        problems: imported.problems.iter().map(|problem| with_advice(problem.message(), &problem.advice())).collect(),
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
pub(super) fn add_text(keys: &mut Keys, text: &str, reading: SecretReading, limits: &Limits) -> Added {
    if text.trim().is_empty() {
        return Added { problems: vec!["Nothing was typed".to_owned()], ..Added::default() };
    }
    let Some(encoding) = encoding(reading) else {
        return add_bytes(keys, text.as_bytes(), PASTED, limits);
    };
    let mut added = Added::default();
    match import::secret(text.as_bytes(), encoding, PASTED, &mut keys.ids) {
        Ok(key) => push(keys, key, &mut added),
        Err(error) => added.problems.push(sentence(&error)),
    }
    added
}

/// Adds the password of a PBES2 token.
pub(super) fn add_passphrase(keys: &mut Keys, passphrase: &str) -> Added {
    let mut added = Added::default();
    match import::secret(passphrase.as_bytes(), SecretEncoding::Utf8, "typed", &mut keys.ids) {
        Ok(mut key) => {
            key.source.format = "passphrase".to_owned();
            push(keys, key, &mut added);
        }
        Err(error) => added.problems.push(sentence(&error)),
    }
    added
}

fn sentence(error: &KeyError) -> String {
    with_advice(super::view::capital(&error.to_string()), &error.advice())
}

fn with_advice(message: String, advice: &str) -> String {
    if advice.is_empty() { message } else { format!("{message} · {advice}") }
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

/// What a text could be, for the dialog: no byte of it is shown.
pub(super) fn readings(text: &str, limits: &Limits) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if text.len() > limits.key_file {
        return vec!["too long for a key".to_owned()];
    }
    if text.len() > PREVIEWED {
        return vec![format!("{}: what is in it is said when it is added", super::view::size(text.len()))];
    }
    let mut ids = Default::default();
    let imported = key_file::import(text.as_bytes(), PASTED, &ImportOptions::default(), limits, &mut ids);
    if let [key] = imported.keys.as_slice()
        && is_guessed(key)
    {
        let readings = import::secret_readings(text.as_bytes());
        return readings
            .iter()
            .map(|(reading, secret)| {
                format!("{}, read {}", super::view::counted(secret.len(), "byte"), reading.words())
            })
            .collect();
    }
    if !imported.keys.is_empty() {
        let named = |key: &Jwk| match &key.key_id {
            Some(kid) => format!(" \"{}\"", super::view::elided(kid, 40)),
            None => String::new(),
        };
        let shown =
            imported.keys.iter().take(4).map(|key| format!("{}{}, {}", kind(key), named(key), key.source.format));
        let more = imported.keys.len().saturating_sub(4);
        return shown.chain((more > 0).then(|| format!("and {more} more keys"))).collect();
    }
    if imported.needs_passphrase {
        return vec!["a key that a passphrase protects".to_owned()];
    }
    imported.problems.iter().take(3).map(|problem| with_advice(problem.message(), &problem.advice())).collect()
}

const fn encoding(reading: SecretReading) -> Option<SecretEncoding> {
    match reading {
        SecretReading::Automatic => None,
        SecretReading::Utf8 => Some(SecretEncoding::Utf8),
        SecretReading::Base64 => Some(SecretEncoding::Base64),
        SecretReading::Base64Url => Some(SecretEncoding::Base64Url),
        SecretReading::Hex => Some(SecretEncoding::Hex),
    }
}

/// The name of a key in commands.
pub(super) const fn id(id: u64) -> KeyId {
    KeyId(id)
}
