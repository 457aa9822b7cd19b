//! What a public keyring holds, as it is remembered and told.

use crate::engine::crypto::digest::sha256;
use crate::engine::key::{Jwk, KeyMaterial, TrustAnchor};
use crate::engine::keyring::{Form, Keyring, KeyringEntry};
use crate::engine::text::escape::escaped;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The longest name that is remembered, in characters.
const LONGEST_LABEL: usize = 40;
/// Of each kind, so many are named.
const MOST_NAMED: usize = 4;

/// What is remembered of a public keyring; nothing is of an encrypted one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// By thumbprint.
    keys: BTreeMap<String, Known>,
    /// What shared secrets are called. A thumbprint of one would help to guess it.
    secrets: Vec<String>,
    /// Trust anchors, by thumbprint, with their subjects.
    anchors: BTreeMap<String, String>,
}

/// What is remembered of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    label: String,
    /// The issuer that it is pinned to.
    issuer: Option<String>,
    /// The beginning of the SHA-256 of all that stands of it.
    digest: [u8; 16],
}

/// What there is of each kind, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    keys: Vec<Named>,
    secrets: Vec<Named>,
    anchors: Vec<Named>,
}

/// What is different between two contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    came: Holdings,
    went: Holdings,
    changed: Holdings,
}

/// A name, and what to say besides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    label: String,
    remark: Option<Remark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Remark {
    Called {
        /// What it was called before.
        before: String,
    },
    Pinned {
        now: Option<String>,
        before: Option<String>,
    },
}

impl Content {
    pub(super) fn of(keyring: &Keyring) -> Self {
        let mut content = Self::default();
        if keyring.form() == Form::Encrypted {
            return content;
        }
        for entry in keyring.entries() {
            let Ok(key) = entry.key() else { continue };
            match key.shown_thumbprint() {
                Some(thumbprint) if !matches!(key.material, KeyMaterial::Oct(_)) => content.add(thumbprint, entry, key),
                _ => content.secrets.push(label(key)),
            }
        }
        content.secrets.sort();
        let anchor =
            |anchor: Arc<TrustAnchor>| (anchor.certificate.x5t_s256.clone(), shortened(&anchor.certificate.subject));
        content.anchors = keyring.trusted().map(anchor).collect();
        content
    }

    fn add(&mut self, thumbprint: &str, entry: &KeyringEntry, key: &Jwk) {
        // The private half says nothing that the public one does not.
        let text = if key.is_private() { entry.public_text().unwrap_or_default().into() } else { entry.text() };
        let of_text = |before: &[u8]| {
            let digest = sha256(&[before, text.as_bytes()].concat());
            digest.first_chunk().copied().unwrap_or_default()
        };
        let issuer = entry.details().issuer.clone();
        let known = Known { label: label(key), issuer, digest: of_text(&[]) };
        // The same key may be there twice.
        let and = |there: &mut Known| there.digest = of_text(&there.digest);
        self.keys.entry(thumbprint.to_owned()).and_modify(and).or_insert(known);
    }

    /// All of it.
    pub(super) fn all(&self) -> Holdings {
        self.since(&Self::default()).came
    }

    /// What is different since the other.
    pub(super) fn since(&self, before: &Self) -> Difference {
        Difference {
            came: self.without(before),
            went: before.without(self),
            changed: Holdings { keys: self.changed(before), ..Holdings::default() },
        }
    }

    fn without(&self, other: &Self) -> Holdings {
        let keys = self.keys.iter().filter(|(thumbprint, _)| !other.keys.contains_key(*thumbprint));
        let anchors = self.anchors.iter().filter(|(thumbprint, _)| !other.anchors.contains_key(*thumbprint));
        Holdings {
            keys: keys.map(|(_, known)| Named::of(&known.label)).collect(),
            secrets: beyond(&self.secrets, &other.secrets),
            anchors: anchors.map(|(_, label)| Named::of(label)).collect(),
        }
    }

