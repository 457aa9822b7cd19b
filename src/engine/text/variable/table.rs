//! Secrets in tables and listings: a row of name and value, a column below its name, a value on the line behind its name. What
//! psql, mysql, `az`, `aws`, Redis and R print.

use super::Wanted;
use super::command::Put;
use super::name::{Opens, is_path_of_names, normalized, opens};
use super::secret::is_surely_secret;
use crate::engine::ground::span::Span;

/// Values that are taken.
const MOST: usize = 256;
/// Longest line of a table.
const LONGEST: usize = 16 * 1024;
/// Columns that are looked at.
const COLUMNS: usize = 64;

/// Titles of a column of values.
const VALUES: [&str; 5] = ["value", "values", "current value", "content", "val"];
/// Titles of a column of names.
const NAMES: [&str; 8] = ["name", "key", "variable", "parameter", "setting", "secret", "env", "secret name"];

/// A line, without its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Line<'a> {
    fn cell(self, from: usize, to: usize) -> Cell<'a> {
        let written = &self.text[from..to];
        let bare = written.trim_matches(|sign: char| sign.is_whitespace() || is_frame(sign));
        let front =
            written.len() - written.trim_start_matches(|sign: char| sign.is_whitespace() || is_frame(sign)).len();
        let unquoted =
            ['"', '\'', '`'].iter().find_map(|quote| bare.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(bare);
        let start = self.start + from + if bare.is_empty() { 0 } else { front + (bare.len() - unquoted.len()) / 2 };
        Cell { text: unquoted, span: Span::new(start, start + unquoted.len()) }
    }
}

/// A cell without its blanks and quotes.
#[derive(Clone, Copy)]
struct Cell<'a> {
    text: &'a str,
    span: Span,
}

/// What stands between the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Sign(char),
    /// Two blanks at least.
    Blanks,
}

fn is_frame(sign: char) -> bool {
    matches!(sign, '|' | '\u{2502}' | '\u{2503}' | '\u{2551}')
}

/// All of them, in order.
pub(super) fn find(text: &str, wanted: Wanted) -> Vec<Put> {
    let mut out = Vec::new();
    let mut above: Option<Line<'_>> = None;
    let mut table = Table::default();
    let mut start = 0;
    for written in text.split('\n') {
        let line = Line { text: written.trim_end_matches('\r'), start };
        start += written.len() + 1;
        if line.text.len() > LONGEST || line.text.trim().is_empty() {
            (above, table) = (None, Table::default());
            continue;
        }
        if let Some(above) = above {
            out.extend(behind_line(above, line));
        }
        table.read(line, wanted, &mut out);
        above = Some(line);
        if out.len() >= MOST {
            break;
        }
    }
    out.truncate(MOST);
    out
}

/// The table that the lines before belong to.
#[derive(Default)]
struct Table<'a> {
    gap: Option<Gap>,
    /// The names of its columns that are of secrets, by their number.
    secrets: Vec<(usize, &'a str)>,
    columns: usize,
    /// What its columns are called, where the first row says so.
    titles: Vec<&'a str>,
    /// The row before, which a rule below makes the head.
    last: Vec<Cell<'a>>,
    /// A line that is one name, and may head a column.
    single: Option<&'a str>,
    is_headed: bool,
}

