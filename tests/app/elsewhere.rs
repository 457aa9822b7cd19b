//! Signing elsewhere, in the window: a card, an HSM or a KMS has the private key.

use crate::desk::Desk;
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::elsewhere::ElsewhereCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::value::builder::{BuildCopy, Field, Follow, Slot, Structure};
use jotsmith::app::value::{CopyTarget, FilePurpose};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{ElsewhereView, Page};
use jotsmith::engine::builder::draft::Writing;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;

const PUBLIC: &[u8] = include_bytes!("../data/keys/p256.spki.pem");
const PRIVATE: &[u8] = include_bytes!("../data/keys/p256.pkcs8.pem");

fn send(desk: &mut Desk, command: ElsewhereCommand) -> View {
    desk.send(Command::Build(BuildCommand::Elsewhere(command)))
}

#[track_caller]
fn page(view: &View) -> &ElsewhereView {
    match &view.build.page {
        Page::Elsewhere(page) => page,
        other => panic!("{other:?}"),
    }
}

/// A draft, and the page that says what is to be signed of it.
fn opened() -> Desk {
    let mut desk = Desk::new();
    desk.key_file("hsm.pem", PUBLIC);
    desk.start();
    desk.send(Command::Build(BuildCommand::Edit(Field::Claims, "{\"sub\":\"alice\"}".to_owned())));
    send(&mut desk, ElsewhereCommand::Open);
    desk
}

fn chosen() -> Desk {
    let mut desk = opened();
    let key = page(&desk.view()).picker.keys[0].value;
    send(&mut desk, ElsewhereCommand::Key(Some(key)));
    desk
}

