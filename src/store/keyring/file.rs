//! One keyring file: read, and written so that there is always an old or a new one, never neither.

use super::error::{DiskFault, LoadError, ReadOnly, SaveError, Step};
use super::form_of;
use crate::engine::crypto::digest::sha256;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::keyring::{Form, Keyring, MOST_BYTES, Strength, seal};
use crate::store::disk::{Disk, private_options};
use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Backups that are kept.
pub const GENERATIONS: usize = 3;
/// Bytes of one write.
const CHUNK: usize = 16 * 1024;

/// Whether a changed file is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// No: what somebody else wrote since it was read is not overwritten.
    Checked,
    /// Yes, the person wants it so; what was there becomes a backup.
    Replace,
}

/// A save that came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What to tell the person, if anything.
    pub notice: Option<String>,
}

/// What a crash left behind: a save that did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub path: PathBuf,
    /// Whether it is younger than the keyring, so that it may hold more.
    pub is_newer: bool,
}

/// An open keyring file. While it lives, other Jotsmiths only read it.
pub struct KeyringFile {
    disk: Arc<dyn Disk>,
    /// Where it is, links resolved.
    path: PathBuf,
    /// What it is called, whatever a link leads to.
    name: String,
    form: Form,
    /// SHA-256 of what was last read or written; `None` where there was no file.
    seen: Option<[u8; 32]>,
    access: Access,
    _lock: Option<Lock>,
}

/// A lock that is held. The operating system frees it where the program is killed.
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file is not enough: a program that is being started may hold a copy of it for a moment.
        let _ = self.0.unlock();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Write,
    /// The file system has no locks; the guard by hash holds all the same.
    WriteUnlocked,
    Read(ReadOnly),
}

