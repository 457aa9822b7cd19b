//! The tokens at hand: a column beside the box.

use crate::app::message::command::Command;
use crate::app::message::desk::DeskCommand;
use crate::app::message::kept::KeptCommand;
use crate::app::message::share::ShareCommand;
use crate::app::value::desk::{EntryId, Step};
use crate::app::value::share::ShareScope;
use crate::app::value::{Icon, RingId, Tone};
use crate::app::view::DeskRow;
use crate::ui::widget::focus::{self, follow_focus};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Button, EventFilter, Key, Label, Layout, Modifiers, Popup, Rect, Response, RichText, ScrollArea, Sense,
    Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of one token.
const ROW: f32 = 60.0;
/// So many can be overlooked without a filter.
const FEW: usize = 6;
/// How far a token that was found in another stands in, and how often that is done.
const INDENT: f32 = 14.0;
const MOST_INDENTS: usize = 4;
/// Characters of a title that no row is wide enough for.
const LONGEST: usize = 200;
/// Room for the two buttons of a row.
const BUTTONS: f32 = 30.0;

/// What the list remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeskState {
    /// The one that an arrow key asked for, which the keyboard goes on to.
    wanted: Option<EntryId>,
    /// The one that was scrolled into view.
    scrolled: Option<EntryId>,
}

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut DeskState) {
    ui.painter().rect_filled(rect, 0, cx.palette.base);
    focus::open_area(ui, rect);
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), theme::HEADING + 4.0));
    super::area(ui, head, "desk heading", |ui| heading(ui, cx, head));
    let mut top = head.bottom();
    if cx.view.desk.entries > FEW || !cx.view.desk.filter.is_empty() {
        let line = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), 32.0));
        super::area(ui, line.shrink2(vec2(theme::GAP, 2.0)), "desk filter", |ui| filter(ui, cx));
        top = line.bottom();
    }
    let list = Rect::from_min_max(pos2(rect.left(), top), rect.max);
    let builder = UiBuilder::new()
        .id_salt("desk list")
        .max_rect(list)
        .layout(Layout::top_down(Align::LEFT))
        .accessibility_role(egui::accesskit::Role::List)
        .accessibility_label("Tokens on the desk");
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(list);
        ScrollArea::vertical().id_salt("desk").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if cx.view.desk.rows.is_empty() {
                let words = if cx.view.desk.filter.is_empty() { "Nothing was pasted yet" } else { "No matching token" };
                ui.add_space(theme::GAP);
                ui.horizontal(|ui| {
                    ui.add_space(theme::PAD);
                    ui.add(Label::new(RichText::new(words).color(cx.palette.weak)));
                });
            }
            for (index, entry) in cx.view.desk.rows.iter().enumerate() {
                // What the pointer adds to one row must not rename those below.
                ui.push_id(entry.id, |ui| row(ui, cx, entry, index > 0, state));
            }
            follow_focus(ui);
        });
    });
}

fn heading(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add(Label::new(RichText::new("Desk").font(theme::strong()).color(cx.palette.strong)).selectable(false));
        let count = RichText::new(cx.view.desk.entries.to_string()).font(theme::small()).color(cx.palette.weak);
        ui.add(Label::new(count).selectable(false));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if button::icon_button(ui, Icon::Cross, "Hide the desk (F4)").clicked() {
                cx.send(Command::Desk(DeskCommand::Show(false)));
            }
            let keep = ui.add_enabled_ui(cx.view.desk.can_keep, |ui| {
                button::icon_button(ui, Icon::Lock, "Keep the token that is shown in a keyring")
            });
            let keep = keep.inner;
            match cx.view.desk.keyrings.as_slice() {
                [] if keep.clicked() => cx.send(Command::Kept(KeptCommand::NoKeyring)),
                [(ring, _)] if keep.clicked() => keep_in(cx, None, *ring),
                [] | [_] => {}
                several => {
                    Popup::menu(&keep).accessible_name("Keep in").show(|ui| {
                        for (ring, name) in several {
                            if ui.button(format!("Keep in {name}")).clicked() {
                                keep_in(cx, None, *ring);
                            }
                        }
                    });
                }
            }
            let clear = ui.add_enabled_ui(cx.view.desk.count > 0, |ui| {
                button::icon_button(ui, Icon::Trash, "Clear the desk: the token in the box stays")
            });
            if clear.inner.clicked() {
                cx.send(Command::Desk(DeskCommand::RemoveAll));
            }
        });
    });
}

