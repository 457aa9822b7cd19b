//! Work that is too slow for the window's thread, and what comes back from outside.

use super::view::CopyTarget;
use crate::engine::examine::ExamineOptions;
use crate::engine::jwk::KeyRing;
use crate::engine::layer::Examination;
use std::sync::Arc;

/// Work for the worker. The newest of a kind replaces an older one that has not begun.
#[derive(Clone, Debug)]
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
        options: ExamineOptions,
    },
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
    },
    /// The worker met a fault of its own; the message holds nothing of the token.
    Failed {
        /// The revision that was asked for.
        revision: u64,
        /// What happened.
        message: String,
    },
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
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A token to read.
    Token,
    /// A key to add.
    Key,
    /// The payload of a detached signature.
    Payload,
}

/// What came of choosing a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileAnswer {
    /// The dialog was closed without a choice.
    Cancelled,
    /// There is no file dialog on this system: a path must be typed.
    NoDialog,
    /// The file could not be read; why.
    Unreadable(String),
    /// Here it is.
    Read(super::command::FileBytes),
}

impl PartialEq for Answer {
    /// Commands are compared in tests and views; two examinations are the same if they are one.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Examined { revision: a, examination: x }, Self::Examined { revision: b, examination: y }) => {
                a == b && Arc::ptr_eq(x, y)
            }
            (Self::Failed { revision: a, message: x }, Self::Failed { revision: b, message: y }) => a == b && x == y,
            (Self::Clipboard(a), Self::Clipboard(b)) => a == b,
            (Self::File { purpose: a, result: x }, Self::File { purpose: b, result: y }) => a == b && x == y,
            (Self::Copied(a), Self::Copied(b)) => a == b,
            (Self::CopyFailed(a), Self::CopyFailed(b)) => a == b,
            _ => false,
        }
    }
}
