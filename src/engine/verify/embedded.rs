//! The key that a token carries: `jwk` and the first certificate of `x5c` in the protected header, and the claims of two
//! kinds. It is always tried, and what came of it is a fact of its own: a signature that fits shows that its maker holds that
//! key. It *verifies* only where the standard of this kind of token demands that very key, or where the certificates lead
//! to an anchor that the person trusts.

use super::cause::Effort;
use super::work::Work;
use super::{chain, signature};
use crate::engine::crypto::certificate::{ParsedCertificate, path};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::embedded::{Embedded, EmbeddedSource, OwnKeyKind, Trust};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::{MissingKeyReason, Reason, SignatureReason};
use crate::engine::jose::status::{Assumed, Attempt, MatchedBy, Outcome, SignatureStatus};
use crate::engine::key::{Jwk, KeyId, KeyRing, KeySource};
use crate::engine::key_file::import::public_key;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::collections::HashSet;
use std::sync::Arc;

/// The id of a key that is in the token itself and belongs to no ring.
const EMBEDDED_KEY: KeyId = crate::engine::jose::sd_jwt::EMBEDDED_KEY;

/// Signatures whose embedded keys are tried; a list of thousands must not cost seconds.
const MOST_SIGNATURES: usize = 32;

/// Tries the keys that the layer carries, settles the signatures that they verify, and says of the others what they show.
pub(crate) fn examine(layer: &mut Layer, ring: &KeyRing, options: &ExamineOptions, work: &Work) -> Vec<Embedded> {
    let Some(jws) = layer.jws() else { return Vec::new() };
    let mut found = Vec::new();
    for (entry, part) in jws.signatures.iter().enumerate().take(MOST_SIGNATURES) {
        let Some(result) = layer.signatures.get(entry) else { break };
        if matches!(result.status, SignatureStatus::Malformed | SignatureStatus::Unsecured) {
            continue;
        }
        let claims = layer.claims_document().and_then(|document| document.object());
        for (source, key, trust) in carried(&part.header, claims, ring) {
            let demanded_by = own_key_kind(&part.header, claims, &source, &key);
            // Whoever supplies keys asks whether one of them made the token. Anybody can make one that calls itself a DPoP
            // proof: with keys at hand the token's own is told, and never counts in their place.
            let is_own_demanded = demanded_by.is_some() && ring.keys().is_empty();
            let is_counted = is_own_demanded || options.assumptions.own_key;
            let supplied = signature::Supplied {
                payload: options.detached_payload.as_deref(),
                following: None,
                causes: &Effort::none(),
                keys_are_for_this_token: true,
                issuer: None,
                work: work.clone(),
                assumptions: options.assumptions,
            };
            let own = KeyRing::new([key.clone()]);
            let fits = match signature::verify(jws, entry, &layer.text, &[], &own, &supplied).status {
                SignatureStatus::Verified => Some(true),
                SignatureStatus::Rejected => Some(false),
                _ => None,
            };
            found.push(Embedded { entry, source, key, fits, demanded_by, is_counted, trust });
        }
    }
    let issuers = issuer_keys(layer, ring);
    for embedded in &found {
        settle(layer, embedded, &issuers, options.assumptions.own_key);
    }
    found
}

/// The keys in the protected header and in the claims of the kinds that put them there.
fn carried(
    header: &JoseHeader,
    claims: Option<Value<'_>>,
    ring: &KeyRing,
) -> Vec<(EmbeddedSource, Arc<Jwk>, Option<Trust>)> {
    let read = |value| public_key(value, EMBEDDED_KEY, "the token itself").ok().map(Arc::new);
    let mut found = Vec::new();
    if let Some(key) = header.protected("jwk").and_then(|parameter| read(parameter.value)) {
        found.push((EmbeddedSource::Jwk, key, None));
    }
    if let Some(parameter) = header.get("x5c").filter(|parameter| parameter.origin == Origin::Protected)
        && let Some((subject, key, trust)) = of_chain(parameter.value, ring)
    {
        found.push((EmbeddedSource::Certificate { subject }, key, Some(trust)));
    }
    let Some(claims) = claims else { return found };
    let is_about_itself = claims
        .get("iss")
        .and_then(Value::as_str)
        .is_some_and(|issuer| claims.get("sub").and_then(Value::as_str).is_some_and(|subject| subject == issuer));
    let typ = header.protected_media_type("typ");
    if is_about_itself && typ.as_deref() == Some("application/entity-statement+jwt") {
        let keys = claims.get("jwks").and_then(|set| set.get("keys")).filter(|keys| keys.kind() == Kind::Array);
        let named = header.key_id();
        // OpenID Federation §3.1: kid must be there, and names one key of the set.
        let key = keys
            .into_iter()
            .flat_map(Value::children)
            .find(|key| named.is_some() && key.get("kid").and_then(Value::as_str).map(|kid| kid.into_owned()) == named);
        found.extend(key.and_then(read).map(|key| (EmbeddedSource::OwnKeySet, key, None)));
    }
    if let Some(key) = claims.get("sub_jwk").and_then(read) {
        found.push((EmbeddedSource::SubjectKey, key, None));
    }
    found
}

