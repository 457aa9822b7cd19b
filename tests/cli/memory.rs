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

/// A keyring of the published test set, as another program writes one: without our member.
fn of_another_program(name: &str) -> String {
    let file = std::fs::read_to_string(format!("tests/data/keyring/{name}")).expect("the test set");
    file.split_once("\n\n").expect("a body").1.trim().to_owned()
}

const SESAME: [&str; 2] = ["--passphrase-file", "sesame"];

/// It has nothing that tells it from others of the same passphrase: another file of it is asked about, from its import on.
#[test]
fn a_keyring_of_another_program_cannot_be_swapped_unasked() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/memory/a_keyring_of_another_program_cannot_be_swapped_unasked", &place.folder.path(""));
    let sesame = place.folder.file("sesame", "open sesame\n");
    let file = place.folder.file("team.jwe", of_another_program("alg-hs512-a256gcm"));
    let list = ["list", "--keyring", "team", SESAME[0], &sesame];
    let swap = || std::fs::write(place.file("team.jwe"), of_another_program("empty-set")).unwrap();
    done(&place, &["import", &file]);
    swap();
    refused(&mut said, &place.keys(&list));
    std::fs::copy(&file, place.file("team.jwe")).unwrap();
    done(&place, &list);
    swap();
    refused(&mut said, &place.keys(&list));
    // With the identity of another keyring of the same passphrase neither.
    let made = ["generate", "p-256", "--create", "--keyring", "other", "--weak-passphrase", SESAME[0], &sesame];
    assert_eq!(place.keys(&made).status, 0);
    std::fs::copy(place.file("other.jwe"), place.file("team.jwe")).unwrap();
    refused(&mut said, &place.keys(&list));
    // Saved here, it has an identity of its own, and newer saves are not asked about.
    std::fs::copy(&file, place.file("team.jwe")).unwrap();
    let more = ["generate", "p-256", "--keyring", "team", "--weak-passphrase", SESAME[0], &sesame];
    assert_eq!(place.keys(&more).status, 0);
    done(&place, &list);
    let elsewhere = Place { computer: place.folder.path("elsewhere"), ..place };
    assert_eq!(elsewhere.keys(&more).status, 0);
    let place = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    done(&place, &list);
    std::fs::write(place.file("team.jwe"), of_another_program("alg-hs512-a256gcm")).unwrap();
    refused(&mut said, &place.keys(&list));
    said.agree();
}

/// What is imported under another name goes its own way, and does not pass for what it was copied from.
#[test]
fn an_imported_copy_becomes_a_keyring_of_its_own() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/an_imported_copy_becomes_a_keyring_of_its_own", &place.folder.path(""));
    let staging = ["--keyring", "staging", "--passphrase-env", "PASS"];
    let prod = place.file("prod.jwe").to_string_lossy().into_owned();
    done(&place, &["import", &prod, "--as", "staging"]);
    for _ in 0..2 {
        assert_eq!(place.keys(&[&["generate", "p-256"][..], &staging].concat()).status, 0);
        done(&place, &[&["list"][..], &staging].concat());
    }
    std::fs::copy(place.file("staging.jwe"), &prod).unwrap();
    refused(&mut said, &place.keys(&LIST));
    // On a computer that knows no other one of it, what is imported is that keyring.
    let other = Place::new();
    let file = other.folder.path("from-here.jwe");
    std::fs::copy(other.file("prod.jwe"), &file).unwrap();
    let elsewhere = Place { computer: other.folder.path("elsewhere"), ..other };
    done(&elsewhere, &["import", &file, "--as", "mine"]);
    let mine = ["--keyring", "mine", "--passphrase-env", "PASS"];
    assert_eq!(elsewhere.keys(&[&["generate", "p-256"][..], &mine].concat()).status, 0);
    let other = Place { computer: elsewhere.folder.path("computer"), ..elsewhere };
    std::fs::copy(other.file("mine.jwe"), other.file("prod.jwe")).unwrap();
    done(&other, &LIST);
    said.agree();
}

/// A folder that was a link and is none any more holds what has the same names.
#[test]
fn a_folder_that_is_no_link_any_more_is_no_way_around_the_question() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/a_folder_that_is_no_link_any_more_is_no_way_around_the_question",
        &place.folder.path(""),
    );
    let (called, real) = (place.file(""), PathBuf::from(place.folder.path("real")));
    std::fs::rename(&called, &real).unwrap();
    let called = called.parent().unwrap().join("keyrings");
    symlink(&real, &called).unwrap();
    let old = std::fs::read(place.file("prod.jwe")).unwrap();
    done(&place, &[&LIST[..], &[ACCEPT]].concat());
    saved(&place);
    std::fs::remove_file(&called).unwrap();
    std::fs::create_dir(&called).unwrap();
    std::fs::write(place.file("prod.jwe"), &old).unwrap();
    refused(&mut said, &place.keys(&LIST));
    std::fs::copy(Place::new().file("prod.jwe"), place.file("prod.jwe")).unwrap();
    refused(&mut said, &place.keys(&LIST));
    // Accepted, that is the one from now on.
    assert_eq!(place.keys(&[&LIST[..], &[ACCEPT]].concat()).status, 0);
    done(&place, &LIST);
    std::fs::write(place.file("prod.jwe"), old).unwrap();
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

