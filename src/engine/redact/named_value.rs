//! Values that are known by the name in front of them, in any notation: `name=value`, `"name": "value"`, `name: value`,
//! `--name value`, a header line.

use super::mask::MaskKind;
use super::name::{self, Named};
use crate::engine::ground::span::Span;

/// A value, and what it is.
pub(super) struct NamedValue {
    pub(super) span: Span,
    pub(super) kind: MaskKind,
    /// The header whose value it is.
    pub(super) header: Option<String>,
}

const LONGEST_NAME: usize = 64;
/// Longest value in quotes; it must end somewhere.
const LONGEST_QUOTED: usize = 64 * 1024;

/// Schemes of the `Authorization` header that a credential stands behind (IANA HTTP Authentication Schemes).
const SCHEMES: [&str; 6] = ["Bearer", "Basic", "DPoP", "Token", "Digest", "Negotiate"];

/// All of them, in order.
pub(super) fn find(text: &str) -> Vec<NamedValue> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // Two digits behind a percent sign are no name.
        if bytes[at] == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
            at += 3;
            continue;
        }
        if !is_name(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|byte| !is_name(*byte)).unwrap_or(bytes.len() - at);
        let end = at + length;
        let start = std::mem::replace(&mut at, end);
        if length > LONGEST_NAME {
            continue;
        }
        if let Some(value) = text.get(start..end).and_then(|name| of_name(text, start, end, name)) {
            at = value.span.end.max(end);
            found.push(value);
        }
    }
    found
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn of_name(text: &str, start: usize, end: usize, name: &str) -> Option<NamedValue> {
    // `https://user:password@host`: an address, whose parts are told apart elsewhere.
    if text[..start].ends_with("://") {
        return None;
    }
    let is_flag = name.starts_with('-');
    let name = name.trim_start_matches('-');
    if is_flag && let Some(kind) = flag(name) {
        let span = value(text, end, true)?;
        let header = (kind == Flag::Cookie).then(|| "Cookie".to_owned());
        return Some(NamedValue { span, kind: MaskKind::Secret, header });
    }
    if name::is_header(name) && text.get(end..)?.starts_with(':') && !is_within_quotes(text, start, end) {
        let span = line(text, end + 1, start)?;
        return Some(NamedValue { span, kind: MaskKind::Secret, header: Some(name.to_owned()) });
    }
    let (kind, needs_equals) = match name::named(name) {
        // In a line of text, a name names anything.
        Named::Masked(MaskKind::Name) if name.eq_ignore_ascii_case("name") => return None,
        Named::Masked(kind) => (kind, false),
        Named::Ambiguous(kind) => (kind, true),
        Named::Issuer | Named::Roles | Named::Nothing => return None,
    };
    let behind = text.get(end..)?;
    if needs_equals && !(behind.starts_with('=') || behind.starts_with("%3D") || behind.starts_with("%3d")) {
        return None;
    }
    let span = value(text, end, is_flag)?;
    // `authorization=Bearer …`: the scheme opens nothing, what is behind it does.
    let is_scheme = |word: &str| SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
    let behind_scheme = if is_scheme(span.of(text)?) { value(text, span.end, true) } else { None };
    let span = behind_scheme.unwrap_or(span);
    let written = span.of(text)?;
    // An HTTP status.
    let is_number = needs_equals && written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_digit());
    let is_placeholder = is_number
        || matches!(written, "null" | "true" | "false" | "undefined" | "none" | "None")
        || written.starts_with("${") && written.ends_with('}')
        || written.starts_with("{{") && written.ends_with("}}")
        || written.starts_with('$') && written[1..].bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    (!is_placeholder).then_some(NamedValue { span, kind, header: None })
}

/// A member name of JSON, whose value is in quotes of its own.
fn is_within_quotes(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with('"') && text[end..].starts_with('"')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    Secret,
    Cookie,
}

/// Options of curl and HTTPie that take what opens something.
fn flag(name: &str) -> Option<Flag> {
    match name {
        "u" | "user" | "proxy-user" | "U" | "oauth2-bearer" | "pass" | "proxy-pass" | "auth" => Some(Flag::Secret),
        "b" | "cookie" => Some(Flag::Cookie),
        _ => None,
    }
}

