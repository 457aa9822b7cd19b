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
