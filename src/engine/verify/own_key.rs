//! The form of the kinds of token whose own key counts: which kind a token is of, and what it lacks of what its standard has
//! a verifier look for beside the signature.

use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily};
use crate::engine::jose::embedded::{Embedded, EmbeddedSource, OwnKeyGap, OwnKeyKind};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::{Jws, Serialization, Signature};
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::Jwk;
use crate::engine::text::private::PRIVATE_MEMBERS;
use crate::engine::text::uri::Uri;
use std::collections::HashSet;

/// The `typ` of an entity statement (OpenID Federation §3.1).
const ENTITY_STATEMENT: &str = "application/entity-statement+jwt";

/// What a subject begins with that is the thumbprint of a key (RFC 9278).
const THUMBPRINT: &str = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";

/// Every occurrence of a member: parsers differ in which of several they see.
pub(crate) fn every<'a>(object: Option<Value<'a>>, name: &str) -> impl Iterator<Item = Value<'a>> {
    object.into_iter().flat_map(move |object| object.all(name))
}

/// The one occurrence of a member; `None` where there is none, and where there are several.
pub(crate) fn only<'a>(object: Value<'a>, name: &str) -> Option<Value<'a>> {
    let mut values = every(Some(object), name);
    values.next().filter(|_| values.next().is_none())
}

/// Whether the claims are of an entity that speaks about itself (OpenID Federation §1.2).
pub(crate) fn is_entity_configuration(header: &JoseHeader, claims: Value<'_>) -> bool {
    let text = |name: &str| only(claims, name).and_then(Value::as_str);
    text("iss").is_some()
        && text("iss") == text("sub")
        && header.protected_media_type("typ").as_deref() == Some(ENTITY_STATEMENT)
}

/// The kind of token whose standard demands this very key.
pub(crate) fn kind(
    (jws, part): (&Jws, &Signature),
    claims: Option<Value<'_>>,
    source: &EmbeddedSource,
    key: &Jwk,
) -> Option<OwnKeyKind> {
    let typ = part.header.protected_media_type("typ");
    match (source, typ.as_deref()) {
        (EmbeddedSource::Jwk, Some("application/dpop+jwt")) => Some(OwnKeyKind::DpopProof),
        (EmbeddedSource::Jwk, Some("application/openid4vci-proof+jwt")) => Some(OwnKeyKind::CredentialProof),
        (EmbeddedSource::Jwk, None | Some("application/jose+json" | "application/jose")) => {
            is_acme(jws, part).then_some(OwnKeyKind::AcmeRequest)
        }
        (EmbeddedSource::Attestation, _) => Some(OwnKeyKind::AttestationProof),
        (EmbeddedSource::WorkloadIdentity, _) => Some(OwnKeyKind::WorkloadProof),
        (EmbeddedSource::OwnKeySet, _) => Some(OwnKeyKind::EntityConfiguration),
        // RFC 8725 §3.11: what says that it is of another kind is none of this one.
        (EmbeddedSource::SubjectKey, None | Some("application/jwt")) => {
            // SIOPv2 §11.1: the issuer is the subject, and the subject is the thumbprint of the key; before that version both
            // were written otherwise (OpenID Connect Core §7.4).
            let text = |name: &str| only(claims?, name)?.as_str().map(|text| text.into_owned());
            let (issuer, subject) = (text("iss")?, text("sub")?);
            let is_self = match subject.strip_prefix(THUMBPRINT) {
                Some(name) => name == key.thumbprint && (issuer == subject || issuer == "https://self-issued.me/v2"),
                None => subject == key.thumbprint && (issuer == subject || issuer == "https://self-issued.me"),
            };
            is_self.then_some(OwnKeyKind::SelfIssued)
        }
        _ => None,
    }
}

