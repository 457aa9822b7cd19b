//! Signature and MAC algorithms (RFC 7518 §3, RFC 8037, RFC 8812, RFC 9864, RFC 9964).

use super::{Curve, Hash};

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureFamily {
    /// HMAC: whoever can check can also forge.
    Hmac,
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1,
    /// RSASSA-PSS, salt as long as the hash, MGF1 with the same hash.
    RsaPss,
    /// ECDSA, signature as r‖s.
    Ecdsa,
    /// Ed25519 and Ed448.
    EdDsa,
    /// ML-DSA (FIPS 204), empty context.
    MlDsa,
    /// `none`: no signature at all.
    Unsecured,
}

#[derive(Debug, PartialEq, Eq)]
pub struct SignatureRow {
    /// The `alg` value.
    pub name: &'static str,
    /// How it is made.
    pub family: SignatureFamily,
    /// The hash, where the name fixes one.
    pub hash: Option<Hash>,
    /// The curve, where the name fixes one; `EdDSA` fixes none.
    pub curve: Option<Curve>,
    /// Bytes of a signature, where the name alone fixes it.
    pub signature_len: Option<usize>,
    /// The JWK `kty` that it needs; empty for `none`.
    pub key_type: &'static str,
    /// IANA's "JOSE Implementation Requirements".
    pub requirement: &'static str,
    pub reference: &'static str,
}

#[allow(clippy::too_many_arguments, reason = "a table row; the columns are named above the table")]
const fn row(
    name: &'static str,
    family: SignatureFamily,
    hash: Option<Hash>,
    curve: Option<Curve>,
    signature_len: Option<usize>,
    key_type: &'static str,
    requirement: &'static str,
    reference: &'static str,
) -> SignatureRow {
    SignatureRow { name, family, hash, curve, signature_len, key_type, requirement, reference }
}

use Hash::{Sha256, Sha384, Sha512};
use SignatureFamily::{Ecdsa, EdDsa, Hmac, MlDsa, RsaPkcs1, RsaPss, Unsecured};

/// name, family, hash, curve, signature bytes, kty, IANA requirement, reference
#[rustfmt::skip]
pub static SIGNATURE_ALGORITHMS: &[SignatureRow] = &[
    row("HS256", Hmac, Some(Sha256), None, Some(32), "oct", "Required", "RFC 7518 §3.2"),
    row("HS384", Hmac, Some(Sha384), None, Some(48), "oct", "Optional", "RFC 7518 §3.2"),
    row("HS512", Hmac, Some(Sha512), None, Some(64), "oct", "Optional", "RFC 7518 §3.2"),
    row("RS256", RsaPkcs1, Some(Sha256), None, None, "RSA", "Recommended", "RFC 7518 §3.3"),
    row("RS384", RsaPkcs1, Some(Sha384), None, None, "RSA", "Optional", "RFC 7518 §3.3"),
    row("RS512", RsaPkcs1, Some(Sha512), None, None, "RSA", "Optional", "RFC 7518 §3.3"),
    row("PS256", RsaPss, Some(Sha256), None, None, "RSA", "Optional", "RFC 7518 §3.5"),
    row("PS384", RsaPss, Some(Sha384), None, None, "RSA", "Optional", "RFC 7518 §3.5"),
    row("PS512", RsaPss, Some(Sha512), None, None, "RSA", "Optional", "RFC 7518 §3.5"),
    row("ES256", Ecdsa, Some(Sha256), Some(Curve::P256), Some(64), "EC", "Recommended+", "RFC 7518 §3.4"),
    row("ES384", Ecdsa, Some(Sha384), Some(Curve::P384), Some(96), "EC", "Optional", "RFC 7518 §3.4"),
    row("ES512", Ecdsa, Some(Sha512), Some(Curve::P521), Some(132), "EC", "Optional", "RFC 7518 §3.4"),
    row("ES256K", Ecdsa, Some(Sha256), Some(Curve::Secp256k1), Some(64), "EC", "Optional", "RFC 8812 §3.2"),
    row("EdDSA", EdDsa, None, None, None, "OKP", "Deprecated", "RFC 8037 §3.1"),
    row("Ed25519", EdDsa, None, Some(Curve::Ed25519), Some(64), "OKP", "Optional", "RFC 9864 §2.2"),
    row("Ed448", EdDsa, None, Some(Curve::Ed448), Some(114), "OKP", "Optional", "RFC 9864 §2.2"),
    row("ML-DSA-44", MlDsa, None, None, Some(2420), "AKP", "Optional", "RFC 9964"),
    row("ML-DSA-65", MlDsa, None, None, Some(3309), "AKP", "Optional", "RFC 9964"),
    row("ML-DSA-87", MlDsa, None, None, Some(4627), "AKP", "Optional", "RFC 9964"),
    row("none", Unsecured, None, None, Some(0), "", "Optional", "RFC 7518 §3.6"),
];

/// The row of exactly this name.
pub fn find(name: &str) -> Option<&'static SignatureRow> {
    SIGNATURE_ALGORITHMS.iter().find(|row| row.name == name)
}
