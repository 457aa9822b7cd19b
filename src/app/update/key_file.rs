//! Key files: opened at once where that is cheap, else by the worker; one after another, and none of them lost.
//!
//! A passphrase costs up to ten million rounds of PBKDF2, a long file holds thousands of keys: neither is work for the
//! window's thread. Names for the keys are set aside before a job begins, so that what it finds has names of its own
//! already, whatever else is loaded meanwhile.

use super::act::{SLOW, examine, notify};
use super::key::Added;
use super::{key, keyring, passphrase};
use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Job, JobKind, Reminder};
use crate::app::message::key_file::{KeyFileAnswer, KeyFileCommand, KeyFileJob};
use crate::app::message::keyring::work::KEY_IDS;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::key_file::QueuedFile;
use crate::app::state::{OpenDialog, State};
use crate::app::value::{ChosenKey, CopyTarget, FileBytes, Icon, SecretReading, SecretText, Tone};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Jwk, KeyId, Unread};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::speech::act::Act;
use crate::engine::verify::key_file::import;
use std::sync::Arc;

/// Longest file, in bytes, that is read on the window's thread: a longer one may hold thousands of keys.
const AT_ONCE: usize = 64 * 1024;

pub(in crate::app) fn apply(state: &mut State, command: KeyFileCommand, effects: &mut Vec<Effect>) {
    match command {
        KeyFileCommand::Skip => {
            if let Some(OpenDialog::Passphrase { file: Some(_), working, .. }) = &state.dialog {
                if working.is_some() {
                    effects.push(Effect::CancelWork(JobKind::OpenKeyFile));
                }
                state.dialog = None;
            }
        }
        KeyFileCommand::Stop(revision) => stop(state, revision, effects),
    }
}

/// What the text of the dialog holds.
pub(in crate::app) fn add_text(
    state: &mut State,
    text: &SecretText,
    reading: SecretReading,
    name: &str,
    effects: &mut Vec<Effect>,
) {
    let bytes = || text.expose().as_bytes().to_vec();
    if reading == SecretReading::Automatic && text.expose().len() > AT_ONCE {
        if let Some(OpenDialog::AddKey { error, working, .. }) = &mut state.dialog {
            let revision = state.keys.files.next_revision();
            (*error, *working) = (None, Some(revision));
            let file = FileBytes::new(query::key::PASTED.to_owned(), bytes());
            begin(state, QueuedFile { revision, file, is_typed: true }, effects);
        }
        return;
    }
    let mut added = key::add_text(&mut state.keys, text.expose(), reading, &state.options.limits);
    let is_called = |id: &u64| state.keys.ring.get(KeyId(*id)).is_some_and(|key| key.called() == Some(name));
    if let ([id], false) = (added.ids.as_slice(), name.is_empty())
        && !is_called(id)
    {
        state.keys.ring.rename(KeyId(*id), Some(name.to_owned()));
        added.names = state.keys.ring.get(KeyId(*id)).map(|key| query::key::name(key)).into_iter().collect();
    }
    finish_typed(state, added, || FileBytes::new(FileBytes::PASTED.to_owned(), bytes()), effects);
}

/// A secret that was found in a list of words.
pub(in crate::app) fn add_guessed(state: &mut State, secret: &SecretBytes, list: &str, effects: &mut Vec<Effect>) {
    let added = key::add_secret(&mut state.keys, secret.expose(), SecretEncoding::Utf8, list);
    finish(state, added, &FileBytes::default(), "", effects);
}

/// Of several keys in the text of the dialog those that were chosen, each by the name that it was given.
pub(in crate::app) fn add_chosen(
    state: &mut State,
    text: &SecretText,
    chosen: &[ChosenKey],
    effects: &mut Vec<Effect>,
) {
    let bytes = text.expose().as_bytes();
    let options = ImportOptions::default();
    let mut imported = import(bytes, query::key::PASTED, &options, &state.options.limits, &mut state.keys.ids);
    let mut keys: Vec<Option<Jwk>> = std::mem::take(&mut imported.keys).into_iter().map(Some).collect();
    for ChosenKey { index, name } in chosen {
        let Some(mut key) = keys.get_mut(*index).and_then(Option::take) else { continue };
        let name = name.trim();
        if !name.is_empty() && key.called() != Some(name) {
            key.name = Some(name.to_owned());
        }
        imported.keys.push(key);
    }
    // What was noted of the others is nobody's concern.
    imported.notes.clear();
    let added = key::add_imported(&mut state.keys, imported, &FileBytes::default(), false);
    finish_typed(state, added, || FileBytes::new(FileBytes::PASTED.to_owned(), bytes.to_vec()), effects);
}

