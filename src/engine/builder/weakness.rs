//! What is too weak to issue. A verifier still has to read such tokens; a person should not make one by accident.

use super::error::{Place, WeakPoint};
use crate::engine::crypto::pkey;
use crate::engine::ground::jwa::{
    ContentEncryptionRow, Hash, KeyManagementFamily, KeyManagementRow, SignatureFamily, SignatureRow,
};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::rule::Rule;
use crate::engine::rule::finding::Severity;
use crate::engine::rule::key::KEY_RSA_SMALL;
use crate::engine::verify::select;

/// The least modulus, in bits (RFC 7518 §3.3, §3.5, §4.2, §4.3: "A key of size 2048 bits or larger MUST be used").
pub(crate) const LEAST_RSA_BITS: usize = 2048;
/// "A minimum iteration count of 1000 is RECOMMENDED" (RFC 7518 §4.8.1.2).
pub(crate) const LEAST_PBES2_COUNT: u64 = 1000;

/// One reason not to issue a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// `alg` is `none`.
    Unsecured,
    /// A secret shorter than the hash.
    ShortSecret {
        /// `alg`
        algorithm: &'static str,
        /// Bytes that it has.
        found: usize,
        /// Bytes that it should have.
        needed: usize,
    },
    /// RSA1_5
    Rsa15,
    SmallRsa {
        bits: usize,
    },
    /// PBES2 with fewer iterations than the standard advises.
    FewIterations {
        count: u64,
        /// How many are advised today.
        advised: u64,
    },
    /// A finding about the key itself that is an error.
    Key {
        rule: &'static Rule,
        /// In the rule's words.
        message: String,
        advice: String,
    },
    /// The key's `alg` is another.
    OtherAlgorithm {
        own: String,
        algorithm: &'static str,
    },
    /// The key's `use` is another.
    OtherUse {
        own: String,
        /// `sig` or `enc`.
        needed: &'static str,
    },
    /// The key's `key_ops` lack what is needed.
    OtherOperations {
        own: Vec<String>,
        /// Those of which one would do.
        needed: Vec<&'static str>,
    },
    /// A header parameter holds a private key.
    PublishedSecret {
        /// `jwk` or `epk`.
        parameter: &'static str,
        member: &'static str,
    },
    /// More is compressed than recipients inflate.
    TooMuchCompressed {
        bytes: usize,
        /// Bytes that recipients inflate.
        limit: usize,
    },
    /// The holder could withhold a claim that decides about validity (RFC 9901 §9.7).
    HiddenValidity {
        name: &'static str,
    },
    /// An SD-JWT that is signed with a shared secret.
    SymmetricSdJwt,
    /// A key binding, and the token names no holder.
    NoHolder,
    /// A key binding with another key than the holder's.
    OtherHolder,
}

impl Weakness {
    /// Its stable name; of a finding the rule's id.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsecured => "unsecured",
            Self::ShortSecret { .. } => "hmac-secret-short",
            Self::Rsa15 => "rsa1-5",
            Self::SmallRsa { .. } => "rsa-small",
            Self::FewIterations { .. } => "p2c-low",
            Self::Key { rule, .. } => rule.id,
            Self::OtherAlgorithm { .. } => "key-alg",
            Self::OtherUse { .. } => "key-use",
            Self::OtherOperations { .. } => "key-ops",
            Self::PublishedSecret { .. } => "private-key-in-header",
            Self::TooMuchCompressed { .. } => "inflate-limit",
            Self::HiddenValidity { .. } => "hidden-validity",
            Self::SymmetricSdJwt => "symmetric-sd-jwt",
            Self::NoHolder => "no-holder",
            Self::OtherHolder => "other-holder",
        }
    }
}

/// What is worth knowing about a token that was made, none of it a reason to refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildNote {
    /// `crit` names an extension that is not known here.
    UnknownExtension(String),
    /// PBES2 with fewer iterations than are advised today.
    FewerIterations {
        count: u64,
        /// How many are advised.
        advised: u64,
        /// `alg`
        algorithm: &'static str,
    },
    /// `zip`
    Compressed,
    /// A JWT is inside, and `cty` does not say so (RFC 7519 §5.2).
    ContentTypeMissing,
    /// No claim of an SD-JWT can be withheld.
    NothingSelective,
    /// A claim is shown, and what can be withheld inside it is not.
    WithheldInside {
        path: String,
        /// How much of it.
        hidden: usize,
    },
}

