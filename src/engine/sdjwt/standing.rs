//! What an SD-JWT comes to once it was looked into: which claims may be shown as the issuer's, where each of them came
//! from, and how its key binding stands.

use super::process;
use super::{HashCheck, SdJwt};
use crate::engine::json::Document;
use crate::engine::layer::Layer;
use crate::engine::span::Span;
use crate::engine::status::{Reason, SignatureStatus};
use std::collections::HashSet;
use std::sync::Arc;

/// The beginning of the codes of reasons that speak against the key binding and against nothing else.
const KEY_BINDING: &str = "SDJWT_KB_";

/// How a key binding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyBindingStatus {
    /// The holder, whose key a verified issuer named, made exactly this presentation.
    Verified,
    /// It breaks a rule, is of another presentation, or was not made with the holder's key.
    Rejected,
    /// The holder's key is not known, or nothing vouches for it.
    Unchecked,
}

impl KeyBindingStatus {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Unchecked => "unchecked",
        }
    }
}

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

impl SdJwt {
    /// The processed claims, where processing succeeded. What is wrong with the key binding alone takes nothing from what
    /// the issuer signed.
    pub fn claims(&self) -> Option<&Arc<Document>> {
        self.processed.as_ref().filter(|_| self.disclosure_reasons().next().is_none())
    }

    /// Why it is to be rejected whatever its key binding says.
    pub fn disclosure_reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| !reason.code.starts_with(KEY_BINDING))
    }

    /// The place among the disclosures of the one that this byte of [`processed`](Self::processed) came from; `None` for
    /// what the payload has itself.
    pub fn disclosure_at(&self, byte: usize) -> Option<usize> {
        process::origin(&self.segments, byte)?.1.checked_sub(1)
    }

    /// How many disclosures have a part in these bytes of [`processed`](Self::processed).
    pub fn disclosures_within(&self, bytes: Span) -> usize {
        process::sources(&self.segments, bytes).filter(|source| *source > 0).collect::<HashSet<_>>().len()
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
        let own = |reason: &&Reason| reason.code.starts_with(KEY_BINDING);
        let fatal: Vec<Reason> = sd_jwt.reasons.iter().filter(own).cloned().collect();
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
            Reason::new("presentation-rejected", "What it binds is rejected, so it shows nothing")
        } else if key_binding.hash != HashCheck::Matches {
            Reason::new("hash-unchecked", "sd_hash could not be compared with what is presented")
        } else if key_binding.signature.status != SignatureStatus::Verified {
            Reason::new("holder-unverified", "Its signature was not verified")
        } else if self.signatures.is_empty()
            || self.signatures.iter().any(|result| result.status != SignatureStatus::Verified)
        {
            let message = "It was made with the key in cnf, but nothing vouches for that key until the issuer's signature is verified";
            Reason::new("issuer-unverified", message).advising("Load the issuer's key")
        } else {
            return Some((KeyBindingStatus::Verified, Vec::new()));
        };
        Some((KeyBindingStatus::Unchecked, vec![gap]))
    }
}
