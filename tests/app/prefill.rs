//! Which key a draft begins with: one that something points to, and never one that is merely at hand.

use crate::desk::Desk;
use crate::golden::Said;
use crate::keyring::Window;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::notice::Action;
use jotsmith::app::value::builder::{Field, Slot, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, KeyChoice, Page};
use jotsmith::engine::builder::template::TEMPLATES;

/// Keys of RFC 8037 and RFC 7517, and a secret of 32 bytes that is nobody's.
const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","kid":"ed","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#;
const P256: &str = r#"{"kty":"EC","crv":"P-256","kid":"ec","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
const P256_PUBLIC: &str = r#"{"kty":"EC","crv":"P-256","kid":"theirs","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
const SECRET: &str = r#"{"kty":"oct","kid":"shared","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn start(desk: &mut Desk, name: &str) -> View {
    let index = TEMPLATES.iter().position(|template| template.name == name).expect("it is one");
    build(desk, BuildCommand::StartTemplate(index))
}

#[track_caller]
fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

#[track_caller]
fn signer(view: &View) -> &KeyChoice {
    draft(view).signature.as_ref().unwrap().choice.as_ref().unwrap()
}

#[track_caller]
fn recipient(view: &View) -> &KeyChoice {
    &draft(view).encryption.as_ref().unwrap().choice
}

/// The keys that are offered beside the reason why there is no token.
fn offered(view: &View) -> Vec<String> {
    let actions = draft(view).result.actions.iter();
    let chooses = |action: &&Action| matches!(action.command, Command::Build(BuildCommand::SetKey(..)));
    actions.filter(chooses).map(|action| action.label.clone()).collect()
}

/// Takes the first of them, as Alt+K does.
fn choose(desk: &mut Desk) -> View {
    let choose = draft(&desk.view()).result.choose.clone().expect("a key is offered");
    desk.send(choose.command)
}

#[test]
fn a_draft_begins_without_a_key_and_one_step_chooses_it() {
    let mut desk = Desk::new();
    desk.add_key(ED25519);
    let view = start(&mut desk, "access-token");
    assert_eq!((signer(&view).picker.key, signer(&view).algorithm.as_str()), (None, "ES256"));
    assert_eq!(draft(&view).result.title, "No key to sign with yet");
    assert_eq!(offered(&view), ["Use ed (Ed25519)"], "with the algorithm that it brings");

    // The one that fits is not taken either, and stands first.
    desk.add_key(P256);
    let view = start(&mut desk, "access-token");
    assert_eq!(signer(&view).picker.key, None);
    assert_eq!(offered(&view), ["Use ec", "Use ed (Ed25519)"]);
    let view = choose(&mut desk);
    assert_eq!((signer(&view).picker.words.as_str(), signer(&view).algorithm.as_str()), ("ec", "ES256"));
    assert!(draft(&view).result.choose.is_none() && offered(&view).is_empty());
    let view = build(&mut desk, BuildCommand::StartEmpty);
    assert_eq!((signer(&view).picker.key, signer(&view).algorithm.as_str()), (None, "ES256"));
}

#[test]
fn no_change_of_the_draft_brings_a_key() {
    let mut desk = Desk::new();
    desk.add_key(P256);
    desk.add_key(P256_PUBLIC);
    desk.add_key(SECRET);
    build(&mut desk, BuildCommand::StartEmpty);
    let view = choose(&mut desk);
    assert_eq!(signer(&view).picker.words, "ec");
    // Another algorithm: the key goes, and the only one that fits does not come in its place.
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "HS256".to_owned()));
    assert_eq!(signer(&view).picker.key, None);
    assert_eq!(offered(&view)[0], "Use shared");
    let header = "{\"alg\":\"ES256\"}".to_owned();
    let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), header));
    assert_eq!((signer(&view).picker.key, signer(&view).algorithm.as_str()), (None, "ES256"));
    choose(&mut desk);
    // Encryption for the only public key, and with the only secret.
    let view = build(&mut desk, BuildCommand::SetStructure(Structure::SignThenEncrypt));
    assert_eq!((recipient(&view).picker.key, recipient(&view).algorithm.as_str()), (None, "ECDH-ES+A256KW"));
    assert_eq!(offered(&view)[0], "Use theirs");
    let view = build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "A256KW".to_owned()));
    assert_eq!(recipient(&view).picker.key, None);
    // The person's own template, which names no key.
    build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "ECDH-ES+A256KW".to_owned()));
    let view = choose(&mut desk);
    assert_eq!(recipient(&view).picker.words, "theirs");
}

