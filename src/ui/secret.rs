//! Text that is typed and may be secret: wiped when it is cleared, when it grows, and when it is dropped.

use crate::app::value::SecretText;
use crate::ui::egui;
use egui::text::CharIndex;
use egui::{Context, Id, TextBuffer, TextEdit};
use std::any::TypeId;
use std::ops::Range;
use zeroize::{Zeroize, Zeroizing};

/// Room for a PEM file, so that most secrets are never moved.
const ROOM: usize = 16 * 1024;

/// The text of a field for secrets.
pub struct SecretBuffer(Zeroizing<String>);

impl Default for SecretBuffer {
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }
}

impl SecretBuffer {
    /// What was typed, for a command.
    pub fn to_secret(&self) -> SecretText {
        SecretText::new(self.0.as_str().to_owned())
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn wipe(&mut self) {
        // `zeroize` on a `String` wipes the bytes and leaves an empty string with its room.
        self.0.zeroize();
    }

    /// Appends text that came around the text field.
    pub fn push(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    /// A `String` that grows by itself leaves its old bytes behind: move by hand, and let the old one be wiped.
    fn reserve(&mut self, more: usize) {
        let needed = self.0.len().saturating_add(more);
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(needed.saturating_mul(2)));
            larger.push_str(&self.0);
            self.0 = larger;
        }
    }
}

impl TextBuffer for SecretBuffer {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        self.reserve(text.len());
        let byte = self.byte_index_from_char_index(at);
        self.0.insert_str(byte.0, text);
        text.chars().count()
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        let start = self.byte_index_from_char_index(range.start).0;
        let end = self.byte_index_from_char_index(range.end).0;
        if start == 0 && end >= self.0.len() {
            self.wipe();
        } else if start < end {
            self.0.drain(start..end);
        }
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// Makes egui forget what it keeps for undoing in the field `id`.
pub fn forget(ctx: &Context, id: Id) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        state.clear_undoer();
        TextEdit::store_state(ctx, id, state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::text::CharIndex;

    #[test]
    fn editing_keeps_to_characters() {
        let mut buffer = SecretBuffer::default();
        assert_eq!(buffer.insert_text("aéc", CharIndex(0)), 3);
        buffer.insert_text("b", CharIndex(1));
        assert_eq!(buffer.as_str(), "abéc");
        buffer.delete_char_range(CharIndex(1)..CharIndex(3));
        assert_eq!(buffer.as_str(), "ac");
        buffer.push(&"x".repeat(ROOM * 3));
        assert_eq!(buffer.len(), ROOM * 3 + 2);
        buffer.wipe();
        assert!(buffer.is_empty());
    }
}
