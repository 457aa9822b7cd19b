//! What this computer saw of each keyring last, so that one that was replaced or set back is noticed. Kept apart from the
//! keyrings: whoever can write their folder cannot write this.
//!
//! A keyring is remembered by what it is called and by where it really is: its folder may be a link, and may lead elsewhere
//! tomorrow, and another spelling of its path is no way around the comparison. What was moved to the trash is remembered by
//! its name and what is in it, wherever in the trash somebody puts it.

mod deleted;

use super::change::Change;
use super::content::Content;
use super::record::{Records, load, save};
use crate::engine::crypto::digest::sha256;
use crate::engine::keyring::{Form, Keyring};
use crate::store::path;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The folder, within the one for settings.
const FOLDER: &str = "seen";
/// Other keyrings of the same name whose saves are remembered: each was accepted by the person.
const MOST_PAST: usize = 64;

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
    /// What a public one holds.
    #[serde(default)]
    content: Content,
    /// What was seen of other keyrings that had this name: one of them may come back.
    #[serde(default)]
    past: Vec<Past>,
    /// It is a copy: a file that the person imported, or that was copied beside the keyring that it is of.
    #[serde(default)]
    is_import: bool,
    /// Nobody has opened it here yet.
    #[serde(default)]
    is_unopened: bool,
    /// It went on under another name.
    #[serde(default)]
    is_renamed: bool,
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

/// A keyring that had this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Past {
    mark: [u8; 32],
    highest: u64,
}

impl Seen {
    fn of(keyring: &Keyring, digest: [u8; 32]) -> Self {
        Self {
            is_encrypted: keyring.form() == Form::Encrypted,
            mark: keyring.mark(),
            generation: keyring.generation(),
            highest: keyring.generation(),
            digest: Some(digest),
            content: Content::of(keyring),
            ..Self::default()
        }
    }

    /// A file that is imported, and not opened yet.
    fn imported(digest: [u8; 32]) -> Self {
        Self { is_encrypted: true, digest: Some(digest), is_import: true, is_unopened: true, ..Self::default() }
    }

    fn highest(&self) -> u64 {
        self.highest.max(self.generation)
    }

    /// Whether a file is what was seen, or was about to be written.
    fn knows(&self, digest: [u8; 32]) -> bool {
        [self.digest, self.pending].contains(&Some(digest))
    }

    /// The same with what was seen before under this name: it may have been seen in a newer version, also before another one
    /// was accepted in its place.
    fn raised(self, before: Option<Self>) -> Self {
        let Some(before) = before else { return self };
        let last = before.mark.map(|mark| Past { mark, highest: before.highest() });
        let mut past = before.past;
        if let Some(last) = last {
            past.retain(|one| one.mark != last.mark);
            past.push(last);
        }
        let highest = past.iter().find(|one| Some(one.mark) == self.mark).map_or(0, |one| one.highest);
        past.retain(|one| Some(one.mark) != self.mark);
        past.drain(..past.len().saturating_sub(MOST_PAST));
        Self { highest: self.highest().max(highest), past, is_import: before.is_import, ..self }
    }

    fn change(&self, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        if self.is_foreign {
            return Some(Change::Trash);
        }
        if self.is_renamed {
            return Some(Change::Renamed);
        }
        let now = Self::of(keyring, digest);
        if self.is_encrypted != now.is_encrypted {
            return Some(Change::Form { now: keyring.form() });
        }
        if self.knows(digest) {
            return None;
        }
        // Whoever can write one that is not encrypted writes what number it likes: its keys are told.
        if !now.is_encrypted {
            return Some(match self.digest {
                Some(_) => Change::Edited(Box::new(now.content.since(&self.content))),
                // An earlier Jotsmith remembered nothing of what was in it.
                None => Change::New { holds: Box::new(now.content.all()) },
            });
        }
        // One of another program: who knows its passphrase, or that of any other keyring with the same one, can put that here.
        if self.mark.is_none() {
            return Some(if self.is_unopened { Change::Unopened } else { Change::Unmarked });
        }
        if self.mark != now.mark {
            return Some(Change::Replaced);
        }
        let older = Change::Older { seen: self.highest(), now: now.generation };
        if now.generation < self.generation {
            return Some(older);
        }
        // An earlier Jotsmith remembered no digest, but that it is the same keyring is certain.
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
        let names = [Some(records.real), Some(records.called), records.earlier, Some(String::new())];
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
        is_asked_about.then(|| Change::New { holds: Box::new(Content::of(keyring).all()) })
    }

