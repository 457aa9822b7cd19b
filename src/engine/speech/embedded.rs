//! Words for the key that a token carries, and for what it proves.

use crate::engine::crypto::certificate::PathError;
use crate::engine::jose::embedded::{Embedded, EmbeddedSource, OwnKeyGap, OwnKeyKind, Trust};
use crate::engine::jose::layer::Layer;
use crate::engine::jose::possession::{CompanionKind, NamedKey};
use crate::engine::jose::sd_jwt::HashCheck;
use crate::engine::key::PASTED;
use crate::engine::text::words::shown;

/// The key, behind "made by".
pub fn words(source: &EmbeddedSource) -> String {
    match source {
        EmbeddedSource::Jwk => "the key in its own header (jwk)".to_owned(),
        EmbeddedSource::Certificate { subject } => {
            format!("the key of the certificate that it carries ({})", shown(subject))
        }
        EmbeddedSource::OwnKeySet => "a key of its own key set (jwks)".to_owned(),
        EmbeddedSource::SubjectKey => "the key in its own claims (sub_jwk)".to_owned(),
        EmbeddedSource::WebPush => "the key next to it (k)".to_owned(),
        EmbeddedSource::Attestation => "the key in its client attestation (cnf)".to_owned(),
        EmbeddedSource::WorkloadIdentity => "the key in its workload identity token (cnf)".to_owned(),
    }
}

/// Why a chain leads to no anchor, behind "but".
pub fn broken(error: &PathError) -> String {
    let number = |at: usize| at + 1;
    match *error {
        PathError::NoAnchor { at: 0 } => "its issuer is not among your trust anchors".to_owned(),
        PathError::NoAnchor { at } => {
            format!("its chain ends at certificate {}, whose issuer is not among your trust anchors", number(at))
        }
        PathError::NotSigned { at } => {
            format!("the signature of certificate {} was not made by its issuer's key", number(at))
        }
        PathError::NotAnAuthority { at } => format!("certificate {} is not allowed to issue certificates", number(at)),
        PathError::NameConstraint { at } => {
            format!("certificate {} has a name that its issuer may not certify", number(at))
        }
        PathError::CriticalExtension { at } => {
            format!("certificate {} has a critical extension that Jotsmith does not support", number(at))
        }
        PathError::NotForSignatures => "the key usage in its certificate does not allow signing".to_owned(),
        PathError::TooWeak { at } => format!("certificate {} uses a key or a hash that is too weak", number(at)),
        PathError::Other { at, words } => format!("its chain is not valid at certificate {}: {words}", number(at)),
    }
}

/// What a signature proves that the token's own key verified.
pub fn proves(kind: OwnKeyKind) -> &'static str {
    match kind {
        OwnKeyKind::DpopProof => "a DPoP proof: its sender holds the key in its header, whoever that is",
        OwnKeyKind::AcmeRequest => "an ACME request: its sender holds the account key in its header",
        OwnKeyKind::CredentialProof => "a proof for a credential: its sender holds the key in its header",
        OwnKeyKind::EntityConfiguration => {
            "an entity configuration: signed with its own key set, which nobody vouches for yet"
        }
        OwnKeyKind::EntityStatement => "an entity statement: one entity speaks about another",
        OwnKeyKind::SelfIssued => "a self-issued ID token: its subject is the key itself",
        OwnKeyKind::AttestationProof => {
            "a client attestation proof: its sender holds the key that the client attestation names"
        }
        OwnKeyKind::WorkloadProof => {
            "a workload proof: its sender holds the key that the workload identity token names"
        }
    }
}

/// The key that a kind is made with.
const fn own_key(kind: OwnKeyKind) -> &'static str {
    match kind {
        OwnKeyKind::DpopProof | OwnKeyKind::AcmeRequest | OwnKeyKind::CredentialProof => {
            "the key in its own header (jwk)"
        }
        OwnKeyKind::EntityConfiguration => "the key of its own key set (jwks) that its kid names",
        OwnKeyKind::EntityStatement => "the key of its issuer",
        OwnKeyKind::SelfIssued => "the key in its own claims (sub_jwk)",
        OwnKeyKind::AttestationProof => "the key that its client attestation names (cnf)",
        OwnKeyKind::WorkloadProof => "the key that its workload identity token names (cnf)",
    }
}

