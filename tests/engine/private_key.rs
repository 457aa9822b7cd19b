//! A private key that somebody put into a token (RFC 7517 §9.3): whatever form it has, nothing of it is in what is shown.

use crate::support::{keys, ring};
use jotsmith::engine::compare::compare;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::report::report;
use jotsmith::engine::report::sarif::Artifact;
use jotsmith::engine::rule::finding::Severity;
use jotsmith::engine::speech::{reason, verdict};
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
    let hex = |text: &str| data_encoding::HEXLOWER.encode(text.as_bytes());
    let der = data_encoding::BASE64.decode(body.as_bytes()).unwrap();
    let mut marks = vec![
        PRIVATE.to_owned(),
        body[48..100].to_owned(),
        hex(PRIVATE),
        hex(&encode(PRIVATE.as_bytes())),
        data_encoding::HEXLOWER.encode(&der[48..80]),
    ];
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
    let told = report(examination, &judgement, &[], &[], None, 1_000);
    let mut out = told.to_json() + &told.to_sarif(&Artifact { uri: None, text: None, start: 0 }, 1);
    out.push_str(&format!("{:?}{:?}", judgement.findings, examination.findings));
    out.push_str(&verdict::of(examination, &judgement, 1_000).line());
    let layers = examination.layers.iter();
    let reasons = layers.clone().flat_map(|layer| &layer.signatures).flat_map(|result| &result.reasons);
    reasons.for_each(|why| out.push_str(&reason::sentence(why)));
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
    let der = data_encoding::BASE64.decode(body.as_bytes()).unwrap();
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
        // Without a type it is told by the members of its public half; and in other spellings.
        format!(r#"{{"n":"{body}","e":"AQAB","d":"{PRIVATE}"}}"#),
        format!(r#"{{"crv":"P-256","x":"AAAA","y":"BBBB","d":"{PRIVATE}"}}"#),
        quoted(&format!(r#"{{"crv":"P-256","d":"{PRIVATE}"}}"#)),
        quoted(&data_encoding::HEXLOWER.encode(&der)),
        quoted(&format!("https://x.example/{}", encode(jwk.as_bytes()))),
        quoted(&format!("key={}", encode(PEM.as_bytes()))),
        quoted(&data_encoding::HEXUPPER.encode(jwk.as_bytes())),
        quoted(&data_encoding::HEXLOWER.encode(PEM.as_bytes())),
        quoted(&percent_encoding::utf8_percent_encode(&jwk, percent_encoding::NON_ALPHANUMERIC).to_string()),
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
        // As a name, once and twice, and as what a sentence quotes.
        let text = if value.starts_with('"') { value.clone() } else { quoted(value) };
        for name in [
            format!("{text}:1"),
            format!("{text}:1,{text}:2"),
            format!(r#""a":{{{text}:[{{{text}:9007199254740993}}]}}"#),
        ] {
            tokens.push(token(&format!(r#"{{"alg":"HS256",{name}}}"#), &format!(r#"{{{name}}}"#)));
        }
        for said in ["alg", "typ", "kid", "cty", "zip", "enc", "jku", "x5t"] {
            tokens.push(token(&format!(r#"{{"alg":"HS256","{said}":{text}}}"#), &format!(r#"{{"exp":{text}}}"#)));
            tokens.push(format!(
                "{}.AA.AA.AA.AA",
                encode(format!(r#"{{"alg":"dir","enc":"A128GCM","{said}":{text}}}"#).as_bytes())
            ));
        }
        tokens.push(token(&format!(r#"{{"alg":"HS256","crit":[{text},{text}]}}"#), "{}"));
        tokens.push(token(
            r#"{"alg":"HS256"}"#,
            &format!(r#"{{"iss":{text},"aud":[{text}],"scope":[{text}],"_sd_alg":{text},"_sd":[]}}"#),
        ));
        let disclosed = encode(format!(r#"["salt",{text},1]"#).as_bytes());
        let digest = encode(&openssl::sha::sha256(disclosed.as_bytes()));
        let claims = format!(r#"{{"_sd":["{digest}"],{text}:1}}"#);
        for claims in [claims, format!(r#"{{"_sd":["{digest}"]}}"#), "{}".to_owned()] {
            tokens.push(format!("{}~{disclosed}~", token(r#"{"alg":"HS256","typ":"dc+sd-jwt"}"#, &claims)));
        }
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

/// Whoever can read a token that has its own key in it can make another.
#[test]
fn a_token_that_contains_the_key_that_made_it_says_so() {
    let secret = "a secret of this token, long enough for HS256!!";
    let oct = |kid: &str| serde_json::json!({"kty": "oct", "k": encode(secret.as_bytes()), "kid": kid});
    let spellings = [
        secret.to_owned(),
        format!("  {secret}\n"),
        format!("the key is {secret}"),
        encode(secret.as_bytes()),
        data_encoding::BASE64.encode(secret.as_bytes()),
        data_encoding::HEXLOWER.encode(secret.as_bytes()),
    ];
    let signed = |header: &str, payload: &str| {
        let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
        let key = openssl::pkey::PKey::hmac(secret.as_bytes()).unwrap();
        let mut signer = openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &key).unwrap();
        let signature = signer.sign_oneshot_to_vec(input.as_bytes()).unwrap();
        format!("{input}.{}", encode(&signature))
    };
    let ring = ring(&oct("1"));
    let look = |token: &str| examine(token, &ring, &ExamineOptions::default());
    let is_said = |examination: &Examination| {
        examination.findings.iter().any(|found| found.rule.id == "KEY_IN_TOKEN" && found.severity == Severity::Error)
    };
    for spelling in &spellings {
        let text = quoted(spelling);
        for token in [
            signed(&format!(r#"{{"alg":"HS256","kid":{text}}}"#), "{}"),
            signed(r#"{"alg":"HS256"}"#, &format!(r#"{{"a":{{"b":[{text}]}}}}"#)),
            signed(r#"{"alg":"HS256"}"#, &format!(r#"{{{text}:1}}"#)),
            signed(r#"{"alg":"HS256"}"#, spelling),
            signed(r#"{"alg":"HS256"}"#, &format!(r#"{{"jwk":{{"kty":"oct","k":{text}}}}}"#)),
        ] {
            let examination = look(&token);
            assert_eq!(judge(&examination, &Policy::default(), 0).verdict, Verdict::Valid, "{token}");
            assert!(is_said(&examination), "{token}");
            let shown = shown(&examination);
            assert!(!shown.contains(spelling.trim()), "{token}: {shown}");
        }
    }
    // The secret of another token is none of its own, and what is encrypted is read with the key alone.
    let other = look(&signed(r#"{"alg":"HS256"}"#, r#"{"a":"a secret of that token, long enough for HS256!!"}"#));
    assert!(!is_said(&other));
    assert!(matches!(other.covered(), Cow::Borrowed(_)));
}

/// The private half of the key that verifies it, in each form that a private key has in a token.
#[test]
fn a_token_that_contains_its_own_private_key_says_so() {
    let own = openssl::pkey::PKey::private_key_from_pem(PEM.as_bytes()).unwrap();
    let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let ring = KeyRing::new(keys(&own.public_key_to_pem().unwrap()).into_iter().map(std::sync::Arc::new));
    let signed = |payload: &str| {
        let input = format!("{}.{}", encode(br#"{"alg":"ES256"}"#), encode(payload.as_bytes()));
        let digest = openssl::sha::sha256(input.as_bytes());
        let signature = openssl::ecdsa::EcdsaSig::sign(&digest, &own.ec_key().unwrap()).unwrap();
        let half = |number: &openssl::bn::BigNumRef| number.to_vec_padded(32).unwrap();
        format!("{input}.{}", encode(&[half(signature.r()), half(signature.s())].concat()))
    };
    let is_said = |value: &str| {
        let examination = examine(&signed(&format!(r#"{{"a":{value}}}"#)), &ring, &ExamineOptions::default());
        assert_eq!(judge(&examination, &Policy::default(), 0).verdict, Verdict::Valid);
        examination.findings.iter().any(|found| found.rule.id == "KEY_IN_TOKEN")
    };
    for value in [PEM.to_owned(), body.clone(), encode(PEM.as_bytes()), format!("here it is: {PEM}")] {
        assert!(is_said(&quoted(&value)), "{value}");
    }
    // The number alone.
    let number = own.ec_key().unwrap().private_key().to_vec_padded(32).unwrap();
    for value in [encode(&number), data_encoding::HEXUPPER.encode(&number)] {
        assert!(is_said(&quoted(&value)), "{value}");
    }
    assert!(!is_said(&quoted(&encode(&[7; 32]))));
    // Another private key is leaked too, but it makes no token of this kind.
    assert!(!is_said(r#"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAA"}"#));
}

/// What stands where a name is expected may be the key itself, put into the wrong member.
#[test]
fn no_error_repeats_a_key_as_a_name() {
    let value = encode(&openssl::sha::sha256(b"a private value"));
    for member in ["kty", "crv", "alg"] {
        let mut key = serde_json::json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "d": "AA"});
        key[member] = value.as_str().into();
        let mut ids = jotsmith::engine::key::KeyIds::default();
        let options = jotsmith::engine::key_file::import::ImportOptions::default();
        let limits = jotsmith::engine::ground::limit::Limits::DEFAULT;
        let found =
            jotsmith::engine::verify::key_file::import(key.to_string().as_bytes(), "", &options, &limits, &mut ids);
        assert!(!found.problems.is_empty(), "{member}");
        for problem in &found.problems {
            assert!(!format!("{}", problem.error).contains(&value), "{member}");
        }
    }
    for policy in [format!(r#"{{"{value}":1}}"#), format!(r#"{{"profile":"{value}"}}"#)] {
        let error = jotsmith::engine::jwt::policy_file::read(&policy).unwrap_err();
        assert!(!error.to_string().contains(&value), "{error}");
    }
}
