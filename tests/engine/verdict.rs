//! Whole verdicts on claims that are dressed up, on what only looks nested, on unprotected parameters and on key bindings:
//! *valid* means that no common reader would see something else.

use crate::golden::Said;
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
use std::io::Write;
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
        (format!("/* made by x */ // and y\n{claims}").into_bytes(), "JSON_WRAPPED"),
        (format!(")]}}',\n{claims}").into_bytes(), "JSON_WRAPPED"),
        (format!("for(;;);{claims}").into_bytes(), "JSON_WRAPPED"),
        (format!("[{claims}]").into_bytes(), "JSON_WRAPPED"),
        (format!("[[{claims}]]").into_bytes(), "JSON_WRAPPED"),
        (encode(claims.as_bytes()).into_bytes(), "JSON_WRAPPED"),
        (data_encoding::BASE64_MIME.encode(claims.as_bytes()).into_bytes(), "JSON_WRAPPED"),
        (serde_json::to_string(&encode(claims.as_bytes())).unwrap().into_bytes(), "JSON_WRAPPED"),
        (gzip(claims), "JSON_WRAPPED"),
        (encode(&gzip(claims)).into_bytes(), "JSON_WRAPPED"),
        (zlib(claims), "JSON_WRAPPED"),
        (format!("callback({claims});").into_bytes(), "JSON_WRAPPED"),
        (format!("throw 1; <don't be evil>\n{claims}").into_bytes(), "JSON_WRAPPED"),
        (format!("```json\n{claims}\n```").into_bytes(), "JSON_WRAPPED"),
        (claims.replace('{', "%7B").replace('}', "%7D").replace('"', "%22").into_bytes(), "JSON_WRAPPED"),
        (claims.replace('"', "&quot;").replacen('{', "&#123;", 1).into_bytes(), "JSON_WRAPPED"),
        (claims.bytes().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes(), "JSON_WRAPPED"),
        (yaml(claims), "JSON_WRAPPED"),
    ]
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = flate2::GzBuilder::new().filename("name").comment("made by x").write(Vec::new(), Default::default());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

fn zlib(text: &str) -> Vec<u8> {
    [&[0x78, 0x9C][..], &deflate(text.as_bytes()), &[0; 4]].concat()
}

fn yaml(claims: &str) -> Vec<u8> {
    let claims: serde_json::Map<String, serde_json::Value> = serde_json::from_str(claims).unwrap();
    claims.iter().map(|(name, value)| format!("{name}: {value}\n")).collect::<String>().into_bytes()
}

