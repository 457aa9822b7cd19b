//! `jotsmith keys convert` and `export`.

use super::arguments::{ConvertArguments, ExportArguments};
use super::choice::{KeyringRow, OutputFormat};
use super::error::KeysError;
use super::file::key_file;
use crate::cli::source::input;
use crate::cli::source::key::PASSPHRASE;
use crate::cli::source::keyring;
use crate::cli::source::named::{is_key_meant, is_meant, short_thumbprint, told_apart};
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::complain;
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
use crate::engine::key_file::export::ExportFormat;
use crate::engine::keyring::{Strength, seal};
use std::path::Path;

/// Keys that are named where one has to be chosen.
const MOST_NAMED: usize = 6;

pub(super) fn convert(arguments: &ConvertArguments) -> Result<(), KeysError> {
    let output = &arguments.output;
    // Everywhere else --key names the file: where it does here, it is no choice among the keys of another.
    let (file, wanted) = match (&arguments.file, arguments.key.as_slice()) {
        (Some(file), wanted) => (file.as_path(), wanted),
        (None, [file]) if input::is_stdin(Path::new(file)) || Path::new(file).exists() => (Path::new(file), &[][..]),
        (None, _) => return Err(KeysError::NoFile),
    };
    let passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let read = || key_file(file, passphrase.as_ref(), PASSPHRASE, "", &mut KeyIds::default());
    // Whether something private would come out is known once the keys are; what is refused anyway is refused before.
    let (keys, format) = match output.format(ExportFormat::PublicJwkSet) {
        Ok(format) => (read()?, format),
        Err(KeysError::PrivateNotAsked(name)) => {
            let keys = read()?;
            let row = ExportFormat::named(name).filter(|_| !keys.iter().any(|key| key.key.is_private()));
            (keys, row.map(ExportFormat::row).ok_or(KeysError::PrivateNotAsked(name))?)
        }
        Err(error) => return Err(error),
    };
    passphrase.iter().for_each(Passphrase::tell_unused);
    let mut keys: Vec<&Jwk> = keys.iter().map(|key| &*key.key).collect();
    if !wanted.is_empty() {
        if let Some(key) = wanted.iter().find(|wanted| !keys.iter().any(|key| is_key_meant(key, wanted))) {
            return Err(KeysError::NoSuchKeyInFile { name: input::name(file), key: key.clone() });
        }
        keys.retain(|key| wanted.iter().any(|wanted| is_key_meant(key, wanted)));
    }
    let keys = if format.is_private { keys } else { once(keys) };
    if keys.len() > 1 && !format.is_set {
        let named = keys.iter().map(|key| {
            let name = key.key_id.clone().or_else(|| key.name.clone()).or_else(|| short_thumbprint(key));
            (name.unwrap_or_else(|| "one without a name".to_owned()), *key)
        });
        let mut names = told_apart(&named.collect::<Vec<_>>());
        names.truncate(MOST_NAMED);
        return Err(KeysError::ChooseKey(names));
    }
    output.write(output.bytes(&keys, format, arguments.weak)?.expose(), format.is_private, format.is_binary)
}

/// Each public key once: a file often has a certificate and the private key that it is for.
fn once(keys: Vec<&Jwk>) -> Vec<&Jwk> {
    let mut kept: Vec<&Jwk> = Vec::with_capacity(keys.len());
    for key in keys {
        match kept.iter_mut().find(|known| known.thumbprint == key.thumbprint && !is_secret(known)) {
            // The one that says more of itself.
            Some(known) if known.key_id.is_none() && key.key_id.is_some() => *known = key,
            Some(_) => {}
            None => kept.push(key),
        }
    }
    kept
}

fn is_secret(key: &Jwk) -> bool {
    matches!(key.material, KeyMaterial::Oct(_))
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
        // Whoever is given the keys need not get the tokens.
        keyring.forget_tokens();
        let new =
            Passphrase::of(output.new_passphrase.origin())?.map(Passphrase::repeated).transpose()?.or(passphrase_in);
        let new = new.ok_or(KeysError::PassphraseNeeded { argument: "--new-passphrase" })?;
        new.check_sealed(&arguments.keyring, *strength, arguments.weak)?;
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
        let meant = keyring.entries().iter().filter(|entry| is_meant(entry, name));
        keys.extend(meant.filter_map(|entry| entry.key().ok()).map(|key| &**key));
        if keys.len() == before {
            return Err(KeysError::NoSuchKey { key: name.clone(), keyring: arguments.keyring.clone() });
        }
    }
    if arguments.key.is_empty() {
        keys.extend(keyring.keys().map(|key| &**key));
    }
    let keys = if format.is_private { keys } else { once(keys) };
    output.write(output.bytes(&keys, format, arguments.weak)?.expose(), format.is_private, format.is_binary)
}
