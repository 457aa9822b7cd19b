//! A text that comes in pieces: who takes how long is told by whether it still comes, and what is too long is not kept.

use super::ReadFault;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use zeroize::{Zeroize as _, Zeroizing};

/// Bytes that are kept together: the first piece of a text, and those behind it.
const FIRST: usize = 64 * 1024;
const PIECE: usize = 1024 * 1024;

/// How long a text may be, and how long is waited for it.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// In bytes.
    pub longest: usize,
    /// How long nothing may come. A text that keeps coming takes the time that it takes.
    pub idle: Duration,
    /// It is not waited for any more when something newer was asked for.
    pub ticket: Option<Ticket>,
}

/// Names what was asked for. The latest is the one that counts: a text that comes late does not go where another one went.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    latest: Arc<AtomicU64>,
    own: u64,
}

impl Ticket {
    /// The one that counts from now on.
    pub(super) fn next(latest: &Arc<AtomicU64>) -> Self {
        Self { latest: Arc::clone(latest), own: latest.fetch_add(1, Ordering::Relaxed) + 1 }
    }

    pub(super) fn is_latest(&self) -> bool {
        self.latest.load(Ordering::Relaxed) == self.own
    }
}

/// What has come so far. Pieces, because a buffer that grows leaves copies of what may be a secret behind.
pub(super) struct Incoming {
    pieces: Vec<Zeroizing<Vec<u8>>>,
    length: usize,
    bounds: Bounds,
    /// When something came last.
    last: Instant,
}

impl Incoming {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self { pieces: Vec::new(), length: 0, bounds, last: Instant::now() }
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) -> Result<(), ReadFault> {
        self.last = Instant::now();
        self.length = self.length.saturating_add(bytes.len());
        if self.length > self.bounds.longest {
            self.pieces.clear();
            return Err(ReadFault::TooLong);
        }
        while !bytes.is_empty() {
            let room = self.pieces.last().map_or(0, |piece| piece.capacity() - piece.len());
            if room == 0 {
                let size = if self.pieces.is_empty() { FIRST } else { PIECE };
                self.pieces.push(Zeroizing::new(Vec::with_capacity(size)));
                continue;
            }
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            if let Some(piece) = self.pieces.last_mut() {
                piece.extend_from_slice(now);
            }
            bytes = later;
        }
        Ok(())
    }

    /// How much longer is waited; an error where nothing has come for too long.
    pub(super) fn left(&self) -> Result<Duration, ReadFault> {
        if self.bounds.ticket.as_ref().is_some_and(|ticket| !ticket.is_latest()) {
            return Err(ReadFault::Superseded);
        }
        let left = self.bounds.idle.saturating_sub(self.last.elapsed());
        match (left.is_zero(), self.length) {
            (false, _) => Ok(left),
            (true, 0) => Err(ReadFault::NoAnswer),
            (true, length) => Err(ReadFault::Stalled(length)),
        }
    }

    /// All of it, as UTF-8.
    pub(super) fn utf8(self) -> Result<Zeroizing<String>, ReadFault> {
        let mut all = Zeroizing::new(Vec::with_capacity(self.length));
        self.pieces.into_iter().for_each(|piece| all.extend_from_slice(&piece));
        String::from_utf8(std::mem::take(&mut *all)).map(Zeroizing::new).map_err(|error| {
            error.into_bytes().zeroize();
            ReadFault::NotUtf8
        })
    }

    /// All of it, as ISO 8859-1: what X11 calls STRING.
    pub(super) fn latin1(self) -> Zeroizing<String> {
        let mut all = Zeroizing::new(String::with_capacity(2 * self.length));
        self.pieces.iter().for_each(|piece| all.extend(piece.iter().copied().map(char::from)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, FIRST, Incoming, PIECE, Ticket};
    use crate::shell::clipboard::ReadFault;
    use std::sync::Arc;
    use std::time::Duration;

    const BOUNDS: Bounds = Bounds { longest: 3 * PIECE, idle: Duration::from_millis(80), ticket: None };

    #[test]
    fn pieces_of_any_size_are_one_text() {
        for size in [1, 7, FIRST - 1, FIRST, FIRST + 1, PIECE + 5] {
            let mut incoming = Incoming::new(BOUNDS);
            let text: String = (0..2 * PIECE).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
            for piece in text.as_bytes().chunks(size.max(1_000)) {
                assert!(incoming.push(piece).is_ok());
            }
            assert!(incoming.utf8().is_ok_and(|all| *all == text), "{size}");
        }
        let mut incoming = Incoming::new(BOUNDS);
        assert!(incoming.push(b"caf\xe9").is_ok());
        assert_eq!(*incoming.latin1(), "caf\u{e9}");
    }

    #[test]
    fn a_text_may_take_long_and_nothing_may_not() {
        let mut incoming = Incoming::new(BOUNDS);
        // Longer altogether than nothing may come.
        for _ in 0..6 {
            std::thread::sleep(Duration::from_millis(30));
            assert!(incoming.left().is_ok());
            assert!(incoming.push(b"more").is_ok());
        }
        std::thread::sleep(Duration::from_millis(100));
        assert!(matches!(incoming.left(), Err(ReadFault::Stalled(24))));
        let silent = Incoming::new(BOUNDS);
        std::thread::sleep(Duration::from_millis(100));
        assert!(matches!(silent.left(), Err(ReadFault::NoAnswer)));
    }

    #[test]
    fn what_was_asked_for_before_is_not_waited_for() {
        let latest = Arc::default();
        let asked = || Bounds { ticket: Some(Ticket::next(&latest)), ..BOUNDS };
        let first = Incoming::new(asked());
        assert!(first.left().is_ok());
        let second = Incoming::new(asked());
        assert!(matches!(first.left(), Err(ReadFault::Superseded)));
        assert!(second.left().is_ok());
    }

    #[test]
    fn what_is_too_long_and_what_is_no_text_are_told_apart() {
        let mut incoming = Incoming::new(BOUNDS);
        assert!(incoming.push(&vec![b'x'; 3 * PIECE]).is_ok());
        assert!(matches!(incoming.push(b"x"), Err(ReadFault::TooLong)));
        let mut incoming = Incoming::new(BOUNDS);
        assert!(incoming.push(b"\xff").is_ok());
        assert!(matches!(incoming.utf8(), Err(ReadFault::NotUtf8)));
    }
}
