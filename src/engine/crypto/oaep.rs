//! With which hashes a key was encrypted by RSAES-OAEP (RFC 8017 §7.1.2), read out of what the private key recovers: one
//! exponentiation for all combinations. It says why a token stays closed, and opens none.

use super::digest::digest;
use super::made::mask;
use super::pkey;
use crate::engine::ground::jwa::{Hash, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use openssl::rsa::Padding;
use zeroize::Zeroizing;

/// What was padded, as long as the modulus.
pub struct Padded(Zeroizing<Vec<u8>>);

/// `None` where the key is not private, or the encrypted key is not one of its length.
pub fn padded(key: &KeyMaterial, encrypted_key: &[u8]) -> Option<Padded> {
    let private = pkey::private_pkey(key).ok()?.rsa().ok()?;
    let mut block = Zeroizing::new(vec![0; usize::try_from(private.size()).ok()?]);
    if encrypted_key.len() != block.len() {
        return None;
    }
    private.private_decrypt(encrypted_key, &mut block, Padding::NONE).ok()?;
    Some(Padded(block))
}

/// EME-OAEP decoding with an empty label: `00`, the masked seed, the masked `lHash`, zeros, `01` and the message.
pub fn content(padded: &Padded, hash: Hash, mgf1: Hash) -> Option<SecretBytes> {
    let (seed, data) = padded.0.strip_prefix(&[0])?.split_at_checked(hash.output_len())?;
    let unmasked = |masked: &[u8], from: &[u8]| {
        let mask = Zeroizing::new(mask(mgf1, from, masked.len()));
        Zeroizing::new(masked.iter().zip(mask.iter()).map(|(byte, mask)| byte ^ mask).collect::<Vec<u8>>())
    };
    let seed = unmasked(seed, data);
    let data = unmasked(data, &seed);
    let rest = data.strip_prefix(digest(hash, b"").as_slice())?;
    let zeros = rest.iter().take_while(|byte| **byte == 0).count();
    rest.get(zeros..)?.strip_prefix(&[1]).map(SecretBytes::from)
}

/// The algorithm of JOSE that has these two hashes.
pub fn algorithm(hash: Hash, mgf1: Hash) -> Option<&'static str> {
    let is_it = |family, own| family == KeyManagementFamily::RsaOaep && own == Some(hash) && hash == mgf1;
    KEY_MANAGEMENT_ALGORITHMS.iter().find(|row| is_it(row.family, row.hash)).map(|row| row.name)
}
