//! What is to be said of an encryption.

use crate::engine::crypto::key_management::DecryptError;
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{ContentEncryptionRow, KeyManagementFamily, KeyManagementRow};
use crate::engine::key::KeyError;

/// What is to be said of an encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecryptionReason {
    /// What one key says of it.
    Refused {
        /// `alg`
        row: &'static KeyManagementRow,
        enc: &'static ContentEncryptionRow,
        error: DecryptError,
    },
    /// The header lacks a parameter that the algorithm needs.
    ParameterMissing {
        /// `alg`
        algorithm: &'static str,
        name: &'static str,
    },
    /// A parameter is not a string.
    ParameterType { name: &'static str, found: Kind },
    /// A parameter is not base64url.
    ParameterEncoding { name: &'static str },
    /// `p2c` is not a positive whole number.
    P2cInvalid { found: String },
    /// `epk` is not a key.
    EphemeralKeyUnusable(KeyError),
    /// None of several keys opened it.
    NoneOf {
        keys: usize,
        /// The `kid` that the token names, where one of them has it.
        named: Option<String>,
    },
    /// It opened, and inflates beyond the limit.
    InflateLimit {
        /// Bytes at which it was stopped.
        limit: usize,
    },
    /// It opened, and is not DEFLATE as `zip` says.
    InflateDamaged,
    /// It opened, and something stands behind the compressed plaintext.
    InflateTrailing {
        /// How many bytes.
        bytes: usize,
    },
}

impl DecryptionReason {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Refused { row, error, .. } => refusal_code(row, error),
            Self::ParameterMissing { .. } => "parameter-missing",
            Self::ParameterType { .. } => "parameter-type",
            Self::ParameterEncoding { .. } => "parameter-encoding",
            Self::P2cInvalid { .. } => "p2c-invalid",
            Self::EphemeralKeyUnusable(_) => "ephemeral-key",
            Self::NoneOf { .. } => "wrong-key",
            Self::InflateLimit { .. } => "inflate-limit",
            Self::InflateDamaged => "inflate-damaged",
            Self::InflateTrailing { .. } => "inflate-trailing",
        }
    }

    pub(super) const fn is_unsupported(&self) -> bool {
        matches!(self, Self::Refused { error: DecryptError::Unsupported(_), .. })
    }

    pub(super) const fn is_excessive_work(&self) -> bool {
        matches!(self, Self::Refused { error: DecryptError::ExcessiveWork { .. }, .. })
    }

    pub(super) const fn lies_in_the_key(&self) -> bool {
        match self {
            Self::NoneOf { .. } => true,
            Self::Refused { row, error, .. } => match error {
                DecryptError::KeyUnwrap
                | DecryptError::EncryptedKeyLength { .. }
                | DecryptError::CekLength { .. }
                | DecryptError::EphemeralKey(_) => true,
                DecryptError::TagMismatch => is_of_the_key(row),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether a tag that does not fit may mean the wrong key: where no encrypted key is unwrapped, and with RSA1_5, where a
/// wrong key yields a random content encryption key, on purpose (RFC 7516 §11.5).
pub(in crate::engine) const fn is_of_the_key(row: &KeyManagementRow) -> bool {
    matches!(row.family, KeyManagementFamily::Direct | KeyManagementFamily::Rsa15) || row.mode.forbids_encrypted_key()
}

const fn refusal_code(row: &KeyManagementRow, error: &DecryptError) -> &'static str {
    match error {
        DecryptError::KeyType { .. } => "key-type",
        DecryptError::Curve { .. } => "key-curve",
        DecryptError::KeyLength { .. } => "key-length",
        DecryptError::KeyInvalid(_) => "key-invalid",
        DecryptError::NoPrivateKey => "no-private-key",
        DecryptError::Unsupported(_) => "algorithm-unsupported",
        DecryptError::ExcessiveWork { .. } => "excessive-work",
        DecryptError::EncryptedKeyLength { .. } => "encrypted-key-length",
        DecryptError::EncryptedKeyForbidden => "encrypted-key-forbidden",
        DecryptError::EncryptedKeyMissing => "encrypted-key-missing",
        DecryptError::IvLength { .. } => "iv-length",
        DecryptError::TagLength { .. } => "tag-length",
        DecryptError::CiphertextLength { .. } => "ciphertext-length",
        DecryptError::CekLength { .. } => "cek-length",
        DecryptError::MissingParameter(_) => "parameter-missing",
        DecryptError::ParameterLength { .. } => "parameter-length",
        DecryptError::EphemeralKey(_) => "ephemeral-key",
        DecryptError::P2cInvalid => "p2c-invalid",
        DecryptError::SaltTooShort { .. } => "salt-too-short",
        DecryptError::KeyUnwrap => match row.family {
            KeyManagementFamily::Pbes2 => "wrong-passphrase",
            _ => "wrong-key",
        },
        DecryptError::TagMismatch if is_of_the_key(row) => "tag-mismatch",
        DecryptError::TagMismatch => "content-changed",
        DecryptError::Padding => "padding",
    }
}
