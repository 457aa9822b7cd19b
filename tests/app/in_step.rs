//! Headers in step: `kid` comes and goes with the key, and what a person typed is never lost.

use crate::desk::Desk;
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::{Field, Follow, Slot, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, Page, RemarkRow};

/// Secrets of 32 bytes, and nobody's.
const NAMED: &str = r#"{"kty":"oct","kid":"named","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;
const NAMELESS: &str = r#"{"kty":"oct","k":"rT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}"#;

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn header(view: &View) -> String {
    draft(view).signature.as_ref().unwrap().protected.text.to_string()
}

/// The header that stands in the token.
fn signed(view: &View) -> String {
    let token = draft(view).result.token.as_ref().expect("a token was made");
    assert!(token.is_current);
    let part = token.text.split('.').next().unwrap();
    String::from_utf8(jotsmith::engine::ground::base64url::decode(part).bytes).unwrap()
}

fn key(view: &View, slot: Slot, name: &str) -> u64 {
    let draft = draft(view);
    let choice = match slot {
        Slot::Signature(_) => draft.signature.as_ref().unwrap().choice.as_ref().unwrap(),
        Slot::Recipient(_) => &draft.encryption.as_ref().unwrap().choice,
    };
    choice
        .picker
        .keys
        .iter()
        .find(|key| key.name.contains(name))
        .unwrap_or_else(|| panic!("{:?}", choice.picker.keys))
        .value
}

/// Signs with the key that has a name; the numbers of both.
fn desk() -> (Desk, u64, u64) {
    let mut desk = Desk::new();
    desk.add_key(NAMED);
    desk.add_key(NAMELESS);
    let view = desk.start();
    let choice = draft(&view).signature.as_ref().unwrap().choice.as_ref().unwrap();
    let named = key(&view, Slot::Signature(0), "named");
    let nameless = choice.picker.keys.iter().find(|key| key.value != named).unwrap().value;
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(named)));
    assert_eq!(header(&view), r#"{"alg":"HS256","kid":"named","typ":"JWT"}"#);
    (desk, named, nameless)
}

/// Whether it is said of a `kid`, and taking that out mends it.
pub(crate) fn is_of_kid(row: &RemarkRow) -> bool {
    let command = row.fix.as_ref().map(|fix| &fix.command);
    matches!(command, Some(Command::Build(BuildCommand::RemoveMember(_, name))) if name == "kid")
}

/// What is said of a kid that is not the key's, each with what mends it.
fn kids(view: &View) -> Vec<RemarkRow> {
    draft(view).result.remarks.iter().filter(|row| is_of_kid(row)).cloned().collect()
}

#[test]
fn kid_goes_with_its_key_and_comes_back_with_it() {
    let (mut desk, named, nameless) = desk();
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(nameless)));
    assert_eq!(header(&view), r#"{"alg":"HS256","typ":"JWT"}"#);
    assert_eq!(signed(&view), header(&view));
    assert!(kids(&view).is_empty());
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(header(&view).contains("named"), "in one step");
    build(&mut desk, BuildCommand::Redo);
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(named)));
    assert!(signed(&view).contains("named"));
    // No key in between, and no key at all.
    build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), None));
    let view = build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(nameless)));
    assert_eq!(signed(&view), r#"{"alg":"HS256","typ":"JWT"}"#);
    build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(named)));
    build(&mut desk, BuildCommand::SetUnsecured(true));
    let view = build(&mut desk, BuildCommand::AllowWeak(true));
    assert_eq!(signed(&view), r#"{"alg":"none","typ":"JWT"}"#, "nobody signs, so nobody is named");
}