    fn changed(&self, before: &Self) -> Vec<Named> {
        let pairs = self.keys.iter().filter_map(|(thumbprint, now)| Some((now, before.keys.get(thumbprint)?)));
        let named = |(now, before): (&Known, &Known)| {
            let pinned = || Remark::Pinned { now: now.issuer.clone(), before: before.issuer.clone() };
            let called = || Remark::Called { before: before.label.clone() };
            let remark = (now.issuer != before.issuer).then(pinned);
            Named { label: now.label.clone(), remark: remark.or_else(|| (now.label != before.label).then(called)) }
        };
        pairs.filter(|(now, before)| now != before).map(named).collect()
    }
}

/// The names that are not among the others, each as often as it is more often there; both lists are sorted.
fn beyond(names: &[String], others: &[String]) -> Vec<Named> {
    let mut others = others.iter().peekable();
    let is_beyond = |name: &&String| {
        while others.next_if(|other| *other < *name).is_some() {}
        others.next_if(|other| *other == *name).is_none()
    };
    names.iter().filter(is_beyond).map(|name| Named::of(name)).collect()
}

fn label(key: &Jwk) -> String {
    let name = key.key_id.as_deref().or(key.name.as_deref()).filter(|name| !name.is_empty());
    let unnamed = || key.shown_thumbprint().map_or_else(String::new, |own| own.chars().take(11).collect());
    name.map_or_else(unnamed, shortened)
}

fn shortened(name: &str) -> String {
    name.chars().take(LONGEST_LABEL).collect()
}

impl Named {
    fn of(label: &str) -> Self {
        Self { label: label.to_owned(), remark: None }
    }
}

/// In quotation marks, which nothing in the name ends: whoever wrote the keyring wrote its names.
fn quoted(name: &str) -> String {
    format!("\"{}\"", escaped(name).replace('"', "\\\""))
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&if self.label.is_empty() { "unnamed".to_owned() } else { quoted(&self.label) })?;
        match &self.remark {
            None => Ok(()),
            Some(Remark::Called { before }) => write!(f, ", which was called {}", quoted(before)),
            Some(Remark::Pinned { now: Some(now), before: None }) => write!(f, ", now pinned to {}", quoted(now)),
            Some(Remark::Pinned { now: None, before: Some(before) }) => {
                write!(f, ", no longer pinned to {}", quoted(before))
            }
            Some(Remark::Pinned { now, before }) => {
                let [now, before] = [now, before].map(|issuer| quoted(issuer.as_deref().unwrap_or_default()));
                write!(f, ", now pinned to {now} instead of {before}")
            }
        }
    }
}

impl Holdings {
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.secrets.is_empty() && self.anchors.is_empty()
    }
}

/// How many there are, before anything that a name says.
impl fmt::Display for Holdings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [(&self.keys, "key"), (&self.secrets, "shared secret"), (&self.anchors, "trust anchor")];
        let kinds: Vec<_> = kinds.into_iter().filter(|(named, _)| !named.is_empty()).collect();
        for (index, (named, kind)) in kinds.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " and " })?;
            let plural = if named.len() == 1 { "" } else { "s" };
            let words: Vec<String> = named.iter().take(MOST_NAMED).map(Named::to_string).collect();
            let more = named.len() - words.len();
            let more = if more == 0 { String::new() } else { format!("; {more} more") };
            write!(f, "{} {kind}{plural} ({}{more})", named.len(), words.join("; "))?;
        }
        Ok(())
    }
}

impl Difference {
    pub(super) fn is_empty(&self) -> bool {
        [&self.came, &self.went, &self.changed].iter().all(|holdings| holdings.is_empty())
    }

    /// With the words for what came, went and changed.
    pub(super) fn written(&self, f: &mut fmt::Formatter<'_>, verbs: [&str; 3]) -> fmt::Result {
        let all = [&self.came, &self.went, &self.changed];
        let parts = verbs.iter().zip(all).filter(|(_, holdings)| !holdings.is_empty());
        let parts: Vec<String> = parts.map(|(verb, holdings)| format!("{verb} {holdings}")).collect();
        match parts.as_slice() {
            [before @ .., last] if !before.is_empty() => write!(f, "{} and {last}", before.join(", ")),
            parts => f.write_str(&parts.concat()),
        }
    }
}
