//! What key files are encrypted with, beyond what [`super::key`] opens: writing PKCS#8, opening OpenSSH's private keys and
//! PKCS#12.

use super::digest::digest;
use super::key::KeyError;
use super::key_management::random;
use super::mac;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use openssl::bn::{BigNum, BigNumContext};
use openssl::hash::MessageDigest;
use openssl::pkcs5;
use openssl::symm::{self, Cipher, Crypter, Mode};
use rc2::Rc2;
use rc2::cipher::{BlockCipherDecrypt, KeyInit};
use zeroize::Zeroizing;

/// Iterations of PBKDF2-HMAC-SHA-256 over the passphrase of a key file that is written: OWASP's figure.
pub const ENCRYPTION_ITERATIONS: u32 = 600_000;

/// What became of a key file's content.
pub struct Sealed {
    /// Salt of the derivation.
    pub salt: Vec<u8>,
    /// Initialization vector of AES-256-CBC.
    pub iv: Vec<u8>,
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

// OpenSSH

/// The name of a cipher, and where OpenSSL has it.
type NamedCipher = (&'static str, fn() -> Cipher);

/// The ciphers of OpenSSH's private keys, by their names there (RFC 4253 §6.3, RFC 4344 §4).
static OPEN_SSH_CIPHERS: &[NamedCipher] = &[
    ("aes256-ctr", Cipher::aes_256_ctr),
    ("aes192-ctr", Cipher::aes_192_ctr),
    ("aes128-ctr", Cipher::aes_128_ctr),
    ("aes256-cbc", Cipher::aes_256_cbc),
    ("aes192-cbc", Cipher::aes_192_cbc),
    ("aes128-cbc", Cipher::aes_128_cbc),
    ("3des-cbc", Cipher::des_ede3_cbc),
    ("aes256-gcm@openssh.com", Cipher::aes_256_gcm),
    ("aes128-gcm@openssh.com", Cipher::aes_128_gcm),
];

/// Decrypts the private part of an OpenSSH key: key and initialization vector by bcrypt_pbkdf, no padding of the cipher's
/// own. `tag` is what stands behind the part, where the cipher has one. The caller has bounded the rounds.
pub fn decrypt_open_ssh(
    cipher: &str,
    passphrase: &SecretBytes,
    salt: &[u8],
    rounds: u32,
    encrypted: &[u8],
    tag: &[u8],
) -> Result<SecretBytes, KeyError> {
    let row = OPEN_SSH_CIPHERS.iter().find(|(name, _)| *name == cipher);
    let openssl = row.ok_or_else(|| KeyError::EncryptionUnknown(cipher.to_owned()))?.1();
    let (key_len, iv_len) = (openssl.key_len(), openssl.iv_len().unwrap_or(0));
    let mut derived = Zeroizing::new(vec![0; key_len + iv_len]);
    bcrypt_pbkdf::bcrypt_pbkdf(passphrase.expose(), salt, rounds, &mut derived)
        .map_err(|_| KeyError::Damaged("encryption"))?;
    let (key, iv) = derived.split_at_checked(key_len).ok_or(KeyError::Damaged("encryption"))?;
    if !encrypted.len().is_multiple_of(8) || i32::try_from(encrypted.len()).is_err() {
        return Err(KeyError::Damaged("encryption"));
    }
    if cipher.contains("-gcm@") {
        let tag = tag.get(..16).ok_or(KeyError::Damaged("encryption"))?;
        let plain = symm::decrypt_aead(openssl, key, Some(iv), &[], encrypted, tag);
        return plain.map(SecretBytes::new).map_err(|_| KeyError::PassphraseWrong);
    }
    decrypt_unpadded(openssl, key, iv, encrypted)
}

fn decrypt_unpadded(cipher: Cipher, key: &[u8], iv: &[u8], encrypted: &[u8]) -> Result<SecretBytes, KeyError> {
    let decrypt = || {
        let mut crypter = Crypter::new(cipher, Mode::Decrypt, key, Some(iv))?;
        crypter.pad(false);
        let mut plain = Zeroizing::new(vec![0; encrypted.len() + cipher.block_size()]);
        let mut length = crypter.update(encrypted, &mut plain)?;
        length += crypter.finalize(plain.get_mut(length..).unwrap_or_default())?;
        Ok::<_, openssl::error::ErrorStack>(SecretBytes::from(plain.get(..length).unwrap_or_default()))
    };
    decrypt().map_err(|_| KeyError::Damaged("encryption"))
}

// PuTTY

/// The variants of Argon2 (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argon2 {
    /// Argon2d.
    D,
    /// Argon2i.
    I,
    /// Argon2id.
    Id,
}

/// Argon2, version 1.3, with `memory` in KiB. `None` where the parameters are none that it takes. The caller has bounded
/// the work.
///
/// # Errors
///
/// [`KeyError::EncryptionUnknown`] with an OpenSSL that does not have it: before 3.2.
#[cfg(feature = "ml-dsa")]
pub fn argon2(
    variant: Argon2,
    passphrase: &SecretBytes,
    salt: &[u8],
    passes: u32,
    parallelism: u32,
    memory: u32,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    use openssl::kdf;
    let derive = match variant {
        Argon2::D => kdf::argon2d,
        Argon2::I => kdf::argon2i,
        Argon2::Id => kdf::argon2id,
    };
    let mut key = Zeroizing::new(vec![0; length]);
    derive(None, passphrase.expose(), salt, None, None, passes, parallelism, memory, &mut key)
        .map_err(|_| KeyError::Damaged("encryption"))?;
    Ok(key)
}

/// Argon2, which this OpenSSL may not have: it is there since 3.2, and the feature `ml-dsa` says that it is newer.
#[cfg(not(feature = "ml-dsa"))]
pub fn argon2(
    _variant: Argon2,
    _passphrase: &SecretBytes,
    _salt: &[u8],
    _passes: u32,
    _parallelism: u32,
    _memory: u32,
    _length: usize,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    Err(KeyError::EncryptionUnknown("Argon2".to_owned()))
}

/// AES-256-CBC without padding, as PuTTY's files have it.
pub fn decrypt_putty(key: &[u8], iv: &[u8], encrypted: &[u8]) -> Result<SecretBytes, KeyError> {
    if key.len() != 32 || iv.len() != 16 || !encrypted.len().is_multiple_of(16) {
        return Err(KeyError::Damaged("encryption"));
    }
    decrypt_unpadded(Cipher::aes_256_cbc(), key, iv, encrypted)
}

/// HMAC over the parts of a key file, compared in constant time.
pub fn is_authentic(hash: Hash, key: &[u8], parts: &[&[u8]], stated: &[u8]) -> bool {
    mac::equal(&mac::hmac(hash, key, parts), stated)
}

/// An RSA key pair whose exponents are not written down: OpenSSH keeps n, e, d, qi, p, q. Whether it is whole, the check
/// of every key says.
pub fn rsa_of_primes(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8], qi: &[u8]) -> Result<KeyMaterial, KeyError> {
    // A division by a prime far shorter than the other number would be work for nothing.
    if p.len() > n.len() || q.len() > n.len() || d.len() > n.len() {
        return Err(KeyError::RsaInconsistent("p, q"));
    }
    let mut context = BigNumContext::new()?;
    let mut exponent = |prime: &[u8]| -> Result<SecretBytes, KeyError> {
        let mut less_one = BigNum::from_slice(prime)?;
        if less_one.num_bits() < 2 {
            return Err(KeyError::RsaInconsistent("p, q"));
        }
        less_one.sub_word(1)?;
        let mut number = BigNum::from_slice(d)?;
        let mut rest = BigNum::new()?;
        rest.nnmod(&number, &less_one, &mut context)?;
        let out = SecretBytes::new(rest.to_vec());
        number.clear();
        rest.clear();
        less_one.clear();
        Ok(out)
    };
    let crt = [SecretBytes::from(p), SecretBytes::from(q), exponent(p)?, exponent(q)?, SecretBytes::from(qi)];
    let private = RsaPrivate { d: SecretBytes::from(d), crt: Some(crt) };
    Ok(KeyMaterial::Rsa { n: n.to_vec(), e: e.to_vec(), private: Some(private) })
}

