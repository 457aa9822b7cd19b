//! The tokens that the keyring keeps which the key workspace shows.

use super::PlaceRow;
use crate::app::message::command::Command;
use crate::app::message::kept::KeptCommand;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::value::words::{counted, elided, safe};
use crate::app::value::{Icon, Place, RingId, Tone};
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::keyring::KeptToken;

pub(super) fn rows(state: &State) -> Vec<PlaceRow> {
    let Place::Keyring(ring) = state.keyrings.chosen else { return Vec::new() };
    let open = state.keyrings.get(ring).and_then(|ring| ring.open());
    open.into_iter().flat_map(|open| open.keyring.tokens()).map(|kept| row(ring, kept)).collect()
}

/// Nothing of the token itself.
fn row(ring: RingId, kept: &KeptToken) -> PlaceRow {
    let title = if kept.name.is_empty() { "Token".to_owned() } else { elided(&safe(&kept.name), 120) };
    let day = |seconds: i64| format_utc(seconds).split(' ').next().unwrap_or_default().to_owned();
    let details = [
        Some(counted(kept.token().len(), "byte")),
        (!kept.about.is_empty()).then(|| elided(&safe(&kept.about), 200)),
        kept.created.map(|created| format!("Kept {}", format_utc(created))),
    ];
    let action = |label: String, icon, command| Action { label, icon: Some(icon), command: Command::Kept(command) };
    let actions = vec![
        action("Open".to_owned(), Icon::Jump, KeptCommand::Open { ring, token: kept.mark() }),
        action(format!("Remove {title}"), Icon::Trash, KeptCommand::Remove { ring, token: kept.mark() }),
    ];
    PlaceRow {
        note: kept.created.map_or_else(String::new, |created| format!("kept {}", day(created))),
        tone: Tone::Neutral,
        source: elided(&safe(&kept.about), 120),
        details: details.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        title,
        actions,
    }
}
