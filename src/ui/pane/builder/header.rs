//! The left column: who signs or receives, with what, and the headers.

use super::{
    BuildState, Heading, LINE, LINES, caption, disclose, editor_ui, fault_ui, form, key_choice, more, no_table,
    pane_ui, send,
};
use crate::app::message::builder::BuildCommand;
use crate::app::value::builder::{EditMode, Follow, Slot};
use crate::app::value::{Icon, PaneMode, PartKind};
use crate::app::view::builder::{DraftView, Editor, EncryptionEdit, SignatureEdit, Tab};
use crate::ui::pane::dialog_keyring::password_ui;
use crate::ui::widget::focus::{close_by_key, follow_focus};
use crate::ui::widget::json_editor::Look;
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{Button, ComboBox, Frame, Label, Margin, Rect, RichText, ScrollArea, Stroke, Ui};

pub(crate) fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, draft: &DraftView, state: &mut BuildState, revision: u64) {
    let protected = draft.signature.iter().map(|edit| &edit.protected);
    // What is no object is shown as text, whatever was chosen.
    let is_text = draft.header_mode == EditMode::Text
        || protected.chain(draft.encryption.iter().map(|edit| &edit.protected)).all(|editor| editor.has_no_table);
    let heading = Heading {
        title: "Header",
        subtitle: "",
        brief: "",
        issuer: "",
        kind: Some(PartKind::Header),
        modes: &[PaneMode::Json, PaneMode::Table],
        mode: if is_text { PaneMode::Json } else { PaneMode::Table },
        copy: None,
        more: &[],
        group: None,
    };
    let chosen = pane_ui(ui, cx, rect, &heading, |ui, cx| {
        ScrollArea::vertical().id_salt("build header").auto_shrink(false).show(ui, |ui| {
            let margin = Margin { left: 12, right: 12, top: 6, bottom: 12 };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 5.0;
                let both = draft.signature.is_some() && draft.encryption.is_some();
                if let Some(edit) = &draft.signature {
                    if both {
                        group(ui, cx, "Signature, inside");
                    }
                    signature(ui, cx, edit, state, revision);
                }
                if let Some(edit) = &draft.encryption {
                    if both {
                        ui.add_space(theme::GAP);
                        let line = ui.available_rect_before_wrap();
                        ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, cx.palette.line));
                        ui.add_space(theme::GAP);
                        group(ui, cx, "Encryption, around it");
                    }
                    encryption(ui, cx, edit, state, revision);
                }
                ui.add_space(theme::TIGHT);
                if let Some(edit) = &draft.selection {
                    disclose::selection(ui, cx, edit);
                }
                more::show(ui, cx, draft, &mut state.editors, revision);
            });
            follow_focus(ui);
        });
    });
    if let Some(mode) = chosen {
        let mode = if mode == PaneMode::Json { EditMode::Text } else { EditMode::Form };
        send(cx, BuildCommand::HeaderMode(mode));
    }
}

/// A header as text, or as a table of its parameters.
fn header(ui: &mut Ui, cx: &mut Cx<'_>, editor: &Editor, state: &mut BuildState, revision: u64, height: f32) {
    match &editor.table {
        None => {
            if editor.has_no_table {
                no_table(ui, cx);
            }
            editor_ui(ui, cx, editor, &mut state.editors, revision, Look::Json, height);
        }
        Some(rows) => {
            let form = state.forms.entry(editor.field).or_default();
            form::show(ui, cx, (editor.field, editor.name), rows, 0, form, revision);
            if let Some((_, message)) = &editor.fault {
                fault_ui(ui, cx, message);
            }
        }
    }
}

fn group(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add(Label::new(RichText::new(words).font(theme::strong()).color(cx.palette.strong)).selectable(false));
}

fn signature(ui: &mut Ui, cx: &mut Cx<'_>, edit: &SignatureEdit, state: &mut BuildState, revision: u64) {
    tabs(ui, cx, &edit.tabs, edit.index, Slot::Signature, "signature");
    match &edit.choice {
        Some(choice) => key_choice::show(ui, cx, choice),
        None => {
            let words = "Unsecured: alg is none, and nobody vouches for the token";
            ui.add(Label::new(RichText::new(words).color(cx.palette.warning)).wrap());
        }
    }
    follow(ui, cx, Slot::Signature(edit.index), edit.follow, "Header of the signature");
    header(ui, cx, &edit.protected, state, revision, LINES);
    pending(ui, cx, &edit.pending);
    if let Some(unprotected) = &edit.unprotected {
        caption(ui, cx, "Unprotected header: the signature does not cover it");
        header(ui, cx, unprotected, state, revision, LINE);
    }
}

