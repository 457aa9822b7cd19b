//! Copies something, and confirms it for half a second.

use super::Cx;
use super::button::sized_icon_button;
use crate::app::message::command::Command;
use crate::app::value::{CopyTarget, Icon};
use crate::ui::egui;
use egui::{Response, Ui};

/// A copy button that is always seen.
pub fn copy_button(ui: &mut Ui, cx: &mut Cx<'_>, target: &CopyTarget, name: &str) -> Response {
    button(ui, cx, target, name, true)
}

/// A copy button that is seen while `visible`, or while it has the keyboard; it keeps its place and its name.
pub fn quiet_copy_button(ui: &mut Ui, cx: &mut Cx<'_>, target: &CopyTarget, name: &str, visible: bool) -> Response {
    button(ui, cx, target, name, visible)
}

fn button(ui: &mut Ui, cx: &mut Cx<'_>, target: &CopyTarget, name: &str, visible: bool) -> Response {
    let copied = cx.is_copied(target);
    let colour = copied.then_some(cx.palette.good);
    let picture = if copied { Icon::Check } else { Icon::Copy };
    let response = ui
        .scope_builder(egui::UiBuilder::new(), |ui| {
            if !(visible || copied) {
                ui.set_opacity(0.0);
            }
            sized_icon_button(ui, picture, name, 22.0, 14.0, colour)
        })
        .inner;
    if response.has_focus() && !(visible || copied) {
        // It was drawn unseen before it got the keyboard: draw it over its place.
        super::button::focus_ring(ui, &response);
        crate::ui::icon::paint(ui, picture, response.rect, 14.0, cx.palette.strong);
    }
    if response.clicked() {
        cx.send(Command::Copy(target.clone()));
    }
    response
}
