//! Several signatures, recipients and layers: each has a key of its own, and the key of one says nothing about another.

use crate::support::explain;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::crypto::{content, key_management};
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::{content_encryption, key_management as jwe_alg, signature as jws_alg};
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::reason::{MissingKeyReason, Purpose, Reason};
use jotsmith::engine::jose::status::{RecipientStatus, SignatureStatus};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use jotsmith::engine::speech;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Two keys on P-256, as different files give them: without a kid, or with this one.
fn pair(names: [Option<&str>; 2]) -> [Arc<Jwk>; 2] {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut ids = KeyIds(NEXT.fetch_add(2, Ordering::Relaxed));
    names.map(|name| {
        let mut key = generate(&Recipe::usual(find("p-256").unwrap()), &mut ids).unwrap();
        (key.key_id, key.algorithm) = (name.map(str::to_owned), None);
        (key.public_key_use, key.key_operations) = (None, None);
        Arc::new(key)
    })
}

fn header(key: &Jwk) -> String {
    let kid = key.key_id.as_ref().map(|kid| format!(r#","kid":"{kid}""#)).unwrap_or_default();
    encode(format!(r#"{{"alg":"ES256"{kid}}}"#).as_bytes())
}

fn signature(key: &Jwk, protected: &str, payload: &str) -> String {
    let input = format!("{protected}.{payload}");
    encode(&sign(jws_alg::find("ES256").unwrap(), &key.material, input.as_bytes()).unwrap())
}

/// A general JWS with one signature by each.
fn signed_by(keys: &[Arc<Jwk>]) -> String {
    let payload = encode(b"{}");
    let entries: Vec<String> = keys
        .iter()
        .map(|key| {
            let protected = header(key);
            format!(r#"{{"protected":"{protected}","signature":"{}"}}"#, signature(key, &protected, &payload))
        })
        .collect();
    format!(r#"{{"payload":"{payload}","signatures":[{}]}}"#, entries.join(","))
}

/// With keys that were given for this token.
fn given(token: &str, keys: &[&Arc<Jwk>]) -> Examination {
    let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    examine(token, &KeyRing::new(keys.iter().map(|key| Arc::clone(key))), &options)
}

fn in_ring(token: &str, keys: &[&Arc<Jwk>]) -> Examination {
    examine(token, &KeyRing::new(keys.iter().map(|key| Arc::clone(key))), &ExamineOptions::default())
}

fn statuses(examination: &Examination) -> Vec<SignatureStatus> {
    examination.layers.last().unwrap().signatures.iter().map(|result| result.status).collect()
}

fn verdict(examination: &Examination) -> Verdict {
    judge(examination, &Policy::default(), 0).verdict
}

#[test]
fn the_key_of_one_signer_does_not_reject_the_other() {
    use SignatureStatus::{Rejected, Unchecked, Verified};
    for names in [[None, None], [Some("a"), Some("b")], [Some("a"), None], [None, Some("b")]] {
        let [first, second] = pair(names);
        let token = signed_by(&[first.clone(), second.clone()]);
        for look in [given, in_ring] {
            let both = look(&token, &[&first, &second]);
            assert_eq!((statuses(&both), verdict(&both)), (vec![Verified, Verified], Verdict::Valid));
            let one = look(&token, &[&first]);
            assert_eq!(statuses(&one), [Verified, Unchecked], "{names:?} {}", explain(&one));
            assert_eq!(verdict(&one), Verdict::Unchecked);
            let reasons = &one.layers[0].signatures[1].reasons;
            assert_eq!(reasons[0].code(), "no-key-matches");
            let other = look(&token, &[&second]);
            assert_eq!(statuses(&other), [Unchecked, Verified], "{names:?} {}", explain(&other));
        }
    }
    // A key that made neither, given for this token, rejects both: it was to be one of them.
    let [first, second] = pair([None, None]);
    let [_, stranger] = pair([None, None]);
    let token = signed_by(&[first.clone(), second]);
    assert_eq!(statuses(&given(&token, &[&stranger])), [Rejected, Rejected]);
    // So does a stranger beside the right one.
    assert_eq!(statuses(&given(&token, &[&first, &stranger])), [Verified, Rejected]);
}

#[test]
fn a_key_that_a_signature_names_rejects_that_one_alone() {
    use SignatureStatus::{Rejected, Unchecked};
    let [first, second] = pair([Some("a"), Some("b")]);
    let token = signed_by(&[first.clone(), second.clone()]);
    let (start, rest) = token.split_at(token.find("\"payload\":\"").unwrap() + 11);
    let altered = format!("{start}{}{}", encode(b"[]"), &rest[3..]);
    let examination = given(&altered, &[&first]);
    assert_eq!(statuses(&examination), [Rejected, Unchecked], "{}", explain(&examination));
    assert_eq!(verdict(&examination), Verdict::Invalid);
    assert_eq!(statuses(&given(&altered, &[&first, &second])), [Rejected, Rejected]);
}

/// Encrypted with ECDH-ES for `key`.
fn encrypted_for(key: &Jwk, plaintext: &str) -> String {
    let row = jwe_alg::find("ECDH-ES+A128KW").unwrap();
    let enc = content_encryption::find("A128GCM").unwrap();
    let choices = key_management::SenderChoices::default();
    let made = key_management::determine(row, enc, &key.material, &choices, &Limits::DEFAULT).unwrap();
    let epk = jotsmith::engine::key_file::jwk_text::public_text(&made.epk.unwrap()).unwrap();
    // RFC 7519 §5.2: cty says JWT where a token is inside, and nowhere else.
    let cty = if plaintext.starts_with("ey") { r#","cty":"JWT""# } else { "" };
    let protected = encode(format!(r#"{{"alg":"{}","enc":"A128GCM"{cty},"epk":{epk}}}"#, row.name).as_bytes());
    let sealed =
        content::encrypt(enc, made.cek.expose(), &[5; 12], plaintext.as_bytes(), protected.as_bytes()).unwrap();
    let parts = [&made.encrypted_key, &vec![5; 12], &sealed.ciphertext, &sealed.tag].map(|part| encode(part));
    format!("{protected}.{}", parts.join("."))
}

#[test]
fn the_recipients_key_does_not_reject_the_senders_signature() {
    let [sender, recipient] = pair([None, None]);
    let protected = header(&sender);
    let payload = encode(b"{}");
    let inner = format!("{protected}.{payload}.{}", signature(&sender, &protected, &payload));
    let token = encrypted_for(&recipient, &inner);
    let examination = given(&token, &[&recipient]);
    assert_eq!(examination.layers.len(), 2);
    assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted);
    assert_eq!(statuses(&examination), [SignatureStatus::Unchecked]);
    assert_eq!(verdict(&examination), Verdict::Unchecked);
    assert_eq!(verdict(&given(&token, &[&recipient, &sender])), Verdict::Valid);
    let [_, stranger] = pair([None, None]);
    assert_eq!(verdict(&given(&token, &[&recipient, &stranger])), Verdict::Invalid);
    assert_eq!(verdict(&given(&token, &[&stranger])), Verdict::Invalid);
    // The other way round: signed outside, encrypted inside for somebody else.
    let payload = encode(encrypted_for(&recipient, "{}").as_bytes());
    let outer = format!("{protected}.{payload}.{}", signature(&sender, &protected, &payload));
    let examination = given(&outer, &[&sender]);
    assert_eq!(examination.layers[1].recipients[0].status, RecipientStatus::Locked);
    assert_eq!(verdict(&examination), Verdict::Unchecked);
}

#[test]
fn a_recipient_whose_key_is_not_here_is_locked_not_failed() {
    let enc = content_encryption::find("A128GCM").unwrap();
    let row = jwe_alg::find("A128KW").unwrap();
    let mut ids = KeyIds::default();
    let mut secret = || {
        let mut key = generate(&Recipe::usual(find("oct-128").unwrap()), &mut ids).unwrap();
        (key.key_id, key.algorithm, key.public_key_use, key.key_operations) = (None, None, None, None);
        Arc::new(key)
    };
    let [first, second, stranger] = [secret(), secret(), secret()];
    let cek = jotsmith::engine::ground::secret::SecretBytes::from([9; 16].as_slice());
    let protected = encode(br#"{"enc":"A128GCM"}"#);
    let recipients: Vec<String> = [&first, &second]
        .map(|key| {
            let choices = key_management::SenderChoices { cek: Some(&cek), ..Default::default() };
            let made = key_management::determine(row, enc, &key.material, &choices, &Limits::DEFAULT).unwrap();
            format!(r#"{{"header":{{"alg":"A128KW"}},"encrypted_key":"{}"}}"#, encode(&made.encrypted_key))
        })
        .into();
    let sealed = content::encrypt(enc, cek.expose(), &[5; 12], b"{}", protected.as_bytes()).unwrap();
    let token = format!(
        r#"{{"protected":"{protected}","recipients":[{}],"iv":"{}","ciphertext":"{}","tag":"{}"}}"#,
        recipients.join(","),
        encode(&[5; 12]),
        encode(&sealed.ciphertext),
        encode(&sealed.tag)
    );
    let statuses = |keys: &[&Arc<Jwk>]| -> Vec<RecipientStatus> {
        given(&token, keys).layers[0].recipients.iter().map(|result| result.status).collect()
    };
    use RecipientStatus::{Decrypted, Failed, Locked};
    assert_eq!(statuses(&[&first]), [Decrypted, Locked]);
    assert_eq!(statuses(&[&second]), [Locked, Decrypted]);
    assert_eq!(statuses(&[&first, &second]), [Decrypted, Decrypted]);
    assert_eq!(statuses(&[&stranger]), [Failed, Failed]);
}

/// A ring holds keys for many things: one that is named differently says nothing about a token that names its own.
#[test]
fn a_ring_key_with_another_name_leaves_an_encrypted_token_locked() {
    let [recipient, stranger] = pair([Some("a"), Some("b")]);
    let token = encrypted_for(&recipient, "{}");
    let (protected, rest) = token.split_once('.').unwrap();
    let header = String::from_utf8(data_encoding::BASE64URL_NOPAD.decode(protected.as_bytes()).unwrap()).unwrap();
    let named = format!("{}.{rest}", encode(header.replacen('{', r#"{"kid":"a","#, 1).as_bytes()));
    assert_eq!(verdict(&in_ring(&named, &[&stranger])), Verdict::Unchecked);
    assert_eq!(verdict(&given(&named, &[&stranger])), Verdict::Invalid);
    // The key that it names does speak against it: this header was changed after encryption.
    let examination = in_ring(&named, &[&recipient]);
    assert_eq!(verdict(&examination), Verdict::Invalid);
    assert_eq!(examination.layers[0].recipients[0].reasons[0].code(), "content-changed");
    assert_eq!(verdict(&in_ring(&token, &[&recipient])), Verdict::Valid);
}

/// An issuer that has changed its keys is no forger: its old key set has no key of that name.
#[test]
fn a_key_set_without_the_key_that_the_token_names_leaves_it_unchecked() {
    let [old, older] = pair([Some("2026-10"), Some("2026-09")]);
    let [new, unnamed] = pair([Some("2026-11"), None]);
    let protected = header(&new);
    let payload = encode(b"{}");
    let token = format!("{protected}.{payload}.{}", signature(&new, &protected, &payload));
    let rotated = given(&token, &[&old, &older]);
    assert_eq!(verdict(&rotated), Verdict::Unchecked, "{}", explain(&rotated));
    let reason = &rotated.layers[0].signatures[0].reasons[0];
    assert_eq!(
        speech::reason::sentence(reason),
        "The token names key \"2026-11\"; your keys \"2026-10\" and \"2026-09\" did not make this signature"
    );
    assert!(matches!(
        reason,
        Reason::MissingKey(MissingKeyReason::OtherNames { purpose: Purpose::Signature, named, tried })
            if named == "2026-11" && *tried == ["2026-10", "2026-09"]
    ));
    // The right key under an old name is found none the less.
    let [mut renamed, _] = pair([None, None]);
    Arc::make_mut(&mut renamed).material = new.material.clone();
    Arc::make_mut(&mut renamed).key_id = Some("other".to_owned());
    assert_eq!(verdict(&given(&token, &[&old, &renamed])), Verdict::Valid);
    // With the key that the token names in the set, a change of the token is a change of the token; a key without a
    // name may be the one; and a single key was meant.
    let altered = format!("{protected}.{}.{}", encode(b"[1]"), token.rsplit_once('.').unwrap().1);
    assert_eq!(verdict(&given(&altered, &[&old, &new])), Verdict::Invalid);
    assert_eq!(verdict(&given(&token, &[&old, &unnamed])), Verdict::Invalid);
    assert_eq!(verdict(&given(&token, &[&old])), Verdict::Invalid);
}

#[test]
fn a_key_set_without_the_recipient_leaves_the_token_locked() {
    let [old, older] = pair([Some("2026-10"), Some("2026-09")]);
    let [new, _] = pair([None, None]);
    let sealed = encrypted_for(&new, "{}");
    let (protected, rest) = sealed.split_once('.').unwrap();
    let header = String::from_utf8(data_encoding::BASE64URL_NOPAD.decode(protected.as_bytes()).unwrap()).unwrap();
    let token = format!("{}.{rest}", encode(header.replacen('{', r#"{"kid":"2026-11","#, 1).as_bytes()));
    let rotated = given(&token, &[&old, &older]);
    let recipient = &rotated.layers[0].recipients[0];
    assert_eq!(recipient.status, RecipientStatus::Locked, "{}", explain(&rotated));
    assert_eq!(
        speech::reason::sentence(&recipient.reasons[0]),
        "Encrypted for key \"2026-11\"; your keys \"2026-10\" and \"2026-09\" did not decrypt it"
    );
    assert_eq!(verdict(&rotated), Verdict::Unchecked);
    assert_eq!(verdict(&given(&token, &[&old])), Verdict::Invalid);
}
