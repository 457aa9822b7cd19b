//! A token as what stands around its content: how long it would be with another header, signature or content.
//!
//! Nothing is signed or encrypted for that: the length of each part follows from its algorithm.

use super::jwe::Jwe;
use super::jws::{Jws, Serialization};
use super::layer::{Content, ContentKind, Examination, JoseObject};
use super::part::Part;
use crate::engine::crypto::compression::deflate;
use crate::engine::ground::jwa::content_encryption::{self, ContentEncryptionRow};
use crate::engine::ground::size::encoded_len;
use std::borrow::Cow;

/// One layer, as far as its length goes.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub text: &'a str,
    pub object: &'a JoseObject,
    /// Payload or plaintext, where it is known.
    pub content: Option<&'a Content>,
}

/// The layers of a token, outermost first.
#[derive(Clone)]
pub struct Frame<'a> {
    pub sheets: Vec<Sheet<'a>>,
}

/// What is put in place of what a token has.
#[derive(Clone, Default)]
pub struct Replacement<'a> {
    /// The innermost content.
    pub content: Option<Cow<'a, [u8]>>,
    /// So many bytes more of it.
    pub growth: usize,
    /// The protected header of a layer, and which.
    pub header: Option<(usize, &'a str)>,
    /// Bytes of the signature of a layer, and which.
    pub signature: Option<(usize, usize)>,
    /// How a layer is encrypted, and which.
    pub encryption: Option<(usize, Sealing)>,
}

/// Lengths of what encrypting adds.
#[derive(Clone, Copy)]
pub struct Sealing {
    pub row: &'static ContentEncryptionRow,
    /// Bytes of the encrypted key.
    pub key: usize,
    pub is_compressed: bool,
}

impl<'a> Frame<'a> {
    pub fn of(examination: &'a Examination) -> Self {
        let sheet = |layer: &'a super::layer::Layer| Sheet {
            text: &layer.text,
            object: &layer.object,
            content: layer.content.as_ref(),
        };
        Self { sheets: examination.layers.iter().map(sheet).collect() }
    }

    pub fn innermost(&self) -> Option<&Sheet<'a>> {
        self.sheets.last()
    }

    /// The length of the whole with something else in it; `None`: that cannot be told.
    pub fn length(&self, new: &Replacement<'_>) -> Option<usize> {
        let own = self.innermost().and_then(|sheet| sheet.content).filter(|_| new.growth > 0);
        let grown = own.map(|content| Inner::Length(content.bytes.len().saturating_add(new.growth)));
        let mut inner: Option<Inner<'_>> = new.content.as_deref().map(Inner::Bytes).or(grown);
        for (index, sheet) in self.sheets.iter().enumerate().rev() {
            let header = new.header.filter(|(at, _)| *at == index).map(|(_, header)| header);
            let signature = new.signature.filter(|(at, _)| *at == index).map(|(_, bytes)| bytes);
            let sealing = new.encryption.filter(|(at, _)| *at == index).map(|(_, sealing)| sealing);
            if inner.is_none() && header.is_none() && signature.is_none() && sealing.is_none() {
                continue;
            }
            inner = Some(Inner::Length(sheet.length(inner, header, signature, sealing)?));
        }
        Some(inner.map_or_else(|| self.sheets.first().map_or(0, |sheet| sheet.text.len()), Inner::len))
    }
}

/// What stands inside a layer.
#[derive(Clone, Copy)]
enum Inner<'a> {
    Bytes(&'a [u8]),
    /// A token whose signature is not made.
    Length(usize),
}

impl Inner<'_> {
    fn len(self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Length(length) => length,
        }
    }
}

impl Sheet<'_> {
    fn length(
        &self,
        inner: Option<Inner<'_>>,
        header: Option<&str>,
        signature: Option<usize>,
        sealing: Option<Sealing>,
    ) -> Option<usize> {
        let mut length = self.text.len();
        if let Some(header) = header {
            length = swap(length, self.protected()?, encoded_len(header.len()))?;
        }
        match self.object {
            JoseObject::Jws(jws) => {
                if let Some(bytes) = signature {
                    let [entry] = jws.signatures.as_slice() else { return None };
                    length = swap(length, entry.signature.as_ref()?, encoded_len(bytes))?;
                }
                if let Some(inner) = inner {
                    let payload = jws.payload.as_ref()?;
                    let is_raw = jws.signatures.iter().any(super::jws::Signature::is_unencoded);
                    let is_dressed = self.content.is_some_and(|content| content.dress.is_some());
                    if is_dressed || (is_raw && jws.serialization != Serialization::Compact) {
                        return None;
                    }
                    let bytes = if is_raw { inner.len() } else { encoded_len(inner.len()) };
                    length = swap(length, payload, bytes)?;
                }
                Some(length)
            }
            JoseObject::Jwe(jwe) => self.sealed(jwe, length, inner, sealing),
            JoseObject::Unreadable(_) => None,
        }
    }

    fn sealed(
        &self,
        jwe: &Jwe,
        mut length: usize,
        inner: Option<Inner<'_>>,
        sealing: Option<Sealing>,
    ) -> Option<usize> {
        if inner.is_none() && sealing.is_none() {
            return Some(length);
        }
        let own = || {
            Some(Sealing {
                row: content_encryption::find(&jwe.content_encryption()?)?,
                key: jwe.recipients.first()?.encrypted_key.as_ref().map_or(0, |part| part.bytes.len()),
                is_compressed: jwe.compression().is_some(),
            })
        };
        let is_other = sealing.is_some();
        let sealing = sealing.or_else(own)?;
        if is_other {
            let [recipient] = jwe.recipients.as_slice() else { return None };
            length = match &recipient.encrypted_key {
                Some(part) => swap(length, part, encoded_len(sealing.key))?,
                None if sealing.key == 0 => length,
                None => return None,
            };
            length = swap(length, jwe.iv.as_ref()?, encoded_len(sealing.row.iv_len))?;
            length = swap(length, jwe.tag.as_ref()?, encoded_len(sealing.row.tag_len))?;
        }
        let plain = match (inner, self.content) {
            (Some(inner), _) => inner,
            (None, Some(content)) => Inner::Bytes(&content.bytes),
            (None, None) => return None,
        };
        let plain = match (plain, sealing.is_compressed) {
            (plain, false) => plain.len(),
            (Inner::Bytes(bytes), true) => deflate(bytes).len(),
            // How well it can be compressed depends on a signature that is not made.
            (Inner::Length(_), true) => return None,
        };
        let sealed = if sealing.row.is_cbc_hmac { (plain / 16 + 1) * 16 } else { plain };
        swap(length, jwe.ciphertext.as_ref()?, encoded_len(sealed))
    }

    /// The part of the protected header, where there is one header.
    fn protected(&self) -> Option<&Part> {
        match self.object {
            JoseObject::Jws(Jws { signatures, .. }) => {
                let [entry] = signatures.as_slice() else { return None };
                entry.header.sources.iter().find_map(|source| source.part.as_ref())
            }
            JoseObject::Jwe(jwe) => jwe.protected.as_ref(),
            JoseObject::Unreadable(_) => None,
        }
    }

    /// Whether what is inside is a token.
    pub fn is_nesting(&self) -> bool {
        self.content.is_some_and(|content| content.kind == ContentKind::Nested)
    }
}

/// The length with a part of another length; `None` where the part does not stand there as it is read.
fn swap(length: usize, part: &Part, characters: usize) -> Option<usize> {
    if part.unescaped.is_some() || !part.is_strict() {
        return None;
    }
    length.checked_sub(part.span.len())?.checked_add(characters)
}
