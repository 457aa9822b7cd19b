//! `jotsmith keys`: keyrings and key files without a window.

mod add;
mod anchor;
mod arguments;
mod choice;
mod create;
mod entry;
mod error;
mod export;
mod file;
mod generate;
mod list;
mod output;
mod spare;
mod trash;
mod writing;

pub(super) use arguments::KeysArguments;

use arguments::KeysCommand;
use error::KeysError;
use std::process::ExitCode;

/// Does what is asked.
pub(super) fn run(arguments: &KeysArguments) -> Result<ExitCode, KeysError> {
    let can_create = matches!(arguments.command, KeysCommand::Add(_) | KeysCommand::Generate(_));
    let done = dispatch(arguments);
    if can_create { done } else { done.map_err(KeysError::without_creating) }
}

fn dispatch(arguments: &KeysArguments) -> Result<ExitCode, KeysError> {
    match &arguments.command {
        KeysCommand::List(arguments) => list::list(arguments)?,
        KeysCommand::Add(arguments) => add::add(arguments)?,
        KeysCommand::Generate(arguments) => generate::generate(arguments)?,
        KeysCommand::Convert(arguments) => export::convert(arguments)?,
        KeysCommand::Export(arguments) => export::export(arguments)?,
        KeysCommand::Create(arguments) => create::create(arguments)?,
        KeysCommand::Passphrase(arguments) => create::change_passphrase(arguments)?,
        KeysCommand::Backups(arguments) => spare::backups(arguments)?,
        KeysCommand::Leftovers(arguments) => spare::leftovers(arguments)?,
        KeysCommand::Show(arguments) => entry::show(arguments)?,
        KeysCommand::Remove(arguments) => entry::remove(arguments)?,
        KeysCommand::Note(arguments) => entry::note(arguments)?,
        KeysCommand::Pin(arguments) => entry::pin(arguments)?,
        KeysCommand::Trust(arguments) => anchor::trust(arguments)?,
        KeysCommand::Rename(arguments) => entry::rename(arguments)?,
        KeysCommand::Import(arguments) => entry::import(arguments)?,
        KeysCommand::Delete(arguments) => trash::delete(arguments)?,
        KeysCommand::Trash(arguments) => trash::list(arguments)?,
        KeysCommand::Restore(arguments) => trash::restore(arguments)?,
        KeysCommand::Erase(arguments) => trash::erase(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}
