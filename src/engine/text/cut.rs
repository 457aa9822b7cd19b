//! What programs write where they cut a text to print it, and how each of them prints all of it.
//!
//! *Invariant:* a program is named only by a sign that is its own; else only the sign is told.

use super::mask;

/// Longest sign of a cut.
const LONGEST: usize = 64;
/// Digits of a count.
const DIGITS: usize = 9;

/// Who cut a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cutter {
    Node,
    Spring,
    DatadogAgent,
    CloudWatchAgent,
    DjangoPage,
    VarDumper,
    Xdebug,
    PhpTrace,
    Elixir,
    Erlang,
    ActiveRecord,
    Pandas,
    Spark,
    Polars,
    PowerShell,
    Chai,
    Pydantic,
    SqlServer,
    PostgresRow,
    PostgresParameter,
    Jq,
}

impl Cutter {
    /// What cut it, as a sentence names it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Node => "Node.js (util.inspect, which console.log and mongosh use for objects)",
            Self::Spring => "Spring, which logs 100 characters of a value at level DEBUG",
            Self::DatadogAgent => "the Datadog Agent",
            Self::CloudWatchAgent => "the CloudWatch agent",
            Self::DjangoPage => "Django's debug page",
            Self::VarDumper => "Symfony's VarDumper (dump)",
            Self::Xdebug => "Xdebug's var_dump",
            Self::PhpTrace => "PHP, which prints 15 characters of an argument in a stack trace",
            Self::Elixir => "Elixir's inspect",
            Self::Erlang => "Erlang's ~P",
            Self::ActiveRecord => "Active Record's inspect, which shows 50 characters of an attribute",
            Self::Pandas => "pandas, which shows 50 characters of a cell",
            Self::Spark => "Spark's show(), which prints 20 characters of a cell",
            Self::Polars => "Polars",
            Self::PowerShell => "PowerShell's table",
            Self::Chai => "Chai, which shortens values in its messages",
            Self::Pydantic => "Pydantic, which shortens input_value in its messages",
            Self::SqlServer => "SQL Server, to the length of the column",
            Self::PostgresRow => "PostgreSQL, which shows 64 bytes of each value of a rejected row",
            Self::PostgresParameter => "PostgreSQL's log (log_parameter_max_length)",
            Self::Jq => "jq, which shows a few characters in its messages",
        }
    }

    /// How it prints all of it.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Self::Node => {
                "Print the string alone, as in console.log(data.token) or, in mongosh, print(doc.token); or pass maxStringLength: null to util.inspect"
            }
            Self::Spring => "Set that logger to TRACE, which logs the whole value",
            Self::DatadogAgent => {
                "Raise logs_config.max_message_size_bytes in the Agent's configuration, or log the token in a line of its own"
            }
            Self::CloudWatchAgent => {
                "Raise max_event_size in the agent's configuration, or log the token in a line of its own"
            }
            Self::DjangoPage => "Print the variable itself in the code",
            Self::VarDumper => "Print the string itself with echo, or raise the dumper's longest string",
            Self::Xdebug => "Print the string itself with echo, or set xdebug.var_display_max_data to -1",
            Self::PhpTrace => "Print the argument itself, or raise zend.exception_string_param_max_len",
            Self::Elixir => "Print the string itself with IO.puts, or pass printable_limit: :infinity to inspect",
            Self::Erlang => "Print it with ~s, which shows all of it",
            Self::ActiveRecord => "Print the attribute itself, as in puts record.token",
            Self::Pandas => "Print the cell itself, or call pandas.set_option(\"display.max_colwidth\", None) before",
            Self::Spark => "Pass truncate=False to show(), or collect the row and print the value itself",
            Self::Polars => {
                "Print the value itself, or call polars.Config.set_fmt_str_lengths with a greater length before"
            }
            Self::PowerShell => {
                "Print the property itself, as in $response.access_token, or pipe the object to Format-List"
            }
            Self::Chai => "Set chai.config.truncateThreshold to 0, or print the value itself",
            Self::Pydantic => "Print the input of each entry of error.errors(), which has all of it",
            Self::SqlServer => "Enlarge the column, and take the token from what was inserted",
            Self::PostgresRow => "Take the token from what was inserted",
            Self::PostgresParameter => {
                "Set log_parameter_max_length and log_parameter_max_length_on_error to -1, or take the token from its source"
            }
            Self::Jq => "Print the value itself, as in jq -r .access_token",
        }
    }
}

