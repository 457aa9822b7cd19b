//! The checklist of the token's kind: which kind, and every demand of its standard.

use crate::app::message::command::Command;
use crate::app::value::Tone;
use crate::app::view::{CheckRow, ChecklistView};
use crate::ui::widget::Cx;
use crate::ui::widget::focus::{close_by_key, follow_focus};
use crate::ui::{egui, icon, theme};
use egui::{Align, ComboBox, FontId, Label, Layout, Rect, RichText, ScrollArea, Stroke, Ui, vec2};

/// Room for the word of a row.
const WORD: f32 = 100.0;

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let list = &cx.view.drawer.checklist;
    ScrollArea::vertical().id_salt(("checklist", cx.shown())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme::GAP, 2.0);
            ui.add_space(theme::PAD);
            picker(ui, cx, list);
            if list.rows.is_empty() {
                let words = "The kind of this token is not recognized: choose one to check it against its standard";
                ui.add(Label::new(RichText::new(words).color(cx.palette.weak)).wrap());
                return;
            }
            let tone = if list.violated > 0 { Tone::Bad } else { Tone::Neutral };
            ui.add(Label::new(RichText::new(&list.summary).color(cx.palette.tone(tone))));
            let source = format!("{} · {}", list.told_by, list.reference);
            ui.add(Label::new(RichText::new(source).font(theme::small()).color(cx.palette.weak)));
        });
        ui.add_space(6.0);
        for (index, row) in list.rows.iter().enumerate() {
            ui.push_id(index, |ui| demand(ui, cx, row));
        }
        follow_focus(ui);
    });
}

fn picker(ui: &mut Ui, cx: &mut Cx<'_>, list: &ChecklistView) {
    let shown = if list.name.is_empty() { "Choose a kind" } else { list.name };
    let combo =
        ComboBox::from_id_salt("kind").width(210.0).height(360.0).truncate().selected_text(shown).show_ui(ui, |ui| {
            ui.set_min_width(280.0);
            let own = match list.recognized {
                Some(name) => format!("As recognized: {name}"),
                None => "As recognized: none".to_owned(),
            };
            if ui.selectable_label(list.chosen.is_none(), own).clicked() {
                cx.send(Command::ChooseKind(None));
            }
            ui.separator();
            for kind in &list.kinds {
                if ui.selectable_label(list.chosen == Some(kind.id), &kind.name).clicked() {
                    cx.send(Command::ChooseKind(Some(kind.id.to_owned())));
                }
            }
            close_by_key(ui);
        });
    combo.response.accessible_name("Kind of token").on_hover_text(list.about);
}

fn demand(ui: &mut Ui, cx: &Cx<'_>, row: &CheckRow) {
    let full = ui.available_rect_before_wrap();
    let behind = ui.painter().add(egui::Shape::Noop);
    let ink = cx.palette.tone(row.tone);
    let reference = (full.width() * 0.27).min(320.0);
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        ui.vertical(|ui| {
            ui.add_space(5.0);
            icon::show(ui, row.icon, 15.0, ink);
        });
        ui.allocate_ui_with_layout(vec2(WORD, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(WORD);
            ui.add_space(5.0);
            let word = RichText::new(row.word).font(FontId::new(theme::SMALL, theme::semibold())).color(ink);
            ui.add(Label::new(word).selectable(false));
        });
        let width = (ui.available_width() - reference - theme::PAD * 2.0).max(120.0);
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add_space(4.0);
            ui.add(Label::new(RichText::new(&row.clause).color(cx.palette.text)).wrap());
            if !row.detail.is_empty() {
                ui.add(Label::new(RichText::new(&row.detail).font(theme::small()).color(cx.palette.weak)).wrap());
            }
            ui.add_space(4.0);
        });
        ui.allocate_ui_with_layout(vec2(reference, 0.0), Layout::top_down(Align::RIGHT), |ui| {
            ui.set_width(reference);
            ui.add_space(5.0);
            let words = RichText::new(row.reference).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).halign(Align::RIGHT).wrap());
        });
    });
    let rect = Rect::from_x_y_ranges(full.x_range(), shown.response.rect.y_range());
    if ui.rect_contains_pointer(rect) {
        ui.painter().set(behind, egui::Shape::rect_filled(rect, 0, cx.palette.neutral_fill));
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, cx.palette.line.gamma_multiply(0.6)));
}
