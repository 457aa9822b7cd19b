//! What is to be said of a key binding JWT (RFC 9901 §4.3): whether the holder made this presentation.

use super::Reason;
use crate::engine::key::KeyError;
use crate::engine::rule::sd_jwt;

/// How `cnf` names a key that is not in the token (RFC 7800 §3, RFC 9449 §6.1, RFC 8705 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HolderName {
    /// `jkt`
    Thumbprint,
    /// `x5t#S256`
    Certificate,
    /// `kid`
    KeyId,
}

/// What is to be said of a key binding JWT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyBindingReason {
    /// The claims have no `cnf`.
    NoHolder,
    /// `cnf.jwk` is not a key.
    HolderKeyUnusable(KeyError),
    /// `cnf` names a key that is not at hand.
    HolderKeyNotLoaded(HolderName),
    /// `cnf` names a key in another way.
    HolderNotUnderstood,
    /// Its signature could not be checked.
    NotChecked(Box<Reason>),
    /// The key that bears the name in `cnf` did not sign it; another may bear it too.
    NotTheNamedKey,
    /// Its signature is not the holder's.
    NotTheHolder(Option<Box<Reason>>),
    /// The presentation that it binds is rejected.
    PresentationRejected,
    /// `sd_hash` could not be computed.
    HashUnchecked,
    /// Its signature is not verified.
    SignatureUnverified,
    /// The issuer's signature is not verified, so nothing vouches for the key in `cnf`.
    IssuerUnverified,
}

impl KeyBindingReason {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoHolder
            | Self::HolderKeyUnusable(_)
            | Self::HolderKeyNotLoaded(_)
            | Self::HolderNotUnderstood
            | Self::NotChecked(_)
            | Self::NotTheNamedKey => sd_jwt::SDJWT_KB_KEY.id,
            Self::NotTheHolder(_) => sd_jwt::SDJWT_KB_SIGNATURE.id,
            Self::PresentationRejected => "presentation-rejected",
            Self::HashUnchecked => "hash-unchecked",
            Self::SignatureUnverified => "holder-unverified",
            Self::IssuerUnverified => "issuer-unverified",
        }
    }
}
