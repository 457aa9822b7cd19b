//! What this computer remembers of a keyring goes where the keyring goes, and is asked for whatever way leads to it.

use crate::VALID;
use crate::golden::Said;
use crate::trust::{PROD, Place, refused};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

const LIST: [&str; 5] = ["list", "--keyring", "prod", "--passphrase-env", "PASS"];
const ACCEPT: &str = "--accept-changed-keyring";

/// One more save of `prod`, after which its file is this.
fn saved(place: &Place) -> Vec<u8> {
    assert_eq!(place.keys(&[&["generate", "p-256"], PROD].concat()).status, 0);
    std::fs::read(place.file("prod.jwe")).expect("saved")
}

/// Done, and nothing was asked or told.
fn done(place: &Place, arguments: &[&str]) {
    let ran = place.keys(arguments);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}: {ran:?}");
}

fn folder_in_trash(place: &Place) -> PathBuf {
    std::fs::read_dir(place.file("trash")).expect("there").next().expect("one").expect("readable").path()
}

fn public(place: &Place, name: &str) {
    let key = place.folder.file("key.json", crate::vector::ES256_JWK);
    done(place, &["add", &key, "--keyring", name, "--create", "--public"]);
}

/// Whoever has accepted an older version uses that one: what was seen before and is put back is told, and once.
#[test]
fn what_was_seen_before_is_told_after_an_older_version_was_accepted() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/what_was_seen_before_is_told_after_an_older_version_was_accepted",
        &place.folder.path(""),
    );
    let first = std::fs::read(place.file("prod.jwe")).unwrap();
    let (second, third) = (saved(&place), saved(&place));
    let put = |bytes: &[u8]| std::fs::write(place.file("prod.jwe"), bytes).unwrap();
    let accepted = || {
        assert_eq!(place.keys(&[&LIST[..], &[ACCEPT]].concat()).status, 0);
        done(&place, &LIST);
    };
    put(&first);
    refused(&mut said, &place.keys(&LIST));
    accepted();
    for newer in [&second, &third] {
        put(newer);
        refused(&mut said, &place.keys(&LIST));
        refused(&mut said, &place.inspect(PROD));
    }
    accepted();
    put(&second);
    refused(&mut said, &place.keys(&LIST));
    // What is restored from a backup by the person is what was wanted, and what it took the place of is not.
    put(&third);
    done(&place, &LIST);
    assert_eq!(place.keys(&["backups", "prod", "--restore", "2", "--passphrase-env", "PASS"]).status, 0);
    done(&place, &LIST);
    put(&third);
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

/// The trash is a folder like any other to whoever can write it.
#[test]
fn what_comes_back_is_compared_wherever_in_the_trash_it_lies() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/memory/what_comes_back_is_compared_wherever_in_the_trash_it_lies", &place.folder.path(""));
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    let own = saved(&place);
    done(&place, &["delete", "prod"]);
    let made = folder_in_trash(&place);
    // Under another number it is the same file.
    let moved = place.file("trash/prod.jwe-0011223344556677");
    std::fs::rename(made, &moved).unwrap();
    let new = ["list", "--keyring", "new", "--passphrase-env", "PASS"];
    done(&place, &["restore", "prod", "--as", "new"]);
    done(&place, &new);
    // By its new name, it is known as well as it was by the old one.
    std::fs::write(place.file("new.jwe"), &old).unwrap();
    refused(&mut said, &place.keys(&new));
    std::fs::write(place.file("new.jwe"), own).unwrap();
    done(&place, &["delete", "new"]);
    // Set back there, or called something that nobody here has deleted.
    for name in ["new", "mine"] {
        let planted = place.file(&format!("trash/{name}.jwe-8899aabbccddeeff"));
        let _ = std::fs::remove_dir_all(place.file("trash"));
        std::fs::create_dir_all(&planted).unwrap();
        std::fs::write(planted.join(format!("{name}.jwe")), &old).unwrap();
        let restore = ["restore", name, "--as", "other"];
        refused(&mut said, &place.keys(&restore));
        assert_eq!(place.keys(&[&restore[..], &[ACCEPT]].concat()).status, 0);
        let list = ["list", "--keyring", "other", "--passphrase-env", "PASS"];
        if name == "new" {
            // What it is is only seen when it is opened.
            refused(&mut said, &place.keys(&list));
            assert_eq!(place.keys(&[&list[..], &[ACCEPT]].concat()).status, 0);
        }
        done(&place, &list);
        std::fs::remove_file(place.file("other.jwe")).unwrap();
    }
    said.agree();
}