#[test]
fn kid_stays_while_its_key_is_missed() {
    let mut said = Said::new("app/in_step/kid_stays_while_its_key_is_missed");
    let (mut desk, named, _) = desk();
    let view = desk.send(Command::RemoveKeys(vec![named]));
    assert_eq!(header(&view), r#"{"alg":"HS256","kid":"named","typ":"JWT"}"#, "no other key has taken over");
    assert!(draft(&view).result.token.as_ref().is_none_or(|token| !token.is_current));
    said.line(&draft(&view).result.title);
    said.agree();
}

#[test]
fn a_kid_that_was_typed_stays_until_the_person_takes_it_out() {
    let mut said = Said::new("app/in_step/a_kid_that_was_typed_stays_until_the_person_takes_it_out");
    let (mut desk, _, nameless) = desk();
    build(&mut desk, BuildCommand::SetKey(Slot::Signature(0), Some(nameless)));
    let typed = r#"{"alg":"HS256", "kid" : "mine","typ":"JWT"}"#;
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), typed.to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    assert_eq!(signed(&view), typed, "it names no key, but it was typed");
    let row = kids(&view).into_iter().next().expect("it is warned of");
    said.line(format!("{}. {}", row.text, row.advice));
    let action = row.fix.clone().expect("one click");
    assert_eq!(action.label, "Remove kid");
    let span = row.span.expect("at its bytes");
    assert_eq!(&typed[span.start..span.end], r#""kid" : "mine""#);
    let marked = &draft(&view).signature.as_ref().unwrap().protected.remarks;
    assert_eq!(marked.iter().filter(|(at, ..)| *at == span).count(), 1, "underlined once: {marked:?}");
    let view = desk.send(action.command.clone());
    assert_eq!(signed(&view), r#"{"alg":"HS256","typ":"JWT"}"#);
    assert!(kids(&view).is_empty());
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(header(&view), typed);
    said.agree();
}

#[test]
fn what_was_typed_and_must_follow_is_told_and_can_be_taken_back() {
    let (mut desk, _, _) = desk();
    let typed = r#"{"alg":"HS256","typ":"JWT","kid":"mine"}"#;
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), typed.to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    assert!(header(&view).contains("named"));
    let said = view.notices.last().expect("it is told");
    assert_eq!(said.text, "kid now follows the key and algorithm; choose Left alone to keep what you typed");
    let view = desk.send(said.actions[0].command.clone());
    assert_eq!(header(&view), typed);
    let view = build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone));
    assert_eq!(signed(&view), typed);
    assert_eq!(kids(&view).len(), 1, "and it is warned of");
    // Whoever clicks the choice while the keyboard is in the text leaves the text first.
    build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::InStep));
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), typed.to_owned()));
    build(&mut desk, BuildCommand::Settle);
    let view = build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::AlgorithmOnly));
    assert_eq!(signed(&view), typed);
    build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::InStep));
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), typed.to_owned()));
    build(&mut desk, BuildCommand::Settle);
    build(&mut desk, BuildCommand::Edit(Field::Claims, "{}".to_owned()));
    let view = build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone));
    assert!(signed(&view).contains("named"), "what was typed long ago is not brought back");
    // What is only put in is neither told nor a step of its own.
    let view = build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::InStep));
    let notices = view.notices.len();
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), "{\"x\":1}".to_owned()));
    let view = build(&mut desk, BuildCommand::Settle);
    assert_eq!(header(&view), r#"{"alg":"HS256","x":1,"kid":"named","typ":"JWT"}"#);
    assert_eq!(view.notices.len(), notices);
    let view = build(&mut desk, BuildCommand::Undo);
    assert!(!header(&view).contains("\"x\""));
}

#[test]
fn the_recipients_kid_follows_too() {
    let mut said = Said::new("app/in_step/the_recipients_kid_follows_too");
    let (mut desk, _, _) = desk();
    let view = build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    let slot = Slot::Recipient(0);
    let named = key(&view, slot, "named");
    let nameless = draft(&view)
        .encryption
        .as_ref()
        .unwrap()
        .choice
        .picker
        .keys
        .iter()
        .find(|key| key.value != named)
        .unwrap()
        .value;
    let view = build(&mut desk, BuildCommand::SetKey(slot, Some(named)));
    let protected = |view: &View| draft(view).encryption.as_ref().unwrap().protected.text.to_string();
    assert!(protected(&view).contains(r#""kid":"named""#), "{}", protected(&view));
    let view = build(&mut desk, BuildCommand::SetKey(slot, Some(nameless)));
    assert!(!protected(&view).contains("kid") && !signed(&view).contains("kid"), "{}", protected(&view));
    let typed = protected(&view).replace("{", r#"{"kid":"mine","#);
    let view = build(&mut desk, BuildCommand::Edit(Field::EncryptionHeader, typed));
    let row = kids(&view).into_iter().next().expect("it is warned of");
    said.line(format!("{}. {}", row.text, row.advice));
    let view = desk.send(row.fix.expect("one click").command);
    assert!(!signed(&view).contains("kid"));
    said.agree();
}

#[test]
fn two_recipients_keep_a_kid_each() {
    let (mut desk, named, nameless) = desk();
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    build(&mut desk, BuildCommand::SetKey(Slot::Recipient(0), Some(named)));
    build(&mut desk, BuildCommand::Add(Slot::Recipient(0)));
    build(&mut desk, BuildCommand::SetKey(Slot::Recipient(1), Some(nameless)));
    build(&mut desk, BuildCommand::Select(Slot::Recipient(0)));
    let own = |view: &View| draft(view).encryption.as_ref().unwrap().header.as_ref().unwrap().text.to_string();
    let view = desk.view();
    assert!(own(&view).contains(r#""kid":"named""#), "{}", own(&view));
    build(&mut desk, BuildCommand::SetKey(Slot::Recipient(0), Some(nameless)));
    let view = build(&mut desk, BuildCommand::Select(Slot::Recipient(0)));
    assert!(!own(&view).contains("kid"), "{}", own(&view));
}

/// Without a key nothing can be made, and the header says the algorithm that is chosen all the same.
#[test]
fn the_algorithm_in_the_header_follows_without_a_key() {
    let mut desk = Desk::new();
    desk.start();
    build(&mut desk, BuildCommand::Edit(Field::Protected(0), r#"{"alg":"ES256","typ":"JWT"}"#.to_owned()));
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "RS256".to_owned()));
    assert_eq!(header(&view), r#"{"alg":"RS256","typ":"JWT"}"#);
    build(&mut desk, BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone));
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "ES256".to_owned()));
    assert_eq!(header(&view), r#"{"alg":"RS256","typ":"JWT"}"#, "it is left alone");

    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    let typed = r#"{"alg":"ECDH-ES+A256KW","enc":"A256GCM"}"#.to_owned();
    build(&mut desk, BuildCommand::Edit(Field::EncryptionHeader, typed));
    let chosen = "PBES2-HS512+A256KW".to_owned();
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), chosen));
    let text = draft(&view).encryption.as_ref().unwrap().protected.text.to_string();
    assert_eq!(text, r#"{"alg":"PBES2-HS512+A256KW","enc":"A256GCM"}"#);
}
