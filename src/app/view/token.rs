//! The token box: the text, its coloured parts, the bytes that are wrong, what was removed.

use super::{Offer, TokenBox, TokenFault, TokenPart, sd_jwt};
use crate::app::message::command::Command;
use crate::app::state::State;
use crate::app::value::reading::EDITABLE;
use crate::app::value::reading::TokenCandidate;
use crate::app::value::words::{capital, counted, safe};
use crate::app::value::{PartKind, TextSpan, parts_of};
use crate::engine::ground::span::Span;
use crate::engine::jose::part::PartName;
use crate::engine::rule::finding::{Finding, Severity};
use std::sync::Arc;

/// Names of candidates that are shown.
const CANDIDATES: usize = 64;

pub(super) fn build(state: &State) -> TokenBox {
    let reading = &state.derived.reading;
    let candidates: Vec<String> = if reading.candidates.len() > 1 {
        reading.candidates.iter().take(CANDIDATES).map(|candidate| candidate.label.clone()).collect()
    } else {
        Vec::new()
    };
    TokenBox {
        text: Arc::clone(&state.token.text),
        revision: state.token.revision,
        editable: state.token.text.len() <= EDITABLE,
        parts: parts(state),
        faults: faults(state),
        cleaned: cleaned(state),
        steps: steps(state),
        can_undo: !state.token.undo.is_empty(),
        candidate: state.token.candidate.min(candidates.len().saturating_sub(1)),
        candidates,
        chosen: state.candidate().map(|candidate| candidate.source),
        offer: reading.key.map(|key| Offer {
            text: format!("The text contains {}", key.words),
            action: "Move it to the keys".to_owned(),
            command: Command::MoveTokenToKeys,
        }),
        busy: state.derived.is_slow || state.reads.is_slow,
    }
}

/// What was taken off, the outermost first.
fn steps(state: &State) -> Vec<String> {
    let steps = &state.token.steps;
    if steps.len() < 2 { Vec::new() } else { steps.iter().map(|step| safe(&step.words)).collect() }
}

/// What the paste was cleaned of; for typed text, what is passed over.
fn cleaned(state: &State) -> Option<String> {
    let mut words = state.token.cleaned.clone();
    if let Some(candidate) = state.candidate() {
        if words.is_empty() {
            words.clone_from(&candidate.cleaned);
            // The text stays as it was typed.
            if let Some(last) = words.last_mut() {
                last.push_str(" to read it");
            }
        }
        words.extend(candidate.notes.iter().cloned());
    }
    (!words.is_empty()).then(|| capital(&words.join(", ")))
}

/// The coloured parts: from the examination when it is of this text, else at the dots.
fn parts(state: &State) -> Vec<TokenPart> {
    let Some(candidate) = state.candidate() else { return Vec::new() };
    let outermost = state.examination().and_then(|examination| examination.layers.first());
    let mut parts: Vec<TokenPart> = match outermost.filter(|_| state.is_current()) {
        Some(layer) => parts_of(&layer.object)
            .into_iter()
            .filter_map(|part| token_part(candidate, kind(part.name), part.name.word(), part.span))
            .chain(sd_jwt::token_parts(layer, &candidate.map))
            .collect(),
        None => at_dots(candidate),
    };
    parts.sort_by_key(|part| part.span.start);
    // Parts never overlap; where a map had to guess, the later one gives way.
    let mut end = 0;
    parts.retain(|part| {
        let fits = part.span.start >= end;
        end = if fits { part.span.end } else { end };
        fits
    });
    parts
}

fn token_part(candidate: &TokenCandidate, kind: PartKind, word: &str, span: Span) -> Option<TokenPart> {
    if span.is_empty() {
        return None;
    }
    let label = format!("{}, {}", capital(word), counted(span.len(), "character"));
    Some(TokenPart { span: candidate.map.span(span)?, kind, label })
}

fn at_dots(candidate: &TokenCandidate) -> Vec<TokenPart> {
    if candidate.text.starts_with('{') {
        return Vec::new();
    }
    let mut spans = Vec::new();
    let mut start = 0;
    // What an SD-JWT carries behind its JWS has dots of its own.
    let jose = candidate.text.split('~').next().unwrap_or_default();
    for part in jose.splitn(7, '.').take(6) {
        spans.push(Span::new(start, start + part.len()));
        start += part.len() + 1;
    }
    let names: &[PartName] = match spans.len() {
        5 => &[
            PartName::Header,
            PartName::EncryptedKey,
            PartName::InitializationVector,
            PartName::Ciphertext,
            PartName::AuthenticationTag,
        ],
        _ => &[PartName::Header, PartName::Payload, PartName::Signature],
    };
    let name = |index: usize| names.get(index).copied().unwrap_or(PartName::Unknown);
    spans
        .into_iter()
        .enumerate()
        .filter_map(|(index, span)| token_part(candidate, kind(name(index)), name(index).word(), span))
        .collect()
}

pub(super) const fn kind(name: PartName) -> PartKind {
    match name {
        PartName::Header => PartKind::Header,
        PartName::Payload => PartKind::Payload,
        PartName::Signature => PartKind::Signature,
        PartName::EncryptedKey => PartKind::EncryptedKey,
        PartName::InitializationVector => PartKind::InitializationVector,
        PartName::Ciphertext => PartKind::Ciphertext,
        PartName::AuthenticationTag => PartKind::AuthenticationTag,
        PartName::AdditionalData => PartKind::AdditionalData,
        PartName::Unknown => PartKind::Unknown,
    }
}

/// The bytes that errors are about. A whole token that is wrong as such is not underlined: that would say nothing.
fn faults(state: &State) -> Vec<TokenFault> {
    let (Some(map), Some(examination)) = (state.source_map(0), state.examination()) else { return Vec::new() };
    let whole = examination.size.total;
    let mut faults: Vec<TokenFault> = examination
        .findings
        .iter()
        .filter(|finding| finding.layer == 0 && finding.severity == Severity::Error && is_about_form(finding))
        .filter_map(|finding| {
            let span = finding.span.filter(|span| span.len() < whole.max(1))?;
            Some(TokenFault { span: map.span(span)?, message: finding.message.clone() })
        })
        .collect();
    faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
    faults.dedup_by_key(|fault| fault.span);
    // A part that is wrong as a whole is not underlined where the exact bytes are known.
    let spans: Vec<TextSpan> = faults.iter().map(|fault| fault.span).collect();
    let holds = |wide: TextSpan, narrow: TextSpan| {
        wide != narrow && narrow.start < narrow.end && wide.start <= narrow.start && narrow.end <= wide.end
    };
    faults.retain(|fault| !spans.iter().any(|narrow| holds(fault.span, *narrow)));
    faults.retain(|fault| within(fault.span, &state.token.text));
    faults
}

/// Bytes are wrong that break the form. What a token says and should not is no fault of its bytes.
fn is_about_form(finding: &Finding) -> bool {
    use crate::engine::{lint, rule};
    [rule::encoding::RULES, lint::encoding::RULES, rule::structure::RULES]
        .into_iter()
        .flatten()
        .any(|rule| rule.id == finding.rule.id)
}

fn within(span: TextSpan, text: &str) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}
