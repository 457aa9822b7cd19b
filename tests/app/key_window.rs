//! Keys in the whole window, by keyboard: it goes on where it was, whatever was open meanwhile.

use crate::window::{settle, window};
use eframe::egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotsmith::shell::App;

/// Secrets of 32 bytes, and nobody's.
const KEYS: &str = r#"{"keys":[
    {"kty":"oct","kid":"one","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"},
    {"kty":"oct","kid":"two","k":"rT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"},
    {"kty":"oct","kid":"three","k":"aT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}]}"#;

fn press(harness: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn selected(harness: &Harness<'static, App>) -> Vec<String> {
    let rows = harness.state().view().keys.rows.iter();
    rows.filter(|row| row.is_selected).map(|row| row.name.clone()).collect()
}

fn keys() -> Harness<'static, App> {
    let (mut harness, _) = window();
    settle(&mut harness);
    let rail = harness.query_all_by_label("Keys").find(|node| node.accesskit_node().role() == Role::RadioButton);
    rail.or_else(|| harness.query_all_by_label("Keys").next()).expect("the workspace").click();
    settle(&mut harness);
    harness.event(Event::Paste(KEYS.to_owned()));
    settle(&mut harness);
    assert_eq!(harness.state().view().keys.rows.len(), 3, "{:?}", harness.state().view().notices);
    harness
}

/// Nothing has the keyboard when the workspace is opened: the arrow keys are the table's all the same.
#[test]
fn keys_of_the_table_reach_it_from_nowhere() {
    let mut harness = keys();
    assert!(selected(&harness).is_empty());
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(selected(&harness), ["one"]);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(selected(&harness), ["two"]);
}

#[test]
fn a_menu_a_filter_and_a_dialog_leave_the_keyboard_in_the_table() {
    for leave in ["menu", "filter", "dialog"] {
        let mut harness = keys();
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        match leave {
            "menu" => press(&mut harness, Modifiers::SHIFT, Key::F10),
            "filter" => press(&mut harness, Modifiers::COMMAND, Key::F),
            _ => press(&mut harness, Modifiers::NONE, Key::F2),
        }
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(harness.state().view().dialog.is_none());
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        assert_eq!(selected(&harness), ["two"], "after the {leave}");
        press(&mut harness, Modifiers::NONE, Key::Delete);
        assert_eq!(harness.state().view().keys.rows.len(), 2, "after the {leave}");
    }
}

/// What a dialog was about has the keyboard when it is closed, and is seen to have it, without another key.
#[test]
fn a_dialog_gives_the_keyboard_back_to_the_row() {
    for (open, close) in [(Key::F2, Key::Enter), (Key::F2, Key::Escape)] {
        let mut harness = keys();
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        press(&mut harness, Modifiers::NONE, open);
        assert!(harness.state().view().dialog.is_some());
        press(&mut harness, Modifiers::NONE, close);
        assert!(harness.state().view().dialog.is_none());
        settle(&mut harness);
        let focused = harness.get_by(|node| node.is_focused());
        assert_eq!(focused.accesskit_node().label().as_deref(), Some("Key one"), "{close:?}");
    }
}
