//! Below the panes: findings, timeline, size, keys tried, export.

use crate::app::message::command::Command;
use crate::app::message::desk::{DeskCommand, Supplied};
use crate::app::value::{DrawerTab, Icon, TextSpan, Tone};
use crate::app::view::FindingRow;
use crate::ui::theme::Palette;
use crate::ui::widget::focus::{self, follow_focus};
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, EventFilter, FocusDirection, FontId, Id, Key, Label, Layout, Modifiers, Rect, Response, RichText,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of the line of muted rules.
const MUTED: f32 = 34.0;
/// Width of the drawer below which seven tabs stand closer together.
const TIGHT: f32 = 640.0;
/// More findings than this are not laid out.
const MANY: usize = 300;

/// What the drawer remembers between frames.
#[derive(Debug, Default)]
pub struct DrawerState {
    /// Only findings with these words are listed.
    words: String,
    /// Problems, warnings and notes that are not listed.
    hidden: [bool; 3],
    /// As they stand in the token, not the worst first.
    is_by_place: bool,
    supplied: Supplied,
}

impl DrawerState {
    /// Another token: what came with the last one did not come with this one. The filter stays, for whoever walks through many.
    pub fn forget(&mut self) {
        self.supplied = Supplied::default();
    }
}

/// Draws it. Returns the bytes that were asked to be found in the token.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, state: &mut DrawerState) -> Option<TextSpan> {
    ui.painter().rect_filled(rect, 0, cx.palette.surface);
    let line = Rect::from_min_size(rect.min, vec2(rect.width(), theme::HEADING));
    ui.painter().rect_filled(line, 0, cx.palette.base);
    super::area(ui, line, "tabs", |ui| tabs(ui, cx, line, rect));
    if !cx.view.drawer.open {
        return None;
    }
    ui.painter().hline(rect.x_range(), line.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
    let body = Rect::from_min_max(pos2(rect.left(), line.bottom()), rect.max);
    super::area(ui, body, "drawer", |ui| match cx.view.drawer.tab {
        DrawerTab::Findings if !cx.view.drawer.muted.is_empty() => {
            let line = Rect::from_min_max(pos2(body.left(), body.bottom() - MUTED), body.max);
            super::area(ui, line, "muted", |ui| muted(ui, cx));
            let list = Rect::from_min_max(body.min, line.right_top());
            super::area(ui, list, "listed", |ui| filtered(ui, cx, state))
        }
        DrawerTab::Findings => filtered(ui, cx, state),
        DrawerTab::Checklist => {
            super::checklist::show(ui, cx);
            None
        }
        DrawerTab::Together => {
            if cx.view.drawer.has_hashes {
                supply(ui, cx, &mut state.supplied);
            }
            if !cx.view.drawer.together.is_empty() {
                findings(ui, cx, &cx.view.drawer.together);
            } else if cx.view.desk.is_worth_it {
                nothing(ui, cx, "These tokens have nothing to check against each other");
            } else {
                nothing(ui, cx, "What came with this token is checked against its hashes: at_hash, c_hash, s_hash");
            }
            None
        }
        DrawerTab::Timeline => {
            super::timeline::show(ui, cx);
            None
        }
        DrawerTab::Size => {
            super::size::show(ui, cx);
            None
        }
        DrawerTab::KeysTried => {
            keys_tried(ui, cx);
            None
        }
        DrawerTab::Export => {
            if cx.view.drawer.exports.is_empty() {
                nothing(ui, cx, "Nothing to export yet");
            } else {
                super::export::show(ui, cx);
            }
            None
        }
    })
}

