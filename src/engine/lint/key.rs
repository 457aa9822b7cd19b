//! Rules about keys: weak, published, contradicting themselves. A weak key is still a key; the finding says what is wrong.

use super::{Findings, Rule, Subject};
use crate::engine::crypto::key::{Effort, WeakFactors, weak_factors};
use crate::engine::crypto::pkey;
use crate::engine::finding::{Finding, Place, Severity};
use crate::engine::jwa::{
    Algorithm, ContentEncryptionAlgorithm, Curve, KeyManagementAlgorithm, KeyManagementFamily, SignatureAlgorithm,
    SignatureFamily,
};
use crate::engine::jwk::error::shown;
use crate::engine::jwk::published::where_published;
use crate::engine::jwk::weakness::{is_roca, looks_typed};
use crate::engine::jwk::{Certificate, Jwk, KeyMaterial};
use crate::engine::jws::public_secret;
use crate::engine::layer::Layer;

super::rules! {
    KEY_HS_SHORT: Error, "The secret is shorter than the hash", "HS256 needs 32 bytes, HS384 48, HS512 64: short secrets can be guessed from one token", "RFC 7518 §3.2";
    KEY_HS_LOW_ENTROPY: Warning, "The secret looks typed by a person", "It can be guessed offline from one token: have it generated", "RFC 8725 §3.5";
    KEY_HS_EMPTY: Error, "The secret is empty: everyone can make this token", "Set a secret for the issuer, and let it not start without one; refuse every token that was made so far", "CVE-2019-20933";
    KEY_HS_LEAKED: Error, "The secret is public: everyone can make this token", "Replace it with 32 random bytes or more; refuse every token that was made with it", "RFC 8725 §3.5";
    KEY_RSA_SMALL: Error, "The RSA modulus is too short", "2048 bits are the least that is allowed", "RFC 7518 §3.3";
    KEY_RSA_E: Error, "An unusual public exponent", "65537 is what everybody uses", "FIPS 186-5 §5.1";
    KEY_RSA_ROCA: Error, "The modulus bears the fingerprint of ROCA: the private key can be computed from it", "Replace the key; a chip of Infineon's made it", "CVE-2017-15361";
    KEY_RSA_FERMAT: Error, "The two primes are so close that anybody can compute them", "Replace the key", "CVE-2022-26320";
    KEY_RSA_SMALLFACTOR: Error, "A small prime divides the modulus: anybody can compute the private key", "Replace the key", "FIPS 186-5 §5.1";
    KEY_DUP_MODULUS: Error, "Two keys have the same modulus: whoever has one private half computes the other", "Replace both", "RFC 8017 §3";
    KEY_SHARED_PRIME: Error, "Two keys share a prime: anybody who has both public halves computes both private ones", "Replace both; the generator had too little randomness", "FIPS 186-5 §5.1";
    KEY_KNOWN_PUBLIC: Error, "The private half of this key is published", "Good for trying things out; never rely on it", "RFC 8725 §3.5";
    KEY_PRIV_PUB_MISMATCH: Error, "The private half does not belong to the public half", "Two keys were mixed up, or it is damaged", "RFC 7518 §6.2.2, §6.3.2";
    KEY_EC_INVALID: Error, "The point is not on the curve", "A key like this can leak the private half of whoever computes with it", "RFC 7518 §6.2.1";
    KEY_USE_OPS_BOTH: Warning, "Both use and key_ops", "Keep one of them", "RFC 7517 §4.3";
    KEY_OPS_CONFLICT: Warning, "use and key_ops contradict each other", "Programs differ in which one counts", "RFC 7517 §4.3";
    KEY_OPS_DUP: Warning, "key_ops names an operation twice", "", "RFC 7517 §4.3";
    KEY_MEMBER_TYPE: Warning, "A member has the wrong type and is ignored", "", "RFC 7517 §4";
    KEY_KID_DUP: Warning, "Another key of the set has the same kid", "Programs differ in which one they take", "RFC 7517 §4.5";
    KEY_NO_KID: Info, "No kid, in a set of several keys", "A token cannot name it: every key of the set must be tried", "RFC 7517 §4.5";
    KEY_INT_PADDED: Info, "A number starts with a zero byte", "Some programs refuse it, and its thumbprint differs from theirs", "RFC 7518 §6.3.1.1";
    KEY_X5C_MISMATCH: Error, "The certificate in x5c is for another key", "Programs that trust the certificate use another key than this one", "RFC 7517 §4.7";
    KEY_X5C_INVALID: Warning, "x5c cannot be read", "It is a list of certificates in standard base64", "RFC 7517 §4.7";
    KEY_X5T_MISMATCH: Warning, "The certificate in x5c has another thumbprint", "", "RFC 7517 §4.8, §4.9";
    KEY_ALG_MISMATCH: Warning, "alg does not fit the key", "Programs that obey alg cannot use it", "RFC 7517 §4.4";
    KEY_ALG_UNKNOWN: Warning, "alg names an algorithm that is not known here", "", "RFC 7517 §4.4";
    KEY_USE_CONFLICT: Warning, "use and alg contradict each other", "Programs that obey use refuse what alg allows", "RFC 7517 §4.2";
    KEY_OTHER_ISSUER: Error, "The key is pinned to another issuer than the token's", "Whoever has this key speaks for its issuer alone: refuse the token, or correct the pin", "RFC 8725 §3.8";
    KEY_OCT_IN_JWKS: Warning, "A shared secret stands among public keys", "Whoever may read the set can forge tokens", "RFC 7517 §9";
    KEY_CERT_EXPIRED: Info, "The certificate of the key has expired", "The key still verifies; ask its owner for the current certificate", "RFC 5280 §4.1.2.5";
    KEY_FILE_PERMS: Warning, "Other users of this computer can read the file of this private key", "Take their rights away, as with chmod 600", "";
    KEY_IN_SYNC_FOLDER: Info, "The file of this private key is in a folder that is copied elsewhere", "Whoever gets a copy has the key: keep it elsewhere, or in a keyring under a passphrase", "";
    KEY_PRIVATE_IN_JWKS: Warning, "A private key stands in a set with public ones", "Before the set is published, leave the private halves out: convert it to a public JWK Set", "RFC 7517 §9.2";
}

