//! The certificates that are trusted, below the keys.

use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::value::{Icon, Tone};
use crate::app::view::AnchorRow;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

/// Height of the line above them, and of one of them.
const HEAD: f32 = 40.0;
const ROW: f32 = 34.0;
/// So many are seen without scrolling, where there is room.
const SEEN: usize = 4;

/// The height that they take of `room`.
pub fn height(rows: &[AnchorRow], room: f32) -> f32 {
    let rows = rows.len().min(SEEN) as f32 * ROW;
    HEAD + if rows > 0.0 { (rows + 6.0).min((room * 0.45 - HEAD).max(ROW)) } else { 0.0 }
}

/// Draws them.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, rows: &[AnchorRow]) {
    ui.painter().rect_filled(rect, 0, cx.palette.base);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, cx.palette.line));
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD)).shrink2(vec2(theme::WIDE, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(head).layout(Layout::right_to_left(Align::Center)), |ui| {
        let load = button::text_button(ui, Some(Icon::Open), "Load trust anchor…");
        if load.on_hover_text("Load a certificate, PEM or DER, that you trust").clicked() {
            cx.send(Command::Anchor(AnchorCommand::Load));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            icon::show(ui, Icon::Check, 15.0, cx.palette.weak);
            let words = RichText::new("Trust anchors").font(theme::strong()).color(cx.palette.strong);
            ui.add(Label::new(words).selectable(false));
            let words = if rows.is_empty() {
                "A token whose certificates (x5c) lead to one is verified with them".to_owned()
            } else {
                rows.len().to_string()
            };
            let words = RichText::new(words).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).truncate().selectable(false));
        });
    });
    if rows.is_empty() {
        return;
    }
    let list = Rect::from_min_max(pos2(rect.left(), rect.top() + HEAD), rect.max);
    super::super::area(ui, list, "anchors", |ui| {
        ScrollArea::vertical().id_salt("anchors").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, anchor) in rows.iter().enumerate() {
                row(ui, cx, index, anchor);
            }
            follow_focus(ui);
        });
    });
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, anchor: &AnchorRow) {
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let inside = place.shrink2(vec2(theme::WIDE, 0.0));
    let builder = UiBuilder::new()
        .id_salt(index)
        .max_rect(inside)
        .layout(Layout::right_to_left(Align::Center))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(anchor.subject.as_str());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        // The last one removes it, and every row has it.
        let (remove, others) = match anchor.actions.split_last() {
            Some((remove, others)) => (Some(remove), others),
            None => (None, [].as_slice()),
        };
        if let Some(remove) = remove
            && button::sized_icon_button(ui, Icon::Trash, &remove.label, 24.0, 15.0, None).clicked()
        {
            cx.send(remove.command.clone());
        }
        for action in others.iter().rev() {
            if button::text_button(ui, action.icon, &action.label).clicked() {
                cx.send(action.command.clone());
            }
        }
        let expiry = if anchor.tone == Tone::Neutral { cx.palette.weak } else { cx.palette.tone(anchor.tone) };
        ui.add(Label::new(RichText::new(&anchor.expiry).font(theme::small()).color(expiry)).selectable(false));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = RichText::new(&anchor.subject).font(theme::strong()).color(cx.palette.text);
            let room = ui.available_width();
            let source = RichText::new(&anchor.source).font(theme::small()).color(cx.palette.weak);
            ui.allocate_ui_with_layout(vec2(room * 0.6, ROW), Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(words).truncate()).on_hover_text(anchor.details.as_str());
            });
            ui.add(Label::new(source).truncate().selectable(false)).on_hover_text(anchor.details.as_str());
        });
    });
}
