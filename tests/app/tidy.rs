//! The layers of the house, held by reading the source: who may name whom (see `src/README.md`).

use std::collections::BTreeSet;
use std::path::Path;

/// What a layer may not name, and why.
struct Rule {
    /// Where it holds: paths below `src/`.
    within: &'static [&'static str],
    /// Where it does not.
    except: &'static [&'static str],
    /// Paths that may not be named, nor anything below them.
    forbidden: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        within: &["engine/"],
        except: &[],
        forbidden: &[
            "std::fs",
            "std::thread",
            "std::env",
            "std::net",
            "std::process",
            "std::time::SystemTime",
            "std::time::Instant",
            "std::io::stdin",
            "std::io::stdout",
            "std::io::stderr",
        ],
        why: "the engine is pure: no files, threads, environment, processes or clocks",
    },
    Rule {
        within: &["engine/"],
        except: &[],
        forbidden: &[
            "egui",
            "eframe",
            "rfd",
            "arboard",
            "crate::app",
            "crate::ui",
            "crate::shell",
            "crate::cli",
            "crate::store",
        ],
        why: "the engine knows nobody above it",
    },
    Rule {
        within: &[""],
        except: &["engine/crypto/"],
        forbidden: &["openssl", "openssl_sys"],
        why: "engine::crypto is the only OpenSSL in the house",
    },
    Rule {
        within: &[""],
        except: &["engine/crypto/provider.rs"],
        forbidden: &["josekit"],
        why: "engine::crypto::provider is the only josekit in the house",
    },
    Rule {
        within: &["app/"],
        except: &[],
        forbidden: &[
            "egui",
            "eframe",
            "egui_extras",
            "rfd",
            "arboard",
            "winit",
            "crate::ui",
            "crate::shell",
            "crate::store",
            "crate::cli",
        ],
        why: "the application is a value that knows no window",
    },
    Rule {
        within: &["app/"],
        except: &[],
        forbidden: &[
            "std::fs",
            "std::thread",
            "std::env",
            "std::net",
            "std::process",
            "std::time",
            "jiff::Zoned::now",
            "jiff::Timestamp::now",
            "jiff::tz::TimeZone::system",
        ],
        why: "the application asks the world with effects alone",
    },
    Rule {
        within: &["ui/"],
        except: &[],
        forbidden: &[
            "crate::engine",
            "crate::shell",
            "crate::store",
            "crate::cli",
            "crate::app::state",
            "crate::app::update",
            "rfd",
            "arboard",
        ],
        why: "the window draws a View and sends Commands; it decides nothing",
    },
    Rule {
        // The toolkit comes with eframe; one line re-exports it.
        within: &["ui/"],
        except: &["ui/mod.rs"],
        forbidden: &["eframe"],
        why: "only the shell opens windows",
    },
    Rule {
        within: &["store/"],
        except: &[],
        forbidden: &[
            "egui",
            "eframe",
            "rfd",
            "arboard",
            "crate::app",
            "crate::ui",
            "crate::shell",
            "crate::cli",
            "std::thread",
        ],
        why: "the store knows files and the engine's values",
    },
    Rule {
        within: &["cli/"],
        except: &[],
        forbidden: &["egui", "eframe", "rfd", "arboard", "crate::app", "crate::ui", "crate::shell"],
        why: "the command line is the engine without a window",
    },
    Rule {
        within: &[""],
        except: &[],
        forbidden: &[
            "std::net",
            "tokio",
            "hyper",
            "reqwest",
            "ureq",
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "UnixStream",
        ],
        why: "there is no network code",
    },
];

#[test]
fn nobody_names_what_is_above_or_outside() {
    let faults: Vec<String> = sources().iter().flat_map(|(name, text)| violations(name, text)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Before anything of a token is read, a panic prints no message any more: in the window and in the terminal.
#[test]
fn panics_are_scrubbed_before_anything_is_read() {
    let sources = sources();
    let main = &sources.iter().find(|(name, _)| name == "main.rs").expect("main.rs").1;
    let place = |what: &str| main.find(what).unwrap_or_else(|| panic!("main.rs has no {what}"));
    for later in ["fix_openssl", "cli::run", "window()"] {
        assert!(place("scrub_panics()") < place(later), "{later}");
    }
    let hooks = sources.iter().filter(|(_, text)| text.contains("set_hook"));
    assert_eq!(hooks.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["process.rs"], "there is one hook");
}

/// Every file below `src/`, by its name there.
pub fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 40, "only {} files were found", files.len());
    let read = |file: std::path::PathBuf| {
        let name = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&file).expect("source is UTF-8"))
    };
    files.into_iter().map(read).collect()
}

