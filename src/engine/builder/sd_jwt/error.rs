//! Why no SD-JWT or no presentation was made.

use super::path::ClaimPathError;
use crate::engine::ground::span::Span;
use crate::engine::jose::reason::Reason;

/// Why no SD-JWT or no presentation was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SdJwtError {
    /// What is signed are no claims.
    NotClaims,
    /// Its payload stays outside, and so would the digests.
    Detached,
    NotSigned,
    /// A path cannot be read.
    Path {
        path: String,
        error: ClaimPathError,
    },
    /// A path names nothing in the claims.
    PathNowhere {
        path: String,
    },
    /// A name that the standard reserves stands in the claims (RFC 9901 §4.1).
    ReservedName {
        name: String,
        /// Its bytes in the claims text.
        span: Span,
    },
    /// Decoys are asked for in something that is neither an object nor a list.
    DecoysNowhere {
        path: String,
    },
    /// More disclosures or digests than are read again.
    TooMany {
        /// How many at least.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// The holder's key is a shared secret, which must not stand in a token.
    HolderKeyIsSecret,
    /// The claims have a `cnf` that says something else.
    HolderDiffers {
        /// Its bytes in the claims text.
        span: Span,
    },
    /// What is to be presented is no SD-JWT.
    NotSdJwt,
    /// What is to be presented is rejected by every verifier.
    Faulty {
        reason: Reason,
    },
    /// No disclosure has this name or stands at this path.
    NotDisclosable {
        path: String,
        /// What there is, at most ten paths.
        there_are: Vec<String>,
    },
    /// Several disclosures have this name.
    Ambiguous {
        name: String,
        paths: Vec<String>,
    },
    /// What stands at this path is in the clear, so there is nothing to choose.
    AlwaysDisclosed {
        path: String,
        /// Whether something inside it can be chosen.
        has_inside: bool,
    },
    /// A key binding needs a digital signature (RFC 9901 §4.3).
    KeyBindingAlgorithm {
        /// Which one was asked for.
        algorithm: &'static str,
    },
    /// The holder's key signs nothing.
    KeyBindingKey,
}

impl SdJwtError {
    /// The bytes of the claims text that it is about.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::ReservedName { span, .. } | Self::HolderDiffers { span } => Some(*span),
            _ => None,
        }
    }

    pub fn code(&self) -> &'static str {
        match self {
            Self::NotClaims => "sd-jwt-payload",
            Self::Detached => "sd-jwt-detached",
            Self::NotSigned => "sd-jwt-unsigned",
            Self::Path { .. } => "claim-path",
            Self::PathNowhere { .. } => "claim-path-nowhere",
            Self::ReservedName { .. } => "sd-jwt-reserved-name",
            Self::DecoysNowhere { .. } => "decoys-nowhere",
            Self::TooMany { .. } => "sd-jwt-too-many",
            Self::HolderKeyIsSecret => "holder-key-secret",
            Self::HolderDiffers { .. } => "holder-differs",
            Self::NotSdJwt => "not-sd-jwt",
            Self::Faulty { reason } => reason.code(),
            Self::NotDisclosable { .. } => "not-disclosable",
            Self::Ambiguous { .. } => "name-ambiguous",
            Self::AlwaysDisclosed { .. } => "always-disclosed",
            Self::KeyBindingAlgorithm { .. } => "key-binding-algorithm",
            Self::KeyBindingKey => "key-binding-key",
        }
    }
}
