//! What the commands that make tokens and keep keys promise, taken at its word.

use crate::golden::Said;
use crate::{Folder, INVALID, Ran, UNUSABLE, build, keys, run};
use serde_json::Value;

const MADE: i32 = 0;
const NOW: &str = "1800000000";
const P256: &str = include_str!("../data/keys/p256.jwk.json");
const PASS: &str = "ladle gravel owl sonnet thaw";
const PROD: [&str; 4] = ["--keyring", "prod", "--passphrase-env", "PASS"];

/// The same key under another name, or none.
fn called(folder: &Folder, kid: Option<&str>) -> String {
    let mut key: Value = serde_json::from_str(P256).unwrap();
    key.as_object_mut().unwrap().remove("kid");
    if let Some(kid) = kid {
        key["kid"] = kid.into();
    }
    folder.file(&format!("{}.jwk", kid.unwrap_or("unnamed")), key.to_string())
}

fn public(folder: &Folder, name: &str, key: &str) -> String {
    let ran = run(&["keys", "convert", key, "--to", "public-jwk"]).run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    folder.file(name, ran.stdout)
}

fn header(token: &str) -> Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

fn ring(folder: &Folder, arguments: &[&str]) -> Ran {
    keys(folder, arguments).env("PASS", PASS).env("P12", "jotsmith-test").env("WEAK", "password1").run()
}

fn listed(folder: &Folder) -> Vec<Value> {
    let ran = ring(folder, &[&["list", "--json"], &PROD[..]].concat());
    ran.report()["keys"].as_array().unwrap().clone()
}

