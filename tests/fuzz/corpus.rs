//! What coverage-guided runs found worth keeping: inputs that reach code which the seeds do not, minimised by libFuzzer.
//! `tests/data/fuzz` has a file for each target, one input a line in base64, so that a change of it can be read.

use data_encoding::BASE64;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// All files together stay below this, in bytes.
pub const LARGEST: u64 = 20 * 1024 * 1024;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz")
}

/// The inputs kept for a target, in the order of the file.
pub fn kept(target: &str) -> Vec<Vec<u8>> {
    let file = folder().join(target).with_extension("txt");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let decoded =
        |line: &str| BASE64.decode(line.as_bytes()).unwrap_or_else(|error| panic!("{target}: {line}: {error}"));
    text.lines().map(decoded).collect()
}

/// Makes a target's file of all files in a folder, without the seeds, which are made anew each time.
pub fn keep(target: &str, found: &Path, seeds: &[Vec<u8>]) {
    let entries = std::fs::read_dir(found).unwrap_or_else(|error| panic!("{}: {error}", found.display()));
    let mut inputs: BTreeSet<Vec<u8>> = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    inputs.retain(|input| !seeds.contains(input));
    // Short ones first: a line that differs is found sooner.
    let mut inputs: Vec<Vec<u8>> = inputs.into_iter().collect();
    inputs.sort_by_key(Vec::len);
    let lines: String = inputs.iter().map(|input| BASE64.encode(input) + "\n").collect();
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join(target).with_extension("txt"), lines).unwrap();
}
