//! One way to choose a key: those at hand, and what brings others.

use super::{Cx, button, middle};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::Icon;
use crate::app::view::builder::KeyPicker;
use crate::ui::{egui, theme};
use egui::{ComboBox, Key, Label, Modifiers, Response, RichText, Ui};

/// Room that the arrow and the margins take.
const ARROW: f32 = 40.0;

/// Draws it; `choose` is what a choice is told as.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, picker: &KeyPicker, choose: impl Fn(Option<u64>) -> Command) {
    let ink = match picker.key {
        Some(_) => cx.palette.text,
        None if picker.is_optional => cx.palette.weak,
        None => cx.palette.warning,
    };
    let small = |ui: &mut Ui, words: &str, ink| {
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(ink)).selectable(false));
    };
    // Names often differ in their ends.
    let words = middle::cut(ui, &picker.words, &theme::body(), ui.available_width() - ARROW);
    let combo = ComboBox::from_id_salt(("key", picker.name))
        .width(ui.available_width())
        .height(400.0)
        .truncate()
        .selected_text(RichText::new(words).color(ink))
        .show_ui(ui, |ui| {
            ui.set_min_width(260.0);
            // Enter closes it as a click does.
            if picker.is_optional && ui.selectable_label(picker.key.is_none(), "None").clicked() {
                cx.send(choose(None));
                ui.close();
            }
            if !picker.keys.iter().any(|key| key.fits) {
                ui.label(RichText::new("No key at hand fits").color(cx.palette.weak));
            }
            let mut is_apart = false;
            for key in &picker.keys {
                if !key.fits && !is_apart {
                    is_apart = true;
                    ui.add_space(4.0);
                    small(ui, "With another algorithm", cx.palette.weak);
                }
                let label = format!("{}  ·  {}", key.name, key.words);
                let choice = ui.selectable_label(picker.key == Some(key.value), label);
                rename(&choice, cx, key.value);
                if choice.clicked() {
                    cx.send(choose(Some(key.value)));
                    ui.close();
                }
            }
            ui.separator();
            for action in &picker.actions {
                if button::text_button(ui, action.icon, &action.label).clicked() {
                    cx.send(action.command.clone());
                    ui.close();
                }
            }
        });
    if let Some(key) = picker.key {
        rename(&combo.response, cx, key);
    }
    combo.response.accessible_name(picker.name);
    if picker.is_making {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(14.0).color(cx.palette.weak));
            small(ui, "Generating a key…", cx.palette.weak);
            if button::text_button(ui, Some(Icon::Cross), "Stop").clicked() {
                cx.send(Command::Build(BuildCommand::Cancel));
            }
        });
    }
}

/// F2 gives the key that has the keyboard a name.
fn rename(response: &Response, cx: &mut Cx<'_>, key: u64) {
    if response.has_focus() && response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2)) {
        cx.send(Command::Keyring(KeyringCommand::OpenEdit(key)));
    }
}
