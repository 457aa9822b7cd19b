//! A token, looked into: its layers from the outside in, and all that is known without a clock.

use super::certificate::CertificateChain;
use super::content::{Dress, SaidContent, said_content};
use super::embedded::Embedded;
use super::exposed::Exposed;
use super::header::{JoseHeader, names_jwt};
use super::jwe::Jwe;
use super::jws::Jws;
use super::part::Part;
use super::possession::Possession;
use super::reason::Reason;
use super::sd_jwt::SdJwt;
use super::status::{RecipientResult, SignatureResult, SignatureStatus};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::size::SizeReport;
use crate::engine::ground::span::Span;
use crate::engine::key::public_secret::Trial;
use crate::engine::rule::finding::Finding;
use std::sync::Arc;

/// All that is true of a text and a set of keys, without a clock.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Outermost first; never empty: something unreadable is a layer too.
    pub layers: Vec<Layer>,
    /// What is worth saying, in the order of the layers.
    pub findings: Vec<Finding>,
    /// Bytes and where they go, of the outermost layer.
    pub size: SizeReport,
    /// Whether causes of what is wrong were left untried, because they would have taken longer than the limits allow.
    pub is_search_short: bool,
}

#[derive(Clone, Debug)]
pub struct Layer {
    /// The text that was read: the cleaned token for the outermost, the decrypted plaintext or signed payload for one
    /// inside. All spans of this layer are bytes of this text.
    pub text: Arc<str>,
    pub object: JoseObject,
    /// The payload of a JWS, the plaintext of a JWE that opened; `None` while it is locked or detached.
    pub content: Option<Content>,
    /// One for each signature of a JWS, else empty.
    pub signatures: Vec<SignatureResult>,
    /// Whether a public secret made it, one for each signature of a JWS: no key changes that.
    pub public_secrets: Vec<Trial>,
    /// One for each recipient of a JWE, else empty.
    pub recipients: Vec<RecipientResult>,
    /// Its disclosures, where it is an SD-JWT (RFC 9901).
    pub sd_jwt: Option<SdJwt>,
    /// The keys that the token carries, and whether they made its signatures.
    pub embedded: Vec<Embedded>,
    /// How it stands to the token that it came with, where it is a proof of possession.
    pub possession: Option<Possession>,
    /// One for each header with `x5c` (RFC 7515 §4.1.6).
    pub certificates: Vec<CertificateChain>,
    /// What of its texts holds the key that made it.
    pub exposed: Exposed,
}

/// What a layer is.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each layer, never a list of them")]
pub enum JoseObject {
    Jws(Jws),
    Jwe(Jwe),
    /// Neither, or too broken to say; the parts that there are, decoded as far as possible.
    Unreadable(Unreadable),
}

/// What can be shown of something that is neither JWS nor JWE.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// Its dot-separated parts, at most six.
    pub parts: Vec<Part>,
    /// The first part as JSON, where it is JSON as far as that goes.
    pub header: JoseHeader,
}

/// Payload or plaintext, as [`content::read`](super::content) reads it.
#[derive(Clone, Debug)]
pub struct Content {
    pub bytes: Arc<[u8]>,
    pub kind: ContentKind,
    /// The JSON, where it is JSON at least in part; of dressed-up claims the JSON inside.
    pub document: Option<Arc<Document>>,
    /// The part that carries it in the layer's text; `None` for a decrypted plaintext.
    pub part: Option<Part>,
    /// What stood around the claims; `bytes` is then what is inside, and the part's bytes are what was received.
    pub dress: Option<Dress>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// A complete JSON object: a JWT Claims Set.
    Claims,
    /// Something that starts like a JSON object and is broken.
    BrokenClaims,
    /// Complete JSON that is not an object.
    OtherJson,
    /// A JOSE object: the next layer.
    Nested,
    /// UTF-8 text.
    Text,
    /// Bytes that are no text.
    Binary,
    Empty,
}

impl Content {
    /// The bytes as they were received: those of the part, where the claims were dressed up.
    pub fn received(&self) -> &[u8] {
        match (&self.part, self.dress) {
            (Some(part), Some(_)) => &part.bytes,
            _ => &self.bytes,
        }
    }
}

