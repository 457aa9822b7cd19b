//! Deleted keyrings: listed, and brought back. Each has a folder of its own, with its backups.

use super::carry::{flush, second_name};
use super::error::{DiskFault, NameError, ReadOnly};
use super::file::{GENERATIONS, KeyringFile, with_suffix};
use super::leftover::beside;
use super::{Change, KeyringFolder, LoadError, TRASH, check_name, digest, form_of};
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, MOST_BYTES, open};
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
    /// How many files interrupted saves had left beside it.
    pub leftovers: usize,
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
        let mut found: Vec<Trashed> = Vec::new();
        for entry in entries {
            found.extend(trashed(&entry.map_err(|error| LoadError::Disk(error.into()))?.path()));
        }
        found.sort_by(|one, other| {
            other.deleted.cmp(&one.deleted).then_with(|| (&one.name, &one.path).cmp(&(&other.name, &other.path)))
        });
        Ok(found)
    }

    /// What is different from when this computer moved it to the trash: whoever can write that can put another there.
    pub fn change_in_trash(&self, trashed: &Trashed) -> Option<Change> {
        let latest = files(&trashed.path).find(|path| path.symlink_metadata().is_ok())?;
        let bytes = self.disk.read(&latest, MOST_BYTES).ok()?;
        let opened = open(&bytes, &trashed.name, None, &Limits::DEFAULT, &mut KeyIds::default()).ok();
        let own = self.folder.join(&trashed.name);
        let is_backup = latest != trashed.path;
        self.memory.change_in_trash(&own, trashed.form, is_backup, opened.as_ref(), digest(&bytes))
    }

    /// Whether it is the last of its name that was deleted here: the dates in the trash are anybody's who can write it.
    pub fn was_deleted_last(&self, trashed: &Trashed) -> bool {
        let latest = files(&trashed.path).find(|path| path.symlink_metadata().is_ok());
        let bytes = latest.and_then(|path| self.disk.read(&path, MOST_BYTES).ok());
        bytes.is_some_and(|bytes| self.memory.ended_as(&self.folder.join(&trashed.name), digest(&bytes)))
    }

    /// Brings one back that the person takes for theirs, whatever [is different](Self::change_in_trash): what needs no
    /// passphrase is not asked about again. What is in another is only seen when it is opened.
    ///
    /// # Errors
    ///
    /// As [`KeyringFolder::restore`].
    pub fn restore_anyway(&self, trashed: &Trashed, name: Option<&str>) -> Result<KeyringFile, RestoreError> {
        let file = self.restore(trashed, name)?;
        let place = self.folder.join(file.name());
        let bytes = self.disk.read(file.path(), MOST_BYTES).unwrap_or_default();
        match open(&bytes, file.name(), None, &Limits::DEFAULT, &mut KeyIds::default()) {
            // That it cannot be remembered means that it is asked about again.
            Ok(keyring) if trashed.form == Form::Public => drop(self.memory.remember(&place, &keyring, digest(&bytes))),
            _ => self.memory.take(&place, digest(&bytes)),
        }
        Ok(file)
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
        let mut file = KeyringFile::open(&to, self.disk.clone()).map_err(|error| match error {
            LoadError::Disk(fault) => RestoreError::Disk(fault),
            LoadError::Name(error) => RestoreError::Name(error),
            LoadError::NotFound => RestoreError::Gone,
        })?;
        if let Some(why) = file.read_only() {
            return Err(RestoreError::ReadOnly(why));
        }
        let own = trashed.path.parent().unwrap_or(&self.folder);
        // The backups of a lost one would be taken for its own.
        file.shelve_in(Some(self.folder.join(TRASH)));
        if let Some(place) = file.shelve().map_err(fault)? {
            let _ = self.memory.shelve(&self.folder.join(name), &self.digests(&place));
        }
        file.shelve_in(None);
        self.bring_back(&latest, &to).map_err(fault)?;
        let mut back = vec![latest];
        for generation in 1..=GENERATIONS {
            let suffix = format!(".bak{generation}");
            let backup = with_suffix(&trashed.path, &suffix);
            // One that cannot come stays in the trash, where it is found.
            if self.bring_back(&backup, &with_suffix(&to, &suffix)).is_ok() {
                back.push(backup);
            }
        }
        for leftover in leftovers(&trashed.path) {
            let end =
                leftover.file_name().and_then(OsStr::to_str).zip(trashed.path.file_name().and_then(OsStr::to_str));
            let end = end.and_then(|(own, file)| own.strip_prefix('.')?.strip_prefix(file));
            let new = to.file_name().and_then(OsStr::to_str).zip(end).map(|(file, end)| format!(".{file}{end}"));
            if new.is_some_and(|new| self.bring_back(&leftover, &to.with_file_name(new)).is_ok()) {
                back.push(leftover);
            }
        }
        // What is in its place is held against what was deleted when it is opened.
        let (from, place) = (self.folder.join(&trashed.name), self.folder.join(name));
        let digests = self.digests(&to);
        if let Some(digest) = digests.first() {
            let _ = self.memory.restore(&from, &place, trashed.form, *digest);
        }
        // Until the disk has kept their names here, they are in the trash as well.
        if flush(&*self.disk, &self.folder).is_ok() {
            for path in back {
                let _ = self.disk.remove(&path);
            }
        }
        let _ = self.disk.sync_folder(own);
        // Only an empty one goes.
        let _ = std::fs::remove_dir(own);
        self.forget_deleted(&trashed.name, &digests);
        Ok(file)
    }

    /// What was remembered of files of this name in the trash goes, where no other in the trash is the same.
    pub(super) fn forget_deleted(&self, name: &str, digests: &[[u8; 32]]) {
        if digests.is_empty() {
            return;
        }
        let trash = self.trash().unwrap_or_default();
        let left: Vec<_> =
            trash.iter().filter(|other| other.name == name).flat_map(|other| self.digests(&other.path)).collect();
        for digest in digests.iter().filter(|digest| !left.contains(digest)) {
            self.memory.forget_deleted(&self.folder.join(name), *digest);
        }
    }

    /// What is in the trash is for its owner alone, as the keyrings are: it may be of a time when these were open to others.
    pub(super) fn shut_trash(&self) {
        for trashed in self.trash().unwrap_or_default() {
            for path in files(&trashed.path).chain(leftovers(&trashed.path)) {
                let _ = self.disk.make_private(&path);
            }
        }
    }

    /// Gives a file its name back without taking the place of another. It is in the trash as well, until that is on the
    /// disk.
    fn bring_back(&self, from: &Path, to: &Path) -> io::Result<()> {
        match second_name(&*self.disk, from, to) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => Err(error),
            // No second names, and no room for a copy. That the place is free was asked under its lock.
            Err(_) if to.symlink_metadata().is_err() => {
                self.disk.rename(from, to)?;
                let _ = self.disk.make_private(to);
                Ok(())
            }
            result => result,
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
    if !is_ours || !files(&path).any(|path| is_there(&path)) {
        return None;
    }
    let backups = files(&path).skip(1).filter(|path| is_there(path)).count();
    let leftovers = leftovers(&path).len();
    let name = path.file_stem().and_then(OsStr::to_str)?.to_owned();
    check_name(&name).ok()?;
    // The files were moved into it when it was deleted, and nothing moves there since.
    let deleted = folder.metadata().and_then(|metadata| metadata.modified()).ok();
    Some(Trashed { name, form: form_of(&path)?, deleted, is_whole: is_there(&path), backups, leftovers, path })
}

/// The file of a keyring in the trash, and those of its backups, whether they are there or not.
pub(super) fn files(path: &Path) -> impl Iterator<Item = PathBuf> {
    let backups = (1..=GENERATIONS).map(|generation| with_suffix(path, &format!(".bak{generation}")));
    std::iter::once(path.to_owned()).chain(backups)
}

/// What interrupted saves had left beside a keyring that is in the trash.
pub(super) fn leftovers(path: &Path) -> Vec<PathBuf> {
    let found = path.parent().zip(path.file_name()).map(|(folder, file)| beside(folder, file));
    found.and_then(Result::ok).unwrap_or_default()
}

/// Whether there is a file; one that cannot be looked at is there.
fn is_there(path: &Path) -> bool {
    path.metadata().map_or_else(
        |error| !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
        |metadata| metadata.is_file(),
    )
}
