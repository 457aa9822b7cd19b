//! `jotsmith keys`, and `inspect --keyring`.

use crate::golden::{Said, without_times};
use crate::vector::{BEFORE, ES256, ES256_JWK, HS256, HS256_KEY, encode, hs256, hs256_jwk};
use crate::{Folder, INVALID, Ran, UNCHECKED, UNUSABLE, VALID, inspect, keys};
use serde_json::Value;

const PASS: &str = "ladle gravel owl sonnet thaw";

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    keys(folder, arguments).env("PASS", PASS).env("LOCKED", "open sesame").env("P12", "jotsmith-test").run()
}

/// One that has to work.
fn done(folder: &Folder, arguments: &[&str]) -> Ran {
    let ran = run(folder, arguments);
    assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
    ran
}

/// One that has to be refused, with words that are a golden.
fn refused(said: &mut Said, folder: &Folder, arguments: &[&str]) {
    let ran = run(folder, arguments);
    assert_eq!(ran.status, UNUSABLE, "{arguments:?}: {ran:?}");
    assert_eq!(ran.stdout, "", "{arguments:?}");
    said.line(format!("$ jotsmith keys {}\n{}", arguments.join(" "), ran.stderr));
}

const PROD: &[&str] = &["--keyring", "prod", "--passphrase-env", "PASS"];

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

#[test]
fn a_key_is_generated_into_a_new_keyring_listed_and_found_for_its_token() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/keys/a_key_is_generated_into_a_new_keyring_listed_and_found_for_its_token",
        &folder.path(""),
    );
    let ran = done(&folder, &["list"]);
    said.line(&ran.stdout);
    refused(&mut said, &folder, &with(&["generate", "p-256"], PROD));
    let ran = done(&folder, &with(&["generate", "p-256", "--create", "--kid", "=k 1"], PROD));
    let public: Value = serde_json::from_str(&ran.stdout).expect("a public JWK");
    assert_eq!((&public["kid"], &public["alg"], &public["use"]), (&"k 1".into(), &"ES256".into(), &"sig".into()));
    assert_eq!(public.get("d"), None);

    let ran = done(&folder, &["list"]);
    assert_eq!(ran.stdout, "prod  locked, 220,000 iterations\n");
    let listed: Value = serde_json::from_str(&done(&folder, &["list", "--json"]).stdout).expect("JSON");
    assert_eq!(listed["keyrings"][0]["name"], "prod");
    assert_eq!(listed["keyrings"][0]["iterations"], 220_000);
    let ran = done(&folder, &with(&["list", "--json"], PROD));
    let listed: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(listed["keys"][0]["kid"], "k 1");
    assert_eq!(listed["keys"][0]["private"], true);
    assert!(listed["keys"][0]["created"].as_i64().is_some_and(|created| created > 1_700_000_000));
    let ran = done(&folder, &with(&["list"], PROD));
    let kept = ran.stdout.lines().filter(|line| !line.contains("thumbprint"));
    // Where it is kept and since when; the time is that of the test.
    said.line(without_times(&kept.collect::<Vec<_>>().join("\n")));
    said.agree();
}

#[test]
fn a_keyring_needs_its_passphrase() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_keyring_needs_its_passphrase", &folder.path(""));
    refused(&mut said, &folder, &["generate", "p-256", "--keyring", "prod", "--create"]);
    done(&folder, &with(&["generate", "ed25519", "--create"], PROD));
    refused(&mut said, &folder, &["list", "--keyring", "prod"]);
    let ran = keys(&folder, &with(&["list"], PROD)).env("PASS", "open barley").run();
    assert_eq!(ran.status, UNUSABLE);
    assert!(!ran.stderr.contains("barley"), "{ran:?}");
    said.line(&ran.stderr);
    let ran = keys(&folder, &with(&["list"], PROD)).env("PASS", "").run();
    assert_eq!(ran.status, UNUSABLE);
    refused(&mut said, &folder, &["list", "--keyring", "../prod", "--passphrase-env", "PASS"]);
    said.agree();
}

