//! What the RFCs print although a part of it is random: all the rest comes out byte for byte, and the RFC's own random part
//! fits into ours. Examples without a random part are remade in `build`.

use crate::support::{is_decrypted, is_verified, keys, look};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use jotsmith::engine::builder::{
    BuildRequest, Built, DangerousChoices, DangerousRecipientChoices, Encryption, HeaderSync, Payload,
    RecipientRequest, SignatureRequest, Signing, build,
};
use jotsmith::engine::crypto::digest::sha256;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::jose::jws::Serialization;
use jotsmith::engine::jose::jws::Serialization::{Compact, Flattened, General};
use jotsmith::engine::key::{Jwk, KeyRing};
use serde_json::{Value, json};
use std::sync::Arc;

const CLAIMS: &str = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
/// RFC 7516 A.2, A.3 and A.4.
const CEK: [u8; 32] = [
    4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206, 107, 124, 212, 45, 111, 107, 9, 219, 200,
    177, 0, 240, 143, 156, 44, 207,
];

fn key(json: &Value) -> Arc<Jwk> {
    Arc::new(keys(json.to_string().as_bytes()).remove(0))
}

fn example(json: &str, name: &str) -> Value {
    let file: Value = serde_json::from_str(json).unwrap();
    file["examples"].as_array().unwrap().iter().find(|example| example["name"] == name).expect(name).clone()
}

fn decoded(text: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}

fn text(text: &str) -> String {
    String::from_utf8(decoded(text)).unwrap()
}

fn made(request: &BuildRequest) -> Built {
    build(request, &Limits::DEFAULT).unwrap_or_else(|error| panic!("{error:?}"))
}

fn rfc7515(name: &str, d: Option<&str>) -> (Value, Arc<Jwk>) {
    let example = example(include_str!("../data/rfc/rfc7515.json"), name);
    let mut jwk = example["key"].clone();
    if let Some(d) = d {
        jwk["d"] = d.into();
    }
    (example, key(&jwk))
}

fn signed(
    serialization: Serialization,
    payload: Payload,
    key: Option<Arc<Jwk>>,
    protected: &str,
    unprotected: &str,
) -> Built {
    let signature = SignatureRequest {
        algorithm: None,
        key,
        protected: protected.to_owned(),
        unprotected: unprotected.to_owned(),
        sync: HeaderSync::LeftAlone,
    };
    let signing = Signing { serialization, ..Signing::compact(signature) };
    // The RFCs' keys are published, and so too weak to issue with.
    made(&BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: true })
}

