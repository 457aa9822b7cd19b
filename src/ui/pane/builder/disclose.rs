//! Selective disclosure: claims to be marked, and the presentation of a token.

use super::{caption, fold, send};
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::disclose::DiscloseCommand;
use crate::app::message::command::Command;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Icon};
use crate::app::view::builder::{ClaimMark, PAGE, PresentationEdit, SelectionEdit};
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button, key_picker};
use crate::ui::{egui, theme};
use egui::{Checkbox, DragValue, Label, RichText, TextEdit, Ui, vec2};

fn act(cx: &mut Cx<'_>, command: DiscloseCommand) {
    send(cx, BuildCommand::Disclose(command));
}

/// Which claims the holder may withhold.
pub(crate) fn selection(ui: &mut Ui, cx: &mut Cx<'_>, edit: &SelectionEdit) {
    let mut on = edit.is_on;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let words = "The holder may withhold claims";
        if ui.checkbox(&mut on, words).changed() {
            act(cx, DiscloseCommand::On(on));
        }
        ui.add(Label::new(RichText::new("SD-JWT, RFC 9901").font(theme::small()).color(cx.palette.weak)));
    });
    if !edit.is_on {
        return;
    }
    claims(ui, cx, edit);
    caption(ui, cx, "Holder's key, named in cnf");
    key_picker::show(ui, cx, &edit.holder, |key| Command::Build(BuildCommand::Disclose(DiscloseCommand::Holder(key))));
    caption(ui, cx, "Hash of the digests");
    let hashes = [("sha-256", "SHA-256"), ("sha-384", "SHA-384"), ("sha-512", "SHA-512")];
    ui.horizontal(|ui| {
        if let Some(hash) = segment(ui, "Hash of the digests", edit.hash, &hashes) {
            act(cx, DiscloseCommand::Hash(hash.to_owned()));
        }
    });
    ui.horizontal_wrapped(|ui| {
        caption(ui, cx, "Decoys wherever something can be withheld");
        if let Some(count) = count_field(ui, "Decoys", "", edit.decoys) {
            act(cx, DiscloseCommand::Decoys(count));
        }
    });
}

/// What can be withheld, a page of it.
fn claims(ui: &mut Ui, cx: &mut Cx<'_>, edit: &SelectionEdit) {
    if edit.is_too_many {
        caption(ui, cx, &format!("{} claims are too many to list here: use paths on the command line", edit.total));
        return;
    }
    caption(ui, cx, if edit.total == 0 { "The text contains no claims" } else { &edit.words });
    if edit.total > FEW || !edit.filter.is_empty() {
        filter(ui, cx, edit);
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if edit.first == 0 && edit.filter.is_empty() && edit.total > 0 {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                caption(ui, cx, "At the top level");
                if let Some(count) = count_field(ui, "Decoys at the top level", DECOYS, edit.decoys_on_top) {
                    act(cx, DiscloseCommand::DecoysAt(String::new(), count));
                }
            });
        }
        for row in &edit.rows {
            ui.push_id(&row.path, |ui| claim(ui, cx, row));
        }
    });
    pages(ui, cx, &edit.page, edit.first, edit.count, "claims", DiscloseCommand::From);
}

/// Up to this many claims need no filter.
const FEW: usize = 15;
/// What stands behind a number of decoys.
const DECOYS: &str = " decoys";

fn filter_id() -> egui::Id {
    egui::Id::unique("filter of claims to withhold")
}

/// The keyboard goes into the field that filters, where there is one.
pub(in crate::ui) fn ask_for_filter(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.request_focus(filter_id()));
}

fn filter(ui: &mut Ui, cx: &mut Cx<'_>, edit: &SelectionEdit) {
    let mut text = edit.filter.clone();
    let field = TextEdit::singleline(&mut text).hint_text("Filter by name, path or value").desired_width(f32::INFINITY);
    let field = ui.add(field.id(filter_id())).accessible_name("Filter the claims");
    if field.changed() {
        act(cx, DiscloseCommand::Filter(text));
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        act(cx, DiscloseCommand::Filter(String::new()));
    }
    if edit.filter.trim().is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if edit.count == 0 {
            caption(ui, cx, "No claim matches in its name, path or value");
            return;
        }
        if button::text_button(ui, None, &format!("Mark all {}", edit.count)).clicked() {
            act(cx, DiscloseCommand::Matching(true));
        }
        if button::text_button(ui, None, "Unmark them").clicked() {
            act(cx, DiscloseCommand::Matching(false));
        }
    });
}

fn claim(ui: &mut Ui, cx: &mut Cx<'_>, row: &ClaimMark) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(14.0 * row.depth.min(8) as f32);
        let mut is_on = row.is_on;
        let ink = if row.is_guarded { cx.palette.weak } else { cx.palette.name };
        let label = RichText::new(&row.label).font(theme::mono()).color(ink);
        let name = format!("Can be withheld: {}", row.path);
        let mark = ui.add(Checkbox::new(&mut is_on, label)).accessible_name(name);
        let mark = if row.is_guarded {
            mark.on_hover_text("It decides about validity, so it must always be visible (RFC 9901 §9.7)")
        } else {
            mark
        };
        if mark.changed() {
            act(cx, DiscloseCommand::Claim(row.path.clone(), is_on));
        }
        let value = RichText::new(&row.value).font(theme::small()).color(cx.palette.weak);
        match row.decoys {
            Some(decoys) => {
                ui.add(Label::new(value).selectable(false));
                let name = format!("Decoys in {}", row.path);
                if let Some(count) = count_field(ui, &name, DECOYS, decoys) {
                    act(cx, DiscloseCommand::DecoysAt(row.path.clone(), count));
                }
            }
            None => {
                ui.add(Label::new(value).truncate().selectable(false));
            }
        }
    });
}

