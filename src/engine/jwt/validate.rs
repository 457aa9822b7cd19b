//! The claims against the clock and the policy (RFC 7519 §4.1, §5.3).

use super::numeric_date::{self, NumericDate};
use super::policy::{ClaimCheck, ClaimState, Policy};
use super::{ClaimsSet, expectation};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::jose::header::{HeaderParameter, JoseHeader};
use crate::engine::jose::layer::{ContentKind, Examination};
use crate::engine::rule::claims::{AUD_MISMATCH, EXP_PAST, IAT_FUTURE, ISS_MISMATCH, NBF_FUTURE};
use crate::engine::rule::finding::{Finding, Place};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What came of the claims.
#[derive(Clone, Debug, Default)]
pub struct Validation {
    /// `exp`, `nbf`, `iat` where the token has them; `iss`, `aud` where the policy expects them.
    pub checks: Vec<ClaimCheck>,
    /// What depends on time or policy.
    pub findings: Vec<Finding>,
    /// Whether any of it makes the token invalid.
    pub is_invalid: bool,
}

/// The claims that a validation looks at.
const JUDGED: [&str; 5] = ["exp", "nbf", "iat", "iss", "aud"];

fn judged(name: &str) -> Option<&'static str> {
    JUDGED.into_iter().find(|judged| *judged == name)
}

/// One time claim with the occurrence that counts.
enum Time<'a> {
    /// The strictest of all occurrences.
    At(NumericDate, Value<'a>),
    /// One occurrence at least is no number.
    Malformed,
}

/// Which of several occurrences is the strictest.
#[derive(Clone, Copy)]
enum Strictest {
    Earliest,
    Latest,
}

/// Every occurrence counts, because parsers differ in which one they see: a duplicate must not turn an expired token into
/// a valid one.
fn time<'a>(claims: &ClaimsSet<'a>, name: &str, strictest: Strictest) -> Option<Time<'a>> {
    let mut found: Option<(NumericDate, Value<'a>)> = None;
    for &value in claims.all(name) {
        let Ok(date) = numeric_date::parse(value) else { return Some(Time::Malformed) };
        let is_stricter = found.as_ref().is_none_or(|(other, _)| match strictest {
            Strictest::Earliest => date.ceil() < other.ceil(),
            Strictest::Latest => date.ceil() > other.ceil(),
        });
        if is_stricter {
            found = Some((date, value));
        }
    }
    found.map(|(date, value)| Time::At(date, value))
}

/// Judges the claims of the innermost layer; nothing where there are none.
pub fn validate(examination: &Examination, policy: &Policy, now: i64) -> Validation {
    let mut validation = Validation { findings: expectation::unmet(examination, policy, now), ..Validation::default() };
    validation.is_invalid = !validation.findings.is_empty();
    let Some(claims) = ClaimsSet::of(examination, judged) else {
        validation.without_claims(examination, policy);
        return validation;
    };
    validation.expiration(&claims, policy, now);
    validation.not_before(&claims, policy, now);
    validation.issued_at(&claims, policy, now);
    if let Some(expected) = &policy.issuer {
        validation.issuer(&claims, expected);
    }
    if let Some(expected) = &policy.audience {
        validation.audience(&claims, expected);
    }
    validation
}

impl Validation {
    /// A payload that is in sight and holds no claims is from no issuer and for no audience.
    fn without_claims(&mut self, examination: &Examination, policy: &Policy) {
        let Some(layer) = examination.innermost() else { return };
        let is_in_sight = layer.content.as_ref().is_some_and(|content| content.kind != ContentKind::Nested);
        if !is_in_sight {
            return;
        }
        let index = examination.layers.len().saturating_sub(1);
        for (claim, rule, what, expected) in
            [("iss", &ISS_MISMATCH, "issuer", &policy.issuer), ("aud", &AUD_MISMATCH, "audience", &policy.audience)]
        {
            if let Some(expected) = expected {
                let message = format!("No {what}, where \u{201c}{}\u{201d} is expected", shown(expected));
                self.findings.push(Finding::new(rule, index, Place::Payload).saying(message));
                self.push(claim, ClaimState::Missing);
            }
        }
    }

