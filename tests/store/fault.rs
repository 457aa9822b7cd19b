//! E5, E6: every single operation of a save fails, in every way a disk fails.

use crate::golden::Said;
use crate::support::version;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::keyring::{Form, Keyring, open};
use jotsmith::store::disk::{Disk, DiskFile, RealDisk};
use jotsmith::store::keyring::{EraseError, Guard, KeyringFile, KeyringFolder, LoadError, SaveError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A disk of which one operation fails, or all from one on.
struct Faulty {
    state: Arc<State>,
}

struct State {
    /// Whether anything fails yet: what opens the file is not part of the save.
    is_armed: AtomicBool,
    count: AtomicUsize,
    fails_at: usize,
    goes_on: bool,
    error: i32,
    /// Bytes of the failing write that reach the disk all the same.
    partial: usize,
    failed: Mutex<Vec<&'static str>>,
}

impl State {
    fn new(fails_at: usize, goes_on: bool, error: i32, partial: usize) -> Arc<Self> {
        Arc::new(Self {
            is_armed: AtomicBool::new(false),
            count: AtomicUsize::new(0),
            fails_at,
            goes_on,
            error,
            partial,
            failed: Mutex::default(),
        })
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        if !self.is_armed.load(Ordering::SeqCst) {
            return Ok(());
        }
        let now = self.count.fetch_add(1, Ordering::SeqCst);
        if now == self.fails_at || (self.goes_on && now > self.fails_at) {
            self.failed.lock().unwrap().push(name);
            return Err(io::Error::from_raw_os_error(self.error));
        }
        Ok(())
    }
}

impl Disk for Faulty {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        self.state.step("read")?;
        RealDisk.read(path, limit)
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.state.step("create")?;
        Ok(Box::new(FaultyFile { file: RealDisk.create(path)?, state: self.state.clone() }))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.state.step("rename")?;
        RealDisk.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.state.step("link")?;
        RealDisk.link(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.state.step("remove")?;
        RealDisk.remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.state.step("sync folder")?;
        RealDisk.sync_folder(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.state.step("make folder")?;
        RealDisk.make_folder(folder)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        // Part of opening, not of saving.
        RealDisk.resolve(path)
    }
}

struct FaultyFile {
    file: Box<dyn DiskFile>,
    state: Arc<State>,
}

impl DiskFile for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let now = self.state.count.load(Ordering::SeqCst);
        if let Err(error) = self.state.step("write") {
            if now == self.state.fails_at && self.state.partial > 0 {
                // A disk that fills up takes a part of the last write.
                let _ = self.file.write(&bytes[..self.state.partial.min(bytes.len())]);
            }
            return Err(error);
        }
        self.file.write(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        self.state.step("sync")?;
        self.file.sync()
    }
}

/// What Linux calls them.
const ERRORS: &[(&str, i32)] = &[
    ("ENOSPC", 28),
    ("EIO", 5),
    ("EROFS", 30),
    ("EXDEV", 18),
    ("EACCES", 13),
    ("EPERM", 1),
    ("EDQUOT", 122),
    ("ETXTBSY", 26),
    ("EMFILE", 24),
    ("ENAMETOOLONG", 36),
    ("ESTALE", 116),
    ("EFBIG", 27),
];

/// Long enough for five writes.
const LENGTH: usize = 70_000;

/// A folder with a keyring of version 1 that has been saved twice before, so that there are backups.
fn folder(has_old: bool) -> (tempfile::TempDir, PathBuf) {
    // In memory where there is such a place: the faults are made, and a thousand saves need not wait for a disk.
    let memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap();
    let path = folder.path().join("prod.jwe");
    if has_old {
        for (name, number) in [("prod.jwe", 1), ("prod.jwe.bak1", 2), ("prod.jwe.bak2", 3)] {
            std::fs::write(folder.path().join(name), version(number, LENGTH)).unwrap();
        }
    }
    (folder, path)
}

struct Tally {
    injected: usize,
    refused: usize,
    borne: usize,
}

/// Lets operation `fails_at` of a save fail; says whether there was such an operation.
fn inject(has_old: bool, fails_at: usize, goes_on: bool, error: i32, partial: usize, tally: &mut Tally) -> bool {
    let (folder, path) = folder(has_old);
    let state = State::new(fails_at, goes_on, error, partial);
    let mut file = KeyringFile::open(&path, Arc::new(Faulty { state: state.clone() })).unwrap();
    let old = has_old.then(|| file.read().unwrap());
    state.is_armed.store(true, Ordering::SeqCst);
    let new = version(9, LENGTH);
    let result = file.write(&new, Guard::Checked);
    let failed = state.failed.lock().unwrap().clone();
    let now = std::fs::read(&path).ok();
    let context = format!("operation {fails_at} {failed:?}, error {error}, goes on {goes_on}: {result:?}");
    match &result {
        Err(error) => {
            assert_eq!(now, old, "the old file is as it was, byte for byte: {context}");
            assert!(!failed.is_empty(), "{context}");
            assert!(matches!(error, SaveError::Disk { .. }), "{context}");
            assert!(!error.advice().is_empty(), "{context}");
            tally.refused += 1;
        }
        Ok(_) => {
            assert_eq!(now.as_ref(), Some(&new), "{context}");
            tally.borne += usize::from(!failed.is_empty());
        }
    }
    // Every backup is a whole version, and none is lost that a retry would not put back.
    let backups: Vec<Vec<u8>> = file.backups().iter().map(|path| std::fs::read(path).unwrap()).collect();
    for backup in &backups {
        assert!(crate::support::number_of(backup).is_some(), "{context}");
    }
    if has_old {
        assert!(backups.contains(&version(2, LENGTH)), "the version before is still there: {context}");
    }
    if failed.is_empty() {
        return false;
    }
    tally.injected += 1;
    // The disk is mended: the same changes, still in memory, are saved.
    drop(file);
    let mut file = crate::support::opened(&path);
    file.write(&new, Guard::Checked).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), new, "{context}");
    if has_old {
        let saved: Vec<Vec<u8>> = file.backups().iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert!(saved.contains(&version(1, LENGTH)), "the version that was replaced is a backup: {context}");
        for leftover in file.leftovers() {
            assert!(goes_on || failed == ["remove"], "{leftover:?}: {context}");
        }
    }
    drop(folder);
    true
}

