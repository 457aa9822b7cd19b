//! Content encryption: AES-GCM and AES-CBC with HMAC (RFC 7518 §5).

use super::key_management::DecryptError;
use super::mac;
use super::provider::{self, Refusal};
use crate::engine::ground::jwa::{ContentEncryptionRow, Hash};
use openssl::error::ErrorStack;
use openssl::symm::{self, Cipher};

/// Why nothing was encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncryptError {
    /// The content encryption key has not the length that `enc` needs.
    CekLength {
        /// Bytes that `enc` needs.
        needed: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// The initialization vector has not the length that `enc` needs.
    IvLength {
        /// Bytes that `enc` needs.
        needed: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// This build cannot do it.
    Unsupported(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encrypted {
    /// As long as the plaintext for GCM, up to 16 bytes longer for CBC.
    pub ciphertext: Vec<u8>,
    /// The authentication tag, `enc.tag_len` bytes.
    pub tag: Vec<u8>,
}

/// Authenticates and decrypts. `aad` is the Additional Authenticated Data as the token has it, in ASCII
/// (RFC 7516 §5.2 step 15).
///
/// # Errors
///
/// [`DecryptError::TagMismatch`] where key, `aad`, IV, ciphertext and tag do not belong together; the other variants
/// name what RFC 7518 forbids, before anything is computed.
pub fn decrypt(
    enc: &ContentEncryptionRow,
    cek: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, DecryptError> {
    if cek.len() != enc.key_len {
        return Err(DecryptError::CekLength { needed: enc.key_len, found: cek.len() });
    }
    // OpenSSL's wrapper panics where the IV is missing or short (RFC 7518 §5.2.2.1, §5.3: 128 and 96 bits).
    if iv.len() != enc.iv_len {
        return Err(DecryptError::IvLength { needed: enc.iv_len, found: iv.len() });
    }
    // josekit takes any prefix of a GCM tag, so that one byte would do; "128 bits, regardless" (RFC 7518 §5.3).
    if tag.len() != enc.tag_len {
        return Err(DecryptError::TagLength { needed: enc.tag_len, found: tag.len() });
    }
    if !fits(ciphertext) || !fits(aad) {
        return Err(DecryptError::Unsupported("2 GB or more cannot be decrypted".to_owned()));
    }
    if enc.is_cbc_hmac {
        decrypt_cbc(enc, cek, iv, ciphertext, tag, aad)
    } else {
        provider::decrypt_gcm(enc, cek, iv, ciphertext, tag, aad).map_err(|refusal| match refusal {
            Refusal::Closed => DecryptError::TagMismatch,
            Refusal::Unknown | Refusal::Key => unsupported(enc),
        })
    }
}

/// Encrypts with a given key and initialization vector. Under one key an IV must never be used twice.
///
/// # Errors
///
/// [`EncryptError`] where a length is not the one that `enc` needs.
pub fn encrypt(
    enc: &ContentEncryptionRow,
    cek: &[u8],
    iv: &[u8],
    plaintext: &[u8],
    aad: &[u8],
) -> Result<Encrypted, EncryptError> {
    if cek.len() != enc.key_len {
        return Err(EncryptError::CekLength { needed: enc.key_len, found: cek.len() });
    }
    if iv.len() != enc.iv_len {
        return Err(EncryptError::IvLength { needed: enc.iv_len, found: iv.len() });
    }
    if !fits(plaintext) || !fits(aad) {
        return Err(EncryptError::Unsupported("2 GB or more cannot be encrypted".to_owned()));
    }
    let unsupported = || EncryptError::Unsupported(format!("{} is not in this build", enc.name));
    if enc.is_cbc_hmac {
        let (mac_key, cipher, encryption_key) = cbc_halves(enc, cek).ok_or_else(unsupported)?;
        let ciphertext = symm::encrypt(cipher, encryption_key, Some(iv), plaintext).map_err(|_| unsupported())?;
        let tag = cbc_tag(enc, mac_key, iv, &ciphertext, aad).ok_or_else(unsupported)?;
        return Ok(Encrypted { ciphertext, tag });
    }
    provider::encrypt_gcm(enc, cek, iv, plaintext, aad).ok_or_else(unsupported)
}

/// The tag of a ciphertext, whole: to tell how one that is too short came about, and for nothing else.
pub fn tag(enc: &ContentEncryptionRow, cek: &[u8], iv: &[u8], ciphertext: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    if cek.len() != enc.key_len || iv.len() != enc.iv_len {
        return None;
    }
    if enc.is_cbc_hmac {
        let (mac_key, ..) = cbc_halves(enc, cek)?;
        return cbc_tag(enc, mac_key, iv, ciphertext, aad);
    }
    // Counter mode encrypts and decrypts alike (NIST SP 800-38D §6.5).
    let plaintext = encrypt(enc, cek, iv, ciphertext, aad).ok()?.ciphertext;
    encrypt(enc, cek, iv, &plaintext, aad).ok().map(|encrypted| encrypted.tag)
}

/// RFC 7518 §5.2.2.2, in its order. josekit decrypts first and tells wrong padding from a wrong tag, a padding oracle;
/// here nothing is decrypted that is not authentic.
fn decrypt_cbc(
    enc: &ContentEncryptionRow,
    cek: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, DecryptError> {
    // PKCS #7 padding is never empty, so there is at least one block.
    if ciphertext.is_empty() || !ciphertext.len().is_multiple_of(16) {
        return Err(DecryptError::CiphertextLength { found: ciphertext.len() });
    }
    let (mac_key, cipher, encryption_key) = cbc_halves(enc, cek).ok_or_else(|| unsupported(enc))?;
    let expected = cbc_tag(enc, mac_key, iv, ciphertext, aad).ok_or_else(|| unsupported(enc))?;
    if !mac::equal(&expected, tag) {
        return Err(DecryptError::TagMismatch);
    }
    symm::decrypt(cipher, encryption_key, Some(iv), ciphertext).map_err(|_: ErrorStack| DecryptError::Padding)
}

/// The initial half of the key is for the MAC, the final half for AES (RFC 7518 §5.2.2.1 step 1).
fn cbc_halves<'key>(enc: &ContentEncryptionRow, cek: &'key [u8]) -> Option<(&'key [u8], Cipher, &'key [u8])> {
    let (mac_key, encryption_key) = cek.split_at_checked(enc.key_len / 2)?;
    let cipher = match encryption_key.len() {
        16 => Cipher::aes_128_cbc(),
        24 => Cipher::aes_192_cbc(),
        32 => Cipher::aes_256_cbc(),
        _ => return None,
    };
    Some((mac_key, cipher, encryption_key))
}

/// HMAC over AAD, IV, ciphertext and the bits of the AAD as 64-bit big-endian, cut to the tag's length
/// (RFC 7518 §5.2.2.1 steps 4 to 6).
fn cbc_tag(enc: &ContentEncryptionRow, mac_key: &[u8], iv: &[u8], ciphertext: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let hash = match enc.key_len {
        32 => Hash::Sha256,
        48 => Hash::Sha384,
        64 => Hash::Sha512,
        _ => return None,
    };
    let aad_bits = u64::try_from(aad.len()).ok()?.checked_mul(8)?.to_be_bytes();
    let mut tag = mac::hmac(hash, mac_key, &[aad, iv, ciphertext, &aad_bits]);
    tag.truncate(enc.tag_len);
    Some(tag)
}

fn unsupported(enc: &ContentEncryptionRow) -> DecryptError {
    DecryptError::Unsupported(format!("{} is not in this build", enc.name))
}

/// OpenSSL counts in C's `int`, and its wrapper panics beyond.
fn fits(bytes: &[u8]) -> bool {
    i32::try_from(bytes.len()).is_ok_and(|len| len < i32::MAX - 64)
}
