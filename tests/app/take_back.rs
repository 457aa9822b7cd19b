//! *Undo* on a message of the builder takes back what that message is about, whatever was done since.

use crate::desk::Desk;
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::keep::KeepCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::SecretText;
use jotsmith::app::value::builder::{Field, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::Page;

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn edit(desk: &mut Desk, field: Field, text: &str) -> View {
    build(desk, BuildCommand::Edit(field, text.to_owned()))
}

fn text(view: &View, field: Field) -> String {
    let Page::Draft(draft) = &view.build.page else { panic!("no draft: {:?}", view.build.page) };
    let editor = match field {
        Field::Claims => draft.payload.editor.as_ref(),
        _ => draft.signature.as_ref().map(|signature| &signature.protected),
    };
    editor.expect("a text").text.to_string()
}

/// What the last message offers.
fn offer(view: &View) -> Command {
    let notice = view.notices.last().expect("a message");
    notice.actions.first().unwrap_or_else(|| panic!("no button: {notice:?}")).command.clone()
}

fn offers(view: &View, command: &Command) -> bool {
    view.notices.iter().any(|notice| notice.actions.iter().any(|action| action.command == *command))
}

#[test]
fn a_later_step_stays_and_the_pasted_claims_go() {
    let mut desk = Desk::new();
    desk.start();
    let before = edit(&mut desk, Field::Claims, r#"{"sub":"typed"}"#);
    let view = desk.send(Command::PasteHere(SecretText::new(r#"{"sub":"pasted"}"#.to_owned())));
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"pasted"}"#);
    let undo = offer(&view);
    edit(&mut desk, Field::Protected(0), r#"{"alg":"ES256","typ":"x+jwt"}"#);
    let view = desk.send(undo.clone());
    assert_eq!(text(&view, Field::Claims), text(&before, Field::Claims), "what the message is about is as it was");
    assert!(text(&view, Field::Protected(0)).contains("x+jwt"), "and what came after it stays");
    assert!(!offers(&view, &undo), "it is offered once");
    // It is a step like any other.
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"pasted"}"#);
}

#[test]
fn what_was_changed_again_is_left_alone_and_that_is_said() {
    let mut said = Said::new("app/take_back/what_was_changed_again_is_left_alone_and_that_is_said");
    let mut desk = Desk::new();
    desk.start();
    let view = desk.send(Command::PasteHere(SecretText::new(r#"{"sub":"pasted"}"#.to_owned())));
    let undo = offer(&view);
    edit(&mut desk, Field::Claims, r#"{"sub":"mine"}"#);
    let view = desk.send(undo);
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"mine"}"#, "nobody loses what was typed since");
    said.line(&view.notices.last().expect("a message").text);
    said.agree();
}

#[test]
fn two_messages_take_back_their_own() {
    let mut desk = Desk::new();
    desk.start();
    edit(&mut desk, Field::Claims, r#"{"sub":"one"}"#);
    let view = build(&mut desk, BuildCommand::Keep(KeepCommand::Discard));
    let first = offer(&view);
    desk.start();
    edit(&mut desk, Field::Claims, r#"{"sub":"two"}"#);
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    let view = build(&mut desk, BuildCommand::Keep(KeepCommand::Discard));
    let second = offer(&view);
    assert_ne!(first, second);
    let view = desk.send(first);
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"one"}"#);
    let view = desk.send(second);
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"two"}"#);
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(text(&view, Field::Claims), r#"{"sub":"one"}"#, "and the one that was there is a step away");
}
