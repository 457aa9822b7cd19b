//! Texts for shapes.

use jotsmith::engine::crypto::{digest, signature};
use jotsmith::engine::ground::base64url;
use jotsmith::engine::ground::jwa;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::key::{Jwk, KeyIds, KeyMaterial, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::verify::key_file::import;
use std::fmt::Write;
use std::sync::Arc;

/// The key of every signature that is right.
const SECRET: &[u8] = b"a secret of 32 bytes for growing";
pub const EC_KEY: &str = r#""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;
pub const ED_KEY: &str = r#""kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#;
/// A certificate; see `tests/data/certificate.json`.
pub fn certificate() -> String {
    let set: serde_json::Value = serde_json::from_str(include_str!("../data/certificate.json")).expect("JSON");
    set["root"].as_str().expect("a certificate").to_owned()
}

pub fn encode(text: impl AsRef<[u8]>) -> String {
    base64url::encode(text.as_ref())
}

/// `piece` so many times.
pub fn times(count: usize, piece: &str) -> String {
    piece.repeat(count)
}

/// What `write` says of each number, with commas between.
pub fn each(count: usize, mut write: impl FnMut(usize) -> String) -> String {
    let mut out = String::new();
    for index in 0..count {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&write(index));
    }
    out
}

/// `"name0":value,"name1":value…`, so many.
pub fn members(count: usize, value: &str) -> String {
    let mut out = String::new();
    for index in 0..count {
        let comma = if index > 0 { "," } else { "" };
        write!(out, "{comma}\"name{index}\":{value}").expect("a text grows");
    }
    out
}

/// A compact JWS with a right signature; `members` stand behind `alg` in the header.
pub fn signed(members: &str, payload: impl AsRef<[u8]>) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    let input = format!("{}.{}", encode(format!(r#"{{"alg":"HS256"{comma}{members}}}"#)), encode(payload));
    let row = jwa::signature::find("HS256").expect("in the table");
    let code = signature::sign(row, &KeyMaterial::Oct(SecretBytes::from(SECRET)), input.as_bytes()).expect("a MAC");
    format!("{input}.{}", encode(code))
}

/// The same with these claims and nothing in the header.
pub fn claims(members: &str) -> String {
    signed("", format!("{{{members}}}"))
}

/// An SD-JWT: `claims` with a digest in `_sd` for each of these disclosures.
pub fn sd_jwt(claims: &str, disclosures: &[String]) -> String {
    let list = each(disclosures.len(), |index| format!("\"{}\"", digest_of(&disclosures[index])));
    let token = signed(r#""typ":"example+sd-jwt""#, format!(r#"{{{claims}"_sd":[{list}]}}"#));
    format!("{token}~{}~", disclosures.join("~"))
}

pub fn digest_of(disclosure: &str) -> String {
    encode(digest::sha256(disclosure.as_bytes()))
}

/// The key that [`signed`] has.
pub fn ring() -> KeyRing {
    ring_of(&format!(r#"{{"kty":"oct","k":"{}"}}"#, encode(SECRET)))
}

/// The keys of this JSON.
pub fn ring_of(json: &str) -> KeyRing {
    let found = import(json.as_bytes(), "growth", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    KeyRing::new(found.keys.into_iter().map(Arc::<Jwk>::new))
}
