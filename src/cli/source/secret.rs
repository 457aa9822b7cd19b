//! Shared secrets as keys.

use super::error::SourceError;
use super::input;
use super::key;
use super::print::complain;
use crate::engine::ground::limit::Limits;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::key_file::{import, secret};
use crate::engine::verify::key_file;
use clap::ValueEnum;
use std::path::Path;

/// How a secret is written.
#[derive(Clone, Copy, ValueEnum)]
pub(in crate::cli) enum SecretEncoding {
    /// The raw bytes
    #[value(aliases = ["utf-8", "text", "raw"])]
    Utf8,
    /// Standard base64
    #[value(alias = "b64")]
    Base64,
    /// base64url
    #[value(aliases = ["b64url", "b64u", "base64-url"])]
    Base64url,
    /// Hexadecimal
    #[value(alias = "hexadecimal")]
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

/// The secret of a file as keys, as [`secret_keys`] gives them. Of an .env file or of settings it is the value that is meant,
/// which is said: nobody means the whole text. A key is refused where a token is to be made (`is_to_make`), since its text
/// would be taken for the secret.
pub(in crate::cli) fn secret_file_keys(
    path: &Path,
    encoding: SecretEncoding,
    is_to_make: bool,
    ids: &mut KeyIds,
) -> Result<Vec<Jwk>, SourceError> {
    let limits = Limits::DEFAULT;
    let bytes = input::read_secret_file(path, limits.key_file)?;
    let name = input::name(path);
    if !matches!(encoding, SecretEncoding::Utf8) {
        return secret_keys(&bytes, &name, encoding, ids);
    }
    let imported = key_file::import(&bytes, &name, &ImportOptions::default(), &limits, &mut KeyIds::default());
    if let Some(secret) = &imported.secret {
        imported.notes.iter().for_each(|note| complain(&format!("{name}: {note}")));
        return secret_keys(secret.expose(), &name, encoding, ids);
    }
    if let Some(problem) = imported.problems.iter().find(|problem| matches!(problem.error, KeyError::Variables(_))) {
        return Err(SourceError::BadSecret { name, problem: key::words(problem) });
    }
    if is_to_make && imported.keys.iter().any(|key| !key.source.is_secret()) {
        let problem = "this is a key, whose text is no secret: pass it with --key".to_owned();
        return Err(SourceError::UnfitKey { name, problem });
    }
    secret_keys(&bytes, &name, encoding, ids)
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