fn tabs(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, drawer_rect: Rect) {
    let drawer = &cx.view.drawer;
    let inside = line.shrink2(vec2(theme::GAP, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let tabs = [
            (DrawerTab::Findings, "Findings", drawer.counts.iter().sum::<usize>()),
            (DrawerTab::Checklist, "Checklist", drawer.checklist.fulfilled),
            (DrawerTab::Together, "Together", drawer.together.len()),
            (DrawerTab::Timeline, "Timeline", 0),
            (DrawerTab::Size, "Size", 0),
            (DrawerTab::KeysTried, "Keys tried", drawer.keys_tried.len()),
            (DrawerTab::Export, "Export", 0),
        ];
        let mut is_left = false;
        for (tab, name, count) in tabs {
            let is_empty = drawer.together.is_empty() && !cx.view.desk.is_worth_it && !drawer.has_hashes;
            if tab == DrawerTab::Together && is_empty {
                continue;
            }
            let wrong = drawer.together.iter().filter(|row| row.tone == Tone::Bad).count();
            let counts = match tab {
                DrawerTab::Findings => Some(drawer.counts),
                DrawerTab::Checklist if drawer.checklist.violated + drawer.checklist.inadvisable > 0 => {
                    Some([drawer.checklist.violated, drawer.checklist.inadvisable, 0])
                }
                DrawerTab::Together if wrong > 0 => Some([wrong, 0, 0]),
                _ => None,
            };
            let button = tab_button(ui, cx, name, count, counts, drawer.open && drawer.tab == tab);
            if drawer.tab == tab {
                focus::area(ui, drawer_rect, button.id);
                ui.data_mut(|data| data.insert_temp(chosen_tab(), button.id));
            }
            is_left |= drawer.open && button.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
            if button.clicked() {
                cx.send(Command::SelectTab(tab));
            }
        }
        // What is below the tabs comes behind this button.
        if let (true, Some(behind)) = (is_left, ui.data(|data| data.get_temp(behind_tabs()))) {
            ui.memory_mut(|memory| {
                memory.request_focus(behind);
                memory.move_focus(FocusDirection::Next);
            });
            ui.ctx().request_repaint();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (picture, name) = if drawer.open {
                (Icon::ChevronDown, "Hide the drawer")
            } else {
                (Icon::ChevronRight, "Show the drawer")
            };
            let button = button::icon_button(ui, picture, name);
            ui.data_mut(|data| data.insert_temp(behind_tabs(), button.id));
            if button.clicked() {
                cx.send(Command::ToggleDrawer);
            }
        });
    });
}

/// "Findings, 1 problem, 2 warnings", where the tab shows figures with marks.
fn spoken_counts(name: &str, counts: [usize; 3]) -> String {
    let mut spoken = name.to_owned();
    for (count, what) in counts.into_iter().zip(["problem", "warning", "note"]).filter(|(count, _)| *count > 0) {
        spoken.push_str(&format!(", {count} {what}{}", if count == 1 { "" } else { "s" }));
    }
    spoken
}

