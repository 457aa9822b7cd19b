//! Keyrings in the window: which there are, which are open, and what is done with them.
//!
//! The files are the shell's. Here a keyring is a value: a change is made in memory and counted, and
//! [`KeyringWork::Save`](work::KeyringWork) asks for it to be written. What was written is what the count says, so nothing
//! is lost between a change and its file.

use super::State;
use crate::app::message::keyring::work::{Allowed, KeyringFault, SaveFault, Trashed};
use crate::app::state::removal::Removals;
use crate::app::value::{FileBytes, KeyExport, Place, RingId, Spare};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyId, KeyRing, PASTED};
use crate::engine::key_file::generate::GENERATED;
use crate::engine::keyring::guess::Guessing;
use crate::engine::keyring::{Form, KeptToken, Keyring};
use std::collections::HashMap;
use std::sync::Arc;

/// Where a key is from that the builder made.
pub(in crate::app) const MADE_HERE: &str = "generated here";

#[derive(Default)]
pub(in crate::app) struct Keyrings {
    /// By name.
    pub rings: Vec<Ring>,
    pub next: u64,
    /// Where each key of an open keyring is.
    pub index: HashMap<KeyId, (RingId, usize)>,
    /// What the key workspace shows.
    pub chosen: Place,
    /// The token that was taken out last, while its keyring is open.
    pub removed_tokens: Removals<(RingId, KeptToken)>,
    /// When the person last did anything, in seconds since the window opened.
    pub last_act: i64,
    /// What was locked because nothing happened.
    pub idle: IdleLock,
    /// Why the folder could not be read.
    pub fault: Option<String>,
    /// The folder was read.
    pub is_listed: bool,
    /// The window closes as soon as all is saved.
    pub is_closing: bool,
    /// The person wants it closed although something is not.
    pub may_lose: bool,
    /// What is to be written into a file.
    pub export: Option<PendingExport>,
    /// Names what was asked for last; an answer to an older question is dropped.
    pub ticket: u64,
    /// One that is being made.
    pub pending: Option<Pending>,
}

/// A keyring that is being made, and what is to be kept in it: which keys, and whether they are moved.
pub(in crate::app) struct Pending {
    pub ring: RingId,
    pub keyring: Keyring,
    pub passphrase: SecretBytes,
    pub keep: Option<(Vec<u64>, bool)>,
}

pub(in crate::app) struct Ring {
    pub id: RingId,
    /// Its file's name without the extension.
    pub name: String,
    pub form: Form,
    /// Why it cannot be opened at all: damaged, or no keyring.
    pub fault: Option<String>,
    /// The backups that may be taken instead then.
    pub spares: Vec<Spare>,
    /// Who makes copies of its file elsewhere: "Dropbox".
    pub carrier: Option<&'static str>,
    /// What it had when it was last open in this window.
    pub count: Option<Held>,
    pub standing: RingStatus,
}

/// How much a keyring keeps.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) struct Held {
    pub keys: usize,
    pub tokens: usize,
}

impl Held {
    pub fn of(keyring: &Keyring) -> Self {
        Self { keys: keyring.entries().len(), tokens: keyring.tokens().count() }
    }
}

/// How a keyring stands.
pub(in crate::app) enum RingStatus {
    Locked,
    /// The store is at work on it.
    Opening,
    Open(Box<OpenRing>),
}

/// A keyring that is open.
pub(in crate::app) struct OpenRing {
    pub keyring: Keyring,
    /// Needed for every save; wiped when it is locked.
    pub passphrase: SecretBytes,
    /// Why it is not written, in words.
    pub read_only: Option<String>,
    /// Rises with every change.
    pub version: u64,
    /// The version that is on the disk.
    pub saved: u64,
    /// The version that is being saved.
    pub saving: Option<u64>,
    /// Why the last save did not come to its end.
    pub fault: Option<SaveFault>,
    /// Its file is gone: what is here is kept nowhere.
    pub is_gone: bool,
    /// Why what others wrote into the file was not taken in.
    pub outside: Option<KeyringFault>,
    /// It is to be locked as soon as it is saved.
    pub lock_when_saved: bool,
    /// What a crash left beside it.
    pub leftovers: Vec<Spare>,
}

impl OpenRing {
    /// One whose file is as it is.
    pub fn saved(keyring: Keyring, passphrase: SecretBytes) -> Self {
        Self {
            keyring,
            passphrase,
            read_only: None,
            version: 0,
            saved: 0,
            saving: None,
            fault: None,
            is_gone: false,
            outside: None,
            lock_when_saved: false,
            leftovers: Vec::new(),
        }
    }

