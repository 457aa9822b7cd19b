//! Keyrings as values: RFC 7517 §7 and Appendix C, and every way in which a file can be wrong.

use jotsmith::engine::crypto::ml_dsa;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::ground::{base64url, json};
use jotsmith::engine::key::{Jwk, KeyIds};
use jotsmith::engine::key_file::anchor;
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::keyring::{
    AddError, EntryDetails, Form, Keyring, OpenError, PBES2_ITERATIONS, PBES2_ITERATIONS_LATCHSET, SealError, Strength,
    open, outline, seal,
};
use jotsmith::engine::verify::key_file::import;
use std::sync::Arc;
use std::time::Instant;

fn passphrase(text: &str) -> SecretBytes {
    SecretBytes::from(text.as_bytes())
}

fn try_open(bytes: &[u8], words: &str) -> Result<Keyring, OpenError> {
    open(bytes, "file", Some(&passphrase(words)), &Limits::DEFAULT, &mut KeyIds::default())
}

fn generated(name: &str) -> Arc<Jwk> {
    Arc::new(generate(&Recipe::usual(find(name).unwrap()), &mut KeyIds::default()).unwrap())
}

/// A keyring made by somebody with few iterations, so that opening it costs little: what is tested is what is refused.
fn cheap(plaintext: &str, change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    use jotsmith::engine::crypto::{content, key_management as key};
    use jotsmith::engine::ground::jwa::{ContentEncryptionAlgorithm as Enc, KeyManagementAlgorithm as Alg};
    let (Alg::Known(row), Enc::Known(enc)) = (Alg::named("PBES2-HS512+A256KW"), Enc::named("A256GCM")) else {
        panic!("both are in the tables");
    };
    let material = jotsmith::engine::key::KeyMaterial::Oct(passphrase("open sesame"));
    let choices = key::SenderChoices { p2c: Some(8), ..key::SenderChoices::default() };
    let determined = key::determine(row, enc, &material, &choices, &Limits::DEFAULT).unwrap();
    let mut header = serde_json::json!({
        "alg": row.name, "enc": enc.name, "p2c": 8, "p2s": base64url::encode(&determined.p2s.unwrap()),
        "cty": "jwk-set+json", "typ": "JOSE", "kid": "cheap",
    });
    change(&mut header);
    let protected = base64url::encode(header.to_string().as_bytes());
    let iv = key::random(12).unwrap();
    let body = content::encrypt(enc, determined.cek.expose(), &iv, plaintext.as_bytes(), protected.as_bytes()).unwrap();
    let parts = [&determined.encrypted_key, &iv, &body.ciphertext, &body.tag].map(|part| base64url::encode(part));
    format!("{protected}.{}", parts.join(".")).into_bytes()
}

const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"rfc8037"}"#;

#[test]
fn rfc7517_appendix_c_opens() {
    let bytes = include_bytes!("../data/rfc/rfc7517-c.jwe");
    let outline = outline(bytes).unwrap();
    assert_eq!((outline.form, outline.iterations), (Form::Encrypted, Some(4096)));
    assert_eq!(outline.algorithm.as_deref(), Some("PBES2-HS256+A128KW"));
    let keyring = try_open(bytes, "Thus from my lips, by yours, my sin is purged.").unwrap();
    let [entry] = keyring.entries() else { panic!("one key") };
    let key = entry.key().unwrap();
    assert_eq!(key.key_id.as_deref(), Some("juliet@capulet.lit"));
    assert_eq!(key.public_key_use.as_deref(), Some("enc"));
    assert!(key.is_private());
    assert_eq!(
        try_open(bytes, "Thus from my lips, by yours, my sin is purged").unwrap_err(),
        OpenError::WrongPassphraseOrDamaged
    );
    // It becomes a set when it is written, with today's strength.
    let sealed = seal(&keyring, &passphrase("new"), Strength::Full).unwrap();
    assert_eq!(jotsmith::engine::keyring::outline(&sealed).unwrap().iterations, Some(PBES2_ITERATIONS));
    let again = try_open(&sealed, "new").unwrap();
    assert_eq!(again.entries()[0].key().unwrap().material, key.material);
}

