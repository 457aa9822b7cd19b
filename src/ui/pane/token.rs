//! The token box.

use crate::app::message::command::Command;
use crate::app::message::desk::DeskCommand;
use crate::app::value::{Icon, TextSpan};
use crate::app::view::TokenBox;
use crate::ui::secret::forget;
use crate::ui::widget::focus::close_by_key;
use crate::ui::widget::part_text::{self, CharMap};
use crate::ui::widget::rows::virtual_rows;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::text::CharIndex;
use egui::{
    Align, ComboBox, CursorIcon, Frame, Id, Label, Layout, Margin, Popup, Rect, RichText, ScrollArea, Sense, Stroke,
    StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;
use zeroize::Zeroize as _;

/// A paste longer than this never reaches the text field: laying it out there would freeze the window.
pub const LONG_PASTE: usize = 128 * 1024;

/// What the box remembers between frames.
#[derive(Default)]
pub struct TokenState {
    /// What is being edited.
    text: String,
    /// The view's revision that `text` was taken from.
    revision: Option<u64>,
    /// Where the rows of a long text begin, for the text and the width they were made for.
    rows: Option<LongRows>,
}

/// Where each row of a long text begins.
struct LongRows {
    text: Arc<str>,
    columns: usize,
    /// `None`: every row has `columns` bytes, because the text is ASCII.
    starts: Option<Vec<usize>>,
    count: usize,
}

/// Names the text field.
pub fn field_id() -> Id {
    Id::unique("token field")
}

impl TokenState {
    /// Takes the view's text over when it was changed by anything but typing.
    ///
    /// What was there may have been a key that moved to the keys: it is wiped, and egui forgets what it keeps for undoing.
    fn follow(&mut self, ctx: &egui::Context, token: &TokenBox) {
        if self.revision != Some(token.revision) {
            self.revision = Some(token.revision);
            self.text.zeroize();
            forget(ctx, field_id());
            if token.editable {
                self.text.push_str(&token.text);
            }
        }
    }

    /// Whether a paste would replace all there is: the box is empty or entirely selected.
    pub fn is_replaced_by_paste(&self, ctx: &egui::Context) -> bool {
        self.text.is_empty()
            || TextEdit::load_state(ctx, field_id()).and_then(|state| state.cursor.char_range()).is_some_and(|range| {
                let range = range.as_sorted_char_range();
                range.start == CharIndex(0) && range.end.0 >= self.text.chars().count()
            })
    }
}

/// The height that shows the text in a workspace of this size: from 2 rows to 5, and fewer where it is low.
pub fn suggested_height(ui: &Ui, token: &TokenBox, space: egui::Vec2) -> f32 {
    let of_rows = |rows: usize| theme::HEADING + 4.0 + rows as f32 * theme::ROW + 14.0 + 10.0;
    let most = (2..=5).rev().find(|rows| of_rows(*rows) <= space.y * 0.21).unwrap_or(2);
    if token.text.is_empty() {
        return of_rows(most.min(3));
    }
    let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm')).max(1.0);
    let columns = ((space.x - theme::PAD * 2.0 - 20.0) / glyph).floor().max(8.0) as usize;
    let mut rows = 0;
    for line in token.text.split('\n') {
        // No more is counted than is shown, however long the text is.
        rows += line.chars().take(columns * most).count().div_ceil(columns).max(1);
        if rows >= most {
            break;
        }
    }
    of_rows(rows.clamp(2, most))
}

/// Draws the box. Returns the byte under the pointer. `jump` scrolls to a place.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut TokenState, jump: Option<TextSpan>) -> Option<usize> {
    let token = &cx.view.token;
    state.follow(ui.ctx(), token);
    ui.painter().rect_filled(rect, 0, cx.palette.base);
    let line = Rect::from_min_size(rect.min, vec2(rect.width(), theme::HEADING + 4.0));
    crate::ui::widget::focus::area(ui, rect, field_id());
    super::area(ui, line, "token heading", |ui| heading(ui, cx, line));
    let mut top = line.bottom();
    if token.offer.is_some() {
        let bar = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), 36.0));
        super::area(ui, bar, "offer", |ui| offer(ui, cx, bar));
        top = bar.bottom() + theme::TIGHT;
    }
    let field = Rect::from_min_max(pos2(rect.left() + theme::PAD, top), rect.max - vec2(theme::PAD, 10.0));
    if field.height() < 20.0 {
        return None;
    }
    super::area(ui, field, "token text", |ui| {
        if token.editable { edit(ui, cx, field, state, jump) } else { long(ui, cx, field, state, jump) }
    })
}

