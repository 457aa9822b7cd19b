//! How making a token ended: the token on standard output, or the reasons why there is none.

use super::error::BuilderError;
use super::flag;
use crate::cli::source::clipboard;
use crate::cli::source::error::SourceError;
use crate::cli::source::print::{complain, print};
use crate::engine::builder::review::Remark;
use crate::engine::builder::{BuildError, Built};
use crate::engine::rule;
use crate::engine::rule::finding::{Finding, Severity};
use crate::engine::speech::{self, Words};
use std::process::ExitCode;

/// The token was refused: too weak, or not what the standard allows.
const REFUSED: u8 = 1;

/// Prints the token and nothing else, or says why there is none.
pub(super) fn made_or_refused(
    made: Result<Built, BuildError>,
    is_quiet: bool,
    to_clipboard: bool,
) -> Result<ExitCode, BuilderError> {
    match made {
        Ok(built) => {
            for note in built.notes.iter().filter(|_| !is_quiet) {
                complain(&speech::builder::note(note).joined());
            }
            hand_over(built.text, to_clipboard)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => Ok(refused_for(&error)),
    }
}

/// Prints the token, or puts it where the next paste finds it.
pub(super) fn hand_over(mut token: String, to_clipboard: bool) -> Result<(), SourceError> {
    if to_clipboard {
        return clipboard::write(token.as_bytes(), "the token", true);
    }
    token.push('\n');
    print(token.as_bytes())
}

pub(super) fn refused(reasons: &[Words]) -> ExitCode {
    for words in reasons {
        complain(&format!("refused: {}", words.joined()));
    }
    ExitCode::from(REFUSED)
}

/// What jotsmith inspect would warn of; what it merely notes is left to it.
fn warnings<'a>(findings: impl Iterator<Item = &'a Finding>) -> impl Iterator<Item = &'a Finding> {
    findings.filter(|finding| finding.severity >= Severity::Warning)
}

pub(super) fn findings(remarks: &[Remark]) -> impl Iterator<Item = &Finding> {
    remarks.iter().map(|remark| &remark.finding)
}

/// Says what jotsmith inspect would warn of, or call an error: of a token that is made, it is a warning. What to do about a token
/// that has expired is for whoever received it.
pub(super) fn tell<'a>(findings: impl Iterator<Item = &'a Finding>) {
    for finding in warnings(findings) {
        let is_for_receivers = finding.rule.id == rule::claims::EXP_PAST.id || finding.advice.is_empty();
        let advice = if is_for_receivers { String::new() } else { format!(". {}", finding.advice) };
        complain(&format!("warning: {} ({}){advice}", finding.message, finding.rule.id));
    }
}

/// The same as reasons to refuse.
pub(super) fn too_dubious<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Words> {
    let reasons = warnings(findings).map(|finding| {
        let sentence = format!("{} ({})", finding.message, finding.rule.id);
        Words { advice: finding.advice.clone(), ..Words::new(sentence) }
    });
    reasons.collect()
}

/// Says why it is too weak, and how to have it all the same.
pub(super) fn refused_for(error: &BuildError) -> ExitCode {
    let code = refused(&flag::reasons(error));
    if error.can_be_allowed() {
        complain("Pass --allow-weak to make it anyway");
    }
    code
}
