//! What the person has the token checked under.

use super::act::{examine, judge_again};
use crate::app::message::effect::Effect;
use crate::app::state::State;
use crate::app::state::assumption::ReadAs;
use crate::app::value::assumption::Assumption;
use crate::engine::judge;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::sync::Arc;

/// From now on it is assumed.
pub(super) fn make(state: &mut State, assumption: Assumption, effects: &mut Vec<Effect>) {
    let assumptions = &mut state.options.assumptions;
    match assumption {
        Assumption::OwnKey => assumptions.own_key = true,
        Assumption::AsWritten => assumptions.as_written = true,
        Assumption::AsMade => assumptions.as_made = true,
        Assumption::HashedNonce => assumptions.hashed_nonce = true,
        Assumption::PublicSecret => assumptions.public_secret = true,
        Assumption::AtIat => {
            if let Some(made) = state.examination().and_then(judge::issue_time) {
                (state.clock.set, state.clock.is_at_iat) = (Some(made), true);
            }
            return judge_again(state);
        }
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
            (state.clock.set, state.clock.is_at_iat) = (Some(seconds), false);
            return judge_again(state);
        }
    }
    examine(state, effects);
}

/// It is assumed no more.
pub(super) fn take_back(state: &mut State, assumption: Assumption, effects: &mut Vec<Effect>) {
    let assumptions = &mut state.options.assumptions;
    match assumption {
        Assumption::OwnKey => assumptions.own_key = false,
        Assumption::AsWritten => assumptions.as_written = false,
        Assumption::AsMade => assumptions.as_made = false,
        Assumption::HashedNonce => assumptions.hashed_nonce = false,
        Assumption::PublicSecret => assumptions.public_secret = false,
        Assumption::Secret(reading) => state.keys.read_as.retain(|read| read.reading != reading),
        Assumption::AtIat | Assumption::At(_) => {
            (state.clock.set, state.clock.is_at_iat) = (None, false);
            return judge_again(state);
        }
    }
    examine(state, effects);
}

/// Another token is shown: what was assumed of the last one is not assumed of it.
pub(super) fn forget(state: &mut State) {
    state.options.assumptions = Default::default();
    if std::mem::take(&mut state.clock.is_at_iat) {
        state.clock.set = None;
    }
}
