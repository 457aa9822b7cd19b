//! What the window shows before there is a token.

use super::{EmptyState, Sample};
use crate::app::sample::SAMPLES;
use crate::app::state::State;

pub(super) fn build(state: &State) -> Option<EmptyState> {
    state.token.text.trim().is_empty().then(|| EmptyState {
        title: "Paste a token".to_owned(),
        lines: vec![
            "A JWT, JWS or JWE in any form: with Bearer in front, from a cookie, a URL, a curl command or a log line"
                .to_owned(),
            "Or drop a file here: a token, a key, a key set".to_owned(),
            "Nothing leaves this computer: there is no network code in Jotsmith".to_owned(),
        ],
        samples: SAMPLES
            .iter()
            .enumerate()
            .map(|(index, sample)| Sample {
                name: sample.name.to_owned(),
                description: sample.description.to_owned(),
                index,
            })
            .collect(),
    })
}
