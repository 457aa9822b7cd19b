//! How a proof of possession stands to the token that it came with: a DPoP proof to its access token (RFC 9449 §4.3 step 12),
//! a client attestation proof to its attestation (draft-ietf-oauth-attestation-based-client-auth).

use super::layer::Examination;
use super::sd_jwt::HashCheck;
use std::sync::Arc;

/// What the proof is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompanionKind {
    /// The access token that a DPoP proof is sent with.
    AccessToken,
    /// The client attestation whose key the proof is made with.
    ClientAttestation,
}

/// Whether the key of the proof is the one that the other token names in `cnf` (RFC 7800 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedKey {
    /// It is that key.
    Matches,
    /// It is another one.
    Differs,
    /// The other token names no key.
    Missing,
    /// The other token cannot be read: it is no JWT, or it is encrypted.
    Unreadable,
}

impl NamedKey {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A proof and the token that it came with.
#[derive(Clone, Debug)]
pub struct Possession {
    /// What that token is.
    pub kind: CompanionKind,
    /// Whether the person said so; else it only stood beside the proof.
    pub is_given: bool,
    /// Whether `ath` is the hash of the access token; `None` for a client attestation.
    pub hash: Option<HashCheck>,
    /// Whether the proof's key is the one that the token names.
    pub key: NamedKey,
    /// Whether a key at hand, or an anchor, verified the token.
    pub is_verified: bool,
    /// The token, looked into.
    pub companion: Arc<Examination>,
}

impl Possession {
    /// Whether everything that can be compared fits.
    pub fn holds(&self) -> bool {
        let is_of_token = self.hash.is_none_or(|hash| hash == HashCheck::Matches);
        is_of_token && self.key != NamedKey::Differs
    }
}
