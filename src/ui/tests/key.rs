//! The table of keys, with the pointer and with the keyboard.

use super::*;

/// The keyboard and the pointer do with a key in the table what its detail offers.
#[test]
fn a_key_in_the_table_is_copied_renamed_removed_and_has_a_menu() {
    use crate::app::message::keyring::KeyringCommand;
    use crate::app::value::KeyColumn;
    let mut harness = stage(fabricated::keys());
    harness.get_by_label("Key prod-2026").focus();
    harness.run();
    harness.event(Event::Copy);
    harness.run();
    assert!(sent(&harness, &Command::CopyPublic(vec![1])), "{:?}", harness.state().sent);
    harness.key_press(Key::F2);
    harness.run();
    assert!(sent(&harness, &Command::Keyring(KeyringCommand::OpenEdit(1))));
    harness.key_press(Key::Enter);
    harness.run();
    assert!(sent(&harness, &Command::SelectKey(Some(1))));
    harness.key_press(Key::Delete);
    harness.run();
    assert!(sent(&harness, &Command::RemoveKeys(vec![1])));
    harness.get_by_label("Key RSA 1024 of legacy.pem").click_secondary();
    harness.run();
    click(&mut harness, "Copy: Public JWK");
    assert!(sent(&harness, &Command::Copy(CopyTarget::PublicJwk(2))));
    click(&mut harness, "Sort by Type");
    assert!(sent(&harness, &Command::SortKeys(KeyColumn::Type)));
    // With the pointer too, which meets the cell of the table.
    let at = harness.get_by_label("Sort by Name").rect().center();
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert!(sent(&harness, &Command::SortKeys(KeyColumn::Name)), "{:?}", harness.state().sent);
    let mut view = fabricated::keys();
    (view.keys.total, view.keys.filter) = (9, "legacy".to_owned());
    assert!(stage(view).query_by_label("Filter the keys").is_some());
}

/// F2 renames the key that is meant, wherever the keyboard is: in its detail, on what was verified, in a picker.
#[test]
fn f2_renames_the_key_that_is_meant() {
    use crate::app::message::keyring::KeyringCommand;
    let edit = |id| Command::Keyring(KeyringCommand::OpenEdit(id));
    let mut harness = stage(fabricated::keys());
    harness.get_by_label("Close the detail").focus();
    harness.run();
    harness.key_press(Key::F2);
    harness.run();
    assert!(sent(&harness, &edit(2)), "{:?}", harness.state().sent);
    let mut view = fabricated::keys();
    view.keys.selected = vec![2, 3];
    let mut harness = stage(view);
    harness.key_press(Key::F2);
    harness.run();
    assert!(!sent(&harness, &edit(2)) && !sent(&harness, &edit(3)), "several have no one name");

    let mut view = fabricated::verified();
    view.signature.entries[0].key = Some(7);
    let mut harness = stage(view);
    harness.key_press(Key::F2);
    harness.run();
    assert!(sent(&harness, &edit(7)), "{:?}", harness.state().sent);
}