/// A key that was pasted where keys are used: its name is asked for.
pub(in crate::app) fn add_pasted(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let next = state.keys.ids.next_id();
    add_from_token_box(state, text, effects);
    let all = state.all_keys();
    let mut came = all.keys().iter().map(|key| key.id).filter(|id| id.0 > next.0);
    if let (Some(key), None) = (came.next(), came.next()) {
        // What is done next is meant for it.
        state.keys.selected = vec![key.0];
        keyring::ask_name(state, key.0);
    }
}

/// What is in the token box is key material. Says whether it is taken care of.
pub(in crate::app) fn add_from_token_box(state: &mut State, text: &str, effects: &mut Vec<Effect>) -> bool {
    let added = key::add_bytes(&mut state.keys, text.as_bytes(), query::key::PASTED, &state.options.limits);
    let is_taken = added.any() || added.needs_passphrase;
    if !is_taken {
        state.keys.ring.note(query::key::PASTED, [], Unread::default());
    }
    finish(state, added, &FileBytes::new(FileBytes::PASTED.to_owned(), text.as_bytes().to_vec()), "", effects);
    is_taken
}

/// What a file holds.
pub(in crate::app) fn take(state: &mut State, file: FileBytes, effects: &mut Vec<Effect>) {
    if file.expose().len() > AT_ONCE {
        let revision = state.keys.files.next_revision();
        begin(state, QueuedFile { revision, file, is_typed: false }, effects);
        return;
    }
    let added = key::add_file(&mut state.keys, &file, &state.options.limits);
    finish_file(state, added, &file, effects);
}

/// Whether a file would be taken for a secret only because it is nothing else.
pub(in crate::app) fn is_only_guess(file: &FileBytes, limits: &Limits) -> bool {
    // Nobody's secret is that long.
    file.expose().len() <= AT_ONCE && query::key::is_only_guess(file.expose(), limits)
}

/// The dialog's passphrase, for a key file or for the token.
pub(in crate::app) fn give_passphrase(state: &mut State, passphrase: &SecretText, effects: &mut Vec<Effect>) {
    let Some(OpenDialog::Passphrase { file, error, working }) = &mut state.dialog else { return };
    if working.is_some() {
        return;
    }
    // A file may have been encrypted with none; a token is not.
    if passphrase.expose().is_empty() && file.is_none() {
        *error = Some("Enter the passphrase".to_owned());
        return;
    }
    let Some(file) = file.clone() else { return passphrase::try_it(state, passphrase, effects) };
    let revision = state.keys.files.next_revision();
    (*error, *working) = (None, Some(revision));
    run(state, revision, file, Some(SecretBytes::from(passphrase.expose().as_bytes())), effects);
}

/// Asks for the next passphrase, as soon as no dialog is in the way.
pub(in crate::app) fn ask_next(state: &mut State) {
    if state.dialog.is_none()
        && let Some(file) = state.keys.files.locked.pop_front()
    {
        state.dialog = Some(OpenDialog::Passphrase { file: Some(file), error: None, working: None });
    }
}

/// The dialog was closed by the person: nobody waits for what is done for it, and no other file asks in its place.
pub(in crate::app) fn dialog_closed(state: &mut State, dialog: &OpenDialog, effects: &mut Vec<Effect>) {
    match dialog {
        OpenDialog::Passphrase { file: None, .. } => passphrase::give_up(state, effects),
        OpenDialog::Passphrase { working, .. } => {
            state.keys.files.locked.clear();
            if working.is_some() {
                effects.push(Effect::CancelWork(JobKind::OpenKeyFile));
            }
        }
        OpenDialog::AddKey { working: Some(revision), .. } => stop(state, *revision, effects),
        _ => {}
    }
}

/// The worker has read a file.
pub(in crate::app) fn take_answer(state: &mut State, answer: KeyFileAnswer, effects: &mut Vec<Effect>) {
    let KeyFileAnswer { revision, imported } = answer;
    if let Some(OpenDialog::Passphrase { file: Some(file), error, working }) = &mut state.dialog
        && *working == Some(revision)
    {
        *working = None;
        let is_wrong = imported.problems.iter().all(|problem| problem.error == KeyError::PassphraseWrong);
        let added = key::add_imported(&mut state.keys, *imported, file, true);
        if added.any() {
            state.dialog = None;
            loaded(state, added, effects);
        } else {
            *error = Some(if is_wrong { "Wrong passphrase, or the file is damaged".to_owned() } else { added.words() });
        }
        return;
    }
    let Some(read) = done(state, revision, effects) else { return };
    let added = key::add_imported(&mut state.keys, *imported, &read.file, false);
    if read.is_typed {
        // Closing the dialog has stopped it, so that it is still the one that waits.
        let QueuedFile { file, .. } = read;
        finish_typed(state, added, || file.named(FileBytes::PASTED), effects);
    } else {
        finish_file(state, added, &read.file, effects);
    }
}

