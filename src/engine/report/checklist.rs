//! The checklist of the report: the kind of token, and every demand of its standard.

use super::Object;
use crate::engine::jwt::checklist::{Checklist, Line, State};
use crate::engine::jwt::demand::Level;

/// The kind, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileReport {
    /// Stable name, as `--profile` takes it.
    pub id: &'static str,
    pub name: &'static str,
    pub reference: &'static str,
    /// `typ`, `claims` or `chosen`: what says that it is of this kind.
    pub told_by: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineReport {
    /// What is demanded, as a clause.
    pub demand: String,
    pub section: &'static str,
    /// `must` or `should`.
    pub level: &'static str,
    /// `fulfilled`, `violated`, `not_checked` or `up_to_verifier`.
    pub state: &'static str,
    /// Why; `None` where there is nothing to say.
    pub detail: Option<String>,
}

pub(super) fn profile(checklist: &Checklist, is_chosen: bool) -> ProfileReport {
    let told_by = match (is_chosen, checklist.typ.is_empty()) {
        (true, _) => "chosen",
        (false, false) => "typ",
        (false, true) => "claims",
    };
    let row = checklist.row;
    ProfileReport { id: row.id, name: row.name, reference: row.reference, told_by }
}

pub(super) fn lines(checklist: &Checklist) -> Vec<LineReport> {
    let line = |line: &Line| LineReport {
        demand: line.clause(checklist.row),
        section: line.demand.section,
        level: match line.demand.level {
            Level::Must => "must",
            Level::Should => "should",
        },
        state: line.state.word(),
        detail: line.detail().filter(|_| line.state != State::Fulfilled),
    };
    checklist.lines.iter().map(line).collect()
}

impl ProfileReport {
    pub(super) fn write(out: &mut String, profile: &Self) {
        let mut object = Object::begin(out);
        object.text("id", profile.id);
        object.text("name", profile.name);
        object.text("reference", profile.reference);
        object.text("told_by", profile.told_by);
        object.end();
    }
}

impl LineReport {
    pub(super) fn write(out: &mut String, line: &Self) {
        let mut object = Object::begin(out);
        object.text("demand", &line.demand);
        object.text("section", line.section);
        object.text("level", line.level);
        object.text("state", line.state);
        if let Some(detail) = &line.detail {
            object.text("detail", detail);
        }
        object.end();
    }
}
