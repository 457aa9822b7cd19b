//! What can be made of the token that is shown.

use crate::app::state::State;
use crate::app::value::Secrecy;
use crate::engine::export::{self, Subject, URL};
use zeroize::Zeroizing;

/// Asks something about the token that is shown, once it was looked into. What is made of it is of one text, also while
/// another is being looked into.
pub(in crate::app) fn with<T>(state: &State, ask: impl FnOnce(&Subject<'_>) -> T) -> Option<T> {
    let (examination, candidate) = (state.examination()?, state.candidate()?);
    let shown = state.derived.covered.as_deref()?;
    let judgement = state.derived.judgement.as_ref()?;
    let policy = state.policy();
    Some(ask(&Subject {
        token: &examination.layers.first()?.text,
        examination,
        shown,
        judgement,
        policy: &policy,
        layer: state.layer_index(),
        entry: state.entry_index(),
        cleaned: &candidate.cleaned,
        notes: &candidate.notes,
        now: state.now(),
        url: URL,
    }))
}

/// The text, and who may see it.
pub(in crate::app) fn made(state: &State, name: &str) -> Option<(Zeroizing<String>, Secrecy)> {
    let row = export::named(name)?;
    with(state, |subject| {
        let secrecy = match row.secrecy(subject) {
            export::Secrecy::Open => Secrecy::Open,
            export::Secrecy::Secret => Secrecy::Secret,
        };
        Some((row.make(subject).ok()?, secrecy))
    })?
}
