//! OpenSSL's half of keys: its objects out of our numbers, our numbers out of its objects, and the arithmetic that
//! shows whether a key is whole. Bytes that a person gave never reach josekit, whose DER reader aborts the process on a
//! declared length it cannot allocate.

use crate::engine::base64url;
use crate::engine::crypto::digest;
use crate::engine::jwa::Curve;
use crate::engine::jwk::certificate::Certificate;
pub use crate::engine::jwk::error::KeyError;
use crate::engine::jwk::{KeyMaterial, RsaPrivate};
use crate::engine::limit::Limits;
use crate::engine::secret::SecretBytes;
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::{Asn1Flag, EcGroup, EcKey, EcKeyRef, EcPoint, EcPointRef};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs5;
use openssl::pkey::{HasPublic, Id, KeyType, PKey, PKeyRef, Private, Public};
use openssl::rsa::{Rsa, RsaPrivateKeyBuilder};
use openssl::symm::{self, Cipher};
use openssl::x509::{X509, X509NameRef};
use std::ops::Deref;
use zeroize::Zeroize;

impl From<ErrorStack> for KeyError {
    /// OpenSSL's own words are not kept: they help nobody who holds the file.
    fn from(_: ErrorStack) -> Self {
        Self::Refused
    }
}

/// The public half as OpenSSL's object. `Refused` for a point off the curve, `NotUsable` for a secret.
pub fn public_pkey(material: &KeyMaterial) -> Result<PKey<Public>, KeyError> {
    match material {
        KeyMaterial::Oct(_) => Err(KeyError::NotUsable),
        KeyMaterial::Rsa { n, e, .. } => {
            check_modulus(n)?;
            Ok(PKey::from_rsa(Rsa::from_public_components(BigNum::from_slice(n)?, BigNum::from_slice(e)?)?)?)
        }
        KeyMaterial::Ec { curve, x, y, .. } => {
            let group = group(*curve)?;
            let (x, y) = (BigNum::from_slice(x)?, BigNum::from_slice(y)?);
            Ok(PKey::from_ec_key(EcKey::from_public_key_affine_coordinates(&group, &x, &y)?)?)
        }
        KeyMaterial::Okp { curve, x, .. } => Ok(PKey::public_key_from_raw_bytes(x, okp_id(*curve)?)?),
        KeyMaterial::Akp { algorithm, public, .. } => {
            Ok(PKey::public_key_from_raw_bytes_ex(None, ml_dsa(algorithm)?, None, public)?)
        }
    }
}

/// The private half as OpenSSL's object. `NotUsable` for a secret and for a key without a private half.
pub fn private_pkey(material: &KeyMaterial) -> Result<PKey<Private>, KeyError> {
    match material {
        KeyMaterial::Rsa { n, e, private: Some(private) } => {
            check_modulus(n)?;
            let number = BigNum::from_slice;
            let (n, e, d) = (number(n)?, number(e)?, number(private.d.expose())?);
            let rsa = match &private.crt {
                Some([p, q, dp, dq, qi]) => Rsa::from_private_components(
                    n,
                    e,
                    d,
                    number(p.expose())?,
                    number(q.expose())?,
                    number(dp.expose())?,
                    number(dq.expose())?,
                    number(qi.expose())?,
                )?,
                None => RsaPrivateKeyBuilder::new(n, e, d)?.build(),
            };
            Ok(PKey::from_rsa(rsa)?)
        }
        KeyMaterial::Ec { curve, x, y, d: Some(d) } => {
            let group = group(*curve)?;
            let point = affine_point(&group, x, y)?;
            let d = SecretNumber::new(d.expose())?;
            Ok(PKey::from_ec_key(EcKey::from_private_components(&group, &d, &point)?)?)
        }
        KeyMaterial::Okp { curve, d: Some(d), .. } => {
            Ok(PKey::private_key_from_raw_bytes(d.expose(), okp_id(*curve)?)?)
        }
        KeyMaterial::Akp { algorithm, seed: Some(seed), .. } => {
            Ok(PKey::private_key_from_seed(None, ml_dsa(algorithm)?, None, seed.expose())?)
        }
        _ => Err(KeyError::NotUsable),
    }
}

