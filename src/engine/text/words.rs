//! Words and numbers as they stand in sentences.

use super::deceptive::is_deceptive;
use super::private::{covered_text, may_be_key};
use std::borrow::Cow;

/// A text from a token or a key as it may stand in a message: at most 64 characters, none that hides or reorders others,
/// and stars where a private key is in it.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    shown_within(text, 64)
}

/// The most characters that any message shows of a text.
pub(crate) const LONGEST_SHOWN: usize = 200;

/// As [`shown`], with so many characters at most.
pub(crate) fn shown_within(text: &str, limit: usize) -> Cow<'_, str> {
    let covered = covered_text(text);
    if covered.len() <= limit && !covered.contains(is_deceptive) {
        return covered;
    }
    let mut out = String::with_capacity(limit + 16);
    for (index, character) in covered.chars().enumerate() {
        if index == limit {
            out.push('\u{2026}');
            break;
        }
        if is_deceptive(character) { out.extend(character.escape_unicode()) } else { out.push(character) }
    }
    Cow::Owned(out)
}

/// A text that stands where the name of one of a few things is expected, as [`shown`]; stars where it is rather the value of
/// a key, which somebody put into the wrong place.
pub(crate) fn shown_name(text: &str) -> Cow<'_, str> {
    if may_be_key(text) { Cow::Owned("*".repeat(text.len().min(64))) } else { shown(text) }
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

/// "1 byte", "1,234 bytes".
pub(crate) fn counted(count: impl TryInto<u128>, unit: &str) -> String {
    let count = count.try_into().unwrap_or(u128::MAX);
    format!("{} {unit}{}", grouped(count), if count == 1 { "" } else { "s" })
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

/// "once", "twice", "3 times".
pub(crate) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// With a capital letter in front, as a sentence begins.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// A sentence as part of another: its first letter small, unless it begins with a name in capitals.
pub(crate) fn clause(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match (characters.next(), sentence.chars().nth(1)) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// The name that somebody meant who wrote `word`: the same in another case, or with at most two slips of the keyboard, one in
/// short words.
pub(crate) fn meant<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST_MEANT).flat_map(char::to_lowercase).collect();
    let most = if word.len() < 5 { 1 } else { 2 };
    let far = |name: &str| slips(&word, &name.chars().flat_map(char::to_lowercase).collect::<Vec<char>>());
    let near = names.into_iter().map(|name| (far(name), name)).filter(|(far, _)| *far <= most);
    near.min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

/// Characters of a word that are held against names.
const LONGEST_MEANT: usize = 64;

/// How many characters have to be put in, left out, changed or swapped with their neighbour to make one of the other.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = last[j] + usize::from(a != b);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{capital, clause, meant};

    #[test]
    fn a_slip_of_the_keyboard_is_understood() {
        let names = ["audience", "issuer", "typ", "RS256", "ES256"];
        for (word, name) in [("audence", "audience"), ("isuser", "issuer"), ("rs256", "RS256"), ("tpy", "typ")] {
            assert_eq!(meant(word, names), Some(name), "{word}");
        }
        for word in ["", "secret", "x", "audiovisual", &"a".repeat(100)] {
            assert_eq!(meant(word, names), None, "{word}");
        }
    }

    #[test]
    fn a_sentence_joins_another_without_its_capital() {
        assert_eq!(clause("No key fits"), "no key fits");
        assert_eq!(clause("A part is missing"), "a part is missing");
        assert_eq!(clause("RS256 is not allowed"), "RS256 is not allowed");
        assert_eq!(clause("É"), "É");
        assert_eq!(clause(""), "");
        assert_eq!(capital("élan vital"), "Élan vital");
    }
}
