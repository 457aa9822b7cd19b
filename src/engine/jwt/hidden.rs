//! Times that only lenient readers see: behind the place where claims break, and beside a token that stands in JSON.

use super::numeric_date::{self, NumericDate};
use super::policy::{ClaimCheck, ClaimState, Policy, Subject};
use super::validate::{Validation, seconds};
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::jose::layer::{ContentKind, Examination};

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
                let leeway = i128::from(policy.leeway);
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

/// Longest writing of a claim's name that is resolved: each character as an escape of six, and the quotes.
const LONGEST_NAME: usize = 32;

/// Whether what ends here is this name.
fn is_name(before: &[u8], claim: &str) -> bool {
    let short = before.get(before.len().saturating_sub(LONGEST_NAME)..).unwrap_or_default();
    let Some((&quote, inside)) = short.split_last() else { return false };
    if !matches!(quote, b'"' | b'\'') {
        let start = short.len().saturating_sub(claim.len());
        let is_start = start
            .checked_sub(1)
            .and_then(|at| short.get(at))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        return short.get(start..) == Some(claim.as_bytes()) && is_start;
    }
    let Some(start) = memchr::memrchr(quote, inside) else { return false };
    let written = [b"\"", inside.get(start + 1..).unwrap_or_default(), b"\""].concat();
    json::scan(written, 1).root().and_then(Value::as_str).as_deref() == Some(claim)
}
