//! A key has a name from the moment that it comes: it is asked for once, and no two keys are called the same.

use crate::desk::Desk;
use crate::golden::Said;
use crate::keyring::Window;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::disclose::DiscloseCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::builder::{Field, Slot};
use jotsmith::app::value::{Place, SecretReading, SecretText, Workspace};
use jotsmith::app::view::{Dialog, KeyringDialogView, View};

const PRIVATE: &str = r#"{"kty":"EC","crv":"P-256","kid":"ec","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
const SECRET: &str = r#"{"kty":"oct","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;
const OTHER: &str = r#"{"kty":"oct","k":"AAT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;

fn paste(desk: &mut Desk, text: &str) -> View {
    desk.send(Command::PasteHere(SecretText::new(text.to_owned())))
}

/// The name that is suggested, where one is asked for.
fn asked(view: &View) -> Option<String> {
    match &view.dialog {
        Some(Dialog::Keyring(KeyringDialogView::Edit { is_new: true, name, issuer: None, .. })) => Some(name.clone()),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn name_it(desk: &mut Desk, name: &str) -> View {
    desk.send(Command::Keyring(KeyringCommand::Edit { name: name.to_owned(), issuer: String::new() }))
}

fn names(view: &View) -> Vec<&str> {
    view.keys.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn a_key_that_is_made_in_build_is_named_at_once() {
    let mut desk = Desk::new();
    desk.send(Command::Build(BuildCommand::StartEmpty));
    let view = desk.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    assert_eq!(asked(&view).as_deref(), Some("EC P-256 of 2026-11-23"));
    let view = name_it(&mut desk, " prod signer ");
    assert_eq!((asked(&view), names(&view)), (None, vec!["prod signer"]));
    // Enter, or Escape, leaves what is suggested; a key of the holder is asked for as well.
    let view = desk.send(Command::Build(BuildCommand::Disclose(DiscloseCommand::MakeHolder)));
    let suggested = asked(&view).expect("it is asked");
    let view = name_it(&mut desk, &suggested);
    assert_eq!(names(&view), ["prod signer", "EC P-256 of 2026-11-23"]);
    desk.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    let view = desk.send(Command::CloseDialog);
    assert_eq!(names(&view), ["prod signer", "EC P-256 of 2026-11-23", "EC P-256 of 2026-11-23 2"]);
}

/// RSA takes seconds: who typed on meanwhile is not asked in the middle of a word.
#[test]
fn who_types_on_is_not_asked() {
    let mut desk = Desk::new();
    desk.send(Command::Build(BuildCommand::StartEmpty));
    desk.held = Some(Vec::new());
    desk.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    let made = desk.held.take().into_iter().flatten().last().expect("a key is being made");
    desk.send(Command::Build(BuildCommand::Edit(Field::Claims, "{\"sub\":\"a".to_owned())));
    let view = desk.send(Command::Answer(Box::new(made.run())));
    assert_eq!((asked(&view), view.keys.rows.len()), (None, 1));
}

#[test]
fn a_key_that_is_pasted_is_named_at_once() {
    let mut desk = Desk::new();
    desk.send(Command::Show(Workspace::Keys));
    let view = paste(&mut desk, SECRET);
    assert_eq!(asked(&view).as_deref(), Some("32-byte secret of 2026-11-23"));
    name_it(&mut desk, "gateway");
    // Its kid is what it is called, until it is called otherwise.
    let view = paste(&mut desk, PRIVATE);
    assert_eq!(asked(&view).as_deref(), Some("ec"));
    let view = name_it(&mut desk, "ec");
    assert_eq!(names(&view), ["gateway", "ec"]);
    // One that is there already is not asked about, nor is each of several.
    assert_eq!(asked(&paste(&mut desk, SECRET)), None);
    let mut desk = Desk::new();
    desk.send(Command::Show(Workspace::Keys));
    let view = paste(&mut desk, &format!("{{\"keys\":[{SECRET},{OTHER}]}}"));
    assert_eq!((asked(&view), view.keys.rows.len()), (None, 2));
}

#[test]
fn a_key_that_is_pasted_into_a_keyring_is_named_there() {
    let mut window = Window::new();
    window.create("prod");
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    let view = window.send(Command::PasteHere(SecretText::new(SECRET.to_owned())));
    assert!(asked(&view).is_some(), "{:?}", view.notices);
    let view = window.keyring(KeyringCommand::Edit { name: "gateway".to_owned(), issuer: String::new() });
    assert_eq!(names(&view), ["gateway"]);
}

/// The dialog suggests what the key is called, and leaves a kid alone.
#[test]
fn the_dialog_of_a_pasted_key_suggests_a_name() {
    let mut desk = Desk::new();
    let mut suggested = |text: &str, reading: SecretReading| {
        desk.send(Command::OpenAddKey);
        let view = desk.send(Command::PreviewKey(SecretText::new(text.to_owned()), reading));
        match view.dialog {
            Some(Dialog::AddKey { suggested, .. }) => suggested,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(suggested("", SecretReading::Automatic), "");
    assert_eq!(suggested(PRIVATE, SecretReading::Automatic), "ec");
    assert_eq!(suggested("a-secret-of-thirty-two-characters", SecretReading::Utf8), "33-byte secret of 2026-11-23");
    let text = SecretText::new(PRIVATE.to_owned());
    let view = desk.send(Command::AddKeyAs("ec".to_owned(), text, SecretReading::Automatic));
    assert_eq!(names(&view), ["ec"]);
    let view = desk.send(Command::Keyring(KeyringCommand::OpenEdit(view.keys.rows[0].id)));
    match view.dialog {
        Some(Dialog::Keyring(KeyringDialogView::Edit { name, .. })) => assert_eq!(name, "", "the kid is no name"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_two_keys_are_called_the_same() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(PRIVATE, "prod");
    let view = window.keyring(KeyringCommand::Choose(Place::Session));
    assert!(view.keys.rows.is_empty());
    let named = |window: &mut Window, text: &str, name: &str| {
        window.send(Command::OpenAddKey);
        let text = SecretText::new(text.to_owned());
        let view = window.send(Command::AddKeyAs(name.to_owned(), text, SecretReading::Automatic));
        view.keys.rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>()
    };
    // That of a key in an open keyring, and one of the session.
    assert_eq!(named(&mut window, SECRET, "ec"), ["ec 2"]);
    assert_eq!(named(&mut window, OTHER, "ec"), ["ec 2", "ec 3"]);
    // Whoever gives a name that another key has is told.
    let view = window.desk.view();
    window.keyring(KeyringCommand::OpenEdit(view.keys.rows[1].id));
    let view = window.keyring(KeyringCommand::Edit { name: "ec".to_owned(), issuer: String::new() });
    assert_eq!(names(&view), ["ec 2", "ec 3"]);
    assert_eq!(view.notices.last().unwrap().text, "Another key is called \"ec\", so this one is called \"ec 3\"");
}

/// Ctrl+C in Keys: the public halves of what is selected, and that they were copied; never a private key, and why nothing.
#[test]
fn what_is_copied_in_keys_is_said() {
    let mut desk = Desk::new();
    let mut said = Said::new("app/naming/what_is_copied_in_keys_is_said");
    let mut copy = |desk: &mut Desk, ids: Vec<u64>| {
        desk.clipboard.clear();
        let view = desk.send(Command::CopyPublic(ids));
        said.line(&view.notices.last().expect("it is said").text);
        desk.clipboard.pop().map(|(text, _)| text)
    };
    desk.send(Command::Show(Workspace::Keys));
    assert_eq!(copy(&mut desk, Vec::new()), None);
    desk.add_key(PRIVATE);
    let view = desk.add_key(SECRET);
    let ids: Vec<u64> = view.keys.rows.iter().map(|row| row.id).collect();
    assert_eq!(copy(&mut desk, Vec::new()), None, "nothing is selected");
    let copied = copy(&mut desk, vec![ids[0]]).expect("its public half");
    assert!(copied.contains("\"kid\"") && !copied.contains("870MB6gfuTJ4"), "{copied}");
    assert_eq!(copy(&mut desk, vec![ids[1]]), None);
    let copied = copy(&mut desk, ids.clone()).expect("what is public of them");
    assert!(
        copied.contains("\"keys\"") && !copied.contains("9pT3t1v8") && !copied.contains("870MB6gfuTJ4"),
        "{copied}"
    );
    said.agree();
}