#[test]
fn whatever_fails_the_old_file_or_the_new_one_is_there() {
    let mut tally = Tally { injected: 0, refused: 0, borne: 0 };
    let mut operations = 0;
    for has_old in [true, false] {
        for goes_on in [false, true] {
            for (name, error) in ERRORS {
                // ENOSPC and EDQUOT may come in the middle of a write.
                for partial in if matches!(*name, "ENOSPC" | "EDQUOT") { &[0, 1, 5_000][..] } else { &[0][..] } {
                    let mut fails_at = 0;
                    while inject(has_old, fails_at, goes_on, *error, *partial, &mut tally) {
                        fails_at += 1;
                        assert!(fails_at < 200, "a save has an end");
                    }
                    operations = operations.max(fails_at);
                }
            }
        }
    }
    println!(
        "disk faults: {} injected ({} errors × every one of up to {operations} operations), {} saves refused with the old \
         file byte-identical, {} borne with the new file whole, lost: 0",
        tally.injected,
        ERRORS.len(),
        tally.refused,
        tally.borne
    );
    assert!(tally.injected > 500, "{}", tally.injected);
}

/// A save that is killed between the renames of its backups leaves a gap; the next one pushes none out for it.
#[test]
fn saves_that_are_killed_between_renames_keep_every_generation() {
    for fails_at in 0..40 {
        let (_folder, path) = folder(true);
        // From here on nothing works: what a killed program would do.
        let state = State::new(fails_at, true, 5, 0);
        let mut file = KeyringFile::open(&path, Arc::new(Faulty { state: state.clone() })).unwrap();
        file.read().unwrap();
        state.is_armed.store(true, Ordering::SeqCst);
        let killed = file.write(&version(9, LENGTH), Guard::Checked).is_err();
        drop(file);
        if !killed {
            return;
        }
        let mut file = crate::support::opened(&path);
        file.write(&version(9, LENGTH), Guard::Checked).unwrap();
        let kept: Vec<_> =
            file.backups().iter().map(|path| crate::support::number_of(&std::fs::read(path).unwrap())).collect();
        assert!(kept.contains(&Some(1)) && kept.contains(&Some(2)), "operation {fails_at}: {kept:?}");
        // The oldest goes only where it would have gone without a kill: with three backups, none of the two before it.
        assert!(kept.len() == 3, "operation {fails_at}: {kept:?}");
        assert_eq!(kept[0], Some(1), "operation {fails_at}: {kept:?}");
        assert!(kept.contains(&Some(3)), "operation {fails_at}: {kept:?}");
    }
    panic!("a save has an end");
}

