//! What the person expects of a token: said once, shown always, and the verdict says what the token is instead.

use crate::desk::{Desk, row, sample, table, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::policy::PolicyCommand;
use jotsmith::app::value::Tone;
use jotsmith::app::value::policy::PolicyText;
use jotsmith::app::view::{Dialog, View};

fn verified() -> Desk {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.paste(token);
    let view = desk.add_key(keys);
    assert_eq!(view.verdict.word, "Valid, with a problem");
    assert_eq!(view.status.expects, "Expects anything");
    desk
}

fn expect(desk: &mut Desk, change: impl FnOnce(&mut PolicyText)) -> View {
    let view = desk.send(Command::Policy(PolicyCommand::Open));
    let Some(Dialog::Policy { mut text, .. }) = view.dialog else { panic!("no dialog: {:?}", view.dialog) };
    change(&mut text);
    desk.send(Command::Policy(PolicyCommand::Set(text)))
}

#[test]
fn a_token_for_another_audience_is_called_that() {
    let mut said = Said::new("app/policy/a_token_for_another_audience_is_called_that");
    let mut desk = verified();
    let view = expect(&mut desk, |text| text.audience = "https://another.example".to_owned());
    assert!(view.dialog.is_none());
    assert_eq!(view.verdict.word, "Invalid");
    assert_eq!(view.verdict.tone, Tone::Bad);
    let detail = &view.verdict.detail;
    said.line(detail);
    assert_eq!(view.status.expects, "Expects audience");
    assert_eq!(view.status.expectations, "audience: https://another.example");
    let aud = row(table(&view.claims.body), "aud").clone();
    assert_eq!((text(&aud.reading).as_str(), aud.tone), ("expected: https://another.example", Tone::Bad));
    // It stays for the next token, and can be taken back.
    let view = desk.send(Command::Policy(PolicyCommand::Clear));
    assert_eq!(
        (view.verdict.word.as_str(), view.status.expects.as_str()),
        ("Valid, with a problem", "Expects anything")
    );
    said.agree();
}

#[test]
fn what_the_token_has_can_be_expected_with_a_click() {
    let mut desk = verified();
    let view = desk.send(Command::Policy(PolicyCommand::Open));
    let Some(Dialog::Policy { of_token, text, .. }) = view.dialog else { panic!("no dialog") };
    assert_eq!(text, PolicyText::default());
    assert!(!of_token.issuer.is_empty() && !of_token.audience.is_empty(), "{of_token:?}");
    assert_eq!((of_token.token_type.as_str(), of_token.algorithms.as_str()), ("at+jwt", "ES256"));
    desk.send(Command::CloseDialog);
    desk.send(Command::Policy(PolicyCommand::ExpectIssuer));
    let view = desk.send(Command::Policy(PolicyCommand::ExpectAudience));
    assert_eq!(view.verdict.word, "Valid, with a problem");
    assert_eq!(view.status.expects, "Expects issuer, audience");
    assert_eq!(text_of(&view, "iss"), "as expected");
    // All of it at once.
    let view = expect(&mut desk, |text| *text = of_token);
    assert_eq!(
        (view.verdict.word.as_str(), view.status.expects.as_str()),
        ("Valid, with a problem", "Expects 4 things")
    );
}

fn text_of(view: &View, name: &str) -> String {
    text(&row(table(&view.claims.body), name).reading)
}

#[test]
fn each_expectation_speaks_for_itself() {
    for change in [
        (|text| text.issuer = "https://else.example".to_owned()) as fn(&mut PolicyText),
        |text| text.token_type = "logout+jwt".to_owned(),
        |text| text.algorithms = "RS256 PS256".to_owned(),
        |text| text.required_claims = "nobody_has_this".to_owned(),
    ] {
        let view = expect(&mut verified(), change);
        assert_eq!((view.verdict.word.as_str(), view.verdict.tone), ("Invalid", Tone::Bad));
        let detail = view.verdict.detail.to_lowercase();
        assert!(view.drawer.findings.iter().any(|found| detail.starts_with(&found.message.to_lowercase())), "{detail}");
    }
}

#[test]
fn a_greatest_age_that_is_none_keeps_the_dialog() {
    let mut desk = verified();
    let view = expect(&mut desk, |text| text.max_age = "soon".to_owned());
    let Some(Dialog::Policy { error: Some(error), .. }) = view.dialog else { panic!("it was taken") };
    assert!(error.contains("10 m"), "{error}");
    assert_eq!(view.status.expects, "Expects anything");
}
