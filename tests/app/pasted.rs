//! What is pasted in Build and Keys, values that the form refuses, and headers that another algorithm leaves behind.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::member::{MemberChange, MemberCommand};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::{EditMode, Field, Slot, Structure};
use jotsmith::app::value::{SecretText, Workspace};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, FormRow, Page};

/// A private key, and nobody's.
const PRIVATE: &str = r#"{"kty":"OKP","kid":"mine","use":"sig","alg":"Ed25519","crv":"Ed25519","x":"oYBiNvOc4WLKqWa3Qv9g5pPDXNqjjmPUyj1qFCWQ2c4","d":"Tyh6HE80jpUTLeAhVyiFeYzVDfwtPaIPe-8UUbYDGA8"}"#;
const D: &str = "Tyh6HE80jpUTLeAhVyiFeYzVDfwtPaIPe-8UUbYDGA8";
const PASSWORD: &str =
    r#"{"kty":"oct","kid":"word","k":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ","alg":"PBES2-HS256+A128KW"}"#;
const WRAP: &str = r#"{"kty":"oct","kid":"wrap","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA","alg":"A256KW"}"#;

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn paste(desk: &mut Desk, text: &str) -> View {
    desk.send(Command::PasteHere(SecretText::new(text.to_owned())))
}

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn claims(view: &View) -> String {
    draft(view).payload.editor.as_ref().unwrap().text.to_string()
}

#[test]
fn a_key_that_is_pasted_in_build_or_keys_joins_the_keys_and_is_not_shown() {
    for workspace in [Workspace::Keys, Workspace::Build] {
        let mut desk = Desk::new();
        desk.send(Command::Show(workspace));
        let view = paste(&mut desk, PRIVATE);
        assert_eq!(view.workspace, workspace, "it stays where it is");
        assert_eq!(view.keys.rows.len(), 1);
        assert!(!format!("{view:?}").contains(D), "no character of it is shown");
        assert!(view.token.text.is_empty());
    }
}

