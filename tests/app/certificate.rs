//! Certificates in a header, read out in the right pane (RFC 7515 §4.1.6).

use crate::desk::{Desk, text};
use crate::golden::Said;
use jotsmith::app::message::command::Command;
use jotsmith::app::value::{Role, Run, Tone};
use jotsmith::app::view::View;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::verify::key_file;
use serde_json::{Value, json};

/// The key of the leaf: the issuer's of RFC 9901 Appendix A.5.
const KEY: &str = r#"{"kty":"EC","crv":"P-256","d":"Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
    "x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ","y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}"#;

fn data() -> Value {
    serde_json::from_str(include_str!("../data/certificate.json")).unwrap()
}

fn view(mut header: Value) -> (Desk, View) {
    header["alg"] = "ES256".into();
    let imported =
        key_file::import(KEY.as_bytes(), "key", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(b"{}"));
    let signature = sign(find("ES256").unwrap(), &imported.keys[0].material, input.as_bytes()).unwrap();
    let mut desk = Desk::new();
    desk.add_key(KEY);
    let view = desk.paste(&format!("{input}.{}", encode(&signature)));
    (desk, view)
}

fn facts(view: &View, label: &str) -> Vec<String> {
    view.signature.facts.iter().filter(|(name, _)| name == label).map(|(_, runs)| text(runs)).collect()
}

fn is_bad(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.role == Role::Tone(Tone::Bad))
}

#[test]
fn a_chain_is_read_out_and_trust_is_denied_once() {
    let mut said = Said::new("app/certificate/a_chain_is_read_out_and_trust_is_denied_once");
    let data = data();
    let x5c = json!([data["leaf"], data["intermediate"], data["root"]]);
    let (mut desk, view) = view(json!({"x5c": x5c, "x5t": data["leaf_x5t"], "x5t#S256": data["leaf_x5t_s256"]}));
    assert!(facts(&view, "Certificate 1")[0].contains("CN=leaf"), "{:?}", view.signature.facts);
    assert!(facts(&view, "Certificate 3")[0].contains("CN=root"));
    assert!(facts(&view, "Issuer")[0].contains("CN=intermediate"));
    assert_eq!(facts(&view, "Signed by"), ["the next certificate", "the next certificate", "itself"]);
    assert_eq!(facts(&view, "Key")[0], "EC, P-256");
    said.line(&facts(&view, "Valid from")[0]);
    said.line(&facts(&view, "Valid to")[0]);
    assert_eq!(facts(&view, "Its key"), ["is the one that made this signature"]);
    assert_eq!(facts(&view, "x5t#S256"), ["is this certificate's"]);
    assert_eq!(facts(&view, "Trust").len(), 1);
    said.line(&facts(&view, "Trust")[0]);
    assert!(!view.signature.facts.iter().any(|(_, runs)| is_bad(runs)), "{:?}", view.signature.facts);

    // The clock of the window decides what is past.
    let view = desk.send(Command::SetClock("2044-01-02".to_owned()));
    assert!(view.signature.facts.iter().filter(|(name, _)| name == "Valid to").all(|(_, runs)| is_bad(runs)));
    let view = desk.send(Command::SetClock("2023-12-31".to_owned()));
    assert!(view.signature.facts.iter().filter(|(name, _)| name == "Valid from").all(|(_, runs)| is_bad(runs)));
    said.agree();
}

#[test]
fn what_does_not_fit_is_bad() {
    let mut said = Said::new("app/certificate/what_does_not_fit_is_bad");
    let data = data();
    let (_, view) = view(json!({"x5c": [data["forged"], data["intermediate"], "AAAA"], "x5t": data["leaf_x5t"]}));
    said.line(&facts(&view, "Signed by")[0]);
    assert_eq!(facts(&view, "Certificate 3"), ["cannot be read"]);
    assert_eq!(facts(&view, "x5t"), ["is not this certificate's"]);
    let (_, view) = self::view(json!({"x5c": [data["intermediate"]]}));
    assert_eq!(facts(&view, "Its key"), ["is not the one that made this signature"]);
    assert_eq!(facts(&view, "Signed by"), ["an issuer that is not in the list"]);
    said.agree();
}

#[test]
fn without_certificates_nothing_is_said_of_them() {
    let (_, view) = view(json!({}));
    assert!(view.signature.facts.is_empty());
}
