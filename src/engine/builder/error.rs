//! Why nothing was made: what, where, and what to do.

use super::sd_jwt::SdJwtError;
use super::weakness::Weakness;
use crate::engine::crypto::content::EncryptError;
use crate::engine::crypto::key_management::{DecryptError, DetermineError};
use crate::engine::crypto::signature::SignError;
use crate::engine::ground::json;
use crate::engine::ground::json::Kind;
use crate::engine::ground::span::Span;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::reason::Reason;
use crate::engine::rule::Rule;

/// Which of the texts and keys of a request. Signatures and recipients are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The request as a whole.
    Request,
    /// The claims text or payload.
    Payload,
    /// The protected header text of a signature.
    ProtectedHeader(usize),
    /// The unprotected header text of a signature.
    UnprotectedHeader(usize),
    /// The key of a signature.
    SigningKey(usize),
    /// The protected header text of the JWE.
    EncryptionHeader,
    /// The shared unprotected header text of the JWE.
    SharedHeader,
    /// The header text of a recipient.
    RecipientHeader(usize),
    RecipientKey(usize),
}

/// One reason not to issue a token, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakPoint {
    /// Which header or key.
    pub place: Place,
    pub weakness: Weakness,
}

/// Why nothing was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// Neither a signature nor a recipient is asked for.
    NothingToMake,
    /// A text is not JSON.
    Syntax {
        place: Place,
        /// What and at which bytes of that text.
        fault: json::Fault,
        /// The mistake behind it, where it is one that people know.
        mistake: Option<(json::Mistake, Span)>,
    },
    /// A text is JSON, but not an object.
    NotAnObject {
        place: Place,
        /// Its bytes.
        span: Span,
        found: Kind,
    },
    /// A text breaks a rule of the standard.
    Rule {
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        rule: &'static Rule,
        message: String,
    },
    /// Neither the header nor the request names the algorithm.
    AlgorithmMissing {
        /// Where it would stand.
        place: Place,
        /// `alg` or `enc`.
        parameter: &'static str,
    },
    /// The header names an algorithm that is not computed here.
    AlgorithmUnknown {
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// `alg` or `enc`.
        parameter: &'static str,
        name: String,
    },
    /// The header is left alone and names another algorithm than the one that was chosen.
    AlgorithmDiffers {
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// `alg` or `enc`.
        parameter: &'static str,
        /// What the header says.
        header: String,
        chosen: &'static str,
    },
    /// A parameter has a value that cannot be used.
    Parameter {
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        name: &'static str,
        /// What is wrong with it, as the end of a sentence.
        problem: &'static str,
    },
    /// A signature other than `none` needs a key.
    KeyMissing { place: Place, algorithm: &'static str },
    /// The serialization has no room for this (RFC 7515 §7, RFC 7516 §7).
    Serialization {
        serialization: Serialization,
        /// For what, as the end of "… has no room for".
        what: &'static str,
    },
    /// What is signed elsewhere becomes a compact token, and another serialization was chosen.
    OnlyCompactElsewhere { serialization: Serialization },
    /// More signatures or recipients than are looked at again.
    TooManyEntries {
        /// How many are asked for.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// A JWT must not have `b64` false (RFC 7797 §7).
    UnencodedClaims { place: Place },
    /// An unencoded payload that this serialization cannot carry (RFC 7797 §5).
    UnencodedPayload {
        /// The first byte of the payload that cannot stand there.
        offset: usize,
    },
    /// A detached payload cannot be encrypted along.
    DetachedInside,
    /// An algorithm that fixes the content encryption key can have one recipient alone (RFC 7518 §4.5, §4.6).
    DirectWithSeveral { place: Place, algorithm: &'static str },
    /// It is too weak to issue. The only variant that yields to [`BuildRequest::allow_weak`](super::BuildRequest).
    TooWeak {
        /// Why, at least one.
        weak_points: Vec<WeakPoint>,
    },
    /// The key does not sign.
    Sign { place: Place, algorithm: &'static str, error: SignError },
    /// No content encryption key was determined for a recipient.
    Determine { place: Place, algorithm: &'static str, error: DetermineError },
    /// The content was not encrypted.
    Encrypt { encryption: &'static str, error: EncryptError },
    /// It is no SD-JWT to make, or none to present (RFC 9901).
    SdJwt(SdJwtError),
    /// There are no random numbers to be had.
    NoRandomness,
    /// The finished text breaks a rule that makes everybody reject it.
    Rejected { reason: Reason },
}

impl BuildError {
    /// Which text or key it is about.
    pub fn place(&self) -> Place {
        match self {
            Self::Syntax { place, .. }
            | Self::NotAnObject { place, .. }
            | Self::Rule { place, .. }
            | Self::AlgorithmMissing { place, .. }
            | Self::AlgorithmUnknown { place, .. }
            | Self::AlgorithmDiffers { place, .. }
            | Self::Parameter { place, .. }
            | Self::KeyMissing { place, .. }
            | Self::UnencodedClaims { place }
            | Self::DirectWithSeveral { place, .. }
            | Self::Sign { place, .. }
            | Self::Determine { place, .. } => *place,
            Self::UnencodedPayload { .. } | Self::SdJwt(_) => Place::Payload,
            Self::TooWeak { weak_points } => weak_points.first().map_or(Place::Request, |point| point.place),
            Self::NothingToMake
            | Self::Serialization { .. }
            | Self::OnlyCompactElsewhere { .. }
            | Self::TooManyEntries { .. }
            | Self::DetachedInside
            | Self::Encrypt { .. }
            | Self::NoRandomness
            | Self::Rejected { .. } => Place::Request,
        }
    }

    /// The bytes of that text, where they can be named. They are bytes of the text as it was **typed**.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Syntax { fault, mistake, .. } => Some(mistake.map_or(fault.span, |(_, span)| span)),
            Self::NotAnObject { span, .. } => Some(*span),
            Self::Rule { span, .. }
            | Self::AlgorithmUnknown { span, .. }
            | Self::AlgorithmDiffers { span, .. }
            | Self::Parameter { span, .. } => *span,
            Self::UnencodedPayload { offset } => Some(Span::new(*offset, offset.saturating_add(1))),
            Self::SdJwt(error) => error.span(),
            _ => None,
        }
    }

    /// Whether it yields to [`BuildRequest::allow_weak`](super::BuildRequest).
    pub fn can_be_allowed(&self) -> bool {
        matches!(self, Self::TooWeak { .. })
    }

    /// Its stable names: one, but for what is too weak.
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::TooWeak { weak_points } => weak_points.iter().map(|point| point.weakness.code()).collect(),
            _ => vec![self.code()],
        }
    }

    /// Its stable name; of what is too weak the first.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingToMake => "nothing-to-make",
            Self::Syntax { .. } => "json-syntax",
            Self::NotAnObject { .. } => "not-an-object",
            Self::Rule { rule, .. } => rule.id,
            Self::AlgorithmMissing { .. } => "algorithm-missing",
            Self::AlgorithmUnknown { .. } => "algorithm-unknown",
            Self::AlgorithmDiffers { .. } => "algorithm-differs",
            Self::Parameter { .. } => "parameter-invalid",
            Self::KeyMissing { .. } => "key-missing",
            Self::Serialization { .. } => "serialization",
            Self::OnlyCompactElsewhere { .. } => "elsewhere-compact",
            Self::TooManyEntries { .. } => "too-many-entries",
            Self::UnencodedClaims { .. } => "b64-claims",
            Self::UnencodedPayload { .. } => "b64-payload",
            Self::DetachedInside => "detached-inside",
            Self::DirectWithSeveral { .. } => "direct-with-several",
            Self::TooWeak { weak_points } => weak_points.first().map_or("too-weak", |point| point.weakness.code()),
            Self::Sign { error, .. } => sign_code(error),
            Self::Determine { error, .. } => determine_code(error),
            Self::Encrypt { error, .. } => encrypt_code(error),
            Self::SdJwt(error) => error.code(),
            Self::NoRandomness => "no-randomness",
            Self::Rejected { reason } => reason.code(),
        }
    }
}

