//! Unlocking keyrings.

use super::offer::forget_question;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::keyring::work::{Allowed, KEY_IDS, KeyringWork, OpenFault, Opened, SaveFault};
use crate::app::message::notice::Action;
use crate::app::query::keyring::try_backups;
use crate::app::state::keyring::{Held, KeyringDialog, OpenRing, RingStatus, Unlocking, sentence};
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::{examine, notify, notify_with};
use crate::app::value::words::{capital, counted};
use crate::app::value::{Icon, RingId, SecretText, Spare, Tone};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::keyring::{Form, Keyring, OpenError};

/// Asks for the passphrase, or opens at once what needs none. Of one that cannot be opened, the backups are offered.
pub(in crate::app) fn ask(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get(ring) else { return };
    if !matches!(found.standing, RingStatus::Locked) {
        return;
    }
    let is_encrypted = found.form == Form::Encrypted;
    if !is_encrypted && (found.fault.is_none() || found.spares.is_empty()) {
        begin(state, ring, None, Allowed::default(), None, effects);
        return;
    }
    state.dialog = Some(OpenDialog::Keyring(KeyringDialog::Unlock(Unlocking {
        ring,
        error: None,
        is_working: false,
        is_encrypted,
        is_damaged: found.fault.is_some() && !found.spares.is_empty(),
        spares: found.spares.clone(),
        tried: None,
        allowed: Allowed::default(),
        may_allow: None,
    })));
}

/// Locks it and asks for the passphrase that somebody else has set.
pub(in crate::app) fn ask_again(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    super::change::lock(state, ring, false, effects);
    ask(state, ring, effects);
}

/// Opens one that needs no passphrase although it is not the one that it was.
pub(in crate::app) fn open_anyway(state: &mut State, ring: RingId, digest: [u8; 32], effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get(ring) else { return };
    if matches!(found.standing, RingStatus::Locked) && found.form == Form::Public {
        begin(state, ring, None, Allowed { change: Some(digest), ..Allowed::default() }, None, effects);
    }
}

/// The passphrase for the keyring of the dialog, or for one of its backups.
pub(in crate::app) fn unlock(
    state: &mut State,
    passphrase: &SecretText,
    is_anyway: bool,
    spare: Option<Spare>,
    effects: &mut Vec<Effect>,
) {
    let Some(OpenDialog::Keyring(KeyringDialog::Unlock(asked))) = &mut state.dialog else { return };
    if asked.is_working {
        return;
    }
    if asked.is_encrypted && passphrase.expose().is_empty() {
        asked.error = Some("Enter the passphrase".to_owned());
        return;
    }
    (asked.error, asked.is_working) = (None, true);
    // One yes is not one to what is asked next, nor to another file.
    asked.allowed = asked.may_allow.take().filter(|_| is_anyway).unwrap_or_default();
    if !is_anyway {
        asked.tried = spare;
    }
    let (ring, allowed, spare) = (asked.ring, asked.allowed, asked.tried.clone());
    let passphrase = asked.is_encrypted.then(|| SecretBytes::from(passphrase.expose().as_bytes()));
    begin(state, ring, passphrase, allowed, spare, effects);
}

fn begin(
    state: &mut State,
    ring: RingId,
    passphrase: Option<SecretBytes>,
    allowed: Allowed,
    spare: Option<Spare>,
    effects: &mut Vec<Effect>,
) {
    let first_id = state.keys.ids.reserve(KEY_IDS).0;
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    found.standing = RingStatus::Opening;
    let name = found.name.clone();
    state.keyrings.reindex();
    effects.push(Effect::Keyring(KeyringWork::Open { ring, name, passphrase, first_id, allowed, spare }));
}

/// Opens once more, for writing, what was open for reading alone. It was read-only, so that nothing can be unsaved.
pub(in crate::app) fn reopen(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(open) = state.keyrings.get(ring).and_then(|ring| ring.open()) else { return };
    if open.read_only.is_none() || open.is_unsaved() {
        return;
    }
    let passphrase = (open.keyring.form() == Form::Encrypted).then(|| open.passphrase.clone());
    effects.push(Effect::Keyring(KeyringWork::Close(ring)));
    begin(state, ring, passphrase, Allowed { work: true, change: None }, None, effects);
}

/// The dialog was closed while the store was at work: what it opens is let go again.
pub(in crate::app) fn give_up(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    if let Some(found) = state.keyrings.get_mut(ring)
        && matches!(found.standing, RingStatus::Opening)
    {
        found.standing = RingStatus::Locked;
        effects.push(Effect::Keyring(KeyringWork::Close(ring)));
    }
}

