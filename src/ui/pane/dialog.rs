//! Windows in front of everything.

use super::dialog_add_key::{self, AddKey, Picks};
use super::dialog_keyring::{self, KeyringDialogState};
use super::dialog_policy::{self, PolicyFields};
use super::{dialog_guess, dialog_palette, dialog_settings, dialog_share};
use crate::app::message::command::Command;
use crate::app::message::key_file::KeyFileCommand;
use crate::app::value::{Icon, SecretReading};
use crate::app::view::{Dialog, KeyringDialogView};
use crate::ui::secret::{SecretBuffer, forget};
use crate::ui::shortcut::{Act, BUILT_IN, ENTRIES};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Align2, Area, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, Order, RichText, ScrollArea, Sense,
    Stroke, TextEdit, Ui, vec2,
};
use std::mem::discriminant;

/// What the dialogs keep while they are open. Nothing of it outlives them.
#[derive(Default)]
pub struct DialogState {
    pub(super) secret: SecretBuffer,
    pub(super) shown: bool,
    pub(super) reading: SecretReading,
    pub(super) field: String,
    /// The name that was suggested last.
    pub(super) suggested: String,
    chosen: usize,
    open: Option<Kind>,
    pub(super) fresh: bool,
    /// Something was asked for that takes a while.
    is_waiting: bool,
    keyring: KeyringDialogState,
    policy: PolicyFields,
    pub(super) picks: Picks,
    /// What had the keyboard before.
    came_from: Option<Id>,
    /// What had it in the dialog when that was last drawn.
    inside: Option<Id>,
}

/// Which dialog is open.
type Kind = (std::mem::Discriminant<Dialog>, Option<std::mem::Discriminant<KeyringDialogView>>);

fn kind(dialog: &Dialog) -> Kind {
    let inner = if let Dialog::Keyring(inner) = dialog { Some(discriminant(inner)) } else { None };
    (discriminant(dialog), inner)
}

pub(super) fn secret_id() -> Id {
    Id::unique("secret field")
}

pub(super) fn field_id() -> Id {
    Id::unique("dialog field")
}

impl DialogState {
    /// Wipes what was typed when another dialog, or none, is shown.
    fn follow(&mut self, ctx: &egui::Context, dialog: Option<&Dialog>) {
        self.policy.follow(dialog);
        let now = dialog.map(kind);
        if self.open == now {
            self.fresh = false;
            return;
        }
        match (self.open, now) {
            (None, Some(_)) => self.came_from = ctx.memory(|memory| memory.focused()),
            (Some(_), None) => self.give_back(ctx),
            _ => {}
        }
        self.open = now;
        self.fresh = true;
        self.is_waiting = false;
        self.secret.wipe();
        forget(ctx, secret_id());
        self.shown = false;
        self.reading = SecretReading::default();
        self.chosen = 0;
        self.field.clear();
        self.suggested.clear();
        self.picks = Picks::default();
        self.keyring.begin(ctx, if let Some(Dialog::Keyring(inner)) = dialog { Some(inner) } else { None });
        if let Some(Dialog::SetClock { text, .. }) = dialog {
            self.field.push_str(text);
        }
    }

    /// The keyboard goes back to what had it before the dialog, unless what the dialog did has given it to something else.
    fn give_back(&mut self, ctx: &egui::Context) {
        let before = self.came_from.take();
        let now = ctx.memory(|memory| memory.focused());
        if let Some(before) = before
            && (now.is_none() || now == self.inside)
        {
            ctx.memory_mut(|memory| memory.request_focus(before));
            ctx.request_repaint();
        }
        self.inside = None;
    }

    /// A paste that is too long for the text field goes around it.
    pub fn take_long_paste(&mut self, dialog: &Dialog, text: &str) -> Option<Command> {
        if matches!(dialog, Dialog::AddKey { .. }) {
            self.secret.wipe();
            self.secret.push(text);
            return Some(Command::PreviewKey(self.secret.to_secret(), self.reading));
        }
        None
    }
}

