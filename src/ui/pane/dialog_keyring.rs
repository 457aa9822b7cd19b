//! Windows about keyrings: making, unlocking, keeping keys, and what to do when a save fails.

use super::dialog::{buttons, deliberate_buttons, enter_for_nobody, error_line, row, title, weak};
use super::dialog_generate::{self, GenerateState};
use super::dialog_unlock::{self, Unlock};
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::{Icon, RingId, SecretText};
use crate::app::view::{KeyringDialogView, PassphraseView, PasswordView};
use crate::ui::secret::{SecretBuffer, forget};
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Label, Margin, Response, RichText, ScrollArea, TextEdit, Ui, vec2};

/// What these dialogs keep while one of them is open.
#[derive(Default)]
pub struct KeyringDialogState {
    pub(super) secret: SecretBuffer,
    again: SecretBuffer,
    pub(super) shown: bool,
    name: String,
    issuer: String,
    is_public: bool,
    moving: bool,
    chosen: Option<Option<RingId>>,
    pub(super) fresh: bool,
    pub(super) is_waiting: bool,
    generate: GenerateState,
}

pub(super) fn secret_id() -> Id {
    Id::unique("keyring passphrase")
}

fn again_id() -> Id {
    Id::unique("keyring passphrase again")
}

impl KeyringDialogState {
    /// Another dialog, or none, is shown: what was typed is wiped.
    pub fn begin(&mut self, ctx: &egui::Context, dialog: Option<&KeyringDialogView>) {
        self.secret.wipe();
        self.again.wipe();
        forget(ctx, secret_id());
        forget(ctx, again_id());
        (self.shown, self.is_public, self.moving, self.chosen) = (false, false, true, None);
        self.name.clear();
        self.issuer.clear();
        self.fresh = dialog.is_some();
        self.is_waiting = false;
        self.generate = GenerateState::default();
        match dialog {
            Some(KeyringDialogView::Edit { name, issuer, .. }) => {
                self.name.push_str(name);
                self.issuer.push_str(issuer.as_deref().unwrap_or_default());
            }
            Some(KeyringDialogView::Rename { name, .. } | KeyringDialogView::Import { name, .. }) => {
                self.name.push_str(name);
            }
            Some(KeyringDialogView::SaveElsewhere { name, .. }) => {
                self.name.push_str(name);
                self.name.push_str(" 2");
            }
            _ => {}
        }
    }
}

/// Draws the one that is open.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut KeyringDialogState, dialog: &KeyringDialogView) {
    use KeyringDialogView as D;
    match dialog {
        D::Create { error, strength, is_working, keeping } => {
            create(ui, cx, state, error.as_deref(), strength.as_ref(), *is_working, keeping.as_deref());
        }
        D::Unlock { name, error, is_working, is_encrypted, is_damaged, spares, may_allow, doubt } => {
            let (error, is_working, is_damaged) = (error.as_deref(), *is_working, *is_damaged);
            let asked = Unlock { name, error, is_working, is_damaged, spares, may_allow: *may_allow, doubt };
            if *is_encrypted {
                dialog_unlock::with_passphrase(ui, cx, state, &asked);
            } else {
                dialog_unlock::without_passphrase(ui, cx, &asked);
            }
        }
        D::Keep { what, from, rings, locked } => keep(ui, cx, state, what, from, rings, locked),
        D::Edit { what, is_new: true, error, .. } => name_new(ui, cx, state, what, error.as_deref()),
        D::Edit { what, issuer, error, .. } => edit(ui, cx, state, what, issuer.is_some(), error.as_deref()),
        D::Rename { name, error } => {
            let words = format!("The new name of {name}");
            if let Some(name) =
                name_dialog(ui, cx, state, "Rename the keyring", &words, error.as_deref(), "Rename", false)
            {
                cx.send(Command::Keyring(KeyringCommand::Rename(name)));
            }
        }
        D::Import { error, .. } => {
            let words = "Its name here";
            if let Some(name) = name_dialog(ui, cx, state, "Import a keyring", words, error.as_deref(), "Import", false)
            {
                cx.send(Command::Keyring(KeyringCommand::Import(name)));
            }
        }
        D::SaveElsewhere { name, error, is_working } => {
            let words =
                format!("Another name for {name}, with all its changes. The file that could not be written is kept");
            let head = "Save elsewhere";
            if let Some(name) = name_dialog(ui, cx, state, head, &words, error.as_deref(), "Save", *is_working) {
                cx.send(Command::Keyring(KeyringCommand::SaveElsewhere(name)));
            }
        }
        D::ChangePassphrase { name, error, strength } => {
            change_passphrase(ui, cx, state, name, error.as_deref(), strength.as_ref());
        }
        D::Generate { kinds, names, places, error, is_working } => {
            dialog_generate::show(ui, cx, &mut state.generate, (kinds, names), places, error.as_deref(), *is_working);
        }
        D::ExportPassphrase { what, note, error, strength } => {
            export_passphrase(ui, cx, state, what, note, error.as_deref(), strength.as_ref());
        }
        D::Changed { ring, name } => changed(ui, cx, *ring, name),
        D::Trash { entries } => trash(ui, cx, entries),
        D::Erase { name, lost, error, is_working } => erase(ui, cx, name, lost, error.as_deref(), *is_working),
        D::Closing { names } => closing(ui, cx, state.fresh, names),
        D::Unkept { title, names, keys } => unkept(ui, cx, state.fresh, title, names, keys),
    }
    state.fresh = false;
}

