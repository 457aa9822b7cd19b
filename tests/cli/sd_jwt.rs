//! SD-JWT on the command line (RFC 9901): the readout and the report.

use crate::golden::Said;
use crate::{Folder, INVALID, Ran, UNCHECKED, VALID, inspect};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

const TOKEN: &str = include_str!("../../assets/samples/sd-jwt.txt");
const KEY: &str = include_str!("../../assets/samples/sd-jwt-key.json");
/// 2026-11-23 14:00:00 UTC.
const NOW: &str = "1795442400";

fn parts() -> Vec<&'static str> {
    TOKEN.trim().split('~').collect()
}

fn run(token: &str, more: &[&str]) -> Ran {
    let folder = Folder::new();
    let key = folder.file("key.json", KEY);
    let arguments: Vec<&str> = [token, "--now", NOW, "--key", &key].iter().chain(more).copied().collect();
    inspect(&arguments).run()
}

#[test]
fn the_readout_shows_claims_disclosures_and_key_binding() {
    let mut said = Said::new("cli/sd_jwt/the_readout_shows_claims_disclosures_and_key_binding");
    let ran = run(TOKEN.trim(), &[]);
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.line(&ran.stdout);
    assert!(!ran.stdout.contains("_sd_alg"), "{}", ran.stdout);
    said.agree();
}

#[test]
fn the_report_has_the_processed_claims_and_what_they_rest_on() {
    let report = run(TOKEN.trim(), &["--json"]).report();
    let layer = &report["layers"][0];
    assert_eq!(layer["claims"]["given_name"], "Mira");
    assert_eq!(layer["claims"]["address"], json!({"country": "GB", "locality": "Exampleton"}));
    assert_eq!(layer["claims"]["nationalities"], json!(["GB"]));
    assert_eq!(layer["claims"].get("_sd"), None);
    // What the issuer signed stays to be had.
    let payload = BASE64URL_NOPAD.decode(layer["payload_b64"].as_str().unwrap().as_bytes()).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(payload["_sd"].as_array().map(Vec::len), Some(4));
    let sd_jwt = &layer["sd_jwt"];
    assert_eq!((&sd_jwt["hash"], &sd_jwt["undisclosed"]), (&json!("sha-256"), &json!(5)));
    assert_eq!(sd_jwt["reasons"], json!([]));
    let first = &sd_jwt["disclosures"][0];
    assert_eq!((&first["name"], &first["value"]), (&json!("given_name"), &json!("Mira")));
    assert_eq!((&first["path"], &first["state"]), (&json!("/given_name"), &json!("disclosed")));
    assert!(payload["_sd"].as_array().unwrap().contains(&first["digest"]), "its digest was signed");
    assert_eq!(sd_jwt["disclosures"][2]["name"], Value::Null, "an element of a list has no name");
    let binding = &sd_jwt["key_binding"];
    assert_eq!((&binding["status"], &binding["sd_hash"]), (&json!("verified"), &json!("matches")));
    assert_eq!((&binding["nonce"], &binding["iat"]), (&json!("n-0S6_WzA2Mj"), &json!(1_748_860_200)));
    assert_eq!(binding["aud"], "https://verifier.example.com");
}

#[test]
fn a_key_binding_of_another_presentation_is_invalid() {
    let mut said = Said::new("cli/sd_jwt/a_key_binding_of_another_presentation_is_invalid");
    let all = parts();
    let token = format!("{}~{}~{}~{}", all[0], all[1], all[2], all[4]);
    let ran = run(&token, &[]);
    assert_eq!(ran.status, INVALID, "{ran:?}");
    said.line(&ran.stdout);
    let report = run(&token, &["--json"]).report();
    let sd_jwt = &report["layers"][0]["sd_jwt"];
    assert_eq!(
        (&sd_jwt["key_binding"]["status"], &sd_jwt["key_binding"]["sd_hash"]),
        (&json!("rejected"), &json!("differs"))
    );
    assert_eq!(sd_jwt["key_binding"]["reasons"][0]["code"], "SDJWT_KB_HASH");
    assert_eq!(report["layers"][0]["claims"]["given_name"], "Mira", "the disclosures hold all the same");
    said.agree();
}

#[test]
fn a_forged_disclosure_is_invalid_and_no_claim() {
    let mut said = Said::new("cli/sd_jwt/a_forged_disclosure_is_invalid_and_no_claim");
    let forged = BASE64URL_NOPAD.encode(br#"["salt","admin",true]"#);
    let token = format!("{}~{}~{forged}~", parts()[0], parts()[1]);
    let ran = run(&token, &[]);
    assert_eq!(ran.status, INVALID, "{ran:?}");
    said.line(&ran.stdout);
    let report = run(&token, &["--json"]).report();
    let layer = &report["layers"][0];
    assert!(layer["claims"].get("_sd").is_some() && layer["claims"].get("admin").is_none());
    assert_eq!(layer["sd_jwt"]["disclosures"][1]["state"], "unreferenced");
    assert_eq!(layer["sd_jwt"]["key_binding"], Value::Null);
    assert_eq!(layer["sd_jwt"]["reasons"][0]["code"], "SDJWT_UNREF_DISCLOSURE");
    said.agree();
}

/// RFC 9901 §7.3: without the issuer's signature nobody vouches for the holder's key.
#[test]
fn without_the_issuers_key_nothing_is_verified() {
    let ran = inspect(&[TOKEN.trim(), "--now", NOW, "--json"]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    let report = ran.report();
    let binding = &report["layers"][0]["sd_jwt"]["key_binding"];
    assert_eq!(
        (&binding["status"], &binding["reasons"][0]["code"]),
        (&json!("unchecked"), &json!("issuer-unverified"))
    );
}

#[test]
fn what_a_disclosure_holds_cannot_steer_the_terminal() {
    let evil = BASE64URL_NOPAD.encode("[\"s\u{1b}[2J\",\"a\u{1b}[2J\u{202e}\",\"\\u001b[31m\u{9b}\"]".as_bytes());
    for token in [format!("{}~{evil}~", parts()[0]), format!("{}~{evil}~{evil}~x.y.z", parts()[0])] {
        let ran = run(&token, &["--color", "never"]);
        assert_eq!(ran.status, INVALID, "{ran:?}");
        assert!(!ran.stdout.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{}", ran.stdout.escape_debug());
        run(&token, &["--json"]).report();
    }
}

#[test]
fn what_is_no_sd_jwt_has_no_such_member() {
    let report = inspect(&["eyJhbGciOiJub25lIn0.e30.", "--json"]).run().report();
    let layer = report["layers"][0].as_object().unwrap();
    assert!(!layer.contains_key("sd_jwt") && !layer.contains_key("certificates"));
}