impl<'a> Table<'a> {
    fn read(&mut self, line: Line<'a>, wanted: Wanted, out: &mut Vec<Put>) {
        if is_rule(line.text) {
            if !self.last.is_empty() && !self.is_headed {
                self.head();
                // What was taken from the head is none of its values.
                let first = self.last.first().map_or(0, |cell| cell.span.start);
                out.retain(|put| put.span.start < first);
            }
            return;
        }
        if let Some(name) = self.single.take()
            && self.is_headed
        {
            let cell = line.cell(0, line.text.len());
            if is_value(cell.text) {
                out.push(Put { name: name.to_owned(), span: cell.span });
            }
            return;
        }
        let Some((gap, cells)) = cells(line) else {
            let cell = line.cell(0, line.text.len());
            *self = Table::default();
            self.single = Some(cell.text).filter(|name| is_secret(name));
            self.last = vec![cell];
            return;
        };
        if self.gap != Some(gap) || cells.len() != self.columns {
            *self = Table { gap: Some(gap), columns: cells.len(), ..Table::default() };
            // Without a rule the first row may be the head; of columns that have signs between them it surely heads them.
            if of_row(&cells, &[]).is_none() {
                if cells.iter().find(|cell| !cell.text.is_empty()).is_some_and(|cell| is_one_of(cell.text, &NAMES)) {
                    self.titles = cells.iter().map(|cell| cell.text).collect();
                }
                if matches!(gap, Gap::Sign(_)) {
                    self.secrets = secrets(&cells);
                }
            }
        } else {
            for &(number, name) in &self.secrets {
                let cell = cells.get(number).filter(|cell| is_value(cell.text) && !is_secret(cell.text));
                out.extend(cell.map(|cell| Put { name: name.to_owned(), span: cell.span }));
            }
        }
        out.extend(of_row(&cells, &self.titles));
        if wanted == Wanted::Hidden {
            out.extend(beside(&cells));
        }
        self.last = cells;
    }

    /// The row before is the head.
    fn head(&mut self) {
        self.secrets = secrets(&self.last);
        self.titles = self.last.iter().map(|cell| cell.text).collect();
        self.is_headed = true;
    }
}

fn secrets<'a>(cells: &[Cell<'a>]) -> Vec<(usize, &'a str)> {
    cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| is_secret(cell.text))
        .map(|(number, cell)| (number, cell.text))
        .collect()
}

