//! Selective Disclosure for JSON Web Tokens (RFC 9901): what was disclosed, whether it belongs to what the issuer
//! signed, and the claims that result.

pub(crate) use presentation::bound_text;

use crate::engine::ground::json::{Document, Kind};
use crate::engine::ground::jwa::{Hash, SignatureAlgorithm, SignatureFamily};
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::jose::disclosure::{self, Disclosure};
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::layer::{Layer, text_span};
use crate::engine::jose::reason::{BrokenRule, KeyBindingReason, Reason};
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::KeyRing;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::{Rule, sd_jwt};
use crate::engine::text::words::shown;
use presentation::Presentation;
use std::sync::Arc;

pub(crate) mod key_binding;
pub(crate) mod presentation;
pub(crate) mod process;
pub(crate) mod standing;

/// Looks into the disclosures of a layer whose JWS was read and checked. `None` where it is no SD-JWT.
pub(crate) fn examine(layer: &Layer, ring: &KeyRing, options: &ExamineOptions) -> Option<(SdJwt, Vec<Fault>)> {
    let jws = layer.jws()?;
    let payload = layer.content.as_ref().and_then(|content| content.document.clone());
    let claims = payload.as_deref().and_then(Document::object);
    let mut faults = Vec::new();
    let presentation = match presentation::read(jws, &layer.text, &options.limits, &mut faults) {
        Some(presentation) => presentation,
        None if is_issuer_signed(jws, claims.is_some_and(has_digests)) => {
            let is_compact = jws.serialization == Serialization::Compact;
            // RFC 9901 §4, §7.1: what says that it is an SD-JWT, and ends without a tilde, is none.
            let is_declared = is_compact && says_sd_jwt(jws);
            if is_compact {
                let message = "An SD-JWT ends with a tilde; this is only the part that its issuer signed";
                let fault = Fault::note(&sd_jwt::SDJWT_NO_TILDE, None, message);
                faults.push(Fault { is_fatal: is_declared, ..fault });
            }
            Presentation { is_assumed: is_compact && !is_declared, ..Presentation::default() }
        }
        None => return None,
    };
    if layer.content.is_some() && claims.is_none() {
        let span = layer.content.as_ref().and_then(|content| content.part.as_ref()).map(|part| part.span);
        faults.push(Fault::fatal(&sd_jwt::SDJWT_PAYLOAD, span, sd_jwt::SDJWT_PAYLOAD.title));
    }
    faults.extend(algorithm_fault(layer));

    let (hash, hash_name) = match claims.and_then(|claims| claims.get("_sd_alg")) {
        None => (Some(Hash::Sha256), "sha-256".to_owned()),
        Some(value) => {
            let name = value.as_str();
            let hash = name.as_deref().and_then(hash_named);
            if hash.is_none() {
                let span = layer.content.as_ref().and_then(|content| text_span(content, value.span()));
                faults.push(Fault::fatal(&sd_jwt::SDJWT_HASH_UNKNOWN, span, hash_words(name.as_deref(), value.kind())));
            }
            (hash, name.map_or_else(|| value.lexeme().into_owned(), |name| name.into_owned()))
        }
    };
    let parts = presentation.disclosures;
    let mut disclosures: Vec<Disclosure> =
        parts.into_iter().map(|part| Disclosure::decode(part, hash, &options.limits, &layer.text)).collect();
    disclosure::check(&mut disclosures, &layer.text, &mut faults);

    let mut processed = process::Processed::default();
    if let (Some(payload), Some(_), Some(_)) = (&payload, claims, hash) {
        let part =
            layer.content.as_ref().filter(|content| content.dress.is_none()).and_then(|content| content.part.as_ref());
        let guarded = guarded_names(media_type(jws).as_deref());
        processed = process::process(payload, part, &mut disclosures, &guarded, &options.limits, &mut faults);
    }
    let mut sd_jwt = SdJwt {
        hash,
        hash_name,
        disclosures,
        undisclosed: processed.undisclosed,
        processed: processed.document.map(Arc::new),
        key_binding: None,
        reasons: Vec::new(),
        unchecked: Vec::new(),
        segments: processed.segments,
    };
    if let Some(part) = presentation.key_binding {
        let confirmed = sd_jwt.processed.as_deref().or(payload.as_deref());
        let bound = key_binding::Bound { hash, text: presentation.bound.as_deref(), claims: confirmed };
        let (key_binding, unchecked) = key_binding::examine(part, &layer.text, &bound, ring, options, &mut faults);
        sd_jwt.key_binding = Some(key_binding);
        sd_jwt.unchecked = unchecked;
    }
    if presentation.is_assumed {
        // It stands alone and is a sound JWS: what is wrong with its digests concerns whoever adds disclosures.
        for fault in &mut faults {
            fault.is_fatal = false;
        }
    }
    sd_jwt.reasons = reasons(&faults);
    if let Some(key_binding) = &sd_jwt.key_binding {
        say_why_not_the_holder(&mut sd_jwt.reasons, key_binding.signature.reasons.first());
    }
    Some((sd_jwt, faults))
}

