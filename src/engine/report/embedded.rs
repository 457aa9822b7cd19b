//! `embedded` in the JSON report: the keys that a token carries itself.

use super::{Object, push_json_string};
use crate::engine::jose::embedded::{Embedded, Trust};
use crate::engine::jose::possession::{CompanionKind, Possession};
use crate::engine::jose::sd_jwt::HashCheck;
use crate::engine::speech::embedded;

/// A key in the token.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddedReport {
    /// Index into `signatures`.
    pub entry: usize,
    /// `jwk`, `x5c`, `jwks`, `sub_jwk` or `attestation`.
    pub source: &'static str,
    /// SHA-256 (RFC 7638) as base64url.
    pub thumbprint: String,
    /// Whether it made the signature; `None` where that is not known.
    pub fits: Option<bool>,
    /// Whether it verifies the signature: its standard demands it, or its certificates lead to a trust anchor.
    pub verifies: bool,
    /// The subject of that anchor.
    pub anchor: Option<String>,
    /// Why the certificates lead to none; `None` where there is no anchor or no certificate.
    pub broken: Option<String>,
}

/// How a proof stands to the token that it came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossessionReport {
    /// `access_token`, `client_attestation` or `workload_identity_token`.
    pub of: &'static str,
    /// Whether the person named that token.
    pub is_given: bool,
    /// `matches`, `differs` or `missing`; `None` for a client attestation.
    pub ath: Option<&'static str>,
    /// `matches`, `differs`, `missing` or `unreadable`: the key that the token names.
    pub cnf: &'static str,
    /// Whether a supplied key or anchor verified that token.
    pub is_verified: bool,
}

pub(super) fn possession(found: &Possession) -> PossessionReport {
    PossessionReport {
        of: match found.kind {
            CompanionKind::AccessToken => "access_token",
            CompanionKind::ClientAttestation => "client_attestation",
            CompanionKind::WorkloadIdentity => "workload_identity_token",
        },
        is_given: found.is_given,
        ath: found.hash.filter(|_| found.kind == CompanionKind::AccessToken).map(HashCheck::word),
        cnf: found.key.word(),
        is_verified: found.is_verified,
    }
}

impl PossessionReport {
    pub(super) fn write(out: &mut String, found: &Self) {
        let flag = |is: bool| if is { "true" } else { "false" };
        let mut object = Object::begin(out);
        object.text("of", found.of);
        object.name("is_given").push_str(flag(found.is_given));
        if let Some(ath) = found.ath {
            object.text("ath", ath);
        }
        object.text("cnf", found.cnf);
        object.name("is_verified").push_str(flag(found.is_verified));
        object.end();
    }
}

pub(super) fn report(found: &Embedded) -> EmbeddedReport {
    EmbeddedReport {
        entry: found.entry,
        source: found.source.word(),
        thumbprint: found.key.thumbprint.clone(),
        fits: found.fits,
        verifies: found.verifies(),
        anchor: match &found.trust {
            Some(Trust::Anchored { anchor, .. }) => Some(anchor.clone()),
            _ => None,
        },
        broken: match &found.trust {
            Some(Trust::Broken(error)) => Some(embedded::broken(error)),
            _ => None,
        },
    }
}

impl EmbeddedReport {
    pub(super) fn write(out: &mut String, found: &Self) {
        let mut object = Object::begin(out);
        object.number("entry", found.entry as u64);
        object.text("source", found.source);
        object.text("thumbprint", &found.thumbprint);
        object.name("fits").push_str(match found.fits {
            Some(true) => "true",
            Some(false) => "false",
            None => "null",
        });
        object.name("verifies").push_str(if found.verifies { "true" } else { "false" });
        for (name, value) in [("anchor", &found.anchor), ("broken", &found.broken)] {
            if let Some(value) = value {
                push_json_string(object.name(name), value);
            }
        }
        object.end();
    }
}
