//! OpenSSL's keys, built from the numbers of a [`KeyMaterial`] and checked before they are used.

use crate::engine::jwa::Curve;
use crate::engine::jwk::{KeyMaterial, RsaPrivate};
use crate::engine::limit::Limits;
use crate::engine::secret::SecretBytes;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey, EcPoint};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{Id, KeyType as OpensslKeyType, PKey, Private, Public};
use openssl::rsa::{Rsa, RsaPrivateKeyBuilder};
use std::cmp::Ordering;
use zeroize::Zeroizing;

/// Why there is no key to compute with. The texts name facts and sizes, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PkeyError {
    /// The private half is not there.
    NoPrivateKey,
    /// The numbers are not a key of this kind.
    Invalid(String),
    /// This build cannot compute with such a key.
    Unsupported(String),
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
/// [`PkeyError::Invalid`] where the numbers are no such key, for example a point that is not on its curve.
pub fn public_pkey(material: &KeyMaterial) -> Result<PKey<Public>, PkeyError> {
    match material {
        KeyMaterial::Oct(_) => Err(invalid("a shared secret has no public half")),
        KeyMaterial::Rsa { n, e, .. } => {
            check_rsa(n, e)?;
            Ok(PKey::from_rsa(Rsa::from_public_components(BigNum::from_slice(n)?, BigNum::from_slice(e)?)?)?)
        }
        KeyMaterial::Ec { curve, x, y, .. } => Ok(PKey::from_ec_key(ec_public(*curve, x, y)?)?),
        KeyMaterial::Okp { curve, x, .. } => {
            let id = okp_id(*curve)?;
            check_length("x", x.len(), curve.row().coordinate_len)?;
            check_order(*curve, x)?;
            PKey::public_key_from_raw_bytes(x, id).map_err(|_| invalid("x is not a public key of its curve"))
        }
        KeyMaterial::Akp { algorithm, public, .. } => {
            let row = ml_dsa(algorithm)?;
            check_length("pub", public.len(), row.public_len)?;
            // Every string of the right length is a public key (FIPS 204 §7.2), so a refusal is this library's.
            PKey::public_key_from_raw_bytes_ex(None, row.key_type, None, public).map_err(|_| ml_dsa_missing())
        }
    }
}

/// The private key of an RSA, EC, OKP or AKP key, known to belong to its public half.
///
/// # Errors
///
/// [`PkeyError::NoPrivateKey`] where the private half is not there, [`PkeyError::Invalid`] where the two halves do not
/// belong together (for RSA that shows only in use).
pub fn private_pkey(material: &KeyMaterial) -> Result<PKey<Private>, PkeyError> {
    match material {
        KeyMaterial::Oct(_) => Err(invalid("a shared secret is not a private key")),
        KeyMaterial::Rsa { n, e, private } => {
            let private = private.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            check_rsa(n, e)?;
            Ok(PKey::from_rsa(rsa_private(n, e, private)?)?)
        }
        KeyMaterial::Ec { curve, x, y, d } => {
            let d = d.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            let public = ec_public(*curve, x, y)?;
            check_length("d", d.len(), curve.row().private_len)?;
            let mut number = BigNum::from_slice(d.expose())?;
            let key = EcKey::from_private_components(public.group(), &number, public.public_key())
                .and_then(|key| key.check_key().map(|()| key));
            number.clear();
            Ok(PKey::from_ec_key(key.map_err(|_| foreign_private())?)?)
        }
        KeyMaterial::Okp { curve, x, d } => {
            let d = d.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            let id = okp_id(*curve)?;
            check_length("d", d.len(), curve.row().private_len)?;
            let key = PKey::private_key_from_raw_bytes(d.expose(), id)?;
            if key.raw_public_key()? != *x {
                return Err(foreign_private());
            }
            Ok(key)
        }
        KeyMaterial::Akp { algorithm, public, seed } => {
            let seed = seed.as_ref().ok_or(PkeyError::NoPrivateKey)?;
            let key = ml_dsa_private(algorithm, seed)?;
            if key.raw_public_key()? != *public {
                return Err(foreign_private());
            }
            Ok(key)
        }
    }
}

/// The public key that a seed of ML-DSA gives (RFC 9964 §3).
///
/// # Errors
///
/// [`PkeyError::Unsupported`] where this build's OpenSSL is older than 3.5.
pub fn ml_dsa_public(algorithm: &str, seed: &SecretBytes) -> Result<Vec<u8>, PkeyError> {
    Ok(ml_dsa_private(algorithm, seed)?.raw_public_key()?)
}

