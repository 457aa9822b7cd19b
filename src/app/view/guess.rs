//! Looking for the secret of the token: how far it is, and what came of it. The secret itself is in no view.

use crate::app::message::guess::Ended;
use crate::app::state::State;
use crate::app::state::guess::Guessing;
use crate::app::value::Tone;
use crate::app::value::words::capital;
use crate::engine::speech;

/// What the dialog shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuessView {
    /// The list that was chosen.
    pub list: Option<String>,
    /// How many words were tried, and how fast; what came of it.
    pub words: String,
    pub tone: Tone,
    /// Of the list, 0..1, while it is tried.
    pub share: Option<f32>,
    /// The secret was found, and can be a key.
    pub is_found: bool,
    /// Why it could not begin.
    pub error: Option<String>,
}

pub(super) fn build(state: &State) -> GuessView {
    let guesses = &state.guesses;
    let view = guesses.now.as_ref().map_or_else(GuessView::default, of);
    GuessView { error: guesses.error.clone(), ..view }
}

fn of(guessing: &Guessing) -> GuessView {
    let progress = guessing.progress;
    let tried = speech::guess::tried(progress.tried, progress.seconds);
    let (tone, words) = match &guessing.ended {
        Some(Ended::Found(found)) => {
            (Tone::Good, format!("The secret was {}, after {tried}", speech::guess::found(found.line)))
        }
        Some(Ended::NotFound) => (Tone::Warning, format!("The secret is {}", speech::guess::not_among(&tried))),
        Some(Ended::Failed(why)) => (Tone::Bad, format!("The list could not be read: {why}")),
        None if guessing.is_stopped => (Tone::Neutral, format!("Stopped after {tried}")),
        None => (Tone::Neutral, tried),
    };
    GuessView {
        list: Some(guessing.list.clone()),
        words: capital(&words),
        tone,
        share: guessing.is_under_way().then_some(progress.share),
        is_found: matches!(guessing.ended, Some(Ended::Found(_))),
        error: None,
    }
}

/// While it goes on behind the window.
pub(super) fn status(state: &State) -> Option<String> {
    let guessing = state.guesses.now.as_ref().filter(|guessing| guessing.is_under_way())?;
    Some(format!("Guessing: {:.0} %", (guessing.progress.share * 100.0).floor()))
}
