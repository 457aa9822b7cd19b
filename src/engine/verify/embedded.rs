//! The key that a token carries: `jwk` and the first certificate of `x5c` in the protected header, and the claims of two
//! kinds. It is always tried, and what came of it is a fact of its own: a signature that fits shows that its maker holds that
//! key. It *verifies* only where the standard of this kind of token demands that very key, or where the certificates lead
//! to an anchor that the person trusts.

use super::cause::Effort;
use super::possession::{Companion, companion_kind};
use super::work::Work;
use super::{chain, own_key, signature};
use crate::engine::crypto::certificate::{Issuance, ParsedCertificate, PathError, path};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::embedded::{Embedded, EmbeddedSource, OwnKeyGap, OwnKeyKind, Trust};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::jose::possession::CompanionKind;
use crate::engine::jose::reason::{KeyReason, MissingKeyReason, Reason, SignatureReason};
use crate::engine::jose::status::{Assumed, Attempt, MatchedBy, Outcome, SignatureResult, SignatureStatus};
use crate::engine::key::{Certificate, Jwk, KeyId, KeyRing, TrustAnchor};
use crate::engine::key_file::certificate;
use crate::engine::key_file::import::public_key;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::collections::HashSet;
use std::sync::Arc;

/// The id of a key that is in the token itself and belongs to no ring.
const EMBEDDED_KEY: KeyId = crate::engine::jose::sd_jwt::EMBEDDED_KEY;

/// Signatures whose embedded keys are tried; a list of thousands must not cost seconds.
const MOST_SIGNATURES: usize = 32;

/// Tries the keys that the layer carries, settles the signatures that they verify, and says of the others what they show.
/// `companion` is the token that the layer came with, if it is a proof that was made for one; `following` is what stands
/// behind it.
pub(crate) fn examine(
    layer: &mut Layer,
    ring: &KeyRing,
    (companion, following): (Option<&Companion>, Option<&str>),
    options: &ExamineOptions,
    (causes, work): (&Effort, &Work),
) -> Vec<Embedded> {
    let Some(jws) = layer.jws() else { return Vec::new() };
    let is_none_supplied = ring.keys().is_empty() && ring.anchors().is_empty() && !options.is_key_expected;
    let mut found = Vec::new();
    for (entry, part) in jws.signatures.iter().enumerate().take(MOST_SIGNATURES) {
        let Some(result) = layer.signatures.get(entry) else { break };
        if matches!(result.status, SignatureStatus::Malformed | SignatureStatus::Unsecured) {
            continue;
        }
        let claims = layer.claims_document().and_then(|document| document.object());
        let beside = following.and_then(web_push).map(|key| (EmbeddedSource::WebPush, key, None));
        for (source, key, trust) in carried(&part.header, claims, ring, companion).into_iter().chain(beside) {
            let demanded_by = own_key::kind((jws, part), claims, &source, &key);
            let gap = demanded_by.and_then(|kind| own_key::gap(kind, layer, &part.header, claims));
            // Whoever supplies keys or anchors asks whether one of them vouches for the token. Anybody can make one that calls
            // itself a DPoP proof: its own key is told then, and counts only where a token that they do vouch for names it.
            let is_vouched_for = companion.is_some_and(|companion| companion.vouches_for(&key, claims));
            let is_demanded = demanded_by.is_some() && gap.is_none() && (is_none_supplied || is_vouched_for);
            let is_counted = is_demanded || options.assumptions.own_key;
            let supplied = signature::Supplied {
                payload: options.detached_payload.as_deref(),
                following: None,
                beside: &[],
                causes,
                keys_are_for_this_token: true,
                issuer: None,
                work: work.clone(),
                assumptions: options.assumptions,
            };
            let own = KeyRing::new([key.clone()]);
            let tried = signature::verify(jws, entry, &layer.text, &[], &own, &supplied);
            // It did, and its own members say that it should not have.
            let fits_anyway = |reason: &Reason| matches!(reason, Reason::Key(KeyReason::FitsAnyway(_)));
            let is_forbidden = tried.reasons.iter().any(fits_anyway);
            let forbidden = if is_forbidden { tried.reasons.clone() } else { Vec::new() };
            let fits = match tried.status {
                SignatureStatus::Verified => Some(true),
                // It was made with this key, in a way that no verifier takes: neither changed nor another's.
                SignatureStatus::Rejected if tried.reasons.iter().any(is_of_the_making) => None,
                SignatureStatus::Rejected => Some(is_forbidden),
                _ => None,
            };
            let is_anchored = matches!(trust, Some(Trust::Anchored { .. }));
            let embedded = Embedded { entry, source, key, fits, forbidden, demanded_by, is_counted, gap, trust };
            let mut assumed = tried.assumed;
            assumed.extend((is_counted && !is_demanded && !is_anchored).then_some(Assumed::OwnKey));
            found.push((embedded, assumed));
        }
    }
    let issuers = issuer_keys(layer, ring);
    for (embedded, assumed) in &found {
        settle(layer, embedded, is_none_supplied, assumed, &issuers);
    }
    if companion.is_none() {
        without_attestation(layer);
    }
    let found: Vec<Embedded> = found.into_iter().map(|(embedded, _)| embedded).collect();
    own_key::hold_to_form(layer, &found);
    found
}

