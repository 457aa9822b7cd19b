//! What the command line reads: files, standard input, environment. Bounded, and never waiting for what never comes.

use super::error::SourceError;
use super::pasted::Pasted;
use super::print::complain;
use super::{stdin, terminal};
use crate::engine::ground::base64url;
use crate::engine::text::envelope;
use crate::store::regular;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

/// What standard input is called.
const STDIN: &str = "standard input";

/// What an argument in the place of TOKEN | FILE means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Source {
    /// It is the token.
    Text(String),
    /// It names a file.
    File(PathBuf),
    Stdin,
}

impl Source {
    /// Decides. What names a file that is there is the file: `example.jwt` is one, although its first part is base64url
    /// of what begins with a brace. Then what looks like a token is one, then what people paste around a token; the rest
    /// is the name of a missing file.
    pub(in crate::cli) fn of(argument: Option<&OsStr>) -> Result<Self, SourceError> {
        let Some(argument) = argument else {
            return if io::stdin().is_terminal() { Err(SourceError::Nothing) } else { Ok(Self::Stdin) };
        };
        let path = PathBuf::from(argument);
        if is_stdin(&path) {
            return Ok(Self::Stdin);
        }
        if argument.is_empty() {
            return Err(SourceError::Empty);
        }
        let Some(text) = argument.to_str().filter(|_| !path.exists()) else { return Ok(Self::File(path)) };
        Ok(if is_token(text) || holds_token(text) { Self::Text(text.to_owned()) } else { Self::File(path) })
    }

    /// That of an argument which is never the text itself.
    pub(in crate::cli) fn file(argument: impl AsRef<Path>) -> Self {
        let path = argument.as_ref();
        if is_stdin(path) { Self::Stdin } else { Self::File(path.to_owned()) }
    }

    /// Reads it, at most `limit` bytes.
    pub(in crate::cli) fn read(self, limit: usize) -> Result<String, SourceError> {
        self.read_noted(limit).map(|(text, _)| text)
    }

    /// The same, with what had to be undone for it to be a text.
    pub(in crate::cli) fn read_noted(self, limit: usize) -> Result<(String, Option<&'static str>), SourceError> {
        match self {
            Self::Text(text) => Ok((text, None)),
            Self::File(path) => text(&read_file(&path, limit)?, &name(&path)),
            Self::Stdin => text(&read_stdin(limit, None)?, STDIN),
        }
    }
}

/// Whether a text is a token in itself: `eyJ…` (`{"` in base64url), a JSON serialization, or two to five parts of which
/// the first is a header.
pub(in crate::cli) fn is_token(text: &str) -> bool {
    if text.starts_with("eyJ") || text.trim_start().starts_with('{') {
        return true;
    }
    let mut parts = text.trim().split('.');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<_> = parts.take(6).collect();
    (1..=5).contains(&rest.len())
        && rest.iter().chain([&first]).all(|part| part.bytes().all(is_base64url))
        && begins_object(&base64url::decode(first).bytes)
}

/// Whether bytes begin as a JSON object does: so begins no part of `exported.jwt.sig`, whose first letters decode to a brace.
fn begins_object(bytes: &[u8]) -> bool {
    let inner = bytes.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| matches!(inner.first(), None | Some(b'"' | b'}')))
}

/// Whether a text that names no file may hold a token: with something around it, or a broken one.
pub(in crate::cli) fn holds_token(text: &str) -> bool {
    let is_wrapped = text.contains([' ', '\n', ':', '=', '"', '{', '%', '#']) && text.contains("eyJ");
    let is_broken = text.len() >= 64 && text.bytes().all(|byte| is_base64url(byte) || byte == b'.');
    // Longer than any path of the usual systems.
    is_wrapped || is_broken || text.len() > 4_096
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'=')
}

/// Whether a path is `-`, which is standard input wherever a file is taken; `./-` is a file of that name.
pub(in crate::cli) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether it is standard input by one of the system's names for it.
pub(in crate::cli) fn is_stdin_device(path: &Path) -> bool {
    ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|device| path == Path::new(device))
}

/// What a file is called where something is said about it.
pub(in crate::cli) fn name(path: &Path) -> String {
    if is_stdin(path) { STDIN.to_owned() } else { path.display().to_string() }
}

/// Reads a regular file of at most `limit` bytes, or standard input for `-`. What the shell has opened (`<(…)` is
/// `/dev/fd/63`) is read as well.
///
/// The bytes may be a key: they are wiped when dropped.
pub(in crate::cli) fn read_file(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    read_named(path, limit, None)
}

