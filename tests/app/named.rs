//! What a person says in words: times that are the token's own, commands and things by their names.

use crate::desk::{Desk, sample};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::Workspace;
use jotsmith::app::view::Dialog;

/// One grammar of times in window and terminal: a token names its own.
#[test]
fn the_clock_takes_the_tokens_own_times() {
    let mut desk = Desk::new();
    desk.paste(sample("Expired").0);
    let view = desk.send(Command::SetClock("just before exp".to_owned()));
    assert!(view.status.clock_is_set && !view.verdict.word.starts_with("Expired"), "{:?}", view.verdict);
    let view = desk.send(Command::SetClock("EXP".to_owned()));
    assert!(view.verdict.word.starts_with("Expired"), "{:?}", view.verdict);
    desk.paste(sample("Unsecured").0);
    desk.send(Command::OpenSetClock);
    let view = desk.send(Command::SetClock("nbf".to_owned()));
    assert!(matches!(&view.dialog, Some(Dialog::SetClock { error: Some(_), .. })), "{:?}", view.dialog);
}

#[test]
fn the_palette_finds_templates_and_keys_by_their_names() {
    let mut desk = Desk::new();
    desk.add_key(include_str!("../data/tokens/secret.jwk"));
    let view = desk.send(Command::OpenPalette);
    let Some(Dialog::Palette(named)) = &view.dialog else { panic!("{:?}", view.dialog) };
    let key = named.iter().find(|named| matches!(named.command, Command::SelectKey(Some(_)))).expect("a key");
    assert!(named.iter().any(|named| matches!(named.command, Command::Build(BuildCommand::StartTemplate(_)))));
    let view = desk.send(key.command.clone());
    assert_eq!(view.workspace, Workspace::Keys);
    assert!(view.keys.detail.is_some());
}
