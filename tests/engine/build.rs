//! The builder: the RFCs' own bytes, every structure with every algorithm, what is refused, and the tamper set.

use crate::support::{explain, keys, look};
use data_encoding::BASE64URL_NOPAD;
use jotsmith::engine::builder::edit::compact;
use jotsmith::engine::builder::sd_jwt::{ClaimPath, Selection, issue};
use jotsmith::engine::builder::tamper::{Expected, TamperError, tamper};
use jotsmith::engine::builder::template;
use jotsmith::engine::builder::template::{TEMPLATES, TemplateValues};
use jotsmith::engine::builder::{
    BuildError, BuildRequest, Built, DangerousChoices, DangerousRecipientChoices, Encryption, HeaderSync, Payload,
    Place, RecipientRequest, SignatureRequest, Signing, build, headers_in_step, jwe, jws, weak_points,
};
use jotsmith::engine::crypto::key::akp_private;
use jotsmith::engine::crypto::ml_dsa::{IS_AVAILABLE, parameter_set};
use jotsmith::engine::crypto::signature::is_available;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily,
    KeyManagementRow, SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow, content_encryption, key_management,
    signature,
};
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::jws::Serialization::{Compact, Flattened, General};
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::jwt::profile::{ProfileKind, profile};
use jotsmith::engine::key::{Jwk, KeyMaterial, KeyRing};
use jotsmith::engine::rule::finding::Severity;
use jotsmith::engine::speech;
use serde_json::{Value, json};
use std::sync::Arc;

const CLAIMS: &str = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
const FORMS: [Serialization; 3] = [Compact, Flattened, General];

// ---- Keys

fn key(json: &Value) -> Arc<Jwk> {
    let mut found = keys(json.to_string().as_bytes());
    assert_eq!(found.len(), 1, "one key of {json}");
    Arc::new(found.remove(0))
}

fn file(name: &str) -> Arc<Jwk> {
    let path = format!("{}/tests/data/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut found = keys(&std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}")));
    assert_eq!(found.len(), 1, "{name}");
    Arc::new(found.remove(0))
}

fn named(key: &Arc<Jwk>, key_id: &str) -> Arc<Jwk> {
    Arc::new(Jwk { key_id: Some(key_id.to_owned()), ..(**key).clone() })
}

fn b64(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn bytes(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_str().unwrap().as_bytes()).unwrap()
}

/// A secret that nobody published.
fn oct(length: usize) -> Arc<Jwk> {
    let secret: Vec<u8> = (0..length).map(|index| (index * 37 + 11) as u8 ^ 0xa5).collect();
    key(&json!({ "kty": "oct", "k": b64(&secret) }))
}

fn ml_dsa(algorithm: &str) -> Arc<Jwk> {
    let seed: Vec<u8> = (0..32).map(|index| index * 7 + 3).collect();
    let set = parameter_set(algorithm).unwrap();
    let public = if IS_AVAILABLE {
        match akp_private(set, &seed, None).unwrap() {
            KeyMaterial::Akp { public, .. } => public,
            _ => panic!("AKP"),
        }
    } else {
        vec![7; set.public_len]
    };
    key(&json!({ "kty": "AKP", "alg": algorithm, "pub": b64(&public), "priv": b64(&seed) }))
}

fn public(key: &Jwk) -> Arc<Jwk> {
    let material = match key.material.clone() {
        KeyMaterial::Rsa { n, e, .. } => KeyMaterial::Rsa { n, e, private: None },
        KeyMaterial::Ec { curve, x, y, .. } => KeyMaterial::Ec { curve, x, y, d: None },
        KeyMaterial::Okp { curve, x, .. } => KeyMaterial::Okp { curve, x, d: None },
        KeyMaterial::Akp { algorithm, public, .. } => KeyMaterial::Akp { algorithm, public, seed: None },
        secret @ KeyMaterial::Oct(_) => secret,
    };
    Arc::new(Jwk { material, ..key.clone() })
}

/// Every key that signs with this algorithm.
pub fn signing_keys(row: &SignatureRow) -> Vec<Arc<Jwk>> {
    match row.name {
        "HS256" | "HS384" | "HS512" => vec![oct(64)],
        "ES256" => vec![file("p256.jwk.json")],
        "ES384" => vec![file("p384.pkcs8.pem")],
        "ES512" => vec![file("p521.pkcs8.pem")],
        "ES256K" => vec![file("secp256k1.pkcs8.pem")],
        "EdDSA" => vec![file("ed25519.pkcs8.pem"), file("ed448.pkcs8.pem")],
        "Ed25519" => vec![file("ed25519.pkcs8.pem")],
        "Ed448" => vec![file("ed448.pkcs8.pem")],
        name if name.starts_with("ML-DSA") => vec![ml_dsa(name)],
        _ => vec![file("rsa.jwk.json")],
    }
}

/// Every key that receives with this algorithm.
fn receiving_keys(row: &KeyManagementRow, enc: &ContentEncryptionRow) -> Vec<Arc<Jwk>> {
    match row.family {
        KeyManagementFamily::Direct => vec![oct(enc.key_len)],
        KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => {
            vec![oct(row.wrapping_key_len.unwrap())]
        }
        KeyManagementFamily::Pbes2 => vec![oct(20)],
        KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep => vec![file("rsa.jwk.json")],
        KeyManagementFamily::EcdhEs => {
            ["p256.jwk.json", "p384.pkcs8.pem", "p521.pkcs8.pem", "x25519.pkcs8.pem", "x448.pkcs8.pem"]
                .map(file)
                .to_vec()
        }
    }
}

// ---- Requests

fn alg(name: &str) -> Option<&'static SignatureRow> {
    Some(signature::find(name).unwrap())
}

fn sign(row: &'static SignatureRow, key: &Arc<Jwk>, protected: &str) -> SignatureRequest {
    SignatureRequest { algorithm: Some(row), ..SignatureRequest::new(key.clone(), protected) }
}

fn claims(text: &str) -> Payload {
    Payload::Claims(text.to_owned())
}

fn raw(bytes: &[u8]) -> Payload {
    Payload::Bytes(bytes.into())
}

fn signing(serialization: Serialization, signatures: Vec<SignatureRequest>) -> Option<Signing> {
    Some(Signing { serialization, is_detached: false, is_unencoded: false, signatures })
}

fn signed(payload: Payload, signature: SignatureRequest) -> BuildRequest {
    BuildRequest { payload, signing: Some(Signing::compact(signature)), ..BuildRequest::default() }
}

fn recipient(row: &'static KeyManagementRow, key: &Arc<Jwk>) -> RecipientRequest {
    RecipientRequest { algorithm: Some(row), pbes2_count: Some(1_000), ..RecipientRequest::new(key.clone()) }
}

fn encrypted(payload: Payload, encryption: Encryption) -> BuildRequest {
    BuildRequest { payload, encryption: Some(encryption), ..BuildRequest::default() }
}

fn make(request: &BuildRequest) -> Built {
    build(request, &Limits::DEFAULT).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refusal(request: &BuildRequest) -> BuildError {
    build(request, &Limits::DEFAULT).expect_err("it was made")
}

fn codes(error: &BuildError) -> Vec<&'static str> {
    error.codes()
}

/// Examines what was made with these keys.
fn open(built: &Built, keys: &[&Arc<Jwk>]) -> Examination {
    let ring = KeyRing::new(keys.iter().map(|key| Arc::clone(key)));
    look(&built.text, &ring, built.detached_payload.as_deref())
}

fn words(examination: &Examination) -> Vec<&'static str> {
    let layer = &examination.layers[0];
    let signatures = layer.signatures.iter().map(|result| result.status.word());
    signatures.chain(layer.recipients.iter().map(|result| result.status.word())).collect()
}

fn content(examination: &Examination) -> Vec<u8> {
    examination.innermost().unwrap().content.as_ref().unwrap().bytes.to_vec()
}

/// The protected header of a compact token.
fn header_of(token: &str) -> String {
    String::from_utf8(BASE64URL_NOPAD.decode(token.split('.').next().unwrap().as_bytes()).unwrap()).unwrap()
}

// ---- The RFCs' bytes

fn example(json: &str, name: &str) -> Value {
    let file: Value = serde_json::from_str(json).unwrap();
    file["examples"].as_array().unwrap().iter().find(|example| example["name"] == name).unwrap().clone()
}

