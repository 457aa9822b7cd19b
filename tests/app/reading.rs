//! Long texts are read off the window's thread: the window goes on, nothing wrong is shown meanwhile, the newest wins.

use crate::desk::{Desk, sample};
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::{Answer, Job, JobKind, Reminder};
use jotsmith::app::value::{FileBytes, Tone};
use jotsmith::app::view::View;

/// An unsecured token of some 200 KB, whose subject is `name`.
fn long(name: &str) -> String {
    let payload = format!("{{\"sub\":\"{name}\",\"fill\":\"{}\"}}", "x".repeat(150_000));
    format!("eyJhbGciOiJub25lIn0.{}.", data_encoding::BASE64URL_NOPAD.encode(payload.as_bytes()))
}

/// A desk with a token in the box, on which jobs are held.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.paste(sample("Access token, ES256").0);
    desk.held = Some(Vec::new());
    desk
}

fn held(desk: &mut Desk) -> Vec<Job> {
    desk.held.replace(Vec::new()).expect("jobs are held")
}

/// Does the held jobs of reading, and then all that follows.
fn read(desk: &mut Desk) -> View {
    for job in held(desk).into_iter().filter(|job| job.kind() == JobKind::Read) {
        desk.send(Command::Answer(Box::new(job.run())));
    }
    let jobs = held(desk);
    desk.held = None;
    for job in jobs {
        desk.send(Command::Answer(Box::new(job.run())));
    }
    desk.view()
}

#[test]
fn a_long_text_is_read_by_the_worker_and_a_short_one_at_once() {
    let mut desk = desk();
    desk.paste(&long("a"));
    let kinds: Vec<JobKind> = held(&mut desk).iter().map(Job::kind).collect();
    assert_eq!(kinds, [JobKind::Read], "no token is examined before it is found");
    desk.paste("eyJhbGciOiJub25lIn0.e30.");
    let kinds: Vec<JobKind> = held(&mut desk).iter().map(Job::kind).collect();
    assert_eq!(kinds, [JobKind::Examine, JobKind::Desk], "the token, and all that are at hand");
}

#[test]
fn until_it_is_read_the_old_token_stays_and_is_dimmed() {
    let mut desk = desk();
    let before = desk.view();
    let view = desk.paste(&format!("Bearer {}", long("a")));
    assert_eq!(view.token.text, before.token.text);
    assert_eq!((&view.verdict.word, view.verdict.stale), (&before.verdict.word, true));
    assert_eq!(view.token.parts, before.token.parts);
    assert!(desk.state.is_busy());
    let view = read(&mut desk);
    assert_eq!(*view.token.text, *long("a"), "cleaned");
    assert!(view.token.cleaned.is_some_and(|words| words.contains("Bearer")));
    assert!(!view.verdict.stale && !desk.state.is_busy());
    // What it was before it was cleaned, then what was there before.
    assert_eq!(*desk.send(Command::UndoToken).token.text, *format!("Bearer {}", long("a")));
    assert_eq!(desk.send(Command::UndoToken).token.text, before.token.text);
}

#[test]
fn what_takes_long_is_said_and_can_be_stopped() {
    let mut desk = desk();
    let before = desk.view();
    desk.paste(&long("a"));
    let reminder = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::Remind { reminder: reminder @ Reminder::Read(_), .. } => Some(*reminder),
        _ => None,
    });
    let view = desk.send(Command::Answer(Box::new(Answer::Due(reminder.expect("it asks to be reminded")))));
    assert_eq!(view.verdict.word, "Reading…");
    assert!(view.instead.is_some() && view.layers.is_empty() && view.drawer.findings.is_empty());
    assert!(view.token.busy);
    let stop = view.verdict.actions[0].command.clone();
    desk.asked.clear();
    let view = desk.send(stop);
    assert!(desk.asked.iter().any(|effect| matches!(effect, Effect::CancelWork(JobKind::Read))));
    assert_eq!(view.verdict, before.verdict);
    assert_eq!(view.token.text, before.token.text);
    // The answer comes all the same, and nobody waits for it.
    assert_eq!(read(&mut desk).token.text, before.token.text);
}

