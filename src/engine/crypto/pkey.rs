//! OpenSSL's keys, built from the numbers of a [`KeyMaterial`] and checked before they are used: the one place that does.

use super::ml_dsa::{self, ParameterSet};
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::{Asn1Flag, EcGroup, EcGroupRef, EcKey, EcPoint, EcPointRef};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::rsa::{Rsa, RsaPrivateKeyBuilder};
use std::cmp::Ordering;
use std::ops::Deref;

/// Why there is no key to compute with. The texts name facts and sizes, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PkeyError {
    /// A shared secret, or a curve of another type of key.
    #[error("this needs another type of key")]
    WrongType,
    /// The private half is not there.
    #[error("the key has no private half")]
    NoPrivateKey,
    /// A member has the wrong number of bytes.
    #[error("{name} has {found} bytes; it needs {expected}")]
    Length {
        name: &'static str,
        /// Bytes that the standard demands.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// A number is zero, or not smaller than it must be.
    #[error("{0} is zero or too large")]
    OutOfRange(&'static str),
    /// The coordinates are not a point on the curve of this name.
    #[error("x and y are not a point on {0}")]
    NotOnCurve(&'static str),
    /// The private half does not belong to the public half.
    #[error("the private half does not belong to the public half")]
    HalvesDiffer,
    /// No product of two odd primes.
    #[error("the modulus is even")]
    ModulusEven {
        /// Its length in bits.
        bits: usize,
    },
    /// A modulus longer than is computed with; both in bits.
    #[error("the modulus has {bits} bits; at most {limit} are supported")]
    ModulusTooLong {
        bits: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Numbers of a key, with which anybody can do what only its owner should.
    #[error("{0}")]
    Worthless(&'static str),
    /// OpenSSL refuses the numbers.
    #[error("OpenSSL rejects the key's numbers")]
    Refused,
    /// This build cannot compute with such a key.
    #[error("{0}")]
    Unsupported(String),
}

impl PkeyError {
    /// Whether another build could compute with the key: nothing is said against the key itself.
    pub const fn is_unsupported(&self) -> bool {
        matches!(self, Self::ModulusTooLong { .. } | Self::Unsupported(_))
    }
}

impl From<ErrorStack> for PkeyError {
    /// OpenSSL's own words may quote numbers of the key, so they are not kept.
    fn from(_: ErrorStack) -> Self {
        Self::Refused
    }
}

/// The `kty` of some key material.
pub(super) const fn key_type(material: &KeyMaterial) -> &'static str {
    match material {
        KeyMaterial::Oct(_) => "oct",
        KeyMaterial::Rsa { .. } => "RSA",
        KeyMaterial::Ec { .. } => "EC",
        KeyMaterial::Okp { .. } => "OKP",
        KeyMaterial::Akp { .. } => "AKP",
    }
}

/// The public key of an RSA, EC, OKP or AKP key.
///
/// # Errors
///
/// See [`PkeyError`]: the numbers are no such key, for example a point that is not on its curve.
pub fn public_pkey(material: &KeyMaterial) -> Result<PKey<Public>, PkeyError> {
    match material {
        KeyMaterial::Oct(_) => Err(PkeyError::WrongType),
        KeyMaterial::Rsa { n, e, .. } => {
            check_rsa(n, e)?;
            Ok(PKey::from_rsa(Rsa::from_public_components(BigNum::from_slice(n)?, BigNum::from_slice(e)?)?)?)
        }
        KeyMaterial::Ec { curve, x, y, .. } => {
            let (group, point) = ec_point(*curve, x, y)?;
            let key = EcKey::from_public_key(&group, &point)?;
            key.check_key().map_err(|_| PkeyError::NotOnCurve(curve.name()))?;
            Ok(PKey::from_ec_key(key)?)
        }
        KeyMaterial::Okp { curve, x, .. } => {
            let id = okp_id(*curve)?;
            check_length("x", x, curve.row().coordinate_len)?;
            check_order(*curve, x)?;
            Ok(PKey::public_key_from_raw_bytes(x, id)?)
        }
        KeyMaterial::Akp { algorithm, public, .. } => ml_dsa::public_key(akp_public(algorithm, public)?, public),
    }
}

/// The private key of an RSA, EC, OKP or AKP key, known to belong to its public half.
///
/// # Errors
///
/// [`PkeyError::NoPrivateKey`] where the private half is not there, [`PkeyError::HalvesDiffer`] where the two halves do
/// not belong together (for RSA that shows only in use).
pub fn private_pkey(material: &KeyMaterial) -> Result<PKey<Private>, PkeyError> {
    match material {
        KeyMaterial::Oct(_) => Err(PkeyError::WrongType),
        KeyMaterial::Rsa { n, e, private } => {
            let private = private.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            check_rsa(n, e)?;
            Ok(PKey::from_rsa(rsa_private(n, e, private)?)?)
        }
        KeyMaterial::Ec { curve, x, y, d } => {
            let d = d.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            let (group, point, d) = ec_pair(*curve, x, y, d)?;
            Ok(PKey::from_ec_key(EcKey::from_private_components(&group, &d, &point)?)?)
        }
        KeyMaterial::Okp { curve, x, d } => okp_pair(*curve, x, d.as_ref().ok_or(PkeyError::NoPrivateKey)?),
        KeyMaterial::Akp { algorithm, public, seed } => {
            akp_pair(algorithm, public, seed.as_ref().ok_or(PkeyError::NoPrivateKey)?)
        }
    }
}

/// A new key pair on a curve that agrees on keys, for one message (RFC 7518 §4.6).
pub(crate) fn ephemeral(curve: Curve) -> Result<KeyMaterial, PkeyError> {
    if !curve.row().agrees {
        return Err(PkeyError::Unsupported(format!("{} cannot be used for key agreement", curve.name())));
    }
    if curve.row().key_type == "OKP" {
        let key = if curve == Curve::X448 { PKey::generate_x448()? } else { PKey::generate_x25519()? };
        let d = SecretBytes::new(key.raw_private_key()?);
        return Ok(KeyMaterial::Okp { curve, x: key.raw_public_key()?, d: Some(d) });
    }
    let group = group(curve)?;
    let key = EcKey::generate(&group)?;
    let (x, y) = coordinates(curve, &group, key.public_key())?;
    let d = SecretBytes::new(padded(key.private_key(), curve.row().private_len)?);
    Ok(KeyMaterial::Ec { curve, x, y, d: Some(d) })
}

// Elliptic curves

/// The group of a curve with two coordinates.
pub(super) fn group(curve: Curve) -> Result<EcGroup, PkeyError> {
    let nid = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
        Curve::P521 => Nid::SECP521R1,
        Curve::Secp256k1 => Nid::SECP256K1,
        Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => return Err(PkeyError::WrongType),
    };
    let mut group = EcGroup::from_curve_name(nid)
        .map_err(|_| PkeyError::Unsupported(format!("{} is not in this build", curve.name())))?;
    group.set_asn1_flag(Asn1Flag::NAMED_CURVE);
    Ok(group)
}

/// The order of a curve's group, as long as its private values.
pub(super) fn order(curve: Curve) -> Result<Vec<u8>, PkeyError> {
    let mut order = BigNum::new()?;
    group(curve)?.order(&mut order, &mut *BigNumContext::new()?)?;
    padded(&order, curve.row().private_len)
}

/// The point of two coordinates, known to be on its curve.
pub(super) fn ec_point(curve: Curve, x: &[u8], y: &[u8]) -> Result<(EcGroup, EcPoint), PkeyError> {
    let group = group(curve)?;
    check_length("x", x, curve.row().coordinate_len)?;
    check_length("y", y, curve.row().coordinate_len)?;
    let uncompressed = [&[0x04], x, y].concat();
    // Refuses coordinates beyond the field and points off the curve; every curve here has cofactor 1.
    let point = EcPoint::from_bytes(&group, &uncompressed, &mut *BigNumContext::new()?);
    Ok((group, point.map_err(|_| PkeyError::NotOnCurve(curve.name()))?))
}

/// Point and private value of a key pair, known to belong together.
pub(super) fn ec_pair(
    curve: Curve,
    x: &[u8],
    y: &[u8],
    d: &SecretBytes,
) -> Result<(EcGroup, EcPoint, SecretNumber), PkeyError> {
    let (group, point) = ec_point(curve, x, y)?;
    check_length("d", d.expose(), curve.row().private_len)?;
    let d = SecretNumber::new(d.expose())?;
    if !public_of(&group, &d)?.eq(&group, &point, &mut *BigNumContext::new()?)? {
        return Err(PkeyError::HalvesDiffer);
    }
    Ok((group, point, d))
}

/// d·G, for 1 ≤ d < order.
pub(super) fn public_of(group: &EcGroupRef, d: &SecretNumber) -> Result<EcPoint, PkeyError> {
    let mut context = BigNumContext::new_secure().or_else(|_| BigNumContext::new())?;
    let mut order = BigNum::new()?;
    group.order(&mut order, &mut context)?;
    if d.num_bits() == 0 || d.ucmp(&order).is_ge() {
        return Err(PkeyError::OutOfRange("d"));
    }
    let mut point = EcPoint::new(group)?;
    point.mul_generator2(group, d, &mut context)?;
    Ok(point)
}

/// The coordinates of a point, as long as the curve's field.
pub(super) fn coordinates(
    curve: Curve,
    group: &EcGroupRef,
    point: &EcPointRef,
) -> Result<(Vec<u8>, Vec<u8>), PkeyError> {
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    // The point at infinity has no coordinates.
    point
        .affine_coordinates(group, &mut x, &mut y, &mut *BigNumContext::new()?)
        .map_err(|_| PkeyError::NotOnCurve(curve.name()))?;
    let len = curve.row().coordinate_len;
    Ok((padded(&x, len)?, padded(&y, len)?))
}

// RSA

fn rsa_private(n: &[u8], e: &[u8], private: &RsaPrivate) -> Result<Rsa<Private>, PkeyError> {
    // Exponents of any length would be work of any length; honest ones are below the modulus.
    let crt = private.crt.iter().flatten();
    for (name, secret) in ["d", "p", "q", "dp", "dq", "qi"].into_iter().zip([&private.d].into_iter().chain(crt)) {
        if bits(secret.expose()) > bits(n) {
            return Err(PkeyError::OutOfRange(name));
        }
    }
    let number = |bytes: &[u8]| BigNum::from_slice(bytes);
    let builder = RsaPrivateKeyBuilder::new(number(n)?, number(e)?, number(private.d.expose())?)?;
    let Some([p, q, dp, dq, qi]) = &private.crt else { return Ok(builder.build()) };
    let [p, q, dp, dq, qi] = [p, q, dp, dq, qi].map(|secret| number(secret.expose()));
    Ok(builder.set_factors(p?, q?)?.set_crt_params(dp?, dq?, qi?)?.build())
}

/// The bits of a modulus that can be one. No arithmetic beyond the limit: its time grows with the third power.
pub(super) fn check_modulus(n: &[u8]) -> Result<usize, PkeyError> {
    let (bits, limit) = (bits(n), Limits::DEFAULT.rsa_modulus_bits);
    if bits > limit {
        return Err(PkeyError::ModulusTooLong { bits, limit });
    }
    if n.last().is_none_or(|last| last & 1 == 0) {
        return Err(PkeyError::ModulusEven { bits });
    }
    Ok(bits)
}

/// What OpenSSL would refuse in the middle of a computation, or what makes a signature worth nothing, said beforehand.
fn check_rsa(n: &[u8], e: &[u8]) -> Result<(), PkeyError> {
    let n_bits = check_modulus(n)?;
    let e_bits = bits(e);
    if e.last().is_none_or(|last| last & 1 == 0) {
        return Err(PkeyError::Worthless("the public exponent is even"));
    }
    // x^1 = x: with an exponent of 1 everybody signs, and nothing is encrypted.
    if e_bits <= 1 {
        return Err(PkeyError::Worthless("the public exponent is 1"));
    }
    if compare(e, n) != Ordering::Less {
        return Err(PkeyError::OutOfRange("e"));
    }
    // OpenSSL's OPENSSL_RSA_SMALL_MODULUS_BITS and OPENSSL_RSA_MAX_PUBEXP_BITS, against work without bound.
    if n_bits > 3072 && e_bits > 64 {
        return Err(PkeyError::Unsupported(format!(
            "the public exponent has {e_bits} bits; with a modulus of more than 3072 bits, at most 64 are allowed"
        )));
    }
    Ok(())
}

// Octet key pairs

/// The private key of an octet key pair.
pub(super) fn okp_private(curve: Curve, d: &[u8]) -> Result<PKey<Private>, PkeyError> {
    let id = okp_id(curve)?;
    check_length("d", d, curve.row().private_len)?;
    Ok(PKey::private_key_from_raw_bytes(d, id)?)
}

/// The private key of an octet key pair, known to belong to its public half.
pub(super) fn okp_pair(curve: Curve, x: &[u8], d: &SecretBytes) -> Result<PKey<Private>, PkeyError> {
    check_length("x", x, curve.row().coordinate_len)?;
    let key = okp_private(curve, d.expose())?;
    if key.raw_public_key()? == x { Ok(key) } else { Err(PkeyError::HalvesDiffer) }
}

/// Refuses the public keys for which anybody makes signatures or knows the agreed secret: the points of small order.
///
/// X25519 and X448 are left out: there the agreed secret is looked at, as RFC 7748 §6 says.
fn check_order(curve: Curve, x: &[u8]) -> Result<(), PkeyError> {
    // Little-endian y; the last bit is the sign of x and does not matter. Order 4, 1, 8, 8, 2, and 4 and 1 again in
    // their second encodings y + p.
    const ED25519: [[u8; 32]; 7] = [
        [0; 32],
        ends(1, 0, 0),
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
            0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
            0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
        ends(0xec, 0xff, 0x7f),
        ends(0xed, 0xff, 0x7f),
        ends(0xee, 0xff, 0x7f),
    ];
    // Order 4, 1 and 2: y = 0, 1 and p - 1, where p = 2^448 - 2^224 - 1 has its 225th bit clear.
    const ED448: [[u8; 57]; 3] = [[0; 57], ends(1, 0, 0), {
        let mut y = ends(0xfe, 0xff, 0);
        y[28] = 0xfe;
        y
    }];
    let mut y = x.to_vec();
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    let small = match curve {
        Curve::Ed25519 => ED25519.iter().any(|point| *point == *y),
        Curve::Ed448 => ED448.iter().any(|point| *point == *y),
        _ => false,
    };
    if small {
        Err(PkeyError::Worthless("the public key is a point of small order, for which anyone can sign"))
    } else {
        Ok(())
    }
}

const fn ends<const N: usize>(first: u8, middle: u8, last: u8) -> [u8; N] {
    let mut bytes = [middle; N];
    bytes[N - 1] = last;
    bytes[0] = first;
    bytes
}

fn okp_id(curve: Curve) -> Result<Id, PkeyError> {
    match curve {
        Curve::Ed25519 => Ok(Id::ED25519),
        Curve::Ed448 => Ok(Id::ED448),
        Curve::X25519 => Ok(Id::X25519),
        Curve::X448 => Ok(Id::X448),
        Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => Err(PkeyError::WrongType),
    }
}

// Algorithm key pairs

/// The parameter set of a public key that has its length.
pub(super) fn akp_public(algorithm: &str, public: &[u8]) -> Result<&'static ParameterSet, PkeyError> {
    let set = ml_dsa::parameter_set(algorithm)
        .ok_or_else(|| PkeyError::Unsupported("not a parameter set of ML-DSA".to_owned()))?;
    check_length("pub", public, set.public_len)?;
    Ok(set)
}

/// The private key that a seed of ML-DSA expands to, known to belong to its public half.
pub(super) fn akp_pair(algorithm: &str, public: &[u8], seed: &SecretBytes) -> Result<PKey<Private>, PkeyError> {
    let set = akp_public(algorithm, public)?;
    check_length("priv", seed.expose(), ml_dsa::SEED_LEN)?;
    let key = ml_dsa::private_key(set, seed.expose())?;
    if key.raw_public_key()? == public { Ok(key) } else { Err(PkeyError::HalvesDiffer) }
}

// Numbers

/// A number that is wiped when dropped; OpenSSL only frees it.
pub(super) struct SecretNumber(pub(super) BigNum);

impl SecretNumber {
    pub(super) fn new(bytes: &[u8]) -> Result<Self, ErrorStack> {
        Ok(Self(BigNum::from_slice(bytes)?))
    }

    pub(super) fn empty() -> Result<Self, ErrorStack> {
        Ok(Self(BigNum::new()?))
    }
}

impl Drop for SecretNumber {
    fn drop(&mut self) {
        self.0.clear();
    }
}

impl Deref for SecretNumber {
    type Target = BigNumRef;

    fn deref(&self) -> &BigNumRef {
        &self.0
    }
}

/// The bits of a big-endian number.
pub fn bits(number: &[u8]) -> usize {
    let number = significant(number);
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

/// A big-endian number without its leading zeros.
pub(super) fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Compares two big-endian numbers.
pub(super) fn compare(left: &[u8], right: &[u8]) -> Ordering {
    let (left, right) = (significant(left), significant(right));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

/// A number in exactly so many bytes.
pub(super) fn padded(number: &BigNumRef, len: usize) -> Result<Vec<u8>, PkeyError> {
    Ok(number.to_vec_padded(i32::try_from(len).map_err(|_| PkeyError::Refused)?)?)
}

/// Refuses a member of another length.
pub(super) fn check_length(name: &'static str, bytes: &[u8], expected: usize) -> Result<(), PkeyError> {
    if bytes.len() == expected { Ok(()) } else { Err(PkeyError::Length { name, expected, found: bytes.len() }) }
}
