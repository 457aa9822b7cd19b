//! One keyring file: read, and written so that there is always an old or a new one, never neither.

use super::carry::{flush, second_name, write_all};
use super::error::{DiskFault, LoadError, ReadOnly, SaveError, Step};
use super::form_of;
use super::leftover::{self, Leftover, file_of};
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
    /// What the file of a lost keyring would be called in the trash, to which its backups were moved.
    pub(super) shelved: Option<PathBuf>,
}

impl Saved {
    /// Also tells this, a sentence.
    pub(super) fn tell(&mut self, words: String) {
        self.notice = Some(self.notice.take().map_or(words.clone(), |notice| format!("{notice}. {words}")));
    }
}

/// An open keyring file. While it lives, other Jotsmiths only read it.
pub struct KeyringFile {
    disk: Arc<dyn Disk>,
    /// Where it is, links resolved.
    path: PathBuf,
    /// What it is called, whatever a link leads to.
    name: String,
    /// The link by which it is among the keyrings, where it is elsewhere.
    link: Option<PathBuf>,
    form: Form,
    /// SHA-256 of what was last read or written; `None` where there was no file.
    seen: Option<[u8; 32]>,
    access: Access,
    /// Of a keyring that is made: where the backups of a lost one of its name go.
    shelf: Option<PathBuf>,
    _lock: Option<Lock>,
}

/// A lock that is held. The operating system frees it where the program is killed.
struct Lock {
    file: File,
    /// The keyring's file, which it stands beside.
    of: PathBuf,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock without a keyring is of no use. Whoever waits for it sees that it is gone: see `is_in_place`.
        let is_gone = self.of.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if cfg!(unix) && is_gone {
            let _ = std::fs::remove_file(lock_path(&self.of));
        }
        // Closing the file is not enough: a program that is being started may hold a copy of it for a moment.
        let _ = self.file.unlock();
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
        let link = path.is_symlink().then(|| path.to_owned());
        let path = resolve(path, &*disk)?;
        let (access, lock) = lock(&path);
        Ok(Self { disk, path, name, link, form, seen: None, access, shelf: None, _lock: lock })
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

    /// Whether it is elsewhere, and a link leads to it.
    pub fn is_link(&self) -> bool {
        self.link.is_some()
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
        let (bytes, digest) = self.peek()?;
        self.accept(digest);
        Ok(bytes)
    }

