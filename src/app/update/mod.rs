//! The only writer: a command changes the state and asks for effects. Here it is decided which feature a command is for.

pub(in crate::app) mod act;
mod anchor;
mod answer;
mod assumption;
pub(in crate::app) mod builder;
mod clock;
mod desk;
mod dialog;
mod dropped;
mod examination;
mod export;
mod file;
mod guess;
mod kept;
mod key;
mod key_file;
mod key_relation;
mod keyring;
mod looking;
mod passphrase;
mod pasted;
mod policy;
mod reading;
mod settings;
mod share;
mod size;
mod token;

use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::KeyringCommand;
use crate::app::state::{OpenDialog, State};
use crate::app::value::FilePurpose;
use act::choose_file;

/// Applies a command and says what must be done in the world.
pub fn update(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    token::wipe_spent(state);
    if !matches!(command, Command::Answer(_) | Command::Tick(_) | Command::Passed(_)) && !is_away(&command) {
        keyring::idle::note_act(state);
    }
    let before = state.revisions.changes;
    // A hover is not counted: what is hovered is read from the state. A tick is, where it is one.
    if !matches!(command, Command::Hover(_) | Command::Tick(_) | Command::Passed(_)) {
        state.revisions.changes += 1;
    }
    let settings = state.settings.clone();
    dispatch(state, command, &mut effects);
    if state.revisions.changes == before {
        return effects;
    }
    keyring::offer::follow(state);
    key_file::ask_next(state);
    key_relation::follow(state, &mut effects);
    guess::follow(state, &mut effects);
    desk::follow(state, &mut effects);
    builder::follow_keys(state, &mut effects);
    builder::keep::keep(state, &mut effects);
    if state.settings != settings {
        effects.push(Effect::SaveSettings(state.settings.clone()));
    }
    effects
}

/// Whether the desktop says it, and nobody did anything.
fn is_away(command: &Command) -> bool {
    matches!(command, Command::Keyring(KeyringCommand::Away(_)))
}