fn tab_button(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    count: usize,
    counts: Option<[usize; 3]>,
    selected: bool,
) -> Response {
    let painter = ui.painter().clone();
    let words = painter.layout_no_wrap(name.to_owned(), theme::body(), cx.palette.text);
    let small = FontId::new(theme::SMALL, theme::semibold());
    let mut marks = Vec::new();
    match counts {
        Some(counts) => {
            for (count, tone) in counts.into_iter().zip([Tone::Bad, Tone::Warning, Tone::Neutral]) {
                if count > 0 {
                    marks.push((
                        painter.layout_no_wrap(count.to_string(), small.clone(), cx.palette.tone(tone)),
                        Some(tone),
                    ));
                }
            }
        }
        None if count > 0 => marks.push((painter.layout_no_wrap(count.to_string(), small, cx.palette.weak), None)),
        None => {}
    }
    let each = |mark: &(std::sync::Arc<egui::Galley>, Option<Tone>)| {
        mark.0.size().x + if mark.1.is_some() { 15.0 } else { 0.0 } + 7.0
    };
    let edge = if ui.max_rect().width() < TIGHT { 5.0 } else { 10.0 };
    let width = words.size().x + marks.iter().map(each).sum::<f32>() + 2.0 * edge;
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::HEADING), Sense::click());
    let spoken = match counts {
        Some(counts) => spoken_counts(name, counts),
        None if count > 0 => format!("{name}, {count}"),
        None => name.to_owned(),
    };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, selected, spoken.as_str()));
    if response.hovered() && !selected {
        painter.rect_filled(rect.shrink2(vec2(0.0, 4.0)), theme::RADIUS, cx.palette.hover);
    }
    let ink = if selected || response.hovered() { cx.palette.strong } else { cx.palette.weak };
    let mut at = pos2(rect.left() + edge, rect.center().y);
    let place = pos2(at.x, at.y - words.size().y / 2.0);
    at.x += words.size().x;
    painter.galley_with_override_text_color(place, words, ink);
    for (galley, tone) in marks {
        at.x += 7.0;
        if let Some(tone) = tone {
            let place = Rect::from_center_size(pos2(at.x + 6.0, at.y), vec2(13.0, 13.0));
            icon::paint(ui, badge::tone_icon(tone), place, 13.0, cx.palette.tone(tone));
            at.x += 15.0;
        }
        let place = pos2(at.x, at.y - galley.size().y / 2.0);
        at.x += galley.size().x;
        painter.galley(place, galley, cx.palette.weak);
    }
    if selected {
        let bar = Rect::from_min_max(
            pos2(rect.left() + 8.0, rect.bottom() - 2.5),
            pos2(rect.right() - 8.0, rect.bottom() - 0.5),
        );
        painter.rect_filled(bar, 1, cx.palette.accent);
    }
    button::focus_ring(ui, &response);
    response
}

pub(super) fn nothing(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add_space(theme::PAD);
    ui.horizontal(|ui| {
        ui.add_space(theme::PAD);
        ui.add(Label::new(RichText::new(words).color(cx.palette.weak)));
    });
}

/// What is not listed, and the way back.
fn muted(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        let here: usize = cx.view.drawer.muted.iter().map(|(_, count)| count).sum();
        let words = if here == 0 { "Muted".to_owned() } else { format!("Muted, {here} here") };
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).selectable(false));
        ScrollArea::horizontal().id_salt("muted rules").show(ui, |ui| {
            for (rule, _) in &cx.view.drawer.muted {
                let button = button::text_button(ui, Some(Icon::Cross), rule);
                if button.accessible_name(format!("List {rule} again")).clicked() {
                    cx.send(Command::Unmute(rule.clone()));
                }
            }
        });
    });
}

/// The findings, and above them what of them is listed where they are many. Returns the bytes that were asked to be found.
fn filtered(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DrawerState) -> Option<TextSpan> {
    /// From so many on it is worth a line.
    const WORTH: usize = 8;
    /// Where it would leave no room for one of them, it moves with them.
    const LOWEST: f32 = 84.0;
    let all = &cx.view.drawer.findings;
    if all.len() < WORTH {
        return findings(ui, cx, all);
    }
    let kind = |row: &FindingRow| match row.tone {
        Tone::Bad => 0,
        Tone::Warning => 1,
        Tone::Good | Tone::Neutral => 2,
    };
    let wanted = state.words.trim().to_lowercase();
    let has_words = |row: &FindingRow| {
        let texts = [&row.message, &row.advice, &row.reference];
        wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
    };
    let is_listed = |row: &&FindingRow| !state.hidden[kind(row)] && has_words(row);
    let mut listed: Vec<&FindingRow> = all.iter().filter(is_listed).collect();
    if state.is_by_place {
        listed.sort_by_key(|row| row.token.map_or(usize::MAX, |span| span.start));
    }
    let (count, weak, counts) = (listed.len(), cx.palette.weak, cx.view.drawer.counts);
    let mut line = |ui: &mut Ui| {
        filter(ui, state, counts);
        if count < all.len() {
            let words = RichText::new(format!("{count} of {}", all.len())).font(theme::small()).color(weak);
            ui.add(Label::new(words));
        }
    };
    if ui.available_height() < LOWEST {
        return rows(ui, cx, &listed, Some(&mut line));
    }
    head(ui, &mut line);
    rows(ui, cx, &listed, None)
}

