//! The builder in the whole window, driven by labels and roles.

use crate::desk::sample;
use crate::golden::Said;
use crate::window::{paste, settle, shows, window};
use eframe::egui::{self, Key, Modifiers, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::app::value::Workspace;
use jotsmith::app::view::builder::{DraftView, Page};
use jotsmith::shell::App;

type Window = Harness<'static, App>;

pub fn press(harness: &mut Window, name: &str) {
    let found = harness.query_all_by_label(name).find(|node| {
        matches!(node.accesskit_node().role(), Role::Button | Role::RadioButton | Role::CheckBox | Role::ComboBox)
    });
    found.unwrap_or_else(|| panic!("nothing to press is called {name}")).click();
    settle(harness);
}

pub fn field<'a>(harness: &'a Window, name: &'a str) -> egui_kittest::Node<'a> {
    let is_field = |node: &egui_kittest::Node<'_>| {
        matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
    };
    harness.query_all_by_label(name).find(is_field).unwrap_or_else(|| panic!("no field is called {name}"))
}

pub fn type_text(harness: &mut Window, name: &str, text: &str) {
    field(harness, name).focus();
    settle(harness);
    field(harness, name).type_text(text);
    settle(harness);
}

fn draft(harness: &Window) -> &DraftView {
    match &harness.state().view().build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn claims(harness: &Window) -> String {
    draft(harness).payload.editor.as_ref().unwrap().text.to_string()
}

#[test]
fn open_a_template_change_a_claim_sign_copy_and_inspect() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "CDN access grant");
    assert!(shows(&harness, "No key to sign with yet"));
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    assert!(shows(&harness, "Signed with ES256"));
    assert!(shows(&harness, "The auth server") && shows(&harness, "The CDN"), "both halves");
    // At the end of the claims, and one more.
    field(&harness, "Claims").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    harness.key_press(Key::Backspace);
    settle(&mut harness);
    assert!(shows(&harness, "The claims are not JSON yet"));
    assert!(shows(&harness, "line 10, column 1"), "the fault is named in words");
    type_text(&mut harness, "Claims", ",\"tier\":\"gold\"}");
    assert!(claims(&harness).contains("\"tier\":\"gold\""), "{}", claims(&harness));
    press(&mut harness, "Copy token");
    let (copied, is_secret) = outside.borrow().copied.last().cloned().unwrap();
    assert!(is_secret && copied.matches('.').count() == 2);
    press(&mut harness, "Copy the public JWK Set for the CDN");
    assert!(outside.borrow().copied.last().unwrap().0.starts_with("{\"keys\":["));
    press(&mut harness, "Open in Inspect");
    assert_eq!(harness.state().view().workspace, Workspace::Inspect);
    assert!(shows(&harness, "Valid: signature verified"));
    assert_eq!(harness.state().view().token.text.as_ref(), copied);
}

#[test]
fn the_old_signature_is_called_what_it_was() {
    for (key, words) in [
        (sample("Access token, ES256").1, "The old signature is still valid"),
        (OTHER_KEY, "but the old signature was rejected"),
    ] {
        let (mut harness, outside) = window();
        outside.borrow_mut().file = Some(("key.json", key));
        paste(&mut harness, sample("Access token, ES256").0);
        press(&mut harness, "Load key file…");
        press(&mut harness, "Edit this token");
        assert!(shows(&harness, words), "{words}");
        // Nothing is said of members and signatures while the text is none.
        type_text(&mut harness, "Claims", "x");
        assert!(shows(&harness, "compared once the text is JSON") && !shows(&harness, "No member differs"));
        assert!(!shows(&harness, "old signature"));
    }
}

/// Of the same kind and name as the sample's, and not the one that signed.
const OTHER_KEY: &str = r#"{"kid":"sample-signing","kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;

#[test]
fn edit_an_inspected_token() {
    let (mut harness, _) = window();
    paste(&mut harness, sample("Access token, ES256").0);
    press(&mut harness, "Edit this token");
    // Nobody checked it: what was not verified is not called valid.
    assert!(shows(&harness, "Header and payload are unchanged; the old signature was not checked"));
    press(&mut harness, "Expired 1 hour ago");
    assert!(shows(&harness, "No longer what the old signature was made for"));
    assert!(shows(&harness, "1 member differs") && shows(&harness, "changed"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert!(shows(&harness, "the old signature was not checked"), "undo brings the bytes back");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut harness);
    assert!(shows(&harness, "1 member differs"));
}

#[test]
fn too_weak_is_refused_and_issued_anyway() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Short session token");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    assert!(shows(&harness, "Signed with HS256"));
    press(&mut harness, "More");
    press(&mut harness, "Do not sign (alg none)");
    assert!(shows(&harness, "Too weak to issue") && shows(&harness, "anyone could write such a token"));
    press(&mut harness, "Issue it anyway");
    assert!(shows(&harness, "Issued at your request"));
    press(&mut harness, "Refuse it again");
    assert!(shows(&harness, "Too weak to issue"));
}

