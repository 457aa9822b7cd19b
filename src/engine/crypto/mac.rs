//! HMAC with keys of any length, and comparison in constant time.
//!
//! josekit's HMAC is not used: it refuses keys shorter than the hash, which a verifier must be able to try, and it
//! compares tags byte by byte until the first difference. OpenSSL's own is not used either, but its hash functions, called
//! directly: its HMAC looks everything up by name, which sets up all of its providers at the first call and costs many times
//! the hashing of a short message at each.

use crate::engine::ground::jwa::Hash;
use openssl::hash::MessageDigest;
use openssl::memcmp;
use openssl::sha::{Sha1, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// OpenSSL's name for a hash.
pub(super) fn message_digest(hash: Hash) -> MessageDigest {
    match hash {
        Hash::Sha1 => MessageDigest::sha1(),
        Hash::Sha256 => MessageDigest::sha256(),
        Hash::Sha384 => MessageDigest::sha384(),
        Hash::Sha512 => MessageDigest::sha512(),
    }
}

/// Bytes that a hash function takes at once: its block, RFC 2104's B.
trait Hasher: Default {
    const BLOCK: usize;
    fn add(&mut self, bytes: &[u8]);
    fn digest(self) -> Vec<u8>;
}

macro_rules! hasher {
    ($name:ident, $block:literal) => {
        impl Hasher for $name {
            const BLOCK: usize = $block;

            fn add(&mut self, bytes: &[u8]) {
                self.update(bytes);
            }

            fn digest(self) -> Vec<u8> {
                self.finish().to_vec()
            }
        }
    };
}

// FIPS 180-4 §1, figure 1.
hasher!(Sha1, 64);
hasher!(Sha256, 64);
hasher!(Sha384, 128);
hasher!(Sha512, 128);

/// HMAC (RFC 2104) over the parts, one after the other.
pub fn hmac(hash: Hash, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    match hash {
        Hash::Sha1 => hmac_with::<Sha1>(key, parts),
        Hash::Sha256 => hmac_with::<Sha256>(key, parts),
        Hash::Sha384 => hmac_with::<Sha384>(key, parts),
        Hash::Sha512 => hmac_with::<Sha512>(key, parts),
    }
}

fn hmac_with<H: Hasher>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    // RFC 2104 §2: a key is padded with zeros to a block; a longer one is hashed before.
    let hashed = Zeroizing::new(if key.len() > H::BLOCK { hash_of::<H>(&[key]) } else { Vec::new() });
    let key = if key.len() > H::BLOCK { &hashed } else { key };
    let pad = |with: u8| -> Zeroizing<Vec<u8>> {
        let zeros = std::iter::repeat_n(&0, H::BLOCK.saturating_sub(key.len()));
        Zeroizing::new(key.iter().chain(zeros).map(|byte| byte ^ with).collect())
    };
    let inner_pad = pad(0x36);
    let mut inner = Vec::with_capacity(parts.len() + 1);
    inner.push(inner_pad.as_slice());
    inner.extend_from_slice(parts);
    hash_of::<H>(&[&pad(0x5c), &hash_of::<H>(&inner)])
}

fn hash_of<H: Hasher>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = H::default();
    for part in parts {
        hasher.add(part);
    }
    hasher.digest()
}

/// Whether two codes are the same, in a time that depends on their lengths alone.
pub fn equal(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && memcmp::eq(left, right)
}

#[cfg(test)]
mod tests {
    use super::{equal, hmac};
    use crate::engine::ground::jwa::Hash;
    use data_encoding::HEXLOWER;

    #[test]
    fn rfc_4231_test_case_2_has_a_key_of_four_bytes() {
        let code = |hash| hmac(hash, b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        assert_eq!(
            HEXLOWER.encode(&code(Hash::Sha256)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            HEXLOWER.encode(&code(Hash::Sha384)),
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
        );
        assert_eq!(
            HEXLOWER.encode(&code(Hash::Sha512)),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
             caeab1a34d4a6b4b636e070a38bce737"
        );
    }

    #[test]
    fn an_empty_key_and_an_empty_message_have_a_code() {
        let code = hmac(Hash::Sha256, b"", &[]);
        assert_eq!(HEXLOWER.encode(&code), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }

    /// Keys and messages around the sizes of a block, against OpenSSL's own HMAC.
    #[test]
    fn it_is_the_hmac_of_openssl() {
        use openssl::{pkey::PKey, sign::Signer};
        let bytes: Vec<u8> = (0..=255).cycle().take(300).collect();
        for hash in [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            for length in [1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 300] {
                let key = PKey::hmac(&bytes[..length]).expect("a key");
                for message in [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 300] {
                    let mut signer = Signer::new(super::message_digest(hash), &key).expect("a signer");
                    let theirs = signer.sign_oneshot_to_vec(&bytes[..message]).expect("a code");
                    let (front, back) = bytes[..message].split_at(message / 3);
                    assert_eq!(hmac(hash, &bytes[..length], &[front, back]), theirs, "{hash:?} {length} {message}");
                }
            }
        }
    }

    #[test]
    fn codes_of_different_lengths_differ() {
        assert!(!equal(b"ab", b"a"));
        assert!(!equal(b"ab", b"ac"));
        assert!(equal(b"", b""));
        assert!(equal(b"ab", b"ab"));
    }
}
