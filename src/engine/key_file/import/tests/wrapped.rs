//! Keys and secrets below what people paste around them, JWKs that others write otherwise, and what is surely no secret.

use super::{ForeignFormat, KeyError, P256, RSA, der_of, error, one, taken, text};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::speech::key_error;

/// The public half of the RSA key as a JWK in one line.
fn rsa_jwk() -> String {
    let import = taken(file!("rsa.spki.pem"));
    crate::engine::key_file::jwk_text::public_text(&one(&import).material).expect("a public half")
}

/// `name`'s value in the RSA JWK.
fn member(name: &str) -> String {
    let jwk: serde_json::Value = serde_json::from_str(&rsa_jwk()).expect("JSON");
    jwk[name].as_str().expect("a string").to_owned()
}

/// One key with this thumbprint, and something was said about how it was got.
#[track_caller]
fn found(written: &str, thumbprint: &str) {
    let import = taken(written.as_bytes());
    let thumbprints: Vec<&str> = import.keys.iter().map(|key| key.thumbprint.as_str()).collect();
    assert_eq!(thumbprints, [thumbprint], "{written}\n{:?}", import.problems);
    assert!(!import.notes.is_empty(), "{written}");
    assert!(import.problems.is_empty(), "{written}: {:?}", import.problems);
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[test]
fn a_pem_in_every_wrapping() {
    let pem = text(file!("rsa.spki.pem"));
    let lines: Vec<&str> = pem.trim().lines().collect();
    let joined = |before: &dyn Fn(usize) -> String, behind: &str| -> String {
        lines.iter().enumerate().map(|(index, line)| format!("{}{line}{behind}\n", before(index))).collect()
    };
    let hex = data_encoding::HEXLOWER.encode(pem.as_bytes());
    for written in [
        percent(&pem),
        percent(&percent(&pem)),
        percent(&pem).replace("%20", "+"),
        format!("By=spiffe://a;Hash=00;Cert=\"{}\"", percent(&pem)),
        pem.replace('+', "&#43;").replace('\n', "&#10;"),
        format!("<add key=\"pub\" value=\"{}\"/>", pem.replace('+', "&#x2B;").replace('\n', "&#xA;")),
        joined(&|_| "+".to_owned(), ""),
        joined(&|_| "-".to_owned(), ""),
        joined(&|index| format!("{:>4}  ", index + 1), ""),
        joined(&|index| format!("{}:", index + 7), ""),
        joined(&|_| "// ".to_owned(), ""),
        joined(&|_| "web-1  | ".to_owned(), ""),
        joined(&|index| format!("2026-11-29T01:20:{index:02}.1Z "), ""),
        joined(&|_| String::new(), "  +"),
        joined(&|_| "    '".to_owned(), "\\n' ."),
        pem.replace('=', "=3D").replace("Q8A", "Q8=\r\nA"),
        hex.clone(),
        format!("\\x{hex}"),
        format!("[{}]", pem.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ")),
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            data_encoding::BASE64.encode(pem.as_bytes())
        ),
        format!("APP=1\nexport PUBLIC_KEY_BASE64='{}'\n", data_encoding::BASE64.encode(pem.as_bytes())),
        pem.replace(' ', "\u{A0}").replace("MIIB", "MII\u{200B}B"),
        joined(&|_| "\u{1B}[32m".to_owned(), "\u{1B}[0m"),
    ] {
        let import = taken(written.as_bytes());
        let thumbprints: Vec<&str> = import.keys.iter().map(|key| key.thumbprint.as_str()).collect();
        assert_eq!(thumbprints, [RSA], "{written}\n{:?}", import.problems);
    }
}

#[test]
fn a_jwk_as_programs_print_it_and_as_files_hold_it() {
    let (n, jwk) = (member("n"), rsa_jwk());
    let set = format!("{{\"keys\":[{jwk}]}}");
    let (front, back) = n.split_at(100);
    for written in [
        format!("{{\n  kty: 'RSA',\n  n: '{front}' +\n    '{back}',\n  e: 'AQAB'\n}}\n"),
        format!("{{'kty': 'RSA', 'n': '{n}', 'e': 'AQAB', 'kid': None}}"),
        format!("{{\"kty\"=>\"RSA\", \"n\"=>\"{n}\", \"e\"=>\"AQAB\"}}"),
        format!("map[e:AQAB kty:RSA n:{n}]"),
        format!("{{kty=RSA, n={n}, e=AQAB}}"),
        format!("kty: RSA\nn: {n}\ne: AQAB\n"),
        format!("keys:\n- kty: RSA\n  n: >-\n    {n}\n  e: AQAB\n"),
        format!("jwtRules:\n- issuer: a\n  jwks: |\n    {set}\n"),
        format!("spec:\n  jwks: '{set}'\n"),
        format!("// exported\n{set}\n"),
        format!("callback({set});"),
        format!("const keys = {set};\nexport default keys;"),
        format!("/* a */ {{\"keys\": [ {jwk}, /* no more */ ]}}"),
        format!("HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n{set}"),
        format!("* Connected\n< HTTP/1.1 200 OK\n< content-type: application/json\n<\n{set}"),
        serde_json::json!({ "oidc_jwks": set }).to_string(),
        serde_json::Value::from(set.as_str()).to_string(),
        serde_json::Value::from(serde_json::Value::from(set.as_str()).to_string()).to_string(),
        set.replace('"', "\u{201C}"),
        set.replace('"', "&quot;"),
        percent(&set),
        format!("JWKS={}\nPORT=1\n", set),
    ] {
        found(&written, RSA);
    }
    let did = format!("did:jwk:{}", base64url::encode(jwk.as_bytes()));
    assert_eq!(one(&taken(did.as_bytes())).thumbprint, RSA);
    assert_eq!(one(&taken(format!("{did}#0").as_bytes())).thumbprint, RSA);
}

#[test]
fn several_texts_behind_each_other_are_all_read() {
    let one_set = format!("{{\"keys\":[{}]}}", rsa_jwk());
    let other = format!("{{\"keys\":[{}]}}", text(file!("p256.jwk.json")).trim());
    for between in ["", "\n", "\r\n\r\n", ",\n"] {
        let import = taken(format!("{one_set}{between}{other}\n").as_bytes());
        let thumbprints: Vec<&str> = import.keys.iter().map(|key| key.thumbprint.as_str()).collect();
        assert_eq!(thumbprints, [RSA, P256], "{between:?}: {:?}", import.problems);
    }
    // What is broken behind them is said, and costs nothing of what is whole.
    let import = taken(format!("{one_set}{other}{{\"kty\"").as_bytes());
    assert_eq!((import.keys.len(), import.problems.len()), (2, 1));
}

#[test]
fn xml_is_read_or_named_and_never_a_secret() {
    let standard = |name: &str| data_encoding::BASE64.encode(&base64url::decode(&member(name)).bytes);
    let value = format!("<RSAKeyValue><Modulus>{}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>", standard("n"));
    for written in [
        value.clone(),
        value.replace("<", "<ds:").replace("<ds:/", "</ds:"),
        format!("<?xml version=\"1.0\"?>\n<KeyValue>\n{}\n</KeyValue>", value.replace("><", ">\n  <")),
    ] {
        assert_eq!(one(&taken(written.as_bytes())).thumbprint, RSA, "{written}");
    }
    let certificate = data_encoding::BASE64.encode(&der_of(file!("p256.certificate.pem")));
    let metadata = format!(
        "<md:EntityDescriptor><ds:X509Certificate>\n{certificate}\n</ds:X509Certificate></md:EntityDescriptor>"
    );
    assert_eq!(one(&taken(metadata.as_bytes())).thumbprint, P256);
    // .NET's RSAParameters, in both of its notations.
    let parameters =
        format!("<RSAParameters>\n<Exponent>AQAB</Exponent>\n<Modulus>{}</Modulus></RSAParameters>", standard("n"));
    assert_eq!(one(&taken(parameters.as_bytes())).thumbprint, RSA);
    let parameters = format!("{{\"Exponent\":\"AQAB\",\"Modulus\":\"{}\"}}", standard("n"));
    assert_eq!(one(&taken(parameters.as_bytes())).thumbprint, RSA);
    assert_eq!(error(b"<!DOCTYPE html><html><title>404</title></html>"), KeyError::Foreign(ForeignFormat::WebPage));
    assert_eq!(error(b"<config><a/></config>"), KeyError::Foreign(ForeignFormat::Xml));
    for broken in
        ["<RSAKeyValue>", "<RSAKeyValue><Modulus>x</Modulus></RSAKeyValue>", "<X509Certificate></X509Certificate>", "<"]
    {
        assert!(taken(broken.as_bytes()).keys.is_empty(), "{broken}");
    }
}

#[test]
fn words_of_others_are_read_as_what_they_mean() {
    let (n, jwk) = (member("n"), rsa_jwk());
    let ec = text(file!("p256.jwk.json"));
    let certificate = data_encoding::BASE64.encode(&der_of(file!("p256.certificate.pem")));
    for (written, thumbprint) in [
        (format!("{{\"key\":{}}}", jwk.replace("\"RSA\"", "\"RSA-HSM\"")), RSA),
        (ec.replace("\"EC\"", "\"EC-HSM\""), P256),
        (jwk.replace("\"RSA\"", "\"rsa\""), RSA),
        (format!("{{\"Kty\":\"RSA\",\"N\":\"{n}\",\"E\":\"AQAB\"}}"), RSA),
        (ec.replace("P-256", "secp256r1"), P256),
        (ec.replace("P-256", "P256"), P256),
        (format!("{{\"x5c\":[\"{certificate}\"]}}"), P256),
        (format!("{{\"keys\":[{{\"kty\":\"EC\",\"use\":\"sig\",\"x5c\":[\"{certificate}\"]}}]}}"), P256),
    ] {
        found(&written, thumbprint);
    }
    let ed = r#"{"kty":"EC","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    found(ed, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    found(
        r#"{"kty":"MAC","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}"#,
        &one(&taken(br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}"#)).thumbprint,
    );
    // Two spellings of one member are two values, and neither is chosen.
    let twice = jwk.replace("\"e\"", "\"E\":\"AQAB\",\"eE\"").replace("\"eE\"", "\"\\u0045\"");
    assert!(taken(twice.as_bytes()).keys.is_empty(), "{twice}");
    assert!(matches!(error(br#"{"kty":"oct-HSM","kid":"a"}"#), KeyError::KeyTypeUnknown(_)));
    let java = jwk.replacen('{', "{\"alg\":\"SHA256withRSA\",", 1);
    assert!(taken(java.as_bytes()).notes[0].contains("RS256"));
}

#[test]
fn numbers_that_are_not_base64url_are_refused_with_what_they_are() {
    let (n, jwk) = (member("n"), rsa_jwk());
    let ec = text(file!("p256.jwk.json"));
    let x = "NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs";
    let hex = |text: &str| data_encoding::HEXLOWER.encode(&base64url::decode(text).bytes);
    let number = |name, notation| KeyError::MemberNumber { name, notation };
    for (written, expected) in [
        (jwk.replace("\"AQAB\"", "\"65537\""), number("e", "a decimal number")),
        (jwk.replace("\"AQAB\"", "65537"), number("e", "a decimal number")),
        (jwk.replace("\"AQAB\"", "\"010001\""), number("e", "hexadecimal")),
        (jwk.replace("\"AQAB\"", "\"0x10001\""), number("e", "hexadecimal")),
        (jwk.replace(&n, &hex(&n)), number("n", "hexadecimal")),
        (jwk.replace(&n, &"1234567890".repeat(61)), number("n", "a decimal number")),
        (ec.replace(x, &hex(x)), number("x", "hexadecimal")),
    ] {
        let import = taken(written.replacen('{', "{\"kid\":\"k1\",", 1).as_bytes());
        assert!(import.keys.is_empty(), "{written}");
        assert_eq!(
            (&import.problems[0].error, import.problems[0].key_id.as_deref()),
            (&expected, Some("k1")),
            "{written}"
        );
        assert!(import.problems[0].place.contains("k1") && !key_error::problem(&import.problems[0]).advice.is_empty());
    }
}

#[test]
fn points_without_anything_around_them() {
    let KeyMaterial::Ec { x, y, d, .. } = one(&taken(file!("p256.jwk.json"))).material.clone() else { panic!() };
    let point = [&[4][..], &x, &y].concat();
    let (public, private) = (base64url::encode(&point), base64url::encode(d.expect("private").expose()));
    let is_pair = |written: &str, expected: bool| {
        let import = taken(written.as_bytes());
        let key = one(&import);
        assert_eq!((key.thumbprint.as_str(), key.is_private()), (P256, expected), "{written}");
    };
    for (written, whole) in [
        (public.clone(), false),
        (data_encoding::BASE64.encode(&point), false),
        (data_encoding::HEXLOWER.encode(&point), false),
        (format!("{{\"publicKey\":\"{public}\",\"privateKey\":\"{private}\"}}"), true),
        (format!("{{\"public_key\":\"{public}\"}}"), false),
        (format!("====\nPublic Key:\n{public}\n\nPrivate Key:\n{private}\n\n====\n"), true),
        (format!("VAPID_PUBLIC_KEY={public}\n"), false),
    ] {
        is_pair(&written, whole);
    }
    let mut off = point.clone();
    off[40] ^= 1;
    assert_eq!(error(base64url::encode(&off).as_bytes()), KeyError::NotOnCurve, "a point is no secret");
}

#[test]
fn an_env_file_names_its_secret_or_is_named() {
    let env = "APP_NAME=demo\n# x\nJWT_SECRET=\"correct-horse-battery-staple\"\nDB_PASSWORD=abc\n";
    let import = taken(env.as_bytes());
    assert_eq!(one(&import).material, KeyMaterial::Oct(b"correct-horse-battery-staple".as_slice().into()));
    assert_eq!(import.secret.as_ref().map(|secret| secret.expose()), Some(b"correct-horse-battery-staple".as_slice()));
    assert!(
        import.notes.iter().any(|note| note.contains("JWT_SECRET"))
            && !import.notes.iter().any(|note| note.contains("horse"))
    );
    // Two that may be it: neither is chosen, both are keys with their names.
    let import = taken(b"SECRET_A=aaaaaaaa\nSECRET_B=bbbbbbbb\n");
    let names: Vec<Option<&str>> = import.keys.iter().map(|key| key.name.as_deref()).collect();
    assert_eq!(names, [Some("SECRET_A"), Some("SECRET_B")]);
    assert!(import.secret.is_none() && import.notes.len() == 1);
    assert!(["SECRET_A", "SECRET_B"].iter().all(|name| import.notes[0].contains(name)));
    // One that is it most clearly is tried first, and used where only one can be.
    let import = taken(b"SECRET_A=aaaaaaaa\nJWT_SECRET=bbbbbbbb\n");
    let names: Vec<Option<&str>> = import.keys.iter().map(|key| key.name.as_deref()).collect();
    assert_eq!(names, [Some("JWT_SECRET"), Some("SECRET_A")]);
    assert_eq!(import.secret.as_ref().map(|secret| secret.expose()), Some(b"bbbbbbbb".as_slice()));
    let import = taken(b"COLOR=aaaaaaaa\nSHAPE=bbbbbbbb\n");
    assert_eq!(import.problems[0].error, KeyError::Variables(vec!["COLOR".to_owned(), "SHAPE".to_owned()]));
    assert!(import.keys.is_empty() && !key_error::problem(&import.problems[0]).sentence.contains("aaaa"));
    // What is no secret is none as the value of a variable either.
    assert!(taken(b"JWT_SECRET={'keys': [1]}\nA=1\n").keys.is_empty());
    // A secret with an equals sign in it is no variable.
    assert_eq!(one(&taken(b"Zm9v=bar")).material, KeyMaterial::Oct(b"Zm9v=bar".as_slice().into()));
}

#[test]
fn what_is_something_else_never_becomes_a_secret() {
    let pem = text(file!("rsa.pkcs8.pem"));
    let body: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let cut: String = pem.lines().skip(1).take(8).flat_map(|line| [line, "\n"]).collect();
    let named: [(String, &[KeyError]); 9] = [
        (cut, &[KeyError::Damaged("base64 of a key"), KeyError::Damaged("DER structure in base64")]),
        (body[..200].to_owned(), &[KeyError::Damaged("DER structure in base64")]),
        (pem.lines().skip(3).flat_map(|line| [line, "\n"]).collect(), &[KeyError::Damaged("PEM")]),
        ("-----BEGIN".to_owned(), &[KeyError::Damaged("PEM")]),
        ("https://issuer.example/jwks".to_owned(), &[KeyError::Foreign(ForeignFormat::Address)]),
        ("{\"a\":".to_owned(), &[KeyError::Json(json::FaultKind::Truncated)]),
        ("<a>".to_owned(), &[KeyError::Foreign(ForeignFormat::Xml)]),
        ("Bearer abc".to_owned(), &[KeyError::Foreign(ForeignFormat::Token)]),
        (
            text(file!("rsa.spki.pem")).replace("PUBLIC KEY", "SIGSTORE PRIVATE KEY"),
            &[KeyError::Foreign(ForeignFormat::Sigstore)],
        ),
    ];
    for (written, expected) in named {
        let import = taken(written.as_bytes());
        assert!(import.keys.is_empty(), "{written}: {:?}", import.keys);
        assert!(expected.contains(&import.problems[0].error), "{written}: {:?}", import.problems);
    }
    // And what is one stays one.
    for secret in [
        "hunter2!",
        "<3 secrets>"[1..].trim(),
        "a-secret-of-32-characters-at-least",
        "MIxed-Case-Secret",
        "{not json}",
        "%20",
        "a=b",
    ] {
        let import = taken(secret.as_bytes());
        let expected = KeyMaterial::Oct(secret.as_bytes().into());
        assert_eq!(
            import.keys.iter().map(|key| &key.material).collect::<Vec<_>>(),
            [&expected],
            "{secret}: {:?}",
            import.problems
        );
        assert!(import.keys.iter().all(|key: &Jwk| key.source.format.starts_with("secret")));
    }
}

/// Two readings of one variable have its name: how each is read tells them apart.
#[test]
fn readings_of_one_variable_say_how_they_are_read() {
    let env =
        "SIGNING_KEY=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\nOTHER_SECRET=3f9c1e7ab0d24c6f8e5d7a91b2c3d4e5f6071829\n";
    let import = taken(env.as_bytes());
    let formats: Vec<&str> = import.keys.iter().map(|key| key.source.format.as_str()).collect();
    assert!(formats.contains(&"secret, value of SIGNING_KEY"), "{formats:?}");
    assert!(formats.contains(&"secret, value of SIGNING_KEY, base64 decoded"), "{formats:?}");
}

/// A Secret of Kubernetes has its values in base64, a ConfigMap as they are; the one that by its name is the secret counts.
#[test]
fn manifests_of_kubernetes_hold_keys_and_secrets() {
    let secret = "correct-horse-battery-staple-0123456789";
    let encoded = data_encoding::BASE64.encode(secret.as_bytes());
    let pem = data_encoding::BASE64.encode(text(file!("rsa.spki.pem")).as_bytes());
    let yaml = |kind: &str, section: &str, entries: &str| {
        format!("apiVersion: v1\nkind: {kind}\nmetadata:\n  name: auth\ntype: Opaque\n{section}:\n{entries}")
    };
    for written in [
        yaml("Secret", "data", &format!("  DB_PASSWORD: aHVudGVyMg==\n  JWT_SECRET: {encoded}\n")),
        yaml("Secret", "data", &format!("  jwt-secret: \"{encoded}\"\r\n")),
        yaml("Secret", "stringData", &format!("  jwt-secret: '{secret}'\n")),
        yaml("ConfigMap", "data", &format!("  JWT_SECRET: {secret}\n")),
        format!(r#"{{"apiVersion":"v1","kind":"Secret","data":{{"jwt-secret":"{encoded}","user":"YQ=="}}}}"#),
        // What is copied is often the end of one.
        format!("kind: Secret\ndata:\n  jwt-secret: {encoded}\n"),
        format!(r#"{{"kind": "Secret", "data": {{"jwt-secret": "{encoded}"}}}}"#),
    ] {
        let import = taken(written.as_bytes());
        let KeyMaterial::Oct(found) = &one(&import).material else { panic!("{written}") };
        assert_eq!(found.expose(), secret.as_bytes(), "{written}");
        assert!(!import.notes.is_empty());
    }
    let twice = taken(b"JWT_SECRET=correct-horse-battery\nJWT_SECRET=staple-0123456789\n");
    assert_eq!(twice.keys.len(), 2);
    assert_eq!(twice.notes, ["the variable JWT_SECRET has 2 values, and each is tried"]);
    found(&yaml("Secret", "data", &format!("  tls.pem: {pem}\n  user: YQ==\n")), RSA);
    // None of them is called a secret: their names are told.
    let several = yaml("Secret", "data", "  user: YWxpY2U=\n  color: Z3JlZW4=\n");
    assert!(matches!(error(several.as_bytes()), KeyError::Variables(names) if names == ["user", "color"]));
}

/// The settings of a program, among which one is by its name the secret.
#[test]
fn settings_hold_the_secret_that_is_named_so() {
    let secret = "correct-horse-battery-staple-0123456789";
    for written in [
        format!(r#"{{"Logging":{{"Level":"Info"}},"Jwt":{{"Key":"{secret}","Issuer":"https://a.example"}}}}"#),
        format!(r#"{{"data":[{{"key":"issuer-1","secret":"{secret}","algorithm":"HS256","rsa_public_key":null}}]}}"#),
        format!("app:\n  jwt:\n    secret: {secret}\n    expiration: 3600\nserver:\n  port: 8080\n"),
        format!("# api\nservices:\n  api:\n    environment:\n      - PORT=8080\n      - JWT_SECRET={secret}\n"),
        format!("services:\n  api:\n    environment:\n      PORT: 8080\n      JWT_SECRET: \"{secret}\"\n"),
        format!("variable \"jwt_secret\" {{\n  type = string\n  default = \"{secret}\"\n}}\n"),
        format!("[jwt]\nsecret = \"{secret}\"\n"),
        format!("env:\n  - name: JWT_SECRET\n    value: {secret}\n"),
        format!(
            r#"{{"name":"prod","values":[{{"key":"color","value":"x"}},{{"key":"jwt_secret","value":"{secret}"}}]}}"#
        ),
        format!(r#"{{"jwt_secret":{{"sensitive":true,"type":"string","value":"{secret}"}}}}"#),
        format!(r#"{{"Name":"api","SecretString":"{{\"jwt_secret\":\"{secret}\"}}"}}"#),
        format!("[Service]\nEnvironment=\"JWT_SECRET={secret}\"\n"),
        format!("docker run -e JWT_SECRET={secret} -p 80:80 api"),
        format!("module.exports = {{ jwtSecret: '{secret}' }};"),
        format!(r#"<configuration><add key="JwtSecret" value="{secret}"/></configuration>"#),
        format!("<?php return ['jwt' => ['secret' => '{secret}']];"),
        format!("Key          Value\n---          -----\njwt_secret   {secret}\n"),
        format!("secret_key_base: 65003bafec21b205896827d43d3a8779\njwt:\n  hmac: {secret}\n"),
    ] {
        let import = taken(written.as_bytes());
        // Others may be it too, and are keys as well.
        assert_eq!(import.secret.as_ref().map(|found| found.expose()), Some(secret.as_bytes()), "{written}");
        assert_eq!(import.keys[0].material, KeyMaterial::Oct(secret.as_bytes().into()), "{written}");
        assert!(import.notes.iter().any(|note| note.contains("variable")), "{written}: {:?}", import.notes);
    }
    for written in [
        r#"{"error":"invalid_client","client_secret":"abcdefgh"}"#,
        r#"{"name":"alice","color":"green"}"#,
        "name: alice\ncolor: green\n",
        "Dear all,\nthe secret: is out\nyours\n",
    ] {
        assert!(taken(written.as_bytes()).keys.is_empty(), "{written}");
    }
}

/// What is padded with one sign is no `NAME=`, and nothing of it is told; a variable holds no file of variables.
#[test]
fn base64_in_lines_is_no_file_of_variables_and_variables_do_not_nest() {
    for text in ["c2VjcmV0c2VjcmV0MTIzNDU2Nzg5MA==\nYW5vdGhlcnNlY3JldGFub3RoZXI=\n", "S3cr3tPartOne=\nS3cr3tPartTwo=\n"]
    {
        let import = taken(text.as_bytes());
        for problem in &import.problems {
            let told = key_error::problem(problem);
            let said = format!("{} {}", told.sentence, told.advice);
            assert!(!["c2Vj", "YW5v", "S3cr3t"].iter().any(|piece| said.contains(piece)), "{said}");
        }
    }
    let nested = "JWT_SECRET=".repeat(20_000);
    assert!(taken(nested.as_bytes()).keys.len() <= 1);
}

/// Whatever gives values to names: each that may be a secret by its name is a key of that name, and the notation is none of it.
#[test]
fn every_secret_beside_others_is_a_key_of_its_own() {
    let pairs = [
        ("JWT_SECRET", "jwt-secret-0123456789-0123456789-xyz"),
        ("SIGNING_KEY", "Zq8#signing=key:of-many-characters-0123"),
        ("A_SECRET", "a-secret-of-the-session-0123456789abcdef"),
        ("COOKIE_SECRET", "cookie-secret-9876543210-abcdefghijk"),
    ];
    let lines = |line: &dyn Fn(&str, &str) -> String| {
        pairs.iter().chain([&("PORT", "8080")]).map(|(name, value)| line(name, value) + "\n").collect::<String>()
    };
    let encoded = |value: &str| data_encoding::BASE64.encode(value.as_bytes());
    for written in [
        lines(&|name, value| format!("{name}={value}")),
        lines(&|name, value| format!("export {name}='{value}'")),
        lines(&|name, value| format!("$env:{name} = '{value}'")),
        lines(&|name, value| format!("[Environment]::SetEnvironmentVariable(\"{name}\", \"{value}\", \"User\")")),
        lines(&|name, value| format!("setx {name} \"{value}\"")),
        lines(&|name, value| format!("set \"{name}={value}\"")),
        lines(&|name, value| format!("set -x {name} '{value}'")),
        lines(&|name, value| format!("set -gx {name} {value}")),
        lines(&|name, value| format!("setenv {name} '{value}'")),
        format!("FROM node\n{}", lines(&|name, value| format!("ENV {name} {value}"))),
        format!("FROM node\n{}", lines(&|name, value| format!("ENV {name}=\"{value}\""))),
        lines(&|name, value| format!("{name}: \"{value}\"")),
        format!("app:\n  auth:\n{}", lines(&|name, value| format!("    {name}: \"{value}\""))),
        format!("app:\n{}", lines(&|name, value| format!("  {name}:\n    {value}"))),
        format!("env:\n{}", lines(&|name, value| format!("  - name: {name}\n    value: \"{value}\""))),
        format!("s:\n  api:\n    environment:\n{}", lines(&|name, value| format!("      - \"{name}={value}\""))),
        format!("[auth]\n{}", lines(&|name, value| format!("{name} = \"{value}\""))),
        format!("[auth]\n{}", lines(&|name, value| format!("{name} = {value}"))),
        format!("{{{}\"a\":1}}", lines(&|name, value| format!("\"{name}\":\"{value}\","))),
        format!("{{\"auth\":{{{}\"a\":1}}}}", lines(&|name, value| format!("\"{name}\":\"{value}\","))),
        format!("{{\"Env\":[{}\"a\"]}}", lines(&|name, value| format!("\"{name}={value}\","))),
        format!("apiVersion: v1\nkind: Secret\ndata:\n{}", lines(&|n, v| format!("  {n}: {}", encoded(v)))),
        format!(
            "apiVersion: v1\nkind: Secret\ndata:\n  .env: {}\n",
            encoded(&lines(&|name, value| format!("{name}={value}")))
        ),
        format!("apiVersion: v1\nkind: ConfigMap\ndata:\n  .env: |\n{}", lines(&|n, v| format!("    {n}={v}"))),
        lines(&|name, value| format!("os.environ['{name}'] = '{value}'")),
        lines(&|name, value| format!("{name} = os.getenv('{name}', '{value}')")),
        lines(&|name, value| format!("x = os.environ.get(\"{name}\") or \"{value}\"")),
        lines(&|name, value| format!("{name} = config('{name}', default='{value}')")),
        lines(&|name, value| format!("process.env.{name} = \"{value}\";")),
        lines(&|name, value| format!("const s = process.env.{name} || '{value}';")),
        lines(&|name, value| format!("const {name}: string = '{value}';")),
        lines(&|name, value| format!("const {name} = Buffer.from('{value}', 'utf8');")),
        lines(&|name, value| format!("var {name} = []byte(\"{value}\")")),
        lines(&|name, value| format!("ENV.fetch('{name}') {{ '{value}' }}")),
        lines(&|name, value| format!("define('{name}', '{value}');")),
        lines(&|name, value| format!("<add key=\"{name}\" value=\"{value}\"/>")),
        format!("<c>{}</c>", lines(&|name, value| format!("<{name}>{value}</{name}>"))),
        lines(&|name, value| format!("variable \"{name}\" {{\n  default = \"{value}\"\n}}")),
        format!("| name | value |\n|---|---|\n{}", lines(&|name, value| format!("| {name} | `{value}` |"))),
        format!("name,value\n{}", lines(&|name, value| format!("{name},{value}"))),
        lines(&|name, value| format!("{name}:      {value}")),
        lines(&|name, value| format!("    [{name}] => {value}")),
    ] {
        let import = taken(written.as_bytes());
        for (name, secret) in pairs {
            let key = import.keys.iter().find(|key| key.material == KeyMaterial::Oct(secret.as_bytes().into()));
            let called = key.and_then(|key| key.name.as_deref());
            assert!(called.is_some_and(|called| called.ends_with(name)), "{name} of\n{written}{called:?}");
        }
        assert!(!import.notes.iter().any(|note| note.contains("of-many") || note.contains("0123456789")), "{written}");
        assert!(import.secret.is_none(), "none is chosen: {written}");
    }
}

/// The name of an entry in a cache, or in a Secret elsewhere, is no key, however its file is read.
#[test]
fn the_key_of_an_entry_is_no_secret() {
    let entry = "npm-production-cache-v1-linux-x64-node20";
    for written in [
        format!(
            "jobs:\n  a:\n    steps:\n    - uses: actions/cache\n      with:\n        key: {entry}\n    env:\n      PORT: 1\n"
        ),
        format!(
            "env:\n- name: JWT_SECRET\n  valueFrom:\n    secretKeyRef:\n      name: a-secret\n      key: {entry}\n"
        ),
        format!("on: push\nrun: |\n  make all\nwith:\n  key: {entry}\n"),
    ] {
        let import = taken(written.as_bytes());
        let is_it = |key: &Jwk| key.material == KeyMaterial::Oct(entry.as_bytes().into());
        assert!(!import.keys.iter().any(is_it), "{written}");
    }
    let under_jwt = taken(format!("jwt:\n  key: {entry}\n  port: 1\n").as_bytes());
    assert_eq!(one(&under_jwt).name.as_deref(), Some("jwt.key"));
}

/// A key beside secrets takes the place of none of them, and the other way round.
#[test]
fn secrets_and_keys_stand_beside_each_other() {
    let pem = text(file!("rsa.spki.pem"));
    let escaped = pem.trim().replace('\n', "\\n");
    let secret = "correct-horse-battery-staple-0123456789";
    for written in [
        format!("JWT_SECRET={secret}\nJWT_PUBLIC_KEY=\"{escaped}\"\n"),
        format!("JWT_SECRET={secret}\nJWT_PUBLIC_KEY=\"{pem}\"\n"),
        format!("JWT_SECRET={secret}\n\n{pem}"),
        format!("{pem}\nJWT_SECRET='{secret}'\n"),
        format!("{{\"JWT_SECRET\":\"{secret}\",\"PUBLIC_KEY\":\"{escaped}\"}}"),
        format!("{{\"client_secret\":\"{secret}\",\"jwks\":{{\"keys\":[{}]}}}}", rsa_jwk()),
    ] {
        let import = taken(written.as_bytes());
        let has = |test: &dyn Fn(&Jwk) -> bool| import.keys.iter().any(test);
        assert!(has(&|key| key.thumbprint == RSA), "{written}");
        assert!(has(&|key| key.material == KeyMaterial::Oct(secret.as_bytes().into())), "{written}");
        assert_eq!(import.keys.len(), 2, "{written}: {:?}", import.keys);
    }
    // What is said of a certificate in words is no variable.
    let words = format!("Public Key Algorithm: rsaEncryption\n    Key: abcdefgh\n{pem}");
    assert_eq!(one(&taken(words.as_bytes())).thumbprint, RSA);
}

/// Keys under their kid keep it, whatever the values are; a word for what the value is names no key.
#[test]
fn a_map_of_keys_names_them() {
    let escaped = |pem: &[u8]| text(pem).trim().replace('\n', "\\n");
    let (certificate, rsa) = (escaped(file!("p256.certificate.pem")), escaped(file!("rsa.spki.pem")));
    let kids = |written: String| -> Vec<Option<String>> {
        taken(written.as_bytes()).keys.iter().map(|key| key.key_id.clone()).collect()
    };
    let both = [Some("key-1".to_owned()), Some("k2".to_owned())];
    assert_eq!(kids(format!("{{\"key-1\":\"{certificate}\",\"k2\":\"{rsa}\"}}")), both);
    assert_eq!(kids(format!("{{\"a\":1,\"keys\":{{\"key-1\":\"{certificate}\",\"k2\":\"{rsa}\"}}}}")), both);
    assert_eq!(kids(format!("{{\"public_key\":\"{rsa}\"}}")), [None]);
    assert_eq!(kids(format!("{{\"JWT_PUBLIC_KEY\":\"{rsa}\"}}")), [None]);
}

#[test]
fn a_pem_that_breaks_off_misses_its_end() {
    for (pem, lengths) in
        [(text(file!("rsa.pkcs8.pem")), [60, 700, 1_000]), (text(file!("p256.certificate.pem")), [40, 200, 331])]
    {
        for length in lengths {
            assert_eq!(error(&pem.as_bytes()[..length]), KeyError::EndMissing, "{}", &pem[..length]);
        }
    }
}

/// `k` in hexadecimal is other bytes than the digits spell.
#[test]
fn a_secret_in_hexadecimal_is_named() {
    let jwk = |k: &str| format!("{{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"{k}\"}}");
    // 78 digits are no base64url of anything: bits are left over.
    let digits = "0123456789abcdef".repeat(5)[..78].to_owned();
    let import = taken(jwk(&digits).as_bytes());
    assert_eq!(import.problems[0].error, KeyError::MemberNumber { name: "k", notation: "hexadecimal" });
    let bytes = data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
    assert_eq!(import.mended[0].material, KeyMaterial::Oct(bytes.into()), "decoded once");
    let digits = "0123456789abcdef".repeat(4);
    let import = taken(jwk(&digits).as_bytes());
    let KeyMaterial::Oct(secret) = &one(&import).material else { panic!("a secret") };
    assert_eq!(secret.len(), 48, "base64url, as it is defined");
    let note = "kid \"a\": k is 64 hexadecimal digits, read as base64url as RFC 7518 §6.4.1 says. If the bytes that they spell are meant, write base64url of those";
    assert_eq!(import.notes, [note]);
    let import = taken(jwk("plain text!").as_bytes());
    assert_eq!(import.mended[0].material, KeyMaterial::Oct(b"plain text!".as_slice().into()));
}

/// What wraps a token wraps variables too, and what is taken off is said; a value that is written otherwise is the value.
#[test]
fn variables_are_found_below_envelopes() {
    let secret = "Zq8xPw91LmTtQ-of-the-signing-0123456789";
    let env = format!("JWT_SECRET={secret}\nDB_HOST=x\n");
    let lines = |of: &dyn Fn(usize, &str) -> String| {
        env.lines().enumerate().map(|(index, line)| of(index, line) + "\n").collect::<String>()
    };
    let base64 = data_encoding::BASE64.encode(env.as_bytes());
    let dump = |bytes: &[u8]| {
        let line = |(index, chunk): (usize, &[u8])| {
            let pairs: Vec<String> = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{:08x}: {}\n", index * 16, pairs.join(" "))
        };
        bytes.chunks(16).enumerate().map(line).collect::<String>()
    };
    for written in [
        base64.clone(),
        data_encoding::BASE64.encode(base64.as_bytes()),
        data_encoding::HEXLOWER.encode(env.as_bytes()),
        dump(env.as_bytes()),
        format!("{:?}", env.as_bytes()),
        env.replace('=', "=3D"),
        percent(&env),
        lines(&|_, line| format!("> {line}")),
        lines(&|index, line| format!("{:>4}  {line}", index + 1)),
        lines(&|_, line| format!("+{line}")),
        serde_json::Value::from(env.as_str()).to_string(),
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{{\"client_secret\":\"{secret}\"}}"),
    ] {
        let import = taken(written.as_bytes());
        let is_it = |key: &&Jwk| key.material == KeyMaterial::Oct(secret.as_bytes().into()) && key.name.is_some();
        assert!(import.keys.iter().any(|key| is_it(&key)), "{written}\n{:?}\n{:?}", import.keys, import.notes);
        assert!(!import.notes.is_empty(), "{written}");
    }
    // The bytes of a text without a name.
    let import = taken(format!("{:?}", secret.as_bytes()).as_bytes());
    assert_eq!(one(&import).material, KeyMaterial::Oct(secret.as_bytes().into()));
    assert!(!import.notes.is_empty());
    // What is written within a value is the value.
    for value in ["abc%40defgh", "abc&amp;defgh", "\\\"abcdefgh"] {
        let import = taken(format!("JWT_SECRET={value}\nDB_HOST=x\n").as_bytes());
        assert_eq!(one(&import).material, KeyMaterial::Oct(value.as_bytes().into()), "{value}");
    }
}

/// A name with its value is an envelope like any other: what is in the value may be wrapped once more.
#[test]
fn keys_are_found_in_values_that_are_wrapped() {
    let jwk = rsa_jwk();
    let bytes = format!("{:?}", jwk.as_bytes());
    let value = |text: &str| serde_json::Value::from(text).to_string();
    for inner in [
        percent(&jwk),
        percent(&percent(&jwk)),
        data_encoding::HEXLOWER.encode(jwk.as_bytes()),
        data_encoding::BASE64.encode(percent(&jwk).as_bytes()),
        jwk.replace('"', "&quot;"),
        bytes,
    ] {
        found(&format!("{{\"key\":{}}}", value(&inner)), RSA);
        found(&format!("{{\"a\":{{\"b\":1,\"key\":{}}}}}", value(&inner)), RSA);
        if !inner.contains(' ') {
            found(&format!("KEY={inner}\nNAME=x\n"), RSA);
        }
    }
}

/// A secret that a log or a CI masked is none, and the name of its variable is told.
#[test]
fn masked_secrets_are_no_keys() {
    for text in ["JWT_SECRET=***", "JWT_SECRET: [MASKED]", "PORT=8080\nJWT_SECRET=[MASKED]\nCOLOR=blue\n"] {
        let found = error(text.as_bytes());
        assert!(matches!(&found, KeyError::Masked { name, .. } if name == "JWT_SECRET"), "{text}: {found:?}");
    }
}
