//! Locking by itself when nothing happens.

use super::{State, change};
use crate::app::effect::Effect;
use crate::app::update::notify;
use crate::app::view::{Tone, counted};
use crate::engine::keyring::Form;

/// The person did something.
pub(in crate::app) fn note_act(state: &mut State) {
    state.keyrings.last_act = state.clock.real;
}

/// In how many seconds the keyrings are to be locked; `None` where none is open, or that is not wanted.
pub(in crate::app) fn due_in(state: &State) -> Option<u64> {
    let minutes = state.settings.auto_lock?;
    let is_any = state.keyrings.open().any(|(_, open)| open.keyring.form() == Form::Encrypted && !open.lock_when_saved);
    if !is_any {
        return None;
    }
    let idle = u64::try_from(state.clock.real.saturating_sub(state.keyrings.last_act)).unwrap_or(0);
    Some((minutes * 60).saturating_sub(idle))
}

/// The clock has moved on.
pub(in crate::app) fn tick(state: &mut State, effects: &mut Vec<Effect>) {
    if due_in(state) != Some(0) {
        return;
    }
    let minutes =
        counted(usize::try_from(state.settings.auto_lock.unwrap_or_default()).unwrap_or(usize::MAX), "minute");
    if change::lock_all(state, true, effects) > 0 {
        let text = format!("Keyrings were locked, because nothing happened for {minutes}");
        notify(state, Tone::Neutral, text, None, effects);
    }
}
