//! Templates of one's own: saved by `build --save-template`, listed, used, deleted; never with a key in them.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE, VALID, build, inspect};
use serde_json::Value;
use std::process::Command;

const MADE: i32 = 0;
const NOW: &str = "1800000000";
const P256: &str = include_str!("../data/keys/p256.jwk.json");

fn made(folder: &Folder, arguments: &[&str]) -> Ran {
    build(arguments).env("JOTSMITH_DATA_DIR", &folder.path("data")).run()
}

fn templates(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotsmith"));
    let output =
        command.arg("templates").args(arguments).env("JOTSMITH_DATA_DIR", folder.path("data")).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn file(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(&format!("data/templates/{name}.json"))).unwrap()
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

#[test]
fn a_template_is_saved_and_used_with_times_of_its_own() {
    let name = "my grant";
    let folder = Folder::new();
    let mut said =
        Said::in_folder("cli/templates/a_template_is_saved_and_used_with_times_of_its_own", &folder.path(""));
    let key = folder.file("key.jwk", P256);
    let text = r#"{"sub":"alice", "n":1.0,"roles":["a"]}"#;
    let header = r#"{"typ":"at+jwt","kid":"k"}"#;
    let start =
        ["--claims", text, "--header", header, "--key", &key, "--iat", "now", "--exp", "+5m", "--jti", "--now", NOW];
    let ran = made(&folder, &[&start[..], &["--save-template", name]].concat());
    assert_eq!(ran.status, MADE, "{ran:?}");
    said.line(&ran.stderr);
    let first = claims(&ran.stdout);
    // Nothing of the key's private half is in the file.
    let d: Value = serde_json::from_str(P256).unwrap();
    assert!(!file(&folder, name).contains(d["d"].as_str().unwrap()));

    let ran = made(&folder, &["--template", name, "--key", &key, "--now", "1900000000"]);
    assert_eq!(ran.status, MADE, "{ran:?}");
    let second = claims(&ran.stdout);
    assert_eq!((&second["iat"], &second["exp"]), (&1_900_000_000_i64.into(), &1_900_000_300_i64.into()));
    assert_eq!((&second["sub"], &second["roles"]), (&first["sub"], &first["roles"]));
    assert_ne!(second["jti"], first["jti"]);
    let ran = inspect(&["-", "--json", "--key", &key, "--now", "1900000000"]).input(ran.stdout).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    assert_eq!(ran.report()["layers"][0]["header"]["typ"], "at+jwt");

    let (status, out, _) = templates(&folder, &[]);
    assert!(status == 0 && out.contains(name) && out.contains("cdn-grant"), "{out}");
    let (status, _, err) = templates(&folder, &["delete", name]);
    assert_eq!(status, 0, "{err}");
    said.line(&err);
    let ran = made(&folder, &["--template", name, "--key", &key]);
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    said.agree();
}

#[test]
fn structure_and_selection_come_along() {
    let folder = Folder::new();
    let key = folder.file("key.jwk", P256);
    let more = ["--sd", "name", "--sd-decoys", "2", "--serialization", "flattened", "--alg", "ES256"];
    let ran = made(
        &folder,
        &[&["--claims", r#"{"name":"a"}"#, "--key", &key, "--save-template", "held"], &more[..]].concat(),
    );
    assert_eq!(ran.status, MADE, "{ran:?}");
    let ran = made(&folder, &["--template", "held", "--key", &key]);
    let token: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
    assert_eq!(token["header"]["disclosures"].as_array().map(Vec::len), Some(1));
    // What the arguments say counts more.
    let ran = made(&folder, &["--template", "held", "--key", &key, "--claims", "{}", "--serialization", "compact"]);
    assert!(ran.status == MADE && !ran.stdout.contains('~'), "{ran:?}");
    let ran = made(&folder, &["--claims", "{}", "--encrypt-to", &key, "--save-template", "sealed", "--enc", "A128GCM"]);
    assert_eq!(ran.status, MADE, "{ran:?}");
    let ran = made(&folder, &["--template", "sealed"]);
    assert!(ran.status == UNUSABLE && ran.stderr.contains("--encrypt-to"), "{ran:?}");
    assert_eq!(made(&folder, &["--template", "sealed", "--encrypt-to", &key]).status, MADE);
    let ran = made(&folder, &["--template", "held"]);
    assert!(ran.status == UNUSABLE && ran.stderr.contains("--key"), "{ran:?}");
}

#[test]
fn what_cannot_be_saved_is_refused_and_what_is_damaged_is_put_aside() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/templates/what_cannot_be_saved_is_refused_and_what_is_damaged_is_put_aside",
        &folder.path(""),
    );
    let key = folder.file("key.jwk", P256);
    let save = |name: &str, claims: &str| made(&folder, &["--claims", claims, "--key", &key, "--save-template", name]);
    for (name, claims) in [("../x", "{}"), ("session", "{}"), ("x", r#"{"jwk":{"kty":"oct","k":"c2VjcmV0"}}"#)] {
        let ran = save(name, claims);
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        said.line(&ran.stderr);
        assert!(!ran.stderr.contains("c2VjcmV0"), "{ran:?}");
    }
    assert_eq!(save("x", "{}").status, MADE);
    let ran = save("x", "{}");
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    std::fs::write(folder.path("data/templates/x.json"), "{").unwrap();
    let ran = made(&folder, &["--template", "x", "--key", &key]);
    assert_eq!(ran.status, UNUSABLE, "{ran:?}");
    said.line(&ran.stderr);
    let (status, out, err) = templates(&folder, &["list"]);
    assert!(status == 0 && err.contains("x.json.bad-"), "{out}{err}");
    assert_eq!(out, templates(&Folder::new(), &["list"]).1, "none is the person's own");
    assert_eq!(templates(&folder, &["delete", "session"]).0, UNUSABLE);
    assert_eq!(templates(&folder, &["delete", "never"]).0, UNUSABLE);
    said.agree();
}

/// A `kid` that was typed stays in the template, and is signed by its own key alone: what another one does is told.
#[test]
fn a_kid_that_is_not_the_signing_keys_is_told_where_a_template_is_saved_or_used() {
    let folder = Folder::new();
    let mut said = Said::in_folder(
        "cli/templates/a_kid_that_is_not_the_signing_keys_is_told_where_a_template_is_saved_or_used",
        &folder.path(""),
    );
    let named = |kid: &str| {
        let mut key: Value = serde_json::from_str(P256).unwrap();
        key["kid"] = kid.into();
        folder.file(&format!("{kid}.jwk"), key.to_string())
    };
    let (mine, other, pem) = (named("mine"), named("other"), folder.file("key.jwk", P256));
    let start = ["--claims", r#"{"sub":"a","exp":1900000000}"#, "--now", NOW];
    let typed = ["--header", r#"{"typ":"JWT","kid":"other"}"#];
    let kid = |ran: &Ran| {
        let header = ran.stdout.split('.').next().unwrap();
        let header: Value =
            serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(header.as_bytes()).unwrap()).unwrap();
        header["kid"].as_str().map(str::to_owned)
    };
    let save = |name: &str, key: &str, more: &[&str]| {
        made(&folder, &[&start[..], &typed, &["-k", key, "--save-template", name], more].concat())
    };
    let refused = save("t", &mine, &["--strict"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""), "{refused:?}");
    said.line(&refused.stderr);
    let saved = save("t", &mine, &[]);
    assert_eq!((saved.status, kid(&saved).as_deref()), (MADE, Some("other")), "{saved:?}");
    said.line(&saved.stderr);
    assert!(file(&folder, "t").contains("other"), "what was typed stays");
    // The key that it is of, and one that has no name of its own.
    let used = |key: &str, more: &[&str]| made(&folder, &[&["-t", "t", "--now", NOW, "-k", key], more].concat());
    let right = used(&other, &[]);
    assert_eq!((right.status, right.stderr.matches("kid").count()), (MADE, 0), "{right:?}");
    let unnamed = used(&pem, &[]);
    assert_eq!((unnamed.status, kid(&unnamed).as_deref()), (MADE, None), "{unnamed:?}");
    said.line(&unnamed.stderr);
    // Another key's token is never called so without a word, and with --strict there is none.
    let wrong = used(&mine, &[]);
    assert_eq!((wrong.status, kid(&wrong).as_deref()), (MADE, Some("mine")), "{wrong:?}");
    said.line(&wrong.stderr);
    let replaced = used(&mine, &["--header-sync", "alg"]);
    assert_eq!((replaced.status, kid(&replaced).as_deref()), (MADE, Some("mine")), "{replaced:?}");
    said.line(&replaced.stderr);
    for more in [&["--strict"][..], &["--strict", "--header-sync", "alg"]] {
        let refused = used(&mine, more);
        assert_eq!((refused.status, refused.stdout.as_str()), (1, ""), "{refused:?}");
        assert!(refused.stderr.contains("\"other\""), "{refused:?}");
    }
    // A header that is typed replaces the template's.
    let typed = used(&mine, &["--header", "{}"]);
    assert_eq!((typed.status, typed.stderr.matches("kid").count()), (MADE, 0), "{typed:?}");
    said.agree();
}
