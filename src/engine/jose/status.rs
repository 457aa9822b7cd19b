//! What became of a signature or a recipient: an enum with reasons, never a bool.

use super::reason::{Cause, Reason};
use crate::engine::key::{Jwk, KeyId};
use std::sync::Arc;

/// How a key came to be tried. From the strongest hint to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchedBy {
    /// The header's `kid` is the key's.
    KeyId,
    /// `x5t#S256`, `x5t`, the header's `jwk`, or a `kid` that is its thumbprint (RFC 7638) names the key.
    Thumbprint,
    /// The key is pinned to the issuer that the token names.
    Issuer,
    /// The token's certificates lead from it to a trust anchor.
    Certificate,
    /// It is in the token itself, and the standard of this kind of token demands that very key.
    Embedded,
    /// It is in the attestation that came with the token, whose kind demands that very key.
    Attested,
    /// It is a secret that everybody knows, and the person wants the token checked with it.
    PublicSecret,
    /// The key is of the right kind, and it was tried.
    Trial,
}

impl MatchedBy {
    /// Whether the token brought the key along, or what it came with did, or everybody has it: nobody supplied it.
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Embedded | Self::Attested | Self::PublicSecret)
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::KeyId => "matched by kid",
            Self::Thumbprint => "matched by thumbprint",
            Self::Issuer => "matched by issuer",
            Self::Certificate => "by its certificate",
            Self::Embedded => "in the token itself",
            Self::Attested => "in the client attestation",
            Self::PublicSecret => "publicly known",
            Self::Trial => "found by trying",
        }
    }
}

/// One key and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub key: Arc<Jwk>,
    /// Why it was thought of.
    pub matched_by: MatchedBy,
    pub outcome: Outcome,
    /// Notes for a success (a `kid` that differs), causes for a failure.
    pub reasons: Vec<Reason>,
}

/// What came of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The signature is this key's, or the token opened with it.
    Success,
    /// It was tried and did not do it.
    Failure,
    /// It could not be tried: wrong kind, no private half, forbidden by its own `use` …
    Unfit,
}

/// The state of one signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureStatus {
    /// A key made this signature over exactly these bytes, and every rule of the RFC holds.
    Verified,
    /// Keys were tried and none made it, or the key may not be used for it.
    Rejected,
    /// Nothing was tried: no key, none fits, no payload, algorithm not supported.
    Unchecked,
    /// `alg` is `none`: there is no signature.
    Unsecured,
    /// The object breaks a rule that makes every verifier reject it.
    Malformed,
}

impl SignatureStatus {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Unchecked => "unchecked",
            Self::Unsecured => "unsecured",
            Self::Malformed => "malformed",
        }
    }
}

/// One signature, looked into.
#[derive(Clone, Debug)]
pub struct SignatureResult {
    pub status: SignatureStatus,
    /// `alg` as the token has it.
    pub algorithm: Option<String>,
    /// The key that made it, for `Verified`; the key that fits but is not allowed, for `Rejected`.
    pub key: Option<Arc<Jwk>>,
    /// How that key was found.
    pub matched_by: Option<MatchedBy>,
    /// Every key at hand and what came of it.
    pub attempts: Vec<Attempt>,
    /// Why the status is what it is; empty for a plain `Verified`.
    pub reasons: Vec<Reason>,
    /// All without which it would not be verified.
    pub assumed: Vec<Assumed>,
}

/// What had to be assumed for a signature to be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// See [`Assumptions::as_written`](crate::engine::ground::limit::Assumptions).
    AsWritten,
    /// See [`Assumptions::hashed_nonce`](crate::engine::ground::limit::Assumptions).
    HashedNonce,
    /// See [`Assumptions::as_made`](crate::engine::ground::limit::Assumptions). The cause is what it would be rejected for.
    AsMade(Cause),
    /// See [`Assumptions::as_made`](crate::engine::ground::limit::Assumptions). The value of a variable that does not say whether it
    /// is a secret is one.
    NamedValue,
    /// See [`Assumptions::own_key`](crate::engine::ground::limit::Assumptions).
    OwnKey,
    /// See [`Assumptions::public_secret`](crate::engine::ground::limit::Assumptions).
    PublicSecret,
}

impl Assumed {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AsWritten => "as-written",
            Self::HashedNonce => "hashed-nonce",
            Self::AsMade(_) => "as-made",
            Self::NamedValue => "named-value",
            Self::OwnKey => "own-key",
            Self::PublicSecret => "public-secret",
        }
    }

    /// Whether nothing but the person's word says that the key is its maker's.
    pub const fn is_of_key(self) -> bool {
        matches!(self, Self::OwnKey | Self::PublicSecret)
    }
}

/// The state of one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecipientStatus {
    /// A key opened it and the tag is right.
    Decrypted,
    /// Keys were tried and none opened it.
    Failed,
    /// Nothing was tried: no key, none fits, not supported, too expensive.
    Locked,
    /// The object breaks a rule that makes every recipient reject it.
    Malformed,
}

impl RecipientStatus {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decrypted => "decrypted",
            Self::Failed => "failed",
            Self::Locked => "locked",
            Self::Malformed => "malformed",
        }
    }
}

/// One recipient, looked into.
#[derive(Clone, Debug)]
pub struct RecipientResult {
    pub status: RecipientStatus,
    /// `alg` as the token has it.
    pub algorithm: Option<String>,
    /// The key that opened it.
    pub key: Option<Arc<Jwk>>,
    /// How that key was found.
    pub matched_by: Option<MatchedBy>,
    /// Every key at hand and what came of it.
    pub attempts: Vec<Attempt>,
    /// Why the status is what it is; empty for `Decrypted`.
    pub reasons: Vec<Reason>,
    /// All without which it would not be decrypted.
    pub assumed: Vec<Assumed>,
}

impl RecipientResult {
    /// One of which nothing but its status is known.
    pub(in crate::engine) const fn new(status: RecipientStatus) -> Self {
        Self {
            status,
            algorithm: None,
            key: None,
            matched_by: None,
            attempts: Vec::new(),
            reasons: Vec::new(),
            assumed: Vec::new(),
        }
    }
}

impl SignatureResult {
    /// One of which nothing but its status is known.
    pub(in crate::engine) const fn new(status: SignatureStatus) -> Self {
        Self {
            status,
            algorithm: None,
            key: None,
            matched_by: None,
            attempts: Vec::new(),
            reasons: Vec::new(),
            assumed: Vec::new(),
        }
    }

    /// The id of the key that did it.
    pub fn key_id(&self) -> Option<KeyId> {
        self.key.as_ref().map(|key| key.id)
    }

    /// Whether such a cause was proved, or assumed away.
    pub(in crate::engine) fn has_cause(&self, test: impl Fn(&Cause) -> bool) -> bool {
        let proved = self.reasons.iter().filter_map(|reason| match reason {
            Reason::Cause(cause, _) => Some(cause),
            _ => None,
        });
        let assumed = self.assumed.iter().filter_map(|assumed| match assumed {
            Assumed::AsMade(cause) => Some(cause),
            _ => None,
        });
        proved.chain(assumed).any(test)
    }
}
