//! Everything that draws [`View`] and answers with [`Command`]s. Nothing here decides anything about a token.

pub mod font;
pub mod icon;
pub mod palette;
pub mod pane;
pub mod secret;
pub mod shortcut;
pub mod theme;
pub mod turn;
pub mod widget;

// The toolkit itself, by the only path that leads to it; nothing of eframe but this is named here.
pub use eframe::egui;

use self::pane::builder::BuildState;
use crate::app::message::command::Command;
use crate::app::message::desk::DeskCommand;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::reading::{is_private_key, is_whole_token};
use crate::app::value::{PaneMode, SecretText, TextSpan, ThemeChoice, Workspace};
use crate::app::view::View;
use egui::{Align2, Event, Key, Modifiers, Order, Rect, Stroke, ThemePreference, pos2, vec2};
use pane::desk::DeskState;
use pane::dialog::DialogState;
use pane::drawer::DrawerState;
use pane::token::{LONG_PASTE, TokenState};
use pane::{PaneState, area};
use shortcut::{Act, Way};
use theme::Palette;
use widget::Cx;
use widget::splitter::{Drag, Line, splitter};
use zeroize::Zeroizing;

/// How long bytes that were jumped to stay lit, in seconds.
const JUMP_SECONDS: f64 = 2.0;
/// Below this width of the panes they stand on top of each other.
const STACKED: f32 = 830.0;
/// Stacked panes that are lower than this, together, stand in two columns: header above signature, beside the claims.
const LOW_STACK: f32 = 400.0;
/// Seconds after which a tooltip comes that is not to come.
const NEVER: f32 = 1e6;
/// Below this height of the workspace the verdict strip is lower.
const LOW: f32 = 640.0;
/// The narrowest list of tokens.
const NARROWEST_DESK: f32 = 170.0;
/// The lowest token box: one row of text.
const LOWEST_TOKEN: f32 = 80.0;
/// The lowest drawer: its tabs and one finding.
const LOWEST_DRAWER: f32 = theme::HEADING + 52.0;

/// Where the splitters stand: what is worth remembering from one session to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Splits {
    /// Height of the token box in points; `None`: as its text and the window suggest.
    pub token: Option<f32>,
    /// Height of the drawer in points; `None`: as the window's height suggests.
    pub drawer: Option<f32>,
    /// Width of the list of tokens in points.
    pub desk: f32,
    /// Share of the header pane in the width, or in the height when stacked, 0..1.
    pub header: f32,
    /// Share of the signature pane, 0..1.
    pub signature: f32,
}

impl Default for Splits {
    fn default() -> Self {
        Self { token: None, drawer: None, desk: 264.0, header: 0.25, signature: 0.28 }
    }
}

/// The window's content, and what it remembers that no one else has to know.
pub struct Ui {
    splits: Splits,
    theme: Option<ThemeChoice>,
    token: TokenState,
    header: PaneState,
    claims: PaneState,
    desk: DeskState,
    drawer: DrawerState,
    build: BuildState,
    dialog: DialogState,
    shown_revision: u64,
    /// A dialog was open when the window was last drawn.
    had_dialog: bool,
    /// The text and the token in it that the box has scrolled to.
    scrolled: Option<(u64, usize)>,
    hover_sent: Option<TextSpan>,
    pointed: Option<usize>,
    /// The height of the lines with messages.
    told: f32,
    jump: Option<(TextSpan, f64)>,
}

impl Ui {
    /// Gives the context its fonts, its styles and its image loader.
    pub fn new(ctx: &egui::Context) -> Self {
        font::install(ctx);
        theme::install(ctx);
        egui_extras::install_image_loaders(ctx);
        ctx.add_plugin(turn::Turns::default());
        Self::for_picture(Splits::default())
    }

    /// For a window that has all this already, and remembers nothing of what is in it.
    pub fn for_picture(splits: Splits) -> Self {
        Self {
            splits,
            theme: None,
            token: TokenState::default(),
            header: PaneState::default(),
            claims: PaneState::default(),
            desk: DeskState::default(),
            drawer: DrawerState::default(),
            build: BuildState::default(),
            dialog: DialogState::default(),
            shown_revision: 0,
            had_dialog: false,
            scrolled: None,
            hover_sent: None,
            pointed: None,
            told: 0.0,
            jump: None,
        }
    }

