//! One file for each area of the window.

pub mod builder;
mod checklist;
pub mod claims;
pub mod compare;
pub mod desk;
pub mod dialog;
mod dialog_add_key;
mod dialog_generate;
mod dialog_guess;
mod dialog_keyring;
mod dialog_palette;
mod dialog_policy;
mod dialog_settings;
mod dialog_share;
mod dialog_unlock;
pub mod drawer;
pub mod empty;
mod export;
pub mod header;
pub mod keys;
pub mod notice;
pub mod rail;
pub mod signature;
pub mod size;
pub mod status;
mod timeline;
pub mod token;
pub mod verdict;

use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::value::{CopyTarget, Icon, PaneMode, PartKind};
use crate::app::view::{Message, Note, Pane, PaneBody};
use crate::ui::widget::copy_button::copy_button;
use crate::ui::widget::member_table::{TableState, member_table};
use crate::ui::widget::rows::{RowsState, rows_ui};
use crate::ui::widget::segment::{mode_name, segment};
use crate::ui::widget::{Cx, badge, button, focus, middle};
use crate::ui::{egui, icon, theme};
use egui::layers::ShapeIdx;
use egui::{
    Align, Color32, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Shape, Ui, UiBuilder, pos2, vec2,
};

/// What a pane remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct PaneState {
    /// The table it shows.
    pub table: TableState,
    /// The rows it shows.
    pub rows: RowsState,
}

/// The heading of a pane, and what the heading can do.
pub struct Heading<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    /// What stands there where the subtitle has no room.
    pub brief: &'a str,
    /// Who issued it. It is always told: shortened, or in a line of its own.
    pub issuer: &'a str,
    /// The part of the token that it shows.
    pub kind: Option<PartKind>,
    /// What can be switched to.
    pub modes: &'a [PaneMode],
    /// What is shown now.
    pub mode: PaneMode,
    /// Copies all of it.
    pub copy: Option<&'a CopyTarget>,
    /// What else can be done with all of it, in the menu of that button.
    pub more: &'a [Action],
    /// The exports that are in that menu, by their heading.
    pub group: Option<&'static str>,
}

/// Draws the ground and the heading line of a pane, and gives `body` what is left of `rect`. Returns the mode that was
/// chosen.
pub fn pane_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    heading: &Heading<'_>,
    body: impl FnOnce(&mut Ui, &mut Cx<'_>),
) -> Option<PaneMode> {
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    let mut line = Rect::from_min_size(rect.min, vec2(rect.width(), theme::HEADING));
    let mut chosen = None;
    if heading.copy.is_none() {
        focus::open_area(ui, rect);
    }
    let ground = ui.painter().add(Shape::Noop);
    let is_told = area(ui, line, ("heading", heading.title), |ui| {
        let inside = line.shrink2(vec2(theme::PAD, 0.0));
        let words =
            ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
                // The name comes first for those who hear it or go by Tab; what is left between it and the buttons is for the
                // subtitle.
                ui.spacing_mut().item_spacing.x = theme::GAP;
                ui.add(
                    Label::new(RichText::new(heading.title).font(theme::strong()).color(cx.palette.strong))
                        .selectable(false)
                        .extend(),
                );
                let between = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    if let Some(target) = heading.copy {
                        let name = format!("Copy {}", heading.title.to_lowercase());
                        let button = copy_button(ui, cx, target, &name);
                        focus::area(ui, rect, button.id);
                        if let Some(group) = heading.group {
                            more_menu(cx, heading.more, group, &button);
                        }
                    }
                    if heading.modes.len() > 1 {
                        let choices: Vec<_> = heading.modes.iter().map(|mode| (*mode, mode_name(*mode))).collect();
                        chosen = segment(ui, heading.title, heading.mode, &choices);
                    }
                    ui.available_rect_before_wrap()
                });
                subtitle(ui, cx, heading, between.inner)
            });
        words.inner
    });
    if !is_told {
        // What it is and who issued it stay in sight: below the name, where there is all of the width.
        let second = Rect::from_min_max(
            pos2(line.left() + theme::PAD, line.bottom() - 8.0),
            pos2(line.right() - theme::PAD, line.bottom() + 10.0),
        );
        line.max.y = second.bottom() + 4.0;
        area(ui, line, ("second line", heading.title), |ui| {
            let issuer = cut_behind(ui, heading.brief, heading.issuer, second.width());
            put(ui, cx, &issuer, heading, second);
        });
    }
    swatch(ui, cx, heading, line, ground);
    let rest = Rect::from_min_max(pos2(rect.left(), line.bottom()), rect.max);
    area(ui, rest, ("body", heading.title), |ui| body(ui, cx));
    chosen
}

