//! The window for a key, a secret or a password that is pasted or typed.

use super::dialog::{
    DialogState, buttons, deliberate_buttons, error_line, field_id, secret_id, title, weak, working_line,
};
use super::dialog_keyring::password_ui;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::value::{ChosenKey, FoundKey, Icon, SecretReading, bytes};
use crate::app::view::PasswordView;
use crate::ui::secret::forget;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{Align, Id, Key, Label, Layout, Margin, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Above this many bytes a secret is no longer laid out, only counted.
const LONG_SECRET: usize = 64 * 1024;

/// What the dialog for a key shows.
pub(super) struct AddKey<'a> {
    pub error: Option<&'a str>,
    pub readings: &'a [String],
    pub found: &'a [FoundKey],
    pub suggested: &'a str,
    pub is_working: bool,
    pub offer: Option<&'a Action>,
    /// It is to be the password of a token.
    pub password: Option<&'a PasswordView>,
}

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DialogState, asked: &AddKey<'_>) {
    let is_working = asked.is_working;
    title(ui, cx, if asked.password.is_some() { "Type or paste the password" } else { "Paste a key or a secret" });
    let label = weak(
        ui,
        cx,
        match asked.password {
            Some(_) => "The password of the token, or a JWK with it. Whoever has the token can try to guess it",
            None => "A JWK, a JWK Set, PEM, a certificate, or the secret of an HMAC",
        },
    );
    let mut changed = secret_field(ui, state, label.id);
    forget(ui.ctx(), secret_id());
    changed |= reading_row(ui, cx, state);
    if changed {
        cx.send(Command::PreviewKey(state.secret.to_secret(), state.reading));
    }
    if let Some(password) = asked.password {
        password_ui(ui, cx, password);
    }
    // What is suggested stands in the field until the person says otherwise.
    if state.field == state.suggested && state.suggested != asked.suggested {
        state.field = asked.suggested.to_owned();
    }
    asked.suggested.clone_into(&mut state.suggested);
    if asked.found.is_empty() {
        ui.horizontal(|ui| {
            let words = RichText::new("Name").font(theme::small()).color(cx.palette.weak);
            let label = ui.add(Label::new(words).selectable(false));
            let field = TextEdit::singleline(&mut state.field)
                .id(field_id())
                .char_limit(1_000)
                .desired_width(f32::INFINITY)
                .hint_text("What you call it, where it has no name of its own")
                .margin(Margin::symmetric(8, 3));
            ui.add(field).labelled_by(label.id);
        });
        told(ui, cx, asked);
    } else {
        choose_keys(ui, cx, state, asked.found);
        error_line(ui, cx, asked.error);
    }
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let ready = !state.secret.is_empty() && !is_working;
    if !asked.found.is_empty() {
        let (words, chosen) = state.picks.chosen();
        // None is chosen for the person: Enter alone adds nothing.
        if deliberate_buttons(ui, cx, &words, ready && !chosen.is_empty()) {
            cx.send(Command::AddChosenKeys(state.secret.to_secret(), chosen));
        }
    } else if buttons(ui, cx, if is_working { "Reading…" } else { "Add key" }, ready) || (enter && ready) {
        let (name, secret) = (state.field.trim().to_owned(), state.secret.to_secret());
        cx.send(if name.is_empty() {
            Command::AddKey(secret, state.reading)
        } else {
            Command::AddKeyAs(name, secret, state.reading)
        });
    }
}

/// Which of several keys are meant, and what they are called.
#[derive(Default)]
pub(super) struct Picks {
    /// What there is to choose from.
    found: Vec<FoundKey>,
    /// One for each.
    picks: Vec<(bool, String)>,
}

impl Picks {
    /// Other keys are found by now: nothing is chosen of them.
    fn follow(&mut self, found: &[FoundKey]) {
        if self.found != found {
            self.found = found.to_vec();
            self.picks = found.iter().map(|key| (false, key.name.clone())).collect();
        }
    }

    /// What the button says, and what it does.
    fn chosen(&self) -> (String, Vec<ChosenKey>) {
        let picked = self.picks.iter().enumerate().filter(|(_, (is_picked, _))| *is_picked);
        let chosen: Vec<ChosenKey> = picked.map(|(index, (_, name))| ChosenKey { index, name: name.clone() }).collect();
        let words = match chosen.len() {
            0 => "Add keys".to_owned(),
            1 => "Add 1 key".to_owned(),
            count => format!("Add {count} keys"),
        };
        (words, chosen)
    }
}

