//! The clipboard: one owner on a thread of its own, because a hung program can keep a reader waiting for seconds.

pub mod terminal;

use super::{News, Post, in_background};
use crate::app::message::job::Answer;
use crate::app::value::{CopyTarget, Secrecy};
use crate::engine::crypto::digest::sha256;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long the Paste button waits.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long closing the window waits for the text to be handed over.
const HANDOVER: Duration = Duration::from_millis(400);
/// Longest text that is taken from the clipboard.
const LONGEST: usize = 64 * 1024 * 1024;

/// Reads and writes the clipboard, and posts what came of it.
pub trait Clipboard {
    /// Asks for the text on it, which is to be a token.
    fn read(&mut self);
    /// Asks for the text on it, for whatever has the keyboard.
    fn paste(&mut self);
    /// Puts a text on it. What is not open (a token, a shared secret, a private key) stays out of clipboard histories, and is
    /// taken away after `stays` and when the window closes, if it is still there.
    fn write(&mut self, target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, stays: Duration);
    /// Takes a secret away that was put there, before its time.
    fn clear(&mut self);
}

impl Drop for PlatformClipboard {
    /// Gives the owner a moment to hand its text to a clipboard manager, so that what was copied outlives the window.
    fn drop(&mut self) {
        self.owner = None;
        if let Some(ended) = self.ended.take() {
            let _ = ended.recv_timeout(HANDOVER);
        }
    }
}

enum Request {
    Read(mpsc::Sender<Result<Zeroizing<String>, ReadFault>>),
    Write { target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, stays: Duration },
    Clear,
}

/// The platform's clipboard. Its owner lives as long as the window, because on X11 the text goes with its owner.
pub struct PlatformClipboard {
    post: Post,
    owner: Option<mpsc::Sender<Request>>,
    /// Closes when the owner's thread has ended.
    ended: Option<mpsc::Receiver<()>>,
}

impl PlatformClipboard {
    /// Posts its answers with `post`. Nothing is opened before it is needed.
    pub fn new(post: Post) -> Self {
        Self { post, owner: None, ended: None }
    }

    /// Reads it and posts what came of it, after some time at the latest.
    fn ask(&mut self, news: fn(Result<Zeroizing<String>, ReadFault>) -> News) {
        let (sender, receiver) = mpsc::channel();
        let post = Arc::clone(&self.post);
        let is_asked = self.send(Request::Read(sender)).is_ok();
        let is_waiting = is_asked
            && in_background("paste", move || {
                post(news(receiver.recv_timeout(PATIENCE).unwrap_or(Err(ReadFault::NoAnswer))));
            });
        if !is_waiting {
            (self.post)(news(Err(ReadFault::OutOfReach)));
        }
    }

    fn send(&mut self, request: Request) -> Result<(), Request> {
        let request = match &self.owner {
            Some(owner) => match owner.send(request) {
                Ok(()) => return Ok(()),
                Err(mpsc::SendError(request)) => request,
            },
            None => request,
        };
        let (sender, receiver) = mpsc::channel();
        let (alive, ended) = mpsc::channel();
        let post = Arc::clone(&self.post);
        let owner = move || {
            own(&receiver, &post);
            drop(alive);
        };
        if !in_background("clipboard", owner) {
            return Err(request);
        }
        self.ended = Some(ended);
        let sent = sender.send(request).map_err(|mpsc::SendError(request)| request);
        self.owner = Some(sender);
        sent
    }
}

impl Clipboard for PlatformClipboard {
    fn read(&mut self) {
        self.ask(|read| {
            let read = read.map(|mut text| std::mem::take(&mut *text));
            News::Answer(Answer::Clipboard(read.map_err(|fault| fault.words().to_owned())))
        });
    }

    fn paste(&mut self) {
        self.ask(|read| match read {
            // Where the platform's clipboard cannot be opened at all, the toolkit may have one of its own.
            Err(ReadFault::OutOfReach) => News::PasteWithToolkit,
            read => News::Pasted(read.map_err(|fault| fault.words().to_owned())),
        });
    }

    fn write(&mut self, target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, stays: Duration) {
        if let Err(Request::Write { target, text, .. }) = self.send(Request::Write { target, text, secrecy, stays }) {
            (self.post)(without_clipboard(target, text, secrecy));
        }
    }

    fn clear(&mut self) {
        if self.owner.is_some() {
            // Where its thread is gone, so is what it held.
            let _ = self.send(Request::Clear);
        }
    }
}

/// The toolkit's own clipboard must do; but it keeps nothing out of histories, and takes nothing away.
fn without_clipboard(target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy) -> News {
    if secrecy == Secrecy::Private {
        let why =
            "The clipboard is not available, so a private key could not be cleared from it: save it to a file instead";
        News::Answer(Answer::CopyFailed(why.to_owned()))
    } else {
        News::CopyWithToolkit { target, text }
    }
}

