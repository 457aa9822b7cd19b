//! What stands at the caret.

use crate::app::value::time;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jwt::numeric_date;

/// What stands at the caret, as far as it has to do with time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct AtCaret {
    /// The member it belongs to; empty where there is none.
    pub name: String,
    /// The bytes of the value.
    pub span: Span,
    /// Seconds since 1970.
    pub seconds: i64,
    /// It is written as a date, where only an integer is a NumericDate (RFC 7519 §2).
    pub is_written_as_date: bool,
}

/// Looks at the caret: a number that is a time, or a date that should be a number.
pub(in crate::app) fn at_caret(document: &Document, caret: usize) -> Option<AtCaret> {
    let touches = |span: Span| span.start <= caret && caret <= span.end;
    document.root()?;
    let whole = |value: &Value<'_>| {
        let span = value.span();
        touches(Span::new(value.name_span().map_or(span.start, |name| name.start), span.end))
    };
    let value = (0..document.len())
        .filter_map(|index| document.value(index))
        .filter(|value| !matches!(value.kind(), Kind::Object | Kind::Array))
        .find(whole);
    let name = |value: Value<'_>| value.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
    if let Some(value) = value {
        let name = name(value);
        let is_time = crate::app::value::is_time(&name);
        let found = match value.kind() {
            // Other numbers have nothing to do with time unless they look like it.
            Kind::Number => {
                let seconds = i64::try_from(numeric_date::parse(value).ok()?.seconds).ok()?;
                (is_time || (1_000_000_000..10_000_000_000).contains(&seconds)).then_some((seconds, false))
            }
            Kind::String => time::parse(&value.as_str()?).filter(|_| is_time).map(|seconds| (seconds, true)),
            _ => None,
        };
        if let Some((seconds, is_written_as_date)) = found {
            return Some(AtCaret { name, span: value.span(), seconds, is_written_as_date });
        }
        if document.is_complete() {
            return None;
        }
    }
    // A date without quotes is no JSON: it stands where the text breaks off.
    let text = std::str::from_utf8(document.bytes()).ok()?;
    let caret = caret.min(text.len());
    let start = text.get(..caret)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(caret..)?.find('\n').map_or(text.len(), |at| caret + at);
    let line = text.get(start..end)?;
    let colon = line.find("\":")? + 2;
    let value = line.get(colon..)?;
    let typed = value.trim().trim_end_matches(['}', ' ']).trim_end_matches(',').trim_end();
    if typed.len() < 8 || !typed.starts_with(|first: char| first.is_ascii_digit()) || typed.parse::<f64>().is_ok() {
        return None;
    }
    let seconds = time::parse(typed)?;
    let from = start + colon + value.find(typed)?;
    let name = line.get(..colon - 2)?.rsplit('"').next().unwrap_or_default().to_owned();
    Some(AtCaret { name, span: Span::new(from, from + typed.len()), seconds, is_written_as_date: true })
}

/// Where the caret stands: in a name or in the value of a member of the outermost object, in a string or where one could begin.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::app) struct CaretPlace<'a> {
    /// What was typed of it so far.
    pub typed: &'a str,
    /// Of which member it is the value; `None`: it is a name.
    pub name: Option<&'a str>,
    /// Behind the name a colon follows already.
    pub is_followed: bool,
    /// It has its opening quote.
    pub is_in_string: bool,
}

/// Bytes of a word that is completed.
const LONGEST: usize = 60;

impl<'a> CaretPlace<'a> {
    pub fn at(text: &'a str, caret: usize) -> Option<Self> {
        let before = text.get(..caret)?;
        // One pass over what stands before: strings, depth, and what the last name was.
        let mut depth = 0_i32;
        let mut open: Option<usize> = None;
        let mut is_escaped = false;
        let mut last: Option<&str> = None;
        let mut name: Option<&str> = None;
        // Behind the last sign between values, and which it was.
        let mut sign: Option<(usize, u8)> = None;
        for (at, byte) in before.bytes().enumerate() {
            match (open, byte) {
                (Some(_), _) if is_escaped => is_escaped = false,
                (Some(_), b'\\') => is_escaped = true,
                (Some(start), b'"') => {
                    last = before.get(start + 1..at);
                    open = None;
                }
                (Some(_), _) => {}
                (None, b'"') => open = Some(at),
                (None, b'{' | b'[') => {
                    depth += 1;
                    name = None;
                }
                (None, b'}' | b']') => {
                    depth -= 1;
                    name = None;
                }
                (None, b':') => name = last,
                (None, b',') => name = None,
                _ => {}
            }
            if open.is_none() && matches!(byte, b'{' | b'[' | b'}' | b']' | b':' | b',' | b'"') {
                sign = Some((at + 1, byte));
            }
        }
        let typed = match (open, sign) {
            (Some(start), _) => before.get(start + 1..)?,
            // A name begins behind a brace or a comma, a value behind a colon.
            (None, Some((from, b'{' | b',' | b':'))) => before.get(from..)?.trim_start(),
            (None, _) => return None,
        };
        // Inside of an address or an actor other names are meant.
        if depth != 1 || is_escaped || typed.len() > LONGEST {
            return None;
        }
        let is_in_string = open.is_some();
        let is_word = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-.".contains(&byte));
        if !is_in_string && !is_word {
            return None;
        }
        let after = text.get(caret..)?;
        let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-:/+.#".contains(c));
        // In the midst of a word nothing is offered.
        if rest.len() != after.len() && !after.starts_with([':', '"']) {
            return None;
        }
        let is_followed = after.trim_start_matches('"').trim_start().starts_with(':');
        if !is_in_string && after.starts_with('"') {
            return None;
        }
        Some(Self { typed, name, is_followed, is_in_string })
    }

    /// Whether the object has a member of this name already.
    pub fn has(&self, text: &str, name: &str) -> bool {
        text.contains(&format!("\"{name}\""))
    }
}
