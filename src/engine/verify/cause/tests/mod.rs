//! Each trial against a token that was built to need it; and that nothing is said of tokens that were built otherwise.

mod beside;
mod budget;
mod eaten;
mod form;
mod opening;
mod truth;
mod two;

use crate::engine::crypto::digest::digest;
use crate::engine::crypto::key_management::{self, SenderChoices};
use crate::engine::crypto::made::{MacHash, Made, hash_of};
use crate::engine::crypto::tests::sign_otherwise;
use crate::engine::crypto::{confusion, content, mac, signature};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::{Hash, content_encryption, key_management as algorithms, signature as signatures};
use crate::engine::ground::limit::{Assumptions, ExamineOptions, Limits};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::{
    Behind, Cause, Intact, JoinedSecret, OpeningForm, PayloadForm, Reason, Remedy, SecretForm, SignatureForm,
    SignedForm, Spelling,
};
use crate::engine::jose::status::{Assumed, RecipientStatus, SignatureStatus};
use crate::engine::key::reading::{SecretReading, SecretWriting};
use crate::engine::key::{Jwk, KeyIds, KeyMaterial, KeyRing};
use crate::engine::key_file::generate::{Recipe, find, generate};
use crate::engine::key_file::import::{ImportOptions, SecretEncoding};
use crate::engine::speech::reason::words;
use crate::engine::verify::key_file::import;
use data_encoding::{BASE32, BASE32_NOPAD, BASE64, BASE64URL, BASE64URL_NOPAD, HEXLOWER};
use std::sync::{Arc, LazyLock};

const SECRET: &[u8] = b"correct-horse-battery-staple-0123456789";
const CLAIMS: &str = r#"{"iss":"https://issuer.example","sub":"user-17"}"#;

fn secret(bytes: &[u8]) -> Arc<Jwk> {
    let options = ImportOptions { secret_encoding: Some(SecretEncoding::Utf8), ..ImportOptions::default() };
    let found = import(bytes, "secret", &options, &Limits::DEFAULT, &mut KeyIds(1));
    Arc::new(found.keys.into_iter().next().expect("a secret"))
}

fn pair(kind: &str, number: u64) -> Arc<Jwk> {
    let recipe = Recipe::usual(find(kind).expect("a kind of key"));
    Arc::new(generate(&recipe, &mut KeyIds(number)).expect("a key"))
}

static EC: LazyLock<Arc<Jwk>> = LazyLock::new(|| pair("p-256", 10));
static ED: LazyLock<Arc<Jwk>> = LazyLock::new(|| pair("ed25519", 11));
static RSA: LazyLock<Arc<Jwk>> = LazyLock::new(|| pair("rsa-2048", 12));

fn sign(alg: &str, key: &Jwk, message: &[u8]) -> Vec<u8> {
    signature::sign(signatures::find(alg).expect("an algorithm"), &key.material, message).expect("a signature")
}

fn input(header: &str, payload: &str) -> String {
    format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()))
}

fn examined(token: &str, keys: &[&Arc<Jwk>], detached: Option<&[u8]>) -> Examination {
    examined_under(Assumptions::default(), token, keys, detached)
}

/// The same, taken as it was made.
fn as_made(token: &str, keys: &[&Arc<Jwk>], detached: Option<&[u8]>) -> Examination {
    examined_under(Assumptions { as_made: true, ..Assumptions::default() }, token, keys, detached)
}

/// What was assumed of the only signature or recipient, if it is verified or decrypted.
fn taken(examination: &Examination) -> Option<&[Assumed]> {
    let layer = &examination.layers[0];
    let verified = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
    let opened = layer.recipients.iter().filter(|result| result.status == RecipientStatus::Decrypted);
    verified.map(|result| &*result.assumed).chain(opened.map(|result| &*result.assumed)).next()
}

fn examined_under(assumptions: Assumptions, token: &str, keys: &[&Arc<Jwk>], detached: Option<&[u8]>) -> Examination {
    let mut options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    options.detached_payload = detached.map(Into::into);
    options.assumptions = assumptions;
    options.limits.public_secret_work = 0;
    examine(token, &KeyRing::new(keys.iter().map(|key| (*key).clone())), &options)
}

fn causes(examination: &Examination) -> Vec<Cause> {
    let layer = &examination.layers[0];
    let reasons = layer.signatures.iter().flat_map(|result| &result.reasons);
    let reasons = reasons.chain(layer.recipients.iter().flat_map(|result| &result.reasons));
    reasons.filter_map(|reason| if let Reason::Cause(cause, _) = reason { Some(*cause) } else { None }).collect()
}

#[track_caller]
fn check(token: &str, key: &Arc<Jwk>, detached: Option<&[u8]>, expected: Cause) {
    let examination = examined(token, &[key], detached);
    assert_eq!(causes(&examination), [expected], "{token}");
    assert_ne!(examination.layers[0].signatures[0].status, SignatureStatus::Verified);
    acted(token, key, detached, &examination);
}

