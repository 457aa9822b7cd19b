//! The keys of a command that takes files, keyrings and secrets alike.

use super::choice;
use super::clock::clock;
use super::error::SourceError;
use super::input;
use super::key::{KeyPath, KeysOfFile, keys_to_check};
use super::keyring::{self, Trust};
use super::passphrase::{Passphrase, PassphraseArguments, check_used};
use super::secret::{SecretEncoding, secret_file_keys, secret_keys};
use crate::engine::key::{KeyIds, KeyRing};
use clap::{Args, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// Keys that decrypt, where nothing is verified.
#[derive(Args)]
pub(in crate::cli) struct DecryptionKeys {
    /// A key that decrypts: JWK, JWK Set, PEM or DER; may be repeated
    #[arg(long, short = 'k', value_name = "FILE", value_hint = ValueHint::FilePath)]
    key: Vec<KeyPath>,

    #[command(flatten)]
    passphrase: PassphraseArguments,
}

impl DecryptionKeys {
    /// Reads them all.
    pub(in crate::cli) fn ring(&self) -> Result<KeyRing, SourceError> {
        let passphrase = Passphrase::of(self.passphrase.origin())?;
        let keys = of_files(&self.key, passphrase.as_ref(), clock(), &mut KeyIds::default())?;
        Ok(keys.ring())
    }
}

/// The keys of these files.
fn of_files(
    paths: &[KeyPath],
    passphrase: Option<&Passphrase>,
    now: i64,
    ids: &mut KeyIds,
) -> Result<KeysOfFile, SourceError> {
    let mut keys = KeysOfFile::default();
    for path in paths {
        keys.extend(keys_to_check(path, passphrase, now, ids)?);
    }
    Ok(keys)
}

#[derive(Args)]
pub(in crate::cli) struct KeyArguments {
    /// A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated
    #[arg(long, short = 'k', value_name = "FILE")]
    key: Vec<KeyPath>,

    /// A keyring whose keys are tried if they fit; may be repeated
    #[arg(long, short = 'K', value_name = "NAME", value_parser = choice::text())]
    keyring: Vec<String>,

    #[command(flatten)]
    trust: Trust,

    /// A file with a shared secret; may be repeated
    #[arg(long, value_name = "FILE")]
    secret_file: Vec<PathBuf>,

    /// An environment variable with a shared secret; may be repeated
    #[arg(long, value_name = "NAME", value_parser = choice::Filled)]
    secret_env: Vec<OsString>,

    /// How the secrets are encoded; without it, as text, or as the variables in a file
    #[arg(long, value_name = "ENCODING", value_enum)]
    secret_encoding: Option<SecretEncoding>,

    #[command(flatten)]
    passphrase: PassphraseArguments,
}

impl KeyArguments {
    pub(in crate::cli) fn is_given(&self) -> bool {
        let is_secret_given = !(self.secret_file.is_empty() && self.secret_env.is_empty());
        is_secret_given || !self.key.is_empty() || self.is_keyring_given()
    }

    pub(in crate::cli) fn is_keyring_given(&self) -> bool {
        !self.keyring.is_empty()
    }

    /// Reads them all.
    pub(in crate::cli) fn ring(&self, now: i64) -> Result<KeyRing, SourceError> {
        let mut ids = KeyIds::default();
        let mut passphrase = Passphrase::of(self.passphrase.origin())?;
        let mut keys = of_files(&self.key, passphrase.as_ref(), now, &mut ids)?;
        for path in &self.secret_file {
            keys.extend(secret_file_keys(path, self.secret_encoding, false, &mut ids)?);
        }
        for name in &self.secret_env {
            let encoding = self.secret_encoding.unwrap_or(SecretEncoding::Utf8);
            let secrets = secret_keys(&input::read_variable(name)?, &input::variable(name), encoding, &mut ids)?;
            keys.extend(secrets.into());
        }
        let mut ring = keys.ring();
        keyring::add(&mut ring, &self.keyring, &mut passphrase, self.trust, &mut ids)?;
        if !self.keyring.is_empty() {
            check_used(passphrase.as_ref())?;
        }
        Ok(ring)
    }
}
