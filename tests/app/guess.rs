//! Looking for the secret of a token in a list of words, from the click to the key.

use crate::act::hs256;
use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::guess::{Ended, GuessCommand, GuessNews, GuessWork, Progress};
use jotsmith::app::message::job::Answer;
use jotsmith::app::value::{FileAnswer, FilePurpose};
use jotsmith::app::view::{Dialog, GuessView, View};
use jotsmith::engine::ground::base64url::encode;
use jotsmith::shell::guess::{Guesser, GuesserThread, InlineGuesser};
use jotsmith::shell::{News, Post};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

const SECRET: &[u8] = b"correct horse";

fn token() -> String {
    let input = format!("{}.{}", encode(br#"{"alg":"HS256"}"#), encode(br#"{"sub":"a"}"#));
    format!("{input}.{}", hs256(SECRET, &input))
}

fn send(desk: &mut Desk, command: GuessCommand) -> View {
    desk.send(Command::Guess(command))
}

/// The words that were asked to be tried last.
fn asked(desk: &Desk) -> GuessWork {
    let asked = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::Guess(work) => Some(work.clone()),
        _ => None,
    });
    asked.expect("a list is to be tried")
}

fn stops(desk: &Desk) -> usize {
    desk.asked.iter().filter(|effect| matches!(effect, Effect::StopGuessing)).count()
}

fn choose(desk: &mut Desk, list: &Path) -> View {
    send(desk, GuessCommand::Open);
    send(desk, GuessCommand::Choose);
    let result = FileAnswer::Place(list.to_owned());
    desk.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::WordList, result })))
}

fn dialog(view: &View) -> Option<&GuessView> {
    match &view.dialog {
        Some(Dialog::Guess(guess)) => Some(guess),
        _ => None,
    }
}

fn told(desk: &mut Desk, revision: u64, ended: Option<Ended>) -> View {
    let progress = Progress { tried: 1_000, seconds: 4.0, share: 0.5 };
    desk.send(Command::Answer(Box::new(Answer::Guess(GuessNews { revision, progress, ended }))))
}

/// Does what was asked, here and now.
fn run(desk: &mut Desk) -> View {
    let news: Arc<Mutex<Vec<News>>> = Arc::default();
    let sender = Arc::clone(&news);
    let post: Post = Arc::new(move |told| {
        sender.lock().unwrap().push(told);
        true
    });
    InlineGuesser(post).begin(asked(desk));
    for told in news.lock().unwrap().drain(..) {
        if let News::Answer(answer) = told {
            assert!(!format!("{answer:?}").contains("horse"), "{answer:?}");
            desk.send(Command::Answer(Box::new(answer)));
        }
    }
    desk.view()
}

fn list(words: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.txt");
    std::fs::write(&path, words).unwrap();
    (folder, path)
}

fn offers(view: &View) -> bool {
    view.signature.actions.iter().any(|action| action.command == Command::Guess(GuessCommand::Open))
}

#[test]
fn what_is_found_verifies_the_token_with_a_click() {
    let mut said = Said::new("app/guess/what_is_found_verifies_the_token_with_a_click");
    let secret = "correct horse";
    let (_folder, path) = list(format!("password\nletmein\n{secret}\nother\n").as_bytes());
    let mut desk = Desk::new();
    assert!(offers(&desk.paste(&token())));
    let view = choose(&mut desk, &path);
    assert_eq!(dialog(&view).and_then(|guess| guess.list.as_deref()), Some("words.txt"));
    let view = run(&mut desk);
    let guess = dialog(&view).expect("the dialog");
    assert!(guess.is_found, "{guess:?}");
    said.line(&guess.words);
    assert!(!format!("{view:?}").contains(secret), "no secret is in a view");
    let view = send(&mut desk, GuessCommand::Use);
    assert_eq!(view.dialog, None);
    assert_eq!(view.keys.rows.len(), 1);
    assert!(view.verdict.detail.contains("verified"), "{:?}", view.verdict);
    assert!(!offers(&view), "it is known");
    said.agree();
}

#[test]
fn what_is_not_found_or_cannot_be_read_is_said() {
    let mut said = Said::new("app/guess/what_is_not_found_or_cannot_be_read_is_said");
    let (folder, path) = list(b"password\n");
    let mut desk = Desk::new();
    desk.paste(&token());
    choose(&mut desk, &path);
    let view = run(&mut desk);
    assert_eq!(dialog(&view).map(|guess| guess.words.as_str()), Some("The secret is not among 1 word"));
    choose(&mut desk, &folder.path().join("missing"));
    let view = run(&mut desk);
    said.line(&dialog(&view).expect("the dialog").words);
    said.agree();
}

