//! From a draft and the keys at hand to what the engine is asked for.

use super::key::{iterations, resolve, resolve_to_sign};
use crate::app::state::builder::Unready;
use crate::app::value::builder::{Field, Slot};
use crate::engine::builder::draft::{Draft, KeyReference, PayloadKind};
use crate::engine::builder::edit::{compact, remove_member};
use crate::engine::builder::rehearsal::{StandIn, placeholder};
use crate::engine::builder::{
    BuildRequest, Encryption, HeaderSync, Payload, RecipientRequest, SignatureRequest, Signing, jwe,
};
use crate::engine::ground::json;
use crate::engine::ground::jwa::{content_encryption, key_management, signature};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyRing};
use std::sync::Arc;

/// What the engine is asked for.
pub(in crate::app) fn request(draft: &Draft, ring: &KeyRing, allows_weak: bool) -> Result<BuildRequest, Unready> {
    fill(draft, ring, allows_weak, &mut None)
}

/// The same where keys are missed: with something in their place, and which they are. `None`: there is more amiss.
pub(in crate::app) fn rehearsal(draft: &Draft, ring: &KeyRing) -> Option<(BuildRequest, Vec<StandIn>)> {
    let mut missed = Some(Vec::new());
    let request = fill(draft, ring, true, &mut missed).ok()?;
    Some((request, missed?))
}

/// Where keys may be missed, `missed` says which.
fn fill(
    draft: &Draft,
    ring: &KeyRing,
    allows_weak: bool,
    missed: &mut Option<Vec<StandIn>>,
) -> Result<BuildRequest, Unready> {
    let payload = payload(draft)?;
    let holder = draft.selection.holder.as_ref().filter(|_| draft.selection.is_on && draft.structure.signs());
    if holder.is_some_and(|holder| holder.resolve(ring).is_none()) && missed.is_none() {
        return Err(Unready::MissingHolder);
    }
    let signing = draft.structure.signs().then(|| signing(draft, ring, missed)).transpose()?;
    let encryption = draft.structure.encrypts().then(|| encryption(draft, ring, missed)).transpose()?;
    Ok(BuildRequest { payload, signing, encryption, allow_weak: allows_weak })
}

fn payload(draft: &Draft) -> Result<Payload, Unready> {
    Ok(match draft.payload.kind {
        PayloadKind::Claims => Payload::Claims(draft.payload.claims.clone()),
        PayloadKind::Text => Payload::Bytes(draft.payload.text.as_bytes().into()),
        PayloadKind::File => {
            let file = draft.payload.file.as_ref().ok_or(Unready::NoFile)?;
            Payload::Bytes(Arc::clone(&file.bytes))
        }
    })
}

/// The same of a draft with one signature, whose private key is elsewhere: the public half says its `kid`.
pub(in crate::app) fn signed_elsewhere(
    draft: &Draft,
    key: Option<Arc<Jwk>>,
    algorithm: &str,
    allow_weak: bool,
) -> Result<BuildRequest, Unready> {
    let mut payload = payload(draft)?;
    if let Payload::Claims(text) = &mut payload
        && draft.payload.is_compacted
        && let Ok(compacted) = compact(text, Limits::DEFAULT.json_depth)
    {
        *text = compacted;
    }
    let signature = draft.signing.signatures.first().ok_or(Unready::NoKey(0))?;
    let sync = signature.follow.sync();
    let (mut protected, mut unprotected) = (signature.protected.clone(), signature.unprotected.clone());
    // In step the name of the draft's own key does not stay beside a key that has none: a verifier would look for it.
    if sync == HeaderSync::InStep && key.as_ref().is_some_and(|key| key.key_id.is_none()) {
        forget_kid(&mut protected, signature.kid_in_step.as_deref());
        forget_kid(&mut unprotected, signature.kid_in_step.as_deref());
    }
    let request = SignatureRequest {
        algorithm: if sync == HeaderSync::LeftAlone { None } else { signature::find(algorithm) },
        key,
        protected,
        unprotected,
        sync,
    };
    let signing = Signing {
        serialization: draft.signing.writing.serialization(),
        is_detached: draft.signing.is_detached,
        is_unencoded: draft.signing.is_unencoded,
        signatures: vec![request],
    };
    Ok(BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak })
}

