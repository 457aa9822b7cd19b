//! What stands in examples and programs where a token was to be put, and has a form of its own: words with dots between them,
//! expressions, prints of objects.

use super::foreign::{Foreign, ForeignKind};
use super::opening;
use super::placeholder::foreign;
use crate::engine::ground::span::Span;
use crate::engine::text::words::shown;

/// Longest of them.
const LONGEST: usize = 96;

const OBJECT: &str = "The client printed an object instead of the token inside it";
const VARIABLE: &str = "The name of a variable was sent instead of its value";

/// The name of `value`, which stands at `source`, if it is one.
pub(super) fn find(value: &str, source: Span) -> Option<Foreign> {
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST {
        return None;
    }
    if is_expression(value) || is_template(value) {
        let advice = "Set the variable, and make sure that it is expanded where the text is built";
        return Some(foreign("Placeholder", VARIABLE.to_owned(), advice, source));
    }
    if is_print(value) {
        let advice = "Use the member that contains the token, and check that there is one";
        return Some(foreign("Placeholder", OBJECT.to_owned(), advice, source));
    }
    if are_words(value) {
        let words = format!(
            "{} consists of words with dots between them: a placeholder from an example, or the name of a file or host",
            shown(value)
        );
        let found =
            foreign("Words with dots", words, "Copy the token itself; it begins with eyJ in most cases", source);
        // Where a file may be named, that is what it is.
        return Some(Foreign { kind: ForeignKind::Text, ..found });
    }
    None
}

/// `xxxxx.yyyyy.zzzzz`, `header.payload.signature`, `your.jwt.token`: as many parts as a token has, each of letters of one case.
pub(super) fn are_words(value: &str) -> bool {
    const WORD: std::ops::RangeInclusive<usize> = 3..=16;
    // Capitals alone are base64 of something, unless they say what they are.
    let is_named = ["HEADER", "PAYLOAD", "SIGNATURE", "TOKEN", "JWT"].iter().any(|word| value.contains(word));
    let is_word = |part: &str| {
        let lower = part.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
        let upper = is_named && part.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'));
        WORD.contains(&part.len()) && (lower || upper)
    };
    matches!(value.split('.').count(), 3 | 5)
        && value.len() <= LONGEST
        && value.split('.').all(is_word)
        && !opening::starts(value)
}

/// Whether a value is an expression of a program that gives a token: `process.env.TOKEN`, `localStorage.getItem('token')`.
fn is_expression(value: &str) -> bool {
    const FRONTS: [&str; 16] = [
        "process.env",
        "import.meta.env",
        "Deno.env",
        "os.environ",
        "os.getenv(",
        "System.getenv(",
        "Environment.GetEnvironmentVariable(",
        "std::env::",
        "localStorage.",
        "sessionStorage.",
        "document.cookie",
        "req.headers",
        "request.headers",
        "pm.environment.",
        "getenv(",
        "ENV[",
    ];
    FRONTS.iter().any(|front| value.starts_with(front))
}

/// `%s`, `[[token]]`, `<%= @token %>`, `{0}`, `'+token+'`: what a program did not fill in.
fn is_template(value: &str) -> bool {
    const VERBS: [&str; 9] = ["%s", "%d", "%v", "%@", "%r", "{0}", "{1}", "{}", "%1$s"];
    let is_name = |text: &str| {
        let text = text.trim().trim_start_matches(['@', '$', '=', ' ']);
        text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.[]'\"()-:? ".contains(&byte))
    };
    let within = |open: &str, close: &str| {
        value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(is_name)
    };
    let is_joined = || {
        let bare = value.trim_matches(['"', '\'', ' ']);
        let is_closed = bare.starts_with('+') && bare.ends_with('+');
        let is_begun = is_closed || ["+ ", ". ", "& "].iter().any(|sign| bare.starts_with(sign));
        is_begun && is_name(bare.trim_matches(['+', '.', '&', ' ']))
    };
    VERBS.contains(&value) || within("[[", "]]") || within("<%", "%>") || within("<?", "?>") || is_joined()
}

/// `Some(None)`, `Optional(nil)`, `System.String[]`, `Ljava.lang.String;@1b`, `#<Token:0x00>`: what a language prints of a value
/// that is no text.
fn is_print(value: &str) -> bool {
    let inner = |open: &str| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(')'));
    let is_empty = ["Some(", "Ok(", "Err(", "Optional(", "Just ("]
        .iter()
        .filter_map(|open| inner(open))
        .any(|inside| ["", "None", "nil", "null", "()", "undefined"].contains(&inside.trim_matches('"')));
    let is_name = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._[]`<>".contains(&byte))
    };
    let is_of_dotnet = ["System.", "Microsoft.", "Newtonsoft."]
        .iter()
        .any(|front| value.starts_with(front) && is_name(value) && value.split('.').count() < 6);
    let is_of_java = value.trim_start_matches('[').starts_with("Ljava.")
        || value.split_once('@').is_some_and(|(class, hash)| {
            class.contains('.')
                && is_name(class)
                && (1..=8).contains(&hash.len())
                && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
                && class
                    .rsplit('.')
                    .next()
                    .is_some_and(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
        });
    let is_of_ruby = value.starts_with("#<") && value.ends_with('>');
    let is_function = value.split(' ').next() == Some("function") && value.contains('(') && value.contains('{');
    is_empty || is_of_dotnet || is_of_java || is_of_ruby || is_function
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::engine::detect::{ForeignKind, detect};
    use crate::engine::ground::limit::Limits;
    use crate::engine::ground::span::Span;

    #[test]
    fn what_stands_in_the_place_of_a_token_is_named() {
        for text in [
            "xxxxx.yyyyy.zzzzz",
            "aaaa.bbbb.cccc",
            "abc.def.ghi",
            "your.jwt.token",
            "header.payload.signature",
            "exported.jwt.sig",
            "HEADER.PAYLOAD.SIGNATURE",
            "process.env.TOKEN",
            "Bearer process.env.TOKEN",
            "Bearer Some(None)",
            "Bearer Optional(nil)",
            "Bearer System.String[]",
            "Bearer Ljava.lang.String;@1b",
            "com.example.auth.Token@6d06d69c",
            "Bearer #<Token:0x000>",
            "Bearer function getToken() { [native code] }",
            "%s",
            "<%= @token %>",
            "Bearer [[token]]",
            "Bearer '+token+'",
            "Bearer \" + token",
        ] {
            let found = detect(text, &Limits::DEFAULT);
            assert!(found.candidates.is_empty(), "{text}: {:?}", found.candidates);
            let kind = found.foreign.map(|foreign| (foreign.kind, foreign.name));
            let is_named = matches!(kind, Some((ForeignKind::Placeholder, _) | (_, "Words with dots")));
            assert!(is_named, "{text}: {kind:?}");
        }
    }

    /// What has digits or both cases in a part may be base64 of something.
    #[test]
    fn a_broken_token_is_none_of_them() {
        for text in
            ["aGVhZGVy.cGF5bG9hZA.c2ln", "e30.e30.sig", "a.b.c", "abc.def", "hvs.abcdef", "abc1.def2.ghi3", "eyJ"]
        {
            assert!(find(text, Span::new(0, text.len())).is_none(), "{text}");
        }
    }
}