impl ContentKind {
    /// What it is, behind "the payload is".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Claims => "a claims set",
            Self::BrokenClaims => "malformed JSON",
            Self::OtherJson => "JSON that is not an object",
            Self::Nested => "a token",
            Self::Text => "plain text",
            Self::Binary => "binary data",
            Self::Empty => "empty",
        }
    }
}

impl JoseObject {
    /// Whether the `typ` of its first header says that this is a JWT.
    pub fn says_jwt(&self) -> bool {
        let typ = match self {
            Self::Jws(jws) => jws.signatures.first().and_then(|entry| entry.header.protected_media_type("typ")),
            Self::Jwe(jwe) => jwe.recipients.first().and_then(|entry| entry.header.protected_media_type("typ")),
            Self::Unreadable(_) => None,
        };
        typ.is_some_and(|typ| names_jwt(&typ))
    }
}

impl Layer {
    /// Whether it says that it is a JWT and holds no claims set (RFC 7519 §7.2, step 10). A detached payload is no part of
    /// a JWT, and broken claims have a fault of their own.
    pub fn is_no_claims_set(&self) -> bool {
        use ContentKind::{Binary, Empty, OtherJson, Text};
        let kind = self.content.as_ref().map(|content| content.kind);
        let is_detached = self.jws().is_some_and(|jws| jws.detached);
        // `header..signature` that verifies as it stands is no detached one: its payload is empty.
        let is_verified = self.signatures.iter().any(|result| result.status == SignatureStatus::Verified);
        let is_something_else = match kind {
            None => is_detached && is_verified,
            Some(kind) => matches!(kind, OtherJson | Text | Binary | Empty) && !is_detached,
        };
        is_something_else && self.object.says_jwt()
    }

    /// Whether all of its payload or plaintext is known, and it is no token itself: also the empty payload of
    /// `header..signature` that verifies as it stands.
    pub fn is_payload_known(&self) -> bool {
        let is_verified = self.signatures.iter().any(|result| result.status == SignatureStatus::Verified);
        match &self.content {
            Some(content) => content.kind != ContentKind::Nested,
            None => is_verified && self.jws().is_some_and(|jws| jws.detached),
        }
    }

    /// Whether the protected `cty` says that a JWT or a JOSE object is inside, and what is inside is none (RFC 7519 §5.2,
    /// §7.2 step 8): in quotes, behind `Bearer`, a claims set, nothing, anything else.
    pub fn is_no_nested_token(&self) -> bool {
        let said = match &self.object {
            JoseObject::Jws(jws) => said_content(jws.signatures.first().map(|entry| &entry.header)),
            JoseObject::Jwe(jwe) => said_content(jwe.recipients.first().map(|entry| &entry.header)),
            JoseObject::Unreadable(_) => SaidContent::Other,
        };
        said != SaidContent::Other && self.is_payload_known()
    }

    /// The header of a signature or recipient; behind the signatures, that of a key binding.
    pub fn header(&self, entry: usize) -> Option<&JoseHeader> {
        match &self.object {
            JoseObject::Jws(jws) => {
                let key_binding = || self.sd_jwt.as_ref()?.key_binding.as_ref()?.jws.as_ref()?.signatures.first();
                jws.signatures.get(entry).or_else(key_binding).map(|signature| &signature.header)
            }
            JoseObject::Jwe(jwe) => jwe.recipients.get(entry).map(|recipient| &recipient.header),
            JoseObject::Unreadable(unreadable) => Some(&unreadable.header),
        }
    }

