//! The claims or a header as a form: one member a row, name and value edited in place. It edits the same text, and leaves every other byte
//! of it alone.

use super::send;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::member::{MemberChange, MemberCommand};
use crate::app::value::builder::{EditMode, Field};
use crate::app::value::{Icon, Tone};
use crate::app::view::builder::FormRow;
use crate::ui::widget::{Cx, badge, button, focus};
use crate::ui::{egui, theme};
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::{
    Align, Button, Color32, Frame, Id, Key, Label, Layout, Margin, Modifiers, Popup, RichText, Stroke, StrokeKind,
    TextEdit, Ui, vec2,
};
use std::collections::{HashMap, HashSet};

/// What the form remembers between frames.
#[derive(Default)]
pub(crate) struct FormState {
    /// Whose members they are.
    field: Field,
    revision: u64,
    /// Names that are being edited, by place.
    names: HashMap<usize, String>,
    /// Values that are being edited, by place.
    values: HashMap<usize, String>,
    /// Strings that are edited as JSON, by name.
    as_json: HashSet<String>,
    /// The row that has the keyboard, and whether it is in the name.
    focus: Option<(usize, bool)>,
    name: String,
    value: String,
    /// Frames in which a change of the text means that what was to be added is there.
    adding: u8,
}

/// Space between what stands in a row.
const GAP: f32 = 4.0;
/// Width of the button that says how a value is typed.
const KIND: f32 = 30.0;
/// Width of the button that opens a row's menu.
const MENU: f32 = 22.0;
/// Width of the button that takes a member out.
const REMOVE: f32 = 24.0;
/// Width of the button that adds one.
const ADD: f32 = 66.0;
/// Below this width that button is in the menu alone.
const ROOMY: f32 = 320.0;

/// Names the field of a name.
fn name_id(field: Field, place: usize) -> Id {
    Id::unique(("form name", field, place))
}

/// Names the field of a value.
fn value_id(field: Field, place: usize) -> Id {
    Id::unique(("form value", field, place))
}

fn new_name_id(field: Field) -> Id {
    Id::unique(("form new name", field))
}

fn is_claims(field: Field) -> bool {
    field == Field::Claims
}

/// What a member of it is called.
fn member(field: Field) -> &'static str {
    if is_claims(field) { "claim" } else { "parameter" }
}

/// Draws it. `more` members are not among the rows.
pub(crate) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (field, name): (Field, &str),
    rows: &[FormRow],
    more: usize,
    state: &mut FormState,
    revision: u64,
) {
    state.field = field;
    if state.revision != revision {
        state.revision = revision;
        state.names.clear();
        state.values.clear();
        if state.adding > 0 {
            state.name.clear();
            state.value.clear();
            ui.memory_mut(|memory| memory.request_focus(new_name_id(state.field)));
        }
    }
    state.adding = state.adding.saturating_sub(1);
    keys(ui, cx, rows, state);
    state.focus = None;
    let builder = egui::UiBuilder::new().accessibility_role(egui::accesskit::Role::Table).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (place, row) in rows.iter().enumerate() {
            self::row(ui, cx, rows, row, place, state);
        }
    });
    if more > 0 {
        super::caption(ui, cx, &format!("{more} more members are in the text view"));
    }
    ui.add_space(theme::GAP);
    new_row(ui, cx, rows, state);
}

/// Keys for the row that has the keyboard, taken before its field sees them.
fn keys(ui: &Ui, cx: &mut Cx<'_>, rows: &[FormRow], state: &FormState) {
    let Some((place, is_name)) = state.focus else { return };
    let Some(row) = rows.get(place) else { return };
    if !is_name && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2)) {
        edit_name(ui, state.field, place, row);
    }
    let (up, down) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::ALT, Key::ArrowUp), input.consume_key(Modifiers::ALT, Key::ArrowDown))
    });
    let to = match (up, down) {
        (true, _) => place.checked_sub(1),
        (_, true) => Some(place + 1).filter(|to| *to < rows.len()),
        _ => return,
    };
    if let Some(to) = to {
        change(cx, state.field, row, place, if up { MemberChange::Up } else { MemberChange::Down });
        // The keyboard goes with the member.
        ui.memory_mut(|memory| {
            memory.request_focus(if is_name { name_id(state.field, to) } else { value_id(state.field, to) })
        });
    }
}

/// Puts the keyboard into a name, all of it selected.
fn edit_name(ui: &Ui, field: Field, place: usize, row: &FormRow) {
    let id = name_id(field, place);
    let mut edit = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CharIndex(row.shown_name.chars().count());
    edit.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(CharIndex(0)), CCursor::new(end))));
    TextEdit::store_state(ui.ctx(), id, edit);
    ui.memory_mut(|memory| memory.request_focus(id));
}

fn change(cx: &mut Cx<'_>, field: Field, row: &FormRow, place: usize, change: MemberChange) {
    let command = MemberCommand::At { place, name: row.name.clone(), change };
    send(cx, BuildCommand::Member(field, command));
}

