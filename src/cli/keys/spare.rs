//! `jotsmith keys backups` and `leftovers`: what stands beside a keyring, and what can be done with it.

use super::arguments::{BackupsArguments, LeftoversArguments};
use super::error::{KeysError, print_after};
use crate::cli::source::error::SourceError;
use crate::cli::source::keyring::{self, Trust, folder};
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::{complain, print};
use crate::engine::key::KeyIds;
use crate::engine::keyring::Form;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::grouped;
use crate::store::keyring::{Change, Guard, KeyringFile, KeyringFolder, Leftover, LoadError, SaveError, digest};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

pub(super) fn backups(arguments: &BackupsArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let folder = folder()?;
    // Its encrypted file comes first, where there are two of one name.
    let mut files = remains(&folder, name)?;
    let of_backups = files.iter().position(|file| !file.backups().is_empty()).unwrap_or_default();
    let mut file = files.swap_remove(of_backups);
    let backups = file.backups();
    if let Some(number) = arguments.restore {
        let path = pick(&backups, number, "backup", name)?;
        let passphrase = Passphrase::of(arguments.passphrase.origin())?;
        return put_in_place(&folder, &mut file, path, passphrase, arguments.trust);
    }
    if arguments.discard {
        if file.path().symlink_metadata().is_err() {
            return Err(KeysError::AllThatIsLeft(name.clone()));
        }
        let count = file.discard_older().map_err(|(left, fault)| KeysError::Discard { left, fault })?;
        let done = format!("{count} deleted");
        return print_after(&done, format!("{done}\n").as_bytes());
    }
    if arguments.json {
        let rows: Vec<Value> = backups.iter().enumerate().map(|(index, path)| json_row(index, name, path)).collect();
        return Ok(print(format!("{}\n", json!({ "backups": rows })).as_bytes())?);
    }
    if backups.is_empty() {
        return Ok(print(format!("{} has no backups\n", escaped(name)).as_bytes())?);
    }
    let lines: String = backups.iter().enumerate().map(|(index, path)| row(index, path, "")).collect();
    Ok(print(lines.as_bytes())?)
}

pub(super) fn leftovers(arguments: &LeftoversArguments) -> Result<(), KeysError> {
    let folder = folder()?;
    let names = match &arguments.name {
        Some(name) => vec![name.clone()],
        None => folder.names_with_leftovers().map_err(|error| SourceError::Load { name: String::new(), error })?,
    };
    let mut found: Vec<(String, KeyringFile, Vec<Leftover>)> = Vec::new();
    for name in names {
        for file in remains(&folder, &name)? {
            let leftovers = file.leftovers();
            found.push((name.clone(), file, leftovers));
        }
    }
    if let (Some(number), Some(name)) = (arguments.restore, &arguments.name) {
        let paths: Vec<PathBuf> =
            found.iter().flat_map(|(_, _, leftovers)| leftovers).map(|leftover| leftover.path.clone()).collect();
        let path = pick(&paths, number, "file of an interrupted save", name)?;
        let passphrase = Passphrase::of(arguments.passphrase.origin())?;
        let is_of = |leftovers: &[Leftover]| leftovers.iter().any(|leftover| leftover.path == *path);
        let Some((_, file, _)) = found.iter_mut().find(|(_, _, leftovers)| is_of(leftovers)) else { return Ok(()) };
        return put_in_place(&folder, file, path, passphrase, arguments.trust);
    }
    let all = || found.iter().flat_map(|(name, file, leftovers)| leftovers.iter().map(move |left| (name, file, left)));
    if arguments.discard {
        // Of a keyring whose file is gone, it may be the last copy. Asked of all before anything is deleted.
        let is_lost = |file: &KeyringFile| file.path().symlink_metadata().is_err();
        if let Some((name, ..)) = found.iter().find(|(_, file, leftovers)| !leftovers.is_empty() && is_lost(file)) {
            return Err(KeysError::AllThatIsLeft(name.clone()));
        }
        let mut count = 0;
        for (name, file, leftover) in all() {
            file.discard(leftover).map_err(|error| SourceError::Load { name: name.clone(), error })?;
            count += 1;
        }
        let done = format!("{count} deleted");
        return print_after(&done, format!("{done}\n").as_bytes());
    }
    if arguments.json {
        let rows: Vec<Value> = all()
            .enumerate()
            .map(|(index, (name, _, leftover))| {
                let mut row = json_row(index, name, &leftover.path);
                if let Some(row) = row.as_object_mut() {
                    row.insert("newer".to_owned(), json!(leftover.is_newer));
                }
                row
            })
            .collect();
        return Ok(print(format!("{}\n", json!({ "leftovers": rows })).as_bytes())?);
    }
    let lines: String = all()
        .enumerate()
        .map(|(index, (_, _, leftover))| {
            let age = if leftover.is_newer { ", newer than the keyring" } else { "" };
            row(index, &leftover.path, age)
        })
        .collect();
    Ok(print(if lines.is_empty() { b"No files of interrupted saves\n" } else { lines.as_bytes() })?)
}