/// Our numbers out of a public key of OpenSSL's.
pub fn material_from_pkey_public(pkey: &PKeyRef<Public>) -> Result<KeyMaterial, KeyError> {
    public_half(pkey)
}

/// Our numbers out of a key pair of OpenSSL's.
pub fn material_from_pkey_private(pkey: &PKeyRef<Private>) -> Result<KeyMaterial, KeyError> {
    let mut material = public_half(pkey)?;
    match &mut material {
        KeyMaterial::Oct(_) => return Err(KeyError::NotUsable),
        KeyMaterial::Rsa { private, .. } => {
            let rsa = pkey.rsa()?;
            let crt = match (rsa.p(), rsa.q(), rsa.dmp1(), rsa.dmq1(), rsa.iqmp()) {
                (Some(p), Some(q), Some(dp), Some(dq), Some(qi)) => {
                    Some([p, q, dp, dq, qi].map(|number| SecretBytes::new(number.to_vec())))
                }
                _ => None,
            };
            *private = Some(RsaPrivate { d: SecretBytes::new(rsa.d().to_vec()), crt });
        }
        KeyMaterial::Ec { curve, d, .. } => {
            *d = Some(SecretBytes::new(padded(pkey.ec_key()?.private_key(), curve.row().private_len)?));
        }
        KeyMaterial::Okp { d, .. } => *d = Some(SecretBytes::new(pkey.raw_private_key()?)),
        KeyMaterial::Akp { seed, .. } => {
            let mut bytes = vec![0; SEED_LEN];
            let length = pkey.seed_into(&mut bytes);
            let bytes = SecretBytes::new(bytes);
            if length.map_err(|_| KeyError::SeedMissing)? != SEED_LEN {
                return Err(KeyError::SeedMissing);
            }
            *seed = Some(bytes);
        }
    }
    Ok(material)
}

fn public_half<T: HasPublic>(pkey: &PKeyRef<T>) -> Result<KeyMaterial, KeyError> {
    let okp = |curve| Ok(KeyMaterial::Okp { curve, x: pkey.raw_public_key()?, d: None });
    match pkey.id() {
        Id::RSA | Id::RSA_PSS => {
            let rsa = pkey.rsa()?;
            Ok(KeyMaterial::Rsa { n: rsa.n().to_vec(), e: rsa.e().to_vec(), private: None })
        }
        Id::EC => public_point(&*pkey.ec_key()?),
        Id::ED25519 => okp(Curve::Ed25519),
        Id::ED448 => okp(Curve::Ed448),
        Id::X25519 => okp(Curve::X25519),
        Id::X448 => okp(Curve::X448),
        Id::DSA => Err(KeyError::NoJoseAlgorithm("DSA".to_owned())),
        id => {
            for (name, key_type, ..) in ML_DSA {
                if pkey.is_a(*key_type) {
                    return Ok(KeyMaterial::Akp { algorithm: name, public: pkey.raw_public_key()?, seed: None });
                }
            }
            let name = Nid::from_raw(id.as_raw()).long_name().unwrap_or("unknown algorithm");
            Err(KeyError::NoJoseAlgorithm(name.to_owned()))
        }
    }
}

fn public_point<T: HasPublic>(key: &EcKeyRef<T>) -> Result<KeyMaterial, KeyError> {
    let group = key.group();
    let nid = group.curve_name().ok_or(KeyError::ExplicitCurve)?;
    let curve = match nid {
        Nid::X9_62_PRIME256V1 => Curve::P256,
        Nid::SECP384R1 => Curve::P384,
        Nid::SECP521R1 => Curve::P521,
        Nid::SECP256K1 => Curve::Secp256k1,
        other => return Err(KeyError::NoJoseAlgorithm(other.short_name().unwrap_or("elliptic curve").to_owned())),
    };
    let (x, y) = coordinates(curve, group, key.public_key())?;
    Ok(KeyMaterial::Ec { curve, x, y, d: None })
}

// Numbers

/// A number that is wiped when dropped; OpenSSL only frees it.
struct SecretNumber(BigNum);

impl SecretNumber {
    fn new(bytes: &[u8]) -> Result<Self, KeyError> {
        Ok(Self(BigNum::from_slice(bytes)?))
    }

