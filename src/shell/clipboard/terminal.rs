//! The clipboard for the command line, in a process of its own: on Linux what was copied goes with its owner, and who
//! copies at a terminal gets the prompt back. What came of it is the first line on standard output.

use super::incoming::Bounds;
use super::{Board, LONGEST, PATIENCE, ReadFault, read_text, write};
use crate::app::value::settings::SECRET_STAYS;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How often the owner looks whether something else was copied.
const LOOKS: Duration = Duration::from_secs(1);
/// What is said once the text is on the clipboard.
pub const DONE: &str = "done";

/// Prints the text on the clipboard.
pub fn print() -> ExitCode {
    let mut code = ExitCode::FAILURE;
    let bounds = Bounds { longest: LONGEST, idle: PATIENCE, ticket: None };
    read_text(Board::Clipboard, 0, &bounds, |read| {
        code = match read {
            Ok(text) => {
                let printed = io::stdout().lock().write_all(text.as_bytes());
                if printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
            }
            Err(fault) => refused(&fault.at_terminal()),
        };
    });
    code
}

/// Puts what standard input has on the clipboard and owns it until something else is copied; a secret at most for
/// [`SECRET_STAYS`] seconds, and out of clipboard histories.
pub fn hold(is_secret: bool) -> ExitCode {
    let mut text = Zeroizing::new(String::new());
    if io::stdin().lock().take(LONGEST as u64).read_to_string(&mut text).is_err() {
        return refused("what was to be copied is not text");
    }
    let Ok(mut clipboard) = arboard::Clipboard::new() else { return refused(&ReadFault::OutOfReach.at_terminal()) };
    if !write(&mut clipboard, &text, is_secret) {
        return refused("the clipboard takes no text");
    }
    if said(DONE).is_err() {
        return ExitCode::FAILURE;
    }
    let until = is_secret.then(|| Instant::now() + Duration::from_secs(SECRET_STAYS));
    let is_over = || until.is_some_and(|until| Instant::now() >= until);
    // Elsewhere the platform keeps it.
    while !is_over() && (is_secret || cfg!(all(unix, not(target_vendor = "apple")))) {
        thread::sleep(LOOKS);
        let is_there = clipboard.get_text().map(Zeroizing::new).is_ok_and(|there| *there == *text);
        if !is_there {
            return ExitCode::SUCCESS;
        }
    }
    if is_secret {
        let _ = clipboard.clear();
    }
    ExitCode::SUCCESS
}

fn refused(why: &str) -> ExitCode {
    let _ = said(why);
    ExitCode::FAILURE
}

fn said(words: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{words}")?;
    output.flush()
}
