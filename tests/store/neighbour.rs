//! E9: somebody else has the file open, changes it, deletes it, puts something else in its place. And E8: odd places.

use crate::support::{number_of, opened, version};
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::keyring::{Form, Keyring};
use jotsmith::store::keyring::{Guard, KeyringFolder, LoadError, NameError, ReadOnly, SaveError, Step};
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Option<u64> {
    number_of(&std::fs::read(path).unwrap())
}

#[test]
fn the_second_window_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut first = opened(&path);
    first.write(&version(1, 10), Guard::Checked).unwrap();
    let mut second = opened(&path);
    assert_eq!(second.read_only(), Some(ReadOnly::OpenElsewhere));
    assert_eq!(number_of(&second.read().unwrap()), Some(1));
    let refused = second.write(&version(2, 10), Guard::Replace).unwrap_err();
    assert_eq!(refused, SaveError::ReadOnly(ReadOnly::OpenElsewhere));
    assert_eq!(refused.advice(), "Close it there and retry, or save elsewhere");
    assert!(second.leftovers().is_empty(), "what the first one is writing is none");
    // The lock holds over a save, which replaces the file, and goes with the one who had it.
    first.write(&version(3, 10), Guard::Checked).unwrap();
    assert_eq!(second.retry_lock(), Some(ReadOnly::OpenElsewhere));
    drop(first);
    assert_eq!(second.retry_lock(), None);
    assert_eq!(
        second.write(&version(4, 10), Guard::Checked),
        Err(SaveError::Changed),
        "what the first one saved stays"
    );
    second.read().unwrap();
    second.write(&version(4, 10), Guard::Checked).unwrap();
    assert_eq!(read(&path), Some(4));
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut file = opened(&path);
    file.write(&version(1, 10), Guard::Checked).unwrap();
    assert!(!file.is_changed());
    // A synchronizer: the same length, the same second.
    std::fs::write(&path, version(7, 10)).unwrap();
    assert!(file.is_changed());
    assert_eq!(file.write(&version(2, 10), Guard::Checked), Err(SaveError::Changed));
    assert_eq!(read(&path), Some(7));
    // The person wants it so: theirs is the backup then.
    file.write(&version(2, 10), Guard::Replace).unwrap();
    assert_eq!(read(&path), Some(2));
    assert_eq!(read(&file.backups()[0]), Some(7));
}

#[test]
fn a_file_that_is_gone_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut file = opened(&path);
    file.write(&version(1, 10), Guard::Checked).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(file.write(&version(2, 10), Guard::Checked), Err(SaveError::Missing));
    assert!(!path.exists());
    file.write(&version(2, 10), Guard::Replace).unwrap();
    assert_eq!(read(&path), Some(2));
    // And the other way round: a new keyring where somebody just made one.
    let new = folder.path().join("new.jwe");
    let mut file = opened(&new);
    std::fs::write(&new, version(5, 10)).unwrap();
    assert_eq!(file.write(&version(6, 10), Guard::Checked), Err(SaveError::Changed));
    assert_eq!(read(&new), Some(5));
}

#[test]
fn a_folder_in_its_place_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut file = opened(&path);
    file.write(&version(1, 10), Guard::Checked).unwrap();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("x"), b"x").unwrap();
    for guard in [Guard::Checked, Guard::Replace] {
        let error = file.write(&version(2, 10), guard).unwrap_err();
        assert!(matches!(&error, SaveError::Disk { step: Step::ReadOld, .. }), "{error:?}");
    }
    assert!(path.join("x").exists());
    assert!(file.leftovers().is_empty());
    opened(&folder.path().join("elsewhere.jwe")).write(&version(2, 10), Guard::Checked).unwrap();
}

