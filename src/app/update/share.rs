//! Tokens for others to see: the dialog, and what is asked of the worker for it.

use super::builder;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind};
use crate::app::message::share::{Made, Png, RedactAnswer, RedactJob, ReportForm, ReportRequest, ShareCommand};
use crate::app::query;
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::notify;
use crate::app::value::Tone;
use crate::app::value::share::{ShareRules, ShareScope};
use std::sync::Arc;

const NO_RANDOMNESS: &str = "This system has no random numbers, so nothing can be masked";
const TOO_MUCH: &str = "Too many values are masked in this token to be looked for everywhere, so no picture was taken";
const TOO_LONG: &str = "The token is too long for a picture: save the report instead";
/// Characters of a token of which a picture is taken. No window shows more, and it is made ready while the window waits.
const LONGEST_PICTURED: usize = 64 * 1024;

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
        ShareCommand::SaveReport => {
            if let Some(job) = report(state, ReportForm::Page) {
                effects.push(Effect::Run(Job::Redact(job)));
            }
        }
        ShareCommand::SavePicture => {
            let layer = state.layer_index();
            if state.candidate().is_some_and(|candidate| candidate.text.len() > LONGEST_PICTURED) {
                notify(state, Tone::Warning, TOO_LONG, None, effects);
            } else if let Some(job) = report(state, ReportForm::Picture { layer, said: Vec::new() }) {
                effects.push(Effect::TakePicture(job));
            }
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

/// The work that the report is made by; once it is made, it is asked where to.
fn report(state: &mut State, form: ReportForm) -> Option<RedactJob> {
    let token = state.candidate().map(|candidate| Arc::clone(&candidate.text))?;
    let examination = state.derived.examination.as_ref().map(|(_, examination)| Arc::clone(examination))?;
    let judgement = state.derived.judgement.clone().filter(|_| state.is_current())?;
    let report = Some(ReportRequest { examination, judgement, now: state.now(), form });
    state.share.revision += 1;
    let (revision, key) = (state.share.revision, state.share.key.clone());
    Some(RedactJob { revision, texts: vec![token], rules: ShareRules::default(), key, report })
}

/// The picture was taken, and it is asked where to.
pub(super) fn take_picture(state: &mut State, png: Option<Png>, effects: &mut Vec<Effect>) {
    match png {
        Some(png) => builder::save::save(state, "token.png", png.0, effects),
        None => notify(state, Tone::Bad, "No picture of the window could be taken", None, effects),
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
    effects.push(Effect::Run(Job::Redact(RedactJob { revision: share.revision, texts, rules, key, report: None })));
}

pub(super) fn take_answer(state: &mut State, answer: RedactAnswer, effects: &mut Vec<Effect>) {
    let share = &mut state.share;
    if answer.revision != share.revision {
        return;
    }
    match answer.made {
        Some((key, Made::Texts(redacted))) => (share.key, share.redacted) = (Some(key), Some(redacted)),
        Some((key, Made::Report(page))) => {
            share.key = Some(key);
            builder::save::save(state, "token-report.html", page.into_bytes().into(), effects);
        }
        Some((key, Made::Picture(masked))) => {
            share.key = Some(key);
            match masked {
                Some(masked) => effects.push(Effect::ShowPicture(masked)),
                None => notify(state, Tone::Bad, TOO_MUCH, None, effects),
            }
        }
        None if state.dialog.is_some() => share.error = Some(NO_RANDOMNESS.to_owned()),
        None => notify(state, Tone::Bad, NO_RANDOMNESS, None, effects),
    }
}

pub(super) fn take_failure(state: &mut State, revision: u64, message: &str, effects: &mut Vec<Effect>) {
    if revision != state.share.revision {
        return;
    }
    let text = format!("Nothing could be masked because of a bug in Jotsmith: {message}");
    match state.dialog {
        Some(OpenDialog::Share) => state.share.error = Some(text),
        _ => notify(state, Tone::Bad, text, None, effects),
    }
}

/// What was masked is not kept longer than it is shown.
pub(super) fn dialog_closed(state: &mut State) {
    state.share.revision += 1;
    state.share.redacted = None;
}
