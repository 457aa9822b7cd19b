//! Why a keyring does not open, or is not written.

use crate::engine::text::words::grouped;
use std::fmt;

/// Why a keyring does not open. Holds nothing of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is not one byte in it.
    Empty,
    /// Longer than is read; both in bytes.
    TooLong {
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Neither a JWK Set nor an encrypted one.
    NotAKeyring,
    /// A plain JWK Set in the place of an encrypted keyring.
    NotEncrypted,
    /// Encrypted for a key, not with a passphrase.
    OtherKeyNeeded {
        /// Its `alg`.
        algorithm: String,
    },
    /// Encrypted, and no passphrase was given.
    PassphraseNeeded,
    /// The passphrase is another, or the file was damaged or changed: nobody can tell which.
    WrongPassphraseOrDamaged,
    /// It asks for more iterations than are done without asking.
    TooExpensive {
        /// Iterations that it asks for.
        required: u64,
        /// Iterations that are done.
        limit: u64,
        /// Whether they may be done if the person wants it.
        may_be_allowed: bool,
    },
    /// It begins like a keyring and is none: cut off, or damaged.
    Damaged,
    /// It is encrypted with something that is not available.
    Unsupported(String),
}

impl OpenError {
    /// What to do about it; may be empty. Sentence case, no full stop.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty | Self::Damaged => "Use the latest backup, which is next to it",
            Self::TooLong { .. } | Self::NotAKeyring => "Is this the right file?",
            Self::NotEncrypted => "Find out who replaced the file, and use the latest backup",
            Self::OtherKeyNeeded { .. } => "Decrypt it as a token, with that key",
            Self::PassphraseNeeded => "Enter the passphrase",
            Self::WrongPassphraseOrDamaged => {
                "Try again and check the keyboard layout; if you are sure of the passphrase, use the latest backup"
            }
            Self::TooExpensive { may_be_allowed: true, .. } => {
                "If you trust its source, open it anyway; it takes longer"
            }
            Self::TooExpensive { .. } | Self::Unsupported(_) => "",
        }
    }

    /// The same where it is known how many backups there are: none is advised that is not there.
    pub fn advice_beside(&self, backups: usize) -> &'static str {
        match self {
            Self::Empty | Self::Damaged if backups == 0 => "No backup of it was found",
            Self::NotEncrypted if backups == 0 => "Find out who replaced the file; no backup of it was found",
            Self::WrongPassphraseOrDamaged if backups == 0 => "Try again and check the keyboard layout",
            Self::NotAKeyring if backups > 0 => "If it was one, use the latest backup, which is next to it",
            error => error.advice(),
        }
    }

    /// The same of a backup, beside which there are so many others.
    pub fn advice_on_backup(&self, others: usize) -> &'static str {
        match self {
            Self::Empty | Self::Damaged | Self::NotAKeyring if others > 0 => "Try another backup",
            Self::Empty | Self::Damaged | Self::NotAKeyring => "There is no other backup",
            Self::NotEncrypted if others > 0 => "Find out who replaced it, and try another backup",
            Self::NotEncrypted => "Find out who replaced it; there is no other backup",
            Self::WrongPassphraseOrDamaged if others > 0 => {
                "A backup opens with the passphrase that the keyring had then. Try again, or try another backup"
            }
            Self::WrongPassphraseOrDamaged => {
                "A backup opens with the passphrase that the keyring had then. Try again and check the keyboard layout"
            }
            error => error.advice(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the keyring file is empty"),
            Self::TooLong { length, limit } => {
                let (length, limit) = (grouped(*length as u128), grouped(*limit as u128));
                write!(f, "the keyring has {length} bytes; at most {limit} are read")
            }
            Self::NotAKeyring => f.write_str("this is not a keyring"),
            Self::NotEncrypted => f.write_str(
                "an encrypted keyring is expected, but the file is a plain JWK Set, which anyone could have written",
            ),
            Self::OtherKeyNeeded { algorithm } => {
                let algorithm: String = algorithm.chars().filter(|c| !c.is_control()).take(40).collect();
                write!(f, "this is encrypted for a key ({algorithm}), not with a passphrase")
            }
            Self::PassphraseNeeded => f.write_str("the keyring is locked"),
            Self::WrongPassphraseOrDamaged => f.write_str("wrong passphrase, or the keyring is damaged"),
            Self::TooExpensive { required, may_be_allowed: false, .. } => write!(
                f,
                "opening it takes {} iterations, more than Jotsmith does even with your consent",
                grouped(u128::from(*required))
            ),
            Self::TooExpensive { required, limit, .. } => {
                let (required, limit) = (grouped(u128::from(*required)), grouped(u128::from(*limit)));
                write!(f, "opening it takes {required} iterations; more than {limit} need your consent")
            }
            Self::Damaged => f.write_str("the keyring is damaged"),
            Self::Unsupported(what) => {
                let what: String = what.chars().filter(|c| !c.is_control()).take(80).collect();
                write!(f, "this build cannot open the keyring: {what}")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Why a keyring was not written into bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// An empty passphrase protects nothing.
    #[error("a keyring needs a passphrase")]
    PassphraseMissing,
    /// A keyring without encryption holds public keys alone.
    #[error("an unencrypted keyring can hold only public keys")]
    PrivateInPublic,
    /// A newer Jotsmith made it, in a way that this one does not know: it is not written by this one.
    #[error("this keyring was made by a newer Jotsmith (format {version}) and is read-only here")]
    NewerFormat {
        /// The version of its format.
        version: u64,
    },
    /// Larger than can be read again; both in bytes.
    #[error("the keyring would have {length} bytes; at most {limit} can be read again")]
    TooLarge {
        /// How long it would be.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// No randomness, or the cipher is not available.
    #[error("the operating system provides no random numbers, or OpenSSL no cipher")]
    Unavailable,
    /// What was encrypted did not decrypt to the same: nothing is written then.
    #[error("the encrypted keyring did not decrypt to what was saved")]
    CheckFailed,
}

/// Why a key was not added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// The same key is there already, at this index.
    #[error("the keyring already has this key")]
    Already(usize),
    /// A keyring without encryption holds public keys alone.
    #[error("an unencrypted keyring can hold only public keys")]
    PrivateInPublic,
    /// A keyring without encryption holds no tokens.
    #[error("an unencrypted keyring cannot keep tokens")]
    TokenInPublic,
}
