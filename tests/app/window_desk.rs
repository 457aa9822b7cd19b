//! What the window says where it used to keep silent, and what it leaves in sight, by labels and roles.

use crate::build_window::{field, press, type_text};
use crate::window::{paste, settle, shows, window};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::shell::App;

#[test]
fn alt_k_says_why_it_takes_no_key() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    harness.key_press_modifiers(Modifiers::ALT, Key::K);
    settle(&mut harness);
    assert!(shows(&harness, "No key at hand fits: load, paste or generate one"));
}

#[test]
fn escape_leaves_what_lies_over_the_draft() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    let is_draft = |harness: &_| shows(harness, "No key to sign with yet");
    assert!(is_draft(&harness));
    press(&mut harness, "Sign elsewhere…");
    assert!(!is_draft(&harness));
    // It is for a menu first.
    let menu = harness.query_all_by_role(Role::ComboBox).next().expect("a choice");
    menu.click();
    settle(&mut harness);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(!is_draft(&harness), "the menu was closed");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(is_draft(&harness));
    press(&mut harness, "New…");
    assert!(!is_draft(&harness));
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(is_draft(&harness));
}

/// Eight findings and more have a filter, however low the drawer is.
#[test]
fn the_findings_of_a_low_drawer_have_their_filter() {
    const MANY: &str = "{\"iss\":\"http://x\",\"sub\":\"\",\"exp\":1795442400000,\"iat\":\"yesterday\",\"nbf\":-5,\"password\":\"x\",\
        \"email\":\"a@b.c\",\"ssn\":\"078-05-1120\",\"phone_number\":\"+15551234567\",\"birthdate\":\"1990-01-01\"}";
    let encode = |text: &str| data_encoding::BASE64URL_NOPAD.encode(text.as_bytes());
    let token = format!("{}.{}.AAAA", encode("{\"alg\":\"ES256\"}"), encode(MANY));
    for height in [600.0, 420.0, 360.0] {
        let (mut harness, _) = window();
        harness.set_size(egui::vec2(900.0, height));
        paste(&mut harness, &token);
        assert!(harness.state().view().drawer.findings.len() >= 8, "else there is nothing to filter");
        let filter = field(&harness, "Filter the findings").rect();
        assert!(filter.top() > 0.0 && filter.bottom() <= height - 26.0, "at {height}: {filter:?}");
        type_text(&mut harness, "Filter the findings", "birth");
        let finding = harness.query_all_by_label_contains("birthdate").next();
        assert!(finding.is_some(), "at {height}");
    }
}

/// The name that another key has is told before the key is made.
#[test]
fn generate_says_that_a_name_is_taken() {
    let (mut harness, _) = window();
    settle(&mut harness);
    const TAKEN: &str = "Another key has this name: this one gets a number behind it";
    for (name, is_taken) in [("Prod signer", false), ("PROD signer", true)] {
        harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::G);
        settle(&mut harness);
        type_text(&mut harness, "Name", name);
        assert_eq!(shows(&harness, TAKEN), is_taken, "{name}");
        press(&mut harness, "Generate");
        settle(&mut harness);
    }
    let names: Vec<String> = harness.state().view().keys.rows.iter().map(|row| row.name.clone()).collect();
    assert_eq!(names, ["Prod signer", "PROD signer 2"]);
}

/// What is shown is what looks chosen, and why it is text is said.
#[test]
fn broken_json_is_shown_as_text_and_looks_like_it() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    let chosen = |harness: &Harness<'static, App>, name: &str| {
        let mode = harness.get_by_role_and_label(Role::RadioButton, name);
        mode.accesskit_node().toggled() == Some(Toggled::True)
    };
    const WHY: &str = "Not a JSON object yet, so it is shown as text; the table comes back when it is one";
    field(&harness, "Claims").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "Claims", "{\"a\":tru");
    press(&mut harness, "Claims: Table");
    assert!(shows(&harness, WHY));
    assert!(chosen(&harness, "Claims: JSON") && !chosen(&harness, "Claims: Table"));
    type_text(&mut harness, "Claims", "e}");
    assert!(!shows(&harness, WHY));
    assert!(chosen(&harness, "Claims: Table"));
}

/// The first key of all is made while there is no table: its row has the keyboard, and is seen to have it.
#[test]
fn the_row_of_the_first_key_has_the_keyboard() {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Keys");
    harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::G);
    settle(&mut harness);
    type_text(&mut harness, "Name", "alpha");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    settle(&mut harness);
    assert!(harness.state().view().dialog.is_none());
    let rows = harness.query_all_by_label_contains("alpha").filter(|node| node.is_focused()).count();
    assert_eq!(rows, 1);
}

/// Enter on an entry of a list closes it, as a click does; kinds of one name are told apart.
#[test]
fn a_kind_is_chosen_by_keyboard_and_the_list_closes() {
    let (mut harness, _) = window();
    paste(&mut harness, include_str!("../data/tokens/login-redirect.txt"));
    harness.key_press_modifiers(Modifiers::ALT, Key::Num2);
    settle(&mut harness);
    let entry = "Access token, RFC 6750";
    harness.get_by_role_and_label(Role::ComboBox, "Kind of token").click();
    settle(&mut harness);
    assert!(harness.query_by_label("Access token, RFC 9068 §2.2").is_some());
    harness.get_by_label(entry).focus();
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    settle(&mut harness);
    assert_eq!(harness.state().view().drawer.checklist.chosen, Some("bearer-token"));
    assert!(harness.query_by_label(entry).is_none(), "the list is closed");
}

/// The rule of a finding is muted with the other button of the pointer, wherever in its row that is pressed.
#[test]
fn a_finding_is_muted_anywhere_in_its_row() {
    let (mut harness, _) = window();
    paste(&mut harness, include_str!("../data/tokens/login-redirect.txt"));
    let drawer = &harness.state().view().drawer;
    let row = drawer.findings.iter().find(|row| row.rule.is_some()).expect("one can be muted").clone();
    let rule = row.rule.expect("a rule");
    let words =
        harness.query_all_by(|node| node.value().as_deref() == Some(&*row.message)).last().expect("it is listed");
    // Right of the words, in the midst of the row.
    let place = egui::pos2(words.rect().right() + 30.0, words.rect().bottom() + 4.0);
    harness.hover_at(place);
    settle(&mut harness);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        harness.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
    }
    settle(&mut harness);
    press(&mut harness, &format!("Mute {rule}"));
    let drawer = &harness.state().view().drawer;
    assert!(drawer.findings.iter().all(|row| row.rule != Some(rule)));
    press(&mut harness, &format!("List {rule} again"));
    assert!(harness.state().view().drawer.findings.iter().any(|row| row.rule == Some(rule)));
}

/// What makes a token invalid is always listed, and its menu says so.
#[test]
fn a_problem_cannot_be_muted_and_says_so() {
    let (mut harness, _) = window();
    paste(&mut harness, include_str!("../data/tokens/expired.jwt"));
    let drawer = &harness.state().view().drawer;
    let row = drawer.findings.iter().find(|row| row.rule.is_none()).expect("one cannot be muted").clone();
    let words =
        harness.query_all_by(|node| node.value().as_deref() == Some(&*row.message)).last().expect("it is listed");
    let place = egui::pos2(words.rect().right() + 30.0, words.rect().bottom() + 4.0);
    harness.hover_at(place);
    settle(&mut harness);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        harness.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
    }
    settle(&mut harness);
    assert!(harness.get_by_label("Mute").accesskit_node().is_disabled());
    assert!(shows(&harness, "Problems are always listed"));
}
