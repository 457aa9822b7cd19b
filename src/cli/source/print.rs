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
