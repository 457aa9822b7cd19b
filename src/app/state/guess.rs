//! Looking for the secret of a token in a list of words.

use crate::app::message::guess::{Ended, Progress};
use std::sync::Arc;

/// The search, under way or over.
pub(in crate::app) struct Guessing {
    /// The number that it is told with.
    pub revision: u64,
    /// What the list is called.
    pub list: String,
    /// The token: for another one it is of no use.
    pub token: Arc<str>,
    pub progress: Progress,
    /// `None`: it goes on.
    pub ended: Option<Ended>,
    /// The person has stopped it.
    pub is_stopped: bool,
}

impl Guessing {
    pub fn is_under_way(&self) -> bool {
        self.ended.is_none() && !self.is_stopped
    }
}

#[derive(Default)]
pub(in crate::app) struct Guesses {
    /// The number of the last search.
    pub revision: u64,
    pub now: Option<Guessing>,
    /// Why the last one could not begin.
    pub error: Option<String>,
}
