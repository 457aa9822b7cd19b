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
use crate::engine::key_file::pem;
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use crate::engine::rule::finding::Severity;
use crate::engine::speech::key_error;
use crate::engine::text::variable::Part;
use crate::engine::verify::key_file::import;

/// A file of tests/data/keys.
macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../../../../tests/data/keys/", $name)).as_slice()
    };
}

mod format;
mod member;
mod secret;
mod source;
mod spelling;
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
    let block = &pem::read(text, 9).blocks[0];
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
    assert_eq!(import.keys[0].name.as_deref(), Some("jotsmith test"), "nor its name");
}

/// A name is what the file calls the key, and else the file's own, where the key is alone in it.
#[test]
fn what_a_key_is_called() {
    let called = |bytes: &[u8], name: &str, passphrase: &str| {
        let passphrase = Some(SecretBytes::from(passphrase.as_bytes())).filter(|passphrase| !passphrase.is_empty());
        let options = ImportOptions { passphrase, is_file: true, ..ImportOptions::default() };
        let import = import(bytes, name, &options, &Limits::DEFAULT, &mut KeyIds::default());
        assert!(!import.keys.is_empty(), "{name}: {:?}", import.problems);
        import.keys.iter().map(|key| key.name_to_keep().map(str::to_owned)).collect::<Vec<_>>()
    };
    let only = |name: &str| vec![Some(name.to_owned())];
    assert_eq!(called(file!("p256.certificate.pem"), "a.pem", ""), only("jotsmith test"));
    assert_eq!(called(file!("rsa.putty-3.ppk"), "a.ppk", ""), only("me@example"));
    assert_eq!(called(file!("rsa.openssh.pub"), "id_rsa.pub", ""), only("test@example"));
    assert_eq!(called(file!("p256.p12"), "a.p12", PASSPHRASE), only("jotsmith test"));
    assert!(called(file!("two-keys.p12"), "a.p12", PASSPHRASE).contains(&Some("two".to_owned())));
    assert_eq!(called(file!("rsa.pkcs8.pem"), "prod.key.pem", ""), only("prod.key"));
    assert_eq!(called(file!("p256.jwk.json"), "prod.jwk", "").len(), 1);
    let two = [file!("rsa.pkcs8.pem"), file!("ed25519.pkcs8.pem")].concat();
    assert_eq!(called(&two, "both.pem", ""), [None, None], "which of them would it be?");
    // What was pasted is called nothing.
    assert_eq!(one(&taken(file!("rsa.pkcs8.pem"))).name_to_keep(), None);
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
    assert!(matches!(errors(&opened(pem.as_bytes(), PASSPHRASE))[..], [KeyError::ExcessiveWork { .. }]));
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
    let expected = [
        "line 4: this kind of key cannot be used in JOSE: DSA",
        "line 5: this kind of key cannot be used in JOSE: a key on a security device",
        "line 6: the OpenSSH key is cut off or damaged",
    ];
    assert_eq!(problems, expected);
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
    let import = taken(format!(r#"{{"keys":[{}]}}"#, vec![jwk.as_str(); 10_001].join(",")).as_bytes());
    assert_eq!(import.keys.len(), 10_000);
    assert_eq!(import.problems.len(), 1);
    assert_eq!(import.problems[0].error, KeyError::TooManyKeys { limit: 10_000 });
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
    assert_eq!(error(br#"{"keys":[]}"#), KeyError::EmptySet);
    assert_eq!(error(br#"{"issuer":"https://a"}"#), KeyError::NotAKey);
    assert_eq!(error(br#"{"crv":"P-256","x":"","y":""}"#), KeyError::MemberMissing("kty"));
    assert_eq!(error(br#"{"keys":[{"kty":"EC""#), KeyError::Json(crate::engine::ground::json::FaultKind::Truncated));
    let deep = format!("{{\"kty\":{}", "[".repeat(100_000));
    assert_eq!(error(deep.as_bytes()), KeyError::Json(crate::engine::ground::json::FaultKind::TooDeep));
}

// JWK rules