#[test]
fn rfc7515_a3_and_a4_but_for_the_random_signature() {
    let payload = |name: &str| match name {
        "A3 ES256" => Payload::Claims(CLAIMS.to_owned()),
        _ => Payload::Bytes((*b"Payload").into()),
    };
    for (name, d) in [
        ("A3 ES256", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
        ("A4 ES512", "AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C"),
    ] {
        let (example, key) = rfc7515(name, Some(d));
        let theirs: Vec<&str> = example["token"].as_str().unwrap().split('.').collect();
        let ours = signed(Compact, payload(name), Some(key.clone()), &text(theirs[0]), "").text;
        let parts: Vec<&str> = ours.split('.').collect();
        assert_eq!(parts[..2], theirs[..2], "{name}");
        assert_eq!(parts[2].len(), theirs[2].len());
        let ring = KeyRing::new([key]);
        assert!(is_verified(&look(&ours, &ring, None)), "{name}");
        let crossed = format!("{}.{}.{}", parts[0], parts[1], theirs[2]);
        assert!(is_verified(&look(&crossed, &ring, None)), "{name}: the RFC's signature over our bytes");
    }
}

#[test]
fn rfc7515_a5_once_it_is_asked_for() {
    let example = example(include_str!("../data/rfc/rfc7515.json"), "A5 none");
    let built = signed(Compact, Payload::Claims(CLAIMS.to_owned()), None, r#"{"alg":"none"}"#, "");
    assert_eq!(Value::from(built.text), example["token"]);
}

#[test]
fn rfc7515_a7_but_for_the_random_signature() {
    let (example, key) = rfc7515("A7 flattened", Some("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"));
    let theirs: Value = serde_json::from_str(example["token"].as_str().unwrap()).unwrap();
    let protected = text(theirs["protected"].as_str().unwrap());
    let unprotected = theirs["header"].to_string();
    let built = signed(Flattened, Payload::Claims(CLAIMS.to_owned()), Some(key.clone()), &protected, &unprotected);
    let mut ours: Value = serde_json::from_str(&built.text).unwrap();
    ours["signature"] = theirs["signature"].clone();
    assert_eq!(ours, theirs);
    assert!(is_verified(&look(&ours.to_string(), &KeyRing::new([key]), None)));
}

/// The request that remakes a JWE with its own headers, IV and this content key.
fn sealed(token: &Value, recipients: &[Arc<Jwk>], payload: &str, cek: &[u8]) -> BuildRequest {
    let own = |value: &Value| value.as_str().map(text).unwrap_or_default();
    let json = |value: &Value| if value.is_null() { String::new() } else { value.to_string() };
    let (serialization, protected, shared, iv, headers) = match token {
        Value::String(compact) => {
            let parts: Vec<&str> = compact.split('.').collect();
            (Compact, text(parts[0]), String::new(), decoded(parts[2]), vec![String::new()])
        }
        object => {
            let iv = decoded(object["iv"].as_str().unwrap());
            let (form, headers) = match object["recipients"].as_array() {
                Some(list) => (General, list.iter().map(|one| json(&one["header"])).collect()),
                None => (Flattened, vec![json(&object["header"])]),
            };
            (form, own(&object["protected"]), json(&object["unprotected"]), iv, headers)
        }
    };
    let headers: Vec<String> = headers;
    let recipients = headers.into_iter().zip(recipients).map(|(header, key)| RecipientRequest {
        algorithm: None,
        key: key.clone(),
        header,
        apu: None,
        apv: None,
        pbes2_count: None,
    });
    let encryption = Encryption {
        serialization,
        content_encryption: None,
        protected,
        shared,
        recipients: recipients.collect(),
        aad: None,
        compress: false,
        sync: HeaderSync::LeftAlone,
        dangerous: Some(DangerousChoices { cek: Some(SecretBytes::from(cek)), iv: Some(iv), recipients: Vec::new() }),
    };
    let payload = Payload::Bytes(payload.as_bytes().into());
    BuildRequest { payload, signing: None, encryption: Some(encryption), allow_weak: true }
}

#[test]
fn rfc7516_a1_and_a2_and_rfc7519_a1_but_for_the_random_encrypted_key() {
    let rfc7516 = include_str!("../data/rfc/rfc7516.json");
    let a1_cek = [
        177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110, 91, 112, 46, 34, 105,
        47, 130, 203, 46, 122, 234, 64, 252,
    ];
    let rfc7519 = example(include_str!("../data/rfc/rfc7519.json"), "A.1 encrypted JWT");
    for (example, cek) in [(example(rfc7516, "A1"), a1_cek), (example(rfc7516, "A2"), CEK), (rfc7519, CEK)] {
        let name = &example["name"];
        let payload = example["payload"].as_str().unwrap_or(CLAIMS);
        let key = key(&example["key"]);
        let built = made(&sealed(&example["token"], std::slice::from_ref(&key), payload, &cek));
        let ours: Vec<&str> = built.text.split('.').collect();
        let theirs: Vec<&str> = example["token"].as_str().unwrap().split('.').collect();
        assert_eq!((ours[0], &ours[2..]), (theirs[0], &theirs[2..]), "{name}");
        assert_ne!(ours[1], theirs[1], "{name}: RSA pads at random");
        assert!(is_decrypted(&look(&built.text, &KeyRing::new([key]), None)), "{name}");
    }
}

#[test]
fn rfc7516_a4_and_a5_byte_for_byte_but_for_rsa() {
    let rfc7516 = include_str!("../data/rfc/rfc7516.json");
    let a5 = example(rfc7516, "A5 flattened");
    let theirs: Value = serde_json::from_str(a5["token"].as_str().unwrap()).unwrap();
    let payload = "Live long and prosper.";
    let built = made(&sealed(&theirs, &[key(&a5["key"])], payload, &CEK));
    assert_eq!(serde_json::from_str::<Value>(&built.text).unwrap(), theirs);
    let (rsa, wrap) = (example(rfc7516, "A4 general RSA1_5"), example(rfc7516, "A4 general A128KW"));
    let theirs: Value = serde_json::from_str(rsa["token"].as_str().unwrap()).unwrap();
    let recipients = [key(&rsa["key"]), key(&wrap["key"])];
    let built = made(&sealed(&theirs, &recipients, payload, &CEK));
    let mut ours: Value = serde_json::from_str(&built.text).unwrap();
    for key in recipients {
        assert!(is_decrypted(&look(&built.text, &KeyRing::new([key]), None)));
    }
    ours["recipients"][0]["encrypted_key"] = theirs["recipients"][0]["encrypted_key"].clone();
    assert_eq!(ours, theirs);
}

/// RFC 8037 A.6 prints the header, both keys and what they agree on (Z); the content is left to the reader. From Z the key
/// that wraps follows by RFC 7518 §4.6.2, here by the hash alone.
#[test]
fn rfc8037_a6_agrees_with_its_ephemeral_key() {
    let hex = |text: &str| HEXLOWER.decode(text.as_bytes()).unwrap();
    let pair =
        |x: &str, d: &str| key(&json!({"kty": "OKP", "crv": "X25519", "x": x, "d": BASE64URL_NOPAD.encode(&hex(d))}));
    // RFC 7748 §6.1: Bob, and Alice as the ephemeral key.
    let bob = pair(
        "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
        "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
    );
    let alice = pair(
        "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo",
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
    );
    let z = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    let header = r#"{"alg":"ECDH-ES+A128KW","epk":{"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"},"enc":"A128GCM","kid":"Bob"}"#;
    let wrapped = |header: &str, key: &Arc<Jwk>, epk: Option<&Arc<Jwk>>| {
        let mut request = sealed(
            &json!(format!("{}..AAAAAAAAAAAAAAAA..", BASE64URL_NOPAD.encode(header.as_bytes()))),
            std::slice::from_ref(key),
            "content",
            &CEK[..16],
        );
        let dangerous = request.encryption.as_mut().unwrap().dangerous.as_mut().unwrap();
        let epk = epk.map(|key| key.material.clone());
        dangerous.recipients = vec![DangerousRecipientChoices { epk, ..DangerousRecipientChoices::default() }];
        made(&request)
    };
    let built = wrapped(header, &bob, Some(&alice));
    assert_eq!(built.headers.encryption.as_ref().unwrap().protected, header);
    assert!(is_decrypted(&look(&built.text, &KeyRing::new([bob]), None)));

    let algorithm = b"ECDH-ES+A128KW";
    let mut message = vec![0, 0, 0, 1];
    message.extend(&z);
    message.extend([0, 0, 0, algorithm.len() as u8]);
    message.extend(algorithm);
    message.extend([0; 8]);
    message.extend([0, 0, 0, 128]);
    let wrapping = key(&json!({"kty": "oct", "k": BASE64URL_NOPAD.encode(&sha256(&message)[..16])}));
    let by_hand = wrapped(r#"{"alg":"A128KW","enc":"A128GCM"}"#, &wrapping, None);
    let encrypted_key = |built: &Built| built.text.split('.').nth(1).unwrap().to_owned();
    assert_eq!(encrypted_key(&built), encrypted_key(&by_hand));
}
