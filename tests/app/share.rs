//! What is about to be shared: shown whole, marked where it is masked, and nothing else is copied.

use crate::desk::Desk;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::Answer;
use jotsmith::app::message::share::ShareCommand;
use jotsmith::app::value::share::ShareScope;
use jotsmith::app::value::{CopyTarget, FileAnswer, FilePurpose, Secrecy};
use jotsmith::app::view::{Dialog, ShareView, View};

const PERSON: &str = include_str!("../data/tokens/finding-person.jwt");
const LOGIN: &str = include_str!("../data/tokens/login-redirect.txt");

fn shared(view: &View) -> &ShareView {
    match &view.dialog {
        Some(Dialog::Share(share)) => share,
        _ => panic!("the dialog is open"),
    }
}

fn open(desk: &mut Desk, scope: ShareScope) -> ShareView {
    shared(&desk.send(Command::Share(ShareCommand::Open(scope)))).clone()
}

/// The text of the lines, and that of the masks alone.
fn lines(share: &ShareView) -> (String, String) {
    let runs = || share.lines.iter().flat_map(|line| &line.runs);
    let all = runs().map(|run| run.text.as_str()).collect();
    (all, runs().filter(|run| run.masked.is_some()).map(|run| format!("{} ", run.text)).collect())
}

#[test]
fn what_is_copied_is_what_is_shown() {
    let mut desk = Desk::new();
    desk.paste(PERSON);
    let share = open(&mut desk, ShareScope::Token);
    assert!(share.is_ready && share.error.is_none() && !share.summary.is_empty());
    let (all, masked) = lines(&share);
    desk.send(Command::Copy(CopyTarget::Shared));
    let (copied, secrecy) = desk.clipboard.last().expect("it was copied").clone();
    assert_eq!(secrecy, Secrecy::Open);
    assert!(all.contains(&copied), "all of it is shown");
    assert!(copied.ends_with(".REDACTED") && masked.contains("REDACTED"));
    // Masked values are pseudonyms: none of the person's is left, and each is marked.
    for left in ["ada", "lovelace", "example.org"] {
        assert!(!all.to_lowercase().contains(left), "{left} in {all}");
    }
    assert!(masked.contains("email-") && masked.contains("name-"), "{masked}");
    assert!(all.contains("\"alg\":\"HS256\"") && !masked.contains("HS256"), "what stays is not marked");
}

#[test]
fn ticks_change_what_is_shared_and_pseudonyms_stay() {
    let mut desk = Desk::new();
    desk.paste(PERSON);
    let (before, _) = lines(&open(&mut desk, ShareScope::Token));
    let keep = Command::Share(ShareCommand::Keep { lengths: false, roles: false, issuer: true });
    let (kept, _) = lines(shared(&desk.send(keep)));
    assert!(before != kept && kept.contains("\"iss\":\"https://"));
    let back = Command::Share(ShareCommand::Keep { lengths: false, roles: false, issuer: false });
    assert_eq!(lines(shared(&desk.send(back))).0, before, "the same key, the same pseudonyms");
    desk.send(Command::CloseDialog);
    assert_eq!(lines(&open(&mut desk, ShareScope::Token)).0, before);
    let lengths = Command::Share(ShareCommand::Keep { lengths: true, roles: false, issuer: false });
    desk.send(lengths);
    desk.send(Command::Copy(CopyTarget::Shared));
    assert_eq!(desk.clipboard.last().map(|(text, _)| text.len()), Some(PERSON.trim().len()));
}

#[test]
fn the_whole_desk_is_shared_with_one_set_of_pseudonyms_and_saved() {
    let mut desk = Desk::new();
    desk.paste(LOGIN);
    let count = desk.view().desk.count;
    assert!(count > 1);
    let share = open(&mut desk, ShareScope::Desk);
    assert_eq!(share.desk, count);
    desk.send(Command::Copy(CopyTarget::Shared));
    let (copied, _) = desk.clipboard.last().expect("it was copied").clone();
    assert_eq!(copied.split("\n\n").count(), count);
    desk.asked.clear();
    desk.send(Command::Share(ShareCommand::Save));
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::ChooseNewFile(_, name) if name == "redacted.txt")));
}

#[test]
fn without_a_token_nothing_is_shared() {
    let mut desk = Desk::new();
    let view = desk.send(Command::Share(ShareCommand::Open(ShareScope::Token)));
    assert!(view.dialog.is_none());
    desk.send(Command::Copy(CopyTarget::Shared));
    assert!(desk.clipboard.is_empty());
}

#[test]
fn a_report_is_made_and_then_it_is_asked_where_to() {
    let mut desk = Desk::new();
    desk.paste(PERSON);
    desk.asked.clear();
    desk.send(Command::Share(ShareCommand::SaveReport));
    let named = |effect: &Effect| matches!(effect, Effect::ChooseNewFile(_, name) if name == "token-report.html");
    assert!(desk.asked.iter().any(named));
    let place = FileAnswer::Place("/tmp/report.html".into());
    desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Save, result: place })));
    let written = desk.asked.iter().find_map(|effect| match effect {
        Effect::WriteFile { bytes, .. } => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    let page = written.expect("a file is written");
    assert!(page.starts_with("<!doctype html>") && page.contains("<mark>email-"), "{page}");
    assert!(!page.contains("ada@example.org") && !page.contains("Lovelace"), "{page}");
}