/// A field for a secret. Returns its response; egui keeps nothing of it.
pub(super) fn secret_field(ui: &mut Ui, buffer: &mut SecretBuffer, id: Id, shown: bool, label: &Response) -> Response {
    let field = TextEdit::singleline(buffer)
        .id(id)
        .password(!shown)
        .font(theme::mono())
        .char_limit(4_096)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    let response = field.show(ui).response.response.labelled_by(label.id);
    forget(ui.ctx(), id);
    response
}

fn text_field(ui: &mut Ui, text: &mut String, salt: &str, label: &Response) -> Response {
    let field = TextEdit::singleline(text)
        .id(Id::unique(("keyring field", salt)))
        .char_limit(1_000)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6));
    field.show(ui).response.response.labelled_by(label.id)
}

pub(super) fn enter(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

pub(super) fn show_button(ui: &mut Ui, shown: &mut bool) {
    if button::text_button(ui, Some(Icon::Eye), if *shown { "Hide" } else { "Show" }).clicked() {
        *shown = !*shown;
    }
}

/// What a password costs a guesser with which a token is encrypted.
pub(crate) fn password_ui(ui: &mut Ui, cx: &Cx<'_>, password: &PasswordView) {
    match &password.strength {
        Some(strength) => strength_ui(ui, cx, Some(strength)),
        None => {
            _ = ui.add(Label::new(RichText::new(&password.cost).font(theme::small()).color(cx.palette.weak)).wrap())
        }
    }
}

/// How strong the passphrase is, and what guessing it costs. Keeps its place.
fn strength_ui(ui: &mut Ui, cx: &Cx<'_>, strength: Option<&PassphraseView>) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 76.0), egui::Layout::top_down(egui::Align::LEFT), |ui| {
        ui.set_min_height(76.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), egui::Sense::hover());
        ui.painter().rect_filled(bar, 2, cx.palette.line);
        let Some(strength) = strength else {
            weak(ui, cx, "Four or five unrelated words are strong and easy to remember");
            return;
        };
        let ink = cx.palette.tone(strength.tone);
        let filled = egui::Rect::from_min_size(bar.min, vec2(bar.width() * strength.share, bar.height()));
        ui.painter().rect_filled(filled, 2, ink);
        let words = RichText::new(&strength.word).font(theme::strong()).color(ink);
        let response = ui.add(Label::new(words));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
        ui.add(Label::new(RichText::new(&strength.cost).color(cx.palette.text)).wrap());
        for words in [&strength.hint, &strength.derivation] {
            if !words.is_empty() {
                ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
            }
        }
    });
}

