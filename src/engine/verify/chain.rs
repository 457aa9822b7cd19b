//! `x5c`, `x5t` and `x5t#S256` (RFC 7515 §4.1.6–8, RFC 7517 §4.7–9): what the certificates say, whether each signed the one
//! before, and whether they are of the key that signed the token. Nobody is trusted: that needs a clock, anchors and
//! policies, and is for the verifier.

use crate::engine::crypto::certificate::{Issuance, ParsedCertificate};
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jose::certificate::{CertificateChain, ChainCertificate};
use crate::engine::jose::header::JoseHeader;
use crate::engine::key::{Jwk, KeyId, KeyMaterial, KeyRing, KeySource, SourceKind};
use crate::engine::key_file::pem::decode_base64;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::header::{HDR_X5C_INVALID, HDR_X5C_KEY_MISMATCH, HDR_X5C_ORDER, HDR_X5T_MISMATCH};
use crate::engine::text::words::{counted, grouped, shown};
use std::sync::Arc;

/// Certificates of one chain that are looked at.
pub const MOST_CERTIFICATES: usize = 16;

/// Longest certificate that is read, in bytes of its DER.
pub const LONGEST_CERTIFICATE: usize = 64 * 1024;

/// Looks into the certificates of a header; `None` where it has no `x5c`. `key` is the one that made the signature or
/// opened the token; `made_by` tries the first certificate's key where there is none.
pub(crate) fn examine(
    header: &JoseHeader,
    entry: usize,
    key: Option<&Jwk>,
    made_by: impl FnOnce(&KeyRing) -> Option<bool>,
) -> Option<(CertificateChain, Vec<Fault>)> {
    let parameter = header.get("x5c")?;
    let mut faults = Vec::new();
    let span_of = |value: Value<'_>| parameter.source.span_in_text(value.span());
    let certificates = read(parameter.value, span_of, &mut faults);
    let mut chain =
        CertificateChain { entry, certificates, is_of_key: None, is_x5t_right: None, is_x5t_s256_right: None };
    let Some(first) = chain.first() else { return Some((chain, faults)) };
    let span = first.span;
    let (x5t, x5t_s256) = (first.facts.x5t.clone(), first.facts.x5t_s256.clone());
    let subject = shown(&first.facts.subject);
    let own = first.key.as_ref().map(thumbprint_sha256);
    let is_of_key = match (key, &own, &first.key) {
        (Some(key), Some(own), _) => Some(key.thumbprint == *own),
        // A key that JOSE does not have cannot have made a signature that JOSE's did.
        (Some(_), None, _) => Some(false),
        (None, _, Some(material)) => made_by(&ring_of(material)),
        (None, _, None) => None,
    };
    if is_of_key == Some(false) {
        let message = if key.is_some() {
            format!("The first certificate ({subject}) is not for the key that fits")
        } else {
            format!("The key of the first certificate ({subject}) did not make this signature")
        };
        faults.push(Fault::note(&HDR_X5C_KEY_MISMATCH, span, message));
    }
    // Where no key fits, there is none that it could be of.
    chain.is_of_key = is_of_key.filter(|fits| *fits || key.is_some());
    chain.is_x5t_right = thumbprint(header, "x5t", &x5t, &mut faults);
    chain.is_x5t_s256_right = thumbprint(header, "x5t#S256", &x5t_s256, &mut faults);
    Some((chain, faults))
}

/// A ring of this key alone, which says nothing about its use.
fn ring_of(material: &KeyMaterial) -> KeyRing {
    let source = KeySource {
        name: "x5c".to_owned(),
        format: "certificate".to_owned(),
        kind: SourceKind::Other,
        is_of_set: false,
        is_secret: false,
    };
    KeyRing::new([Arc::new(Jwk::bare(KeyId(u64::MAX), thumbprint_sha256(material), material.clone(), source))])
}

