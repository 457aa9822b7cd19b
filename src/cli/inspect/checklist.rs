//! The checklist of a kind of token: what is right is said as well as what is wrong.

use crate::cli::source::style::{BAD, GOOD, HEADING, NEUTRAL, WARNING, WEAK};
use crate::engine::jwt::checklist::{Checklist, Line, State};
use crate::engine::jwt::demand::Level;
use crate::engine::text::escape::escaped;
use anstyle::Style;
use std::fmt::{self, Write};

pub(super) fn write(out: &mut String, checklist: &Checklist) -> fmt::Result {
    let Checklist { row, lines, .. } = checklist;
    writeln!(out, "\n{HEADING}Checklist{HEADING:#}  {}  {WEAK}{}{WEAK:#}", row.name, row.reference)?;
    for line in lines {
        let (style, mark, word) = look(line);
        let clause = line.clause(row);
        let detail = line.detail().map_or_else(String::new, |detail| format!(": {}", escaped(&detail)));
        let section = line.demand.section;
        writeln!(out, "  {style}{mark} {word:<14}{style:#} {clause}{detail}  {WEAK}{section}{WEAK:#}")?;
    }
    Ok(())
}

fn look(line: &Line) -> (Style, char, &'static str) {
    match (&line.state, line.demand.level) {
        (State::Fulfilled, _) => (GOOD, '✔', "fulfilled"),
        (State::Violated(_), Level::Must) => (BAD, '✘', "violated"),
        (State::Violated(_), Level::Should) => (WARNING, '!', "not advisable"),
        (State::NotChecked(_), _) => (NEUTRAL, '?', "not checked"),
        (State::UpToVerifier, _) => (NEUTRAL, '·', "up to verifier"),
    }
}
