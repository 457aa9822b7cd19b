//! What a person was making when the program ended, whether it was closed or killed. Each window keeps one file of its own,
//! locked while it lives, so that two windows do not take each other's drafts.

use super::atomic;
use super::disk::private_options;
use super::format::is_newer;
use super::regular;
use crate::engine::builder::draft::Draft;
use crate::engine::builder::private;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The folder, within the folder for data.
const FOLDER: &str = "drafts";
const PREFIX: &str = "draft-";
const EXTENSION: &str = "json";
/// What the files say they are.
const FORMAT: &str = "jotsmith-draft-1";
/// A longer file is none that could be worked with.
const LONGEST: u64 = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct DraftFile {
    format: String,
    /// When it was last changed, in seconds since 1970.
    saved_at: i64,
    /// Texts that something private was left out of.
    #[serde(default)]
    left_out: Vec<String>,
    draft: Draft,
}

/// A draft that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub draft: Draft,
    /// When it was last changed, in seconds since 1970.
    pub saved_at: i64,
    /// Texts that something private was left out of, in words.
    pub left_out: Vec<String>,
}

/// The draft of one window.
#[derive(Debug)]
pub struct DraftKeeper {
    path: PathBuf,
    /// Held as long as the window lives; the operating system frees it where the program is killed. `None`: the file system
    /// has no locks.
    lock: Option<File>,
}

impl DraftKeeper {
    /// The keeper for a window that starts, in the person's own folder; `None` where the platform has no home for this user.
    pub fn standard(stamp: &str) -> Option<(Self, Option<Found>, Vec<String>)> {
        Some(Self::at(&super::path::data_dir()?.join(FOLDER), stamp))
    }