/// What the card gives back: DER.
fn signed(desk: &mut Desk) -> Vec<u8> {
    let (input, is_secret) = desk.copied(CopyTarget::Build(BuildCopy::SigningInput)).expect("a signing input");
    assert!(!is_secret, "whoever has it cannot sign in with it");
    let key = PKey::private_key_from_pem(PRIVATE).unwrap();
    Signer::new(MessageDigest::sha256(), &key).unwrap().sign_oneshot_to_vec(input.as_bytes()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_signature_of_a_card_becomes_a_token_that_is_verified() {
    let mut said = Said::new("app/elsewhere/a_signature_of_a_card_becomes_a_token_that_is_verified");
    let mut desk = chosen();
    let view = desk.view();
    let input = page(&view).input.as_ref().expect("something to sign");
    said.line(&input.text);
    said.line(format!("{}: {}", input.words, input.digest));
    let (digest, _) = desk.copied(CopyTarget::Build(BuildCopy::SigningDigest)).expect("a hash");
    assert_eq!(digest, page(&desk.view()).input.as_ref().unwrap().digest);

    let signature = hex(&signed(&mut desk));
    let view = send(&mut desk, ElsewhereCommand::Assemble(format!("{signature}\n")));
    assert!(page(&view).error.is_empty(), "{}", page(&view).error);
    said.line(&page(&view).outcome.1);
    let (token, is_secret) = desk.copied(CopyTarget::Build(BuildCopy::Assembled)).expect("a token");
    assert!(is_secret && token == page(&view).token);
    let view = send(&mut desk, ElsewhereCommand::OpenInInspect);
    said.line(&view.verdict.word);
    said.line(&view.verdict.detail);
    said.agree();
}

#[test]
fn a_signature_that_does_not_fit_makes_no_token() {
    let mut said = Said::new("app/elsewhere/a_signature_that_does_not_fit_makes_no_token");
    let mut desk = chosen();
    let mut signature = signed(&mut desk);
    *signature.last_mut().unwrap() ^= 1;
    let view = send(&mut desk, ElsewhereCommand::Assemble(hex(&signature)));
    said.line(&page(&view).error);
    assert!(page(&view).token.is_empty());
    assert!(desk.copied(CopyTarget::Build(BuildCopy::Assembled)).is_none());
    said.agree();
}

/// Without a key nothing is checked, and that is said.
#[test]
fn without_a_public_key_the_token_is_not_verified() {
    let mut said = Said::new("app/elsewhere/without_a_public_key_the_token_is_not_verified");
    let mut desk = opened();
    send(&mut desk, ElsewhereCommand::Key(None));
    let view = send(&mut desk, ElsewhereCommand::Algorithm("ES256".to_owned()));
    assert!(page(&view).input.is_some(), "{:?}", page(&view).reasons);
    let signature = signed(&mut desk);
    let view = send(&mut desk, ElsewhereCommand::Assemble(hex(&signature)));
    said.line(&page(&view).outcome.1);
    let token = page(&view).token.clone();
    let last = token.rsplit('.').next().unwrap();
    assert_eq!(last.len(), 86, "64 bytes, r‖s, in base64url");
    let view = send(&mut desk, ElsewhereCommand::Assemble("00ff".to_owned()));
    said.line(&page(&view).error);
    said.agree();
}

#[test]
fn what_cannot_be_signed_elsewhere_says_why() {
    let mut said = Said::new("app/elsewhere/what_cannot_be_signed_elsewhere_says_why");
    let mut desk = opened();
    desk.send(Command::Build(BuildCommand::SetStructure(Structure::Encrypt)));
    let view = send(&mut desk, ElsewhereCommand::Open);
    assert!(page(&view).input.is_none());
    page(&view).reasons.iter().for_each(|(sentence, _)| said.line(sentence));
    said.agree();
}

#[test]
fn what_is_to_be_signed_is_saved_and_the_page_stays() {
    let mut desk = chosen();
    send(&mut desk, ElsewhereCommand::SaveInput);
    let asked = desk.asked.iter().any(|effect| matches!(effect, Effect::ChooseNewFile(FilePurpose::Save, _)));
    assert!(asked);
    let view = desk.send(Command::CloseDialog);
    assert!(page(&view).input.is_some(), "it is there for the signature");
    send(&mut desk, ElsewhereCommand::Close);
    assert!(matches!(desk.view().build.page, Page::Draft(_)));
}

/// There is no public key and no DER: the secret that made it checks it (RFC 7518 §3.2).
#[test]
fn an_hmac_is_asked_for_by_its_own_names() {
    let mut said = Said::new("app/elsewhere/an_hmac_is_asked_for_by_its_own_names");
    let mut desk = Desk::new();
    desk.add_key("{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA\"}");
    desk.start();
    desk.send(Command::Build(BuildCommand::Edit(Field::Claims, "{\"sub\":\"alice\"}".to_owned())));
    let view = send(&mut desk, ElsewhereCommand::Open);
    let shown = page(&view);
    assert_eq!((shown.algorithm.as_str(), shown.picker.name), ("HS256", "Shared secret"));
    assert!(shown.picker.key.is_some(), "the secret is at hand");
    said.line(&shown.picker.words);
    said.line(shown.forms);
    said.line(&shown.input.as_ref().expect("something to sign").words);
    let (input, _) = desk.copied(CopyTarget::Build(BuildCopy::SigningInput)).expect("a signing input");
    let secret =
        PKey::hmac(&data_encoding::BASE64URL_NOPAD.decode(b"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA").unwrap());
    let secret = secret.unwrap();
    let mac = Signer::new(MessageDigest::sha256(), &secret).unwrap().sign_oneshot_to_vec(input.as_bytes()).unwrap();
    let view = send(&mut desk, ElsewhereCommand::Assemble(hex(&mac)));
    said.line(&page(&view).outcome.1);
    assert!(!page(&view).token.is_empty(), "{}", page(&view).error);
    let mut wrong = mac.clone();
    wrong[0] ^= 1;
    let view = send(&mut desk, ElsewhereCommand::Assemble(hex(&wrong)));
    assert!(page(&view).token.is_empty() && !page(&view).error.is_empty(), "the secret checks it");
    // Without the secret it cannot be checked, and that is said.
    let view = send(&mut desk, ElsewhereCommand::Key(None));
    said.line(&page(&view).picker.words);
    let view = send(&mut desk, ElsewhereCommand::Assemble(hex(&mac)));
    said.line(&page(&view).outcome.1);
    // An algorithm with two halves asks for the public one again.
    let view = send(&mut desk, ElsewhereCommand::Algorithm("ES256".to_owned()));
    assert_eq!(page(&view).picker.name, "Public key");
    said.line(page(&view).forms);
    let view = send(&mut desk, ElsewhereCommand::Algorithm("Ed25519".to_owned()));
    said.line(page(&view).forms);
    said.agree();
}

#[test]
fn without_a_draft_it_says_so() {
    let mut said = Said::new("app/elsewhere/without_a_draft_it_says_so");
    let mut desk = Desk::new();
    let view = send(&mut desk, ElsewhereCommand::Open);
    said.line(&view.notices.last().expect("a message").text);
    said.agree();
}

#[test]
fn another_serialization_than_the_compact_one_is_refused_without_contradiction() {
    let mut said =
        Said::new("app/elsewhere/another_serialization_than_the_compact_one_is_refused_without_contradiction");
    let mut desk = chosen();
    for writing in [Writing::Flattened, Writing::General] {
        desk.send(Command::Build(BuildCommand::SetWriting(Slot::Signature(0), writing)));
        let view = desk.view();
        page(&view).reasons.iter().for_each(|(sentence, advice)| said.line(format!("{sentence}. {advice}")));
        assert!(page(&view).input.is_none());
    }
    said.agree();
}

/// A draft that names its key is checked with that one from the start, and with no other.
#[test]
fn it_begins_with_the_key_that_the_draft_names() {
    let mut said = Said::new("app/elsewhere/it_begins_with_the_key_that_the_draft_names");
    // Meant, private half and all.
    let mut desk = Desk::new();
    desk.key_file("own.pem", PRIVATE);
    desk.start();
    let view = send(&mut desk, ElsewhereCommand::Open);
    let id = view.keys.rows[0].id;
    assert_eq!(page(&view).picker.key, Some(id));
    // Who wants none has none.
    let view = send(&mut desk, ElsewhereCommand::Key(None));
    assert_eq!(page(&view).picker.key, None);
    let view = desk.send(Command::Build(BuildCommand::Edit(Field::Claims, "{\"sub\":\"b\"}".to_owned())));
    assert_eq!(page(&view).picker.key, None, "and it stays so");

    // Named by the header alone; the public half is enough.
    let public = |kid: &str, x: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"{kid}","x":"{x}"}}"#);
    let mut desk = Desk::new();
    desk.add_key(&public("other", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
    desk.add_key(&public("hsm-7", "FCX7ZvTSLXr4ZpkFDwRMDzzsWQ-CbKiO4Wt2RvJEfSs"));
    desk.start();
    desk.send(Command::Build(BuildCommand::SetAlgorithm(Slot::Signature(0), "EdDSA".to_owned())));
    let header = r#"{"alg":"EdDSA","kid":"hsm-7"}"#.to_owned();
    desk.send(Command::Build(BuildCommand::Edit(Field::Protected(0), header)));
    let view = send(&mut desk, ElsewhereCommand::Open);
    let row = view.keys.rows.iter().find(|row| row.kid == "hsm-7").expect("it is at hand");
    assert_eq!(page(&view).picker.key, Some(row.id), "{:?}", page(&view).picker);

    // One that is missing is said to be, and is there when it comes back.
    let mut desk = Desk::new();
    desk.key_file("own.pem", PRIVATE);
    desk.start();
    let id = desk.view().keys.rows[0].id;
    desk.send(Command::RemoveKeys(vec![id]));
    let view = send(&mut desk, ElsewhereCommand::Open);
    assert_eq!(page(&view).picker.key, None);
    said.line(&page(&view).picker.words);
    let view = desk.send(Command::UndoRemoveKeys(None));
    assert!(page(&view).picker.key.is_some());
    said.agree();
}

/// The header that stands in what is to be signed.
fn header_to_sign(view: &View) -> String {
    let text = &page(view).input.as_ref().expect("something to sign").text;
    let part = text.split('.').next().unwrap();
    String::from_utf8(jotsmith::engine::ground::base64url::decode(part).bytes).unwrap()
}

/// The draft's own key has a name and the one in the card has another, or none.
#[test]
fn the_kid_follows_the_public_key_that_is_chosen() {
    let mut said = Said::new("app/elsewhere/the_kid_follows_the_public_key_that_is_chosen");
    let public = |kid: &str, x: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519"{kid},"x":"{x}"}}"#);
    let mut desk = Desk::new();
    desk.add_key(
        r#"{"kty":"OKP","crv":"Ed25519","kid":"own","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#,
    );
    desk.add_key(&public("", "FCX7ZvTSLXr4ZpkFDwRMDzzsWQ-CbKiO4Wt2RvJEfSs"));
    desk.add_key(&public(r#","kid":"hsm-7""#, "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"));
    desk.start();
    let keys = desk.view().keys.rows;
    let id = |kid: &str| keys.iter().find(|row| row.kid == kid).unwrap_or_else(|| panic!("{kid}: {keys:?}")).id;
    desk.send(Command::Build(BuildCommand::SetKey(Slot::Signature(0), Some(id("own")))));
    // It is one of the RFCs'.
    desk.send(Command::Build(BuildCommand::AllowWeak(true)));
    let view = send(&mut desk, ElsewhereCommand::Open);
    assert!(header_to_sign(&view).contains(r#""kid":"own""#), "{}", header_to_sign(&view));
    let (before, _) = desk.copied(CopyTarget::Build(BuildCopy::SigningDigest)).unwrap_or_default();

    let view = send(&mut desk, ElsewhereCommand::Key(Some(id("hsm-7"))));
    assert!(header_to_sign(&view).contains(r#""kid":"hsm-7""#), "{}", header_to_sign(&view));
    let view = send(&mut desk, ElsewhereCommand::Key(Some(id(""))));
    assert!(!header_to_sign(&view).contains("kid"), "{}", header_to_sign(&view));
    assert!(page(&view).mendable.is_empty(), "{:?}", page(&view).mendable);
    let (after, _) = desk.copied(CopyTarget::Build(BuildCopy::SigningDigest)).unwrap_or_default();
    assert!(before.is_empty() || before != after);

    // As it is written, it says another name, and that is said with what mends it.
    desk.send(Command::Build(BuildCommand::SetFollow(Slot::Signature(0), Follow::LeftAlone)));
    desk.send(Command::Build(BuildCommand::AllowWeak(true)));
    for kid in ["hsm-7", ""] {
        let view = send(&mut desk, ElsewhereCommand::Key(Some(id(kid))));
        assert!(header_to_sign(&view).contains(r#""kid":"own""#), "{}", header_to_sign(&view));
        let [(note, remove)] = page(&view).mendable.as_slice() else { panic!("{:?}", page(&view).mendable) };
        said.line(&note.text);
        assert_eq!(remove.label, "Remove kid");
    }
    let view = send(&mut desk, ElsewhereCommand::Key(Some(id("own"))));
    assert!(page(&view).mendable.is_empty(), "{:?}", page(&view).mendable);
    let view = send(&mut desk, ElsewhereCommand::Key(Some(id(""))));
    let remove = page(&view).mendable[0].1.command.clone();
    let view = desk.send(remove);
    assert!(!header_to_sign(&view).contains("kid"), "{}", header_to_sign(&view));
    assert!(page(&view).mendable.is_empty(), "{:?}", page(&view).mendable);
    said.agree();
}
