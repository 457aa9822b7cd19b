//! A short run of every fuzz target in each `cargo test`, without libFuzzer: the seeds and the kept corpus as they are, and
//! simple mutations of them. `README.md` beside this file says how to fuzz for longer.

mod corpus;
mod seed;
mod target;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// How long each target is mutated for; `JOTSMITH_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 2;
/// Single bytes that mutations put in.
const SIGNS: &[u8] = b".-_~{}[]\",:=\\0\n\xff";
/// No input may take longer, in a build without optimization on a busy machine.
const SLOWEST: Duration = Duration::from_secs(20);

/// A small generator of numbers (xorshift64*), the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).expect("fits")).expect("fits")
    }
}

/// The words of the dictionary, `\xNN` resolved.
fn words() -> Vec<Vec<u8>> {
    let unescape = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let escape = rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok());
            if let Some(byte) = escape {
                bytes.push(byte);
                rest = &rest[4..];
            } else {
                let from = if rest.starts_with('\\') { 1 } else { 0 };
                let length = rest[from..].chars().next().map_or(character.len_utf8(), char::len_utf8);
                bytes.extend_from_slice(&rest.as_bytes()[from..from + length]);
                rest = &rest[from + length..];
            }
        }
        bytes
    };
    seed::WORDS.lines().filter_map(|line| Some(unescape(line.trim().strip_prefix('"')?.strip_suffix('"')?))).collect()
}

fn mutate(input: &mut Vec<u8>, others: &[Vec<u8>], words: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(input.len() + 1);
        let end = (at + 1 + random.below(16)).min(input.len());
        match random.below(8) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 if at < input.len() => input[at] = SIGNS[random.below(SIGNS.len())],
            2 => input.truncate(at),
            3 => drop(input.drain(at.min(end)..end)),
            4 => {
                let copy = input[at.min(end)..end].to_vec();
                input.splice(at..at, copy);
            }
            5 | 6 => {
                let word = words[random.below(words.len())].clone();
                input.splice(at..at, word);
            }
            _ => {
                let other = &others[random.below(others.len())];
                input.truncate(at);
                input.extend_from_slice(&other[random.below(other.len())..]);
            }
        }
    }
    input.truncate(16 * 1024);
}

fn run(name: &str) {
    let target = target::TARGETS.iter().find(|target| target.name == name).expect("a target");
    let mut seeds = seed::seeds(name);
    assert!(!seeds.is_empty(), "{name} has no seeds");
    seeds.extend(corpus::kept(name));
    let words = words();
    let check = |input: &[u8]| {
        let start = Instant::now();
        let shown = || input.escape_ascii().to_string();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
            let what = panic.downcast_ref::<String>().cloned();
            let what = what.or_else(|| panic.downcast_ref::<&str>().map(|&what| what.to_owned()));
            panic!("{name} of b\"{}\": {}", shown(), what.unwrap_or_default());
        }
        assert!(start.elapsed() < SLOWEST, "{name} took {:?} for b\"{}\"", start.elapsed(), shown());
    };
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let seconds = std::env::var_os("JOTSMITH_FUZZ_SECONDS").and_then(|text| text.to_str()?.parse().ok());
    let seconds = seconds.unwrap_or(SECONDS);
    let end = Instant::now() + Duration::from_secs(seconds);
    seeds.iter().for_each(|seed| check(seed));
    let mut mutated = 0;
    while Instant::now() < end {
        let mut input = seeds[random.below(seeds.len())].clone();
        mutate(&mut input, &seeds, &words, &mut random);
        check(&input);
        mutated += 1;
    }
    println!("{name}: {} seeds and kept inputs, {mutated} mutations", seeds.len());
}

macro_rules! smoke {
    ($($name:ident),*) => {
        $(#[test]
        fn $name() {
            run(stringify!($name));
        })*

        #[test]
        fn every_target_has_its_test_and_its_file() {
            let tested = [$(stringify!($name)),*];
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
            let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
            for target in target::TARGETS {
                assert!(tested.contains(&target.name), "{} has no test", target.name);
                let file = format!("fuzz_targets/{}.rs", target.name);
                assert!(root.join(&file).is_file() && manifest.contains(&file), "{file} is not there");
            }
            assert_eq!(tested.len(), target::TARGETS.len());
        }
    };
}

smoke!(
    detect,
    parse,
    json,
    base64url,
    jwk,
    key_file,
    keyring_open,
    sd_jwt,
    judge,
    examine,
    verdict,
    envelope,
    builder,
    present,
    draft,
    template,
    settings,
    growth
);

/// Writes the seeds and the kept corpus where `JOTSMITH_FUZZ_CORPUS` says, one folder for each target: what `tests/fuzz/run`
/// begins with.
#[test]
fn seeds_are_written_where_they_are_asked_for() {
    let Some(folder) = std::env::var_os("JOTSMITH_FUZZ_CORPUS").map(std::path::PathBuf::from) else { return };
    for target in target::TARGETS {
        let folder = folder.join(target.name);
        std::fs::create_dir_all(&folder).unwrap();
        for (kind, inputs) in [("seed", seed::seeds(target.name)), ("kept", corpus::kept(target.name))] {
            for (index, input) in inputs.iter().enumerate() {
                std::fs::write(folder.join(format!("{kind}-{index:05}")), input).unwrap();
            }
        }
    }
}

/// Keeps what `JOTSMITH_FUZZ_KEEP` has in a folder for each target: what `tests/fuzz/keep` ends with.
#[test]
fn what_was_found_is_kept_where_that_is_asked_for() {
    let Some(found) = std::env::var_os("JOTSMITH_FUZZ_KEEP").map(std::path::PathBuf::from) else { return };
    for target in target::TARGETS {
        let found = found.join(target.name);
        if found.is_dir() {
            corpus::keep(target.name, &found, &seed::seeds(target.name));
        }
    }
}

#[test]
fn the_corpus_stays_small_and_each_input_is_kept_once() {
    let mut total = 0;
    for target in target::TARGETS {
        let inputs = corpus::kept(target.name);
        let distinct: std::collections::BTreeSet<&Vec<u8>> = inputs.iter().collect();
        assert!(!inputs.is_empty(), "nothing is kept for {}", target.name);
        assert_eq!(distinct.len(), inputs.len(), "{} keeps an input twice", target.name);
        total += std::fs::metadata(corpus::folder().join(target.name).with_extension("txt")).unwrap().len();
    }
    assert!(total < corpus::LARGEST, "{total} bytes");
}