/// RFC 7515 §3: only an HMAC has a secret that can be guessed from the token.
#[test]
fn only_an_hmac_that_no_key_verified_is_guessed() {
    let mut said = Said::new("app/guess/only_an_hmac_that_no_key_verified_is_guessed");
    let mut desk = Desk::new();
    for other in ["Access token, ES256", "Unsecured", "Encrypted with a passphrase"] {
        assert!(!offers(&desk.paste(sample(other).0)), "{other}");
    }
    assert!(offers(&desk.paste(sample("Shared secret, HS256").0)));
    assert!(!offers(&desk.add_key(sample("Shared secret, HS256").1)));
    // One that is cut off is refused with the reason.
    let mut desk = Desk::new();
    let token = token();
    desk.paste(&token[..token.len() - 4]);
    let view = choose(&mut desk, Path::new("words.txt"));
    let error = dialog(&view).and_then(|guess| guess.error.clone());
    said.line(error.expect("it is refused"));
    said.agree();
}

#[test]
fn another_token_stops_it_and_so_does_closing_the_dialog_but_not_hiding_it() {
    let mut desk = Desk::new();
    desk.paste(&token());
    choose(&mut desk, Path::new("words.txt"));
    let revision = asked(&desk).revision;
    let view = told(&mut desk, revision, None);
    assert_eq!(
        dialog(&view).map(|guess| (guess.words.as_str(), guess.share)),
        Some(("1,000 words (250 a second)", Some(0.5)))
    );
    let view = send(&mut desk, GuessCommand::Hide);
    assert_eq!((view.dialog.is_none(), view.status.guessing.as_deref()), (true, Some("Guessing: 50 %")));
    assert_eq!(stops(&desk), 0);
    send(&mut desk, GuessCommand::Open);
    let view = desk.send(Command::CloseDialog);
    assert_eq!((stops(&desk), view.status.guessing), (1, None));
    choose(&mut desk, Path::new("words.txt"));
    send(&mut desk, GuessCommand::Hide);
    desk.paste(sample("Unsecured").0);
    assert_eq!(stops(&desk), 2);
    // What comes in late is of another token.
    let found = jotsmith::engine::verify::guess::Guessed { line: 1, secret: SECRET.into() };
    let late = asked(&desk).revision;
    let view = told(&mut desk, late, Some(Ended::Found(found)));
    assert!(view.notices.is_empty(), "{:?}", view.notices);
}

#[test]
fn what_is_found_behind_the_window_is_offered_until_it_is_seen() {
    let mut said = Said::new("app/guess/what_is_found_behind_the_window_is_offered_until_it_is_seen");
    let mut desk = Desk::new();
    desk.paste(&token());
    choose(&mut desk, Path::new("words.txt"));
    send(&mut desk, GuessCommand::Hide);
    let found = jotsmith::engine::verify::guess::Guessed { line: 1, secret: SECRET.into() };
    let revision = asked(&desk).revision;
    let view = told(&mut desk, revision, Some(Ended::Found(found)));
    let notice = view.notices.last().expect("it is told");
    said.line(&notice.text);
    let view = desk.send(notice.actions[0].command.clone());
    assert!(view.verdict.detail.contains("verified"), "{:?}", view.verdict);
    said.agree();
}

/// A list without an end is tried until it is stopped, and a new one takes its place.
#[test]
fn the_threads_stop_when_they_are_told_to() {
    let (_folder, short) = list(b"correct horse\n");
    let (_other, long) = list(&b"some other word\n".repeat(1 << 20));
    let (sender, receiver) = mpsc::channel();
    let sender = Mutex::new(sender);
    let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
    let mut desk = Desk::new();
    desk.paste(&token());
    choose(&mut desk, &long);
    let first = asked(&desk);
    choose(&mut desk, &short);
    let second = asked(&desk);
    let mut guesser = GuesserThread::new(post);
    guesser.begin(first.clone());
    guesser.begin(second.clone());
    let mut ended = Vec::new();
    while ended.len() < 2 {
        match receiver.recv_timeout(Duration::from_secs(60)) {
            Ok(News::Answer(Answer::Guess(news))) if news.ended.is_some() => ended.push(news),
            Ok(_) => {}
            Err(_) => panic!("no answer"),
        }
    }
    ended.sort_by_key(|news| news.revision);
    assert!(ended[0].progress.tried < 1 << 20, "it was stopped");
    assert!(matches!(ended[1].ended, Some(Ended::Found(_))));
}
