//! The kind of token that is shown, as a checklist: what is right is said as well as what is wrong.

use crate::app::query::desk::current;
use crate::app::state::State;
use crate::app::value::words::{capital, safe};
use crate::app::value::{Icon, Tone};
use crate::engine::cross::settle;
use crate::engine::jwt::checklist::{Checklist, Line, checklist};
use crate::engine::jwt::profile::{PROFILES, ProfileRow, profile, row};
use crate::engine::speech::checklist::{Standing, summary};

/// The kind of the token as a checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChecklistView {
    /// "ID token"; empty where no kind is recognised and none was chosen.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// "typ names the kind".
    pub told_by: &'static str,
    pub reference: &'static str,
    /// "1 violated, 9 fulfilled".
    pub summary: String,
    pub violated: usize,
    pub inadvisable: usize,
    pub fulfilled: usize,
    /// Demands that a program can check.
    pub total: usize,
    /// What is violated first.
    pub rows: Vec<CheckRow>,
    /// All kinds that can be chosen.
    pub kinds: Vec<KindChoice>,
    /// The one that was chosen by hand.
    pub chosen: Option<&'static str>,
    /// The one that the token shows.
    pub recognized: Option<&'static str>,
}

/// One demand of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    pub tone: Tone,
    pub icon: Icon,
    /// "fulfilled".
    pub word: &'static str,
    /// What is demanded.
    pub clause: String,
    /// Why it is as it is; may be empty.
    pub detail: String,
    /// Where the standard says it.
    pub reference: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindChoice {
    /// For [`Command::ChooseKind`](crate::app::message::command::Command::ChooseKind).
    pub id: &'static str,
    /// Told apart by its standard where several have one name.
    pub name: String,
}

/// All kinds, in the order of their table.
pub(super) fn kinds() -> Vec<KindChoice> {
    let is_only = |name: &str| PROFILES.iter().filter(|row| row.name == name).count() == 1;
    let name = |row: &ProfileRow| match is_only(row.name) {
        true => row.name.to_owned(),
        false => format!("{}, {}", row.name, row.reference),
    };
    PROFILES.iter().map(|row| KindChoice { id: row.id, name: name(row) }).collect()
}

pub(super) fn build(state: &State) -> ChecklistView {
    let Some(examination) = state.examination() else { return ChecklistView::default() };
    let own = profile(examination).and_then(|profile| profile.row);
    let chosen = state.policy().profile.and_then(row);
    let recognized = own.map(|row| row.name);
    let base =
        ChecklistView { recognized, chosen: chosen.map(|row| row.id), kinds: kinds(), ..ChecklistView::default() };
    let Some(list) = of_shown(state) else { return base };
    let count = |standing| list.lines.iter().filter(|line| Standing::of(line) == standing).count();
    let mut lines: Vec<&Line> = list.lines.iter().collect();
    lines.sort_by_key(|line| Standing::of(line));
    ChecklistView {
        name: list.row.name,
        about: list.row.line,
        told_by: match (chosen.is_some(), list.typ.is_empty()) {
            (true, _) => "you chose the kind",
            (false, false) => "typ names the kind",
            (false, true) => "the claims show the kind",
        },
        reference: list.row.reference,
        summary: summary(&list),
        violated: count(Standing::Violated),
        inadvisable: count(Standing::Inadvisable),
        fulfilled: count(Standing::Fulfilled),
        total: list.lines.len() - count(Standing::UpToVerifier),
        rows: lines.into_iter().map(|line| line_row(line, &list)).collect(),
        ..base
    }
}

/// The checklist of the token that is shown, with what the others on the desk tell of its hashes.
fn of_shown(state: &State) -> Option<Checklist> {
    let (examination, judgement) = (state.examination()?, state.derived.judgement.as_ref()?);
    let mut list = checklist(examination, &judgement.checks, &state.policy(), state.now())?;
    if let Some(shown) = current(state).map(|entry| entry.id) {
        let is_about = |index: usize| state.desk.checked.get(index) == Some(&shown);
        let told = state.desk.checks.iter().filter(|told| !told.is_unrelated() && is_about(told.check.token));
        settle(&mut list, told.map(|told| &told.check));
    }
    Some(list)
}

fn line_row(line: &Line, list: &Checklist) -> CheckRow {
    let standing = Standing::of(line);
    let (tone, icon) = match standing {
        Standing::Violated => (Tone::Bad, Icon::Cross),
        Standing::Inadvisable => (Tone::Warning, Icon::Warning),
        Standing::Unchecked => (Tone::Neutral, Icon::Question),
        Standing::Fulfilled => (Tone::Good, Icon::Check),
        Standing::UpToVerifier => (Tone::Neutral, Icon::Info),
    };
    CheckRow {
        tone,
        icon,
        word: standing.word(),
        clause: safe(&line.clause(list.row)),
        detail: line.detail().map(|detail| safe(&capital(&detail))).unwrap_or_default(),
        reference: line.demand.section,
    }
}
