//! RSA moduli that share a prime: whoever has both computes both private keys with one gcd ("Mining your Ps and Qs", 2012).

use super::pkey;
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::error::ErrorStack;
use std::collections::HashMap;

/// Moduli for which the other one is looked for, in a ring that is made of nothing else.
const MOST_PARTNERS: usize = 16;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct SharedPrimes {
    /// Pairs of places in what was given: the two moduli differ and share a prime.
    pub pairs: Vec<(usize, usize)>,
    /// Moduli that were not compared, because there are so many.
    pub left: usize,
}

/// Compares odd moduli, big-endian, each with the product of those before it: never one gcd for each pair. Of all together,
/// so many bits are compared ([`Limits::rsa_compared_bits`](crate::engine::ground::limit::Limits)).
pub fn shared_primes(moduli: &[&[u8]], most_bits: usize) -> SharedPrimes {
    let mut bits = 0;
    let compared = moduli.iter().take_while(|modulus| {
        bits += pkey::bits(modulus);
        bits <= most_bits
    });
    let mut places: HashMap<&[u8], usize> = HashMap::new();
    let mut distinct: Vec<(usize, &[u8])> = Vec::new();
    let mut count = 0;
    for (place, modulus) in compared.enumerate() {
        count += 1;
        places.entry(modulus).or_insert_with(|| {
            distinct.push((place, modulus));
            place
        });
    }
    SharedPrimes { pairs: pairs(&distinct).unwrap_or_default(), left: moduli.len() - count }
}

fn pairs(moduli: &[(usize, &[u8])]) -> Result<Vec<(usize, usize)>, ErrorStack> {
    if moduli.len() < 2 {
        return Ok(Vec::new());
    }
    let context = &mut BigNumContext::new()?;
    let numbers = moduli.iter().map(|(_, modulus)| BigNum::from_slice(modulus)).collect::<Result<Vec<_>, _>>()?;
    let mut product = BigNum::from_u32(1)?;
    let mut suspects = Vec::new();
    for (index, n) in numbers.iter().enumerate() {
        let mut rest = BigNum::new()?;
        rest.nnmod(&product, n, context)?;
        if !are_coprime(&rest, n, context)? {
            suspects.push(index);
        }
        let mut longer = BigNum::new()?;
        longer.checked_mul(&product, n, context)?;
        product = longer;
    }
    let mut pairs = Vec::new();
    for &other in suspects.iter().take(MOST_PARTNERS) {
        for (one, n) in numbers.iter().enumerate().take(other) {
            let is_shared = numbers.get(other).map(|m| are_coprime(n, m, context)).transpose()? == Some(false);
            if is_shared && let (Some((one, _)), Some((other, _))) = (moduli.get(one), moduli.get(other)) {
                pairs.push((*one, *other));
            }
        }
    }
    Ok(pairs)
}

/// Euclid's algorithm: the numbers are public, and OpenSSL's own gcd takes twice as long not to show them.
fn are_coprime(one: &BigNumRef, other: &BigNumRef, context: &mut BigNumContext) -> Result<bool, ErrorStack> {
    let (mut one, mut other, mut rest) = (one.to_owned()?, other.to_owned()?, BigNum::new()?);
    while other.num_bits() > 0 {
        rest.nnmod(&one, &other, context)?;
        std::mem::swap(&mut one, &mut other);
        std::mem::swap(&mut other, &mut rest);
    }
    Ok(one.num_bits() == 1)
}

#[cfg(test)]
mod tests {
    use super::{SharedPrimes, shared_primes as compared};
    use crate::engine::crypto::digest::sha256;
    use crate::engine::ground::limit::Limits;
    use openssl::bn::{BigNum, BigNumContext};

    fn shared_primes(moduli: &[&[u8]]) -> SharedPrimes {
        compared(moduli, Limits::DEFAULT.rsa_compared_bits)
    }

    fn prime(bits: i32) -> BigNum {
        let mut prime = BigNum::new().unwrap();
        prime.generate_prime(bits, false, None, None).unwrap();
        prime
    }

    fn times(one: &BigNum, other: &BigNum) -> Vec<u8> {
        let mut product = BigNum::new().unwrap();
        product.checked_mul(one, other, &mut BigNumContext::new().unwrap()).unwrap();
        product.to_vec()
    }

    #[test]
    fn who_shares_a_prime_with_whom() {
        let primes: Vec<BigNum> = (0..8).map(|_| prime(256)).collect();
        let n = |one: usize, other: usize| times(&primes[one], &primes[other]);
        let moduli = [n(0, 1), n(2, 3), n(4, 1), n(5, 6), n(0, 1), n(5, 7)];
        let moduli: Vec<&[u8]> = moduli.iter().map(Vec::as_slice).collect();
        assert_eq!(shared_primes(&moduli), SharedPrimes { pairs: vec![(0, 2), (3, 5)], left: 0 });
        assert_eq!(shared_primes(&moduli[..2]).pairs, []);
        assert_eq!(shared_primes(&[moduli[0], moduli[0]]).pairs, [], "the same modulus is another matter");
        assert_eq!(shared_primes(&[]), SharedPrimes::default());
    }

    #[test]
    fn ten_thousand_are_bounded() {
        // What SHA-256 makes of numbers: odd, and without much in common.
        let modulus = |index: u32| {
            let parts = (0..8_u32).map(|part| sha256(&[index.to_be_bytes(), part.to_be_bytes()].concat()));
            let mut bytes: Vec<u8> = parts.flatten().collect();
            bytes[0] |= 0x80;
            bytes[255] |= 1;
            bytes
        };
        let moduli: Vec<Vec<u8>> = (0..10_000).map(modulus).collect();
        let moduli: Vec<&[u8]> = moduli.iter().map(Vec::as_slice).collect();
        let found = shared_primes(&moduli);
        assert_eq!(found.left, 10_000 - 256);
    }
}
