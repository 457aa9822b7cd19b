//! What to start from: a card for each template.

use super::send;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::keep::KeepCommand;
use crate::app::value::Icon;
use crate::app::view::builder::{OwnCard, TemplateCard, Templates};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, vec2,
};

/// Least width of a card.
const CARD: f32 = 250.0;
/// Height of a card.
const HEIGHT: f32 = 106.0;
/// Height of one of the person's own.
const OWN_HEIGHT: f32 = 84.0;

/// Draws the line above.
pub(crate) fn bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, page: &Templates) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add(Label::new(RichText::new("Build").font(theme::head()).color(cx.palette.strong)).selectable(false));
        ui.add_space(4.0);
        if button::text_button(ui, Some(Icon::Plus), "Start empty").clicked() {
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

pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, page: &Templates) {
    ScrollArea::vertical().id_salt("templates").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(12.0, 10.0);
            if let Some((words, actions)) = &page.waiting {
                let frame = Frame::new().fill(cx.palette.warning_fill).corner_radius(theme::RADIUS).inner_margin(10);
                frame.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
                    ui.horizontal_wrapped(|ui| button::actions(ui, cx, actions));
                });
            }
            let intro = "What kind of token? Each is a correct example to adapt: times start now, identifiers are new, and what you type is what gets signed";
            ui.add(Label::new(RichText::new(intro).color(cx.palette.weak)).wrap());
            if !page.own.is_empty() {
                own(ui, cx, page);
            }
            let (columns, each) = grid(ui.available_width());
            for row in page.cards.chunks(columns) {
                ui.horizontal_top(|ui| {
                    for template in row {
                        card(ui, cx, template, each);
                    }
                });
            }
        });
        follow_focus(ui);
    });
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, template: &TemplateCard, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, template.title.as_str()));
    let fill = if response.hovered() { cx.palette.hover } else { cx.palette.raised };
    ui.painter().rect(rect, theme::CARD_RADIUS, fill, Stroke::new(1.0, cx.palette.outline), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let inside = rect.shrink2(vec2(12.0, 9.0));
    face(ui, cx, inside, ("card", template.index), &template.title, &template.summary, &template.keys);
    let response = response.on_hover_text(template.reference.as_str());
    if response.clicked() {
        send(cx, BuildCommand::StartTemplate(template.index));
    }
}

/// What the person saved, and how to be rid of it.
fn own(ui: &mut Ui, cx: &mut Cx<'_>, page: &Templates) {
    let heading = RichText::new("Your templates").font(theme::strong()).color(cx.palette.strong);
    ui.add(Label::new(heading).selectable(false));
    let (columns, each) = grid(ui.available_width());
    for row in page.own.chunks(columns) {
        ui.horizontal_top(|ui| {
            for template in row {
                own_card(ui, cx, template, each);
            }
        });
    }
    let heading = RichText::new("Built in").font(theme::strong()).color(cx.palette.strong);
    ui.add(Label::new(heading).selectable(false));
}

/// How many cards stand side by side, and how wide each is.
fn grid(width: f32) -> (usize, f32) {
    let columns = ((width + 12.0) / (CARD + 12.0)).floor().clamp(1.0, 4.0);
    (columns as usize, ((width - 12.0 * (columns - 1.0)) / columns).floor())
}

fn own_card(ui: &mut Ui, cx: &mut Cx<'_>, template: &OwnCard, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, OWN_HEIGHT), Sense::click());
    let name = format!("Your template {}", template.name);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    let fill = if response.hovered() { cx.palette.hover } else { cx.palette.raised };
    ui.painter().rect(rect, theme::CARD_RADIUS, fill, Stroke::new(1.0, cx.palette.outline), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let mut inside = rect.shrink2(vec2(12.0, 9.0));
    let corner = Rect::from_min_size(egui::pos2(rect.right() - 32.0, rect.top() + 5.0), vec2(27.0, 26.0));
    inside.set_right(corner.left() - 2.0);
    face(ui, cx, inside, ("own card", template.name.as_str()), &template.name, &template.summary, &template.keys);
    super::area(ui, corner, ("delete", template.name.as_str()), |ui| {
        let label = format!("Delete the template {}", template.name);
        if button::sized_icon_button(ui, Icon::Trash, &label, 24.0, 14.0, None).clicked() {
            send(cx, BuildCommand::Keep(KeepCommand::Delete(template.name.clone())));
        }
    });
    if response.clicked() {
        send(cx, BuildCommand::Keep(KeepCommand::Start(template.name.clone())));
    }
}

/// What stands on a card.
fn face(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    inside: Rect,
    id: impl std::hash::Hash + std::fmt::Debug,
    title: &str,
    summary: &str,
    keys: &str,
) {
    super::area(ui, inside, id, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let text = |words: &str, font, ink| RichText::new(words).font(font).color(ink);
        let title = text(title, theme::strong(), cx.palette.strong);
        ui.add(Label::new(title).truncate().selectable(false));
        ui.add(Label::new(text(summary, theme::small(), cx.palette.text)).wrap().selectable(false));
        ui.with_layout(Layout::bottom_up(Align::LEFT), |ui| {
            let words = text(keys, theme::small(), cx.palette.weak);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                icon::show(ui, Icon::Key, 12.0, cx.palette.weak);
                ui.add(Label::new(words).truncate().selectable(false));
            });
        });
    });
}
