//! The claims against the clock and the policy (RFC 7519 §4.1, §5.3).

use super::difference::{ClaimDifference, Difference};
use super::numeric_date::{self, NumericDate};
use super::policy::{ClaimCheck, ClaimState, PROOF_WINDOW, Policy, Subject};
use super::status_list::{self, Overdue};
use super::{ClaimsSet, expectation, hidden, period, proof, recipient};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jose::embedded::{Embedded, Trust};
use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::MatchedBy;
use crate::engine::key::Certificate;
use crate::engine::rule::Rule;
use crate::engine::rule::claims::{
    AUD_MISMATCH, EXP_PAST, IAT_FUTURE, ISS_MISMATCH, NBF_FUTURE, NONCE_MISMATCH, PROOF_STALE, STATUS_LIST_STALE,
    STATUS_LIST_TTL,
};
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::header::HDR_X5C_DATES;
use crate::engine::rule::sd_jwt::SDJWT_KB_INVALID;
use crate::engine::text::words::shown;
use std::borrow::Cow;

/// Seconds between the making of a token and the look at it, for one that was just made.
const FRESH: u64 = 60;

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
const JUDGED: [&str; 6] = ["exp", "nbf", "iat", "iss", "aud", "nonce"];

fn judged(name: &str) -> Option<&'static str> {
    JUDGED.into_iter().find(|judged| *judged == name)
}

/// One time claim with the occurrence that counts.
pub(super) enum Time<'a> {
    /// The strictest of all occurrences.
    At(NumericDate, Value<'a>),
    /// One occurrence at least is no number.
    Malformed,
}

/// Which of several occurrences is the strictest.
#[derive(Clone, Copy)]
pub(super) enum Strictest {
    Earliest,
    Latest,
}

/// What to do about a time that is none: a duration, 0, milliseconds.
const NO_DATE: &str = "A NumericDate counts seconds since 1970: the issuer must correct it";

/// The strictest of a time that has to be reached.
fn numeric_date_of(claims: &ClaimsSet<'_>, name: &str) -> Option<NumericDate> {
    match time(claims, name, Strictest::Latest)? {
        Time::At(date, _) => Some(date),
        Time::Malformed => None,
    }
}

/// Whether the token was issued as far ahead as it is still to begin: a clock that is wrong is so for both.
fn is_ahead_alike(claims: &ClaimsSet<'_>, until: i128, now: i64) -> bool {
    let Some(Time::At(issued, _)) = time(claims, "iat", Strictest::Latest) else { return false };
    let zone = Difference::of_time(issued.ceil() - i128::from(now), FRESH);
    zone.is_some() && zone == Difference::of_time(until, FRESH)
}

/// Every occurrence counts, because parsers differ in which one they see: a duplicate must not turn an expired token into
/// a valid one.
pub(super) fn time<'a>(claims: &ClaimsSet<'a>, name: &str, strictest: Strictest) -> Option<Time<'a>> {
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

/// The second from which on the token is made, by its own word: the latest of several.
pub fn issue_time(examination: &Examination) -> Option<i64> {
    claimed_time(examination, "iat")
}

/// The second at which the token was made, where that is a time at which it is neither too early nor too late.
pub fn fitting_issue_time(examination: &Examination) -> Option<i64> {
    let made = issue_time(examination)?;
    let claims = ClaimsSet::readable(examination, judged)?;
    let is_early =
        matches!(time(&claims, "nbf", Strictest::Latest), Some(Time::At(date, _)) if date.ceil() > i128::from(made));
    let is_late =
        matches!(time(&claims, "exp", Strictest::Earliest), Some(Time::At(date, _)) if date.ceil() <= i128::from(made));
    let is_date = numeric_date_of(&claims, "iat").is_some_and(|date| date.is_plausible());
    (is_date && !is_early && !is_late).then_some(made)
}

/// The second from which on what a time claim says holds: for `exp` the first at which the token is expired. Of several
/// occurrences the strictest.
pub fn claimed_time(examination: &Examination, name: &'static str) -> Option<i64> {
    let claims = ClaimsSet::readable(examination, judged)?;
    let strictest = if name == "exp" { Strictest::Earliest } else { Strictest::Latest };
    match time(&claims, name, strictest)? {
        Time::At(date, _) => i64::try_from(date.ceil()).ok(),
        Time::Malformed => None,
    }
}

