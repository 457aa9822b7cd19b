//! `certificates` in the JSON report (RFC 7515 §4.1.6).

use super::{Object, push_json_string};
use crate::engine::crypto::certificate::Issuance;
use crate::engine::jose::certificate::{CertificateChain, ChainCertificate};

/// The certificates of one header.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainReport {
    /// Index into `signatures` or `recipients`.
    pub entry: usize,
    /// Whether the first one is of the key that fits; `None` where that is not known.
    pub is_of_key: Option<bool>,
    /// In their order; `None` where one cannot be read.
    pub chain: Vec<Option<CertificateReport>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CertificateReport {
    pub subject: String,
    pub issuer: String,
    /// Seconds since 1970.
    pub not_before: Option<i64>,
    /// Seconds since 1970.
    pub not_after: Option<i64>,
    /// Subject alternative names.
    pub names: Vec<String>,
    /// Type and size of its key.
    pub key: String,
    /// SHA-256 of its bytes, base64url.
    pub x5t_s256: String,
    /// Whether its own key signed it.
    pub is_self_signed: bool,
    /// Whether the next one's key signed it; `None` for the last, and where that is not known.
    pub is_signed_by_next: Option<bool>,
}

pub(super) fn report(chain: &CertificateChain) -> ChainReport {
    let certificates = chain.certificates.iter();
    ChainReport {
        entry: chain.entry,
        is_of_key: chain.is_of_key,
        chain: certificates.map(|found| found.as_ref().map(certificate)).collect(),
    }
}

fn certificate(certificate: &ChainCertificate) -> CertificateReport {
    let facts = &certificate.facts;
    CertificateReport {
        subject: facts.subject.clone(),
        issuer: facts.issuer.clone(),
        not_before: facts.not_before,
        not_after: facts.not_after,
        names: certificate.alternative_names.clone(),
        key: certificate.key_words.clone(),
        x5t_s256: facts.x5t_s256.clone(),
        is_self_signed: certificate.is_self_signed,
        is_signed_by_next: certificate.issued_by_next.and_then(|issuance| match issuance {
            Issuance::Signed => Some(true),
            Issuance::NotSigned | Issuance::OtherName => Some(false),
            Issuance::Unknown => None,
        }),
    }
}

impl ChainReport {
    pub(super) fn write(out: &mut String, chain: &Self) {
        let mut object = Object::begin(out);
        object.number("entry", chain.entry as u64);
        object.optional("is_of_key", chain.is_of_key);
        object.list("chain", &chain.chain, |out, certificate| match certificate {
            Some(certificate) => CertificateReport::write(out, certificate),
            None => out.push_str("null"),
        });
        object.end();
    }
}

impl CertificateReport {
    fn write(out: &mut String, certificate: &Self) {
        let mut object = Object::begin(out);
        object.text("subject", &certificate.subject);
        object.text("issuer", &certificate.issuer);
        object.optional("not_before", certificate.not_before);
        object.optional("not_after", certificate.not_after);
        object.list("names", &certificate.names, |out, name| push_json_string(out, name));
        object.text("key", &certificate.key);
        object.text("x5t_s256", &certificate.x5t_s256);
        object.optional("is_self_signed", Some(certificate.is_self_signed));
        object.optional("is_signed_by_next", certificate.is_signed_by_next);
        object.end();
    }
}
