//! Certificates of `x5c` on the command line (RFC 7515 §4.1.6).

use crate::golden::Said;
use crate::vector::encode;
use crate::{INVALID, UNCHECKED, inspect};
use serde_json::{Value, json};

fn data() -> Value {
    serde_json::from_str(include_str!("../data/certificate.json")).unwrap()
}

/// Signed by nobody: what the certificates say does not depend on it.
fn token(header: &Value) -> String {
    format!("{}.{}.{}", encode(header.to_string()), encode("{}"), "A".repeat(86))
}

#[test]
fn a_chain_is_read_out_and_trust_is_denied() {
    let mut said = Said::new("cli/certificate/a_chain_is_read_out_and_trust_is_denied");
    let data = data();
    let x5c = json!([data["leaf"], data["intermediate"], data["root"]]);
    let token = token(&json!({"alg": "ES256", "x5c": x5c, "x5t": data["leaf_x5t"]}));
    let ran = inspect(&[&token, "--now", "1795442400", "--color", "never"]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    said.line(&ran.stdout);

    let report = inspect(&[&token, "--json"]).run().report();
    let [chain] = &report["layers"][0]["certificates"].as_array().unwrap()[..] else { panic!("one header") };
    assert_eq!(
        (&chain["entry"], &chain["is_of_key"]),
        (&json!(0), &Value::Null),
        "no key fits, so that there is none that it could be of"
    );
    let certificates = chain["chain"].as_array().unwrap();
    assert_eq!(certificates.len(), 3);
    assert_eq!(certificates[0]["x5t_s256"], data["leaf_x5t_s256"]);
    assert_eq!(
        (&certificates[0]["is_signed_by_next"], &certificates[0]["is_self_signed"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&certificates[2]["is_signed_by_next"], &certificates[2]["is_self_signed"]),
        (&Value::Null, &json!(true))
    );
    // 2024-01-01 00:00:00 UTC
    assert_eq!(certificates[0]["not_before"], 1_704_067_200);
    assert_eq!(certificates[0]["issuer"], certificates[1]["subject"]);
    said.agree();
}

#[test]
fn what_cannot_be_read_is_null() {
    let mut said = Said::new("cli/certificate/what_cannot_be_read_is_null");
    let token = token(&json!({"alg": "ES256", "x5c": ["AAAA", data()["root"]]}));
    let ran = inspect(&[&token, "--now", "1795442400"]).run();
    assert!([UNCHECKED, INVALID].contains(&ran.status), "{ran:?}");
    said.line(&ran.stdout);
    let report = inspect(&[&token, "--json"]).run().report();
    let chain = &report["layers"][0]["certificates"][0];
    assert_eq!((&chain["chain"][0], &chain["is_of_key"]), (&Value::Null, &Value::Null));
    assert_eq!(chain["chain"][1]["is_self_signed"], true);
    said.agree();
}
