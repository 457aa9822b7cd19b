//! Work that is too slow for the window's thread, and what comes back from outside.

use super::builder::job::{BuildAnswer, BuildJob};
use super::desk::{DeskAnswer, DeskJob};
use super::guess::GuessNews;
use super::key_file::{KeyFileAnswer, KeyFileJob};
use super::key_relation::{CompareAnswer, CompareJob};
use super::keyring::work::KeyringNews;
use super::reading::{ReadAnswer, ReadJob};
use super::share::{Png, RedactAnswer, RedactJob};
use crate::app::value::settings::Swap;
use crate::app::value::{CopyTarget, FileAnswer, FilePurpose};
use crate::engine::examine::examine_again;
use crate::engine::ground::limit::{Cancel, ExamineOptions};
use crate::engine::jose::layer::Examination;
use crate::engine::key::KeyRing;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Work for the worker. The newest of a kind replaces an older one that has not begun.
#[derive(Clone)]
pub enum Job {
    /// Look into a token.
    Examine {
        /// The state's revision when it was asked; an answer for an older one is dropped.
        revision: u64,
        /// The cleaned token.
        token: Arc<str>,
        /// The keys at hand.
        keys: KeyRing,
        /// Limits and detached payload.
        options: Box<ExamineOptions>,
        /// The newest examination: of the same token, perhaps, with other keys.
        before: Option<Arc<Examination>>,
    },
    /// Looking into every token on the desk.
    Desk(Box<DeskJob>),
    /// Reading a long text.
    Read(ReadJob),
    /// Work of the builder.
    Build(BuildJob),
    /// Reading a key file.
    KeyFile(KeyFileJob),
    /// Comparing the keys at hand.
    Compare(CompareJob),
    /// Masking tokens for others to see.
    Redact(RedactJob),
}

impl Job {
    /// Gives the work a way to be ended early, and returns it.
    pub fn cancellable(&mut self) -> Cancel {
        let cancel = Cancel::default();
        match self {
            Self::Examine { options, .. } => options.cancel = cancel.clone(),
            Self::Desk(job) => job.options.cancel = cancel.clone(),
            _ => {}
        }
        cancel
    }
}

/// A kind of work. Work of one kind waits for no work of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Looking into a token.
    Examine,
    /// Looking into every token on the desk.
    Desk,
    /// Reading a long text.
    Read,
    Build,
    Generate,
    /// Making a presentation of a token.
    Present,
    /// Making the variants of a token.
    Tamper,
    /// Opening a key file with a passphrase.
    OpenKeyFile,
    /// Reading a long key file.
    ReadKeyFile,
    Compare,
    /// Masking tokens for others to see.
    Redact,
}

impl Job {
    /// The revision that it is for.
    pub const fn revision(&self) -> u64 {
        match self {
            Self::Examine { revision, .. } => *revision,
            Self::Desk(job) => job.revision(),
            Self::Read(job) => job.revision(),
            Self::Build(job) => job.revision(),
            Self::KeyFile(job) => job.revision(),
            Self::Compare(job) => job.revision(),
            Self::Redact(job) => job.revision,
        }
    }

    /// What kind of work it is.
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Examine { .. } => JobKind::Examine,
            Self::Desk(_) => JobKind::Desk,
            Self::Read(_) => JobKind::Read,
            Self::Build(BuildJob::Make { .. } | BuildJob::Rehearse { .. }) => JobKind::Build,
            Self::Build(BuildJob::Generate { .. }) => JobKind::Generate,
            Self::Build(BuildJob::Present { .. }) => JobKind::Present,
            Self::Build(BuildJob::Tamper { .. }) => JobKind::Tamper,
            Self::KeyFile(job) => job.kind(),
            Self::Compare(_) => JobKind::Compare,
            Self::Redact(_) => JobKind::Redact,
        }
    }

    /// Does the work, here and now. The worker calls this; so do tests.
    pub fn run(self) -> Answer {
        match self {
            Self::Examine { revision, token, keys, options, before } => {
                let examination = Arc::new(examine_again(&token, &keys, &options, before.as_deref()));
                let covered = match examination.covered() {
                    Cow::Borrowed(_) => Arc::clone(&examination),
                    Cow::Owned(covered) => Arc::new(covered),
                };
                Answer::Examined { revision, examination, covered }
            }
            Self::Desk(job) => Answer::Desk(job.run()),
            Self::Read(job) => Answer::Read(job.run()),
            Self::Build(job) => Answer::Build(job.run()),
            Self::KeyFile(job) => Answer::KeyFile(job.run()),
            Self::Compare(job) => Answer::Compared(job.run()),
            Self::Redact(job) => Answer::Redacted(job.run()),
        }
    }
}