/// A small number. It counts when it is set, not while it is dragged or typed.
fn count_field(ui: &mut Ui, name: &str, suffix: &str, value: u16) -> Option<u16> {
    let id = ui.make_persistent_id(name);
    let mut shown: u16 = ui.data(|data| data.get_temp(id)).unwrap_or(value);
    let field = DragValue::new(&mut shown).range(0..=50).clamp_existing_to_range(false).speed(0.1).suffix(suffix);
    let response = ui
        .scope(|ui| {
            // It stands beside what it counts, and is seldom wanted.
            ui.style_mut().override_font_id = Some(theme::small());
            ui.style_mut().drag_value_text_style = egui::TextStyle::Small;
            ui.spacing_mut().button_padding = vec2(5.0, 1.0);
            ui.spacing_mut().interact_size = vec2(24.0, 20.0);
            ui.add(field.update_while_editing(false)).accessible_name(name)
        })
        .inner;
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, shown));
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<u16>(id));
    (shown != value).then_some(shown)
}

/// Goes from page to page of a long list; `words` say where it stands, and nothing where there is one page alone.
fn pages(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    words: &str,
    first: usize,
    count: usize,
    of: &str,
    command: fn(usize) -> DiscloseCommand,
) {
    if words.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        ui.add_enabled_ui(first > 0, |ui| {
            if button::text_button(ui, None, "Previous").accessible_name(format!("Previous {of}")).clicked() {
                act(cx, command(first.saturating_sub(PAGE)));
            }
        });
        ui.add_enabled_ui(first + PAGE < count, |ui| {
            if button::text_button(ui, None, "Next").accessible_name(format!("Next {of}")).clicked() {
                act(cx, command(first + PAGE));
            }
        });
        caption(ui, cx, words);
    });
}

/// What the holder shows a verifier.
pub(crate) fn presentation(ui: &mut Ui, cx: &mut Cx<'_>, edit: &PresentationEdit) {
    let tip = "What the holder shows a verifier: chosen claims, bound with the holder's key";
    if fold(ui, edit.is_open, "Present it", tip) {
        act(cx, DiscloseCommand::ShowPresentation(!edit.is_open));
    }
    if !edit.is_open {
        return;
    }
    caption(ui, cx, "Shown to the verifier");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (path, is_on) in &edit.rows {
            let mut on = *is_on;
            let mark = ui.add(Checkbox::new(&mut on, RichText::new(path).font(theme::mono())));
            if mark.accessible_name(format!("Show {path}")).changed() {
                act(cx, DiscloseCommand::Show(path.clone(), on));
            }
        }
    });
    pages(ui, cx, &edit.page, edit.first, edit.count, "disclosures", DiscloseCommand::ShowFrom);
    if edit.count > 2 {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if button::text_button(ui, None, "Show all").accessible_name("Show all to the verifier").clicked() {
                act(cx, DiscloseCommand::ShowAll(true));
            }
            if button::text_button(ui, None, "Show none").accessible_name("Show none to the verifier").clicked() {
                act(cx, DiscloseCommand::ShowAll(false));
            }
        });
    }
    if edit.unbound.is_empty() {
        let mut binds = edit.binds;
        if ui.checkbox(&mut binds, "Bind it to the verifier").changed() {
            act(cx, DiscloseCommand::Bind(binds));
        }
        if edit.binds {
            line(ui, cx, "Nonce from the verifier", "Nonce", &edit.nonce, DiscloseCommand::Nonce);
            line(ui, cx, "Verifier (aud)", "Verifier", &edit.audience, DiscloseCommand::Audience);
        }
    } else {
        caption(ui, cx, &edit.unbound);
    }
    if let Some((message, advice)) = &edit.fault {
        ui.add(Label::new(RichText::new(message).color(cx.palette.bad)).wrap());
        if !advice.is_empty() {
            ui.add(Label::new(RichText::new(advice).font(theme::small()).color(cx.palette.weak)).wrap());
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.add_enabled_ui(edit.is_made, |ui| {
            let target = CopyTarget::Build(BuildCopy::Presentation);
            let label = if cx.is_copied(&target) { "Copied" } else { "Copy presentation" };
            if button::text_button(ui, Some(Icon::Copy), label).accessible_name("Copy presentation").clicked() {
                cx.send(Command::Copy(target));
            }
            if button::text_button(ui, Some(Icon::Inspect), "Inspect it").clicked() {
                act(cx, DiscloseCommand::Open);
            }
        });
    });
    if edit.is_made {
        caption(ui, cx, &edit.words);
    }
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, words: &str, name: &str, value: &str, command: fn(String) -> DiscloseCommand) {
    caption(ui, cx, words);
    let mut text = value.to_owned();
    let field = TextEdit::singleline(&mut text).font(theme::mono()).desired_width(f32::INFINITY);
    if ui.add(field).accessible_name(name).changed() {
        act(cx, command(text));
    }
}
