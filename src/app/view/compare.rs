//! Two tokens side by side, in place of the panes: what they differ in.

use super::ReasonView;
use super::verdict::{icon, tone};
use crate::app::query::desk::{known, title};
use crate::app::state::State;
use crate::app::value::desk::EntryId;
use crate::app::value::time;
use crate::app::value::words::{elided, grouped, safe};
use crate::app::value::{Icon, Role, Run, Tone};
use crate::engine::compare::{Change, Difference, compare};
use crate::engine::jose::layer::Examination;
use crate::engine::speech;

/// Characters of one value that are shown.
const SHOWN: usize = 600;
/// Rows of one section that are shown.
const ROWS: usize = 500;

/// Two tokens side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareView {
    pub first: Compared,
    pub second: Compared,
    /// "They differ".
    pub headline: String,
    pub is_different: bool,
    /// What differs: the name of a section, and its rows.
    pub sections: Vec<(String, Vec<CompareRow>)>,
    /// Differences that are not listed.
    pub more: usize,
    /// How the signatures relate.
    pub notes: Vec<String>,
    /// What one should look at.
    pub remarks: Vec<ReasonView>,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub title: String,
    pub tone: Tone,
    pub icon: Icon,
    /// "Valid · expires in 4 min".
    pub verdict: String,
}

/// A member that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareRow {
    pub mark: CompareMark,
    pub name: String,
    pub first: Vec<Run>,
    pub second: Vec<Run>,
    /// "2 h 5 min later".
    pub note: String,
}

/// How a member differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareMark {
    Changed,
    OnlyFirst,
    OnlySecond,
}

pub(super) fn build(state: &State) -> Option<CompareView> {
    let (first, second) = state.desk.compared?;
    let (one, other) = (examination(state, first)?, examination(state, second)?);
    let comparison = compare(one, other);
    let section = |name: &str, differences: &[Difference]| {
        let rows: Vec<_> = differences.iter().take(ROWS).map(|difference| row(state, difference)).collect();
        (!rows.is_empty()).then(|| (name.to_owned(), rows))
    };
    let size = CompareRow {
        mark: CompareMark::Changed,
        name: "bytes".to_owned(),
        first: vec![Run::new(grouped(comparison.size.0), Role::Number)],
        second: vec![Run::new(grouped(comparison.size.1), Role::Number)],
        note: speech::compare::growth(comparison.size.0, comparison.size.1),
    };
    let listed = [&comparison.header, &comparison.claims, &comparison.key_binding];
    let left_out = listed.map(|differences| differences.len().saturating_sub(ROWS)).iter().sum::<usize>();
    let structure = comparison.structure.as_ref().map(|(one, other)| {
        let runs = |text: &str| vec![Run::new(text, Role::Plain)];
        let row = CompareRow {
            mark: CompareMark::Changed,
            name: "layers".to_owned(),
            first: runs(one),
            second: runs(other),
            note: String::new(),
        };
        ("Structure".to_owned(), vec![row])
    });
    let sections = [
        structure,
        section("Header", &comparison.header),
        section("Claims", &comparison.claims),
        section("Key binding", &comparison.key_binding),
        Some(("Size".to_owned(), vec![size])),
    ];
    let unread = comparison.unread.map(|unread| speech::compare::unread(unread, comparison.is_locked));
    let signature = speech::compare::signature(comparison.signature);
    let (warned, told) = if comparison.signature.is_grave() { (signature, None) } else { (None, signature) };
    let stale = comparison.stale.iter().map(|stale| speech::compare::stale(*stale));
    Some(CompareView {
        first: compared(state, first)?,
        second: compared(state, second)?,
        headline: speech::compare::headline(&comparison).to_owned(),
        is_different: comparison.is_different() || comparison.is_unknown(),
        sections: sections.into_iter().flatten().collect(),
        more: comparison.more + left_out,
        notes: told.into_iter().map(|words| words.sentence).collect(),
        remarks: unread
            .into_iter()
            .chain(warned)
            .chain(stale)
            .map(|words| ReasonView::new(words.sentence, words.advice))
            .collect(),
    })
}

fn examination(state: &State, id: EntryId) -> Option<&Examination> {
    let entry = state.desk.entry(id)?;
    known(state, entry).map(|(examination, _)| examination)
}

fn compared(state: &State, id: EntryId) -> Option<Compared> {
    let entry = state.desk.entry(id)?;
    let (examination, judgement) = known(state, entry)?;
    let words = speech::verdict::of(examination, judgement, state.now());
    Some(Compared {
        title: safe(&title(state, entry)),
        tone: tone(words.tone),
        icon: icon(words.kind),
        verdict: words.time.map_or_else(|| words.word.clone(), |time| format!("{} · {}", words.word, time.words)),
    })
}

fn row(state: &State, difference: &Difference) -> CompareRow {
    let mark = match difference.change {
        Change::OnlyFirst(_) => CompareMark::OnlyFirst,
        Change::OnlySecond(_) => CompareMark::OnlySecond,
        _ => CompareMark::Changed,
    };
    let list = |items: &[String]| {
        let mut runs = Vec::new();
        for item in items {
            if !runs.is_empty() {
                runs.push(Run::new(", ", Role::Punctuation));
            }
            runs.extend(value(item));
        }
        runs
    };
    let at = |seconds: i128| {
        let mut runs = time::reading(seconds, state.now(), state.settings.time_style, &state.zone);
        runs.truncate(1);
        runs
    };
    let (first, second) = match &difference.change {
        Change::OnlyFirst(first) => (value(first), Vec::new()),
        Change::OnlySecond(second) => (Vec::new(), value(second)),
        Change::Time { first, second } => (at(*first), at(*second)),
        Change::Items { only_first: first, only_second: second } | Change::Repeated { first, second } => {
            (list(first), list(second))
        }
        Change::Value { first, second } => (value(first), value(second)),
    };
    let note = match &difference.change {
        // The others are the same in both, and left out.
        Change::Items { .. } => "items that only one of them has".to_owned(),
        change => speech::compare::note(change),
    };
    CompareRow { mark, name: elided(&speech::compare::name(&difference.pointer), SHOWN), first, second, note }
}

/// A value as it was written, in the colour of its kind.
fn value(lexeme: &str) -> Vec<Run> {
    let role = match lexeme.as_bytes().first() {
        Some(b'"') => Role::String,
        Some(b'-' | b'0'..=b'9') => Role::Number,
        Some(b'{' | b'[') => Role::Bytes,
        _ => Role::Literal,
    };
    vec![Run::new(elided(lexeme, SHOWN), role)]
}
