//! The desk in the whole window: by keyboard, by labels and roles.

use crate::window::{paste, settle, shows, window};
use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::shell::App;

const LOGIN: &str = include_str!("../data/tokens/login-redirect.txt");

fn press(harness: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn chosen(harness: &Harness<'static, App>) -> Option<usize> {
    harness.state().view().desk.rows.iter().position(|row| row.is_chosen)
}

#[test]
fn a_login_is_walked_compared_and_cleared_by_keyboard_alone() {
    let (mut harness, _) = window();
    paste(&mut harness, LOGIN);
    assert!(shows(&harness, "Tokens on the desk"), "the list opens by itself where there is room");
    let row = harness.query_all_by_role(Role::RadioButton).next().expect("a row for each token");
    row.focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&harness), Some(1));
    // The keyboard went along.
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&harness), Some(0));
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(chosen(&harness), Some(1), "from anywhere");

    let row = harness.query_all_by_role(Role::RadioButton).next().expect("the first row");
    row.focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::C);
    assert!(shows(&harness, "They differ"));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!shows(&harness, "They differ"));
    harness.query_all_by_role(Role::RadioButton).next().expect("the first row").focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(harness.state().view().desk.count, 1);
    // The code is no token, and is walked and taken off like one.
    assert!(shows(&harness, "Tokens on the desk"), "the token and the code are two");
    harness.query_all_by_role(Role::RadioButton).next().expect("the token that is left").focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(harness.state().view().desk.entries, 1);
    assert!(!shows(&harness, "Tokens on the desk"), "one token is no list");
    press(&mut harness, Modifiers::NONE, Key::F4);
    assert!(shows(&harness, "Tokens on the desk"), "unless it is asked for");
}

#[test]
fn what_belongs_together_is_a_tab_and_a_button_takes_one_off() {
    let (mut harness, _) = window();
    paste(&mut harness, LOGIN);
    let tab = harness
        .query_all_by_role(Role::Tab)
        .find(|tab| tab.accesskit_node().label().is_some_and(|label| label.starts_with("Together")));
    tab.expect("a tab").click();
    settle(&mut harness);
    assert!(shows(&harness, "at_hash of id_token is the hash of access_token"));
    assert!(shows(&harness, "c_hash of id_token is the hash of the code"));
    let row = harness.query_all_by_role(Role::RadioButton).nth(1).expect("the second row");
    row.focus();
    settle(&mut harness);
    harness.query_all_by_label_contains("Take id_token off the desk").next().expect("a button").click();
    settle(&mut harness);
    assert!(shows(&harness, "id_token was taken off the desk"));
    assert!(shows(&harness, "These tokens have nothing to check against each other"), "but a code is left");
    harness.query_all_by_role(Role::RadioButton).next().expect("the token that is left").focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(!shows(&harness, "Together"), "one token has no company");
}

/// F6 goes around the builder as it does around the panes of a token.
#[test]
fn the_builder_has_areas() {
    let (mut harness, _) = window();
    paste(&mut harness, LOGIN);
    press(&mut harness, Modifiers::COMMAND, Key::E);
    let mut seen = Vec::new();
    for _ in 0..8 {
        press(&mut harness, Modifiers::NONE, Key::F6);
        let node = harness.query_by(|node| node.is_focused()).map(|node| node.accesskit_node().id());
        seen.push(node.expect("something has the keyboard"));
    }
    let around = seen.iter().skip(1).position(|node| *node == seen[0]).expect("it comes around") + 1;
    // What to start from, header, claims and the token.
    assert!(around >= 4, "{around}");
}
