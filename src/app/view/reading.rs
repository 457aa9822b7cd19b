//! While a long text is read that will be in the box: what was there stays, dimmed; if it takes long, that is said instead.

use super::{EmptyState, Message, VerdictStrip, empty, verdict};
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::value::words::size;
use crate::app::value::{Icon, Tone};

/// How many bytes are read, if that takes long.
fn slow(state: &State) -> Option<usize> {
    state.reads.awaited().filter(|_| state.reads.is_slow)
}

/// The sentence on the token.
pub(super) fn strip(state: &State) -> VerdictStrip {
    if let Some(length) = slow(state) {
        let stop = Action { label: "Stop".to_owned(), icon: Some(Icon::Cross), command: Command::CancelWork };
        return VerdictStrip {
            icon: Some(Icon::Search),
            word: "Reading…".to_owned(),
            detail: size(length),
            actions: vec![stop],
            ..VerdictStrip::default()
        };
    }
    let mut strip = verdict::build(state);
    strip.stale |= state.reads.awaited().is_some();
    strip
}

/// In place of the panes.
pub(super) fn instead(state: &State) -> Option<Message> {
    let Some(length) = slow(state) else { return empty::instead(state) };
    let title = format!("Reading {}…", size(length));
    Some(Message { icon: Some(Icon::Search), title, tone: Tone::Neutral, ..Message::default() })
}

/// What is shown before there is a token.
pub(super) fn empty(state: &State) -> Option<EmptyState> {
    empty::build(state).filter(|_| slow(state).is_none())
}
