//! Any text as a literal of another language. What that language reads back is what was put in, whatever it was.

use crate::engine::text::deceptive::is_deceptive;
use std::fmt::Write;

/// A language that a literal is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Language {
    /// POSIX shells.
    Shell,
    PowerShell,
    JavaScript,
    Python,
    Go,
    Rust,
    Java,
    CSharp,
    Php,
    Ruby,
    Yaml,
    /// A regular expression between the quotes of nginx that matches this text alone.
    NginxPattern,
}

/// The literal, with its quotes; `None` where the language cannot hold the text.
pub(super) fn literal(language: Language, text: &str) -> Option<String> {
    use Language as L;
    Some(match language {
        L::Shell => return shell(text),
        L::PowerShell => return power_shell(text),
        L::JavaScript => escaped(text, "\"\\", |out, character| utf16(out, character, |out| control(out, character))),
        L::Python | L::Go | L::CSharp | L::Yaml => escaped(text, "\"\\", wide),
        L::Rust => escaped(text, "\"\\", braced),
        L::Java => escaped(text, "\"\\", |out, character| utf16(out, character, |out| octal(out, character))),
        L::Php => escaped(text, "\"\\$", braced),
        L::Ruby => escaped(text, "\"\\#", braced),
        L::NginxPattern => return nginx(text),
    })
}

/// Between double quotes: printable ASCII as it is, `special` behind a backslash, everything else by `write`.
fn escaped(text: &str, special: &str, write: impl Fn(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            _ if special.contains(character) => {
                out.push('\\');
                out.push(character);
            }
            ' '..='~' => out.push(character),
            _ => write(&mut out, character),
        }
    }
    out.push('"');
    out
}

/// `\u0001`
fn control(out: &mut String, character: char) {
    let _ = write!(out, "\\u{:04x}", u32::from(character));
}

/// Java reads `\u` before it reads strings: an escaped line break would be one. Three octal digits are read within.
fn octal(out: &mut String, character: char) {
    let _ = write!(out, "\\{:03o}", u32::from(character));
}

/// ASCII by `low`, all else as units of UTF-16.
fn utf16(out: &mut String, character: char, low: impl Fn(&mut String)) {
    if character.is_ascii() {
        return low(out);
    }
    for unit in character.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// `\u20ac`, `\U0001f600`
fn wide(out: &mut String, character: char) {
    let code = u32::from(character);
    let _ = if code < 0x1_0000 { write!(out, "\\u{code:04x}") } else { write!(out, "\\U{code:08x}") };
}

/// `\u{20ac}`
fn braced(out: &mut String, character: char) {
    let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
}

/// What a reader of the code would not see, or see otherwise than it is. Line breaks and tabs are what they look like.
fn is_unseen(character: char) -> bool {
    is_deceptive(character) && !matches!(character, '\n' | '\t')
}

/// The runs of a text, and whether each is of characters that are not seen.
fn runs(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_run_unseen = is_unseen(rest.chars().next()?);
        let end = rest.find(|character| is_unseen(character) != is_run_unseen).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((run, is_run_unseen))
    })
}

/// Single quotes, in which nothing is special but their end; what is not seen by its bytes (POSIX XCU printf). No argument and
/// no variable holds a zero byte.
fn shell(text: &str) -> Option<String> {
    let mut out = if text.is_empty() { "''".to_owned() } else { String::new() };
    for (run, is_unseen) in runs(text) {
        if is_unseen {
            let octal: String = run.bytes().map(|byte| format!("\\{byte:03o}")).collect();
            let _ = write!(out, "\"$(printf '{octal}')\"");
        } else {
            let _ = write!(out, "'{}'", run.replace('\'', "'\\''"));
        }
    }
    (!text.contains('\0')).then_some(out)
}

/// The same; PowerShell takes four typographic quotes for the plain one, and each stands for itself when it is doubled.
fn power_shell(text: &str) -> Option<String> {
    let mut pieces = Vec::new();
    for (run, is_unseen) in runs(text) {
        if is_unseen {
            pieces.extend(run.chars().map(|character| format!("[char]::ConvertFromUtf32({})", u32::from(character))));
            continue;
        }
        let mut out = String::from("'");
        for character in run.chars() {
            if matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
                out.push(character);
            }
            out.push(character);
        }
        out.push('\'');
        pieces.push(out);
    }
    if text.contains('\0') {
        return None;
    }
    Some(match pieces.as_slice() {
        [] => "''".to_owned(),
        [only] if only.starts_with('\'') => only.clone(),
        // A text in front, so that what follows is joined to it as one.
        several => format!("('' + {})", several.join(" + ")),
    })
}

/// Compared with its case, where a plain text in a `map` is not. A dollar would match before a line break at the end, too.
fn nginx(text: &str) -> Option<String> {
    Some(format!("\"~^{}\\\\z\"", nginx_escaped(text)?))
}

