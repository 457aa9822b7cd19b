//! Tokens for others to see: the dialog, and what is asked of the worker for it.

use super::builder;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind};
use crate::app::message::share::{RedactAnswer, RedactJob, ShareCommand};
use crate::app::query;
use crate::app::state::{OpenDialog, State};
use crate::app::value::share::ShareScope;

pub(super) fn apply(state: &mut State, command: ShareCommand, effects: &mut Vec<Effect>) {
    match command {
        ShareCommand::Open(scope) => {
            state.share.scope = scope;
            ask(state, effects);
        }
        ShareCommand::Keep { lengths, roles, issuer } => {
            let rules = &mut state.share.rules;
            (rules.keeps_lengths, rules.keeps_roles, rules.keeps_issuer) = (lengths, roles, issuer);
            ask(state, effects);
        }
        ShareCommand::Save => {
            if let Some(text) = query::share::text(state) {
                let name = match state.share.scope {
                    ShareScope::Token => "redacted.jwt",
                    ShareScope::Desk => "redacted.txt",
                };
                builder::save::save(state, name, text.into_bytes().into(), effects);
            }
        }
    }
}

fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    let texts = query::share::tokens(state);
    if texts.is_empty() {
        return;
    }
    state.dialog = Some(OpenDialog::Share);
    let share = &mut state.share;
    share.revision += 1;
    (share.redacted, share.error) = (None, None);
    let (rules, key) = (share.rules.clone(), share.key.clone());
    effects.push(Effect::CancelWork(JobKind::Redact));
    effects.push(Effect::Run(Job::Redact(RedactJob { revision: share.revision, texts, rules, key })));
}

pub(super) fn take_answer(state: &mut State, answer: RedactAnswer) {
    let share = &mut state.share;
    if answer.revision != share.revision {
        return;
    }
    match answer.made {
        Some((key, redacted)) => (share.key, share.redacted) = (Some(key), Some(redacted)),
        None => share.error = Some("This system has no random numbers, so nothing can be masked".to_owned()),
    }
}

pub(super) fn take_failure(state: &mut State, revision: u64, message: &str) {
    if revision == state.share.revision {
        state.share.error = Some(format!("Nothing could be masked because of a bug in Jotsmith: {message}"));
    }
}

/// What was masked is not kept longer than it is shown.
pub(super) fn dialog_closed(state: &mut State) {
    state.share.revision += 1;
    state.share.redacted = None;
}