/// Judges the claims of the innermost layer and of its key binding; nothing where there are none.
pub fn validate(examination: &Examination, policy: &Policy, now: i64) -> Validation {
    let mut validation = Validation { findings: expectation::unmet(examination, policy, now), ..Validation::default() };
    validation.is_invalid = !validation.findings.is_empty();
    let bound = key_binding_claims(examination);
    if let Some(claims) = ClaimsSet::readable(examination, judged) {
        let subject = Subject::Token;
        validation.expiration(&claims, subject, policy, now);
        validation.not_before(&claims, subject, policy, now);
        validation.issued_at(&claims, subject, policy, now);
        if let Some(expected) = &policy.issuer {
            validation.issuer(&claims, expected);
        }
        // RFC 9901 §4.3: with a key binding the verifier is named there; the issuer need not name anybody.
        if let Some(expected) = policy.audience.as_ref().filter(|_| bound.is_none() || claims.has("aud")) {
            validation.audience(&claims, subject, expected);
        }
        if let Some(expected) = policy.nonce.as_ref().filter(|_| bound.is_none()) {
            validation.nonce(&claims, subject, expected);
        }
    } else {
        validation.without_claims(examination, policy, bound.is_some());
    }
    validation.periods(examination, policy, now);
    validation.hidden_times(examination, policy, now);
    validation.times_in_another_case(examination, policy, now);
    if let Some(claims) = &bound {
        validation.key_binding(claims, policy, now);
    }
    validation.certificates(examination, policy, now);
    validation.proof(examination, policy, now);
    validation.profile(examination, policy, now);
    validation.status_list(examination, policy, now);
    validation.findings.extend(recipient::refused_now(examination, now));
    validation
}

/// Where a signature was verified because its certificates lead to an anchor: the layer, the certificates of that path, and
/// where each stands in the text. The anchor often does not.
fn relied_on(examination: &Examination) -> impl Iterator<Item = (usize, &Certificate, Option<Span>)> {
    examination.layers.iter().enumerate().flat_map(|(index, layer)| {
        let is_relied_on = |found: &&Embedded| {
            let result = layer.signatures.get(found.entry);
            result.is_some_and(|result| result.matched_by == Some(MatchedBy::Certificate))
        };
        let chains = layer.certificates.iter().flat_map(|chain| chain.certificates.iter().flatten());
        layer.embedded.iter().filter(is_relied_on).flat_map(move |found| {
            let path = match &found.trust {
                Some(Trust::Anchored { path, .. }) => path.as_slice(),
                _ => &[],
            };
            let chains = chains.clone();
            path.iter().map(move |certificate| {
                let same = chains.clone().find(|known| known.facts.x5t_s256 == certificate.x5t_s256);
                (index, certificate, same.map(|known| known.span))
            })
        })
    })
}

/// The claims of the innermost layer's key binding.
fn key_binding_claims(examination: &Examination) -> Option<ClaimsSet<'_>> {
    let key_binding = examination.innermost()?.sd_jwt.as_ref()?.key_binding.as_ref()?;
    ClaimsSet::of_key_binding(examination.layers.len().saturating_sub(1), key_binding, judged)
}

impl Validation {
    /// A list may say something else by now; what it said was true, and so it stays valid.
    fn status_list(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        if let Some((claims, value)) = status_list::unusable_ttl(examination) {
            let message = format!("ttl is {}, but must be a positive number", shown(&value.lexeme()));
            let finding = Finding::new(&STATUS_LIST_TTL, claims.layer, Place::Payload);
            self.findings.push(finding.at(claims.span(value)).saying(message));
            self.is_invalid = true;
            return;
        }
        let Some(Overdue { claims, age, ttl }) = status_list::overdue(examination, policy, now) else { return };
        let (age, ttl) = (numeric_date::duration(age), numeric_date::duration(ttl));
        let message = format!("The list is {age} old, but its ttl allows {ttl}");
        let span = claims.get("ttl").and_then(|value| claims.span(value));
        self.findings.push(Finding::new(&STATUS_LIST_STALE, claims.layer, Place::Payload).at(span).saying(message));
    }

