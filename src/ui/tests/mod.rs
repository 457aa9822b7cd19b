//! The window, driven without a screen: what is shown, and what is sent.

mod export;
mod fabricated;
mod fabricated_key;
mod key;
mod keyboard;
mod layout;

use super::*;
use crate::app::message::notice::Action;
use crate::app::message::settings::SettingsCommand;
use crate::app::value::settings::SettingsPage;
use crate::app::value::*;
use crate::app::view::*;
use egui::accesskit::Role as Part;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

struct Stage {
    ui: Option<Ui>,
    view: View,
    sent: Vec<Command>,
}

fn stage_of(view: View, width: f32, height: f32) -> Harness<'static, Stage> {
    let stage = Stage { ui: None, view, sent: Vec::new() };
    Harness::builder().with_size([width, height]).with_max_steps(12).build_ui_state(
        |ui, stage: &mut Stage| {
            let shown = stage.ui.get_or_insert_with(|| Ui::new(ui.ctx()));
            let sent = &mut stage.sent;
            shown.show(ui, &stage.view, &mut |command| sent.push(command));
        },
        stage,
    )
}

fn stage(view: View) -> Harness<'static, Stage> {
    let mut stage = stage_of(view, 1280.0, 800.0);
    stage.run();
    stage
}

fn sent(harness: &Harness<'_, Stage>, command: &Command) -> bool {
    harness.state().sent.contains(command)
}

fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

#[track_caller]
fn clicking(view: View, name: &str, command: &Command) {
    let mut harness = stage(view);
    click(&mut harness, name);
    assert!(sent(&harness, command), "{name}: {:?}", harness.state().sent);
}

/// Whether a label, and not only a part of a longer text, says this.
fn says(harness: &Harness<'_, Stage>, text: &str) -> bool {
    harness.query_all_by(|node| node.role() == Part::Label && node.value().as_deref() == Some(text)).next().is_some()
        || harness.query_all_by_label(text).next().is_some()
}

#[test]
fn every_view_is_drawn_at_every_size() {
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0), (700.0, 900.0), (420.0, 320.0)] {
        for (name, view) in fabricated::all() {
            for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
                let mut harness = stage_of(View { theme, ..view.clone() }, width, height);
                assert!(harness.try_run().is_ok(), "{name} does not settle at {width} by {height}");
            }
        }
    }
}

#[test]
fn every_icon_can_be_drawn() {
    let mut harness = Harness::new_ui(|ui| {
        egui_extras::install_image_loaders(ui.ctx());
        for picture in icon::ALL {
            icon::show(ui, *picture, 20.0, Palette::of(ui).text);
            let image = icon::image(*picture, 20.0);
            assert!(image.load_for_size(ui.ctx(), vec2(20.0, 20.0)).is_ok(), "{picture:?}");
        }
    });
    harness.run();
}

#[test]
fn the_fonts_have_what_is_written() {
    let ctx = egui::Context::default();
    let _ui = Ui::new(&ctx);
    let output = ctx.run_ui(egui::RawInput::default(), |ui| {
        for font in [theme::body(), theme::head(), theme::mono()] {
            for c in "…·×–—“”‘’≥≤→✓é‖€".chars() {
                let has = ui.fonts_mut(|fonts| fonts.has_glyph(&font, c));
                assert!(has, "{c} in {font:?}");
            }
        }
    });
    output.drop_without_applying_deltas();
}

#[test]
fn the_verdict_is_one_sentence_for_a_screen_reader() {
    let harness = stage(fabricated::verified());
    let strip = harness.get_by_role(Part::Status);
    let label = strip.accesskit_node().label().unwrap_or_default();
    assert_eq!(label, "Valid: signature verified with ES256 by key \"prod-2026\" · expires in 11 min 20 s");
}

#[test]
fn the_buttons_of_the_token_box_send() {
    clicking(fabricated::verified(), "Paste", &Command::RequestPaste);
    clicking(fabricated::verified(), "Open…", &Command::OpenTokenFile);
    clicking(fabricated::verified(), "Clear", &Command::ClearToken);
    clicking(fabricated::verified(), "Undo", &Command::UndoToken);
    clicking(fabricated::broken(), "Move it to the keys", &Command::MoveTokenToKeys);
}

