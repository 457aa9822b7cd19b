//! Whether a text around a token is JSON, and what the members of its object call the token.

use super::alphabet::is_blank;

/// Longest name that is shown.
const LONGEST_NAME: usize = 64;

/// Whether a text begins as JSON does, or as what Python and JavaScript write like it: with a member, which has a colon behind
/// its name, or with an element of a list. `{:name=>`, `{ok,<<`, `{code}` and `[section]` are of other languages.
pub(super) fn is_like_json(text: &str) -> bool {
    let inner = |text: &'_ str| text.get(1..).unwrap_or_default().trim_start().to_owned();
    if text.starts_with('[') {
        let inner = inner(text);
        let is_word = inner.starts_with(|first: char| first.is_ascii_alphabetic());
        return !is_word || ["true", "false", "null"].iter().any(|word| inner.starts_with(word));
    }
    if !text.starts_with('{') {
        return false;
    }
    let inner = inner(text);
    let behind = match inner.chars().next() {
        None | Some('}' | '/') => return true,
        Some(quote @ ('"' | '\'')) => match inner[1..].find(quote) {
            Some(end) => &inner[end + 2..],
            None => return true,
        },
        // JSON in a string.
        Some('\\') => return true,
        Some(first) if first.is_ascii_alphabetic() || matches!(first, '_' | '$') => {
            inner.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_$-".contains(letter))
        }
        Some(first) => return first == '{' || first == '[',
    };
    behind.is_empty() || behind.trim_start().starts_with(':') && !behind.trim_start().starts_with("::")
}

/// Characters around a token in which the name beside it is looked for, where it is JSON in a string.
const BESIDE: usize = 4096;

/// The same in JSON that is a string of JSON.
pub(super) fn member_beside_in_string(before: &str, after: &str) -> Option<String> {
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(BESIDE))..)?;
    let after = after.get(..after.floor_char_boundary(BESIDE))?;
    if !before.ends_with("\\\"") && !before.contains("\\\"") {
        return None;
    }
    member_beside(&before.replace("\\\"", "\""), &after.replace("\\\"", "\""))
}

/// The part of `before` and `after` that is in the same JSON object as what stands between them, as far as braces tell.
fn same_object<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let mut depth = 0;
    let start = before.bytes().rposition(|byte| match byte {
        b'}' => {
            depth += 1;
            false
        }
        b'{' if depth == 0 => true,
        b'{' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    let mut depth = 0;
    let end = after.bytes().position(|byte| match byte {
        b'{' => {
            depth += 1;
            false
        }
        b'}' if depth == 0 => true,
        b'}' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    (&before[start.map_or(0, |at| at + 1)..], &after[..end.unwrap_or(after.len())])
}

/// In `{"key": "access_token", "value": "…"}` the name that a member beside the value gives it, whichever comes first.
pub(super) fn member_beside(before: &str, after: &str) -> Option<String> {
    const NAMES: [&str; 7] = ["name", "key", "credentialType", "credential_type", "header", "label", "field"];
    let (before, after) = same_object(before, after);
    NAMES.iter().find_map(|name| {
        [before, after].iter().find_map(|text| {
            let (_, rest) = text.split_once(&format!("\"{name}\""))?;
            let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            let value = value.get(..value.find('"')?)?;
            (!value.is_empty() && value.len() <= LONGEST_NAME && !value.contains('\\')).then(|| value.to_owned())
        })
    })
}

/// In `"access_token": {"value": "…"}` the name of the object.
pub(super) fn holder(before: &str) -> Option<String> {
    let (inside, _) = same_object(before, "");
    let outside =
        before.strip_suffix(inside)?.strip_suffix('{')?.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    let name = outside.rsplit('"').next()?;
    (!name.is_empty() && name.len() <= LONGEST_NAME).then(|| name.to_owned())
}

/// In `"name": "Authorization", "value": "…"` the name of the value; `before` ends in front of `value`.
pub(super) fn sibling_name(before: &str) -> Option<String> {
    let before =
        before.trim_end_matches(|character| is_blank(character) || character == '"').strip_suffix(',')?.trim_end();
    let before = before.strip_suffix('"')?;
    let start = before.rfind('"')? + 1;
    let name = before.get(start..)?;
    let key = before.get(..start - 1)?.trim_end().strip_suffix(':')?.trim_end();
    (key.ends_with("\"name\"") && !name.is_empty() && name.len() <= LONGEST_NAME).then(|| name.to_owned())
}

/// Host and path of the request in an HTTP archive to which the token belongs. The query may hold secrets.
pub(super) fn request_place(before: &str) -> Option<String> {
    let at = before.rfind("\"url\"")?;
    let value = before.get(at + 5..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let url = value.get(..value.find('"')?)?;
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    // A path can carry a token of its own.
    let url = if url.contains("eyJ") { url.split('/').next().unwrap_or_default() } else { url };
    (!url.is_empty()).then(|| url.chars().take(60).collect())
}
