//! The text in the token box.

use super::act::{examine, forget_examination, notify};
use super::looking::forget_folds;
use super::{assumption, desk, key, key_file, reading};
use crate::app::message::effect::Effect;
use crate::app::message::reading::Unread;
use crate::app::state::State;
use crate::app::value;
use crate::app::value::reading::{AT_ONCE, Arrived, Reading, text_of};
use crate::app::value::sample::SAMPLES;
use crate::app::value::{FileBytes, NO_TEXT, Tone, Workspace, words};
use crate::engine::jwt::inner;
use std::sync::Arc;
use zeroize::{Zeroize as _, Zeroizing};

/// Earlier texts that can be brought back.
const UNDO: usize = 8;

/// The text was edited by hand.
pub(super) fn edit(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    if text.len() > AT_ONCE {
        return reading::restore(state, text.into(), effects);
    }
    reading::supersede(state, effects);
    state.token.cleaned.clear();
    state.token.steps.clear();
    let read = value::reading::read(&text, &state.options.limits);
    set_text(state, text.into(), read, effects);
}

/// Key material that is cleared is meant to be gone.
pub(super) fn clear(state: &mut State, effects: &mut Vec<Effect>) {
    if state.derived.reading.key.is_some_and(|key| key.private) {
        let text = Arc::clone(&state.token.text);
        state.token.spent.push(text);
    } else {
        remember_text(state);
    }
    reading::restore(state, "".into(), effects);
}

/// Brings the last text back. What was pasted and is not read yet is taken back by leaving it.
pub(super) fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    if reading::supersede(state, effects) {
        return;
    }
    if let Some(text) = state.token.undo.pop() {
        state.token.behind_keys.pop_if(|behind| *behind == text);
        reading::restore(state, text, effects);
    }
}

/// Puts back one layer that was taken off, and what was taken off below it; undo brings the token back.
pub(super) fn undo_cleaning(state: &mut State, step: usize, effects: &mut Vec<Effect>) {
    let Some(before) = state.token.steps.get(step).map(|step| Arc::clone(&step.before)) else { return };
    remember_text(state);
    reading::restore(state, before, effects);
}

pub(super) fn choose_candidate(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    if index < state.derived.reading.candidates.len() && index != state.token.candidate {
        state.token.candidate = index;
        state.derived.is_of_another = true;
        reset_looking(state);
        examine(state, effects);
    }
}

/// The token in a claim takes the place of the one that it is in; undo brings that back.
pub(super) fn take_inner(state: &mut State, path: &str, effects: &mut Vec<Effect>) {
    let tokens = state.examination().map(inner::tokens).unwrap_or_default();
    let found = tokens.into_iter().find(|inner| inner.path == path).map(|inner| inner.text);
    if let Some(text) = found {
        paste(state, text, effects);
        state.token.cleaned.push(format!("Taken from the claim {}", words::elided(path, 60)));
    }
}

/// What is in the box is key material: it becomes a key, and the token that it was pasted over comes back.
pub(super) fn move_to_keys(state: &mut State, effects: &mut Vec<Effect>) {
    let text = Zeroizing::new(state.token.text.to_string());
    if !text.trim().is_empty() && key_file::add_from_token_box(state, &text, effects) {
        let spent = Arc::clone(&state.token.text);
        let before = state.token.behind_keys.pop().unwrap_or_default();
        state.token.undo.pop_if(|last| *last == before);
        reading::restore(state, before, effects);
        state.token.spent.push(spent);
    }
}

/// Wipes key material that was in the box, as soon as nobody shows it or works on it any more.
pub(super) fn wipe_spent(state: &mut State) {
    state.token.spent.retain_mut(|text| {
        let own = Arc::get_mut(text);
        let is_own = own.is_some();
        if let Some(text) = own {
            text.zeroize();
        }
        !is_own
    });
}

/// Keeps the text in the box, so that it can be brought back.
pub(super) fn remember_text(state: &mut State) {
    desk::remember_shown(state);
    if state.token.text.trim().is_empty() || state.token.undo.last() == Some(&state.token.text) {
        return;
    }
    if state.token.undo.len() == UNDO {
        let oldest = state.token.undo.remove(0);
        let is_private = value::reading::read(&oldest, &state.options.limits).key.is_some_and(|key| key.private);
        if is_private && !state.token.behind_keys.contains(&oldest) {
            state.token.spent.push(oldest);
        }
    }
    let text = Arc::clone(&state.token.text);
    state.token.undo.push(text);
}

