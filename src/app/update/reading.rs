//! Reading texts: at once where they are short, else by the worker, one after the other.

use super::act::{SLOW, judge_again, notify};
use super::{dropped, token};
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind, Reminder};
use crate::app::message::reading::{ReadAnswer, ReadJob, Unread};
use crate::app::state::State;
use crate::app::value::Tone;
use crate::app::value::reading::{AT_ONCE, Arrived};
use std::collections::VecDeque;
use std::sync::Arc;

/// Reads a text, and does with it what it is for.
pub(super) fn read(state: &mut State, unread: Unread, effects: &mut Vec<Effect>) {
    if !matches!(unread, Unread::Dropped(..)) {
        supersede(state, effects);
    }
    if unread.len() <= AT_ONCE {
        let arrived = unread.clone().read(&state.options.limits);
        return take(state, unread, arrived, effects);
    }
    state.reads.revision += 1;
    state.reads.queue.push_back((state.reads.revision, unread));
    if state.reads.queue.len() == 1 {
        begin(state, effects);
    }
}

/// One text at a time: the worker has room for the newest job alone, and each file that was dropped is wanted.
fn begin(state: &mut State, effects: &mut Vec<Effect>) {
    let Some((revision, unread)) = state.reads.queue.front() else { return };
    let (revision, unread, limits) = (*revision, unread.clone(), state.options.limits);
    effects.push(Effect::Run(Job::Read(ReadJob { revision, unread, limits })));
    effects.push(Effect::Remind { reminder: Reminder::Read(revision), after: SLOW });
}

/// Something newer goes into the box than what is still being read for it. Whether anything was.
pub(super) fn supersede(state: &mut State, effects: &mut Vec<Effect>) -> bool {
    let before = state.reads.queue.len();
    let first = state.reads.queue.front().map(|(revision, _)| *revision);
    let reads = std::mem::take(&mut state.reads.queue).into_iter();
    let (kept, left): (VecDeque<_>, VecDeque<_>) = reads.partition(|(_, unread)| matches!(unread, Unread::Dropped(..)));
    state.reads.queue = kept;
    // What was to be brought back can be brought back still.
    state.token.undo.extend(left.into_iter().filter_map(|(_, unread)| match unread {
        Unread::Restored(text) => Some(text),
        Unread::Pasted(..) | Unread::Dropped(..) => None,
    }));
    let is_any = state.reads.queue.len() < before;
    if is_any {
        if std::mem::take(&mut state.reads.is_slow) {
            judge_again(state);
        }
        if first != state.reads.queue.front().map(|(revision, _)| *revision) {
            effects.push(Effect::CancelWork(JobKind::Read));
            begin(state, effects);
        }
    }
    is_any
}

/// The worker has read a text. If a newer one is to go into the box, nobody waits for this one.
pub(super) fn take_answer(state: &mut State, answer: ReadAnswer, effects: &mut Vec<Effect>) {
    if let Some(unread) = done(state, answer.revision, effects) {
        take(state, unread, answer.arrived.map(|arrived| *arrived), effects);
    }
}

/// The worker met a fault of its own.
pub(super) fn take_failure(state: &mut State, revision: u64, message: &str, effects: &mut Vec<Effect>) {
    if done(state, revision, effects).is_some() {
        judge_again(state);
        let text = format!("This text could not be read because of a bug in Jotsmith: {message}");
        notify(state, Tone::Bad, text, None, effects);
    }
}

/// It should have been read by now: what is in the box is not shown as if it were still meant.
pub(super) fn take_reminder(state: &mut State, revision: u64) {
    let is_first = state.reads.queue.front().is_some_and(|(first, _)| *first == revision);
    if is_first && state.reads.awaited().is_some() {
        state.reads.is_slow = true;
        judge_again(state);
    }
}

fn done(state: &mut State, revision: u64, effects: &mut Vec<Effect>) -> Option<Unread> {
    let (_, unread) = state.reads.queue.pop_front_if(|(first, _)| *first == revision)?;
    if !matches!(unread, Unread::Dropped(..)) {
        state.reads.is_slow = false;
    }
    begin(state, effects);
    Some(unread)
}

fn take(state: &mut State, unread: Unread, arrived: Option<Arrived>, effects: &mut Vec<Effect>) {
    match (unread, arrived) {
        (Unread::Pasted(_, file), Some(arrived)) => token::put(state, arrived, file.map(|file| (file, None)), effects),
        (Unread::Restored(_), Some(arrived)) => token::replace(state, arrived, effects),
        (Unread::Dropped(file, drop), arrived) => dropped::take_one(state, (file, drop), arrived, effects),
        // A text is one.
        (Unread::Pasted(..) | Unread::Restored(_), None) => {}
    }
}

/// Puts a text into the box as it is.
pub(super) fn restore(state: &mut State, text: Arc<str>, effects: &mut Vec<Effect>) {
    read(state, Unread::Restored(text), effects);
}
