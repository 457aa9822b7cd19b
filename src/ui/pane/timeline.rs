//! The times of a token on a line, and the clock that it is judged by, which can be moved along it.

use super::drawer::nothing;
use crate::app::message::command::Command;
use crate::app::value::Tone;
use crate::app::value::assumption::Assumption;
use crate::app::view::{Timeline, TimelineMark};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{
    Align2, CursorIcon, EventFilter, FontId, Galley, Key, Label, Modifiers, Rect, Response, RichText, ScrollArea,
    Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Parts of the line that an arrow key moves the clock by.
const STEPS: f32 = 100.0;
/// Height of the line with two rows of names above it and the clock below.
const HEIGHT: f32 = 64.0;
/// Height of a row of names.
const ROW: f32 = 14.0;
const TIP: &str =
    "Drag to evaluate the token at another time; arrow keys move it, Home and End go to the first and last time";

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let line = &cx.view.drawer.timeline;
    if line.marks.is_empty() {
        nothing(ui, cx, if line.summary.is_empty() { "The token contains no times" } else { &line.summary });
        return;
    }
    ScrollArea::vertical().id_salt(("timeline", cx.shown())).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.add(Label::new(RichText::new(&line.summary).font(theme::body()).color(cx.palette.text)).wrap());
                if cx.view.status.clock_is_set && ui.link("Use the real clock").clicked() {
                    cx.send(Command::SetClock(String::new()));
                }
            });
            ui.add_space(2.0);
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
            let clock = clock(ui, cx, rect);
            paint(ui, cx, rect, &clock);
            marks(ui, cx, line);
        });
    });
}

/// The times in a list, each with a way to judge the token at it.
fn marks(ui: &mut Ui, cx: &mut Cx<'_>, line: &Timeline) {
    ui.spacing_mut().interact_size.y = theme::ROW;
    egui::Grid::new("marks").num_columns(4).spacing(vec2(24.0, 1.0)).show(ui, |ui| {
        for mark in &line.marks {
            ui.add(Label::new(RichText::new(&mark.name).font(theme::mono()).color(cx.palette.name)));
            ui.add(Label::new(RichText::new(&mark.time).font(theme::mono()).color(cx.palette.text)));
            ui.add(Label::new(RichText::new(&mark.relative).font(theme::body()).color(cx.palette.tone(mark.tone))));
            if let Some(seconds) = mark.judged_at {
                // At its end a token has expired already (RFC 7519 section 4.1.4).
                let words = if mark.name == "exp" { "Evaluate just before it" } else { "Evaluate at this time" };
                let link = ui.link(RichText::new(words).font(theme::small()));
                if link.accessible_name(format!("{words}: {}", mark.name)).clicked() {
                    cx.send(Command::Assume(Assumption::At(seconds)));
                }
            }
            ui.end_row();
        }
    });
}

/// Where on the screen a place of the line is.
fn x(rect: Rect, at: f32) -> f32 {
    let (left, width) = ends(rect);
    left + if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.0 } * width
}

fn ends(rect: Rect) -> (f32, f32) {
    (rect.left() + 28.0, (rect.width() - 56.0).max(1.0))
}

fn axis(rect: Rect) -> f32 {
    rect.center().y + 6.0
}

/// The clock: it follows the pointer along the line, and the arrow keys.
fn clock(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) -> Response {
    let line = &cx.view.drawer.timeline;
    let (left, width) = ends(rect);
    let band = Rect::from_x_y_ranges(left..=left + width, axis(rect) - 12.0..=axis(rect) + 18.0);
    let response = ui.interact(band, ui.scope_id().with("clock"), Sense::click_and_drag());
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, f64::from(line.now), "Clock that the token is evaluated at");
        info.current_text_value = Some(cx.view.status.clock.clone());
        info
    });
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    // What is dragged is not covered.
    let response = if response.dragged() { response } else { response.on_hover_text(TIP) };
    let pointer = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked());
    let mut to = pointer.map(|at| (at.x - left) / width);
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let first = line.marks.iter().map(|mark| mark.at).fold(1.0, f32::min);
        let last = line.marks.iter().map(|mark| mark.at).fold(0.0, f32::max);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, place) in [
            (Key::ArrowLeft, line.now - 1.0 / STEPS),
            (Key::ArrowRight, line.now + 1.0 / STEPS),
            (Key::Home, first),
            (Key::End, last),
        ] {
            if pressed(key) {
                to = Some(place);
            }
        }
    }
    let asked = to.and_then(|to| line.seconds_at(to));
    // While the pointer rests nothing is judged anew.
    let place = response.id.with("asked");
    let before: Option<Option<i64>> = ui.data(|data| data.get_temp(place));
    if response.drag_started() || !response.dragged() || before != Some(asked) {
        ui.data_mut(|data| data.insert_temp(place, asked));
    } else {
        return response;
    }
    if let Some(seconds) = asked {
        cx.send(Command::Assume(Assumption::At(seconds)));
    }
    response
}

