//! Members of an object by their place, for a form: another name, another value, another order. Every other byte of the text
//! stays as it was typed.

use super::edit;
use super::edit::{EditError, Edited, NewValue, Position};
use crate::engine::ground::json;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::span::Span;

/// Why a member could not be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberError {
    /// The text is no JSON object.
    Text(EditError),
    /// There is no member at this place.
    Nowhere,
    /// What was given as a name is not one JSON string.
    NotAName,
    /// Another member has the name: a JWT Claims Set and a JOSE header hold each name once (RFC 7519 §4, RFC 7515 §4).
    NameTaken,
}

impl From<EditError> for MemberError {
    fn from(error: EditError) -> Self {
        Self::Text(error)
    }
}

/// Gives the member at `place`, counted from 0, another name: a text, which is escaped, or a JSON string as it is to stand
/// there. Where the member already has it, nothing changes. The span is that of the name, with its quotes.
///
/// # Errors
///
/// See [`MemberError`].
pub fn rename(text: &str, place: usize, name: NewValue<'_>, depth_limit: usize) -> Result<Edited, MemberError> {
    let document = json::scan(text.as_bytes(), depth_limit);
    let object = edit::object(&document)?;
    let member = object.children().nth(place).ok_or(MemberError::Nowhere)?;
    let span = member.name_span().ok_or(MemberError::Nowhere)?;
    let (lexeme, new) = name_of(name)?;
    if member.name().is_some_and(|name| name == new) {
        return Ok(Edited { text: text.to_owned(), span });
    }
    if object.children().any(|other| other.name().is_some_and(|name| name == new)) {
        return Err(MemberError::NameTaken);
    }
    Ok(edit::splice(text, span, "", &lexeme, ""))
}

/// Puts a member behind all others, in the manner of its neighbours.
///
/// # Errors
///
/// See [`MemberError`].
pub fn add(text: &str, name: &str, value: NewValue<'_>, depth_limit: usize) -> Result<Edited, MemberError> {
    if !text.trim().is_empty() {
        let document = json::scan(text.as_bytes(), depth_limit);
        if edit::object(&document)?.get(name).is_some() {
            return Err(MemberError::NameTaken);
        }
    }
    Ok(edit::set_member(text, name, value, Position::Last, depth_limit)?)
}

/// Sets the value of the member at `place`, also where another has the same name.
///
/// # Errors
///
/// See [`MemberError`].
pub fn set(text: &str, place: usize, value: NewValue<'_>, depth_limit: usize) -> Result<Edited, MemberError> {
    let document = json::scan(text.as_bytes(), depth_limit);
    let member = edit::object(&document)?.children().nth(place).ok_or(MemberError::Nowhere)?;
    Ok(edit::set_value(text, member, value))
}

/// Takes out the member at `place`, with the comma that belongs to it.
///
/// # Errors
///
/// See [`MemberError`].
pub fn remove(text: &str, place: usize, depth_limit: usize) -> Result<Edited, MemberError> {
    let document = json::scan(text.as_bytes(), depth_limit);
    let object = edit::object(&document)?;
    if place >= object.child_count() {
        return Err(MemberError::Nowhere);
    }
    Ok(edit::remove_nth(text, object, place))
}

/// Lets the member at `place` and the one behind it change places. What stands between them stays where it is. The span is
/// that of the member that was in front.
///
/// # Errors
///
/// See [`MemberError`].
pub fn swap_with_next(text: &str, place: usize, depth_limit: usize) -> Result<Edited, MemberError> {
    let document = json::scan(text.as_bytes(), depth_limit);
    let mut members = edit::object(&document)?.children().skip(place);
    let mut next = || members.next().and_then(whole).ok_or(MemberError::Nowhere);
    let (first, second) = (next()?, next()?);
    let piece = |span: Span| span.of(text).unwrap_or_default();
    let between = piece(Span::new(first.end, second.start));
    let before = [piece(second), between].concat();
    Ok(edit::splice(text, Span::new(first.start, second.end), &before, piece(first), ""))
}

/// From the quote of its name to the end of its value.
fn whole(member: Value<'_>) -> Option<Span> {
    Some(Span::new(member.name_span()?.start, member.span().end))
}

