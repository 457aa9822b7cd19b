//! Making and checking the signatures and MACs of a JWS (RFC 7518 §3, RFC 8037, RFC 8812, RFC 9864, RFC 9964).

use super::mac;
use super::ml_dsa;
use super::pkey::{self, PkeyError};
use super::provider::{ProviderKey, Refusal};
use crate::engine::ground::jwa::{Curve, Hash, SignatureFamily, SignatureRow};
use crate::engine::key::KeyMaterial;
use openssl::error::ErrorStack;
use openssl::md_ctx::MdCtx;
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Signer, Verifier};

/// Why a signature is not this key's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// The algorithm is for another type of key. For ML-DSA the names of the parameter sets.
    KeyType { needed: &'static str, found: &'static str },
    /// The algorithm is for another curve.
    Curve { needed: &'static str, found: &'static str },
    /// The signature has not the length that algorithm and key fix.
    SignatureLength {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// An ECDSA signature in ASN.1, where JWS wants r‖s (RFC 7518 §3.4).
    DerSignature,
    /// r or s of an ECDSA signature is zero or not below the order of the group: "CVE-2022-21449".
    ZeroSignature,
    /// Key and signature are sound, and the signature is not this key's over these bytes.
    Mismatch,
    /// This build cannot check it.
    Unsupported(String),
    /// The numbers are not a key to check with.
    KeyInvalid(String),
}

/// Why nothing was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignError {
    /// The algorithm is for another type of key. For ML-DSA the names of the parameter sets.
    KeyType { needed: &'static str, found: &'static str },
    /// The algorithm is for another curve.
    Curve { needed: &'static str, found: &'static str },
    /// The key has no private half.
    NoPrivateKey,
    /// The numbers are not a key to sign with.
    KeyInvalid(String),
    /// This build cannot do it.
    Unsupported(String),
}

/// Whether this build can make and check signatures of this algorithm. `none` has none.
pub const fn is_available(row: &SignatureRow) -> bool {
    match row.family {
        SignatureFamily::Unsecured => false,
        SignatureFamily::MlDsa => ml_dsa::IS_AVAILABLE,
        _ => true,
    }
}

/// Whether `signature` is `key`'s over exactly `message`, by the one algorithm of `row`.
///
/// For `none` the answer is never `Ok`. Weak keys verify: that they are weak is said elsewhere.
///
/// # Errors
///
/// See [`VerifyError`]. Lengths, curves and ranges are checked before anything is computed.
pub fn verify(row: &SignatureRow, key: &KeyMaterial, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    match (row.family, key) {
        (SignatureFamily::Unsecured, _) => Err(VerifyError::Unsupported("none makes no signature".to_owned())),
        (SignatureFamily::Hmac, KeyMaterial::Oct(secret)) => {
            let code = mac::hmac(fixed_hash(row)?, secret.expose(), &[message]);
            check_length(code.len(), signature)?;
            if mac::equal(&code, signature) { Ok(()) } else { Err(VerifyError::Mismatch) }
        }
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, KeyMaterial::Rsa { n, .. }) => {
            let public = pkey::public_pkey(key)?;
            let hash = fixed_hash(row)?;
            check_modulus(row, hash, n)?;
            // "If the length of the signature S is not k octets, output 'invalid signature'" (RFC 8017 §8.1.2, §8.2.2).
            check_length(pkey::significant(n).len(), signature)?;
            match ProviderKey::public(key) {
                Some(key) => verify_provided(row, &key, message, signature),
                None => accept(verify_rsa(row.family, hash, &public, message, signature)),
            }
        }
        (SignatureFamily::Ecdsa, KeyMaterial::Ec { curve, .. }) => {
            check_curve(row, *curve)?;
            check_ecdsa(*curve, signature)?;
            pkey::public_pkey(key)?;
            let key = ProviderKey::public(key).ok_or_else(|| unknown(row))?;
            verify_provided(row, &key, message, signature)
        }
        (SignatureFamily::EdDsa, KeyMaterial::Okp { curve, .. }) => {
            check_curve(row, *curve)?;
            check_length(if *curve == Curve::Ed448 { 114 } else { 64 }, signature)?;
            pkey::public_pkey(key)?;
            let key = ProviderKey::public(key).ok_or_else(|| unknown(row))?;
            verify_provided(row, &key, message, signature)
        }
        (SignatureFamily::MlDsa, KeyMaterial::Akp { algorithm, .. }) => {
            if *algorithm != row.name {
                return Err(VerifyError::KeyType { needed: row.name, found: algorithm });
            }
            if let Some(expected) = row.signature_len {
                check_length(expected, signature)?;
            }
            // josekit does not have ML-DSA. Pure, with the empty context, which is OpenSSL's default (RFC 9964 §4).
            let public = pkey::public_pkey(key)?;
            let mut context = MdCtx::new().map_err(|_| unknown(row))?;
            context.digest_verify_init(None, &public).map_err(|_| unknown(row))?;
            accept(context.digest_verify(message, signature))
        }
        _ => Err(VerifyError::KeyType { needed: row.key_type, found: pkey::key_type(key) }),
    }
}