#[test]
fn an_empty_window_says_that_it_reads() {
    let mut desk = Desk::new();
    desk.held = Some(Vec::new());
    let view = desk.paste(&long("a"));
    assert!(view.empty.is_some(), "no flash of other words");
    let view = desk.send(Command::Answer(Box::new(Answer::Due(Reminder::Read(1)))));
    assert!(view.empty.is_none() && view.instead.is_some_and(|message| message.title.starts_with("Reading")));
    assert!(read(&mut desk).instead.is_none());
}

#[test]
fn the_answer_to_an_older_question_is_dropped() {
    let mut desk = desk();
    desk.paste(&long("first"));
    let first = held(&mut desk);
    desk.paste(&long("second"));
    for job in first {
        desk.send(Command::Answer(Box::new(job.run())));
    }
    assert_ne!(*desk.view().token.text, *long("first"));
    assert_eq!(*read(&mut desk).token.text, *long("second"));
}

#[test]
fn a_letter_that_is_typed_is_newer_than_what_was_pasted_before_it() {
    let mut desk = desk();
    desk.paste(&long("a"));
    desk.send(Command::EditToken("eyJhbGciOiJub25lIn0.e30.".to_owned()));
    assert_eq!(&*read(&mut desk).token.text, "eyJhbGciOiJub25lIn0.e30.");
}

#[test]
fn a_long_text_can_be_brought_back_and_that_be_taken_back() {
    let mut desk = Desk::new();
    desk.paste(&long("a"));
    desk.send(Command::ClearToken);
    desk.held = Some(Vec::new());
    assert_eq!(&*desk.send(Command::UndoToken).token.text, "", "it is being read");
    // A second undo leaves it; it can be brought back still.
    desk.send(Command::UndoToken);
    held(&mut desk);
    desk.send(Command::UndoToken);
    assert_eq!(*read(&mut desk).token.text, *long("a"));
}

#[test]
fn long_files_that_are_dropped_together_are_all_taken_in() {
    let mut desk = desk();
    let key = |number: u8| {
        let x = data_encoding::BASE64URL_NOPAD.encode(&[number; 32]);
        let fill = "x".repeat(200_000);
        format!("{{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"k{number}\",\"fill\":\"{fill}\",\"x\":\"{x}\"}}")
    };
    let file = |name: &str, text: &str| FileBytes::new(name.to_owned(), text.as_bytes().to_vec());
    let files = vec![file("a.jwk", &key(1)), file("token.txt", &long("a")), file("b.jwk", &key(2))];
    desk.send(Command::DropFiles { files, unread: Vec::new() });
    // One after the other: the worker has room for one.
    for _ in 0..8 {
        for job in held(&mut desk) {
            desk.send(Command::Answer(Box::new(job.run())));
        }
    }
    let view = desk.view();
    assert_eq!(*view.token.text, *long("a"));
    let kids: Vec<&str> = view.keys.rows.iter().map(|row| row.kid.as_str()).collect();
    assert_eq!(kids, ["k1", "k2"]);
    assert!(!view.notices.iter().any(|notice| notice.tone == Tone::Bad), "{:?}", view.notices);
}

#[test]
fn a_fault_of_the_worker_is_said_and_the_old_token_is_shown_again() {
    let mut desk = desk();
    let before = desk.view();
    desk.paste(&long("a"));
    let revision = held(&mut desk)[0].revision();
    desk.send(Command::Answer(Box::new(Answer::Due(Reminder::Read(revision)))));
    let message = "src/x.rs:1:1".to_owned();
    let view = desk.send(Command::Answer(Box::new(Answer::Failed { kind: JobKind::Read, revision, message })));
    assert_eq!(view.verdict, before.verdict);
    assert!(view.notices.iter().any(|notice| notice.tone == Tone::Bad), "{:?}", view.notices);
    assert!(!desk.state.is_busy());
}
