//! JSON with other text around it: a comment in front, `callback(…)`, `const keys = …;`, a sentence of a chat.

use crate::engine::ground::json::{self, Kind};
use zeroize::Zeroizing;

/// Deepest nesting that is read.
const DEPTH: usize = 64;
/// Places at which an object is looked for.
const PLACES: usize = 8;

pub(super) fn applies(text: &str) -> bool {
    let trimmed = text.trim();
    text.contains('{') && text.contains('"') && !(trimmed.starts_with(['{', '[']) && trimmed.ends_with(['}', ']']))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let trimmed = text.trim();
    let mut from = 0;
    for _ in 0..PLACES {
        let at = from + trimmed.get(from..)?.find(['{', '['])?;
        let document = json::scan(trimmed.get(at..)?.as_bytes(), DEPTH);
        let is_read = document.fault().is_none_or(|fault| fault.kind == json::FaultKind::Trailing);
        let found = document.root().filter(|root| is_read && matches!(root.kind(), Kind::Object | Kind::Array));
        let end = found.map(|root| root.span().end);
        let stop = document.fault().map_or(0, |fault| fault.span.start);
        document.wipe();
        if let Some(end) = end.filter(|end| *end > 2) {
            return (end < trimmed.len())
                .then(|| Zeroizing::new(trimmed[at..(at + end).min(trimmed.len())].to_owned()));
        }
        // What broke off at the end of the text breaks off there from every other place too.
        if at + stop >= trimmed.len() {
            return None;
        }
        from = at + 1;
    }
    None
}
