//! Signing (RFC 7515 §5.1, RFC 7797): first everything is looked at, then everything is made.

use super::edit::{NewValue, Position};
use super::error::{BuildError, Place, WeakPoint};
use super::header;
use super::header::HeaderText;
use super::weakness::BuildNote;
use super::{HeaderSync, Payload, WrittenSignatureHeader, weakness};
use crate::engine::crypto::signature::{self, SignError};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::{SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::header::{Origin, names_jwt};
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::rule::structure;
use crate::engine::verify::select;
use std::sync::Arc;

/// The signatures of a token.
#[derive(Clone, Debug)]
pub struct Signing {
    /// How it is written. Compact and flattened have one signature, general has any number.
    pub serialization: Serialization,
    /// The payload stays outside (RFC 7515 Appendix F).
    pub is_detached: bool,
    /// The payload is not base64url (RFC 7797): `b64` false, and `crit` demands it. A header text that says so itself
    /// is obeyed too.
    pub is_unencoded: bool,
    /// At least one.
    pub signatures: Vec<SignatureRequest>,
}

#[derive(Clone, Debug)]
pub struct SignatureRequest {
    /// The algorithm; `None`: the one that the header names.
    pub algorithm: Option<&'static SignatureRow>,
    /// The key; `None` only for `none`.
    pub key: Option<Arc<Jwk>>,
    /// The protected header, JSON text as typed; blank: none but what is inserted.
    pub protected: String,
    /// The unprotected header, JSON text as typed; blank: none. Not in compact.
    pub unprotected: String,
    /// Whether the header follows algorithm and key.
    pub sync: HeaderSync,
}

impl SignatureRequest {
    /// A signature with the algorithm that follows from the key, and this protected header kept in step.
    pub fn new(key: Arc<Jwk>, protected: impl Into<String>) -> Self {
        Self {
            algorithm: default_algorithm(&key),
            key: Some(key),
            protected: protected.into(),
            unprotected: String::new(),
            sync: HeaderSync::InStep,
        }
    }
}

impl Signing {
    pub fn compact(signature: SignatureRequest) -> Self {
        Self {
            serialization: Serialization::Compact,
            is_detached: false,
            is_unencoded: false,
            signatures: vec![signature],
        }
    }
}

/// The algorithms that a key can sign with by its type, in the order of the table: what follows from a key.
pub fn algorithms_for(key: &Jwk) -> Vec<&'static SignatureRow> {
    SIGNATURE_ALGORITHMS.iter().filter(|row| select::fits_signature(row, key)).collect()
}

/// The algorithm for a key: its own `alg`, else HS256 for a secret, RS256 for RSA, the one of its curve or parameter set.
/// Ed25519 rather than the ambiguous EdDSA (RFC 9864). `None`: it does not sign.
pub fn default_algorithm(key: &Jwk) -> Option<&'static SignatureRow> {
    let fitting = algorithms_for(key);
    let named = |name: &str| fitting.iter().copied().find(|row| row.name == name);
    if let Some(own) = key.algorithm.as_deref() {
        return named(own);
    }
    if key.public_key_use.as_deref() == Some("enc") {
        return None;
    }
    match &key.material {
        KeyMaterial::Oct(_) => named("HS256"),
        KeyMaterial::Rsa { .. } => named("RS256"),
        _ => fitting.iter().copied().find(|row| row.curve.is_some() || row.family == SignatureFamily::MlDsa),
    }
}

/// What is to be signed, looked at and found sound.
pub(crate) struct Plan<'a> {
    serialization: Serialization,
    is_detached: bool,
    is_unencoded: bool,
    payload: &'a Payload,
    signatures: Vec<PlannedSignature>,
    notes: Vec<BuildNote>,
}

struct PlannedSignature {
    row: &'static SignatureRow,
    key: Option<Arc<Jwk>>,
    protected: HeaderText,
    unprotected: HeaderText,
    weak_points: Vec<WeakPoint>,
}

pub(crate) struct Made {
    pub text: String,
    pub detached_payload: Option<Arc<[u8]>>,
    pub headers: Vec<WrittenSignatureHeader>,
    pub notes: Vec<BuildNote>,
}

/// Who computes the signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signer {
    Here,
    /// A card, an HSM, a KMS: no private key is needed.
    Elsewhere,
}

/// Looks at everything before anything is computed.
pub(crate) fn plan<'a>(
    signing: &Signing,
    payload: &'a Payload,
    is_nested: bool,
    limits: &Limits,
) -> Result<Plan<'a>, BuildError> {
    plan_for(signing, payload, is_nested, limits, Signer::Here)
}

