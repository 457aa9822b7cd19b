//! What is worth knowing about a key that is whole: weak, published, contradicting itself.

use crate::engine::crypto::key::{Effort, WeakFactors, weak_factors};
use crate::engine::crypto::pkey;
use crate::engine::ground::jwa::{
    Algorithm, ContentEncryptionAlgorithm, Curve, KeyManagementAlgorithm, KeyManagementFamily, SignatureAlgorithm,
    SignatureFamily,
};
use crate::engine::key::guess::{is_roca, looks_typed};
use crate::engine::key::published::where_published;
use crate::engine::key::{Certificate, Jwk, KeyMaterial, public_secret};
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::rule::key::*;
use crate::engine::text::words::{counted, shown};

/// What is known about an `alg` of a key.
pub(crate) enum KeyAlgorithm {
    Signature(&'static crate::engine::ground::jwa::SignatureRow),
    KeyManagement(&'static crate::engine::ground::jwa::KeyManagementRow),
    Content(&'static crate::engine::ground::jwa::ContentEncryptionRow),
    Unknown,
}

impl KeyAlgorithm {
    fn named(name: &str) -> Self {
        if let Algorithm::Known(row) = SignatureAlgorithm::named(name) {
            Self::Signature(row)
        } else if let Algorithm::Known(row) = KeyManagementAlgorithm::named(name) {
            Self::KeyManagement(row)
        } else if let Algorithm::Known(row) = ContentEncryptionAlgorithm::named(name) {
            Self::Content(row)
        } else {
            Self::Unknown
        }
    }
}

pub(crate) fn finding(rule: &'static Rule) -> Finding {
    Finding::new(rule, 0, Place::Key)
}

/// What the dates of a key's certificate say at `now`, in Unix seconds. The dates say nothing about the key itself.
pub fn certificate_dates(certificate: &Certificate, now: i64) -> Option<Finding> {
    // RFC 5280 §4.1.2.5: both ends are inside.
    if certificate.not_after.is_some_and(|end| now > end) {
        return Some(finding(&KEY_CERT_EXPIRED));
    }
    let is_early = certificate.not_before.is_some_and(|begin| now < begin);
    is_early.then(|| {
        finding(&KEY_CERT_EXPIRED)
            .saying("The certificate of the key is not valid yet")
            .advising("The key still verifies; check the clock")
    })
}

/// A private key came from a file that others may read (OpenSSH refuses such a file; here it is used and told).
pub fn readable_file() -> Finding {
    finding(&KEY_FILE_PERMS)
}

/// A private key came from a file that leaves this computer: what `carrier` is, in words, has a copy of it.
pub fn copied_file(carrier: &str) -> Finding {
    finding(&KEY_IN_SYNC_FOLDER).saying(format!("This key file is in {carrier}, so it is copied elsewhere"))
}

/// Whether it makes the key weak: others can compute it, guess it or know it. (That `use` and `key_ops` contradict each
/// other does not.)
pub fn is_weakness(finding: &Finding) -> bool {
    const WEAKNESSES: [&Rule; 14] = [
        &KEY_HS_SHORT,
        &KEY_HS_PUBLIC_KEY,
        &KEY_HS_LOW_ENTROPY,
        &KEY_HS_EMPTY,
        &KEY_HS_LEAKED,
        &KEY_RSA_SMALL,
        &KEY_RSA_E,
        &KEY_RSA_ROCA,
        &KEY_RSA_FERMAT,
        &KEY_RSA_SMALLFACTOR,
        &KEY_DUP_MODULUS,
        &KEY_SHARED_PRIME,
        &KEY_KNOWN_PUBLIC,
        &KEY_EC_INVALID,
    ];
    finding.severity >= Severity::Warning && WEAKNESSES.iter().any(|rule| rule.id == finding.rule.id)
}

/// What speaks against a key that did something, for the algorithm it did it with: warnings and worse.
pub fn in_use(key: &Jwk, algorithm: Option<&str>) -> Vec<Finding> {
    let mut out: Vec<Finding> =
        key.findings.iter().filter(|finding| finding.severity >= Severity::Warning).cloned().collect();
    let KeyMaterial::Oct(secret) = &key.material else { return out };
    // How long a secret must be is certain now.
    out.retain(|finding| finding.rule.id != KEY_HS_SHORT.id);
    let row = algorithm.and_then(|name| SignatureAlgorithm::named(name).known());
    if let Some(row) = row.filter(|row| row.family == SignatureFamily::Hmac)
        && let Some(hash) = row.hash
        && secret.len() < hash.output_len()
    {
        let (have, need) = (secret.len(), hash.output_len());
        let message = format!(
            "The secret has {} ({} bits); {} needs {need} ({} bits)",
            counted(have, "byte"),
            have * 8,
            row.name,
            need * 8
        );
        out.insert(0, finding(&KEY_HS_SHORT).saying(message));
    }
    out
}

/// What is worth knowing about a key that is whole. `layer` and `span` of the findings mean nothing.
pub fn examine(key: &Jwk, effort: &mut Effort) -> Vec<Finding> {
    let mut out = Vec::new();
    match &key.material {
        KeyMaterial::Oct(secret) => secret_findings(key, secret.expose(), &mut out),
        KeyMaterial::Rsa { n, e, .. } => rsa_findings(n, e, effort, &mut out),
        KeyMaterial::Ec { .. } | KeyMaterial::Okp { .. } | KeyMaterial::Akp { .. } => {}
    }
    if let Some(place) = where_published(&key.thumbprint) {
        let what =
            if matches!(key.material, KeyMaterial::Oct(_)) { "This secret" } else { "The private half of this key" };
        out.push(finding(&KEY_KNOWN_PUBLIC).saying(format!("{what} has been published in {place}")));
    }
    member_findings(key, &mut out);
    out
}

pub(crate) fn secret_findings(key: &Jwk, secret: &[u8], out: &mut Vec<Finding>) {
    let algorithm = key.algorithm.as_deref().map(KeyAlgorithm::named);
    let required = match &algorithm {
        Some(KeyAlgorithm::Signature(row)) if row.family == SignatureFamily::Hmac => {
            row.hash.map(|hash| (row.name, hash.output_len()))
        }
        // The key of a cipher, or a password: other lengths apply.
        Some(_) => None,
        None if is_for_encryption(key) => None,
        None => Some(("HS256", 32)),
    };
    if let Some((name, bytes)) = required
        && secret.len() < bytes
    {
        let fits_aes = algorithm.is_none() && matches!(secret.len(), 16 | 24);
        let message = format!(
            "{} ({} bits); {}{name} needs {bytes} bytes ({} bits)",
            counted(secret.len(), "byte"),
            secret.len() * 8,
            if fits_aes { "enough for AES, but " } else { "" },
            bytes * 8
        );
        // Without an `alg` it may be for something else.
        let severity = if algorithm.is_some() { Severity::Error } else { Severity::Warning };
        out.push(finding(&KEY_HS_SHORT).saying(message).graded(severity));
    }
    let is_password = matches!(
        &algorithm,
        Some(KeyAlgorithm::KeyManagement(row)) if row.family == KeyManagementFamily::Pbes2
    );
    if let Some(place) = public_secret::where_listed(secret)
        && where_published(&key.thumbprint).is_none()
    {
        // Its words are the person's secret all the same, and are not repeated.
        let message = format!("The secret is public ({place}): anyone can forge tokens with it");
        out.push(finding(&KEY_HS_LEAKED).saying(message));
    }
    if is_public_key(secret) {
        out.push(finding(&KEY_HS_PUBLIC_KEY));
    }
    if !is_password && looks_typed(secret) {
        out.push(finding(&KEY_HS_LOW_ENTROPY));
    }
}

/// Whether a secret is a file with nothing secret in it: a public key or certificate in PEM or DER, a public JWK.
fn is_public_key(secret: &[u8]) -> bool {
    use super::der::{Structure, classify};
    let text = std::str::from_utf8(secret).ok().map(str::trim_start);
    let is_pem = text.and_then(|text| text.strip_prefix("-----BEGIN ")).is_some_and(|rest| {
        let label = rest.split("-----").next().unwrap_or_default();
        label.ends_with("PUBLIC KEY") || label.ends_with("CERTIFICATE")
    });
    let is_der = matches!(
        classify(secret),
        Some((Structure::SubjectPublicKeyInfo { .. } | Structure::Certificate { .. } | Structure::RsaPublicKey(_), 0))
    );
    let is_jwk = text.is_some_and(|text| text.starts_with('{')) && {
        let document = crate::engine::ground::json::scan(secret, 16);
        document.object().is_some_and(|object| {
            let has = |name: &str| object.get(name).is_some();
            has("kty") && !["d", "k", "priv"].into_iter().any(has)
        })
    };
    is_pem || is_der || is_jwk
}

/// Whether `use` or `key_ops` say that it is not for signatures.
pub(crate) fn is_for_encryption(key: &Jwk) -> bool {
    key.public_key_use.as_deref() == Some("enc")
        || key.key_operations.as_ref().is_some_and(|operations| {
            !operations.is_empty()
                && !operations.iter().any(|operation| matches!(operation.as_str(), "sign" | "verify"))
        })
}

pub(crate) fn rsa_findings(n: &[u8], e: &[u8], effort: &mut Effort, out: &mut Vec<Finding>) {
    let bits = pkey::bits(n);
    if bits < 2048 {
        out.push(finding(&KEY_RSA_SMALL).saying(format!("{bits} bits; RSA needs at least 2048")));
    } else if bits < 3072 {
        let message = format!("{bits} bits: fine today; 3072 are recommended beyond 2030");
        out.push(finding(&KEY_RSA_SMALL).saying(message).graded(Severity::Info).advising(""));
    }
    let exponent = (e.len() <= 8).then(|| e.iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte)));
    match exponent {
        Some(65537) => {}
        Some(1) => out.push(finding(&KEY_RSA_E).saying("The public exponent is 1: anyone can sign")),
        Some(3) => {
            let message = "The public exponent is 3, which has a history of forgeries";
            out.push(finding(&KEY_RSA_E).saying(message).graded(Severity::Warning));
        }
        _ if e.last().is_some_and(|last| last % 2 == 0) => {
            out.push(finding(&KEY_RSA_E).saying("The public exponent is even: no private key belongs to it"));
        }
        Some(other) => out.push(
            finding(&KEY_RSA_E).saying(format!("The public exponent is {other}, not 65537")).graded(Severity::Info),
        ),
        None => out.push(
            finding(&KEY_RSA_E)
                .saying(format!("The public exponent has {} bits; some programs reject it", pkey::bits(e)))
                .graded(Severity::Info),
        ),
    }
    if is_roca(n) {
        out.push(finding(&KEY_RSA_ROCA));
    }
    if effort.weak_factors > 0 {
        effort.weak_factors -= 1;
        match weak_factors(n) {
            Some(WeakFactors::Small) => out.push(finding(&KEY_RSA_SMALLFACTOR)),
            Some(WeakFactors::Close) => out.push(finding(&KEY_RSA_FERMAT)),
            None => {}
        }
    }
}

pub(crate) fn member_findings(key: &Jwk, out: &mut Vec<Finding>) {
    let algorithm = key.algorithm.as_deref().map(|name| (name, KeyAlgorithm::named(name)));
    if let Some((name, algorithm)) = &algorithm {
        match mismatch(key, algorithm) {
            Some(why) => out.push(finding(&KEY_ALG_MISMATCH).saying(format!("alg is {}, but {why}", shown(name)))),
            None if matches!(algorithm, KeyAlgorithm::Unknown) => {
                out.push(finding(&KEY_ALG_UNKNOWN).saying(format!("alg is {}, which is unknown", shown(name))));
            }
            None => {}
        }
    }
    match (key.public_key_use.as_deref(), &algorithm) {
        (Some("enc"), Some((name, KeyAlgorithm::Signature(_)))) => {
            out.push(finding(&KEY_USE_CONFLICT).saying(format!("use is enc, but {name} signs")));
        }
        (Some("sig"), Some((name, KeyAlgorithm::KeyManagement(_) | KeyAlgorithm::Content(_)))) => {
            out.push(finding(&KEY_USE_CONFLICT).saying(format!("use is sig, but {name} encrypts")));
        }
        _ => {}
    }
    let Some(operations) = &key.key_operations else { return };
    let mut seen = std::collections::HashSet::new();
    if let Some(twice) = operations.iter().find(|operation| !seen.insert(operation.as_str())) {
        out.push(finding(&KEY_OPS_DUP).saying(format!("key_ops names {} twice", shown(twice))));
    }
    let Some(key_use) = key.public_key_use.as_deref() else { return };
    let signs = |operation: &String| matches!(operation.as_str(), "sign" | "verify");
    let encrypts = |operation: &String| {
        matches!(operation.as_str(), "encrypt" | "decrypt" | "wrapKey" | "unwrapKey" | "deriveKey" | "deriveBits")
    };
    let conflict = match key_use {
        "sig" => operations.iter().any(encrypts),
        "enc" => operations.iter().any(signs),
        _ => false,
    };
    out.push(finding(if conflict { &KEY_OPS_CONFLICT } else { &KEY_USE_OPS_BOTH }));
}

/// Why `alg` cannot be used with this key; `None` where it can, or where it is not known.
pub(crate) fn mismatch(key: &Jwk, algorithm: &KeyAlgorithm) -> Option<String> {
    let key_type = key.key_type().name();
    let secret_length = match &key.material {
        KeyMaterial::Oct(secret) => Some(secret.len()),
        _ => None,
    };
    let wrong_type = || Some(format!("the key is {key_type}"));
    let wrong_length = |required: usize| {
        secret_length
            .filter(|&found| found != required)
            .map(|found| format!("the key has {found} bytes, not {required}"))
    };
    match algorithm {
        KeyAlgorithm::Signature(row) => {
            if row.key_type != key_type {
                return wrong_type();
            }
            if let KeyMaterial::Akp { algorithm, .. } = &key.material {
                return (*algorithm != row.name).then(|| format!("the key is {algorithm}"));
            }
            let curve = key.curve()?;
            let fits = match row.curve {
                Some(required) => curve == required,
                None => matches!(curve, Curve::Ed25519 | Curve::Ed448),
            };
            (!fits).then(|| format!("the curve is {}", curve.name()))
        }
        KeyAlgorithm::KeyManagement(row) => {
            if !row.key_types.contains(&key_type) {
                return wrong_type();
            }
            match row.family {
                KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => {
                    row.wrapping_key_len.and_then(wrong_length)
                }
                KeyManagementFamily::EcdhEs => {
                    let curve = key.curve()?;
                    (!curve.row().agrees).then(|| format!("the curve is {}", curve.name()))
                }
                _ => None,
            }
        }
        KeyAlgorithm::Content(row) => match secret_length {
            Some(_) => wrong_length(row.key_len),
            None => wrong_type(),
        },
        KeyAlgorithm::Unknown => None,
    }
}