#[test]
fn several_recipients_by_hand() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Encrypted profile");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    press(&mut harness, "More");
    press(&mut harness, "Add a recipient");
    assert!(shows(&harness, "Recipient 2 has no key yet"));
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    assert!(shows(&harness, "Encrypted for 2 recipients"));
    press(&mut harness, "Show recipient 1");
    assert_eq!(draft(&harness).encryption.as_ref().unwrap().index, 0);
    press(&mut harness, "Open in Inspect");
    assert_eq!(harness.state().view().signature.entries.len(), 2);
}

#[test]
fn names_are_offered_and_taken_with_the_keyboard() {
    let mut harness = empty_claims();
    type_text(&mut harness, "Claims", "{\"nonc");
    assert!(shows(&harness, "nonce"), "offered");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(claims(&harness), "{\"nonce\": \"\"");
    type_text(&mut harness, "Claims", "n1");
    assert_eq!(claims(&harness), "{\"nonce\": \"n1\"", "the caret stands between the quotes");
    // In the header, algorithm names; choosing one chooses it.
    field(&harness, "Header").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "Header", "{\"alg\":\"HS5");
    harness.key_press(Key::Tab);
    settle(&mut harness);
    type_text(&mut harness, "Header", "}");
    assert_eq!(draft(&harness).signature.as_ref().unwrap().choice.as_ref().unwrap().algorithm, "HS512");
}

#[test]
fn the_table_edits_members() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Short session token");
    press(&mut harness, "Claims: Table");
    field(&harness, "sub").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "sub", "somebody");
    assert!(claims(&harness).contains("\"sub\": \"somebody\""), "{}", claims(&harness));
    type_text(&mut harness, "Name of a new claim", "admin");
    type_text(&mut harness, "Value of a new claim", "true");
    press(&mut harness, "Add");
    let written: serde_json::Value = serde_json::from_str(&claims(&harness)).expect("JSON");
    assert_eq!(written["admin"], true, "{written}");
    press(&mut harness, "Remove jti");
    assert!(!claims(&harness).contains("jti"));
}

#[test]
fn the_tamper_set_is_saved() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Access token (RFC 9068)");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    press(&mut harness, "More of the builder");
    press(&mut harness, "Tamper set of this token");
    assert!(shows(&harness, "The token, unchanged") && shows(&harness, "accept"));
    // Where there is a file dialog.
    let folder = tempfile::tempdir().unwrap();
    outside.borrow_mut().folder = Some(folder.path().to_owned());
    press(&mut harness, "Save as JSON…");
    let path = folder.path().join("tamper-set.json");
    let saved = std::fs::read(&path).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&saved).unwrap();
    assert!(json["variants"].as_array().unwrap().len() > 20);
    assert!(shows(&harness, "Saved as "));
    // Where there is none, a path is typed, and typed again when it cannot be written there.
    outside.borrow_mut().folder = None;
    press(&mut harness, "Save as JSON…");
    assert!(shows(&harness, "Path of a new file, such as tamper-set.json"));
    harness.event(egui::Event::Text(path.display().to_string()));
    settle(&mut harness);
    press(&mut harness, "Save");
    assert!(shows(&harness, "already exists and was not replaced"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(folder.path().join("second.json").display().to_string()));
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(!shows(&harness, "Enter a path"));
    assert_eq!(std::fs::read(folder.path().join("second.json")).unwrap(), saved);
    press(&mut harness, "Back");
    assert!(shows(&harness, "Signed with ES256"));
}

#[test]
fn every_control_of_the_builder_has_a_name() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Signed, then encrypted");
    press(&mut harness, "More");
    for mode in ["Claims: Table", "Claims: JSON"] {
        press(&mut harness, mode);
        let nameless: Vec<Role> = harness
            .query_all_by(|node| {
                let is_control = matches!(
                    node.role(),
                    Role::Button
                        | Role::CheckBox
                        | Role::ComboBox
                        | Role::RadioButton
                        | Role::TextInput
                        | Role::MultilineTextInput
                );
                is_control && node.label().is_none_or(|label| label.trim().is_empty())
            })
            .map(|node| node.accesskit_node().role())
            .collect();
        assert!(nameless.is_empty(), "{mode}: {nameless:?}");
    }
}

