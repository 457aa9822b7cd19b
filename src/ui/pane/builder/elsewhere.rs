//! Signing elsewhere: what a card, an HSM or a KMS is to sign, and where its signature is pasted.

use super::caption;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::elsewhere::ElsewhereCommand;
use crate::app::message::command::Command;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Icon};
use crate::app::view::builder::{ElsewhereView, InputView};
use crate::ui::widget::copy_button::copy_button;
use crate::ui::widget::focus::{close_by_key, follow_focus};
use crate::ui::widget::{Cx, badge, button, key_picker};
use crate::ui::{egui, icon, theme};
use egui::{ComboBox, Frame, Label, Margin, Rect, RichText, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

/// Widest the page is read at.
const WIDTH: f32 = 760.0;
/// Bytes of a signature that are taken as text.
const LONGEST: usize = 32 * 1024;

/// What is pasted, as far as it was not put together yet.
#[derive(Default)]
pub struct ElsewhereState {
    signature: String,
}

fn send(cx: &mut Cx<'_>, command: ElsewhereCommand) {
    cx.send(Command::Build(BuildCommand::Elsewhere(command)));
}

/// Draws the line above.
pub(crate) fn bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(
        UiBuilder::new().max_rect(inside).layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            if button::text_button(ui, Some(Icon::Undo), "Back").clicked() {
                send(cx, ElsewhereCommand::Close);
            }
            let title = RichText::new("Sign elsewhere").font(theme::head()).color(cx.palette.strong);
            ui.add(Label::new(title).selectable(false));
        },
    );
}

pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, page: &ElsewhereView, state: &mut ElsewhereState) {
    ScrollArea::vertical().id_salt("elsewhere").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width().min(WIDTH));
            ui.spacing_mut().item_spacing.y = 6.0;
            let intro = "For a key in a card, an HSM or a KMS: have these bytes signed there, then paste the signature";
            ui.add(Label::new(RichText::new(intro).color(cx.palette.weak)).wrap());
            choices(ui, cx, page);
            for (sentence, advice) in &page.reasons {
                reason(ui, cx, sentence, advice);
            }
            if let Some(input) = &page.input {
                to_sign(ui, cx, input);
                for (note, action) in &page.mendable {
                    super::result::note(ui, cx, note);
                    ui.horizontal(|ui| {
                        ui.add_space(20.0);
                        button::actions(ui, cx, std::slice::from_ref(action));
                    });
                }
                signature(ui, cx, page, state);
            }
            if !page.token.is_empty() {
                token(ui, cx, page);
            }
        });
        follow_focus(ui);
    });
}

fn choices(ui: &mut Ui, cx: &mut Cx<'_>, page: &ElsewhereView) {
    caption(ui, cx, page.picker.name);
    key_picker::show(ui, cx, &page.picker, |key| Command::Build(BuildCommand::Elsewhere(ElsewhereCommand::Key(key))));
    caption(ui, cx, "Algorithm");
    let combo = ComboBox::from_id_salt("algorithm elsewhere")
        .width(ui.available_width())
        .height(340.0)
        .truncate()
        .selected_text(RichText::new(&page.algorithm).font(theme::mono()))
        .show_ui(ui, |ui| {
            ui.set_min_width(300.0);
            let mut is_apart = false;
            for row in &page.algorithms {
                if !row.fits && !is_apart {
                    is_apart = true;
                    ui.add_space(4.0);
                    caption(ui, cx, "With another key");
                }
                let label = format!("{}  ·  {}", row.name, row.words);
                if ui.selectable_label(page.algorithm == row.value, label).clicked() {
                    send(cx, ElsewhereCommand::Algorithm(row.value.to_owned()));
                }
            }
            close_by_key(ui);
        });
    combo.response.accessible_name("Algorithm");
}

fn reason(ui: &mut Ui, cx: &Cx<'_>, sentence: &str, advice: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, Icon::Cross, 16.0, cx.palette.bad);
        ui.vertical(|ui| {
            ui.add(Label::new(RichText::new(sentence).color(cx.palette.text)).wrap());
            if !advice.is_empty() {
                ui.add(Label::new(RichText::new(advice).font(theme::small()).color(cx.palette.weak)).wrap());
            }
        });
    });
}