/// A name over the line, or several in one where each by itself would cover another.
struct Name<'a> {
    marks: Vec<&'a TimelineMark>,
    galley: Arc<Galley>,
    left: f32,
    row: usize,
}

/// The names of the marks: in the first row that has room for one, or joined to the one before it.
fn placed<'a>(ui: &Ui, cx: &Cx<'a>, rect: Rect) -> Vec<Name<'a>> {
    const ROWS: usize = 2;
    const GAP: f32 = 6.0;
    let mut names: Vec<Name<'a>> = Vec::new();
    for mark in &cx.view.drawer.timeline.marks {
        let lay = |marks: &[&TimelineMark]| {
            let words: Vec<String> = marks.iter().map(|mark| pointed(&mark.name, mark.at)).collect();
            let galley =
                ui.painter().layout_no_wrap(words.join(", "), FontId::monospace(theme::SMALL), cx.palette.text);
            let ends = [marks.first(), marks.last()].map(|mark| mark.map_or(0.0, |mark| x(rect, mark.at)));
            let width = galley.size().x;
            let least = rect.left();
            let left = ((ends[0] + ends[1] - width) / 2.0).clamp(least, (rect.right() - width).max(least));
            (galley, left)
        };
        let (galley, left) = lay(&[mark]);
        let end = |names: &[Name<'_>], row: usize| {
            let ends = names.iter().filter(|name| name.row == row).map(|name| name.left + name.galley.size().x);
            ends.fold(f32::NEG_INFINITY, f32::max)
        };
        match ((0..ROWS).find(|row| left > end(&names, *row) + GAP), names.pop()) {
            (None, Some(before)) => {
                let marks = [before.marks.as_slice(), &[mark]].concat();
                let (galley, left) = lay(&marks);
                // It grows away from what is left of it.
                let left = left.max(end(&names, before.row) + GAP);
                names.push(Name { marks, galley, left, row: before.row });
            }
            (row, before) => {
                names.extend(before);
                names.push(Name { marks: vec![mark], galley, left, row: row.unwrap_or_default() });
            }
        }
    }
    names
}

/// With an arrow where it is beyond the line.
fn pointed(word: &str, at: f32) -> String {
    match at {
        ..0.0 => format!("← {word}"),
        _ if at > 1.0 => format!("{word} →"),
        _ => word.to_owned(),
    }
}

fn paint(ui: &Ui, cx: &Cx<'_>, rect: Rect, clock: &Response) {
    let line = &cx.view.drawer.timeline;
    let painter = ui.painter_at(rect.expand(2.0));
    let axis = axis(rect);
    painter.hline(rect.x_range(), axis, Stroke::new(2.0, cx.palette.outline));
    if let Some((from, to)) = line.valid {
        let (from, to) = (x(rect, from), x(rect, to));
        let bar = Rect::from_min_max(pos2(from, axis - 4.0), pos2(to.max(from + 2.0), axis + 4.0));
        painter.rect_filled(bar, 3, cx.palette.good_fill);
        painter.rect_stroke(bar, 3, Stroke::new(1.0, cx.palette.good), egui::StrokeKind::Inside);
    }
    let names = placed(ui, cx, rect);
    let top = |name: &Name<'_>| axis - 24.0 - name.row as f32 * ROW;
    for name in &names {
        for mark in &name.marks {
            let at = x(rect, mark.at);
            painter.vline(at, (top(name) + 13.0)..=(axis + 6.0), Stroke::new(1.0, cx.palette.weak));
            painter.circle_filled(pos2(at, axis), 4.0, cx.palette.tone(mark.tone));
        }
    }
    // No line runs through a name.
    for name in &names {
        let ground = Rect::from_min_size(pos2(name.left, top(name) - 1.0), name.galley.size());
        painter.rect_filled(ground.expand2(vec2(2.0, 0.0)), 0, cx.palette.surface);
    }
    for name in names {
        painter.galley(pos2(name.left, top(&name) - 1.0), name.galley, cx.palette.text);
    }
    let now = x(rect, line.now);
    let ink = if cx.view.status.clock_is_set { cx.palette.tone(Tone::Warning) } else { cx.palette.accent };
    painter.vline(now, (axis - 9.0)..=(axis + 11.0), Stroke::new(2.0, ink));
    let is_held = clock.hovered() || clock.dragged() || clock.has_focus();
    painter.circle(pos2(now, axis - 9.0), if is_held { 6.0 } else { 5.0 }, ink, Stroke::new(1.5, cx.palette.surface));
    let word = if cx.view.status.clock_is_set { "as of" } else { "now" };
    painter.text(pos2(now, axis + 11.0), Align2::CENTER_TOP, pointed(word, line.now), theme::small(), ink);
    button::focus_ring(ui, clock);
}
