//! The clipboard: one owner on a thread of its own, and a thread for each reading, because a hung program can keep a reader
//! waiting for seconds.

mod incoming;
pub mod terminal;
#[cfg(all(unix, not(target_vendor = "apple")))]
mod wayland;
#[cfg(all(unix, not(target_vendor = "apple")))]
mod x11;

use super::{News, Post, in_background};
use crate::app::message::job::Answer;
use crate::app::value::{CopyTarget, NO_TEXT, Secrecy, size};
use crate::engine::crypto::digest::sha256;
use crate::engine::detect::detect;
use crate::engine::ground::limit::Limits;
use crate::engine::redact::REDACTED;
use crate::engine::text::private::{covered_text, may_be_key};
use crate::ui::egui::Pos2;
use incoming::{Bounds, Ticket};
use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long nothing may come from the program that owns the clipboard.
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
    /// Asks for what is selected in whatever program, for the place that was clicked with the middle button.
    fn paste_selected(&mut self, place: Pos2);
    /// Takes what was copied out of a text field, or selected in one. What is selected stays out of clipboard histories, as it
    /// may be a piece of a secret; a token or a private key is also taken away after `stays`, as with [`write`](Self::write).
    fn keep(&mut self, board: Board, text: Zeroizing<String>, stays: Duration);
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

/// Where texts lie that go from program to program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Board {
    Clipboard,
    /// What is selected, and a middle click pastes: on X11 and Wayland.
    Selection,
}

enum Request {
    Keep {
        board: Board,
        text: Zeroizing<String>,
        stays: Duration,
    },
    Write {
        target: CopyTarget,
        text: Zeroizing<String>,
        secrecy: Secrecy,
        stays: Duration,
    },
    Clear,
    /// Says when all that was asked for before is done.
    Done(mpsc::Sender<()>),
}

/// The platform's clipboard. Its owner lives as long as the window, because on X11 the text goes with its owner.
pub struct PlatformClipboard {
    post: Post,
    owner: Option<mpsc::Sender<Request>>,
    /// Closes when the owner's thread has ended.
    ended: Option<mpsc::Receiver<()>>,
    /// The window by which the owner owns what it has written, on X11; 0 before that.
    ours: Arc<AtomicU32>,
    /// How often each board was read.
    asked: [Arc<AtomicU64>; 2],
    /// The toolkit has a clipboard of its own, and does what text fields ask for: on Wayland.
    has_toolkit: bool,
}

impl PlatformClipboard {
    /// Posts its answers with `post`. Nothing is opened before it is needed.
    pub fn new(post: Post, has_toolkit: bool) -> Self {
        Self { post, owner: None, ended: None, ours: Arc::default(), asked: Default::default(), has_toolkit }
    }

