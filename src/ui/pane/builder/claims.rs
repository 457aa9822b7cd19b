//! The middle column: the claims as text or as a form, and quick actions on them.

use super::{BuildState, Heading, caption, editor_ui, form, pane_ui, result, send};
use crate::app::message::builder::BuildCommand;
use crate::app::message::notice::Action;
use crate::app::value::builder::{EditMode, Field, PayloadKind, Quick};
use crate::app::value::{Icon, PaneMode, PartKind, Tone};
use crate::app::view::builder::{CaretTime, PayloadEdit, RemarkRow};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::json_editor::Look;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{Button, Frame, Key, Label, Margin, Popup, Rect, RichText, ScrollArea, TextEdit, Ui};

/// What the column remembers between frames.
#[derive(Default)]
pub(crate) struct ClaimsState {
    role: String,
    /// The date at the caret that is being edited.
    date: Option<String>,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

pub(crate) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    payload: &PayloadEdit,
    (remarks, mend): (&[RemarkRow], Option<&Action>),
    state: &mut BuildState,
    revision: u64,
) {
    let title = if payload.kind == PayloadKind::Claims { "Claims" } else { "Payload" };
    let modes: &[PaneMode] = if payload.kind == PayloadKind::Claims { &[PaneMode::Json, PaneMode::Table] } else { &[] };
    // What is no object is shown as text, whatever was chosen.
    let is_table = payload.mode == EditMode::Form && payload.form.is_some();
    let mode = if is_table { PaneMode::Table } else { PaneMode::Json };
    let kind = Some(PartKind::Payload);
    let heading = Heading {
        title,
        subtitle: &payload.subtitle,
        brief: "",
        issuer: "",
        kind,
        modes,
        mode,
        copy: None,
        more: &[],
        group: None,
    };
    let chosen = pane_ui(ui, cx, rect, &heading, |ui, cx| {
        let margin = Margin { left: 12, right: 12, top: 6, bottom: 10 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            if payload.kind == PayloadKind::Claims {
                tools(ui, cx, payload, &mut state.claims);
            }
            let first =
                remarks.iter().find(|remark| remark.field == Some(Field::Claims) && remark.tone != Tone::Neutral);
            let below = if payload.at_caret.is_some() && payload.mode == EditMode::Text { 34.0 } else { 0.0 };
            let said = if first.is_some() { 56.0 } else { 0.0 };
            let height = (ui.available_height() - below - said).max(60.0);
            let salt = ("build claims", payload.mode);
            ScrollArea::vertical().id_salt(salt).auto_shrink(false).max_height(height).show(ui, |ui| {
                content(ui, cx, payload, state, revision, height);
                follow_focus(ui);
            });
            if let Some(first) = first {
                result::remark(ui, cx, first, false, first.fix.is_some() && first.fix.as_ref() == mend);
            }
            if let Some(time) = payload.at_caret.as_ref().filter(|_| payload.mode == EditMode::Text) {
                at_caret(ui, cx, time, &mut state.claims);
            } else {
                state.claims.date = None;
            }
        });
    });
    if let Some(mode) = chosen {
        let mode = if mode == PaneMode::Json { EditMode::Text } else { EditMode::Form };
        send(cx, BuildCommand::ClaimsMode(mode));
    }
}

fn content(ui: &mut Ui, cx: &mut Cx<'_>, payload: &PayloadEdit, state: &mut BuildState, revision: u64, height: f32) {
    match (&payload.editor, payload.mode) {
        (None, _) if payload.is_too_long => {
            let words =
                "Too long to edit here. It is signed or encrypted unchanged; the buttons above still set claims";
            ui.add(Label::new(RichText::new(words).color(cx.palette.weak)).wrap());
        }
        (None, _) => file(ui, cx, payload),
        (Some(editor), EditMode::Text) => {
            let look = if payload.kind == PayloadKind::Claims { Look::Json } else { Look::Text };
            let message = if editor.fault.is_some() { 40.0 } else { 0.0 };
            let times = super::unread_height(ui, editor, &state.editors);
            let height = (height - 2.0 - message - times).max(60.0);
            editor_ui(ui, cx, editor, &mut state.editors, revision, look, height);
        }
        (Some(editor), EditMode::Form) => match &payload.form {
            Some(rows) => {
                let (of, form) = ((Field::Claims, "Claims"), state.forms.entry(Field::Claims).or_default());
                form::show(ui, cx, of, rows, payload.form_more, form, revision);
            }
            None => {
                super::no_table(ui, cx);
                editor_ui(ui, cx, editor, &mut state.editors, revision, Look::Json, 160.0);
            }
        },
    }
}

