//! Shared secrets as keys.

use super::error::SourceError;
use super::input::{self, Hidden};
use super::key::{self, KeysOfFile};
use super::print::complain;
use crate::engine::ground::limit::Limits;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
use crate::engine::key_file::import::{Import, ImportOptions};
use crate::engine::key_file::{import, secret};
use crate::engine::speech;
use crate::engine::verify::key_file;
use clap::ValueEnum;
use std::collections::HashSet;
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

/// The secret of a file as keys. Without an encoding a file of variables or settings is the secrets in it, and its text, which
/// is what was asked for: the key that matches says which it is. To make a token with (`is_to_make`), only the value that is
/// clearly meant is taken, which is said; a key is refused, since its text would be taken for the secret.
pub(in crate::cli) fn secret_file_keys(
    path: &Path,
    encoding: Option<SecretEncoding>,
    is_to_make: bool,
    ids: &mut KeyIds,
) -> Result<KeysOfFile, SourceError> {
    let limits = Limits::DEFAULT;
    let bytes = input::read_secret_file(path, limits.key_file, Hidden::Secret)?;
    let name = input::name(path);
    if let Some(encoding) = encoding {
        return secret_keys(&bytes, &name, encoding, ids).map(KeysOfFile::from);
    }
    let options = ImportOptions { is_file: !input::is_stdin(path), ..ImportOptions::default() };
    let imported = key_file::import(&bytes, &name, &options, &limits, ids);
    let tell = || imported.notes.iter().for_each(|note| complain(&format!("{name}: {note}")));
    if let Some(part) = imported.part {
        complain(&format!("{name}: {}", speech::key::read_in_part(part)));
    }
    let has_named = imported.keys.iter().any(is_variable);
    if is_to_make {
        if let Some(problem) = several(&imported) {
            return Err(SourceError::BadSecret { name, problem });
        }
        if let Some(secret) = &imported.secret {
            tell();
            complain_of_others(&imported, &name);
            let keys = secret_keys(secret.expose(), &name, SecretEncoding::Utf8, ids)?;
            return Ok(KeysOfFile::new(keys, &imported, path));
        }
        let variables = imported.problems.iter().find(|problem| matches!(problem.error, KeyError::Variables(_)));
        if let Some(problem) = variables {
            return Err(SourceError::BadSecret { name, problem: key::words(problem) });
        }
        if imported.keys.iter().any(|key| !key.source.is_secret) {
            let problem = "this is a key, whose text is no secret: pass it with --key".to_owned();
            return Err(SourceError::UnfitKey { name, problem });
        }
    }
    let mut keys = Vec::new();
    if has_named {
        tell();
        keys = readings_of_variables(imported.keys.iter().filter(|key| is_variable(key)), ids)?;
    }
    // What is below what wraps it.
    if let Some(secret) = imported.secret.as_ref().filter(|_| !has_named) {
        tell();
        keys = guessed_secret_keys(secret.expose(), &name, ids)?;
    }
    if imported.keys.is_empty() && imported.secret.is_none() && !imported.problems.is_empty() {
        complain(&format!("{name}: {}", speech::key::TAKEN_WHOLE));
    }
    keys.extend(secret_keys(&bytes, &name, SecretEncoding::Utf8, ids)?);
    Ok(KeysOfFile::new(keys, &imported, path))
}

/// Whether it is the value of a variable that may be a secret.
pub(super) fn is_variable(key: &Jwk) -> bool {
    key.source.is_secret && key.name.is_some()
}

/// Says which of several variables is used where only one can be.
pub(super) fn complain_of_others(imported: &Import, name: &str) {
    let mut names = imported.keys.iter().filter(|key| is_variable(key)).filter_map(|key| key.name.as_deref());
    if let Some(first) = names.next()
        && names.next().is_some()
    {
        complain(&format!("{name}: the value of {first} is used"));
    }
}

/// The values of variables as keys, each in every plausible reading: the one that matches says which it is.
pub(super) fn readings_of_variables<'a>(
    keys: impl Iterator<Item = &'a Jwk>,
    ids: &mut KeyIds,
) -> Result<Vec<Jwk>, SourceError> {
    let mut out = Vec::new();
    for own in keys {
        let KeyMaterial::Oct(secret) = &own.material else { continue };
        for mut key in guessed_secret_keys(secret.expose(), &own.source.name, ids)? {
            // Text is how a variable is read.
            if key.material == own.material {
                key.source.format.clone_from(&own.source.format);
            }
            key.name.clone_from(&own.name);
            key.source.kind = own.source.kind;
            out.push(key);
        }
    }
    Ok(out)
}

/// What is wrong with a file in which several variables may be the secret, none more clearly than the others, where one is
/// needed; `None`: it is no such file.
pub(super) fn several(imported: &Import) -> Option<String> {
    let mut names: Vec<&str> =
        imported.keys.iter().filter(|key| is_variable(key)).filter_map(|key| key.name.as_deref()).collect();
    let is_several = names.len() > 1 && imported.secret.is_none();
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(*name));
    is_several.then(|| {
        if let [name] = names[..] {
            return format!("the variable {name} has several values. Pass the one that is meant: with --secret-env NAME, or in a file of its own");
        }
        let names = names.join(", ");
        format!("several variables may be the secret: {names}. Pass the value of one: with --secret-env NAME, or in a file of its own")
    })
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
