//! The window in which the person says what a token is expected to be.

use super::dialog::{error_line, row, title, weak};
use crate::app::message::command::Command;
use crate::app::message::policy::PolicyCommand;
use crate::app::value::policy::PolicyText;
use crate::app::value::{Icon, Tone};
use crate::app::view::{Dialog, PolicyView};
use crate::ui::widget::focus::close_by_key;
use crate::ui::widget::{Cx, badge, button};
use crate::ui::{egui, icon, theme};
use egui::{ComboBox, Key, Label, Margin, Rect, Response, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

/// Width of the names in front of the fields.
const NAMES: f32 = 104.0;
/// Width of the button behind a field.
const OFFER: f32 = 92.0;
/// Width of the mark that says whether the token meets it.
const MARK: f32 = 18.0;
/// Width of the bar that scrolls the fields.
const BAR: f32 = 14.0;
/// Room for all but the fields.
const REST: f32 = 250.0;

/// What is typed.
#[derive(Default)]
pub(super) struct PolicyFields {
    text: PolicyText,
    /// Which expectations were shown last.
    edition: Option<u64>,
}

impl PolicyFields {
    /// Shows others where others are chosen; else what was typed stays.
    pub fn follow(&mut self, dialog: Option<&Dialog>) {
        match dialog {
            Some(Dialog::Policy(view)) if self.edition != Some(view.edition) => {
                *self = Self { text: view.text.clone(), edition: Some(view.edition) };
            }
            Some(Dialog::Policy(_)) => {}
            // A file is chosen meanwhile, perhaps; what comes back is another edition.
            _ => *self = Self::default(),
        }
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut PolicyFields, view: &PolicyView, fresh: bool) {
    title(ui, cx, "What you expect of a token");
    weak(ui, cx, "A token that does not meet this is not valid. Empty fields are not checked");
    choices(ui, cx, view);
    let before = fields.text.clone();
    let mut enter = false;
    let most = (ui.ctx().content_rect().height() - REST).max(120.0);
    ScrollArea::vertical().id_salt("expectations").max_height(most).show(ui, |ui| {
        enter = all_fields(ui, cx, &mut fields.text, view, fresh);
    });
    if fields.text != before {
        cx.send(Command::Policy(PolicyCommand::Preview(Box::new(fields.text.clone()))));
    }
    error_line(ui, cx, view.error.as_deref());
    enter |= ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
    let mut is_set = false;
    row(ui, |ui| {
        let words = if fields.text.name.trim().is_empty() { "Expect this" } else { "Save and expect this" };
        is_set = button::primary_button(ui, words).clicked();
        if button::text_button(ui, None, "Cancel").clicked() {
            cx.send(Command::CloseDialog);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if button::text_button(ui, Some(Icon::Clear), "Expect anything").clicked() {
                cx.send(Command::Policy(PolicyCommand::Clear));
            }
            let export = button::text_button(ui, Some(Icon::Export), "Export…");
            if export.on_hover_text("Write a file for jotsmith inspect --policy").clicked() {
                cx.send(Command::Policy(PolicyCommand::Export(Box::new(fields.text.clone()))));
            }
        });
    });
    if is_set || enter {
        cx.send(Command::Policy(PolicyCommand::Set(Box::new(fields.text.clone()))));
    }
}

/// Which expectations are shown, and those of a file.
fn choices(ui: &mut Ui, cx: &mut Cx<'_>, view: &PolicyView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let label = name(ui, cx, "Expectations");
        let chosen = view.choices.iter().find(|choice| choice.is_chosen);
        let width = (ui.available_width() - 190.0).max(120.0);
        let combo = ComboBox::from_id_salt("expectations")
            .width(width)
            .truncate()
            .selected_text(chosen.map_or("", |choice| &choice.words))
            .show_ui(ui, |ui| {
                for choice in &view.choices {
                    if ui.selectable_label(choice.is_chosen, &choice.words).clicked() {
                        cx.send(Command::Policy(PolicyCommand::Choose(choice.expecting.clone())));
                    }
                }
                close_by_key(ui);
            });
        combo.response.labelled_by(label.id);
        if button::text_button(ui, Some(Icon::Open), "Import…").clicked() {
            cx.send(Command::Policy(PolicyCommand::Import));
        }
        let kept = Some(&view.text.name).filter(|name| !name.is_empty());
        let delete = ui.add_enabled_ui(kept.is_some(), |ui| button::text_button(ui, Some(Icon::Trash), "Delete"));
        if let Some(kept) = kept.filter(|_| delete.inner.clicked()) {
            cx.send(Command::Policy(PolicyCommand::Delete(kept.clone())));
        }
    });
}

