//! Selective disclosure in the builder (RFC 9901): which claims the holder may withhold, and what a holder shows.

use super::choose;
use crate::app::message::builder::disclose::DiscloseCommand;
use crate::app::message::builder::job::BuildJob;
use crate::app::message::effect::Effect;
use crate::app::message::job::Job;
use crate::app::query::builder::disclose::{holder, matching};
use crate::app::state::State;
use crate::app::state::builder::{MadeFor, Offering};
use crate::app::update::act::notify_with;
use crate::app::update::token::paste;
use crate::app::value::Tone;
use crate::engine::builder::BuildError;
use crate::engine::builder::draft::{Draft, Follow, KeyReference};
use crate::engine::builder::edit;
use crate::engine::builder::edit::{NewValue, Position};
use crate::engine::builder::sd_jwt::{
    ClaimPath, Disclose, KeyBindingRequest, PathFinder, Places, PresentationRequest, Presented,
};
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

const DEPTH: usize = Limits::DEFAULT.json_depth;

pub(in crate::app) fn apply(state: &mut State, command: DiscloseCommand, effects: &mut Vec<Effect>) {
    match command {
        DiscloseCommand::On(on) => choose(state, effects, |draft| {
            draft.selection.is_on = on;
            set_type(draft, on);
        }),
        DiscloseCommand::Claim(path, on) => choose(state, effects, |draft| {
            spell_out(draft);
            draft.selection.paths.retain(|each| *each != path);
            if on {
                draft.selection.paths.push(path);
            }
        }),
        DiscloseCommand::Matching(on) => {
            let matching = matching(state);
            choose(state, effects, |draft| {
                spell_out(draft);
                let all: HashSet<&String> = matching.iter().collect();
                draft.selection.paths.retain(|each| !all.contains(each));
                if on {
                    draft.selection.paths.extend(matching);
                }
            });
        }
        DiscloseCommand::Filter(filter) => {
            state.build.offering = Offering { filter, first: 0 };
            return;
        }
        DiscloseCommand::From(first) => {
            state.build.offering.first = first;
            return;
        }
        DiscloseCommand::DecoysAt(path, count) => choose(state, effects, |draft| {
            spell_out(draft);
            if count == 0 {
                draft.selection.decoys_at.remove(&path);
            } else {
                draft.selection.decoys_at.insert(path, count);
            }
        }),
        DiscloseCommand::Decoys(count) => choose(state, effects, |draft| draft.selection.decoys = count),
        DiscloseCommand::Hash(name) => choose(state, effects, |draft| draft.selection.hash = name),
        DiscloseCommand::Holder(id) => {
            let key = id.and_then(|id| state.build.ring.get(KeyId(id)).cloned());
            choose(state, effects, |draft| draft.selection.holder = key.as_deref().map(KeyReference::to));
        }
        DiscloseCommand::MakeHolder => {
            super::make::generate(state, MadeFor::Holder, "ES256", "", effects);
            return;
        }
        DiscloseCommand::ShowPresentation(open) => state.build.presenting.is_open = open,
        DiscloseCommand::Show(path, on) => {
            let shown = &mut state.build.presenting.shown;
            if on {
                shown.insert(path)
            } else {
                shown.remove(&path)
            };
        }
        DiscloseCommand::ShowAll(on) => {
            let made = state.build.current().map(|made| made.disclosures.clone()).unwrap_or_default();
            state.build.presenting.shown = if on { made.into_iter().collect() } else { BTreeSet::new() };
        }
        DiscloseCommand::ShowFrom(first) => {
            state.build.presenting.first = first;
            return;
        }
        DiscloseCommand::Bind(on) => state.build.presenting.binds = on,
        DiscloseCommand::Nonce(nonce) => state.build.presenting.nonce = nonce,
        DiscloseCommand::Audience(audience) => state.build.presenting.audience = audience,
        DiscloseCommand::Open => return open(state, effects),
    }
    present(state, effects);
}

fn open(state: &mut State, effects: &mut Vec<Effect>) {
    match state.build.presenting.current() {
        Some(Ok(presented)) => {
            let text = presented.text.clone();
            paste(state, text, effects);
        }
        _ => {
            let words = "There is no presentation to open yet";
            notify_with(state, Tone::Warning, words, Vec::new(), effects);
        }
    }
}

