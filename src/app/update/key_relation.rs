//! What the keys at hand say about each other: a modulus or a prime in common, across the session and every open keyring.
//!
//! It is computed by the worker whenever other keys are there, and shown until it is known anew.

use super::act::examine;
use crate::app::message::effect::Effect;
use crate::app::message::job::Job;
use crate::app::message::key_relation::{CompareAnswer, CompareJob};
use crate::app::state::State;
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use crate::engine::key_file::relation::Related;
use crate::engine::rule::finding::Finding;
use std::collections::HashMap;
use std::sync::Arc;

/// Asks anew where other RSA keys are at hand than those of the last question.
pub(in crate::app) fn follow(state: &mut State, effects: &mut Vec<Effect>) {
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
            let place = ring.map(|ring| format!("in keyring {}", crate::app::value::words::elided(&ring.name, 60)));
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
pub(in crate::app) fn take_answer(state: &mut State, answer: CompareAnswer, effects: &mut Vec<Effect>) {
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
        state.build.ring = state.keys_to_build_with();
        // A token that such a key verified is not as safe as it was said to be.
        examine(state, effects);
    }
}
