//! Part C of the fault catalogue: cryptographic hostility. Each test is a row, named by its number.

use crate::support::{explain, is_decrypted, is_verified, keys, look, ring};
use jotsmith::engine::crypto::confusion::public_key_texts;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::crypto::{compression, content, key_management};
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::{content_encryption, key_management as jwe_alg, signature as jws_alg};
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::layer::Examination;
#[cfg(not(feature = "ml-dsa"))]
use jotsmith::engine::jose::reason::AlgorithmReason;
use jotsmith::engine::jose::reason::{Cause, Reason, Remedy};
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::key::KeyMaterial;
use jotsmith::engine::speech;
use serde_json::{Value, json};

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

fn oct(bytes: &[u8]) -> Value {
    json!({ "kty": "oct", "k": encode(bytes) })
}

fn rules(examination: &Examination) -> Vec<&'static str> {
    examination.findings.iter().map(|finding| finding.rule.id).collect()
}

fn hs256(header: &str, payload: &[u8], secret: &[u8]) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload));
    let material = KeyMaterial::Oct(secret.to_vec().into());
    let signature = sign(jws_alg::find("HS256").unwrap(), &material, input.as_bytes()).unwrap();
    format!("{input}.{}", encode(&signature))
}

/// A `dir` JWE under [`SECRET`] with this header, over this plaintext.
fn dir(header: &str, plaintext: &[u8]) -> String {
    let enc = content_encryption::find("A256GCM").unwrap();
    let protected = encode(header.as_bytes());
    let iv = [7_u8; 12];
    let sealed = content::encrypt(enc, SECRET, &iv, plaintext, protected.as_bytes()).unwrap();
    format!("{protected}..{}.{}.{}", encode(&iv), encode(&sealed.ciphertext), encode(&sealed.tag))
}

const DIR: &str = r#"{"alg":"dir","enc":"A256GCM"}"#;

fn code(examination: &Examination) -> String {
    let layer = &examination.layers[0];
    let reasons = layer.recipients.first().map(|result| &result.reasons);
    let reasons = reasons.or(layer.signatures.first().map(|result| &result.reasons));
    reasons.and_then(|reasons| reasons.first()).map(|reason| reason.code().to_owned()).unwrap_or_default()
}

#[test]
fn c1_counts_of_pbes2_are_refused_before_any_work() {
    for (count, expected) in [
        ("0", "p2c-invalid"),
        ("-1", "p2c-invalid"),
        ("1.5", "p2c-invalid"),
        ("\"1000\"", "p2c-invalid"),
        ("2147483648", "excessive-work"),
        ("9223372036854775808", "excessive-work"),
        ("1e3", "p2c-invalid"),
    ] {
        let header =
            format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"AAAAAAAAAAAAAAAAAAAAAA","p2c":{count}}}"#);
        let token = format!(
            "{}.{}.{}.AAAA.{}",
            encode(header.as_bytes()),
            encode(&[0; 24]),
            encode(&[0; 12]),
            encode(&[0; 16])
        );
        let examination = look(&token, &ring(&oct(b"password")), None);
        assert_eq!(code(&examination), expected, "{count}: {}", explain(&examination));
    }
}

#[test]
fn c2_a_zip_bomb_is_stopped_at_the_limit() {
    let bomb = compression::deflate(&vec![b'a'; 40_000_000]);
    let token = dir(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, &bomb);
    let examination = look(&token, &ring(&oct(SECRET)), None);
    assert_eq!(code(&examination), "inflate-limit", "{}", explain(&examination));
    let fine = dir(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, &compression::deflate(b"{\"a\":1}"));
    assert!(is_decrypted(&look(&fine, &ring(&oct(SECRET)), None)));
    // What stands behind the compressed text is authentic and meant nothing: every reader passes over it.
    let longer = [compression::deflate(b"{\"a\":1}"), b"xyz".to_vec()].concat();
    let longer = look(&dir(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, &longer), &ring(&oct(SECRET)), None);
    assert!(is_decrypted(&longer), "{}", explain(&longer));
    assert_eq!(&*longer.layers[0].content.as_ref().unwrap().bytes, b"{\"a\":1}");
    assert_eq!(longer.layers[0].recipients[0].attempts[0].reasons[0].code(), "inflate-trailing");
}