/// The request that makes this token anew: its own header texts, left alone.
fn remake(token: &Value, keys: &[Arc<Jwk>], payload: Payload) -> BuildRequest {
    let request = |protected: &Value, header: &Value, key: &Arc<Jwk>| SignatureRequest {
        algorithm: None,
        key: Some(key.clone()),
        protected: protected.as_str().map_or_else(String::new, |text| String::from_utf8(bytes(&text.into())).unwrap()),
        unprotected: if header.is_null() { String::new() } else { header.to_string() },
        sync: HeaderSync::LeftAlone,
    };
    let (serialization, signatures, is_detached) = match token {
        Value::String(text) => {
            let parts: Vec<&str> = text.split('.').collect();
            (Compact, vec![request(&parts[0].into(), &Value::Null, &keys[0])], parts[1].is_empty())
        }
        object if object["signatures"].is_array() => {
            let entries = object["signatures"].as_array().unwrap().iter().zip(keys);
            let list = entries.map(|(entry, key)| request(&entry["protected"], &entry["header"], key)).collect();
            (General, list, object["payload"].is_null())
        }
        object => {
            let one = request(&object["protected"], &object["header"], &keys[0]);
            (Flattened, vec![one], object["payload"].is_null())
        }
    };
    let signing = Signing { serialization, is_detached, is_unencoded: false, signatures };
    // The RFCs' keys are published, and so too weak to issue with.
    BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: true }
}

fn as_value(token: &str) -> Value {
    serde_json::from_str(token).unwrap_or_else(|_| Value::from(token))
}

/// The private halves of RFC 7515 A.2 and A.3, whose examples carry the public ones.
fn with_private(public: &Value, d: &str) -> Value {
    let mut key = public.clone();
    key["d"] = d.into();
    key
}

const RFC7515_A2_D: &str = "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395\
     IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV\
     _0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQ\
     yGWSeWjnczT0QU91p1DhOVRuOopznQ";

