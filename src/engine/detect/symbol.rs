//! One character of base64url, however it was written, and the gaps between two pieces.

use super::alphabet::{is_blank, is_core, is_dash, is_invisible, is_line_break, is_quote, is_token, plain_length};
use super::run::Changes;

/// What had to be undone to read one character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    None,
    Percent,
    JsonEscape,
    Backslash,
    Dash,
    Invisible,
}

/// One character of a token as it is written in the text.
struct Symbol {
    /// The character; `None` for an invisible one.
    byte: Option<u8>,
    /// Bytes in the text.
    length: usize,
    change: Change,
}

impl Symbol {
    pub(super) const fn new(byte: u8, length: usize, change: Change) -> Self {
        Self { byte: Some(byte), length, change }
    }
}

#[cfg(test)]
thread_local! {
    /// How many characters were looked at as ones of a token, by this thread.
    pub(super) static READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Reads the character at `at`; `None` where the token ends.
fn symbol(text: &str, at: usize) -> Option<Symbol> {
    #[cfg(test)]
    READ.with(|read| read.set(read.get() + 1));
    let bytes = text.as_bytes();
    match *bytes.get(at)? {
        byte if is_token(byte) => Some(Symbol::new(byte, 1, Change::None)),
        b'%' => {
            let mut hex = at + 1;
            // %252E is a percent-encoded percent sign: encoded twice.
            while hex < at + 9 && bytes.get(hex..hex + 2) == Some(b"25") {
                hex += 2;
            }
            let byte = hexadecimal(bytes.get(hex..hex + 2)?)? as u8;
            is_token(byte).then(|| Symbol::new(byte, hex + 2 - at, Change::Percent))
        }
        b'\\' => {
            let mut escape = at + 1;
            while escape < at + 8 && bytes.get(escape) == Some(&b'\\') {
                escape += 1;
            }
            match *bytes.get(escape)? {
                b'/' => Some(Symbol::new(b'/', escape + 1 - at, Change::JsonEscape)),
                b'u' => {
                    let byte = u8::try_from(hexadecimal(bytes.get(escape + 1..escape + 5)?)?).ok()?;
                    is_token(byte).then(|| Symbol::new(byte, escape + 5 - at, Change::JsonEscape))
                }
                // Markdown and regular expressions escape punctuation.
                byte @ (b'.' | b'_' | b'-' | b'~' | b'+' | b'=') => {
                    Some(Symbol::new(byte, escape + 1 - at, Change::Backslash))
                }
                _ => None,
            }
        }
        0 => Some(Symbol { byte: None, length: 1, change: Change::Invisible }),
        byte if byte < 0x80 => None,
        _ => {
            let character = text.get(at..)?.chars().next()?;
            let length = character.len_utf8();
            if is_invisible(character) {
                Some(Symbol { byte: None, length, change: Change::Invisible })
            } else if is_dash(character) && bytes.get(at + length).is_some_and(|&next| is_token(next)) {
                Some(Symbol::new(b'-', length, Change::Dash))
            } else {
                None
            }
        }
    }
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

/// Reads token characters from `at` on and says where they end. In the path of a URL a slash ends them.
pub(super) fn word(text: &str, at: usize, in_path: bool, out: &mut String, changes: &mut Changes) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        let plain = plain_length(bytes.get(at..).unwrap_or_default());
        if plain > 0 {
            out.push_str(text.get(at..at + plain).unwrap_or_default());
            at += plain;
        }
        let Some(symbol) = symbol(text, at) else { return at };
        match symbol.byte {
            Some(b'=') => {
                let Some((end, count)) = padding(text, at, changes) else { return at };
                out.extend(std::iter::repeat_n('=', count));
                at = end;
            }
            Some(b'/') if in_path => return at,
            byte => {
                if let Some(byte) = byte {
                    out.push(char::from(byte));
                }
                changes.count(symbol.change);
                at += symbol.length;
            }
        }
    }
}