// PKCS#12

/// What a derived key of PKCS#12 is for (RFC 7292 §B.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pkcs12Purpose {
    /// To encrypt.
    Key = 1,
    InitializationVector = 2,
    /// To authenticate.
    Mac = 3,
}

/// The key derivation of PKCS#12 (RFC 7292 §B.2). The passphrase is a BMPString with its two zero bytes (§B.1). The caller
/// has bounded the iterations.
pub fn pkcs12_derive(
    hash: Hash,
    purpose: Pkcs12Purpose,
    passphrase: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let block = match hash {
        Hash::Sha1 | Hash::Sha256 => 64,
        Hash::Sha384 | Hash::Sha512 => 128,
    };
    // Repeated to whole blocks; nothing stays nothing.
    let filled = |bytes: &[u8]| {
        let length = bytes.len().div_ceil(block) * block;
        Zeroizing::new(bytes.iter().copied().cycle().take(length).collect::<Vec<u8>>())
    };
    let mut input = Zeroizing::new([filled(salt).as_slice(), filled(passphrase).as_slice()].concat());
    let diversifier = vec![purpose as u8; block];
    let mut out = Zeroizing::new(Vec::with_capacity(length + hash.output_len()));
    while out.len() < length {
        let mut round = Zeroizing::new(digest(hash, &Zeroizing::new([diversifier.as_slice(), &input].concat())));
        for _ in 1..iterations {
            round = Zeroizing::new(digest(hash, &round));
        }
        out.extend_from_slice(&round);
        // Every block of the input, plus what was just made, plus 1.
        for chunk in input.chunks_mut(block) {
            let mut carry = 1_u16;
            for (index, byte) in chunk.iter_mut().enumerate().rev() {
                let added = round.get(index % round.len().max(1)).copied().unwrap_or(0);
                carry += u16::from(*byte) + u16::from(added);
                *byte = carry.to_le_bytes()[0];
                carry >>= 8;
            }
        }
    }
    out.truncate(length);
    out
}