    fn empty() -> Result<Self, KeyError> {
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

fn padded(number: &BigNumRef, length: usize) -> Result<Vec<u8>, KeyError> {
    Ok(number.to_vec_padded(i32::try_from(length).map_err(|_| KeyError::Refused)?)?)
}

/// Bits of a big-endian number without leading zeros.
pub fn bit_length(bytes: &[u8]) -> usize {
    bytes.first().map_or(0, |first| bytes.len() * 8 - first.leading_zeros() as usize)
}

/// No arithmetic with a modulus beyond the limit: its time grows with the third power.
fn check_modulus(n: &[u8]) -> Result<(), KeyError> {
    let (bits, limit) = (bit_length(n), Limits::DEFAULT.rsa_modulus_bits);
    if bits > limit { Err(KeyError::RsaTooLarge { bits, limit }) } else { Ok(()) }
}

fn group(curve: Curve) -> Result<EcGroup, KeyError> {
    let nid = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
        Curve::P521 => Nid::SECP521R1,
        Curve::Secp256k1 => Nid::SECP256K1,
        Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => return Err(KeyError::NotUsable),
    };
    let mut group = EcGroup::from_curve_name(nid)?;
    group.set_asn1_flag(Asn1Flag::NAMED_CURVE);
    Ok(group)
}

fn okp_id(curve: Curve) -> Result<Id, KeyError> {
    match curve {
        Curve::Ed25519 => Ok(Id::ED25519),
        Curve::Ed448 => Ok(Id::ED448),
        Curve::X25519 => Ok(Id::X25519),
        Curve::X448 => Ok(Id::X448),
        Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => Err(KeyError::NotUsable),
    }
}

/// Bytes of an ML-DSA seed (FIPS 204 algorithm 1).
pub const SEED_LEN: usize = 32;

/// name, OpenSSL's name, bytes of the public key, bytes of the expanded private key (FIPS 204 table 2)
static ML_DSA: &[(&str, KeyType, usize, usize)] = &[
    ("ML-DSA-44", KeyType::ML_DSA_44, 1312, 2560),
    ("ML-DSA-65", KeyType::ML_DSA_65, 1952, 4032),
    ("ML-DSA-87", KeyType::ML_DSA_87, 2592, 4896),
];

fn ml_dsa(algorithm: &str) -> Result<KeyType, KeyError> {
    let row = ML_DSA.iter().find(|row| row.0 == algorithm);
    row.map(|row| row.1).ok_or_else(|| KeyError::AlgorithmUnknown(algorithm.to_owned()))
}

/// Name, bytes of the public key and bytes of the expanded private key of the ML-DSA of this name.
pub fn ml_dsa_sizes(algorithm: &str) -> Option<(&'static str, usize, usize)> {
    ML_DSA.iter().find(|row| row.0 == algorithm).map(|row| (row.0, row.2, row.3))
}

// Points

fn affine_point(group: &EcGroup, x: &[u8], y: &[u8]) -> Result<EcPoint, KeyError> {
    let mut context = BigNumContext::new()?;
    let mut point = EcPoint::new(group)?;
    let (x, y) = (BigNum::from_slice(x)?, BigNum::from_slice(y)?);
    point.set_affine_coordinates_gfp(group, &x, &y, &mut context).map_err(|_| KeyError::NotOnCurve)?;
    Ok(point)
}

fn coordinates(
    curve: Curve,
    group: &openssl::ec::EcGroupRef,
    point: &EcPointRef,
) -> Result<(Vec<u8>, Vec<u8>), KeyError> {
    let mut context = BigNumContext::new()?;
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    // The point at infinity has no coordinates.
    point.affine_coordinates(group, &mut x, &mut y, &mut context).map_err(|_| KeyError::NotOnCurve)?;
    let length = curve.row().coordinate_len;
    Ok((padded(&x, length)?, padded(&y, length)?))
}

/// The public key written as X9.62 has it: uncompressed, compressed or hybrid.
pub fn ec_public(curve: Curve, point: &[u8]) -> Result<KeyMaterial, KeyError> {
    let group = group(curve)?;
    let mut context = BigNumContext::new()?;
    let point = EcPoint::from_bytes(&group, point, &mut context).map_err(|_| KeyError::NotOnCurve)?;
    let (x, y) = coordinates(curve, &group, &point)?;
    Ok(KeyMaterial::Ec { curve, x, y, d: None })
}

/// The key pair of a private value, big-endian in any length; the public half is computed.
pub fn ec_private(curve: Curve, private: &[u8]) -> Result<KeyMaterial, KeyError> {
    let group = group(curve)?;
    let d = SecretNumber::new(private)?;
    let point = public_of(&group, &d)?;
    let (x, y) = coordinates(curve, &group, &point)?;
    let d = SecretBytes::new(padded(&d, curve.row().private_len)?);
    Ok(KeyMaterial::Ec { curve, x, y, d: Some(d) })
}

/// d·G, for 1 ≤ d < order.
fn public_of(group: &EcGroup, d: &SecretNumber) -> Result<EcPoint, KeyError> {
    let mut context = BigNumContext::new_secure().or_else(|_| BigNumContext::new())?;
    let mut order = BigNum::new()?;
    group.order(&mut order, &mut context)?;
    if d.num_bits() == 0 || d.ucmp(&order).is_ge() {
        return Err(KeyError::OutOfRange("d"));
    }
    let mut point = EcPoint::new(group)?;
    point.mul_generator2(group, d, &mut context)?;
    Ok(point)
}

/// The key pair of an OKP private key; the public half is computed.
pub fn okp_private(curve: Curve, private: &[u8]) -> Result<KeyMaterial, KeyError> {
    let pkey = PKey::private_key_from_raw_bytes(private, okp_id(curve)?)?;
    Ok(KeyMaterial::Okp { curve, x: pkey.raw_public_key()?, d: Some(SecretBytes::from(private)) })
}

/// The key pair of an ML-DSA seed; the public half is computed. Where the expanded private key is there too, it must be
/// what the seed expands to.
pub fn akp_private(algorithm: &'static str, seed: &[u8], expanded: Option<&[u8]>) -> Result<KeyMaterial, KeyError> {
    let pkey = PKey::private_key_from_seed(None, ml_dsa(algorithm)?, None, seed)?;
    if let Some(expanded) = expanded
        && SecretBytes::new(pkey.raw_private_key()?).expose() != expanded
    {
        return Err(KeyError::PrivatePublicMismatch);
    }
    Ok(KeyMaterial::Akp { algorithm, public: pkey.raw_public_key()?, seed: Some(SecretBytes::from(seed)) })
}

/// The public half of an expanded ML-DSA private key.
pub fn akp_public_of_expanded(algorithm: &'static str, expanded: &[u8]) -> Result<KeyMaterial, KeyError> {
    let pkey = PKey::private_key_from_raw_bytes_ex(None, ml_dsa(algorithm)?, None, expanded)?;
    Ok(KeyMaterial::Akp { algorithm, public: pkey.raw_public_key()?, seed: None })
}

// Wholeness

/// How much slow arithmetic one import may still do, so that a set of ten thousand keys stays quick.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// RSA moduli that are still tested for weak factors.
    pub weak_factors: u32,
    /// RSA private keys without primes that are still tested, each with one exponentiation.
    pub exponentiations: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { weak_factors: 256, exponentiations: 16 }
    }
}

