//! Quick actions on a claims text: times, identifiers, roles, and where its bytes go.

use super::edit;
use super::edit::{EditError, Edited, NewValue, Position};
use crate::engine::crypto::key_management;
use crate::engine::ground::json;
use crate::engine::ground::json::Kind;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;

/// Why a claims text could not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimsError {
    /// It is not a JSON object.
    Text(EditError),
    /// There are no random numbers to be had.
    NoRandomness,
}

impl From<EditError> for ClaimsError {
    fn from(error: EditError) -> Self {
        Self::Text(error)
    }
}

/// Sets a NumericDate: `exp`, `nbf`, `iat`, `auth_time` … An integer, always.
///
/// # Errors
///
/// [`ClaimsError::Text`].
pub fn set_time(text: &str, name: &str, seconds: i64) -> Result<Edited, ClaimsError> {
    set(text, name, NewValue::Json(&seconds.to_string()))
}

/// Sets a claim that is a string.
///
/// # Errors
///
/// [`ClaimsError::Text`].
pub fn set_text(text: &str, name: &str, value: &str) -> Result<Edited, ClaimsError> {
    set(text, name, NewValue::Text(value))
}

/// Sets `jti` to a new random identifier.
///
/// # Errors
///
/// See [`ClaimsError`].
pub fn set_new_jti(text: &str) -> Result<Edited, ClaimsError> {
    set_text(text, "jti", &new_uuid()?)
}

/// Adds `role` to `roles`, which becomes a list if it is none. A role that is there is not added again.
///
/// # Errors
///
/// [`ClaimsError::Text`].
pub fn add_role(text: &str, role: &str) -> Result<Edited, ClaimsError> {
    add_to_list(text, "roles", role)
}

/// Adds a string to a claim that is a list of strings; one string alone becomes a list of two.
///
/// # Errors
///
/// [`ClaimsError::Text`].
pub fn add_to_list(text: &str, name: &str, item: &str) -> Result<Edited, ClaimsError> {
    let quoted = edit::quoted(item);
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let existing = if text.trim().is_empty() { None } else { edit::object(&document)?.get(name) };
    match existing {
        Some(list) if list.kind() == Kind::Array => {
            if let Some(there) = list.children().find(|element| element.as_str().as_deref() == Some(item)) {
                return Ok(Edited { text: text.to_owned(), span: there.span() });
            }
            let (at, before) = match list.children().last() {
                Some(last) => {
                    let gap = list.children().nth(1).map_or("", |second| {
                        let first_end = list.children().next().map_or(0, |first| first.span().end);
                        text.get(first_end..second.span().start).unwrap_or_default()
                    });
                    (last.span().end, if gap.is_empty() { ",".to_owned() } else { gap.to_owned() })
                }
                None => (list.span().start + 1, String::new()),
            };
            Ok(edit::splice(text, Span::new(at, at), &before, &quoted, ""))
        }
        Some(one) if one.as_str().as_deref() == Some(item) => Ok(Edited { text: text.to_owned(), span: one.span() }),
        Some(one) if one.kind() == Kind::String => {
            Ok(edit::splice(text, one.span(), &format!("[{},", one.lexeme()), &quoted, "]"))
        }
        _ => set(text, name, NewValue::Json(&format!("[{quoted}]"))),
    }
}

fn set(text: &str, name: &str, value: NewValue<'_>) -> Result<Edited, ClaimsError> {
    Ok(edit::set_member(text, name, value, Position::Last, Limits::DEFAULT.json_depth)?)
}

/// A random UUID, version 4 (RFC 9562 §5.4): 122 random bits.
///
/// # Errors
///
/// [`ClaimsError::NoRandomness`].
pub fn new_uuid() -> Result<String, ClaimsError> {
    let mut bytes = key_management::random(16).map_err(|_| ClaimsError::NoRandomness)?;
    if let Some(version) = bytes.get_mut(6) {
        *version = *version & 0x0f | 0x40;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = *variant & 0x3f | 0x80;
    }
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    let group = |start: usize, end: usize| hex.get(start..end).unwrap_or_default();
    Ok(format!("{}-{}-{}-{}-{}", group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)))
}

/// One claim's part of the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimShare {
    pub name: String,
    /// Bytes of name, colon and value as they are written; commas, braces and what stands between are no claim's.
    pub bytes: usize,
    /// The same in the token, where three bytes become four characters; rounded up.
    pub encoded: usize,
}

/// Every claim's share, in the order in which they stand; empty where the text is no JSON object.
pub fn shares(text: &str) -> Vec<ClaimShare> {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let Ok(object) = edit::object(&document) else { return Vec::new() };
    object
        .members()
        .map(|member| {
            let bytes = member.value.span().end.saturating_sub(member.name_span.start);
            ClaimShare { name: member.name.into_owned(), bytes, encoded: (bytes * 4).div_ceil(3) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{add_role, new_uuid, set_new_jti, set_time, shares};

    #[test]
    fn a_time_is_an_integer_and_the_rest_stays() {
        let text = "{\"sub\":\"a\",\r\n \"exp\": 1.5e9, \"n\":1.0}";
        assert_eq!(set_time(text, "exp", 42).unwrap().text, "{\"sub\":\"a\",\r\n \"exp\": 42, \"n\":1.0}");
        assert_eq!(set_time("{}", "iat", -1).unwrap().text, r#"{"iat":-1}"#);
        assert!(set_time("{\"sub\":}", "exp", 1).is_err());
    }

    #[test]
    fn roles_grow_once_each() {
        let add = |text: &str| add_role(text, "admin").unwrap().text;
        assert_eq!(add("{}"), r#"{"roles":["admin"]}"#);
        assert_eq!(add(r#"{"roles":[]}"#), r#"{"roles":["admin"]}"#);
        assert_eq!(add(r#"{"roles":["a", "b"]}"#), r#"{"roles":["a", "b", "admin"]}"#);
        assert_eq!(add(r#"{"roles":["a"]}"#), r#"{"roles":["a","admin"]}"#);
        assert_eq!(add(r#"{"roles":"a"}"#), r#"{"roles":["a","admin"]}"#);
        assert_eq!(add(r#"{"roles":null}"#), r#"{"roles":["admin"]}"#);
        for there in [r#"{"roles":["admin"]}"#, r#"{"roles":"admin"}"#, r#"{"roles":["\u0061dmin"]}"#] {
            assert_eq!(add(there), there);
        }
    }

    #[test]
    fn identifiers_are_random_and_of_version_4() {
        let (one, two) = (new_uuid().unwrap(), new_uuid().unwrap());
        assert_ne!(one, two);
        for uuid in [one, two] {
            assert_eq!(uuid.len(), 36);
            assert_eq!(uuid.as_bytes()[14], b'4');
            assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{uuid}");
        }
        assert!(set_new_jti(r#"{"jti":"old"}"#).unwrap().text.len() > 40);
    }

    #[test]
    fn shares_count_name_and_value() {
        let found = shares(r#"{"sub":"abc", "exp": 1}"#);
        let found: Vec<_> = found.iter().map(|share| (share.name.as_str(), share.bytes, share.encoded)).collect();
        assert_eq!(found, [("sub", 11, 15), ("exp", 8, 11)]);
        assert!(shares("[1]").is_empty());
    }
}
