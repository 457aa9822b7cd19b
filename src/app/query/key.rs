//! Making keys of what a person gives: files, pasted text, passphrases.

use crate::app::state::State;
use crate::app::state::keyring::MADE_HERE;
use crate::app::value::words::in_short;
use crate::app::value::{FoundKey, SecretReading};
use crate::engine::ground::limit::Limits;
use crate::engine::key::error::KeyError;
use crate::engine::key::names::Names;
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use crate::engine::key_file::import;
use crate::engine::key_file::import::ImportOptions;
use crate::engine::key_file::import::KeyProblem;
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::keyring::guess::{self, Guessing};
use crate::engine::speech::{self, Words};
use crate::engine::verify::key_file;
use std::collections::HashSet;

/// Longest text, in bytes, that is looked into while it is typed.
const PREVIEWED: usize = 64 * 1024;
pub(in crate::app) use crate::engine::key::PASTED;

/// A key's name for a person: its own or its `kid` in quotes, or what it is and where it came from.
pub(in crate::app) fn name(key: &Jwk) -> String {
    match key.called() {
        Some(name) => format!("\"{}\"", in_short(name, 40)),
        None if key.source.name == PASTED => format!("pasted {}", kind(key)),
        None => format!("{} from {}", kind(key), crate::app::value::words::elided(&key.source.name, 40)),
    }
}

/// The name in the midst of a sentence: `key "prod-2026"`, "pasted secret of 19 bytes".
pub(in crate::app) fn words(key: &Jwk) -> String {
    if key.called().is_some() { format!("key {}", name(key)) } else { name(key) }
}

/// A kid where there is little room: a thumbprint says no more with its end, and names often differ there.
pub(in crate::app) fn short(kid: &str) -> String {
    let count = kid.chars().count();
    if count <= 24 {
        return crate::app::value::words::safe(kid);
    }
    let begin = |length: usize| crate::app::value::words::safe(&kid.chars().take(length).collect::<String>());
    // SHA-256 and SHA-1 as base64url or hexadecimal: nobody reads them.
    let is_hash = [27, 40, 43, 64].contains(&count) && kid.chars().any(|c| c.is_ascii_digit()) && is_one_word(kid);
    if is_hash {
        return format!("{}…", begin(12));
    }
    let end: String = kid.chars().skip(count - 10).collect();
    format!("{}…{}", begin(13), crate::app::value::words::safe(&end))
}

/// Whether no hyphen, dot or blank parts it into words, but for those that base64url has by chance.
fn is_one_word(kid: &str) -> bool {
    kid.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && kid.split(['-', '_']).any(|word| word.len() > 11)
}

/// The same without quotes, for a place of its own; the kind of key is told beside it.
pub(in crate::app) fn plain_name(key: &Jwk) -> String {
    match key.called().or_else(|| key.name_to_keep()) {
        Some(name) => in_short(name, 60),
        None => crate::app::value::words::capital(&name(key)),
    }
}

/// Where it came from, and in which form: "issuer.pem, PEM", "generated here".
pub(in crate::app) fn source(key: &Jwk) -> String {
    use crate::app::value::words::{elided, safe};
    let (name, format) = (elided(&key.source.name, 60), safe(&key.source.format));
    if name == format || key.source.name == MADE_HERE { name } else { format!("{name}, {format}") }
}

/// What a key that was just made is called, unless the person says otherwise.
pub(in crate::app) fn new_name(state: &State, key: &Jwk) -> String {
    speech::key::new_name(key, state.clock.real, &mut names(state, &[key.id]))
}

/// The names of all keys that are loaded and of those of open keyrings, but for these keys.
pub(in crate::app) fn names(state: &State, but: &[KeyId]) -> Names {
    let but: HashSet<KeyId> = but.iter().copied().collect();
    Names::of(state.all_keys().keys().iter().filter(|key| !but.contains(&key.id)).map(|key| &**key))
}

/// What a text that is typed as a key would be called: by its own name, or as a new key is.
pub(in crate::app) fn suggested(state: &State, text: &str, reading: SecretReading) -> String {
    typed(state, text, reading).map_or_else(String::new, |key| match key.called() {
        Some(name) => crate::app::value::words::elided(name, 200),
        None => speech::key::new_name(&key, state.clock.real, &mut names(state, &[])),
    })
}

/// What guessing a text takes that is typed as the password of a token; `None`: it is not to be one.
pub(in crate::app) fn rated(state: &State, text: &str, reading: SecretReading) -> Option<Guessing> {
    let (row, count) = super::builder::key::for_password(state)?;
    let key = typed(state, text, reading)?;
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    Some(guess::rate_for_token(secret.expose(), row.hash, count))
}

/// The one key that a text is.
fn typed(state: &State, text: &str, reading: SecretReading) -> Option<Jwk> {
    if text.trim().is_empty() || text.len() > PREVIEWED {
        return None;
    }
    let (limits, mut ids) = (&state.options.limits, Default::default());
    let options = ImportOptions::default();
    match encoding(reading) {
        Some(encoding) => import::secret(text.as_bytes(), encoding, PASTED, &mut ids).ok(),
        None => match key_file::import(text.as_bytes(), PASTED, &options, limits, &mut ids).keys.as_slice() {
            [key] => Some(key.clone()),
            _ => None,
        },
    }
}