/// The worker met a fault of its own.
pub(in crate::app) fn take_failure(state: &mut State, revision: u64, message: &str, effects: &mut Vec<Effect>) {
    let words = format!("This could not be read because of a bug in Jotsmith: {message}");
    match &mut state.dialog {
        Some(OpenDialog::Passphrase { error, working, .. } | OpenDialog::AddKey { error, working, .. })
            if *working == Some(revision) =>
        {
            (*error, *working) = (Some(words), None);
            done(state, revision, effects);
        }
        _ => {
            if let Some(read) = done(state, revision, effects) {
                notify(state, Tone::Bad, format!("{}: {words}", read.file.name), None, effects);
            }
        }
    }
}

/// It should have been read by now: say that it takes long, and let the person stop it.
pub(in crate::app) fn take_reminder(state: &mut State, revision: u64, effects: &mut Vec<Effect>) {
    let Some(reading) = state.keys.files.reading.front().filter(|reading| reading.revision == revision) else { return };
    if !reading.is_typed {
        let text = format!("{} is being read", reading.file.name);
        let command = Command::KeyFile(KeyFileCommand::Stop(revision));
        notify(state, Tone::Neutral, text, Some(Action { label: "Stop".to_owned(), icon: None, command }), effects);
    }
}

// Reading

fn begin(state: &mut State, reading: QueuedFile, effects: &mut Vec<Effect>) {
    state.keys.files.reading.push_back(reading);
    if state.keys.files.reading.len() == 1 {
        read_first(state, effects);
    }
}

/// One file at a time: the worker has room for the newest job alone, and each of these is wanted.
fn read_first(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(reading) = state.keys.files.reading.front() {
        let (revision, file) = (reading.revision, reading.file.clone());
        run(state, revision, file, None, effects);
        effects.push(Effect::Remind { reminder: Reminder::KeyFile(revision), after: SLOW });
    }
}

fn run(state: &mut State, revision: u64, file: FileBytes, passphrase: Option<SecretBytes>, effects: &mut Vec<Effect>) {
    let first_id = state.keys.ids.reserve(KEY_IDS).0;
    let limits = state.options.limits;
    effects.push(Effect::Run(Job::KeyFile(KeyFileJob { revision, file, passphrase, first_id, limits })));
}

/// The file of this answer, if it is still wanted; the next one is begun.
fn done(state: &mut State, revision: u64, effects: &mut Vec<Effect>) -> Option<QueuedFile> {
    let files = &mut state.keys.files;
    let read = files.reading.pop_front_if(|reading| reading.revision == revision)?;
    forget_notice(state, revision);
    read_first(state, effects);
    Some(read)
}

fn stop(state: &mut State, revision: u64, effects: &mut Vec<Effect>) {
    let is_first = state.keys.files.reading.front().is_some_and(|reading| reading.revision == revision);
    state.keys.files.reading.retain(|reading| reading.revision != revision);
    forget_notice(state, revision);
    if is_first {
        effects.push(Effect::CancelWork(JobKind::ReadKeyFile));
        read_first(state, effects);
    }
}

fn forget_notice(state: &mut State, revision: u64) {
    let stop = Command::KeyFile(KeyFileCommand::Stop(revision));
    state.notices.retain(|notice| notice.actions.iter().all(|action| action.command != stop));
}

// What came of it

/// What was typed stays in the dialog; the reason is said there.
fn finish_typed(state: &mut State, added: Added, bytes: impl FnOnce() -> FileBytes, effects: &mut Vec<Effect>) {
    if added.needs_passphrase {
        state.dialog = Some(OpenDialog::Passphrase { file: Some(bytes()), error: None, working: None });
    } else if added.any() {
        state.dialog = None;
    } else {
        let words = added.words();
        let words = if words.is_empty() { "It contains no key".to_owned() } else { words };
        // It is still being typed.
        state.keys.ring.note(query::key::PASTED, [], Unread::default());
        let offered = act_of(&added, &bytes());
        match &mut state.dialog {
            Some(OpenDialog::AddKey { error, working, offer, .. }) => {
                (*error, *working, *offer) = (Some(words), None, offered);
            }
            _ => notify(state, Tone::Bad, words, None, effects),
        }
        return;
    }
    // What is done next is meant for the key that was typed.
    if let ([id], _) | ([], [id]) = (&*added.ids, &*added.known_ids) {
        state.keys.selected = vec![*id];
    }
    loaded(state, added, effects);
}