/// Where the disk lost a keyring in the trash, its backups are what was deleted with it.
#[test]
fn backups_that_were_deleted_with_a_keyring_are_known() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/memory/backups_that_were_deleted_with_a_keyring_are_known", &place.folder.path(""));
    saved(&place);
    saved(&place);
    done(&place, &["delete", "prod"]);
    std::fs::remove_file(folder_in_trash(&place).join("prod.jwe")).unwrap();
    done(&place, &["restore", "prod"]);
    refused(&mut said, &place.keys(&LIST));
    assert_eq!(place.keys(&[&LIST[..], &[ACCEPT]].concat()).status, 0);
    done(&place, &["delete", "prod"]);
    done(&place, &["erase", "prod", "--yes"]);
    let left = std::fs::read_dir(Path::new(&place.computer).join("seen")).unwrap().count();
    assert_eq!(left, 1, "what the disk has lost was never erased");
    said.agree();
}

/// That a keyring is missing while another one of its name is erased does not mean that it is gone for good.
#[test]
fn what_is_missing_is_still_known_when_it_is_back() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/what_is_missing_is_still_known_when_it_is_back", &place.folder.path(""));
    done(&place, &["delete", "prod"]);
    let ran = place.keys(&[&["generate", "oct-256", "--create"], PROD].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    saved(&place);
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    done(&place, &["erase", "prod", "--yes"]);
    std::fs::write(place.file("prod.jwe"), old).unwrap();
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

#[test]
fn no_other_spelling_of_the_folder_is_a_way_around_the_question() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/no_other_spelling_of_the_folder_is_a_way_around_the_question",
        &place.folder.path(""),
    );
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    saved(&place);
    std::fs::write(place.file("prod.jwe"), old).unwrap();
    symlink(place.folder.path("data"), place.folder.path("link")).unwrap();
    symlink(place.folder.path("data/keyrings"), place.folder.path("rings")).unwrap();
    for data in ["data", "data/", "./data", "data/../data", "link", "link/../data", "rings/..", "data//."] {
        let run = crate::keys(&place.folder, &LIST).env("JOTSMITH_DATA_DIR", &place.folder.path(data));
        let ran = run.env("JOTSMITH_CONFIG_DIR", &place.computer).env("PASS", crate::trust::PASS).run();
        refused(&mut said, &ran);
        let run = crate::keys(&place.folder, &LIST).env("JOTSMITH_DATA_DIR", data);
        let run = run.within(Path::new(&place.folder.path("")));
        let ran = run.env("JOTSMITH_CONFIG_DIR", &place.computer).env("PASS", crate::trust::PASS).run();
        refused(&mut said, &ran);
    }
    said.agree();
}

