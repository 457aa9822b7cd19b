//! What lies beside the file of a keyring and may be opened instead of it, or merged into it: backups, and what interrupted
//! saves left.

use super::file_name;
use crate::app::value::Spare;
use crate::store::keyring::{KeyringFile, KeyringFolder, LoadError};
use std::path::Path;

/// The backups of the keyring of this name, the newest first, whether it can be opened or not.
pub(super) fn beside(folder: &KeyringFolder, name: &str) -> Vec<Spare> {
    folder.remains(name).unwrap_or_default().iter().flat_map(of).collect()
}

/// The backups of a file, the newest first.
pub(super) fn of(file: &KeyringFile) -> Vec<Spare> {
    file.backups().into_iter().map(|path| Spare { words: words(&path), path }).collect()
}

/// Which backup it is. They are counted by their names: an older one stays what it is where a newer one is missing.
fn words(path: &Path) -> String {
    let number = path.extension().and_then(|end| end.to_str()?.strip_prefix("bak")?.parse::<u32>().ok());
    match number {
        Some(1) => "The backup from before the last save".to_owned(),
        Some(2) => "The backup from before the save before the last".to_owned(),
        Some(3) => "The backup from before the save before that".to_owned(),
        _ => file_name(path),
    }
}

/// Reads a backup, whatever is in the place of the keyring itself; with the file that the next save replaces.
pub(super) fn read(folder: &KeyringFolder, name: &str, spare: &Spare) -> Result<(KeyringFile, Vec<u8>), LoadError> {
    let files = folder.remains(name)?;
    // Only a backup of this keyring, whatever the path says.
    let own = files.into_iter().find(|file| file.backups().contains(&spare.path));
    let mut file = own.ok_or(LoadError::NotFound)?;
    // What is in its place is what the next save makes a backup of. Where it cannot be read, that save asks.
    let _ = file.read();
    let bytes = file.read_other(&spare.path)?;
    Ok((file, bytes))
}

/// What interrupted saves left: those that may hold more come first; the others may hold what was to be forgotten.
pub(super) fn leftovers(file: &KeyringFile) -> Vec<Spare> {
    let mut found = file.leftovers();
    found.sort_by_key(|leftover| !leftover.is_newer);
    let words = |path: &Path, is_newer: bool| {
        let age = if is_newer { "newer than the keyring" } else { "older than the keyring" };
        format!("{}, {age}", file_name(path))
    };
    found
        .into_iter()
        .map(|leftover| Spare { words: words(&leftover.path, leftover.is_newer), path: leftover.path })
        .collect()
}
