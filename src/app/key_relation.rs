//! What the keys at hand say about each other: a modulus or a prime in common, across the session and every open keyring.
//!
//! It is computed by the worker whenever other keys are there, and shown until it is known anew.

use super::effect::Effect;
use super::job::Job;
use super::state::State;
use super::update::examine;
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use crate::engine::key_file::relation::{Related, related};
use crate::engine::rule::finding::Finding;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Comparing keys, for the worker.
#[derive(Clone)]
pub struct CompareJob {
    revision: u64,
    keys: Vec<(Arc<Jwk>, Option<String>)>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct CompareAnswer {
    revision: u64,
    related: Related,
}

impl CompareJob {
    /// The question's number.
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

/// What is known.
#[derive(Default)]
pub(super) struct Relations {
    /// The number of the last question.
    revision: u64,
    /// The RSA keys that it was about, in order.
    of: Vec<KeyId>,
    findings: HashMap<KeyId, Vec<Finding>>,
    /// RSA keys that were not compared, and of how many.
    left: usize,
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

/// Asks anew where other RSA keys are at hand than those of the last question.
pub(super) fn follow(state: &mut State, effects: &mut Vec<Effect>) {
    let is_rsa = |key: &Jwk| matches!(key.material, KeyMaterial::Rsa { .. });
    let open = || state.keyrings.open().flat_map(|(ring, open)| open.keyring.keys().map(move |key| (key, Some(ring))));
    let session = state.keys.ring.keys().iter().map(|key| (key, None));
    let rsa = || session.clone().chain(open()).filter(|(key, _)| is_rsa(key));
    if rsa().map(|(key, _)| key.id).eq(state.keys.relations.of.iter().copied()) {
        return;
    }
    let of: Vec<KeyId> = rsa().map(|(key, _)| key.id).collect();
    let keys: Vec<(Arc<Jwk>, Option<String>)> = rsa()
        .map(|(key, ring)| {
            let place = ring.map(|ring| format!("in keyring {}", super::view::elided(&ring.name, 60)));
            (Arc::clone(key), place)
        })
        .collect();
    let relations = &mut state.keys.relations;
    relations.revision += 1;
    relations.of = of;
    let revision = relations.revision;
    if keys.len() < 2 {
        return take_answer(state, CompareAnswer { revision, related: Related::default() }, effects);
    }
    // What was said of keys that are gone, or whose partners are, is taken back with the answer.
    effects.push(Effect::Run(Job::Compare(CompareJob { revision, keys })));
}

/// The worker has compared the keys.
pub(super) fn take_answer(state: &mut State, answer: CompareAnswer, effects: &mut Vec<Effect>) {
    let relations = &mut state.keys.relations;
    if answer.revision != relations.revision {
        return;
    }
    let mut findings: HashMap<KeyId, Vec<Finding>> = HashMap::new();
    for (id, finding) in answer.related.findings {
        findings.entry(id).or_default().push(finding);
    }
    relations.left = answer.related.left;
    if relations.findings != findings {
        relations.findings = findings;
        state.build.ring = state.all_keys();
        // A token that such a key verified is not as safe as it was said to be.
        examine(state, effects);
    }
}
