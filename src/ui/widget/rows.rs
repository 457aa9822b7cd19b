//! Long lists of which only the visible rows are made.

use super::Cx;
use super::button::sized_icon_button;
use super::copy_button::quiet_copy_button;
use crate::app::message::command::Command;
use crate::app::value::Icon;
use crate::app::view::{Row, RowList};
use crate::ui::{egui, theme};
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Room for the copy button behind a row.
const BUTTON: f32 = 40.0;
/// Beyond this height in points an `f32` cannot place a row to the pixel, and the scroll bar is scaled instead.
const TALLEST: f32 = 4_000_000.0;

/// Draws `count` rows of `height` points, making only those that are seen. `width` is how wide the widest may be;
/// `reveal` scrolls to a row.
pub fn virtual_rows(
    ui: &mut Ui,
    salt: &str,
    height: f32,
    count: usize,
    width: f32,
    reveal: Option<usize>,
    mut draw: impl FnMut(&mut Ui, usize, Rect),
) {
    let total = count as f64 * f64::from(height);
    let tall = total.min(f64::from(TALLEST)) as f32;
    let room = ui.available_height();
    let mut area = ScrollArea::both().id_salt(salt).auto_shrink(false);
    if let Some(row) = reveal {
        let share = row as f64 / count.max(1) as f64;
        area = area.vertical_scroll_offset(((share * f64::from(tall)) as f32 - room / 2.0).max(0.0));
    }
    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(tall);
        ui.set_width(width.max(viewport.width()));
        let top = ui.max_rect().top();
        let left = ui.max_rect().left();
        let seen = (viewport.height() / height).ceil().max(0.0) as usize + 1;
        let (first, start) = if total <= f64::from(TALLEST) {
            let first = (viewport.min.y / height).floor().max(0.0) as usize;
            (first, top + first as f32 * height)
        } else {
            let way = f64::from((tall - viewport.height()).max(1.0));
            let hidden = count.saturating_sub((viewport.height() / height).floor().max(0.0) as usize);
            let first = (f64::from(viewport.min.y) / way * hidden as f64).round().clamp(0.0, hidden as f64) as usize;
            (first, top + viewport.min.y)
        };
        for (place, index) in (first..count.min(first.saturating_add(seen))).enumerate() {
            let rect = Rect::from_min_size(
                pos2(left, start + place as f32 * height),
                vec2(width.max(viewport.width()), height),
            );
            let builder = UiBuilder::new().id_salt(index).max_rect(rect).layout(Layout::left_to_right(Align::Center));
            let mut child = ui.new_child(builder);
            child.spacing_mut().item_spacing.x = 0.0;
            draw(&mut child, index, rect);
        }
    });
}

/// What a list of rows remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct RowsState {
    /// The rows as they are wrapped for a width in characters, and those that they were made of.
    wrapped: Option<(RowList, usize, RowList)>,
    /// The widest row that has been seen.
    width: f32,
    /// How many rows there were; another number is another list.
    count: usize,
}

/// Shows the rows of a pane, monospaced, with folds, tooltips and a copy button for each.
pub fn rows_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    salt: &str,
    rows: &RowList,
    state: &mut RowsState,
    fold: Option<fn(usize) -> Command>,
) {
    let rows = &wrapped(ui, rows, state);
    let count = rows.0.len();
    if state.count != count {
        (state.width, state.count) = (0.0, count);
    }
    ui.add_space(3.0);
    let clip = ui.clip_rect();
    let right = ui.available_rect_before_wrap().right().min(clip.right());
    let mut widest = state.width;
    virtual_rows(ui, salt, theme::ROW, count, state.width, None, |ui, index, rect| {
        widest = widest.max(row_ui(ui, cx, &rows.0.row(index), index, rect, clip.left()..=right, fold));
    });
    if widest > state.width {
        state.width = widest;
        ui.ctx().request_repaint();
    }
}