/// PBKDF2 (RFC 8018 §5.2). The caller has bounded the iterations.
pub fn pbkdf2(
    hash: Hash,
    passphrase: &SecretBytes,
    salt: &[u8],
    iterations: u32,
    length: usize,
) -> Result<SecretBytes, KeyError> {
    let damaged = || KeyError::Damaged("encryption");
    if i32::try_from(passphrase.len()).is_err() || i32::try_from(salt.len()).is_err() {
        return Err(damaged());
    }
    let mut key = Zeroizing::new(vec![0; length]);
    let iterations = usize::try_from(iterations).map_err(|_| damaged())?;
    pkcs5::pbkdf2_hmac(passphrase.expose(), salt, iterations, mac::message_digest(hash), &mut key)
        .map_err(|_| damaged())?;
    Ok(SecretBytes::from(key.as_slice()))
}

/// Ciphers of old PKCS#12 files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldCipher {
    /// DES-EDE3-CBC, with three keys.
    TripleDes,
    /// DES-EDE-CBC, with two.
    DoubleDes,
    /// RC2-CBC with 128 bits.
    Rc2,
    /// RC2-CBC with 40 bits.
    Rc2Short,
}

impl OldCipher {
    /// Bytes of its key.
    pub const fn key_len(self) -> usize {
        match self {
            Self::TripleDes => 24,
            Self::DoubleDes | Self::Rc2 => 16,
            Self::Rc2Short => 5,
        }
    }
}

