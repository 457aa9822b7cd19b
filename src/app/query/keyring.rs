//! Questions about keyrings, their entries and the forms in which keys are handed out.

use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::state::keyring::{OpenRing, Ring, RingStatus};
use crate::app::value::words::elided;
use crate::app::value::{CopyTarget, Icon, KeyExport, Place, RingId, Secrecy, Workspace};
use crate::engine::key::{Jwk, KeyId};
use crate::engine::key_file::export;
use crate::engine::key_file::export::{EXPORT_FORMATS, ExportFormat};
use crate::engine::keyring::{Form, KeyringEntry, Strength};
use std::sync::Arc;
use zeroize::Zeroizing;

/// "Unlock prod to try its 4 keys", for a token that no key at hand fits.
pub(in crate::app) fn unlock_actions(state: &State) -> Vec<Action> {
    locked(state)
        .filter(|ring| ring.count.is_none_or(|held| held.keys > 0))
        .take(3)
        .map(|ring| {
            let keys = match ring.count.map(|held| held.keys) {
                Some(1) => "its key".to_owned(),
                Some(count) => format!("its {count} keys"),
                None => "its keys".to_owned(),
            };
            Action {
                label: format!("{} {} to try {keys}", opening(ring), elided(&ring.name, 30)),
                icon: Some(Icon::Unlock),
                command: Command::Keyring(KeyringCommand::OpenUnlock(ring.id)),
            }
        })
        .collect()
}

/// What opening it is called: one without a passphrase has no lock, and anyone could have put it there.
fn opening(ring: &Ring) -> &'static str {
    if ring.form == Form::Public { "Open" } else { "Unlock" }
}

/// The keyrings that are locked and can be unlocked.
pub(in crate::app) fn locked(state: &State) -> impl Iterator<Item = &Ring> {
    state.keyrings.rings.iter().filter(|ring| matches!(ring.standing, RingStatus::Locked) && ring.fault.is_none())
}

/// "Unlock prod".
pub(in crate::app) fn unlock_action(ring: &Ring) -> Action {
    Action {
        label: format!("{} {}", opening(ring), elided(&ring.name, 30)),
        icon: Some(Icon::Unlock),
        command: Command::Keyring(KeyringCommand::OpenUnlock(ring.id)),
    }
}

/// What can be done about changes that are not saved.
pub(in crate::app) fn unsaved_actions(ring: RingId, is_changed: bool, is_backup: bool) -> Vec<Action> {
    let action = |label: &str, icon, command| Action {
        label: label.to_owned(),
        icon: Some(icon),
        command: Command::Keyring(command),
    };
    let first = match (is_changed, is_backup) {
        (true, _) => action("Merge or replace…", Icon::Question, KeyringCommand::OpenChanged(ring)),
        (false, true) => action("Save it", Icon::Check, KeyringCommand::Retry(ring)),
        (false, false) => action("Retry", Icon::Undo, KeyringCommand::Retry(ring)),
    };
    vec![first, action("Save elsewhere…", Icon::Export, KeyringCommand::OpenSaveElsewhere(ring))]
}

/// What can be done about a keyring whose file is gone.
pub(in crate::app) fn gone_actions(ring: RingId, open: &OpenRing) -> Vec<Action> {
    let action = |label: &str, icon, command| Action {
        label: label.to_owned(),
        icon: Some(icon),
        command: Command::Keyring(command),
    };
    let again = action("Save it again", Icon::Undo, KeyringCommand::Retry(ring));
    let elsewhere = action("Save elsewhere…", Icon::Export, KeyringCommand::OpenSaveElsewhere(ring));
    if open.read_only.is_some() { vec![elsewhere] } else { vec![again, elsewhere] }
}

/// "Try its backups…": what is opened in the place of a file that does not open.
pub(in crate::app) fn try_backups(ring: RingId, count: usize) -> Action {
    Action {
        label: if count == 1 { "Try its backup…" } else { "Try its backups…" }.to_owned(),
        icon: Some(Icon::Undo),
        command: Command::Keyring(KeyringCommand::OpenUnlock(ring)),
    }
}

