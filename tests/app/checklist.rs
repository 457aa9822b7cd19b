//! The checklist in the drawer: which kind, what is violated first, and what the other tokens on the desk tell.

use crate::desk::{Desk, sample};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::{CopyTarget, Tone};
use jotsmith::app::view::{ChecklistView, View};

const LOGIN: &str = include_str!("../data/tokens/login-redirect.txt");

fn list(view: &View) -> &ChecklistView {
    &view.drawer.checklist
}

fn word(view: &View, clause: &str) -> &'static str {
    let row = list(view).rows.iter().find(|row| row.clause.starts_with(clause));
    row.unwrap_or_else(|| panic!("no line {clause}: {:?}", list(view).rows)).word
}

#[test]
fn every_demand_is_told_and_what_is_violated_comes_first() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    let view = desk.paste(token);
    assert_eq!((list(&view).name, word(&view, "every signature")), ("Access token", "not checked"));
    let view = desk.add_key(keys);
    assert_eq!((list(&view).violated, word(&view, "every signature")), (0, "fulfilled"));
    assert!(list(&view).fulfilled > 8 && list(&view).total >= list(&view).fulfilled);
    let view = desk.send(Command::SetClock("2411544660".to_owned()));
    assert_eq!((list(&view).violated, list(&view).rows[0].tone), (1, Tone::Bad));
    assert!(list(&view).rows[0].clause.starts_with("exp"), "{:?}", list(&view).rows[0]);
    // Time goes by, and nothing else happens: the words go with it.
    let detail = list(&view).rows[0].detail.clone();
    desk.send(Command::SetClock(String::new()));
    let view = desk.send(Command::Tick(2_411_551_800));
    assert_ne!(list(&view).rows[0].detail, detail);
}

#[test]
fn another_kind_can_be_demanded_of_the_token_that_is_shown_alone() {
    let (token, keys) = sample("Access token, ES256");
    let mut desk = Desk::new();
    desk.add_key(keys);
    let before = desk.paste(token);
    assert_eq!(before.verdict.word, "Valid, with a problem");
    let view = desk.send(Command::ChooseKind(Some("id-token".to_owned())));
    assert_eq!(
        (list(&view).name, list(&view).chosen, list(&view).recognized),
        ("ID token", Some("id-token"), Some("Access token"))
    );
    assert!(list(&view).violated > 0, "typ names another kind");
    assert_eq!(view.verdict.word, "Invalid");
    // What was chosen for one token is not meant for another, nor for those beside it.
    desk.paste(LOGIN);
    let view = desk.paste(token);
    assert_eq!((list(&view).chosen, view.verdict.word.as_str()), (None, "Valid, with a problem"));
    desk.send(Command::ChooseKind(Some("logout-token".to_owned())));
    let view = desk.send(Command::ChooseKind(None));
    assert_eq!((list(&view).name, view.verdict.word.as_str()), ("Access token", "Valid, with a problem"));
    assert_eq!(list(&desk.send(Command::ChooseKind(Some("no such kind".to_owned())))).chosen, None);
}

/// OpenID Connect Core §3.1.3.6: whether `at_hash` is right is known where the access token is at hand.
#[test]
fn what_came_with_a_token_settles_its_hashes() {
    let mut desk = Desk::new();
    desk.paste(LOGIN);
    let view = desk.send(Command::ChooseCandidate(1));
    assert_eq!((list(&view).name, word(&view, "at_hash")), ("ID token", "fulfilled"));
    let id_token =
        view.token.text[view.token.chosen.expect("one of two").start..].split('&').next().unwrap().to_owned();
    let view = Desk::new().paste(&id_token);
    assert_eq!(word(&view, "at_hash"), "not checked");
}

/// A rule is muted for every token, remembered, listed and undone; what makes a token invalid is always told.
#[test]
fn a_rule_can_be_muted() {
    let mut desk = Desk::new();
    let before = desk.paste(sample("Access token, ES256").0);
    let rule = before.drawer.findings.iter().find_map(|finding| finding.rule).expect("one that can be muted");
    let (count, total) = (before.drawer.findings.len(), before.drawer.counts.iter().sum::<usize>());
    let view = desk.send(Command::Mute(rule.to_owned()));
    let here = view.drawer.muted[0].1;
    assert_eq!((view.drawer.muted[0].0.as_str(), here > 0), (rule, true));
    assert_eq!(view.drawer.findings.len(), count - here);
    assert_eq!(view.drawer.counts.iter().sum::<usize>(), total - here);
    assert_eq!((&view.verdict, &desk.state.settings().muted), (&before.verdict, &vec![rule.to_owned()]));
    // A report for others leaves nothing out.
    let (report, _) = desk.copied(CopyTarget::Export("findings")).expect("a report");
    assert!(report.contains(rule), "{report}");
    let undo = view.notices.iter().flat_map(|notice| notice.actions.clone()).next().expect("a way back");
    let view = desk.send(undo.command);
    assert_eq!((view.drawer.findings.len(), view.drawer.muted.len()), (count, 0));
    let view = desk.send(Command::SetClock("2411544660".to_owned()));
    assert!(view.drawer.findings.iter().any(|finding| finding.tone == Tone::Bad && finding.rule.is_none()));
    let view = desk.send(Command::Mute("EXP_PAST".to_owned()));
    assert!(view.drawer.findings.iter().any(|finding| finding.reference.starts_with("EXP_PAST")));
}
