//! Tokens that lost their underscores in a chat.

use super::{EC, HS256, SECRET, check, examined, input, secret, sign};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::{Cause, EatenPart};
use crate::engine::key::KeyRing;

/// A payload with two underscores: every third of the question marks ends with six bits that are set.
const CLAIMS: &str = r#"{"sub":"user-17","jti":"??????","exp":1800000600}"#;

/// The first token whose signature has this many underscores.
fn token(claims: &str, count: usize) -> String {
    let key = secret(SECRET);
    let tokens = (0..10_000).map(|number| {
        let input = input(HS256, &claims.replacen("user-17", &format!("user-{number}"), 1));
        format!("{input}.{}", encode(&sign("HS256", &key, input.as_bytes())))
    });
    let of_signature = |token: &String| token.rsplit('.').next().is_some_and(|part| part.matches('_').count() == count);
    tokens.filter(of_signature).next().expect("a token")
}

fn part(token: &str, number: usize) -> &str {
    token.split('.').nth(number).unwrap_or_default()
}

#[test]
fn underscores_that_are_put_back_make_the_signature_right() {
    let key = secret(SECRET);
    let eaten = |count: usize, part| Cause::Eaten { count: u8::try_from(count).unwrap(), part };
    for count in [1, 2, 3] {
        let token = token(r#"{"sub":"user-17"}"#, count);
        check(&token.replace('_', ""), &key, None, eaten(count, EatenPart::Signature));
    }
    let whole = token(CLAIMS, 0);
    let of_payload = part(&whole, 1).matches('_').count();
    assert!((1..=2).contains(&of_payload));
    check(&whole.replace('_', ""), &key, None, eaten(of_payload, EatenPart::Payload));
    let both = token(CLAIMS, 1);
    check(&both.replace('_', ""), &key, None, eaten(of_payload + 1, EatenPart::Both));
    // Of a key pair the place is looked for.
    let header = r#"{"alg":"ES256"}"#;
    let signed = (0..10_000).map(|number| {
        let input = input(header, &format!(r#"{{"sub":"user-{number}"}}"#));
        format!("{input}.{}", encode(&sign("ES256", &EC, input.as_bytes())))
    });
    let one = signed.filter(|token| token.matches('_').count() == 1).find(|token| !token.ends_with('_')).expect("one");
    check(&one.replace('_', ""), &EC, None, eaten(1, EatenPart::Signature));
}

#[test]
fn another_loss_is_no_underscore() {
    let key = secret(SECRET);
    let whole = token(r#"{"sub":"user-17"}"#, 0);
    let is_eaten =
        |examination: &Examination| super::causes(examination).iter().any(|cause| matches!(cause, Cause::Eaten { .. }));
    for place in [whole.len() - 10, whole.len() - 43, whole.len() - 1] {
        let mut cut = whole.clone();
        cut.remove(place);
        assert!(!is_eaten(&examined(&cut, &[&key], None)), "{cut}");
    }
    let other = secret(b"another-secret-0123456789-0123456789");
    assert!(!is_eaten(&examined(&token(CLAIMS, 2).replace('_', ""), &[&other], None)));
}

/// Without any key, JSON says that underscores are missing; and nothing in the middle of a token is called cut off.
#[test]
fn a_payload_without_its_underscores_is_told_without_a_key() {
    let said = |token: &str| {
        let found = examine(token, &KeyRing::default(), &ExamineOptions::default()).findings;
        found
            .into_iter()
            .map(|finding| format!("{} {}: {}", finding.rule.id, finding.message, finding.advice))
            .collect::<Vec<_>>()
    };
    let whole = token(CLAIMS, 0);
    let eaten = said(&whole.replace('_', ""));
    assert!(eaten.iter().any(|text| text.contains("underscore")), "{eaten:?}");
    let mut lost = token(r#"{"sub":"user-17"}"#, 0);
    lost.remove(lost.find('.').unwrap() + 9);
    let lost = said(&lost);
    assert!(lost.iter().all(|text| !text.contains("underscore") && !text.contains("cut off; copy")), "{lost:?}");
}
