//! Who else can change a keyring: what others of this computer may write, they may replace.

use std::path::{Path, PathBuf};

/// What others may change on the way to this file, in words that say what to do.
pub(super) fn words(path: &Path) -> Option<String> {
    Some(match open_to_others(path)? {
        (place, Exposure::Writable) => format!(
            "other users of this computer can change {0}. Remove that permission: chmod go-w {0}",
            place.display()
        ),
        (place, Exposure::Anothers) => format!(
            "{} belongs to another user of this computer, who can change it. Copy the file into a folder of your own; \
             JOTSMITH_DATA_DIR and JOTSMITH_CONFIG_DIR name other folders for keyrings and for what is remembered of them",
            place.display()
        ),
    })
}

/// How others can change something.
enum Exposure {
    /// They may write it.
    Writable,
    /// It is one of theirs: its rights are in their hands.
    Anothers,
}

/// The file itself, or the nearest folder above it in which others may put another in its place.
#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<(PathBuf, Exposure)> {
    use std::os::unix::fs::MetadataExt as _;
    const STICKY: u32 = 0o1000;
    let real = std::fs::canonicalize(path).ok()?;
    let own = rustix::process::getuid().as_raw();
    // The file and its own folder; in a folder above them, like /tmp, nobody replaces what is another's.
    let is_far = |place: &Path| place != real && Some(place) != real.parent();
    real.ancestors().find_map(|place| {
        let metadata = std::fs::metadata(place).ok()?;
        // Many systems give everyone a group of their own, of the same number, in which nobody else is.
        let is_own_group = metadata.gid() == own;
        let is_writable = metadata.mode() & if is_own_group { 0o002 } else { 0o022 } != 0;
        // Where the file is gone, or beside it, anybody puts another: a backup, a plain set of its name.
        let is_shared_safely = metadata.is_dir() && metadata.mode() & STICKY != 0 && is_far(place);
        let is_anothers = metadata.uid() != own && metadata.uid() != 0;
        let exposure = if is_anothers { Exposure::Anothers } else { Exposure::Writable };
        (is_anothers || is_writable && !is_shared_safely).then(|| (place.to_owned(), exposure))
    })
}

#[cfg(not(unix))]
fn open_to_others(_path: &Path) -> Option<(PathBuf, Exposure)> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::words;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_file_and_every_folder_above_it_count() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("data/keyrings");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("prod.jwe");
        std::fs::write(&file, b"x").unwrap();
        let set = |path: &std::path::Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
        for (open, mode, shut) in
            [(file.clone(), 0o602, 0o600), (folder.clone(), 0o777, 0o700), (place.path().join("data"), 0o703, 0o755)]
        {
            let before = words(&file);
            set(&open, mode);
            let told = words(&file).expect("told");
            assert!(
                told.contains(&format!("chmod go-w {}", std::fs::canonicalize(&open).unwrap().display())),
                "{told}"
            );
            set(&open, shut);
            assert_eq!(words(&file), before);
        }
        // As /tmp is: among the keyrings others can put more of them, above them nothing is replaced.
        set(&folder, 0o1777);
        assert!(words(&file).is_some());
        set(&folder, 0o700);
        set(&place.path().join("data"), 0o1777);
        assert_eq!(words(&file), None);
    }
}
