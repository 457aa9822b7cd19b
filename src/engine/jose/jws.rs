//! JSON Web Signature (RFC 7515, RFC 7797): what was received, untouched.

use super::header::JoseHeader;
use super::part::Part;
use std::borrow::Cow;

/// How a JOSE object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Serialization {
    /// Parts with dots between them.
    Compact,
    /// JSON with one signature or recipient in place.
    Flattened,
    /// JSON with a list of signatures or recipients.
    General,
}

impl Serialization {
    /// The word of the JSON report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Flattened => "flattened",
            Self::General => "general",
        }
    }
}

/// A JWS as received.
#[derive(Clone, Debug)]
pub struct Jws {
    pub serialization: Serialization,
    /// The payload; `None` when it is detached (RFC 7515 Appendix F) or the member is missing.
    pub payload: Option<Part>,
    /// Whether the payload was left out on purpose: `header..signature`, or no `payload` member.
    pub detached: bool,
    /// At least one.
    pub signatures: Vec<Signature>,
}

/// One signature with its header.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Protected and unprotected parameters.
    pub header: JoseHeader,
    /// The signature; `None` where the part or member is missing.
    pub signature: Option<Part>,
}

impl Signature {
    /// The protected header's characters as received; empty where there is no protected header (RFC 7515 §5.1).
    pub fn protected_text<'a>(&'a self, layer_text: &'a str) -> &'a str {
        self.header
            .sources
            .iter()
            .find(|source| source.origin == super::header::Origin::Protected)
            .and_then(|source| source.part.as_ref())
            .map_or("", |part| part.text(layer_text))
    }

    /// Whether `b64` is false in the protected header (RFC 7797 §3).
    pub fn is_unencoded(&self) -> bool {
        self.header.protected("b64").and_then(|parameter| parameter.value.as_bool()) == Some(false)
    }
}

impl Jws {
    /// The bytes that the signature at `index` covers: **as received**, never written anew (RFC 7515 §5.2 step 8).
    ///
    /// `detached` is the payload that the person supplied, used only where the token has none. `None` when there is no
    /// payload at all.
    pub fn signing_input<'a>(
        &'a self,
        index: usize,
        layer_text: &'a str,
        detached: Option<&[u8]>,
    ) -> Option<Cow<'a, [u8]>> {
        let signature = self.signatures.get(index)?;
        let protected = signature.protected_text(layer_text);
        let assemble = |payload: &[u8]| {
            let mut input = Vec::with_capacity(protected.len() + 1 + payload.len());
            input.extend_from_slice(protected.as_bytes());
            input.push(b'.');
            input.extend_from_slice(payload);
            Cow::Owned(input)
        };
        match &self.payload {
            Some(payload) if self.serialization == Serialization::Compact => {
                layer_text.as_bytes().get(..payload.span.end).map(Cow::Borrowed)
            }
            Some(payload) => Some(assemble(payload.text(layer_text).as_bytes())),
            None if signature.is_unencoded() => detached.map(assemble),
            None => detached.map(|payload| assemble(crate::engine::ground::base64url::encode(payload).as_bytes())),
        }
    }
}
