//! A key on its way in: read, but not yet checked and named.

use super::thumbprint::thumbprint_sha256;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::certificate::Certificate;
use crate::engine::key::{Jwk, KeyId, KeyMaterial, KeySource, SourceKind};
use crate::engine::rule::finding::Finding;

/// What one block, file or JWK gave.
#[derive(Debug)]
pub(crate) struct Draft {
    pub material: KeyMaterial,
    pub format: String,
    /// Whether it is a secret in itself, and was written as no key.
    pub is_secret: bool,
    /// What its file calls it.
    pub name: Option<String>,
    pub key_id: Option<String>,
    pub public_key_use: Option<String>,
    pub key_operations: Option<Vec<String>>,
    pub algorithm: Option<String>,
    pub is_pss_only: bool,
    pub x5t: Option<String>,
    pub x5t_s256: Option<String>,
    pub findings: Vec<Finding>,
    pub notes: Vec<String>,
    pub certificate: Option<Certificate>,
}

impl Draft {
    pub(crate) fn new(material: KeyMaterial, format: impl Into<String>) -> Self {
        Self {
            material,
            format: format.into(),
            is_secret: false,
            name: None,
            key_id: None,
            public_key_use: None,
            key_operations: None,
            algorithm: None,
            is_pss_only: false,
            x5t: None,
            x5t_s256: None,
            findings: Vec::new(),
            notes: Vec::new(),
            certificate: None,
        }
    }

    /// A shared secret that is written so.
    pub(crate) fn secret(secret: SecretBytes, words: &str) -> Self {
        Self { is_secret: true, ..Self::new(KeyMaterial::Oct(secret), format!("secret, {words}")) }
    }

    /// The key of this name.
    pub(crate) fn into_key(self, id: KeyId, source_name: &str) -> Jwk {
        let source = KeySource {
            name: source_name.to_owned(),
            format: self.format,
            kind: SourceKind::Other,
            is_of_set: false,
            is_secret: self.is_secret,
        };
        Jwk {
            name: self.name,
            key_id: self.key_id,
            public_key_use: self.public_key_use,
            key_operations: self.key_operations,
            algorithm: self.algorithm,
            is_pss_only: self.is_pss_only,
            x5t: self.x5t,
            x5t_s256: self.x5t_s256,
            findings: self.findings,
            ..Jwk::bare(id, thumbprint_sha256(&self.material), self.material, source)
        }
    }
}
