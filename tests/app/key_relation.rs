//! Keys that have a modulus or a prime in common, wherever they are kept.

use crate::desk::sample;
use crate::golden::Said;
use crate::keyring::{PASSPHRASE, Window};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::job::Job;
use jotsmith::app::message::keyring::KeyringCommand;
use jotsmith::app::value::{Place, Tone};
use jotsmith::app::view::View;

/// Of the key that is shown first in this place: what is said about its modulus.
fn told(window: &mut Window, place: Place) -> Vec<String> {
    let view = window.keyring(KeyringCommand::Choose(place));
    let id = view.keys.rows[0].id;
    let view = window.send(Command::SelectKey(Some(id)));
    let detail = view.keys.detail.expect("it is shown");
    let shared = detail.findings.iter().filter(|finding| {
        ["KEY_DUP_MODULUS", "KEY_SHARED_PRIME"].iter().any(|rule| finding.reference.starts_with(rule))
    });
    shared.map(|finding| finding.message.clone()).collect()
}

/// The sample's public key with another exponent: whoever has the one's private half computes the other's.
fn twin() -> String {
    let key: serde_json::Value = serde_json::from_str(sample("Encrypted, RSA-OAEP-256").1).unwrap();
    format!(r#"{{"kty":"RSA","kid":"twin","n":{},"e":"Aw"}}"#, key["n"])
}

fn findings(view: &View) -> Vec<String> {
    view.drawer.findings.iter().map(|finding| finding.message.clone()).collect()
}

#[test]
fn the_same_modulus_in_the_session_and_in_a_keyring_is_told_at_both() {
    let mut said = Said::new("app/key_relation/the_same_modulus_in_the_session_and_in_a_keyring_is_told_at_both");
    let (token, key) = sample("Encrypted, RSA-OAEP-256");
    let mut window = Window::new();
    window.create("prod");
    window.keep(&twin(), "prod");
    let ring = window.ring("prod");
    let prod = Place::Keyring(ring);
    assert!(told(&mut window, prod).is_empty());
    window.keyring(KeyringCommand::Choose(Place::Session));
    window.desk.add_key(key);
    assert_eq!(told(&mut window, Place::Session), ["It has the same modulus as another key, kid twin in keyring prod"]);
    assert_eq!(told(&mut window, prod), ["It has the same modulus as another key, kid sample-encryption"]);
    let view = window.keyring(KeyringCommand::Choose(prod));
    assert_eq!(view.keys.rows[0].tone, Tone::Bad);
    // The token that it opened says so, too.
    let view = window.send(Command::PasteToken(token.to_owned()));
    for message in findings(&view) {
        said.line(message);
    }

    // Locked, the keyring says nothing about anybody; open, it does again.
    let view = window.keyring(KeyringCommand::Lock(ring));
    assert!(!findings(&view).iter().any(|message| message.contains("twin")), "{:?}", findings(&view));
    assert!(told(&mut window, Place::Session).is_empty());
    window.unlock("prod", PASSPHRASE);
    assert_eq!(told(&mut window, Place::Session).len(), 1);
    let id = window.keyring(KeyringCommand::Choose(Place::Session)).keys.rows[0].id;
    window.send(Command::RemoveKeys(vec![id]));
    assert!(told(&mut window, prod).is_empty());
    said.agree();
}

#[test]
fn keys_are_compared_by_the_worker_when_others_come() {
    let mut window = Window::new();
    window.desk.held = Some(Vec::new());
    let compared = |window: &mut Window| -> Vec<Job> {
        let held = window.desk.held.replace(Vec::new()).unwrap_or_default();
        held.into_iter().filter(|job| matches!(job, Job::Compare(_))).collect()
    };
    window.desk.add_key(sample("Encrypted, RSA-OAEP-256").1);
    window.desk.add_key(sample("Access token, ES256").1);
    assert!(compared(&mut window).is_empty(), "one RSA key has no other");
    window.desk.add_key(&twin());
    let [job] = compared(&mut window).try_into().expect("one question");
    assert_eq!(format!("{job:?}"), "Compare(revision 2, 2 keys)");
    window.send(Command::PasteToken("eyJhbGciOiJub25lIn0.e30.".to_owned()));
    assert!(compared(&mut window).is_empty(), "nothing new");
    // A third one comes meanwhile: the answer about two is not wanted any more.
    window.desk.add_key(include_str!("../data/keys/rsa.spki.pem"));
    let late = job.run();
    let view = window.send(Command::Answer(Box::new(late)));
    assert!(view.keys.rows.iter().all(|row| row.tone != Tone::Bad));
    let [job] = compared(&mut window).try_into().expect("one question");
    let view = window.send(Command::Answer(Box::new(job.run())));
    assert_eq!(view.keys.rows.iter().filter(|row| row.tone == Tone::Bad).count(), 2);
}