fn name_width(ui: &Ui) -> f32 {
    (ui.available_width() * 0.28).clamp(64.0, 140.0)
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[FormRow], row: &FormRow, place: usize, state: &mut FormState) {
    let width = name_width(ui);
    let is_roomy = ui.available_width() >= ROOMY;
    let mut fault = String::new();
    let builder = egui::UiBuilder::new()
        .id_salt(("row", place))
        .layout(Layout::left_to_right(Align::TOP))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(row.name.as_str());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        fault = name(ui, cx, rows, row, place, width, state);
        let remove = if is_roomy { REMOVE + GAP } else { 0.0 };
        let left = (ui.available_width() - KIND - MENU - 2.0 * GAP - remove).max(40.0);
        ui.allocate_ui_with_layout(vec2(left, 24.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(left);
            value(ui, cx, row, place, state);
        });
        kind(ui, cx, row, state);
        menu(ui, cx, state.field, rows, row, place);
        if is_roomy {
            let label = format!("Remove {}", row.name);
            if button::sized_icon_button(ui, Icon::Trash, &label, REMOVE, 14.0, None).clicked() {
                change(cx, state.field, row, place, MemberChange::Remove);
            }
        }
    });
    if !fault.is_empty() {
        super::fault_ui(ui, cx, &fault);
    }
    if let Some((_, why)) = &row.refused {
        super::fault_ui(ui, cx, &format!("Not in the token: {why}"));
    }
    if row.badge.is_none() && row.reading.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.spacing_mut().interact_size.y = 17.0;
        ui.add_space(width + GAP);
        if let Some((words, tone)) = &row.badge {
            badge::badge(ui, words, *tone);
        }
        if !row.reading.is_empty() {
            let words = RichText::new(&row.reading).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).wrap());
        }
    });
}

/// The name, edited in place: Enter or leaving it takes it, Escape leaves it as it was. Returns what is against it.
fn name(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rows: &[FormRow],
    row: &FormRow,
    place: usize,
    width: f32,
    state: &mut FormState,
) -> String {
    let id = name_id(state.field, place);
    let mut text = state.names.get(&place).unwrap_or(&row.shown_name).clone();
    let ground = ui.painter().add(egui::Shape::Noop);
    let field = TextEdit::singleline(&mut text)
        .id(id)
        .font(theme::mono())
        .text_color(cx.palette.name)
        .background_color(Color32::TRANSPARENT)
        .frame(Frame::NONE.inner_margin(Margin::symmetric(4, 4)))
        .min_size(vec2(width, 24.0))
        .desired_width(width);
    let response = ui.add(field).accessible_name(format!("Name of {}", row.name));
    let is_taken = text != row.shown_name && !row.is_name_json && rows.iter().any(|other| other.name == text.trim());
    let edge = match (response.has_focus(), is_taken) {
        (_, true) => Stroke::new(1.5, cx.palette.bad),
        (true, false) => Stroke::new(1.5, cx.palette.accent),
        (false, false) if response.hovered() => Stroke::new(1.0, cx.palette.outline),
        (false, false) => Stroke::NONE,
    };
    if response.has_focus() {
        state.focus = Some((place, true));
        ui.painter().set(ground, egui::Shape::rect_filled(response.rect, theme::RADIUS, cx.palette.sunken));
    }
    ui.painter().rect_stroke(response.rect, theme::RADIUS, edge, StrokeKind::Inside);
    if response.changed() {
        state.names.insert(place, text.clone());
    }
    if response.lost_focus() {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            state.names.remove(&place);
            return String::new();
        }
        if text != row.shown_name {
            change(
                cx,
                state.field,
                row,
                place,
                if row.is_name_json {
                    MemberChange::NameAsJson(text.clone())
                } else {
                    MemberChange::Name(text.trim().to_owned())
                },
            );
        }
    }
    let tip = match &row.explanation {
        Some(words) => format!("{words}\nClick to rename it, or F2 from its value"),
        None => "Click to rename it, or F2 from its value".to_owned(),
    };
    response.on_hover_text(tip);
    if is_taken {
        return format!("{} already exists: each name may appear only once", text.trim());
    }
    String::new()
}

/// What else can be done with a member.
fn menu(ui: &mut Ui, cx: &mut Cx<'_>, field: Field, rows: &[FormRow], row: &FormRow, place: usize) {
    let label = format!("More for {}", row.name);
    let button = button::sized_icon_button(ui, Icon::ChevronDown, &label, MENU, 13.0, None);
    Popup::menu(&button).accessible_name(label).show(|ui| {
        ui.set_min_width(170.0);
        let item = ui.add(Button::new("Rename").shortcut_text("F2"));
        if item.accessible_name("Rename").clicked() {
            edit_name(ui, field, place, row);
            ui.close();
        }
        ui.add_enabled_ui(place > 0, |ui| {
            let item = ui.add(Button::new("Move up").shortcut_text("Alt+↑"));
            if item.accessible_name("Move up").clicked() {
                change(cx, field, row, place, MemberChange::Up);
                ui.close();
            }
        });
        ui.add_enabled_ui(place + 1 < rows.len(), |ui| {
            let item = ui.add(Button::new("Move down").shortcut_text("Alt+↓"));
            if item.accessible_name("Move down").clicked() {
                change(cx, field, row, place, MemberChange::Down);
                ui.close();
            }
        });
        ui.separator();
        if ui.button("Remove").clicked() {
            change(cx, field, row, place, MemberChange::Remove);
            ui.close();
        }
    });
}