/// Into the trash and back, with every operation failing in turn: the keyring is in its place, in the trash, or in both.
#[test]
fn whatever_fails_the_keyring_is_in_its_place_or_in_the_trash() {
    let mut injected = 0;
    for goes_on in [false, true] {
        for (name, error) in ERRORS {
            for fails_at in 0..40 {
                let place = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
                let good = KeyringFolder::at(place.path());
                for number in 1..=3 {
                    let mut file = good
                        .open("prod")
                        .map_or_else(|_| good.create("prod", Form::Encrypted).unwrap(), |(file, _)| file);
                    file.write(&version(number, 100), Guard::Checked).unwrap();
                }
                let state = State::new(fails_at, goes_on, *error, 0);
                let folder = KeyringFolder::on(place.path(), Arc::new(Faulty { state: state.clone() }));
                let (file, _) = folder.open("prod").unwrap();
                state.is_armed.store(true, Ordering::SeqCst);
                let deleted = folder.delete(file).is_ok();
                let restored = deleted && folder.restore(&good.trash().unwrap()[0], None).is_ok();
                let context = format!("{name}, operation {fails_at}, deleted {deleted}, restored {restored}");
                let in_place = good.read("prod").ok().and_then(|(_, bytes)| crate::support::number_of(&bytes));
                let in_trash: Vec<_> = good
                    .trash()
                    .unwrap()
                    .iter()
                    .filter(|trashed| trashed.is_whole)
                    .map(|trashed| crate::support::number_of(&std::fs::read(&trashed.path).unwrap()))
                    .collect();
                assert!(in_place == Some(3) || in_trash == [Some(3)], "{context}");
                assert_eq!(in_place.is_some(), !deleted || restored, "{context}");
                // Every version is still somewhere.
                let everywhere = Vec::from_iter(versions_below(place.path()));
                for number in 1..=3 {
                    assert!(everywhere.contains(&number), "{context}: {everywhere:?}");
                }
                let failed = state.failed.lock().unwrap().len();
                if failed == 0 {
                    assert!(restored, "{context}");
                    break;
                }
                injected += 1;
            }
        }
    }
    println!("trash: {injected} faults injected into deleting and restoring, lost: 0");
    assert!(injected > 100, "{injected}");
}

/// Deleting for good on a disk that fails: where the keyring's file stays, so do its backups; what stays is listed.
#[test]
fn what_cannot_be_deleted_for_good_is_said_and_stays_in_the_trash() {
    for fails_at in 0..4 {
        for goes_on in [false, true] {
            let place = tempfile::tempdir().unwrap();
            let good = KeyringFolder::at(place.path());
            let mut file = good.create("prod", Form::Encrypted).unwrap();
            for number in 1..=4 {
                file.write(&version(number, 100), Guard::Checked).unwrap();
            }
            good.delete(file).unwrap();
            let mut other = good.create("other", Form::Encrypted).unwrap();
            other.write(&version(9, 100), Guard::Checked).unwrap();
            let state = State::new(fails_at, goes_on, 13, 0);
            let folder = KeyringFolder::on(place.path(), Arc::new(Faulty { state: state.clone() }));
            let trashed = good.trash().unwrap().remove(0);
            state.is_armed.store(true, Ordering::SeqCst);
            let error = folder.erase(&trashed).unwrap_err();
            let context = format!("operation {fails_at}, goes on {goes_on}: {error}");
            assert!(!error.advice().is_empty(), "{context}");
            let mut left: Vec<u64> = versions_below(place.path());
            left.sort_unstable();
            match (fails_at, goes_on) {
                (0, _) => {
                    assert!(matches!(error, EraseError::Disk(_)), "{context}");
                    assert_eq!(left, [1, 2, 3, 4, 9], "{context}");
                }
                (_, false) => {
                    assert!(matches!(error, EraseError::Backups { left: 1, .. }), "{context}");
                    assert_eq!(left.len(), 2, "{context}: {left:?}");
                }
                (_, true) => assert_eq!(left.len(), 1 + 4 - fails_at, "{context}: {left:?}"),
            }
            // It is listed as before, and can be tried once more.
            let listed = good.trash().unwrap();
            assert_eq!((listed.len(), &listed[0].path), (1, &trashed.path), "{context}");
            good.erase(&listed[0]).unwrap();
            assert_eq!(versions_below(place.path()), [9], "{context}");
        }
    }
}