/// The end of a text that a program cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut<'a> {
    /// What it wrote there.
    pub(crate) mark: &'a str,
    pub(crate) by: Option<Cutter>,
}

/// What says that a text goes on of which `shown` was printed, with what stands before and behind it.
pub(crate) fn behind<'a>(before: &str, shown: &str, after: &'a str) -> Option<Cut<'a>> {
    let after = &after[..after.floor_char_boundary(LONGEST)];
    let by_sign = || by_sign(before, after).map(|(mark, by)| Cut { mark, by: Some(by) });
    let by_place = || by_place(before, shown, after).map(|(mark, by)| Cut { mark, by: Some(by) });
    by_sign().or_else(by_place).or_else(|| {
        let bare = after.trim_start();
        let mark = counted(bare.trim_start_matches(QUOTES)).or_else(|| bare.get(..mask::at(bare)?))?;
        Some(Cut { mark, by: None })
    })
}

/// What says who left out the middle of a text that stands behind this.
pub(crate) fn within(before: &str) -> Option<Cutter> {
    before.trim_end_matches(QUOTES).ends_with("input_value=").then_some(Cutter::Pydantic)
}

/// What the Datadog Agent writes at both ends of a piece.
pub(crate) const DATADOG: &str = "...TRUNCATED...";
/// What programs write in front of a value that they cut.
const REJECTED_ROW: &str = "Failing row contains (";
const OF_JQ: &str = "jq: error";
const OF_SQL_SERVER: &str = "Truncated value: '";
const OF_CHAI: &str = "expected '";
const QUOTES: [char; 3] = ['"', '\'', '`'];

/// A sign that only one program writes.
fn by_sign<'a>(before: &str, after: &'a str) -> Option<(&'a str, Cutter)> {
    let front = |text: &'a str, sign: &str| text.starts_with(sign).then(|| &text[..sign.len()]);
    if let Some(rest) = after.strip_prefix(QUOTES) {
        let is_dumped = before.trim_end_matches(QUOTES).trim_end().ends_with(')') && before.contains("string(");
        let found = numbered(rest, "... ", &[" more characters", " more character"])
            .map(|mark| (mark, Cutter::Node))
            .or_else(|| Some((numbered(rest, "... (length=", &[")"])?, Cutter::Xdebug)))
            .or_else(|| Some((numbered(rest, "\u{2026}", &[""])?, Cutter::VarDumper)))
            .or_else(|| Some((front(rest, " <> ...")?, Cutter::Elixir)))
            .or_else(|| Some((front(rest, "...>>")?.get(..3)?, Cutter::Erlang)))
            .or_else(|| Some((front(rest, "...").filter(|_| is_dumped)?, Cutter::Xdebug)));
        return found.map(|(mark, by)| (mark.trim_start(), by));
    }
    let rest = after.trim_start();
    front(rest, "(truncated)...")
        .map(|mark| (mark, Cutter::Spring))
        .or_else(|| Some((front(rest, DATADOG)?, Cutter::DatadogAgent)))
        .or_else(|| Some((front(rest, "[Truncated...]")?, Cutter::CloudWatchAgent)))
        .or_else(|| Some((numbered(rest, "\u{2026} <trimmed ", &[" bytes string>"])?, Cutter::DjangoPage)))
}

