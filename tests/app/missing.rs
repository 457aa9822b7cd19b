//! A key that a draft means and that is not at hand: it is named, and no other takes its place.

use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::disclose::DiscloseCommand;
use jotsmith::app::message::builder::job::BuildAnswer;
use jotsmith::app::message::builder::keep::{Happened, KeepAnswer, KeepCommand, KeepWork};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::builder::{Slot, Structure};
use jotsmith::app::value::{Place, SecretText, Tone};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, Page};

/// Secrets of 32 bytes, and nobody's.
const PROD: &str = r#"{"kty":"oct","kid":"prod-2026","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;
const NAMELESS: &str = r#"{"kty":"oct","k":"rT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}"#;
const OTHER: &str = r#"{"kty":"oct","kid":"other","k":"aT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}"#;
/// Of the same name as the one in the keyring, and another key.
const IMPOSTOR: &str = r#"{"kty":"oct","kid":"prod-2026","k":"bT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}"#;

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn token(view: &View) -> Option<String> {
    draft(view).result.token.as_ref().filter(|token| token.is_current).map(|token| token.text.to_string())
}

fn build(window: &mut Window, command: BuildCommand) -> View {
    window.send(Command::Build(command))
}

/// Signs with the one key of the keyring `prod`; another key that would do is in the session.
fn signing_with(key: &str) -> (Window, String) {
    let mut window = Window::new();
    window.create("prod");
    window.keep(key, "prod");
    let view = build(&mut window, BuildCommand::StartEmpty);
    // A key of a keyring is chosen by the person.
    let key = draft(&view).signature.as_ref().unwrap().choice.as_ref().unwrap().picker.keys[0].value;
    let view = build(&mut window, BuildCommand::SetKey(Slot::Signature(0), Some(key)));
    let token = token(&view).expect("signed with the key of the keyring");
    window.desk.add_key(OTHER);
    window.desk.add_key(IMPOSTOR);
    (window, token)
}

fn lock(window: &mut Window) -> View {
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring))
}

#[test]
fn a_key_whose_keyring_is_locked_is_named_and_not_replaced() {
    for key in [PROD, NAMELESS] {
        let (mut window, made) = signing_with(key);
        let view = lock(&mut window);
        assert_eq!(token(&view), None, "no other key signs");
        let result = &draft(&view).result;
        assert_eq!(result.tone, Tone::Warning);
        let choice = draft(&view).signature.as_ref().unwrap().choice.as_ref().unwrap();
        if key == PROD {
            assert_eq!(result.title, "Key \"prod-2026\" is in keyring prod, which is locked");
            assert_eq!((choice.picker.key, choice.picker.words.as_str()), (None, "\"prod-2026\", missing"));
        } else {
            assert_eq!(result.title, "Key \"Pasted secret of 32 bytes\" is in keyring prod, which is locked");
        }
        // Nothing that is chosen meanwhile brings another key in.
        build(&mut window, BuildCommand::SetStructure(Structure::Encrypt));
        for command in [
            BuildCommand::SetStructure(Structure::Sign),
            BuildCommand::SetAlgorithm(Slot::Signature(0), "HS384".to_owned()),
            BuildCommand::SetAlgorithm(Slot::Signature(0), "HS256".to_owned()),
        ] {
            assert_eq!(token(&build(&mut window, command)), None);
        }
        let view = window.desk.view();
        let unlock =
            draft(&view).result.actions.iter().find(|action| action.label == "Unlock prod").expect("one click").clone();
        window.send(unlock.command);
        let view = window.keyring(KeyringCommand::Unlock(SecretText::new(PASSPHRASE.to_owned())));
        assert_eq!(token(&view), Some(made), "the token is back with its key");
    }
}

#[test]
fn a_key_that_was_removed_or_whose_keyring_is_gone_is_named() {
    let (mut window, _) = signing_with(PROD);
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    let row = window.desk.view().keys.rows[0].id;
    let view = window.send(Command::RemoveKeys(vec![row]));
    assert_eq!(token(&view), None);
    assert_eq!(draft(&view).result.title, "Key \"prod-2026\" is no longer in keyring prod");
    let view = window.send(Command::UndoRemoveKeys(None));
    assert!(token(&view).is_some(), "the key is back, and so is the token");
    let view = window.keyring(KeyringCommand::Delete(ring));
    assert_eq!(token(&view), None);
    assert_eq!(draft(&view).result.title, "Key \"prod-2026\" was in keyring prod, which is gone");
}