/// Draws the one that is open. Returns what was chosen in the palette.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, state: &mut DialogState) -> Option<Act> {
    state.follow(ui.ctx(), cx.view.dialog.as_ref());
    let view = cx.view;
    let dialog = view.dialog.as_ref()?;
    let palette = cx.palette;
    let mut act = None;
    let top = matches!(dialog, Dialog::Palette(_));
    let width: f32 = match dialog {
        Dialog::AddKey { .. } | Dialog::Palette(_) | Dialog::Payload => 560.0,
        Dialog::Share(_) | Dialog::Settings(_) => 760.0,
        Dialog::Shortcuts => 640.0,
        Dialog::Policy(_) => 660.0,
        Dialog::Keyring(_) | Dialog::Guess(_) => 460.0,
        _ => 420.0,
    };
    // Each has its own place, or one would begin as tall as the one before it.
    let id = Id::unique(("dialog", kind(dialog)));
    // It is announced by its title, which is known from the pass before; in the first one nothing is seen yet.
    let title: Option<String> = ui.data(|data| data.get_temp(id.with(TITLE)));
    let area = Area::new(id)
        .accessible_name(title.unwrap_or_default())
        .kind(egui::UiKind::Modal)
        .sense(Sense::hover())
        .order(Order::Foreground)
        .interactable(true)
        .anchor(
            if top { Align2::CENTER_TOP } else { Align2::CENTER_CENTER },
            if top { vec2(0.0, 90.0) } else { vec2(0.0, 0.0) },
        );
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.outline))
        .corner_radius(theme::CARD_RADIUS + 2)
        .shadow(ui.visuals().window_shadow)
        .inner_margin(if top { Margin::same(8) } else { Margin::same(18) });
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(palette.backdrop).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width() - 72.0;
        ui.set_width(width.min(room));
        ui.spacing_mut().item_spacing.y = theme::GAP;
        match dialog {
            Dialog::AddKey { error, readings, found, suggested, is_working, offer, password } => {
                let (error, offer, password) = (error.as_deref(), offer.as_ref(), password.as_deref());
                let asked = AddKey { error, readings, found, suggested, is_working: *is_working, offer, password };
                dialog_add_key::show(ui, cx, state, &asked);
            }
            Dialog::Passphrase { purpose, error, is_working, more } => {
                let error = error.as_deref();
                passphrase(ui, cx, state, &Passphrase { purpose, error, is_working: *is_working, more: *more });
            }
            Dialog::WaitingForFile { text } => waiting(ui, cx, text),
            Dialog::SetClock { error, .. } => set_clock(ui, cx, state, error.as_deref()),
            Dialog::Policy(policy) => dialog_policy::show(ui, cx, &mut state.policy, policy, state.fresh),
            Dialog::Payload => payload(ui, cx, state),
            Dialog::TypePath { purpose, saves, error } => type_path(ui, cx, state, purpose, *saves, error.as_deref()),
            Dialog::Keyring(dialog) => dialog_keyring::show(ui, cx, &mut state.keyring, dialog),
            Dialog::Guess(view) => dialog_guess::show(ui, cx, view),
            Dialog::Settings(view) => dialog_settings::show(ui, cx, view),
            Dialog::Share(share) => dialog_share::show(ui, cx, share),
            Dialog::Shortcuts => shortcuts(ui, cx),
            Dialog::Palette(_) => act = dialog_palette::show(ui, cx, &mut state.field, &mut state.chosen),
            Dialog::About => about(ui, cx),
        }
    });
    ui.data_mut(|data| {
        let title = data.remove_temp::<String>(Id::unique(TITLE));
        data.insert_temp(id.with(TITLE), title.unwrap_or_else(|| "Command palette".to_owned()));
    });
    if modal.should_close() {
        cx.send(Command::CloseDialog);
    }
    state.inside = ui.memory(|memory| memory.focused());
    act
}

/// Where the title of the dialog is kept.
const TITLE: &str = "dialog title";

pub(super) fn title(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.data_mut(|data| data.insert_temp(Id::unique(TITLE), words.to_owned()));
    let font = egui::FontId::new(16.0, theme::semibold());
    ui.add(Label::new(RichText::new(words).font(font).color(cx.palette.strong)).selectable(false));
}

pub(super) fn weak(ui: &mut Ui, cx: &Cx<'_>, words: &str) -> egui::Response {
    ui.add(Label::new(RichText::new(words).color(cx.palette.weak)).wrap())
}

