//! A text field for JSON: coloured, with the bytes that are wrong underlined, and names offered as one types.

use super::focus;
use super::json_typing::{self, Typed};
use super::offers::{Offers, TypedAt};
use super::part_text::{self, CharMap};
use crate::app::value::{TextSpan, Tone};
use crate::app::view::builder::Editor;
use crate::ui::theme::{self, Palette};
use crate::ui::{egui, egui::text::LayoutJob, icon};
use egui::layers::ShapeIdx;
use egui::text::{CCursor, CCursorRange, CharIndex, TextFormat};
use egui::text_edit::TextEditOutput;
use egui::{
    Color32, EventFilter, Frame, Id, Margin, Sense, Stroke, StrokeKind, SurrenderFocusOn, TextEdit, Ui, WidgetInfo,
    vec2,
};

/// What a field remembers between frames.
#[derive(Default)]
pub struct EditorState {
    /// What is being edited.
    text: String,
    /// The view's revision that `text` was taken from.
    revision: Option<u64>,
    /// Where the caret was told to be.
    caret: Option<usize>,
    has_focus: bool,
    offers: Offers,
    /// Times for which there was no room in their line, by their place among the readings.
    unread: Vec<usize>,
}

impl EditorState {
    /// Times for which there was no room in their line.
    pub fn unread(&self) -> &[usize] {
        &self.unread
    }
}

/// What happened in a field.
#[derive(Default)]
pub struct Edits {
    /// It was typed into: the text as it is now.
    pub text: Option<String>,
    /// The caret has moved, to this byte.
    pub caret: Option<usize>,
    /// The keyboard has left it.
    pub is_left: bool,
}

/// How a field looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// JSON, coloured, several lines.
    Json,
    /// Any text, several lines.
    Text,
    /// Any text in one line.
    Line,
}

/// Names the field of an editor.
pub fn field_id(editor: &Editor) -> Id {
    Id::unique(("editor", editor.field))
}

/// Draws it, at least `height` points high.
pub fn json_editor(
    ui: &mut Ui,
    palette: &'static Palette,
    editor: &Editor,
    revision: u64,
    state: &mut EditorState,
    look: Look,
    height: f32,
) -> Edits {
    let id = field_id(editor);
    focus::offer(ui.ctx(), id);
    let mut edits = Edits::default();
    take_revision(ui, id, editor, revision, state);
    let ground = ui.painter().add(egui::Shape::Noop);
    let was_typed = look == Look::Json && type_as_code(ui, id, &mut state.text, state.offers.is_open());
    // Numbers stand where there is more than one line to tell from others.
    let gutter = if look == Look::Json && height >= NUMBERED { gutter(ui, &state.text) } else { 0.0 };
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
        let mut job = if look == Look::Json { coloured(text.as_str(), palette) } else { plain(text.as_str(), palette) };
        job.wrap.max_width = if look == Look::Line { f32::INFINITY } else { width };
        // As in any editor of code: a long string does not leave the line of its name.
        job.wrap.break_anywhere = true;
        job.keep_trailing_whitespace = true;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let edit = match look {
        Look::Line => TextEdit::singleline(&mut state.text),
        _ => TextEdit::multiline(&mut state.text).desired_rows(1),
    };
    let edit = edit
        .frame(Frame::NONE.inner_margin(Margin { left: 8 + gutter as i8, right: 8, top: 6, bottom: 6 }))
        .background_color(Color32::TRANSPARENT)
        .font(theme::mono())
        .desired_width(f32::INFINITY)
        .min_size(vec2(0.0, height))
        .lock_focus(false)
        .layouter(&mut layouter);
    let is_open = state.offers.is_open();
    let keys = state.offers.take_keys(ui, id);
    // While names are offered, Tab and Escape are theirs.
    let filter =
        EventFilter { tab: is_open, escape: is_open, horizontal_arrows: true, vertical_arrows: look != Look::Line };
    // A click on what is offered must not take the keyboard away from the field.
    let surrender = ui.ctx().options(|options| options.input_options.surrender_focus_on);
    if state.offers.is_under_pointer(ui, id) {
        ui.ctx().options_mut(|options| options.input_options.surrender_focus_on = SurrenderFocusOn::Never);
    }
    let text = edit.id(id).event_filter(filter).show(ui);
    ui.ctx().options_mut(|options| options.input_options.surrender_focus_on = surrender);
    let response = text.response.response.clone().accessible_name(editor.name);
    let mut is_changed = response.changed() || was_typed;
    let caret = text.cursor_range.map(|range| CharMap::new(&state.text).byte_of(range.primary.index.0));
    if let Some(caret) = caret.filter(|_| response.has_focus() && look == Look::Json) {
        let anchor = part_text::first_rect(&text.galley, text.galley_pos, &char_range(&state.text, caret));
        let typed = TypedAt { id, field: editor.field, caret, is_changed, anchor };
        if let Some(caret) = state.offers.show(ui, palette, &mut state.text, &typed, &editor.known, keys) {
            is_changed = true;
            put_caret(ui, id, &state.text, caret);
        }
    } else {
        state.offers.close();
    }
    frame_ui(ui, palette, editor, &response, ground);
    // Places are bytes of the text that the view knows: while a newer one is on its way they are not drawn.
    if *state.text == *editor.text {
        draw_marks(ui, palette, editor, &state.text, &text, (ground, response.rect));
        state.unread = read_out(ui, palette, editor, &state.text, &text);
    }
    if gutter > 0.0 {
        draw_gutter(ui, palette, editor, &state.text, &text, gutter);
    }
    if let Some(caret) = caret.filter(|_| response.has_focus() && look == Look::Json) {
        draw_pair(ui, palette, &state.text, caret, &text);
    }
    if is_changed {
        edits.text = Some(state.text.clone());
    }
    if response.has_focus() {
        edits.caret = moved_caret(state, &text);
    }
    edits.is_left = state.has_focus && !response.has_focus();
    state.has_focus = response.has_focus();
    edits
}

