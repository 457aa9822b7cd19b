//! Which key and which algorithm go together.

use crate::engine::builder::draft::KeyReference;
use crate::engine::builder::{jwe, jws};
use crate::engine::key::{Jwk, KeyRing};
use crate::engine::rule::finding::Severity;
use std::sync::Arc;

/// Whether a key can sign with the algorithm of this name, by its type and its own words.
pub(in crate::app) fn fits_signature(key: &Jwk, algorithm: &str) -> bool {
    key.is_private()
        && jws::algorithms_for(key).iter().any(|row| row.name == algorithm)
        && is_meant_for(key, algorithm, "sig")
}

/// Whether a key can receive with the algorithm of this name, by its type and its own words.
pub(in crate::app) fn fits_recipient(key: &Jwk, algorithm: &str) -> bool {
    let by_type = encryption_algorithms(key).contains(&algorithm);
    // A key for direct encryption names the enc (RFC 7520 §5.6).
    let is_direct = algorithm == "dir" && jwe::default_algorithm(key).is_some_and(|row| row.name == "dir");
    by_type && (is_direct || is_meant_for(key, algorithm, "enc"))
}

fn is_meant_for(key: &Jwk, algorithm: &str, public_key_use: &str) -> bool {
    key.algorithm.as_deref().is_none_or(|own| own == algorithm)
        && key.public_key_use.as_deref().is_none_or(|own| own == public_key_use)
}

/// The algorithms that a key can receive with by its type.
pub(in crate::app) fn encryption_algorithms(key: &Jwk) -> Vec<&'static str> {
    jwe::algorithms_for(key).into_iter().map(|row| row.name).collect()
}

/// A key of the session to sign with this algorithm: a sound one before others.
pub(in crate::app) fn signing_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    best(ring, |key| fits_signature(key, algorithm))
}

/// A key of the session to encrypt for with this algorithm.
pub(in crate::app) fn recipient_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    best(ring, |key| fits_recipient(key, algorithm))
}

fn best(ring: &KeyRing, fits: impl Fn(&Jwk) -> bool) -> Option<&Arc<Jwk>> {
    let is_sound = |key: &Jwk| key.findings.iter().all(|finding| finding.severity < Severity::Error);
    let fitting = || ring.keys().iter().filter(|key| fits(key));
    fitting().find(|key| is_sound(key)).or_else(|| fitting().next())
}

/// The sound key, and the first algorithm of a list that one fits.
pub(in crate::app) fn first_fitting<'a>(
    ring: &'a KeyRing,
    algorithms: &[&'static str],
    key: impl Fn(&'a KeyRing, &str) -> Option<&'a Arc<Jwk>>,
) -> Option<(&'static str, &'a Arc<Jwk>)> {
    let is_sound = |key: &Jwk| key.findings.iter().all(|finding| finding.severity < Severity::Error);
    let found = || algorithms.iter().filter_map(|name| Some((*name, key(ring, name)?)));
    found().find(|(_, key)| is_sound(key))
}

/// Keeps the algorithm where it fits the key, else the one that follows from the key.
pub(in crate::app) fn algorithm_to_sign(key: &Jwk, chosen: &str) -> String {
    if fits_signature(key, chosen) {
        return chosen.to_owned();
    }
    jws::default_algorithm(key).map_or_else(|| chosen.to_owned(), |row| row.name.to_owned())
}

/// The same for a recipient.
pub(in crate::app) fn algorithm_to_encrypt(key: &Jwk, chosen: &str) -> String {
    if fits_recipient(key, chosen) {
        return chosen.to_owned();
    }
    jwe::default_algorithm(key).map_or_else(|| chosen.to_owned(), |row| row.name.to_owned())
}

/// Whether a signature that was made elsewhere can be checked with a key: with its public half, or with the shared secret.
pub(in crate::app) fn verifies(key: &Jwk) -> bool {
    !jws::algorithms_for(key).is_empty()
}

/// The key that is meant, or none.
pub(in crate::app) fn resolve<'a>(reference: Option<&KeyReference>, ring: &'a KeyRing) -> Option<&'a Arc<Jwk>> {
    reference?.resolve(ring)
}

/// The key that is meant for a signature, or none: with its public half alone nothing is signed.
pub(in crate::app) fn resolve_to_sign<'a>(reference: Option<&KeyReference>, ring: &'a KeyRing) -> Option<&'a Arc<Jwk>> {
    resolve(reference, ring).filter(|key| key.is_private())
}

/// What to generate for an algorithm, so that the key fits it.
pub(in crate::app) use crate::engine::builder::rehearsal::generated_for;

#[cfg(test)]
mod tests {
    use super::{fits_recipient, fits_signature, generated_for};
    use crate::engine::ground::jwa::{KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS};
    use crate::engine::key::KeyIds;
    use crate::engine::key_file::generate::{GeneratedKind, generate};

    #[test]
    fn what_is_generated_for_an_algorithm_fits_it() {
        let mut ids = KeyIds::default();
        for row in SIGNATURE_ALGORITHMS {
            let Some(recipe) = generated_for(row.name, "") else {
                assert_eq!(row.name, "none");
                continue;
            };
            if matches!(recipe.kind, GeneratedKind::Rsa(_)) {
                continue;
            }
            let key = generate(&recipe, &mut ids).unwrap();
            assert!(fits_signature(&key, row.name), "{}", row.name);
        }
        for row in KEY_MANAGEMENT_ALGORITHMS {
            let Some(recipe) = generated_for(row.name, "A128GCM") else {
                assert!(row.name.starts_with("PBES2"), "{}", row.name);
                continue;
            };
            if matches!(recipe.kind, GeneratedKind::Rsa(_)) {
                continue;
            }
            let key = generate(&recipe, &mut ids).unwrap();
            assert!(fits_recipient(&key, row.name), "{}", row.name);
        }
    }
}
