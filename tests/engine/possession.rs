//! Proofs of possession and the token that they came with: DPoP (RFC 9449 §4.3), client attestation proofs.

use crate::support::keys;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::{Beside, ExamineOptions};
use jotsmith::engine::jose::embedded::{OwnKeyGap, OwnKeyKind};
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::possession::NamedKey;
use jotsmith::engine::jose::reason::{Reason, SignatureReason};
use jotsmith::engine::jose::sd_jwt::HashCheck;
use jotsmith::engine::jose::status::SignatureStatus::{self, Rejected, Unchecked, Verified};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::checklist::{State, Violation, checklist};
use jotsmith::engine::jwt::demand::What;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{self, Recipe};
use jotsmith::engine::key_file::jwk_text;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const NOW: i64 = 1_700_000_000;

pub(crate) fn fresh() -> Jwk {
    let recipe = Recipe::usual(generate::find("p-256").unwrap());
    generate::generate(&recipe, &mut KeyIds::default()).unwrap()
}

pub(crate) fn public(key: &Jwk) -> Value {
    serde_json::from_str(&jwk_text::public_text(&key.material).unwrap()).unwrap()
}

pub(crate) fn signed(key: &Jwk, mut header: Value, claims: &Value) -> String {
    header["alg"] = "ES256".into();
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    format!("{input}.{}", encode(&sign(find("ES256").unwrap(), &key.material, input.as_bytes()).unwrap()))
}

pub(crate) fn hash(token: &str) -> String {
    encode(&openssl::sha::sha256(token.as_bytes()))
}

pub(crate) fn proof_claims(ath: Option<&str>) -> Value {
    let mut claims = json!({"jti": "1", "htm": "GET", "htu": "https://a.example/x", "iat": NOW});
    if let Some(ath) = ath {
        claims["ath"] = hash(ath).into();
    }
    claims
}

fn proof(key: &Jwk, ath: Option<&str>) -> String {
    signed(key, json!({"typ": "dpop+jwt", "jwk": public(key)}), &proof_claims(ath))
}

pub(crate) fn access_token(issuer: &Jwk, bound_to: &str) -> String {
    signed(issuer, json!({"typ": "at+jwt"}), &json!({"exp": NOW + 60, "cnf": {"jkt": bound_to}}))
}

pub(crate) fn see(token: &str, given: &[&Jwk], beside: &[&str], is_given: bool) -> Examination {
    let ring = KeyRing::new(given.iter().map(|key| Arc::new((*key).clone())));
    let beside = beside.iter().map(|text| Beside::new((*text).into(), is_given, false)).collect();
    let options = ExamineOptions {
        keys_are_for_this_token: true,
        is_key_expected: !given.is_empty(),
        beside,
        ..ExamineOptions::default()
    };
    examine(token, &ring, &options)
}

pub(crate) fn status(examination: &Examination) -> SignatureStatus {
    examination.layers[0].signatures[0].status
}

pub(crate) fn verdict(examination: &Examination) -> Verdict {
    judge(examination, &Policy::default(), NOW).verdict
}

fn facts(examination: &Examination) -> Option<(Option<HashCheck>, NamedKey, bool)> {
    let possession = examination.layers[0].possession.as_ref()?;
    Some((possession.hash, possession.key, possession.is_verified))
}

