//! New keys. Everything secret in them comes from the operating system's generator, by way of OpenSSL's.

use super::key::{self, KeyError};
use super::key_management::random;
use super::ml_dsa::{self, SEED_LEN};
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;

/// Random bytes, wiped when dropped.
pub fn secret(len: usize) -> Result<SecretBytes, KeyError> {
    random(len).map(SecretBytes::new).map_err(|_| KeyError::Refused)
}

/// An RSA key pair with two primes and the exponent 65537. Takes seconds for a long modulus, and cannot be interrupted.
pub fn rsa(bits: u32) -> Result<KeyMaterial, KeyError> {
    key::material_from_pkey_private(&*PKey::from_rsa(Rsa::generate(bits)?)?)
}

/// A key pair on a curve with two coordinates: FIPS 186-5 §A.2.2, testing candidates, so that every private value is as
/// likely as any other.
pub fn ec(curve: Curve) -> Result<KeyMaterial, KeyError> {
    // P-521 has 521 bits in 66 bytes; without its mask 127 of 128 candidates would be too large.
    let mask = if curve == Curve::P521 { 0x01 } else { 0xff };
    // A candidate of P-521 is refused about never, of the others once in 2^32 or less; of a mistake, always.
    for _ in 0..64 {
        let mut bytes = secret(curve.row().private_len)?.expose().to_vec();
        if let Some(first) = bytes.first_mut() {
            *first &= mask;
        }
        let candidate = SecretBytes::new(bytes);
        match key::ec_private(curve, candidate.expose()) {
            Err(KeyError::OutOfRange(_)) => {}
            other => return other,
        }
    }
    Err(KeyError::Refused)
}

/// A key pair on an Edwards or Montgomery curve: any bytes of the right length are a private key (RFC 8032, RFC 7748).
pub fn okp(curve: Curve) -> Result<KeyMaterial, KeyError> {
    key::okp_private(curve, secret(curve.row().private_len)?.expose())
}

/// An ML-DSA key pair out of a random seed (FIPS 204 algorithm 1).
pub fn akp(algorithm: &str) -> Result<KeyMaterial, KeyError> {
    let unknown = || KeyError::AlgorithmUnknown(algorithm.to_owned());
    let set = ml_dsa::parameter_set(algorithm).ok_or_else(unknown)?;
    key::akp_private(set, secret(SEED_LEN)?.expose(), None)
}