    /// A payload that is in sight and holds no claims is from no issuer and for no audience.
    fn without_claims(&mut self, examination: &Examination, policy: &Policy, is_bound: bool) {
        let Some(layer) = examination.innermost() else { return };
        if !layer.is_payload_known() {
            return;
        }
        let index = examination.layers.len().saturating_sub(1);
        for (claim, rule, what, expected) in [
            ("iss", &ISS_MISMATCH, "issuer", &policy.issuer),
            ("aud", &AUD_MISMATCH, "audience", &policy.audience),
            ("nonce", &NONCE_MISMATCH, "nonce", &policy.nonce),
        ] {
            let is_elsewhere = is_bound && claim != "iss";
            if let Some(expected) = expected.as_ref().filter(|_| !is_elsewhere) {
                let message = format!("No {what}, but \u{201c}{}\u{201d} is expected", shown(expected));
                self.findings.push(Finding::new(rule, index, Place::Payload).saying(message));
                self.push(Subject::Token, claim, ClaimState::Missing);
            }
        }
    }

    /// The nonce that was asked for: of a sign-in (OpenID Connect Core §3.1.3.7) or a presentation (RFC 9901 §7.3).
    fn nonce(&mut self, claims: &ClaimsSet<'_>, subject: Subject, expected: &str) {
        let values = claims.all("nonce");
        let state = text_state(values, expected);
        if state != ClaimState::Holds {
            let message = match state {
                ClaimState::Missing => {
                    format!("The {} has no nonce, but \u{201c}{}\u{201d} is expected", subject.word(), shown(expected))
                }
                ClaimState::Malformed => format!("The nonce of the {} is not a valid string", subject.word()),
                _ if values.len() > 1 => disagreeing("nonce", subject, values, expected),
                _ => format!(
                    "The nonce of the {} is {}, but \u{201c}{}\u{201d} is expected",
                    subject.word(),
                    named(values.last().copied()),
                    shown(expected)
                ),
            };
            self.refuse(&NONCE_MISMATCH, claims, subject, "nonce", message);
        }
        self.push(subject, "nonce", state);
    }

    /// RFC 9901 §7.3 step 5: a key binding is a JWT like any other, made for one verifier, on the spot.
    fn key_binding(&mut self, claims: &ClaimsSet<'_>, policy: &Policy, now: i64) {
        let subject = Subject::KeyBinding;
        self.expiration(claims, subject, policy, now);
        self.not_before(claims, subject, policy, now);
        let window = policy.window();
        match time(claims, "iat", Strictest::Latest) {
            // That it is missing is said by the checks of its form.
            None => {}
            Some(Time::Malformed) => self.push(subject, "iat", ClaimState::Malformed),
            Some(Time::At(date, value)) => {
                let until = date.ceil() - i128::from(now);
                let is_stale = until.abs() > window;
                let state = if is_stale && policy.proof_window.is_some() {
                    ClaimState::Mismatch
                } else if until > i128::from(policy.leeway()) {
                    ClaimState::IssuedInFuture(seconds(until))
                } else {
                    ClaimState::Holds
                };
                if is_stale {
                    let message = format!(
                        "iat of the key binding is {}, but must be within {} of now",
                        numeric_date::relative(until),
                        numeric_date::duration(policy.proof_window.unwrap_or(PROOF_WINDOW))
                    );
                    let finding = Finding::new(&PROOF_STALE, claims.layer, subject.place());
                    self.findings.push(finding.at(claims.span(value)).saying(message));
                }
                self.push(subject, "iat", state);
            }
        }
        // Of the token's own claims the rules for claims say it.
        for name in ["exp", "nbf", "iat"] {
            let is_malformed = |check: &ClaimCheck| {
                check.subject == subject && check.claim == name && check.state == ClaimState::Malformed
            };
            if self.checks.iter().any(is_malformed) {
                let message = format!("{name} of the key binding is not a number");
                let finding = Finding::new(&SDJWT_KB_INVALID, claims.layer, subject.place());
                let span = claims.get(name).and_then(|value| claims.span(value));
                self.findings.push(finding.at(span).saying(message));
            }
        }
        if let Some(expected) = &policy.audience {
            self.audience(claims, subject, expected);
        }
        if let Some(expected) = &policy.nonce {
            self.nonce(claims, subject, expected);
        }
    }

    /// RFC 5280 §6.1.3 (a)(2): the time is within the validity of every certificate of the path.
    fn certificates(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        let leeway = i64::try_from(policy.leeway()).unwrap_or(i64::MAX);
        for (layer, facts, span) in relied_on(examination) {
            let is_over = facts.not_after.is_none_or(|end| now.saturating_sub(leeway) > end);
            let is_early = facts.not_before.is_none_or(|start| now.saturating_add(leeway) < start);
            if !(is_over || is_early) {
                continue;
            }
            let word = if is_over { "has expired" } else { "is not valid yet" };
            let message = format!("The certificate of {} {word}", shown(&facts.subject));
            let finding = Finding::new(&HDR_X5C_DATES, layer, Place::Header);
            self.findings.push(finding.at(span).saying(message));
            self.is_invalid = true;
        }
    }

