//! Making tokens: header and claims are text, and what was typed is what is signed, byte for byte.
//!
//! A [`BuildRequest`] says what to make, [`build`] makes it or says in one [`BuildError`] what is wrong, where and what to
//! do. What is too weak to issue is refused until [`BuildRequest::allow_weak`] says otherwise. Nothing leaves here that
//! Jotsmith's own rules would reject: signatures are checked by the primitive, and the finished text is parsed and held
//! against the rules of its serialization.

pub mod claims;
pub mod draft;
pub mod edit;
pub mod elsewhere;
pub(crate) mod error;
pub(crate) mod header;
pub mod jwe;
pub mod jws;
pub mod member;
pub mod private;
pub mod rehearsal;
pub mod review;
pub mod saved;
pub mod sd_jwt;
pub mod shrink;
pub mod tamper;
pub mod template;
pub(crate) mod weakness;

pub use error::{BuildError, Place, WeakPoint};
pub use jwe::{DangerousChoices, DangerousRecipientChoices, Encryption, RecipientRequest};
pub use jws::{SignatureRequest, Signing};
pub use weakness::{BuildNote, Weakness};

use super::examine;
use super::ground::limit::Limits;
use super::ground::size::SizeReport;
use super::jose::layer::JoseObject;
use super::jose::parse::parse;
use super::jose::reason::Reason;
use super::rule::finding::Fault;
use super::rule::structure;
use std::sync::Arc;

/// What is to be made.
#[derive(Clone, Debug, Default)]
pub struct BuildRequest {
    /// What is signed or encrypted.
    pub payload: Payload,
    /// The signatures; `None`: nothing is signed.
    pub signing: Option<Signing>,
    /// The recipients; `None`: nothing is encrypted. With both, what is encrypted is the signed token (RFC 7519 §11.2).
    pub encryption: Option<Encryption>,
    /// Makes what is too weak to issue: the person was told why, and said so.
    pub allow_weak: bool,
}

/// What is signed or encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A JWT Claims Set (RFC 7519 §4): JSON text, an object, every name once. Its bytes are kept.
    Claims(String),
    /// Anything else, as it is.
    Bytes(Arc<[u8]>),
}

impl Default for Payload {
    fn default() -> Self {
        Self::Claims("{}".to_owned())
    }
}

impl Payload {
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Claims(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// What becomes of `alg`, `typ` and `kid` in a header text. `enc` goes with `alg`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeaderSync {
    /// All three follow algorithm and key: the member's value is replaced in place, or the member is inserted. `kid` is
    /// touched only if the key has one, `typ` only if there is none; `cty` is inserted around a nested token, `crit`
    /// where `b64` needs it.
    #[default]
    InStep,
    /// `alg` and `enc` alone follow.
    AlgorithmOnly,
    /// The text stays as it is. Only what the algorithm itself generates (`epk`, `iv`, `tag`, `p2s`, `p2c`) and what the
    /// request asks for beside the text (`b64` with `crit`, `zip`, `apu`, `apv`) is put in.
    LeftAlone,
}

#[derive(Clone, Debug)]
pub struct Built {
    pub text: String,
    /// The signed token inside, where it was encrypted.
    pub signed: Option<String>,
    /// Its bytes, part by part.
    pub size: SizeReport,
    /// The payload that the token does not carry.
    pub detached_payload: Option<Arc<[u8]>>,
    /// The header texts as they went into the token.
    pub headers: WrittenHeaders,
    /// What is worth knowing about it, none of it a reason to refuse.
    pub notes: Vec<BuildNote>,
}

/// Header texts after they were brought into step. Empty: there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenHeaders {
    pub signatures: Vec<WrittenSignatureHeader>,
    pub encryption: Option<WrittenEncryptionHeader>,
}

/// The header texts of one signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenSignatureHeader {
    pub protected: String,
    pub unprotected: String,
}

/// The header texts of a JWE.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenEncryptionHeader {
    pub protected: String,
    /// The shared unprotected one.
    pub shared: String,
    /// That of each recipient.
    pub recipients: Vec<String>,
}

