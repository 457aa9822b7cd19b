//! The claims as a form: names, values and order of the members.

use crate::desk::Desk;
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::builder::member::{MemberChange, MemberCommand};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::builder::{EditMode, Field};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, FormRow, Page};

fn build(desk: &mut Desk, command: BuildCommand) -> View {
    desk.send(Command::Build(command))
}

fn draft(view: &View) -> &DraftView {
    match &view.build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn claims(view: &View) -> String {
    draft(view).payload.editor.as_ref().unwrap().text.to_string()
}

fn rows(view: &View) -> &[FormRow] {
    draft(view).payload.form.as_deref().expect("a form")
}

fn desk(claims: &str) -> Desk {
    let mut desk = Desk::new();
    desk.start();
    build(&mut desk, BuildCommand::Edit(Field::Claims, claims.to_owned()));
    build(&mut desk, BuildCommand::ClaimsMode(EditMode::Form));
    desk
}

fn change(desk: &mut Desk, place: usize, name: &str, change: MemberChange) -> View {
    let command = MemberCommand::At { place, name: name.to_owned(), change };
    build(desk, BuildCommand::Member(Field::Claims, command))
}

fn add(desk: &mut Desk, name: &str, value: &str) -> View {
    let command = MemberCommand::Add { name: name.to_owned(), value: value.to_owned() };
    build(desk, BuildCommand::Member(Field::Claims, command))
}

const TEXT: &str = "{ \"sub\" :\"a\\u0062\" ,\r\n\t\"n\": 1.10,\"exp\":1795442400 }";

#[test]
fn a_name_is_changed_in_one_step_and_every_other_byte_stays() {
    let mut desk = desk(TEXT);
    let view = change(&mut desk, 0, "sub", MemberChange::Name("subject \"x\"".to_owned()));
    assert_eq!(claims(&view), TEXT.replace("\"sub\"", "\"subject \\\"x\\\"\""));
    assert_eq!(rows(&view)[0].shown_name, "subject \"x\"");
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(claims(&view), TEXT);
    let view = build(&mut desk, BuildCommand::Redo);
    assert!(claims(&view).contains("subject"));
    // The same name again is no step.
    build(&mut desk, BuildCommand::Undo);
    change(&mut desk, 0, "sub", MemberChange::Name("sub".to_owned()));
    assert!(desk.view().build.can_redo, "nothing was done");
}

#[test]
fn a_name_that_is_there_already_is_refused_with_a_reason() {
    let mut said = Said::new("app/form/a_name_that_is_there_already_is_refused_with_a_reason");
    let mut desk = desk(TEXT);
    let view = change(&mut desk, 1, "n", MemberChange::Name("sub".to_owned()));
    assert_eq!(claims(&view), TEXT);
    said.line(&view.notices.last().expect("it says why").text);
    let view = add(&mut desk, "exp", "5");
    assert_eq!(claims(&view), TEXT, "a new member does not replace one that is there");
    let view = change(&mut desk, 1, "n", MemberChange::Name(String::new()));
    assert_eq!(claims(&view), TEXT);
    said.line(&view.notices.last().unwrap().text);
    said.agree();
}

#[test]
fn a_name_that_could_not_be_seen_is_edited_as_json() {
    let mut said = Said::new("app/form/a_name_that_could_not_be_seen_is_edited_as_json");
    let text = "{\"a\\nb\":1,\"x\u{202e}y\":2,\"\\ud800\":3,\"plain\":4}";
    let mut desk = desk(text);
    let view = desk.view();
    let shown: Vec<(&str, bool)> = rows(&view).iter().map(|row| (row.shown_name.as_str(), row.is_name_json)).collect();
    assert_eq!(
        shown,
        [("\"a\\nb\"", true), ("\"x\\u202ey\"", true), ("\"\\ud800\"", true), ("plain", false)],
        "what steers or hides is written out"
    );
    let view = change(&mut desk, 0, "a\nb", MemberChange::NameAsJson("\"a\\tb\"".to_owned()));
    assert_eq!(claims(&view), text.replacen("\"a\\nb\"", "\"a\\tb\"", 1));
    let view = change(&mut desk, 0, "a\tb", MemberChange::NameAsJson("ab".to_owned()));
    said.line(&view.notices.last().unwrap().text);
    let view = change(&mut desk, 3, "plain", MemberChange::Name("line\nbreak\u{0}".to_owned()));
    assert!(claims(&view).contains("\"line\\nbreak\\u0000\":4"), "{}", claims(&view));
    said.agree();
}

#[test]
fn a_value_that_is_laid_out_is_edited_in_one_line_and_stays_as_it_is_until_then() {
    let text = "{\"o\": {\n  \"a\": [1.0,\n 2],\n  \"s\": \"x , y\"\n },\n \"t\": \"two\\nlines\", \"u\":\"a\u{202e}b\", \"p\": [ 1 ]}";
    let mut desk = desk(text);
    let view = desk.view();
    let shown: Vec<(&str, bool, bool)> =
        rows(&view).iter().map(|row| (row.value.as_str(), row.is_text, row.is_long)).collect();
    assert_eq!(
        shown,
        [
            (r#"{"a":[1.0,2],"s":"x , y"}"#, false, false),
            (r#""two\nlines""#, false, false),
            (r#""a\u202eb""#, false, false),
            ("[ 1 ]", false, false)
        ]
    );
    assert_eq!(claims(&view), text);
    let view = change(&mut desk, 0, "o", MemberChange::Json(r#"{"a":[1.0,3]}"#.to_owned()));
    assert!(claims(&view).starts_with("{\"o\": {\"a\":[1.0,3]},\n \"t\""), "{}", claims(&view));
}

#[test]
fn members_move_and_go_by_their_place() {
    let twice = "{\"a\":1, \"a\":2,\n \"b\":3}";
    let mut desk = desk(twice);
    let view = change(&mut desk, 1, "a", MemberChange::Json("20".to_owned()));
    assert_eq!(claims(&view), "{\"a\":1, \"a\":20,\n \"b\":3}", "the one that was meant");
    let view = change(&mut desk, 1, "a", MemberChange::Down);
    assert_eq!(claims(&view), "{\"a\":1, \"b\":3,\n \"a\":20}");
    let view = change(&mut desk, 2, "a", MemberChange::Up);
    assert_eq!(claims(&view), "{\"a\":1, \"a\":20,\n \"b\":3}");
    let before = claims(&view);
    change(&mut desk, 0, "a", MemberChange::Up);
    let view = change(&mut desk, 2, "b", MemberChange::Down);
    assert_eq!(claims(&view), before, "at the edge it stays");
    let view = change(&mut desk, 1, "a", MemberChange::Name("c".to_owned()));
    assert_eq!(claims(&view), "{\"a\":1, \"c\":20,\n \"b\":3}", "and so two of a name are mended");
    assert!(rows(&view).iter().all(|row| row.badge.is_none()));
    let view = change(&mut desk, 0, "a", MemberChange::Remove);
    assert_eq!(claims(&view), "{\"c\":20,\n \"b\":3}");
    // What stands there now is not what was meant.
    let view = change(&mut desk, 0, "a", MemberChange::Remove);
    assert_eq!(claims(&view), "{\"c\":20,\n \"b\":3}");
}

#[test]
fn what_is_added_is_json_or_text_by_its_look() {
    let mut said = Said::new("app/form/what_is_added_is_json_or_text_by_its_look");
    let mut desk = desk("{}");
    for (name, value) in [("n", "1.0"), ("s", "a b"), ("l", "[1, 2]"), ("q", "\"1\""), ("t", "true"), ("e\"", "")] {
        add(&mut desk, name, value);
    }
    let view = add(&mut desk, "exp", "2026-11-24");
    let expected = r#"{"n":1.0,"s":"a b","l":[1, 2],"q":"1","t":true,"e\"":"","exp":1795478400}"#;
    assert_eq!(claims(&view), expected);
    let view = add(&mut desk, "half", "[1,");
    assert_eq!(claims(&view), expected);
    said.line(&view.notices.last().unwrap().text);
    said.agree();
}

#[test]
fn a_value_that_is_typed_is_one_step_to_take_back() {
    let mut desk = desk("{\"sub\":\"\"}");
    for text in ["m", "mi", "mir", "mira"] {
        change(&mut desk, 0, "sub", MemberChange::Text(text.to_owned()));
    }
    assert_eq!(claims(&desk.view()), "{\"sub\":\"mira\"}");
    let view = build(&mut desk, BuildCommand::Undo);
    assert_eq!(claims(&view), "{\"sub\":\"\"}");
}

#[cfg(feature = "window-test")]
mod window {
    use crate::build_window::{field, press, type_text};
    use crate::window::{settle, shows, window};
    use eframe::egui::{Key, Modifiers};
    use egui_kittest::Harness;
    use jotsmith::app::view::builder::Page;
    use jotsmith::shell::App;

    type Window = Harness<'static, App>;

    fn claims(harness: &Window) -> String {
        match &harness.state().view().build.page {
            Page::Draft(draft) => draft.payload.editor.as_ref().unwrap().text.to_string(),
            other => panic!("no draft: {other:?}"),
        }
    }

    fn form() -> Window {
        let (mut harness, _) = window();
        settle(&mut harness);
        press(&mut harness, "Build");
        press(&mut harness, "Short session token");
        press(&mut harness, "Claims: Table");
        harness
    }

    fn retype(harness: &mut Window, name: &str, text: &str) {
        field(harness, name).focus();
        settle(harness);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        type_text(harness, name, text);
    }

    #[test]
    fn a_name_is_typed_over_and_taken_with_enter() {
        let mut harness = form();
        let before = claims(&harness);
        retype(&mut harness, "Name of sub", "client_id");
        assert_eq!(claims(&harness), before, "nothing is taken while it is typed");
        harness.key_press(Key::Enter);
        settle(&mut harness);
        assert_eq!(claims(&harness), before.replace("\"sub\"", "\"client_id\""));
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        settle(&mut harness);
        assert_eq!(claims(&harness), before);
    }

    #[test]
    fn escape_leaves_a_name_as_it_was() {
        let mut harness = form();
        let before = claims(&harness);
        retype(&mut harness, "Name of sub", "nonsense");
        harness.key_press(Key::Escape);
        settle(&mut harness);
        assert_eq!(claims(&harness), before);
        assert_eq!(field(&harness, "Name of sub").value().as_deref(), Some("sub"));
    }

    #[test]
    fn a_name_that_is_taken_says_so_and_keeps_what_was_typed() {
        let mut harness = form();
        let before = claims(&harness);
        retype(&mut harness, "Name of sub", "exp");
        assert!(shows(&harness, "exp already exists"));
        harness.key_press(Key::Enter);
        settle(&mut harness);
        assert_eq!(claims(&harness), before);
        assert_eq!(field(&harness, "Name of sub").value().as_deref(), Some("exp"), "to be mended");
        type_text(&mut harness, "Name of sub", "ires");
        harness.key_press(Key::Enter);
        settle(&mut harness);
        assert!(claims(&harness).contains("\"expires\""), "{}", claims(&harness));
    }

    #[test]
    fn f2_goes_to_the_name_and_alt_arrows_move_the_member() {
        let mut harness = form();
        field(&harness, "sub").focus();
        settle(&mut harness);
        harness.key_press(Key::F2);
        settle(&mut harness);
        assert!(field(&harness, "Name of sub").is_focused());
        field(&harness, "Name of sub").type_text("who");
        settle(&mut harness);
        harness.key_press(Key::Enter);
        settle(&mut harness);
        assert!(claims(&harness).contains("\"who\""), "all of it was selected: {}", claims(&harness));
        let place = |harness: &Window| {
            let text = claims(harness);
            let document: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(document["who"].is_string());
            let mut names: Vec<(usize, String)> = document
                .as_object()
                .unwrap()
                .keys()
                .map(|name| (text.find(&format!("\"{name}\"")).unwrap(), name.clone()))
                .collect();
            names.sort();
            names.iter().position(|(_, name)| name == "who").unwrap()
        };
        let first = place(&harness);
        field(&harness, "who").focus();
        settle(&mut harness);
        harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
        settle(&mut harness);
        assert_eq!(place(&harness), first + 1);
        assert!(field(&harness, "who").is_focused(), "the keyboard goes with it");
        harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
        settle(&mut harness);
        assert_eq!(place(&harness), first);
        press(&mut harness, "More for who");
        press(&mut harness, "Move down");
        assert_eq!(place(&harness), first + 1);
    }

    #[test]
    fn what_cannot_be_added_stays_where_it_was_typed() {
        let mut harness = form();
        type_text(&mut harness, "Name of a new claim", "list");
        type_text(&mut harness, "Value of a new claim", "[1,");
        press(&mut harness, "Add");
        assert_eq!(field(&harness, "Value of a new claim").value().as_deref(), Some("[1,"));
        type_text(&mut harness, "Value of a new claim", "2]");
        assert_eq!(field(&harness, "Value of a new claim").value().as_deref(), Some("[1,2]"));
        press(&mut harness, "Add");
        assert!(claims(&harness).contains("\"list\": [1,2]"), "{}", claims(&harness));
        assert_eq!(field(&harness, "Name of a new claim").value().unwrap_or_default(), "");
        type_text(&mut harness, "Name of a new claim", "exp");
        assert!(shows(&harness, "change its value above"));
    }
}

/// It is marked until something else is typed for it, whatever is done beside it.
#[test]
fn a_refused_value_stays_marked() {
    let mut said = Said::new("app/form/a_refused_value_stays_marked");
    let mut desk = desk(r#"{"sub":"a","n":1,"exp":1795442400}"#);
    let view = change(&mut desk, 1, "n", MemberChange::Json("one".to_owned()));
    let typed = |view: &View, name: &str| {
        let row = rows(view).iter().find(|row| row.shown_name == name).unwrap_or_else(|| panic!("no {name}"));
        row.refused.as_ref().map(|(typed, _)| typed.clone())
    };
    assert_eq!(typed(&view, "n").as_deref(), Some("one"));
    // The token says so as well: it has another value.
    let notes = &draft(&view).result.notes;
    for note in notes {
        said.line(format!("n: {}", note.text));
    }
    let view = change(&mut desk, 0, "sub", MemberChange::Text("b".to_owned()));
    assert!(typed(&view, "n").is_some());
    let view = change(&mut desk, 1, "n", MemberChange::Up);
    assert!(typed(&view, "n").is_some(), "it goes with its row");
    let view = change(&mut desk, 0, "n", MemberChange::Name("m".to_owned()));
    assert!(typed(&view, "m").is_some());
    for mode in [EditMode::Text, EditMode::Form] {
        build(&mut desk, BuildCommand::ClaimsMode(mode));
    }
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, r#"{"m":1,"sub":"c","exp":1795442400}"#.to_owned()));
    assert!(typed(&view, "m").is_some(), "another member was typed in the text");
    build(&mut desk, BuildCommand::Undo);
    assert!(typed(&desk.view(), "m").is_some());
    // Until the member has another value, wherever that was set.
    let view = build(&mut desk, BuildCommand::Edit(Field::Claims, r#"{"m":2,"sub":"c","exp":1795442400}"#.to_owned()));
    assert_eq!(typed(&view, "m"), None);
    for note in &draft(&view).result.notes {
        said.line(format!("m: {}", note.text));
    }
    said.agree();
}
