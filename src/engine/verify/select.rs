//! Which keys are worth trying for a header, in which order, and why the others are not (RFC 7515 §6, Appendix D).
//!
//! A `kid` that differs never prevents a trial: it is a hint. A type that differs does.

use crate::engine::ground::jwa::{KeyManagementFamily, KeyManagementRow, SignatureFamily, SignatureRow};
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::reason::{KeyReason, NeededKey, Reason};
use crate::engine::jose::status::MatchedBy;
use crate::engine::key::{Jwk, KeyRing, KeyType};
use crate::engine::text::words::shown;
use std::sync::Arc;

/// A key and whether it can be tried.
#[derive(Clone, Debug)]
pub struct KeyMatch {
    pub key: Arc<Jwk>,
    /// Why it was thought of.
    pub matched_by: MatchedBy,
    /// Why it cannot be tried: another type, another curve, no private half. Empty: it can.
    pub unfit: Vec<Reason>,
    /// Why it may not be used even if it fits: its own `alg`, `use` or `key_ops` (RFC 7517 §4.2–4.4). Empty: it may.
    pub forbidden: Vec<Reason>,
    /// Worth saying about a success: its `kid` is another.
    pub notes: Vec<Reason>,
    /// Whether header and key both have a `kid`, and they differ.
    pub is_named_otherwise: bool,
}

/// What a header says of its key: read once, however many keys there are.
struct Wanted {
    key_id: Option<String>,
    x5t_s256: Option<String>,
    x5t: Option<String>,
}

impl Wanted {
    fn of(header: &JoseHeader) -> Self {
        Self { key_id: header.key_id(), x5t_s256: header.text("x5t#S256"), x5t: header.text("x5t") }
    }
}

impl KeyMatch {
    fn new(key: &Arc<Jwk>, header: &Wanted, ring: &KeyRing, issuer: Option<&str>) -> Self {
        let wanted = &header.key_id;
        let same_kid = wanted.is_some() && *wanted == key.key_id;
        let is_thumbprint = wanted.as_deref() == Some(key.thumbprint.as_str());
        let is_named_otherwise = wanted.is_some() && key.key_id.is_some() && !same_kid && !is_thumbprint;
        let same = |said: &Option<String>, have: &Option<String>| have.is_some() && said == have;
        let matched_by = if same_kid {
            MatchedBy::KeyId
        } else if same(&header.x5t_s256, &key.x5t_s256) || same(&header.x5t, &key.x5t) || is_thumbprint {
            MatchedBy::Thumbprint
        } else if issuer.is_some() && ring.pinned(key.id) == issuer {
            MatchedBy::Issuer
        } else {
            MatchedBy::Trial
        };
        let mut notes = Vec::new();
        if is_named_otherwise {
            notes.push(Reason::Key(KeyReason::OtherName {
                named: shown(wanted.as_deref().unwrap_or_default()).into_owned(),
                own: shown(key.key_id.as_deref().unwrap_or_default()).into_owned(),
            }));
        }
        Self { key: key.clone(), matched_by, unfit: Vec::new(), forbidden: Vec::new(), notes, is_named_otherwise }
    }
}

/// The keys for a signature, the likeliest first. `issuer` is the one that the token names; nothing vouches for it yet.
pub fn for_signature(
    row: &'static SignatureRow,
    header: &JoseHeader,
    ring: &KeyRing,
    issuer: Option<&str>,
) -> Vec<KeyMatch> {
    let wanted = Wanted::of(header);
    let mut matches: Vec<KeyMatch> = ring
        .keys()
        .iter()
        .map(|key| {
            let mut found = KeyMatch::new(key, &wanted, ring, issuer);
            if !fits_signature(row, key) {
                found.unfit.push(wrong_kind(row.name, needed(row), key));
            }
            forbid(
                &mut found,
                key,
                |algorithm| same_signature_algorithm(algorithm, row, key),
                row.name,
                "sig",
                &["verify"],
            );
            found
        })
        .collect();
    matches.sort_by_key(|found| (!found.unfit.is_empty(), found.matched_by, !found.forbidden.is_empty()));
    matches
}

pub(crate) fn fits_signature(row: &SignatureRow, key: &Jwk) -> bool {
    let type_fits = key.key_type().name() == row.key_type;
    let curve_fits = match row.family {
        SignatureFamily::Ecdsa => key.curve() == row.curve,
        SignatureFamily::EdDsa => {
            key.curve().is_some_and(|curve| curve.row().signs && row.curve.is_none_or(|needed| needed == curve))
        }
        SignatureFamily::MlDsa => {
            matches!(&key.material, crate::engine::key::KeyMaterial::Akp { algorithm, .. } if *algorithm == row.name)
        }
        SignatureFamily::RsaPkcs1 => !key.is_pss_only,
        _ => true,
    };
    type_fits && curve_fits
}

