//! Templates of a person's own: a folder of JSON files, one each. No private key is in them.

use super::format::is_newer;
use super::keyring::{NameError, check_name};
use super::{atomic, regular};
use crate::engine::builder::saved::{HoldsPrivateKey, SavedTemplate};
use crate::engine::builder::{private, template};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The folder, within the folder for data.
const FOLDER: &str = "templates";
const EXTENSION: &str = "json";
/// What the files say they are.
const FORMAT: &str = "jotsmith-template-1";
/// A longer file is none that could be worked with.
const LONGEST: u64 = 32 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct TemplateFile {
    format: String,
    #[serde(flatten)]
    template: SavedTemplate,
}

/// What is in the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The templates, by name.
    pub templates: Vec<SavedTemplate>,
    /// What to tell the person, one sentence each.
    pub notices: Vec<String>,
}

/// Why a template was not saved, read or deleted. The folder is as it was.
#[derive(Debug)]
pub enum TemplateStoreError {
    /// It cannot be called that.
    Name(NameError),
    /// Another one, or a built-in one, is called that.
    Taken,
    /// It holds a private key.
    Private(HoldsPrivateKey),
    /// There is none of this name.
    NotFound,
    /// The file is no template.
    Unreadable,
    /// A newer Jotsmith made it.
    Newer,
    /// The disk does not do it.
    Disk(io::Error),
}

impl fmt::Display for TemplateStoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(NameError::Empty) => f.write_str("a template needs a name"),
            Self::Name(error) => error.fmt(f),
            Self::Taken => f.write_str("a template with this name already exists"),
            Self::Private(error) => error.fmt(f),
            Self::NotFound => f.write_str("there is no template with this name"),
            Self::Unreadable => f.write_str("its file is damaged"),
            Self::Newer => f.write_str("it was made by a newer Jotsmith"),
            Self::Disk(error) => f.write_str(&regular::reason(error)),
        }
    }
}

impl std::error::Error for TemplateStoreError {}

#[derive(Clone, Debug)]
pub struct TemplateFolder {
    folder: PathBuf,
}

impl TemplateFolder {
    /// The person's own; `None` where the platform has no home for this user.
    pub fn standard() -> Option<Self> {
        Some(Self::at(super::path::data_dir()?.join(FOLDER)))
    }

    /// One at a path, which need not be there.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{EXTENSION}"))
    }

    /// Every template. A file that cannot be understood is put aside under a name that ends in `stamp`, and nothing is lost.
    pub fn list(&self, stamp: &str) -> Listed {
        let mut listed = Listed::default();
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return listed,
            Err(error) => {
                listed.notices.push(format!("Your templates could not be read: {}", regular::reason(&error)));
                return listed;
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_ours = path.extension().is_some_and(|extension| extension == EXTENSION);
            let name = path.file_stem().and_then(|stem| stem.to_str()).filter(|name| check_name(name).is_ok());
            let (true, Some(name)) = (is_ours, name) else { continue };
            match self.read(name) {
                Ok(template) => listed.templates.push(template),
                Err(TemplateStoreError::Unreadable) => listed.notices.push(self.put_aside(&path, name, stamp)),
                Err(error) => listed.notices.push(format!("Your template {name} could not be read: {error}")),
            }
        }
        listed.templates.sort_by(|one, other| one.name.cmp(&other.name));
        listed.notices.sort();
        listed
    }

    fn put_aside(&self, path: &Path, name: &str, stamp: &str) -> String {
        let aside = format!("{name}.{EXTENSION}.bad-{stamp}");
        match std::fs::rename(path, self.folder.join(&aside)) {
            Ok(()) => format!("Your template {name} was damaged: its file is now {aside}"),
            Err(error) => {
                format!("Your template {name} is damaged and could not be moved aside: {}", regular::reason(&error))
            }
        }
    }

    /// One template.
    ///
    /// # Errors
    ///
    /// See [`TemplateStoreError`].
    pub fn read(&self, name: &str) -> Result<SavedTemplate, TemplateStoreError> {
        check_name(name).map_err(TemplateStoreError::Name)?;
        let path = self.path_of(name);
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => TemplateStoreError::NotFound,
            _ => TemplateStoreError::Disk(io::Error::new(error.kind(), regular::reason(&error))),
        };
        let mut bytes = Vec::new();
        regular::open(&path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
        if is_newer(&bytes, FORMAT) {
            return Err(TemplateStoreError::Newer);
        }
        let read: Option<TemplateFile> =
            (bytes.len() as u64 <= LONGEST).then(|| serde_json::from_slice(&bytes).ok()).flatten();
        let Some(TemplateFile { template, .. }) = read.filter(|file| file.format == FORMAT) else {
            return Err(TemplateStoreError::Unreadable);
        };
        // Somebody may have renamed or edited the file: it is called what it is called, and holds no key.
        let (draft, _) = private::keepable(&template.draft);
        Ok(SavedTemplate { name: name.to_owned(), draft, ..template })
    }

    /// Saves a template, whole or not at all. `replace`: in place of the one that has its name.
    ///
    /// # Errors
    ///
    /// See [`TemplateStoreError`].
    pub fn save(&self, template: &SavedTemplate, replace: bool) -> Result<(), TemplateStoreError> {
        check_name(&template.name).map_err(TemplateStoreError::Name)?;
        let (_, places) = private::keepable(&template.draft);
        if !places.is_empty() {
            return Err(TemplateStoreError::Private(HoldsPrivateKey { places }));
        }
        let path = self.path_of(&template.name);
        if template::find(&template.name).is_some() || (!replace && path.symlink_metadata().is_ok()) {
            return Err(TemplateStoreError::Taken);
        }
        let file = TemplateFile { format: FORMAT.to_owned(), template: template.clone() };
        let mut text = serde_json::to_string_pretty(&file).map_err(|error| TemplateStoreError::Disk(error.into()))?;
        text.push('\n');
        atomic::write(&path, text.as_bytes()).map_err(TemplateStoreError::Disk)
    }

    /// Deletes a template and gives it back, so that it can be saved again.
    ///
    /// # Errors
    ///
    /// See [`TemplateStoreError`].
    pub fn delete(&self, name: &str) -> Result<SavedTemplate, TemplateStoreError> {
        let template = self.read(name)?;
        std::fs::remove_file(self.path_of(name)).map_err(TemplateStoreError::Disk)?;
        Ok(template)
    }
}

