//! The checklist of a kind of token: what is right is said as well as what is wrong.

use crate::cli::source::style::{BAD, GOOD, HEADING, NEUTRAL, WARNING, WEAK};
use crate::engine::jwt::checklist::{Checklist, Line};
use crate::engine::speech::checklist::Standing;
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
        writeln!(out, "  {style}{mark} {word:<18}{style:#} {clause}{detail}  {WEAK}{section}{WEAK:#}")?;
    }
    Ok(())
}

fn look(line: &Line) -> (Style, char, &'static str) {
    let standing = Standing::of(line);
    let (style, mark) = match standing {
        Standing::Fulfilled => (GOOD, '✔'),
        Standing::Violated => (BAD, '✘'),
        Standing::Inadvisable => (WARNING, '!'),
        Standing::Unchecked => (NEUTRAL, '?'),
        Standing::UpToVerifier => (NEUTRAL, '·'),
    };
    (style, mark, standing.word())
}
