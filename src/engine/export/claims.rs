//! The claims in other languages: exactly what was received, or not at all.

use super::quote::{Language, literal};
use super::{ExportRow, Group, Rule, Secrecy, Subject, Unfit};
use crate::engine::ground::json::{Kind, Value, duplicates};
use crate::engine::jwt::{claim, numeric_date};
use crate::engine::text::escape::{Whitespace, escaped, push_json_as_written};
use std::borrow::Cow;
use std::fmt::Write;

pub(super) static ROWS: &[ExportRow] = &[
    row("claims-json", "Claims, JSON", "claims.json", "As they were written: order, numbers and repeated names", json),
    row("claims-yaml", "Claims, YAML", "claims.yaml", "The same values; every text in quotes", yaml),
    row(
        "claims-csv",
        "Claims, CSV",
        "claims.csv",
        "A line for each claim: name, value as JSON, time, meaning. No cell is a formula",
        csv,
    ),
];

const fn row(
    name: &'static str,
    title: &'static str,
    file: &'static str,
    line: &'static str,
    make: fn(&Subject<'_>) -> Result<String, Unfit>,
) -> ExportRow {
    let secrecy =
        Rule::Weighed(|subject: &Subject<'_>| if subject.are_claims_open() { Secrecy::Open } else { Secrecy::Secret });
    ExportRow::new(Group::Claims, (name, title, file), line, secrecy, |subject| subject.claims().map(drop), make)
}

fn json(subject: &Subject<'_>) -> Result<String, Unfit> {
    Ok(subject.claims()?.lexeme().into_owned())
}

/// RFC 4180. A spreadsheet takes a cell for a formula by its first character: no value begins with one of those, and a name
/// that does is written as JSON, too.
fn csv(subject: &Subject<'_>) -> Result<String, Unfit> {
    let mut out = String::from("claim,value,time,meaning");
    for member in subject.claims()?.members() {
        out.push_str("\r\n");
        let begins_formula = |name: &str| name.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '"']);
        let name = if begins_formula(&member.name) { member_name(member.value) } else { member.name.clone() };
        let row = claim::claim(&member.name).or_else(|| claim::vendor_claim(&member.name));
        // A negative number begins with one of them.
        let lexeme = member.value.lexeme();
        let value = if lexeme.starts_with('-') { Cow::Owned(format!(" {lexeme}")) } else { lexeme };
        // Nothing that steers a terminal or turns the reading order: as JSON writes it.
        let mut shown = String::new();
        push_json_as_written(&mut shown, &value, Whitespace::InOneLine);
        let name = escaped(&name).into_owned();
        let cells = [
            name.into(),
            Cow::Owned(shown),
            time(&member.name, member.value).into(),
            row.map_or("", |row| row.words()).into(),
        ];
        out.push_str(&cells.map(|cell| csv_cell(&cell)).join(","));
    }
    Ok(out)
}

fn member_name(value: Value<'_>) -> Cow<'_, str> {
    let bytes = value.name_span().and_then(|span| value.document().bytes().get(span.range()));
    String::from_utf8_lossy(bytes.unwrap_or_default())
}

fn csv_cell(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The time that a claim names, in UTC; empty where it names none.
pub(super) fn time(name: &str, value: Value<'_>) -> String {
    let date = claim::is_time(name).then(|| numeric_date::parse(value).ok()).flatten();
    date.and_then(|date| date.utc()).unwrap_or_default()
}

/// YAML 1.2 that a parser of YAML 1.1 reads the same way.
fn yaml(subject: &Subject<'_>) -> Result<String, Unfit> {
    let mut out = String::new();
    let claims = subject.claims()?;
    if claims.child_count() == 0 {
        return Ok("{}".to_owned());
    }
    block(&mut out, claims, 0)?;
    Ok(out.trim_end().to_owned())
}

/// The members or items of a value, a line for each, indented.
fn block(out: &mut String, value: Value<'_>, indent: usize) -> Result<(), Unfit> {
    if let Some((name, _)) = duplicates(value).into_iter().next() {
        return Err(Unfit::Repeated(name));
    }
    for child in value.children() {
        let _ = write!(out, "{:indent$}", "");
        match child.name() {
            Some(name) => {
                let _ = write!(out, "{}:", key(&name)?);
            }
            None => out.push('-'),
        }
        scalar_or_block(out, child, indent)?;
    }
    Ok(())
}

fn scalar_or_block(out: &mut String, value: Value<'_>, indent: usize) -> Result<(), Unfit> {
    match value.kind() {
        Kind::Object if value.child_count() == 0 => out.push_str(" {}\n"),
        Kind::Array if value.child_count() == 0 => out.push_str(" []\n"),
        Kind::Object | Kind::Array => {
            out.push('\n');
            block(out, value, indent + 2)?;
        }
        Kind::String => {
            let text = value.as_str().filter(|_| !value.has_lone_surrogate()).ok_or(NO_LITERAL)?;
            let _ = writeln!(out, " {}", literal(Language::Yaml, &text).ok_or(NO_LITERAL)?);
        }
        Kind::Number => {
            let _ = writeln!(out, " {}", number(&value.lexeme()));
        }
        _ => {
            let _ = writeln!(out, " {}", value.lexeme());
        }
    }
    Ok(())
}

const NO_LITERAL: Unfit = Unfit::Literal { language: "YAML" };

/// Plain where it is a word that means nothing else, of which YAML 1.1 has many.
fn key(name: &str) -> Result<Cow<'_, str>, Unfit> {
    let is_word = name.len() > 2
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_taken = ["null", "true", "false", "yes", "off"].iter().any(|taken| name.eq_ignore_ascii_case(taken));
    if is_word && !is_taken {
        return Ok(Cow::Borrowed(name));
    }
    literal(Language::Yaml, name).map(Cow::Owned).ok_or(NO_LITERAL)
}

/// YAML 1.1 reads an exponent only behind a point, and with its sign.
fn number(lexeme: &str) -> String {
    let Some((mantissa, exponent)) = lexeme.split_once(['e', 'E']) else { return lexeme.to_owned() };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::{csv_cell, key, number};

    #[test]
    fn cells_keep_their_commas_quotes_and_line_breaks() {
        assert_eq!(csv_cell("a"), "a");
        assert_eq!(csv_cell("a,\"b\"\r\nc"), "\"a,\"\"b\"\"\r\nc\"");
    }

    #[test]
    fn yaml_takes_no_name_and_no_number_for_something_else() {
        for name in ["yes", "No", "on", "null", "1e3", "a b", "", "~", "0x1f", "y"] {
            assert!(key(name).is_ok_and(|key| key.starts_with('"')), "{name}");
        }
        assert_eq!(key("auth_time").as_deref(), Ok("auth_time"));
        assert_eq!(number("1E5"), "1.0e+5");
        assert_eq!(number("1.5e-5"), "1.5e-5");
        assert_eq!(number("123456789012345678901"), "123456789012345678901");
    }
}
