//! The token that a proof of possession came with: which one it is, and whether the proof was made for it.

use super::own_key::every;
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::jose::possession::{CompanionKind, NamedKey, Possession};
use crate::engine::jose::sd_jwt::{EMBEDDED_KEY, HashCheck};
use crate::engine::jose::status::{MatchedBy, RecipientStatus, SignatureStatus};
use crate::engine::key::Jwk;
use crate::engine::key_file::import::{public_key, public_material};
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use crate::engine::text::private::PRIVATE_MEMBERS;
use std::sync::Arc;

/// What kind of token a proof with this header comes with; `None` where it is no such proof.
pub(crate) fn companion_kind(header: &JoseHeader) -> Option<CompanionKind> {
    match header.protected_media_type("typ").as_deref() {
        Some("application/dpop+jwt") => Some(CompanionKind::AccessToken),
        Some("application/oauth-client-attestation-pop+jwt") => Some(CompanionKind::ClientAttestation),
        Some("application/wpt+jwt") => Some(CompanionKind::WorkloadIdentity),
        _ => None,
    }
}

/// The token beside a proof, looked into.
#[derive(Debug)]
pub(crate) struct Companion {
    kind: CompanionKind,
    text: Arc<str>,
    is_given: bool,
    examination: Arc<Examination>,
    is_verified: bool,
    /// The key that it names.
    named: Named,
    /// The key that a client attestation names.
    pub attested_key: Option<Arc<Jwk>>,
}

/// The key that a token names in `cnf`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// This one, by its thumbprint.
    Key(String),
    /// None, or in a way that is not known here.
    None,
    /// `cnf` is malformed, or names several keys.
    Malformed,
    /// Nothing can be said of its claims.
    Unreadable,
}

impl Companion {
    pub(crate) fn new(kind: CompanionKind, text: Arc<str>, is_given: bool, examination: Examination) -> Self {
        let claims = examination.claims_document().and_then(|document| document.object());
        let named = claims.map_or(Named::Unreadable, |claims| named_key(every(Some(claims), "cnf")));
        let name = match kind {
            CompanionKind::WorkloadIdentity => "the workload identity token",
            _ => "the client attestation",
        };
        let attested_key = claims
            .filter(|_| kind.names_the_key() && matches!(named, Named::Key(_)))
            .and_then(|claims| public_key(claims.get("cnf")?.get("jwk")?, EMBEDDED_KEY, name).ok())
            .map(Arc::new);
        let is_verified = is_verified(&examination);
        Self { kind, text, is_given, is_verified, named, attested_key, examination: Arc::new(examination) }
    }

    pub(crate) const fn kind(&self) -> CompanionKind {
        self.kind
    }

    /// Whether it can be what the proof was made for: a proof cannot, nor what nobody can read.
    pub(crate) fn may_be_one(&self) -> bool {
        let Some(layer) = self.examination.layers.first() else { return false };
        let header = layer.jws().and_then(|jws| Some(&jws.signatures.first()?.header));
        !matches!(layer.object, JoseObject::Unreadable(_)) && header.and_then(companion_kind).is_none()
    }

    /// Whether it was verified and names this key, and the proof with these claims was made for it.
    pub(crate) fn vouches_for(&self, key: &Jwk, claims: Option<Value<'_>>) -> bool {
        let is_meant = self.kind == CompanionKind::ClientAttestation || self.hash_check(claims) == HashCheck::Matches;
        self.is_verified && is_meant && matches!(&self.named, Named::Key(named) if *named == key.thumbprint)
    }

    /// RFC 9449 §4.2: SHA-256 over the ASCII characters of the access token; draft-ietf-wimse-wpt §2 of the identity token.
    fn hash(&self) -> String {
        base64url::encode(&digest(Hash::Sha256, self.text.as_bytes()))
    }

    /// Of several `ath` every one must be its hash: parsers differ in which they see.
    fn hash_check(&self, claims: Option<Value<'_>>) -> HashCheck {
        let hash = self.hash();
        let mut values = self.kind.hash().into_iter().flat_map(|name| every(claims, name)).peekable();
        if values.peek().is_none() {
            HashCheck::Missing
        } else if values.all(|value| value.as_str().is_some_and(|value| *value == *hash)) {
            HashCheck::Matches
        } else {
            HashCheck::Differs
        }
    }

