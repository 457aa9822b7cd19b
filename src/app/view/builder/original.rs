//! A draft beside the token that it was carried over from.

use super::{ChangeRow, OriginalView};
use crate::app::message::builder::job::Made;
use crate::app::state::State;
use crate::app::state::builder::change::ChangeKind;
use crate::app::value::Tone;
use crate::app::value::builder::Field;
use crate::app::value::words::{counted, elided};

/// Characters of a value that are shown.
const SHOWN: usize = 60;

pub(in crate::app) fn view(state: &State, made: Option<&Made>) -> Option<OriginalView> {
    state.build.original.as_ref()?;
    let changes = &state.build.derived.changes;
    let rows: Vec<ChangeRow> = changes
        .iter()
        .map(|change| ChangeRow {
            word: match change.kind {
                ChangeKind::Added => "added",
                ChangeKind::Removed => "removed",
                ChangeKind::Changed => "changed",
            },
            place: if change.field == Field::Claims { "claims" } else { "header" },
            name: elided(&change.name, SHOWN),
            was: elided(&change.was, SHOWN),
            is: elided(&change.is, SHOWN),
        })
        .collect();
    let holds = made.and_then(|made| made.holds).or(state.build.derived.holds);
    let signature = match holds {
        Some(Ok(())) => {
            Some((Tone::Good, "The old signature is still valid: header and payload are unchanged".to_owned()))
        }
        Some(Err(why)) => Some((Tone::Warning, format!("The old signature is no longer valid: {why}"))),
        None => None,
    };
    let summary = match rows.len() {
        0 => "No member differs".to_owned(),
        1 => "1 member differs".to_owned(),
        count => format!("{} differ", counted(count, "member")),
    };
    Some(OriginalView { signature, changes: rows, summary })
}
