//! Whole verdicts on claims that are dressed up, on what only looks nested, on unprotected parameters and on key bindings:
//! *valid* means that no common reader would see something else.

use crate::support::keys;
use jotsmith::engine::crypto::compression::deflate;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{ClaimState, Judgement, Policy, Verdict};
use jotsmith::engine::key::KeyRing;
use std::sync::Arc;

const NOW: i64 = 1_700_000_000;
const SECRET: &str =
    r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
const EXPIRED: &str = r#"{"iss":"a","exp":1000}"#;
const GOOD: &str = r#"{"iss":"a","exp":1900000000}"#;

fn ring() -> KeyRing {
    KeyRing::new(keys(SECRET.as_bytes()).into_iter().map(Arc::new))
}

fn signature(input: &str) -> String {
    let key = keys(SECRET.as_bytes()).remove(0);
    encode(&sign(find("HS256").unwrap(), &key.material, input.as_bytes()).unwrap())
}

/// A token with a right signature over exactly these bytes.
fn signed(header: &str, payload: &[u8]) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload));
    format!("{input}.{}", signature(&input))
}

fn judged(token: &str, policy: &Policy) -> (Examination, Judgement) {
    let examination = examine(token, &ring(), &ExamineOptions::default());
    let judgement = judge(&examination, policy, NOW);
    (examination, judgement)
}

fn verdict(token: &str) -> Verdict {
    judged(token, &Policy::default()).1.verdict
}

