//! The command palette.

use super::dialog::{field_id, weak};
use crate::app::message::command::Command;
use crate::app::value::Icon;
use crate::ui::palette::{self, Choice};
use crate::ui::shortcut::Act;
use crate::ui::widget::Cx;
use crate::ui::{egui, icon, theme};
use egui::{Align2, Frame, Key, Margin, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

/// `words` are what was typed, `at` is the line that is chosen. Returns what is to be done.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, words: &mut String, at: &mut usize) -> Option<Act> {
    let before = words.clone();
    let (up, down, enter) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
            input.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        icon::show(ui, Icon::Search, 17.0, cx.palette.weak);
        let field = TextEdit::singleline(words)
            .id(field_id())
            .frame(Frame::NONE.inner_margin(Margin::symmetric(4, 6)))
            .background_color(egui::Color32::TRANSPARENT)
            .font(egui::FontId::proportional(15.0))
            .char_limit(200)
            .desired_width(f32::INFINITY)
            .hint_text(RichText::new("What do you want to do?").color(cx.palette.weak));
        let response = field.show(ui).response.response.accessible_name("Search commands");
        response.request_focus();
    });
    let choices = palette::choices(cx.view, words);
    if before != *words {
        *at = 0;
    }
    if down {
        *at = at.saturating_add(1);
    }
    if up {
        *at = at.saturating_sub(1);
    }
    *at = (*at).min(choices.len().saturating_sub(1));
    let mut picked = None;
    ui.separator();
    let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 380.0);
    // As tall as it has to be, also when there were fewer lines a moment ago: the area remembers how tall it was.
    let list = ScrollArea::vertical().id_salt("choices").max_height(height).min_scrolled_height(height);
    list.auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if choices.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                weak(ui, cx, "No matching command");
            });
        }
        for (index, choice) in choices.iter().enumerate() {
            let selected = index == *at;
            let clicked = choice_line(ui, cx, choice, selected, selected && (up || down));
            if clicked || (enter && selected) {
                picked = Some(choice.act.clone());
            }
        }
    });
    if picked.is_some() {
        cx.send(Command::CloseDialog);
    }
    picked
}

fn choice_line(ui: &mut Ui, cx: &Cx<'_>, choice: &Choice, selected: bool, reveal: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, choice.name.as_str()));
    if selected {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, cx.palette.hover);
    }
    if reveal {
        ui.scroll_to_rect(rect, None);
    }
    let painter = ui.painter();
    painter.text(
        rect.left_center() + vec2(10.0, 0.0),
        Align2::LEFT_CENTER,
        &choice.name,
        theme::body(),
        cx.palette.text,
    );
    let aside = match &choice.key {
        Some(key) if key.logical_key == Key::Questionmark => "?".to_owned(),
        Some(key) => ui.ctx().format_shortcut(key),
        None => choice.group.to_owned(),
    };
    let font = if choice.key.is_some() { theme::mono() } else { theme::small() };
    painter.text(rect.right_center() - vec2(10.0, 0.0), Align2::RIGHT_CENTER, aside, font, cx.palette.weak);
    response.clicked()
}
