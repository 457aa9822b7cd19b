//! Why a signature is rejected, worked out rather than guessed: what would have made it right.

use crate::engine::crypto::{confusion, signature};
use crate::engine::ground::jwa::{SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::reason::Cause;
use crate::engine::jose::status::{Attempt, Outcome};
use crate::engine::key::reading::SecretWriting;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::secret::secret_readings;

/// Keys that are looked at more closely; a ring of thousands must not cost seconds.
pub(super) const MOST_KEYS: usize = 32;

/// The cause, where one can be proven.
pub(crate) fn cause(
    row: &'static SignatureRow,
    attempts: &[Attempt],
    message: &[u8],
    signature: &[u8],
) -> Option<Cause> {
    let keys = || attempts.iter().take(MOST_KEYS).map(|attempt| &*attempt.key);
    match row.family {
        SignatureFamily::Hmac => keys()
            .find_map(|key| forged_with_public_key(row, key, message, signature))
            .or_else(|| keys().find_map(|key| other_reading(row, key, message, signature)))
            .or_else(|| tried(attempts).find_map(|key| other_algorithm(row, key, message, signature))),
        SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => {
            tried(attempts).find_map(|key| other_algorithm(row, key, message, signature))
        }
        _ => None,
    }
}

fn tried(attempts: &[Attempt]) -> impl Iterator<Item = &Jwk> {
    attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure).take(MOST_KEYS).map(|attempt| &*attempt.key)
}

/// The forgery of CVE-2015-9235: HMAC with the bytes of a public key as the secret.
fn forged_with_public_key(row: &'static SignatureRow, key: &Jwk, message: &[u8], mac: &[u8]) -> Option<Cause> {
    if matches!(key.material, KeyMaterial::Oct(_)) {
        return None;
    }
    let (form, _) = confusion::public_key_texts(&key.material)
        .into_iter()
        .find(|(_, text)| signature::verify(row, &KeyMaterial::Oct(text.clone().into()), message, mac).is_ok())?;
    Some(Cause::ForgedWithPublicKey { algorithm: row.name, form })
}

/// A secret that fits when it is read in another way: the most frequent reason of all.
fn other_reading(row: &'static SignatureRow, key: &Jwk, message: &[u8], mac: &[u8]) -> Option<Cause> {
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    let made_with =
        |bytes: &SecretBytes| signature::verify(row, &KeyMaterial::Oct(bytes.clone()), message, mac).is_ok();
    if let Some((reading, _)) =
        secret_readings(secret.expose()).into_iter().find(|(_, bytes)| bytes != secret && made_with(bytes))
    {
        return Some(Cause::SecretReading(reading));
    }
    let with_line_break = SecretBytes::new([secret.expose(), b"\n"].concat());
    if made_with(&with_line_break) {
        return Some(Cause::IssuerAddsLineBreak);
    }
    let (writing, _) = writings(secret).into_iter().find(|(_, bytes)| made_with(bytes))?;
    Some(Cause::UndecodedSecret(writing))
}

/// The texts that a secret's bytes may have been decoded from, when the issuer did not decode them.
fn writings(secret: &SecretBytes) -> Vec<(SecretWriting, SecretBytes)> {
    let bytes = secret.expose();
    let text = |text: String| SecretBytes::new(text.into_bytes());
    vec![
        (SecretWriting::Base64Url, text(data_encoding::BASE64URL_NOPAD.encode(bytes))),
        (SecretWriting::PaddedBase64Url, text(data_encoding::BASE64URL.encode(bytes))),
        (SecretWriting::Base64, text(data_encoding::BASE64.encode(bytes))),
        (SecretWriting::UnpaddedBase64, text(data_encoding::BASE64_NOPAD.encode(bytes))),
        (SecretWriting::Hex, text(data_encoding::HEXLOWER.encode(bytes))),
        (SecretWriting::UpperHex, text(data_encoding::HEXUPPER.encode(bytes))),
    ]
}

/// The same key and bytes, but made with another algorithm than the header says.
fn other_algorithm(row: &'static SignatureRow, key: &Jwk, message: &[u8], bytes: &[u8]) -> Option<Cause> {
    let other = SIGNATURE_ALGORITHMS
        .iter()
        .filter(|other| other.key_type == row.key_type && other.name != row.name)
        .find(|other| signature::verify(other, &key.material, message, bytes).is_ok())?;
    Some(Cause::OtherAlgorithm { made_with: other.name, named: row.name })
}