/// The same for one of several texts that are joined with commas.
pub(super) fn nginx_member(text: &str) -> Option<String> {
    Some(format!("\"~(^|,){}(,|\\\\z)\"", nginx_escaped(text)?))
}

/// Line breaks do not fit into one pattern.
fn nginx_escaped(text: &str) -> Option<String> {
    if text.contains(|character: char| character.is_control()) {
        return None;
    }
    let mut out = String::new();
    for character in text.chars() {
        match character {
            // Escaped for the pattern, and once more for the quotes.
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\\\\\"),
            '.' | '+' | '*' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|' => {
                out.push_str("\\\\");
                out.push(character);
            }
            // Bytes, as the pattern is matched by bytes.
            _ if is_unseen(character) => {
                let mut buffer = [0; 4];
                character.encode_utf8(&mut buffer).bytes().for_each(|byte| {
                    let _ = write!(out, "\\\\x{byte:02x}");
                });
            }
            _ => out.push(character),
        }
    }
    Some(out)
}

/// Whether text can stand in one line of a header or a file as it is.
pub(super) fn is_line(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| matches!(character, ' '..='~'))
}

#[cfg(test)]
mod tests {
    use super::{Language, literal};

    const HOSTILE: &[&str] = &[
        "",
        "https://issuer.example",
        "it's \"quoted\" \\ back",
        "a\nb\r\tc\u{7}",
        "$HOME ${x} $(id) `id` #{id} %s {{issuer}} %if",
        "*/ // # -- <!-- <?php ?> \"\"\" '''",
        "Grüße 😀 \u{2028}\u{2029}\u{202e}\u{feff}",
        "\u{2018}\u{2019}\u{201a}\u{201b}'",
        "\\u0022; exit(1); //",
    ];

    /// Whoever reads the code sees what it is (CVE-2021-42574).
    #[test]
    fn nothing_unseen_is_in_a_literal() {
        use Language as L;
        for language in [L::Shell, L::PowerShell, L::NginxPattern] {
            for text in ["a\u{202e}b", "\u{feff}", "x\u{200b}\u{2066}y'z"] {
                let written = literal(language, text).expect("any text");
                assert!(!written.contains(crate::engine::text::deceptive::is_deceptive), "{written}");
            }
        }
        assert_eq!(literal(L::Shell, "a\u{1b}[2Jb").as_deref(), Some(r#"'a'"$(printf '\033')"'[2Jb'"#));
        assert_eq!(
            literal(L::PowerShell, "a\u{202e}b").as_deref(),
            Some("('' + 'a' + [char]::ConvertFromUtf32(8238) + 'b')")
        );
        assert_eq!(literal(L::NginxPattern, "a\u{202e}b").as_deref(), Some(r#""~^a\\xe2\\x80\\xaeb\\z""#));
    }

    /// What the quotes hold is one literal: no quote ends it before its end, and nothing but printable ASCII is in it.
    #[test]
    fn a_literal_is_one_literal() {
        use Language as L;
        for language in [L::JavaScript, L::Python, L::Go, L::Rust, L::Java, L::CSharp, L::Php, L::Ruby, L::Yaml] {
            for text in HOSTILE {
                let written = literal(language, text).expect("any text");
                assert!(written.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{written}");
                let inside = &written[1..written.len() - 1];
                let mut characters = inside.chars();
                while let Some(character) = characters.next() {
                    match character {
                        '\\' => assert!(characters.next().is_some(), "{written}"),
                        '"' => panic!("{written} ends early"),
                        '$' => assert!(language != L::Php, "{written}"),
                        '#' => assert!(language != L::Ruby, "{written}"),
                        _ => {}
                    }
                }
            }
        }
    }

    #[test]
    fn javascript_reads_back_what_json_does() {
        for text in HOSTILE {
            let written = literal(Language::JavaScript, text).expect("any text");
            assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), *text);
        }
    }

    /// Java takes `\u000a` and `\u0022` for a line break and a quote of the source.
    #[test]
    fn java_gets_no_ascii_as_unicode_escape() {
        assert_eq!(literal(Language::Java, "a\n\u{1f}é").as_deref(), Some("\"a\\012\\037\\u00e9\""));
    }

    #[test]
    fn a_shell_gets_no_zero_byte() {
        assert_eq!(literal(Language::Shell, "a'b").as_deref(), Some("'a'\\''b'"));
        assert_eq!(literal(Language::Shell, "a\0b"), None);
        assert_eq!(literal(Language::PowerShell, "a’b'c").as_deref(), Some("'a’’b''c'"));
    }

    #[test]
    fn nginx_matches_the_text_alone() {
        assert_eq!(
            literal(Language::NginxPattern, "https://a.b/$x").as_deref(),
            Some("\"~^https://a\\\\.b/\\\\$x\\\\z\"")
        );
        assert_eq!(literal(Language::NginxPattern, "a\nb"), None);
    }
}