/// Two fields for a new passphrase; the second one is not asked for while it is shown. Returns whether Enter was pressed.
fn new_passphrase(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut KeyringDialogState, rate_as: &str) -> bool {
    let mut is_generated = false;
    let label = ui.horizontal(|ui| {
        let label = weak(ui, cx, "Passphrase");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            show_button(ui, &mut state.shown);
            let words = button::text_button(ui, Some(Icon::Key), "Six random words");
            if words.on_hover_text("A strong passphrase, chosen at random. Write it down before you continue").clicked()
            {
                is_generated = generate_passphrase(state);
            }
        });
        label
    });
    let response = secret_field(ui, &mut state.secret, secret_id(), state.shown, &label.inner);
    if response.changed() || is_generated {
        let (name, passphrase) = (rate_as.to_owned(), state.secret.to_secret());
        cx.send(Command::Keyring(KeyringCommand::Rate { name, passphrase }));
    }
    let mut go = enter(ui, &response);
    if !state.shown {
        let label = weak(ui, cx, "Repeat it");
        let response = secret_field(ui, &mut state.again, again_id(), false, &label);
        go = enter(ui, &response);
    }
    go
}

/// Puts one into the field, where it is shown: nobody could type it otherwise.
fn generate_passphrase(state: &mut KeyringDialogState) -> bool {
    let Some(words) = SecretText::generated() else { return false };
    state.secret.wipe();
    state.secret.push(words.expose());
    state.again.wipe();
    state.shown = true;
    true
}

/// What is wrong with the two fields.
fn passphrase_fault(state: &KeyringDialogState) -> Option<&'static str> {
    let is_same = state.shown || state.secret.to_secret() == state.again.to_secret();
    (!is_same && !state.again.is_empty()).then_some("The two do not match")
}

fn is_passphrase_ready(state: &KeyringDialogState) -> bool {
    !state.secret.is_empty() && (state.shown || state.secret.to_secret() == state.again.to_secret())
}

/// The buttons below a new passphrase. One that is very weak is asked about: then the button says so, and Enter is not enough.
fn goes_on(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    words: &str,
    ready: bool,
    enter: bool,
    strength: Option<&PassphraseView>,
) -> bool {
    if strength.is_some_and(|strength| strength.is_asked_about) {
        return deliberate_buttons(ui, cx, "Use it anyway", ready);
    }
    buttons(ui, cx, words, ready) || (enter && ready)
}

fn create(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    error: Option<&str>,
    strength: Option<&PassphraseView>,
    is_working: bool,
    keeping: Option<&str>,
) {
    title(ui, cx, "New keyring");
    if let Some(keeping) = keeping {
        weak(ui, cx, &format!("It will start with {keeping}"));
    }
    let label = weak(ui, cx, "Name");
    let response = text_field(ui, &mut state.name, "name", &label);
    if state.fresh {
        response.request_focus();
    }
    let choices = [(false, "Encrypted"), (true, "Public keys only")];
    ui.horizontal(|ui| {
        if let Some(is_public) = segment(ui, "Kind", state.is_public, &choices) {
            state.is_public = is_public;
        }
    });
    let mut go = false;
    if state.is_public {
        weak(
            ui,
            cx,
            "A plain JWK Set that any program can read. It has no passphrase and cannot hold private keys or secrets",
        );
    } else {
        let name = state.name.clone();
        go = new_passphrase(ui, cx, state, &name);
        strength_ui(ui, cx, strength);
    }
    let fault = if state.is_public { None } else { passphrase_fault(state) };
    error_line(ui, cx, fault.or(error));
    let ready = !is_working && !state.name.trim().is_empty() && (state.is_public || is_passphrase_ready(state));
    let words = if is_working { "Creating it…" } else { "Create keyring" };
    if goes_on(ui, cx, words, ready, go, strength.filter(|_| !state.is_public)) {
        cx.send(Command::Keyring(KeyringCommand::Create {
            name: state.name.trim().to_owned(),
            passphrase: if state.is_public { Default::default() } else { state.secret.to_secret() },
            is_public: state.is_public,
        }));
    }
}

