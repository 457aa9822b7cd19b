//! The only writer: a command changes the state and asks for effects.

use super::analysis::{self, Reading};
use super::command::{Command, FileBytes};
use super::effect::Effect;
use super::job::{Answer, FileAnswer, FilePurpose, Job, JobKind, Reminder};
use super::key;
use super::sample::SAMPLES;
use super::settings::MAX_LEEWAY;
use super::state::{OpenDialog, RowsKey, State};
use super::view::{self, Action, Icon, Notice, Tone, Workspace};
use super::{build, copy, dropped, key_file, key_relation, keyring, policy, time};
use crate::engine::judge;
use crate::engine::jwt::profile::profile;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Work that takes longer than this is said to take long, in milliseconds.
pub(super) const SLOW: u64 = 150;
/// How long a copy is confirmed, in milliseconds.
const CONFIRMED: u64 = 500;
/// How long a message stays, in milliseconds; a bad one stays longer.
const NOTICE: u64 = 6_000;
/// Messages that are shown at a time.
const MOST_NOTICES: usize = 4;
/// Earlier texts that can be brought back.
const UNDO: usize = 8;

/// Applies a command and says what must be done in the world.
pub fn update(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    let settings = state.settings.clone();
    if !matches!(command, Command::Answer(_) | Command::Tick(_)) {
        keyring::note_act(state);
    }
    apply(state, command, &mut effects);
    key_file::ask_next(state);
    key_relation::follow(state, &mut effects);
    build::update::follow_keys(state, &mut effects);
    build::keep::keep(state, &mut effects);
    if state.settings != settings {
        effects.push(Effect::SaveSettings(state.settings.clone()));
    }
    refresh_rows(state);
    view::refresh_conversions(state);
    effects
}

