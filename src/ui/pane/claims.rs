//! The middle pane: claims, payload or plaintext.

use super::PaneState;
use crate::app::message::command::Command;
use crate::app::value::PartKind;
use crate::ui::egui::{Rect, Ui};
use crate::ui::widget::Cx;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut PaneState) {
    let view = cx.view;
    let kind = view
        .token
        .parts
        .iter()
        .map(|part| part.kind)
        .find(|kind| matches!(kind, PartKind::Payload | PartKind::Ciphertext));
    if let Some(mode) = super::pane(ui, cx, rect, &view.claims, kind, state, Command::ToggleFold) {
        cx.send(Command::ClaimsMode(mode));
    }
}
