//! What interrupted saves left beside a keyring, or beside where one was: found whatever its age.

use super::{KeyringFile, KeyringFolder, LoadError, check_name, extension, form_of};
use crate::engine::keyring::Form;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// What a save left that did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is younger than the keyring, so that it may hold more.
    pub is_newer: bool,
}

/// The name of the file that a hidden one was written for: `prod.jwe` of `.prod.jwe.tmp-12-0f`.
pub(super) fn owner(name: &OsStr) -> Option<&str> {
    let name = name.to_str()?.strip_prefix('.')?;
    let at = [".tmp-", ".bak-"].iter().filter_map(|kind| name.rfind(kind)).max()?;
    let (file, number) = (name.get(..at)?, name.get(at + ".tmp-".len()..)?);
    let (process, random) = number.split_once('-')?;
    let is_number = |text: &str, is_digit: fn(&u8) -> bool| !text.is_empty() && text.as_bytes().iter().all(is_digit);
    (is_number(process, u8::is_ascii_digit) && is_number(random, u8::is_ascii_hexdigit)).then_some(file)
}

/// The hidden files of this one in a folder, by name.
pub(super) fn beside(folder: &Path, file: &OsStr) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if file.to_str().is_some_and(|file| owner(&entry.file_name()) == Some(file)) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

impl KeyringFolder {
    /// The files of this name, with backups or leftovers, whether the keyring itself is there or not.
    ///
    /// # Errors
    ///
    /// [`LoadError::NotFound`] where there is nothing at all.
    pub fn remains(&self, name: &str) -> Result<Vec<KeyringFile>, LoadError> {
        check_name(name).map_err(LoadError::Name)?;
        let mut found = Vec::new();
        for form in [Form::Encrypted, Form::Public] {
            let file = KeyringFile::open(&self.path_of(name, form), self.disk.clone())?;
            let is_there = file.path().symlink_metadata().is_ok();
            if is_there || !file.backups().is_empty() || !file.leftovers().is_empty() {
                found.push(file);
            }
        }
        if found.is_empty() { Err(LoadError::NotFound) } else { Ok(found) }
    }

    /// The names of all keyrings beside which there is something that an interrupted save left, those that are gone among
    /// them.
    pub fn names_with_leftovers(&self) -> Result<Vec<String>, LoadError> {
        let fault = |error: io::Error| LoadError::Disk(error.into());
        let mut names = BTreeSet::new();
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        for entry in entries {
            let name = entry.map_err(fault)?.file_name();
            let Some(file) = owner(&name).map(Path::new) else { continue };
            let stem = file.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            if form_of(file).is_some() && check_name(stem).is_ok() {
                names.insert(stem.to_owned());
            }
        }
        // Those of a link are where it leads.
        for listed in self.list()?.into_iter().filter(|listed| listed.path.is_symlink()) {
            let Ok(real) = std::fs::canonicalize(&listed.path) else { continue };
            let beside = real.parent().zip(real.file_name()).map(|(folder, file)| beside(folder, file));
            if beside.is_some_and(|found| found.is_ok_and(|found| !found.is_empty())) {
                names.insert(listed.name);
            }
        }
        Ok(names.into_iter().collect())
    }
}

/// What a keyring's file is called.
pub(super) fn file_of(name: &str, form: Form) -> String {
    format!("{name}.{}", extension(form))
}

#[cfg(test)]
mod tests {
    use super::owner;
    use std::ffi::OsStr;

    #[test]
    fn only_what_a_save_writes_is_a_leftover() {
        for (name, file) in [
            (".prod.jwe.tmp-12-0f", Some("prod.jwe")),
            (".a.tmp-1-b.jwe.bak-3-ff", Some("a.tmp-1-b.jwe")),
            ("prod.jwe.tmp-12-0f", None),
            (".prod.jwe.lock", None),
            (".prod.jwe.tmp-x-0f", None),
            (".prod.jwe.tmp-1-", None),
            (".prod.jwe.tmp-1", None),
        ] {
            assert_eq!(owner(OsStr::new(name)), file, "{name}");
        }
    }
}
