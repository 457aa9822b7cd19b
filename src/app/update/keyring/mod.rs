//! What follows from a command about keyrings.

pub(in crate::app) mod change;
pub(in crate::app) mod entry;
pub(in crate::app) mod handing;
pub(in crate::app) mod idle;
pub(in crate::app) mod making;
pub(in crate::app) mod news;
pub(in crate::app) mod offer;
pub(in crate::app) mod open;

use super::act::{choose_file, forget_offer, notify, notify_with};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::keyring::work::{KEY_IDS, KeyringFault, KeyringWork};
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::keyring::{Keeping, KeyringDialog, OpenRing, Pending, Rated, RingStatus, Unlocking, sentence};
use crate::app::state::{OpenDialog, State};
use crate::app::value::words::capital;
use crate::app::value::{FileBytes, FilePurpose, Icon, Place, RingId, SecretText, Spare, Tone, Workspace};
use crate::engine::ground::base64url;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyId;
use crate::engine::keyring::guess::Rank;
use crate::engine::keyring::{Form, Keyring, guess, outline};
use std::path::{Path, PathBuf};

/// Longest note on a key, in characters.
const LONGEST_NOTE: usize = 1_000;

pub(in crate::app) fn apply(state: &mut State, command: KeyringCommand, effects: &mut Vec<Effect>) {
    use KeyringCommand as C;
    match command {
        C::List => effects.push(Effect::Keyring(KeyringWork::List)),
        C::Choose(place) => choose(state, place),

        C::OpenCreate => open_dialog(state, KeyringDialog::create(None)),
        C::Rate { name, passphrase } => rate(state, &name, &passphrase),
        C::Create { name, passphrase, is_public } => create(state, &name, &passphrase, is_public, effects),

        C::OpenUnlock(ring) => open::ask(state, ring, effects),
        C::Unlock(passphrase) => open::unlock(state, &passphrase, false, None, effects),
        C::OpenAnyway(ring, digest) => open::open_anyway(state, ring, digest, effects),
        C::UnlockAnyway(passphrase) => open::unlock(state, &passphrase, true, None, effects),
        C::UnlockSpare(spare, passphrase) => open::unlock(state, &passphrase, false, Some(spare), effects),
        C::UnlockAgain(ring) => open::ask_again(state, ring, effects),
        C::Lock(ring) => change::lock(state, ring, false, effects),
        C::LockAndLose(ring) => change::close(state, ring, effects),
        C::LockAll => _ = change::lock_all(state, false, effects),
        C::Away(away) => idle::away(state, away, effects),
        C::SetAutoLock(minutes) => state.settings.auto_lock = minutes,
        C::Reopen(ring) => open::reopen(state, ring, effects),

        C::OpenKeep(keys) => {
            // Who keeps them because the window is to be closed wants it closed then.
            state.keyrings.is_closing = matches!(state.dialog, Some(OpenDialog::Keyring(KeyringDialog::Unkept)));
            open_keep(state, keys);
        }
        C::Keep { ring, moving } => keep(state, ring, moving, effects),
        C::OpenEdit(key) => open_edit(state, key, effects),
        C::Edit { name, issuer } => edit(state, &name, &issuer, effects),

        C::OpenRename(ring) if may_touch(state, ring, effects) => {
            open_dialog(state, KeyringDialog::Rename { ring, error: None });
        }
        C::Rename(name) => rename(state, name.trim(), effects),
        C::OpenChangePassphrase(ring) if change::may_change(state, ring, effects) => {
            open_dialog(state, KeyringDialog::ChangePassphrase { ring, error: None, rated: None });
        }
        C::ChangePassphrase(passphrase) => change_passphrase(state, &passphrase, effects),
        C::Delete(ring) if may_touch(state, ring, effects) => delete(state, ring, effects),
        C::OpenTrash => effects.push(Effect::Keyring(KeyringWork::ListTrash)),
        C::Restore(place) => restore(state, place, effects),
        C::OpenErase(place) => open_erase(state, &place),
        C::Erase => erase(state, effects),

        C::Retry(ring) => change::retry(state, ring, effects),
        C::OpenSaveElsewhere(ring) => {
            open_dialog(state, KeyringDialog::SaveElsewhere { ring, error: None, is_working: false });
        }
        C::SaveElsewhere(name) => save_elsewhere(state, name.trim(), effects),
        C::OpenChanged(ring) => open_dialog(state, KeyringDialog::Changed { ring }),
        C::Merge(ring) => {
            close_changed(state);
            reread(state, ring, None, None, effects);
        }
        C::TakeAnyway(ring, spare, digest) if change::may_change(state, ring, effects) => {
            reread(state, ring, spare, Some(digest), effects);
        }
        C::Overwrite(ring) => {
            close_changed(state);
            change::save(state, ring, true, effects);
        }
        C::RecoverLeftover(ring, spare) if change::may_change(state, ring, effects) => {
            reread(state, ring, Some(spare), None, effects);
        }
        C::DiscardOlder(ring) => discard_older(state, ring, effects),
        C::DiscardLeftover(ring, spare) => effects.push(Effect::Keyring(KeyringWork::Discard { ring, spare })),

        C::OpenGenerate => making::open(state),
        C::Generate(choices) => making::ask(state, choices, effects),
        C::SaveExport(what) => handing::begin(state, what, effects),
        C::SaveExportWith(passphrase) => handing::with_passphrase(state, &passphrase, effects),
        C::OpenImport => choose_file(state, FilePurpose::Keyring, effects),
        C::Import(name) => import(state, name.trim(), effects),

        C::CloseWindow => close_window(state, effects),
        C::CloseAndLose => {
            state.keyrings.may_lose = true;
            effects.push(Effect::CloseWindow);
        }
        // What may not be changed: why has been said.
        C::OpenRename(_) | C::OpenChangePassphrase(_) | C::Delete(_) | C::RecoverLeftover(..) | C::TakeAnyway(..) => {}
    }
}

