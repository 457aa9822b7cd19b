//! Tokens that lost their underscores in a chat.

use super::{EC, HS256, SECRET, check, examined, input, secret, sign};
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jose::eaten::restored;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::{Cause, EatenPart};
use crate::engine::key::KeyRing;
use crate::engine::rule::encoding::is_of_lost_bytes;

/// A payload with two underscores: every third of the question marks ends with six bits that are set.
const CLAIMS: &str = r#"{"sub":"user-17","jti":"??????","exp":1800000600}"#;

/// The first token whose signature has this many underscores.
fn token(claims: &str, count: usize) -> String {
    let key = secret(SECRET);
    let mut tokens = (0..10_000).map(|number| {
        let input = input(HS256, &claims.replacen("user-17", &format!("user-{number}"), 1));
        format!("{input}.{}", encode(&sign("HS256", &key, input.as_bytes())))
    });
    let of_signature = |token: &String| token.rsplit('.').next().is_some_and(|part| part.matches('_').count() == count);
    tokens.find(of_signature).expect("a token")
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

/// Without any key, JSON says that underscores are missing: that is one finding, and what else follows from it is none.
#[test]
fn a_payload_without_its_underscores_is_told_without_a_key() {
    let lost = |token: &str| {
        let found = examine(token, &KeyRing::default(), &ExamineOptions::default()).findings;
        found.into_iter().filter(|finding| is_of_lost_bytes(finding.rule)).collect::<Vec<_>>()
    };
    let whole = token(CLAIMS, 0);
    assert!(lost(&whole).is_empty());
    let eaten = whole.replace('_', "");
    let ways = restored(part(&eaten, 1));
    assert!(ways.iter().any(|way| way.text == part(&whole, 1)), "{ways:?}");
    let [finding] = &lost(&eaten)[..] else { panic!("{:?}", lost(&eaten)) };
    assert!(finding.message.contains(&ways[0].places.len().to_string()), "{finding:?}");
    assert_ne!(finding.advice, finding.rule.advice);
    // Another character that is lost is none of them.
    let mut other = token(r#"{"sub":"user-17"}"#, 0);
    other.remove(other.find('.').unwrap() + 9);
    assert!(restored(part(&other, 1)).is_empty());
    assert!(!lost(&other).is_empty() && lost(&other).iter().all(|finding| finding.advice == finding.rule.advice));
}
