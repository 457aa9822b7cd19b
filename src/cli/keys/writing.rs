//! Keyrings on the disk that are written to.

use super::error::KeysError;
use crate::cli::source::clock::clock;
use crate::cli::source::error::SourceError;
use crate::cli::source::keyring::{self, Trust};
use crate::cli::source::passphrase::{Origin, Passphrase, WeakPassphrase, check_used};
use crate::cli::source::print::complain;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, Keyring};
use crate::store::keyring::{Guard, KeyringFile, KeyringFolder, LoadError, SaveError};

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
        create: Option<(Form, WeakPassphrase)>,
        origin: Origin<'_>,
        trust: Trust,
        ids: &mut KeyIds,
    ) -> Result<Self, KeysError> {
        let folder = keyring::folder()?;
        let mut passphrase = Passphrase::of(origin)?;
        match (folder.open(name), create) {
            (Ok((file, bytes)), _) => {
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                let leftovers = file.leftovers().len();
                if leftovers > 0 {
                    let files = if leftovers == 1 { "a file" } else { "files" };
                    complain(&format!("keyring {name}: interrupted saves left {files}; see keys leftovers {name}"));
                }
                let mut keyring = keyring::opened(&folder, name, file.form(), &bytes, &mut passphrase, trust, ids)?;
                check_used(passphrase.as_ref())?;
                keyring.identify();
                Ok(Self { file, keyring, passphrase: secret(passphrase), folder })
            }
            (Err(LoadError::NotFound), Some((form, weak))) => {
                if form == Form::Encrypted && passphrase.is_none() {
                    passphrase = Passphrase::ask_new(&format!("Passphrase of the new keyring {name}"))?;
                } else if let Some(given) = passphrase.as_ref().filter(|_| form == Form::Encrypted) {
                    given.check_repeated()?;
                }
                let file = folder.create(name, form)?;
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                match &passphrase {
                    _ if form == Form::Public => check_used(passphrase.as_ref())?,
                    Some(passphrase) => passphrase.check_strength(name, weak)?,
                    None => return Err(KeysError::PassphraseNeeded { argument: "--passphrase" }),
                }
                let keyring = Keyring::new(name, form, clock());
                Ok(Self { file, keyring, passphrase: secret(passphrase), folder })
            }
            (Err(error), _) => Err(SourceError::Load { name: name.to_owned(), error }.into()),
        }
    }

    /// An empty keyring that the next save makes.
    pub(super) fn create(
        name: &str,
        form: Form,
        passphrase: Option<Passphrase>,
        weak: WeakPassphrase,
    ) -> Result<Self, KeysError> {
        let folder = keyring::folder()?;
        let file = folder.create(name, form)?;
        if let Some(why) = file.read_only() {
            return Err(SaveError::ReadOnly(why).into());
        }
        if let Some(passphrase) = &passphrase {
            passphrase.check_strength(name, weak)?;
        }
        Ok(Self { file, keyring: Keyring::new(name, form, clock()), passphrase: secret(passphrase), folder })
    }

    /// From now on it is sealed with this.
    pub(super) fn seal_with(&mut self, passphrase: Passphrase, weak: WeakPassphrase) -> Result<(), KeysError> {
        passphrase.check_strength(self.file.name(), weak).map_err(|error| match error {
            SourceError::PassphraseVeryWeak => KeysError::NewPassphraseVeryWeak(self.file.name().to_owned()),
            error => error.into(),
        })?;
        if self.keyring.form() == Form::Encrypted {
            passphrase.check_new(&self.passphrase)?;
        }
        self.keyring.protect();
        self.passphrase = secret(Some(passphrase));
        Ok(())
    }

    /// How many backups it has, and files that interrupted saves left.
    pub(super) fn older(&self) -> usize {
        self.file.backups().len() + self.file.leftovers().len()
    }

    /// Deletes these.
    pub(super) fn discard_older(&self) -> Result<usize, KeysError> {
        self.file.discard_older().map_err(|(left, fault)| KeysError::Discard { left, fault })
    }

    pub(super) fn save(&mut self) -> Result<(), KeysError> {
        let saved = self.folder.save(&mut self.file, &mut self.keyring, &self.passphrase, Guard::Checked)?;
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
