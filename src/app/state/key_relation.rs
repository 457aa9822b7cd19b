//! What the keys at hand say about each other.

use crate::engine::key::{Jwk, KeyId};
use crate::engine::rule::finding::Finding;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Default)]
pub(in crate::app) struct Relations {
    /// The number of the last question.
    pub revision: u64,
    /// The RSA keys that it was about, in order.
    pub of: Vec<KeyId>,
    pub findings: HashMap<KeyId, Vec<Finding>>,
    /// RSA keys that were not compared, and of how many.
    pub left: usize,
}

impl Relations {
    /// What others say about a key.
    pub fn of(&self, id: KeyId) -> &[Finding] {
        self.findings.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The key, with what others say about it.
    pub fn told(&self, key: &Arc<Jwk>) -> Arc<Jwk> {
        match self.of(key.id) {
            [] => Arc::clone(key),
            more => {
                let mut told = Jwk::clone(key);
                told.findings.extend(more.iter().cloned());
                Arc::new(told)
            }
        }
    }

    /// How many RSA keys were not compared, and how many there are.
    pub fn left(&self) -> Option<(usize, usize)> {
        (self.left > 0).then_some((self.left, self.of.len()))
    }
}
