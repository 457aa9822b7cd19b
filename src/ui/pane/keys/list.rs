//! The keyrings: a column at the left, or a line with a menu where there is no room for it.

use super::list_actions;
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::{Icon, Place};
use crate::app::view::KeyringRow;
use crate::ui::widget::focus::{self, follow_focus};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Button, Key, Label, Layout, Modifiers, Popup, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

/// Height of one keyring.
const ROW: f32 = 42.0;
/// After how many idle minutes keyrings can be locked.
pub(in crate::ui) const AUTO_LOCK: [(Option<u64>, &str); 4] =
    [(Some(5), "5 minutes"), (Some(15), "15 minutes"), (Some(60), "1 hour"), (None, "never")];

pub fn column(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let head = Rect::from_min_size(rect.min, vec2(rect.width() - 1.0, 40.0));
    let inside = head.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        let words = RichText::new("Keyrings").font(theme::strong()).color(cx.palette.strong);
        ui.add(Label::new(words).selectable(false));
    });
    let foot_height = 162.0_f32.min(rect.height() * 0.5);
    let foot =
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - foot_height), pos2(rect.right() - 1.0, rect.bottom()));
    let middle = Rect::from_min_max(pos2(rect.left(), head.bottom()), pos2(rect.right() - 1.0, foot.top()));
    super::super::area(ui, middle, "list", |ui| {
        ScrollArea::vertical().id_salt("keyrings").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for ring in &cx.view.keys.keyrings {
                row(ui, cx, ring);
            }
            follow_focus(ui);
        });
    });
    super::super::area(ui, foot.shrink2(vec2(theme::GAP, theme::GAP)), "foot", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        list_actions(ui, cx);
        if cx.view.keys.keyrings.iter().any(|ring| ring.can_lock)
            && button::text_button(ui, Some(Icon::Lock), "Lock all").clicked()
        {
            cx.send(Command::Keyring(KeyringCommand::LockAll));
        }
        auto_lock(ui, cx);
    });
}

fn auto_lock(ui: &mut Ui, cx: &mut Cx<'_>) {
    let minutes = cx.view.keys.auto_lock;
    let words = match AUTO_LOCK.iter().find(|(each, _)| *each == minutes) {
        Some((_, words)) => format!("Auto-lock: {words}"),
        None if minutes == Some(1) => "Auto-lock: 1 minute".to_owned(),
        None => format!("Auto-lock: {} minutes", minutes.unwrap_or_default()),
    };
    let text = RichText::new(words).font(theme::small()).color(cx.palette.weak);
    let response = ui.add(Button::new(text).frame_when_inactive(false));
    let response = response.on_hover_text("Lock keyrings after this much inactivity");
    Popup::menu(&response).accessible_name("Auto-lock").show(|ui| {
        ui.set_min_width(140.0);
        for (each, words) in AUTO_LOCK {
            let name = if each.is_some() { format!("After {words}") } else { "Never".to_owned() };
            if ui.add(Button::selectable(each == minutes, name)).clicked() {
                cx.send(Command::Keyring(KeyringCommand::SetAutoLock(each)));
            }
        }
        focus::close_by_key(ui);
    });
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, ring: &KeyringRow) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = format!("{}, {}", ring.name, ring.note);
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, ring.is_chosen, name.as_str()));
    focus::offer(ui.ctx(), response.id);
    if ring.is_chosen {
        ui.painter().rect_filled(rect, 0, cx.palette.accent_fill);
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0, cx.palette.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, cx.palette.hover);
    }
    button::focus_ring(ui, &response);
    let ink = if ring.tone == crate::app::value::Tone::Neutral { cx.palette.weak } else { cx.palette.tone(ring.tone) };
    let picture = Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(16.0, 16.0));
    icon::paint(ui, ring.icon, picture, 16.0, ink);
    let has_button = ring.can_lock || ring.can_unlock;
    let right = rect.right() - if has_button { 34.0 } else { 8.0 };
    let words = Rect::from_min_max(pos2(rect.left() + 36.0, rect.top() + 4.0), pos2(right, rect.bottom() - 3.0));
    super::super::area(ui, words, ("words", ring.place), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = RichText::new(&ring.name).font(theme::strong()).color(cx.palette.text);
        ui.add(Label::new(name).truncate().selectable(false));
        let note = RichText::new(&ring.note).font(theme::small()).color(cx.palette.weak);
        ui.add(Label::new(note).truncate().selectable(false));
    });
    if let Place::Keyring(id) = ring.place
        && has_button
    {
        let place = Rect::from_center_size(pos2(rect.right() - 19.0, rect.center().y), vec2(26.0, 26.0));
        super::super::area(ui, place, ("lock", id), |ui| {
            let (picture, name, command) = if ring.can_lock {
                (Icon::Lock, format!("Lock {}", ring.name), KeyringCommand::Lock(id))
            } else {
                (Icon::Unlock, format!("Unlock {}", ring.name), KeyringCommand::OpenUnlock(id))
            };
            if button::sized_icon_button(ui, picture, &name, 26.0, 15.0, None).clicked() {
                cx.send(Command::Keyring(command));
            }
        });
    }
    if let Place::Keyring(id) = ring.place
        && response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2))
    {
        cx.send(Command::Keyring(KeyringCommand::OpenRename(id)));
    }
    if response.clicked() && !ring.is_chosen {
        cx.send(Command::Keyring(KeyringCommand::Choose(ring.place)));
    }
    if response.double_clicked()
        && let (Place::Keyring(id), true) = (ring.place, ring.can_unlock)
    {
        cx.send(Command::Keyring(KeyringCommand::OpenUnlock(id)));
    }
}

/// The line with a menu.
pub fn line(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let inside = rect.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        let rings = &cx.view.keys.keyrings;
        let chosen = rings.iter().find(|ring| ring.is_chosen).or_else(|| rings.first());
        let name = chosen.map_or_else(|| "Keyrings".to_owned(), |ring| format!("{}, {}", ring.name, ring.note));
        let menu = button::text_button(ui, Some(Icon::ChevronDown), &name);
        Popup::menu(&menu).accessible_name("Keyrings").show(|ui| {
            for ring in rings {
                let label = format!("{}, {}", ring.name, ring.note);
                if ui.add(Button::selectable(ring.is_chosen, label)).clicked() {
                    cx.send(Command::Keyring(KeyringCommand::Choose(ring.place)));
                }
            }
            focus::close_by_key(ui);
        });
        list_actions(ui, cx);
    });
}
