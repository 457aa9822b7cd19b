//! Headers that follow key and algorithm.

use super::choice::take_out;
use super::make::make;
use super::{choose, take_back};
use crate::app::message::effect::Effect;
use crate::app::query::builder::key::resolve;
use crate::app::query::builder::request::request;
use crate::app::state::State;
use crate::app::state::builder::text::text;
use crate::app::update::act::notify;
use crate::app::value::Tone;
use crate::app::value::builder::{Field, Slot};
use crate::engine::builder;
use crate::engine::builder::draft::{Draft, DraftEncryption, DraftSignature, Follow, KeyReference};
use crate::engine::builder::edit::{self, NewValue, Position};
use crate::engine::ground::json;
use crate::engine::ground::jwa::key_management;
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyRing;

const DEPTH: usize = Limits::DEFAULT.json_depth;

/// Headers are brought into step where they are to follow: the keyboard has left a text.
pub(in crate::app) fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    state.build.history.pause();
    if follow(state, effects) {
        make(state, effects);
    }
}

/// Brings headers into step. What was typed and cannot stay is a step to take back, and the person is told. Returns whether
/// the draft has changed.
pub(in crate::app) fn follow(state: &mut State, effects: &mut Vec<Effect>) -> bool {
    let before = state.build.snapshot();
    bring_into_step(state);
    let (Some(old), Some(new)) = (&before.draft, &state.build.draft) else { return false };
    if old == new {
        return false;
    }
    let lost = lost(old, new);
    if !lost.is_empty() {
        // Valid until anything else asks for a token.
        state.build.overwritten = before.draft.clone().map(|draft| (state.build.making.revision + 1, Box::new(draft)));
        state.build.history.step(before.clone());
        let (names, verb) = (lost.join(" and "), if lost.len() == 1 { "follows" } else { "follow" });
        let words = format!("{names} now {verb} the key and algorithm; choose Left alone to keep what you typed");
        let undo = take_back::offer(state, "Undo", before);
        notify(state, Tone::Neutral, words, Some(undo), effects);
    }
    true
}

/// How a header follows is chosen. A click on the choice takes the keyboard away from a text, which is brought into step by
/// that: who wants it to be left alone means it as it was typed.
pub(in crate::app) fn set_follow(state: &mut State, slot: Slot, follow: Follow, effects: &mut Vec<Effect>) {
    let typed = state.build.overwritten.take().filter(|(revision, _)| *revision == state.build.making.revision);
    let typed = typed.map(|(_, draft)| draft).filter(|_| follow != Follow::InStep);
    choose(state, effects, |draft| match slot {
        Slot::Signature(index) => {
            let Some(signature) = draft.signing.signatures.get_mut(index) else { return };
            signature.follow = follow;
            if let Some(typed) = typed.as_ref().and_then(|typed| typed.signing.signatures.get(index)) {
                signature.protected.clone_from(&typed.protected);
                signature.unprotected.clone_from(&typed.unprotected);
            }
        }
        Slot::Recipient(_) => {
            let encryption = &mut draft.encryption;
            encryption.follow = follow;
            let Some(typed) = typed.as_ref().map(|typed| &typed.encryption) else { return };
            encryption.protected.clone_from(&typed.protected);
            encryption.shared.clone_from(&typed.shared);
            for (recipient, typed) in encryption.recipients.iter_mut().zip(&typed.recipients) {
                recipient.header.clone_from(&typed.header);
            }
        }
    });
}

/// Writes the headers as they will stand in the token into their texts.
pub(in crate::app) fn bring_into_step(state: &mut State) {
    let build = &mut state.build;
    let Some(draft) = &mut build.draft else { return };
    let mut is_changed = forget_kids(draft, &build.ring);
    if let Ok(request) = request(draft, &build.ring, true) {
        let headers = if draft.selection.is_on && draft.structure.signs() {
            builder::sd_jwt::headers_in_step(&request, &Limits::DEFAULT)
        } else {
            builder::headers_in_step(&request, &Limits::DEFAULT)
        };
        if let Ok(headers) = headers {
            is_changed |= write(draft, &headers);
            remember_kids(draft, &build.ring);
        }
    } else {
        is_changed |= name_algorithms(draft);
    }
    if is_changed {
        build.revision += 1;
    }
}

