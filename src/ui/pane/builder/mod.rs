//! The builder: header, claims and the token side by side, what to start from, variants.

pub(crate) mod claims;
pub(crate) mod disclose;
pub(crate) mod elsewhere;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod keep;
pub(crate) mod key_choice;
pub(crate) mod more;
pub(crate) mod result;
pub(crate) mod tamper;
pub(crate) mod templates;

use super::{Heading, area, pane_ui};
pub(in crate::ui) use disclose::ask_for_filter;

use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::elsewhere::ElsewhereCommand;
use crate::app::message::builder::keep::KeepCommand;
use crate::app::message::command::Command;
use crate::app::value::builder::{Field, Structure, TamperSource};
use crate::app::value::{Icon, PaneMode, PartKind};
use crate::app::view::builder::{BuildView, DraftView, Editor, Page, RemarkRow};
use crate::ui::theme::Palette;
use crate::ui::widget::json_editor::{EditorState, Look, json_editor};
use crate::ui::widget::segment::segment;
use crate::ui::widget::sides::sides;
use crate::ui::widget::splitter::{Drag, Line, splitter};
use crate::ui::widget::{Cx, badge, button, focus};
use crate::ui::{egui, icon, theme};
use egui::{Button, Key, KeyboardShortcut, Label, Modifiers, Popup, Rect, RichText, Stroke, Ui, UiBuilder, pos2, vec2};
use std::collections::HashMap;

/// Below this width the columns stand on top of each other.
const STACKED: f32 = 760.0;
/// Height of a header's editor: three lines.
const LINES: f32 = 3.0 * theme::ROW + 12.0;
/// Height of an editor for what is short.
const LINE: f32 = theme::ROW + 12.0;
/// Height of the line above the columns.
const BAR: f32 = 46.0;

/// What the builder remembers between frames.
pub struct BuildState {
    editors: HashMap<Field, EditorState>,
    forms: HashMap<Field, form::FormState>,
    elsewhere: elsewhere::ElsewhereState,
    claims: claims::ClaimsState,
    /// The name of a new template, as far as it is typed.
    name: keep::NameState,
    /// A long token is shown to its end.
    is_token_whole: bool,
    /// The findings are to be scrolled into sight.
    wants_findings: bool,
    /// Share of the header column in the width.
    header: f32,
    /// Share of the token column.
    token: f32,
}

impl Default for BuildState {
    fn default() -> Self {
        Self {
            editors: HashMap::new(),
            forms: HashMap::new(),
            elsewhere: Default::default(),
            claims: Default::default(),
            name: Default::default(),
            is_token_whole: false,
            wants_findings: false,
            header: 0.31,
            token: 0.33,
        }
    }
}

impl BuildState {
    /// The findings come into sight, and the first of what mends one gets the keyboard.
    pub fn show_findings(&mut self) {
        self.wants_findings = true;
    }
}

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut BuildState) {
    let view = &cx.view.build;
    if cx.view.dialog.is_none() && matches!(view.page, Page::Draft(_)) {
        undo_keys(ui, cx);
    }
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    let bar = Rect::from_min_size(rect.min, vec2(rect.width(), BAR));
    ui.painter().rect_filled(bar, 0, cx.palette.base);
    focus::open_area(ui, bar);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
    let rest = Rect::from_min_max(pos2(rect.left(), bar.bottom()), rect.max);
    match &view.page {
        Page::Nothing => {}
        Page::Templates(page) => {
            if page.has_draft && is_left(ui, cx) {
                send(cx, BuildCommand::ShowTemplates(false));
            }
            area(ui, bar, "build bar", |ui| templates::bar(ui, cx, bar, page));
            focus::open_area(ui, rest);
            area(ui, rest, "templates", |ui| templates::show(ui, cx, page));
        }
        Page::Elsewhere(page) => {
            if is_left(ui, cx) {
                send(cx, BuildCommand::Elsewhere(ElsewhereCommand::Close));
            }
            area(ui, bar, "build bar", |ui| elsewhere::bar(ui, cx, bar));
            focus::open_area(ui, rest);
            area(ui, rest, "elsewhere", |ui| elsewhere::show(ui, cx, page, &mut state.elsewhere));
        }
        Page::Tamper(page) => {
            if is_left(ui, cx) {
                send(cx, BuildCommand::CloseTamper);
            }
            area(ui, bar, "build bar", |ui| tamper::bar(ui, cx, bar, page));
            focus::open_area(ui, rest);
            area(ui, rest, "tamper", |ui| tamper::show(ui, cx, page));
        }
        Page::Draft(draft) => {
            match &view.naming {
                Some(why) => area(ui, bar, "build bar", |ui| keep::name_bar(ui, cx, bar, why, &mut state.name)),
                None => {
                    state.name = Default::default();
                    area(ui, bar, "build bar", |ui| self::bar(ui, cx, bar, draft, &mut state.wants_findings));
                }
            }
            let rest = keep::restored_strip(ui, cx, rest, draft);
            area(ui, rest, "draft", |ui| columns(ui, cx, rest, draft, state));
        }
    }
}