/// The padding at `at`: its end and its length. `None` if a value is assigned here.
fn padding(text: &str, at: usize, changes: &mut Changes) -> Option<(usize, usize)> {
    let (mut end, mut count) = (at, 0);
    let mut undone = Changes::default();
    while count < 4 {
        let Some(next) = symbol(text, end).filter(|next| next.byte == Some(b'=')) else { break };
        end += next.length;
        count += 1;
        undone.count(next.change);
    }
    let mut behind = end;
    let next = loop {
        match symbol(text, behind) {
            Some(Symbol { byte: None, length, .. }) => behind += length,
            next => break next.and_then(|next| next.byte),
        }
    };
    if next.is_some_and(|next| is_core(next) || next == b'=') {
        return None;
    }
    changes.add(&undone);
    Some((end, count))
}

/// Blanks and line breaks between two pieces of what may be one token.
#[derive(Default)]
pub(super) struct Gap {
    /// Where the next piece starts.
    pub(super) next: usize,
    pub(super) changes: Changes,
}

impl Gap {
    pub(super) fn is_line_break(&self) -> bool {
        self.changes.line_breaks > 0
    }
}

/// Reads the gap at `at`; `None` if there is none or nothing follows.
pub(super) fn gap(text: &str, at: usize) -> Option<Gap> {
    let bytes = text.as_bytes();
    let mut gap = Gap { next: at, changes: Changes::default() };
    let (mut blank, mut line_start) = (false, false);
    loop {
        let character = text.get(gap.next..)?.chars().next()?;
        let mut length = character.len_utf8();
        match character {
            '\r' if bytes.get(gap.next + 1) == Some(&b'\n') => {
                length = 2;
                gap.changes.line_breaks += 1;
                line_start = true;
            }
            _ if is_line_break(character) => {
                gap.changes.line_breaks += 1;
                line_start = true;
            }
            _ if is_invisible(character) => gap.changes.invisible += 1,
            _ if character.is_whitespace() => blank = true,
            '>' if line_start => gap.changes.mail_quotes += 1,
            // A shell's sign that the line goes on: \ in sh, ^ in cmd, ` in PowerShell.
            '\\' | '^' | '`' if matches!(bytes.get(gap.next + 1), Some(b'\n' | b'\r')) => {}
            '\\' => {
                let mut escape = gap.next + 1;
                while escape < gap.next + 8 && bytes.get(escape) == Some(&b'\\') {
                    escape += 1;
                }
                match bytes.get(escape) {
                    Some(b'n') => {
                        gap.changes.line_breaks += 1;
                        line_start = true;
                    }
                    Some(b'r' | b't') => blank = true,
                    _ => break,
                }
                gap.changes.json_escapes += 1;
                length = escape + 1 - gap.next;
            }
            _ => break,
        }
        gap.next += length;
    }
    if blank && !gap.is_line_break() {
        gap.changes.spaces = 1;
    }
    // More than one blank line separates, it does not wrap.
    (gap.next > at && gap.changes.line_breaks <= 3).then_some(gap)
}

/// Whether nothing but closing signs follows on the line.
pub(super) fn stands_alone(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            _ if is_line_break(character) => return true,
            '\\' if matches!(characters.peek(), Some('n' | 'r')) => return true,
            ',' | ';' | ')' | ']' | '}' | '>' | '<' | '\\' | '^' | '\u{2026}' => {}
            _ if is_blank(character) || is_quote(character) => {}
            _ => return false,
        }
    }
    true
}

/// Whether a piece looks like a word of language, a separator line or a number rather than like base64url.
pub(super) fn is_wordish(word: &str) -> bool {
    let bytes = word.as_bytes();
    if !bytes.iter().any(u8::is_ascii_alphanumeric) {
        return !word.contains(['.', '~']);
    }
    if bytes.len() >= 24 {
        return false;
    }
    let letters = word.trim_end_matches('.').as_bytes();
    let Some((first, rest)) = letters.split_first() else { return false };
    let small = rest.iter().all(u8::is_ascii_lowercase);
    (first.is_ascii_alphabetic() && small)
        || letters.iter().all(u8::is_ascii_uppercase)
        || (letters.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-'))
}
