//! Members of a header or of claims: name, value, reading.

use super::Cx;
use super::badge::badge;
use super::button::sized_icon_button;
use super::copy_button::quiet_copy_button;
use super::rows::virtual_rows;
use crate::app::message::command::Command;
use crate::app::value::{Icon, Run, Tone};
use crate::app::view::MemberRow;
use crate::ui::{egui, theme};
use egui::style::ScrollAnimation;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, EventFilter, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use std::collections::HashSet;

/// From this many members on they are one line each and only the visible ones are made.
const MANY: usize = 150;
/// Height of each then.
const LINE: f32 = 24.0;
/// Lines of a value before it is opened.
const LINES: usize = 3;
/// Lines of one that is shown whole: to leave out less would save no line, for the link to the rest is one.
const WHOLE_LINES: usize = LINES + 2;
/// Lines of an address, whose end tells as much as its beginning.
const ADDRESS_LINES: usize = 12;
/// Lines of a value that was opened.
const OPEN_LINES: usize = 400;
/// What the link to all of it takes beside a value in one line.
const WHOLE_WIDTH: f32 = 180.0;

/// What a table of members remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct TableState {
    /// Places of the members whose long values are shown whole.
    pub open: HashSet<usize>,
    /// Only members with these words are shown; `None`: the field is not there.
    pub filter: Option<String>,
    /// The field is to have the keyboard.
    pub is_filter_asked: bool,
    /// The place of the row that the keyboard comes to: of all rows it is the one that Tab stops at.
    current: usize,
    /// That row is explained.
    is_explained: bool,
}

impl TableState {
    /// Another token: what was opened is not there. The filter stays, for whoever walks through many.
    pub fn forget(&mut self) {
        *self = Self { filter: self.filter.take(), ..Self::default() };
    }
}

/// Shows the members.
pub fn member_table(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, rows: &[MemberRow], state: &mut TableState) {
    let shown = filtered(ui, cx, title, rows, state);
    let builder = UiBuilder::new()
        .id_salt(("members", title))
        .accessibility_role(egui::accesskit::Role::Table)
        .accessibility_label(title);
    ui.scope_builder(builder, |ui| {
        let width = ui.available_width();
        let length = |row: &&MemberRow| row.name.chars().count() + row.depth * 2;
        let longest = shown.iter().map(|(_, row)| *row).take(MANY).map(|row| length(&row)).max().unwrap_or(0);
        let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm'));
        let names = (longest as f32 * glyph + 2.0).clamp(44.0, (width * 0.3).clamp(60.0, 150.0));
        let table = ui.scope_id();
        state.current = state.current.min(shown.len().saturating_sub(1));
        if shown.len() > MANY {
            virtual_rows(ui, title, LINE, shown.len(), 0.0, None, |ui, place, rect| {
                if let Some((_, row)) = shown.get(place) {
                    line(ui, cx, row, rect, names);
                    keyboard(ui, cx, (row, place, shown.len()), rect, table, state);
                }
            });
            return;
        }
        ScrollArea::vertical().id_salt(title).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.add_space(2.0);
            for (place, (index, row)) in shown.iter().enumerate() {
                let rect = member(ui, cx, row, *index, names, state);
                keyboard(ui, cx, (row, place, shown.len()), rect, table, state);
            }
            ui.add_space(theme::GAP);
            super::focus::follow_focus(ui);
        });
    });
}

/// The field above the rows, where it was asked for, and the rows that have its words.
fn filtered<'a>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    title: &str,
    rows: &'a [MemberRow],
    state: &mut TableState,
) -> Vec<(usize, &'a MemberRow)> {
    let all = rows.iter().enumerate();
    let Some(words) = &mut state.filter else { return all.collect() };
    let mut is_closed = false;
    let wanted = words.trim().to_lowercase();
    // What the table leaves out was not looked through.
    let shown: Vec<_> = all.filter(|(_, row)| wanted.is_empty() || row.is_rest || has(row, &wanted)).collect();
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(theme::PAD);
        let count = format!("{} of {}", shown.len(), rows.len());
        let room = (ui.available_width() - 110.0).max(80.0);
        let field = ui.add(egui::TextEdit::singleline(words).desired_width(room).hint_text("Name or value"));
        let field = field.accessible_name(format!("Filter {}", title.to_lowercase()));
        if std::mem::take(&mut state.is_filter_asked) {
            field.request_focus();
        }
        is_closed = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        ui.add(Label::new(RichText::new(count).font(theme::small()).color(cx.palette.weak)));
        is_closed |= super::button::icon_button(ui, Icon::Cross, "Close the filter").clicked();
    });
    ui.add_space(4.0);
    if shown.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(theme::PAD);
            ui.add(Label::new(RichText::new("No member has these words").color(cx.palette.weak)));
        });
    }
    if is_closed {
        state.filter = None;
    }
    shown
}

/// Whether its name, its value or what it means has the words, which are in lower case.
fn has(row: &MemberRow, wanted: &str) -> bool {
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>().to_lowercase();
    row.name.to_lowercase().contains(wanted) || text(&row.value).contains(wanted) || text(&row.reading).contains(wanted)
}

