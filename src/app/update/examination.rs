//! The examination of the token: asked for, stopped, answered.

use super::act::{examine, forget_examination, judge_again, look, notify};
use super::{desk, passphrase, reading};
use crate::app::message::effect::Effect;
use crate::app::message::job::JobKind;
use crate::app::state::State;
use crate::app::value::Tone;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::profile::profile;
use std::sync::Arc;

/// The payload of a detached signature was typed, and is taken as it is.
pub(super) fn give_payload(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    state.dialog = None;
    state.options.detached_payload = Some(text.into_bytes().into());
    examine(state, effects);
}

/// Work that was refused for its price is wanted all the same.
pub(super) fn do_it_anyway(state: &mut State, effects: &mut Vec<Effect>) {
    state.options.limits = state.options.limits.do_it_anyway();
    examine(state, effects);
}

/// Stops the work that the person waits for: reading what will be in the box, or examining what is.
pub(super) fn cancel(state: &mut State, effects: &mut Vec<Effect>) {
    if reading::supersede(state, effects) {
        notify(state, Tone::Neutral, "Stopped", None, effects);
    } else if state.derived.pending.take().is_some() {
        state.derived.is_slow = false;
        if state.derived.is_of_another {
            forget_examination(state);
        }
        effects.push(Effect::CancelWork(JobKind::Examine));
        notify(state, Tone::Neutral, "Stopped", None, effects);
    }
}

pub(super) fn take_answer(
    state: &mut State,
    revision: u64,
    (examination, covered): (Arc<Examination>, Arc<Examination>),
    effects: &mut Vec<Effect>,
) {
    // Somebody typed on, or stopped it: this is about an older text, or nobody waits for it.
    if state.derived.pending != Some(revision) {
        return;
    }
    if !passphrase::judged(state, &examination, effects) {
        return;
    }
    state.derived.pending = None;
    state.derived.is_slow = false;
    state.derived.is_of_another = false;
    state.derived.profile = profile(&examination);
    let is_search_short = examination.is_search_short;
    state.derived.examination = Some((revision, examination));
    state.derived.covered = Some(covered);
    judge_again(state);
    desk::open_shown(state);
    if is_search_short && !state.derived.is_searched {
        state.derived.is_searched = true;
        look(state, effects);
    }
}

/// The worker met a fault of its own.
pub(super) fn take_failure(state: &mut State, revision: u64, message: &str, effects: &mut Vec<Effect>) {
    if revision == state.derived.revision {
        let words = format!("It could not be tried, which is a fault of Jotsmith: {message}");
        if passphrase::failed(state, &words, effects) {
            return;
        }
        forget_examination(state);
        let text = format!("This token could not be examined because of a bug in Jotsmith: {message}");
        notify(state, Tone::Bad, text, None, effects);
    }
}

/// It should have been answered by now.
pub(super) fn take_reminder(state: &mut State, revision: u64) {
    state.derived.is_slow |= state.derived.pending == Some(revision);
    judge_again(state);
}
