//! Trust anchors: loaded, taken from a key, kept in keyrings, removed; and what a token is worth that leads to one.

use crate::desk::{Desk, text};
use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window};
use jotsmith::app::message::anchor::AnchorCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::{FileAnswer, FileBytes, FilePurpose, Place, Tone, Workspace};
use jotsmith::app::view::View;
use serde_json::Value;

const TOKEN: &str = include_str!("../data/tokens/chain.jwt");

/// A certificate of the chain as PEM.
pub fn pem(name: &str) -> Vec<u8> {
    let data: Value = serde_json::from_str(include_str!("../data/certificate.json")).unwrap();
    let base64 = data[name].as_str().unwrap();
    format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n").into_bytes()
}

fn chosen(name: &str, bytes: &[u8]) -> Command {
    let result = FileAnswer::Read(FileBytes::new(name.to_owned(), bytes.to_vec()));
    Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Anchor, result }))
}

fn load(desk: &mut Desk, name: &str, bytes: &[u8]) -> View {
    desk.send(Command::Anchor(AnchorCommand::Load));
    desk.send(chosen(name, bytes))
}

fn labels(view: &View) -> Vec<String> {
    view.verdict.actions.iter().map(|action| action.label.clone()).collect()
}

fn trust(view: &View) -> (String, bool) {
    let (_, runs) = view.signature.facts.iter().find(|(label, _)| label == "Trust").expect("trust is told");
    let is_good = runs.iter().all(|run| run.role == jotsmith::app::value::Role::Tone(Tone::Good));
    (text(runs), is_good)
}

#[test]
fn a_token_that_leads_to_an_anchor_is_valid_and_says_why() {
    let mut said = Said::new("app/anchor/a_token_that_leads_to_an_anchor_is_valid_and_says_why");
    let mut desk = Desk::new();
    let view = desk.paste(TOKEN.trim());
    assert_eq!(view.verdict.word, "Not checked");
    assert!(labels(&view).contains(&"Load trust anchor…".to_owned()), "{:?}", labels(&view));
    said.line(&view.verdict.detail);
    assert!(!trust(&view).1);

    let view = load(&mut desk, "root.pem", &pem("root"));
    assert!(view.verdict.word.starts_with("Valid"), "{:?}", view.verdict);
    said.line(format!("{}: {}", view.verdict.word, view.verdict.detail));
    said.line(trust(&view).0);
    assert!(trust(&view).1, "{:?}", view.signature.facts);

    // Another root leads nowhere, and the reason says so.
    let mut desk = Desk::new();
    desk.paste(TOKEN.trim());
    let view = load(&mut desk, "other.pem", include_bytes!("../data/keys/p256.certificate.pem"));
    assert_eq!(view.verdict.word, "Not checked");
    said.line(&view.verdict.detail);
    assert!(!trust(&view).1);
    said.agree();
}

#[test]
fn an_anchor_is_listed_removed_and_trusted_again() {
    let mut said = Said::new("app/anchor/an_anchor_is_listed_removed_and_trusted_again");
    let mut desk = Desk::new();
    desk.paste(TOKEN.trim());
    load(&mut desk, "root.pem", &pem("root"));
    let view = desk.send(Command::Show(Workspace::Keys));
    let rows = view.keys.anchors.expect("the session is open");
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    said.line(format!("{} | {} | {}\n{}", row.title, row.note, row.source, row.details));
    assert_eq!(row.tone, Tone::Neutral);
    // A year in which it is over.
    let view = desk.send(Command::SetClock("2060-01-01".to_owned()));
    let rows = view.keys.anchors.unwrap();
    said.line(&rows[0].note);
    assert_eq!(rows[0].tone, Tone::Bad);
    desk.send(Command::SetClock(String::new()));

    let remove = rows[0].actions.last().unwrap().command.clone();
    let view = desk.send(remove);
    assert_eq!(view.keys.anchors.as_deref(), Some([].as_slice()));
    assert_eq!(view.verdict.word, "Not checked");
    let notice = view.notices.last().unwrap().clone();
    said.line(&notice.text);
    let view = desk.send(notice.actions[0].command.clone());
    assert_eq!(view.keys.anchors.unwrap().len(), 1);
    assert!(view.verdict.word.starts_with("Valid"));
    assert!(view.notices.iter().all(|left| left.id != notice.id), "it is undone");

    // Once is enough.
    let view = load(&mut desk, "again.pem", &pem("root"));
    assert_eq!(view.keys.anchors.unwrap().len(), 1);
    said.line(&view.notices.last().unwrap().text);
    said.agree();
}

