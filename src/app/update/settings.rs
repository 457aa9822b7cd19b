//! The settings, and forgetting what is remembered. Whatever is forgotten can be put back.

use super::act::{judge_again, notify};
use super::{builder, dialog, size};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::message::settings::{Remembered, SettingsCommand};
use crate::app::state::{OpenDialog, State};
use crate::app::value::policy::Expecting;
use crate::app::value::settings::{Settings, within_reason};
use crate::app::value::words::counted;
use crate::app::value::{Icon, Tone};

pub(super) fn apply(state: &mut State, command: SettingsCommand, effects: &mut Vec<Effect>) {
    match command {
        SettingsCommand::Open(page) => dialog::open(state, OpenDialog::Settings(page)),
        SettingsCommand::ClearSecretsAfter(seconds) => state.settings.secret_stays = within_reason(seconds),
        SettingsCommand::KeepDraft(keeps) => {
            state.settings.keeps_draft = keeps;
            builder::keep::keep_or_forget(state, effects);
        }
        SettingsCommand::Forget(what) => forget(state, what, effects),
        SettingsCommand::PutBack(what, before) => {
            put(&mut state.settings, what, &before);
            follow(state, what, effects);
        }
        SettingsCommand::ResetLayout => effects.push(Effect::ResetLayout),
    }
}

fn forget(state: &mut State, what: Remembered, effects: &mut Vec<Effect>) {
    let before = state.settings.clone();
    put(&mut state.settings, what, &Settings::default());
    if state.settings == before {
        return;
    }
    follow(state, what, effects);
    let text = match what {
        Remembered::Expectations => {
            format!("{} deleted", counted(before.expectations.len(), "set of expectations"))
        }
        Remembered::Muted => format!("{} listed again", counted(before.muted.len(), "muted rule")),
        Remembered::Limits => format!("{} removed", counted(before.size.sending.own.len(), "limit")),
        Remembered::Choices => "All settings have their default values".to_owned(),
    };
    let command = Command::Settings(SettingsCommand::PutBack(what, Box::new(before)));
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
}

/// Takes one kind of what is remembered from other settings.
fn put(settings: &mut Settings, what: Remembered, from: &Settings) {
    match what {
        Remembered::Expectations => settings.expectations.clone_from(&from.expectations),
        Remembered::Muted => settings.muted.clone_from(&from.muted),
        Remembered::Limits => settings.size.sending.own.clone_from(&from.size.sending.own),
        Remembered::Choices => {
            let mut other = from.clone();
            for kept in [Remembered::Expectations, Remembered::Muted, Remembered::Limits] {
                put(&mut other, kept, settings);
            }
            (other.window, other.is_maximized) = (settings.window, settings.is_maximized);
            *settings = other;
        }
    }
}

/// What depends on what was changed.
fn follow(state: &mut State, what: Remembered, effects: &mut Vec<Effect>) {
    match what {
        Remembered::Muted => {}
        Remembered::Limits => size::follow(state, effects),
        Remembered::Expectations => {
            let is_kept = |name: &String| state.settings.expectations.iter().any(|named| named.name == *name);
            if matches!(&state.expecting, Expecting::Named(name) if !is_kept(name)) {
                state.expecting = Expecting::ByIssuer;
            }
            judge_again(state);
        }
        Remembered::Choices => {
            size::follow(state, effects);
            builder::keep::keep_or_forget(state, effects);
            judge_again(state);
        }
    }
}
