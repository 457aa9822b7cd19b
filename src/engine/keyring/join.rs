//! A private key and the certificate of the same key are one entry, whichever comes first.

use super::{AddError, Content, EntryDetails, Form, Keyring, KeyringEntry, mark_of};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::Jwk;
use std::sync::Arc;

impl Keyring {
    /// Counts its writes from this one on, where it knows of fewer.
    pub fn count_from(&mut self, generation: u64) {
        self.generation = self.generation.max(generation);
    }

    /// Makes it another keyring to who remembers it, with the same passphrase.
    pub fn renew_identity(&mut self) {
        self.identity = None;
        self.identify();
    }

    /// Adds a key as [`Keyring::add`] does; a private key and its certificate become one, whichever comes first. Says whether
    /// they did.
    ///
    /// # Errors
    ///
    /// As [`Keyring::add`].
    pub fn add_or_join(
        &mut self,
        key: &Arc<Jwk>,
        text: Option<&SecretBytes>,
        added: i64,
    ) -> Result<(usize, bool), AddError> {
        let Some(index) = self.counterpart(key) else { return Ok((self.add(key, text, added)?, false)) };
        if key.is_private() {
            if self.form == Form::Public {
                return Err(AddError::PrivateInPublic);
            }
            let certificate = self.entries.get(index).cloned();
            let mut joined = Jwk::clone(key);
            if let Some(Ok(certificate)) = certificate.as_ref().map(|entry| &entry.key) {
                joined.take_from_certificate(certificate);
            }
            let last = self.add(&Arc::new(joined), text, added)?;
            // In its place, so that no other entry moves.
            let entry = self.entries.pop();
            if let Some(places) = self.places.as_mut().and_then(|places| places.get_mut(&mark_of(key))) {
                places.retain(|place| *place != last);
            }
            if let (Some(mut entry), Some(certificate), Some(place)) = (entry, certificate, self.entries.get_mut(index))
            {
                let own = entry.details.clone();
                let before = certificate.details;
                let details = EntryDetails { name: own.name.or(before.name), issuer: before.issuer, ..own };
                entry.note_certificate();
                entry.set_details(details, Limits::DEFAULT.json_depth);
                *place = entry;
            }
            return Ok((index, true));
        }
        let is_same = |entry: &KeyringEntry| {
            entry.key.as_ref().is_ok_and(|private| private.x5t_s256.is_some() && private.x5t_s256 == key.x5t_s256)
        };
        if self.entries.get(index).is_some_and(is_same) {
            return Err(AddError::Already(index));
        }
        let Some(entry) = self.entries.get_mut(index) else { return Err(AddError::Already(index)) };
        let Ok(private) = &entry.key else { return Err(AddError::Already(index)) };
        if private.x5t_s256.is_some() {
            return Ok((self.add(key, text, added)?, false));
        }
        let mut joined = Jwk::clone(private);
        joined.take_from_certificate(key);
        let name = entry.details.name.clone().or_else(|| joined.name_to_keep().map(str::to_owned));
        let details = EntryDetails { name, ..entry.details.clone() };
        entry.key = Ok(Arc::new(joined));
        entry.note_certificate();
        entry.set_details(details, Limits::DEFAULT.json_depth);
        Ok((index, true))
    }

    /// The certificate of this private key, or the private key of this certificate.
    fn counterpart(&mut self, key: &Jwk) -> Option<usize> {
        if !key.is_private() && key.x5t_s256.is_none() {
            return None;
        }
        // Asked for first, so that the places are known.
        let _ = self.position_of(key);
        let candidates = self.places.as_ref()?.get(&mark_of(key))?;
        candidates.iter().copied().find(|&index| {
            let known = self.entries.get(index).and_then(|entry| entry.key.as_ref().ok());
            known.is_some_and(|known| known.is_certificate_of(key) || key.is_certificate_of(known))
        })
    }
}

impl KeyringEntry {
    /// Writes which certificate the key has (RFC 7517 §4.8, §4.9) into the members that do not say it.
    fn note_certificate(&mut self) {
        let (Content::Object(members), Ok(key)) = (&mut self.content, &self.key) else { return };
        for (name, value) in [("x5t", &key.x5t), ("x5t#S256", &key.x5t_s256)] {
            if let Some(value) = value.as_ref().filter(|_| members.get(name).is_none()) {
                members.set(name, serde_json::Value::from(value.as_str()).to_string());
            }
        }
    }
}