/// Makes the token.
///
/// # Errors
///
/// See [`BuildError`]; [`BuildError::TooWeak`] alone yields to [`BuildRequest::allow_weak`].
pub fn build(request: &BuildRequest, limits: &Limits) -> Result<Built, BuildError> {
    let signing = match &request.signing {
        Some(signing) => Some(jws::plan(signing, &request.payload, request.encryption.is_some(), limits)?),
        None => {
            header::check_payload(&request.payload, limits)?;
            None
        }
    };
    let inner = match (&signing, &request.payload) {
        (None, Payload::Claims(_)) => jwe::Inner::Claims,
        (None, Payload::Bytes(_)) => jwe::Inner::Bytes,
        (Some(plan), payload) => jwe::Inner::Jws {
            is_jwt: matches!(payload, Payload::Claims(_)) && plan.is_compact(),
            is_compact: plan.is_compact(),
        },
    };
    let encryption = match &request.encryption {
        Some(encryption) => Some(jwe::plan(encryption, inner, limits)?),
        None => None,
    };
    let mut weak = Vec::new();
    weak.extend(signing.iter().flat_map(|plan| plan.weak_points()));
    weak.extend(encryption.iter().flat_map(|plan| plan.weak_points()));
    if !weak.is_empty() && !request.allow_weak {
        return Err(BuildError::TooWeak { weak_points: weak });
    }
    let mut headers = WrittenHeaders::default();
    let mut notes = Vec::new();
    let mut detached_payload = None;
    let signed = match signing {
        Some(plan) => {
            let made = plan.make()?;
            headers.signatures = made.headers;
            notes.extend(made.notes);
            detached_payload = made.detached_payload;
            Some(made.text)
        }
        None => None,
    };
    let (text, signed) = match encryption {
        Some(plan) => {
            let plaintext = signed.as_deref().map_or(request.payload.bytes(), str::as_bytes);
            let made = plan.make(plaintext, request.allow_weak, limits)?;
            headers.encryption = Some(made.headers);
            notes.extend(made.notes);
            (made.text, signed)
        }
        None => (signed.ok_or(BuildError::NothingToMake)?, None),
    };
    let size = inspect(&text, limits)?;
    Ok(Built { text, signed, size, detached_payload, headers, notes })
}

/// The header texts as [`build`] would write them, for an editor that shows them while one types. What is generated anew
/// for every token (`epk`, `iv`, `tag`, `p2s`) is not in them.
///
/// # Errors
///
/// Those of [`build`] that can be told without computing anything; weakness is none of them.
pub fn headers_in_step(request: &BuildRequest, limits: &Limits) -> Result<WrittenHeaders, BuildError> {
    let mut headers = WrittenHeaders::default();
    let mut inner = match &request.payload {
        Payload::Claims(_) => jwe::Inner::Claims,
        Payload::Bytes(_) => jwe::Inner::Bytes,
    };
    if let Some(signing) = &request.signing {
        let plan = jws::plan(signing, &request.payload, request.encryption.is_some(), limits)?;
        let is_jwt = matches!(request.payload, Payload::Claims(_)) && plan.is_compact();
        inner = jwe::Inner::Jws { is_jwt, is_compact: plan.is_compact() };
        headers.signatures = plan.headers();
    }
    if let Some(encryption) = &request.encryption {
        headers.encryption = Some(jwe::plan(encryption, inner, limits)?.headers());
    }
    Ok(headers)
}

/// What is too weak to issue in this request, without making anything; empty where nothing is.
///
/// # Errors
///
/// As [`headers_in_step`].
pub fn weak_points(request: &BuildRequest, limits: &Limits) -> Result<Vec<WeakPoint>, BuildError> {
    let strict = BuildRequest { allow_weak: false, ..request.clone() };
    let mut weak = Vec::new();
    let mut inner = match &strict.payload {
        Payload::Claims(_) => jwe::Inner::Claims,
        Payload::Bytes(_) => jwe::Inner::Bytes,
    };
    if let Some(signing) = &strict.signing {
        let plan = jws::plan(signing, &strict.payload, strict.encryption.is_some(), limits)?;
        let is_jwt = matches!(strict.payload, Payload::Claims(_)) && plan.is_compact();
        inner = jwe::Inner::Jws { is_jwt, is_compact: plan.is_compact() };
        weak.extend(plan.weak_points());
    }
    if let Some(encryption) = &strict.encryption {
        weak.extend(jwe::plan(encryption, inner, limits)?.weak_points());
    }
    Ok(weak)
}

/// Holds the finished text against the rules that every verifier and recipient has to keep, and measures it.
fn inspect(text: &str, limits: &Limits) -> Result<SizeReport, BuildError> {
    let parsed = parse(text, limits);
    let mut faults = parsed.faults;
    match &parsed.object {
        JoseObject::Jws(jws) => {
            faults.extend((0..jws.signatures.len()).flat_map(|index| super::verify::signature::faults(jws, index)));
        }
        JoseObject::Jwe(jwe) => {
            faults.extend((0..jwe.recipients.len()).flat_map(|index| super::verify::decrypt::faults(jwe, index)));
        }
        JoseObject::Unreadable(_) => {}
    }
    // An extension that Jotsmith does not know may be just what the verifier wants; the note says so.
    let is_fatal = |fault: &&Fault| fault.is_fatal && fault.rule != &structure::CRIT_UNKNOWN;
    if let Some(fault) = faults.iter().find(is_fatal) {
        let reason = Reason::rule(fault.rule, fault.message.clone());
        return Err(BuildError::Rejected { reason });
    }
    Ok(examine::size_report(text, &parsed.object))
}
