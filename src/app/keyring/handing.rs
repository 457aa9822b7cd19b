//! Keys handed out: to the clipboard, and into files.

use super::work::{ExportContent, Fault, KeyringWork};
use super::{KeyringDialog, Place, RingId, State, sentence};
use crate::app::command::SecretText;
use crate::app::effect::{Effect, Secrecy};
use crate::app::job::FilePurpose;
use crate::app::state::OpenDialog;
use crate::app::update::notify;
use crate::app::view::{CopyTarget, KeyExport, Tone};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::Jwk;
use crate::engine::key_file::export;
use crate::engine::key_file::export::{EXPORT_FORMATS, ExportFormat};
use crate::engine::keyring::Strength;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Formats of a whole keyring: name, title, strength.
pub(in crate::app) const KEYRING_FORMATS: [(&str, &str, Strength); 2] = [
    ("encrypted-jwk-set", "Encrypted JWK Set", Strength::Full),
    ("encrypted-jwk-set-for-jose", "Encrypted JWK Set for Debian's jose, weaker", Strength::LatchsetJose),
];

/// What is to be written into a file, as soon as it is known which.
pub(in crate::app) struct PendingExport {
    pub what: KeyExport,
    pub passphrase: Option<SecretBytes>,
    /// The file that is proposed.
    pub name: String,
}

/// The keys that an export is of: one, or all that a place has.
fn keys(state: &State, what: &KeyExport) -> Vec<Arc<Jwk>> {
    match what.key {
        Some(id) => state.key(id).cloned().into_iter().collect(),
        None => match what.place {
            Place::Session => state.keys.ring.keys().to_vec(),
            Place::Keyring(ring) => {
                let open = state.keyrings.get(ring).and_then(|ring| ring.open());
                open.map(|open| open.keyring.keys().cloned().collect()).unwrap_or_default()
            }
        },
    }
}

/// The text for the clipboard, and who may see it.
pub(in crate::app) fn text(state: &State, what: &KeyExport) -> Option<(Zeroizing<String>, Secrecy)> {
    let row = EXPORT_FORMATS.iter().find(|row| row.name == what.format)?;
    if row.is_binary || row.needs_passphrase {
        return None;
    }
    let keys = keys(state, what);
    let mut keys: Vec<&Jwk> = keys.iter().map(|key| &**key).collect();
    keys.retain(|key| row.format.fits(key));
    let bytes = export::export(&keys, row.format, None).ok()?;
    let text = Zeroizing::new(std::str::from_utf8(bytes.expose()).ok()?.to_owned());
    Some((text, if row.is_private { Secrecy::Private } else { Secrecy::Open }))
}

/// A passphrase protects what is written.
fn needs_passphrase(format: &str) -> bool {
    strength(format).is_some() || EXPORT_FORMATS.iter().any(|row| row.name == format && row.needs_passphrase)
}

fn strength(format: &str) -> Option<Strength> {
    KEYRING_FORMATS.iter().find(|(name, ..)| *name == format).map(|(.., strength)| *strength)
}

/// Begins to save an export: asks for a passphrase where it has one, then for a file.
pub(super) fn begin(state: &mut State, what: KeyExport, effects: &mut Vec<Effect>) {
    if needs_passphrase(&what.format) {
        state.dialog = Some(OpenDialog::Keyring(KeyringDialog::ExportPassphrase { what, error: None, rated: None }));
    } else {
        choose(state, what, None, effects);
    }
}

/// The passphrase of the dialog.
pub(super) fn with_passphrase(state: &mut State, passphrase: &SecretText, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::ExportPassphrase { what, error, .. })) = &mut state.dialog else {
        return;
    };
    if passphrase.expose().is_empty() {
        *error = Some("Type a passphrase".to_owned());
        return;
    }
    let what = what.clone();
    choose(state, what, Some(SecretBytes::from(passphrase.expose().as_bytes())), effects);
}

