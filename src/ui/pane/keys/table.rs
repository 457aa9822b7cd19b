//! The table of keys.

use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::{Icon, Tone};
use crate::app::view::KeyRow;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Button, Key, Label, Layout, Modifiers, RichText, ScrollArea, Sense, Ui, UiBuilder, vec2};
use egui_extras::{Column, TableBuilder};

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let builder = UiBuilder::new().accessibility_role(egui::accesskit::Role::Table).accessibility_label("Keys");
    ui.scope_builder(builder, |ui| {
        let widths = widths(ui, &cx.view.keys.rows, ui.available_width());
        ScrollArea::horizontal().id_salt("keys sideways").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::GAP, 0.0);
            ui.visuals_mut().selection.bg_fill = cx.palette.accent_fill;
            let keys = &cx.view.keys;
            let mut table = TableBuilder::new(ui)
                .id_salt("keys")
                .sense(Sense::CLICK)
                .resizable(false)
                .auto_shrink(false)
                .cell_layout(Layout::left_to_right(Align::Center))
                .column(Column::exact(EDGE));
            for width in widths {
                table = table.column(Column::exact(width).clip(true));
            }
            table
                .column(Column::exact(BIN))
                .header(30.0, |mut header| {
                    header.col(|_| {});
                    for (name, _) in COLUMNS {
                        header.col(|ui| {
                            ui.add(
                                Label::new(RichText::new(name).font(theme::small()).color(cx.palette.weak))
                                    .selectable(false),
                            );
                        });
                    }
                    header.col(|_| {});
                })
                .body(|body| {
                    body.rows(32.0, keys.rows.len(), |mut row| {
                        let Some(key) = keys.rows.get(row.index()) else { return };
                        row.set_selected(keys.selected == Some(key.id));
                        cells(&mut row, cx, key);
                        if row.response().clicked() && keys.selected != Some(key.id) {
                            cx.send(Command::SelectKey(Some(key.id)));
                        }
                    });
                });
        });
    });
}

/// Before the first column.
const EDGE: f32 = 4.0;
/// The column of the buttons that remove.
const BIN: f32 = 34.0;
/// The columns between: their names, and how narrow each may become.
const COLUMNS: [(&str, f32); 7] = [
    ("Name", 110.0),
    ("kid", 70.0),
    ("Type", 84.0),
    ("Can", 70.0),
    ("Holds", 58.0),
    ("Source", 80.0),
    ("Thumbprint", 80.0),
];
/// Enough of a thumbprint to tell keys apart.
const THUMBPRINT: f32 = 110.0;
/// Keys that are measured: more are not seen at once.
const MEASURED: usize = 100;

/// Gives each column what it needs. Where there is less, the widest give first; what is left over goes to all alike.
fn widths(ui: &Ui, rows: &[KeyRow], room: f32) -> [f32; 7] {
    let measure = |text: &str, font: egui::FontId| {
        let shown: String = text.chars().take(120).collect();
        ui.painter().layout_no_wrap(shown, font, egui::Color32::PLACEHOLDER).size().x + 2.0
    };
    let mut needs = COLUMNS.map(|(name, least)| measure(name, theme::small()).max(least));
    for key in rows.iter().take(MEASURED) {
        let found = [
            measure(&key.name, theme::strong()) + 30.0,
            measure(&key.kid, theme::mono()),
            measure(&key.kind, theme::body()),
            measure(&key.can, theme::body()),
            0.0,
            measure(&key.source, theme::small()),
            measure(&key.thumbprint, theme::mono()),
        ];
        for (need, found) in needs.iter_mut().zip(found) {
            *need = need.max(found);
        }
    }
    let mut least = COLUMNS.map(|(_, least)| least);
    if rows.iter().all(|key| key.thumbprint.is_empty()) {
        // Shared secrets have none to show.
        (needs[6], least[6]) = (0.0, 0.0);
    }
    // Between all columns there is a gap, and the scroll bar wants its place.
    let room = room - EDGE - BIN - theme::GAP * (COLUMNS.len() + 1) as f32 - 4.0;
    distribute(needs, least, room)
}

