//! Verdicts, inputs, keys and the JSON report.

use crate::golden::Said;
use crate::vector::{
    A128KW, A128KW_KEY, BEFORE, DETACHED, ES256, ES256_JWK, HS256, HS256_KEY, NONE, encode, hmac, hs256, hs256_jwk,
    sign,
};
use crate::{Folder, INVALID, UNCHECKED, UNUSABLE, VALID, inspect};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use serde_json::Value;

/// 32 bytes, so that no rule about short secrets speaks.
const SECRET: &[u8] = b"an unusually long secret, really";

fn verdict(report: &Value) -> &str {
    report["verdict"].as_str().expect("a verdict")
}

fn members(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn right_key_and_time_is_valid() {
    let mut said = Said::new("cli/inspect/right_key_and_time_is_valid");
    let ran = inspect(&[HS256, "--now", BEFORE, "--secret-env", "KEY", "--secret-encoding", "base64url"])
        .env("KEY", HS256_KEY)
        .run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    // RFC 7515 A.1: 40, 94 and 43 characters and two dots.
    said.line(&ran.stdout);
    assert_eq!(ran.stderr, "");
    said.agree();
}

#[test]
fn past_its_exp_is_invalid_and_says_so() {
    let mut said = Said::new("cli/inspect/past_its_exp_is_invalid_and_says_so");
    let ran = inspect(&[HS256, "--now", "1300819440", "--secret-env", "KEY", "--secret-encoding", "base64url"])
        .env("KEY", HS256_KEY)
        .run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    said.line(ran.stdout.lines().next().expect("a headline"));
    said.agree();
}

#[test]
fn leeway_is_counted_and_shown() {
    let mut said = Said::new("cli/inspect/leeway_is_counted_and_shown");
    let run = |leeway: &str| {
        inspect(&[HS256, "--now", "1300819390", "--leeway", leeway, "--secret-env", "KEY"])
            .env("KEY", &String::from_utf8_lossy(SECRET))
            .run()
    };
    // Not this key's signature: the leeway changes nothing about that.
    assert_eq!(run("60").status, INVALID);
    let token = hs256("{\"exp\":1300819380}", SECRET);
    let run = |leeway: &str| {
        inspect(&[&token, "--now", "1300819390", "--leeway", leeway, "--secret-env", "KEY"])
            .env("KEY", &String::from_utf8_lossy(SECRET))
            .run()
    };
    assert_eq!(run("0").status, INVALID);
    let ran = run("60");
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.line(&ran.stdout);
    said.agree();
}

#[test]
fn the_wrong_key_is_invalid() {
    let ran = inspect(&[HS256, "--now", BEFORE, "--secret-env", "KEY", "--json"]).env("KEY", "not the secret").run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    let report = ran.report();
    assert_eq!(verdict(&report), "invalid");
    let signature = &report["layers"][0]["signatures"][0];
    assert_eq!(signature["status"], "rejected");
    assert_eq!(signature["key"], Value::Null);
    assert!(!signature["reasons"].as_array().expect("a list").is_empty());
}

#[test]
fn one_flipped_bit_is_never_valid() {
    let token = hs256("{\"sub\":\"a\"}", SECRET);
    let secret = String::from_utf8_lossy(SECRET);
    assert_eq!(inspect(&[&token, "--secret-env", "KEY"]).env("KEY", &secret).run().status, VALID);
    for at in [3, token.find('.').expect("a dot") + 3, token.len() - 5] {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).expect("ASCII");
        let ran = inspect(&[&changed, "--secret-env", "KEY"]).env("KEY", &secret).run();
        assert_ne!(ran.status, VALID, "{at}: {ran:?}");
    }
}

