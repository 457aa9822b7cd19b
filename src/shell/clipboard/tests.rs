//! E14. Those that need a display and `xclip` are run by `tests/smoke/run`, which has one: `--ignored`.

use super::{Board, Clipboard as _, PlatformClipboard};
use crate::app::message::job::Answer;
use crate::app::value::{CopyTarget, Secrecy};
use crate::shell::News;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a secret stays here.
const STAYS: Duration = Duration::from_secs(2);

/// A clipboard and what it posts.
fn clipboard() -> (PlatformClipboard, mpsc::Receiver<News>) {
    let (sender, news) = mpsc::channel();
    let sender = Mutex::new(sender);
    let post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
    (PlatformClipboard::new(post, true), news)
}

/// E14: without a display, everything answers and nothing hangs.
#[test]
fn without_a_display_it_says_so() {
    let is_unset = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
    if cfg!(not(target_os = "linux")) || !["DISPLAY", "WAYLAND_DISPLAY"].into_iter().all(is_unset) {
        return;
    }
    let (mut clipboard, news) = clipboard();
    let started = Instant::now();
    clipboard.read();
    let Ok(News::Answer(Answer::Clipboard(Err(why)))) = news.recv_timeout(Duration::from_secs(8)) else {
        panic!("no answer")
    };
    assert_eq!(why, "The clipboard is not available; try Ctrl+V");
    // A text that cannot be copied here is given back, for the toolkit to try.
    clipboard.write(CopyTarget::Token, Zeroizing::new("eyJ".to_owned()), Secrecy::Secret, STAYS);
    let Ok(News::CopyWithToolkit { text, .. }) = news.recv_timeout(Duration::from_secs(8)) else { panic!("no answer") };
    assert_eq!(*text, "eyJ");
    drop(clipboard);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

fn xclip(arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("timeout");
    let output = command.args(["5", "xclip", "-selection", "clipboard"]).args(arguments).output().expect("xclip");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Gives the clipboard to another program, as this kind of content.
fn put(kind: &str, content: &[u8]) {
    use std::io::Write as _;
    let mut command = Command::new("xclip");
    command.args(["-selection", "clipboard", "-i", "-t", kind]).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("xclip");
    child.stdin.take().expect("piped").write_all(content).expect("it listens");
    let _ = child.wait();
    // It goes to the background before the clipboard is its own.
    std::thread::sleep(Duration::from_millis(400));
}

fn copied(clipboard: &mut PlatformClipboard, news: &mpsc::Receiver<News>, text: &str, secrecy: Secrecy) {
    clipboard.write(CopyTarget::Token, Zeroizing::new(text.to_owned()), secrecy, STAYS);
    let told = || loop {
        match news.recv_timeout(Duration::from_secs(8)) {
            // That something before it has gone.
            Ok(News::Answer(Answer::SecretGone)) => {}
            Ok(News::Answer(answer)) => return answer,
            _ => panic!("no answer"),
        }
    };
    assert!(matches!(told(), Answer::Copied(_)), "it was copied");
    if secrecy != Secrecy::Open {
        assert!(matches!(told(), Answer::SecretHeld(1..)), "it says for how long");
    }
}

const HINT: &str = "x-kde-passwordManagerHint";

#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn a_private_key_is_marked_and_taken_away_if_it_is_still_there() {
    let (mut clipboard, news) = clipboard();
    // Open text carries no mark, and stays.
    copied(&mut clipboard, &news, "an open text", Secrecy::Open);
    assert!(!xclip(&["-o", "-t", "TARGETS"]).1.contains(HINT));
    std::thread::sleep(STAYS + Duration::from_millis(700));
    assert_eq!(xclip(&["-o"]).1, "an open text");
    // A token is marked and goes.
    copied(&mut clipboard, &news, "a token", Secrecy::Secret);
    assert!(xclip(&["-o", "-t", "TARGETS"]).1.contains(HINT));
    assert_eq!(xclip(&["-o", "-t", HINT]).1, "secret");
    assert_eq!(xclip(&["-o"]).1, "a token");
    std::thread::sleep(STAYS + Duration::from_millis(700));
    assert!(!xclip(&["-o"]).1.contains("token"), "it was taken away");
    // Or at once.
    copied(&mut clipboard, &news, "a token", Secrecy::Secret);
    clipboard.clear();
    std::thread::sleep(Duration::from_millis(700));
    assert!(!xclip(&["-o"]).1.contains("token"), "it was taken away");
    // A private key is marked and goes.
    copied(&mut clipboard, &news, "a private key", Secrecy::Private);
    assert!(xclip(&["-o", "-t", "TARGETS"]).1.contains(HINT));
    assert_eq!(xclip(&["-o"]).1, "a private key");
    std::thread::sleep(STAYS + Duration::from_millis(700));
    assert!(!xclip(&["-o"]).1.contains("private"), "it was taken away");
    // What somebody else has copied since is theirs.
    copied(&mut clipboard, &news, "a private key", Secrecy::Private);
    put("UTF8_STRING", b"somebody else's");
    std::thread::sleep(STAYS + Duration::from_millis(700));
    assert_eq!(xclip(&["-o"]).1, "somebody else's");
    // And so is what was copied here since.
    copied(&mut clipboard, &news, "a private key", Secrecy::Private);
    copied(&mut clipboard, &news, "an open text", Secrecy::Open);
    std::thread::sleep(STAYS + Duration::from_millis(700));
    assert_eq!(xclip(&["-o"]).1, "an open text");
    // When the window closes, it goes at once.
    copied(&mut clipboard, &news, "a private key", Secrecy::Private);
    drop(clipboard);
    std::thread::sleep(Duration::from_millis(700));
    assert!(!xclip(&["-o"]).1.contains("private"), "it was taken away");
}

/// E14: what is no text, what is no UTF-8, and an owner that died.
#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn what_is_no_text_is_said() {
    let (mut clipboard, news) = clipboard();
    let mut read = || {
        clipboard.read();
        match news.recv_timeout(Duration::from_secs(8)) {
            Ok(News::Answer(Answer::Clipboard(answer))) => answer,
            Ok(News::Answer(Answer::Notice(why))) => Err(why),
            _ => panic!("no answer"),
        }
    };
    put("image/png", b"\x89PNG\r\n\x1a\n");
    assert_eq!(read().unwrap_err(), "The clipboard contains no text");
    put("UTF8_STRING", b"caf\xe9 \xff");
    assert_eq!(read().unwrap_err(), "The text on the clipboard is not valid UTF-8");
    put("UTF8_STRING", "schl\u{fc}ssel".as_bytes());
    assert_eq!(read().as_deref(), Ok("schl\u{fc}ssel"));
}

