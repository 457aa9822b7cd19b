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

/// Where the caret stands: in a name or in a value of a member of the outermost object, in a string or where one could begin.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::app) struct CaretPlace<'a> {
    /// What was typed of it so far.
    pub typed: &'a str,
    /// What stands of it behind the caret, in bytes, without the quote that closes it.
    pub rest: usize,
    /// Of which member it is the value, or in whose list; `None`: it is a name.
    pub name: Option<&'a str>,
    /// Behind the name a colon follows already.
    pub is_followed: bool,
    /// It has its opening quote.
    pub is_in_string: bool,
    /// And its closing one.
    pub is_closed: bool,
}

/// Bytes of a word that is completed.
const LONGEST: usize = 200;

/// What stands before the caret, read in one pass.
#[derive(Default)]
struct Before<'a> {
    depth: i32,
    /// Where the string begins that is open.
    open: Option<usize>,
    is_escaped: bool,
    /// Of which member the value is.
    name: Option<&'a str>,
    /// In the list of which member of the outermost object.
    list: Option<&'a str>,
    /// Behind the last sign between values, and which it was.
    sign: Option<(usize, u8)>,
}

impl<'a> Before<'a> {
    fn read(text: &'a str) -> Self {
        let mut found = Self::default();
        let mut last: Option<&str> = None;
        for (at, byte) in text.bytes().enumerate() {
            match (found.open, byte) {
                (Some(_), _) if found.is_escaped => found.is_escaped = false,
                (Some(_), b'\\') => found.is_escaped = true,
                (Some(start), b'"') => {
                    last = text.get(start + 1..at);
                    found.open = None;
                }
                (Some(_), _) => {}
                (None, b'"') => found.open = Some(at),
                (None, b'{' | b'[') => {
                    found.list = found.name.filter(|_| byte == b'[' && found.depth == 1);
                    found.depth += 1;
                    found.name = None;
                }
                (None, b'}' | b']') => {
                    found.depth -= 1;
                    (found.name, found.list) = (None, None);
                }
                (None, b':') => found.name = last,
                (None, b',') => found.name = None,
                _ => {}
            }
            if found.open.is_none() && matches!(byte, b'{' | b'[' | b'}' | b']' | b':' | b',' | b'"') {
                found.sign = Some((at + 1, byte));
            }
        }
        found
    }
}

impl<'a> CaretPlace<'a> {
    pub fn at(text: &'a str, caret: usize) -> Option<Self> {
        let (before, after) = (text.get(..caret)?, text.get(caret..)?);
        let read = Before::read(before);
        let name = match (read.depth, read.list) {
            (1, _) => read.name,
            (2, Some(list)) => Some(list),
            // Inside of an address or an actor other names are meant.
            _ => return None,
        };
        let typed = match (read.open, read.sign) {
            (Some(start), _) => before.get(start + 1..)?,
            // A name begins behind a brace or a comma, a value behind a colon or in a list.
            (None, Some((from, b'{' | b',' | b':'))) => before.get(from..)?.trim_start(),
            (None, Some((from, b'['))) if read.list.is_some() => before.get(from..)?.trim_start(),
            (None, _) => return None,
        };
        if read.is_escaped || typed.len() > LONGEST {
            return None;
        }
        let is_in_string = read.open.is_some();
        let is_word = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-.".contains(&byte));
        if !is_in_string && !is_word {
            return None;
        }
        let (rest, is_closed) =
            if is_in_string { rest_of_string(after)? } else { (rest_of_value(after, typed)?, false) };
        let behind = after.get(rest + usize::from(is_closed)..)?;
        Some(Self { typed, rest, name, is_followed: behind.trim_start().starts_with(':'), is_in_string, is_closed })
    }

    /// Whether the object has a member of this name already.
    pub fn has(&self, text: &str, name: &str) -> bool {
        text.contains(&format!("\"{name}\""))
    }
}

