//! A view that is kept from one frame to the next: what a hover, a tick of the clock or a letter typed elsewhere cannot
//! change is not made anew. Work is counted, not timed. (That what is kept is what would be made now is asserted by the
//! desk, after every command of every test.)

use crate::desk::{Desk, NOW, sample, table};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::Field;
use jotsmith::app::value::{PaneMode, TextSpan, Workspace};
use jotsmith::app::view::Part;
use std::collections::BTreeMap;

const PARTS: [Part; 17] = [
    Part::Token,
    Part::Verdict,
    Part::Header,
    Part::Claims,
    Part::ClaimTimes,
    Part::Signature,
    Part::Findings,
    Part::Timeline,
    Part::Drawer,
    Part::Status,
    Part::Keys,
    Part::Builder,
    Part::BuilderTimes,
    Part::HeaderRows,
    Part::ClaimRows,
    Part::SignatureRows,
    Part::Exports,
];

/// What is made anew when the view is brought up to date after these commands.
fn made(desk: &mut Desk, commands: impl IntoIterator<Item = Command>) -> BTreeMap<Part, u64> {
    let count = |desk: &Desk| PARTS.map(|part| desk.cache.borrow().made(part));
    let before = count(desk);
    for command in commands {
        desk.send(command);
    }
    let after = count(desk);
    let more = PARTS.iter().zip(before.iter().zip(after));
    more.filter(|(_, (before, after))| *before != after)
        .map(|(part, (before, after))| (*part, after - before))
        .collect()
}

fn once<const N: usize>(parts: [Part; N]) -> BTreeMap<Part, u64> {
    parts.map(|part| (part, 1)).into()
}

/// The access token of the samples, which expires, with all that has rows shown as rows.
fn inspected() -> Desk {
    let mut desk = Desk::new();
    desk.send(Command::HeaderMode(PaneMode::Json));
    desk.add_key(sample("Access token, ES256").1);
    desk.paste(sample("Access token, ES256").0);
    desk
}

fn expiry(desk: &Desk) -> i64 {
    let view = desk.view();
    let row = table(&view.claims.body).iter().find(|row| row.name == "exp").expect("it expires").clone();
    row.value[0].text.parse().expect("a number")
}

#[test]
fn a_hover_lights_up_bytes_and_makes_nothing() {
    let mut desk = inspected();
    let span = TextSpan { start: 3, end: 9 };
    assert_eq!(made(&mut desk, [Command::Hover(Some(span))]), BTreeMap::new());
    assert_eq!(desk.view().lit, Some(span));
    assert_eq!(made(&mut desk, [Command::Hover(None), Command::Hover(Some(span)), Command::Hover(None)]), once([]));
    assert_eq!(desk.view().lit, None);
}

#[test]
fn a_tick_turns_words_about_time_and_nothing_else() {
    let mut desk = inspected();
    let times = once([Part::Verdict, Part::ClaimTimes, Part::Timeline, Part::Status]);
    let end = expiry(&desk);
    desk.send(Command::Tick(end - 100));
    let before = desk.view().verdict.time;
    assert_eq!(made(&mut desk, [Command::Tick(end - 99)]), times);
    assert_ne!(desk.view().verdict.time, before);
    // The same second again is none.
    assert_eq!(made(&mut desk, [Command::Tick(end - 99)]), once([]));
}

#[test]
fn a_tick_with_which_a_token_expires_brings_its_finding() {
    let mut desk = inspected();
    let leeway = i64::try_from(desk.state.settings().leeway).expect("small");
    let end = expiry(&desk) + leeway;
    desk.send(Command::Tick(end - 1));
    let before = desk.view();
    let parts = once([Part::Verdict, Part::ClaimTimes, Part::Timeline, Part::Status, Part::Findings]);
    assert_eq!(made(&mut desk, [Command::Tick(end)]), parts);
    let after = desk.view();
    assert!(after.drawer.findings.len() > before.drawer.findings.len(), "{:?}", after.drawer.findings);
    assert_ne!(after.verdict.word, before.verdict.word);
}

#[test]
fn nothing_ticks_where_no_token_is() {
    let mut desk = Desk::new();
    let parts = made(&mut desk, [Command::Tick(NOW + 1)]);
    for part in [Part::Claims, Part::Signature, Part::Keys, Part::Builder, Part::BuilderTimes, Part::Findings] {
        assert!(!parts.contains_key(&part), "{parts:?}");
    }
}

#[test]
fn rows_and_conversions_hold_while_other_things_change() {
    let mut desk = inspected();
    desk.send(Command::ClaimsMode(PaneMode::Json));
    let long = [Part::HeaderRows, Part::ClaimRows, Part::SignatureRows, Part::Exports];
    let no_long = |parts: BTreeMap<Part, u64>| long.iter().all(|part| !parts.contains_key(part));
    assert!(no_long(made(&mut desk, [Command::Show(Workspace::Keys), Command::OpenAbout, Command::CloseDialog])));
    assert!(no_long(made(&mut desk, [Command::Build(BuildCommand::StartTemplate(0))])));
    assert!(no_long(made(&mut desk, [Command::Build(BuildCommand::Edit(Field::Claims, "{}".to_owned()))])));
    // A fold changes the rows of the panes that fold, and of no other.
    let folded = made(&mut desk, [Command::ToggleFold(0)]);
    assert_eq!(folded.get(&Part::ClaimRows), Some(&1), "{folded:?}");
    assert!(!folded.contains_key(&Part::Exports), "{folded:?}");
    // Another mode of one pane leaves the others' rows.
    let switched = made(&mut desk, [Command::SignatureMode(PaneMode::Base64url)]);
    assert_eq!(switched.get(&Part::SignatureRows), Some(&1), "{switched:?}");
    assert!(!switched.contains_key(&Part::ClaimRows) && !switched.contains_key(&Part::HeaderRows), "{switched:?}");
}

#[test]
fn rows_that_nobody_sees_are_not_made() {
    let mut desk = Desk::new();
    let parts = made(&mut desk, [Command::PasteToken(sample("Access token, ES256").0.to_owned())]);
    assert!(!parts.contains_key(&Part::HeaderRows) && !parts.contains_key(&Part::ClaimRows), "{parts:?}");
    let parts = made(&mut desk, [Command::ClaimsMode(PaneMode::Json)]);
    assert_eq!(parts.get(&Part::ClaimRows), Some(&1), "{parts:?}");
}

#[test]
fn a_tick_in_the_builder_turns_its_times_alone() {
    let mut desk = Desk::new();
    desk.send(Command::Show(Workspace::Build));
    desk.send(Command::Build(BuildCommand::StartTemplate(0)));
    let parts = made(&mut desk, [Command::Tick(NOW + 1)]);
    assert!(!parts.contains_key(&Part::Builder), "{parts:?}");
    for part in [Part::Claims, Part::Header, Part::Token, Part::Keys, Part::Drawer] {
        assert!(!parts.contains_key(&part), "{parts:?}");
    }
}
