//! What this computer saw of each keyring last, so that one that was replaced or set back is noticed. Kept apart from the
//! keyrings: whoever can write their folder cannot write this.

use crate::engine::crypto::digest::sha256;
use crate::engine::key::{KeyMaterial, TrustAnchor};
use crate::engine::keyring::{Form, Keyring};
use crate::engine::text::escape::escaped;
use crate::store::{atomic, path, regular};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder, within the one for settings.
const FOLDER: &str = "seen";
/// Keys of a public keyring that are remembered one by one, and the longest name of one, in characters.
const MOST_KEYS: usize = 1_000;
const LONGEST_LABEL: usize = 40;
/// Keys that a sentence names.
const MOST_NAMED: usize = 4;

/// Where it is remembered. The default remembers nothing.
#[derive(Clone, Debug, Default)]
pub struct Memory(Option<PathBuf>);

/// The digest by which a file is known again.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    sha256(bytes)
}

/// What is different from when this computer saw the keyring last. The person is asked before its keys are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was encrypted, and is not any more; or the other way round.
    Form { now: Form },
    /// It is another keyring: with an identity of its own, which one that is given another passphrase has too.
    Replaced,
    /// It is an older version of itself.
    Older {
        /// How often it was written when it was seen.
        seen: u64,
        /// And how often by now.
        now: u64,
    },
    /// As often written as when it was seen, and another file.
    Forked { save: u64 },
    /// It is not encrypted, and was never used here.
    New { keys: Vec<String> },
    /// It is not encrypted, and was changed by somebody else.
    Edited { came: Vec<String>, went: Vec<String> },
    /// It is a backup of one that is not encrypted, and not the file that was seen.
    Backup { came: Vec<String>, went: Vec<String> },
    /// It is not the file that was moved to the trash.
    Trash,
    /// What was remembered of it cannot be read, for this reason.
    Forgotten(String),
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { now: Form::Public } => f.write_str(
                "it was encrypted when this computer last opened it, but no longer is: anyone could have written its keys",
            ),
            Self::Form { now: Form::Encrypted } => {
                f.write_str("it was not encrypted when this computer last opened it, but now it is")
            }
            Self::Replaced => f.write_str(
                "it is not the keyring that this computer last opened under this name, or its passphrase was changed elsewhere",
            ),
            Self::Older { seen, now } => write!(
                f,
                "it is an older version: save {now}, but this computer has seen save {seen}. Later changes are missing"
            ),
            Self::Forked { save } => write!(
                f,
                "it is a different save {save} from the one that this computer has seen. Changes made here may be missing"
            ),
            Self::New { keys } => {
                f.write_str(
                    "this computer has not used it before, and it is not encrypted: anyone could have written its keys",
                )?;
                if keys.is_empty() { Ok(()) } else { write!(f, " ({})", listed(keys)) }
            }
            Self::Edited { came, went } => {
                f.write_str("it is not encrypted, and was changed outside Jotsmith or on another computer: ")?;
                match (came.is_empty(), went.is_empty()) {
                    (true, true) => {
                        f.write_str("no key came or went, but something else in it differs, such as a note or a shared secret")
                    }
                    (false, true) => write!(f, "added {}", listed(came)),
                    (true, false) => write!(f, "removed {}", listed(went)),
                    (false, false) => write!(f, "added {}; removed {}", listed(came), listed(went)),
                }
            }
            Self::Backup { came, went } => {
                f.write_str("it is not encrypted, so anyone could have written it. Compared with what this computer last saw of the keyring, ")?;
                match (came.is_empty(), went.is_empty()) {
                    (true, true) => f.write_str("it has the same keys, but something else in it differs, such as a note"),
                    (false, true) => write!(f, "it adds {}", listed(came)),
                    (true, false) => write!(f, "it adds no key and lacks {}", listed(went)),
                    (false, false) => write!(f, "it adds {} and lacks {}", listed(came), listed(went)),
                }
            }
            Self::Trash => f.write_str("it is not the file that was moved to the trash"),
            Self::Forgotten(why) => write!(
                f,
                "what this computer remembers of it cannot be read ({why}), so nobody can tell whether it was replaced"
            ),
        }
    }
}