/// What stands above the findings, in a line.
fn head(ui: &mut Ui, line: &mut dyn FnMut(&mut Ui)) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        line(ui);
    });
    ui.add_space(2.0);
}

/// Which of them are listed, and in which order.
fn filter(ui: &mut Ui, state: &mut DrawerState, counts: [usize; 3]) {
    let field = egui::TextEdit::singleline(&mut state.words).desired_width(150.0).hint_text("Filter");
    let field = ui.add(field).accessible_name("Filter the findings");
    if focus::is_cleared(&field, &state.words) {
        state.words.clear();
    }
    let names = ["Problems", "Warnings", "Notes"];
    for (name, (hidden, count)) in names.into_iter().zip(state.hidden.iter_mut().zip(counts)) {
        if count > 0 {
            let mut is_listed = !*hidden;
            ui.checkbox(&mut is_listed, RichText::new(name).font(theme::small()));
            *hidden = !is_listed;
        }
    }
    let orders = [(false, "Worst first"), (true, "As in the token")];
    if let Some(is_by_place) = segment(ui, "Order of the findings", state.is_by_place, &orders) {
        state.is_by_place = is_by_place;
    }
}

/// Fields for what came with the token and is not in the box.
fn supply(ui: &mut Ui, cx: &mut Cx<'_>, supplied: &mut Supplied) {
    const FIELD: f32 = 120.0;
    ui.add_space(4.0);
    let margin = egui::Margin::symmetric(theme::PAD as i8, 0);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let mut is_meant = false;
            for (name, text) in [
                ("Authorization code", &mut supplied.code),
                ("State", &mut supplied.state),
                ("Access token", &mut supplied.access_token),
            ] {
                let galley = ui.painter().layout_no_wrap(name.to_owned(), theme::small(), cx.palette.weak);
                // A name and its field stay in one line.
                let size = vec2(galley.size().x + theme::GAP + FIELD + 12.0, ui.spacing().interact_size.y);
                let field = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                    let label = ui.add(Label::new(galley).selectable(false));
                    ui.add(egui::TextEdit::singleline(&mut **text).desired_width(FIELD)).labelled_by(label.id)
                });
                let field = field.inner;
                if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                    is_meant = true;
                    // The next try is typed in the same place.
                    field.request_focus();
                }
            }
            is_meant |= button::text_button(ui, None, "Check").clicked();
            if is_meant {
                cx.send(Command::Desk(DeskCommand::Supply(supplied.clone())));
            }
        })
    });
    ui.add_space(2.0);
}

/// A list of findings. Returns the bytes that were asked to be found in the token.
pub fn findings(ui: &mut Ui, cx: &mut Cx<'_>, findings: &[FindingRow]) -> Option<TextSpan> {
    if findings.is_empty() {
        nothing(ui, cx, "No findings");
        return None;
    }
    rows(ui, cx, &findings.iter().collect::<Vec<_>>(), None)
}

/// The list, below what moves with it.
fn rows(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    findings: &[&FindingRow],
    line: Option<&mut dyn FnMut(&mut Ui)>,
) -> Option<TextSpan> {
    let mut jump = None;
    ScrollArea::vertical().id_salt(("findings", cx.shown())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(line) = line {
            head(ui, line);
        }
        if findings.is_empty() {
            nothing(ui, cx, "No finding has these words and is of these kinds");
        }
        let shown = findings.len().min(MANY);
        let mut walk = Walk::of(ui, shown);
        for (index, row) in findings.iter().take(shown).enumerate() {
            ui.push_id(index, |ui| {
                let (is_jump, message, rect) = finding(ui, cx, row, walk.at == index);
                let is_asked = walk.at == index && walk.keyboard(ui, &message, rect, shown);
                if is_jump || is_asked {
                    jump = row.token;
                }
            });
        }
        if let Some(more) = findings.len().checked_sub(MANY).filter(|more| *more > 0) {
            nothing(ui, cx, &format!("{more} more; \"Copy the findings\" in the command palette copies them all"));
        }
        follow_focus(ui);
    });
    jump
}