fn keep(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    what: &str,
    from: &str,
    rings: &[(RingId, String)],
    locked: &[(RingId, String, bool)],
) {
    title(ui, cx, "Keep in a keyring");
    weak(ui, cx, &format!("Where to keep {what} from {from}"));
    let chosen = state.chosen.unwrap_or_else(|| rings.first().map(|(ring, _)| *ring));
    ScrollArea::vertical().id_salt("keep in").max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        for (ring, name) in rings {
            if ui.radio(chosen == Some(*ring), name).clicked() {
                state.chosen = Some(Some(*ring));
            }
        }
        if ui.radio(chosen.is_none(), "A new keyring…").clicked() {
            state.chosen = Some(None);
        }
        for (ring, name, is_public) in locked {
            let (state, icon, opening) =
                if *is_public { ("closed", Icon::Eye, "Open") } else { ("locked", Icon::Unlock, "Unlock") };
            ui.horizontal(|ui| {
                ui.add_enabled_ui(false, |ui| ui.radio(false, format!("{name}, {state}")));
                if button::text_button(ui, Some(icon), &format!("{opening} {name}…")).clicked() {
                    cx.send(Command::Keyring(KeyringCommand::OpenUnlock(*ring)));
                }
            });
        }
    });
    let choices = [(true, "Move"), (false, "Copy")];
    ui.horizontal(|ui| {
        if let Some(moving) = segment(ui, "How", state.moving, &choices) {
            state.moving = moving;
        }
    });
    let words = if chosen.is_none() { "Next" } else { "Keep" };
    if buttons(ui, cx, words, true) {
        cx.send(Command::Keyring(KeyringCommand::Keep { ring: chosen, moving: state.moving }));
    }
}

fn edit(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    what: &str,
    has_issuer: bool,
    error: Option<&str>,
) {
    title(ui, cx, if has_issuer { "Name and issuer" } else { "Name" });
    weak(ui, cx, &format!("What Jotsmith notes about {what}. The key itself is not changed"));
    let label = weak(ui, cx, "Your name for it");
    let one = text_field(ui, &mut state.name, "note", &label);
    if state.fresh {
        one.request_focus();
    }
    let mut go = enter(ui, &one);
    if has_issuer {
        let label =
            weak(ui, cx, "Pin it to this issuer (iss). If it verifies a token from another issuer, that is a finding");
        let two = text_field(ui, &mut state.issuer, "issuer", &label);
        go |= enter(ui, &two);
    }
    error_line(ui, cx, error);
    if buttons(ui, cx, "Save", true) || go {
        let (name, issuer) = (state.name.clone(), state.issuer.clone());
        cx.send(Command::Keyring(KeyringCommand::Edit { name, issuer }));
    }
}

/// What a key that has just come is called: Enter takes what is suggested.
fn name_new(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut KeyringDialogState, what: &str, error: Option<&str>) {
    title(ui, cx, "Name the new key");
    let label = weak(ui, cx, &format!("{what}. Its name in lists, pickers and verdicts; F2 changes it at any time"));
    let field = text_field(ui, &mut state.name, "note", &label);
    if state.fresh {
        field.request_focus();
        select_all(ui, &field);
    }
    let go = enter(ui, &field);
    error_line(ui, cx, error);
    if buttons(ui, cx, "Use this name", !state.name.trim().is_empty()) || go {
        let name = state.name.clone();
        cx.send(Command::Keyring(KeyringCommand::Edit { name, issuer: String::new() }));
    }
}

/// What is typed takes the place of what is in a field.
fn select_all(ui: &Ui, field: &Response) {
    let mut all = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    all.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(usize::MAX))));
    TextEdit::store_state(ui.ctx(), field.id, all);
}

