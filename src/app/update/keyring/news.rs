//! What the store has answered.

use super::change::{close, save};
use super::offer::forget_question;
use super::{handing, making, open};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::keyring::work::{
    Found, KEY_IDS, KeyringFault, KeyringNews, KeyringWork, OpenFault, Reread, SaveFault,
};
use crate::app::message::notice::Action;
use crate::app::query::keyring::{gone_actions, try_backups, unlock_again, unsaved_actions};
use crate::app::state::keyring::{Held, KeyringDialog, OpenRing, Ring, RingStatus, sentence};
use crate::app::state::{OpenDialog, State};
use crate::app::update::act::{examine, forget_offer, notify, notify_with};
use crate::app::value::words::{capital, counted, safe};
use crate::app::value::{Icon, Place, RingId, Spare, Tone, Workspace};
use crate::engine::keyring::{Form, Keyring};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Takes an answer in.
pub(in crate::app) fn take_news(state: &mut State, news: KeyringNews, effects: &mut Vec<Effect>) {
    match news {
        KeyringNews::Listed(Ok(found)) => listed(state, found, effects),
        KeyringNews::Listed(Err(why)) => state.keyrings.fault = Some(why),
        KeyringNews::Created(ring, result) => created(state, ring, result, effects),
        KeyringNews::Opened(ring, result) => open::opened(state, ring, result, effects),
        KeyringNews::Saved(ring, version, result) => saved(state, ring, version, result, effects),
        KeyringNews::SavedElsewhere(ring, version, name, result) => {
            saved_elsewhere(state, ring, version, name, result, effects);
        }
        KeyringNews::Reread(ring, spare, result) => reread(state, ring, spare, result, effects),
        KeyringNews::ChangedOutside(ring) => refresh(state, ring, effects),
        KeyringNews::Gone(ring) => gone(state, ring, effects),
        KeyringNews::Back(ring) => back(state, ring, effects),
        KeyringNews::Moved(ring, name, read_only) => moved(state, ring, name, read_only, effects),
        KeyringNews::Refreshed(ring, result) => refreshed(state, ring, result, effects),
        KeyringNews::Writable(ring) => {
            if let Some(found) = state.keyrings.get_mut(ring) {
                let name = found.name.clone();
                if let Some(open) = found.open_mut() {
                    // The lock was one reason; what a newer Jotsmith wrote is another, which stays.
                    open.read_only = open::newer(&open.keyring);
                    if open.read_only.is_some() {
                        return;
                    }
                    notify(state, Tone::Neutral, format!("{name} can be changed here now"), None, effects);
                }
            }
        }
        KeyringNews::Renamed(ring, name, result) => renamed(state, ring, name, result, effects),
        KeyringNews::Deleted(ring, result) => deleted(state, ring, result, effects),
        KeyringNews::Trash(Ok(entries)) => {
            state.dialog = Some(OpenDialog::Keyring(KeyringDialog::Trash { entries }));
        }
        KeyringNews::Trash(Err(fault)) => notify(state, Tone::Bad, sentence(&fault), None, effects),
        KeyringNews::Restored(Ok(name)) => {
            if let Some(OpenDialog::Keyring(KeyringDialog::Trash { .. })) = &state.dialog {
                state.dialog = None;
            }
            notify(state, Tone::Good, format!("{name} was restored"), None, effects);
            effects.push(Effect::Keyring(KeyringWork::List));
        }
        KeyringNews::Restored(Err(fault)) => notify(state, Tone::Bad, sentence(&fault), None, effects),
        KeyringNews::Erased(place, result) => erased(state, &place, result, effects),
        KeyringNews::Imported(name, result) => imported(state, name, result, effects),
        KeyringNews::Discarded(ring, spare, result) => match result {
            Ok(()) => {
                if let Some(open) = state.keyrings.get_mut(ring).and_then(|ring| ring.open_mut()) {
                    open.leftovers.retain(|known| *known != spare);
                }
            }
            Err(fault) => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        KeyringNews::DiscardedOlder(ring, result) => match result {
            Ok(count) => {
                let Some(found) = state.keyrings.get_mut(ring) else { return };
                let text = format!("{} of {} deleted", counted(count, "older file"), found.name);
                if let Some(open) = found.open_mut() {
                    open.leftovers.clear();
                }
                notify(state, Tone::Good, text, None, effects);
            }
            Err(fault) => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        KeyringNews::Generated(ticket, result) => making::made(state, ticket, result, effects),
        KeyringNews::Exported(keeps, result) => handing::exported(state, keeps, result, effects),
        KeyringNews::Failed(message) => {
            let text = format!("The keyring operation failed because of a bug in Jotsmith: {message}");
            notify(state, Tone::Bad, text, None, effects);
        }
    }
}

/// What is in the folder: new ones are added, locked ones that are gone go, open ones stay.
fn listed(state: &mut State, found: Vec<Found>, effects: &mut Vec<Effect>) {
    let keyrings = &mut state.keyrings;
    keyrings.fault = None;
    keyrings.is_listed = true;
    let (mut public, mut damaged) = (Vec::new(), Vec::new());
    keyrings.rings.retain(|ring| {
        !matches!(ring.standing, RingStatus::Locked) || found.iter().any(|found| found.name == ring.name)
    });
    for found in found {
        match keyrings.rings.iter_mut().find(|ring| ring.name == found.name) {
            Some(ring) => {
                ring.carrier = found.carrier;
                if matches!(ring.standing, RingStatus::Locked) {
                    (ring.form, ring.fault, ring.spares) = (found.form, found.fault, found.spares);
                }
            }
            None => {
                let id = RingId(keyrings.next);
                keyrings.next += 1;
                match &found.fault {
                    None if found.form == Form::Public => public.push(id),
                    // Nobody is going to ask for its passphrase, and be told then.
                    Some(why) if found.form == Form::Public => {
                        damaged.push((id, format!("{}: {why}", found.name), found.spares.len()));
                    }
                    _ => {}
                }
                let Found { name, form, fault, spares, carrier } = found;
                let standing = RingStatus::Locked;
                keyrings.rings.push(Ring { id, name, form, fault, spares, carrier, count: None, standing });
            }
        }
    }
    sort(&mut keyrings.rings);
    if let Place::Keyring(id) = keyrings.chosen
        && keyrings.get(id).is_none()
    {
        keyrings.chosen = Place::Session;
    }
    // They need no passphrase, so nobody has to open them by hand.
    for id in public {
        open::ask(state, id, effects);
    }
    for (id, text, backups) in damaged {
        let action = (backups > 0).then(|| try_backups(id, backups));
        notify(state, Tone::Bad, text, action, effects);
    }
}

pub(in crate::app) fn sort(rings: &mut [Ring]) {
    rings.sort_by_cached_key(|ring| (ring.name.to_lowercase(), ring.name.clone()));
}

fn created(state: &mut State, ring: RingId, result: Result<Option<String>, KeyringFault>, effects: &mut Vec<Effect>) {
    let Some(pending) = state.keyrings.pending.take_if(|pending| pending.ring == ring) else { return };
    let is_asked = matches!(&state.dialog, Some(OpenDialog::Keyring(KeyringDialog::Create { .. })));
    match result {
        Err(fault) => match &mut state.dialog {
            Some(OpenDialog::Keyring(KeyringDialog::Create { error, is_working, .. })) => {
                (*error, *is_working) = (Some(sentence(&fault)), false);
            }
            _ => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        Ok(notice) => {
            if is_asked {
                state.dialog = None;
            }
            let name = pending.keyring.name().to_owned();
            let mut keyring = pending.keyring;
            keyring.was_written();
            let form = keyring.form();
            state.keyrings.rings.retain(|ring| ring.name != name);
            state.keyrings.rings.push(Ring {
                id: ring,
                name: name.clone(),
                form,
                fault: None,
                spares: Vec::new(),
                carrier: None,
                count: Some(Held::default()),
                standing: RingStatus::Open(Box::new(OpenRing::saved(keyring, pending.passphrase))),
            });
            sort(&mut state.keyrings.rings);
            state.keyrings.chosen = Place::Keyring(ring);
            super::forget_selection(state);
            let text = notice.unwrap_or_else(|| format!("Keyring {name} created"));
            notify(state, Tone::Good, text, None, effects);
            // Whether its folder is copied elsewhere, the folder says.
            effects.push(Effect::Keyring(KeyringWork::List));
            if let Some((keys, moving)) = pending.keep {
                super::entry::keep(state, &keys, ring, moving, effects);
            }
        }
    }
}

fn saved(
    state: &mut State,
    ring: RingId,
    version: u64,
    result: Result<Option<String>, SaveFault>,
    effects: &mut Vec<Effect>,
) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let name = found.name.clone();
    let Some(open) = found.open_mut() else { return };
    if open.saving != Some(version) {
        return;
    }
    open.saving = None;
    match result {
        Ok(notice) => {
            open.saved = version;
            open.fault = None;
            open.is_gone = false;
            open.outside = None;
            open.keyring.was_written();
            found.count = found.open().map(|open| Held::of(&open.keyring));
            let is_locking = found.open().is_some_and(|open| open.lock_when_saved && !open.is_unsaved());
            if let Some(notice) = notice {
                notify(state, Tone::Warning, notice, None, effects);
            }
            // What was changed meanwhile.
            save(state, ring, false, effects);
            if is_locking {
                close(state, ring, effects);
            }
            if state.keyrings.is_closing && !state.must_ask_before_closing() {
                effects.push(Effect::CloseWindow);
            }
        }
        Err(fault) => {
            let text = format!("{name}: {}", sentence(&fault.fault));
            let is_changed = fault.is_changed;
            open.is_gone |= fault.is_gone;
            open.fault = Some(fault);
            open.lock_when_saved = false;
            let actions =
                if open.is_gone { gone_actions(ring, open) } else { unsaved_actions(ring, is_changed, false) };
            if std::mem::take(&mut state.keyrings.is_closing) {
                state.dialog = Some(OpenDialog::Keyring(KeyringDialog::Closing));
                return;
            }
            if is_changed && state.dialog.is_none() {
                state.dialog = Some(OpenDialog::Keyring(KeyringDialog::Changed { ring }));
                return;
            }
            notify_with(state, Tone::Bad, text, actions, effects);
        }
    }
}

fn saved_elsewhere(
    state: &mut State,
    ring: RingId,
    version: u64,
    name: String,
    result: Result<Option<String>, KeyringFault>,
    effects: &mut Vec<Effect>,
) {
    let Some(open) = state.keyrings.get_mut(ring).and_then(|ring| ring.open_mut()) else { return };
    open.saving = None;
    match result {
        Err(fault) => match &mut state.dialog {
            Some(OpenDialog::Keyring(KeyringDialog::SaveElsewhere { error, is_working, .. })) => {
                (*error, *is_working) = (Some(sentence(&fault)), false);
            }
            _ => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        Ok(notice) => {
            open.saved = version;
            open.fault = None;
            open.is_gone = false;
            open.read_only = None;
            open.keyring.rename(name.as_str());
            open.keyring.was_written();
            if let Some(found) = state.keyrings.get_mut(ring) {
                found.name.clone_from(&name);
            }
            sort(&mut state.keyrings.rings);
            examine(state, effects);
            if matches!(&state.dialog, Some(OpenDialog::Keyring(KeyringDialog::SaveElsewhere { .. }))) {
                state.dialog = None;
            }
            let text = notice.unwrap_or_else(|| format!("Saved as {name}"));
            notify(state, Tone::Good, text, None, effects);
            save(state, ring, false, effects);
            // The file that it came from is still there.
            effects.push(Effect::Keyring(KeyringWork::List));
        }
    }
}

/// The file of an open keyring is gone. Its keys stay, as there may be no others, and nothing is made with them until they are
/// kept somewhere again.
fn gone(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let text = format!("The file of keyring {} is gone: its keys are in memory alone", found.name);
    let Some(open) = found.open_mut().filter(|open| !open.is_gone) else { return };
    open.is_gone = true;
    let actions = gone_actions(ring, open);
    notify_with(state, Tone::Bad, text, actions, effects);
}

fn back(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let text = format!("The file of keyring {} is there again", found.name);
    let Some(open) = found.open_mut().filter(|open| open.is_gone) else { return };
    open.is_gone = false;
    open.fault = open.fault.take().filter(|fault| !fault.is_gone);
    notify(state, Tone::Good, text, None, effects);
    // What was changed while it was away.
    save(state, ring, false, effects);
}

/// Somebody else has given an open keyring another name.
fn moved(state: &mut State, ring: RingId, name: String, read_only: Option<String>, effects: &mut Vec<Effect>) {
    // The folder may have been listed meanwhile.
    let is_same_file =
        |other: &Ring| other.id != ring && other.name == name && matches!(other.standing, RingStatus::Locked);
    state.keyrings.rings.retain(|other| !is_same_file(other));
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let text = format!("Keyring {} is called {name} now: it was renamed elsewhere", found.name);
    found.name.clone_from(&name);
    if let Some(open) = found.open_mut() {
        open.is_gone = false;
        open.read_only = read_only.or_else(|| open::newer(&open.keyring));
        open.keyring.rename(name);
    }
    sort(&mut state.keyrings.rings);
    notify(state, Tone::Neutral, text, None, effects);
    // The verdict says where its key is from.
    examine(state, effects);
}

/// Another window has written an open keyring: what it wrote is read, unless there is something here that it would replace.
fn refresh(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let first_id = state.keys.ids.reserve(KEY_IDS).0;
    let Some(found) = state.keyrings.get(ring) else { return };
    let Some(open) = found.open().filter(|open| !open.is_unsaved() && open.saving.is_none()) else { return };
    let (name, passphrase) = (found.name.clone(), open.passphrase.clone());
    effects.push(Effect::Keyring(KeyringWork::Refresh { ring, name, passphrase, first_id }));
}

/// What the next save replaces is what was taken in here, and nothing that only was read.
fn accept(ring: RingId, digest: Option<[u8; 32]>, effects: &mut Vec<Effect>) {
    effects.extend(digest.map(|digest| Effect::Keyring(KeyringWork::Accept { ring, digest })));
}

fn refreshed(state: &mut State, ring: RingId, result: Result<Box<Reread>, KeyringFault>, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let name = found.name.clone();
    let Some(open) = found.open_mut().filter(|open| !open.is_unsaved()) else { return };
    match result {
        Err(fault) => {
            let text = format!("{name} was changed elsewhere and could not be read again: {}", sentence(&fault));
            let actions = vec![unlock_again(ring)];
            open.outside = Some(fault);
            notify_with(state, Tone::Warning, text, actions, effects);
        }
        Ok(read) => {
            let Reread { keyring: mut now, digest, warning, .. } = *read;
            accept(ring, digest, effects);
            now.keep_ids(&open.keyring);
            let ids = |keyring: &Keyring| keyring.keys().map(|key| key.id).collect::<HashSet<_>>();
            let (before, after) = (ids(&open.keyring), ids(&now));
            let (added, gone) = (after.difference(&before).count(), before.difference(&after).count());
            open.read_only = open.read_only.take().or_else(|| open::newer(&now));
            let held = Held::of(&now);
            open.outside = None;
            open.keyring = now;
            found.count = Some(held);
            state.keyrings.reindex();
            super::forget_selection(state);
            let what = match (added, gone) {
                (0, 0) => String::new(),
                (added, 0) => format!(": {} added", counted(added, "key")),
                (0, gone) => format!(": {} removed", counted(gone, "key")),
                (added, gone) => format!(": {} added, {} removed", counted(added, "key"), counted(gone, "key")),
            };
            notify(state, Tone::Neutral, format!("{name} was changed elsewhere{what}"), None, effects);
            if let Some(warning) = warning {
                notify(state, Tone::Warning, format!("{name}: {warning}"), None, effects);
            }
            examine(state, effects);
        }
    }
}

fn reread(
    state: &mut State,
    ring: RingId,
    spare: Option<Spare>,
    result: Result<Box<Reread>, OpenFault>,
    effects: &mut Vec<Effect>,
) {
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let name = found.name.clone();
    let Some(open) = found.open_mut() else { return };
    match result {
        Err(OpenFault::Changed { words, digest }) => {
            let text = match &spare {
                Some(spare) => format!("{name}: nothing came from {}. {words}", safe(&spare.words)),
                None => format!("{name}: nothing came from the file. {words}"),
            };
            let anyway = Action {
                label: "Take over its keys anyway".to_owned(),
                icon: Some(Icon::Warning),
                command: Command::Keyring(KeyringCommand::TakeAnyway(ring, spare.clone(), digest)),
            };
            forget_question(state, &KeyringCommand::TakeAnyway(ring, spare, digest));
            notify_with(state, Tone::Bad, text, vec![anyway], effects);
        }
        Err(OpenFault::Unreadable { fault, .. }) => {
            let text = format!("{name}: {}", sentence(&fault));
            notify_with(state, Tone::Bad, text, unsaved_actions(ring, spare.is_none(), false), effects);
        }
        Err(OpenFault::Closed { error, .. }) => {
            let text = format!("{name}: {}", capital(&error.to_string()));
            notify_with(state, Tone::Bad, text, unsaved_actions(ring, spare.is_none(), false), effects);
        }
        Ok(theirs) => {
            accept(ring, theirs.digest, effects);
            let added = open.keyring.merge(&theirs.keyring);
            open.version += 1;
            open.fault = None;
            state.keyrings.reindex();
            let from = if spare.is_some() { "the partial file" } else { "the file" };
            let text = match added {
                0 => format!("{name} already has everything in {from}"),
                1 => format!("1 key came from {from}"),
                added => format!("{added} keys came from {from}"),
            };
            notify(state, Tone::Good, text, None, effects);
            save(state, ring, false, effects);
            if let Some(spare) = spare {
                effects.push(Effect::Keyring(KeyringWork::Discard { ring, spare }));
            }
            examine(state, effects);
        }
    }
}

fn renamed(state: &mut State, ring: RingId, name: String, result: Result<(), KeyringFault>, effects: &mut Vec<Effect>) {
    match result {
        Err(fault) => match &mut state.dialog {
            Some(OpenDialog::Keyring(KeyringDialog::Rename { ring: asked, error })) if *asked == ring => {
                *error = Some(sentence(&fault));
            }
            _ => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        Ok(()) => {
            if matches!(&state.dialog, Some(OpenDialog::Keyring(KeyringDialog::Rename { ring: asked, .. })) if *asked == ring)
            {
                state.dialog = None;
            }
            let Some(found) = state.keyrings.get_mut(ring) else { return };
            found.name.clone_from(&name);
            if let Some(open) = found.open_mut() {
                open.keyring.rename(name);
                open.version += 1;
            }
            sort(&mut state.keyrings.rings);
            save(state, ring, false, effects);
            // The verdict says where its key is from.
            examine(state, effects);
        }
    }
}

fn deleted(state: &mut State, ring: RingId, result: Result<PathBuf, KeyringFault>, effects: &mut Vec<Effect>) {
    match result {
        Err(fault) => notify(state, Tone::Bad, sentence(&fault), None, effects),
        Ok(place) => {
            let Some(at) = state.keyrings.rings.iter().position(|found| found.id == ring) else { return };
            let gone = state.keyrings.rings.remove(at);
            if state.keyrings.chosen == Place::Keyring(ring) {
                state.keyrings.chosen = Place::Session;
            }
            state.keyrings.reindex();
            super::forget_selection(state);
            let undo = Action {
                label: "Undo".to_owned(),
                icon: Some(Icon::Undo),
                command: Command::Keyring(KeyringCommand::Restore(place)),
            };
            let text = format!("{} was moved to the trash", gone.name);
            notify_with(state, Tone::Neutral, text, vec![undo], effects);
            examine(state, effects);
        }
    }
}

fn erased(state: &mut State, place: &Path, result: Result<(), KeyringFault>, effects: &mut Vec<Effect>) {
    if result.is_ok() {
        forget_offer(state, &Command::Keyring(KeyringCommand::Restore(place.to_owned())));
    }
    let asked = match &mut state.dialog {
        Some(OpenDialog::Keyring(KeyringDialog::Erase { trashed, error, is_working })) if trashed.path == place => {
            Some((trashed.name.clone(), error, is_working))
        }
        _ => None,
    };
    match (result, asked) {
        (Ok(()), Some((name, ..))) => {
            notify(state, Tone::Neutral, format!("{name} was permanently deleted"), None, effects);
            // What else is there.
            effects.push(Effect::Keyring(KeyringWork::ListTrash));
        }
        (Ok(()), None) => notify(state, Tone::Neutral, "The keyring was permanently deleted", None, effects),
        (Err(fault), Some((_, error, is_working))) => (*error, *is_working) = (Some(sentence(&fault)), false),
        (Err(fault), None) => notify(state, Tone::Bad, sentence(&fault), None, effects),
    }
}

fn imported(state: &mut State, name: String, result: Result<(), KeyringFault>, effects: &mut Vec<Effect>) {
    match result {
        Err(fault) => match &mut state.dialog {
            Some(OpenDialog::Keyring(KeyringDialog::Import { error, .. })) => *error = Some(sentence(&fault)),
            _ => notify(state, Tone::Bad, sentence(&fault), None, effects),
        },
        Ok(()) => {
            if matches!(&state.dialog, Some(OpenDialog::Keyring(KeyringDialog::Import { .. }))) {
                state.dialog = None;
            }
            state.workspace = Workspace::Keys;
            notify(state, Tone::Good, format!("Keyring {name} imported"), None, effects);
            effects.push(Effect::Keyring(KeyringWork::List));
        }
    }
}
