//! The keeper of the keyrings: one named thread that opens and writes their files, because deriving a key takes a while
//! and a disk may take longer.

mod spare;

use super::{News, Post, in_background};
use crate::app::message::job::Answer;
use crate::app::message::keyring::work::{
    Allowed, ExportContent, Found, KeyringFault, KeyringNews, KeyringWork, OpenFault, Opened, Reread, SaveFault,
    Trashed,
};
use crate::app::value::{RingId, Spare};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::export::export;
use crate::engine::key_file::generate::{Recipe, generate};
use crate::engine::keyring::{Form, Keyring, OpenError, check_form, open, outline, seal};
use crate::engine::text::words::capital;
use crate::store::keyring::{
    Change, EraseError, Guard, KeyringFile, KeyringFolder, LoadError, NameError, ReadOnly, RestoreError, SaveError,
    Saved, digest,
};
use crate::store::regular;
use crate::store::synced;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long closing the window waits for a save that is under way.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often files are looked at for changes that others made to them: no more than their dates and sizes, mostly.
const LOOK: Duration = Duration::from_secs(2);

/// How often a file that is written while it is decrypted is read again.
const REREADS: u32 = 3;

/// Where work on keyring files is done.
pub trait KeyringKeeper {
    /// Does this, in the order in which it is asked, and posts the answer.
    fn perform(&mut self, work: KeyringWork);
    /// Waits until all of it is done: the window is closing.
    fn finish(&mut self);
}

/// The keyring files of one folder, and those of them that are open.
#[derive(Default)]
pub struct KeyringDesk {
    folder: Option<KeyringFolder>,
    files: HashMap<RingId, KeyringFile>,
    /// Date and size of each open file when it was looked at last.
    stamps: HashMap<RingId, Option<(SystemTime, u64)>>,
    /// Open files that are gone, and were told to be.
    gone: HashSet<RingId>,
    /// Names of the keyrings in the folder, as they were told last.
    listed: Option<Vec<String>>,
}

/// Does everything at once, on the caller's thread: for tests.
pub struct InlineKeeper {
    desk: KeyringDesk,
    post: Post,
}

impl InlineKeeper {
    /// Works at `desk` and posts its answers with `post`.
    pub fn new(desk: KeyringDesk, post: Post) -> Self {
        Self { desk, post }
    }
}

impl KeyringKeeper for InlineKeeper {
    fn perform(&mut self, work: KeyringWork) {
        if let Some(news) = self.desk.perform(work) {
            (self.post)(News::Answer(Answer::Keyring(Box::new(news))));
        }
    }

    fn finish(&mut self) {}
}

/// The keeper's thread. It starts with the first work.
pub struct KeeperThread {
    desk: Option<KeyringDesk>,
    post: Post,
    sender: Option<Sender<KeyringWork>>,
    /// Closes when the thread has ended.
    ended: Option<Receiver<()>>,
}

impl KeeperThread {
    /// Works at `desk` and posts its answers with `post`.
    pub fn new(desk: KeyringDesk, post: Post) -> Self {
        Self { desk: Some(desk), post, sender: None, ended: None }
    }

    fn start(&mut self) {
        let Some(mut desk) = self.desk.take() else { return };
        let (sender, receiver) = mpsc::channel::<KeyringWork>();
        let (alive, ended) = mpsc::channel::<()>();
        let post = self.post.clone();
        let is_running = in_background("keyrings", move || {
            loop {
                let done = match receiver.recv_timeout(LOOK) {
                    Ok(work) => catch_unwind(AssertUnwindSafe(|| desk.perform(work).into_iter().collect())),
                    Err(RecvTimeoutError::Timeout) => catch_unwind(AssertUnwindSafe(|| desk.look())),
                    Err(RecvTimeoutError::Disconnected) => break,
                };
                let news: Vec<KeyringNews> = done.unwrap_or_else(|_| {
                    let place = crate::process::last_panic().unwrap_or_else(|| "an unknown place".to_owned());
                    vec![KeyringNews::Failed(place)]
                });
                for news in news {
                    post(News::Answer(Answer::Keyring(Box::new(news))));
                }
            }
            drop(alive);
        });
        if is_running {
            (self.sender, self.ended) = (Some(sender), Some(ended));
        }
    }
}

