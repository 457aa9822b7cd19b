//! `jotsmith build`: what it makes, `inspect` finds good; what it refuses, it explains; and only the token is printed.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE, VALID, build, inspect, run};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

const MADE: i32 = 0;
const REFUSED: i32 = 1;
const NOW: &str = "1800000000";

/// Keys that nobody published; made for these tests.
const P256: &str = include_str!("../data/keys/p256.jwk.json");
const RSA: &str = include_str!("../data/keys/rsa.jwk.json");
const SECRET: &str = "Jv7mQ2xT9cLrZp4KdWyB8nHsE6uGfA3oV1iXbNqRtM0";

fn made(arguments: &[&str]) -> String {
    let ran = build(arguments).env("KEY", SECRET).run();
    assert_eq!(ran.status, MADE, "{arguments:?}: {ran:?}");
    let token = ran.stdout.strip_suffix('\n').expect("a line");
    assert!(!token.contains('\n') && !token.is_empty(), "{ran:?}");
    token.to_owned()
}

fn checked(token: &str, arguments: &[&str]) -> Value {
    let more = [&["-", "--json", "--now", NOW, "--secret-env", "KEY"], arguments].concat();
    let ran = inspect(&more).env("KEY", SECRET).input(token).run();
    assert_eq!(ran.status, VALID, "{token}: {ran:?}");
    ran.report()
}