    fn push(&mut self, claim: &'static str, state: ClaimState) {
        // A future `iat` is a warning: RFC 7519 §4.1.6 gives it no rule.
        self.is_invalid |= !matches!(state, ClaimState::Holds | ClaimState::IssuedInFuture(_));
        self.checks.push(ClaimCheck { claim, state });
    }

    /// RFC 7519 §4.1.4: "the current date/time MUST be before the expiration date/time"; `exp == now` is expired.
    fn expiration(&mut self, claims: &ClaimsSet<'_>, policy: &Policy, now: i64) {
        match time(claims, "exp", Strictest::Earliest) {
            None => {}
            Some(Time::Malformed) => self.push("exp", ClaimState::Malformed),
            Some(Time::At(date, value)) => {
                let since = i128::from(now) - date.ceil();
                if since >= i128::from(policy.leeway) {
                    self.push("exp", ClaimState::Expired(seconds(since)));
                    let ago = if since == 0 { "this very second".to_owned() } else { numeric_date::relative(-since) };
                    self.findings.push(
                        Finding::new(&EXP_PAST, claims.layer, Place::Payload)
                            .at(claims.span(value))
                            .saying(format!("Expired {ago}{}", at(&date))),
                    );
                } else {
                    self.push("exp", ClaimState::Holds);
                }
            }
        }
    }

    /// RFC 7519 §4.1.5: "the current date/time MUST be after or equal to the not-before date/time".
    fn not_before(&mut self, claims: &ClaimsSet<'_>, policy: &Policy, now: i64) {
        match time(claims, "nbf", Strictest::Latest) {
            None => {}
            Some(Time::Malformed) => self.push("nbf", ClaimState::Malformed),
            Some(Time::At(date, value)) => {
                let until = date.ceil() - i128::from(now);
                if until > i128::from(policy.leeway) {
                    self.push("nbf", ClaimState::NotYet(seconds(until)));
                    self.findings.push(
                        Finding::new(&NBF_FUTURE, claims.layer, Place::Payload).at(claims.span(value)).saying(format!(
                            "Not valid yet: it starts {}{}",
                            numeric_date::relative(until),
                            at(&date)
                        )),
                    );
                } else {
                    self.push("nbf", ClaimState::Holds);
                }
            }
        }
    }

    fn issued_at(&mut self, claims: &ClaimsSet<'_>, policy: &Policy, now: i64) {
        match time(claims, "iat", Strictest::Latest) {
            None => {}
            Some(Time::Malformed) => self.push("iat", ClaimState::Malformed),
            Some(Time::At(date, value)) => {
                let until = date.ceil() - i128::from(now);
                if until > i128::from(policy.leeway) {
                    self.push("iat", ClaimState::IssuedInFuture(seconds(until)));
                    self.findings.push(
                        Finding::new(&IAT_FUTURE, claims.layer, Place::Payload).at(claims.span(value)).saying(format!(
                            "Issued in the future, {}: one of the two clocks is wrong",
                            numeric_date::relative(until)
                        )),
                    );
                } else {
                    self.push("iat", ClaimState::Holds);
                }
            }
        }
    }

    /// RFC 7519 §4.1.1; issuers compare exactly, character by character (RFC 8414 §2).
    fn issuer(&mut self, claims: &ClaimsSet<'_>, expected: &str) {
        let values = claims.all("iss");
        let state = if values.is_empty() {
            ClaimState::Missing
        } else if values.iter().any(|&value| exact(value).is_none()) {
            ClaimState::Malformed
        } else if values.iter().all(|&value| exact(value).as_deref() == Some(expected)) {
            ClaimState::Holds
        } else {
            ClaimState::Mismatch
        };
        if state != ClaimState::Holds {
            let message = match state {
                ClaimState::Missing => format!("No issuer, where \u{201c}{}\u{201d} is expected", shown(expected)),
                ClaimState::Malformed => "The issuer is not a proper string".to_owned(),
                _ => format!(
                    "From {}, and \u{201c}{}\u{201d} is expected",
                    named(values.last().copied()),
                    shown(expected)
                ),
            };
            self.findings.push(
                Finding::new(&ISS_MISMATCH, claims.layer, Place::Payload)
                    .at(claims.get("iss").and_then(|value| claims.span(value)))
                    .saying(message),
            );
        }
        self.push("iss", state);
    }