fn is_of_the_making(reason: &Reason) -> bool {
    matches!(reason, Reason::Cause(cause, _) if cause.is_of_the_making())
}

/// Says of a client attestation proof where its key is, if no key was tried.
fn without_attestation(layer: &mut Layer) {
    let JoseObject::Jws(jws) = &layer.object else { return };
    for (part, result) in jws.signatures.iter().zip(&mut layer.signatures) {
        let is_open = matches!(result.reasons.first(), Some(Reason::MissingKey(MissingKeyReason::NoneLoaded(_))));
        if is_open && companion_kind(&part.header) == Some(CompanionKind::ClientAttestation) {
            result.reasons = vec![Reason::MissingKey(MissingKeyReason::AttestationMissing)];
        }
    }
}

/// The keys in the protected header and in the claims of the kinds that put them there.
fn carried(
    header: &JoseHeader,
    claims: Option<Value<'_>>,
    ring: &KeyRing,
    companion: Option<&Companion>,
) -> Vec<(EmbeddedSource, Arc<Jwk>, Option<Trust>)> {
    let read = |value| public_key(value, EMBEDDED_KEY, "the token itself").ok().map(Arc::new);
    let mut found = Vec::new();
    if let Some(key) = companion.and_then(|companion| companion.attested_key.clone()) {
        let source = match companion.map(Companion::kind) {
            Some(CompanionKind::WorkloadIdentity) => EmbeddedSource::WorkloadIdentity,
            _ => EmbeddedSource::Attestation,
        };
        found.push((source, key, None));
    }
    if let Some(key) = header.protected("jwk").and_then(|parameter| read(parameter.value)) {
        found.push((EmbeddedSource::Jwk, key, None));
    }
    if let Some(parameter) = header.get("x5c").filter(|parameter| parameter.origin == Origin::Protected)
        && let Some((subject, key, trust)) = of_chain(parameter.value, ring)
    {
        found.push((EmbeddedSource::Certificate { subject }, key, Some(trust)));
    }
    let Some(claims) = claims else { return found };
    if own_key::is_entity_configuration(header, claims) {
        let keys = own_key::only(claims, "jwks")
            .and_then(|set| own_key::only(set, "keys"))
            .filter(|keys| keys.kind() == Kind::Array);
        let named = header.key_id();
        // OpenID Federation §3.1: kid must be there, and names one key of the set.
        let key = keys
            .into_iter()
            .flat_map(Value::children)
            .find(|key| named.is_some() && key.get("kid").and_then(Value::as_str).map(|kid| kid.into_owned()) == named);
        found.extend(key.and_then(read).map(|key| (EmbeddedSource::OwnKeySet, key, None)));
    }
    if let Some(key) = own_key::only(claims, "sub_jwk").and_then(read) {
        found.push((EmbeddedSource::SubjectKey, key, None));
    }
    found
}