/// What is known about an `alg` of a key.
enum KeyAlgorithm {
    Signature(&'static crate::engine::jwa::SignatureRow),
    KeyManagement(&'static crate::engine::jwa::KeyManagementRow),
    Content(&'static crate::engine::jwa::ContentEncryptionRow),
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

fn finding(rule: &'static Rule) -> Finding {
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
            .advising("The key verifies all the same; look at the clock")
    })
}

/// A private key came from a file that others may read (OpenSSH refuses such a file; here it is used and told).
pub fn readable_file() -> Finding {
    finding(&KEY_FILE_PERMS)
}

/// A private key came from a file that leaves this computer: what `carrier` is, in words, has a copy of it.
pub fn copied_file(carrier: &str) -> Finding {
    finding(&KEY_IN_SYNC_FOLDER)
        .saying(format!("The file of this private key is in {carrier}, so that copies of it go elsewhere"))
}

/// Whether it makes the key weak: others can compute it, guess it or know it. (That `use` and `key_ops` contradict each
/// other does not.)
pub fn is_weakness(finding: &Finding) -> bool {
    const WEAKNESSES: [&Rule; 13] = [
        &KEY_HS_SHORT,
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
        let message =
            format!("The secret has {have} bytes ({} bits); {} needs {need} ({} bits)", have * 8, row.name, need * 8);
        out.insert(0, finding(&KEY_HS_SHORT).saying(message));
    }
    out
}

/// What speaks against the keys that verified or decrypted a layer, or would have if they were allowed to.
pub(super) fn check(subject: &Subject<'_>, index: usize, layer: &Layer, findings: &mut Findings) {
    // Of a secret that everybody knows, the parsers have said so already.
    let is_said = |rule: &Rule| {
        let mut known = subject.examination.findings.iter();
        known.any(|finding| finding.layer == index && finding.rule.id == rule.id)
    };
    let signatures = layer.signatures.iter().enumerate();
    let recipients = layer.recipients.iter().enumerate();
    let used = signatures
        .map(|(entry, result)| (Place::Signature(entry), &result.key, &result.algorithm))
        .chain(recipients.map(|(entry, result)| (Place::Recipient(entry), &result.key, &result.algorithm)));
    for (place, key, algorithm) in used {
        let Some(key) = key else { continue };
        for finding in in_use(key, algorithm.as_deref()) {
            if !is_said(finding.rule) {
                findings.push(Finding { layer: index, place, span: None, ..finding });
            }
        }
    }
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
        out.push(finding(&KEY_KNOWN_PUBLIC).saying(format!("{what} is published in {place}")));
    }
    member_findings(key, &mut out);
    out
}

fn secret_findings(key: &Jwk, secret: &[u8], out: &mut Vec<Finding>) {
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
            "{} bytes ({} bits); {}{name} needs {bytes} bytes ({} bits)",
            secret.len(),
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
        let message = format!("The secret is public ({place}): everyone can make tokens with it");
        out.push(finding(&KEY_HS_LEAKED).saying(message));
    }
    if !is_password && looks_typed(secret) {
        out.push(finding(&KEY_HS_LOW_ENTROPY));
    }
}

/// Whether `use` or `key_ops` say that it is not for signatures.
fn is_for_encryption(key: &Jwk) -> bool {
    key.public_key_use.as_deref() == Some("enc")
        || key.key_operations.as_ref().is_some_and(|operations| {
            !operations.is_empty()
                && !operations.iter().any(|operation| matches!(operation.as_str(), "sign" | "verify"))
        })
}

fn rsa_findings(n: &[u8], e: &[u8], effort: &mut Effort, out: &mut Vec<Finding>) {
    let bits = pkey::bits(n);
    if bits < 2048 {
        out.push(finding(&KEY_RSA_SMALL).saying(format!("{bits} bits; RSA needs 2048 at least")));
    } else if bits < 3072 {
        let message = format!("{bits} bits: fine today, 3072 are advised beyond 2030");
        out.push(finding(&KEY_RSA_SMALL).saying(message).graded(Severity::Info).advising(""));
    }
    let exponent = (e.len() <= 8).then(|| e.iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte)));
    match exponent {
        Some(65537) => {}
        Some(1) => out.push(finding(&KEY_RSA_E).saying("The public exponent is 1: anybody can sign")),
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
                .saying(format!("The public exponent has {} bits; some programs refuse it", pkey::bits(e)))
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

fn member_findings(key: &Jwk, out: &mut Vec<Finding>) {
    let algorithm = key.algorithm.as_deref().map(|name| (name, KeyAlgorithm::named(name)));
    if let Some((name, algorithm)) = &algorithm {
        match mismatch(key, algorithm) {
            Some(why) => out.push(finding(&KEY_ALG_MISMATCH).saying(format!("alg is {}, but {why}", shown(name)))),
            None if matches!(algorithm, KeyAlgorithm::Unknown) => {
                out.push(finding(&KEY_ALG_UNKNOWN).saying(format!("alg is {}, which is not known here", shown(name))));
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
fn mismatch(key: &Jwk, algorithm: &KeyAlgorithm) -> Option<String> {
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
