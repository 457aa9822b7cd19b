//! The list that grows with what a person may do, and how much of it still fits.

use super::frame::{Frame, Replacement};
use crate::engine::ground::json::Kind;

/// Values of the claims that are looked at.
const VALUES: usize = 4_000;
/// More entries than this are no warning.
const MOST: usize = 20;

/// The largest list that grows, and what one more entry costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// What one entry is called.
    pub entry: &'static str,
    /// What several are called.
    pub entries: &'static str,
    /// Bytes of the claims that one more takes, as long as the others are on average.
    pub bytes: usize,
}

/// Names in small letters and digits alone, and what one and several of their entries are called.
const GROWING: &[(&str, &str, &str)] = &[
    ("roles", "role", "roles"),
    ("role", "role", "roles"),
    ("groups", "group", "groups"),
    ("group", "group", "groups"),
    ("memberof", "group", "groups"),
    ("teams", "team", "teams"),
    ("permissions", "permission", "permissions"),
    ("privileges", "privilege", "privileges"),
    ("authorities", "authority", "authorities"),
    ("entitlements", "entitlement", "entitlements"),
    ("scopes", "scope", "scopes"),
    ("scope", "scope", "scopes"),
    ("scp", "scope", "scopes"),
    ("wids", "directory role", "directory roles"),
];

/// The largest of the lists that grow.
pub fn growth(frame: &Frame<'_>) -> Option<Growth> {
    let document = frame.innermost()?.content?.document.as_deref()?;
    document.object()?;
    let mut best: Option<(usize, Growth)> = None;
    for value in (0..document.len().min(VALUES)).filter_map(|index| document.value(index)) {
        let Some(name) = value.name() else { continue };
        let last = name.rsplit(['/', ':', '.', '#']).next().unwrap_or_default();
        let plain: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
        let plain = plain.to_ascii_lowercase();
        let Some((_, entry, entries)) = GROWING.iter().find(|(known, ..)| *known == plain) else { continue };
        let (length, count) = match value.kind() {
            Kind::Array => (value.children().map(|child| child.span().len()).sum(), value.child_count()),
            // Words with spaces between them.
            Kind::String => {
                let text = value.as_str().unwrap_or_default();
                let words = text.split(' ').filter(|word| !word.is_empty());
                words.fold((0, 0), |(length, count), word| (length + word.len(), count + 1))
            }
            _ => continue,
        };
        let is_list = count > usize::from(value.kind() == Kind::String);
        if is_list && best.as_ref().is_none_or(|(known, _)| length > *known) {
            // A comma or a space goes with it.
            best = Some((length, Growth { entry, entries, bytes: length.div_ceil(count) + 1 }));
        }
    }
    best.map(|(_, growth)| growth)
}

/// The first number of further entries with which the token does not fit any more; `None`: it takes many, or it cannot be told.
pub fn too_many(frame: &Frame<'_>, growth: &Growth, fits: impl Fn(usize) -> bool) -> Option<usize> {
    (1..=MOST).find_map(|count| {
        let replacement = Replacement { growth: count * growth.bytes, ..Replacement::default() };
        let total = frame.length(&replacement)?;
        (!fits(total)).then_some(count)
    })
}