/// Ground and edge of the field.
fn frame_ui(ui: &Ui, palette: &'static Palette, editor: &Editor, response: &egui::Response, ground: ShapeIdx) {
    ui.painter().set(ground, egui::Shape::rect_filled(response.rect, theme::RADIUS, palette.sunken));
    let edge = match (&editor.fault, response.has_focus()) {
        (_, true) => Stroke::new(1.5, palette.accent),
        (Some(_), false) => Stroke::new(1.0, palette.bad),
        (None, false) => Stroke::new(1.0, palette.outline),
    };
    ui.painter().rect_stroke(response.rect, theme::RADIUS, edge, StrokeKind::Inside);
}

/// Where the caret is now, if it has moved.
fn moved_caret(state: &mut EditorState, shown: &TextEditOutput) -> Option<usize> {
    let caret = CharMap::new(&state.text).byte_of(shown.cursor_range?.primary.index.0);
    (state.caret.replace(caret) != Some(caret)).then_some(caret)
}

/// Marks the brackets that belong together, one of which the caret touches.
fn draw_pair(ui: &Ui, palette: &'static Palette, text: &str, caret: usize, shown: &TextEditOutput) {
    let Some(pair) = json_typing::matching(text, caret) else { return };
    let map = CharMap::new(text);
    for at in pair {
        let range = map.range(TextSpan { start: at, end: at + 1 });
        for rect in part_text::rects(&shown.galley, shown.galley_pos, ui.clip_rect(), &range) {
            let edge = Stroke::new(1.0, palette.accent);
            ui.painter().rect_stroke(rect.expand2(vec2(1.0, -1.0)), 2, edge, StrokeKind::Inside);
        }
    }
}

/// Takes over a text that changed elsewhere.
fn take_revision(ui: &Ui, id: Id, editor: &Editor, revision: u64, state: &mut EditorState) {
    if state.revision == Some(revision) {
        return;
    }
    state.revision = Some(revision);
    if state.text != *editor.text {
        state.text.clear();
        state.text.push_str(&editor.text);
        if let Some(selected) = editor.selected {
            select(ui, id, &state.text, selected);
        }
    }
}