/// What is not to be seen while it is typed.
#[derive(Clone, Copy)]
pub(in crate::cli) enum Hidden {
    /// A key or a certificate, in as many lines as it has.
    Key,
    /// A shared secret: a line.
    Secret,
    /// A passphrase, which is asked for elsewhere.
    Passphrase,
}

/// The same of a file with a key, a secret or a passphrase, which may itself have been passed instead of the name. Where it
/// is typed at a terminal, it is asked for and not shown.
pub(in crate::cli) fn read_secret_file(
    path: &Path,
    limit: usize,
    hidden: Hidden,
) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    read_named(path, limit, Some(hidden))
}

fn read_named(path: &Path, limit: usize, hidden: Option<Hidden>) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    if is_stdin(path) || is_stdin_device(path) {
        return read_stdin(limit, hidden);
    }
    let is_strict = hidden.is_some();
    let fault = |error| {
        let pasted = if path.symlink_metadata().is_ok() { None } else { Pasted::of(path.as_os_str(), is_strict) };
        pasted.map_or_else(|| SourceError::File { path: path.to_owned(), error }, SourceError::Pasted)
    };
    let mut file = open(path).map_err(fault)?;
    let bytes = read_at_most(&mut file, limit).map_err(fault)?;
    bytes.ok_or_else(|| SourceError::TooLong { name: path.display().to_string(), limit })
}

/// Opens what is named on the command line: a regular file, or what the shell has opened already (`<(command)`).
pub(in crate::cli) fn open(path: &Path) -> io::Result<File> {
    let is_open_already = ["/dev/fd", "/proc/self/fd", "/dev/stdin"].iter().any(|open| path.starts_with(open));
    if is_open_already { reopened(path) } else { regular::open(path) }
}

/// What the shell has opened already, from where it has been read up to: opening it again by its name begins at its beginning,
/// and reads what was opened to be written.
#[cfg(target_os = "linux")]
fn reopened(path: &Path) -> io::Result<File> {
    use std::io::{Seek as _, SeekFrom};
    let number = path.file_name().and_then(OsStr::to_str).and_then(|name| name.parse::<u32>().ok());
    let facts = number.and_then(|number| std::fs::read_to_string(format!("/proc/self/fdinfo/{number}")).ok());
    let fact = |name: &str| {
        let line = facts.as_deref()?.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').trim().to_owned())
    };
    // O_ACCMODE, of which O_WRONLY is 1.
    let mode = fact("flags").and_then(|flags| u32::from_str_radix(&flags, 8).ok()).map(|flags| flags & 3);
    if mode == Some(1) {
        return Err(io::Error::other("it is open for writing only"));
    }
    let mut file = File::open(path)?;
    let position = fact("pos").and_then(|position| position.parse().ok()).unwrap_or(0);
    if position > 0 && file.metadata()?.is_file() {
        file.seek(SeekFrom::Start(position))?;
    }
    Ok(file)
}

/// Opening it by its name is a copy of what is open.
#[cfg(not(target_os = "linux"))]
fn reopened(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// All of standard input, at most `limit` bytes, as it is. A second reader would find nothing, and take that for what was
/// meant.
fn read_stdin(limit: usize, hidden: Option<Hidden>) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    if IS_TAKEN.swap(true, Ordering::Relaxed) {
        return Err(SourceError::StdinTaken);
    }
    if stdin::is_typed() {
        if let Some(typed) = hidden.and_then(typed) {
            return Ok(typed);
        }
        let what = stdin::asked().unwrap_or("standard input");
        complain(&format!(
            "{what} is read from the terminal: type or paste it, and end it with Ctrl-D on a line of its own"
        ));
    }
    let bytes = read_at_most(&mut io::stdin().lock(), limit).map_err(SourceError::Stdin)?;
    bytes.ok_or_else(|| SourceError::TooLong { name: STDIN.to_owned(), limit })
}

/// What a person types without seeing it; `None`: there is no terminal to ask at.
fn typed(hidden: Hidden) -> Option<Zeroizing<Vec<u8>>> {
    let flag = stdin::asked().map(|flag| format!(" for {flag}")).unwrap_or_default();
    let answer = match hidden {
        Hidden::Key => terminal::hidden_key(&format!("Key{flag} (not shown; Ctrl-D ends it): ")),
        Hidden::Secret => terminal::hidden(&format!("Shared secret{flag} (not shown): ")),
        Hidden::Passphrase => return None,
    };
    answer.ok().map(|answer| Zeroizing::new(answer.expose().to_vec()))
}

/// A variable as a person writes it.
pub(in crate::cli) fn variable(name: &OsStr) -> String {
    format!("${}", name.display())
}

