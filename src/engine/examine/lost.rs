//! What is said of bytes that were lost on the way.

use crate::engine::jose::eaten;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::Examination;
use crate::engine::rule::finding::Finding;
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
    let layer = examination.layers.first();
    let payload = layer.and_then(|layer| {
        let jws = layer.jws().filter(|jws| jws.serialization == Serialization::Compact)?;
        let part = jws.payload.as_ref()?;
        Some((part.text(&layer.text), part.span))
    });
    let Some((payload, span)) = payload else { return };
    let is_of_payload = |finding: &Finding| {
        let is_there = finding.span.is_some_and(|own| span.start <= own.start && own.end <= span.end);
        finding.layer == 0 && encoding::is_of_lost_bytes(finding.rule) && is_there
    };
    let Some(first) = examination.findings.iter().position(is_of_payload) else { return };
    let ways = eaten::restored(payload);
    let Some(way) = ways.first() else { return };
    let (put, place) = (counted(way.places.len(), "underscore"), way.places.first().map_or(0, |at| at + 1));
    let them = if way.places.len() == 1 { "with it" } else { "with them" };
    let message = format!("The payload lacks {put}, the first at or near character {place}: {them} it is JSON");
    let finding = examination.findings[first]
        .clone()
        .saying(message)
        .advising("Markdown and chats take _ for emphasis and drop it: copy the token from its source, or send it as code (between backticks)");
    // What else is wrong with its bytes is what follows from that.
    examination.findings.retain(|finding| !is_of_payload(finding));
    examination.findings.insert(first.min(examination.findings.len()), finding);
}
