//! Carrying an inspected token over: its texts byte for byte, and what it was.

use crate::app::state::State;
use crate::app::value::Original;
use crate::engine::builder::draft::{
    Draft, DraftEncryption, DraftFile, DraftPayload, DraftRecipient, DraftSignature, DraftSigning, Follow,
    KeyReference, PayloadKind, Structure, Writing,
};
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::jws::Jws;
use crate::engine::jose::layer::{ContentKind, JoseObject, Layer};
use crate::engine::jose::sd_jwt::SdJwt;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::key::{Jwk, KeyRing};
use std::sync::Arc;

/// The layer that is shown, as a draft; or why it cannot be.
pub(in crate::app) fn carry(state: &State) -> Result<(Draft, Original), &'static str> {
    let layer = state.layer().filter(|_| state.is_current()).ok_or("There is no token in Inspect")?;
    if layer.sd_jwt.as_ref().is_some_and(|sd_jwt: &SdJwt| !sd_jwt.disclosures.is_empty()) {
        return Err("An SD-JWT cannot be edited here: its claims are in its disclosures");
    }
    let mut draft = Draft { title: "Edited token".to_owned(), ..Draft::default() };
    let mut signing_input = None;
    match &layer.object {
        JoseObject::Jws(jws) => {
            draft.structure = Structure::Sign;
            draft.signing = signing(jws, layer, &state.build.ring);
            let detached = state.options.detached_payload.as_deref();
            signing_input = jws.signing_input(0, &layer.text, detached).map(|input| input.into_owned());
            draft.payload = match (&layer.content, detached) {
                (None, Some(bytes)) => payload(bytes.into(), false),
                _ => content(layer),
            };
        }
        JoseObject::Jwe(jwe) => {
            if layer.content.is_none() {
                return Err("The token is locked: decrypt it before you edit it");
            }
            draft.structure = Structure::Encrypt;
            draft.encryption = encryption(jwe, layer);
            draft.payload = content(layer);
        }
        JoseObject::Unreadable(_) => return Err("This is not a readable token"),
    }
    // A signed token that was found within an encrypted one goes back into it.
    let outer = state.examination().map_or(&[][..], |examination| &examination.layers);
    let mut size = layer.text.len();
    if let ([outer, inner], Structure::Sign, Writing::Compact) = (outer, draft.structure, draft.signing.writing)
        && let (JoseObject::Jwe(jwe), true) = (&outer.object, Arc::ptr_eq(&inner.text, &layer.text))
    {
        draft.structure = Structure::SignThenEncrypt;
        draft.encryption = encryption(jwe, outer);
        size = outer.text.len();
    }
    let original = Original {
        size,
        draft: draft.clone(),
        signing_input,
        status: layer.signatures.first().map(|result| result.status),
    };
    Ok((draft, original))
}

fn content(layer: &Layer) -> DraftPayload {
    match &layer.content {
        Some(content) => {
            let is_claims = matches!(content.kind, ContentKind::Claims | ContentKind::BrokenClaims);
            payload(Arc::clone(&content.bytes), is_claims)
        }
        None => DraftPayload { kind: PayloadKind::Text, ..DraftPayload::default() },
    }
}

fn payload(bytes: Arc<[u8]>, is_claims: bool) -> DraftPayload {
    let mut payload = DraftPayload::default();
    match std::str::from_utf8(&bytes) {
        Ok(text) if is_claims => payload.claims = text.to_owned(),
        // A text field shows a carriage return as nothing and would lose it.
        Ok(text) if !text.contains(['\r', '\0']) => {
            payload.kind = PayloadKind::Text;
            payload.text = text.to_owned();
        }
        _ => {
            payload.kind = PayloadKind::File;
            payload.file = Some(DraftFile { name: "payload of the inspected token".to_owned(), bytes });
        }
    }
    payload
}

/// The key that made a signature, where its private half is at hand.
fn private_half(key: &Jwk, ring: &KeyRing) -> Option<KeyReference> {
    let same = |other: &&Arc<Jwk>| other.is_private() && other.thumbprint == key.thumbprint;
    if key.is_private() {
        Some(KeyReference::to(key))
    } else {
        ring.keys().iter().find(same).map(|key| KeyReference::to(key))
    }
}

fn signing(jws: &Jws, layer: &Layer, ring: &KeyRing) -> DraftSigning {
    let of = |index: usize| layer.signatures.get(index);
    let signatures: Vec<DraftSignature> = jws
        .signatures
        .iter()
        .enumerate()
        .map(|(index, signature)| (index, signature, signature.header.algorithm().unwrap_or_default()))
        .map(|(index, signature, algorithm)| DraftSignature {
            // Its own key or none: which other one signs it is the person's choice.
            key: of(index).and_then(|result| result.key.as_deref()).and_then(|key| private_half(key, ring)),
            algorithm,
            protected: header_text(&signature.header, Origin::Protected),
            unprotected: header_text(&signature.header, Origin::Unprotected),
            // Byte for byte: nothing in it is touched unless the person says so.
            follow: Follow::LeftAlone,
            kid_in_step: None,
        })
        .collect();
    DraftSigning {
        writing: Writing::of(jws.serialization),
        is_detached: jws.detached,
        // The header says so itself, and is left alone.
        is_unencoded: false,
        is_unsecured: signatures.iter().all(|signature| signature.algorithm == "none"),
        signatures,
    }
}

fn encryption(jwe: &Jwe, layer: &Layer) -> DraftEncryption {
    let recipients: Vec<DraftRecipient> = jwe
        .recipients
        .iter()
        .enumerate()
        .map(|(index, recipient)| {
            let result = layer.recipients.get(index).filter(|result| result.status == RecipientStatus::Decrypted);
            DraftRecipient {
                key: result.and_then(|result| result.key.as_deref()).map(KeyReference::to),
                algorithm: recipient.header.algorithm().unwrap_or_default(),
                header: header_text(&recipient.header, Origin::PerRecipient),
                ..DraftRecipient::default()
            }
        })
        .collect();
    let first = jwe.recipients.first().map(|recipient| &recipient.header);
    let text = |origin| first.map(|header| header_text(header, origin)).unwrap_or_default();
    DraftEncryption {
        writing: Writing::of(jwe.serialization),
        content_encryption: jwe.content_encryption().unwrap_or_default(),
        protected: text(Origin::Protected),
        shared: text(Origin::SharedUnprotected),
        aad: jwe.aad.as_ref().map(|part| String::from_utf8_lossy(&part.bytes).into_owned()).unwrap_or_default(),
        is_compressed: false,
        follow: Follow::LeftAlone,
        recipients,
    }
}

/// One of the objects that make a header, as it was written.
fn header_text(header: &JoseHeader, origin: Origin) -> String {
    let Some(source) = header.sources.iter().find(|source| source.origin == origin) else { return String::new() };
    match source.object().filter(|_| source.root != 0) {
        Some(object) => object.lexeme().into_owned(),
        None => String::from_utf8_lossy(source.document.bytes()).into_owned(),
    }
}
