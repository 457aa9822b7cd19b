//! The token that was asked for, out of whatever stands around it.

use super::error::SourceError;
use super::print::complain;
use crate::engine::detect::{self, Candidate, Detection, Foreign, KeyHint};
use crate::engine::ground::limit::Limits;
use crate::engine::report::Picked;

/// A token, and what was found around it. An empty one is none, which has been said.
pub(in crate::cli) struct Found {
    pub(in crate::cli) token: String,
    /// What stands behind it in its line.
    pub(in crate::cli) following: String,
    /// The end of what stands in front of it.
    pub(in crate::cli) preceding: String,
    pub(in crate::cli) cleaned: Vec<String>,
    pub(in crate::cli) notes: Vec<String>,
    pub(in crate::cli) picked: Option<Picked>,
    pub(in crate::cli) labels: Vec<String>,
    /// The other tokens of the same text.
    pub(in crate::cli) others: Vec<String>,
}

impl Found {
    /// Looks for it in `text`: the `pick`-th, or the first.
    pub(in crate::cli) fn of(text: &str, pick: Option<u32>, limits: &Limits) -> Result<Self, SourceError> {
        Self::in_detection(text, pick, &Self::detected(text, limits)?)
    }

    /// All that is in `text`, to be looked for once.
    pub(in crate::cli) fn detected(text: &str, limits: &Limits) -> Result<Detection, SourceError> {
        if text.trim().is_empty() {
            return Err(SourceError::Empty);
        }
        Ok(detect::detect(text, limits))
    }

    /// The `pick`-th of those that were found in `text`, or the first.
    pub(in crate::cli) fn in_detection(
        text: &str,
        pick: Option<u32>,
        detection: &Detection,
    ) -> Result<Self, SourceError> {
        let of = detection.candidates.len();
        let number = pick.map_or(1, |pick| pick as usize);
        if number > of.max(1) {
            return Err(SourceError::NoSuchToken { number, of: of.max(1) });
        }
        let labels = if of > 1 {
            detection.candidates.iter().map(|candidate| candidate.label.clone()).collect()
        } else {
            Vec::new()
        };
        let others = detection.candidates.iter().enumerate().filter(|(index, _)| index + 1 != number);
        let others = others.map(|(_, candidate)| candidate.text.clone()).collect();
        match detection.candidates.get(number - 1).cloned() {
            Some(Candidate { text: token, source, cleaned, notes, .. }) => Ok(Self {
                following: detect::following(text, source).to_owned(),
                preceding: detect::preceding(text, source).to_owned(),
                token,
                cleaned: cleaned.into_iter().map(|cleanup| cleanup.text).collect(),
                notes: notes.into_iter().map(|note| note.text).collect(),
                picked: (of > 1).then_some(Picked { number, of }),
                labels,
                others,
            }),
            None => {
                // Nothing like a token: what it rather is is said, and it is not read as a broken one.
                let words = instead(detection.key_material.as_ref(), detection.foreign.as_ref());
                let token = if words.is_some() { String::new() } else { text.trim().to_owned() };
                words.iter().for_each(|words| complain(words));
                let (cleaned, notes) = (Vec::new(), words.into_iter().collect());
                Ok(Self {
                    token,
                    following: String::new(),
                    preceding: String::new(),
                    cleaned,
                    notes,
                    picked: None,
                    labels,
                    others,
                })
            }
        }
    }
}

/// What a text without a token is; `None`: nothing that has a name.
pub(in crate::cli) fn instead(key: Option<&KeyHint>, foreign: Option<&Foreign>) -> Option<String> {
    match (key, foreign) {
        (Some(key), _) => Some(format!("this is not a token but {}: pass a key with --key", key.words())),
        (None, Some(foreign)) => Some(format!("this is not a JOSE token. {}: {}", foreign.name, foreign.words())),
        (None, None) => None,
    }
}