    pub(super) fn push(&mut self, subject: Subject, claim: &'static str, state: ClaimState) {
        // A future `iat` is a warning: RFC 7519 §4.1.6 gives it no rule.
        self.is_invalid |= !matches!(state, ClaimState::Holds | ClaimState::IssuedInFuture(_));
        self.checks.push(ClaimCheck { subject, claim, state, difference: None });
    }

    /// Says of the last check and finding in what alone they differ from what they should be.
    fn differs(&mut self, difference: Option<Difference>) {
        let Some(difference) = difference else { return };
        if let Some(finding) = self.findings.last_mut() {
            finding.message = format!("{}; {}", finding.message, difference.what.words());
            let claim = self.checks.last().map_or("", |check| check.claim);
            finding.advice = difference.what.advice(claim).to_owned();
        }
        if let Some(check) = self.checks.last_mut() {
            check.difference = Some(difference);
        }
    }

    /// A time that is no number, and what its text means.
    fn malformed(&mut self, claims: &ClaimsSet<'_>, subject: Subject, claim: &'static str) {
        self.push(subject, claim, ClaimState::Malformed);
        let mut texts = claims.all(claim).iter().filter_map(|value| value.as_str());
        let time = texts.find_map(|text| numeric_date::of_text(&text));
        if let (Some(check), Some(time)) = (self.checks.last_mut(), time) {
            check.difference = Some(Difference { what: ClaimDifference::TimeText(time), names: None });
        }
    }

    /// RFC 7519 §4.1.4: "the current date/time MUST be before the expiration date/time"; `exp == now` is expired.
    fn expiration(&mut self, claims: &ClaimsSet<'_>, subject: Subject, policy: &Policy, now: i64) {
        match time(claims, "exp", Strictest::Earliest) {
            None => {}
            Some(Time::Malformed) => self.malformed(claims, subject, "exp"),
            Some(Time::At(date, value)) => {
                let since = i128::from(now) - date.ceil();
                if since >= i128::from(policy.leeway()) {
                    self.push(subject, "exp", ClaimState::Expired(seconds(since)));
                    let expired = match subject {
                        Subject::Token => "Expired",
                        Subject::KeyBinding => "The key binding expired",
                    };
                    let ago = if since == 0 { "just now".to_owned() } else { numeric_date::relative(-since) };
                    let finding = Finding::new(&EXP_PAST, claims.layer, subject.place()).at(claims.span(value));
                    let finding = saying_at(finding, format!("{expired} {ago}"), &date);
                    self.findings.push(if date.is_plausible() { finding } else { finding.advising(NO_DATE) });
                } else {
                    self.push(subject, "exp", ClaimState::Holds);
                }
            }
        }
    }

    /// RFC 7519 §4.1.5: "the current date/time MUST be after or equal to the not-before date/time".
    fn not_before(&mut self, claims: &ClaimsSet<'_>, subject: Subject, policy: &Policy, now: i64) {
        self.begins(claims, (subject, "nbf"), (policy, now), (&NBF_FUTURE, ClaimState::NotYet), |until| {
            let start = numeric_date::relative(until);
            (format!("The {} is not valid yet: it becomes valid {start}", subject.word()), true)
        });
    }

    fn issued_at(&mut self, claims: &ClaimsSet<'_>, subject: Subject, policy: &Policy, now: i64) {
        self.begins(claims, (subject, "iat"), (policy, now), (&IAT_FUTURE, ClaimState::IssuedInFuture), |until| {
            let issued = match subject {
                Subject::Token => "Issued",
                Subject::KeyBinding => "The key binding was issued",
            };
            (format!("{issued} {} in the future", numeric_date::duration(seconds(until))), false)
        });
        // Where it is known how far off it is, or in which unit, that is why.
        let is_known = self.checks.last().is_none_or(|check| check.difference.is_some());
        let is_plausible = |date: NumericDate| date.is_plausible();
        let is_date = numeric_date_of(claims, "iat").is_some_and(is_plausible);
        if let Some(finding) = self.findings.last_mut().filter(|finding| finding.rule.id == IAT_FUTURE.id)
            && !is_known
            && is_date
        {
            finding.message.push_str(": one of the two clocks is wrong");
        }
    }

