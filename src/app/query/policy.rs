//! The expectations of a token, in words, and what the token that is shown has of them.

use crate::app::state::State;
use crate::app::value::policy::{LONGEST, claims_text};
use crate::engine::jwt::ClaimsSet;
use crate::engine::jwt::numeric_date::duration;
use crate::engine::jwt::policy::Policy;
use crate::engine::jwt::profile::{first_header, row};

/// What the token that is shown has itself, to be expected from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct OfToken {
    pub issuer: Option<String>,
    pub audience: Option<String>,
    pub token_type: Option<String>,
    pub algorithm: Option<String>,
    pub nonce: Option<String>,
}

pub(in crate::app) fn of_token(state: &State) -> OfToken {
    let Some(examination) = state.examination() else { return OfToken::default() };
    let short = |text: String| Some(text).filter(|text| !text.trim().is_empty() && text.len() <= LONGEST);
    let claims = ClaimsSet::registered(examination);
    let claims = claims.as_ref();
    let key_binding = examination.innermost().and_then(|layer| layer.key_binding());
    let nonce = match key_binding {
        Some(key_binding) => key_binding.nonce(),
        None => claims.and_then(|claims| claims.text("nonce")).map(|nonce| nonce.into_owned()),
    };
    let header = examination.innermost().and_then(first_header);
    OfToken {
        issuer: claims.and_then(|claims| short(claims.text("iss")?.into_owned())),
        audience: claims.and_then(|claims| short(claims.texts("aud").into_iter().next()?.into_owned())),
        token_type: header.and_then(|header| short(header.text("typ")?)),
        nonce: nonce.and_then(short),
        algorithm: header.and_then(|header| short(header.algorithm()?)),
    }
}

/// Each expectation in words: what, and which.
pub(in crate::app) fn words(policy: &Policy) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    let mut add = |name, value: Option<String>| words.extend(value.map(|value| (name, value)));
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
    add("issuer", policy.issuer.clone());
    add("audience", policy.audience.clone());
    add("type", policy.token_type.clone());
    add("algorithm", list(&policy.algorithms));
    add("kind", policy.profile.and_then(row).map(|row| row.name.to_owned()));
    add("claims", Some(claims_text(policy)).filter(|text| !text.is_empty()));
    add("age", policy.max_age.map(|seconds| format!("at most {}", duration(seconds))));
    add("validity", policy.min_remaining.map(|seconds| format!("at least {} more", duration(seconds))));
    add("leeway", policy.leeway.map(duration));
    add("nonce", policy.nonce.clone());
    add("proof window", policy.proof_window.map(|window| format!("{} before or after now", duration(window))));
    words
}