#[test]
fn typing_in_the_token_box_sends_the_text() {
    let mut harness = stage(fabricated::empty());
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").focus();
    harness.run();
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").type_text("e30.");
    harness.run();
    assert!(sent(&harness, &Command::EditToken("e30.".into())));
}

#[test]
fn a_changed_revision_replaces_what_was_typed() {
    let mut harness = stage(fabricated::empty());
    let mut view = fabricated::empty();
    view.token.text = "e30.e30.".into();
    view.token.revision = 7;
    harness.state_mut().view = view;
    harness.run();
    let field = harness.get_by_role_and_label(Part::MultilineTextInput, "Token");
    assert_eq!(field.value().as_deref(), Some("e30.e30."));
}

#[test]
fn a_paste_that_belongs_to_nobody_is_a_token() {
    let mut harness = stage(fabricated::verified());
    harness.event(Event::Paste("e30.e30.".into()));
    harness.run();
    assert!(sent(&harness, &Command::PasteToken("e30.e30.".into())));
}

#[test]
fn a_paste_into_the_empty_box_is_a_token_and_is_not_typed() {
    let mut harness = stage(fabricated::empty());
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").focus();
    harness.run();
    harness.event(Event::Paste("Bearer e30".into()));
    harness.run();
    assert!(sent(&harness, &Command::PasteToken("Bearer e30".into())));
    assert!(!harness.state().sent.iter().any(|command| matches!(command, Command::EditToken(_))));
}

#[test]
fn a_paste_into_the_middle_of_the_box_edits_unless_all_is_selected() {
    let mut harness = stage(fabricated::verified());
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").focus();
    harness.run();
    harness.event(Event::Paste("x".into()));
    harness.run();
    assert!(harness.state().sent.iter().any(|command| matches!(command, Command::EditToken(_))));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Paste("whole".into()));
    harness.run();
    assert!(sent(&harness, &Command::PasteToken("whole".into())));
}

/// A middle click into the box brings a token as Ctrl+V does, wherever the keyboard is; a piece of one goes where it was clicked.
#[test]
fn a_middle_click_pastes_what_was_selected_elsewhere() {
    let click = |harness: &mut Harness<'static, Stage>, text: &str| {
        let pos = harness.get_by_role_and_label(Part::MultilineTextInput, "Token").rect().center();
        harness.hover_at(pos);
        harness.run();
        harness.event(Event::MiddleClickPaste { pos, text: text.into() });
        harness.run();
    };
    let mut harness = stage(fabricated::empty());
    click(&mut harness, "Bearer e30");
    assert!(sent(&harness, &Command::PasteToken("Bearer e30".into())), "{:?}", harness.state().sent);
    let mut harness = stage(fabricated::verified());
    click(&mut harness, "x");
    let is_edit = |command: &Command| matches!(command, Command::EditToken(_));
    assert!(harness.state().sent.iter().any(is_edit), "{:?}", harness.state().sent);
    let token = "eyJhbGciOiJub25lIn0.e30.";
    let mut harness = stage(fabricated::verified());
    click(&mut harness, token);
    assert!(sent(&harness, &Command::PasteToken(token.into())), "{:?}", harness.state().sent);
    assert!(!harness.state().sent.iter().any(is_edit));
}

#[test]
fn a_long_paste_never_reaches_a_text_field() {
    let long = "A".repeat(LONG_PASTE + 1);
    let mut harness = stage(fabricated::verified());
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").focus();
    harness.run();
    harness.event(Event::Paste(long.clone()));
    harness.run();
    assert!(sent(&harness, &Command::PasteToken(long.clone())));
    let mut harness = stage(fabricated::add_key());
    harness.event(Event::Paste(long));
    harness.run();
    assert!(harness.state().sent.iter().any(|command| matches!(command, Command::PreviewKey(..))));
    assert!(!harness.state().sent.iter().any(|command| matches!(command, Command::PasteToken(_))));
}

