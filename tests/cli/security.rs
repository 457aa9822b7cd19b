//! The threat model names the test of each promise. A test that is renamed or gone must not leave a promise behind.

use std::path::Path;

const MODEL: &str = include_str!("../../.github/SECURITY.md");

#[test]
fn every_promise_has_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = MODEL.split("## Promises").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the promises");
    let rows: Vec<&str> =
        promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise")).collect();
    assert!(rows.len() >= 20, "{} promises", rows.len());
    for row in rows {
        let named: Vec<&str> = row.rsplit(" | ").next().unwrap_or_default().split('`').skip(1).step_by(2).collect();
        let [file, test] = named.as_slice() else { panic!("no file and test in: {row}") };
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        let at = text.find(&format!("fn {test}()")).unwrap_or_else(|| panic!("{file} has no {test}: {row}"));
        let before = text[..at].trim_end();
        assert!(
            before.ends_with("#[test]") || before.lines().rev().take(3).any(|line| line.trim() == "#[test]"),
            "{test} is no test"
        );
    }
}
