//! Settings from their file and back.

use crate::app::value::settings::Settings;
use crate::store;
use crate::ui::Splits;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// The settings file with all its members, also those of other versions.
#[derive(Default)]
pub struct SettingsFile {
    /// `None`: nowhere, so nothing is remembered.
    folder: Option<PathBuf>,
    members: Map<String, Value>,
}

impl SettingsFile {
    /// Reads the file of this user. `stamp` names a damaged one that is put aside. Also says what to tell the person.
    pub fn open(stamp: &str) -> (Self, Option<String>) {
        store::path::config_dir().map_or_else(Default::default, |folder| Self::at(folder, stamp))
    }

    /// Reads the file in this folder.
    pub fn at(folder: PathBuf, stamp: &str) -> (Self, Option<String>) {
        let loaded = store::settings::load(&folder, stamp);
        (Self { folder: Some(folder), members: loaded.members }, loaded.notice)
    }

    /// The settings of the application.
    pub fn settings(&self) -> Settings {
        Settings::read(&self.members)
    }

    /// Where the splitters of the window stood.
    pub fn splits(&self) -> Splits {
        let default = Splits::default();
        let within = |name: &str, low: f32, high: f32| {
            let value = self.members.get("splits").and_then(|splits| splits.get(name)).and_then(Value::as_f64);
            value.map(|value| value as f32).filter(|value| (low..=high).contains(value))
        };
        Splits {
            token: within("token", 40.0, 2_000.0),
            drawer: within("drawer", 40.0, 2_000.0),
            desk: within("desk", 100.0, 2_000.0).unwrap_or(default.desk),
            header: within("header", 0.05, 0.9).unwrap_or(default.header),
            signature: within("signature", 0.05, 0.9).unwrap_or(default.signature),
        }
    }

    /// Writes what has changed; says what to tell the person if that fails.
    pub fn save(&mut self, settings: &Settings, splits: Splits) -> Result<(), String> {
        let before = self.members.clone();
        settings.write(&mut self.members);
        let splits = serde_json::json!({
            "token": splits.token, "drawer": splits.drawer, "desk": splits.desk, "header": splits.header,
            "signature": splits.signature,
        });
        self.members.insert("splits".to_owned(), splits);
        let Some(folder) = self.folder.as_ref().filter(|_| self.members != before) else { return Ok(()) };
        store::settings::save(folder, &self.members)
            .map_err(|error| format!("The settings could not be saved: {error}"))
    }
}
