//! Two tokens side by side, in place of the panes.

use crate::app::message::command::Command;
use crate::app::message::desk::DeskCommand;
use crate::app::value::{Icon, Run, Tone};
use crate::app::view::{CompareMark, CompareRow, CompareView, Compared};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::sides::sides;
use crate::ui::widget::{Cx, button, run};
use crate::ui::{egui, icon, theme};
use egui::{Align, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

/// Width of the mark before a row.
const MARK: f32 = 30.0;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, view: &CompareView) {
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    if !ui.ctx().text_edit_focused() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        cx.send(Command::Desk(DeskCommand::CloseCompare));
    }
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), theme::HEADING));
    super::area(ui, head, "compare heading", |ui| heading(ui, cx, head, view));
    ui.painter().hline(rect.x_range(), head.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
    let body = Rect::from_min_max(pos2(rect.left(), head.bottom()), rect.max);
    super::area(ui, body, "compare body", |ui| {
        ScrollArea::vertical().id_salt("compare").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            columns(ui, MARK, |ui, column| match column {
                0 => {}
                1 => one(ui, cx, &view.first),
                _ => one(ui, cx, &view.second),
            });
            for remark in &view.remarks {
                line(ui, cx, Tone::Warning, &remark.message, &remark.advice);
            }
            for note in &view.notes {
                line(ui, cx, Tone::Neutral, note, "");
            }
            for (name, rows) in &view.sections {
                ui.add_space(theme::GAP);
                ui.horizontal(|ui| {
                    ui.add_space(theme::PAD);
                    ui.add(Label::new(RichText::new(name).font(theme::strong()).color(cx.palette.strong)));
                });
                ui.add_space(theme::TIGHT);
                for (index, row) in rows.iter().enumerate() {
                    ui.push_id((name, index), |ui| row_ui(ui, cx, row));
                }
            }
            if view.more > 0 {
                line(ui, cx, Tone::Neutral, &format!("and {} more", view.more), "");
            }
            ui.add_space(theme::PAD);
            follow_focus(ui);
        });
    });
}

fn heading(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, view: &CompareView) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let palette = cx.palette;
        let words = |ui: &mut Ui| {
            let title = RichText::new("Compare").font(theme::strong()).color(palette.strong);
            ui.add(Label::new(title).selectable(false));
            let ink = if view.is_different { palette.warning } else { palette.good };
            ui.add(Label::new(RichText::new(&view.headline).color(ink)).truncate());
        };
        let buttons = |ui: &mut Ui| {
            if button::text_button(ui, Some(Icon::Compare), "Swap").clicked() {
                cx.send(Command::Desk(DeskCommand::SwapCompared));
            }
            if button::text_button(ui, Some(Icon::Cross), "Close").clicked() {
                cx.send(Command::Desk(DeskCommand::CloseCompare));
            }
        };
        sides(ui, "compare", words, buttons);
    });
}

/// Two columns of one width, behind a narrow one.
fn columns(ui: &mut Ui, narrow: f32, mut content: impl FnMut(&mut Ui, usize)) -> Rect {
    let width = ((ui.available_width() - narrow - theme::PAD * 3.0) / 2.0).max(60.0);
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::PAD;
        for (column, width) in [narrow - theme::PAD, width, width].into_iter().enumerate() {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                content(ui, column);
            });
        }
    });
    shown.response.rect
}

/// Which token it is, and how it stands.
fn one(ui: &mut Ui, cx: &mut Cx<'_>, compared: &Compared) {
    ui.add_space(theme::GAP);
    ui.add(Label::new(RichText::new(&compared.title).font(theme::strong()).color(cx.palette.strong)).truncate());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let ink = cx.palette.tone(compared.tone);
        icon::show(ui, compared.icon, 14.0, ink);
        ui.add(Label::new(RichText::new(&compared.verdict).color(ink)).truncate());
    });
    ui.add_space(theme::GAP);
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, tone: Tone, words: &str, advice: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        ui.vertical(|ui| {
            ui.add_space(3.0);
            icon::show(ui, crate::ui::widget::badge::tone_icon(tone), 15.0, cx.palette.tone(tone));
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(2.0);
            ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
            if !advice.is_empty() {
                ui.add(Label::new(RichText::new(advice).font(theme::small()).color(cx.palette.weak)).wrap());
            }
            ui.add_space(4.0);
        });
    });
}

fn row_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &CompareRow) {
    let (mark, words, tone) = match row.mark {
        CompareMark::Changed => ("~", "changed", Tone::Warning),
        CompareMark::OnlyFirst => ("−", "removed", Tone::Bad),
        CompareMark::OnlySecond => ("+", "added", Tone::Good),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        let sign = RichText::new(mark).font(theme::mono()).strong().color(cx.palette.tone(tone));
        let sign = ui.add(Label::new(sign).selectable(false));
        sign.on_hover_text(words);
        ui.add(Label::new(RichText::new(&row.name).font(theme::mono()).color(cx.palette.text)).truncate());
        let note = if row.note.is_empty() { words } else { &row.note };
        ui.add(Label::new(RichText::new(note).font(theme::small()).color(cx.palette.weak)).truncate());
    });
    let rect = columns(ui, MARK, |ui, column| match column {
        0 => {}
        1 => value(ui, cx, &row.first),
        _ => value(ui, cx, &row.second),
    });
    ui.add_space(5.0);
    let full = ui.max_rect().x_range();
    ui.painter().hline(full, rect.bottom() + 4.0, Stroke::new(1.0, cx.palette.line.gamma_multiply(0.6)));
}

fn value(ui: &mut Ui, cx: &mut Cx<'_>, runs: &[Run]) {
    if runs.is_empty() {
        ui.add(Label::new(RichText::new("—").color(cx.palette.weak)).selectable(false));
        return;
    }
    let mut job = run::job(runs, cx.palette, &theme::body(), &theme::mono());
    job.wrap.max_width = ui.available_width();
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley));
}
