//! Opening a file that may be anything: a pipe nobody writes into, a device without an end.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a regular file for reading, and waits for nobody.
///
/// # Errors
///
/// `IsADirectory` for a folder, `Unsupported` for a pipe, a socket or a device; else what the system says.
pub fn open(path: &Path) -> io::Result<File> {
    // A socket cannot be opened at all, and some devices do something when they are: asked before.
    check(&std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // A pipe that has taken the file's place since would make this wait until somebody writes into it.
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

fn check(metadata: &std::fs::Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Whether other users of this computer may read or change the file. Only of a person's own file: whoever else's it is
/// has its rights in hand. Always `false` where files have no such rights.
pub fn is_open_to_others(metadata: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        metadata.mode() & 0o077 != 0 && metadata.uid() == rustix::process::getuid().as_raw()
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

/// Why a file cannot be read or written, in words, where the system's own are not for people.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::AlreadyExists => "the file already exists".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory => "part of its path is a file, not a folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::Unsupported => "it is not a regular file".to_owned(),
        io::ErrorKind::FileTooLarge => "it is too large".to_owned(),
        io::ErrorKind::InvalidFilename => "its name is too long or contains characters that are not allowed".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        #[cfg(unix)]
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "its symbolic links form a loop".to_owned()
        }
        #[cfg(unix)]
        _ if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
            "the disk, or the connection to it, does not work (input/output error)".to_owned()
        }
        // The system's own words, without its number.
        _ => {
            let words = error.to_string();
            let number = error.raw_os_error().map(|number| format!(" (os error {number})")).unwrap_or_default();
            words.strip_suffix(&number).unwrap_or(&words).to_owned()
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{is_open_to_others, open, reason};
    use std::io::Read as _;
    use std::path::Path;

    fn why(path: &Path) -> String {
        reason(&open(path).expect_err("nothing to read"))
    }

    #[test]
    fn a_file_that_others_may_read_is_open_to_them() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        std::fs::write(&path, b"key").unwrap();
        for (mode, expected) in [(0o600, false), (0o400, false), (0o644, true), (0o640, true), (0o602, true)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_open_to_others(&std::fs::metadata(&path).unwrap()), expected, "{mode:o}");
        }
    }

    /// D8.
    #[test]
    fn what_is_no_file_is_named_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(why(&at("missing")), "no such file");
        assert_eq!(why(folder.path()), "it is a folder, not a file");
        let directory = rustix::fs::open(folder.path(), rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
        rustix::fs::mkfifoat(&directory, "pipe", rustix::fs::Mode::RUSR).unwrap();
        let _listener = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        for special in [at("pipe"), at("socket"), "/dev/zero".into(), "/dev/random".into(), "/dev/null".into()] {
            assert_eq!(why(&special), "it is not a regular file", "{}", special.display());
        }
        std::os::unix::fs::symlink(at("nowhere"), at("dangling")).unwrap();
        assert_eq!(why(&at("dangling")), "no such file");
        std::os::unix::fs::symlink(at("b"), at("a")).unwrap();
        std::os::unix::fs::symlink(at("a"), at("b")).unwrap();
        assert_eq!(why(&at("a")), "its symbolic links form a loop");
        assert_eq!(why(&at(&"x".repeat(300))), "its name is too long or contains characters that are not allowed");
        // A file through a link is one, and one that is deleted while it is read is still read.
        std::fs::write(at("file"), b"abc").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        let mut file = open(&at("link")).unwrap();
        std::fs::remove_file(at("file")).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
    }
}
