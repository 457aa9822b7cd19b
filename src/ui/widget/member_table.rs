//! Members of a header or of claims: name, value, reading.

use super::Cx;
use super::badge::badge;
use super::copy_button::quiet_copy_button;
use super::rows::virtual_rows;
use crate::app::value::Tone;
use crate::app::view::MemberRow;
use crate::ui::{egui, theme};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};
use std::collections::HashSet;

/// From this many members on they are one line each and only the visible ones are made.
const MANY: usize = 150;
/// Lines of a value before it is opened.
const LINES: usize = 3;
/// Lines of a value that was opened.
const OPEN_LINES: usize = 400;

/// Shows the members; `open` holds the places of those whose long values are shown whole.
pub fn member_table(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, rows: &[MemberRow], open: &mut HashSet<usize>) {
    let builder = UiBuilder::new()
        .id_salt(("members", title))
        .accessibility_role(egui::accesskit::Role::Table)
        .accessibility_label(title);
    ui.scope_builder(builder, |ui| {
        let width = ui.available_width();
        let longest = rows.iter().take(MANY).map(|row| row.name.chars().count()).max().unwrap_or(0);
        let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm'));
        let names = (longest as f32 * glyph + 2.0).clamp(44.0, (width * 0.3).clamp(60.0, 150.0));
        if rows.len() > MANY {
            virtual_rows(ui, title, 24.0, rows.len(), 0.0, None, |ui, index, rect| {
                if let Some(row) = rows.get(index) {
                    line(ui, cx, row, rect, names);
                }
            });
            return;
        }
        ScrollArea::vertical().id_salt(title).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.add_space(2.0);
            for (index, row) in rows.iter().enumerate() {
                member(ui, cx, row, index, names, open);
            }
            ui.add_space(theme::GAP);
            super::focus::follow_focus(ui);
        });
    });
}

fn name_job(row: &MemberRow, cx: &Cx<'_>, width: f32) -> LayoutJob {
    let mut job = LayoutJob::single_section(row.name.clone(), TextFormat::simple(theme::mono(), cx.palette.name));
    job.wrap = TextWrapping { max_width: width, max_rows: 2, break_anywhere: true, ..TextWrapping::default() };
    job
}

/// One member in one line, for very many.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, names: f32) {
    let hovered = ui.rect_contains_pointer(rect);
    ground(ui, cx, row, rect, hovered);
    let mut job = name_job(row, cx, names);
    job.wrap.max_rows = 1;
    ui.add_space(theme::PAD);
    let left = ui.cursor().left();
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley));
    ui.add_space((left + names + theme::PAD - ui.cursor().left()).max(4.0));
    let room = (ui.available_width() - 34.0).max(40.0);
    let mut job = super::run::job(&row.value, cx.palette, &theme::body(), &theme::mono());
    job.wrap = TextWrapping { max_width: room, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley));
    corner(ui, cx, row, rect, hovered);
}

/// One member, as tall as it needs to be.
fn member(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, index: usize, names: f32, open: &mut HashSet<usize>) {
    let ground_at = ui.painter().add(egui::Shape::Noop);
    let full = ui.available_rect_before_wrap();
    let values = (full.width() - theme::PAD * 2.0 - names - theme::PAD - 26.0).max(60.0);
    let builder = UiBuilder::new()
        .id_salt(index)
        .layout(Layout::left_to_right(Align::TOP))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(row.name.as_str());
    let inner = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 3.0);
        ui.add_space(theme::PAD);
        ui.allocate_ui_with_layout(vec2(names, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(names);
            ui.add_space(5.0);
            let response = {
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(name_job(row, cx, names)));
                ui.add(Label::new(galley))
            };
            if let Some(words) = &row.explanation {
                response.on_hover_text(words.as_str());
            }
        });
        ui.add_space(theme::PAD);
        ui.allocate_ui_with_layout(vec2(values, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(values);
            ui.add_space(5.0);
            value(ui, cx, row, index, values, open);
            ui.add_space(5.0);
        });
    });
    let rect = Rect::from_x_y_ranges(full.x_range(), inner.response.rect.y_range());
    let hovered = ui.rect_contains_pointer(rect);
    let fill = if cx.is_lit(row.token) {
        Some(cx.palette.row_lit)
    } else if hovered {
        Some(cx.palette.neutral_fill)
    } else {
        None
    };
    if let Some(fill) = fill {
        ui.painter().set(ground_at, egui::Shape::rect_filled(rect, 0, fill));
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
    if row.tone != Tone::Neutral && row.tone != Tone::Good {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(2.5, rect.height() - 6.0));
        ui.painter().rect_filled(bar, 1, cx.palette.tone(row.tone));
    }
    corner(ui, cx, row, rect, hovered);
}

fn value(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, index: usize, width: f32, open: &mut HashSet<usize>) {
    let is_open = open.contains(&index);
    let columns = super::run::columns(ui, width);
    // What is not going to be seen is not laid out.
    let limit = if is_open { super::run::LIMIT } else { (columns + 2) * (LINES + 1) };
    let mut job = super::run::job_within(&row.value, cx.palette, &theme::body(), &theme::mono(), limit);
    let length: usize = row.value.iter().map(|run| run.text.chars().count()).sum();
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: if is_open { OPEN_LINES } else { LINES },
        break_anywhere: super::run::has_long_word(&job.text, columns),
        ..TextWrapping::default()
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let elided = galley.elided || (!is_open && length > limit);
    let tall = galley.rows.len() > LINES;
    if !galley.job.text.is_empty() {
        ui.add(Label::new(galley).show_tooltip_when_elided(false));
    }
    if elided || (is_open && tall) {
        let words = if is_open {
            "Show less".to_owned()
        } else if length > super::run::LIMIT {
            "Show more; copying takes all of it".to_owned()
        } else {
            format!("Show all {length} characters")
        };
        let link = ui.link(RichText::new(words).font(theme::small()));
        let name = format!("{}: {}", row.name, if is_open { "show less" } else { "show all" });
        if link.accessible_name(name).clicked() && !open.remove(&index) {
            open.insert(index);
        }
    }
    if !row.reading.is_empty() {
        let mut job = super::run::job(&row.reading, cx.palette, &theme::small(), &theme::small());
        job.wrap.max_width = width;
        ui.add(Label::new(job).wrap());
    }
    if !row.badges.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
            for (text, tone) in &row.badges {
                badge(ui, text, *tone);
            }
        });
    }
}

fn ground(ui: &Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, hovered: bool) {
    if cx.is_lit(row.token) {
        ui.painter().rect_filled(rect, 0, cx.palette.row_lit);
    } else if hovered {
        ui.painter().rect_filled(rect, 0, cx.palette.neutral_fill);
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
}

fn corner(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, hovered: bool) {
    let place = Rect::from_min_size(pos2(rect.right() - 30.0, rect.top() + 2.0), vec2(22.0, 22.0));
    let mut child = ui.new_child(UiBuilder::new().id_salt(("copy", &row.name)).max_rect(place));
    quiet_copy_button(&mut child, cx, &row.copy, &format!("Copy the value of {}", row.name), hovered);
}