fn apply(state: &mut State, command: Command, effects: &mut Vec<Effect>) {
    match command {
        Command::EditToken(text) => {
            state.token.cleaned.clear();
            let reading = analysis::read(&text, &state.options.limits);
            set_text(state, text.into(), reading, effects);
        }
        Command::PasteToken(text) => paste(state, text, effects),
        Command::RequestPaste => effects.push(Effect::ReadClipboard),
        Command::OpenTokenFile => choose_file(state, FilePurpose::Token, effects),
        Command::ClearToken => {
            remember_text(state);
            replace_text(state, "".into(), effects);
        }
        Command::UndoToken => {
            if let Some(text) = state.token.undo.pop() {
                replace_text(state, text, effects);
            }
        }
        Command::ChooseCandidate(index) => {
            if index < state.derived.reading.candidates.len() && index != state.token.candidate {
                state.token.candidate = index;
                state.derived.is_of_another = true;
                reset_looking(state);
                examine(state, effects);
            }
        }
        Command::OpenSample(index) => open_sample(state, index, effects),
        Command::MoveTokenToKeys => {
            let text = Zeroizing::new(state.token.text.to_string());
            if text.trim().is_empty() {
                return;
            }
            if key_file::add_from_token_box(state, &text, effects) {
                replace_text(state, "".into(), effects);
            }
        }
        Command::DropFiles { files, unread } => dropped::take(state, files, unread, effects),

        Command::LoadKeyFile => choose_file(state, FilePurpose::Key, effects),
        Command::OpenAddKey => {
            state.dialog = Some(OpenDialog::AddKey { error: None, readings: Vec::new(), working: None });
        }
        Command::PreviewKey(text, _) => {
            if let Some(OpenDialog::AddKey { error, readings, .. }) = &mut state.dialog {
                *error = None;
                *readings = key::readings(text.expose(), &state.options.limits);
            }
        }
        Command::AddKey(text, reading) => key_file::add_text(state, &text, reading, effects),
        Command::GivePassphrase(passphrase) => key_file::give_passphrase(state, &passphrase, effects),
        Command::KeyFile(command) => key_file::apply(state, command, effects),
        Command::OpenPassphrase => {
            state.dialog = Some(OpenDialog::Passphrase { file: None, error: None, working: None });
        }
        Command::RemoveKey(id) => remove_key(state, id, effects),
        Command::UndoRemoveKey => {
            keyring::undo_remove(state, effects);
            if let Some((index, key)) = state.keys.removed.take() {
                state.keys.ring.insert(index, key);
                state
                    .notices
                    .retain(|notice| notice.actions.iter().all(|action| action.command != Command::UndoRemoveKey));
                examine(state, effects);
            }
        }
        Command::SelectKey(id) => {
            state.keys.selected = id;
            if let Some(id) = id {
                state.workspace = Workspace::Keys;
                keyring::show_place_of(state, id);
            }
        }
        Command::Keyring(command) => keyring::apply(state, command, effects),

        Command::Show(workspace) => {
            state.workspace = workspace;
            if workspace == Workspace::Build {
                build::keep::seen(state);
            }
            if workspace == Workspace::Keys {
                // Another program may have made one.
                effects.push(Effect::Keyring(keyring::work::KeyringWork::List));
            }
        }
        Command::SelectLayer(layer) => {
            state.looking.layer = Some(layer);
            state.looking.entry = None;
            forget_folds(state);
        }
        Command::SelectEntry(entry) => {
            state.looking.entry = Some(entry);
            forget_folds(state);
        }
        Command::HeaderMode(mode) => state.settings.header_mode = mode,
        Command::ClaimsMode(mode) => state.settings.claims_mode = mode,
        Command::SignatureMode(mode) => state.settings.signature_mode = mode,
        Command::ToggleFold(node) => {
            toggle(&mut state.looking.claims_folds, node);
            state.looking.folds += 1;
        }
        Command::ToggleHeaderFold(node) => {
            toggle(&mut state.looking.header_folds, node);
            state.looking.folds += 1;
        }
        Command::SelectTab(tab) => {
            state.settings.drawer_tab = tab;
            state.settings.drawer_open = true;
        }
        Command::ToggleDrawer => state.settings.drawer_open = !state.settings.drawer_open,
        Command::Hover(span) => state.looking.hover = span,
        Command::SetTimeStyle(style) => state.settings.time_style = style,
        Command::SetLeeway(seconds) => {
            state.settings.leeway = seconds.min(MAX_LEEWAY);
            judge_again(state);
        }
        Command::Policy(command) => {
            if policy::apply(state, command) {
                judge_again(state);
            }
        }
        Command::OpenSetClock => state.dialog = Some(OpenDialog::SetClock { error: None }),
        Command::SetClock(text) => set_clock(state, &text),
        Command::SetTheme(theme) => state.settings.theme = theme,
        Command::LoadPayloadFile => choose_file(state, FilePurpose::Payload, effects),
        Command::OpenPayload => state.dialog = Some(OpenDialog::Payload),
        Command::GivePayload(text) => {
            state.dialog = None;
            state.options.detached_payload = Some(text.into_bytes().into());
            examine(state, effects);
        }
        Command::DoItAnyway => {
            state.options.limits.pbes2_iterations = state.options.limits.pbes2_iterations_ceiling;
            examine(state, effects);
        }
        Command::CancelWork => {
            if state.derived.pending.take().is_some() {
                state.derived.is_slow = false;
                if state.derived.is_of_another {
                    forget_examination(state);
                }
                effects.push(Effect::CancelWork(JobKind::Examine));
                notify(state, Tone::Neutral, "Stopped", None, effects);
            }
        }

        Command::Copy(target) => match copy::text(state, &target) {
            Some((text, secrecy)) => effects.push(Effect::Copy { target, text, secrecy }),
            None => notify(state, Tone::Warning, "There is nothing there to copy", None, effects),
        },

        Command::Build(command) => build::update::apply(state, command, effects),

        Command::OpenShortcuts => state.dialog = Some(OpenDialog::Shortcuts),
        Command::OpenPalette => state.dialog = Some(OpenDialog::Palette),
        Command::OpenAbout => state.dialog = Some(OpenDialog::About),
        Command::CloseDialog => match state.dialog.take() {
            Some(OpenDialog::WaitingForFile(_)) => effects.push(Effect::AbandonFile),
            Some(OpenDialog::Keyring(dialog)) => keyring::dialog_closed(state, &dialog, effects),
            Some(dialog) => key_file::dialog_closed(state, &dialog, effects),
            None => {}
        },
        Command::GivePath(path) => {
            if let Some(OpenDialog::TypePath { purpose, error }) = &mut state.dialog {
                if path.trim().is_empty() {
                    *error = Some("Type the path of a file".to_owned());
                } else if *purpose == FilePurpose::Export {
                    state.dialog = None;
                    keyring::place_chosen(state, path.trim().into(), false, effects);
                } else if *purpose == FilePurpose::Save {
                    build::save::place_chosen(state, path.trim().into(), true, effects);
                } else {
                    effects.push(Effect::ReadPath { purpose: *purpose, path: path.trim().to_owned() });
                }
            }
        }
        Command::DismissNotice(id) => state.notices.retain(|notice| notice.id != id),

        Command::Answer(answer) => take_answer(state, *answer, effects),
        Command::Tick(now) => {
            if state.clock.real != now {
                state.clock.real = now;
                if state.clock.set.is_none() {
                    judge_again(state);
                }
                keyring::tick(state, effects);
            }
        }
    }
}