fn framed(ui: &mut Ui, cx: &Cx<'_>, salt: &str, name: &str, text: &str) {
    cx.sunken().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical().id_salt(salt).max_height(92.0).auto_shrink([false, true]).show(ui, |ui| {
            let width = ui.available_width();
            let mut job = egui::text::LayoutJob::simple(text.to_owned(), theme::mono(), cx.palette.text, width);
            job.wrap.break_anywhere = true;
            let label = ui.add(Label::new(job).selectable(true));
            label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, name));
        });
    });
}

fn to_sign(ui: &mut Ui, cx: &mut Cx<'_>, input: &InputView) {
    ui.add_space(4.0);
    let head = RichText::new("What is to be signed").font(theme::strong()).color(cx.palette.strong);
    ui.add(Label::new(head).selectable(false));
    framed(ui, cx, "signing input", "What is to be signed", &input.text);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if input.can_copy {
            let target = CopyTarget::Build(BuildCopy::SigningInput);
            let picture = if cx.is_copied(&target) { Icon::Check } else { Icon::Copy };
            if button::text_button(ui, Some(picture), "Copy it").clicked() {
                cx.send(Command::Copy(target));
            }
        }
        if button::text_button(ui, Some(Icon::Export), "Save as…").clicked() {
            send(cx, ElsewhereCommand::SaveInput);
        }
        ui.add(Label::new(RichText::new(&input.size).font(theme::small()).color(cx.palette.weak)));
    });
    ui.add(Label::new(RichText::new(&input.words).color(cx.palette.text)).wrap());
    if !input.digest.is_empty() {
        ui.horizontal(|ui| {
            let target = CopyTarget::Build(BuildCopy::SigningDigest);
            copy_button(ui, cx, &target, "Copy the hash");
            let mut job = egui::text::LayoutJob::simple(
                input.digest.clone(),
                theme::mono(),
                cx.palette.text,
                ui.available_width(),
            );
            job.wrap.break_anywhere = true;
            ui.add(Label::new(job).selectable(true));
        });
    }
}

fn signature(ui: &mut Ui, cx: &mut Cx<'_>, page: &ElsewhereView, state: &mut ElsewhereState) {
    ui.add_space(4.0);
    let head = RichText::new("The signature").font(theme::strong()).color(cx.palette.strong);
    let label = ui.add(Label::new(head).selectable(false));
    caption(ui, cx, page.forms);
    let field = TextEdit::multiline(&mut state.signature)
        .font(theme::mono())
        .char_limit(LONGEST)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 6));
    ui.add(field).labelled_by(label.id);
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(!state.signature.trim().is_empty(), |ui| {
            if button::primary_button(ui, "Build the token").clicked() {
                send(cx, ElsewhereCommand::Assemble(state.signature.clone()));
            }
        });
    });
    if !page.error.is_empty() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            icon::show(ui, Icon::Cross, 16.0, cx.palette.bad);
            let response = ui.add(Label::new(RichText::new(&page.error).color(cx.palette.bad)).wrap());
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Assertive));
        });
    }
}

fn token(ui: &mut Ui, cx: &mut Cx<'_>, page: &ElsewhereView) {
    let (tone, words) = &page.outcome;
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, badge::tone_icon(*tone), 16.0, cx.palette.tone(*tone));
        let response = ui.add(Label::new(RichText::new(words).color(cx.palette.text)).wrap());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
    framed(ui, cx, "token", "The token", &page.token);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let target = CopyTarget::Build(BuildCopy::Assembled);
        let label = if cx.is_copied(&target) { "Copied" } else { "Copy token" };
        if button::primary_button(ui, label).accessible_name("Copy token").clicked() {
            cx.send(Command::Copy(target));
        }
        if button::text_button(ui, Some(Icon::Inspect), "Open in Inspect").clicked() {
            send(cx, ElsewhereCommand::OpenInInspect);
        }
    });
}