/// Bytes of text in the last frame.
fn laid_out(harness: &Harness<'_, Stage>) -> usize {
    fn of(shape: &egui::Shape) -> usize {
        match shape {
            egui::Shape::Text(text) => text.galley.job.text.len(),
            egui::Shape::Vec(shapes) => shapes.iter().map(of).sum(),
            _ => 0,
        }
    }
    harness.output().shapes.iter().map(|clipped| of(&clipped.shape)).sum()
}

#[test]
fn ten_megabytes_are_shown_without_laying_them_out() {
    let mut harness = stage(fabricated::long());
    harness.run();
    click(&mut harness, "Copy");
    assert!(sent(&harness, &Command::Copy(CopyTarget::Token)));
    harness.step();
    assert!(laid_out(&harness) < 100_000, "{} bytes are laid out for a frame", laid_out(&harness));
}

#[test]
fn the_claims_are_shown_and_copied() {
    let mut harness = stage(fabricated::verified());
    for text in ["iss", "\"https://issuer.example\"", "2026-11-23 14:20:00 UTC, in 11 min 20 s"] {
        assert!(says(&harness, text), "{text}");
    }
    click(&mut harness, "Copy the value of sub");
    assert!(sent(&harness, &Command::Copy(CopyTarget::ClaimValue(1))));
    click(&mut harness, "Copy claims");
    assert!(sent(&harness, &Command::Copy(CopyTarget::Claims)));
    click(&mut harness, "Claims: JSON");
    assert!(sent(&harness, &Command::ClaimsMode(PaneMode::Json)));
    click(&mut harness, "Header: JSON");
    assert!(sent(&harness, &Command::HeaderMode(PaneMode::Json)));
}

#[test]
fn hovering_a_claim_lights_its_bytes_once() {
    let mut harness = stage(fabricated::verified());
    let at = harness.get_by_role_and_label(Part::Label, "sub").rect().center();
    harness.hover_at(at);
    harness.run();
    harness.run();
    let span = TextSpan { start: 86, end: 104 };
    let count = harness.state().sent.iter().filter(|command| **command == Command::Hover(Some(span))).count();
    assert_eq!(count, 1, "{:?}", harness.state().sent);
    harness.remove_cursor();
    harness.run();
    assert_eq!(harness.state().sent.last(), Some(&Command::Hover(None)));
}

#[test]
fn hovering_the_token_lights_the_part() {
    let mut harness = stage(fabricated::verified());
    let field = harness.get_by_role_and_label(Part::MultilineTextInput, "Token").rect();
    harness.hover_at(field.left_top() + vec2(40.0, 14.0));
    harness.run();
    assert!(sent(&harness, &Command::Hover(Some(TextSpan { start: 0, end: 64 }))), "{:?}", harness.state().sent);
}

#[test]
fn folds_are_sent() {
    let mut harness = stage(fabricated::rejected());
    click(&mut harness, "Unfold");
    assert!(sent(&harness, &Command::ToggleFold(7)));
}

#[test]
fn a_long_value_opens() {
    let mut view = fabricated::verified();
    if let PaneBody::Table(rows) = &mut view.claims.body {
        rows.drain(..8);
    }
    let mut harness = stage(view);
    let name = "signature_of_an_attached_document_that_is_long: show all";
    click(&mut harness, name);
    assert!(harness.query_by_label("signature_of_an_attached_document_that_is_long: show less").is_some());
}

#[test]
fn the_signature_pane_explains_itself() {
    let mut harness = stage(fabricated::rejected());
    assert!(says(&harness, "Does not match prod-2026"));
    assert!(says(&harness, "The signature was not made with this key, or the token was changed afterwards"));
    click(&mut harness, "2 other keys tried");
    assert!(sent(&harness, &Command::SelectTab(DrawerTab::KeysTried)));
    click(&mut harness, "Bytes: base64url");
    assert!(sent(&harness, &Command::SignatureMode(PaneMode::Base64url)));
    click(&mut harness, "Load another key…");
    assert!(sent(&harness, &Command::LoadKeyFile));
}