impl KeyringFile {
    /// Opens the file at `path`, which may be there or not, and takes its lock where it can.
    pub fn open(path: &Path, disk: Arc<dyn Disk>) -> Result<Self, LoadError> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let form = form_of(path).unwrap_or(Form::Encrypted);
        let path = resolve(path, &*disk)?;
        let (access, lock) = lock(&path);
        Ok(Self { disk, path, name, form, seen: None, access, _lock: lock })
    }

    /// Its name, which is that of its file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is protected, as the name of its file says.
    pub fn form(&self) -> Form {
        self.form
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why it cannot be written, if it cannot.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match self.access {
            Access::Read(why) => Some(why),
            Access::Write | Access::WriteUnlocked => None,
        }
    }

    /// Whether the file system has no locks, so that two windows may write and the second is asked.
    pub fn is_unlocked(&self) -> bool {
        self.access == Access::WriteUnlocked
    }

    /// Tries once more to take the lock.
    pub fn retry_lock(&mut self) -> Option<ReadOnly> {
        if self.read_only().is_some() {
            (self.access, self._lock) = lock(&self.path);
        }
        self.read_only()
    }

    /// Reads the file and remembers what it was.
    pub fn read(&mut self) -> Result<Vec<u8>, LoadError> {
        let bytes = self.disk.read(&self.path, MOST_BYTES).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => LoadError::NotFound,
            _ => LoadError::Disk(error.into()),
        })?;
        self.seen = Some(sha256(&bytes));
        Ok(bytes)
    }

    /// Whether it was changed since it was read; `true` also where it is gone.
    pub fn is_changed(&self) -> bool {
        let now = self.disk.read(&self.path, MOST_BYTES).ok().map(|bytes| sha256(&bytes));
        now != self.seen
    }

    /// Encrypts and writes a keyring.
    ///
    /// # Errors
    ///
    /// The old file is then as it was, and the keyring too.
    pub fn save(&mut self, keyring: &mut Keyring, passphrase: &SecretBytes, guard: Guard) -> Result<Saved, SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        // Decrypts what it made before anything touches the disk.
        let bytes = seal(keyring, passphrase, Strength::Full)?;
        let saved = self.write(&bytes, guard)?;
        keyring.was_written();
        Ok(saved)
    }

    /// Writes bytes that are known to be a keyring: a new file beside the old one, flushed, read back and compared; the
    /// old one kept as a backup; then a rename.
    pub fn write(&mut self, bytes: &[u8], guard: Guard) -> Result<Saved, SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        let folder = folder_of(&self.path).to_owned();
        self.disk.make_folder(&folder).map_err(SaveError::disk(Step::MakeFolder))?;
        self.current(guard)?;
        let temporary = self.beside("tmp");
        let written = self.write_new(&temporary, bytes).and_then(|()| {
            // Asked again as late as can be: an editor or a synchronizer takes no lock.
            if let Some(old) = self.current(guard)? {
                self.back_up(&old).map_err(SaveError::disk(Step::BackUp))?;
            }
            self.disk.rename(&temporary, &self.path).map_err(SaveError::disk(Step::Rename))
        });
        if let Err(error) = written {
            // Nothing more can be done where this fails too; the next opening finds it.
            let _ = self.disk.remove(&temporary);
            return Err(error);
        }
        self.seen = Some(sha256(bytes));
        let flushed = self.disk.sync_folder(&folder);
        let notice = match flushed {
            Ok(()) => None,
            // Some network file systems do not know how to flush a folder.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => None,
            Err(error) => Some(format!(
                "Saved, but the disk did not confirm it ({}). The previous version is the latest backup",
                DiskFault::from(error)
            )),
        };
        Ok(Saved { notice })
    }

    /// What is in the file now, if that may be replaced.
    fn current(&self, guard: Guard) -> Result<Option<Vec<u8>>, SaveError> {
        let now = match self.disk.read(&self.path, MOST_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(SaveError::disk(Step::ReadOld)(error)),
        };
        let digest = now.as_deref().map(sha256);
        if guard == Guard::Checked && digest != self.seen {
            return Err(if now.is_none() { SaveError::Missing } else { SaveError::Changed });
        }
        Ok(now)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
        let mut file = self.disk.create(path).map_err(SaveError::disk(Step::Create))?;
        write_all(&mut *file, bytes).map_err(SaveError::disk(Step::Write))?;
        file.sync().map_err(SaveError::disk(Step::Flush))?;
        drop(file);
        let back = self.disk.read(path, MOST_BYTES).map_err(SaveError::disk(Step::ReadBack))?;
        if sha256(&back) == sha256(bytes) { Ok(()) } else { Err(SaveError::ReadsDifferently) }
    }

    /// Keeps the old file under a name of its own, and the two before it.
    fn back_up(&self, old: &[u8]) -> io::Result<()> {
        let backup = |generation| self.backup(generation);
        // After a save that failed behind this point, it is there already; the older ones must not be pushed out.
        if self.disk.read(&backup(1), MOST_BYTES).is_ok_and(|latest| latest == old) {
            return Ok(());
        }
        let fresh = self.beside("bak");
        let kept = self.disk.link(&self.path, &fresh).or_else(|_| {
            // Not every file system has two names for one file.
            let mut file = self.disk.create(&fresh)?;
            write_all(&mut *file, old)?;
            file.sync()
        });
        let moved = kept.and_then(|()| {
            for generation in (1..GENERATIONS).rev() {
                match self.disk.rename(&backup(generation), &backup(generation + 1)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            self.disk.rename(&fresh, &backup(1))
        });
        if moved.is_err() {
            let _ = self.disk.remove(&fresh);
        }
        moved
    }

    /// The path of a backup; 1 is the latest.
    fn backup(&self, generation: usize) -> PathBuf {
        with_suffix(&self.path, &format!(".bak{generation}"))
    }

    /// The backups that are there, the latest first.
    pub fn backups(&self) -> Vec<PathBuf> {
        (1..=GENERATIONS).map(|generation| self.backup(generation)).filter(|path| path.is_file()).collect()
    }

    /// A hidden name beside the file that nobody else has.
    fn beside(&self, kind: &str) -> PathBuf {
        // Every `RandomState` has a key of its own.
        let random = std::hash::RandomState::new().build_hasher().finish();
        let mut name = OsString::from(".");
        name.push(file_name(&self.path));
        name.push(format!(".{kind}-{}-{random:016x}", std::process::id()));
        self.path.with_file_name(name)
    }

    /// What saves that did not come to their end left behind. Only asked by who may write: another window's save is none.
    pub fn leftovers(&self) -> Vec<Leftover> {
        if self.read_only().is_some() {
            return Vec::new();
        }
        let start = {
            let mut start = OsString::from(".");
            start.push(file_name(&self.path));
            start.push(".");
            start.into_encoded_bytes()
        };
        let modified = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let own = modified(&self.path);
        let Ok(entries) = std::fs::read_dir(folder_of(&self.path)) else { return Vec::new() };
        let mut found: Vec<Leftover> = entries
            .flatten()
            .filter(|entry| {
                let name = entry.file_name();
                let rest = name.as_encoded_bytes().strip_prefix(start.as_slice());
                rest.is_some_and(|rest| rest.starts_with(b"tmp-") || rest.starts_with(b"bak-"))
            })
            .map(|entry| entry.path())
            .map(|path| {
                let is_newer = match (modified(&path), own) {
                    (Some(theirs), Some(own)) => theirs > own,
                    (Some(_), None) => true,
                    _ => false,
                };
                Leftover { path, is_newer }
            })
            .collect();
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    }

    /// Reads a backup or a leftover.
    pub fn read_other(&self, path: &Path) -> Result<Vec<u8>, LoadError> {
        self.disk.read(path, MOST_BYTES).map_err(|error| LoadError::Disk(error.into()))
    }

    /// Takes a leftover away, once the person has seen that nothing is lost.
    pub fn discard(&self, leftover: &Leftover) -> Result<(), LoadError> {
        self.disk.remove(&leftover.path).map_err(|error| LoadError::Disk(error.into()))
    }

    /// Gives the keyring another file name: the file, then its backups.
    pub(super) fn rename(&mut self, to: &Path) -> Result<(), SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        let mut other = Self::open(to, self.disk.clone()).map_err(|_| SaveError::DanglingLink)?;
        if let Some(why) = other.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        self.disk.rename(&self.path, &other.path).map_err(SaveError::disk(Step::Rename))?;
        for generation in 1..=GENERATIONS {
            // A backup that stays behind under the old name is found there, and none the worse.
            let _ = self.disk.rename(&self.backup(generation), &other.backup(generation));
        }
        let _ = self.disk.sync_folder(folder_of(&self.path));
        other.seen = self.seen;
        // The old lock file stays: somebody may wait for it this moment, and two locks of one name would be none.
        *self = other;
        Ok(())
    }

    /// Moves the file and its backups into a folder of their own below `trash`, and says where.
    pub(super) fn move_to_trash(self, trash: &Path) -> Result<PathBuf, SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        let fault = || SaveError::disk(Step::Trash);
        let name = file_name(&self.path);
        let random = std::hash::RandomState::new().build_hasher().finish();
        let mut own = name.clone();
        own.push(format!("-{random:016x}"));
        let folder = trash.join(own);
        self.disk.make_folder(&folder).map_err(fault())?;
        let to = folder.join(&name);
        self.disk.rename(&self.path, &to).map_err(fault())?;
        for generation in 1..=GENERATIONS {
            let backup = self.backup(generation);
            let _ = self.disk.rename(&backup, &folder.join(file_name(&backup)));
        }
        let _ = self.disk.sync_folder(folder_of(&self.path));
        let _ = self.disk.sync_folder(&folder);
        Ok(to)
    }
}