fn part(token: &str, index: usize) -> String {
    let part = token.split('.').nth(index).expect("a part");
    String::from_utf8(BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64url")).expect("UTF-8")
}

/// Nothing was made; why is a golden.
fn failed(said: &mut Said, ran: &Ran, status: i32) {
    assert_eq!(ran.status, status, "{ran:?}");
    assert_eq!(ran.stdout, "", "{ran:?}");
    said.line(&ran.stderr);
}

#[test]
fn claims_are_signed_as_they_are_written() {
    let claims = "{ \"sub\" : \"alice\",\n \"n\":1.0 }";
    let token = made(&["--claims", claims, "--secret-env", "KEY"]);
    assert_eq!(part(&token, 1), claims);
    assert_eq!(part(&token, 0), r#"{"alg":"HS256","typ":"JWT"}"#);
    checked(&token, &[]);
    let folder = Folder::new();
    let file = folder.file("claims.json", claims);
    assert_eq!(made(&["--claims", &file, "--secret-env", "KEY"]), token);
    let ran = build(&["--claims", "-", "--secret-env", "KEY"]).env("KEY", SECRET).input(claims).run();
    assert_eq!(ran.stdout.trim_end(), token);
    // A header as it is written, and one that is kept in step.
    let header = "{\"kid\":\"a\", \"alg\":\"HS256\" }";
    let left = made(&["--claims", claims, "--header", header, "--header-sync", "none", "--secret-env", "KEY"]);
    assert_eq!(part(&left, 0), header);
}

#[test]
fn times_are_integers_from_now() {
    let mut said = Said::new("cli/build/times_are_integers_from_now");
    let token = made(&[
        "--claims",
        "{\"sub\":\"a\"}",
        "--iat",
        "now",
        "--nbf",
        "-1h",
        "--exp",
        "+5m",
        "--jti",
        "--now",
        NOW,
        "--secret-env",
        "KEY",
    ]);
    let claims: Value = serde_json::from_str(&part(&token, 1)).expect("JSON");
    assert_eq!(
        (&claims["iat"], &claims["nbf"], &claims["exp"]),
        (&1_800_000_000_i64.into(), &1_799_996_400_i64.into(), &1_800_000_300_i64.into())
    );
    assert_eq!(claims["jti"].as_str().map(str::len), Some(36));
    checked(&token, &[]);
    let token = made(&["--exp", "1900000000", "--jti", "mine", "--secret-env", "KEY"]);
    assert_eq!(part(&token, 1), r#"{"exp":1900000000,"jti":"mine"}"#);
    failed(&mut said, &build(&["--exp", "noon", "--secret-env", "KEY"]).env("KEY", SECRET).run(), UNUSABLE);
    said.agree();
}

#[test]
fn every_template_is_made_and_found_good() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/every_template_is_made_and_found_good", &folder.path(""));
    let (ec, rsa) = (folder.file("ec.jwk", P256), folder.file("rsa.jwk", RSA));
    for name in [
        "session",
        "cdn-grant",
        "id-token",
        "access-token",
        "dpop",
        "client-assertion",
        "service-account",
        "logout-token",
        "sd-jwt-vc",
    ] {
        for key in [&ec, &rsa] {
            let token = made(&["--template", name, "--key", key, "--now", NOW]);
            checked(&token, &["--key", key]);
        }
    }
    // The proof is bound to the access token that is given; its hash is the only trace of it.
    let access_token = folder.file("access-token", "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU\n");
    let proof = made(&["--template", "dpop", "--key", &ec, "--access-token", &access_token]);
    let claims: Value = serde_json::from_str(&part(&proof, 1)).expect("JSON");
    // RFC 9449 §7.1.
    assert_eq!(claims["ath"], "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    let ran = build(&["--template", "dpop", "--key", &ec, "--access-token", "-"]).input("another\n").run();
    assert!(ran.status == MADE && !ran.stdout.contains("fUHyO2r2"), "{ran:?}");
    failed(&mut said, &build(&["--template", "dpop", "--key", &ec, "--access-token", "-"]).run(), UNUSABLE);
    // Parts of a credential can be withheld, unless other claims take the place of its own.
    let credential = made(&["--template", "sd-jwt-vc", "--key", &ec, "--now", NOW]);
    assert_eq!(credential.split('~').count(), 11);
    let other = made(&["--template", "sd-jwt-vc", "--claims", "{}", "--key", &ec, "--header", "{}"]);
    assert!(!other.contains('~'));
    let profile = made(&["--template", "encrypted-profile", "--encrypt-to", &rsa, "--now", NOW]);
    checked(&profile, &["--key", &rsa]);
    let nested = made(&["--template", "nested", "--key", &ec, "--encrypt-to", &rsa, "--now", NOW]);
    let report = checked(&nested, &["--key", &rsa, "--key", &ec]);
    assert_eq!(report["layers"].as_array().map(Vec::len), Some(2));
    failed(&mut said, &build(&["--template", "nested", "--key", &ec]).run(), UNUSABLE);
    failed(&mut said, &build(&["--template", "session"]).run(), UNUSABLE);
    failed(&mut said, &build(&["--template", "dpop", "--secret-env", "KEY"]).env("KEY", SECRET).run(), UNUSABLE);
    failed(&mut said, &build(&["--template", "cake"]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn several_keys_make_several_signatures_or_recipients() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/several_keys_make_several_signatures_or_recipients", &folder.path(""));
    let (ec, rsa) = (folder.file("ec.jwk", P256), folder.file("rsa.jwk", RSA));
    let token = made(&["--claims", "{}", "--key", &ec, "--key", &rsa, "--alg", "ES256", "--alg", "PS256"]);
    let report = checked(&token, &["--key", &ec, "--key", &rsa]);
    let algorithms: Vec<_> = report["layers"][0]["signatures"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["algorithm"].clone())
        .collect();
    assert_eq!(algorithms, ["ES256", "PS256"]);
    let token = made(&["--claims", "{}", "--encrypt-to", &ec, "--encrypt-to", &rsa, "--enc", "A128CBC-HS256", "--zip"]);
    for key in [&ec, &rsa] {
        checked(&token, &["--key", key]);
    }
    failed(
        &mut said,
        &build(&["--claims", "{}", "--key", &ec, "--key", &rsa, "--serialization", "compact"]).run(),
        REFUSED,
    );
    failed(&mut said, &build(&["--claims", "{}", "--key", &ec, "--alg", "ES256", "--alg", "ES256"]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn payloads_stay_outside_or_unencoded() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/payloads_stay_outside_or_unencoded", &folder.path(""));
    let payload = folder.file("payload", b"\0\xff.binary");
    let token = made(&["--payload", &payload, "--detached", "--secret-env", "KEY", "--header", "{\"b64\":false}"]);
    assert!(token.contains(".."));
    assert_eq!(part(&token, 0), r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    checked(&token, &["--payload", &payload]);
    let ran = build(&["--payload", "-", "--secret-env", "KEY"]).env("KEY", SECRET).input(b"\xff\xfe".to_vec()).run();
    assert_eq!(ran.stdout.split('.').nth(1), Some("__4"), "{ran:?}");
    let error =
        build(&["--payload", &payload, "--secret-env", "KEY", "--header", "{\"b64\":false}"]).env("KEY", SECRET).run();
    failed(&mut said, &error, REFUSED);
    failed(
        &mut said,
        &build(&["--payload", &payload, "--exp", "+5m", "--secret-env", "KEY"]).env("KEY", SECRET).run(),
        UNUSABLE,
    );
    said.agree();
}

#[test]
fn a_passphrase_encrypts_and_opens_key_files() {
    let mut said = Said::new("cli/build/a_passphrase_encrypts_and_opens_key_files");
    let token = made(&[
        "--claims",
        "{}",
        "--passphrase-env",
        "KEY",
        "--jwe-alg",
        "PBES2-HS256+A128KW",
        "--pbes2-count",
        "2000",
    ]);
    let ran = inspect(&["-", "--passphrase-env", "KEY", "--json"]).env("KEY", SECRET).input(token).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert!(ran.report()["layers"][0]["recipients"][0]["status"] == "decrypted");
    let encrypted = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/keys/rsa.pbes2-aes256.pem");
    let ran =
        build(&["--claims", "{}", "--key", encrypted, "--passphrase-env", "WORD"]).env("WORD", "jotsmith-test").run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    failed(&mut said, &build(&["--claims", "{}", "--key", encrypted]).run(), UNUSABLE);
    said.agree();
}

#[test]
fn too_weak_is_refused_until_it_is_allowed() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/too_weak_is_refused_until_it_is_allowed", &folder.path(""));
    let weak = |more: &[&str]| build(&[&["--claims", "{}"], more].concat()).env("SHORT", "short").run();
    let ran = weak(&["--secret-env", "SHORT"]);
    failed(&mut said, &ran, REFUSED);
    assert!(ran.stderr.contains("--allow-weak"), "{ran:?}");
    assert_eq!(weak(&["--secret-env", "SHORT", "--allow-weak"]).status, MADE);
    failed(&mut said, &weak(&["--alg", "none"]), REFUSED);
    let ran = weak(&["--alg", "none", "--allow-weak"]);
    assert!(ran.stdout.ends_with(".\n"), "{ran:?}");
    let rsa = folder.file("rsa.jwk", RSA);
    failed(&mut said, &weak(&["--encrypt-to", &rsa, "--jwe-alg", "RSA1_5"]), REFUSED);
    assert_eq!(weak(&["--encrypt-to", &rsa, "--jwe-alg", "RSA1_5", "--allow-weak"]).status, MADE);
    said.agree();
}

/// What a verifier would refuse of a kind with demands of its own is told while it is made, at its place.
#[test]
fn a_proof_that_every_verifier_refuses_is_told_when_it_is_made() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/build/a_proof_that_every_verifier_refuses_is_told_when_it_is_made", &folder.path(""));
    let ec = folder.file("ec.jwk", P256);
    let claims = r#"{"jti":"a9","htm":"GET","htu":"https://api.example/","iat":1800000000}"#;
    let public = run(&["keys", "convert", &ec, "--to", "public-jwk"]).run().stdout;
    let other = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let typed = |jwk: &str| format!("{{\"typ\":\"dpop+jwt\",\"jwk\":{}}}", jwk.trim());
    let make = |header: &str, claims: &str, key: &[&str]| {
        let ran =
            build(&[&["--now", NOW, "--claims", claims, "--header", header], key].concat()).env("KEY", SECRET).run();
        assert_eq!(ran.status, MADE, "{ran:?}");
        ran.stderr
    };
    for (header, claims, key) in [
        (typed(&public), claims, ["--secret-env", "KEY"]),
        ("{\"typ\":\"dpop+jwt\"}".to_owned(), claims, ["--key", &ec]),
        (typed(other), claims, ["--key", &ec]),
        (typed(&public), "{\"htm\":\"GET\",\"htu\":\"https://api.example/\",\"iat\":1800000000}", ["--key", &ec]),
    ] {
        let told = make(&header, claims, &key);
        assert_ne!(told, "", "{header}");
        said.line(&told);
    }
    // As it should be, and with the kid that the key has.
    let named = folder.file("named.jwk", P256.replacen('{', "{\"kid\":\"mine\",", 1));
    for key in [&ec, &named] {
        assert_eq!(make(&typed(&public), claims, &["--key", key]), "");
    }
    // Who wants exactly one of jwk and kid takes no token with both (RFC 8555 §6.2; OpenID4VCI).
    let acme = format!("{{\"nonce\":\"n\",\"url\":\"https://ca.example/a\",\"jwk\":{}}}", public.trim());
    let proof = format!("{{\"typ\":\"openid4vci-proof+jwt\",\"jwk\":{}}}", public.trim());
    for (header, is_named) in [(acme, false), (proof, false), (typed(&public), true)] {
        let made = made(&["--now", NOW, "--claims", claims, "--header", &header, "--key", &named]);
        assert_eq!(part(&made, 0).contains("\"mine\""), is_named, "{header}");
    }
    let without = made(&["--claims", claims, "--key", &named]);
    assert!(part(&without, 0).contains("\"mine\""));
    said.agree();
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/what_is_wrong_is_said_with_its_place", &folder.path(""));
    let ec = folder.file("ec.jwk", P256);
    failed(&mut said, &build(&["--claims", "{\"a\":tru}", "--key", &ec]).run(), REFUSED);
    failed(&mut said, &build(&["--claims", "{}", "--header", "{\"kid\":}", "--key", &ec]).run(), REFUSED);
    failed(&mut said, &build(&["--claims", "{}", "--alg", "RS256", "--key", &ec]).run(), REFUSED);
    failed(&mut said, &build(&["--claims", "{}", "--alg", "rs257", "--key", &ec]).run(), UNUSABLE);
    failed(&mut said, &build(&["--claims", "{}", "--key", &folder.path("missing")]).run(), UNUSABLE);
    failed(&mut said, &build(&["--claims", &folder.path("missing"), "--key", &ec]).run(), UNUSABLE);
    failed(&mut said, &build(&["--claims", "{}"]).run(), UNUSABLE);
    failed(&mut said, &build(&["--key", &ec]).run(), UNUSABLE);
    failed(&mut said, &build(&["--claims", "{}", "--payload", &ec, "--key", &ec]).run(), UNUSABLE);
    let secret = folder.file("secret", "not a key but a secret\n");
    failed(&mut said, &build(&["--claims", "{}", "--key", &secret]).run(), UNUSABLE);
    assert_eq!(build(&["--claims", "{}", "--secret-file", &secret, "--allow-weak"]).run().status, MADE);
    // A set of two keys that fit: which one is meant?
    let set = folder.file("set.jwk", format!("{{\"keys\":[{P256},{P256}]}}"));
    failed(&mut said, &build(&["--claims", "{}", "--key", &set]).run(), UNUSABLE);
    // And of two keys, the one that fits the algorithm.
    let set = folder.file("set.jwk", format!("{{\"keys\":[{P256},{RSA}]}}"));
    assert!(part(&made(&["--claims", "{}", "--key", &set, "--alg", "PS384"]), 0).contains("PS384"));
    said.agree();
}

#[test]
fn no_secret_is_printed() {
    let canary = "canary-5b1e7d-never-to-be-printed";
    for more in
        [&["--claims", "{"][..], &["--claims", "{}", "--alg", "RS256"], &["--claims", "{}", "--secret-encoding", "hex"]]
    {
        let ran = build(&[more, &["--secret-env", "KEY"]].concat()).env("KEY", canary).run();
        assert_ne!(ran.status, MADE);
        assert!(!ran.stderr.contains("canary"), "{ran:?}");
    }
}

/// What a person wrote into a header is in the token, or it is said why not.
#[test]
fn a_header_that_was_passed_is_not_overwritten() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/a_header_that_was_passed_is_not_overwritten", &folder.path(""));
    let rsa = folder.file("rsa.jwk", RSA);
    let ec = folder.file("ec.jwk", P256.replacen('{', r#"{"kid":"of-the-key","#, 1));
    let set = folder.file("set.jwk", format!("{{\"keys\":[{P256},{RSA}]}}"));
    let header_of = |arguments: &[&str]| {
        let ran = build(&[&["--claims", "{}"], arguments].concat()).run();
        assert_eq!(ran.status, MADE, "{ran:?}");
        (part(ran.stdout.trim(), 0), ran.stderr)
    };
    // An algorithm that the key can do, and not its default.
    let typed = r#"{"alg":"PS384","kid":"mine","typ":"JWT"}"#;
    assert_eq!(header_of(&["--key", &rsa, "--header", typed]).0, typed);
    assert_eq!(header_of(&["--key", &set, "--header", typed]).0, typed, "which key is told by the header");
    let typed = r#"{"alg":"ES256","kid":"mine","typ":"JWT"}"#;
    let (header, told) = header_of(&["--key", &ec, "--header", typed]);
    assert_eq!(header, typed, "{told}");
    said.line(told);
    let (header, told) = header_of(&["--key", &ec, "--header", typed, "--header-sync", "in-step"]);
    assert!(header.contains("of-the-key"), "{header}");
    said.line(told);
    let typed = r#"{"alg":"RSA-OAEP","enc":"A128GCM","kid":"mine","typ":"JWT"}"#;
    assert_eq!(header_of(&["--encrypt-to", &rsa, "--jwe-header", typed]).0, typed);
    let typed = r#"{"alg":"RSA-OAEP","apu":"QQ"}"#;
    let (header, told) = header_of(&["--encrypt-to", &rsa, "--jwe-header", typed]);
    assert!(!header.contains("apu"), "{header}");
    said.line(told);
    // Two answers to one question.
    for arguments in [
        &["--key", &rsa, "--alg", "RS256", "--header", r#"{"alg":"PS256"}"#][..],
        &["--encrypt-to", &rsa, "--jwe-alg", "RSA-OAEP", "--jwe-header", r#"{"alg":"RSA-OAEP-256"}"#],
        &["--encrypt-to", &rsa, "--enc", "A128GCM", "--jwe-header", r#"{"enc":"A256GCM"}"#],
    ] {
        failed(&mut said, &build(&[&["--claims", "{}"], arguments].concat()).run(), UNUSABLE);
    }
    // And one that the key cannot give, or nobody knows.
    failed(&mut said, &build(&["--claims", "{}", "--key", &ec, "--header", r#"{"alg":"RS256"}"#]).run(), REFUSED);
    failed(&mut said, &build(&["--claims", "{}", "--key", &ec, "--header", r#"{"alg":"es256"}"#]).run(), REFUSED);
    failed(&mut said, &build(&["--claims", "{}", "--key", &ec, "--header", r#"{"alg":256}"#]).run(), REFUSED);
    said.agree();
}

#[test]
fn an_option_that_nothing_uses_is_refused() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/build/an_option_that_nothing_uses_is_refused", &folder.path(""));
    let rsa = folder.file("rsa.jwk", RSA);
    let file = folder.file("file", "x");
    for arguments in [
        &["--aad", &file][..],
        &["--zip"],
        &["--enc", "A256GCM"],
        &["--jwe-header", "{}"],
        &["--jwe-unprotected", "{}"],
        &["--pbes2-count", "600000"],
    ] {
        let ran = build(&[&["--claims", "{}", "--key", &rsa], arguments].concat()).run();
        failed(&mut said, &ran, UNUSABLE);
    }
    for arguments in [&["--alg", "RS256"][..], &["--unprotected", "{}"], &["--detached"]] {
        let ran = build(&[&["--claims", "{}", "--encrypt-to", &rsa], arguments].concat()).run();
        failed(&mut said, &ran, UNUSABLE);
    }
    let count = ["--claims", "{}", "--encrypt-to", &rsa, "--pbes2-count", "600000"];
    failed(&mut said, &build(&count).run(), UNUSABLE);
    let access = ["--template", "id-token", "--key", &rsa, "--access-token", &file];
    failed(&mut said, &build(&access).run(), UNUSABLE);
    // What is signed elsewhere is a whole already.
    let elsewhere = ["--input", &file, "--signature", &file, "-k", &rsa];
    for arguments in [&["--claims", "{}"][..], &["--header", "{}"], &["--exp", "+5m"], &["--sd", "a"], &["--iss", "a"]]
    {
        failed(&mut said, &build(&[&elsewhere[..], arguments].concat()).run(), UNUSABLE);
    }
    said.agree();
}
