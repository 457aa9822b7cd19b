//! A question at the terminal whose answer is not shown.

#[cfg(unix)]
use super::interruption::Interruption;
#[cfg(unix)]
use crate::engine::ground::json;
#[cfg(unix)]
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use std::io;
#[cfg(unix)]
use std::time::{Duration, Instant};

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
    let mut terminal = Hidden::new(question, true)?;
    // What is typed is hidden before the question is there: an answer can be quicker than the next line.
    terminal.file.write_all(question.as_bytes())?;
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(256));
    let mut byte = zeroize::Zeroizing::new([0]);
    while line.len() < LONGEST {
        match terminal.file.read(&mut *byte) {
            Ok(1) if byte[0] != b'\n' => line.push(byte[0]),
            Ok(_) => break,
            // A signal that did not end the program is no lack of a terminal.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(SecretBytes::from(line.strip_suffix(b"\r").unwrap_or(&line)))
}

/// How long what is pasted may pause, in tenths of a second: longer, and what follows is typed at the shell.
#[cfg(unix)]
const PAUSE: u8 = 3;

/// Asks, and reads a key: a line, or all lines of a PEM or of JSON. A line that is cut by the terminal, as lines of 4,095
/// characters are, would be another key: here it is read character by character.
///
/// # Errors
///
/// There is no terminal.
#[cfg(unix)]
pub(super) fn hidden_key(question: &str) -> io::Result<SecretBytes> {
    use std::io::{Read, Write};
    const END: u8 = 4;
    const KILL: u8 = 0x15;
    let mut terminal = Hidden::new(question, false)?;
    terminal.file.write_all(question.as_bytes())?;
    let mut text = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = zeroize::Zeroizing::new([0]);
    while text.len() < LONGEST {
        let start = Instant::now();
        match terminal.file.read(&mut *byte) {
            // Nothing more came of what looks whole, or a terminal that is gone does not even wait.
            Ok(0) if is_whole(&text) || start.elapsed() < Duration::from_millis(50) => break,
            Ok(0) => {}
            Ok(_) if byte[0] == END => break,
            Ok(_) if byte[0] == KILL => {
                let line = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                text.truncate(line);
            }
            Ok(_) if matches!(byte[0], 8 | 0x7f) => {
                let _ = text.pop();
            }
            Ok(_) => text.push(if byte[0] == b'\r' { b'\n' } else { byte[0] }),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    terminal.file.write_all(b"\n")?;
    Ok(SecretBytes::from(text.as_slice()))
}

/// Whether what was typed is all of a key, by how it begins and ends.
#[cfg(unix)]
fn is_whole(text: &[u8]) -> bool {
    let Some(line) = text.strip_suffix(b"\n") else { return false };
    let (whole, line) = (text.trim_ascii(), line.rsplit(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii());
    match whole.first() {
        None => true,
        Some(b'{' | b'[') => json::scan(whole, Limits::DEFAULT.json_depth).is_complete(),
        Some(b'-') => line.starts_with(b"-----END") || line.starts_with(b"---- END"),
        // PuTTY's.
        _ if whole.starts_with(b"PuTTY-") => line.starts_with(b"Private-MAC") || line.starts_with(b"Private-Hash"),
        _ => true,
    }
}

/// Asks, and reads whether the answer is yes.
///
/// # Errors
///
/// There is no terminal.
#[cfg(unix)]
pub(super) fn confirmed(question: &str) -> io::Result<bool> {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    let mut terminal = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
    terminal.write_all(question.as_bytes())?;
    let mut line = String::new();
    BufReader::new(terminal.take(LONGEST as u64)).read_line(&mut line)?;
    Ok(is_yes(&line))
}

fn is_yes(line: &str) -> bool {
    matches!(line.trim().to_lowercase().as_str(), "y" | "yes")
}

/// The terminal while it shows nothing that is typed but the end of the line.
#[cfg(unix)]
struct Hidden {
    file: std::fs::File,
    before: Termios,
    /// Nothing is dropped where Ctrl-C ends the program: the shell would be left without echo.
    interruption: Option<Interruption>,
}

#[cfg(unix)]
impl Hidden {
    /// Lines as a whole, which can be corrected, or each character as it comes.
    fn new(question: &str, is_by_line: bool) -> io::Result<Self> {
        use std::io::Write as _;
        let file = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&file)?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        if is_by_line {
            hidden.local_modes.insert(LocalModes::ECHONL | LocalModes::ICANON);
        } else {
            hidden.local_modes.remove(LocalModes::ECHONL | LocalModes::ICANON);
            hidden.special_codes[SpecialCodeIndex::VMIN] = 0;
            hidden.special_codes[SpecialCodeIndex::VTIME] = PAUSE;
        }
        let (shown, of_undo, mut of_redo) = (before.clone(), file.try_clone()?, file.try_clone()?);
        let (again, question) = (hidden.clone(), question.to_owned());
        let undo = move |_| {
            let _ = tcsetattr(&of_undo, OptionalActions::Now, &shown);
        };
        let redo = move || {
            let _ = tcsetattr(&of_redo, OptionalActions::Now, &again);
            let _ = of_redo.write_all(question.as_bytes());
        };
        let interruption = Interruption::new(undo, redo);
        let terminal = Self { file, before, interruption };
        tcsetattr(&terminal.file, OptionalActions::Now, &hidden)?;
        Ok(terminal)
    }

    fn show(&self) {
        let _ = tcsetattr(&self.file, OptionalActions::Now, &self.before);
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        self.show();
        // Its thread may just have hidden what is typed once more.
        drop(self.interruption.take());
        self.show();
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

/// Asks, and reads a key in one line.
///
/// # Errors
///
/// There is no terminal.
#[cfg(not(unix))]
pub(super) fn hidden_key(question: &str) -> io::Result<SecretBytes> {
    hidden(question)
}

/// Asks, and reads whether the answer is yes.
///
/// # Errors
///
/// There is no terminal.
#[cfg(not(unix))]
pub(super) fn confirmed(question: &str) -> io::Result<bool> {
    use std::io::IsTerminal as _;
    if !io::stdin().is_terminal() {
        return Err(io::ErrorKind::NotFound.into());
    }
    eprint!("{question}");
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(is_yes(&line))
}
