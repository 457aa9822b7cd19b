//! Values of a token in one line each, safe to print.

use crate::engine::ground::json::{Kind, Value};
use crate::engine::jwt::numeric_date;
use crate::engine::key::Jwk;
use crate::engine::text::escape::{Whitespace, escaped, push_json_as_written};
use jiff::tz::TimeZone;
use std::fmt::Write;

/// Characters of one value that are shown; the JSON report has all of them.
const LONGEST_VALUE: usize = 2_000;

/// A value as it was written, in one line.
pub(super) fn as_written(value: Value<'_>) -> String {
    let lexeme = value.lexeme();
    // Far more than is shown goes unread: an escape is at most twelve characters for one.
    let cut = lexeme.char_indices().nth(LONGEST_VALUE + 1).map_or(&*lexeme, |(end, _)| &lexeme[..end]);
    let mut out = String::new();
    match value.kind() {
        Kind::Object | Kind::Array | Kind::String => push_json_as_written(&mut out, cut, Whitespace::InOneLine),
        _ => out.push_str(&escaped(cut)),
    }
    if cut.len() < lexeme.len() {
        let _ = write!(out, "… ({} characters; --json has all)", lexeme.chars().count());
        return out;
    }
    out
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text.to_owned(),
    }
}

/// A time and how far away it is.
pub(super) fn time_words(date: &numeric_date::NumericDate, now: i64, zone: Option<&TimeZone>) -> String {
    let distance = numeric_date::relative(date.seconds.saturating_sub(i128::from(now)));
    let local = zone.and_then(|zone| Some(numeric_date::format_in(i64::try_from(date.seconds).ok()?, zone)));
    local.or_else(|| date.utc()).map_or_else(|| distance.clone(), |time| format!("{time} · {distance}"))
}

/// What a key is called: its name, its `kid`, or the file it came from.
pub(super) fn key_name(key: &Jwk) -> String {
    key.called().map_or_else(|| key.source.name.clone(), |name| format!("\"{name}\""))
}
