//! Small changes to JSON text that leave every other byte as it was typed.

use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::span::Span;

/// Why a text could not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// It is not JSON: the fault and its bytes, and the mistake behind it where it is one that people know.
    Syntax(json::Fault, Option<(json::Mistake, Span)>),
    /// It is JSON, but not an object.
    NotAnObject {
        found: Kind,
        /// Its bytes.
        span: Span,
    },
}

/// A text after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub text: String,
    /// The bytes of the value that was set, in the new text; empty where a member was removed.
    pub span: Span,
}

/// What a member is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewValue<'a> {
    /// A string; it is escaped.
    Text(&'a str),
    /// JSON text as it is to stand there.
    Json(&'a str),
}

/// Where a member goes that is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// In front of all others.
    First,
    Last,
}

impl NewValue<'_> {
    fn lexeme(self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Json(json) => json.to_owned(),
        }
    }

    /// Whether `value` already says this, however it is written.
    fn is_said_by(self, value: Value<'_>) -> bool {
        match self {
            Self::Text(text) => value.as_str().as_deref() == Some(text),
            Self::Json(json) => value.lexeme() == json,
        }
    }
}

/// A JSON string (RFC 8259 §7).
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Sets the member `name` of the object `text`: the value's bytes are replaced, or a member is inserted in the manner of
/// its neighbours. Where the member already says so, nothing changes. A blank text counts as an empty object.
///
/// # Errors
///
/// See [`EditError`].
pub fn set_member(
    text: &str,
    name: &str,
    value: NewValue<'_>,
    position: Position,
    depth_limit: usize,
) -> Result<Edited, EditError> {
    if text.trim().is_empty() {
        return set_member("{}", name, value, position, depth_limit);
    }
    let document = json::scan(text.as_bytes(), depth_limit);
    let object = object(&document)?;
    if let Some(existing) = object.get(name) {
        return Ok(set_value(text, existing, value));
    }
    let children: Vec<Value<'_>> = object.children().take(2).collect();
    let lexeme = value.lexeme();
    let name = quoted(name);
    let Some((first, first_name)) = children.first().and_then(|first| Some((*first, first.name_span()?))) else {
        let open = object.span().start + 1;
        return Ok(splice(text, Span::new(open, open), &format!("{name}:"), &lexeme, ""));
    };
    let between = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let indent = between(object.span().start + 1, first_name.start);
    let gap = match children.get(1).and_then(|second| second.name_span()) {
        Some(second) => between(first.span().end, second.start).trim_start_matches([' ', '\t', '\r', '\n']),
        None => "",
    };
    let gap = gap.strip_prefix(',').unwrap_or(indent);
    let colon = between(first_name.end, first.span().start);
    match position {
        Position::First => {
            let at = Span::new(first_name.start, first_name.start);
            Ok(splice(text, at, &format!("{name}{colon}"), &lexeme, &format!(",{gap}")))
        }
        Position::Last => {
            let end = object.children().last().map_or(first.span().end, |last| last.span().end);
            Ok(splice(text, Span::new(end, end), &format!(",{gap}{name}{colon}"), &lexeme, ""))
        }
    }
}

/// Takes the member `name` out, with the comma that belongs to it. Where there is none, nothing changes.
///
/// # Errors
///
/// See [`EditError`].
pub fn remove_member(text: &str, name: &str, depth_limit: usize) -> Result<Edited, EditError> {
    if text.trim().is_empty() {
        return Ok(Edited { text: text.to_owned(), span: Span::default() });
    }
    let document = json::scan(text.as_bytes(), depth_limit);
    let object = object(&document)?;
    match object.children().position(|child| child.name().as_deref() == Some(name)) {
        Some(place) => Ok(remove_nth(text, object, place)),
        None => Ok(Edited { text: text.to_owned(), span: Span::default() }),
    }
}

/// Replaces the bytes of a value, unless it already says so.
pub(crate) fn set_value(text: &str, existing: Value<'_>, value: NewValue<'_>) -> Edited {
    let span = existing.span();
    if value.is_said_by(existing) {
        return Edited { text: text.to_owned(), span };
    }
    splice(text, span, "", &value.lexeme(), "")
}