/// A new key pair on a curve that agrees on keys, for one message (RFC 7518 §4.6).
pub(crate) fn ephemeral(curve: Curve) -> Result<KeyMaterial, PkeyError> {
    if !curve.row().agrees {
        return Err(PkeyError::Unsupported(format!("{} does not agree on keys", curve.name())));
    }
    if curve.row().key_type == "OKP" {
        let key = if curve == Curve::X448 { PKey::generate_x448()? } else { PKey::generate_x25519()? };
        let d = SecretBytes::new(key.raw_private_key()?);
        return Ok(KeyMaterial::Okp { curve, x: key.raw_public_key()?, d: Some(d) });
    }
    let group = group(curve)?;
    let key = EcKey::generate(&group)?;
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    key.public_key().affine_coordinates(&group, &mut x, &mut y, &mut *BigNumContext::new()?)?;
    let coordinate = |number: &BigNum| padded(number, curve.row().coordinate_len);
    let d = SecretBytes::new(key.private_key().to_vec_padded(length(curve.row().private_len)?)?);
    Ok(KeyMaterial::Ec { curve, x: coordinate(&x)?, y: coordinate(&y)?, d: Some(d) })
}

/// The group of a curve with two coordinates.
fn group(curve: Curve) -> Result<EcGroup, PkeyError> {
    let nid = match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
        Curve::P521 => Nid::SECP521R1,
        Curve::Secp256k1 => Nid::SECP256K1,
        Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => {
            return Err(invalid(format!("{} is not a curve of an EC key", curve.name())));
        }
    };
    EcGroup::from_curve_name(nid).map_err(|_| PkeyError::Unsupported(format!("{} is not in this build", curve.name())))
}

/// The order of a curve's group, as long as its private values.
pub(super) fn order(curve: Curve) -> Result<Vec<u8>, PkeyError> {
    let mut order = BigNum::new()?;
    group(curve)?.order(&mut order, &mut *BigNumContext::new()?)?;
    padded(&order, curve.row().private_len)
}

fn ec_public(curve: Curve, x: &[u8], y: &[u8]) -> Result<EcKey<Public>, PkeyError> {
    let group = group(curve)?;
    check_length("x", x.len(), curve.row().coordinate_len)?;
    check_length("y", y.len(), curve.row().coordinate_len)?;
    let uncompressed = [&[0x04], x, y].concat();
    // Refuses coordinates beyond the field and points off the curve; every curve here has cofactor 1.
    EcPoint::from_bytes(&group, &uncompressed, &mut *BigNumContext::new()?)
        .and_then(|point| EcKey::from_public_key(&group, &point))
        .and_then(|key| key.check_key().map(|()| key))
        .map_err(|_| invalid(format!("x and y are not a point on {}", curve.name())))
}

fn rsa_private(n: &[u8], e: &[u8], private: &RsaPrivate) -> Result<Rsa<Private>, PkeyError> {
    // Exponents of any length would be work of any length; honest ones are below the modulus.
    let crt = private.crt.iter().flatten();
    if crt.chain([&private.d]).any(|secret| bits(secret.expose()) > bits(n)) {
        return Err(invalid("a private number is longer than the modulus"));
    }
    let number = |bytes: &[u8]| BigNum::from_slice(bytes);
    let builder = RsaPrivateKeyBuilder::new(number(n)?, number(e)?, number(private.d.expose())?)?;
    let Some([p, q, dp, dq, qi]) = &private.crt else { return Ok(builder.build()) };
    let [p, q, dp, dq, qi] = [p, q, dp, dq, qi].map(|secret| number(secret.expose()));
    Ok(builder.set_factors(p?, q?)?.set_crt_params(dp?, dq?, qi?)?.build())
}

