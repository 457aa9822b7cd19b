//! The one sentence on the token.

use crate::app::message::command::Command;
use crate::app::value::Icon;
use crate::ui::widget::sides::sides;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Button, Label, Layout, Rect, RichText, Stroke, Ui, UiBuilder, pos2, vec2};

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let verdict = &cx.view.verdict;
    ui.painter().rect_filled(rect, 0, cx.palette.tone_fill(verdict.tone));
    let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    ui.painter().rect_filled(edge, 0, cx.palette.tone(verdict.tone));
    let inside = rect.shrink2(vec2(theme::PAD + 2.0, 0.0));
    super::area(ui, rect, "verdict", |ui| {
        if verdict.stale {
            ui.set_opacity(0.55);
        }
        // The sentence is announced whole, and again whenever it changes.
        ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
            crumbs(ui, cx);
            words(ui, cx);
        });
        let strip = ui.interact(rect, ui.make_persistent_id("sentence"), egui::Sense::hover());
        strip.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, sentence_of(cx)));
        ui.ctx().accesskit_node_builder(strip.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}

/// The whole sentence, for those who do not see the strip.
pub fn sentence_of(cx: &Cx<'_>) -> String {
    let verdict = &cx.view.verdict;
    let rest: Vec<&str> =
        [verdict.detail.as_str(), verdict.time.as_str()].into_iter().filter(|piece| !piece.is_empty()).collect();
    if rest.is_empty() { verdict.word.clone() } else { format!("{}: {}", verdict.word, rest.join(" · ")) }
}

/// What it rests on that nobody but the person says, a line each with its way back.
pub fn assumed(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let view = cx.view;
    for (index, assumed) in view.verdict.assumed.iter().enumerate() {
        let top = rect.top() + index as f32 * theme::ASSUMED;
        let line = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), theme::ASSUMED));
        ui.painter().rect_filled(line, 0, cx.palette.neutral_fill);
        ui.painter().hline(line.x_range(), line.top() + 0.5, Stroke::new(1.0, cx.palette.line));
        let inside = line.shrink2(vec2(theme::PAD + 2.0, 0.0));
        let sentence = |ui: &mut Ui, cx: &mut Cx<'_>| {
            icon::show(ui, assumed.icon, 15.0, cx.palette.weak);
            let words = RichText::new(&assumed.text).color(cx.palette.text);
            ui.add(Label::new(words).truncate());
        };
        super::area(ui, line, ("assumed", index), |ui| {
            ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP;
                let undo = button::text_button(ui, assumed.undo.icon, &assumed.undo.label);
                if undo.accessible_name(format!("{}: {}", assumed.undo.label, assumed.text)).clicked() {
                    cx.send(assumed.undo.command.clone());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| sentence(ui, cx));
            });
        });
    }
}

fn crumbs(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.view.layers.len() < 2 {
        return;
    }
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.visuals_mut().selection.bg_fill = cx.palette.accent_fill;
    for (index, crumb) in cx.view.layers.iter().enumerate() {
        if index > 0 {
            icon::show(ui, Icon::ChevronRight, 12.0, cx.palette.weak);
        }
        let words = RichText::new(&crumb.label).font(theme::strong());
        let mark = icon::image(badge::tone_icon(crumb.tone), 13.0).tint(cx.palette.tone(crumb.tone));
        let response = ui.add(Button::selectable(crumb.selected, (mark, words)).gap(5.0));
        if response.on_hover_text("Show this layer").clicked() {
            cx.send(Command::SelectLayer(index));
        }
    }
    ui.add_space(theme::PAD);
}

/// Width that what is said of the word needs, to stand beside it in two lines.
const BESIDE: f32 = 160.0;

fn head_font() -> egui::FontId {
    egui::FontId::new(15.0, theme::semibold())
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (view, palette) = (cx.view, cx.palette);
    let verdict = &view.verdict;
    let ink = palette.tone(verdict.tone);
    ui.spacing_mut().item_spacing.x = theme::GAP;
    let sentence = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if let Some(picture) = verdict.icon {
            icon::show(ui, picture, 20.0, ink);
        }
        let mut job = LayoutJob::default();
        let format = |font, colour| TextFormat { valign: Align::Center, ..TextFormat::simple(font, colour) };
        job.append(&verdict.word, 0.0, format(head_font(), ink));
        if !verdict.detail.is_empty() {
            // The space is for those who hear it, or copy it.
            job.append(&format!(" {}", verdict.detail), 8.0, format(theme::body(), palette.text));
        }
        job.wrap = TextWrapping { max_width: ui.available_width(), max_rows: 2, ..TextWrapping::default() };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if galley.rows.len() < 2 || verdict.detail.is_empty() {
            ui.add(Label::new(galley));
            return;
        }
        let word = ui.painter().layout_no_wrap(verdict.word.clone(), head_font(), ink);
        let detail = RichText::new(&verdict.detail).font(theme::body()).color(palette.text);
        if ui.available_width() - word.size().x < BESIDE {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(word));
                ui.add(Label::new(detail).truncate());
            });
            return;
        }
        // The second line begins below the first, and not below the word.
        ui.add(Label::new(word));
        let mut job = LayoutJob::simple(verdict.detail.clone(), theme::body(), palette.text, ui.available_width());
        job.wrap.max_rows = 2;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.add(Label::new(galley));
    };
    let time_and_actions = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if !verdict.time.is_empty() {
            let colour = palette.tone(verdict.time_tone);
            icon::show(ui, Icon::Clock, 15.0, colour);
            ui.add(Label::new(RichText::new(&verdict.time).font(theme::body()).color(colour)).extend());
            if !verdict.actions.is_empty() {
                ui.add_space(6.0);
            }
        }
        for action in &verdict.actions {
            if button::text_button(ui, action.icon, &action.label).clicked() {
                cx.send(action.command.clone());
            }
        }
    };
    sides(ui, "verdict", sentence, time_and_actions);
}
