//! Choosing keys in the table, one or several together, with the pointer and with the keyboard.

use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::view::KeyRow;
use crate::ui::egui;
use crate::ui::widget::{Cx, focus};
use egui::text_selection::LabelSelectionState;
use egui::{Context, Event, EventFilter, Id, Key, Modifiers, PointerButton, Popup, Response, Ui};

/// Rows that a page has.
const PAGE: usize = 10;

fn wanted_id() -> Id {
    Id::unique("key that gets the keyboard")
}

fn detail_id() -> Id {
    Id::unique("detail of keys gets the keyboard")
}

fn menu_id() -> Id {
    Id::unique("a menu was open in keys")
}

fn later_id() -> Id {
    Id::unique("key that gets the keyboard in the next frame")
}

/// The keyboard goes to the row of this key as soon as it is drawn.
pub fn go_to_key(ctx: &Context, key: Option<u64>) {
    if let Some(key) = key {
        ctx.data_mut(|data| data.insert_temp(wanted_id(), key));
        ctx.request_repaint();
    }
}

/// Where nothing has the keyboard (a menu or a filter was left), the keys of the table are still meant for what is selected in
/// it; the arrow keys begin at its first row.
pub fn come_back(ui: &Ui, cx: &mut Cx<'_>) {
    if let Some(key) = ui.data_mut(|data| data.remove_temp::<u64>(later_id())) {
        go_to_key(ui.ctx(), Some(key));
    }
    let is_menu_open = Popup::is_any_open(ui.ctx());
    let had_menu = had_menu(ui, is_menu_open || cx.view.dialog.is_some());
    if cx.view.dialog.is_some() || is_menu_open || ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let (rows, selected) = (&cx.view.keys.rows, cx.view.keys.selected.first().copied());
    // A menu, a filter or a button was left: it is seen where the next key goes.
    if had_menu || ui.input(|input| input.key_pressed(Key::Escape)) {
        go_to_key(ui.ctx(), selected.or_else(|| rows.first().map(|row| row.id)));
        return;
    }
    let here = rows.iter().position(|row| Some(row.id) == selected);
    let last = rows.len().saturating_sub(1);
    let ways = [
        (Key::ArrowUp, here.map_or(0, |here| here.saturating_sub(1))),
        (Key::ArrowDown, here.map_or(0, |here| (here + 1).min(last))),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (way, there) in ways {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, way))
            && let Some(key) = rows.get(there).map(|row| row.id)
        {
            cx.send(Command::SelectKey(Some(key)));
            // Whatever has the keyboard at the end of this frame would pass it on in the direction of the arrow.
            ui.data_mut(|data| data.insert_temp(later_id(), key));
            ui.ctx().request_repaint();
            return;
        }
    }
    let is_text_selected = is_text_selected(ui);
    let is_of_table = |event: &Event| match event {
        Event::Copy => !is_text_selected,
        Event::Key { key: Key::Delete | Key::Enter, pressed: true, modifiers, .. } => modifiers.is_none(),
        Event::Key { key: Key::A, pressed: true, modifiers, .. } => modifiers.command,
        Event::Key { key: Key::F10, pressed: true, modifiers, .. } => modifiers.shift,
        _ => false,
    };
    if selected.is_some() && ui.input(|input| input.events.iter().any(is_of_table)) {
        go_to_key(ui.ctx(), selected);
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            ui.data_mut(|data| data.insert_temp(detail_id(), true));
        }
    }
}

/// Whether a menu or a dialog was open a moment ago: what had the keyboard in it loses it a frame after it is gone.
fn had_menu(ui: &Ui, is_open: bool) -> bool {
    const FRAMES: u8 = 3;
    let left = ui.data_mut(|data| {
        let left = data.get_temp_mut_or_default::<u8>(menu_id());
        let before = *left;
        *left = if is_open { FRAMES } else { before.saturating_sub(1) };
        before
    });
    if left > 0 && !is_open {
        ui.ctx().request_repaint();
    }
    left > 0
}

/// The row that the keyboard is to go to, which may be out of sight.
pub fn wanted(ctx: &Context, rows: &[KeyRow]) -> Option<usize> {
    let key: u64 = ctx.data(|data| data.get_temp(wanted_id()))?;
    let row = rows.iter().position(|row| row.id == key);
    if row.is_none() {
        ctx.data_mut(|data| data.remove_temp::<u64>(wanted_id()));
    }
    row
}