/// Whether Escape leaves a page for the draft behind it: it is for a dialog or a menu first.
fn is_left(ui: &Ui, cx: &Cx<'_>) -> bool {
    let is_behind = cx.view.dialog.is_some() || Popup::is_any_open(ui.ctx());
    !is_behind && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// Undo and redo reach across all fields, so they are taken before a field sees them.
fn undo_keys(ui: &Ui, cx: &mut Cx<'_>) {
    let pressed = |modifiers: Modifiers, key: Key| {
        ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
    };
    // More modifiers first: egui's matching ignores an extra Shift.
    if pressed(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
        cx.send(Command::Build(BuildCommand::Redo));
    } else if pressed(Modifiers::COMMAND, Key::Z) {
        cx.send(Command::Build(BuildCommand::Undo));
    }
}

fn send(cx: &mut Cx<'_>, command: BuildCommand) {
    cx.send(Command::Build(command));
}

fn bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, draft: &DraftView, wants_findings: &mut bool) {
    let view = &cx.view.build;
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    let mut sent = Vec::new();
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        sides(
            ui,
            "build bar",
            |ui| {
                let new = button::text_button(ui, Some(Icon::Plus), "New…");
                if new.on_hover_text("Start from a template (Ctrl+N)").clicked() {
                    send(cx, BuildCommand::ShowTemplates(true));
                }
                let title = RichText::new(&draft.title).font(theme::head()).color(cx.palette.strong);
                ui.add(Label::new(title).truncate());
            },
            |ui| {
                *wants_findings |= findings(ui, &draft.result.remarks);
                choices(ui, view, draft, &mut sent);
            },
        );
    });
    for command in sent {
        send(cx, command);
    }
}

/// How many findings there are and how bad the worst is, where it stays in sight. Returns whether they are asked for.
fn findings(ui: &mut Ui, rows: &[RemarkRow]) -> bool {
    let Some(worst) = rows.first() else { return false };
    let ink = Palette::of(ui).tone(worst.tone);
    let words = if rows.len() == 1 { "1 finding".to_owned() } else { format!("{} findings", rows.len()) };
    let image = icon::image(badge::tone_icon(worst.tone), 15.0).tint(ink);
    let button = ui.add(Button::image_and_text(image, RichText::new(&words).color(ink)).gap(6.0));
    focus::offer(ui.ctx(), button.id);
    let them = if rows.len() == 1 { "it" } else { "them" };
    button.accessible_name(format!("{words}: show {them}")).on_hover_text("Alt+1").clicked()
}

