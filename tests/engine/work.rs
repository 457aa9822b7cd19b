//! What multiplies in one examination has one sum, and what was left out of it is said: never as a rejection.

use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::limit::{ExamineOptions, Limits};
use jotsmith::engine::jose::layer::Layer;
use jotsmith::engine::jose::status::{Attempt, Outcome, RecipientStatus, SignatureStatus};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::key_file::import::secret;
use jotsmith::engine::key_file::secret::SecretEncoding;
use jotsmith::engine::speech;
use serde_json::{Value, json};
use std::sync::Arc;

fn with(limits: Limits) -> ExamineOptions {
    ExamineOptions { limits, ..ExamineOptions::default() }
}

fn generated(kind: &str, count: usize) -> KeyRing {
    let mut ids = KeyIds::default();
    let recipe = Recipe::usual(find(kind).expect("a kind"));
    KeyRing::new((0..count).map(|_| Arc::new(generate(&recipe, &mut ids).expect("a key"))))
}

fn secrets(count: usize) -> KeyRing {
    let mut ids = KeyIds::default();
    let key = |index: usize| -> Jwk {
        secret(format!("secret {index}").as_bytes(), SecretEncoding::Utf8, "set", &mut ids).expect("a key")
    };
    KeyRing::new((0..count).map(key).map(Arc::new).collect::<Vec<_>>())
}

/// So many signatures of this algorithm, each of the right form and by nobody.
fn signed(algorithm: &str, length: usize, count: usize) -> String {
    let header = encode(json!({ "alg": algorithm }).to_string().as_bytes());
    let signature = |index: usize| -> Value {
        let mut bytes = vec![0; length];
        bytes[length / 2 - 1] = 1;
        bytes[length - 1] = u8::try_from(index + 1).expect("few");
        json!({ "protected": header, "signature": encode(&bytes) })
    };
    json!({ "payload": encode(b"{}"), "signatures": (0..count).map(signature).collect::<Vec<_>>() }).to_string()
}

/// A password recipient of so many rounds for each of these.
fn encrypted(rounds: u64, recipients: usize) -> String {
    let recipient = |index: usize| {
        let salt = encode(format!("a salt of some {index:5}").as_bytes());
        let header = json!({ "alg": "PBES2-HS512+A256KW", "p2c": rounds, "p2s": salt });
        json!({ "header": header, "encrypted_key": encode(&[7; 40]) })
    };
    json!({
        "protected": encode(br#"{"enc":"A256GCM"}"#),
        "recipients": (0..recipients).map(recipient).collect::<Vec<_>>(),
        "iv": encode(&[1; 12]),
        "ciphertext": encode(b"nothing"),
        "tag": encode(&[2; 16]),
    })
    .to_string()
}

fn first(text: &str, ring: &KeyRing, limits: Limits) -> (Layer, Verdict) {
    let examination = examine(text, ring, &with(limits));
    let verdict = judge(&examination, &Policy::default(), 0).verdict;
    (examination.layers.into_iter().next().expect("a layer"), verdict)
}

fn tried(attempts: &[Attempt]) -> usize {
    attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure).count()
}