/// RFC 8555 §6.2: flattened JSON with one signature, its payload encoded and in it, no unprotected header, `jwk` and no `kid`;
/// §6.4.1 and §6.5.2: `url` is an address and `nonce` base64url. What is not that is no ACME request, and a JWT with these
/// parameters is anybody's.
fn is_acme(jws: &Jws, part: &Signature) -> bool {
    let is_text = |name: &str, is_fit: fn(&str) -> bool| {
        part.header
            .protected(name)
            .is_some_and(|parameter| parameter.value.as_str().is_some_and(|text| !text.is_empty() && is_fit(&text)))
    };
    let is_base64url =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    jws.serialization == Serialization::Flattened
        && jws.signatures.len() == 1
        && !jws.detached
        && part.header.sources.iter().all(|source| source.origin == Origin::Protected)
        && is_text("url", is_address)
        && is_text("nonce", is_base64url)
        && ["kid", "b64", "crit", "x5c"].iter().all(|name| part.header.protected(name).is_none())
}

fn is_address(text: &str) -> bool {
    let is_of_web = |uri: Uri<'_>| uri.has_scheme("https") || uri.has_scheme("http");
    Uri::parse(text).is_some_and(|uri| !uri.host.is_empty() && is_of_web(uri))
}

/// The kind that a token says it is, whatever key made it.
fn said_kind(header: &JoseHeader, claims: Option<Value<'_>>) -> Option<OwnKeyKind> {
    match header.protected_media_type("typ").as_deref() {
        Some("application/dpop+jwt") => Some(OwnKeyKind::DpopProof),
        Some("application/openid4vci-proof+jwt") => Some(OwnKeyKind::CredentialProof),
        Some("application/oauth-client-attestation-pop+jwt") => Some(OwnKeyKind::AttestationProof),
        Some(ENTITY_STATEMENT) if claims.is_some_and(|claims| is_entity_configuration(header, claims)) => {
            Some(OwnKeyKind::EntityConfiguration)
        }
        Some(ENTITY_STATEMENT) => Some(OwnKeyKind::EntityStatement),
        None | Some("application/jwt") => is_self_issued(claims?).then_some(OwnKeyKind::SelfIssued),
        _ => None,
    }
}

/// Whether the claims say that their subject issued them (SIOPv2 §11.1, OpenID Connect Core §7.4).
fn is_self_issued(claims: Value<'_>) -> bool {
    let mut issuers = every(Some(claims), "iss").filter_map(Value::as_str);
    issuers.any(|iss| {
        let is_of_subject = iss.starts_with(THUMBPRINT) && every(Some(claims), "sub_jwk").next().is_some();
        is_of_subject || matches!(&*iss, "https://self-issued.me" | "https://self-issued.me/v2")
    })
}

/// What a claim must be.
#[derive(Clone, Copy)]
enum Form {
    /// A string with something in it.
    Text,
    /// That, or a list of such.
    Texts,
    /// An address on the web.
    Address,
    /// A time: what it is worth is judged with the clock.
    Time,
}

impl Form {
    fn fits(self, value: Value<'_>) -> bool {
        let is_text = |value: Value<'_>| value.as_str().is_some_and(|text| !text.is_empty());
        match self {
            Self::Text => is_text(value),
            Self::Texts if value.kind() == Kind::Array => value.child_count() > 0 && value.children().all(is_text),
            Self::Texts => is_text(value),
            Self::Address => value.as_str().is_some_and(|text| is_address(&text)),
            Self::Time => value.kind() == Kind::Number,
        }
    }
}

/// The claims that the standard of a kind requires.
fn required(kind: OwnKeyKind) -> &'static [(&'static str, Form)] {
    use Form::{Address, Text, Texts, Time};
    match kind {
        // An ACME request is no JWT (RFC 8555 §6.2).
        OwnKeyKind::AcmeRequest => &[],
        // RFC 9449 §4.2.
        OwnKeyKind::DpopProof => &[("jti", Text), ("htm", Text), ("htu", Address), ("iat", Time)],
        OwnKeyKind::CredentialProof => &[("aud", Texts), ("iat", Time)],
        OwnKeyKind::AttestationProof => &[("aud", Texts), ("jti", Text)],
        // draft-ietf-wimse-wpt §2.
        OwnKeyKind::WorkloadProof => &[("aud", Texts), ("exp", Time), ("jti", Text), ("wth", Text)],
        // OpenID Federation §1.2, §3.1: an entity identifier is an address.
        OwnKeyKind::EntityConfiguration | OwnKeyKind::EntityStatement => {
            &[("iss", Address), ("sub", Address), ("iat", Time), ("exp", Time)]
        }
        // OpenID Connect Core §2.
        OwnKeyKind::SelfIssued => &[("aud", Texts), ("exp", Time), ("iat", Time)],
    }
}

