//! What is said of bytes that were lost on the way.

use crate::engine::jose::eaten;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::Examination;
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::{encoding, structure};
use crate::engine::text::words::counted;

/// Of a token with a mask in it, what the mask makes of the bytes around it is no fault of theirs. Of a payload that is no
/// JSON, whether it is with the underscores that Markdown takes out.
pub(super) fn explain(examination: &mut Examination) {
    let is_masked = |findings: &[Finding]| {
        findings.iter().any(|finding| finding.layer == 0 && finding.rule.id == structure::PART_MASKED.id)
    };
    if is_masked(&examination.findings) {
        let is_kept = |finding: &Finding| finding.layer > 0 || !encoding::is_of_lost_bytes(finding.rule);
        examination.findings.retain(is_kept);
        return;
    }
    let is_one = |finding: &&mut Finding| {
        finding.layer == 0 && finding.place == Place::Payload && encoding::is_of_lost_bytes(finding.rule)
    };
    let payload = examination.layers.first().and_then(|layer| {
        let jws = layer.jws().filter(|jws| jws.serialization == Serialization::Compact)?;
        Some(jws.payload.as_ref()?.text(&layer.text))
    });
    let (Some(payload), Some(finding)) = (payload, examination.findings.iter_mut().find(is_one)) else { return };
    if let Some(way) = eaten::restored(payload).first() {
        let (put, place) = (counted(way.places.len(), "underscore"), way.places.first().map_or(0, |at| at + 1));
        finding.message = format!("The payload lacks {put}, the first at character {place}: with that it is JSON");
        "Markdown and chats take _ for emphasis and drop it: copy the token from its source, or send it as code (between backticks)"
            .clone_into(&mut finding.advice);
    }
}
