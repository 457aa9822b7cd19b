//! One base64url part of a token: its characters, its bytes, its faults.

use crate::engine::ground::base64url;
use crate::engine::ground::base64url::Fault;
use crate::engine::ground::span::Span;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartName {
    Header,
    /// The payload of a JWS.
    Payload,
    /// The signature of a JWS.
    Signature,
    /// The encrypted key of a JWE.
    EncryptedKey,
    InitializationVector,
    Ciphertext,
    AuthenticationTag,
    /// Additional authenticated data, in JSON alone.
    AdditionalData,
    /// A part of something that is neither.
    Unknown,
}

impl PartName {
    /// The name of the JSON report's `size.parts` and of readouts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::EncryptedKey => "encrypted key",
            Self::InitializationVector => "iv",
            Self::Ciphertext => "ciphertext",
            Self::AuthenticationTag => "tag",
            Self::AdditionalData => "aad",
            Self::Unknown => "part",
        }
    }
}

/// One part as it was received.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: PartName,
    /// Its characters in the layer's text, without quotes.
    pub span: Span,
    /// Its characters, where they are not a plain slice of the layer's text (a JSON string with escapes).
    pub unescaped: Option<Arc<str>>,
    /// What it decodes to; for an unencoded payload (RFC 7797) the characters themselves.
    pub bytes: Arc<[u8]>,
    /// What is wrong with the encoding, in the part's own characters.
    pub faults: Vec<Fault>,
}

impl Part {
    /// Decodes the characters at `span` of `text`.
    pub fn decode(name: PartName, text: &str, span: Span) -> Self {
        let decoded = base64url::decode(span.of(text).unwrap_or_default());
        Self { name, span, unescaped: None, bytes: decoded.bytes.into(), faults: decoded.faults }
    }

    /// The part's characters, as received (JSON escapes resolved).
    pub fn text<'a>(&'a self, layer_text: &'a str) -> &'a str {
        self.unescaped.as_deref().unwrap_or_else(|| self.span.of(layer_text).unwrap_or_default())
    }

    /// Whether the encoding is canonical.
    pub fn is_strict(&self) -> bool {
        self.faults.is_empty()
    }

    /// The characters in the layer's text that carry these decoded bytes. Exact for a canonical part, the whole part
    /// otherwise.
    pub fn span_of_bytes(&self, bytes: Span) -> Span {
        if self.unescaped.is_some() || !self.is_strict() {
            return self.span;
        }
        base64url::encoded_span(bytes, self.span.len()).shift(self.span.start)
    }
}