/// The row that the arrow keys have come to: the only one that is a stop for the keyboard.
#[derive(Clone, Copy, Default)]
struct Walk {
    at: usize,
    /// The row that the keyboard goes on to.
    wanted: Option<usize>,
}

impl Walk {
    fn place() -> Id {
        Id::unique("row of the drawer")
    }

    fn of(ui: &Ui, count: usize) -> Self {
        let walk: Self = ui.data(|data| data.get_temp(Self::place())).unwrap_or_default();
        Self { at: walk.wanted.unwrap_or(walk.at).min(count.saturating_sub(1)), ..walk }
    }

    /// Arrow keys go on, and from the first row back to the tabs. Whether Enter asks for its place in the token.
    fn keyboard(&mut self, ui: &Ui, message: &Response, rect: Rect, count: usize) -> bool {
        if self.wanted.take().is_some() {
            message.request_focus();
            ui.ctx().request_repaint();
        }
        let at = self.at;
        let has_focus = message.has_focus();
        if has_focus {
            let stroke = Stroke::new(1.5, Palette::of(ui).accent);
            ui.painter().rect_stroke(rect.shrink(1.0), theme::RADIUS, stroke, StrokeKind::Inside);
            let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(message.id, arrows));
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::ArrowDown) {
                self.wanted = Some(at + 1).filter(|next| *next < count);
            }
            if pressed(Key::ArrowUp) {
                self.wanted = at.checked_sub(1);
                if let (None, Some(tab)) = (self.wanted, ui.data(|data| data.get_temp(chosen_tab()))) {
                    ui.memory_mut(|memory| memory.request_focus(tab));
                }
            }
            if self.wanted.is_some() {
                ui.ctx().request_repaint();
            }
        }
        let walk = Self { at, wanted: self.wanted };
        ui.data_mut(|data| data.insert_temp(Self::place(), walk));
        has_focus && ui.input(|input| input.key_pressed(Key::Enter))
    }
}

/// Where the tab that is shown is remembered, and the button behind the tabs.
fn chosen_tab() -> Id {
    Id::unique("tab of the drawer")
}

fn behind_tabs() -> Id {
    Id::unique("behind the tabs of the drawer")
}

/// With the other button of the pointer, anywhere in its row; the palette has the same.
fn mute_menu(cx: &mut Cx<'_>, row: &FindingRow, response: &Response, is_asked: bool) {
    // What is right or only told of is no rule's.
    if row.rule.is_none() && row.tone != Tone::Bad {
        return;
    }
    let mut menu = egui::Popup::context_menu(response);
    if is_asked {
        menu = menu.open_memory(Some(egui::SetOpenCommand::Bool(true)));
    }
    menu.show(|ui| {
        ui.set_min_width(190.0);
        match row.rule {
            Some(rule) => {
                if ui.button(format!("Mute {rule}")).clicked() {
                    cx.send(Command::Mute(rule.to_owned()));
                }
            }
            None => {
                let button = egui::Button::new("Mute").wrap_mode(egui::TextWrapMode::Extend);
                ui.add_enabled(false, button);
                ui.label(RichText::new("Problems are always listed").font(theme::small()).color(cx.palette.weak));
            }
        }
    });
}