const fn sign_code(error: &SignError) -> &'static str {
    match error {
        SignError::KeyType { .. } => "key-type",
        SignError::Curve { .. } => "key-curve",
        SignError::NoPrivateKey => "no-private-key",
        SignError::KeyInvalid(_) => "key-invalid",
        SignError::Unsupported(_) => "algorithm-unsupported",
    }
}

const fn determine_code(error: &DetermineError) -> &'static str {
    let error = match error {
        DetermineError::CekFixed => return "cek-fixed",
        DetermineError::Refused(error) => error,
    };
    match error {
        DecryptError::KeyType { .. } => "key-type",
        DecryptError::Curve { .. } => "key-curve",
        DecryptError::KeyLength { .. } => "key-length",
        DecryptError::KeyInvalid(_) => "key-invalid",
        DecryptError::CekLength { .. } => "cek-length",
        DecryptError::ParameterLength { .. } => "parameter-length",
        DecryptError::EphemeralKey(_) => "ephemeral-key",
        DecryptError::P2cInvalid => "p2c-invalid",
        DecryptError::SaltTooShort { .. } => "salt-too-short",
        DecryptError::ExcessiveWork { .. } => "excessive-work",
        DecryptError::Unsupported(_) => "algorithm-unsupported",
        DecryptError::NoPrivateKey => "no-private-key",
        // What only a recipient can meet.
        DecryptError::EncryptedKeyLength { .. }
        | DecryptError::EncryptedKeyForbidden
        | DecryptError::EncryptedKeyMissing
        | DecryptError::IvLength { .. }
        | DecryptError::TagLength { .. }
        | DecryptError::CiphertextLength { .. }
        | DecryptError::MissingParameter(_)
        | DecryptError::KeyUnwrap
        | DecryptError::TagMismatch
        | DecryptError::Padding => "not-determined",
    }
}

const fn encrypt_code(error: &EncryptError) -> &'static str {
    match error {
        EncryptError::CekLength { .. } => "cek-length",
        EncryptError::IvLength { .. } => "iv-length",
        EncryptError::Unsupported(_) => "algorithm-unsupported",
    }
}