/// The names of keys, of which there may be many.
fn listed(keys: &[String]) -> String {
    let mut words = keys.iter().take(MOST_NAMED).map(|key| escaped(key).into_owned()).collect::<Vec<_>>().join(", ");
    if keys.len() > MOST_NAMED {
        words.push_str(&format!(" and {} more", keys.len() - MOST_NAMED));
    }
    words
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    is_encrypted: bool,
    mark: Option<[u8; 32]>,
    generation: u64,
    /// The highest that was seen, also where an older one was accepted since.
    #[serde(default)]
    highest: u64,
    /// Of the file as it was seen; `None` where an earlier Jotsmith remembered it.
    #[serde(default)]
    digest: Option<[u8; 32]>,
    /// Of a file that is about to be written, or was where that was killed.
    #[serde(default)]
    pending: Option<[u8; 32]>,
    /// The keys of a public one: what they are called, by thumbprint.
    #[serde(default)]
    keys: BTreeMap<String, String>,
}

impl Seen {
    fn of(keyring: &Keyring, digest: [u8; 32]) -> Self {
        Self {
            is_encrypted: keyring.form() == Form::Encrypted,
            mark: keyring.mark(),
            generation: keyring.generation(),
            highest: keyring.generation(),
            digest: Some(digest),
            pending: None,
            keys: labels(keyring),
        }
    }

    /// What the keys are called that the other has not.
    fn without(&self, other: &Self) -> Vec<String> {
        let labels = self.keys.iter().filter(|(thumbprint, _)| !other.keys.contains_key(*thumbprint));
        labels.map(|(_, label)| label.clone()).collect()
    }

    fn highest(&self) -> u64 {
        self.highest.max(self.generation)
    }
}

/// What the keys and the trust anchors of a public keyring are called, by thumbprint; nothing of an encrypted one.
fn labels(keyring: &Keyring) -> BTreeMap<String, String> {
    if keyring.form() == Form::Encrypted {
        return BTreeMap::new();
    }
    let label = |key: &crate::engine::key::Jwk| {
        let name = key.key_id.as_deref().or(key.name.as_deref()).filter(|name| !name.is_empty());
        let unnamed = || key.shown_thumbprint().map_or_else(|| "one".to_owned(), |own| own.chars().take(11).collect());
        let name = name.map_or_else(unnamed, str::to_owned);
        name.chars().take(LONGEST_LABEL).collect::<String>()
    };
    let keys = keyring.keys().take(MOST_KEYS).map(|key| {
        let is_secret = matches!(key.material, KeyMaterial::Oct(_));
        let called = if is_secret { format!("the shared secret {}", label(key)) } else { label(key) };
        // A thumbprint of a secret would help to guess it.
        (key.shown_thumbprint().map_or_else(|| format!("secret {called}"), str::to_owned), called)
    });
    let anchor = |anchor: Arc<TrustAnchor>| {
        let subject: String = anchor.certificate.subject.chars().take(LONGEST_LABEL).collect();
        (format!("anchor {}", anchor.certificate.x5t_s256), format!("the trust anchor {subject}"))
    };
    keys.chain(keyring.trusted().take(MOST_KEYS).map(anchor)).collect()
}

impl Memory {
    /// That of this person on this computer.
    pub fn standard() -> Self {
        Self(path::config_dir().map(|folder| folder.join(FOLDER)))
    }

