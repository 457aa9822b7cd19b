//! Keyrings on the disk, as the command line reads and writes them.

use super::error::KeysError;
use crate::cli::complain;
use crate::cli::input;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, Keyring, open};
use crate::store::keyring::{Guard, KeyringFile, KeyringFolder, LoadError, SaveError};
use std::ffi::OsStr;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) fn folder() -> Result<KeyringFolder, KeysError> {
    KeyringFolder::standard().ok_or(KeysError::NoFolder)
}

pub(super) fn passphrase(name: Option<&OsStr>) -> Result<Option<SecretBytes>, KeysError> {
    let Some(name) = name else { return Ok(None) };
    let mut bytes = input::read_variable(name)?;
    if bytes.is_empty() {
        return Err(KeysError::PassphraseEmpty { name: name.to_owned() });
    }
    Ok(Some(SecretBytes::new(std::mem::take(&mut *bytes))))
}

/// A keyring, opened without its lock.
pub(in crate::cli) fn read_keyring(
    name: &str,
    passphrase: Option<&SecretBytes>,
    ids: &mut KeyIds,
) -> Result<Keyring, KeysError> {
    let bytes = folder()?.read(name).map_err(|error| KeysError::Load { name: name.to_owned(), error })?;
    opened(&bytes, name, passphrase, ids)
}

fn opened(bytes: &[u8], name: &str, passphrase: Option<&SecretBytes>, ids: &mut KeyIds) -> Result<Keyring, KeysError> {
    open(bytes, name, passphrase, &Limits::DEFAULT, ids)
        .map_err(|error| KeysError::Open { name: name.to_owned(), error })
}

/// A keyring that is written to: its file is locked until it is dropped.
pub(super) struct Writing {
    file: KeyringFile,
    pub(super) keyring: Keyring,
    passphrase: SecretBytes,
}

impl Writing {
    pub(super) fn begin(
        name: &str,
        create: Option<Form>,
        passphrase_env: Option<&OsStr>,
        ids: &mut KeyIds,
    ) -> Result<Self, KeysError> {
        let folder = folder()?;
        let passphrase = passphrase(passphrase_env)?;
        match (folder.open(name), create) {
            (Ok((file, bytes)), _) => {
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                for leftover in file.leftovers().iter().filter(|leftover| leftover.is_newer) {
                    let path = leftover.path.display();
                    complain(&format!("keyring {name}: a save that did not come to its end left {path}"));
                }
                let keyring = opened(&bytes, name, passphrase.as_ref(), ids)?;
                Ok(Self { file, keyring, passphrase: passphrase.unwrap_or_default() })
            }
            (Err(LoadError::NotFound), Some(form)) => {
                if form == Form::Encrypted && passphrase.is_none() {
                    return Err(KeysError::PassphraseNeeded { argument: "--passphrase-env" });
                }
                let file = folder.create(name, form)?;
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                let keyring = Keyring::new(name, form, clock());
                Ok(Self { file, keyring, passphrase: passphrase.unwrap_or_default() })
            }
            (Err(error), _) => Err(KeysError::Load { name: name.to_owned(), error }),
        }
    }

    pub(super) fn save(mut self) -> Result<(), KeysError> {
        let saved = self.file.save(&mut self.keyring, &self.passphrase, Guard::Checked)?;
        if let Some(notice) = saved.notice {
            complain(&notice);
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the clock")]
pub(super) fn clock() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