#[test]
fn inspect_tries_the_keys_of_a_keyring() {
    let folder = Folder::new();
    let file = folder.file("set.json", format!("{{\"keys\":[{},{ES256_JWK}]}}", hs256_jwk()));
    let ran = done(&folder, &with(&["add", &file, "--create"], PROD));
    assert_eq!(ran.stdout, "2 added\n");
    assert_eq!(done(&folder, &with(&["add", &file], PROD)).stdout, "0 added, 2 already there\n");
    let look = |token: &str| {
        let arguments = [&[token, "--now", BEFORE], PROD].concat();
        inspect(&arguments).env("PASS", PASS).env("JOTSMITH_DATA_DIR", &folder.path("data")).run()
    };
    for token in [HS256, ES256] {
        let ran = look(token);
        assert_eq!(ran.status, VALID, "{ran:?}");
    }
    // A ring of keys says nothing about tokens of others: one that is named otherwise does not reject.
    let other =
        crate::vector::sign("{\"alg\":\"HS256\",\"kid\":\"theirs\"}", "{}", b"an unusually long secret, really");
    assert_ne!(look(&other).status, VALID);
    let ran = inspect(&[HS256, "--keyring", "prod"]).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    assert!(ran.stderr.contains("--passphrase-env"), "{ran:?}");
    let mut flipped = HS256.to_owned();
    flipped.pop();
    flipped.push('A');
    assert!([INVALID, UNCHECKED].contains(&look(&flipped).status));
}

#[test]
fn a_key_that_is_pinned_to_another_issuer_is_named() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_key_that_is_pinned_to_another_issuer_is_named", &folder.path(""));
    let secret = b"an unusually long secret, really";
    let file = folder.file("key.json", format!("{{\"kty\":\"oct\",\"k\":\"{}\"}}", encode(secret)));
    done(&folder, &with(&["add", &file, "--create", "--issuer", "https://a.example"], PROD));
    let look = |issuer: &str| {
        let token = hs256(format!("{{\"iss\":\"{issuer}\"}}"), secret);
        inspect(&[&[token.as_str(), "--now", BEFORE], PROD].concat())
            .env("PASS", PASS)
            .env("JOTSMITH_DATA_DIR", &folder.path("data"))
            .run()
    };
    let ran = look("https://a.example");
    assert_eq!((ran.status, ran.stderr.as_str()), (VALID, ""), "{ran:?}");
    let ran = look("https://b.example");
    said.line(&ran.stdout);
    said.agree();
}

#[test]
fn what_is_private_needs_the_word() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/what_is_private_needs_the_word", &folder.path(""));
    let file = folder.file("key.json", hs256_jwk());
    let pair = done(&folder, &["generate", "p-256", "--private"]).stdout;
    assert!(serde_json::from_str::<Value>(&pair).expect("a JWK")["d"].is_string());
    let pair = folder.file("pair.json", pair);
    done(&folder, &with(&["add", &pair, &file, "--create"], PROD));
    refused(&mut said, &folder, &["generate", "p-256"]);
    refused(&mut said, &folder, &["generate", "p-256", "--private", "--to", "public-jwk"]);
    for format in ["jwk", "jwk-set", "pkcs8-pem", "sec1-pem", "encrypted-pkcs8-pem", "secret"] {
        refused(&mut said, &folder, &["convert", &pair, "--to", format]);
        refused(&mut said, &folder, &with(&["export", "--to", format], PROD));
    }
    for format in ["encrypted-jwk-set", "encrypted-jwk-set-for-jose"] {
        refused(&mut said, &folder, &with(&["export", "--to", format], PROD));
        refused(&mut said, &folder, &["convert", &pair, "--to", format, "--private"]);
    }
    // Without it, what comes out is public: the secret is left out.
    for arguments in [with(&["export"], PROD), with(&["export", "--to", "public-jwk-set"], PROD)] {
        let set: Value = serde_json::from_str(&done(&folder, &arguments).stdout).expect("a set");
        let keys = set["keys"].as_array().expect("keys");
        assert_eq!(keys.len(), 1);
        assert!(keys[0].get("d").is_none() && keys[0]["crv"] == "P-256");
    }
    let ran = done(&folder, &with(&["list", "--json"], PROD));
    assert!(!ran.stdout.contains(HS256_KEY) && !ran.stdout.contains("\"d\""));
    said.agree();
}