    /// Where the splitters stand.
    pub fn splits(&self) -> Splits {
        self.splits
    }

    /// Puts the splitters where they stood.
    pub fn set_splits(&mut self, splits: Splits) {
        self.splits = splits;
    }

    /// Draws `view` in `ui` and sends whatever happens.
    pub fn show(&mut self, ui: &mut egui::Ui, view: &View, send: &mut dyn FnMut(Command)) {
        let ctx = ui.ctx().clone();
        widget::focus::begin(&ctx);
        self.follow_theme(&ctx, view.theme);
        // A screen reader announces the window by it.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Jotsmith"));
        self.follow_token(view.token.revision);
        self.take_pastes(&ctx, view, send);
        if view.dialog.is_none() {
            for act in shortcut::consume(&ctx, view) {
                self.run(ui, view, act, send);
            }
        }

        let now = ctx.input(|input| input.time);
        let jumped = self.jumped(&ctx, now);
        let mut hover = None;
        let is_desk_open = self.is_desk_open(ui, view);
        let mut cx = Cx {
            view,
            is_desk_open,
            send,
            hover: &mut hover,
            pointed: self.pointed,
            lit: view.lit.or(jumped),
            palette: Palette::of(ui),
        };
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0, cx.palette.base);
        let rail = Rect::from_min_size(rect.min, vec2(theme::RAIL, rect.height()));
        let status = Rect::from_min_max(pos2(rail.right(), rect.bottom() - theme::STATUS), rect.max);
        self.told = pane::notice::height(&cx, self.told);
        let told = Rect::from_min_max(pos2(rail.right(), status.top() - self.told), status.right_top());
        let main = Rect::from_min_max(pos2(rail.right(), rect.top()), told.right_top());
        // A dialog lies above everything, and so above what explained the thing behind it: a tooltip that is open stays open
        // while the pointer rests, and so is forgotten.
        let interaction = ctx.global_style().interaction.clone();
        if view.dialog.is_some() {
            if !self.had_dialog {
                ctx.memory_mut(egui::Memory::reset_areas);
            }
            ctx.global_style_mut(|style| {
                style.interaction.tooltip_delay = NEVER;
                style.interaction.tooltip_grace_time = 0.0;
            });
        }
        self.had_dialog = view.dialog.is_some();
        // In the order in which the eye goes, because the Tab key follows it.
        pane::rail::show(ui, &mut cx, rail);
        match view.workspace {
            Workspace::Inspect => self.inspect(ui, &mut cx, main, now),
            Workspace::Build => {
                self.pointed = None;
                pane::builder::show(ui, &mut cx, main, &mut self.build);
            }
            Workspace::Keys => {
                self.pointed = None;
                pane::keys::show(ui, &mut cx, main);
            }
        }
        if view.dialog.is_none() {
            rename_key(&ctx, &mut cx);
        }
        pane::status::show(ui, &mut cx, status);
        let height = pane::notice::show(ui, &mut cx, told, rect.height());
        if (height - self.told).abs() > 0.5 {
            self.told = height;
            ctx.request_discard("the messages take another height");
        }
        if view.dialog.is_some() {
            ctx.global_style_mut(|style| style.interaction = interaction);
        }
        let act = pane::dialog::show(ui, &mut cx, &mut self.dialog);
        self.drop_overlay(ui, view);