#[test]
fn three_backups_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut file = opened(&path);
    for number in 1..=6 {
        file.write(&version(number, 10), Guard::Checked).unwrap();
    }
    let backups: Vec<Option<u64>> = file.backups().iter().map(|path| read(path)).collect();
    assert_eq!((read(&path), backups), (Some(6), vec![Some(5), Some(4), Some(3)]));
    let names: Vec<String> = {
        let mut names: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names, [".prod.jwe.lock", "prod.jwe", "prod.jwe.bak1", "prod.jwe.bak2", "prod.jwe.bak3"]);
}

#[cfg(unix)]
#[test]
fn files_are_the_owners_alone_whatever_was_there_and_links_stay_links() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("data/keyrings");
    let path = deep.join("prod.jwe");
    opened(&path).write(&version(1, 10), Guard::Checked).unwrap();
    assert_eq!((mode(&deep), mode(&path), mode(&deep.join(".prod.jwe.lock"))), (0o700, 0o600, 0o600));

    let link = folder.path().join("link.jwe");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let mut file = opened(&link);
    file.write(&version(2, 10), Guard::Checked).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!((read(&path), mode(&path)), (Some(2), 0o600));
    assert_eq!(read(&deep.join("prod.jwe.bak1")), Some(1));
    drop(file);
    // Over the link and over the path, it is the same lock.
    let _first = opened(&link);
    assert_eq!(opened(&path).read_only(), Some(ReadOnly::OpenElsewhere));

    let dangling = folder.path().join("dangling.jwe");
    std::os::unix::fs::symlink(folder.path().join("nowhere/x"), &dangling).unwrap();
    let around = folder.path().join("around.jwe");
    std::os::unix::fs::symlink(&around, &around).unwrap();
    for path in [dangling, around] {
        let refused =
            jotsmith::store::keyring::KeyringFile::open(&path, std::sync::Arc::new(jotsmith::store::disk::RealDisk));
        assert!(matches!(refused, Err(LoadError::Disk(_))), "{}", path.display());
    }
}

/// A file that others could read stays none of theirs as a backup, or in the trash.
#[cfg(unix)]
#[test]
fn backups_and_the_trash_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let place = tempfile::tempdir().unwrap();
    let folder = KeyringFolder::at(place.path().join("keyrings"));
    let mut file = folder.create("prod", Form::Encrypted).unwrap();
    file.write(&version(1, 10), Guard::Checked).unwrap();
    open(&folder.path().join("prod.jwe"));
    file.write(&version(2, 10), Guard::Checked).unwrap();
    assert_eq!(mode(&folder.path().join("prod.jwe.bak1")), 0o600);
    for name in ["prod.jwe", "prod.jwe.bak1"] {
        open(&folder.path().join(name));
    }
    // Those that are older too, with the next save or another name, and what a killed save left.
    file.write(&version(3, 10), Guard::Checked).unwrap();
    file.write(&version(4, 10), Guard::Checked).unwrap();
    let beside =
        ["prod.jwe.bak1", "prod.jwe.bak2", "prod.jwe.bak3", ".prod.jwe.tmp-1-aa"].map(|name| folder.path().join(name));
    std::fs::write(&beside[3], version(1, 10)).unwrap();
    beside.iter().for_each(|path| open(path));
    file.write(&version(5, 10), Guard::Checked).unwrap();
    assert_eq!(beside.each_ref().map(|path| mode(path)), [0o600; 4]);
    // A save that found its backup there already, because the one before had failed behind it.
    std::fs::copy(folder.path().join("prod.jwe"), &beside[0]).unwrap();
    beside.iter().for_each(|path| open(path));
    file.write(&version(6, 10), Guard::Checked).unwrap();
    assert_eq!(beside.each_ref().map(|path| mode(path)), [0o600; 4]);
    beside.iter().chain([&folder.path().join("prod.jwe")]).for_each(|path| open(path));
    folder.rename(&mut file, "stage").unwrap();
    let renamed =
        ["stage.jwe", "stage.jwe.bak1", "stage.jwe.bak2", "stage.jwe.bak3"].map(|name| folder.path().join(name));
    assert_eq!(renamed.each_ref().map(|path| mode(path)), [0o600; 4]);
    renamed.iter().for_each(|path| open(path));
    let trashed = folder.delete(file).unwrap();
    let in_trash = [".bak1", ".bak2", ".bak3"].map(|end| trashed.with_file_name(format!("stage.jwe{end}")));
    assert_eq!((mode(&trashed), in_trash.each_ref().map(|path| mode(path))), (0o600, [0o600; 3]));
    // What an earlier Jotsmith moved there as it was, with the next save or deletion of any keyring.
    let mut keyring = Keyring::new("next", Form::Public, 0);
    for is_deletion in [false, true] {
        in_trash.iter().chain([&trashed]).for_each(|path| open(path));
        let mut file = folder.create(if is_deletion { "last" } else { "next" }, Form::Public).unwrap();
        match is_deletion {
            false => drop(folder.save(&mut file, &mut keyring, &SecretBytes::default(), Guard::Checked).unwrap()),
            true => {
                file.write(&version(1, 10), Guard::Checked).unwrap();
                folder.delete(file).unwrap();
            }
        }
        assert_eq!((mode(&trashed), in_trash.each_ref().map(|path| mode(path))), (0o600, [0o600; 3]));
    }
    // A link leads to what is not a keyring's.
    let foreign = place.path().join("foreign");
    std::fs::write(&foreign, b"x").unwrap();
    open(&foreign);
    std::os::unix::fs::symlink(&foreign, folder.path().join("next.jwks.bak2")).unwrap();
    let (mut file, _) = folder.open("next").unwrap();
    folder.save(&mut file, &mut keyring, &SecretBytes::default(), Guard::Replace).unwrap();
    assert_eq!(mode(&foreign), 0o644);
    // And back.
    let restored = folder.restore(&folder.trash().unwrap().into_iter().find(|one| one.name == "stage").unwrap(), None);
    assert_eq!(mode(restored.unwrap().path()), 0o600);
}

