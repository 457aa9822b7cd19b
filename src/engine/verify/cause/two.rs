//! Two causes at once, each of which is frequent alone: the line break of `echo` behind the secret and behind what was
//! signed, a signature in hexadecimal under a secret in base64, one of a key service in ASN.1 over a hash.

use super::{Effort, Proved, Subject, Tried, secret, signed, writing};
use crate::engine::crypto::signature;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::reason::{Cause, PairedCause};
use crate::engine::key::{Jwk, KeyMaterial};

/// What the signature may stand for is tried so often.
const MOST_WRITINGS: usize = 4;

pub(super) fn find<'k, T: Iterator<Item = &'k Jwk>, A: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    tried: &dyn Fn() -> T,
    all: &dyn Fn() -> A,
    effort: &Effort,
) -> Option<Proved> {
    if subject.message.len() > signed::LONGEST {
        return None;
    }
    let of_secrets = || {
        let is_hmac = subject.row.family == SignatureFamily::Hmac;
        if is_hmac { of_secrets(subject, all(), effort) } else { None }
    };
    of_writing(subject, tried, effort).or_else(of_secrets)
}

/// The signature is written otherwise, and something else is otherwise too. What most signatures could not stand for.
fn of_writing<'k, T: Iterator<Item = &'k Jwk>>(
    subject: &Subject<'_>,
    tried: &dyn Fn() -> T,
    effort: &Effort,
) -> Option<Proved> {
    writing::candidates(subject).into_iter().take(MOST_WRITINGS).find_map(|(form, bytes)| {
        let is_of_length = |key: &&Jwk| signature::length(subject.row, &key.material) == Some(bytes.len());
        let keys: Vec<Tried<'_>> = tried().filter(is_of_length).map(Tried::new).collect();
        let subject = Subject { signature: &bytes, ..*subject };
        let with_secret = |key: &Tried<'_>| {
            let (cause, used) = secret::find(&subject, key.key, effort)?;
            Some(Proved { cause, by: Some(key.key.id), used })
        };
        let secret = keys.iter().find_map(with_secret);
        let Proved { cause, by, used } = secret.or_else(|| signed::find(&subject, &keys, effort))?;
        let (other, written) = (PairedCause::of(cause)?, PairedCause::Written(form));
        let cause = if other.is_of_secret() { Cause::Two(other, written) } else { Cause::Two(written, other) };
        Some(Proved { cause, by, used })
    })
}

/// The secret was used in a form that takes two steps, or in another one over other bytes.
fn of_secrets<'k>(subject: &Subject<'_>, mut all: impl Iterator<Item = &'k Jwk>, effort: &Effort) -> Option<Proved> {
    let messages = signed::frequent(subject);
    all.find_map(|key| {
        let KeyMaterial::Oct(secret) = &key.material else { return None };
        let fits =
            |used: &SecretBytes, message: &[u8]| effort.verifies_in_pair(subject.row, used, message, subject.signature);
        let by = Some(key.id);
        if let Some((cause, used)) = secret::pairs(secret).into_iter().find(|(_, used)| fits(used, subject.message)) {
            return Some(Proved { cause, by, used: Some(used) });
        }
        secret::frequent(secret).into_iter().find_map(|(half, used)| {
            let (form, _) = messages.iter().find(|(_, message)| fits(&used, message))?;
            let cause = Cause::Two(half, PairedCause::Signed(*form));
            Some(Proved { cause, by, used: Some(used) })
        })
    })
}
