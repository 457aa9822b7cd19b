//! Files that are made, for what is not to be read by others.

use super::error::SourceError;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes into a file that is not there yet. What is private is for its owner alone: a key, a token that is still good.
pub(in crate::cli) fn write_new(path: &Path, bytes: &[u8], is_private: bool) -> Result<(), SourceError> {
    let fault = |error: io::Error| {
        // That it exists is no help where it could not be written anyway.
        let is_folder = error.kind() == io::ErrorKind::AlreadyExists && path.is_dir();
        let error = if is_folder { io::ErrorKind::IsADirectory.into() } else { error };
        SourceError::NotWritten { path: path.to_owned(), error }
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let _ = is_private;
    let mut file = options.open(path).map_err(fault)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a key is none.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(fault)
}