/// Keeps its line, so that the buttons below do not jump when it appears.
pub(super) fn error_line(ui: &mut Ui, cx: &Cx<'_>, error: Option<&str>) {
    ui.horizontal_top(|ui| {
        ui.set_min_height(20.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(error) = error {
            icon::show(ui, Icon::Cross, 16.0, cx.palette.bad);
            let response = ui.add(Label::new(RichText::new(error).color(cx.palette.bad)).wrap());
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
        }
    });
}

/// In the place of the error line, while something is worked on.
pub(super) fn working_line(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.horizontal_top(|ui| {
        ui.set_min_height(20.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add(egui::Spinner::new().size(16.0).color(cx.palette.weak));
        let response = weak(ui, cx, words);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}

/// Buttons at the right, in a line as tall as they are.
pub(super) fn row(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), content);
}

/// Cancel and the button that goes on. Returns whether to go on.
pub(super) fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, go: &str, ready: bool) -> bool {
    deliberate_buttons(ui, cx, go, ready) || (ready && enter_for_nobody(ui))
}

/// The same where Enter, which was just pressed for something else, is not enough.
pub(super) fn deliberate_buttons(ui: &mut Ui, cx: &mut Cx<'_>, go: &str, ready: bool) -> bool {
    let mut on = false;
    row(ui, |ui| {
        ui.add_enabled_ui(ready, |ui| on = button::primary_button(ui, go).clicked());
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
    on
}

/// Whether Enter was pressed anew while no field or button had the keyboard: it then means the button that goes on.
pub(super) fn enter_for_nobody(ui: &Ui) -> bool {
    let is_enter = |event: &egui::Event| matches!(event, egui::Event::Key { key: Key::Enter, pressed: true, repeat: false, modifiers, .. } if modifiers.is_none());
    ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.events.iter().any(is_enter))
}

fn passphrase(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DialogState, asked: &Passphrase<'_>) {
    title(ui, cx, "Passphrase");
    let label = weak(ui, cx, asked.purpose);
    let field = TextEdit::singleline(&mut state.secret)
        .id(secret_id())
        .password(!state.shown)
        .font(theme::mono())
        .char_limit(4_096)
        .interactive(!asked.is_working)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    let response = field.show(ui).response.response.labelled_by(label.id);
    let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // Enter and the buttons take the keyboard away; for another try, or the next file, it is back, and what is typed
    // replaces what was.
    let is_again = state.is_waiting && !asked.is_working;
    if state.fresh || is_again {
        state.is_waiting = false;
        response.request_focus();
    }
    if is_again && let Some(mut field) = TextEdit::load_state(ui.ctx(), secret_id()) {
        field.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(usize::MAX))));
        TextEdit::store_state(ui.ctx(), secret_id(), field);
    }
    forget(ui.ctx(), secret_id());
    if button::text_button(ui, Some(Icon::Eye), if state.shown { "Hide" } else { "Show" }).clicked() {
        state.shown = !state.shown;
    }
    if asked.is_working {
        state.is_waiting = true;
        working_line(ui, cx, "Opening it. This can take a few seconds");
    } else {
        error_line(ui, cx, asked.error);
    }
    let mut go = false;
    row(ui, |ui| {
        ui.add_enabled_ui(!asked.is_working, |ui| {
            go = button::primary_button(ui, if asked.is_working { "Opening…" } else { "Unlock" }).clicked();
        });
        if asked.more > 0 && button::text_button(ui, None, "Skip").clicked() {
            state.is_waiting = true;
            cx.send(Command::KeyFile(KeyFileCommand::Skip));
        }
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
    if !asked.is_working && (go || enter || enter_for_nobody(ui)) {
        state.is_waiting = true;
        cx.send(Command::GivePassphrase(state.secret.to_secret()));
    }
}

/// What the passphrase dialog shows.
struct Passphrase<'a> {
    purpose: &'a str,
    error: Option<&'a str>,
    is_working: bool,
    more: usize,
}

