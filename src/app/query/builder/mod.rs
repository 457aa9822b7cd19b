//! Questions about the draft, and about the keys that fit it.

pub mod caret;
pub mod disclose;
pub(in crate::app) mod key;
pub(in crate::app) mod request;
pub(in crate::app) mod times;

use crate::app::state::State;
use crate::app::value::builder::{EditMode, Field};
use crate::engine::builder::draft;
use caret::at_caret as at_caret_of;
use draft::PayloadKind;

/// In how many seconds a distance of time that is read out changes, and whether that is each second.
pub(in crate::app) fn next_tick(state: &State) -> Option<(u64, bool)> {
    let draft = state.build.draft.as_ref().filter(|draft| draft.payload.kind == PayloadKind::Claims)?;
    if wants_times(state, &draft.payload.claims) {
        return Some((1, true));
    }
    let document = state.build.derived.document(Field::Claims).filter(|_| !draft.payload.claims.is_empty())?;
    // The time at the caret, and those that stand anywhere: the form and the text read them out.
    let caret = state.build.caret.filter(|(field, _)| *field == Field::Claims);
    let at_caret = caret.filter(|_| state.build.claims_mode == EditMode::Text);
    let at_caret = at_caret.and_then(|(_, caret)| at_caret_of(document, caret)).map(|found| found.seconds);
    // Within an hour the distance is told to the second.
    let times = at_caret.into_iter().chain(times::times(document).map(|time| time.seconds));
    let nearest = times.map(|time| time.saturating_sub(state.clock.real).unsigned_abs()).min()?;
    Some(if nearest <= 3_660 { (1, true) } else { (60, false) })
}

/// Whether times are offered at the caret, counted from now.
fn wants_times(state: &State, claims: &str) -> bool {
    let caret = state.build.caret.filter(|(field, _)| *field == Field::Claims);
    let place = caret.and_then(|(_, caret)| caret::CaretPlace::at(claims, caret));
    place.and_then(|place| place.name).is_some_and(crate::app::value::is_time)
}
