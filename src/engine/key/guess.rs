//! Weaknesses that the numbers of a key show by themselves.

/// The primes whose residues Infineon's library fixed (CVE-2017-15361): a modulus it made is a power of 65537 modulo
/// every one of them.
#[rustfmt::skip]
const ROCA_PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
    127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Whether a modulus, big-endian, bears the fingerprint of ROCA. A sound modulus does with a probability of 2^-27.
pub fn is_roca(n: &[u8]) -> bool {
    !n.is_empty() && ROCA_PRIMES.iter().all(|&prime| is_power_of_65537(remainder(n, prime), prime))
}

/// Whether 65537^k ≡ `residue` (mod `prime`) for some k.
fn is_power_of_65537(residue: u32, prime: u32) -> bool {
    let mut power = 1;
    for _ in 0..prime {
        if power == residue {
            return true;
        }
        power = power * (65537 % prime) % prime;
    }
    false
}

/// The remainder of a big-endian number.
fn remainder(number: &[u8], divisor: u32) -> u32 {
    let mut rest = 0_u64;
    let (head, words) = number.as_rchunks::<4>();
    for &byte in head {
        rest = (rest << 8 | u64::from(byte)) % u64::from(divisor);
    }
    for &word in words {
        rest = (rest << 32 | u64::from(u32::from_be_bytes(word))) % u64::from(divisor);
    }
    rest as u32
}

/// Bytes from which on a secret that nobody typed cannot be found by guessing: a hash of it gives nothing away.
pub const UNGUESSABLE: usize = 16;

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
    use super::{is_roca, looks_typed, remainder};
    use crate::engine::ground::base64url::decode;

    #[test]
    fn remainders() {
        assert_eq!(remainder(&[1, 0, 0, 0, 0], 97), ((1_u64 << 32) % 97) as u32);
        assert_eq!(remainder(&[0xff; 9], 65_521), {
            let rest = (0..9).fold(0_u64, |rest, _| (rest << 8 | 0xff) % 65_521);
            rest as u32
        });
    }

    /// Powers of 65537 have the fingerprint; RFC 7515 A.2's modulus does not.
    #[test]
    fn roca() {
        assert!(is_roca(&[1]));
        assert!(is_roca(&[1, 0, 1]));
        let sound = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SF\
                     d2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo\
                     7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM\
                     Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        assert!(!is_roca(&decode(sound).bytes));
        assert!(!is_roca(&[]));
    }

    #[test]
    fn what_a_person_types_and_what_a_generator_writes() {
        for typed in [
            "secret",
            "your-256-bit-secret",
            "a-string-secret-at-least-256-bits-long",
            "My Company Super Secret Key 2024!",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "12345678901234567890123456789012",
            "00000000000000000000000000000000",
        ] {
            assert!(looks_typed(typed.as_bytes()), "{typed}");
        }
        for generated in [
            "sR7hZ0cX1mPq9vN4bT6yWk3LfDg8JaUe5oQiMtHx2BA",
            "4f9d0c7b1e6a83525dfe90ab76c1d2348e5f01a2b3c4d5e6f708192a3b4c5d6e",
            "9f86d081884c7d659a2feaa0c55ad015",
            "n0mJ7F1x2sBqT9+K4vZr/8WcYd3LhUgEoP5iXaQtMwk=",
        ] {
            assert!(!looks_typed(generated.as_bytes()), "{generated}");
        }
        assert!(!looks_typed(&[0x80, 0x81, 0x82]));
        assert!(!looks_typed(b""));
    }
}
