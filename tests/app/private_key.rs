//! A private key that somebody put into a token (RFC 7517 §9.3): covered in every pane, and secret where it is copied.

use crate::desk::{Desk, lines, row, table, text};
use jotsmith::app::message::command::Command;
use jotsmith::app::value::{CopyTarget, PaneMode};
use jotsmith::app::view::{PaneBody, View};
use jotsmith::engine::ground::base64url::encode;

const PRIVATE: &str = "canary-private-4f1c8e-not-to-be-seen";

/// All that the panes and the drawer show; the box has the token, as it was pasted.
fn panes(view: &View) -> String {
    let mut out = format!("{:?}{:?}{:?}{:?}{:?}", view.header, view.claims, view.signature, view.drawer, view.verdict);
    for body in [&view.header.body, &view.claims.body] {
        if matches!(body, PaneBody::Rows(_)) {
            out.push_str(&lines(body).join("\n"));
        }
    }
    out
}

#[test]
fn a_private_key_inside_a_token_is_covered_and_can_be_copied() {
    let jwk = format!(r#"{{"kty":"oct","k":"{PRIVATE}"}}"#);
    let header = format!(r#"{{"alg":"HS256","jwk":{jwk}}}"#);
    let quoted = serde_json::Value::from(&*jwk);
    let claims = format!(r#"{{"sub":"a","cnf":{{"jwk":{jwk}}},"text":{quoted}}}"#);
    let token = |payload: &str| format!("{}.{}.AAAA", encode(header.as_bytes()), encode(payload.as_bytes()));
    for payload in [&claims, &jwk, &format!("{claims},"), &format!("in a text: {jwk}")] {
        for mode in [PaneMode::Table, PaneMode::Json] {
            let mut desk = Desk::new();
            desk.send(Command::HeaderMode(mode));
            desk.send(Command::ClaimsMode(mode));
            let view = desk.paste(&token(payload));
            assert!(!panes(&view).contains(PRIVATE), "{mode:?} {payload}");
            for (target, is_whole) in
                [(CopyTarget::Header, true), (CopyTarget::Claims, true), (CopyTarget::Export("markdown"), false)]
            {
                let (copied, is_secret) = desk.copied(target.clone()).unwrap();
                assert_eq!((copied.contains(PRIVATE), is_secret), (is_whole, is_whole), "{target:?} {payload}");
            }
            let (copied, is_secret) = desk.copied(CopyTarget::Export("unsigned-token")).unwrap();
            assert!(is_secret && copied.starts_with(&encode(header.as_bytes())));
            let (report, _) = desk.copied(CopyTarget::Export("json-report")).unwrap();
            assert!(!report.contains(PRIVATE) && !report.contains(&encode(payload.as_bytes())), "{report}");
        }
    }
    let mut desk = Desk::new();
    let view = desk.paste(&token(&claims));
    let jwk_row = row(table(&view.header.body), "jwk");
    assert!(text(&jwk_row.value).contains(&"*".repeat(PRIVATE.len())), "{jwk_row:?}");
    let (copied, is_secret) = desk.copied(jwk_row.copy.clone()).unwrap();
    assert_eq!((copied, is_secret), (jwk, true));
    // Beside it everything is as it was.
    let sub = row(table(&view.claims.body), "sub");
    assert_eq!(desk.copied(sub.copy.clone()), Some(("a".to_owned(), false)));
}
