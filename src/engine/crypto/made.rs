//! What a key made a signature with, whatever the algorithm says: read out of what the public key recovers of an RSA
//! signature (RFC 8017 §8.1.2, §8.2.2), and of the point that the hash of an ECDSA signature gives. None of it makes a
//! signature valid.

use super::digest::digest;
use super::{mac, pkey};
use crate::engine::ground::jwa::{Curve, Hash, SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow};
use crate::engine::key::KeyMaterial;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcPoint};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::rsa::Padding;
use openssl::sign::Verifier;
use zeroize::Zeroizing;

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
    Hmac {
        hash: MacHash,
        /// Whether the end of the code is left out.
        is_cut: bool,
    },
}

/// A hash that an HMAC is made with by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MacHash {
    Md5,
    Sha(Hash),
}

const HASHES: [Hash; 4] = [Hash::Sha256, Hash::Sha1, Hash::Sha384, Hash::Sha512];
/// `DigestInfo` up to the hash (RFC 8017 §9.2, note 1).
const fn digest_info(hash: Hash) -> &'static [u8] {
    match hash {
        Hash::Sha1 => &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 20],
        Hash::Sha256 => &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32],
        Hash::Sha384 => &[0x30, 0x41, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 48],
        Hash::Sha512 => &[0x30, 0x51, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 64],
    }
}

/// What it costs to see whether an opened signature is over one more message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A hash.
    Hash,
    /// A hash and a multiplication of a point whose multiples are known.
    ByTable,
    /// As much as a check.
    Check,
}

/// What a public key makes of one signature, computed once: whether that is over a message is then a hash and, with ECDSA,
/// a multiplication of the generator. It finds, and verifies nothing: what is found is verified as any signature.
pub struct Opened(Inside);

enum Inside {
    /// What was padded, and the bits of the modulus.
    Rsa { encoded: Vec<u8>, bits: usize },
    /// The two points of which one is the hash times the generator.
    Ecdsa { group: EcGroup, points: [EcPoint; 2], order: usize },
    /// The key as OpenSSL takes it, read once: of this signature nothing can be computed before.
    EdDsa { key: PKey<Public>, signature: Vec<u8> },
}

impl Opened {
    /// `None` where the key is of another type, or no message has this signature.
    pub fn new(key: &KeyMaterial, signature: &[u8]) -> Option<Self> {
        Some(Self(match key {
            KeyMaterial::Rsa { n, .. } => Inside::Rsa { encoded: recovered(key, signature)?, bits: pkey::bits(n) },
            KeyMaterial::Ec { curve, x, y, .. } => hash_points(*curve, x, y, signature)?,
            KeyMaterial::Okp { curve: Curve::Ed25519 | Curve::Ed448, .. } => {
                Inside::EdDsa { key: pkey::public_pkey(key).ok()?, signature: signature.to_vec() }
            }
            _ => return None,
        }))
    }

    /// What one more message costs.
    pub fn next(&self) -> Next {
        match &self.0 {
            Inside::Rsa { .. } => Next::Hash,
            // OpenSSL keeps multiples of the generator of P-256 alone.
            Inside::Ecdsa { group, .. } if group.curve_name() == Some(Nid::X9_62_PRIME256V1) => Next::ByTable,
            Inside::Ecdsa { .. } | Inside::EdDsa { .. } => Next::Check,
        }
    }

    /// How the signature was made over `message`; `None` where it was not, or in a way that is not known.
    pub fn made(&self, message: &[u8]) -> Option<Made> {
        HASHES.into_iter().find_map(|hash| self.made_with(hash, message))
    }

    /// Whether it was made over `message` by the algorithm of `row`.
    pub fn is_over(&self, row: &SignatureRow, message: &[u8]) -> bool {
        if let Inside::EdDsa { key, signature } = &self.0 {
            let verifier = Verifier::new_without_digest(key);
            return verifier.and_then(|mut verifier| verifier.verify_oneshot(signature, message)).unwrap_or(false);
        }
        row.hash.is_some_and(|hash| self.made_with(hash, message).and_then(Made::algorithm) == Some(row.family))
    }

    fn made_with(&self, hash: Hash, message: &[u8]) -> Option<Made> {
        let hashed = digest(hash, message);
        match &self.0 {
            // It has one hash, which its curve decides.
            Inside::EdDsa { .. } => None,
            Inside::Rsa { encoded, bits } => {
                pkcs1(encoded, hash, &hashed).or_else(|| pss(encoded, bits.checked_sub(1)?, hash, &hashed))
            }
            Inside::Ecdsa { group, points, order } => {
                let number = BigNum::from_slice(hashed.get(..*order).unwrap_or(&hashed)).ok()?;
                let mut context = BigNumContext::new().ok()?;
                let mut product = EcPoint::new(group).ok()?;
                product.mul_generator2(group, &number, &mut context).ok()?;
                let mut is_it = |point: &EcPoint| product.eq(group, point, &mut context).unwrap_or(false);
                points.iter().any(&mut is_it).then_some(Made::Ecdsa { hash })
            }
        }
    }
}

