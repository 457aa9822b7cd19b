//! A question at the terminal whose answer is not shown.

use crate::engine::ground::secret::SecretBytes;
use std::io;

/// Longest answer.
#[cfg(unix)]
const LONGEST: usize = 64 * 1024;

/// Asks, and reads a line.
///
/// # Errors
///
/// There is no terminal.
#[cfg(unix)]
pub(super) fn hidden(question: &str) -> io::Result<SecretBytes> {
    use std::io::{Read, Write};
    let mut terminal = Hidden::new()?;
    // What is typed is hidden before the question is there: an answer can be quicker than the next line.
    terminal.file.write_all(question.as_bytes())?;
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(256));
    let mut byte = zeroize::Zeroizing::new([0]);
    while line.len() < LONGEST && terminal.file.read(&mut *byte)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    Ok(SecretBytes::from(line.strip_suffix(b"\r").unwrap_or(&line)))
}

/// The terminal while it shows nothing that is typed but the end of the line.
#[cfg(unix)]
struct Hidden {
    file: std::fs::File,
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl Hidden {
    fn new() -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let file = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&file)?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        hidden.local_modes.insert(LocalModes::ECHONL | LocalModes::ICANON);
        tcsetattr(&file, OptionalActions::Now, &hidden)?;
        Ok(Self { file, before })
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = rustix::termios::tcsetattr(&self.file, rustix::termios::OptionalActions::Now, &self.before);
    }
}

/// Asks, and reads a line.
///
/// # Errors
///
/// There is no terminal.
#[cfg(not(unix))]
pub(super) fn hidden(question: &str) -> io::Result<SecretBytes> {
    rpassword::prompt_password(question).map(|text| SecretBytes::new(text.into_bytes()))
}