/// One that was brought for it goes where it is missed, and nowhere else.
#[test]
fn a_key_that_is_brought_is_that_of_one_signature() {
    let mut desk = Desk::new();
    build(&mut desk, BuildCommand::StartEmpty);
    build(&mut desk, BuildCommand::Add(Slot::Signature(0)));
    let view = desk.add_key(P256);
    assert_eq!(signer(&view).picker.words, "ec", "the one that is shown");
    let view = build(&mut desk, BuildCommand::Select(Slot::Signature(0)));
    assert_eq!(signer(&view).picker.key, None, "and not the other");
}

#[test]
fn a_key_that_is_pasted_in_passing_is_not_taken() {
    let mut desk = Desk::new();
    start(&mut desk, "access-token");
    desk.send(Command::Show(jotsmith::app::value::Workspace::Keys));
    desk.add_key(P256);
    let view = desk.send(Command::Show(jotsmith::app::value::Workspace::Build));
    assert_eq!(signer(&view).picker.key, None);
    // One that is pasted where it is missed is.
    desk.send(Command::RemoveKeys(vec![view.keys.rows[0].id]));
    let view = desk.add_key(P256);
    assert!(signer(&view).picker.key.is_some());
}

#[test]
fn a_keyring_that_is_open_gives_no_key_of_its_own_accord() {
    let mut window = Window::new();
    window.create("prod");
    window.keep(P256, "prod");
    let index = TEMPLATES.iter().position(|template| template.name == "access-token").unwrap();
    let view = window.send(Command::Build(BuildCommand::StartTemplate(index)));
    assert_eq!(signer(&view).picker.key, None);
    assert_eq!(signer(&view).picker.keys.len(), 1, "it is one click away");
}

#[test]
fn what_is_encrypted_is_for_no_private_key_of_ones_own() {
    let mut desk = Desk::new();
    desk.add_key(P256);
    desk.add_key(SECRET);
    build(&mut desk, BuildCommand::StartEmpty);
    let view = build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    assert_eq!((recipient(&view).picker.key, recipient(&view).algorithm.as_str()), (None, "ECDH-ES+A256KW"));
    let view = start(&mut desk, "encrypted-profile");
    assert_eq!(recipient(&view).picker.key, None);
    // A public key is somebody's to encrypt for: it is offered.
    desk.add_key(P256_PUBLIC);
    let view = start(&mut desk, "encrypted-profile");
    assert_eq!(recipient(&view).picker.key, None);
    let view = choose(&mut desk);
    assert_eq!(recipient(&view).picker.words, "theirs");
}

#[test]
fn another_signature_and_another_recipient_begin_without_a_key() {
    let mut desk = Desk::new();
    desk.add_key(P256);
    start(&mut desk, "access-token");
    choose(&mut desk);
    desk.add_key(SECRET);
    let view = build(&mut desk, BuildCommand::Add(Slot::Signature(0)));
    assert_eq!(signer(&view).picker.key, None);
    assert_eq!(draft(&view).result.title, "Signature 2 has no key yet");
    desk.add_key(P256_PUBLIC);
    start(&mut desk, "encrypted-profile");
    choose(&mut desk);
    let view = build(&mut desk, BuildCommand::Add(Slot::Recipient(0)));
    assert_eq!(recipient(&view).picker.key, None);
}

/// Where the header carries the public key there is no draft without one: which is meant is asked.
#[test]
fn a_proof_asks_which_key() {
    let mut said = Said::new("app/prefill/a_proof_asks_which_key");
    let mut desk = Desk::new();
    desk.add_key(P256);
    let view = start(&mut desk, "dpop");
    let Page::Templates(templates) = &view.build.page else { panic!("{:?}", view.build.page) };
    let (_, actions) = templates.waiting.as_ref().expect("a key is asked for");
    assert_eq!(actions[0].label, "Use ec");
    desk.add_key(&P256.replace("\"kid\":\"ec\"", "\"kid\":\"ec-2\"").replace(
        r#""x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE""#,
        r#""x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI""#,
    ));
    let view = start(&mut desk, "dpop");
    let Page::Templates(templates) = &view.build.page else { panic!("{:?}", view.build.page) };
    let (words, actions) = templates.waiting.as_ref().expect("a key is asked for");
    said.line(words);
    assert_eq!(actions[1].label, "Use ec-2");
    let view = desk.send(actions[1].command.clone());
    assert_eq!(signer(&view).picker.words, "ec-2");
    assert!(draft(&view).signature.as_ref().unwrap().protected.text.contains("\"jwk\""));
    said.agree();
}
