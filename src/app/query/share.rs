//! Questions about what is about to be shared.

use crate::app::state::State;
use crate::app::value::share::ShareScope;
use std::sync::Arc;

/// The tokens that are to be masked.
pub(in crate::app) fn tokens(state: &State) -> Vec<Arc<str>> {
    match state.share.scope {
        ShareScope::Token => state.candidate().map(|candidate| Arc::clone(&candidate.text)).into_iter().collect(),
        ShareScope::Desk => state.desk.entries.iter().map(|entry| Arc::clone(&entry.text)).collect(),
    }
}

/// All that is shared, as one text.
pub(in crate::app) fn text(state: &State) -> Option<String> {
    let redacted = state.share.redacted.as_ref()?;
    let texts: Vec<&str> = redacted.iter().map(|redacted| redacted.text.trim()).collect();
    Some(texts.join("\n\n"))
}
