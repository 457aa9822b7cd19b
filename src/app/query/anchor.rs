//! Trust anchors: which there are, and which certificate of a key could be one.

use crate::app::state::State;
use crate::app::value::Place;
use crate::engine::key::TrustAnchor;
use crate::engine::key_file::anchor;
use std::sync::Arc;

/// The trust anchors that are kept in a place, with when each was added, in seconds since 1970.
pub(in crate::app) fn of_place(state: &State, place: Place) -> Vec<(Arc<TrustAnchor>, Option<i64>)> {
    match place {
        Place::Session => state.keys.ring.anchors().iter().map(|anchor| (Arc::clone(anchor), None)).collect(),
        Place::Keyring(ring) => {
            let open = state.keyrings.get(ring).and_then(|ring| ring.open());
            let kept = open.into_iter().flat_map(|open| open.keyring.anchors());
            kept.map(|(anchor, created)| (Arc::clone(anchor), created)).collect()
        }
    }
}

/// The one of this `x5t#S256`.
pub(in crate::app) fn get(state: &State, place: Place, x5t_s256: &str) -> Option<Arc<TrustAnchor>> {
    let found = of_place(state, place).into_iter().map(|(anchor, _)| anchor);
    found.into_iter().find(|anchor| anchor.certificate.x5t_s256 == x5t_s256)
}

/// The certificate that a key came with, to be trusted.
pub(in crate::app) fn of_key(state: &State, id: u64) -> Option<TrustAnchor> {
    let key = state.key(id)?;
    if let Some(certificate) = state.keys.certificates.get(&key.id) {
        return Some(TrustAnchor::new(certificate.clone(), key.source.name.as_str()));
    }
    let text = match super::keyring::entry(state, id) {
        Some(entry) => Some(entry.text()),
        None => {
            let text = state.keys.texts.get(&key.id)?;
            std::str::from_utf8(text.expose()).ok().map(|text| zeroize::Zeroizing::new(text.to_owned()))
        }
    };
    anchor::of_jwk(&text?, &key.source.name)
}

/// Whether that certificate is trusted already.
pub(in crate::app) fn is_trusted(state: &State, anchor: &TrustAnchor) -> bool {
    let kept = state.keyrings.open().flat_map(|(_, open)| open.keyring.anchors()).map(|(anchor, _)| anchor);
    state.keys.ring.anchors().iter().chain(kept).any(|known| known.is(anchor))
}