/// What stands between the name and the buttons. Whether all that has to be told is.
fn subtitle(ui: &mut Ui, cx: &Cx<'_>, heading: &Heading<'_>, place: Rect) -> bool {
    /// Characters of an issuer that say which one it is.
    const FEWEST: usize = 24;
    let brief: Vec<&str> = [heading.brief, heading.issuer].into_iter().filter(|words| !words.is_empty()).collect();
    let whole = [heading.subtitle.to_owned(), brief.join(" · ")];
    // Half a subtitle says nothing.
    let width = |ui: &Ui, words: &str| {
        ui.painter().layout_no_wrap(words.to_owned(), theme::small(), Color32::PLACEHOLDER).size().x
    };
    if let Some(words) = whole.iter().find(|words| !words.is_empty() && width(ui, words) <= place.width()) {
        put(ui, cx, words, heading, place);
        return true;
    }
    if heading.issuer.is_empty() {
        return true;
    }
    let short = cut_behind(ui, heading.brief, heading.issuer, place.width());
    let kept = short.chars().count().saturating_sub(heading.brief.chars().count());
    if kept > FEWEST {
        put(ui, cx, &short, heading, place);
        return true;
    }
    false
}

/// Kind and issuer in so much room: the issuer loses its middle.
fn cut_behind(ui: &Ui, kind: &str, issuer: &str, room: f32) -> String {
    let kind = if kind.is_empty() { String::new() } else { format!("{kind} · ") };
    let font = theme::small();
    let taken = ui.painter().layout_no_wrap(kind.clone(), font.clone(), Color32::PLACEHOLDER).size().x;
    kind + &middle::cut(ui, issuer, &font, (room - taken).max(0.0))
}

fn put(ui: &mut Ui, cx: &Cx<'_>, words: &str, heading: &Heading<'_>, place: Rect) {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), theme::small(), cx.palette.weak);
    let at = pos2(place.left(), place.center().y - galley.size().y / 2.0);
    let is_cut = !words.contains(heading.issuer);
    let label = ui.put(Rect::from_min_size(at, galley.size()), Label::new(galley).selectable(false));
    if is_cut {
        label.on_hover_text(heading.issuer);
    }
}

/// With the other button of the pointer: what else can be done, and what of this group can be handed on. The palette and the
/// tab have the same.
pub fn more_menu(cx: &mut Cx<'_>, more: &[Action], group: &str, response: &egui::Response) {
    let exports = cx.view.drawer.exports.iter().filter(|row| row.group == group && row.is_possible);
    egui::Popup::context_menu(response).show(|ui| {
        ui.set_min_width(190.0);
        for action in more {
            if button::text_button(ui, action.icon, &action.label).clicked() {
                cx.send(action.command.clone());
            }
        }
        if !more.is_empty() {
            ui.separator();
        }
        for row in exports {
            if button::text_button(ui, Some(Icon::Copy), &row.called).clicked() {
                cx.send(Command::Copy(row.copy.clone()));
            }
        }
    });
}

