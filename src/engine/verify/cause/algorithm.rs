//! The right bytes and the right key under the name of another algorithm.

use super::{Effort, Subject};
use crate::engine::ground::jwa::{SIGNATURE_ALGORITHMS, SignatureRow, elsewhere, signature};
use crate::engine::jose::reason::Cause;
use crate::engine::key::Jwk;

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

/// The algorithm that other worlds than JOSE call by this name.
pub(crate) fn named_elsewhere(name: &str) -> Option<&'static SignatureRow> {
    signature::find(elsewhere::registered(name)?)
}
