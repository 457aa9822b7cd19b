//! RFC 9901, Selective Disclosure for JSON Web Tokens: the RFC's examples, tokens of another implementation, and every
//! rule of §7.1 and §7.3 broken once.

use crate::support::{is_verified, keys, look, ring};
use jotsmith::engine::crypto::digest::sha256;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::jose::disclosure::DisclosureState;
use jotsmith::engine::jose::layer::{Examination, Layer};
use jotsmith::engine::jose::reason::Reason;
use jotsmith::engine::jose::sd_jwt::SdJwt;
use jotsmith::engine::jose::sd_jwt::{HashCheck, HolderKey};
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyRing};
use jotsmith::engine::rule::finding::Severity;
use serde_json::{Value, json};
use std::sync::Arc;

/// Within the validity of all tokens here: `iat` 1683000000, `exp` 1883000000.
const NOW: i64 = 1_750_000_000;

fn parts(examination: &Examination) -> (&Layer, &SdJwt) {
    let layer = &examination.layers[0];
    (layer, layer.sd_jwt.as_ref().expect("an SD-JWT"))
}

fn verdict(examination: &Examination) -> Verdict {
    judge(examination, &Policy::default(), NOW).verdict
}

fn processed(sd_jwt: &SdJwt) -> Value {
    let document = sd_jwt.processed.as_ref().expect("a processed payload");
    assert!(document.is_complete());
    serde_json::from_slice(document.bytes()).unwrap()
}

fn codes(sd_jwt: &SdJwt) -> Vec<&'static str> {
    sd_jwt.reasons.iter().map(|reason| reason.code()).collect()
}

fn check_examples(file: &str) {
    let file: Value = serde_json::from_str(file).unwrap();
    for example in file["examples"].as_array().unwrap() {
        let name = example["name"].as_str().unwrap();
        let key = example.get("key").unwrap_or(&file["key"]);
        let ring = if key.is_null() { KeyRing::default() } else { ring(key) };
        let examination = look(example["token"].as_str().unwrap(), &ring, None);
        let (layer, sd_jwt) = parts(&examination);
        assert!(sd_jwt.reasons.is_empty(), "{name}: {:?}", sd_jwt.reasons);
        // As text, so that the order counts as well.
        assert_eq!(processed(sd_jwt).to_string(), example["processed"].to_string(), "{name}");
        assert!(sd_jwt.disclosures.iter().all(|disclosure| disclosure.state == DisclosureState::Disclosed), "{name}");
        if let Some(count) = example["disclosures"].as_u64() {
            assert_eq!(sd_jwt.disclosures.len() as u64, count, "{name}");
        }
        if let Some(count) = example["undisclosed"].as_u64() {
            assert_eq!(sd_jwt.undisclosed as u64, count, "{name}");
        }
        for disclosure in &sd_jwt.disclosures {
            let value = processed(sd_jwt);
            let found = value.pointer(disclosure.path.as_ref().unwrap()).unwrap_or_else(|| panic!("{name}"));
            if let (Some(text), Some(own)) = (found.as_str(), disclosure.value().unwrap().as_str()) {
                assert_eq!(text, own, "{name}");
            }
        }
        assert_eq!(sd_jwt.key_binding.is_some(), example["key_binding"] == true, "{name}");
        if let Some(binding) = &sd_jwt.key_binding {
            assert_eq!(binding.signature.status, SignatureStatus::Verified, "{name}: {:?}", binding.signature.reasons);
            assert_eq!(binding.holder_key, HolderKey::Embedded, "{name}");
            assert_eq!(binding.hash, HashCheck::Matches, "{name}");
            assert_eq!(binding.audience().as_deref(), Some("https://verifier.example.org"), "{name}");
            assert!(binding.nonce().is_some() && binding.issued_at().is_some(), "{name}");
        }
        if key.is_null() {
            assert_eq!(verdict(&examination), Verdict::Unchecked, "{name}");
        } else {
            assert!(is_verified(&examination), "{name}: {:?}", layer.signatures[0].reasons);
            assert_eq!(verdict(&examination), Verdict::Valid, "{name}");
        }
        let worst = examination.findings.iter().filter(|finding| finding.rule.id.starts_with("SDJWT")).count();
        assert_eq!(worst, 0, "{name}: {:?}", examination.findings);
    }
}

#[test]
fn the_examples_of_the_rfc() {
    check_examples(include_str!("../data/rfc/rfc9901.json"));
}

