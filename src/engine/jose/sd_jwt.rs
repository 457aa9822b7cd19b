//! An SD-JWT as received (RFC 9901): disclosures, the claims that result, the key binding.

use super::disclosure::Disclosure;
use super::jws::Jws;
use super::reason::Reason;
use super::status::SignatureResult;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::span::Span;
use crate::engine::key::{Jwk, KeyId};
use std::collections::HashSet;
use std::sync::Arc;

/// Bytes of the result and where they were taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// First byte in the result.
    pub at: usize,
    /// How many bytes.
    pub len: usize,
    /// 0 for the payload, else the disclosure with this number, counted from 1.
    pub source: usize,
    /// First byte in the source's document.
    pub from: usize,
}

/// The byte of a source that stands at `at` in the result.
pub(crate) fn origin(segments: &[Segment], at: usize) -> Option<(usize, usize)> {
    let index = segments.partition_point(|segment| segment.at <= at).checked_sub(1)?;
    let segment = segments.get(index)?;
    let offset = at - segment.at;
    (offset < segment.len).then_some((segment.from + offset, segment.source))
}

/// The sources that these bytes of the result came from, with repetitions.
pub(crate) fn sources(segments: &[Segment], bytes: Span) -> impl Iterator<Item = usize> {
    let first = segments.partition_point(|segment| segment.at + segment.len <= bytes.start);
    let rest = segments.get(first..).unwrap_or_default().iter();
    rest.take_while(move |segment| segment.at < bytes.end).map(|segment| segment.source)
}

/// The id of a key that stands in the token itself and belongs to no ring.
pub const EMBEDDED_KEY: KeyId = KeyId(u64::MAX);

/// Where the holder's key was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HolderKey {
    /// In the token: `cnf.jwk`.
    Embedded,
    /// Among the keys at hand, by the thumbprint in `cnf` (`jkt`, RFC 9449 §6.1, or `x5t#S256`, RFC 8705 §3.1).
    Thumbprint,
    /// Among the keys at hand, by `cnf.kid`, which may mean another key of that name.
    KeyId,
    Unknown,
}

/// How `sd_hash` compares to what was presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HashCheck {
    /// It is the hash of exactly these disclosures and this issuer-signed JWT.
    Matches,
    /// It is of something else.
    Differs,
    /// It is missing or no string.
    Missing,
    /// It could not be computed: the hash algorithm or the payload is not known.
    Unchecked,
}

/// The key binding JWT, looked into.
#[derive(Clone, Debug)]
pub struct KeyBinding {
    /// Its characters. All spans of `jws` are bytes of this text.
    pub text: Arc<str>,
    /// Where it stands in the layer's text; in JSON with escapes, the string that carries it.
    pub span: Span,
    /// The JWS; `None` where it is none.
    pub jws: Option<Jws>,
    /// Its claims, as far as they are JSON.
    pub document: Option<Arc<Document>>,
    /// Whether the holder's key made its signature.
    pub signature: SignatureResult,
    /// The holder's key, where it is known.
    pub key: Option<Arc<Jwk>>,
    /// Where it was found.
    pub holder_key: HolderKey,
    /// What `sd_hash` says of the presentation.
    pub hash: HashCheck,
    /// The hash of what was presented, base64url.
    pub computed_hash: Option<String>,
}

impl KeyBinding {
    /// The characters of the layer's text that carry these bytes of its claims.
    pub fn span_in_text(&self, bytes: Span) -> Span {
        let payload = self.jws.as_ref().and_then(|jws| jws.payload.as_ref());
        match payload {
            // With escapes in it, the string that carries it stands for all of it.
            Some(part) if self.span.len() == self.text.len() => part.span_of_bytes(bytes).shift(self.span.start),
            _ => self.span,
        }
    }

    fn claim(&self, name: &str) -> Option<Value<'_>> {
        self.document.as_deref()?.object()?.get(name)
    }

    /// `nonce`: what the verifier asked the holder to sign.
    pub fn nonce(&self) -> Option<String> {
        self.claim("nonce")?.as_str().map(Into::into)
    }

    /// `aud`: for whom it was made.
    pub fn audience(&self) -> Option<String> {
        self.claim("aud")?.as_str().map(Into::into)
    }

    /// `iat`, as it is written: when it was made.
    pub fn issued_at(&self) -> Option<String> {
        self.claim("iat").filter(|value| value.kind() == Kind::Number).map(|value| value.lexeme().into_owned())
    }
}

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

impl SdJwt {
    /// The processed claims, where processing succeeded. What is wrong with the key binding alone takes nothing from what
    /// the issuer signed.
    pub fn claims(&self) -> Option<&Arc<Document>> {
        self.processed.as_ref().filter(|_| self.disclosure_reasons().next().is_none())
    }

    /// Why it is to be rejected whatever its key binding says.
    pub fn disclosure_reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| !reason.is_of_key_binding())
    }

    /// The place among the disclosures of the one that this byte of [`processed`](Self::processed) came from; `None` for
    /// what the payload has itself.
    pub fn disclosure_at(&self, byte: usize) -> Option<usize> {
        origin(&self.segments, byte)?.1.checked_sub(1)
    }

    /// How many disclosures have a part in these bytes of [`processed`](Self::processed).
    pub fn disclosures_within(&self, bytes: Span) -> usize {
        sources(&self.segments, bytes).filter(|source| *source > 0).collect::<HashSet<_>>().len()
    }
}

/// A JWS with its disclosures, looked into.
#[derive(Clone, Debug)]
pub struct SdJwt {
    /// The hash behind the digests; `None` where `_sd_alg` names one that is not understood.
    pub hash: Option<Hash>,
    /// `_sd_alg` as the token has it, or `sha-256`, which holds without it (RFC 9901 §4.1.1).
    pub hash_name: String,
    /// In the order in which they stand.
    pub disclosures: Vec<Disclosure>,
    /// Digests without a disclosure: claims that were not disclosed, or decoys. Nobody but the issuer can tell which.
    pub undisclosed: usize,
    /// The Processed SD-JWT Payload: disclosed claims put in, digests taken out, everything else as it was written. `None`
    /// where the payload is no JSON object or the hash is not understood. Where there are [`reasons`](Self::reasons), it
    /// shows what could be had and is not to be relied on.
    pub processed: Option<Arc<Document>>,
    /// The key binding JWT, where there is one (RFC 9901 §4.3).
    pub key_binding: Option<KeyBinding>,
    /// Why every verifier must reject the whole (RFC 9901 §7.1, §7.3), one for each rule; empty: it holds.
    pub reasons: Vec<Reason>,
    /// What could not be checked: the key binding, when the holder's key is not known. Empty: nothing was left out.
    pub unchecked: Vec<Reason>,
    /// Where the bytes of `processed` come from, in their order.
    pub(crate) segments: Vec<Segment>,
}

impl SdJwt {
    /// The characters of the layer's text that carry `bytes` of [`processed`](Self::processed); `in_payload` knows those of
    /// the payload. `None` where they do not stand there in one piece.
    pub(crate) fn span_in_text(&self, bytes: Span, in_payload: impl Fn(Span) -> Option<Span>) -> Option<Span> {
        let (from, first) = origin(&self.segments, bytes.start)?;
        let (to, last) = origin(&self.segments, bytes.end.checked_sub(1)?)?;
        if first != last || to < from {
            return None;
        }
        let span = Span::new(from, to + 1);
        match first.checked_sub(1) {
            None => in_payload(span),
            Some(index) => self.disclosures.get(index).map(|disclosure| disclosure.span_in_text(span)),
        }
    }
}
