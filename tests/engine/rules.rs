//! `assets/RULES.md`, every rule as a person reads it, made from the tables. `UPDATE_GOLDEN=1 cargo test` renews it.

use jotsmith::engine::lint;
use std::fmt::Write as _;
use std::path::Path;

fn made() -> String {
    let count = lint::all_rules().count();
    let mut page = format!(
        "# Rules\n\nThe {count} rules behind Jotsmith's findings, made from the tables in `src/engine/rule` and \
         `src/engine/lint`; a test keeps this page true. The severity is the usual one: a case can ask for another. \
         Identifiers are stable: they appear in the window, in `jotsmith inspect` and in its JSON report.\n"
    );
    let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_");
    for (subject, tables) in lint::subjects() {
        let _ = write!(page, "\n## {subject}\n\n| rule | severity | what it says | what to do | reference |\n");
        page.push_str("|---|---|---|---|---|\n");
        for rule in tables.into_iter().flatten() {
            let (title, advice, reference) = (cell(rule.title), cell(rule.advice), cell(rule.reference));
            let severity = rule.severity.word();
            let _ = writeln!(page, "| `{}` | {severity} | {title} | {advice} | {reference} |", rule.id);
        }
    }
    page
}

#[test]
fn the_page_of_rules_is_that_of_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/RULES.md");
    let made = made();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &made).expect("writable");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(kept == made, "assets/RULES.md is old: `UPDATE_GOLDEN=1 cargo test` renews it: {differs:?}");
    for rule in lint::all_rules() {
        assert_eq!(made.matches(&format!("\n| `{}` |", rule.id)).count(), 1, "{}", rule.id);
    }
}