fn choose(state: &mut State, place: Place) {
    state.workspace = Workspace::Keys;
    if state.keyrings.chosen != place {
        state.keyrings.chosen = place;
        state.keys.selected.clear();
    }
}

fn keep(state: &mut State, ring: Option<RingId>, moving: bool, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Keep(keeping))) = &state.dialog else { return };
    let keys = keeping.keys.clone();
    match ring {
        None => open_dialog(state, KeyringDialog::create(Some((keys, moving)))),
        Some(ring) => {
            state.dialog = None;
            entry::keep(state, &keys, ring, moving, effects);
        }
    }
}

fn open_edit(state: &mut State, key: u64, effects: &mut Vec<Effect>) {
    let may_change = match query::keyring::entry_ring(state, key) {
        Some(ring) => change::may_change(state, ring, effects),
        None => state.key(key).is_some(),
    };
    if may_change {
        open_dialog(state, KeyringDialog::Edit { key, is_new: false, error: None });
    }
}

/// Asks what a key that has just come is called, unless the person is at something else: the name that it has is suggested.
pub(in crate::app) fn ask_name(state: &mut State, key: u64) {
    if state.dialog.is_some() || state.key(key).is_none() {
        return;
    }
    let nameless = state.keys.ring.get(KeyId(key)).filter(|key| key.called().is_none()).cloned();
    if let Some(nameless) = nameless {
        let name = nameless.name_to_keep().map_or_else(|| query::key::new_name(state, &nameless), str::to_owned);
        state.keys.ring.rename(KeyId(key), Some(name));
    }
    open_dialog(state, KeyringDialog::Edit { key, is_new: true, error: None });
}

fn edit(state: &mut State, name: &str, issuer: &str, effects: &mut Vec<Effect>) {
    if name.chars().count().max(issuer.chars().count()) > LONGEST_NOTE {
        set_error(state, format!("That is longer than {LONGEST_NOTE} characters"));
    } else {
        entry::edit(state, name, issuer, effects);
    }
}

fn delete(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get(ring) else { return };
    let name = found.name.clone();
    if found.open().is_some_and(OpenRing::is_unsaved) {
        let text = format!("{name} has unsaved changes; save or lock it first");
        notify(state, Tone::Warning, text, None, effects);
        return;
    }
    effects.push(Effect::Keyring(KeyringWork::Delete { ring, name }));
}

fn restore(state: &mut State, place: PathBuf, effects: &mut Vec<Effect>) {
    forget_offer(state, &Command::Keyring(KeyringCommand::Restore(place.clone())));
    effects.push(Effect::Keyring(KeyringWork::Restore(place)));
}

fn open_erase(state: &mut State, place: &Path) {
    if let Some(OpenDialog::Keyring(KeyringDialog::Trash { entries })) = &state.dialog
        && let Some(trashed) = entries.iter().find(|trashed| trashed.path == place)
    {
        let trashed = trashed.clone();
        open_dialog(state, KeyringDialog::Erase { trashed, error: None, is_working: false });
    }
}

