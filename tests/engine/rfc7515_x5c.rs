//! RFC 7515 §4.1.6 to §4.1.8: the certificates in a header, their order, and their thumbprints.

use crate::golden::Said;
use crate::support::{keys, look};
use jotsmith::engine::crypto::certificate::Issuance;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::jose::certificate::CertificateChain;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::key::{Jwk, KeyRing};
use serde_json::{Value, json};
use std::sync::Arc;

fn data() -> Value {
    serde_json::from_str(include_str!("../data/certificate.json")).unwrap()
}

/// The key of the leaf: the issuer's of RFC 9901 Appendix A.5.
fn signer() -> Jwk {
    let jwk = json!({"kty": "EC", "crv": "P-256", "d": "Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
        "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ", "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"});
    keys(jwk.to_string().as_bytes()).remove(0)
}

fn signed(mut header: Value) -> String {
    header["alg"] = "ES256".into();
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(b"{}"));
    format!("{input}.{}", encode(&sign(find("ES256").unwrap(), &signer().material, input.as_bytes()).unwrap()))
}

fn see(header: Value) -> Examination {
    look(&signed(header), &KeyRing::new([Arc::new(signer())]), None)
}

fn chain(examination: &Examination) -> &CertificateChain {
    &examination.layers[0].certificates[0]
}

fn messages(examination: &Examination, rule: &str) -> Vec<String> {
    let found = examination.findings.iter().filter(|finding| finding.rule.id == rule);
    found.map(|finding| finding.message.clone()).collect()
}

fn said(examination: &Examination) -> Vec<&'static str> {
    let rules = ["HDR_X5C_INVALID", "HDR_X5C_ORDER", "HDR_X5C_KEY_MISMATCH", "HDR_X5T_MISMATCH"];
    let found = examination.findings.iter().map(|finding| finding.rule.id);
    found.filter(|id| rules.contains(id)).collect()
}

#[test]
fn a_chain_in_order() {
    let data = data();
    let x5c = json!([data["leaf"], data["intermediate"], data["root"]]);
    let examination = see(json!({"x5c": x5c, "x5t": data["leaf_x5t"], "x5t#S256": data["leaf_x5t_s256"]}));
    assert_eq!(said(&examination), [""; 0]);
    let chain = chain(&examination);
    assert!(chain.is_in_order());
    assert_eq!((chain.is_of_key, chain.is_x5t_right, chain.is_x5t_s256_right), (Some(true), Some(true), Some(true)));
    let [Some(leaf), Some(intermediate), Some(root)] = &chain.certificates[..] else { panic!("three certificates") };
    assert_eq!(leaf.facts.subject, "CN=leaf, O=Jotsmith tests");
    assert_eq!(leaf.facts.issuer, "CN=intermediate, O=Jotsmith tests");
    assert_eq!(leaf.facts.serial_number, "1234");
    // 2024-01-01 and 2044-01-01.
    assert_eq!((leaf.facts.not_before, leaf.facts.not_after), (Some(1_704_067_200), Some(2_335_219_200)));
    let names = ["DNS:signer.example", "URI:https://issuer.example/", "IP:192.0.2.1", "email:a@example.com"];
    assert_eq!(leaf.alternative_names, names);
    assert_eq!(leaf.key_words, "EC, P-256");
    assert_eq!(intermediate.key_words, "RSA, 2048 bits");
    assert_eq!(root.key_words, "EC, P-384");
    assert_eq!([leaf, intermediate, root].map(|one| one.is_self_signed), [false, false, true]);
    assert_eq!(leaf.issued_by_next, Some(Issuance::Signed));
    assert_eq!(root.issued_by_next, None);
}