#[test]
fn c3_ephemeral_keys_that_would_betray_the_private_one() {
    let key = json!({
        "kty": "EC", "crv": "P-256",
        "x": "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
        "y": "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
        "d": "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"
    });
    let zero = encode(&[0; 32]);
    for epk in [
        json!({ "kty": "EC", "crv": "P-256", "x": zero, "y": zero }),
        json!({ "kty": "EC", "crv": "P-256", "x": encode(&[1; 32]), "y": encode(&[2; 32]) }),
        json!({ "kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA" }),
        json!({ "kty": "OKP", "crv": "X25519", "x": zero }),
        json!({ "kty": "oct", "k": "AAAA" }),
        json!({}),
        json!("text"),
    ] {
        let header = json!({ "alg": "ECDH-ES", "enc": "A128GCM", "epk": epk }).to_string();
        let token = format!("{}..{}.AAAA.{}", encode(header.as_bytes()), encode(&[0; 12]), encode(&[0; 16]));
        let examination = look(&token, &ring(&key), None);
        assert!(!is_decrypted(&examination));
        assert!(
            matches!(code(&examination).as_str(), "ephemeral-key" | "key-curve"),
            "{epk}: {}",
            explain(&examination)
        );
    }
}

#[test]
fn c4_monstrous_rsa_keys_are_refused_quickly() {
    let token = format!("{}.e30.{}", encode(br#"{"alg":"RS256"}"#), encode(&[1; 8192]));
    for (n, e) in [
        (vec![0xff; 8192], vec![1, 0, 1]),
        (vec![0xff; 256], vec![0xfe; 256]),
        ([vec![0xff; 255], vec![0xfe]].concat(), vec![1, 0, 1]),
        (vec![1], vec![1, 0, 1]),
        (vec![0xff; 256], vec![1]),
        (vec![0xff; 256], vec![2]),
    ] {
        let key = json!({ "kty": "RSA", "n": encode(&n), "e": encode(&e) });
        assert!(!is_verified(&look(&token, &ring(&key), None)));
    }
}

#[test]
fn c6_ecdsa_signatures_in_the_wrong_form_are_named() {
    let key = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    });
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let order: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&order[2 * i..2 * i + 2], 16).unwrap()).collect();
    let der = [&[0x30, 0x44, 0x02, 0x20][..], &[1; 32], &[0x02, 0x20], &[1; 32]].concat();
    for (signature, expected) in [
        (vec![0; 64], "signature-zero"),
        ([order, vec![1; 32]].concat(), "signature-zero"),
        (der, "signature-der"),
        (vec![1; 63], "signature-length"),
        (vec![1; 65], "signature-length"),
    ] {
        let token = format!("{}.e30.{}", encode(br#"{"alg":"ES256"}"#), encode(&signature));
        let examination = look(&token, &ring(&key), None);
        assert_eq!(code(&examination), expected, "{}", explain(&examination));
    }
}

#[test]
fn c7_crit_is_enforced_in_every_form() {
    for crit in [
        r#""crit":["urn:x"],"urn:x":1"#,
        r#""crit":[]"#,
        r#""crit":"x","x":1"#,
        r#""crit":[1]"#,
        r#""crit":["alg"]"#,
        r#""crit":["b64","b64"],"b64":true"#,
        r#""crit":["b64"]"#,
        r#""crit":null"#,
    ] {
        let token = hs256(&format!(r#"{{"alg":"HS256",{crit}}}"#), b"{}", SECRET);
        let parts: Vec<&str> = token.split('.').collect();
        let flattened = json!({ "payload": parts[1], "protected": parts[0], "signature": parts[2] });
        let general = json!({ "payload": parts[1], "signatures": [{ "protected": parts[0], "signature": parts[2] }] });
        for text in [token.clone(), flattened.to_string(), general.to_string()] {
            let examination = look(&text, &ring(&oct(SECRET)), None);
            assert_eq!(
                examination.layers[0].signatures[0].status,
                SignatureStatus::Malformed,
                "{crit}: {}",
                explain(&examination)
            );
        }
        let sealed = dir(&format!(r#"{{"alg":"dir","enc":"A256GCM",{crit}}}"#), b"{}");
        let parts: Vec<&str> = sealed.split('.').collect();
        let flattened = json!({ "protected": parts[0], "iv": parts[2], "ciphertext": parts[3], "tag": parts[4] });
        for text in [sealed.clone(), flattened.to_string()] {
            let examination = look(&text, &ring(&oct(SECRET)), None);
            assert!(!is_decrypted(&examination), "{crit} in a JWE: {}", explain(&examination));
        }
    }
    // Outside the protected header it protects nothing.
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", SECRET);
    let parts: Vec<&str> = token.split('.').collect();
    let outside = json!({ "payload": parts[1], "protected": parts[0], "signature": parts[2], "header": { "crit": ["b64"], "b64": true } });
    let examination = look(&outside.to_string(), &ring(&oct(SECRET)), None);
    assert!(!is_verified(&examination) && rules(&examination).contains(&"CRIT_UNPROTECTED"));
}

#[test]
fn c8_weak_secrets_verify_and_the_key_says_so() {
    for secret in [&b"x"[..], &[7; 31], b"secret"] {
        let token = hs256(r#"{"alg":"HS256"}"#, b"{}", secret);
        let ring = ring(&oct(secret));
        assert!(is_verified(&look(&token, &ring, None)));
        assert!(!ring.keys()[0].findings.is_empty(), "a secret of {} bytes passed without a word", secret.len());
    }
}

#[test]
fn c9_the_forgery_with_a_public_key_is_named() {
    let public = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    });
    let key = keys(public.to_string().as_bytes()).remove(0);
    let texts = public_key_texts(&key.material);
    // How each is spelt is the trials' own business.
    assert!(texts.len() >= 2);
    for (name, text) in texts {
        let token = hs256(r#"{"alg":"HS256"}"#, br#"{"admin":true}"#, &text);
        let examination = look(&token, &ring(&public), None);
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Rejected, "{name}");
        assert_eq!(code(&examination), "forged-with-public-key", "{name}");
    }
}

#[test]
fn c9_a_secret_in_another_encoding_is_named() {
    let text = encode(&[0xfb; 48]);
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", &[0xfb; 48]);
    let examination = look(&token, &ring(&oct(text.as_bytes())), None);
    assert_eq!(code(&examination), "secret-encoding", "{}", explain(&examination));
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", text.as_bytes());
    let examination = look(&token, &ring(&oct(&[0xfb; 48])), None);
    assert_eq!(code(&examination), "secret-encoding", "{}", explain(&examination));
}

#[test]
fn c11_parts_of_a_jwe_with_the_wrong_length() {
    let token = dir(DIR, b"{}");
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let with = |index: usize, value: &str| {
        let mut parts = parts.clone();
        parts[index] = value.to_owned();
        parts.join(".")
    };
    assert!(is_decrypted(&look(&token, &ring(&oct(SECRET)), None)));
    let tag = &parts[4];
    for (text, rule) in [
        (with(1, "AAAA"), "EK_PRESENT"),
        (with(2, ""), "IV_LENGTH"),
        (with(2, &encode(&[7; 16])), "IV_LENGTH"),
        (with(4, ""), "TAG_LENGTH"),
        (with(4, &encode(&[0; 12])), "TAG_LENGTH"),
        (with(4, &tag[..2]), "TAG_LENGTH"),
    ] {
        let examination = look(&text, &ring(&oct(SECRET)), None);
        assert!(!is_decrypted(&examination));
        assert!(rules(&examination).contains(&rule), "{rule}: {:?}", rules(&examination));
    }
    for wrap in ["A128KW", "A128GCMKW", "RSA-OAEP"] {
        let header =
            format!(r#"{{"alg":"{wrap}","enc":"A256GCM","iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA"}}"#);
        let text = format!("{}..{}.AAAA.{}", encode(header.as_bytes()), encode(&[0; 12]), encode(&[0; 16]));
        assert!(rules(&look(&text, &ring(&oct(&[1; 16])), None)).contains(&"EK_MISSING"), "{wrap}");
    }
    for length in 1..40 {
        let header = r#"{"alg":"A128KW","enc":"A256GCM"}"#;
        let text = format!(
            "{}.{}.{}.AAAA.{}",
            encode(header.as_bytes()),
            encode(&vec![1; length]),
            encode(&[0; 12]),
            encode(&[0; 16])
        );
        assert!(!is_decrypted(&look(&text, &ring(&oct(&[1; 16])), None)));
    }
}

#[test]
fn c12_a_wrong_key_of_the_right_kind_is_called_that() {
    let row = jwe_alg::find("A256KW").unwrap();
    let enc = content_encryption::find("A256GCM").unwrap();
    let material = KeyMaterial::Oct(SECRET.to_vec().into());
    let choices = key_management::SenderChoices::default();
    let made = key_management::determine(row, enc, &material, &choices, &Limits::DEFAULT).unwrap();
    let protected = encode(br#"{"alg":"A256KW","enc":"A256GCM"}"#);
    let sealed = content::encrypt(enc, made.cek.expose(), &[3; 12], b"{}", protected.as_bytes()).unwrap();
    let token = format!(
        "{protected}.{}.{}.{}.{}",
        encode(&made.encrypted_key),
        encode(&[3; 12]),
        encode(&sealed.ciphertext),
        encode(&sealed.tag)
    );
    assert!(is_decrypted(&look(&token, &ring(&oct(SECRET)), None)));
    let wrong = look(&token, &ring(&oct(&[9; 32])), None);
    assert_eq!(code(&wrong), "wrong-key", "{}", explain(&wrong));
    // The right key over a ciphertext that was changed is another thing, and can be told apart here.
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts[3] = encode(&[sealed.ciphertext[0] ^ 1, sealed.ciphertext[1]]);
    let damaged = look(&parts.join("."), &ring(&oct(SECRET)), None);
    assert_eq!(code(&damaged), "content-changed", "{}", explain(&damaged));
}

#[test]
fn c13_a_signature_that_is_not_canonical_base64url_is_refused() {
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", SECRET);
    let (start, last) = token.split_at(token.len() - 1);
    // 32 bytes leave four unused bits in the last character.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = alphabet.find(last).unwrap();
    let other = alphabet.chars().nth(at ^ 1).unwrap();
    for text in
        [format!("{start}{other}"), format!("{token}="), format!("{token}\n "), token.replacen('-', "+", 1) + "="]
    {
        if text.trim() == token {
            continue;
        }
        assert!(!is_verified(&look(&text, &ring(&oct(SECRET)), None)), "{text}");
    }
    let padded = look(&format!("{token}="), &ring(&oct(SECRET)), None);
    assert!(rules(&padded).contains(&"ENC_B64_PADDED"));
}

#[test]
fn a_key_that_forbids_itself_is_not_a_success() {
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", SECRET);
    for (member, value, expected) in [
        ("alg", json!("HS512"), "key-alg"),
        ("use", json!("enc"), "key-use"),
        ("key_ops", json!(["encrypt"]), "key-ops"),
        ("key_ops", json!([]), "key-ops"),
        // A private key that signs has a public half, which verifies; a secret has none.
        ("key_ops", json!(["sign"]), "key-ops"),
    ] {
        let mut key = oct(SECRET);
        key[member] = value;
        let examination = look(&token, &ring(&key), None);
        let result = &examination.layers[0].signatures[0];
        assert_eq!(result.status, SignatureStatus::Rejected, "{member}");
        let codes: Vec<_> = result.reasons.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes, [expected, "bytes-match"]);
    }
    let mut named = oct(SECRET);
    named["kid"] = json!("another");
    let token = hs256(r#"{"alg":"HS256","kid":"one"}"#, b"{}", SECRET);
    assert!(is_verified(&look(&token, &ring(&named), None)), "a kid never prevents a trial");
    // RFC 7520 §5.6: with `dir` the JWK's alg names the enc.
    let mut direct = oct(SECRET);
    direct["alg"] = json!("A256GCM");
    assert!(is_decrypted(&look(&dir(DIR, b"{}"), &ring(&direct), None)));
}

/// What speaks against the key is told with the token, for the algorithm that the token names.
#[test]
fn c8_a_weak_key_that_verifies_is_a_finding_of_the_token() {
    use jotsmith::engine::rule::finding::{Place, Severity};
    let found = |token: &str, secret: &[u8]| {
        let examination = look(token, &ring(&oct(secret)), None);
        assert!(is_verified(&examination), "{}", explain(&examination));
        let finding = examination.findings.iter().find(|finding| finding.rule.id == "KEY_HS_SHORT").cloned();
        finding.map(|finding| (finding.severity, finding.place, finding.message))
    };
    let short = hs256(r#"{"alg":"HS256"}"#, b"{}", b"\x01\xfe\x80");
    let (severity, place, message) = found(&short, b"\x01\xfe\x80").unwrap();
    assert_eq!((severity, place), (Severity::Error, Place::Signature(0)));
    assert_eq!(message, "The secret has 3 bytes (24 bits); HS256 needs 32 (256 bits)");
    assert_eq!(found(&hs256(r#"{"alg":"HS256"}"#, b"{}", SECRET), SECRET), None);
    // 32 bytes are enough for HS256, and too few for HS512.
    let long = [0x5a_u8, 0xc3].repeat(16);
    assert_eq!(found(&hs256(r#"{"alg":"HS256"}"#, b"{}", &long), &long), None);
    let input = format!("{}.{}", encode(br#"{"alg":"HS512"}"#), encode(b"{}"));
    let material = KeyMaterial::Oct(long.clone().into());
    let made =
        sign(jotsmith::engine::ground::jwa::signature::find("HS512").unwrap(), &material, input.as_bytes()).unwrap();
    let (_, _, message) = found(&format!("{input}.{}", encode(&made)), &long).unwrap();
    assert_eq!(message, "The secret has 32 bytes (256 bits); HS512 needs 64 (512 bits)");
    // A key that does not fit says nothing about the token.
    let other = look(&short, &ring(&oct(b"x")), None);
    assert!(!rules(&other).contains(&"KEY_HS_SHORT"));
}

#[test]
fn c1_many_recipients_and_passwords_cannot_add_up() {
    let protected = encode(br#"{"enc":"A128GCM"}"#);
    let header = json!({ "alg": "PBES2-HS256+A128KW", "p2s": encode(&[0; 16]), "p2c": 1_000_000 });
    let recipient = json!({ "header": header, "encrypted_key": encode(&[0; 24]) });
    let token = json!({
        "protected": protected, "recipients": vec![recipient; 32],
        "iv": encode(&[0; 12]), "ciphertext": "AAAA", "tag": encode(&[0; 16])
    });
    let passwords: Vec<Value> = (0..8_u8).map(|number| oct(&[number; 9])).collect();
    let examination = look(&token.to_string(), &ring(&json!({ "keys": passwords })), None);
    // 32 recipients times 8 passwords would be 256 derivations; about a second of them is what a token may cost.
    let tried = examination.layers[0]
        .recipients
        .iter()
        .flat_map(|result| &result.attempts)
        .filter(|attempt| attempt.outcome == jotsmith::engine::jose::status::Outcome::Failure)
        .count();
    assert_eq!(tried, 2);
}

/// The examples of RFC 9964 in a build without ML-DSA: read, shown, and neither verified nor called invalid.
#[cfg(not(feature = "ml-dsa"))]
#[test]
fn c15_ml_dsa_that_this_build_lacks_cannot_be_checked() {
    use jotsmith::engine::judge::judge;
    use jotsmith::engine::jwt::policy::{Policy, Verdict};

    let file: Value = serde_json::from_str(include_str!("../data/rfc/rfc9964.json")).unwrap();
    let examples = file["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 3);
    for example in examples {
        let token = example["token"].as_str().unwrap();
        // Three spaces in front of the payload: another token, with a signature that is not its own.
        let other = token.replacen('.', ".ICAg", 1);
        for keys in [ring(&example["key"]), Default::default()] {
            for token in [token, &other] {
                let examination = look(token, &keys, None);
                let result = &examination.layers[0].signatures[0];
                assert_eq!(result.status, SignatureStatus::Unchecked, "{}", explain(&examination));
                assert_eq!(code(&examination), "algorithm-unsupported");
                let is_of_build =
                    matches!(result.reasons[0], Reason::Algorithm(AlgorithmReason::NotInThisBuild { .. }));
                assert!(is_of_build, "{:?}", result.reasons);
                assert_eq!(judge(&examination, &Policy::default(), 0).verdict, Verdict::Unchecked);
            }
            assert_eq!(keys.keys().len(), look(token, &keys, None).layers[0].signatures[0].attempts.len());
        }
    }
}

#[test]
fn c6_a_signature_that_was_cut_is_called_that_whatever_its_last_character() {
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", SECRET);
    for cut in 1..43 {
        let examination = look(&token[..token.len() - cut], &ring(&oct(SECRET)), None);
        assert!(!is_verified(&examination));
        // Eight bytes of the right signature prove it; fewer are only too few.
        let expected = if (43 - cut) * 6 / 8 >= 8 { "signature-cut" } else { "signature-length" };
        assert_eq!(code(&examination), expected, "{cut} {}", explain(&examination));
    }
    let examination = look(&token[..token.len() - 43], &ring(&oct(SECRET)), None);
    assert_eq!(code(&examination), "signature-empty");
}

#[test]
fn c8_a_line_break_at_the_end_of_the_issuers_secret_is_named() {
    let token = hs256(r#"{"alg":"HS256"}"#, b"{}", &[SECRET, b"\n"].concat());
    let examination = look(&token, &ring(&oct(SECRET)), None);
    assert_eq!(code(&examination), "secret-encoding");
    let reason = &examination.layers[0].signatures[0].reasons[0];
    assert_eq!(*reason, Reason::Cause(Cause::IssuerAddsLineBreak, Remedy::AsMade));
}

#[test]
fn c5_ec_keys_with_impossible_numbers_are_named() {
    use jotsmith::engine::key::KeyIds;
    use jotsmith::engine::key_file::import::ImportOptions;
    use jotsmith::engine::verify::key_file::import;
    // RFC 7515 A.3.
    let (x, y) = ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    let order = "_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE";
    let prime = "_____wAAAAEAAAAAAAAAAAAAAAD_______________8";
    let zero = encode(&[0; 32]);
    for (x, y, d, what) in [
        (x, y, Some(zero.as_str()), "d is zero"),
        (x, y, Some(order), "d is the order"),
        (x, y, Some("AQ"), "d is short"),
        (prime, y, None, "x is the prime"),
        (zero.as_str(), zero.as_str(), None, "not on the curve"),
        (&x[..40], y, None, "x is short"),
        (x, &format!("{y}AA"), None, "y is long"),
    ] {
        let mut key = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
        if let Some(d) = d {
            key["d"] = d.into();
        }
        let text = key.to_string();
        let found = import(text.as_bytes(), "c5", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
        assert!(found.keys.is_empty(), "{what} is taken for a key");
        assert_eq!(found.problems.len(), 1, "{what}");
        assert!(!speech::key_error::problem(&found.problems[0]).sentence.is_empty());
    }
}

#[test]
fn c10_keys_and_addresses_that_a_token_brings_are_never_trusted() {
    let of = |header: &str| rules(&look(&hs256(header, b"{}", SECRET), &ring(&oct(SECRET)), None));
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert!(of(&format!(r#"{{"alg":"HS256","jwk":{jwk}}}"#)).contains(&"HDR_JWK_EMBEDDED"));
    assert!(of(r#"{"alg":"HS256","jku":"http://169.254.169.254/"}"#).contains(&"HDR_JKU"));
    assert!(of(r#"{"alg":"HS256","kid":"../../dev/null"}"#).contains(&"HDR_KID_TRAVERSAL"));
    assert!(of(r#"{"alg":"HS256","kid":"x' union select 1 --"}"#).contains(&"HDR_KID_SQLI"));
    // Signed with the key in its own header: no key of the person's, so it is not checked.
    let mut ids = jotsmith::engine::key::KeyIds::default();
    let recipe = jotsmith::engine::key_file::generate::Recipe::usual(
        jotsmith::engine::key_file::generate::find("ed25519").unwrap(),
    );
    let own = jotsmith::engine::key_file::generate::generate(&recipe, &mut ids).unwrap();
    let public = jotsmith::engine::key_file::jwk_text::public_text(&own.material).unwrap();
    let input = format!("{}.{}", encode(format!(r#"{{"alg":"EdDSA","jwk":{public}}}"#).as_bytes()), encode(b"{}"));
    let signature = sign(jws_alg::find("EdDSA").unwrap(), &own.material, input.as_bytes()).unwrap();
    let examination = look(&format!("{input}.{}", encode(&signature)), &Default::default(), None);
    assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Unchecked, "{}", explain(&examination));
}

/// The list of leaked secrets is short on purpose; what it may cost is bounded all the same.
#[test]
fn c16_secrets_that_everybody_knows_are_tried_on_a_long_token_in_time() {
    let payload = vec![b'x'; 700 << 10];
    let examination = look(&hs256(r#"{"alg":"HS256"}"#, &payload, b"secret"), &Default::default(), None);
    assert!(rules(&examination).contains(&"KEY_HS_LEAKED"));
    let longer = vec![b'x'; 2 << 20];
    let examination = look(&hs256(r#"{"alg":"HS256"}"#, &longer, b"secret"), &Default::default(), None);
    assert!(!rules(&examination).contains(&"KEY_HS_LEAKED"), "beyond the limit it is not tried");
}