/// The colour and underline of the pane's part, so that the pane explains the token above it.
fn swatch(ui: &Ui, cx: &Cx<'_>, heading: &Heading<'_>, line: Rect, ground: ShapeIdx) {
    let Some(kind) = heading.kind else { return };
    let lit = cx.lit.is_some_and(|lit| {
        cx.view
            .token
            .parts
            .iter()
            .any(|part| part.kind == kind && part.span.start <= lit.start && lit.end <= part.span.end)
    });
    if lit {
        ui.painter().set(ground, Shape::rect_filled(line, 0, cx.palette.row_lit));
    }
    let under = Rect::from_min_max(
        pos2(line.left() + theme::PAD, line.bottom() - 6.0),
        pos2(line.right() - theme::PAD, line.bottom()),
    );
    crate::ui::widget::part_text::underline(ui.painter(), &[under], kind, cx.palette);
}

/// Draws in `rect`, and nowhere else.
pub fn area<R>(ui: &mut Ui, rect: Rect, salt: impl egui::AsIdSalt, content: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::LEFT));
    let mut child = ui.new_child(builder);
    child.shrink_clip_rect(rect);
    content(&mut child)
}

pub fn pane(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    pane: &Pane,
    kind: Option<PartKind>,
    state: &mut PaneState,
    fold: fn(usize) -> Command,
) -> Option<PaneMode> {
    let heading = Heading {
        title: &pane.title,
        subtitle: &pane.subtitle,
        brief: &pane.brief,
        issuer: &pane.issuer,
        kind,
        modes: &pane.modes,
        mode: pane.mode,
        copy: pane.copy.as_ref(),
        more: &pane.more,
        group: (!pane.more.is_empty()).then_some("Claims"),
    };
    pane_ui(ui, cx, rect, &heading, |ui, cx| {
        if let Some(note) = &pane.note {
            note_ui(ui, cx, note);
        }
        match &pane.body {
            PaneBody::Message(message) => message_ui(ui, cx, &pane.title, message),
            PaneBody::Table(rows) => member_table(ui, cx, &pane.title, rows, &mut state.table),
            PaneBody::Rows(rows) => {
                let fold = (pane.mode == PaneMode::Json).then_some(fold);
                rows_ui(ui, cx, &pane.title, rows, &mut state.rows, fold);
            }
        }
    })
}

/// What is to be said of the content, above it.
fn note_ui(ui: &mut Ui, cx: &mut Cx<'_>, note: &Note) {
    let margin = Margin { left: theme::PAD as i8, right: theme::PAD as i8, top: 6, bottom: 4 };
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        let frame = Frame::new().fill(cx.palette.tone_fill(note.tone)).corner_radius(theme::RADIUS);
        frame.inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.vertical(|ui| {
                    ui.add_space(1.0);
                    icon::show(ui, badge::tone_icon(note.tone), 15.0, cx.palette.tone(note.tone));
                });
                ui.vertical(|ui| ui.add(Label::new(RichText::new(&note.text).color(cx.palette.text)).wrap()));
            });
        });
    });
    if note.token.is_some() && ui.rect_contains_pointer(shown.response.rect) {
        *cx.hover = note.token;
    }
}

/// Words in place of content.
pub fn message_ui(ui: &mut Ui, cx: &mut Cx<'_>, salt: &str, message: &Message) {
    ScrollArea::vertical().id_salt(("message", salt)).auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width();
        let side = ((width - 420.0) / 2.0).max(theme::WIDE).min(width * 0.3);
        ui.add_space((ui.available_height() * 0.12).clamp(theme::GAP, 48.0));
        let place = ui.available_rect_before_wrap().shrink2(vec2(side, 0.0));
        let centred = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center));
        ui.scope_builder(centred, |ui| {
            if let Some(picture) = message.icon {
                icon::show(ui, picture, 30.0, cx.palette.tone(message.tone));
                ui.add_space(theme::GAP);
            }
            ui.add(Label::new(RichText::new(&message.title).font(theme::head()).color(cx.palette.strong)).wrap());
            for line in &message.lines {
                ui.add_space(2.0);
                ui.add(Label::new(RichText::new(line).color(cx.palette.weak)).wrap());
            }
            if !message.actions.is_empty() {
                ui.add_space(theme::PAD);
                for action in &message.actions {
                    if button::text_button(ui, action.icon, &action.label).clicked() {
                        cx.send(action.command.clone());
                    }
                    ui.add_space(2.0);
                }
            }
        });
    });
}
