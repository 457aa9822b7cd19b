//! Values that go on in the next line: a folded header line (RFC 9112 section 5.2), an option of PowerShell or of `cmd` behind
//! the sign that continues a command.

use crate::engine::ground::span::Span;
use crate::engine::text::variable::notation;
use std::borrow::Cow;

/// Lines that one header line is folded into.
const MOST_LINES: usize = 256;

/// The value of a header line, which is `span` in its first line, with what was folded. `from`: behind the colon.
pub(super) fn extended(text: &str, from: usize, span: Option<Span>) -> Option<Span> {
    let begins = |span: Span| span.of(text).is_some_and(|value| value.len() <= 16 && !value.contains(' '));
    // Behind a scheme alone, or nothing, a credential has to follow.
    let is_awaited = span.is_none_or(begins);
    let mut whole = span;
    let mut end = span.map_or(from, |span| span.end);
    for _ in 0..MOST_LINES {
        let rest = text.get(end..).unwrap_or_default();
        // In a line of a log, the signs for it.
        let breaks = ["\r\n", "\n", "\\r\\n", "\\n"];
        let Some(line) = breaks.iter().find_map(|sign| rest.strip_prefix(sign)) else { break };
        let content = line.trim_start_matches([' ', '\t']);
        if content.len() == line.len() {
            break;
        }
        let is_of_credential = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte);
        let length = content.bytes().take_while(|byte| is_of_credential(byte)).count();
        let word = &content[..length];
        let behind = content[length..].trim_start_matches(['"', '\'', ' ']);
        let is_alone = behind.is_empty() || behind.starts_with(['\n', '\r', '\\']);
        // A word may be another name, as an indented file has them.
        let has = |known: fn(&u8) -> bool| word.bytes().skip(1).any(|byte| known(&byte));
        let is_mixed = has(u8::is_ascii_digit) || has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
        if length == 0 || !is_alone || !(is_mixed || is_awaited && length >= 8) {
            break;
        }
        let start = text.len() - content.len();
        end = start + length;
        whole = Some(Span::new(whole.map_or(start, |span| span.start), end));
    }
    whole
}

/// A folded value as one line.
pub(super) fn unfolded(value: &str) -> Cow<'_, str> {
    if !value.contains('\n') && !value.contains("\\n") {
        return Cow::Borrowed(value);
    }
    let plain = value.replace("\\r\\n", "\n").replace("\\n", "\n");
    let mut words = plain.split_ascii_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: String = words.collect();
    // A blank is left behind a scheme; within a credential there is none.
    let is_scheme = first.len() <= 24 && first.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    Cow::Owned(if is_scheme { format!("{first} {rest}") } else { format!("{first}{rest}") })
}

/// The value of an option in the next line, where the sign that continues a command stands behind the name: a backtick of
/// PowerShell, a caret of `cmd`.
pub(super) fn next_line(text: &str, end: usize) -> Option<Span> {
    let at = end + notation::blanks(text, end);
    let rest = text.get(at..).filter(|_| at > end)?.strip_prefix(['`', '^'])?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let from = text.len() - rest.len();
    let from = from + notation::blanks(text, from);
    if let Some(written) = notation::quoted(text, from) {
        return Some(written.span);
    }
    let rest = text.get(from..).filter(|rest| !rest.starts_with('-'))?;
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (length > 0).then(|| Span::new(from, from + length))
}
