//! What a command does to the builder.

pub(in crate::app) mod choice;
pub mod disclose;
pub(in crate::app) mod edit;
pub(in crate::app) mod elsewhere;
pub(in crate::app) mod in_step;
pub(in crate::app) mod inspected;
pub mod keep;
pub(in crate::app) mod make;
pub mod member;
pub(in crate::app) mod quick;
pub(in crate::app) mod save;
pub(in crate::app) mod start;
pub(in crate::app) mod take_back;

use super::act::{choose_file, examine, notify};
use super::keyring;
use super::token::paste;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::job::BuildAnswer;
use crate::app::message::effect::Effect;
use crate::app::message::job::JobKind;
use crate::app::query;
use crate::app::query::builder::key::{of_session, only, recipient_key, signing_key, template_algorithm};
use crate::app::state::State;
use crate::app::state::builder::history::History;
use crate::app::state::builder::{MadeFor, Snapshot};
use crate::app::state::keyring::MADE_HERE;
use crate::app::value::builder::{Field, Slot};
use crate::app::value::{FileBytes, FilePurpose, Original, Tone, Workspace};
use crate::engine;
use crate::engine::builder::draft::{
    Draft, DraftFile, DraftRecipient, DraftSignature, Follow, KeyReference, PayloadKind, Writing,
};
use crate::engine::builder::edit::{NewValue, Position};
use crate::engine::builder::shrink::Change;
use crate::engine::builder::tamper::TamperSet;
use crate::engine::builder::template::{TEMPLATES, TemplateError};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId, KeyRing};
use choice::{forget_unencoded, remove, set_algorithm, set_key, set_structure, take_out};
use edit::{BROKEN, edit_member, edit_text, json_of, respace, set_time_at_caret};
use in_step::{bring_into_step, follow, settle};
use make::{make, make_key, remember_keys, tamper};
use std::collections::HashSet;
use std::sync::Arc;

const DEPTH: usize = Limits::DEFAULT.json_depth;
/// Signatures or recipients that are offered: the engine reads no more.
const ENTRIES: usize = Limits::DEFAULT.entries;