/// A program that owns the clipboard until this is dropped.
struct Owner(std::process::Child);

impl Owner {
    fn of(content: &[u8]) -> Self {
        use std::io::Write as _;
        let mut command = Command::new("xclip");
        command.args(["-quiet", "-selection", "clipboard", "-i", "-t", "UTF8_STRING"]).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("xclip");
        child.stdin.take().expect("piped").write_all(content).expect("it listens");
        std::thread::sleep(Duration::from_millis(600));
        Self(child)
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{name}");
    }

    fn is_alive(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|ended| ended.is_none())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the Paste button brings, and how long that takes.
fn pasted() -> (Result<String, String>, Duration) {
    let (mut clipboard, news) = clipboard();
    let started = Instant::now();
    clipboard.read();
    match news.recv_timeout(Duration::from_secs(60)) {
        Ok(News::Answer(Answer::Clipboard(answer))) => (answer, started.elapsed()),
        _ => panic!("no answer"),
    }
}

/// A long text comes in pieces (ICCCM §2.7.2). It comes whole, or its length is what is told; its owner survives that.
#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn a_long_text_comes_whole_or_its_length_is_told() {
    const MB: usize = 1_000_000;
    for length in [1, 8, 16, 32, 60].map(|count| count * MB).into_iter().chain([super::LONGEST]) {
        let _owner = Owner::of(&vec![b'x'; length]);
        let (answer, time) = pasted();
        println!("{length} bytes: {time:?}, {:?}", answer.as_ref().map(String::len));
        assert_eq!(answer.map(|text| text.len()), Ok(length));
    }
    for length in [super::LONGEST + 1, 70 * MB] {
        let mut owner = Owner::of(&vec![b'x'; length]);
        let (answer, time) = pasted();
        println!("{length} bytes: {time:?}, {:?}", answer.as_ref().map(String::len));
        assert_eq!(answer.unwrap_err(), super::ReadFault::TooLong.words(true));
        std::thread::sleep(Duration::from_secs(2));
        assert!(owner.is_alive(), "it lost what it held");
    }
}

