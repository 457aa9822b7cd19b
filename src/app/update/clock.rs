//! The clock, and the time that is set by hand.

use super::act::judge_again;
use super::keyring;
use crate::app::message::effect::Effect;
use crate::app::state::{OpenDialog, State};
use crate::app::value::settings::MAX_LEEWAY;
use crate::app::value::words::capital;
use crate::engine::judge;
use crate::engine::jwt::moment::TokenMoment;
use jiff::tz::TimeZone;

pub(in crate::app) fn set(state: &mut State, text: &str) {
    let claimed = |name| state.examination().and_then(|examination| judge::claimed_time(examination, name));
    let read =
        |moment: TokenMoment| moment.at(state.clock.real, &TimeZone::UTC, claimed).map_err(|error| error.to_string());
    let set = match TokenMoment::parse(text).map_err(|error| error.to_string()).and_then(read) {
        _ if text.trim().is_empty() => None,
        Ok(seconds) => Some(seconds),
        Err(error) => {
            state.dialog = Some(OpenDialog::SetClock { error: Some(capital(&error)) });
            return;
        }
    };
    (state.clock.set, state.clock.is_at_iat) = (set, false);
    if let Some(OpenDialog::SetClock { .. }) = state.dialog {
        state.dialog = None;
    }
    judge_again(state);
}

/// Seconds by which two clocks may differ.
pub(super) fn set_leeway(state: &mut State, seconds: u64) {
    state.settings.leeway = seconds.min(MAX_LEEWAY);
    judge_again(state);
}

/// The clock has moved on.
pub(super) fn tick(state: &mut State, now: i64) {
    if state.clock.real != now {
        state.clock.real = now;
        state.revisions.ticks += 1;
        if state.clock.set.is_none() {
            judge_again(state);
        }
    }
}

/// Time has gone by.
pub(super) fn passed(state: &mut State, seconds: i64, effects: &mut Vec<Effect>) {
    let counts_down = state.secret_until.is_some() || state.selection_until.is_some();
    if counts_down && state.clock.passed != seconds {
        // The countdown is shown.
        state.revisions.ticks += 1;
    }
    state.clock.passed = seconds;
    if state.secret_left().is_none() {
        state.secret_until = None;
    }
    if state.selection_left().is_none() {
        state.selection_until = None;
    }
    keyring::idle::tick(state, effects);
}
