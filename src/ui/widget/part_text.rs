//! The token's own characters: coloured by part, underlined by part, lit and faulted by byte.

use crate::app::value::{PartKind, TextSpan};
use crate::app::view::TokenPart;
use crate::ui::egui;
use crate::ui::theme::{self, Palette, Underline};
use egui::text::{CharIndex, LayoutJob, TextFormat};
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, pos2};
use std::ops::Range;

/// Counts characters where egui wants them and the view has bytes.
pub struct CharMap {
    length: usize,
    /// Where each character begins; `None`: a character is a byte.
    starts: Option<Vec<usize>>,
}

impl CharMap {
    pub fn new(text: &str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
        Self { length: text.len(), starts }
    }

    /// The character in which `byte` lies.
    pub fn char_of(&self, byte: usize) -> usize {
        match &self.starts {
            None => byte.min(self.length),
            Some(starts) if byte >= self.length => starts.len(),
            Some(starts) => starts.partition_point(|start| *start <= byte).saturating_sub(1),
        }
    }

    /// The first byte of a character.
    pub fn byte_of(&self, character: usize) -> usize {
        match &self.starts {
            None => character.min(self.length),
            Some(starts) => starts.get(character).copied().unwrap_or(self.length),
        }
    }

    /// A span in characters; never empty inside the text, so that a fault of no length can still be seen.
    pub fn range(&self, span: TextSpan) -> Range<usize> {
        let start = self.char_of(span.start);
        start..self.char_of(span.end).max(start)
    }
}

/// The last character boundary at or before `byte`.
pub fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

/// Colours for `text`, which is the part of the token's text that starts at byte `offset`. The parts are in order and
/// may be those of an older text: they are cut to fit.
pub fn job(text: &str, offset: usize, parts: &[TokenPart], palette: &Palette) -> LayoutJob {
    let format =
        |colour: Color32| TextFormat { line_height: Some(theme::ROW), ..TextFormat::simple(theme::mono(), colour) };
    let mut job = LayoutJob::default();
    let mut at = 0;
    let first = parts.partition_point(|part| part.span.end <= offset);
    for part in parts.iter().skip(first) {
        let start = floor(text, part.span.start.saturating_sub(offset)).max(at);
        let end = floor(text, part.span.end.saturating_sub(offset)).max(start);
        job.append(text.get(at..start).unwrap_or_default(), 0.0, format(palette.weak));
        job.append(text.get(start..end).unwrap_or_default(), 0.0, format(palette.part(part.kind)));
        at = end;
        if at >= text.len() {
            break;
        }
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, format(palette.weak));
    job
}

/// The characters in the rows that are seen.
pub fn seen(galley: &Galley, origin: Pos2, clip: Rect) -> Range<usize> {
    let (mut start, mut end, mut before) = (None, 0, 0);
    for row in &galley.rows {
        let after = before + row.char_count_including_newline().0;
        let rect = row.rect().translate(origin.to_vec2());
        if rect.bottom() >= clip.top() && rect.top() <= clip.bottom() {
            start = start.or(Some(before));
            end = after;
        }
        before = after;
    }
    start.unwrap_or(0)..end
}

/// Where the characters of `range` stand, one rectangle a row, as far as they are seen.
pub fn rects(galley: &Galley, origin: Pos2, clip: Rect, range: &Range<usize>) -> Vec<Rect> {
    let mut found = Vec::new();
    let mut before = 0;
    for row in &galley.rows {
        let count = row.char_count_excluding_newline().0;
        let after = before + row.char_count_including_newline().0;
        let rect = row.rect().translate(origin.to_vec2());
        if before >= range.end {
            break;
        }
        if rect.bottom() >= clip.top() && rect.top() <= clip.bottom() && after > range.start {
            let start = range.start.saturating_sub(before).min(count);
            let end = range.end.saturating_sub(before).min(count);
            if end > start {
                let left = rect.left() + row.x_offset(CharIndex(start));
                let right = rect.left() + row.x_offset(CharIndex(end));
                found.push(Rect::from_x_y_ranges(left..=right, rect.y_range()));
            }
        }
        before = after;
    }
    found
}

/// The rectangle of the first character of `range`, seen or not.
pub fn first_rect(galley: &Galley, origin: Pos2, range: &Range<usize>) -> Rect {
    galley.pos_from_cursor(egui::text::CCursor::new(range.start)).translate(origin.to_vec2())
}