/// To the end of a line, or of the quotes that the line is in.
fn line(text: &str, from: usize, name: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let rest = text.get(start..)?;
    let quote = text[..name].chars().next_back().filter(|character| matches!(character, '"' | '\'' | '`'));
    let end =
        rest.find(|character: char| matches!(character, '\n' | '\r') || Some(character) == quote).unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['\\', ' ', '\t']);
    // `\r\n` as a program prints it.
    let end = written.find("\\r\\n").or_else(|| written.find("\\n")).unwrap_or(written.len());
    (end > 0).then(|| Span::new(start, start + end))
}

/// The value behind a name: behind a separator, in quotes or without.
fn value(text: &str, from: usize, is_flag: bool) -> Option<Span> {
    let mut at = from;
    let blank = |at: usize| {
        text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    };
    // The quotes that close the name.
    at += quote(text, at).map_or(0, str::len);
    at += blank(at);
    let rest = text.get(at..)?;
    let separator =
        ["=>", ":=", "=", ":", "%3D", "%3d", "%3A", "%3a"].iter().find(|separator| rest.starts_with(**separator));
    match separator {
        Some(separator) => at += separator.len(),
        None if is_flag && at > from => {}
        None => return None,
    }
    at += blank(at);
    // Bash's own quotes: `$'…'`.
    at += usize::from(text.get(at..)?.starts_with("$'") || text.get(at..)?.starts_with("$\""));
    let opening = quote(text, at);
    at += opening.map_or(0, str::len);
    let rest = text.get(at..)?;
    let length = match opening {
        Some(mark) => {
            let rest = &rest[..rest.floor_char_boundary(LONGEST_QUOTED)];
            closing(rest, mark)
        }
        None => rest
            .find(|character: char| {
                character.is_whitespace()
                    || matches!(character, '&' | ';' | ',' | '"' | '\'' | '<' | '>' | ')' | '}' | ']' | '`')
            })
            .unwrap_or(rest.len()),
    };
    let length = match opening {
        Some(_) => length,
        None => rest[..length].find("%26").unwrap_or(length),
    };
    if opening.is_none()
        && let Some(block) = block(text, from, at)
    {
        return Some(block);
    }
    (length > 0).then(|| Span::new(at, at + length))
}

/// The lines of a block of YAML (YAML 1.2.2 §8.1) whose sign, `|` or `>`, stands at `at`: those that are indented farther than
/// the line of the name.
fn block(text: &str, name_end: usize, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let first = rest.lines().next()?;
    let sign = first.trim_end().strip_prefix(['|', '>'])?;
    if sign.len() > 2 || !sign.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte)) {
        return None;
    }
    let line = text[..name_end].rfind('\n').map_or(0, |place| place + 1);
    let indent = |line: &str| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let least = indent(&text[line..name_end]);
    let start = at + rest.find('\n')? + 1;
    let mut end = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) <= least {
            break;
        }
        end += line.len();
    }
    let body = text.get(start..end)?;
    let (front, behind) = (body.len() - body.trim_start().len(), body.len() - body.trim_end().len());
    (!body.trim().is_empty()).then(|| Span::new(start + front, end - behind))
}

/// Quotes at a place, with the backslashes or the encoding in front of them.
fn quote(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let slashes = rest.bytes().take(8).take_while(|byte| *byte == b'\\').count();
    match rest.as_bytes().get(slashes) {
        Some(b'"' | b'\'') => rest.get(..=slashes),
        _ if rest.starts_with("%22") => rest.get(..3),
        _ if rest.starts_with("&quot;") => rest.get(..6),
        _ => None,
    }
}

/// Where a value in quotes ends: at the same quotes, or with the line.
fn closing(rest: &str, mark: &str) -> usize {
    let is_plain = mark.len() == 1;
    let mut at = 0;
    while let Some(step) = rest.get(at..).and_then(|behind| behind.find(mark)) {
        let end = at + step;
        let slashes = rest[..end].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if !is_plain || slashes % 2 == 0 {
            return end;
        }
        at = end + mark.len();
    }
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}