#[test]
fn keys_are_converted_and_come_back() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/keys_are_converted_and_come_back", &folder.path(""));
    let pair = folder.file("pair.json", done(&folder, &["generate", "p-256", "--private"]).stdout);
    let thumbprint = done(&folder, &["convert", &pair, "--to", "thumbprint"]).stdout;
    for format in ["pkcs8-pem", "pkcs8-der", "sec1-pem", "sec1-der", "encrypted-pkcs8-pem", "encrypted-pkcs8-der"] {
        let out = folder.path(format);
        done(&folder, &["convert", &pair, "--to", format, "--private", "--new-passphrase-env", "PASS", "--out", &out]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&out).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        let back = done(&folder, &["convert", &out, "--to", "thumbprint", "--passphrase-env", "PASS"]).stdout;
        assert_eq!(back, thumbprint, "{format}");
        // Nothing is overwritten.
        refused(
            &mut said,
            &folder,
            &["convert", &pair, "--to", format, "--private", "--new-passphrase-env", "PASS", "--out", &out],
        );
    }
    refused(&mut said, &folder, &["convert", &pair, "--to", "encrypted-pkcs8-pem", "--private"]);
    refused(&mut said, &folder, &["convert", &pair, "--to", "pkcs1-pem", "--private"]);
    refused(&mut said, &folder, &["convert", &pair, "--to", "nonsense"]);
    refused(&mut said, &folder, &["generate", "rsa-1024", "--private"]);
    let uri = done(&folder, &["convert", &pair, "--to", "thumbprint-uri"]).stdout;
    assert_eq!(uri, format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{thumbprint}"));
    said.agree();
}

#[test]
fn a_public_keyring_holds_no_secret() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_public_keyring_holds_no_secret", &folder.path(""));
    let secret = folder.file("key.json", hs256_jwk());
    let public = folder.file("public.json", ES256_JWK.replace(&private_member(ES256_JWK), ""));
    refused(&mut said, &folder, &["add", &secret, "--keyring", "team", "--create", "--public"]);
    assert_eq!(done(&folder, &["list", "--json"]).report()["keyrings"], serde_json::json!([]), "nothing was made");
    done(&folder, &["add", &public, "--keyring", "team", "--create", "--public"]);
    let ran = done(&folder, &["list"]);
    assert_eq!(ran.stdout, "team  public keys, not encrypted\n");
    let ran =
        inspect(&[ES256, "--now", BEFORE, "--keyring", "team"]).env("JOTSMITH_DATA_DIR", &folder.path("data")).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.agree();
}

/// `,"d":"…"` of a JWK, if it has one.
fn private_member(jwk: &str) -> String {
    let Some(start) = jwk.find(",\"d\":\"") else { return "\u{0}".to_owned() };
    let end = jwk[start + 6..].find('"').map_or(jwk.len(), |end| start + 6 + end + 1);
    jwk[start..end].to_owned()
}

#[test]
fn a_whole_keyring_is_exported_under_another_passphrase() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_whole_keyring_is_exported_under_another_passphrase", &folder.path(""));
    done(&folder, &with(&["generate", "ed25519", "--create"], PROD));
    for (format, iterations) in [("encrypted-jwk-set", 220_000), ("encrypted-jwk-set-for-jose", 32_768)] {
        let out = folder.path(format);
        let arguments =
            with(&["export", "--private", "--to", format, "--out", &out, "--new-passphrase-env", "NEW"], PROD);
        let ran = keys(&folder, &arguments).env("PASS", PASS).env("NEW", "quite another set of five").run();
        assert_eq!(ran.status, 0, "{ran:?}");
        said.line(format!("{format}\n{}", ran.stderr));
        let outline = jotsmith::engine::keyring::outline(&std::fs::read(&out).expect("a file")).expect("a keyring");
        assert_eq!(outline.iterations, Some(iterations));
    }
    said.agree();
}

