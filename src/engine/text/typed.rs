//! What was typed by a person, and what a generator wrote.

/// Whether a text is long and random enough to be what a generator wrote. An identifier (RFC 9562 §4) is random as well, and
/// no more than a name.
pub(crate) fn looks_random(text: &str) -> bool {
    const SHORTEST: usize = 16;
    let is_identifier = text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() });
    text.len() >= SHORTEST
        && !is_identifier
        && !text.bytes().any(|byte| byte.is_ascii_whitespace())
        && !looks_typed(text.as_bytes())
}

/// Whether a secret is text that a person typed rather than the output of a generator: printable, and with fewer than
/// 128 bits by the frequency of its characters or fewer than 80 by its words.
pub fn looks_typed(secret: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(secret) else { return false };
    if text.is_empty() || text.chars().any(char::is_control) {
        return false;
    }
    // Longer text is not a password any more; its entropy is beyond this estimate.
    if text.len() > 1024 {
        return false;
    }
    let by_frequency = bits_by_frequency(text);
    let is_random_hex = text.len() >= 32
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && by_frequency >= 3.0 * text.len() as f64;
    if is_random_hex {
        return false;
    }
    by_frequency < 128.0 || bits_by_words(text) < 80.0
}

/// Shannon's entropy of one character, times their number.
fn bits_by_frequency(text: &str) -> f64 {
    let mut counts = std::collections::HashMap::new();
    let mut total = 0_u32;
    for c in text.chars() {
        *counts.entry(c).or_insert(0_u32) += 1;
        total += 1;
    }
    let total = f64::from(total);
    counts.values().map(|&count| f64::from(count) * (total / f64::from(count)).log2()).sum()
}

/// Two bits for a letter within a run of small or capital letters (a word, a name), 3.3 for a digit, one for whatever
/// stands between words, six for a letter or sign that stands alone.
fn bits_by_words(text: &str) -> f64 {
    #[derive(Clone, Copy, PartialEq)]
    enum Class {
        Small,
        Capital,
        Digit,
        Separator,
        Other,
    }
    let class = |c: char| match c {
        'a'..='z' => Class::Small,
        'A'..='Z' => Class::Capital,
        '0'..='9' => Class::Digit,
        ' ' | '-' | '_' | '.' | ',' | '!' | '?' => Class::Separator,
        c if c.is_lowercase() => Class::Small,
        c if c.is_uppercase() => Class::Capital,
        _ => Class::Other,
    };
    let classes: Vec<Class> = text.chars().map(class).collect();
    let mut bits = 0.0;
    for (index, &own) in classes.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| classes.get(index)).copied();
        let after = classes.get(index + 1).copied();
        let is_in_word = match own {
            // The capital at the start of a word belongs to it.
            Class::Small => matches!(before, Some(Class::Small | Class::Capital)) || after == Some(Class::Small),
            Class::Capital => before == Some(Class::Capital) || matches!(after, Some(Class::Small | Class::Capital)),
            _ => false,
        };
        bits += match own {
            Class::Small | Class::Capital if is_in_word => 2.0,
            Class::Digit => 3.3,
            Class::Separator => 1.0,
            _ => 6.0,
        };
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::looks_random;

    #[test]
    fn what_a_generator_writes_looks_random() {
        for text in [
            "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "/aB3+x/Zq9PdMn0tRVcX7eW2yUoL5kJhG4fS8iQ1bN6=",
        ] {
            assert!(looks_random(text), "{text}");
        }
        for text in [
            "MY_JWT_SIGNING_SECRET",
            "process.env.JWT_SIGNING_SECRET",
            "correct-horse-battery-staple",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "hunter2",
            "/run/secrets/jwt",
        ] {
            assert!(!looks_random(text), "{text}");
        }
    }
}
