//! What the window shows before there is a token.

use super::{EmptyState, Message, Sample};
use crate::app::state::State;
use crate::app::value::sample::SAMPLES;
use crate::app::value::words::safe;
use crate::app::value::{Icon, Tone};

/// In place of panes that would all be empty: the sentence above says what the text is, this says what a token is.
pub(super) fn instead(state: &State) -> Option<Message> {
    let reading = &state.derived.reading;
    let is_looked_into = state.derived.pending.is_some() || state.examination().is_some();
    if state.token.text.trim().is_empty() || is_looked_into || !reading.candidates.is_empty() {
        return None;
    }
    if let Some(command) = reading.foreign.as_ref().and_then(|foreign| foreign.command.as_ref()) {
        return Some(Message {
            icon: Some(Icon::Key),
            title: "Jotsmith fetches nothing; this command does".to_owned(),
            lines: vec![safe(command), "Then load the file that it writes as a key file".to_owned()],
            ..Message::default()
        });
    }
    let (icon, title, lines): (_, _, &[&str]) = if reading.key.is_some() {
        let lines = &["As one of your keys, it verifies signatures and decrypts what was encrypted for it"];
        let title = match state.token.behind_keys.as_slice() {
            [_, .., _] => "Move it to the keys; what it was pasted over comes back",
            [text] if !text.trim().is_empty() => "Move it to the keys; the token comes back",
            _ => "Move it to the keys, then paste a token",
        };
        (Icon::Key, title, lines)
    } else {
        let lines = &[
            "Signed: header.claims.signature, separated by dots",
            "Encrypted: five parts; in JSON, an object with the parts as members",
            "Most begin with eyJ, which is {\" in base64url",
        ];
        (Icon::Question, "What a JSON Web Token looks like", lines)
    };
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    Some(Message { icon: Some(icon), title: title.to_owned(), lines, actions: Vec::new(), tone: Tone::Neutral })
}

pub(super) fn build(state: &State) -> Option<EmptyState> {
    state.token.text.trim().is_empty().then(|| EmptyState {
        title: "Paste a token".to_owned(),
        lines: vec![
            "A JWT, JWS or JWE in any form: after Bearer, or from a cookie, a URL, a curl command or a log line"
                .to_owned(),
            "Or drop a file here: a token, a key, a key set".to_owned(),
            "Nothing leaves this computer: Jotsmith contains no network code".to_owned(),
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
