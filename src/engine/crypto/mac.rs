//! HMAC with keys of any length, and comparison in constant time.
//!
//! josekit's HMAC is not used: it refuses keys shorter than the hash, which a verifier must be able to try, and it
//! compares tags byte by byte until the first difference.

use crate::engine::ground::jwa::Hash;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::memcmp;
use openssl::pkey::PKey;
use openssl::sign::Signer;

/// OpenSSL's name for a hash.
pub(super) fn message_digest(hash: Hash) -> MessageDigest {
    match hash {
        Hash::Sha1 => MessageDigest::sha1(),
        Hash::Sha256 => MessageDigest::sha256(),
        Hash::Sha384 => MessageDigest::sha384(),
        Hash::Sha512 => MessageDigest::sha512(),
    }
}

/// HMAC (RFC 2104) over the parts, one after the other. `None` only where OpenSSL itself fails.
pub fn hmac(hash: Hash, key: &[u8], parts: &[&[u8]]) -> Option<Vec<u8>> {
    // HMAC pads its key with zeros (RFC 2104 §2), so the empty key and a single zero byte give the same code. Not every
    // OpenSSL takes an empty one.
    let key = if key.is_empty() { &[0] } else { key };
    let compute = || -> Result<Vec<u8>, ErrorStack> {
        let key = PKey::hmac(key)?;
        let mut signer = Signer::new(message_digest(hash), &key)?;
        for part in parts {
            signer.update(part)?;
        }
        signer.sign_to_vec()
    };
    compute().ok()
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
        let code = |hash| hmac(hash, b"Jefe", &[b"what do ya want ", b"for nothing?"]).unwrap();
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
        let code = hmac(Hash::Sha256, b"", &[]).unwrap();
        assert_eq!(HEXLOWER.encode(&code), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }

    #[test]
    fn codes_of_different_lengths_differ() {
        assert!(!equal(b"ab", b"a"));
        assert!(!equal(b"ab", b"ac"));
        assert!(equal(b"", b""));
        assert!(equal(b"ab", b"ab"));
    }
}
