//! E2, E4: a damaged or empty file is never overwritten, and the backup beside it opens.

use crate::support::opened;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::keyring::{Form, Keyring, OpenError, Strength, open, seal};
use jotsmith::store::keyring::{Guard, KeyringFolder};
use std::sync::Arc;

#[test]
fn a_damaged_keyring_comes_back_from_its_backup() {
    let passphrase = SecretBytes::from(&b"open sesame"[..]);
    let try_open = |bytes: &[u8]| open(bytes, "prod", Some(&passphrase), &Limits::DEFAULT, &mut KeyIds::default());
    let mut keyring = Keyring::new("prod", Form::Encrypted, 0);
    let versions = ["p-256", "ed25519"].map(|name| {
        let key = Arc::new(generate(&Recipe::usual(find(name).unwrap()), &mut KeyIds::default()).unwrap());
        keyring.add(&key, None, 0).unwrap();
        seal(&keyring, &passphrase, Strength::Full).unwrap()
    });
    let [before, good] = &versions;
    let mut flipped = good.clone();
    // Another character of the alphabet, whichever stands there.
    let middle = &mut flipped[good.len() / 2];
    *middle = if *middle == b'B' { b'C' } else { b'B' };
    for (damaged, expected) in [
        (Vec::new(), OpenError::Empty),
        (vec![0; good.len()], OpenError::NotAKeyring),
        (good[..good.len() / 2].to_vec(), OpenError::Damaged),
        (flipped, OpenError::WrongPassphraseOrDamaged),
    ] {
        let place = tempfile::tempdir().unwrap();
        let folder = KeyringFolder::at(place.path());
        let mut file = folder.create("prod", Form::Encrypted).unwrap();
        file.write(before, Guard::Checked).unwrap();
        file.write(good, Guard::Checked).unwrap();
        let path = file.path().to_owned();
        drop(file);
        std::fs::write(&path, &damaged).unwrap();

        let (mut file, bytes) = folder.open("prod").unwrap();
        assert_eq!(try_open(&bytes).unwrap_err(), expected);
        assert!(!expected.advice().is_empty());
        assert_eq!(std::fs::read(&path).unwrap(), damaged, "looking at it changed nothing");
        let backup = file.read_other(&file.backups()[0]).unwrap();
        assert_eq!(try_open(&backup).unwrap().entries().len(), 1);
        file.write(&backup, Guard::Checked).unwrap();
        assert!(try_open(&folder.read("prod").unwrap().1).is_ok());
        let kept: Vec<Vec<u8>> = file.backups().iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert_eq!(kept, [damaged, before.clone()], "even the damaged one is kept");
    }
}

/// E4: the crash came before the rename; what it had written is there, and newer.
#[test]
fn what_a_crash_left_behind_is_found_and_never_deleted_by_itself() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("prod.jwe");
    let mut file = opened(&path);
    file.write(b"old", Guard::Checked).unwrap();
    drop(file);
    let older = place.path().join(".prod.jwe.tmp-1-aa");
    std::fs::write(&older, b"older").unwrap();
    let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    std::fs::File::open(&older).unwrap().set_modified(hour_ago).unwrap();
    let newer = place.path().join(".prod.jwe.tmp-2-bb");
    std::fs::write(&newer, b"newer").unwrap();
    let soon = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    std::fs::File::open(&newer).unwrap().set_modified(soon).unwrap();
    // Of another keyring, and no leftover at all.
    std::fs::write(place.path().join(".prod.jwe2.tmp-1-aa"), b"").unwrap();
    std::fs::write(place.path().join("prod.jwe.bak1"), b"").unwrap();

    let mut file = opened(&path);
    let found: Vec<(String, bool)> = file
        .leftovers()
        .into_iter()
        .map(|leftover| (leftover.path.file_name().unwrap().to_str().unwrap().to_owned(), leftover.is_newer))
        .collect();
    assert_eq!(found, [(".prod.jwe.tmp-1-aa".to_owned(), false), (".prod.jwe.tmp-2-bb".to_owned(), true)]);
    file.write(b"new", Guard::Checked).unwrap();
    assert_eq!(file.leftovers().len(), 2, "a save does not clear them");
    let leftover = file.leftovers().remove(1);
    assert_eq!(file.read_other(&leftover.path).unwrap(), b"newer");
    file.discard(&leftover).unwrap();
    assert_eq!(file.leftovers().len(), 1);
}