/// Whether a value is typed as a text or as JSON.
fn kind(ui: &mut Ui, cx: &Cx<'_>, row: &FormRow, state: &mut FormState) {
    let as_text = row.is_text && !state.as_json.contains(&row.name);
    let (label, words) = if as_text { ("\"…\"", "a string") } else { ("{ }", "JSON") };
    let label = RichText::new(label).font(theme::mono()).color(cx.palette.weak);
    let button = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 2.0;
            let button = Button::new(label).frame_when_inactive(false).min_size(vec2(KIND, 24.0));
            ui.add_enabled(row.is_text, button)
        })
        .inner;
    let button = button.accessible_name(format!("{} is typed as {words}", row.name));
    if button.on_hover_text(format!("Typed as {words}; click to change")).clicked() {
        state.values.clear();
        if !state.as_json.remove(&row.name) {
            state.as_json.insert(row.name.clone());
        }
    }
}

fn value(ui: &mut Ui, cx: &mut Cx<'_>, row: &FormRow, place: usize, state: &mut FormState) {
    if row.is_long {
        let words = RichText::new("Long: edit it in the text").font(theme::small());
        let name = format!("{} is long: edit it in the text", row.name);
        ui.add_space(4.0);
        if ui.link(words).accessible_name(name).clicked() {
            send(
                cx,
                if is_claims(state.field) {
                    BuildCommand::ClaimsMode(EditMode::Text)
                } else {
                    BuildCommand::HeaderMode(EditMode::Text)
                },
            );
        }
        return;
    }
    let as_text = row.is_text && !state.as_json.contains(&row.name);
    let shown = if row.is_text && !as_text { json_string(&row.value) } else { row.value.clone() };
    let refused = row.refused.as_ref().map(|(typed, _)| typed);
    let mut text = state.values.get(&place).or(refused).unwrap_or(&shown).clone();
    let field = TextEdit::singleline(&mut text)
        .id(value_id(state.field, place))
        .font(theme::mono())
        .desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name(row.name.as_str());
    focus::offer(ui.ctx(), response.id);
    if refused.is_some() {
        let edge = Stroke::new(1.5, cx.palette.bad);
        ui.painter().rect_stroke(response.rect, theme::RADIUS, edge, StrokeKind::Inside);
    }
    if response.has_focus() {
        state.focus = Some((place, false));
    }
    if response.changed() {
        state.values.insert(place, text.clone());
        // A text counts at once; JSON that is half typed would be none.
        if as_text {
            change(cx, state.field, row, place, MemberChange::Text(text));
            return;
        }
    }
    if response.lost_focus() && !as_text {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            state.values.remove(&place);
            if refused.is_some() {
                // The value that is in the text counts again.
                change(cx, state.field, row, place, MemberChange::Json(shown));
            }
        } else if text != shown {
            change(cx, state.field, row, place, MemberChange::Json(text));
        }
    }
}

/// A JSON string, for the eye alone: what is typed goes to the application as it is.
fn json_string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

fn new_row(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[FormRow], state: &mut FormState) {
    let width = name_width(ui);
    let is_taken = rows.iter().any(|row| row.name == state.name.trim() && !row.name.is_empty());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let name = TextEdit::singleline(&mut state.name)
            .id(new_name_id(state.field))
            .font(theme::mono())
            .hint_text("name")
            .desired_width(width);
        ui.add(name).accessible_name(format!("Name of a new {}", member(state.field)));
        let left = (ui.available_width() - ADD - GAP).max(60.0);
        let value = TextEdit::singleline(&mut state.value).font(theme::mono()).hint_text("value").desired_width(left);
        let value = ui.add(value).accessible_name(format!("Value of a new {}", member(state.field)));
        let entered = value.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let clicked = button::text_button(ui, Some(Icon::Plus), "Add").clicked();
        // What cannot be added stays where it was typed.
        if (entered || clicked) && !state.name.trim().is_empty() && !is_taken {
            let (name, value) = (state.name.trim().to_owned(), state.value.trim().to_owned());
            send(cx, BuildCommand::Member(state.field, MemberCommand::Add { name, value }));
            state.adding = 2;
        }
    });
    if is_taken {
        super::fault_ui(ui, cx, &format!("{} already exists: change its value above", state.name.trim()));
    } else if rows.is_empty() {
        let words = format!("No {} yet: name the first one", member(state.field));
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.tone(Tone::Neutral))));
    }
}
