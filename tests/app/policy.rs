//! What the person expects of a token: said once, shown always, and the verdict says what the token is instead.

use crate::desk::{Desk, row, sample, table, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::policy::PolicyCommand;
use jotsmith::app::value::policy::{Expecting, PolicyText};
use jotsmith::app::value::{FileAnswer, FileBytes, FilePurpose, Tone};
use jotsmith::app::view::{Dialog, Met, PolicyView, View};

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
    let Some(Dialog::Policy(policy)) = view.dialog else { panic!("no dialog: {:?}", view.dialog) };
    let mut text = policy.text;
    change(&mut text);
    desk.send(Command::Policy(PolicyCommand::Set(Box::new(text))))
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

/// What was typed is for the tokens that it was typed for: by issuer, only what has a name counts.
#[test]
fn what_was_typed_does_not_count_where_the_issuer_chooses() {
    let mut desk = verified();
    let view = expect(&mut desk, |text| text.audience = "https://another.example".to_owned());
    assert_eq!(view.verdict.word, "Invalid");
    let view = desk.send(Command::Policy(PolicyCommand::Choose(Expecting::ByIssuer)));
    assert_eq!(
        (view.verdict.word.as_str(), view.status.expects.as_str()),
        ("Valid, with a problem", "Expects anything")
    );
    let view = desk.send(Command::Policy(PolicyCommand::Choose(Expecting::Typed)));
    assert_eq!(view.verdict.word, "Invalid");
}

/// More than can be compared is refused, and nothing of it forgotten.
#[test]
fn too_many_demands_are_refused() {
    let mut desk = verified();
    let names: Vec<String> = (0..33).map(|index| format!("c{index}")).collect();
    let view = expect(&mut desk, |text| text.required_claims = names.join(" "));
    assert!(view.dialog.is_some() && view.verdict.word == "Valid, with a problem");
}

#[test]
fn what_the_token_has_can_be_expected_with_a_click() {
    let mut desk = verified();
    let view = desk.send(Command::Policy(PolicyCommand::Open));
    let Some(Dialog::Policy(policy)) = view.dialog else { panic!("no dialog") };
    let (of_token, text) = (policy.of_token, policy.text);
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
    let Some(Dialog::Policy(policy)) = view.dialog else { panic!("it was taken") };
    let error = policy.error.expect("what is wrong");
    assert!(error.contains("10 m"), "{error}");
    assert_eq!(view.status.expects, "Expects anything");
}

fn dialog(view: View) -> PolicyView {
    match view.dialog {
        Some(Dialog::Policy(policy)) => *policy,
        other => panic!("no dialog: {other:?}"),
    }
}

/// Kept under a name they are in the settings, and are chosen by issuer and audience: for each token its own.
#[test]
fn expectations_with_a_name_are_for_the_tokens_of_their_issuer() {
    let mut desk = verified();
    let view = expect(&mut desk, |text| {
        text.name = " Orders API ".to_owned();
        text.issuer = "https://login.example".to_owned();
        text.required_claims = "scope=orders".to_owned();
        text.profile = "access-token".to_owned();
    });
    // The token that is shown is of another issuer: by hand, then.
    assert_eq!((view.status.expects.as_str(), view.verdict.word.as_str()), ("Expects Orders API", "Invalid"));
    let kept = &desk.state.settings().expectations;
    assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Orders API"));
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::SaveSettings(_))));
    let view = desk.send(Command::Policy(PolicyCommand::Choose(Expecting::ByIssuer)));
    assert_eq!(
        (view.status.expects.as_str(), view.verdict.word.as_str()),
        ("Expects anything", "Valid, with a problem")
    );

    // A login: the access token is held against it, and the ID token beside it by those for its client.
    let view = desk.paste(include_str!("../data/tokens/login-redirect.txt"));
    assert_eq!(view.status.expects, "Expects Orders API");
    expect(&mut desk, |text| {
        *text = PolicyText {
            name: "Shop".to_owned(),
            issuer: "https://login.example".to_owned(),
            audience: "shop".to_owned(),
            profile: "id-token".to_owned(),
            ..PolicyText::default()
        };
    });
    desk.send(Command::Policy(PolicyCommand::Choose(Expecting::ByIssuer)));
    let view = desk.send(Command::ChooseCandidate(1));
    assert_eq!(view.status.expects, "Expects Shop", "those that name the audience come first");
    assert_eq!(view.drawer.checklist.violated, 0, "it is an ID token: {:?}", view.drawer.checklist.rows);
    let view = desk.send(Command::ChooseCandidate(0));
    assert_eq!(view.status.expects, "Expects Orders API");

    let view = desk.send(Command::Policy(PolicyCommand::Open));
    let choices: Vec<_> = dialog(view).choices.into_iter().map(|choice| (choice.words, choice.is_chosen)).collect();
    let choice = |words: &str, is_chosen| (words.to_owned(), is_chosen);
    assert_eq!(
        choices,
        [
            choice("By issuer: Orders API", true),
            choice("This session only", false),
            choice("Orders API", false),
            choice("Shop", false),
        ]
    );
    let view = desk.send(Command::Policy(PolicyCommand::Delete("Orders API".to_owned())));
    assert_eq!(desk.state.settings().expectations.len(), 1);
    assert_eq!(view.status.expects, "Expects anything");
    let view = desk.send(Command::Policy(PolicyCommand::Delete("Shop".to_owned())));
    let undo = |text: &str| {
        let notice = view.notices.iter().find(|notice| notice.text.starts_with(text)).expect("it is told");
        notice.actions[0].command.clone()
    };
    // Each way back leads to what its notice names.
    let (orders, shop) = (undo("Orders API"), undo("Shop"));
    assert_eq!(desk.send(orders).status.expects, "Expects Orders API");
    desk.send(shop);
    let names: Vec<_> = desk.state.settings().expectations.iter().map(|named| named.name.as_str()).collect();
    assert_eq!(names, ["Orders API", "Shop"]);
}