    /// One in a folder, which need not be there.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(Some(folder.into()))
    }

    /// The file in which a keyring is remembered, or the folder for it; `None` where nothing was remembered yet.
    pub(super) fn record(&self, place: &Path) -> Option<PathBuf> {
        let file = self.path(place)?;
        let folder = file.parent()?.to_owned();
        [file, folder].into_iter().find(|path| path.exists())
    }

    /// `place` is a keyring's name in its folder, or its file in the trash.
    pub(super) fn change(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        let seen = match self.read(place) {
            Err(why) => return Some(Change::Forgotten(why)),
            Ok(None) if self.0.is_some() && keyring.form() == Form::Public => {
                return Some(Change::New { keys: labels(keyring).into_values().collect() });
            }
            Ok(None) => return None,
            Ok(Some(seen)) => seen,
        };
        let now = Seen::of(keyring, digest);
        if seen.is_encrypted != now.is_encrypted {
            return Some(Change::Form { now: keyring.form() });
        }
        if [seen.digest, seen.pending].contains(&Some(digest)) {
            return None;
        }
        // One that had no identity may have been given one by a newer Jotsmith.
        if seen.mark.is_some() && seen.mark != now.mark {
            return Some(Change::Replaced);
        }
        if now.generation < seen.generation {
            return Some(Change::Older { seen: seen.generation, now: now.generation });
        }
        // What an earlier Jotsmith remembers is accepted as it is.
        seen.digest?;
        if !now.is_encrypted {
            return Some(Change::Edited { came: now.without(&seen), went: seen.without(&now) });
        }
        // A newer save of the same keyring was made by somebody who can open it.
        (now.generation == seen.generation).then_some(Change::Forked { save: now.generation })
    }

    /// The same of a backup that is opened in the place of the keyring: that it is older, or another save, is what is wanted.
    /// Of one that anyone could have written, that says nothing, and its keys are told.
    pub(super) fn change_in_backup(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        let change = self.change(place, keyring, digest)?;
        match (&change, keyring.form()) {
            (Change::Older { .. } | Change::Forked { .. }, Form::Encrypted) => None,
            (Change::Older { .. } | Change::Forked { .. } | Change::Edited { .. }, Form::Public) => {
                let Ok(Some(seen)) = self.read(place) else { return Some(change) };
                let now = Seen::of(keyring, digest);
                Some(Change::Backup { came: now.without(&seen), went: seen.without(&now) })
            }
            _ => Some(change),
        }
    }

    /// What is different of a file in the trash, which nobody opens there; `keyring` is what is in it, of one that opens
    /// without a passphrase.
    pub(super) fn change_in_trash(
        &self,
        place: &Path,
        form: Form,
        keyring: Option<&Keyring>,
        digest: [u8; 32],
    ) -> Option<Change> {
        if let Some(keyring) = keyring {
            return match form {
                Form::Public => self.change(place, keyring, digest),
                Form::Encrypted => Some(Change::Form { now: Form::Public }),
            };
        }
        match self.read(place) {
            Err(why) => Some(Change::Forgotten(why)),
            Ok(Some(seen)) if seen.digest.is_some_and(|seen| seen != digest) && seen.pending != Some(digest) => {
                Some(Change::Trash)
            }
            Ok(_) => None,
        }
    }

    /// The keyring counts on from the highest save that was seen, whatever its file says: one that was set back is never
    /// taken for as new as what was lost.
    pub(super) fn raise(&self, place: &Path, keyring: &mut Keyring) {
        if let Ok(Some(seen)) = self.read(place)
            && (seen.mark.is_none() || seen.mark == keyring.mark())
        {
            keyring.count_from(seen.highest());
        }
    }

    /// A file with this digest is about to be written: it is known, also where the program is killed before it can be
    /// [remembered](Self::remember).
    pub(super) fn expect(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        let now = match self.read(place) {
            Ok(Some(seen)) if seen.is_encrypted == (keyring.form() == Form::Encrypted) => {
                Seen { pending: Some(digest), ..seen }
            }
            // What was there is gone, or was accepted.
            _ => Seen::of(keyring, digest),
        };
        self.write(place, &now)
    }

    /// How the keyring is now: the person has seen it, or it was just written.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub(super) fn remember(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        let before = self.read(place).ok().flatten();
        let mut now = Seen::of(keyring, digest);
        if let Some(before) = before.as_ref().filter(|before| before.mark == now.mark) {
            now.highest = now.highest.max(before.highest());
        }
        if before.as_ref() == Some(&now) { Ok(()) } else { self.write(place, &now) }
    }

    /// How the keyring was read. What is remembered since of a newer save stays, or of one that is about to be written: the
    /// program that saved it was quicker.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub(super) fn notice(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        let is_older = |before: &Seen| {
            before.generation > keyring.generation()
                || before.generation == keyring.generation() && before.pending != Some(digest)
        };
        match self.read(place) {
            Ok(Some(before)) if before.digest == Some(digest) => Ok(()),
            // An earlier Jotsmith remembered no digest.
            Ok(Some(before)) if before.digest.is_some() && before.mark == keyring.mark() && is_older(&before) => Ok(()),
            _ => self.remember(place, keyring, digest),
        }
    }

    pub(super) fn forget(&self, place: &Path) {
        if let Some(path) = self.path(place) {
            let _ = std::fs::remove_file(path);
        }
    }

    /// It goes on under another name.
    pub(super) fn carry_over(&self, from: &Path, to: &Path) -> Result<(), String> {
        self.carry(from, to)?;
        self.forget(from);
        Ok(())
    }

    /// The same is remembered of another place.
    pub(super) fn carry(&self, from: &Path, to: &Path) -> Result<(), String> {
        match self.read(from) {
            Ok(Some(seen)) => self.write(to, &seen),
            Ok(None) => Ok(()),
            // Nobody can tell what is behind another name either.
            Err(why) => {
                let paths = self.path(from).zip(self.path(to));
                paths
                    .map_or(Ok(()), |(from, to)| std::fs::write(to, std::fs::read(from).unwrap_or_default()))
                    .map_err(|_| why)
            }
        }
    }

    fn write(&self, place: &Path, seen: &Seen) -> Result<(), String> {
        let Some(path) = self.path(place) else { return Ok(()) };
        let text = serde_json::to_vec(seen).map_err(|error| error.to_string())?;
        atomic::write(&path, &text).map_err(|error| {
            format!(
                "what this computer knows of the keyring was not saved ({}), so a replaced keyring may not be noticed. \
                 Correct the permissions of {}",
                regular::reason(&error),
                path.parent().unwrap_or(&path).display()
            )
        })
    }

    /// `None` where nothing was ever remembered; what cannot be read is an error, in words.
    fn read(&self, place: &Path) -> Result<Option<Seen>, String> {
        let Some(path) = self.path(place) else { return Ok(None) };
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {}", path.display(), regular::reason(&error))),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| {
            let what = if bytes.is_empty() { "is empty" } else { "is damaged" };
            format!("{} {what}", path.display())
        })
    }

    /// Named by a digest: the names of keyrings are in their own folder alone.
    fn path(&self, place: &Path) -> Option<PathBuf> {
        // The folder may be a link, and may lead elsewhere tomorrow: what is called the same is the same.
        let place = std::path::absolute(place).ok()?;
        let digest = sha256(place.as_os_str().as_encoded_bytes());
        Some(self.0.as_ref()?.join(format!("{}.json", data_encoding::HEXLOWER.encode(&digest))))
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Memory, digest};
    use crate::engine::keyring::{Form, Keyring};
    use std::path::Path;

    /// Whoever reads is slower than whoever saves: what was read then lowers nothing, and takes nothing away that is about to
    /// be written.
    #[test]
    fn what_was_only_read_lowers_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (memory, place) = (Memory::at(folder.path()), Path::new("prod"));
        let saved = |save: u64| {
            let mut keyring = Keyring::new("prod", Form::Public, 0);
            keyring.count_from(save);
            (keyring, digest(&save.to_be_bytes()))
        };
        let ((first, one), (second, two), (third, three)) = (saved(1), saved(2), saved(3));
        memory.remember(place, &first, one).unwrap();
        memory.remember(place, &second, two).unwrap();
        memory.notice(place, &first, one).unwrap();
        assert_eq!(memory.change(place, &second, two), None);
        assert_eq!(memory.change(place, &first, one), Some(Change::Older { seen: 2, now: 1 }));
        memory.expect(place, &third, three).unwrap();
        memory.notice(place, &second, two).unwrap();
        assert_eq!(memory.change(place, &third, three), None);
        // Accepted by the person, it is the one that counts.
        memory.remember(place, &first, one).unwrap();
        assert_eq!(memory.change(place, &first, one), None);
    }
}
