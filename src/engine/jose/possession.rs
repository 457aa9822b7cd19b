//! How a proof of possession stands to the token that it came with: a DPoP proof to its access token (RFC 9449 §4.3 step 12),
//! a client attestation proof to its attestation (draft-ietf-oauth-attestation-based-client-auth), a workload proof to its
//! workload identity token (draft-ietf-wimse-wpt).

use super::layer::{Examination, JoseObject, Layer};
use super::reason::Reason;
use super::sd_jwt::HashCheck;
use super::status::{Outcome, SignatureStatus};
use crate::engine::key::Jwk;
use std::sync::Arc;

/// What the proof is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompanionKind {
    /// The access token that a DPoP proof is sent with.
    AccessToken,
    /// The client attestation whose key the proof is made with.
    ClientAttestation,
    /// The workload identity token whose key the proof is made with.
    WorkloadIdentity,
}

impl CompanionKind {
    /// The claim of the proof that is the hash of that token.
    pub const fn hash(self) -> Option<&'static str> {
        match self {
            Self::AccessToken => Some("ath"),
            Self::ClientAttestation => None,
            Self::WorkloadIdentity => Some("wth"),
        }
    }

    /// Whether the key of the proof is in that token alone.
    pub const fn names_the_key(self) -> bool {
        matches!(self, Self::ClientAttestation | Self::WorkloadIdentity)
    }
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
    /// Its `cnf` is malformed, or names several keys.
    Malformed,
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
            Self::Malformed => "malformed",
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
    /// Whether the proof has the hash of that token; `None` for a client attestation.
    pub hash: Option<HashCheck>,
    /// Whether the proof's key is the one that the token names.
    pub key: NamedKey,
    /// Whether a key at hand, or an anchor, verified the token.
    pub is_verified: bool,
    /// The token, looked into.
    pub companion: Arc<Examination>,
}

impl Possession {
    /// Whether it is certain that the proof came with this token: the person said so, or the proof has its hash.
    pub fn is_certain(&self) -> bool {
        self.is_given || self.hash == Some(HashCheck::Matches)
    }

    /// Whether everything that can be compared fits.
    pub fn holds(&self) -> bool {
        let is_of_token = self.hash.is_none_or(|hash| hash == HashCheck::Matches);
        is_of_token && !matches!(self.key, NamedKey::Differs | NamedKey::Malformed)
    }

    /// Whether keys were asked that verified this proof, and none of them vouches for the token that the person named: what it
    /// says of the proof is anybody's word. Of an opaque token nobody can say it.
    pub fn is_unvouched(&self, proof: &Layer) -> bool {
        let is_opaque = self.companion.layers.iter().any(|layer| matches!(layer.object, JoseObject::Unreadable(_)));
        let mut supplied = proof.signatures.iter().filter_map(|result| result.matched_by);
        self.is_given && !self.is_verified && !is_opaque && supplied.any(|matched_by| !matched_by.is_own())
    }

    /// Whether a key at hand other than the proof's own speaks against the token, or the token against itself.
    pub fn is_refused(&self, proof: &Layer) -> bool {
        let of_proof = |key: &Jwk| {
            let mut keys = proof.signatures.iter().filter_map(|result| result.key.as_deref());
            keys.any(|known| known.thumbprint == key.thumbprint)
        };
        let results = self.companion.layers.iter().flat_map(|layer| &layer.signatures);
        results.filter(|result| result.status == SignatureStatus::Rejected).any(|result| {
            let is_mere_mismatch = result.reasons.first().is_some_and(Reason::is_mere_mismatch);
            let mut failed = result.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
            !is_mere_mismatch || failed.any(|attempt| !of_proof(&attempt.key))
        })
    }
}
