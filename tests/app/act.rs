//! What a diagnosis offers: done with a click, said in the verdict for as long as it is assumed, and taken back.

use crate::desk::{Desk, NOW, sample};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::notice::Action;
use jotsmith::app::message::policy::PolicyCommand;
use jotsmith::app::value::policy::PolicyText;
use jotsmith::app::value::{CopyTarget, Tone};
use jotsmith::app::view::{Dialog, View};
use jotsmith::engine::ground::base64url::encode;

/// Everything that is offered beside a sentence.
fn offered(view: &View) -> Vec<Action> {
    let reasons = view.signature.entries.iter().flat_map(|entry| &entry.reasons).flat_map(|reason| &reason.actions);
    let findings = view.drawer.findings.iter().flat_map(|finding| &finding.actions);
    view.verdict.actions.iter().chain(reasons).chain(findings).cloned().collect()
}

fn act(desk: &mut Desk, label: &str) -> View {
    let offered = offered(&desk.view());
    let found = offered.iter().find(|action| action.label == label);
    let command = found.unwrap_or_else(|| panic!("no {label} in {offered:?}")).command.clone();
    desk.send(command)
}

/// Takes the only assumption back.
fn undo(desk: &mut Desk) -> View {
    let view = desk.view();
    let [assumed] = view.verdict.assumed.as_slice() else { panic!("{:?}", view.verdict.assumed) };
    desk.send(assumed.undo.command.clone())
}

/// The act, what it gives and what it says, and the way back to what was.
fn check(said: &mut Said, desk: &mut Desk, label: &str, word: &str) {
    let before = desk.view().verdict;
    let after = act(desk, label).verdict;
    assert!(after.word.starts_with(word) && after.tone != Tone::Bad, "{after:?}");
    said.line(format!("{}: {}\n=> {}: {}", before.word, before.detail, after.word, after.detail));
    for assumed in &after.assumed {
        said.line(format!("   {} [{}]", assumed.text, assumed.undo.label));
    }
    assert_eq!(undo(desk).verdict, before, "as if nothing had been");
}

#[test]
fn a_token_is_checked_with_its_own_key() {
    let mut said = Said::new("app/act/a_token_is_checked_with_its_own_key");
    let mut desk = Desk::new();
    desk.paste(include_str!("../data/tokens/embedded.jwt").trim());
    check(&mut said, &mut desk, "Verify with its own key", "Not fully checked");
    // With other keys at hand too, and of a certificate.
    desk.add_key(sample("Access token, ES256").1);
    check(&mut said, &mut desk, "Verify with its own key", "Not fully checked");
    let mut desk = Desk::new();
    desk.paste(include_str!("../data/tokens/chain.jwt").trim());
    check(&mut said, &mut desk, "Verify with its own key", "Not fully checked");
    // It is about this token alone.
    act(&mut desk, "Verify with its own key");
    let view = desk.paste(include_str!("../data/tokens/embedded.jwt").trim());
    assert_eq!((view.verdict.word.as_str(), view.verdict.assumed.len()), ("Not checked", 0));
    said.agree();
}

#[test]
fn a_proof_beside_other_keys_is_checked_with_its_own() {
    let mut said = Said::new("app/act/a_proof_beside_other_keys_is_checked_with_its_own");
    let mut desk = Desk::new();
    desk.add_key(sample("Access token, ES256").1);
    desk.paste(include_str!("../data/tokens/dpop.jwt").trim());
    check(&mut said, &mut desk, "Verify with its own key", "Not fully checked");
    said.agree();
}

#[test]
fn an_expired_token_is_judged_at_its_iat() {
    let mut said = Said::new("app/act/an_expired_token_is_judged_at_its_iat");
    let mut desk = Desk::new();
    desk.add_key(sample("Expired").1);
    let view = desk.paste(sample("Expired").0);
    assert!(view.verdict.word.starts_with("Expired"));
    let view = act(&mut desk, "Evaluate at its iat");
    assert!(view.verdict.word.starts_with("Valid"), "{:?}", view.verdict);
    said.line(format!("{}: {}\n{}", view.verdict.word, view.verdict.detail, view.verdict.assumed[0].text));
    assert!(view.status.clock_is_set);
    // It ends with the token.
    let view = desk.paste(sample("Access token, ES256").0);
    assert!(!view.status.clock_is_set && view.verdict.assumed.is_empty(), "{:?}", view.verdict);
    desk.paste(sample("Expired").0);
    act(&mut desk, "Evaluate at its iat");
    assert!(undo(&mut desk).verdict.word.starts_with("Expired"));
    said.agree();
}

#[test]
fn an_issuer_that_differs_by_a_slash_is_expected_as_the_token_has_it() {
    let mut said = Said::new("app/act/an_issuer_that_differs_by_a_slash_is_expected_as_the_token_has_it");
    let mut desk = Desk::new();
    desk.add_key(sample("Access token, ES256").1);
    let view = desk.paste(sample("Access token, ES256").0);
    let valid = view.verdict.clone();
    let Some(Dialog::Policy(policy)) = desk.send(Command::Policy(PolicyCommand::Open)).dialog else { panic!() };
    let text = PolicyText { issuer: format!("{}/", policy.of_token.issuer), ..PolicyText::default() };
    let view = desk.send(Command::Policy(PolicyCommand::Set(Box::new(text))));
    assert_eq!(view.verdict.tone, Tone::Bad);
    said.line(&view.verdict.detail);
    let view = act(&mut desk, "Expect it without the slash");
    assert_eq!(view.verdict, valid);
    assert_eq!(view.status.expects, "Expects issuer");
    let notice = view.notices.last().unwrap();
    said.line(&notice.text);
    let view = desk.send(notice.actions[0].command.clone());
    assert_eq!(view.verdict.tone, Tone::Bad, "it is taken back");
    said.agree();
}

