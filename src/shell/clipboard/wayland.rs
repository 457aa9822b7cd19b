//! What other programs hold on Wayland, where the compositor lets programs look at it (wlr-data-control, ext-data-control): the
//! owner writes into a pipe.

use super::incoming::{Bounds, Incoming};
use super::{Board, ReadFault};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{ErrorKind, Read};
use std::os::fd::AsFd;
use wl_clipboard_rs::paste::{ClipboardType, Error, MimeType, Seat, get_contents};
use wl_clipboard_rs::utils::is_primary_selection_supported;
use zeroize::Zeroizing;

/// How much is taken out of the pipe at a time: as much as a pipe holds.
const PIECE: usize = 64 * 1024;

/// Whether there is such a compositor: arboard asks the same.
pub(super) fn is_there() -> bool {
    is_named() && is_primary_selection_supported().is_ok()
}

fn is_named() -> bool {
    std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty())
}

/// Reads what is there; `None` where there is no such compositor.
pub(super) fn read(board: Board, bounds: &Bounds) -> Option<Result<Zeroizing<String>, ReadFault>> {
    if !is_named() {
        return None;
    }
    let board = match board {
        Board::Clipboard => ClipboardType::Regular,
        Board::Selection => ClipboardType::Primary,
    };
    match get_contents(board, Seat::Unspecified, MimeType::Text) {
        Ok((mut pipe, _)) => Some(all_of(&mut pipe, bounds)),
        Err(Error::ClipboardEmpty | Error::NoMimeType | Error::NoSeats | Error::SeatNotFound) => {
            Some(Err(ReadFault::NoText))
        }
        Err(Error::PipeCreation(_)) => Some(Err(ReadFault::Unreadable)),
        Err(_) => None,
    }
}

/// All that comes out of a pipe, as long as it keeps coming.
fn all_of(pipe: &mut (impl Read + AsFd), bounds: &Bounds) -> Result<Zeroizing<String>, ReadFault> {
    let mut text = Incoming::new(bounds.clone());
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        let left = text.left()?;
        let time = Timespec { tv_sec: left.as_secs().try_into().unwrap_or(1), tv_nsec: left.subsec_nanos().into() };
        let mut ends = [PollFd::new(&*pipe, PollFlags::IN)];
        if !matches!(poll(&mut ends, Some(&time)), Ok(1..)) {
            continue;
        }
        match pipe.read(&mut piece) {
            Ok(0) => return text.utf8(),
            Ok(count) => text.push(piece.get(..count).unwrap_or_default())?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(ReadFault::Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::all_of;
    use crate::shell::clipboard::ReadFault;
    use crate::shell::clipboard::incoming::Bounds;
    use std::io::Write as _;
    use std::time::Duration;

    const BOUNDS: Bounds = Bounds { longest: 1_000, idle: Duration::from_millis(300), ticket: None };

    /// Writes these pieces with pauses, then goes on holding the pipe for a while.
    fn read(pieces: &'static [&[u8]], pause: Duration, hold: Duration) -> Result<String, ReadFault> {
        let (mut reader, mut writer) = std::io::pipe().unwrap();
        let owner = std::thread::Builder::new()
            .spawn(move || {
                for piece in pieces {
                    std::thread::sleep(pause);
                    let _ = writer.write_all(piece);
                }
                std::thread::sleep(hold);
            })
            .unwrap();
        let read = all_of(&mut reader, &BOUNDS).map(|text| text.to_string());
        drop(reader);
        owner.join().unwrap();
        read
    }

    #[test]
    fn a_text_that_keeps_coming_is_waited_for() {
        let slow = Duration::from_millis(120);
        assert_eq!(
            read(&[b"one ", b"two ", b"three ", b"four"], slow, Duration::ZERO).ok().as_deref(),
            Some("one two three four")
        );
        let hung = Duration::from_millis(600);
        assert!(matches!(read(&[], Duration::ZERO, hung), Err(ReadFault::NoAnswer)));
        assert!(matches!(read(&[b"half"], Duration::ZERO, hung), Err(ReadFault::Stalled(4))));
        assert!(matches!(read(&[&[b'x'; 999], b"xx"], Duration::ZERO, Duration::ZERO), Err(ReadFault::TooLong)));
    }
}
