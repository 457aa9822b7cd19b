//! Whose key is whose. A token has several signatures, recipients or layers, and each has a key of its own: a key that
//! has done its work at one place says nothing against another where it fails.
//!
//! Without this the recipient's RSA key, which opened the outer layer, would make the sender's RSA signature inside look
//! forged; and the key of the first of two signers the second signature.

use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::reason::{Belonging, KeyReason, MissingKeyReason, Purpose, Reason};
use crate::engine::jose::status::{
    Attempt, MatchedBy, Outcome, RecipientResult, RecipientStatus, SignatureResult, SignatureStatus,
};
use crate::engine::key::{Jwk, KeyId, KeyMaterial, KeyType};
use crate::engine::key_file::secret::{SecretReading, secret_readings};
use std::cell::OnceCell;
use std::collections::HashSet;

/// All keys that were tried have another name than the one that the token `named`, and none did it.
pub(crate) fn not_among(purpose: Purpose, named: Option<&str>, attempts: &[Attempt]) -> Reason {
    let failed = attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
    let tried = failed.filter_map(|attempt| attempt.key.key_id.clone()).collect();
    Reason::MissingKey(MissingKeyReason::OtherNames { purpose, named: named.unwrap_or_default().to_owned(), tried })
}

/// The `kid` of the one key that the token names among those that were tried.
pub(crate) fn named_among(failures: &[&Attempt]) -> Option<String> {
    let named = failures.iter().find(|attempt| attempt.matched_by == MatchedBy::KeyId)?;
    named.key.key_id.clone()
}

/// Secrets that are compared with each other's readings; the readings of one file are no more.
const MOST_READINGS: usize = 16;

/// How many keys these are: a certificate and its private half are one, and so are two readings of one secret.
pub(crate) fn distinct<'a>(keys: impl Iterator<Item = &'a Jwk>) -> usize {
    let mut thumbprints = HashSet::new();
    let keys: Vec<&Jwk> = keys.filter(|key| thumbprints.insert(&key.thumbprint)).collect();
    let secrets: Vec<Secret<'_>> = keys.iter().take(MOST_READINGS).filter_map(|key| Secret::of(key)).collect();
    let is_reading = |(index, secret): &(usize, &Secret<'_>)| {
        secrets[..*index].iter().any(|known| secret.is_reading_of(known) || known.is_reading_of(secret))
    };
    keys.len() - secrets.iter().enumerate().filter(is_reading).count()
}

/// A secret, and what else it may stand for: read once, for a secret may be long.
struct Secret<'a> {
    source: &'a str,
    own: &'a SecretBytes,
    readings: OnceCell<Vec<(SecretReading, SecretBytes)>>,
}

impl<'a> Secret<'a> {
    fn of(key: &'a Jwk) -> Option<Self> {
        let KeyMaterial::Oct(own) = &key.material else { return None };
        Some(Self { source: &key.source.name, own, readings: OnceCell::new() })
    }

    fn is_reading_of(&self, other: &Self) -> bool {
        let readings = || other.readings.get_or_init(|| secret_readings(other.own.expose()));
        self.source == other.source && readings().iter().any(|(_, reading)| reading == self.own)
    }
}

/// The keys that did something in the layers around.
pub(crate) fn used_outside(layers: &[Layer]) -> Vec<KeyId> {
    let mut keys = Vec::new();
    for layer in layers {
        let verified = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
        let opened = layer.recipients.iter().filter(|result| result.status == RecipientStatus::Decrypted);
        keys.extend(verified.filter_map(SignatureResult::key_id));
        keys.extend(opened.filter_map(|result| result.key.as_ref().map(|key| key.id)));
    }
    keys
}

/// One place where keys were tried: what matters of it for the others.
struct Place {
    /// The key that did it.
    done_by: Option<KeyId>,
    /// The `kid` of its header.
    names: Option<String>,
}

/// Where this key belongs, if not to the place at `index`.
fn elsewhere(key: &Jwk, index: usize, places: &[Place], outside: &[KeyId], purpose: Purpose) -> Option<Belonging> {
    if outside.contains(&key.id) {
        return Some(Belonging::OuterLayer);
    }
    let others = || places.iter().enumerate().filter(|(other, _)| *other != index);
    if let Some((other, _)) = others().find(|(_, place)| place.done_by == Some(key.id)) {
        return Some(Belonging::Did(purpose, other + 1));
    }
    let is_named = |place: &Place| key.key_id.is_some() && place.names == key.key_id;
    if places.get(index).is_some_and(is_named) {
        return None;
    }
    others().find(|(_, place)| is_named(place)).map(|(other, _)| Belonging::NamedBy(purpose, other + 1))
}

