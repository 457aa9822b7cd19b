//! What is remembered of what was moved to the trash: by its name and what is in it, wherever in the trash somebody puts it.

use super::{Memory, Seen};
use crate::engine::keyring::{Form, Keyring};
use crate::store::keyring::change::Change;
use crate::store::keyring::record::{Records, load, name_of, save};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What is remembered of a file that was moved to the trash.
#[derive(Serialize, Deserialize)]
struct Deleted {
    /// What was known of the keyring then; `None`: nothing.
    seen: Option<Seen>,
    /// It was not the keyring itself.
    #[serde(default)]
    is_backup: bool,
}

impl Memory {
    /// What is different of a file in the trash, which nobody opens there; `keyring` is what is in it, of one that opens
    /// without a passphrase. `own` is the place from which it says that it was deleted, and `is_backup`, that it was not the
    /// keyring itself.
    pub(in crate::store::keyring) fn change_in_trash(
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
            // Later saves of the same keyring were seen since.
            (Ok(Some(Deleted { seen: Some(seen), .. })), None) => {
                let now = self.read(own).ok().flatten().filter(|now| now.mark.is_some() && now.mark == seen.mark);
                let is_older = |now: &Seen| now.highest() > seen.highest();
                now.filter(is_older).map(|now| Change::Older { seen: now.highest(), now: seen.generation })
            }
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

    /// Files with these digests were moved from their place to the trash, the keyring first. What is remembered of the place
    /// stays: nothing that is put there passes for it.
    pub(in crate::store::keyring) fn delete(&self, own: &Path, digests: &[[u8; 32]]) -> Result<(), String> {
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

    /// Files with these digests, which were the backups of a keyring that is lost, were moved from their place to the trash.
    pub(in crate::store::keyring) fn shelve(&self, own: &Path, digests: &[[u8; 32]]) -> Result<(), String> {
        let seen = self.read(own)?.map(|seen| Seen { real: None, deleted: None, ..seen });
        for digest in digests {
            // A keyring that was deleted as it is stays one.
            let known = self.file_of_deleted(own, *digest).filter(|path| !path.exists());
            let Some(path) = known else { continue };
            save(&path, &Deleted { seen: seen.clone(), is_backup: true })?;
        }
        Ok(())
    }

    /// A file with this digest came back from the trash: what was known when it was deleted is known of its new place. Where it
    /// is another file, it is compared with what its name says that it is, or is told as unknown when it is opened.
    pub(in crate::store::keyring) fn restore(
        &self,
        own: &Path,
        place: &Path,
        form: Form,
        digest: [u8; 32],
    ) -> Result<(), String> {
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
    pub(in crate::store::keyring) fn take(&self, place: &Path, digest: [u8; 32]) {
        if self.read(place).is_ok_and(|seen| seen.is_some_and(|seen| seen.is_foreign)) {
            self.forget(place);
            // That it cannot be remembered means that it is asked about again.
            let _ = self.remember_import(place, digest);
        }
    }

    /// Whether the last that was done here with the keyring of this place was to delete this file of it.
    pub(in crate::store::keyring) fn ended_as(&self, own: &Path, digest: [u8; 32]) -> bool {
        self.read(own).is_ok_and(|seen| seen.is_some_and(|seen| seen.deleted == Some(digest)))
    }

    pub(in crate::store::keyring) fn forget_deleted(&self, own: &Path, digest: [u8; 32]) {
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
}