fn keep_in(cx: &mut Cx<'_>, token: Option<EntryId>, ring: RingId) {
    cx.send(Command::Kept(KeptCommand::Keep { token, ring }));
}

fn filter(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut text = cx.view.desk.filter.clone();
    let field = TextEdit::singleline(&mut text).hint_text("Filter").desired_width(f32::INFINITY);
    let response = ui.add(field);
    let response = response.accessible_name("Filter the desk");
    if focus::is_cleared(&response, &text) {
        text.clear();
        cx.send(Command::Desk(DeskCommand::Filter(text)));
    } else if response.changed() {
        cx.send(Command::Desk(DeskCommand::Filter(text)));
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, entry: &DeskRow, has_one_above: bool, state: &mut DeskState) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let first = if entry.facts.is_empty() { &entry.word } else { &entry.facts };
    let spoken = [first.as_str(), &entry.title, &entry.inside, &entry.kind];
    let spoken: Vec<&str> = spoken.into_iter().filter(|words| !words.is_empty()).collect();
    let spoken = spoken.join(", ");
    response.widget_info(|| match entry.is_opaque {
        true => WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()),
        false => WidgetInfo::selected(egui::Role::RadioButton, true, entry.is_chosen, spoken.as_str()),
    });
    focus::offer(ui.ctx(), response.id);
    if entry.is_chosen {
        focus::enter(ui, response.id);
    }
    keyboard(ui, cx, entry, &response, rect, state);
    if response.clicked() && !entry.is_chosen {
        cx.send(Command::Desk(DeskCommand::Choose(entry.id)));
    }
    menu(cx, entry, &response);
    if !ui.is_rect_visible(rect) {
        return;
    }
    if has_one_above && entry.is_first {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, cx.palette.line));
    }
    let indent = entry.depth.min(MOST_INDENTS) as f32 * INDENT;
    if entry.depth > 0 {
        // The corner of a tree: from the one above to this one.
        let (at, middle) = (rect.left() + indent + 4.0, rect.top() + 15.0);
        let line = Stroke::new(1.0, cx.palette.outline);
        ui.painter().vline(at, rect.top()..=middle, line);
        ui.painter().hline(at..=(at + 6.0), middle, line);
    }
    let is_active = response.contains_pointer() || response.has_focus();
    if entry.is_chosen {
        ui.painter().rect_filled(rect, 0, cx.palette.accent_fill);
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0, cx.palette.accent);
    } else if is_active {
        ui.painter().rect_filled(rect, 0, cx.palette.hover);
    }
    button::focus_ring(ui, &response);
    if let Some(picture) = entry.icon {
        let ink = if entry.tone == Tone::Neutral { cx.palette.weak } else { cx.palette.tone(entry.tone) };
        let place = Rect::from_center_size(pos2(rect.left() + indent + 20.0, rect.top() + 15.0), vec2(16.0, 16.0));
        icon::paint(ui, picture, place, 16.0, ink);
    }
    let right = rect.right() - if is_active { BUTTONS } else { theme::GAP };
    let words =
        Rect::from_min_max(pos2(rect.left() + indent + 36.0, rect.top() + 5.0), pos2(right, rect.bottom() - 4.0));
    super::area(ui, words, ("words", entry.id), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let title = match &entry.file {
            Some(file) => format!("{} · {file}", entry.title),
            None => entry.title.clone(),
        };
        let title = within(ui, &title, words.width());
        ui.add(
            Label::new(RichText::new(title).font(theme::strong()).color(cx.palette.text)).truncate().selectable(false),
        );
        let verdict = if entry.facts.is_empty() { &entry.word } else { &entry.facts };
        for line in [&entry.kind, verdict].into_iter().filter(|line| !line.is_empty()) {
            let line = RichText::new(line).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(line).truncate().selectable(false));
        }
    });
    if is_active {
        buttons(ui, cx, entry, rect);
    }
}

/// A title that is too long loses its middle: the tokens of one log differ in how their places end.
fn within(ui: &Ui, title: &str, width: f32) -> String {
    let length = |text: String| ui.painter().layout_no_wrap(text, theme::strong(), egui::Color32::PLACEHOLDER).size().x;
    let count = title.chars().count();
    if length(title.to_owned()) <= width {
        return title.to_owned();
    }
    let cut = |room: usize| {
        let tail = room * 2 / 3;
        let head: String = title.chars().take(room - tail).collect();
        let tail: String = title.chars().skip(count - tail).collect();
        format!("{head}…{tail}")
    };
    // Letters differ in width: so many fit as are measured to.
    let (mut fits, mut over) = (0, count.min(LONGEST));
    while fits + 1 < over {
        let room = usize::midpoint(fits, over);
        if length(cut(room)) <= width { fits = room } else { over = room }
    }
    cut(fits)
}