/// Lays a colour behind the rectangles, and a line around them while they are few.
pub fn light(rects: &[Rect], palette: &Palette) -> Shape {
    let mut shapes = Vec::new();
    for rect in rects {
        let rect = rect.expand2(egui::vec2(1.0, -0.5));
        shapes.push(Shape::rect_filled(rect, 2, palette.lit));
        if rects.len() <= 2 {
            let stroke = Stroke::new(1.0, palette.accent.gamma_multiply(0.7));
            shapes.push(Shape::rect_stroke(rect, 2, stroke, egui::StrokeKind::Inside));
        }
    }
    Shape::Vec(shapes)
}

/// Draws a part's own underline under the rectangles.
pub fn underline(painter: &Painter, rects: &[Rect], kind: PartKind, palette: &Palette) {
    let colour = palette.part(kind);
    for rect in rects {
        let y = rect.bottom() - 2.0;
        let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
        let thin = Stroke::new(1.0, colour);
        match theme::underline(kind) {
            Underline::Solid => {
                painter.line_segment(line, thin);
            }
            Underline::Double => {
                for y in [y - 1.0, y + 1.0] {
                    painter.hline(rect.x_range(), y, Stroke::new(0.8, colour));
                }
            }
            Underline::Dashed(dash, gap) => painter.extend(Shape::dashed_line(&line, thin, dash.into(), gap.into())),
            Underline::Dotted(every) => painter.extend(Shape::dotted_line(&line, colour, every.into(), 0.75)),
            Underline::DashDot => {
                painter.extend(Shape::dashed_line_with_offset(&line, thin, &[6.0, 1.5], &[2.5, 2.5], 0.0))
            }
            Underline::Zigzag => {
                painter.line(zigzag(*rect, y), thin);
            }
            Underline::Bare => {}
        }
    }
}

/// Draws the underline of a fault.
pub fn fault(painter: &Painter, rects: &[Rect], palette: &Palette) {
    for rect in rects {
        let rect = Rect::from_x_y_ranges(rect.left()..=rect.right().max(rect.left() + 6.0), rect.y_range());
        painter.line(zigzag(rect, rect.bottom() - 2.0), Stroke::new(1.5, palette.bad));
    }
}

/// Underlines what something is to be said about.
pub fn wave(painter: &Painter, rects: &[Rect], colour: Color32) {
    for rect in rects {
        painter.line(zigzag(*rect, rect.bottom() - 2.0), Stroke::new(1.0, colour));
    }
}

fn zigzag(rect: Rect, y: f32) -> Vec<Pos2> {
    let step = 2.5;
    let count = ((rect.width() / step).ceil().max(1.0) as usize).min(4_000);
    (0..=count)
        .map(|index| {
            let x = (rect.left() + index as f32 * step).min(rect.right());
            pos2(x, if index % 2 == 0 { y + 1.25 } else { y - 1.25 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: usize, end: usize, kind: PartKind) -> TokenPart {
        TokenPart { span: TextSpan { start, end }, kind, label: String::new() }
    }

    #[test]
    fn sections_cover_the_text_whatever_the_parts() {
        let text = "aé.b";
        for parts in [
            vec![],
            vec![part(0, 2, PartKind::Header), part(4, 5, PartKind::Payload)],
            vec![part(1, 900, PartKind::Header)],
            vec![part(7, 9, PartKind::Header)],
            vec![part(2, 2, PartKind::Header), part(1, 3, PartKind::Payload)],
        ] {
            for offset in [0, 1, 3, 100] {
                let job = job(text, offset, &parts, &theme::DARK);
                assert_eq!(job.text, text);
                let covered: usize =
                    job.sections.iter().map(|section| section.byte_range.end.0 - section.byte_range.start.0).sum();
                assert_eq!(covered, text.len());
            }
        }
    }

    #[test]
    fn characters_and_bytes_are_told_apart() {
        let map = CharMap::new("aé.b");
        assert_eq!([0, 1, 2, 3, 4, 5, 99].map(|byte| map.char_of(byte)), [0, 1, 1, 2, 3, 4, 4]);
        assert_eq!([0, 1, 2, 3, 4, 99].map(|character| map.byte_of(character)), [0, 1, 3, 4, 5, 5]);
    }
}
