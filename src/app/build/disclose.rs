//! Selective disclosure in the builder (RFC 9901): which claims the holder may withhold, and what a holder shows.

use super::MadeFor;
use super::draft::{Draft, Follow, KeyReference};
use super::job::BuildJob;
use super::update::choose;
use crate::app::effect::Effect;
use crate::app::job::Job;
use crate::app::state::State;
use crate::app::update::{notify_with, paste};
use crate::app::view::Tone;
use crate::app::view::build::Field;
use crate::engine::builder::edit;
use crate::engine::builder::edit::{NewValue, Position};
use crate::engine::builder::sd_jwt::{
    ClaimPath, Disclose, KeyBindingRequest, PathFinder, Places, PresentationRequest, Presented,
};
use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::status::Reason;
use crate::engine::key::{Jwk, KeyId};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

const DEPTH: usize = Limits::DEFAULT.json_depth;

/// What a person does about selective disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiscloseCommand {
    /// The holder may withhold claims, or may not.
    On(bool),
    /// The claim at this path can be withheld, or not.
    Claim(String, bool),
    /// All claims that the filter leaves can be withheld, or none of them; those that decide about validity cannot.
    Matching(bool),
    /// Only claims with this text in their path or value are offered.
    Filter(String),
    /// Claims are offered from the n-th on.
    From(usize),
    /// Decoys wherever something can be withheld.
    Decoys(u16),
    /// Decoys in the object or list at this path; the empty one stands for the claims themselves.
    DecoysAt(String, u16),
    /// The hash of the digests, by its name in `_sd_alg`.
    Hash(String),
    /// The holder's key, by its number in the session.
    Holder(Option<u64>),
    /// Generate one.
    MakeHolder,
    /// Open or fold the presentation.
    ShowPresentation(bool),
    /// The claim at this path is shown to the verifier, or not.
    Show(String, bool),
    /// All of them are, or none is.
    ShowAll(bool),
    /// What can be shown is offered from the n-th on.
    ShowFrom(usize),
    /// Bind the presentation with the holder's key.
    Bind(bool),
    /// What the verifier asks to be signed.
    Nonce(String),
    /// The verifier.
    Audience(String),
    /// Show the presentation in Inspect.
    Open,
}

/// Which of many claims are offered.
#[derive(Default)]
pub(in crate::app) struct Offering {
    /// Those with this text in their path or value.
    pub filter: String,
    /// From the n-th on.
    pub first: usize,
}

/// What is shown of a token, and to whom.
pub(in crate::app) struct Presenting {
    pub is_open: bool,
    /// Paths of the claims that are shown.
    pub shown: BTreeSet<String>,
    /// What can be shown is offered from the n-th on.
    pub first: usize,
    pub binds: bool,
    pub nonce: String,
    pub audience: String,
    /// Rises with every question.
    pub revision: u64,
    /// The last answer, and the question it belongs to.
    pub answer: Option<(u64, Result<Arc<Presented>, Reason>)>,
}

impl Default for Presenting {
    fn default() -> Self {
        Self {
            is_open: false,
            shown: BTreeSet::new(),
            first: 0,
            binds: true,
            nonce: "n-0S6_WzA2Mj".to_owned(),
            audience: "https://verifier.example.com".to_owned(),
            revision: 0,
            answer: None,
        }
    }
}

impl Presenting {
    /// The presentation of the token as it stands.
    pub fn current(&self) -> Option<&Result<Arc<Presented>, Reason>> {
        self.answer.as_ref().filter(|(revision, _)| *revision == self.revision).map(|(_, answer)| answer)
    }
}

/// Applies a command.
pub(super) fn apply(state: &mut State, command: DiscloseCommand, effects: &mut Vec<Effect>) {
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
        DiscloseCommand::Open => {
            let text = match state.build.presenting.current() {
                Some(Ok(presented)) => presented.text.clone(),
                _ => {
                    let words = "There is no presentation yet that could be opened";
                    notify_with(state, Tone::Warning, words, Vec::new(), effects);
                    return;
                }
            };
            paste(state, text, effects);
            return;
        }
    }
    present(state, effects);
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

/// Pointers to the claims that the filter leaves and that may be withheld.
fn matching(state: &State) -> Vec<String> {
    let Some(document) = state.build.derived.document(Field::Claims) else { return Vec::new() };
    let Some(root) = document.object() else { return Vec::new() };
    let places = Places::new(document);
    let is_credential = root.get("vct").is_some();
    found(document, &places, &state.build.offering.filter)
        .into_iter()
        .filter_map(|index| document.value(index))
        .map(|value| places.pointer(value))
        .filter(|pointer| !is_guarded(pointer, is_credential))
        .collect()
}

/// Numbers of the values with this text in their path or, where they hold no others, in their value; all of them for the
/// empty text. Upper and lower case are the same.
pub(in crate::app) fn found(document: &Document, places: &Places, filter: &str) -> Vec<usize> {
    let filter = filter.trim().to_lowercase();
    if filter.is_empty() {
        return (1..document.len()).collect();
    }
    let mut is_found = vec![false; document.len()];
    for index in 1..document.len() {
        let Some(value) = document.value(index) else { continue };
        let is_inside = places.container(index).and_then(|container| is_found.get(container)) == Some(&true);
        let has = |text: &str| text.to_lowercase().contains(&filter);
        let is_one = !matches!(value.kind(), Kind::Object | Kind::Array);
        let is_it = is_inside
            || value.name().is_some_and(|name| has(&name))
            || is_one && has(&value.lexeme())
            // Typed as a path.
            || filter.starts_with('/') && has(&places.pointer(value));
        if let Some(entry) = is_found.get_mut(index) {
            *entry = is_it;
        }
    }
    is_found.iter().enumerate().filter(|(_, is_found)| **is_found).map(|(index, _)| index).collect()
}

/// Whether a claim decides about validity, or stands within one that does: the holder must not leave it out (RFC 9901 §9.7,
/// and SD-JWT VC).
pub(in crate::app) fn is_guarded(pointer: &str, is_credential: bool) -> bool {
    let name = pointer.split('/').nth(1).unwrap_or_default();
    matches!(name, "iss" | "aud" | "exp" | "nbf" | "cnf")
        || is_credential && matches!(name, "vct" | "vct#integrity" | "aka_vcts" | "status")
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
pub(super) fn take_holder(state: &mut State, key: &Jwk, effects: &mut Vec<Effect>) {
    choose(state, effects, |draft| draft.selection.holder = Some(KeyReference::to(key)));
    present(state, effects);
}

/// The holder's key, where its private half is at hand.
pub(in crate::app) fn holder(state: &State) -> Option<&Arc<Jwk>> {
    let key = state.build.draft.as_ref()?.selection.holder.as_ref()?.resolve(&state.build.ring)?;
    key.is_private().then_some(key)
}

/// Asks for the presentation of the token as it stands, where one is wanted.
pub(super) fn present(state: &mut State, effects: &mut Vec<Effect>) {
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

/// Takes the presentation.
pub(super) fn take_answer(state: &mut State, revision: u64, answer: Result<Arc<Presented>, Reason>) {
    if state.build.presenting.revision == revision {
        state.build.presenting.answer = Some((revision, answer));
    }
}