/// The right side of the line above.
fn choices(ui: &mut Ui, view: &BuildView, draft: &DraftView, sent: &mut Vec<BuildCommand>) {
    let choices = [
        (Structure::Sign, "Sign"),
        (Structure::Encrypt, "Encrypt"),
        (Structure::SignThenEncrypt, "Sign, then encrypt"),
    ];
    if let Some(structure) = segment(ui, "Structure", draft.structure, &choices) {
        sent.push(BuildCommand::SetStructure(structure));
    }
    ui.add_space(theme::GAP);
    ui.spacing_mut().item_spacing.x = 4.0;
    ui.add_enabled_ui(view.can_undo, |ui| {
        if button::icon_button(ui, Icon::Undo, "Undo").on_hover_text("Ctrl+Z").clicked() {
            sent.push(BuildCommand::Undo);
        }
    });
    ui.add_enabled_ui(view.can_redo, |ui| {
        if button::icon_button(ui, Icon::Redo, "Redo").on_hover_text("Ctrl+Shift+Z").clicked() {
            sent.push(BuildCommand::Redo);
        }
    });
    more_menu(ui, view, sent);
}

/// What is not needed for a token, but for those who test with it.
fn more_menu(ui: &mut Ui, view: &BuildView, sent: &mut Vec<BuildCommand>) {
    let button = button::icon_button(ui, Icon::ChevronDown, "More of the builder");
    Popup::menu(&button).accessible_name("More of the builder").show(|ui| {
        ui.set_min_width(230.0);
        if matches!(&view.page, Page::Draft(_)) {
            if ui.button("Save as template…").clicked() {
                sent.push(BuildCommand::Keep(KeepCommand::Name(true)));
            }
            if ui.button("Sign elsewhere…").on_hover_text("With a key in a card, an HSM or a KMS").clicked() {
                sent.push(BuildCommand::Elsewhere(ElsewhereCommand::Open));
            }
            if ui.button("Discard this draft").clicked() {
                sent.push(BuildCommand::Keep(KeepCommand::Discard));
            }
            ui.separator();
        }
        let made =
            matches!(&view.page, Page::Draft(draft) if draft.result.token.as_ref().is_some_and(|each| each.is_current));
        ui.add_enabled_ui(made, |ui| {
            if ui.button("Tamper set of this token").clicked() {
                sent.push(BuildCommand::Tamper(TamperSource::Built));
            }
        });
        ui.add_enabled_ui(view.can_tamper_inspected, |ui| {
            if ui.button("Tamper set of the token in Inspect").clicked() {
                sent.push(BuildCommand::Tamper(TamperSource::Inspected));
            }
        });
        ui.add_enabled_ui(view.can_edit_inspected, |ui| {
            if ui.button("Edit the token in Inspect").clicked() {
                sent.push(BuildCommand::EditInspected);
            }
        });
        focus::close_by_key(ui);
    });
}

fn columns(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, draft: &DraftView, state: &mut BuildState) {
    let stacked = rect.width() < STACKED;
    let length = if stacked { rect.height() } else { rect.width() };
    let (header, token) = (state.header.clamp(0.2, 0.45), state.token.clamp(0.2, 0.45));
    let (one, two) = ((length * header).round(), (length * (1.0 - token)).round());
    let cut = |from: f32, to: f32| {
        if stacked {
            Rect::from_min_max(pos2(rect.left(), rect.top() + from), pos2(rect.right(), rect.top() + to))
        } else {
            Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + to, rect.bottom()))
        }
    };
    let revision = cx.view.build.revision;
    header::show(ui, cx, cut(0.0, one), draft, state, revision);
    let found = (draft.result.remarks.as_slice(), draft.result.mend.as_ref());
    claims::show(ui, cx, cut(one + 1.0, two), &draft.payload, found, state, revision);
    result::show(ui, cx, cut(two + 1.0, length), draft, &mut state.is_token_whole, &mut state.wants_findings);
    let line = if stacked { Line::Horizontal } else { Line::Vertical };
    let default = BuildState::default();
    let share = |drag: Drag, now: f32, way: f32, default: f32| match drag {
        Drag::Nothing => now,
        Drag::By(moved) => (now + way * moved / length.max(1.0)).clamp(0.2, 0.45),
        Drag::Reset => default,
    };
    let drag = splitter(ui, cut(one, one + 1.0), line, "build header");
    state.header = share(drag, header, 1.0, default.header);
    let drag = splitter(ui, cut(two, two + 1.0), line, "build token");
    state.token = share(drag, token, -1.0, default.token);
}

