//! Menus that hand keys out: what is public first, what is private below a line that says so.

use crate::app::message::command::Command;
use crate::app::value::Icon;
use crate::app::view::HandOut;
use crate::ui::widget::{Cx, button, focus};
use crate::ui::{egui, theme};
use egui::{Label, Popup, RichText, Ui};

/// *Copy as* and *Save as*, where there is anything to hand out.
pub fn menus(ui: &mut Ui, cx: &mut Cx<'_>, forms: &[HandOut]) {
    // In the order in which the eye goes, from wherever they are laid out.
    let is_mirrored = ui.layout().main_dir() == egui::Direction::RightToLeft;
    for is_copying in [!is_mirrored, is_mirrored] {
        if is_copying && forms.iter().any(|form| form.copy.is_some()) {
            let opener = button::text_button(ui, Some(Icon::Copy), "Copy as");
            Popup::menu(&opener).accessible_name("Copy as").show(|ui| {
                list(ui, cx, forms, "Copy", |form| Some(Command::Copy(form.copy.clone()?)));
            });
        } else if !is_copying && !forms.is_empty() {
            let opener = button::text_button(ui, Some(Icon::Export), "Save as");
            Popup::menu(&opener).accessible_name("Save as").show(|ui| {
                list(ui, cx, forms, "Save", |form| Some(form.save.clone()));
            });
        }
    }
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, forms: &[HandOut], verb: &str, command: impl Fn(&HandOut) -> Option<Command>) {
    ui.set_min_width(240.0);
    for is_private in [false, true] {
        let these = forms.iter().filter(|form| form.is_private == is_private);
        let has_any = these.clone().any(|form| command(form).is_some());
        if is_private && has_any {
            ui.separator();
            let words = if verb == "Copy" {
                "Private: kept out of clipboard histories, cleared after 30 seconds"
            } else {
                "Private: only you can read the file"
            };
            let text = RichText::new(words).font(theme::small()).color(cx.palette.warning);
            ui.add(Label::new(text).wrap());
        }
        for form in these {
            let Some(command) = command(form) else { continue };
            let picture = if is_private { Icon::Warning } else { Icon::Key };
            let response = button::text_button(ui, Some(picture), &form.title);
            if response.accessible_name(format!("{verb}: {}", form.title)).clicked() {
                cx.send(command);
            }
        }
    }
    focus::close_by_key(ui);
}
