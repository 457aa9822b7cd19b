//! The token in another serialization, from the drawer.

use crate::desk::{Desk, sample};
use crate::golden::Said;
use jotsmith::app::value::CopyTarget;
use jotsmith::app::view::{ExportRow, View};

fn export<'a>(view: &'a View, form: &'static str) -> Option<&'a ExportRow> {
    view.drawer.exports.iter().find(|row| row.copy == CopyTarget::Export(form))
}

#[test]
fn a_compact_token_becomes_json_and_comes_back_as_it_was() {
    for name in ["Access token, ES256", "SD-JWT with key binding"] {
        let (token, keys) = sample(name);
        let mut desk = Desk::new();
        desk.add_key(keys);
        let view = desk.paste(token);
        assert!(export(&view, "compact").is_none(), "it is compact already");
        for form in ["flattened", "general"] {
            let row = export(&view, form).expect("it is offered");
            let (json, is_secret) = desk.copied(row.copy.clone()).expect("it is made");
            assert!(is_secret, "it is as good as the token");
            let mut other = Desk::new();
            other.add_key(keys);
            let view = other.paste(&json);
            assert!(view.verdict.word.starts_with("Valid"), "{name}: {:?}", view.verdict);
            assert!(export(&view, form).is_none());
            let back = other.copied(CopyTarget::Export("compact")).expect("nothing is lost");
            assert_eq!(back.0, token);
        }
    }
}

/// RFC 7515 §7.1: the compact serialization has room for one signature and no unprotected header.
#[test]
fn what_would_lose_something_says_what() {
    let mut said = Said::new("app/conversion/what_would_lose_something_says_what");
    let (token, _) = sample("Access token, ES256");
    let parts: Vec<&str> = token.split('.').collect();
    let (protected, payload, signature) = (parts[0], parts[1], parts[2]);
    let two = format!(
        r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}},{{"protected":"{protected}","signature":"{signature}"}}]}}"#
    );
    let mut desk = Desk::new();
    let view = desk.paste(&two);
    for form in ["compact", "flattened"] {
        let row = export(&view, form).expect("it is there and says why not");
        said.line(&row.description);
        assert_eq!(desk.copied(row.copy.clone()), None);
    }
    let open =
        format!(r#"{{"payload":"{payload}","protected":"{protected}","header":{{"x":1}},"signature":"{signature}"}}"#);
    let mut desk = Desk::new();
    let view = desk.paste(&open);
    for form in ["compact", "general"] {
        let row = export(&view, form).expect("it is there");
        said.line(format!("{form}: {}", row.description));
        assert_eq!(desk.copied(row.copy.clone()).is_some(), form == "general");
    }
    said.agree();
}

#[test]
fn what_cannot_be_read_is_written_in_no_form() {
    let view = Desk::new().paste("eyJhbGciOiJIUzI1NiJ9.e30");
    assert!(view.drawer.exports.iter().all(|row| !["compact", "flattened", "general"].contains(&row.export)));
}
