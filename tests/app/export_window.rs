//! A token handed on, in the whole window, by labels and roles.

use crate::desk::sample;
use crate::window::{paste, settle, shows, window};
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jotsmith::app::message::command::{Command, ExportCommand};
use jotsmith::app::value::{CopyTarget, DrawerTab};
use jotsmith::engine::export;
use jotsmith::shell::App;

fn click(harness: &mut Harness<'static, App>, role: Role, name: &str) {
    // The token box has a button of the same name; the drawer is below it.
    let found = harness.query_all_by_role_and_label(role, name).last();
    // As a screen reader does it: what is scrolled out of sight can be clicked as well.
    found.unwrap_or_else(|| panic!("no {role:?} {name}")).click_accesskit();
    settle(harness);
}

/// A window with a token in it, and the tab open.
fn open() -> (Harness<'static, App>, std::rc::Rc<std::cell::RefCell<crate::window::Outside>>) {
    let (mut harness, outside) = window();
    paste(&mut harness, sample("Access token, ES256").0);
    click(&mut harness, Role::Tab, "Export");
    (harness, outside)
}

#[test]
fn what_is_copied_is_what_the_preview_shows() {
    let (mut harness, outside) = open();
    click(&mut harness, Role::RadioButton, "Code that verifies it");
    click(&mut harness, Role::RadioButton, "Code that verifies it, Python, PyJWT");
    let preview = harness.state().view().drawer.export.preview.clone().expect("a preview");
    assert!(preview.text.contains("issuer=\"https://login.example.com\"") && !preview.is_secret, "{}", preview.text);
    click(&mut harness, Role::Button, "Copy");
    assert_eq!(outside.borrow().copied.last(), Some(&(preview.text, false)));
    assert!(!shows(&harness, "Clipboard cleared in"), "nobody can use it");
}

#[test]
fn what_is_secret_says_so_and_the_clipboard_is_cleared_after_a_while_or_at_once() {
    let (mut harness, outside) = open();
    click(&mut harness, Role::RadioButton, "curl command, secret");
    assert!(shows(&harness, "Secret: whoever has it"));
    click(&mut harness, Role::Button, "Copy");
    let (text, is_secret) = outside.borrow().copied.last().cloned().expect("it was copied");
    assert!(text.starts_with("curl --header 'Authorization: Bearer eyJ") && is_secret);
    click(&mut harness, Role::Button, "Clipboard cleared in 30 s");
    assert!(!shows(&harness, "Clipboard cleared in"));
}

#[test]
fn a_file_is_saved_where_the_dialog_says() {
    let (mut harness, outside) = open();
    let folder = tempfile::tempdir().expect("a folder");
    outside.borrow_mut().folder = Some(folder.path().to_owned());
    click(&mut harness, Role::RadioButton, "Claims, YAML");
    click(&mut harness, Role::Button, "Save as…");
    let saved = std::fs::read_to_string(folder.path().join("claims.yaml")).expect("it was written");
    assert!(saved.starts_with("iss: \"https://login.example.com\"\n") && saved.ends_with('\n'), "{saved}");
    assert!(shows(&harness, "Saved as"));
}

#[test]
fn the_filter_finds_by_any_word_and_what_is_not_possible_says_why() {
    let mut desk = crate::desk::Desk::new();
    desk.paste(sample("Encrypted, RSA-OAEP-256").0);
    desk.send(Command::SelectTab(DrawerTab::Export));
    let view = desk.send(Command::Export(ExportCommand::Filter("ruby VERIFIES".to_owned())));
    let rows = &view.drawer.export.rows;
    assert_eq!(rows.iter().map(|row| row.export).collect::<Vec<_>>(), ["verify-ruby"]);
    assert!(!rows[0].is_possible);
    let preview = view.drawer.export.preview.expect("it is shown all the same");
    assert!(!preview.is_possible && preview.text.is_empty() && !preview.line.is_empty());
    assert_eq!(desk.copied(CopyTarget::Export("verify-ruby")), None);
    let view = desk.send(Command::Export(ExportCommand::Filter("nothing is called that".to_owned())));
    assert!(view.drawer.export.rows.is_empty() && view.drawer.export.preview.is_none());
}

/// The window lists all that the terminal does, but for what says nothing about this token.
#[test]
fn the_window_and_the_terminal_have_one_table() {
    let mut desk = crate::desk::Desk::new();
    desk.add_key(sample("Access token, ES256").1);
    let view = desk.paste(sample("Access token, ES256").0);
    let listed: Vec<&str> = view.drawer.exports.iter().map(|row| row.export).collect();
    let left_out: Vec<&str> = export::rows().map(|row| row.name).filter(|name| !listed.contains(name)).collect();
    assert_eq!(left_out, ["compact", "dpop-header"]);
    for row in view.drawer.exports.iter().filter(|row| row.is_possible) {
        let (text, is_secret) = desk.copied(row.copy.clone()).unwrap_or_else(|| panic!("{} is offered", row.export));
        assert!(is_secret == row.is_secret && !text.is_empty(), "{}", row.export);
    }
}
