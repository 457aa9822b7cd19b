//! The window that opens a keyring: with its passphrase, or from a backup.

use super::dialog::{buttons, error_line, row, title, weak};
use super::dialog_keyring::{KeyringDialogState, enter, secret_field, secret_id, show_button};
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::{Icon, SecretText, Spare};
use crate::ui::egui;
use crate::ui::widget::{Cx, button};
use egui::text::{CCursor, CCursorRange};
use egui::{TextEdit, Ui};

/// What the dialog says.
pub(super) struct Unlock<'a> {
    pub name: &'a str,
    pub error: Option<&'a str>,
    pub is_working: bool,
    /// A backup is what is chosen.
    pub is_damaged: bool,
    pub spares: &'a [Spare],
    /// What was asked about may be done.
    pub may_allow: bool,
    /// Who should not do it.
    pub doubt: &'a str,
}

/// One that has a passphrase.
pub(super) fn with_passphrase(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut KeyringDialogState, asked: &Unlock<'_>) {
    if asked.is_damaged {
        title(ui, cx, &format!("Open a backup of {}", asked.name));
        weak(ui, cx, "The keyring file cannot be opened. It stays as it is until you save what the backup contains");
    } else {
        title(ui, cx, &format!("Unlock {}", asked.name));
    }
    let label = ui.horizontal(|ui| {
        let label = weak(ui, cx, "Passphrase");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| show_button(ui, &mut state.shown));
        label
    });
    let response = secret_field(ui, &mut state.secret, secret_id(), state.shown, &label.inner);
    if state.fresh {
        response.request_focus();
    }
    let go = enter(ui, &response);
    error_line(ui, cx, asked.error);
    let ready = !state.secret.is_empty() && !asked.is_working;
    anyway(ui, cx, asked, ready, || state.secret.to_secret());
    if !asked.spares.is_empty() {
        let words = if asked.is_damaged {
            "Enter the passphrase, then choose the backup that is opened with it"
        } else {
            "If you are sure of the passphrase, open a backup with it"
        };
        weak(ui, cx, words);
        spares(ui, cx, asked, ready, || state.secret.to_secret());
    }
    // Enter and the buttons take the keyboard away; for another try it is back, and what is typed replaces what was.
    if state.is_waiting && !asked.is_working {
        state.is_waiting = false;
        response.request_focus();
        if let Some(mut field) = TextEdit::load_state(ui.ctx(), secret_id()) {
            let all = CCursorRange::two(CCursor::new(0), CCursor::new(usize::MAX));
            field.cursor.set_char_range(Some(all));
            TextEdit::store_state(ui.ctx(), secret_id(), field);
        }
    }
    if asked.is_damaged {
        if let (true, true, Some(first)) = (go, ready, asked.spares.first()) {
            cx.send(Command::Keyring(KeyringCommand::UnlockSpare(first.clone(), state.secret.to_secret())));
            state.is_waiting = true;
        }
        cancel(ui, cx);
        return;
    }
    if buttons(ui, cx, if asked.is_working { "Unlocking…" } else { "Unlock" }, ready) || (go && ready) {
        cx.send(Command::Keyring(KeyringCommand::Unlock(state.secret.to_secret())));
        state.is_waiting = true;
    }
}

/// One that has none, and whose own file does not open.
pub(super) fn without_passphrase(ui: &mut Ui, cx: &mut Cx<'_>, asked: &Unlock<'_>) {
    title(ui, cx, &format!("Open a backup of {}", asked.name));
    weak(ui, cx, "The keyring file stays as it is until you save what the backup contains");
    spares(ui, cx, asked, !asked.is_working, SecretText::default);
    error_line(ui, cx, asked.error);
    anyway(ui, cx, asked, !asked.is_working, SecretText::default);
    cancel(ui, cx);
}

fn cancel(ui: &mut Ui, cx: &mut Cx<'_>) {
    row(ui, |ui| {
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

fn anyway(ui: &mut Ui, cx: &mut Cx<'_>, asked: &Unlock<'_>, ready: bool, secret: impl Fn() -> SecretText) {
    if !asked.may_allow {
        return;
    }
    if !asked.doubt.is_empty() {
        weak(ui, cx, asked.doubt);
    }
    ui.add_enabled_ui(ready, |ui| {
        if button::text_button(ui, Some(Icon::Warning), "Open it anyway").clicked() {
            cx.send(Command::Keyring(KeyringCommand::UnlockAnyway(secret())));
        }
    });
}

fn spares(ui: &mut Ui, cx: &mut Cx<'_>, asked: &Unlock<'_>, ready: bool, secret: impl Fn() -> SecretText) {
    for spare in asked.spares {
        ui.add_enabled_ui(ready, |ui| {
            if button::text_button(ui, Some(Icon::Undo), &spare.words).clicked() {
                cx.send(Command::Keyring(KeyringCommand::UnlockSpare(spare.clone(), secret())));
            }
        });
    }
}
