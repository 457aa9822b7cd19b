//! The certificates that a header carries (`x5c`, RFC 7515 §4.1.6), read.

use crate::engine::crypto::certificate::Issuance;
use crate::engine::ground::span::Span;
use crate::engine::key::{Certificate, KeyMaterial};

#[derive(Clone, Debug)]
pub struct ChainCertificate {
    /// The JSON string that carries it, in the layer's text.
    pub span: Span,
    /// Names, dates, thumbprints.
    pub facts: Certificate,
    /// Subject alternative names: `DNS:…`, `URI:…`, `email:…`, `IP:…`, `name:…`.
    pub alternative_names: Vec<String>,
    /// Type and size of its key: "RSA, 2048 bits".
    pub key_words: String,
    /// Its key, where JOSE has one like it.
    pub key: Option<KeyMaterial>,
    /// Whether its own key signed it.
    pub is_self_signed: bool,
    /// How it stands to the next certificate; `None` for the last, and in front of one that cannot be read.
    pub issued_by_next: Option<Issuance>,
}

/// The certificates of one header, with what they have to do with it.
#[derive(Clone, Debug)]
pub struct CertificateChain {
    /// Index of the signature or recipient whose header it is.
    pub entry: usize,
    /// In the order of `x5c`: the one of the signing key must be the first. `None` where one cannot be read.
    pub certificates: Vec<Option<ChainCertificate>>,
    /// Whether the key of the first certificate is the one that made the signature, or opened the token. `None` where no
    /// key did, or it is not known.
    pub is_of_key: Option<bool>,
    /// Whether `x5t` is the thumbprint of the first certificate; `None` where either is missing.
    pub is_x5t_right: Option<bool>,
    /// The same for `x5t#S256`.
    pub is_x5t_s256_right: Option<bool>,
}

impl CertificateChain {
    /// The certificate of the signing key.
    pub fn first(&self) -> Option<&ChainCertificate> {
        self.certificates.first()?.as_ref()
    }

    /// Whether every certificate was signed by the next; a single one has nothing to show and is.
    pub fn is_in_order(&self) -> bool {
        let last = self.certificates.len().saturating_sub(1);
        self.certificates.iter().enumerate().all(|(index, certificate)| {
            certificate
                .as_ref()
                .is_some_and(|certificate| index == last || certificate.issued_by_next == Some(Issuance::Signed))
        })
    }
}
