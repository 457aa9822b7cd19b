//! The examples printed in the RFCs. Every one is carried here, so that these tests need nothing from outside.

use crate::support::{explain, is_decrypted, is_verified, look, ring};
use jotsmith::engine::jose::status::SignatureStatus;
use serde_json::Value;

fn examples(json: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(json).unwrap();
    file["examples"].as_array().unwrap().clone()
}

fn check_all(json: &str) {
    for example in examples(json) {
        check(&example);
    }
}

fn check(example: &Value) {
    let name = example["name"].as_str().unwrap();
    let token = example["token"].as_str().unwrap();
    let payload = example["payload"].as_str();
    let detached = (example["detached"] == true).then(|| payload.unwrap().as_bytes());
    let examination = look(token, &ring(&example["key"]), detached);
    let layer = &examination.layers[0];
    let expected_none = layer.signatures.iter().all(|result| result.algorithm.as_deref() == Some("none"));
    let good = match layer.kind_word() {
        "jws" if expected_none => layer.signatures[0].status == SignatureStatus::Unsecured,
        "jws" => is_verified(&examination),
        _ => is_decrypted(&examination),
    };
    assert_eq!(good, example["expect"] == "valid", "{name}: {}", explain(&examination));
    if let (true, Some(payload)) = (good, payload) {
        let content = layer.content.as_ref().unwrap_or_else(|| panic!("{name}: no content"));
        // The RFC's line breaks are CR LF in some of the sources of these values and are compared as they decode.
        let normal = |text: &str| text.replace("\r\n", "\n");
        assert_eq!(normal(&String::from_utf8_lossy(&content.bytes)), normal(payload), "{name}");
    }
}

/// Every single-bit flip in any part leaves nothing verified and nothing decrypted.
fn check_flips(example: &Value, step: usize) {
    let name = example["name"].as_str().unwrap();
    let token = example["token"].as_str().unwrap();
    if token.starts_with('{') || example["expect"] != "valid" || name.contains("none") {
        return;
    }
    let payload = example["payload"].as_str();
    let detached = (example["detached"] == true).then(|| payload.unwrap().as_bytes());
    let ring = ring(&example["key"]);
    for bit in (0..token.len() * 8).step_by(step) {
        let mut bytes = token.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let Ok(flipped) = String::from_utf8(bytes) else { continue };
        let examination = look(&flipped, &ring, detached);
        assert!(
            !is_verified(&examination) && !is_decrypted(&examination),
            "{name}: bit {bit} flipped and still accepted: {flipped}"
        );
    }
}

macro_rules! suites {
    ($($(#[$condition:meta])? $name:ident, $flips:ident, $file:literal, $step:expr;)*) => {
        $(
            $(#[$condition])?
            #[test]
            fn $name() {
                check_all(include_str!(concat!("../data/rfc/", $file)));
            }

            #[test]
            fn $flips() {
                for example in examples(include_str!(concat!("../data/rfc/", $file))) {
                    check_flips(&example, $step);
                }
            }
        )*
    };
}

suites! {
    rfc7515_appendix_a, rfc7515_flipped, "rfc7515.json", 1;
    rfc7516_appendix_a, rfc7516_flipped, "rfc7516.json", 5;
    rfc7519_appendix_a, rfc7519_flipped, "rfc7519.json", 11;
    rfc7797_section_4, rfc7797_flipped, "rfc7797.json", 1;
    rfc8037_appendix_a, rfc8037_flipped, "rfc8037.json", 1;
    #[cfg(feature = "ml-dsa")]
    rfc9964_appendix_a, rfc9964_flipped, "rfc9964.json", 97;
}

/// RFC 7519 A.2: signed, then encrypted; both layers are looked into, each with its own key.
#[test]
fn rfc7519_a2_is_peeled_to_its_claims() {
    let file = examples(include_str!("../data/rfc/rfc7519.json"));
    let nested = file.iter().find(|example| example["name"].as_str().unwrap().contains("nested")).unwrap();
    let examination = look(nested["token"].as_str().unwrap(), &ring(&nested["key"]), None);
    assert_eq!(examination.layers.len(), 2);
    assert_eq!(examination.layers[1].kind_word(), "jws");
    let claims = examination.claims().unwrap();
    let iss = claims.document.as_ref().unwrap().root().unwrap().get("iss").unwrap();
    assert_eq!(iss.as_str().unwrap(), "joe");
}

/// RFC 7515 Appendix E: an extension that is critical and not understood makes the whole JWS invalid.
#[test]
fn rfc7515_appendix_e_is_malformed() {
    let file = examples(include_str!("../data/rfc/rfc7515.json"));
    let negative = file.iter().find(|example| example["name"].as_str().unwrap().contains("crit")).unwrap();
    let examination = look(negative["token"].as_str().unwrap(), &ring(&negative["key"]), None);
    let result = &examination.layers[0].signatures[0];
    assert_eq!(result.status, SignatureStatus::Malformed);
    assert!(result.reasons.iter().any(|reason| reason.code() == "CRIT_UNKNOWN"), "{:?}", result.reasons);
}
