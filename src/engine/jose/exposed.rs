//! Texts of a token that hold the key that made it. They are shown to nobody.

use std::fmt;
use std::sync::Arc;

/// Names and values of a layer with its own key in them.
#[derive(Clone, Default)]
pub struct Exposed {
    texts: Vec<Arc<str>>,
    /// The key as it is spelled in them.
    keys: Vec<Arc<str>>,
}

impl Exposed {
    pub(crate) fn push(&mut self, text: &str, key: Option<&str>) {
        self.texts.push(text.into());
        self.keys.push(key.unwrap_or(text).trim().into());
    }

    pub(crate) fn texts(&self) -> &[Arc<str>] {
        &self.texts
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// A sentence with stars in the place of the key, and of the beginning of one that was cut.
    pub(crate) fn hide(&self, sentence: &mut String) {
        /// Fewer characters stand in words that have nothing to do with it.
        const SHORTEST: usize = 8;
        for key in &self.keys {
            let Some(beginning) = key.char_indices().nth(SHORTEST - 1).map(|(at, last)| at + last.len_utf8()) else {
                continue;
            };
            let mut from = 0;
            while let Some(at) = sentence[from..].find(&key[..beginning]).map(|at| from + at) {
                let tail = sentence[at..].chars().zip(key.chars());
                let same = tail.take_while(|(said, own)| said == own).map(|(said, _)| said);
                let (count, length) = same.fold((0, 0), |(count, length), said| (count + 1, length + said.len_utf8()));
                sentence.replace_range(at..at + length, &"*".repeat(count));
                from = at + count;
            }
        }
    }
}

/// Not the texts.
impl fmt::Debug for Exposed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Exposed({})", self.texts.len())
    }
}
