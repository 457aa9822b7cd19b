//! Algorithms as data (RFC 7518, 8037, 8812, 9864, 9964): one table each, from which everything else derives.

pub mod content_encryption;
pub mod curve;
pub mod elsewhere;
pub mod key_management;
pub mod signature;

pub use content_encryption::{CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow};
pub use curve::{CURVES, Curve, CurveRow};
pub use key_management::{KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily, KeyManagementMode, KeyManagementRow};
pub use signature::{SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow};

/// A hash function that JOSE names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-1, inside RSA-OAEP alone.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Output length in bytes.
    pub const fn output_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// The value of an `alg` or `enc`, looked up in its table. `alg` is case-sensitive (RFC 7515 §4.1.1).
#[derive(Clone, Debug)]
pub enum Algorithm<Row: 'static> {
    /// A row of the table.
    Known(&'static Row),
    /// A name that the table does not have.
    Unknown(String),
}

impl<Row> Algorithm<Row> {
    /// The row, where there is one.
    pub fn known(&self) -> Option<&'static Row> {
        match self {
            Self::Known(row) => Some(row),
            Self::Unknown(_) => None,
        }
    }
}
/// An `alg` of a JWS.
pub type SignatureAlgorithm = Algorithm<SignatureRow>;
/// An `alg` of a JWE.
pub type KeyManagementAlgorithm = Algorithm<KeyManagementRow>;
/// An `enc` of a JWE.
pub type ContentEncryptionAlgorithm = Algorithm<ContentEncryptionRow>;

impl SignatureAlgorithm {
    /// Looks `name` up, exactly.
    pub fn named(name: &str) -> Self {
        signature::find(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
    /// The name as the token has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(row) => row.name,
            Self::Unknown(name) => name,
        }
    }
}

impl KeyManagementAlgorithm {
    /// Looks `name` up, exactly.
    pub fn named(name: &str) -> Self {
        key_management::find(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
    /// The name as the token has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(row) => row.name,
            Self::Unknown(name) => name,
        }
    }
}

impl ContentEncryptionAlgorithm {
    /// Looks `name` up, exactly.
    pub fn named(name: &str) -> Self {
        content_encryption::find(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
    /// The name as the token has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(row) => row.name,
            Self::Unknown(name) => name,
        }
    }
}
