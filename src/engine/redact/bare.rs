//! A text that is nothing but a secret, as it is or in an envelope, read as it is where keys are looked for.

use crate::engine::ground::limit::Limits;
use crate::engine::key::{KeyIds, KeyMaterial};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::text::variable;
use crate::engine::verify::key_file::import;
use zeroize::Zeroizing;

/// Longest text that is looked at.
const LONGEST: usize = 8 * 1024;
/// Shorter words are nobody's secret.
const SHORTEST: usize = 8;
/// Shorter lists of numbers are of something else.
const SHORTEST_ENCODED: usize = 16;

/// What of a text is the secret.
pub(super) enum Bare {
    Words(Vec<Zeroizing<String>>),
    /// It is written otherwise: nothing of it can be told from it.
    Whole,
}

/// What a text is, if it is a secret without a name. A sentence may be one as well, and is none here.
pub(super) fn of(text: &str, limits: &Limits) -> Option<Bare> {
    let trimmed = text.trim();
    if trimmed.len() < SHORTEST || trimmed.len() > LONGEST {
        return None;
    }
    let found = import(text.as_bytes(), "", &ImportOptions::default(), limits, &mut KeyIds::default());
    if found.keys.is_empty() || !found.problems.is_empty() {
        return None;
    }
    let mut words = Vec::new();
    for key in &found.keys {
        let KeyMaterial::Oct(secret) = &key.material else { return None };
        if !key.source.is_secret || key.name.is_some() {
            return None;
        }
        let word = std::str::from_utf8(secret.expose()).ok().filter(|word| text.contains(word));
        match word {
            Some(word)
                if word.len() >= SHORTEST && !word.contains(char::is_whitespace) && variable::may_be_secret(word) =>
            {
                words.push(Zeroizing::new(word.trim_matches(['"', '\'']).to_owned()));
            }
            None if secret.len() >= SHORTEST_ENCODED => return Some(Bare::Whole),
            _ => return None,
        }
    }
    Some(Bare::Words(words))
}