/// Shares `room`: below a common ceiling each gets what it needs, and nobody less than its least.
fn distribute(needs: [f32; 7], least: [f32; 7], room: f32) -> [f32; 7] {
    let total: f32 = needs.iter().sum();
    let mut needs = needs;
    if let Some(thumbprint) = needs.last_mut().filter(|_| total > room) {
        // Nobody reads a thumbprint to its end in a table: it gives way first.
        *thumbprint = thumbprint.min(THUMBPRINT);
    }
    let total: f32 = needs.iter().sum();
    if total <= room {
        let more = ((room - total) / needs.len() as f32).min(40.0);
        return needs.map(|need| need + more);
    }
    let sum = |ceiling: f32| -> f32 { needs.iter().zip(least).map(|(need, least)| need.min(ceiling).max(least)).sum() };
    let (mut low, mut high) = (0.0_f32, needs.iter().copied().fold(0.0, f32::max));
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if sum(middle) <= room { low = middle } else { high = middle }
    }
    let mut widths = [0.0; 7];
    for (width, (need, least)) in widths.iter_mut().zip(needs.into_iter().zip(least)) {
        *width = need.min(low).max(least).floor();
    }
    widths
}

fn cells(row: &mut egui_extras::TableRow<'_, '_>, cx: &mut Cx<'_>, key: &KeyRow) {
    let palette = cx.palette;
    let selected = cx.view.keys.selected == Some(key.id);
    row.col(|_| {});
    row.col(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (picture, ink) = if key.tone == Tone::Bad || key.tone == Tone::Warning {
            (badge::tone_icon(key.tone), palette.tone(key.tone))
        } else {
            (Icon::Key, palette.weak)
        };
        icon::show(ui, picture, 15.0, ink);
        let words = RichText::new(&key.name).font(theme::strong()).color(palette.text);
        let button = Button::new(words).frame(false).truncate().selected(selected);
        let name = format!("Key {}", key.name);
        let button = ui.add(button).accessible_name(name).on_hover_text(key.name.as_str());
        if button.has_focus() {
            let pressed = |wanted| ui.input_mut(|input| input.consume_key(Modifiers::NONE, wanted));
            if pressed(Key::F2) {
                cx.send(Command::Keyring(KeyringCommand::OpenEdit(key.id)));
            }
            if pressed(Key::Delete) {
                cx.send(Command::RemoveKey(key.id));
            }
        }
        if button.clicked() {
            cx.send(Command::SelectKey(if selected { None } else { Some(key.id) }));
        }
    });
    let plain = |ui: &mut Ui, words: &str, font: egui::FontId, ink: egui::Color32| {
        ui.add(Label::new(RichText::new(words).font(font).color(ink)).truncate().selectable(false));
    };
    row.col(|ui| plain(ui, &key.kid, theme::mono(), palette.text));
    row.col(|ui| plain(ui, &key.kind, theme::body(), palette.text));
    row.col(|ui| plain(ui, &key.can, theme::body(), palette.text));
    row.col(|ui| {
        if key.private {
            badge::badge(ui, "private", Tone::Warning);
        } else {
            badge::badge(ui, "public", Tone::Neutral);
        }
    });
    row.col(|ui| plain(ui, &key.source, theme::small(), palette.weak));
    row.col(|ui| plain(ui, &key.thumbprint, theme::mono(), palette.weak));
    row.col(|ui| {
        let name = format!("Remove {}", key.name);
        if button::sized_icon_button(ui, Icon::Trash, &name, 24.0, 15.0, None).clicked() {
            cx.send(Command::RemoveKey(key.id));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::distribute;

    #[test]
    fn columns_get_what_they_need_and_the_widest_give_first() {
        let least = [50.0; 7];
        let roomy = distribute([100.0; 7], least, 1_000.0);
        assert!(roomy.iter().all(|width| *width >= 100.0) && roomy.iter().sum::<f32>() <= 1_000.0);
        let tight = distribute([100.0, 400.0, 60.0, 60.0, 60.0, 60.0, 300.0], least, 560.0);
        assert_eq!(tight[2..6], [60.0; 4], "what is narrow is not cut");
        assert!((tight[0], tight[6]) == (100.0, 110.0) && (105.0..=112.0).contains(&tight[1]), "{tight:?}");
        let none = distribute([100.0; 7], least, 10.0);
        assert_eq!(none, least, "and then it scrolls sideways");
    }
}