/// Shortest modulus that is taken for an RSA key. Far too short to be safe, which a finding says; anything shorter
/// cannot hold a signature at all (RFC 8017 §9.2: SHA-256 needs 62 bytes).
const SHORTEST_MODULUS_BITS: usize = 496;

/// Longest modulus for which a private key without primes is tested: one exponentiation stays below 20 ms.
const LONGEST_TESTED_MODULUS_BITS: usize = 4096;

/// Whether the key is whole: sizes, point on the curve, private half belonging to the public one.
pub fn check(material: &KeyMaterial, effort: &mut Effort) -> Result<(), KeyError> {
    match material {
        KeyMaterial::Oct(secret) if secret.is_empty() => Err(KeyError::Empty),
        KeyMaterial::Oct(_) => Ok(()),
        KeyMaterial::Rsa { n, e, private } => check_rsa(n, e, private.as_ref(), effort),
        KeyMaterial::Ec { curve, x, y, d } => {
            check_length("x", x, curve.row().coordinate_len)?;
            check_length("y", y, curve.row().coordinate_len)?;
            let group = group(*curve)?;
            let stated = affine_point(&group, x, y)?;
            if coordinates(*curve, &group, &stated)? != (x.clone(), y.clone()) {
                // A coordinate beyond the field's prime.
                return Err(KeyError::NotOnCurve);
            }
            if let Some(d) = d {
                check_length("d", d.expose(), curve.row().private_len)?;
                let computed = public_of(&group, &SecretNumber::new(d.expose())?)?;
                let mut context = BigNumContext::new()?;
                if !computed.eq(&group, &stated, &mut context)? {
                    return Err(KeyError::PrivatePublicMismatch);
                }
            }
            Ok(())
        }
        KeyMaterial::Okp { curve, x, d } => {
            check_length("x", x, curve.row().coordinate_len)?;
            if let Some(d) = d {
                check_length("d", d.expose(), curve.row().private_len)?;
                let pkey = PKey::private_key_from_raw_bytes(d.expose(), okp_id(*curve)?)?;
                if pkey.raw_public_key()? != *x {
                    return Err(KeyError::PrivatePublicMismatch);
                }
            }
            Ok(())
        }
        KeyMaterial::Akp { algorithm, public, seed } => {
            let (_, length, _) =
                ml_dsa_sizes(algorithm).ok_or_else(|| KeyError::AlgorithmUnknown((*algorithm).to_owned()))?;
            check_length("pub", public, length)?;
            if let Some(seed) = seed {
                check_length("priv", seed.expose(), SEED_LEN)?;
                let pkey = PKey::private_key_from_seed(None, ml_dsa(algorithm)?, None, seed.expose())?;
                if pkey.raw_public_key()? != *public {
                    return Err(KeyError::PrivatePublicMismatch);
                }
            }
            Ok(())
        }
    }
}

