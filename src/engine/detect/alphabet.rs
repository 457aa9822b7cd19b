//! The characters that matter when a token is looked for: its own, and those that people and programs put around it.

pub(super) use crate::engine::text::sign::{is_blank, is_dash, is_invisible, is_line_break, is_quote};

/// A letter or digit of base64url (RFC 4648 §5).
pub(super) const fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// What a token is made of: base64url, the dots between parts, the tildes of SD-JWT (RFC 9901 §4).
pub(super) const fn is_plain(byte: u8) -> bool {
    PLAIN[byte as usize]
}

/// [`is_plain`], and what standard base64 has besides.
pub(super) const fn is_token(byte: u8) -> bool {
    is_plain(byte) || matches!(byte, b'+' | b'/' | b'=')
}

/// One look-up a byte: pastes of many megabytes go through this.
static PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_core(byte as u8) || byte == b'.' as usize || byte == b'~' as usize;
        byte += 1;
    }
    table
};

/// How many bytes at the front of `bytes` are [`is_plain`].
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| !is_plain(byte)).unwrap_or(bytes.len())
}

/// What ends a value in any of the notations around a token. Anything else that is no token character stands inside it.
pub(super) fn is_delimiter(character: char) -> bool {
    is_blank(character)
        || is_quote(character)
        || matches!(
            character,
            ',' | ';' | '&' | '<' | '>' | '(' | ')' | '{' | '}' | '[' | ']' | '|' | '\\' | ':' | '^' | '\u{2026}'
        )
}
