//! The text in the token box.

use super::act::{examine, forget_examination, notify};
use super::looking::forget_folds;
use super::{key, key_file};
use crate::app::message::effect::Effect;
use crate::app::state::State;
use crate::app::value::reading::Reading;
use crate::app::value::sample::SAMPLES;
use crate::app::value::{FileBytes, Tone, Workspace, reading, words};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Earlier texts that can be brought back.
const UNDO: usize = 8;

/// The text was edited by hand.
pub(super) fn edit(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    state.token.cleaned.clear();
    let reading = reading::read(&text, &state.options.limits);
    set_text(state, text.into(), reading, effects);
}

pub(super) fn clear(state: &mut State, effects: &mut Vec<Effect>) {
    remember_text(state);
    replace_text(state, "".into(), effects);
}

pub(super) fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(text) = state.token.undo.pop() {
        replace_text(state, text, effects);
    }
}

pub(super) fn choose_candidate(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    if index < state.derived.reading.candidates.len() && index != state.token.candidate {
        state.token.candidate = index;
        state.derived.is_of_another = true;
        reset_looking(state);
        examine(state, effects);
    }
}

/// What is in the box is key material: it becomes a key, and the box is emptied.
pub(super) fn move_to_keys(state: &mut State, effects: &mut Vec<Effect>) {
    let text = Zeroizing::new(state.token.text.to_string());
    if !text.trim().is_empty() && key_file::add_from_token_box(state, &text, effects) {
        replace_text(state, "".into(), effects);
    }
}

/// Keeps the text in the box, so that it can be brought back. Key material is not kept.
fn remember_text(state: &mut State) {
    let is_key = state.derived.reading.key.is_some_and(|key| key.private);
    if is_key || state.token.text.trim().is_empty() || state.token.undo.last() == Some(&state.token.text) {
        return;
    }
    if state.token.undo.len() == UNDO {
        state.token.undo.remove(0);
    }
    let text = Arc::clone(&state.token.text);
    state.token.undo.push(text);
}

/// Puts a text into the box that was not typed there.
fn replace_text(state: &mut State, text: Arc<str>, effects: &mut Vec<Effect>) {
    let reading = reading::read(&text, &state.options.limits);
    replace_read_text(state, text, reading, effects);
}

/// The same for a text that was read already.
fn replace_read_text(state: &mut State, text: Arc<str>, reading: Reading, effects: &mut Vec<Effect>) {
    state.token.revision += 1;
    state.token.cleaned.clear();
    state.looking.hover = None;
    set_text(state, text, reading, effects);
}

fn set_text(state: &mut State, text: Arc<str>, reading: Reading, effects: &mut Vec<Effect>) {
    let before = state.candidate().map(|candidate| Arc::clone(&candidate.text));
    state.token.text = text;
    state.token.version += 1;
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
    state.workspace = Workspace::Inspect;
    if text.trim().is_empty() {
        notify(state, Tone::Warning, "There is no text to paste", None, effects);
        return;
    }
    if text.len() > state.options.limits.text {
        let limit = words::size(state.options.limits.text);
        let size = words::size(text.len());
        let message = format!("That is {size}: more than the {limit} that can be looked into");
        notify(state, Tone::Bad, message, None, effects);
        return;
    }
    remember_text(state);
    state.token.candidate = 0;
    let reading = reading::read(&text, &state.options.limits);
    // With several tokens the text stays as it is, so that none of them is lost.
    if let [candidate] = reading.candidates.as_slice()
        && reading.key.is_none()
        && *candidate.text != *text
    {
        let (cleaned, token) = (candidate.cleaned.clone(), Arc::clone(&candidate.text));
        state.token.undo.push(text.into());
        replace_text(state, token, effects);
        state.token.cleaned = cleaned;
    } else {
        replace_read_text(state, text.into(), reading, effects);
    }
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
    replace_text(state, token.into(), effects);
    if is_new && state.derived.revision == before {
        examine(state, effects);
    }
}

pub(in crate::app) fn take_token_file(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    match text_of(file.expose()) {
        Some(text) => paste(state, text, effects),
        None => {
            let message = format!("{} is not a text file, so there is no token in it", file.name);
            notify(state, Tone::Bad, message, None, effects);
        }
    }
}

/// The text of a file: UTF-8, or UTF-16 with a byte order mark as Windows writes it.
pub(in crate::app) fn text_of(bytes: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

/// Another token is looked at: selections and folds of the last one mean nothing.
fn reset_looking(state: &mut State) {
    state.looking.layer = None;
    state.looking.entry = None;
    state.options.detached_payload = None;
    state.options.limits = Default::default();
    forget_folds(state);
}