// The token

/// Keeps the text in the box, so that it can be brought back. Key material is not kept.
fn remember_text(state: &mut State) {
    let is_key = state.derived.reading.key.is_some_and(|key| key.private);
    if is_key || state.token.text.trim().is_empty() || state.token.undo.last() == Some(&state.token.text) {
        return;
    }
    if state.token.undo.len() == UNDO {
        state.token.undo.remove(0);
    }
    let text = Arc::clone(&state.token.text);
    state.token.undo.push(text);
}

/// Puts a text into the box that was not typed there.
fn replace_text(state: &mut State, text: Arc<str>, effects: &mut Vec<Effect>) {
    let reading = analysis::read(&text, &state.options.limits);
    replace_read_text(state, text, reading, effects);
}

/// The same for a text that was read already.
fn replace_read_text(state: &mut State, text: Arc<str>, reading: Reading, effects: &mut Vec<Effect>) {
    state.token.revision += 1;
    state.token.cleaned.clear();
    state.looking.hover = None;
    set_text(state, text, reading, effects);
}

fn set_text(state: &mut State, text: Arc<str>, reading: Reading, effects: &mut Vec<Effect>) {
    let before = state.candidate().map(|candidate| Arc::clone(&candidate.text));
    state.token.text = text;
    state.token.version += 1;
    state.derived.reading = reading;
    if state.token.candidate >= state.derived.reading.candidates.len() {
        state.token.candidate = 0;
    }
    let after = state.candidate().map(|candidate| Arc::clone(&candidate.text));
    if before != after {
        state.derived.is_of_another = true;
        reset_looking(state);
        examine(state, effects);
    } else if after.is_none() {
        forget_examination(state);
    }
}

pub(super) fn paste(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    state.workspace = Workspace::Inspect;
    if text.trim().is_empty() {
        notify(state, Tone::Warning, "There is no text to paste", None, effects);
        return;
    }
    if text.len() > state.options.limits.text {
        let limit = view::size(state.options.limits.text);
        let size = view::size(text.len());
        let message = format!("That is {size}: more than the {limit} that can be looked into");
        notify(state, Tone::Bad, message, None, effects);
        return;
    }
    remember_text(state);
    state.token.candidate = 0;
    let reading = analysis::read(&text, &state.options.limits);
    // With several tokens the text stays as it is, so that none of them is lost.
    if let [candidate] = reading.candidates.as_slice()
        && reading.key.is_none()
        && *candidate.text != *text
    {
        let (cleaned, token) = (candidate.cleaned.clone(), Arc::clone(&candidate.text));
        state.token.undo.push(text.into());
        replace_text(state, token, effects);
        state.token.cleaned = cleaned;
    } else {
        replace_read_text(state, text.into(), reading, effects);
    }
}