pub(in crate::app) fn apply(state: &mut State, command: BuildCommand, effects: &mut Vec<Effect>) {
    state.build.ring = state.keys_to_build_with();
    let now = state.now();
    // Whoever starts a token wants to see it, wherever the command came from.
    if matches!(command, BuildCommand::ShowTemplates(true) | BuildCommand::StartTemplate(_) | BuildCommand::StartEmpty)
    {
        state.workspace = Workspace::Build;
    }
    match command {
        BuildCommand::ShowTemplates(shown) => {
            state.build.is_choosing = shown;
            state.build.waiting = None;
        }
        BuildCommand::StartTemplate(index) => start_template(state, index, None, effects),
        BuildCommand::StartEmpty => {
            let draft = start::empty(state.now());
            begin(state, draft, None, effects);
        }
        BuildCommand::EditInspected => edit_inspected(state, effects),

        BuildCommand::Edit(field, new) => {
            edit_text(state, field, new, effects);
        }
        BuildCommand::Caret(field, at) => state.build.caret = Some((field, at)),
        BuildCommand::Settle => settle(state, effects),
        BuildCommand::Quick(action) => {
            let now = state.now();
            edit_member(state, Field::Claims, effects, |text| quick::apply(text, &action, now));
        }
        BuildCommand::SetTimeAtCaret(typed) => set_time_at_caret(state, &typed, effects),
        BuildCommand::ClaimsMode(mode) => state.build.claims_mode = mode,
        BuildCommand::HeaderMode(mode) => state.build.header_mode = mode,
        BuildCommand::SetText(field, name, value) => edit_member(state, field, effects, |text| {
            engine::builder::edit::set_member(text, &name, NewValue::Text(&value), Position::Last, DEPTH)
                .map_err(|_| BROKEN.to_owned())
        }),
        BuildCommand::SetJson(field, name, value) => edit_member(state, field, effects, |text| {
            let value = json_of(&name, &value, now)?;
            engine::builder::edit::set_member(text, &name, NewValue::Json(&value), Position::Last, DEPTH)
                .map_err(|_| BROKEN.to_owned())
        }),
        BuildCommand::RemoveMember(field, name) => edit_member(state, field, effects, |text| {
            engine::builder::edit::remove_member(text, &name, DEPTH).map_err(|_| BROKEN.to_owned())
        }),
        BuildCommand::Member(field, command) => member::apply(state, field, command, effects),
        BuildCommand::LayOut(field) => respace(state, field, engine::builder::edit::pretty, effects),
        BuildCommand::Compact(field) => respace(state, field, engine::builder::edit::compact, effects),

        BuildCommand::SetStructure(structure) => {
            choose(state, effects, |draft| set_structure(draft, structure));
        }
        BuildCommand::SetKey(_, Some(id)) if state.build.waiting.is_some() => start_with(state, KeyId(id), effects),
        BuildCommand::SetKey(slot, id) => choose_with(state, effects, |draft, ring| {
            set_key(draft, slot, id.and_then(|id| ring.get(KeyId(id))).map(|key| &**key));
        }),
        BuildCommand::SetAlgorithm(slot, name) => {
            choose_with(state, effects, |draft, ring| set_algorithm(draft, slot, &name, ring));
        }
        BuildCommand::SetContentEncryption(name) => {
            choose(state, effects, |draft| draft.encryption.content_encryption = name);
        }
        BuildCommand::SetFollow(slot, follow) => in_step::set_follow(state, slot, follow, effects),
        BuildCommand::MakeKey(slot) => make_key(state, slot, effects),
        BuildCommand::NoKeyToTake { is_meant } => {
            let words = match is_meant {
                true => "No other key takes the place of the missing one: bring it back, or choose another",
                false => "No key at hand fits: load, paste or generate one",
            };
            notify(state, Tone::Warning, words, None, effects);
        }
        BuildCommand::Select(Slot::Signature(index)) => state.build.signature = index,
        BuildCommand::Select(Slot::Recipient(index)) => state.build.recipient = index,
        BuildCommand::Add(slot) => add(state, slot, effects),
        BuildCommand::Remove(slot) => choose(state, effects, |draft| remove(draft, slot)),
        BuildCommand::SetWriting(slot, writing) => choose(state, effects, |draft| match slot {
            Slot::Signature(_) => draft.signing.writing = writing,
            Slot::Recipient(_) => draft.encryption.writing = writing,
        }),
        BuildCommand::SetPayload(kind) => choose(state, effects, |draft| draft.payload.kind = kind),
        BuildCommand::LoadPayload => choose_file(state, FilePurpose::BuildPayload, effects),
        BuildCommand::SetCompacted(on) => change(state, effects, |draft| draft.payload.is_compacted = on),
        BuildCommand::SetDetached(on) => choose(state, effects, |draft| draft.signing.is_detached = on),
        BuildCommand::SetUnencoded(on) => choose(state, effects, |draft| set_unencoded(draft, on)),
        BuildCommand::SetUnsecured(on) => choose(state, effects, |draft| set_unsecured(draft, on)),
        BuildCommand::SetCompressed(on) => choose(state, effects, |draft| set_compressed(draft, on)),
        BuildCommand::ShowMore(open) => state.build.is_more_open = open,

        BuildCommand::AllowWeak(on) => {
            state.build.allows_weak = on;
            make(state, effects);
        }
        BuildCommand::Cancel => cancel(state, effects),
        BuildCommand::MakeNow => make(state, effects),
        BuildCommand::OpenInInspect => open_in_inspect(state, effects),
        BuildCommand::Undo => step(state, History::undo, effects),
        BuildCommand::TakeBack(number) => take_back::take_back(state, number, effects),
        BuildCommand::Redo => step(state, History::redo, effects),

        BuildCommand::Disclose(command) => disclose::apply(state, command, effects),
        BuildCommand::Keep(command) => keep::apply(state, command, effects),

        BuildCommand::Elsewhere(command) => elsewhere::apply(state, command, effects),

        BuildCommand::Tamper(source) => tamper(state, source, effects),
        BuildCommand::CloseTamper => {
            state.build.tamper = None;
            effects.push(Effect::CancelWork(JobKind::Tamper));
        }
        BuildCommand::OpenVariant(index) => {
            if let Some(token) = tamper_set(state).and_then(|set| Some(set.variants.get(index)?.token.clone())) {
                paste(state, token, effects);
            }
        }
        BuildCommand::SaveTamper => {
            if let Some(bytes) = tamper_set(state).map(|set| set.to_json().into_bytes().into()) {
                save::save(state, "tamper-set.json", bytes, effects);
            }
        }
    }
}

