//! The right bytes and the right key, with a hash, a salt or a padding that no JOSE algorithm of the header's name has
//! (RFC 7518 §3.3–3.5).

use super::{DEAR, Effort, Subject};
use crate::engine::crypto::made::{self, Made};
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::Cause;
use crate::engine::key::Jwk;

/// Every hash is computed once, and with RSA one call recovers what was signed.
const HASHES: usize = 4;

pub(super) fn find(subject: &Subject<'_>, key: &Jwk, effort: &Effort) -> Option<Cause> {
    let (message, signature) = (subject.message, subject.signature);
    let affordable = |calls: usize| effort.spend(calls * DEAR, HASHES * message.len());
    let made: Option<Made> = match subject.row.family {
        SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss if affordable(1) => {
            made::of_rsa(&key.material, message, signature)
        }
        SignatureFamily::Ecdsa if affordable(made::ECDSA_CALLS) => made::of_ecdsa(&key.material, message, signature),
        _ => None,
    };
    made.map(|made| Cause::Made { made, row: subject.row })
}
