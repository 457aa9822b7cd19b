//! The content encryption key of a JWE: found by the recipient, determined by the sender (RFC 7518 §4, RFC 8037 §3.2).

use super::mac;
use super::pkey::{self, PkeyError};
use super::provider::{self, ProviderKey, Refusal};
use crate::engine::ground::jwa::{ContentEncryptionRow, Curve, Hash, KeyManagementFamily, KeyManagementRow};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use openssl::derive::Deriver;
use openssl::encrypt::{Decrypter, Encrypter};
use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkcs5;
use openssl::pkey::{PKey, Private, Public};
use openssl::rand::rand_bytes;
use openssl::rsa::Padding;
use openssl::symm::{self, Cipher};
use zeroize::Zeroizing;

/// What a JWE says about one recipient, decoded from base64url. Nothing of it is trusted.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecipientParameters<'a> {
    /// The JWE Encrypted Key; empty where there is none.
    pub encrypted_key: &'a [u8],
    /// The sender's ephemeral public key (RFC 7518 §4.6.1.1).
    pub epk: Option<&'a KeyMaterial>,
    /// Agreement PartyUInfo.
    pub apu: Option<&'a [u8]>,
    /// Agreement PartyVInfo.
    pub apv: Option<&'a [u8]>,
    /// The initialization vector of the key encryption (RFC 7518 §4.7.1.1).
    pub iv: Option<&'a [u8]>,
    /// The authentication tag of the key encryption (RFC 7518 §4.7.1.2).
    pub tag: Option<&'a [u8]>,
    /// The salt input of PBES2 (RFC 7518 §4.8.1.1).
    pub p2s: Option<&'a [u8]>,
    /// The iteration count of PBES2 (RFC 7518 §4.8.1.2).
    pub p2c: Option<u64>,
}

