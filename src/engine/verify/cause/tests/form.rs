//! The forms of a signature, a secret and a signed text that are told beside the ones that everybody meets.

use super::{CLAIMS, EC, ED, ES256, HS256, RSA, SECRET, as_made, causes, check, examined, input, pair, secret, sign};
use crate::engine::crypto::digest::digest;
use crate::engine::crypto::mac;
use crate::engine::crypto::made::{MacHash, hash_of};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::{Beside, ExamineOptions, Limits};
use crate::engine::jose::reason::{
    Cause, JsonWriting, PayloadForm, Reason, SecretForm, SignatureForm, SignatureReason, SignedForm,
};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::{Jwk, KeyMaterial, KeyRing};
use crate::engine::verify::cause::encryption::hkdf_sha256;
use data_encoding::{BASE64, HEXLOWER};
use std::sync::Arc;

#[test]
fn alg_alone_was_changed() {
    let oct = secret(SECRET);
    let p384 = pair("p-384", 50);
    let named = |alg: &str| format!(r#"{{"typ":"JWT", "alg":"{alg}","kid":"1"}}"#);
    let rows: [(&str, &str, &Arc<Jwk>); 10] = [
        ("HS256", "HS384", &oct),
        ("HS512", "HS256", &oct),
        ("RS256", "RS512", &RSA),
        ("RS256", "PS256", &RSA),
        ("PS384", "RS384", &RSA),
        ("ES256", "ES384", &EC),
        ("ES384", "ES256", &p384),
        ("EdDSA", "Ed25519", &ED),
        ("ES256", "RS256", &EC),
        ("RS256", "HS256", &RSA),
    ];
    for (made_with, named_now, key) in rows {
        let made = sign(made_with, key, input(&named(made_with), CLAIMS).as_bytes());
        let token = format!("{}.{}", input(&named(named_now), CLAIMS), encode(&made));
        check(&token, key, None, Cause::AlgorithmChanged { made_with, named: named_now });
    }
    // What was made with the other algorithm under the header as it stands is not changed.
    let made = sign("RS512", &RSA, input(&named("RS256"), CLAIMS).as_bytes());
    let token = format!("{}.{}", input(&named("RS256"), CLAIMS), encode(&made));
    check(&token, &RSA, None, Cause::OtherAlgorithm { made_with: "RS512", named: "RS256" });
    // An unsecured token with the signature that was there before.
    let made = sign("RS256", &RSA, input(&named("RS256"), CLAIMS).as_bytes());
    let token = format!("{}.{}", input(&named("none"), CLAIMS), encode(&made));
    let examination = examined(&token, &[&RSA], None);
    assert_eq!(causes(&examination), [Cause::AlgorithmChanged { made_with: "RS256", named: "none" }]);
    assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Malformed);
}

