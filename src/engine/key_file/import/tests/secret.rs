//! Secrets of every kind, damage, and the way there and back.

use super::*;

#[test]
fn d13_secrets_of_every_kind() {
    let secret_of = |bytes: &[u8]| {
        let import = taken(bytes);
        let KeyMaterial::Oct(secret) = &one(&import).material else { panic!() };
        (secret.expose().to_vec(), one(&import).source.format.clone(), import.notes.clone())
    };
    let (secret, format, notes) = secret_of(b"correct horse battery staple\n");
    assert_eq!((secret.as_slice(), format.as_str()), (&b"correct horse battery staple"[..], "secret, text"));
    assert_eq!(notes, ["the final line break was removed"]);
    let (secret, _, notes) = secret_of(b"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
    assert_eq!(secret, b"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
    assert_eq!(notes, ["read as text; it could also be read as base64url (27 bytes)"]);
    let binary: Vec<u8> = (0x80..0xc0).collect();
    assert_eq!(secret_of(&binary).0, binary);
    assert_eq!(secret_of(&binary).1, "secret, binary");
    // What starts like UTF-16 and is none stays what it is.
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(0x80..0x9e).collect();
    assert_eq!(secret_of(&marked).0, marked);
    // `openssl rand -base64 66` breaks its line; a text of several lines is no secret.
    let (secret, format, _) = secret_of(b"c2VjcmV0LXNlY3JldC1z\nZWNyZXQtc2VjcmV0\n");
    assert_eq!((secret.as_slice(), format.as_str()), (&b"secret-secret-secret-secret"[..], "secret, base64"));
    assert_eq!(error(b"Dear colleague,\nplease find the key attached\n"), KeyError::NotAKey);
    let (secret, ..) = secret_of(b"{not json at all");
    assert_eq!(secret, b"{not json at all");
    assert_eq!(error(&vec![b'x'; 100_000]), KeyError::NotAKey);
    assert!(matches!(error(&vec![0; Limits::DEFAULT.key_file + 1]), KeyError::TooLong { .. }));
}

#[test]
fn d13_an_encoding_that_is_named_settles_it() {
    let with = |bytes: &[u8], encoding| {
        let options = ImportOptions { secret_encoding: Some(encoding), ..Default::default() };
        import(bytes, "test", &options, &Limits::DEFAULT, &mut KeyIds::default())
    };
    // Even a PEM file: that is what an RS256-to-HS256 forgery uses.
    let import = with(file!("rsa.spki.pem"), SecretEncoding::Utf8);
    assert_eq!(one(&import).material, KeyMaterial::Oct(SecretBytes::from(file!("rsa.spki.pem"))));
    let import = with(b"61 62 63\n", SecretEncoding::Hex);
    assert_eq!(one(&import).material, KeyMaterial::Oct(SecretBytes::from(&b"abc"[..])));
    assert_eq!(one(&import).source.format, "secret, hexadecimal");
    assert_eq!(errors(&with(b"xyz", SecretEncoding::Hex)), [&KeyError::NotInEncoding("hexadecimal")]);
    let key = secret(b"YWJj", SecretEncoding::Base64, "typed", &mut KeyIds(7)).unwrap();
    assert_eq!((key.id.0, key.source.name.as_str()), (7, "typed"));
    assert_eq!(secret(b"", SecretEncoding::Utf8, "typed", &mut KeyIds(7)).err(), Some(KeyError::Empty));
}

/// A limit that ends the search is told, whether a secret was found before it or not.
#[test]
fn what_is_read_in_part_is_told() {
    let own = "jwt_secret = \"correct horse battery\"\n";
    let value = |index| format!("option_{index} = \"{index}\"\n");
    let values = |count| "[a]\n".to_owned() + &(0..count).map(value).collect::<String>();
    let comments = format!("[a]\n{}", "# nothing\n".repeat(8_000));
    let yaml = |count| {
        let lines = (0..count).map(|index| format!("  option_{index}: value\n")).collect::<String>();
        format!("jwt:\n{lines}  secret: correct horse battery\n")
    };
    let json = |count| {
        let members = (0..count).map(|index| format!("\"o{index}\":\"value\",")).collect::<String>();
        format!("{{{members}\"jwt_secret\":\"correct horse battery\"}}")
    };
    let xml = |count| format!("<a>{}<jwt_key>correct horse battery</jwt_key></a>", "<b>x</b>".repeat(count));
    let list = |count| {
        let item = r#"{"kind":"ConfigMap","data":{"a":"b"}},"#.repeat(count);
        let own = r#"{"kind":"Secret","stringData":{"jwt_secret":"correct horse battery"}}"#;
        format!(r#"{{"apiVersion":"v1","kind":"List","items":[{item}{own}]}}"#)
    };
    for (text, part, is_found) in [
        (values(200) + own, None, true),
        (values(300) + own, Some(Part::Values(256)), false),
        (own.to_owned() + &values(300), Some(Part::Values(256)), true),
        (comments.clone() + own, Some(Part::Bytes(65_536)), false),
        (own.to_owned() + &comments, Some(Part::Bytes(65_536)), true),
        (yaml(4_000), None, true),
        (yaml(5_000), Some(Part::Lines(4_096)), false),
        (json(4_000), None, true),
        (json(5_000), Some(Part::Entries(4_096)), false),
        (xml(200), None, true),
        (xml(300), Some(Part::Values(256)), false),
        (list(63), None, true),
        (list(64), Some(Part::Items(64)), false),
        // As long as a set of many names is: nothing ends its reading.
        (
            (0..9_000).map(|index| format!("OPTION_{index}=value\n")).collect::<String>() + "JWT_SECRET=right",
            None,
            true,
        ),
    ] {
        let import = taken(text.as_bytes());
        assert_eq!((import.part, !import.keys.is_empty()), (part, is_found), "{:.60}", text);
    }
    // Certificates come with words that are no variables.
    let bundle = format!("# Label: \"a CA\"\n{}", text(file!("p256.certificate.pem"))).repeat(200);
    assert_eq!(taken(bundle.as_bytes()).part, None);
}

// Nothing leaks, nothing panics

#[test]
fn no_secret_in_words() {
    let d = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
    let jwk = text(file!("p256.jwk.json"));
    for json in [jwk.clone(), jwk.replace(d, &format!("{d}=")), jwk.replace(d, &d[1..]), format!("{{\"kty\": \"{d}\"")]
    {
        let shown = format!("{:?}", taken(json.as_bytes()));
        assert!(!shown.contains(&d[8..20]), "{shown}");
    }
    let typed = format!("{:?}", taken(b"correct horse battery staple\n"));
    assert!(!typed.contains("horse"));
    let options = ImportOptions { passphrase: Some(SecretBytes::from(&b"open sesame"[..])), ..Default::default() };
    assert!(!format!("{options:?}").contains("sesame"));
}

/// Every import of damaged input returns. Deterministic: the same damage on every run.
#[test]
fn damaged_files_never_panic() {
    let seeds: Vec<Vec<u8>> = vec![
        der_of(file!("rsa.pkcs8.pem")),
        der_of(file!("rsa.pkcs1.pem")),
        der_of(file!("rsa.spki.pem")),
        der_of(file!("rsa.pkcs1-public.pem")),
        der_of(file!("rsa.request.pem")),
        der_of(file!("p256.pkcs8.pem")),
        der_of(file!("p256.sec1.pem")),
        der_of(file!("p256.spki-compressed.pem")),
        der_of(file!("p256.spki-explicit.pem")),
        der_of(file!("p256.certificate.pem")),
        der_of(file!("p256.pbes2-3des-sha1.pem")),
        der_of(file!("p256.scrypt.pem")),
        der_of(file!("pss-sha256.pkcs8.pem")),
        der_of(file!("ed25519.pkcs8.pem")),
        file!("p256.p12").to_vec(),
        file!("p256.legacy-rc2-40.p12").to_vec(),
        file!("p256.empty-passphrase.p12").to_vec(),
        file!("p256.openssh").to_vec(),
        file!("p256.openssh-aes256-ctr").to_vec(),
        file!("rsa.openssh.pub").to_vec(),
        file!("p256.old-aes256.pem").to_vec(),
        file!("p256.sec1-with-parameters.pem").to_vec(),
        file!("p256.certificate.pem").to_vec(),
        file!("p256.jwk.json").to_vec(),
        file!("rsa.jwk.json").to_vec(),
        format!(r#"{{"keys":[{}]}}"#, text(file!("p256.jwk.json"))).into_bytes(),
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    // Costs that a damaged number asks for must not make the test slow.
    let limits = Limits { pbes2_iterations_ceiling: 200_000, ..Limits::DEFAULT };
    let options = ImportOptions { passphrase: Some(SecretBytes::from(&b"jotsmith-test"[..])), ..Default::default() };
    for seed in &seeds {
        for _ in 0..150 {
            let mut bytes = seed.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(6) {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes[at] = [0, 0xff, 0x80, 0x7f, 0x30, b'"', b'-', b'\\'][random(8)],
                    2 => bytes[at] ^= 1 << random(8),
                    3 => bytes.insert(at, random(256) as u8),
                    4 => {
                        bytes.remove(at);
                        if bytes.is_empty() {
                            bytes.push(0);
                        }
                    }
                    _ => bytes[at] = random(256) as u8,
                }
            }
            let import = import(&bytes, "test", &options, &limits, &mut KeyIds::default());
            assert!(!import.keys.is_empty() || !import.problems.is_empty());
            for key in &import.keys {
                // Whatever came in whole can be computed with, or would be worth nothing, which a finding says.
                if !matches!(key.material, KeyMaterial::Oct(_)) {
                    let error = public_pkey(&key.material).err();
                    assert!(matches!(error, None | Some(PkeyError::Worthless(_))), "{error:?}");
                }
            }
        }
    }
}

/// Our numbers and OpenSSL's objects are the same key, there and back.
#[test]
fn there_and_back() {
    for bytes in [
        file!("rsa.pkcs8.pem"),
        file!("p256.pkcs8.pem"),
        file!("p384.pkcs8.pem"),
        file!("p521.pkcs8.pem"),
        file!("secp256k1.pkcs8.pem"),
        file!("ed25519.pkcs8.pem"),
        file!("ed448.pkcs8.pem"),
        file!("x25519.pkcs8.pem"),
        file!("x448.pkcs8.pem"),
    ] {
        let material = one(&taken(bytes)).material.clone();
        let private = private_pkey(&material).unwrap();
        assert!(openssl_key::material_from_pkey_private(&private).unwrap() == material);
        let public = public_pkey(&material).unwrap();
        assert!(public.public_eq(&private));
        let bare = openssl_key::material_from_pkey_public(&public).unwrap();
        assert_eq!(thumbprint_sha256(&bare), thumbprint_sha256(&material));
    }
    if IS_AVAILABLE {
        let material = openssl_key::akp_private(parameter_set("ML-DSA-65").unwrap(), &[7; 32], None).unwrap();
        let private = private_pkey(&material).unwrap();
        assert!(openssl_key::material_from_pkey_private(&private).unwrap() == material);
    }
    assert_eq!(private_pkey(&KeyMaterial::Oct(SecretBytes::default())).err(), Some(PkeyError::WrongType));
    let okp = KeyMaterial::Okp { curve: Curve::Ed25519, x: vec![0; 31], d: None };
    assert_eq!(public_pkey(&okp).err(), Some(PkeyError::Length { name: "x", expected: 32, found: 31 }));
}

/// Project Wycheproof, json_web_key: whatever its policy rejects has a problem or a finding here, whatever it accepts has
/// neither error nor warning.
#[test]
fn wycheproof_json_web_key() {
    let Some(directory) = std::env::var_os("JOSE_VECTORS_DIR") else {
        println!("JOSE_VECTORS_DIR is not set: Project Wycheproof's keys were not tested");
        return;
    };
    let path = std::path::Path::new(&directory).join("wycheproof/json_web_key_test.json");
    let Ok(vectors) = std::fs::read(&path) else {
        println!("{} is not there: Project Wycheproof's keys were not tested", path.display());
        return;
    };
    let vectors: serde_json::Value = serde_json::from_slice(&vectors).unwrap();
    let mut count = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = group.get("private").unwrap_or(&group["public"]).to_string();
        let import = taken(key.as_bytes());
        let complaints: Vec<_> = import
            .keys
            .iter()
            .flat_map(|key| &key.findings)
            .filter(|finding| finding.severity > Severity::Info)
            .map(|finding| finding.rule.id)
            .collect();
        for test in group["tests"].as_array().unwrap() {
            let id = test["tcId"].as_u64().unwrap();
            // 3: a good key and a bad signature. 6: a good key for encryption, which a signature must not be verified
            // with; that is for the selection of keys to say.
            if matches!(id, 3 | 6) {
                continue;
            }
            count += 1;
            let is_fine = import.problems.is_empty() && complaints.is_empty();
            assert_eq!(is_fine, test["result"] == "valid", "tcId {id}: {:?} {complaints:?}", import.problems);
        }
    }
    assert_eq!(count, 24);
}

/// The examples of the RFCs, from the same directory: every key of a kind that is known comes in, with its kid.
#[test]
fn keys_of_the_rfcs() {
    let Some(directory) = std::env::var_os("JOSE_VECTORS_DIR") else {
        println!("JOSE_VECTORS_DIR is not set: the RFCs' keys were not tested");
        return;
    };
    let path = std::path::Path::new(&directory).join("rfc/rfc7515_7516_7517_7519_7797_8037_9964.json");
    let Ok(vectors) = std::fs::read(&path) else {
        println!("{} is not there: the RFCs' keys were not tested", path.display());
        return;
    };
    let vectors: serde_json::Value = serde_json::from_slice(&vectors).unwrap();
    let mut count = 0;
    for vector in vectors.as_array().unwrap() {
        let key = &vector["key"];
        let unknown = key["crv"].as_str().is_some_and(|crv| crv.starts_with("BP-"));
        let empty = key["k"] == "";
        let import = taken(key.to_string().as_bytes());
        if unknown || empty {
            assert!(import.keys.is_empty(), "{}", vector["id"]);
            continue;
        }
        count += 1;
        let jwk = one(&import);
        assert_eq!(jwk.key_id.as_deref(), key["kid"].as_str(), "{}", vector["id"]);
        // The draft's name of the curve, before RFC 8812 registered it as secp256k1: read, and said.
        if key["crv"] == "P-256K" {
            let KeyMaterial::Ec { curve, .. } = &jwk.material else { panic!("{}", vector["id"]) };
            assert_eq!(*curve, Curve::Secp256k1);
            assert!(!import.notes.is_empty(), "{}", vector["id"]);
        }
        if vector["id"] == "C.1 RSA private" {
            assert!(jwk.is_private());
        }
    }
    assert!(count > 25, "{count}");
}