/// The search for secrets that everybody knows is paid for out of the same sum, after the keys.
#[test]
fn the_search_for_public_secrets_is_in_the_sum() {
    let header = encode(br#"{"alg":"HS256"}"#);
    let input = format!("{header}.{}", encode(&vec![b'x'; 100_000]));
    let hs256 = jotsmith::engine::ground::jwa::signature::find("HS256").expect("a row");
    let key = jotsmith::engine::key::KeyMaterial::Oct(b"secret"[..].into());
    let signature = jotsmith::engine::crypto::signature::sign(hs256, &key, input.as_bytes()).expect("signed");
    let token = format!("{input}.{}", encode(&signature));
    let is_found = |work: u64| {
        let limits = Limits { work, pbes2_iterations: 20, ..Limits::DEFAULT };
        let examination = examine(&token, &KeyRing::default(), &with(limits));
        examination.findings.iter().any(|finding| finding.rule.id == "KEY_HS_LEAKED")
    };
    assert!(is_found(Limits::DEFAULT.work));
    assert!(!is_found(1_000), "what nobody pays for is not done");
}

#[test]
fn signatures_times_keys_have_one_sum() {
    let (signatures, keys) = (32, 60);
    let ring = generated("p-521", keys);
    // A budget for a tenth of it: as one second is of 32 signatures and 1,000 such keys.
    let limits = Limits { work: 192 * 1400, ..Limits::DEFAULT };
    let limits = Limits { pbes2_iterations: 0, ..limits };
    let (layer, verdict) = first(&signed("ES512", 132, signatures), &ring, limits);
    let all: usize = layer.signatures.iter().map(|result| tried(&result.attempts)).sum();
    assert!((150..=192).contains(&all), "{all} tried");
    assert_eq!(layer.signatures[0].status, SignatureStatus::Rejected, "all of its keys were tried");
    let last = layer.signatures.last().expect("the last");
    // Nobody knows: one of those that were not tried may have made it.
    assert_eq!((last.status, verdict), (SignatureStatus::Unchecked, Verdict::Invalid));
    assert_eq!((last.attempts.len(), tried(&last.attempts)), (keys, 0), "each is listed");
    assert_eq!(last.reasons[0].code(), "excessive-work");
    assert_eq!(
        speech::reason::sentence(&last.reasons[0]),
        "60 of 60 keys were not tried: that would take about a second more, and about 3 seconds for the whole token"
    );
    // With the person's word all of it is done.
    let anyway = limits.do_it_anyway();
    let (layer, _) = first(&signed("ES512", 132, 4), &ring, anyway);
    assert!(layer.signatures.iter().all(|result| tried(&result.attempts) == keys));
}

/// 32 signatures and 1,000 keys on P-521 were 44 seconds.
#[test]
fn the_sum_is_about_a_second() {
    let price_of_one = 1_400;
    assert!(Limits::DEFAULT.work / price_of_one < 1_000);
}

#[test]
fn a_long_message_costs_with_every_key() {
    let header = encode(br#"{"alg":"HS256"}"#);
    let token = format!("{header}.{}.{}", encode(&vec![b'x'; 5_000_000]), encode(&[1; 32]));
    let (layer, verdict) = first(&token, &secrets(1_000), Limits::DEFAULT);
    let result = &layer.signatures[0];
    let count = tried(&result.attempts);
    assert!((10..200).contains(&count), "{count}");
    assert_eq!((result.status, verdict), (SignatureStatus::Unchecked, Verdict::Unchecked));
    let left = 1_000 - count;
    assert_eq!(
        speech::reason::sentence(&result.reasons[0]),
        format!("{left} of 1,000 keys were not tried: that would take about 13 seconds more")
    );
}

#[test]
fn a_header_of_any_length_is_read_once_for_all_keys() {
    let kid = "k".repeat(2_000_000);
    let header = encode(json!({ "alg": "HS256", "kid": kid }).to_string().as_bytes());
    let mut ids = KeyIds::default();
    let mut key = secret(b"a secret of some length, really", SecretEncoding::Utf8, "set", &mut ids).expect("a key");
    key.key_id = Some("another".to_owned());
    let ring = KeyRing::new((0..100).map(|_| Arc::new(key.clone())).collect::<Vec<_>>());
    let (layer, _) = first(&format!("{header}.e30.{}", encode(&[1; 32])), &ring, Limits::DEFAULT);
    let said: usize = layer.signatures[0]
        .attempts
        .iter()
        .flat_map(|attempt| &attempt.reasons)
        .map(|reason| speech::reason::sentence(reason).len())
        .sum();
    assert!(said < 100_000, "{said} bytes are said of one name");
}

#[test]
fn passwords_of_all_recipients_have_one_sum() {
    let ring = secrets(1);
    let text = encrypted(Limits::DEFAULT.pbes2_iterations, 32);
    let (layer, verdict) = first(&text, &ring, Limits::DEFAULT);
    let all: usize = layer.recipients.iter().map(|result| tried(&result.attempts)).sum();
    assert_eq!(all, 2, "about a second of them");
    let last = layer.recipients.last().expect("the last");
    assert_eq!((last.status, last.reasons[0].code()), (RecipientStatus::Locked, "excessive-work"));
    assert_eq!(
        speech::reason::sentence(&last.reasons[0]),
        "The key was not tried: that would take about a second, and about 17 seconds for the whole token"
    );
    assert_ne!(verdict, Verdict::Valid);
    // Few rounds, and all are tried; the same by the person's word for many.
    let (layer, _) = first(&encrypted(1_000, 32), &ring, Limits::DEFAULT);
    assert!(layer.recipients.iter().all(|result| tried(&result.attempts) == 1));
    let few = Limits { work: 0, pbes2_iterations: 1_000, work_ceiling: 10_000_000, ..Limits::DEFAULT };
    let (layer, _) = first(&encrypted(1_000, 32), &ring, few);
    assert_eq!(layer.recipients.iter().map(|result| tried(&result.attempts)).sum::<usize>(), 1, "one is always tried");
    let (layer, _) = first(&encrypted(1_000, 32), &ring, few.do_it_anyway());
    assert!(layer.recipients.iter().all(|result| tried(&result.attempts) == 1));
}

#[test]
fn crit_of_many_names_is_capped_with_a_reason() {
    let names: Vec<String> = (0..50_000).map(|index| format!("n{index}")).collect();
    let mut header = json!({ "alg": "HS256", "crit": names });
    for name in &names {
        header[name] = json!(1);
    }
    let token = format!("{}.e30.{}", encode(header.to_string().as_bytes()), encode(&[1; 32]));
    let examination = examine(&token, &secrets(1), &ExamineOptions::default());
    let finding = examination.findings.iter().find(|finding| finding.rule.id == "CRIT_TOO_MANY").expect("told");
    assert_eq!(finding.message, "crit names 50000 parameters; only the first 100 are examined");
    assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Malformed);
}