/// Lights up what is marked, and underlines what is wrong.
fn draw_marks(
    ui: &Ui,
    palette: &'static Palette,
    editor: &Editor,
    text: &str,
    shown: &TextEditOutput,
    (ground, rect): (ShapeIdx, egui::Rect),
) {
    let map = CharMap::new(text);
    let place = |span: TextSpan| part_text::rects(&shown.galley, shown.galley_pos, ui.clip_rect(), &map.range(span));
    let marked: Vec<egui::Rect> = editor.marks.iter().flat_map(|span| place(*span)).collect();
    let shapes = marked.iter().map(|rect| egui::Shape::rect_filled(rect.expand2(vec2(1.0, -1.0)), 2, palette.lit));
    ui.painter().set(
        ground,
        egui::Shape::Vec(
            std::iter::once(egui::Shape::rect_filled(rect, theme::RADIUS, palette.sunken)).chain(shapes).collect(),
        ),
    );
    let mut said = None;
    for (span, tone, words) in &editor.remarks {
        let rects = place(*span);
        part_text::wave(ui.painter(), &rects, palette.tone(*tone));
        let is_over = |at: egui::Pos2| rects.iter().any(|rect| rect.contains(at));
        if ui.input(|input| input.pointer.hover_pos()).is_some_and(is_over) {
            said.get_or_insert(words.as_str());
        }
    }
    if let Some(words) = said.filter(|_| shown.response.response.hovered()) {
        let _ = shown.response.response.clone().on_hover_text_at_pointer(words);
    }
    if let Some((span, _)) = &editor.fault {
        let span = TextSpan { start: span.start, end: span.end.max(span.start + 1) };
        let mut rects = place(span);
        if rects.is_empty() {
            // Where the text breaks off there is no character to underline.
            let end = part_text::first_rect(&shown.galley, shown.galley_pos, &map.range(span));
            rects.push(egui::Rect::from_min_size(end.min, vec2(8.0, end.height())));
        }
        part_text::fault(ui.painter(), &rects, palette);
        if let Some(place) = rects.first().filter(|_| !editor.fault_name.is_empty()) {
            name_fault(ui, palette, shown, *place, &editor.fault_name);
        }
    }
}

/// What people call the mistake, in its line: behind what stands there, or over the end of it.
fn name_fault(ui: &Ui, palette: &'static Palette, shown: &TextEditOutput, place: egui::Rect, words: &str) {
    let line = shown.galley.rows.iter().find(|row| {
        let top = shown.galley_pos.y + row.pos.y;
        (top - 0.5..top + row.size.y + 0.5).contains(&place.center().y)
    });
    let end = line.map_or(place.right(), |row| shown.galley_pos.x + row.pos.x + row.size.x);
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), theme::small(), palette.bad));
    let size = galley.size() + vec2(10.0, 2.0);
    let most = shown.response.response.rect.right() - 6.0 - size.x;
    let left = (end + 14.0).min(most);
    let rect = egui::Rect::from_min_size(egui::pos2(left, place.center().y - size.y / 2.0), size);
    if left < shown.galley_pos.x || !ui.clip_rect().intersects(rect) {
        return;
    }
    ui.painter().rect_filled(rect, theme::RADIUS, palette.surface);
    ui.painter().rect_stroke(rect, theme::RADIUS, Stroke::new(1.0, palette.bad), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(5.0, 1.0), galley, palette.bad);
}

/// Height of a field from which its lines are numbered.
const NUMBERED: f32 = 120.0;

fn digits() -> egui::FontId {
    egui::FontId::new(theme::SMALL - 1.0, egui::FontFamily::Monospace)
}

/// Room for the number of the last line, and for a mark beside it.
fn gutter(ui: &Ui, text: &str) -> f32 {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let count = lines.to_string().len().max(2) as f32;
    let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&digits(), '0'));
    (count * digit + 18.0).min(96.0).floor()
}

/// The number of each line, and the mark of what is found in it.
fn draw_gutter(ui: &Ui, palette: &'static Palette, editor: &Editor, text: &str, shown: &TextEditOutput, gutter: f32) {
    let rect = shown.response.response.rect;
    let right = rect.left() + 4.0 + gutter;
    let breaks: Vec<usize> = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
    let line_of = |byte: usize| breaks.partition_point(|at| *at < byte);
    let is_same = *text == *editor.text;
    let mut marks: Vec<(usize, Tone)> = Vec::new();
    if is_same {
        // The worst of a line is its mark.
        marks.extend(editor.fault.iter().map(|(span, _)| (line_of(span.start), Tone::Bad)));
        marks.extend(editor.remarks.iter().map(|(span, tone, _)| (line_of(span.start), *tone)));
        marks.sort_by_key(|(line, tone)| (*line, std::cmp::Reverse(tone_weight(*tone))));
        marks.dedup_by_key(|(line, _)| *line);
    }
    ui.painter().vline(right, rect.y_range().shrink(1.0), Stroke::new(1.0, palette.line));
    let (mut line, mut begins) = (0, true);
    for row in &shown.galley.rows {
        let (top, height) = (shown.galley_pos.y + row.pos.y, row.size.y);
        if begins && ui.clip_rect().y_range().intersects(egui::Rangef::new(top, top + height)) {
            let at = egui::pos2(right - 5.0, top + height / 2.0);
            let number = (line + 1).to_string();
            ui.painter().text(at, egui::Align2::RIGHT_CENTER, number, digits(), palette.weak);
            if let Ok(index) = marks.binary_search_by_key(&line, |(line, _)| *line) {
                let tone = marks[index].1;
                let place = egui::Rect::from_center_size(egui::pos2(rect.left() + 9.0, at.y), vec2(11.0, 11.0));
                icon::paint(ui, super::badge::tone_icon(tone), place, 11.0, palette.tone(tone));
            }
        }
        begins = row.ends_with_newline;
        line += usize::from(begins);
    }
}

