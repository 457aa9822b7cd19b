//! Deleting for good what is in the trash: the one way by which a keyring's bytes go.

use super::error::DiskFault;
use super::trash::{Trashed, files, leftovers};
use super::{KeyringFolder, LoadError};
use std::path::Path;
use std::{fmt, io};

/// Why a keyring was not deleted for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EraseError {
    /// It is not in the trash any more, or it never was.
    Gone,
    /// The disk failed before anything was deleted.
    Disk(DiskFault),
    /// The keyring is deleted, and so many of its backups, or of what saves left beside it, are not.
    Backups {
        left: usize,
        /// What happened to the first of them.
        fault: DiskFault,
    },
}

impl EraseError {
    /// What to do about it. Sentence case, no full stop.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Gone => "Check the trash again",
            Self::Disk(_) | Self::Backups { .. } => "Retry, or delete the files by hand",
        }
    }
}

impl fmt::Display for EraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("not deleted: it is no longer in the trash"),
            Self::Disk(fault) => write!(f, "not deleted: {fault}; it is still in the trash"),
            Self::Backups { left: 1, fault } => {
                write!(f, "one of its backups was not deleted: {fault}; it is still in the trash")
            }
            Self::Backups { left, fault } => {
                write!(f, "{left} of its backups were not deleted: {fault}; they are still in the trash")
            }
        }
    }
}

impl std::error::Error for EraseError {}

impl KeyringFolder {
    /// Deletes a keyring for good, with its backups and what interrupted saves had left. Only what the trash lists: no keyring that is in its place, or open,
    /// can be named so.
    ///
    /// # Errors
    ///
    /// [`EraseError::Disk`] where its file cannot be deleted: nothing else is touched then. Backups that stay are listed
    /// in the trash as before.
    pub fn erase(&self, trashed: &Trashed) -> Result<(), EraseError> {
        let trash = self.trash().map_err(|error| match error {
            LoadError::Disk(fault) => EraseError::Disk(fault),
            _ => EraseError::Gone,
        })?;
        let known = trash.iter().find(|known| known.path == trashed.path).ok_or(EraseError::Gone)?;
        let erased = self.digests(&known.path);
        self.remove_if_there(&known.path).map_err(|error| EraseError::Disk(error.into()))?;
        let backups = files(&known.path).skip(1).chain(leftovers(&known.path));
        let faults: Vec<io::Error> = backups.filter_map(|path| self.remove_if_there(&path).err()).collect();
        if let Some(own) = known.path.parent() {
            let _ = self.disk.sync_folder(own);
            // Only an empty one goes.
            let _ = std::fs::remove_dir(own);
        }
        self.forget_erased(&known.name, &erased);
        // What stands in its old place is never touched: that may be of a newer keyring of this name, whose file was lost.
        let left = faults.len();
        match faults.into_iter().next().map(DiskFault::from) {
            Some(fault) => Err(EraseError::Backups { left, fault }),
            None => Ok(()),
        }
    }

    /// What is remembered of a keyring goes with it, where deleting it was the last that was done with it here. One that is
    /// missing, though nobody deleted it here, may come back.
    fn forget_erased(&self, name: &str, erased: &[[u8; 32]]) {
        self.forget_deleted(name, erased);
        let own = self.folder.join(name);
        let is_in_place = self.list().is_ok_and(|listed| listed.iter().any(|listed| listed.name == name));
        if !is_in_place && erased.iter().any(|digest| self.memory.ended_as(&own, *digest)) {
            self.memory.forget(&own);
        }
    }

    fn remove_if_there(&self, path: &Path) -> io::Result<()> {
        match self.disk.remove(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }
}