#[test]
fn a_folder_of_keyrings() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyringFolder::at(place.path().join("not/there/yet"));
    assert_eq!(folder.list(), Ok(Vec::new()));
    assert_eq!(folder.read("prod"), Err(LoadError::NotFound));
    assert!(matches!(folder.read("../x"), Err(LoadError::Name(_))));
    for (name, form, number) in [("prod", Form::Encrypted, 1), ("team", Form::Public, 2)] {
        folder.create(name, form).unwrap().write(&version(number, 10), Guard::Checked).unwrap();
    }
    let listed: Vec<(String, Form)> =
        folder.list().unwrap().into_iter().map(|listed| (listed.name, listed.form)).collect();
    assert_eq!(listed, [("prod".to_owned(), Form::Encrypted), ("team".to_owned(), Form::Public)]);
    for name in ["prod", "PROD", "team"] {
        assert!(matches!(folder.create(name, Form::Public), Err(SaveError::Name(NameError::Taken))), "{name}");
    }
    assert_eq!(number_of(&folder.read("team").unwrap().1), Some(2));

    // Renamed, with its backups.
    let (mut file, _) = folder.open("prod").unwrap();
    file.write(&version(3, 10), Guard::Checked).unwrap();
    assert_eq!(folder.rename(&mut file, "team"), Err(SaveError::Name(NameError::Taken)));
    folder.rename(&mut file, "stage").unwrap();
    assert_eq!(folder.read("prod"), Err(LoadError::NotFound));
    assert_eq!(read(&file.backups()[0]), Some(1));
    file.write(&version(4, 10), Guard::Checked).unwrap();
    assert_eq!(number_of(&folder.read("stage").unwrap().1), Some(4));

    // Deleted: all of it is still in the trash.
    let in_trash: PathBuf = folder.delete(file).unwrap();
    assert_eq!(read(&in_trash), Some(4));
    assert_eq!(read(&in_trash.with_file_name("stage.jwe.bak1")), Some(3));
    assert_eq!(folder.list().unwrap().len(), 1);
    folder.create("stage", Form::Encrypted).unwrap().write(&version(9, 10), Guard::Checked).unwrap();
    let (file, _) = folder.open("stage").unwrap();
    assert!(file.backups().is_empty());
    let second = folder.delete(file).unwrap();
    assert_ne!(in_trash, second);
    assert_eq!((read(&in_trash), read(&second)), (Some(4), Some(9)));
}

