//! The form of the kinds of token whose own key counts (RFC 9449 §4.3, RFC 8555 §6.2, OpenID4VCI, OpenID Federation §3.1,
//! SIOPv2 §11.1, client attestations): what departs from it is never valid, whichever key made the signature.

use crate::golden::Said;
use crate::possession::{NOW, access_token, fresh, hash, proof_claims, public, see, signed, status, verdict};
use jotsmith::engine::crypto::signature::sign;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::base64url::{self, encode};
use jotsmith::engine::ground::jwa::signature::find;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::jose::embedded::OwnKeyGap::{self, *};
use jotsmith::engine::jose::embedded::OwnKeyKind;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::possession::NamedKey;
use jotsmith::engine::jose::reason::{Reason, SignatureReason};
use jotsmith::engine::jose::status::SignatureStatus;
use jotsmith::engine::judge::{judge, next_change};
use jotsmith::engine::jwt::policy::{Policy, Verdict};
use jotsmith::engine::key::{Jwk, KeyRing};
use jotsmith::engine::speech::embedded;
use serde_json::{Value, json};

/// Signs a payload as it is written: with names that occur twice, which serde_json does not make.
fn signed_text(key: &Jwk, header: &str, payload: &str) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let algorithm = if header.contains("HS256") { "HS256" } else { "ES256" };
    format!("{input}.{}", encode(&sign(find(algorithm).unwrap(), &key.material, input.as_bytes()).unwrap()))
}

fn gap(examination: &Examination) -> Option<OwnKeyGap> {
    assert_ne!(verdict(examination), Verdict::Valid);
    match examination.layers[0].signatures[0].reasons.first() {
        Some(Reason::Signature(SignatureReason::NoProof { gap, .. })) => Some(*gap),
        _ => None,
    }
}

/// The object with one member set, or removed by `null`.
fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut changed = object.clone();
    match value {
        Value::Null => drop(changed.as_object_mut().unwrap().remove(name)),
        value => changed[name] = value,
    }
    changed
}

fn flattened(compact: &str) -> Value {
    let [protected, payload, signature] = compact.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    json!({"protected": protected, "payload": payload, "signature": signature})
}

fn ruled(examination: &Examination, rule: &str) -> bool {
    let judgement = judge(examination, &Policy::default(), NOW);
    judgement.findings.iter().any(|finding| finding.rule.id == rule)
}