/// "Unlock again…": what others wrote is read with what the person types now.
pub(in crate::app) fn unlock_again(ring: RingId) -> Action {
    Action {
        label: "Unlock again…".to_owned(),
        icon: Some(Icon::Unlock),
        command: Command::Keyring(KeyringCommand::UnlockAgain(ring)),
    }
}

/// Formats of a whole keyring: name, title, strength.
pub(in crate::app) const KEYRING_FORMATS: [(&str, &str, Strength); 2] = [
    ("encrypted-jwk-set", "Encrypted JWK Set", Strength::Full),
    ("encrypted-jwk-set-for-jose", "Encrypted JWK Set for Debian's jose, weaker", Strength::LatchsetJose),
];

/// The keys that an export is of: those that are named, or all that a place has.
pub(in crate::app) fn keys(state: &State, what: &KeyExport) -> Vec<Arc<Jwk>> {
    match &what.keys {
        Some(ids) => ids.iter().filter_map(|id| state.key(*id).cloned()).collect(),
        None => match what.place {
            Place::Session => state.keys.ring.keys().to_vec(),
            Place::Keyring(ring) => {
                let open = state.keyrings.get(ring).and_then(|ring| ring.open());
                open.map(|open| open.keyring.keys().cloned().collect()).unwrap_or_default()
            }
        },
    }
}

/// The text for the clipboard, and who may see it.
pub(in crate::app) fn text(state: &State, what: &KeyExport) -> Option<(Zeroizing<String>, Secrecy)> {
    let row = EXPORT_FORMATS.iter().find(|row| row.name == what.format)?;
    if row.is_binary || row.needs_passphrase {
        return None;
    }
    let keys = keys(state, what);
    let mut keys: Vec<&Jwk> = keys.iter().map(|key| &**key).collect();
    keys.retain(|key| row.format.fits(key));
    let bytes = export::export(&keys, row.format, None).ok()?;
    let text = Zeroizing::new(std::str::from_utf8(bytes.expose()).ok()?.to_owned());
    Some((text, if row.is_private { Secrecy::Private } else { Secrecy::Open }))
}

/// A passphrase protects what is written.
pub(in crate::app) fn needs_passphrase(format: &str) -> bool {
    strength(format).is_some() || EXPORT_FORMATS.iter().any(|row| row.name == format && row.needs_passphrase)
}

pub(in crate::app) fn strength(format: &str) -> Option<Strength> {
    KEYRING_FORMATS.iter().find(|(name, ..)| *name == format).map(|(.., strength)| *strength)
}

/// Whether what is copied is a private key.
pub(in crate::app) fn is_private(target: &CopyTarget) -> bool {
    match target {
        CopyTarget::Keys(what) => EXPORT_FORMATS.iter().any(|row| row.name == what.format && row.is_private),
        CopyTarget::KeyAs(_, format) => format.row().is_private,
        _ => false,
    }
}

/// Every way in which a key can be handed out: format, title, and whether as text, as a file, or both.
pub(in crate::app) fn of_key(state: &State, id: u64) -> Vec<(&'static export::ExportRow, KeyExport)> {
    let Some(key) = state.key(id) else { return Vec::new() };
    let place = place_of(state, key.id);
    EXPORT_FORMATS
        .iter()
        .filter(|row| row.format.fits(key))
        .map(|row| (row, KeyExport { keys: Some(vec![id]), place, format: row.name.to_owned() }))
        .collect()
}

fn place_of(state: &State, id: KeyId) -> Place {
    state.keyrings.find(id).map_or(Place::Session, |(ring, _)| Place::Keyring(ring.id))
}

/// A set of these keys.
pub(in crate::app) fn set_of(state: &State, ids: &[u64], format: ExportFormat) -> KeyExport {
    let place = ids.first().map_or(Place::Session, |id| place_of(state, KeyId(*id)));
    KeyExport { keys: Some(ids.to_vec()), place, format: format.row().name.to_owned() }
}

/// The sets of several keys that can be made: what is private only of those that are.
pub(in crate::app) fn of_keys(state: &State, ids: &[u64]) -> Vec<(&'static export::ExportRow, KeyExport)> {
    [ExportFormat::PublicJwkSet, ExportFormat::JwkSet]
        .into_iter()
        .filter(|format| ids.iter().any(|id| state.key(*id).is_some_and(|key| format.fits(key))))
        .map(|format| (format.row(), set_of(state, ids, format)))
        .collect()
}

