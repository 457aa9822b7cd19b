//! Answers from outside.

use super::act::notify;
use super::{builder, desk, examination, file, guess, key_file, key_relation, keyring, reading, share, token};
use crate::app::message::effect::Effect;
use crate::app::message::job::{Answer, JobKind, Reminder};
use crate::app::query;
use crate::app::state::State;
use crate::app::value::words::counted;
use crate::app::value::{CopyTarget, Tone};

/// How long a copy is confirmed, in milliseconds.
pub(in crate::app) const CONFIRMED: u64 = 500;

pub(in crate::app) fn take(state: &mut State, answer: Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::Examined { revision, examination, covered } => {
            examination::take_answer(state, revision, (examination, covered), effects);
        }
        Answer::Failed { kind: JobKind::OpenKeyFile | JobKind::ReadKeyFile, revision, message } => {
            key_file::take_failure(state, revision, &message, effects);
        }
        Answer::Failed { kind: JobKind::Compare, message, .. } => {
            let text = format!("The keys could not be compared because of a bug in Jotsmith: {message}");
            notify(state, Tone::Bad, text, None, effects);
        }
        Answer::Failed { kind: JobKind::Desk, message, .. } => desk::take_failure(state, &message, effects),
        Answer::Failed { kind: JobKind::Redact, revision, message } => {
            share::take_failure(state, revision, &message, effects)
        }
        Answer::Failed { kind: JobKind::Read, revision, message } => {
            reading::take_failure(state, revision, &message, effects);
        }
        Answer::Failed { kind, revision, message } if kind != JobKind::Examine => {
            builder::take_failure(state, kind, revision, &message, effects);
        }
        Answer::Failed { revision, message, .. } => examination::take_failure(state, revision, &message, effects),
        Answer::Desk(answer) => desk::take_answer(state, answer),
        Answer::Read(answer) => reading::take_answer(state, answer, effects),
        Answer::Build(answer) => builder::take_answer(state, answer, effects),
        Answer::KeyFile(answer) => key_file::take_answer(state, answer, effects),
        Answer::Redacted(answer) => share::take_answer(state, answer, effects),
        Answer::Picture(png) => share::take_picture(state, png, effects),
        Answer::Compared(answer) => key_relation::take_answer(state, answer, effects),
        Answer::Clipboard(Ok(text)) => token::paste(state, text, effects),
        Answer::Clipboard(Err(why)) => notify(state, Tone::Bad, why, None, effects),
        Answer::File { purpose, result } => file::take_answer(state, purpose, result, effects),
        Answer::Copied(target) => confirm_copy(state, target, effects),
        Answer::SecretHeld(seconds) => state.secret_until = Some(state.clock.after(seconds)),
        Answer::SecretGone => state.secret_until = None,
        Answer::SelectionHeld(seconds) => state.selection_until = Some(state.clock.after(seconds)),
        Answer::SelectionGone => state.selection_until = None,
        Answer::SecretStays => {
            state.secret_until = None;
            let words = "The clipboard could not be cleared: it may still contain what was copied";
            notify(state, Tone::Warning, words, None, effects);
        }
        Answer::CopyFailed(why) => notify(state, Tone::Bad, why, None, effects),
        Answer::Guess(news) => guess::take_news(state, news, effects),
        Answer::Keyring(news) => keyring::news::take_news(state, *news, effects),
        Answer::Swap(swap) => state.swap = swap,
        Answer::Notice(text) => notify(state, Tone::Warning, text, None, effects),
        Answer::Due(Reminder::Work(revision)) => examination::take_reminder(state, revision),
        Answer::Due(Reminder::Read(revision)) => reading::take_reminder(state, revision),
        Answer::Due(Reminder::KeyFile(revision)) => key_file::take_reminder(state, revision, effects),
        Answer::Due(Reminder::Build(revision)) => builder::take_reminder(state, revision),
        Answer::Due(Reminder::Copied(count)) => {
            if count == state.copy_count {
                state.just_copied = None;
            }
        }
        Answer::Due(Reminder::Notice(id)) => state.notices.retain(|notice| notice.id != id),
    }
}

fn confirm_copy(state: &mut State, target: CopyTarget, effects: &mut Vec<Effect>) {
    if query::keyring::is_private(&target) {
        let stays = counted(state.settings.secret_stays, "second");
        let text = format!("A private key is on the clipboard. It will be cleared in {stays}");
        notify(state, Tone::Warning, text, None, effects);
    }
    // What is copied takes the place of what was there before.
    state.secret_until = None;
    state.copy_count += 1;
    state.just_copied = Some(target);
    effects.push(Effect::Remind { reminder: Reminder::Copied(state.copy_count), after: CONFIRMED });
}
