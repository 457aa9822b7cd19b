//! What prose, Markdown and YAML call a token: the words in front of it, where there is no sign between them.

use super::alphabet::is_line_break;
use crate::engine::ground::span::Span;

/// Bytes in front of a token that are looked at.
const BESIDE: usize = 512;
/// What a sentence calls a token.
const NAMES: [&str; 12] = [
    "access token",
    "refresh token",
    "id token",
    "identity token",
    "bearer token",
    "logout token",
    "session token",
    "access_token",
    "refresh_token",
    "id_token",
    "old token",
    "new token",
];

fn before(text: &str, source: Span) -> &str {
    let before = text.get(..source.start).unwrap_or_default();
    &before[before.ceil_char_boundary(before.len().saturating_sub(BESIDE))..]
}

/// What a sentence or a list of Markdown calls the token at `source`: `access token eyJ…`, `**access**: eyJ…`.
pub(super) fn beside(text: &str, source: Span) -> Option<String> {
    let line = before(text, source).rsplit(is_line_break).next()?;
    let bare = line.trim_end_matches([' ', '`', '"', '\'', ':', '(', '=', '\t', '*', '_']);
    let lower = bare.to_ascii_lowercase();
    let is_apart = |name: &&&str| {
        lower.strip_suffix(**name).is_some_and(|rest| !rest.ends_with(|last: char| last.is_ascii_alphanumeric()))
    };
    if let Some(name) = NAMES.iter().find(is_apart) {
        return Some((*name).to_owned());
    }
    // Emphasised, with a colon before or behind the signs.
    let rest = line.trim_end_matches([' ', '`', '"', '\'', '\t']);
    let rest = rest.trim_end_matches(':');
    let mark = ["**", "__"].into_iter().find(|mark| rest.ends_with(mark))?;
    let rest = rest.strip_suffix(mark)?;
    let name = rest.get(rest.rfind(mark)? + mark.len()..)?.trim_end_matches(':').trim();
    let is_name = (2..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' '));
    is_name.then(|| name.to_owned())
}

/// In YAML the name above that of the token: `web` of `web:` with `  token: eyJ…` below it.
pub(super) fn parent(text: &str, source: Span) -> Option<String> {
    let before = before(text, source);
    let mut lines = before.rsplit(is_line_break);
    let own = lines.next()?;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let depth = indent(own).checked_sub(1)?;
    let above = lines.take(32).find(|line| !line.trim().is_empty() && indent(line) <= depth)?;
    let name = above.trim().trim_start_matches("- ").strip_suffix(':')?.trim_matches(['"', '\'']);
    let is_name = (1..=48).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    is_name.then(|| name.to_owned())
}

/// Whether the token at `source` is in a line that a diff takes out (`-`) or puts in (`+`).
pub(super) fn side(text: &str, source: Span) -> Option<&'static str> {
    let line = before(text, source).rsplit(is_line_break).next()?;
    // A diff says at its beginning that it is one.
    let front = &text[..text.floor_char_boundary(8 * BESIDE)];
    let is_diff = || front.contains("\n@@ ") || front.starts_with("@@ ") || front.contains("\n+++ ");
    match line.as_bytes().first()? {
        b'-' if is_diff() => Some("old"),
        b'+' if is_diff() => Some("new"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::detect::detect;
    use crate::engine::ground::limit::Limits;

    const ONE: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.";
    const TWO: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJiIn0.";

    #[test]
    fn what_stands_in_front_of_a_token_names_it() {
        for (text, names) in [
            (format!("issued access token {ONE} and refresh token {TWO} to alice"), ["access token", "refresh token"]),
            (format!("- **access**: `{ONE}`\n- **refresh:** `{TWO}`\n"), ["access", "refresh"]),
            (
                format!("sessions:\n  web:\n    token: {ONE}\n  mobile:\n    token: {TWO}\n"),
                ["web.token", "mobile.token"],
            ),
            (format!("--- a/t\n+++ b/t\n@@ -1 +1 @@\n-TOKEN={ONE}\n+TOKEN={TWO}\n"), ["TOKEN, old", "TOKEN, new"]),
        ] {
            let found = detect(&text, &Limits::DEFAULT);
            let labels: Vec<_> = found.candidates.iter().map(|one| one.label.as_str()).collect();
            assert_eq!(labels, names, "{text}");
            assert!(found.candidates.iter().all(|one| one.is_named), "{text}");
        }
    }
}