#[test]
fn the_builder_is_drawn_at_every_size() {
    for (width, height) in [(1280.0, 800.0), (900.0, 600.0), (700.0, 900.0), (420.0, 320.0)] {
        let (mut harness, _) = window();
        harness.set_size(egui::vec2(width, height));
        settle(&mut harness);
        press(&mut harness, "Build");
        if width < 800.0 {
            press(&mut harness, "Start empty");
        } else {
            press(&mut harness, "Signed, then encrypted");
            press(&mut harness, "More");
            press(&mut harness, "Claims: Table");
        }
        draft(&harness);
        assert!(height < 500.0 || shows(&harness, "No key to sign with yet"), "{width} by {height}");
    }
}

#[test]
fn a_header_is_brought_into_step_when_the_keyboard_leaves_it() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Access token (RFC 9068)");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    field(&harness, "Header").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "Header", "{\"x\":1}");
    let text = |harness: &Window| draft(harness).signature.as_ref().unwrap().protected.text.to_string();
    assert_eq!(text(&harness), "{\"x\":1}", "nothing is moved under the hands");
    assert!(shows(&harness, "In the token: alg"), "and it is said what the token has beside it");
    field(&harness, "Claims").focus();
    settle(&mut harness);
    assert!(text(&harness).starts_with("{\"alg\":\"ES256\",\"x\":1,\"kid\":\""), "{}", text(&harness));
}

/// A header is edited as a table as well, and every other byte of it stays.
#[test]
fn the_header_is_a_table_too() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Short session token");
    let header =
        |harness: &Harness<'static, App>| draft(harness).signature.as_ref().unwrap().protected.text.to_string();
    press(&mut harness, "Header: Table");
    type_text(&mut harness, "Name of a new parameter", "cty");
    type_text(&mut harness, "Value of a new parameter", "json");
    press(&mut harness, "Add");
    assert!(header(&harness).contains("\"cty\":\"json\""), "{}", header(&harness));
    field(&harness, "cty").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "cty", "jwk+json");
    assert!(header(&harness).contains("\"cty\":\"jwk+json\""), "{}", header(&harness));
    press(&mut harness, "Remove cty");
    assert!(!header(&harness).contains("cty"), "{}", header(&harness));
    press(&mut harness, "Header: JSON");
    assert!(draft(&harness).signature.as_ref().unwrap().protected.table.is_none());
}

#[test]
fn code_is_typed_as_in_an_editor_of_code() {
    let mut said = Said::new("app/build_window/code_is_typed_as_in_an_editor_of_code");
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    field(&harness, "Claims").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press(Key::Backspace);
    settle(&mut harness);
    type_text(&mut harness, "Claims", "{");
    assert_eq!(claims(&harness), "{}");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(claims(&harness), "{\n  \n}");
    type_text(&mut harness, "Claims", "\"");
    assert_eq!(claims(&harness), "{\n  \"\"\n}");
    type_text(&mut harness, "Claims", "roles");
    type_text(&mut harness, "Claims", "\"");
    type_text(&mut harness, "Claims", ": ");
    type_text(&mut harness, "Claims", "[");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(claims(&harness), "{\n  \"roles\": [\n    \n  ]\n}");
    press(&mut harness, "Minify");
    assert_eq!(claims(&harness), "{\"roles\":[]}");
    said.line(draft(&harness).payload.spacing.join("\n"));
    press(&mut harness, "Format");
    assert_eq!(claims(&harness), "{\n  \"roles\": []\n}");
    said.agree();
}

/// The builder with nothing in it, and the keyboard in its claims, all of which are selected.
fn empty_claims() -> Window {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    field(&harness, "Claims").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness
}

/// Values are offered as names are: times counted from now.
#[test]
fn times_are_offered_for_exp() {
    let mut harness = empty_claims();
    type_text(&mut harness, "Claims", "{\"exp\": ");
    harness.key_press_modifiers(Modifiers::CTRL, Key::Space);
    settle(&mut harness);
    assert!(shows(&harness, "+5 min"), "offered");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let exp = claims(&harness);
    let exp: i64 = exp.strip_prefix("{\"exp\": ").unwrap().parse().unwrap();
    type_text(&mut harness, "Claims", "}");
    let words = draft(&harness).payload.editor.as_ref().unwrap().readings[0].words.clone();
    assert_eq!(words.rsplit(" · ").next(), Some("in 5 min"), "{exp}: {words}");
}

