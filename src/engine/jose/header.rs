//! The JOSE header (RFC 7515 §4, RFC 7516 §4, RFC 7797 §3): every parameter with the place it came from.

use super::part::Part;
use crate::engine::ground::json::{Document, Value};
use crate::engine::ground::span::Span;
use std::sync::Arc;

/// Where a header parameter stands, and so whether anything protects it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The protected header: covered by the signature or the tag.
    Protected,
    /// `header` of a JWS signature: covered by nothing.
    Unprotected,
    /// `unprotected` of a JWE, shared by all recipients.
    SharedUnprotected,
    /// `header` of a JWE recipient.
    PerRecipient,
}

impl Origin {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Protected => "protected",
            Self::Unprotected => "unprotected",
            Self::SharedUnprotected => "shared, unprotected",
            Self::PerRecipient => "per recipient, unprotected",
        }
    }
}

/// One of the up to three JSON objects that make a header.
#[derive(Clone, Debug)]
pub struct HeaderSource {
    pub origin: Origin,
    /// The base64url part that it was decoded from; `None` for an object that stands in the clear.
    pub part: Option<Part>,
    /// The JSON.
    pub document: Arc<Document>,
    /// Index of the object within `document`: 0 for a protected header, else where it stands in the serialization.
    pub root: usize,
}

impl HeaderSource {
    /// The object, however much of it could be read.
    pub fn object(&self) -> Option<Value<'_>> {
        self.document.value(self.root)
    }

    /// The characters of the layer's text that carry these bytes of the document.
    pub fn span_in_text(&self, bytes: Span) -> Span {
        self.part.as_ref().map_or(bytes, |part| part.span_of_bytes(bytes))
    }
}

#[derive(Clone, Copy, Debug)]
pub struct HeaderParameter<'a> {
    pub origin: Origin,
    /// The source it belongs to.
    pub source: &'a HeaderSource,
    /// Its value; its name is [`Value::name`].
    pub value: Value<'a>,
}

impl HeaderParameter<'_> {
    /// The characters of the layer's text that carry name and value.
    pub fn span_in_text(&self) -> Span {
        let value = self.value.span();
        let start = self.value.name_span().map_or(value.start, |name| name.start);
        self.source.span_in_text(Span::new(start, value.end))
    }
}

/// The header of one signature or recipient: protected first, then what is not.
#[derive(Clone, Debug, Default)]
pub struct JoseHeader {
    /// In the order protected, shared, per entry; absent ones are left out.
    pub sources: Vec<HeaderSource>,
}

impl JoseHeader {
    /// Every parameter, duplicates included, protected ones first, each object in the order written.
    pub fn parameters(&self) -> impl Iterator<Item = HeaderParameter<'_>> {
        self.sources.iter().flat_map(|source| {
            source.object().into_iter().flat_map(move |object| {
                object.children().filter(|value| value.name_span().is_some()).map(move |value| HeaderParameter {
                    origin: source.origin,
                    source,
                    value,
                })
            })
        })
    }

    /// The parameter of this name: the last one within the first source that has it.
    pub fn get(&self, name: &str) -> Option<HeaderParameter<'_>> {
        self.sources.iter().find_map(|source| {
            source.object()?.get(name).map(|value| HeaderParameter { origin: source.origin, source, value })
        })
    }

    /// The parameter of this name in the protected header.
    pub fn protected(&self, name: &str) -> Option<HeaderParameter<'_>> {
        self.get(name).filter(|parameter| parameter.origin == Origin::Protected)
    }

    /// [`media_type`](Self::media_type) of a parameter in the protected header: policy rests on nothing else, as anybody can
    /// add what is not protected (RFC 8725 §3.11, RFC 7515 §10.7).
    pub fn protected_media_type(&self, name: &str) -> Option<String> {
        Some(full_media_type(&self.protected(name)?.value.as_str()?))
    }

    /// A parameter that is a string.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.value.as_str().map(std::borrow::Cow::into_owned)
    }

    /// `alg`.
    pub fn algorithm(&self) -> Option<String> {
        self.text("alg")
    }

    /// `kid`.
    pub fn key_id(&self) -> Option<String> {
        self.text("kid")
    }

    /// Whether it says that this is a JWT: `typ` is `JWT` or ends in `+jwt` (RFC 8725 §3.11).
    pub fn says_jwt(&self) -> bool {
        self.media_type("typ").is_some_and(|typ| names_jwt(&typ))
    }

    /// `typ` or `cty` as a media type; see [`full_media_type`].
    pub fn media_type(&self, name: &str) -> Option<String> {
        Some(full_media_type(&self.text(name)?))
    }
}

/// A media type as RFC 7515 §4.1.9 and §4.1.10 compare it: in small letters, `application/` in front when there is no slash;
/// without the parameters behind it and the blanks around it, which make it no other type (RFC 2045 §5.1).
pub(crate) fn full_media_type(written: &str) -> String {
    let (name, _) = written.split_once(';').unwrap_or((written, ""));
    let name: String = name.split_whitespace().collect();
    let name = name.to_ascii_lowercase();
    if name.contains('/') { name } else { format!("application/{name}") }
}

/// Whether a media type, in full and in small letters, is that of a JWT or of a kind of JWT.
pub(crate) fn names_jwt(media_type: &str) -> bool {
    media_type == "application/jwt" || media_type.ends_with("+jwt")
}
