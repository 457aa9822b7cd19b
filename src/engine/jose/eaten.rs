//! Underscores that Markdown or a chat took out of a token: `_` around text is emphasis there, and disappears.
//!
//! *Invariant:* what is said here was tried: with the underscores put back the payload is JSON.

use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, FaultKind, Kind};

/// Underscores that are put back in one part.
pub(crate) const MOST: usize = 2;
/// Longest part that is looked at.
const LONGEST: usize = 4 * 1024;
/// Bytes that are decoded in search of the places.
const WORK: usize = 512 * 1024;
/// Texts with some of the underscores that are followed further.
const WIDTH: usize = 8;
/// Ways to put them back that are told apart.
const WAYS: usize = 16;
/// Deepest JSON that is read.
const DEPTH: usize = 32;

/// A payload with its underscores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Restored {
    pub(crate) text: String,
    /// Where they were put, in characters of the text as it is now.
    pub(crate) places: Vec<usize>,
}

/// The ways in which a payload becomes JSON by underscores that are put back; none where it is JSON, or nothing was lost of
/// it that way.
pub(crate) fn restored(payload: &str) -> Vec<Restored> {
    let is_plain = payload.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if payload.len() > LONGEST || !is_plain || !payload.starts_with("ey") || reach(payload).is_none() {
        return Vec::new();
    }
    let mut work = WORK;
    let mut texts = vec![Restored { text: payload.to_owned(), places: Vec::new() }];
    for _ in 0..MOST {
        let mut found: Vec<Restored> = Vec::new();
        let mut next: Vec<(usize, Restored)> = Vec::new();
        for one in &texts {
            let Some(end) = reach(&one.text) else { continue };
            let first = one.places.last().map_or(0, |place| place + 1);
            for place in first..=end.min(one.text.len()) {
                // In front of one that is there it is the same text as behind it.
                if one.text.as_bytes().get(place) == Some(&b'_') {
                    continue;
                }
                let Some(left) = work.checked_sub(one.text.len()) else { return found };
                work = left;
                let mut text = one.text.clone();
                text.insert(place, '_');
                let mut places = one.places.clone();
                places.push(place);
                match reach(&text) {
                    None => found.push(Restored { text, places }),
                    Some(further) if further > end => next.push((further, Restored { text, places })),
                    Some(_) => {}
                }
                if found.len() >= WAYS {
                    return found;
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        next.sort_by_key(|(further, _)| std::cmp::Reverse(*further));
        next.truncate(WIDTH);
        texts = next.into_iter().map(|(_, one)| one).collect();
    }
    Vec::new()
}

/// Up to which character a payload may be what was signed; `None`: it is an object of JSON in canonical base64url.
fn reach(text: &str) -> Option<usize> {
    let decoded = base64url::decode(text);
    let document = json::scan(&*decoded.bytes, DEPTH);
    match document.fault() {
        None if decoded.is_strict() && document.root().is_some_and(|root| root.kind() == Kind::Object) => None,
        None => Some(text.len()),
        // What is no text may begin a byte later than it went wrong.
        Some(fault) if fault.kind == FaultKind::Truncated => Some(text.len()),
        Some(fault) => Some(((fault.span.start + 2) * 4 / 3 + 1).min(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, restored};
    use crate::engine::ground::base64url::encode;

    #[test]
    fn underscores_are_put_back_where_they_were() {
        let claims = r#"{"sub":"user-17","jti":"??????","exp":1800000600}"#;
        let whole = encode(claims.as_bytes());
        let count = whole.matches('_').count();
        assert!((1..=MOST).contains(&count), "{whole}");
        let ways = restored(&whole.replace('_', ""));
        assert!(ways.iter().any(|way| way.text == whole && way.places.len() == count), "{ways:?}");
        // Nothing is lost, or something else than that.
        assert_eq!(restored(&whole), []);
        for broken in ["", "ey", "eyJzdWIiOjF9eyJ", &encode(b"{\"a\":1}")[..7], &whole.replace('e', "f")] {
            assert!(restored(broken).is_empty(), "{broken}");
        }
    }
}