fn erase(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(OpenDialog::Keyring(KeyringDialog::Erase { trashed, error, is_working })) = &mut state.dialog
        && !*is_working
    {
        (*error, *is_working) = (None, true);
        effects.push(Effect::Keyring(KeyringWork::Erase(trashed.path.clone())));
    }
}

fn close_window(state: &mut State, effects: &mut Vec<Effect>) {
    let is_failed = state.keyrings.open().any(|(_, open)| open.is_unsaved() && open.saving.is_none());
    if is_failed {
        open_dialog(state, KeyringDialog::Closing);
    } else if state.has_unsaved_keys() {
        // It takes no more than a moment.
        state.keyrings.is_closing = true;
    } else if state.must_ask_before_closing() {
        open_dialog(state, KeyringDialog::Unkept);
    } else {
        effects.push(Effect::CloseWindow);
    }
}

fn open_dialog(state: &mut State, dialog: KeyringDialog) {
    state.dialog = Some(OpenDialog::Keyring(dialog));
}

fn close_changed(state: &mut State) {
    if let Some(OpenDialog::Keyring(KeyringDialog::Changed { .. })) = &state.dialog {
        state.dialog = None;
    }
}

/// The dialog was closed by the person.
pub(in crate::app) fn dialog_closed(state: &mut State, dialog: &KeyringDialog, effects: &mut Vec<Effect>) {
    match dialog {
        KeyringDialog::Unlock(Unlocking { ring, is_working: true, .. }) => open::give_up(state, *ring, effects),
        // It is being made already; who cancels now can delete it.
        KeyringDialog::Keep(_) => state.keyrings.is_closing = false,
        KeyringDialog::Create { .. } => {
            state.keyrings.is_closing = false;
            if let Some(pending) = &mut state.keyrings.pending {
                pending.keep = None;
            }
        }
        _ => {}
    }
}

pub(in crate::app) fn set_error(state: &mut State, why: String) {
    let Some(OpenDialog::Keyring(dialog)) = &mut state.dialog else { return };
    match dialog {
        KeyringDialog::Create { error, .. }
        | KeyringDialog::Unlock(Unlocking { error, .. })
        | KeyringDialog::Edit { error, .. }
        | KeyringDialog::Rename { error, .. }
        | KeyringDialog::ChangePassphrase { error, .. }
        | KeyringDialog::SaveElsewhere { error, .. }
        | KeyringDialog::Generate { error, .. }
        | KeyringDialog::ExportPassphrase { error, .. }
        | KeyringDialog::Erase { error, .. }
        | KeyringDialog::Import { error, .. } => *error = Some(why),
        KeyringDialog::Keep(_)
        | KeyringDialog::Changed { .. }
        | KeyringDialog::Trash { .. }
        | KeyringDialog::Closing
        | KeyringDialog::Unkept => {}
    }
}

fn rate(state: &mut State, typed: &str, passphrase: &SecretText) {
    let name = match &state.dialog {
        Some(OpenDialog::Keyring(KeyringDialog::ChangePassphrase { ring, .. })) => {
            state.keyrings.get(*ring).map(|ring| ring.name.clone()).unwrap_or_default()
        }
        _ => typed.to_owned(),
    };
    let guessing = (!passphrase.expose().is_empty())
        .then(|| Rated { guessing: guess::rate_for_keyring(passphrase.expose(), &name), is_asked_about: false });
    if let Some(OpenDialog::Keyring(
        KeyringDialog::Create { rated, error, .. }
        | KeyringDialog::ChangePassphrase { rated, error, .. }
        | KeyringDialog::ExportPassphrase { rated, error, .. },
    )) = &mut state.dialog
    {
        (*rated, *error) = (guessing, None);
    }
}

/// A passphrase that is guessed at once is asked about. Whoever presses the button once more, which then says so, means it;
/// what is typed meanwhile is rated anew.
pub(in crate::app) fn asks_first(state: &mut State, passphrase: &SecretText, name: &str) -> bool {
    let guessing = guess::rate_for_keyring(passphrase.expose(), name);
    let Some(OpenDialog::Keyring(
        KeyringDialog::Create { rated, error, .. }
        | KeyringDialog::ChangePassphrase { rated, error, .. }
        | KeyringDialog::ExportPassphrase { rated, error, .. },
    )) = &mut state.dialog
    else {
        return false;
    };
    if guessing.rank != Rank::Bad || rated.is_some_and(|rated| rated.is_asked_about) {
        return false;
    }
    *rated = Some(Rated { guessing, is_asked_about: true });
    *error = Some("Choose a stronger passphrase, or use this one anyway".to_owned());
    true
}