    /// `jws`, `jwe` or `unreadable`.
    pub fn kind_word(&self) -> &'static str {
        match self.object {
            JoseObject::Jws(_) => "jws",
            JoseObject::Jwe(_) => "jwe",
            JoseObject::Unreadable(_) => "unreadable",
        }
    }

    /// The JWS, if it is one.
    pub fn jws(&self) -> Option<&Jws> {
        match &self.object {
            JoseObject::Jws(jws) => Some(jws),
            _ => None,
        }
    }

    /// The JWE, if it is one.
    pub fn jwe(&self) -> Option<&Jwe> {
        match &self.object {
            JoseObject::Jwe(jwe) => Some(jwe),
            _ => None,
        }
    }

    /// The JSON whose claims count: of an SD-JWT the payload with the disclosed claims put in, else the content.
    pub fn claims_document(&self) -> Option<&Arc<Document>> {
        let processed = self.sd_jwt.as_ref().and_then(|sd_jwt| sd_jwt.processed.as_ref());
        processed.or_else(|| self.content.as_ref()?.document.as_ref())
    }

    /// The characters of the layer's text that carry `bytes` of [`claims_document`](Self::claims_document); `None` for a
    /// decrypted plaintext, and where they do not stand there in one piece.
    pub fn claims_span(&self, bytes: Span) -> Option<Span> {
        let in_content = |bytes: Span| text_span(self.content.as_ref()?, bytes);
        match &self.sd_jwt {
            Some(sd_jwt) if sd_jwt.processed.is_some() => sd_jwt.span_in_text(bytes, in_content),
            _ => in_content(bytes),
        }
    }

    /// Why the layer as a whole is to be rejected, whatever its signatures say: an SD-JWT whose disclosures do not hold.
    pub fn fatal_reasons(&self) -> &[Reason] {
        self.sd_jwt.as_ref().map_or(&[], |sd_jwt| &sd_jwt.reasons)
    }

    /// What of the layer was not checked besides signatures and recipients: a key binding whose key is not known.
    pub fn unchecked_reasons(&self) -> &[Reason] {
        self.sd_jwt.as_ref().map_or(&[], |sd_jwt| &sd_jwt.unchecked)
    }
}

impl Layer {
    /// Whether anything was assumed for a signature to be verified, or for the content to be open.
    pub fn is_assumed(&self) -> bool {
        let signatures = self.signatures.iter().map(|result| &result.assumed);
        signatures.chain(self.recipients.iter().map(|result| &result.assumed)).any(|assumed| !assumed.is_empty())
    }
}

impl Examination {
    pub fn innermost(&self) -> Option<&Layer> {
        self.layers.last()
    }

    /// The claims as far as any reader sees them: a JSON object, complete or not, dressed up or not. What it says of times
    /// and audience is judged; only [`claims`](Self::claims) are a claims set.
    pub fn readable_claims(&self) -> Option<(&Layer, Value<'_>)> {
        let layer = self.innermost()?;
        let content = layer.content.as_ref()?;
        if !matches!(content.kind, ContentKind::Claims | ContentKind::BrokenClaims) {
            return None;
        }
        let root = layer.claims_document()?.root()?;
        (root.kind() == Kind::Object).then_some((layer, root))
    }

    /// The claims: the innermost layer's content, if it is a complete JSON object.
    pub fn claims(&self) -> Option<&Content> {
        self.innermost()?.content.as_ref().filter(|content| content.kind == ContentKind::Claims)
    }

    /// The JSON of the claims that count: [`Layer::claims_document`] of the innermost layer, where [`claims`](Self::claims)
    /// is there.
    pub fn claims_document(&self) -> Option<&Arc<Document>> {
        self.claims()?;
        self.innermost()?.claims_document()
    }
}

/// The bytes of a value in its document, with its name where it has one.
pub(crate) fn member_bytes(value: Value<'_>) -> Span {
    let start = value.name_span().map_or(value.span().start, |name| name.start);
    Span::new(start, value.span().end)
}

/// The characters of the layer's text that carry a value, with its name where it has one.
pub(crate) fn member_span(content: &Content, value: Value<'_>) -> Option<Span> {
    text_span(content, member_bytes(value))
}

/// The characters of the layer's text that carry these bytes of its content.
pub(crate) fn text_span(content: &Content, bytes: Span) -> Option<Span> {
    let part = content.part.as_ref()?;
    // What was dressed up is carried by the part as a whole.
    if content.dress.is_some() {
        return Some(part.span);
    }
    // An unencoded payload (RFC 7797) stands in the text as it is.
    if part.unescaped.is_none() && part.bytes.len() == part.span.len() {
        return Some(bytes.shift(part.span.start));
    }
    Some(part.span_of_bytes(bytes))
}
