//! Passphrases, out of the environment alone.

use super::error::SourceError;
use super::input;
use super::secret::{SecretEncoding, secret_keys};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use std::cell::Cell;
use std::ffi::OsStr;

/// As [`Passphrase::check_used`], where one was given.
pub(in crate::cli) fn check_used(passphrase: Option<&Passphrase>) -> Result<(), SourceError> {
    passphrase.map_or(Ok(()), Passphrase::check_used)
}

/// What opens a keyring, a key file or a token with PBES2.
pub(in crate::cli) struct Passphrase {
    name: String,
    bytes: SecretBytes,
    /// Something was opened with it, or tried.
    is_used: Cell<bool>,
}

impl Passphrase {
    /// That of the variable, if one is named.
    pub(in crate::cli) fn of(name: Option<&OsStr>) -> Result<Option<Self>, SourceError> {
        let Some(name) = name else { return Ok(None) };
        let mut bytes = input::read_variable(name)?;
        let name = input::variable(name);
        if bytes.is_empty() {
            return Err(SourceError::PassphraseEmpty { name });
        }
        Ok(Some(Self { name, bytes: SecretBytes::new(std::mem::take(&mut *bytes)), is_used: Cell::new(false) }))
    }

    /// Its bytes, for what is opened with it.
    pub(in crate::cli) fn bytes(&self) -> &SecretBytes {
        self.is_used.set(true);
        &self.bytes
    }

    /// Its bytes, for a file that may need it.
    pub(in crate::cli) fn for_file(&self) -> SecretBytes {
        self.bytes.clone()
    }

    /// Something was opened with it.
    pub(in crate::cli) fn note_use(&self) {
        self.is_used.set(true);
    }

    /// Whoever gives a passphrase takes what opens for what it protects.
    ///
    /// # Errors
    ///
    /// Nothing was opened with it.
    pub(in crate::cli) fn check_used(&self) -> Result<(), SourceError> {
        if self.is_used.get() { Ok(()) } else { Err(SourceError::PassphraseUnused { name: self.name.clone() }) }
    }

    /// As keys for PBES2. They join the others only when a token asks for it: as a secret that fails it would speak against
    /// signatures that it was never meant for.
    pub(in crate::cli) fn keys(&self, ids: &mut KeyIds) -> Result<Vec<Jwk>, SourceError> {
        let mut keys = secret_keys(self.bytes.expose(), &self.name, SecretEncoding::Utf8, ids)?;
        for key in &mut keys {
            key.public_key_use = Some("enc".to_owned());
            key.source.format = "passphrase".to_owned();
        }
        Ok(keys)
    }
}