/// Another keyring that was accepted in between takes nothing away of what was seen of this one.
#[test]
fn what_was_seen_of_a_keyring_outlives_another_one_in_its_place() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/what_was_seen_of_a_keyring_outlives_another_one_in_its_place",
        &place.folder.path(""),
    );
    let (second, _, fourth, _) = (saved(&place), saved(&place), saved(&place), saved(&place));
    let other = std::fs::read(Place::new().file("prod.jwe")).unwrap();
    for accepted in [&other, &second] {
        std::fs::write(place.file("prod.jwe"), accepted).unwrap();
        refused(&mut said, &place.keys(&LIST));
        let ran = place.keys(&[&LIST[..], &[ACCEPT]].concat());
        said.line(&ran.stderr);
        done(&place, &LIST);
    }
    std::fs::write(place.file("prod.jwe"), fourth).unwrap();
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

/// What is put under the name that a keyring had before does not pass for it.
#[test]
fn an_old_name_is_asked_about_after_a_rename() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/an_old_name_is_asked_about_after_a_rename", &place.folder.path(""));
    let (old, last) = (std::fs::read(place.file("prod.jwe")).unwrap(), saved(&place));
    done(&place, &["rename", "prod", "new"]);
    for planted in [old, last] {
        std::fs::write(place.file("prod.jwe"), planted).unwrap();
        refused(&mut said, &place.keys(&LIST));
    }
    done(&place, &["list", "--keyring", "new", "--passphrase-env", "PASS"]);
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    // One that is made here is no news.
    assert_eq!(place.keys(&[&["generate", "p-256", "--create"], PROD].concat()).status, 0);
    done(&place, &LIST);
    said.agree();
}

/// What the person imports under a name forgets nothing of what was seen of that keyring.
#[test]
fn an_import_forgets_nothing_of_the_keyring_that_it_is() {
    let place = Place::new();
    let mut said =
        Said::in_folder("cli/memory/an_import_forgets_nothing_of_the_keyring_that_it_is", &place.folder.path(""));
    let (second, third, _) = (saved(&place), saved(&place), saved(&place));
    let file = place.folder.file("backup.jwe", second);
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    assert_eq!(place.keys(&["import", &file, "--as", "prod"]).status, 0);
    done(&place, &LIST);
    std::fs::write(place.file("prod.jwe"), third).unwrap();
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

/// The dates in the trash are anybody's: the last that was deleted comes back, and what is older than what was seen is told.
#[test]
fn the_trash_gives_back_what_was_deleted_last() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/the_trash_gives_back_what_was_deleted_last", &place.folder.path(""));
    done(&place, &["delete", "prod"]);
    let first = folder_in_trash(&place);
    assert_eq!(place.keys(&[&["generate", "p-256", "--create"], PROD].concat()).status, 0);
    let last = std::fs::read(place.file("prod.jwe")).unwrap();
    done(&place, &["delete", "prod"]);
    // As if the older one had been deleted now.
    let file = first.join("planted");
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(&file, "").unwrap();
    std::fs::remove_file(file).unwrap();
    assert_eq!(place.keys(&["restore", "prod"]).status, 0);
    assert_eq!(std::fs::read(place.file("prod.jwe")).unwrap(), last);
    // A copy in the trash, of a keyring that was saved since.
    done(&place, &["delete", "prod"]);
    let old = std::fs::read_dir(place.file("trash")).unwrap().map(|entry| entry.unwrap().path());
    let old = old.filter(|path| *path != first).last().expect("deleted");
    let kept = std::fs::read(old.join("prod.jwe")).unwrap();
    assert_eq!(place.keys(&["restore", "prod"]).status, 0);
    for _ in 0..4 {
        saved(&place);
    }
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    std::fs::remove_dir_all(&first).unwrap();
    std::fs::create_dir_all(&old).unwrap();
    std::fs::write(old.join("prod.jwe"), kept).unwrap();
    refused(&mut said, &place.keys(&["restore", "prod"]));
    said.agree();
}

/// A copy beside a keyring, as a service that syncs the folder leaves it at a conflict, goes its own way when it is saved.
#[test]
fn a_copy_beside_a_keyring_does_not_pass_for_it() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/a_copy_beside_a_keyring_does_not_pass_for_it", &place.folder.path(""));
    std::fs::copy(place.file("prod.jwe"), place.file("prod.sync-conflict-1.jwe")).unwrap();
    let copy = ["--keyring", "prod.sync-conflict-1", "--passphrase-env", "PASS"];
    for _ in 0..2 {
        assert_eq!(place.keys(&[&["generate", "p-256"][..], &copy].concat()).status, 0);
        done(&place, &[&["list"][..], &copy].concat());
    }
    std::fs::copy(place.file("prod.sync-conflict-1.jwe"), place.file("prod.jwe")).unwrap();
    refused(&mut said, &place.keys(&LIST));
    said.agree();
}

