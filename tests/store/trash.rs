//! What was deleted comes back, whole, and never in the place of another.

use crate::support::{number_of, version};
use jotsmith::engine::keyring::Form;
use jotsmith::store::keyring::{EraseError, Guard, KeyringFolder, NameError, ReadOnly, RestoreError, Trashed};
use std::time::{Duration, SystemTime};

/// A folder in which a keyring of this name was saved `versions` times and then deleted.
fn with_deleted(names: &[(&str, Form, u64)]) -> (tempfile::TempDir, KeyringFolder) {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyringFolder::at(place.path().join("keyrings"));
    for (name, form, versions) in names {
        let mut file = folder.create(name, *form).unwrap();
        for number in 1..=*versions {
            file.write(&version(number, 10), Guard::Checked).unwrap();
        }
        let path = folder.delete(file).unwrap();
        // Later deletions have later times, however coarse the clock of the disk is.
        let age = Duration::from_secs(100 - folder.trash().unwrap().len() as u64);
        let time = SystemTime::now() - age;
        std::fs::File::open(path.parent().unwrap()).unwrap().set_modified(time).unwrap();
    }
    (place, folder)
}

#[test]
fn a_deleted_keyring_comes_back_with_its_backups() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 5), ("team", Form::Public, 1)]);
    assert_eq!(folder.list(), Ok(Vec::new()));
    let trash = folder.trash().unwrap();
    let listed: Vec<_> = trash.iter().map(|trashed| (trashed.name.as_str(), trashed.form)).collect();
    assert_eq!(listed, [("team", Form::Public), ("prod", Form::Encrypted)], "the latest first");
    assert!(trash.iter().all(|trashed| trashed.deleted.is_some_and(|time| time < SystemTime::now())));

    let file = folder.restore(&trash[1], None).unwrap();
    assert_eq!(file.read_only(), None);
    let backups: Vec<_> = file.backups().iter().map(|path| number_of(&std::fs::read(path).unwrap())).collect();
    assert_eq!(backups, [Some(4), Some(3), Some(2)]);
    drop(file);
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(5));
    assert_eq!(folder.trash().unwrap().len(), 1);
    assert!(!trash[1].path.parent().unwrap().exists(), "an empty folder is not left behind");
    assert_eq!(folder.restore(&trash[1], None).err(), Some(RestoreError::Gone));
    // It is a keyring like any other.
    let (mut file, _) = folder.open("prod").unwrap();
    file.write(&version(6, 10), Guard::Checked).unwrap();
    let path = folder.delete(file).unwrap();
    assert_eq!(number_of(&std::fs::read(path).unwrap()), Some(6));
}

#[test]
fn several_of_one_name_are_told_apart() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 1), ("prod", Form::Encrypted, 2)]);
    let trash = folder.trash().unwrap();
    assert_eq!(trash.len(), 2);
    folder.restore(&trash[1], Some("old prod")).unwrap();
    folder.restore(&trash[0], None).unwrap();
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(2));
    assert_eq!(number_of(&folder.read("old prod").unwrap().1), Some(1));
    assert!(folder.trash().unwrap().is_empty());
}

#[test]
fn what_is_there_by_now_is_not_overwritten() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 2)]);
    let trash = folder.trash().unwrap();
    let mut new = folder.create("prod", Form::Public).unwrap();
    new.write(&version(9, 10), Guard::Checked).unwrap();
    for name in [None, Some("PROD"), Some("prod")] {
        let refused = folder.restore(&trash[0], name).err().unwrap();
        assert_eq!(refused, RestoreError::Name(NameError::Taken), "{name:?}");
        assert_eq!(
            refused.to_string(),
            "not restored: a keyring with this name already exists; it is still in the trash",
            "{name:?}"
        );
    }
    assert_eq!(folder.restore(&trash[0], Some("../x")).err(), Some(RestoreError::Name(NameError::Character('/'))));
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(9));
    assert_eq!(folder.trash().unwrap(), trash);
    // A backup that somebody left there is not replaced either, nor taken for one of what comes back: it goes to the trash.
    std::fs::write(folder.path().join("stage.jwe.bak1"), version(7, 10)).unwrap();
    let file = folder.restore(&trash[0], Some("stage")).unwrap();
    assert_eq!(number_of(&std::fs::read(&file.backups()[0]).unwrap()), Some(1));
    let left = folder.trash().unwrap();
    assert_eq!((left.len(), left[0].name.as_str(), left[0].is_whole, left[0].backups), (1, "stage", false, 1));
    assert_eq!(number_of(&std::fs::read(left[0].path.with_file_name("stage.jwe.bak1")).unwrap()), Some(7));
}

