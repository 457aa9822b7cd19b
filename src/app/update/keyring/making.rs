//! New keys, made away from the window's thread, because RSA takes seconds.

use super::change;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::work::KeyringWork;
use crate::app::message::keyring::{KeyChoices, KeyIdChoice};
use crate::app::query;
use crate::app::state::keyring::{KeyringDialog, MADE_HERE};
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::{examine, notify};
use crate::app::value::words::capital;
use crate::app::value::{Place, Tone, Workspace};
use crate::engine::key::Jwk;
use crate::engine::key_file::generate::{GENERATED_KINDS, KeyIdSource, Recipe};
use std::sync::Arc;

/// Longest `kid` that can be typed, in characters.
const LONGEST_KEY_ID: usize = 512;
/// Longest name that can be typed, in characters.
const LONGEST_NAME: usize = 1_000;

pub(in crate::app) fn open(state: &mut State) {
    state.dialog = Some(OpenDialog::Keyring(KeyringDialog::Generate { error: None, working: None }));
}

/// Asks for the key that the dialog describes.
pub(in crate::app) fn ask(state: &mut State, choices: KeyChoices, effects: &mut Vec<Effect>) {
    if !matches!(&state.dialog, Some(OpenDialog::Keyring(KeyringDialog::Generate { working: None, .. }))) {
        return;
    }
    let Some(row) = GENERATED_KINDS.get(choices.kind) else { return };
    let typed = choices.typed.trim();
    if choices.key_id == KeyIdChoice::Typed && (typed.is_empty() || typed.chars().count() > LONGEST_KEY_ID) {
        return super::set_error(state, "Enter a kid of at most 512 characters, or choose another option".to_owned());
    }
    // Who chose a kid has called it so.
    let own = if choices.key_id == KeyIdChoice::Typed && choices.name.trim().is_empty() {
        typed
    } else {
        choices.name.trim()
    };
    let name: String = own.chars().take(LONGEST_NAME).collect();
    if let Place::Keyring(ring) = choices.place
        && !change::may_change(state, ring, effects)
    {
        return;
    }
    let recipe = Recipe {
        kind: row.kind,
        key_id: match choices.key_id {
            KeyIdChoice::None => KeyIdSource::None,
            KeyIdChoice::Thumbprint => KeyIdSource::Thumbprint,
            KeyIdChoice::Date => KeyIdSource::Date(state.clock.real),
            KeyIdChoice::Uuid => KeyIdSource::Uuid,
            KeyIdChoice::Typed => KeyIdSource::Typed(typed.to_owned()),
        },
        public_key_use: choices.public_key_use,
        algorithm: choices.algorithm,
        key_operations: (!choices.key_operations.is_empty()).then_some(choices.key_operations),
    };
    state.keyrings.ticket += 1;
    let ticket = state.keyrings.ticket;
    let first_id = state.keys.ids.next_id().0;
    if let Some(OpenDialog::Keyring(KeyringDialog::Generate { error, working })) = &mut state.dialog {
        (*error, *working) = (None, Some((ticket, choices.place, name)));
    }
    effects.push(Effect::Keyring(KeyringWork::Generate { ticket, recipe, first_id }));
}

/// The key is there, or why not. Nobody may wait for it any more.
pub(in crate::app) fn made(
    state: &mut State,
    ticket: u64,
    result: Result<Arc<Jwk>, String>,
    effects: &mut Vec<Effect>,
) {
    let Some(OpenDialog::Keyring(KeyringDialog::Generate { error, working })) = &mut state.dialog else { return };
    let Some((_, place, name)) = working.take_if(|(awaited, ..)| *awaited == ticket) else { return };
    let mut key = match result {
        Ok(key) => Arc::unwrap_or_clone(key),
        Err(why) => {
            *error = Some(capital(&why));
            return;
        }
    };
    state.dialog = None;
    state.workspace = Workspace::Keys;
    let id = key.id.0;
    key.source.name = MADE_HERE.to_owned();
    // A name beside a kid that is the same says nothing.
    let is_kid = key.key_id.as_ref() == Some(&name);
    key.name = match name.as_str() {
        _ if is_kid => None,
        "" => Some(query::key::new_name(state, &key)),
        name => Some(query::key::names(state, &[]).take(name, &key.thumbprint)),
    };
    let words = query::key::words(&key);
    state.keys.ring.push(Arc::new(key));
    match place {
        Place::Session => {
            state.keyrings.chosen = Place::Session;
            state.keys.selected = vec![id];
            let text = format!("{} generated. It is lost when the window is closed", capital(&words));
            notify(state, Tone::Good, text, None, effects);
            examine(state, effects);
        }
        // Where that fails it is in the session, and not lost.
        Place::Keyring(ring) => super::entry::keep(state, &[id], ring, true, effects),
    }
}
