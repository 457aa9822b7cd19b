//! A question at the terminal whose answer is not shown.

#[cfg(unix)]
use super::interruption::Interruption;
use crate::engine::ground::secret::SecretBytes;
#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
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
    let mut terminal = Hidden::new(question)?;
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
    fn new(question: &str) -> io::Result<Self> {
        use std::io::Write as _;
        let file = std::fs::File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&file)?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        hidden.local_modes.insert(LocalModes::ECHONL | LocalModes::ICANON);
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
