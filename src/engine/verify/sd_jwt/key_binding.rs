//! The key binding JWT (RFC 9901 §4.3, §7.3): whether the holder, whose key the issuer named, made this presentation.

use super::is_symmetric;
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::{Assumptions, ExamineOptions, Limits};
use crate::engine::ground::span::Span;
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{HolderName, KeyBindingReason, Reason};
use crate::engine::jose::sd_jwt::{EMBEDDED_KEY, HashCheck, HolderKey, KeyBinding};
use crate::engine::jose::status::{SignatureResult, SignatureStatus};
use crate::engine::key::{Jwk, KeyRing};
use crate::engine::key_file::import::public_key;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::sd_jwt;
use crate::engine::text::words::shown;
use crate::engine::verify::cause::Effort;
use crate::engine::verify::possession;
use crate::engine::verify::signature;
use crate::engine::verify::work::Work;
use std::sync::Arc;

/// What the key binding JWT must fit.
pub(crate) struct Bound<'a> {
    pub hash: Option<Hash>,
    /// What `sd_hash` covers.
    pub text: Option<&'a str>,
    /// The claims that hold `cnf`.
    pub claims: Option<&'a Document>,
}

/// Looks into it. The second is what could not be checked.
pub(crate) fn examine(
    part: Part,
    layer_text: &str,
    bound: &Bound<'_>,
    ring: &KeyRing,
    options: &ExamineOptions,
    faults: &mut Vec<Fault>,
) -> (KeyBinding, Vec<Reason>) {
    let text: Arc<str> = part.text(layer_text).into();
    let (jws, mut own) = read(&text, options);
    let document = jws
        .as_ref()
        .and_then(|jws| jws.payload.as_ref())
        .map(|payload| Arc::new(json::scan(payload.bytes.clone(), options.limits.json_depth)));
    if let Some(jws) = &jws {
        own.extend(header_faults(jws));
        own.extend(claim_faults(document.as_deref()));
    }
    if possession::names_several(bound.claims.and_then(Document::object)) {
        own.push(Fault::fatal(&sd_jwt::SDJWT_KB_HOLDERS, None, sd_jwt::SDJWT_KB_HOLDERS.title));
    }
    let (key, holder_key, why_unknown) = holder(bound.claims, ring);
    let signature = check(jws.as_ref(), &text, key.clone(), &own);
    let mut unchecked = Vec::new();
    // A fault of its own says more than the status that follows from it.
    if own.is_empty() {
        match signature.status {
            SignatureStatus::Verified => {}
            SignatureStatus::Unchecked if key.is_none() => {
                own.push(Fault::note(&sd_jwt::SDJWT_KB_KEY, None, sd_jwt::SDJWT_KB_KEY.title));
                unchecked.extend(why_unknown.map(Reason::KeyBinding));
            }
            status => {
                let why = signature.reasons.first();
                let unsupported = why.filter(|reason| reason.is_unsupported() && status == SignatureStatus::Unchecked);
                if let Some(unsupported) = unsupported {
                    unchecked.push(Reason::KeyBinding(KeyBindingReason::NotChecked(Box::new(unsupported.clone()))));
                    own.push(Fault::note(&sd_jwt::SDJWT_KB_KEY, None, "The key binding JWT was not checked"));
                } else if holder_key == HolderKey::KeyId {
                    // Another key may bear that name as well: this one says nothing for certain.
                    unchecked.push(Reason::KeyBinding(KeyBindingReason::NotTheNamedKey));
                    let message = "The key that cnf names did not sign the key binding JWT";
                    own.push(Fault::note(&sd_jwt::SDJWT_KB_KEY, None, message));
                } else {
                    own.push(Fault::fatal(&sd_jwt::SDJWT_KB_SIGNATURE, None, sd_jwt::SDJWT_KB_SIGNATURE.title));
                }
            }
        }
    }
    let computed_hash =
        bound.hash.zip(bound.text).map(|(hash, text)| base64url::encode(&digest(hash, text.as_bytes())));
    let stated = document.as_deref().and_then(Document::object).and_then(|claims| claims.get("sd_hash")?.as_str());
    let hash = match (&stated, &computed_hash) {
        (None, _) => HashCheck::Missing,
        (Some(_), None) => HashCheck::Unchecked,
        (Some(stated), Some(computed)) if **stated == **computed => HashCheck::Matches,
        _ => HashCheck::Differs,
    };
    if hash == HashCheck::Differs {
        own.push(Fault::fatal(&sd_jwt::SDJWT_KB_HASH, None, "sd_hash is not the hash of this presentation"));
    }
    drop(stated);
    // Spans within it are those of its own text.
    faults.extend(own.into_iter().map(|fault| Fault { span: Some(within(&part, fault.span)), ..fault }));
    let key_binding =
        KeyBinding { text, span: part.span, jws, document, signature, key, holder_key, hash, computed_hash };
    (key_binding, unchecked)
}

