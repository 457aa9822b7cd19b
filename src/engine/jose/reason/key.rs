//! What is to be said of one key, and why no key was tried.

use super::Purpose;
use crate::engine::ground::jwa::Curve;
use crate::engine::jose::embedded::{EmbeddedSource, Trust};
use crate::engine::key::likeness::Likeness;
use crate::engine::key::{Doubt, KeyKind};

/// The kind of key that an algorithm needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NeededKey {
    /// `oct`
    SharedSecret,
    /// `oct`, typed by a person.
    Password,
    /// `RSA`
    Rsa,
    /// `EC` on this curve.
    Ec(Curve),
    /// `OKP` on this curve.
    Okp(Curve),
    /// `OKP` on a curve that signs.
    EdDsa,
    /// `AKP` for this algorithm.
    Akp(&'static str),
    /// `EC` or `OKP` on a curve that agrees on secrets.
    Agreement,
    /// None: `alg` is `none`.
    Nothing,
}

/// What is to be said of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyReason {
    /// The algorithm needs another kind.
    WrongKind {
        /// `alg`
        algorithm: &'static str,
        needed: NeededKey,
        found: KeyKind,
        /// What else it may be, where it was taken for a secret only because it is nothing else.
        likeness: Option<Likeness>,
    },
    /// What it was taken for is hardly what it is.
    LooksLike(Likeness),
    /// Decrypting needs the private half.
    PublicHalf,
    /// Its `alg` is another (RFC 7517 §4.4).
    OtherAlgorithm {
        own: String,
        /// The token's.
        algorithm: &'static str,
    },
    /// Its `use` is another (RFC 7517 §4.2).
    OtherUse {
        own: String,
        /// `sig` or `enc`.
        needed: &'static str,
    },
    /// Its `key_ops` lack what is needed (RFC 7517 §4.3).
    OtherOperations {
        own: Vec<String>,
        /// Those of which one would do.
        needed: Vec<&'static str>,
    },
    /// The token names a key by another `kid`.
    OtherName {
        /// The token's.
        named: String,
        own: String,
    },
    /// It may not be used for this, and it is the one.
    FitsAnyway(Purpose),
    /// It is the value of a variable that is hardly a secret, and the signature was made with it.
    FitsDoubtful {
        name: String,
        doubt: Doubt,
        /// Whether the person may have it taken for the secret.
        is_usable: bool,
    },
    /// Another key did it before.
    NotNeeded(Purpose),
    /// It is the key that did it, loaded from another place.
    Same,
    /// The work that one token may cost is used up.
    BudgetSpent,
    /// It did its work elsewhere in the token, or is named there.
    BelongsTo(Belonging),
}

/// Where in a token a key belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Belonging {
    /// It opened or verified the layer around.
    OuterLayer,
    /// It did this signature or recipient, counted from 1.
    Did(Purpose, usize),
    /// This signature or recipient names it, counted from 1.
    NamedBy(Purpose, usize),
    /// The token is bound to it (RFC 7800 §3): its holder's, not its issuer's.
    Confirmed,
    /// It made what is beside the token and names it, or presents it: its sender's, not its issuer's.
    Bearer,
    /// It made a credential that the token presents: that one's issuer's, not its holder's.
    Issuer,
}

impl Belonging {
    /// Whether it is the key of whoever holds the token.
    pub const fn is_of_holder(self) -> bool {
        matches!(self, Self::Confirmed | Self::Bearer)
    }
}

impl KeyReason {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "key-type",
            Self::LooksLike(_) => "key-unlikely",
            Self::PublicHalf => "no-private-key",
            Self::OtherAlgorithm { .. } => "key-alg",
            Self::OtherUse { .. } => "key-use",
            Self::OtherOperations { .. } => "key-ops",
            Self::OtherName { .. } => "kid-differs",
            Self::FitsAnyway(_) => "bytes-match",
            Self::FitsDoubtful { .. } => "doubtful-secret",
            Self::NotNeeded(_) | Self::BudgetSpent => "not-tried",
            Self::Same => "same-key",
            Self::BelongsTo(_) => "key-of-another",
        }
    }
}

