//! What keys say about each other: the same `kid`, a modulus or a prime in common, secrets and private keys in a set that
//! looks like one for everybody.

use super::error::shown;
use super::{Jwk, KeyMaterial};
use crate::engine::crypto::shared_prime::shared_primes;
use crate::engine::finding::{Finding, Place, Severity};
use crate::engine::lint::Rule;
use crate::engine::lint::key::{
    KEY_DUP_MODULUS, KEY_KID_DUP, KEY_NO_KID, KEY_OCT_IN_JWKS, KEY_PRIVATE_IN_JWKS, KEY_SHARED_PRIME,
};
use std::collections::HashMap;

fn mark(key: &mut Jwk, rule: &'static Rule, message: String) {
    // Marked once, also where a set is looked at again with others.
    if !key.findings.iter().any(|known| known.rule.id == rule.id) {
        key.findings.push(Finding::new(rule, 0, Place::Key).saying(message));
    }
}

/// How a key is called among others.
fn name(key: &Jwk) -> String {
    match (&key.key_id, key.shown_thumbprint()) {
        (Some(key_id), _) => format!("kid {}", shown(key_id)),
        (None, Some(thumbprint)) => format!("thumbprint {thumbprint}"),
        (None, None) => "a shared secret".to_owned(),
    }
}

/// RFC 7517 §4.5: different keys of one set should not share a `kid`, unless their types differ. And where there are
/// several keys, one without a `kid` cannot be asked for.
pub(crate) fn mark_names(keys: &mut [Jwk]) {
    let mut seen: HashMap<(String, &'static str), Vec<usize>> = HashMap::new();
    for (index, key) in keys.iter().enumerate() {
        if let Some(key_id) = &key.key_id {
            seen.entry((key_id.clone(), key.key_type().name())).or_default().push(index);
        }
    }
    for ((key_id, _), indexes) in seen {
        let first = indexes.first().and_then(|&index| keys.get(index)).map(|key| key.thumbprint.clone());
        let differ = indexes.iter().any(|&index| keys.get(index).map(|key| &key.thumbprint) != first.as_ref());
        if !differ {
            continue;
        }
        for index in indexes {
            if let Some(key) = keys.get_mut(index) {
                mark(key, &KEY_KID_DUP, format!("Another key of the set has the same kid, {}", shown(&key_id)));
            }
        }
    }
    if keys.len() > 1 {
        for key in keys.iter_mut().filter(|key| key.key_id.is_none()) {
            mark(key, &KEY_NO_KID, KEY_NO_KID.title.to_owned());
        }
    }
}

/// RFC 7517 §9.2 and §9.3: a set with public keys in it is one that others read. `is_published`: it says so itself, as the
/// metadata of an issuer does.
pub(crate) fn mark_secrets_among_public_keys(keys: &mut [Jwk], is_published: bool) {
    let is_secret = |key: &Jwk| matches!(key.material, KeyMaterial::Oct(_));
    if !is_published && !keys.iter().any(|key| !key.is_private()) {
        return;
    }
    for key in keys.iter_mut().filter(|key| key.is_private()) {
        let rule = if is_secret(key) { &KEY_OCT_IN_JWKS } else { &KEY_PRIVATE_IN_JWKS };
        // In a person's own file, a private key beside public ones of others is usual.
        let severity = match (is_published, is_secret(key)) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Warning,
            (false, false) => Severity::Info,
        };
        key.findings.push(Finding::new(rule, 0, Place::Key).graded(severity));
    }
}

/// RSA keys that have their modulus or one of its primes in common. The halves of one key are the same key. Says how many
/// were not compared, because there are so many.
pub(crate) fn mark_shared_moduli(keys: &mut [Jwk]) -> usize {
    let rsa: Vec<usize> = (0..keys.len())
        .filter(|&index| keys.get(index).is_some_and(|key| matches!(key.material, KeyMaterial::Rsa { .. })))
        .collect();
    if rsa.len() < 2 {
        return 0;
    }
    let modulus = |index: usize| match keys.get(index).map(|key| &key.material) {
        Some(KeyMaterial::Rsa { n, .. }) => n.as_slice(),
        _ => &[],
    };
    let moduli: Vec<&[u8]> = rsa.iter().map(|&index| modulus(index)).collect();
    let mut by_modulus: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (&index, modulus) in rsa.iter().zip(&moduli) {
        by_modulus.entry(modulus).or_default().push(index);
    }
    let mut marks: Vec<(usize, &'static Rule, String)> = Vec::new();
    for same in by_modulus.values() {
        let thumbprint = |index: usize| keys.get(index).map(|key| &key.thumbprint);
        for &index in same {
            let other = same.iter().find(|&&other| thumbprint(other) != thumbprint(index));
            if let Some(other) = other.and_then(|&other| keys.get(other)) {
                marks.push((
                    index,
                    &KEY_DUP_MODULUS,
                    format!("It has the same modulus as another key, {}", name(other)),
                ));
            }
        }
    }
    let found = shared_primes(&moduli);
    for (one, other) in found.pairs {
        let (Some(&one), Some(&other)) = (rsa.get(one), rsa.get(other)) else { continue };
        for (own, partner) in [(one, other), (other, one)] {
            let Some(partner) = keys.get(partner) else { continue };
            // Both halves of a key, where each has an entry of its own.
            for &index in by_modulus.get(modulus(own)).into_iter().flatten() {
                marks.push((
                    index,
                    &KEY_SHARED_PRIME,
                    format!("It shares a prime with another key, {}", name(partner)),
                ));
            }
        }
    }
    for (index, rule, message) in marks {
        if let Some(key) = keys.get_mut(index) {
            mark(key, rule, message);
        }
    }
    found.left
}

#[cfg(test)]
mod tests;