fn heading(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect) {
    let token = &cx.view.token;
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add(Label::new(RichText::new("Token").font(theme::strong()).color(cx.palette.strong)).selectable(false));
        ui.add_space(4.0);
        let desk = &cx.view.desk;
        // The list has a button of its own that hides it.
        if desk.count > 0 && !cx.is_desk_open && (desk.is_worth_it || desk.is_open.is_some()) {
            let label = format!("Desk {}", desk.entries);
            let open = button::text_button(ui, Some(Icon::Desk), &label);
            let open = open.accessible_name(format!("Desk, {} entries", desk.entries));
            if open.on_hover_text("Show the tokens at hand (F4)").clicked() {
                cx.send(Command::Desk(DeskCommand::Show(true)));
            }
        }
        if button::text_button(ui, Some(Icon::Paste), "Paste")
            .on_hover_text("Paste from the clipboard (Ctrl+V works anywhere)")
            .clicked()
        {
            cx.send(Command::RequestPaste);
        }
        if button::text_button(ui, Some(Icon::Open), "Open…")
            .on_hover_text("Open a file with a token (Ctrl+O)")
            .clicked()
        {
            cx.send(Command::OpenTokenFile);
        }
        let clear =
            ui.add_enabled_ui(!token.text.is_empty(), |ui| button::text_button(ui, Some(Icon::Clear), "Clear")).inner;
        if clear.clicked() {
            cx.send(Command::ClearToken);
        }
        let target = crate::app::value::CopyTarget::Token;
        let picture = if cx.is_copied(&target) { Icon::Check } else { Icon::Copy };
        let copy = ui.add_enabled_ui(!token.text.is_empty(), |ui| button::text_button(ui, Some(picture), "Copy")).inner;
        let copy = copy.on_hover_text("Copy the token (Ctrl+Shift+C)\nAs a request: right-click");
        super::more_menu(cx, &[], "Request", &copy);
        if copy.clicked() {
            cx.send(Command::Copy(target));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| aside(ui, cx));
    });
}

/// At the right of the heading: what was done to the text, and what can be chosen.
fn aside(ui: &mut Ui, cx: &mut Cx<'_>) {
    let token = &cx.view.token;
    ui.spacing_mut().item_spacing.x = 6.0;
    if token.candidates.len() > 1 {
        let mut chosen = token.candidate;
        let name = |index: usize| token.candidates.get(index).cloned().unwrap_or_default();
        // In a narrow window it leaves room for what stands beside it.
        let beside = if token.can_undo { 90.0 } else { 0.0 } + if token.steps.is_empty() { 0.0 } else { 100.0 };
        let width = (ui.available_width() - beside).clamp(80.0, 170.0);
        let combo = ComboBox::from_id_salt("candidates").width(width).truncate().selected_text(name(chosen)).show_ui(
            ui,
            |ui| {
                for index in 0..token.candidates.len() {
                    if ui.selectable_label(index == chosen, name(index)).clicked() {
                        chosen = index;
                    }
                }
                close_by_key(ui);
            },
        );
        let label = format!("Which of {} tokens", token.candidates.len());
        combo.response.accessible_name(label.as_str()).on_hover_text(label);
        if chosen != token.candidate {
            cx.send(Command::ChooseCandidate(chosen));
        }
    }
    if token.can_undo && button::text_button(ui, Some(Icon::Undo), "Undo").clicked() {
        cx.send(Command::UndoToken);
    }
    if !token.steps.is_empty() {
        let label = format!("{} layers", token.steps.len());
        let menu = button::text_button(ui, Some(Icon::ChevronDown), &label)
            .on_hover_text("What was taken off what was pasted, and the way back");
        Popup::menu(&menu).accessible_name("Layers that were taken off").show(|ui| {
            ui.set_min_width(260.0);
            for (index, step) in token.steps.iter().enumerate() {
                let item = button::text_button(ui, Some(Icon::Undo), step);
                if item.accessible_name(format!("Put back: {step}")).clicked() {
                    cx.send(Command::UndoCleaning(index));
                }
            }
        });
    }
    if let Some(cleaned) = &token.cleaned {
        /// Room for a few words.
        const LEAST: f32 = 70.0;
        if ui.available_width() >= LEAST {
            let words = RichText::new(cleaned).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).truncate());
        } else if ui.available_width() >= 16.0 {
            let (place, response) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
            icon::paint(ui, Icon::Info, place, 16.0, cx.palette.weak);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, cleaned));
            response.on_hover_text(cleaned);
        }
    }
    if token.busy {
        if button::text_button(ui, Some(Icon::Cross), "Stop").clicked() {
            cx.send(Command::CancelWork);
        }
        ui.add(Label::new(RichText::new("Working…").font(theme::small()).color(cx.palette.weak)));
        ui.add(egui::Spinner::new().size(14.0).color(cx.palette.weak));
    }
}