fn within(part: &Part, span: Option<Span>) -> Span {
    match span {
        Some(span) if part.unescaped.is_none() => span.shift(part.span.start),
        _ => part.span,
    }
}

/// The JWS in it: compact, and nothing besides.
fn read(text: &str, options: &ExamineOptions) -> (Option<Jws>, Vec<Fault>) {
    let invalid = |message: &str| Fault::fatal(&sd_jwt::SDJWT_KB_INVALID, None, message);
    let parsed = parse(text, &options.limits);
    match parsed.object {
        _ if text.contains('~') => (None, vec![invalid("The key binding JWT contains a tilde")]),
        JoseObject::Jws(jws) if jws.serialization == Serialization::Compact => {
            let mut faults: Vec<Fault> = parsed.faults.into_iter().filter(|fault| fault.is_fatal).collect();
            for fault in signature::faults(&jws, 0).into_iter().filter(|fault| fault.is_fatal) {
                let message = format!("The key binding JWT is malformed: {}", fault.message);
                faults.push(Fault { rule: &sd_jwt::SDJWT_KB_INVALID, message, is_of_header: false, ..fault });
            }
            if jws.detached {
                faults.push(invalid("The key binding JWT has no payload"));
            }
            (Some(jws), faults)
        }
        _ => (None, vec![invalid(sd_jwt::SDJWT_KB_INVALID.title)]),
    }
}

/// RFC 9901 §7.3 step 5b and 5d.
fn header_faults(jws: &Jws) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Some(header) = jws.signatures.first().map(|entry| &entry.header) else { return faults };
    if header.media_type("typ").as_deref() != Some("application/kb+jwt") {
        let span = header.get("typ").map(|parameter| parameter.span_in_text());
        let message = match header.text("typ") {
            Some(typ) => format!("The key binding JWT's typ is \"{}\", not kb+jwt", shown(&typ)),
            None => "The key binding JWT has no typ; it must be kb+jwt".to_owned(),
        };
        faults.push(Fault::fatal(&sd_jwt::SDJWT_KB_TYP, span, message));
    }
    if let Some(algorithm) = header.algorithm()
        && (algorithm == "none" || is_symmetric(&algorithm))
    {
        let span = header.get("alg").map(|parameter| parameter.span_in_text());
        let message = format!("The key binding JWT's alg is {}, which is not a digital signature", shown(&algorithm));
        faults.push(Fault::fatal(&sd_jwt::SDJWT_KB_ALG, span, message));
    }
    faults
}