/// Puts a text that was pasted into the box, and its tokens on the desk. `file`: the one that it came from, and with which
/// others that was dropped.
pub(super) fn put(state: &mut State, arrived: Arrived, file: Option<(String, Option<u64>)>, effects: &mut Vec<Effect>) {
    remember_text(state);
    let was_key = state.derived.reading.key.is_some();
    if !was_key || arrived.reading.key.is_none() {
        state.token.behind_keys.clear();
    }
    // A key that nobody has moved yet is none to lose: it comes back as well.
    if arrived.reading.key.is_some() && state.token.behind_keys.len() < UNDO && arrived.text != state.token.text {
        let behind = Arc::clone(&state.token.text);
        state.token.behind_keys.push(behind);
    }
    desk::take_in(state, &arrived, file, effects);
    state.token.candidate = 0;
    if let Some(original) = &arrived.original {
        state.token.undo.push(Arc::clone(original));
    }
    replace(state, arrived, effects);
}

/// Puts a text into the box that was not typed there.
pub(super) fn replace(state: &mut State, arrived: Arrived, effects: &mut Vec<Effect>) {
    state.token.revision += 1;
    state.looking.hover = None;
    if let Some(index) = desk::wanted(state, &arrived.text) {
        state.token.candidate = index;
    }
    set_text(state, arrived.text, arrived.reading, effects);
    (state.token.cleaned, state.token.steps) = (arrived.cleaned, arrived.steps);
}

fn set_text(state: &mut State, text: Arc<str>, reading: Reading, effects: &mut Vec<Effect>) {
    let before = state.candidate().map(|candidate| Arc::clone(&candidate.text));
    state.token.text = text;
    state.token.version += 1;
    state.desk.compared = None;
    state.derived.reading = reading;
    if state.token.candidate >= state.derived.reading.candidates.len() {
        state.token.candidate = 0;
    }
    let after = state.candidate().map(|candidate| Arc::clone(&candidate.text));
    if before != after {
        state.derived.is_of_another = true;
        reset_looking(state);
        examine(state, effects);
    } else if after.is_none() {
        forget_examination(state);
    }
}

pub(in crate::app) fn paste(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    paste_from(state, text, None, effects);
}

/// The same for the text of a file.
fn paste_from(state: &mut State, text: String, file: Option<String>, effects: &mut Vec<Effect>) {
    // It may be a key.
    let text = Zeroizing::new(text);
    state.workspace = Workspace::Inspect;
    if text.trim().is_empty() {
        notify(state, Tone::Warning, NO_TEXT, None, effects);
        return;
    }
    if is_short_enough(state, text.len(), effects) {
        reading::read(state, Unread::Pasted(text.as_str().into(), file), effects);
    }
}

/// Says so where a text is too long to be examined.
pub(super) fn is_short_enough(state: &mut State, length: usize, effects: &mut Vec<Effect>) -> bool {
    let limit = state.options.limits.text;
    if length > limit {
        let (size, limit) = (words::size(length), words::size(limit));
        notify(state, Tone::Bad, format!("That is {size}; at most {limit} can be examined"), None, effects);
    }
    length <= limit
}

pub(in crate::app) fn open_sample(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    let Some(sample) = SAMPLES.get(index) else { return };
    remember_text(state);
    state.workspace = Workspace::Inspect;
    state.token.candidate = 0;
    let mut is_new = false;
    let (token, keys) = sample.at(state.clock.real);
    if !keys.is_empty() {
        let limits = &state.options.limits;
        is_new = !key::add_bytes(&mut state.keys, keys.as_bytes(), sample.key_source, limits).names.is_empty();
    }
    let before = state.derived.revision;
    reading::restore(state, token.into(), effects);
    if is_new && state.derived.revision == before {
        examine(state, effects);
    }
}

pub(in crate::app) fn take_token_file(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    match text_of(file.expose()) {
        Some(text) => paste_from(state, text, Some(file.name.clone()), effects),
        None => {
            let message = format!("{} is not a text file, so it contains no token", file.name);
            notify(state, Tone::Bad, message, None, effects);
        }
    }
}

/// Another token is looked at: selections and folds of the last one mean nothing.
fn reset_looking(state: &mut State) {
    state.looking.layer = None;
    state.looking.entry = None;
    state.looking.kind = None;
    state.options.detached_payload = None;
    assumption::forget(state);
    state.options.limits = Default::default();
    forget_folds(state);
}