fn edit_inspected(state: &mut State, effects: &mut Vec<Effect>) {
    match inspected::carry(state) {
        Ok((draft, original)) => {
            state.workspace = Workspace::Build;
            begin(state, draft, Some(Arc::new(original)), effects);
        }
        Err(why) => notify(state, Tone::Warning, why, None, effects),
    }
}

/// Makes the token shorter.
pub(in crate::app) fn shrink(state: &mut State, shrinking: &Change, effects: &mut Vec<Effect>) {
    choose_with(state, effects, |draft, ring| {
        shrinking.apply(draft);
        if let Change::Algorithm(name) = shrinking {
            set_algorithm(draft, Slot::Signature(0), name, ring);
        }
    });
}

/// Tokens are measured otherwise.
pub(in crate::app) fn make_again(state: &mut State, effects: &mut Vec<Effect>) {
    if state.build.draft.is_some() {
        make(state, effects);
    }
}

/// A choice that depends on the keys at hand.
fn choose_with(state: &mut State, effects: &mut Vec<Effect>, choice: impl FnOnce(&mut Draft, &KeyRing)) {
    let ring = state.build.ring.clone();
    choose(state, effects, |draft| choice(draft, &ring));
}

fn set_unencoded(draft: &mut Draft, on: bool) {
    draft.signing.is_unencoded = on;
    if !on {
        forget_unencoded(draft);
    }
}

fn set_unsecured(draft: &mut Draft, on: bool) {
    draft.signing.is_unsecured = on;
    if on {
        draft.signing.signatures.truncate(1);
    }
    for signature in &mut draft.signing.signatures {
        if !on && signature.algorithm == "none" {
            signature.algorithm = "ES256".to_owned();
        }
    }
}

fn set_compressed(draft: &mut Draft, on: bool) {
    draft.encryption.is_compressed = on;
    // The switch is the person's word: what it put into the header goes with it.
    if !on && draft.encryption.follow != Follow::LeftAlone {
        take_out(&mut draft.encryption.protected, "zip");
    }
}

fn cancel(state: &mut State, effects: &mut Vec<Effect>) {
    let making = &mut state.build.making;
    if making.pending.take().is_some() {
        making.is_slow = false;
        making.is_stopped = true;
        effects.push(Effect::CancelWork(JobKind::Build));
    }
    if state.build.generating.take().is_some() {
        effects.push(Effect::CancelWork(JobKind::Generate));
    }
}

fn open_in_inspect(state: &mut State, effects: &mut Vec<Effect>) {
    match state.build.current().and_then(|made| Some(made.built.as_ref().ok()?.text.clone())) {
        Some(text) => paste(state, text, effects),
        None => notify(state, Tone::Warning, "There is no token to open yet", None, effects),
    }
}

/// One step back or forth.
fn step(state: &mut State, to: fn(&mut History, Snapshot) -> Option<Snapshot>, effects: &mut Vec<Effect>) {
    let now = state.build.snapshot();
    if let Some(other) = to(&mut state.build.history, now) {
        restore(state, other, effects);
    }
}

fn tamper_set(state: &State) -> Option<&TamperSet> {
    state.build.tamper.as_ref()?.set.as_ref()?.as_ref().ok().map(|set| &**set)
}

