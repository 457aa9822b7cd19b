//! What has the keyboard is in sight.

use crate::ui::egui;
use egui::{Id, Ui};

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
    let is_here = |rect: &egui::Rect| ui.min_rect().contains_rect(*rect) && rect.height() < ui.clip_rect().height();
    if let Some(rect) = rect.filter(is_here) {
        ui.scroll_to_rect(rect.expand(4.0), None);
    }
}