fn check_length(name: &'static str, bytes: &[u8], expected: usize) -> Result<(), KeyError> {
    if bytes.len() == expected { Ok(()) } else { Err(KeyError::MemberLength { name, expected, found: bytes.len() }) }
}

fn check_rsa(n: &[u8], e: &[u8], private: Option<&RsaPrivate>, effort: &mut Effort) -> Result<(), KeyError> {
    check_modulus(n)?;
    let bits = bit_length(n);
    if bits < SHORTEST_MODULUS_BITS || n.last().is_none_or(|last| last % 2 == 0) {
        return Err(KeyError::RsaModulus { bits });
    }
    if e.is_empty() || (e.len(), e) >= (n.len(), n) {
        return Err(KeyError::OutOfRange("e"));
    }
    let Some(private) = private else { return Ok(()) };
    let context = &mut BigNumContext::new()?;
    let (n, e) = (BigNum::from_slice(n)?, BigNum::from_slice(e)?);
    let d = SecretNumber::new(private.d.expose())?;
    if d.num_bits() == 0 || d.ucmp(&n).is_ge() {
        return Err(KeyError::OutOfRange("d"));
    }
    let Some(crt) = &private.crt else {
        if bits <= LONGEST_TESTED_MODULUS_BITS && effort.exponentiations > 0 {
            effort.exponentiations -= 1;
            return check_exponents(&n, &e, &d, context);
        }
        return Ok(());
    };
    let names = ["p", "q", "dp", "dq", "qi"];
    for (name, value) in names.iter().zip(crt) {
        let length = bit_length(value.expose());
        if length == 0 || length > bits {
            return Err(KeyError::OutOfRange(name));
        }
    }
    let [p, q, dp, dq, qi] = crt;
    let (p, q) = (SecretNumber::new(p.expose())?, SecretNumber::new(q.expose())?);
    let mut product = SecretNumber::empty()?;
    product.0.checked_mul(&p, &q, context)?;
    if product.ucmp(&n).is_ne() || p.num_bits() < 2 || q.num_bits() < 2 {
        return Err(KeyError::RsaInconsistent("p, q"));
    }
    // RFC 8017 §3.2: e·dP ≡ 1 (mod p-1), e·dQ ≡ 1 (mod q-1), q·qInv ≡ 1 (mod p); and d gives the same exponents.
    for (name, prime, exponent) in [("dp", &p, dp), ("dq", &q, dq)] {
        let mut less_one = SecretNumber(BigNumRef::to_owned(prime)?);
        less_one.0.sub_word(1)?;
        let exponent = SecretNumber::new(exponent.expose())?;
        if !product_is_one(&e, &exponent, &less_one, context)? {
            return Err(KeyError::RsaInconsistent(name));
        }
        if !product_is_one(&e, &d, &less_one, context)? {
            return Err(KeyError::RsaInconsistent("d"));
        }
    }
    let qi = SecretNumber::new(qi.expose())?;
    if !product_is_one(&q, &qi, &p, context)? {
        return Err(KeyError::RsaInconsistent("qi"));
    }
    Ok(())
}