/// Issue 11, W1. A header that calls the payload something else changes nothing: readers do not ask it.
#[test]
fn nothing_expired_is_valid_however_it_is_dressed() {
    for header in [r#"{"alg":"HS256"}"#, r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"alg":"HS256","cty":"text/plain"}"#] {
        for (payload, rule) in dresses(EXPIRED) {
            let (examination, judgement) = judged(&signed(header, &payload), &Policy::default());
            assert_eq!(judgement.verdict, Verdict::Invalid, "{header} {rule} {:?}", String::from_utf8_lossy(&payload));
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
        assert!(says(&examination, rule), "{rule} {:?}", String::from_utf8_lossy(&payload));
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
    // Other readers take other writings for compressed, or all of them: what they see is judged, and is not allowed.
    for zip in ["\"DEF\"", "\"def\"", "\"DEFLATE\"", "\"GZIP\"", "\"zlib\"", "null", "1", "\"x\""] {
        let header = format!(r#"{{"alg":"HS256","zip":{zip}}}"#);
        for pack in [|text: &str| deflate(text.as_bytes()), zlib, gzip] {
            let (examination, judgement) = judged(&signed(&header, &pack(EXPIRED)), &Policy::default());
            assert_eq!(judgement.verdict, Verdict::Invalid, "{zip}");
            assert!(examination.readable_claims().is_some(), "{zip}");
            let is_specified = zip == "\"DEF\"" && pack(GOOD) == deflate(GOOD.as_bytes());
            let expected = if is_specified { Verdict::Valid } else { Verdict::Invalid };
            assert_eq!(verdict(&signed(&header, &pack(GOOD))), expected, "{zip}");
        }
    }
    // What no known form fits, and what is too large: nobody knows what is inside.
    let bomb = deflate(&[b"{\"a\":\"".as_slice(), &vec![b'a'; 2_000_000], b"\"}"].concat());
    for (zip, payload) in [("BR", b"\x0b\x02\x80\xff\xfe".to_vec()), ("DEF", bomb.clone()), ("def", bomb)] {
        let (examination, judgement) =
            judged(&signed(&format!(r#"{{"alg":"HS256","zip":"{zip}"}}"#), &payload), &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Invalid, "{zip}");
        assert!(says(&examination, "JSON_WRAPPED"), "{zip}");
    }
    assert_eq!(
        verdict(&signed(r#"{"alg":"HS256","zip":"DEF"}"#, GOOD.as_bytes())),
        Verdict::Valid,
        "not compressed at all"
    );
    // Without the parameter they are bytes.
    let (examination, _) = judged(&signed(r#"{"alg":"HS256"}"#, &deflate(EXPIRED.as_bytes())), &Policy::default());
    assert!(examination.readable_claims().is_none());
}

/// Two things at once: what is not JSON, in something else that is none.
#[test]
fn what_breaks_inside_of_a_dress_is_read_as_far_as_readers_go() {
    for claims in [
        r#"{"x":NaN,"exp":1000}"#,
        r#"{"x":-Infinity,"ex\u0070" :1000}"#,
        r#"{"iss":"a","exp":9999999999,"x":NaN,"exp":1000}"#,
        "{'exp': 1000, iss: 'a'}",
        "{exp: 1000, /* c */}",
    ] {
        for payload in [
            format!("[{claims}]"),
            format!("[[{claims}]]"),
            format!(")]}}'\n{claims}"),
            format!("// c\n{claims}"),
            format!("callback({claims})"),
            encode(claims.as_bytes()),
        ] {
            let judgement =
                judged(&signed(r#"{"alg":"HS256","cty":"text/plain"}"#, payload.as_bytes()), &Policy::default()).1;
            assert_eq!(judgement.verdict, Verdict::Invalid, "{payload}");
        }
    }
}

/// Any text may be signed (RFC 7515 §2), and an object in it may have any names.
#[test]
fn a_payload_that_only_resembles_dressed_claims_is_none() {
    let texts = [
        "hello {\"sub\":\"a\"} world",
        "[{\"id\":1},{\"id\":2}]",
        "[{\"id\":1}]",
        "// a comment\n{\"id\":1}",
        "eyJpZCI6MX0",
        "title: exp\nbody: text\n",
        "a%20b",
        "68656c6c6f",
    ];
    for text in texts {
        let (examination, judgement) = judged(&signed(r#"{"alg":"HS256"}"#, text.as_bytes()), &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Valid, "{text}");
        assert!(!says(&examination, "JSON_WRAPPED"), "{text}");
    }
}

/// RFC 7515 §4.1.9 and §4.1.10, RFC 2045 §5.1: parameters, blanks and case make a media type no other one.
#[test]
fn a_media_type_is_the_same_whatever_is_written_around_it() {
    let inner = signed(r#"{"alg":"HS256"}"#, EXPIRED.as_bytes());
    for media_type in ["JWT", "jwt; charset=utf-8", " JWT ", "application/JWT;v=1", "application / jwt", "JWT\\t"] {
        let header = |name: &str| format!(r#"{{"alg":"HS256","{name}":"{media_type}"}}"#);
        assert_eq!(verdict(&signed(&header("cty"), inner.as_bytes())), Verdict::Invalid, "{media_type}");
        let (examination, judgement) = judged(&signed(&header("cty"), b"hello"), &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Invalid, "{media_type}");
        assert!(says(&examination, "CTY_NOT_NESTED"), "{media_type}");
        assert_eq!(verdict(&signed(&header("typ"), b"hello")), Verdict::Invalid, "{media_type}");
        let policy = Policy { token_type: Some("jwt".to_owned()), ..Policy::default() };
        assert_eq!(judged(&signed(&header("typ"), GOOD.as_bytes()), &policy).1.verdict, Verdict::Valid, "{media_type}");
    }
    // One that is no string says something that nobody can know.
    for value in ["[\"JWT\"]", "{}", "1", "true"] {
        for name in ["typ", "cty"] {
            let token = signed(&format!(r#"{{"alg":"HS256","{name}":{value}}}"#), GOOD.as_bytes());
            assert_eq!(verdict(&token), Verdict::Invalid, "{name} {value}");
        }
    }
}

/// RFC 9901 §4: an SD-JWT ends with a tilde, and what says that it is one without it is none.
#[test]
fn an_sd_jwt_without_its_tilde_is_no_token() {
    for typ in ["dc+sd-jwt", "vc+sd-jwt", "application/dc+sd-jwt", "DC+SD-JWT; a=b", "example+sd-jwt"] {
        let header = format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#);
        let token = signed(&header, GOOD.as_bytes());
        let (examination, judgement) = judged(&token, &Policy::default());
        assert_eq!(judgement.verdict, Verdict::Invalid, "{typ}");
        assert!(says(&examination, "SDJWT_NO_TILDE"), "{typ}");
        assert_eq!(verdict(&format!("{token}~")), Verdict::Valid, "{typ}");
    }
}

/// Most libraries take a claim that is null for one that is missing.
#[test]
fn a_claim_that_is_null_is_not_there() {
    let policy = Policy { required_claims: vec!["sub".to_owned()], ..Policy::default() };
    let of = |claims: &str| judged(&signed(r#"{"alg":"HS256"}"#, claims.as_bytes()), &policy).1.verdict;
    assert_eq!([of(r#"{"sub":"a"}"#), of(r#"{"sub":""}"#), of(r#"{"sub":0}"#)], [Verdict::Valid; 3]);
    assert_eq!([of("{}"), of(r#"{"sub":null}"#), of(r#"{"sub":"a","sub":null}"#)], [Verdict::Invalid; 3]);
}

/// RFC 7519 §4: a claim that is there twice is not said to be what it is not.
#[test]
fn a_claim_that_appears_twice_is_told_as_what_it_is() {
    let mut said = Said::new("engine/verdict/a_claim_that_appears_twice_is_told_as_what_it_is");
    let text = || Some("a".to_owned());
    let policy = Policy { issuer: text(), audience: text(), nonce: text(), ..Policy::default() };
    for claims in [
        r#"{"iss":"b","iss":"a","aud":"b","aud":"a","nonce":"b","nonce":"a"}"#,
        r#"{"iss":"a","iss":"b","aud":["a"],"aud":["b"],"nonce":"a","nonce":"b"}"#,
        r#"{"iss":"b","iss":"c","iss":"d","aud":"b","aud":"c","nonce":"b","nonce":"c"}"#,
        r#"{"iss":"a","iss":"a","aud":"a","aud":"a","nonce":"a","nonce":"a"}"#,
    ] {
        let judgement = judged(&signed(r#"{"alg":"HS256"}"#, claims.as_bytes()), &policy).1;
        let unmet: Vec<_> = judgement.unmet().map(|finding| finding.message.clone()).collect();
        assert_eq!(unmet.len(), if claims.contains('b') { 3 } else { 0 }, "{claims}");
        said.line(format!("{claims}\n=> {}", unmet.join("\n   ")));
    }
    said.agree();
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
        String::new(),
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

/// Behind the place where a reader of JSON stops others read on: whatever stands there as `exp` and is no time to come.
#[test]
fn nothing_behind_a_fault_makes_a_token_that_has_expired_valid() {
    let header = r#"{"alg":"HS256","cty":"text/plain"}"#;
    let deep = |inside: &str| format!(r#"{{"x":{}{},{inside}}}"#, "[".repeat(300), "]".repeat(300));
    for payload in [
        r#"{"x":NaN,"exp":"1000"}"#.to_owned(),
        r#"{"x":NaN,"exp":true}"#.to_owned(),
        deep(r#""exp":1000"#),
        deep(r#""\u0065xp":1000"#),
        deep(r#""exp":"1000""#),
        "{exp:1000}".to_owned(),
        "{'exp':1000}".to_owned(),
        "{'\\u0065xp' : 1000 , }".to_owned(),
    ] {
        assert_eq!(verdict(&signed(header, payload.as_bytes())), Verdict::Invalid, "{payload}");
    }
    // Deeper down, under another name or to come: nothing has expired.
    for payload in [
        deep(r#""exp":1900000000"#),
        deep(r#""y":{"exp":1000}"#),
        r#"{"x":NaN,"y":{"exp":1000}}"#.to_owned(),
        "{myexp:1000}".to_owned(),
    ] {
        assert_eq!(verdict(&signed(header, payload.as_bytes())), Verdict::Valid, "{payload}");
    }
}

/// RFC 7515 §7.2 has other members ignored: readers that do not look at cty take the object for claims.
#[test]
fn an_exp_beside_the_members_of_a_nested_token_counts() {
    let input = format!("{}.{}", encode(br#"{"alg":"HS256"}"#), encode(GOOD.as_bytes()));
    let (protected, payload) = input.split_once('.').unwrap();
    let signature = signature(&input);
    let of = |more: &str| {
        let inner = format!(r#"{{{more}"payload":"{payload}","protected":"{protected}","signature":"{signature}"}}"#);
        verdict(&signed(r#"{"alg":"HS256","cty":"JOSE+JSON"}"#, inner.as_bytes()))
    };
    assert_eq!(of(""), Verdict::Valid);
    assert_eq!(of(r#""exp":1900000000,"#), Verdict::Valid);
    assert_eq!(of(r#""exp":1000,"#), Verdict::Invalid);
    assert_eq!(of(r#""nbf":1900000000,"#), Verdict::Invalid);
}

/// RFC 7797 §8: readers that do not know b64 decode the payload.
#[test]
fn a_payload_that_is_not_encoded_and_reads_like_one_that_is() {
    let header = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let of = |payload: &str| {
        let input = format!("{header}.{payload}");
        judged(&format!("{input}.{}", signature(&input)), &Policy::default())
    };
    assert_eq!(of(&encode(EXPIRED.as_bytes())).1.verdict, Verdict::Invalid);
    let (examination, judgement) = of(&encode(GOOD.as_bytes()));
    assert_eq!(judgement.verdict, Verdict::Valid);
    assert!(says(&examination, "JSON_WRAPPED"));
    let (examination, judgement) = of("plain");
    assert_eq!(judgement.verdict, Verdict::Valid);
    assert!(!says(&examination, "JSON_WRAPPED"));
}

/// `header..signature` that verifies as it stands has an empty payload, and that is from nobody and for nobody.
#[test]
fn an_empty_payload_meets_no_expectation() {
    let input = format!("{}.", encode(br#"{"alg":"HS256"}"#));
    let token = format!("{input}.{}", signature(&input));
    assert_eq!(verdict(&token), Verdict::Valid);
    let text = || Some("a".to_owned());
    for policy in [
        Policy { issuer: text(), ..Policy::default() },
        Policy { audience: text(), ..Policy::default() },
        Policy { nonce: text(), ..Policy::default() },
        Policy { token_type: text(), ..Policy::default() },
        Policy { required_claims: vec!["exp".to_owned()], ..Policy::default() },
        Policy { max_age: Some(60), ..Policy::default() },
        Policy { method: text(), ..Policy::default() },
        Policy { uri: text(), ..Policy::default() },
    ] {
        assert_eq!(judged(&token, &policy).1.verdict, Verdict::Invalid, "{policy:?}");
    }
}

/// With an iat to come a token would never become too old.
#[test]
fn a_greatest_age_is_not_met_by_an_iat_to_come() {
    let policy = Policy { max_age: Some(60), leeway: Some(10), ..Policy::default() };
    let of =
        |iat: i64| judged(&signed(r#"{"alg":"HS256"}"#, format!(r#"{{"iat":{iat}}}"#).as_bytes()), &policy).1.verdict;
    assert_eq!([of(NOW), of(NOW + 10), of(NOW - 70)], [Verdict::Valid; 3]);
    assert_eq!([of(NOW + 11), of(NOW - 71)], [Verdict::Invalid; 2]);
}

/// RFC 8725 §3.8: whoever pinned a key to an issuer expects that issuer.
#[test]
fn a_key_that_is_pinned_to_another_issuer_makes_nothing_valid() {
    let of = |claims: &str| {
        let mut ring = ring();
        let id = ring.keys()[0].id;
        ring.pin(id, "a");
        let examination = examine(&signed(r#"{"alg":"HS256"}"#, claims.as_bytes()), &ring, &ExamineOptions::default());
        judge(&examination, &Policy::default(), NOW).verdict
    };
    assert_eq!(of(r#"{"iss":"a"}"#), Verdict::Valid);
    assert_eq!([of(r#"{"iss":"b"}"#), of("{}")], [Verdict::Invalid; 2]);
}

/// CVE-2015-9235: a secret that is no secret.
#[test]
fn the_text_of_a_public_key_as_a_secret_is_a_weakness() {
    use jotsmith::engine::key::KeyIds;
    use jotsmith::engine::key_file::import::secret;
    use jotsmith::engine::key_file::secret::SecretEncoding;
    let group = openssl::ec::EcGroup::from_curve_name(openssl::nid::Nid::X9_62_PRIME256V1).unwrap();
    let pair = openssl::pkey::PKey::from_ec_key(openssl::ec::EcKey::generate(&group).unwrap()).unwrap();
    let weak = |bytes: &[u8]| {
        let key = secret(bytes, SecretEncoding::Utf8, "test", &mut KeyIds::default()).unwrap();
        key.findings.iter().any(|finding| finding.rule.id == "KEY_HS_PUBLIC_KEY")
    };
    let jwk = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    assert!(weak(&pair.public_key_to_pem().unwrap()));
    assert!(weak(&pair.public_key_to_der().unwrap()));
    assert!(weak(jwk.as_bytes()));
    assert!(!weak(&pair.private_key_to_pem_pkcs8().unwrap()));
    assert!(!weak(br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i"}"#));
    assert!(!weak(b"0123456789abcdef0123456789abcdef"));
}

/// RFC 4055 §1.2: the parameters of an id-RSASSA-PSS key bind whoever uses it.
#[test]
fn the_parameters_of_a_pss_key_are_kept() {
    // An AlgorithmIdentifier of id-RSASSA-PSS around the SubjectPublicKey of an RSA key.
    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let mut out = vec![tag];
        match length {
            0..128 => out.push(length as u8),
            128..256 => out.extend([0x81, length as u8]),
            _ => out.extend([0x82, (length >> 8) as u8, length as u8]),
        }
        out.extend_from_slice(content);
        out
    }
    let sha = |last: u8| element(0x30, &element(6, &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last]));
    let mgf1 = |inner: &[u8]| {
        element(0x30, &[element(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8]), inner.to_vec()].concat())
    };
    let parameters = |hash: u8, mask: Option<u8>, salt: Option<u8>| {
        let mut fields = element(0xa0, &sha(hash));
        mask.into_iter().for_each(|mask| fields.extend(element(0xa1, &mgf1(&sha(mask)))));
        salt.into_iter().for_each(|salt| fields.extend(element(0xa2, &element(2, &[salt]))));
        element(0x30, &fields)
    };
    let rsa = openssl::rsa::Rsa::generate(2048).unwrap();
    let public = [vec![0], rsa.public_key_to_der_pkcs1().unwrap()].concat();
    let key = |parameters: &[u8]| {
        let oid = element(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0a]);
        let algorithm = element(0x30, &[oid, parameters.to_vec()].concat());
        keys(&element(0x30, &[algorithm, element(3, &public)].concat())).pop()
    };
    let (sha256, sha384) = (1, 2);
    let free = key(&[]).unwrap();
    assert!(free.is_pss_only && free.algorithm.is_none());
    for (hash, salt, algorithm) in [(sha256, 32, "PS256"), (sha384, 48, "PS384"), (sha256, 0, "PS256")] {
        let key = key(&parameters(hash, Some(hash), Some(salt))).unwrap();
        assert_eq!((key.is_pss_only, key.algorithm.as_deref()), (true, Some(algorithm)));
    }
    assert!(key(&parameters(sha256, Some(sha256), None)).is_some(), "the default is a salt of 20 bytes or more");
    assert!(key(&parameters(sha256, Some(sha256), Some(33))).is_none(), "no JOSE algorithm has so long a salt");
    assert!(key(&parameters(sha256, Some(sha384), Some(32))).is_none(), "JOSE has one hash for both");
    assert!(key(&parameters(sha256, None, Some(32))).is_none(), "the default is SHA-1");
}

/// RFC 7515 §4.1.7, §4.1.8: the header names another certificate than the key says it is of.
#[test]
fn a_thumbprint_in_the_header_is_compared_with_that_of_the_key() {
    let jwk = SECRET.replace(r#""kty""#, r#""x5t":"AAAA","x5t#S256":"BBBB","kty""#);
    let ring = KeyRing::new(keys(jwk.as_bytes()).into_iter().map(Arc::new));
    let of = |header: &str| {
        let examination = examine(&signed(header, GOOD.as_bytes()), &ring, &ExamineOptions::default());
        assert_eq!(judge(&examination, &Policy::default(), NOW).verdict, Verdict::Valid);
        says(&examination, "HDR_X5T_MISMATCH")
    };
    assert!(!of(r#"{"alg":"HS256","x5t":"AAAA","x5t#S256":"BBBB"}"#));
    assert!(of(r#"{"alg":"HS256","x5t":"CCCC"}"#));
    assert!(of(r#"{"alg":"HS256","x5t":"AAAA","x5t#S256":"CCCC"}"#));
    assert!(!of(r#"{"alg":"HS256"}"#));
}
