//! Why a keyring file was not read or written, in words that say what to do.

use crate::engine::keyring::SealError;
use crate::store::regular;
use std::{fmt, io};

/// What was being done when the disk failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Reading the file as it is.
    ReadOld,
    MakeFolder,
    /// Making the new file beside it.
    Create,
    /// Writing into the new file.
    Write,
    /// Flushing the new file to the disk.
    Flush,
    /// Reading the new file again.
    ReadBack,
    /// Keeping the old file as a backup.
    BackUp,
    /// Putting the new file in the old one's place.
    Rename,
    /// Moving the file to the trash.
    Trash,
}

impl Step {
    const fn words(self) -> &'static str {
        match self {
            Self::ReadOld => "reading the file as it is",
            Self::MakeFolder => "making the folder",
            Self::Create => "making a new file",
            Self::Write => "writing",
            Self::Flush => "flushing to the disk",
            Self::ReadBack => "reading back what was written",
            Self::BackUp => "keeping a backup",
            Self::Rename => "putting the new file in place",
            Self::Trash => "moving it to the trash",
        }
    }
}

/// What the disk said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFault {
    pub kind: io::ErrorKind,
    /// In words, for whatever has none of its own below.
    pub words: String,
}

impl From<io::Error> for DiskFault {
    fn from(error: io::Error) -> Self {
        Self { kind: error.kind(), words: regular::reason(&error) }
    }
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            io::ErrorKind::StorageFull => "the disk is full",
            io::ErrorKind::QuotaExceeded => "your disk quota is exceeded",
            io::ErrorKind::FileTooLarge => "the file is larger than allowed",
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
            io::ErrorKind::PermissionDenied => "the folder or the file is not writable",
            io::ErrorKind::NotFound => "the folder does not exist",
            io::ErrorKind::IsADirectory => "a folder has its name",
            io::ErrorKind::Unsupported => "something other than a file has its name",
            io::ErrorKind::InvalidFilename => "the path is too long or contains characters that are not allowed",
            _ => &self.words,
        })
    }
}

/// Why a file is for reading alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadOnly {
    /// Another Jotsmith has it open.
    OpenElsewhere,
    /// The folder may not be written.
    NoPermission,
}

/// Why nothing was saved. The old file is untouched, and what was to be saved is still in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// It could not be encrypted, or what was encrypted did not open again.
    Seal(SealError),
    /// It was opened for reading alone.
    ReadOnly(ReadOnly),
    /// Somebody else has written the file since it was read.
    Changed,
    /// The file is gone since it was read.
    Missing,
    /// The path is a link that leads nowhere.
    DanglingLink,
    /// A name that a keyring cannot have, or that is taken.
    Name(NameError),
    /// What was written reads differently.
    ReadsDifferently,
    Disk {
        step: Step,
        fault: DiskFault,
    },
}

impl SaveError {
    pub(super) fn disk(step: Step) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk { step, fault: error.into() }
    }

    /// What to do about it. Sentence case, no full stop.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Seal(SealError::PassphraseMissing) => "Enter a passphrase",
            Self::Seal(SealError::NewerFormat { .. }) => "Update Jotsmith",
            Self::Seal(SealError::PrivateInPublic) => "Give the keyring a passphrase",
            Self::Seal(SealError::TooLarge { .. }) => "Split the keyring",
            Self::Seal(_) | Self::ReadsDifferently => "Retry; if it happens again, save elsewhere and check the memory",
            Self::ReadOnly(ReadOnly::OpenElsewhere) => "Close it there and retry, or save elsewhere",
            Self::ReadOnly(ReadOnly::NoPermission) => "Save elsewhere",
            Self::Changed => "Merge the two, or save elsewhere",
            Self::Missing => "Save it again, or save elsewhere",
            Self::DanglingLink => "Correct the link, or save elsewhere",
            Self::Name(_) => "Choose another name",
            Self::Disk { fault, .. } => match fault.kind {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "Free some space and retry, or save elsewhere"
                }
                _ => "Retry, or save elsewhere",
            },
        }
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not saved: ")?;
        match self {
            Self::Seal(error) => write!(f, "{error}"),
            Self::ReadOnly(ReadOnly::OpenElsewhere) => f.write_str("the keyring is open in another window"),
            Self::ReadOnly(ReadOnly::NoPermission) => f.write_str("the folder is not writable"),
            Self::Changed => f.write_str("the file was changed by another program"),
            Self::Missing => f.write_str("the file no longer exists"),
            Self::DanglingLink => f.write_str("the file is a broken link"),
            Self::Name(error) => write!(f, "{error}"),
            Self::ReadsDifferently => f.write_str("reading back what was written gave something else"),
            Self::Disk { step, fault } => write!(f, "{fault} ({})", step.words()),
        }
    }
}

impl std::error::Error for SaveError {}

impl From<SealError> for SaveError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<NameError> for SaveError {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no keyring of this name.
    NotFound,
    /// A name that no keyring has.
    Name(NameError),
    Disk(DiskFault),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no keyring with this name"),
            Self::Name(error) => write!(f, "{error}"),
            Self::Disk(fault) if fault.kind == io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
            Self::Disk(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// Why a keyring cannot be called that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("a keyring needs a name")]
    Empty,
    /// Longer than every file system takes.
    #[error("the name is longer than 64 bytes")]
    TooLong,
    /// A character that some file system does not take.
    #[error("the name contains {0:?}, which not every file system allows")]
    Character(char),
    /// A name that means something else to Windows, or is hidden, or ends in what Windows drops.
    #[error("not every file system allows this name")]
    Reserved,
    /// Another keyring is called that.
    #[error("a keyring with this name already exists")]
    Taken,
    /// No keyring is called that, but there are backups or partial files of one that was.
    #[error("backups or partial files of another keyring with this name still exist")]
    Remains,
}