fn remains(folder: &KeyringFolder, name: &str) -> Result<Vec<KeyringFile>, KeysError> {
    folder.remains(name).map_err(|error| SourceError::Load { name: name.to_owned(), error }.into())
}

fn pick<'a>(paths: &'a [PathBuf], number: usize, what: &'static str, name: &str) -> Result<&'a PathBuf, KeysError> {
    let path = number.checked_sub(1).and_then(|index| paths.get(index));
    path.ok_or_else(|| KeysError::NoSuchSpare { what, name: name.to_owned(), count: paths.len() })
}

/// Puts what opens in the place of the keyring, which becomes a backup.
fn put_in_place(
    folder: &KeyringFolder,
    file: &mut KeyringFile,
    path: &Path,
    mut passphrase: Option<Passphrase>,
    trust: Trust,
) -> Result<(), KeysError> {
    let name = file.name().to_owned();
    if let Some(why) = file.read_only() {
        return Err(SaveError::ReadOnly(why).into());
    }
    let load = |error: LoadError| SourceError::Load { name: name.clone(), error };
    let bytes = file.read_other(path).map_err(load)?;
    let keyring = keyring::unsealed(&name, file.form(), &bytes, &mut passphrase, trust, &mut KeyIds::default())?;
    if file.form() == Form::Encrypted {
        check_used(passphrase.as_ref())?;
    }
    match file.read() {
        // What is damaged, or gone, is what a backup is for.
        Ok(_) | Err(LoadError::NotFound) => {}
        Err(error) => return Err(load(error).into()),
    }
    match folder.change_in_backup(&name, &keyring, digest(&bytes)) {
        None => {}
        Some(change) if trust.accept_changed_keyring => {
            complain(&format!("keyring {name}: accepted, although {change}"))
        }
        Some(change) => return Err(SourceError::Changed { name, change }.into()),
    }
    // That it is older is what a backup is for; how much older is not.
    if let Some(change @ Change::Older { .. }) = folder.change(&name, &keyring, digest(&bytes)) {
        complain(&format!("keyring {name}: {change}"));
    }
    let saved = file.write(&bytes, Guard::Replace)?;
    if let Err(why) = folder.remember(&name, &keyring, digest(&bytes)) {
        complain(&format!("warning: keyring {name}: {why}"));
    }
    if let Some(notice) = saved.notice {
        complain(&notice);
    }
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let count = keyring.entries().len();
    let keys = if count == 1 { "1 key".to_owned() } else { format!("{count} keys") };
    let done = format!("{name} restored from {file_name}, with {keys}");
    print_after(&done, format!("{}\n", escaped(&done)).as_bytes())
}

/// When a file was written, in seconds since 1970, and how long it is.
fn facts(path: &Path) -> (Option<i64>, u64) {
    let metadata = path.metadata().ok();
    let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let seconds = modified.and_then(|time| i64::try_from(time.as_secs()).ok());
    (seconds, metadata.map_or(0, |metadata| metadata.len()))
}

fn json_row(index: usize, name: &str, path: &Path) -> Value {
    let (modified, bytes) = facts(path);
    json!({
        "number": index + 1,
        "keyring": name,
        "modified": modified,
        "bytes": bytes,
        "path": path.to_string_lossy(),
    })
}

fn row(index: usize, path: &Path, more: &str) -> String {
    let (modified, bytes) = facts(path);
    let time = modified.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let when = time.map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{:>3}  {}  {when}, {} bytes{more}\n", index + 1, escaped(&name), grouped(u128::from(bytes)))
}