/// While a key is missed nothing is brought into step but what needs none: `alg` is the algorithm that is chosen, and what
/// belongs to another goes.
fn name_algorithms(draft: &mut Draft) -> bool {
    let mut is_changed = false;
    let mut put = |text: &mut String, algorithm: &str| {
        if text_of(text, "alg").is_none_or(|named| named == algorithm) || algorithm.is_empty() {
            return;
        }
        if let Ok(edited) = edit::set_member(text, "alg", NewValue::Text(algorithm), Position::First, DEPTH) {
            *text = edited.text;
            is_changed = true;
        }
    };
    if draft.structure.signs() && !draft.signing.is_unsecured {
        for signature in draft.signing.signatures.iter_mut().filter(|each| each.follow != Follow::LeftAlone) {
            put(&mut signature.protected, &signature.algorithm);
            put(&mut signature.unprotected, &signature.algorithm);
        }
    }
    if draft.structure.encrypts() && draft.encryption.follow != Follow::LeftAlone {
        let DraftEncryption { protected, shared, recipients, .. } = &mut draft.encryption;
        // What all recipients share names the algorithm of one alone.
        if let [only] = recipients.as_slice() {
            put(protected, &only.algorithm);
            put(shared, &only.algorithm);
        }
        for recipient in recipients.iter_mut() {
            put(&mut recipient.header, &recipient.algorithm);
        }
        is_changed |= forget_strays(&mut draft.encryption);
    }
    is_changed
}

/// Takes out of the headers of what is encrypted each parameter that no algorithm of it uses. Returns whether one was there.
fn forget_strays(encryption: &mut DraftEncryption) -> bool {
    let DraftEncryption { protected, shared, recipients, .. } = encryption;
    let uses = |algorithm: &str, name: &str| {
        let row = key_management::find(algorithm);
        // Nobody can say it of an algorithm that is not known.
        row.is_none_or(|row| key_management::own_parameters(row.family).contains(&name))
    };
    let mut is_changed = false;
    let mut forget = |text: &mut String, name: &str| {
        let before = text.len();
        take_out(text, name);
        is_changed |= text.len() != before;
    };
    for name in key_management::OWN_PARAMETERS {
        if !recipients.iter().any(|recipient| uses(&recipient.algorithm, name)) {
            forget(protected, name);
            forget(shared, name);
        }
        for recipient in recipients.iter_mut().filter(|recipient| !uses(&recipient.algorithm, name)) {
            forget(&mut recipient.header, name);
        }
    }
    is_changed
}

fn write(draft: &mut Draft, headers: &builder::WrittenHeaders) -> bool {
    let mut is_changed = false;
    let mut put = |text: &mut String, written: &str| {
        if text != written && !(written.is_empty() && text.trim().is_empty()) {
            *text = written.to_owned();
            is_changed = true;
        }
    };
    for (signature, written) in draft.signing.signatures.iter_mut().zip(&headers.signatures) {
        if signature.follow != Follow::LeftAlone && draft.structure.signs() {
            put(&mut signature.protected, &written.protected);
            put(&mut signature.unprotected, &written.unprotected);
        }
    }
    if let Some(written) = headers.encryption.as_ref().filter(|_| draft.encryption.follow != Follow::LeftAlone) {
        put(&mut draft.encryption.protected, &written.protected);
        put(&mut draft.encryption.shared, &written.shared);
        for (recipient, written) in draft.encryption.recipients.iter_mut().zip(&written.recipients) {
            put(&mut recipient.header, written);
        }
    }
    is_changed
}

/// Takes out each `kid` that was put in step with a key, where another key without one, or none, has taken its place. One that
/// the person typed stays. Returns whether a text has changed.
fn forget_kids(draft: &mut Draft, ring: &KeyRing) -> bool {
    let mut is_changed = false;
    let is_unsecured = draft.signing.is_unsecured;
    if draft.structure.signs() {
        for signature in &mut draft.signing.signatures {
            if signature.follow != Follow::InStep || !(is_unsecured || has_no_kid(signature.key.as_ref(), ring)) {
                continue;
            }
            if let Some(kid) = signature.kid_in_step.take() {
                is_changed |= forget(&mut [&mut signature.protected, &mut signature.unprotected], &kid);
            }
        }
    }
    if draft.structure.encrypts() && draft.encryption.follow == Follow::InStep {
        let DraftEncryption { protected, shared, recipients, .. } = &mut draft.encryption;
        for recipient in recipients {
            if !has_no_kid(recipient.key.as_ref(), ring) {
                continue;
            }
            if let Some(kid) = recipient.kid_in_step.take() {
                is_changed |= forget(&mut [&mut recipient.header, protected, shared], &kid);
            }
        }
    }
    is_changed
}