/// The sets of a place.
pub(in crate::app) fn of_place(place: Place) -> [(&'static export::ExportRow, KeyExport); 2] {
    [ExportFormat::PublicJwkSet, ExportFormat::JwkSet].map(|format| {
        let row = format.row();
        (row, KeyExport { keys: None, place, format: row.name.to_owned() })
    })
}

/// A keyring as a whole.
pub(in crate::app) fn of_ring(ring: RingId) -> [(&'static str, KeyExport); 2] {
    KEYRING_FORMATS
        .map(|(name, title, _)| (title, KeyExport { keys: None, place: Place::Keyring(ring), format: name.to_owned() }))
}

/// What a kind of key is called in the dialog: its family, and which of them.
pub(in crate::app) fn kind_words(title: &str) -> (String, String) {
    match title.split_once(", ") {
        Some((family, which)) if !family.starts_with("ML-DSA") => (family.to_owned(), which.to_owned()),
        Some((which, _)) => ("ML-DSA".to_owned(), which.to_owned()),
        None => (elided(title, 20), title.to_owned()),
    }
}

/// In how many seconds the keyrings are to be locked; `None` where none is open, or that is not wanted.
pub(in crate::app) fn due_in(state: &State) -> Option<u64> {
    let minutes = state.settings.auto_lock?;
    let is_any = state.keyrings.open().any(|(_, open)| open.keyring.form() == Form::Encrypted && !open.lock_when_saved);
    if !is_any {
        return None;
    }
    let idle = u64::try_from(state.clock.passed.saturating_sub(state.keyrings.last_act)).unwrap_or(0);
    Some((minutes * 60).saturating_sub(idle))
}

/// Names entries that cannot be used as keys: this bit, and their place in the keyring that is shown.
pub(in crate::app) const UNUSABLE: u64 = 1 << 63;

/// How a view names the unusable entry at `index` of the keyring that it shows.
pub(in crate::app) const fn unusable_id(index: usize) -> u64 {
    UNUSABLE | index as u64
}

/// The place of an entry that cannot be used as a key.
pub(in crate::app) fn unusable_index(id: u64) -> Option<usize> {
    if id & UNUSABLE == 0 { None } else { usize::try_from(id & !UNUSABLE).ok() }
}

/// The keyring and the place in it of whatever a view calls `id`.
pub(in crate::app) fn find(state: &State, id: u64) -> Option<(RingId, usize)> {
    match (unusable_index(id), state.keyrings.chosen) {
        (Some(index), Place::Keyring(ring)) => {
            let open = state.keyrings.get(ring)?.open()?;
            (index < open.keyring.entries().len()).then_some((ring, index))
        }
        (Some(_), Place::Session) => None,
        (None, _) => state.keyrings.find(KeyId(id)).map(|(ring, index)| (ring.id, index)),
    }
}

/// The entry of a keyring that a view calls `id`.
pub(in crate::app) fn entry(state: &State, id: u64) -> Option<&KeyringEntry> {
    let (ring, index) = find(state, id)?;
    state.keyrings.get(ring)?.open()?.keyring.entries().get(index)
}

/// The keyring that new keys go into: the one that the person looks at while adding them.
pub(in crate::app) fn chosen_for_new(state: &State) -> Option<RingId> {
    let Place::Keyring(ring) = state.keyrings.chosen else { return None };
    let open = state.keyrings.get(ring)?.open()?;
    (state.workspace == Workspace::Keys && open.read_only.is_none()).then_some(ring)
}

/// The keyring that a key is in.
pub(in crate::app) fn entry_ring(state: &State, id: u64) -> Option<RingId> {
    find(state, id).map(|(ring, _)| ring)
}

/// Whether there are keys in the place that Keys shows.
pub(in crate::app) fn has_keys_shown(state: &State) -> bool {
    match state.keyrings.chosen {
        Place::Session => !state.keys.ring.keys().is_empty(),
        Place::Keyring(ring) => {
            let open = state.keyrings.get(ring).and_then(|ring| ring.open());
            open.is_some_and(|open| !open.keyring.entries().is_empty())
        }
    }
}
