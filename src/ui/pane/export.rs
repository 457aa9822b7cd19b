//! What can be handed on: groups at the left, rows in the middle, and at the right what would be handed on, as it is.

use crate::app::message::command::{Command, ExportCommand};
use crate::app::value::Icon;
use crate::app::view::{ExportPreview, ExportRow, QrSquares};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, button, copy_button};
use crate::ui::{egui, icon, theme};
use egui::text::LayoutJob;
use egui::{
    Color32, Label, Rect, RichText, ScrollArea, Sense, Stroke, TextEdit, TextFormat, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// Width of the groups.
const GROUPS: f32 = 168.0;
/// Below this width there is no room for the groups; the filter finds them, too.
const NARROW: f32 = 720.0;
/// Height of a row.
const ROW: f32 = 30.0;
/// What stands in a text for what is masked.
const MASK: char = '•';

/// Draws it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rect = ui.available_rect_before_wrap();
    let has_groups = rect.width() >= NARROW;
    let left = rect.left() + if has_groups { GROUPS } else { 0.0 };
    let middle = left + ((rect.right() - left) * 0.42).clamp(240.0, 420.0);
    let between = |from: f32, to: f32| Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom()));
    if has_groups {
        super::area(ui, between(rect.left(), left), "groups", |ui| groups(ui, cx));
        ui.painter().vline(left, rect.y_range(), Stroke::new(1.0, cx.palette.line));
    }
    super::area(ui, between(left + 1.0, middle), "exports", |ui| rows(ui, cx));
    ui.painter().vline(middle, rect.y_range(), Stroke::new(1.0, cx.palette.line));
    super::area(ui, between(middle + 1.0, rect.right()), "preview", |ui| match &cx.view.drawer.export.preview {
        Some(shown) => preview(ui, cx, shown),
        None => nothing(ui, cx, "Nothing matches"),
    });
}

fn nothing(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add_space(theme::PAD);
    ui.horizontal(|ui| {
        ui.add_space(theme::PAD);
        ui.label(RichText::new(words).color(cx.palette.weak));
    });
}

fn groups(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().id_salt("export groups").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(theme::TIGHT);
        let export = &cx.view.drawer.export;
        let all = [(None, "Everything")].into_iter().chain(export.groups.iter().map(|group| (Some(*group), *group)));
        for (group, name) in all {
            let is_chosen = export.group == group;
            if line(ui, cx, name, is_chosen, 26.0, |ui, cx, rect| {
                let ink = if is_chosen { cx.palette.strong } else { cx.palette.text };
                let galley = ui.painter().layout_no_wrap(name.to_owned(), theme::body(), ink);
                let at = pos2(rect.left() + theme::PAD, rect.center().y - galley.size().y / 2.0);
                ui.painter().galley(at, galley, ink);
            }) {
                cx.send(Command::Export(ExportCommand::Group(group)));
            }
        }
        follow_focus(ui);
    });
}

/// A wide target that is one of several. Whether it was chosen now.
fn line(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    is_chosen: bool,
    height: f32,
    paint: impl FnOnce(&mut Ui, &mut Cx<'_>, Rect),
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, name));
    if ui.is_rect_visible(rect) {
        if is_chosen {
            ui.painter().rect_filled(rect, 0, cx.palette.accent_fill);
            ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, height)), 0, cx.palette.accent);
        } else if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 0, cx.palette.hover);
        }
        button::focus_ring(ui, &response);
        paint(ui, cx, rect);
    }
    response.clicked() && !is_chosen
}

fn rows(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        ui.set_height(34.0);
        ui.add_space(theme::GAP);
        icon::show(ui, Icon::Search, 15.0, cx.palette.weak);
        let mut text = cx.view.drawer.export.filter.clone();
        let field =
            TextEdit::singleline(&mut text).hint_text("Filter").desired_width(ui.available_width() - theme::GAP);
        if ui.add(field).accessible_name("Filter what can be exported").changed() {
            cx.send(Command::Export(ExportCommand::Filter(text)));
        }
    });
    ScrollArea::vertical().id_salt(("export", cx.shown())).auto_shrink(false).show(ui, |ui| {
        let mut group = "";
        for row in &cx.view.drawer.export.rows {
            if row.group != group {
                group = row.group;
                heading(ui, cx, group);
            }
            ui.push_id(row.export, |ui| row_ui(ui, cx, row));
        }
        follow_focus(ui);
    });
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, group: &str) {
    ui.add_space(theme::TIGHT);
    ui.horizontal(|ui| {
        ui.set_height(20.0);
        ui.add_space(theme::PAD);
        let words = RichText::new(group).font(theme::small()).color(cx.palette.weak);
        ui.add(Label::new(words).selectable(false));
    });
}

