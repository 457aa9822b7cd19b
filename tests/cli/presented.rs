//! What presentations present: credentials of their own issuers, and presentations with more of them.

use crate::golden::Said;
use crate::{Folder, INVALID, Ran, UNCHECKED, UNUSABLE, VALID, build, inspect, run};
use serde_json::{Value, json};

const NOW: &str = "1800000000";
const OWN: &str = include_str!("../data/keys/p256.jwk.json");
const FOREIGN: &str = include_str!("../data/keys/ed25519.pkcs8.pem");
/// Another key on P-256, made for this test alone.
const OTHER: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/Iha9fCdMbaTWknK
wDRwF1ohRBhj66/KwUi8Evkr/YKhRANCAATsxaKWWm5gmkfMZmTqxy9SvZou3bQh
8u+6fWyy1swuj74Mf7uKM3U+VE4JVtV1jMJYhyobp4TZrDIWvSGSEuIP
-----END PRIVATE KEY-----
";

/// A folder with a key that is known, and one that is not.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.file("own.jwk", OWN);
    folder.file("foreign.pem", FOREIGN);
    folder
}

fn made(folder: &Folder, claims: &Value, key: &str, more: &[&str]) -> String {
    let claims = claims.to_string();
    let ran = build(&[&["--claims", &claims, "--key", &folder.path(key)], more].concat()).run();
    assert_eq!(ran.status, VALID, "{ran:?}");
    ran.stdout.trim_end().to_owned()
}

fn looked_at(folder: &Folder, token: &str, more: &[&str]) -> Ran {
    inspect(&[&["-", "--now", NOW, "--key", &folder.path("own.jwk")], more].concat()).input(token).run()
}

fn desk(folder: &Folder, tokens: &str) -> Ran {
    run(&["desk", "-", "--now", NOW, "--key", &folder.path("own.jwk")]).input(tokens).run()
}

/// A credential, what presents it, and the response with that.
fn nested(folder: &Folder, issuer: &str) -> [String; 3] {
    let credential = made(folder, &json!({"iss": "https://issuer.example", "sub": "a"}), issuer, &[]);
    let presentation = made(folder, &json!({"vp": {"verifiableCredential": [credential]}}), "own.jwk", &[]);
    let response = made(folder, &json!({"vp_token": [presentation]}), "own.jwk", &[]);
    [credential, presentation, response]
}

/// Every line that says what came of something.
fn marked(ran: &Ran) -> String {
    let is_marked = |line: &&str| line.trim_start().starts_with(['✔', '?', '!', '✘']);
    ran.stdout.lines().filter(is_marked).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_response_is_as_unchecked_as_what_is_presented_in_it() {
    let mut said = Said::new("cli/presented/a_response_is_as_unchecked_as_what_is_presented_in_it");
    let folder = folder();
    let [_, presentation, response] = nested(&folder, "own.jwk");
    for token in [&presentation, &response] {
        assert_eq!(looked_at(&folder, token, &[]).status, VALID);
        assert_eq!(desk(&folder, token).status, VALID);
    }
    let [_, presentation, response] = nested(&folder, "foreign.pem");
    // One that nobody signed is no better than one that nobody can check.
    let unsecured = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.";
    let bare = made(&folder, &json!({"vp": {"verifiableCredential": [unsecured]}}), "own.jwk", &[]);
    for token in [&presentation, &response, &bare] {
        let report: Value = serde_json::from_str(&looked_at(&folder, token, &["--json"]).stdout).expect("a report");
        assert_eq!(report["verdict"], "unchecked", "{report}");
        for ran in [looked_at(&folder, token, &[]), desk(&folder, token)] {
            assert_eq!(ran.status, UNCHECKED, "{ran:?}");
            said.line(marked(&ran));
        }
    }
    said.agree();
}

/// The person spoke of the presentation: what it presents has an issuer of its own.
#[test]
fn what_is_said_of_a_presentation_is_not_said_of_its_credentials() {
    let mut said = Said::new("cli/presented/what_is_said_of_a_presentation_is_not_said_of_its_credentials");
    let folder = folder();
    // A key of the right kind with another name says nothing, as on the desk.
    folder.file("other.pem", OTHER);
    let named = |name: &str| json!({"alg": "ES256", "kid": name}).to_string();
    let mut holder: Value = serde_json::from_str(OWN).expect("a key");
    holder["kid"] = json!("holder");
    folder.file("own.jwk", holder.to_string());
    let issued = json!({"iss": "https://issuer.example", "sub": "a"});
    let credential = made(&folder, &issued, "other.pem", &["--header", &named("issuer")]);
    let presentation = made(&folder, &json!({"vp": {"verifiableCredential": [credential]}}), "own.jwk", &[]);
    let response = made(&folder, &json!({"vp_token": [presentation]}), "own.jwk", &[]);
    for token in [&presentation, &response] {
        for ran in [looked_at(&folder, token, &[]), desk(&folder, token)] {
            assert_eq!(ran.status, UNCHECKED, "{ran:?}");
        }
    }
    folder.file("own.jwk", OWN);
    // Each carries the key that made it.
    let carrying = |claims: &Value, key: &str, jwk: &Value| {
        let header = json!({"alg": "ES256", "jwk": jwk}).to_string();
        made(&folder, claims, key, &["--header", &header, "--header-sync", "none"])
    };
    let mut own: Value = serde_json::from_str(OWN).expect("a key");
    own.as_object_mut().expect("an object").remove("d");
    let credential = carrying(&json!({"iss": "https://issuer.example"}), "own.jwk", &own);
    let presentation = carrying(&json!({"vp": {"verifiableCredential": [credential]}}), "own.jwk", &own);
    let trusted = |token: &str| inspect(&["-", "--now", NOW, "--own-key"]).input(token).run();
    for token in [&credential, &presentation] {
        let ran = trusted(token);
        assert_eq!(ran.status, UNCHECKED, "{ran:?}");
        said.line(marked(&ran));
    }
    said.agree();
}

/// What was pasted before the token that it is in is no less in it.
#[test]
fn the_order_of_a_paste_does_not_matter() {
    let folder = folder();
    let [_, presentation, response] = nested(&folder, "own.jwk");
    let outer = made(&folder, &json!({"vp_token": [response]}), "own.jwk", &[]);
    let expired = json!({"iss": "https://issuer.example", "exp": 1_700_000_000});
    let expired = made(&folder, &expired, "own.jwk", &[]);
    let bad = made(&folder, &json!({"vp": {"verifiableCredential": [expired]}}), "own.jwk", &[]);
    let over = made(&folder, &json!({"vp_token": [bad]}), "own.jwk", &[]);
    for (tokens, status, count) in [
        ([&presentation, &response, &outer], VALID, 0),
        ([&outer, &response, &presentation], VALID, 0),
        ([&expired, &bad, &over], INVALID, 3),
        ([&over, &bad, &expired], INVALID, 3),
    ] {
        let ran = desk(&folder, &tokens.map(String::as_str).join("\n"));
        assert_eq!(ran.status, status, "{ran:?}");
        assert_eq!(ran.stdout.lines().filter(|line| line.contains('✘')).count(), count, "{ran:?}");
    }
}

/// Each token of an input has its answer, whatever becomes of the others.
#[test]
fn one_token_that_fails_does_not_end_the_others() {
    let mut said = Said::new("cli/presented/one_token_that_fails_does_not_end_the_others");
    let folder = folder();
    let with = made(&folder, &json!({"sub": "a", "iat": 1_799_999_999}), "own.jwk", &[]);
    let without = made(&folder, &json!({"sub": "b"}), "own.jwk", &[]);
    let key = folder.path("own.jwk");
    for tokens in [[&with, &without], [&without, &with]] {
        let ran =
            inspect(&["-", "--all", "--at-iat", "--key", &key]).input(tokens.map(String::as_str).join("\n")).run();
        assert_eq!(ran.status, UNUSABLE, "{ran:?}");
        let verified: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with('!')).collect();
        said.line(verified.join("\n"));
        said.line(&ran.stderr);
    }
    said.agree();
}