fn dispatch(state: &mut State, command: Command, effects: &mut Vec<Effect>) {
    match command {
        Command::EditToken(text) => token::edit(state, text, effects),
        Command::PasteToken(text) => token::paste(state, text, effects),
        Command::PasteHere(text) => pasted::take(state, &text, effects),
        Command::RequestPaste => effects.push(Effect::ReadClipboard),
        Command::OpenTokenFile => choose_file(state, FilePurpose::Token, effects),
        Command::ClearToken => token::clear(state, effects),
        Command::UndoToken => token::undo(state, effects),
        Command::ChooseCandidate(index) => token::choose_candidate(state, index, effects),
        Command::OpenSample(index) => token::open_sample(state, index, effects),
        Command::UndoCleaning(step) => token::undo_cleaning(state, step, effects),
        Command::OpenAsToken(file) => dropped::open_as_token(state, file, effects),
        Command::TakeInner(path) => token::take_inner(state, &path, effects),
        Command::MoveTokenToKeys => token::move_to_keys(state, effects),
        Command::Desk(command) => desk::apply(state, command, effects),
        Command::DropFiles { files, unread } => dropped::take(state, files, unread, effects),

        Command::LoadKeyFile => choose_file(state, FilePurpose::Key, effects),
        Command::OpenAddKey => dialog::open(state, dialog::ADD_KEY),
        Command::PreviewKey(text, reading) => key::preview(state, &text, reading),
        Command::AddKey(text, reading) => key_file::add_text(state, &text, reading, "", effects),
        Command::AddKeyAs(name, text, reading) => key_file::add_text(state, &text, reading, &name, effects),
        Command::AddChosenKeys(text, chosen) => key_file::add_chosen(state, &text, &chosen, effects),
        Command::GivePassphrase(passphrase) => key_file::give_passphrase(state, &passphrase, effects),
        Command::KeyFile(command) => key_file::apply(state, command, effects),
        Command::OpenPassphrase => dialog::open(state, dialog::PASSPHRASE),
        Command::RemoveKeys(ids) => key::remove(state, &ids, effects),
        Command::UndoRemoveKeys(number) => key::undo_remove(state, number, effects),
        Command::SelectKey(id) => key::select(state, id),
        Command::SelectKeys(ids) => key::select_all(state, ids),
        Command::CopyPublic(ids) => key::copy_public(state, &ids, effects),
        Command::SortKeys(column) => key::sort(state, column),
        Command::FilterKeys(words) => state.keys.filter = words,
        Command::Guess(command) => guess::apply(state, command, effects),
        Command::Anchor(command) => anchor::apply(state, command, effects),
        Command::Keyring(command) => keyring::apply(state, command, effects),
        Command::Kept(command) => kept::apply(state, command, effects),

        Command::Show(workspace) => looking::show(state, workspace, effects),
        Command::SelectLayer(layer) => looking::select_layer(state, layer),
        Command::SelectEntry(entry) => looking::select_entry(state, entry),
        Command::HeaderMode(mode) => state.settings.header_mode = mode,
        Command::ClaimsMode(mode) => state.settings.claims_mode = mode,
        Command::SignatureMode(mode) => state.settings.signature_mode = mode,
        Command::ToggleFold(node) => looking::fold_claims(state, node),
        Command::SortClaims(is_sorted) => looking::sort_claims(state, is_sorted),
        Command::ToggleMember(fold) => looking::fold_member(state, fold),
        Command::ToggleHeaderFold(node) => looking::fold_header(state, node),
        Command::ChooseKind(id) => looking::choose_kind(state, id.as_deref()),
        Command::Mute(rule) => looking::mute(state, rule, effects),
        Command::Unmute(rule) => state.settings.muted.retain(|muted| *muted != rule),
        Command::SelectTab(tab) => looking::select_tab(state, tab),
        Command::Size(command) => size::apply(state, command, effects),
        Command::ToggleDrawer => state.settings.drawer_open = !state.settings.drawer_open,
        Command::Hover(span) => state.looking.hover = span,
        Command::SetTimeStyle(style) => state.settings.time_style = style,
        Command::SetTheme(theme) => state.settings.theme = theme,

        Command::SetLeeway(seconds) => clock::set_leeway(state, seconds),
        Command::Policy(command) => policy::apply(state, command, effects),
        Command::OpenSetClock => dialog::open(state, OpenDialog::SetClock { error: None }),
        Command::SetClock(text) => clock::set(state, &text),
        Command::LoadPayloadFile => choose_file(state, FilePurpose::Payload, effects),
        Command::OpenPayload => dialog::open(state, OpenDialog::Payload),
        Command::GivePayload(text) => examination::give_payload(state, text, effects),
        Command::DoItAnyway => examination::do_it_anyway(state, effects),
        Command::Assume(assumption) => assumption::make(state, assumption, effects),
        Command::TakeBack(assumption) => assumption::take_back(state, assumption, effects),
        Command::CancelWork => examination::cancel(state, effects),

        Command::Copy(target) => effects.push(Effect::Copy(target)),
        Command::ClearClipboard => effects.push(Effect::ClearClipboard),
        Command::Export(command) => export::apply(state, command, effects),
        Command::Share(command) => share::apply(state, command, effects),
        Command::Build(command) => builder::apply(state, command, effects),
        Command::Settings(command) => settings::apply(state, command, effects),

        Command::OpenShortcuts => dialog::open(state, OpenDialog::Shortcuts),
        Command::OpenPalette => dialog::open(state, OpenDialog::Palette),
        Command::OpenAbout => dialog::open(state, OpenDialog::About),
        Command::CloseDialog => dialog::close(state, effects),
        Command::GivePath(path) => file::give_path(state, path.trim(), effects),
        Command::DismissNotice(id) => state.notices.retain(|notice| notice.id != id),

        Command::Answer(answer) => answer::take(state, *answer, effects),
        Command::Tick(now) => clock::tick(state, now),
        Command::Passed(seconds) => clock::passed(state, seconds, effects),
    }
}
