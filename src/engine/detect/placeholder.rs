//! What stands where a token was to be put: a word that a program printed for nothing, a template that nobody filled in.

use super::alphabet::{is_blank, is_quote};
use super::foreign::{Foreign, ForeignKind};
use crate::engine::ground::span::Span;
use crate::engine::text::mask;
use crate::engine::text::words::shown;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Longest text in which one is looked for.
const LONGEST_MESSAGE: usize = 8192;
const LONGEST: usize = 96;

pub(super) fn foreign(name: &'static str, explanation: String, advice: &'static str, source: Span) -> Foreign {
    let explanation = Cow::Owned(explanation);
    Foreign {
        kind: ForeignKind::Placeholder,
        name,
        explanation,
        advice: Cow::Borrowed(advice),
        command: None,
        label: None,
        source,
    }
}

/// The name of `value`, which stands at `source`, if it is a placeholder.
pub(super) fn find(value: &str, source: Span) -> Option<Foreign> {
    let value = value.trim();
    if value.len() > LONGEST {
        return None;
    }
    // A scheme with nothing behind it.
    if ["bearer", "dpop", "authorization:", "authorization: bearer"]
        .iter()
        .any(|scheme| value.trim_end_matches([':', ' ']).eq_ignore_ascii_case(scheme.trim_end_matches(':')))
    {
        let words = "Nothing follows Bearer: the client had no token when it built the header".to_owned();
        return Some(foreign("No token", words, "Check where the client should have stored it", source));
    }
    let unescaped = percent_decode_str(value).decode_utf8().ok().filter(|plain| plain != value);
    if let Some(found) = unescaped.and_then(|plain| find(&plain, source)) {
        return Some(found);
    }
    if ["undefined", "null", "none", "nil", "nan", "false", "true", "(null)", "<null>", "<nil>", "\"\"", "''"]
        .iter()
        .any(|word| value.eq_ignore_ascii_case(word))
    {
        let word = value.trim_matches(['(', ')', '<', '>']);
        let words = format!(
            "The client sent the word {word} instead of a token: the variable was empty when the text was built"
        );
        return Some(foreign("Placeholder", words, "Sign in or load the token before the request is made", source));
    }
    let printed = [
        "[object ",
        "Promise {",
        "[Function",
        "<function ",
        "<bound method ",
        "<coroutine object",
        "System.Threading.Tasks.Task",
        "function (",
        "function(",
        "async function",
        "() =>",
        "java.util.",
        "java.lang.",
        "Optional.empty",
        "Symbol(",
    ];
    if printed.iter().any(|start| value.starts_with(start)) {
        let words = "The client printed an object instead of the token inside it".to_owned();
        let advice = "Use the member that contains the token, and wait for it (await) if it is a promise";
        return Some(foreign("Placeholder", words, advice, source));
    }
    if is_template(value) {
        let words = "The name of a variable was sent instead of its value".to_owned();
        let advice = "Set the variable, and make sure that it is expanded (in a shell: use double quotes)";
        return Some(foreign("Placeholder", words, advice, source));
    }
    if let Some(masked) = mask::masked(value) {
        let by = masked.writer.map_or_else(String::new, |writer| format!(", as {writer}"));
        let words = format!("The token was masked: {} is in its place{by}", shown(value));
        return Some(foreign("Masked token", words, masked.advice, source));
    }
    if let Some(mark) = mask::partly(value) {
        let words = format!("Part of the token is masked: {} is in place of its characters", shown(mask::mark(mark)));
        return Some(foreign(
            "Masked token",
            words,
            "Only the whole token can be read: copy it from its source",
            source,
        ));
    }
    if is_invitation(value) && mask::is_masked(value) {
        let words =
            format!("{} is in place of the token: it was masked or left out, or comes from an example", shown(value));
        return Some(foreign("Placeholder", words, "Copy the token from its source", source));
    }
    if is_invitation(value) {
        let words = "A placeholder from an example, which was not replaced by a token".to_owned();
        return Some(foreign("Placeholder", words, "Replace it with the token", source));
    }
    None
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'-' | b'.' | b' ' | b'[' | b']' | b'\'' | b'"' | b'(' | b')' | b'?' | b'!')
        })
}

/// `${x}`, `{{x}}`, `$x`, `$(x)`, `%X%`, `#{x}`, `<%= x %>`, `@x@`, `__X__`.
fn is_template(value: &str) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("${{", "}}"),
        ("${", "}"),
        ("{{", "}}"),
        ("#{", "}"),
        ("$(", ")"),
        ("<%=", "%>"),
        ("{%", "%}"),
        ("%{", "}"),
        ("@{", "}"),
        ("%", "%"),
        ("@", "@"),
        ("__", "__"),
        ("{", "}"),
    ];
    let between = PAIRS.iter().find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close));
    let has_letter = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphabetic());
    if between.is_some_and(|inside| is_name(inside.trim()) && has_letter(inside)) {
        return true;
    }
    // A command that the shell did not run.
    if value.len() > 2 && value.starts_with('`') && value.ends_with('`') {
        return true;
    }
    if value.strip_prefix('@').is_some_and(|name| is_name(name) && !name.contains(' ') && has_letter(name)) {
        return true;
    }
    let variable =
        value.strip_prefix("$env:").or_else(|| value.strip_prefix('$')).or_else(|| value.strip_prefix("process.env."));
    variable.is_some_and(|name| {
        let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        // $2a$… is a password hash; a name begins with a letter.
        is_word && name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '_')
    })
}