/// What a diagnosis adds is for this session: what is kept stays as it was.
#[test]
fn what_is_expected_for_once_changes_nothing_that_is_kept() {
    let mut desk = verified();
    expect(&mut desk, |text| {
        text.name = "Any".to_owned();
        text.algorithms = "ES256".to_owned();
    });
    let before = desk.state.settings().expectations.clone();
    let view = desk.send(Command::Policy(PolicyCommand::ExpectIssuer));
    assert_eq!(view.status.expects, "Expects issuer, algorithm");
    assert_eq!(desk.state.settings().expectations, before);
}

#[test]
fn beside_each_field_is_whether_the_token_meets_it() {
    let mut desk = verified();
    let of_token = dialog(desk.send(Command::Policy(PolicyCommand::Open))).of_token;
    let text = PolicyText {
        audience: "https://else.example".to_owned(),
        required_claims: "iss, no_such".to_owned(),
        max_age: "1 s".to_owned(),
        min_remaining: "1 s".to_owned(),
        profile: "access-token".to_owned(),
        nonce: "n".to_owned(),
        ..of_token
    };
    let view = dialog(desk.send(Command::Policy(PolicyCommand::Preview(Box::new(text.clone())))));
    let expected = Met {
        issuer: Some(true),
        audience: Some(false),
        token_type: Some(true),
        profile: Some(true),
        algorithms: Some(true),
        required_claims: Some(false),
        max_age: Some(false),
        min_remaining: Some(true),
        nonce: Some(false),
    };
    assert_eq!((view.met, view.text), (expected, text));
    // Nothing of it is expected before the person says so.
    assert_eq!(desk.send(Command::CloseDialog).verdict.word, "Valid, with a problem");
}

/// The file is the one for `jotsmith inspect --policy`.
#[test]
fn expectations_go_into_a_file_and_come_back() {
    let mut said = Said::new("app/policy/expectations_go_into_a_file_and_come_back");
    let mut desk = verified();
    let text = PolicyText {
        name: "Orders".to_owned(),
        issuer: "https://a.example".to_owned(),
        required_claims: "scope=read, n=[1,2]".to_owned(),
        max_age: "1 h".to_owned(),
        leeway: "5 s".to_owned(),
        ..PolicyText::default()
    };
    desk.send(Command::Policy(PolicyCommand::Export(Box::new(text.clone()))));
    desk.send(Command::Answer(Box::new(Answer::File {
        purpose: FilePurpose::Save,
        result: FileAnswer::Place("/tmp/policy.json".into()),
    })));
    let written = desk.asked.iter().find_map(|effect| match effect {
        Effect::WriteFile { bytes, .. } => Some(bytes.to_vec()),
        _ => None,
    });
    let written = written.expect("a file");
    assert!(desk.state.settings().expectations.is_empty(), "only a file was wanted");
    desk.send(Command::CloseDialog);
    let import = |desk: &mut Desk, name: &str, bytes: Vec<u8>| {
        desk.send(Command::Policy(PolicyCommand::Open));
        desk.send(Command::Policy(PolicyCommand::Import));
        let result = FileAnswer::Read(FileBytes::new(name.to_owned(), bytes));
        desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Policy, result })))
    };
    let view = import(&mut desk, "x.json", written);
    assert_eq!(dialog(view).text, text);
    assert_eq!(desk.state.settings().expectations[0].name, "Orders");
    // One without a name has that of its file, and one that is none says why.
    import(&mut desk, "users.json", br#"{"issuer":"https://u.example"}"#.to_vec());
    assert_eq!(desk.state.settings().expectations[1].name, "users");
    // Another with the same name takes its place, which is said and can be undone.
    let view = import(
        &mut desk,
        "users.json",
        br#"{"issuer":"https://v.example","leeway":0,"claims":{"a b=c":" x"}}"#.to_vec(),
    );
    let replaced = view.notices.last().expect("it is told");
    said.line(&replaced.text);
    let undo = replaced.actions[0].command.clone();
    let policy = desk.state.settings().expectations[1].policy.clone();
    assert_eq!((policy.leeway, policy.required_claims[0].as_str()), (Some(0), "a b=c"));
    assert_eq!(PolicyText::of(&policy).read(), Ok(policy), "nothing is lost in the dialog");
    desk.send(undo);
    assert_eq!(desk.state.settings().expectations[1].policy.issuer.as_deref(), Some("https://u.example"));
    let view = import(&mut desk, "bad.json", br#"{"isuer":"x"}"#.to_vec());
    assert!(view.notices.iter().any(|notice| notice.tone == Tone::Bad && notice.text.contains("isuer")));
    assert_eq!(desk.state.settings().expectations.len(), 2);
    said.agree();
}

/// A leeway that is expected counts, none included, and the bottom line says so.
#[test]
fn the_leeway_that_is_expected_counts_before_that_of_the_settings() {
    let mut desk = verified();
    assert_eq!(desk.send(Command::SetLeeway(60)).status.leeway, 60);
    let view = expect(&mut desk, |text| text.leeway = "0".to_owned());
    assert_eq!((view.status.leeway, view.status.leeway_is_expected), (0, true));
    let view = expect(&mut desk, |text| text.leeway = String::new());
    assert_eq!((view.status.leeway, view.status.leeway_is_expected), (60, false));
}