/// RFC 9901 §4.3: four claims, each of one type.
fn claim_faults(document: Option<&Document>) -> Vec<Fault> {
    let Some(claims) = document.and_then(Document::object) else {
        let message = "The key binding JWT's payload is not a JSON object";
        return vec![Fault::fatal(&sd_jwt::SDJWT_KB_INVALID, None, message)];
    };
    let needed = [("iat", Kind::Number), ("aud", Kind::String), ("nonce", Kind::String), ("sd_hash", Kind::String)];
    needed
        .into_iter()
        .filter_map(|(name, kind)| {
            let message = match claims.get(name) {
                None => format!("The key binding JWT has no {name}"),
                Some(value) if value.kind() != kind => {
                    format!("{name} of the key binding JWT is {}, not {}", value.kind().words(), kind.words())
                }
                Some(_) => return None,
            };
            Some(Fault::fatal(&sd_jwt::SDJWT_KB_CLAIM, None, message))
        })
        .collect()
}

/// The holder's key (RFC 7800 §3): the key, where it was found, and, where it was not, why.
fn holder(claims: Option<&Document>, ring: &KeyRing) -> (Option<Arc<Jwk>>, HolderKey, Option<KeyBindingReason>) {
    let unknown = |reason| (None, HolderKey::Unknown, Some(reason));
    let Some(cnf) = claims.and_then(Document::object).and_then(|claims| claims.get("cnf")) else {
        return unknown(KeyBindingReason::NoHolder);
    };
    if let Some(value) = cnf.get("jwk") {
        return match public_key(value, EMBEDDED_KEY, "cnf") {
            Ok(key) => (Some(Arc::new(key)), HolderKey::Embedded, None),
            Err(error) => unknown(KeyBindingReason::HolderKeyUnusable(error)),
        };
    }
    let text = |name: &str| cnf.get(name).and_then(|value| value.as_str().map(std::borrow::Cow::into_owned));
    let found = |is_it: &dyn Fn(&Jwk) -> bool| ring.keys().iter().find(|key| is_it(key)).cloned();
    if let Some(thumbprint) = text("jkt") {
        let key = found(&|key| key.thumbprint == thumbprint);
        return named(key, HolderKey::Thumbprint, HolderName::Thumbprint);
    }
    if let Some(thumbprint) = text("x5t#S256") {
        let key = found(&|key| key.x5t_s256.as_ref() == Some(&thumbprint));
        return named(key, HolderKey::Thumbprint, HolderName::Certificate);
    }
    if let Some(key_id) = text("kid") {
        let key = found(&|key| key.key_id.as_ref() == Some(&key_id));
        return named(key, HolderKey::KeyId, HolderName::KeyId);
    }
    unknown(KeyBindingReason::HolderNotUnderstood)
}

fn named(
    key: Option<Arc<Jwk>>,
    by: HolderKey,
    name: HolderName,
) -> (Option<Arc<Jwk>>, HolderKey, Option<KeyBindingReason>) {
    match key {
        Some(key) => (Some(key), by, None),
        None => (None, HolderKey::Unknown, Some(KeyBindingReason::HolderKeyNotLoaded(name))),
    }
}

fn check(jws: Option<&Jws>, text: &str, key: Option<Arc<Jwk>>, faults: &[Fault]) -> SignatureResult {
    let fatal: Vec<Reason> = faults
        .iter()
        // Claims that are missing make it useless, not unsigned.
        .filter(|fault| fault.is_fatal && fault.rule.id != sd_jwt::SDJWT_KB_CLAIM.id)
        .take(8)
        .map(|fault| Reason::rule(fault.rule, fault.message.clone()))
        .collect();
    let ring = KeyRing::new(key);
    let causes = &Effort::none();
    let supplied = signature::Supplied {
        payload: None,
        following: None,
        beside: &[],
        causes,
        assumptions: Assumptions::default(),
        keys_are_for_this_token: true,
        issuer: None,
        work: Work::new(&Limits::DEFAULT),
    };
    match jws {
        Some(jws) => signature::verify(jws, 0, text, &fatal, &ring, &supplied),
        None => SignatureResult { reasons: fatal, ..SignatureResult::new(SignatureStatus::Malformed) },
    }
}
