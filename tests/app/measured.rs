//! The Size tab as a person uses it: limits of one's own, what would shrink a token and the click that does it, in Inspect and
//! in the builder.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::size::SizeCommand;
use jotsmith::app::value::builder::{Field, Slot};
use jotsmith::app::value::size::{Baseline, Carrier, OwnLimit, Traffic};
use jotsmith::app::value::{DrawerTab, Tone, Workspace};
use jotsmith::app::view::builder::{BuiltToken, Page};
use jotsmith::app::view::{SavingRow, View};

fn made(view: &View) -> &BuiltToken {
    match &view.build.page {
        Page::Draft(draft) => draft.result.token.as_ref().unwrap_or_else(|| panic!("{:?}", draft.result)),
        other => panic!("no draft: {other:?}"),
    }
}

fn row<'a>(rows: &'a [SavingRow], sentence: &str) -> &'a SavingRow {
    rows.iter().find(|row| row.sentence == sentence).unwrap_or_else(|| panic!("{sentence}: {rows:#?}"))
}

/// "256 bytes, 54 %": 256.
fn bytes(row: &SavingRow) -> usize {
    row.saves.split(' ').next().unwrap().replace(',', "").parse().unwrap()
}

fn desk_with_key() -> Desk {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    desk.paste(token);
    desk
}

#[test]
fn one_click_in_inspect_makes_the_token_shorter_in_the_builder() {
    let mut desk = desk_with_key();
    let view = desk.send(Command::SelectTab(DrawerTab::Size));
    let (token, _) = sample("Access token, ES256");
    let saving = row(&view.drawer.size.savings, "Look up groups on the server").clone();
    let action = saving.action.clone().expect("a button");
    assert_eq!(action.label, "Apply in Build");
    let view = desk.send(action.command);
    assert_eq!(view.workspace, Workspace::Build);
    let Page::Draft(draft) = &view.build.page else { panic!("no draft") };
    // As `Debug` writes a quotation mark in a text.
    let has_groups = |draft: &dyn std::fmt::Debug| format!("{draft:?}").contains("groups\\\":");
    assert!(!has_groups(draft), "the claim is gone");
    // There may be no private key for it: then there is a draft, and what it lacks is said.
    if let Some(made) = &draft.result.token {
        assert_eq!(made.text.len() + bytes(&saving), token.len());
    }
    // The step can be taken back.
    let view = desk.send(Command::Build(BuildCommand::Undo));
    let Page::Draft(draft) = &view.build.page else { panic!("no draft") };
    assert!(has_groups(draft), "and back");
}

