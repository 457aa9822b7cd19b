//! Names that keys are told apart by.

use super::Jwk;
use std::borrow::Borrow;
use std::collections::HashMap;

/// A number behind a name that is one too many to be a copy's: "RSA 2048" is no copy of "RSA".
const MOST_COPIES: u32 = 100;

/// The names that are taken, in small letters (nobody tells "ALPHA" from "alpha" in a list), each with the thumbprint of a key
/// that has it: both halves of a key may be called the same.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashMap<String, String>,
    /// The number to try next behind a name.
    next: HashMap<String, u32>,
}

impl Names {
    /// Those of these keys, and their `kid`s, by which they are called as well.
    pub fn of<K: Borrow<Jwk>>(keys: impl Iterator<Item = K>) -> Self {
        let mut names = Self::default();
        keys.for_each(|key| names.add(key.borrow()));
        names
    }

    /// Those of one more key.
    pub fn add(&mut self, key: &Jwk) {
        for name in [key.name_to_keep(), key.key_id.as_deref()].into_iter().flatten() {
            self.taken.entry(name.to_lowercase()).or_insert_with(|| key.thumbprint.clone());
        }
    }

    /// The name that is wanted for this key, or where another key has it, one with a number behind it: "prod 2".
    pub fn take(&mut self, wanted: &str, thumbprint: &str) -> String {
        let name = self.free(wanted, thumbprint);
        self.taken.entry(name.to_lowercase()).or_insert_with(|| thumbprint.to_owned());
        name
    }

    /// All of them, in small letters and in order.
    pub fn all(&self) -> Vec<String> {
        let mut all: Vec<String> = self.taken.keys().cloned().collect();
        all.sort();
        all
    }

    fn free(&mut self, wanted: &str, thumbprint: &str) -> String {
        let is_free = |taken: &HashMap<String, String>, name: &str| {
            taken.get(&name.to_lowercase()).is_none_or(|holder| holder == thumbprint)
        };
        if is_free(&self.taken, wanted) {
            return wanted.to_owned();
        }
        let copy = wanted.rsplit_once(' ').and_then(|(base, number)| {
            let is_number = !number.starts_with(['0', '+']);
            let number = number.parse::<u32>().ok().filter(|number| is_number && (2..MOST_COPIES).contains(number))?;
            Some((base, number + 1))
        });
        let (base, first) = copy.unwrap_or((wanted, 2));
        let next = self.next.entry(base.to_lowercase()).or_insert(first);
        *next = (*next).max(first);
        loop {
            let name = format!("{base} {next}");
            if *next == u32::MAX || is_free(&self.taken, &name) {
                return name;
            }
            *next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::engine::key::Jwk;

    #[test]
    fn another_key_of_a_name_gets_a_number() {
        let mut names = Names::of(std::iter::empty::<Jwk>());
        let mut take = |name: &str, thumbprint: &str| names.take(name, thumbprint);
        assert_eq!(take("prod", "a"), "prod");
        assert_eq!(take("prod", "a"), "prod", "its other half");
        assert_eq!(take("prod", "b"), "prod 2");
        assert_eq!(take("prod", "c"), "prod 3");
        assert_eq!(take("prod 2", "d"), "prod 4");
        assert_eq!(take("PROD", "k"), "PROD 5", "another case is no other name");
        assert_eq!(take("PROD", "a"), "PROD", "its own");
        assert_eq!(take("RSA 2048", "e"), "RSA 2048");
        assert_eq!(take("RSA 2048", "f"), "RSA 2048 2");
        assert_eq!(take("Key 7", "g"), "Key 7");
        assert_eq!(take("Key 7", "h"), "Key 8");
        assert_eq!(take("Key 007", "i"), "Key 007");
        assert_eq!(take("Key 007", "j"), "Key 007 2");
    }
}
