//! `jotsmith keys convert` and `export`.

use super::arguments::{ConvertArguments, ExportArguments};
use super::choice::{KeyringRow, OutputFormat};
use super::error::KeysError;
use super::file::key_file;
use crate::cli::source::key::PASSPHRASE;
use crate::cli::source::keyring;
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::complain;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::export::ExportFormat;
use crate::engine::keyring::{Strength, seal};
use std::sync::Arc;

pub(super) fn convert(arguments: &ConvertArguments) -> Result<(), KeysError> {
    let output = &arguments.output;
    let format = output.format(ExportFormat::PublicJwkSet)?;
    let passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let keys = key_file(&arguments.file, passphrase.as_ref(), PASSPHRASE, &mut KeyIds::default())?;
    let keys: Vec<&Jwk> = keys.iter().map(|key| &*key.key).collect();
    output.write(output.bytes(&keys, format)?.expose(), format.is_private, format.is_binary)
}

pub(super) fn export(arguments: &ExportArguments) -> Result<(), KeysError> {
    let output = &arguments.output;
    let mut passphrase_in = Passphrase::of(arguments.passphrase.origin())?;
    let mut ids = KeyIds::default();
    if let Some(OutputFormat::Keyring(KeyringRow { name, strength, .. })) = output.to {
        if !output.private {
            return Err(KeysError::PrivateNotAsked(name));
        }
        let mut keyring = keyring::read(&arguments.keyring, &mut passphrase_in, arguments.trust, &mut ids)?;
        check_used(passphrase_in.as_ref())?;
        keyring.protect();
        let new = Passphrase::of(output.new_passphrase.origin())?.or(passphrase_in);
        let new = new.ok_or(KeysError::PassphraseNeeded { argument: "--new-passphrase" })?;
        new.tell_strength(&arguments.keyring);
        if *strength == Strength::LatchsetJose {
            complain(
                "warning: 32,768 iterations are one seventh of a keyring's, so guessing the passphrase is seven times as easy",
            );
        }
        let sealed = seal(&keyring, new.bytes(), *strength).map_err(KeysError::Seal)?;
        return output.write(&sealed, true, false);
    }
    let format = output.format(ExportFormat::PublicJwkSet)?;
    let keyring = keyring::read(&arguments.keyring, &mut passphrase_in, arguments.trust, &mut ids)?;
    check_used(passphrase_in.as_ref())?;
    let mut keys: Vec<&Jwk> = Vec::new();
    for name in &arguments.key {
        let before = keys.len();
        let matching = |key: &&Arc<Jwk>| key.key_id.as_deref() == Some(name.as_str()) || key.thumbprint == *name;
        keys.extend(keyring.keys().filter(matching).map(|key| &**key));
        if keys.len() == before {
            return Err(KeysError::NoSuchKey(name.clone()));
        }
    }
    if arguments.key.is_empty() {
        keys.extend(keyring.keys().map(|key| &**key));
    }
    output.write(output.bytes(&keys, format)?.expose(), format.is_private, format.is_binary)
}