/// Why a JWE does not open. No variant carries a byte of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecryptError {
    /// The algorithm is for another type of key.
    KeyType { needed: &'static str, found: &'static str },
    /// The algorithm is for other curves.
    Curve { needed: &'static str, found: &'static str },
    /// The shared key has not the length that the algorithm needs, in bytes.
    KeyLength {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The numbers are not a key to decrypt with.
    KeyInvalid(String),
    /// The key has no private half.
    NoPrivateKey,
    /// The encrypted key has not the length that algorithms and key fix.
    EncryptedKeyLength {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// There is an encrypted key where the mode has none (RFC 7516 §5.2 steps 9 and 10).
    EncryptedKeyForbidden,
    /// There is no encrypted key where the mode has one.
    EncryptedKeyMissing,
    /// The initialization vector of the content has not the length that `enc` needs.
    IvLength {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The authentication tag of the content has not the length that `enc` needs.
    TagLength {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// A ciphertext of AES-CBC that is empty or not whole blocks of 16 bytes.
    CiphertextLength {
        /// Bytes that it has.
        found: usize,
    },
    /// The content encryption key has not the length that `enc` needs.
    CekLength {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// A header parameter that the algorithm needs is not there.
    MissingParameter(&'static str),
    /// A header parameter that has not the length that the algorithm needs.
    ParameterLength {
        /// `iv` or `tag`.
        name: &'static str,
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The ephemeral public key is not one to agree with: another curve, off its curve, or without a secret.
    EphemeralKey(String),
    /// `p2c` is zero.
    P2cInvalid,
    /// `p2s` is shorter than 8 bytes (RFC 7518 §4.8.1.1).
    SaltTooShort {
        /// Bytes that it should have.
        needed: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The sender demands more iterations than are run.
    ExcessiveWork {
        /// Iterations that it takes.
        required: u64,
        /// Iterations that are run.
        limit: u64,
    },
    /// The encrypted key does not open: another key or password, or it is damaged.
    KeyUnwrap,
    /// The content is not authentic: another key, or header, IV, ciphertext or tag were changed.
    TagMismatch,
    /// The content is authentic and its padding is wrong: the sender made an error.
    Padding,
    /// This build cannot do it.
    Unsupported(String),
}

/// The content encryption key that `parameters` hold for `key`, exactly `enc.key_len` bytes.
///
/// # Errors
///
/// See [`DecryptError`]. Everything that a standard fixes is checked first, and work that the sender chooses is
/// refused above `limits` before it is begun.
pub fn content_encryption_key(
    row: &KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &KeyMaterial,
    parameters: &RecipientParameters<'_>,
    limits: &Limits,
) -> Result<SecretBytes, DecryptError> {
    if !row.key_types.contains(&pkey::key_type(key)) {
        return Err(DecryptError::KeyType { needed: key_types(row), found: pkey::key_type(key) });
    }
    match (row.mode.forbids_encrypted_key(), parameters.encrypted_key.is_empty()) {
        (true, false) => return Err(DecryptError::EncryptedKeyForbidden),
        (false, true) => return Err(DecryptError::EncryptedKeyMissing),
        _ => {}
    }
    let cek = match (row.family, key) {
        (KeyManagementFamily::Direct, KeyMaterial::Oct(secret)) => {
            check_key_length(enc.key_len, secret)?;
            secret.clone()
        }
        (KeyManagementFamily::AesKeyWrap, KeyMaterial::Oct(secret)) => {
            check_key_length(wrapping_len(row)?, secret)?;
            unwrap_aes(secret, enc, parameters.encrypted_key)?
        }
        (KeyManagementFamily::AesGcmKeyWrap, KeyMaterial::Oct(secret)) => {
            check_key_length(wrapping_len(row)?, secret)?;
            unwrap_gcm(row, secret, enc, parameters)?
        }
        (KeyManagementFamily::Pbes2, KeyMaterial::Oct(password)) => {
            check_encrypted_key(enc.key_len + 8, parameters.encrypted_key)?;
            let p2s = parameters.p2s.ok_or(DecryptError::MissingParameter("p2s"))?;
            let p2c = parameters.p2c.ok_or(DecryptError::MissingParameter("p2c"))?;
            let wrapping_key = pbes2(row, password, p2s, p2c, limits)?;
            unwrap_aes(&wrapping_key, enc, parameters.encrypted_key)?
        }
        (KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep, KeyMaterial::Rsa { n, .. }) => {
            decrypt_rsa(row, enc, key, n, parameters.encrypted_key)?
        }
        (KeyManagementFamily::EcdhEs, KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. }) => {
            check_agreement_curve(*curve)?;
            if row.wrapping_key_len.is_some() {
                check_encrypted_key(enc.key_len + 8, parameters.encrypted_key)?;
            }
            let epk = parameters.epk.ok_or(DecryptError::MissingParameter("epk"))?;
            let private = pkey::private_pkey(key)?;
            let secret = agree(*curve, &private, epk)?;
            let derived = derive(row, enc, &secret, parameters.apu, parameters.apv)?;
            if row.wrapping_key_len.is_some() { unwrap_aes(&derived, enc, parameters.encrypted_key)? } else { derived }
        }
        _ => return Err(DecryptError::KeyType { needed: key_types(row), found: pkey::key_type(key) }),
    };
    if cek.len() != enc.key_len {
        return Err(DecryptError::CekLength { needed: enc.key_len, found: cek.len() });
    }
    Ok(cek)
}

/// What the sender decides; whatever is `None` is drawn at random or left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct SenderChoices<'a> {
    /// The content encryption key, where the mode lets the sender choose it.
    pub cek: Option<&'a SecretBytes>,
    /// The ephemeral key pair of ECDH-ES.
    pub epk: Option<&'a KeyMaterial>,
    /// Agreement PartyUInfo.
    pub apu: Option<&'a [u8]>,
    /// Agreement PartyVInfo.
    pub apv: Option<&'a [u8]>,
    /// The initialization vector of the key encryption, 12 bytes.
    pub iv: Option<&'a [u8]>,
    /// The salt input of PBES2, 8 bytes or more; 16 are drawn.
    pub p2s: Option<&'a [u8]>,
    /// The iteration count of PBES2, which has to be chosen.
    pub p2c: Option<u64>,
}

/// A content encryption key, and what the JWE has to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeterminedKey {
    /// The content encryption key.
    pub cek: SecretBytes,
    /// The JWE Encrypted Key; empty where the mode has none.
    pub encrypted_key: Vec<u8>,
    /// The `epk` header parameter: the public half alone.
    pub epk: Option<KeyMaterial>,
    /// The `iv` header parameter.
    pub iv: Option<Vec<u8>>,
    /// The `tag` header parameter.
    pub tag: Option<Vec<u8>>,
    /// The `p2s` header parameter.
    pub p2s: Option<Vec<u8>>,
    /// The `p2c` header parameter.
    pub p2c: Option<u64>,
}

/// Why no content encryption key was determined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetermineError {
    /// A key is given where the mode fixes it (`dir`, `ECDH-ES`).
    CekFixed,
    /// What the recipient would refuse, for the same reason.
    Refused(DecryptError),
}

impl<E: Into<DecryptError>> From<E> for DetermineError {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// Determines the content encryption key for one recipient and encrypts it for `key` (RFC 7516 §5.1 steps 1 to 7).
///
/// # Errors
///
/// See [`DetermineError`]; a public half is enough, where the algorithm has halves.
pub fn determine(
    row: &KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &KeyMaterial,
    choices: &SenderChoices<'_>,
    limits: &Limits,
) -> Result<DeterminedKey, DetermineError> {
    if !row.key_types.contains(&pkey::key_type(key)) {
        return Err(DecryptError::KeyType { needed: key_types(row), found: pkey::key_type(key) }.into());
    }
    if row.mode.forbids_encrypted_key() && choices.cek.is_some() {
        return Err(DetermineError::CekFixed);
    }
    let cek = match choices.cek {
        Some(cek) if cek.len() != enc.key_len => {
            return Err(DecryptError::CekLength { needed: enc.key_len, found: cek.len() }.into());
        }
        Some(cek) => cek.clone(),
        None => SecretBytes::new(random(enc.key_len)?),
    };
    let mut determined =
        DeterminedKey { cek, encrypted_key: Vec::new(), epk: None, iv: None, tag: None, p2s: None, p2c: None };
    match (row.family, key) {
        (KeyManagementFamily::Direct, KeyMaterial::Oct(secret)) => {
            check_key_length(enc.key_len, secret)?;
            determined.cek = secret.clone();
        }
        (KeyManagementFamily::AesKeyWrap, KeyMaterial::Oct(secret)) => {
            check_key_length(wrapping_len(row)?, secret)?;
            determined.encrypted_key = wrap_aes(secret, &determined.cek)?;
        }
        (KeyManagementFamily::AesGcmKeyWrap, KeyMaterial::Oct(secret)) => {
            check_key_length(wrapping_len(row)?, secret)?;
            let iv = choices.iv.map_or_else(|| random(12), |iv| Ok(iv.to_vec()))?;
            check_parameter("iv", 12, &iv)?;
            // josekit draws the IV itself; to reproduce a token it has to be given.
            let cipher = gcm(secret.len()).ok_or_else(|| unsupported(row))?;
            let mut tag = vec![0; 16];
            determined.encrypted_key =
                symm::encrypt_aead(cipher, secret.expose(), Some(&iv), b"", determined.cek.expose(), &mut tag)
                    .map_err(|_| unsupported(row))?;
            (determined.iv, determined.tag) = (Some(iv), Some(tag));
        }
        (KeyManagementFamily::Pbes2, KeyMaterial::Oct(password)) => {
            let p2s = choices.p2s.map_or_else(|| random(16), |p2s| Ok(p2s.to_vec()))?;
            let p2c = choices.p2c.ok_or(DecryptError::MissingParameter("p2c"))?;
            let wrapping_key = pbes2(row, password, &p2s, p2c, limits)?;
            determined.encrypted_key = wrap_aes(&wrapping_key, &determined.cek)?;
            (determined.p2s, determined.p2c) = (Some(p2s), Some(p2c));
        }
        (KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep, KeyMaterial::Rsa { n, .. }) => {
            determined.encrypted_key = encrypt_rsa(row, key, n, &determined.cek)?;
        }
        (KeyManagementFamily::EcdhEs, KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. }) => {
            check_agreement_curve(*curve)?;
            let epk = choices.epk.map_or_else(|| pkey::ephemeral(*curve), |epk| Ok(epk.clone()))?;
            // josekit draws the ephemeral key itself, and reads apu and apv from one header where two may carry them.
            pkey::public_pkey(key)?;
            if epk_curve(&epk) != Some(*curve) {
                return Err(other_curve(*curve, &epk).into());
            }
            let secret = agree(*curve, &pkey::private_pkey(&epk)?, key)?;
            let derived = derive(row, enc, &secret, choices.apu, choices.apv)?;
            if row.wrapping_key_len.is_some() {
                determined.encrypted_key = wrap_aes(&derived, &determined.cek)?;
            } else {
                determined.cek = derived;
            }
            determined.epk = Some(public_half(epk));
        }
        _ => return Err(DecryptError::KeyType { needed: key_types(row), found: pkey::key_type(key) }.into()),
    }
    Ok(determined)
}

/// Bytes from the operating system's generator, by way of OpenSSL's.
///
/// # Errors
///
/// [`DecryptError::Unsupported`] where there is no randomness to be had.
pub fn random(len: usize) -> Result<Vec<u8>, DecryptError> {
    let mut bytes = vec![0; len];
    rand_bytes(&mut bytes).map_err(|_| DecryptError::Unsupported("no random numbers are available".to_owned()))?;
    Ok(bytes)
}

fn unwrap_aes(
    wrapping_key: &SecretBytes,
    enc: &ContentEncryptionRow,
    encrypted_key: &[u8],
) -> Result<SecretBytes, DecryptError> {
    check_encrypted_key(enc.key_len + 8, encrypted_key)?;
    provider::unwrap_aes(wrapping_key, enc, encrypted_key).map_err(|refusal| match refusal {
        Refusal::Closed => DecryptError::KeyUnwrap,
        Refusal::Key => DecryptError::KeyInvalid("josekit rejects the wrapping key".to_owned()),
        Refusal::Unknown => DecryptError::Unsupported("no AES key has this length".to_owned()),
    })
}

fn wrap_aes(wrapping_key: &SecretBytes, cek: &SecretBytes) -> Result<Vec<u8>, DecryptError> {
    provider::wrap_aes(wrapping_key, cek)
        .map_err(|_| DecryptError::Unsupported("AES Key Wrap is not in this build".to_owned()))
}

fn unwrap_gcm(
    row: &KeyManagementRow,
    secret: &SecretBytes,
    enc: &ContentEncryptionRow,
    parameters: &RecipientParameters<'_>,
) -> Result<SecretBytes, DecryptError> {
    let iv = parameters.iv.ok_or(DecryptError::MissingParameter("iv"))?;
    let tag = parameters.tag.ok_or(DecryptError::MissingParameter("tag"))?;
    // 96 and 128 bits (RFC 7518 §4.7.1.1, §4.7.1.2).
    check_parameter("iv", 12, iv)?;
    check_parameter("tag", 16, tag)?;
    check_encrypted_key(enc.key_len, parameters.encrypted_key)?;
    provider::unwrap_gcm(secret, enc, parameters.encrypted_key, iv, tag).map_err(|refusal| match refusal {
        Refusal::Closed => DecryptError::KeyUnwrap,
        Refusal::Key | Refusal::Unknown => unsupported(row),
    })
}

fn gcm(key_len: usize) -> Option<Cipher> {
    match key_len {
        16 => Some(Cipher::aes_128_gcm()),
        24 => Some(Cipher::aes_192_gcm()),
        32 => Some(Cipher::aes_256_gcm()),
        _ => None,
    }
}

/// The wrapping key of PBES2 (RFC 7518 §4.8.1).
///
/// josekit's own derivation stops at a million iterations and does not say that this is why.
fn pbes2(
    row: &KeyManagementRow,
    password: &SecretBytes,
    p2s: &[u8],
    p2c: u64,
    limits: &Limits,
) -> Result<SecretBytes, DecryptError> {
    let hash = row.hash.ok_or_else(|| unsupported(row))?;
    // "A Salt Input value containing 8 or more octets MUST be used" (§4.8.1.1), "a positive integer" (§4.8.1.2).
    if p2s.len() < 8 {
        return Err(DecryptError::SaltTooShort { needed: 8, found: p2s.len() });
    }
    if p2c == 0 {
        return Err(DecryptError::P2cInvalid);
    }
    let limit = limits.pbes2_iterations.min(limits.pbes2_iterations_ceiling).min(i32::MAX as u64);
    if p2c > limit {
        return Err(DecryptError::ExcessiveWork { required: p2c, limit });
    }
    let iterations = usize::try_from(p2c).map_err(|_| DecryptError::ExcessiveWork { required: p2c, limit })?;
    // The salt value is UTF8(Alg) || 0x00 || Salt Input.
    let salt = [row.name.as_bytes(), &[0], p2s].concat();
    // OpenSSL counts in C's int, and its wrapper panics beyond.
    if i32::try_from(salt.len()).is_err() || i32::try_from(password.len()).is_err() {
        return Err(unsupported(row));
    }
    let mut derived = Zeroizing::new(vec![0; wrapping_len(row)?]);
    pkcs5::pbkdf2_hmac(password.expose(), &salt, iterations, mac::message_digest(hash), &mut derived)
        .map_err(|_| unsupported(row))?;
    Ok(SecretBytes::from(derived.as_slice()))
}

/// The shared secret Z of ECDH (RFC 7518 §4.6, RFC 8037 §3.2.1), with a public key of the other side that is checked.
///
/// josekit's own agreement does not say whether agreeing or unwrapping failed.
fn agree(curve: Curve, private: &PKey<Private>, other: &KeyMaterial) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    if epk_curve(other) != Some(curve) {
        return Err(other_curve(curve, other));
    }
    let public = pkey::public_pkey(other).map_err(|error| match error {
        error if error.is_unsupported() => DecryptError::Unsupported(error.to_string()),
        error => DecryptError::EphemeralKey(error.to_string()),
    })?;
    let secret = || -> Result<Vec<u8>, ErrorStack> {
        let mut deriver = Deriver::new(private)?;
        deriver.set_peer(&public)?;
        deriver.derive_to_vec()
    };
    // OpenSSL, too, refuses the all-zero secret of a point of small order (RFC 7748 §6, RFC 8037 §3.2.1 with §5).
    match secret() {
        Ok(secret) if secret.iter().any(|byte| *byte != 0) => Ok(Zeroizing::new(secret)),
        _ => Err(DecryptError::EphemeralKey("the agreed secret is all zero".to_owned())),
    }
}

/// The Concat KDF with SHA-256 (RFC 7518 §4.6.2; NIST SP 800-56A §5.8.1).
fn derive(
    row: &KeyManagementRow,
    enc: &ContentEncryptionRow,
    secret: &[u8],
    apu: Option<&[u8]>,
    apv: Option<&[u8]>,
) -> Result<SecretBytes, DecryptError> {
    // "In the Direct Key Agreement case, Data is set to the octets of the ASCII representation of the enc Header
    // Parameter value. In the Key Agreement with Key Wrapping case, … of the alg".
    let (algorithm, len) = match row.wrapping_key_len {
        Some(len) => (row.name, len),
        None => (enc.name, enc.key_len),
    };
    let mut other_info = Vec::new();
    for data in [algorithm.as_bytes(), apu.unwrap_or_default(), apv.unwrap_or_default()] {
        let data_len = u32::try_from(data.len()).map_err(|_| unsupported(row))?;
        other_info.extend_from_slice(&data_len.to_be_bytes());
        other_info.extend_from_slice(data);
    }
    // SuppPubInfo is keydatalen, in bits; SuppPrivInfo is empty.
    let bits = u32::try_from(len * 8).map_err(|_| unsupported(row))?;
    other_info.extend_from_slice(&bits.to_be_bytes());
    let mut derived = Zeroizing::new(Vec::with_capacity(len + 32));
    for round in 1u32.. {
        if derived.len() >= len {
            break;
        }
        let input = Zeroizing::new([&round.to_be_bytes(), secret, other_info.as_slice()].concat());
        derived.extend_from_slice(&hash(MessageDigest::sha256(), &input).map_err(|_| unsupported(row))?);
    }
    derived.truncate(len);
    Ok(SecretBytes::from(derived.as_slice()))
}

fn epk_curve(epk: &KeyMaterial) -> Option<Curve> {
    match epk {
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => Some(*curve),
        _ => None,
    }
}

fn other_curve(curve: Curve, epk: &KeyMaterial) -> DecryptError {
    let found = epk_curve(epk).map_or_else(|| pkey::key_type(epk), Curve::name);
    DecryptError::EphemeralKey(format!("it is {found}, but the key is {}", curve.name()))
}

fn public_half(key: KeyMaterial) -> KeyMaterial {
    match key {
        KeyMaterial::Ec { curve, x, y, .. } => KeyMaterial::Ec { curve, x, y, d: None },
        KeyMaterial::Okp { curve, x, .. } => KeyMaterial::Okp { curve, x, d: None },
        other => other,
    }
}

fn decrypt_rsa(
    row: &KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &KeyMaterial,
    n: &[u8],
    encrypted_key: &[u8],
) -> Result<SecretBytes, DecryptError> {
    let private = pkey::private_pkey(key)?;
    check_modulus(row, n, enc.key_len)?;
    // "If the length of the ciphertext C is not k octets, output 'decryption error'" (RFC 8017 §7.1.2, §7.2.2).
    check_encrypted_key(pkey::significant(n).len(), encrypted_key)?;
    let cek = match ProviderKey::private(key) {
        Some(key) => key.decrypt(row.name, enc, encrypted_key).map_err(|refusal| match refusal {
            Refusal::Closed => DecryptError::KeyUnwrap,
            Refusal::Key => DecryptError::KeyInvalid("josekit rejects the key's numbers".to_owned()),
            Refusal::Unknown => unsupported(row),
        })?,
        None => SecretBytes::new(decrypt_raw(row, &private, encrypted_key).map_err(|_| DecryptError::KeyUnwrap)?),
    };
    // RSAES-PKCS1-v1_5 must not tell wrong padding from a key of the wrong length (RFC 7516 §11.5); newer OpenSSL gives
    // random bytes for wrong padding. OAEP is authenticated enough to say more.
    if cek.len() != enc.key_len && row.family == KeyManagementFamily::Rsa15 {
        return Err(DecryptError::KeyUnwrap);
    }
    Ok(cek)
}

fn encrypt_rsa(
    row: &KeyManagementRow,
    key: &KeyMaterial,
    n: &[u8],
    cek: &SecretBytes,
) -> Result<Vec<u8>, DecryptError> {
    let public = pkey::public_pkey(key)?;
    check_modulus(row, n, cek.len())?;
    match ProviderKey::public(key) {
        Some(key) => key.encrypt(row.name, cek).map_err(|_| unsupported(row)),
        None => encrypt_raw(row, &public, cek).map_err(|_| unsupported(row)),
    }
}

fn decrypt_raw(row: &KeyManagementRow, key: &PKey<Private>, encrypted_key: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut decrypter = Decrypter::new(key)?;
    match row.hash.filter(|_| row.family == KeyManagementFamily::RsaOaep) {
        Some(hash) => {
            decrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
            decrypter.set_rsa_oaep_md(mac::message_digest(hash))?;
            decrypter.set_rsa_mgf1_md(mac::message_digest(hash))?;
        }
        None => decrypter.set_rsa_padding(Padding::PKCS1)?,
    }
    let mut plain = vec![0; decrypter.decrypt_len(encrypted_key)?];
    let len = decrypter.decrypt(encrypted_key, &mut plain)?;
    plain.truncate(len);
    Ok(plain)
}

/// RSAES-OAEP with a hash and an MGF1 hash that no algorithm of JOSE combines, for tests of what other programs do.
#[cfg(test)]
pub fn encrypt_oaep(key: &KeyMaterial, hash: Hash, mgf1: Hash, cek: &[u8]) -> Option<Vec<u8>> {
    let public = pkey::public_pkey(key).ok()?;
    let mut encrypter = Encrypter::new(&public).ok()?;
    encrypter.set_rsa_padding(Padding::PKCS1_OAEP).ok()?;
    encrypter.set_rsa_oaep_md(mac::message_digest(hash)).ok()?;
    encrypter.set_rsa_mgf1_md(mac::message_digest(mgf1)).ok()?;
    let mut encrypted = vec![0; encrypter.encrypt_len(cek).ok()?];
    let len = encrypter.encrypt(cek, &mut encrypted).ok()?;
    encrypted.truncate(len);
    Some(encrypted)
}

fn encrypt_raw(row: &KeyManagementRow, key: &PKey<Public>, cek: &SecretBytes) -> Result<Vec<u8>, ErrorStack> {
    let mut encrypter = Encrypter::new(key)?;
    match row.hash.filter(|_| row.family == KeyManagementFamily::RsaOaep) {
        Some(hash) => {
            encrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
            encrypter.set_rsa_oaep_md(mac::message_digest(hash))?;
            encrypter.set_rsa_mgf1_md(mac::message_digest(hash))?;
        }
        None => encrypter.set_rsa_padding(Padding::PKCS1)?,
    }
    let mut encrypted = vec![0; encrypter.encrypt_len(cek.expose())?];
    let len = encrypter.encrypt(cek.expose(), &mut encrypted)?;
    encrypted.truncate(len);
    Ok(encrypted)
}

/// A modulus has to hold the key and its padding (RFC 8017 §7.1.1, §7.2.1).
fn check_modulus(row: &KeyManagementRow, n: &[u8], cek_len: usize) -> Result<(), DecryptError> {
    let padding = match row.family {
        KeyManagementFamily::RsaOaep => 2 * row.hash.map_or(0, Hash::output_len) + 2,
        _ => 11,
    };
    if pkey::significant(n).len() < cek_len + padding {
        let bits = pkey::bits(n);
        return Err(DecryptError::KeyInvalid(format!("a modulus of {bits} bits is too short for {}", row.name)));
    }
    Ok(())
}

fn check_key_length(needed: usize, secret: &SecretBytes) -> Result<(), DecryptError> {
    if secret.len() == needed { Ok(()) } else { Err(DecryptError::KeyLength { needed, found: secret.len() }) }
}

fn check_encrypted_key(needed: usize, encrypted_key: &[u8]) -> Result<(), DecryptError> {
    let found = encrypted_key.len();
    if found == needed { Ok(()) } else { Err(DecryptError::EncryptedKeyLength { needed, found }) }
}

fn check_parameter(name: &'static str, needed: usize, value: &[u8]) -> Result<(), DecryptError> {
    let found = value.len();
    if found == needed { Ok(()) } else { Err(DecryptError::ParameterLength { name, needed, found }) }
}

/// secp256k1 is registered for signatures alone (RFC 8812 §3.1), Ed25519 and Ed448 do not agree on keys.
fn check_agreement_curve(curve: Curve) -> Result<(), DecryptError> {
    if curve.row().agrees {
        return Ok(());
    }
    Err(DecryptError::Curve { needed: "P-256, P-384, P-521, X25519 or X448", found: curve.name() })
}

fn wrapping_len(row: &KeyManagementRow) -> Result<usize, DecryptError> {
    row.wrapping_key_len.ok_or_else(|| unsupported(row))
}

fn key_types(row: &KeyManagementRow) -> &'static str {
    if row.family == KeyManagementFamily::EcdhEs { "EC or OKP" } else { row.key_types.first().copied().unwrap_or("") }
}

fn unsupported(row: &KeyManagementRow) -> DecryptError {
    DecryptError::Unsupported(format!("{} is not in this build", row.name))
}

impl From<PkeyError> for DecryptError {
    fn from(error: PkeyError) -> Self {
        match error {
            PkeyError::NoPrivateKey => Self::NoPrivateKey,
            error if error.is_unsupported() => Self::Unsupported(error.to_string()),
            error => Self::KeyInvalid(error.to_string()),
        }
    }
}