/// Whether a·b ≡ 1 modulo `modulus`.
fn product_is_one(
    a: &BigNumRef,
    b: &BigNumRef,
    modulus: &BigNumRef,
    context: &mut openssl::bn::BigNumContextRef,
) -> Result<bool, KeyError> {
    let mut product = SecretNumber::empty()?;
    product.0.mod_mul(a, b, modulus, context)?;
    Ok(product.num_bits() == 1)
}

/// Whether d undoes e for one number: 2^(d·e) ≡ 2 (mod n).
fn check_exponents(
    n: &BigNumRef,
    e: &BigNumRef,
    d: &SecretNumber,
    context: &mut openssl::bn::BigNumContextRef,
) -> Result<(), KeyError> {
    let two = BigNum::from_u32(2)?;
    let mut secret = SecretNumber(BigNumRef::to_owned(d)?);
    secret.0.set_const_time();
    let (mut signed, mut opened) = (BigNum::new()?, BigNum::new()?);
    signed.mod_exp(&two, &secret, n, context)?;
    opened.mod_exp(&signed, e, n, context)?;
    if opened == two { Ok(()) } else { Err(KeyError::PrivatePublicMismatch) }
}

// Weak factors

/// Which weakness of its factors a modulus shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakFactors {
    /// A prime below 2^16 divides it.
    Small,
    /// Its factors are so close that Fermat's method finds them in at most 100 steps.
    Close,
}

/// Looks for factors that anybody finds. `n` is odd and within the limit.
pub fn weak_factors(n: &[u8]) -> Option<WeakFactors> {
    let n = BigNum::from_slice(n).ok()?;
    if has_small_factor(&n).unwrap_or(false) {
        Some(WeakFactors::Small)
    } else if has_close_factors(&n).unwrap_or(false) {
        Some(WeakFactors::Close)
    } else {
        None
    }
}

/// gcd(n, product of all primes below 2^16) > 1.
fn has_small_factor(n: &BigNumRef) -> Result<bool, ErrorStack> {
    static PRODUCT: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    let product = PRODUCT.get_or_init(|| product_of_small_primes().map(|product| product.to_vec()).unwrap_or_default());
    let mut context = BigNumContext::new()?;
    let (mut rest, mut divisor) = (BigNum::new()?, BigNum::new()?);
    rest.nnmod(&*BigNum::from_slice(product)?, n, &mut context)?;
    divisor.gcd(&rest, n, &mut context)?;
    Ok(divisor.num_bits() > 1)
}

fn product_of_small_primes() -> Result<BigNum, ErrorStack> {
    const END: usize = 1 << 16;
    let mut composite = vec![false; END];
    let mut product = BigNum::from_u32(1)?;
    for candidate in 2..END {
        if composite.get(candidate) == Some(&false) {
            for multiple in composite.iter_mut().skip(candidate * 2).step_by(candidate) {
                *multiple = true;
            }
            product.mul_word(candidate as u32)?;
        }
    }
    Ok(product)
}

