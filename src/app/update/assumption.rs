//! What the person has the token checked under.

use super::act::{examine, judge_again};
use crate::app::message::effect::Effect;
use crate::app::state::State;
use crate::app::state::assumption::ReadAs;
use crate::app::value::assumption::Assumption;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::sync::Arc;

/// From now on it is assumed.
pub(super) fn make(state: &mut State, assumption: Assumption, effects: &mut Vec<Effect>) {
    match assumption {
        Assumption::Secret(reading) => {
            for (key, secret) in state.secrets_read(reading) {
                if state.keys.read_as.iter().any(|read| read.of == key.id && read.reading == reading) {
                    continue;
                }
                let material = KeyMaterial::Oct(secret);
                let mut read = Jwk {
                    id: state.keys.ids.next_id(),
                    thumbprint: thumbprint_sha256(&material),
                    material,
                    findings: Vec::new(),
                    ..Jwk::clone(&key)
                };
                read.source.format = format!("secret, read {}", reading.words());
                state.keys.read_as.push(ReadAs { of: key.id, reading, key: Arc::new(read) });
            }
        }
        Assumption::At(seconds) => {
            state.clock.set = Some(seconds);
            return judge_again(state);
        }
    }
    examine(state, effects);
}

/// It is assumed no more.
pub(super) fn take_back(state: &mut State, assumption: Assumption, effects: &mut Vec<Effect>) {
    match assumption {
        Assumption::Secret(reading) => state.keys.read_as.retain(|read| read.reading != reading),
        Assumption::At(_) => {
            state.clock.set = None;
            return judge_again(state);
        }
    }
    examine(state, effects);
}
