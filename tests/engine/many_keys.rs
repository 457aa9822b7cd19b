//! E12, D11: ten thousand keys, all different, of every kind. They are read, matched, kept and opened again in time that grows
//! with their number and not with its square. Figures are printed: `cargo test --test engine many_keys -- --nocapture`.

use jotsmith::engine::builder::{BuildRequest, Payload, SignatureRequest, Signing, build};
use jotsmith::engine::crypto::digest::sha256;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::key_file::import::{Import, ImportOptions};
use jotsmith::engine::key_file::jwk_text::{Half, jwk_text};
use jotsmith::engine::keyring::{Form, Keyring, Strength, open, seal};
use jotsmith::engine::verify::key_file::import;
use std::sync::Arc;
use std::time::{Duration, Instant};

const COUNT: usize = 10_000;

/// A number that looks random and is the same every time.
fn octets(index: usize, length: usize) -> Vec<u8> {
    let parts = (0..length.div_ceil(32)).map(|part| sha256(format!("{index} {part}").as_bytes()));
    let mut bytes: Vec<u8> = parts.flatten().collect();
    bytes.truncate(length);
    bytes
}

/// A public key or secret: RSA, Ed25519, X25519 and oct in turn; EC points lie on a curve and take some making.
fn jwk(index: usize, points: &[String]) -> String {
    let kid = format!("key-{index}");
    match index % 5 {
        0 => {
            let mut n = octets(index, 256);
            n[0] |= 0x80;
            n[255] |= 1;
            format!(r#"{{"kty":"RSA","kid":"{kid}","use":"sig","n":"{}","e":"AQAB"}}"#, base64url::encode(&n))
        }
        1 => {
            format!(r#"{{"kty":"OKP","kid":"{kid}","crv":"Ed25519","x":"{}"}}"#, base64url::encode(&octets(index, 32)))
        }
        2 => format!(r#"{{"kty":"OKP","kid":"{kid}","crv":"X25519","x":"{}"}}"#, base64url::encode(&octets(index, 32))),
        3 => format!(r#"{{"kty":"oct","kid":"{kid}","alg":"HS256","k":"{}"}}"#, base64url::encode(&octets(index, 32))),
        _ => points[index / 5 % points.len()].replace("KID", &kid),
    }
}

fn set(count: usize, points: &[String]) -> String {
    let keys: Vec<String> = (0..count).map(|index| jwk(index, points)).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

fn taken(text: &str) -> (Import, Duration) {
    let started = Instant::now();
    let import = import(text.as_bytes(), "set", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    (import, started.elapsed())
}

/// Keys of a set in a ring, and one more at the end.
fn ring(import: Import, own: &Arc<Jwk>) -> KeyRing {
    KeyRing::new(import.keys.into_iter().map(Arc::new).chain([own.clone()]))
}

fn examined(token: &str, ring: &KeyRing) -> (SignatureStatus, Duration) {
    let started = Instant::now();
    let examination = examine(token, ring, &ExamineOptions::default());
    let elapsed = started.elapsed();
    (examination.layers[0].signatures[0].status, elapsed)
}

#[test]
fn ten_thousand_different_keys_are_read_matched_kept_and_opened() {
    let mut ids = KeyIds(1_000_000);
    let made = |kind: &str, ids: &mut KeyIds| Arc::new(generate(&Recipe::usual(find(kind).unwrap()), ids).unwrap());
    let points: Vec<String> = (0..20)
        .map(|_| {
            let text = jwk_text(&made("p-256", &mut ids), Half::Public).unwrap();
            let from = text.find("\"kid\":\"").unwrap() + 7;
            let to = from + text[from..].find('"').unwrap();
            format!("{}KID{}", &text[..from], &text[to..])
        })
        .collect();
    // What would take the square of it would not end.
    let (half, half_time) = taken(&set(COUNT / 2, &points));
    assert_eq!(half.keys.len(), COUNT / 2, "{:?}", half.problems.first());
    let (import, time) = taken(&set(COUNT, &points));
    assert_eq!(import.keys.len(), COUNT, "{:?}", import.problems.first());
    println!("{COUNT} keys: read and checked in {time:?} ({:?} for half of them)", half_time);

    // A token whose key is the last one, by its kid and without.
    let own = made("ed25519", &mut ids);
    let sign = |header: &str| {
        let signing = Signing::compact(SignatureRequest::new(own.clone(), header));
        let payload = Payload::Claims(r#"{"sub":"alice"}"#.to_owned());
        let request = BuildRequest { payload, signing: Some(signing), ..Default::default() };
        build(&request, &Limits::DEFAULT).expect("a token").text
    };
    let named = sign("");
    let nameless = {
        let without = Jwk { key_id: None, ..Jwk::clone(&own) };
        let signing = Signing::compact(SignatureRequest::new(Arc::new(without), ""));
        let payload = Payload::Claims(r#"{"sub":"alice"}"#.to_owned());
        build(&BuildRequest { payload, signing: Some(signing), ..Default::default() }, &Limits::DEFAULT).unwrap().text
    };
    let keys: Vec<Arc<Jwk>> = import.keys.iter().cloned().map(Arc::new).collect();
    let ring = ring(import, &own);
    let (status, time) = examined(&named, &ring);
    assert_eq!(status, SignatureStatus::Verified);
    println!("a token by its kid among {}: {time:?}", ring.keys().len());
    let (status, time) = examined(&nameless, &ring);
    println!("a token without a kid, 2,001 keys fit: {status:?} in {time:?}");

    // Into a keyring one by one, sealed, and opened.
    let mut keyring = Keyring::new("many", Form::Encrypted, 0);
    let started = Instant::now();
    for key in &keys {
        keyring.add(key, None, 0).unwrap();
    }
    println!("added to a keyring one by one in {:?}", started.elapsed());
    // Repeat it: all of them are there, and one that was taken out is not.
    let taken_out = keyring.remove(17).unwrap();
    for (index, key) in keys.iter().enumerate() {
        assert_eq!(keyring.add(key, None, 0).is_ok(), index == 17, "{index}");
    }
    assert_eq!(keyring.entries().last().unwrap().text(), taken_out.text());
    let passphrase = SecretBytes::from(&b"open sesame"[..]);
    let started = Instant::now();
    let sealed = seal(&keyring, &passphrase, Strength::Full).unwrap();
    println!("sealed in {:?}: {} bytes", started.elapsed(), sealed.len());
    let started = Instant::now();
    let opened = open(&sealed, "many", Some(&passphrase), &Limits::DEFAULT, &mut KeyIds::default()).unwrap();
    println!("opened in {:?}", started.elapsed());
    assert_eq!(opened.keys().count(), COUNT);
    let mut other = opened.clone();
    let started = Instant::now();
    assert_eq!(other.merge(&keyring), 0);
    println!("merged with itself in {:?}", started.elapsed());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        println!("peak memory of this test program: {}", peak.trim_start_matches("VmHWM:").trim());
    }
}
