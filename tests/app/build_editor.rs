//! The editor of claims and headers in the whole window: times read out, what is offered, what mends a finding.

use crate::build_window::{field, press};
use crate::window::{settle, shows, window};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use jotsmith::app::value::builder::Field;
use jotsmith::app::view::builder::{DraftView, Page};
use jotsmith::shell::App;

type Window = Harness<'static, App>;

fn draft(harness: &Window) -> &DraftView {
    match &harness.state().view().build.page {
        Page::Draft(draft) => draft,
        other => panic!("no draft: {other:?}"),
    }
}

fn text(harness: &Window, field: Field) -> String {
    let draft = draft(harness);
    let editor = match field {
        Field::Claims => draft.payload.editor.as_ref(),
        _ => draft.signature.as_ref().map(|signature| &signature.protected),
    };
    editor.unwrap().text.to_string()
}

/// A draft whose field has this text, with the caret at its end.
fn with(name: &str, text: &str) -> Window {
    let (mut harness, _) = window();
    settle(&mut harness);
    press(&mut harness, "Build");
    press(&mut harness, "Start empty");
    field(&harness, name).focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut harness);
    field(&harness, name).type_text(text);
    settle(&mut harness);
    harness
}

fn ask(harness: &mut Window) {
    harness.key_press_modifiers(Modifiers::CTRL, Key::Space);
    settle(harness);
}

fn left(harness: &mut Window, count: usize) {
    for _ in 0..count {
        harness.key_press(Key::ArrowLeft);
    }
    settle(harness);
}

/// Whether there is room behind its number or not, at any width, within other claims and in lists.
#[test]
fn every_time_is_read_out_in_the_text_and_in_the_table() {
    let lines = "{\n \"exp\": 1700000000,\n \"a\": {\n  \"auth_time\": 1600000000\n },\n \"updated_at\": [1500000000, 1400000000]\n}";
    let minified = lines.replace(['\n', ' '], "");
    for text in [lines, &minified] {
        for size in [vec2(900.0, 600.0), vec2(1280.0, 800.0), vec2(1920.0, 1080.0)] {
            let mut harness = with("Claims", text);
            harness.set_size(size);
            settle(&mut harness);
            for (mode, is_last) in [("in the text", false), ("in the table", true)] {
                for said in ["2023-11-14", "2020-09-13", "2017-07-14", "2014-05-13"] {
                    assert!(shows(&harness, said), "{said} {mode} at {size}: {text}");
                }
                if !is_last {
                    press(&mut harness, "Claims: Table");
                }
            }
        }
    }
}

/// What is closed behind the caret already is not closed twice.
#[test]
fn what_is_offered_fits_into_what_is_closed_already() {
    let mut harness = with("Claims", "{\"nonc\"}");
    left(&mut harness, 2);
    ask(&mut harness);
    assert!(shows(&harness, "nonce"), "offered");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert_eq!(text(&harness, Field::Claims), "{\"nonce\": \"\"}");

    // Typed with the quotes that come in pairs.
    let mut harness = with("Claims", "{}");
    left(&mut harness, 1);
    for letter in ["\"", "n", "o", "n", "c"] {
        field(&harness, "Claims").type_text(letter);
        settle(&mut harness);
    }
    assert_eq!(text(&harness, Field::Claims), "{\"nonc\"}");
    assert!(shows(&harness, "nonce"), "offered while one types");
    harness.key_press(Key::Tab);
    settle(&mut harness);
    assert_eq!(text(&harness, Field::Claims), "{\"nonce\": \"\"}");

    // Behind a name its values are offered, without being asked for.
    let mut harness = with("Claims", "{}");
    left(&mut harness, 1);
    for letter in ["\"", "e", "x"] {
        field(&harness, "Claims").type_text(letter);
        settle(&mut harness);
    }
    harness.key_press(Key::Tab);
    settle(&mut harness);
    assert_eq!(text(&harness, Field::Claims), "{\"exp\": }");
    assert!(shows(&harness, "+5 min"), "offered");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let claims = text(&harness, Field::Claims);
    assert!(claims.len() > "{\"exp\": 1000000000}".len() - 1 && !claims.contains('\n'), "{claims}");

    // A value takes the place of the one that stands there.
    let mut harness = with("Claims", "{\"exp\": 17}");
    left(&mut harness, 2);
    ask(&mut harness);
    assert!(shows(&harness, "+5 min"), "offered");
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let claims = text(&harness, Field::Claims);
    let exp = claims.strip_prefix("{\"exp\": ").and_then(|rest| rest.strip_suffix('}')).map(str::parse::<i64>);
    assert!(matches!(exp, Some(Ok(seconds)) if seconds > 1_000_000_000), "{claims}");
    let mut harness = with("Header", "{\"alg\":\"HS256\"}");
    left(&mut harness, 4);
    ask(&mut harness);
    assert!(shows(&harness, "HS512"), "all are offered");
    for _ in 0..20 {
        harness.key_press(Key::ArrowDown);
    }
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let header = text(&harness, Field::Protected(0));
    assert!(!header.contains("HS256") && header.matches('"').count() == 4, "{header}");
}

/// Milliseconds, a missing `exp` and an `aud` that is neither text nor list, each with the keyboard alone.
#[test]
fn what_is_found_is_mended_with_the_keyboard() {
    for (claims, wanted) in [
        ("{\"sub\":\"a\",\"exp\":1900000000000}", "\"exp\":1900000000}"),
        ("{\"sub\":\"a\"}", "\"exp\":"),
        ("{\"exp\":1900000000,\"aud\":7}", "\"aud\":[\"7\"]"),
    ] {
        let mut harness = with("Claims", claims);
        assert!(draft(&harness).result.mend.is_some(), "{claims}: {:?}", draft(&harness).result.remarks);
        harness.key_press_modifiers(Modifiers::ALT, Key::Enter);
        settle(&mut harness);
        let mut mended = text(&harness, Field::Claims);
        // Where several can be mended, the caret says which; here they come one after the other.
        for _ in 0..3 {
            if !mended.contains(wanted) {
                harness.key_press_modifiers(Modifiers::ALT, Key::Enter);
                settle(&mut harness);
                mended = text(&harness, Field::Claims);
            }
        }
        assert!(mended.contains(wanted), "{claims}: {mended}");
    }
}

/// At the place, and by the name that people have for it.
#[test]
fn mistakes_are_called_by_their_names() {
    for (claims, name) in [
        ("{\"a\": 1,}", "Trailing comma"),
        ("{'a': 1}", "Single quotes"),
        ("{\"a\": 1 // one\n}", "Comment"),
        ("{a: 1}", "quote"),
        ("{\"a\": \"b}", "quote"),
    ] {
        let harness = with("Claims", claims);
        let editor = draft(&harness).payload.editor.as_ref().unwrap();
        assert!(editor.fault_name.contains(name), "{claims}: {}", editor.fault_name);
        assert!(editor.fault.is_some() && shows(&harness, "line "), "{claims}");
    }
}
