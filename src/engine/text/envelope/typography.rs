//! What a word processor or a chat makes of plain text: smart quotes, no-break spaces, characters without width.

use crate::engine::text::sign::{is_dash, is_invisible};
use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.contains('\0') || !text.is_ascii() && text.chars().any(|character| plain(character) != Some(character))
}

/// What is written on a keyboard for it; `None` for nothing.
fn plain(character: char) -> Option<char> {
    match character {
        // Between the letters of what was UTF-16.
        '\0' => None,
        _ if character.is_ascii() => Some(character),
        _ if is_invisible(character) => None,
        _ if is_dash(character) => Some('-'),
        '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{FF02}' => Some('"'),
        '\u{2018}'..='\u{201B}' | '\u{2039}' | '\u{203A}' | '\u{00B4}' | '\u{2032}' => Some('\''),
        '\u{2026}' => Some(character),
        _ if character.is_whitespace() => {
            Some(if matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}') { '\n' } else { ' ' })
        }
        // The full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => Some(character),
    }
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.extend(text.chars().filter_map(plain));
    Some(out)
}
