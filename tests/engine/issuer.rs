//! Keys that are pinned to an issuer (RFC 8725 §3.8): matched by it, and a finding where the token is from another.

use crate::support::{keys, look};
use jotsmith::engine::jose::status::MatchedBy;
use jotsmith::engine::key::KeyRing;
use std::sync::Arc;

/// HS256 with the secret "a secret of thirty-two bytes, it" and no kid, from https://a.example.
fn token(claims: &str) -> String {
    signed(r#"{"alg":"HS256"}"#, claims)
}

fn signed(header: &str, payload: &str) -> String {
    use jotsmith::engine::ground::base64url::encode;
    let signed = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let mac = openssl::pkey::PKey::hmac(SECRET).and_then(|key| {
        openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &key)?.sign_oneshot_to_vec(signed.as_bytes())
    });
    format!("{signed}.{}", encode(&mac.unwrap()))
}

const SECRET: &[u8] = b"a secret of thirty-two bytes, it";

fn ring(pins: [Option<&str>; 2]) -> KeyRing {
    let of = |bytes: &[u8]| {
        let k = jotsmith::engine::ground::base64url::encode(bytes);
        format!(r#"{{"kty":"oct","k":"{k}"}}"#)
    };
    let set = format!(r#"{{"keys":[{},{}]}}"#, of(b"another secret of thirty-two byt"), of(SECRET));
    let keys: Vec<_> = keys(set.as_bytes()).into_iter().map(Arc::new).collect();
    let mut ring = KeyRing::new(keys.iter().cloned());
    for (key, pin) in keys.iter().zip(pins) {
        if let Some(pin) = pin {
            ring.pin(key.id, pin);
        }
    }
    ring
}

fn rules(token: &str, ring: &KeyRing) -> (Option<MatchedBy>, Vec<&'static str>) {
    let examination = look(token, ring, None);
    let rules = examination.findings.iter().map(|finding| finding.rule.id).filter(|id| *id == "KEY_OTHER_ISSUER");
    (examination.layers[0].signatures[0].matched_by, rules.collect())
}

#[test]
fn a_key_that_is_pinned_to_the_issuer_is_tried_first() {
    let token = token(r#"{"iss":"https://a.example"}"#);
    let ring = ring([None, Some("https://a.example")]);
    assert_eq!(rules(&token, &ring), (Some(MatchedBy::Issuer), vec![]));
    let examination = look(&token, &ring, None);
    assert_eq!(examination.layers[0].signatures[0].attempts[0].matched_by, MatchedBy::Issuer);
}

#[test]
fn a_token_of_another_issuer_or_of_none_is_a_finding() {
    let ring = ring([None, Some("https://a.example")]);
    for claims in [r#"{"iss":"https://b.example"}"#, r#"{"sub":"x"}"#, r#"{"iss":7}"#] {
        assert_eq!(rules(&token(claims), &ring), (Some(MatchedBy::Trial), vec!["KEY_OTHER_ISSUER"]), "{claims}");
    }
}

/// What is around a nested token has no claims of its own.
#[test]
fn a_nested_token_has_the_issuer_of_its_claims() {
    let ring = ring([None, Some("https://a.example")]);
    for (claims, expected) in [
        (r#"{"iss":"https://a.example"}"#, true),
        (r#"{"iss":"https://b.example"}"#, false),
        (r#"{"iss":["https://a.example"]}"#, false),
        ("{}", false),
    ] {
        let nested = signed(r#"{"alg":"HS256","cty":"JWT"}"#, &token(claims));
        assert_eq!(rules(&nested, &ring).1.is_empty(), expected, "{claims}");
    }
}

#[test]
fn a_pin_on_a_key_that_did_not_make_the_signature_says_nothing() {
    let ring = ring([Some("https://a.example"), None]);
    assert_eq!(rules(&token(r#"{"iss":"https://b.example"}"#), &ring), (Some(MatchedBy::Trial), vec![]));
}
