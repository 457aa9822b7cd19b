//! A draft beside the token that it was carried over from.

use super::{ChangeRow, OriginalView};
use crate::app::message::builder::job::Made;
use crate::app::state::State;
use crate::app::state::builder::change::ChangeKind;
use crate::app::value::Tone;
use crate::app::value::builder::Field;
use crate::app::value::words::{counted, elided};
use crate::engine::ground::json::{Fault, FaultKind};
use crate::engine::jose::status::SignatureStatus;

/// Characters of a value that are shown.
const SHOWN: usize = 60;

pub(in crate::app) fn view(state: &State, made: Option<&Made>) -> Option<OriginalView> {
    let original = state.build.original.as_ref()?;
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
    // What is being typed is compared once it is JSON; what was broken from the start, and is still the same, is not typed.
    let is_broken = |fault: &Fault| fault.kind != FaultKind::Empty;
    let mut documents = state.build.derived.documents.iter();
    let is_unreadable = holds != Some(Ok(())) && documents.any(|(_, document)| document.fault().is_some_and(is_broken));
    let signature = holds.filter(|_| !is_unreadable).map(|holds| signature(holds, original.status));
    let summary = match rows.len() {
        _ if is_unreadable => "The members are compared once the text is JSON".to_owned(),
        0 => "No member differs".to_owned(),
        1 => "1 member differs".to_owned(),
        count => format!("{} differ", counted(count, "member")),
    };
    Some(OriginalView { signature, changes: rows, summary })
}

/// Whether the signature of the original covers the draft, and what that is worth.
fn signature(holds: Result<(), &'static str>, status: Option<SignatureStatus>) -> (Tone, String) {
    match (holds, status) {
        (Ok(()), Some(SignatureStatus::Verified)) => {
            (Tone::Good, "The old signature is still valid: header and payload are unchanged".to_owned())
        }
        (Ok(()), Some(SignatureStatus::Rejected | SignatureStatus::Malformed)) => {
            (Tone::Warning, "Header and payload are unchanged, but the old signature was rejected".to_owned())
        }
        (Ok(()), _) => {
            (Tone::Neutral, "Header and payload are unchanged; the old signature was not checked".to_owned())
        }
        (Err(why), Some(SignatureStatus::Verified)) => {
            (Tone::Warning, format!("The old signature is no longer valid: {why}"))
        }
        (Err(why), _) => (Tone::Warning, format!("No longer what the old signature was made for: {why}")),
    }
}

#[cfg(test)]
mod tests {
    use super::signature;
    use crate::app::value::Tone;
    use crate::engine::jose::status::SignatureStatus;

    #[test]
    fn a_signature_is_called_valid_only_where_it_was_verified() {
        use SignatureStatus::{Malformed, Rejected, Unchecked, Unsecured, Verified};
        assert_eq!(signature(Ok(()), Some(Verified)).0, Tone::Good);
        for status in [None, Some(Rejected), Some(Unchecked), Some(Unsecured), Some(Malformed)] {
            for holds in [Ok(()), Err("the payload differs")] {
                let (tone, words) = signature(holds, status);
                assert!(tone != Tone::Good && !words.contains("valid"), "{status:?}: {words}");
            }
        }
    }
}
