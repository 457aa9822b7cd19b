//! Certificates (RFC 5280) as far as they can be looked at without trusting anybody: what they say, and which key signed
//! them.

use crate::engine::crypto::key::{self, KeyError, name_words};
use crate::engine::crypto::pkey::public_pkey;
use crate::engine::key::{Certificate, KeyMaterial};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::Id;
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};
use openssl::x509::{GeneralNameRef, X509, X509StoreContext, X509VerifyResult};

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

/// Why a path (RFC 5280 §6) ends before an anchor. `at` counts certificates from the leaf, which is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathError {
    /// The issuer of the last certificate of the path is neither among the others nor an anchor.
    NoAnchor {
        /// The last certificate of the path.
        at: usize,
    },
    /// The signature of a certificate was not made by the key of its issuer.
    NotSigned { at: usize },
    /// A certificate issued another and is not allowed to: basic constraints, path length, key usage (§4.2.1.3, §4.2.1.9).
    NotAnAuthority { at: usize },
    /// A name is outside the name constraints of an issuer (§4.2.1.10).
    NameConstraint { at: usize },
    /// A critical extension that is not understood (§4.2).
    CriticalExtension { at: usize },
    /// A key or a hash that is too weak to be relied on.
    TooWeak { at: usize },
    /// The key usage of the first certificate says that its key makes no signatures (§4.2.1.3).
    NotForSignatures,
    /// Anything else, in the words of OpenSSL.
    Other { at: usize, words: &'static str },
}

/// Validates the path from the first certificate of `chain` to one of `anchors`: names, signatures, basic constraints, key
/// usage, name constraints (RFC 5280 §6). Dates are for the caller, who knows the time; nothing is asked about revocation.
///
/// What comes back is the path, from the first certificate to the anchor, both included: of a chain that holds more than
/// that, the rest says nothing.
pub fn path(chain: &[&ParsedCertificate], anchors: &[&ParsedCertificate]) -> Result<Vec<ParsedCertificate>, PathError> {
    let other = |words| PathError::Other { at: 0, words };
    let (Some((leaf, rest)), false) = (chain.split_first(), anchors.is_empty()) else {
        return Err(PathError::NoAnchor { at: 0 });
    };
    let found = (|| -> Result<(bool, X509VerifyResult, u32, Vec<X509>), ErrorStack> {
        let mut builder = X509StoreBuilder::new()?;
        for anchor in anchors {
            builder.add_cert(anchor.inner.clone())?;
        }
        let mut parameters = X509VerifyParam::new()?;
        // An anchor need not be a root: whoever is trusted is trusted.
        parameters.set_flags(X509VerifyFlags::NO_CHECK_TIME | X509VerifyFlags::PARTIAL_CHAIN)?;
        builder.set_param(&parameters)?;
        let store = builder.build();
        let mut untrusted = Stack::new()?;
        for certificate in rest {
            untrusted.push(certificate.inner.clone())?;
        }
        let mut context = X509StoreContext::new()?;
        context.init(&store, &leaf.inner, &untrusted, |context| {
            let is_right = context.verify_cert()?;
            let path = context.chain().into_iter().flatten().map(ToOwned::to_owned).collect();
            Ok((is_right, context.error(), context.error_depth(), path))
        })
    })();
    drop(ErrorStack::get());
    let unbuilt = "the path could not be built";
    let (is_right, error, depth, path) = found.map_err(|_| other(unbuilt))?;
    if is_right {
        let path = path.into_iter().map(|inner| Some(ParsedCertificate { der: inner.to_der().ok()?, inner }));
        let path = path.collect::<Option<Vec<_>>>().filter(|path| !path.is_empty()).ok_or(other(unbuilt))?;
        // Whoever trusts an anchor does so whatever signed it; every other signature of the path is relied on.
        let signed = path.len() - 1;
        let weak = path.iter().take(signed).position(ParsedCertificate::is_weakly_signed);
        return weak.map_or(Ok(path), |at| Err(PathError::TooWeak { at }));
    }
    let at = usize::try_from(depth).unwrap_or_default();
    // Numbers of OpenSSL's x509_vfy.h.
    Err(match error.as_raw() {
        2 | 18 | 19 | 20 | 21 => PathError::NoAnchor { at },
        4 | 6 | 7 => PathError::NotSigned { at },
        24 | 25 | 32 | 37 | 39 | 79 => PathError::NotAnAuthority { at },
        47..=53 => PathError::NameConstraint { at },
        34 => PathError::CriticalExtension { at },
        66..=68 => PathError::TooWeak { at },
        _ => PathError::Other { at, words: error.error_string() },
    })
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

    /// Its bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether it was signed over a hash for which others can be made that have the same (RFC 6194, RFC 9155).
    fn is_weakly_signed(&self) -> bool {
        let algorithm = self.inner.signature_algorithm().object().nid();
        let digest = algorithm.signature_algorithms().map(|algorithms| algorithms.digest);
        matches!(digest, Some(Nid::MD2 | Nid::MD4 | Nid::MD5 | Nid::SHA1))
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

    /// Whether this key made its signature.
    pub fn signed_by(&self, key: &KeyMaterial) -> bool {
        public_pkey(key).is_ok_and(|key| self.inner.verify(&key).unwrap_or(false))
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