/// Several keys in a text: each with a tick and with its name.
fn choose_keys(ui: &mut Ui, cx: &Cx<'_>, state: &mut DialogState, found: &[FoundKey]) {
    state.picks.follow(found);
    let picks = &mut state.picks.picks;
    ui.horizontal(|ui| {
        weak(ui, cx, &format!("It contains {} keys. Choose those to add", found.len()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_all = picks.iter().all(|(is_picked, _)| *is_picked);
            if button::text_button(ui, None, if is_all { "Choose none" } else { "Choose all" }).clicked() {
                picks.iter_mut().for_each(|(is_picked, _)| *is_picked = !is_all);
            }
        });
    });
    ScrollArea::vertical().id_salt("found keys").max_height(168.0).auto_shrink([false, true]).show(ui, |ui| {
        for (index, (key, (is_picked, name))) in found.iter().zip(picks).enumerate() {
            ui.horizontal(|ui| {
                let half = if key.is_private { "private" } else { "public" };
                let told = format!("{}, {half}", key.kind);
                let called = if name.is_empty() { format!("key {}", index + 1) } else { name.clone() };
                ui.checkbox(is_picked, "").accessible_name(format!("Add {called}, {told}, {}", key.format));
                let field = TextEdit::singleline(name).char_limit(1_000).desired_width(200.0).hint_text("Name");
                let field = ui.add(field).accessible_name(format!("Name of {called}"));
                if field.changed() {
                    // Whoever names it means it.
                    *is_picked = true;
                }
                ui.add(Label::new(RichText::new(told).color(cx.palette.text)).selectable(false));
                let format = RichText::new(&key.format).font(theme::small()).color(cx.palette.weak);
                ui.add(Label::new(format).truncate().selectable(false));
            });
        }
        follow_focus(ui);
    });
}

/// The field for a secret; whether it changed.
fn secret_field(ui: &mut Ui, state: &mut DialogState, label: Id) -> bool {
    let mut changed = false;
    if state.secret.len() > LONG_SECRET {
        ui.horizontal(|ui| {
            ui.set_min_height(132.0);
            ui.label(format!("{}, too long to be shown here", bytes(state.secret.len())));
            if button::text_button(ui, Some(Icon::Clear), "Clear").clicked() {
                state.secret.wipe();
                changed = true;
            }
        });
    } else {
        let size = vec2(ui.available_width(), 132.0);
        ui.allocate_ui(size, |ui| {
            ScrollArea::vertical().id_salt("secret").max_height(132.0).auto_shrink(false).show(ui, |ui| {
                let field = TextEdit::multiline(&mut state.secret)
                    .id(secret_id())
                    .password(!state.shown)
                    .font(theme::mono())
                    .desired_width(f32::INFINITY)
                    .min_size(vec2(size.x, 128.0))
                    .margin(Margin::symmetric(10, 7));
                let response = field.show(ui).response.response.labelled_by(label);
                if state.fresh {
                    response.request_focus();
                }
                changed = response.changed();
            });
        });
    }
    changed
}

/// How the secret is read, and whether it is shown; whether that changes what it is.
fn reading_row(ui: &mut Ui, cx: &Cx<'_>, state: &mut DialogState) -> bool {
    let mut changed = false;
    ui.horizontal(|ui| {
        let readings = [
            (SecretReading::Automatic, "Automatic"),
            (SecretReading::Utf8, "UTF-8"),
            (SecretReading::Base64, "base64"),
            (SecretReading::Base64Url, "base64url"),
            (SecretReading::Hex, "Hex"),
        ];
        ui.add(Label::new(RichText::new("Read as").font(theme::small()).color(cx.palette.weak)).selectable(false));
        if let Some(reading) = segment(ui, "Read as", state.reading, &readings) {
            state.reading = reading;
            changed = true;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = if state.shown { "Hide" } else { "Show" };
            if button::text_button(ui, Some(Icon::Eye), words).clicked() {
                state.shown = !state.shown;
            }
        });
    });
    changed
}

/// What it could be, or what is wrong with it.
fn told(ui: &mut Ui, cx: &mut Cx<'_>, asked: &AddKey<'_>) {
    let AddKey { error, readings, is_working, offer, .. } = *asked;
    // Three lines are kept whether they are needed or not.
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 58.0), Layout::top_down(Align::LEFT), |ui| {
        ui.set_min_height(58.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        if is_working {
            working_line(ui, cx, "Reading it…");
            return;
        }
        if readings.is_empty() && error.is_none() {
            weak(ui, cx, "What it appears to be is shown here as you paste");
        }
        for line in readings.iter().take(8) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.add(Label::new(RichText::new("•").color(cx.palette.weak)).selectable(false));
                ui.add(Label::new(RichText::new(line).color(cx.palette.text)).wrap());
            });
        }
        if error.is_some() {
            error_line(ui, cx, error);
            button::actions(ui, cx, offer.map(std::slice::from_ref).unwrap_or_default());
        }
    });
}