impl Made {
    /// The family that makes signatures like this with this hash.
    fn algorithm(self) -> Option<SignatureFamily> {
        match self {
            Self::Pkcs1 { has_digest_info, .. } => has_digest_info.then_some(SignatureFamily::RsaPkcs1),
            Self::Pss { hash, mgf1, salt } => {
                (hash == mgf1 && salt == hash.output_len()).then_some(SignatureFamily::RsaPss)
            }
            Self::Ecdsa { .. } => Some(SignatureFamily::Ecdsa),
            Self::Hmac { .. } => None,
        }
    }

    /// The algorithm that makes signatures like this with an RSA key.
    pub fn rsa_algorithm(self) -> Option<&'static SignatureRow> {
        let (Self::Pkcs1 { hash, .. } | Self::Pss { hash, .. }) = self else { return None };
        let family = self.algorithm()?;
        SIGNATURE_ALGORITHMS.iter().find(|row| row.family == family && row.hash == Some(hash))
    }
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
pub(super) fn mask(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0_u32..).map(|number| digest(hash, &[seed, &number.to_be_bytes()].concat()));
    blocks.take(length.div_ceil(hash.output_len())).flatten().take(length).collect()
}

/// With r the first coordinate of R, verifying is R = (e/s)·G + (r/s)·Q (FIPS 186-5 §6.4.2), so that e·G = s·R − r·Q for
/// one of the two points R that have it.
fn hash_points(curve: Curve, x: &[u8], y: &[u8], signature: &[u8]) -> Option<Inside> {
    let row = curve.row();
    let (r, s) = signature.split_at_checked(row.private_len).filter(|(_, s)| s.len() == row.private_len)?;
    let (group, key) = pkey::ec_point(curve, x, y).ok()?;
    let mut context = BigNumContext::new().ok()?;
    let start = row.coordinate_len.checked_sub(r.len()).map(|zeros| vec![0; zeros])?;
    let ephemeral = EcPoint::from_bytes(&group, &[&[2][..], &start, r].concat(), &mut context).ok()?;
    let (r, s) = (BigNum::from_slice(r).ok()?, BigNum::from_slice(s).ok()?);
    let (mut by_s, mut by_r) = (EcPoint::new(&group).ok()?, EcPoint::new(&group).ok()?);
    by_s.mul2(&group, &ephemeral, &s, &mut context).ok()?;
    by_r.mul2(&group, &key, &r, &mut context).ok()?;
    by_r.invert2(&group, &mut context).ok()?;
    let mut points = [EcPoint::new(&group).ok()?, EcPoint::new(&group).ok()?];
    points[0].add(&group, &by_s, &by_r, &mut context).ok()?;
    by_s.invert2(&group, &mut context).ok()?;
    points[1].add(&group, &by_s, &by_r, &mut context).ok()?;
    Some(Inside::Ecdsa { group, points, order: row.private_len })
}

/// With which other hash, or which beginning of one, this secret made the HMAC over `message`.
pub fn of_hmac(secret: &[u8], message: &[u8], code: &[u8]) -> Option<Made> {
    const SHORTEST: usize = 16;
    if code.len() < SHORTEST {
        return None;
    }
    let of = |hash: MacHash| match hash {
        MacHash::Md5 => hmac_md5(secret, message),
        MacHash::Sha(hash) => Some(mac::hmac(hash, secret, &[message])),
    };
    let all = HASHES.into_iter().map(MacHash::Sha).chain([MacHash::Md5]);
    all.into_iter().find_map(|hash| {
        let whole = of(hash)?;
        let is_it = mac::equal(whole.get(..code.len())?, code);
        is_it.then_some(Made::Hmac { hash, is_cut: code.len() < whole.len() })
    })
}

/// The hash by this function; `None` where this build has no MD5.
pub fn hash_of(hash: MacHash, bytes: &[u8]) -> Option<Vec<u8>> {
    match hash {
        MacHash::Md5 => openssl::hash::hash(MessageDigest::md5(), bytes).ok().map(|hashed| hashed.to_vec()),
        MacHash::Sha(hash) => Some(digest(hash, bytes)),
    }
}

/// HMAC (RFC 2104) with MD5, which nothing in JOSE has.
fn hmac_md5(secret: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    const BLOCK: usize = 64;
    let md5 = |parts: &[&[u8]]| {
        let bytes = Zeroizing::new(parts.concat());
        hash_of(MacHash::Md5, &bytes)
    };
    let mut key = Zeroizing::new(if secret.len() > BLOCK { md5(&[secret])? } else { secret.to_vec() });
    key.resize(BLOCK, 0);
    let padded = |byte: u8| Zeroizing::new(key.iter().map(|own| own ^ byte).collect::<Vec<u8>>());
    let inner = md5(&[&padded(0x36), message])?;
    md5(&[&padded(0x5c), &inner])
}
