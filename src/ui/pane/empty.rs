//! What the window shows when there is no token: what to do, and tokens to try.

use crate::app::message::command::Command;
use crate::app::view::{EmptyState, Sample};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{Label, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, vec2};

/// Height of a sample's card.
const CARD: f32 = 78.0;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, empty: &EmptyState) {
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    super::area(ui, rect, "empty", |ui| {
        ScrollArea::vertical().id_salt("empty").auto_shrink(false).show(ui, |ui| {
            let width = (rect.width() - theme::WIDE * 4.0).min(860.0);
            let left = (rect.width() - width) / 2.0;
            let columns = if width >= 620.0 { 3 } else { 2 };
            let rows = empty.samples.len().div_ceil(columns) as f32;
            let height = 130.0 + empty.lines.len() as f32 * 22.0 + rows * (CARD + theme::GAP);
            ui.add_space(((rect.height() - height) * 0.4).clamp(theme::WIDE, 120.0));
            let place = Rect::from_min_size(egui::pos2(rect.left() + left, ui.cursor().top()), vec2(width, 10.0));
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                ui.spacing_mut().item_spacing.y = 5.0;
                let title = egui::FontId::new(theme::TITLE, theme::semibold());
                ui.add(Label::new(RichText::new(&empty.title).font(title).color(cx.palette.strong)));
                ui.add_space(4.0);
                for line in &empty.lines {
                    ui.add(
                        Label::new(RichText::new(line).font(egui::FontId::proportional(14.0)).color(cx.palette.weak))
                            .wrap(),
                    );
                }
                if !empty.samples.is_empty() {
                    ui.add_space(theme::WIDE);
                    ui.add(Label::new(RichText::new("Or try a sample").font(theme::strong()).color(cx.palette.text)));
                    ui.add_space(4.0);
                    cards(ui, cx, &empty.samples, columns, width);
                }
                ui.add_space(theme::WIDE);
            });
            follow_focus(ui);
        });
    });
}

fn cards(ui: &mut Ui, cx: &mut Cx<'_>, samples: &[Sample], columns: usize, width: f32) {
    let each = (width - theme::GAP * (columns as f32 - 1.0)) / columns as f32;
    for row in samples.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            for sample in row {
                if card(ui, cx, sample, each) {
                    cx.send(Command::OpenSample(sample.index));
                }
            }
        });
        ui.add_space(theme::GAP - 5.0);
    }
}

fn card(ui: &mut Ui, cx: &Cx<'_>, sample: &Sample, width: f32) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(width, CARD), Sense::click());
    let name = format!("{}. {}", sample.name, sample.description);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    let (fill, edge) = if response.is_pointer_button_down_on() {
        (cx.palette.pressed, cx.palette.accent)
    } else if response.hovered() {
        (cx.palette.hover, cx.palette.accent)
    } else {
        (cx.palette.base, cx.palette.line)
    };
    ui.painter().rect(rect, theme::CARD_RADIUS, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let inner = width - theme::PAD * 2.0;
    let mut job = egui::text::LayoutJob::default();
    job.append(&sample.name, 0.0, egui::text::TextFormat::simple(theme::strong(), cx.palette.strong));
    job.wrap = egui::text::TextWrapping::truncate_at_width(inner);
    let title = ui.painter().layout_job(job);
    let mut job = egui::text::LayoutJob::default();
    let words = egui::text::TextFormat {
        line_height: Some(16.0),
        ..egui::text::TextFormat::simple(
            theme::small(),
            if response.hovered() { cx.palette.text } else { cx.palette.weak },
        )
    };
    job.append(&sample.description, 0.0, words);
    job.wrap = egui::text::TextWrapping { max_width: inner, max_rows: 2, ..Default::default() };
    let text = ui.painter().layout_job(job);
    let at = rect.min + vec2(theme::PAD, 11.0);
    let below = at + vec2(0.0, title.size().y + 4.0);
    ui.painter().galley(at, title, cx.palette.strong);
    ui.painter().galley(below, text, cx.palette.weak);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