/// Signs `message`. What comes back verifies with the public half of `key`: that is tried before it is given out.
///
/// # Errors
///
/// See [`SignError`]; [`SignError::KeyInvalid`] where the two halves do not belong together.
pub fn sign(row: &SignatureRow, key: &KeyMaterial, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let unsupported = || SignError::Unsupported(format!("{} is not in this build", row.name));
    let signature = match (row.family, key) {
        (SignatureFamily::Hmac, KeyMaterial::Oct(secret)) => {
            let hash = row.hash.ok_or_else(unsupported)?;
            return Ok(mac::hmac(hash, secret.expose(), &[message]));
        }
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, KeyMaterial::Rsa { n, .. }) => {
            let private = pkey::private_pkey(key)?;
            let hash = row.hash.ok_or_else(unsupported)?;
            check_modulus(row, hash, n).map_err(SignError::from)?;
            match ProviderKey::private(key) {
                Some(key) => key.sign(row.name, message).ok(),
                None => sign_rsa(row.family, hash, &private, message).ok(),
            }
        }
        (SignatureFamily::Ecdsa, KeyMaterial::Ec { curve, .. })
        | (SignatureFamily::EdDsa, KeyMaterial::Okp { curve, .. }) => {
            check_curve(row, *curve).map_err(SignError::from)?;
            pkey::private_pkey(key)?;
            ProviderKey::private(key).and_then(|key| key.sign(row.name, message).ok())
        }
        (SignatureFamily::MlDsa, KeyMaterial::Akp { algorithm, .. }) => {
            if *algorithm != row.name {
                return Err(SignError::KeyType { needed: row.name, found: algorithm });
            }
            sign_ml_dsa(&pkey::private_pkey(key)?, message).ok()
        }
        (SignatureFamily::Unsecured, _) => {
            return Err(SignError::Unsupported("none makes no signature".to_owned()));
        }
        _ => return Err(SignError::KeyType { needed: row.key_type, found: pkey::key_type(key) }),
    };
    let signature = signature.ok_or_else(|| SignError::KeyInvalid("the key does not sign".to_owned()))?;
    // A private half that is not this public half's, or a fault in the computation, must not leave the house.
    match verify(row, key, message, &signature) {
        Ok(()) => Ok(signature),
        Err(_) => Err(SignError::KeyInvalid("the private half does not belong to the public half".to_owned())),
    }
}

fn verify_provided(row: &SignatureRow, key: &ProviderKey, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    match key.verify(row.name, message, signature) {
        // Key and lengths were checked before, so what is left to fail is the comparison itself.
        Ok(is_valid) => accept(Ok(is_valid)),
        Err(Refusal::Key) => Err(VerifyError::KeyInvalid("josekit rejects the key's numbers".to_owned())),
        Err(_) => Err(unknown(row)),
    }
}