/// The key of the holder fits the presentation; that it is not the issuer's says nothing of the credential.
#[test]
fn the_key_of_the_holder_alone_rejects_no_credential() {
    let folder = folder();
    folder.file("other.pem", OTHER);
    let issuer = json!({"iss": "https://issuer.example", "sub": "did:example:h"});
    let presenting = |credential: &str| {
        let claims = json!({"iss": "did:example:h", "vp": {"verifiableCredential": [credential]}});
        made(&folder, &claims, "own.jwk", &[])
    };
    let credential = made(&folder, &issuer, "other.pem", &[]);
    let ran = looked_at(&folder, &presenting(&credential), &[]);
    assert_eq!(ran.status, UNCHECKED, "{ran:?}");
    // The issuer's key rejects what it did not sign, and so does a holder's who is the issuer.
    let key = folder.path("other.pem");
    assert_eq!(looked_at(&folder, &presenting(&credential), &["--key", &key]).status, VALID);
    let (rest, _) = credential.rsplit_once('.').expect("a signature");
    let tampered = format!("{rest}.{}", "A".repeat(86));
    assert_eq!(looked_at(&folder, &presenting(&tampered), &["--key", &key]).status, INVALID);
    let own = made(&folder, &json!({"iss": "did:example:h", "sub": "a"}), "own.jwk", &[]);
    let (rest, _) = own.rsplit_once('.').expect("a signature");
    let tampered = format!("{rest}.{}", "A".repeat(86));
    assert_eq!(looked_at(&folder, &presenting(&tampered), &[]).status, INVALID);
}

/// A presentation in an envelope is as good as what it envelops (VCDM 2.0 §4.13).
#[test]
fn an_enveloped_presentation_is_checked() {
    let folder = folder();
    for (issuer, status) in [("own.jwk", VALID), ("foreign.pem", UNCHECKED)] {
        let [_, presentation, _] = nested(&folder, issuer);
        let id = format!("data:application/vp+jwt,{presentation}");
        let token = made(&folder, &json!({"type": "EnvelopedVerifiablePresentation", "id": id}), "own.jwk", &[]);
        let ran = looked_at(&folder, &token, &[]);
        assert_eq!(ran.status, status, "{ran:?}");
    }
}

/// An identifier that is a key has no other (did:jwk).
#[test]
fn an_issuer_that_is_a_key_signs_with_it() {
    let folder = folder();
    folder.file("other.pem", OTHER);
    let mut own: Value = serde_json::from_str(OWN).expect("a key");
    own.as_object_mut().expect("an object").remove("d");
    let identifier = format!("did:jwk:{}", data_encoding::BASE64URL_NOPAD.encode(own.to_string().as_bytes()));
    let more = ["--key", &folder.path("other.pem")];
    for (issuer, key, status) in [
        (identifier.as_str(), "own.jwk", VALID),
        (identifier.as_str(), "other.pem", INVALID),
        ("did:jwk:bm8", "other.pem", VALID),
        ("https://issuer.example", "other.pem", VALID),
    ] {
        let claims = json!({"iss": issuer, "sub": "a", "exp": 1_800_000_060});
        let ran = looked_at(&folder, &made(&folder, &claims, key, &["--now", NOW]), &more);
        assert_eq!(ran.status, status, "{issuer} by {key}: {ran:?}");
    }
}
