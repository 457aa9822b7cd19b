//! The trust anchors that a keyring keeps: under `trust` of our member of the set, a list of objects with the certificate
//! as `x5c` has it (RFC 7517 §4.7), the file that it came from and when it was added. An older Jotsmith keeps the list as it
//! is; what cannot be read of it is kept too.

use super::member::Members;
use super::{Text, seconds};
use crate::engine::crypto::certificate::ParsedCertificate;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::key::TrustAnchor;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The member that holds them.
pub(super) const TRUST: &str = "trust";
/// So many are read: each is tried with every chain of certificates. The others are kept as they are.
pub(super) const MOST: usize = 1_000;

/// One of the list.
#[derive(Clone, Debug)]
pub(super) struct AnchorEntry {
    /// Its JSON text.
    text: Text,
    /// The certificate; `None` where it cannot be read.
    anchor: Option<Arc<TrustAnchor>>,
    /// When it was added, in seconds since 1970.
    created: Option<i64>,
}

impl AnchorEntry {
    /// One that is added now.
    pub fn new(anchor: Arc<TrustAnchor>, added: i64) -> Self {
        let mut members = Members::default();
        members.set("x5c", format!("[\"{}\"]", data_encoding::BASE64.encode(&anchor.der)));
        members.set_text("source", Some(&anchor.source));
        members.set_number("created", Some(added));
        Self { text: Text(members.text()), anchor: Some(anchor), created: Some(added) }
    }

    pub fn anchor(&self) -> Option<&Arc<TrustAnchor>> {
        self.anchor.as_ref()
    }

    pub fn created(&self) -> Option<i64> {
        self.created
    }

    /// Whether both are the same JSON text.
    pub(super) fn is_written_as(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// One that is kept as it is and not looked into.
    fn kept(value: Value<'_>) -> Self {
        Self { text: Text(Zeroizing::new(value.lexeme().into_owned())), anchor: None, created: None }
    }

    fn read(value: Value<'_>) -> Self {
        let created = (value.kind() == Kind::Object).then(|| seconds(value, "created")).flatten();
        Self { anchor: anchor(value).map(Arc::new), created, ..Self::kept(value) }
    }
}

fn anchor(value: Value<'_>) -> Option<TrustAnchor> {
    let first = value.get("x5c").filter(|list| list.kind() == Kind::Array)?.children().next()?;
    let der = data_encoding::BASE64.decode(first.as_str()?.as_bytes()).ok()?;
    let certificate = ParsedCertificate::read(&der).ok()?.facts().ok()?;
    let source = value.get("source").and_then(Value::as_str).map(|text| text.into_owned()).unwrap_or_default();
    Some(TrustAnchor::new(certificate, source))
}

/// What stands under our member.
pub(super) fn read(own: Value<'_>) -> Vec<AnchorEntry> {
    let list = own.get(TRUST).filter(|list| list.kind() == Kind::Array);
    let entry = |(index, value)| if index < MOST { AnchorEntry::read(value) } else { AnchorEntry::kept(value) };
    list.map(|list| list.children().enumerate().map(entry).collect()).unwrap_or_default()
}

/// The list as JSON; `None` where it is empty.
pub(super) fn write(entries: &[AnchorEntry]) -> Option<String> {
    let texts: Vec<&str> = entries.iter().map(|entry| entry.text.0.as_str()).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(",")))
}
