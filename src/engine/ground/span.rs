//! Where something stands in a text.

use std::ops::Range;

/// A half-open range of **bytes**, `start..end`, in the text it belongs to.
///
/// Which text that is stands beside every use: a layer's text (the token as it was read), the decoded bytes of one
/// part, or the pasted text before clean-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// `start..end`; an inverted range becomes empty at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies inside.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The same span, `by` bytes further on.
    pub const fn shift(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// As a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The part of `text` that it covers; `None` where it is out of bounds or splits a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