#[expect(clippy::too_many_arguments, reason = "one for each thing that the dialog says")]
fn name_dialog(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    head: &str,
    words: &str,
    error: Option<&str>,
    go: &str,
    is_working: bool,
) -> Option<String> {
    title(ui, cx, head);
    let label = weak(ui, cx, words);
    let response = text_field(ui, &mut state.name, "name", &label);
    if state.fresh {
        response.request_focus();
    }
    let is_entered = enter(ui, &response);
    error_line(ui, cx, error);
    let ready = !is_working && !state.name.trim().is_empty();
    let is_clicked = buttons(ui, cx, go, ready);
    (is_clicked || (is_entered && ready)).then(|| state.name.trim().to_owned())
}

fn change_passphrase(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    name: &str,
    error: Option<&str>,
    strength: Option<&PassphraseView>,
) {
    title(ui, cx, &format!("A new passphrase for {name}"));
    weak(ui, cx, "Its backups still open with the old one. They can be deleted afterwards");
    let go = new_passphrase(ui, cx, state, name);
    if state.fresh {
        ui.memory_mut(|memory| memory.request_focus(secret_id()));
    }
    strength_ui(ui, cx, strength);
    error_line(ui, cx, passphrase_fault(state).or(error));
    let ready = is_passphrase_ready(state);
    if goes_on(ui, cx, "Change", ready, go, strength) {
        cx.send(Command::Keyring(KeyringCommand::ChangePassphrase(state.secret.to_secret())));
    }
}

fn export_passphrase(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut KeyringDialogState,
    what: &str,
    note: &str,
    error: Option<&str>,
    strength: Option<&PassphraseView>,
) {
    title(ui, cx, "A passphrase for the file");
    weak(ui, cx, &format!("It protects {what}. {note}"));
    let go = new_passphrase(ui, cx, state, "");
    if state.fresh {
        ui.memory_mut(|memory| memory.request_focus(secret_id()));
    }
    strength_ui(ui, cx, strength);
    error_line(ui, cx, passphrase_fault(state).or(error));
    let ready = is_passphrase_ready(state);
    if goes_on(ui, cx, "Choose a file…", ready, go, strength) {
        cx.send(Command::Keyring(KeyringCommand::SaveExportWith(state.secret.to_secret())));
    }
}

