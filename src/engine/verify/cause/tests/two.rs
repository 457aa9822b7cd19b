//! Two causes at once, what happened to a signature that can be computed, and what is said where nothing fits.

use super::{
    CLAIMS, EC, ES256, HS256, RSA, SECRET, as_made, causes, check, examined, input, pair, secret, sign, taken,
};
use crate::engine::crypto::digest::digest;
use crate::engine::crypto::mac;
use crate::engine::crypto::made::MacHash;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::reason::{
    Behind, Cause, OtherWriting, PairedCause, Reason, Remedy, SecretForm, SignatureForm, SignatureReason, SignedForm,
};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::reading::{SecretReading, SecretWriting};
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::verify::key_file::import;
use data_encoding::{BASE64, HEXLOWER};
use std::sync::Arc;

/// Over the right bytes with this secret.
fn made_with(used: &[u8]) -> String {
    let input = input(HS256, CLAIMS);
    format!("{input}.{}", encode(&mac::hmac(Hash::Sha256, used, &[input.as_bytes()])))
}

fn der(raw: &[u8]) -> Vec<u8> {
    let number = |half: &[u8]| {
        let first = half.iter().position(|byte| *byte != 0).unwrap_or(31);
        let sign = if half[first] > 127 { &[0][..] } else { &[] };
        let number = [sign, &half[first..]].concat();
        [&[2, u8::try_from(number.len()).unwrap()][..], &number].concat()
    };
    let inner = [number(&raw[..32]), number(&raw[32..])].concat();
    [&[0x30, u8::try_from(inner.len()).unwrap()][..], &inner].concat()
}

#[test]
fn a_secret_in_two_steps() {
    use PairedCause::{LineBreak, Writing};
    let text = std::str::from_utf8(SECRET).unwrap();
    let form = |form| PairedCause::Form { form, reading: None };
    let echoed = format!("{text}\n");
    let sha256 = MacHash::Sha(Hash::Sha256);
    let hashed = HEXLOWER.encode(&digest(Hash::Sha256, echoed.as_bytes()));
    let utf16: Vec<u8> = format!("\u{feff}{text}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(Vec<u8>, Cause); 7] = [
        (format!("\"{text}\"\n").into(), Cause::Two(form(SecretForm::InQuotes('"')), LineBreak)),
        (BASE64.encode(echoed.as_bytes()).into(), Cause::Two(LineBreak, Writing(SecretWriting::Base64))),
        (hashed.into(), Cause::Two(LineBreak, form(SecretForm::HashedHex(sha256)))),
        (utf16, Cause::Two(form(SecretForm::CrLfBehind), form(SecretForm::Utf16LeMarked))),
        (format!("{}\n", BASE64.encode(SECRET)).into(), Cause::Two(Writing(SecretWriting::Base64), LineBreak)),
        (
            format!("JWT_SECRET={text}").into(),
            Cause::Secret { form: SecretForm::WithName("JWT_SECRET"), reading: None },
        ),
        (format!("SECRET_KEY={text}\n").into(), Cause::Two(form(SecretForm::WithName("SECRET_KEY")), LineBreak)),
    ];
    for (used, expected) in cases {
        check(&made_with(&used), &secret(SECRET), None, expected);
    }
    // Three are none that is told.
    let thrice = format!("JWT_SECRET='{text}'\r\n");
    assert_eq!(causes(&examined(&made_with(thrice.as_bytes()), &[&secret(SECRET)], None)), []);
}

#[test]
fn the_secret_and_something_else() {
    let bytes: Vec<u8> = (1..=32).map(|number| number * 7).collect();
    let base64 = secret(BASE64.encode(&bytes).as_bytes());
    let input = input(HS256, CLAIMS);
    let code = |secret: &[u8], message: &str| mac::hmac(Hash::Sha256, secret, &[message.as_bytes()]);
    let read = PairedCause::Reading(SecretReading::Base64);
    let hex = encode(HEXLOWER.encode(&code(&bytes, &input)).as_bytes());
    let written = PairedCause::Written(SignatureForm::EncodedHex);
    check(&format!("{input}.{hex}"), &base64, None, Cause::Two(read, written));
    let broken = [SECRET, b"\n"].concat();
    let over = encode(&code(&broken, &format!("{input}\n")));
    let signed = PairedCause::Signed(SignedForm::WithBehind(Behind::LineBreak));
    check(&format!("{input}.{over}"), &secret(SECRET), None, Cause::Two(PairedCause::LineBreak, signed));
}

