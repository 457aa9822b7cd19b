//! The table of keys.

use super::keyboard;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::value::{Icon, KeyColumn, KeyOrder, Tone};
use crate::app::view::KeyRow;
use crate::ui::widget::{Cx, badge, button, focus, middle};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Button, Context, Id, Key, Label, Layout, Popup, Response, RichText, ScrollArea, Sense, SetOpenCommand,
    Shape, TextEdit, Ui, UiBuilder, pos2, vec2,
};
use egui_extras::{Column, TableBuilder};

/// Up to this many keys need no filter.
const FEW: usize = 5;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let is_asked = ui.data(|data| data.get_temp::<bool>(filter_id()).is_some());
    if cx.view.keys.total > FEW || !cx.view.keys.filter.is_empty() || is_asked {
        filter(ui, cx);
    }
    let builder = UiBuilder::new().accessibility_role(egui::accesskit::Role::Table).accessibility_label("Keys");
    ui.scope_builder(builder, |ui| {
        let widths = widths(ui, &cx.view.keys.rows, ui.available_width());
        ScrollArea::horizontal().id_salt("keys sideways").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::GAP, 0.0);
            ui.visuals_mut().selection.bg_fill = cx.palette.accent_fill;
            let keys = &cx.view.keys;
            // A table says that several of its rows can be selected.
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_multiselectable());
            let wanted = keyboard::wanted(ui.ctx(), &keys.rows);
            let mut table = TableBuilder::new(ui)
                .id_salt("keys")
                .sense(Sense::CLICK)
                .resizable(false)
                .auto_shrink(false)
                .cell_layout(Layout::left_to_right(Align::Center))
                .column(Column::exact(EDGE));
            if let Some(row) = wanted {
                table = table.scroll_to_row(row, None);
            }
            for width in widths {
                table = table.column(Column::exact(width).clip(true));
            }
            table
                .column(Column::exact(BIN))
                .header(30.0, |mut header| {
                    header.col(|_| {});
                    for (column, _) in COLUMNS {
                        let (_, cell) = header.col(|ui| heading(ui, cx, column));
                        // The pointer meets the cell, the keyboard the button in it.
                        if cell.on_hover_text(sorts(cx, column)).clicked() {
                            cx.send(Command::SortKeys(column));
                        }
                    }
                    header.col(|_| {});
                })
                .body(|body| {
                    body.rows(32.0, keys.rows.len(), |mut row| {
                        let Some(key) = keys.rows.get(row.index()) else { return };
                        row.set_selected(key.is_selected);
                        cells(&mut row, cx, key);
                        let response = row.response();
                        if response.clicked() {
                            keyboard::click(&response, cx, key, false);
                        }
                        menu(&response, cx, key, false);
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
const COLUMNS: [(KeyColumn, f32); 8] = [
    (KeyColumn::Name, 110.0),
    (KeyColumn::Kid, 70.0),
    (KeyColumn::Type, 84.0),
    (KeyColumn::Can, 70.0),
    (KeyColumn::Holds, 58.0),
    (KeyColumn::Kept, 64.0),
    (KeyColumn::Source, 80.0),
    (KeyColumn::Thumbprint, 80.0),
];
const NAMES: usize = 0;
const KIDS: usize = 1;
const CAN: usize = 3;
const HOLDS: usize = 4;
const KEPT: usize = 5;
const SOURCES: usize = 6;
const THUMBPRINTS: usize = 7;
/// Columns that give way so that names can be read, in this order, and whether only where they say nothing that is not said
/// elsewhere. The detail has all of them.
const GIVES: [(usize, bool); 8] = [
    (THUMBPRINTS, false),
    (KIDS, true),
    (SOURCES, false),
    (KIDS, false),
    (KEPT, true),
    (HOLDS, false),
    (KEPT, false),
    (CAN, false),
];
/// Share of the table that names take at most.
const MOST_OF_NAMES: f32 = 0.55;
/// Room for the mark of the column that is sorted by.
const MARK: f32 = 14.0;
/// Enough of a thumbprint to tell keys apart.
const THUMBPRINT: f32 = 110.0;
/// Room that the button of a name takes beside it.
const NAME_EDGE: f32 = 10.0;
/// Enough of a kid to tell keys apart.
const ENOUGH_OF_KID: f32 = 120.0;
/// Keys that are measured: more are not seen at once.
const MEASURED: usize = 100;

/// Gives each column what it needs. Where there is less, the widest give first; what is left over goes to all alike.
fn widths(ui: &Ui, rows: &[KeyRow], room: f32) -> [f32; 8] {
    let measure = |text: &str, font: egui::FontId| {
        let shown: String = text.chars().take(120).collect();
        ui.painter().layout_no_wrap(shown, font, egui::Color32::PLACEHOLDER).size().x + 2.0
    };
    let mut needs = COLUMNS.map(|(column, least)| (measure(column.title(), theme::small()) + MARK).max(least));
    for key in rows.iter().take(MEASURED) {
        let found = [
            measure(&key.name, theme::strong()) + 30.0,
            measure(&key.kid, theme::mono()),
            measure(&key.kind, theme::body()),
            measure(&key.can, theme::body()),
            0.0,
            measure(&key.kept, theme::body()),
            measure(&key.source, theme::small()),
            measure(&key.thumbprint, theme::mono()),
        ];
        for (need, found) in needs.iter_mut().zip(found) {
            *need = need.max(found);
        }
    }
    let mut least = COLUMNS.map(|(_, least)| least);
    // Between all columns there is a gap, and the scroll bar wants its place.
    let room = room - EDGE - BIN - theme::GAP * (COLUMNS.len() + 1) as f32 - 4.0;
    // A name is read to its end, unless it would take most of the table.
    needs[NAMES] = needs[NAMES].min((room * MOST_OF_NAMES).max(least[NAMES]));
    least[NAMES] = needs[NAMES];
    // Shared secrets have no thumbprint to show.
    if rows.iter().all(|key| key.thumbprint.is_empty()) {
        (needs[THUMBPRINTS], least[THUMBPRINTS]) = (0.0, 0.0);
    }
    let says_nothing = |column: usize| match column {
        KIDS => rows.iter().all(|key| key.kid.is_empty() || key.kid == key.thumbprint || key.kid == key.name),
        KEPT => rows.iter().all(|key| rows.first().is_some_and(|first| first.kept == key.kept)),
        _ => true,
    };
    // What is cut is no worse than what is left out: a kid and a thumbprint tell keys apart by less.
    let enough = |column: usize, need: f32| match column {
        KIDS => need.min(ENOUGH_OF_KID),
        THUMBPRINTS => need.min(THUMBPRINT),
        _ => need,
    };
    for (column, is_if_empty) in GIVES {
        let wanted: f32 = needs.iter().enumerate().map(|(column, need)| enough(column, *need)).sum();
        if wanted <= room {
            break;
        }
        if !is_if_empty || says_nothing(column) {
            (needs[column], least[column]) = (0.0, 0.0);
        }
    }
    distribute(needs, least, room)
}

/// Shares `room`: below a common ceiling each gets what it needs, and nobody less than its least.
fn distribute(needs: [f32; 8], least: [f32; 8], room: f32) -> [f32; 8] {
    let total: f32 = needs.iter().sum();
    let mut needs = needs;
    if let Some(thumbprint) = needs.last_mut().filter(|_| total > room) {
        // Nobody reads a thumbprint to its end in a table: it gives way first, and has what the others leave.
        *thumbprint = (*thumbprint + room - total).max(thumbprint.min(THUMBPRINT)).floor();
    }
    let total: f32 = needs.iter().sum();
    if total <= room {
        let more = ((room - total) / needs.len() as f32).min(40.0);
        return needs.map(|need| if need > 0.0 { need + more } else { 0.0 });
    }
    let sum = |ceiling: f32| -> f32 { needs.iter().zip(least).map(|(need, least)| need.min(ceiling).max(least)).sum() };
    let (mut low, mut high) = (0.0_f32, needs.iter().copied().fold(0.0, f32::max));
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if sum(middle) <= room { low = middle } else { high = middle }
    }
    let mut widths = [0.0; 8];
    for (width, (need, least)) in widths.iter_mut().zip(needs.into_iter().zip(least)) {
        *width = need.min(low).max(least).floor();
    }
    widths
}

fn filter_id() -> Id {
    Id::unique("filter of keys")
}

/// The keyboard goes into the field that filters, which is shown for few keys too until Escape.
pub(in crate::ui) fn ask_for_filter(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(filter_id(), true));
    ctx.memory_mut(|memory| memory.request_focus(filter_id()));
}

/// Only keys with these words are shown.
fn filter(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.add_space(theme::PAD);
        ui.set_height(34.0);
        icon::show(ui, Icon::Search, 15.0, cx.palette.weak);
        let mut text = cx.view.keys.filter.clone();
        let field = TextEdit::singleline(&mut text).hint_text("Filter by any column").desired_width(260.0);
        let field = ui.add(field.id(filter_id())).accessible_name("Filter the keys");
        if focus::is_cleared(&field, &text) {
            text.clear();
            cx.send(Command::FilterKeys(text));
        } else if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.data_mut(|data| data.remove_temp::<bool>(filter_id()));
        } else if field.changed() {
            cx.send(Command::FilterKeys(text));
        }
        if cx.view.keys.rows.is_empty() {
            ui.label(RichText::new("No key matches").color(cx.palette.weak));
        }
    });
}

