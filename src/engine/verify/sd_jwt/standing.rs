//! What an SD-JWT comes to once it was looked into: which claims may be shown as the issuer's, where each of them came
//! from, and how its key binding stands.

use crate::engine::ground::json::Document;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::{KeyBindingReason, Reason};
use crate::engine::jose::sd_jwt::{HashCheck, KeyBindingStatus, SdJwt};
use crate::engine::jose::status::SignatureStatus;
use std::sync::Arc;

impl HashCheck {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::Unchecked => "unchecked",
        }
    }
}

impl Layer {
    /// The JSON that is shown as the claims: of an SD-JWT whose disclosures hold the payload with them put in, else the
    /// content as it was signed.
    pub fn shown_claims(&self) -> Option<&Arc<Document>> {
        let processed = self.sd_jwt.as_ref().and_then(SdJwt::claims);
        processed.or_else(|| self.content.as_ref()?.document.as_ref())
    }

    /// How the key binding stands and why; `None` where there is none. The key in `cnf` is worth what the issuer's
    /// signature is worth (RFC 9901 §7.3): before that is verified, nothing is bound to anybody.
    pub fn key_binding_standing(&self) -> Option<(KeyBindingStatus, Vec<Reason>)> {
        let sd_jwt = self.sd_jwt.as_ref()?;
        let key_binding = sd_jwt.key_binding.as_ref()?;
        let fatal: Vec<Reason> = sd_jwt.reasons.iter().filter(|reason| reason.is_of_key_binding()).cloned().collect();
        if !fatal.is_empty() {
            return Some((KeyBindingStatus::Rejected, fatal));
        }
        // Faults of its form have the codes of every JWS.
        if key_binding.signature.status == SignatureStatus::Malformed {
            return Some((KeyBindingStatus::Rejected, key_binding.signature.reasons.clone()));
        }
        if !sd_jwt.unchecked.is_empty() {
            return Some((KeyBindingStatus::Unchecked, sd_jwt.unchecked.clone()));
        }
        let gap = if sd_jwt.disclosure_reasons().next().is_some() {
            KeyBindingReason::PresentationRejected
        } else if key_binding.hash != HashCheck::Matches {
            KeyBindingReason::HashUnchecked
        } else if key_binding.signature.status != SignatureStatus::Verified {
            KeyBindingReason::SignatureUnverified
        } else if self.signatures.is_empty()
            || self.signatures.iter().any(|result| result.status != SignatureStatus::Verified)
        {
            KeyBindingReason::IssuerUnverified
        } else {
            return Some((KeyBindingStatus::Verified, Vec::new()));
        };
        Some((KeyBindingStatus::Unchecked, vec![Reason::KeyBinding(gap)]))
    }
}
