//! Short messages that go away by themselves.

use crate::app::message::command::Command;
use crate::app::message::notice::{Action, Notice};
use crate::app::value::Icon;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Align2, Area, Frame, Label, Margin, Order, RichText, Stroke, Ui, vec2};

/// Draws them, newest at the bottom; `foot` is the height of what they must not cover above the bottom line.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, foot: f32) {
    if cx.view.notices.is_empty() {
        return;
    }
    Area::new(egui::Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-theme::PAD, -(theme::STATUS + foot + theme::PAD)))
        .show(ui.ctx(), |ui| {
            ui.set_max_width(400.0);
            for notice in &cx.view.notices {
                one(ui, cx, notice);
                ui.add_space(2.0);
            }
        });
}

fn action_button(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice, action: &Action) {
    if button::text_button(ui, action.icon, &action.label).clicked() {
        cx.send(action.command.clone());
        cx.send(Command::DismissNotice(notice.id));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    let ink = cx.palette.tone(notice.tone);
    let shown = Frame::new()
        .fill(cx.palette.surface)
        .stroke(Stroke::new(1.0, cx.palette.outline))
        .corner_radius(theme::CARD_RADIUS)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(theme::PAD as i8, 8))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                icon::show(ui, badge::tone_icon(notice.tone), 17.0, ink);
                ui.scope(|ui| {
                    ui.set_max_width(260.0);
                    ui.add(Label::new(RichText::new(&notice.text).color(cx.palette.text)).wrap());
                });
                if let [action] = notice.actions.as_slice() {
                    action_button(ui, cx, notice, action);
                }
                if button::sized_icon_button(ui, Icon::Cross, "Close the message", 22.0, 13.0, None).clicked() {
                    cx.send(Command::DismissNotice(notice.id));
                }
            });
            if notice.actions.len() > 1 {
                ui.add_space(2.0);
                ui.horizontal_wrapped(|ui| {
                    ui.add_space(25.0);
                    for action in &notice.actions {
                        action_button(ui, cx, notice, action);
                    }
                });
            }
        });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Alert);
        node.set_label(notice.text.as_str());
        node.set_live(egui::accesskit::Live::Polite);
    });
}
