//! What this computer saw of each keyring last, so that one that was replaced or set back is noticed. Kept apart from the
//! keyrings: whoever can write their folder cannot write this.

use crate::engine::crypto::digest::sha256;
use crate::engine::keyring::{Form, Keyring};
use crate::store::{atomic, path};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder, within the one for settings.
const FOLDER: &str = "seen";

/// Where it is remembered. The default remembers nothing.
#[derive(Clone, Debug, Default)]
pub struct Memory(Option<PathBuf>);

/// What is different from when this computer saw the keyring last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was encrypted, and is not any more; or the other way round.
    Form { now: Form },
    /// It is another keyring: with an identity of its own, which one that is given another passphrase has too.
    Replaced,
    /// It is an older version of itself.
    Older {
        /// How often it was written when it was seen.
        seen: u64,
        /// And how often by now.
        now: u64,
    },
}

impl Change {
    /// Whether the person is asked before its keys are used. An older version holds nothing that was not the person's.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::Older { .. })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { now: Form::Public } => f.write_str(
                "it was encrypted when this computer last opened it, but no longer is: anyone could have written its keys",
            ),
            Self::Form { now: Form::Encrypted } => {
                f.write_str("it was not encrypted when this computer last opened it, but now it is")
            }
            Self::Replaced => f.write_str(
                "it is not the keyring that this computer last opened under this name, or its passphrase was changed elsewhere",
            ),
            Self::Older { seen, now } => write!(
                f,
                "it is an older version: save {now}, but this computer has seen save {seen}. Later changes are missing"
            ),
        }
    }
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    is_encrypted: bool,
    mark: Option<[u8; 32]>,
    generation: u64,
}

impl Seen {
    fn of(keyring: &Keyring) -> Self {
        Self { is_encrypted: keyring.form() == Form::Encrypted, mark: keyring.mark(), generation: keyring.generation() }
    }
}

impl Memory {
    /// That of this person on this computer.
    pub fn standard() -> Self {
        Self(path::config_dir().map(|folder| folder.join(FOLDER)))
    }

    /// One in a folder, which need not be there.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(Some(folder.into()))
    }

    pub(super) fn change(&self, folder: &Path, name: &str, keyring: &Keyring) -> Option<Change> {
        let seen = self.read(folder, name)?;
        let now = Seen::of(keyring);
        if seen.is_encrypted != now.is_encrypted {
            return Some(Change::Form { now: keyring.form() });
        }
        // One that had no identity may have been given one by a newer Jotsmith.
        if seen.mark.is_some() && seen.mark != now.mark {
            return Some(Change::Replaced);
        }
        let is_older = now.generation < seen.generation;
        is_older.then_some(Change::Older { seen: seen.generation, now: now.generation })
    }

    /// Nothing is the worse where it cannot be written: the next change is not noticed, as if it were seen first.
    pub(super) fn remember(&self, folder: &Path, name: &str, keyring: &Keyring) {
        let now = Seen::of(keyring);
        if self.read(folder, name).as_ref() == Some(&now) {
            return;
        }
        if let (Some(path), Ok(text)) = (self.path(folder, name), serde_json::to_vec(&now)) {
            let _ = atomic::write(&path, &text);
        }
    }

    pub(super) fn forget(&self, folder: &Path, name: &str) {
        if let Some(path) = self.path(folder, name) {
            let _ = std::fs::remove_file(path);
        }
    }

    /// It goes on under another name.
    pub(super) fn carry_over(&self, folder: &Path, from: &str, to: &str) {
        if let (Some(from), Some(to)) = (self.path(folder, from), self.path(folder, to)) {
            let _ = std::fs::rename(from, to);
        }
    }

    fn read(&self, folder: &Path, name: &str) -> Option<Seen> {
        let bytes = std::fs::read(self.path(folder, name)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Named by a digest: the names of keyrings are in their own folder alone.
    fn path(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        // The folder may be a link, and may lead elsewhere tomorrow: what is called the same is the same.
        let place = std::path::absolute(folder).ok()?.join(name);
        let digest = sha256(place.as_os_str().as_encoded_bytes());
        Some(self.0.as_ref()?.join(format!("{}.json", data_encoding::HEXLOWER.encode(&digest))))
    }
}