/// What is said can be done where the cause lies in the making, and nothing else can.
#[track_caller]
fn acted(token: &str, key: &Arc<Jwk>, detached: Option<&[u8]>, before: &Examination) {
    let layer = &before.layers[0];
    let of_signatures = layer.signatures.iter().flat_map(|result| &result.reasons);
    let mut reasons = of_signatures.chain(layer.recipients.iter().flat_map(|result| &result.reasons));
    let after = as_made(token, &[key], detached);
    match reasons
        .find_map(|reason| if let Reason::Cause(cause, remedy) = reason { Some((*cause, *remedy)) } else { None })
    {
        Some((cause, Remedy::AsMade | Remedy::AsMadeAlone)) => {
            assert!(cause.is_of_the_making(), "{cause:?}");
            let is_graph = matches!(cause, Cause::Signed(SignedForm::GraphNonce { .. }));
            let expected = if is_graph { Assumed::HashedNonce } else { Assumed::AsMade(cause) };
            assert_eq!(taken(&after), Some(&[expected][..]), "{token}");
            let advised = words(&Reason::Cause(cause, Remedy::AsMade));
            assert!(advised.act.is_some() && !advised.advice.is_empty(), "{cause:?}");
        }
        Some((cause, Remedy::Advice)) => {
            assert!(matches!(taken(&after), None | Some([])), "{cause:?} of {token}");
            assert!(!words(&Reason::Cause(cause, Remedy::Advice)).sentence.is_empty());
        }
        None => assert_eq!(taken(&after), taken(before), "{token}"),
    }
}

const HS256: &str = r#"{"alg":"HS256"}"#;
const ES256: &str = r#"{"alg":"ES256"}"#;

#[test]
fn the_right_signature_in_another_writing() {
    use SignatureForm::{Cut, EncodedBase64, EncodedHex, Glued, Hex, Latin1AsUtf8, ReplacedAsText, SwappedWithPayload};
    let key = secret(SECRET);
    let input = input(HS256, CLAIMS);
    let code = sign("HS256", &key, input.as_bytes());
    let written = |text: &str, form| check(&format!("{input}.{text}"), &key, None, Cause::Written(form));
    written(&encode(HEXLOWER.encode(&code).as_bytes()), EncodedHex);
    written(&HEXLOWER.encode(&code), Hex);
    written(&encode(encode(&code).as_bytes()), EncodedBase64 { times: 2 });
    written(&encode(BASE64.encode(&code).as_bytes()), EncodedBase64 { times: 2 });
    written(&encode(&code[..20]), Cut { expected: 32, found: 20 });
    written(&encode(&[&code[..], b"xyz"].concat()), Glued { bytes: 32, more: 3 });
    written(&encode(String::from_utf8_lossy(&code).as_bytes()), ReplacedAsText);
    let latin1: String = code.iter().map(|byte| char::from(*byte)).collect();
    written(&encode(latin1.as_bytes()), Latin1AsUtf8);
    let (header, payload) = input.split_once('.').unwrap();
    check(&format!("{header}.{}.{payload}", encode(&code)), &key, None, Cause::Written(SwappedWithPayload));
}

#[test]
fn ecdsa_in_other_forms() {
    use SignatureForm::{Der, MissingZeros, Reversed, SwappedHalves, Vault};
    let key = &*EC;
    let input = input(ES256, CLAIMS);
    let written = |bytes: &[u8], form| {
        check(&format!("{input}.{}", encode(bytes)), key, None, Cause::Written(form));
    };
    let made = sign("ES256", key, input.as_bytes());
    let der = |raw: &[u8]| {
        let number = |half: &[u8]| {
            let first = half.iter().position(|byte| *byte != 0).unwrap_or(31);
            let mut number = half[first..].to_vec();
            if number[0] > 127 {
                number.insert(0, 0);
            }
            [&[2, u8::try_from(number.len()).unwrap()][..], &number].concat()
        };
        let inner = [number(&raw[..32]), number(&raw[32..])].concat();
        [&[0x30, u8::try_from(inner.len()).unwrap()][..], &inner].concat()
    };
    written(&der(&made), Der);
    written(&[&made[32..], &made[..32]].concat(), SwappedHalves);
    written(&made.iter().rev().copied().collect::<Vec<_>>(), Reversed);
    written(format!("vault:v1:{}", BASE64.encode(&der(&made))).as_bytes(), Vault);
    written(format!("vault:v12:{}", encode(&made)).as_bytes(), Vault);
    let with_zero = loop {
        let made = sign("ES256", key, input.as_bytes());
        if made[0] == 0 || made[32] == 0 {
            break made;
        }
    };
    let at = if with_zero[0] == 0 { 0 } else { 32 };
    let mut shorter = with_zero;
    shorter.remove(at);
    written(&shorter, MissingZeros { expected: 64, found: 63 });
}

