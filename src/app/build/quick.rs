//! Quick actions on the claims, and what stands at the caret.

use crate::app::time;
use crate::app::view::build::Quick;
use crate::engine::builder::claims;
use crate::engine::builder::claims::ClaimsError;
use crate::engine::builder::edit::{EditError, Edited};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jwt::numeric_date;

/// Applies a quick action to a claims text.
pub(super) fn apply(text: &str, quick: &Quick, now: i64) -> Result<Edited, String> {
    let edited = match quick {
        Quick::Expires(seconds) => claims::set_time(text, "exp", now.saturating_add(*seconds)),
        Quick::IssuedNow => claims::set_time(text, "iat", now),
        Quick::NotBeforeNow => claims::set_time(text, "nbf", now),
        Quick::NewId => claims::set_new_jti(text),
        Quick::AddRole(role) => claims::add_role(text, role),
    };
    edited.map_err(words)
}

fn words(error: ClaimsError) -> String {
    match error {
        ClaimsError::Text(EditError::Syntax(_)) => {
            "The claims are not JSON as they stand: mend the underlined place first".to_owned()
        }
        ClaimsError::Text(EditError::NotAnObject { found, .. }) => {
            format!("The claims are {}: only a JSON object has members", found.words())
        }
        ClaimsError::NoRandomness => "The operating system gives no random numbers".to_owned(),
    }
}

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
    let root = document.root()?;
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
        let is_time = crate::app::view::is_time(&name);
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
    let _ = root;
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

#[cfg(test)]
mod tests {
    use super::{AtCaret, at_caret};
    use crate::engine::ground::json;

    fn at(text: &str) -> Option<AtCaret> {
        let caret = text.find('|').unwrap();
        at_caret(&json::scan(text.replace('|', "").as_bytes(), 8), caret)
    }

    #[test]
    fn a_number_at_the_caret_is_a_time() {
        let found = at(r#"{"exp": 17954|42400, "n": 5}"#).unwrap();
        assert_eq!((found.name.as_str(), found.seconds, found.is_written_as_date), ("exp", 1_795_442_400, false));
        assert_eq!(at(r#"{"e|xp": 1795442400}"#).unwrap().seconds, 1_795_442_400, "its name counts too");
        assert_eq!(at(r#"{"a": [1, 17954|42401]}"#).unwrap().seconds, 1_795_442_401);
        assert_eq!(at(r#"{"n": 5|}"#), None);
    }

    #[test]
    fn a_date_at_the_caret_should_be_a_number() {
        let text = r#"{"exp": "2026-11-23|T14:00:00Z"}"#;
        let found = at(text).unwrap();
        assert_eq!((found.seconds, found.is_written_as_date), (1_795_442_400, true));
        assert_eq!(&text.replace('|', "")[found.span.start..found.span.end], "\"2026-11-23T14:00:00Z\"");
        assert_eq!(at(r#"{"birthdate": "2026-11-23|"}"#), None, "not every date is a time");
        for text in ["{\n  \"exp\": 2026-11-23 14:00|,\n  \"a\": 1\n}", "{\"exp\": 2026-11-23 14:00|}"] {
            let found = at(text).unwrap();
            assert_eq!((found.name.as_str(), found.seconds), ("exp", 1_795_442_400), "{text}");
            assert_eq!(&text.replace('|', "")[found.span.start..found.span.end], "2026-11-23 14:00");
        }
        assert_eq!(at("{\"exp\": 12345678|9x}"), None);
    }
}