        if view.dialog.is_some() {
            hover = None;
        }
        // A jump stays lit until its time is over, whatever the pointer does not do.
        let hover = hover.or(self.jump.map(|(span, _)| span));
        if hover != self.hover_sent {
            self.hover_sent = hover;
            send(Command::Hover(hover));
        }
        if let Some(act) = act {
            self.run(ui, view, act, send);
        }
    }

    /// Draws the verdict and the panes of `view` alone, for a picture, with a note below them.
    pub fn picture(&mut self, ui: &mut egui::Ui, view: &View, note: &str) {
        let mut hover = None;
        let mut cx = Cx {
            view,
            is_desk_open: false,
            send: &mut |_| {},
            hover: &mut hover,
            pointed: None,
            lit: None,
            palette: Palette::of(ui),
        };
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0, cx.palette.base);
        let strip = Rect::from_min_size(rect.min, vec2(rect.width(), theme::STRIP));
        pane::verdict::show(ui, &mut cx, strip);
        let assumed = view.verdict.assumed.len() as f32 * theme::ASSUMED;
        let bar = Rect::from_min_size(strip.left_bottom(), vec2(rect.width(), assumed));
        pane::verdict::assumed(ui, &mut cx, bar);
        let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - theme::STATUS), rect.max);
        self.panes(ui, &mut cx, Rect::from_min_max(bar.left_bottom(), foot.right_top()));
        ui.painter().hline(rect.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
        ui.painter().hline(rect.x_range(), foot.top() + 0.5, Stroke::new(1.0, cx.palette.line));
        let at = foot.left_center() + vec2(theme::PAD, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, note, theme::small(), cx.palette.weak);
    }

    /// The bytes that were jumped to, while they are lit.
    fn jumped(&mut self, ctx: &egui::Context, now: f64) -> Option<TextSpan> {
        let (span, until) = self.jump.filter(|(_, until)| now < *until).or_else(|| {
            self.jump = None;
            None
        })?;
        ctx.request_repaint_after_secs((until - now) as f32);
        Some(span)
    }

    /// What was opened and filtered in another token is not there in this one.
    fn follow_token(&mut self, revision: u64) {
        if self.shown_revision != revision {
            self.shown_revision = revision;
            self.header.table.forget();
            self.claims.table.forget();
            self.drawer.forget();
        }
    }

    /// Whether the list of tokens is shown. By itself it takes no room from panes that stand side by side.
    fn is_desk_open(&self, ui: &egui::Ui, view: &View) -> bool {
        let main = ui.max_rect().width() - theme::RAIL;
        let width = self.splits.desk.clamp(NARROWEST_DESK, widest_desk(main));
        let is_open = view.desk.is_open.unwrap_or(view.desk.is_worth_it && main - width >= STACKED);
        view.workspace == Workspace::Inspect && is_open
    }

    fn run(&mut self, ui: &egui::Ui, view: &View, act: Act, send: &mut dyn FnMut(Command)) {
        match act {
            Act::Filter if view.workspace == Workspace::Keys => pane::keys::ask_for_filter(ui.ctx()),
            Act::Filter if view.workspace == Workspace::Build => pane::builder::ask_for_filter(ui.ctx()),
            Act::Filter => {
                self.claims.table.filter.get_or_insert_default();
                self.claims.table.is_filter_asked = true;
                if view.claims.mode != PaneMode::Table {
                    send(Command::ClaimsMode(PaneMode::Table));
                }
            }
            Act::FindingsOfBuild => self.build.show_findings(),
            Act::ToggleDesk => send(Command::Desk(DeskCommand::Show(!self.is_desk_open(ui, view)))),
            act => run(ui.ctx(), act, send),
        }
    }

    /// The list of tokens at the left of everything, where it is shown; what it leaves.
    fn desk(&mut self, ui: &mut egui::Ui, cx: &mut Cx<'_>, main: Rect) -> Rect {
        if !cx.is_desk_open {
            return main;
        }
        let widest = widest_desk(main.width());
        let width = self.splits.desk.clamp(NARROWEST_DESK, widest);
        let rect = Rect::from_min_size(main.min, vec2(width, main.height()));
        pane::desk::show(ui, cx, rect, &mut self.desk);
        let edge = Rect::from_min_size(rect.right_top(), vec2(1.0, rect.height()));
        match splitter(ui, edge, Line::Vertical, "desk") {
            Drag::Nothing => {}
            Drag::By(moved) => self.splits.desk = (width + moved).clamp(NARROWEST_DESK, widest),
            Drag::Reset => self.splits.desk = Splits::default().desk,
        }
        Rect::from_min_max(pos2(edge.right(), main.top()), main.max)
    }

    fn inspect(&mut self, ui: &mut egui::Ui, cx: &mut Cx<'_>, main: Rect, now: f64) {
        let main = self.desk(ui, cx, main);
        let view = cx.view;
        let jump = self.jump.filter(|(_, until)| *until - now > JUMP_SECONDS - 0.1).map(|(span, _)| span);
        let shown = (view.token.revision, view.token.candidate);
        let is_new = self.scrolled.replace(shown) != Some(shown);
        let jump = jump.or(view.token.chosen.filter(|_| is_new).map(|span| TextSpan { end: span.start, ..span }));
        // A message that comes and goes moves nothing but the panes.
        let whole = main.size() + vec2(0.0, self.told);
        let tallest = (whole.y * 0.5).max(LOWEST_TOKEN);
        let suggested = || pane::token::suggested_height(ui, &view.token, whole);
        let chosen = self.splits.token.unwrap_or_else(suggested).clamp(LOWEST_TOKEN, tallest);
        let token_height = chosen + if view.token.offer.is_some() { 40.0 } else { 0.0 };
        let token = Rect::from_min_size(main.min, vec2(main.width(), token_height));
        self.pointed = pane::token::show(ui, cx, token, &mut self.token, jump);
        let edge = Rect::from_min_size(pos2(main.left(), token.bottom()), vec2(main.width(), 1.0));
        let below = Rect::from_min_max(pos2(main.left(), edge.bottom()), main.max);
        if let Some(empty) = &view.empty {
            pane::empty::show(ui, cx, below, empty);
            self.drag_token(ui, edge, chosen, tallest);
            return;
        }
        let strip_height = if whole.y < LOW { theme::LOW_STRIP } else { theme::STRIP };
        let strip = Rect::from_min_size(below.min, vec2(below.width(), strip_height));
        pane::verdict::show(ui, cx, strip);
        let assumed = view.verdict.assumed.len() as f32 * theme::ASSUMED;
        let bar = Rect::from_min_size(strip.left_bottom(), vec2(below.width(), assumed));
        pane::verdict::assumed(ui, cx, bar);
        let rest = Rect::from_min_max(pos2(below.left(), bar.bottom()), below.max);
        let deepest = (rest.height() - 120.0).max(theme::HEADING);
        let drawer_height = if view.drawer.open {
            let suggested = (whole.y * 0.25).clamp(LOWEST_DRAWER, 230.0);
            self.splits.drawer.unwrap_or(suggested).clamp(LOWEST_DRAWER.min(deepest), deepest)
        } else {
            theme::HEADING
        };
        let drawer = Rect::from_min_max(pos2(rest.left(), rest.bottom() - drawer_height), rest.max);
        let panes = Rect::from_min_max(rest.min, pos2(rest.right(), drawer.top() - 1.0));
        ui.painter().hline(rest.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
        match (&view.compare, &view.instead) {
            (Some(compare), _) => area(ui, panes, "compare", |ui| pane::compare::show(ui, cx, panes, compare)),
            (None, Some(message)) => {
                ui.painter().rect_filled(panes, 0, cx.palette.surface);
                area(ui, panes, "instead", |ui| pane::message_ui(ui, cx, "instead", message));
            }
            (None, None) => self.panes(ui, cx, panes),
        }
        if let Some(span) = pane::drawer::show(ui, cx, drawer, &mut self.drawer) {
            self.jump = Some((span, now + JUMP_SECONDS));
            ui.ctx().request_repaint();
        }
        // Splitters come last: they lie on top of what they divide.
        self.drag_token(ui, edge, chosen, tallest);
        let edge = Rect::from_min_size(pos2(rest.left(), drawer.top() - 1.0), vec2(rest.width(), 1.0));
        if view.drawer.open {
            match splitter(ui, edge, Line::Horizontal, "drawer") {
                Drag::Nothing => {}
                Drag::By(moved) => {
                    self.splits.drawer = Some((drawer_height - moved).clamp(LOWEST_DRAWER.min(deepest), deepest));
                }
                Drag::Reset => self.splits.drawer = None,
            }
        } else {
            ui.painter().hline(edge.x_range(), edge.center().y, Stroke::new(1.0, cx.palette.line));
        }
    }

    fn drag_token(&mut self, ui: &mut egui::Ui, edge: Rect, height: f32, tallest: f32) {
        match splitter(ui, edge, Line::Horizontal, "token") {
            Drag::Nothing => {}
            Drag::By(moved) => self.splits.token = Some((height + moved).clamp(LOWEST_TOKEN, tallest)),
            Drag::Reset => self.splits.token = None,
        }
    }

    fn panes(&mut self, ui: &mut egui::Ui, cx: &mut Cx<'_>, rect: Rect) {
        let stacked = rect.width() < STACKED;
        let length = if stacked { rect.height() } else { rect.width() };
        let least = if stacked { 0.18 } else { 0.15 };
        let header = self.splits.header.clamp(least, 0.45);
        let signature = self.splits.signature.clamp(least, 0.45).min(1.0 - header - 0.2);
        let (one, two) = ((length * header).round(), (length * (1.0 - signature)).round());
        if stacked && rect.height() < LOW_STACK {
            return self.two_columns(ui, cx, rect);
        }
        let cut = |from: f32, to: f32| {
            if stacked {
                Rect::from_min_max(pos2(rect.left(), rect.top() + from), pos2(rect.right(), rect.top() + to))
            } else {
                Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + to, rect.bottom()))
            }
        };
        // What is kept of a pane, such as how far it was scrolled, is of one token: a new one begins at its top.
        area(ui, rect, ("panes", cx.shown()), |ui| {
            pane::header::show(ui, cx, cut(0.0, one), &mut self.header);
            pane::claims::show(ui, cx, cut(one + 1.0, two), &mut self.claims);
            pane::signature::show(ui, cx, cut(two + 1.0, length));
            let line = if stacked { Line::Horizontal } else { Line::Vertical };
            let share = |drag: Drag, now: f32, way: f32, default: f32| match drag {
                Drag::Nothing => now,
                Drag::By(moved) => (now + way * moved / length.max(1.0)).clamp(least, 0.45),
                Drag::Reset => default,
            };
            let default = Splits::default();
            let drag = splitter(ui, cut(one, one + 1.0), line, "header");
            self.splits.header = share(drag, header, 1.0, default.header);
            let drag = splitter(ui, cut(two, two + 1.0), line, "signature");
            self.splits.signature = share(drag, signature, -1.0, default.signature);
        });
    }

    /// Where neither three panes side by side nor three above each other show anything of what is in them.
    fn two_columns(&mut self, ui: &mut egui::Ui, cx: &mut Cx<'_>, rect: Rect) {
        let column = (rect.width() * 0.46).round();
        let middle = (rect.height() * 0.5).round();
        let (left, right) = rect.split_left_right_at_x(rect.left() + column);
        let (above, below) = left.split_top_bottom_at_y(left.top() + middle);
        area(ui, rect, ("panes", cx.shown()), |ui| {
            pane::header::show(ui, cx, above, &mut self.header);
            pane::claims::show(ui, cx, right.with_min_x(right.left() + 1.0), &mut self.claims);
            pane::signature::show(ui, cx, below.with_min_y(below.top() + 1.0));
            let line = Stroke::new(1.0, cx.palette.line);
            ui.painter().hline(below.x_range(), below.top() + 0.5, line);
            ui.painter().vline(right.left() + 0.5, rect.y_range(), line);
        });
    }

    fn follow_theme(&mut self, ctx: &egui::Context, theme: ThemeChoice) {
        if self.theme != Some(theme) {
            self.theme = Some(theme);
            ctx.set_theme(match theme {
                ThemeChoice::System => ThemePreference::System,
                ThemeChoice::Light => ThemePreference::Light,
                ThemeChoice::Dark => ThemePreference::Dark,
            });
        }
    }

    /// A paste that belongs to nobody is a token; so is one that replaces all of the token box, and one that is too long
    /// for a text field. It is taken out before a text field sees it.
    fn take_pastes(&mut self, ctx: &egui::Context, view: &View, send: &mut dyn FnMut(Command)) {
        let has_paste = ctx.input(|input| {
            input.events.iter().any(|event| matches!(event, Event::Paste(_) | Event::MiddleClickPaste { .. }))
        });
        if !has_paste {
            return;
        }
        let typing = ctx.text_edit_focused();
        let in_token = ctx.memory(|memory| memory.has_focus(pane::token::field_id()));
        let replaces = view.dialog.is_none() && (!typing || (in_token && self.token.is_replaced_by_paste(ctx)));
        // A whole token takes the place of what is there; a piece of one goes where the caret is.
        let is_whole =
            |text: &str| in_token && view.dialog.is_none() && text.len() <= LONG_PASTE && is_whole_token(text);
        // A private key is shown in no text field but the one that it is asked for in.
        let is_key = |text: &str| {
            view.dialog.is_none()
                && view.workspace != Workspace::Inspect
                && text.len() <= LONG_PASTE
                && is_private_key(text)
        };
        // A middle click is meant for what is below it, wherever the keyboard is: the box takes a token whole there too.
        let is_on_token = view.dialog.is_none()
            && ctx.read_response(pane::token::field_id()).is_some_and(|field| field.contains_pointer());
        let is_for_box = |text: &str| is_on_token && (view.token.text.is_empty() || is_whole_token(text));
        let mut taken = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain_mut(|event| {
                let text = match event {
                    Event::Paste(text) if replaces || text.len() > LONG_PASTE || is_whole(text) || is_key(text) => text,
                    Event::MiddleClickPaste { text, .. }
                        if text.len() > LONG_PASTE || is_for_box(text) || is_key(text) =>
                    {
                        text
                    }
                    _ => return true,
                };
                taken.push(Zeroizing::new(std::mem::take(text)));
                false
            });
        });
        for mut text in taken {
            match &view.dialog {
                Some(dialog) => {
                    if let Some(command) = self.dialog.take_long_paste(dialog, &text) {
                        send(command);
                    }
                }
                None if view.workspace == Workspace::Inspect => {
                    send(Command::PasteToken(std::mem::take(&mut *text)));
                }
                None => send(Command::PasteHere(SecretText::new(std::mem::take(&mut *text)))),
            }
        }
    }

    fn drop_overlay(&self, ui: &egui::Ui, view: &View) {
        let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
        let hint = match &view.drop_hint {
            Some(hint) => hint.as_str(),
            None if hovering => "Drop a token, a key or a key set",
            None => return,
        };
        let palette = Palette::of(ui);
        let rect = ui.ctx().content_rect();
        let layer = egui::LayerId::new(Order::Tooltip, egui::Id::unique("drop overlay"));
        let painter = ui.ctx().layer_painter(layer);
        painter.rect_filled(rect, 0, palette.backdrop);
        let card = Rect::from_center_size(rect.center(), vec2(460.0_f32.min(rect.width() - 60.0), 130.0));
        painter.rect(card, 12, palette.surface, Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
        let font = egui::FontId::new(17.0, theme::semibold());
        painter.text(card.center(), Align2::CENTER_CENTER, hint, font, palette.strong);
    }
}