/// Decrypts with a derived key; [`KeyError::PassphraseWrong`] where the padding does not come out.
pub fn decrypt_old(cipher: OldCipher, key: &[u8], iv: &[u8], encrypted: &[u8]) -> Result<SecretBytes, KeyError> {
    let damaged = KeyError::Damaged("encryption");
    if key.len() != cipher.key_len() || iv.len() != 8 || encrypted.is_empty() || !encrypted.len().is_multiple_of(8) {
        return Err(damaged);
    }
    let key = match cipher {
        // K1, K2, K1.
        OldCipher::DoubleDes => Zeroizing::new([key, key.get(..8).unwrap_or_default()].concat()),
        _ => Zeroizing::new(key.to_vec()),
    };
    if matches!(cipher, OldCipher::TripleDes | OldCipher::DoubleDes) {
        let plain = symm::decrypt(Cipher::des_ede3_cbc(), &key, Some(iv), encrypted);
        return plain.map(SecretBytes::new).map_err(|_| KeyError::PassphraseWrong);
    }
    // OpenSSL has RC2 in its legacy provider alone, which is not there in a static build.
    let rc2 = match cipher {
        OldCipher::Rc2Short => Rc2::new_with_eff_key_len(&key, 40),
        _ => Rc2::new_from_slice(&key).map_err(|_| damaged)?,
    };
    let mut plain = Zeroizing::new(Vec::with_capacity(encrypted.len()));
    let mut previous = <[u8; 8]>::try_from(iv).map_err(|_| KeyError::Damaged("encryption"))?;
    for chunk in encrypted.as_chunks::<8>().0 {
        let mut block = (*chunk).into();
        rc2.decrypt_block(&mut block);
        plain.extend(block.iter().zip(previous).map(|(byte, before)| byte ^ before));
        previous = *chunk;
    }
    // PKCS#7: 1 to 8 bytes, each the number of them.
    let count = plain.last().map_or(0, |last| usize::from(*last));
    let padded = plain.len().checked_sub(count).filter(|_| (1..=8).contains(&count));
    let end =
        padded.filter(|end| plain.get(*end..).is_some_and(|pad| pad.iter().all(|byte| usize::from(*byte) == count)));
    Ok(SecretBytes::from(end.and_then(|end| plain.get(..end)).ok_or(KeyError::PassphraseWrong)?))
}

#[cfg(test)]
mod tests {
    use super::{OldCipher, Pkcs12Purpose, decrypt_old, pkcs12_derive};
    use crate::engine::ground::jwa::Hash;
    use data_encoding::HEXLOWER;

    /// The vectors that Peter Gutmann published for PKCS#12 with SHA-1, as OpenSSL and Bouncy Castle carry them: "smeg" with
    /// one iteration and "queeg" with a thousand.
    #[test]
    fn pkcs12_derivation() {
        let derive = |passphrase: &str, purpose, salt: &str, iterations, length| {
            let passphrase = HEXLOWER.decode(passphrase.as_bytes()).unwrap();
            let salt = HEXLOWER.decode(salt.as_bytes()).unwrap();
            HEXLOWER.encode(&pkcs12_derive(Hash::Sha1, purpose, &passphrase, &salt, iterations, length))
        };
        let smeg = "0073006d006500670000";
        assert_eq!(
            derive(smeg, Pkcs12Purpose::Key, "0a58cf64530d823f", 1, 24),
            "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"
        );
        assert_eq!(derive(smeg, Pkcs12Purpose::InitializationVector, "0a58cf64530d823f", 1, 8), "79993dfe048d3b76");
        let queeg = "00710075006500650067 0000".replace(' ', "");
        assert_eq!(
            derive(&queeg, Pkcs12Purpose::Key, "05dec959acff72f7", 1000, 24),
            "ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4"
        );
        assert_eq!(
            derive(&queeg, Pkcs12Purpose::InitializationVector, "05dec959acff72f7", 1000, 8),
            "11dedad7758d4860"
        );
        assert_eq!(
            derive(&queeg, Pkcs12Purpose::Mac, "263216fcc2fab31c", 1000, 20),
            "5ec4c7a80df652294c3925b6489a7ab857c83476"
        );
    }

    #[test]
    fn what_cannot_be_decrypted_is_an_error() {
        for cipher in [OldCipher::TripleDes, OldCipher::DoubleDes, OldCipher::Rc2, OldCipher::Rc2Short] {
            let key = vec![7; cipher.key_len()];
            assert!(decrypt_old(cipher, &key, &[0; 8], &[]).is_err());
            assert!(decrypt_old(cipher, &key, &[0; 8], &[0; 7]).is_err());
            assert!(decrypt_old(cipher, &key, &[0; 7], &[0; 8]).is_err());
            assert!(decrypt_old(cipher, &[], &[0; 8], &[0; 8]).is_err());
            let _ = decrypt_old(cipher, &key, &[0; 8], &[0; 64]);
        }
    }
}
