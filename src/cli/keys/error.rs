//! Why `jotsmith keys` did not do what it was told.

use crate::cli::source::error::SourceError;
use crate::cli::source::print::print_or_tell;
use crate::engine::key_file::export::ExportError;
use crate::engine::key_file::generate::GenerateError;
use crate::engine::keyring::{AddError, OpenError, SealError};
use crate::store::keyring::{DiskFault, EraseError, LoadError, ReadOnly, RestoreError, SaveError};
use std::fmt;
use std::io;
use std::path::Path;

/// Why it did not work.
#[derive(Debug)]
pub(in crate::cli) enum KeysError {
    /// Something could not be read, or written.
    Source(SourceError),
    /// A keyring was not saved.
    Save(SaveError),
    /// A keyring did not come back from the trash.
    Restore(RestoreError),
    /// A keyring in the trash was not deleted for good.
    Erase(EraseError),
    /// Nobody has said that it is to be deleted for good.
    EraseNotConfirmed {
        name: String,
        /// When it was moved to the trash, in words; may be empty.
        when: String,
        /// How many backups it has.
        backups: usize,
    },
    /// The trash has no keyring of this name, or not so many.
    NotInTrash {
        name: String,
        /// How many of this name there are.
        count: usize,
    },
    /// A whole keyring could not be written for others.
    Seal(SealError),
    /// A passphrase is needed, and none is named.
    PassphraseNeeded {
        /// How the arguments begin that name one.
        argument: &'static str,
    },
    /// There is no such backup, or file of an interrupted save.
    NoSuchSpare {
        /// What was asked for, in the singular.
        what: &'static str,
        /// Of which keyring.
        name: String,
        /// How many there are.
        count: usize,
    },
    /// Backups and files of interrupted saves were not all deleted.
    Discard {
        /// How many are still there.
        left: usize,
        /// What happened to the first of them.
        fault: DiskFault,
    },
    /// They are all that is left of a keyring.
    AllThatIsLeft(String),
    /// It was done, and what was to be said about it could not be.
    Done {
        /// What was done.
        what: String,
        /// Why nothing was said.
        error: Box<KeysError>,
    },
    /// The keyring has no such key.
    NoSuchKey {
        key: String,
        keyring: String,
    },
    /// There is no such keyring, and making one would not help.
    NoSuchKeyring(String),
    /// The new passphrase of a keyring is guessed at once.
    NewPassphraseVeryWeak(String),
    /// A keyring was named where a file is taken.
    KeyringByName(String),
    /// A file has no such key.
    NoSuchKeyInFile {
        name: String,
        key: String,
    },
    /// A format for one key, and several in the file.
    ChooseKey(Vec<String>),
    /// No file to take keys from.
    NoFile,
    /// One name, and several keys.
    NameForSeveral {
        count: usize,
    },
    /// Several keys of the keyring are called that.
    SeveralKeys {
        name: String,
        count: usize,
        /// The beginnings of those that can be shown.
        thumbprints: Vec<String>,
    },
    /// A file has no certificate that can be read.
    NoCertificate {
        name: String,
    },
    /// The keyring has no such trust anchor.
    NoSuchAnchor {
        name: String,
        keyring: String,
    },
    /// Several of its trust anchors are called that.
    SeveralAnchors {
        name: String,
        thumbprints: Vec<String>,
    },
    /// A file is not a keyring.
    NoKeyringFile {
        name: String,
        error: OpenError,
    },
    /// A file holds private keys without encryption.
    PrivateInClear {
        name: String,
    },
    /// Something private, without `--private`.
    PrivateNotAsked(&'static str),
    /// A passphrase of a keyring, and no keyring.
    PassphraseOfNoKeyring,
    /// A new key that would be lost.
    WouldBeLost,
    /// A format for a whole keyring, and no keyring.
    KeyringOnly,
    /// Bytes for a terminal.
    BinaryToTerminal,
    Generate(GenerateError),
    /// A key cannot be written like this.
    Export(ExportError),
    /// A key could not be added.
    Add(AddError),
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Save(error) => write!(f, "{error}. {}", after_saving(error)),
            Self::Restore(error) => write!(f, "{error}. {}", after_restoring(error)),
            Self::Erase(error @ EraseError::Gone) => write!(f, "{error}. jotsmith keys trash lists what is there"),
            Self::Erase(error) => write!(f, "{error}. {}", error.advice()),
            Self::EraseNotConfirmed { name, when, backups } => not_confirmed(f, name, when, *backups),
            Self::NoFile => f.write_str("name the key file: jotsmith keys convert FILE; --key chooses one of its keys"),
            Self::NameForSeveral { count } => write!(
                f,
                "--name is for one key, and there are {count}: add them without it, and name each with keys note KEY NAME"
            ),
            Self::SeveralKeys { name, count, thumbprints } => several(f, *count, "keys", name, thumbprints),
            Self::NoCertificate { name } => write!(f, "{name}: there is no certificate in it, or it cannot be read"),
            Self::NoSuchAnchor { name, keyring } => {
                write!(f, "the keyring has no trust anchor {name}; jotsmith keys trust --keyring {keyring} lists them")
            }
            Self::SeveralAnchors { name, thumbprints } => several(f, thumbprints.len(), "trust anchors", name, thumbprints),
            Self::NoKeyringFile { name, error: OpenError::NotAKeyring } => {
                write!(
                    f,
                    "{name} is not a keyring. To add the keys of a file to one: jotsmith keys add {name} --keyring NAME"
                )
            }
            Self::NoKeyringFile { name, error } => write!(f, "{name} is not a keyring: {error}"),
            Self::PrivateInClear { name } => {
                write!(f, "{name} holds private keys without encryption: add them with keys add {name} --keyring NAME")
            }
            Self::NotInTrash { name, count: 0 } => {
                write!(f, "the trash has no keyring {name}; keys trash lists its content")
            }
            Self::NotInTrash { name, count: 1 } => write!(f, "the trash has only one keyring {name}"),
            Self::NotInTrash { name, count } => write!(f, "the trash has only {count} keyrings {name}"),
            Self::Seal(error) => error.fmt(f),
            Self::PassphraseNeeded { argument } => {
                write!(f, "a passphrase is needed: pass it with {argument}-file, {argument}-fd or {argument}-env")
            }
            Self::NoSuchSpare { what, name, count: 0 } => write!(f, "{name} has no {what}"),
            Self::NoSuchSpare { what, name, count: 1 } => write!(f, "{name} has only one {what}"),
            Self::NoSuchSpare { what, name, count } => write!(f, "{name} has only {count} of {what}"),
            Self::Discard { left: 1, fault } => write!(f, "one file was not deleted: {fault}"),
            Self::Discard { left, fault } => write!(f, "{left} files were not deleted: {fault}"),
            Self::AllThatIsLeft(name) => {
                write!(f, "nothing was deleted: these files are all that is left of {name}. Restore one first")
            }
            Self::Done { what, error } => write!(f, "{what}, but jotsmith {error}"),
            Self::KeyringByName(name) => {
                write!(f, "{name} is a keyring, not a file: pass it with --keyring {name}")
            }
            Self::NoSuchKeyInFile { name, key } => {
                write!(
                    f,
                    "{name} has no key with the kid, name or thumbprint {key}; jotsmith keys list {name} shows its keys"
                )
            }
            Self::ChooseKey(keys) => {
                write!(
                    f,
                    "this format holds one key, but there are several: choose one with --key: {}",
                    keys.join(", ")
                )
            }
            Self::NoSuchKey { key, keyring } => write!(
                f,
                "the keyring has no key with the kid, name or thumbprint {key}; jotsmith keys list --keyring {keyring} shows \
                 its keys"
            ),
            Self::NoSuchKeyring(name) => write!(f, "there is no keyring {name}; jotsmith keys list shows all"),
            Self::NewPassphraseVeryWeak(name) => very_weak(f, name),
            Self::PrivateNotAsked(format) => {
                write!(f, "{format} reveals private keys: pass --private to confirm")
            }
            Self::WouldBeLost => f.write_str(
                "the generated key would be lost: name a keyring with --keyring, or print the key with --private",
            ),
            Self::PassphraseOfNoKeyring => f.write_str(
                "--passphrase-… is that of a keyring, and none is named: pass --keyring, or encrypt the output with --to \
                 encrypted-pkcs8-pem and --new-passphrase-file",
            ),
            Self::KeyringOnly => f.write_str("this format is for a whole keyring: use keys export --keyring NAME"),
            Self::BinaryToTerminal => f.write_str("this format is binary: name a file with --out"),
            Self::Generate(error) => error.fmt(f),
            Self::Export(error) => error.fmt(f),
            Self::Add(error) => error.fmt(f),
        }
    }
}