    /// A time that has to be reached. `words` says how long it takes, and whether the time is to be told behind that.
    fn begins(
        &mut self,
        claims: &ClaimsSet<'_>,
        (subject, claim): (Subject, &'static str),
        (policy, now): (&Policy, i64),
        (rule, early): (&'static Rule, fn(u64) -> ClaimState),
        words: impl FnOnce(i128) -> (String, bool),
    ) {
        match time(claims, claim, Strictest::Latest) {
            None => {}
            Some(Time::Malformed) => self.malformed(claims, subject, claim),
            Some(Time::At(date, value)) => {
                let until = date.ceil() - i128::from(now);
                if until <= i128::from(policy.leeway()) {
                    return self.push(subject, claim, ClaimState::Holds);
                }
                self.push(subject, claim, early(seconds(until)));
                let finding = Finding::new(rule, claims.layer, subject.place()).at(claims.span(value));
                let finding = match words(until) {
                    (words, true) => saying_at(finding, words, &date),
                    (words, false) => finding.saying(words),
                };
                self.findings.push(if date.is_plausible() { finding } else { finding.advising(NO_DATE) });
                // A token may well be made for later. A clock in another time zone shows in `iat` too, which nobody sets ahead.
                if claim == "iat" || is_ahead_alike(claims, until, now) {
                    self.differs(Difference::of_time(until, FRESH));
                }
            }
        }
    }

    /// A claim that is not what the policy expects.
    fn refuse(&mut self, rule: &'static Rule, claims: &ClaimsSet<'_>, subject: Subject, claim: &str, message: String) {
        let span = claims.get(claim).and_then(|value| claims.span(value));
        self.findings.push(Finding::new(rule, claims.layer, subject.place()).at(span).saying(message));
    }

    /// RFC 7519 §4.1.1; issuers compare exactly, character by character (RFC 8414 §2).
    fn issuer(&mut self, claims: &ClaimsSet<'_>, expected: &str) {
        let values = claims.all("iss");
        let state = text_state(values, expected);
        if state != ClaimState::Holds {
            let message = match state {
                ClaimState::Missing => format!("No issuer, but \u{201c}{}\u{201d} is expected", shown(expected)),
                ClaimState::Malformed => "The issuer is not a valid string".to_owned(),
                _ if values.len() > 1 => disagreeing("iss", Subject::Token, values, expected),
                _ => format!(
                    "From {}, but \u{201c}{}\u{201d} is expected",
                    named(values.last().copied()),
                    shown(expected)
                ),
            };
            self.refuse(&ISS_MISMATCH, claims, Subject::Token, "iss", message);
        }
        let is_other = state == ClaimState::Mismatch;
        self.push(Subject::Token, "iss", state);
        if let ([value], true) = (values, is_other) {
            self.differs(exact(*value).and_then(|found| Difference::of_names("iss", &found, expected)));
        }
    }

    /// RFC 7519 §4.1.3: a string, or a list of strings of which one must be the expected.
    fn audience(&mut self, claims: &ClaimsSet<'_>, subject: Subject, expected: &str) {
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
                ClaimState::Missing => {
                    format!(
                        "The {} names no audience, but \u{201c}{}\u{201d} is expected",
                        subject.word(),
                        shown(expected)
                    )
                }
                ClaimState::Malformed => {
                    format!("The audience of the {} is neither a string nor a list of strings", subject.word())
                }
                _ if values.len() > 1 => disagreeing("aud", subject, values, expected),
                _ => format!(
                    "The {} is meant for {}, but \u{201c}{}\u{201d} is expected",
                    subject.word(),
                    named(values.last().copied()),
                    shown(expected)
                ),
            };
            self.refuse(&AUD_MISMATCH, claims, subject, "aud", message);
        }
        let is_other = state == ClaimState::Mismatch;
        self.push(subject, "aud", state);
        if let ([value], true) = (values, is_other) {
            let names = audiences(*value).unwrap_or_default();
            self.differs(names.iter().find_map(|found| Difference::of_names("aud", found, expected)));
        }
    }
}

impl Subject {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::KeyBinding => "key binding",
        }
    }

    /// The part of the token that its claims stand in.
    const fn place(self) -> Place {
        match self {
            Self::Token => Place::Payload,
            Self::KeyBinding => Place::KeyBinding,
        }
    }
}

pub(super) fn seconds(length: i128) -> u64 {
    u64::try_from(length).unwrap_or(if length < 0 { 0 } else { u64::MAX })
}