/// Why there is no text from the clipboard.
enum ReadFault {
    OutOfReach,
    NoAnswer,
    NoText,
    TooLong,
    Unreadable,
}

impl ReadFault {
    const fn words(&self) -> &'static str {
        match self {
            Self::OutOfReach => "The clipboard is not available; try Ctrl+V",
            Self::NoAnswer => "The program that owns the clipboard does not respond; copy the text again",
            Self::NoText => "The clipboard contains no text",
            Self::TooLong => "The text on the clipboard is too long for a token",
            Self::Unreadable => "The clipboard could not be read; copy the text again",
        }
    }

    /// The same for whoever has no window.
    const fn at_terminal(&self) -> &'static str {
        match self {
            Self::OutOfReach => "it is not available: there is no display",
            Self::NoAnswer => "the program that owns it does not respond; copy the text again",
            Self::NoText => "it does not contain text",
            Self::TooLong => "its text is too long for a token",
            Self::Unreadable => "it could not be read; copy the text again",
        }
    }
}

/// A secret that was copied: enough to know it again.
struct Held {
    digest: [u8; 32],
    until: Instant,
}

/// The owner's thread: ends when the window does.
fn own(requests: &mpsc::Receiver<Request>, post: &Post) {
    let mut clipboard: Option<arboard::Clipboard> = None;
    let mut held: Option<Held> = None;
    loop {
        let request = match &held {
            None => requests.recv().ok(),
            Some(Held { until, .. }) => match requests.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(request) => Some(request),
                Err(RecvTimeoutError::Timeout) => {
                    post(News::Answer(clear(clipboard.as_mut(), held.take())));
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => None,
            },
        };
        let Some(request) = request else { break };
        if clipboard.is_none() {
            clipboard = arboard::Clipboard::new().ok();
        }
        match request {
            Request::Read(answer) => {
                // Whoever asked may have lost patience.
                let _ = answer.send(match &mut clipboard {
                    Some(clipboard) => text_of(clipboard),
                    None => Err(ReadFault::OutOfReach),
                });
            }
            Request::Write { target, text, secrecy, stays } => {
                let is_written =
                    clipboard.as_mut().is_some_and(|clipboard| write(clipboard, &text, secrecy != Secrecy::Open));
                let was_held = held.is_some();
                if is_written {
                    let until = Instant::now() + stays;
                    held = (secrecy != Secrecy::Open).then(|| Held { digest: sha256(text.as_bytes()), until });
                }
                post(if is_written {
                    News::Answer(Answer::Copied(target))
                } else {
                    without_clipboard(target, text, secrecy)
                });
                if let Some(held) = held.as_ref().filter(|_| is_written) {
                    let seconds = held.until.saturating_duration_since(Instant::now()).as_secs_f32().ceil() as u64;
                    post(News::Answer(Answer::SecretHeld(seconds)));
                } else if was_held && held.is_none() {
                    post(News::Answer(Answer::SecretGone));
                }
            }
            Request::Clear => {
                post(News::Answer(clear(clipboard.as_mut(), held.take())));
            }
        }
    }
    // Before it is handed to a clipboard manager, which would keep it.
    let _ = clear(clipboard.as_mut(), held.take());
}

/// Takes a secret off the clipboard, if it is still what is there; says whether it is gone.
fn clear(clipboard: Option<&mut arboard::Clipboard>, held: Option<Held>) -> Answer {
    let (Some(clipboard), Some(held)) = (clipboard, held) else { return Answer::SecretGone };
    let is_gone = match clipboard.get_text().map(Zeroizing::new) {
        Ok(text) if sha256(text.as_bytes()) == held.digest => clipboard.clear().is_ok(),
        Ok(_) | Err(arboard::Error::ContentNotAvailable) => true,
        // Whatever is there may be somebody else's.
        Err(_) => false,
    };
    if is_gone { Answer::SecretGone } else { Answer::SecretStays }
}

/// Whatever it is, it may be a secret: it is wiped when it is dropped.
fn text_of(clipboard: &mut arboard::Clipboard) -> Result<Zeroizing<String>, ReadFault> {
    match clipboard.get_text().map(Zeroizing::new) {
        Ok(text) if text.len() > LONGEST => Err(ReadFault::TooLong),
        Ok(text) => Ok(text),
        Err(arboard::Error::ContentNotAvailable) => Err(ReadFault::NoText),
        Err(_) => Err(ReadFault::Unreadable),
    }
}

fn write(clipboard: &mut arboard::Clipboard, text: &str, is_secret: bool) -> bool {
    #[cfg(target_vendor = "apple")]
    use arboard::SetExtApple as _;
    #[cfg(all(unix, not(target_vendor = "apple")))]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;
    let set = clipboard.set();
    let set = if is_secret { set.exclude_from_history() } else { set };
    set.text(text).is_ok()
}

#[cfg(test)]
mod tests;