/// A name as it stands in the text, and what it says.
fn name_of(name: NewValue<'_>) -> Result<(String, String), MemberError> {
    match name {
        NewValue::Text(text) => Ok((edit::quoted(text), text.to_owned())),
        NewValue::Json(lexeme) => {
            let document = json::scan(lexeme.as_bytes(), 1);
            let string = document.root().filter(|root| document.is_complete() && root.kind() == Kind::String);
            let says = string.and_then(|string| string.as_str()).ok_or(MemberError::NotAName)?;
            Ok((lexeme.trim().to_owned(), says.into_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MemberError, add, remove, rename, set, swap_with_next};
    use crate::engine::builder::edit::NewValue;

    const TEXT: &str = "{ \"a\" :1.0 ,\r\n\t\"b\\u0062\": [1, {\"a\":2}],\"a b\":\"x\" }";

    #[test]
    fn a_name_changes_and_nothing_else_does() {
        let named = |place, name| rename(TEXT, place, NewValue::Text(name), 64).map(|edited| edited.text);
        assert_eq!(named(0, "z").unwrap(), TEXT.replacen("\"a\"", "\"z\"", 1));
        assert_eq!(named(1, "z").unwrap(), TEXT.replacen("\"b\\u0062\"", "\"z\"", 1));
        assert_eq!(named(1, "bb").unwrap(), TEXT, "it is called so already, however it is written");
        assert_eq!(named(0, "bb"), Err(MemberError::NameTaken), "in whatever way it is written there");
        assert_eq!(named(3, "z"), Err(MemberError::Nowhere));
        assert_eq!(named(0, "").unwrap(), TEXT.replacen("\"a\"", "\"\"", 1));
    }

    #[test]
    fn a_name_is_escaped_or_stands_as_json() {
        for name in ["qu\"ote", "back\\slash", "line\nbreak", "\u{1}\u{202e}", "é😀", "/"] {
            let edited = rename(TEXT, 0, NewValue::Text(name), 64).unwrap();
            let lexeme = edited.span.of(&edited.text).unwrap();
            assert_eq!(serde_json::from_str::<String>(lexeme).unwrap(), name);
            assert!(!lexeme.contains(['\n', '\u{1}']), "control characters are escaped (RFC 8259 §7)");
            assert_eq!(edited.text, TEXT.replacen("\"a\"", lexeme, 1));
        }
        let json = |lexeme| rename(TEXT, 0, NewValue::Json(lexeme), 64).map(|edited| edited.text);
        assert_eq!(json(" \"\\u007a\" ").unwrap(), TEXT.replacen("\"a\"", "\"\\u007a\"", 1));
        for no_name in ["z", "1", "\"a", "\"z\" \"y\"", "\"z\":1", ""] {
            assert_eq!(json(no_name), Err(MemberError::NotAName), "{no_name}");
        }
        assert_eq!(json("\"\\u0062b\""), Err(MemberError::NameTaken));
    }

    #[test]
    fn the_place_counts_where_a_name_is_there_twice() {
        let twice = "{\"a\":1, \"a\":2}";
        assert_eq!(set(twice, 0, NewValue::Json("9"), 64).unwrap().text, "{\"a\":9, \"a\":2}");
        assert_eq!(set(twice, 1, NewValue::Text("9"), 64).unwrap().text, "{\"a\":1, \"a\":\"9\"}");
        assert_eq!(remove(twice, 0, 64).unwrap().text, "{\"a\":2}");
        assert_eq!(remove(twice, 1, 64).unwrap().text, "{\"a\":1}");
        assert_eq!(rename(twice, 1, NewValue::Text("b"), 64).unwrap().text, "{\"a\":1, \"b\":2}");
        assert_eq!(rename(twice, 1, NewValue::Text("a"), 64).unwrap().text, twice);
        assert_eq!(remove(twice, 2, 64), Err(MemberError::Nowhere));
    }

    #[test]
    fn members_change_places_and_what_is_between_stays() {
        let edited = swap_with_next(TEXT, 0, 64).unwrap();
        assert_eq!(edited.text, "{ \"b\\u0062\": [1, {\"a\":2}] ,\r\n\t\"a\" :1.0,\"a b\":\"x\" }");
        assert_eq!(edited.span.of(&edited.text), Some("\"a\" :1.0"));
        assert_eq!(swap_with_next(&edited.text, 0, 64).unwrap().text, TEXT, "and back");
        assert_eq!(swap_with_next(TEXT, 2, 64), Err(MemberError::Nowhere));
        assert_eq!(swap_with_next(TEXT, usize::MAX, 64), Err(MemberError::Nowhere));
    }

    #[test]
    fn a_new_member_has_a_new_name() {
        assert_eq!(add("", "a", NewValue::Json("1"), 64).unwrap().text, "{\"a\":1}");
        assert_eq!(add("{\"b\": 1}", "a", NewValue::Text("\""), 64).unwrap().text, "{\"b\": 1,\"a\": \"\\\"\"}");
        assert_eq!(add("{\"\\u0061\":1}", "a", NewValue::Json("1"), 64), Err(MemberError::NameTaken));
        assert!(matches!(add("[]", "a", NewValue::Json("1"), 64), Err(MemberError::Text(_))));
    }
}