fn create(state: &mut State, name: &str, passphrase: &SecretText, is_public: bool, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Create { is_working, keep, .. })) = &mut state.dialog else { return };
    if *is_working {
        return;
    }
    let keep = keep.clone();
    let name = name.trim();
    if name.is_empty() {
        return set_error(state, "Enter a name".to_owned());
    }
    if !is_public && passphrase.expose().is_empty() {
        return set_error(state, "A keyring needs a passphrase".to_owned());
    }
    if !is_public && asks_first(state, passphrase, name) {
        return;
    }
    if let Some(OpenDialog::Keyring(KeyringDialog::Create { is_working, error, .. })) = &mut state.dialog {
        (*is_working, *error) = (true, None);
    }
    let ring = RingId(state.keyrings.next);
    state.keyrings.next += 1;
    let form = if is_public { Form::Public } else { Form::Encrypted };
    let keyring = Keyring::new(name, form, state.clock.real);
    let passphrase = if is_public { SecretBytes::default() } else { SecretBytes::from(passphrase.expose().as_bytes()) };
    state.keyrings.pending = Some(Pending { ring, keyring: keyring.clone(), passphrase: passphrase.clone(), keep });
    effects.push(Effect::Keyring(KeyringWork::Create { ring, keyring, passphrase }));
}

fn open_keep(state: &mut State, keys: Vec<u64>) {
    let keys: Vec<u64> = keys.into_iter().filter(|id| state.key(*id).is_some()).collect();
    if !keys.is_empty() {
        open_dialog(state, KeyringDialog::Keep(Keeping { keys }));
    }
}

/// Whether the file of a keyring may be renamed or moved: a locked one may be tried.
fn may_touch(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) -> bool {
    match state.keyrings.get(ring).map(|ring| &ring.standing) {
        Some(RingStatus::Locked) => true,
        Some(RingStatus::Open(_)) => change::may_change(state, ring, effects),
        Some(RingStatus::Opening) | None => false,
    }
}

fn rename(state: &mut State, name: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Rename { ring, .. })) = &state.dialog else { return };
    let ring = *ring;
    let Some(found) = state.keyrings.get(ring) else { return };
    if name.is_empty() {
        return set_error(state, "Enter a name".to_owned());
    }
    if found.name == name {
        state.dialog = None;
        return;
    }
    let from = found.name.clone();
    effects.push(Effect::Keyring(KeyringWork::Rename { ring, from, to: name.to_owned() }));
}

fn change_passphrase(state: &mut State, passphrase: &SecretText, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::ChangePassphrase { ring, .. })) = &state.dialog else { return };
    let ring = *ring;
    if passphrase.expose().is_empty() {
        return set_error(state, "A keyring needs a passphrase".to_owned());
    }
    if !change::may_change(state, ring, effects) {
        return;
    }
    let name = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    if asks_first(state, passphrase, &name) {
        return;
    }
    let Some(found) = state.keyrings.get_mut(ring) else { return };
    let Some(open) = found.open_mut() else { return };
    open.passphrase = SecretBytes::from(passphrase.expose().as_bytes());
    open.keyring.protect();
    open.version += 1;
    found.form = Form::Encrypted;
    state.dialog = None;
    change::save(state, ring, false, effects);
    let text = format!(
        "{name} has a new passphrase. Its backups and the files of interrupted saves still open with the old one"
    );
    let delete = Action {
        label: "Delete them".to_owned(),
        icon: Some(Icon::Trash),
        command: Command::Keyring(KeyringCommand::DiscardOlder(ring)),
    };
    notify_with(state, Tone::Warning, text, vec![delete], effects);
}

fn save_elsewhere(state: &mut State, name: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::SaveElsewhere { ring, is_working, .. })) = &state.dialog else {
        return;
    };
    if *is_working {
        return;
    }
    let ring = *ring;
    if name.is_empty() {
        return set_error(state, "Enter a name".to_owned());
    }
    let Some(open) = state.keyrings.get_mut(ring).and_then(|ring| ring.open_mut()) else { return };
    if open.saving.is_some() {
        return set_error(state, "A save is in progress".to_owned());
    }
    open.saving = Some(open.version);
    let mut keyring = open.keyring.clone();
    keyring.rename(name);
    let (version, passphrase) = (open.version, open.passphrase.clone());
    effects.push(Effect::Keyring(KeyringWork::SaveElsewhere { ring, version, keyring, passphrase }));
    if let Some(OpenDialog::Keyring(KeyringDialog::SaveElsewhere { is_working, error, .. })) = &mut state.dialog {
        (*is_working, *error) = (true, None);
    }
}

