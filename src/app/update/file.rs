//! Files that were chosen.

use super::act::{examine, notify};
use super::token::take_token_file;
use super::{anchor, builder, guess, key_file, keyring, policy};
use crate::app::message::effect::Effect;
use crate::app::state::{OpenDialog, State};
use crate::app::value::{FileAnswer, FilePurpose, Tone};

pub(super) fn take_answer(state: &mut State, purpose: FilePurpose, answer: FileAnswer, effects: &mut Vec<Effect>) {
    let is_awaited = match &state.dialog {
        Some(OpenDialog::WaitingForFile(awaited) | OpenDialog::TypePath { purpose: awaited, .. }) => {
            *awaited == purpose
        }
        _ => false,
    };
    // The person has closed the dialog in the meantime: what comes now is not wanted any more.
    if !is_awaited {
        return;
    }
    match answer {
        // Back to where it was asked for.
        FileAnswer::Cancelled if purpose == FilePurpose::WordList => state.dialog = Some(OpenDialog::Guess),
        FileAnswer::Cancelled => state.dialog = None,
        FileAnswer::NoDialog => state.dialog = Some(OpenDialog::TypePath { purpose, error: None }),
        FileAnswer::Unreadable(why) => match &mut state.dialog {
            Some(OpenDialog::TypePath { error, .. }) => *error = Some(why),
            _ => {
                state.dialog = None;
                notify(state, Tone::Bad, why, None, effects);
            }
        },
        // The dialog stays until it is known whether it could be written there.
        FileAnswer::Place(path) if purpose == FilePurpose::Save => {
            builder::save::place_chosen(state, path, false, effects);
        }
        FileAnswer::Written(words) => {
            state.dialog = None;
            builder::save::written(state, words, effects);
        }
        FileAnswer::Place(path) if purpose == FilePurpose::WordList => guess::begin(state, path, effects),
        FileAnswer::Place(path) => {
            state.dialog = None;
            keyring::handing::place_chosen(state, path, true, effects);
        }
        FileAnswer::Read(file) => {
            state.dialog = None;
            match purpose {
                FilePurpose::Token => take_token_file(state, &file, effects),
                FilePurpose::Key => key_file::take(state, file, effects),
                FilePurpose::Anchor => anchor::take_file(state, &file, effects),
                FilePurpose::Keyring => keyring::take_file(state, file, effects),
                // Nothing is read for this.
                FilePurpose::Export | FilePurpose::Save | FilePurpose::WordList => {}
                FilePurpose::Payload => {
                    state.options.detached_payload = Some(file.expose().into());
                    examine(state, effects);
                }
                FilePurpose::Policy => policy::take_file(state, &file, effects),
                FilePurpose::BuildPayload => builder::take_payload(state, &file, effects),
            }
        }
    }
}

/// A path was typed in place of the platform's dialog.
pub(super) fn give_path(state: &mut State, path: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::TypePath { purpose, error }) = &mut state.dialog else { return };
    if path.is_empty() {
        *error = Some("Enter the path of a file".to_owned());
        return;
    }
    match *purpose {
        FilePurpose::Export => {
            state.dialog = None;
            keyring::handing::place_chosen(state, path.into(), false, effects);
        }
        FilePurpose::Save => builder::save::place_chosen(state, path.into(), true, effects),
        purpose => effects.push(Effect::ReadPath { purpose, path: path.to_owned() }),
    }
}