/// An ellipsis where one program prints it, as what stands around it and the length of what it shows tell.
fn by_place<'a>(before: &str, shown: &str, after: &'a str) -> Option<(&'a str, Cutter)> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    // Of its cell, what stands in front of the token belongs to what is counted.
    let printed = |opens: &[char]| {
        let start = line.rfind(opens).map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
        (line[start..].chars().count() + shown.chars().count(), line.get(..start).unwrap_or_default())
    };
    if after.starts_with('\'') && line.ends_with(OF_SQL_SERVER) {
        return Some((&after[..1], Cutter::SqlServer));
    }
    let mark = ["...", "\u{2026}"].into_iter().find(|mark| after.starts_with(mark))?;
    let rest = &after[mark.len()..];
    let is_dots = mark == "...";
    let is_underlined = || {
        let is_rule = |line: &str| line.contains("---") && line.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\r'));
        before.lines().any(is_rule)
    };
    let (of_quote, of_bar) = (printed(&['\'', '"']), printed(&['|']));
    let is_indexed = || line.starts_with(|first: char| first.is_ascii_digit()) && line.contains("  ");
    let in_column = || line[line.rfind("  ").map_or(0, |at| at + 2)..].chars().count() + shown.chars().count();
    let is_parameter = |front: &str| {
        let name = front.trim_end_matches('\'').trim_end().trim_end_matches('=').trim_end();
        name.rsplit_once('$')
            .is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let by = if is_dots && before.contains(REJECTED_ROW) {
        Cutter::PostgresRow
    } else if is_dots && before.contains(OF_JQ) {
        Cutter::Jq
    } else if is_dots && rest.starts_with('|') && of_bar.0 == 17 {
        Cutter::Spark
    } else if rest.starts_with('\'') && of_quote.1.ends_with(OF_CHAI) {
        Cutter::Chai
    } else if is_dots && rest.starts_with('\'') && is_parameter(of_quote.1) {
        Cutter::PostgresParameter
    } else if is_dots && rest.starts_with('\'') && of_quote.0 == 15 && line.trim_start().starts_with('#') {
        Cutter::PhpTrace
    } else if is_dots && rest.starts_with('"') && of_quote.0 == 50 && before.contains("#<") {
        Cutter::ActiveRecord
    } else if !is_dots && (line.contains('\u{2506}') || line.starts_with('\u{2502}')) {
        Cutter::Polars
    } else if is_dots && in_column() == 47 && is_indexed() {
        Cutter::Pandas
    } else if is_underlined() {
        Cutter::PowerShell
    } else {
        return None;
    };
    Some((&after[..mark.len()], by))
}

/// `front`, a number and one of these ends: all of it.
fn numbered<'a>(text: &'a str, front: &str, ends: &[&str]) -> Option<&'a str> {
    let rest = text.strip_prefix(front)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = ends.iter().find(|end| rest[digits..].starts_with(**end)).filter(|_| (1..=DIGITS).contains(&digits))?;
    text.get(..front.len() + digits + end.len())
}

