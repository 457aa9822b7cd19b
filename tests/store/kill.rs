//! E7: the program is killed in the middle of a save, at a random moment, again and again.

use crate::support::{again, command, number_of, opened, version};
use jotsmith::store::keyring::Guard;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

const PATH: &str = "JOTSMITH_TEST_KILLED";
/// How often; 50 in a normal run.
const KILLS: &str = "JOTSMITH_TEST_KILLS";

/// Saves one version after the other and says so, until it is killed. Run by the other test alone.
#[test]
fn saver() {
    let Some(path) = std::env::var_os(PATH) else { return };
    let path = Path::new(&path);
    let mut file = opened(path);
    assert_eq!(file.read_only(), None, "the one before is dead, so its lock is free");
    let mut number = std::fs::read(path).ok().and_then(|bytes| number_of(&bytes)).unwrap_or(0);
    let mut out = std::io::stdout();
    loop {
        number += 1;
        let bytes = version(number, 150_000);
        writeln!(out, "\nbegin {number}").unwrap();
        out.flush().unwrap();
        file.write(&bytes, Guard::Checked).unwrap();
        writeln!(out, "\nend {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn killed_at_any_moment_there_is_the_old_file_or_the_new_one() {
    let kills: usize = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(50);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prod.jwe");
    let (mut old, mut new, mut saves, mut inside) = (0, 0, 0, 0);
    let mut random = 0x9E37_79B9_7F4A_7C15_u64 ^ u64::from(std::process::id());
    let mut last = 0;
    for kill in 0..kills {
        let mut child = command(&again("kill::saver"))
            .env(PATH, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut begun, mut ended) = (last, last);
        let mut note = |line: &str| {
            if let Some(number) = line.strip_prefix("begin ").and_then(|number| number.parse().ok()) {
                begun = number;
                return true;
            }
            if let Some(number) = line.strip_prefix("end ").and_then(|number| number.parse().ok()) {
                ended = number;
                saves += 1;
            }
            false
        };
        // The clock starts when a save does.
        while let Some(Ok(line)) = lines.next() {
            if note(&line) {
                break;
            }
        }
        // xorshift: every run of the test tries other moments.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_micros(random % 12_000));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(!status.success());
        while let Some(Ok(line)) = lines.next() {
            note(&line);
        }
        let bytes = std::fs::read(&path).ok();
        let number = bytes.as_deref().map(|bytes| {
            number_of(bytes).unwrap_or_else(|| panic!("kill {kill}: the file is torn, {} bytes", bytes.len()))
        });
        match number {
            Some(number) => {
                assert!(number == begun || number == ended, "kill {kill}: {number}, begun {begun}, ended {ended}");
                if begun != ended {
                    inside += 1;
                    if number == begun { new += 1 } else { old += 1 }
                }
                last = number;
            }
            None => {
                assert_eq!(ended, 0, "kill {kill}: a file that was saved is gone");
                inside += 1;
                old += 1;
            }
        }
        for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if name.contains(".bak") && !name.starts_with('.') {
                assert!(number_of(&std::fs::read(entry.path()).unwrap()).is_some(), "kill {kill}: {name} is torn");
            }
        }
    }
    // What the killed saves left behind is found, and nothing was deleted on its account.
    let file = opened(&path);
    let leftovers = file.leftovers();
    for leftover in &leftovers {
        file.discard(leftover).unwrap();
    }
    assert!(file.leftovers().is_empty());
    println!(
        "kill -9: {kills} kills during {saves} completed saves, {inside} inside a save: {old} times the old file was there, \
         {new} times the new one, torn: 0, lost: 0; {} leftovers found and cleared",
        leftovers.len()
    );
}
