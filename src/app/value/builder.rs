//! What commands, state and views of the builder share.

pub use crate::engine::builder::draft::{Follow, PayloadKind, Structure, Writing};

/// One of the texts of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is; signatures and recipients are counted from 0")]
pub enum Field {
    #[default]
    Claims,
    Text,
    Protected(usize),
    Unprotected(usize),
    EncryptionHeader,
    SharedHeader,
    RecipientHeader(usize),
    Aad,
    Apu(usize),
    Apv(usize),
    Count(usize),
}

/// A signature or a recipient, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum Slot {
    Signature(usize),
    Recipient(usize),
}

/// How claims are edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EditMode {
    /// As JSON text.
    #[default]
    Text,
    Form,
}

/// A quick action on the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quick {
    /// `exp` so many seconds from now.
    Expires(i64),
    /// `iat` is now.
    IssuedNow,
    /// `nbf` is now.
    NotBeforeNow,
    /// A new random `jti`.
    NewId,
    /// One more of `roles`.
    AddRole(String),
}

/// Of which token variants are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TamperSource {
    /// The one that was made here.
    Built,
    /// The one in Inspect.
    Inspected,
}

/// What of the builder can be copied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BuildCopy {
    Token,
    /// The payload that a detached token does not carry.
    DetachedPayload,
    /// The public halves of the keys that sign, as a JWK Set.
    PublicSet,
    /// What the holder shows of the token.
    Presentation,
    /// The bytes that are to be signed elsewhere, where they are text.
    SigningInput,
    /// Their hash, in hexadecimal.
    SigningDigest,
    /// The token whose signature came from elsewhere.
    Assembled,
    Variant(usize),
    /// All variants as JSON.
    TamperSet,
}