#[test]
fn no_key_is_not_checked() {
    let mut said = Said::new("cli/inspect/no_key_is_not_checked");
    let ran = inspect(&[HS256, "--now", BEFORE, "--json"]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    let report = ran.report();
    assert_eq!(verdict(&report), "unchecked");
    assert_eq!(report["layers"][0]["signatures"][0]["status"], "unchecked");
    let ran = inspect(&[HS256, "--now", BEFORE]).run();
    said.line(ran.stdout.lines().next().expect("a headline"));
    said.agree();
}

#[test]
fn a_key_of_another_kind_is_not_checked() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/inspect/a_key_of_another_kind_is_not_checked", &folder.path(""));
    let key = folder.file("key.json", ES256_JWK);
    let ran = inspect(&[HS256, "--now", BEFORE, "--key", &key]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    said.line(&ran.stdout);
    said.agree();
}

#[test]
fn an_unsecured_token_is_never_valid() {
    let ran = inspect(&[NONE, "--now", BEFORE, "--json"]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    assert_eq!(verdict(&ran.report()), "unsecured");
    assert_eq!(ran.report()["layers"][0]["signatures"][0]["status"], "unsecured");
}

/// RFC 7515 §4.1.11: an extension that is not understood makes the JWS invalid, whatever the signature.
#[test]
fn an_unknown_critical_extension_is_invalid_even_with_the_right_key() {
    let token = sign("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", "{}", SECRET);
    let ran = inspect(&[&token, "--secret-env", "KEY", "--json"]).env("KEY", &String::from_utf8_lossy(SECRET)).run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    assert_eq!(ran.report()["layers"][0]["signatures"][0]["status"], "malformed");
}

#[test]
fn what_is_no_token_is_unreadable() {
    let ran = inspect(&["-", "--json"]).input("hello world").run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    let report = ran.report();
    assert_eq!(verdict(&report), "unreadable");
    let layer = &report["layers"][0];
    assert_eq!(members(layer), ["kind", "serialization", "header", "payload_b64", "claims"]);
    assert_eq!(layer["kind"], "unreadable");
}

#[test]
fn a_truncated_token_still_shows_its_header() {
    let ran = inspect(&["eyJhbGciOiJIUzI1NiIsImtpZCI6InByb2QtMjAyNiJ9.eyJpc3MiOiJqb2Ui"]).run();
    assert!(ran.status == UNUSABLE || ran.status == INVALID, "{ran:?}");
    assert!(ran.stdout.contains("\"prod-2026\""), "{ran:?}");
}

#[test]
fn a_secret_is_read_in_each_encoding_from_file_and_environment() {
    let folder = Folder::new();
    // Bytes that are text in no encoding but the one that is named.
    let secret: Vec<u8> = (0..32_u8).map(|byte| byte.wrapping_mul(37) ^ 0xFB).collect();
    let token = hs256("{}", &secret);
    for (encoding, written) in [
        ("base64", BASE64.encode(&secret)),
        ("base64url", BASE64URL_NOPAD.encode(&secret)),
        ("hex", HEXLOWER.encode(&secret)),
    ] {
        let ran = inspect(&[&token, "--secret-env", "KEY", "--secret-encoding", encoding]).env("KEY", &written).run();
        assert_eq!(ran.status, VALID, "{encoding}: {ran:?}");
        let file = folder.file(encoding, format!("{written}\n"));
        let ran = inspect(&[&token, "--secret-file", &file, "--secret-encoding", encoding]).run();
        assert_eq!(ran.status, VALID, "{encoding}: {ran:?}");
        let ran = inspect(&[&token, "--secret-file", &file]).run();
        assert_eq!(ran.status, INVALID, "{encoding} read as UTF-8: {ran:?}");
    }
    let file = folder.file("raw", &secret);
    let ran = inspect(&[&token, "--secret-file", &file, "--secret-encoding", "utf8"]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
}

/// `echo secret > file` ends the file with a line break that nobody means; a secret may also really end with one.
#[test]
fn a_line_break_behind_a_secret_is_no_riddle() {
    let folder = Folder::new();
    let file = folder.file("secret", [SECRET, b"\n"].concat());
    for token in [hs256("{}", SECRET), hs256("{}", &[SECRET, b"\n"].concat())] {
        let ran = inspect(&[&token, "--secret-file", &file]).run();
        assert_eq!(ran.status, VALID, "{ran:?}");
    }
}

#[test]
fn a_token_comes_from_standard_input_a_file_or_the_argument() {
    let folder = Folder::new();
    let key = folder.file("key.json", hs256_jwk());
    let keyed = ["--now", BEFORE, "--key", key.as_str()];
    let file = folder.file("token.txt", format!("{HS256}\n"));
    assert_eq!(inspect(&keyed).input(format!("{HS256}\r\n")).run().status, VALID);
    assert_eq!(inspect(&[&["-"], &keyed[..]].concat()).input(HS256).run().status, VALID);
    assert_eq!(inspect(&[&[file.as_str()], &keyed[..]].concat()).run().status, VALID);
    let bearer = format!("Authorization: Bearer {HS256}");
    let ran = inspect(&[&[bearer.as_str(), "--json"], &keyed[..]].concat()).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert!(!ran.report()["cleaned"].as_array().expect("a list").is_empty(), "{ran:?}");
    // What Windows PowerShell 5 writes with `>`.
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(HS256.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(inspect(&keyed).input(utf16).run().status, VALID);
}

/// A token or a file alone is inspected.
#[test]
fn a_first_word_that_is_a_token_or_a_file_is_inspected() {
    let folder = Folder::new();
    let key = folder.file("key.json", hs256_jwk());
    let file = folder.file("token.txt", HS256);
    let bearer = format!("Authorization: Bearer {HS256}");
    for word in [HS256, &file, &bearer, "-"] {
        let ran = crate::run(&[word, "--now", BEFORE, "--key", &key]).input(HS256).run();
        assert_eq!(ran.status, VALID, "{word}: {ran:?}");
        assert_eq!(verdict(&crate::run(&[word, "--json"]).input(HS256).run().report()), "invalid", "{word}");
    }
    // A command stays one, and what is neither is a mistake.
    assert_eq!(crate::run(&["templates"]).env("JOTSMITH_DATA_DIR", &folder.path("data")).run().status, VALID);
    assert_eq!(crate::run(&[&folder.path("missing")]).run().status, UNUSABLE);
}

/// `-` is standard input wherever a file is taken, once: what comes second would find nothing there.
#[test]
fn a_key_a_secret_and_a_payload_come_from_standard_input_too() {
    let mut said = Said::new("cli/inspect/a_key_a_secret_and_a_payload_come_from_standard_input_too");
    let ran = inspect(&[HS256, "--now", BEFORE, "--key", "-"]).input(hs256_jwk()).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.line(ran.stdout.lines().find(|line| line.trim_start().starts_with('✔')).expect("the key that verified it"));
    let secret = BASE64URL_NOPAD.decode(HS256_KEY.as_bytes()).expect("base64url");
    let ran = inspect(&[HS256, "--now", BEFORE, "--secret-file", "-"]).input(secret).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    let payload = BASE64URL_NOPAD.decode(HS256.split('.').nth(1).expect("a payload").as_bytes()).expect("base64url");
    let ran = inspect(&[HS256, "--now", BEFORE, "--payload", "-"]).input(payload).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    for arguments in [&["-", "--key", "-"][..], &["--key", "-"], &[HS256, "--key", "-", "--secret-file", "-"]] {
        let ran = inspect(arguments).input(hs256_jwk()).run();
        assert_eq!(ran.status, UNUSABLE, "{arguments:?} {ran:?}");
        said.line(&ran.stderr);
    }
    said.agree();
}

#[test]
fn keys_are_read_from_jwk_key_set_and_pem() {
    let folder = Folder::new();
    let key = openssl::ec::EcKey::from_public_key_affine_coordinates(
        &openssl::ec::EcGroup::from_curve_name(openssl::nid::Nid::X9_62_PRIME256V1).expect("P-256"),
        &coordinate("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
        &coordinate("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
    )
    .expect("a key");
    for (name, bytes) in [
        ("key.jwk", ES256_JWK.as_bytes().to_vec()),
        ("set.json", format!("{{\"keys\":[{},{ES256_JWK}]}}", hs256_jwk()).into_bytes()),
        ("key.pem", key.public_key_to_pem().expect("PEM")),
        ("key.der", key.public_key_to_der().expect("DER")),
    ] {
        let file = folder.file(name, bytes);
        let ran = inspect(&[ES256, "--now", BEFORE, "--key", &file, "--json"]).run();
        assert_eq!(ran.status, VALID, "{name}: {ran:?}");
        let report = ran.report();
        let key = &report["layers"][0]["signatures"][0]["key"];
        // RFC 7638 over crv, kty, x and y of this key.
        assert_eq!(key["thumbprint"], thumbprint().as_str(), "{name}");
    }
}

fn coordinate(base64url: &str) -> openssl::bn::BigNum {
    let bytes = BASE64URL_NOPAD.decode(base64url.as_bytes()).expect("base64url");
    openssl::bn::BigNum::from_slice(&bytes).expect("a number")
}

fn thumbprint() -> String {
    let canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\
                     \"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
    encode(openssl::sha::sha256(canonical.as_bytes()))
}

/// A file with nothing but a secret in it is a key too. How it is written is not said, and no guess may reject a good token.
#[test]
fn a_bare_secret_as_key_file_is_read_in_every_way() {
    let folder = Folder::new();
    let secret: Vec<u8> = (0..32_u8).map(|byte| byte.wrapping_mul(41) ^ 0x5A).collect();
    for written in [BASE64.encode(&secret), BASE64URL_NOPAD.encode(&secret), HEXLOWER.encode(&secret)] {
        let file = folder.file("secret.txt", format!("{written}\n"));
        for key in [secret.clone(), written.clone().into_bytes(), format!("{written}\n").into_bytes()] {
            let ran = inspect(&[&hs256("{}", &key), "--key", &file]).run();
            assert_eq!(ran.status, VALID, "{written}: {ran:?}");
        }
    }
}

#[test]
fn an_encrypted_key_file_opens_with_its_passphrase() {
    let folder = Folder::new();
    let group = openssl::ec::EcGroup::from_curve_name(openssl::nid::Nid::X9_62_PRIME256V1).expect("P-256");
    let pair = openssl::pkey::PKey::from_ec_key(openssl::ec::EcKey::generate(&group).expect("a key")).expect("a key");
    let pem =
        pair.private_key_to_pem_pkcs8_passphrase(openssl::symm::Cipher::aes_256_cbc(), b"open sesame").expect("PEM");
    let file = folder.file("key.pem", pem);
    let ran = inspect(&[HS256, "--now", BEFORE, "--key", &file]).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    assert!(ran.stderr.contains("--passphrase-env"), "{ran:?}");
    // The passphrase is for the file; it does not count as a secret that fails on the signature.
    let ran =
        inspect(&[HS256, "--now", BEFORE, "--key", &file, "--passphrase-env", "PASS"]).env("PASS", "open sesame").run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    let ran = inspect(&[HS256, "--now", BEFORE, "--key", &file, "--passphrase-env", "PASS"]).env("PASS", "wrong").run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
}

#[test]
fn a_jwe_is_locked_without_its_key_and_opens_with_it() {
    let ran = inspect(&[A128KW, "--json"]).run();
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    let report = ran.report();
    assert_eq!(verdict(&report), "unchecked");
    let layer = &report["layers"][0];
    assert_eq!(members(layer), ["kind", "serialization", "header", "recipients", "payload_b64", "claims"]);
    assert_eq!(layer["kind"], "jwe");
    assert_eq!(layer["recipients"][0]["status"], "locked");
    assert_eq!(layer["header"]["enc"], "A128CBC-HS256");
    assert_eq!(layer["payload_b64"], Value::Null);

    let ran = inspect(&[A128KW, "--json", "--secret-env", "KEY", "--secret-encoding", "base64url"])
        .env("KEY", A128KW_KEY)
        .run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    let report = ran.report();
    let layer = &report["layers"][0];
    assert_eq!(layer["recipients"][0]["status"], "decrypted");
    assert_eq!(layer["payload_b64"], encode("Live long and prosper.").as_str());
    assert_eq!(layer["claims"], Value::Null);
}

#[test]
fn a_passphrase_opens_pbes2() {
    let mut header = josekit::jwe::JweHeader::new();
    header.set_content_encryption("A128GCM");
    let encrypter = josekit::jwe::PBES2_HS256_A128KW.encrypter_from_bytes(b"open sesame").expect("an encrypter");
    let token = josekit::jwe::serialize_compact(b"{\"sub\":\"a\"}", &header, &encrypter).expect("a token");
    let run = |passphrase: &str| inspect(&[&token, "--passphrase-env", "PASS", "--json"]).env("PASS", passphrase).run();
    let ran = run("open sesame");
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert_eq!(ran.report()["layers"][0]["claims"]["sub"], "a");
    assert_eq!(run("open barley").status, INVALID);
}

#[test]
fn a_nested_token_has_two_layers() {
    let inner = hs256("{\"sub\":\"a\"}", SECRET);
    let mut header = josekit::jwe::JweHeader::new();
    header.set_content_encryption("A256GCM");
    header.set_content_type("JWT");
    let encrypter = josekit::jwe::A256KW.encrypter_from_bytes([7_u8; 32]).expect("an encrypter");
    let token = josekit::jwe::serialize_compact(inner.as_bytes(), &header, &encrypter).expect("a token");
    let folder = Folder::new();
    let outer_key = folder.file("outer.json", format!("{{\"kty\":\"oct\",\"k\":\"{}\"}}", encode([7_u8; 32])));
    let inner_key = folder.file("inner.json", format!("{{\"kty\":\"oct\",\"k\":\"{}\"}}", encode(SECRET)));
    let ran = inspect(&[&token, "--json", "--key", &outer_key, "--key", &inner_key]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    let report = ran.report();
    assert_eq!(report["layers"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["layers"][0]["payload_b64"], encode(&inner).as_str());
    assert_eq!(report["layers"][1]["claims"]["sub"], "a");
    // Opened, but whether its inside is genuine nobody knows.
    let ran = inspect(&[&token, "--key", &outer_key]).run();
    assert_ne!(ran.status, VALID, "{ran:?}");
}

#[test]
fn a_detached_payload_is_given_as_a_file() {
    let folder = Folder::new();
    let payload = folder.file("payload", "$.02");
    let other = folder.file("other", "$.03");
    let run = |more: &[&str]| {
        inspect(&[&[DETACHED, "--json", "--secret-env", "KEY", "--secret-encoding", "base64url"], more].concat())
            .env("KEY", HS256_KEY)
            .run()
    };
    let ran = run(&[]);
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    assert_eq!(ran.report()["layers"][0]["payload_b64"], Value::Null);
    let ran = run(&["--payload", &payload]);
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert_eq!(ran.report()["layers"][0]["payload_b64"], encode("$.02").as_str());
    assert_eq!(run(&["--payload", &other]).status, INVALID);
}

#[test]
fn issuer_and_audience_are_expected() {
    let token = hs256("{\"iss\":\"https://issuer.example\",\"aud\":[\"api\",\"cdn\"]}", SECRET);
    let run = |arguments: &[&str]| {
        inspect(&[&[token.as_str(), "--secret-env", "KEY"], arguments].concat())
            .env("KEY", &String::from_utf8_lossy(SECRET))
            .run()
            .status
    };
    assert_eq!(run(&["--issuer", "https://issuer.example", "--audience", "cdn"]), VALID);
    assert_eq!(run(&["--issuer", "https://issuer.example/"]), INVALID);
    assert_eq!(run(&["--audience", "other"]), INVALID);
}

#[test]
fn of_several_tokens_the_first_is_taken_and_the_others_are_mentioned() {
    let mut said = Said::new("cli/inspect/of_several_tokens_the_first_is_taken_and_the_others_are_mentioned");
    let first = hs256("{\"sub\":\"first\"}", SECRET);
    let second = hs256("{\"sub\":\"second\"}", SECRET);
    let input = format!("{first}\n{second}\n");
    let secret = String::from_utf8_lossy(SECRET);
    let run = |more: &[&str]| {
        inspect(&[&["--secret-env", "KEY"], more].concat()).env("KEY", &secret).input(input.clone()).run()
    };
    let ran = run(&[]);
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert!(ran.stdout.contains("\"first\""), "{ran:?}");
    said.line(ran.stdout.lines().find(|line| line.contains("token")).expect("which one"));
    let report = run(&["--json", "--pick", "2"]).report();
    assert_eq!(report["layers"][0]["claims"]["sub"], "second");
    assert_eq!(report["picked"], serde_json::json!({ "number": 2, "of": 2 }));
    let ran = run(&["--pick", "3"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (UNUSABLE, ""));
    assert_eq!(run(&["--pick", "0"]).status, UNUSABLE);
    said.agree();
}

#[test]
fn the_report_has_the_documented_members_in_their_order() {
    let ran =
        inspect(&[HS256, "--now", "1400000000", "--json", "--secret-env", "KEY", "--secret-encoding", "base64url"])
            .env("KEY", HS256_KEY)
            .run();
    let report = ran.report();
    assert_eq!(members(&report), ["format", "verdict", "message", "cleaned", "layers", "checks", "findings", "size"]);
    assert_eq!(report["format"], 1);
    assert_eq!(verdict(&report), "invalid");
    assert_eq!(report["cleaned"], serde_json::json!([]));
    let layer = &report["layers"][0];
    assert_eq!(members(layer), ["kind", "serialization", "header", "signatures", "payload_b64", "claims"]);
    assert_eq!((&layer["kind"], &layer["serialization"]), (&"jws".into(), &"compact".into()));
    assert_eq!(layer["header"], serde_json::json!({ "typ": "JWT", "alg": "HS256" }));
    assert_eq!(layer["payload_b64"], HS256.split('.').nth(1).expect("a payload"));
    assert_eq!(layer["claims"]["exp"], 1_300_819_380);
    let signature = &layer["signatures"][0];
    assert_eq!(members(signature), ["status", "algorithm", "key", "reasons"]);
    assert_eq!((&signature["status"], &signature["algorithm"]), (&"verified".into(), &"HS256".into()));
    assert_eq!(members(&signature["key"]), ["kid", "thumbprint"]);
    // RFC 7638 §7: that of a secret that can be guessed would help to. This one has 64 random bytes.
    assert!(signature["key"]["thumbprint"].is_string());
    let findings = report["findings"].as_array().expect("a list");
    assert!(!findings.is_empty(), "it is expired");
    for finding in findings {
        // What can be done is there where something can.
        let all = ["rule", "severity", "message", "layer", "span", "act"];
        assert_eq!(members(finding), all[..if finding["act"].is_null() { 5 } else { 6 }]);
        assert!(["error", "warning", "info"].contains(&finding["severity"].as_str().expect("a word")));
        assert!(finding["span"].is_null() || finding["span"].as_array().is_some_and(|span| span.len() == 2));
    }
    assert_eq!(
        report["size"],
        serde_json::json!({ "total": 179, "parts": [
            { "name": "header", "bytes": 40 }, { "name": "payload", "bytes": 94 }, { "name": "signature", "bytes": 43 },
        ] })
    );
    let reasons = inspect(&[HS256, "--json"]).run().report()["layers"][0]["signatures"][0]["reasons"].clone();
    assert_eq!(members(&reasons[0]), ["code", "message", "act"]);
}

#[test]
fn header_and_claims_stand_in_the_report_as_they_were_written() {
    let token = sign(
        "{ \"zip\" : 1.0, \"alg\":\"HS256\" }",
        "{\"n\":12345678901234567890123,\r\n \"f\":1.50e+2, \"a\":1, \"a\":2, \"s\":\"\\u0041 \\/\"}",
        SECRET,
    );
    let ran = inspect(&[&token, "--json"]).run();
    assert!(ran.stdout.contains("\"header\":{\"zip\":1.0,\"alg\":\"HS256\"}"), "{ran:?}");
    let claims = "\"claims\":{\"n\":12345678901234567890123,\"f\":1.50e+2,\"a\":1,\"a\":2,\"s\":\"\\u0041 \\/\"}";
    assert!(ran.stdout.contains(claims), "{ran:?}");
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn the_general_serialization_has_a_header_for_each_signature() {
    let (protected, payload) = (encode("{\"alg\":\"HS256\"}"), encode("{}"));
    let signature = hmac(SECRET, &format!("{protected}.{payload}"));
    let entry = |kid: &str| {
        format!("{{\"protected\":\"{protected}\",\"header\":{{\"kid\":\"{kid}\"}},\"signature\":\"{signature}\"}}")
    };
    let token = format!("{{\"payload\":\"{payload}\",\"signatures\":[{},{}]}}", entry("a"), entry("b"));
    let ran = inspect(&[&token, "--json", "--secret-env", "KEY"]).env("KEY", &String::from_utf8_lossy(SECRET)).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    let report = ran.report();
    let layer = &report["layers"][0];
    assert_eq!(layer["serialization"], "general");
    assert_eq!(layer["header"], serde_json::json!({ "alg": "HS256", "kid": "a" }));
    assert_eq!(layer["signatures"][1]["header"], serde_json::json!({ "alg": "HS256", "kid": "b" }));
    assert_eq!(layer["signatures"][1]["status"], "verified");
}

#[test]
fn wrong_usage_is_2_with_a_message_and_without_a_report() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/inspect/wrong_usage_is_2_with_a_message_and_without_a_report", &folder.path(""));
    let missing = folder.path("missing.jwt");
    let directory = folder.path("");
    for arguments in [
        vec![missing.as_str()],
        vec![directory.as_str()],
        vec!["/dev/zero"],
        vec![HS256, "--access-token", missing.as_str()],
        vec![HS256, "--access-token", "token.txt"],
        vec![HS256, "--access-token", "token"],
        vec![HS256, "--now", "noon"],
        vec![HS256, "--leeway", "-1"],
        vec![HS256, "--no-such-flag"],
        vec![HS256, HS256],
        vec![],
    ] {
        let ran = inspect(&arguments).run();
        assert_eq!(ran.status, UNUSABLE, "{arguments:?}: {ran:?}");
        assert_eq!(ran.stdout, "", "{arguments:?}");
        said.line(format!("$ jotsmith inspect {}\n{}", arguments.join(" "), ran.stderr));
    }
    said.agree();
}

/// The token is read, what is wrong with the keys and files stands beside it, and the status says that it was not as asked.
#[test]
fn what_cannot_be_used_hides_no_token() {
    let folder = Folder::new();
    let garbage = folder.file("garbage.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let empty = folder.file("empty.json", b"{\"keys\":[]}");
    let missing = folder.path("missing.pem");
    let note = folder.file("note.txt", b"no certificate");
    let blank = folder.file("blank.txt", b"");
    for (arguments, message) in [
        (vec![HS256, "--keyring", "nobodys"], "nobodys"),
        (vec![HS256, "--trust", missing.as_str()], missing.as_str()),
        (vec![HS256, "--trust", note.as_str()], "note.txt"),
        (vec![HS256, "--payload", missing.as_str()], missing.as_str()),
        (vec![HS256, "--passphrase-file", missing.as_str()], missing.as_str()),
        (vec![HS256, "--passphrase-file", blank.as_str()], "blank.txt"),
        (vec![HS256, "--passphrase-env", "JOTSMITH_TEST_UNSET"], "JOTSMITH_TEST_UNSET"),
        (vec![HS256, "--key", missing.as_str()], missing.as_str()),
        (vec![HS256, "--key", garbage.as_str()], "garbage.bin"),
        (vec![HS256, "--key", empty.as_str()], "empty.json"),
        (vec![HS256, "--secret-file", missing.as_str()], missing.as_str()),
        (vec![HS256, "--secret-env", "JOTSMITH_TEST_UNSET"], "JOTSMITH_TEST_UNSET"),
    ] {
        let arguments = [arguments.as_slice(), &["--now", "1300819000"]].concat();
        let ran = inspect(&arguments).run();
        assert_eq!(ran.status, UNUSABLE, "{arguments:?}: {ran:?}");
        assert!(ran.stdout.contains("HS256"), "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {ran:?}");
        let report = inspect(&[arguments.as_slice(), &["--json"]].concat()).run().report();
        assert!(report["notes"][0].as_str().expect("a note").contains(message), "{arguments:?}: {report}");
        assert_eq!(report["verdict"], "unchecked", "{arguments:?}");
    }
}

/// Of a set that lacks the key that the token names no member speaks against it, not even the only one.
#[test]
fn the_only_key_of_a_set_rejects_nothing_under_another_name() {
    let folder = Folder::new();
    let token = format!("{}.{}.{}", encode(r#"{"alg":"HS256","kid":"a"}"#), encode(r#"{"iss":"a"}"#), "A".repeat(43));
    let jwk =
        |kid: &str| format!(r#"{{"kty":"oct","kid":"{kid}","k":"{}"}}"#, encode("correct-horse-battery-staple-01"));
    let set = |kid: &str| format!(r#"{{"keys":[{}]}}"#, jwk(kid));
    for (name, key, status) in
        [("set.json", set("b"), UNCHECKED), ("named.json", set("a"), INVALID), ("key.json", jwk("b"), INVALID)]
    {
        let file = folder.file(name, key);
        assert_eq!(inspect(&[&token, "--key", &file]).run().status, status, "{name}");
    }
}

/// A file that is not there is missed, and no command.
#[test]
fn a_first_word_with_a_dot_is_the_name_of_a_file() {
    for name in ["missing.jwt", "./missing", "folder/missing.txt"] {
        let ran = crate::run(&[name]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        assert_eq!(ran.stderr, format!("jotsmith: cannot read {name}: no such file\n"));
    }
}

/// A time that nothing was issued at is not offered, and one option is not offered beside another that excludes it.
#[test]
fn the_token_is_offered_to_be_judged_at_a_time_that_can_be() {
    let mut said = Said::new("cli/inspect/the_token_is_offered_to_be_judged_at_a_time_that_can_be");
    let token = |iat: &str| {
        let claims = format!(r#"{{"iss":"a","iat":{iat},"exp":1795442400}}"#);
        format!("{}.{}.{}", encode(r#"{"alg":"HS256"}"#), encode(&claims), "A".repeat(43))
    };
    let shown = |iat: &str, more: &[&str]| {
        let token = token(iat);
        inspect(&[&[token.as_str()], more].concat()).run().stdout
    };
    let after = ["--now", "1795442500"];
    let offered = shown("1795442300", &after);
    said.line(offered.lines().find(|line| line.contains("--at-iat")).expect("an offer"));
    for iat in ["0", "-1", "3600", "1795442300000"] {
        assert!(!shown(iat, &after).contains("--at-iat"), "{iat}");
    }
    said.agree();
}

#[test]
fn an_existing_file_is_read_whatever_its_name() {
    let folder = Folder::new();
    // Its first part is base64url of what begins with a brace.
    let file = folder.file("example.jwt", HS256.as_bytes());
    let name = std::path::Path::new(&file);
    let ran = inspect(&["example.jwt", "--json"]).within(name.parent().expect("a folder")).run();
    assert_eq!(ran.report()["layers"][0]["header"]["alg"], "HS256");
}

#[test]
fn a_secret_that_is_not_in_its_encoding_is_refused_unseen() {
    for (encoding, secret) in [("hex", "canary-not-hex"), ("base64", "canary*"), ("base64url", "canary*"), ("utf8", "")]
    {
        let ran = inspect(&[HS256, "--secret-env", "KEY", "--secret-encoding", encoding]).env("KEY", secret).run();
        assert_eq!(ran.status, UNUSABLE, "{encoding}: {ran:?}");
        assert!(ran.stderr.contains("$KEY") && !ran.stderr.contains("canary"), "{encoding}: {ran:?}");
    }
}

#[test]
fn help_is_no_failure() {
    let ran = inspect(&["--help"]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    for flag in ["--key", "--secret-file", "--secret-env", "--now", "--json", "Exit status"] {
        assert!(ran.stdout.contains(flag), "{flag}");
    }
}

/// What is no JOSE object is named, not called broken, and its text is not repeated.
#[test]
fn tokens_of_other_formats_are_named() {
    let paseto = "v4.public.eyJzdWIiOiJ4In0";
    for ran in [inspect(&[paseto]).run(), inspect(&["-"]).input(paseto).run()] {
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains("PASETO") && !ran.stderr.contains(paseto), "{}", ran.stderr);
    }
    let ran = inspect(&["-", "--json"]).input(paseto).run();
    let report = ran.report();
    assert_eq!((ran.status, &report["verdict"]), (2, &"unreadable".into()));
    assert!(report["notes"][0].as_str().expect("a note").contains("PASETO"));
    let key = inspect(&["-"]).input("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}").run();
    assert_eq!(key.status, 2);
    assert!(key.stderr.contains("--key") && !key.stderr.contains("c2VjcmV0"), "{}", key.stderr);
}

/// A verdict on the token's own payload must not be taken for one on the file.
#[test]
fn a_payload_for_a_token_that_has_its_own_is_refused_unless_it_is_the_same() {
    let folder = Folder::new();
    let other = folder.file("other.txt", b"another payload");
    let arguments = [HS256, "--secret-env", "KEY", "--secret-encoding", "base64url", "--payload", &other];
    let ran = inspect(&arguments).env("KEY", HS256_KEY).run();
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("--payload"), "{}", ran.stderr);
    let own = HS256.split('.').nth(1).expect("a payload");
    let same = folder.file("same.txt", jotsmith::engine::ground::base64url::decode(own).bytes);
    let arguments = [HS256, "--secret-env", "KEY", "--secret-encoding", "base64url", "--payload", &same];
    let ran = inspect(&[&arguments[..], &["--now", "1300819000"]].concat()).env("KEY", HS256_KEY).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
}

#[test]
fn what_is_expected_and_is_something_else_is_named() {
    let mut said = Said::new("cli/inspect/what_is_expected_and_is_something_else_is_named");
    let claims = r#"{"iss":"https://as.example","aud":"api","sub":"a","iat":1000}"#;
    let token = hs256(claims, SECRET);
    let run = |arguments: &[&str]| {
        let all = [&[token.as_str(), "--now", "1970-01-01T00:33:20Z", "--secret-env", "KEY"], arguments].concat();
        inspect(&all).env("KEY", &String::from_utf8_lossy(SECRET)).run()
    };
    for arguments in [
        &["--algorithm", "HS256", "--algorithm", "RS256", "--require", "sub", "--max-age", "1000"][..],
        &["--issuer", "https://as.example", "--audience", "api"],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.status, VALID, "{arguments:?} {ran:?}");
    }
    for arguments in [
        ["--audience", "web"],
        ["--issuer", "web"],
        ["--typ", "logout+jwt"],
        ["--algorithm", "RS256"],
        ["--require", "azp"],
        ["--max-age", "60"],
    ] {
        let ran = run(&arguments);
        assert_eq!(ran.status, INVALID, "{arguments:?} {ran:?}");
        said.line(format!("{}: {}", arguments.join(" "), ran.stdout.lines().next().expect("a headline")));
    }
    said.agree();
}

/// The headline stays one line: four faults, and how many more there are.
#[test]
fn the_headline_counts_the_faults_that_it_does_not_name() {
    let mut said = Said::new("cli/inspect/the_headline_counts_the_faults_that_it_does_not_name");
    let token = hs256(r#"{"exp":1000,"nbf":3000,"iat":3000,"iss":"a","aud":"b"}"#, SECRET);
    let expected = ["--issuer", "c", "--audience", "d", "--require", "sub", "--require", "jti"];
    let ran = inspect(&[&[&token, "--now", "1970-01-01T00:33:20Z", "--secret-env", "KEY"][..], &expected].concat())
        .env("KEY", &String::from_utf8_lossy(SECRET))
        .run();
    assert_eq!(ran.status, INVALID, "{ran:?}");
    let headline = ran.stdout.lines().next().expect("a headline");
    said.line(headline);
    let few = inspect(&[&token, "--now", "1970-01-01T00:33:20Z", "--secret-env", "KEY"]).env("KEY", "another").run();
    said.line(few.stdout.lines().next().expect("a headline"));
    said.agree();
}

/// A weak key verifies, and who reads the verdict is told.
#[test]
fn a_weak_secret_is_told_with_the_verdict() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/inspect/a_weak_secret_is_told_with_the_verdict", &folder.path(""));
    let secret = b"short";
    let file = folder.file("secret", secret);
    let token = hs256(r#"{"exp":99999999999}"#, secret);
    let ran = inspect(&[&token, "--secret-file", &file]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    let headline = ran.stdout.lines().next().unwrap();
    said.line(headline);
    assert!(ran.stdout.contains("KEY_HS_SHORT"), "{}", ran.stdout);
    let report = inspect(&[&token, "--secret-file", &file, "--json"]).run();
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let rules: Vec<&str> =
        report["findings"].as_array().unwrap().iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(rules.contains(&"KEY_HS_SHORT"), "{rules:?}");
    let strong = folder.file("strong", SECRET);
    let ran = inspect(&[&hs256("{}", SECRET), "--secret-file", &strong]).run();
    assert!(!ran.stdout.contains("KEY_HS_SHORT"), "{}", ran.stdout);
    said.agree();
}

/// The terminal tells times in the zone of the computer as well, with its offset.
#[test]
fn times_are_told_in_local_time_on_demand() {
    let mut said = Said::new("cli/inspect/times_are_told_in_local_time_on_demand");
    let run = |arguments: &[&str]| inspect(arguments).env("TZ", "XST-3").run().stdout;
    let arguments = [HS256, "--now", "1300819390"];
    said.line(run(&arguments));
    said.line(run(&[&arguments[..], &["--local"]].concat()));
    said.agree();
}