/// Takes an answer of the worker.
pub(in crate::app) fn take_answer(state: &mut State, answer: BuildAnswer, effects: &mut Vec<Effect>) {
    match answer {
        BuildAnswer::Made { revision, made } => {
            let making = &mut state.build.making;
            // Somebody typed on, or stopped it.
            if making.pending != Some(revision) {
                return;
            }
            making.pending = None;
            making.is_slow = false;
            making.failure = None;
            if made.built.is_ok() {
                making.token = Some((revision, Arc::clone(&made)));
            }
            making.answer = Some((revision, made));
            disclose::present(state, effects);
        }
        BuildAnswer::Rehearsed { revision, said } => {
            let making = &mut state.build.making;
            if making.revision == revision {
                making.rehearsed = Some((revision, said));
            }
        }
        BuildAnswer::Presented { revision, presented } => disclose::take_answer(state, revision, presented),
        BuildAnswer::Generated { revision, key } => {
            let Some((_, made_for)) = state.build.generating.filter(|(awaited, _)| *awaited == revision) else {
                return;
            };
            // Whoever types on while an RSA key is made is not asked in the middle of it.
            let is_waited_for =
                state.workspace == Workspace::Build && state.build.asked_at == state.build.making.revision;
            state.build.generating = None;
            match key {
                Ok(mut key) => {
                    key.id = state.keys.ids.next_id();
                    key.source.name = MADE_HERE.to_owned();
                    key.name = Some(query::key::new_name(state, &key));
                    let words = "The new key is in this session alone: keep it before you quit";
                    let key = Arc::new(*key);
                    state.keys.ring.push(Arc::clone(&key));
                    state.build.ring = state.keys_to_build_with();
                    notify(state, Tone::Good, words, None, effects);
                    match (state.build.waiting.take(), made_for) {
                        (Some(index), _) => {
                            start_template(state, index, Some(&key), effects);
                        }
                        (None, MadeFor::Holder) => disclose::take_holder(state, &key, effects),
                        (None, MadeFor::Slot(slot)) => {
                            choose(state, effects, |draft| set_key(draft, slot, Some(&key)));
                        }
                    }
                    examine(state, effects);
                    if is_waited_for {
                        keyring::ask_name(state, key.id.0);
                    }
                }
                Err(why) => notify(state, Tone::Bad, why, None, effects),
            }
        }
        BuildAnswer::Kept(answer) => keep::take_answer(state, answer, effects),
        BuildAnswer::Tampered { revision, set } => {
            if let Some(tampering) = state.build.tamper.as_mut().filter(|tampering| tampering.revision == revision) {
                tampering.set = Some(set);
            }
        }
    }
}

/// The worker met a fault of its own.
pub(in crate::app) fn take_failure(
    state: &mut State,
    kind: JobKind,
    revision: u64,
    message: &str,
    effects: &mut Vec<Effect>,
) {
    let text = format!("This is a bug in Jotsmith: {message}");
    match kind {
        JobKind::Build if state.build.making.pending == Some(revision) => {
            state.build.making.pending = None;
            state.build.making.is_slow = false;
            state.build.making.failure = Some(text);
        }
        JobKind::Generate if state.build.generating.is_some_and(|(awaited, _)| awaited == revision) => {
            state.build.generating = None;
            notify(state, Tone::Bad, text, None, effects);
        }
        JobKind::Tamper => {
            if let Some(tampering) = state.build.tamper.as_mut().filter(|tampering| tampering.revision == revision) {
                tampering.set = Some(Err(text));
            }
        }
        _ => {}
    }
}

/// It should have been done by now.
pub(in crate::app) fn take_reminder(state: &mut State, revision: u64) {
    let making = &mut state.build.making;
    making.is_slow |= making.pending == Some(revision);
}

