//! What a person reads is asserted as a type or as a whole text, never as a piece of a sentence: a piece says nothing of the
//! rest, which nobody then reads, and "does not say this" holds of every other sentence. See `tests/README.md`.

use crate::tidy::{collect, is_words, read, without_tests};
use std::path::Path;

/// What looks for a piece of a text.
const LOOKS: [&str; 8] =
    ["contains", "ends_with", "matches", "rsplit_once", "split_once", "starts_with", "strip_prefix", "strip_suffix"];

/// Why some words may be looked for, and where: no others, and none that are gone.
const ALLOWED: &[(&str, &[(&str, &str)])] = &[
    (
        "Rust, which these read",
        &[
            ("tests/app/floor.rs", "use "),
            ("tests/app/size.rs", "pub "),
            ("tests/app/size.rs", "const "),
            ("tests/app/size.rs", "fn "),
        ],
    ),
    (
        "commands and a table of a page that these read",
        &[
            ("tests/cli/readme.rs", "jotsmith "),
            ("tests/cli/readme.rs", "openssl "),
            ("tests/cli/readme.rs", "cargo "),
            ("tests/cli/readme.rs", "keys "),
            ("tests/cli/security.rs", "| promise"),
        ],
    ),
    (
        "names of standards and what other programs read: a header line, a command, YAML, a manifest",
        &[
            ("tests/app/export_window.rs", "curl --header 'Authorization: Bearer eyJ"),
            ("tests/app/export_window.rs", r#"iss: \"https://login.example.com\"\n"#),
            ("tests/cli/everyday.rs", "Bearer "),
            ("tests/cli/supply.rs", "crate = "),
            ("src/engine/export/tests.rs", "Authorization: DPoP eyJ"),
        ],
    ),
    (
        "words of man and of the kernel",
        &[
            ("tests/cli/dist.rs", "No such file"),
            ("tests/cli/dist.rs", "not found"),
            ("tests/cli/canary.rs", "Max core file size"),
        ],
    ),
    (
        "what a test tells another process of its own",
        &[("tests/store/draft.rs", "kept "), ("tests/store/kill.rs", "begin "), ("tests/store/kill.rs", "end ")],
    ),
];

/// Where `text`, the file `name`, looks for words in a text: the file and the words.
fn looked_for<'a>(name: &'a str, text: &str) -> Vec<(&'a str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        rest = after;
        if !LOOKS.iter().any(|look| before.strip_suffix(look).is_some_and(|before| before.ends_with('.'))) {
            continue;
        }
        // `&"…"` is looked for in a list, whole.
        let argument = after.trim_start();
        let argument = argument.strip_prefix("&format!(").unwrap_or(argument).trim_start();
        if let Some(quote) = quoted(argument).filter(|quote| is_words(quote)) {
            found.push((name, quote.to_owned()));
        }
    }
    found
}

/// What is in the quotes that `code` begins with, as it is written there.
fn quoted(code: &str) -> Option<&str> {
    let raw = code.strip_prefix('r').unwrap_or(code);
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let inside = raw[hashes..].strip_prefix('"')?;
    if raw.len() < code.len() {
        return inside.split_once(&format!("\"{}", "#".repeat(hashes))).map(|(inside, _)| inside);
    }
    let mut is_escaped = false;
    let end = inside.find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    })?;
    Some(&inside[..end])
}

/// Every file below `root` with its tests, by its name from there.
fn tests_below(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&root.join("tests"), &mut files);
    collect(&root.join("src"), &mut files);
    let read = |file: std::path::PathBuf| {
        let name = file.strip_prefix(root).expect("below it").to_string_lossy().replace('\\', "/");
        let code = read(&std::fs::read_to_string(&file).expect("source is UTF-8"), true);
        let is_all_tests = name.starts_with("tests/") || name.contains("/tests/") || name.ends_with("/tests.rs");
        let start = if is_all_tests { 0 } else { without_tests(&code).len() };
        (name, code[start..].to_owned())
    };
    files.into_iter().map(read).collect()
}

#[test]
fn no_test_looks_for_a_piece_of_a_sentence() {
    let tests = tests_below(Path::new(env!("CARGO_MANIFEST_DIR")));
    let found: Vec<(&str, String)> = tests.iter().flat_map(|(name, text)| looked_for(name, text)).collect();
    let allowed: Vec<(&str, &str)> = ALLOWED.iter().flat_map(|(_, words)| words.iter().copied()).collect();
    let is_found = |(name, words): &(&str, &str)| found.iter().any(|(own, looked)| own == name && looked == words);
    let refused: Vec<_> = found.iter().filter(|(name, words)| !allowed.contains(&(*name, words.as_str()))).collect();
    assert!(refused.is_empty(), "assert the type, or collect the whole text with golden::Said:\n{refused:#?}");
    let gone: Vec<_> = allowed.iter().filter(|one| !is_found(one)).collect();
    assert!(gone.is_empty(), "these are looked for no longer, so they are allowed no longer:\n{gone:#?}");
}

#[test]
fn a_planted_piece_of_a_sentence_is_found() {
    for text in [
        "assert!(ran.stderr.contains(\"no key is loaded\"));",
        "assert!(!ran.stderr\n    .contains(\n        \"no key\",\n    ));",
        "assert!(words.starts_with(&format!(\"Expired {} ago\", 1)));",
        "assert_eq!(words.matches(r#\"a \"quoted\" word\"#).count(), 1);",
        "let (_, rest) = words.split_once(\". Pass \").unwrap();",
        "assert!(words.ends_with(\"(602 bytes)\"));",
        "assert!(words.contains(\"say \\\"that\\\" twice\"));",
    ] {
        assert_eq!(looked_for("tests/cli/x.rs", text).len(), 1, "{text}");
    }
    for text in [
        "assert!(ran.stderr.contains(\"TIME_MALFORMED\"));",
        "assert!(ran.stdout.contains(\"\\\"alg\\\": \\\"ES256\\\"\"));",
        "assert!(!ran.stderr.contains(secret) && pem.starts_with(\"-----BEGIN PUBLIC KEY-----\"));",
        "assert_eq!(ran.stderr, \"jotsmith: the input is empty\\n\");",
        "said.line(\"a whole sentence\"); assert!(names.contains(&\"two words\".to_owned()) || x(\"two words\"));",
    ] {
        assert_eq!(looked_for("tests/cli/x.rs", text), [], "{text}");
    }
}
