//! Writing a keyring into bytes, and checking that they open before anybody relies on them.

use super::member::quoted;
use super::open::decrypted;
use super::{Form, Keyring, MOST_BYTES, SealError, passphrase_material};
use crate::engine::crypto::content;
use crate::engine::crypto::key_management::{SenderChoices, determine, random};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{ContentEncryptionAlgorithm, KeyManagementAlgorithm};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;

/// Iterations of PBKDF2-HMAC-SHA-512 for a keyring: OWASP's figure. Never fewer.
pub const PBES2_ITERATIONS: u64 = 220_000;
/// The most that Debian's `jose` (latchset) does: 32,768, one seventh of what it should be.
pub const PBES2_ITERATIONS_LATCHSET: u64 = 32_768;

/// How costly guessing the passphrase is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    Full,
    /// Weak, so that latchset `jose` opens it: for export alone.
    LatchsetJose,
}

/// Writes the keyring into bytes: one line, a compact JWE; or a plain JWK Set for one with public keys alone. What is
/// encrypted has been decrypted again and compared.
///
/// Costs two key derivations: not on the thread that draws.
pub fn seal(keyring: &Keyring, passphrase: &SecretBytes, strength: Strength) -> Result<Vec<u8>, SealError> {
    if let Some(version) = keyring.newer_version() {
        return Err(SealError::NewerFormat { version });
    }
    let text = keyring.text(keyring.generation().saturating_add(1));
    check_readable(keyring, text.as_bytes())?;
    if keyring.form() == Form::Public {
        if keyring.holds_private_keys() {
            return Err(SealError::PrivateInPublic);
        }
        check_length(text.len() + 1)?;
        return Ok([text.as_bytes(), b"\n"].concat());
    }
    if passphrase.is_empty() {
        return Err(SealError::PassphraseMissing);
    }
    let iterations = match strength {
        // What somebody made stronger stays so.
        Strength::Full => keyring.iterations().unwrap_or(0).clamp(PBES2_ITERATIONS, Limits::DEFAULT.pbes2_iterations),
        Strength::LatchsetJose => PBES2_ITERATIONS_LATCHSET,
    };
    let sealed = encrypted(keyring.name(), text.as_bytes(), passphrase, iterations)?;
    check_length(sealed.len())?;
    match decrypted(&sealed, passphrase, &Limits::DEFAULT) {
        Ok(plaintext) if plaintext.as_slice() == text.as_bytes() => Ok(sealed),
        _ => Err(SealError::CheckFailed),
    }
}

/// What is written has to be JSON that holds every entry.
fn check_readable(keyring: &Keyring, text: &[u8]) -> Result<(), SealError> {
    let document = json::scan(text, Limits::DEFAULT.json_depth);
    let count = document.object().and_then(|root| Some(root.get("keys")?.child_count()));
    document.wipe();
    if count == Some(keyring.entries().len()) { Ok(()) } else { Err(SealError::CheckFailed) }
}

fn check_length(length: usize) -> Result<(), SealError> {
    if length > MOST_BYTES { Err(SealError::TooLarge { length, limit: MOST_BYTES }) } else { Ok(()) }
}

/// A compact JWE (RFC 7516 §3.1) with PBES2-HS512+A256KW and A256GCM.
fn encrypted(name: &str, plain: &[u8], passphrase: &SecretBytes, iterations: u64) -> Result<Vec<u8>, SealError> {
    let (KeyManagementAlgorithm::Known(row), ContentEncryptionAlgorithm::Known(enc)) =
        (KeyManagementAlgorithm::named("PBES2-HS512+A256KW"), ContentEncryptionAlgorithm::named("A256GCM"))
    else {
        return Err(SealError::Unavailable);
    };
    let choices = SenderChoices { p2c: Some(iterations), ..SenderChoices::default() };
    let limits = Limits::DEFAULT;
    let determined =
        determine(row, enc, &passphrase_material(passphrase), &choices, &limits).map_err(|_| SealError::Unavailable)?;
    let salt = base64url::encode(determined.p2s.as_deref().ok_or(SealError::Unavailable)?);
    let header = format!(
        r#"{{"alg":"{}","enc":"{}","p2c":{iterations},"p2s":"{salt}","cty":"jwk-set+json","typ":"JOSE","kid":{}}}"#,
        row.name,
        enc.name,
        quoted(name)
    );
    let protected = base64url::encode(header.as_bytes());
    let iv = random(enc.iv_len).map_err(|_| SealError::Unavailable)?;
    let body = content::encrypt(enc, determined.cek.expose(), &iv, plain, protected.as_bytes())
        .map_err(|_| SealError::Unavailable)?;
    let parts = [&determined.encrypted_key, &iv, &body.ciphertext, &body.tag].map(|part| base64url::encode(part));
    Ok([protected.as_str()]
        .into_iter()
        .chain(parts.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(".")
        .into_bytes())
}
