use super::{Import, ImportOptions, secret};
use crate::engine::crypto::key as openssl_key;
use crate::engine::crypto::ml_dsa::{IS_AVAILABLE, parameter_set};
use crate::engine::crypto::pkey::{PkeyError, private_pkey, public_pkey};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::key::{ForeignFormat, KeyError};
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::rule::finding::Severity;
use crate::engine::speech::key_error;
use crate::engine::verify::key_file::import;
use std::time::Instant;

/// A file of tests/data/keys.
macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../../../../tests/data/keys/", $name)).as_slice()
    };
}

mod format;
mod wrapped;

/// Thumbprints computed by another program (Python's cryptography).
const RSA: &str = "u76Df2Vv1xFFZvoSmd3yw6_Lq5haulzUIAoDD2Dr1YU";
const P256: &str = "PT5Qygfl8rMoWXYJvXHDZMnZ8SWUDGpubRYq5pLmloM";

fn taken(bytes: &[u8]) -> Import {
    import(bytes, "test", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default())
}

fn opened(bytes: &[u8], passphrase: &str) -> Import {
    let passphrase = Some(SecretBytes::from(passphrase.as_bytes()));
    let options = ImportOptions { passphrase, ..Default::default() };
    import(bytes, "test", &options, &Limits::DEFAULT, &mut KeyIds::default())
}

#[track_caller]
fn one(import: &Import) -> &Jwk {
    assert!(import.problems.is_empty(), "{:?}", import.problems);
    assert_eq!(import.keys.len(), 1);
    &import.keys[0]
}

#[track_caller]
fn errors(import: &Import) -> Vec<&KeyError> {
    assert!(import.keys.is_empty(), "{:?}", import.keys);
    import.problems.iter().map(|problem| &problem.error).collect()
}

#[track_caller]
fn error(bytes: &[u8]) -> KeyError {
    let import = taken(bytes);
    let errors = errors(&import);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

/// Nobody has asked for a derivation that costs a second: a passphrase is asked for first, be it an empty one.
#[test]
fn the_empty_passphrase_is_tried_unasked_only_where_that_is_cheap() {
    assert!(taken(file!("p256.empty-passphrase.p12")).problems.is_empty());
    let costly = file!("p256.costly-empty-passphrase.p12");
    // Had it been tried, its keys would be there: the empty passphrase is the right one.
    let import = taken(costly);
    assert!(import.needs_passphrase && import.keys.is_empty(), "{:?}", import.problems);
    assert!(errors(&import).iter().all(|error| **error == KeyError::PassphraseNeeded), "{:?}", import.problems);
    assert_eq!(opened(costly, "").keys.len(), 1, "the key, which its certificate belongs to");
}

fn rules(key: &Jwk) -> Vec<&'static str> {
    key.findings.iter().map(|finding| finding.rule.id).collect()
}

/// One key with this thumbprint, private or not, in this format.
#[track_caller]
fn check(bytes: &[u8], thumbprint: &str, private: bool, format: &str) {
    let import = taken(bytes);
    let key = one(&import);
    assert_eq!((key.thumbprint.as_str(), key.is_private(), key.source.format.as_str()), (thumbprint, private, format));
    // What was taken in can be computed with.
    assert!(public_pkey(&key.material).is_ok());
    assert_eq!(private_pkey(&key.material).is_ok(), private);
}

