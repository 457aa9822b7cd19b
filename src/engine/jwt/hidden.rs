//! Times that only lenient readers see: behind the place where claims break, beside a token that stands in JSON, under a name
//! in another case.

use super::ClaimsSet;
use super::claim::is_in_another_case;
use super::numeric_date::{self, NumericDate};
use super::policy::{ClaimCheck, ClaimState, Policy, Subject};
use super::validate::{Strictest, Time, Validation, seconds, time};
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::jose::content::is_name;
use crate::engine::jose::layer::{ContentKind, Examination};
use crate::engine::rule::claims::TIME_CASE;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::text::words::shown;

/// The time that a name means to libraries that ignore its case, and to no other.
pub(super) fn time_in_another_case(name: &str) -> Option<&'static str> {
    ["exp", "nbf"].into_iter().find(|registered| is_in_another_case(name, registered))
}

impl Validation {
    /// A time behind the place where claims break: Python reads on past `NaN`, JSON5 readers past much more. And one beside
    /// the members of a token in JSON (RFC 7515 §7.2 has other members ignored): readers that do not look at `cty` take the
    /// object for claims.
    pub(super) fn hidden_times(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        for layer in &examination.layers {
            let Some(content) = &layer.content else { continue };
            let lenient = match content.kind {
                ContentKind::BrokenClaims => lenient_document(&content.bytes),
                ContentKind::Nested => json::scan(content.bytes.clone(), usize::MAX),
                _ => continue,
            };
            let root = lenient.root().filter(|root| lenient.is_complete() && root.kind() == Kind::Object);
            let broken_at = content.document.as_deref().and_then(Document::fault).map_or(0, |fault| fault.span.start);
            for (claim, is_end) in [("exp", true), ("nbf", false)] {
                let is_known = |check: &ClaimCheck| {
                    check.subject == Subject::Token && check.claim == claim && check.state != ClaimState::Holds
                };
                if self.checks.iter().any(is_known) {
                    continue;
                }
                let found = match root {
                    Some(root) => {
                        root.members().filter(|member| member.name == claim).map(|found| date(found.value)).collect()
                    }
                    None if content.kind == ContentKind::Nested => Vec::new(),
                    None => loose_times(content.bytes.get(broken_at..).unwrap_or_default(), claim),
                };
                let leeway = i128::from(policy.leeway());
                let state = found.into_iter().find_map(|date| {
                    let Some(date) = date else { return Some(ClaimState::Malformed) };
                    let since = i128::from(now) - date.ceil();
                    match is_end {
                        true => (since >= leeway).then(|| ClaimState::Expired(seconds(since))),
                        false => (-since > leeway).then(|| ClaimState::NotYet(seconds(-since))),
                    }
                });
                if let Some(state) = state {
                    self.push(Subject::Token, claim, state);
                }
            }
        }
    }

    /// RFC 7519 §4: names are case-sensitive, so that this is no claim of the standard. Some libraries see it all the same.
    pub(super) fn times_in_another_case(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        let Some(claims) = ClaimsSet::readable(examination, time_in_another_case) else { return };
        let leeway = i128::from(policy.leeway());
        for (claim, strictest) in [("exp", Strictest::Earliest), ("nbf", Strictest::Latest)] {
            let Some(Time::At(date, value)) = time(&claims, claim, strictest) else { continue };
            let until = date.ceil() - i128::from(now);
            let words = match claim {
                "exp" if -until >= leeway => format!("expired {}", numeric_date::relative(until)),
                "nbf" if until > leeway => format!("becomes valid {}", numeric_date::relative(until)),
                _ => continue,
            };
            let name = value.name().unwrap_or_default();
            let message = format!("Libraries that read {} as {claim} see a token that {words}", shown(&name));
            let finding = Finding::new(&TIME_CASE, claims.layer, Place::Payload);
            self.findings.push(finding.at(claims.span(value)).saying(message));
        }
    }
}

fn date(value: Value<'_>) -> Option<NumericDate> {
    numeric_date::parse(value).ok()
}

/// What readers see that take more than JSON: NaN and Infinity as Python does, bytes that are no UTF-8 replaced as browsers
/// do, and any depth. It may still be none.
fn lenient_document(bytes: &[u8]) -> Document {
    let text = String::from_utf8_lossy(bytes);
    let text = ["-Infinity", "Infinity", "NaN"].iter().fold(text.into_owned(), |text, word| text.replace(word, "null"));
    json::scan(text.as_bytes(), usize::MAX)
}

/// The values behind a member name in something that is not JSON as a whole, in quotes of either kind or in none, its
/// escapes resolved: `None` for one that is no number.
fn loose_times(bytes: &[u8], claim: &str) -> Vec<Option<NumericDate>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(colon) = memchr::memchr(b':', bytes.get(at..).unwrap_or_default()).map(|found| at + found) {
        at = colon + 1;
        let Some((before, behind)) = bytes.split_at_checked(colon) else { break };
        if !is_name(before.trim_ascii_end(), claim) {
            continue;
        }
        let value = behind.get(1..).unwrap_or_default().trim_ascii_start();
        let is_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        match value.first() {
            None => {}
            // A number that runs up to the end may have been cut.
            Some(first) if is_of_number(first) => {
                let Some(end) = value.iter().position(|byte| !is_of_number(byte)) else { continue };
                let lexeme = value.get(..end).and_then(|lexeme| std::str::from_utf8(lexeme).ok()).unwrap_or_default();
                found.push(numeric_date::from_lexeme(lexeme));
            }
            Some(_) => found.push(None),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::engine::judge::{judge, next_change};
    use crate::engine::jwt::fixture::verified;
    use crate::engine::jwt::policy::{Policy, Verdict};

    /// RFC 7519 §4: it is no claim of the standard, and some libraries see it all the same.
    #[test]
    fn a_time_under_a_name_in_another_case_is_told() {
        let told = |claims: &str| {
            let judgement = judge(&verified(r#"{"alg":"ES256"}"#, claims), &Policy::default(), 1_000);
            assert_eq!(judgement.verdict, Verdict::Valid, "{claims}");
            judgement.findings.iter().any(|finding| finding.rule.id == "TIME_CASE")
        };
        for claims in [
            r#"{"Exp":1}"#,
            r#"{"EXP":1000}"#,
            r#"{"\u0045xp":999.5}"#,
            r#"{"exp":2000,"eXp":1}"#,
            r#"{"Exp":2000,"EXP":1}"#,
            r#"{"Nbf":1001}"#,
        ] {
            assert!(told(claims), "{claims}");
        }
        for claims in [r#"{"Exp":1001}"#, r#"{"Nbf":1000}"#, r#"{"Exp":"x"}"#, r#"{"a":{"Exp":1}}"#, r#"{"expp":1}"#] {
            assert!(!told(claims), "{claims}");
        }
        let of = |claims: &str| next_change(&verified(r#"{"alg":"ES256"}"#, claims), &Policy::default(), 1_000);
        assert_eq!((of(r#"{"Exp":1001}"#), of(r#"{"NBF":1500}"#)), (Some(1_001), Some(1_500)));
    }
}
