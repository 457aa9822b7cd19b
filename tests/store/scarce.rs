//! E5 with the kernel's own limits: a longest file, a disk of 128 kB, a user who may not write.

use crate::support::{again, command, number_of, opened, version};
use jotsmith::store::keyring::{Guard, ReadOnly, SaveError};
use std::path::Path;

const PATH: &str = "JOTSMITH_TEST_SCARCE";
const LENGTH: usize = 60_000;

/// Saves version 2 and says what came of it. Run by the other tests alone.
#[test]
fn saver() {
    let Some(path) = std::env::var_os(PATH) else { return };
    let path = Path::new(&path);
    if path.exists() && path.is_dir() {
        // A small disk of its own: version 1 goes there first, and something that fills it.
        let path = path.join("prod.jwe");
        opened(&path).write(&version(1, LENGTH), Guard::Checked).unwrap();
        let (mut refused, mut saved) = (0, 0);
        for filler in (0..120_000).step_by(4096) {
            let _ = std::fs::write(path.with_file_name("filler"), vec![b'x'; filler]);
            let mut file = opened(&path);
            match file.write(&version(2, LENGTH), Guard::Checked) {
                Ok(_) => {
                    saved += 1;
                    assert_eq!(number_of(&std::fs::read(&path).unwrap()), Some(2));
                    let _ = std::fs::remove_file(path.with_file_name("filler"));
                    file.write(&version(1, LENGTH), Guard::Checked).unwrap();
                    for backup in file.backups() {
                        std::fs::remove_file(backup).unwrap();
                    }
                }
                Err(_) => {
                    refused += 1;
                    assert_eq!(number_of(&std::fs::read(&path).unwrap()), Some(1));
                }
            }
        }
        println!("\nRESULT refused {refused} saved {saved}");
        return;
    }
    let mut file = opened(path);
    match file.write(&version(2, LENGTH), Guard::Checked) {
        Ok(_) => println!("\nRESULT saved"),
        Err(SaveError::ReadOnly(ReadOnly::NoPermission)) => println!("\nRESULT read-only"),
        Err(SaveError::Disk { .. }) => println!("\nRESULT disk"),
        Err(error) => println!("\nRESULT {error}"),
    }
}

fn result(words: &[String], path: &Path) -> Option<String> {
    let output = command(words).env(PATH, path).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("RESULT ")).map(str::to_owned)
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow() {
    let (mut refused, mut saved) = (0, 0);
    // In blocks of 512 bytes (POSIX); some shells count 1,024.
    for blocks in (0..=160).step_by(5) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prod.jwe");
        opened(&path).write(&version(1, LENGTH), Guard::Checked).unwrap();
        let shell = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut words = ["sh", "-c", shell.as_str(), "sh"].map(str::to_owned).to_vec();
        words.extend(again("scarce::saver"));
        let result = result(&words, &path).expect("the shell runs");
        let number = number_of(&std::fs::read(&path).unwrap());
        if result == "saved" {
            saved += 1;
            assert_eq!(number, Some(2), "{blocks}");
        } else {
            refused += 1;
            assert_eq!(result, "disk", "{blocks}");
            assert_eq!(number, Some(1), "{blocks}: {result}");
        }
        assert!(opened(&path).leftovers().is_empty(), "{blocks}");
    }
    assert!(refused > 0 && saved > 0, "{refused} {saved}");
    println!("file size limits: {refused} saves refused with the old file whole, {saved} saved, lost: 0");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up() {
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size=192k tmpfs {} && exec \"$@\"", folder.path().display());
    let mut words = ["unshare", "-rm", "sh", "-c", mount.as_str(), "sh"].map(str::to_owned).to_vec();
    words.extend(again("scarce::saver"));
    match result(&words, folder.path()) {
        Some(result) => {
            assert_ne!(result.split_whitespace().nth(1), Some("0"), "{result}");
            println!("a disk of 192 kB: {result}, lost: 0");
        }
        None => println!("a disk of 192 kB: this machine lets nobody mount one, not tested"),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    opened(&path).write(&version(1, LENGTH), Guard::Checked).unwrap();
    std::fs::remove_file(folder.path().join(".prod.jwe.lock")).unwrap();
    let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    set(&path, 0o644);
    set(folder.path(), 0o555);
    // Root may write everywhere: as somebody else, then.
    let mut words = again("scarce::saver");
    let is_root = std::fs::write(folder.path().join("probe"), b"").is_ok();
    if is_root {
        let _ = std::fs::remove_file(folder.path().join("probe"));
        let somebody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"].map(str::to_owned);
        words = somebody.into_iter().chain(words).collect();
    }
    let result = result(&words, &path);
    set(folder.path(), 0o755);
    match result {
        Some(result) => {
            assert_eq!(result, "read-only");
            assert_eq!(number_of(&std::fs::read(&path).unwrap()), Some(1));
            println!("a read-only folder: opened for reading, nothing written");
        }
        None => println!("a read-only folder: nobody to be but root, not tested"),
    }
}
