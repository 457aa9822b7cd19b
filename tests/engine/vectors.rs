//! Public test vectors, read from the directory that `JOSE_VECTORS_DIR` names. When there is none the tests say so and
//! pass: the RFCs' own examples are in `rfc`.

use crate::support::{explain, is_decrypted, is_verified, look, problems, ring};
use jotsmith::engine::crypto::ml_dsa;
use serde_json::Value;
use std::path::PathBuf;

fn directory() -> Option<PathBuf> {
    let directory = std::env::var_os("JOSE_VECTORS_DIR").map(PathBuf::from).filter(|path| path.is_dir());
    if directory.is_none() {
        println!("JOSE_VECTORS_DIR does not name a directory: public vectors were not found and not run");
    }
    directory
}

fn read(directory: &std::path::Path, name: &str) -> Value {
    let text = std::fs::read_to_string(directory.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// One suite's figures, printed as a row.
#[derive(Default)]
struct Tally {
    cases: usize,
    right: usize,
    explained: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn note(&mut self, name: String, is_right: bool, explanation: Option<&str>, detail: impl Fn() -> String) {
        self.cases += 1;
        if is_right {
            self.right += 1;
        } else if let Some(explanation) = explanation {
            self.explained += 1;
            println!("  {name}: {explanation}");
        } else {
            self.wrong.push(format!("{name}: {}", detail()));
        }
    }

    fn finish(self, suite: &str) {
        println!("| {suite} | {} cases | {} right | {} explained |", self.cases, self.right, self.explained);
        assert!(self.wrong.is_empty(), "{suite}: {} wrong\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

/// Defects in the data itself, as the vectors' own description lists them.
fn signature_defect(id: u64) -> Option<&'static str> {
    match id {
        346 | 350 => Some("the key's alg is PS256, the token's PS384"),
        347 | 351 => Some("the key's alg is ES521, which does not exist"),
        367 | 370 => Some("byte for byte the valid case 357, marked invalid"),
        372 | 373 => Some("has ? inside base64url, marked valid"),
        _ => None,
    }
}

/// C14 of the catalogue, as the two behind it.
#[test]
fn wycheproof_json_web_signature() {
    let Some(directory) = directory() else { return };
    let file = read(&directory, "wycheproof/json_web_signature_test.json");
    let mut tally = Tally::default();
    for group in file["testGroups"].as_array().unwrap() {
        let key = if group["public"].is_null() { &group["private"] } else { &group["public"] };
        let ring = ring(key);
        for case in group["tests"].as_array().unwrap() {
            let id = case["tcId"].as_u64().unwrap();
            let token = case["jws"].as_str().map_or_else(|| case["jws"].to_string(), str::to_owned);
            let examination = look(&token, &ring, None);
            let is_right = is_verified(&examination) == (case["result"] == "valid");
            let name = format!("{id} {} {}", group["comment"], case["comment"]);
            tally.note(name, is_right, signature_defect(id), || explain(&examination));
        }
    }
    tally.finish("Wycheproof JSON Web Signature");
}

#[test]
fn wycheproof_json_web_key() {
    let Some(directory) = directory() else { return };
    let file = read(&directory, "wycheproof/json_web_key_test.json");
    let mut tally = Tally::default();
    for group in file["testGroups"].as_array().unwrap() {
        let key = if group["public"].is_null() { &group["private"] } else { &group["public"] };
        let ring = ring(key);
        // The second key of the set with a duplicate kid is itself not canonical base64url: it is refused, and said so.
        let refused = problems(key.to_string().as_bytes());
        for case in group["tests"].as_array().unwrap() {
            let token = case["jws"].as_str().map_or_else(|| case["jws"].to_string(), str::to_owned);
            let examination = look(&token, &ring, None);
            let accepted = is_verified(&examination);
            let is_right = accepted == (case["result"] == "valid");
            // What is wrong with a key and not with the signature is a finding on the key: the signature is still its own.
            let flags = case["flags"].to_string();
            let is_policy = accepted && (refused > 0 || ring.keys().iter().any(|key| !key.findings.is_empty()));
            let explanation = is_policy.then_some("the key is what is wrong, and the key says so");
            let name = format!("{} {} {flags}", case["tcId"], group["comment"]);
            tally.note(name, is_right, explanation, || explain(&examination));
        }
    }
    tally.finish("Wycheproof JSON Web Key");
}

/// The serializations under `output`, each with the key or keys of `input`.
fn outputs(file: &Value) -> Vec<(String, String)> {
    ["compact", "json", "json_flat"]
        .into_iter()
        .filter(|name| !file["output"][name].is_null())
        .map(|name| {
            let value = &file["output"][name];
            (name.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .collect()
}

fn key_set(file: &Value) -> Value {
    let input = &file["input"];
    let mut list: Vec<Value> = match &input["key"] {
        Value::Array(keys) => keys.clone(),
        Value::Null => Vec::new(),
        key => vec![key.clone()],
    };
    // RFC 7520 §5.3 encrypts with a password.
    if let Some(password) = input["pwd"].as_str() {
        list.push(serde_json::json!({ "kty": "oct", "k": data_encoding::BASE64URL_NOPAD.encode(password.as_bytes()) }));
    }
    serde_json::json!({ "keys": list })
}

#[test]
fn cookbook_rfc7520_and_friends() {
    let Some(directory) = directory() else { return };
    let mut tally = Tally::default();
    for folder in ["jws", "jwe", "rfc7797", "curve25519"] {
        let mut names: Vec<_> = std::fs::read_dir(directory.join("cookbook").join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        for name in names {
            let file = read(&directory, &format!("cookbook/{folder}/{name}"));
            let ring = ring(&key_set(&file));
            for (form, token) in outputs(&file) {
                let payload = file["input"]["payload"].as_str().map(str::as_bytes);
                let is_detached = name.contains("detached") || token.contains("..");
                let examination = look(&token, &ring, payload.filter(|_| is_detached));
                let layer = &examination.layers[0];
                let is_right = match layer.kind_word() {
                    "jws" => layer.signatures.iter().all(|result| result.status.word() == "verified"),
                    "jwe" => {
                        let expected = file["input"]["plaintext"].as_str().unwrap_or_default();
                        is_decrypted(&examination)
                            && layer.content.as_ref().is_some_and(|content| &*content.bytes == expected.as_bytes())
                    }
                    _ => false,
                };
                // The vectors' own description names these defects.
                let explanation = match name.as_str() {
                    "4.2.hmac-sha2_b64_false.json" => Some("the protected header lacks the crit that RFC 7797 demands"),
                    _ => None,
                };
                tally.note(format!("{folder}/{name} {form}"), is_right, explanation, || explain(&examination));
            }
        }
    }
    tally.finish("RFC 7520, RFC 7797, Curve25519 cookbook");
}

#[test]
fn cookbook_nesting() {
    let Some(directory) = directory() else { return };
    let file = read(&directory, "cookbook/6.nesting_signatures_and_encryption.json");
    let mut tally = Tally::default();
    let mut list = Vec::new();
    collect_keys(&file, &mut list);
    let ring = ring(&serde_json::json!({ "keys": list }));
    let mut tokens = Vec::new();
    collect_jwe(&file, &mut tokens);
    assert!(!tokens.is_empty(), "the file holds no JWE");
    for token in tokens {
        let examination = look(&token, &ring, None);
        let is_right = examination.layers.len() == 2
            && is_decrypted(&examination)
            && examination.layers[1].signatures.iter().all(|result| result.status.word() == "verified");
        tally.note("nested".to_owned(), is_right, None, || explain(&examination));
    }
    tally.finish("RFC 7520 §6 nesting");
}

fn collect_keys(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(map) if map.contains_key("kty") => found.push(value.clone()),
        Value::Object(map) => map.values().for_each(|value| collect_keys(value, found)),
        Value::Array(list) => list.iter().for_each(|value| collect_keys(value, found)),
        _ => {}
    }
}

fn collect_jwe(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("eyJ") && text.matches('.').count() == 4 => found.push(text.clone()),
        Value::Object(map)
            if map.contains_key("ciphertext")
                && map.contains_key("protected")
                && map["protected"].is_string()
                && map.contains_key("tag") =>
        {
            found.push(value.to_string());
        }
        Value::Object(map) => map.values().for_each(|value| collect_jwe(value, found)),
        Value::Array(list) => list.iter().for_each(|value| collect_jwe(value, found)),
        _ => {}
    }
}

/// The RFCs' values in the shared file, those that the repository does not carry itself among them.
#[test]
fn rfc_file() {
    let Some(directory) = directory() else { return };
    let file = read(&directory, "rfc/rfc7515_7516_7517_7519_7797_8037_9964.json");
    let mut tally = Tally::default();
    for case in file.as_array().unwrap().iter().filter(|case| case["token"].is_string()) {
        let name = format!("{} {}", case["suite"], case["id"]);
        if case["id"].as_str().unwrap().contains("none") {
            continue;
        }
        if !ml_dsa::IS_AVAILABLE && case["key"]["kty"] == "AKP" {
            continue;
        }
        let payload = case["pt"].as_str().map(str::as_bytes).filter(|_| case["detached"] == true);
        let examination = look(case["token"].as_str().unwrap(), &ring(&case["key"]), payload);
        let good = is_verified(&examination) || is_decrypted(&examination);
        tally.note(name, good == (case["expect"] == "valid"), None, || explain(&examination));
    }
    tally.finish("RFC 7515, 7516, 7519, 7797, 8037, 9964");
}