fn write_all(file: &mut dyn crate::store::disk::DiskFile, bytes: &[u8]) -> io::Result<()> {
    for chunk in bytes.chunks(CHUNK) {
        let mut rest = chunk;
        while !rest.is_empty() {
            match file.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> OsString {
    path.file_name().unwrap_or(OsStr::new("keyring")).to_owned()
}

/// The path of what stands beside a file under its name and this behind it.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = file_name(path);
    name.push(suffix);
    path.with_file_name(name)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where the path leads. The file need not be there; a link that leads nowhere is no place for keys.
fn resolve(path: &Path, disk: &dyn Disk) -> Result<PathBuf, LoadError> {
    match disk.resolve(path) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if std::fs::symlink_metadata(path).is_ok() {
                let fault = DiskFault { kind: error.kind(), words: "a broken link".to_owned() };
                return Err(LoadError::Disk(DiskFault { kind: io::ErrorKind::Other, ..fault }));
            }
            Ok(path.to_owned())
        }
        Err(error) => Err(LoadError::Disk(error.into())),
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file_name(path));
    name.push(".lock");
    path.with_file_name(name)
}

/// Takes the lock that stands beside the file; the file itself is replaced at every save, and its lock with it.
fn lock(path: &Path) -> (Access, Option<Lock>) {
    let folder = folder_of(path);
    if !folder.exists() {
        // A failure here shows again, with its words, when something is saved.
        let _ = super::super::atomic::make_folder(folder);
    }
    let file = match private_options().create(true).truncate(false).open(lock_path(path)) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            return (Access::Read(ReadOnly::NoPermission), None);
        }
        Err(_) => return (Access::WriteUnlocked, None),
    };
    match file.try_lock() {
        Ok(()) => (Access::Write, Some(Lock(file))),
        Err(TryLockError::WouldBlock) => (Access::Read(ReadOnly::OpenElsewhere), None),
        Err(TryLockError::Error(_)) => (Access::WriteUnlocked, None),
    }
}
