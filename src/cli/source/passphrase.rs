//! Passphrases, out of the environment alone.

use super::error::SourceError;
use super::input;
use super::secret::{SecretEncoding, secret_keys};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use std::ffi::OsStr;

/// What opens a keyring, a key file or a token with PBES2.
pub(in crate::cli) struct Passphrase {
    name: String,
    pub(in crate::cli) bytes: SecretBytes,
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
        Ok(Some(Self { name, bytes: SecretBytes::new(std::mem::take(&mut *bytes)) }))
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