/// The same for whoever signs.
pub(crate) fn plan_for<'a>(
    signing: &Signing,
    payload: &'a Payload,
    is_nested: bool,
    limits: &Limits,
    signer: Signer,
) -> Result<Plan<'a>, BuildError> {
    header::check_payload(payload, limits)?;
    let serialization = signing.serialization;
    match (serialization, signing.signatures.len()) {
        (_, 0) => return Err(BuildError::NothingToMake),
        (Serialization::Compact | Serialization::Flattened, 2..) => {
            return Err(BuildError::Serialization { serialization, what: "more than one signature" });
        }
        (_, count) if count > limits.entries => {
            return Err(BuildError::TooManyEntries { count, limit: limits.entries });
        }
        _ => {}
    }
    if is_nested && signing.is_detached {
        return Err(BuildError::DetachedInside);
    }
    let mut plan = Plan {
        serialization,
        is_detached: signing.is_detached,
        is_unencoded: false,
        payload,
        signatures: Vec::new(),
        notes: Vec::new(),
    };
    for (index, request) in signing.signatures.iter().enumerate() {
        let (signature, notes) = plan_signature(signing, request, index, payload, limits, signer)?;
        plan.signatures.push(signature);
        plan.notes.extend(notes);
    }
    let unencoded = |signature: &PlannedSignature| signature.protected.bool("b64") == Some(false);
    plan.is_unencoded = plan.signatures.iter().any(unencoded);
    if plan.is_unencoded {
        // "If the b64 value differs between signatures, the JWS is not valid" (RFC 7797 §3).
        if let Some(index) = plan.signatures.iter().position(|signature| !unencoded(signature)) {
            return Err(BuildError::Rule {
                place: Place::ProtectedHeader(index),
                span: None,
                rule: &structure::B64_DIFFERS,
                message: structure::B64_DIFFERS.title.to_owned(),
            });
        }
        if matches!(payload, Payload::Claims(_)) {
            return Err(BuildError::UnencodedClaims { place: Place::ProtectedHeader(0) });
        }
        if !signing.is_detached {
            check_unencoded(serialization, payload.bytes())?;
        }
    }
    Ok(plan)
}

/// An unencoded payload that is not detached: in compact, printable ASCII without a dot; in JSON, UTF-8
/// (RFC 7797 §5.2, §5.3).
pub(super) fn check_unencoded(serialization: Serialization, payload: &[u8]) -> Result<(), BuildError> {
    let offset = match serialization {
        Serialization::Compact => payload.iter().position(|byte| !matches!(byte, b' '..=b'~') || *byte == b'.'),
        Serialization::Flattened | Serialization::General => {
            std::str::from_utf8(payload).err().map(|error| error.valid_up_to())
        }
    };
    match offset {
        Some(offset) => Err(BuildError::UnencodedPayload { offset }),
        None => Ok(()),
    }
}

