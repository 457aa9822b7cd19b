//! Writing a file whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` to `path`: into a new file beside it, for the owner alone, flushed to the disk, then renamed.
///
/// The folder is made if need be. After an error the old file is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    // tempfile makes files that nobody else can read (0600).
    let mut file = tempfile::Builder::new().prefix(".jotsmith-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// The same, where a link stays one: what it leads to is replaced. Only by a regular file, or by nothing.
pub(super) fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(&target(path)?, bytes)
}

/// Where a file is that may be a link, or would be: what the link leads to need not be there.
pub(super) fn target(path: &Path) -> io::Result<PathBuf> {
    if !path.is_symlink() {
        return Ok(path.to_owned());
    }
    match std::fs::canonicalize(path) {
        Ok(real) if real.is_file() => Ok(real),
        Ok(_) => Err(io::Error::new(io::ErrorKind::Unsupported, "a link to something that is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let leads_to = path.parent().unwrap_or(Path::new("")).join(std::fs::read_link(path)?);
            // Whoever meant one link did not mean a chain of them.
            if leads_to.is_symlink() { Err(error) } else { Ok(leads_to) }
        }
        Err(error) => Err(error),
    }
}

/// Makes a folder and those above it, for their owner alone, and has the disk keep their names.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let new: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    create_folder(folder).map_err(|error| match error.kind() {
        // What already exists there is a file: it is in the way of the folder, and not one that would be replaced.
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })?;
    for parent in new.iter().rev().filter_map(|folder| folder.parent()) {
        sync_folder(parent);
    }
    Ok(())
}

#[cfg(unix)]
fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// The rename itself must reach the disk too. Where a folder cannot be flushed, the file is right all the same.
fn sync_folder(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if cfg!(unix)
        && let Ok(folder) = std::fs::File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn the_file_is_replaced_as_a_whole_and_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/settings.json");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no other file is left behind");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"x").unwrap();
        assert!(write(&file.join("settings.json"), b"y").is_err());
        assert_eq!(std::fs::read(&file).unwrap(), b"x");
    }
}
