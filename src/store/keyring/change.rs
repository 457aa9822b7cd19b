//! What is different from when this computer saw a keyring last, in words.

use super::content::{Difference, Holdings};
use crate::engine::keyring::Form;
use std::fmt;

/// What is different from when this computer saw the keyring last. The person is asked before its keys are used.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// As often written as when it was seen, and another file.
    Forked { save: u64 },
    /// It is the latest version that was seen, after the person had gone back to an older one.
    Returned {
        /// How often the one was written that was accepted.
        accepted: u64,
        /// And how often by now.
        now: u64,
    },
    /// It is not encrypted, and this computer knows nothing of it.
    New { holds: Box<Holdings> },
    /// It is not encrypted, and another one than was seen: an older version, or changed by somebody else.
    Edited(Box<Difference>),
    /// It is a backup of one that is not encrypted, and not the file that was seen.
    Backup(Box<Difference>),
    /// It is encrypted and another file, and had nothing in it by which it would be known again.
    Unmarked,
    /// It is another file than the one that the person put there, which was never opened here.
    Unopened,
    /// What had this name goes on under another one.
    Renamed,
    /// It comes out of the trash, and this computer has not moved it there as it is.
    Trash,
    /// What was remembered of it cannot be read, for this reason.
    Forgotten(String),
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
                "it does not have the identity of the keyring that this computer last opened under this name: it is another one, \
                 or was saved under another passphrase or by another program",
            ),
            Self::Older { seen, now } => write!(
                f,
                "it is an older version: save {now}, but this computer has seen save {seen}. Later changes are missing"
            ),
            Self::Forked { save } => write!(
                f,
                "it is a different save {save} from the one that this computer last used. Changes made here may be missing"
            ),
            Self::Returned { accepted, now } => write!(
                f,
                "it is save {now}, but the version that was last accepted on this computer is an older one, save {accepted}"
            ),
            Self::New { holds } => {
                f.write_str(
                    "this computer has not used this version, and it is not encrypted: anyone could have written its keys",
                )?;
                if holds.is_empty() { Ok(()) } else { write!(f, ". It has {holds}") }
            }
            Self::Edited(difference) => {
                f.write_str("it is not encrypted, and differs from what this computer last saw of it: ")?;
                if difference.is_empty() {
                    f.write_str("its keys are the same, but something else in it is not, such as their order or a shared secret")
                } else {
                    difference.written(f, ["added", "removed", "changed"])
                }
            }
            Self::Backup(difference) => {
                f.write_str("it is not encrypted, so anyone could have written it. Compared with what this computer last saw of the keyring, ")?;
                if difference.is_empty() {
                    f.write_str("it has the same keys, but something else in it differs, such as their order or a shared secret")
                } else {
                    f.write_str("it ")?;
                    difference.written(f, ["adds", "lacks", "changes"])
                }
            }
            Self::Unmarked => f.write_str(
                "it is not the file that this computer last opened, and that one had no identity of its own: anyone who knows \
                 its passphrase could have put another keyring in its place",
            ),
            Self::Unopened => f.write_str(
                "it is not the file that was put here, and nobody has opened that one on this computer: anyone who knows its \
                 passphrase could have put another keyring in its place",
            ),
            Self::Renamed => f.write_str(
                "the keyring that had this name was renamed on this computer, and this file was put here since",
            ),
            Self::Trash => f.write_str(
                "this computer has no record of deleting this file: it may have been changed in the trash, or put there by \
                 someone else",
            ),
            Self::Forgotten(why) => write!(
                f,
                "what this computer remembers of it cannot be read ({why}), so nobody can tell whether it was replaced"
            ),
        }
    }
}
