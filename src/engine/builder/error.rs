//! Why nothing was made: what, where, and what to do.

use super::sd_jwt::SdJwtError;
use crate::engine::crypto::content::EncryptError;
use crate::engine::crypto::key_management::{DecryptError, DetermineError};
use crate::engine::crypto::signature::SignError;
use crate::engine::ground::json;
use crate::engine::ground::json::{FaultKind, Kind};
use crate::engine::ground::span::Span;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::status::Told;
use crate::engine::rule::Rule;
use std::fmt;

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
    /// The key of a recipient.
    RecipientKey(usize),
}

impl Place {
    /// In words, with an article; signatures and recipients counted from 1.
    pub fn words(self) -> String {
        match self {
            Self::Request => "the request".to_owned(),
            Self::Payload => "the payload".to_owned(),
            Self::ProtectedHeader(0) => "the header".to_owned(),
            Self::ProtectedHeader(index) => format!("the header of signature {}", index + 1),
            Self::UnprotectedHeader(0) => "the unprotected header".to_owned(),
            Self::UnprotectedHeader(index) => format!("the unprotected header of signature {}", index + 1),
            Self::SigningKey(0) => "the signing key".to_owned(),
            Self::SigningKey(index) => format!("the key of signature {}", index + 1),
            Self::EncryptionHeader => "the header of the encryption".to_owned(),
            Self::SharedHeader => "the shared header".to_owned(),
            Self::RecipientHeader(index) => format!("the header of recipient {}", index + 1),
            Self::RecipientKey(0) => "the recipient's key".to_owned(),
            Self::RecipientKey(index) => format!("the key of recipient {}", index + 1),
        }
    }
}

/// One reason not to issue a token, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakPoint {
    /// Which header or key.
    pub place: Place,
    /// Why.
    pub reason: Told,
}