const fn tone_weight(tone: Tone) -> u8 {
    match tone {
        Tone::Bad => 2,
        Tone::Warning => 1,
        _ => 0,
    }
}

/// Takes the keys that mean more in code than their characters, before the field sees them; while names are offered, Enter is
/// theirs. Whether the text has changed.
fn type_as_code(ui: &Ui, id: Id, text: &mut String, is_offering: bool) -> bool {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return false;
    }
    let Some(mut field) = TextEdit::load_state(ui.ctx(), id) else { return false };
    let typed = ui.input(|input| typed_keys(&input.events));
    if typed.is_empty() || (is_offering && typed.iter().any(|(_, typed)| *typed == Typed::Enter)) {
        return false;
    }
    let Some(range) = field.cursor.char_range() else { return false };
    let map = CharMap::new(text);
    let (one, other) = (map.byte_of(range.primary.index.0), map.byte_of(range.secondary.index.0));
    let selected = one.min(other)..one.max(other);
    let keys: Vec<Typed> = typed.iter().map(|(_, typed)| *typed).collect();
    // One that means what it always means is left to the field.
    if let [one] = keys.as_slice()
        && json_typing::change(text, selected.clone(), *one).is_none()
    {
        return false;
    }
    let before = text.clone();
    let selected = json_typing::change_all(text, selected, &keys);
    ui.input_mut(|input| {
        for (at, _) in typed.iter().rev() {
            input.events.remove(*at);
        }
    });
    let map = CharMap::new(text);
    let cursor = |byte: usize| CCursor::new(CharIndex(map.char_of(byte)));
    let selected = CCursorRange::two(cursor(selected.start), cursor(selected.end));
    field.cursor.set_char_range(Some(selected));
    TextEdit::store_state(ui.ctx(), id, field);
    before != *text
}

/// The keys that were typed in this frame, and their places among the events. None where anything else was done as well: what
/// comes first is the field's to say then.
fn typed_keys(events: &[egui::Event]) -> Vec<(usize, Typed)> {
    use egui::{Event, Key};
    let mut found = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.is_none() => {
                found.push((at, Typed::Enter));
            }
            Event::Key { key: Key::Backspace, pressed: true, modifiers, .. } if modifiers.is_none() => {
                found.push((at, Typed::Backspace));
            }
            Event::Text(text) => {
                let mut characters = text.chars();
                match (characters.next(), characters.next()) {
                    (Some(one), None) => found.push((at, Typed::Character(one))),
                    // A paste by another name.
                    _ => return Vec::new(),
                }
            }
            Event::Key { key, pressed: true, .. } if is_movement(*key) => return Vec::new(),
            Event::Paste(_) | Event::Cut | Event::Ime(_) | Event::PointerButton { .. } => return Vec::new(),
            _ => {}
        }
    }
    found
}

const fn is_movement(key: egui::Key) -> bool {
    use egui::Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Delete, End, Escape, Home, PageDown, PageUp, Tab};
    matches!(key, ArrowDown | ArrowLeft | ArrowRight | ArrowUp | Delete | End | Escape | Home | PageDown | PageUp | Tab)
}

