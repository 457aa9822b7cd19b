//! The certificates that are trusted in the place that the key workspace shows.

use super::PlaceRow;
use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::State;
use crate::app::value::words::{elided, safe};
use crate::app::value::{Icon, Place, Tone};
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key::{PASTED, TrustAnchor};

/// Keyrings that one of the session is offered to be kept in.
const MOST_RINGS: usize = 2;

/// The rows; `None` where the place is locked.
pub(super) fn rows(state: &State) -> Option<Vec<PlaceRow>> {
    let place = state.keyrings.chosen;
    if let Place::Keyring(ring) = place {
        state.keyrings.get(ring)?.open()?;
    }
    let anchors = query::anchor::of_place(state, place);
    Some(anchors.iter().map(|(anchor, created)| row(state, place, anchor, *created)).collect())
}

fn row(state: &State, place: Place, anchor: &TrustAnchor, created: Option<i64>) -> PlaceRow {
    let certificate = &anchor.certificate;
    let date = |seconds: i64| format_utc(seconds).split(' ').next().unwrap_or_default().to_owned();
    let now = state.now();
    let (expiry, tone) = match (certificate.not_before, certificate.not_after) {
        (_, Some(end)) if end < now => (format!("expired {}", date(end)), Tone::Bad),
        (Some(begin), _) if begin > now => (format!("not valid before {}", date(begin)), Tone::Bad),
        (_, Some(end)) => (format!("expires {}", date(end)), Tone::Neutral),
        (_, None) => ("end cannot be read".to_owned(), Tone::Warning),
    };
    let source = match place {
        Place::Session if anchor.source.is_empty() => "this session".to_owned(),
        Place::Session if anchor.source == PASTED => "pasted, this session alone".to_owned(),
        Place::Session => format!("from {}, this session alone", elided(&anchor.source, 40)),
        Place::Keyring(ring) => {
            let name = state.keyrings.get(ring).map_or("", |ring| ring.name.as_str());
            format!("kept in {}", elided(name, 40))
        }
    };
    let details = [
        Some(format!("Issued by {}", elided(&certificate.issuer, 200))),
        Some(format!("Serial number {}", elided(&certificate.serial_number, 80))),
        certificate.not_before.map(|begin| format!("Valid from {}", format_utc(begin))),
        certificate.not_after.map(|end| format!("Valid to {}", format_utc(end))),
        Some(format!("x5t#S256 {}", certificate.x5t_s256)),
        (!anchor.source.is_empty()).then(|| format!("From {}", elided(&anchor.source, 80))),
        created.map(|created| format!("Added {}", format_utc(created))),
    ];
    PlaceRow {
        title: elided(&certificate.subject, 120),
        note: expiry,
        tone,
        source,
        details: details.into_iter().flatten().map(|line| safe(&line)).collect::<Vec<_>>().join("\n"),
        actions: actions(state, place, anchor),
    }
}

fn actions(state: &State, place: Place, anchor: &TrustAnchor) -> Vec<Action> {
    let x5t_s256 = || anchor.certificate.x5t_s256.clone();
    let mut actions = Vec::new();
    if place == Place::Session {
        let writable = state.keyrings.open().filter(|(_, open)| open.read_only.is_none());
        actions.extend(writable.take(MOST_RINGS).map(|(ring, _)| Action {
            label: format!("Keep in {}", elided(&ring.name, 20)),
            icon: Some(Icon::Lock),
            command: Command::Anchor(AnchorCommand::Keep { anchor: x5t_s256(), ring: ring.id }),
        }));
    }
    actions.push(Action {
        label: format!("Remove trust anchor {}", elided(&anchor.certificate.subject, 60)),
        icon: Some(Icon::Trash),
        command: Command::Anchor(AnchorCommand::Remove { anchor: x5t_s256(), place }),
    });
    actions
}
