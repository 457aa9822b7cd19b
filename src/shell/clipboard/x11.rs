//! What other programs hold on X11 (ICCCM §2.4 to §2.7). arboard gives up where a piece of a long text takes longer than 10
//! milliseconds, and then says that there is no text; here a text is waited for as long as it keeps coming.

use super::incoming::{Bounds, Incoming};
use super::{Board, ReadFault};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, GetPropertyReply, Property, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME, NONE};
use zeroize::Zeroizing;

/// How long what is too long is still taken from its owner, so that it does not write to a window that is gone: some programs
/// end then, and what they held with them.
const MOST_REST: Duration = Duration::from_secs(10);

x11rb::atom_manager! {
    Atoms:
    AtomCookies {
        CLIPBOARD,
        INCR,
        UTF8_STRING,
        UTF8_PLAIN: b"text/plain;charset=utf-8",
        UTF8_PLAIN_UPPER: b"text/plain;charset=UTF-8",
        STRING,
        TEXT,
        PLAIN: b"text/plain",
        JOTSMITH_PASTE,
    }
}

/// The window that owns what is there; `None` where nobody does, or there is no display.
pub(super) fn owner(board: Board) -> Option<Window> {
    Reader::new().ok()?.owner(board).ok().filter(|window| *window != NONE)
}

/// Reads what another program holds, and tells it; whether there was another. `ours` is the window that owns what this
/// program has copied.
pub(super) fn read(
    board: Board,
    ours: Window,
    bounds: &Bounds,
    tell: impl FnOnce(Result<Zeroizing<String>, ReadFault>),
) -> bool {
    let mut reader = match Reader::new() {
        Ok(reader) => reader,
        Err(fault) => {
            tell(Err(fault));
            return true;
        }
    };
    match reader.owner(board) {
        Err(fault) => tell(Err(fault)),
        Ok(NONE) => tell(Err(ReadFault::NoText)),
        Ok(owner) if owner == ours => return false,
        Ok(_) => {
            tell(reader.text(board, bounds));
            reader.take_rest();
        }
    }
    true
}

/// A connection and a window of its own, into whose property the owner writes.
struct Reader {
    connection: RustConnection,
    window: Window,
    atoms: Atoms,
    /// The owner is still writing.
    has_rest: bool,
}

impl Reader {
    fn new() -> Result<Self, ReadFault> {
        let (connection, screen) = RustConnection::connect(None).map_err(|_| ReadFault::OutOfReach)?;
        let root = connection.setup().roots.get(screen).ok_or(ReadFault::OutOfReach)?.root;
        let window = connection.generate_id().map_err(|_| ReadFault::OutOfReach)?;
        let events = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        let class = WindowClass::COPY_FROM_PARENT;
        connection
            .create_window(COPY_DEPTH_FROM_PARENT, window, root, 0, 0, 1, 1, 0, class, COPY_FROM_PARENT, &events)
            .map_err(|_| ReadFault::OutOfReach)?;
        let cookies = Atoms::new(&connection).map_err(|_| ReadFault::OutOfReach)?;
        let atoms = cookies.reply().map_err(|_| ReadFault::OutOfReach)?;
        Ok(Self { connection, window, atoms, has_rest: false })
    }

    fn selection(&self, board: Board) -> Atom {
        match board {
            Board::Clipboard => self.atoms.CLIPBOARD,
            Board::Selection => AtomEnum::PRIMARY.into(),
        }
    }

    fn owner(&self, board: Board) -> Result<Window, ReadFault> {
        let asked = self.connection.get_selection_owner(self.selection(board)).map_err(|_| ReadFault::OutOfReach)?;
        asked.reply().map(|reply| reply.owner).map_err(|_| ReadFault::OutOfReach)
    }

    /// The text in the first form that the owner has.
    fn text(&mut self, board: Board, bounds: &Bounds) -> Result<Zeroizing<String>, ReadFault> {
        let atoms = self.atoms;
        let latin1 = atoms.STRING;
        for target in [atoms.UTF8_STRING, atoms.UTF8_PLAIN, atoms.UTF8_PLAIN_UPPER, latin1, atoms.TEXT, atoms.PLAIN] {
            // TEXT is whatever the owner likes (ICCCM §2.6.2); it says which.
            match self.converted(board, target, bounds)? {
                Some((text, form)) if form == latin1 => return Ok(text.latin1()),
                Some((text, form)) if form == target || form == atoms.UTF8_STRING => return text.utf8(),
                _ => {}
            }
        }
        Err(ReadFault::NoText)
    }

