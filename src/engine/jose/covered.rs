//! A token as it may be shown: with every private key in its headers and contents covered (RFC 7517 §9.3).

use super::exposed::Exposed;
use super::header::JoseHeader;
use super::layer::{Content, ContentKind, Examination, JoseObject, Layer};
use crate::engine::ground::json::{Document, Value};
use crate::engine::text::private::{
    covered, covered_bytes, covered_text, covered_texts, covered_value, is_private_name,
};
use std::borrow::Cow;
use std::sync::Arc;

impl Examination {
    /// The same, with a star for every byte of a private key that is inside: for the eye, and for nothing else.
    pub fn covered(&self) -> Cow<'_, Self> {
        let mut layers = Vec::with_capacity(self.layers.len());
        let mut is_any = false;
        for layer in self.layers.iter().rev() {
            let (mut copy, is_covered) = covered_layer(layer);
            // What is inside is carried by what is outside.
            if let Some(content) = copy.content.as_mut().filter(|content| is_any && content.kind == ContentKind::Nested)
            {
                content.bytes = vec![b'*'; content.bytes.len()].into();
            }
            is_any |= is_covered;
            layers.push(copy);
        }
        layers.reverse();
        if is_any { Cow::Owned(Self { layers, ..self.clone() }) } else { Cow::Borrowed(self) }
    }
}

/// What each value of two examinations may be shown as.
#[derive(Default)]
pub(crate) struct Cover<'a> {
    documents: Vec<(&'a Document, &'a Document)>,
    exposed: Vec<&'a Exposed>,
}

impl<'a> Cover<'a> {
    /// `shown` is `examination`, covered.
    pub(crate) fn add(&mut self, examination: &'a Examination, shown: &'a Examination) {
        self.documents.extend(documents(examination).into_iter().zip(documents(shown)));
        self.exposed
            .extend(examination.layers.iter().map(|layer| &layer.exposed).filter(|exposed| !exposed.is_empty()));
    }

    /// The text of a value, without what is private in it.
    pub(crate) fn lexeme(&self, value: Value<'_>) -> String {
        let shown = self.documents.iter().find(|(received, _)| std::ptr::eq(*received, value.document()));
        let shown = shown.and_then(|(_, shown)| shown.value(value.index())).unwrap_or(value);
        shown.lexeme().into_owned()
    }

    /// The name of a member, without what is private in it.
    pub(crate) fn name<'b>(&self, name: &'b str) -> Cow<'b, str> {
        let is_exposed = self.exposed.iter().any(|exposed| exposed.has(name));
        if is_exposed { Cow::Owned("*".repeat(name.chars().count())) } else { covered_text(name) }
    }
}

/// Every document that can be shown, in an order that covering keeps.
fn documents(examination: &Examination) -> Vec<&Document> {
    let mut all = Vec::new();
    for layer in &examination.layers {
        let headers: Vec<&JoseHeader> = match &layer.object {
            JoseObject::Jws(jws) => jws.signatures.iter().map(|entry| &entry.header).collect(),
            JoseObject::Jwe(jwe) => jwe.recipients.iter().map(|entry| &entry.header).collect(),
            JoseObject::Unreadable(unreadable) => vec![&unreadable.header],
        };
        all.extend(headers.into_iter().flat_map(|header| &header.sources).map(|source| &*source.document));
        all.extend(layer.content.as_ref().and_then(|content| content.document.as_deref()));
        all.extend(layer.sd_jwt.as_ref().and_then(|sd_jwt| sd_jwt.processed.as_deref()));
        let key_binding = layer.sd_jwt.as_ref().and_then(|sd_jwt| sd_jwt.key_binding.as_ref());
        all.extend(key_binding.and_then(|key_binding| key_binding.document.as_deref()));
    }
    all
}

/// The layer with every private key covered, and whether there was one.
fn covered_layer(layer: &Layer) -> (Layer, bool) {
    let mut copy = layer.clone();
    let mut is_any = false;
    let own = &layer.exposed;
    let mut cover = |header: &mut JoseHeader| {
        for source in &mut header.sources {
            is_any |= replace(&mut source.document, own);
        }
    };
    match &mut copy.object {
        JoseObject::Jws(jws) => jws.signatures.iter_mut().for_each(|entry| cover(&mut entry.header)),
        JoseObject::Jwe(jwe) => jwe.recipients.iter_mut().for_each(|entry| cover(&mut entry.header)),
        JoseObject::Unreadable(unreadable) => cover(&mut unreadable.header),
    }
    if let Some(content) = &mut copy.content {
        is_any |= cover_content(content, own);
    }
    if let Some(sd_jwt) = &mut copy.sd_jwt {
        let is_key = sd_jwt.processed.as_mut().is_some_and(|document| replace(document, own));
        is_any |= is_key;
        is_any |= hide(&mut sd_jwt.hash_name);
        for disclosure in &mut sd_jwt.disclosures {
            is_any |= disclosure.path.as_mut().is_some_and(hide);
            let is_member = is_key && disclosure.name().is_some_and(|name| is_private_name(&name));
            match disclosure.value().filter(|_| is_member).map(|value| covered_value(&disclosure.document, value)) {
                Some(document) => disclosure.document = document,
                None => is_any |= replace(&mut disclosure.document, own),
            }
        }
        let document = sd_jwt.key_binding.as_mut().and_then(|key_binding| key_binding.document.as_mut());
        is_any |= document.is_some_and(|document| replace(document, own));
        let bound = sd_jwt.key_binding.as_mut().and_then(|key_binding| key_binding.jws.as_mut());
        for entry in bound.into_iter().flat_map(|jws| &mut jws.signatures) {
            for source in &mut entry.header.sources {
                is_any |= replace(&mut source.document, own);
            }
        }
    }
    let of_signatures = copy.signatures.iter_mut().map(|result| &mut result.algorithm);
    let of_recipients = copy.recipients.iter_mut().map(|result| &mut result.algorithm);
    of_signatures.chain(of_recipients).flatten().for_each(|algorithm| is_any |= hide(algorithm));
    (copy, is_any)
}

/// Puts stars in the place of a text with a private key.
fn hide(text: &mut String) -> bool {
    let Cow::Owned(stars) = covered_text(text) else { return false };
    *text = stars;
    true
}

fn cover_content(content: &mut Content, own: &Exposed) -> bool {
    let is_json = content.document.as_ref().is_some_and(|document| document.bytes() == &content.bytes);
    let is_any = content.document.as_mut().is_some_and(|document| replace(document, own));
    let bytes = match &content.document {
        Some(document) if is_json => Arc::clone(document.bytes()),
        None if std::str::from_utf8(&content.bytes).is_ok_and(|text| own.has(text)) => {
            vec![b'*'; content.bytes.len()].into()
        }
        _ => covered_bytes(&content.bytes),
    };
    let is_any = is_any || bytes != content.bytes;
    content.bytes = bytes;
    is_any
}

/// Puts the covered document in its place, where there is something to cover.
fn replace(document: &mut Arc<Document>, own: &Exposed) -> bool {
    let covered = covered(document);
    let covered = if own.is_empty() { covered } else { covered_texts(&covered, |text| own.has(text)) };
    let is_other = !Arc::ptr_eq(document, &covered);
    *document = covered;
    is_other
}