/// Fermat's method: n = a² - b² for an a just above the root of n.
fn has_close_factors(n: &BigNumRef) -> Result<bool, ErrorStack> {
    const STEPS: u32 = 100;
    // Squares modulo 3·5·7·11·13·17·19·23 are one number in seventy: the rest needs no root.
    const FILTER: u32 = 111_546_435;
    let context = &mut BigNumContext::new()?;
    let mut a = root(n, context)?;
    let mut rest = BigNum::new()?;
    rest.sqr(&a, context)?;
    if rest.ucmp(n).is_lt() {
        a.add_word(1)?;
        rest.sqr(&a, context)?;
    }
    // rest = a² - n
    let mut difference = BigNum::new()?;
    difference.checked_sub(&rest, n)?;
    for _ in 0..STEPS {
        let residue = difference.mod_word(FILTER)?;
        let may_be_square = [3_u64, 5, 7, 11, 13, 17, 19, 23].iter().all(|&prime| {
            let target = residue % prime;
            (0..=prime / 2).any(|candidate| candidate * candidate % prime == target)
        });
        if may_be_square {
            let b = root(&difference, context)?;
            let mut square = BigNum::new()?;
            square.sqr(&b, context)?;
            if square.ucmp(&difference).is_eq() {
                // a - b = 1 would be the trivial factor.
                let mut factor = BigNum::new()?;
                factor.checked_sub(&a, &b)?;
                return Ok(factor.num_bits() > 1);
            }
        }
        // (a + 1)² - a² = 2a + 1
        let mut step = BigNum::new()?;
        step.lshift1(&a)?;
        step.add_word(1)?;
        let mut next = BigNum::new()?;
        next.checked_add(&difference, &step)?;
        difference = next;
        a.add_word(1)?;
    }
    Ok(false)
}

/// The integer square root, by Newton's method from above: about twenty divisions for 4096 bits.
fn root(n: &BigNumRef, context: &mut openssl::bn::BigNumContextRef) -> Result<BigNum, ErrorStack> {
    if n.num_bits() == 0 {
        return BigNum::new();
    }
    let mut guess = BigNum::new()?;
    guess.set_bit((n.num_bits() + 1) / 2)?;
    loop {
        let (mut quotient, mut sum, mut next) = (BigNum::new()?, BigNum::new()?, BigNum::new()?);
        quotient.checked_div(n, &guess, context)?;
        sum.checked_add(&guess, &quotient)?;
        next.rshift1(&sum)?;
        if next.ucmp(&guess).is_ge() {
            return Ok(guess);
        }
        guess = next;
    }
}

// Certificates

/// What a certificate says, and the DER bytes of its key (a SubjectPublicKeyInfo) are for the caller to read.
pub fn certificate(der: &[u8]) -> Result<Certificate, KeyError> {
    let damaged = |_| KeyError::Damaged("certificate");
    let certificate = X509::from_der(der).map_err(damaged)?;
    let serial = certificate.serial_number().to_bn().and_then(|number| number.to_hex_str());
    let (subject, issuer) = (certificate.subject_name(), certificate.issuer_name());
    Ok(Certificate {
        subject: name_words(subject),
        issuer: name_words(issuer),
        serial_number: serial.map(|hex| hex.to_string()).unwrap_or_default(),
        not_before: seconds(certificate.not_before()),
        not_after: seconds(certificate.not_after()),
        is_self_issued: subject.try_cmp(issuer).is_ok_and(|order| order.is_eq()),
        x5t: base64url::encode(&digest::sha1(der)),
        x5t_s256: base64url::encode(&digest::sha256(der)),
    })
}

fn seconds(time: &Asn1TimeRef) -> Option<i64> {
    let since = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    Some(i64::from(since.days) * 86_400 + i64::from(since.secs))
}

/// `CN=…, O=…`: at most 32 entries of at most 256 characters.
fn name_words(name: &X509NameRef) -> String {
    let mut out = String::new();
    for entry in name.entries().take(32) {
        let nid = entry.object().nid();
        let kind = nid.short_name().map_or_else(|_| entry.object().to_string(), str::to_owned);
        let value = entry.data().to_string().unwrap_or_default();
        let value: String = value.chars().take(256).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&format!("{kind}={value}"));
    }
    out
}

// Decryption of key files

/// How the key that decrypts a key file is made from the passphrase.
#[derive(Clone, Copy, Debug)]
pub enum Derivation<'a> {
    /// PBKDF2 with HMAC and this hash (RFC 8018 §5.2).
    Pbkdf2 {
        /// 1, 224, 256, 384 or 512: which SHA.
        sha: u32,
        /// Salt.
        salt: &'a [u8],
        /// Iterations; the caller has bounded them.
        iterations: u32,
    },
    /// scrypt (RFC 7914); the caller has bounded the work.
    Scrypt {
        /// Salt.
        salt: &'a [u8],
        /// N, r, p.
        cost: (u64, u64, u64),
    },
    /// OpenSSL's own of old: MD5, once; the salt is the start of the initialization vector.
    Md5Once,
}

