//! The characters that matter when a token is looked for: its own, and those that people and programs put around it.

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

/// Characters without a width or a meaning in a token: byte order mark, zero-width ones, soft hyphen, direction marks.
pub(super) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{FEFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{00AD}'
            | '\u{180E}'
    )
}

/// Dashes and minus signs that word processors write for the hyphen.
pub(super) const fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Quotation marks of every kind, the backtick included.
pub(super) const fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '`' | '\u{00B4}' | '\u{2018}'
            ..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{2039}' | '\u{203A}' | '\u{FF02}'
    )
}

/// Line breaks of every kind.
pub(super) const fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Blank or invisible.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
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
