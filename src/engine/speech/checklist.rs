//! How a demand of a checklist stands, in a word.

use super::super::jwt::checklist::{Checklist, Line, State};
use super::super::jwt::demand::Level;

/// How a demand stands, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Violated,
    /// Something that there may be reasons for.
    Inadvisable,
    Unchecked,
    Fulfilled,
    UpToVerifier,
}

impl Standing {
    pub fn of(line: &Line) -> Self {
        match (&line.state, line.demand.level) {
            (State::Fulfilled, _) => Self::Fulfilled,
            (State::Violated(_), Level::Must) => Self::Violated,
            (State::Violated(_), Level::Should) => Self::Inadvisable,
            (State::NotChecked(_), _) => Self::Unchecked,
            (State::UpToVerifier, _) => Self::UpToVerifier,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Inadvisable => "not advisable",
            Self::Unchecked => "not checked",
            Self::Fulfilled => "fulfilled",
            Self::UpToVerifier => "up to the verifier",
        }
    }
}

/// "1 violated, 9 fulfilled, 2 not checked, 3 up to the verifier".
pub fn summary(list: &Checklist) -> String {
    use Standing::{Fulfilled, Inadvisable, Unchecked, UpToVerifier, Violated};
    let count = |standing| list.lines.iter().filter(|line| Standing::of(line) == standing).count();
    let counts =
        [Violated, Inadvisable, Fulfilled, Unchecked, UpToVerifier].map(|standing| (count(standing), standing));
    let told = counts.into_iter().filter(|(count, _)| *count > 0);
    told.map(|(count, standing)| format!("{count} {}", standing.word())).collect::<Vec<_>>().join(", ")
}