/// Ciphers of key files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileCipher {
    /// AES-128-CBC.
    Aes128,
    /// AES-192-CBC.
    Aes192,
    /// AES-256-CBC.
    Aes256,
    /// DES-EDE3-CBC.
    TripleDes,
}

impl FileCipher {
    fn openssl(self) -> Cipher {
        match self {
            Self::Aes128 => Cipher::aes_128_cbc(),
            Self::Aes192 => Cipher::aes_192_cbc(),
            Self::Aes256 => Cipher::aes_256_cbc(),
            Self::TripleDes => Cipher::des_ede3_cbc(),
        }
    }
}

/// Most memory that scrypt may take, in bytes.
const SCRYPT_MEMORY: u64 = 256 << 20;

/// Decrypts the contents of a key file. [`KeyError::PassphraseWrong`] where the padding does not come out.
pub fn decrypt(
    passphrase: &SecretBytes,
    derivation: Derivation<'_>,
    cipher: FileCipher,
    iv: &[u8],
    encrypted: &[u8],
) -> Result<SecretBytes, KeyError> {
    let cipher = cipher.openssl();
    if cipher.iv_len() != Some(iv.len()) || encrypted.is_empty() {
        return Err(KeyError::Damaged("encryption"));
    }
    let passphrase = passphrase.expose();
    if i32::try_from(passphrase.len()).is_err() {
        return Err(KeyError::PassphraseWrong);
    }
    let mut key = vec![0; cipher.key_len()];
    let derived = match derivation {
        Derivation::Pbkdf2 { sha, salt, iterations } => {
            let hash = match sha {
                1 => MessageDigest::sha1(),
                224 => MessageDigest::sha224(),
                384 => MessageDigest::sha384(),
                512 => MessageDigest::sha512(),
                _ => MessageDigest::sha256(),
            };
            pkcs5::pbkdf2_hmac(passphrase, salt, iterations as usize, hash, &mut key)
        }
        Derivation::Scrypt { salt, cost: (n, r, p) } => {
            pkcs5::scrypt(passphrase, salt, n, r, p, SCRYPT_MEMORY, &mut key)
        }
        Derivation::Md5Once => {
            let salt = iv.get(..8).ok_or(KeyError::Damaged("encryption"))?;
            pkcs5::bytes_to_key(cipher, MessageDigest::md5(), passphrase, Some(salt), 1).map(|mut pair| {
                key.copy_from_slice(&pair.key);
                pair.key.zeroize();
            })
        }
    };
    let decrypted = derived.map_err(|_| KeyError::Damaged("encryption")).and_then(|()| {
        symm::decrypt(cipher, &key, Some(iv), encrypted).map(SecretBytes::new).map_err(|_| KeyError::PassphraseWrong)
    });
    key.zeroize();
    decrypted
}

/// Decrypts an EncryptedPrivateKeyInfo with whatever scheme OpenSSL knows, for the schemes that [`decrypt`] does not.
/// The caller has bounded the iterations.
pub fn decrypt_pkcs8(der: &[u8], passphrase: &SecretBytes) -> Result<KeyMaterial, KeyError> {
    let passphrase = passphrase.expose();
    let pkey = PKey::private_key_from_pkcs8_callback(der, |buffer| {
        // OpenSSL's buffer has 1,024 bytes; a longer passphrase cannot be right.
        let length = passphrase.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), passphrase.get(..length)) {
            to.copy_from_slice(from);
        }
        Ok(length)
    });
    match pkey {
        Ok(pkey) => material_from_pkey_private(&pkey),
        Err(errors) => {
            let unsupported = errors.errors().iter().any(|error| {
                error.reason().is_some_and(|reason| reason.contains("unsupported") || reason.contains("unknown"))
            });
            Err(if unsupported {
                // The caller knows its name.
                KeyError::EncryptionUnknown(String::new())
            } else {
                KeyError::PassphraseWrong
            })
        }
    }
}