/// A column with its heading.
fn column(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    title: &str,
    subtitle: &str,
    kind: Option<PartKind>,
    body: impl FnOnce(&mut Ui, &mut Cx<'_>),
) {
    let heading = Heading {
        title,
        subtitle,
        brief: "",
        issuer: "",
        kind,
        modes: &[],
        mode: PaneMode::Table,
        copy: None,
        more: &[],
        group: None,
    };
    pane_ui(ui, cx, rect, &heading, body);
}

/// An editor, what is wrong with its text below it, and what was done in it.
fn editor_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    editor: &Editor,
    state: &mut HashMap<Field, EditorState>,
    revision: u64,
    look: Look,
    height: f32,
) {
    let field = editor.field;
    let edits = json_editor(ui, cx.palette, editor, revision, state.entry(field).or_default(), look, height);
    if let Some(text) = edits.text {
        send(cx, BuildCommand::Edit(field, text));
    }
    if let Some(caret) = edits.caret {
        send(cx, BuildCommand::Caret(field, caret));
    }
    if edits.is_left {
        send(cx, BuildCommand::Settle);
    }
    if let Some((_, message)) = &editor.fault {
        fault_ui(ui, cx, message);
    }
    let unread = state.get(&field).map(EditorState::unread).unwrap_or_default();
    for reading in unread.iter().filter_map(|index| editor.readings.get(*index)) {
        let words = RichText::new(format!("{}: {}", reading.name, reading.words)).font(theme::small());
        ui.add(Label::new(words.color(cx.palette.weak)).wrap());
    }
}

/// Height of the times that stand below an editor, as far as they are to be in sight beside it.
fn unread_height(ui: &Ui, editor: &Editor, state: &HashMap<Field, EditorState>) -> f32 {
    const IN_SIGHT: f32 = 90.0;
    let unread = state.get(&editor.field).map(EditorState::unread).unwrap_or_default();
    let height = |index: &usize| {
        let reading = editor.readings.get(*index)?;
        let words = format!("{}: {}", reading.name, reading.words);
        let width = ui.available_width();
        let galley = ui.fonts_mut(|fonts| fonts.layout(words, theme::small(), egui::Color32::PLACEHOLDER, width));
        Some(galley.size().y + ui.spacing().item_spacing.y)
    };
    unread.iter().take(8).filter_map(height).sum::<f32>().min(IN_SIGHT)
}

/// Why a text that is to be shown as a table is shown as text.
fn no_table(ui: &mut Ui, cx: &Cx<'_>) {
    let words = "Not a JSON object yet, so it is shown as text; the table comes back when it is one";
    ui.add(Label::new(RichText::new(words).color(cx.palette.weak)).wrap());
}

fn fault_ui(ui: &mut Ui, cx: &Cx<'_>, message: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        icon::show(ui, Icon::Cross, 14.0, cx.palette.bad);
        ui.add(Label::new(RichText::new(message).font(theme::small()).color(cx.palette.bad)).wrap());
    });
}

/// A button that opens and folds what stands below it; its arrow stands in line with that.
fn fold(ui: &mut Ui, is_open: bool, words: &str, tip: &str) -> bool {
    let picture = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let words = RichText::new(words).font(theme::strong());
    let fold = Button::image_and_text(icon::image(picture, 14.0), words).frame_when_inactive(false);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 2.0;
            ui.add(fold.image_tint_follows_text_color(true))
        })
        .inner;
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    response.on_hover_text(tip).clicked()
}

/// The name of a field, in front of it or above it.
fn caption(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).selectable(false));
}
