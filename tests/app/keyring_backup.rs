//! Backups of keyrings in the whole window, and messages about keyrings that go when they were answered, by labels and roles.

use crate::desk::sample;
use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window as Desk, secret};
use crate::window::{paste, settle, shows, window_with};
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::shell::App;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::shell::settings::SettingsFile;
use jotsmith::store::keyring::{KeyringFolder, Memory};
use std::path::Path;

type Window = Harness<'static, App>;

const BEFORE_LAST: &str = "The backup from before the last save";
const BEFORE_THAT: &str = "The backup from before the save before the last";

/// A window on the keyrings of a folder, with what the computer remembers of them.
fn open(folder: &Path) -> Window {
    let memory = Memory::at(folder.join("seen"));
    let (mut harness, _) =
        window_with(KeyringDesk::at(KeyringFolder::at(folder).with_memory(memory)), SettingsFile::default());
    settle(&mut harness);
    harness
}

fn buttons<'a>(harness: &'a Window, name: &'a str) -> impl Iterator<Item = egui_kittest::Node<'a>> {
    harness.query_all_by_label(name).filter(|node| {
        matches!(node.accesskit_node().role(), Role::Button | Role::RadioButton | Role::MenuItem | Role::ListBoxOption)
    })
}

fn click(harness: &mut Window, name: &str) {
    let found = buttons(harness, name).next();
    found.unwrap_or_else(|| panic!("no button {name}")).click();
    settle(harness);
}

fn offers(harness: &Window, name: &str) -> usize {
    buttons(harness, name).count()
}

/// Shows a keyring, whose row says how it stands.
fn choose(harness: &mut Window, row: &str) {
    click(harness, "Keys");
    let found = harness.query_all_by_label_contains(row).next();
    found.unwrap_or_else(|| panic!("no row {row}: {:?}", harness.state().view().keys.keyrings)).click();
    settle(harness);
}

/// How a keyring stands.
#[track_caller]
fn see(harness: &mut Window, row: &str) {
    if !shows(harness, row) {
        click(harness, "Keys");
    }
    let view = harness.state().view();
    assert!(shows(harness, row), "{row}: {:?}, {:?}", view.keys.keyrings, view.notices);
}

fn type_passphrase(harness: &mut Window, text: &str) {
    let field = harness.get_by_role(Role::PasswordInput);
    field.focus();
    field.type_text(text);
    settle(harness);
}

fn public_key(kid: &str, x: char) -> String {
    let x: String = std::iter::repeat_n(x, 43).collect();
    format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"{kid}","x":"{x}"}}"#)
}

fn set(keys: &[&str]) -> String {
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

/// A yes is to the file that was asked about, not to another one that stands there by then.
#[test]
fn what_is_swapped_behind_a_question_is_asked_about_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.jwks");
    std::fs::write(&file, set(&[&public_key("colleague", 'A')])).unwrap();
    let mut harness = open(folder.path());
    assert_eq!(offers(&harness, "Open it anyway"), 1);
    std::fs::write(&file, set(&[&public_key("attacker", 'E')])).unwrap();
    click(&mut harness, "Open it anyway");
    let view = harness.state().view();
    let asked: Vec<_> = view.notices.iter().filter(|notice| !notice.actions.is_empty()).collect();
    assert!(matches!(&asked[..], [one] if one.text.ends_with("(\"attacker\")")), "{asked:?}");
    click(&mut harness, "Open it anyway");
    see(&mut harness, "team, public, 1 key");
}

/// What the button says leads to the backups of a keyring that has no passphrase, and says how many there are.
#[test]
fn a_damaged_public_keyring_opens_from_its_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let whole = sample("Access token, ES256").1.trim();
    std::fs::write(file("team.jwks"), whole).unwrap();
    let mut harness = open(folder.path());
    click(&mut harness, "Open it anyway");
    see(&mut harness, "team, public, 1 key");
    drop(harness);

    for damaged in ["{\"keys\":[{\"kty\":\"EC\"", "", "\u{1}\u{2}\u{3}", "-----BEGIN NOTHING-----"] {
        let whole = std::fs::read_to_string(file("team.jwks")).unwrap();
        std::fs::write(file("team.jwks"), damaged).unwrap();
        for number in 1..=3 {
            let _ = std::fs::remove_file(file(&format!("team.jwks.bak{number}")));
        }
        let mut harness = open(folder.path());
        choose(&mut harness, "team, cannot be opened");
        assert!(shows(&harness, "No backup of it was found next to it"), "{damaged}");
        assert_eq!((offers(&harness, "Try its backup…"), offers(&harness, "Try its backups…")), (0, 0), "{damaged}");
        assert_eq!(offers(&harness, "Check again"), 1);

        std::fs::write(file("team.jwks.bak1"), &whole).unwrap();
        let mut harness = open(folder.path());
        choose(&mut harness, "team, cannot be opened");
        assert!(shows(&harness, "Its backup is next to it and may be intact"), "{damaged}");
        click(&mut harness, "Try its backup…");
        assert!(shows(&harness, "Open a backup of team"));
        assert!(harness.query_by_role(Role::PasswordInput).is_none(), "it has no passphrase");
        click(&mut harness, BEFORE_LAST);
        assert_eq!(offers(&harness, "Try its backup…"), 0, "the message that offered it is gone");
        assert!(shows(&harness, "Opened from a backup; the keyring file itself has not been changed"), "{damaged}");
        see(&mut harness, "team, not saved, 1 key");
        assert_eq!(std::fs::read_to_string(file("team.jwks")).unwrap(), damaged, "the file is as it was");
        click(&mut harness, "Save it");
        see(&mut harness, "team, public, 1 key");
    }
}

