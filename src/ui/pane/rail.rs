//! The rail at the left: workspaces above, the window's own matters below.

use crate::app::message::command::Command;
use crate::app::message::settings::SettingsCommand;
use crate::app::value::settings::SettingsPage;
use crate::app::value::{Icon, Workspace};
use crate::app::view::Dialog;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// Height of a button.
const HEIGHT: f32 = 46.0;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, 0, cx.palette.base);
    let line = egui::Stroke::new(1.0, cx.palette.line);
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), line);
    super::area(ui, rect.shrink2(vec2(4.0, 8.0)), "rail", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (workspace, picture, name) in [
            (Workspace::Inspect, Icon::Inspect, "Inspect"),
            (Workspace::Build, Icon::Build, "Build"),
            (Workspace::Keys, Icon::Key, "Keys"),
        ] {
            if rail_button(ui, cx, picture, (name, name), cx.view.workspace == workspace).clicked() {
                cx.send(Command::Show(workspace));
            }
        }
        let bottom = Rect::from_min_max(
            egui::pos2(rect.left() + 4.0, rect.bottom() - 3.0 * (HEIGHT + 4.0) - 4.0),
            rect.max - vec2(4.0, 4.0),
        );
        ui.scope_builder(UiBuilder::new().max_rect(bottom).layout(Layout::top_down(Align::LEFT)), |ui| {
            if rail_button(ui, cx, Icon::Search, ("Command palette", "Palette"), false).clicked() {
                cx.send(Command::OpenPalette);
            }
            if rail_button(ui, cx, Icon::Question, ("Keyboard shortcuts", "Shortcuts"), false).clicked() {
                cx.send(Command::OpenShortcuts);
            }
            let is_open = matches!(cx.view.dialog, Some(Dialog::Settings(_)));
            if rail_button(ui, cx, Icon::Settings, ("Settings", "Settings"), is_open).clicked() {
                cx.send(Command::Settings(SettingsCommand::Open(SettingsPage::default())));
            }
        });
    });
}

/// A picture with a word below it; its whole name is what a screen reader says, and the tip.
fn rail_button(ui: &mut Ui, cx: &Cx<'_>, picture: Icon, (name, word): (&str, &str), selected: bool) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(theme::RAIL - 8.0, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, selected, name));
    if selected {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.accent_fill);
        let bar = Rect::from_center_size(egui::pos2(rect.left() - 2.0, rect.center().y), vec2(3.0, 18.0));
        ui.painter().rect_filled(bar, 2, cx.palette.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.hover);
    }
    button::focus_ring(ui, &response);
    let ink = if selected || response.hovered() { cx.palette.strong } else { cx.palette.weak };
    let (above, below) = rect.split_top_bottom_at_y(rect.top() + 29.0);
    icon::paint(ui, picture, above.translate(vec2(0.0, 2.0)), 18.0, ink);
    let font = egui::FontId::proportional(10.5);
    ui.painter().text(below.center() - vec2(0.0, 2.0), egui::Align2::CENTER_CENTER, word, font, ink);
    response.on_hover_text(name)
}
