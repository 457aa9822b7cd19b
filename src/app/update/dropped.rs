//! Files that were dropped on the window: each says by itself what it is.

use super::act::notify;
use super::{desk, key_file, keyring, reading, token};
use crate::app::message::effect::Effect;
use crate::app::message::notice::Notice;
use crate::app::message::reading::Unread;
use crate::app::state::State;
use crate::app::value::reading::Arrived;
use crate::app::value::{FileBytes, Tone, Workspace, words};
use crate::engine::cross::Parameters;

/// So many are told of one by one; more are summed up.
const TOLD: usize = 3;

/// Takes the files in, and says which could not be read and why.
pub(in crate::app) fn take(state: &mut State, files: Vec<FileBytes>, unread: Vec<String>, effects: &mut Vec<Effect>) {
    keyring::idle::note_act(state);
    state.desk.drops += 1;
    let count = files.len() + unread.len();
    if count <= TOLD {
        unread.into_iter().for_each(|why| notify(state, Tone::Bad, why, None, effects));
        return files.into_iter().for_each(|file| begin_one(state, file, effects));
    }
    let (keys, told) = (state.key_count(), state.notice_count);
    let mut problems = Vec::new();
    for file in files {
        let before = state.notice_count;
        begin_one(state, file, effects);
        let is_problem = |notice: &&Notice| notice.id > before && matches!(notice.tone, Tone::Bad | Tone::Warning);
        problems.extend(state.notices.iter().find(is_problem).map(|notice| notice.text.clone()));
    }
    problems.extend(unread);
    state.notices.retain(|notice| notice.id <= told);
    let loaded = state.key_count().saturating_sub(keys);
    let mut text = format!("{} dropped, {} loaded", words::counted(count, "file"), words::counted(loaded, "key"));
    let tone = if problems.is_empty() { Tone::Good } else { Tone::Warning };
    let reading = state.keys.files.reading() + state.reads.dropped();
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

/// What was given for a key is a token.
pub(in crate::app) fn open_as_token(state: &mut State, file: FileBytes, effects: &mut Vec<Effect>) {
    state.dialog = None;
    token::take_token_file(state, &file, effects);
}

/// A keyring says so in its first bytes; what else it is has to be read.
fn begin_one(state: &mut State, file: FileBytes, effects: &mut Vec<Effect>) {
    if keyring::is_keyring(file.expose()) {
        return keyring::take_file(state, file, effects);
    }
    reading::read(state, Unread::Dropped(file, state.desk.drops), effects);
}

/// A file was read; `arrived` is missing where it is no text.
pub(super) fn take_one(
    state: &mut State,
    (file, drop): (FileBytes, u64),
    arrived: Option<Arrived>,
    effects: &mut Vec<Effect>,
) {
    let is_token = |arrived: &Arrived| {
        let reading = &arrived.reading;
        let is_something = !reading.candidates.is_empty() || reading.foreign.is_some();
        arrived.original.is_some() || (reading.key.is_none() && is_something)
    };
    if let Some(arrived) = arrived.filter(is_token) {
        let has_token = arrived.reading.candidates.iter().any(|candidate| candidate.is_whole);
        if !has_token && desk::has_come(state, drop) {
            // The token that came with it stays in the box.
            if arrived.parameters == Parameters::default() {
                let text = format!("{} contains no token", words::elided(&words::safe(&file.name), 60));
                notify(state, Tone::Warning, text, None, effects);
            }
            desk::take_in(state, &arrived, Some((file.name.clone(), Some(drop))), effects);
        } else if token::is_short_enough(state, file.expose().len(), effects) {
            reading::supersede(state, effects);
            state.workspace = Workspace::Inspect;
            token::put(state, arrived, Some((file.name.clone(), Some(drop))), effects);
        }
    } else if key_file::is_only_guess(&file, &state.options.limits) {
        // Any file could be a secret; who means it that way says so.
        let message =
            format!("{} is neither a token nor a key. To use it as a secret, choose Load key file…", file.name);
        notify(state, Tone::Warning, message, None, effects);
    } else {
        key_file::take(state, file, effects);
    }
}
