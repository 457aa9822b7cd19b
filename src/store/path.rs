//! Where files belong on this platform.

use std::path::PathBuf;

/// Overrides the folder for settings; for tests and for those who carry Jotsmith on a stick.
pub const CONFIG_DIR: &str = "JOTSMITH_CONFIG_DIR";

/// The folder for settings; `None` where the platform has no home for this user.
pub fn config_dir() -> Option<PathBuf> {
    if let Some(dir) = std::env::var_os(CONFIG_DIR).filter(|dir| !dir.is_empty()) {
        return Some(PathBuf::from(dir));
    }
    directories::ProjectDirs::from("dev", "jotsmith", "Jotsmith").map(|dirs| dirs.config_dir().to_owned())
}

/// Overrides the folder for data; for tests and for those who carry Jotsmith on a stick.
pub const DATA_DIR: &str = "JOTSMITH_DATA_DIR";

/// The folder for data, keyrings above all; `None` where the platform has no home for this user.
pub fn data_dir() -> Option<PathBuf> {
    if let Some(dir) = std::env::var_os(DATA_DIR).filter(|dir| !dir.is_empty()) {
        return Some(PathBuf::from(dir));
    }
    directories::ProjectDirs::from("dev", "jotsmith", "Jotsmith").map(|dirs| dirs.data_dir().to_owned())
}

/// The person's home, for paths that begin with `~`.
pub fn home_dir() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}
