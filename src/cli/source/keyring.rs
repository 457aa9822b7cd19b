//! Keyrings on the disk: opened, and held against what this computer saw of them last.

use super::error::SourceError;
use super::passphrase::Passphrase;
use super::print::complain;
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, Keyring, check_form, open, outline};
use crate::store::keyring::KeyringFolder;
use clap::Args;

/// What a person says of keyrings that are not as they were.
#[derive(Args, Clone, Copy)]
pub(in crate::cli) struct Trust {
    /// Use a keyring although it is not the one that this computer opened last under its name
    #[arg(long)]
    accept_changed_keyring: bool,
}

/// Where the keyrings are.
pub(in crate::cli) fn folder() -> Result<KeyringFolder, SourceError> {
    KeyringFolder::standard().ok_or(SourceError::NoFolder)
}

/// A keyring as it is on the disk, without its lock.
pub(in crate::cli) fn read(
    name: &str,
    passphrase: Option<&Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    let folder = folder()?;
    let (form, bytes) = folder.read(name).map_err(|error| SourceError::Load { name: name.to_owned(), error })?;
    opened(&folder, name, form, &bytes, passphrase, trust, ids)
}

/// The keyring in these bytes, whose file is called one of this form.
pub(in crate::cli) fn opened(
    folder: &KeyringFolder,
    name: &str,
    form: Form,
    bytes: &[u8],
    passphrase: Option<&Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    // One that is called public may be encrypted since.
    let is_encrypted = form == Form::Encrypted || outline(bytes).is_ok_and(|outline| outline.form == Form::Encrypted);
    let passphrase = passphrase.filter(|_| is_encrypted);
    let keyring = check_form(bytes, form)
        .and_then(|()| open(bytes, name, passphrase.map(Passphrase::bytes), &Limits::DEFAULT, ids))
        .map_err(|error| SourceError::Open { name: name.to_owned(), error })?;
    if let Some(words) = folder.exposure(name) {
        complain(&format!("warning: keyring {name}: {words}"));
    }
    match folder.change(name, &keyring) {
        Some(change) if change.is_asked() && !trust.accept_changed_keyring => {
            return Err(SourceError::Changed { name: name.to_owned(), change });
        }
        // Said every time, until it is written here or accepted.
        Some(change) if !trust.accept_changed_keyring => complain(&format!("warning: keyring {name}: {change}")),
        _ => folder.remember(name, &keyring),
    }
    Ok(keyring)
}
