//! Looking for the secret of a token in a list of words: commands, work for the shell, what it says.

use crate::engine::verify::guess::{GuessTarget, Guessed};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuessCommand {
    /// Show the dialog.
    Open,
    /// Choose a list, and try its words.
    Choose,
    Stop,
    /// Close the dialog, and go on.
    Hide,
    /// What was found is a key from now on.
    Use,
}

/// A list that is to be tried.
#[derive(Clone)]
pub struct GuessWork {
    /// What comes of it is told with this number.
    pub revision: u64,
    pub target: Arc<GuessTarget>,
    pub list: PathBuf,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Words.
    pub tried: u64,
    /// Seconds since it began.
    pub seconds: f64,
    /// Of the list, 0..1.
    pub share: f32,
}

/// What came of it.
#[derive(Clone)]
pub enum Ended {
    Found(Guessed),
    NotFound,
    /// The list could not be read, in words.
    Failed(String),
}

/// What the shell says of a search.
#[derive(Clone)]
pub struct GuessNews {
    pub revision: u64,
    pub progress: Progress,
    /// `None`: it goes on.
    pub ended: Option<Ended>,
}

impl fmt::Debug for GuessWork {
    /// Neither the token nor the place of the list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuessWork(revision {})", self.revision)
    }
}

impl fmt::Debug for Ended {
    /// Nothing of the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found(found) => write!(f, "Found(line {})", found.line),
            Self::NotFound => f.write_str("NotFound"),
            Self::Failed(why) => write!(f, "Failed({why:?})"),
        }
    }
}

impl fmt::Debug for GuessNews {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuessNews(revision {}, {:?}, {:?})", self.revision, self.progress, self.ended)
    }
}
