//! What came with tokens and is none, for people.

use super::style::{BAD, GOOD, NEUTRAL, WEAK};
use crate::engine::speech::opaque::{OpaqueWords, Standing};
use crate::engine::text::escape::escaped;

/// What is said of what is not a token.
pub(in crate::cli) fn about_opaque(words: &OpaqueWords) -> String {
    let (style, mark) = match words.standing {
        Standing::Fits => (GOOD, '✔'),
        Standing::Fails => (BAD, '✘'),
        Standing::Open => (NEUTRAL, '?'),
    };
    let said: String =
        words.sentences.iter().map(|said| format!("   {style}{mark}{style:#} {}\n", escaped(said))).collect();
    format!("{said}   {WEAK}{} · {}{WEAK:#}\n", words.name, words.length)
}
