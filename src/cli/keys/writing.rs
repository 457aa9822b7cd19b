//! Keyrings on the disk that are written to.

use super::error::KeysError;
use crate::cli::source::clock::clock;
use crate::cli::source::error::SourceError;
use crate::cli::source::keyring::{self, Trust};
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::complain;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, Keyring};
use crate::store::keyring::{Guard, KeyringFile, KeyringFolder, LoadError, SaveError};
use std::ffi::OsStr;

/// A keyring that is written to: its file is locked until it is dropped.
pub(super) struct Writing {
    file: KeyringFile,
    pub(super) keyring: Keyring,
    passphrase: SecretBytes,
    folder: KeyringFolder,
}

impl Writing {
    pub(super) fn begin(
        name: &str,
        create: Option<Form>,
        passphrase_env: Option<&OsStr>,
        trust: Trust,
        ids: &mut KeyIds,
    ) -> Result<Self, KeysError> {
        let folder = keyring::folder()?;
        let passphrase = Passphrase::of(passphrase_env)?;
        match (folder.open(name), create) {
            (Ok((file, bytes)), _) => {
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                for leftover in file.leftovers().iter().filter(|leftover| leftover.is_newer) {
                    let path = leftover.path.display();
                    complain(&format!("keyring {name}: an interrupted save left {path}"));
                }
                let mut keyring = keyring::opened(&folder, name, file.form(), &bytes, passphrase.as_ref(), trust, ids)?;
                check_used(passphrase.as_ref())?;
                keyring.identify();
                Ok(Self { file, keyring, passphrase: secret(passphrase), folder })
            }
            (Err(LoadError::NotFound), Some(form)) => {
                if form == Form::Encrypted && passphrase.is_none() {
                    return Err(KeysError::PassphraseNeeded { argument: "--passphrase-env" });
                }
                let file = folder.create(name, form)?;
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                if form == Form::Public {
                    check_used(passphrase.as_ref())?;
                }
                let keyring = Keyring::new(name, form, clock());
                Ok(Self { file, keyring, passphrase: secret(passphrase), folder })
            }
            (Err(error), _) => Err(SourceError::Load { name: name.to_owned(), error }.into()),
        }
    }

    pub(super) fn save(mut self) -> Result<(), KeysError> {
        let saved = self.file.save(&mut self.keyring, &self.passphrase, Guard::Checked)?;
        self.folder.remember(self.file.name(), &self.keyring);
        if let Some(notice) = saved.notice {
            complain(&notice);
        }
        Ok(())
    }
}

/// Of a keyring of public keys, which has none: empty.
fn secret(passphrase: Option<Passphrase>) -> SecretBytes {
    passphrase.map(|passphrase| passphrase.bytes().clone()).unwrap_or_default()
}