impl fmt::Debug for Job {
    /// A token and keys are named by their size alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Examine { revision, token, keys, .. } => {
                write!(f, "Examine(revision {revision}, {} bytes, {} keys)", token.len(), keys.keys().len())
            }
            Self::Desk(job) => job.fmt(f),
            Self::Read(job) => job.fmt(f),
            Self::Build(job) => job.fmt(f),
            Self::KeyFile(job) => job.fmt(f),
            Self::Compare(job) => job.fmt(f),
            Self::Redact(job) => job.fmt(f),
        }
    }
}

/// What came back from outside: the worker, the clipboard, a dialog.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A token was looked into.
    Examined {
        /// The revision that was asked for.
        revision: u64,
        /// What is true of it.
        examination: Arc<Examination>,
        /// The same as it may be shown: with every private key in it covered.
        covered: Arc<Examination>,
    },
    /// The worker met a fault of its own; the message holds nothing of the token.
    Failed {
        /// What kind of work it was.
        kind: JobKind,
        /// The revision that was asked for.
        revision: u64,
        message: String,
    },
    /// Every token on the desk was looked into.
    Desk(DeskAnswer),
    /// A long text was read.
    Read(ReadAnswer),
    /// What came of the builder's work.
    Build(BuildAnswer),
    /// A key file was read.
    KeyFile(KeyFileAnswer),
    /// The keys at hand were compared.
    Compared(CompareAnswer),
    /// Tokens were masked.
    Redacted(RedactAnswer),
    /// The picture that was asked for, as a PNG file; `None`: it could not be taken.
    Picture(Option<Png>),
    /// What the clipboard held when the Paste button asked.
    Clipboard(Result<String, String>),
    /// The file that was chosen; `None`: the dialog was closed.
    File {
        /// What it was chosen for.
        purpose: FilePurpose,
        /// Its bytes, or why there are none.
        result: FileAnswer,
    },
    /// Something was put on the clipboard.
    Copied(CopyTarget),
    /// It could not be.
    CopyFailed(String),
    /// What was copied is secret, and will be taken off the clipboard in so many seconds.
    SecretHeld(u64),
    /// It was taken off.
    SecretGone,
    /// The same of what is selected, which a middle click pastes.
    SelectionHeld(u64),
    SelectionGone,
    /// How a search for a secret goes on, or how it ended.
    Guess(GuessNews),
    /// It could not be taken away.
    SecretStays,
    /// The keeper of the keyrings has answered.
    Keyring(Box<KeyringNews>),
    /// The time has come that was asked for with [`Effect::Remind`](super::effect::Effect::Remind).
    Due(Reminder),
    /// Whether memory may be written to the swap.
    Swap(Swap),
    /// Something about the surroundings that the person should know.
    Notice(String),
}

/// What is to be thought of after a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// The work for this revision should have been done by now: say that it takes long.
    Work(u64),
    /// The token that is asked for with this number should have been made by now.
    Build(u64),
    /// The confirmation of the n-th copy has been seen.
    Copied(u64),
    /// The text of this number should have been read by now.
    Read(u64),
    /// The key file of this number should have been read by now.
    KeyFile(u64),
    /// This message has been seen.
    Notice(u64),
}

impl PartialEq for Answer {
    /// Commands are compared in tests and views; two examinations are the same if they are one.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Examined { revision: a, examination: x, .. },
                Self::Examined { revision: b, examination: y, .. },
            ) => a == b && Arc::ptr_eq(x, y),
            (Self::Failed { revision: a, message: x, .. }, Self::Failed { revision: b, message: y, .. }) => {
                a == b && x == y
            }
            (Self::Clipboard(a), Self::Clipboard(b)) => a == b,
            (Self::File { purpose: a, result: x }, Self::File { purpose: b, result: y }) => a == b && x == y,
            (Self::Copied(a), Self::Copied(b)) => a == b,
            (Self::CopyFailed(a), Self::CopyFailed(b)) => a == b,
            (Self::SecretHeld(a), Self::SecretHeld(b)) | (Self::SelectionHeld(a), Self::SelectionHeld(b)) => a == b,
            (Self::SecretGone, Self::SecretGone)
            | (Self::SelectionGone, Self::SelectionGone)
            | (Self::SecretStays, Self::SecretStays) => true,
            (Self::Due(a), Self::Due(b)) => a == b,
            (Self::Notice(a), Self::Notice(b)) => a == b,
            _ => false,
        }
    }
}