/// The numbers of all whole files below a folder.
fn versions_below(folder: &Path) -> Vec<u64> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(versions_below(&path));
        } else {
            found.extend(crate::support::number_of(&std::fs::read(path).unwrap()));
        }
    }
    found
}

/// Saves that fail again and again do not push the backups out.
#[test]
fn failing_saves_do_not_eat_the_backups() {
    let (_folder, path) = folder(true);
    for _ in 0..10 {
        for fails_at in 0..40 {
            let state = State::new(fails_at, false, 28, 0);
            let mut file = KeyringFile::open(&path, Arc::new(Faulty { state: state.clone() })).unwrap();
            file.read().unwrap();
            state.is_armed.store(true, Ordering::SeqCst);
            let result = file.write(&version(9, LENGTH), Guard::Checked);
            if result.is_ok() {
                // Put the old one back, once: that save is the one that may push a backup out.
                drop(file);
                std::fs::write(&path, version(1, LENGTH)).unwrap();
                continue;
            }
            let kept: Vec<Option<u64>> =
                file.backups().iter().map(|path| crate::support::number_of(&std::fs::read(path).unwrap())).collect();
            assert!(kept.contains(&Some(1)) || kept.contains(&Some(2)), "operation {fails_at}: {kept:?}");
        }
        assert_eq!(crate::support::number_of(&std::fs::read(&path).unwrap()), Some(1));
    }
}

/// The same with a real keyring: it keeps its keys and its generation, and can be saved elsewhere.
#[test]
fn a_keyring_that_was_not_saved_is_still_whole() {
    let (folder, path) = folder(false);
    let key = Arc::new(generate(&Recipe::usual(find("p-256").unwrap()), &mut KeyIds::default()).unwrap());
    let mut keyring = Keyring::new("prod", Form::Encrypted, 0);
    keyring.add(&key, None, 0).unwrap();
    let passphrase = SecretBytes::from(&b"open sesame"[..]);
    // make the folder, look for an old file, make a new one; then it is full.
    let state = State::new(3, true, 28, 7);
    state.is_armed.store(true, Ordering::SeqCst);
    let mut file = KeyringFile::open(&path, Arc::new(Faulty { state })).unwrap();
    let error = file.save(&mut keyring, &passphrase, Guard::Checked).unwrap_err();
    assert_eq!(error.to_string(), "not saved: the disk is full (writing)");
    assert_eq!(error.advice(), "Free some space and retry, or save elsewhere");
    assert!(matches!(error, SaveError::Disk { .. }));
    assert_eq!((keyring.entries().len(), keyring.generation()), (1, 0));
    let elsewhere = folder.path().join("elsewhere.jwe");
    let mut file = crate::support::opened(&elsewhere);
    file.save(&mut keyring, &passphrase, Guard::Checked).unwrap();
    assert_eq!(keyring.generation(), 1);
    let opened =
        open(&std::fs::read(&elsewhere).unwrap(), "x", Some(&passphrase), &Limits::DEFAULT, &mut KeyIds::default())
            .unwrap();
    assert_eq!(opened.entries()[0].key().unwrap().material, key.material);
}

/// A disk that does not work is told as that: never as a keyring that is not there, nor by a number.
#[test]
fn what_cannot_be_read_is_told_as_what_it_is() {
    let mut said = Said::new("store/fault/what_cannot_be_read_is_told_as_what_it_is");
    let place = tempfile::tempdir().unwrap();
    let good = KeyringFolder::at(place.path());
    good.create("prod", Form::Encrypted).unwrap().write(&version(1, 100), Guard::Checked).unwrap();
    for (name, error) in ERRORS {
        let state = State::new(0, true, *error, 0);
        let folder = KeyringFolder::on(place.path(), Arc::new(Faulty { state: state.clone() }));
        state.is_armed.store(true, Ordering::SeqCst);
        for found in [folder.read("prod").err(), folder.open("prod").err()] {
            let found = found.unwrap_or_else(|| panic!("{name}: read all the same"));
            assert!(matches!(found, LoadError::Disk(_)), "{name}: {found}");
            said.line(format!("{name}: {found}"));
        }
    }
    // The numbers are those of Linux.
    if cfg!(target_os = "linux") {
        said.agree();
    }
}
