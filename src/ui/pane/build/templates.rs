//! What to start from: a card for each template.

use super::send;
use crate::app::command::BuildCommand;
use crate::app::view::Icon;
use crate::app::view::build::{TemplateCard, Templates};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, vec2,
};

/// Least width of a card.
const CARD: f32 = 250.0;
/// Height of a card.
const HEIGHT: f32 = 112.0;

/// Draws the line above.
pub(super) fn bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, page: &Templates) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add(Label::new(RichText::new("Build").font(theme::head()).color(cx.palette.strong)).selectable(false));
        ui.add_space(4.0);
        if button::text_button(ui, Some(Icon::Plus), "Start with nothing").clicked() {
            send(cx, BuildCommand::StartEmpty);
        }
        if cx.view.build.can_edit_inspected
            && button::text_button(ui, Some(Icon::Inspect), "Edit the token in Inspect").clicked()
        {
            send(cx, BuildCommand::EditInspected);
        }
        if page.has_draft && button::text_button(ui, None, "Back to the draft").clicked() {
            send(cx, BuildCommand::ShowTemplates(false));
        }
    });
}

/// Draws the cards.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, page: &Templates) {
    ScrollArea::vertical().id_salt("templates").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
            if let Some((words, actions)) = &page.waiting {
                let frame = Frame::new().fill(cx.palette.warning_fill).corner_radius(theme::RADIUS).inner_margin(10);
                frame.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
                    ui.horizontal_wrapped(|ui| button::actions(ui, cx, actions));
                });
            }
            let intro = "What kind of token? Each is a correct example to change as you like: times are set from now, \
                         identifiers are new, and what you type is what is signed";
            ui.add(Label::new(RichText::new(intro).color(cx.palette.weak)).wrap());
            let width = ui.available_width();
            let columns = ((width + 12.0) / (CARD + 12.0)).floor().clamp(1.0, 4.0);
            let each = ((width - 12.0 * (columns - 1.0)) / columns).floor();
            for row in page.cards.chunks(columns as usize) {
                ui.horizontal_top(|ui| {
                    for template in row {
                        card(ui, cx, template, each);
                    }
                });
            }
        });
    });
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, template: &TemplateCard, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, template.title.as_str()));
    let fill = if response.hovered() { cx.palette.hover } else { cx.palette.raised };
    ui.painter().rect(rect, theme::CARD_RADIUS, fill, Stroke::new(1.0, cx.palette.outline), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let inside = rect.shrink2(vec2(12.0, 9.0));
    super::area(ui, inside, ("card", template.index), |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let text = |words: &str, font, ink| RichText::new(words).font(font).color(ink);
        let title = text(&template.title, theme::strong(), cx.palette.strong);
        ui.add(Label::new(title).truncate().selectable(false));
        ui.add(Label::new(text(&template.summary, theme::small(), cx.palette.text)).wrap().selectable(false));
        ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| {
            let words = text(&template.keys, theme::small(), cx.palette.weak);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                icon::show(ui, Icon::Key, 12.0, cx.palette.weak);
                ui.add(Label::new(words).truncate().selectable(false));
            });
        });
    });
    let response = response.on_hover_text(format!("{}\n{}", template.summary, template.reference));
    if response.clicked() {
        send(cx, BuildCommand::StartTemplate(template.index));
    }
}