/// What can be done about one of them, at its right edge.
fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, entry: &DeskRow, rect: Rect) {
    let place = Rect::from_min_max(pos2(rect.right() - BUTTONS, rect.top() + 4.0), rect.max);
    super::area(ui, place, ("buttons", entry.id), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let remove = format!("Take {} off the desk", entry.title);
        if button::sized_icon_button(ui, Icon::Trash, &remove, 26.0, 14.0, None).clicked() {
            cx.send(Command::Desk(DeskCommand::Remove(entry.id)));
        }
        if can_compare(cx, entry) {
            let name = format!("Compare the token that is shown with {}", entry.title);
            if button::sized_icon_button(ui, Icon::Compare, &name, 26.0, 15.0, None).clicked() {
                cx.send(Command::Desk(DeskCommand::Compare(entry.id)));
            }
        }
    });
}

/// Whether the token that is shown can be held against it.
fn can_compare(cx: &Cx<'_>, entry: &DeskRow) -> bool {
    cx.view.desk.can_compare && !entry.is_chosen && !entry.is_opaque
}

fn menu(cx: &mut Cx<'_>, entry: &DeskRow, response: &Response) {
    Popup::context_menu(response).show(|ui| {
        ui.set_min_width(190.0);
        if entry.is_opaque {
            // Codes live for minutes, and nothing of an opaque token could be checked again: neither is kept.
            if ui.button("What the tokens say of it").clicked() {
                cx.send(Command::Desk(DeskCommand::Choose(entry.id)));
            }
            if ui.button("Take off the desk").clicked() {
                cx.send(Command::Desk(DeskCommand::Remove(entry.id)));
            }
            return;
        }
        let compare = ui.add_enabled(can_compare(cx, entry), Button::new("Compare with this"));
        if compare.clicked() {
            cx.send(Command::Desk(DeskCommand::Compare(entry.id)));
        }
        if entry.is_chosen && ui.button("Share redacted…").clicked() {
            cx.send(Command::Share(ShareCommand::Open(ShareScope::Token)));
        }
        if cx.view.desk.keyrings.is_empty() && ui.button("Keep in a keyring…").clicked() {
            cx.send(Command::Kept(KeptCommand::NoKeyring));
        }
        for (ring, name) in &cx.view.desk.keyrings {
            if ui.button(format!("Keep in {name}")).clicked() {
                keep_in(cx, Some(entry.id), *ring);
            }
        }
        if ui.button("Take off the desk").clicked() {
            cx.send(Command::Desk(DeskCommand::Remove(entry.id)));
        }
    });
}

/// Arrow keys show the neighbour, Delete takes it off, C compares.
fn keyboard(ui: &Ui, cx: &mut Cx<'_>, entry: &DeskRow, response: &Response, rect: Rect, state: &mut DeskState) {
    if entry.is_chosen && state.scrolled != Some(entry.id) {
        state.scrolled = Some(entry.id);
        ui.scroll_to_rect(rect, None);
    }
    if state.wanted == Some(entry.id) && (entry.is_chosen || entry.is_opaque) {
        state.wanted = None;
        response.request_focus();
        ui.scroll_to_rect(rect, None);
        // The arrow keys are its own from the frame after.
        ui.ctx().request_repaint();
    }
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, step) in [(Key::ArrowUp, Step::Up), (Key::ArrowDown, Step::Down)] {
        if pressed(key) {
            let next = neighbour(&cx.view.desk.rows, entry.id, step);
            state.wanted = next.map(|next| next.id);
            if let Some(next) = next.filter(|next| !next.is_opaque && !next.is_chosen) {
                cx.send(Command::Desk(DeskCommand::Choose(next.id)));
            }
            ui.ctx().request_repaint();
        }
    }
    if pressed(Key::Delete) {
        cx.send(Command::Desk(DeskCommand::Remove(entry.id)));
    }
    if can_compare(cx, entry) && pressed(Key::C) {
        cx.send(Command::Desk(DeskCommand::Compare(entry.id)));
    }
}

/// The row above or below.
fn neighbour(rows: &[DeskRow], id: EntryId, step: Step) -> Option<&DeskRow> {
    let at = rows.iter().position(|row| row.id == id)?;
    match step {
        Step::Up => rows.get(at.checked_sub(1)?),
        Step::Down => rows.get(at + 1),
    }
}