#[test]
fn a_deleted_keyring_is_listed_in_the_trash_and_comes_back() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/keys/a_deleted_keyring_is_listed_in_the_trash_and_comes_back", &folder.path(""));
    assert_eq!(done(&folder, &["trash"]).stdout, "The trash is empty\n");
    refused(&mut said, &folder, &["delete", "prod"]);
    refused(&mut said, &folder, &["restore", "prod"]);
    done(&folder, &with(&["generate", "p-256", "--create", "--kid", "=first"], PROD));
    assert_eq!(done(&folder, &["delete", "prod"]).stdout, "prod was moved to the trash; keys restore brings it back\n");
    assert_eq!(done(&folder, &["list", "--json"]).report()["keyrings"], serde_json::json!([]));
    said.line(without_times(&done(&folder, &["trash"]).stdout));
    let json: Value = serde_json::from_str(&done(&folder, &["trash", "--json"]).stdout).expect("JSON");
    assert_eq!((&json["trash"][0]["name"], &json["trash"][0]["encrypted"]), (&"prod".into(), &true.into()));
    assert!(json["trash"][0]["deleted"].as_i64().is_some_and(|time| time > 1_700_000_000));

    // The name is taken by now.
    done(&folder, &with(&["generate", "ed25519", "--create", "--kid", "=second"], PROD));
    refused(&mut said, &folder, &["restore", "prod"]);
    refused(&mut said, &folder, &["restore", "prod", "--pick", "2"]);
    refused(&mut said, &folder, &["restore", "prod", "--pick", "0"]);
    refused(&mut said, &folder, &["restore", "prod", "--as", "a/b"]);
    assert_eq!(done(&folder, &["restore", "prod", "--as", "old"]).stdout, "old is back\n");
    let old = done(&folder, &["list", "--keyring", "old", "--passphrase-env", "PASS", "--json"]);
    assert_eq!(old.report()["keys"][0]["kid"], "first", "{old:?}");
    assert_eq!(done(&folder, &with(&["list", "--json"], PROD)).report()["keys"][0]["kid"], "second");
    assert_eq!(done(&folder, &["trash"]).stdout, "The trash is empty\n");
    said.agree();
}

#[test]
fn a_keyring_in_the_trash_is_deleted_for_good_by_who_says_so() {
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/keys/a_keyring_in_the_trash_is_deleted_for_good_by_who_says_so", &folder.path(""));
    done(&folder, &with(&["generate", "p-256", "--create", "--kid", "=first"], PROD));
    done(&folder, &with(&["generate", "p-256", "--kid", "=second"], PROD));
    refused(&mut said, &folder, &["erase", "prod", "--yes"]);
    done(&folder, &["delete", "prod"]);
    let ran = run(&folder, &["erase", "prod"]);
    said.line(without_times(&ran.stderr));
    let json: Value = serde_json::from_str(&done(&folder, &["trash", "--json"]).stdout).expect("JSON");
    assert_eq!(json["trash"][0]["backups"], 1, "it is still there");
    refused(&mut said, &folder, &["erase", "prod", "--yes", "--pick", "2"]);
    assert_eq!(done(&folder, &["erase", "prod", "--yes"]).stdout, "prod was permanently deleted\n");
    assert_eq!(done(&folder, &["trash"]).stdout, "The trash is empty\n");
    said.agree();
}

#[test]
fn a_key_is_generated_for_an_algorithm() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_key_is_generated_for_an_algorithm", &folder.path(""));
    let made = |arguments: &[&str]| -> Value {
        let ran = done(&folder, &with(&["generate", "--private", "--kid", "none"], arguments));
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    };
    // What one signs with today, as in the window.
    let usual = made(&[]);
    assert_eq!((usual["crv"].as_str(), usual["alg"].as_str()), (Some("P-256"), Some("ES256")), "{usual}");
    // An algorithm in any case; key type, curve, bits of the secret, alg and use.
    for (name, kty, crv, alg, key_use) in [
        ("ES256", "EC", Some("P-256"), "ES256", "sig"),
        ("es512", "EC", Some("P-521"), "ES512", "sig"),
        ("Es256K", "EC", Some("secp256k1"), "ES256K", "sig"),
        ("EdDSA", "OKP", Some("Ed25519"), "EdDSA", "sig"),
        ("Ed25519", "OKP", Some("Ed25519"), "Ed25519", "sig"),
        ("ed448", "OKP", Some("Ed448"), "Ed448", "sig"),
        ("ecdh-es", "EC", Some("P-256"), "ECDH-ES", "enc"),
        ("ECDH-ES+A256KW", "EC", Some("P-256"), "ECDH-ES+A256KW", "enc"),
        ("PS256", "RSA", None, "PS256", "sig"),
        ("rsa-oaep-256", "RSA", None, "RSA-OAEP-256", "enc"),
    ] {
        let key = made(&[name]);
        assert_eq!((key["kty"].as_str(), key["crv"].as_str()), (Some(kty), crv), "{name}: {key}");
        assert_eq!((key["alg"].as_str(), key["use"].as_str()), (Some(alg), Some(key_use)), "{name}: {key}");
    }
    for (name, alg, bytes) in [
        ("HS256", "HS256", 32),
        ("hs512", "HS512", 64),
        ("A128KW", "A128KW", 16),
        ("a256gcmkw", "A256GCMKW", 32),
        ("dir", "dir", 32),
    ] {
        let key = made(&[name]);
        let secret = key["k"].as_str().expect("a secret").len();
        assert_eq!((key["alg"].as_str(), secret), (Some(alg), (bytes * 4_usize).div_ceil(3)), "{name}: {key}");
    }
    // A kind and another algorithm than its usual one.
    let key = made(&["p-256", "--alg", "ECDH-ES"]);
    assert_eq!((key["alg"].as_str(), key["use"].as_str()), (Some("ECDH-ES"), Some("enc")));
    let key = made(&["ES256", "--alg", "none", "--use", "none"]);
    assert!(key.get("alg").is_none() && key.get("use").is_none(), "{key}");
    // What is no algorithm, or none that a key is generated for.
    for name in ["es999", "RSA1_5", "PBES2-HS256+A128KW", "none", ""] {
        refused(&mut said, &folder, &["generate", name, "--private"]);
    }
    said.agree();
}

