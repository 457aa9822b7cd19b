//! Every help, and whole read-outs, reports, lists and errors, as goldens.
//!
//! A case is a file in `tests/golden/cli`: what it is about in lines that begin with `#`, then command lines behind `$ `,
//! each with all that it answered. `sh` runs them as at the top of the repository, so that they can be tried by hand, but
//! in a copy of `tests/data` and of the samples: what is said about a key's file depends on its rights and on where it lies.

use crate::{Folder, golden};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A command line of a case.
const PROMPT: &str = "$ ";

/// What a case says of itself that not every build can do.
const NEEDS_ML_DSA: &str = "# Needs the feature ml-dsa\n";

#[test]
fn helps() {
    compare("help");
    // Each command has its golden: what it is called is read off the help of the one above it.
    let mut missing = Vec::new();
    for (file, above) in [("jotsmith", ""), ("keys", "keys "), ("templates", "templates ")] {
        let text = std::fs::read_to_string(golden::folder("cli/help").join(format!("{file}.txt"))).expect("a golden");
        let commands = text.lines().skip_while(|line| *line != "Commands:").skip(1);
        for line in commands.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   ")) {
            let command = line.split_whitespace().next().expect("a name");
            let name = format!("{above}{command}").replace(' ', "-");
            if command != "help" && !golden::folder("cli/help").join(format!("{name}.txt")).exists() {
                missing.push(name);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "commands whose help is no golden");
}

#[test]
fn tokens() {
    compare("token");
}

/// Whole verdicts, each line of issue 11 among them by its number.
#[test]
fn verdicts() {
    compare("verdict");
}

#[test]
fn findings() {
    compare("finding");
}

#[test]
fn keys() {
    compare("key");
}

#[test]
fn made() {
    compare("build");
}

#[test]
fn guesses() {
    compare("guess");
}

#[test]
fn checklists() {
    compare("checklist");
}

#[test]
fn comparisons() {
    compare("compare");
    compare("redact");
    compare("desk");
}

#[test]
fn exports() {
    compare("export");
}

#[test]
fn errors() {
    compare("error");
}

/// Runs every case in this folder.
fn compare(name: &str) {
    let files = golden::files(&golden::folder("cli").join(name), "txt");
    assert!(!files.is_empty(), "no case in {name}");
    let top = Folder::new();
    for folder in ["tests/data/keys", "tests/data/tokens", "tests/data/verdict", "assets/samples"] {
        copy(folder, &top);
    }
    golden::agree(files.iter().filter_map(|path| golden::difference(path, &answered(path, &top)?)));
}

/// Copies the files of a folder, which nobody else may read there.
fn copy(folder: &str, top: &Folder) {
    std::fs::create_dir_all(top.path(folder)).expect("writable");
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder") {
        let path = entry.expect("readable").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        let copy = top.path(&format!("{folder}/{name}"));
        std::fs::copy(&path, &copy).expect("readable");
        std::fs::set_permissions(copy, Permissions::from_mode(0o600)).expect("ours");
    }
}

/// The case as it is today; `None` where this build lacks what it is about.
fn answered(path: &Path, top: &Folder) -> Option<String> {
    let case = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text: String =
        case.lines().take_while(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    if text.contains(NEEDS_ML_DSA) && cfg!(not(feature = "ml-dsa")) {
        return None;
    }
    let folder = Folder::new();
    let lines: Vec<&str> = case.lines().filter_map(|line| line.strip_prefix(PROMPT)).collect();
    assert!(!lines.is_empty(), "{}: no line begins with {PROMPT:?}", path.display());
    for line in lines {
        text.push_str(&format!("{PROMPT}{line}\n{}", run(line, top, &folder)));
    }
    Some(text)
}

/// All that one command line answered, run in `top`, with a folder for what is kept.
fn run(line: &str, top: &Folder, folder: &Folder) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_jotsmith"));
    let programs = [program.parent().expect("a folder"), Path::new("/usr/bin"), Path::new("/bin")];
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(top.path(""))
        .env_clear()
        .env("PATH", std::env::join_paths(programs).expect("no colon"))
        .env("JOTSMITH_DATA_DIR", folder.path("data"))
        .env("JOTSMITH_CONFIG_DIR", folder.path("config"))
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    let shown = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains("panicked"), "{line}: {text}");
        assert!(!text.lines().any(|each| each.starts_with(PROMPT)), "{line}: an answer looks like a command line");
        let mut text = if is_json_line(&text) { indented(&text) } else { text };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str("\n[no line break]\n");
        }
        let text = text.replace(folder.path("").trim_end_matches('/'), "[DIR]");
        text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
    };
    let mut text = shown(output.stdout);
    if !output.stderr.is_empty() {
        text.push_str("[stderr]\n");
        text.push_str(&shown(output.stderr));
    }
    let status = output.status.code().expect("it ends by itself");
    text.push_str(&format!("[status {status}]\n"));
    text
}

fn is_json_line(text: &str) -> bool {
    let line = text.strip_suffix('\n').unwrap_or_default();
    line.starts_with('{') && !line.contains('\n') && serde_json::from_str::<serde_json::Value>(line).is_ok()
}

/// JSON of one line with a line for each member, and otherwise as it was written.
fn indented(json: &str) -> String {
    let mut text = String::new();
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        if is_string {
            text.push(character);
            is_string = is_escaped || character != '"';
            is_escaped = character == '\\' && !is_escaped;
            continue;
        }
        let start = |depth: usize| format!("\n{}", "  ".repeat(depth));
        match character {
            '{' | '[' => {
                text.push(character);
                if !matches!(characters.peek(), Some('}' | ']')) {
                    depth += 1;
                    text.push_str(&start(depth));
                } else {
                    text.extend(characters.next());
                }
            }
            '}' | ']' => {
                depth -= 1;
                text.push_str(&start(depth));
                text.push(character);
            }
            ',' => {
                text.push(',');
                text.push_str(&start(depth));
            }
            ':' => text.push_str(": "),
            _ => {
                is_string = character == '"';
                text.push(character);
            }
        }
    }
    text
}