    /// The same of a backup that is opened in the place of the keyring: that it is older, or another save, is what is wanted.
    /// Of one that anyone could have written, that says nothing, and its keys are told.
    pub(super) fn change_in_backup(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Option<Change> {
        let change = self.change(place, keyring, digest)?;
        match (&change, keyring.form()) {
            (Change::Older { .. } | Change::Forked { .. } | Change::Returned { .. }, Form::Encrypted) => None,
            (
                Change::Older { .. } | Change::Forked { .. } | Change::Returned { .. } | Change::Edited(_),
                Form::Public,
            ) => {
                let Ok(Some(seen)) = self.read(place) else { return Some(change) };
                Some(Change::Backup(Box::new(Content::of(keyring).since(&seen.content))))
            }
            _ => Some(change),
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
            Ok(Some(seen)) if seen.is_encrypted == (keyring.form() == Form::Encrypted) && !seen.is_renamed => {
                Seen { pending: Some(digest), ..seen }
            }
            // What was there is gone, or was accepted.
            before => Seen::of(keyring, digest).raised(before.ok().flatten()),
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
        // What was copied beside it, by hand or by what syncs the folder.
        let is_copy = before.is_none() && keyring.mark().is_some_and(|mark| self.is_beside(place, mark));
        let now = Seen::of(keyring, digest).raised(before);
        self.write(place, &Seen { is_import: now.is_import || is_copy, ..now })
    }

    /// The same of one that was just written: it is no copy any more, if it was one.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub(super) fn remember_saved(&self, place: &Path, keyring: &Keyring, digest: [u8; 32]) -> Result<(), String> {
        let now = Seen::of(keyring, digest).raised(self.read(place).ok().flatten());
        self.write(place, &Seen { is_import: false, ..now })
    }

    /// A file that the person put there, which needs a passphrase: what it is, the first opening tells.
    ///
    /// # Errors
    ///
    /// Why it cannot be remembered, in words.
    pub(super) fn remember_import(&self, place: &Path, digest: [u8; 32]) -> Result<(), String> {
        let now = Seen::imported(digest).raised(self.read(place).ok().flatten());
        self.write(place, &Seen { is_import: true, ..now })
    }

    /// An imported copy of a keyring that is known here under another name becomes a keyring of its own, so that neither
    /// passes for the other.
    pub(super) fn part(&self, place: &Path, keyring: &mut Keyring) {
        let is_import = self.read(place).is_ok_and(|seen| seen.is_some_and(|seen| seen.is_import));
        if is_import && keyring.mark().is_some_and(|mark| self.is_elsewhere(place, mark)) {
            keyring.renew_identity();
        }
    }

    /// Whether a keyring is remembered of another place.
    fn is_elsewhere(&self, place: &Path, mark: [u8; 32]) -> bool {
        let (Some(folder), Some(own)) = (&self.0, Records::of(place)) else { return false };
        let names = [own.real.as_str(), own.called.as_str()];
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).any(|path| {
            let is_own = path.file_stem().and_then(OsStr::to_str).is_some_and(|name| names.contains(&name));
            let is_it =
                |seen: Seen| seen.mark == Some(mark) && seen.real.as_ref() != Some(&own.real) && !seen.is_renamed;
            !is_own && load::<Seen>(&path).ok().flatten().is_some_and(is_it)
        })
    }

