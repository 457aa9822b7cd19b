//! The key that a token carries: what it proves, where it verifies, and trust anchors (RFC 7515 §4.1.3, §4.1.6; RFC 9449
//! §4.3; RFC 8555 §6.2; RFC 5280 §6).

use crate::support::keys;
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::encode;
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::{ExamineOptions, Limits};
use jotsmith::engine::jose::embedded::{EmbeddedSource, OwnKeyKind, Trust};
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::reason::{MissingKeyReason, Reason, SignatureReason};
use jotsmith::engine::jose::status::{MatchedBy, SignatureStatus};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyRing, PASTED};
use jotsmith::engine::key_file::{anchor, jwk_text};
use jotsmith::engine::speech::embedded;
use serde_json::{Value, json};
use std::sync::Arc;

fn certificates() -> Value {
    serde_json::from_str(include_str!("../data/certificate.json")).unwrap()
}

/// The key of the leaf of those certificates: the issuer's of RFC 9901 Appendix A.5.
fn signer() -> Jwk {
    let jwk = json!({"kty": "EC", "crv": "P-256", "d": "Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
        "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ", "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"});
    keys(jwk.to_string().as_bytes()).remove(0)
}

/// Another key on the same curve (RFC 7515 Appendix A.3).
fn stranger() -> Jwk {
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    keys(jwk.to_string().as_bytes()).remove(0)
}

fn public(key: &Jwk) -> Value {
    serde_json::from_str(&jwk_text::public_text(&key.material).unwrap()).unwrap()
}

fn signed(mut header: Value, claims: &Value) -> String {
    header["alg"] = "ES256".into();
    let input = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    format!("{input}.{}", encode(&sign(find("ES256").unwrap(), &signer().material, input.as_bytes()).unwrap()))
}

fn see(token: &str, given: &[Jwk], anchors: &[&str]) -> Examination {
    let mut ring = KeyRing::new(given.iter().cloned().map(Arc::new));
    for name in anchors {
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            certificates()[*name].as_str().unwrap()
        );
        for found in anchor::read(pem.as_bytes(), name, &Limits::DEFAULT).unwrap() {
            ring.trust(Arc::new(found));
        }
    }
    let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    examine(token, &ring, &options)
}

fn status(examination: &Examination) -> SignatureStatus {
    examination.layers[0].signatures[0].status
}

fn reason(examination: &Examination) -> &Reason {
    &examination.layers[0].signatures[0].reasons[0]
}

/// A second at which all three certificates are valid.
fn within(examination: &Examination) -> i64 {
    let certificates = examination.layers[0].certificates[0].certificates.iter().flatten();
    certificates.filter_map(|certificate| certificate.facts.not_before).max().unwrap() + 1
}

fn chained() -> String {
    let data = certificates();
    signed(json!({"x5c": [data["leaf"], data["intermediate"], data["root"]]}), &json!({"sub": "a"}))
}

#[test]
fn a_chain_without_an_anchor_is_a_fact_and_no_trust() {
    let examination = see(&chained(), &[], &[]);
    assert_eq!(status(&examination), SignatureStatus::Unchecked);
    assert!(matches!(
        reason(&examination),
        Reason::MissingKey(MissingKeyReason::MadeByEmbedded { source: EmbeddedSource::Certificate { .. }, .. })
    ));
    let embedded = &examination.layers[0].embedded[0];
    assert_eq!((embedded.fits, embedded.verifies(), &embedded.trust), (Some(true), false, &Some(Trust::NoAnchors)));
    assert_eq!(judge(&examination, &Policy::default(), within(&examination)).verdict, Verdict::Unchecked);
}

#[test]
fn a_chain_that_leads_to_an_anchor_verifies_while_it_is_valid() {
    for anchor in ["root", "intermediate"] {
        let examination = see(&chained(), &[], &[anchor]);
        assert_eq!(status(&examination), SignatureStatus::Verified, "{anchor}");
        assert_eq!(examination.layers[0].signatures[0].matched_by, Some(MatchedBy::Certificate));
        assert!(matches!(examination.layers[0].embedded[0].trust, Some(Trust::Anchored { .. })));
        let at = |now| judge(&examination, &Policy::default(), now).verdict;
        assert_eq!(at(within(&examination)), Verdict::Valid, "{anchor}");
        assert_eq!(at(0), Verdict::Invalid, "before all of them");
        assert_eq!(at(i64::MAX), Verdict::Invalid, "behind all of them");
        assert!(examination.findings.iter().all(|finding| finding.rule.id != "HDR_X5C_UNCHECKED"));
    }
}