#[test]
fn other_bytes_were_signed() {
    use SignedForm::{
        Decoded, DecodedWithoutDot, EncodedPayloadAlone, HashText, HashedTwice, Padded, PayloadAlone, PayloadUnencoded,
        StandardAlphabet, Utf16, WithBehind, WithoutDot,
    };
    for (alg, key) in [("HS256", &secret(SECRET)), ("ES256", &*EC), ("EdDSA", &*ED)] {
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        // What encodes to both characters of the alphabet, and to padding.
        let claims = r#"{"a":"???>>>~~~","bcd":"?????"}"#;
        let (head, body) = (encode(header.as_bytes()), encode(claims.as_bytes()));
        let input = format!("{head}.{body}");
        let padded = |encoding: &data_encoding::Encoding| {
            format!("{}.{}", encoding.encode(header.as_bytes()), encoding.encode(claims.as_bytes()))
        };
        let signed = |message: &[u8], form| {
            let token = format!("{input}.{}", encode(&sign(alg, key, message)));
            check(&token, key, None, Cause::Signed(form));
        };
        for (behind, bytes) in [
            (Behind::LineBreak, "\n"),
            (Behind::CrLf, "\r\n"),
            (Behind::Nul, "\0"),
            (Behind::Blank, " "),
            (Behind::Dot, "."),
        ] {
            signed(format!("{input}{bytes}").as_bytes(), WithBehind(behind));
        }
        signed(padded(&BASE64URL).as_bytes(), Padded);
        signed(padded(&BASE64).as_bytes(), StandardAlphabet);
        signed(format!("{header}.{claims}").as_bytes(), Decoded);
        signed(format!("{header}{claims}").as_bytes(), DecodedWithoutDot);
        signed(claims.as_bytes(), PayloadAlone);
        signed(body.as_bytes(), EncodedPayloadAlone);
        signed(format!("{head}{body}").as_bytes(), WithoutDot);
        signed(format!("{head}.{claims}").as_bytes(), PayloadUnencoded);
        let utf16: Vec<u8> = input.encode_utf16().flat_map(u16::to_le_bytes).collect();
        signed(&utf16, Utf16);
        let hashed = digest(Hash::Sha256, input.as_bytes());
        signed(&hashed, HashedTwice(Hash::Sha256));
        signed(HEXLOWER.encode(&hashed).as_bytes(), HashText(Hash::Sha256));
    }
}

