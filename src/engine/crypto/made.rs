//! What a key made a signature with, whatever the algorithm says: read out of what the public key recovers of an RSA
//! signature (RFC 8017 §8.1.2, §8.2.2), and found by trying the hashes for an ECDSA signature. None of it makes a signature valid.

use super::digest::digest;
use super::pkey;
use crate::engine::ground::jwa::Hash;
use crate::engine::key::KeyMaterial;
use openssl::bn::BigNum;
use openssl::ec::EcKey;
use openssl::ecdsa::EcdsaSig;
use openssl::rsa::Padding;

/// How a signature over the right bytes was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1 {
        hash: Hash,
        /// Whether the hash is named in the signature, as it must be.
        has_digest_info: bool,
    },
    /// RSASSA-PSS.
    Pss {
        hash: Hash,
        mgf1: Hash,
        /// Bytes of it.
        salt: usize,
    },
    Ecdsa {
        hash: Hash,
    },
}

const HASHES: [Hash; 4] = [Hash::Sha256, Hash::Sha1, Hash::Sha384, Hash::Sha512];
/// How many calls of a primitive [`of_ecdsa`] makes at most.
pub const ECDSA_CALLS: usize = HASHES.len();

/// `DigestInfo` up to the hash (RFC 8017 §9.2, note 1).
const fn digest_info(hash: Hash) -> &'static [u8] {
    match hash {
        Hash::Sha1 => &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 20],
        Hash::Sha256 => &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32],
        Hash::Sha384 => &[0x30, 0x41, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 48],
        Hash::Sha512 => &[0x30, 0x51, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 64],
    }
}

/// How this RSA key made the signature over `message`; `None` where it did not, or in a way that is not known.
pub fn of_rsa(key: &KeyMaterial, message: &[u8], signature: &[u8]) -> Option<Made> {
    let KeyMaterial::Rsa { n, .. } = key else { return None };
    let encoded = recovered(key, signature)?;
    HASHES.into_iter().find_map(|hash| {
        let hashed = digest(hash, message);
        pkcs1(&encoded, hash, &hashed).or_else(|| pss(&encoded, pkey::bits(n).checked_sub(1)?, hash, &hashed))
    })
}

fn recovered(key: &KeyMaterial, signature: &[u8]) -> Option<Vec<u8>> {
    let public = pkey::public_pkey(key).ok()?.rsa().ok()?;
    let mut encoded = vec![0; usize::try_from(public.size()).ok()?];
    if signature.len() != encoded.len() {
        return None;
    }
    public.public_decrypt(signature, &mut encoded, Padding::NONE).ok()?;
    Some(encoded)
}

/// EMSA-PKCS1-v1_5: `00 01 FF … FF 00` and what names the hash (RFC 8017 §9.2).
fn pkcs1(encoded: &[u8], hash: Hash, hashed: &[u8]) -> Option<Made> {
    let padded = encoded.strip_prefix(&[0, 1])?;
    let filled = padded.iter().take_while(|byte| **byte == 0xff).count();
    let told = padded.get(filled..)?.strip_prefix(&[0]).filter(|_| filled >= 8)?;
    if told == hashed {
        return Some(Made::Pkcs1 { hash, has_digest_info: false });
    }
    (told.strip_prefix(digest_info(hash))? == hashed).then_some(Made::Pkcs1 { hash, has_digest_info: true })
}

/// EMSA-PSS with any salt (RFC 8017 §9.1.2).
fn pss(encoded: &[u8], bits: usize, hash: Hash, hashed: &[u8]) -> Option<Made> {
    // A modulus of 8n + 1 bits leaves the first byte out.
    let skipped = encoded.len().checked_sub(bits.div_ceil(8))?;
    let encoded = encoded.get(skipped..)?.strip_suffix(&[0xbc])?;
    let (masked, tag) = encoded.split_at_checked(encoded.len().checked_sub(hash.output_len())?)?;
    let unused = 8 * masked.len() + 8 * hash.output_len() + 8 - bits;
    HASHES.into_iter().find_map(|mgf1| {
        let mut block: Vec<u8> =
            masked.iter().zip(mask(mgf1, tag, masked.len())).map(|(byte, mask)| byte ^ mask).collect();
        *block.first_mut()? &= 0xff >> unused;
        let zeros = block.iter().take_while(|byte| **byte == 0).count();
        let salt = block.get(zeros..)?.strip_prefix(&[1])?;
        let expected = digest(hash, &[&[0; 8], hashed, salt].concat());
        (expected == tag).then_some(Made::Pss { hash, mgf1, salt: salt.len() })
    })
}

/// MGF1 (RFC 8017 §B.2.1).
fn mask(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0_u32..).map(|number| digest(hash, &[seed, &number.to_be_bytes()].concat()));
    blocks.take(length.div_ceil(hash.output_len())).flatten().take(length).collect()
}

/// With which hash this EC key made the signature over `message`.
pub fn of_ecdsa(key: &KeyMaterial, message: &[u8], signature: &[u8]) -> Option<Made> {
    let KeyMaterial::Ec { curve, x, y, .. } = key else { return None };
    let half = curve.row().private_len;
    let (r, s) = signature.split_at_checked(half).filter(|(_, s)| s.len() == half)?;
    let number = |bytes: &[u8]| BigNum::from_slice(bytes).ok();
    let signature = EcdsaSig::from_private_components(number(r)?, number(s)?).ok()?;
    let (group, point) = pkey::ec_point(*curve, x, y).ok()?;
    let key = EcKey::from_public_key(&group, &point).ok()?;
    let fits = |hash: &Hash| signature.verify(&digest(*hash, message), &key).unwrap_or(false);
    HASHES.into_iter().find(fits).map(|hash| Made::Ecdsa { hash })
}
