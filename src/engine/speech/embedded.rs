//! Words for the key that a token carries, and for what it proves.

use crate::engine::crypto::certificate::PathError;
use crate::engine::jose::embedded::{Embedded, EmbeddedSource, OwnKeyKind, Trust};
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
        OwnKeyKind::SelfIssued => "a self-issued ID token: its subject is the key itself",
    }
}

/// Why a key that a token carries was relied on, as a clause of the verdict; `None` where it was not.
pub fn basis(embedded: &Embedded) -> Option<String> {
    if !embedded.verifies() {
        return None;
    }
    match (&embedded.trust, embedded.demanded_by) {
        (Some(Trust::Anchored { anchor, source }), _) => {
            let file = if source.is_empty() { String::new() } else { format!(", loaded from {}", shown(source)) };
            Some(format!(
                "trusted because its certificate leads to {}{file}; revocation was not checked",
                shown(anchor)
            ))
        }
        (_, Some(kind)) => Some(proves(kind).to_owned()),
        _ => None,
    }
}
