//! Escape sequences with which a terminal is told to change its colours (ECMA-48), as copied out of a log.

use zeroize::Zeroizing;

/// The escape character, and how it looks where it was written out or lost.
const STARTS: [&str; 8] = ["\u{1B}[", "^[[", "\\u001b[", "\\u001B[", "\\x1b[", "\\e[", "\\033[", "\u{241b}["];

pub(super) fn applies(text: &str) -> bool {
    STARTS.iter().any(|start| text.contains(start)) || text.contains("[0m") && text.contains('m')
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    let mut any = false;
    while let Some(at) = rest.find(['\u{1B}', '^', '\\', '\u{241b}', '[']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // `[32m` alone ends with `m`, and has nothing but numbers.
        let is_lost = |rest: &str| {
            let numbers = rest[1..].bytes().take(16).take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
            numbers > 0 && rest.as_bytes().get(1 + numbers) == Some(&b'm')
        };
        let lost = (rest.starts_with('[') && is_lost(rest)).then_some(&"[");
        let start = STARTS.iter().find(|start| rest.starts_with(**start)).or(lost);
        let end = start.and_then(|start| {
            let parameters =
                rest[start.len()..].bytes().take(32).take_while(|byte| (0x20..=0x3F).contains(byte)).count();
            let end = start.len() + parameters;
            rest.as_bytes().get(end).filter(|byte| byte.is_ascii_alphabetic()).map(|_| end + 1)
        });
        match end {
            Some(end) => {
                any = true;
                rest = &rest[end..];
            }
            None => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    out.push_str(rest);
    any.then_some(out)
}
