//! A key that is kept in a keyring is still called what it was called, and says where it came from.

use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::Place;
use jotsmith::app::value::builder::Slot;
use jotsmith::app::view::View;

const PRIVATE: &str = include_str!("../data/keys/p256.pkcs8.pem");

fn source(view: &View) -> String {
    let facts = &view.keys.detail.as_ref().expect("it is chosen").facts;
    facts.iter().find(|(label, _)| label == "Source").expect("where it came from").1.clone()
}

/// Locked and unlocked, as after a restart.
fn again(window: &mut Window) -> View {
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Lock(ring));
    window.unlock("prod", PASSPHRASE);
    let view = window.keyring(KeyringCommand::Choose(Place::Keyring(ring)));
    let id = view.keys.rows.last().expect("a key").id;
    window.send(Command::SelectKey(Some(id)))
}

#[test]
fn a_pasted_key_stays_a_pasted_key() {
    let mut said = Said::new("app/provenance/a_pasted_key_stays_a_pasted_key");
    let mut window = Window::new();
    window.create("prod");
    window.keep(PRIVATE, "prod");
    let view = again(&mut window);
    let row = view.keys.rows.last().unwrap();
    assert_eq!(row.name, "Pasted EC P-256");
    said.line(&row.source);
    assert_eq!(source(&view), row.source);
    said.agree();
}

#[test]
fn a_generated_key_says_so() {
    let mut window = Window::new();
    window.create("prod");
    window.keyring(KeyringCommand::Choose(Place::Session));
    window.send(Command::Build(BuildCommand::StartEmpty));
    let view = window.send(Command::Build(BuildCommand::MakeKey(Slot::Signature(0))));
    let (id, name) = (view.keys.rows[0].id, view.keys.rows[0].name.clone());
    assert_eq!(view.keys.rows[0].source, "generated here");
    window.keyring(KeyringCommand::OpenKeep(vec![id]));
    let ring = window.ring("prod");
    window.keyring(KeyringCommand::Keep { ring: Some(ring), moving: true });
    let view = again(&mut window);
    let row = view.keys.rows.last().unwrap();
    assert_eq!((row.name.as_str(), row.source.as_str()), (name.as_str(), "generated here"));
    assert_eq!(source(&view), "generated here");
}