#[test]
fn in_the_builder_each_saving_is_got_and_the_rest_is_told_anew() {
    let mut said = Said::new("app/measured/in_the_builder_each_saving_is_got_and_the_rest_is_told_anew");
    let mut desk = Desk::new();
    desk.add_key(r#"{"kty":"oct","kid":"a-key-with-a-long-name","k":"rmVGoe5R5OOzO2skK77ur3X0QfJ7Qm1ov12OkrWsGjjuBNxvLqF3lOzvVDZYdu8Y3guTbCWKdZgwRipPaqYAmA"}"#);
    desk.start();
    desk.send(Command::Build(BuildCommand::SetAlgorithm(Slot::Signature(0), "HS512".to_owned())));
    let claims = "{\"sub\":\"a\",  \"expiration\":1900000000, \"roles\":[\"app:read\",\"app:write\",\"app:admin\"]}";
    let mut view = desk.send(Command::Build(BuildCommand::Edit(Field::Claims, claims.to_owned())));
    for sentence in [
        "Leave out white space in the claims",
        "Call expiration exp",
        "Write the 3 entries of roles as a set of bits",
        "A key ID of 4 characters instead of 22",
        "Leave out typ",
    ] {
        let token = made(&view);
        let (before, saving) = (token.text.len(), row(&token.savings, sentence).clone());
        let action = saving.action.clone().expect("a button");
        assert_eq!(action.label, "Apply");
        view = desk.send(action.command);
        assert_eq!(made(&view).text.len(), before - bytes(&saving), "{sentence}");
        assert!(!made(&view).savings.iter().any(|row| row.sentence == sentence), "{sentence} is done");
        said.line(format!("{sentence}: {}", made(&view).verdicts[0].1));
    }
    said.agree();
}

#[test]
fn a_limit_of_ones_own_is_kept_and_is_a_finding() {
    let mut desk = desk_with_key();
    desk.send(Command::SelectTab(DrawerTab::Size));
    desk.asked.clear();
    let own = OwnLimit { name: "Our gateway".to_owned(), carrier: Carrier::HeaderLine, bytes: 300 };
    let view = desk.send(Command::Size(SizeCommand::AddLimit(own)));
    let first = &view.drawer.size.limits[0];
    assert_eq!((first.name.as_str(), first.tone, first.own), ("Our gateway", Tone::Bad, Some(0)));
    let said = |view: &View| view.drawer.findings.iter().any(|row| row.reference.starts_with("SIZE_OWN"));
    assert!(said(&view));
    let saved = desk.asked.iter().find_map(|effect| match effect {
        Effect::SaveSettings(settings) => Some(settings.size.sending.own.len()),
        _ => None,
    });
    assert_eq!(saved, Some(1));
    let view = desk.send(Command::Size(SizeCommand::RemoveLimit(0)));
    assert!(!said(&view) && view.drawer.size.limits.iter().all(|row| row.own.is_none()));
    // What cannot be a name is not taken.
    let own = OwnLimit { name: "a\nb".to_owned(), carrier: Carrier::HeaderLine, bytes: 1 };
    let view = desk.send(Command::Size(SizeCommand::AddLimit(own)));
    assert!(view.drawer.size.limits.iter().all(|row| row.own.is_none()));
}

#[test]
fn how_it_is_sent_changes_what_is_measured() {
    let mut desk = desk_with_key();
    let words = |view: &View, name: &str| {
        view.drawer.size.limits.iter().find(|row| row.name == name).map(|row| row.words.clone()).expect("a row")
    };
    let view = desk.send(Command::SelectTab(DrawerTab::Size));
    let (total, _) = sample("Access token, ES256");
    let left =
        |used: usize| format!("{},{:03} bytes to spare of 8,190", (8_190 - used) / 1_000, (8_190 - used) % 1_000);
    assert_eq!(words(&view, "Apache httpd"), left(total.len() + "Authorization: Bearer ".len()));
    desk.send(Command::Size(SizeCommand::AsCookie(true)));
    let view = desk.send(Command::Size(SizeCommand::SetCookieName("s".to_owned())));
    assert_eq!(words(&view, "Apache httpd"), left(total.len() + "Cookie: s=".len()));
    let before = words(&view, "Node.js");
    let view = desk.send(Command::Size(SizeCommand::SetOthers(1_000)));
    assert_ne!(words(&view, "Node.js"), before);
    assert_eq!(words(&view, "Apache httpd"), left(total.len() + "Cookie: s=".len()), "it counts each line by itself");
}

#[test]
fn the_baseline_and_the_traffic_are_the_persons() {
    let mut said = Said::new("app/measured/the_baseline_and_the_traffic_are_the_persons");
    let mut desk = desk_with_key();
    desk.send(Command::SelectTab(DrawerTab::Size));
    let total = sample("Access token, ES256").0.len();
    let view = desk.send(Command::Size(SizeCommand::Compare(Baseline::Bytes(10))));
    let times = format!("{:.1}", total as f64 / 10.0);
    assert!(view.drawer.size.summary.split(' ').any(|word| word == times), "{}", view.drawer.size.summary);
    said.line(&view.drawer.size.summary);
    let view = desk.send(Command::Size(SizeCommand::Compare(Baseline::Sub)));
    said.line(&view.drawer.size.summary);
    let traffic = Traffic { requests: 10, pages: 10, users: 10, services: 1 };
    let view = desk.send(Command::Size(SizeCommand::SetTraffic(traffic)));
    said.line(&view.drawer.size.costs[0]);
    said.agree();
}
