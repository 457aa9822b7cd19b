//! Reading a long text, for the worker: what tokens are in it.

use crate::app::value::FileBytes;
use crate::app::value::reading::{Arrived, arrive, text_of};
use crate::engine::ground::limit::Limits;
use std::fmt;
use std::sync::Arc;

/// A text that nobody has looked at.
#[derive(Clone)]
pub enum Unread {
    /// It is to go into the box, and is cleaned for it. It may have come from a file.
    Pasted(Arc<str>, Option<String>),
    /// It goes into the box as it is: it was there before.
    Restored(Arc<str>),
    /// A file that was dropped on the window, and the number of that drop: what is dropped together is looked at together.
    Dropped(FileBytes, u64),
}

/// Reading a text, for the worker.
#[derive(Clone)]
pub struct ReadJob {
    pub(in crate::app) revision: u64,
    pub(in crate::app) unread: Unread,
    pub(in crate::app) limits: Limits,
}

#[derive(Clone, Debug)]
pub struct ReadAnswer {
    pub(in crate::app) revision: u64,
    /// `None`: a file that is no text.
    pub(in crate::app) arrived: Option<Box<Arrived>>,
}

impl Unread {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Pasted(text, _) | Self::Restored(text) => text.len(),
            Self::Dropped(file, _) => file.expose().len(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads it, here and now.
    pub(in crate::app) fn read(self, limits: &Limits) -> Option<Arrived> {
        match self {
            Self::Pasted(text, _) => Some(arrive(text, true, limits)),
            Self::Restored(text) => Some(arrive(text, false, limits)),
            Self::Dropped(file, _) => Some(arrive(text_of(file.expose())?.into(), true, limits)),
        }
    }
}

impl ReadJob {
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Does the work, here and now.
    pub fn run(self) -> ReadAnswer {
        ReadAnswer { revision: self.revision, arrived: self.unread.read(&self.limits).map(Box::new) }
    }
}

impl fmt::Debug for ReadJob {
    /// The text is counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Read(revision {}, {} bytes)", self.revision, self.unread.len())
    }
}