#[test]
fn a_chain_out_of_order_is_named() {
    let data = data();
    let examination = see(json!({"x5c": [data["leaf"], data["root"], data["intermediate"]]}));
    let order = messages(&examination, "HDR_X5C_ORDER");
    assert_eq!(order[0], "Certificate 1 was issued by certificate 3, not by the next one");
    assert!(!chain(&examination).is_in_order());

    let examination = see(json!({"x5c": [data["leaf"], data["root"]]}));
    assert_eq!(said(&examination), ["HDR_X5C_ORDER"]);
    assert_eq!(chain(&examination).first().unwrap().issued_by_next, Some(Issuance::OtherName));

    // The names fit, the signature is somebody else's: with the right type of key and with another.
    for forged in ["forged", "mistyped"] {
        let examination = see(json!({"x5c": [data[forged], data["intermediate"], data["root"]]}));
        assert_eq!(said(&examination), ["HDR_X5C_ORDER"], "{forged}");
        assert_eq!(chain(&examination).first().unwrap().issued_by_next, Some(Issuance::NotSigned), "{forged}");
    }
}

#[test]
fn the_first_certificate_is_of_the_key_that_signed() {
    let data = data();
    let examination = see(json!({"x5c": [data["root"]]}));
    assert_eq!(said(&examination), ["HDR_X5C_KEY_MISMATCH"]);
    assert_eq!(chain(&examination).is_of_key, Some(false));
    let examination = see(json!({"x5c": [data["brainpool"]]}));
    assert_eq!(said(&examination), ["HDR_X5C_KEY_MISMATCH"]);
    assert_eq!(chain(&examination).first().unwrap().key_words, "EC, 256 bits");

    // Without a key at hand the first certificate's is tried: a fact, and the status stays unchecked.
    let text = signed(json!({"x5c": [data["leaf"]]}));
    let examination = look(&text, &KeyRing::default(), None);
    assert_eq!(chain(&examination).is_of_key, Some(true));
    assert_eq!(examination.layers[0].signatures[0].status.word(), "unchecked");
    let (rest, _) = text.rsplit_once('.').unwrap();
    let examination = look(&format!("{rest}.{}", encode(&[1; 64])), &KeyRing::default(), None);
    assert_eq!(said(&examination), ["HDR_X5C_KEY_MISMATCH"]);
    let examination = look(&signed(json!({"x5c": [data["ed25519"]]})), &KeyRing::default(), None);
    assert_eq!(chain(&examination).is_of_key, None);
    assert_eq!(chain(&examination).first().unwrap().key_words, "OKP, Ed25519");
}

/// §4.1.6 has the root left out: a root that was given as the key is no other signer's.
#[test]
fn an_authority_that_is_not_in_the_chain_is_one_all_the_same() {
    let data = data();
    let of = |name: &str| {
        let der = data_encoding::BASE64.decode(data[name].as_str().unwrap().as_bytes()).unwrap();
        Arc::new(keys(&der).remove(0))
    };
    for (x5c, given, is_authority) in [
        (json!([data["leaf"]]), "intermediate", true),
        (json!([data["leaf"], data["intermediate"]]), "root", true),
        (json!([data["leaf"]]), "root", false),
    ] {
        let examination = look(&signed(json!({"x5c": x5c})), &KeyRing::new([of(given)]), None);
        let code = examination.layers[0].signatures[0].reasons[0].code();
        assert_eq!(code == "issuer-given-as-key", is_authority, "{given}: {code}");
    }
}

