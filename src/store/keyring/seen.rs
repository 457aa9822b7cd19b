//! What this computer saw of each keyring last, so that one that was replaced or set back is noticed. Kept apart from the
//! keyrings: whoever can write their folder cannot write this.
//!
//! A keyring is remembered by what it is called and by where it really is: its folder may be a link, and may lead elsewhere
//! tomorrow, and another spelling of its path is no way around the comparison. What was moved to the trash is remembered by
//! its name and what is in it, wherever in the trash somebody puts it.

use super::change::Change;
use super::record::{Records, load, name_of, save};
use crate::engine::crypto::digest::sha256;
use crate::engine::key::{KeyMaterial, TrustAnchor};
use crate::engine::keyring::{Form, Keyring};
use crate::store::path;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder, within the one for settings.
const FOLDER: &str = "seen";
/// Keys of a public keyring that are remembered one by one, and the longest name of one, in characters.
const MOST_KEYS: usize = 1_000;
const LONGEST_LABEL: usize = 40;

/// Where it is remembered. The default remembers nothing.
#[derive(Clone, Debug, Default)]
pub struct Memory(Option<PathBuf>);

/// The digest by which a file is known again.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    sha256(bytes)
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Of the file that was moved to the trash from here: that is the last that was done with it.
    #[serde(default)]
    deleted: Option<[u8; 32]>,
    /// It came out of the trash, and nothing was ever known of it.
    #[serde(default)]
    is_foreign: bool,
    /// Where what has this name really was, as the name of its record; `None` where that is the same.
    #[serde(default)]
    real: Option<String>,
}

/// What is remembered of a file that was moved to the trash.
#[derive(Serialize, Deserialize)]
struct Deleted {
    /// What was known of the keyring then; `None`: nothing.
    seen: Option<Seen>,
    /// It was not the keyring itself.
    #[serde(default)]
    is_backup: bool,
}

