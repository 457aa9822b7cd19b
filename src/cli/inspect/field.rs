//! One value of the claims, for scripts.

use crate::engine::ground::json::{Kind, Value};
use crate::engine::jose::layer::Examination;
use crate::engine::text::escape::{Whitespace, push_json_as_written};

/// The text that is printed: a string without its quotes, anything else as JSON. `path` is the name of a claim, or a JSON
/// Pointer (RFC 6901) that begins with a slash.
pub(super) fn text(examination: &Examination, path: &str) -> Option<String> {
    let claims = examination.claims_document()?.object()?;
    let value = match path.strip_prefix('/') {
        None => claims.get(path)?,
        Some(pointer) => {
            let mut tokens = pointer.split('/').map(|token| token.replace("~1", "/").replace("~0", "~"));
            tokens.try_fold(claims, |value, token| step(value, &token))?
        }
    };
    match value.as_str() {
        Some(text) => Some(text.into_owned()),
        None => {
            let mut out = String::new();
            push_json_as_written(&mut out, &value.lexeme(), Whitespace::Removed);
            Some(out)
        }
    }
}

fn step<'a>(value: Value<'a>, token: &str) -> Option<Value<'a>> {
    match value.kind() {
        Kind::Object => value.get(token),
        // RFC 6901 §4: digits without a leading zero.
        Kind::Array if token == "0" || !token.starts_with('0') => {
            let index = token.bytes().all(|byte| byte.is_ascii_digit()).then(|| token.parse::<usize>().ok())??;
            value.children().nth(index)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::engine::jwt::fixture::verified;

    #[test]
    fn a_value_is_found_by_name_or_pointer() {
        let claims =
            r#"{"sub":"a","n":1.50,"b":true,"a/b":{"m~n":["x",{"y" : [1, 2]}]},"":0,"sub":"b","u":"\u0061\n"}"#;
        let examination = verified("{}", claims);
        for (path, expected) in [
            ("sub", "b"),
            ("/sub", "b"),
            ("n", "1.50"),
            ("b", "true"),
            ("u", "a\n"),
            ("a/b", r#"{"m~n":["x",{"y":[1,2]}]}"#),
            ("/a~1b/m~0n/0", "x"),
            ("/a~1b/m~0n/1/y/1", "2"),
            ("/", "0"),
        ] {
            assert_eq!(text(&examination, path).as_deref(), Some(expected), "{path}");
        }
        for path in ["none", "/none", "/sub/0", "/a~1b/m~0n/2", "/a~1b/m~0n/01", "/a~1b/m~0n/-1", "/a~1b/m~0n/-", "n/0"]
        {
            assert_eq!(text(&examination, path), None, "{path}");
        }
        assert_eq!(text(&verified("{}", "[1]"), "/0"), None, "no claims");
    }
}