/// `<token>`, `[your token]`, `YOUR_TOKEN_HERE`, `xxxxx`, `…`.
fn is_invitation(value: &str) -> bool {
    let inside = [('<', '>'), ('[', ']'), ('(', ')')]
        .iter()
        .find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inside| is_name(inside) || inside.bytes().all(|byte| byte != b'<' && byte != b'='));
    let words = inside.unwrap_or(value).to_ascii_lowercase();
    let speaks_of_one = ["token", "jwt", "access_key", "api_key", "apikey"].iter().any(|word| words.contains(word));
    let invites = ["your", "here", "insert", "paste", "replace", "some", "my", "the"]
        .iter()
        .any(|word| words.starts_with(word) || words.ends_with(word));
    let is_word = words.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b' ' | b'.'));
    if speaks_of_one
        && is_word
        && (inside.is_some() || invites && !words.contains(' ') || words == "token" || words == "access_token")
    {
        return true;
    }
    mask::is_redacting(&words) || mask::is_masked(value)
}

/// What `engine::redact` writes in the place of a signature, filled up to the length that it had.
pub(crate) fn is_own_redaction(value: &str) -> bool {
    value.trim_end_matches('A') == "REDACTED"
}

/// `token:  871 bytes`, as `kubectl describe` shows the entries of a Secret.
fn described(text: &str, source: Span) -> Option<Foreign> {
    let is_of_describe = text.contains("\n====");
    let line = text.lines().filter(|_| is_of_describe).find(|line| line.starts_with("token:"))?;
    let (count, unit) = line["token:".len()..].trim().split_once(' ')?;
    let is_size = unit == "bytes" && count.bytes().all(|byte| byte.is_ascii_digit());
    let words = format!("kubectl describe shows how long the token is, {count} bytes, and not the token");
    let advice = "kubectl get secret NAME -o jsonpath='{.data.token}' | base64 -d prints it";
    is_size.then(|| foreign("Masked token", words, advice, source))
}

/// What .NET's libraries of tokens write in the place of what may be personal:
/// `[PII of type 'System.IdentityModel.Tokens.Jwt.JwtSecurityToken' is hidden. …]`.
fn personal(text: &str, source: Span) -> Option<Foreign> {
    const MARK: [&str; 2] = ["[PII ", "is hidden"];
    let (_, behind) = text.split_once(MARK[0])?;
    behind.split(']').next().filter(|inside| inside.contains(MARK[1]))?;
    let words = "The token was left out: .NET writes [PII … is hidden] in its place".to_owned();
    let advice = "Set IdentityModelEventSource.ShowPII and LogCompleteSecurityArtifact while you look for the fault, or copy the token from the request";
    Some(foreign("Masked token", words, advice, source))
}

/// A placeholder behind `Bearer`, `token=` or `"access_token":` in a longer text.
pub(super) fn within(text: &str, outer: Span) -> Option<Foreign> {
    let inside = outer.of(text)?;
    // A request or an answer is short; a program names variables so.
    if inside.len() > LONGEST_MESSAGE {
        return None;
    }
    if let Some(found) = described(inside, outer).or_else(|| personal(inside, outer)) {
        return Some(found);
    }
    let lower = inside.get(..inside.floor_char_boundary(65_536))?.to_ascii_lowercase();
    const MARKS: [&str; 21] = [
        "authorization\",\"",
        "authorization\", \"",
        "token\",\"",
        "token\", \"",
        "bearer ",
        "token\":",
        "token':",
        "token=",
        "bearer%20",
        "jwt\":",
        "jwt=",
        "assertion=",
        "token:",
        "token =",
        "token\"=>",
        "token\" =>",
        "jwt:",
        "authorization:",
        "authorization\":",
        "authorization\"=>",
        "authorization\" =>",
    ];
    for mark in MARKS {
        for (at, _) in lower.match_indices(mark).take(16) {
            let start = at + mark.len();
            let rest = inside.get(start..)?;
            // A placeholder is short: no more is looked at.
            let rest = &rest[..rest.floor_char_boundary(4 * LONGEST)];
            let value = rest.trim_start_matches(|character: char| is_blank(character) || is_quote(character));
            let start = start + (rest.len() - value.len());
            let is_closed = value.starts_with("{{") || value.starts_with("${") || value.starts_with(['<', '[', '(']);
            let ends = |character: char| match character {
                '}' | ']' | '>' => is_closed,
                ')' | ';' => true,
                _ if is_quote(character) || matches!(character, ',' | '&' | '\n' | '\r') => true,
                _ => is_blank(character) && !is_closed,
            };
            let mut length = value.find(ends).unwrap_or(value.len());
            if is_closed {
                length += value[length..]
                    .chars()
                    .take_while(|character| matches!(character, '}' | ']' | '>' | ')'))
                    .map(char::len_utf8)
                    .sum::<usize>();
            }
            let value =
                value.get(..length)?.trim_end_matches(['}', ']', ' ']).len().max(if is_closed { length } else { 0 });
            let span = Span::new(start, start + value);
            // Behind the name of a header stands the scheme, and behind that what is looked for.
            let is_scheme = |value: &str| ["bearer", "dpop"].iter().any(|scheme| value.eq_ignore_ascii_case(scheme));
            if let Some(found) = span
                .of(inside)
                .filter(|value| !value.trim().is_empty() && !is_scheme(value))
                .and_then(|value| find(value, span.shift(outer.start)))
            {
                return Some(found);
            }
        }
    }
    None
}
