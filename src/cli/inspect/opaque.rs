//! What came with the tokens of an input and is none: an authorization code, an access token that is not a JWT.

use super::{InspectError, Session, together};
use crate::cli::source::opaque::about_opaque;
use crate::cli::source::print::{print, print_coloured};
use crate::cli::source::status::UNUSABLE;
use crate::cli::source::style::{HEADING, WEAK};
use crate::cli::source::token::Found;
use crate::engine::cross::{CrossCheck, Opaque};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{Beside, ExamineOptions};
use crate::engine::judge::judge;
use crate::engine::jwt::policy::Policy;
use crate::engine::report::{FORMAT, cross as cross_report};
use crate::engine::speech;
use crate::engine::speech::opaque::Standing;
use serde_json::json;
use std::fmt::Write as _;

/// What stands behind the tokens of an input, where there is any token.
pub(super) struct Listed {
    pub(super) all: Vec<Opaque>,
    /// How many tokens stand before them.
    tokens: usize,
}

impl Listed {
    pub(super) fn new(all: Vec<Opaque>, tokens: usize) -> Self {
        Self { all: if tokens == 0 { Vec::new() } else { all }, tokens }
    }

    /// The one with this number.
    fn at(&self, number: usize) -> Option<&Opaque> {
        self.all.get(number.checked_sub(self.tokens + 1)?)
    }

    /// The numbers of all of them.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        (self.tokens + 1..).take(self.all.len()).filter_map(|number| u32::try_from(number).ok())
    }

    /// What they are called in the list of what is in the input.
    pub(super) fn labels(&self) -> impl Iterator<Item = String> {
        self.all.iter().map(|opaque| format!("{} ({})", opaque.kind.parameter(), speech::opaque::name(opaque.kind)))
    }

    /// For the report of a token; `checks` are those of its input.
    pub(super) fn report(
        &self,
        checks: &[CrossCheck],
        name: impl Fn(usize) -> String + Copy,
    ) -> Vec<serde_json::Value> {
        let all = (self.tokens + 1..).zip(&self.all);
        all.map(|(number, opaque)| cross_report::opaque(opaque, number, checks, name)).collect()
    }
}

impl Session<'_> {
    /// Prints what is said of the one with this number; `None` where that is the number of a token. The exit status.
    pub(super) fn opaque(&mut self, number: u32, is_one_of_all: bool) -> Result<Option<u8>, InspectError> {
        let Some(opaque) = self.listed.at(number as usize).cloned() else { return Ok(None) };
        let name = speech::opaque::name(opaque.kind);
        let arguments = self.arguments;
        if arguments.field.is_some() || arguments.sarif || arguments.html || arguments.inner.is_some() {
            return Err(InspectError::NoTokenPicked { number, name });
        }
        let found = Found::in_detection(&self.text, None, &self.detection)?;
        let beside: Vec<Beside> =
            found.others.iter().map(|text| Beside::new(text.as_str().into(), false, false)).collect();
        let examination = examine(&found.token, &self.keys, &ExamineOptions::default());
        let now = self.now_of(&examination)?;
        let mut judgement = judge(&examination, &Policy::default(), now);
        let picked = together::Picked { text: &found.token, examination: &examination };
        let checks = self.others.check(&picked, &beside, (&self.keys, now), &mut judgement);
        let labels: Vec<&str> = self.detection.candidates.iter().map(|candidate| candidate.label.as_str()).collect();
        let called = |index: usize| labels.get(index).copied().unwrap_or("the token").to_owned();
        let words = speech::opaque::words(&opaque, &checks, called);
        if arguments.json {
            let mut report = cross_report::opaque(&opaque, number as usize, &checks, called);
            if let Some(report) = report.as_object_mut() {
                report.insert("format".to_owned(), json!(FORMAT));
            }
            print(format!("{report}\n").as_bytes())?;
        } else {
            let mut out = String::new();
            let gap = if is_one_of_all { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{HEADING}{number}  {}{HEADING:#}", opaque.kind.parameter());
            out.push_str(&about_opaque(&words));
            let _ = writeln!(out, "   {WEAK}Nothing in it can be read; its text is not shown{WEAK:#}");
            print_coloured(&out, arguments.color.choice())?;
        }
        Ok(Some(match words.standing {
            _ if !self.faults.is_empty() => UNUSABLE,
            Standing::Fails => 1,
            Standing::Open if !is_one_of_all => 3,
            Standing::Open | Standing::Fits => 0,
        }))
    }
}