    /// What is there in this form, and in which form it came; `None` where the owner does not have it.
    fn converted(
        &mut self,
        board: Board,
        target: Atom,
        bounds: &Bounds,
    ) -> Result<Option<(Incoming, Atom)>, ReadFault> {
        let selection = self.selection(board);
        let (window, place) = (self.window, self.atoms.JOTSMITH_PASTE);
        let asked = self
            .connection
            .delete_property(window, place)
            .and_then(|_| self.connection.convert_selection(window, selection, target, place, CURRENT_TIME))
            .and_then(|_| self.connection.flush());
        asked.map_err(|_| ReadFault::OutOfReach)?;
        let mut text = Incoming::new(bounds.clone());
        let answer = loop {
            if let Event::SelectionNotify(answer) = self.next(&text)?
                && (answer.requestor, answer.selection, answer.target) == (window, selection, target)
            {
                break answer;
            }
        };
        if answer.property == NONE {
            return Ok(None);
        }
        let first = self.taken(bounds)?;
        if first.type_ != self.atoms.INCR {
            let form = first.type_;
            text.push(&Zeroizing::new(first.value))?;
            return Ok(Some((text, form)));
        }
        // The owner writes piece after piece, each as soon as the one before it was taken; an empty one is the last (§2.7.2).
        let mut form = target;
        self.has_rest = true;
        loop {
            if !self.is_piece(&self.next(&text)?) {
                continue;
            }
            let piece = self.taken(bounds)?;
            // What is not there is not the end.
            if piece.type_ == NONE {
                continue;
            }
            if piece.value.is_empty() {
                self.has_rest = false;
                return Ok(Some((text, form)));
            }
            form = piece.type_;
            text.push(&Zeroizing::new(piece.value))?;
        }
    }

    fn is_piece(&self, event: &Event) -> bool {
        matches!(event, Event::PropertyNotify(event) if event.window == self.window
            && event.atom == self.atoms.JOTSMITH_PASTE && event.state == Property::NEW_VALUE)
    }

    /// What the owner has written, which is deleted with it: that asks for the next piece.
    fn taken(&self, bounds: &Bounds) -> Result<GetPropertyReply, ReadFault> {
        // In units of four bytes.
        let longest = u32::try_from(bounds.longest / 4 + 1).unwrap_or(u32::MAX / 4);
        let asked =
            self.connection.get_property(true, self.window, self.atoms.JOTSMITH_PASTE, AtomEnum::ANY, 0, longest);
        let reply = asked.map_err(|_| ReadFault::OutOfReach)?.reply().map_err(|_| ReadFault::Unreadable)?;
        if reply.bytes_after > 0 { Err(ReadFault::TooLong) } else { Ok(reply) }
    }

    /// The next event, unless nothing has come for too long.
    fn next(&self, text: &Incoming) -> Result<Event, ReadFault> {
        loop {
            if let Some(event) = self.connection.poll_for_event().map_err(|_| ReadFault::OutOfReach)? {
                return Ok(event);
            }
            self.wait(text.left()?);
        }
    }

    fn wait(&self, time: Duration) {
        let mut ends = [PollFd::new(self.connection.stream(), PollFlags::IN)];
        let time = Timespec { tv_sec: time.as_secs().try_into().unwrap_or(1), tv_nsec: time.subsec_nanos().into() };
        // Whatever interrupts it: who calls looks at the clock.
        let _ = poll(&mut ends, Some(&time));
    }

    /// Takes what is not read, without having it sent.
    fn take_rest(&mut self) {
        let (window, place, until) = (self.window, self.atoms.JOTSMITH_PASTE, Instant::now() + MOST_REST);
        // The piece that was too much may be there still.
        let mut is_there = self.has_rest;
        while self.has_rest && Instant::now() < until {
            if is_there {
                let looked = self.connection.get_property(true, window, place, AtomEnum::ANY, 0, 0);
                let Some(piece) = looked.ok().and_then(|asked| asked.reply().ok()) else { return };
                // An empty one is the end. One that has a length is not deleted by looking at none of it; what is not there
                // is not deleted, as it may be written before that.
                self.has_rest = piece.type_ == NONE || piece.bytes_after > 0;
                if piece.bytes_after > 0 {
                    let deleted = self.connection.delete_property(window, place);
                    if deleted.and_then(|_| self.connection.flush()).is_err() {
                        return;
                    }
                }
            }
            is_there = match self.connection.poll_for_event() {
                Ok(Some(event)) => self.is_piece(&event),
                Ok(None) => {
                    self.wait(until.saturating_duration_since(Instant::now()).min(Duration::from_secs(1)));
                    false
                }
                Err(_) => return,
            };
        }
    }
}
