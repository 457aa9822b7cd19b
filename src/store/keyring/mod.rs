//! Keyrings on disk: a folder of files, each an encrypted JWK Set or a plain one with public keys.

mod carry;
mod change;
mod content;
mod erase;
mod error;
mod exposure;
mod file;
mod leftover;
mod record;
mod seen;
mod trash;

pub use change::Change;
pub use content::{Difference, Holdings};
pub use erase::EraseError;
pub use error::{DiskFault, LoadError, NameError, ReadOnly, SaveError, Step};
pub use file::{GENERATIONS, Guard, KeyringFile, Saved};
pub use leftover::Leftover;
pub use seen::{Memory, digest};
pub use trash::{RestoreError, Trashed};

use super::disk::{Disk, RealDisk};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Form, Keyring, MOST_BYTES, OpenError, open};
use crate::engine::text::deceptive::is_deceptive;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of keyrings, within the folder for data.
const FOLDER: &str = "keyrings";
/// The folder of deleted ones, within that.
const TRASH: &str = "trash";
/// The longest name, in bytes: room is left for what stands around it.
const LONGEST_NAME: usize = 64;

const fn extension(form: Form) -> &'static str {
    match form {
        Form::Encrypted => "jwe",
        Form::Public => "jwks",
    }
}

/// What the end of a file's name says.
fn form_of(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()? {
        "jwe" => Some(Form::Encrypted),
        "jwks" => Some(Form::Public),
        _ => None,
    }
}

/// A keyring that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: String,
    /// How it is protected, as its file's name says.
    pub form: Form,
    pub path: PathBuf,
}

#[derive(Clone)]
pub struct KeyringFolder {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    memory: Memory,
}

impl KeyringFolder {
    /// The person's own; `None` where the platform has no home for this user.
    pub fn standard() -> Option<Self> {
        Some(Self::at(super::path::data_dir()?.join(FOLDER)).with_memory(Memory::standard()))
    }

    /// With what this computer remembers of keyrings.
    #[must_use]
    pub fn with_memory(self, memory: Memory) -> Self {
        Self { memory, ..self }
    }

