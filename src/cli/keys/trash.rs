//! `jotsmith keys delete`, `trash`, `restore` and `erase`.

use super::arguments::{DeleteArguments, EraseArguments, RestoreArguments, TrashArguments};
use super::error::{KeysError, print_after};
use crate::cli::source::error::SourceError;
use crate::cli::source::keyring::folder;
use crate::cli::source::print::{complain, print};
use crate::engine::keyring::Form;
use crate::engine::text::escape::escaped;
use crate::store::keyring::{SaveError, Trashed};
use crate::store::synced;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) fn delete(arguments: &DeleteArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let folder = folder()?;
    let (file, _) = folder.open(name).map_err(|error| SourceError::Load { name: name.clone(), error })?;
    if let Some(why) = file.read_only() {
        return Err(SaveError::ReadOnly(why).into());
    }
    folder.delete(file)?;
    print_after(
        &format!("{name} was moved to the trash"),
        format!("{} was moved to the trash; keys restore brings it back\n", escaped(name)).as_bytes(),
    )
}

fn trashed() -> Result<Vec<Trashed>, SourceError> {
    folder()?.trash().map_err(|error| SourceError::Load { name: String::new(), error })
}

pub(super) fn list(arguments: &TrashArguments) -> Result<(), KeysError> {
    let trashed = trashed()?;
    if arguments.json {
        let list: Vec<Value> = trashed
            .iter()
            .map(|trashed| {
                json!({
                    "name": trashed.name,
                    "encrypted": trashed.form == Form::Encrypted,
                    "deleted": trashed.deleted.and_then(seconds),
                    "whole": trashed.is_whole,
                    "backups": trashed.backups,
                    "leftovers": trashed.leftovers,
                    "path": trashed.path.to_string_lossy(),
                })
            })
            .collect();
        return Ok(print(format!("{}\n", json!({ "trash": list })).as_bytes())?);
    }
    if trashed.is_empty() {
        return Ok(print(b"The trash is empty\n")?);
    }
    let width = trashed.iter().map(|trashed| trashed.name.chars().count()).max().unwrap_or(0);
    let lines: String = trashed
        .iter()
        .map(|trashed| {
            let padding = " ".repeat(width - trashed.name.chars().count());
            let when = when(trashed).unwrap_or_else(|| "deleted".to_owned());
            let rest = if trashed.is_whole { "" } else { "  only backups" };
            format!("{}{padding}  {when}{rest}\n", escaped(&trashed.name))
        })
        .collect();
    Ok(print(lines.as_bytes())?)
}

fn seconds(time: SystemTime) -> Option<u64> {
    time.duration_since(UNIX_EPOCH).ok().map(|duration| duration.as_secs())
}

/// When it was deleted, in words.
fn when(trashed: &Trashed) -> Option<String> {
    let time = jiff::Timestamp::try_from(trashed.deleted?).ok()?;
    Some(time.strftime("deleted %Y-%m-%d %H:%M UTC").to_string())
}

/// The `pick`-th of this name, the latest first, and how many there are.
fn picked(name: &str, pick: usize) -> Result<(Trashed, usize), KeysError> {
    let mut of_name: Vec<Trashed> = trashed()?.into_iter().filter(|trashed| trashed.name == *name).collect();
    let count = of_name.len();
    if count > 1 {
        let folder = folder()?;
        of_name.sort_by_key(|trashed| !folder.was_deleted_last(trashed));
    }
    match pick.checked_sub(1).filter(|index| *index < count) {
        Some(index) => Ok((of_name.swap_remove(index), count)),
        None => Err(KeysError::NotInTrash { name: name.to_owned(), count }),
    }
}

pub(super) fn restore(arguments: &RestoreArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let (trashed, count) = picked(name, arguments.pick)?;
    let folder = folder()?;
    match folder.change_in_trash(&trashed) {
        None => {}
        Some(change) if arguments.accept_changed_keyring => {
            complain(&format!("keyring {name}: accepted, although {change}"));
        }
        Some(change) => return Err(SourceError::Changed { name: name.clone(), change }.into()),
    }
    let new_name = arguments.new_name.as_deref();
    let restored = match arguments.accept_changed_keyring {
        true => folder.restore_anyway(&trashed, new_name),
        false => folder.restore(&trashed, new_name),
    };
    restored.map_err(KeysError::Restore)?;
    if count > 1 {
        complain(&format!("the trash has {} more with this name; choose one with --pick", count - 1));
    }
    let name = arguments.new_name.as_deref().unwrap_or(name);
    print_after(&format!("{name} was restored"), format!("{} is back\n", escaped(name)).as_bytes())
}

pub(super) fn erase(arguments: &EraseArguments) -> Result<(), KeysError> {
    let (trashed, _) = picked(&arguments.name, arguments.pick)?;
    if !arguments.yes {
        let when = when(&trashed).unwrap_or_default();
        return Err(KeysError::EraseNotConfirmed { name: arguments.name.clone(), when, backups: trashed.backups });
    }
    let folder = folder()?;
    folder.erase(&trashed).map_err(KeysError::Erase)?;
    if let Some(carrier) = synced::carrier(&trashed.path) {
        complain(&format!("the copies of {} that {carrier} made were not deleted", arguments.name));
    }
    let done = format!("{} was permanently deleted", arguments.name);
    print_after(&done, format!("{}\n", escaped(&done)).as_bytes())
}
