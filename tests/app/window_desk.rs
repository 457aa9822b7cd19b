//! What the window says where it used to keep silent, and what it leaves in sight, by labels and roles.

use crate::build_window::{field, press, type_text};
use crate::window::{paste, settle, shows, window};
use eframe::egui::{self, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

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
