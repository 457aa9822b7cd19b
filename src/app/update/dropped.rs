//! Files that were dropped on the window: each says by itself what it is.

use super::act::notify;
use super::token::{take_token_file, text_of};
use super::{key_file, keyring};
use crate::app::message::effect::Effect;
use crate::app::message::notice::Notice;
use crate::app::state::State;
use crate::app::value::{FileBytes, Tone, reading, words};

/// So many are told of one by one; more are summed up.
const TOLD: usize = 3;

/// Takes the files in, and says which could not be read and why.
pub(in crate::app) fn take(state: &mut State, files: Vec<FileBytes>, unread: Vec<String>, effects: &mut Vec<Effect>) {
    keyring::idle::note_act(state);
    let count = files.len() + unread.len();
    if count <= TOLD {
        unread.into_iter().for_each(|why| notify(state, Tone::Bad, why, None, effects));
        return files.into_iter().for_each(|file| take_one(state, file, effects));
    }
    let (keys, told) = (state.key_count(), state.notice_count);
    let mut problems = Vec::new();
    for file in files {
        let before = state.notice_count;
        take_one(state, file, effects);
        let is_problem = |notice: &&Notice| notice.id > before && matches!(notice.tone, Tone::Bad | Tone::Warning);
        problems.extend(state.notices.iter().find(is_problem).map(|notice| notice.text.clone()));
    }
    problems.extend(unread);
    state.notices.retain(|notice| notice.id <= told);
    let loaded = state.key_count().saturating_sub(keys);
    let mut text = format!("{} dropped, {} loaded", words::counted(count, "file"), words::counted(loaded, "key"));
    let tone = if problems.is_empty() { Tone::Good } else { Tone::Warning };
    let reading = state.keys.files.reading();
    if reading > 0 {
        text.push_str(&format!(" · {} still being read", words::counted(reading, "file")));
    }
    let locked = state.keys.files.locked();
    if locked > 0 {
        let verb = if locked == 1 { "needs" } else { "need" };
        text.push_str(&format!(" · {} {verb} a passphrase", words::counted(locked, "file")));
    }
    if let Some(first) = problems.first() {
        text.push_str(&format!(" · {} with a problem, the first: {first}", problems.len()));
    }
    notify(state, tone, text, None, effects);
}

fn take_one(state: &mut State, file: FileBytes, effects: &mut Vec<Effect>) {
    if keyring::is_keyring(file.expose()) {
        return keyring::take_file(state, file, effects);
    }
    let text = text_of(file.expose());
    let is_token = text.as_deref().is_some_and(|text| {
        let reading = reading::read(text, &state.options.limits);
        reading.key.is_none() && (!reading.candidates.is_empty() || reading.foreign.is_some())
    });
    if is_token {
        take_token_file(state, &file, effects);
    } else if key_file::is_only_guess(&file, &state.options.limits) {
        // Any file could be a secret; who means it that way says so.
        let message = format!("{} is neither a token nor a key. Load key file… reads it as a secret", file.name);
        notify(state, Tone::Warning, message, None, effects);
    } else {
        key_file::take(state, file, effects);
    }
}
