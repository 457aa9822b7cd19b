//! Key management algorithms of JWE (RFC 7518 §4, RFC 8037 §3.2).

use super::Hash;

/// How the content encryption key is found (RFC 7516 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyManagementMode {
    /// The shared key is the content encryption key.
    DirectEncryption,
    /// The agreed key is the content encryption key.
    DirectKeyAgreement,
    /// The agreed key wraps it.
    KeyAgreementWithKeyWrapping,
    /// A public key encrypts it.
    KeyEncryption,
    /// A shared key wraps it.
    KeyWrapping,
}

impl KeyManagementMode {
    /// Whether the encrypted key must be empty (RFC 7516 §5.2 steps 9 and 10).
    pub const fn forbids_encrypted_key(self) -> bool {
        matches!(self, Self::DirectEncryption | Self::DirectKeyAgreement)
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::DirectEncryption => "direct encryption",
            Self::DirectKeyAgreement => "direct key agreement",
            Self::KeyAgreementWithKeyWrapping => "key agreement with key wrapping",
            Self::KeyEncryption => "key encryption",
            Self::KeyWrapping => "key wrapping",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyManagementFamily {
    /// `dir`.
    Direct,
    /// AES Key Wrap (RFC 3394).
    AesKeyWrap,
    /// AES-GCM key wrap, `iv` and `tag` in the header.
    AesGcmKeyWrap,
    /// RSAES-PKCS1-v1_5.
    Rsa15,
    /// RSAES-OAEP.
    RsaOaep,
    /// ECDH-ES, with or without AES Key Wrap.
    EcdhEs,
    /// PBES2 with HMAC and AES Key Wrap.
    Pbes2,
}

#[derive(Debug, PartialEq, Eq)]
pub struct KeyManagementRow {
    /// The `alg` value.
    pub name: &'static str,
    pub mode: KeyManagementMode,
    pub family: KeyManagementFamily,
    /// Bytes of the wrapping key, where there is one.
    pub wrapping_key_len: Option<usize>,
    /// The hash, where there is one.
    pub hash: Option<Hash>,
    /// The JWK key types that fit.
    pub key_types: &'static [&'static str],
    /// IANA's "JOSE Implementation Requirements".
    pub requirement: &'static str,
    pub reference: &'static str,
}

#[allow(clippy::too_many_arguments, reason = "a table row; the columns are named above the table")]
const fn row(
    name: &'static str,
    mode: KeyManagementMode,
    family: KeyManagementFamily,
    wrapping_key_len: Option<usize>,
    hash: Option<Hash>,
    key_types: &'static [&'static str],
    requirement: &'static str,
    reference: &'static str,
) -> KeyManagementRow {
    KeyManagementRow { name, mode, family, wrapping_key_len, hash, key_types, requirement, reference }
}

use Hash::{Sha1, Sha256, Sha384, Sha512};
use KeyManagementFamily::{AesGcmKeyWrap, AesKeyWrap, Direct, EcdhEs, Pbes2, Rsa15, RsaOaep};
use KeyManagementMode::{
    DirectEncryption, DirectKeyAgreement, KeyAgreementWithKeyWrapping, KeyEncryption, KeyWrapping,
};

/// name, mode, family, wrapping key bytes, hash, kty, IANA requirement, reference
#[rustfmt::skip]
pub static KEY_MANAGEMENT_ALGORITHMS: &[KeyManagementRow] = &[
    row("dir", DirectEncryption, Direct, None, None, &["oct"], "Recommended", "RFC 7518 §4.5"),
    row("A128KW", KeyWrapping, AesKeyWrap, Some(16), None, &["oct"], "Recommended", "RFC 7518 §4.4"),
    row("A192KW", KeyWrapping, AesKeyWrap, Some(24), None, &["oct"], "Optional", "RFC 7518 §4.4"),
    row("A256KW", KeyWrapping, AesKeyWrap, Some(32), None, &["oct"], "Recommended", "RFC 7518 §4.4"),
    row("A128GCMKW", KeyWrapping, AesGcmKeyWrap, Some(16), None, &["oct"], "Optional", "RFC 7518 §4.7"),
    row("A192GCMKW", KeyWrapping, AesGcmKeyWrap, Some(24), None, &["oct"], "Optional", "RFC 7518 §4.7"),
    row("A256GCMKW", KeyWrapping, AesGcmKeyWrap, Some(32), None, &["oct"], "Optional", "RFC 7518 §4.7"),
    row("RSA-OAEP", KeyEncryption, RsaOaep, None, Some(Sha1), &["RSA"], "Recommended+", "RFC 7518 §4.3"),
    row("RSA-OAEP-256", KeyEncryption, RsaOaep, None, Some(Sha256), &["RSA"], "Optional", "RFC 7518 §4.3"),
    row("RSA-OAEP-384", KeyEncryption, RsaOaep, None, Some(Sha384), &["RSA"], "Optional", "W3C WebCryptoAPI"),
    row("RSA-OAEP-512", KeyEncryption, RsaOaep, None, Some(Sha512), &["RSA"], "Optional", "W3C WebCryptoAPI"),
    row("RSA1_5", KeyEncryption, Rsa15, None, None, &["RSA"], "Recommended-", "RFC 7518 §4.2"),
    row("ECDH-ES", DirectKeyAgreement, EcdhEs, None, None, &["EC", "OKP"], "Recommended+", "RFC 7518 §4.6"),
    row("ECDH-ES+A128KW", KeyAgreementWithKeyWrapping, EcdhEs, Some(16), None, &["EC", "OKP"], "Recommended", "RFC 7518 §4.6"),
    row("ECDH-ES+A192KW", KeyAgreementWithKeyWrapping, EcdhEs, Some(24), None, &["EC", "OKP"], "Optional", "RFC 7518 §4.6"),
    row("ECDH-ES+A256KW", KeyAgreementWithKeyWrapping, EcdhEs, Some(32), None, &["EC", "OKP"], "Recommended", "RFC 7518 §4.6"),
    row("PBES2-HS256+A128KW", KeyWrapping, Pbes2, Some(16), Some(Sha256), &["oct"], "Optional", "RFC 7518 §4.8"),
    row("PBES2-HS384+A192KW", KeyWrapping, Pbes2, Some(24), Some(Sha384), &["oct"], "Optional", "RFC 7518 §4.8"),
    row("PBES2-HS512+A256KW", KeyWrapping, Pbes2, Some(32), Some(Sha512), &["oct"], "Optional", "RFC 7518 §4.8"),
];

/// The row of exactly this name.
pub fn find(name: &str) -> Option<&'static KeyManagementRow> {
    KEY_MANAGEMENT_ALGORITHMS.iter().find(|row| row.name == name)
}
/// Header parameters that belong to one family of algorithms alone (RFC 7518 §4.6.1, §4.7.1, §4.8.1).
pub const OWN_PARAMETERS: &[&str] = &["epk", "apu", "apv", "iv", "tag", "p2s", "p2c"];

/// Those of them that an algorithm of this family uses.
pub const fn own_parameters(family: KeyManagementFamily) -> &'static [&'static str] {
    match family {
        EcdhEs => &["epk", "apu", "apv"],
        AesGcmKeyWrap => &["iv", "tag"],
        Pbes2 => &["p2s", "p2c"],
        RsaOaep | Rsa15 | AesKeyWrap | Direct => &[],
    }
}

/// Which algorithms use such a parameter, in words.
pub fn users_of(parameter: &str) -> &'static str {
    match parameter {
        "epk" | "apu" | "apv" => "ECDH-ES",
        "iv" | "tag" => "AES-GCM key wrap",
        _ => "PBES2",
    }
}
