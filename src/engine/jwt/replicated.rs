//! Claims that the header of a JWE repeats (RFC 7519 §5.3).

use super::ClaimsSet;
use super::numeric_date;
use super::validate::{audiences, exact};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::jose::header::{HeaderParameter, JoseHeader};
use crate::engine::jose::layer::Examination;
use std::collections::BTreeSet;

/// Header parameters that repeat a claim: RFC 7519 §5.3 registers three, and applications may repeat the others.
const REPLICATED: [&str; 7] = REGISTERED_CLAIMS;
/// More than this many are not listed; one is enough for the verdict.
const MOST_MISMATCHES: usize = 32;

/// A claim that a JWE header repeats with another value.
#[derive(Debug)]
pub struct ReplicatedMismatch<'a> {
    /// Index of the layer in whose header it stands.
    pub layer: usize,
    /// `iss`, `sub`, `aud` …
    pub name: &'static str,
    pub parameter: HeaderParameter<'a>,
}

/// Claims that the header of a JWE repeats, with another value than the claims have (RFC 7519 §5.3: "the application
/// receiving them SHOULD verify that their values are identical").
///
/// A claim that stands in the header alone is not repeated. One audience as a string is the same as a list of one.
pub fn replicated_mismatches(examination: &Examination) -> Vec<ReplicatedMismatch<'_>> {
    let mut found = Vec::new();
    let replicated = |name: &str| REPLICATED.into_iter().find(|replicated| *replicated == name);
    let headers: Vec<(usize, &JoseHeader)> = examination
        .layers
        .iter()
        .enumerate()
        .filter_map(|(layer, read)| read.jwe().map(|jwe| (layer, jwe)))
        .flat_map(|(layer, jwe)| jwe.recipients.iter().map(move |recipient| (layer, &recipient.header)))
        .collect();
    if headers.is_empty() {
        return found;
    }
    let Some(claims) = ClaimsSet::of(examination, replicated) else { return found };
    // A claim that stands there twice with two values equals nothing.
    let agreed = REPLICATED.map(|name| {
        let values = claims.all(name);
        let first = values.first().copied();
        (first, first.is_some_and(|first| values.iter().all(|&other| is_same(name, first, other))))
    });
    for (layer, header) in headers {
        for parameter in header.parameters() {
            if found.len() >= MOST_MISMATCHES {
                return found;
            }
            let Some(name) = parameter.value.name().and_then(|name| replicated(&name)) else { continue };
            let place = REPLICATED.iter().position(|replicated| *replicated == name);
            let Some(&(Some(claim), is_agreed)) = place.and_then(|place| agreed.get(place)) else { continue };
            let differs = !is_agreed || !is_same(name, parameter.value, claim);
            // The protected header is one and the same for all recipients: say it once.
            let is_new = !found.iter().any(|other: &ReplicatedMismatch<'_>| {
                other.layer == layer && other.name == name && other.parameter.span_in_text() == parameter.span_in_text()
            });
            if differs && is_new {
                found.push(ReplicatedMismatch { layer, name, parameter });
            }
        }
    }
    found
}

fn is_same(name: &str, header: Value<'_>, claim: Value<'_>) -> bool {
    if name == "aud" {
        let set = |value| audiences(value).map(|list| list.into_iter().collect::<BTreeSet<_>>());
        return set(header).is_some_and(|header| Some(header) == set(claim));
    }
    if header.kind() == Kind::Number && claim.kind() == Kind::Number {
        let time = |value| numeric_date::parse(value).ok().map(|date| (date.seconds, date.ceil()));
        return header.lexeme() == claim.lexeme() || time(header).is_some_and(|header| Some(header) == time(claim));
    }
    exact(header).is_some_and(|header| Some(header) == exact(claim))
}