/// What times say, behind the lines that they end: whole, or how far away they are where there is less room. Returns those
/// for which there is none, or that something else stands behind.
fn read_out(ui: &Ui, palette: &'static Palette, editor: &Editor, text: &str, shown: &TextEditOutput) -> Vec<usize> {
    let field = &shown.response.response;
    let mut unread = Vec::new();
    for (index, reading) in editor.readings.iter().enumerate() {
        let Some(rest) = text.get(reading.end..) else { continue };
        let line = rest.split('\n').next().unwrap_or_default();
        let ends_line = line.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '}' | ']'));
        let last = char_range(text, (reading.end + line.trim_end().len()).saturating_sub(1));
        let rect = part_text::first_rect(&shown.galley, shown.galley_pos, &last);
        let left = rect.right() + BEFORE_TIME;
        let room = field.rect.right() - 8.0 - left;
        let lay =
            |words: &str| ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), theme::small(), palette.weak));
        let mut galleys = [&reading.words, &reading.short].into_iter().map(|words| lay(words));
        let Some(galley) = galleys.find(|galley| ends_line && galley.size().x <= room) else {
            unread.push(index);
            continue;
        };
        let at = egui::pos2(left, rect.center().y - galley.size().y / 2.0);
        let rect = egui::Rect::from_min_size(at, galley.size());
        if ui.clip_rect().intersects(rect) {
            ui.painter().galley(at, galley, palette.weak);
        }
        let words = format!("{}: {}", reading.name, reading.words);
        let said = ui.interact(rect, field.id.with(("time", index)), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
        said.on_hover_text(&reading.words);
    }
    unread
}

/// Space between a line and the time that is read out behind it.
const BEFORE_TIME: f32 = 14.0;

/// Selects bytes of a text in its field.
fn select(ui: &Ui, id: Id, text: &str, span: TextSpan) {
    let range = CharMap::new(text).range(span);
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let cursor = |at: usize| CCursor::new(CharIndex(at));
    state.cursor.set_char_range(Some(CCursorRange::two(cursor(range.start), cursor(range.end))));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// The character at a byte, as a range.
fn char_range(text: &str, byte: usize) -> std::ops::Range<usize> {
    let at = CharMap::new(text).char_of(byte);
    at..at
}

/// Puts the caret at a byte.
fn put_caret(ui: &Ui, id: Id, text: &str, byte: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let at = CharIndex(CharMap::new(text).char_of(byte));
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    TextEdit::store_state(ui.ctx(), id, state);
}

fn format(colour: Color32) -> TextFormat {
    TextFormat { line_height: Some(theme::ROW), ..TextFormat::simple(theme::mono(), colour) }
}

fn plain(text: &str, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.append(text, 0.0, format(palette.text));
    job
}

/// Colours for JSON as far as it goes; what is no JSON has the colour of words.
pub fn coloured(text: &str, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let colour = match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\n' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
                while !text.is_char_boundary(at) {
                    at += 1;
                }
                let is_name = text.get(at..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                if is_name { palette.name } else { palette.string }
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => {
                at += 1;
                palette.weak
            }
            b' ' | b'\n' | b'\r' | b'\t' => {
                while at < bytes.len() && b" \n\r\t".contains(&bytes[at]) {
                    at += 1;
                }
                palette.text
            }
            _ => {
                while at < bytes.len() && !b"{}[]:,\" \n\r\t".contains(&bytes[at]) {
                    at += 1;
                }
                match text.get(start..at) {
                    Some("true" | "false" | "null") => palette.literal,
                    Some(word) if word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
                        palette.number
                    }
                    _ => palette.text,
                }
            }
        };
        job.append(text.get(start..at).unwrap_or_default(), 0.0, format(colour));
    }
    if text.is_empty() {
        job.append("", 0.0, format(palette.text));
    }
    job
}

#[cfg(test)]
mod tests {
    use super::coloured;
    use crate::ui::theme::DARK;

    #[test]
    fn colours_cover_the_text_whatever_it_is() {
        for text in
            ["", "{", "\"", "\"\\", "\"é\\é", "{\"a\":1.5e3,\"b\":[true,nul]}", "é\"é\n\"x", "\"a\\\"b\":", "\\"]
        {
            let job = coloured(text, &DARK);
            assert_eq!(job.text, text);
            let covered: usize = job.sections.iter().map(|each| each.byte_range.end.0 - each.byte_range.start.0).sum();
            assert_eq!(covered, text.len());
        }
    }

    #[test]
    fn a_name_is_told_from_a_value() {
        let job = coloured("{\"a\" : \"b\"}", &DARK);
        let colour = |text: &str| {
            let found =
                job.sections.iter().find(|each| &job.text[each.byte_range.start.0..each.byte_range.end.0] == text);
            found.unwrap().format.color
        };
        assert_eq!((colour("\"a\""), colour("\"b\"")), (DARK.name, DARK.string));
    }
}
