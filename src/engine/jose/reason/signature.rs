//! What is to be said of a signature.

use crate::engine::crypto::signature::VerifyError;
use crate::engine::jose::embedded::{EmbeddedSource, OwnKeyGap, OwnKeyKind};

/// What is to be said of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureReason {
    /// The object has none.
    Missing,
    /// `alg` is `none`.
    Unsecured,
    /// It is empty, where `alg` needs one.
    Empty {
        /// `alg`
        algorithm: &'static str,
    },
    /// It is shorter than the algorithm makes it, and its last characters are missing.
    Cut {
        /// `alg`
        algorithm: &'static str,
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
        /// Whether it is known not to be the beginning of the right one, with the secrets at hand.
        is_elsewhere: bool,
    },
    /// It is text, or in a format, that stands for a signature of the right length.
    OtherWriting {
        /// `alg`
        algorithm: &'static str,
        writing: OtherWriting,
        /// Whether what it stands for was held against the keys at hand, and none made it.
        is_tried: bool,
    },
    /// Whoever shared the token put something else in its place.
    Redacted { placeholder: String },
    /// It is as long as no RSA key of a usual size makes it.
    UnusualLength {
        /// `alg`
        algorithm: &'static str,
        /// Bytes that it has with most keys.
        usual: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The payload is not in the token, and was not given.
    PayloadDetached,
    /// What one key says of it.
    Refused {
        /// `alg`
        algorithm: &'static str,
        error: VerifyError,
    },
    /// The only key that could have made it did not.
    Mismatch {
        /// Whether that key is a shared secret.
        is_secret: bool,
        /// Whether the token is for Microsoft Graph, which has its own way to sign.
        is_for_graph: bool,
        /// Whether causes were left untried, because they would have taken too long.
        is_search_short: bool,
        /// Bytes of the payload that was supplied, where the token has none of its own.
        supplied: Option<usize>,
    },
    /// It was not made with the key in the token, which the standard of this kind of token demands.
    EmbeddedMismatch {
        /// Where that key is.
        source: EmbeddedSource,
    },
    /// It was made with the key in the token, and the token lacks what its standard has verifiers look for.
    NoProof {
        /// The kind that it says it is.
        kind: OwnKeyKind,
        /// What it lacks.
        gap: OwnKeyGap,
    },
    /// No key at hand made it; the one in the token did.
    MadeByEmbedded {
        /// Where in the token it is.
        source: EmbeddedSource,
    },
    /// None of several keys made it.
    NoneOf {
        keys: usize,
        /// The `kid` that the token names, where one of them has it.
        named: Option<String>,
        /// As of [`Self::Mismatch`].
        is_for_graph: bool,
        /// As of [`Self::Mismatch`].
        is_search_short: bool,
        /// As of [`Self::Mismatch`].
        supplied: Option<usize>,
    },
}

/// How a signature is written whose bytes are not those that its algorithm makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherWriting {
    /// In hexadecimal.
    Hex {
        /// Bytes that it stands for.
        bytes: usize,
    },
    /// r and s in ASN.1 (DER).
    Der,
}

impl SignatureReason {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "signature-missing",
            Self::Unsecured => "unsecured",
            Self::Empty { .. } => "signature-empty",
            Self::Cut { .. } | Self::UnusualLength { .. } => "signature-length",
            Self::OtherWriting { writing: OtherWriting::Hex { .. }, .. } => "signature-hex",
            Self::OtherWriting { writing: OtherWriting::Der, .. } => "signature-der",
            Self::Redacted { .. } => "signature-redacted",
            Self::PayloadDetached => "payload-detached",
            Self::Mismatch { .. } | Self::NoneOf { .. } => "signature-mismatch",
            Self::EmbeddedMismatch { .. } => "embedded-key-mismatch",
            Self::NoProof { .. } => "proof-incomplete",
            Self::MadeByEmbedded { .. } => "embedded-key-fits",
            Self::Refused { error, .. } => match error {
                VerifyError::Mismatch => "signature-mismatch",
                VerifyError::SignatureLength { .. } => "signature-length",
                VerifyError::DerSignature => "signature-der",
                VerifyError::ZeroSignature => "signature-zero",
                VerifyError::KeyType { .. } => "key-type",
                VerifyError::Curve { .. } => "key-curve",
                VerifyError::Unsupported(_) => "algorithm-unsupported",
                VerifyError::KeyInvalid(_) => "key-invalid",
            },
        }
    }

    pub(super) const fn is_unsupported(&self) -> bool {
        matches!(self, Self::Refused { error: VerifyError::Unsupported(_), .. })
    }

    pub(super) const fn lies_in_the_key(&self) -> bool {
        match self {
            Self::Mismatch { .. } | Self::NoneOf { .. } | Self::Cut { .. } => true,
            Self::OtherWriting { writing, .. } => matches!(writing, OtherWriting::Hex { .. }),
            Self::Refused { error, .. } => matches!(error, VerifyError::Mismatch | VerifyError::SignatureLength { .. }),
            _ => false,
        }
    }

    pub(super) const fn is_mismatch(&self) -> bool {
        matches!(self, Self::Mismatch { .. } | Self::NoneOf { .. } | Self::Refused { error: VerifyError::Mismatch, .. })
    }

    /// Whether it has not the length that algorithm and key fix.
    pub const fn is_about_length(&self) -> bool {
        matches!(
            self,
            Self::Cut { .. }
                | Self::UnusualLength { .. }
                | Self::Refused { error: VerifyError::SignatureLength { .. }, .. }
        )
    }

    /// Whether it is a fault of the signature's own form, which is the same for every key.
    pub const fn is_about_form(&self) -> bool {
        self.is_about_length()
            || matches!(self, Self::OtherWriting { .. })
            || matches!(self, Self::Refused { error: VerifyError::DerSignature | VerifyError::ZeroSignature, .. })
    }
}