/// As a key service returns it that was given a hash for a message.
#[test]
fn asn1_over_a_hash() {
    let input = input(ES256, CLAIMS);
    let made = sign("ES256", &EC, &digest(Hash::Sha256, input.as_bytes()));
    let both = Cause::Two(
        PairedCause::Written(SignatureForm::Der),
        PairedCause::Signed(SignedForm::HashedTwice(Hash::Sha256)),
    );
    check(&format!("{input}.{}", encode(&der(&made))), &EC, None, both);
    // By another key, the form is told, and that it is not all.
    let other = pair("p-256", 21);
    let made = sign("ES256", &other, input.as_bytes());
    let examination = examined(&format!("{input}.{}", encode(&der(&made))), &[&EC], None);
    let told = SignatureReason::OtherWriting { algorithm: "ES256", writing: OtherWriting::Der, is_tried: true };
    assert_eq!(examination.layers[0].signatures[0].reasons, [Reason::Signature(told)]);
}

/// Hexadecimal is evidence, whatever the key.
#[test]
fn hexadecimal_text_that_no_key_explains() {
    let input = input(HS256, CLAIMS);
    let code = mac::hmac(Hash::Sha256, b"another-secret-of-some-length-0123", &[input.as_bytes()]);
    let token = format!("{input}.{}", encode(HEXLOWER.encode(&code).as_bytes()));
    for (keys, is_tried) in [(vec![secret(SECRET)], true), (vec![], false)] {
        let examination = examined(&token, &keys.iter().collect::<Vec<_>>(), None);
        let writing = OtherWriting::Hex { bytes: 32 };
        let told = SignatureReason::OtherWriting { algorithm: "HS256", writing, is_tried };
        let result = &examination.layers[0].signatures[0];
        assert_eq!(result.status, SignatureStatus::Rejected);
        assert_eq!(result.reasons[0], Reason::Signature(told));
    }
}

