use super::{Change, SignatureDifference, Stale, Unread, compare};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::layer::Examination;
use crate::engine::key::KeyRing;

fn token(header: &str, claims: &str, signature: &str) -> Examination {
    let text = format!("{}.{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()), encode(signature.as_bytes()));
    examine(&text, &KeyRing::default(), &ExamineOptions::default())
}

fn claims(first: &str, second: &str) -> Vec<(String, Change)> {
    let header = r#"{"alg":"HS256"}"#;
    let comparison = compare(&token(header, first, "x"), &token(header, second, "y"));
    comparison.claims.into_iter().map(|difference| (difference.pointer, difference.change)).collect()
}

#[test]
fn order_and_spelling_are_no_difference() {
    assert_eq!(claims(r#"{"a":1,"b":"é"}"#, r#"{ "b": "\u00e9", "a": 1.0 }"#), []);
    assert_eq!(claims(r#"{"roles":["a","b"]}"#, r#"{"roles":["b","a"]}"#), []);
    assert_eq!(claims(r#"{"scope":"read write"}"#, r#"{"scope":"write read"}"#), []);
    assert_eq!(claims(r#"{"aud":"api"}"#, r#"{"aud":["api"]}"#), []);
    assert_eq!(claims(r#"{"a":[{"x":1,"y":2}]}"#, r#"{"a":[{"y":2,"x":1}]}"#), []);
    // Another number is another value, however close.
    assert_eq!(claims(r#"{"a":9007199254740993}"#, r#"{"a":9007199254740992}"#).len(), 1);
}

#[test]
fn what_differs_is_told_by_what_it_is() {
    let found = claims(
        r#"{"exp":100,"roles":["a","b","b"],"name":"x","deep":{"a/b":1},"gone":null}"#,
        r#"{"exp":3700,"roles":["b","c"],"name":"y","deep":{"a/b":2},"new":true}"#,
    );
    let own = |text: &str| text.to_owned();
    assert_eq!(
        found,
        [
            (own("/exp"), Change::Time { first: 100, second: 3_700 }),
            (
                own("/roles"),
                Change::Items { only_first: vec![own("\"a\""), own("\"b\"")], only_second: vec![own("\"c\"")] }
            ),
            (own("/name"), Change::Value { first: own("\"x\""), second: own("\"y\"") }),
            (own("/deep/a~1b"), Change::Value { first: own("1"), second: own("2") }),
            (own("/gone"), Change::OnlyFirst(own("null"))),
            (own("/new"), Change::OnlySecond(own("true"))),
        ]
    );
    // Inside an object a name has no meaning of its own.
    assert!(matches!(claims(r#"{"a":{"exp":1}}"#, r#"{"a":{"exp":2}}"#)[0].1, Change::Value { .. }));
}

#[test]
fn signatures_are_held_against_what_they_cover() {
    let of = |one: (&str, &str), other: (&str, &str)| {
        let header = r#"{"alg":"ES256"}"#;
        compare(&token(header, one.0, one.1), &token(header, other.0, other.1)).signature
    };
    assert_eq!(of(("{}", "x"), ("{}", "x")), SignatureDifference::Same);
    assert_eq!(of(("{}", "x"), ("{}", "y")), SignatureDifference::SignedAgain);
    assert_eq!(of((r#"{"a":1}"#, "x"), (r#"{"a":2}"#, "x")), SignatureDifference::Moved);
    assert_eq!(of((r#"{"a":1}"#, "x"), (r#"{"a":2}"#, "y")), SignatureDifference::Different);
}

#[test]
fn what_a_new_token_did_not_renew() {
    let stale = |first: &str, second: &str| {
        let header = r#"{"alg":"HS256"}"#;
        compare(&token(header, first, "x"), &token(header, second, "y")).stale
    };
    let first = r#"{"iss":"a","sub":"b","iat":1,"exp":9,"jti":"1"}"#;
    assert_eq!(stale(first, r#"{"iss":"a","sub":"b","iat":2,"exp":10,"jti":"2"}"#), []);
    assert_eq!(
        stale(first, r#"{"iss":"a","sub":"b","iat":1,"exp":9,"jti":"1","x":1}"#),
        [Stale::IssuedAt, Stale::Expiry, Stale::TokenId]
    );
    assert_eq!(stale(first, r#"{"iss":"a","sub":"b","iat":2,"exp":8,"jti":"2"}"#), [Stale::EarlierExpiry]);
    // Another subject's token replaces nothing.
    assert_eq!(stale(first, r#"{"iss":"a","sub":"c","iat":1,"exp":9,"jti":"1"}"#), []);
}

#[test]
fn what_cannot_be_read_is_no_agreement() {
    let broken = examine("not a token", &KeyRing::default(), &ExamineOptions::default());
    let whole = token(r#"{"alg":"HS256"}"#, "{}", "x");
    assert_eq!(compare(&broken, &whole).unread, Some(Unread::First));
    assert!(compare(&broken, &whole).is_different());
    assert!(!compare(&whole, &whole).is_different());
}

/// Two presentations of one SD-JWT for different verifiers are not the same (RFC 9901 §4.3).
#[test]
fn key_bindings_are_compared() {
    let presented = |nonce: &str| {
        let part = |json: &str| encode(json.as_bytes());
        let issued = format!("{}.{}.AA", part(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#), part(r#"{"iss":"a","_sd":[]}"#));
        let claims = format!(r#"{{"nonce":"{nonce}","aud":"b","iat":1,"sd_hash":"x"}}"#);
        let bound = format!("{}.{}.AA", part(r#"{"alg":"ES256","typ":"kb+jwt"}"#), part(&claims));
        examine(&format!("{issued}~{bound}"), &KeyRing::default(), &ExamineOptions::default())
    };
    let comparison = compare(&presented("1"), &presented("2"));
    assert!(comparison.is_different());
    let pointers: Vec<&str> = comparison.key_binding.iter().map(|found| found.pointer.as_str()).collect();
    assert_eq!((pointers, comparison.claims.len()), (vec!["/nonce"], 0));
    assert!(!compare(&presented("1"), &presented("1")).is_different());
}

#[test]
fn numbers_are_compared_digit_by_digit() {
    let one = "100000000000000000000000000000000000000000000000001";
    let other = "100000000000000000000000000000000000000000000000002";
    assert_eq!(claims(&format!(r#"{{"a":{one}}}"#), &format!(r#"{{"a":{other}}}"#)).len(), 1);
    assert_eq!(claims(r#"{"a":0.1}"#, r#"{"a":0.10000000000000000001}"#).len(), 1);
    for same in ["10", "10.0", "1e1", "1E+1", "100e-1", "10.00"] {
        assert_eq!(claims(r#"{"a":10}"#, &format!(r#"{{"a":{same}}}"#)), [], "{same}");
    }
    assert_eq!(claims(r#"{"a":-0}"#, r#"{"a":0.0e9}"#), []);
}

#[test]
fn a_name_that_is_there_twice_is_told() {
    let found = claims(r#"{"exp":9,"exp":5}"#, r#"{"exp":5}"#);
    assert!(matches!(&found[0].1, Change::Repeated { first, .. } if first == &["9", "5"]), "{found:?}");
    assert_eq!(claims(r#"{"exp":9,"exp":5}"#, r#"{"exp":9, "exp":5.0}"#), []);
}

#[test]
fn what_is_not_signed_has_no_signature_to_differ() {
    let of = |one: &str, other: &str| {
        compare(&token(r#"{"alg":"none"}"#, "{}", one), &token(r#"{"alg":"none"}"#, "{ }", other))
    };
    assert_eq!(of("", "").signature, SignatureDifference::None);
    assert!(!of("", "").is_different());
    assert_eq!(of("", "x").signature, SignatureDifference::Fewer);
    assert!(of("", "x").is_different());
    // Made anew over the same content, a signature is no difference.
    assert!(!of("x", "y").is_different());
}

/// A name as long as the token with thousands of members below it: their pointers would hold it thousands of times.
#[test]
fn pointers_and_differences_are_bounded() {
    let name = "n".repeat(100_000);
    let many = |value: u8| {
        let members: Vec<String> = (0..3_000).map(|index| format!(r#""m{index}":{value}"#)).collect();
        format!(r#"{{"{name}":{{{}}}}}"#, members.join(","))
    };
    let header = r#"{"alg":"HS256"}"#;
    let comparison = compare(&token(header, &many(1), "x"), &token(header, &many(2), "y"));
    assert_eq!(comparison.claims.len() + comparison.more, 3_000);
    let listed: usize = comparison.claims.iter().map(|difference| difference.pointer.len()).sum();
    assert!(listed < 8 * 1_024 * 1_024, "{listed}");
}

/// RFC 7515 §4.1.6: the first certificate has the key. Of other lists the order says nothing.
#[test]
fn lists_whose_order_counts_are_compared_in_order() {
    let header = |name: &str, list: &str| format!(r#"{{"alg":"ES256","{name}":{list}}}"#);
    for (name, is_ordered) in [("x5c", true), ("trust_chain", true), ("roles", false)] {
        let (one, other) = (header(name, r#"["a","b"]"#), header(name, r#"["b","a"]"#));
        let comparison = compare(&token(&one, "{}", "x"), &token(&other, "{}", "y"));
        assert_eq!(comparison.is_different(), is_ordered, "{name}");
        assert_eq!(comparison.header.iter().any(|found| matches!(found.change, Change::Value { .. })), is_ordered);
    }
}

/// What is encrypted may be the same and may not be; what is no claims set is compared as bytes.
#[test]
fn what_cannot_be_read_is_not_known_to_differ() {
    let locked = |ciphertext: &str| {
        let header = encode(br#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#);
        let part = |text: &str| encode(text.as_bytes());
        let text = format!(
            "{header}.{}.{}.{}.{}",
            part(&"k".repeat(256)),
            part("twelve bytes"),
            part(ciphertext),
            part("sixteen bytes ..")
        );
        examine(&text, &KeyRing::default(), &ExamineOptions::default())
    };
    let comparison = compare(&locked("a"), &locked("b"));
    assert_eq!((comparison.is_different(), comparison.is_unknown()), (false, true));
    let same = compare(&locked("a"), &locked("a"));
    assert_eq!((same.is_different(), same.is_unknown()), (false, false));
    let header = r#"{"alg":"HS256"}"#;
    let text = compare(&token(header, "hello", "x"), &token(header, "hello", "y"));
    assert_eq!((text.is_different(), text.is_unknown(), text.unread), (false, false, None));
    let other = compare(&token(header, "hello", "x"), &token(header, "world", "y"));
    assert_eq!((other.is_different(), other.is_unknown()), (true, false));
}
