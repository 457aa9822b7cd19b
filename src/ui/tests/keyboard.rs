//! Without a pointer: rows that are walked, areas that are gone between, what is filtered and moved by keys.

use super::*;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::assumption;

fn has_cell(harness: &Harness<'_, Stage>, name: &str) -> bool {
    let is_it = |label: String| label.starts_with(name);
    harness.query_by(|node| node.role() == Part::Cell && node.label().is_some_and(is_it)).is_some()
}

/// What has the keyboard, by its name.
fn focused(harness: &Harness<'_, Stage>) -> String {
    let node = harness.get_by(|node| node.is_focused());
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn cell<'a>(harness: &'a Harness<'_, Stage>, name: &'a str) -> egui_kittest::Node<'a> {
    let is_it = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Part::Cell && node.label().is_some_and(|label| label.starts_with(name))
    };
    harness.get_by(is_it)
}

/// Without a pointer: arrow keys walk the claims, Enter copies, F1 explains.
#[test]
fn the_claims_are_walked_with_the_keyboard() {
    let mut harness = stage(fabricated::verified());
    cell(&harness, "iss:").focus();
    harness.run();
    assert!(!has_cell(&harness, "sub:"), "Tab stops at one row of the table");
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(cell(&harness, "sub:").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    let PaneBody::Table(rows) = fabricated::verified().claims.body else { panic!("a table") };
    let row = rows.iter().find(|row| row.name == "sub").expect("sub");
    assert!(sent(&harness, &Command::Copy(row.copy.clone())));
    let explanation = row.explanation.as_deref().expect("it has one");
    assert!(!says(&harness, explanation));
    harness.key_press(Key::F1);
    harness.run();
    assert!(says(&harness, explanation));
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert!(cell(&harness, "iss:").is_focused());
    assert!(!says(&harness, explanation));
}

/// What a table leaves out is a click or a key away; the value of a row is copied all the same.
#[test]
fn what_a_table_leaves_out_is_opened() {
    let whole = Command::ClaimsMode(PaneMode::Json);
    for (is_rest, count) in [(true, 3), (false, 3), (true, 300)] {
        let mut view = fabricated::verified();
        let PaneBody::Table(rows) = &mut view.claims.body else { panic!("a table") };
        let row = rows.first().expect("a row").clone();
        let many = (1..count).map(|number| MemberRow { name: format!("m{number}"), ..row.clone() });
        let rest = MemberRow { name: "…".to_owned(), whole: Some(whole.clone()), is_rest, ..row.clone() };
        *rows = std::iter::once(rest).chain(many).collect();
        let mut harness = stage(view);
        harness.get_by_label("…: show all in the JSON view").click();
        harness.run();
        assert!(sent(&harness, &whole));
        harness.state_mut().sent.clear();
        cell(&harness, "…:").focus();
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert!(sent(&harness, &if is_rest { whole.clone() } else { Command::Copy(row.copy.clone()) }));
    }
}

#[test]
fn the_claims_are_filtered_by_what_is_typed() {
    let mut harness = stage(fabricated::verified());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.run();
    let field = harness.get_by_role_and_label(Part::TextInput, "Filter claims");
    assert!(field.is_focused());
    field.type_text("example.org");
    harness.run();
    let is_listed = |harness: &Harness<'_, Stage>, name: &str| {
        harness.query_by_label(&format!("Copy the value of {name}")).is_some()
    };
    assert!(is_listed(&harness, "email") && !is_listed(&harness, "sub"));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(is_listed(&harness, "sub"));
}

/// F6 goes around the areas of the window, and comes back.
#[test]
fn the_keyboard_goes_from_area_to_area() {
    let mut harness = stage(fabricated::verified());
    let mut seen = Vec::new();
    for _ in 0..5 {
        harness.key_press(Key::F6);
        harness.run();
        seen.push(focused(&harness));
    }
    assert_eq!(seen[0], "Token");
    assert!(seen[1].starts_with("alg:") && seen[2].starts_with("iss:"), "{seen:?}");
    assert_eq!(seen[3], "Copy signature");
    assert!(seen[4].starts_with("Findings"), "{seen:?}");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    harness.run();
    assert_eq!(focused(&harness), "Copy signature");
}

