//! A text that was pasted in Build or Keys while no field had the keyboard: what it is decides what becomes of it.

use super::{builder, key_file, token};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::update::act::notify;
use crate::app::value::builder::PayloadKind;
use crate::app::value::{Icon, NO_TEXT, SecretText, Tone, Workspace, reading};
use crate::engine::ground::json;

/// A key joins the keys, and no character of it is shown. Claims become those of the draft. A token is shown in Inspect.
pub(super) fn take(state: &mut State, text: &SecretText, effects: &mut Vec<Effect>) {
    let limits = state.options.limits;
    let words = text.expose();
    if words.trim().is_empty() {
        return notify(state, Tone::Warning, NO_TEXT, None, effects);
    }
    // Very long texts are read elsewhere, and are no key that a person pastes.
    if words.len() > reading::AT_ONCE {
        return token::paste(state, words.to_owned(), effects);
    }
    let read = reading::read(words, &limits);
    if read.key.is_some() {
        key_file::add_pasted(state, words, effects);
    } else if !read.candidates.is_empty() {
        token::paste(state, words.to_owned(), effects);
    } else if state.workspace == Workspace::Build && is_object(words, limits.json_depth) {
        take_claims(state, words, effects);
    } else {
        let words = match state.workspace {
            Workspace::Build => {
                "What was pasted is neither a token, nor a key, nor claims: click into a text to paste it there"
            }
            _ => "What was pasted is neither a key nor a token",
        };
        let secret = Action {
            label: "Paste a key or a secret…".to_owned(),
            icon: Some(Icon::Key),
            command: Command::OpenAddKey,
        };
        notify(state, Tone::Warning, words, Some(secret), effects);
    }
}

fn is_object(text: &str, depth: usize) -> bool {
    json::scan(text.trim().as_bytes(), depth).object().is_some()
}

/// The claims of the draft, or of a new one; the text that was there comes back with Undo.
fn take_claims(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    if state.build.draft.is_none() {
        builder::apply(state, BuildCommand::StartEmpty, effects);
    }
    let before = state.build.snapshot();
    builder::apply(state, BuildCommand::SetPayload(PayloadKind::Claims), effects);
    builder::change(state, effects, |draft| draft.payload.claims = text.trim().to_owned());
    state.build.is_choosing = false;
    state.build.selected = None;
    let undo = builder::take_back::offer(state, "Undo", before);
    notify(state, Tone::Neutral, "The claims are what was pasted", Some(undo), effects);
}
