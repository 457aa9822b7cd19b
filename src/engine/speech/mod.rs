//! Facts as sentences: reasons, verdicts, keys. The one place where words about a token are made.
//!
//! *Invariant:* every `match` on a fact is exhaustive, so that a new one does not compile until it has words. Nothing here
//! decides anything, and nothing anywhere compares what is written here.

pub mod act;
pub mod assumption;
pub mod builder;
mod cause;
pub mod checklist;
pub mod compare;
pub mod convert;
pub mod cross;
mod doubt;
pub mod embedded;
pub mod export;
pub mod finding;
pub mod guess;
pub mod key;
pub mod key_error;
pub mod lifetime;
mod likeness;
mod misfit;
pub mod opaque;
pub mod reason;
pub mod redact;
pub mod sd_jwt;
mod secret;
pub mod size;
pub mod verdict;

use super::text::words::counted;
use act::Act;

/// A fact in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What is the case: one sentence without a full stop.
    pub sentence: String,
    /// What to do; may be empty.
    pub advice: String,
    /// What the program can do about it.
    pub act: Option<Act>,
}

impl Words {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), advice: String::new(), act: None }
    }

    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// Sentence and advice as one text.
    pub fn joined(&self) -> String {
        if self.advice.is_empty() { self.sentence.clone() } else { format!("{}. {}", self.sentence, self.advice) }
    }

    /// With something that the program can do.
    #[must_use]
    pub fn offering(mut self, act: Act) -> Self {
        self.act = Some(act);
        self
    }
}

/// A length, in words.
fn bytes(length: usize) -> String {
    counted(length, "byte")
}

/// A `kty` for a person, with an article.
fn key_type(name: &'static str) -> &'static str {
    match name {
        "oct" => "a shared secret (oct)",
        "RSA" => "an RSA key",
        "EC" => "an EC key",
        "OKP" => "an OKP key",
        "EC or OKP" => "an EC or OKP key",
        other => other,
    }
}