/// One that is damaged too says so, and the others stay.
#[test]
fn a_damaged_backup_leaves_the_others_to_be_tried() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let whole = set(&[&public_key("a", 'A')]);
    std::fs::write(file("team.jwks"), &whole).unwrap();
    let mut harness = open(folder.path());
    click(&mut harness, "Open it anyway");
    drop(harness);
    std::fs::write(file("team.jwks"), "{").unwrap();
    std::fs::write(file("team.jwks.bak1"), "{\"ke").unwrap();
    std::fs::write(file("team.jwks.bak2"), &whole).unwrap();
    let mut harness = open(folder.path());
    choose(&mut harness, "team, cannot be opened");
    assert!(shows(&harness, "Its 2 backups are next to it and may be intact"));
    click(&mut harness, "Try its backups…");
    click(&mut harness, BEFORE_LAST);
    assert!(shows(&harness, &format!("{BEFORE_LAST}: ")) && shows(&harness, "Try another backup"));
    click(&mut harness, BEFORE_THAT);
    see(&mut harness, "team, not saved, 1 key");
}

/// Whoever can write the folder can put a backup there. It is asked about as the keyring itself is, with its keys.
#[test]
fn a_planted_backup_of_a_public_keyring_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (token, planted) = sample("Access token, ES256");
    std::fs::write(file("team.jwks"), set(&[&public_key("ours", 'A')])).unwrap();
    let mut harness = open(folder.path());
    click(&mut harness, "Open it anyway");
    drop(harness);
    std::fs::write(file("team.jwks"), "{").unwrap();
    std::fs::write(file("team.jwks.bak1"), planted.trim()).unwrap();
    let mut harness = open(folder.path());
    choose(&mut harness, "team, cannot be opened");
    click(&mut harness, "Try its backup…");
    click(&mut harness, BEFORE_LAST);
    assert!(shows(&harness, "so anyone could have written it"));
    assert!(
        shows(&harness, "it adds 1 key (\"sample-signing\") and lacks 1 key (\"ours\")"),
        "what comes and what goes is named"
    );
    assert!(shows(&harness, "Open it only if you know why it is different"));
    see(&mut harness, "team, cannot be opened");
    paste(&mut harness, token);
    assert_ne!(harness.state().view().verdict.word, "Valid, with a problem");
    click(&mut harness, "Open it anyway");
    see(&mut harness, "team, not saved, 1 key");
}

/// The same of an encrypted one: an older save is what a backup is, another keyring is not.
#[test]
fn a_planted_backup_of_an_encrypted_keyring_is_asked_about() {
    let (mut own, mut other) = (Desk::new(), Desk::new());
    own.create("prod");
    own.keep(sample("Access token, ES256").1, "prod");
    other.create("prod");
    let path = own.file("prod.jwe");
    let backup = own.file("prod.jwe.bak1");
    let folder = path.parent().unwrap().to_owned();
    assert!(backup.exists(), "each save keeps what was there");
    let unlock = |harness: &mut Window| {
        choose(harness, "prod, cannot be opened");
        assert!(shows(harness, "Its backup is next to it and may be intact"));
        click(harness, "Try its backup…");
        assert!(shows(harness, "Open a backup of prod") && offers(harness, "Unlock") == 0);
        type_passphrase(harness, PASSPHRASE);
        click(harness, BEFORE_LAST);
    };
    std::fs::write(&path, "eyJ").unwrap();
    let mut harness = open(&folder);
    unlock(&mut harness);
    see(&mut harness, "prod, not saved, 0 keys");
    drop(harness);

    std::fs::copy(other.file("prod.jwe"), &backup).unwrap();
    let mut harness = open(&folder);
    unlock(&mut harness);
    assert!(shows(
        &harness,
        "It does not have the identity of the keyring that this computer last opened under this name"
    ));
    click(&mut harness, "Open it anyway");
    see(&mut harness, "prod, not saved, 0 keys");
}