/// A name in the first column, and its value in the one that is titled so; without titles, in the last of two or three:
/// `JWT_SECRET  False  value`. A hash, a version or a default is none.
fn of_row(cells: &[Cell<'_>], titles: &[&str]) -> Option<Put> {
    let filled: Vec<(usize, &Cell<'_>)> = cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()).collect();
    let (_, first) = filled.first()?;
    let name = first.text.rsplit('/').next()?;
    let is_two = filled.len() == 2 || filled.len() == 3 && is_kind(filled[1].1.text);
    let (_, value) = match titles.iter().position(|title| is_one_of(title, &VALUES)) {
        Some(column) => filled.iter().skip(1).find(|(own, _)| *own == column)?,
        None => {
            filled.last().filter(|(column, _)| is_two && !titles.get(*column).is_some_and(|title| is_other(title)))?
        }
    };
    let is_pair = filled.len() >= 2 && is_secret(name) && is_value(value.text) && !is_secret(value.text);
    is_pair.then(|| Put { name: name.to_owned(), span: value.span })
}

/// What stands between a name and its value: whether it is hidden, of what kind it is.
fn is_kind(text: &str) -> bool {
    ["False", "True", "false", "true", "String", "SecureString", "string", "text", "secret"].contains(&text)
}

/// Whether the title of a column says that what is in it is no value.
fn is_other(title: &str) -> bool {
    const WORDS: [&str; 20] = [
        "hash",
        "sha1",
        "sha256",
        "sha512",
        "md5",
        "digest",
        "checksum",
        "fingerprint",
        "id",
        "uuid",
        "arn",
        "version",
        "created",
        "updated",
        "age",
        "type",
        "default",
        "description",
        "example",
        "status",
    ];
    title.split(|sign: char| !sign.is_ascii_alphanumeric()).any(|word| is_one_of(word, &WORDS))
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What stands in a row with the name of a secret, and may be one.
fn beside(cells: &[Cell<'_>]) -> Vec<Put> {
    const SHORTEST: usize = 12;
    let mut filled = cells.iter().filter(|cell| !cell.text.is_empty());
    let name = filled.next().and_then(|cell| cell.text.rsplit('/').next()).filter(|name| is_secret(name));
    let Some(name) = name else { return Vec::new() };
    let values = filled.filter(|cell| cell.text.len() >= SHORTEST && is_value(cell.text) && !is_secret(cell.text));
    values.map(|cell| Put { name: name.to_owned(), span: cell.span }).collect()
}

/// The cells of a line, and what is between them; `None`: it is no row.
fn cells(line: Line<'_>) -> Option<(Gap, Vec<Cell<'_>>)> {
    let text = line.text;
    let sign =
        ['|', '\u{2502}', '\u{2503}', '\u{2551}', '\u{2506}', '\t'].into_iter().find(|sign| text.contains(*sign));
    let mut cells = Vec::new();
    let mut from = 0;
    let gap = match sign {
        Some(sign) => {
            // Of a frame, the first and the last are nothing.
            let inner = text.trim_end();
            for (at, _) in inner.match_indices(|own: char| own == sign || sign != '\t' && is_frame(own)).take(COLUMNS) {
                cells.push(line.cell(from, at));
                from = at + inner[at..].chars().next().map_or(1, char::len_utf8);
            }
            cells.push(line.cell(from, inner.len()));
            Gap::Sign(sign)
        }
        None => {
            let inner = text.trim_end();
            from = inner.len() - inner.trim_start().len();
            while let Some(gap) = inner[from..].find("  ").filter(|_| cells.len() < COLUMNS) {
                cells.push(line.cell(from, from + gap));
                from += gap + inner[from + gap..].len() - inner[from + gap..].trim_start().len();
            }
            cells.push(line.cell(from, inner.len()));
            Gap::Blanks
        }
    };
    (cells.len() > 1).then_some((gap, cells))
}

/// A line between head and rows: `---+---`, `|---|---|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let is_of_rule = |sign: char| matches!(sign, '-' | '+' | '|' | '=' | ' ' | ':' | '\t' | '\u{2500}'..='\u{257f}');
    line.chars().all(is_of_rule)
        && (line.contains("---") || line.contains("==") || line.contains('\u{2500}') || line.contains('\u{2550}'))
}

/// The value of the line below a name: Redis' `1) "name"`, R's `$name`, `printenv NAME`, `echo $NAME`.
fn behind_line(above: Line<'_>, line: Line<'_>) -> Option<Put> {
    let whole = |from: usize| line.cell(from, line.text.len());
    let own = line.text.trim_start();
    let indent = line.text.len() - own.len();
    let said = above.text.trim();
    let said = said.rsplit_once("> ").map_or(said, |(_, said)| said).trim_start_matches(['$', '>', '#', ' ']);
    if let Some(inner) = own.strip_prefix("[1] ") {
        let cell = whole(line.text.len() - inner.len());
        let name = above.text.trim().strip_prefix('$')?;
        return (is_secret(name) && is_value(cell.text)).then(|| Put { name: name.to_owned(), span: cell.span });
    }
    if let (Some((number, _)), Some((key, name))) = (own.split_once(") "), above.text.trim().split_once(") ")) {
        let (number, key): (u32, u32) = (number.parse().ok()?, key.parse().ok()?);
        let name = name.trim_matches('"');
        let cell = whole(indent + own.find(") ")? + 2);
        let is_pair = number == key + 1 && number % 2 == 0 && is_secret(name) && !cell.text.is_empty();
        return is_pair.then(|| Put { name: name.to_owned(), span: cell.span });
    }
    let asked =
        ["printenv ", "echo ", "echo \"", "Write-Output "].iter().find_map(|command| said.strip_prefix(command));
    let name = asked.map(|asked| {
        let name = asked.trim().trim_matches('"').trim_start_matches('$');
        name.strip_prefix("env:").unwrap_or(name).trim_matches(['{', '}'])
    });
    let cell = whole(indent);
    let name = name.filter(|name| is_secret(name))?;
    is_value(cell.text).then(|| Put { name: name.to_owned(), span: cell.span })
}

/// Whether a name is that of what opens something: a `key` alone is anybody's.
pub(super) fn is_secret(name: &str) -> bool {
    is_path_of_names(name) && (is_surely_secret(name) || opens(name, &normalized(name)) == Opens::Surely)
}

/// Whether a cell may be a secret: one word, and no number alone.
fn is_value(text: &str) -> bool {
    const SHORTEST: usize = 4;
    text.len() >= SHORTEST
        && !text.contains(char::is_whitespace)
        && !text.bytes().all(|byte| byte.is_ascii_digit())
        && !matches!(text, "NULL" | "null" | "True" | "False" | "true" | "false" | "undefined")
}

#[cfg(test)]
mod tests {
    use super::{Wanted, find};

    #[test]
    fn secrets_of_tables_are_found() {
        for text in [
            "  name      |   value\n------------+-------\n jwt_secret | s3cr3t\n(1 row)\n",
            "  jwt_secret \n-------------\n s3cr3t\n(1 row)\n",
            " id | jwt_secret \n----+------------\n  1 | s3cr3t\n(1 row)\n",
            "-[ RECORD 1 ]--------\nid         | 1\njwt_secret | s3cr3t\n",
            "+----+------------+\n| id | jwt_secret |\n+----+------------+\n|  1 | s3cr3t     |\n+----+------------+\n",
            "Name        SlotSetting    Value\n----------  -------------  ------\njwt_secret  False          s3cr3t\n",
            "\u{2551} jwt_secret \u{2502} s3cr3t \u{2551}\n\u{2551} PORT \u{2502} 3000 \u{2551}\n",
            "Name\tType\tValue\n/prod/jwt_secret\tSecureString\ts3cr3t\n",
            "| Variable | Value |\n|---|---|\n| jwt_secret | `s3cr3t` |\n",
            "| Variable | Value | Default |\n|---|---|---|\n| jwt_secret | s3cr3t | other1 |\n",
            "NAME        VALUE   UPDATED-BY\n----------  ------  ----------\njwt_secret  s3cr3t  someone1\n",
            "127.0.0.1:6379> HGETALL config\n1) \"jwt_secret\"\n2) \"s3cr3t\"\n",
            "$jwt_secret\n[1] \"s3cr3t\"\n",
            "$ printenv jwt_secret\ns3cr3t\n",
            "$ echo $jwt_secret\ns3cr3t\n",
            "APP_NAME    shop\njwt_secret  s3cr3t\n",
            "PS> echo \"$env:jwt_secret\"\ns3cr3t\n",
        ] {
            let found: Vec<_> =
                find(text, Wanted::Secrets).into_iter().map(|put| (put.name, put.span.of(text).unwrap())).collect();
            assert_eq!(found, [("jwt_secret".to_owned(), "s3cr3t")], "{text}");
        }
    }

    #[test]
    fn what_is_no_table_has_none() {
        for text in [
            "",
            "the jwt_secret  is kept elsewhere",
            "| jwt_secret | password |\n|---|---|\n",
            "1) \"port\"\n2) \"s3cr3t\"\n",
            "2) \"jwt_secret\"\n3) \"s3cr3t\"\n",
            "jwt_secret\n\ns3cr3t\n",
            " jwt_secret \n------------\n\n(0 rows)\n",
            "$ printenv\ns3cr3t\n",
            "| name | Version | ARN |\n|---|---|---|\n| jwt_secret | 7 | s3cr3t |\n",
            "| name | sha256 |\n|---|---|\n| jwt_secret | s3cr3t |\n",
            "NAME        TYPE    ID\njwt_secret  Opaque  s3cr3t\n",
            "| Variable | Description | Default |\n|---|---|---|\n| jwt_secret | signs | s3cr3t |\n",
        ] {
            assert!(find(text, Wanted::Secrets).is_empty(), "{text}");
        }
        // What stands beside its name is nobody else's, whatever it is.
        let text = "| name | Version | ARN |\n|---|---|---|\n| jwt_secret | 7 | s3cr3t-s3cr3t |\n";
        assert!(find(text, Wanted::Secrets).is_empty());
        assert_eq!(find(text, Wanted::Hidden).len(), 1);
    }
}