/// The key of the first certificate, whose it is, and where the chain leads.
fn of_chain(x5c: Value<'_>, ring: &KeyRing) -> Option<(String, Arc<Jwk>, Trust)> {
    let values = (x5c.kind() == Kind::Array).then(|| x5c.children().take(chain::MOST_CERTIFICATES))?;
    let certificates: Vec<ParsedCertificate> =
        values.map_while(|value| chain::parse(value).ok().map(|(certificate, _)| certificate)).collect();
    let leaf = certificates.first()?;
    let facts = leaf.facts().ok()?;
    let material = leaf.public_key().ok()?;
    let anchors: Vec<(ParsedCertificate, &str)> = ring
        .anchors()
        .iter()
        .filter_map(|anchor| Some((ParsedCertificate::read(&anchor.der).ok()?, anchor.source.as_str())))
        .collect();
    let trust = if anchors.is_empty() {
        Trust::NoAnchors
    } else {
        let path_of = |anchors: &[&ParsedCertificate]| path(&certificates.iter().collect::<Vec<_>>(), anchors);
        // The first anchor that the chain leads to is the one that is named.
        let anchored = anchors.iter().find(|(anchor, _)| path_of(&[anchor]).is_ok());
        match anchored {
            Some((anchor, source)) => Trust::Anchored {
                anchor: anchor.facts().map(|facts| facts.subject).unwrap_or_default(),
                source: (*source).to_owned(),
            },
            None => match path_of(&anchors.iter().map(|(anchor, _)| anchor).collect::<Vec<_>>()) {
                Err(error) => Trust::Broken(error),
                // Together they do what none does alone.
                Ok(()) => Trust::Anchored { anchor: facts.issuer.clone(), source: String::new() },
            },
        }
    };
    let key = Jwk {
        id: EMBEDDED_KEY,
        thumbprint: thumbprint_sha256(&material),
        material,
        key_id: None,
        public_key_use: None,
        key_operations: None,
        algorithm: None,
        is_pss_only: false,
        x5t: Some(facts.x5t.clone()),
        x5t_s256: Some(facts.x5t_s256.clone()),
        source: KeySource { name: facts.subject.clone(), format: "certificate".to_owned() },
        findings: Vec::new(),
    };
    Some((facts.subject, Arc::new(key), trust))
}

/// The kind of token whose standard demands this very key.
fn own_key_kind(
    header: &JoseHeader,
    claims: Option<Value<'_>>,
    source: &EmbeddedSource,
    key: &Jwk,
) -> Option<OwnKeyKind> {
    let typ = header.protected_media_type("typ");
    match (source, typ.as_deref()) {
        (EmbeddedSource::Jwk, Some("application/dpop+jwt")) => Some(OwnKeyKind::DpopProof),
        (EmbeddedSource::Jwk, Some("application/openid4vci-proof+jwt")) => Some(OwnKeyKind::CredentialProof),
        // RFC 8555 §6.2: "jwk" with "url" and "nonce", and no "kid".
        (EmbeddedSource::Jwk, None | Some("application/jose+json" | "application/jose")) => {
            let has = |name: &str| header.protected(name).is_some();
            (has("url") && has("nonce") && !has("kid")).then_some(OwnKeyKind::AcmeRequest)
        }
        (EmbeddedSource::OwnKeySet, _) => Some(OwnKeyKind::EntityConfiguration),
        (EmbeddedSource::SubjectKey, _) => {
            // SIOPv2 §11.1: the issuer is the subject, and the subject is the thumbprint of the key.
            let text = |name: &str| claims?.get(name)?.as_str().map(|text| text.into_owned());
            let (issuer, subject) = (text("iss")?, text("sub")?);
            let is_self =
                issuer == subject || issuer == "https://self-issued.me/v2" || issuer == "https://self-issued.me";
            let name = subject.rsplit(':').next().unwrap_or_default();
            (is_self && name == key.thumbprint).then_some(OwnKeyKind::SelfIssued)
        }
        _ => None,
    }
}

