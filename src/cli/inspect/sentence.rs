//! The verdict in one sentence.

use super::value::key_name;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::policy::{ClaimCheck, ClaimState, Judgement, Subject, Verdict};
use crate::engine::key::Jwk;
use crate::engine::key_file::weakness;
use crate::engine::rule::finding::Severity;
use crate::engine::speech;
use std::fmt::Write;

/// Faults that are named; how many more there are is said.
const MOST_FAULTS: usize = 4;

/// What it rests on.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) examination: &'a Examination,
    pub(super) judgement: &'a Judgement,
    pub(super) now: i64,
}

impl Sentence<'_> {
    pub(super) fn text(&self) -> String {
        let verdict = self.judgement.verdict;
        let head = match verdict {
            Verdict::Valid => "Valid",
            Verdict::Invalid => "Invalid",
            Verdict::Unchecked => "Not checked",
            Verdict::Unsecured => "Unsecured",
            Verdict::Unreadable => "Cannot be read",
        };
        let mut clauses = match verdict {
            Verdict::Valid => Vec::new(),
            Verdict::Invalid => self.faults(),
            Verdict::Unchecked => self.gaps(),
            Verdict::Unsecured => vec!["alg is none, so anyone can have made this token".to_owned()],
            Verdict::Unreadable => self.first_error().into_iter().collect(),
        };
        if matches!(verdict, Verdict::Valid | Verdict::Invalid) {
            clauses.extend(self.achievements());
        }
        if verdict == Verdict::Invalid {
            clauses.extend(self.gaps());
        }
        if !matches!(verdict, Verdict::Invalid | Verdict::Unreadable) {
            clauses.extend(self.expiry());
        }
        if clauses.is_empty() { head.to_owned() } else { format!("{head}: {}", clauses.join(" · ")) }
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for layer in &self.examination.layers {
            for result in &layer.signatures {
                match result.status {
                    SignatureStatus::Rejected => faults.push(because("the signature is rejected", &result.reasons)),
                    SignatureStatus::Malformed => faults.push(because("it breaks a rule", &result.reasons)),
                    _ => {}
                }
            }
            for result in &layer.recipients {
                match result.status {
                    RecipientStatus::Failed => faults.push(because("no key opens it", &result.reasons)),
                    RecipientStatus::Malformed => faults.push(because("it breaks a rule", &result.reasons)),
                    _ => {}
                }
            }
        }
        let layers = self.examination.layers.iter();
        faults.extend(
            layers
                .filter_map(|layer| layer.fatal_reasons().first())
                .map(|reason| clause(&speech::reason::sentence(reason))),
        );
        faults.extend(self.judgement.checks.iter().filter_map(claim_fault));
        faults.extend(self.judgement.unmet().map(|finding| clause(&finding.message)));
        if faults.is_empty() {
            faults.extend(self.first_error());
        }
        let more = faults.len().saturating_sub(MOST_FAULTS);
        faults.truncate(MOST_FAULTS);
        if more > 0 {
            faults.push(format!("and {more} more"));
        }
        faults
    }

    fn gaps(&self) -> Vec<String> {
        let layers = &self.examination.layers;
        let signatures = layers.iter().flat_map(|layer| &layer.signatures);
        let signature = signatures
            .filter(|result| result.status == SignatureStatus::Unchecked)
            .map(|result| because("the signature was not checked", &result.reasons));
        let recipients = layers.iter().flat_map(|layer| &layer.recipients);
        let recipient = recipients
            .filter(|result| result.status == RecipientStatus::Locked)
            .map(|result| format!("encrypted: {}", because("not decrypted", &result.reasons)));
        let unbound = layers
            .iter()
            .flat_map(|layer| layer.unchecked_reasons().first())
            .map(|reason| clause(&speech::reason::sentence(reason)));
        signature.chain(recipient).chain(unbound).take(1).collect()
    }

    fn achievements(&self) -> Vec<String> {
        let mut clauses = Vec::new();
        for layer in &self.examination.layers {
            let signature = layer.signatures.iter().find(|result| result.status == SignatureStatus::Verified);
            if let Some(result) = signature {
                clauses.push(with("signature verified", result.algorithm.as_deref(), result.key.as_deref()));
                let against = result.key.as_deref().map(|key| weakness::in_use(key, result.algorithm.as_deref()));
                let weakness = against.into_iter().flatten().find(weakness::is_weakness);
                clauses.extend(weakness.map(|finding| format!("a weak key: {}", clause(&finding.message))));
                clauses.extend(layer.embedded.iter().find_map(speech::embedded::basis));
            }
            let recipient = layer.recipients.iter().find(|result| result.status == RecipientStatus::Decrypted);
            if let Some(result) = recipient {
                clauses.push(with("decrypted", result.algorithm.as_deref(), result.key.as_deref()));
            }
        }
        clauses
    }

    fn expiry(&self) -> Option<String> {
        if let Some(fault) = self.judgement.checks.iter().find_map(claim_fault) {
            return Some(fault);
        }
        let expires = self.examination.claims_document()?.object()?.get("exp")?;
        let date = numeric_date::parse(expires).ok()?;
        let left = date.seconds.saturating_sub(i128::from(self.now));
        Some(if left > 0 {
            format!("expires {}", numeric_date::relative(left))
        } else {
            format!("expired {}, within the leeway", numeric_date::relative(left))
        })
    }

    fn first_error(&self) -> Option<String> {
        let findings = || self.examination.findings.iter().chain(&self.judgement.findings);
        let error = findings().find(|finding| finding.severity == Severity::Error).or_else(|| findings().next())?;
        Some(clause(&error.message))
    }
}

fn claim_fault(check: &ClaimCheck) -> Option<String> {
    let claim = check.claim;
    let fault = match check.state {
        ClaimState::Holds => return None,
        ClaimState::Expired(0) => "expired just now".to_owned(),
        ClaimState::Expired(seconds) => format!("expired {} ago", numeric_date::duration(seconds)),
        ClaimState::NotYet(seconds) => format!("not valid for another {}", numeric_date::duration(seconds)),
        ClaimState::IssuedInFuture(seconds) => format!("issued {} in the future", numeric_date::duration(seconds)),
        ClaimState::Malformed => format!("{claim} is not what it must be"),
        // Said with what is expected, as a finding.
        ClaimState::Mismatch | ClaimState::Missing => return None,
    };
    Some(match check.subject {
        Subject::Token => fault,
        Subject::KeyBinding => format!("the key binding: {fault}"),
    })
}

/// The first reason, which is a sentence in itself, or else the bare fact.
fn because(what: &str, reasons: &[Reason]) -> String {
    reasons.first().map_or_else(|| what.to_owned(), |reason| clause(&speech::reason::sentence(reason)))
}

/// A sentence as part of another: its first letter small, unless it begins with a name in capitals.
fn clause(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match (characters.next(), sentence.chars().nth(1)) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => sentence.to_owned(),
    }
}

fn with(what: &str, algorithm: Option<&str>, key: Option<&Jwk>) -> String {
    let mut out = format!("{what} with {}", algorithm.unwrap_or("no algorithm"));
    if let Some(key) = key {
        let _ = write!(out, " and key {}", key_name(key));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clause;

    #[test]
    fn a_sentence_joins_another_without_its_capital() {
        assert_eq!(clause("No key fits"), "no key fits");
        assert_eq!(clause("A part is missing"), "a part is missing");
        assert_eq!(clause("RS256 is not allowed"), "RS256 is not allowed");
        assert_eq!(clause("É"), "É");
        assert_eq!(clause(""), "");
    }
}
