//! Short messages that go away by themselves.

use crate::app::message::command::Command;
use crate::app::message::notice::{Action, Notice};
use crate::app::value::Icon;
use crate::ui::widget::{Cx, badge, button, focus};
use crate::ui::{egui, icon, theme};
use egui::{Align, Area, Frame, Label, Layout, Margin, Order, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, vec2};

/// The lowest line of one.
const LINE: f32 = 38.0;
/// Room for the button that closes it.
const CLOSE: f32 = 40.0;
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
    focus::open_area(ui, band);
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
    let button = button::text_button(ui, action.icon, &action.label);
    focus::offer(ui.ctx(), button.id);
    if button.clicked() {
        cx.send(action.command.clone());
        cx.send(Command::DismissNotice(notice.id));
    }
}

/// Whether its text and what can be done about it do not stand in one line.
fn is_long(ui: &Ui, notice: &Notice) -> bool {
    let width =
        |words: &str| ui.painter().layout_no_wrap(words.to_owned(), theme::body(), egui::Color32::PLACEHOLDER).size().x;
    // An icon, and the edges of the button.
    let buttons: f32 = notice.actions.iter().map(|action| width(&action.label) + 60.0).sum();
    width(&notice.text) + buttons + CLOSE > ui.available_width()
}

fn text(ui: &mut Ui, cx: &Cx<'_>, notice: &Notice) {
    ui.add(Label::new(RichText::new(&notice.text).color(cx.palette.text)).wrap());
}

fn actions(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    for action in &notice.actions {
        action_button(ui, cx, notice, action);
    }
}

fn close(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    let button = button::sized_icon_button(ui, Icon::Cross, "Close the message", 22.0, 13.0, None);
    focus::offer(ui.ctx(), button.id);
    if button.clicked() {
        cx.send(Command::DismissNotice(notice.id));
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, notice: &Notice) {
    let ink = cx.palette.tone(notice.tone);
    let shown =
        Frame::new().fill(cx.palette.surface).inner_margin(Margin::symmetric(theme::PAD as i8, 5)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP;
                let beside = vec2(17.0, LINE - 10.0);
                ui.allocate_ui_with_layout(beside, Layout::left_to_right(Align::Center), |ui| {
                    icon::show(ui, badge::tone_icon(notice.tone), 17.0, ink);
                });
                if is_long(ui, notice) {
                    // A second line begins below the first one, not below the icon.
                    let room = vec2(ui.available_width() - CLOSE, 0.0);
                    ui.allocate_ui_with_layout(room, Layout::top_down(Align::LEFT), |ui| {
                        ui.set_width(room.x);
                        ui.add_space(5.0);
                        text(ui, cx, notice);
                        if !notice.actions.is_empty() {
                            ui.horizontal_wrapped(|ui| actions(ui, cx, notice));
                        }
                        ui.add_space(5.0);
                    });
                    close(ui, cx, notice);
                } else {
                    ui.horizontal(|ui| {
                        ui.set_min_height(LINE - 10.0);
                        text(ui, cx, notice);
                        actions(ui, cx, notice);
                        close(ui, cx, notice);
                    });
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
