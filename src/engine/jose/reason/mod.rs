//! Why a signature, a recipient or a key binding is as it is: one variant a fact, with the data that the fact is made of.
//!
//! *Invariant:* no sentence. Sentences, advice and acts are made of these in `speech`, and nowhere else.

mod cause;
mod code;
mod decryption;
mod key;
mod key_binding;
mod making;
mod signature;
mod two;

pub use cause::{
    Before, Behind, Cause, EatenPart, Intact, JoinedSecret, JsonWriting, OpeningForm, PayloadForm, Remedy, SecretForm,
    SignatureForm, SignedForm, Spelling,
};
pub use decryption::DecryptionReason;
pub(in crate::engine) use decryption::is_of_the_key;
pub use key::{Belonging, KeyReason, MissingKey, MissingKeyReason, NeededKey};
pub use key_binding::{HolderName, KeyBindingReason};
pub use signature::{OtherWriting, SignatureReason};
pub use two::PairedCause;

use crate::engine::rule::Rule;

/// Why something is as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It breaks a rule of the table.
    Rule(BrokenRule),
    /// Its algorithm is not one that is computed here.
    Algorithm(AlgorithmReason),
    /// No key was tried, or none that counts.
    MissingKey(MissingKeyReason),
    /// What is to be said of one key.
    Key(KeyReason),
    /// What is to be said of a signature.
    Signature(SignatureReason),
    /// Why a signature is rejected, proved by computing it, and what can be done about it.
    Cause(Cause, Remedy),
    /// What is to be said of an encryption.
    Decryption(DecryptionReason),
    /// What is to be said of a key binding JWT (RFC 9901 §4.3).
    KeyBinding(KeyBindingReason),
}

/// A rule that is broken, once or several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenRule {
    pub rule: &'static Rule,
    /// What is the case, in the rule's own words.
    pub message: String,
    /// How often it is broken besides.
    pub more: usize,
}

/// What a key is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    Signature,
    /// Opening an encryption for one recipient.
    Decryption,
}

/// What an algorithm is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlgorithmRole {
    /// `alg` of a JWS.
    Signature,
    /// `alg` of a JWE.
    KeyManagement,
    /// `enc` of a JWE.
    ContentEncryption,
}

/// Why an algorithm is not computed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlgorithmReason {
    /// A registered name in another case (RFC 7515 §4.1.1: names are case-sensitive).
    OtherCase {
        /// What it is named for.
        role: AlgorithmRole,
        /// As the token has it.
        name: String,
        registered: &'static str,
    },
    /// What another standard or library calls a registered algorithm.
    Foreign {
        /// What it is named for.
        role: AlgorithmRole,
        /// As the token has it.
        name: String,
        registered: &'static str,
    },
    /// Known by name alone.
    KnownByName {
        /// What it is named for.
        role: AlgorithmRole,
        /// As the token has it.
        name: String,
        /// What it stands for.
        words: &'static str,
    },
    /// An algorithm for something else.
    OtherRole {
        /// What it is named for.
        role: AlgorithmRole,
        /// As the token has it.
        name: String,
    },
    /// Not known at all.
    Unknown {
        /// What it is named for.
        role: AlgorithmRole,
        /// As the token has it.
        name: String,
    },
    /// Known, and not in this build.
    NotInThisBuild {
        name: &'static str,
        /// Whether a newer OpenSSL has it.
        needs_openssl_35: bool,
    },
    /// The sender's ephemeral key is on a curve that is known by name alone.
    EphemeralCurve {
        /// What the curve is called.
        curve: &'static str,
    },
}

impl Reason {
    /// A rule that is broken once.
    pub fn rule(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self::Rule(BrokenRule { rule, message: message.into(), more: 0 })
    }

    /// The stable name in reports, `kebab-case`; of a rule its id.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(broken) => broken.rule.id,
            Self::Algorithm(AlgorithmReason::OtherCase { role: AlgorithmRole::Signature, .. }) => "algorithm-case",
            Self::Algorithm(AlgorithmReason::Foreign { .. }) => "algorithm-name",
            Self::Algorithm(_) => "algorithm-unsupported",
            Self::MissingKey(reason) => reason.code(),
            Self::Key(reason) => reason.code(),
            Self::Signature(reason) => reason.code(),
            Self::Cause(cause, _) => cause.code(),
            Self::Decryption(reason) => reason.code(),
            Self::KeyBinding(reason) => reason.code(),
        }
    }

    /// Whether this build does not compute what the token asks for, so that no key could help.
    pub fn is_unsupported(&self) -> bool {
        match self {
            Self::Algorithm(AlgorithmReason::OtherCase { role, .. }) => *role != AlgorithmRole::Signature,
            Self::Algorithm(AlgorithmReason::Foreign { .. }) => false,
            Self::Algorithm(_) => true,
            Self::Signature(reason) => reason.is_unsupported(),
            Self::Decryption(reason) => reason.is_unsupported(),
            _ => false,
        }
    }

    /// Whether another key would not have failed like this; all else lies in the token itself.
    pub fn lies_in_the_key(&self) -> bool {
        match self {
            Self::MissingKey(reason) => *reason == MissingKeyReason::NoPassphraseOpens,
            Self::Signature(reason) => reason.lies_in_the_key(),
            Self::Decryption(reason) => reason.lies_in_the_key(),
            _ => false,
        }
    }

    /// Whether it says no more than that a key did not make a signature.
    pub fn is_mere_mismatch(&self) -> bool {
        matches!(self, Self::Signature(reason) if reason.is_mismatch())
    }

    /// Whether more work is asked for than is done without being told to.
    pub fn is_excessive_work(&self) -> bool {
        match self {
            Self::MissingKey(reason) => matches!(reason, MissingKeyReason::Untried { .. }),
            Self::Decryption(reason) => reason.is_excessive_work(),
            _ => false,
        }
    }

    /// Whether it speaks against the key binding and against nothing else.
    pub fn is_of_key_binding(&self) -> bool {
        match self {
            Self::Rule(broken) => crate::engine::rule::sd_jwt::is_of_key_binding(broken.rule),
            Self::KeyBinding(_) => true,
            _ => false,
        }
    }
}
