//! Questions about the draft, and about the keys that fit it.

pub mod caret;
pub mod disclose;
pub(in crate::app) mod key;
pub(in crate::app) mod request;

use crate::app::state::State;
use crate::app::value::builder::{EditMode, Field};
use crate::engine::builder::draft;
use caret::at_caret;
use draft::PayloadKind;

/// In how many seconds a distance of time that is read out changes, and whether that is each second.
pub(in crate::app) fn next_tick(state: &State) -> Option<(u64, bool)> {
    use crate::engine::jwt::numeric_date;
    let draft = state.build.draft.as_ref().filter(|draft| draft.payload.kind == PayloadKind::Claims)?;
    let document = state.build.derived.document(Field::Claims).filter(|_| !draft.payload.claims.is_empty())?;
    let times: Vec<i64> = match state.build.claims_mode {
        EditMode::Text => {
            let (_, caret) = state.build.caret.filter(|(field, _)| *field == Field::Claims)?;
            at_caret(document, caret).map(|found| found.seconds).into_iter().collect()
        }
        EditMode::Form => {
            let members = document.object()?.members().filter(|member| crate::app::value::is_time(&member.name));
            let dates = members.filter_map(|member| numeric_date::parse(member.value).ok());
            dates.filter_map(|date| i64::try_from(date.seconds).ok()).collect()
        }
    };
    // Within an hour the distance is told to the second.
    let nearest = times.iter().map(|time| time.saturating_sub(state.clock.real).unsigned_abs()).min()?;
    Some(if nearest <= 3_660 { (1, true) } else { (60, false) })
}