/// How much of a string stands behind the caret, and whether it is closed; `None`: nobody knows where it would end.
fn rest_of_string(after: &str) -> Option<(usize, bool)> {
    let line = after.split('\n').next().unwrap_or_default();
    let line = line.get(..LONGEST.min(line.len())).unwrap_or(line);
    let ends = |behind: &str| behind.is_empty() || behind.starts_with(['}', ']', ',', ':']);
    let mut is_escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            // The next quote closes it, unless it opens another string.
            b'"' if ends(line.get(at + 1..)?.trim_start()) => return Some((at, true)),
            b'"' => break,
            _ => {}
        }
    }
    let word = line.find(|c: char| !(c.is_alphanumeric() || "_-/+.#".contains(c))).unwrap_or(line.len());
    ends(line.get(word..)?.trim_start()).then_some((word, false))
}

/// How much of a value or a name stands behind the caret: of one in quotes all, where nothing of it stands before.
fn rest_of_value(after: &str, typed: &str) -> Option<usize> {
    if let Some(string) = after.strip_prefix('"') {
        return match rest_of_string(string)? {
            (rest, true) if typed.is_empty() => Some(rest + 2),
            _ => None,
        };
    }
    let word = after.find(|c: char| !(c.is_ascii_alphanumeric() || "_+-.".contains(c))).unwrap_or(after.len());
    let is_end = after.get(word..)?.chars().next().is_none_or(|next| next.is_whitespace() || "}],:".contains(next));
    is_end.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::CaretPlace;

    fn at(marked: &str) -> Option<(String, String, Option<String>)> {
        let caret = marked.find('|').unwrap();
        let text = marked.replace('|', "");
        let place = CaretPlace::at(&text, caret)?;
        let rest = text[caret..caret + place.rest].to_owned();
        Some((place.typed.to_owned(), rest, place.name.map(str::to_owned)))
    }

    #[test]
    fn what_stands_behind_the_caret_is_told() {
        let found = |typed: &str, rest: &str, name: Option<&str>| {
            Some((typed.to_owned(), rest.to_owned(), name.map(str::to_owned)))
        };
        assert_eq!(at(r#"{"a|"}"#), found("a", "", None));
        assert_eq!(at(r#"{"a|lg":1}"#), found("a", "lg", None));
        assert_eq!(at(r#"{"alg":"|HS256"}"#), found("", "HS256", Some("alg")));
        assert_eq!(at(r#"{"sub":"a| b c"}"#), found("a", " b c", Some("sub")));
        assert_eq!(at(r#"{"alg":|"HS256"}"#), found("", "\"HS256\"", Some("alg")));
        assert_eq!(at(r#"{"exp":17|00}"#), found("17", "00", Some("exp")));
        assert_eq!(at(r#"{"aud":["a","|"]}"#), found("", "", Some("aud")));
        assert_eq!(at(r#"{"aud":["a",|]}"#), found("", "", Some("aud")));
        // One that is not closed ends before the next begins.
        assert_eq!(at(r#"{"a|, "b":1}"#), found("a", "", None));
        assert_eq!(at(r#"{"a|}"#), found("a", "", None));
        for nothing in [r#"{"a":{"b|"}}"#, r#"{"a":[{"b|"}]}"#, r#"{"a":1|"b"}"#, r#"{"a\|"}"#, r#"{"a|b c}"#, "|"] {
            assert_eq!(at(nothing), None, "{nothing}");
        }
    }

    /// Whatever stands there, it does not panic.
    #[test]
    fn every_place_of_every_text_is_sound() {
        for text in ["", "é", "{\"é\":[\"\\\"\"]}\n", "\"\\", "{\"aud\":[\"é b\",", "{\"a\":\"é\n\"}"] {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                if let Some(place) = CaretPlace::at(text, at) {
                    assert!(text.get(at..at + place.rest).is_some(), "{text:?} {at}");
                }
            }
        }
    }
}
