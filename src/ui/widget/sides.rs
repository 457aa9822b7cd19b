//! What stands at the left and at the right of a line, made in the order in which it is read, so that Tab follows the eye.

use crate::ui::egui;
use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2};

/// Draws both in the height that is left; the left has the room that the right does not need.
pub fn sides(ui: &mut Ui, salt: &str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let id = ui.make_persistent_id(salt);
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
    let room = ui.available_rect_before_wrap();
    let spacing = ui.spacing().item_spacing.x;
    let middle = (room.right() - known).max(room.left());
    let row = |rect: Rect| UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let left_room = Rect::from_min_max(room.min, pos2((middle - spacing).max(room.left()), room.bottom()));
    ui.scope_builder(row(left_room).id_salt((salt, "left")), left);
    let right_room = Rect::from_min_max(pos2(middle, room.top()), room.max);
    let shown = ui.scope_builder(row(right_room).id_salt((salt, "right")), right).response.rect.width();
    if (shown - known).abs() > 0.5 {
        // What was drawn too far to the left or right is not shown: it is drawn again at once.
        ui.data_mut(|data| data.insert_temp(id, shown));
        ui.ctx().request_discard("the right side of a line has another width");
    }
}