#[cfg(test)]
mod tests {
    use super::{TemplateFolder, TemplateStoreError};
    use crate::engine::builder::draft::Draft;
    use crate::engine::builder::saved::SavedTemplate;

    fn template(name: &str, claims: &str) -> SavedTemplate {
        let mut draft = Draft::default();
        claims.clone_into(&mut draft.payload.claims);
        SavedTemplate::of(name, &draft, 0).unwrap()
    }

    #[test]
    fn what_is_saved_is_there_again() {
        let place = tempfile::tempdir().unwrap();
        let folder = TemplateFolder::at(place.path().join("templates"));
        assert_eq!(folder.list("x"), super::Listed::default());
        let (one, two) = (template("my token", "{ \"a\":1.0 }"), template("äpfel", "{\"iat\":5,\"exp\":9}"));
        folder.save(&two, false).unwrap();
        folder.save(&one, false).unwrap();
        assert_eq!(folder.list("x").templates, [one.clone(), two.clone()]);
        assert!(matches!(folder.save(&one, false), Err(TemplateStoreError::Taken)));
        let changed = template("my token", "{}");
        folder.save(&changed, true).unwrap();
        assert_eq!(folder.read("my token").unwrap(), changed);
        assert_eq!(folder.delete("äpfel").unwrap(), two);
        assert!(matches!(folder.read("äpfel"), Err(TemplateStoreError::NotFound)));
        folder.save(&two, false).unwrap();
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_told() {
        for damaged in ["", "{", "[]", "{\"format\":\"jotsmith-template-1\",\"name\":\"x\",\"draft\":7}", "\u{0}"] {
            let place = tempfile::tempdir().unwrap();
            let folder = TemplateFolder::at(place.path());
            folder.save(&template("good", "{}"), false).unwrap();
            std::fs::write(place.path().join("bad.json"), damaged).unwrap();
            let listed = folder.list("20261125");
            assert_eq!(listed.templates.len(), 1);
            assert!(listed.notices[0].contains("bad.json.bad-20261125"), "{:?}", listed.notices);
            assert_eq!(std::fs::read_to_string(place.path().join("bad.json.bad-20261125")).unwrap(), damaged);
            assert!(folder.list("x").notices.is_empty(), "once is enough");
        }
    }

    #[test]
    fn a_template_of_a_newer_jotsmith_is_left_for_it() {
        let place = tempfile::tempdir().unwrap();
        let folder = TemplateFolder::at(place.path());
        let newer = r#"{"format":"jotsmith-template-2","name":"x","drafts":[7]}"#;
        std::fs::write(place.path().join("x.json"), newer).unwrap();
        for _ in 0..2 {
            let listed = folder.list("20261125");
            assert_eq!(listed.notices, ["Your template x could not be read: it was made by a newer Jotsmith"]);
            assert_eq!(std::fs::read_to_string(place.path().join("x.json")).unwrap(), newer);
        }
        assert!(matches!(folder.save(&template("x", "{}"), false), Err(TemplateStoreError::Taken)));
        assert!(matches!(folder.delete("x"), Err(TemplateStoreError::Newer)));
        assert!(place.path().join("x.json").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_waited_for() {
        let place = tempfile::tempdir().unwrap();
        let folder = TemplateFolder::at(place.path());
        let directory = rustix::fs::open(place.path(), rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
        rustix::fs::mkfifoat(&directory, "x.json", rustix::fs::Mode::RUSR).unwrap();
        let listed = folder.list("x");
        assert_eq!(listed.notices, ["Your template x could not be read: it is not a regular file"]);
    }

    #[test]
    fn names_and_keys_are_looked_at() {
        let place = tempfile::tempdir().unwrap();
        let folder = TemplateFolder::at(place.path());
        for name in ["", "../x", "a/b", ".x", "con"] {
            let error = folder.save(&template(name, "{}"), true).unwrap_err();
            assert!(matches!(error, TemplateStoreError::Name(_)), "{name}");
        }
        assert!(matches!(folder.save(&template("session", "{}"), true), Err(TemplateStoreError::Taken)), "built in");
        let mut secret = template("x", "{}");
        secret.draft.payload.claims = r#"{"kty":"oct","k":"c2VjcmV0"}"#.to_owned();
        assert!(matches!(folder.save(&secret, true), Err(TemplateStoreError::Private(_))));
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_key_that_somebody_wrote_into_the_file_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        let folder = TemplateFolder::at(place.path());
        folder.save(&template("x", "{\"jwk\":{\"kty\":\"oct\",\"kid\":\"\"}}"), false).unwrap();
        let path = place.path().join("x.json");
        let text = std::fs::read_to_string(&path).unwrap().replace(r#"\"kid\":\"\""#, r#"\"k\":\"c2VjcmV0\""#);
        assert!(text.contains("c2VjcmV0"));
        std::fs::write(&path, text).unwrap();
        assert_eq!(folder.read("x").unwrap().draft.payload.claims, r#"{"jwk":{"kty":"oct","k":""}}"#);
    }
}