/// F2 on the picker gives the key that is chosen there another name.
#[test]
fn f2_on_the_picker_renames_its_key() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "CDN access grant");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    let picker = |harness: &Window| {
        let is_it = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::ComboBox;
        harness.query_all_by_label("Signing key").find(is_it).expect("a picker").focus();
    };
    picker(&harness);
    settle(&mut harness);
    harness.key_press(Key::F2);
    settle(&mut harness);
    field(&harness, "Your name for it").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut harness);
    let name = "Production signer";
    type_text(&mut harness, "Your name for it", name);
    press(&mut harness, "Save");
    let signer = draft(&harness).signature.as_ref().expect("it is signed").choice.as_ref().expect("a key");
    assert!(signer.picker.words.contains(name), "{}", signer.picker.words);
}

/// Wherever the caret is, a private key goes to the keys and is shown in no text field.
#[test]
fn a_private_key_that_is_pasted_into_the_claims_goes_to_the_keys() {
    const PEM: &str = include_str!("../data/keys/p256.pkcs8.pem");
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    let before = claims(&harness);
    let keys = harness.state().view().keys.rows.len();
    field(&harness, "Claims").focus();
    settle(&mut harness);
    paste(&mut harness, PEM);
    // What it is called is asked at once.
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(claims(&harness), before);
    assert!(!shows(&harness, "BEGIN PRIVATE KEY"));
    assert_eq!(harness.state().view().keys.rows.len(), keys + 1);
    // What is no key is text as before.
    field(&harness, "Claims").focus();
    settle(&mut harness);
    paste(&mut harness, "pasted");
    assert!(claims(&harness).contains("pasted"));
}

/// What is found is one click or key away, in a low window too, where the list is below the fold.
#[test]
fn findings_are_counted_where_they_stay_in_sight_and_one_step_away() {
    for by_key in [false, true] {
        let (mut harness, _) = window();
        harness.set_size(egui::vec2(900.0, 600.0));
        settle(&mut harness);
        press(&mut harness, "Build");
        press(&mut harness, "Start empty");
        press(&mut harness, "Generate a key for this");
        harness.key_press(Key::Enter);
        settle(&mut harness);
        // A long token.
        field(&harness, "Claims").focus();
        settle(&mut harness);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
        harness.key_press(Key::Backspace);
        type_text(&mut harness, "Claims", &format!(",\"data\":\"{}\"}}", "a".repeat(600)));
        let count = draft(&harness).result.remarks.len();
        assert!(count > 0);
        let words = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        let name = format!("{words}: show them");
        let is_button = |harness: &Window| {
            harness
                .query_all_by_label(&name)
                .find(|node| node.accesskit_node().role() == Role::Button)
                .map(|node| node.rect())
        };
        let button = is_button(&harness).expect("it is in the line above");
        assert!(button.bottom() < 60.0 && button.right() < 900.0, "{button:?}");
        let (heading, last) =
            (format!("Findings {count}"), draft(&harness).result.remarks.last().expect("one").text.clone());
        let place = |harness: &Window, text: &str| {
            // The claims tell the worst of them, too, before the list does.
            let found = harness.query_all_by(|node| node.value().as_deref() == Some(text));
            found.last().expect("it is listed").rect()
        };
        let (above, below) = (place(&harness, &heading).top(), place(&harness, &last).bottom());
        assert!(above > 300.0 && below > 574.0, "else the test shows nothing: {above}, {below}");
        if by_key {
            harness.key_press_modifiers(Modifiers::ALT, Key::Num1);
            settle(&mut harness);
        } else {
            press(&mut harness, &name);
        }
        settle(&mut harness);
        let top = place(&harness, &heading).top();
        assert!((70.0..140.0).contains(&top), "{top}");
    }
}

/// The name of a new key is in its field, whole and selected: what is typed takes its place.
#[test]
fn the_name_of_a_new_key_is_typed_over_what_is_suggested() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    press(&mut harness, "Generate a key for this");
    let name = field(&harness, "EC P-256. Its name in lists, pickers and verdicts; F2 changes it at any time");
    assert!(name.is_focused());
    assert_eq!(name.value().as_deref(), Some("EC P-256 of 2026-11-23"));
    name.type_text("prod signer");
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(harness.state().view().dialog.is_none());
    let picker = &draft(&harness).signature.as_ref().unwrap().choice.as_ref().unwrap().picker;
    assert_eq!(picker.words, "prod signer");
}
