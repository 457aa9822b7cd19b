//! Shared secrets in another reading, which the person asked for.

use super::State;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::reading::SecretReading;
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use crate::engine::key_file::import::secret_readings;
use std::sync::Arc;

/// A secret of the session or of a keyring, read in another way.
pub(in crate::app) struct ReadAs {
    /// The key that it is a reading of: without that key there is none.
    pub of: KeyId,
    pub reading: SecretReading,
    pub key: Arc<Jwk>,
}

impl State {
    /// The secrets at hand in this reading, where it is one of theirs: each with the key that it is of.
    pub(in crate::app) fn secrets_read(&self, reading: SecretReading) -> Vec<(Arc<Jwk>, SecretBytes)> {
        let read = |key: &Arc<Jwk>| {
            let KeyMaterial::Oct(secret) = &key.material else { return None };
            let found = secret_readings(secret.expose()).into_iter().find(|(each, _)| *each == reading);
            found.map(|(_, bytes)| (Arc::clone(key), bytes))
        };
        self.own_keys().filter_map(read).collect()
    }

    /// Every key of the session and of open keyrings, as it was loaded.
    pub(in crate::app) fn own_keys(&self) -> impl Iterator<Item = &Arc<Jwk>> {
        let kept = self.keyrings.open().flat_map(|(_, open)| open.keyring.keys());
        self.keys.ring.keys().iter().chain(kept)
    }
}