    /// How the proof in this layer stands to it.
    pub(crate) fn possession(&self, proof: &Layer) -> Option<Possession> {
        let header = &proof.jws()?.signatures.first()?.header;
        let claims = proof.claims_document().and_then(|document| document.object());
        let hash = self.kind.hash().map(|_| self.hash_check(claims));
        let own = header.protected("jwk").and_then(|jwk| public_material(jwk.value).ok());
        let made_by =
            || proof.signatures.iter().find_map(|result| result.key.as_ref()).map(|key| key.thumbprint.clone());
        // One that brings no key is none (RFC 9449 §4.2), and still says nothing of another.
        let own = own.map(|material| thumbprint_sha256(&material)).or_else(made_by);
        let made_by_named = || {
            let attested = proof.embedded.iter().find(|found| found.demanded_by.is_some());
            attested.is_some_and(|found| found.may_verify())
        };
        let key = match (&self.named, self.kind) {
            (Named::Unreadable, _) => NamedKey::Unreadable,
            (Named::Malformed, _) => NamedKey::Malformed,
            (Named::None, _) => NamedKey::Missing,
            (Named::Key(named), CompanionKind::AccessToken) if own.as_ref() == Some(named) => NamedKey::Matches,
            (Named::Key(_), kind) if kind.names_the_key() && made_by_named() => NamedKey::Matches,
            _ => NamedKey::Differs,
        };
        let (kind, is_given, is_verified) = (self.kind, self.is_given, self.is_verified);
        Some(Possession { kind, is_given, hash, key, is_verified, companion: self.examination.clone() })
    }
}

/// The thumbprint of the key in a `cnf`: `jkt` (RFC 9449 §6.1) or that of `jwk` (RFC 7800 §3.2). RFC 7800 §3: it names one
/// key, so that every member of every occurrence must name the same.
fn named_key<'a>(confirmations: impl Iterator<Item = Value<'a>>) -> Named {
    let mut found = Named::None;
    for cnf in confirmations {
        if cnf.kind() != Kind::Object {
            return Named::Malformed;
        }
        let by_thumbprint = every(Some(cnf), "jkt").map(|jkt| jkt.as_str().map(std::borrow::Cow::into_owned));
        let is_public = |jwk: Value<'_>| PRIVATE_MEMBERS.iter().all(|name| jwk.get(name).is_none());
        let of_key = |jwk: Value<'a>| Some(thumbprint_sha256(&public_material(jwk).ok().filter(|_| is_public(jwk))?));
        let by_key = every(Some(cnf), "jwk").map(of_key);
        for named in by_thumbprint.chain(by_key) {
            match (named, &found) {
                (Some(named), Named::None) => found = Named::Key(named),
                (Some(named), Named::Key(known)) if *known == named => {}
                _ => return Named::Malformed,
            }
        }
    }
    found
}

/// Whether claims name more than one key in `cnf`. One that is malformed is not counted.
pub(crate) fn names_several(claims: Option<Value<'_>>) -> bool {
    let confirmations: Vec<Value<'_>> = every(claims, "cnf").collect();
    let members = |cnf: &Value<'_>| ["jkt", "jwk"].map(|name| every(Some(*cnf), name).count()).iter().sum::<usize>();
    confirmations.iter().map(members).sum::<usize>() > 1
        && matches!(named_key(confirmations.into_iter()), Named::Malformed)
}

/// Whether a key at hand or an anchor vouches for all of it. Its own key does not.
fn is_verified(examination: &Examination) -> bool {
    let is_signed = examination.layers.iter().any(|layer| layer.jws().is_some());
    let is_good = |layer: &Layer| match &layer.object {
        JoseObject::Jws(jws) => {
            let is_vouched_for = layer.signatures.iter().all(|result| {
                result.status == SignatureStatus::Verified && !result.matched_by.is_some_and(MatchedBy::is_own)
            });
            let is_whole = !layer.signatures.is_empty() && layer.signatures.len() == jws.signatures.len();
            is_vouched_for && is_whole && layer.fatal_reasons().is_empty() && layer.unchecked_reasons().is_empty()
        }
        JoseObject::Jwe(_) => layer.recipients.iter().any(|result| result.status == RecipientStatus::Decrypted),
        JoseObject::Unreadable(_) => false,
    };
    is_signed && examination.layers.iter().all(is_good)
}
