//! The dialog that makes a key.

use super::dialog::{buttons, error_line, title, weak};
use crate::app::message::command::Command;
use crate::app::message::keyring::{KeyChoices, KeyIdChoice, KeyringCommand};
use crate::app::value::{Icon, Place};
use crate::app::view::GenerateKind;
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::{Button, Id, Label, Margin, Popup, RichText, TextEdit, Ui, vec2};

/// What WebCrypto and RFC 7517 §4.3 call what a key does.
const OPERATIONS: [&str; 8] =
    ["sign", "verify", "encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"];

/// What was chosen so far.
#[derive(Default)]
pub struct GenerateState {
    /// Index into the kinds; the usual one at first.
    kind: Option<usize>,
    /// The keyboard was in the name.
    is_begun: bool,
    name: String,
    key_id: KeyIdChoice,
    typed: String,
    /// `None`: the usual one of the kind.
    algorithm: Option<Option<String>>,
    public_key_use: Option<Option<String>>,
    operations: Vec<String>,
    place: Option<Place>,
}

pub fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut GenerateState,
    (kinds, names): (&[GenerateKind], &[String]),
    places: &[(Place, String)],
    error: Option<&str>,
    is_working: bool,
) {
    title(ui, cx, "Generate a key");
    let is_entered = name(ui, cx, state);
    // Two keys of one name could not be told apart.
    if names.contains(&state.name.trim().to_lowercase()) {
        weak(ui, cx, "Another key has this name: this one gets a number behind it");
    }
    let usual = kinds.iter().find(|kind| kind.is_usual).or_else(|| kinds.first());
    let chosen = state.kind.and_then(|index| kinds.iter().find(|kind| kind.index == index)).or(usual);
    let Some(kind) = chosen else { return };
    let before = kind.index;
    let index = families(ui, cx, kind, kinds);
    if index != before {
        state.kind = Some(index);
        (state.algorithm, state.public_key_use) = (None, None);
        state.operations.clear();
    }
    let Some(kind) = kinds.iter().find(|kind| kind.index == index) else { return };
    ui.add_space(2.0);
    line(ui, cx, "kid", |ui, _| {
        let choices = [
            (KeyIdChoice::Thumbprint, "Thumbprint"),
            (KeyIdChoice::Date, "Date"),
            (KeyIdChoice::Uuid, "UUID"),
            (KeyIdChoice::Typed, "Typed"),
            (KeyIdChoice::None, "None"),
        ];
        if let Some(choice) = segment(ui, "kid", state.key_id, &choices) {
            state.key_id = choice;
        }
    });
    if state.key_id == KeyIdChoice::Typed {
        let label = weak(ui, cx, "The kid");
        let field = TextEdit::singleline(&mut state.typed)
            .id(Id::unique("typed kid"))
            .font(theme::mono())
            .char_limit(512)
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(10, 6));
        field.show(ui).response.response.labelled_by(label.id);
    }
    algorithm(ui, cx, state, kind);
    public_key_use(ui, cx, state, kind);
    operations(ui, cx, state);
    destination(ui, cx, state, places);
    if kind.is_slow {
        weak(ui, cx, "Generating an RSA key takes a few seconds");
    }
    error_line(ui, cx, error);
    if buttons(ui, cx, if is_working { "Generating…" } else { "Generate" }, !is_working) || (is_entered && !is_working)
    {
        let usual_algorithm = (!kind.usual.is_empty()).then(|| kind.usual.clone());
        let usual_use = if state.operations.is_empty() { Some(kind.usual_use.clone()) } else { None };
        let choices = KeyChoices {
            name: state.name.trim().to_owned(),
            kind: kind.index,
            key_id: state.key_id,
            typed: state.typed.trim().to_owned(),
            public_key_use: state.public_key_use.clone().unwrap_or(usual_use),
            algorithm: state.algorithm.clone().unwrap_or(usual_algorithm),
            key_operations: state.operations.clone(),
            place: state.place.or_else(|| places.first().map(|(place, _)| *place)).unwrap_or_default(),
        };
        cx.send(Command::Keyring(KeyringCommand::Generate(choices)));
    }
}

/// What it is called, which is asked for first. Returns whether Enter was pressed in it.
fn name(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut GenerateState) -> bool {
    let mut is_entered = false;
    line(ui, cx, "Name", |ui, _| {
        let field = TextEdit::singleline(&mut state.name)
            .id(Id::unique("name of a new key"))
            .char_limit(1_000)
            .desired_width(f32::INFINITY)
            .hint_text("What you call it; else its kind and the day")
            .margin(Margin::symmetric(8, 4));
        let field = ui.add(field).accessible_name("Name");
        if !std::mem::replace(&mut state.is_begun, true) {
            field.request_focus();
        }
        is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    });
    is_entered
}

/// A label and what belongs to it.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, content: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    ui.horizontal(|ui| {
        ui.allocate_ui(vec2(64.0, 22.0), |ui| {
            ui.set_min_width(64.0);
            ui.add(Label::new(RichText::new(label).color(cx.palette.weak)).selectable(false));
        });
        content(ui, cx);
    });
}