fn offer(ui: &mut Ui, cx: &mut Cx<'_>, bar: Rect) {
    let Some(offer) = &cx.view.token.offer else { return };
    let inside = bar.shrink2(vec2(theme::PAD, 2.0));
    ui.painter().rect(
        inside,
        theme::RADIUS,
        cx.palette.accent_fill,
        Stroke::new(1.0, cx.palette.line),
        StrokeKind::Inside,
    );
    let content = inside.shrink2(vec2(10.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(content).layout(Layout::right_to_left(Align::Center)), |ui| {
        if button::primary_button(ui, &offer.action).clicked() {
            cx.send(offer.command.clone());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            icon::show(ui, Icon::Info, 16.0, cx.palette.accent);
            ui.add(Label::new(RichText::new(&offer.text).color(cx.palette.strong)).truncate());
        });
    });
}

fn edit(ui: &mut Ui, cx: &mut Cx<'_>, field: Rect, state: &mut TokenState, jump: Option<TextSpan>) -> Option<usize> {
    let token = &cx.view.token;
    let palette = cx.palette;
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let edge = if focused { Stroke::new(1.5, palette.accent) } else { Stroke::new(1.0, palette.outline) };
    ui.painter().rect(field, theme::RADIUS, palette.sunken, edge, StrokeKind::Inside);
    // The margin is outside of what scrolls: no half row looks out of it.
    let inside = field.shrink2(vec2(2.0, 6.0));
    let mut pointed = None;
    super::area(ui, inside, "token edit", |ui| {
        ScrollArea::vertical().id_salt("token scroll").auto_shrink(false).show(ui, |ui| {
            // Drawn behind the text, so that what is lit does not make the text be laid out again.
            let behind = ui.painter().add(egui::Shape::Noop);
            let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
                let mut job = part_text::job(text.as_str(), 0, &token.parts, palette);
                job.wrap.max_width = width;
                job.wrap.break_anywhere = true;
                job.keep_trailing_whitespace = true;
                ui.fonts_mut(|fonts| fonts.layout_job(job))
            };
            let output = TextEdit::multiline(&mut state.text)
                .id(field_id())
                .frame(Frame::NONE.inner_margin(Margin::symmetric(8, 0)))
                .background_color(egui::Color32::TRANSPARENT)
                .font(theme::mono())
                .desired_width(f32::INFINITY)
                .min_size(vec2(inside.width(), inside.height() - 1.0))
                .desired_rows(1)
                .lock_focus(false)
                .hint_text(
                    RichText::new("Paste a token here, or anywhere in this window")
                        .font(theme::body())
                        .color(palette.weak),
                )
                .layouter(&mut layouter)
                .show(ui);
            let response = output.response.response.accessible_name("Token");
            let map = CharMap::new(&state.text);
            let clip = ui.clip_rect();
            let place = |span: TextSpan| part_text::rects(&output.galley, output.galley_pos, clip, &map.range(span));
            if let Some(lit) = cx.lit {
                ui.painter().set(behind, part_text::light(&place(lit), palette));
            }
            // Only what is seen is looked at: a hostile text can have a part at every second character.
            let seen = part_text::seen(&output.galley, output.galley_pos, clip);
            let seen = map.byte_of(seen.start)..map.byte_of(seen.end);
            let first = token.parts.partition_point(|part| part.span.end <= seen.start);
            for part in token.parts.iter().skip(first).take_while(|part| part.span.start < seen.end) {
                part_text::underline(ui.painter(), &place(part.span), part.kind, palette);
            }
            for fault in token.faults.iter().map(|fault| widen(fault.span)) {
                if fault.start < seen.end && seen.start < fault.end {
                    part_text::fault(ui.painter(), &place(fault), palette);
                }
            }
            if let Some(span) = jump {
                let rect = part_text::first_rect(&output.galley, output.galley_pos, &map.range(span));
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
            if let Some(at) = response.hover_pos() {
                let offset = at - output.galley_pos;
                let character = output.galley.cursor_from_pos(offset).index.0;
                if output.galley.rect.contains(offset.to_pos2()) && character < state.text.len() {
                    pointed = Some(map.byte_of(character));
                }
            }
            let changed = response.changed();
            tooltip(cx, response, pointed);
            if changed {
                cx.send(Command::EditToken(state.text.clone()));
            }
        });
    });
    pointed
}

/// A fault of no length is one character wide, or it could not be seen.
fn widen(span: TextSpan) -> TextSpan {
    TextSpan { start: span.start, end: span.end.max(span.start.saturating_add(1)) }
}

