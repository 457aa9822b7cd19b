//! Two causes at once, of which neither alone makes the signature right.

use super::{Cause, SecretForm, SignatureForm, SignedForm};
use crate::engine::key::reading::{SecretReading, SecretWriting};

/// One of two causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairedCause {
    /// As [`Cause::SecretReading`].
    Reading(SecretReading),
    /// As [`Cause::IssuerAddsLineBreak`].
    LineBreak,
    /// As [`Cause::UndecodedSecret`].
    Writing(SecretWriting),
    /// As [`Cause::Secret`].
    Form { form: SecretForm, reading: Option<SecretReading> },
    /// As [`Cause::Written`].
    Written(SignatureForm),
    /// As [`Cause::Signed`].
    Signed(SignedForm),
}

impl PairedCause {
    /// The same by itself.
    pub const fn cause(self) -> Cause {
        match self {
            Self::Reading(reading) => Cause::SecretReading(reading),
            Self::LineBreak => Cause::IssuerAddsLineBreak,
            Self::Writing(writing) => Cause::UndecodedSecret(writing),
            Self::Form { form, reading } => Cause::Secret { form, reading },
            Self::Written(form) => Cause::Written(form),
            Self::Signed(form) => Cause::Signed(form),
        }
    }

    /// The half of two that a cause is; `None` for one that is told alone.
    pub(in crate::engine) const fn of(cause: Cause) -> Option<Self> {
        Some(match cause {
            Cause::SecretReading(reading) => Self::Reading(reading),
            Cause::IssuerAddsLineBreak => Self::LineBreak,
            Cause::UndecodedSecret(writing) => Self::Writing(writing),
            Cause::Secret { form, reading } => Self::Form { form, reading },
            Cause::Written(form) => Self::Written(form),
            Cause::Signed(form) => Self::Signed(form),
            _ => return None,
        })
    }

    /// Whether it is about the secret.
    pub(in crate::engine) const fn is_of_secret(self) -> bool {
        !matches!(self, Self::Written(_) | Self::Signed(_))
    }
}
