//! Key and algorithm, each following the other.

use super::{caption, send};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::view::builder::KeyChoice;
use crate::ui::widget::{Cx, focus, key_picker};
use crate::ui::{egui, theme};
use egui::{ComboBox, RichText, Ui};

/// Draws both, one below the other.
pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, choice: &KeyChoice) {
    caption(ui, cx, choice.picker.name);
    let slot = choice.slot;
    key_picker::show(ui, cx, &choice.picker, |key| Command::Build(BuildCommand::SetKey(slot, key)));
    caption(ui, cx, "Algorithm");
    let combo = ComboBox::from_id_salt(("algorithm", choice.picker.name))
        .width(ui.available_width())
        .height(340.0)
        .truncate()
        .selected_text(RichText::new(&choice.algorithm).font(theme::mono()))
        .show_ui(ui, |ui| {
            ui.set_min_width(300.0);
            let mut is_apart = false;
            for row in &choice.algorithms {
                if !row.fits && !is_apart {
                    is_apart = true;
                    ui.add_space(4.0);
                    caption(ui, cx, "With another key");
                }
                let label = format!("{}  ·  {}", row.name, row.words);
                if ui.selectable_label(choice.algorithm == row.value, label).clicked() {
                    send(cx, BuildCommand::SetAlgorithm(choice.slot, row.value.to_owned()));
                }
            }
            focus::close_by_key(ui);
        });
    let name = format!("Algorithm, {}", choice.picker.name.to_lowercase());
    combo.response.accessible_name(name).on_hover_text(choice.algorithm_words.as_str());
}
