//! A text under way, with what is masked in it.

use super::mask::MaskKind;
use crate::engine::ground::span::Span;

/// Something that was masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Bytes of the redacted text.
    pub span: Span,
    pub kind: MaskKind,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) masks: Vec<Mask>,
}

impl Piece {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), masks: Vec::new() }
    }

    /// All of it is a mask.
    pub(super) fn masked(text: String, kind: MaskKind) -> Self {
        let span = Span::new(0, text.len());
        Self { text, masks: vec![Mask { span, kind }] }
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn push_mask(&mut self, text: &str, kind: MaskKind) {
        let start = self.text.len();
        self.text.push_str(text);
        if start < self.text.len() {
            self.masks.push(Mask { span: Span::new(start, self.text.len()), kind });
        }
    }

    pub(super) fn push(&mut self, piece: &Self) {
        let start = self.text.len();
        self.text.push_str(&piece.text);
        self.masks.extend(piece.masks.iter().map(|mask| Mask { span: mask.span.shift(start), ..*mask }));
    }

    /// Written in another way: `text` for what it has; where that changes, a mask is all of it.
    pub(super) fn rewritten(self, text: String) -> Self {
        if text == self.text {
            return self;
        }
        match self.masks.first() {
            Some(first) => Self::masked(text, first.kind),
            None => Self::plain(text),
        }
    }

    /// With something else in some places, in order and without overlaps.
    pub(super) fn with(&self, replacements: &[Replacement]) -> Self {
        let mut out = spliced(&self.text, replacements);
        let mut kept = self.masks.iter().peekable();
        let (mut moved, mut from, mut shift) = (Vec::new(), 0, 0_isize);
        for replacement in replacements.iter().map(Some).chain([None]) {
            let to = replacement.map_or(self.text.len(), |replacement| replacement.span.start);
            while let Some(mask) = kept.next_if(|mask| mask.span.end <= to) {
                if mask.span.start >= from {
                    let at = |place: usize| place.saturating_add_signed(shift);
                    moved.push(Mask { span: Span::new(at(mask.span.start), at(mask.span.end)), ..*mask });
                }
            }
            if let Some(replacement) = replacement {
                while kept.next_if(|mask| mask.span.start < replacement.span.end).is_some() {}
                from = replacement.span.end;
                shift += replacement.piece.text.len() as isize - replacement.span.len() as isize;
            }
        }
        out.masks.extend(moved);
        out.masks.sort_by_key(|mask| mask.span.start);
        out
    }

    /// Encoded as a whole. What is masked within it is shown where it can be read.
    pub(super) fn rewritten_in(self, encode: impl Fn(&[u8]) -> String) -> Self {
        Self::plain(encode(self.text.as_bytes()))
    }

    /// Whether something of it was masked.
    pub(super) fn has_masks(&self) -> bool {
        !self.masks.is_empty()
    }
}

/// Something else in the place of these bytes.
pub(super) struct Replacement {
    pub(super) span: Span,
    pub(super) piece: Piece,
}

/// `text` with replacements that do not overlap, in order.
pub(super) fn spliced(text: &str, replacements: &[Replacement]) -> Piece {
    let mut out = Piece::default();
    let mut at = 0;
    for replacement in replacements {
        out.push_str(text.get(at..replacement.span.start).unwrap_or_default());
        out.push(&replacement.piece);
        at = replacement.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