    /// The keeper for a window that starts: the newest draft that no living window holds becomes its own, and what cannot be
    /// understood is put aside under a name that ends in `stamp`. The last is what to tell the person.
    pub fn at(folder: &Path, stamp: &str) -> (Self, Option<Found>, Vec<String>) {
        let mut notices = Vec::new();
        for path in by_age(folder) {
            let lock = match lock(&path) {
                Ok(lock) => lock,
                // Another window's.
                Err(()) => continue,
            };
            match read(&path) {
                Ok(Kept::Draft(found)) => return (Self { path, lock }, Some(*found), notices),
                Ok(Kept::Newer) => {
                    let _ = std::fs::remove_file(lock_path(&path));
                    notices.push("Your draft could not be read: it was made by a newer Jotsmith".to_owned());
                }
                Ok(Kept::Damaged) => {
                    let _ = std::fs::remove_file(lock_path(&path));
                    notices.push(put_aside(&path, stamp));
                }
                Err(error) => notices.push(format!("Your draft could not be read: {}", regular::reason(&error))),
            }
        }
        let path = free(folder, stamp);
        // Its lock is taken with the first draft, so that a window that made nothing leaves nothing behind.
        (Self { path, lock: None }, None, notices)
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps the draft, whole or not at all; what is private is left out. `now` in seconds since 1970.
    ///
    /// # Errors
    ///
    /// What the disk says; what was kept before is as it was.
    pub fn keep(&mut self, draft: &Draft, now: i64) -> io::Result<()> {
        let (draft, places) = private::keepable(draft);
        let left_out = places.into_iter().map(str::to_owned).collect();
        let file = DraftFile { format: FORMAT.to_owned(), saved_at: now, left_out, draft };
        let mut text = serde_json::to_string(&file)?;
        text.push('\n');
        atomic::write(&self.path, text.as_bytes())?;
        if self.lock.is_none() {
            self.lock = lock(&self.path).unwrap_or(None);
        }
        Ok(())
    }

    /// There is nothing to keep any more.
    ///
    /// # Errors
    ///
    /// What the disk says.
    pub fn discard(&mut self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.unlock();
        Ok(())
    }

    fn unlock(&mut self) {
        if let Some(lock) = self.lock.take() {
            // A lock without a draft is of no use to anybody.
            if !self.path.exists() {
                let _ = std::fs::remove_file(lock_path(&self.path));
            }
            let _ = lock.unlock();
        }
    }
}

impl Drop for DraftKeeper {
    fn drop(&mut self) {
        self.unlock();
    }
}

/// Every kept draft, the newest first.
fn by_age(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_ours = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(PREFIX) && path.extension().is_some_and(|extension| extension == EXTENSION) && path.is_file()
    };
    let mut found: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_ours(path))
        .map(|path| {
            let changed = path.metadata().and_then(|metadata| metadata.modified());
            (changed.unwrap_or(SystemTime::UNIX_EPOCH), path)
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

fn lock_path(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

/// The lock on a draft: `Ok(None)` where there are no locks, `Err` where another window holds it.
fn lock(path: &Path) -> Result<Option<File>, ()> {
    let Ok(file) = private_options().create(true).truncate(false).open(lock_path(path)) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// A name that no draft has.
fn free(folder: &Path, stamp: &str) -> PathBuf {
    let own = std::process::id();
    (0..)
        .map(|number: u32| folder.join(format!("{PREFIX}{stamp}-{own}-{number}.{EXTENSION}")))
        .find(|path| !path.exists() && !lock_path(path).exists())
        .unwrap_or_else(|| folder.join(format!("{PREFIX}{stamp}.{EXTENSION}")))
}

/// What a file is.
enum Kept {
    Draft(Box<Found>),
    /// A newer Jotsmith's, which will read it.
    Newer,
    Damaged,
}

fn read(path: &Path) -> io::Result<Kept> {
    let mut bytes = Vec::new();
    regular::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Ok(Kept::Damaged);
    }
    if is_newer(&bytes, FORMAT) {
        return Ok(Kept::Newer);
    }
    let file: Option<DraftFile> = serde_json::from_slice(&bytes).ok();
    Ok(match file.filter(|file| file.format == FORMAT) {
        Some(DraftFile { saved_at, left_out, draft, .. }) => Kept::Draft(Box::new(Found { draft, saved_at, left_out })),
        None => Kept::Damaged,
    })
}

fn put_aside(path: &Path, stamp: &str) -> String {
    let name = path.file_name().unwrap_or_default().display().to_string();
    let aside = format!("{name}.bad-{stamp}");
    match std::fs::rename(path, path.with_file_name(&aside)) {
        Ok(()) => format!("The file of your draft was damaged: it is now {aside}"),
        Err(error) => {
            format!("The file of your draft is damaged and could not be moved aside: {}", regular::reason(&error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DraftKeeper;
    use crate::engine::builder::draft::Draft;

    fn draft(claims: &str) -> Draft {
        let mut draft = Draft::default();
        claims.clone_into(&mut draft.payload.claims);
        draft
    }

    #[test]
    fn what_was_kept_is_found_by_the_next_window_and_by_no_other() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("drafts");
        let (mut first, found, notices) = DraftKeeper::at(&folder, "1");
        assert!(found.is_none() && notices.is_empty());
        first.keep(&draft("{\"a\":"), 7).unwrap();
        let (mut second, found, _) = DraftKeeper::at(&folder, "2");
        assert!(found.is_none(), "the first window lives");
        second.keep(&draft("{\"b\":"), 8).unwrap();
        drop(first);
        let (third, found, _) = DraftKeeper::at(&folder, "3");
        let found = found.unwrap();
        assert_eq!((found.draft.payload.claims.as_str(), found.saved_at), ("{\"a\":", 7));
        drop((second, third));
        // The newest first; the other one is there for the window after.
        let (mut fourth, found, _) = DraftKeeper::at(&folder, "4");
        assert_eq!(found.unwrap().draft.payload.claims, "{\"b\":");
        fourth.discard().unwrap();
        let (_fifth, found, _) = DraftKeeper::at(&folder, "5");
        assert_eq!(found.unwrap().draft.payload.claims, "{\"a\":");
    }

    #[test]
    fn what_is_discarded_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let (mut keeper, ..) = DraftKeeper::at(place.path(), "1");
        keeper.discard().unwrap();
        keeper.keep(&draft("{}"), 1).unwrap();
        keeper.keep(&draft("{\"a\":1}"), 1).unwrap();
        keeper.discard().unwrap();
        drop(keeper);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn nothing_private_is_kept_and_that_is_told() {
        let place = tempfile::tempdir().unwrap();
        let (mut keeper, ..) = DraftKeeper::at(place.path(), "1");
        let mut draft = draft("{\"a\":1}");
        draft.signing.signatures[0].protected = r#"{"jwk":{"kty":"oct","k":"c2VjcmV0"#.to_owned();
        keeper.keep(&draft, 1).unwrap();
        assert!(!std::fs::read_to_string(keeper.path()).unwrap().contains("c2VjcmV0"));
        drop(keeper);
        let (_, found, _) = DraftKeeper::at(place.path(), "2");
        let found = found.unwrap();
        assert_eq!(found.left_out, ["the header"]);
        assert_eq!(found.draft.signing.signatures[0].protected, r#"{"jwk":{"kty":"oct","k":""#);
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_the_one_before_is_found() {
        let place = tempfile::tempdir().unwrap();
        let (mut keeper, ..) = DraftKeeper::at(place.path(), "1");
        keeper.keep(&draft("{}"), 1).unwrap();
        drop(keeper);
        std::fs::write(place.path().join("draft-x.json"), "{\"format\":").unwrap();
        let (keeper, found, notices) = DraftKeeper::at(place.path(), "20261125");
        assert!(found.is_some() && notices.len() == 1, "{notices:?}");
        assert!(place.path().join("draft-x.json.bad-20261125").exists());
        drop(keeper);
        let (_, found, notices) = DraftKeeper::at(place.path(), "2");
        assert!(found.is_some() && notices.is_empty());
    }

    #[test]
    fn a_draft_of_a_newer_jotsmith_is_left_for_it() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("draft-x.json");
        let newer = r#"{"format":"jotsmith-draft-2","steps":[]}"#;
        std::fs::write(&path, newer).unwrap();
        for stamp in ["1", "2"] {
            let (mut keeper, found, notices) = DraftKeeper::at(place.path(), stamp);
            assert!(found.is_none());
            assert_eq!(notices, ["Your draft could not be read: it was made by a newer Jotsmith"]);
            keeper.keep(&draft("{}"), 1).unwrap();
            assert_ne!(keeper.path(), path);
            keeper.discard().unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        std::fs::write(&file, "x").unwrap();
        let (mut keeper, found, _) = DraftKeeper::at(&file.join("drafts"), "1");
        assert!(found.is_none() && keeper.keep(&draft("{}"), 1).is_err());
        keeper.discard().unwrap_err();
    }
}