#[test]
fn one_of_several_signatures_is_chosen() {
    let mut view = fabricated::verified();
    let mut second = view.signature.entries[0].clone();
    second.title = "Not checked".into();
    view.signature.entries.push(second);
    clicking(view, "Signature 2: Not checked", &Command::SelectEntry(1));
}

#[test]
fn a_locked_token_says_what_it_needs() {
    let mut harness = stage(fabricated::locked());
    assert!(says(&harness, "The claims are encrypted"));
    assert!(says(&harness, "Initialization vector"));
    click(&mut harness, "Use passphrase…");
    assert!(sent(&harness, &Command::OpenPassphrase));
    click(&mut harness, "Paste key…");
    assert!(sent(&harness, &Command::OpenAddKey));
    click(&mut harness, "JWS");
    assert!(sent(&harness, &Command::SelectLayer(1)));
}

#[test]
fn the_drawer_has_its_tabs() {
    clicking(fabricated::verified(), "Findings, 2 warnings, 1 note", &Command::SelectTab(DrawerTab::Findings));
    clicking(fabricated::verified(), "Timeline", &Command::SelectTab(DrawerTab::Timeline));
    clicking(fabricated::verified(), "Size", &Command::SelectTab(DrawerTab::Size));
    clicking(fabricated::verified(), "Keys tried, 2", &Command::SelectTab(DrawerTab::KeysTried));
    clicking(fabricated::verified(), "Export", &Command::SelectTab(DrawerTab::Export));
    clicking(fabricated::verified(), "Hide the drawer", &Command::ToggleDrawer);
}

#[test]
fn a_finding_is_jumped_to() {
    let mut harness = stage(fabricated::verified());
    let button = harness.query_all_by_label("Show in the token").next();
    button.expect("the second finding has bytes").click();
    harness.run_steps(2);
    harness.remove_cursor();
    harness.run_steps(1);
    let span = TextSpan { start: 186, end: 204 };
    assert_eq!(harness.state().sent.last(), Some(&Command::Hover(Some(span))));
    harness.run_steps(12);
    assert_eq!(harness.state().sent.last(), Some(&Command::Hover(None)), "the light goes out by itself");
}

#[test]
fn every_tab_shows_its_content() {
    for (tab, text) in [
        (DrawerTab::Timeline, "Issued 48 min ago, valid for 60 min, expires in 11 min 20 s"),
        (DrawerTab::Size, "477 bytes, 21.7 times a session ID of 22 characters"),
        (DrawerTab::KeysTried, "Not tried: an RSA key cannot verify ES256"),
        (DrawerTab::Export, "Safe to put in a ticket: nobody can use it"),
    ] {
        let mut view = fabricated::verified();
        view.drawer.tab = tab;
        let harness = stage(view);
        assert!(says(&harness, text), "{text}");
    }
    let mut view = fabricated::verified();
    view.drawer.tab = DrawerTab::Export;
    clicking(view, "Copy: curl command", &Command::Copy(CopyTarget::Export("curl")));
}

#[test]
fn samples_open() {
    let harness_name = "Encrypted profile. A JWE that holds a JWS: two layers, two keys";
    clicking(fabricated::empty(), harness_name, &Command::OpenSample(2));
}

#[test]
fn the_rail_switches() {
    clicking(fabricated::verified(), "Keys", &Command::Show(Workspace::Keys));
    clicking(fabricated::keys(), "Inspect", &Command::Show(Workspace::Inspect));
    clicking(fabricated::verified(), "Command palette", &Command::OpenPalette);
    clicking(fabricated::verified(), "Settings", &Command::Settings(SettingsCommand::Open(SettingsPage::Appearance)));
}

#[test]
fn the_status_bar_sets_time() {
    clicking(fabricated::verified(), "14:08:39 UTC", &Command::OpenSetClock);
    let mut harness = stage(fabricated::verified());
    click(&mut harness, "Leeway 60 s");
    click(&mut harness, "300 seconds");
    assert!(sent(&harness, &Command::SetLeeway(300)));
    click(&mut harness, "Times: UTC");
    click(&mut harness, "Unix seconds");
    assert!(sent(&harness, &Command::SetTimeStyle(TimeStyle::Unix)));
}

