//! Which key and which algorithm go together.

use crate::app::state::State;
use crate::app::value::Workspace;
use crate::app::value::builder::Slot;
use crate::engine::builder::draft::{Draft, DraftRecipient, KeyReference};
use crate::engine::builder::template::Template;
use crate::engine::builder::{jwe, jws};
use crate::engine::ground::jwa::{KeyManagementFamily, KeyManagementRow, key_management};
use crate::engine::key::{Jwk, KeyMaterial, KeyRing};
use std::sync::Arc;

/// Keys that are offered where one is missing.
pub(in crate::app) const OFFERED: usize = 3;

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

/// The keys of the session, without those of keyrings, which are full of others.
pub(in crate::app) fn of_session(state: &State) -> KeyRing {
    let is_of_session = |key: &&Arc<Jwk>| state.keys.ring.get(key.id).is_some();
    KeyRing::new(state.keys_to_build_with().keys().iter().filter(is_of_session).cloned())
}

/// Of keys that were brought for it or are named, the one to sign with this algorithm, where one alone fits it.
pub(in crate::app) fn signing_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    only(ring, |key| fits_signature(key, algorithm))
}

/// The same to encrypt for. One's own private key is no recipient: what is encrypted for it nobody else can read.
pub(in crate::app) fn recipient_key<'a>(ring: &'a KeyRing, algorithm: &str) -> Option<&'a Arc<Jwk>> {
    only(ring, |key| fits_recipient(key, algorithm) && is_for_others(key))
}

fn is_for_others(key: &Jwk) -> bool {
    !key.is_private() || matches!(key.material, KeyMaterial::Oct(_))
}

/// The one that fits; none where another fits as well: which is meant is the person's to say.
pub(in crate::app) fn only(ring: &KeyRing, fits: impl Fn(&Jwk) -> bool) -> Option<&Arc<Jwk>> {
    let mut found = ring.keys().iter().filter(|key| fits(key));
    let first = found.next()?;
    found.all(|other| other.thumbprint == first.thumbprint).then_some(first)
}

/// The algorithm of a template that a key which the person chose signs with.
pub(in crate::app) fn template_algorithm(template: &Template, key: &Jwk) -> Option<&'static str> {
    template.algorithms.iter().find(|name| fits_signature(key, name)).copied()
}

/// A key that is offered where a draft has none yet, and the algorithm that it brings where that of the draft does not fit it.
pub(in crate::app) type Offer<'a> = (&'a Arc<Jwk>, Option<&'static str>);

/// Those at hand, the ones that fit the algorithm first: whose it is, the person says.
pub(in crate::app) fn offered<'a>(ring: &'a KeyRing, draft: &Draft, slot: Slot) -> Vec<Offer<'a>> {
    let offer = |key: &'a Arc<Jwk>| -> Option<Offer<'a>> {
        match slot {
            Slot::Signature(index) => {
                let chosen = &draft.signing.signatures.get(index)?.algorithm;
                let own = jws::default_algorithm(key).map(|row| row.name).filter(|name| fits_signature(key, name));
                if fits_signature(key, chosen) { Some((key, None)) } else { Some((key, Some(own?))) }
            }
            Slot::Recipient(index) => {
                let chosen = &draft.encryption.recipients.get(index)?.algorithm;
                let own = jwe::default_algorithm(key).map(|row| row.name).filter(|name| fits_recipient(key, name));
                let key = Some(key).filter(|key| is_for_others(key))?;
                if fits_recipient(key, chosen) { Some((key, None)) } else { Some((key, Some(own?))) }
            }
        }
    };
    let fits = |offer: &Offer<'_>| offer.1.is_none();
    let (fitting, others): (Vec<_>, Vec<_>) = ring.keys().iter().filter_map(offer).partition(fits);
    fitting.into_iter().chain(others).take(OFFERED).collect()
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

/// The algorithm of the recipient for whom a password is typed now, and the iterations that were chosen for it: the one that
/// is shown, else the first that lacks one. `None`: nobody gets one.
pub(in crate::app) fn for_password(state: &State) -> Option<(&'static KeyManagementRow, Option<u64>)> {
    let draft = state.build.draft.as_ref().filter(|draft| draft.structure.encrypts())?;
    if state.workspace != Workspace::Build {
        return None;
    }
    let recipients = &draft.encryption.recipients;
    let of = |recipient: &DraftRecipient| {
        let row = key_management::find(&recipient.algorithm);
        row.filter(|row| row.family == KeyManagementFamily::Pbes2).map(|row| (row, iterations(&recipient.count)))
    };
    let shown = recipients.get(state.build.recipient.min(recipients.len().saturating_sub(1))).and_then(of);
    shown.or_else(|| recipients.iter().filter(|recipient| recipient.key.is_none()).find_map(of))
}

/// The iterations that were typed; `None`: none, or no number.
pub(in crate::app) fn iterations(typed: &str) -> Option<u64> {
    typed.trim().replace([' ', ',', '_'], "").parse().ok().filter(|count| *count > 0)
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