#[test]
fn tokens_of_another_implementation() {
    check_examples(include_str!("../data/sd_jwt/peer.json"));
}

/// §4.2.3: the digest covers the characters; §4.2.1: four ways to write the same claim.
#[test]
fn section_4_2_digests_and_spellings() {
    let spellings = [
        (
            "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
            "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
        ),
        ("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd", ""),
        ("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd", ""),
        ("WwoiXzI2YmM0TFQtYWM2cTJLSTZjQlc1ZXMiLAoiZmFtaWx5X25hbWUiLAoiTcO2Yml1cyIKXQ", ""),
    ];
    for (text, expected) in spellings {
        let digest = encode(&sha256(text.as_bytes()));
        let examination = issued(json!({"_sd": [digest]}), &[text]);
        let (_, sd_jwt) = parts(&examination);
        let disclosure = &sd_jwt.disclosures[0];
        assert_eq!(disclosure.digest.as_deref(), Some(&*digest));
        assert!(expected.is_empty() || expected == digest);
        assert_eq!(disclosure.salt().unwrap().as_str().unwrap(), "_26bc4LT-ac6q2KI6cBW5es");
        assert_eq!(disclosure.name().unwrap(), "family_name");
        assert_eq!(processed(sd_jwt)["family_name"], "Möbius");
        assert!(sd_jwt.reasons.is_empty());
    }
    let element = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
    let list = json!({"nationalities": ["DE", {"...": "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}, "US"]});
    let examination = issued(list.clone(), &[element]);
    assert_eq!(processed(parts(&examination).1)["nationalities"], json!(["DE", "FR", "US"]));
    let examination = issued(list, &[]);
    assert_eq!(processed(parts(&examination).1)["nationalities"], json!(["DE", "US"]));
}

/// §4.2.6: three spellings deep, and the inner ones mean nothing without the outer one.
#[test]
fn section_6_3_recursive_disclosures() {
    let street = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgInN0cmVldF9hZGRyZXNzIiwgIlNjaHVsc3RyLiAxMiJd";
    let locality = "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImxvY2FsaXR5IiwgIlNjaHVscGZvcnRhIl0";
    assert_eq!(encode(&sha256(street.as_bytes())), "9gjVuXtdFROCgRrtNcGUXmF65rdezi_6Er_j76kmYyM");
    assert_eq!(encode(&sha256(locality.as_bytes())), "6vh9bq-zS4GKM_7GpggVbYzzu6oOGXrmNVGPHP75Ud0");
    let digests = ["6vh9bq-zS4GKM_7GpggVbYzzu6oOGXrmNVGPHP75Ud0", "9gjVuXtdFROCgRrtNcGUXmF65rdezi_6Er_j76kmYyM"];
    let address = disclosure(&json!(["Qg_O64zqAxe412a108iroA", "address", {"_sd": digests}]));
    let payload = json!({"_sd": [digest_of(&address)], "sub": "s"});
    let examination = issued(payload.clone(), &[&address, street]);
    let (_, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty());
    assert_eq!(processed(sd_jwt), json!({"sub": "s", "address": {"street_address": "Schulstr. 12"}}));
    assert_eq!(sd_jwt.undisclosed, 1);
    assert_eq!(sd_jwt.disclosures[1].path.as_deref(), Some("/address/street_address"));

    let examination = issued(payload, &[street]);
    let (_, sd_jwt) = parts(&examination);
    assert_eq!(codes(sd_jwt), ["SDJWT_UNREF_DISCLOSURE"]);
    assert_eq!(processed(sd_jwt), json!({"sub": "s"}));
}

// ---- Tokens made here

fn issuer() -> Jwk {
    let jwk = json!({"kty": "EC", "crv": "P-256", "d": "Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
        "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ", "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"});
    keys(jwk.to_string().as_bytes()).remove(0)
}

fn holder_json() -> Value {
    json!({"kty": "EC", "crv": "P-256", "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
        "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ"})
}

fn holder() -> Jwk {
    let mut jwk = holder_json();
    jwk["d"] = "5K5SCos8zf9zRemGGUl6yfok-_NiiryNZsvANWMhF-I".into();
    keys(jwk.to_string().as_bytes()).remove(0)
}

fn signed(key: &Jwk, header: &Value, payload: &str) -> String {
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(payload.as_bytes()));
    format!("{input}.{}", encode(&sign(find("ES256").unwrap(), &key.material, input.as_bytes()).unwrap()))
}

fn disclosure(array: &Value) -> String {
    encode(array.to_string().as_bytes())
}

fn digest_of(disclosure: &str) -> String {
    encode(&sha256(disclosure.as_bytes()))
}

fn token(payload: &str, disclosures: &[&str]) -> String {
    let mut text = signed(&issuer(), &json!({"alg": "ES256", "typ": "example+sd-jwt"}), payload);
    text.push('~');
    for disclosure in disclosures {
        text.push_str(disclosure);
        text.push('~');
    }
    text
}

fn examined(token: &str) -> Examination {
    look(token, &KeyRing::new([Arc::new(issuer())]), None)
}

fn issued(payload: Value, disclosures: &[&str]) -> Examination {
    examined(&token(&payload.to_string(), disclosures))
}

/// The one rule that is broken, and the whole is not valid although the issuer's signature is.
#[track_caller]
fn refused(examination: &Examination, code: &str) {
    let (layer, sd_jwt) = parts(examination);
    assert_eq!(codes(sd_jwt), [code], "{:?}", sd_jwt.reasons);
    assert_eq!(layer.fatal_reasons().len(), 1);
    assert!(examination.findings.iter().any(|finding| finding.rule.id == code && finding.severity == Severity::Error));
    assert_eq!(layer.signatures[0].status, SignatureStatus::Verified);
    assert_eq!(verdict(examination), Verdict::Invalid);
}

#[test]
fn a_disclosure_of_the_wrong_arity_is_rejected() {
    for array in [json!(["s"]), json!(["s", "a", 1, 2]), json!(["s", 1, 2]), json!({"a": 1}), json!([])] {
        let text = disclosure(&array);
        refused(&issued(json!({"_sd": [digest_of(&text)]}), &[&text]), "SDJWT_ARITY");
    }
    // The right number, but in the wrong place (§7.1 step 3c ii A and 3c iii A).
    let element = disclosure(&json!(["s", 1]));
    refused(&issued(json!({"_sd": [digest_of(&element)]}), &[&element]), "SDJWT_ARITY");
    let claim = disclosure(&json!(["s", "a", 1]));
    refused(&issued(json!({"list": [{"...": digest_of(&claim)}]}), &[&claim]), "SDJWT_ARITY");
    let salt = disclosure(&json!([1, "a", 1]));
    let examination = issued(json!({"_sd": [digest_of(&salt)]}), &[&salt]);
    assert!(codes(parts(&examination).1).contains(&"SDJWT_SALT"));
}

#[test]
fn reserved_names_are_rejected() {
    for name in ["_sd", "..."] {
        let text = disclosure(&json!(["s", name, ["x"]]));
        refused(&issued(json!({"_sd": [digest_of(&text)]}), &[&text]), "SDJWT_RESERVED_NAME");
    }
    // An escape does not hide it.
    let text = encode(br#"["s","\u005fsd",["x"]]"#);
    refused(&issued(json!({"_sd": [digest_of(&text)]}), &[&text]), "SDJWT_RESERVED_NAME");
}

#[test]
fn a_name_that_is_there_already_is_rejected() {
    let text = disclosure(&json!(["s", "sub", "other"]));
    let examination = issued(json!({"_sd": [digest_of(&text)], "sub": "own"}), &[&text]);
    refused(&examination, "SDJWT_NAME_COLLISION");
    assert_eq!(processed(parts(&examination).1), json!({"sub": "own"}));
    let (one, two) = (disclosure(&json!(["s1", "a", 1])), disclosure(&json!(["s2", "a", 2])));
    let digests = [digest_of(&one), digest_of(&two)];
    refused(&issued(json!({"_sd": digests}), &[&one, &two]), "SDJWT_NAME_COLLISION");
    // At another level it is another claim.
    let examination = issued(json!({"a": {"_sd": [digests[0]]}, "b": {"_sd": [digests[1]]}}), &[&one, &two]);
    assert!(parts(&examination).1.reasons.is_empty());
    let text = encode(br#"["s","s\u0075b",1]"#);
    refused(&issued(json!({"_sd": [digest_of(&text)], "sub": "own"}), &[&text]), "SDJWT_NAME_COLLISION");
}

#[test]
fn a_digest_in_two_places_is_rejected() {
    let text = disclosure(&json!(["s", "a", 1]));
    let digest = digest_of(&text);
    refused(&issued(json!({"_sd": [digest, digest]}), &[&text]), "SDJWT_DUP_DIGEST");
    refused(&issued(json!({"_sd": [digest], "o": {"_sd": [digest]}}), &[&text]), "SDJWT_DUP_DIGEST");
    // Decoys count as well: "any digest value".
    refused(&issued(json!({"_sd": ["decoy"], "l": [{"...": "decoy"}]}), &[]), "SDJWT_DUP_DIGEST");
    // Through a disclosure; a real circle would need a hash that contains itself.
    let outer = disclosure(&json!(["s", "o", {"_sd": [digest]}]));
    refused(&issued(json!({"_sd": [digest_of(&outer), digest]}), &[&text, &outer]), "SDJWT_DUP_DIGEST");
}

#[test]
fn a_disclosure_without_a_digest_is_rejected() {
    let text = disclosure(&json!(["s", "admin", true]));
    let examination = issued(json!({"_sd": ["decoy"], "sub": "x"}), &[&text]);
    refused(&examination, "SDJWT_UNREF_DISCLOSURE");
    let (layer, sd_jwt) = parts(&examination);
    assert_eq!(sd_jwt.disclosures[0].state, DisclosureState::Unreferenced);
    assert_eq!(processed(sd_jwt), json!({"sub": "x"}));
    assert_eq!(sd_jwt.disclosures[0].part.span.of(&layer.text), Some(&*text));
    // A changed one is one without a digest.
    let honest = disclosure(&json!(["s", "admin", false]));
    refused(&issued(json!({"_sd": [digest_of(&honest)]}), &[&text]), "SDJWT_UNREF_DISCLOSURE");
    // So is every one behind a plain JWS.
    refused(&issued(json!({"sub": "x"}), &[&text]), "SDJWT_UNREF_DISCLOSURE");
}

#[test]
fn a_disclosure_twice_is_rejected() {
    let text = disclosure(&json!(["s", "a", 1]));
    let examination = issued(json!({"_sd": [digest_of(&text)]}), &[&text, &text]);
    refused(&examination, "SDJWT_DUP_DISCLOSURE");
    assert_eq!(processed(parts(&examination).1), json!({"a": 1}));
}

#[test]
fn a_disclosure_that_cannot_be_decoded_is_rejected() {
    for text in [
        "",
        "a.b",
        "*",
        "WyJzIiwiYSIsMV0=",
        "WyJzIiwiYSIsM",
        &encode(b"[\"s\",\"a\",1"),
        &encode(b"[\"s\",\"\xff\",1]"),
    ] {
        let digest = digest_of(text);
        let examination = issued(json!({"_sd": [digest]}), &[text]);
        let (_, sd_jwt) = parts(&examination);
        assert!(codes(sd_jwt).contains(&"SDJWT_ENCODING"), "{text}: {:?}", sd_jwt.reasons);
        assert_eq!(processed(sd_jwt), json!({}), "{text}");
        assert_eq!(verdict(&examination), Verdict::Invalid);
    }
}

#[test]
fn the_tilde_at_the_end_is_needed() {
    let text = disclosure(&json!(["s", "a", 1]));
    let whole = token(&json!({"_sd": [digest_of(&text)]}).to_string(), &[&text]);
    refused(&examined(whole.strip_suffix('~').unwrap()), "SDJWT_NO_TILDE");
    // The issuer's part alone says that it is an SD-JWT, and is none.
    let (alone, _) = whole.split_once('~').unwrap();
    refused(&examined(alone), "SDJWT_NO_TILDE");
    assert_eq!(verdict(&examined(alone)), Verdict::Invalid);
    // Where it does not say so, it is a sound JWS, and is told to be a part.
    let claims = json!({"_sd": [digest_of(&text)]}).to_string();
    let examination = examined(&signed(&issuer(), &json!({"alg": "ES256"}), &claims));
    let (_, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty());
    assert_eq!(sd_jwt.undisclosed, 1);
    assert!(examination.findings.iter().any(|finding| finding.rule.id == "SDJWT_NO_TILDE"));
    assert_eq!(verdict(&examination), Verdict::Valid);
    // A plain JWT is none of it.
    let plain = signed(&issuer(), &json!({"alg": "ES256"}), r#"{"sub":"x"}"#);
    assert!(examined(&plain).layers[0].sd_jwt.is_none());
    assert!(parts(&examined(&format!("{plain}~"))).1.reasons.is_empty());
}

#[test]
fn unsecured_is_rejected() {
    let text = format!("{}.{}.~", encode(br#"{"alg":"none"}"#), encode(br#"{"sub":"x"}"#));
    let examination = examined(&text);
    assert_eq!(codes(parts(&examination).1), ["SDJWT_UNSECURED"]);
    assert_eq!(verdict(&examination), Verdict::Invalid);
}

#[test]
fn the_hash_is_named_exactly_and_only_at_the_top() {
    let text = disclosure(&json!(["s", "a", 1]));
    for name in ["SHA-256", "sha256", "md5", "sha-256-32", ""] {
        let examination = issued(json!({"_sd": [digest_of(&text)], "_sd_alg": name}), &[&text]);
        refused(&examination, "SDJWT_HASH_UNKNOWN");
        assert_eq!(parts(&examination).1.hash_name, name);
    }
    refused(&issued(json!({"_sd_alg": 256}), &[]), "SDJWT_HASH_UNKNOWN");
    // §4.1.1: a nested one has no effect; sha-256 holds.
    let examination = issued(json!({"_sd": [digest_of(&text)], "o": {"_sd_alg": "sha-512"}}), &[&text]);
    let (_, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty());
    assert_eq!(processed(sd_jwt)["a"], 1);
    assert!(examination.findings.iter().any(|finding| finding.rule.id == "SDJWT_RESERVED_NAME"));
}

#[test]
fn a_payload_without_claims_is_rejected() {
    for payload in ["[]", "\"text\"", "5", "{\"a\":"] {
        let examination = examined(&token(payload, &[]));
        assert_eq!(codes(parts(&examination).1), ["SDJWT_PAYLOAD"], "{payload}");
        assert_eq!(verdict(&examination), Verdict::Invalid, "{payload}");
    }
}

#[test]
fn what_is_no_digest_stays_as_it_was_written() {
    let payload = r#"{ "n" : 1.50e+2, "l":[{"...":"d","x":1},{"...":5}], "o":{"...":"d"}, "s":{"_sd":"text"}, "e":{"_sd":[]},
        "k":[ {"...":"gone"} ], "big":123456789012345678901234567890 }"#;
    let examination = examined(&token(payload, &[]));
    let (_, sd_jwt) = parts(&examination);
    let text = std::str::from_utf8(sd_jwt.processed.as_ref().unwrap().bytes()).unwrap();
    let expected = r#"{"n":1.50e+2,"l":[{"...":"d","x":1},{"...":5}],"o":{"...":"d"},"s":{},"e":{},"k":[],"big":123456789012345678901234567890}"#;
    assert_eq!(text, expected);
    assert_eq!(sd_jwt.undisclosed, 1);
    assert!(sd_jwt.reasons.is_empty());
    let reserved = examination.findings.iter().filter(|finding| finding.rule.id == "SDJWT_RESERVED_NAME").count();
    assert_eq!(reserved, 4);
}

#[test]
fn claims_that_decide_about_validity_are_judged_and_must_not_be_hidden() {
    let expired = disclosure(&json!(["s", "exp", 1_000_000_000]));
    let examination = issued(json!({"_sd": [digest_of(&expired)]}), &[&expired]);
    let (layer, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty());
    assert!(examination.findings.iter().any(|finding| finding.rule.id == "SDJWT_HIDDEN_VALIDITY"));
    let judgement = judge(&examination, &Policy::default(), NOW);
    assert_eq!(judgement.verdict, Verdict::Invalid, "a disclosed exp that is past");
    // The finding points at the disclosure.
    let past = judgement.findings.iter().find(|finding| finding.rule.id == "EXP_PAST").unwrap();
    let span = past.span.unwrap();
    assert!(sd_jwt.disclosures[0].part.span.start <= span.start && span.end <= sd_jwt.disclosures[0].part.span.end);
    let value = examination.claims_document().unwrap().object().unwrap().get("exp").unwrap();
    assert_eq!(layer.claims_span(value.span()).unwrap().of(&layer.text).map(str::len), Some(14));

    let later = disclosure(&json!(["s", "exp", 1_883_000_000]));
    assert_eq!(verdict(&issued(json!({"_sd": [digest_of(&later)]}), &[&later])), Verdict::Valid);
}

// ---- Hostile sizes

#[test]
fn ten_thousand_disclosures_in_linear_time() {
    let texts: Vec<String> =
        (0..10_000).map(|i| disclosure(&json!([format!("salt{i}"), format!("claim{i}"), i]))).collect();
    let digests: Vec<String> = texts.iter().map(|text| digest_of(text)).collect();
    let references: Vec<&str> = texts.iter().map(String::as_str).collect();
    let text = token(&json!({"_sd": digests}).to_string(), &references);
    let examination = examined(&text);
    let (_, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty());
    assert_eq!(processed(sd_jwt).as_object().unwrap().len(), 10_000);

    // None of them belongs here: each is wrong, a few are listed, and one sentence counts them.
    let examination = examined(&token("{}", &references));
    refused(&examination, "SDJWT_UNREF_DISCLOSURE");
    assert!(matches!(&examination.layers[0].fatal_reasons()[0], Reason::Rule(broken) if broken.more == 9999));

    let many = token("{}", &vec![""; 200_000]);
    let examination = examined(&many);
    assert!(codes(parts(&examination).1).contains(&"SDJWT_TOO_MANY"));
}

/// Each disclosure holds the digest of the next: as deep as JSON may nest, and no deeper.
#[test]
fn chains_of_disclosures_end_at_the_limit() {
    let chain = |length: usize, is_list: bool| {
        let mut texts: Vec<String> = Vec::new();
        let mut inner = json!("end");
        for index in 0..length {
            let salt = format!("salt{index}");
            let text = disclosure(&if is_list { json!([salt, inner]) } else { json!([salt, "a", inner]) });
            let digest = digest_of(&text);
            inner = if is_list { json!([{"...": digest}]) } else { json!({"_sd": [digest]}) };
            texts.push(text);
        }
        let references: Vec<&str> = texts.iter().map(String::as_str).collect();
        let payload = if is_list { json!({"l": inner}) } else { inner };
        examined(&token(&payload.to_string(), &references))
    };
    for is_list in [false, true] {
        let examination = chain(100, is_list);
        assert!(parts(&examination).1.reasons.is_empty(), "{:?}", parts(&examination).1.reasons);
        let examination = chain(5_000, is_list);
        let (_, sd_jwt) = parts(&examination);
        assert!(codes(sd_jwt).contains(&"SDJWT_TOO_DEEP"), "{:?}", codes(sd_jwt));
        assert!(sd_jwt.processed.is_some());
        assert_eq!(verdict(&examination), Verdict::Invalid);
    }
    // A placeholder for a placeholder nests nothing.
    let mut texts = vec![disclosure(&json!(["salt", "end"]))];
    for index in 0..3_000 {
        let digest = digest_of(texts.last().unwrap());
        texts.push(disclosure(&json!([format!("salt{index}"), {"...": digest}])));
    }
    let references: Vec<&str> = texts.iter().map(String::as_str).collect();
    let examination = issued(json!({"l": [{"...": digest_of(texts.last().unwrap())}]}), &references);
    assert_eq!(processed(parts(&examination).1), json!({"l": ["end"]}));
}

#[test]
fn only_a_jws_carries_disclosures() {
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
    let examination = examined(&format!("{jwe}~WyJzIiwxXQ~"));
    assert!(examination.findings.iter().any(|finding| finding.rule.id == "SDJWT_NOT_JWS"));
    assert_eq!(verdict(&examination), Verdict::Invalid);
    // A tilde in a payload that is not encoded is a tilde (RFC 7797 §5.2).
    let header = encode(br#"{"alg":"ES256","b64":false,"crit":["b64"]}"#);
    let input = format!("{header}.a~b~c");
    let signature = sign(find("ES256").unwrap(), &issuer().material, input.as_bytes()).unwrap();
    let examination = examined(&format!("{input}.{}", encode(&signature)));
    assert!(is_verified(&examination));
    assert!(examination.layers[0].sd_jwt.is_none());
}

#[test]
fn every_cut_and_every_flip_of_an_example_is_never_valid() {
    let file: Value = serde_json::from_str(include_str!("../data/rfc/rfc9901.json")).unwrap();
    let example = &file["examples"][1];
    let (text, ring) = (example["token"].as_str().unwrap(), ring(&example["key"]));
    for end in (0..text.len()).step_by(7) {
        let examination = look(&text[..end], &ring, None);
        // What is cut off at a tilde is a presentation without key binding: sound, and a verifier that wants one will miss it.
        let is_presentation = text[..end].ends_with('~') || text[..end].matches('~').count() == 0;
        assert!(verdict(&examination) != Verdict::Valid || is_presentation, "cut at {end}");
    }
    for at in (0..text.len()).step_by(11) {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1;
        let Ok(flipped) = String::from_utf8(bytes) else { continue };
        assert_ne!(verdict(&look(&flipped, &ring, None)), Verdict::Valid, "byte {at}");
    }
}

// ---- Key binding

fn bound_payload(cnf: &Value) -> (String, String) {
    let text = disclosure(&json!(["s", "a", 1]));
    (json!({"_sd": [digest_of(&text)], "cnf": cnf, "exp": 1_883_000_000}).to_string(), text)
}

/// A presentation with a key binding JWT of this header and these claims over what is really there.
fn bound(cnf: &Value, key: &Jwk, header: &Value, change: impl Fn(&mut Value)) -> Examination {
    let (payload, text) = bound_payload(cnf);
    let presented = token(&payload, &[&text]);
    let mut claims = json!({"iat": 1_750_000_000, "aud": "https://verifier.example", "nonce": "n", "sd_hash": digest_of(&presented)});
    change(&mut claims);
    examined(&format!("{presented}{}", signed(key, header, &claims.to_string())))
}

fn kb_header() -> Value {
    json!({"alg": "ES256", "typ": "kb+jwt"})
}

fn cnf() -> Value {
    json!({"jwk": holder_json()})
}

#[test]
fn the_holder_signs_exactly_this() {
    let examination = bound(&cnf(), &holder(), &kb_header(), |_| {});
    let (_, sd_jwt) = parts(&examination);
    assert!(sd_jwt.reasons.is_empty() && sd_jwt.unchecked.is_empty());
    assert_eq!(verdict(&examination), Verdict::Valid);
    let binding = sd_jwt.key_binding.as_ref().unwrap();
    assert_eq!(binding.hash, HashCheck::Matches);
    assert_eq!(binding.issued_at().as_deref(), Some("1750000000"));

    refused(&bound(&cnf(), &issuer(), &kb_header(), |_| {}), "SDJWT_KB_SIGNATURE");
    refused(&bound(&cnf(), &holder(), &kb_header(), |claims| claims["sd_hash"] = "x".into()), "SDJWT_KB_HASH");
    refused(&bound(&cnf(), &holder(), &json!({"alg": "ES256", "typ": "JWT"}), |_| {}), "SDJWT_KB_TYP");
    refused(&bound(&cnf(), &holder(), &json!({"alg": "ES256"}), |_| {}), "SDJWT_KB_TYP");
    // §7.3 step 5d compares media types (RFC 7515 §4.1.9).
    let long = json!({"alg": "ES256", "typ": "application/KB+jwt"});
    assert_eq!(verdict(&bound(&cnf(), &holder(), &long, |_| {})), Verdict::Valid);
    for name in ["iat", "aud", "nonce", "sd_hash"] {
        refused(
            &bound(&cnf(), &holder(), &kb_header(), |claims| {
                claims.as_object_mut().unwrap().remove(name);
            }),
            "SDJWT_KB_CLAIM",
        );
    }
    refused(&bound(&cnf(), &holder(), &kb_header(), |claims| claims["aud"] = json!(["a"])), "SDJWT_KB_CLAIM");
    refused(
        &bound(&cnf(), &holder(), &json!({"alg": "ES256", "typ": "kb+jwt", "crit": ["x"], "x": 1}), |_| {}),
        "SDJWT_KB_INVALID",
    );
    // Another kind of key than the signature's.
    let other = json!({"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}});
    refused(&bound(&other, &holder(), &kb_header(), |_| {}), "SDJWT_KB_SIGNATURE");
    // A key that is not for signatures.
    let mut encrypting = holder_json();
    encrypting["use"] = "enc".into();
    refused(&bound(&json!({"jwk": encrypting}), &holder(), &kb_header(), |_| {}), "SDJWT_KB_SIGNATURE");
}

#[test]
fn no_signature_binds_no_key() {
    let (payload, text) = bound_payload(&cnf());
    let presented = token(&payload, &[&text]);
    let claims = json!({"iat": 1, "aud": "a", "nonce": "n", "sd_hash": digest_of(&presented)}).to_string();
    let none = format!("{}.{}.", encode(br#"{"alg":"none","typ":"kb+jwt"}"#), encode(claims.as_bytes()));
    refused(&examined(&format!("{presented}{none}")), "SDJWT_KB_ALG");
    let hmac = format!("{}.{}.AAAA", encode(br#"{"alg":"HS256","typ":"kb+jwt"}"#), encode(claims.as_bytes()));
    refused(&examined(&format!("{presented}{hmac}")), "SDJWT_KB_ALG");
    refused(&examined(&format!("{presented}a.b")), "SDJWT_KB_INVALID");
    refused(&examined(&format!("{presented}a.b.c.d.e")), "SDJWT_KB_INVALID");
}

#[test]
fn a_presentation_that_was_changed_after_the_holder_signed() {
    let examination = bound(&cnf(), &holder(), &kb_header(), |_| {});
    let text = examination.layers[0].text.to_string();
    let parts: Vec<&str> = text.split('~').collect();
    let [jws, _, binding] = parts[..] else { panic!("three parts") };
    refused(&examined(&format!("{jws}~{binding}")), "SDJWT_KB_HASH");
}

#[test]
fn a_key_that_is_not_in_the_token() {
    let holder_public = keys(holder_json().to_string().as_bytes()).remove(0);
    let by_thumbprint = json!({"jkt": holder_public.thumbprint});
    // Nobody knows the key: nothing speaks against it, and nothing was checked.
    for cnf in
        [by_thumbprint.clone(), json!({"kid": "h"}), json!({"jwk": {"kty": "oct", "k": "AAAA"}}), json!({}), json!(5)]
    {
        let examination = bound(&cnf, &holder(), &kb_header(), |_| {});
        let (layer, sd_jwt) = parts(&examination);
        assert!(sd_jwt.reasons.is_empty(), "{cnf}: {:?}", sd_jwt.reasons);
        assert_eq!(layer.unchecked_reasons().len(), 1, "{cnf}");
        assert_eq!(sd_jwt.key_binding.as_ref().unwrap().signature.status, SignatureStatus::Unchecked);
        assert_eq!(verdict(&examination), Verdict::Unchecked, "{cnf}");
    }
    let text = bound(&by_thumbprint, &holder(), &kb_header(), |_| {}).layers[0].text.to_string();
    let examination = look(&text, &KeyRing::new([Arc::new(issuer()), Arc::new(holder_public)]), None);
    let binding = parts(&examination).1.key_binding.as_ref().unwrap();
    assert_eq!(binding.holder_key, HolderKey::Thumbprint);
    assert_eq!(verdict(&examination), Verdict::Valid);
}

// ---- JSON (§8)

fn flattened(compact: &str, header: Value) -> String {
    let parts: Vec<&str> = compact.split('~').next().unwrap().split('.').collect();
    json!({"protected": parts[0], "payload": parts[1], "signature": parts[2], "header": header}).to_string()
}

#[test]
fn the_json_serialization_carries_disclosures_in_its_header() {
    let text = disclosure(&json!(["s", "a", 1]));
    let compact = token(&json!({"_sd": [digest_of(&text)]}).to_string(), &[]);
    let examination = examined(&flattened(&compact, json!({"disclosures": [text]})));
    let (layer, sd_jwt) = parts(&examination);
    assert_eq!(processed(sd_jwt), json!({"a": 1}));
    assert_eq!(sd_jwt.disclosures[0].part.span.of(&layer.text), Some(&*text));
    assert_eq!(verdict(&examination), Verdict::Valid);
    // Digests protect them: no need to warn of a header that nothing protects.
    assert!(!examination.findings.iter().any(|finding| finding.rule.id == "HEADER_UNPROTECTED"));

    refused(&examined(&flattened(&compact, json!({"disclosures": "x"}))), "SDJWT_ENCODING");
    refused(&examined(&flattened(&compact, json!({"disclosures": [5]}))), "SDJWT_ENCODING");
    refused(&examined(&flattened(&compact, json!({"kb_jwt": 5}))), "SDJWT_KB_INVALID");
    refused(&examined(&flattened(&compact, json!({"kb_jwt": "a.b.c~"}))), "SDJWT_KB_INVALID");

    let parts: Vec<&str> = compact.split('~').next().unwrap().split('.').collect();
    let entry = json!({"protected": parts[0], "signature": parts[2]});
    let mut second = entry.clone();
    second["header"] = json!({"disclosures": []});
    let general = json!({"payload": parts[1], "signatures": [entry, second]});
    refused(&examined(&general.to_string()), "SDJWT_JSON_PLACE");
}
