//! The builder without eyes and without a mouse: every control has a name and a role, Tab reaches each in the order in which it
//! is read.

use crate::build_window::{field, press, type_text};
use crate::desk::sample;
use crate::window::{paste, settle, shows, window, window_in};
use eframe::egui::accesskit::{Action, Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jotsmith::app::view::builder::Page;
use jotsmith::shell::App;

type Window = Harness<'static, App>;

/// What can be done with it, beyond reading it.
fn is_interactive(node: &AccessKitNode<'_>) -> bool {
    let acts = [Action::Focus, Action::Click, Action::SetValue, Action::Increment];
    !node.is_hidden()
        && node.role() != Role::ScrollBar
        && acts.iter().any(|action| node.data().supports_action(*action))
}

fn describe(node: &Node<'_>) -> String {
    let inner = node.accesskit_node();
    format!("{:?} {:?} at {:?}", inner.role(), inner.label(), node.rect())
}

/// Interactive nodes that a screen reader cannot name, or of which it cannot say what they are.
fn mute(harness: &Window) -> Vec<String> {
    let nodes = harness.query_all_by(is_interactive);
    let is_mute = |node: &Node<'_>| {
        let inner = node.accesskit_node();
        // Text that can be selected is its own name.
        let text = (inner.role() == Role::Label).then(|| inner.value()).flatten();
        let label = inner.label().or(text).or_else(|| inner.labelled_by().find_map(|label| label.label()));
        let is_nameless = label.as_deref().is_none_or(|label| label.trim().is_empty());
        let is_unknown = matches!(inner.role(), Role::Unknown | Role::GenericContainer);
        // What has a state says it.
        let is_stateless = matches!(inner.role(), Role::CheckBox | Role::RadioButton)
            && inner.toggled().is_none_or(|state| state == Toggled::Mixed);
        is_nameless || is_unknown || is_stateless
    };
    nodes.filter(is_mute).map(|node| describe(&node)).collect()
}

/// Two controls of one role and name cannot be told apart by ear.
fn twins(harness: &Window) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    // Of messages each has its own cross, told by the message in front of it.
    let is_told =
        |node: &AccessKitNode<'_>| node.role() == Role::Label || node.label().as_deref() == Some("Close the message");
    let nodes = harness.query_all_by(|node| is_interactive(node) && !is_told(node));
    nodes
        .filter(|node| !seen.insert((node.accesskit_node().role(), node.accesskit_node().label())))
        .map(|node| describe(&node))
        .collect()
}

fn check(harness: &Window, state: &str) {
    let (mute, twins) = (mute(harness), twins(harness));
    assert!(mute.is_empty(), "{state}: without a name: {mute:#?}");
    assert!(twins.is_empty(), "{state}: twice: {twins:#?}");
}

fn built() -> Window {
    let (mut harness, _) = window();
    // So tall that nothing has to be scrolled into view before the pointer can press it.
    harness.set_size(eframe::egui::vec2(1280.0, 2400.0));
    settle(&mut harness);
    press(&mut harness, "Build");
    harness
}

