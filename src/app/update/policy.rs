//! What a command does to the expectations of a token.

use super::act::{choose_file, judge_again, notify};
use super::builder::save;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::message::policy::PolicyCommand;
use crate::app::query::policy::of_token;
use crate::app::state::{OpenDialog, State};
use crate::app::value::policy::{Expecting, ExpectingBefore, PolicyText};
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
        PolicyCommand::Restore(before) => {
            let before = *before;
            match before.named {
                // What was typed and chosen since then stays.
                Some(named) => {
                    let is_untouched = state.expecting == Expecting::ByIssuer && state.expected == before.typed;
                    keep(state, named);
                    if is_untouched {
                        state.expecting = before.expecting;
                    }
                }
                None => (state.expecting, state.expected) = (before.expecting, before.typed),
            }
            if matches!(state.dialog, Some(OpenDialog::Policy { .. })) {
                open(state, None);
            }
        }
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
}

/// As it is, to be restored after the next step.
fn before(state: &State, named: Option<NamedPolicy>) -> Option<Action> {
    let before = ExpectingBefore { expecting: state.expecting.clone(), typed: state.expected.clone(), named };
    let command = Command::Policy(PolicyCommand::Restore(Box::new(before)));
    Some(Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command })
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
    let (policy, name) = (text.read()?, text.name.trim());
    if !name.is_empty() {
        return set_named(state, NamedPolicy { name: name.to_owned(), policy });
    }
    state.expecting = if policy == Policy::default() { Expecting::ByIssuer } else { Expecting::Typed };
    state.expected = policy;
    Ok(())
}

/// Keeps them, and holds the token that is shown against them.
fn set_named(state: &mut State, named: NamedPolicy) -> Result<(), String> {
    let name = named.name.clone();
    let is_new = !state.settings.expectations.iter().any(|named| named.name == name);
    if is_new && state.settings.expectations.len() >= MOST_EXPECTATIONS {
        return Err(format!("At most {MOST_EXPECTATIONS} can be kept: delete one that is no longer needed"));
    }
    keep(state, named);
    // They are chosen by the issuer, where the token that is shown has that.
    state.expecting = Expecting::ByIssuer;
    if state.expectations().chosen(state.examination()).1 != Some(&name) {
        state.expecting = Expecting::Named(name);
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
    let removed = kept.remove(at);
    let undo = before(state, Some(removed));
    if state.expecting == Expecting::Named(name.to_owned()) {
        state.expecting = Expecting::ByIssuer;
    }
    if matches!(state.dialog, Some(OpenDialog::Policy { .. })) {
        open(state, None);
    }
    notify(state, Tone::Neutral, format!("{} was deleted", elided(&safe(name), 60)), undo, effects);
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
    let name = if named.name.trim().is_empty() { stem } else { &named.name }.trim().to_owned();
    // What the dialog could not show or keep is refused there, with what is wrong.
    let text = PolicyText { name: name.clone(), ..PolicyText::of(&named.policy) };
    let named = NamedPolicy { name, policy: named.policy };
    let replaced =
        state.settings.expectations.iter().find(|kept| kept.name == named.name && kept.policy != named.policy);
    let undo = replaced.cloned().and_then(|replaced| before(state, Some(replaced)));
    match text.read().and_then(|_| set_named(state, named)) {
        Ok(()) => {
            open(state, None);
            judge_again(state);
            if undo.is_some() {
                let words = format!("{} was replaced by the file", elided(&safe(&text.name), 60));
                notify(state, Tone::Neutral, words, undo, effects);
            }
        }
        Err(error) => refuse(state, text, error),
    }
}

/// What a diagnosis advises: it is said, and can be taken back.
fn expect_also(state: &mut State, issuer: Option<String>, audience: Option<String>, effects: &mut Vec<Effect>) {
    let undo = before(state, None);
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
        notify(state, Tone::Neutral, text, undo, effects);
    }
}
