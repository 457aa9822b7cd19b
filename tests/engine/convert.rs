//! Compact, flattened, general: the same object, character for character, wherever that is possible (RFC 7515 §7,
//! RFC 7516 §7, RFC 9901 §8), and the reason where it is not.

use crate::support::{explain, is_decrypted, is_verified, keys, look, ring};
use jotsmith::engine::convert::{ConvertError, convert};
use jotsmith::engine::crypto::ml_dsa;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::jws::Serialization::{Compact, Flattened, General};
use jotsmith::engine::jose::parse::parse;
use jotsmith::engine::key::{Jwk, KeyRing};
use serde_json::{Value, json};
use std::sync::Arc;

fn to(text: &str, serialization: Serialization) -> Result<String, ConvertError> {
    convert(text, &parse(text, &Limits::DEFAULT).object, serialization)
}

#[track_caller]
fn refused(text: &str, serialization: Serialization, code: &str) {
    match to(text, serialization) {
        Ok(converted) => panic!("{text} became {converted}"),
        Err(error) => assert_eq!(error.code(), code, "{text}: {error:?}"),
    }
}

fn examples() -> Vec<Value> {
    [
        include_str!("../data/rfc/rfc7515.json"),
        include_str!("../data/rfc/rfc7516.json"),
        include_str!("../data/rfc/rfc7519.json"),
        include_str!("../data/rfc/rfc7797.json"),
        include_str!("../data/rfc/rfc8037.json"),
        include_str!("../data/rfc/rfc9964.json"),
        include_str!("../data/rfc/rfc9901.json"),
    ]
    .into_iter()
    .flat_map(|file| serde_json::from_str::<Value>(file).unwrap()["examples"].as_array().unwrap().clone())
    .filter(|example| !example["key"].is_null())
    .collect()
}

/// Whether the converted token means what the original meant, with the same key.
fn stands(example: &Value, text: &str) -> bool {
    let detached = (example["detached"] == true).then(|| example["payload"].as_str().unwrap().as_bytes());
    let examination = look(text, &ring(&example["key"]), detached);
    let is_good = is_verified(&examination) || is_decrypted(&examination);
    let is_whole = examination.layers[0].fatal_reasons().is_empty();
    if !is_good || !is_whole {
        eprintln!("{}: {}", example["name"], explain(&examination));
    }
    is_good && is_whole
}

