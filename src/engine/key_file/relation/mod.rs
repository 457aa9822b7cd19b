//! What keys say about each other: the same `kid`, a modulus or a prime in common, secrets and private keys in a set that
//! looks like one for everybody.

use crate::engine::crypto::shared_prime::shared_primes;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::rule::key::{
    KEY_DUP_MODULUS, KEY_KID_DUP, KEY_NO_KID, KEY_OCT_IN_JWKS, KEY_PRIVATE_IN_JWKS, KEY_SHARED_PRIME,
};
use crate::engine::text::words::shown;
use std::collections::HashMap;
use std::sync::Arc;

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
    let all: Vec<&Jwk> = keys.iter().collect();
    let Compared { marks, left } = compare(&all, |_| None);
    for (index, finding) in marks {
        if let Some(key) = keys.get_mut(index)
            && !key.findings.iter().any(|known| known.rule.id == finding.rule.id)
        {
            key.findings.push(finding);
        }
    }
    left
}

/// What keys say about each other that came from several places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Related {
    /// What was found, for keys of which it is not known by themselves.
    pub findings: Vec<(KeyId, Finding)>,
    /// How many RSA keys were not compared for primes in common, because there are so many.
    pub left: usize,
}

/// Compares the RSA keys among these ([`KEY_DUP_MODULUS`], [`KEY_SHARED_PRIME`]); each comes with the place where it is
/// kept, in words, if that is worth a word.
pub fn related(keys: &[(Arc<Jwk>, Option<String>)]) -> Related {
    let all: Vec<&Jwk> = keys.iter().map(|(key, _)| &**key).collect();
    let Compared { marks, left } = compare(&all, |index| keys.get(index)?.1.as_deref());
    let mut findings: Vec<(KeyId, Finding)> = Vec::new();
    for (index, finding) in marks {
        let Some((key, _)) = keys.get(index) else { continue };
        let is_known = key.findings.iter().any(|known| known.rule.id == finding.rule.id)
            || findings.iter().any(|(id, known)| *id == key.id && known.rule.id == finding.rule.id);
        if !is_known {
            findings.push((key.id, finding));
        }
    }
    Related { findings, left }
}

/// What was found in a list of keys, by their places in it.
struct Compared {
    marks: Vec<(usize, Finding)>,
    left: usize,
}

fn compare<'a>(keys: &[&Jwk], kept_in: impl Fn(usize) -> Option<&'a str>) -> Compared {
    let rsa: Vec<(usize, &[u8])> = keys
        .iter()
        .enumerate()
        .filter_map(|(index, key)| match &key.material {
            KeyMaterial::Rsa { n, .. } => Some((index, n.as_slice())),
            _ => None,
        })
        .collect();
    let mut marks: Vec<(usize, Finding)> = Vec::new();
    if rsa.len() < 2 {
        return Compared { marks, left: 0 };
    }
    let named = |index: usize| {
        let name = keys.get(index).map(|key| name(key)).unwrap_or_default();
        match kept_in(index) {
            Some(place) => format!("{name} {place}"),
            None => name,
        }
    };
    let mut say = |index: usize, rule: &'static Rule, message: String| {
        marks.push((index, Finding::new(rule, 0, Place::Key).saying(message)));
    };
    let mut by_modulus: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (index, modulus) in &rsa {
        by_modulus.entry(modulus).or_default().push(*index);
    }
    let thumbprint = |index: usize| keys.get(index).map(|key| &key.thumbprint);
    for (index, modulus) in &rsa {
        let same = by_modulus.get(modulus).map(Vec::as_slice).unwrap_or_default();
        if let Some(&other) = same.iter().find(|&&other| thumbprint(other) != thumbprint(*index)) {
            say(*index, &KEY_DUP_MODULUS, format!("It has the same modulus as another key, {}", named(other)));
        }
    }
    let moduli: Vec<&[u8]> = rsa.iter().map(|(_, modulus)| *modulus).collect();
    let found = shared_primes(&moduli, Limits::DEFAULT.rsa_compared_bits);
    for (one, other) in found.pairs {
        let (Some(&one), Some(&other)) = (rsa.get(one), rsa.get(other)) else { continue };
        for ((_, modulus), (partner, _)) in [(one, other), (other, one)] {
            // Both halves of a key, where each has an entry of its own.
            for &index in by_modulus.get(modulus).into_iter().flatten() {
                say(index, &KEY_SHARED_PRIME, format!("It shares a prime with another key, {}", named(partner)));
            }
        }
    }
    Compared { marks, left: found.left }
}

#[cfg(test)]
mod tests;
