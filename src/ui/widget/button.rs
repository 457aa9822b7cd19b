//! Buttons with an icon, alone or beside words.

use super::{Cx, focus};
use crate::app::message::notice::Action;
use crate::app::value::Icon;
use crate::ui::{egui, icon, theme, theme::Palette};
use egui::{Button, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

/// A square button that shows an icon and is called `name`.
pub fn icon_button(ui: &mut Ui, picture: Icon, name: &str) -> Response {
    sized_icon_button(ui, picture, name, 26.0, 16.0, None)
}

/// A square button of `side` points with an icon of `size` points, in a colour of its own if one is given.
pub fn sized_icon_button(
    ui: &mut Ui,
    picture: Icon,
    name: &str,
    side: f32,
    size: f32,
    colour: Option<egui::Color32>,
) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name));
    if ui.is_enabled() {
        focus::offer(ui.ctx(), response.id);
    }
    if ui.is_rect_visible(rect) {
        let enabled = ui.is_enabled();
        let ink = if !enabled {
            palette.outline
        } else if response.hovered() || response.has_focus() {
            colour.unwrap_or(palette.strong)
        } else {
            colour.unwrap_or(palette.weak)
        };
        if enabled && response.is_pointer_button_down_on() {
            ui.painter().rect_filled(rect, theme::RADIUS, palette.pressed);
        } else if enabled && response.hovered() {
            ui.painter().rect_filled(rect, theme::RADIUS, palette.hover);
        }
        focus_ring(ui, &response);
        icon::paint(ui, picture, rect, size, ink);
    }
    response.on_hover_text(name)
}

/// The line around what has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, Palette::of(ui).accent);
        ui.painter().rect_stroke(response.rect, theme::RADIUS, stroke, StrokeKind::Inside);
    }
}

/// A button with words and, perhaps, an icon before them.
pub fn text_button(ui: &mut Ui, picture: Option<Icon>, label: &str) -> Response {
    let button = match picture {
        Some(picture) => Button::image_and_text(icon::image(picture, 15.0), label),
        None => Button::new(label),
    };
    let response = ui.add(button.image_tint_follows_text_color(true).gap(6.0));
    focus::offer(ui.ctx(), response.id);
    response
}

/// The button that is meant to be pressed next.
pub fn primary_button(ui: &mut Ui, label: &str) -> Response {
    let palette = Palette::of(ui);
    let words = egui::RichText::new(label).color(palette.strong);
    ui.add(Button::new(words).fill(palette.accent_fill).stroke(Stroke::new(1.0, palette.accent)))
}

/// Buttons one after the other.
pub fn actions(ui: &mut Ui, cx: &mut Cx<'_>, actions: &[Action]) {
    for action in actions {
        if text_button(ui, action.icon, &action.label).clicked() {
            cx.send(action.command.clone());
        }
    }
}