/// Base64url and at least one dot.
fn is_compact_text(text: &str) -> bool {
    text.contains('.') && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Disclosures and key binding as they were received.
pub(crate) struct Presented {
    pub disclosures: Vec<String>,
    /// The key binding JWT.
    pub key_binding: Option<String>,
}

/// Takes an SD-JWT apart; `None` where nothing but its claims says that it is one. The error is what is wrong with it.
pub(crate) fn presented(jws: &Jws, text: &str, limits: &Limits) -> Result<Option<Presented>, Fault> {
    let mut faults = Vec::new();
    let found = presentation::read(jws, text, limits, &mut faults);
    if let Some(fault) = faults.into_iter().find(|fault| fault.is_fatal) {
        return Err(fault);
    }
    let Some(found) = found else { return Ok(None) };
    let parts = found.disclosures.iter().chain(&found.key_binding);
    // What would be cut in another place is carried nowhere.
    if let Some(part) = parts.into_iter().find(|part| part.text(text).contains('~')) {
        return Err(Fault::fatal(
            &sd_jwt::SDJWT_ENCODING,
            part.span,
            "A disclosure or the key binding JWT contains a tilde",
        ));
    }
    if let Some(part) = found.disclosures.iter().find(|part| part.bytes.is_empty() || !part.is_strict()) {
        return Err(Fault::fatal(&sd_jwt::SDJWT_ENCODING, part.span, sd_jwt::SDJWT_ENCODING.title));
    }
    if let Some(part) = found.key_binding.as_ref().filter(|part| !is_compact_text(part.text(text))) {
        return Err(Fault::fatal(&sd_jwt::SDJWT_KB_INVALID, part.span, sd_jwt::SDJWT_KB_INVALID.title));
    }
    let owned = |part: &crate::engine::jose::part::Part| part.text(text).to_owned();
    Ok(Some(Presented {
        disclosures: found.disclosures.iter().map(owned).collect(),
        key_binding: found.key_binding.as_ref().map(owned),
    }))
}

/// Whether a JWS without tilde and disclosures is one that an issuer of SD-JWTs made.
fn is_issuer_signed(jws: &Jws, has_digests: bool) -> bool {
    has_digests || says_sd_jwt(jws)
}

fn says_sd_jwt(jws: &Jws) -> bool {
    media_type(jws).is_some_and(|typ| typ.ends_with("sd-jwt"))
}

fn has_digests(claims: crate::engine::ground::json::Value<'_>) -> bool {
    let is_list_of_texts = |value: crate::engine::ground::json::Value<'_>| {
        value.kind() == Kind::Array && value.children().all(|entry| entry.kind() == Kind::String)
    };
    claims.get("_sd").is_some_and(is_list_of_texts)
        || claims.get("_sd_alg").is_some_and(|value| value.as_str().as_deref().and_then(hash_named).is_some())
}

fn media_type(jws: &Jws) -> Option<String> {
    jws.signatures.first()?.header.protected_media_type("typ")
}