#[test]
fn rfc7515_a1_a2_a6_and_rfc8037_a4_byte_for_byte() {
    let rfc7515 = include_str!("../data/rfc/rfc7515.json");
    let a1 = example(rfc7515, "A1 HS256");
    // The header is typ first, with a line break of two bytes: it stays what was typed.
    let made = make(&remake(&a1["token"], &[key(&a1["key"])], claims(CLAIMS)));
    assert_eq!(Value::from(made.text), a1["token"]);
    assert_eq!(made.headers.signatures[0].protected, "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");

    let a2 = example(rfc7515, "A2 RS256");
    let rsa = key(&with_private(&a2["key"], RFC7515_A2_D));
    assert_eq!(Value::from(make(&remake(&a2["token"], std::slice::from_ref(&rsa), claims(CLAIMS))).text), a2["token"]);

    let rfc8037 = example(include_str!("../data/rfc/rfc8037.json"), "A.4 Ed25519");
    let ed25519 = key(&with_private(&rfc8037["key"], "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
    let payload = raw(b"Example of Ed25519 signing");
    assert_eq!(Value::from(make(&remake(&rfc8037["token"], &[ed25519], payload)).text), rfc8037["token"]);

    // A.6: RS256 and ES256 over one payload, kid unprotected. ES256 is random, all else is the RFC's.
    let a6 = example(rfc7515, "A6 general RSA");
    let expected = as_value(a6["token"].as_str().unwrap());
    let a3 = example(rfc7515, "A3 ES256");
    let ec = key(&with_private(&a3["key"], "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"));
    let made = make(&remake(&expected, &[rsa.clone(), ec.clone()], claims(CLAIMS)));
    let mut found = as_value(&made.text);
    let examination = open(&made, &[&rsa, &ec]);
    assert_eq!(words(&examination), ["verified", "verified"], "{}", explain(&examination));
    assert_ne!(found["signatures"][1]["signature"], expected["signatures"][1]["signature"]);
    found["signatures"][1]["signature"] = expected["signatures"][1]["signature"].clone();
    assert_eq!(found, expected);
}

#[test]
fn rfc7797_4_2_byte_for_byte() {
    let file = include_str!("../data/rfc/rfc7797.json");
    for name in ["4.1 control b64=true", "4.2 detached compact b64=false", "4.2 flattened JSON b64=false"] {
        let example = example(file, name);
        let token = as_value(example["token"].as_str().unwrap());
        let made = make(&remake(&token, &[key(&example["key"])], raw(b"$.02")));
        assert_eq!(as_value(&made.text), token, "{name}");
    }
}

#[test]
fn rfc7516_a3_byte_for_byte_with_its_cek_and_iv() {
    let a3 = example(include_str!("../data/rfc/rfc7516.json"), "A3");
    let cek = [
        4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206, 107, 124, 212, 45, 111, 107, 9, 219,
        200, 177, 0, 240, 143, 156, 44, 207,
    ];
    let iv = vec![3, 22, 60, 12, 43, 67, 104, 105, 108, 108, 105, 99, 111, 116, 104, 101];
    let mut encryption = Encryption::compact(recipient(key_management::find("A128KW").unwrap(), &key(&a3["key"])), "");
    encryption.content_encryption = content_encryption::find("A128CBC-HS256");
    encryption.protected = r#"{"alg":"A128KW","enc":"A128CBC-HS256"}"#.to_owned();
    encryption.dangerous =
        Some(DangerousChoices { cek: Some(SecretBytes::from(&cek[..])), iv: Some(iv), recipients: Vec::new() });
    let mut request = encrypted(raw(b"Live long and prosper."), encryption);
    assert_eq!(codes(&refusal(&request)), ["KEY_KNOWN_PUBLIC"]);
    request.allow_weak = true;
    let made = make(&request);
    assert_eq!(Value::from(made.text), a3["token"]);
}

fn vectors() -> Option<std::path::PathBuf> {
    let directory = std::env::var_os("JOSE_VECTORS_DIR").map(std::path::PathBuf::from).filter(|path| path.is_dir());
    if directory.is_none() {
        println!("JOSE_VECTORS_DIR does not name a directory: the cookbook was not found and not remade");
    }
    directory
}

fn cookbook(directory: &std::path::Path, folder: &str) -> Vec<(String, Value)> {
    let mut files: Vec<_> = std::fs::read_dir(directory.join("cookbook").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    files.sort_by(|one, two| one.0.cmp(&two.0));
    files
}

fn input_keys(file: &Value) -> Vec<Arc<Jwk>> {
    match &file["input"]["key"] {
        Value::Array(list) => list.iter().map(key).collect(),
        Value::Null => vec![key(&json!({ "kty": "oct", "k": b64(file["input"]["pwd"].as_str().unwrap().as_bytes()) }))],
        one => vec![key(one)],
    }
}

/// RFC 7520 §4 and RFC 7797: every deterministic signature is the RFC's, and all around the others.
#[test]
fn rfc7520_4_byte_for_byte() {
    let Some(directory) = vectors() else { return };
    let mut exact = 0;
    for folder in ["jws", "rfc7797", "curve25519"] {
        for (name, file) in cookbook(&directory, folder) {
            // Its protected header lacks the crit that RFC 7797 §6 demands.
            if name.starts_with("4.2.hmac-sha2_b64_false") || name.starts_with("ecdh") {
                continue;
            }
            let keys = input_keys(&file);
            let payload = file["input"]["payload"].as_str().unwrap();
            for (form, expected) in file["output"].as_object().unwrap() {
                let made = make(&remake(expected, &keys, raw(payload.as_bytes())));
                let mut found = as_value(&made.text);
                let examination = open(&made, &keys.iter().collect::<Vec<_>>());
                assert!(words(&examination).iter().all(|word| *word == "verified"), "{name} {form}");
                let randomised = |index: usize| {
                    let names = &file["input"]["alg"];
                    let name = names.as_str().or_else(|| names[index].as_str()).unwrap();
                    name.starts_with("PS") || name.starts_with("ES")
                };
                match &mut found {
                    Value::String(text) if randomised(0) => {
                        let (head, expected_head) = (text.rsplit_once('.').unwrap().0, expected.as_str().unwrap());
                        assert!(expected_head.starts_with(head), "{name} {form}");
                        continue;
                    }
                    Value::Object(object) => {
                        if let Some(list) = object.get_mut("signatures").and_then(Value::as_array_mut) {
                            for (index, entry) in list.iter_mut().enumerate().filter(|(index, _)| randomised(*index)) {
                                entry["signature"] = expected["signatures"][index]["signature"].clone();
                            }
                        } else if randomised(0) {
                            object.insert("signature".to_owned(), expected["signature"].clone());
                        }
                    }
                    _ => {}
                }
                assert_eq!(&found, expected, "{name} {form}");
                exact += 1;
            }
        }
    }
    println!("{exact} serializations of the signature cookbook are byte for byte the RFCs'");
    assert!(exact >= 20, "{exact}");
}

/// RFC 7520 §5 with its content keys, IVs, salts and ephemeral keys. What RSA encrypts is random, and so left out.
#[test]
fn rfc7520_5_byte_for_byte() {
    let Some(directory) = vectors() else { return };
    let mut exact = 0;
    for (name, file) in cookbook(&directory, "jwe") {
        let keys = input_keys(&file);
        let is_random = name.starts_with("5_1.") || name.starts_with("5_2.");
        let is_several = name.starts_with("5_13.");
        let plaintext = file["input"]["plaintext"].as_str().unwrap();
        for (form, expected) in file["output"].as_object().unwrap() {
            let text = |value: &Value| {
                value.as_str().map_or_else(String::new, |text| String::from_utf8(bytes(&text.into())).unwrap())
            };
            let json = |value: &Value| if value.is_null() { String::new() } else { value.to_string() };
            let (serialization, protected, shared, own) = match expected {
                Value::String(token) => {
                    (Compact, text(&token.split('.').next().unwrap().into()), String::new(), vec![String::new()])
                }
                object if object["recipients"].is_array() => {
                    let own = object["recipients"].as_array().unwrap().iter().map(|entry| json(&entry["header"]));
                    (General, text(&object["protected"]), json(&object["unprotected"]), own.collect())
                }
                // Some files give the flattened form twice.
                object => {
                    (Flattened, text(&object["protected"]), json(&object["unprotected"]), vec![json(&object["header"])])
                }
            };
            let own: Vec<String> = own;
            let secrets: Vec<&Value> = match &file["encrypting_key"] {
                Value::Array(list) => list.iter().collect(),
                one => vec![one],
            };
            let optional = |value: &Value| (!value.is_null()).then(|| bytes(value));
            let choices = secrets.iter().map(|secret| DangerousRecipientChoices {
                epk: (!secret["epk"].is_null()).then(|| key(&secret["epk"]).material.clone()),
                iv: optional(&secret["iv"]),
                p2s: optional(&secret["salt"]),
            });
            let recipients = own.iter().zip(&keys).map(|(header, key)| RecipientRequest {
                algorithm: None,
                key: key.clone(),
                header: header.clone(),
                apu: None,
                apv: None,
                pbes2_count: None,
            });
            let aad = file["input"]["aad"].as_str().map(|aad| aad.as_bytes().into());
            let request = BuildRequest {
                payload: raw(plaintext.as_bytes()),
                signing: None,
                encryption: Some(Encryption {
                    serialization,
                    content_encryption: None,
                    protected,
                    shared,
                    recipients: recipients.collect(),
                    aad,
                    compress: false,
                    sync: HeaderSync::LeftAlone,
                    dangerous: Some(DangerousChoices {
                        cek: optional(&file["generated"]["cek"]).map(SecretBytes::new),
                        iv: optional(&file["generated"]["iv"]),
                        recipients: choices.collect(),
                    }),
                }),
                allow_weak: true,
            };
            let made = make(&request);
            let examination = open(&made, &keys.iter().collect::<Vec<_>>());
            assert!(words(&examination).iter().all(|word| *word == "decrypted"), "{name} {form}");
            assert_eq!(content(&examination), plaintext.as_bytes(), "{name} {form}");
            let mut found = as_value(&made.text);
            if name.starts_with("5_9.") {
                // DEFLATE leaves to each implementation how it compresses.
                continue;
            }
            if is_random {
                // RSA pads at random: all but the encrypted key is the RFC's.
                if let (Value::String(found), Value::String(expected)) = (&mut found, expected) {
                    let theirs = expected.split('.').nth(1).unwrap();
                    let ours = found.split('.').nth(1).unwrap().to_owned();
                    assert_ne!(ours, theirs);
                    *found = found.replace(&ours, theirs);
                } else {
                    let one = |token: &mut Value| match token["recipients"].is_array() {
                        true => std::mem::take(&mut token["recipients"][0]["encrypted_key"]),
                        false => std::mem::take(&mut token["encrypted_key"]),
                    };
                    let mut expected = expected.clone();
                    assert_ne!(one(&mut found), one(&mut expected));
                    assert_eq!(found, expected, "{name} {form}");
                    exact += 1;
                    continue;
                }
            }
            if is_several {
                assert_ne!(found["recipients"][0]["encrypted_key"], expected["recipients"][0]["encrypted_key"]);
                found["recipients"][0]["encrypted_key"] = expected["recipients"][0]["encrypted_key"].clone();
            }
            assert_eq!(&found, expected, "{name} {form}");
            exact += 1;
        }
    }
    println!("{exact} serializations of the encryption cookbook are byte for byte the RFCs'");
    assert!(exact >= 25, "{exact}");
}

// ---- Every structure with every algorithm

#[test]
fn every_signature_algorithm_in_every_serialization_reads_back() {
    let mut made_count = 0;
    for row in SIGNATURE_ALGORITHMS.iter().filter(|row| is_available(row)) {
        for key in signing_keys(row) {
            let verifier = public(&key);
            for serialization in FORMS {
                for is_detached in [false, true] {
                    for is_unencoded in [false, true] {
                        let name = format!("{} {serialization:?} {is_detached} {is_unencoded}", row.name);
                        // Unencoded is not for claims, and in compact not for dots.
                        let payload = if is_unencoded { raw(b"unencoded, 2 \x7e 3") } else { claims(CLAIMS) };
                        let payload =
                            if is_unencoded && serialization == Compact { raw(b"unencoded, 2") } else { payload };
                        let request = BuildRequest {
                            payload: payload.clone(),
                            signing: Some(Signing {
                                serialization,
                                is_detached,
                                is_unencoded,
                                signatures: vec![sign(row, &key, "")],
                            }),
                            ..BuildRequest::default()
                        };
                        let made = make(&request);
                        assert_eq!(made.detached_payload.is_some(), is_detached, "{name}");
                        let examination = open(&made, &[&verifier]);
                        assert_eq!(words(&examination), ["verified"], "{name}: {}", explain(&examination));
                        assert_eq!(content(&examination), payload.bytes(), "{name}");
                        assert_eq!(made.size.total, made.text.len(), "{name}");
                        made_count += 1;
                    }
                }
            }
        }
    }
    println!("{made_count} tokens signed and verified");
}

#[test]
fn every_key_management_with_every_content_encryption_reads_back() {
    let mut made_count = 0;
    for row in KEY_MANAGEMENT_ALGORITHMS {
        for enc in CONTENT_ENCRYPTION_ALGORITHMS {
            for (index, key) in receiving_keys(row, enc).iter().enumerate() {
                // Each combination in one serialization, each serialization with each algorithm.
                for serialization in FORMS.into_iter().skip((index + enc.key_len / 16) % 3).take(1) {
                    let name = format!("{} {} {serialization:?} {:?}", row.name, enc.name, key.curve());
                    let mut encryption = Encryption::compact(recipient(row, &public(key)), "");
                    encryption.content_encryption = Some(enc);
                    encryption.serialization = serialization;
                    encryption.compress = enc.is_cbc_hmac;
                    if serialization != Compact {
                        encryption.aad = Some(b"more to authenticate"[..].into());
                        encryption.shared = r#"{"jku":"https://server.example.com/keys.jwks"}"#.to_owned();
                        encryption.recipients[0].header = r#"{ "x-own": 1 }"#.to_owned();
                    }
                    if row.family == KeyManagementFamily::EcdhEs {
                        encryption.recipients[0].apu = Some(b"Alice"[..].into());
                        encryption.recipients[0].apv = Some(b"Bob"[..].into());
                    }
                    let request =
                        BuildRequest { allow_weak: row.name == "RSA1_5", ..encrypted(claims(CLAIMS), encryption) };
                    let made = make(&request);
                    let examination = open(&made, &[key]);
                    assert_eq!(words(&examination), ["decrypted"], "{name}: {}", explain(&examination));
                    assert_eq!(content(&examination), CLAIMS.as_bytes(), "{name}");
                    made_count += 1;
                }
            }
        }
    }
    println!("{made_count} tokens encrypted and decrypted");
}

#[test]
fn empty_payloads_and_binary_ones_go_through() {
    let key = oct(32);
    for payload in [&b""[..], b"\0\xff\xfe", b"."] {
        for serialization in FORMS {
            let request = BuildRequest {
                payload: raw(payload),
                signing: signing(serialization, vec![sign(alg("HS256").unwrap(), &key, "")]),
                ..BuildRequest::default()
            };
            let made = make(&request);
            assert_eq!(words(&open(&made, &[&key])), ["verified"]);
            let mut encryption = Encryption::compact(recipient(key_management::find("A256KW").unwrap(), &key), "");
            encryption.serialization = serialization;
            let made = make(&encrypted(raw(payload), encryption));
            let examination = open(&made, &[&key]);
            assert_eq!(words(&examination), ["decrypted"]);
            assert_eq!(content(&examination), payload);
        }
    }
}

#[test]
fn several_signatures_have_keys_and_headers_of_their_own() {
    let (one, two, three) = (named(&file("p256.jwk.json"), "ec"), named(&file("rsa.jwk.json"), "rsa"), oct(64));
    let mut unprotected = sign(alg("HS512").unwrap(), &three, "");
    unprotected.unprotected = "{\"alg\":\"?\",\r\n \"note\":1.0}".to_owned();
    let request = BuildRequest {
        payload: claims(CLAIMS),
        signing: signing(
            General,
            vec![sign(alg("ES256").unwrap(), &one, r#"{"a":1}"#), sign(alg("PS384").unwrap(), &two, ""), unprotected],
        ),
        ..BuildRequest::default()
    };
    let made = make(&request);
    let examination = open(&made, &[&public(&one), &public(&two), &three]);
    assert_eq!(words(&examination), ["verified"; 3], "{}", explain(&examination));
    let text = as_value(&made.text);
    assert_eq!(text["signatures"].as_array().unwrap().len(), 3);
    let headers: Vec<_> = made.headers.signatures.iter().map(|header| header.protected.as_str()).collect();
    assert_eq!(headers, [r#"{"alg":"ES256","a":1,"kid":"ec"}"#, r#"{"alg":"PS384","kid":"rsa"}"#, ""]);
    // What is not protected stands there as it was typed.
    assert!(made.text.contains("\"header\":{\"alg\":\"HS512\",\r\n \"note\":1.0}"), "{}", made.text);
    assert!(text["signatures"][2]["protected"].is_null());
    // With one key alone, one is verified.
    assert_eq!(words(&open(&made, &[&three])), ["unchecked", "unchecked", "verified"]);
}

#[test]
fn several_recipients_open_the_same_content() {
    let (rsa, ec, aes, password) =
        (named(&file("rsa.jwk.json"), "rsa"), named(&file("p384.pkcs8.pem"), "ec"), oct(32), oct(20));
    let of = |name: &str, key: &Arc<Jwk>| recipient(key_management::find(name).unwrap(), &public(key));
    let mut own = of("A256GCMKW", &aes);
    own.header = r#"{"kid":"aes","alg":"A128KW"}"#.to_owned();
    let encryption = Encryption {
        serialization: General,
        content_encryption: content_encryption::find("A256CBC-HS512"),
        // An algorithm for all does not hold for these, and moves.
        protected: r#"{"alg":"RSA-OAEP","enc":"A128GCM","x":1}"#.to_owned(),
        shared: r#"{"jku":"https://server.example.com/keys.jwks"}"#.to_owned(),
        recipients: vec![of("RSA-OAEP-256", &rsa), of("ECDH-ES+A192KW", &ec), own, of("PBES2-HS384+A192KW", &password)],
        aad: Some(b"aad"[..].into()),
        compress: true,
        sync: HeaderSync::InStep,
        dangerous: None,
    };
    let made = make(&encrypted(claims(CLAIMS), encryption));
    let headers = made.headers.encryption.as_ref().unwrap();
    assert_eq!(headers.protected, r#"{"enc":"A256CBC-HS512","x":1,"zip":"DEF"}"#);
    assert_eq!(headers.recipients[0], r#"{"alg":"RSA-OAEP-256","kid":"rsa"}"#);
    assert!(headers.recipients[2].starts_with(r#"{"kid":"aes","alg":"A256GCMKW","iv":""#), "{}", headers.recipients[2]);
    for (index, key) in [&rsa, &ec, &aes, &password].into_iter().enumerate() {
        let examination = open(&made, &[key]);
        assert_eq!(words(&examination)[index], "decrypted", "{}", explain(&examination));
        assert_eq!(content(&examination), CLAIMS.as_bytes());
    }
    // One algorithm for all may stay where all see it.
    let same = |name: &str| of(name, &aes);
    let encryption = Encryption {
        serialization: General,
        content_encryption: content_encryption::find("A128GCM"),
        protected: r#"{"alg":"dir"}"#.to_owned(),
        shared: String::new(),
        recipients: vec![same("A256KW"), of("A256KW", &oct(32))],
        aad: None,
        compress: false,
        sync: HeaderSync::AlgorithmOnly,
        dangerous: None,
    };
    let made = make(&encrypted(claims(CLAIMS), encryption));
    assert_eq!(made.headers.encryption.unwrap().protected, r#"{"alg":"A256KW","enc":"A128GCM"}"#);
}

#[test]
fn signed_then_encrypted_is_two_layers() {
    let (signer, receiver) = (file("ed25519.pkcs8.pem"), file("x25519.pkcs8.pem"));
    for (serialization, cty) in [(Compact, "JWT"), (Flattened, "JOSE+JSON"), (General, "JOSE+JSON")] {
        let request = BuildRequest {
            payload: claims(CLAIMS),
            signing: signing(serialization, vec![SignatureRequest::new(signer.clone(), "")]),
            encryption: Some(Encryption::compact(RecipientRequest::new(public(&receiver)), "")),
            allow_weak: false,
        };
        let made = make(&request);
        let header: Value = serde_json::from_str(&header_of(&made.text)).unwrap();
        assert_eq!(header["cty"], cty);
        let examination = open(&made, &[&receiver, &public(&signer)]);
        assert_eq!(examination.layers.len(), 2);
        assert_eq!(words(&examination), ["decrypted"]);
        assert_eq!(examination.layers[1].signatures[0].status.word(), "verified");
        assert_eq!(content(&examination), CLAIMS.as_bytes());
    }
    // Something else than claims is no JWT.
    let request = BuildRequest {
        payload: raw(b"not claims"),
        signing: Some(Signing::compact(SignatureRequest::new(signer.clone(), ""))),
        encryption: Some(Encryption::compact(RecipientRequest::new(receiver), "")),
        allow_weak: false,
    };
    let header: Value = serde_json::from_str(&header_of(&make(&request).text)).unwrap();
    assert_eq!(header["cty"], "JOSE");
    // Left alone, the lack of cty is said.
    let mut request = request;
    request.payload = claims(CLAIMS);
    request.encryption.as_mut().unwrap().sync = HeaderSync::AlgorithmOnly;
    assert!(make(&request).notes.iter().any(|note| note.code() == "cty-missing"));
}

// ---- Headers

#[test]
fn the_header_is_kept_in_step_and_not_a_byte_more() {
    let key = named(&file("p256.jwk.json"), "k\"1");
    let row = alg("ES256").unwrap();
    let with = |text: &str, sync| {
        let request = signed(claims(CLAIMS), SignatureRequest { sync, ..sign(row, &key, text) });
        let made = make(&request);
        // What the editor shows beforehand is what is signed, and what is in the token.
        assert_eq!(headers_in_step(&request, &Limits::DEFAULT).unwrap(), made.headers);
        assert_eq!(header_of(&made.text), made.headers.signatures[0].protected);
        header_of(&made.text)
    };
    use HeaderSync::{AlgorithmOnly, InStep, LeftAlone};
    assert_eq!(with("", InStep), r#"{"alg":"ES256","kid":"k\"1","typ":"JWT"}"#);
    assert_eq!(
        with("{\r\n  \"typ\" : \"at+jwt\",\r\n  \"kid\" : \"old\",\r\n  \"n\" : 1.0e2\r\n}", InStep),
        "{\r\n  \"alg\" : \"ES256\",\r\n  \"typ\" : \"at+jwt\",\r\n  \"kid\" : \"k\\\"1\",\r\n  \"n\" : 1.0e2\r\n}"
    );
    assert_eq!(with(r#"{"kid":"old","alg":"HS256"}"#, AlgorithmOnly), r#"{"kid":"old","alg":"ES256"}"#);
    assert_eq!(with(r#"{"kid":"old", "alg":"ES256" }"#, LeftAlone), r#"{"kid":"old", "alg":"ES256" }"#);
    // A key without a name leaves the name that was typed.
    let request = signed(claims(CLAIMS), sign(row, &file("p256.jwk.json"), r#"{"kid":"typed"}"#));
    assert_eq!(header_of(&make(&request).text), r#"{"alg":"ES256","kid":"typed","typ":"JWT"}"#);
    // Claims are signed as they were typed too.
    let typed = "\t{ \"a\" : 1.0 , \"b\":\"\\u0041\" }\n";
    let made = make(&signed(claims(typed), sign(row, &key, "")));
    assert_eq!(made.text.split('.').nth(1).unwrap(), b64(typed.as_bytes()));
}

#[test]
fn what_is_generated_replaces_what_was_carried_over() {
    let ec = file("p256.jwk.json");
    let build_with = |name: &str, key: &Arc<Jwk>, text: &str, sync| {
        let mut encryption = Encryption::compact(recipient(key_management::find(name).unwrap(), key), text);
        encryption.sync = sync;
        encryption.recipients[0].pbes2_count = None;
        let made = make(&encrypted(claims("{}"), encryption));
        assert_eq!(words(&open(&made, &[key])), ["decrypted"], "{name}");
        header_of(&made.text)
    };
    // In place, behind and in front of what was typed.
    let header =
        build_with("ECDH-ES", &ec, r#"{"alg":"ECDH-ES","epk":{"kty":"EC"},"enc":"A256GCM"}"#, HeaderSync::LeftAlone);
    assert!(header.starts_with(r#"{"alg":"ECDH-ES","epk":{"kty":"EC","crv":"P-256","x":""#), "{header}");
    assert!(header.ends_with(r#""},"enc":"A256GCM"}"#), "{header}");
    let header = build_with("A128GCMKW", &oct(16), r#"{"iv":"old","tag":"old"}"#, HeaderSync::InStep);
    assert!(!header.contains("old"), "{header}");
    // A salt and a count that were typed: the count is obeyed, the salt only where the header is not kept in step.
    let typed = r#"{"p2s":"8Q1SzinasR3xchYz6ZZcHA","p2c":1234}"#;
    let header = build_with("PBES2-HS256+A128KW", &oct(20), typed, HeaderSync::AlgorithmOnly);
    assert!(header.contains(r#""p2s":"8Q1SzinasR3xchYz6ZZcHA","p2c":1234"#), "{header}");
    let header = build_with("PBES2-HS256+A128KW", &oct(20), typed, HeaderSync::InStep);
    assert!(header.contains(r#""p2c":1234"#) && !header.contains("8Q1SzinasR3xchYz6ZZcHA"), "{header}");
    // OWASP's counts, where nobody says otherwise.
    let header = build_with("PBES2-HS512+A256KW", &oct(20), "", HeaderSync::InStep);
    assert!(header.contains(r#""p2c":220000"#), "{header}");
    let header = build_with("PBES2-HS256+A128KW", &oct(20), "", HeaderSync::InStep);
    assert!(header.contains(r#""p2c":600000"#), "{header}");
    // Two tokens never share what must be random.
    let one = build_with("ECDH-ES+A256KW", &ec, "", HeaderSync::InStep);
    assert_ne!(one, build_with("ECDH-ES+A256KW", &ec, "", HeaderSync::InStep));
}

#[test]
fn algorithm_follows_key() {
    for (name, expected) in [
        ("rsa.jwk.json", Some("RS256")),
        ("p256.jwk.json", Some("ES256")),
        ("p521.pkcs8.pem", Some("ES512")),
        ("secp256k1.pkcs8.pem", Some("ES256K")),
        ("ed25519.pkcs8.pem", Some("Ed25519")),
        ("ed448.pkcs8.pem", Some("Ed448")),
        ("x25519.pkcs8.pem", None),
    ] {
        assert_eq!(jws::default_algorithm(&file(name)).map(|row| row.name), expected, "{name}");
    }
    assert_eq!(jws::default_algorithm(&ml_dsa("ML-DSA-65")).map(|row| row.name), Some("ML-DSA-65"));
    for (key, expected) in [
        (file("rsa.jwk.json"), Some("RSA-OAEP-256")),
        (file("p256.jwk.json"), Some("ECDH-ES+A256KW")),
        (file("x448.pkcs8.pem"), Some("ECDH-ES+A256KW")),
        (file("ed25519.pkcs8.pem"), None),
        (oct(16), Some("A128KW")),
        (oct(32), Some("A256KW")),
        (oct(48), Some("dir")),
        (oct(10), Some("PBES2-HS512+A256KW")),
    ] {
        assert_eq!(jwe::default_algorithm(&key).map(|row| row.name), expected, "{:?}", key.source);
    }
    let dir = key_management::find("dir").unwrap();
    assert_eq!(jwe::default_encryption(dir, &oct(64)).map(|enc| enc.name), Some("A256CBC-HS512"));
    assert_eq!(jwe::default_encryption(dir, &oct(32)).map(|enc| enc.name), Some("A256GCM"));
    // What follows from a key can be made with it.
    for row in jws::algorithms_for(&file("rsa.jwk.json")) {
        make(&signed(claims("{}"), sign(row, &file("rsa.jwk.json"), "")));
    }
}

// ---- Refusals

#[test]
fn errors_say_where_to_the_byte() {
    let key = oct(32);
    let row = alg("HS256").unwrap();
    let with_claims = |text: &str| refusal(&signed(claims(text), sign(row, &key, "")));
    let error = with_claims("{\"sub\":\"a\",\n \"exp\":tru}");
    assert!(matches!(error, BuildError::Syntax { place: Place::Payload, .. }), "{error:?}");
    assert_eq!(error.span().unwrap().start, 19);
    assert_eq!(with_claims("{\"a\":1").span().unwrap().start, 6);
    let error = with_claims("[1]");
    assert!(matches!(error, BuildError::NotAnObject { place: Place::Payload, .. }), "{error:?}");
    let error = with_claims("{\"sub\":1, \"sub\":2}");
    assert_eq!((codes(&error), error.span().unwrap().range()), (vec!["JSON_DUP_KEY"], 10..17));
    assert!(matches!(with_claims(""), BuildError::Syntax { .. }));

    let with_header = |text: &str, sync| {
        refusal(&signed(claims("{}"), SignatureRequest { sync, algorithm: None, ..sign(row, &key, text) }))
    };
    let error = with_header("{\"alg\":}", HeaderSync::InStep);
    assert_eq!((error.place(), error.span().unwrap().start), (Place::ProtectedHeader(0), 7));
    let error = with_header("{\"alg\":\"HS256\",\"alg\":\"none\"}", HeaderSync::LeftAlone);
    assert_eq!(codes(&error), ["JSON_DUP_KEY"]);
    let error = with_header("{\"typ\":\"JWT\"}", HeaderSync::LeftAlone);
    assert!(matches!(error, BuildError::AlgorithmMissing { parameter: "alg", .. }), "{error:?}");
    let error = with_header("{\"alg\":\"hs256\"}", HeaderSync::LeftAlone);
    assert!(matches!(&error, BuildError::AlgorithmUnknown { name, .. } if name == "hs256"), "{error:?}");
    assert_eq!(error.span().unwrap().range(), 7..14);
    let error = with_header("{\"alg\":5}", HeaderSync::LeftAlone);
    assert!(matches!(error, BuildError::Parameter { name: "alg", .. }), "{error:?}");
    // The span is one of the text as typed, even where something was inserted in front of it.
    let request = signed(claims("{}"), sign(row, &key, "{\"crit\":[\"exp\"]}"));
    let error = refusal(&request);
    assert_eq!((codes(&error), error.span().unwrap().range()), (vec!["CRIT_MISSING_PARAM"], 8..15));
    for (text, code) in [
        ("{\"crit\":[]}", "CRIT_EMPTY"),
        ("{\"crit\":\"b64\"}", "CRIT_NOT_ARRAY"),
        ("{\"crit\":[\"alg\"]}", "CRIT_STD_NAME"),
        ("{\"x\":1,\"crit\":[\"x\",\"x\"]}", "CRIT_DUP"),
        ("{\"b64\":1}", "B64_TYPE"),
        ("{\"typ\":\"JWT\",\"b64\":false}", "B64_IN_JWT"),
    ] {
        let error = refusal(&signed(raw(b"x"), sign(row, &key, text)));
        assert!(codes(&error)[0].starts_with(code), "{text}: {error:?}");
    }
    // Names of protected and unprotected parameters are disjoint; the second one is pointed at.
    let mut twice = sign(row, &key, r#"{"kid":"a"}"#);
    twice.unprotected = r#"{"x":1,"kid":"a"}"#.to_owned();
    let error = refusal(&BuildRequest { signing: signing(Flattened, vec![twice]), ..BuildRequest::default() });
    assert_eq!((codes(&error), error.place()), (vec!["HEADER_NOT_DISJOINT"], Place::UnprotectedHeader(0)));
    assert_eq!(error.span().unwrap().range(), 13..16);
    // An extension that nobody here knows may be made, and it is said that verifiers must know it.
    let made = make(&signed(claims("{}"), sign(row, &key, r#"{"crit":["urn:x"],"urn:x":1}"#)));
    assert_eq!(made.notes[0].code(), "crit-unknown");
    assert_eq!(words(&open(&made, &[&key])), ["malformed"]);
}

#[test]
fn serializations_carry_what_they_can() {
    let key = oct(32);
    let row = alg("HS256").unwrap();
    let one = || sign(row, &key, "");
    let sign_as = |serialization, signatures| BuildRequest {
        signing: signing(serialization, signatures),
        ..BuildRequest::default()
    };
    for serialization in [Compact, Flattened] {
        let error = refusal(&sign_as(serialization, vec![one(), one()]));
        assert!(matches!(error, BuildError::Serialization { .. }), "{error:?}");
    }
    let mut open_header = one();
    open_header.unprotected = r#"{"kid":"a"}"#.to_owned();
    assert!(matches!(refusal(&sign_as(Compact, vec![open_header])), BuildError::Serialization { .. }));
    assert!(matches!(refusal(&sign_as(General, vec![])), BuildError::NothingToMake));
    assert!(matches!(refusal(&BuildRequest::default()), BuildError::NothingToMake));
    let many = (0..33).map(|_| one()).collect();
    assert!(matches!(refusal(&sign_as(General, many)), BuildError::TooManyEntries { count: 33, limit: 32 }));

    let aes = key_management::find("A256KW").unwrap();
    let base = || Encryption::compact(recipient(aes, &key), "");
    let refused = |encryption| refusal(&encrypted(claims("{}"), encryption));
    assert!(matches!(refused(Encryption { aad: Some(b"a"[..].into()), ..base() }), BuildError::Serialization { .. }));
    assert!(matches!(
        refused(Encryption { shared: r#"{"a":1}"#.to_owned(), ..base() }),
        BuildError::Serialization { .. }
    ));
    let mut own = base();
    own.recipients[0].header = r#"{"a":1}"#.to_owned();
    assert!(matches!(refused(own), BuildError::Serialization { .. }));
    // Direct encryption fixes the content key.
    let dir = key_management::find("dir").unwrap();
    let several =
        Encryption { serialization: General, recipients: vec![recipient(aes, &key), recipient(dir, &key)], ..base() };
    let error = refused(several);
    assert!(matches!(error, BuildError::DirectWithSeveral { place: Place::RecipientKey(1), .. }), "{error:?}");
    // Detached and encrypted contradict each other.
    let mut nested =
        BuildRequest { signing: signing(Compact, vec![one()]), encryption: Some(base()), ..BuildRequest::default() };
    nested.signing.as_mut().unwrap().is_detached = true;
    assert!(matches!(refusal(&nested), BuildError::DetachedInside));
}

#[test]
fn unencoded_payloads_are_those_that_can_stand_there() {
    let key = oct(32);
    let row = alg("HS256").unwrap();
    let request = |serialization, is_detached, payload: Payload, sync| BuildRequest {
        payload,
        signing: Some(Signing {
            serialization,
            is_detached,
            is_unencoded: false,
            signatures: vec![SignatureRequest { sync, ..sign(row, &key, r#"{"alg":"HS256","b64":false}"#) }],
        }),
        ..BuildRequest::default()
    };
    let step = HeaderSync::InStep;
    // crit is added where the header is kept in step, and missed where it is not.
    assert_eq!(
        make(&request(Compact, false, raw(b"abc"), step)).headers.signatures[0].protected,
        r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#
    );
    assert_eq!(codes(&refusal(&request(Compact, false, raw(b"abc"), HeaderSync::AlgorithmOnly))), ["B64_NOT_CRIT"]);
    for (payload, offset) in [(&b"$.02"[..], 1), (b"a\nb", 1), (b"ab\xc3\xa9", 2), (b"\x7f", 0)] {
        let error = refusal(&request(Compact, false, raw(payload), step));
        assert_eq!(error, BuildError::UnencodedPayload { offset });
        make(&request(Compact, true, raw(payload), step));
        make(&request(Flattened, false, raw(payload), step));
    }
    // A tilde is no disclosure here.
    let made = make(&request(Compact, false, raw(b"a~b ~"), step));
    assert_eq!(words(&open(&made, &[&key])), ["verified"]);
    assert_eq!(refusal(&request(General, false, raw(b"a\xff"), step)), BuildError::UnencodedPayload { offset: 1 });
    make(&request(General, true, raw(b"a\xff"), step));
    assert!(matches!(refusal(&request(Compact, true, claims("{}"), step)), BuildError::UnencodedClaims { .. }));
    // All signatures or none.
    let mut two = request(General, true, raw(b"x"), step);
    two.signing.as_mut().unwrap().signatures.push(sign(row, &key, ""));
    assert_eq!(codes(&refusal(&two)), ["B64_DIFFERS"]);
}

#[test]
fn the_key_must_fit() {
    let refused =
        |name: &str, key: &Arc<Jwk>| codes(&refusal(&signed(claims("{}"), sign(alg(name).unwrap(), key, ""))))[0];
    assert_eq!(refused("RS256", &file("p256.jwk.json")), "key-type");
    assert_eq!(refused("ES256", &file("p384.pkcs8.pem")), "key-curve");
    assert_eq!(refused("EdDSA", &file("x25519.pkcs8.pem")), "key-curve");
    assert_eq!(refused("HS256", &file("rsa.jwk.json")), "key-type");
    assert_eq!(refused("ML-DSA-65", &ml_dsa("ML-DSA-44")), "key-type");
    assert_eq!(refused("RS256", &public(&file("rsa.jwk.json"))), "no-private-key");
    let keyless = SignatureRequest { key: None, ..sign(alg("HS256").unwrap(), &oct(32), "") };
    assert_eq!(codes(&refusal(&signed(claims("{}"), keyless))), ["key-missing"]);
    let refused = |name: &str, key: &Arc<Jwk>| {
        let encryption = Encryption::compact(recipient(key_management::find(name).unwrap(), key), "");
        codes(&refusal(&encrypted(
            claims("{}"),
            Encryption { content_encryption: content_encryption::find("A256GCM"), ..encryption },
        )))[0]
    };
    assert_eq!(refused("RSA-OAEP", &oct(32)), "key-type");
    assert_eq!(refused("ECDH-ES", &file("ed25519.pkcs8.pem")), "key-curve");
    assert_eq!(refused("ECDH-ES", &file("secp256k1.pkcs8.pem")), "key-curve");
    assert_eq!(refused("A128KW", &oct(32)), "key-length");
    assert_eq!(refused("dir", &oct(16)), "key-length");
}

/// Refused with this reason, and made once the person says so; what is made is still right.
fn refused_until_allowed(mut request: BuildRequest, code: &str, opener: &Arc<Jwk>) {
    let error = refusal(&request);
    assert!(error.can_be_allowed(), "{error:?}");
    assert!(codes(&error).contains(&code), "{code}: {error:?}");
    assert!(speech::builder::errors(&error).iter().all(|words| !words.sentence.is_empty()));
    assert_eq!(weak_points(&request, &Limits::DEFAULT).unwrap().len(), error.codes().len());
    request.allow_weak = true;
    let examination = open(&make(&request), &[opener]);
    let word = words(&examination)[0];
    let forbids = matches!(code, "key-alg" | "key-use" | "key-ops");
    let expected = match code {
        "unsecured" => "unsecured",
        _ if forbids && word != "verified" && word != "decrypted" => word,
        _ if examination.layers[0].signatures.is_empty() => "decrypted",
        _ => "verified",
    };
    assert_eq!(word, expected, "{code}: {}", explain(&examination));
}

#[test]
fn too_weak_is_refused_until_somebody_says_so() {
    let hs256 = |key: &Arc<Jwk>| signed(claims("{}"), sign(alg("HS256").unwrap(), key, ""));
    refused_until_allowed(hs256(&oct(31)), "hmac-secret-short", &oct(31));
    make(&hs256(&oct(32)));
    let hs512 = signed(claims("{}"), sign(alg("HS512").unwrap(), &oct(63), ""));
    refused_until_allowed(hs512, "hmac-secret-short", &oct(63));

    let none = SignatureRequest { key: None, ..sign(alg("none").unwrap(), &oct(32), "") };
    refused_until_allowed(signed(claims("{}"), none), "unsecured", &oct(32));

    let rsa = file("rsa.jwk.json");
    let rsa1_5 = Encryption::compact(recipient(key_management::find("RSA1_5").unwrap(), &rsa), "");
    refused_until_allowed(encrypted(claims("{}"), rsa1_5), "rsa1-5", &rsa);
    let mut few = Encryption::compact(recipient(key_management::find("PBES2-HS256+A128KW").unwrap(), &oct(20)), "");
    few.recipients[0].pbes2_count = Some(999);
    refused_until_allowed(encrypted(claims("{}"), few), "p2c-low", &oct(20));

    // A key that is published, or forbids it by itself.
    let published = key(&json!({ "kty": "oct", "k": b64(b"a-string-secret-at-least-256-bits-long") }));
    refused_until_allowed(hs256(&published), "KEY_KNOWN_PUBLIC", &published);
    let with = |members: Value| {
        let mut jwk: Value = serde_json::from_slice(
            &std::fs::read(format!("{}/tests/data/keys/p256.jwk.json", env!("CARGO_MANIFEST_DIR"))).unwrap(),
        )
        .unwrap();
        jwk.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        key(&jwk)
    };
    let plain = file("p256.jwk.json");
    let es256 = |key: &Arc<Jwk>| signed(claims("{}"), sign(alg("ES256").unwrap(), key, ""));
    refused_until_allowed(es256(&with(json!({ "use": "enc" }))), "key-use", &plain);
    refused_until_allowed(es256(&with(json!({ "key_ops": ["verify"] }))), "key-ops", &plain);
    refused_until_allowed(es256(&with(json!({ "alg": "ECDH-ES" }))), "key-alg", &plain);
    make(&es256(&with(json!({ "key_ops": ["sign"], "alg": "ES256" }))));
    let ecdh = |key: &Arc<Jwk>| {
        encrypted(claims("{}"), Encryption::compact(recipient(key_management::find("ECDH-ES").unwrap(), key), ""))
    };
    refused_until_allowed(ecdh(&with(json!({ "use": "sig" }))), "key-use", &plain);
    refused_until_allowed(ecdh(&with(json!({ "key_ops": ["sign"] }))), "key-ops", &plain);
    // A public key for agreement has no operations (WebCrypto exports it like that).
    make(&ecdh(&public(&with(json!({ "key_ops": [] })))));

    // A private key in the header would be published with every token.
    let leak = r#"{"jwk":{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}}"#;
    let error = refusal(&signed(claims("{}"), sign(alg("ES256").unwrap(), &plain, leak)));
    assert_eq!(codes(&error), ["private-key-in-header"]);
    // All reasons at once.
    let bad = with(json!({ "use": "enc", "key_ops": ["verify"] }));
    assert_eq!(codes(&refusal(&es256(&bad))), ["key-use", "key-ops"]);
}

#[test]
fn rsa_below_2048_bits_is_refused_until_allowed() {
    // 1024 bits, made for this test.
    let n = "4gwNQNG0HzSPDXHYVpvi2pJaQ0N9L_UVOJO0B9aYlDTVhMkVgukxDMm7n77dptExVX1shTx8kg2QOEcx0HhGxR\
             zqA3MjOdReoibUhXUO-ZkDAwm33sq40sSuyRvG9YB9lQaPI2Uyq2ECUKNw_kmuH3Y7mBl-B3d_3_QyNXfXTI8";
    let d = "o3SPiNWa6A27e79c7pPeoKq_tm_w8GLKq5Sy1BArWNAzrccyVO2G2HZvw_3ijaQrhmQhut6YPYytQuTIcrTmhn\
             oF8ZVBjfk9gL0DxQGHVr0ZxNNmXfQxB4vc42MXadWFa9RdOCgCewMJWYTbDRBixf7HzC7BZndU6foORO-21LE";
    let small = key(&json!({ "kty": "RSA", "n": n, "e": "AQAB", "d": d }));
    refused_until_allowed(signed(claims("{}"), sign(alg("RS256").unwrap(), &small, "")), "rsa-small", &small);
    let oaep = Encryption::compact(recipient(key_management::find("RSA-OAEP").unwrap(), &small), "");
    refused_until_allowed(encrypted(claims("{}"), oaep), "rsa-small", &small);
    // One reason, not two for the same thing.
    let error = refusal(&signed(claims("{}"), sign(alg("RS256").unwrap(), &small, "")));
    assert_eq!(codes(&error), ["rsa-small"]);
}

// ---- Templates

#[test]
fn every_template_passes_the_checks_of_its_own_kind() {
    const NOW: i64 = 1_800_000_000;
    let kinds = [
        ("access-token", ProfileKind::AccessTokenRfc9068),
        ("id-token", ProfileKind::IdToken),
        ("dpop", ProfileKind::DpopProof),
        ("client-assertion", ProfileKind::ClientAssertion),
        ("logout-token", ProfileKind::LogoutToken),
        ("sd-jwt-vc", ProfileKind::SdJwtCredential),
    ];
    for template in TEMPLATES {
        for name in template.algorithms.iter().chain(template.algorithms.is_empty().then_some(&"")) {
            let row = signature::find(name);
            if row.is_some_and(|row| !is_available(row)) {
                continue;
            }
            let signer = row.map(|row| named(&signing_keys(row)[0], "signer"));
            let values = TemplateValues { now: NOW, key: signer.as_deref(), access_token: None };
            let Ok(filled) = template.fill(&values) else { panic!("{} {name}", template.name) };
            let claims_text = compact(&filled.claims, 128).unwrap();
            let receiver = file("p256.jwk.json");
            let request = BuildRequest {
                payload: claims(&claims_text),
                signing: row.zip(signer.clone()).map(|(row, key)| Signing::compact(sign(row, &key, &filled.header))),
                encryption: template.encryption.as_ref().map(|_| {
                    Encryption::compact(RecipientRequest::new(public(&receiver)), filled.encryption_header.clone())
                }),
                allow_weak: false,
            };
            let made = if template.selective.is_empty() {
                make(&request)
            } else {
                let paths = template.selective.iter().map(|path| ClaimPath::parse(path).unwrap()).collect();
                let holder = Some(file("ed25519.pkcs8.pem"));
                let issued = issue(&request, &Selection { paths, holder, ..Selection::default() }, &Limits::DEFAULT);
                issued.unwrap_or_else(|error| panic!("{error:?}")).built
            };
            assert!(made.notes.is_empty(), "{}: {:?}", template.name, made.notes);
            let ring = KeyRing::new(signer.iter().map(|key| public(key)).chain([receiver]));
            let examination = examine(&made.text, &ring, &ExamineOptions::default());
            let judgement = judge(&examination, &Policy::default(), NOW);
            assert_eq!(judgement.verdict, Verdict::Valid, "{} {name}", template.name);
            let bad: Vec<_> = examination
                .findings
                .iter()
                .chain(&judgement.findings)
                .filter(|finding| finding.severity > Severity::Info)
                // A signature and a public key of ML-DSA are longer than a cookie by themselves.
                .filter(|finding| !(name.starts_with("ML-DSA") && finding.rule.id == "SIZE_COOKIE"))
                // The template's own note says so: with a public key anyone can encrypt.
                .filter(|finding| !(template.name == "encrypted-profile" && finding.rule.id == "ALG_JWE_WHERE_JWS"))
                .map(|finding| (finding.rule.id, &finding.message))
                .collect();
            assert!(bad.is_empty(), "{} {name}: {bad:?}", template.name);
            if let Some((_, kind)) = kinds.iter().find(|(name, _)| *name == template.name) {
                assert_eq!(profile(&examination).and_then(|profile| profile.kind()), Some(*kind), "{}", template.name);
            }
        }
    }
    assert!(template::find("no-such-template").is_none());
}

// ---- The tamper set

fn tampered(key: &Arc<Jwk>, row: &'static SignatureRow) -> (usize, Vec<String>) {
    const NOW: i64 = 1_800_000_000;
    let text =
        format!(r#"{{"iss":"https://issuer.example","sub":"alice","aud":"https://api.example","exp":{}}}"#, NOW + 600);
    let token = make(&signed(claims(&text), sign(row, key, r#"{"kid":"k"}"#))).text;
    let set = tamper(&token, Some(key), NOW).unwrap_or_else(|error| panic!("{}: {error}", row.name));
    assert_eq!(set.issuer.as_deref(), Some("https://issuer.example"));
    assert_eq!(set.audience.as_deref(), Some("https://api.example"));
    let ring = KeyRing::new([public(key)]);
    let policy = Policy { issuer: set.issuer.clone(), audience: set.audience.clone(), ..Policy::default() };
    let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    let mut seen = std::collections::HashSet::new();
    for variant in &set.variants {
        let name = format!("{} {}", row.name, variant.name);
        assert!(seen.insert(variant.name.to_string()), "{name} appears twice");
        assert!(variant.expected == Expected::Accept || variant.token != token, "{name} changes nothing");
        assert!(!variant.title.is_empty() && !variant.why.is_empty(), "{name}");
        let examination = examine(&variant.token, &ring, &options);
        let verdict = judge(&examination, &policy, NOW).verdict;
        let layer = &examination.layers[0];
        let is_verified =
            !layer.signatures.is_empty() && layer.signatures.iter().all(|one| one.status.word() == "verified");
        let is_right = match variant.expected {
            Expected::Accept => verdict == Verdict::Valid,
            Expected::Reject => !is_verified && verdict != Verdict::Valid,
            // Signature and all are right: the claims alone speak against it.
            Expected::RejectClaims => is_verified && verdict == Verdict::Invalid,
            Expected::RejectOrUseLast => {
                verdict != Verdict::Valid
                    || examination.findings.iter().any(|finding| {
                        finding.rule.id.starts_with("JSON_DUP_KEY") && finding.severity == Severity::Error
                    })
            }
        };
        assert!(is_right, "{name}: {:?}, {verdict:?}, {}", variant.expected, explain(&examination));
    }
    let export: Value = serde_json::from_str(&set.to_json()).unwrap();
    assert_eq!(export["variants"].as_array().unwrap().len(), set.variants.len());
    (set.variants.len(), seen.into_iter().collect())
}

#[test]
fn every_variant_of_the_tamper_set_is_answered_rightly() {
    for row in SIGNATURE_ALGORITHMS.iter().filter(|row| is_available(row)) {
        for key in signing_keys(row) {
            let (count, names) = tampered(&key, row);
            println!("{}: {count} variants", row.name);
            let has = |name: &str| names.iter().any(|known| known == name);
            for name in [
                "alg-none",
                "alg-none-mixed",
                "alg-case",
                "alg-swapped",
                "kid-path-traversal",
                "embedded-jwk",
                "jku",
                "crit-unknown",
                "signature-stripped",
                "signature-missing",
                "signature-flipped",
                "expired",
                "not-yet",
                "wrong-audience",
                "claim-twice",
                "alg-twice",
                "base64url-padded",
                "claims-changed",
            ] {
                assert!(has(name), "{} lacks {name}", row.name);
            }
            assert_eq!(has("signature-psychic"), row.family == SignatureFamily::Ecdsa, "{}", row.name);
            assert_eq!(has("signature-der"), row.family == SignatureFamily::Ecdsa, "{}", row.name);
            assert_eq!(has("hmac-public-key-pem"), row.family != SignatureFamily::Hmac, "{}", row.name);
        }
    }
}

#[test]
fn with_the_public_key_only_what_needs_no_signature_is_varied() {
    let key = file("p256.jwk.json");
    let token = make(&signed(claims("{}"), sign(alg("ES256").unwrap(), &key, ""))).text;
    let whole = tamper(&token, Some(&key), 0).unwrap();
    let half = tamper(&token, Some(&public(&key)), 0).unwrap();
    let has = |name: &str| half.variants.iter().any(|variant| variant.name == name);
    assert!(half.variants.len() < whole.variants.len());
    assert!(has("alg-none") && has("hmac-public-key-pem") && has("signature-der") && !has("expired"));
    // No private half leaves with the export, nor does a secret.
    let KeyMaterial::Ec { d: Some(d), .. } = &key.material else { panic!("an EC key") };
    assert!(!whole.to_json().contains(&b64(d.expose())));
    let secret = oct(32);
    let token = make(&signed(claims("{}"), sign(alg("HS256").unwrap(), &secret, ""))).text;
    let KeyMaterial::Oct(bytes) = &secret.material else { panic!("a secret") };
    assert!(!tamper(&token, Some(&secret), 0).unwrap().to_json().contains(&b64(bytes.expose())));
    // Another key would make every answer meaningless.
    assert!(matches!(tamper(&token, Some(&oct(64)), 0), Err(TamperError::NotThisKey)));
    assert!(matches!(tamper(&token, None, 0), Err(TamperError::NoKey)));
    assert!(matches!(tamper("e30.e30.", Some(&secret), 0), Err(TamperError::Algorithm(_))));
    assert!(matches!(tamper(&format!("{token}~"), Some(&secret), 0), Err(TamperError::NotCompact)));
    assert!(matches!(tamper(&token.repeat(9_000), Some(&secret), 0), Err(TamperError::TooLong { .. })));
    assert!(matches!(tamper("nonsense", Some(&secret), 0), Err(TamperError::NotCompact)));
}

#[test]
fn a_jwe_is_varied_and_nothing_of_it_opens() {
    for (name, key) in [
        ("A256KW", oct(32)),
        ("dir", oct(32)),
        ("RSA-OAEP-256", file("rsa.jwk.json")),
        ("ECDH-ES", file("p256.jwk.json")),
    ] {
        for enc in CONTENT_ENCRYPTION_ALGORITHMS.iter().filter(|enc| name != "dir" || enc.key_len == 32) {
            let mut encryption = Encryption::compact(recipient(key_management::find(name).unwrap(), &key), "");
            encryption.content_encryption = Some(enc);
            let token = make(&encrypted(claims("{}"), encryption)).text;
            let set = tamper(&token, None, 0).unwrap();
            assert!(set.variants.len() >= 8, "{}", set.variants.len());
            for variant in &set.variants {
                let examination = look(&variant.token, &KeyRing::new([key.clone()]), None);
                let opened = words(&examination) == ["decrypted"];
                assert_eq!(opened, variant.expected == Expected::Accept, "{name} {} {}", enc.name, variant.name);
            }
        }
    }
}

/// Every prefix of every text is refused with a place inside it, or made; nothing panics.
#[test]
fn half_typed_texts_are_refused_within_their_bounds() {
    let key = named(&oct(32), "k");
    let header = "{ \"alg\" : \"HS256\",\r\n \"crit\":[\"b64\"], \"b64\":true, \"jwk\":{\"kty\":\"oct\"}, \"é\\u00e9\":\"\\ud83d\\ude00\" }";
    let typed = "{\"iss\":\"é€😀\",\"roles\":[\"a\", \"b\"],\"exp\":1.5e9,\"n\":{\"x\":[null,true]}}";
    let prefixes = |text: &'static str| text.char_indices().map(move |(at, _)| &text[..at]).chain([text]);
    let mut made = 0;
    let mut hold = |request: &BuildRequest, text: &str| match build(request, &Limits::DEFAULT) {
        Ok(_) => made += 1,
        Err(error) => {
            assert!(!speech::builder::first(&error).sentence.is_empty());
            assert!(error.span().is_none_or(|span| span.end <= text.len()), "{text}: {error:?}");
        }
    };
    for text in prefixes(header) {
        for sync in [HeaderSync::InStep, HeaderSync::AlgorithmOnly, HeaderSync::LeftAlone] {
            let signature = SignatureRequest { sync, ..sign(alg("HS256").unwrap(), &key, text) };
            hold(&signed(claims("{}"), signature.clone()), text);
            let open = SignatureRequest { unprotected: text.to_owned(), protected: String::new(), ..signature };
            hold(&BuildRequest { signing: signing(General, vec![open]), ..BuildRequest::default() }, text);
            let mut encryption = Encryption::compact(recipient(key_management::find("A256GCMKW").unwrap(), &key), text);
            encryption.sync = sync;
            hold(&encrypted(raw(b""), encryption.clone()), text);
            encryption.serialization = General;
            encryption.shared = std::mem::take(&mut encryption.protected);
            encryption.recipients[0].header = text.to_owned();
            hold(&encrypted(raw(b""), encryption), text);
        }
    }
    for text in prefixes(typed) {
        hold(&signed(claims(text), sign(alg("HS256").unwrap(), &key, "")), text);
        let _ = jotsmith::engine::builder::claims::add_role(text, "admin");
        let _ = jotsmith::engine::builder::claims::set_new_jti(text);
        let _ = tamper(text, Some(&key), 0);
    }
    assert!(made > 0);
}
