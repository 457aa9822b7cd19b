//! What an SD-JWT that is being made offers to withhold.

use crate::app::state::State;
use crate::app::value::builder::Field;
use crate::engine::builder::sd_jwt::Places;
use crate::engine::ground::json::{Document, Kind};
use crate::engine::key::Jwk;
use std::sync::Arc;

/// Pointers to the claims that the filter leaves and that may be withheld.
pub(in crate::app) fn matching(state: &State) -> Vec<String> {
    let Some(document) = state.build.derived.document(Field::Claims) else { return Vec::new() };
    let Some(root) = document.object() else { return Vec::new() };
    let places = Places::new(document);
    let is_credential = root.get("vct").is_some();
    found(document, &places, &state.build.offering.filter)
        .into_iter()
        .filter_map(|index| document.value(index))
        .map(|value| places.pointer(value))
        .filter(|pointer| !is_guarded(pointer, is_credential))
        .collect()
}

/// Numbers of the values with this text in their path or, where they hold no others, in their value; all of them for the
/// empty text. Upper and lower case are the same.
pub(in crate::app) fn found(document: &Document, places: &Places, filter: &str) -> Vec<usize> {
    let filter = filter.trim().to_lowercase();
    if filter.is_empty() {
        return (1..document.len()).collect();
    }
    let mut is_found = vec![false; document.len()];
    for index in 1..document.len() {
        let Some(value) = document.value(index) else { continue };
        let is_inside = places.container(index).and_then(|container| is_found.get(container)) == Some(&true);
        let has = |text: &str| text.to_lowercase().contains(&filter);
        let is_one = !matches!(value.kind(), Kind::Object | Kind::Array);
        let is_it = is_inside
            || value.name().is_some_and(|name| has(&name))
            || is_one && has(&value.lexeme())
            // Typed as a path.
            || filter.starts_with('/') && has(&places.pointer(value));
        if let Some(entry) = is_found.get_mut(index) {
            *entry = is_it;
        }
    }
    is_found.iter().enumerate().filter(|(_, is_found)| **is_found).map(|(index, _)| index).collect()
}

/// Whether a claim decides about validity, or stands within one that does: the holder must not leave it out (RFC 9901 §9.7,
/// and SD-JWT VC).
pub(in crate::app) fn is_guarded(pointer: &str, is_credential: bool) -> bool {
    let name = pointer.split('/').nth(1).unwrap_or_default();
    matches!(name, "iss" | "aud" | "exp" | "nbf" | "cnf")
        || is_credential && matches!(name, "vct" | "vct#integrity" | "aka_vcts" | "status")
}

/// The holder's key, where its private half is at hand.
pub(in crate::app) fn holder(state: &State) -> Option<&Arc<Jwk>> {
    let key = state.build.draft.as_ref()?.selection.holder.as_ref()?.resolve(&state.build.ring)?;
    key.is_private().then_some(key)
}
