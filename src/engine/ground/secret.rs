//! Bytes that must not be seen: wiped when dropped, never printed.

use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Secret bytes. `Debug` prints the length only; the memory is wiped on drop.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// Takes the bytes over; the caller keeps no copy.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes themselves, for a primitive and nothing else.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no byte at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<String> for SecretBytes {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<Zeroizing<Vec<u8>>> for SecretBytes {
    fn from(mut bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(std::mem::take(&mut *bytes))
    }
}

impl From<Zeroizing<String>> for SecretBytes {
    fn from(mut text: Zeroizing<String>) -> Self {
        Self(std::mem::take(&mut *text).into_bytes())
    }
}

impl From<&[u8]> for SecretBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[secret, {} bytes]", self.0.len())
    }
}

/// A secret text of these characters, in room for so many bytes: what grows leaves a copy behind that nobody wipes.
pub(crate) fn of_characters(room: usize, characters: impl Iterator<Item = char>) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(room));
    out.extend(characters);
    out
}

/// A secret text with `to` in place of each `from`; [`str::replace`] grows.
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> Zeroizing<String> {
    let more = to.len().saturating_sub(from.len()) * text.matches(from).count();
    let mut out = Zeroizing::new(String::with_capacity(text.len() + more));
    for (index, piece) in text.split(from).enumerate() {
        if index > 0 {
            out.push_str(to);
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SecretBytes, of_characters, replaced};

    #[test]
    fn a_secret_text_is_made_without_growing() {
        for (from, to) in [("\n", "\r\n"), ("\\n", "\n"), ("\n", ""), ("x", "longer")] {
            for text in ["", "\n", "a\nb\n", "\\n\\nxx"] {
                let found = replaced(text, from, to);
                assert_eq!(*found, text.replace(from, to));
                assert!(found.capacity() <= text.len().max(found.len()), "{text:?}: {}", found.capacity());
            }
        }
        let text = of_characters(6, "\u{20ac}\u{20ac}".chars());
        assert_eq!((text.len(), text.capacity()), (6, 6));
    }

    #[test]
    fn debug_shows_the_length_and_nothing_else() {
        let secret = SecretBytes::new(b"hunter2".to_vec());
        assert_eq!(format!("{secret:?}"), "[secret, 7 bytes]");
    }
}
