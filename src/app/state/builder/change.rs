//! What differs from the token that a draft was carried over from, member by member.

use super::DraftFacts;
use super::text::text;
use crate::app::value::Original;
use crate::app::value::builder::Field;
use crate::engine::builder::draft::{Draft, PayloadKind};
use crate::engine::ground::json;
use crate::engine::ground::json::Document;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use std::collections::HashMap;

/// Members that are compared; a claims set with more is not edited by hand.
const COMPARED: usize = 2_000;

/// One member that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Change {
    pub field: Field,
    pub name: String,
    /// What happened to it.
    pub kind: ChangeKind,
    /// The value as it was written; empty where there was none.
    pub was: String,
    /// The value as it is written; empty where there is none.
    pub is: String,
    /// Its bytes in the text as it is; `None`: it is gone.
    pub span: Option<Span>,
}

/// What happened to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum ChangeKind {
    Added,
    Removed,
    Changed,
}

/// Everything that differs, header first. Spaces between values are no difference of a member.
pub(in crate::app) fn changes(original: &Original, draft: &Draft, derived: &DraftFacts) -> Vec<Change> {
    let mut found = Vec::new();
    for (field, document) in &derived.documents {
        let was = text(&original.draft, *field).map_or("", String::as_str);
        if *field == Field::Claims && original.draft.payload.kind != PayloadKind::Claims {
            continue;
        }
        if text(draft, *field).is_some_and(|is| is == was) {
            continue;
        }
        let before = json::scan(was.as_bytes(), Limits::DEFAULT.json_depth);
        compare(*field, &before, document, &mut found);
    }
    found.sort_by_key(|change| change.field == Field::Claims);
    found
}

fn compare(field: Field, before: &Document, after: &Document, found: &mut Vec<Change>) {
    let members = |document: &Document| -> Vec<(String, String, Span)> {
        let Some(root) = document.root() else { return Vec::new() };
        root.members()
            .take(COMPARED)
            .map(|member| {
                let span = Span::new(member.name_span.start, member.value.span().end);
                (member.name.into_owned(), member.value.lexeme().into_owned(), span)
            })
            .collect()
    };
    let (was, is) = (members(before), members(after));
    let old: HashMap<&str, &str> = was.iter().map(|(name, value, _)| (name.as_str(), value.as_str())).collect();
    let new: HashMap<&str, ()> = is.iter().map(|(name, ..)| (name.as_str(), ())).collect();
    for (name, value, span) in &is {
        let kind = match old.get(name.as_str()) {
            None => ChangeKind::Added,
            Some(old) if *old != value => ChangeKind::Changed,
            Some(_) => continue,
        };
        found.push(Change {
            field,
            name: name.clone(),
            kind,
            was: old.get(name.as_str()).map(|old| (*old).to_owned()).unwrap_or_default(),
            is: value.clone(),
            span: Some(*span),
        });
    }
    // A text that breaks off has lost nothing yet.
    if !after.is_complete() {
        return;
    }
    for (name, value, _) in was.iter().filter(|(name, ..)| !new.contains_key(name.as_str())) {
        found.push(Change {
            field,
            name: name.clone(),
            kind: ChangeKind::Removed,
            was: value.clone(),
            is: String::new(),
            span: None,
        });
    }
}
