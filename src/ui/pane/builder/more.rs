//! What is rarely used, folded away.

use super::{LINE, caption, editor_ui, fold, send};
use crate::app::message::builder::BuildCommand;
use crate::app::value::Icon;
use crate::app::value::builder::{Field, PayloadKind, Slot, Writing};
use crate::app::view::builder::{DraftView, EncryptionEdit, SignatureEdit};
use crate::ui::egui;
use crate::ui::widget::json_editor::{EditorState, Look};
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use egui::Ui;
use std::collections::HashMap;

pub(crate) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    draft: &DraftView,
    editors: &mut HashMap<Field, EditorState>,
    revision: u64,
) {
    ui.horizontal(|ui| {
        let tip = "Serializations, several signatures or recipients, payloads of other kinds";
        if fold(ui, draft.is_more_open, "More", tip) {
            send(cx, BuildCommand::ShowMore(!draft.is_more_open));
        }
        if !draft.more.is_empty() {
            caption(ui, cx, &draft.more);
        }
    });
    if !draft.is_more_open {
        return;
    }
    caption(ui, cx, "Payload");
    let kinds = [(PayloadKind::Claims, "Claims"), (PayloadKind::Text, "Text"), (PayloadKind::File, "File")];
    if let Some(kind) = line(ui, "Payload", draft.payload.kind, &kinds) {
        send(cx, BuildCommand::SetPayload(kind));
    }
    if let Some(edit) = &draft.signature {
        signing(ui, cx, edit, draft.encryption.is_some());
    }
    if let Some(edit) = &draft.encryption {
        encryption(ui, cx, edit, editors, revision);
    }
}

const DETACHED: &str = "The verifier already has the payload and puts it back (RFC 7515 Appendix F)";
const UNENCODED: &str = "The payload is in the token as it is, without base64url; crit tells every verifier (RFC 7797)";
const UNSECURED: &str = "Nobody vouches for such a token: anyone can write it (RFC 7518 §3.6)";
const COMPRESSED: &str = "A shorter token, but its length can reveal the content (RFC 7516 §4.1.3, RFC 8725 §3.6)";

const WRITINGS: [(Writing, &str); 3] =
    [(Writing::Compact, "Compact"), (Writing::Flattened, "Flattened"), (Writing::General, "General")];

fn signing(ui: &mut Ui, cx: &mut Cx<'_>, edit: &SignatureEdit, is_inside: bool) {
    if edit.can_choose_writing {
        caption(ui, cx, "Written");
        if let Some(writing) = line(ui, "Serialization", edit.writing, &WRITINGS) {
            send(cx, BuildCommand::SetWriting(Slot::Signature(0), writing));
        }
    }
    if edit.can_add && button::text_button(ui, Some(Icon::Plus), "Add a signature").clicked() {
        send(cx, BuildCommand::Add(Slot::Signature(0)));
    }
    if !is_inside {
        toggle(ui, cx, edit.is_detached, "Leave the payload out (detached)", DETACHED, BuildCommand::SetDetached);
    }
    toggle(ui, cx, edit.is_unencoded, "Payload not encoded (b64)", UNENCODED, BuildCommand::SetUnencoded);
    toggle(ui, cx, edit.is_unsecured, "Do not sign (alg none)", UNSECURED, BuildCommand::SetUnsecured);
}

fn encryption(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    edit: &EncryptionEdit,
    editors: &mut HashMap<Field, EditorState>,
    revision: u64,
) {
    caption(ui, cx, "Encryption written");
    if let Some(writing) = line(ui, "Serialization of the encryption", edit.writing, &WRITINGS) {
        send(cx, BuildCommand::SetWriting(Slot::Recipient(0), writing));
    }
    if edit.can_add && button::text_button(ui, Some(Icon::Plus), "Add a recipient").clicked() {
        send(cx, BuildCommand::Add(Slot::Recipient(0)));
    }
    toggle(ui, cx, edit.is_compressed, "Compress first (zip)", COMPRESSED, BuildCommand::SetCompressed);
    if let Some(aad) = &edit.aad {
        caption(ui, cx, "Additional authenticated data: covered, not encrypted");
        editor_ui(ui, cx, aad, editors, revision, Look::Text, LINE);
    }
    if let Some(parties) = &edit.parties {
        for editor in parties {
            caption(ui, cx, editor.name);
            editor_ui(ui, cx, editor, editors, revision, Look::Line, LINE);
        }
    }
    if let Some((count, advised)) = &edit.count {
        caption(ui, cx, &format!("PBKDF2 iterations; {advised} by default"));
        editor_ui(ui, cx, count, editors, revision, Look::Line, LINE);
    }
}

/// One of several, side by side.
fn line<T: Copy + PartialEq>(ui: &mut Ui, name: &str, chosen: T, choices: &[(T, &str)]) -> Option<T> {
    ui.horizontal(|ui| segment(ui, name, chosen, choices)).inner
}

fn toggle(ui: &mut Ui, cx: &mut Cx<'_>, is_on: bool, words: &str, tip: &str, command: fn(bool) -> BuildCommand) {
    let mut on = is_on;
    if ui.checkbox(&mut on, words).on_hover_text(tip).changed() {
        send(cx, command(on));
    }
}