/// Why nothing was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// Neither a signature nor a recipient is asked for.
    NothingToMake,
    /// A text is not JSON.
    Syntax {
        /// Which one.
        place: Place,
        /// What and at which bytes of that text.
        fault: json::Fault,
    },
    /// A text is JSON, but not an object.
    NotAnObject {
        /// Which one.
        place: Place,
        /// Its bytes.
        span: Span,
        /// What it is.
        found: Kind,
    },
    /// A text breaks a rule of the standard.
    Rule {
        /// Which one.
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// The rule.
        rule: &'static Rule,
        /// What is the case.
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
        /// Where it stands.
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// `alg` or `enc`.
        parameter: &'static str,
        /// What stands there.
        name: String,
    },
    /// The header is left alone and names another algorithm than the one that was chosen.
    AlgorithmDiffers {
        /// Where it stands.
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// `alg` or `enc`.
        parameter: &'static str,
        /// What the header says.
        header: String,
        /// What was chosen.
        chosen: &'static str,
    },
    /// A parameter has a value that cannot be used.
    Parameter {
        /// Where it stands.
        place: Place,
        /// The bytes of that text.
        span: Option<Span>,
        /// Its name.
        name: &'static str,
        /// What is wrong with it, as the end of a sentence.
        problem: &'static str,
    },
    /// A signature other than `none` needs a key.
    KeyMissing {
        /// Which one.
        place: Place,
        /// For what.
        algorithm: &'static str,
    },
    /// The serialization has no room for this (RFC 7515 §7, RFC 7516 §7).
    Serialization {
        /// Which one.
        serialization: Serialization,
        /// For what, as the end of "… has no room for".
        what: &'static str,
    },
    /// More signatures or recipients than are looked at again.
    TooManyEntries {
        /// How many are asked for.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// A JWT must not have `b64` false (RFC 7797 §7).
    UnencodedClaims {
        /// Whose header.
        place: Place,
    },
    /// An unencoded payload that this serialization cannot carry (RFC 7797 §5).
    UnencodedPayload {
        /// The first byte of the payload that cannot stand there.
        offset: usize,
    },
    /// A detached payload cannot be encrypted along.
    DetachedInside,
    /// An algorithm that fixes the content encryption key can have one recipient alone (RFC 7518 §4.5, §4.6).
    DirectWithSeveral {
        /// Whose.
        place: Place,
        /// Which one.
        algorithm: &'static str,
    },
    /// It is too weak to issue. The only variant that yields to [`BuildRequest::allow_weak`](super::BuildRequest).
    TooWeak {
        /// Why, at least one.
        weak_points: Vec<WeakPoint>,
    },
    /// The key does not sign.
    Sign {
        /// Which one.
        place: Place,
        /// With what.
        algorithm: &'static str,
        /// Why.
        error: SignError,
    },
    /// No content encryption key was determined for a recipient.
    Determine {
        /// Which one.
        place: Place,
        /// With what.
        algorithm: &'static str,
        /// Why.
        error: DetermineError,
    },
    /// The content was not encrypted.
    Encrypt {
        /// With what.
        encryption: &'static str,
        /// Why.
        error: EncryptError,
    },
    /// It is no SD-JWT to make, or none to present (RFC 9901).
    SdJwt(SdJwtError),
    /// There are no random numbers to be had.
    NoRandomness,
    /// The finished text breaks a rule that makes everybody reject it.
    Rejected {
        /// Which one.
        reason: Told,
    },
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
            Self::Syntax { fault, .. } => Some(fault.span),
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

    /// Every reason: a stable code, a sentence, what to do. One, but for what is too weak.
    pub fn reasons(&self) -> Vec<Told> {
        match self {
            Self::TooWeak { weak_points } => weak_points.iter().map(|point| point.reason.clone()).collect(),
            _ => vec![self.reason()],
        }
    }

    /// The first reason.
    pub fn reason(&self) -> Told {
        match self {
            Self::NothingToMake => Told::new("nothing-to-make", "Nothing is to be signed or encrypted")
                .advising("Choose a key to sign with, or a recipient"),
            Self::Syntax { place, fault } => syntax(*place, fault),
            Self::NotAnObject { place, found, .. } => {
                Told::new("not-an-object", format!("{} is {}, not a JSON object", capital(*place), found.words()))
                    .advising("Write { … }")
            }
            Self::Rule { rule, message, .. } => Told::new(rule.id, message.clone()).advising(rule.advice),
            Self::AlgorithmMissing { place, parameter } => {
                Told::new("algorithm-missing", format!("{} names no {parameter}", capital(*place)))
                    .advising(format!("Choose an algorithm, or write \"{parameter}\" into the header"))
            }
            Self::AlgorithmUnknown { parameter, name, .. } => Told::new(
                "algorithm-unknown",
                format!("{parameter} is \"{}\", which is not computed here", shown(name)),
            )
            .advising("Names are case-sensitive; choose one of the list"),
            Self::AlgorithmDiffers { parameter, header, chosen, .. } => Told::new(
                "algorithm-differs",
                format!("{parameter} says \"{}\", but {chosen} was chosen", shown(header)),
            )
            .advising("Let the header follow the choice, or choose what the header says"),
            Self::Parameter { name, problem, .. } => Told::new("parameter-invalid", format!("{name} {problem}")),
            Self::KeyMissing { algorithm, .. } => {
                Told::new("key-missing", format!("{algorithm} needs a key")).advising("Choose one, or generate one")
            }
            Self::Serialization { serialization, what } => {
                Told::new("serialization", format!("The {} serialization has no room for {what}", serialization.word()))
                    .advising(match serialization {
                        Serialization::Compact => "Choose a JSON serialization, flattened or general",
                        Serialization::Flattened | Serialization::General => "Choose the general serialization",
                    })
            }
            Self::TooManyEntries { count, limit } => {
                Told::new("too-many-entries", format!("{count} are too many: up to {limit} are read again"))
            }
            Self::UnencodedClaims { .. } => Told::new("b64-claims", "A JWT must not have b64 false")
                .advising("Give it as a payload instead of claims, with a typ other than JWT"),
            Self::UnencodedPayload { offset } => Told::new(
                "b64-payload",
                format!("The payload cannot stand unencoded in the token: see its byte {offset}"),
            )
            .advising("Detach it, encode it (b64 true), or choose a JSON serialization if it is UTF-8"),
            Self::DetachedInside => Told::new("detached-inside", "What is signed detached cannot be encrypted along")
                .advising("Keep the payload in the token, or do not encrypt"),
            Self::DirectWithSeveral { algorithm, .. } => Told::new(
                "direct-with-several",
                format!("{algorithm} fixes the content key, so there can be no other recipient"),
            )
            .advising("Choose an algorithm that wraps a key, such as ECDH-ES+A256KW or A256KW"),
            Self::TooWeak { weak_points } => weak_points
                .first()
                .map_or_else(|| Told::new("too-weak", "Too weak to issue"), |point| point.reason.clone()),
            Self::Sign { algorithm, error, .. } => sign_reason(algorithm, error),
            Self::Determine { algorithm, error, .. } => determine_reason(algorithm, error),
            Self::Encrypt { encryption, error } => encrypt_reason(encryption, error),
            Self::SdJwt(error) => error.reason(),
            Self::NoRandomness => Told::new("no-randomness", "The operating system gives no random numbers"),
            Self::Rejected { reason } => reason.clone(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, reason) in self.reasons().iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            f.write_str(&reason.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for BuildError {}

fn capital(place: Place) -> String {
    let words = place.words();
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// At most forty characters of what was typed.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

fn syntax(place: Place, fault: &json::Fault) -> Told {
    let at = fault.span.start;
    let what = match fault.kind {
        FaultKind::Empty => "is empty".to_owned(),
        FaultKind::ByteOrderMark => "starts with a byte order mark".to_owned(),
        FaultKind::NotUtf8 => format!("is not UTF-8 from byte {at} on"),
        FaultKind::Truncated => format!("breaks off at byte {at}"),
        FaultKind::Unexpected => format!("is not JSON at byte {at}"),
        FaultKind::BadNumber => format!("has at byte {at} a number that JSON does not"),
        FaultKind::BadEscape => format!("has at byte {at} an escape that JSON does not"),
        FaultKind::ControlCharacter => format!("has a control character in a string at byte {at}"),
        FaultKind::Trailing => format!("goes on behind its end, at byte {at}"),
        FaultKind::TooDeep => format!("is nested too deep at byte {at}"),
        FaultKind::TooLong => "is too long".to_owned(),
    };
    let reason = Told::new("json-syntax", format!("{} {what}", capital(place)));
    if fault.expected.is_empty() { reason } else { reason.advising(format!("Expected there: {}", fault.expected)) }
}

fn sign_reason(algorithm: &str, error: &SignError) -> Told {
    match error {
        SignError::KeyType { needed, found } => {
            Told::new("key-type", format!("{algorithm} needs {needed}, this key is {found}"))
                .advising("Choose another key or another algorithm")
        }
        SignError::Curve { needed, found } => {
            Told::new("key-curve", format!("{algorithm} needs {needed}, this key is on {found}"))
                .advising("Choose another key or another algorithm")
        }
        SignError::NoPrivateKey => {
            Told::new("no-private-key", "This is the public half; signing needs the private one")
                .advising("Load the private key")
        }
        SignError::KeyInvalid(what) => Told::new("key-invalid", format!("The key does not sign: {what}")),
        SignError::Unsupported(what) => {
            Told::new("algorithm-unsupported", format!("Not supported by this build: {what}"))
        }
    }
}

fn determine_reason(algorithm: &str, error: &DetermineError) -> Told {
    let error = match error {
        DetermineError::CekFixed => {
            return Told::new("cek-fixed", format!("{algorithm} fixes the content key; none can be chosen"));
        }
        DetermineError::Refused(error) => error,
    };
    match error {
        DecryptError::KeyType { needed, found } => {
            Told::new("key-type", format!("{algorithm} needs {needed}, this key is {found}"))
                .advising("Choose another key or another algorithm")
        }
        DecryptError::Curve { needed, found } => {
            Told::new("key-curve", format!("{algorithm} needs {needed}, this key is on {found}"))
                .advising("Choose another key or another algorithm")
        }
        DecryptError::KeyLength { needed, found } => {
            Told::new("key-length", format!("{algorithm} needs a key of {needed} bytes here, this has {found}"))
                .advising("Choose another key or another algorithm")
        }
        DecryptError::KeyInvalid(what) => Told::new("key-invalid", format!("The key is not usable: {what}")),
        DecryptError::CekLength { needed, found } => {
            Told::new("cek-length", format!("The chosen content key has {found} bytes, needed are {needed}"))
        }
        DecryptError::ParameterLength { name, needed, found } => {
            Told::new("parameter-length", format!("{name} has {found} bytes, {algorithm} needs {needed}"))
        }
        DecryptError::EphemeralKey(what) => {
            Told::new("ephemeral-key", format!("The ephemeral key does not fit: {what}"))
        }
        DecryptError::P2cInvalid => Told::new("p2c-invalid", "p2c is not a positive whole number"),
        DecryptError::SaltTooShort { needed, found } => {
            Told::new("salt-too-short", format!("The salt (p2s) has {found} bytes, the standard demands {needed}"))
        }
        DecryptError::ExcessiveWork { required, limit } => {
            Told::new("excessive-work", format!("{required} rounds of key derivation; recipients run up to {limit}"))
                .advising("Choose a lower count")
        }
        DecryptError::Unsupported(what) => {
            Told::new("algorithm-unsupported", format!("Not supported by this build: {what}"))
        }
        DecryptError::NoPrivateKey => Told::new("no-private-key", "The ephemeral key has no private half"),
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
        | DecryptError::Padding => {
            Told::new("not-determined", format!("{algorithm} gave no content key with this recipient's key"))
        }
    }
}

fn encrypt_reason(encryption: &str, error: &EncryptError) -> Told {
    match error {
        EncryptError::CekLength { needed, found } => {
            Told::new("cek-length", format!("{encryption} needs a content key of {needed} bytes, this has {found}"))
        }
        EncryptError::IvLength { needed, found } => {
            Told::new("iv-length", format!("{encryption} needs an IV of {needed} bytes, this has {found}"))
        }
        EncryptError::Unsupported(what) => {
            Told::new("algorithm-unsupported", format!("Not supported by this build: {what}"))
        }
    }
}