/// Writes every path as a pointer to one claim, so that one of several can be taken out. What names nothing in the claims as
/// they stand is left as it is.
fn spell_out(draft: &mut Draft) {
    let document = json::scan(draft.payload.claims.as_bytes(), DEPTH);
    if document.object().is_none() {
        return;
    }
    let places = Places::new(&document);
    let selection = &mut draft.selection;
    let count = selection.paths.len() + selection.decoys_at.len();
    let Some(finder) = PathFinder::new(&document, &places, count) else { return };
    let pointers = |path: &str| -> Vec<String> {
        let found = ClaimPath::parse(path).map(|path| finder.resolve(&path)).unwrap_or_default();
        if found.is_empty() {
            return vec![path.to_owned()];
        }
        found.into_iter().map(|value| places.pointer(value)).collect()
    };
    let mut seen: HashSet<String> = HashSet::new();
    let spelled = selection.paths.iter().flat_map(|path| pointers(path));
    selection.paths = spelled.filter(|pointer| seen.insert(pointer.clone())).collect();
    let mut decoys: BTreeMap<String, u16> = BTreeMap::new();
    for (path, count) in &selection.decoys_at {
        for pointer in pointers(path) {
            let most = decoys.entry(pointer).or_default();
            *most = (*most).max(*count);
        }
    }
    selection.decoys_at = decoys;
}

/// A header that is kept in step says what kind of token it is: `JWT` for an ordinary one, and back.
fn set_type(draft: &mut Draft, on: bool) {
    let claims = json::scan(draft.payload.claims.as_bytes(), DEPTH);
    let is_credential = claims.object().is_some_and(|claims| claims.get("vct").is_some());
    for signature in draft.signing.signatures.iter_mut().filter(|each| each.follow == Follow::InStep) {
        let document = json::scan(signature.protected.as_bytes(), DEPTH);
        let typ = document.object().and_then(|header| header.get("typ")?.as_str());
        let new = match (typ.as_deref(), on) {
            (Some("JWT"), true) if is_credential => "dc+sd-jwt",
            (Some("JWT"), true) => "sd-jwt",
            (Some("sd-jwt" | "dc+sd-jwt"), false) => "JWT",
            _ => continue,
        };
        if let Ok(edited) = edit::set_member(&signature.protected, "typ", NewValue::Text(new), Position::Last, DEPTH) {
            signature.protected = edited.text;
        }
    }
}

/// A key that was generated is the holder's.
pub(in crate::app) fn take_holder(state: &mut State, key: &Jwk, effects: &mut Vec<Effect>) {
    choose(state, effects, |draft| draft.selection.holder = Some(KeyReference::to(key)));
    present(state, effects);
}

/// Asks for the presentation of the token as it stands, where one is wanted.
pub(in crate::app) fn present(state: &mut State, effects: &mut Vec<Effect>) {
    state.build.presenting.revision += 1;
    let build = &state.build;
    let is_wanted = build.presenting.is_open
        && build.draft.as_ref().is_some_and(|draft| draft.selection.is_on && !draft.structure.encrypts());
    if !is_wanted {
        return;
    }
    let Some((token, paths)) = build.current().and_then(|made| {
        let built = made.built.as_ref().ok()?;
        Some((built.text.clone(), &made.disclosures))
    }) else {
        return;
    };
    let places = paths
        .iter()
        .enumerate()
        .filter(|(_, path)| build.presenting.shown.contains(*path))
        .map(|(place, _)| place)
        .collect();
    let key_binding = holder(state).filter(|_| build.presenting.binds).map(|key| KeyBindingRequest {
        key: Arc::clone(key),
        algorithm: None,
        nonce: build.presenting.nonce.clone(),
        audience: build.presenting.audience.clone(),
        issued_at: state.now(),
    });
    let request =
        PresentationRequest { token, disclose: Disclose::Places(places), key_binding, allow_weak: build.allows_weak };
    let revision = build.presenting.revision;
    effects.push(Effect::Run(Job::Build(BuildJob::Present { revision, request: Box::new(request) })));
}

pub(in crate::app) fn take_answer(state: &mut State, revision: u64, answer: Result<Arc<Presented>, BuildError>) {
    if state.build.presenting.revision == revision {
        state.build.presenting.answer = Some((revision, answer));
    }
}
