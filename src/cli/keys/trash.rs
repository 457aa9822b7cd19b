//! `jotsmith keys delete`, `trash` and `restore`.

use super::arguments::{DeleteArguments, RestoreArguments, TrashArguments};
use super::error::KeysError;
use super::print;
use super::ring::folder;
use crate::cli::complain;
use crate::cli::escape::escaped;
use crate::engine::keyring::Form;
use crate::store::keyring::{SaveError, Trashed};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) fn delete(arguments: &DeleteArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let folder = folder()?;
    let (file, _) = folder.open(name).map_err(|error| KeysError::Load { name: name.clone(), error })?;
    if let Some(why) = file.read_only() {
        return Err(SaveError::ReadOnly(why).into());
    }
    folder.delete(file)?;
    print(format!("{} is in the trash: keys restore brings it back\n", escaped(name)).as_bytes())
}

fn trashed() -> Result<Vec<Trashed>, KeysError> {
    folder()?.trash().map_err(|error| KeysError::Load { name: String::new(), error })
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
                    "path": trashed.path.to_string_lossy(),
                })
            })
            .collect();
        return print(format!("{}\n", json!({ "trash": list })).as_bytes());
    }
    if trashed.is_empty() {
        return print(b"The trash is empty\n");
    }
    let width = trashed.iter().map(|trashed| trashed.name.chars().count()).max().unwrap_or(0);
    let lines: String = trashed
        .iter()
        .map(|trashed| {
            let padding = " ".repeat(width - trashed.name.chars().count());
            let when = trashed.deleted.and_then(|time| jiff::Timestamp::try_from(time).ok());
            let when =
                when.map_or("deleted".to_owned(), |time| time.strftime("deleted %Y-%m-%d %H:%M UTC").to_string());
            format!("{}{padding}  {when}\n", escaped(&trashed.name))
        })
        .collect();
    print(lines.as_bytes())
}

fn seconds(time: SystemTime) -> Option<u64> {
    time.duration_since(UNIX_EPOCH).ok().map(|duration| duration.as_secs())
}

pub(super) fn restore(arguments: &RestoreArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let of_name: Vec<Trashed> = trashed()?.into_iter().filter(|trashed| trashed.name == *name).collect();
    let not_there = || KeysError::NotInTrash { name: name.clone(), count: of_name.len() };
    let index = arguments.pick.checked_sub(1).ok_or_else(not_there)?;
    let trashed = of_name.get(index).ok_or_else(not_there)?;
    folder()?.restore(trashed, arguments.new_name.as_deref()).map_err(KeysError::Restore)?;
    if of_name.len() > 1 {
        complain(&format!("the trash has {} more of this name; --pick chooses another", of_name.len() - 1));
    }
    print(format!("{} is back\n", escaped(arguments.new_name.as_deref().unwrap_or(name))).as_bytes())
}