fn changed(ui: &mut Ui, cx: &mut Cx<'_>, ring: RingId, name: &str) {
    title(ui, cx, &format!("{name} was changed by another program"));
    weak(ui, cx, "Your changes are in memory, and the file contains others. Nothing has been overwritten");
    let choices = [
        ("Merge", "Add the file's keys to yours and save them all", KeyringCommand::Merge(ring)),
        ("Replace the file", "With your keys. Its current content becomes a backup", KeyringCommand::Overwrite(ring)),
        ("Keep both…", "Save your keys under another name", KeyringCommand::OpenSaveElsewhere(ring)),
    ];
    for (index, (label, words, command)) in choices.into_iter().enumerate() {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(130.0, 28.0), |ui| {
                ui.set_min_width(130.0);
                let response =
                    if index == 0 { button::primary_button(ui, label) } else { button::text_button(ui, None, label) };
                if response.clicked() {
                    cx.send(Command::Keyring(command));
                }
            });
            weak(ui, cx, words);
        });
    }
    row(ui, |ui| {
        if button::text_button(ui, None, "Decide later").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

fn trash(ui: &mut Ui, cx: &mut Cx<'_>, entries: &[(String, String, std::path::PathBuf)]) {
    title(ui, cx, "Keyrings in the trash");
    if entries.is_empty() {
        weak(
            ui,
            cx,
            "The trash is empty. A keyring in the trash is kept with its backups until you delete it permanently",
        );
    }
    ScrollArea::vertical().id_salt("trash").max_height(300.0).auto_shrink([false, true]).show(ui, |ui| {
        for (name, when, path) in entries {
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let response = button::text_button(ui, Some(Icon::Undo), "Restore");
                    if response.accessible_name(format!("Restore {name}")).clicked() {
                        cx.send(Command::Keyring(KeyringCommand::Restore(path.clone())));
                    }
                    let response = button::text_button(ui, Some(Icon::Trash), "Delete permanently…");
                    if response.accessible_name(format!("Delete {name} permanently")).clicked() {
                        cx.send(Command::Keyring(KeyringCommand::OpenErase(path.clone())));
                    }
                    ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add(Label::new(RichText::new(name).font(theme::strong()).color(cx.palette.text)).truncate());
                        let words = RichText::new(when).font(theme::small()).color(cx.palette.weak);
                        ui.add(Label::new(words).truncate());
                    });
                });
            });
        }
    });
    row(ui, |ui| {
        if button::text_button(ui, None, "Close").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

fn erase(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, lost: &str, error: Option<&str>, is_working: bool) {
    title(ui, cx, &format!("Delete {name} permanently?"));
    weak(ui, cx, lost);
    error_line(ui, cx, error);
    row(ui, |ui| {
        // Enter does what can be undone.
        if button::primary_button(ui, "Keep it").clicked() {
            cx.send(Command::Keyring(KeyringCommand::OpenTrash));
        }
        ui.add_enabled_ui(!is_working, |ui| {
            let words = if is_working { "Deleting…" } else { "Delete permanently" };
            if button::text_button(ui, Some(Icon::Trash), words).clicked() {
                cx.send(Command::Keyring(KeyringCommand::Erase));
            }
        });
    });
}

/// Buttons at the right, added from left to right, so that Tab goes the way that one reads.
fn ordered_row(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let id = ui.scope_id().with("ordered row");
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        let gap = ui.spacing().item_spacing.x;
        ui.add_space((ui.available_width() - known.unwrap_or_default() - gap).max(0.0));
        let from = ui.cursor().left();
        content(ui);
        let width = ui.min_rect().right() - from;
        if known.is_none_or(|known| (known - width).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(id, width));
            ui.ctx().request_discard("the buttons take their place at the right");
        }
    });
}

/// The button that Enter means: it has the keyboard from the start. Returns whether it is pressed.
fn default_button(ui: &mut Ui, words: &str, fresh: bool) -> bool {
    let is_entered = enter_for_nobody(ui);
    let response = button::primary_button(ui, words);
    if fresh {
        response.request_focus();
    }
    response.clicked() || is_entered
}

fn closing(ui: &mut Ui, cx: &mut Cx<'_>, fresh: bool, names: &[String]) {
    title(ui, cx, "Not everything is saved");
    weak(ui, cx, &format!("The last changes to {} are only in memory", names.join(", ")));
    ordered_row(ui, |ui| {
        if button::text_button(ui, Some(Icon::Trash), "Close and discard them").clicked() {
            cx.send(Command::Keyring(KeyringCommand::CloseAndLose));
        }
        if default_button(ui, "Stay", fresh) {
            cx.send(Command::CloseDialog);
        }
    });
}

fn unkept(ui: &mut Ui, cx: &mut Cx<'_>, fresh: bool, head: &str, names: &[String], keys: &[u64]) {
    title(ui, cx, head);
    let more = keys.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let it = if keys.len() == 1 { "it" } else { "them" };
    weak(ui, cx, &format!("Only in memory, and lost when the window closes: {}{more}", names.join(", ")));
    ordered_row(ui, |ui| {
        if button::text_button(ui, None, "Stay").clicked() {
            cx.send(Command::CloseDialog);
        }
        if button::text_button(ui, Some(Icon::Trash), &format!("Close and discard {it}")).clicked() {
            cx.send(Command::Keyring(KeyringCommand::CloseAndLose));
        }
        if default_button(ui, &format!("Keep {it} in a keyring…"), fresh) {
            cx.send(Command::Keyring(KeyringCommand::OpenKeep(keys.to_vec())));
        }
    });
}
