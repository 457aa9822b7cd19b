//! Keys handed out: to the clipboard, and into files.

use crate::app::message::effect::Effect;
use crate::app::message::keyring::work::{ExportContent, KeyringFault, KeyringWork};
use crate::app::query::keyring::{keys, needs_passphrase, strength};
use crate::app::state::keyring::{KeyringDialog, PendingExport, sentence};
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::notify;
use crate::app::value::{FilePurpose, KeyExport, Place, SecretText, Tone};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyId;
use crate::engine::key_file::export::{EXPORT_FORMATS, ExportFormat};
use std::path::PathBuf;

/// Begins to save an export: asks for a passphrase where it has one, then for a file.
pub(in crate::app) fn begin(state: &mut State, what: KeyExport, effects: &mut Vec<Effect>) {
    if needs_passphrase(&what.format) {
        state.dialog = Some(OpenDialog::Keyring(KeyringDialog::ExportPassphrase { what, error: None, rated: None }));
    } else {
        choose(state, what, None, effects);
    }
}

/// The passphrase of the dialog.
pub(in crate::app) fn with_passphrase(state: &mut State, passphrase: &SecretText, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::ExportPassphrase { what, error, .. })) = &mut state.dialog else {
        return;
    };
    if passphrase.expose().is_empty() {
        *error = Some("Enter a passphrase".to_owned());
        return;
    }
    let what = what.clone();
    if super::asks_first(state, passphrase, "") {
        return;
    }
    choose(state, what, Some(SecretBytes::from(passphrase.expose().as_bytes())), effects);
}

fn choose(state: &mut State, what: KeyExport, passphrase: Option<SecretBytes>, effects: &mut Vec<Effect>) {
    let row = EXPORT_FORMATS.iter().find(|row| row.name == what.format);
    let extension = row.map_or("jwe", |row| row.extension);
    let base = match (what.only(), what.place) {
        (Some(id), _) => state.key(id).and_then(|key| key.key_id.clone()).unwrap_or_else(|| "key".to_owned()),
        (None, _) if what.keys.is_some() => "keys".to_owned(),
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
            ExportContent::Keyring(Box::new(keyring), strength)
        }
        _ => {
            let Some(format) = ExportFormat::named(format) else { return };
            let mut keys = keys(state, &pending.what);
            keys.retain(|key| format.fits(key));
            ExportContent::Keys(keys, format)
        }
    };
    let is_private = EXPORT_FORMATS.iter().any(|row| row.name == pending.what.format && row.is_private);
    let keeps = match &content {
        ExportContent::Keys(keys, _) if is_private => keys.iter().map(|key| key.id).collect(),
        _ => Vec::new(),
    };
    let passphrase = pending.passphrase;
    effects.push(Effect::Keyring(KeyringWork::Export { content, passphrase, path, replaces, keeps }));
}

/// It was written, or not.
pub(in crate::app) fn exported(
    state: &mut State,
    keeps: Vec<KeyId>,
    result: Result<String, KeyringFault>,
    effects: &mut Vec<Effect>,
) {
    match result {
        Ok(words) => {
            state.keys.kept.extend(keeps);
            notify(state, Tone::Good, words, None, effects);
        }
        Err(fault) => notify(state, Tone::Bad, sentence(&fault), None, effects),
    }
}