#[test]
fn the_nonce_of_microsoft_graph() {
    let with = |nonce: &str| format!(r#"{{"typ":"JWT","nonce":"{nonce}","alg":"ES256"}}"#);
    let hash = digest(Hash::Sha256, b"abc");
    for (written, is_hex) in [(encode(&hash), false), (HEXLOWER.encode(&hash), true)] {
        let made = sign("ES256", &EC, input(&with(&written), CLAIMS).as_bytes());
        let token = format!("{}.{}", input(&with("abc"), CLAIMS), encode(&made));
        check(&token, &EC, None, Cause::Signed(SignedForm::GraphNonce { is_hex }));
    }
}

#[test]
fn a_detached_payload_in_another_spelling() {
    use PayloadForm::{
        CompactJson, CrLf, Lf, Trimmed, WithByteOrderMark, WithLineBreak, WithoutByteOrderMark, WithoutLineBreak,
    };
    let cases: [(&str, &str, PayloadForm); 8] = [
        ("{\"a\":1}", "{\"a\":1}\n", WithoutLineBreak),
        ("{\"a\":1}\n", "{\"a\":1}", WithLineBreak),
        ("{\n\"a\":1}", "{\r\n\"a\":1}", Lf),
        ("{\r\n\"a\":1}", "{\n\"a\":1}", CrLf),
        ("{\"a\":1}", "\u{feff}{\"a\":1}", WithoutByteOrderMark),
        ("\u{feff}{\"a\":1}", "{\"a\":1}", WithByteOrderMark),
        ("{\"a\":1}", "  {\"a\":1} ", Trimmed),
        ("{\"a\":\"b c\"}", "{ \"a\": \"b c\" }", CompactJson),
    ];
    for header in [ES256, r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#] {
        for (meant, given, form) in cases {
            let head = encode(header.as_bytes());
            let body = if header == ES256 { encode(meant.as_bytes()) } else { meant.to_owned() };
            let made = sign("ES256", &EC, format!("{head}.{body}").as_bytes());
            let token = format!("{head}..{}", encode(&made));
            check(&token, &EC, Some(given.as_bytes()), Cause::Signed(SignedForm::Detached(form)));
        }
    }
}

#[test]
fn the_secret_in_another_form() {
    let text = std::str::from_utf8(SECRET).unwrap();
    let key_bytes: Vec<u8> = (1..=32).map(|number| number * 7).collect();
    let hex = HEXLOWER.encode(&key_bytes);
    let base64 = BASE64.encode(&key_bytes);
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let form = |form| Cause::Secret { form, reading: None };
    let read = |form, reading| Cause::Secret { form, reading: Some(reading) };
    // What is loaded, what the issuer used, what is said.
    let cases: Vec<(Vec<u8>, Vec<u8>, Cause)> = vec![
        (SECRET.to_vec(), format!("\"{text}\"").into(), form(SecretForm::InQuotes('"'))),
        (SECRET.to_vec(), format!("'{text}'").into(), form(SecretForm::InQuotes('\''))),
        (format!("\"{text}\"").into(), SECRET.to_vec(), form(SecretForm::WithoutQuotes)),
        (format!("  {text} ").into(), SECRET.to_vec(), form(SecretForm::Trimmed)),
        (SECRET.to_vec(), format!("{text} ").into(), form(SecretForm::BlankBehind)),
        (SECRET.to_vec(), format!("{text}\n").into(), Cause::IssuerAddsLineBreak),
        (format!("base64:{base64}").into(), key_bytes.clone(), Cause::SecretReading(SecretReading::BehindBase64)),
        (format!("hex:{hex}").into(), key_bytes.clone(), read(SecretForm::BehindPrefix, SecretReading::Hex)),
        (format!("64f1c0ffee:{hex}").into(), key_bytes.clone(), read(SecretForm::BehindColon, SecretReading::Hex)),
        (SECRET.to_vec(), utf16(text), form(SecretForm::Utf16Le)),
        (utf16(&format!("\u{feff}{text}\r\n")), SECRET.to_vec(), Cause::SecretReading(SecretReading::Text)),
        (format!("\u{feff}{text}").into(), SECRET.to_vec(), Cause::SecretReading(SecretReading::Text)),
        (
            "a%2Bb%2Fc%3Dabcdefghijklmnopqrstuvw".into(),
            b"a+b/c=abcdefghijklmnopqrstuvw".to_vec(),
            form(SecretForm::PercentDecoded),
        ),
        (
            b"a+b/c=abcdefghijklmnopqrstuvw".to_vec(),
            "a%2Bb%2Fc%3Dabcdefghijklmnopqrstuvw".into(),
            form(SecretForm::PercentEncoded),
        ),
        (hex.clone().into(), hex.to_uppercase().into(), form(SecretForm::UpperCase)),
        (hex.clone().into(), key_bytes.clone(), Cause::SecretReading(SecretReading::Hex)),
        (key_bytes.clone(), hex.to_uppercase().into(), Cause::UndecodedSecret(SecretWriting::UpperHex)),
        (
            BASE64.encode(base64.as_bytes()).into(),
            key_bytes.clone(),
            read(SecretForm::Decoded(SecretReading::Base64), SecretReading::Base64),
        ),
        (SECRET.to_vec(), format!(r#"{{"kty":"oct","k":"{}"}}"#, encode(SECRET)).into(), form(SecretForm::JwkText)),
        (format!("# keys\nexport JWT_SECRET=\"{text}\"\nPORT=1\n").into(), SECRET.to_vec(), form(SecretForm::Value)),
        (
            format!("APP_KEY=base64:{base64}").into(),
            key_bytes.clone(),
            read(SecretForm::Value, SecretReading::BehindBase64),
        ),
        (b"abcdefgh\0ijklmnopqrst".to_vec(), b"abcdefgh".to_vec(), form(SecretForm::CutAtNul)),
        (SECRET.to_vec(), digest(Hash::Sha256, SECRET), form(SecretForm::Hashed(MacHash::Sha(Hash::Sha256)))),
        // With the accents composed, and decomposed.
        ("p\u{e4}ssw\u{f6}rt".into(), "pa\u{308}sswo\u{308}rt".into(), form(SecretForm::OtherNormalization)),
        ("pa\u{308}sswo\u{308}rt".into(), "p\u{e4}ssw\u{f6}rt".into(), form(SecretForm::OtherNormalization)),
        (
            format!(r#"{{"keys":[{{"kty":"oct","kid":"a","k":"{}"}}]}}"#, encode(&key_bytes)).into(),
            key_bytes.clone(),
            read(SecretForm::JsonMember, SecretReading::Base64Url),
        ),
        (format!("{text} # prod").into(), SECRET.to_vec(), form(SecretForm::WithoutComment)),
        (format!("\"{text}\"\t# of 2024").into(), SECRET.to_vec(), form(SecretForm::WithoutComment)),
        (format!("whsec_{base64}").into(), key_bytes.clone(), read(SecretForm::BehindPrefix, SecretReading::Base64)),
        (SECRET.to_vec(), format!(" {text}").into(), form(SecretForm::WithStart(' '))),
        (
            "p\u{e4}ssw\u{f6}rt \u{20ac}".into(),
            "p\u{c3}\u{a4}ssw\u{c3}\u{b6}rt \u{e2}\u{201a}\u{ac}".into(),
            form(SecretForm::Garbled),
        ),
        ("p\u{c3}\u{a4}ssw\u{c3}\u{b6}rt".into(), "p\u{e4}ssw\u{f6}rt".into(), form(SecretForm::Ungarbled)),
        ("p\u{e4}ssw\u{f6}rt \u{20ac}".into(), b"p\xe4ssw\xf6rt \x80".to_vec(), form(SecretForm::Windows1252)),
        ("p\u{e4}ssw\u{f6}rt".into(), b"p\xe4ssw\xf6rt".to_vec(), form(SecretForm::Latin1)),
        (b"p\xe4ssw\xf6rt".to_vec(), "p\u{e4}ssw\u{f6}rt".into(), form(SecretForm::FromLatin1)),
        (BASE32_NOPAD.encode(&key_bytes).into(), key_bytes.clone(), form(SecretForm::Base32)),
        (BASE32.encode(&key_bytes).to_ascii_lowercase().into(), key_bytes.clone(), form(SecretForm::Base32)),
        (b"a\\x41\\u0042\\tc".to_vec(), b"aAB\tc".to_vec(), form(SecretForm::EscapesDecoded)),
        (BASE64URL_NOPAD.decode(hex.as_bytes()).unwrap(), key_bytes.clone(), form(SecretForm::HexadecimalMember)),
        (b"one\\ntwo\\nthree".to_vec(), b"one\ntwo\nthree".to_vec(), form(SecretForm::Unescaped)),
    ];
    for (loaded, used, expected) in cases {
        let input = input(HS256, CLAIMS);
        let code = mac::hmac(Hash::Sha256, &used, &[input.as_bytes()]);
        check(&format!("{input}.{}", encode(&code)), &secret(&loaded), None, expected);
    }
}

#[test]
fn the_text_of_a_key_pair_as_secret() {
    let input = input(HS256, CLAIMS);
    let made = |text: &[u8]| {
        let code = mac::hmac(Hash::Sha256, text, &[input.as_bytes()]);
        let examination = examined(&format!("{input}.{}", encode(&code)), &[&EC], None);
        causes(&examination)
    };
    let (_, public) = confusion::public_key_texts(&EC.material).swap_remove(0);
    let (_, private) = confusion::private_key_texts(&EC.material).swap_remove(0);
    let public = String::from_utf8(public).unwrap();
    let private = String::from_utf8(private.expose().to_vec()).unwrap();
    let spelt = |text: &str| -> Vec<(Spelling, String)> {
        let lines: Vec<&str> = text.trim_end().lines().collect();
        vec![
            (Spelling::File, text.to_owned()),
            (Spelling::Trimmed, text.trim_end().to_owned()),
            (Spelling::CrLf, text.replace('\n', "\r\n")),
            (Spelling::Escaped, text.replace('\n', "\\n")),
            (Spelling::EscapedTrimmed, text.trim_end().replace('\n', "\\n")),
            (Spelling::OneLine, lines.concat()),
            (Spelling::OneLine, text.replace('\n', " ")),
            (Spelling::Base64, BASE64.encode(text.as_bytes())),
            (Spelling::Base64, BASE64URL_NOPAD.encode(text.trim_end().as_bytes())),
            (Spelling::Body, lines[1..lines.len() - 1].concat()),
        ]
    };
    for (expected, text) in spelt(&public) {
        let found = made(text.as_bytes());
        assert!(
            matches!(found.as_slice(), [Cause::ForgedWithPublicKey { spelling, .. }] if *spelling == expected),
            "{expected:?} {found:?}"
        );
    }
    for (expected, text) in spelt(&private) {
        let found = made(text.as_bytes());
        assert!(
            matches!(found.as_slice(), [Cause::PrivateKeyText { spelling, .. }] if *spelling == expected),
            "{expected:?} {found:?}"
        );
    }
}

/// A hash of the text of a key pair, and a hash where an HMAC belongs.
#[test]
fn hashes_that_stand_for_a_secret_or_an_hmac() {
    let input = input(HS256, CLAIMS);
    let made = |secret: &[u8]| format!("{input}.{}", encode(&mac::hmac(Hash::Sha256, secret, &[input.as_bytes()])));
    let said = |token: &str, key: &Arc<Jwk>| causes(&examined(token, &[key], None));
    for key in [&*EC, &*RSA] {
        let (form, text) = confusion::private_key_texts(&key.material).remove(0);
        for hash in [MacHash::Sha(Hash::Sha256), MacHash::Sha(Hash::Sha1), MacHash::Md5] {
            let hashed = hash_of(hash, text.expose()).unwrap();
            // HMAC with SHA-256 makes the same of a long key by itself.
            let is_own = hash == MacHash::Sha(Hash::Sha256) && text.len() > 64;
            let spelling = if is_own { Spelling::File } else { Spelling::Hashed(hash) };
            for (secret, spelling) in
                [(hashed.clone(), spelling), (HEXLOWER.encode(&hashed).into_bytes(), Spelling::HashedHex(hash))]
            {
                check(&made(&secret), key, None, Cause::PrivateKeyText { algorithm: "HS256", form, spelling });
            }
        }
        let (form, text) = confusion::public_key_texts(&key.material).remove(0);
        let spelling = Spelling::HashedHex(MacHash::Sha(Hash::Sha256));
        let expected = Cause::ForgedWithPublicKey { algorithm: "HS256", form, spelling };
        check(&made(HEXLOWER.encode(&digest(Hash::Sha256, &text)).as_bytes()), key, None, expected);
    }
    let key = secret(SECRET);
    let (hash, message) = (Hash::Sha256, input.as_bytes());
    for (bytes, secret) in [
        (message.to_vec(), JoinedSecret::Absent),
        ([SECRET, message].concat(), JoinedSecret::Before),
        ([message, SECRET].concat(), JoinedSecret::Behind),
    ] {
        let hashed = digest(hash, &bytes);
        for written in [encode(&hashed), encode(HEXLOWER.encode(&hashed).as_bytes())] {
            check(&format!("{input}.{written}"), &key, None, Cause::PlainHash { hash, secret });
        }
    }
    assert_eq!(said(&format!("{input}.{}", encode(&digest(hash, b"x"))), &key), []);
}

#[test]
fn malformed_does_not_end_the_work() {
    let padded = |text: &str| BASE64URL.encode(text.as_bytes());
    let (header, claims) = (r#"{"alg":"ES256","a":1}"#, r#"{"sub":"user-1"}"#);
    // As AWS ALB writes it: padded, and signed like that.
    let written = format!("{}.{}", padded(header), padded(claims));
    let made = sign("ES256", &EC, written.as_bytes());
    let check = |token: &str, expected: Intact| {
        let examination = examined(token, &[&EC], None);
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Malformed);
        assert_eq!(causes(&examination), [Cause::Intact(expected)], "{token}");
    };
    check(&format!("{written}.{}", BASE64URL.encode(&made)), Intact::AsWritten { algorithm: "ES256" });
    let made = sign("ES256", &EC, input(header, claims).as_bytes());
    check(&format!("{written}.{}", encode(&made)), Intact::Repaired);
    let header = r#"{"alg":"ES256","crit":["x"],"x":1}"#;
    let made = sign("ES256", &EC, input(header, claims).as_bytes());
    check(&format!("{}.{}", input(header, claims), encode(&made)), Intact::SignatureAsSuch);
    // Another key made it: nothing is right about it.
    let other = pair("p-256", 20);
    let made = sign("ES256", &other, input(header, claims).as_bytes());
    let token = format!("{}.{}", input(header, claims), encode(&made));
    assert_eq!(causes(&examined(&token, &[&EC], None)), []);
}

#[test]
fn names_of_other_worlds() {
    let key = secret(SECRET);
    for name in ["http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "HmacSHA256", "HS-256", "hs256", "SHA256"] {
        let input = input(&format!(r#"{{"alg":"{name}"}}"#), CLAIMS);
        let code = mac::hmac(Hash::Sha256, SECRET, &[input.as_bytes()]);
        for (secret_bytes, fits) in [(&key, true), (&secret(b"another-secret-of-some-length-0123"), false)] {
            let examination = examined(&format!("{input}.{}", encode(&code)), &[secret_bytes], None);
            assert_eq!(causes(&examination), [Cause::FitsAs { algorithm: "HS256", fits }], "{name}");
            assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Unchecked);
        }
    }
}

fn sealed(alg: &str, enc: &str, header: &str, cek: &[u8], encrypted_key: &[u8]) -> String {
    let row = content_encryption::find(enc).unwrap();
    let header = encode(format!(r#"{{"alg":"{alg}","enc":"{enc}"{header}}}"#).as_bytes());
    let iv = vec![7; row.iv_len];
    let content::Encrypted { ciphertext, tag, .. } =
        content::encrypt(row, cek, &iv, CLAIMS.as_bytes(), header.as_bytes()).unwrap();
    format!("{header}.{}.{}.{}.{}", encode(encrypted_key), encode(&iv), encode(&ciphertext), encode(&tag))
}

#[test]
fn a_token_that_opens_otherwise_than_its_header_says() {
    let cek: Vec<u8> = (0..16).collect();
    let of_sender = |alg: &str, key: &KeyMaterial| {
        let row = algorithms::find(alg).unwrap();
        let enc = content_encryption::find("A128GCM").unwrap();
        let cek: SecretBytes = cek.clone().into();
        let choices = SenderChoices { cek: Some(&cek), ..SenderChoices::default() };
        key_management::determine(row, enc, key, &choices, &Limits::DEFAULT).unwrap().encrypted_key
    };
    let check = |token: &str, key: &Arc<Jwk>, expected: OpeningForm| {
        let examination = examined(token, &[key], None);
        assert_eq!(causes(&examination), [Cause::Opens(expected)], "{token}");
        assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Failed);
    };
    let token = sealed("RSA-OAEP", "A128GCM", "", &cek, &of_sender("RSA-OAEP-256", &RSA.material));
    check(&token, &RSA, OpeningForm::OtherAlgorithm { made_with: "RSA-OAEP-256", named: "RSA-OAEP" });
    let aes: Vec<u8> = (50..66).collect();
    let wrapped = of_sender("A128KW", &KeyMaterial::Oct(aes.clone().into()));
    let hex = secret(HEXLOWER.encode(&aes).as_bytes());
    check(&sealed("A128KW", "A128GCM", "", &cek, &wrapped), &hex, OpeningForm::SecretReading(SecretReading::Hex));
    check(&sealed("A128KW", "A128GCM", "", &cek, &wrapped), &secret(&cek), OpeningForm::ContentKey { reading: None });
}

/// A key for the content, and how the sender agreed on it: with other party information than the header has.
fn agreed(alg: &str, stated: (&[u8], &[u8]), used: (Option<&[u8]>, Option<&[u8]>)) -> String {
    let row = algorithms::find(alg).unwrap();
    let enc = content_encryption::find("A128GCM").unwrap();
    let choices = SenderChoices { apu: used.0, apv: used.1, ..SenderChoices::default() };
    let made = key_management::determine(row, enc, &EC.material, &choices, &Limits::DEFAULT).unwrap();
    let Some(KeyMaterial::Ec { x, y, .. }) = &made.epk else { panic!("an ephemeral key") };
    let epk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}"#, encode(x), encode(y));
    let header = format!(r#","epk":{epk},"apu":"{}","apv":"{}""#, encode(stated.0), encode(stated.1));
    sealed(alg, "A128GCM", &header, made.cek.expose(), &made.encrypted_key)
}

#[test]
fn a_key_agreement_with_other_party_information() {
    let stated: (&[u8], &[u8]) = (b"Alice", b"Bob");
    // One that says nothing about its use.
    let own = Arc::new(Jwk { public_key_use: None, key_operations: None, algorithm: None, ..Jwk::clone(&EC) });
    let (apu, apv) = (encode(b"Alice"), encode(b"Bob"));
    for alg in ["ECDH-ES", "ECDH-ES+A128KW"] {
        let check = |used: (Option<&[u8]>, Option<&[u8]>), expected: Option<OpeningForm>| {
            let token = agreed(alg, stated, used);
            let examination = examined(&token, &[&own], None);
            let status = examination.layers[0].recipients[0].status;
            assert_eq!(
                causes(&examination),
                expected.map(Cause::Opens).into_iter().collect::<Vec<_>>(),
                "{alg} {used:?}"
            );
            assert_ne!(status, RecipientStatus::Decrypted);
        };
        check((None, None), Some(OpeningForm::WithoutPartyInfo));
        check((Some(apu.as_bytes()), Some(apv.as_bytes())), Some(OpeningForm::PartyInfoAsText));
        check((Some(b"Bob"), Some(b"Alice")), Some(OpeningForm::SwappedPartyInfo));
        check((Some(b"Carol"), Some(b"Bob")), None);
        let examination = examined(&agreed(alg, stated, (Some(b"Alice"), Some(b"Bob"))), &[&own], None);
        assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted);
    }
}

/// A ciphertext as the sender writes it, from the IV, the ciphertext and the tag.
type Glue<'a> = &'a dyn Fn(&[u8], &[u8], &[u8]) -> Vec<u8>;

#[test]
fn parts_of_a_jwe_that_were_put_together_otherwise() {
    for (alg, key) in [("RSA-OAEP", &*RSA), ("ECDH-ES", &*EC)] {
        for enc in ["A128GCM", "A128CBC-HS256"] {
            let (row, enc_row) = (algorithms::find(alg).unwrap(), content_encryption::find(enc).unwrap());
            let choices = SenderChoices::default();
            let made = key_management::determine(row, enc_row, &key.material, &choices, &Limits::DEFAULT).unwrap();
            let epk = made.epk.as_ref().map_or_else(String::new, |epk| {
                let KeyMaterial::Ec { x, y, .. } = epk else { panic!("an ephemeral key") };
                format!(r#","epk":{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}"#, encode(x), encode(y))
            });
            let json = format!(r#"{{"alg":"{alg}","enc":"{enc}"{epk}}}"#);
            let header = encode(json.as_bytes());
            let iv = vec![7; enc_row.iv_len];
            let token = |aad: &[u8], glued: Glue<'_>| {
                let content::Encrypted { ciphertext, tag, .. } =
                    content::encrypt(enc_row, made.cek.expose(), &iv, CLAIMS.as_bytes(), aad).unwrap();
                let ciphertext = glued(&iv, &ciphertext, &tag);
                let parts = [&*made.encrypted_key, &*iv, &*ciphertext, &*tag].map(encode);
                format!("{header}.{}", parts.join("."))
            };
            let plain = |_: &[u8], ciphertext: &[u8], _: &[u8]| ciphertext.to_vec();
            let appended = |_: &[u8], ciphertext: &[u8], tag: &[u8]| [ciphertext, tag].concat();
            let prepended = |iv: &[u8], ciphertext: &[u8], _: &[u8]| [iv, ciphertext].concat();
            let own = header.as_bytes();
            for (token, expected) in [
                (token(own, &appended), Some(OpeningForm::TagAppended)),
                (token(own, &prepended), Some(OpeningForm::IvPrepended)),
                (token(b"", &plain), Some(OpeningForm::NoAdditionalData)),
                (token(json.as_bytes(), &plain), Some(OpeningForm::DecodedHeader)),
                (token(b"another header", &plain), None),
            ] {
                let examination = examined(&token, &[key], None);
                let found: Vec<Cause> = expected.map(Cause::Opens).into_iter().collect();
                assert_eq!(causes(&examination), found, "{alg} {enc}");
                assert_ne!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted);
                acted(&token, key, None, &examination);
            }
            // With nothing in the place of the tag.
            let appended = token(own, &appended);
            let (front, _) = appended.rsplit_once('.').expect("a tag");
            let without = format!("{front}.");
            let examination = examined(&without, &[key], None);
            assert_eq!(causes(&examination), [Cause::Opens(OpeningForm::TagInCiphertext)], "{alg} {enc}");
            assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Malformed);
            acted(&without, key, None, &examination);
            let other = if alg == "ECDH-ES" { pair("p-256", 60) } else { pair("rsa-2048", 61) };
            assert_eq!(causes(&examined(&without, &[&other], None)), []);
        }
    }
}

#[test]
fn oaep_with_two_hashes() {
    let cek: Vec<u8> = (0..16).collect();
    let hashes = [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512];
    for hash in hashes {
        for mgf1 in hashes.into_iter().filter(|mgf1| *mgf1 != hash) {
            let encrypted = key_management::encrypt_oaep(&RSA.material, hash, mgf1, &cek).expect("encrypted");
            for named in ["RSA-OAEP", "RSA-OAEP-256"] {
                let examination = examined(&sealed(named, "A128GCM", "", &cek, &encrypted), &[&RSA], None);
                let expected = Cause::Opens(OpeningForm::Oaep { named, hash, mgf1 });
                assert_eq!(causes(&examination), [expected], "{named} {hash:?} {mgf1:?}");
            }
        }
    }
}

#[test]
fn the_session_of_auth_js_opens() {
    let secret_text = b"a-next-auth-secret-of-some-length";
    let derived = super::encryption::hkdf_sha256(secret_text, b"", "NextAuth.js Generated Encryption Key", 32);
    let token = sealed("dir", "A256GCM", "", derived.expose(), b"");
    let examination = examined(&token, &[&secret(secret_text)], None);
    assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted);
    assert_eq!(causes(&examination), [Cause::Opens(OpeningForm::AuthJs { salted: None })]);
    let salt = "__Secure-authjs.session-token";
    let info = format!("Auth.js Generated Encryption Key ({salt})");
    let derived = super::encryption::hkdf_sha256(secret_text, salt.as_bytes(), &info, 64);
    let token = sealed("dir", "A256CBC-HS512", "", derived.expose(), b"");
    let examination = examined(&token, &[&secret(secret_text)], None);
    assert_eq!(causes(&examination), [Cause::Opens(OpeningForm::AuthJs { salted: Some(salt) })]);
    let examination = examined(&token, &[&secret(b"another")], None);
    assert_ne!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted);
}

/// What a key signed with another hash, salt or padding is its own: nobody else made it, and nothing was changed.
#[test]
fn a_hash_a_salt_or_a_padding_that_is_not_the_algorithms() {
    let named = |alg: &str| {
        let input = input(&format!(r#"{{"alg":"{alg}"}}"#), CLAIMS);
        (signatures::find(alg).expect("an algorithm"), input)
    };
    let rsa = |alg: &str, made: Made| {
        let (row, input) = named(alg);
        let token = format!("{input}.{}", encode(&sign_otherwise(&RSA.material, input.as_bytes(), made)));
        check(&token, &RSA, None, Cause::Made { made, row });
    };
    for salt in [0, 20, 31, 222] {
        rsa("PS256", Made::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt });
    }
    rsa("PS256", Made::Pss { hash: Hash::Sha256, mgf1: Hash::Sha1, salt: 32 });
    rsa("PS256", Made::Pss { hash: Hash::Sha1, mgf1: Hash::Sha1, salt: 20 });
    rsa("RS256", Made::Pss { hash: Hash::Sha512, mgf1: Hash::Sha512, salt: 32 });
    rsa("RS256", Made::Pkcs1 { hash: Hash::Sha1, has_digest_info: true });
    rsa("PS256", Made::Pkcs1 { hash: Hash::Sha1, has_digest_info: true });
    for hash in [Hash::Sha256, Hash::Sha1] {
        rsa("RS256", Made::Pkcs1 { hash, has_digest_info: false });
    }
    for hash in [Hash::Sha1, Hash::Sha384, Hash::Sha512] {
        let (row, input) = named("ES256");
        let made = Made::Ecdsa { hash };
        let token = format!("{input}.{}", encode(&sign_otherwise(&EC.material, input.as_bytes(), made)));
        check(&token, &EC, None, Cause::Made { made, row });
    }
    // Another hash, and the beginning of another.
    let key = secret(SECRET);
    let (row, message) = named("HS256");
    for hash in [Hash::Sha1, Hash::Sha512] {
        let code = mac::hmac(hash, SECRET, &[message.as_bytes()]);
        let code = &code[..code.len().min(32)];
        let made = Made::Hmac { hash: MacHash::Sha(hash), is_cut: hash == Hash::Sha512 };
        check(&format!("{message}.{}", encode(code)), &key, None, Cause::Made { made, row });
    }
    // Nothing is said of another's signature.
    let (_, input) = named("PS256");
    let made = Made::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 20 };
    let other = pair("rsa-2048", 77);
    let token = format!("{input}.{}", encode(&sign_otherwise(&other.material, input.as_bytes(), made)));
    assert_eq!(causes(&examined(&token, &[&RSA], None)), []);
}
