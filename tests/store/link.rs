//! Keyrings that are elsewhere, and a link leads to them: another folder, another name there, another file system.

use crate::support::{number_of, version};
use jotsmith::engine::keyring::Form;
use jotsmith::store::keyring::{Guard, KeyringFolder, LoadError};
use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::Path;

/// A folder of keyrings, one elsewhere under another name, with a backup and what a save left, and the link to it.
fn linked(elsewhere: &Path) -> (tempfile::TempDir, KeyringFolder) {
    let place = tempfile::tempdir().unwrap();
    let folder = KeyringFolder::at(place.path().join("keyrings"));
    std::fs::create_dir(folder.path()).unwrap();
    symlink(elsewhere.join("mine.jwe"), folder.path().join("prod.jwe")).unwrap();
    let other = KeyringFolder::at(elsewhere);
    let mut file = other.create("mine", Form::Encrypted).unwrap();
    file.write(&version(1, 10), Guard::Checked).unwrap();
    file.write(&version(2, 10), Guard::Checked).unwrap();
    std::fs::write(elsewhere.join(".mine.jwe.tmp-1-aa"), version(7, 10)).unwrap();
    (place, folder)
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_linked_keyring_is_listed_deleted_restored_and_renamed_by_its_own_name() {
    // The second is another file system where there is one.
    let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    for elsewhere in [tempfile::tempdir(), memory].map(Result::unwrap) {
        let (_place, folder) = linked(elsewhere.path());
        assert_eq!(folder.list().unwrap().iter().map(|listed| listed.name.as_str()).collect::<Vec<_>>(), ["prod"]);
        assert_eq!(folder.names_with_leftovers(), Ok(vec!["prod".to_owned()]));
        let (mut file, bytes) = folder.open("prod").unwrap();
        assert_eq!((number_of(&bytes), file.is_link(), file.backups().len()), (Some(2), true, 1));
        assert_eq!(file.leftovers().len(), 1);
        folder.rename(&mut file, "stage").unwrap();
        assert_eq!((file.name(), file.is_link()), ("stage", true));
        file.write(&version(3, 10), Guard::Checked).unwrap();
        assert!(folder.path().join("stage.jwe").is_symlink(), "it stays a link");
        assert!(elsewhere.path().join("mine.jwe").is_file(), "and its file where it is");

        let path = folder.delete(file).unwrap();
        assert!(path.ends_with("stage.jwe"), "{}", path.display());
        assert_eq!(names(elsewhere.path()), BTreeSet::new(), "nothing of it stays there");
        assert_eq!(names(folder.path()), BTreeSet::from(["trash".to_owned()]));
        let trash = folder.trash().unwrap();
        let told = (trash[0].name.as_str(), trash[0].is_whole, trash[0].backups, trash[0].leftovers);
        assert_eq!((trash.len(), told), (1, ("stage", true, 2, 1)));

        let file = folder.restore(&trash[0], Some("back")).unwrap();
        assert_eq!((file.name(), file.is_link(), file.backups().len()), ("back", false, 2));
        assert_eq!(file.leftovers().len(), 1);
        assert_eq!(number_of(&folder.read("back").unwrap().1), Some(3));
        folder.delete(file).unwrap();
        folder.erase(&folder.trash().unwrap()[0]).unwrap();
        assert_eq!(names(&folder.path().join("trash")), BTreeSet::new());
    }
}

#[test]
fn a_link_that_leads_nowhere_is_listed_and_told() {
    let (_place, folder) = linked(tempfile::tempdir().unwrap().path());
    assert_eq!(folder.list().unwrap().len(), 1);
    for error in [folder.read("prod").err(), folder.open("prod").err()] {
        let error = error.expect("it leads nowhere");
        assert!(matches!(error, LoadError::Disk(_)), "{error:?}");
    }
    assert!(folder.create("prod", Form::Encrypted).is_err());
}

/// EACCES and EIO are not told as "there is no keyring".
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_looked_at_is_not_told_as_missing() {
    use std::os::unix::fs::PermissionsExt as _;
    const FOLDER: &str = "JOTSMITH_TEST_UNREADABLE";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let folder = KeyringFolder::at(folder);
        let is_missing = |error: Option<LoadError>| error.is_none_or(|error| error == LoadError::NotFound);
        println!(
            "\nRESULT {} {} {} {}",
            is_missing(folder.read("prod").err()),
            is_missing(folder.open("prod").err()),
            is_missing(folder.list().err()),
            is_missing(folder.trash().err()),
        );
        return;
    }
    let place = tempfile::tempdir().unwrap();
    std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let folder = place.path().join("keyrings");
    let good = KeyringFolder::at(&folder);
    for name in ["prod", "gone"] {
        good.create(name, Form::Encrypted).unwrap().write(&version(1, 10), Guard::Checked).unwrap();
    }
    good.delete(good.open("gone").unwrap().0).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
    let mut words = crate::support::again("link::what_cannot_be_looked_at_is_not_told_as_missing");
    if std::fs::read_dir(&folder).is_ok() {
        // Root may look everywhere: as somebody else, then.
        let somebody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"].map(str::to_owned);
        words = somebody.into_iter().chain(words).collect();
    }
    let output = crate::support::command(&words).env(FOLDER, &folder).output();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    match text.lines().find_map(|line| line.strip_prefix("RESULT ")) {
        Some(result) => assert_eq!(result, "false false false false"),
        None => println!("an unreadable folder: nobody to be but root, not tested"),
    }
}