/// "exp: 1795444800, 2026-11-23 14:20:00 UTC", as far as it is worth hearing.
fn spoken(row: &MemberRow) -> String {
    const LONGEST: usize = 200;
    let text = |runs: &[Run]| runs.iter().flat_map(|run| run.text.chars()).take(LONGEST).collect::<String>();
    let between = if row.reading.is_empty() { "" } else { ", " };
    format!("{}: {}{between}{}", row.name, text(&row.value), text(&row.reading))
}

/// A row takes the keyboard: arrow keys go to its neighbours and open it, Enter copies, F1 explains.
fn keyboard(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (row, place, count): (&MemberRow, usize, usize),
    rect: Rect,
    table: egui::Id,
    state: &mut TableState,
) {
    if state.current != place {
        return;
    }
    let id = |place: usize| table.with(("row", place));
    let response = ui.interact(rect, id(place), Sense::focusable_noninteractive());
    super::focus::enter(ui, response.id);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Cell, true, spoken(row)));
    if !response.has_focus() {
        state.is_explained = false;
        return;
    }
    super::button::focus_ring(ui, &response);
    let arrows = EventFilter { tab: false, vertical_arrows: true, horizontal_arrows: true, escape: state.is_explained };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowDown) {
        Some(place + 1).filter(|next| *next < count)
    } else if pressed(Key::ArrowUp) {
        place.checked_sub(1)
    } else {
        None
    };
    if let Some(next) = next {
        // A row that is not in sight may not be drawn at all.
        let moved = if next > place { rect.height() } else { -rect.height() };
        ui.scroll_to_rect_animation(rect.translate(vec2(0.0, moved)), None, ScrollAnimation::none());
        (state.current, state.is_explained) = (next, false);
        ui.memory_mut(|memory| memory.request_focus(id(next)));
        ui.ctx().request_repaint();
    }
    if let Some((fold, is_open)) = row.fold
        && (is_open && pressed(Key::ArrowLeft) || !is_open && pressed(Key::ArrowRight))
    {
        cx.send(Command::ToggleMember(fold));
    }
    if pressed(Key::Enter) {
        cx.send(match &row.whole {
            Some(whole) if row.is_rest => whole.clone(),
            _ => Command::Copy(row.copy.clone()),
        });
    }
    if pressed(Key::F1) {
        state.is_explained = !state.is_explained;
    }
    if state.is_explained && pressed(Key::Escape) {
        state.is_explained = false;
    }
    if state.is_explained {
        let words =
            row.explanation.as_deref().unwrap_or("Not a registered name: its meaning is between issuer and reader");
        response.show_tooltip_text(words);
    }
}

fn name_job(row: &MemberRow, cx: &Cx<'_>, width: f32) -> LayoutJob {
    let mut job = LayoutJob::single_section(row.name.clone(), TextFormat::simple(theme::mono(), cx.palette.name));
    job.wrap = TextWrapping { max_width: width, max_rows: 2, break_anywhere: true, ..TextWrapping::default() };
    job
}

/// One member in one line, for very many.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, names: f32) {
    let hovered = ui.rect_contains_pointer(rect);
    ground(ui, cx, row, rect, hovered);
    let mut job = name_job(row, cx, names);
    job.wrap.max_rows = 1;
    ui.add_space(theme::PAD);
    let left = ui.cursor().left();
    indent(ui, cx, row);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley));
    ui.add_space((left + names + theme::PAD - ui.cursor().left()).max(4.0));
    let link = if row.whole.is_some() { WHOLE_WIDTH } else { 0.0 };
    let room = (ui.available_width() - 34.0 - link).max(40.0);
    let mut job = super::run::job(&row.value, cx.palette, &theme::body(), &theme::mono());
    job.wrap = TextWrapping { max_width: room, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.add(Label::new(galley));
    if row.whole.is_some() {
        ui.add_space(theme::GAP);
        whole(ui, cx, row);
    }
    corner(ui, cx, row, rect, hovered);
}

/// The link to all of what the row leaves out.
fn whole(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow) {
    let Some(command) = &row.whole else { return };
    let link = ui.link(RichText::new("Show all in the JSON view").font(theme::small()));
    if link.accessible_name(format!("{}: show all in the JSON view", row.name)).clicked() {
        cx.send(command.clone());
    }
}