#[test]
fn a_public_secret_is_used_and_called_that() {
    let mut said = Said::new("app/act/a_public_secret_is_used_and_called_that");
    let mut desk = Desk::new();
    let claims = encode(format!(r#"{{"sub":"a","exp":{}}}"#, NOW + 60).as_bytes());
    let input = format!("{}.{claims}", encode(br#"{"alg":"HS256"}"#));
    desk.paste(&format!("{input}.{}", hs256(b"secret", &input)));
    check(&mut said, &mut desk, "Use the public secret that fits", "Not fully checked");
    said.agree();
}

pub(crate) fn hs256(secret: &[u8], input: &str) -> String {
    use jotsmith::engine::crypto::signature::sign;
    use jotsmith::engine::ground::jwa::signature::find;
    use jotsmith::engine::ground::secret::SecretBytes;
    use jotsmith::engine::key::KeyMaterial;
    encode(&sign(find("HS256").unwrap(), &KeyMaterial::Oct(SecretBytes::from(secret)), input.as_bytes()).unwrap())
}

#[test]
fn a_token_in_a_claim_is_taken_out() {
    let mut desk = Desk::new();
    let inner = sample("Unsecured").0;
    let claims = encode(format!(r#"{{"signedTransactionInfo":"{inner}"}}"#).as_bytes());
    let outer = format!("{}.{claims}.AAAA", encode(br#"{"alg":"HS256"}"#));
    desk.paste(&outer);
    let view = act(&mut desk, "Extract the inner token");
    assert_eq!((&*view.token.text, view.verdict.word.as_str()), (inner, "Unsecured"));
    assert!(view.token.cleaned.unwrap().contains("signedTransactionInfo"));
    let view = desk.send(Command::UndoToken);
    assert_eq!(&*view.token.text, outer, "undo brings the outer one back");
}

#[test]
fn claims_that_look_like_a_token_are_opened_as_one() {
    let mut desk = Desk::new();
    let inner =
        format!(r#"{{"payload":"{}","protected":"{}","signature":""}}"#, encode(b"{}"), encode(br#"{"alg":"none"}"#));
    desk.paste(&format!("{}.{}.AAAA", encode(br#"{"alg":"HS256"}"#), encode(inner.as_bytes())));
    let view = act(&mut desk, "Open as a token");
    assert_eq!((&*view.token.text, view.verdict.word.as_str()), (inner.as_str(), "Unsecured"));
}

#[test]
fn metadata_offers_the_command_that_fetches_the_keys() {
    let mut desk = Desk::new();
    let metadata = r#"{"issuer":"https://as.example","jwks_uri":"https://as.example/keys"}"#;
    desk.paste(metadata);
    desk.clipboard.clear();
    act(&mut desk, "Copy the command that fetches the keys");
    assert!(desk.clipboard[0].0.contains("'https://as.example/keys'"), "{:?}", desk.clipboard);
    // The same where a key is wanted.
    let view = desk.add_key(metadata);
    let Some(Dialog::AddKey { offer: Some(offer), .. }) = view.dialog else { panic!("{:?}", view.dialog) };
    assert!(matches!(&offer.command, Command::Copy(CopyTarget::Text(text)) if text.contains("/keys")), "{offer:?}");
}

#[test]
fn a_token_given_for_a_key_is_opened_as_one() {
    let mut desk = Desk::new();
    let view = desk.add_key(sample("Unsecured").0);
    let Some(Dialog::AddKey { offer: Some(offer), .. }) = view.dialog else { panic!("{:?}", view.dialog) };
    assert_eq!(offer.label, "Open as a token");
    let view = desk.send(offer.command);
    assert_eq!((view.dialog.is_none(), view.verdict.word.as_str()), (true, "Unsecured"));
}

#[test]
fn each_layer_that_was_taken_off_can_be_put_back() {
    let mut said = Said::new("app/act/each_layer_that_was_taken_off_can_be_put_back");
    let token = sample("Unsecured").0;
    let bearer = format!("Bearer {token}");
    let wrapped = data_encoding::BASE64.encode(bearer.as_bytes());
    let twice: String = wrapped.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut desk = Desk::new();
    let view = desk.paste(&twice);
    assert_eq!(&*view.token.text, token);
    said.line(view.token.steps.join("\n"));
    assert_eq!(view.token.steps.len(), 3, "{:?}", view.token.steps);
    for (step, before) in [(0, &twice), (1, &wrapped), (2, &bearer)] {
        let view = desk.send(Command::UndoCleaning(step));
        assert_eq!(&*view.token.text, before);
        assert!(view.token.steps.is_empty(), "nothing was taken off this");
        assert_eq!(view.verdict.word, "Unsecured", "it is still read");
        let view = desk.send(Command::UndoToken);
        assert_eq!(&*view.token.text, token);
        desk.paste(&twice);
    }
    said.agree();
}