#[test]
fn thumbprints_are_computed_again() {
    let mut told = Said::new("engine/rfc7515_x5c/thumbprints_are_computed_again");
    let data = data();
    let right = data["leaf_x5t"].as_str().unwrap();
    let hexadecimal: String =
        jotsmith::engine::ground::base64url::decode(right).bytes.iter().map(|b| format!("{b:02x}")).collect();
    for stated in ["AAAA".to_owned(), encode(hexadecimal.as_bytes()), hexadecimal.to_uppercase(), format!("{right}=")] {
        let examination = see(json!({"x5c": [data["leaf"]], "x5t": stated}));
        assert_eq!(said(&examination), ["HDR_X5T_MISMATCH"], "{stated}");
        assert_eq!(chain(&examination).is_x5t_right, Some(false));
        let message = &messages(&examination, "HDR_X5T_MISMATCH")[0];
        assert!(message.contains(right), "{message}");
        told.line(message);
    }
    told.agree();
    let examination = see(json!({"x5c": [data["leaf"]], "x5t#S256": data["leaf_x5t"]}));
    assert_eq!(said(&examination), ["HDR_X5T_MISMATCH"]);
    // Without certificates it is empty to compare with.
    assert!(see(json!({"x5t": "AAAA"})).layers[0].certificates.is_empty());
}

#[test]
fn what_is_no_certificate_is_named_and_the_others_are_shown() {
    let mut told = Said::new("engine/rfc7515_x5c/what_is_no_certificate_is_named_and_the_others_are_shown");
    let data = data();
    let leaf = data["leaf"].as_str().unwrap();
    let der = data_encoding::BASE64.decode(leaf.as_bytes()).unwrap();
    let url = encode(&der);
    let wrapped = format!("{}\n{}", &leaf[..64], &leaf[64..]);
    let mut trailing = der.clone();
    trailing.push(0);
    let cut = data_encoding::BASE64.encode(&der[..der.len() - 1]);
    let pem = data_encoding::BASE64.encode(b"-----BEGIN CERTIFICATE-----\n");
    for (what, text, is_readable) in [
        ("base64url", json!(url), true),
        ("a line break", json!(wrapped), true),
        ("a star", json!("*"), false),
        ("empty", json!(""), false),
        ("zeros", json!("AAAA"), false),
        ("cut", json!(cut), false),
        ("trailing data", json!(data_encoding::BASE64.encode(&trailing)), false),
        ("PEM", json!(pem), false),
        ("a number", json!(5), false),
        ("a megabyte", json!("A".repeat(1 << 20)), false),
        (
            "a declared length of four gigabytes",
            json!(data_encoding::BASE64.encode(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30])),
            false,
        ),
    ] {
        let examination = see(json!({"x5c": [text]}));
        let found = messages(&examination, "HDR_X5C_INVALID");
        let [message] = &found[..] else { panic!("{what}: {found:?}") };
        told.line(format!("{what}: {message}"));
        assert_eq!(chain(&examination).first().is_some(), is_readable, "{what}");
    }
    told.agree();
    for x5c in [json!([]), json!("x"), json!({}), json!(null)] {
        assert_eq!(said(&see(json!({"x5c": x5c}))), ["HDR_X5C_INVALID"]);
    }
    let examination = see(json!({"x5c": [leaf, "AAAA", data["root"]]}));
    assert_eq!(said(&examination), ["HDR_X5C_INVALID"]);
    assert!(chain(&examination).certificates[2].is_some());
    assert!(!chain(&examination).is_in_order());
}

#[test]
fn a_thousand_certificates_are_cut_at_sixteen() {
    let data = data();
    let examination = see(json!({"x5c": vec![data["root"].clone(); 1000]}));
    assert_eq!(chain(&examination).certificates.len(), 16);
    assert!(messages(&examination, "HDR_X5C_INVALID")[0].contains("1000"));
}

/// Every byte of a certificate, changed: never a panic, and never in order with what signed it.
#[test]
fn a_changed_certificate_is_not_signed() {
    let data = data();
    let der = data_encoding::BASE64.decode(data["leaf"].as_str().unwrap().as_bytes()).unwrap();
    for at in (0..der.len()).step_by(5) {
        let mut changed = der.clone();
        changed[at] ^= 1;
        let x5c = json!([data_encoding::BASE64.encode(&changed), data["intermediate"]]);
        assert!(!chain(&see(json!({"x5c": x5c}))).is_in_order(), "byte {at}");
    }
}
