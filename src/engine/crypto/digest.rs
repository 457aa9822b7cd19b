//! Hash functions, in one call. OpenSSL's `SHA256()` and its kin look the function up by name, which sets up all of its
//! providers at the first call; what is called here does not.

use crate::engine::ground::jwa::Hash;
use openssl::sha::{Sha1, Sha256, Sha384, Sha512};

/// SHA-1: certificate thumbprints (`x5t`) alone.
pub fn sha1(bytes: &[u8]) -> [u8; 20] {
    let mut hasher = Sha1::new();
    hasher.update(bytes);
    hasher.finish()
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(bytes);
    hasher.finish()
}

/// SHA-384.
pub fn sha384(bytes: &[u8]) -> [u8; 48] {
    let mut hasher = Sha384::new();
    hasher.update(bytes);
    hasher.finish()
}

/// SHA-512.
pub fn sha512(bytes: &[u8]) -> [u8; 64] {
    let mut hasher = Sha512::new();
    hasher.update(bytes);
    hasher.finish()
}

/// The hash that is chosen at run time.
pub fn digest(hash: Hash, bytes: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha1 => sha1(bytes).to_vec(),
        Hash::Sha256 => sha256(bytes).to_vec(),
        Hash::Sha384 => sha384(bytes).to_vec(),
        Hash::Sha512 => sha512(bytes).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::digest;
    use crate::engine::ground::jwa::Hash;
    use data_encoding::HEXLOWER;

    /// FIPS 180-4's example "abc".
    #[test]
    fn abc() {
        let hex = |hash| HEXLOWER.encode(&digest(hash, b"abc"));
        assert_eq!(hex(Hash::Sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hex(Hash::Sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(hex(Hash::Sha384).starts_with("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"));
        assert!(hex(Hash::Sha512).starts_with("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"));
        for hash in [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            assert_eq!(digest(hash, b"").len(), hash.output_len());
        }
    }
}
