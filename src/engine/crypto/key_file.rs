//! What key files are encrypted with, beyond what [`super::key`] opens: writing PKCS#8, opening OpenSSH's private keys and
//! PKCS#12.

use super::key_management::random;
use crate::engine::secret::SecretBytes;
use openssl::hash::MessageDigest;
use openssl::pkcs5;
use openssl::symm::{self, Cipher};
use zeroize::Zeroizing;

/// Iterations of PBKDF2-HMAC-SHA-256 over the passphrase of a key file that is written: OWASP's figure.
pub const ENCRYPTION_ITERATIONS: u32 = 600_000;

/// What became of a key file's content.
pub struct Sealed {
    /// Salt of the derivation.
    pub salt: Vec<u8>,
    /// Initialization vector of AES-256-CBC.
    pub iv: Vec<u8>,
    /// The encrypted content.
    pub ciphertext: Vec<u8>,
}

/// Encrypts with AES-256-CBC under a key that PBKDF2-HMAC-SHA-256 derives. `None` where OpenSSL has no randomness.
pub fn encrypt(passphrase: &SecretBytes, plain: &[u8]) -> Option<Sealed> {
    i32::try_from(passphrase.len()).ok()?;
    let (salt, iv) = (random(16).ok()?, random(16).ok()?);
    let mut key = Zeroizing::new(vec![0; 32]);
    let iterations = usize::try_from(ENCRYPTION_ITERATIONS).ok()?;
    pkcs5::pbkdf2_hmac(passphrase.expose(), &salt, iterations, MessageDigest::sha256(), &mut key).ok()?;
    let ciphertext = symm::encrypt(Cipher::aes_256_cbc(), &key, Some(&iv), plain).ok()?;
    Some(Sealed { salt, iv, ciphertext })
}