/// Puts this text where the claims are.
fn claims(harness: &mut Window, text: &str) {
    field(harness, "Claims").focus();
    settle(harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    type_text(harness, "Claims", text);
}

#[test]
fn templates_and_a_first_draft_are_named() {
    let mut harness = built();
    check(&harness, "templates");
    press(&mut harness, "Short session token");
    check(&harness, "a draft without a key");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    check(&harness, "a draft with its token");
    press(&mut harness, "More");
    check(&harness, "with what is rarely used");
    press(&mut harness, "Do not sign (alg none)");
    check(&harness, "too weak");
    press(&mut harness, "Issue it anyway");
    check(&harness, "issued anyway");
    press(&mut harness, "Claims: Table");
    check(&harness, "as a table");
    press(&mut harness, "More for sub");
    check(&harness, "the menu of a member");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    press(&mut harness, "Set a claim");
    check(&harness, "quick actions");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    press(&mut harness, "More of the builder");
    check(&harness, "the menu of the builder");
    press(&mut harness, "Save as template…");
    check(&harness, "the name of a template");
}

#[test]
fn what_is_encrypted_is_named() {
    let mut harness = built();
    press(&mut harness, "Signed, then encrypted");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    press(&mut harness, "More");
    press(&mut harness, "Add a recipient");
    check(&harness, "two recipients, one without a key");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    check(&harness, "two recipients");
    press(&mut harness, "Add a signature");
    check(&harness, "two signatures");
    press(&mut harness, "Payload: File");
    check(&harness, "a file");
    press(&mut harness, "Payload: Text");
    check(&harness, "a string");
}

#[test]
fn a_selective_token_and_its_presentation_are_named() {
    let mut harness = built();
    press(&mut harness, "Verifiable credential (SD-JWT VC)");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    check(&harness, "what can be withheld");
    press(&mut harness, "Holder's key");
    press(&mut harness, "New key");
    press(&mut harness, "Use this name");
    press(&mut harness, "Present it");
    assert!(shows(&harness, "bound to the verifier"));
    check(&harness, "a presentation");
    let many: Vec<String> = (0..300).map(|index| format!("\"c{index}\":[{index}]")).collect();
    claims(&mut harness, &format!("{{{}}}", many.join(",")));
    type_text(&mut harness, "Filter the claims", "c1");
    assert!(shows(&harness, "Mark all"));
    check(&harness, "a filter");
    press(&mut harness, "Next claims");
    check(&harness, "the next page");
}

#[test]
fn an_edited_token_and_its_variants_are_named() {
    let (mut harness, _) = window();
    paste(&mut harness, sample("Access token, ES256").0);
    press(&mut harness, "Edit this token");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    assert!(shows(&harness, "Remove kid"), "another key signs");
    check(&harness, "an edited token");
    claims(&mut harness, "{\"exp\": 1795442400");
    assert!(shows(&harness, "The claims are not JSON yet"));
    check(&harness, "broken JSON, with a time at the caret");
    press(&mut harness, "As a date…");
    check(&harness, "a date");
    press(&mut harness, "More of the builder");
    press(&mut harness, "Tamper set of the token in Inspect");
    check(&harness, "the tamper set");
}

#[test]
fn a_restored_draft_and_ones_own_template_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let (mut harness, _) = window_in(Default::default(), Default::default(), Some(folder.path().to_owned()));
        settle(&mut harness);
        press(&mut harness, "Build");
        harness
    };
    let mut harness = open();
    press(&mut harness, "Short session token");
    press(&mut harness, "More of the builder");
    press(&mut harness, "Save as template…");
    type_text(&mut harness, "Name of the template", "mine");
    press(&mut harness, "Save");
    press(&mut harness, "New…");
    check(&harness, "one's own template");
    drop(harness);
    let harness = open();
    assert!(shows(&harness, "Discard"), "the draft is there again");
    check(&harness, "a restored draft");
}

/// Where the keyboard is: what it is called, and where it stands.
fn focused(harness: &Window) -> Option<(String, Role, eframe::egui::Rect)> {
    let node = harness.query_all_by(|node| node.is_focused()).last()?;
    let inner = node.accesskit_node();
    (inner.role() != Role::Window).then(|| (inner.label().unwrap_or_default(), inner.role(), node.rect()))
}

/// Presses Tab until the keyboard is where it was at first.
fn tour(harness: &mut Window) -> Vec<(String, Role, eframe::egui::Rect)> {
    let mut stops: Vec<(String, Role, eframe::egui::Rect)> = Vec::new();
    for _ in 0..200 {
        harness.key_press(Key::Tab);
        harness.run_steps(3);
        let Some(stop) = focused(harness) else { continue };
        if stops.first().is_some_and(|first| (&first.0, first.1) == (&stop.0, stop.1)) {
            return stops;
        }
        stops.push(stop);
    }
    panic!("it goes round without an end: {stops:#?}");
}