    /// One at a path, which need not be there.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self::on(folder, Arc::new(RealDisk))
    }

    /// One on a disk of one's own.
    pub fn on(folder: impl Into<PathBuf>, disk: Arc<dyn Disk>) -> Self {
        Self { folder: folder.into(), disk, memory: Memory::default() }
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The keyrings in it, by name. None where there is no such folder.
    pub fn list(&self) -> Result<Vec<Listed>, LoadError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(LoadError::Disk(error.into())),
        };
        let mut found: Vec<Listed> = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| LoadError::Disk(error.into()))?.path();
            let name = path.file_stem().and_then(OsStr::to_str).filter(|name| check_name(name).is_ok());
            // What cannot be looked at, or is a link that leads nowhere, has a name all the same.
            let is_one = path.metadata().map_or(true, |metadata| metadata.is_file());
            if let (Some(name), Some(form), true) = (name, form_of(&path), is_one) {
                found.push(Listed { name: name.to_owned(), form, path });
            }
        }
        found.sort_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
        Ok(found)
    }

    /// What a keyring is called, encrypted or not, and its bytes, for who only looks: no lock is taken, so that nobody who
    /// wants to write is kept waiting.
    pub fn read(&self, name: &str) -> Result<(Form, Vec<u8>), LoadError> {
        check_name(name).map_err(LoadError::Name)?;
        for form in [Form::Encrypted, Form::Public] {
            let path = self.path_of(name, form);
            match self.disk.read(&path, MOST_BYTES) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LoadError::Disk(leads_nowhere())),
                Err(error) => return Err(LoadError::Disk(error.into())),
                Ok(bytes) => return Ok((form, bytes)),
            }
        }
        Err(LoadError::NotFound)
    }

    /// The file of a keyring that is there, with its lock, and its bytes.
    pub fn open(&self, name: &str) -> Result<(KeyringFile, Vec<u8>), LoadError> {
        check_name(name).map_err(LoadError::Name)?;
        for form in [Form::Encrypted, Form::Public] {
            let path = self.path_of(name, form);
            match path.symlink_metadata() {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                // That it cannot be looked at does not mean that there is none.
                Err(error) => return Err(LoadError::Disk(error.into())),
                Ok(_) => {}
            }
            let mut file = KeyringFile::open(&path, self.disk.clone())?;
            let bytes = file.read()?;
            return Ok((file, bytes));
        }
        Err(LoadError::NotFound)
    }

    /// Opens the file that one which is gone has become: somebody else has given it another name. `None`: nobody knows of
    /// one.
    pub fn follow(&self, gone: &KeyringFile) -> Option<KeyringFile> {
        let listed = self.list().ok()?;
        let found = listed.into_iter().find(|listed| gone.went_on_as(&listed.path))?;
        let mut file = KeyringFile::open(&found.path, self.disk.clone()).ok()?;
        // That it cannot be remembered means that nothing is known of it under its new name, as of one that is seen first.
        if file.name() != gone.name() {
            let _ = self.memory.go_on(&self.folder.join(gone.name()), &self.folder.join(file.name()));
        }
        file.go_on_from(gone);
        Some(file)
    }

    /// The file of a new keyring, which the first save makes.
    pub fn create(&self, name: &str, form: Form) -> Result<KeyringFile, SaveError> {
        check_name(name)?;
        self.check_free(name)?;
        let opened = KeyringFile::open(&self.path_of(name, form), self.disk.clone());
        let mut file = opened.map_err(|error| match error {
            LoadError::Disk(fault) => SaveError::Disk { step: Step::Create, fault },
            LoadError::Name(error) => SaveError::Name(error),
            LoadError::NotFound => SaveError::Missing,
        })?;
        file.shelve_in(Some(self.folder.join(TRASH)));
        Ok(file)
    }

    /// Writes a file that the person puts among the keyrings, and remembers it.
    ///
    /// # Errors
    ///
    /// Nothing was written then.
    pub fn import(&self, file: &mut KeyringFile, bytes: &[u8]) -> Result<Saved, SaveError> {
        let mut saved = file.write(bytes, Guard::Checked)?;
        self.remember_shelved(file.name(), &saved);
        if let Err(why) = self.remember_import(file.name(), bytes) {
            saved.tell(format!("Imported, but {why}"));
        }
        Ok(saved)
    }

    /// The backups of a lost keyring that were moved to the trash are known when they come back.
    fn remember_shelved(&self, name: &str, saved: &Saved) {
        if let Some(place) = &saved.shelved {
            self.shut_trash();
            let _ = self.memory.shelve(&self.folder.join(name), &self.digests(place));
        }
    }

    /// Gives a keyring another name. The one that stands in its header follows with the next save.
    pub fn rename(&self, file: &mut KeyringFile, name: &str) -> Result<(), SaveError> {
        check_name(name)?;
        // On Windows and macOS, a name in another case is the same file.
        if file.name().to_lowercase() != name.to_lowercase() {
            self.check_free(name)?;
        }
        if file.name() != name {
            self.check_no_remains(name, file.name())?;
        }
        let before = file.name().to_owned();
        file.rename(&self.path_of(name, file.form()))?;
        if before != name && self.memory.carry_over(&self.folder.join(before), &self.folder.join(name)).is_err() {
            // What was remembered of that name is of another one.
            self.memory.forget(&self.folder.join(name));
        }
        Ok(())
    }

    /// Moves a keyring, its backups and what saves left beside it to the trash, and says where its file is now. Nothing is
    /// erased, and [`KeyringFolder::restore`] brings it back.
    pub fn delete(&self, file: KeyringFile) -> Result<PathBuf, SaveError> {
        let own = self.folder.join(file.name());
        let place = file.move_to_trash(&self.folder.join(TRASH))?;
        self.shut_trash();
        // What is remembered stays: nothing that takes its place, here or there, passes for it. A new one of this name that
        // is made here is remembered in its stead. It may have been saved elsewhere since it was seen: what was moved counts.
        // Its backups are known as well: they may be all that comes back.
        let _ = self.memory.delete(&own, &self.digests(&place));
        Ok(place)
    }

    /// The digests of a keyring's file and of its backups, where something is remembered of them.
    fn digests(&self, path: &Path) -> Vec<[u8; 32]> {
        let files = trash::files(path).filter(|_| self.memory.is_any());
        files.filter_map(|path| self.disk.read(&path, MOST_BYTES).ok()).map(|bytes| digest(&bytes)).collect()
    }

    /// What is different from when this computer last saw the keyring of this name; `None` where all is as expected.
    /// `digest` is that of its file.
    pub fn change(&self, name: &str, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        self.memory.change(&self.folder.join(name), keyring, digest)
    }

    /// The same of a backup that is opened in its place.
    pub fn change_in_backup(&self, name: &str, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        self.memory.change_in_backup(&self.folder.join(name), keyring, digest)
    }

    /// The same of its file, of which the keys join those of the open one.
    pub fn change_in_merge(&self, name: &str, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        // Two saves side by side are why there is something to merge. What is older brings back what was taken out since.
        match self.change(name, keyring, digest)? {
            change @ (Change::Older { .. } | Change::Returned { .. }) => Some(change),
            _ => self.change_in_backup(name, keyring, digest),
        }
    }

    /// Remembers how the keyring of this name is now: the person has seen it, or it was just written.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub fn remember(&self, name: &str, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        self.memory.remember(&self.folder.join(name), keyring, digest)
    }

    /// The same of one that was only read: what somebody else saved since stays remembered.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub fn notice(&self, name: &str, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        self.memory.notice(&self.folder.join(name), keyring, digest)
    }

    /// The same of a file that the person has put among the keyrings. Of one that is encrypted, the first opening tells.
    fn remember_import(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let place = self.folder.join(name);
        match open(bytes, name, None, &Limits::DEFAULT, &mut KeyIds::default()) {
            Ok(keyring) => self.memory.remember(&place, &keyring, digest(bytes)),
            Err(OpenError::PassphraseNeeded) => self.memory.remember_import(&place, digest(bytes)),
            Err(_) => Ok(()),
        }
    }

    /// Gives an open keyring an identity of its own, which the next save writes: where it has none, or where it is an imported
    /// copy of another one that this computer knows.
    pub fn identify(&self, name: &str, keyring: &mut Keyring) {
        keyring.identify();
        self.memory.part(&self.folder.join(name), keyring);
    }

    /// Encrypts and writes a keyring, and remembers what was written.
    ///
    /// # Errors
    ///
    /// The old file is then as it was.
    pub fn save(
        &self,
        file: &mut KeyringFile,
        keyring: &mut Keyring,
        passphrase: &SecretBytes,
        guard: Guard,
    ) -> Result<Saved, SaveError> {
        let place = self.folder.join(file.name());
        self.memory.raise(&place, keyring);
        self.memory.part(&place, keyring);
        let expected = |keyring: &Keyring, bytes: &[u8]| {
            self.memory.expect(&place, keyring, digest(bytes)).map(|()| digest(bytes))
        };
        let (mut saved, known) = file.save_as(keyring, passphrase, guard, expected)?;
        self.shut_trash();
        self.remember_shelved(file.name(), &saved);
        let remembered = known.and_then(|digest| self.memory.remember_saved(&place, keyring, digest));
        if let Err(why) = remembered {
            saved.tell(format!("Saved, but {why}"));
        }
        Ok(saved)
    }

    /// What other users of this computer can change of a keyring, or of what is remembered of it, in words: its file, or a
    /// folder on the way to it.
    pub fn exposure(&self, name: &str) -> Option<String> {
        let path = [Form::Encrypted, Form::Public].map(|form| self.path_of(name, form));
        let own = path.iter().find(|path| path.symlink_metadata().is_ok()).and_then(|path| exposure::words(path));
        own.or_else(|| exposure::words(&self.memory.record(&self.folder.join(name))?))
    }

    /// Whether a new keyring can be called that.
    pub fn check_free(&self, name: &str) -> Result<(), NameError> {
        let wanted = name.to_lowercase();
        let is_taken = self.list().unwrap_or_default().iter().any(|listed| listed.name.to_lowercase() == wanted)
            || [Form::Encrypted, Form::Public].iter().any(|form| self.path_of(name, *form).symlink_metadata().is_ok());
        if is_taken { Err(NameError::Taken) } else { Ok(()) }
    }

    /// That nothing stands where the backups of `from` would go under their new name: the last copies of a lost keyring would
    /// be overwritten, or taken for older versions of this one.
    fn check_no_remains(&self, name: &str, from: &str) -> Result<(), NameError> {
        let is_case_alone = from.to_lowercase() == name.to_lowercase();
        let key = |name: &str| if is_case_alone { name.to_owned() } else { name.to_lowercase() };
        let wanted = [Form::Encrypted, Form::Public].map(|form| key(&leftover::file_of(name, form)));
        let is_in_the_way = |found: &OsStr| {
            let text = found.to_string_lossy();
            let of_backup = text.rsplit_once(".bak").filter(|(_, number)| number.parse::<usize>().is_ok());
            let file = leftover::owner(found).or(of_backup.map(|(file, _)| file)).unwrap_or(&text);
            wanted.contains(&key(file))
        };
        let mut entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        if entries.any(|entry| is_in_the_way(&entry.file_name())) { Err(NameError::Remains) } else { Ok(()) }
    }

    fn path_of(&self, name: &str, form: Form) -> PathBuf {
        self.folder.join(leftover::file_of(name, form))
    }
}