/// A variable of the environment, as bytes.
pub(in crate::cli) fn read_variable(name: &OsStr) -> Result<Zeroizing<Vec<u8>>, SourceError> {
    // `var_os` panics for none of these; a name with `=` or a zero byte is simply never set.
    let value = std::env::var_os(name).ok_or_else(|| SourceError::NoVariable { name: name.display().to_string() })?;
    Ok(Zeroizing::new(OsString::into_encoded_bytes(value)))
}

/// All bytes up to the end; `None` if there are more than `limit`.
fn read_at_most(reader: &mut dyn Read, limit: usize) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

/// UTF-8, or what `>` of Windows PowerShell 5 and others make of it, packed or not.
fn text(bytes: &[u8], name: &str) -> Result<(String, Option<&'static str>), SourceError> {
    match envelope::of_file(bytes) {
        Some(file) => Ok((String::clone(&file.text), file.note())),
        None => {
            let offset = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
            Err(SourceError::NotText { name: name.to_owned(), offset })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, SourceError, read_at_most, read_file, read_variable, text};
    use std::ffi::OsStr;
    use std::path::Path;

    fn source(argument: &str) -> Source {
        Source::of(Some(OsStr::new(argument))).expect("a source")
    }

    #[test]
    fn what_looks_like_a_token_is_one_and_the_rest_names_a_file() {
        for token in [
            "eyJhbGciOiJub25lIn0.e30.",
            "eyJhbGciOi",
            "{\"payload\":\"\",\"signatures\":[]}",
            // { "alg":"none"} with a space in front of the brace and behind it.
            "IHsgImFsZyI6Im5vbmUifQ.e30.",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "https://client.example/cb#access_token=eyJhbGciOiJub25lIn0.e30.",
            "ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY3ODkw.ZGVmZ2hpamtsbW5vcHFyc3R1dnd4",
        ] {
            assert_eq!(source(token), Source::Text(token.to_owned()), "{token}");
        }
        for path in [
            "exported.jwt.sig",
            "example.jwt",
            "token.jwt",
            "missing/my.token.jwt",
            "./eyJhbGciOi.txt",
            "/tmp/eyJhbGciOi",
            "Cargo.toml",
            "a.b.c",
        ] {
            assert_eq!(source(path), Source::File(path.into()), "{path}");
        }
        assert_eq!(source("-"), Source::Stdin);
    }

    #[test]
    fn nothing_endless_is_read() {
        assert!(matches!(read_file(Path::new("/dev/zero"), 10), Err(SourceError::File { .. })));
        assert!(matches!(read_file(Path::new("/"), 10), Err(SourceError::File { .. })));
        assert!(read_at_most(&mut std::io::repeat(0), 10).expect("no fault").is_none());
        assert_eq!(read_at_most(&mut &b"0123456789"[..], 10).expect("no fault").map(|bytes| bytes.len()), Some(10));
    }

    #[test]
    fn a_missing_file_and_a_missing_variable_are_named() {
        let error = read_file(Path::new("no/such/key.pem"), 10).expect_err("missing");
        assert_eq!(error.to_string(), "cannot read no/such/key.pem: no such file");
        let error = read_variable(OsStr::new("JOTSMITH_NO_SUCH_VARIABLE")).expect_err("missing");
        assert_eq!(error.to_string(), "the environment variable JOTSMITH_NO_SUCH_VARIABLE is not set");
        assert!(read_variable(OsStr::new("A=B")).is_err());
        assert!(read_variable(OsStr::new("")).is_err());
    }

    #[test]
    fn text_is_utf8_or_marked_utf16() {
        let read = |bytes: &[u8]| text(bytes, "x").map(|(text, note)| (text, note.is_some()));
        assert_eq!(read(b"abc").expect("UTF-8"), ("abc".to_owned(), false));
        assert_eq!(read(b"\xFF\xFEa\0.\0").expect("UTF-16"), ("a.".to_owned(), true));
        assert_eq!(read(b"\xFE\xFF\0a\0.").expect("UTF-16"), ("a.".to_owned(), true));
        assert_eq!(read(b"e\0y\0J\0.\0").expect("UTF-16 without a mark"), ("eyJ.".to_owned(), true));
        assert_eq!(read(b"\xFF\xFE\0\0a\0\0\0").expect("UTF-32"), ("a".to_owned(), true));
        let error = read(b"ab\xFFc").expect_err("neither");
        assert_eq!(error.to_string(), "x is not UTF-8 text (see byte 2)");
        assert!(read(b"\xFF\xFEa").is_err());
    }
}