/// The key is at hand, and nothing names it.
fn has_no_kid(key: Option<&KeyReference>, ring: &KeyRing) -> bool {
    resolve(key, ring).is_some_and(|key| key.key_id.is_none())
}

fn forget(texts: &mut [&mut String], kid: &str) -> bool {
    let mut is_changed = false;
    for text in texts {
        if text_of(text, "kid").as_deref() == Some(kid) {
            take_out(text, "kid");
            is_changed = true;
        }
    }
    is_changed
}

/// The string that a header has under this name.
pub(in crate::app) fn text_of(text: &str, name: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), DEPTH);
    document.object()?.get(name)?.as_str().map(std::borrow::Cow::into_owned)
}

/// Which `kid` stands in a header because it is that of the key.
fn remember_kids(draft: &mut Draft, ring: &KeyRing) {
    let kid_of = |key: Option<&KeyReference>| resolve(key, ring).and_then(|key| key.key_id.clone());
    if draft.structure.signs() && !draft.signing.is_unsecured {
        for signature in draft.signing.signatures.iter_mut().filter(|each| each.follow == Follow::InStep) {
            if let Some(kid) = kid_of(signature.key.as_ref()) {
                signature.kid_in_step = Some(kid);
            }
        }
    }
    if draft.structure.encrypts() && draft.encryption.follow == Follow::InStep {
        for recipient in &mut draft.encryption.recipients {
            if let Some(kid) = kid_of(recipient.key.as_ref()) {
                recipient.kid_in_step = Some(kid);
            }
        }
    }
}

/// Names of header members that a person typed and that are another or gone now.
fn lost(old: &Draft, new: &Draft) -> Vec<String> {
    let signatures = old.signing.signatures.iter().enumerate();
    let mut fields: Vec<(Field, Option<&String>)> = signatures
        .flat_map(|(index, DraftSignature { kid_in_step, .. })| {
            let kid = kid_in_step.as_ref();
            [(Field::Protected(index), kid), (Field::Unprotected(index), kid)]
        })
        .collect();
    let first = old.encryption.recipients.first().and_then(|recipient| recipient.kid_in_step.as_ref());
    fields.extend([(Field::EncryptionHeader, first), (Field::SharedHeader, first)]);
    let recipients = old.encryption.recipients.iter().enumerate();
    fields.extend(recipients.map(|(index, each)| (Field::RecipientHeader(index), each.kid_in_step.as_ref())));
    let mut names: Vec<String> = Vec::new();
    for (field, kid) in fields {
        let (Some(before), Some(after)) = (text(old, field), text(new, field)) else { continue };
        let (before, after) = (json::scan(before.as_bytes(), DEPTH), json::scan(after.as_bytes(), DEPTH));
        let Some(before) = before.object() else { continue };
        for gone in before.members() {
            let stays = after.object().and_then(|after| after.get(&gone.name));
            let is_same = stays.is_some_and(|stays| stays.lexeme() == gone.value.lexeme());
            // That one was not typed: it was put there with the key that was chosen before.
            let is_ours = gone.name == "kid" && gone.value.as_str().as_deref() == kid.map(String::as_str);
            // What moves to another of the headers is not lost.
            let is_moved = stays.is_none() && !is_ours && moved(new, &gone.name, &gone.value.lexeme());
            if !(is_same || is_ours || is_moved || names.iter().any(|name| *name == gone.name)) {
                names.push(crate::app::value::words::elided(&gone.name, 30));
            }
        }
    }
    names
}

fn moved(draft: &Draft, name: &str, lexeme: &str) -> bool {
    let texts = [&draft.encryption.protected, &draft.encryption.shared];
    let own = draft.encryption.recipients.iter().map(|recipient| &recipient.header);
    texts.into_iter().chain(own).any(|text| {
        let document = json::scan(text.as_bytes(), DEPTH);
        document.object().and_then(|header| header.get(name)).is_some_and(|value| value.lexeme() == lexeme)
    })
}