/// RFC 9449 §4.3 steps 3 and 7, RFC 7519 §3: what a verifier looks for beside the signature.
#[test]
fn a_proof_that_lacks_what_its_standard_demands_is_refused() {
    let key = fresh();
    let gap = |token: &str| {
        let examination = see(token, &[], &[], false);
        assert_eq!(verdict(&examination), Verdict::Invalid, "{token}");
        match &examination.layers[0].signatures[0].reasons[0] {
            Reason::Signature(SignatureReason::NoProof { kind: OwnKeyKind::DpopProof, gap }) => *gap,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(status(&see(&proof(&key, None), &[], &[], false)), Verified);
    let header = json!({"typ": "dpop+jwt", "jwk": public(&key)});
    for name in ["jti", "htm", "htu", "iat"] {
        let mut claims = proof_claims(None);
        claims.as_object_mut().unwrap().remove(name);
        assert_eq!(gap(&signed(&key, header.clone(), &claims)), OwnKeyGap::Claim(name));
    }
    let mut private = header.clone();
    private["jwk"]["d"] = "AAAA".into();
    assert_eq!(gap(&signed(&key, private, &proof_claims(None))), OwnKeyGap::PrivateKey);
    let token = proof(&key, None);
    let [protected, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let json = json!({"protected": protected, "payload": payload, "signature": signature}).to_string();
    assert_eq!(gap(&json), OwnKeyGap::NotCompact);
}

/// A keyring that is empty is a question all the same: whether one of its keys made the token.
#[test]
fn an_own_key_does_not_count_where_a_key_is_expected() {
    let token = proof(&fresh(), None);
    let options = ExamineOptions { is_key_expected: true, ..ExamineOptions::default() };
    let examination = examine(&token, &KeyRing::default(), &options);
    assert_eq!((status(&examination), verdict(&examination)), (Unchecked, Verdict::Unchecked));
    assert_eq!(examination.layers[0].embedded[0].fits, Some(true));
}

/// RFC 9449 §7.1: the hash says that the proof was made for this access token, whoever put it beside the proof.
#[test]
fn a_proof_for_an_access_token_that_does_not_hold_is_not_valid() {
    let (client, issuer, stranger) = (fresh(), fresh(), fresh());
    let bound = |claims: Value| {
        let mut all = json!({"exp": NOW + 60, "cnf": {"jkt": client.thumbprint}});
        all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        signed(&issuer, json!({"typ": "at+jwt"}), &all)
    };
    let of = |token: &str| verdict(&see(&proof(&client, Some(token)), &[], &[token], false));
    assert_eq!(of(&bound(json!({}))), Verdict::Valid);
    assert_eq!(of(&bound(json!({"exp": NOW - 1}))), Verdict::Invalid);
    assert_eq!(of(&bound(json!({"nbf": NOW + 60}))), Verdict::Invalid);
    assert_eq!(of(&bound(json!({"cnf": {"jkt": stranger.thumbprint}}))), Verdict::Invalid);
    // One that only stood beside it, and is of another proof, speaks against neither.
    let expired = bound(json!({"exp": NOW - 1}));
    assert_eq!(verdict(&see(&proof(&client, Some("another")), &[], &[&expired], false)), Verdict::Valid);
}

/// RFC 9449 §4.3 step 12.
#[test]
fn a_proof_is_compared_with_the_access_token_that_was_named() {
    let (client, issuer, stranger) = (fresh(), fresh(), fresh());
    let bound = access_token(&issuer, &client.thumbprint);
    let examination = see(&proof(&client, Some(&bound)), &[], &[&bound], true);
    assert_eq!(facts(&examination), Some((Some(HashCheck::Matches), NamedKey::Matches, false)));
    assert_eq!(verdict(&examination), Verdict::Valid);
    // Any text can be an access token.
    let examination = see(&proof(&client, Some("opaque")), &[], &["opaque"], true);
    assert_eq!(facts(&examination), Some((Some(HashCheck::Matches), NamedKey::Unreadable, false)));
    assert_eq!(verdict(&examination), Verdict::Valid);
    let of_other = access_token(&issuer, &stranger.thumbprint);
    for (ath, beside, expected, rule) in [
        (Some("another"), &*bound, (Some(HashCheck::Differs), NamedKey::Matches), "ATH_MISMATCH"),
        (None, &*bound, (Some(HashCheck::Missing), NamedKey::Matches), "ATH_MISMATCH"),
        (Some(&*of_other), &*of_other, (Some(HashCheck::Matches), NamedKey::Differs), "CNF_MISMATCH"),
    ] {
        let examination = see(&proof(&client, ath), &[], &[beside], true);
        let judgement = judge(&examination, &Policy::default(), NOW);
        assert_eq!(facts(&examination), Some((expected.0, expected.1, false)), "{ath:?}");
        assert_eq!(judgement.verdict, Verdict::Invalid, "{ath:?}");
        assert!(judgement.unmet().any(|finding| finding.rule.id == rule), "{ath:?}");
        // What only stood in the same input may have nothing to do with it: that is told, and is no verdict, unless the proof
        // has its hash.
        let examination = see(&proof(&client, ath), &[], &[beside], false);
        let judgement = judge(&examination, &Policy::default(), NOW);
        let has_hash = expected.0 == Some(HashCheck::Matches);
        assert_eq!(judgement.verdict == Verdict::Invalid, has_hash, "{ath:?}");
        assert!(judgement.findings.iter().any(|finding| finding.rule.id == rule), "{ath:?}");
    }
}

/// Of several tokens in the same input the one that the proof has the hash of is meant; another proof never is.
#[test]
fn the_access_token_is_found_among_what_stands_beside_the_proof() {
    let (client, issuer) = (fresh(), fresh());
    let bound = access_token(&issuer, &client.thumbprint);
    let other = access_token(&issuer, "x");
    let token = proof(&client, Some(&bound));
    let another_proof = proof(&client, None);
    let matches = Some((Some(HashCheck::Matches), NamedKey::Matches, false));
    assert_eq!(facts(&see(&token, &[], &[&other, &bound, &another_proof], false)), matches);
    assert_eq!(facts(&see(&token, &[], &[&another_proof, &bound], false)), matches);
    assert_eq!(facts(&see(&token, &[], &[&another_proof], false)), None);
    assert_eq!(facts(&see(&token, &[], &[&other, &other], false)), None);
    // What is no proof is compared with nothing.
    assert_eq!(facts(&see(&bound, &[], &[&token], true)), None);
}

/// With the issuer's key at hand the proof counts because the access token that this key verified names the proof's key, and
/// for no other reason.
#[test]
fn a_verified_access_token_vouches_for_the_key_of_its_proof() {
    let (client, issuer, stranger) = (fresh(), fresh(), fresh());
    let bound = access_token(&issuer, &client.thumbprint);
    let token = proof(&client, Some(&bound));
    for is_given in [true, false] {
        let examination = see(&token, &[&issuer], &[&bound], is_given);
        assert_eq!(facts(&examination), Some((Some(HashCheck::Matches), NamedKey::Matches, true)));
        assert_eq!(verdict(&examination), Verdict::Valid);
        // Its time is over: it vouches for nothing.
        assert_eq!(judge(&examination, &Policy::default(), NOW + 100).verdict, Verdict::Invalid);
    }
    assert_ne!(verdict(&see(&token, &[&issuer], &[], false)), Verdict::Valid);
    // Nor does it vouch for a proof that was made for another one, or for none.
    for ath in [None, Some("another")] {
        assert_ne!(verdict(&see(&proof(&client, ath), &[&issuer], &[&bound], false)), Verdict::Valid, "{ath:?}");
    }
    // An access token that the thief of nothing made for a key of their own.
    let forged = access_token(&stranger, &client.thumbprint);
    let token = proof(&client, Some(&forged));
    assert_ne!(verdict(&see(&token, &[&issuer], &[&forged], true)), Verdict::Valid);
    // One that carries its own key vouches for nothing either.
    let header = json!({"typ": "dpop+jwt", "jwk": public(&stranger)});
    let mut claims = proof_claims(None);
    claims["cnf"] = json!({"jkt": client.thumbprint});
    let own = signed(&stranger, header, &claims);
    let token = proof(&client, Some(&own));
    assert_ne!(verdict(&see(&token, &[&issuer], &[&own], true)), Verdict::Valid);
}

/// draft-ietf-oauth-attestation-based-client-auth: the key of the proof is in the attestation.
#[test]
fn a_client_attestation_proof_is_verified_with_the_key_of_its_attestation() {
    let (instance, attester, stranger) = (fresh(), fresh(), fresh());
    let attestation = signed(
        &attester,
        json!({"typ": "oauth-client-attestation+jwt"}),
        &json!({"sub": "client", "exp": NOW + 60, "cnf": {"jwk": public(&instance)}}),
    );
    let made_by = |key: &Jwk| {
        signed(
            key,
            json!({"typ": "oauth-client-attestation-pop+jwt"}),
            &json!({"aud": "https://as.example", "jti": "1", "iat": NOW}),
        )
    };
    assert_eq!(status(&see(&made_by(&instance), &[], &[], false)), Unchecked);
    for is_given in [true, false] {
        let examination = see(&made_by(&instance), &[], &[&attestation], is_given);
        assert_eq!(facts(&examination), Some((None, NamedKey::Matches, false)));
        assert_eq!(verdict(&examination), Verdict::Valid);
        let examination = see(&made_by(&instance), &[&attester], &[&attestation], is_given);
        assert_eq!(
            (facts(&examination), verdict(&examination)),
            (Some((None, NamedKey::Matches, true)), Verdict::Valid)
        );
        let examination = see(&made_by(&stranger), &[], &[&attestation], is_given);
        assert_eq!((status(&examination), verdict(&examination)), (Rejected, Verdict::Invalid));
        // The attestation is not the attester's.
        let examination = see(&made_by(&instance), &[&stranger], &[&attestation], is_given);
        assert_ne!(verdict(&examination), Verdict::Valid);
    }
}

/// draft-ietf-wimse-wpt §2: the algorithm of the proof is that of the key in the identity token.
#[test]
fn a_proof_whose_key_is_for_another_algorithm_is_refused() {
    let (own, issuer) = (fresh(), fresh());
    for (alg, expected) in [("ES256", Verdict::Valid), ("ES384", Verdict::Invalid)] {
        let mut jwk = public(&own);
        jwk["alg"] = alg.into();
        let identity = signed(
            &issuer,
            json!({"typ": "wit+jwt"}),
            &json!({"sub": "spiffe://a.example/b", "exp": NOW + 60, "cnf": {"jwk": jwk}}),
        );
        let claims = json!({"aud": "https://a.example", "jti": "1", "exp": NOW + 60, "wth": hash(&identity)});
        let proof = signed(&own, json!({"typ": "wpt+jwt"}), &claims);
        let examination = see(&proof, &[&issuer], &[&identity], true);
        assert_eq!(verdict(&examination), expected, "{alg}: {:?}", examination.layers[0].signatures);
        let reasons = &examination.layers[0].signatures[0].reasons;
        assert_eq!(reasons.iter().any(|reason| reason.code() == "key-alg"), alg == "ES384", "{reasons:?}");
    }
}

/// RFC 9449 §4.2: a proof brings its key. That it brings none is its only fault.
#[test]
fn a_proof_that_names_its_key_otherwise_is_of_no_other_key() {
    let (own, issuer) = (fresh(), fresh());
    let token = access_token(&issuer, &own.thumbprint);
    let proof = signed(&own, json!({"typ": "dpop+jwt", "kid": "a"}), &proof_claims(Some(&token)));
    let examination = see(&proof, &[&issuer, &own], &[&token], true);
    assert_eq!(facts(&examination), Some((Some(HashCheck::Matches), NamedKey::Matches, true)));
    assert_eq!(verdict(&examination), Verdict::Invalid);
}

/// RFC 9449 §4.3 steps 8, 9 and 10.
#[test]
fn the_request_that_is_expected_is_compared() {
    let examination = see(&proof(&fresh(), None), &[], &[], false);
    let of = |method: &str, uri: &str| {
        let policy = Policy { method: Some(method.to_owned()), uri: Some(uri.to_owned()), ..Policy::default() };
        judge(&examination, &policy, NOW).verdict
    };
    assert_eq!(of("GET", "https://A.example:443/x?y#z"), Verdict::Valid);
    assert_eq!(of("get", "https://a.example/x"), Verdict::Invalid);
    assert_eq!(of("GET", "https://a.example/y"), Verdict::Invalid);
    let policy = Policy { nonce: Some("n".to_owned()), ..Policy::default() };
    assert_eq!(judge(&examination, &policy, NOW).verdict, Verdict::Invalid, "it has no nonce");
    // A token without the claims is for no request.
    let secret = keys(br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"}"#);
    let policy = Policy { method: Some("GET".to_owned()), ..Policy::default() };
    let input = format!("{}.{}", encode(br#"{"alg":"HS256"}"#), encode(b"{}"));
    let mac = sign(find("HS256").unwrap(), &secret[0].material, input.as_bytes()).unwrap();
    let examination = see(&format!("{input}.{}", encode(&mac)), &[&secret[0]], &[], false);
    assert_eq!(judge(&examination, &policy, NOW).verdict, Verdict::Invalid);
    // Made an hour ago: told, and left to the verifier (RFC 9449 §4.3 step 11).
    let examination = see(&proof(&fresh(), None), &[], &[], false);
    let judgement = judge(&examination, &Policy::default(), NOW + 3600);
    assert!(judgement.findings.iter().any(|finding| finding.rule.id == "PROOF_STALE"));
}

/// draft-ietf-wimse-wpt §2: `alg` of the proof "string-equal matches the alg attribute of the jwk in the cnf claim of the WIT",
/// and the checklist knows whose key and whose hash it is.
#[test]
fn a_workload_proof_is_made_with_the_very_algorithm_that_its_identity_token_names() {
    let recipe = Recipe::usual(generate::find("ed25519").unwrap());
    let (issuer, workload) = (fresh(), generate::generate(&recipe, &mut KeyIds::default()).unwrap());
    let seen = |named: Option<&str>, made_with: &str| {
        let mut jwk = public(&workload);
        named.into_iter().for_each(|name| jwk["alg"] = name.into());
        let identity = signed(
            &issuer,
            json!({"typ": "wit+jwt"}),
            &json!({"sub": "wimse://a.example/x", "exp": NOW + 60, "cnf": {"jwk": jwk}}),
        );
        let claims = json!({"aud": "https://b.example/x", "exp": NOW + 60, "jti": "1", "wth": hash(&identity)});
        let header = json!({"typ": "wpt+jwt", "alg": made_with});
        let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
        let signature = sign(find(made_with).unwrap(), &workload.material, input.as_bytes()).unwrap();
        let proof = format!("{input}.{}", encode(&signature));
        let examination = see(&proof, &[&issuer], &[&identity], false);
        let judgement = judge(&examination, &Policy::default(), NOW);
        let list = checklist(&examination, &judgement.checks, &Policy::default(), NOW).unwrap();
        let of = |what: What| list.lines.iter().find(|line| line.demand.what == what).unwrap().state.clone();
        (judgement.verdict, of(What::WorkloadKey), of(What::Hash("wth")))
    };
    assert_eq!(seen(Some("EdDSA"), "EdDSA"), (Verdict::Valid, State::Fulfilled, State::Fulfilled));
    let other = State::Violated(Violation::Value("Ed25519".to_owned()));
    assert_eq!(seen(Some("EdDSA"), "Ed25519"), (Verdict::Invalid, other, State::Fulfilled));
    assert_eq!(seen(None, "EdDSA"), (Verdict::Valid, State::Violated(Violation::Missing), State::Fulfilled));
}
