//! The settings file: one JSON object, whose members mean something to `app::value::settings`.

use super::atomic;
use serde_json::{Map, Value};
use std::io::Read;
use std::path::Path;

/// Its name within the folder for settings.
pub const FILE: &str = "settings.json";
/// A longer file was not written by Jotsmith.
const LONGEST: u64 = 1024 * 1024;

#[derive(Debug, Default, PartialEq)]
pub struct Loaded {
    /// The members; empty where there is no file.
    pub members: Map<String, Value>,
    /// What to tell the person, if anything.
    pub notice: Option<String>,
}

/// Reads the settings in `folder`. A file that cannot be understood is put aside under a name that ends in `stamp`, and
/// nothing is lost.
pub fn load(folder: &Path, stamp: &str) -> Loaded {
    let path = folder.join(FILE);
    let mut bytes = Vec::new();
    let read = super::regular::open(&path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Loaded::default(),
        Err(error) => {
            let notice =
                format!("The settings could not be read, so the defaults are used: {}", super::regular::reason(&error));
            return Loaded { members: Map::new(), notice: Some(notice) };
        }
        Ok(_) => {}
    }
    let parsed = (bytes.len() as u64 <= LONGEST).then(|| serde_json::from_slice::<Value>(&bytes).ok()).flatten();
    if let Some(Value::Object(members)) = parsed {
        return Loaded { members, notice: None };
    }
    // A link stays one: what it leads to is put aside.
    let aside = atomic::target(&path).map(|real| {
        let name = real.file_name().map_or_else(|| FILE.to_owned(), |name| name.to_string_lossy().into_owned());
        let name = format!("{name}.bad-{stamp}");
        (real.with_file_name(&name), name, real)
    });
    let notice = match aside.and_then(|(aside, name, real)| std::fs::rename(&real, aside).map(|()| name)) {
        Ok(aside) => format!("The settings file was damaged: it is now {aside}, and the defaults are used"),
        Err(error) => {
            format!("The settings file is damaged and could not be moved aside: {}", super::regular::reason(&error))
        }
    };
    Loaded { members: Map::new(), notice: Some(notice) }
}

/// Writes the settings into `folder`, whole or not at all. A settings file that is a link stays one.
pub fn save(folder: &Path, members: &Map<String, Value>) -> std::io::Result<()> {
    let mut text = serde_json::to_string_pretty(members).map_err(std::io::Error::other)?;
    text.push('\n');
    atomic::write_through(&folder.join(FILE), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{FILE, load, save};
    use serde_json::{Map, json};

    #[test]
    fn no_file_means_defaults_and_no_notice() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load(folder.path(), "x"), super::Loaded::default());
        assert_eq!(load(&folder.path().join("missing"), "x"), super::Loaded::default());
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let members: Map<_, _> = json!({"theme": "dark", "unknown": [1]}).as_object().cloned().unwrap();
        save(folder.path(), &members).unwrap();
        assert_eq!(load(folder.path(), "x").members, members);
    }

    #[test]
    fn a_damaged_file_is_put_aside_and_nothing_is_lost() {
        for damaged in ["{\"theme\": \"da", "[1]", "\u{0}", ""] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(FILE), damaged).unwrap();
            let loaded = load(folder.path(), "20261123");
            assert!(loaded.members.is_empty());
            assert!(loaded.notice.is_some_and(|notice| notice.contains("bad-20261123")));
            let aside = folder.path().join(format!("{FILE}.bad-20261123"));
            assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
            assert!(!folder.path().join(FILE).exists());
        }
    }

    /// Whoever keeps settings in a repository of their own links to them.
    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_whether_it_leads_somewhere_yet_or_not() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, real) = (folder.path().join(FILE), elsewhere.path().join("mine.json"));
        std::os::unix::fs::symlink(&real, &link).unwrap();
        for theme in ["dark", "light"] {
            let members: Map<_, _> = json!({ "theme": theme }).as_object().cloned().unwrap();
            save(folder.path(), &members).unwrap();
            assert!(link.is_symlink());
            assert!(std::fs::read_to_string(&real).unwrap().contains(theme));
        }
        std::fs::write(&real, "{").unwrap();
        assert!(load(folder.path(), "x").notice.is_some_and(|notice| notice.contains("mine.json.bad-x")));
        assert!(link.is_symlink() && !real.exists());
        save(folder.path(), &Map::new()).unwrap();
        assert!(link.is_symlink() && real.is_file());
        // Nothing but a file is replaced.
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        assert!(save(folder.path(), &Map::new()).is_err());
        assert!(!std::path::Path::new("/dev/null").is_file());
    }

    #[test]
    fn a_folder_in_its_place_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(FILE)).unwrap();
        let loaded = load(folder.path(), "x");
        assert!(loaded.members.is_empty() && loaded.notice.is_some());
    }

    /// E13: what another version wrote is kept when this one saves, whatever it is.
    #[test]
    fn members_of_a_newer_version_survive() {
        let folder = tempfile::tempdir().unwrap();
        let newer = r#"{"version": 99, "theme": {"light": "solar"}, "new": [1, null]}"#;
        std::fs::write(folder.path().join(FILE), newer).unwrap();
        let mut loaded = load(folder.path(), "x");
        assert_eq!(loaded.notice, None);
        loaded.members.insert("leeway".to_owned(), json!(5));
        save(folder.path(), &loaded.members).unwrap();
        let again = load(folder.path(), "x").members;
        assert_eq!((&again["version"], &again["new"]), (&json!(99), &json!([1, null])));
    }

    /// E13: neither a file nor a folder, and a file without an end.
    #[cfg(unix)]
    #[test]
    fn what_cannot_be_settings_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(FILE)).unwrap();
        let loaded = load(folder.path(), "x");
        assert!(loaded.members.is_empty() && loaded.notice.is_some());
        assert!(folder.path().join(FILE).symlink_metadata().unwrap().is_symlink());
        let large = tempfile::tempdir().unwrap();
        std::fs::File::create(large.path().join(FILE)).unwrap().set_len(10 << 30).unwrap();
        let loaded = load(large.path(), "x");
        assert!(loaded.notice.is_some_and(|notice| notice.contains("bad-x")));
        assert_eq!(large.path().join(format!("{FILE}.bad-x")).metadata().unwrap().len(), 10 << 30);
    }
}
