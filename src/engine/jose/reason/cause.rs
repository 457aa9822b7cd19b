//! Why a signature is rejected: what would have made it right, found by computing it. None is a guess.

use crate::engine::key::reading::{SecretReading, SecretWriting};

/// A proved cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// HMAC with the bytes of a public key as the secret (CVE-2015-9235).
    ForgedWithPublicKey {
        /// `alg`
        algorithm: &'static str,
        /// Which writing of the key.
        form: &'static str,
    },
    /// The secret fits when it is read in another way.
    SecretReading(SecretReading),
    /// The issuer's secret has a line break at its end.
    IssuerAddsLineBreak,
    /// The issuer used the text of the secret, and yours was decoded.
    UndecodedSecret(SecretWriting),
    /// The key made the signature with another algorithm than the header names.
    OtherAlgorithm {
        /// The one that it was made with.
        made_with: &'static str,
        /// The header's.
        named: &'static str,
    },
}

impl Cause {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::ForgedWithPublicKey { .. } => "forged-with-public-key",
            Self::SecretReading(_) | Self::IssuerAddsLineBreak | Self::UndecodedSecret(_) => "secret-encoding",
            Self::OtherAlgorithm { .. } => "other-algorithm",
        }
    }
}
