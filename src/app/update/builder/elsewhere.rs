//! Signing elsewhere: what is to be signed, and the token of the signature that comes back.

use super::save;
use crate::app::message::builder::elsewhere::ElsewhereCommand;
use crate::app::message::effect::Effect;
use crate::app::query::builder::key::{resolve, verifies};
use crate::app::query::builder::request::signed_elsewhere;
use crate::app::state::State;
use crate::app::state::builder::{Assembled, Builder, Elsewhere, Unready};
use crate::app::update::act::notify;
use crate::app::update::token::paste;
use crate::app::value::builder::Field;
use crate::app::value::{Tone, Workspace};
use crate::engine::builder::draft::Draft;
use crate::engine::builder::elsewhere::{AssembleError, ToSign};
use crate::engine::builder::jws;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::speech::Words;
use crate::engine::speech::builder::errors;
use std::sync::Arc;

pub(in crate::app) fn apply(state: &mut State, command: ElsewhereCommand, effects: &mut Vec<Effect>) {
    match command {
        ElsewhereCommand::Open => open(state, effects),
        ElsewhereCommand::Close => state.build.elsewhere = None,
        ElsewhereCommand::Key(id) => {
            let key = id.and_then(|id| state.build.ring.get(KeyId(id))).cloned();
            if let Some(elsewhere) = &mut state.build.elsewhere {
                if let Some(key) = &key {
                    elsewhere.algorithm = algorithm_of(key, &elsewhere.algorithm);
                }
                elsewhere.key = key.map(|key| key.id.0);
                elsewhere.is_chosen = true;
                refresh(state);
            }
        }
        ElsewhereCommand::Algorithm(name) => {
            let key = key(state).cloned();
            if let Some(elsewhere) = &mut state.build.elsewhere {
                // A key of another kind says nothing about this signature.
                if key.is_some_and(|key| !fits(&key, &name)) {
                    elsewhere.key = None;
                }
                elsewhere.is_chosen = true;
                elsewhere.algorithm = name;
                refresh(state);
            }
        }
        ElsewhereCommand::SaveInput => {
            if let Some(bytes) = input(state).map(|input| input.bytes.as_slice().into()) {
                save::save(state, "signing-input", bytes, effects);
            }
        }
        ElsewhereCommand::Assemble(signature) => assemble(state, &signature),
        ElsewhereCommand::OpenInInspect => {
            let made = state.build.elsewhere.as_ref().and_then(|elsewhere| elsewhere.made.as_ref()?.as_ref().ok());
            if let Some(token) = made.map(|made| made.token.clone()) {
                paste(state, token, effects);
            }
        }
    }
}

fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(draft) = &state.build.draft else {
        let text = "There is no draft to have signed elsewhere: start one from a template, or empty";
        return notify(state, Tone::Warning, text, None, effects);
    };
    let signature = draft.signing.signatures.first();
    let algorithm = signature.map_or("ES256", |signature| signature.algorithm.as_str()).to_owned();
    state.workspace = Workspace::Build;
    state.build.tamper = None;
    state.build.elsewhere =
        Some(Elsewhere { key: None, is_chosen: false, algorithm, input: Err(Vec::new()), made: None });
    refresh(state);
}

/// The key that the draft names, whose public half is enough here: the one that is meant, or that its header names.
fn named(build: &Builder) -> Option<&Arc<Jwk>> {
    let signature = build.draft.as_ref()?.signing.signatures.first()?;
    if let Some(meant) = &signature.key {
        return resolve(Some(meant), &build.ring).filter(|key| verifies(key));
    }
    let header = build.derived.document(Field::Protected(0))?;
    let kid = header.object()?.get("kid")?.as_str()?;
    let is_named = |key: &&Arc<Jwk>| key.key_id.as_deref() == Some(&*kid) && fits(key, &signature.algorithm);
    // Which of two is meant, the name does not say.
    let mut found = build.ring.keys().iter().filter(is_named);
    found.next().filter(|_| found.next().is_none())
}

fn fits(key: &Jwk, algorithm: &str) -> bool {
    jws::algorithms_for(key).iter().any(|row| row.name == algorithm)
}

fn algorithm_of(key: &Jwk, chosen: &str) -> String {
    let usual = || jws::default_algorithm(key).map_or(chosen, |row| row.name);
    if fits(key, chosen) { chosen.to_owned() } else { usual().to_owned() }
}

fn key(state: &State) -> Option<&Arc<Jwk>> {
    state.build.ring.get(KeyId(state.build.elsewhere.as_ref()?.key?))
}

fn input(state: &State) -> Option<&ToSign> {
    state.build.elsewhere.as_ref()?.input.as_ref().ok().map(|input| &**input)
}

/// What is to be signed of the draft as it stands; a signature that came back is one over what stood there before.
pub(in crate::app) fn refresh(state: &mut State) {
    if let Some(elsewhere) = state.build.elsewhere.as_ref().filter(|elsewhere| !elsewhere.is_chosen)
        && elsewhere.key.is_none()
        && let Some(key) = named(&state.build)
    {
        let (id, algorithm) = (key.id.0, algorithm_of(key, &elsewhere.algorithm));
        if let Some(elsewhere) = &mut state.build.elsewhere {
            (elsewhere.key, elsewhere.algorithm) = (Some(id), algorithm);
        }
    }
    let key = key(state).cloned();
    let build = &mut state.build;
    let (Some(elsewhere), Some(draft)) = (&mut build.elsewhere, &build.draft) else {
        build.elsewhere = None;
        return;
    };
    if key.is_none() {
        elsewhere.key = None;
    }
    let bytes_before = elsewhere.input.as_ref().ok().map(Arc::clone);
    elsewhere.input = to_sign(draft, key, &elsewhere.algorithm, build.allows_weak).map(Arc::new);
    let is_same = match (&bytes_before, &elsewhere.input) {
        (Some(before), Ok(now)) => before.bytes == now.bytes,
        _ => false,
    };
    if !is_same {
        elsewhere.made = None;
    }
}

fn to_sign(draft: &Draft, key: Option<Arc<Jwk>>, algorithm: &str, allow_weak: bool) -> Result<ToSign, Vec<Words>> {
    let only = |words: &str| Err(vec![Words::new(words)]);
    if draft.structure.encrypts() || draft.signing.is_unsecured {
        return only("Only a token that is signed and not encrypted is signed elsewhere");
    }
    if draft.selection.is_on {
        return only("A token with claims that can be withheld is not signed elsewhere: the disclosures would be lost");
    }
    if draft.signing.signatures.len() > 1 {
        return only("One signature alone is made elsewhere: remove the others");
    }
    let request = match signed_elsewhere(draft, key, algorithm, allow_weak) {
        Ok(request) => request,
        Err(Unready::NoFile) => return only("No payload file is chosen yet"),
        Err(_) => return only("The draft is not complete yet"),
    };
    ToSign::of(&request, &Limits::DEFAULT).map_err(|error| errors(&error))
}

/// Puts the token together. Where a key is at hand, the signature has to fit it.
fn assemble(state: &mut State, signature: &str) {
    let key = key(state).cloned();
    let Some(elsewhere) = &mut state.build.elsewhere else { return };
    let Ok(input) = &elsewhere.input else { return };
    let token = match &key {
        Some(key) => input.assemble(signature.as_bytes(), key),
        None => input.assemble_unchecked(signature.as_bytes()),
    };
    let made = |token| Assembled { token, checked_with: key.as_ref().map(|key| key.id.0) };
    elsewhere.made = Some(token.map(made).map_err(|error: AssembleError| error));
}
