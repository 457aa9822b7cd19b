//! The window in front of everything: opened and closed.

use super::{guess, key_file, keyring, share};
use crate::app::message::effect::Effect;
use crate::app::state::{OpenDialog, State};

/// Nothing was typed yet.
pub(super) const ADD_KEY: OpenDialog = OpenDialog::AddKey {
    error: None,
    readings: Vec::new(),
    found: Vec::new(),
    suggested: String::new(),
    working: None,
    offer: None,
    rated: None,
};
/// The token asks for it.
pub(super) const PASSPHRASE: OpenDialog = OpenDialog::Passphrase { file: None, error: None, working: None };

pub(super) fn open(state: &mut State, dialog: OpenDialog) {
    state.dialog = Some(dialog);
}

pub(super) fn close(state: &mut State, effects: &mut Vec<Effect>) {
    match state.dialog.take() {
        Some(OpenDialog::WaitingForFile(_)) => effects.push(Effect::AbandonFile),
        Some(OpenDialog::Keyring(dialog)) => keyring::dialog_closed(state, &dialog, effects),
        Some(OpenDialog::Guess) => guess::dialog_closed(state, effects),
        Some(OpenDialog::Share) => share::dialog_closed(state),
        Some(dialog) => key_file::dialog_closed(state, &dialog, effects),
        None => {}
    }
}
