//! Changes to an open keyring, and having them saved.

use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::keyring::work::KeyringWork;
use crate::app::message::notice::Action;
use crate::app::state::keyring::{Held, KeyringDialog, OpenRing, Ring, RingStatus, Unlocking};
use crate::app::state::{OpenDialog, RemovedKey, State};
use crate::app::update::act::{notify, notify_with};
use crate::app::value::{Icon, RingId, Tone};
use crate::engine::keyring::{Form, Keyring};

/// Whether an open keyring may be changed; where not, the person is told why.
pub(in crate::app) fn may_change(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) -> bool {
    let Some(found) = state.keyrings.get(ring) else { return false };
    let why = match found.open() {
        None => Some(format!("{} is locked", found.name)),
        Some(open) => open.read_only.as_ref().map(|why| format!("{} was not changed: {why}", found.name)),
    };
    if let Some(why) = &why {
        notify(state, Tone::Warning, why.as_str(), None, effects);
    }
    why.is_none()
}

/// Changes an open keyring and has it saved. `None`: it cannot be changed, and the person was told why.
pub(in crate::app) fn change<R>(
    state: &mut State,
    ring: RingId,
    effects: &mut Vec<Effect>,
    change: impl FnOnce(&mut Keyring) -> R,
) -> Option<R> {
    if !may_change(state, ring, effects) {
        return None;
    }
    let open = state.keyrings.get_mut(ring)?.open_mut()?;
    let result = change(&mut open.keyring);
    open.version += 1;
    state.keyrings.reindex();
    save(state, ring, false, effects);
    Some(result)
}

/// Has an open keyring saved, unless that is under way: then it is done again behind it.
pub(in crate::app) fn save(state: &mut State, ring: RingId, replaces: bool, effects: &mut Vec<Effect>) {
    let Some(open) = state.keyrings.get_mut(ring).and_then(|ring| ring.open_mut()) else { return };
    if open.saving.is_some() || !open.is_unsaved() {
        return;
    }
    open.saving = Some(open.version);
    effects.push(Effect::Keyring(KeyringWork::Save {
        ring,
        version: open.version,
        keyring: open.keyring.clone(),
        passphrase: open.passphrase.clone(),
        replaces,
    }));
}

/// Saves once more what was not saved.
pub(in crate::app) fn retry(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    // Where there is no file, nothing can be replaced.
    let is_gone = state.keyrings.get(ring).and_then(Ring::open).is_some_and(|open| open.is_gone);
    save(state, ring, is_gone, effects);
}

/// Locks a keyring; one with changes that are not on the disk stays open until they are.
pub(in crate::app) fn lock(state: &mut State, ring: RingId, by_itself: bool, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let name = found.name.clone();
    let Some(open) = found.open_mut() else { return };
    if !open.is_unsaved() {
        close(state, ring, effects);
        return;
    }
    open.lock_when_saved = true;
    if open.saving.is_some() {
        return;
    }
    if by_itself {
        save(state, ring, false, effects);
    } else {
        let action =
            |label: &str, icon, command| Action { label: label.to_owned(), icon, command: Command::Keyring(command) };
        let text = format!("{name} stays open: its last changes have not been saved yet");
        let lose = action("Lock and discard them", Some(Icon::Lock), KeyringCommand::LockAndLose(ring));
        let retry = action("Retry", Some(Icon::Undo), KeyringCommand::Retry(ring));
        notify_with(state, Tone::Bad, text, vec![retry, lose], effects);
    }
}

/// Locks it: keys and passphrase are wiped from memory.
pub(in crate::app) fn close(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let Some(open) = found.open() else { return };
    found.count = Some(Held::of(&open.keyring));
    found.standing = RingStatus::Locked;
    state.keyrings.reindex();
    effects.push(Effect::Keyring(KeyringWork::Close(ring)));
    state.keyrings.removed_tokens.retain(|(of, _)| *of != ring);
    // Nothing of it stays in memory, and what was taken out of it cannot go back.
    state.keys.removed.retain(|removed| {
        removed.retain(|removed| !matches!(removed, RemovedKey::OfKeyring { ring: of, .. } if *of == ring));
        !removed.is_empty()
    });
    let is_about_it = match &state.dialog {
        Some(OpenDialog::Keyring(dialog)) => dialog.ring() == Some(ring),
        _ => false,
    };
    if is_about_it {
        state.dialog = None;
    }
    super::forget_selection(state);
    crate::app::update::act::examine(state, effects);
}

/// Locks every keyring that a passphrase protects, and says which.
pub(in crate::app) fn lock_all(state: &mut State, by_itself: bool, effects: &mut Vec<Effect>) -> Vec<RingId> {
    let is_locking = |open: &OpenRing| open.keyring.form() == Form::Encrypted;
    let ids: Vec<RingId> =
        state.keyrings.open().filter(|(_, open)| is_locking(open)).map(|(ring, _)| ring.id).collect();
    for id in &ids {
        lock(state, *id, by_itself, effects);
    }
    ids
}

impl KeyringDialog {
    /// The keyring that it is about.
    pub fn ring(&self) -> Option<RingId> {
        match self {
            Self::Unlock(Unlocking { ring, .. })
            | Self::Rename { ring, .. }
            | Self::ChangePassphrase { ring, .. }
            | Self::SaveElsewhere { ring, .. }
            | Self::Changed { ring } => Some(*ring),
            Self::Create { .. }
            | Self::Keep(_)
            | Self::Edit { .. }
            | Self::Generate { .. }
            | Self::ExportPassphrase { .. }
            | Self::Trash { .. }
            | Self::Erase { .. }
            | Self::Closing
            | Self::Unkept
            | Self::Import { .. } => None,
        }
    }
}
