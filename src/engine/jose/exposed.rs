//! Texts of a token that hold the key that made it. They are shown to nobody.

use crate::engine::rule::finding::Finding;
use std::borrow::Borrow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A text that is wiped when nobody needs it any more.
#[derive(Clone, PartialEq, Eq)]
struct Wiped(Zeroizing<String>);

/// As that of the text, by which it is looked up.
impl std::hash::Hash for Wiped {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.as_str().hash(state);
    }
}

impl Borrow<str> for Wiped {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Wiped {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

/// Names and values of a layer with its own key in them.
#[derive(Clone, Default)]
pub struct Exposed {
    texts: Arc<HashSet<Wiped>>,
    /// The key as it is spelled in them, each spelling once: a token can repeat it as often as there is room.
    keys: Arc<HashSet<Wiped>>,
}

impl Exposed {
    pub(crate) fn push(&mut self, text: &str, key: Option<&str>) {
        Arc::make_mut(&mut self.texts).insert(text.into());
        Arc::make_mut(&mut self.keys).insert(key.unwrap_or(text).trim().into());
    }

    /// Whether this is one of the texts.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.texts.contains(text)
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Sentence and advice of a finding, without the key.
    pub(crate) fn hide_in(&self, finding: &mut Finding) {
        if !self.is_empty() {
            self.hide(&mut finding.message);
            // Stars may have moved it.
            finding.time = None;
            self.hide(&mut finding.advice);
        }
    }

    /// A sentence with stars in the place of the key, and of the beginning of one that was cut.
    pub(crate) fn hide(&self, sentence: &mut String) {
        /// Fewer characters stand in words that have nothing to do with it.
        const SHORTEST: usize = 8;
        // One may begin another: what is longer goes first, or its end would stay.
        let mut keys: Vec<&Wiped> = self.keys.iter().collect();
        keys.sort_by_key(|Wiped(key)| std::cmp::Reverse(key.len()));
        for Wiped(key) in keys {
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

#[cfg(test)]
mod tests {
    use super::Exposed;

    #[test]
    fn a_key_that_is_repeated_is_looked_for_once() {
        let mut exposed = Exposed::default();
        for number in 0..1_000 {
            exposed.push(&format!("the-secret-key {number}"), Some("the-secret-key"));
        }
        assert_eq!((exposed.texts.len(), exposed.keys.len()), (1_000, 1));
        let mut sentence = "It is the-secret-key, or the-secret-".to_owned();
        exposed.hide(&mut sentence);
        assert_eq!(sentence, "It is **************, or ***********");
        assert!(exposed.has("the-secret-key 7") && !exposed.has("the-secret-key"));
    }
}