    /// Whether there is anything that is not on the disk: changes, or all of it where the file is gone. What is read-only
    /// is another window's to save.
    pub fn is_unsaved(&self) -> bool {
        self.version != self.saved || (self.is_gone && self.read_only.is_none())
    }
}

impl Ring {
    pub fn open(&self) -> Option<&OpenRing> {
        match &self.standing {
            RingStatus::Open(open) => Some(open),
            _ => None,
        }
    }

    pub fn open_mut(&mut self) -> Option<&mut OpenRing> {
        match &mut self.standing {
            RingStatus::Open(open) => Some(open),
            _ => None,
        }
    }
}

impl Keyrings {
    pub fn get(&self, id: RingId) -> Option<&Ring> {
        self.rings.iter().find(|ring| ring.id == id)
    }

    pub fn get_mut(&mut self, id: RingId) -> Option<&mut Ring> {
        self.rings.iter_mut().find(|ring| ring.id == id)
    }

    /// Those that are open.
    pub fn open(&self) -> impl Iterator<Item = (&Ring, &OpenRing)> {
        self.rings.iter().filter_map(|ring| Some((ring, ring.open()?)))
    }

    /// The keyring of a key, and its place in it.
    pub fn find(&self, id: KeyId) -> Option<(&Ring, usize)> {
        let (ring, index) = *self.index.get(&id)?;
        Some((self.get(ring)?, index))
    }

    /// Finds every key anew: what was open or what was in it has changed.
    pub fn reindex(&mut self) {
        let mut index = HashMap::new();
        for (ring, open) in self.open() {
            let keys = open.keyring.entries().iter().enumerate();
            index.extend(keys.filter_map(|(at, entry)| Some((entry.key().ok()?.id, (ring.id, at)))));
        }
        self.index = index;
    }

    /// The name of the keyring that a key is from.
    pub fn origin(&self, id: KeyId) -> Option<&str> {
        self.find(id).map(|(ring, _)| ring.name.as_str())
    }
}

impl State {
    /// The key of this name, of the session or of an open keyring.
    pub(in crate::app) fn key(&self, id: u64) -> Option<&Arc<Jwk>> {
        let id = KeyId(id);
        self.keys.ring.get(id).or_else(|| {
            let (ring, index) = self.keyrings.find(id)?;
            ring.open()?.keyring.entries().get(index)?.key().ok()
        })
    }

    /// All keys at hand: the session's first, then those of every open keyring, with the issuers that they are pinned to.
    pub(in crate::app) fn all_keys(&self) -> KeyRing {
        self.keys_of(|_| true)
    }

    /// The keys that tokens are made with: all but those of a keyring whose file is gone, which are missing like those of a
    /// keyring that is locked.
    pub(in crate::app) fn keys_to_build_with(&self) -> KeyRing {
        self.keys_of(|open| !open.is_gone)
    }

    fn keys_of(&self, counts: impl Fn(&OpenRing) -> bool) -> KeyRing {
        let told = &self.keys.relations;
        let mut all = KeyRing::new(self.keys.ring.keys().iter().map(|key| told.told(key))).from_where(&self.keys.ring);
        self.keys.ring.anchors().iter().for_each(|anchor| all.trust(Arc::clone(anchor)));
        for (_, open) in self.keyrings.open().filter(|(_, open)| counts(open)) {
            open.keyring.trusted().for_each(|anchor| all.trust(anchor));
            for entry in open.keyring.entries() {
                let Ok(key) = entry.key() else { continue };
                all.push(told.told(key));
                if let Some(issuer) = &entry.details().issuer {
                    all.pin(key.id, issuer.as_str());
                }
            }
        }
        // A reading is one of a key: where that is removed or locked, it is gone.
        for read in &self.keys.read_as {
            if all.get(read.of).is_some() {
                all.push(Arc::clone(&read.key));
            }
        }
        all
    }

    /// How many keys are at hand.
    pub(in crate::app) fn key_count(&self) -> usize {
        self.keys.ring.keys().len() + self.keyrings.open().map(|(_, open)| open.keyring.keys().count()).sum::<usize>()
    }

    /// Private keys of the session that are nowhere else: made here, or pasted as a key. A secret that was typed to check
    /// a token with is known to the person who typed it, and a file still has what was loaded from it.
    pub(in crate::app) fn unkept_keys(&self) -> Vec<u64> {
        let is_here_alone = |key: &&Arc<Jwk>| {
            let is_made = [GENERATED, MADE_HERE].contains(&key.source.name.as_str());
            let is_pasted = key.source.name == PASTED && !key.source.is_secret;
            let in_keyring = |(_, open): (_, &OpenRing)| {
                open.keyring.keys().any(|kept| kept.is_private() && kept.thumbprint == key.thumbprint)
            };
            key.is_private()
                && (is_made || is_pasted)
                && !self.keys.kept.contains(&key.id)
                && !self.keyrings.open().any(in_keyring)
        };
        self.keys.ring.keys().iter().filter(is_here_alone).map(|key| key.id.0).collect()
    }