/// The clock that the token is judged by is moved along the line, by arrow keys and by links.
#[test]
fn the_clock_is_moved_along_the_timeline() {
    let mut view = fabricated::verified();
    view.drawer.tab = DrawerTab::Timeline;
    let line = view.drawer.timeline.clone();
    let mut harness = stage(view);
    harness.get_by_role_and_label(Part::Slider, "Clock that the token is evaluated at").focus();
    harness.run();
    let at = |seconds: Option<i64>| Command::Assume(assumption::Assumption::At(seconds.expect("a time")));
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(sent(&harness, &at(line.seconds_at(line.now + 0.01))), "{:?}", harness.state().sent);
    harness.key_press(Key::Home);
    harness.run();
    assert!(sent(&harness, &at(line.seconds_at(line.marks[0].at))));
    click(&mut harness, "Evaluate just before it: exp");
    assert!(sent(&harness, &at(line.marks[2].judged_at)));
}

/// From the tab into what is below it, and back; the findings are one stop, which the arrow keys move.
#[test]
fn the_findings_are_walked_with_the_keyboard() {
    let mut view = fabricated::verified();
    let row = view.drawer.findings[0].clone();
    let span = TextSpan { start: 186, end: 204 };
    let named = |name: &str| FindingRow { message: name.to_owned(), token: Some(span), ..row.clone() };
    view.drawer.findings = vec![named("the first"), named("the second")];
    let mut harness = stage(view);
    let is_tab = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Part::Tab && node.label().is_some_and(|label| label.starts_with("Findings"))
    };
    harness.get_by(is_tab).focus();
    harness.run();
    for (key, expected) in [
        (Key::ArrowDown, "the first"),
        (Key::ArrowDown, "the second"),
        (Key::ArrowDown, "the second"),
        (Key::ArrowUp, "the first"),
    ] {
        harness.key_press(key);
        harness.run();
        assert_eq!(focused(&harness), expected);
    }
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert!(sent(&harness, &Command::Hover(Some(span))), "Enter shows it in the token");
    harness.key_press(Key::ArrowUp);
    harness.run_steps(2);
    assert!(harness.get_by(is_tab).is_focused());
}

/// A code that did not come in the text is typed, and is held against the token.
#[test]
fn what_came_with_a_token_is_typed() {
    let mut view = fabricated::verified();
    view.drawer.has_hashes = true;
    view.drawer.tab = DrawerTab::Together;
    view.drawer.together.clear();
    let mut harness = stage(view);
    harness.get_by_role_and_label(Part::TextInput, "Authorization code").focus();
    harness.run();
    harness.get_by_role_and_label(Part::TextInput, "Authorization code").type_text("Qcb0Orv1");
    harness.run();
    click(&mut harness, "Check");
    let supplied = crate::app::message::desk::Supplied { code: "Qcb0Orv1".to_owned().into(), ..Default::default() };
    assert!(sent(&harness, &Command::Desk(DeskCommand::Supply(supplied))));
}