#[test]
fn claims_that_are_pasted_in_build_are_those_of_the_draft() {
    let mut said = Said::new("app/pasted/claims_that_are_pasted_in_build_are_those_of_the_draft");
    let mut desk = Desk::new();
    desk.start();
    let view = paste(&mut desk, "\n{\"sub\":\"alice\"}\n");
    assert_eq!(claims(&view), r#"{"sub":"alice"}"#);
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(claims(&view).starts_with(r#"{"iat""#), "the step is taken back");
    // A token is read in Inspect, and what is neither is not taken for anything.
    let view = paste(&mut desk, "neither of them");
    assert_eq!(view.workspace, Workspace::Build);
    said.line(&view.notices.last().unwrap().text);
    assert_eq!(view.keys.rows.len(), 0);
    let view = paste(&mut desk, sample("Access token, ES256").0);
    assert_eq!(view.workspace, Workspace::Inspect);
    said.agree();
}

fn row(view: &View, name: &str) -> FormRow {
    draft(view).payload.form.as_ref().unwrap().iter().find(|row| row.name == name).unwrap().clone()
}

fn set(desk: &mut Desk, place: usize, name: &str, value: &str) -> View {
    let change = MemberChange::Json(value.to_owned());
    let command = MemberCommand::At { place, name: name.to_owned(), change };
    build(desk, BuildCommand::Member(Field::Claims, command))
}

#[test]
fn a_value_that_is_refused_stays_marked_until_it_is_mended() {
    let mut desk = Desk::new();
    desk.start();
    build(&mut desk, BuildCommand::Edit(Field::Claims, r#"{"iat":1,"n":2}"#.to_owned()));
    build(&mut desk, BuildCommand::ClaimsMode(EditMode::Form));
    let view = set(&mut desk, 1, "n", "[1,");
    let refused = row(&view, "n").refused.expect("it is marked");
    assert_eq!(refused.0, "[1,");
    assert_eq!(claims(&view), r#"{"iat":1,"n":2}"#, "and is not in the token");
    // Another value that is set leaves the mark.
    let view = set(&mut desk, 0, "iat", "3");
    assert!(row(&view, "n").refused.is_some() && row(&view, "iat").refused.is_none());
    let view = set(&mut desk, 1, "n", "[1]");
    assert_eq!((row(&view, "n").refused, claims(&view).as_str()), (None, r#"{"iat":3,"n":[1]}"#));
    // Escape takes the value that is in the text.
    set(&mut desk, 1, "n", "nope");
    let view = set(&mut desk, 1, "n", "[1]");
    assert_eq!(row(&view, "n").refused, None);
}

#[test]
fn what_belongs_to_another_algorithm_leaves_the_header() {
    let mut desk = Desk::new();
    desk.add_key(PASSWORD);
    desk.add_key(WRAP);
    desk.start();
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "PBES2-HS256+A128KW".to_owned()));
    desk.choose();
    let header = |view: &View| draft(view).encryption.as_ref().unwrap().protected.text.to_string();
    let view = build(&mut desk, BuildCommand::Settle);
    assert!(header(&view).contains("p2c"), "{}", header(&view));
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "A256KW".to_owned()));
    // Also before a key is chosen for it.
    assert!(!header(&view).contains("p2c"), "{}", header(&view));
    // What was carried over or typed goes the same way.
    let typed = r#"{"alg":"A256KW","enc":"A256GCM","epk":{},"apu":"YQ","iv":"YQ","tag":"YQ","p2s":"YQ"}"#;
    build(&mut desk, BuildCommand::Edit(Field::EncryptionHeader, typed.to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    for name in ["epk", "apu", "iv", "tag", "p2s"] {
        assert!(!header(&view).contains(&format!("\"{name}\"")), "{}", header(&view));
    }
    assert!(view.notices.last().unwrap().text.contains("epk"), "and it is told: {:?}", view.notices);
}

#[test]
fn a_secret_among_variables_is_offered_to_the_keys_and_the_token_comes_back() {
    let mut said = Said::new("app/pasted/a_secret_among_variables_is_offered_to_the_keys_and_the_token_comes_back");
    const SECRET: &str = "s3cr3t-for-the-orders-api-please-change-me-0123";
    for text in
        [format!("DB=1\nJWT_SECRET={SECRET}\nOTHER=x\n"), format!("jwt_secret = \"{SECRET}\"\nregion = \"eu\"\n")]
    {
        let mut desk = Desk::new();
        let view = desk.paste(&text);
        assert_eq!(
            view.instead.as_ref().map(|message| message.title.as_str()),
            Some("Move it to the keys, then paste a token")
        );
        let token = sample("Access token, ES256").0;
        let mut desk = Desk::new();
        desk.paste(token);
        let view = desk.paste(&text);
        said.line(&view.verdict.detail);
        assert_eq!(
            view.instead.as_ref().map(|message| message.title.as_str()),
            Some("Move it to the keys; the token comes back")
        );
        let view = desk.send(Command::MoveTokenToKeys);
        assert_eq!(view.keys.rows.len(), 1, "{:?}", view.notices);
        assert_eq!(&*view.token.text, token);
        assert!(!format!("{view:?}").contains(SECRET));
    }
    // A form, and names that hold no secret, are none.
    for text in ["client_secret=abcdefgh&grant_type=client_credentials", "DB=1\nOTHER=x\n"] {
        assert!(!Desk::new().paste(text).verdict.detail.contains("variable"), "{text}");
    }
    said.agree();
}

/// Nothing that was pasted is lost, be it a key that nobody has moved yet.
#[test]
fn a_key_that_is_pasted_over_another_leaves_that_one_behind_it() {
    let token = sample("Access token, ES256").0;
    let mut desk = Desk::new();
    desk.paste(token);
    desk.paste(PRIVATE);
    let view = desk.paste(WRAP);
    assert_eq!(
        view.instead.as_ref().map(|message| message.title.as_str()),
        Some("Move it to the keys; what it was pasted over comes back")
    );
    let view = desk.send(Command::MoveTokenToKeys);
    assert_eq!((view.keys.rows.len(), &*view.token.text), (1, PRIVATE), "the first is there again");
    let view = desk.send(Command::MoveTokenToKeys);
    assert_eq!((view.keys.rows.len(), &*view.token.text), (2, token));
    assert!(!format!("{view:?}").contains(D));

    // Undo brings it back as well, and the token behind it.
    let mut desk = Desk::new();
    desk.paste(token);
    desk.paste(PRIVATE);
    desk.paste(WRAP);
    let view = desk.send(Command::UndoToken);
    assert_eq!(&*view.token.text, PRIVATE);
    let view = desk.send(Command::MoveTokenToKeys);
    assert_eq!((view.keys.rows.len(), &*view.token.text), (1, token));

    // A token over a key, too.
    let mut desk = Desk::new();
    desk.paste(PRIVATE);
    desk.paste(token);
    let view = desk.send(Command::UndoToken);
    assert_eq!(&*view.token.text, PRIVATE);
    // Who clears a private key means it to be gone.
    desk.send(Command::ClearToken);
    let view = desk.send(Command::UndoToken);
    assert_ne!(&*view.token.text, PRIVATE);
}