#[test]
fn what_is_sealed_is_one_line_with_the_header_that_was_promised_and_opens_again() {
    let mut keyring = Keyring::new("prod \"1\"", Form::Encrypted, 1_795_478_399);
    let last = if ml_dsa::IS_AVAILABLE { "ml-dsa-44" } else { "p-384" };
    let keys = ["oct-256", "p-256", "ed448", "x25519", last].map(generated);
    for key in &keys {
        keyring.add(key, None, 1_795_478_400).unwrap();
    }
    assert!(keyring.set_details(
        1,
        EntryDetails {
            name: Some("The issuer's".into()),
            issuer: Some("https://issuer.example".into()),
            ..keyring.entries()[1].details().clone()
        }
    ));
    let sealed = seal(&keyring, &passphrase("open sesame"), Strength::Full).unwrap();
    let text = std::str::from_utf8(&sealed).unwrap();
    assert!(
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)),
        "one line, no white space"
    );
    let header: serde_json::Value =
        serde_json::from_slice(&base64url::decode(text.split('.').next().unwrap()).bytes).unwrap();
    assert_eq!(header["alg"], "PBES2-HS512+A256KW");
    assert_eq!(header["enc"], "A256GCM");
    assert_eq!(header["p2c"], PBES2_ITERATIONS);
    assert_eq!(PBES2_ITERATIONS, 220_000);
    assert!(base64url::decode(header["p2s"].as_str().unwrap()).bytes.len() >= 16);
    assert_eq!(header["cty"], "jwk-set+json");
    assert_eq!(header["typ"], "JOSE");
    assert_eq!(header["kid"], "prod \"1\"");
    for key in &keys {
        assert!(!text.contains(&key.thumbprint));
    }

    let opened = try_open(&sealed, "open sesame").unwrap();
    assert_eq!(opened.name(), "prod \"1\"");
    assert_eq!((opened.created(), opened.generation()), (Some(1_795_478_399), 1));
    assert_eq!(opened.iterations(), Some(PBES2_ITERATIONS));
    for (entry, key) in opened.entries().iter().zip(&keys) {
        let found = entry.key().unwrap();
        assert_eq!(found.material, key.material);
        assert_eq!((&found.key_id, &found.algorithm), (&key.key_id, &key.algorithm));
        assert_eq!(entry.details().created, Some(1_795_478_400));
    }
    assert_eq!(opened.entries()[1].details().issuer.as_deref(), Some("https://issuer.example"));
    assert_eq!(opened.entries()[1].details().name.as_deref(), Some("The issuer's"));
    // Salt, key and initialization vector are new each time.
    let again = seal(&keyring, &passphrase("open sesame"), Strength::Full).unwrap();
    let parts =
        |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().split('.').map(str::to_owned).collect::<Vec<_>>();
    for (one, other) in parts(&sealed).iter().zip(parts(&again)) {
        assert_ne!(*one, other);
    }
}

#[test]
fn the_variant_for_latchset_jose_has_what_it_can_do_and_no_more() {
    let mut keyring = Keyring::new("x", Form::Encrypted, 0);
    keyring.add(&generated("p-256"), None, 0).unwrap();
    let sealed = seal(&keyring, &passphrase("x"), Strength::LatchsetJose).unwrap();
    assert_eq!(outline(&sealed).unwrap().iterations, Some(PBES2_ITERATIONS_LATCHSET));
    assert_eq!(PBES2_ITERATIONS_LATCHSET, 32_768);
    // Opened and saved as a keyring, it gets the strength that it should have.
    let opened = try_open(&sealed, "x").unwrap();
    let saved = seal(&opened, &passphrase("x"), Strength::Full).unwrap();
    assert_eq!(outline(&saved).unwrap().iterations, Some(PBES2_ITERATIONS));
}