/// More than one is called that; what tells them apart, where it can be shown.
fn several(f: &mut fmt::Formatter<'_>, count: usize, what: &str, name: &str, thumbprints: &[String]) -> fmt::Result {
    write!(f, "{count} {what} are called {name}: name one by its thumbprint")?;
    if thumbprints.is_empty() { Ok(()) } else { write!(f, ": {}", thumbprints.join(", ")) }
}

fn very_weak(f: &mut fmt::Formatter<'_>, keyring: &str) -> fmt::Result {
    write!(
        f,
        "nothing was written: choose a stronger passphrase, or pass --weak-passphrase to use it anyway. jotsmith keys \
         passphrase {keyring} --generate-passphrase makes one of six random words"
    )
}

fn not_confirmed(f: &mut fmt::Formatter<'_>, name: &str, when: &str, backups: usize) -> fmt::Result {
    let backups = match backups {
        0 => String::new(),
        1 => " with its backup".to_owned(),
        count => format!(" with its {count} backups"),
    };
    let when = if when.is_empty() { String::new() } else { format!(" ({when})") };
    write!(f, "nothing was deleted: {name}{when} would be deleted permanently{backups}. Pass --yes to confirm")
}

/// What to do about a keyring that was not saved. Nothing is open here that could be saved elsewhere.
fn after_saving(error: &SaveError) -> &'static str {
    match error {
        SaveError::Seal(SealError::PassphraseMissing) => "Pass one with --passphrase-file",
        SaveError::Seal(SealError::PrivateInPublic) => {
            "Put private keys into one with a passphrase: jotsmith keys create NAME"
        }
        SaveError::Seal(SealError::TooLarge { .. }) => "Put some of its keys into another: --keyring NAME --create",
        SaveError::Seal(SealError::NewerFormat { .. }) => "Update Jotsmith",
        SaveError::Seal(_) | SaveError::ReadsDifferently => {
            "Retry; if it happens again, check the memory and the disk, or set JOTSMITH_DATA_DIR to another folder"
        }
        SaveError::ReadOnly(ReadOnly::OpenElsewhere) => "Close it there and retry",
        SaveError::ReadOnly(ReadOnly::NoPermission) => {
            "Change its permissions, or set JOTSMITH_DATA_DIR to another folder"
        }
        SaveError::Changed => "Retry: the file is read as it is now",
        SaveError::Missing => "Retry, or restore it: jotsmith keys backups NAME",
        SaveError::DanglingLink => "Correct the link, or remove it",
        SaveError::Name(_) => "Choose another name",
        SaveError::Disk { fault, .. } => match fault.kind {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Free some space and retry",
            _ => "Retry, or set JOTSMITH_DATA_DIR to another folder",
        },
    }
}