/// What another computer saved through a service that syncs the folder, and this one had not opened before it was deleted.
#[test]
fn what_was_moved_to_the_trash_is_what_it_was_then() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/memory/what_was_moved_to_the_trash_is_what_it_was_then", &place.folder.path(""));
    let elsewhere = Place { computer: place.folder.path("elsewhere"), ..place };
    saved(&elsewhere);
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    done(&place, &["delete", "prod"]);
    done(&place, &["restore", "prod"]);
    done(&place, &LIST);
    // Of public keys, what came with it is told, and not that it is new.
    public(&place, "team");
    let rsa = place.folder.file("rsa.json", include_str!("../data/keys/rsa.jwk.json"));
    let public_half = place.keys(&["convert", &rsa, "--to", "public-jwk"]).stdout;
    let rsa = place.folder.file("rsa.pub", public_half);
    let elsewhere = Place { computer: place.folder.path("third"), ..place };
    assert_eq!(elsewhere.keys(&["add", &rsa, "--keyring", "team", ACCEPT]).status, 0);
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    done(&place, &["delete", "team"]);
    refused(&mut said, &place.keys(&["restore", "team"]));
    // Deleted on another computer, it is what this one saw last.
    assert_eq!(place.keys(&["restore", "team", ACCEPT]).status, 0);
    let elsewhere = Place { computer: place.folder.path("third"), ..place };
    done(&elsewhere, &["delete", "team"]);
    done(&elsewhere, &["delete", "prod"]);
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    for name in ["team", "prod"] {
        done(&place, &["restore", name, "--as", &format!("{name} again")]);
    }
    done(&place, &["list", "--keyring", "team again"]);
    done(&place, &["list", "--keyring", "prod again", "--passphrase-env", "PASS"]);
    said.agree();
}

/// What was deleted under a name is no news of what the person gives that name.
#[test]
fn a_name_that_was_deleted_is_free_for_another_keyring() {
    let place = Place::new();
    let other = Place::new();
    let file = place.folder.path("x.jwe");
    std::fs::copy(other.file("prod.jwe"), &file).unwrap();
    done(&place, &["delete", "prod"]);
    done(&place, &["import", &file]);
    done(&place, &["rename", "x", "prod"]);
    done(&place, &LIST);
    // And of one that was opened here before.
    done(&place, &["rename", "prod", "y"]);
    let ran = place.keys(&[&["generate", "oct-256", "--create"], PROD].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    done(&place, &["delete", "prod"]);
    done(&place, &["rename", "y", "prod"]);
    done(&place, &LIST);
}

#[test]
fn what_was_accepted_when_it_was_restored_is_not_asked_about_again() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/what_was_accepted_when_it_was_restored_is_not_asked_about_again",
        &place.folder.path(""),
    );
    for (arguments, name) in [(&["restore", "team"][..], "team"), (&["restore", "crew", "--as", "gang"], "gang")] {
        let own = arguments[1];
        std::fs::create_dir_all(place.file(&format!("trash/{own}.jwks-00112233445566aa"))).unwrap();
        place.plant(&format!("trash/{own}.jwks-00112233445566aa/{own}.jwks"));
        refused(&mut said, &place.keys(arguments));
        assert_eq!(place.keys(&[arguments, &[ACCEPT]].concat()).status, 0);
        let ran = place.inspect(&["--keyring", name]);
        assert_eq!((ran.status, ran.stderr.as_str()), (VALID, ""), "{ran:?}");
        // As it was accepted, it comes back unasked: nothing in it has changed.
        done(&place, &["delete", name]);
        let back = format!("{name} again");
        done(&place, &["restore", name, "--as", &back]);
        assert_eq!(place.inspect(&["--keyring", &back]).status, VALID);
    }
    // One's own was used here before, though not this version of it.
    public(&place, "own");
    let first = std::fs::read(place.file("own.jwks")).unwrap();
    let rsa = place.folder.file("rsa.json", include_str!("../data/keys/ed25519.spki.pem"));
    assert_eq!(place.keys(&["add", &rsa, "--keyring", "own"]).status, 0);
    done(&place, &["delete", "own"]);
    let _ = std::fs::remove_dir_all(place.file("trash"));
    let synced = place.file("trash/own.jwks-00112233445566bb");
    std::fs::create_dir_all(&synced).unwrap();
    std::fs::write(synced.join("own.jwks"), first).unwrap();
    for arguments in [&["restore", "own"][..], &["restore", "own", "--as", "mine"]] {
        refused(&mut said, &place.keys(arguments));
    }
    assert_eq!(place.keys(&["restore", "own", "--as", "mine", ACCEPT]).status, 0);
    assert_eq!(place.inspect(&["--keyring", "mine"]).stderr, "");
    said.agree();
}
