//! Words and numbers as they stand in sentences.

use super::deceptive::is_deceptive;
use std::borrow::Cow;

/// A text from a token as it may stand in a message: at most 64 characters, and none that hides or reorders others.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = |character: char| !is_deceptive(character);
    if text.len() <= 64 && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(80);
    for (index, character) in text.chars().enumerate() {
        if index == 64 {
            out.push('\u{2026}');
            break;
        }
        if is_plain(character) { out.push(character) } else { out.extend(character.escape_unicode()) }
    }
    Cow::Owned(out)
}

/// "1,234,567".
pub(crate) fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "a", "a and b", "a, b and c"; beyond five the rest is counted.
pub(crate) fn joined<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<_> = names.iter().take(5).map(|name| shown(name.as_ref())).collect();
    let more = names.len() - first.len();
    match first.as_slice() {
        [] => String::new(),
        [one] => one.clone().into_owned(),
        many if more > 0 => format!("{} and {more} more", many.join(", ")),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}
