//! SD-JWTs made and presented on the command line: `build --sd`, `present`, and what `inspect` says of them.

use crate::golden::Said;
use crate::{Folder, Ran, UNUSABLE, VALID, build, inspect, present};
use serde_json::{Value, json};

const MADE: i32 = 0;
const REFUSED: i32 = 1;
const NOW: &str = "1800000000";
const ISSUER: &str = include_str!("../data/keys/p256.jwk.json");
const HOLDER: &str = include_str!("../data/keys/ed25519.pkcs8.pem");
const HOLDER_PUBLIC: &str = include_str!("../data/keys/ed25519.spki.pem");
const CLAIMS: &str = r#"{"iss":"https://issuer.example","exp":1900000000,"name":"Jane Doe",
  "address":{"city":"Anytown","street":"1 Main St"},"nationalities":["US","DE"]}"#;

/// The token in a folder with the keys.
fn issued(more: &[&str]) -> (Folder, String) {
    let folder = Folder::new();
    let (issuer, holder) = (folder.file("issuer.jwk", ISSUER), folder.file("holder.pub", HOLDER_PUBLIC));
    folder.file("holder.pem", HOLDER);
    let ran = build(&[&["--claims", CLAIMS, "--key", &issuer, "--holder", &holder], more].concat()).run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    let token = ran.stdout.trim_end().to_owned();
    (folder, token)
}

const SELECTIVE: [&str; 8] = ["--sd", "name", "--sd", "/address", "--sd", "/address/*", "--sd", "/nationalities/*"];

fn report(folder: &Folder, token: &str) -> Value {
    let ran = inspect(&["-", "--json", "--now", NOW, "--key", &folder.path("issuer.jwk")]).input(token).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    ran.report()["layers"][0].clone()
}

/// Nothing was made; why is a golden.
fn failed(said: &mut Said, ran: &Ran, status: i32) {
    assert_eq!(ran.status, status, "{ran:?}");
    assert_eq!(ran.stdout, "", "{ran:?}");
    said.line(&ran.stderr);
}

#[test]
fn chosen_claims_can_be_withheld() {
    let (folder, token) = issued(&[&SELECTIVE[..], &["--sd-decoys", "2", "--sd-alg", "sha-512"]].concat());
    assert!(token.ends_with('~'), "{token}");
    let layer = report(&folder, &token);
    let sd_jwt = &layer["sd_jwt"];
    assert_eq!(sd_jwt["hash"], "sha-512");
    assert_eq!(sd_jwt["disclosures"].as_array().map(Vec::len), Some(6));
    // The claims, the address, and the list.
    assert_eq!(sd_jwt["undisclosed"], 6);
    assert_eq!(layer["claims"]["address"], json!({"city": "Anytown", "street": "1 Main St"}));
    assert_eq!(layer["claims"]["cnf"]["jwk"]["crv"], "Ed25519");
    assert_eq!(layer["header"]["typ"], "sd-jwt");
    let (folder, token) = issued(&["--sd", "name", "--sd-decoys", "/nationalities=3", "--serialization", "flattened"]);
    let layer = report(&folder, &token);
    assert_eq!((&layer["serialization"], &layer["sd_jwt"]["undisclosed"]), (&json!("flattened"), &json!(3)));
    // At the top level alone, although something is taken out of the address too.
    let (folder, token) = issued(&["--sd", "name", "--sd", "/address/city", "--sd-decoys", "=4"]);
    assert_eq!(report(&folder, &token)["sd_jwt"]["undisclosed"], 4);
}