fn says(examination: &Examination, rule: &str) -> bool {
    examination.findings.iter().any(|finding| finding.rule.id == rule)
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn utf32(text: &str) -> Vec<u8> {
    text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect()
}

/// Each way to dress up claims that some reader sees through, with the rule that says so.
fn dresses(claims: &str) -> Vec<(Vec<u8>, &'static str)> {
    let quoted = serde_json::to_string(claims).unwrap();
    let twice = serde_json::to_string(&quoted).unwrap();
    vec![
        ([b"\xEF\xBB\xBF", claims.as_bytes()].concat(), "JSON_BOM"),
        (utf16(claims, true), "JSON_NOT_UTF8"),
        (utf16(claims, false), "JSON_NOT_UTF8"),
        (utf32(claims), "JSON_NOT_UTF8"),
        (format!("{claims}\0").into_bytes(), "JSON_WRAPPED"),
        (format!("\0\0{claims}").into_bytes(), "JSON_WRAPPED"),
        (format!("\u{A0}{claims}\u{200B}").into_bytes(), "JSON_WRAPPED"),
        (format!("\u{C}{claims}").into_bytes(), "JSON_WRAPPED"),
        (quoted.into_bytes(), "JSON_WRAPPED"),
        (twice.into_bytes(), "JSON_WRAPPED"),
    ]
}

/// Issue 11, W1. A header that calls the payload something else changes nothing: readers do not ask it.
#[test]
fn nothing_expired_is_valid_however_it_is_dressed() {
    for header in [r#"{"alg":"HS256"}"#, r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"alg":"HS256","cty":"text/plain"}"#] {
        for (payload, rule) in dresses(EXPIRED) {
            let (examination, judgement) = judged(&signed(header, &payload), &Policy::default());
            assert_eq!(judgement.verdict, Verdict::Invalid, "{header} {rule} {payload:?}");
            let is_expired = judgement.checks.iter().any(|check| matches!(check.state, ClaimState::Expired(_)));
            assert!(is_expired, "{header} {rule} {payload:?}");
            assert!(says(&examination, rule), "{header} {rule}: {:#?}", examination.findings);
        }
    }
}

/// RFC 7519 §7.2 step 10: a claims set is a JSON object in UTF-8, and nothing else is one.
#[test]
fn dressed_claims_are_no_claims_set_even_where_they_hold() {
    for (payload, rule) in dresses(GOOD) {
        let (examination, judgement) = judged(&signed(r#"{"alg":"HS256","typ":"JWT"}"#, &payload), &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Invalid, "{rule}");
        assert!(says(&examination, rule), "{rule}");
    }
    assert_eq!(verdict(&signed(r#"{"alg":"HS256"}"#, format!(" \r\n\t{GOOD}\n").as_bytes())), Verdict::Valid);
}

/// The audience and the issuer of dressed claims are compared as well.
#[test]
fn dressed_claims_meet_the_policy_like_plain_ones() {
    let policy = Policy { issuer: Some("b".to_owned()), ..Policy::default() };
    for (payload, rule) in dresses(GOOD) {
        let judgement = judged(&signed(r#"{"alg":"HS256"}"#, &payload), &policy).1;
        assert!(judgement.findings.iter().any(|finding| finding.rule.id == "ISS_MISMATCH"), "{rule}");
    }
}

/// A SMART Health Card: its own specification asks for DEFLATE, so that a good one is good and an expired one is not.
#[test]
fn a_smart_health_card_is_judged_by_what_it_inflates_to() {
    let header = r#"{"alg":"HS256","zip":"DEF"}"#;
    assert_eq!(verdict(&signed(header, &deflate(GOOD.as_bytes()))), Verdict::Valid);
    assert_eq!(verdict(&signed(header, &deflate(EXPIRED.as_bytes()))), Verdict::Invalid);
    // Without the parameter they are bytes.
    let (examination, _) = judged(&signed(r#"{"alg":"HS256"}"#, &deflate(EXPIRED.as_bytes())), &Policy::default());
    assert!(examination.readable_claims().is_none());
}

/// What lenient readers see behind a fault: Python reads past NaN.
#[test]
fn a_time_behind_broken_json_counts_and_a_cut_number_does_not() {
    let header = r#"{"alg":"HS256","cty":"text/plain"}"#;
    assert_eq!(verdict(&signed(header, br#"{"x":NaN,"exp":1000}"#)), Verdict::Invalid);
    assert_eq!(verdict(&signed(header, br#"{"x":NaN,"nbf":1900000000}"#)), Verdict::Invalid);
    assert_eq!(verdict(&signed(header, br#"{"x":NaN,"exp":1900000000}"#)), Verdict::Valid);
    // The name may be escaped, and bytes that are no UTF-8 may stand before it.
    assert_eq!(verdict(&signed(header, br#"{"x":-Infinity,"\u0065xp":1000}"#)), Verdict::Invalid);
    assert_eq!(verdict(&signed(header, b"{\"x\":\"\xFF\",\"ex\\u0070\":1000}")), Verdict::Invalid);
    assert_eq!(verdict(&signed(header, br#"{"x":Infinity,"\u0065xp":1900000000}"#)), Verdict::Valid);
    let (_, judgement) = judged(&signed(r#"{"alg":"HS256"}"#, br#"{"iss":"a","exp":19000"#), &Policy::default());
    assert_eq!(judgement.verdict, Verdict::Invalid, "broken off");
    assert!(judgement.checks.is_empty(), "19000 is not what was written: {:?}", judgement.checks);
}

/// Issue 11, W2 (RFC 7519 §5.2): nested is what the protected cty says.
#[test]
fn claims_with_the_names_of_a_jws_are_claims() {
    let members = r#""payload":"e30","protected":"e30","signature":"AA","signatures":[],"ciphertext":"AA","tag":"AA""#;
    let of = |claims: &str| format!("{{{members},{}", &claims[1..]);
    let (examination, judgement) = judged(&signed(r#"{"alg":"HS256"}"#, of(GOOD).as_bytes()), &Policy::default());
    assert_eq!((judgement.verdict, examination.layers.len()), (Verdict::Valid, 1));
    assert!(says(&examination, "NESTED_LOOKALIKE"));
    assert_eq!(verdict(&signed(r#"{"alg":"HS256"}"#, of(EXPIRED).as_bytes())), Verdict::Invalid);
    // It says so, and so it is one: a JWS in JSON.
    let input = format!("{}.{}", encode(br#"{"alg":"HS256"}"#), encode(GOOD.as_bytes()));
    let (protected, payload) = input.split_once('.').unwrap();
    let inner = format!(r#"{{"payload":"{payload}","protected":"{protected}","signature":"{}"}}"#, signature(&input));
    let outer = signed(r#"{"alg":"HS256","cty":"JOSE+JSON"}"#, inner.as_bytes());
    let (examination, judgement) = judged(&outer, &Policy::default());
    assert_eq!((judgement.verdict, examination.layers.len()), (Verdict::Valid, 2));
    assert!(!says(&examination, "CTY_NESTED_MISSING"));
}

/// Issue 11, W3 (RFC 7519 §7.2 step 8): cty says JWT, and the message is none.
#[test]
fn cty_jwt_over_anything_that_is_no_token_is_invalid() {
    let inner = signed(r#"{"alg":"HS256"}"#, GOOD.as_bytes());
    let header = r#"{"alg":"HS256","cty":"JWT"}"#;
    assert_eq!(verdict(&signed(header, inner.as_bytes())), Verdict::Valid);
    let others = [
        format!("\"{inner}\""),
        format!("Bearer {inner}"),
        inner.replace('.', "%2E"),
        inner.replacen('.', ".\n", 1),
        "hello".to_owned(),
        GOOD.to_owned(),
    ];
    for payload in others {
        let (examination, judgement) = judged(&signed(header, payload.as_bytes()), &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Invalid, "{payload}");
        assert!(says(&examination, "CTY_NOT_NESTED"), "{payload}");
    }
}

/// Issue 11, W6 and W7 (RFC 8725 §3.11): anybody can add what is not protected.
#[test]
fn unprotected_parameters_speak_for_no_policy() {
    let input = |header: &str, payload: &str| format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let json = |header: &str, payload: &str, unprotected: &str| {
        let input = input(header, payload);
        let (protected, body) = input.split_once('.').unwrap();
        let signature = signature(&input);
        format!(r#"{{"payload":"{body}","protected":"{protected}","header":{unprotected},"signature":"{signature}"}}"#)
    };
    let policy = Policy { token_type: Some("at+jwt".to_owned()), ..Policy::default() };
    let unprotected = json(r#"{"alg":"HS256"}"#, GOOD, r#"{"typ":"at+jwt"}"#);
    assert_eq!(judged(&unprotected, &policy).1.verdict, Verdict::Invalid);
    let protected = json(r#"{"alg":"HS256","typ":"at+jwt"}"#, GOOD, r#"{"x":1}"#);
    assert_eq!(judged(&protected, &policy).1.verdict, Verdict::Valid);
    for unprotected in [r#"{"cty":"text/plain"}"#, r#"{"typ":"text/plain"}"#, r#"{"cty":"JWT"}"#] {
        let broken = json(r#"{"alg":"HS256"}"#, r#"{"iss":"a""#, unprotected);
        assert_eq!(judged(&broken, &Policy::default()).1.verdict, Verdict::Invalid, "{unprotected}");
        let good = json(r#"{"alg":"HS256"}"#, GOOD, unprotected);
        assert_eq!(judged(&good, &Policy::default()).1.verdict, Verdict::Valid, "{unprotected}");
    }
}

/// Issue 11, W8 (RFC 7515 §7.2.1, RFC 7516 §7.2.1): malformed is never "not checked".
#[test]
fn an_object_without_entries_is_malformed() {
    for text in [
        r#"{"payload":"e30","signatures":[]}"#,
        r#"{"payload":"e30","signatures":null}"#,
        r#"{"ciphertext":"AA","iv":"AA","tag":"AA","protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[]}"#,
        r#"{"ciphertext":"AA","iv":"AA","tag":"AA","protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":null}"#,
    ] {
        assert_eq!(verdict(text), Verdict::Invalid, "{text}");
    }
}
