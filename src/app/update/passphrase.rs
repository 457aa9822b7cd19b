//! The passphrase of a token: it is tried first, and a wrong one says so in the dialog and leaves no key behind.

use super::act::examine;
use super::key;
use crate::app::message::effect::Effect;
use crate::app::message::job::JobKind;
use crate::app::state::{OpenDialog, State};
use crate::app::value::SecretText;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::Reason;
use crate::engine::key::KeyMaterial;
use std::sync::Arc;

/// Examines the token with it.
pub(super) fn try_it(state: &mut State, passphrase: &SecretText, effects: &mut Vec<Effect>) {
    let made = key::passphrase(&mut state.keys, passphrase.expose());
    let is_known = |material: &KeyMaterial| state.own_keys().any(|own| own.material == *material);
    let refusal = match &made {
        Err(why) => Some(why.clone()),
        // It is at hand already, and the token is still locked.
        Ok(key) if is_known(&key.material) => Some(WRONG.to_owned()),
        Ok(_) => None,
    };
    if let (None, Ok(key)) = (&refusal, made) {
        state.keys.on_trial = Some(Arc::new(key));
        examine(state, effects);
    }
    let revision = state.derived.revision;
    if let Some(OpenDialog::Passphrase { error, working, .. }) = &mut state.dialog {
        *working = refusal.is_none().then_some(revision);
        *error = refusal;
    }
}

const WRONG: &str = "Wrong passphrase, or the token was damaged";

/// The token was examined with it. Whether the examination holds: with a wrong passphrase it is as if it had not been.
pub(super) fn judged(state: &mut State, examination: &Examination, effects: &mut Vec<Effect>) -> bool {
    let Some(key) = state.keys.on_trial.take() else { return true };
    let recipients = || examination.layers.iter().flat_map(|layer| &layer.recipients);
    let has_opened = recipients().any(|result| result.key.as_ref().is_some_and(|used| used.id == key.id));
    // Whether it is right is not known where trying it costs more than is done without asking.
    let is_untried = recipients().flat_map(|result| &result.reasons).any(Reason::is_excessive_work);
    if has_opened || is_untried {
        state.keys.ring.push(key);
        if let Some(OpenDialog::Passphrase { file: None, .. }) = state.dialog {
            state.dialog = None;
        }
        return true;
    }
    refuse(state, WRONG.to_owned(), effects);
    false
}

/// It could not be tried.
pub(super) fn failed(state: &mut State, why: &str, effects: &mut Vec<Effect>) -> bool {
    let was_tried = state.keys.on_trial.take().is_some();
    if was_tried {
        refuse(state, why.to_owned(), effects);
    }
    was_tried
}

/// Says so in the dialog, and examines the token with the keys that are there.
fn refuse(state: &mut State, why: String, effects: &mut Vec<Effect>) {
    if let Some(OpenDialog::Passphrase { file: None, error, working }) = &mut state.dialog {
        (*error, *working) = (Some(why), None);
    }
    examine(state, effects);
}

/// The dialog was closed.
pub(super) fn give_up(state: &mut State, effects: &mut Vec<Effect>) {
    if state.keys.on_trial.take().is_some() {
        effects.push(Effect::CancelWork(JobKind::Examine));
        examine(state, effects);
    }
}
