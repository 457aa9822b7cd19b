//! Folders of which something else makes copies: what is in them leaves this computer.

use std::path::{Component, Path};

/// Who copies what is in the folder of this file: "Dropbox", "a git work tree". `None` where nobody is known to.
///
/// Told by the names that these programs give their folders, and by what they leave in them. The file need not be there.
pub fn carrier(path: &Path) -> Option<&'static str> {
    let absolute = std::path::absolute(path).ok()?;
    // A link may lead into such a folder, or stand in one.
    let real = std::fs::canonicalize(&absolute).ok();
    std::iter::once(absolute).chain(real).find_map(|path| of_folder(path.parent()?))
}

fn of_folder(folder: &Path) -> Option<&'static str> {
    by_name(folder).or_else(|| folder.ancestors().find_map(by_trace))
}

/// By the names on the way to it.
fn by_name(folder: &Path) -> Option<&'static str> {
    let names: Vec<String> = folder
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
            _ => None,
        })
        .collect();
    let mut above = "";
    for name in &names {
        let name = name.as_str();
        // macOS keeps the folders of all of them in ~/Library/CloudStorage, as "OneDrive-Personal".
        let is_cloud = above == "cloudstorage";
        let is = |own: &str, marks: &[&str]| {
            name.strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || is_cloud || marks.iter().any(|mark| rest.starts_with(mark)))
        };
        if is("dropbox", &[" ("]) {
            return Some("Dropbox");
        }
        if is("onedrive", &[" - "]) {
            return Some("OneDrive");
        }
        if is("icloud drive", &[]) || is("iclouddrive", &[]) || name == "com~apple~clouddocs" {
            return Some("iCloud");
        }
        if name == "mobile documents" && above == "library" {
            return Some("iCloud");
        }
        if is("google drive", &[" ("]) || is("googledrive", &[]) {
            return Some("Google Drive");
        }
        above = name;
    }
    None
}

/// By what is in it.
fn by_trace(folder: &Path) -> Option<&'static str> {
    if folder.join(".dropbox.cache").is_dir() || folder.join(".dropbox").is_file() {
        return Some("Dropbox");
    }
    // Of a submodule or a second work tree it is a file that says where the rest is.
    let git = folder.join(".git");
    (git.is_file() || git.join("HEAD").is_file()).then_some("a git work tree")
}

#[cfg(test)]
mod tests {
    use super::{by_name, carrier};
    use std::path::Path;

    #[test]
    fn the_folders_of_those_who_copy_are_told_by_their_names() {
        for (folder, expected) in [
            ("/home/ann/Dropbox/keys", Some("Dropbox")),
            ("/home/ann/Dropbox (Personal)", Some("Dropbox")),
            ("/Users/ann/Library/CloudStorage/Dropbox-Acme/x", Some("Dropbox")),
            ("/home/ann/dropboxes", None),
            ("/mnt/c/Users/ann/OneDrive/Documents", Some("OneDrive")),
            ("/mnt/c/Users/ann/OneDrive - Contoso Ltd/keys", Some("OneDrive")),
            ("/Users/ann/Library/CloudStorage/OneDrive-Personal", Some("OneDrive")),
            ("/home/ann/onedriver", None),
            ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs", Some("iCloud")),
            ("/Users/ann/Library/Mobile Documents/iCloud~dev~x", Some("iCloud")),
            ("/mnt/c/Users/ann/iCloudDrive", Some("iCloud")),
            ("/home/ann/Mobile Documents", None),
            ("/Users/ann/Google Drive/My Drive", Some("Google Drive")),
            ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com", Some("Google Drive")),
            ("/home/ann/.local/share/jotsmith", None),
            ("/", None),
        ] {
            assert_eq!(by_name(Path::new(folder)), expected, "{folder}");
        }
    }

    #[test]
    fn a_work_tree_and_a_link_into_one_are_told() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        std::fs::create_dir_all(at("tree/deep/er")).unwrap();
        std::fs::create_dir_all(at("plain")).unwrap();
        std::fs::create_dir_all(at("tree/.git")).unwrap();
        std::fs::write(at("tree/deep/er/key.pem"), b"key").unwrap();
        let before = carrier(&at("plain/key.pem"));
        // A folder of that name alone is no work tree.
        assert_eq!(carrier(&at("tree/deep/er/key.pem")), before);
        std::fs::write(at("tree/.git/HEAD"), b"ref: refs/heads/main\n").unwrap();
        assert_eq!(carrier(&at("tree/deep/er/key.pem")), Some("a git work tree"));
        assert_eq!(carrier(&at("tree/deep/new.pem")), Some("a git work tree"), "it need not be there");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("tree/deep/er/key.pem"), at("plain/link.pem")).unwrap();
            assert_eq!(carrier(&at("plain/link.pem")), Some("a git work tree"));
        }
        std::fs::create_dir_all(at("plain/second")).unwrap();
        std::fs::write(at("plain/second/.git"), b"gitdir: ../../tree/.git/worktrees/second\n").unwrap();
        assert_eq!(carrier(&at("plain/second/key.pem")), Some("a git work tree"));
        std::fs::create_dir_all(at("box/.dropbox.cache")).unwrap();
        assert_eq!(carrier(&at("box/keys/key.pem")), Some("Dropbox"));
    }
}
