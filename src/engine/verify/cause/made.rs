//! The right bytes and the right key, with a hash, a salt or a padding that no JOSE algorithm of the header's name has
//! (RFC 7518 §3.2–3.5).

use super::{Effort, Subject, Tried};
use crate::engine::crypto::made;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::Cause;
use crate::engine::key::KeyMaterial;

/// Hashes that are tried.
const HASHES: usize = 5;

pub(super) fn find(subject: &Subject<'_>, tried: &Tried<'_>, effort: &Effort) -> Option<Cause> {
    let (message, row) = (subject.message, subject.row);
    let made = match (row.family, &tried.key.material) {
        (SignatureFamily::Hmac, KeyMaterial::Oct(secret)) if effort.spend(HASHES, HASHES * message.len()) => {
            made::of_hmac(secret.expose(), message, subject.signature)?
        }
        _ => {
            let opened = tried.opened(subject, effort)?;
            let price = HASHES as u64 * tried.price(opened, subject, message);
            effort.spend_on(price, HASHES * message.len()).then(|| opened.made(message)).flatten()?
        }
    };
    // Of RSA, what another algorithm makes as it should.
    Some(match made.rsa_algorithm() {
        Some(other) => Cause::OtherAlgorithm { made_with: other.name, named: row.name },
        None => Cause::Made { made, row },
    })
}