/// What is not in the bytes of a key file: who else can read it, where copies of it go, whether its certificate holds.
#[cfg(unix)]
#[test]
fn what_the_place_of_a_key_file_says_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/what_the_place_of_a_key_file_says_is_told", &folder.path(""));
    let mode = |path: &str, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("its owner may");
    };
    let rules = |path: &str| {
        let json: Value = serde_json::from_str(&done(&folder, &["list", path, "--json"]).stdout).expect("JSON");
        let findings = json["keys"][0]["findings"].as_array().expect("a list").clone();
        let place = ["KEY_FILE_PERMS", "KEY_IN_SYNC_FOLDER", "KEY_CERT_EXPIRED"];
        let named = findings.iter().filter_map(|finding| finding["rule"].as_str().map(str::to_owned));
        named.filter(|rule| place.contains(&rule.as_str())).collect::<Vec<_>>()
    };
    let private = folder.file("private.jwk", hs256_jwk());
    let public = folder.file("public.pem", include_str!("../data/keys/p256.spki.pem"));
    mode(&public, 0o644);
    mode(&private, 0o644);
    assert_eq!(rules(&private), ["KEY_FILE_PERMS"]);
    assert!(rules(&public).is_empty());
    said.line(done(&folder, &["list", &private]).stdout);
    said.line(done(&folder, &with(&["add", &private, "--create"], PROD)).stderr);
    let ran = inspect(&[HS256, "--key", &private, "--now", BEFORE]).run();
    assert!(ran.status == VALID && ran.stdout.contains("KEY_FILE_PERMS"), "{ran:?}");
    mode(&private, 0o600);
    assert!(rules(&private).is_empty());
    let ran = inspect(&[HS256, "--key", &private, "--now", BEFORE]).run();
    assert!(!ran.stdout.contains("KEY_FILE_PERMS") && ran.stderr.is_empty(), "{ran:?}");

    // A work tree.
    std::fs::create_dir(folder.path(".git")).expect("writable");
    folder.file(".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(rules(&private), ["KEY_IN_SYNC_FOLDER"]);
    assert!(rules(&public).is_empty());
    let ran = inspect(&[HS256, "--key", &private, "--now", BEFORE]).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    said.line(&ran.stderr);
    // Whoever has a copy of what a passphrase protects has nothing yet.
    let locked = folder.file("locked.pem", include_str!("../data/key/encrypted-ec.pem"));
    mode(&locked, 0o644);
    said.line(done(&folder, &["list", &locked, "--passphrase-env", "LOCKED"]).stdout);
    // The keyrings' own folder.
    said.line(done(&folder, &["list"]).stdout);
    let json: Value = serde_json::from_str(&done(&folder, &["list", "--json"]).stdout).expect("JSON");
    assert_eq!(json["keyrings"][0]["copied_by"], "a git work tree");
    said.agree();
}

