//! The claims as a form: one member a row. It edits the same text, and leaves every other byte of it alone.

use super::send;
use crate::app::command::BuildCommand;
use crate::app::view::Icon;
use crate::app::view::build::{Field, FormRow};
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, theme};
use egui::{Align, Button, Key, Label, Layout, RichText, TextEdit, Ui, vec2};
use std::collections::{HashMap, HashSet};

/// What the form remembers between frames.
#[derive(Default)]
pub(super) struct FormState {
    revision: u64,
    /// Values that are being edited, by name.
    values: HashMap<String, String>,
    /// Strings that are edited as JSON.
    as_json: HashSet<String>,
    name: String,
    value: String,
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[FormRow], state: &mut FormState, revision: u64) {
    if state.revision != revision {
        state.revision = revision;
        state.values.clear();
    }
    let builder = egui::UiBuilder::new().accessibility_role(egui::accesskit::Role::Table).accessibility_label("Claims");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for row in rows {
            self::row(ui, cx, row, state);
        }
    });
    ui.add_space(theme::GAP);
    new_row(ui, cx, state);
}

/// Width of the names.
fn name_width(ui: &Ui) -> f32 {
    (ui.available_width() * 0.27).clamp(64.0, 130.0)
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, row: &FormRow, state: &mut FormState) {
    let width = name_width(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.allocate_ui_with_layout(vec2(width, 26.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(width);
            let name = RichText::new(&row.name).font(theme::mono()).color(cx.palette.name);
            let label = ui.add(Label::new(name).truncate());
            if let Some(explanation) = &row.explanation {
                label.on_hover_text(explanation);
            }
        });
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
            let remove = format!("Remove {}", row.name);
            if button::sized_icon_button(ui, Icon::Trash, &remove, 24.0, 14.0, None).clicked() {
                send(cx, BuildCommand::RemoveMember(Field::Claims, row.name.clone()));
            }
            kind(ui, cx, row, state);
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| value(ui, cx, row, state));
        });
    });
    if row.badge.is_none() && row.reading.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(width + 6.0);
        if let Some((words, tone)) = &row.badge {
            badge::badge(ui, words, *tone);
        }
        if !row.reading.is_empty() {
            let words = RichText::new(&row.reading).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).truncate());
        }
    });
}

/// Whether a value is typed as a text or as JSON.
fn kind(ui: &mut Ui, cx: &Cx<'_>, row: &FormRow, state: &mut FormState) {
    let as_text = row.is_text && !state.as_json.contains(&row.name);
    let (label, words) = if as_text { ("\"…\"", "a text") } else { ("{ }", "JSON") };
    let label = RichText::new(label).font(theme::mono()).color(cx.palette.weak);
    let button = ui.add_enabled(row.is_text, Button::new(label).frame_when_inactive(false).min_size(vec2(30.0, 24.0)));
    let button = button.accessible_name(format!("{} is typed as {words}", row.name));
    if button.on_hover_text(format!("Typed as {words}; click to change")).clicked() {
        state.values.remove(&row.name);
        if !state.as_json.remove(&row.name) {
            state.as_json.insert(row.name.clone());
        }
    }
}

fn value(ui: &mut Ui, cx: &mut Cx<'_>, row: &FormRow, state: &mut FormState) {
    if row.is_long {
        let words = "Long: edit it as text";
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)));
        return;
    }
    let as_text = row.is_text && !state.as_json.contains(&row.name);
    let shown = if row.is_text && !as_text { json_string(&row.value) } else { row.value.clone() };
    let mut text = state.values.get(&row.name).cloned().unwrap_or_else(|| shown.clone());
    let field = TextEdit::singleline(&mut text).font(theme::mono()).desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name(row.name.as_str());
    if response.changed() {
        state.values.insert(row.name.clone(), text.clone());
        // A text counts at once; JSON that is half typed would be none.
        if as_text {
            send(cx, BuildCommand::SetText(Field::Claims, row.name.clone(), text));
            return;
        }
    }
    if response.lost_focus() && !as_text && text != shown {
        send(cx, BuildCommand::SetJson(Field::Claims, row.name.clone(), text));
    }
}

/// A JSON string, for the eye alone: what is typed goes to the application as it is.
fn json_string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

fn new_row(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut FormState) {
    let width = name_width(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let name =
            TextEdit::singleline(&mut state.name).font(theme::mono()).hint_text("name").desired_width(width - 16.0);
        ui.add(name).accessible_name("Name of a new claim");
        let left = (ui.available_width() - 72.0).max(60.0);
        let value =
            TextEdit::singleline(&mut state.value).font(theme::mono()).hint_text("value").desired_width(left - 16.0);
        let value = ui.add(value).accessible_name("Value of a new claim");
        let entered = value.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let clicked = button::text_button(ui, Some(Icon::Plus), "Add").clicked();
        if (entered || clicked) && !state.name.trim().is_empty() {
            let (name, value) = (state.name.trim().to_owned(), state.value.trim().to_owned());
            let is_json = value.starts_with(['{', '[', '"', '-'])
                || value.starts_with(|first: char| first.is_ascii_digit())
                || ["true", "false", "null"].contains(&value.as_str());
            send(
                cx,
                if is_json {
                    BuildCommand::SetJson(Field::Claims, name, value)
                } else {
                    BuildCommand::SetText(Field::Claims, name, value)
                },
            );
            state.name.clear();
            state.value.clear();
        }
    });
}
