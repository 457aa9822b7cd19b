//! What is too weak to issue. A verifier still has to read such tokens; a person should not make one by accident.

use super::error::{Place, WeakPoint};
use crate::engine::crypto::pkey;
use crate::engine::ground::jwa::{
    ContentEncryptionRow, Hash, KeyManagementFamily, KeyManagementRow, SignatureFamily, SignatureRow,
};
use crate::engine::jose::status::Told;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::rule::finding::Severity;
use crate::engine::rule::key::KEY_RSA_SMALL;
use crate::engine::verify::select;

/// The least modulus, in bits (RFC 7518 §3.3, §3.5, §4.2, §4.3: "A key of size 2048 bits or larger MUST be used").
const LEAST_RSA_BITS: usize = 2048;
/// "A minimum iteration count of 1000 is RECOMMENDED" (RFC 7518 §4.8.1.2).
const LEAST_PBES2_COUNT: u64 = 1000;

/// OWASP's figure for PBKDF2 with this hash: what a person of today should choose.
pub(crate) const fn advised_pbes2_count(hash: Option<Hash>) -> u64 {
    match hash {
        Some(Hash::Sha512 | Hash::Sha384) => 220_000,
        _ => 600_000,
    }
}

/// Why this signature should not be made.
pub(crate) fn of_signature(row: &SignatureRow, key: Option<&Jwk>, place: Place) -> Vec<WeakPoint> {
    let mut reasons = Vec::new();
    if row.family == SignatureFamily::Unsecured {
        reasons.push(
            Told::new("unsecured", "alg is none: nothing is signed, anyone can write such a token")
                .advising("Choose an algorithm and a key"),
        );
    }
    if let Some(key) = key.filter(|_| row.family != SignatureFamily::Unsecured) {
        if let (KeyMaterial::Oct(secret), Some(hash)) = (&key.material, row.hash)
            && secret.len() < hash.output_len()
        {
            let message =
                format!("The secret has {} bytes, {} needs {} at least", secret.len(), row.name, hash.output_len());
            reasons.push(
                Told::new("hmac-secret-short", message)
                    .advising("A short secret can be guessed from one token: have one generated"),
            );
        }
        reasons.extend(of_key(key));
        reasons.extend(forbidden(
            key,
            |own| select::same_signature_algorithm(own, row, key),
            row.name,
            "sig",
            &["sign"],
            &[],
        ));
    }
    reasons.into_iter().map(|reason| WeakPoint { place, reason }).collect()
}

/// Why nothing should be encrypted like this.
pub(crate) fn of_recipient(
    row: &KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &Jwk,
    pbes2_count: Option<u64>,
    place: Place,
) -> Vec<WeakPoint> {
    let mut reasons = Vec::new();
    if row.family == KeyManagementFamily::Rsa15 {
        reasons.push(
            Told::new("rsa1-5", "RSA1_5 can be broken with the recipient's help (Bleichenbacher's attack)")
                .advising("Choose RSA-OAEP-256"),
        );
    }
    if row.family == KeyManagementFamily::Pbes2
        && let Some(count) = pbes2_count
        && count < LEAST_PBES2_COUNT
    {
        let advised = advised_pbes2_count(row.hash);
        reasons.push(
            Told::new("p2c-low", format!("{count} rounds of key derivation; {LEAST_PBES2_COUNT} are the least"))
                .advising(format!("{advised} are advised today")),
        );
    }
    reasons.extend(of_key(key));
    let (operations, of_private): (&[&str], &[&str]) = match row.family {
        // A public key that agrees carries no operation at all (W3C WebCryptoAPI); the private one derives.
        KeyManagementFamily::EcdhEs => (&["deriveKey", "deriveBits", "wrapKey"], &["unwrapKey"]),
        KeyManagementFamily::Pbes2 => (&["deriveKey", "deriveBits", "wrapKey", "encrypt"], &[]),
        KeyManagementFamily::Direct => (&["encrypt"], &[]),
        KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => {
            (&["wrapKey", "encrypt"], &["unwrapKey", "decrypt"])
        }
        KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => (&["wrapKey", "encrypt"], &[]),
    };
    let is_own = |own: &str| own == row.name || (row.family == KeyManagementFamily::Direct && own == enc.name);
    let is_silent = row.family == KeyManagementFamily::EcdhEs && key.key_operations.as_ref().is_some_and(Vec::is_empty);
    let mut found = forbidden(key, is_own, row.name, "enc", operations, of_private);
    found.retain(|reason| !(is_silent && reason.code == "key-ops"));
    reasons.extend(found);
    reasons.into_iter().map(|reason| WeakPoint { place, reason }).collect()
}

/// What is wrong with the key whatever it is used for: every finding that is an error, and a short modulus.
fn of_key(key: &Jwk) -> Vec<Told> {
    let mut reasons: Vec<Told> = Vec::new();
    if let KeyMaterial::Rsa { n, .. } = &key.material {
        let bits = pkey::bits(n);
        if bits < LEAST_RSA_BITS {
            reasons.push(
                Told::new("rsa-small", format!("The key has {bits} bits, RSA needs {LEAST_RSA_BITS} at least"))
                    .advising("Generate a longer one: 3072 bits hold beyond 2030"),
            );
        }
    }
    let errors = key.findings.iter().filter(|finding| finding.severity == Severity::Error);
    for finding in errors.filter(|finding| finding.rule != &KEY_RSA_SMALL) {
        reasons.push(Told::new(finding.rule.id, finding.message.clone()).advising(finding.advice.clone()));
    }
    reasons
}

/// One key, one algorithm, one use (RFC 7517 §4.2–4.4).
fn forbidden(
    key: &Jwk,
    is_own: impl Fn(&str) -> bool,
    algorithm: &str,
    public_key_use: &str,
    operations: &[&str],
    of_private: &[&str],
) -> Vec<Told> {
    let mut reasons = Vec::new();
    if let Some(own) = key.algorithm.as_deref().filter(|own| !is_own(own)) {
        reasons.push(
            Told::new("key-alg", format!("The key is for {own} alone, not for {algorithm}"))
                .advising("Choose the algorithm of the key, or another key"),
        );
    }
    if let Some(own) = key.public_key_use.as_deref().filter(|own| *own != public_key_use) {
        reasons.push(
            Told::new("key-use", format!("The key's use is \"{own}\", needed is \"{public_key_use}\""))
                .advising("Choose another key"),
        );
    }
    let allows = |own: &Vec<String>| {
        own.iter().any(|operation| {
            operations.contains(&operation.as_str()) || (key.is_private() && of_private.contains(&operation.as_str()))
        })
    };
    if let Some(own) = key.key_operations.as_ref().filter(|own| !allows(own)) {
        let own = if own.is_empty() { "empty".to_owned() } else { own.join(", ") };
        reasons.push(
            Told::new("key-ops", format!("The key's key_ops are {own}, needed is {}", operations.join(" or ")))
                .advising("Choose another key"),
        );
    }
    reasons
}
