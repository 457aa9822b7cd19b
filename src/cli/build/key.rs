//! The keys to sign with and to encrypt for, out of files, secrets and passphrases.

use super::{BuildArguments, BuildCommandError, usage};
use crate::cli::complain;
use crate::cli::input;
use crate::cli::inspect::{self, InspectError, Passphrase};
use crate::engine::builder::{jwe, jws};
use crate::engine::ground::jwa::KeyManagementFamily;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::verify::key_file;
use std::path::Path;
use std::sync::Arc;

/// The value for one of several signatures or recipients: none, one for all, or one for each.
pub(super) fn each<'a, T>(
    values: &'a [T],
    index: usize,
    count: usize,
    flag: &str,
) -> Result<Option<&'a T>, BuildCommandError> {
    match values.len() {
        0 => Ok(None),
        1 => Ok(values.first()),
        given if given == count => Ok(values.get(index)),
        given => Err(usage(format!("{given} × {flag} for {count}: give one for all, or one for each"))),
    }
}

/// The keys to sign with, one for each signature.
pub(super) fn signers(
    arguments: &BuildArguments,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    ids: &mut KeyIds,
) -> Result<Vec<Arc<Jwk>>, BuildCommandError> {
    let mut keys = Vec::new();
    let count = arguments.key.len() + arguments.secret_file.len() + arguments.secret_env.len();
    for (index, path) in arguments.key.iter().enumerate() {
        let algorithm = each(&arguments.alg, index, count, "--alg")?.copied();
        let fits = |key: &Jwk| match algorithm {
            Some(row) => key.is_private() && jws::algorithms_for(key).iter().any(|fitting| fitting.name == row.name),
            None => key.is_private() && jws::default_algorithm(key).is_some(),
        };
        keys.push(Arc::new(one_key(path, passphrase, limits, ids, fits, "give it with --secret-file")?));
    }
    let mut secret = |bytes: &[u8], name: String| -> Result<Arc<Jwk>, BuildCommandError> {
        let readings = inspect::secret_keys(bytes, &name, arguments.secret_encoding, ids)?;
        if readings.len() > 1 {
            complain(&format!("{name}: the line break at its end is not taken for a part of the secret"));
        }
        let first = readings.into_iter().next().ok_or_else(|| usage(format!("{name} holds no secret")))?;
        Ok(Arc::new(first))
    };
    for path in &arguments.secret_file {
        let bytes = input::read_file(path, limits.key_file)?;
        keys.push(secret(&bytes, path.display().to_string())?);
    }
    for name in &arguments.secret_env {
        let bytes = input::read_variable(name)?;
        keys.push(secret(&bytes, inspect::variable(name))?);
    }
    Ok(keys)
}

/// The keys to encrypt for, one for each recipient.
pub(super) fn receivers(
    arguments: &BuildArguments,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    ids: &mut KeyIds,
) -> Result<Vec<Arc<Jwk>>, BuildCommandError> {
    let mut keys = Vec::new();
    let count = arguments.encrypt_to.len();
    for (index, path) in arguments.encrypt_to.iter().enumerate() {
        let algorithm = each(&arguments.jwe_alg, index, count, "--jwe-alg")?.copied();
        let fits = |key: &Jwk| match algorithm {
            Some(row) => jwe::algorithms_for(key).iter().any(|fitting| fitting.name == row.name),
            None => jwe::default_algorithm(key).is_some(),
        };
        keys.push(Arc::new(one_key(path, passphrase, limits, ids, fits, "give it with --passphrase-env")?));
    }
    let is_password = arguments.jwe_alg.iter().any(|row| row.family == KeyManagementFamily::Pbes2);
    match passphrase {
        Some(passphrase) if keys.is_empty() && is_password => {
            // The first reading is without a line break at its end, which a person never types into a dialog.
            keys.extend(passphrase.keys(ids)?.into_iter().next().map(Arc::new));
        }
        None if keys.is_empty() && !arguments.jwe_alg.is_empty() => {
            return Err(usage("no recipient: name one with --encrypt-to, or for PBES2 --passphrase-env"));
        }
        _ => {}
    }
    Ok(keys)
}

/// The one key of a file that is meant: the only one, or the only one that fits.
pub(in crate::cli) fn one_key(
    path: &Path,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    ids: &mut KeyIds,
    fits: impl Fn(&Jwk) -> bool,
    for_secrets: &str,
) -> Result<Jwk, BuildCommandError> {
    let bytes = input::read_file(path, limits.key_file)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
    let options =
        ImportOptions { passphrase: passphrase.map(|passphrase| passphrase.bytes.clone()), ..ImportOptions::default() };
    let imported = key_file::import(&bytes, &name, &options, limits, ids);
    let failed = |problem: String| BuildCommandError::Key { path: path.to_owned(), problem };
    if imported.keys.is_empty() {
        if imported.needs_passphrase && passphrase.is_none() {
            return Err(InspectError::PassphraseNeeded { path: path.to_owned() }.into());
        }
        let problem = imported.problems.first().map_or_else(|| "nothing to read".to_owned(), inspect::words);
        return Err(InspectError::NoKey { path: path.to_owned(), problem }.into());
    }
    for note in imported.problems.iter().map(inspect::words).chain(imported.notes).take(5) {
        complain(&format!("{}: {note}", path.display()));
    }
    let mut keys = imported.keys;
    // A secret can be read in several ways, and a token made with the wrong one is worth nothing.
    if keys.iter().all(|key| key.source.format.starts_with("secret")) {
        return Err(failed(format!("this is no key but may be a secret: {for_secrets}")));
    }
    if keys.len() > 1 {
        keys.retain(|key| fits(key));
        if keys.len() > 1 {
            return Err(failed(format!("{} of its keys fit: put the one that is meant into a file", keys.len())));
        }
    }
    keys.pop().ok_or_else(|| failed("none of its keys fits".to_owned()))
}