fn tooltip(cx: &mut Cx<'_>, response: egui::Response, pointed: Option<usize>) {
    let token = &cx.view.token;
    let Some(byte) = pointed else { return };
    let after = token.parts.partition_point(|part| part.span.end <= byte);
    let part = token.parts.get(after).filter(|part| part.span.start <= byte);
    let fault = token.faults.iter().find(|fault| fault.span.start <= byte && byte < widen(fault.span).end);
    if let Some(part) = part {
        *cx.hover = Some(part.span);
    }
    let words: Vec<&str> =
        fault.map(|fault| fault.message.as_str()).into_iter().chain(part.map(|part| part.label.as_str())).collect();
    if !words.is_empty() {
        response.on_hover_text_at_pointer(words.join("\n"));
    }
}

fn long(ui: &mut Ui, cx: &mut Cx<'_>, field: Rect, state: &mut TokenState, jump: Option<TextSpan>) -> Option<usize> {
    let token = &cx.view.token;
    let palette = cx.palette;
    ui.painter().rect(field, theme::RADIUS, palette.sunken, Stroke::new(1.0, palette.outline), StrokeKind::Inside);
    let inside = field.shrink2(vec2(10.0, 5.0));
    let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm')).max(1.0);
    let columns = ((inside.width() - 10.0) / glyph).floor().max(8.0) as usize;
    let fresh =
        !state.rows.as_ref().is_some_and(|rows| rows.columns == columns && Arc::ptr_eq(&rows.text, &token.text));
    if fresh {
        state.rows = Some(LongRows::new(Arc::clone(&token.text), columns));
    }
    let Some(rows) = &state.rows else { return None };
    let mut pointed = None;
    let reveal = jump.map(|span| rows.row_of(span.start));
    super::area(ui, inside, "long token", |ui| {
        virtual_rows(ui, "long token", theme::ROW, rows.count, 0.0, reveal, |ui, index, rect| {
            let (start, text) = rows.row(index);
            // What would break the line is shown as a space; the lengths in bytes stay as they are.
            let text: String = text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect();
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(part_text::job(&text, start, &token.parts, palette)));
            let map = CharMap::new(&text);
            let clip = ui.clip_rect();
            let place = |span: TextSpan| {
                let local = TextSpan {
                    start: span.start.saturating_sub(start),
                    end: span.end.saturating_sub(start).min(text.len()),
                };
                part_text::rects(&galley, rect.min, clip, &map.range(local))
            };
            let end = start + text.len();
            if let Some(lit) = cx.lit
                && lit.start < end
                && start < lit.end
            {
                ui.painter().add(part_text::light(&place(lit), palette));
            }
            let first = token.parts.partition_point(|part| part.span.end <= start);
            for part in token.parts.iter().skip(first).take_while(|part| part.span.start < end) {
                part_text::underline(ui.painter(), &place(part.span), part.kind, palette);
            }
            for fault in token.faults.iter().map(|fault| widen(fault.span)) {
                if fault.start < end && start < fault.end {
                    part_text::fault(ui.painter(), &place(fault), palette);
                }
            }
            ui.painter().galley(rect.min, Arc::clone(&galley), palette.text);
            let response =
                ui.interact(rect, ui.make_persistent_id("row"), Sense::HOVER).on_hover_cursor(CursorIcon::Default);
            if let Some(at) = response.hover_pos() {
                let character = galley.cursor_from_pos(at - rect.min).index.0;
                let byte = start + map.byte_of(character);
                if byte < end {
                    pointed = Some(byte);
                }
                tooltip(cx, response, pointed);
            }
        });
    });
    pointed
}

impl LongRows {
    fn new(text: Arc<str>, columns: usize) -> Self {
        if text.is_ascii() {
            let count = text.len().div_ceil(columns);
            return Self { text, columns, starts: None, count };
        }
        let starts: Vec<usize> = text
            .char_indices()
            .enumerate()
            .filter(|(place, _)| place % columns == 0)
            .map(|(_, (byte, _))| byte)
            .collect();
        let count = starts.len();
        Self { text, columns, starts: Some(starts), count }
    }

    fn row(&self, index: usize) -> (usize, &str) {
        let start_of = |index: usize| match &self.starts {
            None => index.saturating_mul(self.columns).min(self.text.len()),
            Some(starts) => starts.get(index).copied().unwrap_or(self.text.len()),
        };
        let (start, end) = (start_of(index), start_of(index + 1));
        (start, self.text.get(start..end).unwrap_or_default())
    }

    fn row_of(&self, byte: usize) -> usize {
        match &self.starts {
            None => byte / self.columns.max(1),
            Some(starts) => starts.partition_point(|start| *start <= byte).saturating_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_long_text_cover_it() {
        for text in ["", "abcdefghij", "aé😀bcdé", "abcd"] {
            let rows = LongRows::new(text.into(), 4);
            let joined: String = (0..rows.count).map(|index| rows.row(index).1).collect();
            assert_eq!(joined, text);
            for (byte, _) in text.char_indices() {
                let (start, row) = rows.row(rows.row_of(byte));
                assert!(start <= byte && byte < start + row.len());
            }
        }
    }
}