/// Reads the certificates of an `x5c`, wherever it stands; `span_of` knows where its strings are in the layer's text.
pub fn read(
    x5c: Value<'_>,
    span_of: impl Fn(Value<'_>) -> Span,
    faults: &mut Vec<Fault>,
) -> Vec<Option<ChainCertificate>> {
    let mut say = |rule: &'static Rule, span: Span, message: String| faults.push(Fault::note(rule, span, message));
    if x5c.kind() != Kind::Array || x5c.child_count() == 0 {
        let what = if x5c.kind() == Kind::Array { "an empty list" } else { x5c.kind().words() };
        say(&HDR_X5C_INVALID, span_of(x5c), format!("x5c is {what}, not a list of certificates"));
        return Vec::new();
    }
    if x5c.child_count() > MOST_CERTIFICATES {
        let message =
            format!("x5c has {} certificates; only the first {MOST_CERTIFICATES} are read", x5c.child_count());
        say(&HDR_X5C_INVALID, span_of(x5c), message);
    }
    let mut parsed = Vec::new();
    for (index, value) in x5c.children().take(MOST_CERTIFICATES).enumerate() {
        let span = span_of(value);
        let number = index + 1;
        let certificate = match parse(value) {
            Ok((certificate, complaint)) => {
                if let Some(complaint) = complaint {
                    say(&HDR_X5C_INVALID, span, format!("Certificate {number} {complaint}"));
                }
                describe(&certificate, span).map(|described| (certificate, described))
            }
            Err(complaint) => {
                say(&HDR_X5C_INVALID, span, format!("Certificate {number} {complaint}"));
                None
            }
        };
        parsed.push(certificate);
    }
    let mut described = Vec::with_capacity(parsed.len());
    for (index, entry) in parsed.iter().enumerate() {
        let Some((certificate, described_one)) = entry else {
            described.push(None);
            continue;
        };
        let mut described_one = described_one.clone();
        if let Some(Some((issuer, issuer_facts))) = parsed.get(index + 1) {
            let issuance = certificate.issued_by(issuer);
            described_one.issued_by_next = Some(issuance);
            // RFC 7515 §4.1.6: "each subsequent certificate being the one used to certify the previous one".
            let (number, next) = (index + 1, index + 2);
            let name = shown(&issuer_facts.facts.subject);
            let message = match issuance {
                // What cannot be computed here is a fact to show, and nobody's fault.
                Issuance::Signed | Issuance::Unknown => None,
                Issuance::NotSigned => Some(format!(
                    "Certificate {next} ({name}) did not sign certificate {number}, although the names fit"
                )),
                Issuance::OtherName => {
                    let elsewhere = parsed.iter().enumerate().find_map(|(other, entry)| {
                        let (candidate, _) = entry.as_ref().filter(|_| other != index)?;
                        (certificate.issued_by(candidate) == Issuance::Signed).then_some(other + 1)
                    });
                    Some(match elsewhere {
                        Some(other) => {
                            format!("Certificate {number} was issued by certificate {other}, not by the next one")
                        }
                        None => format!("Certificate {number} was not issued by certificate {next} ({name})"),
                    })
                }
            };
            if let Some(message) = message {
                say(&HDR_X5C_ORDER, described_one.span, message);
            }
        }
        described.push(Some(described_one));
    }
    described
}

/// The certificate in a string, and what is wrong although it can be read.
pub(crate) fn parse(value: Value<'_>) -> Result<(ParsedCertificate, Option<&'static str>), String> {
    let Some(text) = value.as_str() else { return Err(format!("is {}, not a string", value.kind().words())) };
    if text.len() > LONGEST_CERTIFICATE / 3 * 4 + 4 {
        return Err(format!("has more than {} bytes and is not read", grouped(LONGEST_CERTIFICATE as u128)));
    }
    let (der, complaint) = match data_encoding::BASE64.decode(text.as_bytes()) {
        Ok(der) => (der, None),
        Err(_) => {
            // RFC 7515 §4.1.6: "base64-encoded … not base64url-encoded".
            let complaint = if text.contains(['-', '_']) {
                "is base64url; x5c needs standard base64"
            } else if text.contains(|character: char| character.is_ascii_whitespace()) {
                "has whitespace inside its base64"
            } else {
                "is not canonical base64 with its padding"
            };
            match decode_base64(&text) {
                Some(bytes) => (bytes.expose().to_vec(), Some(complaint)),
                None => return Err("is not base64".to_owned()),
            }
        }
    };
    if der.len() > LONGEST_CERTIFICATE {
        let (length, limit) = (counted(der.len(), "byte"), grouped(LONGEST_CERTIFICATE as u128));
        return Err(format!("has {length}; at most {limit} are read"));
    }
    if der.starts_with(b"-----") {
        return Err("is PEM inside base64; x5c needs the DER bytes".to_owned());
    }
    let certificate = ParsedCertificate::read(&der).map_err(|_| "is not a DER certificate".to_owned())?;
    Ok((certificate, complaint))
}

fn describe(certificate: &ParsedCertificate, span: Span) -> Option<ChainCertificate> {
    let key = certificate.public_key().ok().filter(|key| key::check(key, &mut Effort::default()).is_ok());
    Some(ChainCertificate {
        span,
        facts: certificate.facts().ok()?,
        alternative_names: certificate.alternative_names(),
        key_words: certificate.key_words(),
        key,
        is_self_signed: certificate.issued_by(certificate) == Issuance::Signed,
        issued_by_next: None,
    })
}

/// Compares a thumbprint parameter with the first certificate's.
fn thumbprint(header: &JoseHeader, name: &str, computed: &str, faults: &mut Vec<Fault>) -> Option<bool> {
    let parameter = header.get(name)?;
    let stated = parameter.value.as_str()?;
    if *stated == *computed {
        return Some(true);
    }
    let bytes = base64url::decode(computed).bytes;
    let hexadecimal = data_encoding::HEXLOWER.encode(&bytes);
    let decoded = base64url::decode(&stated).bytes;
    let unseparated: String = stated.chars().filter(char::is_ascii_hexdigit).collect();
    let message = if decoded.eq_ignore_ascii_case(hexadecimal.as_bytes()) {
        format!("{name} is the right thumbprint written in hexadecimal and then encoded; it must be {computed}")
    } else if unseparated.eq_ignore_ascii_case(&hexadecimal) {
        format!("{name} is the right thumbprint in hexadecimal; it must be {computed}")
    } else if decoded == bytes {
        format!("{name} is the right thumbprint, but not in plain base64url; it must be {computed}")
    } else {
        format!("{name} is not the thumbprint of the first certificate in x5c, which is {computed}")
    };
    faults.push(Fault::note(&HDR_X5T_MISMATCH, parameter.span_in_text(), message));
    Some(false)
}
