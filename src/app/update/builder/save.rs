//! Files that the builder writes: where to, by the platform's dialog or by a path that is typed.

use crate::app::message::effect::Effect;
use crate::app::state::builder::Saving;
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::notify;
use crate::app::value::{FilePurpose, Tone};
use std::path::PathBuf;
use std::sync::Arc;

/// Asks where to write a file.
pub(in crate::app) fn save(state: &mut State, name: &str, bytes: Arc<[u8]>, effects: &mut Vec<Effect>) {
    state.build.saving = Some(Saving { name: name.to_owned(), bytes });
    state.dialog = Some(OpenDialog::WaitingForFile(FilePurpose::Save));
    effects.push(Effect::ChooseNewFile(FilePurpose::Save, name.to_owned()));
}

/// It is known where. What came of it is answered: until then the dialog stays, so that another path can be typed.
pub(in crate::app) fn place_chosen(state: &State, path: PathBuf, is_typed: bool, effects: &mut Vec<Effect>) {
    if let Some(saving) = &state.build.saving {
        effects.push(Effect::WriteFile { path, bytes: Arc::clone(&saving.bytes), is_typed });
    }
}

pub(in crate::app) fn written(state: &mut State, words: String, effects: &mut Vec<Effect>) {
    state.build.saving = None;
    notify(state, Tone::Good, words, None, effects);
}