/// The key behind a token of Web Push, an uncompressed point of P-256: `vapid t=…, k=…` (RFC 8292 §3).
fn web_push(following: &str) -> Option<Arc<Jwk>> {
    let value = following.trim_start().strip_prefix([',', ';'])?.trim_start().strip_prefix("k=")?;
    let is_of_value = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let value = value.trim_start_matches('"');
    let end = value.find(|character| !is_of_value(character)).unwrap_or(value.len());
    let point = base64url::decode(value.get(..end)?).bytes;
    let (x, y) = point.strip_prefix(&[4]).filter(|numbers| numbers.len() == 64)?.split_at(32);
    let (x, y) = (base64url::encode(x), base64url::encode(y));
    let document = json::scan(format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#).as_bytes(), 2);
    public_key(document.root()?, EMBEDDED_KEY, "the header of the request").ok().map(Arc::new)
}

/// The key of the first certificate, whose it is, and where the chain leads.
fn of_chain(x5c: Value<'_>, ring: &KeyRing) -> Option<(String, Arc<Jwk>, Trust)> {
    let values = (x5c.kind() == Kind::Array).then(|| x5c.children().take(chain::MOST_CERTIFICATES))?;
    let read: Vec<_> = values.map_while(|value| chain::parse(value).ok()).collect();
    // RFC 7515 §4.1.6: standard base64. What other readers refuse is shown, and leads nowhere.
    let misspelt = read.iter().position(|(_, complaint)| complaint.is_some());
    let certificates: Vec<ParsedCertificate> = read.into_iter().map(|(certificate, _)| certificate).collect();
    let leaf = certificates.first()?;
    let mut key = certificate::public_key(leaf.der()).ok()?;
    key.id = EMBEDDED_KEY;
    let subject = key.source.name.clone();
    let trust = match misspelt {
        Some(at) if !ring.anchors().is_empty() => {
            Trust::Broken(PathError::Other { at, words: "it is not in standard base64" })
        }
        _ => trust(&certificates, ring),
    };
    Some((subject, Arc::new(key), trust))
}

/// Where the chain leads: to the anchor whose path is valid for the longest, where there are several.
fn trust(certificates: &[ParsedCertificate], ring: &KeyRing) -> Trust {
    let read = |anchor: &Arc<TrustAnchor>| Some((ParsedCertificate::read(&anchor.der).ok()?, anchor.clone()));
    let anchors: Vec<(ParsedCertificate, Arc<TrustAnchor>)> = ring.anchors().iter().filter_map(read).collect();
    if anchors.is_empty() {
        return Trust::NoAnchors;
    }
    let chain: Vec<&ParsedCertificate> = certificates.iter().collect();
    let path_to = |anchors: &[&ParsedCertificate]| -> Result<Vec<Certificate>, PathError> {
        let path = path(&chain, anchors)?;
        let facts = path.iter().map(|certificate| certificate.facts().ok()).collect::<Option<Vec<_>>>();
        facts.ok_or(PathError::Other { at: 0, words: "a certificate could not be read" })
    };
    let end = |path: &[Certificate]| path.iter().filter_map(|certificate| certificate.not_after).min();
    let mut best: Option<(Vec<Certificate>, &TrustAnchor)> = None;
    for (certificate, anchor) in &anchors {
        if let Ok(path) = path_to(&[certificate])
            && best.as_ref().is_none_or(|(known, _)| end(&path) > end(known))
        {
            best = Some((path, anchor));
        }
    }
    let Some((path, anchor)) = best else {
        let all: Vec<&ParsedCertificate> = anchors.iter().map(|(certificate, _)| certificate).collect();
        let broken = path_to(&all).err().unwrap_or(PathError::NoAnchor { at: 0 });
        return Trust::Broken(broken);
    };
    if certificates.first().is_some_and(|leaf| !certificate::may_sign(leaf.der())) {
        return Trust::Broken(PathError::NotForSignatures);
    }
    Trust::Anchored { anchor: anchor.certificate.subject.clone(), source: anchor.source.clone(), path }
}

/// Keys from certificates, and ends of chains, that are tried as an authority and what it signed.
const MOST_AUTHORITIES: usize = 16;

/// The keys at hand that are those of an issuer in a chain: their certificates were given where a signer's key is meant.
fn issuer_keys(layer: &Layer, ring: &KeyRing) -> Vec<KeyId> {
    let Some(jws) = layer.jws() else { return Vec::new() };
    let chains = jws.signatures.iter().take(MOST_SIGNATURES).filter_map(|part| part.header.protected("x5c"));
    let mut thumbprints = HashSet::new();
    let mut ends = Vec::new();
    for parameter in chains.filter(|parameter| parameter.value.kind() == Kind::Array) {
        let values = parameter.value.children().take(chain::MOST_CERTIFICATES);
        let certificates: Vec<_> = values.map_while(|value| chain::parse(value).ok()).map(|(read, _)| read).collect();
        // Only who did issue the certificate before is an authority of this chain.
        let pairs = certificates.iter().zip(certificates.iter().skip(1));
        let mut length = usize::from(!certificates.is_empty());
        for (_, issuer) in pairs.take_while(|(one, issuer)| one.issued_by(issuer) == Issuance::Signed) {
            thumbprints.extend(issuer.public_key().ok().map(|key| thumbprint_sha256(&key)));
            length += 1;
        }
        ends.extend(certificates.into_iter().take(length).next_back());
    }
    // The root is hardly ever in the chain (RFC 7515 §4.1.6 has it left out): it is the one that signed the last of it.
    let from_certificates = ring.keys().iter().filter(|key| key.x5t_s256.is_some()).take(MOST_AUTHORITIES);
    for key in from_certificates {
        if ends.iter().take(MOST_AUTHORITIES).any(|end| end.signed_by(&key.material)) {
            thumbprints.insert(key.thumbprint.clone());
        }
    }
    let is_issuer = |key: &&Arc<Jwk>| thumbprints.contains(&key.thumbprint);
    ring.keys().iter().filter(is_issuer).map(|key| key.id).collect()
}

/// Whether a sender proves with this key that they hold it, as the standard demands, and no key at hand is one that the token
/// names.
fn is_of_sender(embedded: &Embedded, result: &SignatureResult) -> bool {
    let is_proof = matches!(
        embedded.demanded_by,
        Some(
            OwnKeyKind::DpopProof
                | OwnKeyKind::CredentialProof
                | OwnKeyKind::AcmeRequest
                | OwnKeyKind::AttestationProof
                | OwnKeyKind::WorkloadProof
        )
    );
    let mut failed = result.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
    is_proof && embedded.gap.is_none() && failed.all(|attempt| attempt.matched_by == MatchedBy::Trial)
}

/// What the key in the token does to the state of its signature.
fn settle(layer: &mut Layer, embedded: &Embedded, is_none_supplied: bool, assumed: &[Assumed], issuers: &[KeyId]) {
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
    let matched_by = match embedded.source {
        _ if is_anchored => MatchedBy::Certificate,
        EmbeddedSource::Attestation | EmbeddedSource::WorkloadIdentity => MatchedBy::Attested,
        _ => MatchedBy::Embedded,
    };
    // That another key was supplied as well says nothing against a key that an anchor vouches for.
    let is_mere_mismatch = result.reasons.first().is_some_and(Reason::is_mere_mismatch);
    let is_open =
        result.status == SignatureStatus::Unchecked || (result.status == SignatureStatus::Rejected && is_mere_mismatch);
    match (result.status, embedded.fits) {
        (_, Some(true)) if is_open && embedded.verifies() => {
            result.status = SignatureStatus::Verified;
            result.assumed = assumed.to_vec();
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
        (SignatureStatus::Unchecked, Some(true))
            if !embedded.forbidden.is_empty()
                && (embedded.is_counted || is_anchored || embedded.gap.is_none() && embedded.demanded_by.is_some()) =>
        {
            result.status = SignatureStatus::Rejected;
            result.reasons.clone_from(&embedded.forbidden);
        }
        (SignatureStatus::Unchecked, Some(true)) if is_none_supplied && embedded.gap.is_some() => {
            result.status = SignatureStatus::Rejected;
            let gap = embedded.demanded_by.zip(embedded.gap);
            result.reasons =
                gap.map(|(kind, gap)| Reason::Signature(SignatureReason::NoProof { kind, gap })).into_iter().collect();
        }
        // The second of them may be the one.
        (SignatureStatus::Unchecked, Some(false)) if embedded.gap == Some(OwnKeyGap::SameKeyId) => {
            let gap = embedded.demanded_by.zip(embedded.gap);
            result.status = SignatureStatus::Rejected;
            result.reasons =
                gap.map(|(kind, gap)| Reason::Signature(SignatureReason::NoProof { kind, gap })).into_iter().collect();
        }
        // A key that an anchor vouches for is one that was supplied.
        (SignatureStatus::Unchecked, Some(false)) if embedded.demanded_by.is_some() || is_anchored => {
            result.status = SignatureStatus::Rejected;
            result.reasons =
                vec![Reason::Signature(SignatureReason::EmbeddedMismatch { source: embedded.source.clone() })];
        }
        (SignatureStatus::Unchecked, Some(true)) => {
            let reason =
                MissingKeyReason::MadeByEmbedded { source: embedded.source.clone(), trust: embedded.trust.clone() };
            result.reasons = vec![Reason::MissingKey(reason)];
        }
        // Its standard has it made with that key: that yours, which it does not name, did not make it says nothing.
        (SignatureStatus::Rejected, Some(true)) if is_mere_mismatch && is_of_sender(embedded, result) => {
            // By its own members it must not be used so (draft-ietf-wimse-wpt §2: alg is that of cnf.jwk).
            if !embedded.forbidden.is_empty() {
                return result.reasons.clone_from(&embedded.forbidden);
            }
            let reason =
                MissingKeyReason::MadeByEmbedded { source: embedded.source.clone(), trust: embedded.trust.clone() };
            result.status = SignatureStatus::Unchecked;
            result.reasons = vec![Reason::MissingKey(reason)];
        }
        (SignatureStatus::Rejected, Some(true)) if is_mere_mismatch => {
            // "Or it was changed" would be untrue: the key that it carries made it.
            let reason = SignatureReason::MadeByEmbedded { source: embedded.source.clone() };
            result.reasons = vec![Reason::Signature(reason)];
        }
        _ => {}
    }
}
