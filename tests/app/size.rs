//! How long a file and a function may be: what is longer holds two things.

use crate::tidy::{sources, without_tests};

/// Lines of a file, without the tests at its end.
const FILE: usize = 650;
/// Lines of a file of tests.
const TESTS: usize = 800;
/// Lines of a function.
const FUNCTION: usize = 90;

/// What may be longer, and why.
const LONGER: &[(&str, &str, &str)] = &[
    ("app/update/builder/mod.rs", "apply", "one arm a command"),
    (
        "engine/detect/tests.rs",
        "any_text_is_safe_and_what_is_found_is_found_again",
        "a list of texts, and one look at each",
    ),
    ("ui/tests/fabricated.rs", "verified", "one view, written out"),
];

/// The functions of a source that are longer, with their lines.
fn long_functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let name_of = |line: &str| {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        let rest = rest.strip_prefix("pub ").unwrap_or(rest);
        let rest = rest.strip_prefix("pub(").and_then(|rest| Some(rest.split_once(") ")?.1)).unwrap_or(rest);
        let rest = rest.strip_prefix("const ").unwrap_or(rest).strip_prefix("fn ")?;
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        Some((format!("{indent}}}"), name))
    };
    let functions = lines.iter().enumerate().filter_map(|(start, line)| {
        let (end, name) = name_of(line)?;
        let length = lines[start..].iter().position(|line| *line == end)? + 1;
        Some((name, length))
    });
    functions.filter(|(_, length)| *length > FUNCTION).collect()
}

#[test]
fn no_file_and_no_function_outgrows_what_can_be_read_at_once() {
    let mut faults = Vec::new();
    let mut met = Vec::new();
    for (name, text) in sources() {
        let is_test = name.contains("/tests/") || name.ends_with("/tests.rs");
        let lines = if is_test { text.lines().count() } else { without_tests(&text).lines().count() };
        let limit = if is_test { TESTS } else { FILE };
        if lines > limit {
            faults.push(format!("src/{name} has {lines} lines; {limit} are the most"));
        }
        // One that is cut off by another of its name would be seen shorter: braces stand at their own indent (rustfmt).
        for (function, length) in long_functions(&text) {
            match LONGER.iter().find(|(file, longer, _)| *file == name && *longer == function) {
                Some(row) => met.push(row),
                None => faults.push(format!("src/{name}: {function} has {length} lines; {FUNCTION} are the most")),
            }
        }
    }
    faults.extend(LONGER.iter().filter(|row| !met.contains(row)).map(|row| format!("{row:?} is not longer any more")));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_planted_long_function_is_found() {
    let long = format!("impl A {{\n    pub(crate) fn f() {{\n{}    }}\n}}\n", "        g();\n".repeat(FUNCTION));
    assert_eq!(long_functions(&long), [("f".to_owned(), FUNCTION + 2)]);
    let short = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(FUNCTION - 2));
    assert!(long_functions(&short).is_empty());
}
