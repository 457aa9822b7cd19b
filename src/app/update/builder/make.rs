//! Asking the worker: for a token of the draft as it stands, for a key, for variants.

use crate::app::message::builder::job::BuildJob;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind, Reminder};
use crate::app::query::builder::key::{generated_for, resolve};
use crate::app::query::builder::request::{rehearsal, request};
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::builder::text::read;
use crate::app::state::builder::{Builder, MadeFor, Tampering, change};
use crate::app::update::act::notify;
use crate::app::update::builder::elsewhere;
use crate::app::value::builder::{Slot, TamperSource};
use crate::app::value::{Tone, Workspace};
use crate::engine::builder::draft::Structure;
use crate::engine::builder::template::TEMPLATES;
use std::sync::Arc;

/// Work that takes longer than this is said to take long, in milliseconds.
const SLOW: u64 = 150;

/// Asks for a token of the draft as it stands.
pub(in crate::app) fn make(state: &mut State, effects: &mut Vec<Effect>) {
    refresh(&mut state.build);
    remember_keys(state);
    elsewhere::refresh(state);
    let now = state.now();
    let build = &mut state.build;
    build.keys = build.ring.keys().iter().map(|key| key.id.0).collect();
    let making = &mut build.making;
    making.revision += 1;
    making.is_slow = false;
    making.is_stopped = false;
    making.failure = None;
    let Some(draft) = &build.draft else {
        making.pending = None;
        return;
    };
    match request(draft, &build.ring, build.allows_weak) {
        Ok(request) => {
            let revision = making.revision;
            making.unready = None;
            making.rehearsed = None;
            making.pending = Some(revision);
            let job = BuildJob::Make {
                revision,
                request: Box::new(request),
                selection: draft.selection.selection(&build.ring).unwrap_or_default().map(Box::new),
                compacts: draft.payload.is_compacted,
                original: build.original.clone(),
                now,
                sending: state.options.sending.clone(),
            };
            effects.push(Effect::Run(Job::Build(job)));
            effects.push(Effect::Remind { reminder: Reminder::Build(revision), after: SLOW });
        }
        Err(unready) => {
            making.unready = Some(unready);
            making.pending = None;
            making.answer = None;
            effects.push(Effect::CancelWork(JobKind::Build));
            // What is wrong with the texts is said all the same.
            let Some((request, missed)) = rehearsal(draft, &build.ring) else {
                making.rehearsed = None;
                return;
            };
            let (revision, sending) = (making.revision, state.options.sending.clone());
            let job = BuildJob::Rehearse { revision, request: Box::new(request), missed, now, sending };
            effects.push(Effect::Run(Job::Build(job)));
        }
    }
}

/// Notes what each key at hand is called and where it is kept, so that it can be named and found when it is missing.
pub(in crate::app) fn remember_keys(state: &mut State) {
    let State { build, keyrings, .. } = state;
    let Some(draft) = &mut build.draft else { return };
    let signers = draft.signing.signatures.iter_mut().map(|signature| &mut signature.key);
    let recipients = draft.encryption.recipients.iter_mut().map(|recipient| &mut recipient.key);
    for reference in signers.chain(recipients).chain([&mut draft.selection.holder]).flatten() {
        let Some(key) = reference.resolve(&build.ring) else { continue };
        let (name, keyring) = (key::name(key), keyrings.origin(key.id).map(str::to_owned));
        reference.id = Some(key.id.0);
        reference.fingerprint = Some(key.thumbprint.clone());
        (reference.name, reference.keyring) = (name, keyring);
    }
}

/// Reads the texts, and compares them with the original.
pub(in crate::app) fn refresh(build: &mut Builder) {
    let Some(draft) = &build.draft else {
        build.derived = Default::default();
        return;
    };
    read(draft, &mut build.derived);
    let derived = &build.derived;
    build.refused.retain(|refused| {
        // While the text is none, nobody knows what became of its members.
        let Some(object) = derived.document(refused.field).and_then(|document| document.object()) else { return true };
        object.get(&refused.name).is_some_and(|value| value.lexeme() == refused.instead)
    });
    build.derived.changes = match &build.original {
        Some(original) => change::changes(original, draft, &build.derived),
        None => Vec::new(),
    };
    build.derived.holds = build.original.as_ref().and_then(|original| original.holds_as_typed(draft));
}

pub(in crate::app) fn make_key(state: &mut State, slot: Slot, effects: &mut Vec<Effect>) {
    let (algorithm, encryption) = match (state.build.waiting.and_then(|index| TEMPLATES.get(index)), &state.build.draft)
    {
        (Some(template), _) => (template.algorithms.first().copied().unwrap_or("ES256").to_owned(), String::new()),
        (None, Some(draft)) => match slot {
            Slot::Signature(index) => (
                draft.signing.signatures.get(index).map(|each| each.algorithm.clone()).unwrap_or_default(),
                String::new(),
            ),
            Slot::Recipient(index) => {
                let recipient = draft.encryption.recipients.get(index);
                let algorithm = recipient.map(|each| each.algorithm.clone()).unwrap_or_default();
                (algorithm, draft.encryption.content_encryption.clone())
            }
        },
        (None, None) => return,
    };
    generate(state, MadeFor::Slot(slot), &algorithm, &encryption, effects);
}

/// Generates a key for an algorithm.
pub(in crate::app) fn generate(
    state: &mut State,
    made_for: MadeFor,
    algorithm: &str,
    encryption: &str,
    effects: &mut Vec<Effect>,
) {
    let Some(recipe) = generated_for(algorithm, encryption) else { return };
    state.build.generations += 1;
    let revision = state.build.generations;
    state.build.generating = Some((revision, made_for));
    state.build.asked_at = state.build.making.revision;
    effects.push(Effect::Run(Job::Build(BuildJob::Generate { revision, recipe: Box::new(recipe) })));
}

pub(in crate::app) fn tamper(state: &mut State, source: TamperSource, effects: &mut Vec<Effect>) {
    let found = match source {
        TamperSource::Built => state.build.current().and_then(|made| {
            let draft = state.build.draft.as_ref()?;
            let token: Arc<str> = made.built.as_ref().ok()?.text.as_str().into();
            let key = draft.signing.signatures.first().filter(|_| draft.structure == Structure::Sign);
            let key = key.and_then(|signature| resolve(signature.key.as_ref(), &state.build.ring)).cloned();
            Some((token, key, "the token built here"))
        }),
        TamperSource::Inspected => state.layer().filter(|_| state.is_current()).map(|layer| {
            let key = layer.signatures.first().and_then(|result| result.key.clone());
            (Arc::clone(&layer.text), key, "the token in Inspect")
        }),
    };
    let Some((token, key, title)) = found else {
        notify(state, Tone::Warning, "There is no token to make variants of", None, effects);
        return;
    };
    state.build.generations += 1;
    let revision = state.build.generations;
    state.workspace = Workspace::Build;
    state.build.tamper = Some(Tampering { revision, title: title.to_owned(), set: None });
    effects.push(Effect::Run(Job::Build(BuildJob::Tamper { revision, token, key, now: state.now() })));
}
