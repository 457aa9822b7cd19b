//! How text that came from a stranger is shown: never longer than there is room, never with characters that lie.

use crate::engine::text::deceptive::is_deceptive;
pub(in crate::app) use crate::engine::text::words::{capital, clause, counted};

/// What the ellipsis and the length take at least: less than that is not worth leaving out.
const ELLIPSIS: usize = "… (43 bytes)".len();

/// The first `limit` characters, with an ellipsis and the length when there are more than those would take.
pub(in crate::app) fn elided(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) if text[end..].chars().nth(ELLIPSIS).is_some() => {
            format!("{}… ({})", safe(&text[..end]), counted(text.len(), "byte"))
        }
        _ => safe(text),
    }
}

/// A name of at most that many characters, and some: cut in its middle, because names often differ in their ends.
pub(in crate::app) fn in_short(name: &str, limit: usize) -> String {
    let most = limit + ELLIPSIS;
    let count = name.chars().count();
    if count <= most {
        return safe(name);
    }
    let (begin, end) = (most.div_ceil(2), most / 2);
    let head: String = name.chars().take(begin).collect();
    let tail: String = name.chars().skip(count - end).collect();
    format!("{}…{}", safe(head.trim_end()), safe(tail.trim_start()))
}

/// A name as a sentence begins: its first word with a capital letter, where it is a word, and not an identifier (`id_token`,
/// `prod-2`, `a.example`), which is what it is by its letters.
pub(in crate::app) fn capital_word(name: &str) -> String {
    let word = name.split(' ').next().unwrap_or_default();
    if word.chars().all(|character| character.is_alphabetic() && character.is_lowercase()) {
        capital(name)
    } else {
        name.to_owned()
    }
}

/// With the characters made visible that would turn, hide or break what stands around them.
pub(in crate::app) fn safe(text: &str) -> String {
    if !text.contains(is_deceptive) {
        return text.to_owned();
    }
    let visible = |character| {
        if is_deceptive(character) { character.escape_unicode().collect() } else { String::from(character) }
    };
    text.chars().map(visible).collect()
}

/// "1,234,567".
pub fn grouped(number: usize) -> String {
    crate::engine::text::words::grouped(number as u128)
}

/// "1 byte", "3,041 bytes".
pub fn bytes(count: usize) -> String {
    counted(count, "byte")
}

/// What is said where there is nothing to paste.
pub const NO_TEXT: &str = "The clipboard contains no text";

/// "477 B", "12.3 KB", "1.5 MB".
pub fn size(bytes: usize) -> String {
    match bytes {
        0..10_000 => format!("{} B", grouped(bytes)),
        10_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1_000.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, capital_word, counted, elided, safe, size};

    #[test]
    fn what_turns_or_hides_text_is_made_visible() {
        assert_eq!(safe("user\u{202e}gpj.exe"), "user\\u{202e}gpj.exe");
        assert_eq!(safe("a\nb\u{200b}"), "a\\u{a}b\\u{200b}");
        assert_eq!(safe("Grüße 😀 שלום"), "Grüße 😀 שלום");
    }

    #[test]
    fn what_is_long_is_cut_at_a_character() {
        assert_eq!(elided("äöü", 3), "äöü");
        assert_eq!(elided(&"äöüß".repeat(10), 3), "äöü… (80 bytes)");
    }

    #[test]
    fn what_is_left_out_is_longer_than_what_says_so() {
        let thumbprint = "JlsdO6Cz52uUkIjlEcp_C2t0xGA5jJkk0u3GKqmnsb4";
        assert_eq!(elided(thumbprint, 40), thumbprint);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(counted(1, "byte"), "1 byte");
        assert_eq!(counted(1_234_567, "key"), "1,234,567 keys");
        assert_eq!(size(477), "477 B");
        assert_eq!(size(12_345), "12.3 KB");
        assert_eq!(size(16 * 1024 * 1024), "16.8 MB");
        assert_eq!(capital("éa"), "Éa");
        assert_eq!(capital_word("access token of a.example"), "Access token of a.example");
        assert_eq!(capital_word("ID token"), "ID token");
        for name in ["id_token", "id_token 2", "prod-2", "a.example", ""] {
            assert_eq!(capital_word(name), name);
        }
    }
}
