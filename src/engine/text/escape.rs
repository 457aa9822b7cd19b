//! Text that came out of a token, made harmless for a terminal and for a reader.
//!
//! A claim may hold an escape sequence that clears the screen and prints a verdict of its own, or a bidirectional control
//! that swaps what is read. Such characters are written as JSON escapes, `\u001b`: the same value, and nothing happens.

use super::deceptive::is_deceptive;
use std::borrow::Cow;
use std::fmt::Write;

/// `text` in one line, with every deceptive character as a JSON escape.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_escaped(&mut out, character);
    }
    Cow::Owned(out)
}

/// Writes `text` as a JSON string (RFC 8259 §7).
pub fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ => push_escaped(out, character),
        }
    }
    out.push('"');
}

/// What becomes of the whitespace between the values of a JSON text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whitespace {
    Removed,
    /// It stays, but a line break with its indentation becomes one space.
    InOneLine,
}

/// Writes a **complete** JSON text as it was written: order, duplicates, escapes and number lexemes are kept. Only whitespace
/// between values goes, and deceptive characters, which can stand in strings alone, are escaped.
pub fn push_json_as_written(out: &mut String, json: &str, whitespace: Whitespace) {
    let mut in_string = false;
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                out.push(character);
                if let Some(escape) = characters.next() {
                    push_escaped(out, escape);
                }
            }
            '"' => {
                in_string = !in_string;
                out.push(character);
            }
            ' ' | '\t' | '\r' | '\n' if !in_string => {
                let mut broken = character != ' ';
                let mut spaces = 1;
                while let Some(next @ (' ' | '\t' | '\r' | '\n')) = characters.peek().copied() {
                    broken |= next != ' ';
                    spaces += 1;
                    characters.next();
                }
                if whitespace == Whitespace::InOneLine {
                    out.extend(std::iter::repeat_n(' ', if broken { 1 } else { spaces }));
                }
            }
            _ => push_escaped(out, character),
        }
    }
}

fn push_escaped(out: &mut String, character: char) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if is_deceptive(character) => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing into a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        _ => out.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::{Whitespace, escaped, push_json_as_written, push_json_string};

    #[test]
    fn what_steers_a_terminal_or_hides_is_written_as_an_escape() {
        assert_eq!(escaped("\u{1b}[2J"), "\\u001b[2J");
        assert_eq!(escaped("\u{9b}31m\u{7f}"), "\\u009b31m\\u007f");
        assert_eq!(escaped("admin\u{202e}nimda"), "admin\\u202enimda");
        assert_eq!(escaped("a\nb\tc"), "a\\nb\\tc");
        assert_eq!(escaped("\u{e0041}"), "\\udb40\\udc41");
        assert_eq!(escaped("Ünï €"), "Ünï €");
    }

    #[test]
    fn a_string_reads_back_as_it_was() {
        let text = "a\"b\\c\u{1b}\n\u{202e}\u{e0041}é";
        let mut out = String::new();
        push_json_string(&mut out, text);
        assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'));
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), text);
    }

    #[test]
    fn json_keeps_order_duplicates_lexemes_and_escapes() {
        let json = "{ \"b\" : 1.0 ,\r\n  \"a\":[1e3, -0],\"b\":\"x  y\\\"\\u0041 \u{9b}\" }";
        let mut compact = String::new();
        push_json_as_written(&mut compact, json, Whitespace::Removed);
        assert_eq!(compact, "{\"b\":1.0,\"a\":[1e3,-0],\"b\":\"x  y\\\"\\u0041 \\u009b\"}");
        let mut line = String::new();
        push_json_as_written(&mut line, json, Whitespace::InOneLine);
        assert_eq!(line, "{ \"b\" : 1.0 , \"a\":[1e3, -0],\"b\":\"x  y\\\"\\u0041 \\u009b\" }");
    }
}