fn file(ui: &mut Ui, cx: &mut Cx<'_>, payload: &PayloadEdit) {
    ui.add_space(theme::GAP);
    if payload.file.is_empty() {
        ui.add(Label::new(RichText::new("No file is chosen yet").color(cx.palette.weak)));
    } else {
        ui.add(Label::new(RichText::new(&payload.file).color(cx.palette.text)).wrap());
    }
    let choose = button::text_button(ui, Some(Icon::Open), "Choose a file…");
    if choose.accessible_name("Choose the payload file").clicked() {
        send(cx, BuildCommand::LoadPayload);
    }
}

fn tools(ui: &mut Ui, cx: &mut Cx<'_>, payload: &PayloadEdit, state: &mut ClaimsState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        ui.add_enabled_ui(payload.can_act, |ui| {
            ui.spacing_mut().button_padding.x = 6.0;
            caption(ui, cx, "exp");
            for (label, words, seconds) in [
                ("+5 min", "exp in 5 minutes", 5 * MINUTE),
                ("+1 h", "exp in 1 hour", HOUR),
                ("+1 d", "exp in 1 day", DAY),
                ("−1 h", "Expired 1 hour ago", -HOUR),
            ] {
                let chip = Button::new(RichText::new(label).font(theme::small()));
                if ui.add(chip).accessible_name(words).on_hover_text(words).clicked() {
                    send(cx, BuildCommand::Quick(Quick::Expires(seconds)));
                }
            }
            set_menu(ui, cx, payload, state);
            let [format, minify] = &payload.spacing;
            for (label, words, command) in [
                ("Format", format, BuildCommand::LayOut(Field::Claims)),
                ("Minify", minify, BuildCommand::Compact(Field::Claims)),
            ] {
                let chip = Button::new(RichText::new(label).font(theme::small()));
                if ui.add(chip).on_hover_text(words).clicked() {
                    send(cx, command);
                }
            }
        });
    });
}

/// Quick actions that are less often wanted.
fn set_menu(ui: &mut Ui, cx: &mut Cx<'_>, payload: &PayloadEdit, state: &mut ClaimsState) {
    let words = RichText::new("Set").font(theme::small());
    let button = Button::image_and_text(icon::image(Icon::ChevronDown, 12.0), words);
    let button = ui.add(button.image_tint_follows_text_color(true)).accessible_name("Set a claim");
    let behavior = egui::PopupCloseBehavior::CloseOnClickOutside;
    Popup::menu(&button).close_behavior(behavior).accessible_name("Set a claim").show(|ui| {
        ui.set_min_width(210.0);
        for (label, quick) in
            [("iat: now", Quick::IssuedNow), ("nbf: now", Quick::NotBeforeNow), ("jti: a new one", Quick::NewId)]
        {
            if ui.button(label).clicked() {
                send(cx, BuildCommand::Quick(quick));
                ui.close();
            }
        }
        ui.separator();
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut state.role).hint_text("role").desired_width(110.0);
            let field = ui.add(field).accessible_name("Role to add");
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let clicked = button::text_button(ui, Some(Icon::Plus), "Add role").clicked();
            if (entered || clicked) && !state.role.trim().is_empty() {
                send(cx, BuildCommand::Quick(Quick::AddRole(state.role.trim().to_owned())));
                state.role.clear();
                ui.close();
            }
        });
        ui.separator();
        let mut compacted = payload.is_compacted;
        if ui.checkbox(&mut compacted, "Remove spaces from the token").changed() {
            send(cx, BuildCommand::SetCompacted(compacted));
        }
    });
}

/// The time at the caret: read out, and edited as a date.
fn at_caret(ui: &mut Ui, cx: &mut Cx<'_>, time: &CaretTime, state: &mut ClaimsState) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        icon::show(ui, Icon::Clock, 14.0, cx.palette.weak);
        if let Some(date) = &mut state.date {
            let field = TextEdit::singleline(date).font(theme::mono()).desired_width(210.0);
            let field = ui.add(field).accessible_name("Date at the caret");
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let set = button::text_button(ui, None, "Set").clicked();
            if entered || set {
                send(cx, BuildCommand::SetTimeAtCaret(date.clone()));
                state.date = None;
            } else if button::icon_button(ui, Icon::Cross, "Leave it as it is").clicked() {
                state.date = None;
            }
            return;
        }
        if let Some(fix) = &time.fix {
            if button::text_button(ui, None, fix).clicked() {
                send(cx, BuildCommand::SetTimeAtCaret(time.date.clone()));
            }
        } else if button::text_button(ui, None, "As a date…").clicked() {
            state.date = Some(time.date.clone());
        }
        ui.add(Label::new(RichText::new(&time.words).font(theme::small()).color(cx.palette.weak)).truncate());
    });
}