pub fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What `text`, the file `name` below `src/`, names and may not.
fn violations(name: &str, text: &str) -> Vec<String> {
    // Tests may read vectors from files and make keys with OpenSSL.
    if name.contains("/tests/") || name.ends_with("/tests.rs") {
        return Vec::new();
    }
    let named = paths(&without_tests(&code(text)));
    let mut found = Vec::new();
    for rule in RULES {
        let applies = rule.within.iter().any(|prefix| name.starts_with(prefix))
            && !rule.except.iter().any(|prefix| name.starts_with(prefix));
        if !applies {
            continue;
        }
        for path in &named {
            if rule.forbidden.iter().any(|forbidden| names(path, forbidden)) {
                found.push(format!("src/{name} names {path}: {}", rule.why));
            }
        }
    }
    found
}

/// Whether `path` is `forbidden`, lies below it, or brings it in with all its neighbours.
fn names(path: &str, forbidden: &str) -> bool {
    if path == forbidden || path.strip_prefix(forbidden).is_some_and(|rest| rest.starts_with("::")) {
        return true;
    }
    // `TcpStream` alone is forbidden at the end of any path; `use std::time::*` brings in std::time::Instant.
    let is_type = !forbidden.contains("::") && forbidden.starts_with(char::is_uppercase);
    let by_glob = path.strip_suffix("::*").is_some_and(|module| forbidden.starts_with(&format!("{module}::")));
    by_glob || (is_type && path.rsplit("::").next() == Some(forbidden))
}

/// The source without comments and without what stands in quotes.
pub fn code(text: &str) -> String {
    read(text, false)
}

