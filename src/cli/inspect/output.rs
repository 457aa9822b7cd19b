//! What is printed: one claim, a report for programs, or the read-out for people.

use super::arguments::InspectArguments;
use super::opaque::Listed;
use super::place::Place;
use super::readout::Readout;
use super::{InspectError, field};
use crate::cli::source::clock::local_zone;
use crate::cli::source::print::{complain, print, print_coloured};
use crate::cli::source::style::HEADING;
use crate::cli::source::token::Found;
use crate::engine::cross::{self, CrossCheck, Evaluated};
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jwt::checklist::{Checklist, checklist};
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::redact::{Redactor, Rules};
use crate::engine::report;
use crate::engine::report::page::Page;
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::shown;
use std::io::IsTerminal as _;

/// Everything that it is made of.
pub(super) struct Output<'a> {
    pub(super) arguments: &'a InspectArguments,
    pub(super) policy: &'a Policy,
    pub(super) examination: &'a Examination,
    pub(super) judgement: &'a Judgement,
    pub(super) found: &'a Found,
    /// What it and the tokens that came with it say of each other.
    pub(super) together: &'a [CrossCheck],
    /// What it presents.
    pub(super) credentials: &'a [Evaluated],
    /// The whole text that was given.
    pub(super) input: &'a str,
    pub(super) place: &'a Place,
    pub(super) now: i64,
    /// The exit status.
    pub(super) status: u8,
    /// Its number and what it is, where every token of the input is shown.
    pub(super) heading: Option<(u32, &'a str)>,
    /// What came with the tokens of the input and is none.
    pub(super) listed: &'a Listed,
}

impl Output<'_> {
    pub(super) fn print(&self) -> Result<(), InspectError> {
        if let Some(path) = &self.arguments.field {
            return self.field(path);
        }
        if self.arguments.json || self.arguments.sarif {
            let mut json = self.report();
            json.push('\n');
            return Ok(print(json.as_bytes())?);
        }
        if self.arguments.html {
            return Ok(print(self.page()?.as_bytes())?);
        }
        let heading = self.heading.map(|(number, label)| {
            let gap = if number > 1 { "\n" } else { "" };
            format!("{gap}{HEADING}{number}  {}{HEADING:#}\n", escaped(&shown(label)))
        });
        let text = heading.unwrap_or_default() + &self.read_out();
        Ok(print_coloured(&text, self.arguments.color.choice())?)
    }

    /// One value. At a terminal nothing in it hides or reorders text; a script gets the bytes.
    fn field(&self, path: &str) -> Result<(), InspectError> {
        let is_locked = self.examination.innermost().is_some_and(|layer| !layer.is_payload_known());
        // A private key in a token is nothing to hand on.
        let value = field::text(&self.examination.covered(), path);
        let value = value.ok_or_else(|| InspectError::NoField { path: path.to_owned(), is_locked })?;
        // A script reads the value; who runs it reads what it rests on.
        if self.examination.layers.iter().any(Layer::is_assumed) {
            let verdict = speech::verdict::of(self.examination, self.judgement, self.now);
            complain(&escaped(&verdict.line()));
        }
        let value = if std::io::stdout().is_terminal() { escaped(&value).into_owned() } else { value };
        Ok(print(format!("{value}\n").as_bytes())?)
    }

    fn report(&self) -> String {
        let found = self.found;
        let report =
            report::report(self.examination, self.judgement, &found.cleaned, &found.notes, found.picked, self.now);
        if self.arguments.sarif {
            return report.to_sarif(&self.place.of_token(self.input, &found.token), self.status);
        }
        let together = self.together;
        let mut report = report.with_checklist(self.checklist(together).as_ref(), self.policy.profile.is_some());
        let name = |index: usize| if index == 0 { "the token".to_owned() } else { format!("token {}", index + 1) };
        report.cross_checks = together.iter().map(|check| report::cross::check(check, name)).collect();
        report.opaque = self.listed.report(together, name);
        report.credentials = self.credentials.iter().map(|held| report::cross::credential(held, self.now)).collect();
        report.to_json()
    }

    fn page(&self) -> Result<String, InspectError> {
        let found = self.found;
        let report =
            report::report(self.examination, self.judgement, &found.cleaned, &found.notes, found.picked, self.now);
        let page = Page { now: self.now, token: &found.token };
        let redactor = match self.arguments.unredacted {
            true => None,
            false => {
                let key = Redactor::key().ok_or(InspectError::NoRandomness)?;
                Some(Redactor::new(key, Rules::default()))
            }
        };
        Ok(report.to_html(&page, redactor))
    }

    fn read_out(&self) -> String {
        let is_listed = self.arguments.checklist || self.policy.profile.is_some();
        let checklist = if is_listed { self.checklist(self.together) } else { None };
        if is_listed && checklist.is_none() {
            complain("the kind of token is not recognized, so there is no checklist: choose one with --profile");
        }
        let shown = self.examination.covered();
        let zone = self.arguments.local.then(local_zone);
        let readout = Readout {
            examination: &shown,
            judgement: self.judgement,
            cleaned: &self.found.cleaned,
            notes: &self.found.notes,
            credentials: self.credentials,
            picked: self.found.picked,
            is_one_of_all: self.heading.is_some(),
            labels: &self.found.labels,
            opaque: self.listed.labels().collect(),
            now: self.now,
            zone: zone.as_ref(),
            is_now_given: self.arguments.now.is_some(),
            leeway: self.policy.leeway(),
            checklist,
        };
        readout.text()
    }

    /// The demands of its kind, with what the tokens that came with it tell of its hashes.
    fn checklist(&self, together: &[CrossCheck]) -> Option<Checklist> {
        let mut list = checklist(self.examination, &self.judgement.checks, self.policy, self.now)?;
        cross::settle(&mut list, together.iter().filter(|check| check.token == 0));
        Some(list)
    }
}