/// The keyboard comes to the detail where Enter was pressed on what is selected.
pub fn come_to_detail(first: &Response) {
    if first.ctx.data_mut(|data| data.remove_temp::<bool>(detail_id())).is_some() {
        first.request_focus();
    }
}

/// A click on a key, or Enter or the space bar on its name. With Ctrl it joins those that are selected or leaves them, with
/// Shift all from the first of them to it are selected; alone on the only one that is selected, it closes its detail.
pub fn click(response: &Response, cx: &mut Cx<'_>, key: &KeyRow, can_close: bool) {
    let (modifiers, is_enter) = response.ctx.input(|input| (input.modifiers, input.key_pressed(Key::Enter)));
    let is_only = cx.view.keys.selected == [key.id];
    // Its name takes the keyboard, wherever in the row it was clicked: the next key goes on from there.
    if !is_enter {
        go_to_key(&response.ctx, Some(key.id));
    }
    if modifiers.command {
        toggle(cx, key);
    } else if modifiers.shift {
        extend(cx, key.id);
    } else if is_enter && key.is_selected {
        response.ctx.data_mut(|data| data.insert_temp(detail_id(), true));
        response.ctx.request_repaint();
    } else if is_only && can_close {
        cx.send(Command::SelectKey(None));
    } else if !is_only {
        cx.send(Command::SelectKey(Some(key.id)));
    }
}

fn toggle(cx: &mut Cx<'_>, key: &KeyRow) {
    let mut ids = cx.view.keys.selected.clone();
    if key.is_selected {
        ids.retain(|id| *id != key.id);
    } else {
        // The next range begins at it.
        ids.insert(0, key.id);
    }
    cx.send(Command::SelectKeys(ids));
}

/// Selects all from where a range begins to this key.
fn extend(cx: &mut Cx<'_>, to: u64) {
    let keys = &cx.view.keys;
    let place = |id: u64| keys.rows.iter().position(|row| row.id == id);
    let from = keys.selected.first().copied().unwrap_or(to);
    let (Some(start), Some(end)) = (place(from), place(to)) else { return };
    let between = keys.rows.get(start.min(end)..=start.max(end)).unwrap_or_default().iter().map(|row| row.id);
    let ids = std::iter::once(from).chain(between.filter(|id| *id != from)).collect();
    cx.send(Command::SelectKeys(ids));
}

/// What the keyboard does with the key whose name has it. Returns whether its menu is asked for.
pub fn row(ui: &Ui, cx: &mut Cx<'_>, key: &KeyRow, name: &Response) -> bool {
    // What is selected takes the keyboard for the table, and else its first row.
    if key.is_selected && cx.view.keys.selected.first() == Some(&key.id) {
        focus::enter(ui, name.id);
    } else {
        focus::offer(ui.ctx(), name.id);
    }
    let is_wanted = ui.data(|data| data.get_temp(wanted_id())) == Some(key.id);
    if is_wanted {
        ui.data_mut(|data| data.remove_temp::<u64>(wanted_id()));
        name.request_focus();
        // The arrow keys are its own from the frame after.
        ui.ctx().request_repaint();
    }
    if !name.has_focus() {
        return false;
    }
    // Escape is for what is in front: the row stays where the next key begins.
    let own = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(name.id, own));
    walk(ui, cx, key);
    let pressed = |modifiers, wanted| ui.input_mut(|input| input.consume_key(modifiers, wanted));
    // What is done to a key that is selected is done to all that are.
    let meant = if key.is_selected { cx.view.keys.selected.clone() } else { vec![key.id] };
    if pressed(Modifiers::NONE, Key::F2) {
        cx.send(Command::Keyring(KeyringCommand::OpenEdit(key.id)));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        go_to_key(ui.ctx(), after(cx, key, &meant));
        cx.send(Command::RemoveKeys(meant));
    } else if copies(ui) {
        cx.send(Command::CopyPublic(meant));
    }
    if cx.view.keys.can_undo_removal && pressed(Modifiers::COMMAND, Key::Z) {
        cx.send(Command::UndoRemoveKeys(None));
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        let others = cx.view.keys.rows.iter().map(|row| row.id).filter(|id| *id != key.id);
        cx.send(Command::SelectKeys(std::iter::once(key.id).chain(others).collect()));
    }
    pressed(Modifiers::SHIFT, Key::F10) || pressed(Modifiers::NONE, Key::Menu)
}