/// The family, then which of it. Returns the index of what is chosen.
fn families(ui: &mut Ui, cx: &mut Cx<'_>, kind: &GenerateKind, kinds: &[GenerateKind]) -> usize {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for each in kinds {
        if names.iter().all(|(name, _)| *name != each.family) {
            names.push((&each.family, &each.family));
        }
    }
    let mut index = kind.index;
    line(ui, cx, "Kind", |ui, _| {
        if let Some(family) = segment(ui, "Kind", kind.family.as_str(), &names) {
            let of_family = || kinds.iter().filter(|each| each.family == family);
            // The most usual of each: 256 bits, RSA 3072, P-256, Ed25519, ML-DSA-65.
            let usual = of_family().find(|each| matches!(each.which.as_str(), "256 bits" | "3072 bits" | "ML-DSA-65"));
            if let Some(found) = usual.or_else(|| of_family().next()) {
                index = found.index;
            }
        }
    });
    let family = kinds.iter().find(|each| each.index == index).map_or(kind.family.as_str(), |each| &each.family);
    let which: Vec<(usize, &str)> =
        kinds.iter().filter(|each| each.family == family).map(|each| (each.index, each.which.as_str())).collect();
    line(ui, cx, "", |ui, _| {
        if let Some(chosen) = segment(ui, "Which", index, &which) {
            index = chosen;
        }
    });
    index
}

fn algorithm(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut GenerateState, kind: &GenerateKind) {
    line(ui, cx, "alg", |ui, _| {
        let usual = (!kind.usual.is_empty()).then(|| kind.usual.clone());
        let current = state.algorithm.clone().unwrap_or(usual);
        let shown = current.clone().unwrap_or_else(|| "none".to_owned());
        let opener = button::text_button(ui, Some(Icon::ChevronDown), &shown).accessible_name(format!("alg: {shown}"));
        let opener = opener.on_hover_text("The only algorithm that the key is for");
        Popup::menu(&opener).accessible_name("alg").show(|ui| {
            ui.set_min_width(160.0);
            for (name, public_key_use) in &kind.algorithms {
                if ui.add(Button::selectable(current.as_ref() == Some(name), name)).clicked() {
                    state.algorithm = Some(Some(name.clone()));
                    if state.operations.is_empty() {
                        state.public_key_use = Some(Some(public_key_use.clone()));
                    }
                }
            }
            if ui.add(Button::selectable(current.is_none(), "none: any that fits")).clicked() {
                state.algorithm = Some(None);
            }
        });
    });
}

fn public_key_use(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut GenerateState, kind: &GenerateKind) {
    line(ui, cx, "use", |ui, _| {
        let usual = if state.operations.is_empty() { Some(kind.usual_use.clone()) } else { None };
        let current = state.public_key_use.clone().unwrap_or(usual);
        let choices = [(Some("sig"), "sig"), (Some("enc"), "enc"), (None, "none")];
        if let Some(choice) = segment(ui, "use", current.as_deref(), &choices) {
            state.public_key_use = Some(choice.map(str::to_owned));
        }
    });
}

fn operations(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut GenerateState) {
    line(ui, cx, "key_ops", |ui, _| {
        let shown = if state.operations.is_empty() { "none".to_owned() } else { state.operations.join(", ") };
        let words = "use and key_ops should not be used together (RFC 7517 §4.3)";
        let name = format!("key_ops: {shown}");
        let opener =
            button::text_button(ui, Some(Icon::ChevronDown), &shown).accessible_name(name).on_hover_text(words);
        let close = egui::PopupCloseBehavior::CloseOnClickOutside;
        Popup::menu(&opener).close_behavior(close).accessible_name("key_ops").show(|ui| {
            ui.set_min_width(140.0);
            for name in OPERATIONS {
                let mut is_on = state.operations.iter().any(|each| each == name);
                if ui.checkbox(&mut is_on, name).changed() {
                    state.operations.retain(|each| each != name);
                    if is_on {
                        state.operations.push(name.to_owned());
                        state.public_key_use = Some(None);
                    }
                }
            }
        });
    });
}

fn destination(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut GenerateState, places: &[(Place, String)]) {
    line(ui, cx, "Into", |ui, _| {
        let current = state.place.or_else(|| places.first().map(|(place, _)| *place)).unwrap_or_default();
        let name = places.iter().find(|(place, _)| *place == current).map_or("This session", |(_, name)| name.as_str());
        let opener = button::text_button(ui, Some(Icon::ChevronDown), name).accessible_name(format!("Into: {name}"));
        let opener = opener.on_hover_text("Where the key goes");
        Popup::menu(&opener).accessible_name("Into").show(|ui| {
            ui.set_min_width(160.0);
            for (place, name) in places {
                if ui.add(Button::selectable(*place == current, name)).clicked() {
                    state.place = Some(*place);
                }
            }
        });
    });
    let current = state.place.or_else(|| places.first().map(|(place, _)| *place)).unwrap_or_default();
    if current == Place::Session {
        weak(ui, cx, "Not saved anywhere: it is lost when the window closes, unless you keep it in a keyring");
    }
}