/// Ctrl adds, Shift selects up to a key, the arrow keys walk, and what is done to one that is selected is done to all.
#[test]
fn several_keys_are_selected_with_the_pointer_and_with_the_keyboard() {
    let select = |ids: &[u64]| Command::SelectKeys(ids.to_vec());
    let click_with = |harness: &mut Harness<'static, Stage>, name: &str, modifiers| {
        harness.get_by_label(name).click_modifiers(modifiers);
        harness.run();
    };
    let mut harness = stage(fabricated::keys());
    click_with(&mut harness, "Key enc-7", Modifiers::COMMAND);
    assert!(sent(&harness, &select(&[3, 2])), "{:?}", harness.state().sent);
    click_with(&mut harness, "Key HMAC secret, 6 bytes", Modifiers::SHIFT);
    assert!(sent(&harness, &select(&[2, 3, 4])), "{:?}", harness.state().sent);
    click_with(&mut harness, "Key prod-2026", Modifiers::SHIFT);
    assert!(sent(&harness, &select(&[2, 1])), "{:?}", harness.state().sent);
    click_with(&mut harness, "Key RSA 1024 of legacy.pem", Modifiers::COMMAND);
    assert!(sent(&harness, &select(&[])), "it leaves the others");

    let mut harness = stage(fabricated::keys());
    let press = |harness: &mut Harness<'static, Stage>, modifiers, key| {
        harness.state_mut().sent.clear();
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        std::mem::take(&mut harness.state_mut().sent)
    };
    harness.get_by_label("Key RSA 1024 of legacy.pem").focus();
    harness.run();
    assert!(press(&mut harness, Modifiers::SHIFT, Key::ArrowDown).contains(&select(&[2, 3])));
    assert!(harness.get_by_label("Key enc-7").is_focused(), "the keyboard goes along");
    assert!(press(&mut harness, Modifiers::COMMAND, Key::ArrowDown).is_empty(), "nothing is selected by that");
    assert!(harness.get_by_label("Key HMAC secret, 6 bytes").is_focused());
    assert!(press(&mut harness, Modifiers::COMMAND, Key::Space).contains(&select(&[4, 2])));
    assert!(press(&mut harness, Modifiers::NONE, Key::Home).contains(&Command::SelectKey(Some(1))));
    assert!(press(&mut harness, Modifiers::COMMAND, Key::A).contains(&select(&[1, 2, 3, 4])));
    assert!(press(&mut harness, Modifiers::COMMAND, Key::Z).contains(&Command::UndoRemoveKeys(None)));

    let mut view = fabricated::keys();
    view.keys.selected = vec![2, 3];
    view.keys.rows[2].is_selected = true;
    let mut harness = stage(view);
    harness.get_by_label("Key enc-7").focus();
    harness.run();
    harness.event(Event::Copy);
    harness.run();
    assert!(sent(&harness, &Command::CopyPublic(vec![2, 3])));
    harness.key_press(Key::Enter);
    harness.run();
    harness.run();
    assert!(harness.get_by_label("Close the detail").is_focused(), "Enter goes to what can be done with all");
    harness.get_by_label("Key enc-7").focus();
    harness.run();
    harness.key_press(Key::Delete);
    harness.run();
    assert!(sent(&harness, &Command::RemoveKeys(vec![2, 3])));
    assert!(harness.get_by_label("Key HMAC secret, 6 bytes").is_focused(), "the next one that stays");
    // The menu of a key that is not selected is about that one alone.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    assert!(sent(&harness, &Command::SelectKey(Some(4))));
}

/// The keyboard is never lost in Keys: out of a menu, a filter or a button it comes back to the key that is selected.
#[test]
fn the_keyboard_comes_back_to_the_keys() {
    let selected = "Key RSA 1024 of legacy.pem";
    let press = |harness: &mut Harness<'static, Stage>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        harness.run();
    };
    let mut harness = stage(fabricated::keys());
    harness.get_by_label(selected).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.get_by_label(selected).is_focused(), "Escape is for what is in front");
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    assert!(harness.get_by_label("Copy: Public JWK").is_focused(), "the menu has the keyboard");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(!harness.get_by_label(selected).is_focused() && !sent(&harness, &Command::SelectKey(Some(3))));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Copy: Public JWK").is_none());
    assert!(harness.get_by_label(selected).is_focused(), "and gives it back");
    // A button, and a filter with nothing in it.
    harness.get_by_label("New keyring…").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.get_by_label(selected).is_focused());
    press(&mut harness, Modifiers::COMMAND, Key::F);
    assert!(!harness.get_by_label(selected).is_focused());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.get_by_label(selected).is_focused());
    // What is chosen in a menu of the line above.
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(sent(&harness, &Command::Copy(CopyTarget::PublicJwk(2))), "{:?}", harness.state().sent);
    assert!(harness.get_by_label(selected).is_focused());
}

/// Ctrl+C is for the keys that are selected, wherever in Keys the keyboard is.
#[test]
fn ctrl_c_copies_what_is_selected_wherever_the_keyboard_is() {
    for name in ["New keyring…", "Close the detail"] {
        let mut harness = stage(fabricated::keys());
        harness.get_by_label(name).focus();
        harness.run();
        harness.event(Event::Copy);
        harness.run();
        assert!(sent(&harness, &Command::CopyPublic(vec![2])), "{name}: {:?}", harness.state().sent);
    }
    // With nothing selected it is asked all the same: the reason is said.
    let mut view = fabricated::keys();
    view.keys.selected.clear();
    view.keys.detail = None;
    view.keys.rows.iter_mut().for_each(|row| row.is_selected = false);
    let mut harness = stage(view);
    harness.event(Event::Copy);
    harness.run();
    assert!(sent(&harness, &Command::CopyPublic(Vec::new())), "{:?}", harness.state().sent);
    // What is selected in a field is the field's.
    press_filter(&mut harness);
    harness.state_mut().sent.clear();
    harness.event(Event::Copy);
    harness.run();
    assert!(harness.state().sent.is_empty(), "{:?}", harness.state().sent);
}

fn press_filter(harness: &mut Harness<'static, Stage>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.run();
}