/// E11.
#[test]
fn what_is_not_known_is_kept_to_the_last_digit() {
    let odd = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","x-a":1.10,"x-b":[1e400, -0],"x-c":"Ü","jotsmith":{"later":{"deep":[1]},"issuer":"https://a.example"}}"#;
    let unknown = r#"{"kty":"future","z":"AAAA","n":18446744073709551616}"#;
    let set = format!(
        r#"{{"comment":{{"b":1,"a":2}},"keys":[{odd},{unknown},"stray",{ED25519}],"jotsmith":{{"v":1,"created":7,"gen":17,"more":[1.50]}},"other":1.0}}"#
    );
    for bytes in [set.clone().into_bytes(), cheap(&set, |_| {})] {
        // With a passphrase, only what is encrypted opens.
        let mut keyring = if bytes.starts_with(b"{") {
            assert_eq!(try_open(&bytes, "open sesame").unwrap_err(), OpenError::NotEncrypted);
            open(&bytes, "file", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap()
        } else {
            try_open(&bytes, "open sesame").unwrap()
        };
        assert_eq!(keyring.entries().len(), 4);
        assert_eq!(keyring.keys().count(), 2);
        assert_eq!(keyring.generation(), 17);
        keyring.protect();
        let details = EntryDetails { name: Some("n".into()), ..keyring.entries()[0].details().clone() };
        assert_eq!(details.issuer.as_deref(), Some("https://a.example"));
        assert!(keyring.set_details(0, details));
        let sealed = seal(&keyring, &passphrase("open sesame"), Strength::Full).unwrap();
        let again = try_open(&sealed, "open sesame").unwrap();
        let text = again.entries()[0].text();
        for kept in
            [r#""x-a":1.10"#, r#""x-b":[1e400, -0]"#, r#""x-c":"Ü""#, r#""later":{"deep":[1]}"#, r#""name":"n""#]
        {
            assert!(text.contains(kept), "{kept}");
        }
        assert_eq!(again.entries()[1].text().as_str(), unknown);
        assert_eq!(again.entries()[2].text().as_str(), "\"stray\"");
        assert_eq!(again.generation(), 18);
        assert!(again.mark().is_some() && again.mark() == keyring.mark(), "it is known again");
        assert_eq!(again.created(), Some(7));
        // And the set's own members, seen through a third party.
        let plain = Keyring::clone(&again);
        let shown = format!("{plain:?}");
        assert!(!shown.contains("nWGxne"), "no secret in Debug");
    }
}

#[test]
fn a_set_of_members_survives_in_a_public_keyring() {
    let public = ED25519.replace(r#""d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","#, "");
    let set = format!(r#"{{"keys":[{public}],"next":"https://a.example/1","n":1.50}}"#);
    let keyring = open(set.as_bytes(), "team", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    assert_eq!((keyring.form(), keyring.name()), (Form::Public, "team"));
    let bytes = seal(&keyring, &passphrase(""), Strength::Full).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(&public) && text.contains(r#""next":"https://a.example/1""#) && text.contains(r#""n":1.50"#));
    assert!(json::scan(text.as_bytes(), 128).is_complete());
}

/// Trust anchors stand under our member of the set, where an older Jotsmith keeps what it does not know.
#[test]
fn trust_anchors_are_kept_and_so_is_what_cannot_be_read_of_them() {
    let data: serde_json::Value = serde_json::from_str(include_str!("../data/certificate.json")).unwrap();
    let pem = |name: &str| {
        let base64 = data[name].as_str().unwrap();
        format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
    };
    let read = |name: &str| Arc::new(anchor::read(pem(name).as_bytes(), "ca.pem", &Limits::DEFAULT).unwrap().remove(0));
    let mut keyring = Keyring::new("prod", Form::Encrypted, 7);
    assert!(keyring.trust(read("root"), 1_000));
    assert!(!keyring.trust(read("root"), 2_000), "once is enough");
    assert!(keyring.trust(read("intermediate"), 3_000));
    let bytes = seal(&keyring, &passphrase("open sesame"), Strength::Full).unwrap();
    let mut again = try_open(&bytes, "open sesame").unwrap();
    let subjects = |keyring: &Keyring| -> Vec<String> {
        keyring.anchors().map(|(anchor, _)| anchor.certificate.subject.clone()).collect()
    };
    assert_eq!(subjects(&again), subjects(&keyring));
    assert_eq!(
        again.anchors().map(|(anchor, added)| (anchor.source.as_str(), added)).next(),
        Some(("ca.pem", Some(1_000)))
    );
    assert!(again.trusted().all(|anchor| anchor.source == "keyring prod"), "it says where it was kept");
    let root = read("root").certificate.x5t_s256.clone();
    assert!(again.distrust(&root) && !again.distrust(&root));
    assert_eq!(subjects(&again).len(), 1);
    again.merge(&keyring);
    assert_eq!(subjects(&again).len(), 2, "who merges loses none");

    // What another version wrote there stays, read or not.
    let strange = r#"{"x5c":["AAAA"],"of":"a later version"}"#;
    let root = data["root"].as_str().unwrap();
    let set = format!(r#"{{"keys":[],"jotsmith":{{"v":1,"trust":[{strange},{{"x5c":["{root}"]}},7]}}}}"#);
    let keyring = open(set.as_bytes(), "team", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    assert_eq!(keyring.anchors().count(), 1);
    let text = String::from_utf8(seal(&keyring, &passphrase(""), Strength::Full).unwrap()).unwrap();
    assert!(text.contains(strange) && text.contains(root) && text.contains(",7]"), "{text}");
}

/// No more than are read are tried; a save loses none of the others.
#[test]
fn trust_anchors_beyond_those_that_are_read_survive_a_save() {
    let entries: Vec<String> = (0..1_005).map(|number| format!(r#"{{"x5c":["AAAA"],"number":{number}}}"#)).collect();
    let list = entries.join(",");
    let set = format!(r#"{{"keys":[],"jotsmith":{{"v":1,"trust":[{list}]}}}}"#);
    let keyring = open(set.as_bytes(), "team", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    let text = String::from_utf8(seal(&keyring, &passphrase(""), Strength::Full).unwrap()).unwrap();
    assert!(text.contains(&list), "{}", text.matches("x5c").count());
}

/// Two who trust different certificates, one of them by a Jotsmith that knows more kinds.
#[test]
fn merging_loses_no_trust_anchor_that_cannot_be_read() {
    let set = |trust: &str| format!(r#"{{"keys":[],"jotsmith":{{"v":1,"trust":[{trust}]}}}}"#);
    let read = |text: &str| open(text.as_bytes(), "team", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    let mut ours = read(&set(r#"{"future":1}"#));
    ours.merge(&read(&set(r#"{"future":1},{"future":2}"#)));
    let text = String::from_utf8(seal(&ours, &passphrase(""), Strength::Full).unwrap()).unwrap();
    assert!(text.contains(r#""trust":[{"future":1},{"future":2}]"#), "{text}");
}

/// Its keys say where they are from by the name that it has now.
#[test]
fn the_keys_of_a_renamed_keyring_are_from_the_new_name() {
    let set = format!(r#"{{"keys":[{ED25519}]}}"#);
    let mut keyring = open(set.as_bytes(), "old", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    keyring.rename("new");
    let sources: Vec<&str> = keyring.keys().map(|key| key.source.name.as_str()).collect();
    assert_eq!(sources, ["new"]);
}

#[test]
fn two_lists_of_keys_lose_none() {
    let set = format!(r#"{{"keys":[{ED25519}],"keys":[{{"kty":"oct","k":"AAAA"}}]}}"#);
    let keyring = try_open(&cheap(&set, |_| {}), "open sesame").unwrap();
    assert_eq!(keyring.entries().len(), 2);
}

/// E11: a newer format opens, and is not written by who does not know it.
#[test]
fn a_newer_format_is_for_reading() {
    for version in ["2", "99999999999999999999", "\"x\"", "1.0"] {
        let set = format!(r#"{{"keys":[{ED25519}],"jotsmith":{{"v":{version}}}}}"#);
        let keyring = try_open(&cheap(&set, |_| {}), "open sesame").unwrap();
        assert_eq!(keyring.keys().count(), 1, "{version}");
        assert!(keyring.newer_version().is_some(), "{version}");
        let refused = seal(&keyring, &passphrase("open sesame"), Strength::Full).unwrap_err();
        assert!(matches!(refused, SealError::NewerFormat { .. }), "{version}");
    }
}

#[test]
fn without_encryption_nothing_private_is_written() {
    let mut keyring = Keyring::new("open", Form::Public, 0);
    let private = generated("p-256");
    assert_eq!(keyring.add(&private, None, 0), Err(AddError::PrivateInPublic));
    assert_eq!(keyring.add(&generated("oct-256"), None, 0), Err(AddError::PrivateInPublic));
    // Somebody's plain set with a private key in it opens, and is not written as it was.
    for key in [ED25519, r#"{"kty":"future","d":"AAAA"}"#] {
        let set = format!(r#"{{"keys":[{key}]}}"#);
        let mut keyring = open(set.as_bytes(), "x", None, &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
        assert!(keyring.holds_private_keys());
        assert_eq!(seal(&keyring, &passphrase("x"), Strength::Full), Err(SealError::PrivateInPublic));
        keyring.protect();
        assert!(seal(&keyring, &passphrase("x"), Strength::Full).is_ok());
    }
    assert_eq!(
        seal(&Keyring::new("x", Form::Encrypted, 0), &passphrase(""), Strength::Full),
        Err(SealError::PassphraseMissing)
    );
}

#[test]
fn the_same_key_is_there_once_and_the_json_it_came_as_is_kept() {
    let text = ED25519.replace("\"kid\"", "\"x-note\":1.0,\"kid\"");
    let imported = import(text.as_bytes(), "t", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    let key = Arc::new(imported.keys[0].clone());
    let [(id, original)] = imported.texts.as_slice() else { panic!("one JWK, one text") };
    assert_eq!(*id, key.id);
    let mut keyring = Keyring::new("x", Form::Encrypted, 0);
    assert_eq!(keyring.add(&key, Some(original), 5), Ok(0));
    assert!(keyring.entries()[0].text().contains("\"x-note\":1.0"));
    assert_eq!(keyring.add(&key, None, 6), Err(AddError::Already(0)));
    let removed = keyring.remove(0).unwrap();
    assert!(keyring.entries().is_empty());
    keyring.insert(7, removed);
    assert_eq!(keyring.entries()[0].details().created, Some(5));
    let public = keyring.entries()[0].public_text().unwrap();
    assert!(!public.contains("\"d\"") && !public.contains("nWGxne") && !public.contains("x-note"), "{public}");
}

#[test]
fn merging_loses_nothing() {
    let [a, b, c] = ["p-256", "ed25519", "oct-256"].map(generated);
    let mut ours = Keyring::new("x", Form::Encrypted, 0);
    let mut theirs = Keyring::new("x", Form::Encrypted, 0);
    for (keyring, keys) in [(&mut ours, [&a, &b]), (&mut theirs, [&a, &c])] {
        for key in keys {
            keyring.add(key, None, 1).unwrap();
        }
    }
    theirs.set_details(0, EntryDetails { issuer: Some("https://a.example".into()), ..EntryDetails::default() });
    assert_eq!(ours.merge(&theirs), 1);
    assert_eq!(ours.entries().len(), 3);
    assert_eq!(ours.entries()[0].details().issuer.as_deref(), Some("https://a.example"));
    assert_eq!(ours.merge(&theirs), 0, "twice is once");
}

/// E1: wrong passphrases of every kind say the same.
#[test]
fn a_wrong_passphrase_says_one_thing() {
    let bytes = cheap(&format!(r#"{{"keys":[{ED25519}]}}"#), |_| {});
    assert!(try_open(&bytes, "open sesame").is_ok());
    for wrong in ["", "open sesam", "open sesame ", "Open sesame", "\0", &"x".repeat(100_000)] {
        assert_eq!(try_open(&bytes, wrong).unwrap_err(), OpenError::WrongPassphraseOrDamaged);
    }
    let none = open(&bytes, "x", None, &Limits::DEFAULT, &mut KeyIds::default());
    assert_eq!(none.unwrap_err(), OpenError::PassphraseNeeded);
}

/// E2: cut at each byte, and each bit flipped: never opened, never a panic.
#[test]
fn damage_is_always_seen() {
    let bytes = cheap(&format!(r#"{{"keys":[{ED25519}]}}"#), |_| {});
    let (mut truncated, mut flipped) = (0, 0);
    for length in 0..bytes.len() {
        let error = try_open(&bytes[..length], "open sesame").unwrap_err();
        assert!(
            matches!(
                error,
                OpenError::Empty | OpenError::Damaged | OpenError::NotAKeyring | OpenError::WrongPassphraseOrDamaged
            ),
            "{length}: {error:?}"
        );
        if length > 10 {
            assert_ne!(error, OpenError::NotAKeyring, "{length}: what is left of it is still recognised");
        }
        truncated += 1;
    }
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(try_open(&bytes, "open sesame").is_err(), "bit {bit}");
        flipped += 1;
    }
    println!("damaged keyrings: {truncated} truncations and {flipped} bit flips, all refused");
}

/// E3: the header is authenticated, whoever edits it and how.
#[test]
fn an_edited_header_does_not_open() {
    let bytes = cheap(&format!(r#"{{"keys":[{ED25519}]}}"#), |_| {});
    let text = String::from_utf8(bytes).unwrap();
    let (protected, rest) = text.split_once('.').unwrap();
    let header = String::from_utf8(base64url::decode(protected).bytes).unwrap();
    for (from, to) in [
        ("\"p2c\":8", "\"p2c\":1"),
        ("\"p2c\":8", "\"p2c\":9"),
        ("\"p2c\":8", "\"p2c\":8.0"),
        ("\"p2c\":8", "\"p2c\":-8"),
        ("\"p2c\":8", "\"p2c\":\"8\""),
        ("\"p2c\":8", "\"p2c\":0"),
        ("A256GCM", "A128GCM"),
        ("A256GCM", "A256CBC-HS512"),
        ("PBES2-HS512+A256KW", "PBES2-HS256+A128KW"),
        ("PBES2-HS512+A256KW", "dir"),
        ("PBES2-HS512+A256KW", "none"),
        ("jwk-set+json", "jwk+json"),
        ("cheap", "other"),
        ("\"typ\"", "\"crit\":[\"x\"],\"x\":1,\"typ\""),
        ("\"typ\"", "\"zip\":\"DEF\",\"typ\""),
    ] {
        assert!(header.contains(from), "{from}");
        let edited = format!("{}.{rest}", base64url::encode(header.replace(from, to).as_bytes()));
        assert!(try_open(edited.as_bytes(), "open sesame").is_err(), "{to}");
    }
    assert!(
        try_open(format!("\u{feff}{text}\r\n").as_bytes(), "open sesame").is_ok(),
        "what an editor adds does no harm"
    );
}

/// C1: work that is asked for is bounded before it is done.
#[test]
fn too_many_iterations_are_refused_at_once() {
    for (count, may_be_allowed) in [
        ("1200001", true),
        ("10000000", true),
        ("10000001", false),
        ("2147483648", false),
        ("18446744073709551615", false),
    ] {
        let bytes = cheap("{\"keys\":[]}", |header| header["p2c"] = serde_json::from_str(count).unwrap());
        let error = try_open(&bytes, "open sesame").unwrap_err();
        let expected = OpenError::TooExpensive {
            required: count.parse().unwrap(),
            limit: Limits::DEFAULT.pbes2_iterations,
            may_be_allowed,
        };
        assert_eq!(error, expected, "{count}");
    }
}

#[test]
fn what_is_no_keyring_is_named() {
    let check = |bytes: &[u8], expected: OpenError| {
        assert_eq!(try_open(bytes, "x").unwrap_err(), expected, "{}", String::from_utf8_lossy(bytes));
    };
    check(b"", OpenError::Empty);
    check(b" \n", OpenError::Empty);
    check(b"hello", OpenError::NotAKeyring);
    check(b"[]", OpenError::NotAKeyring);
    check(b"{}", OpenError::NotAKeyring);
    check(b"{\"keys\":{}}", OpenError::NotAKeyring);
    check(b"{\"keys\":[", OpenError::Damaged);
    check(b"\xff\xfe", OpenError::NotAKeyring);
    check(b"-----BEGIN PRIVATE KEY-----\n", OpenError::NotAKeyring);
    // A JWS, and a JWE for somebody's key.
    check(b"eyJhbGciOiJub25lIn0.e30.", OpenError::Damaged);
    let dir = b"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA";
    check(dir, OpenError::OtherKeyNeeded { algorithm: "dir".into() });
    assert!(matches!(try_open(&vec![b'a'; 64 * 1024 * 1024 + 1], "x").unwrap_err(), OpenError::TooLong { .. }));
    // The content of an encrypted one is no set.
    for content in ["", "[]", "{}", "hello", "{\"keys\":[", "{\"keys\":1}"] {
        assert!(try_open(&cheap(content, |_| {}), "open sesame").is_err(), "{content}");
    }
}

/// E12: ten thousand keys, and a comment of 5 MB.
#[test]
fn large_keyrings_open_in_time() {
    let pair = generated("ed25519");
    let mut keys = Vec::new();
    for index in 0..10_000 {
        keys.push(ED25519.replace("rfc8037", &format!("key-{index}")));
    }
    let set = format!(r#"{{"keys":[{}]}}"#, keys.join(","));
    let bytes = cheap(&set, |_| {});
    let started = Instant::now();
    let mut keyring = try_open(&bytes, "open sesame").unwrap();
    let opening = started.elapsed();
    assert_eq!(keyring.keys().count(), 10_000);
    // One more than is computed with is kept all the same.
    keyring.add(&pair, None, 0).unwrap();
    let started = Instant::now();
    let sealed = seal(&keyring, &passphrase("x"), Strength::Full).unwrap();
    let sealing = started.elapsed();
    let again = try_open(&sealed, "x").unwrap();
    assert_eq!(again.entries().len(), 10_001);
    assert_eq!(again.keys().count(), Limits::DEFAULT.keys);
    assert_eq!(again.entries()[10_000].text(), keyring.entries()[10_000].text());
    println!("10,000 keys: opened in {} ms, sealed and checked in {} ms", opening.as_millis(), sealing.as_millis());

    let comment = "x".repeat(5 * 1024 * 1024);
    let set = format!(r#"{{"keys":[{}]}}"#, ED25519.replace("rfc8037", &comment));
    let started = Instant::now();
    let keyring = try_open(&cheap(&set, |_| {}), "open sesame").unwrap();
    assert_eq!(keyring.entries()[0].key().unwrap().key_id.as_ref().map(String::len), Some(comment.len()));
    println!("a kid of 5 MiB: opened in {} ms", started.elapsed().as_millis());
}
