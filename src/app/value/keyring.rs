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

/// A file beside a keyring: a backup, or what a crash left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spare {
    pub path: PathBuf,
    /// What it is, in words: "the backup before the last save".
    pub words: String,
}