/// What OpenSSL would refuse in the middle of a computation, or what makes a signature worth nothing, said beforehand.
fn check_rsa(n: &[u8], e: &[u8]) -> Result<(), PkeyError> {
    let (n_bits, e_bits) = (bits(n), bits(e));
    let most = Limits::DEFAULT.rsa_modulus_bits;
    if n_bits > most {
        return Err(PkeyError::Unsupported(format!("the modulus has {n_bits} bits and {most} are the most")));
    }
    if n.last().is_none_or(|last| last & 1 == 0) {
        return Err(invalid("the modulus is even"));
    }
    if e.last().is_none_or(|last| last & 1 == 0) {
        return Err(invalid("the public exponent is even"));
    }
    // x^1 = x: with an exponent of 1 everybody signs, and nothing is encrypted.
    if e_bits <= 1 {
        return Err(invalid("the public exponent is 1"));
    }
    if compare(e, n) != Ordering::Less {
        return Err(invalid("the public exponent is not smaller than the modulus"));
    }
    // OpenSSL's OPENSSL_RSA_SMALL_MODULUS_BITS and OPENSSL_RSA_MAX_PUBEXP_BITS, against work without bound.
    if n_bits > 3072 && e_bits > 64 {
        return Err(PkeyError::Unsupported(format!(
            "the public exponent has {e_bits} bits; beside a modulus of more than 3072 bits 64 are the most"
        )));
    }
    Ok(())
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
    if small { Err(invalid("the public key is a point of small order, for which anybody can sign")) } else { Ok(()) }
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
        Curve::P256 | Curve::P384 | Curve::P521 | Curve::Secp256k1 => {
            Err(invalid(format!("{} is not a curve of an octet key pair", curve.name())))
        }
    }
}

struct MlDsa {
    key_type: OpensslKeyType,
    public_len: usize,
    /// The last arc of id-ml-dsa-44, -65 and -87 (RFC 9881 §2).
    object_identifier: u8,
}

fn ml_dsa(algorithm: &str) -> Result<MlDsa, PkeyError> {
    let (key_type, public_len, object_identifier) = match algorithm {
        "ML-DSA-44" => (OpensslKeyType::ML_DSA_44, 1312, 17),
        "ML-DSA-65" => (OpensslKeyType::ML_DSA_65, 1952, 18),
        "ML-DSA-87" => (OpensslKeyType::ML_DSA_87, 2592, 19),
        _ => return Err(PkeyError::Unsupported("not a parameter set of ML-DSA".to_owned())),
    };
    Ok(MlDsa { key_type, public_len, object_identifier })
}

fn ml_dsa_private(algorithm: &str, seed: &SecretBytes) -> Result<PKey<Private>, PkeyError> {
    let row = ml_dsa(algorithm)?;
    check_length("priv", seed.len(), 32)?;
    PKey::private_key_from_der(&ml_dsa_pkcs8(&row, seed)).map_err(|_| ml_dsa_missing())
}

/// OneAsymmetricKey with the seed alone (RFC 9881 §6): the one form that compiles against every OpenSSL and is read by
/// those that know ML-DSA.
fn ml_dsa_pkcs8(row: &MlDsa, seed: &SecretBytes) -> Zeroizing<Vec<u8>> {
    let mut der = Zeroizing::new(Vec::with_capacity(54));
    der.extend_from_slice(&[0x30, 0x34, 0x02, 0x01, 0x00, 0x30, 0x0b, 0x06, 0x09]);
    der.extend_from_slice(&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, row.object_identifier]);
    der.extend_from_slice(&[0x04, 0x22, 0x80, 0x20]);
    der.extend_from_slice(seed.expose());
    der
}

fn ml_dsa_missing() -> PkeyError {
    PkeyError::Unsupported("ML-DSA needs OpenSSL 3.5 or newer".to_owned())
}

/// The bits of a big-endian number.
pub(super) fn bits(number: &[u8]) -> usize {
    let number = significant(number);
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

/// A big-endian number without its leading zeros.
pub(super) fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

fn compare(left: &[u8], right: &[u8]) -> Ordering {
    let (left, right) = (significant(left), significant(right));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn padded(number: &BigNum, len: usize) -> Result<Vec<u8>, PkeyError> {
    Ok(number.to_vec_padded(length(len)?)?)
}

fn length(len: usize) -> Result<i32, PkeyError> {
    i32::try_from(len).map_err(|_| invalid("a number is too long"))
}

fn check_length(name: &str, found: usize, needed: usize) -> Result<(), PkeyError> {
    if found == needed { Ok(()) } else { Err(invalid(format!("{name} has {found} bytes and needs {needed}"))) }
}

fn foreign_private() -> PkeyError {
    invalid("the private half does not belong to the public half")
}

fn invalid(fact: impl Into<String>) -> PkeyError {
    PkeyError::Invalid(fact.into())
}

impl From<ErrorStack> for PkeyError {
    /// OpenSSL's own words may quote numbers of the key, so they are not kept.
    fn from(_: ErrorStack) -> Self {
        invalid("OpenSSL refuses the numbers of the key")
    }
}
