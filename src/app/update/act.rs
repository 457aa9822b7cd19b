//! What several features do: tell the person something, examine, ask for a file.

use super::desk;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, Reminder};
use crate::app::message::notice::{Action, Notice};
use crate::app::query;
use crate::app::state::{OpenDialog, State};
use crate::app::value::{FilePurpose, Tone};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::layer::Examination;
use crate::engine::judge;
use crate::engine::jwt::policy::Judgement;
use std::sync::Arc;

/// Work that takes longer than this is said to take long, in milliseconds.
pub(in crate::app) const SLOW: u64 = 150;
/// How long a message stays, in milliseconds; a bad one stays longer.
const NOTICE: u64 = 6_000;
/// Messages that are shown at a time.
const MOST_NOTICES: usize = 4;

pub(in crate::app) fn choose_file(state: &mut State, purpose: FilePurpose, effects: &mut Vec<Effect>) {
    if !matches!(state.dialog, Some(OpenDialog::WaitingForFile(_))) {
        state.dialog = Some(OpenDialog::WaitingForFile(purpose));
        effects.push(Effect::ChooseFile(purpose));
    }
}

/// Asks for a new examination of what is in the box, or forgets the old one when there is nothing to look into.
pub(in crate::app) fn examine(state: &mut State, effects: &mut Vec<Effect>) {
    state.derived.revision += 1;
    state.derived.is_searched = false;
    look(state, effects);
}

/// Of what is rejected, the causes that take little time are tried at once and shown; where none is found, all of them.
pub(super) fn look(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(candidate) = state.candidate() else {
        forget_examination(state);
        return;
    };
    let token = Arc::clone(&candidate.text);
    let (following, preceding) = (Some(Arc::clone(&candidate.following)), Some(Arc::clone(&candidate.preceding)));
    let revision = state.derived.revision;
    let mut keys = state.all_keys();
    state.keys.on_trial.iter().for_each(|key| keys.push(Arc::clone(key)));
    let beside = query::desk::beside_shown(state);
    let limits = state.options.limits;
    let limits = if state.derived.is_searched { limits } else { limits.at_once() };
    let options = ExamineOptions { following, preceding, beside, limits, ..state.options.clone() };
    let before = state.derived.examination.as_ref().map(|(_, examination)| Arc::clone(examination));
    state.derived.pending = Some(revision);
    state.derived.is_slow = false;
    effects.push(Effect::Run(Job::Examine { revision, token, keys, options: Box::new(options), before }));
    effects.push(Effect::Remind { reminder: Reminder::Work(revision), after: SLOW });
}

pub(in crate::app) fn forget_examination(state: &mut State) {
    let derived = &mut state.derived;
    (derived.pending, derived.is_slow, derived.examination, derived.judgement) = (None, false, None, None);
    derived.covered = None;
    derived.is_of_another = false;
    derived.profile = None;
}

pub(in crate::app) fn judge_again(state: &mut State) {
    // What the one that is shown holds is judged before it.
    desk::judge_again(state);
    let (policy, now) = (state.policy(), state.now());
    let judged = |examination: &Examination| {
        let mut judgement = judge::judge(examination, &policy, now);
        if let Some(entry) = query::desk::current(state) {
            query::desk::judge_together(state, entry, examination, &mut judgement);
            query::desk::judge_within(state, entry, examination, &mut judgement);
        }
        judgement
    };
    let judgement = state.examination().map(judged);
    let findings = |judgement: &Option<Judgement>| judgement.as_ref().map(|judgement| judgement.findings.clone());
    if findings(&judgement) != findings(&state.derived.judgement) {
        state.revisions.findings += 1;
    }
    state.derived.judgement = judgement;
}

pub(in crate::app) fn notify(
    state: &mut State,
    tone: Tone,
    text: impl Into<String>,
    action: Option<Action>,
    effects: &mut Vec<Effect>,
) {
    notify_with(state, tone, text, action.into_iter().collect(), effects);
}

/// The same with several buttons.
pub(in crate::app) fn notify_with(
    state: &mut State,
    tone: Tone,
    text: impl Into<String>,
    actions: Vec<Action>,
    effects: &mut Vec<Effect>,
) {
    let id = add_notice(state, tone, text.into(), actions);
    let after = if tone == Tone::Bad { 2 * NOTICE } else { NOTICE };
    effects.push(Effect::Remind { reminder: Reminder::Notice(id), after });
}

/// The same for what the person must not miss: it stays until it is acted on or closed. Says which one it is.
pub(in crate::app) fn notify_until_seen(
    state: &mut State,
    tone: Tone,
    text: impl Into<String>,
    actions: Vec<Action>,
) -> u64 {
    add_notice(state, tone, text.into(), actions)
}

/// Takes away the messages whose button asks for what is done with.
pub(in crate::app) fn forget_offer(state: &mut State, done: &Command) {
    state.notices.retain(|notice| notice.actions.iter().all(|action| action.command != *done));
}

fn add_notice(state: &mut State, tone: Tone, text: String, actions: Vec<Action>) -> u64 {
    state.notice_count += 1;
    let id = state.notice_count;
    // A fault that is told again is told last, and once. Of what was done, each time is a thing of its own.
    let stays = state.keyrings.idle.notice;
    let is_fault = matches!(tone, Tone::Warning | Tone::Bad);
    let is_same = |notice: &Notice| (&notice.text, &notice.actions) == (&text, &actions);
    state.notices.retain(|notice| !is_fault || Some(notice.id) == stays || !is_same(notice));
    state.notices.push(Notice { tone, text, actions, id });
    if state.notices.len() > MOST_NOTICES {
        // The oldest of those that would go by themselves.
        let oldest = state.notices.iter().position(|notice| Some(notice.id) != stays).unwrap_or(0);
        state.notices.remove(oldest);
    }
    id
}