/// Many findings are filtered by words and kinds.
#[test]
fn many_findings_are_filtered() {
    let mut view = fabricated::verified();
    let row = view.drawer.findings[0].clone();
    let many = (0..12).map(|index| FindingRow {
        message: format!("Number {index} of them"),
        token: None,
        actions: vec![],
        ..row.clone()
    });
    view.drawer.findings = many.collect();
    view.drawer.findings[3].tone = Tone::Bad;
    view.drawer.counts = [1, 11, 0];
    view.drawer.tab = DrawerTab::Findings;
    let mut harness = stage(view);
    harness.get_by_label("Warnings").click();
    harness.run();
    assert!(says(&harness, "Number 3 of them") && !says(&harness, "Number 4 of them"));
    harness.get_by_label("Warnings").click();
    harness.get_by_role_and_label(Part::TextInput, "Filter the findings").focus();
    harness.run();
    harness.get_by_role_and_label(Part::TextInput, "Filter the findings").type_text("number 11");
    harness.run();
    assert!(says(&harness, "Number 11 of them") && !says(&harness, "Number 3 of them"));
    // Another token: whoever walks through many goes on looking for the same. Escape empties the field, then leaves it.
    harness.state_mut().view.token.revision += 1;
    harness.run();
    assert!(says(&harness, "Number 11 of them") && !says(&harness, "Number 3 of them"));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(says(&harness, "Number 3 of them") && focused(&harness) == "Filter the findings");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by(|node| node.is_focused()).is_none());
}

/// F6 goes around keyrings, keys and the detail as well.
#[test]
fn the_keys_have_areas() {
    let around = |view: View| {
        let mut harness = stage(view);
        let mut seen = Vec::new();
        for _ in 0..8 {
            harness.key_press(Key::F6);
            harness.run();
            seen.push(focused(&harness));
        }
        let back = seen.iter().skip(1).position(|name| *name == seen[0]).expect("it comes around");
        seen.truncate(back + 1);
        seen
    };
    let keys = around(fabricated::keys());
    assert!(keys.len() > 2 && keys.iter().any(|name| name.split(' ').next() == Some("Key")), "{keys:?}");
}

/// Wherever in its row a key was clicked, the next key press goes on from there.
#[test]
fn a_clicked_key_has_the_keyboard() {
    let mut harness = stage(fabricated::keys());
    click(&mut harness, "Key enc-7");
    harness.run();
    assert_eq!(focused(&harness), "Key enc-7");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let all: Vec<u64> = harness.state().view.keys.rows.iter().map(|row| row.id).collect();
    let sent_all = harness
        .state()
        .sent
        .iter()
        .any(|command| matches!(command, Command::SelectKeys(ids) if ids.len() == all.len()));
    assert!(sent_all);
}

/// Enter does what cannot lose anything, and Tab goes the way that one reads.
#[test]
fn the_question_before_quitting_begins_with_its_default() {
    let dialog = KeyringDialogView::Unkept {
        title: "1 key is not saved anywhere".into(),
        names: vec!["EC P-256".into()],
        keys: vec![7],
    };
    let mut harness = stage(View { dialog: Some(Dialog::Keyring(dialog)), ..fabricated::verified() });
    assert_eq!(focused(&harness), "Keep it in a keyring…");
    let left = |harness: &Harness<'_, Stage>, name: &str| harness.get_by_label(name).rect().left();
    assert!(left(&harness, "Stay") < left(&harness, "Close and discard it"));
    assert!(left(&harness, "Close and discard it") < left(&harness, "Keep it in a keyring…"));
    for name in ["Close and discard it", "Stay"] {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        harness.run();
        assert_eq!(focused(&harness), name);
    }
    for name in ["Close and discard it", "Keep it in a keyring…"] {
        harness.key_press(Key::Tab);
        harness.run();
        assert_eq!(focused(&harness), name);
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().sent, [Command::Keyring(KeyringCommand::OpenKeep(vec![7]))]);
}

/// A slow frame may hold both: Enter is for what Tab goes to.
#[test]
fn tab_and_enter_in_one_frame_press_what_tab_goes_to() {
    let key = |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    let mut harness = stage(fabricated::verified());
    harness.get_by_label("Paste").focus();
    harness.run();
    let both = [Key::Tab, Key::Enter].into_iter().flat_map(|pressed| [key(pressed, true), key(pressed, false)]);
    harness.input_mut().events.extend(both);
    harness.run();
    assert!(!sent(&harness, &Command::RequestPaste), "{:?}", harness.state().sent);
    assert!(sent(&harness, &Command::OpenTokenFile), "{:?}", harness.state().sent);
}