/// What counts is whether anything comes, not how long all of it takes.
#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn a_slow_owner_is_waited_for_and_a_hung_one_is_told() {
    let text = vec![b'x'; 24_000_000];
    let owner = Owner::of(&text);
    let (sender, done) = mpsc::channel();
    let reader = std::thread::Builder::new()
        .spawn(move || {
            let read = pasted();
            let _ = sender.send(());
            read
        })
        .unwrap();
    // It stops and goes on, as a busy program does, for longer than nothing may come.
    let started = Instant::now();
    while started.elapsed() < super::PATIENCE + Duration::from_secs(1) && done.try_recv().is_err() {
        owner.signal("STOP");
        std::thread::sleep(Duration::from_millis(250));
        owner.signal("CONT");
        std::thread::sleep(Duration::from_micros(300));
    }
    let (answer, time) = reader.join().unwrap();
    println!("a slow owner: {time:?}");
    assert_eq!(answer.map(|text| text.len()), Ok(text.len()));
    assert!(time > Duration::from_millis(500), "{time:?}");
    // One that hangs.
    owner.signal("STOP");
    let (answer, time) = pasted();
    owner.signal("CONT");
    assert_eq!(answer.unwrap_err(), super::ReadFault::NoAnswer.words(true));
    assert!(time < super::PATIENCE + Duration::from_secs(2), "{time:?}");
}

/// What is selected in another program is read beside the clipboard, and what a text field copies arrives there.
#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn what_is_selected_is_read_and_what_is_copied_is_kept() {
    let (sender, news) = mpsc::channel();
    let sender = Mutex::new(sender);
    let mut clipboard = PlatformClipboard::new(Arc::new(move |news| sender.lock().unwrap().send(news).is_ok()), false);
    let place = crate::ui::egui::pos2(1.0, 2.0);
    let selected = |clipboard: &mut PlatformClipboard| {
        clipboard.paste_selected(place);
        match news.recv_timeout(Duration::from_secs(8)) {
            Ok(News::Selected(at, text)) if at == place => text.to_string(),
            _ => panic!("no answer"),
        }
    };
    // What is read is what was written before, at once as well.
    for text in ["one", "two", "three", "selected"] {
        clipboard.keep(Board::Selection, Zeroizing::new(text.to_owned()), STAYS);
        assert_eq!(selected(&mut clipboard), text);
    }
    clipboard.keep(Board::Clipboard, Zeroizing::new("copied".to_owned()), STAYS);
    assert_eq!(selected(&mut clipboard), "selected", "they are two");
    assert_eq!(xclip(&["-o"]), (true, "copied".to_owned()));
    std::thread::sleep(STAYS + Duration::from_millis(500));
    assert_eq!(selected(&mut clipboard), "selected", "no secret");
    assert_eq!(xclip(&["-o"]), (true, "copied".to_owned()));
}

const TOKEN: &str = include_str!("../../../assets/samples/access-token.txt");
const KEY: &str = include_str!("../../../assets/samples/nested-keys.json");

/// What is taken away again: what can be used, and neither a piece of text nor a redacted token.
#[test]
fn a_token_and_a_private_key_are_secrets() {
    for secret in [TOKEN, KEY, include_str!("../../../tests/data/keys/p256.pkcs8.pem")] {
        assert!(super::is_secret(secret), "{secret}");
    }
    let redacted = format!("{}.REDACTED", TOKEN.trim().rsplit_once('.').expect("a signature").0);
    for open in ["", "sub", "https://issuer.example", "1795442400", &redacted] {
        assert!(!super::is_secret(open), "{open}");
    }
}

/// A token that was selected or copied out of a text field: out of histories, and gone after a while.
#[test]
#[ignore = "needs a display and xclip: tests/smoke/run"]
fn what_a_field_gives_is_taken_away_if_it_is_secret() {
    for (board, selection) in [(Board::Clipboard, "clipboard"), (Board::Selection, "primary")] {
        let (mut clipboard, news) = clipboard();
        let xclip = |arguments: &[&str]| {
            let mut command = Command::new("timeout");
            let output = command.args(["5", "xclip", "-selection", selection]).args(arguments).output().expect("xclip");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let told = || match news.recv_timeout(Duration::from_secs(8)) {
            Ok(News::Answer(answer)) => answer,
            _ => panic!("no answer"),
        };
        clipboard.keep(board, Zeroizing::new(TOKEN.to_owned()), STAYS);
        assert!(matches!(told(), Answer::SecretHeld(1..) | Answer::SelectionHeld(1..)), "{selection}");
        assert_eq!(xclip(&["-o"]), TOKEN);
        assert_eq!(xclip(&["-o", "-t", HINT]), "secret");
        assert!(matches!(told(), Answer::SecretGone | Answer::SelectionGone), "{selection}");
        assert_eq!(xclip(&["-o"]), "", "{selection}");
    }
}