/// The file that is the payload was read.
pub(in crate::app) fn take_payload(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    let file = DraftFile { name: file.name.clone(), bytes: file.expose().into() };
    choose(state, effects, |draft| {
        draft.payload.kind = PayloadKind::File;
        draft.payload.file = Some(file);
    });
}

/// After every command: keys that came or went are used, or missed.
pub(in crate::app) fn follow_keys(state: &mut State, effects: &mut Vec<Effect>) {
    let ring = state.keys_to_build_with();
    let is_same = state.build.keys.len() == ring.keys().len()
        && state.build.keys.iter().zip(ring.keys()).all(|(id, key)| *id == key.id.0);
    if is_same {
        // One may be called otherwise by now.
        state.build.ring = ring;
        remember_keys(state);
        return;
    }
    let before: HashSet<u64> = state.build.keys.iter().copied().collect();
    state.build.ring = ring;
    state.build.keys = state.build.ring.keys().iter().map(|key| key.id.0).collect();
    // A draft takes no key that was there before it: only one that was brought for it.
    let ring = if state.workspace == Workspace::Build {
        KeyRing::new(of_session(state).keys().iter().filter(|key| !before.contains(&key.id.0)).cloned())
    } else {
        KeyRing::default()
    };
    if let Some(index) = state.build.waiting {
        let fits = |key: &Jwk| TEMPLATES.get(index).is_some_and(|template| template_algorithm(template, key).is_some());
        if let Some(key) = only(&ring, fits).cloned() {
            start_template(state, index, Some(&key), effects);
        }
        return;
    }
    // A key was waited for, and one that fits was brought: this is no step to take back. One that is meant and not at hand
    // is missed until it is back.
    let shown = (state.build.signature, state.build.recipient);
    let Some(draft) = &mut state.build.draft else { return };
    let is_chosen = take_brought(draft, shown, &ring);
    if is_chosen {
        state.build.allows_weak = false;
        follow(state, effects);
    }
    make(state, effects);
}

/// Keys that were brought for the draft go where one is missing: to the signature and the recipient that are shown, else to
/// the first that has none. Returns whether one was taken.
fn take_brought(draft: &mut Draft, shown: (usize, usize), ring: &KeyRing) -> bool {
    let mut is_taken = false;
    if draft.structure.signs() && !draft.signing.is_unsecured {
        let signatures = &mut draft.signing.signatures;
        let lacks = |each: &DraftSignature| each.key.is_none() && signing_key(ring, &each.algorithm).is_some();
        let at = Some(shown.0).filter(|at| signatures.get(*at).is_some_and(lacks));
        let at = at.or_else(|| signatures.iter().position(lacks));
        if let Some(signature) = at.and_then(|at| signatures.get_mut(at)) {
            signature.key = signing_key(ring, &signature.algorithm).map(|key| KeyReference::to(key));
            is_taken = true;
        }
    }
    if draft.structure.encrypts() {
        let recipients = &mut draft.encryption.recipients;
        let lacks = |each: &DraftRecipient| each.key.is_none() && recipient_key(ring, &each.algorithm).is_some();
        let at = Some(shown.1).filter(|at| recipients.get(*at).is_some_and(lacks));
        let at = at.or_else(|| recipients.iter().position(lacks));
        if let Some(recipient) = at.and_then(|at| recipients.get_mut(at)) {
            recipient.key = recipient_key(ring, &recipient.algorithm).map(|key| KeyReference::to(key));
            is_taken = true;
        }
    }
    is_taken
}

// Beginning

/// The template that waits for its key, with this one.
fn start_with(state: &mut State, key: KeyId, effects: &mut Vec<Effect>) {
    let Some(index) = state.build.waiting else { return };
    let key = state.build.ring.get(key).cloned();
    start_template(state, index, key.as_deref(), effects);
}