/// Whether Enter was pressed in one of them.
fn all_fields(ui: &mut Ui, cx: &mut Cx<'_>, text: &mut PolicyText, view: &PolicyView, fresh: bool) -> bool {
    // The bar at the right has room of its own.
    ui.set_width(ui.available_width() - BAR);
    let (of, met) = (&view.of_token, &view.met);
    let none = String::new();
    let mut enter = field(ui, cx, "Name", "keeps them; empty: until you quit", &mut text.name, &none, None);
    let issuer = field_response(ui, cx, "Issuer", "iss, exactly as written", &mut text.issuer, &of.issuer, met.issuer);
    if fresh {
        issuer.0.request_focus();
    }
    enter |= issuer.1;
    enter |= field(ui, cx, "Audience", "aud, or one of several", &mut text.audience, &of.audience, met.audience);
    kind(ui, cx, &mut text.profile, view);
    let rows: [(&str, &str, &mut String, &String, Option<bool>); 8] = [
        ("Type", "typ, such as at+jwt", &mut text.token_type, &of.token_type, met.token_type),
        ("Algorithms", "such as ES256, RS256", &mut text.algorithms, &of.algorithms, met.algorithms),
        ("Claims", "such as sub, scope=read: must be present", &mut text.required_claims, &none, met.required_claims),
        ("Maximum age", "since iat, such as 10 m", &mut text.max_age, &none, met.max_age),
        ("Still valid for", "at least, such as 7 d", &mut text.min_remaining, &none, met.min_remaining),
        ("Nonce", "of the key binding, or of the claims", &mut text.nonce, &of.nonce, met.nonce),
        ("Proof window", "5 m, before or after its iat", &mut text.proof_window, &none, None),
        ("Leeway", "for exp, nbf and iat; empty: as set below", &mut text.leeway, &none, None),
    ];
    for (name, hint, value, offer, met) in rows {
        enter |= field(ui, cx, name, hint, value, offer, met);
    }
    enter
}

fn kind(ui: &mut Ui, cx: &Cx<'_>, profile: &mut String, view: &PolicyView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let label = name(ui, cx, "Kind");
        let chosen = view.kinds.iter().find(|kind| kind.id == profile.as_str());
        let width = (ui.available_width() - OFFER - MARK - theme::GAP * 2.0).max(80.0);
        let combo = ComboBox::from_id_salt("expected kind")
            .width(width)
            .truncate()
            .height(320.0)
            .selected_text(chosen.map_or("Any", |kind| kind.name.as_str()))
            .show_ui(ui, |ui| {
                if ui.selectable_label(chosen.is_none(), "Any").clicked() {
                    profile.clear();
                }
                for kind in &view.kinds {
                    if ui.selectable_label(chosen == Some(kind), &kind.name).clicked() {
                        kind.id.clone_into(profile);
                    }
                }
                close_by_key(ui);
            });
        combo.response.labelled_by(label.id);
        mark(ui, cx, "Kind", view.met.profile);
    });
}

fn name(ui: &mut Ui, cx: &Cx<'_>, name: &str) -> Response {
    ui.allocate_ui_with_layout(vec2(NAMES, 26.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_width(NAMES);
        ui.add(Label::new(RichText::new(name).color(cx.palette.text)).selectable(false))
    })
    .inner
}

/// Whether the token that is shown meets it.
fn mark(ui: &mut Ui, cx: &Cx<'_>, name: &str, met: Option<bool>) {
    let (rect, response) = ui.allocate_exact_size(vec2(MARK, 26.0), Sense::hover());
    let Some(met) = met else { return };
    let (tone, words) = if met { (Tone::Good, "met by this token") } else { (Tone::Bad, "not met by this token") };
    let place = Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
    icon::paint(ui, badge::tone_icon(tone), place, 16.0, cx.palette.tone(tone));
    let words = format!("{name}: {words}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    response.on_hover_text(&words);
}

/// A name, a line of text, whether it is met and, where the token has such a thing, a button that takes it. Whether Enter was
/// pressed.
fn field(ui: &mut Ui, cx: &Cx<'_>, name: &str, hint: &str, value: &mut String, offer: &str, met: Option<bool>) -> bool {
    field_response(ui, cx, name, hint, value, offer, met).1
}

fn field_response(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    hint: &str,
    value: &mut String,
    offer: &str,
    met: Option<bool>,
) -> (Response, bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let label = self::name(ui, cx, name);
        let width = (ui.available_width() - OFFER - MARK - theme::GAP * 2.0).max(80.0);
        let text = TextEdit::singleline(value)
            .font(theme::mono())
            .char_limit(2_048)
            .desired_width(width - 20.0)
            .hint_text(RichText::new(hint).font(theme::small()))
            .margin(Margin::symmetric(10, 5));
        let response = text.show(ui).response.response.labelled_by(label.id);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        mark(ui, cx, name, met);
        if !offer.is_empty() && offer != value.as_str() {
            let take = button::text_button(ui, None, "This token's").on_hover_text(offer);
            if take.accessible_name(format!("{name} of this token")).clicked() {
                value.clear();
                value.push_str(offer);
            }
        }
        (response, enter)
    })
    .inner
}