fn needed(row: &SignatureRow) -> NeededKey {
    match (row.family, row.curve) {
        (SignatureFamily::Hmac, _) => NeededKey::SharedSecret,
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, _) => NeededKey::Rsa,
        (SignatureFamily::Ecdsa, Some(curve)) => NeededKey::Ec(curve),
        (SignatureFamily::EdDsa, Some(curve)) => NeededKey::Okp(curve),
        (SignatureFamily::EdDsa, None) => NeededKey::EdDsa,
        (SignatureFamily::MlDsa, _) => NeededKey::Akp(row.name),
        (SignatureFamily::Unsecured, _) | (SignatureFamily::Ecdsa, None) => NeededKey::Nothing,
    }
}

fn wrong_kind(algorithm: &'static str, needed: NeededKey, key: &Jwk) -> Reason {
    Reason::Key(KeyReason::WrongKind { algorithm, needed, found: key.kind(), likeness: None })
}

/// RFC 9864 §2.2 gives `EdDSA` a name for each curve: a key that says one is good for the other name too.
pub(crate) fn same_signature_algorithm(algorithm: &str, row: &SignatureRow, key: &Jwk) -> bool {
    let full = |name: &str| match (name, key.curve()) {
        ("EdDSA", Some(curve)) => curve.name().to_owned(),
        (name, _) => name.to_owned(),
    };
    full(algorithm) == full(row.name)
}

/// The keys for a recipient, the likeliest first. `enc` counts where the key itself is the content encryption key.
pub fn for_recipient(row: &'static KeyManagementRow, enc: &str, header: &JoseHeader, ring: &KeyRing) -> Vec<KeyMatch> {
    let operations: &[&'static str] = match row.family {
        // RFC 7517 §4.3 maps none of them to key agreement: jose and jwcrypto write wrapKey and unwrapKey.
        KeyManagementFamily::EcdhEs => &["deriveKey", "deriveBits", "wrapKey", "unwrapKey"],
        // WebCrypto tells decrypting from unwrapping, JOSE does not; PBES2 derives.
        KeyManagementFamily::Pbes2 => &["deriveKey", "deriveBits", "unwrapKey", "decrypt"],
        KeyManagementFamily::Direct => &["decrypt"],
        _ => &["unwrapKey", "decrypt"],
    };
    // RFC 7519 §5.3: a claim may be repeated in the header of an encrypted token.
    let issuer = header.text("iss");
    let wanted = Wanted::of(header);
    let mut matches: Vec<KeyMatch> = ring
        .keys()
        .iter()
        .map(|key| {
            let mut found = KeyMatch::new(key, &wanted, ring, issuer.as_deref());
            let type_fits = row.key_types.contains(&key.key_type().name()) && !key.is_pss_only;
            let curve_fits =
                row.family != KeyManagementFamily::EcdhEs || key.curve().is_some_and(|curve| curve.row().agrees);
            if !type_fits || !curve_fits {
                let needed = match row.family {
                    KeyManagementFamily::EcdhEs => NeededKey::Agreement,
                    KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => NeededKey::Rsa,
                    KeyManagementFamily::Pbes2 => NeededKey::Password,
                    _ => NeededKey::SharedSecret,
                };
                found.unfit.push(wrong_kind(row.name, needed, key));
            } else if !key.is_private() {
                found.unfit.push(Reason::Key(KeyReason::PublicHalf));
            }
            // RFC 7520 §5.6 uses `dir` with a JWK whose `alg` names the `enc`.
            let same = |algorithm: &str| {
                algorithm == row.name || (row.family == KeyManagementFamily::Direct && algorithm == enc)
            };
            forbid(&mut found, key, same, row.name, "enc", operations);
            found
        })
        .collect();
    matches.sort_by_key(|found| (!found.unfit.is_empty(), found.matched_by, !found.forbidden.is_empty()));
    matches
}

/// One key, one algorithm, one use (RFC 7517 §4.2–4.4, rfc8725bis §3.1).
fn forbid(
    found: &mut KeyMatch,
    key: &Jwk,
    is_same: impl Fn(&str) -> bool,
    algorithm: &'static str,
    public_key_use: &'static str,
    operations: &[&'static str],
) {
    if let Some(own) = &key.algorithm
        && !is_same(own)
    {
        found.forbidden.push(Reason::Key(KeyReason::OtherAlgorithm { own: own.clone(), algorithm }));
    }
    // SPIFFE Trust Domain and Bundle §4.2.2: what checks JWT-SVIDs has a use of its own, as RFC 7517 §4.2 lets it.
    let is_svid = |own: &str| own == "jwt-svid" && public_key_use == "sig";
    if let Some(own) = &key.public_key_use
        && own != public_key_use
        && !is_svid(own)
    {
        found.forbidden.push(Reason::Key(KeyReason::OtherUse { own: own.clone(), needed: public_key_use }));
    }
    if let Some(own) = &key.key_operations
        && !own.iter().any(|operation| operations.contains(&operation.as_str()))
        // A private signing key says "sign"; its public half, which it holds, may verify.
        // A shared secret has no such half.
        && !(operations == ["verify"]
            && key.is_private()
            && key.key_type() != KeyType::Oct
            && own.iter().any(|operation| operation == "sign"))
    {
        let reason = KeyReason::OtherOperations { own: own.clone(), needed: operations.to_vec() };
        found.forbidden.push(Reason::Key(reason));
    }
}