fn open_sample(state: &mut State, index: usize, effects: &mut Vec<Effect>) {
    let Some(sample) = SAMPLES.get(index) else { return };
    remember_text(state);
    state.workspace = Workspace::Inspect;
    state.token.candidate = 0;
    let mut is_new = false;
    let (token, keys) = sample.at(state.clock.real);
    if !keys.is_empty() {
        let limits = &state.options.limits;
        is_new = !key::add_bytes(&mut state.keys, keys.as_bytes(), sample.key_source, limits).names.is_empty();
    }
    let before = state.derived.revision;
    replace_text(state, token.into(), effects);
    if is_new && state.derived.revision == before {
        examine(state, effects);
    }
}

// Keys

fn remove_key(state: &mut State, id: u64, effects: &mut Vec<Effect>) {
    if keyring::remove(state, id, effects) {
        return;
    }
    let Some((index, key)) = state.keys.ring.remove(key::id(id)) else { return };
    let text = format!("{} removed", view::capital(&key::words(&key)));
    state.keys.removed = Some((index, key));
    state.keyrings.removed = None;
    if state.keys.selected == Some(id) {
        state.keys.selected = None;
    }
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command: Command::UndoRemoveKey };
    notify(state, Tone::Neutral, text, Some(undo), effects);
    examine(state, effects);
}

// Files

pub(super) fn choose_file(state: &mut State, purpose: FilePurpose, effects: &mut Vec<Effect>) {
    if !matches!(state.dialog, Some(OpenDialog::WaitingForFile(_))) {
        state.dialog = Some(OpenDialog::WaitingForFile(purpose));
        effects.push(Effect::ChooseFile(purpose));
    }
}

fn take_file_answer(state: &mut State, purpose: FilePurpose, answer: FileAnswer, effects: &mut Vec<Effect>) {
    let is_awaited = match &state.dialog {
        Some(OpenDialog::WaitingForFile(awaited) | OpenDialog::TypePath { purpose: awaited, .. }) => {
            *awaited == purpose
        }
        _ => false,
    };
    // The person has closed the dialog in the meantime: what comes now is not wanted any more.
    if !is_awaited {
        return;
    }
    match answer {
        FileAnswer::Cancelled => state.dialog = None,
        FileAnswer::NoDialog => state.dialog = Some(OpenDialog::TypePath { purpose, error: None }),
        FileAnswer::Unreadable(why) => match &mut state.dialog {
            Some(OpenDialog::TypePath { error, .. }) => *error = Some(why),
            _ => {
                state.dialog = None;
                notify(state, Tone::Bad, why, None, effects);
            }
        },
        // The dialog stays until it is known whether it could be written there.
        FileAnswer::Place(path) if purpose == FilePurpose::Save => {
            build::save::place_chosen(state, path, false, effects);
        }
        FileAnswer::Written(words) => {
            state.dialog = None;
            build::save::written(state, words, effects);
        }
        FileAnswer::Place(path) => {
            state.dialog = None;
            keyring::place_chosen(state, path, true, effects);
        }
        FileAnswer::Read(file) => {
            state.dialog = None;
            match purpose {
                FilePurpose::Token => take_token_file(state, &file, effects),
                FilePurpose::Key => key_file::take(state, file, effects),
                FilePurpose::Keyring => keyring::take_file(state, file, effects),
                // Nothing is read for this.
                FilePurpose::Export | FilePurpose::Save => {}
                FilePurpose::Payload => {
                    state.options.detached_payload = Some(file.expose().into());
                    examine(state, effects);
                }
                FilePurpose::BuildPayload => build::update::take_payload(state, &file, effects),
            }
        }
    }
}

pub(super) fn take_token_file(state: &mut State, file: &FileBytes, effects: &mut Vec<Effect>) {
    match text_of(file.expose()) {
        Some(text) => paste(state, text, effects),
        None => {
            let message = format!("{} is not a text file, so there is no token in it", file.name);
            notify(state, Tone::Bad, message, None, effects);
        }
    }
}