fn row_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &ExportRow) {
    let is_chosen = cx.view.drawer.export.chosen == Some(row.export);
    let full = ui.available_rect_before_wrap();
    let mark = match (row.is_possible, row.is_secret) {
        (false, _) => ", not possible",
        (true, true) => ", secret",
        (true, false) => "",
    };
    let chosen = line(ui, cx, &format!("{}{mark}", row.called), is_chosen, ROW, |ui, cx, rect| {
        let ink = if row.is_possible { cx.palette.text } else { cx.palette.weak };
        let galley = ui.painter().layout_no_wrap(row.name.clone(), theme::strong(), ink);
        let at = pos2(rect.left() + theme::PAD, rect.center().y - galley.size().y / 2.0);
        let right = at.x + galley.size().x;
        ui.painter().galley(at, galley, ink);
        if row.is_secret && row.is_possible {
            let place = Rect::from_center_size(pos2(right + 14.0, rect.center().y), vec2(13.0, 13.0));
            icon::paint(ui, Icon::Lock, place, 13.0, cx.palette.weak);
        }
    });
    if row.is_possible {
        let place = Rect::from_min_size(pos2(full.right() - 34.0, full.top() + 4.0), vec2(24.0, 24.0));
        let name = format!("Copy: {}", row.called);
        super::area(ui, place, "copy", |ui| copy_button::copy_button(ui, cx, &row.copy, &name));
    }
    if chosen {
        cx.send(Command::Export(ExportCommand::Choose(row.export)));
    }
}

fn preview(ui: &mut Ui, cx: &mut Cx<'_>, shown: &ExportPreview) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(28.0);
            let title = RichText::new(&shown.title).font(theme::strong()).color(cx.palette.strong);
            ui.add(Label::new(title).truncate());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if !shown.is_possible {
                    return;
                }
                if button::text_button(ui, Some(Icon::Export), "Save as…").clicked() {
                    cx.send(Command::Export(ExportCommand::Save(shown.export)));
                }
                if let Some(other) = &shown.other
                    && button::text_button(ui, other.icon, &other.label).clicked()
                {
                    cx.send(other.command.clone());
                }
                let is_copied = cx.is_copied(&shown.copy);
                let (picture, words) = if is_copied { (Icon::Check, "Copied") } else { (Icon::Copy, "Copy") };
                if button::text_button(ui, Some(picture), words).clicked() {
                    cx.send(Command::Copy(shown.copy.clone()));
                }
            });
        });
        ScrollArea::vertical().id_salt(("preview", shown.export, cx.shown())).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.add(Label::new(RichText::new(&shown.line).font(theme::small()).color(cx.palette.weak)).wrap());
            if shown.is_secret && shown.is_possible {
                ui.horizontal_top(|ui| {
                    icon::show(ui, Icon::Lock, 13.0, cx.palette.warning);
                    let words = "Secret: whoever has it can use or read the token";
                    ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.warning)).wrap());
                });
            }
            if let Some(squares) = &shown.qr {
                qr(ui, squares);
            }
            if !shown.text.is_empty() {
                let mut job = text(cx, &shown.text);
                job.wrap.max_width = ui.available_width();
                ui.add(Label::new(job).wrap());
            }
            if shown.more > 0 {
                let words = format!("… and {} more bytes, which are copied and saved as well", shown.more);
                ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
            }
            for note in &shown.notes {
                ui.add_space(2.0);
                ui.add(Label::new(RichText::new(&note.piece).font(theme::mono()).color(cx.palette.name)).wrap());
                ui.add(Label::new(RichText::new(note.words).font(theme::small()).color(cx.palette.text)).wrap());
            }
            follow_focus(ui);
        });
    });
}

/// Dark on light in every theme, as cameras expect it.
fn qr(ui: &mut Ui, squares: &QrSquares) {
    // All of it in sight, unless its squares would be too small for a camera.
    let room = ui.available_width().min(ui.clip_rect().bottom() - ui.cursor().top());
    let side = (room / squares.side as f32).floor().clamp(2.0, 4.0);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side * squares.side as f32), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, "QR code"));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0, Color32::WHITE);
    for (y, line) in squares.dark.chunks(squares.side).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|one, other| one == other) {
            if run.first() == Some(&true) {
                let at = rect.min + vec2(x as f32, y as f32) * side;
                painter.rect_filled(Rect::from_min_size(at, vec2(run.len() as f32, 1.0) * side), 0, Color32::BLACK);
            }
            x += run.len();
        }
    }
}

/// The text; what is masked in it stands out.
fn text(cx: &Cx<'_>, text: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut rest = text;
    while !rest.is_empty() {
        let is_masked = rest.starts_with(MASK);
        let end = rest.find(|character| (character == MASK) != is_masked).unwrap_or(rest.len());
        let colour = if is_masked { cx.palette.warning } else { cx.palette.text };
        job.append(&rest[..end], 0.0, TextFormat::simple(theme::mono(), colour));
        rest = &rest[end..];
    }
    job
}
