//! What is handed on: of a masked value no piece of four characters or more is left in any export that masks, and nothing at
//! all in any export of a redacted token, none of which verifies.

use crate::redact::{Made, NOW, assert_that_none_verifies, redact, ring, signed, survivors};
use crate::support::look;
use jotsmith::engine::export::{Masking, Subject, URL, qr, rows};
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::Policy;
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::redact::Rules;
use serde_json::{Value, json};

/// What somebody may expect, so that sentences name what the token has instead.
fn policies() -> [Policy; 3] {
    let other = |policy: Policy| Policy { issuer: Some("https://other.example".to_owned()), ..policy };
    [
        Policy::default(),
        other(Policy::default()),
        Policy { audience: Some("other".to_owned()), nonce: Some("other".to_owned()), ..Policy::default() },
    ]
}

/// Name and text of every export that masks so, for a token with these keys.
fn exports(token: &str, ring: &KeyRing, policy: &Policy, masking: Option<Masking>) -> Vec<(&'static str, String)> {
    let examination = look(token, ring, None);
    let shown = examination.covered();
    let judgement = judge(&examination, policy, NOW);
    let subject = Subject {
        token,
        examination: &examination,
        shown: &shown,
        judgement: &judgement,
        policy,
        layer: examination.layers.len().saturating_sub(1),
        entry: 0,
        cleaned: &[],
        notes: &[],
        now: NOW,
        url: URL,
    };
    let rows = rows().filter(|row| masking.is_none_or(|masking| row.masking == masking));
    rows.filter_map(|row| Some((row.name, row.make(&subject).ok()?.to_string()))).collect()
}

/// A token of whose header and claims sentences tell.
fn in_sentences(made: &mut Made) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT", "kid": made.text(), "jku": made.url() });
    let claims = json!({
        "iss": made.text(), "aud": [made.text(), made.url()], "nonce": made.text(), "exp": NOW - 600, "email": made.text(),
    });
    signed(&header.to_string(), claims.to_string().as_bytes())
}

fn assert_gone(seed: u64, made: &Made, (name, text): &(&str, String)) {
    let left = survivors(made, text);
    let first: Vec<&String> = left.iter().take(3).collect();
    assert!(left.is_empty(), "seed {seed}: {name}: {} pieces left, such as {first:#?}", left.len());
}

/// Whatever is not known to be harmless.
#[test]
fn nothing_of_a_token_is_in_what_is_made_of_it_to_be_shown() {
    let mut names = std::collections::BTreeSet::new();
    for seed in 0..30 {
        let mut made = Made::new(seed);
        made.is_wild = seed % 2 == 1;
        let token = if seed % 3 == 0 { in_sentences(&mut made) } else { made.token() };
        for policy in policies() {
            for keys in [ring(), KeyRing::default()] {
                for export in exports(&token, &keys, &policy, Some(Masking::Redacted)) {
                    names.insert(export.0);
                    assert_gone(seed, &made, &export);
                    assert_that_none_verifies(&export.1, seed);
                }
            }
        }
    }
    assert_eq!(names.len(), rows().filter(|row| row.masking == Masking::Redacted).count());
}

/// Claims that may be about a person, in a report of which the others are to be read.
#[test]
fn no_personal_value_is_in_a_report_that_masks_them() {
    const PROTOCOL: &[&str] = &["iss", "aud", "scope", "roles", "groups", "client_id"];
    let mut names = std::collections::BTreeSet::new();
    for seed in 0..30 {
        let mut made = Made::new(seed);
        made.is_wild = seed % 2 == 1;
        let mut claims = made.object(0);
        // Whatever stands in a claim of the protocol may be read.
        if let Value::Object(claims) = &mut claims {
            PROTOCOL.iter().for_each(|name| drop(claims.remove(*name)));
        }
        claims["nonce"] = json!(made.text());
        claims["login"] = json!(made.text());
        claims["exp"] = json!(NOW + 600);
        claims["iss"] = json!("https://issuer.example");
        let token = signed(r#"{"alg":"HS256","typ":"JWT"}"#, claims.to_string().as_bytes());
        for policy in policies() {
            for export in exports(&token, &ring(), &policy, Some(Masking::Personal)) {
                names.insert(export.0);
                assert_gone(seed, &made, &export);
            }
        }
    }
    assert_eq!(names.len(), rows().filter(|row| row.masking == Masking::Personal).count());
}

/// All that can be made of a redacted token, whatever it is.
#[test]
fn nothing_comes_back_in_what_is_made_of_a_redacted_token() {
    let mut names = std::collections::BTreeSet::new();
    for seed in 0..30 {
        let mut made = Made::new(seed);
        made.is_wild = seed % 2 == 1;
        let token = made.token();
        let redacted = redact(seed, Rules::default(), &[&token]).pop().expect("a text").text;
        // The numbers of a picture are no text: it is the redacted token, to the letter.
        let exports = exports(&redacted, &ring(), &Policy::default(), None).into_iter();
        for export in exports.filter(|(name, _)| *name != qr::NAME) {
            names.insert(export.0);
            assert_gone(seed, &made, &export);
            assert_that_none_verifies(&export.1, seed);
        }
    }
    // Everything but a proof, and what takes a key that has verified it.
    assert!(names.len() > 25, "{names:?}");
}
