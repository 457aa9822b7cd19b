//! D5, D6: the formats of others, read or named with the command that converts them. The commands were run as they stand.

use super::{ForeignFormat, KeyError, P256, PASSPHRASE, RSA, check, error, errors, one, opened, rules, taken, text};
use crate::engine::ground::jwa::Curve;
use crate::engine::speech::key_error;

#[test]
fn d6_putty_keys_of_versions_2_and_3() {
    check(file!("rsa.putty-3.ppk"), RSA, true, "PuTTY, version 3, me@example");
    check(file!("rsa.putty-2.ppk"), RSA, true, "PuTTY, version 2, me@example");
    assert_eq!(one(&taken(file!("rsa.putty-3.ppk"))).material, one(&taken(file!("rsa.pkcs8.pem"))).material);
    let ed25519 = one(&taken(file!("openssh"))).material.clone();
    for file in [file!("openssh.putty-3.ppk"), file!("openssh.putty-2.ppk")] {
        assert_eq!(one(&taken(file)).material, ed25519);
    }
    // Thumbprint of what `puttygen -L` says the public half is.
    let ed448 = taken(file!("ed448.putty-3.ppk"));
    assert_eq!((one(&ed448).curve(), one(&ed448).is_private()), (Some(Curve::Ed448), true));
    assert_eq!(one(&ed448).thumbprint, "0gp0526_lTwVps0OToAac1Zax5-07WUKmy-UE6AkgLA");
    assert_eq!(error(file!("dsa.putty-3.ppk")), KeyError::NoJoseAlgorithm("DSA".to_owned()));
    // As Windows writes it, and through an editor.
    let windows = text(file!("rsa.putty-3.ppk")).replace('\n', "\r\n");
    check(format!("\u{feff}{windows}\r\n").as_bytes(), RSA, true, "PuTTY, version 3, me@example");
}

#[test]
fn d6_encrypted_putty_keys_ask_for_the_passphrase() {
    for file in [
        file!("p256.putty-2-encrypted.ppk"),
        #[cfg(feature = "ml-dsa")]
        file!("p256.putty-3-argon2id.ppk"),
        #[cfg(feature = "ml-dsa")]
        file!("p256.putty-3-argon2i.ppk"),
        #[cfg(feature = "ml-dsa")]
        file!("p256.putty-3-argon2d.ppk"),
    ] {
        assert_eq!(error(file), KeyError::PassphraseNeeded);
        assert!(taken(file).needs_passphrase);
        for wrong in ["", "Jotsmith-test"] {
            assert_eq!(errors(&opened(file, wrong)), [&KeyError::PassphraseWrong], "{wrong:?}");
        }
        let import = opened(file, PASSPHRASE);
        assert_eq!((one(&import).thumbprint.as_str(), one(&import).is_private()), (P256, true));
        let format = &one(&import).source.format;
        assert_eq!(format.split(',').next(), Some("encrypted PuTTY"), "{format}");
    }
}