/// The keys at hand that are those of an issuer in a chain: their certificates were given where a signer's key is meant.
fn issuer_keys(layer: &Layer, ring: &KeyRing) -> Vec<KeyId> {
    let Some(jws) = layer.jws() else { return Vec::new() };
    let chains = jws.signatures.iter().take(MOST_SIGNATURES).filter_map(|part| part.header.protected("x5c"));
    let mut thumbprints = HashSet::new();
    for parameter in chains.filter(|parameter| parameter.value.kind() == Kind::Array) {
        let values = parameter.value.children().take(chain::MOST_CERTIFICATES);
        for (index, (certificate, _)) in values.filter_map(|value| chain::parse(value).ok()).enumerate() {
            if index > 0 {
                thumbprints.extend(certificate.public_key().ok().map(|key| thumbprint_sha256(&key)));
            }
        }
    }
    let is_issuer = |key: &&Arc<Jwk>| thumbprints.contains(&key.thumbprint);
    ring.keys().iter().filter(is_issuer).map(|key| key.id).collect()
}

/// What the key in the token does to the state of its signature.
fn settle(layer: &mut Layer, embedded: &Embedded, issuers: &[KeyId], is_own_key_assumed: bool) {
    let Some(result) = layer.signatures.get_mut(embedded.entry) else { return };
    // An authority's key is not expected to make the signature: that it did not says nothing against the token.
    let mut others = result.attempts.iter().filter(|attempt| attempt.outcome != Outcome::Success).peekable();
    if matches!(result.status, SignatureStatus::Rejected | SignatureStatus::Unchecked)
        && matches!(embedded.source, EmbeddedSource::Certificate { .. })
        && embedded.fits == Some(true)
        && !embedded.verifies()
        && others.peek().is_some()
        && others.all(|attempt| issuers.contains(&attempt.key.id))
    {
        result.status = SignatureStatus::Unchecked;
        let reason = MissingKeyReason::IssuerGivenAsKey { source: embedded.source.clone() };
        result.reasons = vec![Reason::MissingKey(reason)];
        return;
    }
    let is_anchored = matches!(embedded.trust, Some(Trust::Anchored { .. }));
    let is_assumed = is_own_key_assumed && embedded.demanded_by.is_none() && !is_anchored;
    let matched_by = match embedded.demanded_by {
        None if is_anchored => MatchedBy::Certificate,
        _ => MatchedBy::Embedded,
    };
    let is_mere_mismatch = result.status == SignatureStatus::Rejected
        && is_assumed
        && result.reasons.first().is_some_and(Reason::is_mere_mismatch);
    match (result.status, embedded.fits) {
        (status, Some(true)) if embedded.verifies() && (status == SignatureStatus::Unchecked || is_mere_mismatch) => {
            result.status = SignatureStatus::Verified;
            result.assumed = is_assumed.then_some(Assumed::OwnKey);
            result.key = Some(embedded.key.clone());
            result.matched_by = Some(matched_by);
            result.reasons.clear();
            result.attempts.push(Attempt {
                key: embedded.key.clone(),
                matched_by,
                outcome: Outcome::Success,
                reasons: Vec::new(),
            });
        }
        (SignatureStatus::Unchecked, Some(false)) if embedded.demanded_by.is_some() => {
            result.status = SignatureStatus::Rejected;
            result.reasons = vec![Reason::Signature(SignatureReason::EmbeddedMismatch)];
        }
        (SignatureStatus::Unchecked, Some(true)) => {
            let reason =
                MissingKeyReason::MadeByEmbedded { source: embedded.source.clone(), trust: embedded.trust.clone() };
            result.reasons = vec![Reason::MissingKey(reason)];
        }
        (SignatureStatus::Rejected, Some(true)) if result.reasons.first().is_some_and(Reason::is_mere_mismatch) => {
            // "Or it was changed" would be untrue: the key that it carries made it.
            let reason = SignatureReason::MadeByEmbedded { source: embedded.source.clone() };
            result.reasons = vec![Reason::Signature(reason)];
        }
        _ => {}
    }
}
