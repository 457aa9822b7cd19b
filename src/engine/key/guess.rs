//! Weaknesses that the numbers of a key show by themselves.

pub use crate::engine::text::typed::looks_typed;

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
