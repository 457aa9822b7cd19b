//! What a command does to the expectations of a token.

use super::act::{choose_file, forget_offer, judge_again, notify};
use super::builder::save;
use super::desk;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::message::policy::PolicyCommand;
use crate::app::query::policy::of_token;
use crate::app::state::{OpenDialog, State};
use crate::app::value::policy::{Expecting, PolicyText};
use crate::app::value::settings::MOST_EXPECTATIONS;
use crate::app::value::words::{elided, safe};
use crate::app::value::{FileBytes, FilePurpose, Icon, Tone};
use crate::engine::jwt::policy::Policy;
use crate::engine::jwt::policy_file::{self, NamedPolicy};

/// Does a command, and judges the tokens anew where that may change their verdicts.
pub(super) fn apply(state: &mut State, command: PolicyCommand, effects: &mut Vec<Effect>) {
    match command {
        PolicyCommand::Open => return open(state, None),
        PolicyCommand::Preview(text) => {
            if let Some(OpenDialog::Policy { preview, .. }) = &mut state.dialog {
                *preview = Some(*text);
            }
            return;
        }
        PolicyCommand::Choose(expecting) => {
            state.expecting = expecting;
            if matches!(state.dialog, Some(OpenDialog::Policy { .. })) {
                open(state, None);
            }
        }
        PolicyCommand::Set(text) => {
            if let Err(error) = set(state, &text) {
                return refuse(state, *text, error);
            }
            state.dialog = None;
        }
        PolicyCommand::Delete(name) => delete(state, &name, effects),
        PolicyCommand::UndoDelete(number) => undo_delete(state, number, effects),
        PolicyCommand::Export(text) => return export(state, *text, effects),
        PolicyCommand::Import => return choose_file(state, FilePurpose::Policy, effects),
        PolicyCommand::ExpectIssuer => {
            let issuer = of_token(state).issuer;
            typed(state).issuer = issuer;
        }
        PolicyCommand::ExpectAudience => {
            let audience = of_token(state).audience;
            typed(state).audience = audience;
        }
        PolicyCommand::ExpectAlso { issuer, audience } => expect_also(state, issuer, audience, effects),
        PolicyCommand::Clear => {
            state.expected = Policy::default();
            state.expecting = Expecting::Typed;
            state.dialog = None;
        }
    }
    judge_again(state);
    desk::judge_again(state);
}

fn open(state: &mut State, error: Option<String>) {
    state.policy_editions += 1;
    state.dialog = Some(OpenDialog::Policy { error, preview: None });
}

/// What was typed stays in the dialog.
fn refuse(state: &mut State, text: PolicyText, error: String) {
    state.dialog = Some(OpenDialog::Policy { error: Some(error), preview: Some(text) });
}

/// What is expected of the token that is shown, to be changed for this session.
fn typed(state: &mut State) -> &mut Policy {
    if state.expecting != Expecting::Typed {
        state.expected = state.expectations().chosen(state.examination()).0.clone();
        state.expecting = Expecting::Typed;
    }
    &mut state.expected
}

fn set(state: &mut State, text: &PolicyText) -> Result<(), String> {
    let policy = text.read()?;
    let name = text.name.trim();
    if name.is_empty() {
        state.expecting = if policy == Policy::default() { Expecting::ByIssuer } else { Expecting::Typed };
        state.expected = policy;
        return Ok(());
    }
    let is_new = !state.settings.expectations.iter().any(|named| named.name == name);
    if is_new && state.settings.expectations.len() >= MOST_EXPECTATIONS {
        return Err(format!("At most {MOST_EXPECTATIONS} can be kept: delete one that is no longer needed"));
    }
    keep(state, NamedPolicy { name: name.to_owned(), policy });
    // They are chosen by the issuer, where the token that is shown has that.
    state.expecting = Expecting::ByIssuer;
    if state.expectations().chosen(state.examination()).1 != Some(name) {
        state.expecting = Expecting::Named(name.to_owned());
    }
    Ok(())
}

