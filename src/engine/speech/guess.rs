//! Looking for a secret in a list of words: why not, and how far it is.

use crate::engine::text::words::{counted, grouped, shown};
use crate::engine::verify::guess::NotGuessable;

/// Why nothing can be guessed.
pub fn not_guessable(why: &NotGuessable) -> String {
    match why {
        NotGuessable::NotSigned => "the token is not signed, so no secret made it".to_owned(),
        NotGuessable::NoSharedSecret(Some(algorithm)) => {
            let algorithm = shown(algorithm);
            format!("the token has no complete HMAC signature (alg is {algorithm}): only those can be guessed")
        }
        NotGuessable::NoSharedSecret(None) => {
            "the token names no alg, so it is not known what a secret would have to make".to_owned()
        }
    }
}

/// "1,000 words (250,000 a second)": how many were tried within so many seconds.
pub fn tried(words: u64, seconds: f64) -> String {
    let count = counted(words, "word");
    if seconds < 1.0 {
        return count;
    }
    format!("{count} ({} a second)", grouped(((words as f64 / seconds) as u64).into()))
}

/// "found on line 5".
pub fn found(line: u64) -> String {
    format!("found on line {}", grouped(line.into()))
}

/// "not among 1,000 words".
pub fn not_among(tried: &str) -> String {
    format!("not among {tried}")
}