#[test]
fn tab_reaches_every_control_in_the_order_of_reading() {
    for (template, table) in [("Access token (RFC 9068)", false), ("Encrypted profile", true)] {
        let mut harness = built();
        press(&mut harness, template);
        press(&mut harness, "Generate a key for this");
        press(&mut harness, "Use this name");
        press(&mut harness, "More");
        if table {
            press(&mut harness, "Claims: Table");
        }
        let enabled = |node: &AccessKitNode<'_>| {
            is_interactive(node) && !node.is_disabled() && node.data().supports_action(Action::Focus)
        };
        let wanted: Vec<(String, Role)> = harness
            .query_all_by(enabled)
            .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.accesskit_node().role()))
            .collect();
        let stops = tour(&mut harness);
        // A message goes away while the tour is under way.
        let is_message = |label: &str| label == "Close the message";
        for (label, role) in wanted.iter().filter(|(label, _)| !is_message(label)) {
            assert!(
                stops.iter().any(|(name, kind, _)| name == label && kind == role),
                "Tab does not reach {label}, {role:?}: {stops:#?}"
            );
        }
        // The line above, then the columns from left to right, each from top to bottom.
        let edges: Vec<f32> = {
            let columns = ["Header", "Claims", "Token"].map(|title| {
                let headings = harness.query_all_by_label(title);
                headings
                    .filter(|node| node.accesskit_node().role() == Role::Label)
                    .map(|node| node.rect().left())
                    .fold(f32::INFINITY, f32::min)
            });
            columns.to_vec()
        };
        let bar = 46.0;
        let place = |rect: &eframe::egui::Rect| {
            let column =
                if rect.top() < bar { 0 } else { 1 + edges.iter().filter(|edge| rect.left() >= **edge - 1.0).count() };
            (column, rect.center().y)
        };
        let inside: Vec<_> = stops
            .iter()
            .filter(|(name, _, rect)| !is_message(name) && rect.left() > 44.0 && rect.top() < 2370.0)
            .collect();
        let begin = inside.iter().position(|(name, ..)| name == "New…").expect("the line above is first");
        let order: Vec<_> = inside[begin..].iter().chain(&inside[..begin]).collect();
        for pair in order.windows(2) {
            let (before, after) = (place(&pair[0].2), place(&pair[1].2));
            // Within a line, or a row of a table, it goes to the right.
            let is_line = (before.1 - after.1).abs() < 14.0 && pair[1].2.left() >= pair[0].2.left();
            assert!(
                before.0 < after.0 || before.0 == after.0 && (before.1 <= after.1 + 1.0 || is_line),
                "{:?} comes before {:?}",
                pair[0],
                pair[1]
            );
        }
    }
}

#[test]
fn a_token_is_made_without_a_mouse() {
    let mut harness = built();
    let go_to = |harness: &mut Window, name: &str| {
        for _ in 0..150 {
            if focused(harness).is_some_and(|(label, ..)| label == name) {
                return;
            }
            harness.key_press(Key::Tab);
            harness.run_steps(2);
        }
        panic!("Tab does not reach {name}");
    };
    go_to(&mut harness, "CDN access grant");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    go_to(&mut harness, "Generate a key for this");
    harness.key_press(Key::Space);
    settle(&mut harness);
    // Its name is asked for, and Enter takes the one that is suggested.
    assert!(shows(&harness, "Name the new key"));
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(!shows(&harness, "Name the new key"));
    go_to(&mut harness, "Claims: Table");
    harness.key_press(Key::Space);
    settle(&mut harness);
    go_to(&mut harness, "Name of sub");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    field(&harness, "Name of sub").type_text("who");
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let Page::Draft(draft) = &harness.state().view().build.page else { panic!("no draft") };
    assert!(draft.payload.editor.as_ref().unwrap().text.contains("\"who\""));
    go_to(&mut harness, "Open in Inspect");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(shows(&harness, "Valid: signature verified"));
}

#[test]
fn what_has_the_keyboard_is_in_sight() {
    let (mut harness, _) = window();
    harness.set_size(eframe::egui::vec2(900.0, 600.0));
    settle(&mut harness);
    press(&mut harness, "Build");
    let in_sight = |harness: &mut Window, state: &str| {
        let mut seen = std::collections::HashSet::new();
        for _ in 0..120 {
            harness.key_press(Key::Tab);
            harness.run_steps(12);
            let Some((name, role, rect)) = focused(harness) else { continue };
            // Neither the rail nor the bottom line.
            if rect.left() > 44.0 && !(rect.top() >= 576.0 && rect.bottom() <= 600.0) {
                assert!(
                    rect.top() >= 0.0 && rect.bottom() <= 576.0,
                    "{state}: {name}, {role:?} is out of sight at {rect:?}"
                );
            }
            if !seen.insert((name, role)) && seen.len() > 8 {
                return seen.len();
            }
        }
        panic!("{state}: it goes round without an end");
    };
    assert!(in_sight(&mut harness, "templates") > 11);
    press(&mut harness, "CDN access grant");
    press(&mut harness, "Generate a key for this");
    press(&mut harness, "Use this name");
    press(&mut harness, "The holder may withhold claims");
    press(&mut harness, "More");
    press(&mut harness, "Claims: Table");
    assert!(in_sight(&mut harness, "a draft") > 40);
}
