//! Tokens of a megabyte and more: shown at once, row by row.

use crate::desk::{Desk, lines};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::PaneMode;
use jotsmith::app::view::PaneBody;
use std::fmt::Write as _;
use std::sync::Arc;

/// An unsecured token with a list of `elements` numbers.
fn token(elements: usize) -> String {
    let mut payload = String::from("{\"list\":[0");
    for number in 1..elements {
        let _ = write!(payload, ",{number}");
    }
    payload.push_str("]}");
    format!("eyJhbGciOiJub25lIn0.{}.", data_encoding::BASE64URL_NOPAD.encode(payload.as_bytes()))
}

#[test]
fn a_large_token_is_not_edited_in_place_and_its_rows_are_made_when_seen() {
    let mut desk = Desk::new();
    desk.send(Command::ClaimsMode(PaneMode::Json));
    let token = token(1_000_000);
    assert!(token.len() > 8_000_000);
    let view = desk.paste(&token);
    assert!(!view.token.editable);
    let PaneBody::Rows(rows) = &view.claims.body else { panic!("rows") };
    assert_eq!(rows.0.len(), 1_000_004);
    assert_eq!(rows.0.row(500_002).runs[0].text, "500000");
    // A frame makes nothing of it anew: text and rows are the ones that were there.
    let again = desk.view();
    let PaneBody::Rows(same) = &again.claims.body else { panic!("rows") };
    assert!(Arc::ptr_eq(&rows.0, &same.0) && Arc::ptr_eq(&view.token.text, &again.token.text));
}

#[test]
fn a_table_shows_its_first_thousand_rows_and_says_how_many_more_there_are() {
    let mut said = Said::new("app/large/a_table_shows_its_first_thousand_rows_and_says_how_many_more_there_are");
    let mut payload = String::from("{\"m0\":0");
    for number in 1..5_000 {
        let _ = write!(payload, ",\"m{number}\":{number}");
    }
    payload.push('}');
    let token = format!("eyJhbGciOiJub25lIn0.{}.", data_encoding::BASE64URL_NOPAD.encode(payload.as_bytes()));
    let mut desk = Desk::new();
    let view = desk.paste(&token);
    let PaneBody::Table(rows) = &view.claims.body else { panic!("a table") };
    assert_eq!(rows.len(), 1_001);
    said.line(&rows[1_000].value[0].text);
    assert!(rows[1_000].is_rest && rows[..1_000].iter().all(|row| row.whole.is_none()));
    let view = desk.send(rows[1_000].whole.clone().expect("it opens"));
    assert_eq!(lines(&view.claims.body).len(), 5_002);
    said.agree();
}

#[test]
fn more_than_the_limit_is_refused_with_its_size() {
    let mut said = Said::new("app/large/more_than_the_limit_is_refused_with_its_size");
    let mut desk = Desk::new();
    let view = desk.paste(&"a".repeat(17 * 1024 * 1024));
    assert_eq!(&*view.token.text, "");
    said.line(view.notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n"));
    said.agree();
}

/// D11: a set of ten thousand keys is listed and looked through; what is selected is one of them.
#[test]
fn ten_thousand_keys_are_listed_and_one_of_them_is_selected() {
    let mut keys = String::from("{\"keys\":[");
    for number in 0_u32..10_000 {
        let comma = if number > 0 { "," } else { "" };
        let x: Vec<u8> = (0..32_u32).map(|byte| (number.wrapping_mul(2_654_435_761) >> (byte % 24)) as u8).collect();
        let x = data_encoding::BASE64URL_NOPAD.encode(&[&number.to_be_bytes()[..], &x[4..]].concat());
        let _ = write!(keys, "{comma}{{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"k{number}\",\"x\":\"{x}\"}}");
    }
    keys.push_str("]}");
    let mut desk = Desk::new();
    desk.key_file("jwks.json", keys.as_bytes());
    let view = desk.view();
    assert_eq!(view.keys.rows.len(), 10_000);
    for row in view.keys.rows.iter().step_by(500) {
        let view = desk.send(Command::SelectKey(Some(row.id)));
        assert!(view.keys.detail.is_some_and(|detail| detail.name.contains(&row.kid)));
    }
}
