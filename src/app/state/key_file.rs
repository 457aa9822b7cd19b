//! Key files that are not done with.

use crate::app::value::FileBytes;
use std::collections::VecDeque;

/// Key files that are not done with.
#[derive(Default)]
pub(in crate::app) struct KeyFiles {
    /// The number of the last question.
    pub revision: u64,
    /// Files that are read, the first of them now.
    pub reading: VecDeque<QueuedFile>,
    /// Files that need a passphrase and wait until no dialog is open.
    pub locked: VecDeque<FileBytes>,
}

/// A file that is read.
pub(in crate::app) struct QueuedFile {
    pub revision: u64,
    pub file: FileBytes,
    /// It was pasted into the dialog, which waits for the answer.
    pub is_typed: bool,
}

impl KeyFiles {
    /// How many more files wait for a passphrase.
    pub fn locked(&self) -> usize {
        self.locked.len()
    }

    /// How many files are being read.
    pub fn reading(&self) -> usize {
        self.reading.len()
    }

    pub fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}
