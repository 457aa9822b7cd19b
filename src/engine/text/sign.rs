//! Characters by what they are to someone who reads or pastes a text.

/// Characters without a width or a meaning in a token: byte order mark, zero-width ones, soft hyphen, direction marks.
pub(crate) const fn is_invisible(character: char) -> bool {
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
pub(crate) const fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Quotation marks of every kind, the backtick included.
pub(crate) const fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '`' | '\u{00B4}' | '\u{2018}'
            ..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{2039}' | '\u{203A}' | '\u{FF02}'
    )
}

/// Line breaks of every kind.
pub(crate) const fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}
