//! Which key and which algorithm go together.

use crate::app::state::State;
use crate::engine::builder::draft::KeyReference;
use crate::engine::builder::template::Template;
use crate::engine::builder::{jwe, jws};
use crate::engine::key::{Jwk, KeyMaterial, KeyRing};
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

/// The keys of the session: a draft takes none of a keyring, which is full of others, unless it names it.
pub(in crate::app) fn of_session(state: &State) -> KeyRing {
    let is_of_session = |key: &&Arc<Jwk>| state.keys.ring.get(key.id).is_some();
    KeyRing::new(state.keys_to_build_with().keys().iter().filter(is_of_session).cloned())
}

/// The key to sign with this algorithm, where there is no choice: the only one that fits it.
pub(in crate::app) fn signing_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    only(ring, |key| fits_signature(key, algorithm))
}

/// The same to encrypt for. One's own private key is no recipient: what is encrypted for it nobody else can read.
pub(in crate::app) fn recipient_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    let is_shared = |key: &Jwk| !key.is_private() || matches!(key.material, KeyMaterial::Oct(_));
    only(ring, |key| fits_recipient(key, algorithm) && is_shared(key))
}

/// The only key that signs of itself, with the algorithm that follows from it.
pub(in crate::app) fn only_signer(ring: &KeyRing) -> Option<(&'static str, &Arc<Jwk>)> {
    let algorithm = |key: &Jwk| Some(jws::default_algorithm(key)?.name).filter(|name| fits_signature(key, name));
    let key = only(ring, |key| algorithm(key).is_some())?;
    Some((algorithm(key)?, key))
}

/// The only public key that can be encrypted for, with the algorithm that follows from it.
pub(in crate::app) fn only_recipient(ring: &KeyRing) -> Option<(&'static str, &Arc<Jwk>)> {
    let algorithm = |key: &Jwk| Some(jwe::default_algorithm(key)?.name).filter(|name| fits_recipient(key, name));
    let key = only(ring, |key| !key.is_private() && algorithm(key).is_some())?;
    Some((algorithm(key)?, key))
}

/// The one that fits; none where another fits as well: which is meant is the person's to say.
fn only(ring: &KeyRing, fits: impl Fn(&Jwk) -> bool) -> Option<&Arc<Jwk>> {
    let mut found = ring.keys().iter().filter(|key| fits(key));
    let first = found.next()?;
    found.all(|other| other.thumbprint == first.thumbprint).then_some(first)
}

/// The key that a template is signed with from the start: one for its own algorithm, which is the first. `any`: without a
/// key there is no draft, and another algorithm of the template will do.
pub(in crate::app) fn template_signer<'a>(
    template: &Template,
    ring: &'a KeyRing,
    any: bool,
) -> Option<(&'static str, &'a Arc<Jwk>)> {
    let accepted = if any { usize::MAX } else { 1 };
    template.algorithms.iter().take(accepted).find_map(|name| Some((*name, signing_key(ring, name)?)))
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
