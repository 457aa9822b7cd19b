//! What follows from a choice: algorithm follows key, key follows algorithm.

use crate::app::query::builder::key::{
    algorithm_to_encrypt, algorithm_to_sign, fits_recipient, fits_signature, resolve, resolve_to_sign,
};
use crate::app::value::builder::Slot;
use crate::engine::builder::draft::{Draft, Follow, KeyReference, Structure};
use crate::engine::builder::edit;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyRing};

const DEPTH: usize = Limits::DEFAULT.json_depth;

/// Whose keys it is signed with and encrypted for, the person says.
pub(in crate::app) fn set_structure(draft: &mut Draft, structure: Structure) {
    draft.structure = structure;
    if structure.signs() && !draft.signing.is_unsecured {
        for signature in draft.signing.signatures.iter_mut().filter(|each| each.algorithm.is_empty()) {
            signature.algorithm = "ES256".to_owned();
        }
    }
    if structure.encrypts() {
        for recipient in draft.encryption.recipients.iter_mut().filter(|each| each.algorithm.is_empty()) {
            recipient.algorithm = "ECDH-ES+A256KW".to_owned();
        }
    }
}

pub(in crate::app) fn set_key(draft: &mut Draft, slot: Slot, key: Option<&Jwk>) {
    match slot {
        Slot::Signature(index) => {
            let Some(signature) = draft.signing.signatures.get_mut(index) else { return };
            signature.key = key.map(KeyReference::to);
            if let Some(key) = key {
                signature.algorithm = algorithm_to_sign(key, &signature.algorithm);
            }
        }
        Slot::Recipient(index) => {
            let Some(recipient) = draft.encryption.recipients.get_mut(index) else { return };
            recipient.key = key.map(KeyReference::to);
            let Some(key) = key else { return };
            let algorithm = algorithm_to_encrypt(key, &recipient.algorithm);
            let before = std::mem::replace(&mut recipient.algorithm, algorithm);
            // A key for direct encryption has the length of one enc alone.
            if index == 0 && (recipient.algorithm == "dir" || before == "dir") {
                draft.encryption.content_encryption.clear();
            }
        }
    }
}

/// A key that does not fit it goes, and no other comes in its place.
pub(in crate::app) fn set_algorithm(draft: &mut Draft, slot: Slot, name: &str, ring: &KeyRing) {
    match slot {
        Slot::Signature(index) => {
            let Some(signature) = draft.signing.signatures.get_mut(index) else { return };
            signature.algorithm = name.to_owned();
            let meant = resolve_to_sign(signature.key.as_ref(), ring);
            let is_missing = meant.is_none() && signature.key.is_some();
            if !is_missing && !meant.is_some_and(|key| fits_signature(key, name)) {
                signature.key = None;
            }
        }
        Slot::Recipient(index) => {
            let Some(recipient) = draft.encryption.recipients.get_mut(index) else { return };
            let before = std::mem::replace(&mut recipient.algorithm, name.to_owned());
            let meant = resolve(recipient.key.as_ref(), ring);
            let is_missing = meant.is_none() && recipient.key.is_some();
            if !is_missing && !meant.is_some_and(|key| fits_recipient(key, name)) {
                recipient.key = None;
            }
            if index == 0 && (name == "dir" || before == "dir") {
                draft.encryption.content_encryption.clear();
            }
        }
    }
}

pub(in crate::app) fn remove(draft: &mut Draft, slot: Slot) {
    match slot {
        Slot::Signature(index) => {
            let signatures = &mut draft.signing.signatures;
            if signatures.len() > 1 && index < signatures.len() {
                signatures.remove(index);
            }
        }
        Slot::Recipient(index) => {
            let recipients = &mut draft.encryption.recipients;
            if recipients.len() > 1 && index < recipients.len() {
                recipients.remove(index);
            }
        }
    }
}

/// Takes `b64`, and the demand for it, out of headers that follow: the switch put them there.
pub(in crate::app) fn forget_unencoded(draft: &mut Draft) {
    for signature in draft.signing.signatures.iter_mut().filter(|each| each.follow != Follow::LeftAlone) {
        take_out(&mut signature.protected, "b64");
        let document = json::scan(signature.protected.as_bytes(), DEPTH);
        let list = document.object().and_then(|object| object.get("crit"));
        let is_alone = list.is_some_and(|list| {
            list.child_count() == 1 && list.children().all(|each| each.as_str().as_deref() == Some("b64"))
        });
        if is_alone {
            take_out(&mut signature.protected, "crit");
        }
    }
}

pub(in crate::app) fn take_out(text: &mut String, name: &str) {
    if let Ok(edited) = edit::remove_member(text, name, DEPTH) {
        *text = edited.text;
    }
}
