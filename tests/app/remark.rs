//! What Inspect would say is said in Build while one types, at the bytes, with what mends it.

use crate::desk::{Desk, NOW};
use crate::golden::Said;
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::Tone;
use jotsmith::app::value::builder::{Field, Slot, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, Page, RemarkRow};
use jotsmith::engine::builder::template::TEMPLATES;

/// Secrets of 32 bytes, and nobody's.
const SIGNS: &str = r#"{"kty":"oct","kid":"s","alg":"HS256","k":"9pT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fA"}"#;
const WRAPS: &str = r#"{"kty":"oct","kid":"w","alg":"A256KW","k":"rT3t1v8mS0yQq5mXh7kq1vWn3oJr2c5uXxB4d6e8fBc"}"#;

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

fn remark<'a>(view: &'a View, words: &str) -> Option<&'a RemarkRow> {
    draft(view).result.remarks.iter().find(|row| row.text.contains(words))
}

fn typed(desk: &mut Desk, claims: &str) -> View {
    build(desk, BuildCommand::Edit(Field::Claims, claims.to_owned()))
}

#[test]
fn a_time_that_is_text_is_underlined_and_mended_with_a_click() {
    let mut said = Said::new("app/remark/a_time_that_is_text_is_underlined_and_mended_with_a_click");
    let mut desk = Desk::new();
    desk.add_key(SIGNS);
    desk.add_key(WRAPS);
    desk.start();
    for structure in [Structure::Sign, Structure::Encrypt, Structure::SignThenEncrypt] {
        build(&mut desk, BuildCommand::SetStructure(structure));
        build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), "A256KW".to_owned()));
        // Spaces that are left out of the token are in the text that is underlined.
        for compacted in [false, true] {
            build(&mut desk, BuildCommand::SetCompacted(compacted));
            let exp = NOW + 300;
            let view = typed(&mut desk, &format!("{{ \"sub\": \"a\",\n  \"exp\" : \"{exp}\" }}"));
            let row =
                remark(&view, "exp is a string").unwrap_or_else(|| panic!("{structure:?} {:?}", draft(&view).result));
            assert_eq!((row.tone, row.field), (Tone::Bad, Some(Field::Claims)));
            let editor = draft(&view).payload.editor.as_ref().unwrap();
            let marked: Vec<&str> =
                editor.remarks.iter().map(|(span, ..)| &editor.text[span.start..span.end]).collect();
            assert!(marked.iter().any(|text| text.contains(&exp.to_string())), "{structure:?}: {marked:?}");
            let fix = row.fix.clone().expect("one click");
            let view = desk.send(fix.command);
            assert_eq!(claims(&view), format!("{{ \"sub\": \"a\",\n  \"exp\" : {exp} }}"));
            assert!(remark(&view, "exp is a string").is_none(), "said no longer");
            // And it is read out beside its number.
            let editor = draft(&view).payload.editor.as_ref().unwrap();
            for reading in &editor.readings {
                said.line(format!("{structure:?}: {}", reading.words));
            }
        }
    }
    said.agree();
}

#[test]
fn what_is_missing_is_added_and_what_is_typed_takes_its_place() {
    let mut desk = Desk::new();
    desk.add_key(SIGNS);
    desk.start();
    let view = typed(&mut desk, r#"{"sub":"a"}"#);
    let row = remark(&view, "Never expires").expect("it is said");
    let fix = row.fix.clone().expect("one click");
    let view = desk.send(fix.command);
    assert!(claims(&view).contains(&format!("\"exp\":{}", NOW + 300)), "{}", claims(&view));
    assert!(remark(&view, "Never expires").is_none());
    // Half a text has nothing to say: its fault is said, and nothing of before is underlined.
    let view = typed(&mut desk, r#"{"sub":"#);
    assert!(draft(&view).payload.editor.as_ref().unwrap().remarks.is_empty());
    // A parameter of another algorithm is taken out of the header.
    typed(&mut desk, r#"{"sub":"a"}"#);
    let header = r#"{"alg":"HS256","p2c":1000,"kid":"s"}"#;
    let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), header.to_owned()));
    let row = remark(&view, "p2c means nothing with HS256").expect("it is said");
    assert_eq!(row.field, Some(Field::Protected(0)));
    let view = desk.send(row.fix.clone().expect("one click").command);
    let header = &draft(&view).signature.as_ref().unwrap().protected.text;
    assert!(!header.contains("p2c"), "{header}");
}

