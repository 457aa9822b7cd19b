//! A private key that somebody put into a token (RFC 7517 §9.3): whatever form it has, nothing of it is in what is shown.

use jotsmith::engine::compare::compare;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::Policy;
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::report::report;
use serde_json::Value;
use std::borrow::Cow;

const PRIVATE: &str = "canary-private-4f1c8e-not-to-be-seen-anywhere-at-all";
const PEM: &str = include_str!("../data/keys/p256.pkcs8.pem");

fn seen(token: &str) -> Examination {
    examine(token, &KeyRing::default(), &ExamineOptions::default())
}

fn token(header: &str, payload: &str) -> String {
    format!("{}.{}.AAAA", encode(header.as_bytes()), encode(payload.as_bytes()))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The key as it stands, in base64 of both alphabets at any place, and in the PEM.
fn marks() -> Vec<String> {
    let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let mut marks = vec![PRIVATE.to_owned(), body[48..100].to_owned()];
    for text in [PRIVATE.as_bytes(), encode(PRIVATE.as_bytes()).as_bytes()] {
        for skip in 0..3 {
            let part = &text[skip..];
            let encoded = encode(&part[..part.len() / 3 * 3]);
            marks.push(encoded.replace('-', "+").replace('_', "/"));
            marks.push(encoded);
        }
    }
    marks
}

/// All that can be read of a token: its report, what it differs in from another, and every value as it is shown.
fn shown(examination: &Examination) -> String {
    let judgement = judge(examination, &Policy::default(), 1_000);
    let mut out = report(examination, &judgement, &[], &[], None, 1_000).to_json();
    let other = seen(&token(r#"{"alg":"HS256","jwk":{"kty":"oct"}}"#, r#"{"a":1,"cnf":{}}"#));
    out.push_str(&format!("{:?}{:?}", compare(examination, &other), compare(&other, examination)));
    let covered = examination.covered();
    for content in covered.layers.iter().filter_map(|layer| layer.content.as_ref()) {
        out.push_str(&String::from_utf8_lossy(&content.bytes));
        out.push_str(&encode(&content.bytes));
    }
    out
}

#[test]
fn nothing_of_a_private_key_inside_a_token_is_shown() {
    let jwk = format!(r#"{{"kty":"oct","k":"{}","kid":"1"}}"#, encode(PRIVATE.as_bytes()));
    let set = format!(r#"{{"keys":[{jwk},{{"kty":"RSA","oth":[{{"r":"{PRIVATE}","d":1}}]}}]}}"#);
    let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let inner = token(&format!(r#"{{"alg":"HS256","jwk":{jwk}}}"#), "{}");
    let values = [
        jwk.clone(),
        format!(r#"{{"KTY":"oct","K":"{PRIVATE}"}}"#),
        format!(r#"{{"\u006b":"{PRIVATE}","k\u0074y":"oct"}}"#),
        format!(r#"{{"kty":7,"d":["{PRIVATE}"]}}"#),
        set.clone(),
        format!("[{jwk}]"),
        quoted(&jwk),
        quoted(&quoted(&jwk)),
        quoted(&encode(jwk.as_bytes())),
        quoted(&format!("did:jwk:{}#0", encode(jwk.as_bytes()))),
        quoted(&format!("data:application/json;base64,{}", data_encoding::BASE64.encode(set.as_bytes()))),
        quoted(PEM),
        quoted(&encode(PEM.as_bytes())),
        quoted(&body),
        quoted(&inner),
        format!(r#"{{"a":{{"b":[{{"c":{jwk}}}]}}}}"#),
    ];
    let mut tokens =
        vec![inner.clone(), token(r#"{"alg":"HS256","cty":"JWT"}"#, &inner), token(r#"{"alg":"HS256"}"#, PEM)];
    for value in &values {
        tokens.push(token(&format!(r#"{{"alg":"HS256","jwk":{value}}}"#), r#"{"a":1}"#));
        tokens.push(token(&format!(r#"{{"alg":"HS256","x":{value},"x":{value}}}"#), "text"));
        tokens.push(token(r#"{"alg":"HS256"}"#, &format!(r#"{{"a":1,"cnf":{value}}}"#)));
        // The payload itself, broken off, dressed up, in the middle of a text.
        tokens.push(token(r#"{"alg":"HS256"}"#, value));
        tokens.push(token(r#"{"alg":"HS256"}"#, &format!(r#"{{"exp":1,"x":{value},"y"#)));
        tokens.push(token(r#"{"alg":"HS256"}"#, &format!("\u{FEFF}{{\"exp\":1,\"x\":{value}}}")));
        tokens.push(token(r#"{"alg":"HS256"}"#, &encode(format!(r#"{{"exp":1,"x":{value}}}"#).as_bytes())));
        tokens.push(token(r#"{"alg":"HS256"}"#, &format!("a text {value} and more")));
        let payload = encode(b"{}");
        tokens.push(format!(
            r#"{{"payload":"{payload}","signatures":[{{"header":{{"alg":"HS256","jwk":{value}}},"signature":"AA"}}]}}"#
        ));
        let disclosed = encode(format!(r#"["salt","cnf",{value}]"#).as_bytes());
        tokens.push(format!("{}~{disclosed}~", token(r#"{"alg":"HS256","typ":"dc+sd-jwt"}"#, r#"{"_sd":[]}"#)));
    }
    // A member of a key that is disclosed by itself.
    let disclosed = encode(format!(r#"["salt","k","{PRIVATE}"]"#).as_bytes());
    let digest = encode(&openssl::sha::sha256(disclosed.as_bytes()));
    let claims = format!(r#"{{"cnf":{{"jwk":{{"kty":"oct","_sd":["{digest}"]}}}}}}"#);
    tokens.push(format!("{}~{disclosed}~", token(r#"{"alg":"HS256","typ":"dc+sd-jwt"}"#, &claims)));
    for token in tokens {
        let shown = shown(&seen(&token));
        for mark in marks() {
            assert!(!shown.contains(&mark), "{mark} of {token}: {shown}");
        }
    }
}

/// What is public stays as it is, and so does what only has the names of a key's members.
#[test]
fn what_is_no_private_key_is_shown_as_it_is() {
    let certificate = include_str!("../data/tokens/chain.jwt").trim();
    for claims in [
        r#"{"a":1,"d":"x","k":"y","p":{"q":2},"jwk":{"kty":"EC","crv":"P-256","x":"AAAA","y":"BBBB"}}"#,
        r#"{"note":"-----BEGIN PUBLIC KEY-----","id":"eyJhIjoxfQ","long":"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"}"#,
        r#"{"kty":"EC","d":"","k":null}"#,
    ] {
        let examination = seen(&token(r#"{"alg":"HS256"}"#, claims));
        assert!(matches!(examination.covered(), Cow::Borrowed(_)), "{claims}");
        let report = report(&examination, &judge(&examination, &Policy::default(), 0), &[], &[], None, 0).to_json();
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["layers"][0]["claims"].to_string(), claims);
        assert_eq!(report["layers"][0]["payload_b64"], encode(claims.as_bytes()));
    }
    assert!(matches!(seen(certificate).covered(), Cow::Borrowed(_)));
    // Two private keys that differ are told to differ, without either.
    let key = |text: &str| seen(&token(&format!(r#"{{"alg":"HS256","jwk":{{"kty":"oct","k":"{text}"}}}}"#), "{}"));
    let comparison = compare(&key("AAAA"), &key("BBBB"));
    assert_eq!(comparison.header.len(), 1, "{comparison:?}");
}