impl KeyringKeeper for KeeperThread {
    fn perform(&mut self, work: KeyringWork) {
        if let KeyringWork::Generate { ticket, recipe, first_id } = work {
            // Seconds for RSA: nobody's save waits for it.
            let post = self.post.clone();
            let is_running = in_background("generate", move || {
                let news = catch_unwind(|| generated(ticket, &recipe, first_id))
                    .unwrap_or_else(|_| KeyringNews::Generated(ticket, Err("a bug in Jotsmith".to_owned())));
                post(News::Answer(Answer::Keyring(Box::new(news))));
            });
            if !is_running {
                let news = KeyringNews::Generated(ticket, Err("no thread could be started".to_owned()));
                (self.post)(News::Answer(Answer::Keyring(Box::new(news))));
            }
            return;
        }
        self.start();
        let sent = self.sender.as_ref().is_some_and(|sender| sender.send(work).is_ok());
        if !sent {
            let news = KeyringNews::Failed("its thread could not be started".to_owned());
            (self.post)(News::Answer(Answer::Keyring(Box::new(news))));
        }
    }

    fn finish(&mut self) {
        self.sender = None;
        if let Some(ended) = self.ended.take() {
            let _ = ended.recv_timeout(PATIENCE);
        }
    }
}

impl KeyringDesk {
    /// The person's own keyrings.
    pub fn standard() -> Self {
        Self { folder: KeyringFolder::standard(), ..Self::default() }
    }

