//! Variants of a token, for testing one's own verifier.

use super::send;
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Icon};
use crate::app::view::builder::{TamperView, VariantRow};
use crate::ui::widget::copy_button::copy_button;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::sides::sides;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, theme};
use egui::{Align, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, vec2};

/// Width of what a verifier must answer.
const ANSWER: f32 = 128.0;

/// Draws the line above.
pub(crate) fn bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, page: &TamperView) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    let mut sent = Vec::new();
    let target = CopyTarget::Build(BuildCopy::TamperSet);
    let is_copied = cx.is_copied(&target);
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        sides(
            ui,
            "tamper bar",
            |ui| {
                if button::text_button(ui, Some(Icon::Undo), "Back").clicked() {
                    send(cx, BuildCommand::CloseTamper);
                }
                let title = RichText::new("Tamper set").font(theme::head()).color(cx.palette.strong);
                ui.add(Label::new(title).selectable(false));
                let of = RichText::new(format!("of {}", page.title)).font(theme::small()).color(cx.palette.weak);
                ui.add(Label::new(of).truncate());
            },
            |ui| {
                if page.rows.is_empty() {
                    return;
                }
                let picture = if is_copied { Icon::Check } else { Icon::Copy };
                if button::text_button(ui, Some(picture), "Copy all as JSON").clicked() {
                    sent.push(Command::Copy(target.clone()));
                }
                if button::text_button(ui, Some(Icon::Export), "Save as JSON…").clicked() {
                    sent.push(Command::Build(BuildCommand::SaveTamper));
                }
            },
        );
    });
    for command in sent {
        cx.send(command);
    }
}

pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, page: &TamperView) {
    ScrollArea::vertical().id_salt("tamper").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            if page.is_pending {
                ui.horizontal(|ui| {
                    ui.add(egui::Spinner::new().size(16.0).color(cx.palette.weak));
                    ui.label("Making the variants…");
                });
            }
            if !page.error.is_empty() {
                ui.add(Label::new(RichText::new(&page.error).color(cx.palette.bad)).wrap());
                return;
            }
            let intro = "For testing your own verifier: each variant with the answer that a correct verifier gives. Nothing is sent anywhere";
            ui.add(Label::new(RichText::new(intro).color(cx.palette.weak)).wrap());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let tell = RichText::new("Tell the verifier").font(theme::small()).color(cx.palette.text);
                ui.add(Label::new(tell));
                for (label, value) in &page.verifier {
                    ui.add(Label::new(RichText::new(label).font(theme::small()).color(cx.palette.weak)));
                    ui.add(Label::new(RichText::new(value).font(theme::mono()).color(cx.palette.text)));
                    ui.add_space(theme::GAP);
                }
            });
            ui.add_space(4.0);
            let builder =
                UiBuilder::new().accessibility_role(egui::accesskit::Role::Table).accessibility_label("Variants");
            ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, row) in page.rows.iter().enumerate() {
                    variant(ui, cx, index, row);
                }
            });
        });
        follow_focus(ui);
    });
}

fn variant(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, row: &VariantRow) {
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 50.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.top() + 0.5, Stroke::new(1.0, cx.palette.line));
    let inside = line.shrink2(vec2(0.0, 4.0));
    let builder = UiBuilder::new()
        .max_rect(inside)
        .layout(Layout::left_to_right(Align::Center))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(row.title.as_str());
    ui.scope_builder(builder.id_salt(("variant", index)), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.spacing_mut().interact_size.y = 18.0;
        let words = (ui.available_width() - ANSWER - 2.0 * 24.0 - 18.0).max(80.0);
        ui.allocate_ui_with_layout(vec2(words, 42.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(words);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let title = RichText::new(&row.title).font(theme::strong()).color(cx.palette.text);
                ui.add(Label::new(title).truncate());
                let name = RichText::new(&row.name).font(theme::mono()).color(cx.palette.weak);
                ui.add(Label::new(name).truncate());
            });
            let words =
                if row.reference.is_empty() { row.why.clone() } else { format!("{} · {}", row.why, row.reference) };
            let why = RichText::new(&words).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(why).truncate()).on_hover_text(words);
        });
        ui.allocate_ui_with_layout(vec2(ANSWER, 30.0), Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_width(ANSWER);
            badge::badge(ui, &row.expected, row.tone);
        });
        let name = format!("Open {} in Inspect", row.name);
        if button::sized_icon_button(ui, Icon::Inspect, &name, 24.0, 15.0, None).clicked() {
            send(cx, BuildCommand::OpenVariant(index));
        }
        let target = CopyTarget::Build(BuildCopy::Variant(index));
        copy_button(ui, cx, &target, &format!("Copy {}", row.name));
    });
    ui.advance_cursor_after_rect(line);
}