fn plan_signature(
    signing: &Signing,
    request: &SignatureRequest,
    index: usize,
    payload: &Payload,
    limits: &Limits,
    signer: Signer,
) -> Result<(PlannedSignature, Vec<BuildNote>), BuildError> {
    let key_place = Place::SigningKey(index);
    let mut protected = HeaderText::read(Place::ProtectedHeader(index), Origin::Protected, &request.protected, limits)?;
    let mut unprotected =
        HeaderText::read(Place::UnprotectedHeader(index), Origin::Unprotected, &request.unprotected, limits)?;
    let is_compact = signing.serialization == Serialization::Compact;
    if is_compact && !unprotected.is_empty() {
        let what = "an unprotected header";
        return Err(BuildError::Serialization { serialization: signing.serialization, what });
    }
    let row = algorithm(request, &protected, &unprotected)?;
    // A jwk says which key it is; these demand exactly one of the two (RFC 8555 §6.2, OpenID4VCI, `jwt` proof type).
    let headers = [&protected, &unprotected];
    let has = |name: &str| headers.iter().any(|header| header.has(name));
    let is_of_vci = protected.string("typ")?.as_deref() == Some("openid4vci-proof+jwt");
    let is_named_by_itself = has("jwk") && !has("kid") && (is_of_vci || has("nonce") && has("url"));
    {
        // A member that stands in the unprotected header stays there; a new one is protected.
        let mut set = |name: &str, value: &str, position: Position| {
            let home = if unprotected.has(name) && !protected.has(name) { &mut unprotected } else { &mut protected };
            home.set(name, NewValue::Text(value), position)
        };
        if request.sync != HeaderSync::LeftAlone {
            set("alg", row.name, Position::First)?;
        }
        if request.sync == HeaderSync::InStep
            && let Some(key_id) = request.key.as_ref().and_then(|key| key.key_id.as_deref())
            && row.family != SignatureFamily::Unsecured
            && !is_named_by_itself
        {
            set("kid", key_id, Position::Last)?;
        }
    }
    if signing.is_unencoded && !protected.has("b64") {
        protected.set("b64", NewValue::Json("false"), Position::Last)?;
    }
    let is_unencoded = protected.bool("b64") == Some(false);
    if is_unencoded && (signing.is_unencoded || request.sync == HeaderSync::InStep) {
        protected.demand("b64")?;
    }
    let has_type = protected.has("typ") || unprotected.has("typ");
    if request.sync == HeaderSync::InStep
        && matches!(payload, Payload::Claims(_))
        && is_compact
        && !has_type
        && !is_unencoded
    {
        protected.set("typ", NewValue::Text("JWT"), Position::Last)?;
    }
    let texts = [&protected, &unprotected];
    let notes = header::check(&texts, &["b64"])?;
    check_b64(&protected, &unprotected)?;
    let mut weak_points = weakness::of_signature(row, request.key.as_deref(), key_place);
    weak_points.extend(protected.published_secret());
    weak_points.extend(unprotected.published_secret());
    match &request.key {
        _ if row.family == SignatureFamily::Unsecured => {}
        None if signer == Signer::Elsewhere => {}
        None => return Err(BuildError::KeyMissing { place: key_place, algorithm: row.name }),
        Some(key) => check_key(row, key, key_place, signer)?,
    }
    let key = request.key.clone().filter(|_| row.family != SignatureFamily::Unsecured);
    Ok((PlannedSignature { row, key, protected, unprotected, weak_points }, notes))
}

/// The one algorithm: as chosen, else as the header says.
fn algorithm(
    request: &SignatureRequest,
    protected: &HeaderText,
    unprotected: &HeaderText,
) -> Result<&'static SignatureRow, BuildError> {
    let home = if unprotected.has("alg") && !protected.has("alg") { unprotected } else { protected };
    let in_step = request.sync != HeaderSync::LeftAlone;
    if let (Some(row), true) = (request.algorithm, in_step) {
        return Ok(row);
    }
    let place = home.place;
    let Some(name) = home.string("alg")? else {
        return Err(BuildError::AlgorithmMissing { place, parameter: "alg" });
    };
    let span = home.span("alg");
    match request.algorithm {
        Some(chosen) if chosen.name != name => {
            Err(BuildError::AlgorithmDiffers { place, span, parameter: "alg", header: name, chosen: chosen.name })
        }
        _ => crate::engine::ground::jwa::signature::find(&name).ok_or(BuildError::AlgorithmUnknown {
            place,
            span,
            parameter: "alg",
            name,
        }),
    }
}

/// RFC 7797 §3, §6, §7.
fn check_b64(protected: &HeaderText, unprotected: &HeaderText) -> Result<(), BuildError> {
    let broken = |text: &HeaderText, rule: &'static crate::engine::rule::Rule, message: &str| {
        Err(BuildError::Rule { place: text.place, span: text.span("b64"), rule, message: message.to_owned() })
    };
    if unprotected.has("b64") {
        return broken(unprotected, &structure::B64_TYPE, "b64 is outside the protected header");
    }
    if !protected.has("b64") {
        return Ok(());
    }
    match protected.bool("b64") {
        None => broken(protected, &structure::B64_TYPE, "b64 is not true or false"),
        Some(true) => Ok(()),
        Some(false) if !protected.demands("b64") => {
            broken(protected, &structure::B64_NOT_CRIT, structure::B64_NOT_CRIT.title)
        }
        Some(false) => {
            let typ = header::media_type(&[protected, unprotected], "typ");
            if typ.is_some_and(|typ| names_jwt(&typ)) {
                return broken(protected, &structure::B64_IN_JWT, structure::B64_IN_JWT.title);
            }
            Ok(())
        }
    }
}

