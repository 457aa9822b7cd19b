//! Comparing the keys at hand, for the worker.

use crate::engine::key::Jwk;
use crate::engine::key_file::relation::{Related, related};
use std::fmt;
use std::sync::Arc;

/// Comparing keys, for the worker.
#[derive(Clone)]
pub struct CompareJob {
    pub(in crate::app) revision: u64,
    pub(in crate::app) keys: Vec<(Arc<Jwk>, Option<String>)>,
}

#[derive(Clone, Debug)]
pub struct CompareAnswer {
    pub(in crate::app) revision: u64,
    pub(in crate::app) related: Related,
}

impl CompareJob {
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Does the work, here and now.
    pub fn run(self) -> CompareAnswer {
        CompareAnswer { revision: self.revision, related: related(&self.keys) }
    }
}

impl fmt::Debug for CompareJob {
    /// Keys are counted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Compare(revision {}, {} keys)", self.revision, self.keys.len())
    }
}
