//! Keys of keyrings by their name: the kid, what the person calls it, or the beginning of the thumbprint.

use super::error::SourceError;
use super::keyring::{self, Trust};
use super::passphrase::Passphrase;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::keyring::{Keyring, KeyringEntry};
use crate::engine::text::escape::escaped;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Characters of a thumbprint that name a key.
pub(in crate::cli) const SHORTEST: usize = 6;
/// Keys that are named where one has to be chosen.
const NAMED: usize = 6;

/// Whether a person means this entry.
pub(in crate::cli) fn is_meant(entry: &KeyringEntry, wanted: &str) -> bool {
    let Ok(key) = entry.key() else { return false };
    key.key_id.as_deref() == Some(wanted)
        || entry.details().name.as_deref() == Some(wanted)
        || (wanted.len() >= SHORTEST && key.shown_thumbprint().is_some_and(|thumbprint| thumbprint.starts_with(wanted)))
}

/// Whether a person means this key of a file.
pub(in crate::cli) fn is_key_meant(key: &Jwk, wanted: &str) -> bool {
    key.key_id.as_deref() == Some(wanted)
        || key.name.as_deref() == Some(wanted)
        || (wanted.len() >= SHORTEST && key.shown_thumbprint().is_some_and(|thumbprint| thumbprint.starts_with(wanted)))
}

/// The beginning of a thumbprint that names a key, where it can be shown.
pub(in crate::cli) fn short_thumbprint(key: &Jwk) -> Option<String> {
    key.shown_thumbprint().map(|thumbprint| thumbprint.chars().take(12).collect())
}

/// What each of several keys can be called by, so that they can be told apart: the name of one where no other has it.
pub(in crate::cli) fn told_apart(keys: &[(String, &Jwk)]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    keys.iter().for_each(|(name, _)| *counts.entry(name).or_default() += 1);
    let is_alone = |name: &str| counts.get(name) == Some(&1);
    keys.iter()
        .map(|(name, key)| {
            let thumbprint = short_thumbprint(key).filter(|_| !is_alone(name));
            thumbprint.unwrap_or_else(|| name.clone())
        })
        .collect()
}

/// How to see the keys of these keyrings.
fn listing<'a>(keyrings: impl Iterator<Item = &'a str>) -> String {
    let commands: Vec<String> =
        keyrings.map(|name| format!("jotsmith keys list --keyring {}", escaped(name))).collect();
    let verb = if commands.len() == 1 { "shows" } else { "show" };
    format!("{} {verb} its keys", commands.join(" and "))
}

/// What a person can call an entry.
pub(in crate::cli) fn name(entry: &KeyringEntry) -> String {
    let key = entry.key().ok();
    let said = entry.details().name.as_deref().or(key.and_then(|key| key.key_id.as_deref()));
    let thumbprint = || key.and_then(|key| short_thumbprint(key));
    said.map(|name| escaped(name).into_owned()).or_else(thumbprint).unwrap_or_else(|| "one without a name".to_owned())
}

/// Keyrings that were opened to take keys from.
pub(in crate::cli) struct Opened(Vec<(String, Keyring)>);

impl Opened {
    /// Opens them.
    pub(in crate::cli) fn read(
        names: &[String],
        passphrase: &mut Option<Passphrase>,
        trust: Trust,
        ids: &mut KeyIds,
    ) -> Result<Self, SourceError> {
        let mut opened = Vec::with_capacity(names.len());
        for name in names {
            opened.push((name.clone(), keyring::read(name, passphrase, trust, ids)?));
        }
        Ok(Self(opened))
    }

    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a key that is meant and fits.
    pub(in crate::cli) fn has(&self, wanted: Option<&str>, fits: impl Fn(&Jwk) -> bool) -> bool {
        let mut entries = self.0.iter().flat_map(|(_, keyring)| keyring.entries());
        entries
            .any(|entry| wanted.is_none_or(|wanted| is_meant(entry, wanted)) && entry.key().is_ok_and(|key| fits(key)))
    }

    /// Every key of them.
    pub(in crate::cli) fn keys(&self) -> impl Iterator<Item = &Arc<Jwk>> {
        self.0.iter().flat_map(|(_, keyring)| keyring.keys())
    }

    /// The one key that is meant and fits: the one of this name, or the only one that fits. `what` says what for, and
    /// `flag` names it.
    pub(in crate::cli) fn one(
        &self,
        wanted: Option<&str>,
        fits: impl Fn(&Jwk) -> bool,
        what: &str,
        flag: &str,
    ) -> Result<Arc<Jwk>, SourceError> {
        let place = self.0.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        let listing = listing(self.0.iter().map(|(name, _)| name.as_str()));
        let entries = || self.0.iter().flat_map(|(_, keyring)| keyring.entries());
        let mut seen = HashSet::new();
        let fitting: Vec<(&KeyringEntry, &Arc<Jwk>)> = entries()
            .filter(|entry| wanted.is_none_or(|wanted| is_meant(entry, wanted)))
            .filter_map(|entry| Some((entry, entry.key().ok()?)))
            .filter(|(_, key)| fits(key) && seen.insert(key.thumbprint.clone()))
            .collect();
        match (fitting.as_slice(), wanted) {
            ([(_, key)], _) => Ok((*key).clone()),
            ([], Some(wanted)) => {
                let meant = entries().find(|entry| is_meant(entry, wanted)).and_then(|entry| entry.key().ok());
                let other = meant.and_then(|key| {
                    entries()
                        .find(|entry| entry.key().is_ok_and(|other| other.thumbprint == key.thumbprint && fits(other)))
                });
                let wanted = escaped(wanted);
                let problem = match (meant, other) {
                    (None, _) => format!("it has no key {wanted}; {listing}"),
                    (Some(_), Some(other)) => {
                        format!(
                            "its key {wanted} is the public half and cannot {what}. Use the private one: {flag} {}",
                            name(other)
                        )
                    }
                    (Some(key), None) if !key.is_private() => {
                        format!("its key {wanted} is public and cannot {what}")
                    }
                    (Some(_), None) => format!("its key {wanted} cannot {what} with this algorithm or use"),
                };
                Err(SourceError::UnfitKey { name: format!("keyring {place}"), problem })
            }
            ([], None) => {
                let problem = format!("it has no key that can {what}; {listing}");
                Err(SourceError::UnfitKey { name: format!("keyring {place}"), problem })
            }
            (several, _) => {
                let named: Vec<(String, &Jwk)> = several.iter().map(|(entry, key)| (name(entry), &***key)).collect();
                let mut names = told_apart(&named);
                names.truncate(NAMED);
                let more = if several.len() > NAMED { ", …" } else { "" };
                let (count, names) = (several.len(), names.join(", "));
                let problem = match wanted.map(escaped) {
                    Some(wanted) => {
                        format!(
                            "{count} of its keys are called {wanted}: choose one by its thumbprint: {flag} {names}{more}"
                        )
                    }
                    None => format!("{count} of its keys can {what}: choose one with {flag}: {names}{more}"),
                };
                Err(SourceError::UnfitKey { name: format!("keyring {place}"), problem })
            }
        }
    }
}
