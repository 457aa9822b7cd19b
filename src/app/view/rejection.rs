//! Signatures that were rejected, among the findings: a list of what is wrong with a token is not empty where it is invalid.

use super::FindingRow;
use super::act::buttons;
use crate::app::state::State;
use crate::app::value::Tone;
use crate::app::value::words::safe;
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::jwt::policy::Verdict;
use crate::engine::speech;

/// One row for each signature that no key made, and each encryption that no key opened, of a token that is invalid for it.
pub(super) fn rows(state: &State) -> Vec<FindingRow> {
    let Some(examination) = state.examination() else { return Vec::new() };
    if state.derived.judgement.as_ref().is_none_or(|judgement| judgement.verdict != Verdict::Invalid) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for layer in &examination.layers {
        let rejected = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Rejected);
        let rejected = rejected.map(|result| (&result.reasons, "RFC 7515 §5.2"));
        let is_open = layer.recipients.iter().any(|result| result.status == RecipientStatus::Decrypted);
        let failed = layer.recipients.iter().filter(|result| !is_open && result.status == RecipientStatus::Failed);
        let failed = failed.map(|result| (&result.reasons, "RFC 7516 §5.2"));
        for (reasons, reference) in rejected.chain(failed) {
            let Some(reason) = reasons.first() else { continue };
            let words = speech::reason::words(reason);
            rows.push(FindingRow {
                // What makes it invalid is not muted.
                rule: None,
                tone: Tone::Bad,
                message: safe(&words.sentence),
                advice: safe(&words.advice),
                reference: reference.to_owned(),
                token: None,
                layer: None,
                actions: buttons(state, reason),
            });
        }
    }
    rows
}