#[test]
fn what_is_no_certificate_says_so_and_is_not_trusted() {
    let mut said = Said::new("app/anchor/what_is_no_certificate_says_so_and_is_not_trusted");
    let mut desk = Desk::new();
    for bytes in [b"no certificate".as_slice(), include_bytes!("../data/keys/p256.spki.pem")] {
        let view = load(&mut desk, "some.pem", bytes);
        said.line(&view.notices.last().unwrap().text);
        assert_eq!(view.keys.anchors.as_deref(), Some([].as_slice()));
    }
    said.agree();
}

#[test]
fn a_certificate_that_was_loaded_as_a_key_is_trusted_with_a_click() {
    let mut said = Said::new("app/anchor/a_certificate_that_was_loaded_as_a_key_is_trusted_with_a_click");
    let mut desk = Desk::new();
    desk.paste(TOKEN.trim());
    let view = desk.key_file("root.pem", &pem("root"));
    assert_eq!(view.verdict.word, "Not checked", "an authority is no signer: {:?}", view.verdict);
    said.line(&view.verdict.detail);
    said.line(labels(&view).join(" | "));
    let notice = view.notices.last().unwrap();
    assert_eq!(notice.actions[0].label, "Use as trust anchor");
    // The same button in three places: with the message, in the verdict, and with the key.
    let command = notice.actions[0].command.clone();
    assert!(view.verdict.actions.iter().any(|action| action.command == command), "{:?}", view.verdict.actions);
    let view = desk.send(Command::SelectKey(Some(view.keys.rows[0].id)));
    let detail = view.keys.detail.unwrap();
    assert!(detail.actions.iter().any(|action| action.command == command), "{:?}", detail.actions);
    let view = desk.send(command.clone());
    assert!(view.verdict.word.starts_with("Valid"), "{:?}", view.verdict);
    said.line(&view.verdict.detail);
    let detail = view.keys.detail.unwrap();
    assert!(detail.actions.iter().all(|action| action.command != command), "it is one already");
    said.agree();
}

#[test]
fn a_keyring_keeps_anchors_and_gives_them_back() {
    let mut said = Said::new("app/anchor/a_keyring_keeps_anchors_and_gives_them_back");
    let mut window = Window::new();
    window.send(Command::PasteToken(TOKEN.trim().to_owned()));
    load(&mut window.desk, "root.pem", &pem("root"));
    window.create("prod");
    let view = window.keyring(KeyringCommand::Choose(Place::Session));
    let rows = view.keys.anchors.unwrap();
    let keep = rows[0].actions[0].clone();
    assert_eq!(keep.label, "Keep in prod");
    let view = window.send(keep.command);
    said.line(&view.notices.last().unwrap().text);
    assert_eq!(view.keys.anchors.as_deref(), Some([].as_slice()), "it has moved");
    let ring = window.ring("prod");
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    said.line(&view.keys.anchors.unwrap()[0].source);
    assert!(view.verdict.word.starts_with("Valid"));
    said.line(&view.verdict.detail);

    // A locked keyring trusts nobody; the file has what it needs.
    let view = window.keyring(KeyringCommand::LockAll);
    assert_eq!((view.verdict.word.as_str(), view.keys.anchors), ("Not checked", None));
    let view = window.unlock("prod", PASSPHRASE);
    assert!(view.verdict.word.starts_with("Valid"), "{:?}", view.verdict);
    let rows = view.keys.anchors.unwrap();
    assert_eq!(rows.len(), 1);

    // Taken out for good, and put back.
    let view = window.send(rows[0].actions.last().unwrap().command.clone());
    assert_eq!(view.verdict.word, "Not checked");
    let view = window.send(Command::Anchor(AnchorCommand::UndoRemove(None)));
    assert!(view.verdict.word.starts_with("Valid"));

    // What is loaded while a keyring is shown goes into it.
    window.send(Command::Show(Workspace::Keys));
    window.send(Command::Anchor(AnchorCommand::Load));
    let view = window.send(chosen("other.pem", include_bytes!("../data/keys/p256.certificate.pem")));
    said.line(&view.notices.last().unwrap().text);
    assert_eq!(view.keys.anchors.unwrap().len(), 2);
    said.agree();
}