/// Type, curve and private half, before anything is computed.
fn check_key(row: &'static SignatureRow, key: &Jwk, place: Place, signer: Signer) -> Result<(), BuildError> {
    let failed = |error: SignError| Err(BuildError::Sign { place, algorithm: row.name, error });
    if !select::fits_signature(row, key) {
        return match (row.curve, key.curve()) {
            (Some(needed), Some(found)) if key.key_type().name() == row.key_type => {
                failed(SignError::Curve { needed: needed.name(), found: found.name() })
            }
            (None, Some(found)) if key.key_type().name() == row.key_type => {
                failed(SignError::Curve { needed: "Ed25519 or Ed448", found: found.name() })
            }
            _ => {
                let found = match &key.material {
                    KeyMaterial::Akp { algorithm, .. } => algorithm,
                    _ => key.key_type().name(),
                };
                let needed = if row.family == SignatureFamily::MlDsa { row.name } else { row.key_type };
                failed(SignError::KeyType { needed, found })
            }
        };
    }
    if signer == Signer::Here && !key.is_private() {
        return failed(SignError::NoPrivateKey);
    }
    Ok(())
}

impl Plan<'_> {
    pub fn is_compact(&self) -> bool {
        self.serialization == Serialization::Compact
    }

    pub fn weak_points(&self) -> impl Iterator<Item = WeakPoint> {
        self.signatures.iter().flat_map(|signature| signature.weak_points.iter().cloned())
    }

    pub fn headers(&self) -> Vec<WrittenSignatureHeader> {
        self.signatures
            .iter()
            .map(|signature| WrittenSignatureHeader {
                protected: signature.protected.written().to_owned(),
                unprotected: signature.unprotected.written().to_owned(),
            })
            .collect()
    }

    /// The payload as it is signed.
    fn signed_payload(&self) -> Vec<u8> {
        let bytes = self.payload.bytes();
        if self.is_unencoded { bytes.to_vec() } else { base64url::encode(bytes).into_bytes() }
    }

    /// What each signature is made over (RFC 7515 §5.1).
    pub fn messages(&self) -> Vec<(&'static SignatureRow, Vec<u8>)> {
        let payload = self.signed_payload();
        let message = |signature: &PlannedSignature| {
            let protected = base64url::encode(signature.protected.written().as_bytes());
            (signature.row, [protected.as_bytes(), b".", &payload].concat())
        };
        self.signatures.iter().map(message).collect()
    }

    /// Signs and writes (RFC 7515 §5.1, §7).
    pub fn make(self) -> Result<Made, BuildError> {
        let bytes = self.payload.bytes();
        let payload = self.signed_payload();
        let mut entries = Vec::with_capacity(self.signatures.len());
        for (index, signature) in self.signatures.iter().enumerate() {
            let protected = base64url::encode(signature.protected.written().as_bytes());
            let mut message = Vec::with_capacity(protected.len() + 1 + payload.len());
            message.extend_from_slice(protected.as_bytes());
            message.push(b'.');
            message.extend_from_slice(&payload);
            let made = match &signature.key {
                Some(key) => signature::sign(signature.row, &key.material, &message).map_err(|error| {
                    BuildError::Sign { place: Place::SigningKey(index), algorithm: signature.row.name, error }
                })?,
                // "The JWS Signature is the empty octet sequence" (RFC 7518 §3.6).
                None => Vec::new(),
            };
            entries.push((protected, signature.unprotected.written(), base64url::encode(&made)));
        }
        // An unencoded payload that stands in the token was found to be text.
        let payload_text = if self.is_detached { None } else { std::str::from_utf8(&payload).ok() };
        let text = match (self.serialization, entries.first()) {
            (Serialization::Compact, Some((protected, _, signature))) => {
                format!("{protected}.{}.{signature}", payload_text.unwrap_or_default())
            }
            (Serialization::Flattened, Some(entry)) => json_text(payload_text, &entry_members(entry)),
            _ => {
                let list: Vec<String> = entries.iter().map(|entry| format!("{{{}}}", entry_members(entry))).collect();
                json_text(payload_text, &format!("\"signatures\":[{}]", list.join(",")))
            }
        };
        let headers = self.headers();
        let detached_payload = self.is_detached.then(|| bytes.into());
        Ok(Made { text, detached_payload, headers, notes: self.notes })
    }
}

/// `protected`, `header` and `signature`, those that there are. The unprotected header stands there as it was typed.
fn entry_members((protected, unprotected, signature): &(String, &str, String)) -> String {
    let mut members = String::new();
    if !protected.is_empty() {
        members.push_str(&format!("\"protected\":\"{protected}\","));
    }
    if !unprotected.is_empty() {
        members.push_str(&format!("\"header\":{},", unprotected.trim()));
    }
    members.push_str(&format!("\"signature\":\"{signature}\""));
    members
}

fn json_text(payload: Option<&str>, members: &str) -> String {
    match payload {
        Some(payload) => format!("{{\"payload\":{},{members}}}", super::edit::quoted(payload)),
        None => format!("{{{members}}}"),
    }
}