/// RFC 8555 §6.2, §6.4.1, §6.5.2.
#[test]
fn what_has_not_the_form_of_an_acme_request_is_none() {
    let key = fresh();
    let header = json!({"jwk": public(&key), "url": "https://acme.example/new", "nonce": "bm9uY2U"});
    let claims = json!({"termsOfServiceAgreed": true});
    let see = |text: &str| see(text, &[], &[], false);
    let good = flattened(&signed(&key, header.clone(), &claims));
    assert_eq!(verdict(&see(&good.to_string())), Verdict::Valid);
    let signature = json!({"protected": good["protected"], "signature": good["signature"]});
    for form in [
        signed(&key, header.clone(), &claims),
        json!({"payload": good["payload"], "signatures": [signature]}).to_string(),
        json!({"payload": good["payload"], "signatures": [signature, signature]}).to_string(),
        with(&good, "header", json!({"x": 1})).to_string(),
        with(&good, "header", json!({})).to_string(),
        with(&good, "payload", Value::Null).to_string(),
    ] {
        assert_ne!(verdict(&see(&form)), Verdict::Valid, "{form}");
    }
    for (name, value) in [
        ("url", json!(5)),
        ("url", json!("")),
        ("url", json!("x")),
        ("url", Value::Null),
        ("nonce", json!(["bm9uY2U"])),
        ("nonce", json!("")),
        ("nonce", json!("a nonce")),
        ("nonce", Value::Null),
        ("kid", json!("https://acme.example/acct/1")),
        ("jwk", Value::Null),
        ("jwk", json!({"kty": "oct", "k": "AAAA"})),
        ("b64", json!(true)),
        ("x5c", json!([])),
        ("typ", json!("JWT")),
        ("cty", json!("JWT")),
    ] {
        let token = flattened(&signed(&key, with(&header, name, value), &claims)).to_string();
        assert_ne!(verdict(&see(&token)), Verdict::Valid, "{name}: {token}");
    }
    // RFC 7797 and a secret that is in the header itself.
    let mut unencoded = with(&header, "b64", json!(false));
    unencoded["crit"] = json!(["b64"]);
    unencoded["alg"] = "ES256".into();
    let protected = encode(unencoded.to_string().as_bytes());
    let mac = sign(find("ES256").unwrap(), &key.material, format!("{protected}.{{}}").as_bytes()).unwrap();
    let token = json!({"protected": protected, "payload": "{}", "signature": encode(&mac)}).to_string();
    assert_ne!(verdict(&see(&token)), Verdict::Valid);
    let oct = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"}"#;
    let secret = crate::support::keys(oct.as_bytes()).remove(0);
    let header = format!(r#"{{"alg":"HS256","jwk":{oct},"url":"https://acme.example/new","nonce":"bm9uY2U"}}"#);
    let token = flattened(&signed_text(&secret, &header, "{}")).to_string();
    assert_ne!(verdict(&see(&token)), Verdict::Valid);
}

/// RFC 9449 §4.3 steps 3 to 7: whoever supplies a key wants the proof judged as one all the same.
#[test]
fn a_key_at_hand_does_not_excuse_the_form_of_a_proof() {
    let (key, other) = (fresh(), fresh());
    let header = json!({"typ": "dpop+jwt", "jwk": public(&key)});
    let claims = proof_claims(None);
    let of = |token: &str| gap(&see(token, &[&key], &[], false));
    assert_eq!(verdict(&see(&signed(&key, header.clone(), &claims), &[&key], &[], false)), Verdict::Valid);
    assert_eq!(of(&signed(&key, with(&header, "jwk", Value::Null), &claims)), Some(NoKey));
    assert_eq!(of(&signed(&key, with(&header, "jwk", public(&other)), &claims)), Some(OtherKey));
    assert_eq!(of(&signed(&key, with(&header, "jwk", json!("x")), &claims)), Some(NoKey));
    let mut private = header.clone();
    private["jwk"]["d"] = "AAAA".into();
    assert_eq!(of(&signed(&key, private, &claims)), Some(PrivateKey));
    assert_eq!(of(&flattened(&signed(&key, header.clone(), &claims)).to_string()), Some(NotCompact));
    for name in ["jti", "htm", "htu", "iat"] {
        assert_eq!(of(&signed(&key, header.clone(), &with(&claims, name, Value::Null))), Some(Claim(name)));
        for value in [json!(true), json!(""), json!([]), json!({})] {
            assert_eq!(of(&signed(&key, header.clone(), &with(&claims, name, value))), Some(Malformed(name)));
        }
    }
    assert_eq!(of(&signed(&key, header.clone(), &with(&claims, "htu", json!("/x")))), Some(Malformed("htu")));
    // An SD-JWT without disclosures, and a payload that is elsewhere.
    let token = signed(&key, header.clone(), &claims);
    assert_eq!(of(&format!("{token}~")), Some(NotThreeParts));
    let [protected, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let options =
        ExamineOptions { detached_payload: Some(base64url::decode(payload).bytes.into()), ..ExamineOptions::default() };
    let detached = examine(&format!("{protected}..{signature}"), &KeyRing::default(), &options);
    assert_eq!(gap(&detached), Some(NotThreeParts));
    for name in ["nonce", "ath"] {
        assert_eq!(of(&signed(&key, header.clone(), &with(&claims, name, json!(5)))), Some(Malformed(name)));
    }
    let secret = crate::support::keys(
        br#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4h"}"#,
    );
    let header = format!(r#"{{"alg":"HS256","typ":"dpop+jwt","jwk":{}}}"#, public(&key));
    let token = signed_text(&secret[0], &header, &claims.to_string());
    assert_eq!(gap(&see(&token, &[&secret[0]], &[], false)), Some(Symmetric));
    // The same written as a whole media type, and in other letters.
    let header = json!({"typ": "application/DPoP+JWT"});
    assert_eq!(of(&signed(&key, header, &claims)), Some(NoKey));
}

/// Parsers differ in which of several they see: every one must be right.
#[test]
fn of_several_members_the_strictest_counts() {
    let (key, issuer, other) = (fresh(), fresh(), fresh());
    let header = format!(r#"{{"alg":"ES256","typ":"dpop+jwt","jwk":{}}}"#, public(&key));
    let common = r#""jti":"1","htm":"GET","htu":"https://a.example/x""#;
    for times in [r#""iat":"x","iat":1700000000"#, r#""iat":1700000000,"iat":"x""#] {
        let token = signed_text(&key, &header, &format!("{{{common},{times}}}"));
        assert_eq!(gap(&see(&token, &[], &[], false)), Some(Malformed("iat")), "{times}");
    }
    for times in [r#""iat":1,"iat":1700000000"#, r#""iat":1700000000,"iat":1"#] {
        let token = signed_text(&key, &header, &format!("{{{common},{times}}}"));
        let examination = see(&token, &[], &[], false);
        assert!(ruled(&examination, "PROOF_STALE"), "{times}");
    }
    let bound = access_token(&issuer, &key.thumbprint);
    for hashes in [(hash(&bound), hash("x")), (hash("x"), hash(&bound))] {
        let claims = format!(r#"{{{common},"iat":1700000000,"ath":"{}","ath":"{}"}}"#, hashes.0, hashes.1);
        let examination = see(&signed_text(&key, &header, &claims), &[], &[&bound], true);
        assert!(ruled(&examination, "ATH_MISMATCH"));
        assert_eq!(verdict(&examination), Verdict::Invalid);
    }
    let (own, foreign) = (&key.thumbprint, &other.thumbprint);
    let (own_key, foreign_key) = (public(&key), public(&other));
    for cnf in [
        format!(r#""cnf":{{"jkt":"{own}"}},"cnf":{{"jkt":"{foreign}"}}"#),
        format!(r#""cnf":{{"jkt":"{foreign}"}},"cnf":{{"jkt":"{own}"}}"#),
        format!(r#""cnf":{{"jkt":"{own}","jkt":"{foreign}"}}"#),
        format!(r#""cnf":{{"jkt":"{own}","jwk":{foreign_key}}}"#),
        format!(r#""cnf":{{"jkt":"{foreign}","jwk":{own_key}}}"#),
        format!(r#""cnf":{{"jkt":"{own}","jwk":5}}"#),
        r#""cnf":{"jkt":5}"#.to_owned(),
        r#""cnf":"x""#.to_owned(),
    ] {
        let header = r#"{"alg":"ES256","typ":"at+jwt"}"#;
        let bound = signed_text(&issuer, header, &format!(r#"{{"exp":1700000060,{cnf}}}"#));
        let proof = signed(
            &key,
            json!({"typ": "dpop+jwt", "jwk": public(&key)}),
            &with(&proof_claims(None), "ath", hash(&bound).into()),
        );
        for keys in [&[][..], &[&issuer][..]] {
            let examination = see(&proof, keys, &[&bound], true);
            assert_eq!(examination.layers[0].possession.as_ref().unwrap().key, NamedKey::Malformed, "{cnf}");
            assert_eq!(verdict(&examination), Verdict::Invalid, "{cnf}");
        }
    }
}

/// RFC 9449 §4.3 step 11: the window shows it at the second at which it turns.
#[test]
fn a_proof_is_fresh_for_a_while() {
    let token = signed(&fresh(), json!({"typ": "dpop+jwt"}), &proof_claims(None));
    let policy = Policy { proof_window: Some(300), ..Policy::default() };
    let examination = see(&token, &[], &[], false);
    assert_eq!(next_change(&examination, &policy, NOW), Some(NOW + 301));
    let is_stale = |now| {
        let judgement = judge(&examination, &policy, now);
        judgement.findings.iter().any(|finding| finding.rule.id == "PROOF_STALE")
    };
    assert_eq!((is_stale(NOW + 300), is_stale(NOW + 301)), (false, true));
    assert_eq!((is_stale(NOW - 300), is_stale(NOW - 301)), (false, true));
}

/// What the person names as the token that the proof is sent with must hold itself.
#[test]
fn a_proof_is_not_valid_beside_a_token_that_is_not() {
    let (key, issuer, stranger) = (fresh(), fresh(), fresh());
    let claims = json!({"exp": NOW + 60, "cnf": {"jkt": key.thumbprint}});
    let header = json!({"typ": "at+jwt"});
    let with_token = |token: &str, keys: &[&Jwk]| {
        let proof = signed(
            &key,
            json!({"typ": "dpop+jwt", "jwk": public(&key)}),
            &with(&proof_claims(None), "ath", hash(token).into()),
        );
        // Whether the person named it or it stood beside: the proof has its hash.
        let verdicts = [true, false].map(|is_given| verdict(&see(&proof, keys, &[token], is_given)));
        let is_found = !token.is_empty() && token.contains('.') && keys.is_empty();
        assert!(!is_found || verdicts[0] == verdicts[1], "{verdicts:?} {token}");
        verdicts[0]
    };
    let good = signed(&issuer, header.clone(), &claims);
    assert_eq!(with_token(&good, &[]), Verdict::Valid);
    assert_eq!(with_token(&good, &[&issuer]), Verdict::Valid);
    assert_eq!(with_token(&good, &[&issuer, &key]), Verdict::Valid);
    let expired = signed(&issuer, header.clone(), &with(&claims, "exp", json!(NOW - 60)));
    let early = signed(&issuer, header.clone(), &with(&claims, "nbf", json!(NOW + 30)));
    let unsecured = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(claims.to_string().as_bytes()));
    let forged = signed(&stranger, header.clone(), &claims);
    let malformed = signed(&issuer, with(&header, "crit", json!(["x"])), &claims);
    let broken = signed_text(&issuer, r#"{"alg":"ES256"}"#, claims.to_string().trim_end_matches('}'));
    let payload = encode(claims.to_string().as_bytes());
    let empty = json!({"payload": payload, "signatures": []}).to_string();
    let in_letters = format!("{}.{payload}.", encode(br#"{"alg":"nOnE"}"#));
    let cut = good.rsplit_once('.').unwrap().0.to_owned();
    let another_proof =
        signed(&issuer, json!({"typ": "dpop+jwt", "jwk": public(&issuer)}), &with(&claims, "jti", "1".into()));
    let no_claims = signed_text(&issuer, r#"{"alg":"ES256","typ":"at+jwt"}"#, "5");
    for (token, keys) in [
        (&expired, &[][..]),
        (&expired, &[&issuer, &key][..]),
        (&early, &[][..]),
        (&unsecured, &[][..]),
        (&unsecured, &[&key][..]),
        (&broken, &[][..]),
        (&broken, &[&issuer, &key][..]),
        (&empty, &[][..]),
        (&empty, &[&issuer][..]),
        (&in_letters, &[][..]),
        (&in_letters, &[&key][..]),
        (&cut, &[][..]),
        (&cut, &[&key][..]),
        (&another_proof, &[][..]),
        (&another_proof, &[&issuer, &key][..]),
        (&String::new(), &[][..]),
        (&malformed, &[][..]),
        (&malformed, &[&key][..]),
        (&no_claims, &[][..]),
        (&no_claims, &[&issuer][..]),
        (&forged, &[&issuer][..]),
        (&forged, &[&issuer, &key][..]),
    ] {
        assert_eq!(with_token(token, keys), Verdict::Invalid, "{token} {}", keys.len());
    }
    // The key of the proof says nothing against the access token, and nothing for it.
    assert_eq!(with_token(&forged, &[&key]), Verdict::Unchecked);
    assert_eq!(with_token(&good, &[&key]), Verdict::Unchecked);
    // What is no proof came with no token.
    let policy = Policy { is_proof: true, ..Policy::default() };
    let examination = see(&good, &[&issuer], &[&good], true);
    assert_eq!(judge(&examination, &policy, NOW).verdict, Verdict::Invalid);
    // Nobody can check an opaque one.
    assert_eq!(with_token("opaque", &[&key]), Verdict::Valid);
}

/// draft-ietf-oauth-attestation-based-client-auth §5.
#[test]
fn a_client_attestation_has_its_own_form() {
    let (instance, attester) = (fresh(), fresh());
    let header = json!({"typ": "oauth-client-attestation+jwt"});
    let claims = json!({"sub": "client", "exp": NOW + 60, "cnf": {"jwk": public(&instance)}});
    let proof_header = json!({"typ": "oauth-client-attestation-pop+jwt"});
    let proof_claims = json!({"iss": "client", "aud": "https://as.example", "jti": "1", "iat": NOW});
    let of = |header: &Value, claims: &Value, proof: &Value, keys: &[&Jwk]| {
        let attestation = signed(&attester, header.clone(), claims);
        verdict(&see(&signed(&instance, proof_header.clone(), proof), keys, &[&attestation], true))
    };
    // A key at hand made the proof, and another one is attested.
    let stranger = fresh();
    let of_stranger = with(&claims, "cnf", json!({"jwk": public(&stranger)}));
    assert_eq!(of(&header, &of_stranger, &proof_claims, &[&attester, &instance]), Verdict::Invalid);
    for keys in [&[][..], &[&attester][..]] {
        assert_eq!(of(&header, &claims, &proof_claims, keys), Verdict::Valid);
        assert_eq!(of(&header, &claims, &with(&proof_claims, "iss", Value::Null), keys), Verdict::Valid);
        for (header, claims, proof) in [
            (&json!({"typ": "JWT"}), &claims, &proof_claims),
            (&json!({}), &claims, &proof_claims),
            (&header, &with(&claims, "exp", Value::Null), &proof_claims),
            (&header, &with(&claims, "exp", json!(NOW)), &proof_claims),
            (&header, &with(&claims, "exp", json!("x")), &proof_claims),
            (&header, &with(&claims, "cnf", Value::Null), &proof_claims),
            (&header, &with(&claims, "cnf", json!({"jwk": 5})), &proof_claims),
            (&header, &with(&claims, "sub", json!("other")), &proof_claims),
            (&header, &with(&claims, "sub", json!(5)), &proof_claims),
            (&header, &with(&claims, "sub", Value::Null), &proof_claims),
            (&header, &claims, &with(&proof_claims, "iat", Value::Null)),
            (
                &header,
                &with(&claims, "cnf", json!({"jwk": with(&public(&instance), "d", "AAAA".into())})),
                &proof_claims,
            ),
            (&header, &claims, &with(&proof_claims, "iss", json!(5))),
            (&header, &claims, &with(&proof_claims, "jti", Value::Null)),
            (&header, &claims, &with(&proof_claims, "aud", json!([]))),
        ] {
            assert_ne!(of(header, claims, proof, keys), Verdict::Valid, "{header} {claims} {proof}");
        }
    }
}

/// OpenID4VCI, `jwt` proof type.
#[test]
fn a_proof_for_a_credential_names_its_key_in_one_way() {
    let key = fresh();
    let header = json!({"typ": "openid4vci-proof+jwt", "jwk": public(&key)});
    let claims = json!({"aud": "https://i.example", "iat": NOW});
    for keys in [&[][..], &[&key][..]] {
        let of = |header: &Value, claims: &Value| see(&signed(&key, header.clone(), claims), keys, &[], false);
        assert_eq!(verdict(&of(&header, &claims)), Verdict::Valid);
        assert_eq!(gap(&of(&with(&header, "kid", json!("a")), &claims)), Some(SeveralKeys));
        assert_eq!(gap(&of(&with(&header, "x5c", json!([])), &claims)), Some(SeveralKeys));
        assert_eq!(gap(&of(&header, &with(&claims, "aud", Value::Null))), Some(Claim("aud")));
        assert_eq!(gap(&of(&header, &with(&claims, "aud", json!(5)))), Some(Malformed("aud")));
        assert_eq!(gap(&of(&header, &with(&claims, "iat", json!("1700000000")))), Some(Malformed("iat")));
        assert_eq!(gap(&of(&header, &with(&claims, "nonce", json!(5)))), Some(Malformed("nonce")));
        assert_eq!(gap(&of(&with(&header, "jwk", Value::Null), &claims)), Some(NoKey));
    }
    let other = with(&header, "jwk", public(&fresh()));
    assert_eq!(gap(&see(&signed(&key, other, &claims), &[&key], &[], false)), Some(OtherKey));
}

/// OpenID Federation §3.1.
#[test]
fn an_entity_configuration_has_its_own_form() {
    let key = fresh();
    let named = |kid: &str| with(&public(&key), "kid", kid.into());
    let header = json!({"typ": "entity-statement+jwt", "kid": "a"});
    let claims = json!({"iss": "https://e.example", "sub": "https://e.example", "iat": NOW, "exp": NOW + 60,
        "jwks": {"keys": [named("a"), named("b")]}});
    for keys in [&[][..], &[&key][..]] {
        let of = |claims: &Value| see(&signed(&key, header.clone(), claims), keys, &[], false);
        assert_eq!(verdict(&of(&claims)), Verdict::Valid);
        assert_eq!(gap(&of(&with(&claims, "iat", Value::Null))), Some(Claim("iat")));
        assert_eq!(gap(&of(&with(&claims, "exp", Value::Null))), Some(Claim("exp")));
        assert_eq!(gap(&of(&with(&claims, "crit", json!(["x"])))), Some(CriticalClaims));
        for second in ["a", "b"] {
            let twice = json!({"keys": [named("a"), named(second), named("b")]});
            assert_eq!(gap(&of(&with(&claims, "jwks", twice))), Some(SameKeyId));
        }
        let private = json!({"keys": [with(&named("a"), "d", "AAAA".into())]});
        assert_eq!(gap(&of(&with(&claims, "jwks", private))), Some(PrivateKey));
        let nameless = json!({"keys": [named("a"), public(&fresh())]});
        assert_eq!(gap(&of(&with(&claims, "jwks", nameless))), Some(Malformed("jwks")));
        assert_eq!(gap(&of(&with(&claims, "authority_hints", json!([])))), Some(Malformed("authority_hints")));
        // About another entity: another's key makes it, and it has the form of a statement all the same.
        let about_another = with(&claims, "sub", "https://o.example".into());
        let is_valid = verdict(&of(&about_another)) == Verdict::Valid;
        assert_eq!(is_valid, !keys.is_empty());
        assert_eq!(gap(&of(&with(&about_another, "crit", json!(["x"])))), Some(CriticalClaims));
        assert_eq!(gap(&of(&with(&about_another, "exp", Value::Null))), Some(Claim("exp")));
    }
    let stranger = fresh();
    assert_eq!(gap(&see(&signed(&stranger, header, &claims), &[&stranger], &[], false)), Some(OtherKey));
    // Whom it is about, and which key set is its own, must not depend on who reads it.
    let of = |text: &str| {
        see(&signed_text(&key, r#"{"alg":"ES256","typ":"entity-statement+jwt","kid":"a"}"#, text), &[], &[], false)
    };
    let set = json!({"keys": [named("a")]});
    let rest = format!(r#""iat":{NOW},"exp":{}"#, NOW + 60);
    for text in [
        format!(r#"{{"iss":"https://e","sub":"https://o","sub":"https://e","jwks":{set},{rest}}}"#),
        format!(r#"{{"iss":"https://o","iss":"https://e","sub":"https://e","jwks":{set},{rest}}}"#),
        format!(r#"{{"iss":"https://e","sub":"https://e","jwks":{{"keys":[]}},"jwks":{set},{rest}}}"#),
        format!(r#"{{"iss":"https://e","sub":"https://o","jwks":{set},{rest}}}"#),
    ] {
        assert_eq!(status(&of(&text)), SignatureStatus::Unchecked, "{text}");
    }
}

/// SIOPv2 §11.1, OpenID Connect Core §2.
#[test]
fn a_self_issued_token_has_the_claims_of_an_id_token() {
    let key = fresh();
    let subject = format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{}", key.thumbprint);
    let claims = json!({"iss": subject, "sub": subject, "sub_jwk": public(&key), "aud": "a", "nonce": "n",
        "iat": NOW, "exp": NOW + 60});
    let of = |claims: &Value| see(&signed(&key, json!({}), claims), &[], &[], false);
    assert_eq!(verdict(&of(&claims)), Verdict::Valid);
    for name in ["aud", "iat", "exp"] {
        assert_eq!(gap(&of(&with(&claims, name, Value::Null))), Some(Claim(name)));
        assert_eq!(gap(&of(&with(&claims, name, json!({})))), Some(Malformed(name)));
    }
    assert_eq!(gap(&of(&with(&claims, "nonce", json!(5)))), Some(Malformed("nonce")));
    let private = with(&public(&key), "d", "AAAA".into());
    assert_eq!(gap(&of(&with(&claims, "sub_jwk", private))), Some(PrivateKey));
    for typ in ["at+jwt", "logout+jwt", "secevent+jwt"] {
        let examination = see(&signed(&key, json!({"typ": typ}), &claims), &[], &[], false);
        assert_eq!(status(&examination), SignatureStatus::Unchecked, "{typ}");
    }
    let stranger = fresh();
    assert_eq!(gap(&see(&signed(&stranger, json!({}), &claims), &[&stranger], &[], false)), Some(OtherKey));
    let text = claims.to_string().replacen('{', &format!(r#"{{"sub":"admin","iss":"{subject}","#), 1);
    assert_ne!(verdict(&see(&signed_text(&key, r#"{"alg":"ES256"}"#, &text), &[], &[], false)), Verdict::Valid);
}

/// What each gap is called, and what can be done about it.
#[test]
fn gaps_are_told() {
    let mut said = Said::new("engine/own_key/gaps_are_told");
    let kinds = [
        OwnKeyKind::DpopProof,
        OwnKeyKind::CredentialProof,
        OwnKeyKind::AttestationProof,
        OwnKeyKind::EntityConfiguration,
        OwnKeyKind::EntityStatement,
        OwnKeyKind::SelfIssued,
    ];
    let gaps = [
        Claim("iat"),
        Malformed("iat"),
        PrivateKey,
        NotCompact,
        NotThreeParts,
        NoKey,
        OtherKey,
        ForbiddenKey,
        Symmetric,
    ];
    for gap in gaps.into_iter().chain([SeveralKeys, CriticalClaims, SameKeyId]) {
        for kind in kinds {
            let (sentence, advice) = embedded::gap(kind, gap);
            said.line(format!("{sentence}\n    {advice}"));
        }
    }
    said.agree();
}

/// The key made the signature, and its own members say that it may not: that is why, and not that it "does not match".
#[test]
fn an_own_key_that_may_not_be_used_is_told_so() {
    let key = fresh();
    let code = |name: &str, value: Value| {
        let header = json!({"typ": "dpop+jwt", "jwk": with(&public(&key), name, value)});
        let examination = see(&signed(&key, header, &proof_claims(None)), &[], &[], false);
        assert_eq!(verdict(&examination), Verdict::Invalid);
        let found = &examination.layers[0].embedded[0];
        assert!(found.fits == Some(true) && !found.verifies());
        examination.layers[0].signatures[0].reasons[0].code()
    };
    assert_eq!(code("use", json!("enc")), "key-use");
    assert_eq!(code("alg", json!("ES384")), "key-alg");
    assert_eq!(code("key_ops", json!(["sign"])), "key-ops");
}

/// What a proof lacks is why it is none, also where a key was given that did not make it.
#[test]
fn what_a_proof_lacks_is_told_beside_a_key_that_did_not_make_it() {
    let (key, other) = (fresh(), fresh());
    let header = json!({"typ": "dpop+jwt", "jwk": public(&key)});
    for name in ["jti", "htm", "htu", "iat"] {
        let token = signed(&key, header.clone(), &with(&proof_claims(None), name, Value::Null));
        assert_eq!(gap(&see(&token, &[&other], &[], false)), Some(Claim(name)));
    }
}

/// RFC 7515 §4.1.4: a key that the token names and that failed speaks louder than one that fits under another name.
#[test]
fn a_named_key_that_failed_is_an_error_and_the_same_key_is_no_other() {
    use jotsmith::engine::jose::reason::KeyReason;
    use jotsmith::engine::rule::finding::Severity;
    use std::sync::Arc;
    let (maker, named) = (fresh(), fresh());
    let named_so = |key: &Jwk, name: &str| Arc::new(Jwk { key_id: Some(name.to_owned()), ..key.clone() });
    let token = signed(&maker, json!({"kid": "a"}), &json!({"sub": "x"}));
    let severity = |keys: Vec<Arc<Jwk>>| {
        let examination = examine(&token, &KeyRing::new(keys), &ExamineOptions::default());
        assert_eq!(examination.layers[0].signatures[0].status, SignatureStatus::Verified);
        let finding = examination.findings.iter().find(|finding| finding.rule.id == "KEY_OTHER_KID").unwrap();
        finding.severity
    };
    assert_eq!(severity(vec![named_so(&maker, "b")]), Severity::Warning);
    assert_eq!(severity(vec![named_so(&named, "a"), named_so(&maker, "b")]), Severity::Error);
    let twice = KeyRing::new([named_so(&maker, "a"), named_so(&maker, "b")]);
    let examination = examine(&token, &twice, &ExamineOptions::default());
    let attempts = &examination.layers[0].signatures[0].attempts;
    assert!(attempts.len() < 2 || matches!(attempts[1].reasons[..], [Reason::Key(KeyReason::Same)]), "{attempts:?}");
}