/// The store has opened a keyring, or not.
pub(in crate::app) fn opened(
    state: &mut State,
    ring: RingId,
    result: Result<Box<Opened>, OpenFault>,
    effects: &mut Vec<Effect>,
) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    if !matches!(found.standing, RingStatus::Opening) {
        return;
    }
    let name = found.name.clone();
    let is_asked = matches!(&state.dialog,
        Some(OpenDialog::Keyring(KeyringDialog::Unlock(asked))) if asked.ring == ring);
    let opened = match result {
        Ok(opened) => opened,
        Err(fault) => {
            found.standing = RingStatus::Locked;
            failed(state, ring, &name, fault, effects);
            return;
        }
    };
    let Opened { mut keyring, passphrase, read_only, leftovers, is_spare, warnings } = *opened;
    // The file's name is what the person sees; the one within follows with the next save.
    keyring.rename(name.as_str());
    let count = Held::of(&keyring);
    let read_only = read_only.or_else(|| newer(&keyring));
    let fault = is_spare.then(|| SaveFault {
        fault: crate::app::message::keyring::work::KeyringFault {
            message: "Opened from a backup; the keyring file itself has not been changed".to_owned(),
            advice: "Save it to replace the file; the current file becomes a backup".to_owned(),
        },
        is_changed: false,
        is_gone: false,
        is_backup: true,
    });
    found.count = Some(count);
    found.fault = None;
    found.spares = Vec::new();
    found.form = keyring.form();
    found.standing = RingStatus::Open(Box::new(OpenRing {
        keyring,
        passphrase,
        read_only: read_only.clone(),
        version: u64::from(is_spare),
        saved: 0,
        saving: None,
        fault,
        is_gone: false,
        outside: None,
        lock_when_saved: false,
        leftovers: leftovers.clone(),
    }));
    state.keyrings.reindex();
    super::idle::unlocked(state, ring);
    if is_asked {
        state.dialog = None;
        super::offer::forget_questions(state);
        state.keyrings.chosen = crate::app::value::Place::Keyring(ring);
        let text = format!("{name} is open: {}", counted(count.keys, "key"));
        notify(state, Tone::Good, text, None, effects);
    }
    for words in warnings {
        notify(state, Tone::Warning, format!("{name}: {words}"), None, effects);
    }
    if let Some(why) = read_only {
        notify(state, Tone::Warning, format!("{name} is read-only: {why}"), None, effects);
    }
    if !leftovers.is_empty() {
        let text = format!("Saving {name} was interrupted. The partial file was kept");
        let look = Action {
            label: "Look".to_owned(),
            icon: Some(Icon::Eye),
            command: Command::Keyring(KeyringCommand::Choose(crate::app::value::Place::Keyring(ring))),
        };
        notify_with(state, Tone::Warning, text, vec![look], effects);
    }
    // A token that no key fitted may be this keyring's.
    examine(state, effects);
}

/// Why a keyring that a newer Jotsmith made is read-only, in words.
pub(super) fn newer(keyring: &Keyring) -> Option<String> {
    keyring.newer_version().map(|_| "a newer Jotsmith made it, and this version can only read it".to_owned())
}

fn failed(state: &mut State, ring: RingId, name: &str, fault: OpenFault, effects: &mut Vec<Effect>) {
    let change = match &fault {
        OpenFault::Changed { digest, .. } => Some(*digest),
        _ => None,
    };
    let asked = match &mut state.dialog {
        Some(OpenDialog::Keyring(KeyringDialog::Unlock(asked))) if asked.ring == ring => Some(asked),
        _ => None,
    };
    let granted = asked.as_ref().map(|asked| asked.allowed).unwrap_or_default();
    let tried = asked.as_ref().and_then(|asked| asked.tried.clone());
    let needs_passphrase = matches!(fault, OpenFault::Closed { error: OpenError::PassphraseNeeded, .. });
    let (words, spares, allow) = match fault {
        OpenFault::Unreadable { fault, spares } => (sentence(&fault), Some(spares), None),
        OpenFault::Changed { words, digest } => (words, None, Some(Allowed { change: Some(digest), ..granted })),
        OpenFault::Closed { error, spares } => {
            let others = spares.iter().filter(|spare| Some(*spare) != tried.as_ref()).count();
            let advice = if tried.is_some() { error.advice_on_backup(others) } else { error.advice_beside(others) };
            let message = capital(&error.to_string());
            let words = if advice.is_empty() { message } else { format!("{message}. {advice}") };
            let may_allow = matches!(error, OpenError::TooExpensive { may_be_allowed: true, .. });
            (words, Some(spares), may_allow.then_some(Allowed { work: true, ..granted }))
        }
    };
    let words = tried.map_or_else(|| words.clone(), |spare| format!("{}: {words}", spare.words));
    match asked {
        Some(asked) => {
            (asked.error, asked.is_working, asked.may_allow) = (Some(words), false, allow);
            asked.is_encrypted |= needs_passphrase;
            // A question about what opens is not about which file is opened.
            asked.spares = spares.unwrap_or_else(|| std::mem::take(&mut asked.spares));
        }
        None if let Some(digest) = change => {
            let anyway = Action {
                label: "Open it anyway".to_owned(),
                icon: Some(Icon::Warning),
                command: Command::Keyring(KeyringCommand::OpenAnyway(ring, digest)),
            };
            forget_question(state, &KeyringCommand::OpenAnyway(ring, digest));
            notify_with(state, Tone::Bad, format!("{name}: {words}"), vec![anyway], effects);
        }
        None => {
            let spares = spares.unwrap_or_default();
            let backups = (!spares.is_empty()).then(|| try_backups(ring, spares.len()));
            if let Some(found) = state.keyrings.get_mut(ring)
                && found.form == Form::Public
            {
                (found.fault, found.spares) = (Some(words.clone()), spares);
            }
            notify(state, Tone::Bad, format!("{name}: {words}"), backups, effects);
        }
    }
}