#[test]
fn a_kid_of_a_template_is_signed_only_by_its_own_key_elsewhere_and_nowhere() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/promise/a_kid_of_a_template_is_signed_only_by_its_own_key_elsewhere_and_nowhere",
        &folder.path(""),
    );
    let (own, other, unnamed) = (called(&folder, Some("typed")), called(&folder, Some("other")), called(&folder, None));
    let data = folder.path("data");
    let make = |arguments: &[&str]| build(&[arguments, &["--now", NOW]].concat()).env("JOTSMITH_DATA_DIR", &data).run();
    let typed = ["--header", r#"{"alg":"ES256","typ":"JWT","kid":"typed"}"#];
    let claims = ["--claims", r#"{"sub":"a","exp":1800000300}"#];
    let saved = make(&[&claims[..], &typed, &["-k", &unnamed, "--save-template", "t"]].concat());
    assert_eq!((saved.status, header(&saved.stdout)["kid"].as_str()), (MADE, Some("typed")), "{saved:?}");
    said.line(&saved.stderr);

    for (key, kid) in [(&own, Some("typed")), (&other, Some("other")), (&unnamed, None)] {
        let public = public(&folder, "public.jwk", key);
        for more in [&["-k", key][..], &["-k", &public, "--signing-input"]] {
            for sync in ["in-step", "alg", "none"] {
                let arguments = [&["-t", "t", "--header-sync", sync][..], more].concat();
                let ran = make(&arguments);
                assert_eq!((ran.status, header(&ran.stdout)["kid"].as_str()), (MADE, kid), "{arguments:?} {ran:?}");
                let is_told = kid != Some("typed");
                said.line(format!("$ jotsmith build {}\n{}", arguments.join(" "), ran.stderr));
                let strict = make(&[&arguments[..], &["--strict", "-q"]].concat());
                assert_eq!(strict.status, if is_told { INVALID } else { MADE }, "{arguments:?} {strict:?}");
                said.line(&strict.stderr);
                assert_eq!(strict.stdout.is_empty(), is_told, "{strict:?}");
            }
        }
    }
    // Without a key nothing is known of whose it is.
    let bare = make(&["-t", "t", "--alg", "ES256", "--signing-input"]);
    assert_eq!((bare.status, header(&bare.stdout).get("kid")), (MADE, None), "{bare:?}");
    said.line(&bare.stderr);
    // What is passed again is the person's own.
    for key in [&other, &unnamed] {
        let again = make(&[&["-t", "t", "-k", key], &typed[..]].concat());
        assert_eq!((again.status, header(&again.stdout)["kid"].as_str()), (MADE, Some("typed")), "{again:?}");
        said.line(&again.stderr);
    }
    said.agree();
}

#[test]
fn what_is_signed_elsewhere_is_held_to_the_same() {
    let folder = Folder::new();
    let key = called(&folder, None);
    let public = public(&folder, "public.jwk", &key);
    let claims = ["--claims", r#"{"sub":"a","exp":"soon"}"#, "--now", NOW];
    let here = build(&[&claims[..], &["-k", &key]].concat()).run();
    let there = build(&[&claims[..], &["-k", &public, "--signing-input"]].concat()).run();
    let warnings = |ran: &Ran| {
        let lines = ran.stderr.lines().filter(|line| line.contains("warning:"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(!warnings(&here).is_empty() && warnings(&here) == warnings(&there), "{here:?} {there:?}");
    assert!(warnings(&build(&[&claims[..], &["-k", &public, "--signing-input", "-q"]].concat()).run()).is_empty());
    let here = build(&[&claims[..], &["-k", &key, "--strict"]].concat()).run();
    let refused = build(&[&claims[..], &["-k", &public, "--signing-input", "--strict"]].concat()).run();
    assert_eq!(here.status, INVALID, "{here:?}");
    assert_eq!((here.status, &here.stdout, &here.stderr), (refused.status, &refused.stdout, &refused.stderr));
    // The token of it too; the signature is the one of the token that was made here.
    let token = build(&[&claims[..], &["-k", &key]].concat()).run().stdout;
    let (input, signature) = token.trim().rsplit_once('.').unwrap();
    let (input, signature) = (folder.file("input", input), folder.file("signature", signature));
    let assemble = ["--input", &input, "--signature", &signature, "-k", &public, "--now", NOW];
    let ran = build(&assemble).run();
    assert_eq!((ran.status, warnings(&ran)), (MADE, warnings(&there)), "{ran:?}");
    let ran = build(&[&assemble[..], &["--strict"]].concat()).run();
    assert_eq!((ran.status, ran.stdout.as_str(), &ran.stderr), (INVALID, "", &refused.stderr), "{ran:?}");
}

#[test]
fn a_token_that_nobody_signs_is_told_and_refused_when_strict() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/promise/a_token_that_nobody_signs_is_told_and_refused_when_strict", &folder.path(""));
    let key = called(&folder, None);
    for command in ["build", "encrypt"] {
        let arguments = [command, "--sub", "a", "--exp", "+5m", "-e", &key];
        let ran = run(&arguments).run();
        assert!(ran.status == MADE && ran.stderr.contains("ALG_JWE_WHERE_JWS"), "{ran:?}");
        let ran = run(&[&arguments[..], &["--strict"]].concat()).run();
        assert!(ran.status == INVALID && ran.stdout.is_empty() && ran.stderr.contains("ALG_JWE_WHERE_JWS"), "{ran:?}");
    }
    let ran = build(&["--sub", "a", "--exp", "+5m", "-k", &key, "-e", &key, "--strict"]).run();
    assert_eq!((ran.status, ran.stderr.as_str()), (MADE, ""), "{ran:?}");
    // To sign is to sign.
    let ran = run(&["sign", "--sub", "a", "-e", &key]).run();
    assert!(ran.status == UNUSABLE && ran.stdout.is_empty(), "{ran:?}");
    said.line(&ran.stderr);
    assert_eq!(run(&["sign", "--sub", "a", "-k", &key, "-e", &key, "-q"]).run().status, MADE);
    said.agree();
}

#[test]
fn a_short_modulus_is_refused_where_the_token_is_put_together() {
    use std::process::Command;
    let folder = Folder::new();
    let (private, public) = (folder.path("private.pem"), folder.path("public.pem"));
    let openssl =
        |arguments: &[&str]| Command::new("openssl").args(arguments).output().is_ok_and(|o| o.status.success());
    if !openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", &private]) {
        assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no openssl here");
        return;
    }
    assert!(openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]));
    let ran = build(&["--sub", "a", "-k", &public, "--alg", "RS256", "--signing-input", "--allow-weak", "-q"]).run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    let (input, signature) = (folder.file("input", &ran.stdout), folder.path("signature"));
    assert!(openssl(&["dgst", "-sha256", "-sign", &private, "-out", &signature, &input]));
    let assemble = ["--input", &input, "--signature", &signature, "-k", &public];
    let ran = build(&assemble).run();
    assert!(ran.status == INVALID && ran.stdout.is_empty() && ran.stderr.contains("--allow-weak"), "{ran:?}");
    let ran = build(&[&assemble[..], &["--allow-weak"]].concat()).run();
    assert!(ran.status == MADE && !ran.stdout.is_empty(), "{ran:?}");
}

#[test]
fn a_certificate_and_its_private_key_are_one_row_of_a_keyring_in_any_order() {
    const CERTIFICATE: &str = "tests/data/keys/p256.certificate.pem";
    const PRIVATE: &str = "tests/data/keys/p256.pkcs8.pem";
    for order in [&[CERTIFICATE, PRIVATE][..], &[PRIVATE, CERTIFICATE]] {
        for at_once in [true, false] {
            let folder = Folder::new();
            if at_once {
                let ran = ring(&folder, &[&["add"], order, &["--create"], &PROD].concat());
                assert_eq!(ran.status, MADE, "{ran:?}");
            } else {
                for file in order {
                    let ran = ring(&folder, &[&["add", file, "--create"], &PROD[..]].concat());
                    assert_eq!(ran.status, MADE, "{ran:?}");
                }
            }
            let rows = listed(&folder);
            assert!(rows.len() == 1 && rows[0]["private"] == true, "{order:?} {at_once} {rows:?}");
            let shown = ring(&folder, &[&["export", "--to", "public-jwk"], &PROD[..]].concat());
            assert!(shown.report()["x5t#S256"].is_string(), "{shown:?}");
            // Neither is new any more.
            let again = ring(&folder, &[&["add"], order, &PROD[..]].concat());
            assert!(again.status == MADE && again.stdout == "0 added, 2 already there\n", "{again:?}");
        }
    }
}

#[test]
fn advice_names_what_can_be_done_here() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/promise/advice_names_what_can_be_done_here", &folder.path(""));
    for kind in ["p-256", "p-384"] {
        let ran = ring(&folder, &[&["generate", kind, "--kid", "=same", "--create"], &PROD[..]].concat());
        assert_eq!(ran.status, MADE, "{ran:?}");
        // The second one is told that it is not alone.
        said.line(format!("{kind}\n{}", ran.stderr));
    }
    let thumbprints: Vec<String> =
        listed(&folder).iter().map(|row| row["thumbprint"].as_str().unwrap().chars().take(12).collect()).collect();
    let ran = ring(&folder, &[&["show", "same"], &PROD[..]].concat());
    assert!(ran.status == UNUSABLE && thumbprints.iter().all(|one| ran.stderr.contains(one)), "{ran:?}");
    let sign = ["sign", "--sub", "a", "--exp", "+5m", "-q"];
    let signed = |kid: &str| {
        // One thumbprint in 64 begins with a hyphen.
        run(&[&sign[..], &[&format!("--kid={kid}")], &PROD].concat())
            .env("JOTSMITH_DATA_DIR", &folder.path("data"))
            .env("PASS", PASS)
            .run()
    };
    let ran = signed("same");
    assert!(ran.status == UNUSABLE && thumbprints.iter().all(|one| ran.stderr.contains(one)), "{ran:?}");
    assert_eq!(signed(&thumbprints[0]).status, MADE);
    // Commands that exist, with the options that they need.
    for arguments in [
        &["show", "nosuch"][..],
        &["export", "--key", "nosuch"],
        &["trust", "--remove", "nosuch"],
        &["note", "nosuch", "x"],
    ] {
        let ran = ring(&folder, &[arguments, &PROD].concat());
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    let ran = signed("nosuch");
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    for arguments in [&["delete", "nosuch"][..], &["rename", "nosuch", "x"], &["backups", "nosuch"]] {
        let ran = ring(&folder, arguments);
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    let ran = ring(&folder, &["passphrase", "prod", "--passphrase-env", "PASS", "--new-passphrase-env", "WEAK"]);
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    // A file that is no key.
    let file = folder.file("not-a-key", r#"{"a":1}"#);
    for arguments in [&["convert", &file][..], &["list", &file]] {
        let ran = ring(&folder, arguments);
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    let ran = ring(&folder, &[&["add", &file], &PROD[..]].concat());
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    let ran = ring(&folder, &[&["add", &file, "--secret-encoding", "utf8"], &PROD[..]].concat());
    assert_eq!(ran.status, MADE, "{ran:?}");
    for option in [&["--sub", "a"][..], &["--exp", "+5m"], &["--jti"], &["--claim", "a=b"]] {
        let ran = build(&[&["--payload", &file, "-k", "tests/data/keys/p256.pkcs8.pem"], option].concat()).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    said.agree();
}

#[test]
fn a_secret_is_added_in_its_encoding() {
    let folder = Folder::new();
    let secret = [7_u8; 32];
    let texts = [
        ("hex", data_encoding::HEXLOWER.encode(&secret)),
        ("base64", data_encoding::BASE64.encode(&secret)),
        ("base64url", data_encoding::BASE64URL_NOPAD.encode(&secret)),
    ];
    for (encoding, text) in texts {
        let folder = Folder::new();
        let file = folder.file("secret.txt", text);
        let add = ["add", &file, "--secret-encoding", encoding, "--name", "shared", "--create"];
        let ran = ring(&folder, &[&add[..], &PROD].concat());
        assert_eq!(ran.status, MADE, "{encoding} {ran:?}");
        let ran = ring(&folder, &[&["export", "--key", "shared", "--to", "jwk", "--private"], &PROD[..]].concat());
        let bytes = data_encoding::BASE64URL_NOPAD.decode(ran.report()["k"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(bytes, secret, "{encoding}");
    }
    let file = folder.file("secret.txt", "not hexadecimal");
    let ran = ring(&folder, &[&["add", &file, "--secret-encoding", "hex", "--create"], &PROD[..]].concat());
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
}

#[test]
fn an_empty_value_is_no_key_and_no_template() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/promise/an_empty_value_is_no_key_and_no_template", &folder.path(""));
    let (key, data) = ("tests/data/keys/p256.pkcs8.pem", folder.path("data"));
    for arguments in [
        &["build", "--sub", "a", "--keyring", "prod", "--kid", ""][..],
        &["build", "-t", "", "-k", key],
        &["build", "--sub", "a", "--secret-env", ""],
        &["inspect", "-", "--secret-env", ""],
        &["keys", "show", "", "--keyring", "prod"],
        &["keys", "show", "x", "--keyring", ""],
        &["keys", "convert", key, "--key", ""],
        &["keys", "trust", "--keyring", "prod", "--remove", ""],
        &["templates", "delete", ""],
        &["tamper", "x", "--keyring", "prod", "--kid", ""],
    ] {
        let ran = run(arguments).env("JOTSMITH_DATA_DIR", &data).run();
        assert_eq!(ran.status, UNUSABLE, "{arguments:?} {ran:?}");
        said.line(&ran.stderr);
    }
    for option in ["--iss", "--sub", "--aud"] {
        let ran = build(&[option, "", "--exp", "+5m", "-k", key]).run();
        assert_eq!(ran.status, MADE, "{ran:?}");
        said.line(&ran.stderr);
    }
    said.agree();
}

#[test]
fn a_set_of_variants_is_made_with_the_key_that_can_sign() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/promise/a_set_of_variants_is_made_with_the_key_that_can_sign", &folder.path(""));
    let (mine, theirs) = (called(&folder, Some("mine")), folder.path("theirs.jwk"));
    let ran = run(&["keys", "generate", "p-256", "--private", "--to", "public-jwk"]).run();
    assert_ne!(ran.status, MADE, "a private key would be lost");
    let ran = run(&["keys", "convert", "tests/data/keys/p384.pkcs8.pem", "--to", "public-jwk", "--out", &theirs]).run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    let ran = ring(&folder, &[&["add", &mine, &theirs, "--create"], &PROD[..]].concat());
    assert_eq!(ran.status, MADE, "{ran:?}");
    let token = build(&["--sub", "a", "--exp", "+5m", "-k", &mine, "-q"]).run().stdout;
    let tamper = |more: &[&str]| {
        run(&[&["tamper", token.trim()], more].concat())
            .env("JOTSMITH_DATA_DIR", &folder.path("data"))
            .env("PASS", PASS)
            .run()
    };
    let ran = tamper(&PROD);
    assert_eq!(ran.status, MADE, "{ran:?}");
    for command in ["cat | false", "false <token.jwt", "check $TOKEN {}"] {
        let ran = tamper(&["-k", &mine, "--try", command]);
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    said.agree();
}

#[test]
fn a_name_is_taken_wherever_a_kid_is() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/promise/a_name_is_taken_wherever_a_kid_is", &folder.path(""));
    let file = "tests/data/keys/p256.p12";
    let ran = ring(&folder, &["list", file, "--passphrase-env", "P12", "--json"]);
    let report = ran.report();
    let name = report["keys"][0]["name"].as_str().unwrap_or_else(|| panic!("{report}"));
    let ran = ring(&folder, &["convert", file, "--key", name, "--passphrase-env", "P12", "--to", "public-jwk"]);
    assert_eq!(ran.status, MADE, "{ran:?}");
    // A name that another key has is told where it is given.
    for kind in ["p-256", "p-384"] {
        let ran = ring(&folder, &[&["generate", kind, "--create"], &PROD[..]].concat());
        assert_eq!((ran.status, ran.stderr.as_str()), (MADE, if kind == "p-384" { "" } else { ran.stderr.as_str() }));
    }
    for at in [0, 1] {
        let thumbprint = listed(&folder)[at]["thumbprint"].as_str().unwrap().to_owned();
        let ran = ring(&folder, &[&["note", &thumbprint, "main"], &PROD[..]].concat());
        assert_eq!(ran.status, MADE, "{ran:?}");
        said.line(format!("{at}: {}", ran.stderr));
    }
    said.agree();
}

#[test]
fn what_is_sealed_with_a_guessable_passphrase_is_insisted_on() {
    let folder = Folder::new();
    let convert = |out: &str, more: &[&str]| {
        let out = folder.path(out);
        let key = "tests/data/keys/p256.pkcs8.pem";
        let to = ["--to", "encrypted-pkcs8-pem", "--private", "--new-passphrase-env", "WEAK", "--out", &out];
        (ring(&folder, &[&["convert", key], &to[..], more].concat()), std::path::Path::new(&out).exists())
    };
    let (ran, is_written) = convert("a.pem", &[]);
    assert!(ran.status == UNUSABLE && !is_written && ran.stderr.contains("--weak-passphrase"), "{ran:?}");
    let (ran, is_written) = convert("b.pem", &["--weak-passphrase"]);
    assert!(ran.status == MADE && is_written, "{ran:?}");
}

#[test]
fn a_key_for_an_algorithm_is_as_long_as_is_recommended() {
    for (kind, bits) in [("RS256", 3072), ("ps256", 3072), ("RSA-OAEP-256", 3072), ("rsa-2048", 2048)] {
        let ran = run(&["keys", "generate", kind, "--private"]).run();
        let modulus = ran.report()["n"].as_str().unwrap().len() * 6 / 8 * 8;
        assert_eq!(modulus, bits, "{kind}");
    }
}