/// D12.
#[test]
fn a_certificate_that_is_over_is_told_and_its_key_is_used() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_certificate_that_is_over_is_told_and_its_key_is_used", &folder.path(""));
    let expired = folder.file("expired.pem", include_str!("../data/keys/p256.expired-certificate.pem"));
    said.line(done(&folder, &["list", &expired]).stdout);
    let ran = done(&folder, &["add", &expired, "--keyring", "public", "--create", "--public"]);
    said.line(&ran.stderr);
    assert_eq!(ran.stdout, "1 added\n");
    let within = folder.file("certificate.pem", include_str!("../data/keys/p256.certificate.pem"));
    for (now, holds) in [("1795451288", false), ("1795451289", true), ("2110811289", true), ("2110811290", false)] {
        let ran = inspect(&[ES256, "--key", &within, "--now", now]).run();
        assert_eq!(ran.stderr.is_empty(), holds, "{now}: {ran:?}");
        said.line(format!("at {now}: {}", ran.stderr));
    }
    said.agree();
}

/// RFC 7638 §7: the hash of a secret that somebody typed is enough to guess it by.
#[test]
fn the_thumbprint_of_a_typed_secret_is_not_shown() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/the_thumbprint_of_a_typed_secret_is_not_shown", &folder.path(""));
    let typed = folder.file("typed.txt", "hunter2-hunter2-hunter2");
    let known = folder.file("known.json", r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}"#);
    for file in [&typed, &known] {
        said.line(done(&folder, &["list", file]).stdout);
        let json: Value = serde_json::from_str(&done(&folder, &["list", file, "--json"]).stdout).expect("JSON");
        assert_eq!(json["keys"][0]["thumbprint"], Value::Null);
        refused(&mut said, &folder, &["convert", file, "--to", "thumbprint"]);
        refused(&mut said, &folder, &["convert", file, "--to", "thumbprint-uri"]);
    }
    // A generated one is called by it.
    let made = done(&folder, &["generate", "oct-256", "--private"]).stdout;
    let file = folder.file("made.json", &made);
    let json: Value = serde_json::from_str(&done(&folder, &["list", &file, "--json"]).stdout).expect("JSON");
    assert_eq!(json["keys"][0]["thumbprint"], json["keys"][0]["kid"]);
    said.agree();
}

/// D8 and D9: what is no file is named at once, and a name says what it is.
#[cfg(unix)]
#[test]
fn a_file_that_is_none_is_named_and_not_waited_for() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_file_that_is_none_is_named_and_not_waited_for", &folder.path(""));
    let pipe = folder.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let around = folder.path("around");
    std::os::unix::fs::symlink(&around, &around).unwrap();
    let sparse = folder.path("sparse");
    std::fs::File::create(&sparse).unwrap().set_len(10 << 30).unwrap();
    for path in
        [&pipe, "/dev/zero", "/dev/random", &folder.path(""), &around, &folder.path("missing"), &sparse] as [&str; 7]
    {
        refused(&mut said, &folder, &["list", path]);
        let ran = inspect(&["eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "--key", path]).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
    }
    let odd = folder.file("a\nb\u{202e}c.pem", "-----BEGIN PUBLIC KEY-----\n");
    let ran = run(&folder, &["list", &odd]);
    assert!(ran.stderr.contains("a\\nb\\u202ec.pem") && ran.stderr.lines().count() == 1, "{ran:?}");
    said.agree();
}

/// A name is for one key, and a certificate with its private half is one.
#[test]
fn a_key_that_is_added_is_called_as_it_is_said() {
    let folder = Folder::new();
    let mut said = Said::in_folder("cli/keys/a_key_that_is_added_is_called_as_it_is_said", &folder.path(""));
    let data = |name: &str| format!("{}/tests/data/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    let pass = folder.file("pass", "open sesame\n");
    let add = |file: &str, name: &str| {
        let more = ["--name", name, "--create", "--file-passphrase-file", &pass];
        run(&folder, &with(&[&["add", file][..], &more].concat(), PROD))
    };
    let added = add(&data("p256.jwk.json"), "my signer");
    assert_eq!(added.status, 0, "{added:?}");
    let listed: Value = serde_json::from_str(&done(&folder, &with(&["list", "--json"], PROD)).stdout).expect("JSON");
    assert_eq!(listed["keys"][0]["name"], "my signer", "{listed}");
    let both = format!("{{\"keys\":[{},{}]}}", ES256_JWK, hs256_jwk());
    let refused = add(&folder.file("both.jwks", both), "one name");
    assert_eq!(refused.status, UNUSABLE, "{refused:?}");
    said.line(&refused.stderr);
    said.agree();
}

/// `--key` chooses among the keys of a file, as `export` does among those of a keyring, or is the file.
#[test]
fn a_key_of_a_file_is_chosen_with_the_same_option_as_one_of_a_keyring() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/keys/a_key_of_a_file_is_chosen_with_the_same_option_as_one_of_a_keyring",
        &folder.path(""),
    );
    let file = folder.file("both.jwks", format!("{{\"keys\":[{},{}]}}", ES256_JWK, P256_OTHER));
    for option in ["--key", "-k", "--kid"] {
        let ran = done(&folder, &["convert", &file, option, "other", "--to", "public-jwk"]);
        assert!(ran.stdout.contains("\"other\""), "{ran:?}");
    }
    let alone = folder.file("one.jwk", P256_OTHER);
    assert_eq!(done(&folder, &["convert", "-k", &alone]).stdout, done(&folder, &["convert", &alone]).stdout);
    refused(&mut said, &folder, &["convert", "-k", "other"]);
    said.agree();
}

