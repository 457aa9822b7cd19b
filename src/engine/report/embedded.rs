//! `embedded` in the JSON report: the keys that a token carries itself.

use super::{Object, push_json_string};
use crate::engine::jose::embedded::{Embedded, Trust};
use crate::engine::speech::embedded;

/// A key in the token.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddedReport {
    /// Index into `signatures`.
    pub entry: usize,
    /// `jwk`, `x5c`, `jwks` or `sub_jwk`.
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
