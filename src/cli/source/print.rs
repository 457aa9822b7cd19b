//! Standard output for what was asked for, standard error for what is said about it.

use super::error::SourceError;
use super::pasted::unspoken;
use crate::engine::text::escape::escaped;
use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, Write};

/// Writes the bytes to standard output, each as it is. A reader that has seen enough and left is no fault.
pub(in crate::cli) fn print(bytes: &[u8]) -> Result<(), SourceError> {
    ended(write(&mut io::stdout().lock(), bytes))
}

/// Writes text whose colours are ANSI escape sequences, with or without them.
pub(in crate::cli) fn print_coloured(text: &str, choice: ColorChoice) -> Result<(), SourceError> {
    let choice = if choice == ColorChoice::Auto { AutoStream::choice(&io::stdout()) } else { choice };
    if choice == ColorChoice::Never {
        // As a whole: a stream that strips writes piece by piece, and each line is a call of the system.
        return print(strip_str(text).to_string().as_bytes());
    }
    ended(write(&mut AutoStream::new(io::stdout().lock(), choice), text.as_bytes()))
}

/// The same after something was done, which a reader that left does not undo: then it is said on standard error.
pub(in crate::cli) fn print_or_tell(bytes: &[u8], done: &str) -> Result<(), SourceError> {
    match write(&mut io::stdout().lock(), bytes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            complain(done);
            Ok(())
        }
        written => ended(written),
    }
}

/// The error in words for whoever knows nothing of pipes.
fn unread(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => io::Error::other("the program that it goes to ended without reading it"),
        _ => error,
    }
}

/// Writes what exists nowhere else, before something comes to depend on it: nobody has it unless a file keeps it, a terminal
/// shows it or a program has read it.
pub(in crate::cli) fn hand_over(bytes: &[u8], what: &'static str) -> Result<(), SourceError> {
    let lost = |error| SourceError::OnlyCopy { what, error: unread(error) };
    if is_discarded() {
        return Err(lost(io::Error::other("nothing keeps or shows what is printed")));
    }
    write(&mut io::stdout().lock(), bytes).and_then(|()| kept()).map_err(lost)
}

/// Standard output was closed, for which the runtime opens the null device, or is that device itself.
#[cfg(unix)]
fn is_discarded() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let null = std::fs::metadata("/dev/null").map(|null| null.rdev());
    let own = rustix::fs::fstat(io::stdout());
    null.is_ok_and(|null| own.is_ok_and(|own| own.st_mode & 0o170_000 == 0o020_000 && own.st_rdev == null))
}

/// After which time the person is told what is waited for. There is no end to it: what is not read yet may never be.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// That what was written has arrived: a file is flushed to the disk, and what is in a pipe whose reader left is lost, though
/// writing it succeeded.
#[cfg(unix)]
fn kept() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::FileType;
    let stdout = io::stdout();
    let kind = FileType::from_raw_mode(rustix::fs::fstat(&stdout)?.st_mode);
    if kind == FileType::RegularFile {
        return Ok(rustix::fs::fsync(&stdout)?);
    }
    if kind == FileType::Socket {
        complain("warning: the output is a socket, of which nobody can tell whether the other program reads it");
    }
    let begun = std::time::Instant::now();
    let mut is_told = false;
    while kind == FileType::Fifo && rustix::io::ioctl_fionread(&stdout)? > 0 {
        if begun.elapsed() > PATIENCE && !is_told {
            is_told = true;
            complain("waiting until the other program has read it; nothing is saved before");
        }
        let mut ends = [PollFd::new(&stdout, PollFlags::ERR)];
        // Nothing is asked for but whether the reader is gone, which ends the waiting.
        poll(&mut ends, Some(&Timespec { tv_sec: 0, tv_nsec: 10_000_000 }))?;
        let is_left = ends.iter().any(|end| end.revents().intersects(PollFlags::ERR | PollFlags::HUP));
        // It may have read everything and left between the two questions.
        if is_left && rustix::io::ioctl_fionread(&stdout)? > 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn is_discarded() -> bool {
    false
}

#[cfg(not(unix))]
fn kept() -> io::Result<()> {
    Ok(())
}

fn write(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

fn ended(written: io::Result<()>) -> Result<(), SourceError> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(SourceError::Output(error)),
        _ => Ok(()),
    }
}

/// Says something on standard error. That nobody listens there is no reason to fail.
pub(in crate::cli) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "jotsmith: {}", escaped(&unspoken(message)));
}

/// The same of a text in several lines that says itself whose it is.
pub(in crate::cli) fn complain_lines(text: &str) {
    let lines: Vec<_> = text.lines().map(escaped).collect();
    let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
}