/// Why a token is refused although its own key made it.
pub fn gap(kind: OwnKeyKind, gap: OwnKeyGap) -> (String, &'static str) {
    let (name, reference) = match kind {
        OwnKeyKind::DpopProof => ("A DPoP proof", "RFC 9449 §4.3"),
        OwnKeyKind::AcmeRequest => ("An ACME request", "RFC 8555 §6.2"),
        OwnKeyKind::CredentialProof => ("A proof for a credential", "OpenID4VCI Appendix F.1"),
        OwnKeyKind::EntityConfiguration => ("An entity configuration", "OpenID Federation §3.1"),
        OwnKeyKind::EntityStatement => ("An entity statement", "OpenID Federation §3.1"),
        OwnKeyKind::SelfIssued => ("A self-issued ID token", "SIOPv2 §11.1"),
        OwnKeyKind::AttestationProof => {
            ("A client attestation proof", "draft-ietf-oauth-attestation-based-client-auth")
        }
        OwnKeyKind::WorkloadProof => ("A workload proof", "draft-ietf-wimse-wpt"),
    };
    match gap {
        OwnKeyGap::Claim(claim) => (
            format!("{name} must have {claim}, but this one does not ({reference})"),
            "Verifiers reject it, whatever key made the signature; its sender must add the claim",
        ),
        OwnKeyGap::Malformed(claim) => (
            format!("{name} must have a valid {claim}, but this one does not ({reference})"),
            "Verifiers reject it, whatever key made the signature; its sender must correct the claim",
        ),
        OwnKeyGap::PrivateKey => (
            format!("{name} must not contain a private key, but this one does ({reference})"),
            "Anyone who saw this token has the key now: its sender needs a new one and must send only the public half",
        ),
        OwnKeyGap::NotCompact => (
            format!("{name} is a JWT, and a JWT is never in a JSON serialization (RFC 7519 §3)"),
            "Its sender must use the compact serialization",
        ),
        OwnKeyGap::NotThreeParts => (
            format!("{name} is a JWT of header, payload and signature, but this one is not (RFC 7519 §7.1)"),
            "Its sender must leave out ~ and what follows it, and must not detach the payload",
        ),
        OwnKeyGap::NoKey if kind == OwnKeyKind::CredentialProof => (
            format!("{name} must name its key in the header (jwk, kid or x5c), but this one does not ({reference})"),
            "Its sender must add jwk to the protected header",
        ),
        OwnKeyGap::NoKey => (
            format!("{name} must have its public key in the header (jwk), but this one does not ({reference})"),
            "Verifiers use no other key for it; its sender must add jwk to the protected header",
        ),
        OwnKeyGap::OtherKey => (
            format!("{name} must be made with {}, but this one is not ({reference})", own_key(kind)),
            "Verifiers use no other key for it, also where another one made the signature",
        ),
        OwnKeyGap::ForbiddenKey => (
            format!(
                "{name} must be made with a key that is meant for it, but alg, use or key_ops of {} forbid it",
                own_key(kind)
            ),
            "Its sender must use a key whose alg is that of the header (RFC 7517 §4.4)",
        ),
        OwnKeyGap::Symmetric => (
            format!("{name} must not use an algorithm with a shared secret, but this one does ({reference})"),
            "Only a key pair shows who holds the key: its sender must use an algorithm such as ES256",
        ),
        OwnKeyGap::SeveralKeys => (
            format!("{name} must name its key in one way, but this one has several of kid, jwk and x5c ({reference})"),
            "They exclude each other: its sender must keep one of them",
        ),
        OwnKeyGap::CriticalClaims => (
            format!("{name} that lists claims in crit is valid only where they are understood ({reference})"),
            "Jotsmith does not support any of these claims",
        ),
        OwnKeyGap::SameKeyId => (
            format!("{name} must have different key IDs in jwks, but this one has the same one twice ({reference})"),
            "Nobody can tell which of the keys is meant: its sender must give each key a kid of its own",
        ),
    }
}

/// What a DPoP proof or a client attestation proof is bound to, as a clause of the verdict; `None` for every other token.
pub fn bound(layer: &Layer) -> Option<String> {
    let Some(possession) = &layer.possession else {
        let is_proof = layer.embedded.iter().any(|found| found.demanded_by == Some(OwnKeyKind::DpopProof));
        let claims = layer.claims_document().and_then(|document| document.object()).filter(|_| is_proof)?;
        claims.get("ath")?;
        return Some("ath was not compared: the access token was not supplied".to_owned());
    };
    let name = companion(possession.kind);
    let unverified = if possession.is_verified { "" } else { ", which was not verified" };
    let hash = possession.kind.hash().unwrap_or_default();
    let member = if possession.kind == CompanionKind::AccessToken { "cnf.jkt" } else { "cnf" };
    match (possession.hash, possession.key) {
        (None, NamedKey::Matches) => Some(format!("bound to the {name}{unverified}: it names this key (cnf)")),
        (Some(HashCheck::Matches), NamedKey::Matches) => {
            Some(format!("bound to the {name}{unverified}: {hash} is its hash, and it names this key ({member})"))
        }
        (Some(HashCheck::Matches), NamedKey::Missing) => {
            Some(format!("made for the {name}: {hash} is its hash; it names no key itself ({member})"))
        }
        (Some(HashCheck::Matches), NamedKey::Unreadable) => Some(format!("made for the {name}: {hash} is its hash")),
        // What does not fit is a finding of its own.
        _ => None,
    }
}

/// The token that a proof comes with.
pub const fn companion(kind: CompanionKind) -> &'static str {
    match kind {
        CompanionKind::AccessToken => "access token",
        CompanionKind::ClientAttestation => "client attestation",
        CompanionKind::WorkloadIdentity => "workload identity token",
    }
}

/// Why a key that a token carries was relied on, as a clause of the verdict; `None` where it was not.
pub fn basis(embedded: &Embedded) -> Option<String> {
    if !embedded.verifies() {
        return None;
    }
    match (&embedded.trust, embedded.demanded_by) {
        (Some(Trust::Anchored { anchor, source, .. }), _) => {
            let file = match source.as_str() {
                "" => String::new(),
                PASTED => ", which was pasted".to_owned(),
                file => format!(", loaded from {}", shown(file)),
            };
            Some(format!(
                "trusted because its certificate leads to {}{file}; revocation was not checked",
                shown(anchor)
            ))
        }
        (_, Some(kind)) => Some(proves(kind).to_owned()),
        _ => None,
    }
}
