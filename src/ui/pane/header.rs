//! The left pane: the header's parameters.

use super::PaneState;
use crate::app::message::command::Command;
use crate::app::value::PartKind;
use crate::ui::egui::{Rect, Ui};
use crate::ui::widget::Cx;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut PaneState) {
    let view = cx.view;
    let kind = Some(PartKind::Header);
    if let Some(mode) = super::pane(ui, cx, rect, &view.header, kind, state, Command::ToggleHeaderFold) {
        cx.send(Command::HeaderMode(mode));
    }
}
