//! What the password of a token costs a guesser (PBES2, RFC 7518 §4.8), told where it is typed and where it is used.

use crate::build_window::press;
use crate::desk::Desk;
use crate::golden::Said;
use crate::window::{settle, shows, window};
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::{Field, Slot, Structure};
use jotsmith::app::value::{SecretReading, SecretText, Tone, Workspace};
use jotsmith::app::view::builder::Page;
use jotsmith::app::view::{Dialog, PasswordView, View};

const STRONG: &str = "ladle-gravel-owl-sonnet-thaw";

/// What is said beside the recipient's key.
fn beside(view: &View) -> Option<PasswordView> {
    match &view.build.page {
        Page::Draft(draft) => draft.encryption.as_ref()?.password.clone(),
        other => panic!("no draft: {other:?}"),
    }
}

/// What is said where it is typed.
fn in_dialog(view: &View) -> Option<PasswordView> {
    match &view.dialog {
        Some(Dialog::AddKey { password, .. }) => password.as_deref().cloned(),
        other => panic!("{other:?}"),
    }
}

fn words(password: &PasswordView) -> String {
    let strength = password.strength.as_ref();
    strength.map_or_else(|| password.cost.clone(), |said| format!("{}: {}. {}", said.word, said.cost, said.derivation))
}

#[test]
fn a_password_is_rated_where_it_is_typed_and_where_it_is_used() {
    let mut said = Said::new("app/password/a_password_is_rated_where_it_is_typed_and_where_it_is_used");
    let mut desk = Desk::new();
    desk.start();
    let build = |desk: &mut Desk, command| desk.send(Command::Build(command));
    let algorithm = |name: &str| BuildCommand::SetAlgorithm(Slot::Recipient(0), name.to_owned());
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    assert_eq!(beside(&build(&mut desk, algorithm("A256KW"))), None, "a key is no password");
    let view = build(&mut desk, algorithm("PBES2-HS256+A128KW"));
    said.line(words(&beside(&view).expect("before there is one")));
    let preview = |desk: &mut Desk, text: &str| {
        let view = desk.send(Command::PreviewKey(SecretText::new(text.to_owned()), SecretReading::Automatic));
        in_dialog(&view)
    };
    let view = desk.send(Command::OpenAddKey);
    assert_eq!(in_dialog(&view), beside(&view), "nothing was typed yet");
    let weak = preview(&mut desk, "hunter2").expect("it is rated");
    said.line(words(&weak));
    let strong = preview(&mut desk, STRONG).expect("it is rated");
    said.line(words(&strong));
    let tone = |password: &PasswordView| password.strength.as_ref().map(|said| said.tone);
    assert_eq!((tone(&weak), tone(&strong)), (Some(Tone::Bad), Some(Tone::Good)));
    // A key that holds it is rated as the password that it is; a public key is none.
    assert_eq!(tone(&preview(&mut desk, r#"{"kty":"oct","k":"aHVudGVyMg"}"#).unwrap()), Some(Tone::Bad));
    let public = r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    assert_eq!(tone(&preview(&mut desk, public).unwrap()), None);

    let view = desk.send(Command::AddKey(SecretText::new("hunter2".to_owned()), SecretReading::Automatic));
    assert_eq!(view.workspace, Workspace::Build);
    desk.choose();
    let view = desk.send(Command::CloseDialog);
    assert_eq!(beside(&view).map(|password| tone(&password)), Some(Some(Tone::Bad)), "the key that was chosen");
    // With the count that is used.
    let view = build(&mut desk, BuildCommand::Edit(Field::Count(0), "5,000".to_owned()));
    said.line(words(&beside(&view).unwrap()));
    let view = build(&mut desk, algorithm("PBES2-HS512+A256KW"));
    said.line(words(&beside(&view).unwrap()));
    // Elsewhere no password of a token is typed.
    desk.send(Command::Show(Workspace::Inspect));
    let view = desk.send(Command::OpenAddKey);
    assert_eq!(in_dialog(&view), None);
    said.agree();
}

#[test]
fn the_window_says_it_beside_the_field() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Encrypted profile");
    let combo =
        harness.query_all_by_label_contains("Algorithm, ").find(|node| node.accesskit_node().role() == Role::ComboBox);
    combo.expect("the algorithm").click();
    settle(&mut harness);
    let row = harness.query_all_by_label_contains("PBES2-HS256+A128KW  ·").next();
    row.expect("its row").click_accesskit();
    settle(&mut harness);
    let view = harness.state().view();
    assert!(shows(&harness, "Each guess costs 600,000 iterations of PBKDF2-SHA-256"), "{:?}", beside(view));
    press(&mut harness, "Type it…");
    let field = harness.get_by_role(Role::PasswordInput);
    field.focus();
    field.type_text("hunter2");
    settle(&mut harness);
    assert!(shows(&harness, "Very weak") && shows(&harness, "One graphics card guesses it in"));
    press(&mut harness, "Add key");
    settle(&mut harness);
    if harness.state().view().dialog.is_some() {
        press(&mut harness, "Use this name");
    }
    assert!(shows(&harness, "Very weak"), "beside the key: {:?}", beside(harness.state().view()));
}