/// The claims that must not be hidden (RFC 9901 §9.7; SD-JWT VC §2.2.2.3 adds its own).
pub(crate) fn guarded_names(media_type: Option<&str>) -> Vec<&'static str> {
    let mut names = vec!["iss", "aud", "exp", "nbf", "cnf"];
    let is_credential = matches!(media_type, Some("application/dc+sd-jwt" | "application/vc+sd-jwt"));
    if is_credential {
        names.extend(["vct", "vct#integrity", "aka_vcts", "status"]);
    }
    names
}

/// RFC 9901 §7.1 step 2a: `none` must not be accepted. §9.1: the algorithm is asymmetric.
fn algorithm_fault(layer: &Layer) -> Option<Fault> {
    if layer.signatures.iter().any(|signature| signature.status == SignatureStatus::Unsecured) {
        return Some(Fault::fatal(&sd_jwt::SDJWT_UNSECURED, None, sd_jwt::SDJWT_UNSECURED.title));
    }
    let symmetric = layer.signatures.iter().find_map(|signature| {
        let name = signature.algorithm.as_deref()?;
        is_symmetric(name).then_some(name)
    })?;
    let message = format!("Signed with a shared secret ({symmetric}), which every verifier must have");
    Some(Fault::note(&sd_jwt::SDJWT_SYMMETRIC, None, message))
}

fn is_symmetric(algorithm: &str) -> bool {
    matches!(SignatureAlgorithm::named(algorithm), SignatureAlgorithm::Known(row) if row.family == SignatureFamily::Hmac)
}

/// Names of the registry "Named Information Hash Algorithm"; case counts (RFC 9901 §4.1.1).
pub(crate) fn hash_named(name: &str) -> Option<Hash> {
    match name {
        "sha-256" => Some(Hash::Sha256),
        "sha-384" => Some(Hash::Sha384),
        "sha-512" => Some(Hash::Sha512),
        _ => None,
    }
}

/// The name that [`hash_named`] finds; SHA-1 has none there.
pub(crate) const fn hash_name(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha1 | Hash::Sha256 => "sha-256",
        Hash::Sha384 => "sha-384",
        Hash::Sha512 => "sha-512",
    }
}

fn hash_words(name: Option<&str>, kind: Kind) -> String {
    let Some(name) = name else { return format!("_sd_alg is {}, not the name of a hash algorithm", kind.words()) };
    let folded = name.to_ascii_lowercase();
    let plain = folded.replace("sha", "sha-").replace("--", "-");
    let shown = shown(name);
    if hash_named(&plain).is_some() {
        format!("_sd_alg is \"{shown}\"; the registered name is {plain}")
    } else if name.starts_with("sha-256-") {
        format!("_sd_alg is \"{shown}\", a digest so short that disclosures can be forged")
    } else {
        format!("_sd_alg is \"{shown}\", which Jotsmith does not support: no disclosure can be matched")
    }
}

/// Of a signature that is not the holder's the rule says that, and its own reason why.
fn say_why_not_the_holder(reasons: &mut [Reason], why: Option<&Reason>) {
    let of_signature =
        |reason: &&mut Reason| matches!(reason, Reason::Rule(broken) if broken.rule == &sd_jwt::SDJWT_KB_SIGNATURE);
    if let Some(reason) = reasons.iter_mut().find(of_signature) {
        *reason = Reason::KeyBinding(KeyBindingReason::NotTheHolder(why.cloned().map(Box::new)));
    }
}

/// One reason for each rule that is broken.
fn reasons(faults: &[Fault]) -> Vec<Reason> {
    let mut found: Vec<(&'static Rule, &str, usize)> = Vec::new();
    for fault in faults.iter().filter(|fault| fault.is_fatal) {
        match found.iter_mut().find(|(rule, ..)| rule.id == fault.rule.id) {
            Some((.., count)) => *count += 1,
            None => found.push((fault.rule, &fault.message, 1)),
        }
    }
    found
        .into_iter()
        .map(|(rule, message, count)| {
            Reason::Rule(BrokenRule { rule, message: message.to_owned(), more: count.saturating_sub(1) })
        })
        .collect()
}
