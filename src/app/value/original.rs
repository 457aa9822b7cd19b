//! The token that a draft was carried over from.

use crate::engine::builder::draft::{Draft, PayloadKind};
use crate::engine::builder::{WrittenSignatureHeader, edit};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::{base64url, json};
use crate::engine::jose::status::SignatureStatus;

/// The token that a draft was carried over from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Bytes of the token.
    pub size: usize,
    /// The draft as it was at first.
    pub draft: Draft,
    /// What its first signature covers; `None`: it has none, or its payload is not there.
    pub(in crate::app) signing_input: Option<Vec<u8>>,
    /// How its first signature stood; `None`: it has none.
    pub(in crate::app) status: Option<SignatureStatus>,
}

impl Original {
    /// The same for the texts as they were typed.
    pub(in crate::app) fn holds_as_typed(&self, draft: &Draft) -> Option<Result<(), &'static str>> {
        let first = draft.signing.signatures.first().filter(|_| draft.structure.signs())?;
        let typed =
            WrittenSignatureHeader { protected: first.protected.clone(), unprotected: first.unprotected.clone() };
        let payload = &draft.payload;
        match payload.kind {
            PayloadKind::Claims if payload.is_compacted => {
                let compacted = edit::compact(&payload.claims, Limits::DEFAULT.json_depth);
                self.holds(Some(&typed), compacted.as_deref().unwrap_or(&payload.claims).as_bytes())
            }
            PayloadKind::Claims => self.holds(Some(&typed), payload.claims.as_bytes()),
            PayloadKind::Text => self.holds(Some(&typed), payload.text.as_bytes()),
            PayloadKind::File => self.holds(Some(&typed), payload.file.as_ref().map_or(&[][..], |file| &file.bytes)),
        }
    }

    /// Whether the signature covers the same bytes: then it would still hold. `None`: there is none to hold.
    pub(in crate::app) fn holds(
        &self,
        written: Option<&WrittenSignatureHeader>,
        payload: &[u8],
    ) -> Option<Result<(), &'static str>> {
        let (input, written) = (self.signing_input.as_ref()?, written?);
        let document = json::scan(written.protected.as_bytes(), Limits::DEFAULT.json_depth);
        let b64 = document.object().and_then(|object| object.get("b64")?.as_bool());
        let header = base64url::encode(written.protected.as_bytes());
        let body = if b64 == Some(false) { payload.to_vec() } else { base64url::encode(payload).into_bytes() };
        let rest = input.strip_prefix(header.as_bytes()).and_then(|rest| rest.strip_prefix(b"."));
        Some(match rest {
            Some(rest) if rest == body => Ok(()),
            Some(_) => Err("the payload differs"),
            None if input.ends_with(&[b".".as_slice(), &body].concat()) => Err("the header differs"),
            None => Err("header and payload differ"),
        })
    }
}