/// Takes out a `kid` that was put in step with a key. One that the person typed stays.
fn forget_kid(text: &mut String, in_step: Option<&str>) {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let named = document.object().and_then(|header| header.get("kid")?.as_str());
    if named.is_none() || named.as_deref() != in_step {
        return;
    }
    if let Ok(edited) = remove_member(text, "kid", Limits::DEFAULT.json_depth) {
        *text = edited.text;
    }
}

/// Notes that a key is missed, and returns what stands in its place.
fn stand_in(
    missed: &mut Option<Vec<StandIn>>,
    signs: bool,
    index: usize,
    meant: Option<&KeyReference>,
) -> Option<Arc<Jwk>> {
    let key_id = meant.map_or_else(|| Some("not-chosen-yet".to_owned()), |meant| meant.key_id.clone());
    missed.as_mut()?.push(StandIn { signs, index, key_id });
    placeholder()
}

fn signing(draft: &Draft, ring: &KeyRing, missed: &mut Option<Vec<StandIn>>) -> Result<Signing, Unready> {
    let signing = &draft.signing;
    let mut signatures = Vec::with_capacity(signing.signatures.len());
    for (index, each) in signing.signatures.iter().enumerate() {
        let follow = each.follow.sync();
        let needs_key = !signing.is_unsecured;
        let key = resolve_to_sign(each.key.as_ref(), ring).cloned();
        let key = match key {
            None if needs_key => stand_in(missed, true, index, each.key.as_ref()),
            key => key,
        };
        let chosen = if signing.is_unsecured { "none" } else { each.algorithm.as_str() };
        if key.is_none() && needs_key {
            let is_named = each.key.is_some();
            return Err(if is_named { Unready::Missing(Slot::Signature(index)) } else { Unready::NoKey(index) });
        }
        signatures.push(SignatureRequest {
            // With the header as it is written, the header alone says it.
            algorithm: match follow {
                HeaderSync::LeftAlone => None,
                _ => signature::find(chosen),
            },
            key: key.filter(|_| needs_key),
            protected: each.protected.clone(),
            unprotected: each.unprotected.clone(),
            sync: follow,
        });
    }
    // What is encrypted along is compact, or it would be no JWT (RFC 7519 §11.2).
    let writing = if draft.structure.encrypts() && signatures.len() == 1 {
        crate::engine::jose::jws::Serialization::Compact
    } else {
        signing.writing.serialization()
    };
    Ok(Signing {
        serialization: writing,
        is_detached: signing.is_detached && !draft.structure.encrypts(),
        is_unencoded: signing.is_unencoded,
        signatures,
    })
}

fn encryption(draft: &Draft, ring: &KeyRing, missed: &mut Option<Vec<StandIn>>) -> Result<Encryption, Unready> {
    let encryption = &draft.encryption;
    let follow = encryption.follow.sync();
    let leaves = follow == HeaderSync::LeftAlone;
    let bytes = |text: &str| (!text.is_empty()).then(|| Arc::from(text.as_bytes()));
    let mut recipients = Vec::with_capacity(encryption.recipients.len());
    for (index, each) in encryption.recipients.iter().enumerate() {
        let key = resolve(each.key.as_ref(), ring).cloned();
        let key = key.or_else(|| stand_in(missed, false, index, each.key.as_ref())).ok_or(match each.key {
            Some(_) => Unready::Missing(Slot::Recipient(index)),
            None => Unready::NoRecipient(index),
        })?;
        let count = each.count.trim();
        let pbes2_count = if count.is_empty() {
            None
        } else {
            Some(iterations(count).ok_or(Unready::NotANumber(Field::Count(index)))?)
        };
        recipients.push(RecipientRequest {
            algorithm: if leaves { None } else { key_management::find(&each.algorithm) },
            key,
            header: each.header.clone(),
            apu: bytes(&each.apu),
            apv: bytes(&each.apv),
            pbes2_count,
        });
    }
    let follows = || {
        let first = recipients.first()?;
        jwe::default_encryption(first.algorithm?, &first.key)
    };
    let content_encryption =
        if leaves { None } else { content_encryption::find(&encryption.content_encryption).or_else(follows) };
    Ok(Encryption {
        serialization: encryption.writing.serialization(),
        content_encryption,
        protected: encryption.protected.clone(),
        shared: encryption.shared.clone(),
        recipients,
        aad: bytes(&encryption.aad),
        compress: encryption.is_compressed,
        sync: follow,
        dangerous: None,
    })
}