    /// RFC 7519 §4.1.3: a string, or a list of strings of which one must be the expected.
    fn audience(&mut self, claims: &ClaimsSet<'_>, expected: &str) {
        let values = claims.all("aud");
        let lists: Option<Vec<_>> = values.iter().map(|&value| audiences(value)).collect();
        let state = match lists {
            Some(lists) if lists.is_empty() => ClaimState::Missing,
            Some(lists) if lists.iter().all(|list| list.iter().any(|audience| audience == expected)) => {
                ClaimState::Holds
            }
            Some(_) => ClaimState::Mismatch,
            None => ClaimState::Malformed,
        };
        if state != ClaimState::Holds {
            let message = match state {
                ClaimState::Missing => format!("No audience, where \u{201c}{}\u{201d} is expected", shown(expected)),
                ClaimState::Malformed => "The audience is neither a string nor a list of strings".to_owned(),
                _ => format!(
                    "Meant for {}, and \u{201c}{}\u{201d} is expected",
                    named(values.last().copied()),
                    shown(expected)
                ),
            };
            self.findings.push(
                Finding::new(&AUD_MISMATCH, claims.layer, Place::Payload)
                    .at(claims.get("aud").and_then(|value| claims.span(value)))
                    .saying(message),
            );
        }
        self.push("aud", state);
    }
}

fn seconds(length: i128) -> u64 {
    u64::try_from(length).unwrap_or(if length < 0 { 0 } else { u64::MAX })
}

fn at(date: &NumericDate) -> String {
    date.utc().map_or_else(String::new, |utc| format!(" ({utc})"))
}

fn shown(text: &str) -> Cow<'_, str> {
    crate::engine::text::words::shown(text)
}

/// Whom a claim names, as far as it fits a sentence.
fn named(value: Option<Value<'_>>) -> String {
    let names = value.and_then(audiences).unwrap_or_default();
    let quoted = |name: &Cow<'_, str>| format!("\u{201c}{}\u{201d}", shown(name));
    match names.as_slice() {
        [] => "nobody".to_owned(),
        [first, second] => format!("{} and {}", quoted(first), quoted(second)),
        [first, rest @ ..] if !rest.is_empty() => format!("{} and {} more", quoted(first), rest.len()),
        [first, ..] => quoted(first),
    }
}

/// A string that is exactly one text: with half a surrogate pair in it, libraries read different things.
fn exact(value: Value<'_>) -> Option<Cow<'_, str>> {
    value.as_str().filter(|_| !value.has_lone_surrogate())
}

/// The audiences of an `aud` in its two forms; `None` for anything else.
fn audiences(value: Value<'_>) -> Option<Vec<Cow<'_, str>>> {
    match value.kind() {
        Kind::String => exact(value).map(|audience| vec![audience]),
        Kind::Array => value.children().map(exact).collect(),
        _ => None,
    }
}

/// Header parameters that repeat a claim (RFC 7519 §5.3).
const REPLICATED: [&str; 3] = ["iss", "sub", "aud"];
/// More than this many are not listed; one is enough for the verdict.
const MOST_MISMATCHES: usize = 32;

/// A claim that a JWE header repeats with another value.
#[derive(Debug)]
pub struct ReplicatedMismatch<'a> {
    /// Index of the layer in whose header it stands.
    pub layer: usize,
    /// `iss`, `sub` or `aud`.
    pub name: &'static str,
    /// The header parameter.
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
    exact(header).is_some_and(|header| Some(header) == exact(claim))
}

/// The next second, after `now`, at which a check can turn: when `exp` is reached, `nbf` or a future `iat` begins.
pub fn next_change(examination: &Examination, policy: &Policy, now: i64) -> Option<i64> {
    let claims = ClaimsSet::of(examination, judged)?;
    let too_old = expectation::turns_too_old(examination, policy);
    let leeway = i128::from(policy.leeway);
    let turns = [
        (time(&claims, "exp", Strictest::Earliest), leeway),
        (time(&claims, "nbf", Strictest::Latest), -leeway),
        (time(&claims, "iat", Strictest::Latest), -leeway),
    ];
    turns
        .into_iter()
        .filter_map(|(time, by)| match time {
            Some(Time::At(date, _)) => i64::try_from(date.ceil() + by).ok(),
            _ => None,
        })
        .chain(too_old)
        .filter(|&turn| turn > now)
        .min()
}