/// The rows as they fit the pane, made anew where it or they changed.
fn wrapped(ui: &Ui, rows: &RowList, state: &mut RowsState) -> RowList {
    /// What a row takes besides its text: the edge, the arrow, the room of the copy button, and what deep levels are off.
    const BESIDE: f32 = theme::PAD + 18.0 + BUTTON + 4.0;
    let columns = super::run::columns(ui, ui.available_width() - BESIDE);
    let is_known = |(of, known, _): &&(RowList, usize, RowList)| Arc::ptr_eq(&of.0, &rows.0) && *known == columns;
    if let Some((_, _, wrapped)) = state.wrapped.as_ref().filter(is_known) {
        return wrapped.clone();
    }
    let made = rows.0.wrapped(columns).unwrap_or_else(|| rows.clone());
    state.wrapped = Some((rows.clone(), columns, made.clone()));
    made
}

/// The most rows that are shown within something else; a longer list can be copied.
const INLINE: usize = 20_000;

/// Shows rows in the midst of something that scrolls, making only those that are seen.
pub fn inline_rows(ui: &mut Ui, cx: &mut Cx<'_>, rows: &RowList) {
    let count = rows.0.len().min(INLINE);
    let size = vec2(ui.available_width(), count as f32 * theme::ROW);
    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
    let clip = ui.clip_rect();
    let first = ((clip.top() - place.top()) / theme::ROW).floor().max(0.0) as usize;
    let last = ((clip.bottom() - place.top()) / theme::ROW).ceil().max(0.0) as usize;
    for index in first..last.min(count) {
        let top = place.top() + index as f32 * theme::ROW;
        let rect = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), theme::ROW));
        let builder = UiBuilder::new().id_salt(index).max_rect(rect).layout(Layout::left_to_right(Align::Center));
        let mut child = ui.new_child(builder);
        child.spacing_mut().item_spacing.x = 0.0;
        row_ui(&mut child, cx, &rows.0.row(index), index, rect, place.x_range().min..=place.right(), None);
    }
    if let Some(more) = rows.0.len().checked_sub(INLINE).filter(|more| *more > 0) {
        let words = format!("{more} more rows are not shown here; copying takes them all");
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
    }
}

/// One row in `rect`; its ground spans `across`. Returns how wide it is.
fn row_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    row: &Row,
    index: usize,
    rect: Rect,
    across: RangeInclusive<f32>,
    fold: Option<fn(usize) -> Command>,
) -> f32 {
    let right = *across.end();
    let across = Rect::from_x_y_ranges(across, rect.y_range());
    let hovered = ui.rect_contains_pointer(across);
    if cx.is_lit(row.token) {
        ui.painter().rect_filled(across, 3, cx.palette.row_lit);
    } else if hovered {
        ui.painter().rect_filled(across, 3, cx.palette.neutral_fill);
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
    ui.add_space(theme::PAD + row.indent as f32 * 16.0);
    if let Some(command) = fold {
        match row.fold {
            Some(fold) => {
                let (picture, name) =
                    if fold.folded { (Icon::ChevronRight, "Unfold") } else { (Icon::ChevronDown, "Fold") };
                if sized_icon_button(ui, picture, name, 16.0, 12.0, None).clicked() {
                    cx.send(command(fold.node));
                }
            }
            None => ui.add_space(16.0),
        }
        ui.add_space(2.0);
    }
    let mut width = 0.0;
    let job = super::run::uniform_job(&row.runs, cx.palette, &theme::mono());
    if !job.text.is_empty() {
        let response = ui.add(Label::new(job).extend().show_tooltip_when_elided(false));
        width = response.rect.right() - rect.left() + BUTTON;
        if let Some(words) = &row.explanation {
            response.on_hover_text(words.as_str());
        }
    }
    if let Some(target) = &row.copy {
        let place = Rect::from_min_size(pos2(right - 28.0, rect.top() - 2.0), vec2(22.0, 22.0));
        let mut corner = ui.new_child(UiBuilder::new().id_salt("copy").max_rect(place));
        if hovered {
            corner.painter().rect_filled(place.shrink(2.0), 3, cx.palette.neutral_fill);
        }
        quiet_copy_button(&mut corner, cx, target, &format!("Copy row {}", index + 1), hovered);
    }
    width
}
