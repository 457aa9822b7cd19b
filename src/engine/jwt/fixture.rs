//! Examinations for tests, built from plain JSON without parser or cryptography.

use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::json::{FaultKind, Kind};
use crate::engine::ground::size::{PartSize, SizeReport};
use crate::engine::ground::span::Span;
use crate::engine::jose::exposed::Exposed;
use crate::engine::jose::header::{HeaderSource, JoseHeader, Origin};
use crate::engine::jose::jwe::{Jwe, Recipient};
use crate::engine::jose::jws::{Jws, Serialization, Signature};
use crate::engine::jose::layer::{Content, ContentKind, Examination, JoseObject, Layer, Unreadable};
use crate::engine::jose::part::{Part, PartName};
use crate::engine::jose::status::{RecipientResult, RecipientStatus, SignatureResult, SignatureStatus};
use std::sync::Arc;

fn part(name: PartName, text: &mut String, bytes: &[u8]) -> Part {
    let start = text.len();
    text.push_str(&base64url::encode(bytes));
    Part::decode(name, text, Span::new(start, text.len()))
}

fn header(part: Part) -> JoseHeader {
    let document = Arc::new(json::scan(part.bytes.clone(), 128));
    JoseHeader { sources: vec![HeaderSource { origin: Origin::Protected, part: Some(part), document, root: 0 }] }
}

fn content(bytes: &[u8], part: Option<Part>) -> Content {
    let document = json::scan(bytes, 128);
    let is_object = document.root().is_some_and(|root| root.kind() == Kind::Object);
    let kind = match document.fault().map(|fault| fault.kind) {
        None if is_object => ContentKind::Claims,
        None => ContentKind::OtherJson,
        Some(FaultKind::Empty) => ContentKind::Empty,
        Some(_) if is_object => ContentKind::BrokenClaims,
        Some(_) if bytes.starts_with(b"eyJ") => ContentKind::Nested,
        Some(_) => ContentKind::Text,
    };
    Content { bytes: bytes.into(), kind, document: Some(Arc::new(document)), part, dress: None }
}

/// A compact JWS with one signature of 64 bytes for each status, all with the same header.
pub(crate) fn jws(header_json: &str, payload: &str, statuses: &[SignatureStatus]) -> Layer {
    let mut text = String::new();
    let header_part = part(PartName::Header, &mut text, header_json.as_bytes());
    text.push('.');
    let payload_part = part(PartName::Payload, &mut text, payload.as_bytes());
    text.push('.');
    let signature = part(PartName::Signature, &mut text, &[7; 64]);
    let entry = Signature { header: header(header_part), signature: Some(signature) };
    let signatures = vec![entry; statuses.len().max(1)];
    let content = content(payload.as_bytes(), Some(payload_part.clone()));
    let jws = Jws { serialization: Serialization::Compact, payload: Some(payload_part), detached: false, signatures };
    Layer {
        text: text.into(),
        object: JoseObject::Jws(jws),
        content: Some(content),
        signatures: statuses.iter().copied().map(SignatureResult::new).collect(),
        recipients: Vec::new(),
        sd_jwt: None,
        embedded: Vec::new(),
        possession: None,
        certificates: Vec::new(),
        public_secrets: Vec::new(),
        exposed: Exposed::default(),
    }
}

/// A compact JWE; `plaintext` is what it opened to.
pub(crate) fn jwe(header_json: &str, plaintext: Option<&str>, statuses: &[RecipientStatus]) -> Layer {
    let mut text = String::new();
    let header_part = part(PartName::Header, &mut text, header_json.as_bytes());
    text.push('.');
    let encrypted_key = part(PartName::EncryptedKey, &mut text, &[]);
    text.push('.');
    let iv = part(PartName::InitializationVector, &mut text, &[1; 12]);
    text.push('.');
    let ciphertext = part(PartName::Ciphertext, &mut text, plaintext.unwrap_or("locked").as_bytes());
    text.push('.');
    let tag = part(PartName::AuthenticationTag, &mut text, &[2; 16]);
    let recipient = Recipient { header: header(header_part.clone()), encrypted_key: Some(encrypted_key) };
    let jwe = Jwe {
        serialization: Serialization::Compact,
        protected: Some(header_part),
        recipients: vec![recipient; statuses.len().max(1)],
        iv: Some(iv),
        ciphertext: Some(ciphertext),
        tag: Some(tag),
        aad: None,
    };
    Layer {
        text: text.into(),
        object: JoseObject::Jwe(jwe),
        content: plaintext.map(|plaintext| content(plaintext.as_bytes(), None)),
        signatures: Vec::new(),
        recipients: statuses.iter().copied().map(RecipientResult::new).collect(),
        sd_jwt: None,
        embedded: Vec::new(),
        possession: None,
        certificates: Vec::new(),
        public_secrets: Vec::new(),
        exposed: Exposed::default(),
    }
}

/// Something that is neither.
pub(crate) fn unreadable(text: &str) -> Layer {
    Layer {
        text: text.into(),
        object: JoseObject::Unreadable(Unreadable { parts: Vec::new(), header: JoseHeader::default() }),
        content: None,
        signatures: Vec::new(),
        recipients: Vec::new(),
        sd_jwt: None,
        embedded: Vec::new(),
        possession: None,
        certificates: Vec::new(),
        public_secrets: Vec::new(),
        exposed: Exposed::default(),
    }
}

/// These layers, outermost first.
pub(crate) fn examination(layers: Vec<Layer>) -> Examination {
    let total = layers.first().map_or(0, |layer| layer.text.len());
    let names = ["header", "payload", "signature"];
    let parts = layers.first().map_or_else(Vec::new, |layer| {
        layer.text.split('.').zip(names).map(|(text, name)| PartSize { name, bytes: text.len() }).collect()
    });
    let size = SizeReport { total, parts, ..SizeReport::default() };
    Examination { layers, findings: Vec::new(), size, is_search_short: false }
}

pub(crate) fn verified(header_json: &str, payload: &str) -> Examination {
    examination(vec![jws(header_json, payload, &[SignatureStatus::Verified])])
}