/// The source without comments, with or without what stands in quotes.
pub fn read(text: &str, keeps_quotes: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let mut index = 0;
    while index < characters.len() {
        match (at(index), at(index + 1)) {
            ('/', '/') => {
                while index < characters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            ('/', '*') => {
                index += 2;
                while index < characters.len() && (at(index), at(index + 1)) != ('*', '/') {
                    index += 1;
                }
                index += 2;
            }
            ('r', '"' | '#')
                if !at(index.wrapping_sub(1)).is_alphanumeric() && raw_hashes(&characters, index + 1).is_some() =>
            {
                let hashes = raw_hashes(&characters, index + 1).unwrap_or(0);
                let start = index;
                index += 2 + hashes;
                while index < characters.len()
                    && !(at(index) == '"' && (1..=hashes).all(|offset| at(index + offset) == '#'))
                {
                    index += 1;
                }
                index += 1 + hashes;
                push_quote(&mut out, &characters[start..index.min(characters.len())], keeps_quotes);
            }
            ('"', _) => {
                let start = index;
                index += 1;
                while index < characters.len() && at(index) != '"' {
                    index += if at(index) == '\\' { 2 } else { 1 };
                }
                index += 1;
                push_quote(&mut out, &characters[start..index.min(characters.len())], keeps_quotes);
            }
            // A character, not a lifetime.
            ('\'', '\\') => {
                index += 3;
                while index < characters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            ('\'', _) if at(index + 2) == '\'' => index += 3,
            (character, _) => {
                out.push(character);
                index += 1;
            }
        }
    }
    out
}

fn push_quote(out: &mut String, quote: &[char], is_kept: bool) {
    if is_kept { out.extend(quote) } else { out.push_str("\"\"") }
}

/// How many `#` stand before the quote of a raw string that begins here.
fn raw_hashes(characters: &[char], from: usize) -> Option<usize> {
    let hashes = characters.iter().skip(from).take_while(|character| **character == '#').count();
    (characters.get(from + hashes) == Some(&'"')).then_some(hashes)
}

/// The source up to its tests, which stand last.
pub fn without_tests(code: &str) -> String {
    let start = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\npub(crate) mod tests {"].map(|start| code.find(start));
    match start.into_iter().flatten().min() {
        Some(end) => code[..end].to_owned(),
        None => code.to_owned(),
    }
}

/// Every path that is named: those of `use` in full, and those within the code.
fn paths(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = String::with_capacity(code.len());
    let mut text = code;
    while let Some(start) = next_use(text) {
        let end = text[start..].find(';').map_or(text.len(), |end| start + end);
        rest.push_str(&text[..start]);
        expand("", &text[start + 4..end].split_whitespace().collect::<Vec<_>>().join(" "), &mut found);
        text = &text[end..];
    }
    rest.push_str(text);
    let mut path = String::new();
    for character in rest.chars().chain([' ']) {
        if character.is_alphanumeric() || character == '_' || character == ':' {
            path.push(character);
        } else if !path.is_empty() {
            found.insert(path.trim_matches(':').to_owned());
            path.clear();
        }
    }
    found
}

/// Where the next `use ` begins that is a word of its own.
fn next_use(text: &str) -> Option<usize> {
    text.match_indices("use ")
        .map(|(at, _)| at)
        .find(|at| text[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_'))
}

/// `a::{b, c::{d, e as f}}` as `a::b`, `a::c::d`, `a::c::e`.
pub fn expand(prefix: &str, tree: &str, found: &mut BTreeSet<String>) {
    let tree = tree.trim();
    if let Some((head, group)) = tree.split_once('{') {
        let group = group.strip_suffix('}').unwrap_or(group);
        let prefix = format!("{prefix}{}", head.replace(' ', ""));
        let mut depth = 0;
        let mut start = 0;
        for (at, character) in group.char_indices().chain([(group.len(), ',')]) {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !group[start..at].trim().is_empty() {
                        expand(&prefix, &group[start..at], found);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let name = tree.split(" as ").next().unwrap_or(tree).trim().trim_start_matches("::");
    let path = if name == "self" { prefix.trim_end_matches(':').to_owned() } else { format!("{prefix}{name}") };
    found.insert(path);
}

#[test]
fn a_planted_violation_is_found() {
    for (name, text) in [
        ("engine/json.rs", "use std::fs;"),
        ("engine/json.rs", "use std::{fmt, fs::File};"),
        ("engine/json.rs", "use std::{\n    fmt,\n    time::{Duration, Instant},\n};"),
        ("engine/json.rs", "fn now() { let _ = std::time::SystemTime::now(); }"),
        ("engine/json.rs", "use std::time::*;"),
        ("engine/json.rs", "use crate::app::view::View;"),
        ("engine/verify/signature.rs", "use josekit::jws;"),
        ("engine/crypto/signature.rs", "fn f() { josekit::jws::ES256; }"),
        ("engine/jws/verify.rs", "fn f() { openssl::hash::hash(); }"),
        ("app/update/mod.rs", "use eframe::egui;"),
        ("app/update/mod.rs", "use std::thread as t;"),
        ("app/view/mod.rs", "use crate::{engine::json, ui::Ui};"),
        ("ui/pane/token.rs", "use crate::engine::json;"),
        ("ui/pane/token.rs", "use eframe::egui;"),
        ("store/settings.rs", "use crate::app::value::settings::Settings;"),
        ("cli/inspect.rs", "use crate::shell::file;"),
        ("shell/worker.rs", "use std::net::TcpStream;"),
        ("shell/worker.rs", "fn f() { let _ = UdpSocket::bind(); }"),
        ("shell/worker.rs", "pub use openssl::pkey;"),
    ] {
        assert!(!violations(name, text).is_empty(), "{name}: {text}");
    }
}

#[test]
fn what_is_allowed_passes() {
    for (name, text) in [
        ("engine/crypto/mac.rs", "use openssl::memcmp;"),
        ("engine/crypto/provider.rs", "use josekit::jws;"),
        (
            "engine/json.rs",
            "// use std::fs;\n/* std::thread */ const S: &str = \"std::net\"; const R: &str = r#\"josekit \"x\"#;",
        ),
        ("engine/json.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
        ("engine/json.rs", "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' }\nuse std::time::Duration;"),
        ("app/update/mod.rs", "use crate::engine::judge; use std::sync::Arc;"),
        ("ui/mod.rs", "pub use eframe::egui;"),
        ("shell/window.rs", "use eframe::egui; use std::thread;"),
        ("app/state/mod.rs", "struct Reuse { because: u8 }"),
    ] {
        assert_eq!(violations(name, text), Vec::<String>::new(), "{name}: {text}");
    }
}

/// What holds a sentence for people, wherever it is a field or a method.
const SENTENCES: &[&str] = &["message", "sentence", "advice", "title", "detail", "line"];

/// What cuts a text, or looks into it.
const LOOKS: &[&str] = &[
    "contains",
    "ends_with",
    "find",
    "replace",
    "replacen",
    "split_once",
    "starts_with",
    "strip_prefix",
    "strip_suffix",
    "trim_end_matches",
    "trim_start_matches",
];

/// What is compared and no sentence of ours: the file, the text, and whose it is.
const WORDS_OF_OTHERS: &[(&str, &str)] = &[
    // Stack traces.
    ("engine/lint/privacy.rs", "Traceback (most recent call last)"),
    ("engine/lint/privacy.rs", "\\n at "),
    // A page, a patch, Node's buffers, lines of a shell.
    ("engine/text/page.rs", "<!doctype html"),
    ("engine/text/envelope/diff.rs", "diff "),
    ("engine/text/envelope/byte_list.rs", "Buffer "),
    ("engine/text/variable/expression.rs", " import "),
    ("engine/text/variable/expression.rs", " if "),
    ("engine/text/variable/expression.rs", " else "),
    ("engine/text/variable/mod.rs", "export "),
    ("engine/text/variable/mod.rs", "set "),
    ("engine/verify/cause/secret.rs", "export "),
    // What programs and shells have in front of a value, and a log in front of the one that was meant.
    ("engine/text/variable/assignment.rs", " was "),
    ("engine/text/variable/call.rs", "new "),
    ("engine/text/variable/context.rs", "new "),
    ("engine/text/variable/line.rs", "openssl "),
    ("engine/text/variable/line.rs", "set "),
    ("engine/text/variable/literal.rs", " val "),
    ("engine/text/variable/literal.rs", "export "),
    // A folder of Apple's.
    ("store/synced.rs", "mobile documents"),
];

/// Where two findings are told apart by all that they say.
const REPEATS: &str = "engine/rule/finding.rs";

/// Whether a text in quotes is words for people: a space, and a word of two small letters at least.
pub fn is_words(quote: &str) -> bool {
    let is_word = |piece: &str| {
        let word = piece.trim_matches([',', ';', ':', '.', '(', ')', '?', '!']);
        word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && word.chars().skip(1).all(char::is_lowercase)
    };
    quote.contains(' ') && quote.split(' ').any(is_word)
}

/// Where `text`, the file `name` below `src/`, compares, cuts or looks into a sentence: a fact is a type, and words are
/// made of it once (`engine::speech`). Ids and names of standards are compared, and what others write.
fn sentences_compared(name: &str, text: &str) -> Vec<String> {
    if name.contains("/tests/") || name.ends_with("/tests.rs") {
        return Vec::new();
    }
    let code = without_tests(&read(text, true)).split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".");
    let mut found = Vec::new();
    for field in SENTENCES {
        for called in ["", "()"] {
            for look in LOOKS.iter().map(|look| format!(".{look}(")).chain([" == ".to_owned(), " != ".to_owned()]) {
                if code.contains(&format!(".{field}{called}{look}")) && name != REPEATS {
                    found.push(format!("src/{name}: .{field}{called}{look}…"));
                }
            }
        }
    }
    let looks = LOOKS.iter().map(|look| format!(".{look}(\"")).chain(["== \"".to_owned(), "!= \"".to_owned()]);
    for look in looks {
        for (at, _) in code.match_indices(&look) {
            let quote = &code[at + look.len()..];
            let quote = &quote[..quote.find('"').unwrap_or(quote.len())];
            if is_words(quote) && !WORDS_OF_OTHERS.contains(&(name, quote)) {
                found.push(format!("src/{name}: {look}{quote}\""));
            }
        }
    }
    found
}

#[test]
fn no_sentence_is_compared_or_cut() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut faults = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        faults.extend(sentences_compared(&name, &std::fs::read_to_string(&file).expect("source is UTF-8")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_planted_comparison_of_a_sentence_is_found() {
    for text in [
        "fn f(r: &Reason) -> bool { r.message == \"No key is loaded\" }",
        "fn f(r: &Reason) -> bool { r.words()\n    .sentence\n    .starts_with(LEAD) }",
        "fn f(a: &str) -> Option<&str> { a.strip_prefix(\"Encrypted, and \") }",
        "fn f(a: &str) -> bool { a != \"Not checked\" }",
        "fn f(a: &str) -> &str { a.strip_suffix(\"; your keys are still here\").unwrap_or(a) }",
        "fn f(a: &Rule, b: &str) -> bool { a.title == b }",
    ] {
        assert!(!sentences_compared("app/view/verdict.rs", text).is_empty(), "{text}");
    }
    for text in [
        "fn f(r: &Reason) -> bool { r.code() == \"no-key\" } // r.message == \"a b\"",
        "fn f(a: &str) -> bool { a.contains(\"BEGIN PRIVATE KEY\") || a.ends_with(\" KEY\") }",
        "fn f() { g(\"No key is loaded\") }\n#[cfg(test)]\nmod tests {\n    fn f() { r.message == \"a key\"; }\n}\n",
    ] {
        assert_eq!(sentences_compared("app/view/verdict.rs", text), Vec::<String>::new(), "{text}");
    }
}
