//! What the person takes for granted about a token: it is told in the verdict, whatever it is of, and a secret that everybody
//! knows proves nothing.

use crate::golden::Said;
use crate::support::keys;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::{Assumptions, Beside, ExamineOptions};
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::status::Assumed::{self, AsWritten, HashedNonce, OwnKey, PublicSecret};
use jotsmith::engine::jose::status::SignatureStatus::{Rejected, Unchecked, Verified};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{self, Recipe};
use jotsmith::engine::key_file::jwk_text;
use jotsmith::engine::speech;
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: i64 = 1_700_000_000;
const NONE: Assumptions =
    Assumptions { as_written: false, hashed_nonce: false, as_made: false, own_key: false, public_secret: false };
const PUBLIC: Assumptions = Assumptions { public_secret: true, ..NONE };

fn secret(text: &str) -> Jwk {
    keys(json!({"kty": "oct", "k": encode(text.as_bytes())}).to_string().as_bytes()).remove(0)
}

fn fresh() -> Jwk {
    generate::generate(&Recipe::usual(generate::find("p-256").unwrap()), &mut KeyIds::default()).unwrap()
}

fn public(key: &Jwk) -> Value {
    serde_json::from_str(&jwk_text::public_text(&key.material).unwrap()).unwrap()
}

/// Base64 with its padding, as load balancers of AWS write it.
fn padded(bytes: &[u8]) -> String {
    let text = encode(bytes);
    let rest = text.len().next_multiple_of(4) - text.len();
    text + &"=".repeat(rest)
}

/// A token whose header is signed with its `nonce` hashed, where it has one, and whose base64 is written by `write`.
fn made(key: &Jwk, header: &Value, claims: &Value, write: fn(&[u8]) -> String) -> String {
    let (as_sent, claims) = (write(header.to_string().as_bytes()), write(claims.to_string().as_bytes()));
    let mut hashed = header.clone();
    if let Some(nonce) = header["nonce"].as_str() {
        hashed["nonce"] = encode(&openssl::sha::sha256(nonce.as_bytes())).into();
    }
    let input = format!("{}.{claims}", write(hashed.to_string().as_bytes()));
    let row = find(header["alg"].as_str().unwrap()).unwrap();
    format!("{as_sent}.{claims}.{}", write(&sign(row, &key.material, input.as_bytes()).unwrap()))
}

fn seen(token: &str, given: &[&Jwk], beside: &[&str], assumptions: Assumptions) -> Examination {
    let ring = KeyRing::new(given.iter().map(|key| Arc::new((*key).clone())));
    let beside = beside.iter().map(|text| Beside::new((*text).into(), true, false)).collect();
    let is_key_expected = !given.is_empty();
    let options = ExamineOptions { beside, is_key_expected, assumptions, ..ExamineOptions::default() };
    examine(token, &ring, &options)
}

fn verdict(examination: &Examination) -> Verdict {
    judge(examination, &Policy::default(), NOW).verdict
}

fn line(examination: &Examination) -> String {
    speech::verdict::of(examination, &judge(examination, &Policy::default(), NOW), NOW).line()
}

fn assumed(examination: &Examination) -> &[Assumed] {
    &examination.layers[0].signatures[0].assumed
}

/// A proof whose access token counts on an assumption alone counts on it as well.
#[test]
fn what_is_assumed_of_the_access_token_is_told_of_its_proof() {
    let mut said = Said::new("engine/assumption/what_is_assumed_of_the_access_token_is_told_of_its_proof");
    let (client, issuer) = (fresh(), fresh());
    let claims = json!({"exp": NOW + 60, "cnf": {"jkt": client.thumbprint}});
    let as_written = made(&issuer, &json!({"typ": "at+jwt", "alg": "ES256"}), &claims, padded);
    let hashed = made(&issuer, &json!({"typ": "at+jwt", "alg": "ES256", "nonce": "n"}), &claims, encode);
    let carried = made(&issuer, &json!({"typ": "at+jwt", "alg": "ES256", "jwk": public(&issuer)}), &claims, encode);
    for (access_token, given, assumptions, expected) in [
        (as_written, Some(&issuer), Assumptions { as_written: true, ..NONE }, AsWritten),
        (hashed, Some(&issuer), Assumptions { hashed_nonce: true, ..NONE }, HashedNonce),
        (carried, None, Assumptions { own_key: true, ..NONE }, OwnKey),
    ] {
        let ath = encode(&openssl::sha::sha256(access_token.as_bytes()));
        let claims = json!({"jti": "1", "htm": "GET", "htu": "https://a.example/x", "iat": NOW, "ath": ath});
        let header = json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": public(&client)});
        let proof = made(&client, &header, &claims, encode);
        let given: Vec<&Jwk> = given.into_iter().collect();
        let plain = seen(&proof, &given, &[&access_token], NONE);
        if !given.is_empty() {
            assert_ne!(verdict(&plain), Verdict::Valid, "{expected:?}");
        }
        let examination = seen(&proof, &given, &[&access_token], assumptions);
        let companion = &examination.layers[0].possession.as_ref().unwrap().companion;
        assert_eq!(assumed(companion), [expected]);
        said.line(line(&examination));
    }
    said.agree();
}

