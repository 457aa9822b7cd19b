//! Looking for the secret of the token in a list of words: in the background, until it is found, stopped, or of no use any more.

use super::act::{choose_file, forget_offer, notify};
use super::{dialog, key_file};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::guess::{Ended, GuessCommand, GuessNews, GuessWork, Progress};
use crate::app::message::notice::Action;
use crate::app::state::guess::Guessing;
use crate::app::state::{OpenDialog, State};
use crate::app::value::words::{capital, elided, safe};
use crate::app::value::{FilePurpose, Icon, Tone};
use crate::engine::speech;
use crate::engine::verify::guess::{GuessTarget, Guessed};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn apply(state: &mut State, command: GuessCommand, effects: &mut Vec<Effect>) {
    match command {
        GuessCommand::Open => {
            state.guesses.error = None;
            dialog::open(state, OpenDialog::Guess);
        }
        GuessCommand::Choose => {
            // The dialog for files takes its place until a list is chosen.
            state.dialog = None;
            choose_file(state, FilePurpose::WordList, effects);
        }
        GuessCommand::Stop => stop(state, effects),
        GuessCommand::Hide => state.dialog = None,
        GuessCommand::Use => {
            let is_found = |now: &mut Guessing| matches!(now.ended, Some(Ended::Found(_)));
            // A search that runs is not what this is about.
            let Some(Guessing { ended: Some(Ended::Found(found)), list, .. }) = state.guesses.now.take_if(is_found)
            else {
                return;
            };
            if matches!(state.dialog, Some(OpenDialog::Guess)) {
                state.dialog = None;
            }
            forget_offer(state, &Command::Guess(GuessCommand::Use));
            key_file::add_guessed(state, &found.secret, &list, effects);
        }
    }
}

/// A list was chosen: its words are tried on the token that is shown.
pub(super) fn begin(state: &mut State, list: PathBuf, effects: &mut Vec<Effect>) {
    dialog::open(state, OpenDialog::Guess);
    forget_offer(state, &Command::Guess(GuessCommand::Use));
    let Some(token) = state.candidate().map(|candidate| Arc::clone(&candidate.text)) else { return };
    let target = match GuessTarget::of(&token, &state.options.limits) {
        Ok(target) => Arc::new(target),
        Err(why) => {
            state.guesses.error = Some(capital(&speech::guess::not_guessable(&why)));
            return;
        }
    };
    let guesses = &mut state.guesses;
    guesses.revision += 1;
    guesses.error = None;
    let revision = guesses.revision;
    let name = list.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    guesses.now = Some(Guessing {
        revision,
        list: elided(&safe(&name), 60),
        token,
        progress: Progress::default(),
        ended: None,
        is_stopped: false,
    });
    effects.push(Effect::Guess(GuessWork { revision, target, list }));
}

fn stop(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(guessing) = state.guesses.now.as_mut().filter(|guessing| guessing.is_under_way()) {
        guessing.is_stopped = true;
        effects.push(Effect::StopGuessing);
    }
}

/// The dialog was closed: what was hidden goes on, and what was closed does not.
pub(super) fn dialog_closed(state: &mut State, effects: &mut Vec<Effect>) {
    stop(state, effects);
}

/// After every command: what was found out about another token is of no use.
pub(super) fn follow(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(guessing) = &state.guesses.now else { return };
    if state.candidate().is_some_and(|candidate| candidate.text == guessing.token) {
        return;
    }
    stop(state, effects);
    state.guesses.now = None;
    forget_offer(state, &Command::Guess(GuessCommand::Use));
    if matches!(state.dialog, Some(OpenDialog::Guess)) {
        state.dialog = None;
    }
}

pub(super) fn take_news(state: &mut State, news: GuessNews, effects: &mut Vec<Effect>) {
    let Some(guessing) = state.guesses.now.as_mut().filter(|guessing| guessing.revision == news.revision) else {
        return;
    };
    guessing.progress = news.progress;
    // What was found before it was stopped is found.
    if guessing.is_stopped && !matches!(news.ended, Some(Ended::Found(_))) {
        return;
    }
    let list = guessing.list.clone();
    guessing.ended = news.ended;
    if matches!(state.dialog, Some(OpenDialog::Guess)) {
        return;
    }
    let tried = speech::guess::tried(news.progress.tried, news.progress.seconds);
    match &guessing.ended {
        None => {}
        Some(Ended::Found(Guessed { line, .. })) => {
            let command = Command::Guess(GuessCommand::Use);
            let use_it = Action { label: "Use it".to_owned(), icon: Some(Icon::Key), command };
            let text = format!("The secret was {} of {list}", speech::guess::found(*line));
            super::act::notify_until_seen(state, Tone::Good, text, vec![use_it]);
        }
        Some(Ended::NotFound) => {
            notify(
                state,
                Tone::Neutral,
                format!("The secret is {} of {list}", speech::guess::not_among(&tried)),
                None,
                effects,
            );
        }
        Some(Ended::Failed(why)) => {
            let text = format!("{list} could not be read: {why}");
            notify(state, Tone::Bad, text, None, effects);
        }
    }
}
