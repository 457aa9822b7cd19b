//! Long texts that the worker reads: until it has, what is in the box stays there.

use crate::app::message::reading::Unread;
use std::collections::VecDeque;

/// The texts that are not read yet, in their order. The first of them is being read.
#[derive(Default)]
pub(in crate::app) struct Reads {
    /// The number of the last question.
    pub revision: u64,
    pub queue: VecDeque<(u64, Unread)>,
    /// What will be in the box takes long to read.
    pub is_slow: bool,
}

impl Reads {
    /// How many bytes the text has that will be in the box, whatever is there now.
    pub fn awaited(&self) -> Option<usize> {
        self.queue
            .iter()
            .map(|(_, unread)| unread)
            .find(|unread| !matches!(unread, Unread::Dropped(..)))
            .map(Unread::len)
    }

    /// Files that were dropped on the window and are not read yet.
    pub fn dropped(&self) -> usize {
        self.queue.iter().filter(|(_, unread)| matches!(unread, Unread::Dropped(..))).count()
    }
}
