//! The clipboard, by way of another process of this program: `main` knows the word that it is started with.

use super::error::SourceError;
use super::print::complain;
use crate::store::regular::reason;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use zeroize::Zeroizing;

/// The words that such a process is started with.
pub const READ: &str = "__clipboard-read";
pub const HOLD: &str = "__clipboard-hold";
pub const HOLD_SECRET: &str = "__clipboard-hold-secret";
/// What it says where this build has no window, and so no clipboard.
pub const NONE: &str = "this build has no clipboard, because it was built without the window: use - and a program such as wl-paste or xclip";

/// Longest text that is read.
const LONGEST: u64 = 64 * 1024 * 1024;
/// How long a secret stays, in seconds.
const SECONDS: u64 = 30;

/// The text on it.
pub(in crate::cli) fn read() -> Result<String, SourceError> {
    let fault = |why: &str| SourceError::Clipboard(why.to_owned());
    let mut child = started(READ).map_err(|error| fault(&reason(&error)))?;
    drop(child.stdin.take());
    let mut text = String::new();
    let output = child.stdout.take().ok_or_else(|| fault(NONE))?;
    let read = output.take(LONGEST).read_to_string(&mut text);
    let is_done = child.wait().is_ok_and(|status| status.success());
    match (read, is_done) {
        (Ok(_), true) => Ok(text),
        (Ok(_), false) => Err(fault(text.trim_end())),
        (Err(_), _) => Err(fault("it does not contain text")),
    }
}

/// Puts a text on it, and says so. What is secret stays out of clipboard histories, and is taken away after a while.
pub(in crate::cli) fn write(text: &[u8], what: &str, is_secret: bool) -> Result<(), SourceError> {
    let fault = |why: &str| SourceError::Clipboard(why.to_owned());
    let mut child = started(if is_secret { HOLD_SECRET } else { HOLD }).map_err(|error| fault(&reason(&error)))?;
    let mut input = child.stdin.take().ok_or_else(|| fault(NONE))?;
    // A process that refuses may not have read it.
    let _ = input.write_all(text);
    drop(input);
    let mut line = Zeroizing::new(String::new());
    let output = child.stdout.take().ok_or_else(|| fault(NONE))?;
    let is_said = BufReader::new(output).read_line(&mut line).is_ok();
    if !is_said || line.trim_end() != "done" {
        return Err(fault(line.trim_end()));
    }
    complain(&match is_secret {
        true => format!("{what} is on the clipboard for {SECONDS} seconds, and kept out of clipboard histories"),
        false => format!("{what} is on the clipboard"),
    });
    // It goes on by itself until something else is copied.
    drop(child);
    Ok(())
}

/// Not in the foreground of the terminal: Ctrl+C there is not meant for it.
fn started(word: &str) -> std::io::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(word).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        command.process_group(0);
    }
    command.spawn()
}