fn verify_rsa(
    family: SignatureFamily,
    hash: Hash,
    key: &PKey<Public>,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, ErrorStack> {
    let mut verifier = Verifier::new(mac::message_digest(hash), key)?;
    if family == SignatureFamily::RsaPss {
        // "The size of the salt value is the same size as the hash function output"; MGF1 with the same hash
        // (RFC 7518 §3.5).
        verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
        verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
        verifier.set_rsa_mgf1_md(mac::message_digest(hash))?;
    }
    verifier.update(message)?;
    verifier.verify(signature)
}

fn sign_rsa(family: SignatureFamily, hash: Hash, key: &PKey<Private>, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut signer = Signer::new(mac::message_digest(hash), key)?;
    if family == SignatureFamily::RsaPss {
        signer.set_rsa_padding(Padding::PKCS1_PSS)?;
        signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
        signer.set_rsa_mgf1_md(mac::message_digest(hash))?;
    }
    signer.update(message)?;
    signer.sign_to_vec()
}

fn sign_ml_dsa(key: &PKey<Private>, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut context = MdCtx::new()?;
    context.digest_sign_init(None, key)?;
    let mut signature = Vec::new();
    context.digest_sign_to_vec(message, &mut signature)?;
    Ok(signature)
}

fn accept(verdict: Result<bool, ErrorStack>) -> Result<(), VerifyError> {
    // An error, too, is how OpenSSL says that the signature's number or padding is not what it must be.
    if matches!(verdict, Ok(true)) { Ok(()) } else { Err(VerifyError::Mismatch) }
}

fn fixed_hash(row: &SignatureRow) -> Result<Hash, VerifyError> {
    row.hash.ok_or_else(|| unknown(row))
}

fn unknown(row: &SignatureRow) -> VerifyError {
    VerifyError::Unsupported(format!("{} is not in this build", row.name))
}

fn check_length(expected: usize, signature: &[u8]) -> Result<(), VerifyError> {
    if signature.len() == expected {
        Ok(())
    } else {
        Err(VerifyError::SignatureLength { expected, found: signature.len() })
    }
}

fn check_curve(row: &SignatureRow, found: Curve) -> Result<(), VerifyError> {
    match row.curve {
        Some(needed) if needed == found => Ok(()),
        Some(needed) => Err(VerifyError::Curve { needed: needed.name(), found: found.name() }),
        None if matches!(found, Curve::Ed25519 | Curve::Ed448) => Ok(()),
        None => Err(VerifyError::Curve { needed: "Ed25519 or Ed448", found: found.name() }),
    }
}

/// A modulus too short for hash and padding makes no signature that could match (RFC 8017 §9.1.1, §9.2).
fn check_modulus(row: &SignatureRow, hash: Hash, n: &[u8]) -> Result<(), VerifyError> {
    let (needed, found) = if row.family == SignatureFamily::RsaPss {
        (2 * hash.output_len() + 2, pkey::bits(n).saturating_sub(1).div_ceil(8))
    } else {
        // DigestInfo of the SHA-2 hashes is 19 bytes and the hash; EMSA-PKCS1-v1_5 adds at least 11.
        (hash.output_len() + 19 + 11, pkey::significant(n).len())
    };
    if found < needed {
        let bits = pkey::bits(n);
        return Err(VerifyError::KeyInvalid(format!("a modulus of {bits} bits is too short for {}", row.name)));
    }
    Ok(())
}

/// Whether some key of this algorithm could have made the signature, by its length and its numbers.
///
/// # Errors
///
/// See [`VerifyError`]: those of its form alone.
pub fn check_form(row: &SignatureRow, signature: &[u8]) -> Result<(), VerifyError> {
    match (row.family, row.curve, row.signature_len) {
        (SignatureFamily::Ecdsa, Some(curve), _) => check_ecdsa(curve, signature),
        (_, _, Some(expected)) => check_length(expected, signature),
        _ => Ok(()),
    }
}

/// r and s are both as long as the order and within 1 to n - 1 (RFC 7518 §3.4, FIPS 186-5 §6.4.2).
fn check_ecdsa(curve: Curve, signature: &[u8]) -> Result<(), VerifyError> {
    let len = curve.row().private_len;
    let (r, s) = match signature.split_at_checked(len) {
        Some((r, s)) if s.len() == len => (r, s),
        _ if is_der(signature) => return Err(VerifyError::DerSignature),
        _ => return Err(VerifyError::SignatureLength { expected: 2 * len, found: signature.len() }),
    };
    let order = pkey::order(curve)?;
    let within = |number: &[u8]| number.iter().any(|byte| *byte != 0) && number < order.as_slice();
    if within(r) && within(s) { Ok(()) } else { Err(VerifyError::ZeroSignature) }
}

/// Whether this is `SEQUENCE { INTEGER, INTEGER }` and nothing else, as OpenSSL, Java and .NET write ECDSA signatures.
fn is_der(signature: &[u8]) -> bool {
    fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
        let (found, bytes) = bytes.split_first()?;
        let (first, bytes) = bytes.split_first()?;
        let (len, bytes) = match first {
            0..=0x7f => (*first, bytes),
            0x81 => bytes.split_first().map(|(len, bytes)| (*len, bytes))?,
            _ => return None,
        };
        if *found == tag { bytes.split_at_checked(usize::from(len)) } else { None }
    }
    fn parse(signature: &[u8]) -> Option<bool> {
        let (sequence, rest) = element(signature, 0x30)?;
        let (r, after) = element(sequence, 0x02)?;
        let (s, end) = element(after, 0x02)?;
        Some(rest.is_empty() && end.is_empty() && !r.is_empty() && !s.is_empty())
    }
    parse(signature).unwrap_or(false)
}