/// What vouches for the key is named with where it came from.
#[test]
fn an_anchor_is_named_with_its_source() {
    for (source, words) in [("root", "loaded from root"), (PASTED, "which was pasted")] {
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            certificates()["root"].as_str().unwrap()
        );
        let mut ring = KeyRing::default();
        for found in anchor::read(pem.as_bytes(), source, &Limits::DEFAULT).unwrap() {
            ring.trust(Arc::new(found));
        }
        let examination = examine(&chained(), &ring, &ExamineOptions::default());
        let basis = embedded::basis(&examination.layers[0].embedded[0]).unwrap();
        assert_eq!(basis.split([',', ';']).rev().nth(1).map(str::trim), Some(words), "{basis}");
    }
}

#[test]
fn a_chain_that_leads_elsewhere_does_not_verify() {
    let data = certificates();
    // The intermediate is missing: nothing leads from the leaf to the root.
    let token = signed(json!({"x5c": [data["leaf"]]}), &json!({}));
    let examination = see(&token, &[], &["root"]);
    assert_eq!(status(&examination), SignatureStatus::Unchecked);
    assert!(matches!(examination.layers[0].embedded[0].trust, Some(Trust::Broken(_))));
    // Certificates that RFC 7515 §4.1.6 does not allow, although they can be read.
    for changed in [
        data["leaf"].as_str().unwrap().replace('+', "-").replace('/', "_"),
        format!(" {}", data["leaf"].as_str().unwrap()),
        data["leaf"].as_str().unwrap().trim_end_matches('=').to_owned() + "\n",
    ] {
        let token = signed(json!({"x5c": [changed, data["intermediate"], data["root"]]}), &json!({}));
        let examination = see(&token, &[], &["root"]);
        assert_eq!(status(&examination), SignatureStatus::Unchecked, "{changed}");
        assert!(matches!(examination.layers[0].embedded[0].trust, Some(Trust::Broken(_))), "{changed}");
    }
    // A chain that leads to the anchor, and a signature that another key made.
    let (input, signature) = chained().rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let other = signed(json!({"x": 1}), &json!({})).rsplit_once('.').unwrap().1.to_owned();
    assert_ne!(signature, other);
    let examination = see(&format!("{input}.{other}"), &[], &["root"]);
    assert_eq!(status(&examination), SignatureStatus::Rejected);
    assert!(matches!(reason(&examination), Reason::Signature(SignatureReason::EmbeddedMismatch { .. })));
    assert_eq!(examination.layers[0].embedded[0].fits, Some(false));
}

/// What Apple hands out is the root: its key is not the one that signs.
#[test]
fn the_key_of_an_authority_of_the_chain_is_recognised_as_one() {
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        certificates()["root"].as_str().unwrap()
    );
    let examination = see(&chained(), &keys(pem.as_bytes()), &[]);
    assert_eq!(status(&examination), SignatureStatus::Unchecked);
    assert!(matches!(reason(&examination), Reason::MissingKey(MissingKeyReason::IssuerGivenAsKey { .. })));
}

#[test]
fn a_jwk_in_the_header_of_an_ordinary_token_verifies_nothing() {
    let token = signed(json!({"jwk": public(&signer())}), &json!({"sub": "a"}));
    let examination = see(&token, &[], &[]);
    assert_eq!(status(&examination), SignatureStatus::Unchecked);
    assert!(matches!(
        reason(&examination),
        Reason::MissingKey(MissingKeyReason::MadeByEmbedded { source: EmbeddedSource::Jwk, .. })
    ));
    // Another key was given: that the token was changed would be untrue.
    let examination = see(&token, &[stranger()], &[]);
    assert_eq!(status(&examination), SignatureStatus::Rejected);
    assert!(matches!(reason(&examination), Reason::Signature(SignatureReason::MadeByEmbedded { .. })));
    // The key in the header did not make it.
    let examination = see(&signed(json!({"jwk": public(&stranger())}), &json!({})), &[signer()], &[]);
    assert_eq!(status(&examination), SignatureStatus::Verified);
    assert!(examination.findings.iter().any(|finding| finding.rule.id == "HDR_EMBEDDED_MISMATCH"));
}