    /// Those of a folder.
    pub fn at(folder: KeyringFolder) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }

    /// Does this and says what came of it; `None` where there is nothing to say.
    pub fn perform(&mut self, work: KeyringWork) -> Option<KeyringNews> {
        use KeyringNews as N;
        Some(match work {
            KeyringWork::List => {
                self.listed = self.names();
                N::Listed(self.list())
            }
            KeyringWork::Create { ring, keyring, passphrase } => {
                N::Created(ring, self.create(ring, keyring, &passphrase))
            }
            KeyringWork::Open { ring, name, passphrase, first_id, allowed, spare } => {
                N::Opened(ring, self.open(ring, &name, passphrase, first_id, allowed, spare.as_ref()).map(Box::new))
            }
            KeyringWork::Close(ring) => {
                self.files.remove(&ring);
                return None;
            }
            KeyringWork::Save { ring, version, mut keyring, passphrase, replaces } => {
                let guard = if replaces { Guard::Replace } else { Guard::Checked };
                let result = match (self.files.get_mut(&ring), &self.folder) {
                    (Some(file), Some(folder)) => {
                        folder.save(file, &mut keyring, &passphrase, guard).map_err(|error| save_fault(&error))
                    }
                    _ => Err(SaveFault { fault: not_open(), is_changed: false, is_gone: false, is_backup: false }),
                };
                N::Saved(ring, version, result.map(|saved| saved.notice))
            }
            KeyringWork::SaveElsewhere { ring, version, keyring, passphrase } => {
                let name = keyring.name().to_owned();
                let result = self.create(ring, keyring, &passphrase);
                N::SavedElsewhere(ring, version, name, result)
            }
            KeyringWork::Reread { ring, name, passphrase, first_id, spare, allowed } => {
                let result = self.reread(ring, &name, &passphrase, first_id, spare.as_ref());
                let checked =
                    result.map_err(reread_fault).map_err(|fault| OpenFault::Unreadable { fault, spares: Vec::new() });
                let is_spare = spare.is_some();
                N::Reread(ring, spare, checked.and_then(|read| self.checked(&name, read, is_spare, allowed)))
            }
            KeyringWork::Refresh { ring, name, passphrase, first_id } => {
                N::Refreshed(ring, self.refresh(ring, &name, &passphrase, first_id).map(Box::new))
            }
            KeyringWork::Accept { ring, digest } => {
                if let Some(file) = self.files.get_mut(&ring) {
                    file.accept(digest);
                }
                return None;
            }
            KeyringWork::Rename { ring, from, to } => {
                let result = self.rename(ring, &from, &to);
                N::Renamed(ring, to, result)
            }
            KeyringWork::Delete { ring, name } => N::Deleted(ring, self.delete(ring, &name)),
            KeyringWork::ListTrash => N::Trash(self.trash()),
            KeyringWork::Restore(place) => N::Restored(self.restore(&place)),
            KeyringWork::Erase(place) => {
                let result = self.erase(&place);
                N::Erased(place, result)
            }
            KeyringWork::Import { name, form, bytes } => {
                let result = self.import(&name, form, &bytes);
                N::Imported(name, result)
            }
            KeyringWork::Generate { ticket, recipe, first_id } => generated(ticket, &recipe, first_id),
            KeyringWork::Export { content, passphrase, path, replaces, keeps } => {
                N::Exported(keeps, write_export(&content, passphrase.as_ref(), &path, replaces))
            }
            KeyringWork::DiscardOlder { ring } => N::DiscardedOlder(ring, self.discard_older(ring)),
            KeyringWork::Discard { ring, spare } => {
                let result = self.discard(ring, &spare);
                N::Discarded(ring, spare, result)
            }
        })
    }

    /// What others have done to the files since: a program that has one open does not tell.
    pub fn look(&mut self) -> Vec<KeyringNews> {
        let mut news = Vec::new();
        for (ring, file) in &mut self.files {
            if file.is_gone() {
                if !self.gone.insert(*ring) {
                    continue;
                }
                let Some(other) = self.folder.as_ref().and_then(|folder| folder.follow(file)) else {
                    news.push(KeyringNews::Gone(*ring));
                    continue;
                };
                *file = other;
                self.gone.remove(ring);
                let read_only = file.read_only().map(|why| read_only_words(why).to_owned());
                news.push(KeyringNews::Moved(*ring, file.name().to_owned(), read_only));
            }
            if self.gone.remove(ring) {
                news.push(KeyringNews::Back(*ring));
            }
            if file.read_only() == Some(ReadOnly::OpenElsewhere) && file.retry_lock().is_none() {
                news.push(KeyringNews::Writable(*ring));
            }
            let stamp = std::fs::metadata(file.path()).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
            let before = self.stamps.insert(*ring, stamp);
            // A date is no proof: what counts is what is in it.
            if before != Some(stamp) && file.is_changed() {
                news.push(KeyringNews::ChangedOutside(*ring));
            }
        }
        let files = &self.files;
        self.stamps.retain(|ring, _| files.contains_key(ring));
        self.gone.retain(|ring| files.contains_key(ring));
        let names = self.names();
        if names != self.listed {
            self.listed = names;
            news.push(KeyringNews::Listed(self.list()));
        }
        news
    }

    fn names(&self) -> Option<Vec<String>> {
        let listed = self.folder.as_ref()?.list().ok()?;
        Some(listed.into_iter().map(|listed| listed.name).collect())
    }

    /// Reads a file that somebody else has written; one that is another keyring altogether is refused.
    fn refresh(
        &mut self,
        ring: RingId,
        name: &str,
        passphrase: &SecretBytes,
        first_id: u64,
    ) -> Result<Reread, KeyringFault> {
        let fault = |error| match error {
            RereadError::Closed(OpenError::WrongPassphraseOrDamaged) => KeyringFault {
                message: "It has another passphrase now, or is damaged".to_owned(),
                advice: "Unlock it again with the new one".to_owned(),
            },
            error => reread_fault(error),
        };
        let mut read = self.reread(ring, name, passphrase, first_id, None).map_err(fault)?;
        let mut change = self.change(name, &read)?;
        // Whoever writes it goes on while it is decrypted here: what was between two of their saves is no older version.
        for _ in 0..REREADS {
            if change.is_none() || !self.is_written_since(ring, &read) {
                break;
            }
            read = self.reread(ring, name, passphrase, first_id, None).map_err(fault)?;
            change = self.change(name, &read)?;
        }
        if let Some(change) = change {
            return Err(KeyringFault { message: capital(&change.to_string()), advice: String::new() });
        }
        if let Some(digest) = read.digest {
            read.warning = self.folder()?.notice(name, &read.keyring, digest).err();
        }
        self.folder()?.identify(name, &mut read.keyring);
        Ok(read)
    }

    /// What is to be merged, unless it is not as this computer saw the keyring: whoever can write the folder can put it there.
    fn checked(
        &self,
        name: &str,
        read: Reread,
        is_spare: bool,
        allowed: Option<[u8; 32]>,
    ) -> Result<Box<Reread>, OpenFault> {
        let folder = self.folder().map_err(|fault| OpenFault::Unreadable { fault, spares: Vec::new() })?;
        let is_allowed = allowed == Some(read.read_as);
        let change = match is_spare {
            true => folder.change_in_backup(name, &read.keyring, read.read_as),
            false => folder.change_in_merge(name, &read.keyring, read.read_as),
        };
        match change.filter(|_| !is_allowed) {
            Some(change) => Err(changed(&change, read.read_as)),
            None => Ok(Box::new(read)),
        }
    }

    fn change(&self, name: &str, read: &Reread) -> Result<Option<Change>, KeyringFault> {
        Ok(self.folder()?.change(name, &read.keyring, read.digest.unwrap_or_default()))
    }

    /// Whether the file is another by now than the one that was read.
    fn is_written_since(&self, ring: RingId, read: &Reread) -> bool {
        let now = self.files.get(&ring).and_then(|file| file.peek().ok());
        now.is_some_and(|(_, digest)| read.digest != Some(digest))
    }

    fn folder(&self) -> Result<&KeyringFolder, KeyringFault> {
        self.folder.as_ref().ok_or_else(|| KeyringFault {
            message: "No folder for keyrings was found".to_owned(),
            advice: "Set JOTSMITH_DATA_DIR to a folder".to_owned(),
        })
    }

    fn list(&self) -> Result<Vec<Found>, String> {
        // Without a home there are no keyrings, which is no fault.
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let listed = folder.list().map_err(|error| error.to_string())?;
        let found = listed.into_iter().map(|listed| {
            let read = folder.read(&listed.name);
            let carrier = synced::carrier(&listed.path);
            let outlined = read.map_err(|error| error.to_string()).and_then(|(form, bytes)| {
                let checked = check_form(&bytes, form).and_then(|()| outline(&bytes));
                // One without a passphrase is read to its end: nobody has to open it to learn that it is damaged.
                let read = checked.and_then(|outline| match outline.form {
                    Form::Public => {
                        open(&bytes, &listed.name, None, &Limits::DEFAULT, &mut KeyIds::default()).map(|_| outline)
                    }
                    Form::Encrypted => Ok(outline),
                });
                read.map_err(|error| capital(&error.to_string()))
            });
            match outlined {
                // What the file is, not what it is called.
                Ok(outline) => {
                    Found { name: listed.name, form: outline.form, fault: None, spares: Vec::new(), carrier }
                }
                Err(why) => {
                    let spares = spare::beside(folder, &listed.name);
                    Found { name: listed.name, form: listed.form, fault: Some(why), spares, carrier }
                }
            }
        });
        Ok(found.collect())
    }

    fn create(
        &mut self,
        ring: RingId,
        mut keyring: Keyring,
        passphrase: &SecretBytes,
    ) -> Result<Option<String>, KeyringFault> {
        let mut file = self.folder()?.create(keyring.name(), keyring.form()).map_err(|error| fault_of(&error))?;
        let saved = self.folder()?.save(&mut file, &mut keyring, passphrase, Guard::Checked);
        let Saved { notice, .. } = saved.map_err(|error| fault_of(&error))?;
        self.files.insert(ring, file);
        Ok(notice)
    }

    fn open(
        &mut self,
        ring: RingId,
        name: &str,
        passphrase: Option<SecretBytes>,
        first_id: u64,
        allowed: Allowed,
        spare: Option<&Spare>,
    ) -> Result<Opened, OpenFault> {
        let folder = self.folder().map_err(|fault| OpenFault::Unreadable { fault, spares: Vec::new() })?.clone();
        let unreadable = |error: LoadError| OpenFault::Unreadable {
            fault: load_fault(&error),
            spares: spare::beside(&folder, name),
        };
        let (file, bytes) = match spare {
            None => folder.open(name).map_err(unreadable)?,
            Some(spare) => spare::read(&folder, name, spare).map_err(unreadable)?,
        };
        let mut limits = Limits::DEFAULT;
        if allowed.work {
            limits.pbes2_iterations = limits.pbes2_iterations_ceiling;
        }
        let opened = check_form(&bytes, file.form())
            .and_then(|()| open(&bytes, name, passphrase.as_ref(), &limits, &mut KeyIds(first_id)));
        // Whatever is wrong with it, a backup may be right.
        let mut keyring = opened.map_err(|error| OpenFault::Closed { error, spares: spare::of(&file) })?;
        let mut warnings: Vec<String> = folder.exposure(name).into_iter().collect();
        let digest = digest(&bytes);
        let change = match spare {
            None => folder.change(name, &keyring, digest),
            Some(_) => folder.change_in_backup(name, &keyring, digest),
        };
        let is_allowed = allowed.change == Some(digest);
        if let Some(change) = change.filter(|_| !is_allowed) {
            return Err(changed(&change, digest));
        }
        // What is opened from a backup is the keyring from the next save on.
        if spare.is_none() {
            let noted = if is_allowed {
                folder.remember(name, &keyring, digest)
            } else {
                folder.notice(name, &keyring, digest)
            };
            warnings.extend(noted.err());
        }
        folder.identify(name, &mut keyring);
        let read_only = file.read_only().map(|why| read_only_words(why).to_owned());
        let leftovers = spare::leftovers(&file);
        self.files.insert(ring, file);
        Ok(Opened {
            keyring,
            passphrase: passphrase.unwrap_or_default(),
            read_only,
            leftovers,
            is_spare: spare.is_some(),
            warnings,
        })
    }

    fn reread(
        &mut self,
        ring: RingId,
        name: &str,
        passphrase: &SecretBytes,
        first_id: u64,
        spare: Option<&Spare>,
    ) -> Result<Reread, RereadError> {
        let file = self.files.get(&ring).ok_or(RereadError::NotOpen)?;
        let read = match spare {
            Some(spare) => file.read_other(&spare.path).map(|bytes| (digest(&bytes), bytes, None)),
            None => file.peek().map(|(bytes, digest)| (digest, bytes, Some(digest))),
        };
        let (read_as, bytes, digest) = read.map_err(RereadError::Unreadable)?;
        // What is merged is as this keyring is: nobody slips in a plain one.
        let passphrase = Some(passphrase).filter(|passphrase| !passphrase.is_empty());
        let opened = open(&bytes, name, passphrase, &Limits::DEFAULT, &mut KeyIds(first_id));
        let mut opened = opened.map_err(RereadError::Closed)?;
        opened.rename(name);
        Ok(Reread { keyring: opened, digest, read_as, warning: None })
    }

    /// A file that is open, or else is opened for this alone.
    fn rename(&mut self, ring: RingId, from: &str, to: &str) -> Result<(), KeyringFault> {
        let folder = self.folder()?.clone();
        match self.files.get_mut(&ring) {
            Some(file) => folder.rename(file, to).map_err(|error| fault_of(&error)),
            None => {
                let (mut file, _) = folder.open(from).map_err(|error| load_fault(&error))?;
                folder.rename(&mut file, to).map_err(|error| fault_of(&error))
            }
        }
    }

    fn delete(&mut self, ring: RingId, name: &str) -> Result<std::path::PathBuf, KeyringFault> {
        let folder = self.folder()?.clone();
        let file = match self.files.remove(&ring) {
            Some(file) => file,
            None => folder.open(name).map_err(|error| load_fault(&error))?.0,
        };
        folder.delete(file).map_err(|error| fault_of(&error))
    }

    fn trash(&self) -> Result<Vec<Trashed>, KeyringFault> {
        let trash = self.folder()?.trash().map_err(|error| load_fault(&error))?;
        let seconds = |time: SystemTime| i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok();
        let entries = trash.into_iter().map(|trashed| Trashed {
            name: trashed.name,
            deleted: trashed.deleted.and_then(seconds),
            is_whole: trashed.is_whole,
            backups: trashed.backups,
            path: trashed.path,
        });
        Ok(entries.collect())
    }

    fn restore(&self, place: &Path) -> Result<String, KeyringFault> {
        let folder = self.folder()?;
        let trash = folder.trash().map_err(|error| load_fault(&error))?;
        let fault = |error: RestoreError| KeyringFault {
            message: capital(&error.to_string()),
            advice: error.advice().to_owned(),
        };
        let trashed = trash.iter().find(|trashed| trashed.path == place).ok_or_else(|| fault(RestoreError::Gone))?;
        folder.restore(trashed, None).map(|_| trashed.name.clone()).map_err(fault)
    }

    fn erase(&self, place: &Path) -> Result<(), KeyringFault> {
        let folder = self.folder()?;
        let trash = folder.trash().map_err(|error| load_fault(&error))?;
        let fault = |error: EraseError| KeyringFault {
            message: capital(&error.to_string()),
            advice: error.advice().to_owned(),
        };
        let trashed = trash.iter().find(|trashed| trashed.path == place).ok_or_else(|| fault(EraseError::Gone))?;
        folder.erase(trashed).map_err(fault)
    }

    fn import(&self, name: &str, form: Form, bytes: &SecretBytes) -> Result<(), KeyringFault> {
        let folder = self.folder()?;
        let mut file = folder.create(name, form).map_err(|error| fault_of(&error))?;
        let saved = folder.import(&mut file, bytes.expose()).map_err(|error| fault_of(&error))?;
        // It is there; what is to be said besides must not be missed.
        saved.notice.map_or(Ok(()), |message| Err(KeyringFault { message, advice: String::new() }))
    }

    fn discard_older(&self, ring: RingId) -> Result<usize, KeyringFault> {
        let file = self.files.get(&ring).ok_or_else(not_open)?;
        file.discard_older().map_err(|(left, fault)| KeyringFault {
            message: format!("{left} older files of {} were not deleted: {fault}", file.name()),
            advice: "Retry, or delete them by hand".to_owned(),
        })
    }

    fn discard(&self, ring: RingId, spare: &Spare) -> Result<(), KeyringFault> {
        let file = self.files.get(&ring).ok_or_else(not_open)?;
        // Only what this keyring left, whatever the path says.
        match file.leftovers().iter().find(|leftover| leftover.path == spare.path) {
            Some(leftover) => file.discard(leftover).map_err(|error| load_fault(&error)),
            None => Ok(()),
        }
    }
}