impl Seen {
    fn of(keyring: &Keyring, digest: [u8; 32]) -> Self {
        Self {
            is_encrypted: keyring.form() == Form::Encrypted,
            mark: keyring.mark(),
            generation: keyring.generation(),
            highest: keyring.generation(),
            digest: Some(digest),
            keys: labels(keyring),
            ..Self::default()
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

    /// Whether a file is what was seen, or was about to be written.
    fn knows(&self, digest: [u8; 32]) -> bool {
        [self.digest, self.pending].contains(&Some(digest))
    }

    /// The same where the other may have been seen in a newer version.
    fn raised(self, other: Option<Self>) -> Self {
        let highest = other.filter(|other| other.mark == self.mark).map_or(0, |other| other.highest());
        Self { highest: self.highest().max(highest), ..self }
    }

    fn change(&self, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        if self.is_foreign {
            return Some(Change::Trash);
        }
        let now = Self::of(keyring, digest);
        if self.is_encrypted != now.is_encrypted {
            return Some(Change::Form { now: keyring.form() });
        }
        if self.knows(digest) {
            return None;
        }
        // One that had no identity may have been given one by a newer Jotsmith.
        if self.mark.is_some() && self.mark != now.mark {
            return Some(Change::Replaced);
        }
        // Whoever can write one that is not encrypted writes what number it likes: its keys are told.
        if !now.is_encrypted && self.digest.is_some() {
            return Some(Change::Edited { came: now.without(self), went: self.without(&now) });
        }
        let older = Change::Older { seen: self.highest(), now: now.generation };
        if now.generation < self.generation {
            return Some(older);
        }
        // What an earlier Jotsmith remembers is accepted as it is.
        self.digest?;
        if now.generation == self.generation {
            return Some(Change::Forked { save: now.generation });
        }
        // The person had gone back to an older one: that is the one that counts, and nothing that is newer than it and was
        // seen before takes its place unasked.
        match now.generation.cmp(&self.highest()) {
            Ordering::Less => Some(older),
            Ordering::Equal => Some(Change::Returned { accepted: self.generation, now: now.generation }),
            // A newer save of the same keyring was made by somebody who can open it.
            Ordering::Greater => None,
        }
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

    /// Whether anything is remembered.
    pub(super) const fn is_any(&self) -> bool {
        self.0.is_some()
    }

    /// The file in which a keyring is remembered, or the folder for it; `None` where nothing was remembered yet.
    pub(super) fn record(&self, place: &Path) -> Option<PathBuf> {
        let records = Records::of(place)?;
        let names = [Some(records.real), records.called, records.earlier, Some(String::new())];
        names.into_iter().flatten().filter_map(|name| self.file(&name)).find(|path| path.exists())
    }

    /// `place` is a keyring's name in its folder.
    pub(super) fn change(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        match self.known(place) {
            Err(why) => Some(Change::Forgotten(why)),
            Ok(known) if known.is_empty() => self.change_of_new(keyring),
            Ok(known) => known.iter().find_map(|seen| seen.change(keyring, digest)),
        }
    }

    /// That of what is not remembered: anyone could have written what needs no passphrase.
    fn change_of_new(&self, keyring: &Keyring) -> Option<Change> {
        let is_asked_about = self.0.is_some() && keyring.form() == Form::Public;
        is_asked_about.then(|| Change::New { keys: labels(keyring).into_values().collect() })
    }

    /// The same of a backup that is opened in the place of the keyring: that it is older, or another save, is what is wanted.
    /// Of one that anyone could have written, that says nothing, and its keys are told.
    pub(super) fn change_in_backup(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        let change = self.change(place, keyring, digest)?;
        match (&change, keyring.form()) {
            (Change::Older { .. } | Change::Forked { .. } | Change::Returned { .. }, Form::Encrypted) => None,
            (
                Change::Older { .. } | Change::Forked { .. } | Change::Returned { .. } | Change::Edited { .. },
                Form::Public,
            ) => {
                let Ok(Some(seen)) = self.read(place) else { return Some(change) };
                let now = Seen::of(keyring, digest);
                Some(Change::Backup { came: now.without(&seen), went: seen.without(&now) })
            }
            _ => Some(change),
        }
    }

    /// What is different of a file in the trash, which nobody opens there; `keyring` is what is in it, of one that opens
    /// without a passphrase. `own` is the place from which it says that it was deleted, and `is_backup`, that it was not the
    /// keyring itself.
    pub(super) fn change_in_trash(
        &self,
        own: &Path,
        form: Form,
        is_backup: bool,
        keyring: Option<&Keyring>,
        digest: [u8; 32],
    ) -> Option<Change> {
        if keyring.is_some() && form == Form::Encrypted {
            return Some(Change::Form { now: Form::Public });
        }
        // What was a backup is not what was deleted, and has not become it by itself.
        let deleted = self.deleted(own, digest).map(|known| known.filter(|known| is_backup || !known.is_backup));
        match (deleted, keyring) {
            (Err(why), _) => Some(Change::Forgotten(why)),
            (Ok(Some(Deleted { seen: Some(seen), .. })), Some(keyring)) => seen.change(keyring, digest),
            (Ok(Some(Deleted { seen: None, .. })), Some(keyring)) => self.change_of_new(keyring),
            (Ok(Some(_)), None) => None,
            (Ok(None), Some(keyring)) => self.change(own, keyring, digest),
            (Ok(None), None) => match self.known(own) {
                Err(why) => Some(Change::Forgotten(why)),
                Ok(known) => {
                    let is_known = known.iter().any(|seen| seen.knows(digest) && !seen.is_foreign);
                    (self.0.is_some() && !is_known).then_some(Change::Trash)
                }
            },
        }
    }

    /// The keyring counts on from the highest save that was seen, whatever its file says: one that was set back is never
    /// taken for as new as what was lost.
    pub(super) fn raise(&self, place: &Path, keyring: &mut Keyring) {
        for seen in self.known(place).unwrap_or_default() {
            if seen.mark.is_none() || seen.mark == keyring.mark() {
                keyring.count_from(seen.highest());
            }
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
        self.write(place, &Seen::of(keyring, digest).raised(self.read(place).ok().flatten()))
    }

    /// How the keyring was read. What is remembered since of a newer save stays, or of one that is about to be written: the
    /// program that saved it was quicker.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub(super) fn notice(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        let is_older = |before: &Seen| keyring.generation() <= before.highest() && before.pending != Some(digest);
        match self.read(place) {
            Ok(Some(before)) if before.digest == Some(digest) && before.deleted.is_none() => self.link(place, &before),
            // An earlier Jotsmith remembered no digest.
            Ok(Some(before))
                if before.digest.is_some_and(|seen| seen != digest)
                    && before.mark == keyring.mark()
                    && is_older(&before) =>
            {
                Ok(())
            }
            _ => self.remember(place, keyring, digest),
        }
    }

    pub(super) fn forget(&self, place: &Path) {
        let Some(records) = Records::of(place) else { return };
        for name in [Some(records.real), records.called, records.earlier].into_iter().flatten() {
            self.remove(&name);
        }
    }

    /// It goes on under another name, with what is remembered of it: of what had that name before, nothing is.
    pub(super) fn carry_over(&self, from: &Path, to: &Path) -> Result<(), String> {
        match self.read(from) {
            Ok(Some(seen)) => self.write(to, &Seen { real: None, ..seen })?,
            Ok(None) => self.forget(to),
            // Nobody can tell what is behind another name either.
            Err(why) => {
                let records = Records::of(from).zip(Records::of(to));
                let paths = records.and_then(|(from, to)| Some((self.file(&from.real)?, self.file(&to.real)?)));
                paths
                    .map_or(Ok(()), |(from, to)| std::fs::write(to, std::fs::read(from).unwrap_or_default()))
                    .map_err(|_| why)?;
            }
        }
        self.forget(from);
        Ok(())
    }

    /// Files with these digests were moved from their place to the trash, the keyring first. What is remembered of the place
    /// stays: nothing that is put there passes for it.
    pub(super) fn delete(&self, own: &Path, digests: &[[u8; 32]]) -> Result<(), String> {
        let seen = self.read(own)?;
        if let Some(seen) = &seen {
            self.write(own, &Seen { deleted: digests.first().copied(), ..seen.clone() })?;
        }
        let seen = seen.map(|seen| Seen { real: None, deleted: None, ..seen });
        // The keyring last: a backup may be the same file.
        for (index, digest) in digests.iter().enumerate().rev() {
            let Some(path) = self.file_of_deleted(own, *digest) else { continue };
            save(&path, &Deleted { seen: seen.clone(), is_backup: index > 0 })?;
        }
        Ok(())
    }

    /// A file with this digest came back from the trash: what was known when it was deleted is known of its new place. Where it
    /// is another file, it is compared with what its name says that it is, or is told as unknown when it is opened.
    pub(super) fn restore(&self, own: &Path, place: &Path, form: Form, digest: [u8; 32]) -> Result<(), String> {
        match self.deleted(own, digest) {
            Ok(Some(Deleted { seen, .. })) => {
                match seen {
                    Some(seen) => {
                        let there = self.read(place).ok().flatten().filter(|there| there.mark.is_some());
                        self.write(place, &seen.raised(there))?;
                    }
                    None => self.forget(place),
                }
                Ok(())
            }
            _ => match self.read(own) {
                Ok(Some(_)) | Err(_) if own == place => Ok(()),
                Ok(Some(seen)) if seen.deleted.is_some() || seen.knows(digest) => {
                    self.write(place, &Seen { real: None, deleted: None, ..seen })
                }
                // What was remembered of that name is of another one.
                _ if form == Form::Public => {
                    self.forget(place);
                    Ok(())
                }
                _ => self.write(place, &Seen { is_encrypted: true, is_foreign: true, ..Seen::default() }),
            },
        }
    }

    /// The person takes what came out of the trash for theirs, though nothing is known of it.
    pub(super) fn take(&self, place: &Path) {
        if self.read(place).is_ok_and(|seen| seen.is_some_and(|seen| seen.is_foreign)) {
            self.forget(place);
        }
    }

    /// Whether the last that was done here with the keyring of this place was to delete this file of it.
    pub(super) fn ended_as(&self, own: &Path, digest: [u8; 32]) -> bool {
        self.read(own).is_ok_and(|seen| seen.is_some_and(|seen| seen.deleted == Some(digest)))
    }

    pub(super) fn forget_deleted(&self, own: &Path, digest: [u8; 32]) {
        if let Some(path) = self.file_of_deleted(own, digest) {
            let _ = std::fs::remove_file(path);
        }
    }

    fn deleted(&self, own: &Path, digest: [u8; 32]) -> Result<Option<Deleted>, String> {
        self.file_of_deleted(own, digest).map_or(Ok(None), |path| load(&path))
    }

    fn file_of_deleted(&self, own: &Path, digest: [u8; 32]) -> Option<PathBuf> {
        self.file(&name_of(b"deleted", &[Records::of(own)?.real.as_bytes(), &digest].concat()))
    }

    /// All that is known of a place: of where it is, and of what is called so, where that was elsewhere when it was seen last.
    fn known(&self, place: &Path) -> Result<Vec<Seen>, String> {
        let Some(records) = Records::of(place) else { return Ok(Vec::new()) };
        let load = |name: &str| self.file(name).map_or(Ok(None), |path| load::<Seen>(&path));
        let real = load(&records.real)?;
        let mut called = records.called.as_deref().map_or(Ok(None), load)?;
        // That it was here already is known better by where it is.
        called = called.filter(|called| called.real.as_ref() != Some(&records.real));
        if let (None, None, Some(earlier)) = (&real, &called, &records.earlier) {
            called = load(earlier)?;
        }
        Ok(real.into_iter().chain(called).collect())
    }

    /// What counts for what is written: `None` where nothing was ever remembered; what cannot be read is an error, in words.
    fn read(&self, place: &Path) -> Result<Option<Seen>, String> {
        Ok(self.known(place)?.into_iter().next())
    }

    fn write(&self, place: &Path, seen: &Seen) -> Result<(), String> {
        let Some(records) = Records::of(place).filter(|_| self.0.is_some()) else { return Ok(()) };
        let own = Seen { real: None, ..seen.clone() };
        self.put(&records.real, &own)?;
        let Some(called) = &records.called else { return Ok(()) };
        self.put(called, &Seen { real: Some(records.real), ..own })?;
        if let Some(earlier) = &records.earlier {
            self.remove(earlier);
        }
        Ok(())
    }

    /// The same where it is not remembered under one of its two names: what another program remembers meanwhile stays.
    fn link(&self, place: &Path, seen: &Seen) -> Result<(), String> {
        let Some(records) = Records::of(place).filter(|_| self.0.is_some()) else { return Ok(()) };
        let load = |name: &str| self.file(name).map_or(Ok(None), |path| load::<Seen>(&path));
        let is_linked = match &records.called {
            None => true,
            Some(called) => load(called)?.is_some_and(|called| called.real.as_ref() == Some(&records.real)),
        };
        if is_linked && load(&records.real)?.is_some() { Ok(()) } else { self.write(place, seen) }
    }

    fn put(&self, name: &str, seen: &Seen) -> Result<(), String> {
        let Some(path) = self.file(name) else { return Ok(()) };
        let is_there = load::<Seen>(&path).is_ok_and(|now| now.as_ref() == Some(seen));
        if is_there { Ok(()) } else { save(&path, seen) }
    }

    fn remove(&self, name: &str) {
        if let Some(path) = self.file(name) {
            let _ = std::fs::remove_file(path);
        }
    }

    /// The file of a record, or, without a name, the folder.
    fn file(&self, name: &str) -> Option<PathBuf> {
        let folder = self.0.as_ref()?;
        Some(if name.is_empty() { folder.clone() } else { folder.join(format!("{name}.json")) })
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
        // What number one that is not encrypted gives itself says nothing: its keys are told.
        assert_eq!(memory.change(place, &first, one), Some(Change::Edited { came: Vec::new(), went: Vec::new() }));
        memory.expect(place, &third, three).unwrap();
        memory.notice(place, &second, two).unwrap();
        assert_eq!(memory.change(place, &third, three), None);
        // Accepted by the person, it is the one that counts.
        memory.remember(place, &first, one).unwrap();
        assert_eq!(memory.change(place, &first, one), None);
    }

    /// Saves of one encrypted keyring, which only who knows its passphrase can make, and another file of one of them.
    fn saves() -> impl Fn(u64, u8) -> (Keyring, [u8; 32]) {
        let keyring = Keyring::new("prod", Form::Encrypted, 0);
        move |save, file| {
            let mut keyring = keyring.clone();
            keyring.count_from(save);
            (keyring, digest(&[save.to_le_bytes()[0], file]))
        }
    }

    #[test]
    fn after_going_back_all_that_is_newer_and_was_seen_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let (memory, place, saved) = (Memory::at(folder.path()), Path::new("prod"), saves());
        let change = |save, file| {
            let (keyring, digest) = saved(save, file);
            memory.change(place, &keyring, digest)
        };
        let accept = |save, file| {
            let (keyring, digest) = saved(save, file);
            memory.remember(place, &keyring, digest).unwrap();
            assert_eq!(memory.change(place, &keyring, digest), None, "{save} {file}");
        };
        (1..=5).for_each(|save| accept(save, 0));
        assert_eq!(change(2, 0), Some(Change::Older { seen: 5, now: 2 }));
        accept(2, 0);
        // Each of what this computer has seen or written, and other files of the same numbers.
        assert_eq!(change(1, 0), Some(Change::Older { seen: 5, now: 1 }));
        assert_eq!(change(2, 1), Some(Change::Forked { save: 2 }));
        for file in [0, 1] {
            assert_eq!(change(3, file), Some(Change::Older { seen: 5, now: 3 }));
            assert_eq!(change(4, file), Some(Change::Older { seen: 5, now: 4 }));
            assert_eq!(change(5, file), Some(Change::Returned { accepted: 2, now: 5 }));
        }
        // What was never seen is newer, and was made by somebody who can open it.
        assert_eq!(change(6, 0), None);
        // Whoever reads one of these meanwhile takes the acceptance back from nobody.
        let (keyring, fifth) = saved(5, 0);
        memory.notice(place, &keyring, fifth).unwrap();
        assert_eq!((change(2, 0), change(5, 0)), (None, Some(Change::Returned { accepted: 2, now: 5 })));
        // The newest again: from now on that is the one, and the older one is told.
        accept(5, 0);
        assert_eq!((change(2, 0), change(4, 0)), [2, 4].map(|now| Some(Change::Older { seen: 5, now })).into());
        // In between, and from there on by a save of this computer, which counts from the highest.
        accept(4, 1);
        let (mut keyring, _) = saved(4, 1);
        memory.raise(place, &mut keyring);
        assert_eq!(keyring.generation(), 5);
        let (next, sixth) = saved(6, 0);
        memory.expect(place, &keyring, sixth).unwrap();
        // Killed before it is remembered, it is known, and so is what is still there.
        assert_eq!((change(6, 0), change(4, 1)), (None, None));
        assert_eq!(change(5, 0), Some(Change::Returned { accepted: 4, now: 5 }));
        memory.notice(place, &next, sixth).unwrap();
        assert_eq!(change(4, 1), Some(Change::Older { seen: 6, now: 4 }));
        // A fork that was accepted makes a change of what it took the place of.
        accept(6, 1);
        assert_eq!(change(6, 0), Some(Change::Forked { save: 6 }));
    }

    #[cfg(unix)]
    #[test]
    fn no_other_spelling_of_a_path_is_a_way_around_the_comparison() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("data/keyrings")).unwrap();
        std::fs::create_dir_all(at("other/keyrings")).unwrap();
        std::fs::create_dir_all(at("deep/er")).unwrap();
        symlink(at("data"), at("link")).unwrap();
        symlink(at("data/keyrings"), at("deep/er/rings")).unwrap();
        let (memory, saved) = (Memory::at(at("seen")), saves());
        let spellings = [
            "data/keyrings/prod",
            "data/../data/keyrings/prod",
            "data/./keyrings//prod",
            "link/keyrings/prod",
            "deep/er/rings/prod",
            // What is before `..` is a link.
            "deep/er/rings/../keyrings/prod",
            "nowhere/../data/keyrings/prod",
        ];
        let ((first, one), (second, two)) = (saved(1, 0), saved(2, 0));
        for remembered in spellings {
            memory.remember(&at(remembered), &first, one).unwrap();
            memory.remember(&at(remembered), &second, two).unwrap();
            for spelled in spellings {
                let told = memory.change(&at(spelled), &first, one);
                assert_eq!(told, Some(Change::Older { seen: 2, now: 1 }), "{remembered} {spelled}");
                assert_eq!(memory.change(&at(spelled), &second, two), None, "{remembered} {spelled}");
            }
            memory.forget(&at(remembered));
            assert_eq!(memory.change(&at("link/keyrings/prod"), &first, one), None, "{remembered}");
        }
        // What was saved by the one name is no change by the other, of a public one neither.
        let public = |save: u64| {
            let mut keyring = Keyring::new("team", Form::Public, 0);
            keyring.count_from(save);
            (keyring, digest(&save.to_be_bytes()))
        };
        let ((old, of_old), (new, of_new)) = (public(1), public(2));
        let (straight, linked) = (at("data/keyrings/team"), at("link/keyrings/team"));
        memory.remember(&linked, &old, of_old).unwrap();
        memory.remember(&straight, &new, of_new).unwrap();
        assert_eq!(memory.change(&linked, &new, of_new), None);
        memory.notice(&linked, &new, of_new).unwrap();
        let edited = Change::Edited { came: Vec::new(), went: Vec::new() };
        assert_eq!(memory.change(&linked, &old, of_old), Some(edited));
        // The link leads elsewhere: what is called the same is compared, whatever is known of the other place.
        let (other, of_other) = (Keyring::new("prod", Form::Encrypted, 0), digest(b"other"));
        memory.remember(&at("link/keyrings/prod"), &second, two).unwrap();
        memory.remember(&at("other/keyrings/prod"), &other, of_other).unwrap();
        std::fs::remove_file(at("link")).unwrap();
        symlink(at("other"), at("link")).unwrap();
        let called = at("link/keyrings/prod");
        assert_eq!(memory.change(&called, &other, of_other), Some(Change::Replaced));
        assert_eq!(memory.change(&called, &second, two), Some(Change::Replaced));
        memory.remember(&called, &other, of_other).unwrap();
        assert_eq!(memory.change(&called, &other, of_other), None);
        assert_eq!(memory.change(&at("data/keyrings/prod"), &second, two), None);
        // A folder that was moved, with its link, is the same one.
        std::fs::rename(at("other"), at("moved")).unwrap();
        std::fs::remove_file(at("link")).unwrap();
        symlink(at("moved"), at("link")).unwrap();
        assert_eq!(memory.change(&called, &other, of_other), None);
        memory.notice(&called, &other, of_other).unwrap();
        assert_eq!(memory.change(&at("moved/keyrings/prod"), &first, one), Some(Change::Replaced));
        // As an earlier Jotsmith named it.
        let absolute = at("link/keyrings/old");
        let record = digest(absolute.as_os_str().as_encoded_bytes());
        let record = at("seen").join(format!("{}.json", data_encoding::HEXLOWER.encode(&record)));
        std::fs::write(&record, r#"{"is_encrypted":true,"mark":null,"generation":7}"#).unwrap();
        assert_eq!(memory.change(&absolute, &first, one), Some(Change::Older { seen: 7, now: 1 }));
        memory.remember(&absolute, &first, one).unwrap();
        assert_eq!(memory.change(&at("moved/keyrings/old"), &first, one), None);
        assert!(!record.exists());
    }
}