fn choose(state: &mut State, what: KeyExport, passphrase: Option<SecretBytes>, effects: &mut Vec<Effect>) {
    let row = EXPORT_FORMATS.iter().find(|row| row.name == what.format);
    let extension = row.map_or("jwe", |row| row.extension);
    let base = match (what.key, what.place) {
        (Some(id), _) => state.key(id).and_then(|key| key.key_id.clone()).unwrap_or_else(|| "key".to_owned()),
        (None, Place::Session) => "keys".to_owned(),
        (None, Place::Keyring(ring)) => state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default(),
    };
    let base: String =
        base.chars().map(|c| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).take(48).collect();
    let base = base.trim_matches(['.', ' ']);
    let half = if row.is_some_and(|row| row.is_private) { "-private" } else { "" };
    let name = format!("{}{half}.{extension}", if base.is_empty() { "key" } else { base });
    state.keyrings.export = Some(PendingExport { what, passphrase, name: name.clone() });
    state.dialog = Some(OpenDialog::WaitingForFile(FilePurpose::Export));
    effects.push(Effect::ChooseNewFile(FilePurpose::Export, name));
}

/// It is known where to write.
pub(in crate::app) fn place_chosen(state: &mut State, path: PathBuf, replaces: bool, effects: &mut Vec<Effect>) {
    let Some(pending) = state.keyrings.export.take() else { return };
    let format = pending.what.format.as_str();
    let content = match (strength(format), pending.what.place) {
        (Some(strength), Place::Keyring(ring)) => {
            let Some(keyring) = state.keyrings.get(ring).and_then(|ring| ring.open()).map(|open| open.keyring.clone())
            else {
                return;
            };
            ExportContent::Keyring(keyring, strength)
        }
        _ => {
            let Some(format) = ExportFormat::named(format) else { return };
            let mut keys = keys(state, &pending.what);
            keys.retain(|key| format.fits(key));
            ExportContent::Keys(keys, format)
        }
    };
    let passphrase = pending.passphrase;
    effects.push(Effect::Keyring(KeyringWork::Export { content, passphrase, path, replaces }));
}

/// Whether what is copied is a private key.
pub(in crate::app) fn is_private(target: &CopyTarget) -> bool {
    match target {
        CopyTarget::Keys(what) => EXPORT_FORMATS.iter().any(|row| row.name == what.format && row.is_private),
        CopyTarget::KeyAs(_, format) => format.row().is_private,
        _ => false,
    }
}

/// It was written, or not.
pub(super) fn exported(state: &mut State, result: Result<String, Fault>, effects: &mut Vec<Effect>) {
    match result {
        Ok(words) => notify(state, Tone::Good, words, None, effects),
        Err(fault) => notify(state, Tone::Bad, sentence(&fault), None, effects),
    }
}

/// Every way in which a key can be handed out: format, title, and whether as text, as a file, or both.
pub(in crate::app) fn of_key(state: &State, id: u64) -> Vec<(&'static export::ExportRow, KeyExport)> {
    let Some(key) = state.key(id) else { return Vec::new() };
    let place = state.keyrings.find(key.id).map_or(Place::Session, |(ring, _)| Place::Keyring(ring.id));
    EXPORT_FORMATS
        .iter()
        .filter(|row| row.format.fits(key))
        .map(|row| (row, KeyExport { key: Some(id), place, format: row.name.to_owned() }))
        .collect()
}

/// The sets of a place.
pub(in crate::app) fn of_place(place: Place) -> [(&'static export::ExportRow, KeyExport); 2] {
    [ExportFormat::PublicJwkSet, ExportFormat::JwkSet].map(|format| {
        let row = format.row();
        (row, KeyExport { key: None, place, format: row.name.to_owned() })
    })
}

/// A keyring as a whole.
pub(in crate::app) fn of_ring(ring: RingId) -> [(&'static str, KeyExport); 2] {
    KEYRING_FORMATS
        .map(|(name, title, _)| (title, KeyExport { key: None, place: Place::Keyring(ring), format: name.to_owned() }))
}