fn encryption(ui: &mut Ui, cx: &mut Cx<'_>, edit: &EncryptionEdit, state: &mut BuildState, revision: u64) {
    tabs(ui, cx, &edit.tabs, edit.index, Slot::Recipient, "recipient");
    key_choice::show(ui, cx, &edit.choice);
    if let Some(password) = &edit.password {
        password_ui(ui, cx, password);
    }
    caption(ui, cx, "Content encryption");
    let combo = ComboBox::from_id_salt("enc")
        .width(ui.available_width())
        .height(340.0)
        .truncate()
        .selected_text(if edit.content_encryption.is_empty() {
            RichText::new("Follows from the key").color(cx.palette.weak)
        } else {
            RichText::new(&edit.content_encryption).font(theme::mono())
        })
        .show_ui(ui, |ui| {
            ui.set_min_width(280.0);
            for row in &edit.content_encryptions {
                let label = format!("{}  ·  {}", row.name, row.words);
                if ui.selectable_label(edit.content_encryption == row.value, label).clicked() {
                    send(cx, BuildCommand::SetContentEncryption(row.value.to_owned()));
                }
            }
            close_by_key(ui);
        });
    combo.response.accessible_name("Content encryption");
    follow(ui, cx, Slot::Recipient(edit.index), edit.follow, "Header of the encryption");
    header(ui, cx, &edit.protected, state, revision, LINES);
    pending(ui, cx, &edit.pending);
    if let Some(shared) = &edit.shared {
        caption(ui, cx, "Shared unprotected header: for all recipients, not covered");
        header(ui, cx, shared, state, revision, LINE);
    }
    if let Some(header) = &edit.header {
        caption(ui, cx, "This recipient's own header");
        self::header(ui, cx, header, state, revision, LINE);
    }
}

/// What stands in the token and not in the text yet.
fn pending(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    if !words.is_empty() {
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)).wrap());
    }
}

/// Whether a header follows key and algorithm.
fn follow(ui: &mut Ui, cx: &mut Cx<'_>, slot: Slot, chosen: Follow, name: &str) {
    ui.add_space(2.0);
    caption(ui, cx, "alg, typ and kid");
    let choices = [(Follow::InStep, "In step"), (Follow::AlgorithmOnly, "alg only"), (Follow::LeftAlone, "Left alone")];
    ui.horizontal(|ui| {
        if let Some(follow) = segment(ui, name, chosen, &choices) {
            send(cx, BuildCommand::SetFollow(slot, follow));
        }
    })
    .response
    .on_hover_text(match chosen {
        Follow::InStep => "alg and kid follow the key (no kid if the key has none), and a missing typ is added",
        Follow::AlgorithmOnly => "alg (and enc) follow the choice; everything else stays as typed",
        Follow::LeftAlone => "The header is signed as typed, byte for byte",
    });
}

/// One of several signatures or recipients.
fn tabs(ui: &mut Ui, cx: &mut Cx<'_>, tabs: &[Tab], chosen: usize, slot: fn(usize) -> Slot, name: &str) {
    if tabs.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        ui.visuals_mut().selection.bg_fill = cx.palette.accent_fill;
        for (index, tab) in tabs.iter().enumerate() {
            let ink = if tab.tone == crate::app::value::Tone::Warning { cx.palette.warning } else { cx.palette.text };
            let words = RichText::new(&tab.label).font(theme::small()).color(ink);
            let tab = ui.add(Button::selectable(index == chosen, words));
            if tab.accessible_name(format!("Show {name} {}", index + 1)).clicked() {
                send(cx, BuildCommand::Select(slot(index)));
            }
        }
        let remove = format!("Remove this {name}");
        if button::sized_icon_button(ui, Icon::Trash, &remove, 22.0, 14.0, None).clicked() {
            send(cx, BuildCommand::Remove(slot(chosen)));
        }
    });
}