/// RFC 9449 §4.3, OpenID4VCI §8.2.1.1: the key is the one in the header, and no other.
#[test]
fn kinds_that_demand_their_own_key_are_verified_with_it() {
    let jwk = public(&signer());
    let dpop = json!({"typ": "dpop+jwt", "jwk": jwk});
    let proof = json!({"typ": "openid4vci-proof+jwt", "jwk": jwk});
    for (header, kind) in [(dpop, OwnKeyKind::DpopProof), (proof, OwnKeyKind::CredentialProof)] {
        let claims =
            json!({"jti": "1", "htm": "GET", "htu": "https://a.example/", "iat": 1, "aud": "https://a.example"});
        let token = signed(header.clone(), &claims);
        let examination = see(&token, &[], &[]);
        assert_eq!(status(&examination), SignatureStatus::Verified, "{header}");
        let embedded = &examination.layers[0].embedded[0];
        assert_eq!((embedded.demanded_by, embedded.verifies()), (Some(kind), true), "{header}");
        // Altered: the claims are others than the ones that were signed.
        let parts: Vec<&str> = token.split('.').collect();
        let altered = format!("{}.{}.{}", parts[0], encode(br#"{"jti":"2"}"#), parts[2]);
        let examination = see(&altered, &[], &[]);
        assert_eq!(status(&examination), SignatureStatus::Rejected, "{header}");
        assert_eq!(
            *reason(&examination),
            Reason::Signature(SignatureReason::EmbeddedMismatch { source: EmbeddedSource::Jwk }),
            "{header}"
        );
    }
}

/// Anybody can make a token that calls itself a proof: with keys at hand, or an issuer expected, it is not valid.
#[test]
fn an_own_key_never_stands_in_for_a_key_that_was_supplied() {
    let subject = format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{}", signer().thumbprint);
    let dpop = signed(
        json!({"typ": "dpop+jwt", "jwk": public(&signer())}),
        &json!({"iss": "https://as.example", "sub": "admin", "jti": "1", "htm": "GET", "htu": "https://a", "iat": 1}),
    );
    let own = signed(
        json!({}),
        &json!({"iss": subject, "sub": subject, "sub_jwk": public(&signer()), "aud": "a", "iat": 1, "exp": 9}),
    );
    let secret = keys(br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"}"#);
    let set = [stranger(), Jwk { key_id: Some("a".to_owned()), ..secret[0].clone() }];
    for token in [&dpop, &own] {
        for given in [&secret[..], &set[..], &[stranger()]] {
            let examination = see(token, given, &[]);
            assert_ne!(status(&examination), SignatureStatus::Verified, "{} keys", given.len());
            assert_ne!(judge(&examination, &Policy::default(), 2).verdict, Verdict::Valid);
            assert_eq!(examination.layers[0].embedded[0].fits, Some(true), "the fact is told all the same");
        }
        // Its own key, supplied: that is a key at hand like any other.
        assert_eq!(status(&see(token, &[signer()], &[])), SignatureStatus::Verified);
    }
    let examination = see(&dpop, &[], &[]);
    assert_eq!(judge(&examination, &Policy::default(), 2).verdict, Verdict::Valid);
    let policy = Policy { issuer: Some("https://as.example".to_owned()), ..Policy::default() };
    assert_eq!(judge(&examination, &policy, 2).verdict, Verdict::Unchecked);
}

/// What is not protected was put there by anybody.
#[test]
fn an_unprotected_key_is_not_tried() {
    let input = format!("{}.{}", encode(br#"{"alg":"ES256","url":"https://a.example","nonce":"n"}"#), encode(b"{}"));
    let signature = encode(&sign(find("ES256").unwrap(), &signer().material, input.as_bytes()).unwrap());
    let (protected, payload) = input.split_once('.').unwrap();
    let token = json!({"payload": payload, "protected": protected, "header": {"jwk": public(&signer())},
        "signature": signature});
    let examination = see(&token.to_string(), &[], &[]);
    assert_eq!(status(&examination), SignatureStatus::Unchecked);
    assert!(examination.layers[0].embedded.is_empty());
}

/// OpenID Federation §9 and SIOPv2 §11.1: the key is in the claims, and the issuer speaks about itself.
#[test]
fn entity_configurations_and_self_issued_tokens_carry_their_key_in_the_claims() {
    let mut key = public(&signer());
    key["kid"] = "a".into();
    let claims = json!({"iss": "https://e.example", "sub": "https://e.example", "jwks": {"keys": [key]},
        "iat": 1, "exp": 9});
    let header = json!({"typ": "entity-statement+jwt", "kid": "a"});
    assert_eq!(status(&see(&signed(header.clone(), &claims), &[], &[])), SignatureStatus::Verified);
    // About another entity the key set is the other's.
    let mut about_another = claims.clone();
    about_another["sub"] = "https://other.example".into();
    assert_eq!(status(&see(&signed(header.clone(), &about_another), &[], &[])), SignatureStatus::Unchecked);
    let other_name = json!({"typ": "entity-statement+jwt", "kid": "b"});
    assert_eq!(status(&see(&signed(other_name, &claims), &[], &[])), SignatureStatus::Unchecked);
    let subject = format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{}", signer().thumbprint);
    let own = json!({"iss": subject, "sub": subject, "sub_jwk": public(&signer()), "aud": "a", "iat": 1, "exp": 9});
    assert_eq!(status(&see(&signed(json!({}), &own), &[], &[])), SignatureStatus::Verified);
    let mut forged = own.clone();
    forged["sub"] = "somebody".into();
    forged["iss"] = "somebody".into();
    assert_eq!(status(&see(&signed(json!({}), &forged), &[], &[])), SignatureStatus::Unchecked);
}