/// What is said of a link whose target is not there.
fn leads_nowhere() -> DiskFault {
    DiskFault { kind: io::ErrorKind::Other, words: "a broken link".to_owned() }
}

/// Whether a keyring can be called that on every system, so that it can be carried from one to another.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > LONGEST_NAME {
        return Err(NameError::TooLong);
    }
    let forbidden = |c: char| {
        // What changes the reading order or cannot be seen deceives in a list of names.
        is_deceptive(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    if let Some(character) = name.chars().find(|c| forbidden(*c)) {
        return Err(NameError::Character(character));
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ["COM", "LPT"]
            .iter()
            .any(|device| stem.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9'])));
    if is_device || name.starts_with(['.', '-', ' ']) || name.ends_with(['.', ' ']) {
        return Err(NameError::Reserved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{NameError, check_name};

    #[test]
    fn names_that_every_disk_takes() {
        for name in ["prod", "Prod 2026", "a.b", "schlüssel", "鍵", "x".repeat(64).as_str()] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for (name, error) in [
            ("", NameError::Empty),
            ("x".repeat(65).as_str(), NameError::TooLong),
            ("../x", NameError::Character('/')),
            ("a\\b", NameError::Character('\\')),
            ("a\nb", NameError::Character('\n')),
            ("a\u{202e}b", NameError::Character('\u{202e}')),
            ("..", NameError::Reserved),
            (".x", NameError::Reserved),
            ("-rf", NameError::Reserved),
            ("x ", NameError::Reserved),
            ("con", NameError::Reserved),
            ("COM1.x", NameError::Reserved),
        ] {
            assert_eq!(check_name(name), Err(error), "{name}");
        }
    }
}
