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
/// The longest issuer.
const LONGEST_ISSUER: usize = 80;
/// Of each kind, so many are named.
const MOST_NAMED: usize = 4;

/// What is remembered of a public keyring; nothing is of an encrypted one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// By thumbprint. The same key may be there several times, each for another issuer.
    keys: BTreeMap<String, Vec<Known>>,
    /// What shared secrets are called. A thumbprint of one would help to guess it.
    secrets: Vec<String>,
    /// Trust anchors, by thumbprint, with their subjects.
    anchors: BTreeMap<String, String>,
}

/// What is remembered of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// Both have shared secrets, of which nobody can tell whether they are the same.
    has_secrets: bool,
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
        issuer: String,
    },
    Repinned {
        now: Option<String>,
        before: Option<String>,
    },
}

impl Known {
    fn of(entry: &KeyringEntry, key: &Jwk) -> Self {
        // The private half says nothing that the public one does not.
        let text = if key.is_private() { entry.public_text().unwrap_or_default().into() } else { entry.text() };
        Self {
            label: label(key),
            issuer: entry.details().issuer.as_deref().map(|issuer| shortened(issuer, LONGEST_ISSUER)),
            digest: sha256(text.as_bytes()).first_chunk().copied().unwrap_or_default(),
        }
    }
}

impl Content {
    pub(super) fn of(keyring: &Keyring) -> Self {
        let mut content = Self::default();
        if keyring.form() == Form::Encrypted {
            return content;
        }
        for entry in keyring.entries() {
            let Ok(key) = entry.key() else { continue };
            let Some(thumbprint) = key.shown_thumbprint().filter(|_| !matches!(key.material, KeyMaterial::Oct(_)))
            else {
                content.secrets.push(label(key));
                continue;
            };
            content.keys.entry(thumbprint.to_owned()).or_default().push(Known::of(entry, key));
        }
        content.keys.values_mut().for_each(|entries| entries.sort());
        content.secrets.sort();
        let anchor = |anchor: Arc<TrustAnchor>| {
            (anchor.certificate.x5t_s256.clone(), shortened(&anchor.certificate.subject, LONGEST_LABEL))
        };
        content.anchors = keyring.trusted().map(anchor).collect();
        content
    }

    /// All of it.
    pub(super) fn all(&self) -> Holdings {
        self.since(&Self::default()).came
    }

    /// What is different since the other.
    pub(super) fn since(&self, before: &Self) -> Difference {
        let mut difference =
            Difference { has_secrets: !self.secrets.is_empty() && !before.secrets.is_empty(), ..Difference::default() };
        let none = Vec::new();
        for thumbprint in self.keys.keys().chain(before.keys.keys().filter(|one| !self.keys.contains_key(*one))) {
            let of = |content: &Self| content.keys.get(thumbprint).unwrap_or(&none).clone();
            difference.add_entries(&of(self), &of(before));
        }
        let anchors = |these: &Self, others: &Self| -> Vec<Named> {
            let own = these.anchors.iter().filter(|(thumbprint, _)| !others.anchors.contains_key(*thumbprint));
            own.map(|(_, label)| Named::of(label)).collect()
        };
        (difference.came.anchors, difference.went.anchors) = (anchors(self, before), anchors(before, self));
        let secrets = |these: &Self, others: &Self| -> Vec<Named> {
            beyond(&these.secrets, &others.secrets).into_iter().map(|name| Named::of(name)).collect()
        };
        (difference.came.secrets, difference.went.secrets) = (secrets(self, before), secrets(before, self));
        difference
    }
}

/// What is not among the others, each as often as it is more often there; both lists are sorted.
fn beyond<'a, T: Ord>(these: &'a [T], others: &[T]) -> Vec<&'a T> {
    let mut others = others.iter().peekable();
    let is_beyond = |one: &&T| {
        while others.next_if(|other| *other < *one).is_some() {}
        others.next_if(|other| *other == *one).is_none()
    };
    these.iter().filter(is_beyond).collect()
}

fn label(key: &Jwk) -> String {
    let name = key.key_id.as_deref().or(key.name.as_deref()).filter(|name| !name.is_empty());
    let unnamed = || key.shown_thumbprint().map_or_else(String::new, |own| own.chars().take(11).collect());
    name.map_or_else(unnamed, |name| shortened(name, LONGEST_LABEL))
}

/// What is too long, with a sign of that.
fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl Named {
    fn of(label: &str) -> Self {
        Self { label: label.to_owned(), remark: None }
    }

    fn changed(now: &Known, before: &Known) -> Self {
        let pinned = || Remark::Repinned { now: now.issuer.clone(), before: before.issuer.clone() };
        let called = || Remark::Called { before: before.label.clone() };
        let remark = (now.issuer != before.issuer).then(pinned);
        Self { label: now.label.clone(), remark: remark.or_else(|| (now.label != before.label).then(called)) }
    }

    fn pinned(known: &Known) -> Self {
        let remark = known.issuer.clone().map(|issuer| Remark::Pinned { issuer });
        Self { label: known.label.clone(), remark }
    }
}

/// In quotation marks, which nothing in the name ends: whoever wrote the keyring wrote its names.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for character in name.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            // What is taken for the same mark.
            '“' | '”' | '„' | '‟' | '″' | '〝' | '〞' | '＂' | 'ʺ' | '˝' | '״' => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
            }
            character => out.push(character),
        }
    }
    format!("\"{}\"", escaped(&out))
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&if self.label.is_empty() { "unnamed".to_owned() } else { quoted(&self.label) })?;
        match &self.remark {
            None => Ok(()),
            Some(Remark::Called { before }) => write!(f, ", which was called {}", quoted(before)),
            Some(Remark::Pinned { issuer }) => write!(f, ", pinned to {}", quoted(issuer)),
            Some(Remark::Repinned { now: Some(now), before: None }) => write!(f, ", now pinned to {}", quoted(now)),
            Some(Remark::Repinned { now: None, before: Some(before) }) => {
                write!(f, ", no longer pinned to {}", quoted(before))
            }
            Some(Remark::Repinned { now, before }) => {
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
    /// The entries of one key. Those that are in both are the same; of the others, one that came takes the place of one that
    /// went.
    fn add_entries(&mut self, now: &[Known], before: &[Known]) {
        let (came, went) = (beyond(now, before), beyond(before, now));
        let pairs = came.len().min(went.len());
        self.changed.keys.extend(came.iter().zip(&went).map(|(now, before)| Named::changed(now, before)));
        self.came.keys.extend(came.iter().skip(pairs).map(|known| Named::pinned(known)));
        self.went.keys.extend(went.iter().skip(pairs).map(|known| Named::of(&known.label)));
    }

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
        }?;
        // A digest to compare them by would help to guess them.
        f.write_str(if self.has_secrets {
            ". Whether a shared secret of the same name is the same one is not known"
        } else {
            ""
        })
    }
}
