//! The tokens beside the one that is looked into: which of them a proof was made for, and which came from its holder.
//! And those within it that it presents.

use super::examine;
use crate::engine::crypto::digest::sha256;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::json::Value;
use crate::engine::ground::limit::{Bearer, Beside, ExamineOptions, Limits};
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::possession::CompanionKind;
use crate::engine::jose::reason::{Belonging, KeyReason, Reason};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::jwt::inner;
use crate::engine::jwt::profile::{self, ProfileKind, first_header};
use crate::engine::key::{KeyId, KeyRing};
use crate::engine::verify::own_key;
use crate::engine::verify::possession::{self, Companion};
use std::collections::HashSet;

/// The thumbprints of the keys that made what is beside the token and is sent with it: a proof that has its hash, a
/// presentation of another party that holds it.
pub(super) fn bearers_keys<'a>(
    text: &str,
    claims: Option<Value<'_>>,
    keys: &KeyRing,
    options: &'a ExamineOptions,
) -> HashSet<&'a str> {
    let (hash, party) = (encode(&sha256(text.as_bytes())), claims.and_then(inner::party));
    let bearers = options.beside.iter().map(|beside| beside.bearer(|text| bearer(text, keys, options)));
    let bearers = bearers
        .filter(|bearer| bearer.proved.contains(&hash) || bearer.presented.contains(&hash) && bearer.party != party);
    bearers.flat_map(|bearer| &bearer.keys).map(String::as_str).collect()
}

/// Whether it presents what others issued, as its holder: a presentation by its type, or by its claims where the type names no
/// other kind. Whoever answers a request says who they are (JARM §2.1: `iss`); what only carries a presented token says nothing
/// of whose key it needs.
pub(super) fn is_presentation(header: Option<&JoseHeader>, claims: Option<Value<'_>>) -> bool {
    let declared = header.and_then(profile::declared).map(|row| row.kind);
    match declared {
        Some(ProfileKind::VerifiablePresentation) => true,
        Some(_) => false,
        None => claims.is_some_and(|claims| claims.get("vp_token").is_none() || inner::party(claims).is_some()),
    }
}

/// The keys that made what a presentation of another party presents, or what is presented in that.
pub(super) fn issuers_keys(claims: Option<Value<'_>>, keys: &KeyRing, options: &ExamineOptions) -> HashSet<KeyId> {
    let Some(claims) = claims.filter(|_| options.limits.layers > 1) else { return HashSet::new() };
    let mut presented = inner::tokens_in(claims);
    presented.retain(|inner| inner.is_credential);
    let party = inner::party(claims);
    let limits = Limits { layers: options.limits.layers - 1, ..options.limits.shared_by(presented.len()) };
    let alone = unexplained(limits, options);
    let mut made = HashSet::new();
    for credential in presented {
        let examination = examine(&credential.text, keys, &alone);
        let is_of_other = examination.readable_claims().and_then(|(_, claims)| inner::party(claims)) != party;
        for result in examination.layers.iter().flat_map(|layer| &layer.signatures) {
            let is_of_issuer = |reason: &Reason| *reason == Reason::Key(KeyReason::BelongsTo(Belonging::Issuer));
            let further = result.attempts.iter().filter(|attempt| attempt.reasons.iter().any(is_of_issuer));
            made.extend(further.map(|attempt| attempt.key.id));
            made.extend(result.key_id().filter(|_| is_of_other && result.status == SignatureStatus::Verified));
        }
    }
    made
}

/// Options for a token alone, of which it is of no interest why no key fits.
fn unexplained(limits: Limits, options: &ExamineOptions) -> ExamineOptions {
    ExamineOptions {
        limits: Limits { cause_calls: 0, cause_work: 0, cause_bytes: 0, public_secret_work: 0, ..limits },
        is_key_expected: options.is_key_expected,
        cancel: options.cancel.clone(),
        ..ExamineOptions::default()
    }
}

/// What a token sends with it, and who made it. Why no key did is of no interest.
fn bearer(text: &str, keys: &KeyRing, options: &ExamineOptions) -> Bearer {
    let examination = examine(text, keys, &unexplained(options.limits, options));
    let made = examination.layers.iter().flat_map(|layer| &layer.signatures);
    let made =
        made.filter(|result| result.status == SignatureStatus::Verified).filter_map(|result| result.key.as_ref());
    let header = examination.innermost().and_then(first_header);
    // The hashes of a proof: RFC 9449 §4.2, draft-ietf-wimse-wpt §2.
    let hashes: &[&str] = match header.and_then(|header| header.protected_media_type("typ")).as_deref() {
        Some("application/dpop+jwt") => &["ath"],
        Some("application/wpt+jwt") => &["wth", "ath", "tth"],
        _ => &[],
    };
    let claims = examination.readable_claims().map(|(_, claims)| claims);
    let proved = hashes.iter().flat_map(|name| own_key::every(claims, name)).filter_map(Value::as_str);
    let presented = inner::tokens(&examination).into_iter().filter(|inner| inner.is_credential);
    Bearer {
        keys: made.map(|key| key.thumbprint.to_string()).collect(),
        party: claims.and_then(inner::party),
        proved: proved.map(std::borrow::Cow::into_owned).collect(),
        presented: presented.map(|inner| encode(&sha256(inner.text.as_bytes()))).collect(),
    }
}

/// Tokens beside a proof that are looked into in search of the one that it was made for.
const MOST_BESIDE: usize = 8;

/// The token that a proof of possession came with, looked into: the one that the person named; else the one whose hash the
/// proof has, or the only one that it can be.
pub(super) fn companion(proof: &Layer, keys: &KeyRing, options: &ExamineOptions) -> Option<Companion> {
    let kind = possession::companion_kind(&proof.jws()?.signatures.first()?.header)?;
    let claims = proof.claims_document().and_then(|document| document.object());
    let hash = kind.hash().and_then(|name| claims?.get(name)).and_then(Value::as_str);
    let alone = ExamineOptions {
        following: None,
        preceding: None,
        detached_payload: None,
        beside: Vec::new(),
        ..options.clone()
    };
    let open = |beside: &Beside| {
        Companion::new(kind, beside.text.clone(), beside.is_given, examine(&beside.text, keys, &alone))
    };
    if let Some(given) = options.beside.iter().find(|beside| beside.is_given) {
        return Some(open(given));
    }
    // The hash tells it among any number of tokens, without a look into them (RFC 9449 §4.2).
    let is_hashed = |beside: &&Beside| hash.as_deref() == Some(beside.hash(|text| encode(&sha256(text.as_bytes()))));
    if hash.is_some()
        && let Some(hashed) = options.beside.iter().find(is_hashed)
    {
        return Some(open(hashed));
    }
    // It says by its hash which one is meant (draft-ietf-wimse-wpt §2): no other takes the place of that.
    if kind == CompanionKind::WorkloadIdentity {
        return None;
    }
    // The only one is meant, but nobody can say which of many.
    let together = || options.beside.iter().filter(|beside| !beside.is_apart);
    if kind == CompanionKind::AccessToken && together().nth(MOST_BESIDE).is_some() {
        return None;
    }
    let mut others: Vec<Companion> = together().take(MOST_BESIDE).map(open).collect();
    others.retain(|other| other.may_be_one());
    if kind == CompanionKind::ClientAttestation
        && let Some(at) = others.iter().position(|other| other.attested_key.is_some())
    {
        return Some(others.swap_remove(at));
    }
    let is_only = others.len() == 1;
    others.pop().filter(|_| is_only)
}