fn waiting(ui: &mut Ui, cx: &mut Cx<'_>, text: &str) {
    title(ui, cx, "Waiting for the file dialog");
    weak(ui, cx, text);
    row(ui, |ui| {
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

/// One line of text. Returns whether Enter was pressed in it.
fn line_field(ui: &mut Ui, state: &mut DialogState, label: Id, hint: &str) -> bool {
    let field = TextEdit::singleline(&mut state.field)
        .id(field_id())
        .font(theme::mono())
        .char_limit(4_096)
        .desired_width(f32::INFINITY)
        .hint_text(RichText::new(hint).font(theme::mono()))
        .margin(Margin::symmetric(10, 6));
    let response = field.show(ui).response.response.labelled_by(label);
    if state.fresh {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn set_clock(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DialogState, error: Option<&str>) {
    title(ui, cx, "Evaluate the token at another time");
    let label = weak(
        ui,
        cx,
        "2026-11-23 14:00, +1h, 23:30, yesterday, at iat, just before exp, an HTTP date or Unix seconds; UTC",
    );
    let enter = line_field(ui, state, label.id, "2026-11-23 14:00 UTC");
    error_line(ui, cx, error);
    let ready = !state.field.trim().is_empty();
    ui.horizontal(|ui| {
        if button::text_button(ui, Some(Icon::Clock), "Use the real clock").clicked() {
            cx.send(Command::SetClock(String::new()));
        }
        if buttons(ui, cx, "Set", ready) || (enter && ready) {
            cx.send(Command::SetClock(state.field.trim().to_owned()));
        }
    });
}

fn payload(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DialogState) {
    title(ui, cx, "The payload of the detached signature");
    let label = weak(ui, cx, "Used exactly as typed, in UTF-8, including a line break or a space at its end");
    ScrollArea::vertical().id_salt("payload").max_height(200.0).auto_shrink(false).show(ui, |ui| {
        let field = TextEdit::multiline(&mut state.field)
            .id(field_id())
            .font(theme::mono())
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, 190.0))
            .margin(Margin::symmetric(10, 7));
        let response = field.show(ui).response.response.labelled_by(label.id);
        if state.fresh {
            response.request_focus();
        }
    });
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    if buttons(ui, cx, "Use this payload", true) || enter {
        cx.send(Command::GivePayload(state.field.clone()));
    }
}

fn type_path(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DialogState, purpose: &str, saves: bool, error: Option<&str>) {
    title(ui, cx, "Enter a path");
    let label = weak(ui, cx, purpose);
    let (example, verb) = if saves { ("~/new file", "Save") } else { ("/home/me/file", "Open") };
    let enter = line_field(ui, state, label.id, example);
    error_line(ui, cx, error);
    let ready = !state.field.is_empty();
    // For another try the keyboard is back in the field.
    if state.is_waiting && error.is_some() {
        state.is_waiting = false;
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    if buttons(ui, cx, verb, ready) || (enter && ready) {
        cx.send(Command::GivePath(state.field.clone()));
        state.is_waiting = true;
    }
}

fn close(ui: &mut Ui, cx: &mut Cx<'_>) {
    row(ui, |ui| {
        if button::text_button(ui, None, "Close").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

fn shortcuts(ui: &mut Ui, cx: &mut Cx<'_>) {
    title(ui, cx, "Keyboard shortcuts");
    let height = (ui.ctx().content_rect().height() - 190.0).clamp(160.0, 520.0);
    ScrollArea::vertical().id_salt("shortcuts").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.spacing_mut().interact_size.y = 20.0;
        let mut group = "";
        for entry in ENTRIES {
            let Some(key) = entry.key else { continue };
            if entry.group != group {
                group = entry.group;
                ui.add_space(6.0);
                ui.add(Label::new(RichText::new(group).font(theme::strong()).color(cx.palette.strong)));
            }
            shortcut_line(ui, cx, entry.name, &ui.ctx().format_shortcut(&key));
        }
        ui.add_space(6.0);
        ui.add(Label::new(RichText::new("Everywhere").font(theme::strong()).color(cx.palette.strong)));
        for (name, keys) in BUILT_IN {
            shortcut_line(ui, cx, name, keys);
        }
    });
    weak(ui, cx, "Everything else is in the command palette, Ctrl+K");
    close(ui, cx);
}

fn shortcut_line(ui: &mut Ui, cx: &Cx<'_>, name: &str, keys: &str) {
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(name).color(cx.palette.text)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(theme::GAP);
            let keys = if keys == "QuestionMark" || keys == "Questionmark" { "?" } else { keys };
            ui.add(Label::new(RichText::new(keys).font(theme::mono()).color(cx.palette.weak)));
        });
    });
}

fn about(ui: &mut Ui, cx: &mut Cx<'_>) {
    title(ui, cx, "Jotsmith");
    weak(ui, cx, &format!("Version {}", env!("CARGO_PKG_VERSION")));
    ui.add(
        Label::new("An inspector for JSON Web Tokens that works without a network: nothing leaves this computer")
            .wrap(),
    );
    weak(
        ui,
        cx,
        "MIT or Apache-2.0. Verification by OpenSSL through josekit. Type: Inter (SIL Open Font License 1.1) and Hack (MIT and Bitstream Vera)",
    );
    close(ui, cx);
}