/// A keyring that anyone could have put there has no lock: the offer beside a token does not say that it has one.
#[test]
fn a_closed_public_keyring_is_offered_to_be_opened_and_not_to_be_unlocked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("team.jwks"), sample("Access token, ES256").1.trim()).unwrap();
    let mut harness = open(folder.path());
    paste(&mut harness, sample("Access token, ES256").0);
    assert_eq!((offers(&harness, "Open team to try its keys"), shows(&harness, "Unlock team")), (1, false));
    click(&mut harness, "Open team to try its keys");
    assert_ne!(harness.state().view().verdict.word, "Valid, with a problem", "it is asked about");
    click(&mut harness, "Open it anyway");
    assert_eq!(harness.state().view().verdict.word, "Valid, with a problem");
}

/// What an interrupted save left can be planted, too.
#[test]
fn a_planted_leftover_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (token, planted) = sample("Access token, ES256");
    std::fs::write(file("team.jwks"), set(&[&public_key("ours", 'A')])).unwrap();
    let mut harness = open(folder.path());
    click(&mut harness, "Open it anyway");
    drop(harness);
    std::fs::write(file(".team.jwks.tmp-1-0f"), planted.trim()).unwrap();
    let mut harness = open(folder.path());
    choose(&mut harness, "team, public, 1 key");
    click(&mut harness, "Take over its keys");
    assert!(shows(&harness, "team: nothing came from .team.jwks.tmp-1-0f"));
    assert!(
        shows(&harness, "it adds 1 key (\"sample-signing\") and lacks 1 key (\"ours\")"),
        "{:?}",
        harness.state().view().notices
    );
    see(&mut harness, "team, public, 1 key");
    paste(&mut harness, token);
    assert_ne!(harness.state().view().verdict.word, "Valid, with a problem");
    click(&mut harness, "Take over its keys anyway");
    see(&mut harness, "team, public, 2 keys");
    assert_eq!(offers(&harness, "Take over its keys anyway"), 0);
}

/// The same of a file that somebody else has written while it is open, and that is to be merged.
#[test]
fn what_somebody_else_wrote_is_asked_about_before_it_is_merged() {
    let mut said = Said::new("app/keyring_backup/what_somebody_else_wrote_is_asked_about_before_it_is_merged");
    let mut desk = Desk::new();
    desk.keyring(KeyringCommand::OpenCreate);
    desk.keyring(KeyringCommand::Create { name: "team".to_owned(), passphrase: secret(""), is_public: true });
    let ring = desk.ring("team");
    std::fs::write(desk.file("team.jwks"), sample("Access token, ES256").1.trim()).unwrap();
    let view = desk.keyring(KeyringCommand::Merge(ring));
    assert_eq!(view.keys.rows.len(), 0);
    let notice = view.notices.iter().find(|notice| !notice.actions.is_empty()).expect("it is asked about");
    said.line(&notice.text);
    let view = desk.send(notice.actions[0].command.clone());
    assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
    said.agree();
}

/// A question that was answered is not asked any more, however it was answered.
#[test]
fn a_question_about_a_keyring_goes_when_it_is_settled() {
    let settled = |settle_it: &dyn Fn(&mut Window, &Path)| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("team.jwks"), set(&[&public_key("a", 'A')])).unwrap();
        let mut harness = open(folder.path());
        assert_eq!(offers(&harness, "Open it anyway"), 1);
        settle_it(&mut harness, folder.path());
        (offers(&harness, "Open it anyway"), harness)
    };
    // By its button.
    let (left, mut harness) = settled(&|harness, _| click(harness, "Open it anyway"));
    assert_eq!(left, 0);
    see(&mut harness, "team, public, 1 key");
    // In another window, and opened here then.
    let (left, mut harness) = settled(&|harness, folder| {
        click(&mut open(folder), "Open it anyway");
        choose(harness, "team, public keys, closed");
        click(harness, "Open");
    });
    assert_eq!(left, 0);
    see(&mut harness, "team, public, 1 key");
    // Asked twice, it is one question.
    let (left, _) = settled(&|harness, _| {
        choose(harness, "team, public keys, closed");
        click(harness, "Open");
    });
    assert_eq!(left, 1);
    // Deleted.
    let (left, harness) = settled(&|harness, _| {
        choose(harness, "team, public keys, closed");
        click(harness, "More");
        click(harness, "Move to the trash");
    });
    assert!(left == 0 && shows(&harness, "team was moved to the trash"), "{:?}", harness.state().view().notices);
    // Gone from the folder.
    let (left, _) = settled(&|harness, folder| {
        std::fs::remove_file(folder.join("team.jwks")).unwrap();
        click(harness, "Keys");
        click(harness, "New keyring…");
        type_name(harness, "other");
        click(harness, "Kind: Public keys only");
        click(harness, "Create keyring");
    });
    assert_eq!(left, 0);
}

fn type_name(harness: &mut Window, text: &str) {
    let field = harness.query_all_by_label("Name").find(|node| node.accesskit_node().role() == Role::TextInput);
    let field = field.expect("a field");
    field.focus();
    field.type_text(text);
    settle(harness);
}
