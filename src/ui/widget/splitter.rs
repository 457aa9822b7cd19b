//! A line between two areas that can be dragged.

use crate::ui::{egui, theme::Palette};
use egui::{CursorIcon, Rect, Sense, Stroke, Ui};

/// Which way the line runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Between left and right.
    Vertical,
    /// Between top and bottom.
    Horizontal,
}

/// What was done to the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    Nothing,
    /// It was dragged by so many points to the right or down.
    By(f32),
    /// It was clicked twice: it goes back to where it stands by itself.
    Reset,
}

/// Draws the line in the middle of `rect` and says what was done to it.
pub fn splitter(ui: &mut Ui, rect: Rect, line: Line, name: &str) -> Drag {
    let palette = Palette::of(ui);
    let grip = rect.expand2(match line {
        Line::Vertical => egui::vec2(3.0, 0.0),
        Line::Horizontal => egui::vec2(0.0, 3.0),
    });
    // Without focus: a splitter would only be in the way of the Tab key.
    let response = ui.interact(grip, ui.make_persistent_id(("splitter", name)), Sense::DRAG | Sense::CLICK);
    let cursor = match line {
        Line::Vertical => CursorIcon::ResizeHorizontal,
        Line::Horizontal => CursorIcon::ResizeVertical,
    };
    let response = response.on_hover_and_drag_cursor(cursor);
    let stroke = if response.dragged() || response.hovered() {
        Stroke::new(2.0, palette.accent)
    } else {
        Stroke::new(1.0, palette.line)
    };
    match line {
        Line::Vertical => ui.painter().vline(rect.center().x, rect.y_range(), stroke),
        Line::Horizontal => ui.painter().hline(rect.x_range(), rect.center().y, stroke),
    };
    let moved = match line {
        Line::Vertical => response.drag_delta().x,
        Line::Horizontal => response.drag_delta().y,
    };
    if response.double_clicked() {
        Drag::Reset
    } else if moved == 0.0 {
        Drag::Nothing
    } else {
        Drag::By(moved)
    }
}
