//! The window in which the person says what a token is expected to be.

use super::dialog::{error_line, row, title, weak};
use crate::app::message::command::Command;
use crate::app::message::policy::PolicyCommand;
use crate::app::value::Icon;
use crate::app::value::policy::PolicyText;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{Key, Label, Margin, RichText, TextEdit, Ui, vec2};

/// Width of the names in front of the fields.
const NAMES: f32 = 104.0;
/// Width of the button behind a field.
const OFFER: f32 = 92.0;

/// Draws it; `fields` are what is typed, `of_token` what the token that is shown has.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut PolicyText,
    of_token: &PolicyText,
    error: Option<&str>,
    fresh: bool,
) {
    title(ui, cx, "What you expect of a token");
    weak(ui, cx, "A token that does not meet this is not valid. Empty fields are not checked. Kept until you quit");
    ui.add_space(2.0);
    let rows: [(&str, &str, &mut String, &str); 8] = [
        ("Issuer", "iss, exactly as written", &mut fields.issuer, &of_token.issuer),
        ("Audience", "aud, or one of several", &mut fields.audience, &of_token.audience),
        ("Type", "typ, such as at+jwt", &mut fields.token_type, &of_token.token_type),
        ("Algorithms", "such as ES256, RS256", &mut fields.algorithms, &of_token.algorithms),
        ("Claims", "such as sub, jti: must be present", &mut fields.required_claims, ""),
        ("Maximum age", "since iat, such as 10 m", &mut fields.max_age, ""),
        ("Nonce", "of the key binding, or of the claims", &mut fields.nonce, &of_token.nonce),
        ("Proof window", "5 m, before or after its iat", &mut fields.proof_window, ""),
    ];
    let mut enter = false;
    for (index, (name, hint, value, offer)) in rows.into_iter().enumerate() {
        enter |= field(ui, cx, name, hint, value, offer, fresh && index == 0);
    }
    error_line(ui, cx, error);
    enter |= ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
    let mut is_set = false;
    row(ui, |ui| {
        is_set = button::primary_button(ui, "Expect this").clicked();
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if button::text_button(ui, Some(Icon::Clear), "Expect anything").clicked() {
                cx.send(Command::Policy(PolicyCommand::Clear));
            }
        });
    });
    if is_set || enter {
        cx.send(Command::Policy(PolicyCommand::Set(fields.clone())));
    }
}

/// A name, a line of text and, where the token has such a thing, a button that takes it. Whether Enter was pressed.
fn field(ui: &mut Ui, cx: &Cx<'_>, name: &str, hint: &str, value: &mut String, offer: &str, wants_focus: bool) -> bool {
    let mut enter = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let label = ui
            .allocate_ui_with_layout(vec2(NAMES, 26.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_width(NAMES);
                ui.add(Label::new(RichText::new(name).color(cx.palette.text)).selectable(false))
            })
            .inner;
        let width = (ui.available_width() - OFFER - theme::GAP).max(80.0);
        let text = TextEdit::singleline(value)
            .font(theme::mono())
            .char_limit(2_048)
            .desired_width(width - 20.0)
            .hint_text(RichText::new(hint).font(theme::small()))
            .margin(Margin::symmetric(10, 5));
        let response = text.show(ui).response.response.labelled_by(label.id);
        if wants_focus {
            response.request_focus();
        }
        enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !offer.is_empty() && offer != value.as_str() {
            let take = button::text_button(ui, None, "This token's").on_hover_text(offer);
            if take.accessible_name(format!("{name} of this token")).clicked() {
                value.clear();
                value.push_str(offer);
            }
        }
    });
    enter
}
