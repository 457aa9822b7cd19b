//! Characters that hide, or that change how others are read.

/// What an invisible character is called; `None` for one that can be seen, or that no one is fooled by.
pub(crate) fn hidden(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a character that turns the direction of writing",
        '\u{200E}' | '\u{200F}' | '\u{061C}' => "a direction mark",
        '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}' => "a character without width",
        '\u{00AD}' => "a soft hyphen",
        '\u{E0000}'..='\u{E007F}' => "an invisible tag character",
        _ => return None,
    })
}