fn after_restoring(error: &RestoreError) -> &'static str {
    match error {
        RestoreError::Gone => "jotsmith keys trash lists what is there",
        RestoreError::Name(_) => "Choose another name for it with --as",
        RestoreError::ReadOnly(ReadOnly::OpenElsewhere) => "Close it there and retry, or choose another name with --as",
        RestoreError::ReadOnly(ReadOnly::NoPermission) | RestoreError::Disk(_) => {
            "Retry, or copy the file out of the trash: jotsmith keys trash --json names it"
        }
    }
}

impl std::error::Error for KeysError {}

impl From<SourceError> for KeysError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<SaveError> for KeysError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

impl From<ExportError> for KeysError {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

impl KeysError {
    /// The same where what is asked for takes a keyring that exists.
    pub(super) fn without_creating(self) -> Self {
        match self {
            Self::Source(SourceError::Load { name, error: LoadError::NotFound })
                if !name.is_empty() && !Path::new(&name).is_file() =>
            {
                Self::NoSuchKeyring(name)
            }
            other => other,
        }
    }
}

/// What was done stays done where it cannot be told.
pub(super) fn after(what: &str, error: KeysError) -> KeysError {
    KeysError::Done { what: what.to_owned(), error: Box::new(error) }
}

/// Prints something about what was done.
pub(super) fn print_after(what: &str, text: &[u8]) -> Result<(), KeysError> {
    print_or_tell(text, what).map_err(|error| after(what, error.into()))
}
