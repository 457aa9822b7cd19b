//! Deleted keyrings: listed, and brought back. Each has a folder of its own, with its backups.

use super::error::{DiskFault, NameError, ReadOnly};
use super::file::{GENERATIONS, KeyringFile, with_suffix};
use super::{KeyringFolder, LoadError, TRASH, check_name, form_of};
use crate::engine::keyring::Form;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fmt, io};

/// A keyring in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// Its name when it was deleted. Several in the trash may have the same.
    pub name: String,
    /// How it is protected, as its file's name says.
    pub form: Form,
    /// When it was deleted, where the disk knows.
    pub deleted: Option<SystemTime>,
    /// Its file is there; otherwise backups alone are left of it.
    pub is_whole: bool,
    /// How many backups it has there.
    pub backups: usize,
    /// Where its file is, or was where backups alone are left.
    pub path: PathBuf,
}

/// Why a keyring did not come back. It is still in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// It is not in the trash any more.
    Gone,
    /// A name that no keyring can have, or that another one has by now.
    Name(NameError),
    /// The place where it belongs may not be written.
    ReadOnly(ReadOnly),
    Disk(DiskFault),
}

impl RestoreError {
    /// What to do about it. Sentence case, no full stop.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Gone => "Check the trash again",
            Self::Name(_) => "Choose another name for it",
            Self::ReadOnly(ReadOnly::OpenElsewhere) => "Close it there and retry, or choose another name",
            Self::ReadOnly(ReadOnly::NoPermission) | Self::Disk(_) => "Retry, or copy the file out of the trash",
        }
    }
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not restored: ")?;
        match self {
            Self::Gone => return f.write_str("it is no longer in the trash"),
            Self::Name(error) => write!(f, "{error}")?,
            Self::ReadOnly(ReadOnly::OpenElsewhere) => {
                f.write_str("a keyring with this name is open in another window")?
            }
            Self::ReadOnly(ReadOnly::NoPermission) => f.write_str("the folder is not writable")?,
            Self::Disk(fault) => write!(f, "{fault}")?,
        }
        f.write_str("; it is still in the trash")
    }
}

impl std::error::Error for RestoreError {}

impl KeyringFolder {
    /// The deleted keyrings, the latest first. None where nothing was ever deleted.
    pub fn trash(&self) -> Result<Vec<Trashed>, LoadError> {
        let entries = match std::fs::read_dir(self.folder.join(TRASH)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(LoadError::Disk(error.into())),
        };
        let mut found: Vec<Trashed> = entries.flatten().filter_map(|entry| trashed(&entry.path())).collect();
        found.sort_by(|one, other| {
            other.deleted.cmp(&one.deleted).then_with(|| (&one.name, &one.path).cmp(&(&other.name, &other.path)))
        });
        Ok(found)
    }

    /// Brings a deleted keyring back with its backups, under its old name or under `name`, and opens it.
    ///
    /// # Errors
    ///
    /// [`RestoreError::Name`] with [`NameError::Taken`] where there is another keyring of that name by now. Nothing is
    /// overwritten: whatever fails, the keyring is in the trash or back in its place, never in neither.
    pub fn restore(&self, trashed: &Trashed, name: Option<&str>) -> Result<KeyringFile, RestoreError> {
        let name = name.unwrap_or(&trashed.name);
        // The latest of what is left: a keyring of which backups alone are there is one all the same.
        let mut left = files(&trashed.path).filter(|path| path.symlink_metadata().is_ok());
        let latest = left.next().ok_or(RestoreError::Gone)?;
        check_name(name).map_err(RestoreError::Name)?;
        self.check_free(name).map_err(RestoreError::Name)?;
        let fault = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => RestoreError::Gone,
            io::ErrorKind::AlreadyExists => RestoreError::Name(NameError::Taken),
            _ => RestoreError::Disk(error.into()),
        };
        let to = self.path_of(name, trashed.form);
        let file = KeyringFile::open(&to, self.disk.clone()).map_err(|error| match error {
            LoadError::Disk(fault) => RestoreError::Disk(fault),
            LoadError::Name(error) => RestoreError::Name(error),
            LoadError::NotFound => RestoreError::Gone,
        })?;
        if let Some(why) = file.read_only() {
            return Err(RestoreError::ReadOnly(why));
        }
        let own = trashed.path.parent().unwrap_or(&self.folder);
        self.bring_back(&latest, &to).map_err(fault)?;
        for generation in 1..=GENERATIONS {
            let suffix = format!(".bak{generation}");
            // One that cannot come stays in the trash, where it is found.
            let _ = self.bring_back(&with_suffix(&trashed.path, &suffix), &with_suffix(&to, &suffix));
        }
        let _ = self.disk.sync_folder(&self.folder);
        let _ = self.disk.sync_folder(own);
        // Only an empty one goes.
        let _ = std::fs::remove_dir(own);
        Ok(file)
    }

    /// Moves a file without taking the place of another: a second name first, then the old one away.
    fn bring_back(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self.disk.link(from, to) {
            // Both names are there where this fails; none of them is wrong.
            Ok(()) => {
                let _ = self.disk.remove(from);
                Ok(())
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => Err(error),
            // Not every file system has two names for one file. That the place is free was asked under its lock.
            Err(_) if to.symlink_metadata().is_err() => self.disk.rename(from, to),
            Err(error) => Err(error),
        }
    }
}

/// What a folder in the trash holds; `None` where no delete has made it.
fn trashed(folder: &Path) -> Option<Trashed> {
    let own = folder.file_name()?.to_str()?;
    // Its file's name, and a number that nobody else has.
    let (file, number) = own.rsplit_once('-')?;
    let path = folder.join(file);
    let is_ours = number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_ours || !files(&path).any(|path| path.is_file()) {
        return None;
    }
    let backups = files(&path).skip(1).filter(|path| path.is_file()).count();
    let name = path.file_stem().and_then(OsStr::to_str)?.to_owned();
    check_name(&name).ok()?;
    // The files were moved into it when it was deleted, and nothing moves there since.
    let deleted = folder.metadata().and_then(|metadata| metadata.modified()).ok();
    Some(Trashed { name, form: form_of(&path)?, deleted, is_whole: path.is_file(), backups, path })
}

/// The file of a keyring in the trash, and those of its backups, whether they are there or not.
pub(super) fn files(path: &Path) -> impl Iterator<Item = PathBuf> {
    let backups = (1..=GENERATIONS).map(|generation| with_suffix(path, &format!(".bak{generation}")));
    std::iter::once(path.to_owned()).chain(backups)
}
