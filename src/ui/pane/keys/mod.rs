//! The key workspace: keyrings at the left, the keys of one in a table, and the detail of a key.

mod detail;
mod hand_out;
mod keyboard;
pub(in crate::ui) mod list;
mod section;
mod table;

pub(in crate::ui) use table::ask_for_filter;

use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::Icon;
use crate::app::view::KeyringNote;
use crate::ui::widget::{Cx, badge, button, focus};
use crate::ui::{egui, icon, theme};
use egui::{Align, Frame, Label, Layout, Margin, Popup, Rect, RichText, Stroke, Ui, UiBuilder, pos2, vec2};

/// Width of the detail at the side.
const DETAIL: f32 = 320.0;
/// Width of the workspace from which there is room for the detail at the side.
const BESIDE: f32 = 1_040.0;
/// Width of the list of keyrings, and what it may shrink to.
const LIST: (f32, f32) = (208.0, 168.0);
/// Width of the workspace below which the keyrings become a line with a menu.
const NARROW: f32 = 700.0;
/// Height of a heading, and of one whose buttons stand below it.
const LINE: f32 = 48.0;
const TWO_LINES: f32 = 76.0;
/// Width from which the heading has room for its buttons.
const ONE_LINE: f32 = 860.0;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    let rest = if rect.width() < NARROW {
        let line = Rect::from_min_size(rect.min, vec2(rect.width(), 40.0));
        ui.painter().rect_filled(line, 0, cx.palette.base);
        ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
        focus::open_area(ui, line);
        super::area(ui, line, "keyrings", |ui| list::line(ui, cx, line));
        Rect::from_min_max(pos2(rect.left(), line.bottom()), rect.max)
    } else {
        let width = if rect.width() < BESIDE { LIST.1 } else { LIST.0 };
        let column = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        ui.painter().rect_filled(column, 0, cx.palette.base);
        ui.painter().vline(column.right() - 0.5, column.y_range(), Stroke::new(1.0, cx.palette.line));
        focus::open_area(ui, column);
        super::area(ui, column, "keyrings", |ui| list::column(ui, cx, column));
        Rect::from_min_max(pos2(column.right(), rect.top()), rect.max)
    };
    // Where there is no room beside the title, the buttons have a line of their own.
    let is_tall = rest.width() < ONE_LINE && !cx.view.keys.actions.is_empty();
    let line = Rect::from_min_size(rest.min, vec2(rest.width(), if is_tall { TWO_LINES } else { LINE }));
    ui.painter().rect_filled(line, 0, cx.palette.base);
    ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
    focus::open_area(ui, line);
    super::area(ui, line, "keys heading", |ui| heading(ui, cx, line, is_tall));
    let mut rest = Rect::from_min_max(pos2(rest.left(), line.bottom()), rest.max);
    if !cx.view.keys.notes.is_empty() {
        let height = super::area(ui, rest, "keyring notes", |ui| notes(ui, cx));
        rest.min.y = (rest.min.y + height).min(rest.max.y);
    }
    let sections = section::all(cx);
    let room = rest.height();
    for shown in sections.iter().rev() {
        let top = rest.bottom() - shown.height(room, sections.len() - 1);
        let below = Rect::from_min_max(pos2(rest.left(), top), rest.max);
        super::area(ui, below, ("section", top as i32), |ui| shown.show(ui, cx, below));
        rest.max.y = top;
    }
    // Also while there is no key: the first one is made in a dialog, and the keyboard comes back to its row.
    keyboard::come_back(ui, cx);
    if let Some(message) = &cx.view.keys.message {
        super::area(ui, rest, "no keys", |ui| super::message_ui(ui, cx, "no keys", message));
    } else {
        keys(ui, cx, rest, rect.width() >= BESIDE);
    }
    // After the rows, which know better what is meant.
    keyboard::copy(ui, cx);
}

