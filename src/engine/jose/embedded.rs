//! The key that a token carries itself, and what it is worth.

use super::reason::Reason;
use crate::engine::crypto::certificate::PathError;
use crate::engine::key::{Certificate, Jwk};
use std::sync::Arc;

/// Where in the token a key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmbeddedSource {
    /// `jwk` in the protected header (RFC 7515 §4.1.3).
    Jwk,
    /// The first certificate of `x5c` in the protected header (§4.1.6).
    Certificate { subject: String },
    /// `jwks` in its own claims: an entity configuration (OpenID Federation §9).
    OwnKeySet,
    /// `sub_jwk` in its own claims: a self-issued ID token (SIOPv2 §11.1).
    SubjectKey,
    /// `k` next to it, in the header in which Web Push sends both (RFC 8292 §3).
    WebPush,
    /// `cnf` of the client attestation that came with it (draft-ietf-oauth-attestation-based-client-auth §5).
    Attestation,
    /// `cnf` of the workload identity token that came with it (draft-ietf-wimse-wpt §2).
    WorkloadIdentity,
}

impl EmbeddedSource {
    /// The word of the JSON report.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Jwk => "jwk",
            Self::Certificate { .. } => "x5c",
            Self::OwnKeySet => "jwks",
            Self::SubjectKey => "sub_jwk",
            Self::WebPush => "k",
            Self::Attestation => "attestation",
            Self::WorkloadIdentity => "workload_identity",
        }
    }
}

/// A kind of token whose own standard demands that it is made with the key that it carries. That shows who holds the key,
/// and nothing about who that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnKeyKind {
    /// RFC 9449 §4.3 step 6.
    DpopProof,
    /// RFC 8555 §6.2.
    AcmeRequest,
    /// OpenID for Verifiable Credential Issuance §8.2.1.1.
    CredentialProof,
    /// OpenID Federation §9.
    EntityConfiguration,
    /// OpenID Federation §3.1: what one entity says about another has the form of a configuration, and another's key.
    EntityStatement,
    /// SIOPv2 §11.1.
    SelfIssued,
    /// draft-ietf-oauth-attestation-based-client-auth §8.
    AttestationProof,
    /// draft-ietf-wimse-wpt §2.
    WorkloadProof,
}

/// What a token lacks that is verified with its own key: its standard has the verifier look for it and refuse the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnKeyGap {
    /// A claim that it must have (RFC 9449 §4.3 step 3).
    Claim(&'static str),
    /// A claim that it must have is not of the form that it must have, or is empty (RFC 9449 §4.2).
    Malformed(&'static str),
    /// The key in the header is a private one (RFC 9449 §4.3 step 7).
    PrivateKey,
    /// It is a JWT, and no JWT is in a JSON serialization (RFC 7519 §3).
    NotCompact,
    /// It is a JWT, and this is one with disclosures, or without its payload (RFC 7519 §7.1).
    NotThreeParts,
    /// It has no key in its header (RFC 9449 §4.2).
    NoKey,
    /// The key that verifies it is not the one in its header (RFC 9449 §4.3 step 6).
    OtherKey,
    /// The key in it made it, and its own alg, use or key_ops forbid that (RFC 7517 §4.2 to §4.4).
    ForbiddenKey,
    /// Its algorithm is for shared secrets (RFC 9449 §4.3 step 5).
    Symmetric,
    /// It names its key in more than one of the ways that exclude each other (OpenID4VCI, `jwt` proof type).
    SeveralKeys,
    /// It has claims that must be understood, and are not (OpenID Federation §3.1).
    CriticalClaims,
    /// Several keys of its own set have the name that its header gives.
    SameKeyId,
}

/// Where a chain of certificates leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// To a certificate that the person trusts.
    Anchored {
        /// Its subject.
        anchor: String,
        /// The file that it came from.
        source: String,
        /// The certificates of that path, the one of the signing key first and the anchor last: each must be valid at the time.
        path: Vec<Certificate>,
    },
    /// Nowhere, although there are anchors.
    Broken(PathError),
    /// There is no anchor to lead to.
    NoAnchors,
}

/// A key in the token and whether it made the signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedded {
    /// Index of the signature.
    pub entry: usize,
    /// Where the key is.
    pub source: EmbeddedSource,
    pub key: Arc<Jwk>,
    /// Whether it made the signature; `None` where that could not be tried.
    pub fits: Option<bool>,
    /// Why it may not be used for that, where it did make it: `use`, `key_ops` or `alg` of its own.
    pub forbidden: Vec<Reason>,
    /// Whether the standard of this kind of token demands this very key.
    pub demanded_by: Option<OwnKeyKind>,
    /// Whether it counts as the key of such a token: no key and no anchor was supplied that should vouch for it.
    pub is_counted: bool,
    /// Why the token is none that the standard of its kind lets verify with this key.
    pub gap: Option<OwnKeyGap>,
    /// Of a certificate: where its chain leads.
    pub trust: Option<Trust>,
}

impl Embedded {
    /// Whether it made the signature, and nothing in it says that it must not.
    pub fn may_verify(&self) -> bool {
        self.fits == Some(true) && self.forbidden.is_empty()
    }

    /// Whether it verifies the signature: it fits, and either it counts as the key that the standard demands, or its chain
    /// leads to an anchor.
    pub fn verifies(&self) -> bool {
        self.may_verify() && (self.is_counted || matches!(self.trust, Some(Trust::Anchored { .. })))
    }
}
