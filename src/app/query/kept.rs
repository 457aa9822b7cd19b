//! Questions about tokens that keyrings keep.

use crate::app::query;
use crate::app::state::State;
use crate::app::state::keyring::Ring;
use crate::app::value::RingId;
use crate::app::value::desk::EntryId;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::profile::profile;
use crate::engine::keyring::{Form, KeptToken};

/// The keyrings that can take a token now: encrypted, unlocked, and open for writing.
pub(in crate::app) fn writable(state: &State) -> impl Iterator<Item = &Ring> {
    let can =
        state.keyrings.open().filter(|(_, open)| open.keyring.form() == Form::Encrypted && open.read_only.is_none());
    can.map(|(ring, _)| ring)
}

/// One that is kept, by its mark.
pub(in crate::app) fn get<'a>(state: &'a State, ring: RingId, mark: &str) -> Option<&'a KeptToken> {
    state.keyrings.get(ring)?.open()?.keyring.tokens().find(|kept| kept.mark() == mark)
}

/// "Signed token, ES256": what is known of a token of no kind, or there would be nothing to tell it from others by.
fn form(examination: &Examination) -> Option<String> {
    let layer = examination.layers.first()?;
    let (what, header) = match (layer.jws(), layer.jwe()) {
        (Some(jws), _) => ("Signed token", &jws.signatures.first()?.header),
        (_, Some(jwe)) => ("Encrypted token", &jwe.recipients.first()?.header),
        _ => return None,
    };
    let algorithm = header.algorithm();
    Some(algorithm.map_or_else(|| what.to_owned(), |name| format!("{what}, {name}")))
}

/// A token of the desk, or the one in the box: its text, what it is called, and what one knows it by.
pub(in crate::app) fn to_keep(state: &State, token: Option<EntryId>) -> Option<(String, String, String)> {
    let entry = match token {
        Some(id) => Some(state.desk.entry(id)?),
        None => query::desk::current(state),
    };
    let text = match entry {
        Some(entry) => entry.text.to_string(),
        None => state.candidate().filter(|candidate| candidate.is_whole)?.text.to_string(),
    };
    let examination = match entry {
        Some(entry) => query::desk::known(state, entry).map(|(examination, _)| examination),
        None => state.examination(),
    };
    let name = match entry {
        Some(entry) if entry.is_named || examination.and_then(profile).is_some() => query::desk::title(state, entry),
        _ => examination.and_then(form).unwrap_or_else(|| "Token".to_owned()),
    };
    let claim = |name| query::desk::text_claim(examination?, name);
    let about: Vec<String> = ["iss", "sub"].into_iter().filter_map(claim).collect();
    Some((text, name, about.join(" · ")))
}