    /// Whether a keyring that is in the same folder under another name is known to be the same.
    fn is_beside(&self, place: &Path, mark: [u8; 32]) -> bool {
        let Some(folder) = place.parent().filter(|_| self.0.is_some()) else { return false };
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let names =
            files.filter(|path| path.extension() == Some(OsStr::new("jwe"))).map(|path| path.with_extension(""));
        let is_it = |seen: Seen| seen.mark == Some(mark) && !seen.is_renamed;
        names.filter(|name| name != place).any(|name| self.read(&name).ok().flatten().is_some_and(is_it))
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
            Ok(Some(before))
                if before.digest == Some(digest)
                    && before.mark == keyring.mark()
                    && before.content == Content::of(keyring)
                    && !before.is_unopened
                    && before.deleted.is_none() =>
            {
                self.link(place, &before)
            }
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
        for name in [Some(records.real), Some(records.called), records.earlier].into_iter().flatten() {
            self.remove(&name);
        }
    }

    /// It goes on under another name, with what is remembered of it: of what had that name before, nothing is. What is put
    /// there under the old one does not pass for it.
    pub(super) fn carry_over(&self, from: &Path, to: &Path) -> Result<(), String> {
        match self.read(from) {
            // Who looks at the folder was quicker.
            Ok(Some(seen)) if seen.is_renamed && self.is_same(to, &seen) => return Ok(()),
            Ok(Some(seen)) => {
                self.write(to, &Seen { real: None, ..seen.clone() })?;
                return self.write(from, &Seen { real: None, is_renamed: true, ..seen });
            }
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

    /// It was found under another name, to which somebody else has renamed it: what is remembered goes with it, where nothing
    /// is known of that name.
    pub(super) fn go_on(&self, from: &Path, to: &Path) -> Result<(), String> {
        match self.read(to)? {
            Some(seen) if !seen.is_renamed => Ok(()),
            _ => self.carry_over(from, to),
        }
    }

    fn is_same(&self, place: &Path, seen: &Seen) -> bool {
        let is_same =
            |there: Seen| !there.is_renamed && there.mark == seen.mark && there.is_encrypted == seen.is_encrypted;
        self.read(place).ok().flatten().is_some_and(is_same)
    }

    /// All that is known of a place: of where it is, and of what is called so, where that was elsewhere when it was seen last.
    fn known(&self, place: &Path) -> Result<Vec<Seen>, String> {
        let Some(records) = Records::of(place) else { return Ok(Vec::new()) };
        let load = |name: &str| self.file(name).map_or(Ok(None), |path| load::<Seen>(&path));
        let real = load(&records.real)?;
        // Where it is no link now, it may have been one.
        let mut called = load(&records.called)?;
        // Or it was none, and is one now.
        if let (None, Some(earlier)) = (&called, &records.earlier) {
            called = load(earlier)?;
        }
        // That it was here already is known better by where it is.
        called = called.filter(|called| called.real.as_ref() != Some(&records.real));
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
        if !records.is_link {
            self.remove(&records.called);
            return Ok(());
        }
        self.put(&records.called, &Seen { real: Some(records.real), ..own })?;
        if let Some(earlier) = &records.earlier {
            self.remove(earlier);
        }
        Ok(())
    }

    /// The same where it is not remembered under one of its two names: what another program remembers meanwhile stays.
    fn link(&self, place: &Path, seen: &Seen) -> Result<(), String> {
        let Some(records) = Records::of(place).filter(|_| self.0.is_some()) else { return Ok(()) };
        let load = |name: &str| self.file(name).map_or(Ok(None), |path| load::<Seen>(&path));
        let called = load(&records.called)?;
        let is_linked = match records.is_link {
            false => called.is_none(),
            true => called.is_some_and(|called| called.real.as_ref() == Some(&records.real)),
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
        assert_eq!(memory.change(place, &first, one), Some(Change::Edited(Box::default())));
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
        let edited = Change::Edited(Box::default());
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
        assert_eq!(memory.change(&absolute, &first, one), Some(Change::Unmarked));
        memory.remember(&absolute, &first, one).unwrap();
        assert_eq!(memory.change(&at("moved/keyrings/old"), &first, one), None);
        assert!(!record.exists());
    }
}