    /// Reads the file without taking it for what the next save may replace: nobody has seen yet what is in it. With the
    /// digest to [accept](Self::accept).
    pub fn peek(&self) -> Result<(Vec<u8>, [u8; 32]), LoadError> {
        let bytes = self.disk.read(&self.path, MOST_BYTES).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => LoadError::NotFound,
            _ => LoadError::Disk(error.into()),
        })?;
        let digest = sha256(&bytes);
        Ok((bytes, digest))
    }

    /// What has this digest was taken in, so that the next save may replace it.
    pub fn accept(&mut self, digest: [u8; 32]) {
        self.seen = Some(digest);
    }

    /// Whether it was changed since it was read; `true` also where it is gone.
    pub fn is_changed(&self) -> bool {
        let now = self.disk.read(&self.path, MOST_BYTES).ok().map(|bytes| sha256(&bytes));
        now != self.seen
    }

    /// Whether there is no file any more: one that cannot be looked at may still be there.
    pub fn is_gone(&self) -> bool {
        let found = std::fs::symlink_metadata(&self.path);
        found.is_err_and(|error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
    }

    /// Whether this file is what was last read or written here, or was until its last save: it was given another name.
    pub(super) fn went_on_as(&self, path: &Path) -> bool {
        let is_it = |path: &Path| {
            let found = self.disk.read(path, MOST_BYTES).ok().map(|bytes| sha256(&bytes));
            found.is_some() && found == self.seen
        };
        path != self.path && (is_it(path) || is_it(&with_suffix(path, ".bak1")))
    }

    /// What was last read or written in the other counts as read here: what differs is a change.
    pub(super) fn go_on_from(&mut self, other: &Self) {
        self.seen = other.seen;
    }

    /// Encrypts and writes a keyring.
    ///
    /// # Errors
    ///
    /// The old file is then as it was, and the keyring too.
    pub fn save(&mut self, keyring: &mut Keyring, passphrase: &SecretBytes, guard: Guard) -> Result<Saved, SaveError> {
        self.save_as(keyring, passphrase, guard, |_, _| ()).map(|(saved, ())| saved)
    }

    /// The same, where the bytes are known before they are written.
    pub(super) fn save_as<K>(
        &mut self,
        keyring: &mut Keyring,
        passphrase: &SecretBytes,
        guard: Guard,
        know: impl FnOnce(&Keyring, &[u8]) -> K,
    ) -> Result<(Saved, K), SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        // Decrypts what it made before anything touches the disk.
        let bytes = seal(keyring, passphrase, Strength::Full)?;
        let known = know(keyring, &bytes);
        let saved = self.write(&bytes, guard)?;
        keyring.was_written();
        Ok((saved, known))
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
        // Further saves would push them out.
        let shelved = self.shelve().map_err(SaveError::disk(Step::BackUp))?;
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
            if let Some((to, folder)) = shelved.as_ref().and_then(|to| Some((to, to.parent()?))) {
                let moves: Vec<(PathBuf, PathBuf)> = self.backup_moves(to).collect();
                self.come_back(folder, &moves);
            }
            return Err(error);
        }
        self.seen = Some(sha256(bytes));
        self.shelf = None;
        self.shut();
        let notice = match flush(&*self.disk, &folder) {
            Ok(()) => None,
            Err(error) => Some(format!(
                "Saved, but the disk did not confirm it ({}). The previous version is the latest backup",
                DiskFault::from(error)
            )),
        };
        let moved = shelved
            .as_ref()
            .map(|_| format!("Backups of a lost keyring {} were still there: they are in the trash now", self.name));
        let notice = moved.into_iter().chain(notice).reduce(|moved, notice| format!("{moved}. {notice}"));
        Ok(Saved { notice, shelved })
    }

    /// A keyring is made with this file: the backups of a lost one of its name go below this folder, before the first save.
    pub(super) fn shelve_in(&mut self, trash: Option<PathBuf>) {
        self.shelf = trash;
    }

    /// Moves the backups that are there before the first save into the trash, and says what the file that they are of would be
    /// called there.
    pub(super) fn shelve(&self) -> io::Result<Option<PathBuf>> {
        let Some(trash) = self.shelf.as_ref().filter(|_| !self.backups().is_empty()) else { return Ok(None) };
        let (folder, to) = self.place_in(trash);
        self.disk.make_folder(&folder)?;
        let moves: Vec<(PathBuf, PathBuf)> = self.backup_moves(&to).collect();
        self.keep_in(&folder, &moves)
            .and_then(|()| self.leave(&moves))
            .inspect_err(|_| self.come_back(&folder, &moves))?;
        Ok(Some(to))
    }

    /// A folder of its own in the trash, and what its file is called there.
    fn place_in(&self, trash: &Path) -> (PathBuf, PathBuf) {
        let name = file_of(&self.name, self.form);
        let random = std::hash::RandomState::new().build_hasher().finish();
        let folder = trash.join(format!("{name}-{random:016x}"));
        let to = folder.join(&name);
        (folder, to)
    }

    fn backup_moves<'a>(&'a self, to: &'a Path) -> impl Iterator<Item = (PathBuf, PathBuf)> + 'a {
        (1..=GENERATIONS).map(|generation| (self.backup(generation), with_suffix(to, &format!(".bak{generation}"))))
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
        let linked = self.disk.link(&self.path, &fresh).and_then(|()| {
            // Its rights were somebody else's choice, and go with it.
            self.disk.make_private(&fresh).inspect_err(|_| drop(self.disk.remove(&fresh)))
        });
        let kept = linked.or_else(|_| {
            // Not every file system has two names for one file, and not every file is one's own.
            let mut file = self.disk.create(&fresh)?;
            write_all(&mut *file, old)?;
            file.sync()
        });
        let moved = kept.and_then(|()| {
            // Only up to a gap, which a save that was killed between two of these has left: what is behind it stays.
            let gap = (1..GENERATIONS).find(|generation| backup(*generation).symlink_metadata().is_err());
            for generation in (1..gap.unwrap_or(GENERATIONS)).rev() {
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

    /// What is kept beside the keyring is for its owner alone, as the keyring is: it may be of a time when that was open to
    /// others. What is another's has its rights in other hands.
    fn shut(&self) {
        let leftovers = self.leftovers().into_iter().map(|leftover| leftover.path);
        for path in self.backups().into_iter().chain(leftovers) {
            let _ = self.disk.make_private(&path);
        }
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

    /// What interrupted saves left behind, whatever its age. Not told where another window has it open: its save is none.
    pub fn leftovers(&self) -> Vec<Leftover> {
        if self.read_only() == Some(ReadOnly::OpenElsewhere) {
            return Vec::new();
        }
        let modified = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let own = modified(&self.path);
        let found = leftover::beside(folder_of(&self.path), &file_name(&self.path)).unwrap_or_default();
        found
            .into_iter()
            .map(|path| {
                let is_newer = match (modified(&path), own) {
                    (Some(theirs), Some(own)) => theirs > own,
                    (Some(_), None) => true,
                    _ => false,
                };
                Leftover { path, is_newer }
            })
            .collect()
    }

    /// Reads a backup or a leftover.
    pub fn read_other(&self, path: &Path) -> Result<Vec<u8>, LoadError> {
        self.disk.read(path, MOST_BYTES).map_err(|error| LoadError::Disk(error.into()))
    }

    /// Takes a leftover away, once the person has seen that nothing is lost.
    pub fn discard(&self, leftover: &Leftover) -> Result<(), LoadError> {
        self.disk.remove(&leftover.path).map_err(|error| LoadError::Disk(error.into()))
    }

    /// Takes all backups and leftovers away: what they hold opens with a passphrase that the keyring may not have any more.
    /// Says how many went.
    ///
    /// # Errors
    ///
    /// How many are still there, and what happened to the first of them.
    pub fn discard_older(&self) -> Result<usize, (usize, DiskFault)> {
        if let Some(ReadOnly::OpenElsewhere) = self.read_only() {
            let words = "it is open in another window".to_owned();
            return Err((self.backups().len(), DiskFault { kind: io::ErrorKind::ResourceBusy, words }));
        }
        let all = self.backups().into_iter().chain(self.leftovers().into_iter().map(|leftover| leftover.path));
        let removed: Vec<io::Result<()>> = all.map(|path| self.disk.remove(&path)).collect();
        let _ = flush(&*self.disk, folder_of(&self.path));
        let count = removed.iter().filter(|removed| removed.is_ok()).count();
        let left = removed.len() - count;
        match removed.into_iter().find_map(Result::err) {
            Some(error) => Err((left, error.into())),
            None => Ok(count),
        }
    }

    /// Gives the keyring another file name: the file, then its backups. Of one that is elsewhere, the link.
    pub(super) fn rename(&mut self, to: &Path) -> Result<(), SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        if let Some(link) = &self.link {
            self.disk.rename(link, to).map_err(SaveError::disk(Step::Rename))?;
            let _ = self.disk.sync_folder(folder_of(to));
            self.name = to.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            self.link = Some(to.to_owned());
            return Ok(());
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
        *self = other;
        let _ = self.disk.make_private(&self.path);
        self.shut();
        Ok(())
    }

    /// Moves the file, its backups and what saves left beside it into a folder of their own below `trash`, and says where.
    /// Of one that is elsewhere, the file goes, and the link to it.
    pub(super) fn move_to_trash(self, trash: &Path) -> Result<PathBuf, SaveError> {
        if let Some(why) = self.read_only() {
            return Err(SaveError::ReadOnly(why));
        }
        let fault = || SaveError::disk(Step::Trash);
        let name = file_of(&self.name, self.form);
        let (folder, to) = self.place_in(trash);
        self.disk.make_folder(&folder).map_err(fault())?;
        let leftovers = self.leftovers().into_iter().filter_map(|leftover| {
            // The end of its name is nobody else's; what stands before it is that of the keyring, as it is called here.
            let own = leftover.path.file_name()?.to_str()?.strip_prefix('.')?;
            let end = own.strip_prefix(file_name(&self.path).to_str()?)?;
            let to = folder.join(format!(".{name}{end}"));
            Some((leftover.path, to))
        });
        // The keyring's own file is the last that leaves its place: until then it is found there.
        let moves: Vec<(PathBuf, PathBuf)> =
            leftovers.chain(self.backup_moves(&to)).chain([(self.path.clone(), to.clone())]).collect();
        if let Err(error) = self.keep_in(&folder, &moves).and_then(|()| self.leave(&moves)) {
            self.come_back(&folder, &moves);
            return Err(fault()(error));
        }
        let _ = self.disk.sync_folder(folder_of(&self.path));
        if let Some(link) = &self.link {
            let _ = self.disk.remove(link);
            let _ = self.disk.sync_folder(folder_of(link));
        }
        Ok(to)
    }

    /// Gives each file its second name in the trash, and has the disk keep them, before the first one goes.
    fn keep_in(&self, folder: &Path, moves: &[(PathBuf, PathBuf)]) -> io::Result<()> {
        for (from, to) in moves {
            match second_name(&*self.disk, from, to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && *from != self.path => {}
                // No second names, and no room for a copy.
                Err(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
                    self.disk.rename(from, to)?;
                    let _ = self.disk.make_private(to);
                }
                result => result?,
            }
        }
        // That of the files, that of their folder in the trash, and that of the trash.
        folder.ancestors().take(3).try_for_each(|folder| flush(&*self.disk, folder))
    }

    fn leave(&self, moves: &[(PathBuf, PathBuf)]) -> io::Result<()> {
        for (from, _) in moves {
            match self.disk.remove(from) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// What was moved is in its place again, as far as the disk allows; else it stays in the trash.
    fn come_back(&self, folder: &Path, moves: &[(PathBuf, PathBuf)]) {
        for (from, to) in moves.iter().rev().filter(|(_, to)| to.symlink_metadata().is_ok()) {
            if from.symlink_metadata().is_ok() || second_name(&*self.disk, to, from).is_ok() {
                let _ = self.disk.remove(to);
            }
        }
        // Only an empty one goes.
        let _ = std::fs::remove_dir(folder);
    }
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
                return Err(LoadError::Disk(super::leads_nowhere()));
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

/// How often a lock that was taken away meanwhile is tried for once more.
const MOST_TRIES: usize = 8;

/// Takes the lock that stands beside the file; the file itself is replaced at every save, and its lock with it.
fn lock(path: &Path) -> (Access, Option<Lock>) {
    let folder = folder_of(path);
    if !folder.exists() {
        // A failure here shows again, with its words, when something is saved.
        let _ = super::super::atomic::make_folder(folder);
    }
    for _ in 0..MOST_TRIES {
        let file = match private_options().create(true).truncate(false).open(lock_path(path)) {
            Ok(file) => file,
            Err(error)
                if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) =>
            {
                return (Access::Read(ReadOnly::NoPermission), None);
            }
            Err(_) => return (Access::WriteUnlocked, None),
        };
        match file.try_lock() {
            Ok(()) if is_in_place(&file, &lock_path(path)) => {
                return (Access::Write, Some(Lock { file, of: path.to_owned() }));
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return (Access::Read(ReadOnly::OpenElsewhere), None),
            Err(TryLockError::Error(_)) => return (Access::WriteUnlocked, None),
        }
    }
    (Access::Read(ReadOnly::OpenElsewhere), None)
}

/// Whether the file is still the one of this name: two locks of one name would be none.
#[cfg(unix)]
fn is_in_place(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let named = std::fs::symlink_metadata(path).map(identity);
    file.metadata().map(identity).is_ok_and(|own| named.is_ok_and(|named| named == own))
}

#[cfg(not(unix))]
fn is_in_place(_file: &File, _path: &Path) -> bool {
    true
}