#[test]
fn every_compact_example_goes_through_both_json_forms_and_back() {
    let mut count = 0;
    for example in examples() {
        let (name, text) = (&example["name"], example["token"].as_str().unwrap());
        if text.starts_with('{') {
            continue;
        }
        let flattened = to(text, Flattened).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let general = to(text, General).unwrap();
        for json in [&flattened, &general] {
            assert!(serde_json::from_str::<Value>(json).is_ok(), "{name}");
            assert_eq!(to(json, Compact).unwrap(), text, "{name}");
        }
        assert_eq!(to(&flattened, General).unwrap(), general, "{name}");
        assert_eq!(to(&general, Flattened).unwrap(), flattened, "{name}");
        assert_eq!(to(text, Compact).unwrap(), text);
        let is_none = name.as_str().unwrap().contains("none") || example["expect"] == "invalid";
        let is_beyond_this_build = example["key"]["kty"] == "AKP" && !ml_dsa::IS_AVAILABLE;
        if !is_none {
            assert!(is_beyond_this_build || (stands(&example, &flattened) && stands(&example, &general)), "{name}");
            count += 1;
        }
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn every_json_example_goes_to_the_other_json_form_and_back() {
    let mut count = 0;
    for example in examples() {
        let (name, text) = (&example["name"], example["token"].as_str().unwrap());
        if !text.starts_with('{') {
            continue;
        }
        let value: Value = serde_json::from_str(text).unwrap();
        let entries = value.get("signatures").or(value.get("recipients")).and_then(Value::as_array).map(Vec::len);
        match entries {
            Some(1) | None => {
                let other = if entries.is_some() { Flattened } else { General };
                let there = to(text, other).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                assert!(stands(&example, &there), "{name}");
                let back = to(&there, if entries.is_some() { General } else { Flattened }).unwrap();
                assert_eq!(serde_json::from_str::<Value>(&back).unwrap(), value, "{name}");
                count += 1;
            }
            Some(_) => {
                refused(text, Flattened, "convert-several");
                refused(text, Compact, "convert-several");
            }
        }
    }
    assert!(count >= 3, "{count}");
}

/// RFC 7515 A.7 and RFC 7516 A.5 have a `kid` or an `alg` that nothing protects.
#[test]
fn unprotected_parameters_have_no_place_in_compact() {
    for (file, name) in
        [(include_str!("../data/rfc/rfc7515.json"), "A7"), (include_str!("../data/rfc/rfc7516.json"), "A5")]
    {
        let file: Value = serde_json::from_str(file).unwrap();
        let examples = file["examples"].as_array().unwrap();
        let example = examples.iter().find(|example| example["name"].as_str().unwrap().starts_with(name)).unwrap();
        refused(example["token"].as_str().unwrap(), Compact, "convert-unprotected");
    }
    // An empty object says nothing.
    assert_eq!(to(r#"{"payload":"YQ","protected":"e30","header":{},"signature":"YQ"}"#, Compact).unwrap(), "e30.YQ.YQ");
}

#[test]
fn what_compact_has_no_place_for() {
    refused(r#"{"payload":"YQ","header":{"alg":"none"},"signature":""}"#, Compact, "convert-unprotected");
    refused(r#"{"payload":"YQ","signature":"YQ"}"#, Compact, "convert-no-protected");
    refused(r#"{"payload":"YQ","protected":"","signature":"YQ"}"#, Compact, "convert-no-protected");
    refused(r#"{"payload":"","protected":"e30","signature":"YQ"}"#, Compact, "convert-empty-payload");
    refused(r#"{"payload":"YQ","protected":"e30","signature":"YQ","note":1}"#, Compact, "convert-members");
    refused(
        r#"{"payload":"YQ","signatures":[{"protected":"e30","signature":"YQ","note":1}]}"#,
        Compact,
        "convert-members",
    );
    let jwe = r#""protected":"e30","iv":"YQ","ciphertext":"YQ","tag":"YQ""#;
    refused(&format!(r#"{{{jwe},"aad":"YQ"}}"#), Compact, "convert-aad");
    refused(&format!(r#"{{{jwe},"aad":""}}"#), Compact, "convert-aad");
    refused(&format!(r#"{{{jwe},"recipients":[{{}},{{}}]}}"#), Compact, "convert-several");
    refused(r#"{"ciphertext":"YQ","header":{"alg":"dir"}}"#, Compact, "convert-unprotected");
    refused(r#"{"ciphertext":"YQ"}"#, Compact, "convert-no-protected");
    assert_eq!(to(&format!("{{{jwe}}}"), Compact).unwrap(), "e30..YQ.YQ.YQ");
}

#[test]
fn what_is_broken_is_not_carried_over() {
    for text in [
        r#"{"payload":"YQ==","protected":"e30","signature":"YQ"}"#,
        r#"{"payload":"Y.Q","protected":"e30","signature":"YQ"}"#,
        r#"{"payload":"YQ","protected":"e30","signature":"Y\nQ"}"#,
        r#"{"payload":5,"protected":"e30","signature":"YQ"}"#,
        r#"{"payload":"YQ","payload":"Yg","protected":"e30","signature":"YQ"}"#,
        r#"{"payload":"YQ","signatures":[{"protected":"e30","protected":"e30","signature":"YQ"}]}"#,
        r#"{"payload":"YQ","signatures":[]}"#,
        r#"{"payload":"YQ","signatures":{}}"#,
        r#"{"payload":"YQ","signatures":[5]}"#,
        r#"{"payload":"YQ","signatures":[{"signature":"YQ"}],"protected":"e30"}"#,
        r#"{"payload":"YQ","protected":"e30","signature":"YQ""#,
    ] {
        refused(text, Compact, "convert-malformed");
    }
    // Twice, or mixed: which one would it be?
    refused(r#"{"payload":"YQ","payload":"Yg","protected":"e30","signature":"YQ"}"#, General, "convert-malformed");
    refused(r#"{"payload":"YQ","signatures":[{"signature":"YQ"}],"protected":"e30"}"#, Flattened, "convert-malformed");
    refused(r#"{"payload":"YQ","signatures":[{"signature":"YQ","payload":"Yg"}]}"#, Flattened, "convert-malformed");
    refused("e30.YQ==.YQ", Flattened, "convert-malformed");
    refused("e30.YQ.YQ.YQ.YQ~", Flattened, "convert-malformed");
    for text in ["", "a", "a.b", "{}", "[]"] {
        refused(text, Compact, "convert-unreadable");
    }
}

/// RFC 7797 §5.2, and §4 for the JSON serialization.
#[test]
fn an_unencoded_payload_keeps_its_characters() {
    let key = keys(json!({"kty": "oct", "k": encode(&[7; 32])}).to_string().as_bytes()).remove(0);
    let ring = KeyRing::new([Arc::new(key.clone())]);
    let protected = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let flattened = |payload: &str| {
        let signature = signature(&key, &format!("{protected}.{payload}"));
        json!({"payload": payload, "protected": protected, "signature": signature}).to_string()
    };
    for payload in ["$02", "a ~b~ \"quoted\" \\ {}"] {
        let text = flattened(payload);
        assert!(is_verified(&look(&text, &ring, None)));
        let compact = to(&text, Compact).unwrap();
        assert!(is_verified(&look(&compact, &ring, None)), "{compact}");
        assert_eq!(serde_json::from_str::<Value>(&to(&compact, Flattened).unwrap()).unwrap()["payload"], payload);
        assert!(is_verified(&look(&to(&compact, General).unwrap(), &ring, None)));
    }
    for payload in ["$.02", "é", "a\nb", "\u{7f}"] {
        refused(&flattened(payload), Compact, "convert-unencoded");
        assert!(is_verified(&look(&to(&flattened(payload), General).unwrap(), &ring, None)));
    }
}

fn signature(key: &Jwk, input: &str) -> String {
    encode(&sign(find("HS256").unwrap(), &key.material, input.as_bytes()).unwrap())
}

/// RFC 9901 §8: disclosures and key binding move into the unprotected header, and `sd_hash` holds on.
#[test]
fn disclosures_move_along() {
    let file: Value = serde_json::from_str(include_str!("../data/rfc/rfc9901.json")).unwrap();
    let examples = file["examples"].as_array().unwrap();
    let compact = examples[1]["token"].as_str().unwrap();
    let flattened: Value = serde_json::from_str(&to(compact, Flattened).unwrap()).unwrap();
    assert_eq!(flattened["header"]["disclosures"].as_array().unwrap().len(), 4);
    assert!(flattened["header"]["kb_jwt"].is_string());
    // And the RFC's own flattened example becomes compact; its key binding still fits.
    let text = examples[3]["token"].as_str().unwrap();
    let compact = to(text, Compact).unwrap();
    assert!(stands(&examples[3], &compact));
    assert_eq!(compact.matches('~').count(), 3);
    // A kid beside the disclosures has no place there.
    let mut general: Value = serde_json::from_str(text).unwrap();
    general["header"]["kid"] = "k".into();
    refused(&general.to_string(), Compact, "convert-unprotected");
    refused(&format!("{compact}~"), Flattened, "convert-malformed");
    refused(&compact[..compact.len() - 1].replace("~e", "~~e"), Flattened, "convert-malformed");
    for smuggled in ["WyJzIiwxXQ~WyJ0IiwxXQ", "*", ""] {
        let mut changed: Value = serde_json::from_str(text).unwrap();
        changed["header"]["disclosures"] = json!([smuggled]);
        refused(&changed.to_string(), Compact, "convert-malformed");
    }
}

/// Found by fuzzing: what lacks the member that tells a JWS from a JWE, or has an empty header, would not be read as the
/// same object again.
#[test]
fn what_would_not_be_read_again_is_not_converted() {
    let refused = |text: &str, to: Serialization| {
        let parsed = parse(text, &Limits::DEFAULT);
        convert(text, &parsed.object, to).expect_err(text).code()
    };
    for text in [
        "..",
        "....",
        ".e30.AAAA",
        r#"{"payload":"e30","signatures":[{"protected":"e30"}]}"#,
        r#"{"recipients":[{}],"tag":"AAAA"}"#,
        r#"{"ciphertext":"AAAA","recipients":[{"signature":"AAAA"}]}"#,
        r#"{"ciphertext":"AAAA","recipients":[{"tag":"AAAA"}]}"#,
        r#"{"payload":"e30","signatures":[{"protected":"e30","signature":"AAAA","ciphertext":"AAAA"}]}"#,
    ] {
        for to in [Flattened, General] {
            if !text.starts_with('{') || to == Flattened {
                assert_eq!(refused(text, to), "convert-malformed", "{text}");
            }
        }
    }
}