fn keys(ui: &mut Ui, cx: &mut Cx<'_>, rest: Rect, beside: bool) {
    let (table, detail) = match &cx.view.keys.detail {
        None => (rest, None),
        Some(detail) if beside => {
            let x = rest.right() - DETAIL;
            let place = Rect::from_min_max(pos2(x, rest.top()), rest.max);
            (Rect::from_min_max(rest.min, pos2(x, rest.bottom())), Some((place, detail)))
        }
        Some(detail) => {
            let y = rest.bottom() - (rest.height() * 0.5).max(160.0);
            let place = Rect::from_min_max(pos2(rest.left(), y), rest.max);
            (Rect::from_min_max(rest.min, pos2(rest.right(), y)), Some((place, detail)))
        }
    };
    focus::open_area(ui, table);
    super::area(ui, table, "keys", |ui| table::show(ui, cx));
    if let Some((place, detail)) = detail {
        let edge = Stroke::new(1.0, cx.palette.line);
        if beside {
            ui.painter().vline(place.left() + 0.5, place.y_range(), edge);
        } else {
            ui.painter().hline(place.x_range(), place.top() + 0.5, edge);
        }
        focus::open_area(ui, place);
        super::area(ui, place, "key detail", |ui| detail::show(ui, cx, detail));
    }
}

fn heading(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, is_tall: bool) {
    let mut inside = line.shrink2(vec2(theme::WIDE, 0.0));
    if is_tall {
        inside.max.y = inside.min.y + LINE - 6.0;
        let below = Rect::from_min_max(pos2(inside.left(), inside.bottom() - 6.0), pos2(inside.right(), line.bottom()));
        super::area(ui, below, "what can be done", |ui| {
            ui.horizontal(|ui| button::actions(ui, cx, &cx.view.keys.actions));
        });
    }
    let keys = &cx.view.keys;
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
        if !keys.more.is_empty() {
            let menu = button::text_button(ui, Some(Icon::ChevronDown), "More").on_hover_text("Less common actions");
            Popup::menu(&menu).accessible_name("More").show(|ui| {
                ui.set_min_width(200.0);
                for action in &keys.more {
                    if button::text_button(ui, action.icon, &action.label).clicked() {
                        cx.send(action.command.clone());
                    }
                }
                focus::close_by_key(ui);
            });
        }
        hand_out::menus(ui, cx, &keys.hand_out);
        if keys.can_undo_removal && button::text_button(ui, Some(Icon::Undo), "Undo removal").clicked() {
            cx.send(Command::UndoRemoveKeys(None));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(&keys.title).font(theme::head()).color(cx.palette.strong)).truncate());
            if !keys.count.is_empty() {
                ui.add(Label::new(RichText::new(&keys.count).font(theme::small()).color(cx.palette.weak)));
            }
            if !is_tall {
                ui.add_space(theme::GAP);
                button::actions(ui, cx, &keys.actions);
            }
        });
    });
}

/// What is to be said of the keyring. Returns the height that it takes.
fn notes(ui: &mut Ui, cx: &mut Cx<'_>) -> f32 {
    let top = ui.next_widget_position().y;
    for note in &cx.view.keys.notes {
        note_ui(ui, cx, note);
    }
    ui.min_rect().bottom() - top
}

fn note_ui(ui: &mut Ui, cx: &mut Cx<'_>, note: &KeyringNote) {
    let margin = Margin { left: theme::PAD as i8, right: theme::PAD as i8, top: 8, bottom: 0 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let frame = Frame::new().fill(cx.palette.tone_fill(note.tone)).corner_radius(theme::RADIUS);
        frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                icon::show(ui, badge::tone_icon(note.tone), 16.0, cx.palette.tone(note.tone));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    ui.add(Label::new(RichText::new(&note.text).color(cx.palette.text)).wrap());
                    if !note.actions.is_empty() {
                        ui.horizontal_wrapped(|ui| button::actions(ui, cx, &note.actions));
                    }
                });
            });
        });
    });
}

/// What makes keyrings and brings keys in, for the list at the left and for its menu.
fn list_actions(ui: &mut Ui, cx: &mut Cx<'_>) {
    let actions = [
        (Icon::Plus, "New keyring…", Command::Keyring(KeyringCommand::OpenCreate)),
        (Icon::Open, "Import keyring…", Command::Keyring(KeyringCommand::OpenImport)),
        (Icon::Trash, "Trash…", Command::Keyring(KeyringCommand::OpenTrash)),
    ];
    for (picture, label, command) in actions {
        if button::text_button(ui, Some(picture), label).clicked() {
            cx.send(command);
        }
    }
}