#[test]
fn d6_a_putty_key_that_was_changed_or_cut_is_refused() {
    let whole = text(file!("rsa.putty-3.ppk"));
    for (what, changed) in [
        ("another comment", whole.replace("me@example", "you@example")),
        ("another public key", whole.replace("AAAAB3NzaC1yc2EAAAADAQABAAABAQC+", "AAAAB3NzaC1yc2EAAAADAQABAAABAQC/")),
        ("another MAC", whole.replace("Private-MAC: ", "Private-MAC: 00")),
        ("no MAC", whole.lines().filter(|line| !line.starts_with("Private-MAC")).collect::<Vec<_>>().join("\n")),
        ("cut", whole[..whole.len() / 2].to_owned()),
        ("no lines", whole.replace("Private-Lines: 14", "Private-Lines: 99999999999")),
        ("first line alone", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n".to_owned()),
    ] {
        assert_eq!(error(changed.as_bytes()), KeyError::Damaged("PuTTY key"), "{what}");
    }
    let newer = whole.replace("File-3", "File-9");
    assert_eq!(error(newer.as_bytes()), KeyError::Foreign(ForeignFormat::Putty));
    assert_eq!(ForeignFormat::Putty.advice(), "Convert it: puttygen key.ppk -O private-openssh -o key.openssh");
    // Work without end, before any is done.
    let text = text(file!("p256.putty-3-argon2id.ppk"));
    for costly in [
        text.replace("Memory: 8192", "Memory: 4194304"),
        text.replace("Passes: 2", "Passes: 4294967295"),
        text.replace("Parallelism: 1", "Parallelism: 100000"),
    ] {
        assert!(matches!(errors(&opened(costly.as_bytes(), PASSPHRASE))[..], [KeyError::ExcessiveWork { .. }]));
    }
    let unknown = text.replace("aes256-cbc", "aes512-cbc");
    assert_eq!(errors(&opened(unknown.as_bytes(), "x")), [&KeyError::EncryptionUnknown("aes512-cbc".to_owned())]);
    // What is no number where one must be.
    for broken in [text.replace("Passes: 2", "Passes: two"), text.replace("Salt: ", "Salt: x")] {
        assert_eq!(errors(&opened(broken.as_bytes(), PASSPHRASE)), [&KeyError::Damaged("PuTTY key")]);
    }
}

#[test]
fn d6_other_formats_are_named_with_the_command_that_converts_them() {
    use ForeignFormat::*;
    for (bytes, format, command) in [
        (file!("rsa.ssh2"), Ssh2Private, "puttygen"),
        (file!("p256.pkcs7.pem"), Pkcs7, "openssl pkcs7"),
        (file!("p256.jks"), JavaKeyStore, "keytool"),
        (file!("p256.jceks"), JavaCryptoKeyStore, "-srcstoretype JCEKS"),
        (file!("bks"), BouncyCastleKeyStore, "-srcstoretype BKS"),
        (file!("openpgp.private.gpg"), OpenPgp, "gpg --export-ssh-key"),
        (file!("openpgp.public.gpg"), OpenPgp, "gpg --export-ssh-key"),
        (file!("openpgp.rsa.gpg"), OpenPgp, "gpg --export-ssh-key"),
        (b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n-----END PGP PRIVATE KEY BLOCK-----", OpenPgp, "gpg"),
        (b"eyJhbGciOiJIUzI1NiJ9.e30.AAAA", Token, "Use it"),
        (br#"{"protected":"e30","ciphertext":"AA","iv":"","tag":""}"#, Token, "Use it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", OtherFile, "Choose"),
    ] {
        assert_eq!(error(bytes), KeyError::Foreign(format));
        assert!(key_error::words(&error(bytes)).advice.contains(command), "{format:?}");
    }
}

#[test]
fn d6_a_service_account_holds_a_key_and_its_id() {
    let pem = text(file!("rsa.pkcs8.pem")).replace('\n', "\\n");
    // Google's, and Firebase's, which has the same members and more.
    for more in ["", r#","universe_domain":"googleapis.com","client_x509_cert_url":"https://a""#] {
        let json = format!(
            r#"{{"type":"service_account","private_key_id":"abc123","private_key":"{pem}","client_email":"a@b.c"{more}}}"#
        );
        let import = taken(json.as_bytes());
        let key = one(&import);
        assert_eq!((key.thumbprint.as_str(), key.key_id.as_deref()), (RSA, Some("abc123")));
    }
    let pem = text(file!("p256.certificate.pem")).replace('\n', "\\n");
    let import = taken(format!(r#"{{"kid-1":"{pem}","kid-2":"{pem}"}}"#).as_bytes());
    let ids: Vec<_> = import.keys.iter().map(|key| key.key_id.as_deref()).collect();
    assert_eq!(ids, [Some("kid-1"), Some("kid-2")]);
}

#[test]
fn d6_a_kubernetes_secret_holds_keys_in_data_and_in_string_data() {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let jwk = text(file!("p256.jwk.json"));
    let set = format!("{{\n  \"keys\": [{}]\n}}", jwk.trim());
    let word = base64(file!("p256.pkcs8.pem"));
    let pem = text(file!("p256.pkcs8.pem"));
    let indented = pem.lines().map(|line| format!("    {line}\n")).collect::<String>();
    for (shape, secret) in [
        ("data, YAML", format!("apiVersion: v1\nkind: Secret\ndata:\n  tls.key: {word}\n")),
        ("data, YAML, quoted", format!("kind: Secret\ndata:\n  tls.key: \"{word}\"\n")),
        ("data, JSON", format!(r#"{{"kind":"Secret","data":{{"tls.key":"{word}"}}}}"#)),
        ("stringData, YAML", format!("kind: Secret\nstringData:\n  tls.key: |\n{indented}")),
        ("stringData, JSON", format!(r#"{{"kind":"Secret","stringData":{{"k":"{}"}}}}"#, pem.replace('\n', "\\n"))),
        ("a JWK in data", format!("kind: Secret\ndata:\n  signing.jwk: {}\n", base64(jwk.as_bytes()))),
        ("a JWK Set in data", format!("kind: Secret\ndata:\n  jwks.json: {}\n", base64(set.as_bytes()))),
        ("a JWK Set in data, JSON", format!(r#"{{"data":{{"jwks.json":"{}"}}}}"#, base64(set.as_bytes()))),
        ("DER in data", format!("kind: Secret\ndata:\n  key: {}\n", base64(&super::der_of(file!("p256.pkcs8.pem"))))),
    ] {
        let import = taken(secret.as_bytes());
        assert!(import.problems.is_empty(), "{shape}: {:?}", import.problems);
        let found: Vec<_> = import.keys.iter().map(|key| (key.thumbprint.as_str(), key.is_private())).collect();
        assert_eq!(found, [(P256, true)], "{shape}");
    }
    // A key store in it, and certificate and key together.
    let store = format!("kind: Secret\ndata:\n  keystore.p12: {}\n", base64(file!("p256.p12")));
    assert!(taken(store.as_bytes()).needs_passphrase);
    assert_eq!(opened(store.as_bytes(), PASSPHRASE).keys.iter().filter(|key| key.is_private()).count(), 1);
    let tls = format!("data:\n  tls.crt: {}\n  tls.key: {word}\n", base64(file!("p256.certificate.pem")));
    let import = taken(tls.as_bytes());
    assert!(one(&import).is_private() && one(&import).x5t_s256.is_some() && import.certificates.len() == 1);
    // Base64 of something else is no key: what there is is named, as of a whole manifest.
    let other = format!("kind: Secret\ndata:\n  password: {}\n  user: {}\n", base64(&[b'p'; 40]), base64(&[b'u'; 40]));
    assert!(matches!(error(other.as_bytes()), KeyError::Variables(names) if names == ["password", "user"]));
}

#[test]
fn d11_keys_in_openid_metadata() {
    let jwk = text(file!("p256.jwk.json"));
    let json = format!(
        r#"{{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks","id_token_signing_alg_values_supported":["ES256"],
            "jwks":{{"keys":[{}]}}}}"#,
        jwk.trim()
    );
    check(json.as_bytes(), P256, true, "JWK Set");
    // Without them the address is told, and the command that fetches them: it is not followed.
    let error = error(br#"{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks"}"#);
    assert_eq!(error, KeyError::Metadata { keys: "https://a.example/jwks".to_owned() });
    assert_eq!(
        key_error::words(&error).advice,
        "Fetch the keys and load the file: curl -s 'https://a.example/jwks' > jwks.json"
    );
    for address in ["https://a.example/'; rm -rf ~'", "file:///etc/passwd", "https://a.example/$(id)"] {
        let keys = address.to_owned();
        assert!(
            !key_error::words(&KeyError::Metadata { keys }).advice.contains("curl"),
            "{address} is no address for a shell"
        );
    }
}

#[test]
fn d12_a_certificate_is_used_whatever_its_dates_and_its_facts_are_kept() {
    let import = taken(file!("p256.certificate.pem"));
    assert!(rules(one(&import)).iter().all(|rule| !rule.starts_with("KEY_X5C")));
    let (_, facts) = &import.certificates[0];
    assert!(facts.not_before < facts.not_after);
}