#[test]
fn keys_are_listed_chosen_and_removed() {
    let mut harness = stage(fabricated::keys());
    for text in ["EC P-256", "1024 bits can be broken"] {
        assert!(says(&harness, text), "{text}");
    }
    click(&mut harness, "Key enc-7");
    assert!(sent(&harness, &Command::SelectKey(Some(3))));
    click(&mut harness, "Remove prod-2026");
    assert!(sent(&harness, &Command::RemoveKeys(vec![1])));
    click(&mut harness, "Undo removal");
    assert!(sent(&harness, &Command::UndoRemoveKeys(None)));
    click(&mut harness, "Copy as");
    click(&mut harness, "Copy: Public JWK");
    assert!(sent(&harness, &Command::Copy(CopyTarget::PublicJwk(2))));
    click(&mut harness, "Load key file…");
    assert!(sent(&harness, &Command::LoadKeyFile));
}

#[test]
fn a_secret_is_previewed_and_added_and_forgotten() {
    use crate::app::value::{SecretReading, SecretText};
    let mut harness = stage(fabricated::add_key());
    harness.event(Event::Text("s3cret".into()));
    harness.run();
    let secret = SecretText::new("s3cret".into());
    assert!(sent(&harness, &Command::PreviewKey(secret.clone(), SecretReading::Automatic)));
    click(&mut harness, "Read as: Hex");
    assert!(sent(&harness, &Command::PreviewKey(secret.clone(), SecretReading::Hex)));
    click(&mut harness, "Add key");
    assert!(sent(&harness, &Command::AddKey(secret, SecretReading::Hex)));
    harness.state_mut().view = fabricated::verified();
    harness.run();
    harness.state_mut().view = fabricated::add_key();
    harness.state_mut().sent.clear();
    harness.run();
    click(&mut harness, "Read as: Hex");
    let empty = SecretText::new(String::new());
    assert!(sent(&harness, &Command::PreviewKey(empty, SecretReading::Hex)), "{:?}", harness.state().sent);
}

#[test]
fn a_secret_is_dots_for_a_screen_reader_too() {
    let mut harness = stage(fabricated::add_key());
    harness.event(Event::Text("s3cret".into()));
    harness.run();
    assert!(harness.query_by_value("s3cret").is_none());
    assert!(harness.query_by_label_contains("s3cret").is_none());
}