/// Takes out the member at `place`, with the comma that belongs to it; where there is none, nothing changes.
pub(crate) fn remove_nth(text: &str, object: Value<'_>, place: usize) -> Edited {
    let before = place.checked_sub(1).and_then(|place| object.children().nth(place));
    let mut from = object.children().skip(place);
    let Some(child) = from.next() else { return Edited { text: text.to_owned(), span: Span::default() } };
    let own_start = child.name_span().map_or(child.span().start, |span| span.start);
    let span = match (before, from.next().and_then(Value::name_span)) {
        (Some(before), _) => Span::new(before.span().end, child.span().end),
        (None, Some(next)) => Span::new(own_start, next.start),
        (None, None) => Span::new(own_start, child.span().end),
    };
    splice(text, span, "", "", "")
}

/// The object that `document` holds from end to end.
pub(crate) fn object(document: &Document) -> Result<Value<'_>, EditError> {
    if let Some(fault) = document.fault() {
        let text = std::str::from_utf8(document.bytes()).ok();
        return Err(EditError::Syntax(*fault, text.and_then(|text| json::mistake(text, fault))));
    }
    match document.root() {
        Some(root) if root.kind() == Kind::Object => Ok(root),
        Some(root) => Err(EditError::NotAnObject { found: root.kind(), span: root.span() }),
        None => Err(EditError::NotAnObject { found: Kind::Null, span: Span::default() }),
    }
}

/// Replaces `span` of `text`; the new value's place is noted.
pub(crate) fn splice(text: &str, span: Span, before: &str, value: &str, after: &str) -> Edited {
    let mut out = String::with_capacity(text.len() + before.len() + value.len() + after.len());
    out.push_str(text.get(..span.start).unwrap_or(text));
    out.push_str(before);
    let start = out.len();
    out.push_str(value);
    let end = out.len();
    out.push_str(after);
    out.push_str(text.get(span.end..).unwrap_or_default());
    Edited { text: out, span: Span::new(start, end) }
}

/// The same JSON without whitespace between its values: order, number lexemes and escapes stay.
///
/// # Errors
///
/// The fault, where it is not JSON.
pub fn compact(text: &str, depth_limit: usize) -> Result<String, json::Fault> {
    respaced(text, depth_limit, None)
}

/// The same JSON, one member or element a line: order, number lexemes and escapes stay.
///
/// # Errors
///
/// The fault, where it is not JSON.
pub fn pretty(text: &str, depth_limit: usize) -> Result<String, json::Fault> {
    respaced(text, depth_limit, Some("  "))
}

