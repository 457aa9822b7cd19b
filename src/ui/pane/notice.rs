//! Short messages that go away by themselves.

use crate::app::message::command::Command;
use crate::app::message::notice::{Action, Notice};
use crate::app::value::Icon;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Area, Frame, Label, Layout, Margin, Order, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, vec2};

/// The lowest line of one.
const LINE: f32 = 38.0;
/// The share of the window that they take at most; what is beyond scrolls.
const MOST: f32 = 0.4;

/// The height of their lines above the bottom line: `last` is what they took when they were last drawn.
pub fn height(cx: &Cx<'_>, last: f32) -> f32 {
    if cx.view.notices.is_empty() { 0.0 } else { last.max(LINE) }
}

/// Draws them in lines of their own, newest at the bottom, so that they cover nothing. Returns the height that they take.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, band: Rect, most: f32) -> f32 {
    if cx.view.notices.is_empty() {
        return 0.0;
    }
    // Above a dialog, which may be what they are about.
    let area = Area::new(egui::Id::unique("notices")).order(Order::Foreground).fixed_pos(band.min).constrain(false);
    let shown = area.show(ui.ctx(), |ui| {
        // An area gives what is in it no more room than it took in the frame before: another message would be cut.
        let room = Rect::from_min_size(band.min, vec2(band.width(), most * MOST));
        let builder = UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::LEFT));
        ui.scope_builder(builder, |ui| {
            let scrolled = ScrollArea::vertical().max_height(room.height()).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                for notice in &cx.view.notices {
                    one(ui, cx, notice);
                }
            });
            scrolled.content_size.y.min(room.height())
        })
        .inner
    });
    shown.inner
}

fn action_button(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice, action: &Action) {
    if button::text_button(ui, action.icon, &action.label).clicked() {
        cx.send(action.command.clone());
        cx.send(Command::DismissNotice(notice.id));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    let ink = cx.palette.tone(notice.tone);
    let shown =
        Frame::new().fill(cx.palette.surface).inner_margin(Margin::symmetric(theme::PAD as i8, 5)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP;
                ui.set_min_height(LINE - 10.0);
                icon::show(ui, badge::tone_icon(notice.tone), 17.0, ink);
                ui.add(Label::new(RichText::new(&notice.text).color(cx.palette.text)).wrap());
                for action in &notice.actions {
                    action_button(ui, cx, notice, action);
                }
                if button::sized_icon_button(ui, Icon::Cross, "Close the message", 22.0, 13.0, None).clicked() {
                    cx.send(Command::DismissNotice(notice.id));
                }
            });
        });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, cx.palette.line));
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, ink);
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Alert);
        node.set_label(notice.text.as_str());
        node.set_live(egui::accesskit::Live::Polite);
    });
}