/// The r‖s that an ASN.1 signature stands for (RFC 7518 §3.4), where it is one of this curve.
pub fn raw_of_der(curve: Curve, der: &[u8]) -> Option<Vec<u8>> {
    if !is_der(der) {
        return None;
    }
    let signature = openssl::ecdsa::EcdsaSig::from_der(der).ok()?;
    let len = curve.row().private_len;
    let (r, s) = (pkey::padded(signature.r(), len).ok()?, pkey::padded(signature.s(), len).ok()?);
    Some([r, s].concat())
}

/// Bytes of a signature by this algorithm and key; `None` where the key is none for it.
pub fn length(row: &SignatureRow, key: &KeyMaterial) -> Option<usize> {
    match (row.family, key) {
        (SignatureFamily::Hmac, KeyMaterial::Oct(_)) => row.hash.map(Hash::output_len),
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, KeyMaterial::Rsa { n, .. }) => {
            Some(pkey::significant(n).len())
        }
        (SignatureFamily::Ecdsa, KeyMaterial::Ec { curve, .. }) => {
            check_curve(row, *curve).is_ok().then_some(2 * curve.row().private_len)
        }
        (SignatureFamily::EdDsa, KeyMaterial::Okp { curve, .. }) => {
            check_curve(row, *curve).is_ok().then_some(if *curve == Curve::Ed448 { 114 } else { 64 })
        }
        (SignatureFamily::MlDsa, KeyMaterial::Akp { algorithm, .. }) if *algorithm == row.name => row.signature_len,
        _ => None,
    }
}

impl From<PkeyError> for VerifyError {
    fn from(error: PkeyError) -> Self {
        if error.is_unsupported() { Self::Unsupported(error.to_string()) } else { Self::KeyInvalid(error.to_string()) }
    }
}

impl From<PkeyError> for SignError {
    fn from(error: PkeyError) -> Self {
        match error {
            PkeyError::NoPrivateKey => Self::NoPrivateKey,
            error if error.is_unsupported() => Self::Unsupported(error.to_string()),
            error => Self::KeyInvalid(error.to_string()),
        }
    }
}

impl From<VerifyError> for SignError {
    /// Of a check that both verbs share.
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::KeyType { needed, found } => Self::KeyType { needed, found },
            VerifyError::Curve { needed, found } => Self::Curve { needed, found },
            VerifyError::Unsupported(fact) => Self::Unsupported(fact),
            VerifyError::KeyInvalid(fact) => Self::KeyInvalid(fact),
            VerifyError::SignatureLength { .. }
            | VerifyError::DerSignature
            | VerifyError::ZeroSignature
            | VerifyError::Mismatch => Self::KeyInvalid("the key does not sign".to_owned()),
        }
    }
}
