//! What has the keyboard is in sight.

use crate::ui::egui;
use egui::{Context, Id, Rect, Ui};
use std::sync::Arc;

/// Called at the end of what scrolls: when the keyboard has come to something in it, that is scrolled into view.
pub fn follow_focus(ui: &Ui) {
    let place = ui.make_persistent_id("focus before");
    let now = ui.memory(|memory| memory.focused());
    let before: Option<Option<Id>> = ui.data(|data| data.get_temp(place));
    if Some(now) == before {
        return;
    }
    ui.data_mut(|data| data.insert_temp(place, now));
    let rect = now.and_then(|id| ui.ctx().read_response(id)).map(|response| response.rect);
    // A field that is taller than the view follows its caret by itself.
    let is_here = |rect: &Rect| ui.min_rect().contains_rect(*rect) && rect.height() < ui.clip_rect().height();
    if let Some(rect) = rect.filter(is_here) {
        ui.scroll_to_rect(rect.expand(4.0), None);
    }
}

/// Called at the end of what a menu shows: Enter or the space bar on one of its entries closes it, as a click does.
pub fn close_by_key(ui: &mut Ui) {
    let is_pressed = ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
    let is_here = |id: Id| ui.ctx().read_response(id).is_some_and(|response| response.layer_id == ui.layer_id());
    if is_pressed && ui.memory(|memory| memory.focused()).is_some_and(is_here) {
        ui.close();
    }
}

/// The areas of the window that were drawn, each with what takes the keyboard for it.
type Areas = Arc<Vec<(Rect, Id)>>;

fn place(name: &'static str) -> Id {
    Id::unique(name)
}

/// Begins a frame: the areas of the last one are those that the keyboard goes between.
pub fn begin(ctx: &Context) {
    ctx.data_mut(|data| {
        let drawn: Areas = data.remove_temp(place("areas")).unwrap_or_default();
        data.insert_temp(place("areas before"), drawn);
    });
}

/// Escape in a field that filters: what is in it goes first, the keyboard with the next one.
pub fn is_cleared(field: &egui::Response, text: &str) -> bool {
    let is_left = field.lost_focus() && field.ctx.input(|input| input.key_pressed(egui::Key::Escape));
    let is_cleared = is_left && !text.is_empty();
    if is_cleared {
        field.request_focus();
    }
    is_cleared
}

/// An area of the window, and what takes the keyboard for it.
pub fn area(ui: &Ui, rect: Rect, id: Id) {
    ui.data_mut(|data| {
        let areas: &mut Areas = data.get_temp_mut_or_default(place("areas"));
        Arc::make_mut(areas).push((rect, id));
    });
}

/// What takes the keyboard for the area that was drawn last.
pub fn enter(ui: &Ui, id: Id) {
    ui.data_mut(|data| {
        let areas: &mut Areas = data.get_temp_mut_or_default(place("areas"));
        if let Some(last) = Arc::make_mut(areas).last_mut() {
            last.1 = id;
        }
    });
}

/// An area of the window: the first of what is drawn in it takes the keyboard for it.
pub fn open_area(ui: &Ui, rect: Rect) {
    area(ui, rect, Id::NULL);
}

/// This takes the keyboard for the area that was drawn last, if nothing does yet.
pub fn offer(ctx: &Context, id: Id) {
    ctx.data_mut(|data| {
        let areas: &mut Areas = data.get_temp_mut_or_default(place("areas"));
        if areas.last().is_some_and(|(_, first)| *first == Id::NULL)
            && let Some(last) = Arc::make_mut(areas).last_mut()
        {
            last.1 = id;
        }
    });
}

/// Puts the keyboard into the area after the one that has it, or before.
pub fn step(ctx: &Context, is_back: bool) {
    let areas: Areas = ctx.data(|data| data.get_temp(place("areas before"))).unwrap_or_default();
    let areas: Vec<(Rect, Id)> = areas.iter().filter(|(_, first)| *first != Id::NULL).copied().collect();
    let focused = ctx.memory(|memory| memory.focused());
    let at =
        focused.and_then(|id| ctx.read_response(id)).map(|response| response.rect.left_top() + egui::vec2(1.0, 1.0));
    let here = focused
        .and_then(|id| areas.iter().position(|(_, first)| *first == id))
        .or_else(|| at.and_then(|at| areas.iter().position(|(rect, _)| rect.contains(at))));
    let next = match (here, is_back) {
        (None, false) => 0,
        (None, true) => areas.len().saturating_sub(1),
        (Some(here), false) => (here + 1) % areas.len().max(1),
        (Some(here), true) => here.checked_sub(1).unwrap_or(areas.len().saturating_sub(1)),
    };
    if let Some((_, id)) = areas.get(next) {
        ctx.memory_mut(|memory| memory.request_focus(*id));
    }
}
