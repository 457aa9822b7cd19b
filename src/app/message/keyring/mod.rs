//! What a person does with keyrings.

pub mod work;

use crate::app::value::{KeyExport, Place, RingId, SecretText, Spare};
use std::path::PathBuf;

/// Where the `kid` of a new key comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KeyIdChoice {
    /// Its thumbprint (RFC 7638).
    #[default]
    Thumbprint,
    Date,
    Uuid,
    /// What the person types.
    Typed,
    None,
}

/// What the desktop says of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Away {
    /// The computer goes to sleep.
    Sleep,
    /// The screen is locked.
    ScreenLock,
    /// Another session is in front.
    SessionSwitch,
}

/// What a new key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChoices {
    /// What it is called; empty: by what it is and the day.
    pub name: String,
    /// Its place among the kinds of the dialog.
    pub kind: usize,
    /// Where its `kid` comes from.
    pub key_id: KeyIdChoice,
    /// What was typed for it.
    pub typed: String,
    pub public_key_use: Option<String>,
    /// Its `alg`.
    pub algorithm: Option<String>,
    /// Its `key_ops`; empty: none.
    pub key_operations: Vec<String>,
    pub place: Place,
}

/// What happens to keyrings.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyringCommand {
    /// Read the folder again.
    List,
    /// Show the keys of the session or of a keyring.
    Choose(Place),

    /// Open the dialog for a new keyring.
    OpenCreate,
    /// The passphrase of a new keyring changed: how strong is it?
    Rate {
        /// The keyring's name, which a guesser tries first.
        name: String,
        passphrase: SecretText,
    },
    /// Make a keyring, in the dialog.
    Create {
        name: String,
        /// Its passphrase; empty for one with public keys alone.
        passphrase: SecretText,
        /// It holds public keys alone, and is not encrypted.
        is_public: bool,
    },

    /// Ask for the passphrase of a keyring.
    OpenUnlock(RingId),
    /// The passphrase for the keyring of the dialog.
    Unlock(SecretText),
    /// Do with this passphrase what the dialog asked about: a costly key derivation, or take a keyring that was changed.
    UnlockAnyway(SecretText),
    /// Open one that needs no passphrase although it was changed: the file of this digest, which was asked about.
    OpenAnyway(RingId, [u8; 32]),
    /// Open a backup of the keyring in the dialog, or what a crash left, with this passphrase.
    UnlockSpare(Spare, SecretText),
    /// Lock it and ask for its passphrase, which somebody else has changed.
    UnlockAgain(RingId),
    Lock(RingId),
    /// Lock it although its changes are not saved, and lose them.
    LockAndLose(RingId),
    LockAll,
    /// Lock them because the desktop says that the person goes away.
    Away(Away),
    /// Lock them after so many minutes in which nothing happens; `None`: never.
    SetAutoLock(Option<u64>),
    /// Try once more to open for writing what was open for reading alone.
    Reopen(RingId),

    /// Ask where to keep these keys.
    OpenKeep(Vec<u64>),
    /// Keep the keys of the dialog.
    Keep {
        /// In which keyring; `None`: in a new one, which is made first.
        ring: Option<RingId>,
        /// And take them out of where they are.
        moving: bool,
    },
    /// Edit what is known about a key.
    OpenEdit(u64),
    /// What the dialog says now; empty texts mean nothing.
    Edit {
        /// What the person calls it.
        name: String,
        /// The issuer that it is pinned to.
        issuer: String,
    },

    /// Ask for another name.
    OpenRename(RingId),
    /// The name of the dialog.
    Rename(String),
    /// Ask for another passphrase.
    OpenChangePassphrase(RingId),
    /// The passphrase of the dialog.
    ChangePassphrase(SecretText),
    /// Move it to the trash.
    Delete(RingId),
    /// Show what is in the trash.
    OpenTrash,
    /// Take it out of the trash.
    Restore(PathBuf),
    /// Ask whether what is in the trash there is to be deleted for good.
    OpenErase(PathBuf),
    /// Yes: delete the one of the dialog.
    Erase,

    /// Save what is not saved once more.
    Retry(RingId),
    /// Ask for a name under which to save it.
    OpenSaveElsewhere(RingId),
    /// The name of the dialog.
    SaveElsewhere(String),
    /// Ask what to do about a file that was changed by somebody else.
    OpenChanged(RingId),
    /// Take over what is in the file, and save both.
    Merge(RingId),
    /// Replace what is in the file; it becomes a backup.
    Overwrite(RingId),
    /// Take over what a crash left behind.
    RecoverLeftover(RingId, Spare),
    /// Take over what is in the file or in a leftover, although it is not as this computer saw the keyring.
    TakeAnyway(RingId, Option<Spare>, [u8; 32]),
    DiscardLeftover(RingId, Spare),
    /// Take away all backups and what interrupted saves left: they open with an older passphrase.
    DiscardOlder(RingId),

    /// Open the dialog for a new key.
    OpenGenerate,
    /// Make the key of the dialog.
    Generate(KeyChoices),

    /// Save keys into a file.
    SaveExport(KeyExport),
    /// The passphrase of the dialog, for what is written.
    SaveExportWith(SecretText),

    /// Choose a keyring file.
    OpenImport,
    /// The name of the dialog.
    Import(String),

    /// The window is to be closed, and something is not saved.
    CloseWindow,
    /// It is to be closed all the same.
    CloseAndLose,
}