#[test]
fn a_name_that_another_window_holds_is_refused() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 1)]);
    let trash = folder.trash().unwrap();
    // Somebody is about to create a keyring of this name: its lock is taken, its file not there yet.
    let other = folder.create("prod", Form::Encrypted).unwrap();
    let refused = folder.restore(&trash[0], None).err().unwrap();
    assert_eq!(refused, RestoreError::ReadOnly(ReadOnly::OpenElsewhere));
    drop(other);
    folder.restore(&trash[0], None).unwrap();
}

#[test]
fn other_things_in_the_trash_are_left_alone() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 1)]);
    let trash = folder.path().join("trash");
    std::fs::write(trash.join("x.jwe-0123456789abcdef"), b"a file").unwrap();
    for own in ["prod.jwe", "x.jwe-0123456789abcdef0", "y.jwe-0123456789abcdef", "z.txt-0123456789abcdef"] {
        std::fs::create_dir(trash.join(own)).unwrap();
    }
    std::fs::write(trash.join("z.txt-0123456789abcdef/z.txt"), b"x").unwrap();
    assert_eq!(folder.trash().unwrap().len(), 1);
}

#[test]
fn what_is_deleted_for_good_goes_with_its_backups_and_nothing_else_does() {
    let (_place, folder) =
        with_deleted(&[("prod", Form::Encrypted, 5), ("prod", Form::Encrypted, 2), ("team", Form::Public, 1)]);
    let trash = folder.trash().unwrap();
    let listed: Vec<_> = trash.iter().map(|trashed| (trashed.name.as_str(), trashed.backups)).collect();
    assert_eq!(listed, [("team", 0), ("prod", 1), ("prod", 3)]);
    folder.erase(&trash[2]).unwrap();
    assert!(!trash[2].path.parent().unwrap().exists());
    assert_eq!(folder.trash().unwrap(), trash[..2]);
    assert_eq!(folder.erase(&trash[2]), Err(EraseError::Gone));
    drop(folder.restore(&trash[1], None).unwrap());
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(2));
}

/// Of a keyring that was created under the same name and whose file was lost, the backup is the last copy.
#[test]
fn deleting_for_good_leaves_what_stands_beside_the_old_place() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 2)]);
    let mut file = folder.create("prod", Form::Encrypted).unwrap();
    for number in [8, 9] {
        file.write(&version(number, 10), Guard::Checked).unwrap();
    }
    drop(file);
    std::fs::remove_file(folder.path().join("prod.jwe")).unwrap();
    std::fs::write(folder.path().join(".prod.jwe.tmp-1-aa"), version(9, 10)).unwrap();
    folder.erase(&folder.trash().unwrap()[0]).unwrap();
    assert!(folder.trash().unwrap().is_empty());
    for (name, number) in [("prod.jwe.bak1", 8), (".prod.jwe.tmp-1-aa", 9)] {
        let bytes = std::fs::read(folder.path().join(name)).expect("it is still there");
        assert_eq!(number_of(&bytes), Some(number), "{name}");
    }
}

/// A keyring that is in its place, and so one that is open, is never what is deleted for good, whatever the path says.
#[test]
fn a_keyring_that_is_in_its_place_cannot_be_deleted_for_good() {
    let (_place, folder) = with_deleted(&[("old", Form::Encrypted, 1)]);
    let mut file = folder.create("prod", Form::Encrypted).unwrap();
    file.write(&version(1, 10), Guard::Checked).unwrap();
    let path = folder.path().join("prod.jwe");
    let named = Trashed {
        name: "prod".into(),
        form: Form::Encrypted,
        deleted: None,
        is_whole: true,
        backups: 0,
        leftovers: 0,
        path,
    };
    assert_eq!(folder.erase(&named), Err(EraseError::Gone));
    drop(file);
    assert_eq!(folder.erase(&named), Err(EraseError::Gone));
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(1));
    assert_eq!(folder.trash().unwrap().len(), 1);
}

/// What is left when the disk fails in the middle is a keyring still: it is listed, and comes back or goes.
#[test]
fn backups_that_are_left_alone_are_listed_and_come_back() {
    let (_place, folder) = with_deleted(&[("prod", Form::Encrypted, 4)]);
    let trash = folder.trash().unwrap();
    std::fs::remove_file(&trash[0].path).unwrap();
    std::fs::remove_file(trash[0].path.with_file_name("prod.jwe.bak1")).unwrap();
    let left = folder.trash().unwrap();
    assert_eq!((left.len(), left[0].is_whole, left[0].backups), (1, false, 2));
    drop(folder.restore(&left[0], None).unwrap());
    assert_eq!(number_of(&folder.read("prod").unwrap().1), Some(2), "the latest of them");
    assert!(folder.trash().unwrap().is_empty());
}
