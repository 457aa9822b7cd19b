//! What a diagnosis offers, done in the whole window, by labels and roles.

use crate::anchor::pem;
use crate::desk::sample;
use crate::window::{paste, settle, shows, window};
use eframe::egui::{self, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jotsmith::app::view::Dialog;
use jotsmith::shell::App;

fn click(harness: &mut Harness<'static, App>, name: &str) {
    let found = harness.query_all_by_role_and_label(Role::Button, name).next();
    found.unwrap_or_else(|| panic!("no button {name}")).click();
    settle(harness);
}

#[test]
fn an_anchor_is_loaded_beside_the_sentence_and_removed_in_keys() {
    let (mut harness, outside) = window();
    paste(&mut harness, include_str!("../data/tokens/chain.jwt").trim());
    let root = String::from_utf8(pem("root")).unwrap();
    outside.borrow_mut().file = Some(("root.pem", Box::leak(root.into_boxed_str())));
    click(&mut harness, "Load trust anchor…");
    assert!(shows(&harness, "trusted because its certificate leads to CN=root"));
    click(&mut harness, "Keys");
    assert!(shows(&harness, "from root.pem, this session alone"));
    let remove = harness.query_all_by_label_contains("Remove trust anchor CN=root").next().expect("a button");
    remove.click();
    settle(&mut harness);
    assert!(shows(&harness, "is no longer a trust anchor"));
    click(&mut harness, "Undo");
    assert!(shows(&harness, "from root.pem, this session alone"));
}

#[test]
fn a_secret_is_read_as_the_diagnosis_says_and_the_verdict_says_so() {
    let (mut harness, outside) = window();
    settle(&mut harness);
    outside.borrow_mut().file = Some(("secret.txt", "c2VjcmV0IHRoYXQgaXMgYmFzZTY0IG9mIHNvbWV0aGluZyBlbHNl"));
    click(&mut harness, "Keys");
    click(&mut harness, "Load key file…");
    click(&mut harness, "Inspect");
    paste(&mut harness, include_str!("../data/tokens/secret-read-as-base64.jwt").trim());
    assert!(shows(&harness, "The signature matches if the secret is read"));
    let act = harness.query_all_by_label_contains("Read the secret as base64").next().expect("an act");
    act.click();
    settle(&mut harness);
    assert!(shows(&harness, "Assumed: the secret"), "{:?}", harness.state().view().verdict);
    assert!(harness.state().view().verdict.word.starts_with("Valid"), "{:?}", harness.state().view().verdict);
    let undo = harness.query_all_by_label_contains("Undo: Assumed: the secret").next().expect("a way back");
    undo.click();
    settle(&mut harness);
    assert!(shows(&harness, "The signature matches if the secret is read"));
    assert!(harness.state().view().verdict.assumed.is_empty());
}

#[test]
fn a_wrong_passphrase_says_so_and_leaves_no_key() {
    let (mut harness, _) = window();
    paste(&mut harness, sample("Encrypted with a passphrase").0);
    click(&mut harness, "Use passphrase");
    let type_in = |harness: &mut Harness<'static, App>, text: &str| {
        harness.get_by_role(Role::PasswordInput).focus();
        harness.get_by_role(Role::PasswordInput).type_text(text);
        settle(harness);
        click(harness, "Unlock");
    };
    type_in(&mut harness, "wrong");
    assert!(shows(&harness, "Wrong passphrase"), "{:?}", harness.state().view().dialog);
    let view = harness.state().view();
    assert!(matches!(view.dialog, Some(Dialog::Passphrase { .. })), "it asks again");
    assert!(view.keys.rows.is_empty(), "{:?}", view.keys.rows);
    assert_eq!((view.verdict.word.as_str(), view.drawer.keys_tried.len()), ("Encrypted", 0), "{:?}", view.verdict);
}