/// The text of a file: UTF-8, or UTF-16 with a byte order mark as Windows writes it.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

// Answers from outside

fn take_answer(state: &mut State, answer: Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::Examined { revision, examination } => {
            // Somebody typed on, or stopped it: this is about an older text, or nobody waits for it.
            if state.derived.pending != Some(revision) {
                return;
            }
            state.derived.pending = None;
            state.derived.is_slow = false;
            state.derived.is_of_another = false;
            state.derived.profile = profile(&examination);
            state.derived.examination = Some((revision, examination));
            judge_again(state);
        }
        Answer::Failed { kind: JobKind::OpenKeyFile | JobKind::ReadKeyFile, revision, message } => {
            key_file::take_failure(state, revision, &message, effects);
        }
        Answer::Failed { kind: JobKind::Compare, message, .. } => {
            let text = format!("The keys could not be compared, which is a fault of Jotsmith: {message}");
            notify(state, Tone::Bad, text, None, effects);
        }
        Answer::Failed { kind, revision, message } if kind != JobKind::Examine => {
            build::update::take_failure(state, kind, revision, &message, effects);
        }
        Answer::Failed { revision, message, .. } => {
            if revision == state.derived.revision {
                forget_examination(state);
                let text = format!("This token could not be looked into, which is a fault of Jotsmith: {message}");
                notify(state, Tone::Bad, text, None, effects);
            }
        }
        Answer::Build(answer) => build::update::take_answer(state, answer, effects),
        Answer::KeyFile(answer) => key_file::take_answer(state, answer, effects),
        Answer::Compared(answer) => key_relation::take_answer(state, answer, effects),
        Answer::Clipboard(Ok(text)) => paste(state, text, effects),
        Answer::Clipboard(Err(why)) => notify(state, Tone::Bad, why, None, effects),
        Answer::File { purpose, result } => take_file_answer(state, purpose, result, effects),
        Answer::Copied(target) => {
            if keyring::is_private(&target) {
                let text =
                    "A private key is on the clipboard. It is cleared in 30 seconds, unless something else is copied";
                notify(state, Tone::Warning, text, None, effects);
            }
            state.copy_count += 1;
            state.just_copied = Some(target);
            effects.push(Effect::Remind { reminder: Reminder::Copied(state.copy_count), after: CONFIRMED });
        }
        Answer::CopyFailed(why) => notify(state, Tone::Bad, why, None, effects),
        Answer::Keyring(news) => keyring::take_news(state, *news, effects),
        Answer::Notice(text) => notify(state, Tone::Warning, text, None, effects),
        Answer::Due(Reminder::Work(revision)) => {
            state.derived.is_slow |= state.derived.pending == Some(revision);
            judge_again(state);
        }
        Answer::Due(Reminder::KeyFile(revision)) => key_file::take_reminder(state, revision, effects),
        Answer::Due(Reminder::Build(revision)) => build::update::take_reminder(state, revision),
        Answer::Due(Reminder::Copied(count)) => {
            if count == state.copy_count {
                state.just_copied = None;
            }
        }
        Answer::Due(Reminder::Notice(id)) => state.notices.retain(|notice| notice.id != id),
    }
}

// What follows

/// Asks for a new examination of what is in the box, or forgets the old one when there is nothing to look into.
pub(super) fn examine(state: &mut State, effects: &mut Vec<Effect>) {
    state.derived.revision += 1;
    let Some(token) = state.candidate().map(|candidate| Arc::clone(&candidate.text)) else {
        forget_examination(state);
        return;
    };
    let revision = state.derived.revision;
    let (keys, options) = (state.all_keys(), state.options.clone());
    state.derived.pending = Some(revision);
    state.derived.is_slow = false;
    effects.push(Effect::Run(Job::Examine { revision, token, keys, options }));
    effects.push(Effect::Remind { reminder: Reminder::Work(revision), after: SLOW });
}