/// With the key that the person chose for it, or none.
fn start_template(state: &mut State, index: usize, key: Option<&Jwk>, effects: &mut Vec<Effect>) {
    let Some(template) = TEMPLATES.get(index) else { return };
    match start::from_template(template, key, state.now()) {
        Ok(draft) => begin(state, draft, None, effects),
        Err(TemplateError::KeyNeeded | TemplateError::KeyIsSecret) => {
            state.build.is_choosing = true;
            state.build.waiting = Some(index);
        }
        Err(error @ TemplateError::NoRandomness) => notify(state, Tone::Bad, error.to_string(), None, effects),
    }
}

pub(in crate::app) fn begin(
    state: &mut State,
    draft: Draft,
    original: Option<Arc<Original>>,
    effects: &mut Vec<Effect>,
) {
    let build = &mut state.build;
    if build.draft.is_some() {
        let before = build.snapshot();
        build.history.step(before);
    }
    build.draft = Some(draft);
    build.original = original;
    build.is_choosing = false;
    build.waiting = None;
    build.tamper = None;
    build.refused.clear();
    build.allows_weak = false;
    (build.signature, build.recipient) = (0, 0);
    build.caret = None;
    build.offering = Default::default();
    build.presenting.first = 0;
    build.revision += 1;
    // What was made before belongs to another draft.
    build.making.token = None;
    build.making.answer = None;
    build.making.rehearsed = None;
    bring_into_step(state);
    make(state, effects);
}

fn restore(state: &mut State, snapshot: Snapshot, effects: &mut Vec<Effect>) {
    let build = &mut state.build;
    build.draft = snapshot.draft;
    build.original = snapshot.original;
    build.is_choosing = false;
    build.allows_weak = false;
    build.revision += 1;
    build.selected = None;
    make(state, effects);
}

// Choices

/// A change that is a step of its own and touches neither key nor algorithm.
pub(in crate::app) fn change(state: &mut State, effects: &mut Vec<Effect>, change: impl FnOnce(&mut Draft)) {
    let before = state.build.snapshot();
    let Some(draft) = &mut state.build.draft else { return };
    change(draft);
    if before.draft != state.build.draft {
        state.build.history.step(before);
        state.build.revision += 1;
        make(state, effects);
    }
}

/// A change of key, algorithm or structure: headers follow, and what was allowed is allowed no more.
pub(in crate::app) fn choose(state: &mut State, effects: &mut Vec<Effect>, change: impl FnOnce(&mut Draft)) {
    let before = state.build.snapshot();
    let Some(draft) = &mut state.build.draft else { return };
    change(draft);
    let build = &mut state.build;
    if before.draft == build.draft {
        return;
    }
    build.history.step(before);
    build.allows_weak = false;
    build.revision += 1;
    if let Some(draft) = &build.draft {
        build.signature = build.signature.min(draft.signing.signatures.len().saturating_sub(1));
        build.recipient = build.recipient.min(draft.encryption.recipients.len().saturating_sub(1));
    }
    bring_into_step(state);
    make(state, effects);
}

fn add(state: &mut State, slot: Slot, effects: &mut Vec<Effect>) {
    let mut shown = None;
    choose(state, effects, |draft| match slot {
        Slot::Signature(_) => {
            let signatures = &mut draft.signing.signatures;
            if signatures.len() >= ENTRIES || draft.signing.is_unsecured {
                return;
            }
            // Whose, only the person knows.
            signatures.push(DraftSignature { algorithm: "ES256".to_owned(), ..DraftSignature::default() });
            draft.signing.writing = Writing::General;
            shown = Some(Slot::Signature(signatures.len() - 1));
        }
        Slot::Recipient(_) => {
            let recipients = &mut draft.encryption.recipients;
            if recipients.len() >= ENTRIES {
                return;
            }
            let algorithm = "ECDH-ES+A256KW".to_owned();
            recipients.push(DraftRecipient { algorithm, ..DraftRecipient::default() });
            draft.encryption.writing = Writing::General;
            shown = Some(Slot::Recipient(recipients.len() - 1));
        }
    });
    match shown {
        Some(Slot::Signature(index)) => state.build.signature = index,
        Some(Slot::Recipient(index)) => state.build.recipient = index,
        None => {}
    }
}
