//! Keys in spellings of their own, prints of keys that hold none, and secrets with something in front of them.

use super::{ForeignFormat, Import, KeyError, KeyMaterial, P256, RSA, error, one, taken, text};
use crate::engine::crypto::key;
use crate::engine::key_file::pem;
use data_encoding::{BASE64, HEXLOWER};

fn rsa_lines() -> Vec<String> {
    text(file!("rsa.spki.pem")).trim().lines().map(str::to_owned).collect()
}

#[track_caller]
fn is_key(written: &str, thumbprint: &str) -> Import {
    let import = taken(written.as_bytes());
    assert_eq!(one(&import).thumbprint, thumbprint, "{written}");
    assert!(!import.notes.is_empty() || written.starts_with("Client-Cert"), "{written}");
    import
}

#[test]
fn a_pem_in_a_list_of_lines_or_percent_encoded() {
    let lines = rsa_lines();
    is_key(&serde_json::to_string(&lines).expect("JSON"), RSA);
    is_key(&serde_json::json!({ "jwt": { "publicKey": lines } }).to_string(), RSA);
    let whole = lines.join("\n");
    let encoded = whole.replace('+', "%2B").replace('\n', "%0A").replace(' ', "%20");
    let object = serde_json::json!({ "key": encoded }).to_string();
    is_key(&object, RSA);
    is_key(&BASE64.encode(object.as_bytes()), RSA);
    // Line breaks that no JSON has.
    let import = taken(format!("{{\"key\": \"{whole}\"}}").as_bytes());
    assert_eq!(one(&import).thumbprint, RSA);
    // Two whole ones are two keys.
    let import = taken(serde_json::json!([whole, whole]).to_string().as_bytes());
    assert_eq!(import.keys.len(), 2);
}

#[test]
fn the_certificate_of_a_header() {
    let blocks = pem::read(&text(file!("p256.certificate.pem")), 4).blocks;
    let certificate = BASE64.encode(blocks[0].bytes.as_ref().expect("base64").expose());
    for written in [
        format!("Client-Cert: :{certificate}:\n"),
        format!("client-cert-chain: :{certificate}:"),
        format!(":{certificate}:"),
    ] {
        let import = is_key_of_header(&written);
        assert!(one(&import).x5t_s256.is_some(), "{written}");
    }
}

fn is_key_of_header(written: &str) -> Import {
    let import = taken(written.as_bytes());
    assert_eq!(one(&import).thumbprint, P256, "{written}");
    import
}

/// Keycloak's `/admin/realms/NAME/keys`.
#[test]
fn a_list_of_public_keys_that_is_no_set() {
    let blocks = pem::read(&text(file!("rsa.spki.pem")), 4).blocks;
    let public = BASE64.encode(blocks[0].bytes.as_ref().expect("base64").expose());
    let list = serde_json::json!({
        "active": { "RS256": "k1" },
        "keys": [{ "providerId": "a", "kid": "k1", "status": "ACTIVE", "type": "RSA", "algorithm": "RS256", "publicKey": public }]
    });
    let import = is_key(&list.to_string(), RSA);
    assert_eq!(one(&import).key_id.as_deref(), Some("k1"));
    assert_eq!(one(&import).algorithm.as_deref(), Some("RS256"));
}

#[test]
fn a_did_and_a_cose_key_are_the_keys_that_they_are() {
    let import = taken(b"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\n");
    assert!(matches!(one(&import).material, KeyMaterial::Okp { .. }));
    assert_eq!(error(b"did:web:example.com"), KeyError::Foreign(ForeignFormat::Did));
    let x = "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d";
    let y = "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c";
    let hex = format!("a5010203262001215820{x}225820{y}");
    let bytes = HEXLOWER.decode(hex.as_bytes()).expect("hexadecimal");
    for written in [hex.clone().into_bytes(), BASE64.encode(&bytes).into_bytes(), bytes] {
        let import = taken(&written);
        assert_eq!(one(&import).algorithm.as_deref(), Some("ES256"));
        assert!(key::check(&one(&import).material, &mut key::Effort::default()).is_ok());
    }
}

/// As OpenSSL 3 prints it, and as PowerShell prints a JWK: at once, and a line a member.
#[test]
fn a_key_that_was_printed_for_people() {
    let import = taken(file!("rsa.spki.pem"));
    let KeyMaterial::Rsa { n, .. } = &one(&import).material else { panic!("no RSA key") };
    let hex: Vec<String> = [0].iter().chain(n).map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<String> = hex.chunks(15).map(|line| format!("    {}", line.join(":"))).collect();
    is_key(&format!("Public-Key: (2048 bit)\nModulus:\n{}\nExponent: 65537 (0x10001)\n", lines.join(":\n")), RSA);
    let import = taken(file!("p256.certificate.pem"));
    let KeyMaterial::Ec { x, y, .. } = &one(&import).material else { panic!("no EC key") };
    let hex: Vec<String> = [4].iter().chain(x).chain(y).map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<String> = hex.chunks(15).map(|line| format!("    {}", line.join(":"))).collect();
    is_key(
        &format!("Public-Key: (256 bit)\npub:\n{}\nASN1 OID: prime256v1\nNIST CURVE: P-256\n", lines.join(":\n")),
        P256,
    );
    let modulus = crate::engine::ground::base64url::encode(n);
    let object = format!("@{{kty=RSA; use=sig; kid=k1; key_ops={{verify}}; n={modulus}; e=AQAB}}");
    is_key(&object, RSA);
    is_key(&serde_json::json!({ "keys": [object] }).to_string(), RSA);
    let (front, rest) = modulus.split_at(70);
    let list = format!("\nkty : RSA\nuse : sig\nkid : k1\nn   : {front}\n      {rest}\ne   : AQAB\n\n");
    assert_eq!(one(&is_key(&list, RSA)).key_id.as_deref(), Some("k1"));
}

