//! Importing keys, encrypted JWKs and JWK Sets (RFC 7517 §7) included: the opener that `key_file` is given.

use super::decrypt;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::key::{KeyError, KeyIds, KeyRing};
use crate::engine::key_file::binary::{self, Context};
use crate::engine::key_file::import::{self, Import, ImportOptions, import_with};
use crate::engine::key_file::secret::SecretEncoding;
use std::cell::Cell;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Reads every key in `bytes`. Never fails: what cannot be used is a problem.
pub fn import(bytes: &[u8], source_name: &str, options: &ImportOptions, limits: &Limits, ids: &mut KeyIds) -> Import {
    import_with(open, bytes, source_name, options, limits, ids)
}

/// The plaintext of an encrypted key file.
fn open(
    jwe: &Jwe,
    text: &str,
    options: &ImportOptions,
    limits: &Limits,
    work: &Cell<u64>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let mut error = KeyError::Damaged("encryption");
    for (index, recipient) in jwe.recipients.iter().enumerate().take(limits.entries) {
        let algorithm = recipient.header.algorithm().unwrap_or_default();
        if decrypt::faults(jwe, index).iter().any(|fault| fault.is_fatal) {
            continue;
        }
        let is_passphrase = algorithm.starts_with("PBES2-");
        let mut ring = KeyRing::default();
        if is_passphrase {
            let Some(passphrase) = &options.passphrase else {
                error = KeyError::PassphraseNeeded;
                continue;
            };
            let count = recipient.header.get("p2c").and_then(|parameter| parameter.value.as_u64()).unwrap_or(0);
            let limit = limits.pbes2_iterations;
            if count > limit {
                return Err(KeyError::ExcessiveWork { required: count, limit });
            }
            binary::spend(count, Context { passphrase: Some(passphrase), limits, curve: None, work })?;
            match import::secret(passphrase.expose(), SecretEncoding::Utf8, "", &mut KeyIds::default()) {
                Ok(key) => ring.push(Arc::new(key)),
                Err(_) => return Err(KeyError::PassphraseWrong),
            }
        } else {
            ring = options.keys.clone();
        }
        let (result, plain) = decrypt::decrypt(jwe, index, text, &[], &ring, &decrypt::Budget::new(limits, true));
        match (result.status, plain) {
            (RecipientStatus::Decrypted, Some(plain)) => return Ok(Zeroizing::new(plain)),
            (RecipientStatus::Malformed, _) => {}
            _ if is_passphrase => error = KeyError::PassphraseWrong,
            _ => error = KeyError::OtherKeyNeeded(algorithm),
        }
    }
    Err(error)
}