/// Why what is in a file now was not read.
enum RereadError {
    NotOpen,
    Unreadable(LoadError),
    Closed(OpenError),
}

fn reread_fault(error: RereadError) -> KeyringFault {
    let message = match error {
        RereadError::NotOpen => return not_open(),
        RereadError::Unreadable(error) => return load_fault(&error),
        RereadError::Closed(OpenError::WrongPassphraseOrDamaged) => {
            "The passphrase of this keyring does not open it".to_owned()
        }
        RereadError::Closed(error) => capital(&error.to_string()),
    };
    KeyringFault { message, advice: String::new() }
}

fn generated(ticket: u64, recipe: &Recipe, first_id: u64) -> KeyringNews {
    let key = generate(recipe, &mut KeyIds(first_id)).map(Arc::new).map_err(|error| error.to_string());
    KeyringNews::Generated(ticket, key)
}

/// Writes keys into a file, for its owner alone.
fn write_export(
    content: &ExportContent,
    passphrase: Option<&SecretBytes>,
    path: &Path,
    replaces: bool,
) -> Result<String, KeyringFault> {
    let plain = |message: String| KeyringFault { message: capital(&message), advice: String::new() };
    let path = super::file::expanded(&path.to_string_lossy());
    if !replaces && path.symlink_metadata().is_ok() {
        let message = format!("{} already exists and was not replaced", path.display());
        return Err(KeyringFault { message, advice: "Choose another name".to_owned() });
    }
    let bytes = match content {
        ExportContent::Keys(keys, format) => {
            let keys: Vec<&Jwk> = keys.iter().map(|key| &**key).collect();
            export(&keys, *format, passphrase).map_err(|error| plain(error.to_string()))?
        }
        ExportContent::Keyring(keyring, strength) => {
            let mut keyring = keyring.clone();
            keyring.protect();
            // Whoever is given the keys need not get the tokens.
            keyring.forget_tokens();
            let passphrase = passphrase.cloned().unwrap_or_default();
            SecretBytes::new(seal(&keyring, &passphrase, *strength).map_err(|error| plain(error.to_string()))?)
        }
    };
    crate::store::atomic::write(&path, bytes.expose()).map_err(|error| {
        // The name of a file is not a word: its first letter stays as it is.
        let message = format!("{} was not written: {}", file_name(&path), regular::reason(&error));
        KeyringFault { message, advice: String::new() }
    })?;
    Ok(format!("{} written", path.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn not_open() -> KeyringFault {
    KeyringFault { message: "The keyring is not open".to_owned(), advice: "Lock it and unlock it again".to_owned() }
}

const fn read_only_words(why: ReadOnly) -> &'static str {
    match why {
        ReadOnly::OpenElsewhere => "another Jotsmith has it open",
        ReadOnly::NoPermission => "its folder is not writable",
    }
}

fn fault_of(error: &SaveError) -> KeyringFault {
    let message = match error {
        // Nothing was to be saved: the name is what is wrong.
        SaveError::Name(error) => error.to_string(),
        error => format!("{error}; your keys are still here"),
    };
    KeyringFault { message: capital(&message), advice: error.advice().to_owned() }
}

fn save_fault(error: &SaveError) -> SaveFault {
    SaveFault {
        fault: fault_of(error),
        is_changed: matches!(error, SaveError::Changed),
        is_gone: matches!(error, SaveError::Missing),
        is_backup: false,
    }
}

fn load_fault(error: &LoadError) -> KeyringFault {
    let advice = match error {
        LoadError::Name(NameError::Taken) => "Choose another name",
        _ => "",
    };
    KeyringFault { message: capital(&error.to_string()), advice: advice.to_owned() }
}

fn changed(change: &Change, digest: [u8; 32]) -> OpenFault {
    OpenFault::Changed { words: capital(&change.to_string()), digest }
}