/// The claims that need not be there, but must be strings where they are: the same standards.
const TEXTS: [&str; 5] = ["iss", "sub", "nonce", "ath", "client_id"];

/// What the token lacks of what its standard has a verifier look for beside the signature. Of claims that are not in sight
/// nothing is said.
pub(crate) fn gap(
    kind: OwnKeyKind,
    layer: &Layer,
    header: &JoseHeader,
    claims: Option<Value<'_>>,
) -> Option<OwnKeyGap> {
    let jws = layer.jws()?;
    let jwk = header.protected("jwk");
    let keys = || entity_keys(claims).chain(every(claims, "sub_jwk")).chain(jwk.iter().map(|jwk| jwk.value));
    if keys().any(|key| PRIVATE_MEMBERS.iter().any(|name| key.get(name).is_some())) {
        return Some(OwnKeyGap::PrivateKey);
    }
    if kind == OwnKeyKind::AcmeRequest {
        return None;
    }
    if jws.serialization != Serialization::Compact {
        return Some(OwnKeyGap::NotCompact);
    }
    // RFC 9901 §4: with ~ behind it is an SD-JWT, which none of these kinds is; nor is the payload of a JWT ever elsewhere.
    if jws.detached || layer.text.contains('~') {
        return Some(OwnKeyGap::NotThreeParts);
    }
    // OpenID4VCI, jwt proof type: kid, jwk and x5c exclude each other.
    let ways = ["kid", "jwk", "x5c"].iter().filter(|name| header.protected(name).is_some()).count();
    match kind {
        OwnKeyKind::CredentialProof if ways > 1 => return Some(OwnKeyGap::SeveralKeys),
        // All of them: who knows a shared secret is not one holder. RFC 9449 §4.2 wants the public key besides.
        _ if is_symmetric(header) => return Some(OwnKeyGap::Symmetric),
        OwnKeyKind::DpopProof if jwk.as_ref().is_none_or(|jwk| jwk.value.kind() != Kind::Object) => {
            return Some(OwnKeyGap::NoKey);
        }
        // A key attestation and a trust chain hold the key as well.
        OwnKeyKind::CredentialProof
            if ways == 0 && ["key_attestation", "trust_chain"].iter().all(|name| header.protected(name).is_none()) =>
        {
            return Some(OwnKeyGap::NoKey);
        }
        _ => {}
    }
    // What is inside is a token, and no claims set, or it is not in sight.
    if layer.content.is_none() && !layer.is_payload_known() {
        return None;
    }
    for &(name, form) in required(kind) {
        let mut values = every(claims, name).peekable();
        if values.peek().is_none() {
            return Some(OwnKeyGap::Claim(name));
        }
        if !values.all(|value| form.fits(value)) {
            return Some(OwnKeyGap::Malformed(name));
        }
    }
    let is_text = |name: &&&str| every(claims, name).all(|value| Form::Text.fits(value));
    if let Some(name) = TEXTS.iter().find(|name| !is_text(name)) {
        return Some(OwnKeyGap::Malformed(name));
    }
    match kind {
        OwnKeyKind::EntityConfiguration | OwnKeyKind::EntityStatement => entity_gap(claims),
        // Its drafts have the one or the other; without both it can be sent again for ever.
        OwnKeyKind::AttestationProof if every(claims, "iat").chain(every(claims, "exp")).next().is_none() => {
            Some(OwnKeyGap::Claim("iat"))
        }
        _ => None,
    }
}

