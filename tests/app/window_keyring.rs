//! Keyrings in the whole window, by labels and roles.

use crate::desk::sample;
use crate::window::{paste, settle, shows, window_with};
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::shell::App;
use jotsmith::shell::keyring::KeyringDesk;
use jotsmith::shell::settings::SettingsFile;
use jotsmith::store::keyring::KeyringFolder;

const PASSPHRASE: &str = "ladle-gravel-owl-sonnet-thaw";

fn click(harness: &mut Harness<'static, App>, name: &str) {
    let found = harness
        .query_all_by_label(name)
        .find(|node| matches!(node.accesskit_node().role(), Role::Button | Role::RadioButton | Role::MenuItem));
    found.unwrap_or_else(|| panic!("no button {name}")).click();
    settle(harness);
}

fn type_into(harness: &mut Harness<'static, App>, label: &str, text: &str) {
    let roles = [Role::TextInput, Role::PasswordInput];
    let is_field = |role| roles.contains(&role);
    let field = harness.query_all_by_label(label).find(|node| is_field(node.accesskit_node().role()));
    let field = field.unwrap_or_else(|| panic!("no field {label}"));
    field.focus();
    field.type_text(text);
    settle(harness);
}

fn create(harness: &mut Harness<'static, App>, name: &str) {
    click(harness, "Keys");
    click(harness, "New keyring…");
    type_into(harness, "Name", name);
    type_into(harness, "Passphrase", PASSPHRASE);
    assert!(shows(harness, "Strong"), "its strength is told");
    type_into(harness, "Repeat it", PASSPHRASE);
    click(harness, "Create keyring");
}

#[test]
fn a_keyring_is_made_filled_locked_and_unlocked_for_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let (token, keys) = sample("Access token, ES256");
    let (mut harness, outside) =
        window_with(KeyringDesk::at(KeyringFolder::at(folder.path())), SettingsFile::default());
    settle(&mut harness);
    create(&mut harness, "prod");
    assert!(shows(&harness, "prod, open, 0 keys"), "{:?}", harness.state().view().keys.keyrings);

    // What is pasted while a keyring is shown goes into it.
    click(&mut harness, "Paste key…");
    type_into(&mut harness, "A JWK, a JWK Set, PEM, a certificate, or the secret of an HMAC", keys);
    click(&mut harness, "Add key");
    assert!(shows(&harness, "prod, open, 1 key"), "{:?}", harness.state().view().keys.keyrings);

    click(&mut harness, "Lock prod");
    assert!(shows(&harness, "prod is locked"));
    click(&mut harness, "Inspect");
    paste(&mut harness, token);
    assert!(shows(&harness, "Not checked"));
    click(&mut harness, "Unlock prod to try its key");
    type_into(&mut harness, "Passphrase", "wrong");
    click(&mut harness, "Unlock");
    assert!(shows(&harness, "Wrong passphrase, or the keyring is damaged"));
    // What is typed replaces what was wrong.
    harness.get_by_role(Role::PasswordInput).type_text(PASSPHRASE);
    settle(&mut harness);
    click(&mut harness, "Unlock");
    assert!(shows(&harness, "Valid, with a problem: "));
    assert!(shows(&harness, "matched by kid, in prod"));
    assert!(outside.borrow().copied.is_empty());
}

#[test]
fn two_passphrases_that_differ_make_no_keyring() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _) = window_with(KeyringDesk::at(KeyringFolder::at(folder.path())), SettingsFile::default());
    settle(&mut harness);
    click(&mut harness, "Keys");
    click(&mut harness, "New keyring…");
    type_into(&mut harness, "Name", "prod");
    type_into(&mut harness, "Passphrase", PASSPHRASE);
    type_into(&mut harness, "Repeat it", "ladle");
    assert!(shows(&harness, "The two do not match"));
    click(&mut harness, "Create keyring");
    assert_eq!(harness.state().view().keys.keyrings.len(), 1, "the session alone");
    // Who shows it types it once.
    click(&mut harness, "Show");
    click(&mut harness, "Create keyring");
    assert_eq!(harness.state().view().keys.keyrings.len(), 2);
}

#[test]
fn a_private_key_is_copied_by_a_choice_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, outside) =
        window_with(KeyringDesk::at(KeyringFolder::at(folder.path())), SettingsFile::default());
    settle(&mut harness);
    click(&mut harness, "Keys");
    click(&mut harness, "Generate key…");
    click(&mut harness, "kid: Typed");
    type_into(&mut harness, "The kid", "made here");
    click(&mut harness, "Generate");
    assert!(shows(&harness, "Key made here"));
    let copy = |harness: &mut Harness<'static, App>, name: &str| {
        click(harness, "Copy as");
        click(harness, name);
        outside.borrow_mut().copied.pop().expect("something was copied")
    };
    // The detail's menu comes after that of the whole session.
    let (text, is_secret) = copy(&mut harness, "Copy: Public JWK Set");
    assert!(!is_secret && !text.contains("\"d\""), "{text}");
    let (text, is_secret) = copy(&mut harness, "Copy: JWK Set, private");
    assert!(is_secret && text.contains("\"d\""));
    assert!(shows(&harness, "cleared in 30 seconds"));
}

#[test]
fn enter_goes_on_where_nothing_else_has_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let (mut harness, _outside) =
        window_with(KeyringDesk::at(KeyringFolder::at(folder.path())), SettingsFile::default());
    settle(&mut harness);
    click(&mut harness, "Keys");
    click(&mut harness, "Generate key…");
    assert!(harness.state().view().dialog.is_some());
    harness.key_press(eframe::egui::Key::Enter);
    settle(&mut harness);
    let view = harness.state().view();
    assert!(view.dialog.is_none(), "{:?}", view.dialog);
    assert_eq!(view.keys.rows.len(), 1);
}