/// E8.
#[test]
fn a_path_that_no_disk_takes_is_an_error_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let too_long = place.path().join("x".repeat(300));
    let deep: PathBuf = place.path().join("y/".repeat(3000));
    let file = place.path().join("file");
    std::fs::write(&file, b"x").unwrap();
    for folder in [too_long, deep, file] {
        let outcome = KeyringFolder::at(&folder)
            .create("prod", Form::Encrypted)
            .and_then(|mut file| file.write(&version(1, 10), Guard::Checked));
        let error = outcome.unwrap_err();
        assert!(matches!(error, SaveError::Disk { .. }), "{error:?}");
    }
}

/// E10: a file system without locks. Two windows may write then; the hash guards what the other one saved.
#[test]
fn without_locks_the_second_save_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    // What cannot be locked: a folder where the lock belongs.
    std::fs::create_dir(folder.path().join(".prod.jwe.lock")).unwrap();
    let (mut one, mut other) = (opened(&path), opened(&path));
    assert!(one.is_unlocked() && other.is_unlocked());
    assert_eq!((one.read_only(), other.read_only()), (None, None));
    one.write(&version(1, 10), Guard::Checked).unwrap();
    assert_eq!(other.write(&version(2, 10), Guard::Checked), Err(SaveError::Changed));
    assert_eq!(read(&path), Some(1));
    other.read().unwrap();
    other.write(&version(2, 10), Guard::Checked).unwrap();
    assert_eq!(one.write(&version(3, 10), Guard::Checked), Err(SaveError::Changed));
    assert_eq!((read(&path), read(&one.backups()[0])), (Some(2), Some(1)));
}

/// E8: a file that may not be written in a folder that may: the new one takes its place.
#[cfg(unix)]
#[test]
fn a_read_only_file_is_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let mut file = opened(&path);
    file.write(&version(1, 10), Guard::Checked).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
    file.write(&version(2, 10), Guard::Checked).unwrap();
    assert_eq!(read(&path), Some(2));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// The backups of a lost keyring are its last copies: a keyring that gets its name would push them out.
#[test]
fn a_name_beside_which_something_is_left_is_not_given_to_another_keyring() {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyringFolder::at(place.path());
    for left in ["bb.jwe.bak1", "bb.jwks.bak3", ".bb.jwe.tmp-1-aa", "BB.jwe.bak2"] {
        let mut file = folder.create("aa", Form::Encrypted).unwrap();
        file.write(&version(1, 10), Guard::Checked).unwrap();
        file.write(&version(2, 10), Guard::Checked).unwrap();
        std::fs::write(place.path().join(left), version(7, 10)).unwrap();
        assert_eq!(folder.rename(&mut file, "bb"), Err(SaveError::Name(NameError::Remains)), "{left}");
        assert_eq!(read(&place.path().join(left)), Some(7), "{left}");
        assert_eq!(read(&place.path().join("aa.jwe.bak1")), Some(1));
        // Its own are in nobody's way, in another case either.
        for to in ["Aa", "cc"] {
            assert_eq!(folder.rename(&mut file, to), Ok(()), "{left}, {to}");
            assert_eq!(read(&place.path().join(format!("{to}.jwe.bak1"))), Some(1));
        }
        std::fs::remove_file(place.path().join(left)).unwrap();
        folder.delete(file).unwrap();
    }
}