#[test]
fn what_holds_no_key_is_named_and_never_a_secret() {
    let shortened = "<Buffer 2d 2d 2d 2d 2d 42 45 47 49 4e 20 50 55 42 4c 49 43 20 4b 45 59 ... 401 more bytes>";
    assert_eq!(error(shortened.as_bytes()), KeyError::Shortened { missing: 401 });
    for printed in [
        "PublicKeyObject {}",
        "PublicKeyObject [PublicKeyObject] {\n  [Symbol(kKeyType)]: \"public\"\n}\n",
        "CryptoKey { type: 'public', extractable: true }",
        "[object CryptoKey]",
    ] {
        assert_eq!(error(printed.as_bytes()), KeyError::PrintedObject, "{printed}");
    }
    for (written, format) in [
        ("/etc/keys/jwks.json\n", ForeignFormat::Path),
        ("SHA256:uNiVztksCsDhcc0u9e8BrrhpB9SgVoaApkDPpCI7G38", ForeignFormat::Fingerprint),
        ("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", ForeignFormat::Age),
    ] {
        assert_eq!(error(written.as_bytes()), KeyError::Foreign(format), "{written}");
    }
    assert_eq!(error(b"<your secret>"), KeyError::Placeholder);
    // What it is below an envelope is said as well.
    let metadata = r#"{"issuer": "https://i", "token_endpoint": "https://i/t", "jwks_uri": "https://i/jwks"}"#;
    let answer = format!("HTTP/1.1 200 OK\nContent-Type: application/json\n\n{metadata}");
    assert_eq!(error(answer.as_bytes()), KeyError::Metadata { keys: "https://i/jwks".to_owned() });
}

const SECRET: &str = "correct-horse-battery-staple-0123456789";

#[track_caller]
fn holds(written: &str) -> Import {
    let import = taken(written.as_bytes());
    let is_one =
        |material: &KeyMaterial| matches!(material, KeyMaterial::Oct(own) if own.expose() == SECRET.as_bytes());
    assert!(import.keys.iter().any(|key| is_one(&key.material)), "{written}: {:?}", import.problems);
    import
}

#[test]
fn a_secret_in_an_object_of_a_program_or_an_answer_of_a_store() {
    let other = "SECRET_KEY = 'other-django-secret-value-0123456789'\n";
    let object = format!("SIMPLE_JWT = {{'ALGORITHM': 'HS256', 'SIGNING_KEY': '{SECRET}'}}\n");
    assert_eq!(holds(&format!("{other}{object}")).keys.len(), 2);
    holds(&object);
    holds(&format!("JWT_CONFIG = dict(algorithm='HS256', secret_key='{SECRET}')\nDEBUG = True\n"));
    let gcloud = serde_json::json!({
        "name": "projects/1/secrets/jwt/versions/1", "payload": { "data": BASE64.encode(SECRET.as_bytes()) }
    });
    let import = holds(&gcloud.to_string());
    assert_eq!(import.secret.as_ref().map(|secret| secret.expose()), Some(SECRET.as_bytes()));
    holds(&format!("op item: \n  label: JWT_SECRET\n  value: {SECRET}\n"));
    // A JWS with an object in its place is no key, and neither is one in JSON.
    assert_eq!(
        error(br#"{"payload":"e30","signatures":[{"protected":"e30","signature":""}]}"#),
        KeyError::Foreign(ForeignFormat::Token)
    );
}

/// The whole line may be the secret as well.
#[test]
fn a_secret_with_something_in_front_of_it_is_read_both_ways() {
    for front in ["> ", "1\t", "api-1  | ", "2026-11-29T01:20:00Z "] {
        let written = format!("{front}{SECRET}");
        let import = holds(&written);
        assert_eq!(import.keys.len(), 2, "{written}");
        assert!(matches!(&import.keys[0].material, KeyMaterial::Oct(own) if own.expose() == written.as_bytes()));
    }
    let import = holds(&format!("$ echo $JWT_SECRET\n{SECRET}\n"));
    assert_eq!(import.secret.as_ref().map(|secret| secret.expose()), Some(SECRET.as_bytes()));
}
