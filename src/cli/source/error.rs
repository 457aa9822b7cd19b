//! Why something could not be read, or written.

use super::pasted::{Pasted, is_variable_name};
use crate::engine::key::{Jwk, Unread};
use crate::engine::keyring::OpenError;
use crate::engine::text::words::grouped;
use crate::store::keyring::{Change, LoadError};
use crate::store::regular::reason;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why input or output failed, whichever subcommand asked for it.
#[derive(Debug)]
pub enum SourceError {
    /// The file is not there, or not to be read.
    File { path: PathBuf, error: io::Error },
    /// What names no file does not look like a name.
    Pasted(Pasted),
    /// More bytes than are read.
    TooLong { name: String, limit: usize },
    /// Neither UTF-8 nor UTF-16 with a byte order mark; `offset` is the first byte that is none.
    NotText { name: String, offset: usize },
    /// Standard input broke off.
    Stdin(io::Error),
    /// Two arguments are to be read from standard input.
    StdinTaken,
    /// Nothing was given, and a person sits at the terminal.
    Nothing,
    /// The variable is not set.
    NoVariable { name: String },
    /// The input holds nothing.
    Empty,
    /// There are not so many tokens: `number` was asked for.
    NoSuchToken { number: usize, of: usize },
    /// A key file holds no key.
    NoKey { name: String, problem: String, key_ids: Vec<String>, mended: Vec<Jwk>, unread: Box<Unread> },
    /// A key file needs a passphrase, which arguments that begin like this name.
    KeyFileLocked { name: String, argument: &'static str },
    /// A key file cannot be used like this.
    UnfitKey { name: String, problem: String },
    /// A secret is not what its encoding says, or is empty: said without any of it.
    BadSecret { name: String, problem: String },
    /// A passphrase is empty.
    PassphraseEmpty { name: String },
    /// The file of a passphrase is text in wide characters, of which a reader of bytes makes something that nobody typed.
    PassphraseWide { name: String, encoding: &'static str },
    /// A new passphrase is guessed at once, and nobody said that it is to be used anyway.
    PassphraseVeryWeak,
    /// What was typed twice is not the same.
    PassphrasesDiffer,
    /// The new passphrase is the one that there is.
    PassphraseUnchanged,
    /// The system gives no random numbers.
    NoRandomness,
    /// The platform has no home for this user.
    NoFolder,
    /// A keyring was not read.
    Load { name: String, error: LoadError },
    /// A keyring does not open.
    Open { name: String, error: OpenError },
    /// A keyring is not the one that this computer saw last, and nobody said that this is right.
    Changed { name: String, change: Change },
    /// A passphrase was given, and nothing was opened with it.
    PassphraseUnused { name: String },
    /// A file that was to be made is there already, or cannot be written.
    NotWritten { path: PathBuf, error: io::Error },
    /// The clipboard cannot be read, or takes nothing.
    Clipboard(String),
    /// Standard output takes nothing.
    Output(io::Error),
    /// What exists nowhere else was not printed, so that nothing is kept, and nothing was done that depends on it.
    OnlyCopy { what: &'static str, error: io::Error },
}

impl SourceError {
    /// What the keys that could not be used would be if they were written as their problem says.
    pub(in crate::cli) fn mended_keys(&self) -> &[Jwk] {
        match self {
            Self::NoKey { mended, .. } => mended,
            _ => &[],
        }
    }

    /// The `kid`s of the keys that a key file names and that could not be used.
    pub(in crate::cli) fn refused_keys(&self) -> &[String] {
        match self {
            Self::NoKey { key_ids, .. } => key_ids,
            _ => &[],
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } if error.kind() == io::ErrorKind::NotFound && descriptor(path).is_some() => {
                write!(f, "file descriptor {} is not open", descriptor(path).unwrap_or_default())
            }
            Self::File { path, error } => write!(f, "cannot read {}: {}", path.display(), reason(error)),
            Self::Pasted(pasted) => pasted.fmt(f),
            Self::TooLong { name, limit } => write!(f, "{name} is longer than {} bytes", grouped(*limit as u128)),
            Self::NotText { name, offset } => write!(f, "{name} is not UTF-8 text (see byte {offset})"),
            Self::Stdin(error) => write!(f, "cannot read standard input: {}", reason(error)),
            Self::StdinTaken => {
                f.write_str("standard input can be read only once: name a file instead of the second -")
            }
            Self::Nothing => {
                f.write_str("no token: pass one as an argument, name a file, or pipe one into standard input")
            }
            Self::NoVariable { name } if is_variable_name(name) => {
                write!(f, "the environment variable {name} is not set")
            }
            Self::NoVariable { .. } => f.write_str(
                "no such environment variable. What was passed is not repeated because it may be a secret: pass the name of a \
                 variable that contains it",
            ),
            Self::Empty => f.write_str("the input is empty"),
            Self::NoSuchToken { number, of: 1 } => write!(f, "no token {number}: the input contains only one"),
            Self::NoSuchToken { number, of } => write!(f, "no token {number}: the input contains only {of}"),
            Self::NoKey { name, problem, .. } => write!(f, "cannot load a key from {name}: {problem}"),
            Self::KeyFileLocked { name, argument } => {
                write!(f, "{name} needs a passphrase: pass it with {argument}-file, {argument}-fd or {argument}-env")
            }
            Self::UnfitKey { name, problem } => write!(f, "{name}: {problem}"),
            Self::BadSecret { name, problem } => write!(f, "cannot load a secret from {name}: {problem}"),
            Self::PassphraseEmpty { name } => write!(f, "the passphrase in {name} is empty"),
            Self::PassphraseWide { name, encoding } => wide(f, name, encoding),
            Self::PassphraseVeryWeak => f.write_str(VERY_WEAK),
            Self::PassphrasesDiffer => f.write_str("the passphrases do not match"),
            Self::PassphraseUnchanged => f.write_str(
                "the new passphrase is the old one, so nothing was changed; one descriptor or file cannot hold both",
            ),
            Self::NoRandomness => f.write_str("the operating system provides no random numbers"),
            Self::NoFolder => f.write_str("no folder for keyrings was found: set JOTSMITH_DATA_DIR"),
            Self::Load { name, .. } if Path::new(name).is_file() => {
                write!(f, "{name} is a file, not a keyring: pass it with --key {name}")
            }
            Self::Load { name, error: LoadError::NotFound } => {
                write!(f, "there is no keyring {name}. jotsmith keys list shows all; keys create {name} makes one, and so do keys add and keys generate with --create")
            }
            Self::Load { name, error } if name.is_empty() => write!(f, "the folder of keyrings: {error}"),
            Self::Load { name, error } => write!(f, "keyring {name}: {error}"),
            Self::Open { name, error: OpenError::PassphraseNeeded } => {
                write!(
                    f,
                    "keyring {name} needs a passphrase: pass it with --passphrase-file, --passphrase-fd or --passphrase-env"
                )
            }
            Self::Open { name, error: error @ OpenError::TooExpensive { may_be_allowed: true, .. } } => {
                write!(f, "keyring {name}: {error}. If you trust its source, pass --open-anyway")
            }
            Self::Open { name, error: error @ OpenError::OtherKeyNeeded { .. } } => {
                write!(f, "keyring {name}: {error}. Decrypt its file with that key: jotsmith decrypt FILE --key KEY")
            }
            Self::Open { name, error } => {
                write!(f, "keyring {name}: {error}")?;
                if !error.advice().is_empty() {
                    write!(f, ". {}", error.advice())?;
                }
                let may_be_damaged = matches!(
                    error,
                    OpenError::Empty
                        | OpenError::Damaged
                        | OpenError::NotEncrypted
                        | OpenError::WrongPassphraseOrDamaged
                );
                if may_be_damaged { f.write_str(": list them with keys backups") } else { Ok(()) }
            }
            Self::Changed { name, change } => {
                write!(f, "keyring {name}: {change}. If you expected that, pass --accept-changed-keyring")
            }
            Self::PassphraseUnused { name } => {
                write!(f, "the passphrase in {name} was not used: the keyring is not encrypted")
            }
            Self::NotWritten { path, error } => not_written(f, path, error),
            Self::Clipboard(why) if why.is_empty() => f.write_str("the clipboard is not available"),
            Self::Clipboard(why) => write!(f, "the clipboard: {why}"),
            Self::Output(error) => write!(f, "cannot write to standard output: {}", reason(error)),
            Self::OnlyCopy { what, error } => {
                write!(f, "nothing was saved: {what} could not be printed ({}) and exists nowhere else", reason(error))
            }
        }
    }
}

const VERY_WEAK: &str = "nothing was written: choose a stronger passphrase, or pass --weak-passphrase to use it anyway. jotsmith \
    keys create NAME --generate-passphrase makes one of six random words";

fn wide(f: &mut fmt::Formatter<'_>, name: &str, encoding: &str) -> fmt::Result {
    write!(f, "{name} is {encoding} text, but a passphrase is read as UTF-8: save the file as UTF-8")
}

fn not_written(f: &mut fmt::Formatter<'_>, path: &Path, error: &io::Error) -> fmt::Result {
    let why = match error.kind() {
        io::ErrorKind::AlreadyExists => "the file already exists, and is not replaced. Name a new one".to_owned(),
        io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
        _ => reason(error),
    };
    write!(f, "cannot write {}: {why}", path.display())
}

/// The number of an open file, where that is what was named.
fn descriptor(path: &Path) -> Option<&str> {
    let number = ["/dev/fd/", "/proc/self/fd/"].iter().find_map(|folder| path.to_str()?.strip_prefix(folder))?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
}

impl std::error::Error for SourceError {}
