//! The texts of a draft by their name, and reading those that are JSON.

use super::DraftFacts;
use crate::app::value::builder::Field;
use crate::engine::builder::draft::{Draft, PayloadKind};
use crate::engine::ground::json;
use crate::engine::ground::json::Document;
use crate::engine::ground::limit::Limits;
use std::sync::Arc;

/// The text of this name.
pub(in crate::app) fn text(draft: &Draft, field: Field) -> Option<&String> {
    let (signing, encryption) = (&draft.signing, &draft.encryption);
    Some(match field {
        Field::Claims => &draft.payload.claims,
        Field::Text => &draft.payload.text,
        Field::Protected(index) => &signing.signatures.get(index)?.protected,
        Field::Unprotected(index) => &signing.signatures.get(index)?.unprotected,
        Field::EncryptionHeader => &encryption.protected,
        Field::SharedHeader => &encryption.shared,
        Field::RecipientHeader(index) => &encryption.recipients.get(index)?.header,
        Field::Aad => &encryption.aad,
        Field::Apu(index) => &encryption.recipients.get(index)?.apu,
        Field::Apv(index) => &encryption.recipients.get(index)?.apv,
        Field::Count(index) => &encryption.recipients.get(index)?.count,
    })
}

/// The same, to be changed.
pub(in crate::app) fn text_mut(draft: &mut Draft, field: Field) -> Option<&mut String> {
    let (signing, encryption) = (&mut draft.signing, &mut draft.encryption);
    Some(match field {
        Field::Claims => &mut draft.payload.claims,
        Field::Text => &mut draft.payload.text,
        Field::Protected(index) => &mut signing.signatures.get_mut(index)?.protected,
        Field::Unprotected(index) => &mut signing.signatures.get_mut(index)?.unprotected,
        Field::EncryptionHeader => &mut encryption.protected,
        Field::SharedHeader => &mut encryption.shared,
        Field::RecipientHeader(index) => &mut encryption.recipients.get_mut(index)?.header,
        Field::Aad => &mut encryption.aad,
        Field::Apu(index) => &mut encryption.recipients.get_mut(index)?.apu,
        Field::Apv(index) => &mut encryption.recipients.get_mut(index)?.apv,
        Field::Count(index) => &mut encryption.recipients.get_mut(index)?.count,
    })
}

/// The fields of a draft that hold JSON and count.
fn json_fields(draft: &Draft) -> Vec<Field> {
    let mut fields = Vec::new();
    if draft.payload.kind == PayloadKind::Claims {
        fields.push(Field::Claims);
    }
    if draft.structure.signs() {
        for index in 0..draft.signing.signatures.len() {
            fields.extend([Field::Protected(index), Field::Unprotected(index)]);
        }
    }
    if draft.structure.encrypts() {
        fields.extend([Field::EncryptionHeader, Field::SharedHeader]);
        fields.extend((0..draft.encryption.recipients.len()).map(Field::RecipientHeader));
    }
    fields
}

/// Reads the texts anew that have changed.
pub(in crate::app) fn read(draft: &Draft, derived: &mut DraftFacts) {
    let mut documents: Vec<(Field, Arc<Document>)> = Vec::new();
    for field in json_fields(draft) {
        let Some(text) = text(draft, field) else { continue };
        let known = derived.document(field).filter(|known| **known.bytes() == *text.as_bytes());
        let document = match known {
            Some(known) => Arc::clone(known),
            None => Arc::new(json::scan(text.as_bytes(), Limits::DEFAULT.json_depth)),
        };
        documents.push((field, document));
    }
    derived.documents = documents;
}