/// The name of a column, which sorts by it.
fn heading(ui: &mut Ui, cx: &mut Cx<'_>, column: KeyColumn) {
    let order = cx.view.keys.order.filter(|order| order.column == column);
    let ink = if order.is_some() { cx.palette.text } else { cx.palette.weak };
    let words = RichText::new(column.title()).font(theme::small()).color(ink);
    let button = ui.add(Button::new(words).frame(false).truncate());
    button::focus_ring(ui, &button);
    let name = match order {
        None => format!("Sort by {}", column.title()),
        Some(KeyOrder { is_reversed: false, .. }) => format!("Sorted by {}", column.title()),
        Some(_) => format!("Sorted by {}, backwards", column.title()),
    };
    if let Some(order) = order {
        let (x, y) = (button.rect.right() + 6.0, button.rect.center().y);
        let tip = if order.is_reversed { 3.0 } else { -3.0 };
        let corners = vec![pos2(x - 4.0, y - tip), pos2(x + 4.0, y - tip), pos2(x, y + tip)];
        ui.painter().add(Shape::convex_polygon(corners, ink, egui::Stroke::NONE));
    }
    if button.accessible_name(name).clicked() {
        cx.send(Command::SortKeys(column));
    }
}

/// What a click on the name of a column does.
fn sorts(cx: &Cx<'_>, column: KeyColumn) -> &'static str {
    match cx.view.keys.order.filter(|order| order.column == column) {
        None => "Sort by this column",
        Some(KeyOrder { is_reversed: false, .. }) => "Sort by this column backwards",
        Some(_) => "Show the keys in the order they were added",
    }
}

/// What can be done with a key, or with all that are selected: what their detail offers. At the pointer, or below the name
/// where the keyboard asks for it.
fn menu(response: &Response, cx: &mut Cx<'_>, key: &KeyRow, is_asked: bool) {
    if (response.secondary_clicked() || is_asked) && !key.is_selected {
        cx.send(Command::SelectKey(Some(key.id)));
    }
    let mut menu = Popup::context_menu(response);
    if is_asked {
        menu = menu.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    // Where it was opened it stays, whatever gets the keyboard meanwhile.
    let place = response.id.with("menu of the keyboard");
    let is_of_keyboard = response.ctx.data_mut(|data| {
        let is_of_keyboard = data.get_temp_mut_or_default::<bool>(place);
        *is_of_keyboard = is_asked || (*is_of_keyboard && !response.secondary_clicked());
        *is_of_keyboard
    });
    if is_of_keyboard {
        menu = menu.at_position(response.rect.left_bottom());
    }
    // One that is not selected yet has its menu a frame later.
    let first = place.with("first");
    if is_asked {
        response.ctx.data_mut(|data| data.insert_temp(first, true));
    }
    menu.show(|ui| {
        ui.set_min_width(220.0);
        let Some(detail) = cx.view.keys.detail.as_ref().filter(|_| key.is_selected) else { return };
        let forms = detail.hand_out.iter().filter(|form| !form.is_private);
        let copies = forms.filter_map(|form| {
            let command = Command::Copy(form.copy.clone()?);
            Some(Action { label: format!("Copy: {}", form.title), icon: Some(Icon::Copy), command })
        });
        let all = copies.chain(detail.actions.iter().cloned()).chain([detail.removal.clone()]);
        for (index, action) in all.enumerate() {
            let button = button::text_button(ui, action.icon, &action.label);
            // The arrow keys go on from there.
            if index == 0 && ui.data_mut(|data| data.remove_temp::<bool>(first).is_some()) {
                button.request_focus();
            }
            if button.clicked() {
                cx.send(action.command);
            }
        }
        focus::close_by_key(ui);
    });
}

fn cells(row: &mut egui_extras::TableRow<'_, '_>, cx: &mut Cx<'_>, key: &KeyRow) {
    let palette = cx.palette;
    row.col(|_| {});
    row.col(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (picture, ink) = if key.tone == Tone::Bad || key.tone == Tone::Warning {
            (badge::tone_icon(key.tone), palette.tone(key.tone))
        } else {
            (Icon::Key, palette.weak)
        };
        icon::show(ui, picture, 15.0, ink);
        let shown = middle::cut(ui, &key.name, &theme::strong(), ui.available_width() - NAME_EDGE);
        let words = RichText::new(shown).font(theme::strong()).color(palette.text);
        let button = Button::new(words).frame(false).truncate().selected(key.is_selected);
        let name = format!("Key {}", key.name);
        let button = ui.add(button).accessible_name(name).on_hover_text(key.name.as_str());
        button::focus_ring(ui, &button);
        let asks_for_menu = keyboard::row(ui, cx, key, &button);
        menu(&button, cx, key, asks_for_menu);
        if button.clicked() {
            keyboard::click(&button, cx, key, true);
        }
    });
    let plain = |ui: &mut Ui, words: &str, font: egui::FontId, ink: egui::Color32| {
        ui.add(Label::new(RichText::new(words).font(font).color(ink)).truncate().selectable(false));
    };
    row.col(|ui| {
        let shown = middle::cut(ui, &key.kid, &theme::mono(), ui.available_width());
        let label = Label::new(RichText::new(&shown).font(theme::mono()).color(palette.text));
        let label = ui.add(label.truncate().selectable(false));
        if shown != key.kid {
            label.accessible_name(key.kid.as_str()).on_hover_text(key.kid.as_str());
        }
    });
    row.col(|ui| plain(ui, &key.kind, theme::body(), palette.text));
    row.col(|ui| plain(ui, &key.can, theme::body(), palette.text));
    row.col(|ui| {
        badge::badge(ui, key.holds(), if key.private { Tone::Warning } else { Tone::Neutral });
    });
    row.col(|ui| plain(ui, &key.kept, theme::body(), palette.text));
    row.col(|ui| plain(ui, &key.source, theme::small(), palette.weak));
    row.col(|ui| plain(ui, &key.thumbprint, theme::mono(), palette.weak));
    row.col(|ui| {
        let name = format!("Remove {}", key.name);
        if button::sized_icon_button(ui, Icon::Trash, &name, 24.0, 15.0, None).clicked() {
            cx.send(Command::RemoveKeys(vec![key.id]));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::distribute;

    #[test]
    fn columns_get_what_they_need_and_the_widest_give_first() {
        let least = [50.0; 8];
        let roomy = distribute([100.0; 8], least, 1_000.0);
        assert!(roomy.iter().all(|width| *width >= 100.0) && roomy.iter().sum::<f32>() <= 1_000.0);
        let tight = distribute([100.0, 400.0, 60.0, 60.0, 60.0, 60.0, 60.0, 300.0], least, 620.0);
        assert_eq!(tight[2..7], [60.0; 5], "what is narrow is not cut");
        assert!((tight[0], tight[7]) == (100.0, 110.0) && (105.0..=112.0).contains(&tight[1]), "{tight:?}");
        let none = distribute([100.0; 8], least, 10.0);
        assert_eq!(none, least, "and then it scrolls sideways");
    }
}