/// The key that would have to be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingKey {
    SharedSecret,
    /// For every other signature.
    IssuerKey,
    /// For PBES2.
    Passphrase,
    RsaPrivateKey,
    PrivateKey,
    /// For `dir`.
    SharedKey,
    /// For AES key wrap.
    KeyEncryptionKey,
}

impl MissingKey {
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::SharedSecret | Self::IssuerKey => Purpose::Signature,
            _ => Purpose::Decryption,
        }
    }
}

/// Why no key was tried, or none that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingKeyReason {
    /// There is none at all.
    NoneLoaded(MissingKey),
    /// None is of the kind that the algorithm needs.
    NoneFits {
        /// `alg`
        algorithm: &'static str,
        missing: MissingKey,
        /// Whether what `NextAuth.js` and `Auth.js` derive from them was tried as well.
        is_derivation_tried: bool,
    },
    /// Of the kind that the algorithm needs, there are public keys alone.
    PublicHalfOnly {
        /// `alg`
        algorithm: &'static str,
        missing: MissingKey,
        /// Whether the token names one of them: else nothing says that it is the one.
        is_named: bool,
    },
    /// The token names a key, and those at hand have other names and did not do it.
    OtherNames {
        purpose: Purpose,
        /// The `kid` that the token names.
        named: String,
        /// The names of those that were tried, where they have one.
        tried: Vec<String>,
    },
    /// Every key that was tried did its work elsewhere in the token, or is named there.
    AllBelongElsewhere(Purpose),
    /// Every key that was tried is its holder's, but for others that did their work elsewhere in the token.
    AllBelongToHolder {
        /// The token names it; else it made what was sent with the token.
        is_confirmed: bool,
        has_others: bool,
    },
    /// Every key that was tried made what the token presents, but for others that belong elsewhere: none is its holder's.
    AllBelongToIssuers,
    /// The key in the token made the signature, and nothing vouches for that key.
    MadeByEmbedded {
        /// Where in the token it is.
        source: EmbeddedSource,
        /// Of a certificate: where its chain leads.
        trust: Option<Trust>,
    },
    /// The key that was given is that of an authority in the token's chain, which issued the certificate of the key that made
    /// the signature.
    IssuerGivenAsKey {
        /// Where in the token the key is that made it.
        source: EmbeddedSource,
    },
    /// The key is in the client attestation that the proof was sent with, and that is not at hand.
    AttestationMissing,
    /// None of those that were read did it, and not all of what was given could be read.
    ReadInPart {
        /// How many were tried.
        keys: usize,
    },
    /// Keys that were not tried, because it would have cost too much.
    Untried {
        keys: usize,
        of: usize,
        /// In microseconds of an ordinary computer.
        price: u64,
        /// That of everything which was left out, for all signatures, recipients and layers.
        whole: u64,
    },
    /// Passphrases and secrets of a ring were tried, and none is the token's.
    NoPassphraseOpens,
}

impl MissingKeyReason {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::NoneLoaded(_) => "no-key",
            Self::NoneFits { .. } => "no-key-fits",
            Self::PublicHalfOnly { .. } => "no-private-key",
            Self::OtherNames { .. }
            | Self::AllBelongElsewhere(_)
            | Self::AllBelongToHolder { .. }
            | Self::AllBelongToIssuers => "no-key-matches",
            Self::MadeByEmbedded { .. } => "embedded-key-fits",
            Self::IssuerGivenAsKey { .. } => "issuer-given-as-key",
            Self::AttestationMissing => "attestation-missing",
            Self::Untried { .. } => "excessive-work",
            Self::ReadInPart { .. } => "read-in-part",
            Self::NoPassphraseOpens => "wrong-passphrase",
        }
    }
}