fn der_of(pem: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(pem).unwrap();
    let block = &super::pem::read(text, 9).blocks[0];
    block.bytes.as_ref().unwrap().expose().to_vec()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

// D1

#[test]
fn d1_every_kind_of_pem() {
    check(file!("rsa.pkcs8.pem"), RSA, true, "PEM, PKCS#8");
    check(file!("rsa.pkcs1.pem"), RSA, true, "PEM, PKCS#1");
    check(file!("rsa.spki.pem"), RSA, false, "PEM, SPKI");
    check(file!("rsa.pkcs1-public.pem"), RSA, false, "PEM, PKCS#1");
    check(file!("rsa.request.pem"), RSA, false, "PEM, certificate request");
    check(file!("p256.pkcs8.pem"), P256, true, "PEM, PKCS#8");
    check(file!("p256.sec1.pem"), P256, true, "PEM, SEC1");
    check(file!("p256.sec1-with-parameters.pem"), P256, true, "PEM, SEC1");
    check(file!("p256.spki.pem"), P256, false, "PEM, SPKI");
    check(file!("p256.spki-compressed.pem"), P256, false, "PEM, SPKI");
    check(file!("p256.certificate.pem"), P256, false, "PEM, certificate");
}

#[test]
fn d1_the_label_does_not_decide() {
    let mislabelled = text(file!("rsa.pkcs1-public.pem")).replace("RSA PUBLIC KEY", "PUBLIC KEY");
    check(mislabelled.as_bytes(), RSA, false, "PEM, PKCS#1");
    let mislabelled = text(file!("p256.pkcs8.pem")).replace("PRIVATE KEY", "EC PRIVATE KEY");
    check(mislabelled.as_bytes(), P256, true, "PEM, PKCS#8");
}

#[test]
fn d1_several_blocks_with_text_around() {
    let bundle = [
        b"Bag Attributes\n    localKeyID: 01 00 00 00\nsubject=CN = x\n".as_slice(),
        file!("p256.certificate.pem"),
        b"Key Attributes: <No Attributes>\n",
        file!("p256.pkcs8.pem"),
        b"-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n",
        file!("rsa.spki.pem"),
        b"the end",
    ]
    .concat();
    let import = taken(&bundle);
    let thumbprints: Vec<_> = import.keys.iter().map(|key| key.thumbprint.as_str()).collect();
    assert_eq!(thumbprints, [P256, RSA], "a key and its certificate are one");
    assert_eq!(import.problems.len(), 1);
    assert_eq!(import.problems[0].place, "block 3, PUBLIC KEY");
    assert!(matches!(import.problems[0].error, KeyError::Damaged(_)));
    // The private key learns the thumbprints of its certificate.
    assert_eq!(import.keys[0].x5t_s256.as_deref(), Some("8bhi2v31Ja3d0mVW3P2syi8vYTZxkDZ-AccGpROEUqA"));
    assert!(import.keys[0].is_private());
    assert_eq!(import.certificates.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [import.keys[0].id]);
}

#[test]
fn d1_what_a_certificate_says() {
    let import = taken(file!("p256.certificate.pem"));
    let key = one(&import);
    let (id, facts) = &import.certificates[0];
    assert_eq!(*id, key.id);
    assert_eq!(facts.subject, "CN=jotsmith test, O=Example");
    assert_eq!(facts.issuer, facts.subject);
    assert!(facts.is_self_issued);
    assert_eq!(facts.serial_number, "1267");
    assert_eq!((facts.not_before, facts.not_after), (Some(1_795_451_289), Some(2_110_811_289)));
    assert_eq!(key.x5t.as_deref(), Some("7oRJAmPmAPLozRviuFOQmG0phZ8"));
    assert_eq!(key.x5t_s256.as_deref(), Some("8bhi2v31Ja3d0mVW3P2syi8vYTZxkDZ-AccGpROEUqA"));
}

// D2

#[test]
fn d2_encrypted_files_ask_for_the_passphrase() {
    for (bytes, thumbprint) in [
        (file!("rsa.pbes2-aes256.pem"), RSA),
        (file!("rsa.pbe-sha1-3des.pem"), RSA),
        (file!("rsa.old-aes128.pem"), RSA),
        (file!("rsa.old-3des.pem"), RSA),
        (file!("p256.old-aes256.pem"), P256),
        (file!("p256.scrypt.pem"), P256),
        (file!("p256.pbes2-3des-sha1.pem"), P256),
    ] {
        let import = taken(bytes);
        assert!(import.needs_passphrase);
        assert_eq!(errors(&import), [&KeyError::PassphraseNeeded]);
        for wrong in ["a", "", "Jotsmith-test", "jotsmith-test ", "x\0y", &"long".repeat(1000)] {
            let import = opened(bytes, wrong);
            assert!(!import.needs_passphrase);
            assert_eq!(errors(&import), [&KeyError::PassphraseWrong], "{wrong:?}");
        }
        let import = opened(bytes, "jotsmith-test");
        let key = one(&import);
        assert_eq!((key.thumbprint.as_str(), key.is_private()), (thumbprint, true));
        assert!(key.source.format.contains("encrypted"), "{}", key.source.format);
    }
}

#[test]
fn d2_an_empty_passphrase_is_a_passphrase() {
    assert!(taken(file!("p256.pbes2-empty-passphrase.pem")).needs_passphrase);
    assert_eq!(one(&opened(file!("p256.pbes2-empty-passphrase.pem"), "")).thumbprint, P256);
}

#[test]
fn d2_ciphers_of_old_are_named() {
    let named = |name: &str| KeyError::EncryptionUnknown(name.to_owned());
    let import = opened(file!("rsa.pbe-md5-des.pem"), "jotsmith-test");
    assert_eq!(errors(&import), [&named("DES and MD5 (PKCS#5)")]);
    let import = opened(file!("p256.pbes2-camellia.pem"), "jotsmith-test");
    if cfg!(feature = "vendored-openssl") {
        // Not in the OpenSSL that is built in; a system's may have it.
        assert_eq!(errors(&import), [&named("Camellia")]);
    }
    let des = text(file!("rsa.old-3des.pem")).replace("DES-EDE3-CBC", "DES-CBC");
    assert_eq!(error(des.as_bytes()), named("DES-CBC"));
}

/// A key file whose passphrase takes 21 minutes to try.
#[test]
fn d2_work_without_end_is_refused() {
    let mut der = der_of(file!("rsa.pbes2-aes256.pem"));
    // INTEGER 1000 becomes INTEGER 2^15·1000 by a longer number; the lengths in front stay what they are.
    let at = der.windows(4).position(|window| window == [2, 2, 3, 0xe8]).unwrap();
    let limits = Limits { pbes2_iterations_ceiling: 999, ..Limits::DEFAULT };
    let options = ImportOptions { passphrase: Some(SecretBytes::from(b"x".as_slice())), ..Default::default() };
    let import = import(&der, "test", &options, &limits, &mut KeyIds::default());
    assert_eq!(errors(&import), [&KeyError::ExcessiveWork { required: 1000, limit: 999 }]);
    der[at + 2] = 0x7f;
    assert_eq!(errors(&opened(&der, "x")), [&KeyError::PassphraseWrong]);

    let mut der = der_of(file!("p256.scrypt.pem"));
    // N = 16384 = 2 bytes 0x4000; r = 8; p = 1.
    let at = der.windows(10).position(|window| window == [2, 2, 0x40, 0, 2, 1, 8, 2, 1, 1]).unwrap();
    der[at + 6] = 0x7f;
    der[at + 9] = 0x7f;
    assert!(matches!(errors(&opened(&der, "x"))[..], [KeyError::ExcessiveWork { .. }]));
}

/// One file does a bounded number of derivations, however many blocks it has.
#[test]
fn d2_a_thousand_encrypted_blocks() {
    let file = file!("rsa.pbes2-aes256.pem").repeat(10);
    let limits = Limits { pbes2_iterations_ceiling: 1000, ..Limits::DEFAULT };
    let options = ImportOptions { passphrase: Some(SecretBytes::from(&b"x"[..])), ..Default::default() };
    let import = import(&file, "test", &options, &limits, &mut KeyIds::default());
    let tried = import.problems.iter().filter(|problem| problem.error == KeyError::PassphraseWrong).count();
    assert_eq!((tried, import.problems.len()), (4, 10));
}

// D4

#[test]
fn d4_der_of_every_kind() {
    check(&der_of(file!("rsa.pkcs8.pem")), RSA, true, "DER, PKCS#8");
    check(&der_of(file!("rsa.pkcs1.pem")), RSA, true, "DER, PKCS#1");
    check(&der_of(file!("rsa.spki.pem")), RSA, false, "DER, SPKI");
    check(&der_of(file!("rsa.pkcs1-public.pem")), RSA, false, "DER, PKCS#1");
    check(&der_of(file!("rsa.request.pem")), RSA, false, "DER, certificate request");
    check(&der_of(file!("p256.sec1.pem")), P256, true, "DER, SEC1");
    check(&der_of(file!("p256.certificate.pem")), P256, false, "DER, certificate");
    assert_eq!(one(&opened(&der_of(file!("p256.scrypt.pem")), "jotsmith-test")).thumbprint, P256);
    // A line break behind it, as editors add.
    let mut der = der_of(file!("p256.spki.pem"));
    der.push(b'\n');
    check(&der, P256, false, "DER, SPKI");
    // base64 without its PEM lines, as Keycloak shows it.
    let bare = data_encoding::BASE64.encode(&der_of(file!("rsa.spki.pem")));
    check(bare.as_bytes(), RSA, false, "base64 DER, SPKI");
    // And a PEM file in base64, as Kubernetes keeps it.
    let twice = data_encoding::BASE64.encode(file!("rsa.spki.pem"));
    check(twice.as_bytes(), RSA, false, "PEM, SPKI");
}

/// Fifteen bytes that make other readers allocate a terabyte and abort.
#[test]
fn d4_declared_lengths_are_not_believed() {
    let bomb = [0x30, 0x0d, 0x06, 0x01, 0x2a, 0x04, 0x86, 0x01, 0, 0, 0, 0, 0, 0, 0];
    let pem =
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", data_encoding::BASE64.encode(&bomb));
    assert!(matches!(error(pem.as_bytes()), KeyError::Damaged(_)));
    let cut = &der_of(file!("rsa.pkcs8.pem"))[..700];
    assert!(matches!(error(cut), KeyError::Damaged(_)));
}

// D7

#[test]
fn d7_pem_as_people_have_it() {
    let pem = text(file!("p256.spki.pem"));
    let one_line = pem.trim().replace('\n', "");
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| {
        let start = if mark { vec![0xfeff] } else { vec![] };
        start.into_iter().chain(pem.encode_utf16()).flat_map(unit).collect::<Vec<u8>>()
    };
    for (shape, bytes) in [
        ("CR LF", pem.replace('\n', "\r\n").into_bytes()),
        ("CR", pem.replace('\n', "\r").into_bytes()),
        ("no line break at the end", pem.trim_end().as_bytes().to_vec()),
        ("byte order mark", [b"\xef\xbb\xbf", pem.as_bytes()].concat()),
        ("UTF-16LE", utf16(u16::to_le_bytes, true)),
        ("UTF-16BE", utf16(u16::to_be_bytes, true)),
        ("UTF-16LE without mark", utf16(u16::to_le_bytes, false)),
        ("literal \\n", pem.replace('\n', "\\n").into_bytes()),
        ("literal \\r\\n", pem.replace('\n', "\\r\\n").into_bytes()),
        ("JSON string", format!("\"{}\"", pem.replace('\n', "\\n")).into_bytes()),
        ("JSON string of a JSON string", format!("\"{}\"", pem.replace('\n', "\\\\n")).into_bytes()),
        ("single quotes", format!("'{pem}'").into_bytes()),
        ("environment", format!("PUBLIC_KEY=\"{}\"", pem.replace('\n', "\\n")).into_bytes()),
        ("one line", one_line.clone().into_bytes()),
        ("one line, spaces", pem.replace('\n', " ").into_bytes()),
        ("indented", pem.replace('\n', "\n    ").into_bytes()),
        ("tabs", pem.replace('\n', "\n\t").into_bytes()),
        ("spaces at the ends", pem.replace('\n', "  \n").into_bytes()),
        ("lower case", pem.replace("BEGIN PUBLIC KEY", "begin public key").into_bytes()),
        ("four dashes", pem.replace("-----BEGIN", "----BEGIN").into_bytes()),
        ("six dashes", pem.replace("KEY-----\nMFkw", "KEY------\nMFkw").into_bytes()),
        ("no END", pem.replace("-----END PUBLIC KEY-----", "").into_bytes()),
        ("mail quote", pem.replace('\n', "\n> ").into_bytes()),
        ("source", pem.trim().lines().map(|line| format!("\"{line}\\n\" +\n")).collect::<String>().into_bytes()),
    ] {
        let import = taken(&bytes);
        assert!(import.problems.is_empty(), "{shape}: {:?}", import.problems);
        let thumbprints: Vec<_> = import.keys.iter().map(|key| key.thumbprint.as_str()).collect();
        assert_eq!(thumbprints, [P256], "{shape}");
    }
}

#[test]
fn d7_repairs_are_said() {
    let pem = text(file!("p256.spki.pem"));
    for (bytes, note) in [
        (pem.replace('\n', "\\n").into_bytes(), "\\n turned into line breaks"),
        ([b"\xef\xbb\xbf", pem.as_bytes()].concat(), "a byte order mark was removed"),
        (pem.replace("-----BEGIN", "----BEGIN").into_bytes(), "a BEGIN line was repaired"),
        (pem.replace("-----END PUBLIC KEY-----", "").into_bytes(), "an END line is missing"),
    ] {
        assert_eq!(taken(&bytes).notes, [note]);
    }
    assert!(taken(pem.as_bytes()).notes.is_empty());
}

#[test]
fn d7_damage_is_named_and_never_taken_for_a_secret() {
    let pem = text(file!("p256.spki.pem"));
    assert_eq!(error(pem.replace("MFkw", "MF!kw").as_bytes()), KeyError::NotBase64);
    assert!(matches!(error(pem.replace("MFkw", "MFk").as_bytes()), KeyError::Damaged(_) | KeyError::NotBase64));
    assert_eq!(error(b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"), KeyError::Empty);
    assert_eq!(error(b""), KeyError::Empty);
    assert_eq!(error(b" \r\n\t"), KeyError::Empty);
}

// D10

#[test]
fn d10_curves_and_algorithms_of_jose() {
    for (bytes, thumbprint) in [
        (file!("p384.pkcs8.pem"), "KGW2v8WZjHN-1EdJxLGPR2WEeJp4O9oCaxpHglpup5c"),
        (file!("p521.pkcs8.pem"), "frB_Y8HbGz1nlRaoc5RQTnFCGuE3lTF9R0bhMAXgQaM"),
        (file!("secp256k1.pkcs8.pem"), "Em4gTakDJVBfl4soE9I8NAbx10ijoITFJE6O0BequN8"),
        (file!("ed25519.pkcs8.pem"), "-e5r8DoZbud-VvGfdUpbQeSpFJ61orxyEOy0_lKWunY"),
        (file!("ed448.pkcs8.pem"), "Ll5g2obhD-ukTwhYvlqacWvoodeW3q6wR5vUsVfPAEA"),
        (file!("x25519.pkcs8.pem"), "iciTXf00W3FsXXUloDTHOrYm8WXhWDXpiSKwyZwZM5A"),
        (file!("x448.pkcs8.pem"), "dW-IOL_u2VT-Zdrayv10yw2PowRr9UmSFDQRyBu7ISI"),
    ] {
        check(bytes, thumbprint, true, "PEM, PKCS#8");
    }
    for (bytes, thumbprint) in [
        (file!("ed25519.spki.pem"), "-e5r8DoZbud-VvGfdUpbQeSpFJ61orxyEOy0_lKWunY"),
        (file!("ed448.spki.pem"), "Ll5g2obhD-ukTwhYvlqacWvoodeW3q6wR5vUsVfPAEA"),
        (file!("x25519.spki.pem"), "iciTXf00W3FsXXUloDTHOrYm8WXhWDXpiSKwyZwZM5A"),
        (file!("x448.spki.pem"), "dW-IOL_u2VT-Zdrayv10yw2PowRr9UmSFDQRyBu7ISI"),
    ] {
        check(bytes, thumbprint, false, "PEM, SPKI");
    }
    check(file!("p256.spki-hybrid.pem"), P256, false, "PEM, SPKI");
}

#[test]
fn d10_rsassa_pss_keys_are_for_pss_alone() {
    let import = taken(file!("pss.pkcs8.pem"));
    assert_eq!(one(&import).thumbprint, "5y9WEeROrP-UuSlHf4ZiuqxBYIYhRA2bU76QCyEUEq0");
    assert_eq!(one(&import).algorithm, None);
    assert!(import.notes[0].contains("PS256"), "{:?}", import.notes);
    let import = taken(file!("pss-sha256.pkcs8.pem"));
    assert_eq!(one(&import).thumbprint, "zkBgpAGUFuGlxNlgV3JY1A134jSUO6jX6fzIf2_Tmww");
    assert_eq!(one(&import).algorithm.as_deref(), Some("PS256"));
}

#[test]
fn d10_keys_that_jose_does_not_have_are_named() {
    let named = |name: &str| KeyError::NoJoseAlgorithm(name.to_owned());
    assert_eq!(error(file!("p224.pkcs8.pem")), named("P-224"));
    assert_eq!(error(file!("brainpool.pkcs8.pem")), named("brainpoolP256r1"));
    assert_eq!(error(file!("brainpool.sec1.pem")), named("brainpoolP256r1"));
    assert_eq!(error(file!("dsa.pkcs8.pem")), named("DSA"));
    assert_eq!(error(file!("dsa.old.pem")), named("DSA"));
    assert_eq!(error(file!("p256.spki-explicit.pem")), KeyError::ExplicitCurve);
    assert!(key_error::words(&KeyError::ExplicitCurve).advice.contains("openssl"));
}

/// PKCS#8 version 2 adds the public key (RFC 5958 §2), as ring and Java write it.
#[test]
fn d10_pkcs8_version_2() {
    let private = der_of(file!("ed25519.pkcs8.pem"));
    let public = &der_of(file!("ed25519.spki.pem"))[12..];
    let version_2 = |public: &[u8]| {
        let mut der = private.clone();
        der[4] = 1;
        der.extend([0x81, 0x21, 0]);
        der.extend(public);
        der[1] = (der.len() - 2) as u8;
        der
    };
    check(&version_2(public), "-e5r8DoZbud-VvGfdUpbQeSpFJ61orxyEOy0_lKWunY", true, "DER, PKCS#8 version 2");
    let mut other = public.to_vec();
    other[0] ^= 1;
    let problem = &taken(&version_2(&other)).problems[0];
    assert_eq!(problem.error, KeyError::PrivatePublicMismatch);
    assert_eq!(problem.rule().map(|rule| rule.id), Some("KEY_PRIV_PUB_MISMATCH"));
}

/// RFC 9964 Appendix A: the seed of 32 zero bytes, and the thumbprints that the RFC uses as kid.
#[cfg(feature = "ml-dsa")]
#[test]
fn d10_ml_dsa_from_seed_pem_and_jwk() {
    for (name, arc, thumbprint) in [
        ("ML-DSA-44", 0x11, "T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o"),
        ("ML-DSA-65", 0x12, "Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM"),
        ("ML-DSA-87", 0x13, "tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU"),
    ] {
        let made = openssl_key::akp_private(parameter_set(name).unwrap(), &[0; 32], None).unwrap();
        let KeyMaterial::Akp { public, .. } = &made else { panic!() };
        let public = base64url::encode(public);
        let seed = base64url::encode(&[0; 32]);
        let jwk = format!(r#"{{"kty":"AKP","alg":"{name}","pub":"{public}","priv":"{seed}"}}"#);
        check(jwk.as_bytes(), thumbprint, true, "JWK");
        assert!(rules(one(&taken(jwk.as_bytes()))).contains(&"KEY_KNOWN_PUBLIC"));
        let jwk = format!(r#"{{"kty":"AKP","alg":"{name}","pub":"{public}"}}"#);
        check(jwk.as_bytes(), thumbprint, false, "JWK");
        // OpenSSL's own PKCS#8 has seed and expanded key.
        let pkey = private_pkey(&made).unwrap();
        check(&pkey.private_key_to_pem_pkcs8().unwrap(), thumbprint, true, "PEM, PKCS#8");
        check(&pkey.public_key_to_pem().unwrap(), thumbprint, false, "PEM, SPKI");
        // The seed alone (RFC 9881 §6), byte for byte.
        let algorithm = [0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, arc];
        let seed_only = [&[0x30, 0x34, 2, 1, 0][..], &algorithm, &[4, 0x22, 0x80, 0x20], &[0; 32]].concat();
        check(&seed_only, thumbprint, true, "DER, PKCS#8");
        // The expanded key alone: the public half is what can be had.
        let expanded = pkey.raw_private_key().unwrap();
        let length = |length: usize| [0x82, (length >> 8) as u8, length as u8];
        let inner = [&[4][..], &length(expanded.len()), &expanded].concat();
        let body = [&[2, 1, 0][..], &algorithm, &[4], &length(inner.len()), &inner].concat();
        let expanded_only = [&[0x30][..], &length(body.len()), &body].concat();
        let import = taken(&expanded_only);
        assert_eq!((one(&import).thumbprint.as_str(), one(&import).is_private()), (thumbprint, false));
        assert!(import.notes[0].contains("seed"), "{:?}", import.notes);
    }
}

/// The thumbprints that RFC 9964 uses as kid: a key of ML-DSA comes in where nothing can be computed with it. A file
/// that holds the seed alone has no public half that could be shown, and says why.
#[cfg(not(feature = "ml-dsa"))]
#[test]
fn c15_ml_dsa_without_the_algorithm() {
    let examples: serde_json::Value =
        serde_json::from_str(include_str!("../../../../../tests/data/rfc/rfc9964.json")).unwrap();
    let examples = examples["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 3);
    for example in examples {
        let mut key = example["key"].clone();
        let thumbprint = key["kid"].as_str().unwrap().to_owned();
        check_bare(key.to_string().as_bytes(), &thumbprint, false);
        key["priv"] = base64url::encode(&[0; 32]).into();
        check_bare(key.to_string().as_bytes(), &thumbprint, true);
        let public = base64url::decode(key["pub"].as_str().unwrap()).bytes;
        let arc = match key["alg"].as_str().unwrap() {
            "ML-DSA-44" => 0x11,
            "ML-DSA-65" => 0x12,
            _ => 0x13,
        };
        let algorithm = [0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, arc];
        let length = |length: usize| [0x82, (length >> 8) as u8, length as u8];
        let body = [&algorithm[..], &[3], &length(public.len() + 1), &[0], &public].concat();
        check_bare(&[&[0x30][..], &length(body.len()), &body].concat(), &thumbprint, false);
        let seed_only = [&[0x30, 0x34, 2, 1, 0][..], &algorithm, &[4, 0x22, 0x80, 0x20], &[0; 32]].concat();
        assert!(matches!(error(&seed_only), KeyError::Unsupported(_)));
    }
    fn check_bare(bytes: &[u8], thumbprint: &str, private: bool) {
        let import = taken(bytes);
        let key = one(&import);
        assert_eq!((key.thumbprint.as_str(), key.is_private()), (thumbprint, private));
        assert!(public_pkey(&key.material).is_err_and(|error| error.is_unsupported()));
    }
}

#[test]
fn d10_ml_dsa_jwk_rules() {
    assert_eq!(error(br#"{"kty":"AKP","pub":"AA"}"#), KeyError::MemberMissing("alg"));
    let unknown = error(br#"{"kty":"AKP","alg":"SLH-DSA-SHA2-128s","pub":"AA"}"#);
    assert_eq!(unknown, KeyError::AlgorithmUnknown("SLH-DSA-SHA2-128s".to_owned()));
    let short = error(br#"{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}"#);
    assert_eq!(short, KeyError::MemberLength { name: "pub", expected: 1312, found: 1 });
}

// D5, D6: named, with the way out

const PASSPHRASE: &str = "jotsmith-test";

#[test]
fn d3_pkcs12_of_today_and_of_old() {
    for (file, format) in [
        (file!("p256.p12"), "PKCS#12, PKCS#8"),
        (file!("p256.sha512.p12"), "PKCS#12, PKCS#8"),
        (file!("p256.legacy-rc2-40.p12"), "PKCS#12, PKCS#8"),
        (file!("p256.legacy-rc2-128.p12"), "PKCS#12, PKCS#8"),
        (file!("p256.legacy-3des.p12"), "PKCS#12, PKCS#8"),
        (file!("p256.nomac.p12"), "PKCS#12, PKCS#8"),
    ] {
        assert!(taken(file).needs_passphrase);
        assert!(taken(file).problems.iter().any(|problem| problem.error == KeyError::PassphraseNeeded));
        for wrong in ["", "Jotsmith-test", "jotsmith-test "] {
            let import = opened(file, wrong);
            assert!(import.problems.iter().any(|problem| problem.error == KeyError::PassphraseWrong), "{wrong:?}");
            assert!(!import.keys.iter().any(Jwk::is_private), "{wrong:?}");
        }
        let import = opened(file, PASSPHRASE);
        assert!(import.problems.is_empty(), "{:?}", import.problems);
        let key = one(&import);
        assert_eq!((key.thumbprint.as_str(), key.source.format.as_str()), (P256, format));
        assert!(key.is_private() && key.x5t_s256.is_some(), "the thumbprint of its certificate the key's too");
        assert_eq!(import.certificates.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [key.id]);
    }
    // The empty passphrase is tried without being asked for.
    assert_eq!(taken(file!("p256.empty-passphrase.p12")).keys.len(), 1);
    assert_eq!(opened(file!("p256.empty-passphrase.p12"), "").keys.len(), 1);
    let import = opened(file!("p256.nokeys.p12"), PASSPHRASE);
    assert_eq!(one(&import).source.format, "PKCS#12, certificate");
    // Several keys: each is named, and one certificate.
    let import = opened(file!("two-keys.p12"), PASSPHRASE);
    assert!(import.problems.is_empty(), "{:?}", import.problems);
    let private: Vec<_> =
        import.keys.iter().filter(|key| key.is_private()).map(|key| key.thumbprint.as_str()).collect();
    assert_eq!((private, import.keys.len()), (vec![P256, RSA], 2));
    // Cut, or with something behind it.
    let whole = file!("p256.p12");
    assert!(opened(&whole[..whole.len() - 1], PASSPHRASE).keys.is_empty());
    assert_eq!(opened(&[whole, b"\n"].concat(), PASSPHRASE).keys.len(), 1);
}

#[test]
fn d5_openssh_private_keys() {
    check(file!("rsa.openssh"), RSA, true, "OpenSSH");
    check(file!("p256.openssh"), P256, true, "OpenSSH");
    let ed25519 = taken(file!("openssh"));
    assert_eq!(one(&ed25519).curve(), Some(Curve::Ed25519));
    let plain = taken(file!("rsa.pkcs8.pem"));
    assert_eq!(one(&taken(file!("rsa.openssh"))).material, one(&plain).material, "dp and dq are computed");
    for (file, thumbprint) in [
        (file!("p256.openssh-aes256-ctr"), P256),
        (file!("rsa.openssh-aes128-cbc"), RSA),
        (file!("p256.openssh-aes256-gcm"), P256),
    ] {
        assert_eq!(error(file), KeyError::PassphraseNeeded);
        assert_eq!(errors(&opened(file, "wrong")), [&KeyError::PassphraseWrong]);
        assert_eq!(errors(&opened(file, "")), [&KeyError::PassphraseWrong]);
        let import = opened(file, PASSPHRASE);
        assert_eq!((one(&import).thumbprint.as_str(), one(&import).is_private()), (thumbprint, true));
        assert_eq!(one(&import).source.format, "encrypted OpenSSH");
    }
    assert_eq!(
        errors(&opened(file!("p256.openssh-chacha20"), PASSPHRASE)),
        [&KeyError::EncryptionUnknown("chacha20-poly1305@openssh.com".to_owned())]
    );
    // The rounds are bounded before one is done.
    let mut bytes = der_of(file!("p256.openssh-aes256-ctr"));
    let at = bytes.windows(6).position(|window| window == b"bcrypt").unwrap() + 6 + 4 + 4 + 16;
    assert_eq!(bytes[at..at + 4], 4_u32.to_be_bytes());
    bytes[at..at + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    let pem = format!(
        "-----BEGIN OPENSSH PRIVATE KEY-----\n{}\n-----END OPENSSH PRIVATE KEY-----\n",
        data_encoding::BASE64.encode(&bytes)
    );
    let started = Instant::now();
    assert!(matches!(errors(&opened(pem.as_bytes(), PASSPHRASE))[..], [KeyError::ExcessiveWork { .. }]));
    assert!(started.elapsed().as_millis() < 500);
}

#[test]
fn d5_openssh_public_keys() {
    check(file!("rsa.openssh.pub"), RSA, false, "OpenSSH, public, test@example");
    check(file!("rsa.ssh2.pub"), RSA, false, "SSH2, public");
    let both = [
        "# a comment".as_bytes(),
        b"",
        b"from=\"10.0.0.1\",no-pty,command=\"echo hi\" ".as_slice(),
        file!("p256.openssh.pub"),
        file!("openssh.pub"),
        b"ssh-dss AAAAB3NzaC1kc3MAAACBAP me@host\n",
        b"sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIA==\n",
        b"ssh-rsa AAAAB3NzaC1yc2E= cut off\n",
    ];
    let mut file = both[0].to_vec();
    file.push(b'\n');
    for part in &both[1..] {
        file.extend_from_slice(part);
    }
    let import = taken(&file);
    assert_eq!(import.keys.len(), 2, "{:?}", import.problems);
    assert_eq!(import.keys[0].thumbprint, P256);
    assert!(import.keys.iter().all(|key| !key.is_private() && key.key_id.is_none()));
    let problems: Vec<String> = import.problems.iter().map(|problem| key_error::problem(problem).sentence).collect();
    assert!(problems[0].contains("line 4: this kind of key cannot be used in JOSE: DSA"), "{problems:?}");
    assert!(problems[1].contains("security device"), "{problems:?}");
    assert!(problems[2].contains("line 6: the OpenSSH key"), "{problems:?}");
}

/// RFC 7517 §7 and Appendix C.
#[test]
fn an_encrypted_jwk_opens_with_its_passphrase_or_key() {
    let appendix_c = include_bytes!("../../../../../tests/data/rfc/rfc7517-c.jwe").as_slice();
    let words = "Thus from my lips, by yours, my sin is purged.";
    assert_eq!(error(appendix_c), KeyError::PassphraseNeeded);
    assert!(taken(appendix_c).needs_passphrase);
    assert_eq!(errors(&opened(appendix_c, "no")), [&KeyError::PassphraseWrong]);
    let found = opened(appendix_c, words);
    let key = one(&found);
    assert_eq!(key.key_id.as_deref(), Some("juliet@capulet.lit"));
    assert_eq!(key.source.format, "encrypted JWK");
    assert_eq!(found.texts.len(), 1);
    // In the flattened serialization, too.
    let parts: Vec<&str> = text_of_parts(appendix_c);
    let flattened = format!(
        r#"{{"protected":"{}","encrypted_key":"{}","iv":"{}","ciphertext":"{}","tag":"{}"}}"#,
        parts[0], parts[1], parts[2], parts[3], parts[4]
    );
    assert_eq!(one(&opened(flattened.as_bytes(), words)).key_id, key.key_id);
    // One that a key opens; and one whose header says nothing of keys stays a token.
    let outer = secret(&[7; 32], SecretEncoding::Utf8, "outer", &mut KeyIds(9)).unwrap();
    let seal = |header: &str| {
        use crate::engine::crypto::content;
        use crate::engine::ground::jwa::ContentEncryptionAlgorithm;
        let protected = base64url::encode(header.as_bytes());
        let enc = ContentEncryptionAlgorithm::named("A256GCM").known().unwrap();
        let plain = format!(r#"{{"keys":[{}]}}"#, text(file!("p256.jwk.json")));
        let body = content::encrypt(enc, &[7; 32], &[1; 12], plain.as_bytes(), protected.as_bytes()).unwrap();
        let parts = [&[1; 12][..], &body.ciphertext, &body.tag].map(base64url::encode);
        format!("{protected}..{}", parts.join("."))
    };
    let said = seal(r#"{"alg":"dir","enc":"A256GCM","cty":"jwk-set+json"}"#);
    assert_eq!(error(said.as_bytes()), KeyError::OtherKeyNeeded("dir".to_owned()));
    let unsaid = seal(r#"{"alg":"dir","enc":"A256GCM"}"#);
    assert_eq!(error(unsaid.as_bytes()), KeyError::Foreign(ForeignFormat::Token));
    let options = ImportOptions { keys: super::KeyRing::new([std::sync::Arc::new(outer)]), ..ImportOptions::default() };
    for token in [said, unsaid] {
        let found = import(token.as_bytes(), "t", &options, &Limits::DEFAULT, &mut KeyIds::default());
        assert_eq!(one(&found).thumbprint, P256);
        assert_eq!(one(&found).source.format, "encrypted JWK Set");
    }
}

fn text_of_parts(token: &[u8]) -> Vec<&str> {
    std::str::from_utf8(token).unwrap().split('.').collect()
}

// D11

#[test]
fn d11_sets_of_every_shape() {
    let jwk = text(file!("p256.jwk.json"));
    let jwk = jwk.trim();
    for (json, place, format) in [
        (jwk.to_owned(), "", "JWK"),
        (format!(r#"{{"keys":[{jwk}]}}"#), "keys[0]", "JWK Set"),
        (format!("[{jwk}]"), "[0]", "JWK Set"),
        (format!(r#"{{"jwks":{{"keys":[{jwk}]}}}}"#), "jwks.keys[0]", "JWK Set"),
        (format!(r#"{{"issuer":"https://a","keys_uri":"x","a":[1,{{"jwks":{{"keys":[{jwk}]}}}}]}}"#), "", "JWK Set"),
        (format!(r#"{{"cnf":{{"jwk":{jwk}}}}}"#), "", "JWK"),
        (format!("\u{feff}  {jwk}\r\n"), "", "JWK"),
    ] {
        check(json.as_bytes(), P256, true, format);
        if place.is_empty() {
            continue;
        }
        let broken = json.replace(r#""crv": "P-256""#, r#""crv": "P-257", "kid":"k""#);
        let problem = &taken(broken.as_bytes()).problems[0];
        assert_eq!(problem.place, format!("{place}, kid \"k\""));
        assert_eq!(problem.error, KeyError::CurveUnknown("P-257".to_owned()));
    }
}

#[test]
fn d11_one_bad_key_does_not_cost_the_others() {
    let jwk = text(file!("p256.jwk.json"));
    let mut keys = vec![jwk.trim(); 100];
    keys[41] = r#"{"kty":"EC","crv":"P-256","x":5,"y":"AA"}"#;
    keys[42] = r#"{"kty":"quantum"}"#;
    keys[43] = "7";
    keys[44] = "{}";
    let import = taken(format!(r#"{{"keys":[{}]}}"#, keys.join(",")).as_bytes());
    assert_eq!(import.keys.len(), 96);
    let problems: Vec<_> = import.problems.iter().map(|p| (p.place.as_str(), p.error.clone())).collect();
    assert_eq!(
        problems,
        [
            ("keys[41]", KeyError::MemberType("x")),
            ("keys[42]", KeyError::KeyTypeUnknown("quantum".to_owned())),
            ("keys[43]", KeyError::NotAnObject),
            ("keys[44]", KeyError::MemberMissing("kty")),
        ]
    );
}

#[test]
fn d11_ten_thousand_keys_and_not_one_more() {
    let jwk = text(file!("ed25519.spki.pem"));
    let KeyMaterial::Okp { x, .. } = one(&taken(jwk.as_bytes())).material.clone() else { panic!() };
    let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, base64url::encode(&x));
    let start = Instant::now();
    let import = taken(format!(r#"{{"keys":[{}]}}"#, vec![jwk.as_str(); 10_001].join(",")).as_bytes());
    assert_eq!(import.keys.len(), 10_000);
    assert_eq!(import.problems.len(), 1);
    assert_eq!(import.problems[0].error, KeyError::TooManyKeys { limit: 10_000 });
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn d11_the_same_kid() {
    let private = text(file!("p256.jwk.json")).replacen('{', r#"{"kid":"a","#, 1);
    let public = private.replace(r#", "d""#, r#", "unused""#);
    let other = text(file!("rsa.jwk.json")).replacen('{', r#"{"kid":"a","#, 1);
    let secret = r#"{"kty":"oct","kid":"s","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
    let another = r#"{"kty":"oct","kid":"s","k":"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg"}"#;
    // The two halves of one key, and a key of another type, may share it.
    let import = taken(format!("[{private},{public},{other}]").as_bytes());
    assert_eq!(import.keys.len(), 3);
    assert!(import.keys.iter().all(|key| !rules(key).contains(&"KEY_KID_DUP")));
    let import = taken(format!("[{secret},{another},{public}]").as_bytes());
    let marked: Vec<_> = import.keys.iter().map(|key| rules(key).contains(&"KEY_KID_DUP")).collect();
    assert_eq!(marked, [true, true, false]);
    let among: Vec<_> = import.keys.iter().map(|key| rules(key).contains(&"KEY_OCT_IN_JWKS")).collect();
    assert_eq!(among, [true, true, false]);
}

#[test]
fn d11_json_without_a_key() {
    assert_eq!(error(b"{}"), KeyError::Empty);
    assert_eq!(error(br#"{"keys":[]}"#), KeyError::Empty);
    assert_eq!(error(br#"{"issuer":"https://a"}"#), KeyError::NotAKey);
    assert_eq!(error(br#"{"crv":"P-256","x":"","y":""}"#), KeyError::MemberMissing("kty"));
    assert_eq!(error(br#"{"keys":[{"kty":"EC""#), KeyError::Json(crate::engine::ground::json::FaultKind::Truncated));
    let deep = format!("{{\"kty\":{}", "[".repeat(100_000));
    assert_eq!(error(deep.as_bytes()), KeyError::Json(crate::engine::ground::json::FaultKind::TooDeep));
}

// JWK rules

fn jwk_error(json: &str) -> KeyError {
    error(json.as_bytes())
}

#[test]
fn members_are_strict() {
    let encoding = |name, fault| KeyError::MemberEncoding { name, fault };
    use base64url::FaultKind;
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAA="}"#), encoding("k", FaultKind::Padding));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"A+A/"}"#), encoding("k", FaultKind::StandardAlphabet));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AA\n"}"#), encoding("k", FaultKind::Whitespace));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AB"}"#), encoding("k", FaultKind::TrailingBits));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":""}"#), KeyError::MemberEmpty("k"));
    assert_eq!(jwk_error(r#"{"kty":"oct"}"#), KeyError::MemberMissing("k"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","k":"BBBB"}"#), KeyError::MemberTwice("k"));
    assert_eq!(jwk_error(r#"{"kty":"rsa","n":"AQAB","e":"AQAB"}"#), KeyError::KeyTypeUnknown("rsa".to_owned()));
    assert_eq!(jwk_error(r#"{"kty":5}"#), KeyError::MemberType("kty"));
    assert_eq!(jwk_error(r#"{"kty":"OKP","crv":"P-256","x":"AA"}"#), KeyError::CurveUnknown("P-256".to_owned()));
    assert_eq!(
        jwk_error(r#"{"kty":"EC","crv":"Ed25519","x":"AA","y":"AA"}"#),
        KeyError::CurveUnknown("Ed25519".into())
    );
    // What cannot be read is no permission.
    let restriction = |name, found| KeyError::RestrictionType { name, found };
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","use":7}"#), restriction("use", "a number"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","alg":["HS256"]}"#), restriction("alg", "an array"));
    assert_eq!(jwk_error(r#"{"kty":"oct","k":"AAAA","key_ops":"sign"}"#), restriction("key_ops", "a string"));
    assert_eq!(
        jwk_error(r#"{"kty":"oct","k":"AAAA","key_ops":[1]}"#),
        restriction("key_ops", "a list of other values")
    );
    assert_eq!(
        restriction("use", "a number").to_string(),
        "\"use\" is a number, not a string, so it is unknown what the key may be used for"
    );
    let import = taken(br#"{"kty":"oct","k":"AAAA","kid":"a","kid":"b","use":null,"key_ops":null,"alg":null}"#);
    let key = one(&import);
    assert_eq!((key.key_id.as_deref(), &key.public_key_use, &key.key_operations), (Some("b"), &None, &None));
    for rule in ["JSON_DUP_KEY", "KEY_MEMBER_TYPE"] {
        assert!(rules(key).contains(&rule), "{rule}");
    }
}

#[test]
fn points_lie_on_their_curve() {
    let jwk = text(file!("p256.jwk.json"));
    let x = "NkHXKPwYBk4R3JTQdAgKLmTtLjDsyxs26rI7GMEhaxs";
    let y = "EFzpIpaW1T5ij4gaWygpkH5k9VsHVU3Xd2pRA6w7Puw";
    let d = "lJrs52jkXK663Jy49Ttb36pp2DHa6IsB8eUw007lNJ4";
    assert!(jwk.contains(x) && jwk.contains(y) && jwk.contains(d));
    assert_eq!(jwk_error(&jwk.replace(y, x)), KeyError::NotOnCurve);
    let short = base64url::encode(&[1; 31]);
    let long = base64url::encode(&[&[0][..], &base64url::decode(x).bytes].concat());
    let length = |name, found| KeyError::MemberLength { name, expected: 32, found };
    assert_eq!(jwk_error(&jwk.replace(x, &short)), length("x", 31));
    // With one zero byte less it is a point of the curve, and that is said.
    assert_eq!(jwk_error(&jwk.replace(x, &long)), KeyError::MemberZeros { name: "x", expected: 32, found: 33 });
    let other = base64url::encode(&[&[1][..], &base64url::decode(x).bytes].concat());
    assert_eq!(jwk_error(&jwk.replace(x, &other)), length("x", 33));
    assert_eq!(jwk_error(&jwk.replace(d, &short)), length("d", 31));
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[1; 32]))), KeyError::PrivatePublicMismatch);
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[0; 32]))), KeyError::OutOfRange("d"));
    assert_eq!(jwk_error(&jwk.replace(d, &base64url::encode(&[0xff; 32]))), KeyError::OutOfRange("d"));
    // x + p is the same residue, and no coordinate.
    assert_eq!(jwk_error(&jwk.replace(x, &base64url::encode(&[0xff; 32]))), KeyError::NotOnCurve);
    assert_eq!(jwk_error(&jwk.replace(x, &base64url::encode(&[0; 32]))), KeyError::NotOnCurve);
    let ed = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"D"}"#;
    let right = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    check(
        ed.replace(r#""D""#, &format!("\"{right}\"")).as_bytes(),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        true,
        "JWK",
    );
    let wrong = format!("\"{}\"", base64url::encode(&[7; 32]));
    assert_eq!(jwk_error(&ed.replace(r#""D""#, &wrong)), KeyError::PrivatePublicMismatch);
}

#[test]
fn rsa_numbers_belong_together() {
    let jwk = text(file!("rsa.jwk.json"));
    check(jwk.as_bytes(), RSA, true, "JWK");
    let value = |name: &str| {
        let start = jwk.find(&format!("\"{name}\": \"")).unwrap() + name.len() + 5;
        jwk[start..].split('"').next().unwrap().to_owned()
    };
    let without = |name: &str| jwk.replace(&format!("\"{name}\""), &format!("\"x-{name}\""));
    for name in ["p", "q", "dp", "dq", "qi"] {
        let missing = jwk_error(&without(name));
        assert_eq!(
            missing,
            KeyError::MemberMissing(["p", "q", "dp", "dq", "qi"].into_iter().find(|n| *n == name).unwrap())
        );
    }
    assert_eq!(jwk_error(&without("d")), KeyError::MemberMissing("d"));
    // Another number of the right size, for each.
    for (name, named) in [("p", "p, q"), ("q", "p, q"), ("dp", "dp"), ("dq", "dq"), ("qi", "qi"), ("d", "d")] {
        let mut bytes = base64url::decode(&value(name)).bytes;
        bytes[20] ^= 4;
        let changed = jwk.replace(&value(name), &base64url::encode(&bytes));
        assert_eq!(jwk_error(&changed), KeyError::RsaInconsistent(named), "{name}");
    }
    // Without primes d alone is tested.
    let bare = |d: &str| format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB","d":"{d}"}}"#, value("n"));
    check(bare(&value("d")).as_bytes(), RSA, true, "JWK");
    let mut bytes = base64url::decode(&value("d")).bytes;
    bytes[20] ^= 4;
    assert_eq!(jwk_error(&bare(&base64url::encode(&bytes))), KeyError::PrivatePublicMismatch);
    assert_eq!(jwk_error(&jwk.replacen('{', r#"{"oth":[],"#, 1)), KeyError::RsaMultiPrime);
    // Zero bytes in front are harmless, and said; the thumbprint is that of the bare number.
    let padded = base64url::encode(&[&[0][..], &base64url::decode(&value("n")).bytes].concat());
    let import = taken(jwk.replace(&value("n"), &padded).as_bytes());
    assert_eq!(one(&import).thumbprint, RSA);
    assert!(rules(one(&import)).contains(&"KEY_INT_PADDED"));
    assert!(!rules(one(&taken(jwk.as_bytes()))).contains(&"KEY_INT_PADDED"));
}

#[test]
fn rsa_sizes_are_bounded() {
    let public = |n: &[u8], e: &str| format!(r#"{{"kty":"RSA","n":"{}","e":"{e}"}}"#, base64url::encode(n));
    let mut odd = vec![0xff; 2049];
    assert_eq!(jwk_error(&public(&odd, "AQAB")), KeyError::RsaTooLarge { bits: 16_392, limit: 16_384 });
    odd.truncate(256);
    odd[255] = 0xfe;
    assert_eq!(jwk_error(&public(&odd, "AQAB")), KeyError::RsaModulus { bits: 2048 });
    assert_eq!(jwk_error(&public(&[1], "AQAB")), KeyError::RsaModulus { bits: 1 });
    odd[255] = 0xfd;
    assert_eq!(jwk_error(&public(&odd, &base64url::encode(&odd))), KeyError::OutOfRange("e"));
    assert_eq!(jwk_error(&public(&odd, "AA")), KeyError::OutOfRange("e"));
}

// Findings

fn rsa_rules(n: &str, e: &str) -> Vec<&'static str> {
    rules(one(&taken(format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#).as_bytes())))
}

#[test]
fn weak_rsa_keys_come_in_and_are_marked() {
    // Two primes 2^480 apart; 65521 as a factor; the ROCA example of Project Wycheproof.
    let close = "xodMpiMezqzgI2cWcTNWAJno050PukPSY8m-xwTsY6uKKz2bPEOU8Ch3ov0GK-1A7UTTW0Ha7N2KPZm-k0WKqD5jP7osGoI8UaC7mLXKJCChwqo\
                 QzGGJO8VzYK_okokUjQUsHIv3XBeoRMi1L48OdCuXB1JxYmdgAy9oqLXHlh7RaA2_6ydCz-QUoEo_a61LbZtKwAA_YYc0VCFIvih2D_d2m3\
                 UqqV6svfZnXXSZd8mKd4t1rzljtsoPs8d0e2XahtKQp5qgAyRePbuQ-5ELx4vSTIKtrzRsOf8LyDOyUoCpgmuHEsdESbKHw_tvy9KTyMKWU\
                 88NGBCRHl8BN6HyzQ";
    let small = "_R4ZSMwgNKgttneQ1rA3FqGTV0d7YBKX01ENblnpqjPJsLDMMbeYzAlZhZOalTbt-FocaBC0w0v8DnMI3tuI-OJAVQ-Ex1gRZmAh6Z9grgnQ5Zi\
                 yOOx9yHKnI-I3lPsG0HCxVn9M40qJvHFMKIIHwAiSaWg83ofVF_aNiM2DxPWZQrvrsycOdzyciuvOiXMIRoowtNeUaWZ8mBshkujnmp799l\
                 0gsd3iINY65fmWdKT_G6MJNaEuMsPSYYi_sDgB3AGB6H9Y5_s_2hMI4fzRtAY44OFQJkwDX45raH-w4jVqQrSjnfT-zAmmmNbWCR793W4QI\
                 kewShe8s-eqahp6CQ";
    let roca = "AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPrId7fe4r11CqRw09yBFuW79V\
                8sYIwHdzCaWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIWl6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnXEax\
                uTEtPd7BjSx7NaFka8Dx9U7YqXy2RFj1O9PjyaDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROBR4\
                Ubg6Bxg9IQVZ-QYyE";
    assert_eq!(rsa_rules(close, "AQAB"), ["KEY_RSA_SMALL", "KEY_RSA_FERMAT"]);
    assert_eq!(rsa_rules(small, "AQAB"), ["KEY_RSA_SMALL", "KEY_RSA_SMALLFACTOR"]);
    assert!(rsa_rules(roca, "AQAB").contains(&"KEY_RSA_ROCA"));
    let sound = one(&taken(file!("rsa.spki.pem"))).clone();
    // 2048 bits: worth a word, no warning.
    assert_eq!(rules(&sound), ["KEY_RSA_SMALL"]);
    assert_eq!(sound.findings[0].severity, Severity::Info);
    let KeyMaterial::Rsa { n, .. } = &sound.material else { panic!() };
    let n = base64url::encode(n);
    for (e, severity) in [
        (&[1][..], Severity::Error),
        (&[6], Severity::Error),
        (&[3], Severity::Warning),
        (&[17], Severity::Info),
        (&[1, 0, 0, 0, 0, 0, 0, 0, 1], Severity::Info),
    ] {
        let import = taken(format!(r#"{{"kty":"RSA","n":"{n}","e":"{}"}}"#, base64url::encode(e)).as_bytes());
        let found = one(&import).findings.iter().find(|finding| finding.rule.id == "KEY_RSA_E").map(|f| f.severity);
        assert_eq!(found, Some(severity), "{e:?}");
    }
}

#[test]
fn short_and_typed_secrets_come_in_and_are_marked() {
    let found = |json: &str| rules(one(&taken(json.as_bytes())));
    let secret = |bytes: &[u8]| base64url::encode(bytes);
    let random: Vec<u8> = (0..64_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
    let k31 = secret(&random[..31]);
    assert_eq!(found(&format!(r#"{{"kty":"oct","k":"{k31}"}}"#)), ["KEY_HS_SHORT"]);
    let k32 = secret(&random[..32]);
    assert!(found(&format!(r#"{{"kty":"oct","k":"{k32}"}}"#)).is_empty());
    assert_eq!(found(&format!(r#"{{"kty":"oct","alg":"HS384","k":"{k32}"}}"#)), ["KEY_HS_SHORT"]);
    // Keys of ciphers have lengths of their own.
    let k16 = secret(&random[..16]);
    assert!(found(&format!(r#"{{"kty":"oct","alg":"A128KW","k":"{k16}"}}"#)).is_empty());
    assert!(found(&format!(r#"{{"kty":"oct","use":"enc","k":"{k16}"}}"#)).is_empty());
    assert_eq!(found(&format!(r#"{{"kty":"oct","alg":"A256KW","k":"{k16}"}}"#)), ["KEY_ALG_MISMATCH"]);
    let import = taken(b"hunter2hunter2");
    let key = one(&import);
    assert_eq!(rules(key), ["KEY_HS_SHORT", "KEY_HS_LOW_ENTROPY"]);
    assert_eq!(key.findings[0].severity, Severity::Warning);
    assert_eq!(key.findings[0].message, "14 bytes (112 bits); HS256 needs 32 bytes (256 bits)");
    assert!(found(r#"{"kty":"oct","k":"eW91ci0yNTYtYml0LXNlY3JldA"}"#).contains(&"KEY_KNOWN_PUBLIC"));
}

#[test]
fn members_that_contradict_each_other_are_marked() {
    let jwk = text(file!("p256.jwk.json"));
    let found = |members: &str| rules(one(&taken(jwk.replacen('{', &format!("{{{members},"), 1).as_bytes())));
    assert!(found(r#""alg":"ES256","use":"sig","kid":"a""#).is_empty());
    assert_eq!(found(r#""use":"sig","key_ops":["verify"]"#), ["KEY_USE_OPS_BOTH"]);
    assert_eq!(found(r#""use":"sig","key_ops":["deriveKey"]"#), ["KEY_OPS_CONFLICT"]);
    assert_eq!(found(r#""key_ops":["sign","sign"]"#), ["KEY_OPS_DUP"]);
    assert_eq!(found(r#""alg":"ES384""#), ["KEY_ALG_MISMATCH"]);
    assert_eq!(found(r#""alg":"RS256""#), ["KEY_ALG_MISMATCH"]);
    assert_eq!(found(r#""alg":"ES521""#), ["KEY_ALG_UNKNOWN"]);
    assert_eq!(found(r#""alg":"ES256","use":"enc""#), ["KEY_USE_CONFLICT"]);
    assert_eq!(found(r#""alg":"ECDH-ES","use":"sig""#), ["KEY_USE_CONFLICT"]);
}

#[test]
fn x5c_belongs_to_the_key() {
    let certificate = data_encoding::BASE64.encode(&der_of(file!("p256.certificate.pem")));
    let jwk = text(file!("p256.jwk.json"));
    let with = |jwk: &str, members: &str| jwk.replacen('{', &format!("{{{members},"), 1);
    let import = taken(with(&jwk, &format!(r#""x5c":["{certificate}"]"#)).as_bytes());
    assert!(rules(one(&import)).is_empty());
    assert_eq!(one(&import).x5t.as_deref(), Some("7oRJAmPmAPLozRviuFOQmG0phZ8"));
    assert_eq!(import.certificates[0].1.subject, "CN=jotsmith test, O=Example");
    let import = taken(with(&jwk, &format!(r#""x5t":"AAAA","x5c":["{certificate}"]"#)).as_bytes());
    assert_eq!(rules(one(&import)), ["KEY_X5T_MISMATCH"]);
    assert_eq!(one(&import).x5t.as_deref(), Some("AAAA"));
    for broken in [r#""x5c":["!"]"#, r#""x5c":"x""#, r#""x5c":[]"#, r#""x5c":["AAAA"]"#] {
        assert_eq!(rules(one(&taken(with(&jwk, broken).as_bytes()))), ["KEY_X5C_INVALID"], "{broken}");
    }
    let rsa = text(file!("rsa.jwk.json"));
    let import = taken(with(&rsa, &format!(r#""x5c":["{certificate}"]"#)).as_bytes());
    assert_eq!(one(&import).thumbprint, RSA);
    assert!(rules(one(&import)).contains(&"KEY_X5C_MISMATCH"));
}

/// RFC 7517 Appendix B: a JWK with a certificate.
#[test]
fn rfc7517_b() {
    let import = taken(file!("rfc7517-b.jwk.json"));
    let key = one(&import);
    assert_eq!(key.key_id.as_deref(), Some("1b94c"));
    assert!(
        !rules(key).contains(&"KEY_X5C_MISMATCH") && !rules(key).contains(&"KEY_X5C_INVALID"),
        "{:?}",
        key.findings
    );
    assert!(import.certificates[0].1.subject.contains("CN=Brian Campbell"));
}

// D13

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
        assert_eq!(super::thumbprint_sha256(&bare), super::thumbprint_sha256(&material));
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
