//! Tables of values with commas, semicolons or tabs between them (RFC 4180), whose first line has the names of the columns.

use super::mask::MaskKind;
use super::name::{Named, named};
use super::named_value::NamedValue;
use crate::engine::ground::span::Span;
use crate::engine::text::variable::is_name;

/// Longest line of names.
const LONGEST: usize = 2 * 1024;

/// The columns whose names say that they are to be masked.
struct Table {
    separator: char,
    columns: Vec<Option<MaskKind>>,
}

/// The values in them.
pub(super) fn find(text: &str) -> Vec<NamedValue> {
    let mut found = Vec::new();
    let mut table: Option<Table> = None;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(known) = &table {
            let cells = cells(line, known.separator);
            if cells.len() == known.columns.len() {
                let masked = cells.into_iter().zip(&known.columns).filter(|(cell, _)| !cell.is_empty());
                let of_kind = |(cell, kind): (Span, &Option<MaskKind>)| {
                    Some(NamedValue { span: cell.shift(start), kind: (*kind)?, header: None })
                };
                found.extend(masked.filter_map(of_kind));
                continue;
            }
        }
        table = [',', ';', '\t'].iter().find_map(|separator| Table::of(line, *separator));
    }
    found
}

impl Table {
    fn of(line: &str, separator: char) -> Option<Self> {
        if line.len() > LONGEST || !line.contains(separator) {
            return None;
        }
        let names = cells(line, separator).into_iter().map(|cell| cell.of(line).unwrap_or_default());
        let kind = |name: &str| match named(name) {
            Named::Masked(kind) => Some(kind),
            _ => None,
        };
        // All of them are names: a sentence, a call, a row of values are none.
        let columns: Option<Vec<_>> = names.map(|name| is_name(name).then(|| kind(name))).collect();
        let columns = columns?;
        let has_secret = columns.contains(&Some(MaskKind::Secret)) || columns.contains(&Some(MaskKind::Key));
        has_secret.then_some(Self { separator, columns })
    }
}

/// The cells of a line, without the quotes that they may be in.
fn cells(line: &str, separator: char) -> Vec<Span> {
    let mut cells = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    let mut push = |from: usize, to: usize| {
        let cell = &line[from..to];
        let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
        cells.push(if inner.is_some() { Span::new(from + 1, to - 1) } else { Span::new(from, to) });
    };
    for (at, sign) in line.char_indices() {
        if sign == '"' {
            is_quoted = !is_quoted;
        } else if sign == separator && !is_quoted {
            push(start, at);
            start = at + sign.len_utf8();
        }
    }
    push(start, line.len());
    cells
}