/// In the order of their names.
fn keep(state: &mut State, named: NamedPolicy) {
    let kept = &mut state.settings.expectations;
    kept.retain(|other| other.name != named.name);
    let at = kept.partition_point(|other| other.name < named.name);
    kept.insert(at, named);
}

fn delete(state: &mut State, name: &str, effects: &mut Vec<Effect>) {
    let kept = &mut state.settings.expectations;
    let Some(at) = kept.iter().position(|named| named.name == name) else { return };
    let number = state.removed_expectations.push(kept.remove(at));
    if state.expecting == Expecting::Named(name.to_owned()) {
        state.expecting = Expecting::ByIssuer;
    }
    if matches!(state.dialog, Some(OpenDialog::Policy { .. })) {
        open(state, None);
    }
    let undo = Action {
        label: "Undo".to_owned(),
        icon: Some(Icon::Undo),
        command: Command::Policy(PolicyCommand::UndoDelete(Some(number))),
    };
    notify(state, Tone::Neutral, format!("{} was deleted", elided(&safe(name), 60)), Some(undo), effects);
}

fn undo_delete(state: &mut State, number: Option<u64>, effects: &mut Vec<Effect>) {
    let Some((number, named)) = state.removed_expectations.take(number) else { return };
    forget_offer(state, &Command::Policy(PolicyCommand::UndoDelete(Some(number))));
    if state.settings.expectations.iter().any(|other| other.name == named.name) {
        let name = elided(&safe(&named.name), 60);
        let text = format!("{name} was not restored: others are kept under this name by now");
        return notify(state, Tone::Warning, text, None, effects);
    }
    keep(state, named);
    if matches!(state.dialog, Some(OpenDialog::Policy { .. })) {
        open(state, None);
    }
}

fn export(state: &mut State, text: PolicyText, effects: &mut Vec<Effect>) {
    let policy = match text.read() {
        Ok(policy) => policy,
        Err(error) => return refuse(state, text, error),
    };
    let named = NamedPolicy { name: text.name.trim().to_owned(), policy };
    let mut written = format!("{:#}", policy_file::write(&named));
    written.push('\n');
    save::save(state, "policy.json", written.into_bytes().into(), effects);
}

/// A file for `--policy`: kept under its name, or under that of the file.
pub(super) fn take_file(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    let text = std::str::from_utf8(file.expose());
    let read = text.map_err(|_| "it is not text".to_owned());
    let read = read.and_then(|text| policy_file::read(text).map_err(|error| error.to_string()));
    let named = match read {
        Ok(named) => named,
        Err(error) => {
            let text = format!("{} contains no expectations: {error}", elided(&safe(&file.name), 60));
            return notify(state, Tone::Bad, text, None, effects);
        }
    };
    let stem = file.name.strip_suffix(".json").unwrap_or(&file.name);
    let name = if named.name.is_empty() { stem.to_owned() } else { named.name };
    let text = PolicyText { name, ..PolicyText::of(&named.policy) };
    match set(state, &text) {
        Ok(()) => {
            open(state, None);
            judge_again(state);
            desk::judge_again(state);
        }
        Err(error) => refuse(state, text, error),
    }
}

/// What a diagnosis advises: it is said, and can be taken back.
fn expect_also(state: &mut State, issuer: Option<String>, audience: Option<String>, effects: &mut Vec<Effect>) {
    let before = match &state.expecting {
        Expecting::Typed => PolicyCommand::Set(Box::new(PolicyText::of(&state.expected))),
        other => PolicyCommand::Choose(other.clone()),
    };
    let what = [("issuer", &issuer), ("audience", &audience)].into_iter().find_map(|(name, value)| {
        value.as_ref().map(|value| format!("The {name} that is expected is now {}", elided(value, 100)))
    });
    let policy = typed(state);
    if let Some(issuer) = issuer {
        policy.issuer = Some(issuer);
    }
    if let Some(audience) = audience {
        policy.audience = Some(audience);
    }
    if let Some(text) = what {
        let command = Command::Policy(before);
        let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
        notify(state, Tone::Neutral, text, Some(undo), effects);
    }
}