fn is_symmetric(header: &JoseHeader) -> bool {
    let row = header.algorithm().and_then(|name| SignatureAlgorithm::named(&name).known());
    row.is_some_and(|row| row.family == SignatureFamily::Hmac)
}

/// The keys of every key set that an entity configuration holds.
fn entity_keys(claims: Option<Value<'_>>) -> impl Iterator<Item = Value<'_>> {
    let lists = every(claims, "jwks").flat_map(|set| every(Some(set), "keys"));
    lists.filter(|keys| keys.kind() == Kind::Array).flat_map(Value::children)
}

/// OpenID Federation §3.1: claims that must be understood, and Jotsmith knows none of them; a name is of one key of the set.
fn entity_gap(claims: Option<Value<'_>>) -> Option<OwnKeyGap> {
    if every(claims, "crit").next().is_some() {
        return Some(OwnKeyGap::CriticalClaims);
    }
    let is_list = |hints: Value<'_>| hints.kind() == Kind::Array && hints.child_count() > 0;
    if !every(claims, "authority_hints").all(is_list) {
        return Some(OwnKeyGap::Malformed("authority_hints"));
    }
    let mut names = HashSet::new();
    for key in entity_keys(claims) {
        let Some(name) = only(key, "kid").and_then(Value::as_str) else { return Some(OwnKeyGap::Malformed("jwks")) };
        if !names.insert(name.into_owned()) {
            return Some(OwnKeyGap::SameKeyId);
        }
    }
    None
}

/// Holds a token to the form of the kind that it says it is, whichever key verified it: a verifier of that kind looks for
/// it and refuses the token. A kind that carries its key must be made with that one besides (RFC 9449 §4.3 step 6).
pub(crate) fn hold_to_form(layer: &mut Layer, found: &[Embedded]) {
    let JoseObject::Jws(jws) = &layer.object else { return };
    let claims = layer.claims_document().and_then(|document| document.object());
    let mut broken = Vec::new();
    for (entry, (part, result)) in jws.signatures.iter().zip(&layer.signatures).enumerate() {
        // Also where the keys at hand did not make it, and its own one did: what it lacks is why it is none.
        let is_by_own =
            || matches!(result.reasons.first(), Some(Reason::Signature(SignatureReason::MadeByEmbedded { .. })));
        let is_open = matches!(result.status, SignatureStatus::Verified | SignatureStatus::Unchecked) || is_by_own();
        let Some(kind) = said_kind(&part.header, claims).filter(|_| is_open) else { continue };
        let own_key = |source: &EmbeddedSource| found.iter().find(|own| own.entry == entry && own.source == *source);
        let gap = gap(kind, layer, &part.header, claims).or_else(|| {
            let own = match kind {
                OwnKeyKind::DpopProof => &EmbeddedSource::Jwk,
                OwnKeyKind::CredentialProof if part.header.protected("jwk").is_some() => &EmbeddedSource::Jwk,
                OwnKeyKind::EntityConfiguration => &EmbeddedSource::OwnKeySet,
                OwnKeyKind::SelfIssued => &EmbeddedSource::SubjectKey,
                _ => return None,
            };
            let is_verified = result.status == SignatureStatus::Verified;
            let own = own_key(own);
            let gap = match own.is_some_and(|own| own.fits == Some(true)) {
                true => OwnKeyGap::ForbiddenKey,
                false => OwnKeyGap::OtherKey,
            };
            (is_verified && !own.is_some_and(Embedded::may_verify)).then_some(gap)
        });
        broken.extend(gap.map(|gap| (entry, kind, gap)));
    }
    for (entry, kind, gap) in broken {
        if let Some(result) = layer.signatures.get_mut(entry) {
            result.status = SignatureStatus::Rejected;
            result.reasons = vec![Reason::Signature(SignatureReason::NoProof { kind, gap })];
        }
    }
}