/// How much more there was: `(+128 more)`, `... 128 more characters`, `…[128 chars omitted]`, `…+128`.
fn counted(text: &str) -> Option<&str> {
    const UNITS: [&str; 7] = ["of", "characters", "character", "chars", "char", "bytes", "byte"];
    const OMISSIONS: [&str; 10] =
        ["more", "other", "truncated", "omitted", "left", "remaining", "trimmed", "cut", "hidden", "skipped"];
    let behind_dots = text.trim_start_matches(['.', '\u{2026}']);
    let open = behind_dots.trim_start_matches(' ');
    let inner = open.trim_start_matches(['(', '[', '<', '{']);
    let (has_dots, is_in_brackets) = (behind_dots.len() < text.len(), inner.len() < open.len());
    let words = inner.split([')', ']', '>', '}', '"', '\'', ',', '\n', '\r']).next().unwrap_or_default();
    let (mut numbers, mut units, mut omissions, mut end) = (0, 0, 0, 0);
    for word in words.split_inclusive(' ') {
        let bare = word.trim_matches([' ', '+', '.', ':', '\u{2026}']);
        let is_one_of = |known: &[&str]| known.iter().any(|known| bare.eq_ignore_ascii_case(known));
        if !bare.is_empty() && bare.len() <= DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
        } else if is_one_of(&UNITS) {
            units += 1;
        } else if is_one_of(&OMISSIONS) {
            omissions += 1;
        } else {
            break;
        }
        end += word.len();
    }
    let is_marked = has_dots || is_in_brackets;
    let is_counted = numbers == 1 && (omissions > 0 || is_marked && (units > 0 && has_dots || inner.starts_with('+')));
    let start = text.len() - inner.len();
    let is_closed = is_in_brackets && text.get(start + end..)?.starts_with([')', ']', '>', '}']);
    let whole = text.get(..start + end + usize::from(is_closed))?.trim_end();
    is_counted.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::{Cutter, behind};

    fn said<'a>(before: &str, shown: &str, after: &'a str) -> Option<(&'a str, Option<Cutter>)> {
        behind(before, shown, after).map(|cut| (cut.mark, cut.by))
    }

    #[test]
    fn a_program_is_named_by_the_sign_that_only_it_writes() {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLTE3IiwiaXNzIjoi";
        for (before, after, mark, by) in [
            ("{ token: '", "'... 128 more characters }", "... 128 more characters", Cutter::Node),
            ("{ token: \"", "\"... 1 more character", "... 1 more character", Cutter::Node),
            ("string '", "'... (length=244)", "... (length=244)", Cutter::Xdebug),
            ("string(244) \"", "\"...", "...", Cutter::Xdebug),
            ("  +\"token\": \"", "\"\u{2026}219", "\u{2026}219", Cutter::VarDumper),
            ("%{token: \"", "\" <> ...}", "<> ...", Cutter::Elixir),
            ("{token,<<\"", "\"...>>}", "...", Cutter::Erlang),
            ("Authorization: \"Bearer ", " (truncated)...", "(truncated)...", Cutter::Spring),
            ("got ", "...TRUNCATED...", "...TRUNCATED...", Cutter::DatadogAgent),
            ("got ", "[Truncated...]", "[Truncated...]", Cutter::CloudWatchAgent),
            ("'", "\u{2026} <trimmed 5120 bytes string>", "\u{2026} <trimmed 5120 bytes string>", Cutter::DjangoPage),
            ("column 'token'. Truncated value: '", "'.", "'", Cutter::SqlServer),
            ("DETAIL:  Failing row contains (1, ", "..., null).", "...", Cutter::PostgresRow),
            ("DETAIL:  parameters: $1 = '", "...', $2 = '4'", "...", Cutter::PostgresParameter),
            ("jq: error (at <stdin>:1): string (\"", "...) cannot be parsed", "...", Cutter::Jq),
            ("AssertionError: expected '", "\u{2026}' to equal 'x'", "\u{2026}", Cutter::Chai),
            ("\u{2502} 1  \u{2506} ", "\u{2026} \u{2502}", "\u{2026}", Cutter::Polars),
            ("name  access_token\n----  ------------\nprod  ", "...", "...", Cutter::PowerShell),
        ] {
            assert_eq!(said(before, token, after), Some((mark, Some(by))), "{before}{after}");
        }
        // These count what they show.
        for (before, length, after, by) in [
            ("|  1|", 17, "...|\n", Cutter::Spark),
            ("#0 /app/a.php(12): A->check('", 15, "...')", Cutter::PhpTrace),
            ("#<Session id: 1, token: \"", 50, "...\">", Cutter::ActiveRecord),
            ("0  prod  ", 47, "...", Cutter::Pandas),
        ] {
            let shown = &token[..length];
            assert_eq!(said(before, shown, after).and_then(|(_, by)| by), Some(by), "{before}");
            assert_eq!(said(before, &token[..length - 1], after).and_then(|(_, by)| by), None, "{before}");
        }
    }

    #[test]
    fn a_count_of_what_is_missing_is_told_without_a_name() {
        for (after, mark) in [
            (" (+128 more)", "(+128 more)"),
            ("\u{2026} +128", "\u{2026} +128"),
            ("...[128 chars omitted]\"", "...[128 chars omitted]"),
            ("... (128 bytes truncated)", "... (128 bytes truncated)"),
            ("\" [truncated]", ""),
            (" [truncated]", "[truncated]"),
            ("\u{2026}", "\u{2026}"),
            ("...", "..."),
        ] {
            let expected = (!mark.is_empty()).then_some((mark, None));
            assert_eq!(said("", "eyJh", after), expected, "{after}");
        }
        for after in ["", "'", "' expires 12", ", 3600", " 244 characters long", "|", "\"}", ".", " + 128"] {
            assert_eq!(said("", "eyJh", after), None, "{after}");
        }
    }
}
