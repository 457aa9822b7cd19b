//! Looking for the secret of a token in a list of words.

use super::dialog::{error_line, row, title, weak};
use crate::app::message::command::Command;
use crate::app::message::guess::GuessCommand;
use crate::app::value::Icon;
use crate::app::view::GuessView;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon};
use egui::{Label, ProgressBar, RichText, Ui};

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, view: &GuessView) {
    title(ui, cx, "Guess the secret");
    weak(
        ui,
        cx,
        "Each line of a list of words is tried as the shared secret of this token, on all cores. Whoever has the token can do the same",
    );
    let list = view.list.as_deref().unwrap_or("No list is chosen yet");
    ui.add(Label::new(RichText::new(list).color(cx.palette.text)).truncate());
    told(ui, cx, view);
    row(ui, |ui| {
        if view.share.is_some() {
            if button::primary_button(ui, "Hide").on_hover_text("Goes on in the background").clicked() {
                cx.send(Command::Guess(GuessCommand::Hide));
            }
            if button::text_button(ui, Some(Icon::Cross), "Stop").clicked() {
                cx.send(Command::Guess(GuessCommand::Stop));
            }
            return;
        }
        let words = if view.list.is_some() { "Choose another list…" } else { "Choose a list of words…" };
        let (mut uses, mut chooses) = (false, false);
        if view.is_found {
            uses = button::primary_button(ui, "Use it").on_hover_text("Add it to the keys of this session").clicked();
            chooses = button::text_button(ui, Some(Icon::Open), words).clicked();
        } else {
            chooses |= button::primary_button(ui, words).clicked();
        }
        if super::dialog::enter_for_nobody(ui) {
            (uses, chooses) = (view.is_found, !view.is_found);
        }
        if uses {
            cx.send(Command::Guess(GuessCommand::Use));
        }
        if chooses {
            cx.send(Command::Guess(GuessCommand::Choose));
        }
        if button::text_button(ui, None, "Close").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

/// How far it is, or what came of it; two lines, whether there is something to say or not.
fn told(ui: &mut Ui, cx: &Cx<'_>, view: &GuessView) {
    if let Some(share) = view.share {
        let bar = ProgressBar::new(share).desired_height(10.0).fill(cx.palette.accent);
        ui.add(bar).accessible_name("Progress of the list");
        ui.add(Label::new(RichText::new(&view.words).color(cx.palette.text)));
        return;
    }
    if view.error.is_some() {
        return error_line(ui, cx, view.error.as_deref());
    }
    ui.horizontal_top(|ui| {
        ui.set_min_height(36.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        if view.words.is_empty() {
            return;
        }
        icon::show(ui, badge::tone_icon(view.tone), 16.0, cx.palette.tone(view.tone));
        let response = ui.add(Label::new(RichText::new(&view.words).color(cx.palette.text)).wrap());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}
