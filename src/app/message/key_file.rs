//! Reading key files: what is asked of the worker, and what a person can do about it meanwhile.

use super::job::JobKind;
use crate::app::value::FileBytes;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::verify::key_file;
use std::fmt;

/// Reading a key file, for the worker.
#[derive(Clone)]
pub struct KeyFileJob {
    pub(in crate::app) revision: u64,
    pub(in crate::app) file: FileBytes,
    pub(in crate::app) passphrase: Option<SecretBytes>,
    /// The first of [`KEY_IDS`] names for its keys.
    pub(in crate::app) first_id: u64,
    pub(in crate::app) limits: Limits,
}

/// What was in it.
#[derive(Clone)]
pub struct KeyFileAnswer {
    pub(in crate::app) revision: u64,
    pub(in crate::app) imported: Box<Import>,
}

impl KeyFileJob {
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Opening a file that is waited for in a dialog waits for no file that is only long.
    pub const fn kind(&self) -> JobKind {
        if self.passphrase.is_some() { JobKind::OpenKeyFile } else { JobKind::ReadKeyFile }
    }

    /// Does the work, here and now.
    pub fn run(self) -> KeyFileAnswer {
        let is_file = self.file.is_file();
        let options = ImportOptions { passphrase: self.passphrase, is_file, ..ImportOptions::default() };
        let mut ids = KeyIds(self.first_id);
        let imported = key_file::import(self.file.expose(), &self.file.name, &options, &self.limits, &mut ids);
        KeyFileAnswer { revision: self.revision, imported: Box::new(imported) }
    }
}

impl fmt::Debug for KeyFileJob {
    /// The file and its passphrase are named by their size alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passphrase = self.passphrase.as_ref().map_or(0, SecretBytes::len);
        let length = self.file.expose().len();
        write!(f, "KeyFile(revision {}, {length} bytes, passphrase of {passphrase} bytes)", self.revision)
    }
}

impl fmt::Debug for KeyFileAnswer {
    /// Keys are counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (keys, problems) = (self.imported.keys.len(), self.imported.problems.len());
        write!(f, "KeyFile(revision {}, {keys} keys, {problems} problems)", self.revision)
    }
}

/// What happens to key files that are not done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFileCommand {
    /// Leave the file that asks for a passphrase, and go on with the next.
    Skip,
    /// Stop reading the file of this number.
    Stop(u64),
}
