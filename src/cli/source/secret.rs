//! Shared secrets as keys.

use super::error::SourceError;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::{import, secret};
use clap::ValueEnum;

/// How a secret is written.
#[derive(Clone, Copy, ValueEnum)]
pub(in crate::cli) enum SecretEncoding {
    /// The raw bytes
    Utf8,
    /// Standard base64
    Base64,
    /// base64url
    Base64url,
    /// Hexadecimal
    Hex,
}

impl SecretEncoding {
    const fn of_engine(self) -> secret::SecretEncoding {
        match self {
            Self::Utf8 => secret::SecretEncoding::Utf8,
            Self::Base64 => secret::SecretEncoding::Base64,
            Self::Base64url => secret::SecretEncoding::Base64Url,
            Self::Hex => secret::SecretEncoding::Hex,
        }
    }
}

/// The secret as a key. A UTF-8 secret with a line break at its end is two: the line that was meant, and the bytes exactly.
/// The key that matches says which it is.
pub(in crate::cli) fn secret_keys(
    bytes: &[u8],
    name: &str,
    encoding: SecretEncoding,
    ids: &mut KeyIds,
) -> Result<Vec<Jwk>, SourceError> {
    let line = bytes.strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut keys = Vec::new();
    if let (SecretEncoding::Utf8, Some(line)) = (encoding, line) {
        let mut key = secret_key(line, name, encoding, ids)?;
        key.source.format.push_str(", without the line break at its end");
        keys.push(key);
    }
    keys.push(secret_key(bytes, name, encoding, ids)?);
    // What an editor or a shell wrote in front of the text, or its encoding, is hardly meant.
    if matches!(encoding, SecretEncoding::Utf8) {
        let readings = secret::secret_readings(bytes).into_iter();
        for (reading, secret) in readings.filter(|(reading, _)| *reading == secret::SecretReading::Text) {
            let mut key = secret_key(secret.expose(), name, encoding, ids)?;
            key.source.format = format!("secret, read {}", reading.words());
            keys.push(key);
        }
    }
    Ok(keys)
}

/// A file that is no key but may be a secret: in every plausible reading, since a wrong one would reject a good token.
pub(in crate::cli) fn guessed_secret_keys(bytes: &[u8], name: &str, ids: &mut KeyIds) -> Result<Vec<Jwk>, SourceError> {
    let readings = secret::secret_readings(bytes).into_iter().map(|(reading, secret)| {
        let mut key = secret_key(secret.expose(), name, SecretEncoding::Utf8, ids)?;
        key.source.format = format!("secret, read {}", reading.words());
        Ok(key)
    });
    readings.collect()
}

/// The secret as one key, every byte of it.
fn secret_key(bytes: &[u8], name: &str, encoding: SecretEncoding, ids: &mut KeyIds) -> Result<Jwk, SourceError> {
    import::secret(bytes, encoding.of_engine(), name, ids)
        .map_err(|error| SourceError::BadSecret { name: name.to_owned(), problem: error.to_string() })
}