/// Whether it is a text that was taken for a secret because it is nothing else.
pub(in crate::app) fn is_guessed(key: &Jwk) -> bool {
    key.source.is_secret
}

/// Whether these bytes would be taken for a secret only because they are nothing else.
pub(in crate::app) fn is_only_guess(bytes: &[u8], limits: &Limits) -> bool {
    let imported = key_file::import(bytes, "", &ImportOptions::default(), limits, &mut Default::default());
    !imported.keys.is_empty() && imported.keys.iter().all(is_guessed)
}

/// "EC P-256", "RSA 2048 bits", "secret of 32 bytes".
pub(in crate::app) fn kind(key: &Jwk) -> String {
    use crate::engine::key::KeyMaterial;
    match &key.material {
        KeyMaterial::Oct(secret) => format!("secret of {}", crate::app::value::words::counted(secret.len(), "byte")),
        KeyMaterial::Rsa { n, .. } => format!("RSA {} bits", bits(n)),
        KeyMaterial::Ec { curve, .. } => format!("EC {}", curve.name()),
        KeyMaterial::Okp { curve, .. } => curve.name().to_owned(),
        KeyMaterial::Akp { algorithm, .. } => (*algorithm).to_owned(),
    }
}

fn bits(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros).map_or(0, |first| (number.len() - zeros) * 8 - first.leading_zeros() as usize)
}

pub(in crate::app) fn sentence(error: &KeyError) -> String {
    with_advice(speech::key_error::words(error))
}

/// What of a key file cannot be used.
pub(in crate::app) fn problem(problem: &KeyProblem) -> String {
    with_advice(speech::key_error::problem(problem))
}

fn with_advice(words: Words) -> String {
    if words.advice.is_empty() { words.sentence } else { format!("{} · {}", words.sentence, words.advice) }
}

/// The keys in a text, where it holds several: which of them are meant is the person's to say.
pub(in crate::app) fn found(text: &str, limits: &Limits) -> Vec<FoundKey> {
    if text.len() > PREVIEWED {
        return Vec::new();
    }
    let imported =
        key_file::import(text.as_bytes(), PASTED, &ImportOptions::default(), limits, &mut Default::default());
    if imported.keys.len() < 2 {
        return Vec::new();
    }
    let found = |key: &Jwk| FoundKey {
        name: key.called().map(|name| in_short(name, 60)).unwrap_or_default(),
        kind: kind(key),
        format: crate::app::value::words::safe(&key.source.format),
        is_private: key.is_private(),
    };
    imported.keys.iter().map(found).collect()
}

/// What a text could be, for the dialog: no byte of it is shown.
pub(in crate::app) fn readings(text: &str, limits: &Limits) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if text.len() > limits.key_file {
        return vec!["too long for a key".to_owned()];
    }
    if text.len() > PREVIEWED {
        return vec![format!("{}: its content is shown once it is added", crate::app::value::words::size(text.len()))];
    }
    let mut ids = Default::default();
    let imported = key_file::import(text.as_bytes(), PASTED, &ImportOptions::default(), limits, &mut ids);
    let part = imported.part.map(speech::key::read_in_part);
    if let [key] = imported.keys.as_slice()
        && is_guessed(key)
    {
        // Of an .env file the value of the variable that is meant.
        let own = imported.secret.as_ref().map_or(text.as_bytes(), |secret| secret.expose());
        let notes = imported
            .notes
            .iter()
            .filter(|_| imported.secret.is_some())
            .map(|note| crate::app::value::words::safe(note));
        let readings = import::secret_readings(own);
        let readings = readings.iter().map(|(reading, secret)| {
            format!("{}, read {}", crate::app::value::words::counted(secret.len(), "byte"), reading.words())
        });
        return notes.chain(readings).chain(part).collect();
    }
    if !imported.keys.is_empty() {
        let named = |key: &Jwk| match &key.key_id {
            Some(kid) => format!(" \"{}\"", in_short(kid, 40)),
            None => String::new(),
        };
        let shown =
            imported.keys.iter().take(4).map(|key| format!("{}{}, {}", kind(key), named(key), key.source.format));
        let more = imported.keys.len().saturating_sub(4);
        return shown.chain((more > 0).then(|| format!("and {more} more keys"))).chain(part).collect();
    }
    if imported.needs_passphrase {
        return vec!["a passphrase-protected key".to_owned()];
    }
    imported.problems.iter().take(3).map(problem).chain(part).collect()
}

pub(in crate::app) const fn encoding(reading: SecretReading) -> Option<SecretEncoding> {
    match reading {
        SecretReading::Automatic => None,
        SecretReading::Utf8 => Some(SecretEncoding::Utf8),
        SecretReading::Base64 => Some(SecretEncoding::Base64),
        SecretReading::Base64Url => Some(SecretEncoding::Base64Url),
        SecretReading::Hex => Some(SecretEncoding::Hex),
    }
}

/// The name of a key in commands.
pub(in crate::app) const fn id(id: u64) -> KeyId {
    KeyId(id)
}
