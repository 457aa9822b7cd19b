//! What the search for a cause may cost, counted and not timed.

use super::{CLAIMS, EC, ED, HS256, RSA, causes, input, pair, sealed, secret, sign};
use crate::engine::crypto::key_management::{self, SenderChoices};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::{Hash, content_encryption, key_management as algorithms, signature as signatures};
use crate::engine::ground::limit::{Assumptions, ExamineOptions, Limits};
use crate::engine::jose::layer::{Examination, JoseObject};
use crate::engine::jose::parse::parse;
use crate::engine::jose::reason::{Cause, OpeningForm, Reason, SignatureReason, SignedForm};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::key::{Jwk, KeyRing};
use crate::engine::verify::cause::{Effort, REST};
use crate::engine::verify::signature::{Supplied, verify};
use crate::engine::verify::work::{self, Work};
use data_encoding::HEXLOWER;
use std::sync::Arc;

/// Calls, bytes and work that looking into a signature that none of the keys made takes.
fn spent(token: &str, keys: &[Arc<Jwk>], limits: &Limits) -> (usize, usize, u64) {
    let effort = Effort::new(limits);
    let all = |effort: &Effort| effort.work.get() + effort.withheld.get();
    let before = all(&effort);
    let parsed = parse(token, limits);
    let JoseObject::Jws(jws) = &parsed.object else { panic!("a JWS") };
    let ring = KeyRing::new(keys.iter().cloned());
    let supplied = Supplied {
        payload: None,
        following: None,
        beside: &[],
        keys_are_for_this_token: true,
        issuer: None,
        work: Work::new(limits),
        causes: &effort,
        assumptions: Assumptions::default(),
    };
    let result = verify(jws, 0, token, &[], &ring, &supplied);
    assert_eq!(result.status, SignatureStatus::Rejected);
    (limits.cause_calls - effort.calls.get(), limits.cause_bytes - effort.bytes.get(), before - all(&effort))
}

fn seen(token: &str, key: &Arc<Jwk>, limits: Limits) -> Examination {
    let options = ExamineOptions { keys_are_for_this_token: true, limits, ..ExamineOptions::default() };
    examine(token, &KeyRing::new([Arc::clone(key)]), &options)
}

/// All trials together cost no more than the budget, however many keys there are, and a key more costs no more of it.
#[test]
fn the_budget_bounds_all_trials() {
    let limits = Limits::DEFAULT;
    let keys: Vec<Arc<Jwk>> = (0..200_u8).map(|number| secret(HEXLOWER.encode(&[number; 32]).as_bytes())).collect();
    let input = input(HS256, CLAIMS);
    let token = format!("{input}.{}", encode(&[201; 32]));
    let (one, bytes, _) = spent(&token, &keys[..1], &limits);
    assert!(one > 40 && bytes > 40 * input.len(), "every trial was made: {one} {bytes}");
    assert!(one < 320, "one key costs {one} calls");
    let (all, ..) = spent(&token, &keys, &limits);
    assert!(all <= limits.cause_calls && all > one, "{all}");
}

/// While somebody types, the search takes at most four times what the examination takes without it, on every curve; and a
/// whole search tries everything with one key.
#[test]
fn at_once_it_takes_four_times_the_rest() {
    let (p384, p521, ed448) = (pair("p-384", 70), pair("p-521", 71), pair("ed448", 72));
    let keys =
        [("ES256", &*EC), ("ES384", &p384), ("ES512", &p521), ("EdDSA", &*ED), ("EdDSA", &ed448), ("RS256", &*RSA)];
    for (alg, key) in keys {
        let message = input(&format!(r#"{{"alg":"{alg}"}}"#), CLAIMS);
        let token = format!("{message}.{}", encode(&sign(alg, key, b"something else")));
        let row = signatures::find(alg).expect("an algorithm");
        let rest = REST + work::checking(row, &key.material, message.len());
        let keys = [Arc::clone(key)];
        let (_, _, live) = spent(&token, &keys, &Limits::DEFAULT.at_once());
        assert!(live <= 4 * rest && live > 0, "{alg}: {live} of {rest}");
        let (_, _, whole) = spent(&token, &keys, &Limits::DEFAULT);
        assert!(whole >= live && whole < Limits::DEFAULT.cause_work, "{alg}: {whole}");
        assert!(!seen(&token, key, Limits::DEFAULT).is_search_short, "{alg}");
    }
}

/// What was not found at once is said to be open, and is found by the whole search.
#[test]
fn a_short_search_says_so() {
    let message = input(r#"{"alg":"EdDSA"}"#, CLAIMS);
    let token = format!("{message}.{}", encode(&sign("EdDSA", &ED, encode(CLAIMS.as_bytes()).as_bytes())));
    let whole = seen(&token, &ED, Limits::DEFAULT);
    assert_eq!(causes(&whole), [Cause::Signed(SignedForm::EncodedPayloadAlone)]);
    let live = seen(&token, &ED, Limits::DEFAULT.at_once());
    assert!(live.is_search_short);
    let reasons = &live.layers[0].signatures[0].reasons;
    let is_short =
        |reason: &Reason| matches!(reason, Reason::Signature(SignatureReason::Mismatch { is_search_short: true, .. }));
    assert!(reasons.iter().any(is_short), "{reasons:?}");
}

/// With which of the hashes a key was encrypted is read out of one exponentiation, also where that is another algorithm.
#[test]
fn one_exponentiation_tells_all_hashes_of_oaep() {
    let cek = [5; 32];
    let enc = content_encryption::find("A256GCM").expect("an encryption");
    let row = algorithms::find("RSA-OAEP-512").expect("an algorithm");
    let secret = cek.as_slice().into();
    let choices = SenderChoices { cek: Some(&secret), ..SenderChoices::default() };
    let made = key_management::determine(row, enc, &RSA.material, &choices, &Limits::DEFAULT).expect("a key");
    let other = OpeningForm::OtherAlgorithm { made_with: "RSA-OAEP-512", named: "RSA-OAEP" };
    let mixed = key_management::encrypt_oaep(&RSA.material, Hash::Sha512, Hash::Sha1, &cek).expect("encrypted");
    let java = OpeningForm::Oaep { named: "RSA-OAEP", hash: Hash::Sha512, mgf1: Hash::Sha1 };
    for (encrypted, form) in [(made.encrypted_key, other), (mixed, java)] {
        let live = seen(&sealed("RSA-OAEP", "A256GCM", "", &cek, &encrypted), &RSA, Limits::DEFAULT.at_once());
        assert_eq!(causes(&live), [Cause::Opens(form)]);
        assert!(!live.is_search_short);
    }
}
