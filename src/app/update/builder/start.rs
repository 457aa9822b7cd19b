//! Beginning: from a template, with nothing, from an inspected token.

use crate::app::query::builder::key::{only_signer, recipient_key, template_signer};
use crate::engine::builder::draft::{
    Draft, DraftEncryption, DraftPayload, DraftRecipient, DraftSelection, DraftSignature, DraftSigning, KeyReference,
    Structure,
};
use crate::engine::builder::template::{Filled, Template, TemplateError, TemplateValues};
use crate::engine::key::KeyRing;

/// A template, filled in. Its own algorithm is kept, and a key is taken where one alone fits it; else the key is open. Only
/// where its header contains the key, another of its algorithms will do.
pub(in crate::app) fn from_template(template: &Template, ring: &KeyRing, now: i64) -> Result<Draft, TemplateError> {
    let with = |any: bool| {
        let signer = template_signer(template, ring, any);
        let key = signer.map(|(_, key)| &**key);
        template.fill(&TemplateValues { now, key, access_token: None }).map(|filled| (signer, filled))
    };
    let (signer, filled) = with(false).or_else(|_| with(true))?;
    let key = signer.map(|(_, key)| &**key);
    let algorithm = signer.map(|(name, _)| name).or_else(|| template.algorithms.first().copied()).unwrap_or_default();
    let Filled { header, claims, encryption_header } = filled;
    let signature = DraftSignature {
        key: key.map(KeyReference::to),
        algorithm: algorithm.to_owned(),
        protected: header,
        ..DraftSignature::default()
    };
    let mut draft = Draft {
        title: template.title.to_owned(),
        template: template.name.to_owned(),
        structure: Structure::Sign,
        // Laid out for the eye here; a token is sent with every request.
        payload: DraftPayload { claims, is_compacted: true, ..DraftPayload::default() },
        signing: DraftSigning { signatures: vec![signature], ..DraftSigning::default() },
        selection: DraftSelection {
            is_on: !template.selective.is_empty(),
            paths: template.selective.iter().map(|path| (*path).to_owned()).collect(),
            ..DraftSelection::default()
        },
        ..Draft::default()
    };
    if let Some(encryption) = &template.encryption {
        draft.structure = if template.is_signed() { Structure::SignThenEncrypt } else { Structure::Encrypt };
        let algorithm = encryption.algorithms.first().copied().unwrap_or_default();
        let receiver = recipient_key(ring, algorithm);
        draft.encryption = DraftEncryption {
            content_encryption: encryption.encryption.to_owned(),
            protected: encryption_header,
            recipients: vec![DraftRecipient {
                key: receiver.map(|key| KeyReference::to(key)),
                algorithm: algorithm.to_owned(),
                ..DraftRecipient::default()
            }],
            ..DraftEncryption::default()
        };
    }
    Ok(draft)
}

/// Nothing but what is usual: a signed token that was issued now.
pub(in crate::app) fn empty(ring: &KeyRing, now: i64) -> Draft {
    let signer = only_signer(ring);
    let signature = DraftSignature {
        key: signer.map(|(_, key)| KeyReference::to(key)),
        algorithm: signer.map_or("ES256", |(name, _)| name).to_owned(),
        protected: String::new(),
        ..DraftSignature::default()
    };
    Draft {
        title: "New token".to_owned(),
        payload: DraftPayload {
            // All of it is the person's: signed byte for byte.
            claims: format!("{{\"iat\":{now}}}"),
            ..DraftPayload::default()
        },
        signing: DraftSigning { signatures: vec![signature], ..DraftSigning::default() },
        ..Draft::default()
    }
}
