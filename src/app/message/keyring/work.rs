//! What the store is asked to do with keyring files, and what it answers.

use crate::app::value::{RingId, Spare};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::key_file::export::ExportFormat;
use crate::engine::key_file::generate::Recipe;
use crate::engine::keyring::{Form, Keyring, OpenError, Strength};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// How many names are set aside for the keys of one keyring: more are not read.
pub const KEY_IDS: u64 = 20_000;

/// One thing to do, away from the window's thread.
#[derive(Clone)]
pub enum KeyringWork {
    List,
    /// Make the file of a new keyring; its name is the keyring's.
    Create {
        ring: RingId,
        keyring: Keyring,
        passphrase: SecretBytes,
    },
    /// Open a file, and keep it locked against others.
    Open {
        ring: RingId,
        name: String,
        /// Its passphrase; none for a public one.
        passphrase: Option<SecretBytes>,
        /// The first of [`KEY_IDS`] names for its keys.
        first_id: u64,
        /// What the person allows.
        allowed: Allowed,
        /// Read this instead: a backup, or what a crash left.
        spare: Option<Spare>,
    },
    /// Let go of a file.
    Close(RingId),
    Save {
        ring: RingId,
        version: u64,
        keyring: Keyring,
        passphrase: SecretBytes,
        /// Replace what somebody else has written; it becomes a backup.
        replaces: bool,
    },
    /// Save it under another name, and go on with that file.
    SaveElsewhere {
        ring: RingId,
        version: u64,
        /// What is in it, with its new name.
        keyring: Keyring,
        passphrase: SecretBytes,
    },
    /// Read what is in the file now, or in a spare, for merging.
    Reread {
        ring: RingId,
        name: String,
        passphrase: SecretBytes,
        /// The first of [`KEY_IDS`] names for its keys.
        first_id: u64,
        spare: Option<Spare>,
        /// The file that is taken although it is not as this computer saw the keyring: the person was asked about it.
        allowed: Option<[u8; 32]>,
    },
    /// Read a file that somebody else has written, in place of what was read before.
    Refresh {
        /// Whose.
        ring: RingId,
        /// Its name.
        name: String,
        /// Its passphrase.
        passphrase: SecretBytes,
        /// The first of [`KEY_IDS`] names for its keys.
        first_id: u64,
    },
    /// What was read in the file has been taken in: the next save may replace it. Until then it asks.
    Accept {
        /// Whose.
        ring: RingId,
        /// The digest that came with what was read.
        digest: [u8; 32],
    },
    /// Give a file another name.
    Rename {
        ring: RingId,
        from: String,
        to: String,
    },
    /// Move a file to the trash.
    Delete {
        ring: RingId,
        name: String,
    },
    /// See what is in the trash.
    ListTrash,
    /// Take a file out of the trash.
    Restore(PathBuf),
    /// Delete what is in the trash there, for good.
    Erase(PathBuf),
    /// Put a file beside the others.
    Import {
        name: String,
        form: Form,
        bytes: SecretBytes,
    },
    /// Take away what a crash left.
    Discard {
        ring: RingId,
        spare: Spare,
    },
    /// Take away all backups and leftovers.
    DiscardOlder {
        ring: RingId,
    },
    Generate {
        ticket: u64,
        recipe: Recipe,
        first_id: u64,
    },
    /// Write keys into a file.
    Export {
        content: ExportContent,
        /// Its passphrase, where it has one.
        passphrase: Option<SecretBytes>,
        path: PathBuf,
        /// A file that is there is replaced: the person was asked.
        replaces: bool,
        /// The keys that are kept in a file once it is written.
        keeps: Vec<KeyId>,
    },
}

/// What is not done without asking, and was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// A key derivation that costs more than usual.
    pub work: bool,
    /// A keyring that is not the one that this computer opened last under its name: the file of this digest, and no other
    /// that is there by the time of the answer.
    pub change: Option<[u8; 32]>,
}

/// What is written into a file.
#[derive(Clone)]
pub enum ExportContent {
    /// Keys in a format.
    Keys(Vec<Arc<Jwk>>, ExportFormat),
    /// A whole keyring, encrypted.
    Keyring(Box<Keyring>, Strength),
}

impl fmt::Debug for KeyringWork {
    /// Names the work and nothing that could be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List => "List",
            Self::Create { .. } => "Create",
            Self::Open { .. } => "Open",
            Self::Close(_) => "Close",
            Self::Save { .. } => "Save",
            Self::SaveElsewhere { .. } => "SaveElsewhere",
            Self::Reread { .. } => "Reread",
            Self::Refresh { .. } => "Refresh",
            Self::Accept { .. } => "Accept",
            Self::Rename { .. } => "Rename",
            Self::Delete { .. } => "Delete",
            Self::ListTrash => "ListTrash",
            Self::Restore(_) => "Restore",
            Self::Erase(_) => "Erase",
            Self::Import { .. } => "Import",
            Self::Discard { .. } => "Discard",
            Self::DiscardOlder { .. } => "DiscardOlder",
            Self::Generate { .. } => "Generate",
            Self::Export { .. } => "Export",
        })
    }
}