/// A token that is whole replaces what is in the box, wherever the caret is; a piece goes where the caret is.
#[test]
fn a_whole_token_replaces_and_a_piece_is_spliced() {
    let (mut harness, _) = window();
    let (first, second) = (sample("Expired").0, sample("Unsecured").0);
    paste(&mut harness, first);
    harness.get_by_role_and_label(Role::MultilineTextInput, "Token").focus();
    settle(&mut harness);
    paste(&mut harness, second);
    assert_eq!(&*harness.state().view().token.text, second);
    assert!(shows(&harness, "Unsecured"));
    harness.get_by_role_and_label(Role::MultilineTextInput, "Token").focus();
    settle(&mut harness);
    paste(&mut harness, "AAAA");
    let text = &harness.state().view().token.text;
    assert!(text.contains("AAAA") && text.len() == second.len() + 4, "{text}");
}

/// Panes begin at their top for a new token, and the box scrolls to the token that is chosen.
#[test]
fn a_new_token_begins_at_the_top_of_its_panes() {
    let (mut harness, _) = window();
    let token = |letter: char| {
        let claims: Vec<String> = (10..90).map(|number| format!("\"{letter}{number}\":1")).collect();
        let encode = |text: &str| jotsmith::engine::ground::base64url::encode(text.as_bytes());
        format!("{}.{}.AAAA", encode(r#"{"alg":"HS256"}"#), encode(&format!("{{{}}}", claims.join(","))))
    };
    let top_of = |harness: &Harness<'static, App>, name: &str| {
        harness.query_all_by_role_and_label(Role::Label, name).next().expect("a claim").rect().top()
    };
    paste(&mut harness, &token('a'));
    let first = top_of(&harness, "a10");
    harness.event(egui::Event::PointerMoved(egui::pos2(640.0, first + 60.0)));
    harness.step();
    for _ in 0..3 {
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -400.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        });
        settle(&mut harness);
    }
    assert!(top_of(&harness, "a10") < first - 300.0, "it was scrolled");
    paste(&mut harness, &token('b'));
    assert_eq!(top_of(&harness, "b10"), first);
}

/// What the sentences offer is in the command palette too, and so is the way back.
#[test]
fn the_palette_has_what_the_sentences_offer() {
    let (mut harness, _) = window();
    paste(&mut harness, include_str!("../data/tokens/embedded.jwt").trim());
    let choose = |harness: &mut Harness<'static, App>, query: &str| {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        settle(harness);
        harness.event(egui::Event::Text(query.to_owned()));
        settle(harness);
        harness.key_press(egui::Key::Enter);
        settle(harness);
    };
    choose(&mut harness, "with its own key");
    assert_eq!(harness.state().view().verdict.assumed.len(), 1, "{:?}", harness.state().view().verdict);
    assert!(shows(&harness, "Verified with the token's own key"));
    choose(&mut harness, "Undo: Assumed");
    assert!(harness.state().view().verdict.assumed.is_empty());
}

#[test]
fn the_box_scrolls_to_the_token_that_is_chosen() {
    let (mut harness, _) = window();
    let encode = |text: &str| jotsmith::engine::ground::base64url::encode(text.as_bytes());
    let token = |number: usize| {
        let claims = format!(r#"{{"sub":"{}","n":{number}}}"#, "x".repeat(600));
        format!("{}.{}.AAAA", encode(r#"{"alg":"HS256"}"#), encode(&claims))
    };
    paste(&mut harness, &(0..8).map(token).collect::<Vec<_>>().join("\n"));
    let top =
        |harness: &Harness<'static, App>| harness.get_by_role_and_label(Role::MultilineTextInput, "Token").rect().top();
    let before = top(&harness);
    let third = harness.state().view().token.candidates[2].clone();
    harness.get_by_label("Which of 8 tokens").click();
    settle(&mut harness);
    harness.query_all_by_label(&third).last().expect("its line").click();
    settle(&mut harness);
    assert_eq!(harness.state().view().token.candidate, 2);
    assert!(top(&harness) < before - 100.0, "{before} {}", top(&harness));
}