/// Two assumptions that are needed together are both kept, and both told.
#[test]
fn no_assumption_hides_another() {
    let mut said = Said::new("engine/assumption/no_assumption_hides_another");
    let (key, both) = (secret("0123456789abcdef0123456789abcdef"), Assumptions { as_written: true, ..NONE });
    let both = Assumptions { hashed_nonce: true, ..both };
    let header = json!({"alg": "HS256", "nonce": "abc"});
    let token = made(&key, &header, &json!({"exp": NOW + 60}), padded);
    let examination = seen(&token, &[&key], &[], both);
    assert_eq!((assumed(&examination), verdict(&examination)), (&[AsWritten, HashedNonce][..], Verdict::Valid));
    said.line(line(&examination));
    for one in [Assumptions { as_written: false, ..both }, Assumptions { hashed_nonce: false, ..both }] {
        assert_eq!(verdict(&seen(&token, &[&key], &[], one)), Verdict::Invalid, "one is not enough");
    }
    said.agree();
}

/// Anybody can sign with a secret that everybody knows: a token that only such a one made is never valid.
#[test]
fn a_public_secret_proves_nothing() {
    let mut said = Said::new("engine/assumption/a_public_secret_proves_nothing");
    let (header, claims) = (json!({"alg": "HS256"}), json!({"exp": NOW + 60}));
    let own = secret("0123456789abcdef0123456789abcdef");
    for text in ["secret", "your-256-bit-secret", "a-string-secret-at-least-256-bits-long"] {
        let token = made(&secret(text), &header, &claims, encode);
        let examination = seen(&token, &[], &[], PUBLIC);
        let result = &examination.layers[0].signatures[0];
        assert_eq!((result.status, assumed(&examination)), (Verified, &[PublicSecret][..]));
        assert_eq!(verdict(&examination), Verdict::Unchecked, "{text}");
        assert_eq!(verdict(&seen(&token, &[], &[], NONE)), Verdict::Unchecked, "{text}");
        said.line(line(&examination));
        // A key of the person's that refuses it has the last word; a key of another kind says nothing.
        let examination = seen(&token, &[&own], &[], PUBLIC);
        assert_eq!(examination.layers[0].signatures[0].status, Rejected, "{text}");
        assert_eq!((verdict(&examination), assumed(&examination)), (Verdict::Invalid, &[][..]), "{text}");
        assert_eq!(verdict(&seen(&token, &[&fresh()], &[], PUBLIC)), Verdict::Unchecked, "{text}");
    }
    // What the person's own key made needs no assumption.
    let examination = seen(&made(&own, &header, &claims, encode), &[&own], &[], PUBLIC);
    assert_eq!((verdict(&examination), assumed(&examination)), (Verdict::Valid, &[][..]));
    // Beside a signature that holds, one by a public secret makes the token no better.
    let payload = encode(claims.to_string().as_bytes());
    let entry = |key: &Jwk| {
        let token = made(key, &header, &claims, encode);
        let [protected, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
        json!({"protected": protected, "signature": signature})
    };
    let two = json!({"payload": payload, "signatures": [entry(&own), entry(&secret("secret"))]}).to_string();
    let examination = seen(&two, &[&own], &[], PUBLIC);
    assert_ne!(verdict(&examination), Verdict::Valid);
    assert_ne!(examination.layers[0].signatures[0].status, Unchecked);
    said.agree();
}
