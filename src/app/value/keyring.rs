//! Names of keyrings, and of the places that keys are in.

use std::path::PathBuf;

/// Names a keyring for as long as the window is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RingId(pub u64);

/// Where a key is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// In memory alone, until the window is closed.
    #[default]
    Session,
    Keyring(RingId),
}

/// What the table of keys is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub enum KeyColumn {
    Name,
    Kid,
    Type,
    Can,
    Holds,
    Kept,
    Source,
    Thumbprint,
}

impl KeyColumn {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 8] =
        [Self::Name, Self::Kid, Self::Type, Self::Can, Self::Holds, Self::Kept, Self::Source, Self::Thumbprint];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Kid => "kid",
            Self::Type => "Type",
            Self::Can => "Can",
            Self::Holds => "Holds",
            Self::Kept => "Kept in",
            Self::Source => "Source",
            Self::Thumbprint => "Thumbprint",
        }
    }
}

/// The order of the table of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    pub column: KeyColumn,
    /// From the last to the first.
    pub is_reversed: bool,
}

/// A file beside a keyring: a backup, or what a crash left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spare {
    pub path: PathBuf,
    /// What it is, in words: "the backup before the last save".
    pub words: String,
}