fn finish_file(state: &mut State, added: Added, file: &FileBytes, effects: &mut Vec<Effect>) {
    let name = format!("{}: ", file.name);
    finish(state, added, file, &name, effects);
}

/// A dialog that is open is left alone: something may be typed into it.
fn finish(state: &mut State, added: Added, file: &FileBytes, name: &str, effects: &mut Vec<Effect>) {
    if added.needs_passphrase {
        state.keys.files.locked.push_back(file.clone());
    } else if !added.any() {
        let words = added.words();
        let nothing = if name.is_empty() { "It contains no key" } else { "it contains no key" };
        let words = if words.is_empty() { nothing.to_owned() } else { words };
        let act = act_of(&added, file);
        notify(state, Tone::Bad, format!("{name}{words}"), act, effects);
        if added.is_unread {
            examine(state, effects);
        }
        return;
    }
    loaded(state, added, effects);
}

/// What can be done about what is no key: the same bytes as a token, or the command that fetches the keys.
fn act_of(added: &Added, file: &FileBytes) -> Option<Action> {
    let act = added.acts.first()?;
    let (icon, command) = match act {
        Act::OpenAsToken => (Icon::Jump, Command::OpenAsToken(file.clone())),
        Act::CopyCommand(command) => (Icon::Copy, Command::Copy(CopyTarget::Text(command.clone()))),
        _ => return None,
    };
    Some(Action { label: act.label(), icon: Some(icon), command })
}

/// A certificate that was loaded is its key; whoever means an authority that is trusted says so with a click.
fn trust_instead(state: &State, added: &Added) -> Option<Action> {
    let [id] = added.ids.as_slice() else { return None };
    let anchor = query::anchor::of_key(state, *id).filter(|anchor| !query::anchor::is_trusted(state, anchor))?;
    let command = Command::Anchor(AnchorCommand::OfKey(*id));
    let action = Action { label: "Use as trust anchor".to_owned(), icon: Some(Icon::Check), command };
    // The certificate of a signer is nobody's anchor; one that issued itself may be.
    anchor.certificate.is_self_issued.then_some(action)
}

/// Keys that are called what another key is called get a name of their own. A `kid` is what it is.
fn set_apart(state: &mut State, added: &mut Added) {
    let ids: Vec<KeyId> = added.ids.iter().map(|id| KeyId(*id)).collect();
    let named: Vec<(usize, Arc<Jwk>, String)> = ids
        .iter()
        .enumerate()
        .filter_map(|(at, id)| state.keys.ring.get(*id).map(|key| (at, Arc::clone(key))))
        .filter_map(|(at, key)| key.name_to_keep().map(str::to_owned).map(|name| (at, key, name)))
        .collect();
    if named.is_empty() {
        return;
    }
    let mut names = query::key::names(state, &ids);
    for (at, key, wanted) in named {
        let name = names.take(&wanted, &key.thumbprint);
        if name == wanted {
            continue;
        }
        state.keys.ring.rename(key.id, Some(name));
        if let (Some(words), Some(key)) = (added.names.get_mut(at), state.keys.ring.get(key.id)) {
            *words = query::key::name(key);
        }
    }
}

/// Says what was loaded, and keeps it where new keys are kept.
fn loaded(state: &mut State, mut added: Added, effects: &mut Vec<Effect>) {
    set_apart(state, &mut added);
    let added = &added;
    // Where it goes into a keyring, that is said instead.
    let is_whole = added.problems.is_empty() && added.part.is_none();
    let is_kept = !added.ids.is_empty() && is_whole && query::keyring::chosen_for_new(state).is_some();
    if added.any() && !added.needs_passphrase && !is_kept {
        let tone = if is_whole { Tone::Good } else { Tone::Warning };
        let trust = trust_instead(state, added);
        notify(state, tone, added.words(), trust, effects);
    }
    if !added.names.is_empty() {
        keyring::entry::keep_in_chosen(state, &added.ids, effects);
        examine(state, effects);
    }
}
