//! ML-DSA (FIPS 204, RFC 9881, RFC 9964): its sizes, and the calls that OpenSSL has from 3.5 on.
//!
//! Without the feature `ml-dsa` the sizes remain, so that keys and tokens can be read, and every computation answers
//! [`PkeyError::Unsupported`](super::pkey::PkeyError::Unsupported).

pub(super) use primitive::{expanded_key, parameter_set_of, private_key, public_key, seed};

/// Whether this build computes with ML-DSA.
pub const IS_AVAILABLE: bool = cfg!(feature = "ml-dsa");

/// Bytes of a seed (FIPS 204 algorithm 1).
pub const SEED_LEN: usize = 32;

/// What is fixed about a parameter set (FIPS 204 table 2).
#[derive(Debug, PartialEq, Eq)]
pub struct ParameterSet {
    /// The `alg` value.
    pub name: &'static str,
    /// Bytes of the public key.
    pub public_len: usize,
    /// Bytes of the expanded private key.
    pub expanded_len: usize,
}

pub static PARAMETER_SETS: &[ParameterSet] = &[
    ParameterSet { name: "ML-DSA-44", public_len: 1312, expanded_len: 2560 },
    ParameterSet { name: "ML-DSA-65", public_len: 1952, expanded_len: 4032 },
    ParameterSet { name: "ML-DSA-87", public_len: 2592, expanded_len: 4896 },
];

/// The parameter set of exactly this name.
pub fn parameter_set(name: &str) -> Option<&'static ParameterSet> {
    PARAMETER_SETS.iter().find(|set| set.name == name)
}

#[cfg(feature = "ml-dsa")]
mod primitive {
    use super::{PARAMETER_SETS, ParameterSet, SEED_LEN};
    use crate::engine::crypto::pkey::PkeyError;
    use crate::engine::ground::secret::SecretBytes;
    use openssl::pkey::{HasPublic, KeyType, PKey, PKeyRef, Private, Public};

    /// A public key. Every string of the right length is one (FIPS 204 §7.2), so a refusal is this library's.
    pub fn public_key(set: &ParameterSet, public: &[u8]) -> Result<PKey<Public>, PkeyError> {
        PKey::public_key_from_raw_bytes_ex(None, key_type(set), None, public).map_err(|_| refused())
    }

    /// The private key that a seed expands to.
    pub fn private_key(set: &ParameterSet, seed: &[u8]) -> Result<PKey<Private>, PkeyError> {
        PKey::private_key_from_seed(None, key_type(set), None, seed).map_err(|_| refused())
    }

    /// The private key of the form that has been expanded already.
    pub fn expanded_key(set: &ParameterSet, expanded: &[u8]) -> Result<PKey<Private>, PkeyError> {
        Ok(PKey::private_key_from_raw_bytes_ex(None, key_type(set), None, expanded)?)
    }

    /// Which parameter set a key of OpenSSL's has; `None` where it is another kind of key.
    pub fn parameter_set_of<T: HasPublic>(key: &PKeyRef<T>) -> Option<&'static ParameterSet> {
        PARAMETER_SETS.iter().find(|set| key.is_a(key_type(set)))
    }

    /// The seed of a private key, where OpenSSL knows it.
    pub fn seed(key: &PKeyRef<Private>) -> Option<SecretBytes> {
        let mut bytes = vec![0; SEED_LEN];
        let length = key.seed_into(&mut bytes);
        let bytes = SecretBytes::new(bytes);
        (length.ok()? == SEED_LEN).then_some(bytes)
    }

    fn key_type(set: &ParameterSet) -> KeyType {
        match set.name {
            "ML-DSA-44" => KeyType::ML_DSA_44,
            "ML-DSA-65" => KeyType::ML_DSA_65,
            _ => KeyType::ML_DSA_87,
        }
    }

    fn refused() -> PkeyError {
        PkeyError::Unsupported("OpenSSL rejects the ML-DSA key".to_owned())
    }
}

#[cfg(not(feature = "ml-dsa"))]
mod primitive {
    use super::ParameterSet;
    use crate::engine::crypto::pkey::PkeyError;
    use crate::engine::ground::secret::SecretBytes;
    use openssl::pkey::{HasPublic, PKey, PKeyRef, Private, Public};

    pub fn public_key(_: &ParameterSet, _: &[u8]) -> Result<PKey<Public>, PkeyError> {
        Err(missing())
    }

    pub fn private_key(_: &ParameterSet, _: &[u8]) -> Result<PKey<Private>, PkeyError> {
        Err(missing())
    }

    pub fn expanded_key(_: &ParameterSet, _: &[u8]) -> Result<PKey<Private>, PkeyError> {
        Err(missing())
    }

    pub fn parameter_set_of<T: HasPublic>(_: &PKeyRef<T>) -> Option<&'static ParameterSet> {
        None
    }

    pub fn seed(_: &PKeyRef<Private>) -> Option<SecretBytes> {
        None
    }

    fn missing() -> PkeyError {
        PkeyError::Unsupported("ML-DSA needs a build with OpenSSL 3.5 or newer".to_owned())
    }
}
