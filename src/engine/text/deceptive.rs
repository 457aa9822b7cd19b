//! Characters that hide, or that change how others are read.

/// What an invisible character is called; `None` for one that can be seen, or that no one is fooled by.
pub(crate) const fn hidden(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a character that changes the writing direction",
        '\u{200E}' | '\u{200F}' | '\u{061C}' => "a direction mark",
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}' => "a zero-width character",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "an invisible Hangul filler",
        '\u{00AD}' => "a soft hyphen",
        '\u{2028}' | '\u{2029}' => "a line or paragraph separator",
        '\u{2061}'..='\u{2065}' => "an invisible operator",
        '\u{206A}'..='\u{206F}' => "a deprecated format character",
        '\u{FFF9}'..='\u{FFFB}' => "an annotation mark",
        '\u{E0000}'..='\u{E007F}' => "an invisible tag character",
        _ => return None,
    })
}

/// Whether a character changes the order in which others are read.
pub(crate) const fn turns_writing(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character steers a terminal (C0, DEL and C1: escape sequences in seven and eight bits), changes the reading
/// order or cannot be seen.
pub fn is_deceptive(character: char) -> bool {
    character.is_control() || hidden(character).is_some()
}

#[cfg(test)]
mod tests {
    use super::{hidden, is_deceptive, turns_writing};
    use crate::engine::text::escape::escaped;
    use crate::engine::text::words::shown;

    /// Terminal, message and finding agree, for every character there is.
    #[test]
    fn one_list_serves_all() {
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let mut count = 0;
        for character in all {
            let text = format!("a{character}b");
            let is_marked = is_deceptive(character);
            count += usize::from(is_marked);
            assert_eq!(escaped(&text) != text, is_marked, "{character:?} on a terminal");
            assert_eq!(shown(&text) != text, is_marked, "{character:?} in a message");
            assert!(hidden(character).is_some() || !turns_writing(character), "{character:?} has a name");
            assert!(!(is_marked && character.is_ascii_alphanumeric()), "{character:?}");
        }
        // 65 control characters, 128 tags, and the rest by name.
        assert_eq!(count, 65 + 128 + 39);
    }
}