/// Notes with each key that failed at `index` where it belongs. Whether all that failed belong elsewhere. `holder` says of a
/// key that it is that of whoever holds the token, or of who issued what it presents.
fn excuse(
    attempts: &mut [Attempt],
    index: usize,
    (places, outside): (&[Place], &[KeyId]),
    purpose: Purpose,
    holder: &dyn Fn(&Jwk) -> Option<Belonging>,
) -> bool {
    let mut are_all_excused = attempts.iter().any(|attempt| attempt.outcome == Outcome::Failure);
    for attempt in attempts.iter_mut().filter(|attempt| attempt.outcome == Outcome::Failure) {
        let lies_in_the_key = attempt.reasons.first().is_some_and(|reason| {
            // The key fixes how long a signature is with RSA and `EdDSA`, the algorithm alone with all others.
            let is_of_any_length = matches!(attempt.key.key_type(), KeyType::Rsa | KeyType::Okp);
            let is_about_length = matches!(reason, Reason::Signature(signature) if signature.is_about_length());
            reason.lies_in_the_key() && (!is_about_length || is_of_any_length)
        });
        let excuse = if lies_in_the_key && attempt.matched_by == MatchedBy::Trial {
            elsewhere(&attempt.key, index, places, outside, purpose).or_else(|| holder(&attempt.key))
        } else {
            None
        };
        match excuse {
            Some(place) => attempt.reasons.push(Reason::Key(KeyReason::BelongsTo(place))),
            None => are_all_excused = false,
        }
    }
    are_all_excused
}

/// Turns a rejection into *not checked* where every key that failed is known to be another's. `names` are the `kid` of
/// each signature's header; `holder` says of a key that it is that of whoever holds the token.
pub(crate) fn settle_signatures(
    results: &mut [SignatureResult],
    names: &[Option<String>],
    outside: &[KeyId],
    holder: &dyn Fn(&Jwk) -> Option<Belonging>,
) {
    let places: Vec<Place> = results
        .iter()
        .zip(names)
        .map(|(result, name)| Place {
            done_by: result.key_id().filter(|_| result.status == SignatureStatus::Verified),
            names: name.clone(),
        })
        .collect();
    for (index, result) in results.iter_mut().enumerate() {
        let is_plain = result.reasons.first().is_some_and(Reason::lies_in_the_key);
        if result.status != SignatureStatus::Rejected || !is_plain {
            continue;
        }
        if excuse(&mut result.attempts, index, (&places, outside), Purpose::Signature, holder) {
            result.status = SignatureStatus::Unchecked;
            result.reasons = vec![Reason::MissingKey(all_elsewhere(&result.attempts))];
        }
    }
}

/// Where the keys belong that failed at a signature.
fn all_elsewhere(attempts: &[Attempt]) -> MissingKeyReason {
    let failed = attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
    let place = |attempt: &Attempt| {
        attempt.reasons.iter().rev().find_map(|reason| match reason {
            Reason::Key(KeyReason::BelongsTo(place)) => Some(*place),
            _ => None,
        })
    };
    let places: Vec<Option<Belonging>> = failed.map(place).collect();
    if places.contains(&Some(Belonging::Issuer)) {
        return MissingKeyReason::AllBelongToIssuers;
    }
    let is_of_holder = |place: &Option<Belonging>| place.is_some_and(Belonging::is_of_holder);
    if !places.iter().any(is_of_holder) {
        return MissingKeyReason::AllBelongElsewhere(Purpose::Signature);
    }
    MissingKeyReason::AllBelongToHolder {
        is_confirmed: !places.contains(&Some(Belonging::Bearer)),
        has_others: !places.iter().all(is_of_holder),
    }
}

/// Turns a failure into *locked* where every key that failed is known to be another's. `names` are the `kid` of each
/// recipient's header.
pub(crate) fn settle_recipients(results: &mut [RecipientResult], names: &[Option<String>], outside: &[KeyId]) {
    let places: Vec<Place> = results
        .iter()
        .zip(names)
        .map(|(result, name)| Place {
            done_by: result.key.as_ref().filter(|_| result.status == RecipientStatus::Decrypted).map(|key| key.id),
            names: name.clone(),
        })
        .collect();
    for (index, result) in results.iter_mut().enumerate() {
        let is_plain = result.reasons.first().is_some_and(Reason::lies_in_the_key);
        if result.status != RecipientStatus::Failed || !is_plain {
            continue;
        }
        if excuse(&mut result.attempts, index, (&places, outside), Purpose::Decryption, &|_| None) {
            result.status = RecipientStatus::Locked;
            result.reasons = vec![Reason::MissingKey(MissingKeyReason::AllBelongElsewhere(Purpose::Decryption))];
        }
    }
}