/// A keyring that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    pub form: Form,
    /// Why it cannot be opened at all.
    pub fault: Option<String>,
    /// Where it cannot be opened: the backups that may be taken instead.
    pub spares: Vec<Spare>,
    /// Who makes copies of its file elsewhere: "Dropbox".
    pub carrier: Option<&'static str>,
}

/// A keyring in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    pub name: String,
    /// When it was moved there, Unix seconds.
    pub deleted: Option<i64>,
    /// Its file is there; otherwise backups alone are left of it.
    pub is_whole: bool,
    /// How many backups it has there.
    pub backups: usize,
    pub path: PathBuf,
}

/// Why something was not done, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyringFault {
    /// What is the case; sentence case, no full stop.
    pub message: String,
    /// What to do; may be empty.
    pub advice: String,
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveFault {
    pub fault: KeyringFault,
    /// Somebody else has written the file: retrying alone does not help.
    pub is_changed: bool,
    /// The file is gone.
    pub is_gone: bool,
    /// Nothing was tried yet: what was opened is a backup.
    pub is_backup: bool,
}

#[derive(Clone, Debug)]
pub struct Opened {
    pub keyring: Keyring,
    /// What it was opened with.
    pub passphrase: SecretBytes,
    /// Why it is for reading alone, in words.
    pub read_only: Option<String>,
    /// What a crash left beside it.
    pub leftovers: Vec<Spare>,
    /// It was read from a spare: the file itself holds something else.
    pub is_spare: bool,
    /// What is to be told besides; sentences.
    pub warnings: Vec<String>,
}

/// What an open keyring's file holds by now, or a spare.
#[derive(Clone, Debug)]
pub struct Reread {
    pub keyring: Keyring,
    /// SHA-256 of the file, for [`KeyringWork::Accept`]; none of a spare, which no save replaces.
    pub digest: Option<[u8; 32]>,
    /// SHA-256 of what was read.
    pub read_as: [u8; 32],
    /// What is to be told besides; a clause.
    pub warning: Option<String>,
}

/// Why nothing was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// The file could not be read.
    Unreadable {
        fault: KeyringFault,
        /// Backups that may be taken instead.
        spares: Vec<Spare>,
    },
    /// It opens, and is not the one that this computer opened last under its name.
    Changed {
        /// What is different.
        words: String,
        /// Of the file that this is about.
        digest: [u8; 32],
    },
    /// It does not open.
    Closed {
        error: OpenError,
        /// Backups that may be taken instead.
        spares: Vec<Spare>,
    },
}

/// What the store answers.
#[derive(Clone, Debug)]
pub enum KeyringNews {
    /// What is in the folder.
    Listed(Result<Vec<Found>, String>),
    /// A new keyring has its file, or not; with what is to be told besides.
    Created(RingId, Result<Option<String>, KeyringFault>),
    /// A keyring was opened, or not.
    Opened(RingId, Result<Box<Opened>, OpenFault>),
    /// A version was saved, or not; with what is to be told besides.
    Saved(RingId, u64, Result<Option<String>, SaveFault>),
    /// It goes on in a file of another name.
    SavedElsewhere(RingId, u64, String, Result<Option<String>, KeyringFault>),
    /// What is in the file now, or in a spare.
    Reread(RingId, Option<Spare>, Result<Box<Reread>, OpenFault>),
    /// Somebody else has written the file of an open keyring.
    ChangedOutside(RingId),
    /// The file of an open keyring is gone: what is in memory is kept nowhere.
    Gone(RingId),
    /// It is there again.
    Back(RingId),
    /// Somebody else has given the file of an open keyring this name; why it is for reading alone, in words.
    Moved(RingId, String, Option<String>),
    /// What is in it now.
    Refreshed(RingId, Result<Box<Reread>, KeyringFault>),
    /// The other window has let go of it: this one may write.
    Writable(RingId),
    /// It has another name.
    Renamed(RingId, String, Result<(), KeyringFault>),
    /// It is in the trash, there.
    Deleted(RingId, Result<PathBuf, KeyringFault>),
    /// What is in the trash, the latest first.
    Trash(Result<Vec<Trashed>, KeyringFault>),
    /// It is back, under this name.
    Restored(Result<String, KeyringFault>),
    /// What was in the trash there is deleted for good, or not.
    Erased(PathBuf, Result<(), KeyringFault>),
    /// It is among the others, under this name.
    Imported(String, Result<(), KeyringFault>),
    /// What a crash left is gone.
    Discarded(RingId, Spare, Result<(), KeyringFault>),
    /// So many backups and leftovers are gone, or not all.
    DiscardedOlder(RingId, Result<usize, KeyringFault>),
    /// A key was made, or not.
    Generated(u64, Result<Arc<Jwk>, String>),
    /// Keys were written into a file, which is said in words, or not; those that are kept in it.
    Exported(Vec<KeyId>, Result<String, KeyringFault>),
    /// The store met a fault of its own.
    Failed(String),
}

impl PartialEq for KeyringNews {
    /// Commands are compared in tests and views; two answers of the store are never the same one.
    fn eq(&self, _other: &Self) -> bool {
        false
    }
}
