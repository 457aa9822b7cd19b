//! Beginning: from a template, with nothing, from an inspected token.

use crate::app::query::builder::key::template_algorithm;
use crate::engine::builder::draft::{
    Draft, DraftEncryption, DraftPayload, DraftRecipient, DraftSelection, DraftSignature, DraftSigning, KeyReference,
    Structure,
};
use crate::engine::builder::template::{Filled, Template, TemplateError, TemplateValues};
use crate::engine::key::Jwk;

/// A template, filled in, to be signed with the key that the person chose for it. Its own algorithm is the first; where its
/// header contains the key, there is no draft without one, and another of its algorithms will do.
pub(in crate::app) fn from_template(template: &Template, key: Option<&Jwk>, now: i64) -> Result<Draft, TemplateError> {
    let algorithm = key.and_then(|key| template_algorithm(template, key));
    let key = key.filter(|_| algorithm.is_some());
    let filled = template.fill(&TemplateValues { now, key, access_token: None })?;
    let algorithm = algorithm.or_else(|| template.algorithms.first().copied()).unwrap_or_default();
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
        draft.encryption = DraftEncryption {
            content_encryption: encryption.encryption.to_owned(),
            protected: encryption_header,
            recipients: vec![DraftRecipient { algorithm: algorithm.to_owned(), ..DraftRecipient::default() }],
            ..DraftEncryption::default()
        };
    }
    Ok(draft)
}

/// Nothing but what is usual: a signed token that was issued now.
pub(in crate::app) fn empty(now: i64) -> Draft {
    let signature =
        DraftSignature { algorithm: "ES256".to_owned(), protected: String::new(), ..DraftSignature::default() };
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