/// What is in memory alone may be all that there is of it: it stays, and signs nothing until it is kept again.
#[test]
fn a_key_whose_file_is_gone_signs_nothing_until_the_file_is_back() {
    let (mut window, made) = signing_with(PROD);
    let (file, away) = (window.file("prod.jwe"), window.file("prod.jwe.away"));
    std::fs::rename(&file, &away).unwrap();
    let view = window.look();
    assert_eq!(token(&view), None, "{:?}", draft(&view).result);
    assert_eq!(draft(&view).result.title, "Key \"prod-2026\" is in keyring prod, whose file is gone");
    // Neither with what is typed nor with another key of its name.
    assert_eq!(token(&build(&mut window, BuildCommand::SetAlgorithm(Slot::Signature(0), "HS256".to_owned()))), None);
    assert!(window.desk.state.has_unsaved_keys(), "it is kept nowhere");
    assert!(window.keeper_is_quiet(), "told once");
    std::fs::rename(&away, &file).unwrap();
    let view = window.look();
    assert_eq!(token(&view).as_ref(), Some(&made), "{:?}", draft(&view).result);
    assert!(!window.desk.state.has_unsaved_keys());

    // Deleted, it can be written again from memory.
    std::fs::remove_file(&file).unwrap();
    let view = window.look();
    assert_eq!(token(&view), None);
    let again = draft(&view).result.actions.iter().find(|action| action.label == "Save it again").expect("one click");
    let view = window.send(again.command.clone());
    assert_eq!(token(&view), Some(made), "{:?}", view.notices);
    assert!(file.exists());
    window.look();
    lock(&mut window);
    let view = window.unlock("prod", PASSPHRASE);
    assert!(token(&view).is_some(), "what was written opens");
}

/// A save that finds no file says the same, before anybody has looked.
#[test]
fn a_save_that_finds_no_file_makes_it_gone() {
    let (mut window, _) = signing_with(PROD);
    std::fs::remove_file(window.file("prod.jwe")).unwrap();
    let ring = window.ring("prod");
    let id = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.keyring(KeyringCommand::OpenEdit(id));
    let view = window.keyring(KeyringCommand::Edit { name: "Signer".to_owned(), issuer: String::new() });
    assert_eq!(token(&view), None, "{:?}", draft(&view).result);
    let notice = view.notices.last().unwrap();
    let again = notice.actions.iter().find(|action| action.label == "Save it again").expect("what helps").clone();
    let view = window.send(again.command);
    assert!(token(&view).is_some() && !window.desk.state.has_unsaved_keys(), "{:?}", view.notices);
}

/// The name that a person gave is what they know it by, whatever its kid.
#[test]
fn a_key_with_a_name_of_its_own_is_called_by_that() {
    let mut said = Said::new("app/missing/a_key_with_a_name_of_its_own_is_called_by_that");
    let (mut window, _) = signing_with(PROD);
    let ring = window.ring("prod");
    let id = window.keyring(KeyringCommand::Choose(Place::Keyring(ring))).keys.rows[0].id;
    window.keyring(KeyringCommand::OpenEdit(id));
    let name = "Production signer".to_owned();
    let view = window.keyring(KeyringCommand::Edit { name, issuer: String::new() });
    said.line(&draft(&view).result.title);
    let view = lock(&mut window);
    assert_eq!(draft(&view).result.title, "Key \"Production signer\" is in keyring prod, which is locked");
    let choice = draft(&view).signature.as_ref().unwrap().choice.as_ref().unwrap();
    assert_eq!(choice.picker.words, "\"Production signer\", missing");
    said.agree();
}

#[test]
fn a_missing_recipient_and_a_missing_holder_are_named_too() {
    let mut said = Said::new("app/missing/a_missing_recipient_and_a_missing_holder_are_named_too");
    let (mut window, _) = signing_with(PROD);
    // The holder's key: without it the token would be bound to nobody.
    build(&mut window, BuildCommand::Disclose(DiscloseCommand::On(true)));
    build(&mut window, BuildCommand::Disclose(DiscloseCommand::MakeHolder));
    // A shared secret under it is weak, and not what this is about.
    let view = build(&mut window, BuildCommand::AllowWeak(true));
    assert!(token(&view).is_some(), "{:?}", draft(&view).result);
    let view = window.keyring(KeyringCommand::Choose(Place::Session));
    let made = view.keys.rows.iter().find(|row| row.source == "generated here").expect("the holder's key").id;
    let view = window.send(Command::RemoveKeys(vec![made]));
    assert_eq!(token(&view), None, "{:?}", draft(&view).result);
    said.line(&draft(&view).result.title);
    said.agree();
}

#[test]
fn a_template_of_ones_own_waits_for_the_key_that_it_means() {
    let (mut window, _) = signing_with(PROD);
    build(&mut window, BuildCommand::Keep(KeepCommand::Save("mine".to_owned())));
    let template = window.desk.asked.iter().find_map(|effect| match effect {
        Effect::Keep(KeepWork::Save(template)) => Some((**template).clone()),
        _ => None,
    });
    let template = template.expect("saved");
    let kept = KeepAnswer::Templates(vec![template], Happened::Saved("mine".to_owned()));
    window.send(Command::Answer(Box::new(Answer::Build(BuildAnswer::Kept(kept)))));
    lock(&mut window);
    let view = build(&mut window, BuildCommand::Keep(KeepCommand::Start("mine".to_owned())));
    assert_eq!(token(&view), None, "{:?}", draft(&view).result.title);
    assert_eq!(draft(&view).result.title, "Key \"prod-2026\" is in keyring prod, which is locked");
}