    /// Whether the window closes only after a question.
    pub fn must_ask_before_closing(&self) -> bool {
        self.has_unsaved_keys() || (!self.keyrings.may_lose && !self.unkept_keys().is_empty())
    }

    /// Whether something would be lost if the window were closed now.
    pub fn has_unsaved_keys(&self) -> bool {
        !self.keyrings.may_lose && self.keyrings.open().any(|(_, open)| open.is_unsaved())
    }
}

/// The window in front of everything, where it is about keyrings.
pub(in crate::app) enum KeyringDialog {
    /// A new keyring; then what is to be kept in it.
    Create {
        error: Option<String>,
        rated: Option<Rated>,
        is_working: bool,
        keep: Option<(Vec<u64>, bool)>,
    },
    /// The passphrase of a keyring, or which of its backups is to be opened.
    Unlock(Unlocking),
    /// Where to keep keys.
    Keep(Keeping),
    /// What is known about a key besides the key.
    Edit {
        key: u64,
        /// It has just come: its name is asked for.
        is_new: bool,
        error: Option<String>,
    },
    Rename {
        ring: RingId,
        error: Option<String>,
    },
    ChangePassphrase {
        ring: RingId,
        error: Option<String>,
        rated: Option<Rated>,
    },
    /// A save that failed is to go into a keyring of another name.
    SaveElsewhere {
        ring: RingId,
        error: Option<String>,
        is_working: bool,
    },
    /// Somebody else has written the file.
    Changed {
        ring: RingId,
    },
    /// A new key; the question that is being answered, where the key goes and what it is to be called.
    Generate {
        error: Option<String>,
        working: Option<(u64, Place, String)>,
    },
    /// The passphrase of what is written into a file.
    ExportPassphrase {
        what: KeyExport,
        error: Option<String>,
        rated: Option<Rated>,
    },
    /// What was moved to the trash.
    Trash {
        entries: Vec<Trashed>,
    },
    /// Whether one of them is to be deleted for good.
    Erase {
        trashed: Trashed,
        error: Option<String>,
        is_working: bool,
    },
    /// The window is to be closed, and something is not saved.
    Closing,
    /// The window is to be closed, and keys are kept nowhere.
    Unkept,
    /// The name of a keyring file that is imported.
    Import {
        file: FileBytes,
        form: Form,
        error: Option<String>,
    },
}

/// A keyring that is to be opened.
#[derive(Clone, Debug)]
pub(in crate::app) struct Unlocking {
    pub ring: RingId,
    pub error: Option<String>,
    pub is_working: bool,
    /// What is to be opened has a passphrase.
    pub is_encrypted: bool,
    /// The keyring's own file is known not to open.
    pub is_damaged: bool,
    /// Backups that may be opened instead.
    pub spares: Vec<Spare>,
    /// The one that was tried last; `None`: the keyring's own file.
    pub tried: Option<Spare>,
    pub allowed: Allowed,
    pub may_allow: Option<Allowed>,
}

/// Keys that are to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Keeping {
    pub keys: Vec<u64>,
}

/// What was said of a passphrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app) struct Rated {
    pub guessing: Guessing,
    /// It is very weak, and the person is asked whether to use it anyway.
    pub is_asked_about: bool,
}

impl KeyringDialog {
    pub fn create(keep: Option<(Vec<u64>, bool)>) -> Self {
        Self::Create { error: None, rated: None, is_working: false, keep }
    }
}

/// What is the case, and what to do about it.
pub(in crate::app) fn sentence(fault: &KeyringFault) -> String {
    if fault.advice.is_empty() { fault.message.clone() } else { format!("{}. {}", fault.message, fault.advice) }
}

/// What was locked because nothing happened.
#[derive(Default)]
pub(in crate::app) struct IdleLock {
    /// Those that are still locked for that reason.
    pub rings: Vec<RingId>,
    /// The message that says so. It stays until something is done about it: whoever locked his keyrings by going away has
    /// not seen it go by.
    pub notice: Option<u64>,
}

/// What is to be written into a file, as soon as it is known which.
pub(in crate::app) struct PendingExport {
    pub what: KeyExport,
    pub passphrase: Option<SecretBytes>,
    /// The file that is proposed.
    pub name: String,
}