/// Which folder a link leads to is somebody's choice: where it was none before, what was in it then is compared as well.
#[test]
fn a_folder_that_becomes_a_link_is_no_way_around_the_question() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/a_folder_that_becomes_a_link_is_no_way_around_the_question",
        &place.folder.path(""),
    );
    let test = place.folder.path("test");
    let in_test = |arguments: &[&str]| {
        let run = crate::keys(&place.folder, arguments).env("JOTSMITH_DATA_DIR", &test);
        run.env("JOTSMITH_CONFIG_DIR", &place.computer).env("PASS", crate::trust::PASS).run()
    };
    assert_eq!(in_test(&[&["generate", "p-256", "--create"], PROD].concat()).status, 0);
    let called = Path::new(&place.folder.path("data")).join("keyrings");
    std::fs::rename(&called, place.folder.path("away")).unwrap();
    symlink(Path::new(&test).join("keyrings"), &called).unwrap();
    refused(&mut said, &place.keys(&LIST));
    // Where it is known, it is still used.
    assert_eq!(in_test(&LIST).stderr, "");
    said.agree();
}

/// A backup is older, which is what it is for; by how much is told.
#[test]
fn how_old_a_restored_backup_is_is_told() {
    let place = Place::new();
    let mut said = Said::in_folder("cli/memory/how_old_a_restored_backup_is_is_told", &place.folder.path(""));
    let first = std::fs::read(place.file("prod.jwe")).unwrap();
    for _ in 0..4 {
        saved(&place);
    }
    std::fs::write(place.file("prod.jwe.bak1"), first).unwrap();
    let ran = place.keys(&["backups", "prod", "--restore", "1", "--passphrase-env", "PASS"]);
    assert_eq!(ran.status, 0);
    said.line(ran.stderr);
    said.agree();
}

/// Saves of a new keyring would push the backups of a lost one out: they go to the trash, and come back from there.
#[test]
fn the_backups_of_a_lost_keyring_outlive_another_one_of_its_name() {
    let mut said = Said::new("cli/memory/the_backups_of_a_lost_keyring_outlive_another_one_of_its_name");
    for way in ["generate", "create", "import"] {
        let place = Place::new();
        let kept = saved(&place);
        saved(&place);
        let file = place.folder.file("x.jwe", &kept);
        std::fs::remove_file(place.file("prod.jwe")).unwrap();
        let arguments = match way {
            "generate" => [&["generate", "p-256", "--create"], PROD].concat(),
            "create" => vec!["create", "prod", "--passphrase-env", "PASS"],
            _ => vec!["import", &file, "--as", "prod"],
        };
        let ran = place.keys(&arguments);
        assert_eq!(ran.status, 0, "{way}: {ran:?}");
        said.line(&ran.stderr);
        for _ in 0..4 {
            saved(&place);
        }
        let restore = ["restore", "prod", "--as", "lost"];
        if way == "import" {
            // That is the lost one again, which was saved since.
            refused(&mut said, &place.keys(&restore));
            assert_eq!(place.keys(&[&restore[..], &[ACCEPT]].concat()).status, 0);
        } else {
            done(&place, &restore);
        }
        assert_eq!(std::fs::read(place.file("lost.jwe")).unwrap(), kept, "{way}");
        // They are a backup's keys: what is missing of the lost one is told.
        let list = ["list", "--keyring", "lost", "--passphrase-env", "PASS"];
        refused(&mut said, &place.keys(&list));
        assert_eq!(place.keys(&[&list[..], &[ACCEPT]].concat()).status, 0);
    }
    said.agree();
}

/// The same where one comes back from the trash under that name.
#[test]
fn the_backups_of_a_lost_keyring_outlive_one_that_is_restored() {
    let place = Place::new();
    let mut said = Said::in_folder(
        "cli/memory/the_backups_of_a_lost_keyring_outlive_one_that_is_restored",
        &place.folder.path(""),
    );
    let kept = saved(&place);
    saved(&place);
    let dev = ["--keyring", "dev", "--passphrase-env", "PASS"];
    assert_eq!(place.keys(&[&["generate", "p-256", "--create"][..], &dev].concat()).status, 0);
    done(&place, &["delete", "dev"]);
    std::fs::remove_file(place.file("prod.jwe")).unwrap();
    done(&place, &["restore", "dev", "--as", "prod"]);
    said.line(place.keys(&["backups", "prod"]).stdout);
    for _ in 0..4 {
        saved(&place);
    }
    done(&place, &["restore", "prod", "--as", "lost"]);
    assert_eq!(std::fs::read(place.file("lost.jwe")).unwrap(), kept);
    said.agree();
}
