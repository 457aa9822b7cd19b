//! The right bytes and the right key under the name of another algorithm.

use super::{Effort, Subject, Tried, signed};
use crate::engine::crypto::signature as primitive;
use crate::engine::ground::jwa::{SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow, elsewhere, signature};
use crate::engine::jose::reason::Cause;
use crate::engine::key::Jwk;

/// Longest signing input that is written anew with the name of another algorithm.
const LONGEST: usize = signed::LONGEST;

/// The same key and bytes, but made with another algorithm than the header says.
pub(super) fn find(subject: &Subject<'_>, key: &Jwk, effort: &Effort) -> Option<Cause> {
    let row = subject.row;
    let other = SIGNATURE_ALGORITHMS
        .iter()
        .filter(|other| other.key_type == row.key_type && other.name != row.name)
        // What RSA makes otherwise is read out of the signature, and another curve has other keys.
        .filter(|other| !matches!(other.key_type, "RSA" | "EC"))
        .filter(|other| other.signature_len.is_none_or(|length| length == subject.signature.len()))
        .find(|other| effort.verifies(other, &key.material, subject.message, subject.signature))?;
    Some(Cause::OtherAlgorithm { made_with: other.name, named: row.name })
}

/// The key made the signature under a header that named another algorithm, and was else the same. Keys that do not fit the
/// algorithm that is named now are asked first of all.
pub(super) fn changed(subject: &Subject<'_>, tried: &Tried<'_>, effort: &Effort) -> Option<Cause> {
    let key = tried.key;
    let entry = subject.jws.signatures.get(subject.index)?;
    if subject.message.len() > LONGEST {
        return None;
    }
    let fits = |other: &&SignatureRow| {
        let length = primitive::length(other, &key.material);
        if other.name == subject.row.name
            || other.family == SignatureFamily::Unsecured
            || length != Some(subject.signature.len())
        {
            return false;
        }
        let Some(message) = signed::with_parameter(subject, entry, "alg", other.name) else { return false };
        tried.may_have_made(other, &message, subject, effort)
            && effort.verifies(other, &key.material, &message, subject.signature)
    };
    let other = SIGNATURE_ALGORITHMS.iter().find(fits)?;
    Some(Cause::AlgorithmChanged { made_with: other.name, named: subject.row.name })
}

/// The algorithm that other worlds than JOSE call by this name.
pub(crate) fn named_elsewhere(name: &str) -> Option<&'static SignatureRow> {
    signature::find(elsewhere::registered(name)?)
}