/// The widest list of tokens beside which there is room for one of them.
fn widest_desk(main: f32) -> f32 {
    (main * 0.4).max(NARROWEST_DESK)
}

/// F2, where nothing that has the keyboard took it, gives a name to the key that is meant: the one that is selected, or the
/// one that the verdict is about.
fn rename_key(ctx: &egui::Context, cx: &mut Cx<'_>) {
    let key = match cx.view.workspace {
        Workspace::Keys => match cx.view.keys.selected.as_slice() {
            [key] => Some(*key),
            _ => None,
        },
        Workspace::Inspect => {
            let signature = &cx.view.signature;
            signature.entries.get(signature.selected).and_then(|entry| entry.key)
        }
        Workspace::Build => None,
    };
    if let Some(key) = key
        && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2))
    {
        cx.send(Command::Keyring(KeyringCommand::OpenEdit(key)));
    }
}

fn run(ctx: &egui::Context, act: Act, send: &mut dyn FnMut(Command)) {
    match act {
        Act::Send(command) => send(command),
        Act::SendAll(commands) => commands.into_iter().for_each(send),
        Act::ToggleDesk | Act::Filter | Act::FindingsOfBuild => {}
        Act::NextArea(way) => widget::focus::step(ctx, way == Way::Back),
        Act::FocusToken => ctx.memory_mut(|memory| memory.request_focus(pane::token::field_id())),
    }
}

#[cfg(all(test, feature = "window-test"))]
mod tests;