/// One member, as tall as it needs to be.
fn member(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, index: usize, names: f32, state: &mut TableState) -> Rect {
    let ground_at = ui.painter().add(egui::Shape::Noop);
    let full = ui.available_rect_before_wrap();
    let values = (full.width() - theme::PAD * 2.0 - names - theme::PAD - 26.0).max(60.0);
    let builder = UiBuilder::new()
        .id_salt(index)
        .layout(Layout::left_to_right(Align::TOP))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(row.name.as_str());
    let inner = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 3.0);
        ui.add_space(theme::PAD);
        ui.allocate_ui_with_layout(vec2(names, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(names);
            ui.add_space(5.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let indent = indent(ui, cx, row);
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(name_job(row, cx, (names - indent).max(20.0))));
                let response = ui.add(Label::new(galley));
                if let Some(words) = &row.explanation {
                    response.on_hover_text(words.as_str());
                }
            });
        });
        ui.add_space(theme::PAD);
        ui.allocate_ui_with_layout(vec2(values, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(values);
            ui.add_space(5.0);
            value(ui, cx, row, index, values, &mut state.open);
            ui.add_space(5.0);
        });
    });
    let rect = Rect::from_x_y_ranges(full.x_range(), inner.response.rect.y_range());
    let hovered = ui.rect_contains_pointer(rect);
    let fill = if cx.is_lit(row.token) {
        Some(cx.palette.row_lit)
    } else if hovered {
        Some(cx.palette.neutral_fill)
    } else {
        None
    };
    if let Some(fill) = fill {
        ui.painter().set(ground_at, egui::Shape::rect_filled(rect, 0, fill));
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
    if row.tone != Tone::Neutral && row.tone != Tone::Good {
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(2.5, rect.height() - 6.0));
        ui.painter().rect_filled(bar, 1, cx.palette.tone(row.tone));
    }
    corner(ui, cx, row, rect, hovered);
    rect
}

/// What stands before the name of a member: the room of what it is within, and the arrow that opens it. Returns its width.
fn indent(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow) -> f32 {
    const STEP: f32 = 14.0;
    let width = row.depth as f32 * STEP;
    ui.add_space(width);
    if let Some((fold, is_open)) = row.fold {
        let (picture, word) = if is_open { (Icon::ChevronDown, "Close") } else { (Icon::ChevronRight, "Open") };
        // Before the name, so that names of one depth stand below each other.
        let place = Rect::from_min_size(ui.cursor().left_top() - vec2(STEP, -1.0), vec2(STEP, 16.0));
        let mut child = ui.new_child(UiBuilder::new().id_salt("fold").max_rect(place));
        if sized_icon_button(&mut child, picture, &format!("{word} {}", row.name), STEP, 11.0, None).clicked() {
            cx.send(Command::ToggleMember(fold));
        }
    }
    width
}

fn value(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, index: usize, width: f32, open: &mut HashSet<usize>) {
    let is_open = open.contains(&index);
    let columns = super::run::columns(ui, width);
    let length: usize = row.value.iter().map(|run| run.text.chars().count()).sum();
    let lay = |ui: &mut Ui, lines: usize| {
        // What is not going to be seen is not laid out.
        let limit = if is_open { super::run::LIMIT } else { (columns + 2) * (lines + 1) };
        let mut job = super::run::job_within(&row.value, cx.palette, &theme::body(), &theme::mono(), limit);
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: lines,
            break_anywhere: super::run::has_long_word(&job.text, columns),
            ..TextWrapping::default()
        };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let elided = galley.elided || (!is_open && length > limit);
        (galley, elided)
    };
    let is_address = row.value.first().is_some_and(|run| run.text.contains("://"));
    let most = if is_address { ADDRESS_LINES } else { WHOLE_LINES };
    let (mut galley, mut elided) = lay(ui, if is_open { OPEN_LINES } else { most });
    let tall = galley.rows.len() > most;
    if elided && !is_open && !is_address {
        (galley, elided) = lay(ui, LINES);
    }
    if !galley.job.text.is_empty() {
        ui.add(Label::new(galley).show_tooltip_when_elided(false));
    }
    if elided || (is_open && tall) {
        let words = if is_open {
            "Show less".to_owned()
        } else if row.whole.is_some() {
            "Show more".to_owned()
        } else if length > super::run::LIMIT {
            "Show more; copying takes all of it".to_owned()
        } else {
            format!("Show all {length} characters")
        };
        let link = ui.link(RichText::new(words).font(theme::small()));
        let name = format!("{}: {}", row.name, if is_open { "show less" } else { "show all" });
        if link.accessible_name(name).clicked() && !open.remove(&index) {
            open.insert(index);
        }
    }
    if is_open || !elided {
        whole(ui, cx, row);
    }
    if !row.reading.is_empty() {
        let mut job = super::run::job(&row.reading, cx.palette, &theme::small(), &theme::small());
        job.wrap.max_width = width;
        ui.add(Label::new(job).wrap());
    }
    if !row.badges.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
            for (text, tone) in &row.badges {
                badge(ui, text, *tone);
            }
        });
    }
}

fn ground(ui: &Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, hovered: bool) {
    if cx.is_lit(row.token) {
        ui.painter().rect_filled(rect, 0, cx.palette.row_lit);
    } else if hovered {
        ui.painter().rect_filled(rect, 0, cx.palette.neutral_fill);
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
}

fn corner(ui: &mut Ui, cx: &mut Cx<'_>, row: &MemberRow, rect: Rect, hovered: bool) {
    let place = Rect::from_min_size(pos2(rect.right() - 30.0, rect.top() + 2.0), vec2(22.0, 22.0));
    let mut child = ui.new_child(UiBuilder::new().id_salt(("copy", &row.name)).max_rect(place));
    quiet_copy_button(&mut child, cx, &row.copy, &format!("Copy the value of {}", row.name), hovered);
}
