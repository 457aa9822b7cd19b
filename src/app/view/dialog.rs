//! The window in front of everything.

use super::keyring_dialog::rating;
use super::{Dialog, PasswordView};
use crate::app::query;
use crate::app::state::{OpenDialog, State};
use crate::app::value::FilePurpose;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::keyring::guess::{self, Guessing};

pub(super) fn build(state: &State) -> Option<Dialog> {
    Some(match state.dialog.as_ref()? {
        OpenDialog::AddKey { error, readings, found, suggested, working, offer, rated } => Dialog::AddKey {
            error: error.clone(),
            readings: readings.clone(),
            found: found.clone(),
            suggested: suggested.clone(),
            is_working: working.is_some(),
            offer: offer.clone(),
            password: password(state, rated.as_ref()).map(Box::new),
        },
        OpenDialog::Passphrase { file, error, working } => Dialog::Passphrase {
            purpose: match file {
                Some(file) => {
                    let name = crate::app::value::words::elided(&file.name, 60);
                    match state.keys.files.locked() {
                        0 => format!("{name} is protected by a passphrase"),
                        1 => format!("{name} is protected by a passphrase. One more file needs one as well"),
                        more => format!("{name} is protected by a passphrase. {more} more files need one as well"),
                    }
                }
                None => "The token was encrypted with a passphrase".to_owned(),
            },
            error: error.clone(),
            is_working: working.is_some(),
            more: state.keys.files.locked(),
        },
        OpenDialog::WaitingForFile(purpose) => Dialog::WaitingForFile {
            text: match purpose {
                FilePurpose::Token => "Choose a token file in the file dialog".to_owned(),
                FilePurpose::Key => "Choose a key file in the file dialog".to_owned(),
                FilePurpose::Anchor => "Choose the certificate to trust in the file dialog".to_owned(),
                FilePurpose::Payload => "Choose the payload file in the file dialog".to_owned(),
                FilePurpose::Export | FilePurpose::Save => "Choose the new file in the file dialog".to_owned(),
                FilePurpose::BuildPayload => "Choose the file to sign or encrypt in the file dialog".to_owned(),
                FilePurpose::Policy => "Choose the file with expectations in the file dialog".to_owned(),
                FilePurpose::WordList => "Choose the list of words in the file dialog".to_owned(),
                FilePurpose::Keyring => "Choose a keyring file in the file dialog".to_owned(),
            },
        },
        OpenDialog::SetClock { error } => Dialog::SetClock {
            text: state.clock.set.map(|seconds| format_utc(seconds).replace(" UTC", "")).unwrap_or_default(),
            error: error.clone(),
        },
        OpenDialog::Policy { error, preview } => {
            Dialog::Policy(Box::new(super::policy::dialog(state, error.as_deref(), preview.as_ref())))
        }
        OpenDialog::Payload => Dialog::Payload,
        OpenDialog::TypePath { purpose, error } => Dialog::TypePath {
            purpose: match purpose {
                FilePurpose::Token => "No file dialog is available. Path of the token file".to_owned(),
                FilePurpose::Key => "No file dialog is available. Path of the key file".to_owned(),
                FilePurpose::Anchor => "No file dialog is available. Path of the certificate to trust".to_owned(),
                FilePurpose::Payload => "No file dialog is available. Path of the payload file".to_owned(),
                FilePurpose::Export => match &state.keyrings.export {
                    Some(export) => {
                        format!("No file dialog is available. Path of a new file, such as {}", export.name)
                    }
                    None => "No file dialog is available. Path of a new file".to_owned(),
                },
                FilePurpose::Save => {
                    let name = state.build.saving.as_ref().map_or("", |saving| saving.name.as_str());
                    format!("No file dialog is available. Path of a new file, such as {name}")
                }
                FilePurpose::BuildPayload => {
                    "No file dialog is available. Path of the file to sign or encrypt".to_owned()
                }
                FilePurpose::Policy => "No file dialog is available. Path of the file with expectations".to_owned(),
                FilePurpose::WordList => "No file dialog is available. Path of the list of words".to_owned(),
                FilePurpose::Keyring => "No file dialog is available. Path of the keyring file".to_owned(),
            },
            saves: matches!(purpose, FilePurpose::Export | FilePurpose::Save),
            error: error.clone(),
        },
        OpenDialog::Keyring(dialog) => Dialog::Keyring(super::keyring_dialog::dialog(state, dialog)?),
        OpenDialog::Settings(page) => Dialog::Settings(Box::new(super::settings::build(state, *page))),
        OpenDialog::Guess => Dialog::Guess(super::guess::build(state)),
        OpenDialog::Share => Dialog::Share(super::share::build(state)),
        OpenDialog::Shortcuts => Dialog::Shortcuts,
        OpenDialog::Palette => Dialog::Palette(super::palette::build(state)),
        OpenDialog::About => Dialog::About,
    })
}

/// What the password of a token costs a guesser, where one is typed.
fn password(state: &State, rated: Option<&Guessing>) -> Option<PasswordView> {
    let (row, count) = query::builder::key::for_password(state)?;
    let cost = guess::cost_of_guess(row.hash, count);
    Some(PasswordView { strength: rated.map(|guessing| rating(guessing, cost.clone())), cost })
}