/// What is wrong with claims and header does not depend on who signs.
#[test]
fn it_is_said_without_a_key_as_well() {
    let said = |view: &View| {
        let row = remark(view, "exp is a string").unwrap_or_else(|| panic!("{:?}", draft(view).result));
        assert_eq!((row.tone, row.field), (Tone::Bad, Some(Field::Claims)));
        assert!(row.fix.is_some(), "one click");
        let editor = draft(view).payload.editor.as_ref().unwrap();
        let marked: Vec<&str> = editor.remarks.iter().map(|(span, ..)| &editor.text[span.start..span.end]).collect();
        assert!(marked.iter().any(|text| text.contains(&(NOW + 300).to_string())), "{marked:?}");
        assert!(remark(view, "p2c means nothing").is_some(), "{:?}", draft(view).result.remarks);
        assert!(draft(view).result.token.is_none(), "nobody signed it");
        // Nothing is said of a key that nobody chose.
        let rows = &draft(view).result.remarks;
        assert!(rows.iter().all(|row| !row.text.contains("not-chosen") && !row.text.contains("kid")), "{rows:?}");
    };
    let exp = NOW + 300;
    let wrong = format!(r#"{{"sub":"a","exp":"{exp}"}}"#);
    for algorithm in ["HS256", "ES256", "RS256", "EdDSA"] {
        let mut desk = Desk::new();
        desk.start();
        build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), algorithm.to_owned()));
        typed(&mut desk, &wrong);
        let header = format!(r#"{{"alg":"{algorithm}","p2c":1000}}"#);
        let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), header));
        said(&view);
        // It is mended, and then it is not said any more.
        let fix = remark(&view, "exp is a string").and_then(|row| row.fix.clone()).unwrap();
        assert!(remark(&desk.send(fix.command), "exp is a string").is_none());
        // Half a text has nothing to say.
        let view = typed(&mut desk, r#"{"sub":"#);
        assert!(draft(&view).payload.editor.as_ref().unwrap().remarks.is_empty());
        // A name that stands twice is a fault whoever signs.
        let view = typed(&mut desk, r#"{"sub":"a","sub":"b"}"#);
        assert!(draft(&view).payload.editor.as_ref().unwrap().fault.is_some());
    }
    // For recipients too.
    let mut desk = Desk::new();
    desk.start();
    build(&mut desk, BuildCommand::SetStructure(Structure::Encrypt));
    for algorithm in ["RSA-OAEP-256", "ECDH-ES", "A256KW", "dir"] {
        build(&mut desk, BuildCommand::SetAlgorithm(Slot::Recipient(0), algorithm.to_owned()));
        let view = typed(&mut desk, &wrong);
        assert!(remark(&view, "exp is a string").is_some(), "{algorithm}: {:?}", draft(&view).result);
        assert!(draft(&view).result.token.is_none());
    }
    // A key that was there and is removed.
    let mut desk = Desk::new();
    desk.add_key(SIGNS);
    desk.start();
    typed(&mut desk, &wrong);
    let view = build(&mut desk, BuildCommand::Edit(Field::Protected(0), r#"{"alg":"HS256","p2c":1}"#.to_owned()));
    assert!(draft(&view).result.token.is_some());
    let id = view.keys.rows[0].id;
    let view = desk.send(Command::RemoveKeys(vec![id]));
    assert!(remark(&view, "exp is a string").is_some_and(|row| row.span.is_some()), "{:?}", draft(&view).result);
}

/// A text that cannot be read, with a key and without, hides nothing that is said of the others, at their bytes.
#[test]
fn a_broken_text_hides_no_finding_of_another() {
    for key in [Some(SIGNS), None] {
        let mut desk = Desk::new();
        key.into_iter().for_each(|key| {
            desk.add_key(key);
        });
        desk.start();
        build(&mut desk, BuildCommand::SetAlgorithm(Slot::Signature(0), "HS256".to_owned()));
        build(&mut desk, BuildCommand::Edit(Field::Protected(0), r#"{"alg":"HS256","p2c":1000}"#.to_owned()));
        for claims in [r#"{"sub":"a"}"#, r#"{"sub":"a","#, r#"{"sub":"a","sub":"b"}"#] {
            let view = typed(&mut desk, claims);
            let row = remark(&view, "p2c").unwrap_or_else(|| panic!("{claims}: {:?}", draft(&view).result.remarks));
            assert!(row.field == Some(Field::Protected(0)) && row.span.is_some(), "{claims}: {row:?}");
            let is_whole = claims == r#"{"sub":"a"}"#;
            assert_eq!(remark(&view, "Never expires").is_some(), is_whole, "{claims}");
            assert_eq!(draft(&view).payload.editor.as_ref().unwrap().fault.is_none(), is_whole, "{claims}");
        }
    }
}

/// Of every template, with a key and without: each finding once, and none of its lines begins or ends in the middle of something.
#[test]
fn no_template_says_a_thing_twice() {
    let mut wrong = Vec::new();
    for (index, template) in TEMPLATES.iter().enumerate() {
        for with_key in [false, true] {
            let mut desk = Desk::new();
            let mut view = build(&mut desk, BuildCommand::StartTemplate(index));
            if let Page::Templates(page) = &view.build.page {
                let make = page.waiting.as_ref().expect("a key is asked for").1.last().cloned();
                assert!(make.is_some());
            }
            for slot in [Slot::Signature(0), Slot::Recipient(0)] {
                let waits = matches!(view.build.page, Page::Templates(_));
                if with_key || waits {
                    view = build(&mut desk, BuildCommand::MakeKey(slot));
                }
            }
            let result = &draft(&view).result;
            let rows = result.remarks.iter().map(|row| row.text.clone());
            let notes = result.notes.iter();
            let texts: Vec<String> = rows.chain(notes.map(|note| note.text.clone())).collect();
            let lines = result.remarks.iter().map(|row| row.advice.clone()).chain(texts.iter().cloned());
            for (at, text) in texts.iter().enumerate() {
                if texts[..at].contains(text) {
                    wrong.push(format!("{}: twice: {text}", template.name));
                }
            }
            for line in lines.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()) {
                let quotes = line.matches('"').count() % 2 + line.matches(['\u{201c}', '\u{201d}']).count() % 2;
                if quotes > 0 || line.trim().chars().count() < 3 {
                    wrong.push(format!("{}: {line:?}", template.name));
                }
            }
            println!("{} {with_key}: {texts:#?}", template.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