fn respaced(text: &str, depth_limit: usize, indent: Option<&str>) -> Result<String, json::Fault> {
    if let Some(fault) = json::scan(text.as_bytes(), depth_limit).fault() {
        return Err(*fault);
    }
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut characters = text.chars().peekable();
    let break_line = |out: &mut String, depth: usize| {
        if let Some(indent) = indent {
            out.push('\n');
            out.extend(std::iter::repeat_n(indent, depth));
        }
    };
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                out.push(character);
                out.extend(characters.next());
            }
            '"' => {
                in_string = !in_string;
                out.push(character);
            }
            _ if in_string => out.push(character),
            ' ' | '\t' | '\r' | '\n' => {}
            '{' | '[' => {
                out.push(character);
                while characters.next_if(|next| matches!(next, ' ' | '\t' | '\r' | '\n')).is_some() {}
                if !matches!(characters.peek(), Some('}' | ']')) {
                    depth += 1;
                    break_line(&mut out, depth);
                } else if let Some(close) = characters.next() {
                    out.push(close);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(character);
            }
            ',' => {
                out.push(character);
                break_line(&mut out, depth);
            }
            ':' if indent.is_some() => out.push_str(": "),
            _ => out.push(character),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{EditError, NewValue, Position, compact, pretty, remove_member, set_member};
    use crate::engine::ground::json::Kind;

    fn set(text: &str, name: &str, value: NewValue<'_>, position: Position) -> String {
        let edited = set_member(text, name, value, position, 128).unwrap();
        let lexeme = edited.span.of(&edited.text).unwrap();
        match value {
            NewValue::Json(json) => assert_eq!(lexeme, json),
            NewValue::Text(text) => assert_eq!(serde_json::from_str::<String>(lexeme).unwrap(), text),
        }
        edited.text
    }

    #[test]
    fn only_the_value_changes() {
        let text = "{\"typ\":\"JWT\",\r\n \"alg\" :\t\"HS256\" , \"n\":1.0}";
        let expected = "{\"typ\":\"JWT\",\r\n \"alg\" :\t\"ES256\" , \"n\":1.0}";
        assert_eq!(set(text, "alg", NewValue::Text("ES256"), Position::First), expected);
        // Written in another way, it says the same: not a byte changes.
        let escaped = r#"{"alg":"\u0048S256"}"#;
        assert_eq!(set(escaped, "alg", NewValue::Text("HS256"), Position::First), escaped);
        // The value may be anything, nested or not.
        assert_eq!(
            set(r#"{"a":{"alg":1},"alg":[1,{"x":2}]}"#, "alg", NewValue::Text("x\""), Position::Last),
            r#"{"a":{"alg":1},"alg":"x\""}"#
        );
    }

    #[test]
    fn a_new_member_is_written_as_its_neighbours_are() {
        let insert = |text: &str, position| set(text, "b", NewValue::Json("2"), position);
        for (text, first, last) in [
            ("{}", r#"{"b":2}"#, r#"{"b":2}"#),
            ("", r#"{"b":2}"#, r#"{"b":2}"#),
            (r#"{"a":1}"#, r#"{"b":2,"a":1}"#, r#"{"a":1,"b":2}"#),
            (r#"{ "a": 1 }"#, r#"{ "b": 2, "a": 1 }"#, r#"{ "a": 1, "b": 2 }"#),
            (r#"{"a":1, "c":3}"#, r#"{"b":2, "a":1, "c":3}"#, r#"{"a":1, "c":3, "b":2}"#),
            ("{\n  \"a\": 1\n}\n", "{\n  \"b\": 2,\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"b\": 2\n}\n"),
        ] {
            assert_eq!(insert(text, Position::First), first);
            assert_eq!(insert(text, Position::Last), last);
        }
    }

    #[test]
    fn a_member_goes_with_its_comma() {
        let remove = |text: &str, name: &str| remove_member(text, name, 128).unwrap().text;
        assert_eq!(remove(r#"{"a":1, "b":2, "c":3}"#, "a"), r#"{"b":2, "c":3}"#);
        assert_eq!(remove(r#"{"a":1, "b":2, "c":3}"#, "b"), r#"{"a":1, "c":3}"#);
        assert_eq!(remove(r#"{"a":1, "b":2, "c":3}"#, "c"), r#"{"a":1, "b":2}"#);
        assert_eq!(remove(r#"{"a":1}"#, "a"), "{}");
        assert_eq!(remove(r#"{"a":1}"#, "x"), r#"{"a":1}"#);
    }

    #[test]
    fn what_is_no_object_is_not_touched() {
        assert!(matches!(
            set_member("[1]", "a", NewValue::Json("1"), Position::Last, 128),
            Err(EditError::NotAnObject { found: Kind::Array, .. })
        ));
        let Err(EditError::Syntax(fault, _)) = set_member("{\"a\":tru}", "a", NewValue::Json("1"), Position::Last, 128)
        else {
            panic!("accepted");
        };
        assert_eq!(fault.span.start, 5);
        assert!(remove_member("{", "a", 128).is_err());
    }

    #[test]
    fn spacing_changes_and_nothing_else_does() {
        let text = "{ \"a\" : [ 1.0 , { } , [\n] , \"x , \\\" y\" ] ,\t\"a\":-0 }";
        assert_eq!(compact(text, 128).unwrap(), r#"{"a":[1.0,{},[],"x , \" y"],"a":-0}"#);
        let lines = "{\n  \"a\": [\n    1.0,\n    {},\n    [],\n    \"x , \\\" y\"\n  ],\n  \"a\": -0\n}";
        assert_eq!(pretty(text, 128).unwrap(), lines);
        assert_eq!(compact(lines, 128).unwrap(), compact(text, 128).unwrap());
        assert!(compact("{\"a\":}", 128).is_err());
    }
}