const P256_OTHER: &str = r#"{"kty":"EC","kid":"other","crv":"P-256","x":"NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs","y":"EFzpIpaW1T5ij4gaWygpkH5k9VsHVU3Xd2pRA6w7Puw","d":"lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4"}"#;

/// PKCS#12 holds a certificate and the key that it is for: among the public keys that is one.
#[test]
fn the_public_set_of_a_p12_has_its_key_once() {
    let folder = Folder::new();
    let p12 = format!("{}/tests/data/keys/p256.p12", env!("CARGO_MANIFEST_DIR"));
    let set = |ran: Ran| -> Value { serde_json::from_str(&ran.stdout).expect("JSON") };
    let converted = set(done(&folder, &["convert", &p12, "--passphrase-env", "P12", "--to", "public-jwk-set"]));
    assert_eq!(converted["keys"].as_array().map(Vec::len), Some(1), "{converted}");
    done(&folder, &with(&["add", &p12, "--create", "--file-passphrase-env", "P12"], PROD));
    let exported = set(done(&folder, &with(&["export", "--to", "public-jwk-set"], PROD)));
    assert_eq!(exported["keys"].as_array().map(Vec::len), Some(1), "{exported}");
}

/// A certificate that was renewed for the same key is another one: tokens name it, and the old one expires.
#[test]
fn a_renewed_certificate_is_kept_beside_the_old_one() {
    let folder = Folder::new();
    let (old, new) = ("tests/data/keys/p256.expired-certificate.pem", "tests/data/keys/p256.certificate.pem");
    let added = |file: &str| {
        let ran = run(&folder, &["add", "--keyring", "ring", file, "--create", "--public"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.stdout
    };
    assert_eq!(added(old), "1 added\n");
    assert_eq!(added(new), "1 added\n");
    assert_eq!(added(new), "0 added, 1 already there\n");
}

/// What a file says of a key may be said of several: each has a name of its own.
#[test]
fn keys_of_files_that_are_called_the_same_are_told_apart() {
    let folder = Folder::new();
    for (place, text) in [
        ("a", include_str!("../data/keys/ed25519.pkcs8.pem")),
        ("b", include_str!("../data/keys/ed448.pkcs8.pem")),
        ("c", include_str!("../data/keys/p256.pkcs8.pem")),
    ] {
        std::fs::create_dir(folder.path(place)).unwrap();
        let file = folder.path(&format!("{place}/server.pem"));
        std::fs::write(&file, text).unwrap();
        let create: &[&str] = if place == "a" { &["--create"] } else { &[] };
        done(&folder, &[&["add", &file], create, PROD].concat());
    }
    let listed: Value = serde_json::from_str(&done(&folder, &with(&["list", "--json"], PROD)).stdout).expect("JSON");
    let names: Vec<&str> = listed["keys"].as_array().unwrap().iter().filter_map(|key| key["name"].as_str()).collect();
    assert_eq!(names, ["server", "server 2", "server 3"]);
}