#[test]
fn dialogs_answer() {
    let with = |dialog| View { dialog: Some(dialog), ..fabricated::verified() };
    let clock = Dialog::SetClock { text: "0".into(), error: None };
    clicking(with(clock.clone()), "Set", &Command::SetClock("0".into()));
    clicking(with(clock), "Use the real clock", &Command::SetClock(String::new()));
    clicking(with(Dialog::WaitingForFile { text: "…".into() }), "Cancel", &Command::CloseDialog);
    clicking(with(Dialog::About), "Close", &Command::CloseDialog);
    let mut harness = stage(with(Dialog::Payload));
    harness.event(Event::Text("$.02".into()));
    harness.run();
    click(&mut harness, "Use this payload");
    assert!(sent(&harness, &Command::GivePayload("$.02".into())));
    let mut harness = stage(with(Dialog::TypePath { purpose: "Where?".into(), saves: false, error: None }));
    harness.event(Event::Text("/k.pem".into()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(sent(&harness, &Command::GivePath("/k.pem".into())));
    for dialog in fabricated::dialogs() {
        let mut harness = stage(with(dialog.clone()));
        harness.key_press(Key::Escape);
        harness.run();
        assert!(sent(&harness, &Command::CloseDialog), "{dialog:?}");
    }
}

#[test]
fn what_is_expected_is_typed_or_taken_from_the_token() {
    use crate::app::message::policy::PolicyCommand;
    use crate::app::value::policy::PolicyText;
    let of_token = PolicyText { audience: "api".into(), ..PolicyText::default() };
    let dialog = Dialog::Policy(Box::new(PolicyView { of_token, ..PolicyView::default() }));
    let mut harness = stage(View { dialog: Some(dialog), ..fabricated::verified() });
    // The first field has the keyboard.
    harness.event(Event::Text("https://as.example".into()));
    harness.run();
    click(&mut harness, "Audience of this token");
    click(&mut harness, "Expect this");
    let text = PolicyText { issuer: "https://as.example".into(), audience: "api".into(), ..PolicyText::default() };
    assert!(sent(&harness, &Command::Policy(PolicyCommand::Set(Box::new(text)))), "{:?}", harness.state().sent);
    click(&mut harness, "Expect anything");
    assert!(sent(&harness, &Command::Policy(PolicyCommand::Clear)));
    clicking(fabricated::verified(), "Expects issuer", &Command::Policy(PolicyCommand::Open));
}

#[test]
fn a_dialog_is_announced_by_its_title() {
    for (dialog, title) in [
        (Dialog::Palette(Vec::new()), "Command palette"),
        (Dialog::Shortcuts, "Keyboard shortcuts"),
        (Dialog::Payload, "The payload of the detached signature"),
    ] {
        let harness = stage(View { dialog: Some(dialog), ..fabricated::empty() });
        assert_eq!(harness.get_by_role(Part::Dialog).accesskit_node().label().as_deref(), Some(title));
    }
}

#[test]
fn the_palette_finds_and_runs() {
    let mut harness = stage(View { dialog: Some(Dialog::Palette(Vec::new())), ..fabricated::empty() });
    harness.event(Event::Text("with key bind".into()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let sent = &harness.state().sent;
    let close = sent.iter().position(|command| *command == Command::CloseDialog);
    let open = sent.iter().position(|command| *command == Command::OpenSample(5));
    assert!(close.is_some() && close < open, "{sent:?}");
}

#[test]
fn shortcuts_run_unless_a_dialog_is_open_or_text_is_typed() {
    let mut harness = stage(fabricated::verified());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    harness.run();
    assert!(sent(&harness, &Command::LoadKeyFile) && !sent(&harness, &Command::OpenTokenFile));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Questionmark);
    harness.run();
    assert!(sent(&harness, &Command::OpenShortcuts));
    harness.state_mut().sent.clear();
    harness.get_by_role_and_label(Part::MultilineTextInput, "Token").focus();
    harness.run();
    harness.key_press(Key::Questionmark);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Backspace);
    harness.run();
    assert!(!sent(&harness, &Command::OpenShortcuts) && !sent(&harness, &Command::ClearToken));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    assert!(sent(&harness, &Command::OpenPalette));
    let mut harness = stage(fabricated::add_key());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.run();
    assert!(!sent(&harness, &Command::OpenTokenFile));
}

#[test]
fn notices_can_be_closed_and_undone() {
    let mut harness = stage(fabricated::broken());
    let close = harness.query_all_by_label("Close the message").next();
    close.expect("there are two messages").click();
    harness.run();
    assert!(sent(&harness, &Command::DismissNotice(1)));
    click(&mut harness, "Undo");
    assert!(sent(&harness, &Command::UndoRemoveKeys(None)));
}

#[test]
fn the_tab_key_goes_where_the_eye_goes() {
    let mut harness = stage(fabricated::verified());
    let mut seen = Vec::new();
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused =
            harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()).next_back();
        seen.push(focused.unwrap_or_default());
    }
    let place = |name: &str| seen.iter().position(|each| each == name).unwrap_or_else(|| panic!("{name} in {seen:?}"));
    let order = [
        "Inspect",
        "Paste",
        "Token",
        "Copy header",
        "Header: Table",
        "Header: JSON",
        "Copy claims",
        "Copy signature",
        "Findings, 2 warnings, 1 note",
        "Leeway 60 s",
    ]
    .map(place);
    assert!(order.is_sorted(), "{seen:?}");
}

#[test]
fn the_splitters_move_and_are_told() {
    let mut harness = stage(fabricated::verified());
    let height = harness.get_by_role_and_label(Part::MultilineTextInput, "Token").rect().height();
    let edge = harness.get_by_role(Part::Status).rect().top() - 1.0;
    harness.drag_at(pos2(600.0, edge - 1.0));
    harness.run();
    harness.hover_at(pos2(600.0, edge + 59.0));
    harness.run();
    harness.drop_at(pos2(600.0, edge + 59.0));
    harness.run();
    let taller = harness.get_by_role_and_label(Part::MultilineTextInput, "Token").rect().height();
    assert!(taller > height + 30.0, "{height} and {taller}");
    let told = harness.state().ui.as_ref().map(Ui::splits);
    assert!(told.is_some_and(|splits| splits.token.is_some()));
}

