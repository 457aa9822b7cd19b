//! Certificates (RFC 5280) as far as they can be looked at without trusting anybody: what they say, and which key signed
//! them.

use crate::engine::crypto::key::{self, KeyError, name_words};
use crate::engine::key::{Certificate, KeyMaterial};
use openssl::error::ErrorStack;
use openssl::pkey::Id;
use openssl::x509::{GeneralNameRef, X509};

/// Most alternative names that are listed; longest name.
const MOST_NAMES: usize = 64;
const LONGEST_NAME: usize = 256;

/// A certificate that OpenSSL could read.
pub struct ParsedCertificate {
    inner: X509,
    der: Vec<u8>,
}

/// How a certificate stands to the one that is said to have issued it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Issuance {
    /// Its issuer is the other's subject, and the other's key made its signature.
    Signed,
    /// The names fit, but the other's key did not make its signature.
    NotSigned,
    /// Its issuer has another name.
    OtherName,
    /// The names fit; the algorithm of its signature is not known here.
    Unknown,
}

impl ParsedCertificate {
    /// Reads one certificate and nothing behind it.
    pub fn read(der: &[u8]) -> Result<Self, KeyError> {
        let damaged = || KeyError::Damaged("certificate");
        let inner = X509::from_der(der).map_err(|_| damaged())?;
        // OpenSSL stops at the end of the certificate; what it read is what it writes.
        match inner.to_der() {
            Ok(again) if again.len() == der.len() => Ok(Self { inner, der: der.to_vec() }),
            _ => Err(damaged()),
        }
    }

    /// Names, dates, thumbprints.
    pub fn facts(&self) -> Result<Certificate, KeyError> {
        key::certificate(&self.der)
    }

    /// The public key, where it is one that JOSE can use.
    pub fn public_key(&self) -> Result<KeyMaterial, KeyError> {
        key::material_from_pkey_public(&*self.inner.public_key()?)
    }

    /// Type and size of the key: "RSA, 2048 bits", "EC, P-256".
    pub fn key_words(&self) -> String {
        if let Ok(KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. }) = self.public_key() {
            return format!("{}, {}", curve.row().key_type, curve.name());
        }
        if let Ok(KeyMaterial::Akp { algorithm, .. }) = self.public_key() {
            return format!("AKP, {algorithm}");
        }
        let Ok(key) = self.inner.public_key() else { return "a key that cannot be read".to_owned() };
        let name = match key.id() {
            Id::RSA => "RSA",
            Id::RSA_PSS => "RSA-PSS",
            Id::EC => "EC",
            Id::DSA => "DSA",
            _ => return "a key that JOSE does not have".to_owned(),
        };
        format!("{name}, {} bits", key.bits())
    }

    /// Subject alternative names as `DNS:…`, `URI:…`, `email:…`, `IP:…`; other kinds are left out.
    pub fn alternative_names(&self) -> Vec<String> {
        let names = self.inner.subject_alt_names();
        // A broken extension leaves its complaint behind.
        drop(ErrorStack::get());
        names.iter().flatten().filter_map(alternative_name).take(MOST_NAMES).collect()
    }

    /// Whether `issuer` issued it. Neither dates nor constraints are looked at.
    pub fn issued_by(&self, issuer: &Self) -> Issuance {
        let is_named = self.inner.issuer_name().try_cmp(issuer.inner.subject_name()).is_ok_and(|order| order.is_eq());
        if !is_named {
            return Issuance::OtherName;
        }
        let Ok(key) = issuer.inner.public_key() else { return Issuance::Unknown };
        match self.inner.verify(&key) {
            Ok(true) => Issuance::Signed,
            Ok(false) => Issuance::NotSigned,
            Err(errors) => {
                let is_unknown = errors.errors().iter().any(|error| {
                    error.reason().is_some_and(|reason| reason.contains("unknown") || reason.contains("unsupported"))
                });
                if is_unknown { Issuance::Unknown } else { Issuance::NotSigned }
            }
        }
    }
}

fn alternative_name(name: &GeneralNameRef) -> Option<String> {
    let text = |kind: &str, value: &str| {
        let value: String =
            value.chars().take(LONGEST_NAME).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        format!("{kind}:{value}")
    };
    if let Some(value) = name.dnsname() {
        Some(text("DNS", value))
    } else if let Some(value) = name.uri() {
        Some(text("URI", value))
    } else if let Some(value) = name.email() {
        Some(text("email", value))
    } else if let Some(bytes) = name.ipaddress() {
        let address = match bytes.len() {
            4 => core::net::IpAddr::from(<[u8; 4]>::try_from(bytes).ok()?),
            16 => core::net::IpAddr::from(<[u8; 16]>::try_from(bytes).ok()?),
            _ => return None,
        };
        Some(format!("IP:{address}"))
    } else {
        name.directory_name().map(|name| format!("name:{}", name_words(name)))
    }
}
