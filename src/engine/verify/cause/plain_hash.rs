//! A hash where an HMAC belongs: of the signing input alone, which everybody can make, or with the secret joined to it.

use super::{Effort, Subject};
use crate::engine::crypto::digest::digest;
use crate::engine::crypto::mac;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::{Cause, JoinedSecret};
use crate::engine::key::{Jwk, KeyMaterial};
use data_encoding::HEXLOWER_PERMISSIVE;
use zeroize::Zeroizing;

/// The hash that it is, with this key or with none.
pub(super) fn find(subject: &Subject<'_>, key: Option<&Jwk>, effort: &Effort) -> Option<Cause> {
    let hash = subject.row.hash.filter(|_| subject.row.family == SignatureFamily::Hmac)?;
    // Written as text as often as not, in programs that hash with one call.
    let digits = HEXLOWER_PERMISSIVE.decode(subject.signature).ok();
    let signature = digits.as_deref().filter(|bytes| bytes.len() == hash.output_len()).unwrap_or(subject.signature);
    if signature.len() != hash.output_len() {
        return None;
    }
    let is_over = |parts: &[&[u8]]| {
        let joined = Zeroizing::new(parts.concat());
        effort.spend(1, joined.len()) && mac::equal(&digest(hash, &joined), signature)
    };
    let secret = match key.map(|key| &key.material) {
        None => is_over(&[subject.message]).then_some(JoinedSecret::Absent),
        Some(KeyMaterial::Oct(secret)) if is_over(&[secret.expose(), subject.message]) => Some(JoinedSecret::Before),
        Some(KeyMaterial::Oct(secret)) if is_over(&[subject.message, secret.expose()]) => Some(JoinedSecret::Behind),
        Some(_) => None,
    };
    Some(Cause::PlainHash { hash, secret: secret? })
}