#[test]
fn hostile_views_are_drawn_in_bounded_time() {
    let mut view = fabricated::verified();
    let text = "é.".repeat(40_000);
    view.token.parts = (0..40_000)
        .map(|index| TokenPart {
            span: TextSpan { start: index * 3, end: index * 3 + 2 },
            kind: PartKind::Unknown,
            label: String::new(),
        })
        .collect();
    view.token.faults =
        view.token.parts.iter().map(|part| TokenFault { span: part.span, message: "odd".into() }).collect();
    view.token.text = text.into();
    view.token.revision = 20;
    let finding = view.drawer.findings[0].clone();
    view.drawer.findings = vec![finding; 20_000];
    let entry = view.signature.entries[0].clone();
    view.signature.entries = vec![entry; 5_000];
    view.signature.selected = 4_999;
    if let PaneBody::Table(rows) = &mut view.claims.body {
        let row = MemberRow { value: vec![Run::new("x".repeat(100_000), Role::String)], ..rows[0].clone() };
        rows.resize(20_000, row);
    }
    let mut harness = stage(view);
    harness.step();
    assert!(laid_out(&harness) < 1_000_000, "{} bytes are laid out for a frame", laid_out(&harness));
}

#[test]
fn a_million_rows_can_be_scrolled_to_the_end() {
    struct Many;
    impl Rows for Many {
        fn len(&self) -> usize {
            1_100_000
        }
        fn row(&self, index: usize) -> Row {
            Row { runs: vec![Run::new(format!("row {index}"), Role::Plain)], ..Row::default() }
        }
    }
    let mut view = fabricated::verified();
    view.claims.mode = PaneMode::Json;
    view.claims.body = PaneBody::Rows(RowList(Arc::new(Many)));
    let mut harness = stage(view);
    let at = harness.get_by_role_and_label(Part::Label, "row 3").rect().center();
    harness.hover_at(at);
    for _ in 0..3 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -90_000_000.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        });
        harness.run_steps(12);
    }
    assert!(harness.query_by_role_and_label(Part::Label, "row 1099999").is_some());
}

/// While the worker tries a passphrase the dialog says so, and what was typed is there for the next try.
#[test]
fn a_passphrase_that_is_tried_stays_in_the_field() {
    let dialog = |error: Option<&str>, is_working| {
        let (purpose, error) = ("key.pem is protected by a passphrase".to_owned(), error.map(str::to_owned));
        View { dialog: Some(Dialog::Passphrase { purpose, error, is_working, more: 1 }), ..fabricated::verified() }
    };
    let mut harness = stage(dialog(None, false));
    let field = |harness: &Harness<'_, Stage>| {
        harness.get_by_role_and_label(Part::PasswordInput, "key.pem is protected by a passphrase").value()
    };
    harness.get_by_role_and_label(Part::PasswordInput, "key.pem is protected by a passphrase").type_text("ladle");
    harness.run();
    click(&mut harness, "Unlock");
    let given = Command::GivePassphrase(SecretText::new("ladle".into()));
    assert!(sent(&harness, &given), "{:?}", harness.state().sent);
    let typed = field(&harness);

    harness.state_mut().view = dialog(None, true);
    harness.state_mut().sent.clear();
    harness.run_steps(4);
    assert!(says(&harness, "Opening it. This can take a few seconds"));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(harness.state().sent.is_empty(), "it is asked once: {:?}", harness.state().sent);
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    assert!(sent(&harness, &Command::CloseDialog));

    harness.state_mut().view = dialog(Some("The passphrase does not open it"), false);
    harness.run();
    assert!(says(&harness, "The passphrase does not open it"));
    assert_eq!(field(&harness), typed);
    // What is typed now replaces it.
    harness.event(Event::Text("owl".into()));
    harness.run();
    click(&mut harness, "Unlock");
    let given = Command::GivePassphrase(SecretText::new("owl".into()));
    assert!(sent(&harness, &given), "{:?}", harness.state().sent);
    click(&mut harness, "Skip");
    assert!(sent(&harness, &Command::KeyFile(crate::app::message::key_file::KeyFileCommand::Skip)));
}

