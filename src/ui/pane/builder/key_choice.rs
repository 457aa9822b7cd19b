//! Key and algorithm, each following the other.

use super::{caption, send};
use crate::app::message::builder::BuildCommand;
use crate::app::value::Icon;
use crate::app::view::builder::{Choice, KeyChoice};
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{ComboBox, RichText, Ui};

/// Draws both, one below the other.
pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, choice: &KeyChoice) {
    caption(ui, cx, choice.name);
    let is_missing = choice.key.is_none();
    let ink = if is_missing { cx.palette.warning } else { cx.palette.text };
    let combo = ComboBox::from_id_salt(("key", choice.name))
        .width(ui.available_width())
        .height(340.0)
        .truncate()
        .selected_text(RichText::new(&choice.key_words).color(ink))
        .show_ui(ui, |ui| {
            ui.set_min_width(260.0);
            if choice.keys.is_empty() {
                ui.label(RichText::new("No session key can do this").color(cx.palette.weak));
            }
            let mut is_apart = false;
            for key in &choice.keys {
                apart(ui, cx, key, &mut is_apart, "With another algorithm");
                let label = format!("{}  ·  {}", key.name, key.words);
                if ui.selectable_label(choice.key == Some(key.value), label).clicked() {
                    send(cx, BuildCommand::SetKey(choice.slot, Some(key.value)));
                }
            }
        });
    combo.response.accessible_name(choice.name);
    if choice.is_making {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(14.0).color(cx.palette.weak));
            caption(ui, cx, "Generating a key…");
            if button::text_button(ui, Some(Icon::Cross), "Stop").clicked() {
                send(cx, BuildCommand::Cancel);
            }
        });
    }
    caption(ui, cx, "Algorithm");
    let combo = ComboBox::from_id_salt(("algorithm", choice.name))
        .width(ui.available_width())
        .height(340.0)
        .truncate()
        .selected_text(RichText::new(&choice.algorithm).font(theme::mono()))
        .show_ui(ui, |ui| {
            ui.set_min_width(300.0);
            let mut is_apart = false;
            for row in &choice.algorithms {
                apart(ui, cx, row, &mut is_apart, "With another key");
                let label = format!("{}  ·  {}", row.name, row.words);
                if ui.selectable_label(choice.algorithm == row.value, label).clicked() {
                    send(cx, BuildCommand::SetAlgorithm(choice.slot, row.value.to_owned()));
                }
            }
        });
    let name = format!("Algorithm, {}", choice.name.to_lowercase());
    combo.response.accessible_name(name).on_hover_text(choice.algorithm_words.as_str());
}

/// A heading where those begin that do not fit.
fn apart<T>(ui: &mut Ui, cx: &Cx<'_>, choice: &Choice<T>, is_apart: &mut bool, words: &str) {
    if !choice.fits && !*is_apart {
        *is_apart = true;
        ui.add_space(4.0);
        caption(ui, cx, words);
    }
}
