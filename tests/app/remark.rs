//! What Inspect would say is said in Build while one types, at the bytes, with what mends it.

use crate::desk::{Desk, NOW};
use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::Tone;
use jotsmith::app::value::builder::{Field, Slot, Structure};
use jotsmith::app::view::View;
use jotsmith::app::view::builder::{DraftView, Page, RemarkRow};

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
    let mut desk = Desk::new();
    desk.add_key(SIGNS);
    desk.add_key(WRAPS);
    build(&mut desk, BuildCommand::StartEmpty);
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
            assert!(editor.readings.iter().any(|(_, words)| words.contains("in 5 min")), "{:?}", editor.readings);
        }
    }
}

#[test]
fn what_is_missing_is_added_and_what_is_typed_takes_its_place() {
    let mut desk = Desk::new();
    desk.add_key(SIGNS);
    build(&mut desk, BuildCommand::StartEmpty);
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