#[test]
fn a_holder_shows_what_was_chosen() {
    let (folder, token) = issued(&SELECTIVE);
    let key = folder.path("holder.pem");
    let bind = ["--holder-key", &key, "--nonce", "n-1", "--aud", "https://verifier.example", "--now", NOW];
    let shown = |more: &[&str]| {
        let ran = present(&[&["-"], more].concat()).input(&*token).run();
        assert_eq!(ran.status, MADE, "{ran:?}");
        report(&folder, ran.stdout.trim_end())
    };
    let layer = shown(&[&["--disclose", "name", "--disclose", "city"], &bind[..]].concat());
    assert_eq!(layer["claims"]["name"], "Jane Doe");
    assert_eq!(layer["claims"]["address"], json!({"city": "Anytown"}));
    assert_eq!(layer["claims"]["nationalities"], json!([]));
    let binding = &layer["sd_jwt"]["key_binding"];
    assert_eq!((&binding["status"], &binding["sd_hash"]), (&json!("verified"), &json!("matches")));
    assert_eq!((&binding["nonce"], &binding["iat"]), (&json!("n-1"), &json!(1_800_000_000_i64)));
    assert_eq!(binding["aud"], "https://verifier.example");
    assert_eq!(shown(&[])["sd_jwt"]["disclosures"], json!([]));
    assert_eq!(shown(&["--disclose-all"])["sd_jwt"]["disclosures"].as_array().map(Vec::len), Some(6));
    // A file, and a token as an argument with something around it.
    let file = folder.file("token.txt", &token);
    assert_eq!(present(&[&file]).run().status, MADE);
    assert_eq!(present(&[&format!("Bearer {token}")]).run().status, MADE);
    let layer = shown(&[&["--iat", "-1h"], &bind[..]].concat());
    assert_eq!(layer["sd_jwt"]["key_binding"]["iat"], 1_799_996_400_i64);
}

#[test]
fn what_is_hidden_inside_is_told() {
    let (_folder, token) = issued(&SELECTIVE);
    let ran = present(&["-", "--disclose", "/address"]).input(&*token).run();
    assert_eq!(ran.status, MADE, "{ran:?}");
    assert!(ran.stderr.contains("/address/*"), "{ran:?}");
}

#[test]
fn refusals_say_what_there_is() {
    let (folder, token) = issued(&SELECTIVE);
    let mut said = Said::in_folder("cli/present/refusals_say_what_there_is", &folder.path(""));
    let shown = |more: &[&str]| present(&[&["-"], more].concat()).input(&*token).run();
    failed(&mut said, &shown(&["--disclose", "age"]), REFUSED);
    failed(&mut said, &shown(&["--disclose", "iss"]), REFUSED);
    failed(&mut said, &shown(&["--disclose", ""]), UNUSABLE);
    failed(&mut said, &shown(&["--holder-key", &folder.path("holder.pem")]), UNUSABLE);
    failed(&mut said, &shown(&["--nonce", "a"]), UNUSABLE);
    let issuer = folder.path("issuer.jwk");
    let other = ["--holder-key", &issuer, "--nonce", "n", "--aud", "a"];
    let ran = shown(&other);
    failed(&mut said, &ran, REFUSED);
    assert!(ran.stderr.contains("--allow-weak"), "{ran:?}");
    assert_eq!(shown(&[&other[..], &["--allow-weak"]].concat()).status, MADE);
    failed(&mut said, &present(&["-"]).input("").run(), UNUSABLE);
    failed(&mut said, &present(&["-"]).input("nothing").run(), REFUSED);
    failed(&mut said, &present(&[&folder.path("missing")]).run(), UNUSABLE);

    let make = |more: &[&str]| build(&[&["--claims", CLAIMS, "--key", &issuer], more].concat()).run();
    failed(&mut said, &make(&["--sd", "age"]), REFUSED);
    failed(&mut said, &make(&["--sd", "/a/~3"]), UNUSABLE);
    failed(&mut said, &make(&["--sd", "exp"]), REFUSED);
    assert_eq!(make(&["--sd", "exp", "--allow-weak"]).status, MADE);
    failed(&mut said, &make(&["--sd", "name", "--sd-decoys", "many"]), UNUSABLE);
    failed(&mut said, &make(&["--sd-alg", "sha-512"]), UNUSABLE);
    failed(&mut said, &make(&["--sd", "name", "--sd-alg", "md5"]), UNUSABLE);
    failed(&mut said, &make(&["--sd", "name", "--detached"]), REFUSED);
    failed(&mut said, &build(&["--claims", CLAIMS, "--encrypt-to", &issuer, "--sd", "name"]).run(), REFUSED);
    let secret = folder.file("secret.txt", "just a secret that is no key at all");
    failed(&mut said, &make(&["--holder", &secret]), UNUSABLE);
    failed(&mut said, &make(&["--claims", "{\"_sd\":[]}", "--sd", "name"]), UNUSABLE);
    failed(&mut said, &build(&["--claims", "{\"_sd\":[]}", "--key", &issuer, "--sd", "name"]).run(), REFUSED);
    said.agree();
}
