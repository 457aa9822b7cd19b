//! Keys written as DER: PKCS#1 (RFC 8017 §A.1), SEC1 (RFC 5915), PKCS#8 (RFC 5958), SubjectPublicKeyInfo (RFC 5280,
//! RFC 8410, RFC 9881), and the encryption of PKCS#8 (RFC 8018). The counterpart of [`super::der`].

use super::der::{BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE, without_leading_zeros};
use super::export::ExportError;
use crate::engine::crypto::key_file::{self, ENCRYPTION_ITERATIONS};
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use zeroize::Zeroizing;

/// DER bytes, wiped when dropped: most of what is written here is a private key.
pub(crate) type Der = Zeroizing<Vec<u8>>;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09];
const AES_256_CBC: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];
const NULL: &[u8] = &[0x05, 0x00];

/// One element: identifier, length, content.
fn element(tag: u8, parts: &[&[u8]]) -> Der {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Zeroizing::new(Vec::with_capacity(length + 10));
    out.push(tag);
    match u8::try_from(length) {
        Ok(short @ 0..=0x7f) => out.push(short),
        _ => {
            let octets = length.to_be_bytes();
            let octets = without_leading_zeros(&octets);
            // A length never has more than eight octets.
            out.push(0x80 | u8::try_from(octets.len()).unwrap_or(8));
            out.extend_from_slice(octets);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

fn sequence(parts: &[&[u8]]) -> Der {
    element(SEQUENCE, parts)
}

/// A non-negative INTEGER: no needless zero in front, and one where the first bit would be a sign.
fn integer(number: &[u8]) -> Der {
    let number = without_leading_zeros(number);
    match number.first() {
        None => element(INTEGER, &[&[0]]),
        Some(first) if *first >= 0x80 => element(INTEGER, &[&[0], number]),
        Some(_) => element(INTEGER, &[number]),
    }
}

fn bits(octets: &[u8]) -> Der {
    element(BIT_STRING, &[&[0], octets])
}

fn curve_oid(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        Curve::P384 => &[0x2b, 0x81, 0x04, 0x00, 0x22],
        Curve::P521 => &[0x2b, 0x81, 0x04, 0x00, 0x23],
        Curve::Secp256k1 => &[0x2b, 0x81, 0x04, 0x00, 0x0a],
        Curve::X25519 => &[0x2b, 0x65, 0x6e],
        Curve::X448 => &[0x2b, 0x65, 0x6f],
        Curve::Ed25519 => &[0x2b, 0x65, 0x70],
        Curve::Ed448 => &[0x2b, 0x65, 0x71],
    }
}

/// id-ml-dsa-44, -65, -87 (RFC 9881 §2).
fn ml_dsa_oid(algorithm: &str) -> [u8; 9] {
    let arc = match algorithm {
        "ML-DSA-44" => 0x11,
        "ML-DSA-65" => 0x12,
        _ => 0x13,
    };
    [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, arc]
}

/// The AlgorithmIdentifier of a key; `None` for a shared secret.
fn algorithm(material: &KeyMaterial) -> Option<Der> {
    Some(match material {
        KeyMaterial::Oct(_) => return None,
        KeyMaterial::Rsa { .. } => sequence(&[&element(OID, &[RSA]), NULL]),
        KeyMaterial::Ec { curve, .. } => sequence(&[&element(OID, &[EC]), &element(OID, &[curve_oid(*curve)])]),
        // RFC 8410 §3 and RFC 9881 §2: the parameters must be absent.
        KeyMaterial::Okp { curve, .. } => sequence(&[&element(OID, &[curve_oid(*curve)])]),
        KeyMaterial::Akp { algorithm, .. } => sequence(&[&element(OID, &[&ml_dsa_oid(algorithm)])]),
    })
}

/// A point, uncompressed (SEC 1 §2.3.3).
pub(crate) fn point(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[4], x, y].concat()
}

/// RSAPublicKey.
pub(crate) fn pkcs1_public(material: &KeyMaterial) -> Result<Der, ExportError> {
    match material {
        KeyMaterial::Rsa { n, e, .. } => Ok(sequence(&[&integer(n), &integer(e)])),
        _ => Err(ExportError::OtherKeyType { needed: "an RSA key" }),
    }
}

/// RSAPrivateKey.
pub(crate) fn pkcs1_private(material: &KeyMaterial) -> Result<Der, ExportError> {
    let KeyMaterial::Rsa { n, e, private } = material else {
        return Err(ExportError::OtherKeyType { needed: "an RSA key" });
    };
    let RsaPrivate { d, crt } = private.as_ref().ok_or(ExportError::NoPrivateHalf)?;
    let [p, q, dp, dq, qi] = crt.as_ref().ok_or(ExportError::PrimesMissing)?;
    let secret = |number: &SecretBytes| integer(number.expose());
    Ok(sequence(&[
        &integer(&[]),
        &integer(n),
        &integer(e),
        &secret(d),
        &secret(p),
        &secret(q),
        &secret(dp),
        &secret(dq),
        &secret(qi),
    ]))
}

/// ECPrivateKey; with the curve in it where it stands alone, without where PKCS#8 around it names the curve.
fn ec_private(material: &KeyMaterial, with_curve: bool) -> Result<Der, ExportError> {
    let KeyMaterial::Ec { curve, x, y, d } = material else {
        return Err(ExportError::OtherKeyType { needed: "an EC key" });
    };
    let d = d.as_ref().ok_or(ExportError::NoPrivateHalf)?;
    let parameters =
        if with_curve { element(0xa0, &[&element(OID, &[curve_oid(*curve)])]) } else { Zeroizing::default() };
    let public = element(0xa1, &[&bits(&point(x, y))]);
    Ok(sequence(&[&integer(&[1]), &element(OCTET_STRING, &[d.expose()]), &parameters, &public]))
}

/// SEC1's ECPrivateKey (RFC 5915 §3).
pub(crate) fn sec1(material: &KeyMaterial) -> Result<Der, ExportError> {
    ec_private(material, true)
}

/// PrivateKeyInfo, version 1.
pub(crate) fn pkcs8(material: &KeyMaterial) -> Result<Der, ExportError> {
    let algorithm = algorithm(material).ok_or(ExportError::OtherKeyType { needed: "a key pair" })?;
    let private = match material {
        KeyMaterial::Oct(_) => return Err(ExportError::OtherKeyType { needed: "a key pair" }),
        KeyMaterial::Rsa { .. } => pkcs1_private(material)?,
        KeyMaterial::Ec { .. } => ec_private(material, false)?,
        KeyMaterial::Okp { d, .. } => {
            // RFC 8410 §7: CurvePrivateKey is an OCTET STRING of its own.
            element(OCTET_STRING, &[d.as_ref().ok_or(ExportError::NoPrivateHalf)?.expose()])
        }
        // RFC 9881 §6: seed [0] IMPLICIT OCTET STRING.
        KeyMaterial::Akp { seed, .. } => element(0x80, &[seed.as_ref().ok_or(ExportError::NoPrivateHalf)?.expose()]),
    };
    Ok(sequence(&[&integer(&[]), &algorithm, &element(OCTET_STRING, &[&private])]))
}

/// SubjectPublicKeyInfo.
pub(crate) fn spki(material: &KeyMaterial) -> Result<Der, ExportError> {
    let algorithm = algorithm(material).ok_or(ExportError::NoPublicHalf)?;
    let public = match material {
        KeyMaterial::Oct(_) => return Err(ExportError::NoPublicHalf),
        KeyMaterial::Rsa { .. } => pkcs1_public(material)?,
        KeyMaterial::Ec { x, y, .. } => Zeroizing::new(point(x, y)),
        KeyMaterial::Okp { x, .. } => Zeroizing::new(x.clone()),
        KeyMaterial::Akp { public, .. } => Zeroizing::new(public.clone()),
    };
    Ok(sequence(&[&algorithm, &bits(&public)]))
}

/// EncryptedPrivateKeyInfo: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, which OpenSSL reads since 1.0. What OpenSSL
/// itself writes has 2,048 iterations; these are as many as OWASP asks for.
pub(crate) fn encrypted_pkcs8(material: &KeyMaterial, passphrase: &SecretBytes) -> Result<Der, ExportError> {
    if passphrase.is_empty() {
        return Err(ExportError::PassphraseMissing);
    }
    let plain = pkcs8(material)?;
    let sealed = key_file::encrypt(passphrase, &plain).ok_or(ExportError::Refused)?;
    let derivation = sequence(&[
        &element(OID, &[PBKDF2]),
        &sequence(&[
            &element(OCTET_STRING, &[&sealed.salt]),
            &integer(&ENCRYPTION_ITERATIONS.to_be_bytes()),
            &sequence(&[&element(OID, &[HMAC_SHA256]), NULL]),
        ]),
    ]);
    let cipher = sequence(&[&element(OID, &[AES_256_CBC]), &element(OCTET_STRING, &[&sealed.iv])]);
    let scheme = sequence(&[&element(OID, &[PBES2]), &sequence(&[&derivation, &cipher])]);
    Ok(sequence(&[&scheme, &element(OCTET_STRING, &[&sealed.ciphertext])]))
}

#[cfg(test)]
mod tests {
    use super::{element, integer};

    #[test]
    fn lengths_and_signs_as_der_has_them() {
        assert_eq!(*integer(&[]), [2, 1, 0]);
        assert_eq!(*integer(&[0, 0]), [2, 1, 0]);
        assert_eq!(*integer(&[0, 0x7f]), [2, 1, 0x7f]);
        assert_eq!(*integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(element(4, &[&[7; 127]])[..2], [4, 127]);
        assert_eq!(element(4, &[&[7; 128]])[..3], [4, 0x81, 128]);
        assert_eq!(element(4, &[&[7; 200], &[8; 100]])[..4], [4, 0x82, 1, 44]);
    }
}
