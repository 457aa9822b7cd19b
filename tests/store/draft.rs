//! The draft of what a person is making: the program is killed while it keeps one, again and again.

use crate::support::{again, command};
use jotsmith::engine::builder::draft::Draft;
use jotsmith::store::draft::DraftKeeper;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

const FOLDER: &str = "JOTSMITH_TEST_DRAFTS";

/// A draft of this number, of some size.
fn draft(number: u64) -> Draft {
    let mut draft = Draft::default();
    draft.payload.claims = format!("{{\"number\":{number},\"filler\":\"{}\"", "x".repeat(20_000));
    draft
}

fn number_of(draft: &Draft) -> Option<u64> {
    assert!(draft.payload.claims.ends_with('x') || draft.payload.claims.ends_with('"'), "the draft is torn");
    draft.payload.claims.strip_prefix("{\"number\":")?.split(',').next()?.parse().ok()
}

/// Keeps one draft after the other and says so, until it is killed. Run by the other test alone.
#[test]
fn keeper() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let (mut keeper, found, notices) = DraftKeeper::at(Path::new(&folder), "stamp");
    assert!(notices.is_empty(), "{notices:?}");
    let mut number = found.and_then(|found| number_of(&found.draft)).unwrap_or(0);
    let mut out = std::io::stdout();
    loop {
        number += 1;
        keeper.keep(&draft(number), 0).unwrap();
        writeln!(out, "\nkept {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn killed_at_any_moment_the_last_kept_draft_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut last = 0;
    for kill in 0..15_u64 {
        let mut child = command(&again("draft::keeper"))
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut kept = |line: &str| {
            if let Some(number) = line.strip_prefix("kept ").and_then(|number| number.parse().ok()) {
                last = number;
                return true;
            }
            false
        };
        while let Some(Ok(line)) = lines.next() {
            if kept(&line) {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(kill * 733 % 9_000));
        child.kill().unwrap();
        child.wait().unwrap();
        while let Some(Ok(line)) = lines.next() {
            kept(&line);
        }
        let (keeper, found, notices) = DraftKeeper::at(folder.path(), "stamp");
        let number = number_of(&found.expect("a draft").draft).expect("its number");
        assert!(notices.is_empty(), "{notices:?}");
        // The one that was being kept may be there already.
        assert!(number == last || number == last + 1, "kill {kill}: {number} found, {last} kept");
        drop(keeper);
    }
    assert!(last >= 15, "{last}");
    println!("kill -9: 15 kills while {last} drafts were kept, each found again whole");
}