impl BuildNote {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownExtension(_) => "crit-unknown",
            Self::FewerIterations { .. } => "p2c-below-advice",
            Self::Compressed => "zip",
            Self::ContentTypeMissing => "cty-missing",
            Self::NothingSelective => "nothing-selective",
            Self::WithheldInside { .. } => "withheld-inside",
        }
    }
}

/// OWASP's figure for PBKDF2 with this hash: what a person of today should choose.
pub(crate) const fn advised_pbes2_count(hash: Option<Hash>) -> u64 {
    match hash {
        Some(Hash::Sha512 | Hash::Sha384) => 220_000,
        _ => 600_000,
    }
}

/// Why this signature should not be made.
pub(crate) fn of_signature(row: &'static SignatureRow, key: Option<&Jwk>, place: Place) -> Vec<WeakPoint> {
    let mut reasons = Vec::new();
    if row.family == SignatureFamily::Unsecured {
        reasons.push(Weakness::Unsecured);
    }
    if let Some(key) = key.filter(|_| row.family != SignatureFamily::Unsecured) {
        if let (KeyMaterial::Oct(secret), Some(hash)) = (&key.material, row.hash)
            && secret.len() < hash.output_len()
        {
            let (found, needed) = (secret.len(), hash.output_len());
            reasons.push(Weakness::ShortSecret { algorithm: row.name, found, needed });
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
    reasons.into_iter().map(|weakness| WeakPoint { place, weakness }).collect()
}

/// Why nothing should be encrypted like this.
pub(crate) fn of_recipient(
    row: &'static KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &Jwk,
    pbes2_count: Option<u64>,
    place: Place,
) -> Vec<WeakPoint> {
    let mut reasons = Vec::new();
    if row.family == KeyManagementFamily::Rsa15 {
        reasons.push(Weakness::Rsa15);
    }
    if row.family == KeyManagementFamily::Pbes2
        && let Some(count) = pbes2_count
        && count < LEAST_PBES2_COUNT
    {
        reasons.push(Weakness::FewIterations { count, advised: advised_pbes2_count(row.hash) });
    }
    reasons.extend(of_key(key));
    let (operations, of_private): (&[&'static str], &[&str]) = match row.family {
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
    found.retain(|weakness| !(is_silent && matches!(weakness, Weakness::OtherOperations { .. })));
    reasons.extend(found);
    reasons.into_iter().map(|weakness| WeakPoint { place, weakness }).collect()
}

/// What is wrong with the key whatever it is used for: every finding that is an error, and a short modulus.
fn of_key(key: &Jwk) -> Vec<Weakness> {
    let mut reasons: Vec<Weakness> = Vec::new();
    if let KeyMaterial::Rsa { n, .. } = &key.material {
        let bits = pkey::bits(n);
        if bits < LEAST_RSA_BITS {
            reasons.push(Weakness::SmallRsa { bits });
        }
    }
    let errors = key.findings.iter().filter(|finding| finding.severity == Severity::Error);
    for finding in errors.filter(|finding| finding.rule != &KEY_RSA_SMALL) {
        let (message, advice) = (finding.message.clone(), finding.advice.clone());
        reasons.push(Weakness::Key { rule: finding.rule, message, advice });
    }
    reasons
}

/// One key, one algorithm, one use (RFC 7517 §4.2–4.4).
fn forbidden(
    key: &Jwk,
    is_own: impl Fn(&str) -> bool,
    algorithm: &'static str,
    public_key_use: &'static str,
    operations: &[&'static str],
    of_private: &[&str],
) -> Vec<Weakness> {
    let mut reasons = Vec::new();
    if let Some(own) = key.algorithm.as_deref().filter(|own| !is_own(own)) {
        reasons.push(Weakness::OtherAlgorithm { own: own.to_owned(), algorithm });
    }
    if let Some(own) = key.public_key_use.as_deref().filter(|own| *own != public_key_use) {
        reasons.push(Weakness::OtherUse { own: own.to_owned(), needed: public_key_use });
    }
    let allows = |own: &Vec<String>| {
        own.iter().any(|operation| {
            operations.contains(&operation.as_str()) || (key.is_private() && of_private.contains(&operation.as_str()))
        })
    };
    if let Some(own) = key.key_operations.as_ref().filter(|own| !allows(own)) {
        reasons.push(Weakness::OtherOperations { own: own.clone(), needed: operations.to_vec() });
    }
    reasons
}