#[test]
fn a_signature_of_which_a_place_is_wrong() {
    use SignatureForm::{Altered, Gap, Inserted};
    for (alg, length) in [("HS256", 43), ("HS512", 86)] {
        let key = secret(SECRET);
        let input = input(&format!(r#"{{"alg":"{alg}"}}"#), CLAIMS);
        let right = encode(&sign(alg, &key, input.as_bytes()));
        assert_eq!(right.len(), length);
        let said = |text: &str| causes(&examined(&format!("{input}.{text}"), &[&key], None));
        // What is the same at both ends of a gap belongs to either.
        let at = |from: usize, missing: usize| {
            let rest = [&right[..from], &right[from + missing..]].concat();
            rest.bytes().zip(right.bytes()).take_while(|(one, other)| one == other).count()
        };
        for (from, missing) in [(20, 1), (20, 3), (11, 4), (0, 4), (0, 1)] {
            let rest = [&right[..from], &right[from + missing..]].concat();
            assert_eq!(said(&rest), [Cause::Written(Gap { at: at(from, missing), missing })], "{alg} {from} {missing}");
        }
        let other = |index: usize| if right.as_bytes()[index] == b'-' { "A" } else { "-" };
        let longer = [&right[..20], other(20), other(20), &right[20..]].concat();
        assert_eq!(said(&longer), [Cause::Written(Inserted { at: 20, more: 2 })], "{alg}");
        let altered = [&right[..20], other(20), &right[21..]].concat();
        assert_eq!(said(&altered), [Cause::Written(Altered { at: 20, count: 1 })], "{alg}");
        // Another secret: that it is cut off is no more than a guess.
        let wrong = encode(&sign(alg, &secret(b"another-secret-of-some-length-0123"), input.as_bytes()));
        let examination = examined(&format!("{input}.{}", &wrong[..length - 2]), &[&key], None);
        assert_eq!(causes(&examination), []);
        let reasons = &examination.layers[0].signatures[0].reasons;
        let says_end =
            |reason: &Reason| matches!(reason, Reason::Signature(SignatureReason::Cut { is_elsewhere: false, .. }));
        assert!(!reasons.iter().any(says_end), "{alg}: {reasons:?}");
    }
}

#[test]
fn the_jwk_as_another_program_writes_it() {
    let encoded = encode(SECRET);
    let pretty = format!("{{\n  \"kty\": \"oct\",\n  \"kid\": \"k1\",\n  \"k\": \"{encoded}\"\n}}\n");
    let found = import(pretty.as_bytes(), "k.jwk", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds(90));
    let key: Arc<Jwk> = Arc::new(found.keys.into_iter().next().expect("a key"));
    for text in [
        format!(r#"{{"kty":"oct","kid":"k1","k":"{encoded}"}}"#),
        format!(r#"{{"kty": "oct", "kid": "k1", "k": "{encoded}"}}"#),
    ] {
        check(&made_with(text.as_bytes()), &key, None, Cause::Secret { form: SecretForm::JwkText, reading: None });
    }
}

#[test]
fn encodings_are_called_by_the_programs_that_make_them() {
    let text = std::str::from_utf8(SECRET).unwrap();
    let form = |form| Cause::Secret { form, reading: None };
    let utf16 = |to: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(to).collect::<Vec<u8>>();
    check(&made_with(&utf16(u16::to_le_bytes)), &secret(SECRET), None, form(SecretForm::Utf16LeMarked));
    check(&made_with(&utf16(u16::to_be_bytes)), &secret(SECRET), None, form(SecretForm::Utf16BeMarked));
    // Java's parseBase64Binary drops what is not of the alphabet, and what is left over of four.
    let standard: String = text.chars().filter(|character| *character != '-').collect();
    let whole = BASE64.decode(&standard.as_bytes()[..standard.len() / 4 * 4]).unwrap();
    check(&made_with(&whole), &secret(SECRET), None, form(SecretForm::LenientBase64));
    // With padding it is standard base64, whatever the alphabet.
    let bytes: Vec<u8> = (0..32).collect();
    let written = BASE64.encode(&bytes);
    assert!(!written.contains(['+', '/']));
    check(&made_with(written.as_bytes()), &secret(&bytes), None, Cause::UndecodedSecret(SecretWriting::Base64));
}

/// Only Graph verifies its tokens, hashed nonce or not.
#[test]
fn a_token_for_graph_says_so() {
    let graph = r#"{"aud":"00000003-0000-0000-c000-000000000000"}"#;
    let other = pair("rsa-2048", 78);
    for (header, claims, expected) in [
        (r#"{"alg":"RS256","nonce":"abc"}"#, graph, true),
        (r#"{"alg":"RS256"}"#, graph, false),
        (r#"{"alg":"RS256","nonce":"abc"}"#, CLAIMS, false),
    ] {
        let message = input(header, claims);
        let token = format!("{message}.{}", encode(&sign("RS256", &other, message.as_bytes())));
        let examination = examined(&token, &[&RSA], None);
        let told = SignatureReason::Mismatch {
            is_secret: false,
            is_for_graph: expected,
            is_search_short: false,
            supplied: None,
        };
        assert_eq!(examination.layers[0].signatures[0].reasons, [Reason::Signature(told)]);
    }
}

/// An option for all secrets would spoil the others.
#[test]
fn one_of_several_secrets_is_read_alone() {
    let bytes: Vec<u8> = (1..=32).map(|number| number * 7).collect();
    let base64 = secret(BASE64.encode(&bytes).as_bytes());
    let token = made_with(&bytes);
    let cause = Cause::SecretReading(SecretReading::Base64);
    let mut other = Jwk::clone(&secret(SECRET));
    other.id = crate::engine::key::KeyId(500);
    let other = Arc::new(other);
    let reasons = |keys: &[&Arc<Jwk>]| examined(&token, keys, None).layers[0].signatures[0].reasons.clone();
    assert_eq!(reasons(&[&base64]), [Reason::Cause(cause, Remedy::AsMade)]);
    assert_eq!(reasons(&[&base64, &other]), [Reason::Cause(cause, Remedy::AsMadeAlone)]);
    assert!(taken(&as_made(&token, &[&base64, &other], None)).is_some());
    let words = |remedy| crate::engine::speech::reason::words(&Reason::Cause(cause, remedy));
    assert_ne!(words(Remedy::AsMade).act, words(Remedy::AsMadeAlone).act);
}
