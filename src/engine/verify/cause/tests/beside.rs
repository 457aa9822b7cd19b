//! What is said beside a cause that was proved: nothing that the cause shows to be untrue.

use super::*;
use crate::engine::jose::embedded::Embedded;
use crate::engine::key_file::jwk_text::public_text;
use crate::engine::rule::finding::Finding;

fn found<'a>(examination: &'a Examination, rule: &str) -> Vec<&'a Finding> {
    examination.findings.iter().filter(|finding| finding.rule.id == rule).collect()
}

#[test]
fn a_signature_of_vault_is_not_cut_off_and_its_version_is_not_guessed() {
    let input = input(ES256, CLAIMS);
    let made = BASE64.encode(&sign("ES256", &EC, input.as_bytes()));
    let following = format!(":v3:{made}");
    for as_made in [false, true] {
        let options = ExamineOptions {
            keys_are_for_this_token: true,
            following: Some(following.as_str().into()),
            assumptions: Assumptions { as_made, ..Assumptions::default() },
            ..ExamineOptions::default()
        };
        let examination = examine(&format!("{input}.vault"), &KeyRing::new([EC.clone()]), &options);
        assert!(found(&examination, "ENC_B64_LENGTH").is_empty());
        let expected = if as_made { vec![] } else { vec![Cause::Written(SignatureForm::Vault)] };
        assert_eq!(causes(&examination), expected);
        assert_eq!(taken(&examination).is_some(), as_made);
    }
    let said = words(&Reason::Cause(Cause::Written(SignatureForm::Vault), Remedy::Advice));
    assert!(!said.advice.contains("v1"), "{}", said.advice);
}

#[test]
fn nobody_is_told_to_correct_what_is_signed_as_written() {
    let written = format!("{}.{}", BASE64URL.encode(ES256.as_bytes()), BASE64URL.encode(b"{\"sub\":\"user-1\"}"));
    let made = sign("ES256", &EC, written.as_bytes());
    let examination = examined(&format!("{written}.{}", BASE64URL.encode(&made)), &[&EC], None);
    let first = examination.layers[0].signatures[0].reasons.first().map(words).expect("a reason");
    assert!(first.act.is_some(), "{}", first.sentence);
    let padded = found(&examination, "ENC_B64_PADDED");
    assert!(!padded.is_empty() && padded.iter().all(|finding| !finding.advice.contains("Remove")), "{padded:?}");
    // Another key made it: then it is for the one who pasted it.
    let other = examined(&format!("{written}.{}", BASE64URL.encode(&made)), &[&pair("p-256", 21)], None);
    assert!(found(&other, "ENC_B64_PADDED").iter().all(|finding| finding.advice.contains("Remove")));
}

#[test]
fn the_key_in_the_header_made_a_signature_that_is_written_otherwise() {
    let header = format!(r#"{{"alg":"RS256","jwk":{}}}"#, public_text(&RSA.material).expect("a JWK"));
    let input = input(&header, CLAIMS);
    let made = sign("RS256", &RSA, input.as_bytes());
    let token = format!("{input}.{}", HEXLOWER.encode(&made));
    let fits = |examination: &Examination| {
        let found = examination.layers[0].embedded.iter().map(|Embedded { fits, .. }| *fits).collect::<Vec<_>>();
        (found, found_mismatch(examination))
    };
    assert_eq!(fits(&examined(&token, &[], None)), (vec![None], false));
    let assumptions = Assumptions { as_made: true, own_key: true, ..Assumptions::default() };
    let taken_as_made = examined_under(assumptions, &token, &[], None);
    assert_eq!(fits(&taken_as_made), (vec![Some(true)], false));
    assert_eq!(taken_as_made.layers[0].signatures[0].status, SignatureStatus::Verified);
    // Changed after signing, it is.
    let changed = token.replacen(&input, &super::input(&header, r#"{"sub":"user-18"}"#), 1);
    assert_eq!(fits(&examined(&changed, &[], None)), (vec![Some(false)], true));
}

fn found_mismatch(examination: &Examination) -> bool {
    !found(examination, "HDR_EMBEDDED_MISMATCH").is_empty()
}

#[test]
fn java_is_named_where_it_makes_such_an_encryption() {
    let said = |hash, mgf1| {
        let form = OpeningForm::Oaep { named: "RSA-OAEP-512", hash, mgf1 };
        words(&Reason::Cause(Cause::Opens(form), Remedy::Advice)).advice
    };
    for (hash, name) in [(Hash::Sha256, "SHA-256"), (Hash::Sha384, "SHA-384"), (Hash::Sha512, "SHA-512")] {
        assert!(said(hash, Hash::Sha1).contains(&format!("OAEPWith{name}AndMGF1Padding")));
    }
    for (hash, mgf1) in [(Hash::Sha1, Hash::Sha256), (Hash::Sha256, Hash::Sha512), (Hash::Sha512, Hash::Sha256)] {
        assert!(!said(hash, mgf1).contains("Java"), "{hash:?} {mgf1:?}");
    }
}

#[test]
fn the_text_of_a_set_as_secret_is_a_forgery() {
    let set = format!(r#"{{"keys":[{}]}}"#, public_text(&RSA.material).expect("a JWK"));
    let options = ImportOptions::default();
    let key = import(set.as_bytes(), "set", &options, &Limits::DEFAULT, &mut KeyIds(30)).keys;
    let key = Arc::new(key.into_iter().next().expect("a key"));
    let input = input(HS256, CLAIMS);
    let code = mac::hmac(Hash::Sha256, set.as_bytes(), &[input.as_bytes()]);
    let found = causes(&examined(&format!("{input}.{}", encode(&code)), &[&key], None));
    assert!(matches!(found.as_slice(), [Cause::ForgedWithPublicKey { .. }]), "{found:?}");
}

#[test]
fn a_token_that_is_made_for_later_is_of_no_other_time_zone() {
    use crate::engine::judge::judge;
    use crate::engine::jwt::policy::Policy;
    const NOW: i64 = 1_800_000_000;
    let zone = |claims: &str| {
        let token = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(claims.as_bytes()));
        let examination = examine(&token, &KeyRing::default(), &ExamineOptions::default());
        let judgement = judge(&examination, &Policy::default(), NOW);
        judgement.checks.iter().filter(|check| check.difference.is_some()).count()
    };
    for later in [3600, 8 * 3600, 19_800] {
        let nbf = NOW + later;
        assert_eq!(zone(&format!(r#"{{"nbf":{nbf}}}"#)), 0);
        assert_eq!(zone(&format!(r#"{{"iat":{NOW},"nbf":{nbf}}}"#)), 0);
        assert_eq!(zone(&format!(r#"{{"iat":{nbf},"nbf":{nbf}}}"#)), 2);
        assert_eq!(zone(&format!(r#"{{"iat":{nbf}}}"#)), 1);
    }
}