/// The arrow keys show the neighbour; with Shift they select all up to it, with Ctrl they only go there.
fn walk(ui: &Ui, cx: &mut Cx<'_>, key: &KeyRow) {
    let rows = &cx.view.keys.rows;
    let (Some(here), Some(last)) = (rows.iter().position(|row| row.id == key.id), rows.len().checked_sub(1)) else {
        return;
    };
    let ways = [
        (Key::ArrowUp, here.saturating_sub(1)),
        (Key::ArrowDown, (here + 1).min(last)),
        (Key::PageUp, here.saturating_sub(PAGE)),
        (Key::PageDown, (here + PAGE).min(last)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (way, there) in ways {
        let Some(modifiers) = taken(ui, way) else { continue };
        let Some(to) = rows.get(there).map(|row| row.id).filter(|_| there != here) else { return };
        go_to_key(ui.ctx(), Some(to));
        if modifiers.shift {
            // A range begins where nothing is selected yet.
            if cx.view.keys.selected.is_empty() {
                let between = rows.get(here.min(there)..=here.max(there)).unwrap_or_default().iter().map(|row| row.id);
                let ids = std::iter::once(key.id).chain(between.filter(|id| *id != key.id)).collect();
                cx.send(Command::SelectKeys(ids));
            } else {
                extend(cx, to);
            }
        } else if !modifiers.command {
            cx.send(Command::SelectKey(Some(to)));
        }
        return;
    }
}

/// The modifiers that this key was pressed with, which is then done with.
fn taken(ui: &Ui, wanted: Key) -> Option<Modifiers> {
    ui.input_mut(|input| {
        let at = input.events.iter().position(
            |event| matches!(event, Event::Key { key, pressed: true, modifiers, .. } if *key == wanted && !modifiers.alt),
        )?;
        if let Event::Key { modifiers, .. } = input.events.remove(at) { Some(modifiers) } else { None }
    })
}

/// The key that the keyboard goes to when these are gone: the next one that stays, or the one before them.
fn after(cx: &Cx<'_>, key: &KeyRow, gone: &[u64]) -> Option<u64> {
    let rows = &cx.view.keys.rows;
    let here = rows.iter().position(|row| row.id == key.id)?;
    let stays = |row: &&KeyRow| if gone.len() > 1 { !row.is_selected } else { row.id != key.id };
    let behind = rows.get(here..)?.iter().find(stays);
    behind.or_else(|| rows.get(..here)?.iter().rev().find(stays)).map(|row| row.id)
}

/// Ctrl+C in Keys, wherever the keyboard is in it: copies what is selected, or has it said why nothing is copied.
pub fn copy(ui: &Ui, cx: &mut Cx<'_>) {
    // A click on a text selects nothing of it, but the toolkit takes it for the begin of a selection.
    let is_click = ui.input(|input| {
        let pointer = &input.pointer;
        let (is_double, is_triple) = (
            pointer.button_double_clicked(PointerButton::Primary),
            pointer.button_triple_clicked(PointerButton::Primary),
        );
        pointer.primary_clicked() && !is_double && !is_triple && !input.modifiers.shift
    });
    if is_click && let Some(selection) = ui.ctx().plugin_opt::<LabelSelectionState>() {
        selection.lock().clear_selection();
    }
    let is_elsewhere = cx.view.dialog.is_some() || ui.ctx().text_edit_focused();
    if !is_elsewhere && copies(ui) {
        cx.send(Command::CopyPublic(cx.view.keys.selected.clone()));
    }
}

/// Whether some text is selected, which is then what Ctrl+C means.
fn is_text_selected(ui: &Ui) -> bool {
    ui.ctx().plugin_opt::<LabelSelectionState>().is_some_and(|selection| selection.lock().has_selection())
}

/// Whether Ctrl+C was pressed for keys, which is then done with.
fn copies(ui: &Ui) -> bool {
    if is_text_selected(ui) {
        return false;
    }
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !matches!(event, Event::Copy));
        input.events.len() < before
    })
}