/// What the key workspace offers for the selected key, the palette does too.
#[test]
fn the_palette_offers_what_can_be_done_with_the_selected_key() {
    use crate::app::message::keyring::KeyringCommand;
    let mut view = fabricated::keys();
    let id = *view.keys.selected.first().expect("a key is selected");
    let edit = Command::Keyring(KeyringCommand::OpenEdit(id));
    let detail = view.keys.detail.as_mut().expect("it is shown");
    detail.actions = vec![Action { label: "Name and issuer…".into(), icon: None, command: edit.clone() }];
    let export = |format: &str| KeyExport { keys: Some(vec![id]), place: Place::Session, format: format.into() };
    let save = |format: &str| Command::Keyring(KeyringCommand::SaveExport(export(format)));
    let form = |title: &str, copy: Option<CopyTarget>, format: &str| HandOut {
        title: title.into(),
        is_private: title.contains("private"),
        copy,
        save: save(format),
    };
    detail.name = "prod-2026".into();
    detail.hand_out = vec![
        form("Public JWK", Some(CopyTarget::PublicJwk(id)), "public-jwk"),
        form("Key pair, JWK, private", Some(CopyTarget::KeyAs(id, KeyFormat::Jwk)), "jwk"),
        form("Private key, DER (PKCS#8)", None, "pkcs8-der"),
    ];
    let choices = palette::choices(&view, "");
    let act = |name: &str| choices.iter().find(|choice| choice.name == name).map(|choice| choice.act.clone());
    let sends = |command: Command| Some(Act::Send(command));
    assert_eq!(act("Copy prod-2026 as Public JWK"), sends(Command::Copy(CopyTarget::PublicJwk(id))));
    assert_eq!(
        act("Copy prod-2026 as Key pair, JWK, private"),
        sends(Command::Copy(CopyTarget::KeyAs(id, KeyFormat::Jwk)))
    );
    assert_eq!(act("Copy prod-2026 as Private key, DER (PKCS#8)"), None, "bytes are for files");
    assert_eq!(act("Save prod-2026 as Private key, DER (PKCS#8)…"), sends(save("pkcs8-der")));
    assert_eq!(act("Rename prod-2026…"), sends(edit.clone()));
    assert_eq!(act("Pin prod-2026 to an issuer…"), sends(edit));
    assert_eq!(act("Remove prod-2026"), sends(Command::RemoveKeys(vec![id])));
    assert_eq!(palette::choices(&view, "pin issuer")[0].name, "Pin prod-2026 to an issuer…");
    // With no key selected, it is empty to be done with it.
    view.keys.detail = None;
    view.keys.selected.clear();
    assert!(palette::choices(&view, "").iter().all(|choice| choice.group != "Selected key"));

    let mut harness = stage(View { dialog: Some(Dialog::Palette(Vec::new())), ..fabricated::keys() });
    harness.get_by_label("Search commands").type_text("close the detail");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(sent(&harness, &Command::SelectKey(None)), "{:?}", harness.state().sent);
}

#[test]
fn the_palette_is_as_tall_as_before_when_more_is_found_again() {
    let mut harness = stage(View { dialog: Some(Dialog::Palette(Vec::new())), ..fabricated::verified() });
    harness.get_by_label("Search commands").type_text("zzz");
    harness.run();
    assert!(says(&harness, "No matching command"));
    for _ in 0..3 {
        harness.key_press(Key::Backspace);
    }
    harness.run();
    harness.get_all_by_role(Part::ListBoxOption).nth(7).expect("there are many commands").click();
    harness.run();
    // A click beside the palette closes it, too, and does nothing else.
    assert!(harness.state().sent.len() > 1, "{:?}", harness.state().sent);
}