/// `is_stop`: the keyboard stops at it. Whether its place in the token was asked for, its words, and all of its place.
fn finding(ui: &mut Ui, cx: &mut Cx<'_>, row: &FindingRow, is_stop: bool) -> (bool, Response, Rect) {
    let behind = ui.painter().add(egui::Shape::Noop);
    let ink = cx.palette.tone(row.tone);
    let full = ui.available_rect_before_wrap();
    let mut jump = false;
    let mut message = None;
    let reference_width = (full.width() * 0.27).min(320.0);
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            icon::show(ui, badge::tone_icon(row.tone), 16.0, ink);
        });
        ui.allocate_ui_with_layout(vec2(62.0, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(62.0);
            ui.add_space(7.0);
            let word =
                RichText::new(badge::tone_word(row.tone)).font(FontId::new(theme::SMALL, theme::semibold())).color(ink);
            ui.add(Label::new(word).selectable(false));
        });
        let width = (ui.available_width() - reference_width - 60.0).max(120.0);
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(6.0);
            let words = Label::new(RichText::new(&row.message).color(cx.palette.text)).wrap();
            message = Some(ui.add(words.sense(if is_stop { Sense::click() } else { Sense::CLICK })));
            if !row.advice.is_empty() {
                ui.add(Label::new(RichText::new(&row.advice).font(theme::small()).color(cx.palette.weak)).wrap());
            }
            if !row.actions.is_empty() {
                ui.add_space(2.0);
                ui.horizontal_wrapped(|ui| button::actions(ui, cx, &row.actions));
            }
            ui.add_space(7.0);
        });
        ui.allocate_ui_with_layout(vec2(reference_width, 0.0), Layout::top_down(Align::RIGHT), |ui| {
            ui.set_width(reference_width);
            ui.add_space(7.0);
            let reference = match &row.layer {
                Some(layer) => format!("{layer} · {}", row.reference),
                None => row.reference.clone(),
            };
            let words = RichText::new(reference).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).halign(Align::RIGHT).wrap());
        });
        if row.token.is_some() {
            ui.vertical(|ui| {
                ui.add_space(3.0);
                jump = button::icon_button(ui, Icon::Jump, "Show in the token").clicked();
            });
        }
    });
    let rect = Rect::from_x_y_ranges(full.x_range(), shown.response.rect.y_range());
    let hovered = ui.rect_contains_pointer(rect);
    let message = message.unwrap_or(shown.response);
    mute_menu(cx, row, &message, hovered && ui.input(|input| input.pointer.secondary_clicked()));
    if hovered || cx.is_lit(row.token) {
        ui.painter().set(behind, egui::Shape::rect_filled(rect, 0, cx.palette.neutral_fill));
    }
    if hovered && row.token.is_some() {
        *cx.hover = row.token;
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, cx.palette.line.gamma_multiply(0.6)));
    (jump, message, rect)
}

fn keys_tried(ui: &mut Ui, cx: &mut Cx<'_>) {
    let rows = &cx.view.drawer.keys_tried;
    if rows.is_empty() {
        nothing(ui, cx, "No key was tried: load one, or paste one");
        return;
    }
    ui.add_space(4.0);
    crate::ui::widget::rows::virtual_rows(ui, "keys tried", 26.0, rows.len(), 0.0, None, |ui, index, rect| {
        let Some(row) = rows.get(index) else { return };
        if ui.rect_contains_pointer(rect) {
            ui.painter().rect_filled(rect, 0, cx.palette.neutral_fill);
        }
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add_space(theme::PAD);
        icon::show(ui, row.icon, 16.0, cx.palette.tone(row.tone));
        let width = rect.width();
        cell(ui, width * 0.2, RichText::new(&row.key).font(theme::mono()).color(cx.palette.text));
        cell(ui, width * 0.18, RichText::new(&row.kind).font(theme::small()).color(cx.palette.weak));
        if let Some(entry) = &row.entry {
            cell(ui, width * 0.12, RichText::new(entry).font(theme::small()).color(cx.palette.weak));
        }
        ui.add(Label::new(RichText::new(&row.reason).color(cx.palette.text)).truncate());
    });
}

fn cell(ui: &mut Ui, width: f32, words: RichText) {
    ui.allocate_ui_with_layout(vec2(width, 24.0), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(Label::new(words).truncate());
    });
}