fn discard_older(state: &mut State, ring: RingId, effects: &mut Vec<Effect>) {
    let Some(found) = state.keyrings.get(ring) else { return };
    if found.open().is_some_and(OpenRing::is_unsaved) {
        let text = format!("{} is not saved yet: nothing was deleted", found.name);
        notify(state, Tone::Warning, text, None, effects);
        return;
    }
    effects.push(Effect::Keyring(KeyringWork::DiscardOlder { ring }));
}

fn reread(state: &mut State, ring: RingId, spare: Option<Spare>, allowed: Option<[u8; 32]>, effects: &mut Vec<Effect>) {
    let first_id = state.keys.ids.reserve(KEY_IDS).0;
    let Some(found) = state.keyrings.get(ring) else { return };
    let Some(open) = found.open() else { return };
    let (name, passphrase) = (found.name.clone(), open.passphrase.clone());
    effects.push(Effect::Keyring(KeyringWork::Reread { ring, name, passphrase, first_id, spare, allowed }));
}

/// Whether a file that was dropped says itself that it is a keyring: a key set under a passphrase (RFC 7517 §7).
pub(in crate::app) fn is_keyring(bytes: &[u8]) -> bool {
    let is_for_passphrase = outline(bytes).is_ok_and(|outline| {
        outline.form == Form::Encrypted && outline.algorithm.is_some_and(|algorithm| algorithm.starts_with("PBES2-"))
    });
    let header = bytes.split(|byte| *byte == b'.').next().and_then(|part| std::str::from_utf8(part).ok());
    let header = header.map(|part| base64url::decode(part.trim()).bytes).unwrap_or_default();
    is_for_passphrase && String::from_utf8_lossy(&header).contains("jwk-set+json")
}

/// A file was chosen that is to be a keyring.
pub(in crate::app) fn take_file(state: &mut State, file: FileBytes, effects: &mut Vec<Effect>) {
    match outline(file.expose()) {
        Ok(outline) => {
            if outline.form == Form::Public && holds_private(&file) {
                let message = format!("{} contains unencrypted private keys", file.name);
                let advice = "Load it as a key file, then keep its keys in a keyring".to_owned();
                notify(state, Tone::Warning, sentence(&KeyringFault { message, advice }), None, effects);
                return;
            }
            state.workspace = Workspace::Keys;
            open_dialog(state, KeyringDialog::Import { file, form: outline.form, error: None });
        }
        Err(error) => {
            let fault = KeyringFault { message: format!("{}: {error}", file.name), advice: error.advice().to_owned() };
            notify(state, Tone::Bad, sentence(&fault), None, effects);
        }
    }
}

fn holds_private(file: &FileBytes) -> bool {
    let limits = crate::engine::ground::limit::Limits::DEFAULT;
    let opened = crate::engine::keyring::open(file.expose(), "", None, &limits, &mut Default::default());
    opened.is_ok_and(|keyring| keyring.holds_private_keys())
}

fn import(state: &mut State, name: &str, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Keyring(KeyringDialog::Import { file, form, .. })) = &state.dialog else { return };
    if name.is_empty() {
        return set_error(state, capital("enter a name"));
    }
    let bytes = SecretBytes::from(file.expose());
    effects.push(Effect::Keyring(KeyringWork::Import { name: name.to_owned(), form: *form, bytes }));
}

/// Shows the place that a key is in.
pub(in crate::app) fn show_place_of(state: &mut State, id: u64) {
    if state.keys.ring.get(KeyId(id)).is_some() {
        state.keyrings.chosen = Place::Session;
    } else if let Some((ring, _)) = query::keyring::find(state, id) {
        state.keyrings.chosen = Place::Keyring(ring);
    }
}

/// Keys that are selected may be gone with their keyring.
pub(in crate::app) fn forget_selection(state: &mut State) {
    let mut selected = std::mem::take(&mut state.keys.selected);
    selected.retain(|id| state.key(*id).is_some());
    state.keys.selected = selected;
}