fn forget_examination(state: &mut State) {
    let derived = &mut state.derived;
    (derived.pending, derived.is_slow, derived.examination, derived.judgement) = (None, false, None, None);
    derived.is_of_another = false;
    derived.profile = None;
}

fn judge_again(state: &mut State) {
    let (policy, now) = (state.policy(), state.now());
    state.derived.judgement = state.examination().map(|examination| judge::judge(examination, &policy, now));
}

/// Another token is looked at: selections and folds of the last one mean nothing.
fn reset_looking(state: &mut State) {
    state.looking.layer = None;
    state.looking.entry = None;
    state.options.detached_payload = None;
    state.options.limits = Default::default();
    forget_folds(state);
}

fn forget_folds(state: &mut State) {
    state.looking.header_folds.clear();
    state.looking.claims_folds.clear();
    state.looking.folds += 1;
}

fn toggle(folds: &mut std::collections::HashSet<usize>, node: usize) {
    if !folds.remove(&node) {
        folds.insert(node);
    }
}

fn set_clock(state: &mut State, text: &str) {
    let set = if text.trim().is_empty() {
        None
    } else if let Some(seconds) = time::parse(text) {
        Some(seconds)
    } else {
        let error = Some("Not a time: write 2026-11-23 14:20, a time with its offset, or Unix seconds".to_owned());
        state.dialog = Some(OpenDialog::SetClock { error });
        return;
    };
    state.clock.set = set;
    if let Some(OpenDialog::SetClock { .. }) = state.dialog {
        state.dialog = None;
    }
    judge_again(state);
}

pub(super) fn notify(
    state: &mut State,
    tone: Tone,
    text: impl Into<String>,
    action: Option<Action>,
    effects: &mut Vec<Effect>,
) {
    notify_with(state, tone, text, action.into_iter().collect(), effects);
}

/// The same with several buttons.
pub(super) fn notify_with(
    state: &mut State,
    tone: Tone,
    text: impl Into<String>,
    actions: Vec<Action>,
    effects: &mut Vec<Effect>,
) {
    let id = add_notice(state, tone, text.into(), actions);
    let after = if tone == Tone::Bad { 2 * NOTICE } else { NOTICE };
    effects.push(Effect::Remind { reminder: Reminder::Notice(id), after });
}

/// The same for what the person must not miss: it stays until it is acted on or closed. Says which one it is.
pub(super) fn notify_until_seen(state: &mut State, tone: Tone, text: impl Into<String>, actions: Vec<Action>) -> u64 {
    add_notice(state, tone, text.into(), actions)
}

fn add_notice(state: &mut State, tone: Tone, text: String, actions: Vec<Action>) -> u64 {
    state.notice_count += 1;
    let id = state.notice_count;
    state.notices.push(Notice { tone, text, actions, id });
    if state.notices.len() > MOST_NOTICES {
        // The oldest of those that would go by themselves.
        let stays = state.keyrings.idle.notice;
        let oldest = state.notices.iter().position(|notice| Some(notice.id) != stays).unwrap_or(0);
        state.notices.remove(oldest);
    }
    id
}

/// Makes the rows of the panes anew where what they show has changed.
fn refresh_rows(state: &mut State) {
    let Some((revision, _)) = state.derived.examination else {
        state.derived.rows = Default::default();
        return;
    };
    let settings = &state.settings;
    // Until the new examination is there, the old rows stay: their places in the box are not lit meanwhile.
    if !state.is_current() && state.derived.rows.of.is_some_and(|key| key.revision == revision) {
        return;
    }
    let key = RowsKey {
        revision,
        version: state.token.version,
        layer: state.layer_index(),
        entry: state.entry_index(),
        modes: [settings.header_mode, settings.claims_mode, settings.signature_mode],
        folds: state.looking.folds,
    };
    if state.derived.rows.of != Some(key) {
        let header = view::header::rows(state);
        let claims = view::claims::rows(state);
        let signature = view::signature::rows(state);
        state.derived.rows = super::state::CachedRows { of: Some(key), header, claims, signature };
    }
}
