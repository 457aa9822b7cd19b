//! What is put in the place of something that others are not to see, or that was too long: `***`, `…`, `[REDACTED]`.

use super::super::ground::span::Span;

/// Words that are put where something was.
const REDACTIONS: [&str; 10] =
    ["redacted", "hidden", "masked", "secret", "removed", "filtered", "todo", "tbd", "changeme", "fixme"];
/// The same where a part of a token was.
const OMISSIONS: [&str; 13] = [
    "sig",
    "sign",
    "omitted",
    "snip",
    "snipped",
    "truncated",
    "invalid",
    "fake",
    "dummy",
    "payload",
    "sensitive",
    "cut",
    "more",
];
/// Longest mask in brackets.
const LONGEST: usize = 48;
/// Letters in a row that no base64 of a text has, and no signature has by chance.
const LETTERS: usize = 8;

/// `xxxxx`, `***`, `…`
pub(crate) fn is_masked(value: &str) -> bool {
    let masked = value.trim_matches('.');
    value.len() >= 3
        && ["x", "X", "*", "\u{2022}", "\u{2026}", "."]
            .iter()
            .any(|sign| masked.replace(sign, "").is_empty() && (value.contains(sign)))
}

/// Whether these words, in lower case, say that something was taken out.
pub(crate) fn is_redacting(words: &str) -> bool {
    REDACTIONS.contains(&words)
}

/// Whether somebody put this in the place of a signature before the token was shared.
pub(crate) fn is_redaction(value: &str) -> bool {
    let inside = value.trim_matches(['<', '>', '[', ']', '{', '}', '(', ')', '%', '$', '#', '.', '_', '-', '*']);
    let words = inside.to_ascii_lowercase();
    let is_word = words.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b' '));
    let speaks_of_one = is_word && ["signature", "redacted", "removed"].iter().any(|word| words.contains(word));
    speaks_of_one || is_redacting(&words) || OMISSIONS[..9].contains(&&*words) || is_masked(value) || is_one_sign(value)
}

/// `????`, `-----`, `00000000`: one sign, as often as no base64 has it by chance. Zero bytes are written with A.
pub(crate) fn is_one_sign(value: &str) -> bool {
    let Some(first) = value.chars().next().filter(|first| *first != 'A') else { return false };
    let least = if first.is_ascii_alphanumeric() { LETTERS } else { 3 };
    value.chars().all(|character| character == first) && value.len() >= least * first.len_utf8()
}

/// The mask at the beginning of a text, in bytes.
pub(crate) fn at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let run = || text.len() - text.trim_start_matches(first).len();
    match first {
        '\u{2026}' => Some(run()),
        '*' | '\u{2022}' | '#' | '\u{25cf}' | '\u{2588}' | '\u{25a0}' => {
            let length = run();
            (length >= 2 * first.len_utf8()).then_some(length)
        }
        '.' => Some(run()).filter(|length| *length >= 3),
        'x' | 'X' => Some(run()).filter(|length| *length >= LETTERS),
        '[' | '<' | '(' | '{' => {
            let close = match first {
                '[' => ']',
                '<' => '>',
                '(' => ')',
                _ => '}',
            };
            let near = &text[..text.floor_char_boundary(LONGEST)];
            let end = near.find(close)? + close.len_utf8();
            is_omission(&near[1..end - 1]).then_some(end)
        }
        _ => None,
    }
}

/// A mask as a sentence quotes it: of many equal signs three.
pub(crate) fn mark(mask: &str) -> &str {
    let first = mask.chars().next().map_or(0, char::len_utf8);
    let is_one_sign = mask.chars().all(|character| mask.starts_with(character));
    if is_one_sign { mask.get(..3 * first).unwrap_or(mask) } else { mask }
}

/// Whether words in brackets say that something is left out: "redacted", "…", "123 more characters".
fn is_omission(inside: &str) -> bool {
    let words = inside.trim().to_ascii_lowercase();
    let mut each = words.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    matches!(&*words, "..." | "\u{2026}" | "***") || each.any(|word| is_redacting(word) || OMISSIONS.contains(&word))
}

/// The first mask in a token between two pieces of it, of which the first is not empty.
pub(crate) fn within(token: &str) -> Option<Span> {
    let may_begin = |character: char| {
        matches!(character, '\u{2026}' | '*' | '\u{2022}' | '#' | '\u{25cf}' | '\u{2588}' | '\u{25a0}')
            || matches!(character, '.' | 'x' | 'X' | '[' | '<' | '(' | '{')
    };
    let mut from = 0;
    while let Some(start) = token.get(from..)?.find(may_begin).map(|step| from + step) {
        let rest = &token[start..];
        match at(rest) {
            Some(length) if start > 0 => return Some(Span::new(start, start + length)),
            Some(length) => from = start + length,
            None => {
                let first = rest.chars().next()?;
                from = start + (rest.len() - rest.trim_start_matches(first).len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{at, within};

    #[test]
    fn masks_in_a_token() {
        for mask in ["***", "\u{2026}", "...", "\u{2022}\u{2022}", "[...]", "<snip>", "[REDACTED]", "xxxxxxxx", "####"]
        {
            assert_eq!(at(mask), Some(mask.len()), "{mask}");
            let span = within(&format!("eyJhbGci{mask}abcd")).expect("a mask");
            assert_eq!((span.start, span.len()), (8, mask.len()), "{mask}");
        }
        assert_eq!(at("[truncated 123 chars]"), Some(21));
        for none in ["", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJh..AAAA", "xxxx", "a*b", "<a href>", "[1]"] {
            assert_eq!(within(none), None, "{none}");
        }
    }
}