    /// Reads it on a thread of its own and posts what came of it, unless something newer was asked for meanwhile.
    fn ask(
        &mut self,
        board: Board,
        news: impl Fn(Result<Zeroizing<String>, ReadFault>) -> News + Send + Clone + 'static,
    ) {
        let (post, ours, told) = (Arc::clone(&self.post), Arc::clone(&self.ours), news.clone());
        let asked = match board {
            Board::Clipboard => &self.asked[0],
            Board::Selection => &self.asked[1],
        };
        let ticket = Ticket::next(asked);
        let bounds = Bounds { longest: LONGEST, idle: PATIENCE, ticket: Some(ticket.clone()) };
        // What was copied here before is there first.
        let (sender, written) = mpsc::channel();
        let is_writing = self.owner.is_some() && self.send(Request::Done(sender)).is_ok();
        let is_asked = in_background("paste", move || {
            if is_writing {
                let _ = written.recv_timeout(PATIENCE);
            }
            read_text(board, ours.load(Ordering::Relaxed), &bounds, |read| {
                if ticket.is_latest() {
                    post(told(read));
                }
            });
        });
        if !is_asked {
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
        let (has_toolkit, ours) = (self.has_toolkit, Arc::clone(&self.ours));
        let owner = move || {
            own(&receiver, &post, &ours, has_toolkit);
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
        let has_toolkit = self.has_toolkit;
        self.ask(Board::Clipboard, move |read| {
            News::Answer(match read {
                Ok(mut text) => Answer::Clipboard(Ok(std::mem::take(&mut *text))),
                // Nothing is wrong where there is nothing.
                Err(fault @ ReadFault::NoText) => Answer::Notice(fault.words(has_toolkit)),
                Err(fault) => Answer::Clipboard(Err(fault.words(has_toolkit))),
            })
        });
    }

    fn paste(&mut self) {
        let has_toolkit = self.has_toolkit;
        self.ask(Board::Clipboard, move |read| match read {
            // Where the platform's clipboard cannot be opened at all, the toolkit may have one of its own.
            Err(ReadFault::OutOfReach) if has_toolkit => News::PasteWithToolkit,
            read => News::Pasted(read.map_err(|fault| fault.words(has_toolkit))),
        });
    }

    fn paste_selected(&mut self, place: Pos2) {
        if self.has_toolkit || !HAS_SELECTION {
            return;
        }
        // A click that brings nothing says nothing: it may have been meant for something else.
        self.ask(Board::Selection, move |read| News::Selected(place, read.unwrap_or_default()));
    }

    fn keep(&mut self, board: Board, text: Zeroizing<String>, stays: Duration) {
        if board == Board::Clipboard || HAS_SELECTION {
            // Where it cannot be reached, the last try to reach it has said so.
            let _ = self.send(Request::Keep { board, text, stays });
        }
    }

    fn write(&mut self, target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, stays: Duration) {
        if let Err(Request::Write { target, text, .. }) = self.send(Request::Write { target, text, secrecy, stays }) {
            (self.post)(without_clipboard(target, text, secrecy, self.has_toolkit));
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
fn without_clipboard(target: CopyTarget, text: Zeroizing<String>, secrecy: Secrecy, has_toolkit: bool) -> News {
    if secrecy == Secrecy::Private {
        let why =
            "The clipboard is not available, so a private key could not be cleared from it: save it to a file instead";
        News::Answer(Answer::CopyFailed(why.to_owned()))
    } else if !has_toolkit {
        News::Answer(Answer::CopyFailed("The clipboard is not available: save it to a file instead".to_owned()))
    } else {
        News::CopyWithToolkit { target, text }
    }
}

/// Why there is no text from the clipboard.
#[derive(Debug)]
enum ReadFault {
    OutOfReach,
    /// Nothing came.
    NoAnswer,
    /// So many bytes came, and then nothing.
    Stalled(usize),
    NoText,
    NotUtf8,
    TooLong,
    Unreadable,
    /// Something newer was asked for: nobody waits for this.
    Superseded,
}

impl ReadFault {
    fn words(&self, has_toolkit: bool) -> String {
        let seconds = PATIENCE.as_secs();
        match self {
            Self::OutOfReach if has_toolkit => "The clipboard is not available; try Ctrl+V".to_owned(),
            Self::OutOfReach => "The clipboard is not available".to_owned(),
            Self::NoAnswer => "The program that owns the clipboard does not respond; copy the text again".to_owned(),
            Self::Stalled(length) => format!(
                "The program that owns the clipboard sent {}, then nothing for {seconds} seconds; copy the text again",
                size(*length)
            ),
            Self::NoText => NO_TEXT.to_owned(),
            Self::NotUtf8 => "The text on the clipboard is not valid UTF-8".to_owned(),
            Self::TooLong => {
                let (limit, examined) = (size(LONGEST), size(Limits::DEFAULT.text));
                format!(
                    "The text on the clipboard is longer than {limit}, and at most {examined} can be examined; copy only the \
                     part that matters"
                )
            }
            Self::Unreadable | Self::Superseded => "The clipboard could not be read; copy the text again".to_owned(),
        }
    }

    /// The same for whoever has no window.
    fn at_terminal(&self) -> String {
        let seconds = PATIENCE.as_secs();
        match self {
            Self::OutOfReach => "there is no display, so it is not available".to_owned(),
            Self::NoAnswer => "the program that owns it does not respond; copy the text again".to_owned(),
            Self::Stalled(length) => format!(
                "the program that owns it sent {}, then nothing for {seconds} seconds; copy the text again",
                size(*length)
            ),
            Self::NoText => "it does not contain text".to_owned(),
            Self::NotUtf8 => "its text is not valid UTF-8".to_owned(),
            Self::TooLong => {
                let (limit, examined) = (size(LONGEST), size(Limits::DEFAULT.text));
                format!(
                    "its text is longer than {limit}, and at most {examined} can be examined; copy only the part that matters"
                )
            }
            Self::Unreadable | Self::Superseded => "it could not be read; copy the text again".to_owned(),
        }
    }
}

/// A secret that was copied: enough to know it again.
struct Held {
    digest: [u8; 32],
    length: usize,
    until: Instant,
}

impl Held {
    fn of(text: &str, stays: Duration) -> Self {
        Self { digest: sha256(text.as_bytes()), length: text.len(), until: Instant::now() + stays }
    }

    /// Seconds, for the countdown.
    fn seconds(&self) -> u64 {
        self.until.saturating_duration_since(Instant::now()).as_secs_f32().ceil() as u64
    }
}

/// Whether a text out of a field is to be taken away again: a token that can be used, or a private key.
fn is_secret(text: &str) -> bool {
    let has_key = || matches!(covered_text(text), Cow::Owned(_)) || may_be_key(text);
    let candidates = detect(text, &Limits::DEFAULT).candidates;
    candidates.iter().any(|candidate| !candidate.text.ends_with(REDACTED)) || has_key()
}

/// The owner's thread: ends when the window does.
fn own(requests: &mpsc::Receiver<Request>, post: &Post, ours: &AtomicU32, has_toolkit: bool) {
    let mut owner = Owner { clipboard: None, held: None, selected: None, post, ours, has_toolkit };
    loop {
        let ends = [&owner.held, &owner.selected].into_iter().flatten().map(|held| held.until).min();
        let request = match ends {
            None => requests.recv().ok(),
            Some(until) => match requests.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(request) => Some(request),
                Err(RecvTimeoutError::Timeout) => {
                    owner.clear(|held| held.until <= Instant::now());
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => None,
            },
        };
        let Some(request) = request else { break };
        if owner.clipboard.is_none() {
            owner.clipboard = arboard::Clipboard::new().ok();
        }
        owner.answer(request);
    }
    // Before it is handed to a clipboard manager, which would keep it.
    owner.clear(|_| true);
}

struct Owner<'a> {
    clipboard: Option<arboard::Clipboard>,
    /// The secret on the clipboard.
    held: Option<Held>,
    /// The secret that is selected.
    selected: Option<Held>,
    post: &'a Post,
    ours: &'a AtomicU32,
    has_toolkit: bool,
}

impl Owner<'_> {
    fn answer(&mut self, request: Request) {
        match request {
            Request::Keep { board, text, stays } => {
                let held = is_secret(&text).then(|| Held::of(&text, stays));
                let is_written = self.clipboard.as_mut().is_some_and(|clipboard| match board {
                    Board::Clipboard => write(clipboard, &text, held.is_some()),
                    Board::Selection => select(clipboard, &text),
                });
                if is_written {
                    self.hold(board, held);
                }
            }
            Request::Write { target, text, secrecy, stays } => {
                let held = (secrecy != Secrecy::Open).then(|| Held::of(&text, stays));
                let is_written =
                    self.clipboard.as_mut().is_some_and(|clipboard| write(clipboard, &text, held.is_some()));
                if is_written {
                    self.tell(Answer::Copied(target));
                    self.hold(Board::Clipboard, held);
                } else {
                    (self.post)(without_clipboard(target, text, secrecy, self.has_toolkit));
                }
            }
            Request::Clear => self.clear(|_| true),
            Request::Done(sender) => _ = sender.send(()),
        }
    }

    /// Remembers what is there now, and tells the countdown.
    fn hold(&mut self, board: Board, held: Option<Held>) {
        self.note_window(board);
        let place = match board {
            Board::Clipboard => &mut self.held,
            Board::Selection => &mut self.selected,
        };
        let (was_held, seconds) = (place.is_some(), held.as_ref().map(Held::seconds));
        *place = held;
        match (board, seconds) {
            (Board::Clipboard, Some(seconds)) => self.tell(Answer::SecretHeld(seconds)),
            (Board::Clipboard, None) if was_held => self.tell(Answer::SecretGone),
            (Board::Selection, Some(seconds)) => self.tell(Answer::SelectionHeld(seconds)),
            (Board::Selection, None) if was_held => self.tell(Answer::SelectionGone),
            (_, None) => {}
        }
    }

    /// What this program has copied it need not ask anybody for.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    fn note_window(&self, board: Board) {
        let is_new = board == Board::Clipboard || self.ours.load(Ordering::Relaxed) == 0;
        // On Wayland it would start a display of X11 for nothing.
        if is_new && !wayland::is_there() {
            self.ours.store(x11::owner(board).unwrap_or_default(), Ordering::Relaxed);
        }
    }

    #[cfg(not(all(unix, not(target_vendor = "apple"))))]
    fn note_window(&self, _: Board) {}

    /// Takes away the secrets that are to go.
    fn clear(&mut self, goes: impl Fn(&Held) -> bool) {
        if let Some(held) = self.held.take_if(|held| goes(held)) {
            let is_gone = self.is_cleared(Board::Clipboard, &held);
            self.tell(if is_gone { Answer::SecretGone } else { Answer::SecretStays });
        }
        if let Some(held) = self.selected.take_if(|held| goes(held)) {
            self.is_cleared(Board::Selection, &held);
            self.tell(Answer::SelectionGone);
        }
    }

    /// Takes a secret away, if it is still what is there; whether it is gone.
    fn is_cleared(&mut self, board: Board, held: &Held) -> bool {
        let Some(clipboard) = &mut self.clipboard else { return true };
        match there(board, self.ours.load(Ordering::Relaxed), held.length) {
            Ok(text) if sha256(text.as_bytes()) == held.digest => match board {
                Board::Clipboard => clipboard.clear().is_ok(),
                Board::Selection => unselect(clipboard),
            },
            // What is longer is something else.
            Ok(_) | Err(ReadFault::NoText | ReadFault::NotUtf8 | ReadFault::TooLong) => true,
            // Whatever is there may be somebody else's.
            Err(_) => false,
        }
    }

    fn tell(&self, answer: Answer) {
        (self.post)(News::Answer(answer));
    }
}

/// What is there now, if it is no longer than this. Whoever owns it is not waited for longer than for one answer: the owner's
/// thread has other things to do.
fn there(board: Board, ours: u32, longest: usize) -> Result<Zeroizing<String>, ReadFault> {
    let (sender, receiver) = mpsc::channel();
    let bounds = Bounds { longest, idle: PATIENCE, ticket: None };
    let is_asked = in_background("clipboard-look", move || {
        read_text(board, ours, &bounds, |read| {
            let _ = sender.send(read);
        });
    });
    if !is_asked {
        return Err(ReadFault::OutOfReach);
    }
    receiver.recv_timeout(PATIENCE).unwrap_or(Err(ReadFault::NoAnswer))
}

/// Reads the text that is there, and tells it. It may be a secret, whatever it is: it is wiped when it is dropped.
#[cfg(all(unix, not(target_vendor = "apple")))]
fn read_text(board: Board, ours: u32, bounds: &Bounds, tell: impl FnOnce(Result<Zeroizing<String>, ReadFault>)) {
    if let Some(read) = wayland::read(board, bounds) {
        tell(read);
        return;
    }
    let mut tell = Some(tell);
    let is_told = x11::read(board, ours, bounds, |read| {
        if let Some(tell) = tell.take() {
            tell(read);
        }
    });
    if let Some(tell) = tell.filter(|_| !is_told) {
        tell(own_text(board, bounds.longest));
    }
}

/// The same where the platform has the text, and keeps it.
#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn read_text(board: Board, _: u32, bounds: &Bounds, tell: impl FnOnce(Result<Zeroizing<String>, ReadFault>)) {
    let ((sender, receiver), longest) = (mpsc::channel(), bounds.longest);
    // A program may be asked for it only now, and hang.
    let is_asked = in_background("clipboard-read", move || {
        let _ = sender.send(own_text(board, longest));
    });
    let read = if is_asked { receiver.recv_timeout(bounds.idle) } else { Ok(Err(ReadFault::OutOfReach)) };
    tell(read.unwrap_or(Err(ReadFault::NoAnswer)));
}

/// What this program has copied, or the platform keeps.
fn own_text(board: Board, longest: usize) -> Result<Zeroizing<String>, ReadFault> {
    let mut clipboard = arboard::Clipboard::new().map_err(|_| ReadFault::OutOfReach)?;
    let text = match board {
        Board::Clipboard => clipboard.get_text(),
        Board::Selection => selected(&mut clipboard),
    };
    match text.map(Zeroizing::new) {
        Ok(text) if text.len() > longest => Err(ReadFault::TooLong),
        Ok(text) => Ok(text),
        Err(arboard::Error::ContentNotAvailable) => Err(ReadFault::NoText),
        Err(arboard::Error::ConversionFailure) => Err(ReadFault::NotUtf8),
        Err(_) => Err(ReadFault::Unreadable),
    }
}

/// Whether what is selected lies beside the clipboard.
const HAS_SELECTION: bool = cfg!(all(unix, not(target_vendor = "apple")));

#[cfg(all(unix, not(target_vendor = "apple")))]
fn selected(clipboard: &mut arboard::Clipboard) -> Result<String, arboard::Error> {
    use arboard::GetExtLinux as _;
    clipboard.get().clipboard(arboard::LinuxClipboardKind::Primary).text()
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn selected(_: &mut arboard::Clipboard) -> Result<String, arboard::Error> {
    Err(arboard::Error::ContentNotAvailable)
}

#[cfg(all(unix, not(target_vendor = "apple")))]
fn select(clipboard: &mut arboard::Clipboard, text: &str) -> bool {
    use arboard::SetExtLinux as _;
    clipboard.set().clipboard(arboard::LinuxClipboardKind::Primary).exclude_from_history().text(text).is_ok()
}

#[cfg(all(unix, not(target_vendor = "apple")))]
fn unselect(clipboard: &mut arboard::Clipboard) -> bool {
    use arboard::ClearExtLinux as _;
    clipboard.clear_with().clipboard(arboard::LinuxClipboardKind::Primary).is_ok()
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn unselect(_: &mut arboard::Clipboard) -> bool {
    true
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn select(_: &mut arboard::Clipboard, _: &str) -> bool {
    false
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
