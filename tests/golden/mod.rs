//! Goldens: what a person sees, whole, beside the last text that somebody read and agreed to.
//!
//! `UPDATE_GOLDEN=1 cargo test` writes them anew; the diff of them is then read like code. See `tests/README.md`.

use snapbox::assert::Action;
use snapbox::{Assert, Data, IntoData};
use std::path::{Path, PathBuf};

/// The folder of these goldens.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Whether goldens are written anew instead of being compared.
pub(crate) fn is_renewed() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Every golden of this kind in `folder` and in the folders in it, in the order of their names.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What is different from the golden at `path`, or, where goldens are renewed, nothing: the file is written.
pub(crate) fn difference(path: &Path, actual: &str) -> Option<String> {
    let action = if is_renewed() { Action::Overwrite } else { Action::Verify };
    // Raw: no wildcard and no other slash makes two different texts the same.
    let expected = Data::read_from(path, None).raw();
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
    let compared =
        Assert::new().action(action).normalize_paths(false).try_eq(Some(&name), actual.into_data().raw(), expected);
    compared.err().map(|error| error.to_string())
}

/// What a test is told in words, line by line, as a golden in `said/`: what the test itself asserts is what is meant.
pub(crate) struct Said {
    path: PathBuf,
    hidden: Vec<(String, &'static str)>,
    text: String,
}

impl Said {
    /// Of the test of this name: "cli/keys/what_is_private_needs_the_word".
    pub(crate) fn new(name: &str) -> Self {
        let hidden = vec![(concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned(), "")];
        Self { path: folder("said").join(format!("{name}.txt")), hidden, text: String::new() }
    }

    /// The same, of a test with a folder of its own, which the words name `[DIR]`.
    #[allow(dead_code, reason = "not every target that compares with goldens has such folders")]
    pub(crate) fn in_folder(name: &str, folder: &str) -> Self {
        let mut said = Self::new(name);
        said.hidden.push((folder.trim_end_matches('/').to_owned(), "[DIR]"));
        said
    }

    /// One more line, or several.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        let mut text = text.as_ref().trim_end().to_owned();
        for (what, with) in &self.hidden {
            text = text.replace(what, with);
        }
        self.text.push_str(&text);
        self.text.push('\n');
    }

    /// Compares.
    pub(crate) fn agree(self) {
        agree(difference(&self.path, &self.text));
    }
}

/// What a test is told once, as a golden in `said/`.
#[allow(dead_code, reason = "not every target that compares with goldens has such a test")]
pub(crate) fn said(name: &str, text: impl AsRef<str>) {
    let mut said = Said::new(name);
    said.line(text);
    said.agree();
}

/// The text with `[TIME]` for each time of today's: "2026-11-30 06:20 UTC", with or without seconds.
#[allow(dead_code, reason = "not every target that compares with goldens tells such times")]
pub(crate) fn without_times(text: &str) -> String {
    let length = |rest: &str| {
        ["0000-00-00 00:00:00 UTC", "0000-00-00 00:00 UTC"].map(str::as_bytes).into_iter().find_map(|form| {
            let fits = |(own, form): (u8, &u8)| own == *form || (*form == b'0' && own.is_ascii_digit());
            (rest.len() >= form.len() && rest.bytes().zip(form).all(fits)).then_some(form.len())
        })
    };
    let (mut without, mut rest) = (String::new(), text);
    while let Some(character) = rest.chars().next() {
        let time = length(rest);
        without.push_str(if time.is_some() { "[TIME]" } else { &rest[..character.len_utf8()] });
        rest = &rest[time.unwrap_or(character.len_utf8())..];
    }
    without
}

/// A golden in `said/` whose test is gone is a golden that nobody reads.
#[test]
fn every_said_has_its_test() {
    let said = folder("said");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for path in files(&said, "txt") {
        let name = path.with_extension("");
        let name = name.strip_prefix(&said).expect("in it").to_str().expect("UTF-8").to_owned();
        let (source, _) = name.rsplit_once('/').expect("target/file/test");
        let source = std::fs::read_to_string(tests.join(format!("{source}.rs"))).unwrap_or_default();
        assert!(source.contains(&format!("\"{name}\"")), "no test has the golden said/{name}.txt");
    }
}

/// Fails with every difference there is, so that one run shows them all.
pub(crate) fn agree(differences: impl IntoIterator<Item = String>) {
    let differences: Vec<String> = differences.into_iter().collect();
    assert!(
        differences.is_empty(),
        "{} golden(s) differ; read them, then `UPDATE_GOLDEN=1 cargo test`\n{}",
        differences.len(),
        differences.join("\n")
    );
}