#[test]
fn numbers_tags_and_lengths_around_a_signature() {
    use SignatureForm::{
        Der, EncodedBase64, EncodedHex, ExtraZeros, Prefixed, RecoveryId, ReversedHalves, Ssh, TwoNumbers, WithMessage,
    };
    let input = input(ES256, CLAIMS);
    let made = sign("ES256", &EC, input.as_bytes());
    let (r, s) = made.split_at(32);
    let written = |bytes: &[u8], form| {
        check(&format!("{input}.{}", encode(bytes)), &EC, None, Cause::Written(form));
    };
    written(&[&[4], &*made].concat(), Prefixed { bytes: 64, more: 1 });
    written(&[&[0, 64], &*made].concat(), Prefixed { bytes: 64, more: 2 });
    written(&[&*made, &[28]].concat(), RecoveryId);
    written(&[&*made, input.as_bytes()].concat(), WithMessage);
    written(&r.iter().rev().chain(s.iter().rev()).copied().collect::<Vec<_>>(), ReversedHalves);
    written(&[&[0, 0], r, &[0, 0], s].concat(), ExtraZeros { expected: 64, found: 68 });
    let (hex_r, hex_s) = (HEXLOWER.encode(r), HEXLOWER.encode(s));
    written(format!("{hex_r},{hex_s}").as_bytes(), TwoNumbers);
    written(format!(r#"{{"r":"0x{hex_r}","s":"0x{hex_s}"}}"#).as_bytes(), TwoNumbers);
    written(format!(r#"{{"r":"{}","s":"{}"}}"#, encode(r), encode(s)).as_bytes(), TwoNumbers);
    let decimal = |bytes: &[u8]| openssl::bn::BigNum::from_slice(bytes).unwrap().to_dec_str().unwrap().to_string();
    written(format!("{} {}", decimal(r), decimal(s)).as_bytes(), TwoNumbers);
    let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat();
    let integer = |bytes: &[u8]| string(&[&[0][..usize::from(bytes[0] > 127)], bytes].concat());
    written(&[string(r), string(s)].concat(), Ssh);
    let inner = [integer(r), integer(s)].concat();
    written(&[string(b"ecdsa-sha2-nistp256"), string(&inner)].concat(), Ssh);
    let number = |half: &[u8]| {
        let number = [&[0][..usize::from(half[0] > 127)], half].concat();
        [&[2, u8::try_from(number.len()).unwrap()][..], &number].concat()
    };
    let inner = [number(r), number(s)].concat();
    let der = [&[0x30, u8::try_from(inner.len()).unwrap()][..], &inner].concat();
    written(&[&*der, &[0, 0]].concat(), Der);
    written(&[&[3, u8::try_from(der.len() + 1).unwrap(), 0], &*der].concat(), Der);
    // A text with what programs write around digests.
    let hex = HEXLOWER.encode(&made);
    let colons: Vec<&str> = (0..hex.len()).step_by(2).map(|at| &hex[at..at + 2]).collect();
    for text in [format!("0x{hex}"), format!("sha256={hex}"), format!("\"{hex}\"\n"), colons.join(":")] {
        written(text.as_bytes(), EncodedHex);
    }
    let base64 = BASE64.encode(&made);
    for text in [format!("{}\n{}\n", &base64[..70], &base64[70..]), format!("data:x/y;base64,{base64}")] {
        written(text.as_bytes(), EncodedBase64 { times: 2 });
    }
    written(encode(encode(&made).as_bytes()).as_bytes(), EncodedBase64 { times: 3 });
    // Another's signature is none of it.
    let other = sign("ES256", &pair("p-256", 51), input.as_bytes());
    for bytes in [[&[4], &*other].concat(), [&*other, &[28]].concat(), string(&other)] {
        let examination = examined(&format!("{input}.{}", encode(&bytes)), &[&EC], None);
        assert_eq!(causes(&examination), []);
    }
}

#[test]
fn an_rsa_signature_without_its_leading_zeros() {
    let header = r#"{"alg":"RS256"}"#;
    let (input, made) = (0..)
        .map(|number| input(header, &format!(r#"{{"n":{number}}}"#)))
        .map(|input| (input.clone(), sign("RS256", &RSA, input.as_bytes())))
        .find(|(_, made)| made[0] == 0)
        .expect("one of 256 begins with a zero");
    let form = SignatureForm::ShortNumber { expected: 256, found: 255 };
    check(&format!("{input}.{}", encode(&made[1..])), &RSA, None, Cause::Written(form));
}

#[test]
fn a_secret_that_lost_or_gained_something() {
    let text = std::str::from_utf8(SECRET).unwrap();
    let used = |loaded: &[u8], used: &[u8], form: SecretForm| {
        let input = input(HS256, CLAIMS);
        let code = mac::hmac(Hash::Sha256, used, &[input.as_bytes()]);
        let token = format!("{input}.{}", encode(&code));
        check(&token, &secret(loaded), None, Cause::Secret { form, reading: None });
    };
    for end in ["\n\n", "\t", "=", "%", "\\n", "\"", ";", "\u{200b}"] {
        used(SECRET, format!("{text}{end}").as_bytes(), SecretForm::WithEnd(end));
    }
    for end in ['%', '"', ';', '$', '\\'] {
        used(format!("{text}{end}").as_bytes(), SECRET, SecretForm::WithoutEnd(end));
    }
    used(format!("={text}").as_bytes(), SECRET, SecretForm::WithoutStart('='));
    let long = text.repeat(4);
    for length in [8, 16, 24, 32, 48, 64, 72, 128] {
        used(long.as_bytes(), &long.as_bytes()[..length], SecretForm::First(length));
    }
    for sign in ['$', '#', '&', '"', '\'', '`', '!', ';', '@', ' ', '\\'] {
        used(format!("front-of-it{sign}behind").as_bytes(), b"front-of-it", SecretForm::CutAt(sign));
    }
    used(b"one$two-${three}-four$", b"one--four$", SecretForm::VariablesEmptied);
    used(b"one\\ttwo\\\\three", b"one\ttwo\\three", SecretForm::EscapesDecoded);
    used(b"one\\ztwo", b"oneztwo", SecretForm::EscapesDecoded);
    used(b"one\\ntwo\\", b"onentwo", SecretForm::WithoutBackslashes);
    used(b"one\\ttwo", b"one\\\\ttwo", SecretForm::DoubledBackslashes);
    used(b"one+two+three", b"one two three", SecretForm::PlusDecoded);
    used(b"one+two%21", b"one two!", SecretForm::PercentDecoded);
    // As `openssl rand -base64 64` prints it, and as it is without its line break.
    let line = BASE64.encode(&(0..64).map(|number| number * 3).collect::<Vec<u8>>());
    let (front, behind) = line.split_at(64);
    let lines = format!("{front}\n{behind}");
    used(lines.as_bytes(), line.as_bytes(), SecretForm::Joined);
    used(format!("{lines}\n").as_bytes(), line.as_bytes(), SecretForm::Joined);
    used(lines.replace('\n', "\r\n").as_bytes(), line.as_bytes(), SecretForm::Joined);
    for end in ["", "\n"] {
        used(line.as_bytes(), format!("{lines}{end}").as_bytes(), SecretForm::Wrapped(64));
        let lines = format!("{}\n{}{end}", &line[..76], &line[76..]);
        used(line.as_bytes(), lines.as_bytes(), SecretForm::Wrapped(76));
    }
    let md5 = hash_of(MacHash::Md5, SECRET).expect("MD5");
    used(SECRET, &md5, SecretForm::Hashed(MacHash::Md5));
    used(SECRET, HEXLOWER.encode(&md5).as_bytes(), SecretForm::HashedHex(MacHash::Md5));
    let sha256 = MacHash::Sha(Hash::Sha256);
    used(SECRET, BASE64.encode(&digest(Hash::Sha256, SECRET)).as_bytes(), SecretForm::HashedBase64(sha256));
    let derived = hkdf_sha256(SECRET, b"", "NextAuth.js Generated Signing Key", 64);
    used(SECRET, derived.expose(), SecretForm::NextAuthSigning);
    // The secret for the message, and the message for the secret.
    let input = input(HS256, CLAIMS);
    let code = mac::hmac(Hash::Sha256, input.as_bytes(), &[SECRET]);
    let token = format!("{input}.{}", encode(&code));
    check(&token, &secret(SECRET), None, Cause::Signed(SignedForm::SecretAndMessageSwapped));
}

#[test]
fn the_same_json_written_otherwise() {
    for (alg, key) in [("HS256", &secret(SECRET)), ("ES256", &*EC), ("RS256", &*RSA), ("EdDSA", &*ED)] {
        let header = format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#);
        let claims = "{\"b\":\"x/y\",\"a\":\"\u{e4}\"}";
        let signed = |header: &str, payload: &str, now: &str, writing| {
            let made = sign(alg, key, input(header, payload).as_bytes());
            let token = format!("{}.{}", input(&format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#), now), encode(&made));
            check(&token, key, None, Cause::Signed(SignedForm::Rewritten(writing)));
        };
        signed(&header, "{\"b\": \"x/y\", \"a\": \"\u{e4}\"}", claims, JsonWriting::Spaced);
        let spaced = format!(r#"{{"alg": "{alg}", "typ": "JWT"}}"#);
        signed(&spaced, "{\"b\": \"x/y\", \"a\": \"\u{e4}\"}", claims, JsonWriting::Spaced);
        signed(&header, "{\n  \"b\": \"x/y\",\n  \"a\": \"\u{e4}\"\n}", claims, JsonWriting::Indented(2));
        signed(&header, "{\"a\":\"\u{e4}\",\"b\":\"x/y\"}", claims, JsonWriting::Sorted);
        signed(&header, "{\"a\": \"\u{e4}\", \"b\": \"x/y\"}", claims, JsonWriting::SortedSpaced);
        signed(&spaced, r#"{"b": "x/y", "a": "\u00e4"}"#, claims, JsonWriting::Python);
        signed(&header, r#"{"b":"x\/y","a":"\u00e4"}"#, claims, JsonWriting::Php);
        signed(&header, r#"{"a":"\u003cb\u003e \u0026"}"#, r#"{"a":"<b> &"}"#, JsonWriting::EscapedHtml);
        signed(&header, r#"{"a":"<b> &"}"#, r#"{"a":"\u003cb\u003e \u0026"}"#, JsonWriting::PlainHtml);
        signed(&header, "{\"b\":\"x\\/y\",\"a\":\"\u{e4}\"}", claims, JsonWriting::EscapedSlashes);
        signed(&header, claims, "{\"b\":\"x\\/y\",\"a\":\"\u{e4}\"}", JsonWriting::PlainSlashes);
        signed(&header, r#"{"b":"x/y","a":"\u00e4"}"#, claims, JsonWriting::EscapedUnicode);
        signed(&header, claims, r#"{"b":"x/y","a":"\u00e4"}"#, JsonWriting::PlainUnicode);
    }
}

#[test]
fn parts_in_another_order_and_encoded_once_more() {
    let key = secret(SECRET);
    let (header, payload) = (encode(HS256.as_bytes()), encode(CLAIMS.as_bytes()));
    let signed = |message: &str, payload: &str, form| {
        let token = format!("{header}.{payload}.{}", encode(&sign("HS256", &key, message.as_bytes())));
        check(&token, &key, None, Cause::Signed(form));
    };
    signed(&header, &payload, SignedForm::HeaderAlone);
    signed(&format!("{payload}.{header}"), &payload, SignedForm::PayloadFirst);
    signed(&format!("{header}.{payload}"), &encode(payload.as_bytes()), SignedForm::PayloadEncodedOnce);
}

#[test]
fn the_signature_and_the_header_of_a_token_that_came_along() {
    let key = &*EC;
    let (mine, other) = (input(ES256, CLAIMS), input(r#"{"alg":"ES256","kid":"a"}"#, r#"{"sub":"user-18"}"#));
    let of_other = encode(&sign("ES256", key, other.as_bytes()));
    let (header, _) = other.split_once('.').unwrap();
    let (_, payload) = mine.split_once('.').unwrap();
    let exchanged = encode(&sign("ES256", key, format!("{header}.{payload}").as_bytes()));
    for (signature, form) in [(&of_other, SignedForm::AnotherToken), (&exchanged, SignedForm::HeaderOfAnother)] {
        let said = |is_apart: bool| {
            let text = format!("{other}.{of_other}").into();
            let options = ExamineOptions {
                keys_are_for_this_token: true,
                beside: vec![Beside::new(text, false, is_apart)],
                limits: Limits { public_secret_work: 0, ..Limits::DEFAULT },
                ..ExamineOptions::default()
            };
            causes(&examine(&format!("{mine}.{signature}"), &KeyRing::new([Arc::clone(key)]), &options))
        };
        assert_eq!(said(false), [Cause::Signed(form)]);
        assert_eq!(said(true), []);
    }
}

/// A piece of what was given is no key, what has no name of a secret is none, and the algorithm is the one that was named:
/// of these nothing can be assumed. A public key or a kid that happens to be in the file is not even said to be the secret.
#[test]
fn what_anybody_could_have_used_is_never_assumed() {
    let forged = |given: &str, used: &[u8]| {
        let (key, message) = (secret(given.as_bytes()), input(HS256, CLAIMS));
        let token = format!("{message}.{}", encode(&sign("HS256", &secret(used), message.as_bytes())));
        let after = as_made(&token, &[&key], None);
        assert_ne!(after.layers[0].signatures[0].status, SignatureStatus::Verified, "{given}");
        causes(&after)
    };
    let of = |form| vec![Cause::Secret { form, reading: None }];
    assert_eq!(forged("S$tr0ng-Passw0rd-0123456789abcdef", b"S"), of(SecretForm::CutAt('$')));
    assert_eq!(forged("0123456789abcdef0123456789abcdef", b"01234567"), of(SecretForm::First(8)));
    let variables = "NODE_ENV=production\nPORT=3000\nJWT_SECRET=0123456789abcdef0123456789abcdef\n";
    assert_eq!(forged(variables, b"production"), []);
    assert_eq!(forged(variables, b"3000"), []);
    assert_eq!(forged(variables, b"0123456789abcdef0123456789abcdef"), of(SecretForm::Value));
    let json = r#"{"keys":[{"kty":"RSA","kid":"key-1","n":"0vx7agoebGcQSuuPiLJX","e":"AQAB"}],"algorithm":"HS256"}"#;
    for value in ["RSA", "key-1", "0vx7agoebGcQSuuPiLJX", "AQAB", "HS256"] {
        assert_eq!(forged(json, value.as_bytes()), [], "{value}");
    }
    let message = input(r#"{"alg":"PS256"}"#, CLAIMS);
    let token = format!("{message}.{}", encode(&sign("RS256", &RSA, message.as_bytes())));
    let after = as_made(&token, &[&RSA], None);
    assert_eq!(causes(&after), [Cause::OtherAlgorithm { made_with: "RS256", named: "PS256" }]);
    assert_ne!(after.layers[0].signatures[0].status, SignatureStatus::Verified);
}

/// What is assumed to be the secret is judged as one.
#[test]
fn the_secret_that_was_used_is_the_one_that_is_judged() {
    let (key, message) = (secret(b"'exactly-thirty-two-bytes-long'"), input(HS256, CLAIMS));
    let used = b"exactly-thirty-two-bytes-long";
    let token = format!("{message}.{}", encode(&sign("HS256", &secret(used), message.as_bytes())));
    let after = as_made(&token, &[&key], None);
    let result = &after.layers[0].signatures[0];
    let judged = result.key.as_ref().expect("a key");
    assert_eq!((result.status, judged.id), (SignatureStatus::Verified, key.id));
    assert!(matches!(&judged.material, KeyMaterial::Oct(secret) if secret.expose() == used));
    assert!(judged.findings.iter().any(|finding| finding.rule.id == "KEY_HS_SHORT"), "{:?}", judged.findings);
}

/// What only looks like an escape, or is no JSON, is not written again: it would say something else.
#[test]
fn what_says_something_else_is_not_the_same_json() {
    let key = secret(SECRET);
    let status = |signed: &str, shown: &str| {
        let signed = input(HS256, signed);
        let token = format!("{}.{}", input(HS256, shown), encode(&sign("HS256", &key, signed.as_bytes())));
        as_made(&token, &[&key], None).layers[0].signatures[0].status
    };
    for (signed, shown) in
        [(r#"{"a":"a\/b"}"#, r#"{"a":"a\\/b"}"#), (r#"{"a":"<b"}"#, r#"{"a":"\\u003cb"}"#), ("pay100", "pay 1 00")]
    {
        assert_ne!(status(signed, shown), SignatureStatus::Verified, "{shown}");
    }
    assert_eq!(status(r#"{"a":"a\/b"}"#, r#"{"a":"a/b"}"#), SignatureStatus::Verified);
}

/// A signature over the payload alone vouches for no header, so that nobody may have the token as it was made.
#[test]
fn a_header_that_nothing_vouches_for_is_never_assumed() {
    let key = secret(SECRET);
    let payload = encode(CLAIMS.as_bytes());
    for (signed, form) in
        [(CLAIMS.as_bytes(), SignedForm::PayloadAlone), (payload.as_bytes(), SignedForm::EncodedPayloadAlone)]
    {
        let message = input(r#"{"alg":"HS256","typ":"at+jwt"}"#, CLAIMS);
        let token = format!("{message}.{}", encode(&sign("HS256", &key, signed)));
        let after = as_made(&token, &[&key], None);
        assert_eq!(causes(&after), [Cause::Signed(form)]);
        assert_ne!(after.layers[0].signatures[0].status, SignatureStatus::Verified);
    }
}

/// What is shorter than eight bytes is guessed, however it was taken out of what was given.
#[test]
fn a_rest_of_a_few_bytes_is_never_assumed() {
    for (given, used) in [("p # a comment of many words", "p"), ("some-long-name:1", "1")] {
        let (key, message) = (secret(given.as_bytes()), input(HS256, CLAIMS));
        let token = format!("{message}.{}", encode(&sign("HS256", &secret(used.as_bytes()), message.as_bytes())));
        let after = as_made(&token, &[&key], None);
        assert_eq!(causes(&after).len(), 1, "{given}");
        assert_ne!(after.layers[0].signatures[0].status, SignatureStatus::Verified, "{given}");
    }
}

/// Of a payload that came from elsewhere, nothing says that it is the one that was signed.
#[test]
fn a_detached_payload_may_be_the_wrong_one() {
    let token = |payload: &str| {
        let head = encode(ES256.as_bytes());
        let made = sign("ES256", &EC, format!("{head}.{}", encode(payload.as_bytes())).as_bytes());
        format!("{head}..{}", encode(&made))
    };
    for (payload, said) in [
        (
            "{\"error\":1}",
            "No cause found; most likely something else was signed than the payload that was supplied, another key made it, or the token was changed after signing",
        ),
        (
            "",
            "No cause found; the payload that was supplied is empty: supply what was signed, byte for byte, or another key made it",
        ),
    ] {
        let examination = examined(&token(CLAIMS), &[&EC], Some(payload.as_bytes()));
        let reasons = &examination.layers[0].signatures[0].reasons;
        let expected = SignatureReason::Mismatch {
            is_secret: false,
            is_for_graph: false,
            is_search_short: false,
            supplied: Some(payload.len()),
        };
        assert_eq!(*reasons, [Reason::Signature(expected)]);
        assert_eq!(crate::engine::speech::reason::words(&reasons[0]).advice, said);
    }
    // A token that has its payload is not told of another.
    let (head, body) = (encode(ES256.as_bytes()), encode(b"{}"));
    let whole = format!("{head}.{body}.{}", encode(&sign("ES256", &EC, b"something else")));
    let reasons = &examined(&whole, &[&EC], None).layers[0].signatures[0].reasons;
    let is_plain = matches!(&reasons[..], [Reason::Signature(SignatureReason::Mismatch { supplied: None, .. })]);
    assert!(is_plain, "{reasons:?}");
}

#[test]
fn a_detached_payload_in_utf_16() {
    let head = encode(ES256.as_bytes());
    let made = sign("ES256", &EC, format!("{head}.{}", encode(CLAIMS.as_bytes())).as_bytes());
    let token = format!("{head}..{}", encode(&made));
    for (mark, end) in [("\u{feff}", "\r\n"), ("\u{feff}", ""), ("", "")] {
        let text = format!("{mark}{CLAIMS}{end}");
        for to in [u16::to_le_bytes, u16::to_be_bytes] {
            let payload: Vec<u8> = text.encode_utf16().flat_map(to).collect();
            check(&token, &EC, Some(&payload), Cause::Signed(SignedForm::Detached(PayloadForm::FromUtf16)));
        }
    }
}
