//! What a form calls a token: the field of a page, the part of a form in parts (RFC 7578).

use crate::engine::text::page::{disposition, field, field_name};

/// Bytes around a token in which its tag or the head of its part is looked for.
const BESIDE: usize = 1_024;
/// Longest name.
const LONGEST: usize = 64;
/// Lines of the head of a part.
const LINES: usize = 8;

/// In `<input name="id_token" value="…">` the name of the value, wherever it is in the tag.
pub(super) fn in_tag(before: &str, after: &str) -> Option<String> {
    let before = plain(&before[before.floor_char_boundary(before.len().saturating_sub(BESIDE))..]);
    let after = plain(&after[..after.floor_char_boundary(BESIDE)]);
    let tag = before.get(before.rfind('<')? + 1..)?;
    let attributes = tag.get(tag.find(|sign: char| sign.is_ascii_whitespace())?..)?;
    let attributes = format!("{attributes}{after}");
    usable(field(&attributes).0?)
}

/// Behind `Content-Disposition: form-data; name="id_token"` and a blank line the name of the part.
pub(super) fn of_part(before: &str) -> Option<String> {
    let before = plain(&before[before.floor_char_boundary(before.len().saturating_sub(BESIDE))..]);
    let head = before.trim_end();
    if before[head.len()..].matches('\n').count() < 2 {
        return None;
    }
    let lines = head.lines().rev().take(LINES).take_while(|line| !line.trim().is_empty() && !line.starts_with("--"));
    usable(field_name(lines.into_iter().find_map(disposition)?)?)
}

/// Without the escapes of a string that all of it is in.
fn plain(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\r\\n", "\n").replace("\\n", "\n")
}

fn usable(name: &str) -> Option<String> {
    (!name.is_empty() && name.len() <= LONGEST).then(|| name.to_owned())
}