/// With the time behind the words, where the calendar has it.
fn saying_at(finding: Finding, words: String, date: &NumericDate) -> Finding {
    match date.utc().zip(i64::try_from(date.seconds).ok()) {
        Some((utc, seconds)) => finding.saying_when(format!("{words} ("), (seconds, &utc), ")"),
        None => finding.saying(words),
    }
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

/// A claim that is there several times (RFC 7519 §4): what a reader sees of it may be the expected value, or another.
fn disagreeing(claim: &str, subject: Subject, values: &[Value<'_>], expected: &str) -> String {
    let times = if values.len() == 2 { "twice".to_owned() } else { format!("{} times", values.len()) };
    let is_expected =
        |value: &Value<'_>| audiences(*value).is_some_and(|names| names.iter().any(|name| name == expected));
    let often = if values.iter().any(is_expected) { "not always" } else { "never" };
    format!(
        "{claim} appears {times} in the {}, and {often} with the expected \u{201c}{}\u{201d}",
        subject.word(),
        shown(expected)
    )
}

/// Whether every occurrence of a claim is the expected text.
fn text_state(values: &[Value<'_>], expected: &str) -> ClaimState {
    if values.is_empty() {
        ClaimState::Missing
    } else if values.iter().any(|&value| exact(value).is_none()) {
        ClaimState::Malformed
    } else if values.iter().all(|&value| exact(value).as_deref() == Some(expected)) {
        ClaimState::Holds
    } else {
        ClaimState::Mismatch
    }
}

/// A string that is exactly one text: with half a surrogate pair in it, libraries read different things.
pub(super) fn exact(value: Value<'_>) -> Option<Cow<'_, str>> {
    value.as_str().filter(|_| !value.has_lone_surrogate())
}

/// The audiences of an `aud` in its two forms; `None` for anything else.
pub(super) fn audiences(value: Value<'_>) -> Option<Vec<Cow<'_, str>>> {
    match value.kind() {
        Kind::String => exact(value).map(|audience| vec![audience]),
        Kind::Array => value.children().map(exact).collect(),
        _ => None,
    }
}

/// The next second, after `now`, at which a check can turn: when `exp` is reached, `nbf` or a future `iat` begins.
pub fn next_change(examination: &Examination, policy: &Policy, now: i64) -> Option<i64> {
    let leeway = i128::from(policy.leeway());
    let window = policy.window();
    let of = |claims: &ClaimsSet<'_>, is_proof: bool| {
        let mut turns = vec![
            (time(claims, "exp", Strictest::Earliest), leeway),
            (time(claims, "nbf", Strictest::Latest), -leeway),
            (time(claims, "iat", Strictest::Latest), -leeway),
        ];
        if is_proof {
            turns.push((time(claims, "iat", Strictest::Latest), -window));
            turns.push((time(claims, "iat", Strictest::Latest), window + 1));
        }
        let turn = |(time, by)| match time {
            Some(Time::At(date, _)) => i64::try_from(NumericDate::ceil(&date) + by).ok(),
            _ => None,
        };
        turns.into_iter().filter_map(turn).collect::<Vec<i64>>()
    };
    let claims = ClaimsSet::readable(examination, judged);
    let bound = key_binding_claims(examination);
    let in_another_case = ClaimsSet::readable(examination, hidden::time_in_another_case);
    claims
        .iter()
        .chain(&in_another_case)
        .flat_map(|claims| of(claims, proof::is_proof(examination)))
        .chain(bound.iter().flat_map(|claims| of(claims, true)))
        .chain(period::bounds(examination).iter().filter_map(|bound| {
            let leeway = i64::try_from(policy.leeway()).unwrap_or(i64::MAX);
            Some(if bound.is_end { bound.at?.saturating_add(leeway) } else { bound.at?.saturating_sub(leeway) })
        }))
        .chain(expectation::turns_too_old(examination, policy))
        .chain(expectation::turns_too_short(examination, policy))
        .chain(relied_on(examination).flat_map(|(_, facts, _)| {
            let leeway = i64::try_from(policy.leeway()).unwrap_or(i64::MAX);
            let start = facts.not_before.map(|start| start.saturating_sub(leeway));
            let end = facts.not_after.map(|end| end.saturating_add(leeway).saturating_add(1));
            start.into_iter().chain(end)
        }))
        .filter(|&turn| turn > now)
        .min()
}
